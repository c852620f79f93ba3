/* Checklists: items that go with the person, what is turned off or put neutrally, findings that become conduct entries, the start
 * of the day. */
#include "trial.h"

#include "zg-checklist.h"
#include "zg-conduct.h"
#include "zg-duty.h"
#include "zg-sheet.h"

static gint64
list_by (const char *name)
{
  return ask ("SELECT id FROM checklist WHERE name = $1", name);
}

static ZgRecord *
sheet_of (const char *list, gint64 staff, const char *day)
{
  ZgRecord *sheet = zg_record_new (&zg_check_sheet);

  zg_record_set_text (sheet, ZG_CHECK_DAY, day);
  zg_record_set_int (sheet, ZG_CHECK_LIST, list_by (list));
  if (staff)
    zg_record_set_int (sheet, ZG_CHECK_STAFF, staff);
  return sheet;
}

typedef struct
{
  gint64 parent;
} Children;

static gpointer
children_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  GArray    *ids = zg_book_children (db, &zg_check_line, ((Children *) data)->parent, error);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; ids && i < ids->len; i++)
    g_ptr_array_add (lines, zg_book_get (db, &zg_check_line, g_array_index (ids, gint64, i), error));
  g_array_unref (ids);
  return lines;
}

static GPtrArray *
lines_of (const ZgRecord *sheet)
{
  GError    *error = NULL;
  Children   children = { sheet->id };
  GPtrArray *lines = zg_store_read (zg_book_store (trial.book), children_db, &children, &error);

  g_assert_no_error (error);
  return lines;
}

static gboolean
asks (GPtrArray *lines, const char *part)
{
  for (guint i = 0; i < lines->len; i++)
    if (strstr (zg_record_text (lines->pdata[i], ZG_CHECK_LINE_ITEM), part))
      return TRUE;
  return FALSE;
}

static void
run_lines (ZgSession *session, ZgRecord *sheet, const char *verb, GPtrArray *lines)
{
  GError *error = NULL;

  zg_book_run (session, sheet, verb, lines, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
set_sex (gint64 staff, int sex)
{
  g_autoptr (ZgRecord) file = get (&zg_staff, staff);

  zg_record_set_int (file, ZG_STAFF_SEX, sex);
  if (file->changed)
    done (trial.hr, file, "edit", NULL);
}

/* An item is looked at of whom it is made for, until it is put neutrally or turned off (C39). */
static void
test_dress (void)
{
  gint64               man = staff_by ("1012"), woman = staff_by ("1013");
  g_autoptr (ZgRecord) of_man = sheet_of ("仪容仪表检查", man, "2026-11-20");
  g_autoptr (ZgRecord) of_woman = sheet_of ("仪容仪表检查", woman, "2026-11-20");
  g_autoptr (ZgRecord) later = sheet_of ("仪容仪表检查", man, "2026-11-23");
  g_autoptr (ZgRecord) list = get (&zg_checklist, list_by ("仪容仪表检查"));
  g_autoptr (ZgRecord) item =
      get (&zg_checklist_item, ask ("SELECT id FROM checklist_item WHERE text = $1", "妆容不过浓，首饰不夸张"));
  g_autoptr (GPtrArray) his = NULL, hers = NULL, neutral = NULL, changed = g_ptr_array_new ();

  set_sex (man, 1);
  set_sex (woman, 2);
  done (trial.hr, of_man, "create", NULL);
  done (trial.hr, of_woman, "create", NULL);
  his = lines_of (of_man);
  hers = lines_of (of_woman);
  g_assert_true (asks (his, "不留长发") && !asks (his, "妆容"));
  g_assert_true (asks (hers, "妆容") && !asks (hers, "不留长发"));
  g_assert_false (asks (his, "劳保")); /* ships turned off */
  zg_record_set_int (item, ZG_ITEM_SETTING, ZG_ITEM_NEUTRAL_FOR_ALL);
  g_ptr_array_add (changed, item);
  run_lines (trial.hr, list, "edit", changed);
  done (trial.hr, later, "create", NULL);
  neutral = lines_of (later);
  g_assert_true (asks (neutral, "妆容、首饰得体") && !asks (neutral, "妆容不过浓"));
}

/* What is wanting becomes one conduct entry each, in the same posting. */
static void
test_findings (void)
{
  gint64                of = staff_by ("1011"), before;
  g_autoptr (ZgRecord)  sheet = sheet_of ("仪容仪表检查", of, "2026-11-20");
  g_autoptr (ZgRecord)  twice = sheet_of ("仪容仪表检查", of, "2026-11-20");
  g_autoptr (ZgRecord)  entry = NULL, line = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  refused (trial.worker, sheet, "create", ZG_ERROR_DENIED, NULL, NULL); /* of somebody else */
  done (trial.manager, sheet, "create", NULL);
  refused (trial.hr, twice, "create", ZG_ERROR_INVALID, "checklist", NULL);
  refused (trial.manager, sheet, "finish", ZG_ERROR_INVALID, NULL, NULL); /* no results yet */
  lines = lines_of (sheet);
  g_assert_cmpuint (lines->len, >, 1);
  for (guint i = 0; i < lines->len; i++)
    zg_record_set_int (lines->pdata[i], ZG_CHECK_LINE_RESULT, i == 0 ? ZG_CHECK_FINDING : ZG_CHECK_FINE);
  zg_record_set_text (lines->pdata[0], ZG_CHECK_LINE_NOTE, "衣服脏");
  before = ask ("SELECT COUNT(*) FROM conduct", NULL);
  run_lines (trial.manager, sheet, "finish", lines);
  g_assert_cmpint (ask ("SELECT COUNT(*) FROM conduct", NULL), ==, before + 1);
  entry = get (&zg_conduct, ask ("SELECT MAX (id) FROM conduct", NULL));
  g_assert_cmpint (zg_record_int (entry, ZG_CONDUCT_STAFF), ==, of);
  g_assert_cmpint (entry->owner, ==, of);
  g_assert_cmpstr (zg_enum_by_number (zg_conduct_clauses, zg_record_int (entry, ZG_CONDUCT_CLAUSE))->id, ==, "D01-5.1a");
  g_assert_nonnull (strstr (zg_record_text (entry, ZG_CONDUCT_WHAT), "衣服脏"));
  g_assert_cmpint (zg_record_int (entry, ZG_CONDUCT_ENTERED_BY), ==, zg_session_person (trial.manager));
  line = get (&zg_check_line, ((ZgRecord *) lines->pdata[0])->id);
  zg_record_set_int (line, ZG_CHECK_LINE_RESULT, ZG_CHECK_FINE); /* afterwards nothing is put right by itself */
  refused (trial.manager, line, "edit", ZG_ERROR_INVALID, NULL, NULL);
}

static gpointer
ids_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_query_ids (data, trial.hr, db, cancellable, error);
}

static gboolean
listed_on (const char *sheet, gint64 id, const char *on)
{
  GError            *error = NULL;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id (sheet));
  g_autoptr (GArray) ids = NULL;
  gboolean           found = FALSE;

  zg_query_set (query, "day", on, &error);
  g_assert_no_error (error);
  ids = zg_store_read (zg_book_store (trial.book), ids_db, query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    found |= g_array_index (ids, gint64, i) == id;
  return found;
}

static gboolean
listed (const char *sheet, gint64 id)
{
  return listed_on (sheet, id, "2026-11-23");
}

/* -- Rest days of one's own -- */

static void
leave_for (const char *from, const char *to)
{
  g_autoptr (ZgRecord) leave = zg_record_new (&zg_leave);

  zg_record_set_int (leave, ZG_LEAVE_STAFF, staff_by ("1010"));
  zg_record_set_int (leave, ZG_LEAVE_TYPE, ZG_JUDGE_LEAVE_PERSONAL);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, at (from));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, at (to));
  zg_record_set_text (leave, ZG_LEAVE_REASON, "家中有事");
  zg_record_set_text (leave, ZG_LEAVE_MOBILE, "13800000000");
  done (trial.worker, leave, "create", NULL);
  done (trial.worker, leave, "submit", NULL);
  done (trial.manager, leave, "approve", NULL);
}

typedef struct
{
  ZgSession *session;
  gboolean   asked;
} Due;

static gpointer
due_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Due                  *due = data;
  g_autoptr (GPtrArray) items = zg_duties_find (due->session, db, zg_book_now (trial.book), TRUE, error);

  for (guint i = 0; items && i < items->len; i++)
    due->asked |= g_str_equal (((ZgDutyItem *) items->pdata[i])->duty->id, "staff.start");
  return items ? due : NULL;
}

/* Whether he is asked for his start of the day, at nine o'clock of it. */
static gboolean
is_asked (ZgSession *session, const char *on)
{
  g_autofree char *stamp = g_strdup_printf ("%s 09:00:00", on);
  GError          *error = NULL;
  Due              due = { session, FALSE };

  zg_clock_set (at (stamp));
  zg_store_read (zg_book_store (trial.book), due_db, &due, &error);
  g_assert_no_error (error);
  zg_clock_set (at ("2026-11-23 09:00:00"));
  return due.asked;
}

/* Whole days of leave and rest days of the roster ask for nothing, half a day does, and so does the day after. */
static void
test_start_rest (void)
{
  static const char resting[] = "SELECT MIN (r.staff) FROM roster r JOIN shift s ON s.id = r.shift WHERE r.state = 'active'"
                                " AND s.kind = 4 AND r.day = $1";
  static const char working[] = "SELECT MIN (r.staff) FROM roster r JOIN shift s ON s.id = r.shift WHERE r.state = 'active'"
                                " AND s.kind = 1 AND r.day = $1";
  gint64            me = staff_by ("1010");

  g_assert_false (listed_on ("start_missing", ask (resting, "2026-11-25"), "2026-11-25"));
  g_assert_true (listed_on ("start_missing", ask (working, "2026-11-25"), "2026-11-25"));
  g_assert_true (is_asked (trial.worker, "2026-12-02"));
  leave_for ("2026-12-02 08:30:00", "2026-12-04 12:00:00");
  g_assert_false (listed_on ("start_missing", me, "2026-12-02"));
  g_assert_false (listed_on ("start_missing", me, "2026-12-03"));
  g_assert_true (listed_on ("start_missing", me, "2026-12-04")); /* back in the afternoon */
  g_assert_false (is_asked (trial.worker, "2026-12-03"));
  g_assert_true (is_asked (trial.worker, "2026-12-04"));
  g_assert_false (is_asked (trial.worker, "2026-12-06")); /* a Sunday of his week */
  leave_for ("2026-12-09 08:30:00", "2026-12-09 12:00:00");
  g_assert_true (listed_on ("start_missing", me, "2026-12-09"));
  g_assert_true (is_asked (trial.worker, "2026-12-09"));
}

/* R70: whoever has not logged in at the start of the day is listed until he has; he enters nothing against himself. */
static void
test_start (void)
{
  gint64                me = staff_by ("1010"), before = ask ("SELECT COUNT(*) FROM conduct", NULL);
  g_autoptr (ZgRecord)  sheet = sheet_of ("开工检查", me, "2026-11-23");
  g_autoptr (GPtrArray) lines = NULL;

  g_assert_true (listed ("start_missing", me));
  done (trial.worker, sheet, "create", NULL);
  lines = lines_of (sheet);
  g_assert_cmpuint (lines->len, ==, 2); /* Aliwangwang and work QQ */
  g_assert_true (listed ("start_missing", me));
  zg_record_set_int (lines->pdata[0], ZG_CHECK_LINE_RESULT, ZG_CHECK_FINE);
  zg_record_set_int (lines->pdata[1], ZG_CHECK_LINE_RESULT, ZG_CHECK_FINDING);
  run_lines (trial.worker, sheet, "finish", lines);
  g_assert_true (listed ("start_missing", me)); /* one tick is missing */
  g_assert_true (listed ("start_check", sheet->id));
  g_assert_cmpint (ask ("SELECT COUNT(*) FROM conduct", NULL), ==, before);
}

static void
test_start_done (void)
{
  gint64                of = staff_by ("1011");
  g_autoptr (ZgRecord)  sheet = sheet_of ("开工检查", of, "2026-11-23");
  g_autoptr (GPtrArray) lines = NULL;

  done (trial.hr, sheet, "create", NULL);
  lines = lines_of (sheet);
  for (guint i = 0; i < lines->len; i++)
    zg_record_set_int (lines->pdata[i], ZG_CHECK_LINE_RESULT, ZG_CHECK_FINE);
  run_lines (trial.hr, sheet, "finish", lines);
  g_assert_false (listed ("start_missing", of));
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/checklist/D01-5.2/dress", test_dress);
  g_test_add_func ("/checklist/D01-5.1a/findings", test_findings);
  g_test_add_func ("/checklist/D21-2.4/start", test_start);
  g_test_add_func ("/checklist/D21-2.4/done", test_start_done);
  g_test_add_func ("/checklist/D21-2.4/rest-days", test_start_rest);
  return trial_run ();
}
