/* zg-attendance-papers.c: what belongs to one person besides punches: approved leave and slips, the roster, photo sign-ins. */
#include "config.h"

#include "zg-attendance-private.h"
#include "zg-day.h"
#include "zg-leave.h"
#include "zg-roster.h"

typedef struct
{
  int          line;
  ZgJudgePaper paper;
} LinePaper;

/* From midnight to midnight means the work of these days, also what runs past midnight. */
static gboolean
is_whole_days (gint64 from, gint64 to)
{
  return from % ZG_JUDGE_DAY_SECONDS == 0 &&
         (to % ZG_JUDGE_DAY_SECONDS == 0 || to % ZG_JUDGE_DAY_SECONDS >= ZG_JUDGE_DAY_SECONDS - 60);
}

static void
add_paper (ZgMonthFacts *facts, GArray *papers, gint64 staff, ZgJudgePaper *paper, gint64 from_ms, gint64 to_ms, const char *no)
{
  LinePaper entry = { zg_month_facts_line (facts, staff), *paper };

  if (entry.line < 0)
    return;
  entry.paper.from = zg_month_facts_instant (from_ms);
  entry.paper.to = zg_month_facts_instant (to_ms);
  entry.paper.whole_days = is_whole_days (entry.paper.from, entry.paper.to);
  entry.paper.number = no && *no ? g_string_chunk_insert_const (facts->texts, no) : NULL;
  g_array_append_val (papers, entry);
}

static gboolean
read_leave (ZgMonthFacts *facts, ZgDb *db, GArray *papers, GError **error)
{
  g_autoptr (GArray) leaves = zg_leave_papers (db, facts->span_first, facts->span_first + facts->n_span - 1, error);

  for (guint i = 0; leaves && i < leaves->len; i++)
    {
      const ZgLeavePaper *leave = &g_array_index (leaves, ZgLeavePaper, i);
      ZgJudgePaper        paper = { .kind = ZG_PAPER_LEAVE, .leave = leave->type };

      add_paper (facts, papers, leave->staff, &paper, leave->starts_ms, leave->ends_ms, leave->no);
    }
  return leaves != NULL;
}

static ZgJudgePaperKind
paper_kind (int slip_type)
{
  switch (slip_type)
    {
    case ZG_SLIP_TYPE_MISSED:
      return ZG_PAPER_MISSED;
    case ZG_SLIP_TYPE_OUTING:
      return ZG_PAPER_OUTING;
    case ZG_SLIP_TYPE_TRIP:
      return ZG_PAPER_TRIP;
    case ZG_SLIP_TYPE_OVERTIME:
      return ZG_PAPER_OVERTIME;
    case ZG_SLIP_TYPE_HOURS:
      return ZG_PAPER_HOURS;
    case ZG_SLIP_TYPE_CONFIRM:
      return ZG_PAPER_CONFIRM;
    case ZG_SLIP_TYPE_EXCUSE:
    default:
      return ZG_PAPER_EXCUSE;
    }
}

static void
add_slip (ZgMonthFacts *facts, ZgStmt *rows, GArray *papers)
{
  gint64         shift_id = zg_stmt_int (rows, 5), from = zg_stmt_int (rows, 2), to = zg_stmt_int (rows, 3);
  ZgRosterShift *shift = shift_id ? g_hash_table_lookup (facts->shifts, &shift_id) : NULL;
  ZgJudgePaper   paper = { .kind = paper_kind (zg_stmt_int (rows, 1)) };

  if (paper.kind == ZG_PAPER_MISSED)
    {
      from = zg_stmt_int (rows, 4);
      to = from + 1000;
      paper.answers = zg_stmt_int (rows, 6) == 1 ? ZG_ASK_IN : zg_stmt_int (rows, 6) == 2 ? ZG_ASK_OUT : 0;
    }
  if (shift && shift->schedule.n_segments > 0)
    paper.hours = &shift->schedule;
  add_paper (facts, papers, zg_stmt_int (rows, 0), &paper, from, to, zg_stmt_text (rows, 7));
}

static gboolean
read_slips (ZgMonthFacts *facts, ZgDb *db, GArray *papers, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT staff, type, COALESCE (starts_at, 0), COALESCE (ends_at, 0), COALESCE (stated_at, 0),"
                           " COALESCE (shift, 0), COALESCE (side, 0), no FROM slip WHERE state = 'approved'"
                           " AND COALESCE (starts_at, stated_at) < $2 AND COALESCE (ends_at, stated_at) >= $1"),
                   "ii", zg_day_to_ms (facts->span_first, 0), zg_day_to_ms (facts->span_first + facts->n_span, 0));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    add_slip (facts, rows, papers);
  return rows != NULL && !row;
}

static int
compare_papers (gconstpointer a, gconstpointer b)
{
  const LinePaper *left = a, *right = b;

  return left->line != right->line ? left->line - right->line
                                   : (left->paper.from > right->paper.from) - (left->paper.from < right->paper.from);
}

static void
hand_out_papers (ZgMonthFacts *facts, GArray *papers)
{
  ZgJudgePaper *all = zg_month_facts_block (facts, sizeof *all * papers->len);

  g_array_sort (papers, compare_papers);
  for (guint i = 0; i < papers->len; i++)
    {
      const LinePaper *entry = &g_array_index (papers, LinePaper, i);
      ZgFactsPerson   *person = &facts->people[entry->line];

      all[i] = entry->paper;
      if (person->n_papers == 0)
        person->papers = &all[i];
      person->n_papers++;
    }
}

/* -- Roster -- */

static const ZgSchedule *
hours_together (ZgMonthFacts *facts, const ZgSchedule *one, const ZgSchedule *other)
{
  ZgSchedule *both;
  int         n = 0;

  if (one->n_segments + other->n_segments > ZG_JUDGE_SEGMENTS)
    return one;
  both = zg_month_facts_block (facts, sizeof *both);
  *both = *one;
  for (int i = 0, k = 0; i < one->n_segments || k < other->n_segments;)
    if (k >= other->n_segments || (i < one->n_segments && one->segments[i].start <= other->segments[k].start))
      both->segments[n++] = one->segments[i++];
    else
      both->segments[n++] = other->segments[k++];
  both->n_segments = n;
  return both;
}

static const ZgSchedule *
and_hours (ZgMonthFacts *facts, const ZgSchedule *hours, const ZgSchedule *more)
{
  return hours ? hours_together (facts, hours, more) : more;
}

static void
roster_day (ZgMonthFacts *facts, ZgJudgeRosterDay *day, const ZgRosterShift *shift)
{
  gboolean timed = shift->kind == ZG_SHIFT_WORK || shift->kind == ZG_SHIFT_DUTY;

  if (timed && (shift->schedule.n_segments == 0 || shift->schedule.segments[0].asks == 0))
    { /* nobody signs in to it: nothing to judge, yet it is a duty */
      if (shift->kind == ZG_SHIFT_DUTY && shift->schedule.n_segments > 0)
        day->duty = and_hours (facts, day->duty, &shift->schedule);
    }
  else if (timed)
    {
      day->shift = and_hours (facts, day->shift, &shift->schedule);
      if (shift->kind == ZG_SHIFT_WORK)
        day->kind = ZG_ROSTER_SHIFT;
      else if (day->kind == ZG_ROSTER_NONE || day->kind == ZG_ROSTER_REST)
        day->kind = ZG_ROSTER_DUTY;
    }
  else if (shift->kind == ZG_SHIFT_REST && day->kind == ZG_ROSTER_NONE)
    day->kind = ZG_ROSTER_REST;
  else if (shift->kind == ZG_SHIFT_ORDINARY && day->kind != ZG_ROSTER_SHIFT)
    day->kind = ZG_ROSTER_ORDINARY;
}

static gboolean
read_roster (ZgMonthFacts *facts, ZgDb *db, GError **error)
{
  g_autoptr (GArray) entries = zg_roster_entries (db, facts->span_first, facts->span_first + facts->n_span - 1, error);

  for (guint i = 0; entries && i < entries->len; i++)
    {
      const ZgRosterEntry *entry = &g_array_index (entries, ZgRosterEntry, i);
      const ZgRosterShift *shift = g_hash_table_lookup (facts->shifts, &entry->shift);
      int                  line = zg_month_facts_line (facts, entry->staff);
      ZgJudgeRosterDay    *days;

      if (line < 0 || shift == NULL)
        continue;
      if (facts->people[line].roster == NULL)
        facts->people[line].roster = zg_month_facts_block (facts, sizeof *days * facts->n_span);
      days = (ZgJudgeRosterDay *) facts->people[line].roster;
      roster_day (facts, &days[entry->day - facts->span_first], shift);
    }
  return entries != NULL;
}

/* -- Photos -- */

static int
compare_photos (gconstpointer a, gconstpointer b)
{
  const ZgFactsPhoto *left = a, *right = b;

  return left->line != right->line ? left->line - right->line : (left->at > right->at) - (left->at < right->at);
}

static gboolean
read_photos (ZgMonthFacts *facts, ZgDb *db, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error, ZG_SQL ("SELECT staff, at, created_ms FROM photo_signin WHERE at >= $1 AND at < $2"), "ii",
                   zg_day_to_ms (facts->span_first, 0), zg_day_to_ms (facts->span_first + facts->n_span, 0));
  gboolean           row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgFactsPhoto photo = { zg_month_facts_line (facts, zg_stmt_int (rows, 0)), zg_month_facts_instant (zg_stmt_int (rows, 1)) };

      if (photo.line >= 0 && zg_month_facts_knew (facts, photo.line, zg_stmt_int (rows, 2)))
        g_array_append_val (facts->photos, photo);
    }
  g_array_sort (facts->photos, compare_photos);
  return rows != NULL && !row;
}

gboolean
zg_month_facts_papers (ZgMonthFacts *facts, ZgDb *db, GError **error)
{
  g_autoptr (GArray) papers = g_array_new (FALSE, TRUE, sizeof (LinePaper));

  facts->shifts = zg_roster_shifts (db, error);
  if (facts->shifts == NULL || !read_leave (facts, db, papers, error) || !read_slips (facts, db, papers, error) ||
      !read_roster (facts, db, error) || !read_photos (facts, db, error))
    return FALSE;
  hand_out_papers (facts, papers);
  return TRUE;
}
