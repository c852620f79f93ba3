/* zg-roster-import.c: the layout of a roster: one row a person, day and shift, or a month's grid of names by days with the
 * shifts' signs. */
#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "zg-idcard.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-grid.h"
#include "zg-roster-private.h"
#include "zg-text.h"

enum { DAY, SHIFT, PERSON, NUMBER, PHONE, N_COLUMNS };

static const ZgGridColumn row_columns[N_COLUMNS] = {
  [DAY] = { "日期|值班日期|day", TRUE },
  [SHIFT] = { "班次|班别|值班|shift", TRUE },
  [PERSON] = { "姓名|人员|值班人|值班人员|员工|name|Name" },
  [NUMBER] = { "工号|员工编号|number|Staff no." },
  [PHONE] = { "电话|手机|值班电话|联系电话|phone|Phone" },
};

static const ZgGridColumn grid_columns[N_COLUMNS] = {
  [DAY] = { "1|1日|01|1号", TRUE },
  [SHIFT] = { "28|28日|28号", TRUE },
  [PERSON] = { "姓名|人员|员工|name|Name" },
  [NUMBER] = { "工号|员工编号|number|Staff no." },
  [PHONE] = { "电话|手机|值班电话|联系电话|phone|Phone" },
};

typedef struct
{
  gint64 id;
  int    starts, ends; /* -1: no times */
  char  *code, *name, *letter, *weekdays;
  gboolean phone;
} Shift;

typedef struct
{
  gint64 staff, shift;
  int    day;
  gint64 from, to; /* minutes since 1970; equal: no times */
} Entry;

typedef struct
{
  ZgImportPlan *plan;
  ZgDb         *db;
  GPtrArray    *shifts;
  GArray       *entries;  /* of the book and of the file so far */
  int           found[N_COLUMNS];
  int           first_day, n_days;
} Roster;

static void
shift_free (gpointer data)
{
  Shift *shift = data;

  g_free (shift->code);
  g_free (shift->name);
  g_free (shift->letter);
  g_free (shift->weekdays);
  g_free (shift);
}

static gboolean
read_shifts (Roster *roster, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (roster->db, error,
                   ZG_SQL ("SELECT id, COALESCE (starts, -1), COALESCE (ends, -1), code, name, letter, weekdays,"
                           " COALESCE (needs_phone, 0) FROM shift WHERE state = 'active'"),
                   NULL);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      Shift *shift = g_new0 (Shift, 1);

      *shift = (Shift){ zg_stmt_int (rows, 0), zg_stmt_int (rows, 1), zg_stmt_int (rows, 2), g_strdup (zg_stmt_text (rows, 3)),
                        g_strdup (zg_stmt_text (rows, 4)), g_strdup (zg_stmt_text (rows, 5)), g_strdup (zg_stmt_text (rows, 6)),
                        zg_stmt_int (rows, 7) != 0 };
      g_ptr_array_add (roster->shifts, shift);
    }
  return rows != NULL && !row;
}

static const Shift *
find_shift (const Roster *roster, const char *text)
{
  for (guint i = 0; i < roster->shifts->len; i++)
    {
      const Shift *shift = roster->shifts->pdata[i];

      if (g_strcmp0 (shift->letter, text) == 0 || g_strcmp0 (shift->name, text) == 0 || g_strcmp0 (shift->code, text) == 0)
        return shift;
    }
  return NULL;
}

static const Shift *
shift_by_id (const Roster *roster, gint64 id)
{
  for (guint i = 0; i < roster->shifts->len; i++)
    if (((const Shift *) roster->shifts->pdata[i])->id == id)
      return roster->shifts->pdata[i];
  return NULL;
}

static Entry
entry_of (gint64 staff, const Shift *shift, int day)
{
  gboolean timed = shift->starts >= 0 && shift->ends >= 0;

  return (Entry){ staff, shift->id, day, timed ? day * G_GINT64_CONSTANT (1440) + shift->starts : 0,
                  timed ? day * G_GINT64_CONSTANT (1440) + shift->ends : 0 };
}

/* What the book already has around the days of the file. */
static gboolean
read_entries (Roster *roster, int from, int to, GError **error)
{
  g_autoptr (GArray) known = zg_roster_entries (roster->db, from - 1, to + 1, error);

  for (guint i = 0; known && i < known->len; i++)
    {
      const ZgRosterEntry *row = &g_array_index (known, ZgRosterEntry, i);
      const Shift         *shift = shift_by_id (roster, row->shift);
      Entry                entry;

      if (shift == NULL)
        continue;
      entry = entry_of (row->staff, shift, row->day);
      g_array_append_val (roster->entries, entry);
    }
  return known != NULL;
}

/* -- One entry -- */

static gint64
find_person (Roster *roster, const char *number, const char *name, const char **why)
{
  gint64 id = 0, several = 0;

  if (*number)
    zg_db_int (roster->db, &id, NULL, ZG_SQL ("SELECT id FROM staff WHERE number = $1 AND state <> 'deleted'"), "s", number);
  if (id)
    return id;
  zg_db_int (roster->db, &several, NULL,
             ZG_SQL ("SELECT count(*) FROM staff WHERE name = $1 AND state NOT IN ('left', 'deleted')"), "s", name);
  if (several == 1)
    zg_db_int (roster->db, &id, NULL, ZG_SQL ("SELECT id FROM staff WHERE name = $1 AND state NOT IN ('left', 'deleted')"), "s",
               name);
  *why =
      several > 1 ? _ ("Several employees have this name: give the staff number.") : _ ("No employee has this number or name.");
  return id;
}

static void
reject (Roster *roster, int line, const char *text, const char *why)
{
  roster->plan->n_bad++;
  zg_import_plan_line (roster->plan, line, FALSE, text, why);
}

/* Returns: 0 new, 1 known, 2 at the same time as another. */
static int
compare_with_others (const Roster *roster, const Entry *entry)
{
  for (guint i = 0; i < roster->entries->len; i++)
    {
      const Entry *other = &g_array_index (roster->entries, Entry, i);

      if (other->staff != entry->staff)
        continue;
      if (other->day == entry->day && other->shift == entry->shift)
        return 1;
      if (entry->from < other->to && other->from < entry->to)
        return 2;
    }
  return 0;
}

static void
add_entry (Roster *roster, const Entry *entry, const char *phone)
{
  ZgBatch *batch = roster->plan->batch;
  ZgCell  *cells = zg_batch_row (batch);
  char     day[11];

  zg_batch_text (batch, &cells[ZG_ROSTER_DAY], zg_day_format (entry->day, day), -1);
  zg_batch_int (&cells[ZG_ROSTER_SHIFT_REF], entry->shift);
  zg_batch_int (&cells[ZG_ROSTER_STAFF], entry->staff);
  zg_batch_text (batch, &cells[ZG_ROSTER_PHONE], phone, -1);
  g_array_append_val (roster->entries, *entry);
  roster->plan->n_taken++;
}

static void
plan_entry (Roster *roster, int line, const char *label, gint64 staff, const char *shift_text, int day, const char *phone)
{
  char             day_text[11];
  g_autofree char *text = g_strdup_printf ("%s · %s · %s", zg_day_format (day, day_text), label, shift_text), *plain = NULL;
  const Shift     *shift = find_shift (roster, shift_text);
  Entry            entry;
  int              same;

  if (shift == NULL)
    {
      reject (roster, line, text, _ ("There is no such shift. Use its sign, its name or its code."));
      return;
    }
  if (*phone && zg_phone_check (phone, &plain) == ZG_PHONE_NONE)
    reject (roster, line, text, _ ("The telephone number cannot be dialled."));
  else if (shift->phone && plain == NULL)
    reject (roster, line, text, _ ("This shift needs the phone number calls are forwarded to."));
  else if (shift->weekdays && *shift->weekdays && strchr (shift->weekdays, '0' + zg_day_weekday (day)) == NULL)
    reject (roster, line, text, _ ("This shift is not held on this day of the week."));
  else
    {
      entry = entry_of (staff, shift, day);
      same = compare_with_others (roster, &entry);
      if (same == 0 && zg_roster_is_locked (roster->db, staff, day))
        reject (roster, line, text,
                _ ("This roster is published. Its entries change by swap, or by “Change after publishing” with a reason."));
      else if (same == 0)
        add_entry (roster, &entry, plain);
      else if (same == 1)
        roster->plan->n_known++;
      else
        reject (roster, line, text, _ ("This person has another shift at the same time."));
    }
}

/* -- Rows -- */

static const char *
cell (const Roster *roster, const ZgGridRow *row, int column)
{
  const char *text = zg_grid_cell (row, roster->found[column]);

  return zg_text_is_no_value (text) ? "" : text;
}

static void
plan_row (Roster *roster, const ZgGridRow *row)
{
  g_autofree char *number = zg_text_peel_id (cell (roster, row, NUMBER));
  g_autofree char *text =
      g_strdup_printf ("%s · %s%s · %s", cell (roster, row, DAY), number, cell (roster, row, PERSON), cell (roster, row, SHIFT));
  const char      *why = NULL;
  gint64           staff;
  int              day;

  if (*cell (roster, row, DAY) == '\0' && *cell (roster, row, SHIFT) == '\0')
    return;
  if (!zg_day_parse_loose (cell (roster, row, DAY), &day))
    {
      reject (roster, row->line, text, _ ("This is no day of the calendar."));
      return;
    }
  staff = find_person (roster, number, cell (roster, row, PERSON), &why);
  if (staff)
    plan_entry (roster, row->line, cell (roster, row, PERSON), staff, cell (roster, row, SHIFT), day, cell (roster, row, PHONE));
  else
    reject (roster, row->line, text, why);
}

static gboolean
plan_rows (Roster *roster, const ZgGrid *grid, int heading, GError **error)
{
  int first = G_MAXINT, last = 0, day;

  for (guint i = heading + 1; i < grid->rows->len; i++)
    if (zg_day_parse_loose (cell (roster, zg_grid_row (grid, i), DAY), &day))
      {
        first = MIN (first, day);
        last = MAX (last, day);
      }
  if (last && !read_entries (roster, first, last, error))
    return FALSE;
  for (guint i = heading + 1; i < grid->rows->len; i++)
    plan_row (roster, zg_grid_row (grid, i));
  return TRUE;
}

/* -- The grid -- */

/* "1", "1日", "01": the day a column is for; 0: none. */
static int
day_of_heading (const char *text)
{
  char *end;
  long  day = strtol (text, &end, 10);

  return end != text && day >= 1 && day <= 31 && (*end == '\0' || g_str_equal (end, "日") || g_str_equal (end, "号")) ? day : 0;
}

static void
plan_cell (Roster *roster, const ZgGridRow *row, gint64 staff, int day, const char *text)
{
  g_auto (GStrv) signs = g_strsplit_set (text, " /,;", -1);

  for (char **sign = signs; *sign; sign++)
    if (**sign && !g_str_equal (*sign, "-") && !g_str_equal (*sign, "—"))
      {
        const Shift *shift = find_shift (roster, *sign);

        plan_entry (roster, row->line, cell (roster, row, PERSON), staff, *sign, roster->first_day + day - 1,
                    shift && shift->phone ? cell (roster, row, PHONE) : "");
      }
}

static void
plan_grid_row (Roster *roster, const ZgGridRow *heading, const ZgGridRow *row)
{
  g_autofree char *number = zg_text_peel_id (cell (roster, row, NUMBER));
  const char      *name = cell (roster, row, PERSON), *why = NULL;
  gint64           staff;

  if (*number == '\0' && *name == '\0')
    return;
  staff = find_person (roster, number, name, &why);
  if (staff == 0)
    {
      reject (roster, row->line, *name ? name : number, why);
      return;
    }
  for (int i = 0; i < MIN (row->n, heading->n); i++)
    {
      int day = day_of_heading (zg_grid_cell (heading, i));

      if (day > 0 && day <= roster->n_days && *zg_grid_cell (row, i))
        plan_cell (roster, row, staff, day, zg_grid_cell (row, i));
    }
}

/* The month stands in a title above the grid ("2026年11月排班表") or is asked for. */
static gboolean
month_in_text (const char *text, int *first_day, int *n_days)
{
  g_autoptr (GRegex)     regex = g_regex_new ("(20[0-9][0-9])[年./-]?\\s*(1[0-2]|0?[1-9])(?:月|$|[^0-9])", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char       *year = NULL, *month = NULL, *whole = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;
  year = g_match_info_fetch (match, 1);
  month = g_match_info_fetch (match, 2);
  whole = g_strdup_printf ("%s-%02d", year, atoi (month));
  return zg_month_parse (whole, first_day, n_days);
}

static gboolean
month_of_title (const ZgGrid *grid, int heading, const char *name, int *first_day, int *n_days)
{
  for (int i = 0; i < heading; i++)
    for (int k = 0; k < zg_grid_row (grid, i)->n; k++)
      if (month_in_text (zg_grid_cell (zg_grid_row (grid, i), k), first_day, n_days))
        return TRUE;
  return name && month_in_text (name, first_day, n_days);
}

static gboolean
plan_grid (Roster *roster, const ZgGrid *grid, int heading, const char *name, const char *asked, GError **error)
{
  if (!(asked && zg_month_parse (asked, &roster->first_day, &roster->n_days)) &&
      !month_of_title (grid, heading, name, &roster->first_day, &roster->n_days))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE,
                           _ ("The file does not say which month it is for. Nothing was read in; choose the month."));
      return FALSE;
    }
  if (!read_entries (roster, roster->first_day, roster->first_day + roster->n_days - 1, error))
    return FALSE;
  for (guint i = heading + 1; i < grid->rows->len; i++)
    plan_grid_row (roster, zg_grid_row (grid, heading), zg_grid_row (grid, i));
  return TRUE;
}

/* -- The layout -- */

static const ZgArgument arguments[] = {
  { "month", N_ ("Month of a grid"), ZG_MONTH },
};

static char *
propose_month (const ZgArgument *argument, const char *name, GBytes *bytes, ZgSession *session, ZgDb *db)
{
  g_autoptr (ZgGrid) grid = zg_grid_read (bytes, NULL);
  int                found[N_COLUMNS], heading, first, n;
  char               month[8];

  heading = grid ? zg_grid_heading (grid, grid_columns, N_COLUMNS, found) : -1;
  return heading >= 0 && month_of_title (grid, heading, name, &first, &n) ? g_strdup (zg_month_format (first, month)) : NULL;
}

static gboolean
plan_any (Roster *roster, const ZgGrid *grid, const char *name, const char *asked, GError **error)
{
  int heading = zg_grid_heading (grid, row_columns, N_COLUMNS, roster->found);

  if (heading >= 0)
    return plan_rows (roster, grid, heading, error);
  heading = zg_grid_heading (grid, grid_columns, N_COLUMNS, roster->found);
  if (heading >= 0 && (roster->found[PERSON] >= 0 || roster->found[NUMBER] >= 0))
    return plan_grid (roster, grid, heading, name, asked, error);
  g_set_error_literal (
      error, ZG_ERROR, ZG_ERROR_INVALID,
      _ ("No roster was found: neither rows (日期, 班次, 姓名) nor a grid of names by days. Nothing was read in."));
  return FALSE;
}

static ZgImportPlan *
plan_roster (const ZgLayout *layout, ZgSession *session, ZgDb *db, const char *name, GBytes *bytes, const char *const *values,
             GError **error)
{
  g_autoptr (ZgImportPlan) plan = zg_import_plan_new ();
  g_autoptr (ZgGrid)       grid = zg_grid_read (bytes, error);
  g_autoptr (GPtrArray)    shifts = g_ptr_array_new_with_free_func (shift_free);
  g_autoptr (GArray)       entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  Roster                   roster = { .plan = plan, .db = db, .shifts = shifts, .entries = entries };

  plan->batch = zg_batch_new (&zg_roster, 64);
  if (grid == NULL || !read_shifts (&roster, error) || !plan_any (&roster, grid, name, values ? values[0] : NULL, error))
    return NULL;
  plan->summary =
      g_strdup_printf (_ ("%u new entries, %u known already, %u not understood."), plan->n_taken, plan->n_known, plan->n_bad);
  return g_steal_pointer (&plan);
}

static int
recognise_roster (const char *name, GBytes *bytes)
{
  g_autoptr (ZgGrid) grid = zg_grid_read (bytes, NULL);
  int                found[N_COLUMNS];

  if (grid == NULL)
    return 0;
  if (zg_grid_heading (grid, row_columns, N_COLUMNS, found) >= 0 && (found[PERSON] >= 0 || found[NUMBER] >= 0))
    return 85;
  return zg_grid_heading (grid, grid_columns, N_COLUMNS, found) >= 0 && (found[PERSON] >= 0 || found[NUMBER] >= 0) ? 60 : 0;
}

const ZgLayout zg_roster_layout = {
  "roster",         N_ ("Roster"), &zg_roster,  "xlsx,csv,txt", arguments, G_N_ELEMENTS (arguments),
  recognise_roster, propose_month, plan_roster,
};
