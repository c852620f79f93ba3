/* zg-report-roster.c: the roster for the wall (R07) as a grid that the import reads back, or day by day; and the night sheet: who
 * holds the hotline on which number (D18-7.1b). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-report-attendance.h"
#include "zg-report-csv.h"
#include "zg-report-month.h"
#include "zg-report-paper.h"
#include "zg-report-xlsx.h"
#include "zg-roster-board.h"

#define DAY_WIDTH 7.5
#define FONT 8.5

enum { LAYOUT_GRID = 1, LAYOUT_DAYS };
static const ZgEnum layouts[] = { { LAYOUT_GRID, "grid", N_("People by days") }, { LAYOUT_DAYS, "days", N_("Day by day") },
                                 { 0 } };

#define MONTH { .name = "month", .title = N_("Month"), .type = ZG_MONTH, .initial = "last-month", .required = TRUE }
#define UNIT { .name = "unit", .title = N_("Unit"), .type = ZG_REF, .ref = "unit" }

static ZgRosterBoard *
read_board (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, GError **error)
{
  int first, n;

  if (zg_session_reach (session, report->right) == ZG_REACH_NONE)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED, _("You may not export rosters (right %s). Nothing was written."),
                   report->right);
      return NULL;
    }
  if (!zg_report_month (report, values, &first, &n, error))
    return NULL;
  return zg_roster_board (session, db, first, zg_report_unit (report, values), error);
}

/* "2026年11月 客服组排班表": the import finds the month in it. */
static char *
title_of (const ZgRosterBoard *board)
{
  int year, month, day;

  zg_day_to_ymd (board->first_day, &year, &month, &day);
  /* Translators: year, month, unit: 2026年11月 客服组排班表 */
  return g_strdup_printf (_("%d-%02d roster of %s"), year, month, *board->unit_title ? board->unit_title : _("all units"));
}

static char *
state_words (const ZgRosterBoard *board, const ZgRosterFindings *findings)
{
  const char *state = board->locked ? _("published") : _("draft, not published");

  if (findings->gaps->len == 0)
    return g_strdup (state);
  return g_strdup_printf (_("%s; %u gaps"), state, findings->gaps->len);
}

/* -- Cells -- */

/* The signs of a person's day, "早/夜": as the import takes them apart again. */
static char *
signs_of (const ZgRosterBoard *board, int person, int day)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < board->entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);

      if (entry->person == person && entry->day == day)
        g_string_append_printf (text, "%s%s", text->len ? "/" : "",
                                g_array_index (board->shifts, ZgBoardShift, entry->shift).letter);
    }
  return g_string_free (text, FALSE);
}

static const char *
phone_of (const ZgRosterBoard *board, int person)
{
  for (guint i = board->entries->len; i-- > 0;)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);

      if (entry->person == person && entry->phone && g_array_index (board->shifts, ZgBoardShift, entry->shift).needs_phone)
        return entry->phone;
    }
  return "";
}

/* Who is on the roster of the month at all; the rest of a department would fill the wall with empty rows. */
static gboolean
is_listed (const ZgRosterBoard *board, int person)
{
  if (g_array_index (board->people, ZgBoardPerson, person).rostered)
    return TRUE;
  for (guint i = 0; i < board->entries->len; i++)
    if (g_array_index (board->entries, ZgBoardEntry, i).person == person)
      return TRUE;
  return FALSE;
}

static char *
legend_of (const ZgRosterBoard *board)
{
  GString *text = g_string_new (NULL);
  char     hours[40];

  for (guint i = 0; i < board->shifts->len; i++)
    {
      const ZgBoardShift *shift = &g_array_index (board->shifts, ZgBoardShift, i);
      gboolean            used = FALSE;

      for (guint k = 0; k < board->entries->len && !used; k++)
        used = g_array_index (board->entries, ZgBoardEntry, k).shift == (int) i;
      if (!used)
        continue;
      g_string_append_printf (text, "%s%s %s", text->len ? "   " : "", shift->letter, shift->name);
      if (shift->ends > shift->starts)
        g_string_append_printf (text, " %s", zg_roster_hours (shift->starts, shift->ends, hours));
    }
  return g_string_free (text, FALSE);
}

/* -- The grid -- */

static ZgTable *
grid_table (const ZgRosterBoard *board, const ZgRosterFindings *findings, ZgSession *session)
{
  g_autofree char *title = title_of (board);
  ZgTable         *table = zg_table_new (session, title);

  table->words = state_words (board, findings);
  zg_table_column (table, _("Staff no."), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Name"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _("Phone"), ZG_TEXT, 0, NULL);
  for (int day = 0; day < board->n_days; day++)
    {
      char number[4];

      g_snprintf (number, sizeof number, "%d", day + 1);
      zg_table_column (table, g_intern_string (number), ZG_TEXT, 0, NULL);
    }
  zg_table_column (table, _("Rest days"), ZG_INT, 0, NULL);
  zg_table_column (table, _("Saturdays"), ZG_INT, 0, NULL);
  zg_table_column (table, _("Sundays"), ZG_INT, 0, NULL);
  zg_table_column (table, _("Nights"), ZG_INT, 0, NULL);
  zg_table_note (table, legend_of (board));
  zg_table_hold (table);
  for (int person = 0; person < (int) board->people->len; person++)
    {
      const ZgBoardPerson *row = &g_array_index (board->people, ZgBoardPerson, person);
      ZgCell              *cells;

      if (!is_listed (board, person))
        continue;
      cells = zg_table_add_row (table);
      zg_cell_set_text (&cells[0], row->number);
      zg_cell_set_text (&cells[1], row->name);
      zg_cell_set_text (&cells[2], phone_of (board, person));
      for (int day = 0; day < board->n_days; day++)
        {
          g_autofree char *signs = signs_of (board, person, board->first_day + day);

          zg_cell_set_text (&cells[3 + day], signs);
        }
      zg_cell_set_int (&cells[3 + board->n_days], findings->counts[person].rest);
      zg_cell_set_int (&cells[4 + board->n_days], findings->counts[person].turns[ZG_TURN_SATURDAY]);
      zg_cell_set_int (&cells[5 + board->n_days], findings->counts[person].turns[ZG_TURN_SUNDAY]);
      zg_cell_set_int (&cells[6 + board->n_days], findings->counts[person].turns[ZG_TURN_NIGHT]);
    }
  return table;
}

static void
add_column (GArray *columns, GPtrArray *texts, char *title, double width, gboolean grey, gboolean mark)
{
  ZgPaperColumn column = { .width = width, .align = mark ? ZG_PAPER_CENTRE : ZG_PAPER_LEFT, .grey = grey, .whole = mark };

  g_ptr_array_add (texts, title);
  column.title = title;
  g_array_append_val (columns, column);
}

static void
add_rows (ZgPaperTable *table, const ZgRosterBoard *board, const ZgRosterFindings *findings)
{
  for (int person = 0; person < (int) board->people->len; person++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      if (!is_listed (board, person))
        continue;
      g_ptr_array_add (cells, g_strdup (g_array_index (board->people, ZgBoardPerson, person).name));
      for (int day = 0; day < board->n_days; day++)
        g_ptr_array_add (cells, signs_of (board, person, board->first_day + day));
      g_ptr_array_add (cells, g_strdup_printf ("%d", findings->counts[person].rest));
      g_ptr_array_add (cells, g_strdup_printf ("%d", findings->counts[person].turns[ZG_TURN_NIGHT]));
      zg_paper_table_row (table, (const char *const *) cells->pdata, ZG_PAPER_ROW_PLAIN);
    }
}

/* Who answers the hotline at night stands below: it is what the wall is read for. */
static void
add_nights (ZgPaper *paper, const ZgRosterBoard *board)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < board->entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);
      char                day[11];

      if (!g_array_index (board->shifts, ZgBoardShift, entry->shift).needs_phone || entry->day < board->first_day ||
          entry->day >= board->first_day + board->n_days)
        continue;
      zg_day_format (entry->day, day);
      g_string_append_printf (text, "%s%s %s %s", text->len ? "   " : "", day + 5,
                              g_array_index (board->people, ZgBoardPerson, entry->person).name,
                              entry->phone ? entry->phone : _("no phone number"));
    }
  if (text->len)
    {
      g_autofree char *all = g_strdup_printf (_("Hotline at night: %s"), text->str);

      zg_paper_legend (paper, all);
    }
  g_string_free (text, TRUE);
}

static ZgPaper *
grid_paper (const ZgRosterBoard *board, const ZgRosterFindings *findings, ZgSession *session)
{
  const ZgPaperTableStyle look = { .font = FONT, .row = 6.2 };
  const ZgPaperSign       signs[] = { { .role = _("Arranged by") }, { .role = _("Department manager") } };
  g_autofree char        *made = zg_out_made (session), *title = title_of (board), *words = state_words (board, findings);
  g_autofree char        *legend = legend_of (board);
  g_autoptr (GArray)      columns = g_array_new (FALSE, TRUE, sizeof (ZgPaperColumn));
  g_autoptr (GPtrArray)   texts = g_ptr_array_new_with_free_func (g_free);
  ZgPaper                *paper = zg_paper_new (&zg_paper_a4_landscape);

  zg_paper_set_title (paper, title);
  zg_paper_set_subtitle (paper, words);
  zg_paper_set_footer (paper, "D18-7.1a D04-4.1.1d");
  zg_paper_set_made (paper, made);
  zg_paper_set_repeat_title (paper, TRUE);
  add_column (columns, texts, g_strdup (_("Name")), 24, FALSE, FALSE);
  for (int day = 0; day < board->n_days; day++)
    add_column (columns, texts,
                g_strdup_printf ("%d\n%s", day + 1, zg_month_weekday (zg_day_weekday (board->first_day + day))), DAY_WIDTH,
                board->plan->off[day] || zg_day_weekday (board->first_day + day) >= 6, TRUE);
  add_column (columns, texts, g_strdup (_("Rest\ndays")), 8, FALSE, TRUE);
  add_column (columns, texts, g_strdup (_("Nights")), 9, FALSE, TRUE);
  add_rows (zg_paper_table (paper, (const ZgPaperColumn *) columns->data, (int) columns->len, &look), board, findings);
  zg_paper_legend (paper, legend);
  add_nights (paper, board);
  zg_paper_signatures (paper, signs, G_N_ELEMENTS (signs));
  return paper;
}

/* -- Day by day -- */

static void
add_names (const ZgRosterBoard *board, int day, int shift, GString *names, GString *phones)
{
  for (guint i = 0; i < board->entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);

      if (entry->day != day || entry->shift != shift)
        continue;
      g_string_append_printf (names, "%s%s", names->len ? " " : "", g_array_index (board->people, ZgBoardPerson,
                                                                                   entry->person).name);
      if (entry->phone)
        g_string_append_printf (phones, "%s%s", phones->len ? " " : "", entry->phone);
    }
}

static ZgTable *
days_table (const ZgRosterBoard *board, const ZgRosterFindings *findings, ZgSession *session)
{
  g_autofree char *title = title_of (board);
  ZgTable         *table = zg_table_new (session, title);

  table->words = state_words (board, findings);
  zg_table_column (table, _("Day"), ZG_DAY, 0, NULL);
  zg_table_column (table, _("Weekday"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Shift"), ZG_TEXT, 0, NULL);
  zg_table_column (table, C_("roster", "Hours"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Names"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_column (table, _("Phone"), ZG_TEXT, 0, NULL);
  zg_table_hold (table);
  for (int day = board->first_day; day < board->first_day + board->n_days; day++)
    for (guint shift = 0; shift < board->shifts->len; shift++)
      {
        const ZgBoardShift *row = &g_array_index (board->shifts, ZgBoardShift, shift);
        g_autoptr (GString) names = g_string_new (NULL), phones = g_string_new (NULL);
        char                text[11], hours[40] = "";
        ZgCell             *cells;

        add_names (board, day, shift, names, phones);
        if (names->len == 0)
          continue;
        if (row->ends > row->starts)
          zg_roster_hours (row->starts, row->ends, hours);
        cells = zg_table_add_row (table);
        zg_cell_set_text (&cells[0], zg_day_format (day, text));
        zg_cell_set_text (&cells[1], zg_month_weekday (zg_day_weekday (day)));
        zg_cell_set_text (&cells[2], row->name);
        zg_cell_set_text (&cells[3], hours);
        zg_cell_set_text (&cells[4], names->str);
        zg_cell_set_text (&cells[5], phones->str);
      }
  return table;
}

static gboolean
write_roster (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
              const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgRosterBoard)    board = NULL;
  g_autoptr (ZgRosterFindings) findings = NULL;
  g_autoptr (ZgTable)          table = NULL;
  g_autoptr (ZgPaper)          paper = NULL;
  int                          layout;

  if (!zg_report_choice (report, values, "layout", &layout, error))
    return FALSE;
  board = read_board (report, session, db, values, error);
  if (board == NULL)
    return FALSE;
  findings = zg_roster_findings (board);
  if (layout == LAYOUT_GRID && g_str_equal (format, "pdf"))
    {
      paper = grid_paper (board, findings, session);
      return zg_paper_save_pdf (paper, path, error);
    }
  table = layout == LAYOUT_GRID ? grid_table (board, findings, session) : days_table (board, findings, session);
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

static const ZgArgument roster_arguments[] = {
  MONTH, UNIT, { .name = "layout", .title = N_("Layout"), .type = ZG_ENUM, .names = layouts, .initial = "grid" },
};

const ZgReport zg_report_roster = {
  .id = "roster-month", .title = N_("Roster for the wall"), .right = "roster.export", .arguments = roster_arguments,
  .n_arguments = G_N_ELEMENTS (roster_arguments), .formats = "pdf xlsx csv", .file_name = N_("Roster %s"), .write = write_roster,
};

/* -- Nights -- */

static void
night_row (ZgTable *table, int day, const char *hours, const char *name, const char *phone, const char *word, const char *clause)
{
  ZgCell *cells = zg_table_add_row (table);
  char    text[11];

  zg_cell_set_text (&cells[0], zg_day_format (day, text));
  zg_cell_set_text (&cells[1], zg_month_weekday (zg_day_weekday (day)));
  zg_cell_set_text (&cells[2], hours);
  zg_cell_set_text (&cells[3], name);
  zg_cell_set_text (&cells[4], phone);
  zg_cell_set_text (&cells[5], word);
  zg_cell_set_text (&cells[6], clause);
}

/* A night is whole, or says what is missing and by which clause. */
static void
add_night (ZgTable *table, const ZgRosterBoard *board, const ZgRosterFindings *findings, const ZgRosterWindow *window)
{
  char hours[40];

  for (guint i = 0; i < board->entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);
      const ZgBoardShift *shift = &g_array_index (board->shifts, ZgBoardShift, entry->shift);

      if (entry->day == window->day && shift->needs_phone)
        night_row (table, window->day, zg_roster_hours (shift->starts, shift->ends, hours),
                   g_array_index (board->people, ZgBoardPerson, entry->person).name,
                   entry->phone ? entry->phone : "", entry->swap ? _("by swap") : "", "");
    }
  for (guint i = 0; i < findings->gaps->len; i++)
    {
      const ZgRosterGap *gap = &g_array_index (findings->gaps, ZgRosterGap, i);

      if (gap->rule == window->rule && gap->day == window->day)
        night_row (table, gap->day, zg_roster_hours (gap->from, gap->to, hours), "", "",
                   gap->no_phone ? _("NO PHONE NUMBER") : _("NOBODY ON DUTY"), gap->clause);
    }
}

static gboolean
write_nights (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
              const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgRosterBoard)    board = read_board (report, session, db, values, error);
  g_autoptr (ZgRosterFindings) findings = NULL;
  g_autoptr (ZgTable)          table = NULL;
  g_autofree char             *of = NULL;

  if (board == NULL)
    return FALSE;
  findings = zg_roster_findings (board);
  table = zg_table_new (session, _("Night sheet of the hotline"));
  of = title_of (board);
  table->words = g_strdup (of);
  zg_table_column (table, _("Night of"), ZG_DAY, 0, NULL);
  zg_table_column (table, _("Weekday"), ZG_TEXT, 0, NULL);
  zg_table_column (table, C_("roster", "Hours"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("On duty"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _("Hotline forwarded to"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Remarks"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_column (table, _("Clause"), ZG_TEXT, 0, NULL);
  zg_table_hold (table);
  for (guint i = 0; i < board->windows->len; i++)
    if (g_array_index (board->windows, ZgRosterWindow, i).phone)
      add_night (table, board, findings, &g_array_index (board->windows, ZgRosterWindow, i));
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

static const ZgArgument night_arguments[] = { MONTH, UNIT };

const ZgReport zg_report_nights = {
  .id = "night-sheet", .title = N_("Night sheet of the hotline"), .right = "roster.export", .arguments = night_arguments,
  .n_arguments = G_N_ELEMENTS (night_arguments), .formats = "pdf xlsx csv", .file_name = N_("Night sheet %s"),
  .write = write_nights,
};
