/* zg-attendance-month.c: puts the month together: who may be seen, calendar, lines with their cells and sums, units. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include <stdlib.h>

#define MOST_COUNTED 2000 /* lines: beyond it the walk over the numbers costs more than it tells */

/* -- One line judged -- */

void
zg_month_facts_judge (const ZgMonth *month, int line, ZgDayResult *results, ZgMonthTotals *totals)
{
  ZgJudgeFacts facts;

  zg_month_facts_fill (month->facts, &month->lines[line], line, &facts);
  if (month->facts->periods->len == 1)
    {
      zg_judge_month (&facts, zg_month_facts_params (month->facts, line, month->first_day), month->first_day, month->n_days,
                      results, totals);
      return;
    }
  for (int day = 0; day < month->n_days; day++)
    zg_judge_day (&facts, zg_month_facts_params (month->facts, line, month->first_day + day), month->first_day + day,
                  &results[day]);
  if (totals)
    zg_judge_totals (results, month->n_days, zg_month_facts_params (month->facts, line, month->first_day + month->n_days - 1),
                     totals);
}

static void
add_word (GString *words, const char *word)
{
  if (word == NULL || *word == '\0' || strstr (words->str, word))
    return;
  if (words->len > 0)
    g_string_append (words, C_ ("between words", ", "));
  g_string_append (words, word);
}

static void
add_paper (GString *words, const ZgFactsPerson *person, int index)
{
  if (index >= 0 && (gsize) index < person->n_papers)
    add_word (words, person->papers[index].number);
}

/* A slip says so by its number; a time typed at the desk needs the word. */
static gboolean
is_typed (const ZgDayResult *day)
{
  for (int i = 0; i < day->n_segments; i++)
    if ((day->segments[i].in.evidence | day->segments[i].out.evidence) & ZG_EVIDENCE_MANUAL)
      return TRUE;
  return FALSE;
}

/* What a reader of the sheet must know of the evidence of one day: photos, times typed by hand, papers. */
static void
day_words (const ZgMonth *month, int line, const ZgDayResult *day, GString *words)
{
  const ZgFactsPerson *person = &month->facts->people[line];

  if (day->flags & ZG_DAY_FLAG_SINGLE)
    add_word (words, _ ("single evidence"));
  if ((day->flags & ZG_DAY_FLAG_MANUAL) && is_typed (day))
    add_word (words, _ ("typed by hand"));
  if (day->flags & ZG_DAY_FLAG_EXCUSED)
    add_word (words, _ ("reason accepted"));
  for (int i = 0; i < day->n_segments; i++)
    {
      add_paper (words, person, day->segments[i].paper);
      add_paper (words, person, day->segments[i].in.paper);
      add_paper (words, person, day->segments[i].out.paper);
    }
}

static char *
remarks_of (const ZgMonth *month, int line, const ZgDayResult *results)
{
  GString *remarks = NULL, *words = NULL;

  for (int i = 0; i < month->n_days; i++)
    {
      if (!(results[i].flags & (ZG_DAY_FLAG_SINGLE | ZG_DAY_FLAG_MANUAL | ZG_DAY_FLAG_EXCUSED)) &&
          month->facts->people[line].n_papers == 0)
        continue;
      if (words == NULL)
        words = g_string_new (NULL);
      day_words (month, line, &results[i], g_string_truncate (words, 0));
      if (words->len == 0)
        continue;
      if (remarks == NULL)
        remarks = g_string_new (NULL);
      else
        g_string_append (remarks, C_ ("between changes", "; "));
      /* Translators: day of the month, then what is to be known of its evidence */
      g_string_append_printf (remarks, _ ("%d: %s"), i + 1, words->str);
    }
  if (words)
    g_string_free (words, TRUE);
  return remarks ? g_string_free (remarks, FALSE) : g_strdup ("");
}

void
zg_month_line_judged (ZgMonth *month, int index, ZgDayResult *results)
{
  ZgMonthLine *line = &month->lines[index];

  zg_month_facts_judge (month, index, results, &line->totals);
  for (int i = 0; i < month->n_days; i++)
    {
      const ZgDayResult *day = &results[i];

      line->days[i] = (ZgMonthCell){ .kind = day->kind,
                                     .mark = day->mark,
                                     .n_marks = day->n_marks,
                                     .flags = day->flags,
                                     .due = day->due,
                                     .worked = day->worked,
                                     .absent = day->absent,
                                     .clause = day->clause };
      memcpy (line->days[i].marks, day->marks, sizeof day->marks);
    }
  line->remarks = remarks_of (month, index, results);
}

/* -- Who may be seen -- */

static gboolean
within (GArray *units, gint64 unit)
{
  for (guint i = 0; i < units->len; i++)
    if (g_array_index (units, gint64, i) == unit)
      return TRUE;
  return FALSE;
}

static gboolean
keep_reach (ZgSession *session, ZgStaffRoll *roll, GError **error)
{
  ZgReach            reach = zg_session_reach (session, "punch.view");
  g_autoptr (GArray) units = NULL;
  guint              kept = 0;

  if (reach == ZG_REACH_ALL)
    return TRUE;
  if (reach == ZG_REACH_NONE)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                           _ ("You may not see attendance. Ask the administrator of the book for the right."));
      return FALSE;
    }
  units = reach == ZG_REACH_UNIT ? zg_session_units (session, "punch.view") : g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < roll->staff->len; i++)
    {
      ZgStaffRow row = g_array_index (roll->staff, ZgStaffRow, i);

      if (row.id == zg_session_staff (session) || (row.unit && within (units, row.unit)))
        g_array_index (roll->staff, ZgStaffRow, kept++) = row;
    }
  g_array_set_size (roll->staff, kept);
  return TRUE;
}

static gboolean
is_there (ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) record = id ? zg_book_get (db, kind, id, error) : NULL;

  return id == 0 || record != NULL;
}

/* -- Calendar -- */

static gboolean
read_official (ZgMonth *month, ZgDb *db, gboolean *official, GError **error)
{
  char               year[5];
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT max (substr (day, 1, 4)) FROM holiday WHERE state = 'active' AND paper IS NOT NULL"), NULL);
  gint64             count = 0;
  gboolean           row;

  month->official_until = ZG_NO_DAY;
  if (rows == NULL || !zg_stmt_step (rows, &row, error))
    return FALSE;
  if (row && zg_stmt_text (rows, 0))
    month->official_until = zg_day_from_ymd (atoi (zg_stmt_text (rows, 0)), 12, 31);
  g_snprintf (year, sizeof year, "%04d", CLAMP (month->year, 0, 9999));
  if (!zg_db_int (db, &count, error,
                  ZG_SQL (
                      "SELECT count(*) FROM holiday WHERE state = 'active' AND paper IS NOT NULL AND substr (day, 1, 4) = $1"),
                  "s", year))
    return FALSE;
  *official = count > 0;
  return TRUE;
}

static gboolean
fill_calendar (ZgMonth *month, ZgDb *db, GError **error)
{
  gboolean official = FALSE;

  if (!read_official (month, db, &official, error))
    return FALSE;
  for (int i = 0; i < month->n_days; i++)
    {
      const ZgJudgeCalendarDay *listed = &month->facts->calendar[i + ZG_FACTS_MARGIN];
      ZgMonthDay               *day = &month->calendar[i];

      day->day = month->first_day + i;
      day->weekday = zg_day_weekday (day->day);
      day->listed = listed->kind != ZG_CALENDAR_ORDINARY;
      day->off = listed->kind == ZG_CALENDAR_OFF;
      day->make_up = listed->kind == ZG_CALENDAR_WORK;
      day->statutory = listed->statutory;
      day->official = official;
      day->name = g_strdup (listed->name);
    }
  return TRUE;
}

/* -- Lines and units -- */

static const char *
enum_title (const ZgEnum *names, int number)
{
  const ZgEnum *name = zg_enum_by_number (names, number);

  return name ? g_dgettext (GETTEXT_PACKAGE, name->title) : "";
}

static const char *
unit_name (const ZgStaffRoll *roll, gint64 unit)
{
  for (guint i = 0; i < roll->units->len; i++)
    if (g_array_index (roll->units, ZgUnitRow, i).id == unit)
      return g_array_index (roll->units, ZgUnitRow, i).name;
  return "";
}

static void
make_lines (ZgMonth *month, const ZgStaffRoll *roll)
{
  GStringChunk *texts = month->facts->texts;

  month->n_lines = roll->staff->len;
  month->lines = g_new0 (ZgMonthLine, MAX (month->n_lines, 1));
  for (int i = 0; i < month->n_lines; i++)
    {
      const ZgStaffRow *row = &g_array_index (roll->staff, ZgStaffRow, i);
      ZgMonthLine      *line = &month->lines[i];
      gboolean          same = i > 0 && month->lines[i - 1].unit == row->unit;

      line->staff = row->id;
      line->number = g_string_chunk_insert (texts, row->number);
      line->name = g_string_chunk_insert (texts, row->name);
      line->sort_key = g_string_chunk_insert (texts, row->sort_key);
      line->unit = row->unit;
      line->unit_title = same ? month->lines[i - 1].unit_title : g_string_chunk_insert_const (texts, unit_name (roll, row->unit));
      line->post_title = g_string_chunk_insert_const (texts, row->post);
      line->category = row->category;
      line->category_title = enum_title (zg_staff_categories, row->category);
      line->employment = row->employment;
      line->joined = row->joined;
      line->left = row->left;
    }
}

static void
add_to_unit (ZgAttendanceUnit *unit, const ZgMonthTotals *totals)
{
  unit->staff++;
  unit->due_milli += totals->due;
  unit->worked_milli += totals->worked;
  unit->absent_milli += totals->absent;
  unit->leave_milli += totals->leave_all;
  unit->late += totals->late_times;
  unit->early += totals->early_times;
  unit->missed += totals->missed;
}

/* Lines come by unit, so a unit is one run of lines. */
static void
sum_units (ZgMonth *month)
{
  month->units = g_new0 (ZgAttendanceUnit, MAX (month->n_lines, 1));
  for (int i = 0; i < month->n_lines; i++)
    {
      const ZgMonthLine *line = &month->lines[i];

      if (month->n_units == 0 || month->units[month->n_units - 1].unit != line->unit)
        {
          month->units[month->n_units].unit = line->unit;
          month->units[month->n_units++].title = g_strdup (*line->unit_title ? line->unit_title : _ ("Without a unit"));
        }
      add_to_unit (&month->units[month->n_units - 1], &line->totals);
    }
  for (int i = 0; i < month->n_units; i++)
    if (month->units[i].due_milli > 0)
      month->units[i].rate_bp = CLAMP (month->units[i].worked_milli * 10000 / month->units[i].due_milli, 0, 10000);
}

static gboolean
count_unassigned (ZgMonth *month, ZgDb *db, GError **error)
{
  GArray *pins = zg_attendance_unassigned (db, month->first_day, month->first_day + month->n_days - 1, error);

  for (guint i = 0; pins && i < pins->len; i++)
    month->n_unassigned += g_array_index (pins, ZgUnassignedPin, i).count;
  if (pins)
    g_array_unref (pins);
  return pins != NULL;
}

/* Work was due of somebody here, and nobody did any. */
static gboolean
nobody_worked (const ZgMonth *month, int day)
{
  gboolean missed = FALSE;

  for (int i = 0; i < month->n_lines; i++)
    {
      if (month->lines[i].days[day].worked > 0)
        return FALSE;
      missed = missed || month->lines[i].days[day].absent > 0;
    }
  return missed;
}

/* A day without a punch of anybody in the book, in a month that has some: a clock's file may be missing. */
static gboolean
find_silent (ZgMonth *month, ZgDb *db, GError **error)
{
  gint64 from = zg_day_to_ms (month->first_day, 0), to = zg_day_to_ms (month->first_day + month->n_days, 0), any = 0;

  if (!zg_db_int (db, &any, error, ZG_SQL ("SELECT EXISTS (SELECT 1 FROM punch WHERE at >= $1 AND at < $2)"), "ii", from, to))
    return FALSE;
  for (int i = 0; any && i < month->n_days && month->first_day + i < month->today; i++)
    {
      gint64 punched = 1;

      from = zg_day_to_ms (month->first_day + i, 0);
      to = zg_day_to_ms (month->first_day + i + 1, 0);
      if (nobody_worked (month, i) &&
          !zg_db_int (db, &punched, error, ZG_SQL ("SELECT EXISTS (SELECT 1 FROM punch WHERE at >= $1 AND at < $2)"), "ii", from,
                      to))
        return FALSE;
      month->silent |= punched ? 0 : 1u << i;
    }
  return TRUE;
}

static gboolean
fill_month (ZgMonth *month, ZgBook *book, ZgDb *db, const ZgStaffRoll *roll, GHashTable *frozen, ZgJudgeHow how,
            const char *const *pretend, GCancellable *cancellable, GError **error)
{
  gint64 now = zg_book_now (book);

  month->today = zg_day_of_ms (now);
  month->facts = zg_month_facts_new (db, roll, frozen, month->first_day, month->n_days, now, pretend, error);
  if (month->facts == NULL || !fill_calendar (month, db, error))
    return FALSE;
  month->facts->closing = how != ZG_JUDGE_AS_SHOWN;
  make_lines (month, roll);
  if (!zg_month_read (month, book, db, cancellable, error))
    return FALSE;
  sum_units (month);
  zg_month_rules (month);
  return TRUE;
}

/* What a reader should know of the month beside its marks. */
static gboolean
fill_hints (ZgMonth *month, ZgSession *session, ZgDb *db, GError **error)
{
  if (!find_silent (month, db, error))
    return FALSE;
  month->n_unassigned = month->n_lines > MOST_COUNTED ? -1 : 0;
  return month->n_unassigned < 0 || zg_session_reach (session, "punch.view") != ZG_REACH_ALL ||
         count_unassigned (month, db, error);
}

static ZgMonth *
month_new (int first_day)
{
  ZgMonth *month = g_new0 (ZgMonth, 1);
  int      day_of_month;

  zg_day_to_ymd (first_day, &month->year, &month->month, &day_of_month);
  month->first_day = first_day - day_of_month + 1;
  month->n_days = zg_month_days (month->year, month->month);
  return month;
}

static ZgStaffRoll *
roll_of (const ZgMonth *month, ZgDb *db, gint64 unit, gint64 staff, GHashTable **frozen, GError **error)
{
  g_autoptr (ZgStaffRoll) roll = NULL;

  roll = zg_staff_roll (db, month->first_day, month->first_day + month->n_days - 1, unit, staff, error);
  *frozen = roll ? zg_attendance_freeze (db, roll, month->first_day, unit, staff, error) : NULL;
  if (*frozen == NULL)
    return NULL;
  if (g_hash_table_size (*frozen) > 0)
    zg_staff_roll_sort (roll);
  return g_steal_pointer (&roll);
}

/* By what is known now: the people as they were, and nothing cut off. */
static void
forget_cuts (GHashTable *frozen)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, frozen);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((ZgFrozen *) value)->cut_ms = 0;
}

ZgMonth *
zg_attendance_judge_all (ZgBook *book, ZgDb *db, int first_day, gint64 unit, gint64 staff, ZgJudgeHow how, GError **error)
{
  g_autoptr (ZgMonth)     month = month_new (first_day);
  g_autoptr (GHashTable)  frozen = NULL;
  g_autoptr (ZgStaffRoll) roll = roll_of (month, db, unit, staff, &frozen, error);

  if (roll == NULL)
    return NULL;
  if (how == ZG_JUDGE_AS_KNOWN)
    forget_cuts (frozen);
  return fill_month (month, book, db, roll, frozen, how, NULL, NULL, error) ? g_steal_pointer (&month) : NULL;
}

ZgMonth *
zg_attendance_try (ZgSession *session, ZgDb *db, int first_day, gint64 unit, gint64 staff, const char *const *pretend,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgMonth)     month = month_new (first_day);
  g_autoptr (GHashTable)  frozen = NULL;
  g_autoptr (ZgStaffRoll) roll = NULL;

  if (!is_there (db, &zg_unit, unit, error) || !is_there (db, &zg_staff, staff, error))
    return NULL;
  roll = roll_of (month, db, unit, staff, &frozen, error);
  if (roll == NULL || !keep_reach (session, roll, error))
    return NULL;
  month->unit_title = unit ? g_strdup (unit_name (roll, unit)) : NULL;
  if (!fill_month (month, zg_session_book (session), db, roll, frozen, ZG_JUDGE_AS_SHOWN, pretend, cancellable, error))
    return NULL;
  return g_steal_pointer (&month);
}

ZgMonth *
zg_attendance_month (ZgSession *session, ZgDb *db, int first_day, gint64 unit, gint64 staff, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (ZgMonth) month = zg_attendance_try (session, db, first_day, unit, staff, NULL, cancellable, error);

  return month && fill_hints (month, session, db, error) && zg_attendance_read_counted (month, db, error)
           ? g_steal_pointer (&month) : NULL;
}

void
zg_attendance_month_free (ZgMonth *month)
{
  if (month == NULL)
    return;
  for (int i = 0; i < month->n_lines; i++)
    g_free (month->lines[i].remarks);
  for (int i = 0; i < month->n_units; i++)
    g_free (month->units[i].title);
  for (int i = 0; i < month->n_days; i++)
    g_free (month->calendar[i].name);
  for (int i = 0; i < month->n_rules; i++)
    g_free (month->rules[i].value);
  for (int i = 0; i < month->n_schedules; i++)
    {
      g_free (month->schedules[i].code);
      g_free (month->schedules[i].name);
      g_free (month->schedules[i].hours);
      g_free (month->schedules[i].clause);
      g_free (month->schedules[i].holds_for);
    }
  zg_month_facts_free (month->facts);
  g_free (month->lines);
  g_free (month->units);
  g_free (month->rules);
  g_free (month->schedules);
  g_free (month->unit_title);
  g_clear_pointer (&month->corrections, g_array_unref);
  g_free (month);
}

int
zg_attendance_line (const ZgMonth *month, gint64 staff)
{
  return zg_month_facts_line (month->facts, staff);
}
