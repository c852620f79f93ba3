/* Deputies on a server: what C says is what the server says, and who acts for somebody has to say so. */
#include "door.h"
#include "who.h"

typedef struct
{
  const char *sql;
  gint64      answer;
} Ask;

static gpointer
ask_there (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_db_int (db, &ask->answer, error, ask->sql, NULL) ? ask : NULL;
}

/* The server's answer to whether the request may be approved, and that of C. */
static void
agree (ZgSession *session, Small *small, gint64 leave, gboolean may)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT CASE WHEN zg.may ('leave', 'approve', %" G_GINT64_FORMAT ") THEN 1 ELSE 0 END",
                                          leave);
  g_autoptr (ZgRecord) record = small_get (small, &small_leave, leave);
  Ask ask = { sql, -1 };

  zg_store_read (zg_session_store (session), ask_there, &ask, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask.answer, ==, may);
  g_assert_cmpint (zg_session_may (session, record, zg_kind_verb (&small_leave, "approve"), NULL, NULL), ==, may);
  g_assert_cmpint (is_among (session, record, "approve"), ==, may);
}

/* 王芳, an employee of the store, holds sup for 李强 of the service from today to the end of next year. */
static gint64
stand_in (Door *door)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) holder = zg_record_new (&zg_role_holder);

  zg_record_set_int (holder, ZG_HOLDER_PERSON, door->p_wang);
  zg_record_set_text (holder, ZG_HOLDER_ROLE, "sup");
  zg_record_set_day (holder, ZG_HOLDER_FROM, zg_day_of_ms (zg_book_now (door->small.book)));
  zg_record_set_day (holder, ZG_HOLDER_TO, zg_day_of_ms (zg_book_now (door->small.book)) + 400);
  zg_record_set_int (holder, ZG_HOLDER_FOR, door->p_li);
  zg_book_run (door->small.admin, holder, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return holder->id;
}

typedef struct
{
  Door      *door;
  ZgBook    *book;
  ZgSession *wang;
} In;

static void
come_in (In *in)
{
  g_clear_pointer (&in->wang, zg_session_unref);
  g_clear_pointer (&in->book, zg_book_unref);
  in->book = door_open (in->door);
  in->wang = door_login (in->book, "wang", DOOR_PASSWORD);
}

static void
test_same_answers (Door *door, gconstpointer data)
{
  Small *small = &door->small;
  g_autofree char *later = NULL;
  gint64 his = door_leave (small, door->li, "旅行"), holder;
  In in = { door };

  come_in (&in);
  agree (in.wang, small, door->leave_zhang, FALSE);
  holder = stand_in (door);
  come_in (&in);
  agree (in.wang, small, door->leave_zhang, TRUE);
  agree (in.wang, small, door->leave_wang, FALSE); /* her own, of the store */
  agree (in.wang, small, his, FALSE);              /* of the one she stands in for */
  small_raw (small, "UPDATE role_holder SET to_day = '2020-01-01' WHERE stands_for IS NULL AND role = 'sup'");
  come_in (&in);
  agree (in.wang, small, door->leave_zhang, FALSE); /* he holds it no more */
  small_raw (small, "UPDATE role_holder SET to_day = NULL WHERE stands_for IS NULL AND role = 'sup'");
  come_in (&in);
  agree (in.wang, small, door->leave_zhang, TRUE);
  small_raw (small, "UPDATE person SET state = 'ended' WHERE login = 'li'");
  come_in (&in);
  agree (in.wang, small, door->leave_zhang, FALSE);
  small_raw (small, "UPDATE person SET state = 'active' WHERE login = 'li'");
  later = g_strdup_printf ("UPDATE role_holder SET from_day = '2020-01-01', to_day = '2020-01-02'"
                           " WHERE id = %" G_GINT64_FORMAT, holder);
  small_raw (small, later);
  come_in (&in);
  agree (in.wang, small, door->leave_zhang, FALSE); /* it is over */
  zg_session_unref (in.wang);
  zg_book_unref (in.book);
}

/* A unit of its own counts while it lies within his. */
static void
test_unit_within (Door *door, gconstpointer data)
{
  Small *small = &door->small;
  g_autofree char *sql = NULL;
  In in = { door };

  stand_in (door);
  sql = g_strdup_printf ("UPDATE role_holder SET unit = %" G_GINT64_FORMAT " WHERE stands_for IS NOT NULL", door->service);
  small_raw (small, sql);
  come_in (&in);
  agree (in.wang, small, door->leave_zhang, TRUE);
  g_free (sql);
  sql = g_strdup_printf ("UPDATE role_holder SET unit = %" G_GINT64_FORMAT " WHERE stands_for IS NOT NULL", door->house);
  small_raw (small, sql);
  come_in (&in);
  agree (in.wang, small, door->leave_zhang, FALSE);
  zg_session_unref (in.wang);
  zg_book_unref (in.book);
}

static void
forged (ZgSession *session, gint64 leave, const char *said)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT repeated FROM zg.post ('{\"cmd\":\"forged\",\"step\":\"leave.approve\"%s,"
                                          "\"puts\":[{\"k\":\"leave\",\"v\":\"approve\",\"id\":%" G_GINT64_FORMAT ","
                                          "\"ver\":2,\"f\":{}}]}', '', 9, '[]', 0, 0)", said, leave);
  Ask ask = { sql, -1 };

  zg_store_write (zg_session_store (session), ask_there, &ask, &error);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
}

static void
test_says_for_whom (Door *door, gconstpointer data)
{
  g_autofree char *wrong = g_strdup_printf (",\"for\":%" G_GINT64_FORMAT, door->p_zhang);
  g_autoptr (ZgRecord) leave = NULL;
  g_autoptr (ZgSession) li = NULL;
  g_autoptr (GError) error = NULL;
  In in = { door };

  stand_in (door);
  come_in (&in);
  forged (in.wang, door->leave_zhang, "");
  forged (in.wang, door->leave_zhang, wrong);
  li = door_login (in.book, "li", DOOR_PASSWORD);
  forged (li, door->leave_zhang, wrong); /* he stands in for nobody */
  leave = small_get (&door->small, &small_leave, door->leave_zhang);
  zg_book_run (in.wang, leave, "approve", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (small_int (&door->small, "SELECT count (*) FROM audit WHERE step = 'leave.approve' AND body::jsonb ? 'for'"),
                   ==, 1);
  zg_session_unref (in.wang);
  zg_book_unref (in.book);
}

/* An employee, who reads no roles but his own, is told whom his request goes to, and nothing of rights that are no steps. */
static void
test_who (Door *door, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (ZgRecord) leave = small_get (&door->small, &small_leave, door->leave_zhang);
  g_autoptr (ZgSession) zhang = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;
  Ask ask = { "SELECT count (*) FROM zg.holders ('leave.view')", -1 };
  In in = { door };

  stand_in (door);
  come_in (&in);
  zhang = door_login (in.book, "zhang", DOOR_PASSWORD);
  all = who_may (zhang, leave, "approve");
  names = zg_who_names (all);
  g_assert_nonnull (strstr (names, "李强"));
  g_assert_nonnull (strstr (names, "王芳 (for 李强)"));
  zg_store_read (zg_session_store (zhang), ask_there, &ask, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask.answer, ==, 0);
  zg_session_unref (in.wang);
  zg_book_unref (in.book);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  door_add ("/server/deputy/same-answers", test_same_answers);
  door_add ("/server/deputy/who", test_who);
  door_add ("/server/deputy/unit-within", test_unit_within);
  door_add ("/server/deputy/says-for-whom", test_says_for_whom);
  return g_test_run ();
}
