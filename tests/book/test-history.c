/* History: what the audit says of one record, in words. */
#include "run-kinds.h"
#include "zg-audit-list.h"
#include "zg-sheet.h"

typedef struct
{
  const ZgKind *kind;
  gint64        id;
} Of;

static gpointer
read_history (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Of *of = data;

  return zg_book_history (db, of->kind, of->id, error);
}

static GPtrArray *
history (Room *room, const ZgKind *kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  Of                 of = { kind, id };
  GPtrArray         *entries = zg_store_read (zg_book_store (room->small.book), read_history, &of, &error);

  g_assert_no_error (error);
  return entries;
}

static void
is (GPtrArray *entries, guint i, const char *verb, const char *who, const char *changes, const char *opinion)
{
  const ZgHistory *entry;

  g_assert_cmpuint (i, <, entries->len);
  entry = entries->pdata[i];
  g_assert_cmpstr (entry->verb, ==, verb);
  g_assert_cmpstr (entry->who, ==, who);
  g_assert_cmpstr (entry->changes, ==, changes);
  g_assert_cmpstr (entry->opinion, ==, opinion);
  g_assert_cmpint (entry->version, ==, i + 1);
}

static void
test_words (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord)  claim = claim_new (room, "Taxi");
  g_autoptr (ZgRecord)  stranger = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  zg_record_set_text (claim, CLAIM_CARD, CANARY);
  zg_record_set_text (claim, CLAIM_DAY, "2026-10-31");
  run_ok (room->s_zhang, claim, "create");
  zg_record_set_int (claim, CLAIM_AMOUNT, 20000);
  zg_record_set_null (claim, CLAIM_DAY);
  run_ok (room->small.admin, claim, "edit");
  run_ok (room->s_zhang, claim, "submit");
  stranger = zg_record_copy (claim);
  refuse (room->s_zhang, stranger, "approve", NULL, ZG_ERROR_DENIED, NULL); /* a refusal is no event of the record */
  zg_book_run (room->small.admin, claim, "return", NULL, "票据不清", NULL, NULL, NULL);
  entries = history (room, &run_claim, claim->id);
  g_assert_cmpuint (entries->len, ==, 4);
  is (entries, 0, "create", "张敏", "Employee: 张敏; Subject: Taxi; Amount: 123.45; Twice: 246.90; Bank card: ****; Day: 2026-10-31",
      NULL);
  is (entries, 1, "edit", "林小雨", "Amount: 123.45 → 200.00; Twice: 246.90 → 400.00; Day: 2026-10-31 → —", NULL);
  is (entries, 2, "submit", "张敏", NULL, NULL);
  is (entries, 3, "return", "林小雨", NULL, "票据不清");
}

/* -- The list of all -- */

static gpointer
read_list (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("audit_entry"));
  g_autoptr (GArray)  ids = zg_query_ids (query, data, db, NULL, error);

  return ids ? zg_query_rows (query, data, db, (const gint64 *) ids->data, (int) ids->len, error) : NULL;
}

static const ZgCell *
cell_of (const ZgRows *rows, int row, const char *name)
{
  const ZgSheet *sheet = zg_sheet_by_id ("audit_entry");

  for (int c = 0; c < sheet->n_columns; c++)
    if (g_str_equal (sheet->columns[c].name, name))
      return &rows->cells[row * rows->n_columns + c];
  g_assert_not_reached ();
}

/* @changes: "*": any. */
static void
row_is (const ZgRows *rows, int row, const char *who, const char *step, const char *changes, int result)
{
  g_autofree char *title = zg_right_title (cell_of (rows, row, "step")->s);

  g_assert_cmpstr (cell_of (rows, row, "who")->s, ==, who);
  g_assert_cmpstr (title, ==, step);
  g_assert_cmpstr (cell_of (rows, row, "record")->s, ==, "Taxi");
  if (g_strcmp0 (changes, "*") != 0)
    g_assert_cmpstr (cell_of (rows, row, "changes")->s, ==, changes);
  g_assert_cmpint (cell_of (rows, row, "result")->i, ==, result);
}

/* Newest first: what was done and what was refused, by everybody, with before and after. */
static void
test_list (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (room, "Taxi"), stranger = NULL;
  g_autoptr (ZgRows)   rows = NULL;
  g_autoptr (GError)   error = NULL;
  ZgStore             *store = zg_book_store (room->small.book);

  zg_record_set_text (claim, CLAIM_CARD, CANARY);
  run_ok (room->s_zhang, claim, "create");
  zg_record_set_int (claim, CLAIM_AMOUNT, 20000);
  run_ok (room->small.admin, claim, "edit");
  run_ok (room->s_zhang, claim, "submit");
  stranger = zg_record_copy (claim);
  refuse (room->s_zhang, stranger, "approve", NULL, ZG_ERROR_DENIED, NULL);
  rows = zg_store_read (store, read_list, room->small.admin, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rows->n_rows, >, 4);
  row_is (rows, 0, "张敏", "Claim · Approve", "*", 2);
  row_is (rows, 1, "张敏", "Claim · Submit", NULL, 1);
  row_is (rows, 2, "林小雨", "Claim · change", "Amount: 123.45 → 200.00; Twice: 246.90 → 400.00", 1);
  row_is (rows, 3, "张敏", "Claim · Create", "Employee: 张敏; Subject: Taxi; Amount: 123.45; Twice: 246.90; Bank card: ****", 1);
  g_assert_null (zg_store_read (store, read_list, room->s_zhang, &error));
  assert_refused (error, ZG_ERROR_DENIED, "Audit");
}

static void
test_lines_and_effects (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord)  claim = claim_new (room, "Trip");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_autoptr (GPtrArray) of_line = NULL, of_task = NULL;
  g_autoptr (ZgRecord)  approved = NULL, task = zg_record_new (&run_task);
  g_autoptr (GError)    error = NULL;
  ZgRecord             *line = zg_record_new (&run_line);

  zg_record_set_text (line, LINE_TEXT, "Taxi");
  g_ptr_array_add (lines, line);
  zg_book_run (room->s_zhang, claim, "create", lines, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  of_line = history (room, &run_line, line->id);
  g_assert_cmpuint (of_line->len, ==, 1);
  is (of_line, 0, "create", "张敏", "Text: Taxi", NULL);

  zg_record_set_text (task, TASK_TITLE, "Pay");
  run_ok (room->small.admin, task, "create");
  approved = claim_in (room, "Two", "approved");
  hooks.finish = task->id;
  run_ok (room->s_zhang, approved, "close");
  of_task = history (room, &run_task, task->id);
  g_assert_cmpuint (of_task->len, ==, 2);
  g_assert_cmpstr (((ZgHistory *) of_task->pdata[1])->verb, ==, "finish");
  g_assert_cmpstr (((ZgHistory *) of_task->pdata[1])->who, ==, "张敏");
}

static void
test_nothing (Room *room, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = history (room, &run_claim, 4711);

  g_assert_cmpuint (entries->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  run_kinds ();
  g_test_add ("/history/words", Room, NULL, room_set_up, test_words, room_tear_down);
  g_test_add ("/history/list", Room, NULL, room_set_up, test_list, room_tear_down);
  g_test_add ("/history/lines-and-effects", Room, NULL, room_set_up, test_lines_and_effects, room_tear_down);
  g_test_add ("/history/nothing", Room, NULL, room_set_up, test_nothing, room_tear_down);
  return g_test_run ();
}
