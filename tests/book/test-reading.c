/* What makes long lists and long reads quick may not change what they say: joins left out of a question for ids, and a second
 * connection that sees the same book. */
#include "run-kinds.h"

#include "zg-sheet-private.h"

/* -- Joins -- */

static void
prunes (const char *from, const char *rest, const char *expected)
{
  ZgSheet          sheet = { .from = from };
  ZgSqlText        text;
  g_autofree char *whole = g_strdup_printf ("SELECT t.id FROM %s%s", from, rest);
  g_autofree char *left = g_strdup_printf ("SELECT t.id FROM %s%s", expected, rest);

  zg_sql_text_init (&text);
  g_string_assign (text.sql, whole);
  zg_sheet_sql_prune (&text, &sheet);
  g_assert_cmpstr (text.sql->str, ==, left);
  zg_sql_text_clear (&text);
}

#define JOINS "a t LEFT JOIN b p ON p.id = t.b LEFT JOIN c s ON s.id = p.c LEFT JOIN d u ON u.id = s.d"

static void
test_joins (void)
{
  prunes ("a t", " WHERE 1 = 1", "a t");
  prunes (JOINS, " WHERE 1 = 1 ORDER BY t.at", "a t");
  prunes (JOINS, " WHERE p.name = $1", "a t LEFT JOIN b p ON p.id = t.b");
  prunes (JOINS, " WHERE 1 = 1 ORDER BY u.name", JOINS); /* a join that leads to a needed one is needed */
  prunes (JOINS, " WHERE tp.x = 1 AND up.y = 2", "a t"); /* other names that end alike */
  prunes (JOINS, " WHERE 1 = 1 AND (s.x = 1)", "a t LEFT JOIN b p ON p.id = t.b LEFT JOIN c s ON s.id = p.c");
  prunes ("a t LEFT JOIN b p ON p.id = (SELECT q.id FROM b q LEFT JOIN c s ON s.id = q.c LIMIT 1)", "", "a t");
  prunes ("a t LEFT JOIN b p ON p.x = ' LEFT JOIN c s ON '", "", "a t");
  prunes ("a t LEFT JOIN b p ON p.id = t.b JOIN c s ON s.id = t.c", "", "a t LEFT JOIN b p ON p.id = t.b JOIN c s ON s.id = t.c");
  prunes ("a t JOIN b p ON p.id = t.b LEFT JOIN c s ON s.id = p.c", "", "a t JOIN b p ON p.id = t.b");
  prunes ("a t LEFT JOIN b p ON p.id = $1", "", "a t LEFT JOIN b p ON p.id = $1"); /* places are counted: left alone */
}

/* -- A second connection -- */

static gboolean
sees (ZgDb *db, gint64 n)
{
  gint64 found = -1;

  return zg_db_int (db, &found, NULL, "SELECT COUNT(*) FROM task", NULL) && found == n;
}

static gpointer
compare (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Room                *room = data;
  g_autoptr (ZgRecord) task = zg_record_new (&run_task);
  ZgBook              *book = room->small.book;
  ZgDb                *twin = zg_book_twin (book, db), *again;

  g_assert_nonnull (twin);
  g_assert_true (zg_db_is_read_only (twin));
  g_assert_true (sees (twin, 0));
  zg_record_set_text (task, TASK_TITLE, "Pay");
  run_ok (room->small.admin, task, "create"); /* the book moves on under both */
  g_assert_true (sees (db, 0));
  g_assert_true (sees (twin, 0));
  zg_book_twin_give_back (book, twin);
  again = zg_book_twin (book, db); /* one begun now would see more than this read does */
  g_assert_null (again);
  return room;
}

static void
test_twin (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  zg_store_read (zg_book_store (room->small.book), compare, room, &error);
  g_assert_no_error (error);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM task"), ==, 1);
}

static gpointer
two_at_once (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Room *room = data;
  ZgDb *first = zg_book_twin (room->small.book, db), *second = zg_book_twin (room->small.book, db), *third;

  g_assert_true (first && second && first != second);
  zg_book_twin_give_back (room->small.book, first);
  zg_book_twin_give_back (room->small.book, second);
  third = zg_book_twin (room->small.book, db); /* the kept one */
  g_assert_true (third == first);
  zg_book_twin_give_back (room->small.book, third);
  zg_book_twin_give_back (room->small.book, NULL);
  return room;
}

static void
test_kept (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  zg_store_read (zg_book_store (room->small.book), two_at_once, room, &error);
  g_assert_no_error (error);
}

static gpointer
on_writer (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_null (zg_book_twin (data, db)); /* what a writer has not yet committed nobody else sees */
  return data;
}

static void
test_not_of_writer (Room *room, gconstpointer data)
{
  zg_store_write (zg_book_store (room->small.book), on_writer, room->small.book, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  run_kinds ();
  g_test_add_func ("/reading/joins", test_joins);
  g_test_add ("/reading/twin", Room, NULL, room_set_up, test_twin, room_tear_down);
  g_test_add ("/reading/twin-kept", Room, NULL, room_set_up, test_kept, room_tear_down);
  g_test_add ("/reading/twin-not-of-writer", Room, NULL, room_set_up, test_not_of_writer, room_tear_down);
  return g_test_run ();
}
