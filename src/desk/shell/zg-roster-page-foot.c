/* Below the board: gaps and clashes, the current cell with its number on duty, and one line of totals. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-marks.h"
#include "zg-report-month.h"
#include "zg-roster-cover.h"
#include "zg-roster-page-private.h"

#define MOST_LINES 60

/* -- Gaps and clashes -- */

static void
on_finding_cb (ZgRosterPage *self, GtkListBoxRow *row)
{
  int person = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "person")) - 1, was, day;

  if (person < 0 && !zg_roster_grid_get_current (ZG_ROSTER_GRID (self->grid), &person, &was))
    person = 0;
  day = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "day"));
  if (zg_roster_grid_set_current (ZG_ROSTER_GRID (self->grid), person, day))
    gtk_widget_grab_focus (self->grid);
}

/* -- Who could close a gap -- */

/* The entry takes its place like a typed one: it can be undone, and is written with the rest. */
static gboolean
take_advice (ZgRosterPage *self, GtkWidget *row)
{
  int                entry = row ? GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "advice")) - 1 : -1;
  g_autoptr (GArray) one = NULL;
  ZgBoardEntry       taken;

  if (entry < 0 || self->advice == NULL || entry >= (int) self->advice->len)
    return FALSE;
  taken = g_array_index (self->advice, ZgBoardEntry, entry);
  one = g_array_new (FALSE, TRUE, sizeof taken);
  g_array_append_val (one, taken);
  if (!zg_roster_edit_add (self->edit, one))
    return FALSE;
  zg_roster_grid_set_current (ZG_ROSTER_GRID (self->grid), taken.person,
                              taken.day - zg_roster_edit_board (self->edit)->first_day);
  zg_roster_grid_changed (ZG_ROSTER_GRID (self->grid));
  zg_roster_page_told (self);
  gtk_widget_grab_focus (self->grid);
  return TRUE;
}

static void
on_advice_cb (GtkWidget *button, ZgRosterPage *self)
{
  take_advice (self, gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW));
}

/* That of the line in focus, else of the day of the current cell, else the first there is. */
gboolean
zg_roster_page_take_advice (ZgRosterPage *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (self->gaps), *of_day = NULL, *first = NULL;
  int        person, day = -1;

  if (self->edit == NULL || !zg_roster_page_may_edit (self))
    return FALSE;
  zg_roster_grid_get_current (ZG_ROSTER_GRID (self->grid), &person, &day);
  for (GtkWidget *row = gtk_widget_get_first_child (self->gaps); row; row = gtk_widget_get_next_sibling (row))
    {
      if (g_object_get_data (G_OBJECT (row), "advice") == NULL)
        continue;
      first = first ? first : row;
      if (of_day == NULL && GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "day")) == day)
        of_day = row;
    }
  if (focus && g_object_get_data (G_OBJECT (focus), "advice") == NULL)
    focus = NULL;
  return take_advice (self, focus ? focus : of_day ? of_day : first);
}

static void
add_advice (ZgRosterPage *self, GtkWidget *row, guint gap, GtkSizeGroup *buttons)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);
  const ZgBoardEntry  *entry = self->advice && gap < self->advice->len ? &g_array_index (self->advice, ZgBoardEntry, gap) : NULL;
  g_autofree char     *label = NULL, *tip = NULL;
  GtkWidget           *button;
  char                 day[11];

  if (entry == NULL || entry->shift < 0)
    return;
  label = g_strdup_printf (_ ("Suggestion: %s"), g_array_index (board->people, ZgBoardPerson, entry->person).name);
  tip = g_strdup_printf (_ ("%s, %s on %s: no leave, no other shift then, rest kept, fewest turns so far (Ctrl+Enter)"),
                         g_array_index (board->people, ZgBoardPerson, entry->person).name,
                         g_array_index (board->shifts, ZgBoardShift, entry->shift).name, zg_day_format (entry->day, day));
  button = gtk_button_new_with_label (label);
  gtk_widget_set_tooltip_text (button, tip);
  zg_desk_css (button, "ctl tight");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_advice_cb), self, 0);
  gtk_size_group_add_widget (buttons, button); /* so that the clauses before them stand in one line */
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))), button);
  g_object_set_data (G_OBJECT (row), "advice", GINT_TO_POINTER (gap + 1));
}

/* -- Lines -- */

static GtkWidget *
add_line (ZgRosterPage *self, char *text /* (transfer full) */, const char *clause, int person, int day)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = zg_desk_label (text, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, text);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), zg_clause_chips_new (clause));
  gtk_widget_set_size_request (box, -1, 24);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  zg_desk_name (row, text);
  g_object_set_data (G_OBJECT (row), "person", GINT_TO_POINTER (person + 1));
  g_object_set_data (G_OBJECT (row), "day", GINT_TO_POINTER (day));
  gtk_list_box_append (GTK_LIST_BOX (self->gaps), row);
  g_free (text);
  return row;
}

/* Of a unit nobody asks anything of no gap can be found: that is not the same as none. */
static void
on_rule_cb (ZgRosterPage *self)
{
  g_autoptr (ZgRecord) rule = zg_record_new (&zg_coverage_rule);
  gint64               unit = zg_roster_edit_board (self->edit)->unit;

  if (unit)
    zg_record_set_int (rule, ZG_COVER_UNIT, unit);
  if (self->window)
    zg_window_push_form (self->window, zg_form_new_from (self->session, rule));
}

static void
add_no_rules (ZgRosterPage *self)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);
  GtkWidget           *row, *button;
  char                *text = g_strdup (board->unit ? _ ("Nothing has to be covered by this unit yet, so no gap can be found. "
                                                         "What the whole department covers stands on its own roster.")
                                                    : _ ("Nothing has to be covered yet, so no gap can be found."));

  row = add_line (self, text, "D18-7.1a", -1, 0);
  if (!zg_roster_page_may (self, "coverage_rule.create"))
    return;
  button = gtk_button_new_with_label (_ ("New coverage rule…"));
  zg_desk_css (button, "ctl tight");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_rule_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))), button);
}

static guint
fill_findings (ZgRosterPage *self)
{
  const ZgRosterBoard    *board = zg_roster_edit_board (self->edit);
  const ZgRosterFindings *findings = zg_roster_edit_findings (self->edit);
  g_autoptr (GtkSizeGroup) buttons = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget              *child;
  guint                   n = 0;

  while ((child = gtk_widget_get_first_child (self->gaps)))
    gtk_list_box_remove (GTK_LIST_BOX (self->gaps), child);
  g_clear_pointer (&self->advice, g_array_unref);
  if (zg_roster_page_may_edit (self))
    self->advice = zg_roster_help (board, findings, MOST_LINES);
  if (board->rules->len == 0)
    {
      add_no_rules (self);
      n++;
    }
  for (guint i = 0; i < findings->clashes->len && n < MOST_LINES; i++, n++)
    {
      const ZgRosterClash *clash = &g_array_index (findings->clashes, ZgRosterClash, i);

      add_line (self, zg_roster_clash_text (board, clash), clash->clause, clash->person, clash->day - board->first_day);
    }
  for (guint i = 0; i < findings->gaps->len && n < MOST_LINES; i++, n++)
    {
      const ZgRosterGap *gap = &g_array_index (findings->gaps, ZgRosterGap, i);

      add_advice (self, add_line (self, zg_roster_gap_text (board, gap), gap->clause, -1, gap->day - board->first_day), i,
                  buttons);
    }
  for (guint i = 0; i < board->people->len && n < MOST_LINES; i++)
    {
      char *text = zg_roster_rest_text (board, findings, i);

      if (text)
        add_line (self, text, "D04-4.1.1d", i, 0);
      n += text != NULL;
    }
  return n;
}

static guint
n_wrong_rest (const ZgRosterBoard *board, const ZgRosterFindings *findings)
{
  guint n = 0;

  for (guint i = 0; i < board->people->len; i++)
    {
      g_autofree char *text = zg_roster_rest_text (board, findings, i);

      n += text != NULL;
    }
  return n;
}

/* -- The current cell -- */

static const ZgBoardEntry *
phone_entry (ZgRosterPage *self, int person, int day)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);
  const GArray        *entries = zg_roster_edit_cell (self->edit, person, day);

  for (guint i = 0; i < entries->len; i++)
    if (g_array_index (board->shifts, ZgBoardShift, g_array_index (entries, ZgBoardEntry, i).shift).needs_phone)
      return &g_array_index (entries, ZgBoardEntry, i);
  return NULL;
}

static const char *
clause_of (ZgRosterPage *self, int person, int day)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);
  const ZgRosterClash *clash = zg_roster_edit_clash (self->edit, person, day);
  const GArray        *entries = zg_roster_edit_cell (self->edit, person, day);

  if (clash)
    return clash->clause;
  return entries->len
             ? g_array_index (board->shifts, ZgBoardShift, g_array_index (entries, ZgBoardEntry, entries->len - 1).shift).clause
             : NULL;
}

/* While no cell is chosen: how evenly the turns are spread. Returns: (transfer full). */
static char *
fairness (ZgRosterPage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (ZgTurn turn = ZG_TURN_SATURDAY; turn <= ZG_TURN_NIGHT; turn++)
    {
      g_autofree char *line = zg_roster_fair_text (zg_roster_edit_board (self->edit), zg_roster_edit_findings (self->edit), turn);

      if (line)
        g_string_append_printf (text, "%s%s", text->len ? "\n" : "", line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_cell (ZgRosterPage *self)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);
  int                  person, day;
  gboolean             any = zg_roster_grid_get_current (ZG_ROSTER_GRID (self->grid), &person, &day);
  const ZgBoardEntry  *entry = any ? phone_entry (self, person, day) : NULL;
  const char          *clause = any ? clause_of (self, person, day) : NULL;
  g_autofree char     *title = NULL, *text = NULL;
  char                 of[11];

  if (any)
    {
      zg_day_format (board->first_day + day, of);
      title = g_strdup_printf (_ ("%s · %s %s"), g_array_index (board->people, ZgBoardPerson, person).name, of + 5,
                               zg_month_weekday (zg_day_weekday (board->first_day + day)));
      text = zg_roster_grid_describe (ZG_ROSTER_GRID (self->grid), person, day);
    }
  else
    text = fairness (self);
  gtk_label_set_text (GTK_LABEL (self->cell_title),
                      any ? title : *text ? _ ("How even the turns are") : _ ("No cell is chosen."));
  gtk_label_set_text (GTK_LABEL (self->cell_text), text);
  gtk_widget_set_tooltip_text (self->cell_text, *text ? text : NULL);
  gtk_widget_set_visible (self->cell_chip, clause != NULL);
  if (clause)
    zg_clause_chip_set_clause (ZG_CLAUSE_CHIP (self->cell_chip), clause);
  gtk_widget_set_visible (self->phone_row, entry != NULL);
  self->filling = TRUE;
  if (entry && !gtk_widget_has_focus (self->phone) && gtk_widget_get_focus_child (self->phone) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->phone), entry->phone ? entry->phone : "");
  gtk_widget_set_sensitive (self->phone, zg_roster_page_may_edit (self));
  self->filling = FALSE;
}

static void
on_phone_cb (ZgRosterPage *self)
{
  int person, day;

  if (self->filling || self->edit == NULL || !zg_roster_grid_get_current (ZG_ROSTER_GRID (self->grid), &person, &day))
    return;
  if (zg_roster_edit_phone (self->edit, person, day, gtk_editable_get_text (GTK_EDITABLE (self->phone))))
    {
      gtk_widget_queue_draw (self->grid);
      zg_roster_page_told (self);
    }
}

static void
on_detail_cb (ZgRosterPage *self)
{
  if (gtk_widget_get_visible (self->phone_row))
    gtk_widget_grab_focus (self->phone);
}

/* -- Tonight -- */

static gboolean
is_asked_tonight (const ZgRosterBoard *board)
{
  for (guint i = 0; i < board->windows->len; i++)
    if (g_array_index (board->windows, ZgRosterWindow, i).phone &&
        g_array_index (board->windows, ZgRosterWindow, i).day == board->today)
      return TRUE;
  return FALSE;
}

/* Who holds the hotline tonight and on which number, or that nobody does (D18-7.1b). */
static void
show_tonight (ZgRosterPage *self)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);
  g_autoptr (GString)  text = g_string_new (NULL);
  gboolean             missing = FALSE;
  int                  day = board->today - board->first_day;

  for (int person = 0; person < (int) board->people->len; person++)
    {
      const ZgBoardEntry *entry = phone_entry (self, person, day);

      if (entry == NULL)
        continue;
      g_string_append_printf (text, "%s%s %s", text->len ? ", " : "",
                              g_array_index (board->people, ZgBoardPerson, person).name,
                              entry->phone ? entry->phone : _ ("no phone number"));
      missing |= entry->phone == NULL;
    }
  if (text->len)
    g_string_prepend (text, _ ("Hotline tonight: "));
  else
    g_string_append (text, _ ("Nobody holds the hotline tonight (D18-7.1b)")), missing = TRUE;
  gtk_label_set_text (GTK_LABEL (self->tonight), text->str);
  gtk_widget_set_visible (self->tonight, is_asked_tonight (board));
  if (missing)
    gtk_widget_add_css_class (self->tonight, "bad");
  else
    gtk_widget_remove_css_class (self->tonight, "bad");
}

/* -- All -- */

void
zg_roster_page_foot_told (ZgRosterPage *self)
{
  const ZgRosterBoard    *board;
  const ZgRosterFindings *findings;
  guint                   wrong, shown;
  g_autofree char        *title = NULL, *status = NULL;

  if (self->edit == NULL)
    return;
  board = zg_roster_edit_board (self->edit);
  findings = zg_roster_edit_findings (self->edit);
  if (self->serial != zg_roster_edit_serial (self->edit)) /* else only another cell is the current one */
    {
      wrong = findings->clashes->len + n_wrong_rest (board, findings);
      shown = fill_findings (self);
      self->serial = zg_roster_edit_serial (self->edit);
      title = findings->gaps->len + wrong
                  ? g_strdup_printf (_ ("Gaps %u, clashes %u"), findings->gaps->len, wrong)
                  : g_strdup (board->rules->len ? _ ("No gaps and no clashes") : _ ("No clashes"));
      gtk_label_set_text (GTK_LABEL (self->gaps_title), title);
      zg_desk_css (self->gaps_title, "strong");
      if (findings->gaps->len + wrong)
        gtk_widget_add_css_class (self->gaps_title, "bad");
      else
        gtk_widget_remove_css_class (self->gaps_title, "bad");
      gtk_widget_set_visible (self->gaps, shown > 0);
      show_tonight (self);
    }
  status = g_strdup_printf (
      _ ("%u people · %s"), board->people->len,
      board->locked ? _ ("published: changes need a reason") : _ ("draft: letters enter shifts, Ctrl+S saves"));
  gtk_label_set_text (GTK_LABEL (self->status), status);
  show_cell (self);
}

static GtkWidget *
left_label (const char *css)
{
  GtkWidget *label = zg_desk_label ("", css);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static GtkWidget *
gaps_box (ZgRosterPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *scroller = gtk_scrolled_window_new ();

  self->gaps_title = left_label ("strong");
  self->gaps = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->gaps), GTK_SELECTION_NONE);
  zg_desk_name (self->gaps, _ ("Gaps and clashes"));
  zg_desk_css (self->gaps, "tight");
  g_signal_connect_object (self->gaps, "row-activated", G_CALLBACK (on_finding_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->gaps);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), self->gaps_title);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
cell_box (ZgRosterPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->cell_title = left_label ("strong");
  self->cell_chip = zg_clause_chip_new ("D18-7.1a");
  self->cell_text = left_label (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->cell_text), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->cell_text), 3);
  self->phone_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->phone = gtk_entry_new ();
  gtk_entry_set_input_purpose (GTK_ENTRY (self->phone), GTK_INPUT_PURPOSE_PHONE);
  gtk_widget_set_size_request (self->phone, 180, -1);
  zg_desk_name (self->phone, _ ("Phone on duty"));
  g_signal_connect_object (self->phone, "changed", G_CALLBACK (on_phone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "detail", G_CALLBACK (on_detail_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), self->cell_title);
  gtk_box_append (GTK_BOX (head), self->cell_chip);
  gtk_widget_set_size_request (head, -1, 24);
  gtk_box_append (GTK_BOX (self->phone_row), zg_desk_label (_ ("Phone on duty"), "dim-label"));
  gtk_box_append (GTK_BOX (self->phone_row), self->phone);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->cell_text);
  gtk_box_append (GTK_BOX (box), self->phone_row);
  self->tonight = left_label ("small");
  self->status = left_label ("small dim-label");
  gtk_widget_set_vexpand (self->tonight, TRUE);
  gtk_widget_set_valign (self->tonight, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), self->tonight);
  gtk_box_append (GTK_BOX (box), self->status);
  gtk_widget_set_size_request (box, 420, -1);
  return box;
}

GtkWidget *
zg_roster_page_foot (ZgRosterPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);

  gtk_box_append (GTK_BOX (box), gaps_box (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (box), cell_box (self));
  gtk_widget_set_margin_start (box, 14);
  gtk_widget_set_margin_end (box, 14);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_size_request (box, -1, 118);
  gtk_widget_set_vexpand (box, FALSE); /* the board has the height */
  return box;
}
