/* Sheets and records on their way out: only what one may carry away, and forms that say what happened. */
#include "out-test.h"

#include "zg-csv.h"

#define PASSWORD "Quiet*Meadow77"

typedef struct
{
  Small      small;
  gint64     unit, other, zhang, li, wang, leave;
  ZgSession *s_zhang, *s_li, *s_wang;
} Room;

static gint64
leave_new (ZgSession *session, gint64 staff, const char *reason)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) leave = zg_record_new (&small_leave);

  zg_record_set_int (leave, LEAVE_STAFF, staff);
  zg_record_set_text (leave, LEAVE_REASON, reason);
  zg_record_set_text (leave, LEAVE_MOBILE, "13800000000");
  zg_book_run (session, leave, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  zg_book_run (session, leave, "submit", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return leave->id;
}

static void
set_up (Room *room, gconstpointer data)
{
  Small *small = &room->small;

  small_set_up (small, data);
  small_may (small, "unit.create");
  small_may (small, "staff.create");
  room->unit = small_unit_new (small, "客服组", 0);
  room->other = small_unit_new (small, "仓储", 0);
  room->zhang = small_staff_new (small, "张敏", room->unit, NULL);
  room->li = small_staff_new (small, "李强", room->unit, NULL);
  room->wang = small_staff_new (small, "王芳", room->other, NULL);
  small_person (small, "zhang", "张敏", room->zhang, "emp", PASSWORD);
  small_person (small, "li", "李强", room->li, "sup", PASSWORD);
  small_person (small, "wang", "王芳", room->wang, "emp", PASSWORD);
  room->s_zhang = small_login (small, "zhang", PASSWORD);
  room->s_li = small_login (small, "li", PASSWORD);
  room->s_wang = small_login (small, "wang", PASSWORD);
  room->leave = leave_new (room->s_zhang, room->zhang, "看病，发烧三十九度");
  leave_new (room->s_wang, room->wang, "搬家");
}

static void
tear_down (Room *room, gconstpointer data)
{
  zg_session_unref (room->s_zhang);
  zg_session_unref (room->s_li);
  zg_session_unref (room->s_wang);
  small_tear_down (&room->small, data);
}

typedef struct
{
  ZgSession  *session;
  const char *kind, *path;
  gint64      id;
} Ask;

static gpointer
write_csv (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask                *ask = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id (ask->kind));
  g_autoptr (ZgTable) table = NULL;
  static const int    columns[] = { 2, 0 }; /* the reason, then the number */

  table = zg_table_of_query (query, ask->session, db, columns, 2, ask->id ? &ask->id : NULL, ask->id ? 1 : 0, error);
  return table != NULL && zg_table_write_csv (table, ask->path, NULL, NULL, cancellable, error) ? ask : NULL;
}

static gpointer
write_xlsx (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask                *ask = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id (ask->kind));

  return zg_sheet_write_xlsx (query, ask->session, db, NULL, 0, ask->path, NULL, NULL, cancellable, error) &&
                 zg_sheet_write_pdf (query, ask->session, db, NULL, 0, ask->path, cancellable, error)
             ? ask
             : NULL;
}

static gpointer
write_paper (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask                *ask = data;
  g_autoptr (ZgPaper) paper = zg_record_paper (ask->session, db, zg_kind_by_id (ask->kind), ask->id, error);

  return paper != NULL && zg_paper_save_pdf (paper, ask->path, error) ? ask : NULL;
}

static char *
csv_of (Room *room, ZgSession *session, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = g_build_filename (room->small.folder, "out.csv", NULL);
  Ask                ask = { session, "leave", path, id };
  char              *text = NULL;

  g_assert_nonnull (zg_store_read (zg_book_store (room->small.book), write_csv, &ask, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_reach (Room *room, gconstpointer data)
{
  g_autofree char *own = csv_of (room, room->s_zhang, 0), *group = csv_of (room, room->s_li, 0),
                  *other = csv_of (room, room->s_wang, 0);
  g_autofree char *guessed = csv_of (room, room->s_wang, room->leave);

  out_has (own, "发烧");
  out_lacks (own, "搬家");
  out_has (group, "看病，发烧三十九度,QJ-2026-0001\r\n");
  out_lacks (group, "搬家");
  out_lacks (other, "发烧");
  out_lacks (guessed, "发烧");
}

static void
test_denied (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = g_build_filename (room->small.folder, "none.xlsx", NULL);
  Ask                ask = { room->s_zhang, "staff", path, 0 };

  g_assert_cmpint (zg_session_reach (room->s_zhang, "staff.export"), ==, ZG_REACH_NONE);
  g_assert_null (zg_store_read (zg_book_store (room->small.book), write_xlsx, &ask, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "print or export"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_paper (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = g_build_filename (room->small.folder, "leave.pdf", NULL), *text = NULL;
  Ask                ask = { room->s_li, "leave", path, room->leave };

  g_assert_nonnull (zg_store_read (zg_book_store (room->small.book), write_paper, &ask, &error));
  g_assert_no_error (error);
  text = out_pdf_text (path);
  if (text != NULL)
    {
      out_has (text, "Leave request");
      out_has (text, "QJ-2026-0001");
      out_has (text, "看病，发烧三十九度");
      out_has (text, "张敏");
      out_has (text, "History");
      out_has (text, "Submit");
      out_lacks (text, "13800000000"); /* sealed: never in full on paper */
    }
  ask.session = room->s_wang;
  g_remove (path);
  g_assert_null (zg_store_read (zg_book_store (room->small.book), write_paper, &ask, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  ask.id = 4711;
  g_assert_null (zg_store_read (zg_book_store (room->small.book), write_paper, &ask, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
#define TEST(path, function) g_test_add ("/export/" path, Room, NULL, set_up, function, tear_down)
  TEST ("reach", test_reach);
  TEST ("denied", test_denied);
  TEST ("paper", test_paper);
  return g_test_run ();
}
