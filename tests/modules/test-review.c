/* Performance reviews: periods opened in one act, facts frozen, three different people, what is missing, objections,
 * results and who sees them. */
#include "review-help.h"

#include "zg-conduct.h"
#include "zg-sheet.h"
#include "zg-tick.h"

#define POINTS_OF "SELECT CAST (sum (points) AS BIGINT) FROM review_line WHERE parent_id = %" G_GINT64_FORMAT
#define IS_SHOWN "SELECT count(*) FROM review_sheet WHERE state = 'shown' AND id = %" G_GINT64_FORMAT

static ZgSession *director, *leader; /* 高远; 王建国, who leads operations */

/* -- Periods -- */

#define SHEETS "SELECT count(*) FROM review_sheet WHERE period = %" G_GINT64_FORMAT

/* One sheet for each person in one act; opened again it adds nobody; another period of the same days finds nobody. */
static void
test_open_twice (void)
{
  g_autoptr (ZgRecord)  period = new_period ("十月上旬", "2026-10-01", "2026-10-10");
  g_autoptr (ZgRecord)  same = new_period ("十月上旬再来", "2026-10-01", "2026-10-10"), joined = NULL, sheet = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  gint64                n;

  done (trial.hr, period, "create", NULL);
  refused (trial.manager, period, "open", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, period, "open", NULL);
  n = count_of (SHEETS, period->id);
  g_assert_cmpint (n, >, 5);
  g_assert_cmpint (n, ==, zg_record_int (period, ZG_PERIOD_PEOPLE));
  g_assert_cmpint (count_of ("SELECT count(DISTINCT staff) FROM review_sheet WHERE period = %" G_GINT64_FORMAT, period->id), ==,
                   n);
  done (trial.hr, period, "open", NULL);
  done (trial.hr, period, "open", NULL);
  g_assert_cmpint (count_of (SHEETS, period->id), ==, n);
  g_assert_nonnull (zg_record_text (period, ZG_PERIOD_WITHOUT)); /* whose post has no standard is named */
  done (trial.hr, same, "create", NULL);
  refused_with (trial.hr, same, "open", NULL, NULL, ZG_ERROR_INVALID, "D14-14.1", NULL);
  sheet = sheet_of (period, "1010");
  lines = lines_of (&zg_review_line, sheet->id);
  g_assert_cmpuint (lines->len, ==, 6); /* template D02 */
  g_assert_true (g_str_has_prefix (sheet->no, "KH"));
  g_assert_cmpint (sheet->owner, ==, staff_by ("1010"));
}

static void
test_not_over (void)
{
  int                  last = zg_day_of_ms (zg_book_now (trial.book));
  char                 today[11];
  g_autoptr (ZgRecord) period = new_period ("十一月", "2026-11-01", zg_day_format (last, today)), sheet = NULL;

  done (trial.hr, period, "create", NULL);
  done (trial.hr, period, "open", NULL);
  refused (trial.hr, period, "take", ZG_ERROR_INVALID, "to_day", "D02-3.6.1"); /* its last day is today */
  sheet = sheet_of (period, "1010");
  {
    g_autoptr (GPtrArray) lines = scored (sheet, ZG_RLINE_SELF, 9000);

    refused_with (trial.worker, sheet, "rate", lines, NULL, ZG_ERROR_INVALID, "D02-3.6.1", NULL); /* before the facts */
  }
  zg_clock_set (zg_day_to_ms (last + 1, 8 * 3600));
  done (trial.hr, period, "take", NULL);
  /* nothing of November is imported: what is not known is missing, not zero and not full marks */
  g_assert_cmpint (count_of ("SELECT count(*) FROM review_line WHERE parent_id = %" G_GINT64_FORMAT
                             " AND source = 1 AND fact_score IS NULL AND fact IS NOT NULL", sheet->id), ==, 1);
}

/* -- Facts -- */

static ZgRecord *
fact_line (const ZgRecord *sheet, int source)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM review_line WHERE parent_id = %" G_GINT64_FORMAT " AND source = %d",
                                          sheet->id, source);

  return get (&zg_review_line, ask (sql, NULL));
}

static int
lates_of (const char *number)
{
  GError             *error = NULL;
  g_autoptr (ZgMonth) month = judge (trial.hr, "2026-10", 0, staff_by (number), &error);
  ZgDayResult         days[31];
  int                 n = 0;

  g_assert_no_error (error);
  zg_attendance_days (month, 0, days);
  for (int i = 1; i < 31; i++)
    n += days[i].late_times;
  return n;
}

static void
confirm_conduct (const char *number, const char *day)
{
  g_autoptr (ZgRecord) entry = zg_record_new (&zg_conduct);

  zg_record_set_text (entry, ZG_CONDUCT_DAY, day);
  zg_record_set_int (entry, ZG_CONDUCT_STAFF, staff_by (number));
  zg_record_set_int (entry, ZG_CONDUCT_SORT, zg_conduct_sorts[0].number);
  zg_record_set_int (entry, ZG_CONDUCT_SEVERITY, ZG_SEVERITY_MINOR);
  zg_record_set_text (entry, ZG_CONDUCT_WHAT, "试");
  done (trial.hr, entry, "create", NULL);
  done (trial.hr, entry, "tell", NULL);
  zg_record_set_text (entry, ZG_CONDUCT_FINDING, "属实");
  done (trial.manager, entry, "confirm", NULL);
}

/* What is taken stays as it was taken: neither a late mark that comes afterwards nor a conduct entry changes the sheet. */
static void
test_frozen (void)
{
  static const char *const numbers[] = { "1002", "1010", "1011", "1014", "1015", "1016", NULL };
  g_autoptr (ZgRecord)     period = opened ("十月二日起", "2026-10-02", "2026-10-31"), again = NULL;
  g_autoptr (ZgRecord)     sheet = NULL, line = NULL, conduct = NULL;
  g_autoptr (ZgRecord)     frozen = NULL, untouched = NULL;
  g_autoptr (GPtrArray)    facts = NULL, later = NULL;
  int                      n = 0, was;
  const char              *of = NULL;

  for (int i = 0; numbers[i]; i++) /* somebody with late arrivals whose standard asks for them */
    if ((was = lates_of (numbers[i])) > n)
      {
        g_autoptr (ZgRecord) his = sheet_of (period, numbers[i]);

        if (count_of ("SELECT count(*) FROM review_line WHERE source = 1 AND parent_id = %" G_GINT64_FORMAT, his->id))
          {
            n = was;
            of = numbers[i];
          }
      }
  g_assert_nonnull (of);
  sheet = sheet_of (period, of);
  line = fact_line (sheet, 1);
  conduct = fact_line (sheet, 6);
  facts = lines_of (&zg_review_fact, sheet->id);
  g_assert_cmpint (zg_record_int (line, ZG_RLINE_FIGURE), ==, n * 100);
  g_assert_cmpint (zg_record_int (conduct, ZG_RLINE_FIGURE), ==, 0);
  g_assert_cmpint (zg_record_int (conduct, ZG_RLINE_FACT_SCORE), ==, 10000);
  g_assert_cmpuint (facts->len, >=, 1);
  g_assert_nonnull (zg_record_text (facts->pdata[0], ZG_RFACT_WORDS));
  g_assert_true (zg_record_is_set (facts->pdata[0], ZG_RFACT_DAY));
  set_parameter ("att.late.max", "1", "2026-10-01"); /* what was late is judged otherwise from now on */
  g_assert_cmpint (lates_of (of), !=, n);
  confirm_conduct (of, "2026-10-09");
  refused_with (trial.hr, period, "take", NULL, NULL, ZG_ERROR_INVALID, "D02-3.6.1", NULL);
  frozen = get (&zg_review_line, line->id);
  untouched = get (&zg_review_line, conduct->id);
  later = lines_of (&zg_review_fact, sheet->id);
  g_assert_cmpint (zg_record_int (frozen, ZG_RLINE_FIGURE), ==, n * 100);
  g_assert_cmpint (frozen->version, ==, line->version);
  g_assert_cmpint (untouched->version, ==, conduct->version);
  g_assert_cmpuint (later->len, ==, facts->len);
  again = opened ("十月二日至三十日", "2026-10-02", "2026-10-30"); /* another sheet sees what is known by then */
  {
    g_autoptr (ZgRecord) other = sheet_of (again, of), found = fact_line (other, 6);

    g_assert_cmpint (zg_record_int (found, ZG_RLINE_FIGURE), ==, 100);
    g_assert_cmpint (zg_record_int (found, ZG_RLINE_FACT_SCORE), ==, 8000); /* twenty off for each */
  }
}

/* -- Scores: three different people -- */

static void
test_three_people (void)
{
  g_autoptr (ZgRecord)  period = opened ("三人", "2026-10-02", "2026-10-15"), sheet = sheet_of (period, "1010");
  g_autoptr (ZgRecord)  before = NULL, stands = NULL;
  g_autoptr (GPtrArray) lines = scored (sheet, ZG_RLINE_SELF, 9000), supervisor = NULL, manager = NULL;

  refused_with (leader, sheet, "rate", lines, NULL, ZG_ERROR_DENIED, NULL, NULL);
  refused_with (trial.worker, sheet, "rate", NULL, NULL, ZG_ERROR_INVALID, "D02-3.6.1", NULL); /* no score is none */
  refused_with (leader, sheet, "supervise", NULL, NULL, ZG_ERROR_INVALID, NULL, NULL); /* the own score comes first */
  done_with (trial.worker, sheet, "rate", lines, NULL);
  g_assert_cmpstr (sheet->state, ==, "supervisor");
  supervisor = scored (sheet, ZG_RLINE_SUPERVISOR, 8000);
  refused_with (trial.worker, sheet, "supervise", supervisor, NULL, ZG_ERROR_DENIED, NULL, NULL);
  zg_record_set_int (supervisor->pdata[0], ZG_RLINE_SELF, 10000); /* nobody improves another's own score */
  refused_with (leader, sheet, "supervise", supervisor, NULL, ZG_ERROR_INVALID, "D20-4.1", NULL);
  zg_record_set_int (supervisor->pdata[0], ZG_RLINE_SELF, 9000);
  done_with (trial.manager, sheet, "supervise", supervisor, NULL); /* the manager in the leader's place */
  manager = scored (sheet, ZG_RLINE_MANAGER, 8500);
  refused_with (trial.manager, sheet, "review", manager, NULL, ZG_ERROR_DENIED, NULL, NULL); /* then not twice */
  before = get (&zg_review_sheet, sheet->id);
  g_assert_false (zg_record_is_set (before, ZG_RSHEET_TOTAL));
  g_assert_nonnull (zg_record_text (before, ZG_RSHEET_MISSING));
  done_with (director, sheet, "review", manager, NULL);
  stands = get (&zg_review_sheet, sheet->id);
  g_assert_cmpstr (stands->state, ==, "shown");
  g_assert_false (zg_record_is_set (stands, ZG_RSHEET_MISSING));
  /* people's items weigh 50 %: (90·1 + 80·6 + 85·3) ÷ 10 = 82.5; the rest are facts */
  g_assert_cmpint (count_of (POINTS_OF " AND how = 1", sheet->id), ==, 4125);
  g_assert_cmpint (zg_record_int (stands, ZG_RSHEET_TOTAL), ==, count_of (POINTS_OF, sheet->id));
}

static void
test_scale (void)
{
  g_autoptr (ZgRecord)  period = opened ("分值", "2026-10-03", "2026-10-15"), sheet = sheet_of (period, "1010");
  g_autoptr (GPtrArray) above = scored (sheet, ZG_RLINE_SELF, 10001), below = scored (sheet, ZG_RLINE_SELF, -1);
  g_autoptr (GPtrArray) lines = lines_of (&zg_review_line, sheet->id);
  g_autoptr (ZgRecord)  by_facts = fact_line (sheet, 1);

  refused_with (trial.worker, sheet, "rate", above, NULL, ZG_ERROR_INVALID, "D02-3.6.1", NULL);
  refused_with (trial.worker, sheet, "rate", below, NULL, ZG_ERROR_INVALID, "D02-3.6.1", NULL);
  zg_record_set_int (by_facts, ZG_RLINE_SELF, 9000); /* facts are scored by their rule */
  refused (trial.worker, by_facts, "edit", ZG_ERROR_INVALID, NULL, "D20-4.1");
  zg_record_set_int (lines->pdata[0], ZG_RLINE_SELF, 9700); /* one by one, as from the command line */
  done (trial.worker, lines->pdata[0], "edit", NULL);
  zg_record_set_int (lines->pdata[0], ZG_RLINE_SUPERVISOR, 9700);
  refused (trial.worker, lines->pdata[0], "edit", ZG_ERROR_INVALID, NULL, "D20-4.1");
  zg_record_set_null (lines->pdata[0], ZG_RLINE_SUPERVISOR);
  zg_record_set_int (lines->pdata[0], ZG_RLINE_SELF, 10000);
  refused (leader, lines->pdata[0], "edit", ZG_ERROR_INVALID, NULL, "D20-4.1"); /* it is not his turn */
  zg_record_set_int (lines->pdata[0], ZG_RLINE_SELF, 10001);
  refused (trial.worker, lines->pdata[0], "edit", ZG_ERROR_INVALID, "self_score", "D02-3.6.1");
}

/* In place of facts the manager alone puts a score, and says why. */
static void
test_adjusted (void)
{
  g_autoptr (ZgRecord)  period = opened ("调整", "2026-10-04", "2026-10-15"), sheet = sheet_of (period, "1010"), line = NULL;
  g_autoptr (GPtrArray) manager = NULL;

  score (trial.worker, sheet, "rate", ZG_RLINE_SELF, 9000);
  score (leader, sheet, "supervise", ZG_RLINE_SUPERVISOR, 9000);
  manager = scored (sheet, ZG_RLINE_MANAGER, 9000);
  line = fact_line (sheet, 1);
  zg_record_set_int (line, ZG_RLINE_MANAGER, 6000);
  g_ptr_array_add (manager, zg_record_copy (line));
  refused_with (trial.manager, sheet, "review", manager, NULL, ZG_ERROR_INVALID, "D02-3.6.1", NULL);
  zg_record_set_text (manager->pdata[manager->len - 1], ZG_RLINE_NOTE, "外出证明后补");
  done_with (trial.manager, sheet, "review", manager, NULL);
  g_clear_pointer (&line, zg_record_free);
  line = fact_line (sheet, 1);
  g_assert_cmpint (zg_record_int (line, ZG_RLINE_SCORE), ==, 6000);
}

/* -- What is missing -- */

/* A sheet without the own score is incomplete and says so; it comes into force only by a waiver with its reason. */
static void
test_missing (void)
{
  g_autoptr (ZgRecord)  period = opened ("缺项", "2026-10-05", "2026-10-15"), sheet = sheet_of (period, "1010"), shown = NULL;
  g_autoptr (ZgRecord)  stands = NULL;
  const char           *words;

  refused_with (trial.worker, sheet, "pass", NULL, "不填", ZG_ERROR_DENIED, NULL, NULL);
  done_with (trial.hr, sheet, "pass", NULL, "本人长期外派");
  score (leader, sheet, "supervise", ZG_RLINE_SUPERVISOR, 8000);
  score (trial.manager, sheet, "review", ZG_RLINE_MANAGER, 8000);
  shown = get (&zg_review_sheet, sheet->id);
  words = zg_record_text (shown, ZG_RSHEET_MISSING);
  g_assert_nonnull (words);
  g_assert_nonnull (strstr (words, "工作质量"));
  g_assert_false (zg_record_is_set (shown, ZG_RSHEET_TOTAL));
  g_assert_false (zg_record_is_set (shown, ZG_RSHEET_GRADE));
  done (trial.worker, sheet, "confirm", NULL);
  refused (trial.hr, sheet, "conclude", ZG_ERROR_INVALID, "missing", "D20-4.1");
  refused (trial.hr, sheet, "waive", ZG_ERROR_INVALID, "waiver", "D20-4.1"); /* without a reason */
  zg_record_set_text (sheet, ZG_RSHEET_WAIVER, "外派期间无法自评，按主管与经理评分");
  refused (trial.worker, sheet, "waive", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, sheet, "waive", NULL);
  done (trial.hr, sheet, "conclude", NULL);
  stands = get (&zg_review_sheet, sheet->id);
  g_assert_cmpstr (stands->state, ==, "in_force");
  g_assert_cmpint (zg_record_int (stands, ZG_RSHEET_TOTAL), >=, 8000 * 50 / 100); /* 80 of people's half, not 72 */
  g_assert_cmpint (count_of ("SELECT count(*) FROM review_line WHERE how = 1 AND score = 8000 AND parent_id = %" G_GINT64_FORMAT,
                             sheet->id), ==, 2);
  g_assert_nonnull (zg_record_text (stands, ZG_RSHEET_MISSING)); /* it goes on saying what it lacks */
}

/* Who has no log-in scores himself and signs on paper: it is entered for him, with the paper hung on; for nobody else. */
static void
test_on_paper (void)
{
  g_autoptr (ZgRecord)  period = opened ("纸面", "2026-10-12", "2026-10-15"), his = sheet_of (period, "1010");
  g_autoptr (ZgRecord)  sheet = sheet_of (period, "1014"), stands = NULL;
  g_autoptr (GPtrArray) lines = scored (sheet, ZG_RLINE_SELF, 8800), with_login = scored (his, ZG_RLINE_SELF, 8800);

  refused_with (trial.hr, sheet, "enter", lines, NULL, ZG_ERROR_INVALID, "D20-4.1", NULL); /* without the paper */
  refused_with (leader, sheet, "enter", lines, NULL, ZG_ERROR_DENIED, NULL, NULL);
  attach_picture (his, ZG_RSHEET_SCAN);
  refused_with (trial.hr, his, "enter", with_login, NULL, ZG_ERROR_INVALID, "D20-4.1", NULL); /* he can himself */
  refused (trial.hr, with_login->pdata[0], "edit", ZG_ERROR_INVALID, NULL, "D20-4.1");
  attach_picture (sheet, ZG_RSHEET_SCAN);
  done_with (trial.hr, sheet, "enter", lines, NULL);
  score (leader, sheet, "supervise", ZG_RLINE_SUPERVISOR, 8800);
  score (trial.manager, sheet, "review", ZG_RLINE_MANAGER, 8800);
  stands = get (&zg_review_sheet, sheet->id);
  g_assert_false (zg_record_is_set (stands, ZG_RSHEET_MISSING));
  refused (leader, sheet, "sign", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, sheet, "sign", NULL);
  done (trial.hr, sheet, "conclude", NULL);
  g_assert_cmpint (zg_record_int (sheet, ZG_RSHEET_ANSWER), ==, ZG_REVIEW_ON_PAPER);
}

/* -- Objections -- */

static void
test_objection (void)
{
  g_autoptr (ZgRecord) sheet = shown_sheet (leader, "异议", "2026-10-06");

  refused (trial.worker, sheet, "object", ZG_ERROR_INVALID, "objection", "D15-10"); /* in writing */
  zg_record_set_text (sheet, ZG_RSHEET_OBJECTION, "工作量没有算全");
  refused (leader, sheet, "object", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.worker, sheet, "object", NULL);
  refused (trial.hr, sheet, "conclude", ZG_ERROR_INVALID, NULL, NULL); /* it waits for its answer */
  done (trial.worker, sheet, "withdraw", NULL);
  done (trial.worker, sheet, "object", NULL);
  refused (trial.worker, sheet, "reject", ZG_ERROR_DENIED, NULL, NULL);
  refused (trial.manager, sheet, "uphold", ZG_ERROR_INVALID, "reply", "D15-10");
  zg_record_set_text (sheet, ZG_RSHEET_REPLY, "补录了两项任务");
  done (trial.manager, sheet, "uphold", NULL);
  g_assert_cmpstr (sheet->state, ==, "manager");
  score (trial.manager, sheet, "review", ZG_RLINE_MANAGER, 9500);
  done (trial.worker, sheet, "object", NULL);
  done (trial.manager, sheet, "reject", NULL);
  done (trial.hr, sheet, "conclude", NULL);
  g_assert_cmpint (zg_record_int (sheet, ZG_RSHEET_ANSWER), ==, ZG_REVIEW_REJECTED);
}

static void
test_too_late (void)
{
  g_autoptr (ZgRecord) sheet = shown_sheet (leader, "逾期", "2026-10-07");
  int                  until = zg_record_day (sheet, ZG_RSHEET_OBJECT_UNTIL);
  gint64               now = zg_book_now (trial.book);
  g_autofree char     *report = NULL;
  GError              *error = NULL;

  g_assert_cmpint (until, ==, zg_day_of_ms (now) + 5); /* review.objection.days */
  refused_with (trial.hr, sheet, "conclude", NULL, "没有答复", ZG_ERROR_INVALID, "D15-10", NULL); /* there is time left */
  zg_record_set_text (sheet, ZG_RSHEET_OBJECTION, "分数偏低");
  zg_clock_set (zg_day_to_ms (until, 86399));
  {
    g_autoptr (ZgRecord) in_time = zg_record_copy (sheet);

    done (trial.worker, in_time, "object", NULL); /* on the last day */
    done (trial.worker, in_time, "withdraw", NULL);
    g_clear_pointer (&sheet, zg_record_free);
    sheet = get (&zg_review_sheet, in_time->id);
  }
  zg_clock_set (zg_day_to_ms (until + 1, 60));
  zg_record_set_text (sheet, ZG_RSHEET_OBJECTION, "还是偏低");
  refused (trial.worker, sheet, "object", ZG_ERROR_INVALID, "objection", "D15-10");
  zg_tick_run (trial.book, &report, &error); /* silence is no consent by itself */
  g_assert_no_error (error);
  g_assert_cmpint (count_of (IS_SHOWN, sheet->id), ==, 1);
  zg_record_set_text (sheet, ZG_RSHEET_OBJECTION, "分数偏低");
  done_with (trial.hr, sheet, "conclude", NULL, "逾期没有答复");
  g_assert_cmpint (zg_record_int (sheet, ZG_RSHEET_ANSWER), ==, ZG_REVIEW_UNANSWERED);
}

/* A book may make silence a consent: then the clock confirms, once the time is over. */
static void
test_silence (void)
{
  g_autoptr (ZgRecord) sheet = shown_sheet (leader, "沉默", "2026-10-08"), stands = NULL;
  g_autofree char     *first = NULL, *report = NULL;
  char                 today[11];
  GError              *error = NULL;

  set_parameter ("review.silence", "1", zg_day_format (zg_day_of_ms (zg_book_now (trial.book)), today));
  zg_tick_run (trial.book, &first, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_of (IS_SHOWN, sheet->id), ==, 1);
  zg_clock_set (zg_day_to_ms (zg_record_day (sheet, ZG_RSHEET_OBJECT_UNTIL) + 1, 60));
  zg_tick_run (trial.book, &report, &error);
  g_assert_no_error (error);
  stands = get (&zg_review_sheet, sheet->id);
  g_assert_cmpstr (stands->state, ==, "confirmed");
  g_assert_cmpint (zg_record_int (stands, ZG_RSHEET_ANSWER), ==, ZG_REVIEW_SILENT);
}

/* -- Results -- */

/* A grade is what the parameters of the period's last day make of the total. */
static void
test_grades (void)
{
  g_autoptr (ZgRecord) sheet = shown_sheet (leader, "等级", "2026-10-10"), again = NULL;
  gint64               total = zg_record_int (sheet, ZG_RSHEET_TOTAL);
  g_autofree char     *above = g_strdup_printf ("%d", (int) (total / 100 + 1));

  g_assert_cmpint (total, >, 6000);
  set_parameter ("review.grade.a", above, "2026-10-01");
  set_parameter ("review.grade.b", "60", "2026-10-01");
  done (trial.worker, sheet, "confirm", NULL);
  done (trial.hr, sheet, "conclude", NULL);
  g_assert_cmpint (zg_record_int (sheet, ZG_RSHEET_GRADE), ==, 2); /* a point below A */
  g_assert_cmpint (zg_record_int (sheet, ZG_RSHEET_TOTAL), ==, total);
}

/* -- Who sees -- */

typedef struct
{
  ZgSession  *session;
  const char *sheet;
  GError     *error;
} Seeing;

static gpointer
see_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Seeing            *seeing = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id (seeing->sheet));

  return zg_query_ids (query, seeing->session, db, cancellable, error);
}

static GArray *
seen_by (ZgSession *session, const char *sheet, GError **error)
{
  Seeing seeing = { session, sheet, NULL };

  return zg_store_read (zg_book_store (trial.book), see_db, &seeing, error);
}

/* Own sheet, own unit, all; the scores of a colleague are nobody's business. */
static void
test_who_sees (void)
{
  g_autoptr (GError) error = NULL, none = NULL;
  g_autoptr (GArray) own = seen_by (trial.worker, "review_sheet", &error), unit = NULL, all = NULL, rank = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (own->len, >, 0);
  for (guint i = 0; i < own->len; i++)
    {
      g_autoptr (ZgRecord) sheet = get (&zg_review_sheet, g_array_index (own, gint64, i));

      g_assert_cmpint (zg_record_int (sheet, ZG_RSHEET_STAFF), ==, zg_session_staff (trial.worker));
    }
  unit = seen_by (leader, "review_sheet", &error);
  for (guint i = 0; i < unit->len; i++)
    {
      g_autoptr (ZgRecord) sheet = get (&zg_review_sheet, g_array_index (unit, gint64, i));

      g_assert_cmpint (zg_record_int (sheet, ZG_RSHEET_UNIT), ==, ask ("SELECT id FROM unit WHERE name = $1", "运营组"));
    }
  all = seen_by (trial.hr, "review_sheet", &error);
  g_assert_cmpuint (own->len, <, unit->len);
  g_assert_cmpuint (unit->len, <, all->len);
  g_assert_null (seen_by (trial.worker, "review_rank", &none));
  g_assert_error (none, ZG_ERROR, ZG_ERROR_DENIED);
  rank = seen_by (trial.hr, "review_rank", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rank->len, >, 2);
}

/* The trial book has a period played to results, places among them. */
static void
test_rank (void)
{
  g_assert_cmpint (ask ("SELECT count(*) FROM review_rank r JOIN review_period p ON p.id = r.period WHERE p.name = $1"
                        " AND r.state = 'in_force'", "2026年10月考核"), ==, 2);
  g_assert_cmpint (ask ("SELECT max (r.place) FROM review_rank r JOIN review_period p ON p.id = r.period"
                        " JOIN unit u ON u.id = r.unit WHERE u.name = '客服组' AND p.name = $1", "2026年10月考核"), ==, 2);
  g_assert_cmpint (ask ("SELECT r.place FROM review_rank r JOIN review_period p ON p.id = r.period JOIN staff s ON s.id = r.staff"
                        " WHERE s.name = '刘洋' AND p.name = $1", "2026年10月考核"), ==, 1);
}

/* A period is closed when every sheet is in force or set aside. */
static void
test_close (void)
{
  g_autoptr (ZgRecord)  period = opened ("关闭", "2026-10-11", "2026-10-15"), sheet = sheet_of (period, "1010");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  gint64                id;

  refused_with (trial.hr, period, "close", NULL, NULL, ZG_ERROR_INVALID, "D20-4.2", NULL);
  while ((id = count_of ("SELECT COALESCE (min (id), 0) FROM review_sheet WHERE state = 'self' AND period = %" G_GINT64_FORMAT,
                         period->id)))
    {
      g_autoptr (ZgRecord) one = get (&zg_review_sheet, id);

      done (trial.hr, one, "void", "本期不考核");
    }
  done (trial.hr, period, "close", NULL);
  g_clear_pointer (&sheet, zg_record_free);
  sheet = sheet_of (period, "1010");
  refused_with (trial.hr, sheet, "revive", NULL, "重新办理", ZG_ERROR_INVALID, "D20-4.2", NULL);
}

int
main (int argc, char **argv)
{
  int result;

  trial_init (&argc, &argv);
  trial_open ();
  director = log_in ("gaoyuan");
  leader = log_in ("wangjianguo");
  g_test_add_func ("/review/D02-3.6.2/open-twice", test_open_twice);
  g_test_add_func ("/review/D02-3.6.1/frozen", test_frozen);
  g_test_add_func ("/review/D20-4.1/three-people", test_three_people);
  g_test_add_func ("/review/D02-3.6.1/scale", test_scale);
  g_test_add_func ("/review/D06-9/adjusted", test_adjusted);
  g_test_add_func ("/review/D20-4.1/missing", test_missing);
  g_test_add_func ("/review/D20-4.1/on-paper", test_on_paper);
  g_test_add_func ("/review/D15-10/objection", test_objection);
  g_test_add_func ("/review/D20-4.2/grades", test_grades);
  g_test_add_func ("/review/D20-4.2/close", test_close);
  g_test_add_func ("/review/D02-3.6.3/who-sees", test_who_sees);
  g_test_add_func ("/review/D15-10/rank", test_rank);
  g_test_add_func ("/review/D20-4.3/not-over", test_not_over);
  g_test_add_func ("/review/D15-10/too-late", test_too_late);
  g_test_add_func ("/review/D15-10/silence", test_silence);
  result = g_test_run ();
  zg_session_unref (director);
  zg_session_unref (leader);
  trial_close ();
  return result;
}
