/* zg-roster-month.c: the kind roster_month 月度排班: the roster of a unit is prepared, published and kept. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-roster-board.h"
#include "zg-roster-private.h"

#define MOST_FAULTS 12 /* named one by one; of the others the number */

static const ZgField fields[ZG_ROSTER_MONTH_N_FIELDS] = {
  [ZG_ROSTER_MONTH_MONTH] = { "month", N_ ("Month"), ZG_MONTH, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .initial = "month" },
  [ZG_ROSTER_MONTH_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .ref = "unit" },
  [ZG_ROSTER_MONTH_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
  [ZG_ROSTER_MONTH_GAPS] = { "gaps", N_ ("Gaps accepted"), ZG_INT, ZG_COMPUTED | ZG_LIST, .clause = "D18-7.1a",
                             .section = N_ ("Publishing") },
  [ZG_ROSTER_MONTH_BY] = { "published_by", N_ ("Published by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_ROSTER_MONTH_AT] = { "published_at", N_ ("Published at"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
  [ZG_ROSTER_MONTH_KEPT_AT] = { "archived_at", N_ ("Archived"), ZG_TIME, ZG_COMPUTED },
};

static const ZgState states[] = {
  { "published", N_ ("Published"), ZG_TONE_NEUTRAL },
  { "archived", N_ ("Archived"), ZG_TONE_NEUTRAL },
  { NULL },
};

static int
first_day_of (const ZgRecord *month)
{
  int first = 0, n;

  zg_month_parse (zg_record_text (month, ZG_ROSTER_MONTH_MONTH), &first, &n);
  return first;
}

static void
check_create (ZgWork *work)
{
  const ZgRecord *month = zg_work_record (work);
  gint64          others = 0;

  zg_roster_guard_month (work, first_day_of (month));
  if (zg_db_int (zg_work_db (work), &others, NULL,
                 ZG_SQL ("SELECT count(*) FROM roster_month WHERE month = $1 AND unit = $2 AND id <> $3 AND state <> 'deleted'"),
                 "sii", zg_record_text (month, ZG_ROSTER_MONTH_MONTH), zg_record_int (month, ZG_ROSTER_MONTH_UNIT), month->id) &&
      others)
    zg_work_fault (work, ZG_ROSTER_MONTH_MONTH, -1, NULL, _ ("This unit has a roster of this month already. Open that one."));
}

/* -- Publishing -- */

typedef struct
{
  ZgWork *work;
  int     named, more;
} Report;

static void
fault (Report *report, const char *clause, char *text /* (transfer full) */)
{
  if (report->named < MOST_FAULTS)
    {
      zg_work_fault (report->work, -1, -1, clause, "%s", text);
      report->named++;
    }
  else
    report->more++;
  g_free (text);
}

static void
report_clashes (Report *report, const ZgRosterBoard *board, const ZgRosterFindings *findings)
{
  for (guint i = 0; i < findings->clashes->len; i++)
    {
      const ZgRosterClash *clash = &g_array_index (findings->clashes, ZgRosterClash, i);

      fault (report, clash->clause, zg_roster_clash_text (board, clash));
    }
  for (guint i = 0; i < board->people->len; i++)
    {
      char *text = zg_roster_rest_text (board, findings, i);

      if (text)
        fault (report, "D04-4.1.1d", text);
    }
}

/* One line a rule: its first gap and how many more there are. */
static void
report_gaps (Report *report, const ZgRosterBoard *board, const ZgRosterFindings *findings)
{
  for (guint rule = 0; rule < board->rules->len; rule++)
    {
      const ZgRosterGap *first = NULL;
      g_autofree char   *text = NULL;
      int                n = 0;

      for (guint i = 0; i < findings->gaps->len; i++)
        {
          const ZgRosterGap *gap = &g_array_index (findings->gaps, ZgRosterGap, i);

          if (gap->rule == (int) rule && n++ == 0)
            first = gap;
        }
      if (first == NULL)
        continue;
      text = zg_roster_gap_text (board, first);
      fault (report, first->clause,
             n == 1 ? g_steal_pointer (&text) : g_strdup_printf (_ ("%s, and %d more such gaps"), text, n - 1));
    }
}

static void
check_publish_with (ZgWork *work, gboolean gaps_too)
{
  ZgRecord                 *month = zg_work_record (work);
  g_autoptr (ZgRosterBoard) board = NULL;
  g_autoptr (ZgRosterFindings) findings = NULL;
  Report                    report = { work, 0, 0 };

  zg_roster_guard_month (work, first_day_of (month));
  board = zg_roster_board (NULL, zg_work_db (work), first_day_of (month), zg_record_int (month, ZG_ROSTER_MONTH_UNIT), NULL);
  if (board == NULL)
    {
      zg_work_fault (work, -1, -1, NULL, _ ("The roster could not be read, so it was not published."));
      return;
    }
  findings = zg_roster_findings (board);
  report_clashes (&report, board, findings);
  if (gaps_too)
    report_gaps (&report, board, findings);
  if (report.more)
    zg_work_fault (work, -1, -1, NULL, _ ("and %d more"), report.more);
  if (findings->gaps->len && !gaps_too)
    zg_record_set_int (month, ZG_ROSTER_MONTH_GAPS, findings->gaps->len);
  else
    zg_record_set_null (month, ZG_ROSTER_MONTH_GAPS);
}

static void
check_publish (ZgWork *work)
{
  check_publish_with (work, TRUE);
}

static void
check_publish_open (ZgWork *work)
{
  check_publish_with (work, FALSE);
}

static void
check_reopen (ZgWork *work)
{
  zg_roster_guard_month (work, first_day_of (zg_work_record (work)));
}

static void
check_archive (ZgWork *work)
{
  int first = first_day_of (zg_work_record (work)), year, month, of_month;

  zg_day_to_ymd (first, &year, &month, &of_month);
  if (zg_work_today (work) < first + zg_month_days (year, month))
    zg_work_fault (work, -1, -1, NULL, _ ("The month is not over yet. Archive its roster afterwards."));
}

#define TYPED (ZG_F (ZG_ROSTER_MONTH_MONTH) | ZG_F (ZG_ROSTER_MONTH_UNIT) | ZG_F (ZG_ROSTER_MONTH_REMARK))
#define SIGNED (ZG_F (ZG_ROSTER_MONTH_BY) | ZG_F (ZG_ROSTER_MONTH_AT))

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, TYPED, .check = check_create },
  { "draft", "edit", "draft", ZG_QUIET, TYPED, .check = check_create },
  { "draft", "publish", "published", ZG_PRIMARY, 0, SIGNED, .check = check_publish, .clause = "D18-7.1a",
    .title = N_ ("Publish"), .fills = ZG_F (ZG_ROSTER_MONTH_GAPS) },
  { "draft", "publish_open", "published", ZG_NEEDS_OPINION, 0, SIGNED, .check = check_publish_open, .clause = "D18-7.1a",
    .title = N_ ("Publish with gaps"), .fills = ZG_F (ZG_ROSTER_MONTH_GAPS) },
  { "published", "reopen", "draft", ZG_NEEDS_OPINION, .check = check_reopen, .clause = "D01-6.3",
    .title = N_ ("Back to draft") },
  { "published", "archive", "archived", ZG_PRIMARY, 0, ZG_F (ZG_ROSTER_MONTH_KEPT_AT), .check = check_archive,
    .title = N_ ("Archive") },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_roster_month = {
  "roster_month", N_ ("Month roster"), "roster",
  ZG_FIELDS (fields), ZG_STEPS (steps), .states = states,
  .unit = "unit", .name = "month", .order = "t.month DESC, t.id", .clause = "D18-7.1a",
  .empty = N_ ("The rosters of each unit and month: drafted, published, archived."),
  .index = { "month, unit" },
};
