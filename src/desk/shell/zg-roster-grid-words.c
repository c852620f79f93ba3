/* What the board says about a cell, to the pointer and to assistive tools. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-report-month.h"
#include "zg-roster-grid-private.h"

const ZgRosterGap *
zg_roster_grid_gap (ZgRosterGrid *self, int rule, int day)
{
  const GArray      *gaps = zg_roster_edit_findings (self->edit)->gaps;
  const ZgRosterGap *worst = NULL;

  for (guint i = 0; i < gaps->len; i++)
    {
      const ZgRosterGap *gap = &g_array_index (gaps, ZgRosterGap, i);

      if (gap->rule == rule && gap->day == self->board->first_day + day && (worst == NULL || gap->have < worst->have))
        worst = gap;
    }
  return worst;
}

static void
describe_entry (ZgRosterGrid *self, const ZgBoardEntry *entry, GString *text)
{
  const ZgBoardShift *shift = &g_array_index (self->board->shifts, ZgBoardShift, entry->shift);
  char                hours[40];

  if (text->len)
    g_string_append (text, _ ("; "));
  g_string_append (text, shift->name);
  if (shift->ends > shift->starts)
    g_string_append_printf (text, " %s", zg_roster_hours (shift->starts, shift->ends, hours));
  if (entry->phone)
    g_string_append_printf (text, " ☎ %s", entry->phone);
  else if (shift->needs_phone)
    g_string_append_printf (text, " %s", _ ("no phone number"));
  if (entry->swap)
    g_string_append_printf (text, " %s", _ ("(by swap)"));
}

char *
zg_roster_grid_describe (ZgRosterGrid *self, int person, int day)
{
  const GArray        *entries = zg_roster_edit_cell (self->edit, person, day);
  const ZgRosterClash *clash = zg_roster_edit_clash (self->edit, person, day);
  GString             *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    describe_entry (self, &g_array_index (entries, ZgBoardEntry, i), text);
  if (self->away[person * self->board->n_days + day])
    g_string_append_printf (text, "%s%s", text->len ? _ ("; ") : "", _ ("on leave"));
  if (text->len == 0)
    g_string_append (text, _ ("nothing entered"));
  if (clash)
    {
      g_autofree char *why = zg_roster_clash_text (self->board, clash);

      g_string_append_printf (text, "%s%s%s%s%s", _ ("; "), why, clash->clause ? " (" : "", clash->clause ? clash->clause : "",
                              clash->clause ? ")" : "");
    }
  if (zg_roster_edit_is_changed (self->edit, person, day))
    g_string_append_printf (text, "%s%s", _ ("; "), _ ("not saved yet"));
  return g_string_free (text, FALSE);
}

static char *
day_words (const ZgRosterBoard *board, int day)
{
  char text[11];

  zg_day_format (board->first_day + day, text);
  return g_strdup_printf ("%s %s", text + 5, zg_month_weekday (zg_day_weekday (board->first_day + day)));
}

char *
zg_roster_grid_value (ZgRosterGrid *self)
{
  int              person = zg_roster_grid_person (self, self->row);
  g_autofree char *when = NULL, *what = NULL;

  if (person < 0 || self->day < 0)
    return g_strdup (_ ("No cell is chosen."));
  when = day_words (self->board, self->day);
  what = zg_roster_grid_describe (self, person, self->day);
  return g_strdup_printf (_ ("%s, %s: %s"), g_array_index (self->board->people, ZgBoardPerson, person).name, when, what);
}

/* In the foot the gap of the day with its clause; in the heading the name of a holiday; in a cell its sentence. */
static char *
tooltip_at (ZgRosterGrid *self, int x, int y)
{
  int foot = zg_roster_grid_foot_top (self);
  int day = x < self->name_width ? -1 : (x - self->name_width + zg_roster_grid_scrolled_x (self)) / MAX (self->cell_width, 1);
  int person;

  if (day < 0 || day >= self->board->n_days)
    return NULL;
  if (y < self->head_height)
    return g_strdup (self->board->plan->names[day]);
  if (y >= foot)
    {
      int                rule = (y - foot - 1) / self->row_height;
      const ZgRosterGap *gap = rule >= 0 && rule < (int) self->board->rules->len ? zg_roster_grid_gap (self, rule, day) : NULL;
      g_autofree char   *text = gap ? zg_roster_gap_text (self->board, gap) : NULL;

      return text ? g_strdup_printf ("%s (%s)", text, gap->clause ? gap->clause : "—") : NULL;
    }
  return zg_roster_grid_cell_at (self, x, y, &person, &day) && day >= 0 ? zg_roster_grid_describe (self, person, day) : NULL;
}

gboolean
zg_roster_grid_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  ZgRosterGrid    *self = ZG_ROSTER_GRID (widget);
  g_autofree char *text = keyboard || self->board == NULL ? NULL : tooltip_at (self, x, y);

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}
