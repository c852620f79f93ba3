/* zg-attendance-facts.c: what people share in a month: calendar, schedule versions, whom they hold for, notices, parameters. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-private.h"
#include "zg-day.h"
#include "zg-roster.h"

static int
day_or_none (const char *text)
{
  int day;

  return text && zg_day_parse (text, &day) ? day : ZG_NO_DAY;
}

gpointer
zg_month_facts_block (ZgMonthFacts *facts, gsize bytes)
{
  gpointer block = g_malloc0 (MAX (bytes, 1));

  g_ptr_array_add (facts->blocks, block);
  return block;
}

/* -- Reading -- */

static gboolean
read_calendar (ZgMonthFacts *facts, ZgDb *db, GError **error)
{
  char               first[11], last[11];
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT day, name, off, statutory FROM holiday WHERE day BETWEEN $1 AND $2 AND state = 'active'"),
                   "ss", zg_day_format (facts->span_first, first), zg_day_format (facts->span_first + facts->n_span - 1, last));
  gboolean row = TRUE;
  int      day;

  facts->calendar = zg_month_facts_block (facts, sizeof *facts->calendar * facts->n_span);
  while (rows && zg_stmt_step (rows, &row, error) && row)
    if (zg_day_parse (zg_stmt_text (rows, 0), &day))
      {
        ZgJudgeCalendarDay *cell = &facts->calendar[day - facts->span_first];

        cell->kind = zg_stmt_int (rows, 2) ? ZG_CALENDAR_OFF : ZG_CALENDAR_WORK;
        cell->statutory = zg_stmt_int (rows, 3);
        cell->name = g_string_chunk_insert_const (facts->texts, zg_stmt_text (rows, 1));
      }
  return rows != NULL && !row;
}

static GArray *
read_ids (ZgDb *db, const char *sql, GError **error)
{
  GArray            *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (ZgStmt) rows = zg_db_query (db, error, sql, NULL);
  gboolean           row;

  while (rows && zg_stmt_step (rows, &row, error))
    {
      gint64 id = zg_stmt_int (rows, 0);

      if (!row)
        return ids;
      g_array_append_val (ids, id);
    }
  g_array_unref (ids);
  return NULL;
}

static gboolean
read_versions (ZgMonthFacts *facts, ZgDb *db, GError **error)
{
  g_autoptr (GArray) ids =
      read_ids (db, ZG_SQL ("SELECT id FROM schedule WHERE state = 'active' ORDER BY code, valid_from, id"), error);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      g_autoptr (ZgRecord) record = zg_book_get (db, &zg_schedule, g_array_index (ids, gint64, i), error);
      ZgFactsVersion       version = { 0 };

      if (record == NULL)
        return FALSE;
      version.id = record->id;
      g_strlcpy (version.code, zg_record_text (record, ZG_SCHEDULE_CODE), sizeof version.code);
      version.from = zg_record_day (record, ZG_SCHEDULE_FROM);
      version.to = zg_record_day (record, ZG_SCHEDULE_TO);
      zg_schedule_of_record (record, &version.schedule);
      g_array_append_val (facts->versions, version);
    }
  return ids != NULL;
}

static gboolean
read_uses (ZgMonthFacts *facts, ZgDb *db, GError **error)
{
  char               first[11], last[11];
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT code, COALESCE (category, 0), COALESCE (unit, 0), COALESCE (staff, 0), valid_from, valid_to"
                           " FROM schedule_use WHERE state = 'active' AND valid_from <= $2 AND COALESCE (valid_to, '9999') >= $1"
                           " ORDER BY valid_from, id"),
                   "ss", zg_day_format (facts->span_first, first), zg_day_format (facts->span_first + facts->n_span - 1, last));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgFactsUse use = { .category = zg_stmt_int (rows, 1), .unit = zg_stmt_int (rows, 2), .staff = zg_stmt_int (rows, 3),
                  .from = day_or_none (zg_stmt_text (rows, 4)), .to = day_or_none (zg_stmt_text (rows, 5)) };

      g_strlcpy (use.code, zg_stmt_text (rows, 0), sizeof use.code);
      g_array_append_val (facts->uses, use);
    }
  return rows != NULL && !row;
}

static ZgFactsNotice *
notice_of (ZgMonthFacts *facts, const ZgRecord *record)
{
  ZgFactsNotice       *notice = zg_month_facts_block (facts, sizeof *notice);
  const ZgEnum *reason = zg_enum_by_number (zg_notice_reasons, zg_record_int (record, ZG_NOTICE_REASON));

  zg_schedule_of_notice (record, &notice->hours);
  notice->hours.name = g_string_chunk_insert_const (facts->texts, zg_record_text (record, ZG_NOTICE_TITLE));
  notice->category = zg_record_int (record, ZG_NOTICE_CATEGORY);
  notice->unit = zg_record_int (record, ZG_NOTICE_UNIT);
  notice->notice.first_day = zg_record_day (record, ZG_NOTICE_FROM);
  notice->notice.last_day = zg_record_day (record, ZG_NOTICE_TO);
  notice->notice.hours = zg_record_int (record, ZG_NOTICE_DAY_OFF) ? NULL : &notice->hours;
  notice->notice.rest_days_too = zg_record_int (record, ZG_NOTICE_REST_TOO);
  notice->notice.written = TRUE; /* only issued ones are read */
  notice->notice.number = record->no ? g_string_chunk_insert_const (facts->texts, record->no) : NULL;
  notice->notice.reason = reason ? g_dgettext (GETTEXT_PACKAGE, reason->title) : NULL;
  return notice;
}

static gboolean
read_notices (ZgMonthFacts *facts, ZgDb *db, GError **error)
{
  g_autoptr (GArray) ids =
      read_ids (db, ZG_SQL ("SELECT id FROM schedule_notice WHERE state = 'issued' ORDER BY issued_on, id"), error);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      g_autoptr (ZgRecord) record = zg_book_get (db, &zg_schedule_notice, g_array_index (ids, gint64, i), error);
      ZgFactsNotice              *notice;

      if (record == NULL)
        return FALSE;
      notice = notice_of (facts, record);
      if (notice->notice.last_day >= facts->span_first && notice->notice.first_day < facts->span_first + facts->n_span)
        g_ptr_array_add (facts->notices, notice);
    }
  return ids != NULL;
}

/* -- Parameters -- */

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static void
add_edges (ZgMonthFacts *facts, const char *prefix)
{
  g_autoptr (GArray) edges = zg_policy_edges (facts->policy, prefix);

  g_array_append_vals (facts->periods, edges->data, edges->len);
}

/* The days on which something the judge reads changes, each once, the first of the month before all. */
static gboolean
read_policy (ZgMonthFacts *facts, ZgDb *db, int first_day, int n_days, const char *const *pretend, GError **error)
{
  guint kept = 1;

  facts->policy = zg_policy_load (db, first_day, first_day + n_days - 1, error);
  if (facts->policy == NULL)
    return FALSE;
  for (; pretend && *pretend; pretend++)
    {
      g_auto (GStrv) parts = g_strsplit (*pretend, "=", 2);

      if (!zg_policy_pretend (facts->policy, parts[0], parts[1], error))
        return FALSE;
    }
  g_array_append_val (facts->periods, first_day);
  add_edges (facts, "att.");
  add_edges (facts, "duty.");
  add_edges (facts, "rest.");
  add_edges (facts, "notice.");
  g_array_sort (facts->periods, compare_days);
  for (guint i = 1; i < facts->periods->len; i++)
    if (g_array_index (facts->periods, int, i) != g_array_index (facts->periods, int, kept - 1))
      g_array_index (facts->periods, int, kept++) = g_array_index (facts->periods, int, i);
  g_array_set_size (facts->periods, kept);
  return TRUE;
}

/* -- All together -- */

static void
read_above (ZgMonthFacts *facts, const ZgStaffRoll *roll)
{
  for (guint i = 0; i < roll->units->len; i++)
    {
      ZgUnitRow *unit = &g_array_index (roll->units, ZgUnitRow, i);

      g_hash_table_insert (facts->above, g_memdup2 (&unit->id, sizeof unit->id), g_memdup2 (&unit->above, sizeof unit->above));
    }
}

/* The units stand as they stood when the month was closed: "12/3/1". */
static void
read_paths (ZgMonthFacts *facts, GHashTable *frozen)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, frozen);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const char    *path = ((ZgFrozen *) value)->path;
      g_auto (GStrv) ids = g_strsplit (path ? path : "", "/", -1);

      for (char **id = ids; *id && **id; id++)
        {
          gint64 unit = g_ascii_strtoll (*id, NULL, 10), above = id[1] ? g_ascii_strtoll (id[1], NULL, 10) : 0;

          g_hash_table_replace (facts->above, g_memdup2 (&unit, sizeof unit), g_memdup2 (&above, sizeof above));
        }
    }
}

/* What people share; their own papers are not read. */
ZgMonthFacts *
zg_month_facts_hours (ZgDb *db, const ZgStaffRoll *roll, GHashTable *frozen, int first_day, int n_days, gint64 now_ms,
                      const char *const *pretend, GError **error)
{
  ZgMonthFacts *facts = g_new0 (ZgMonthFacts, 1);

  facts->texts = g_string_chunk_new (4096);
  facts->blocks = g_ptr_array_new_with_free_func (g_free);
  facts->span_first = first_day - ZG_FACTS_MARGIN;
  facts->n_span = n_days + 2 * ZG_FACTS_MARGIN;
  facts->now = zg_month_facts_instant (now_ms);
  facts->versions = g_array_new (FALSE, TRUE, sizeof (ZgFactsVersion));
  facts->uses = g_array_new (FALSE, TRUE, sizeof (ZgFactsUse));
  facts->notices = g_ptr_array_new ();
  facts->periods = g_array_new (FALSE, TRUE, sizeof (int));
  facts->photos = g_array_new (FALSE, TRUE, sizeof (ZgFactsPhoto));
  facts->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, zg_month_facts_group_free);
  facts->above = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  facts->lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  read_above (facts, roll);
  if (frozen)
    read_paths (facts, frozen);
  if (read_calendar (facts, db, error) && read_versions (facts, db, error) && read_uses (facts, db, error) &&
      read_notices (facts, db, error) && read_policy (facts, db, first_day, n_days, pretend, error))
    {
      zg_month_facts_place (facts, roll, frozen);
      return facts;
    }
  zg_month_facts_free (facts);
  return NULL;
}

ZgMonthFacts *
zg_month_facts_new (ZgDb *db, const ZgStaffRoll *roll, GHashTable *frozen, int first_day, int n_days, gint64 now_ms,
                    const char *const *pretend, GError **error)
{
  ZgMonthFacts *facts = zg_month_facts_hours (db, roll, frozen, first_day, n_days, now_ms, pretend, error);

  if (facts && zg_month_facts_papers (facts, db, error))
    return facts;
  zg_month_facts_free (facts);
  return NULL;
}

void
zg_month_facts_free (ZgMonthFacts *facts)
{
  if (facts == NULL)
    return;
  for (guint i = 0; facts->people && i < g_hash_table_size (facts->lines); i++)
    g_clear_pointer (&facts->people[i].own, g_array_unref);
  g_hash_table_unref (facts->groups);
  g_hash_table_unref (facts->above);
  g_hash_table_unref (facts->lines);
  g_clear_pointer (&facts->shifts, g_hash_table_unref);
  g_clear_pointer (&facts->policy, zg_policy_free);
  g_array_unref (facts->versions);
  g_array_unref (facts->uses);
  g_array_unref (facts->periods);
  g_array_unref (facts->photos);
  g_ptr_array_unref (facts->notices);
  g_ptr_array_unref (facts->blocks);
  g_string_chunk_free (facts->texts);
  g_free (facts);
}

/* -- What the judge reads of one line -- */

int
zg_month_facts_line (const ZgMonthFacts *facts, gint64 staff)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (facts->lines, &staff)) - 1;
}

gboolean
zg_month_facts_knew (const ZgMonthFacts *facts, int line, gint64 created_ms)
{
  return facts->people[line].cut_ms == 0 || created_ms <= facts->people[line].cut_ms;
}

void
zg_month_facts_fill (const ZgMonthFacts *facts, const ZgMonthLine *line, int index, ZgJudgeFacts *out)
{
  const ZgFactsPerson *person = &facts->people[index];
  GArray              *assignments = person->own ? person->own : person->group->assignments;

  zg_judge_facts_init (out);
  out->assignments = (const ZgJudgeAssignment *) assignments->data;
  out->n_assignments = assignments->len;
  out->calendar = facts->calendar;
  out->calendar_first = facts->span_first;
  out->n_calendar = facts->n_span;
  out->roster = person->roster;
  out->roster_first = facts->span_first;
  out->n_roster = person->roster ? facts->n_span : 0;
  out->notices = (const ZgJudgeNotice *) person->group->notices->data;
  out->n_notices = person->group->notices->len;
  out->punches = person->punches;
  out->n_punches = person->n_punches;
  out->papers = person->papers;
  out->n_papers = person->n_papers;
  out->joined = line->joined;
  out->left = line->left;
  out->now = person->cut_ms ? zg_month_facts_instant (person->cut_ms) : facts->now;
  out->closed = person->cut_ms || facts->closing;
}

const ZgJudgeParams *
zg_month_facts_params (const ZgMonthFacts *facts, int index, int day)
{
  guint period = 0;

  for (guint i = 1; i < facts->periods->len && g_array_index (facts->periods, int, i) <= day; i++)
    period = i;
  return &facts->people[index].group->params[period];
}
