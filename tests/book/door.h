/* door.h: a book on a server with a door for its people, for the tests of that: three people beside the administrator, and
 * their own
 * addresses. The clock is the server's. */
#pragma once

#include "small-kinds.h"
#include "zg-server.h"
#include "zg-store-private.h"

#define DOOR_PASSWORD "Quiet*Meadow77"

typedef struct
{
  Small   small;                     /* small.path: the owner's address */
  char   *door;                      /* the address that names nobody */
  gint64  house, service, store;     /* units: the house above both */
  gint64  zhang, li, wang;           /* staff: service, service, store */
  gint64  p_zhang, p_li, p_wang;     /* emp, sup, emp */
  gint64  leave_zhang, leave_wang;
} Door;

static inline gint64
door_leave (Small *small, gint64 staff, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) leave = zg_record_new (&small_leave);

  zg_record_set_int (leave, LEAVE_STAFF, staff);
  zg_record_set_text (leave, LEAVE_REASON, reason);
  g_assert_true (zg_book_run (small->admin, leave, "create", NULL, NULL, NULL, NULL, &error));
  g_assert_true (zg_book_run (small->admin, leave, "submit", NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  return leave->id;
}

static inline void
door_set_up (Door *door, gconstpointer server)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *owner = pg_owner (server);
  Small      *small = &door->small;
  ZgBookSetup setup = { .name = "电商部账套", .login = "Lin", .person = "林小雨", .password = ADMIN_PASSWORD };

  zg_kdf_set_policy (&small_kdf);
  small->folder = g_dir_make_tmp ("zg-door-XXXXXX", &error);
  setup.path = small->path = pg_new_database (owner);
  door->door = pg_door (small->path);
  small->book = zg_book_create (&setup, &small->recovery, &error);
  g_assert_no_error (error);
  small->admin = zg_book_login (small->book, "lin", ADMIN_PASSWORD, &error);
  g_assert_no_error (error);
  small_may (small, "unit.create");
  small_may (small, "staff.create");
  small_may (small, "leave.create");
  small_may (small, "leave.submit");
  door->house = small_unit_new (small, "电商部", 0);
  door->service = small_unit_new (small, "客服组", door->house);
  door->store = small_unit_new (small, "仓储", door->house);
  door->zhang = small_staff_new (small, "张敏", door->service, "6222000011112222");
  door->li = small_staff_new (small, "李强", door->service, "6222000033334444");
  door->wang = small_staff_new (small, "王芳", door->store, "6222000055556666");
  door->p_zhang = small_person (small, "zhang", "张敏", door->zhang, "emp", DOOR_PASSWORD);
  door->p_li = small_person (small, "li", "李强", door->li, "sup", DOOR_PASSWORD);
  door->p_wang = small_person (small, "wang", "王芳", door->wang, "emp", DOOR_PASSWORD);
  door->leave_zhang = door_leave (small, door->zhang, "看病");
  door->leave_wang = door_leave (small, door->wang, "搬家");
}

static inline void
door_tear_down (Door *door, gconstpointer server)
{
  g_clear_pointer (&door->small.admin, zg_session_unref);
  g_clear_pointer (&door->small.book, zg_book_unref);
  remove_tree (door->small.folder);
  g_free (door->small.folder);
  g_free (door->small.recovery);
  pg_drop_guarded (door->small.path);
  g_free (door->door);
}

/* door_open, door_login: by the door, as a desk does. Returns: (transfer full). */
static inline ZgBook *
door_open (Door *door)
{
  g_autoptr (GError) error = NULL;
  ZgBook *book = zg_book_open (door->door, FALSE, &error);

  g_assert_no_error (error);
  return book;
}

static inline ZgSession *
door_login (ZgBook *book, const char *login, const char *password)
{
  g_autoptr (GError) error = NULL;
  ZgSession *session = zg_book_login (book, login, password, &error);

  g_assert_no_error (error);
  return session;
}

static inline void
door_skip (void)
{
  g_test_skip ("no ZG_TEST_PG: see tools/pg-cluster");
}

static inline void
door_add (const char *path, void (*test) (Door *, gconstpointer))
{
  const char *server = g_getenv ("ZG_TEST_PG");

  if (server)
    g_test_add (path, Door, server, door_set_up, test, door_tear_down);
  else
    g_test_add_func (path, door_skip);
}
