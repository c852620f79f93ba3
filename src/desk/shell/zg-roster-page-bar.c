/* The header bar of the roster page and the bar above the board: month, unit, the shifts to paint with, what fills the board. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-report-dialog.h"
#include "zg-roster-page-private.h"

static int
month_before (int first_day, int months)
{
  int year, month, day;

  zg_day_to_ymd (first_day, &year, &month, &day);
  month += months - 1;
  year += month >= 0 ? month / 12 : -((11 - month) / 12);
  return zg_day_from_ymd (year, (month % 12 + 12) % 12 + 1, 1);
}

static void
on_before_cb (ZgRosterPage *self)
{
  zg_roster_page_show (self, month_before (self->first_day, -1), 0);
}

static void
on_after_cb (ZgRosterPage *self)
{
  zg_roster_page_show (self, month_before (self->first_day, 1), 0);
}

static GtkWidget *
icon_button (ZgRosterPage *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = zg_desk_icon_button (icon, label, NULL);

  zg_desk_css (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

GtkWidget *
zg_roster_page_head_start (ZgRosterPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->month_text = g_object_ref_sink (zg_desk_label ("", "strong num"));
  gtk_label_set_xalign (GTK_LABEL (self->month_text), 0.5);
  gtk_label_set_width_chars (GTK_LABEL (self->month_text), 11);
  gtk_widget_set_margin_start (box, 14);
  gtk_box_append (GTK_BOX (box),
                  icon_button (self, "go-previous-symbolic", _ ("Month before (Ctrl+PgUp)"), G_CALLBACK (on_before_cb)));
  gtk_box_append (GTK_BOX (box), self->month_text);
  gtk_box_append (GTK_BOX (box), icon_button (self, "go-next-symbolic", _ ("Month after (Ctrl+PgDn)"), G_CALLBACK (on_after_cb)));
  return box;
}

static void
on_undo_cb (ZgRosterPage *self)
{
  zg_roster_grid_undo (ZG_ROSTER_GRID (self->grid));
}

static void
on_redo_cb (ZgRosterPage *self)
{
  zg_roster_grid_redo (ZG_ROSTER_GRID (self->grid));
}

static void
on_print_cb (ZgRosterPage *self)
{
  char             month[8];
  g_autofree char *of_month = g_strconcat ("month=", zg_month_format (self->first_day, month), NULL);
  g_autofree char *of_unit = self->unit ? g_strdup_printf ("unit=%" G_GINT64_FORMAT, self->unit) : NULL;

  if (self->window)
    zg_report_dialog_present (self->window, self->session, "roster-month", (const char *[]){ of_month, of_unit, NULL });
}

static void
on_save_cb (ZgRosterPage *self)
{
  zg_roster_page_save (self, NULL);
}

static void
on_publish_cb (ZgRosterPage *self)
{
  zg_roster_page_publish (self, NULL);
}

static GtkWidget *
owned (GtkWidget *box, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (box), widget);
  return g_object_ref_sink (widget);
}

GtkWidget *
zg_roster_page_head_end (ZgRosterPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->undo = owned (box, icon_button (self, "edit-undo-symbolic", _ ("Undo (Ctrl+Z)"), G_CALLBACK (on_undo_cb)));
  self->redo = owned (box, icon_button (self, "edit-redo-symbolic", _ ("Redo (Ctrl+Y)"), G_CALLBACK (on_redo_cb)));
  self->print = owned (box, icon_button (self, "printer-symbolic", _ ("Print or export the roster (Ctrl+P)"),
                                         G_CALLBACK (on_print_cb)));
  self->save = owned (box, gtk_button_new_with_label (_ ("Save")));
  self->publish = owned (box, gtk_button_new_with_label (_ ("Publish…")));
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (on_save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->publish, "clicked", G_CALLBACK (on_publish_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->print, zg_roster_page_may (self, "roster.export"));
  return box;
}

/* -- Units -- */

static void
on_unit_cb (ZgRosterPage *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->unit_list));

  if (self->filling || at >= self->units->len || g_array_index (self->units, gint64, at) == self->unit)
    return;
  zg_roster_page_keep (self);
  self->unit = g_array_index (self->units, gint64, at);
  zg_roster_page_read (self);
}

static int
depth_of (const GArray *units, const ZgUnitRow *row)
{
  int    depth = 0;
  gint64 above = row->above;

  for (guint i = units->len; i-- > 0 && above && depth < 8;)
    if (g_array_index (units, ZgUnitRow, i).id == above)
      {
        above = g_array_index (units, ZgUnitRow, i).above;
        depth++;
      }
  return depth;
}

static gboolean
may_see (ZgRosterPage *self, const GArray *within, gint64 unit)
{
  if (zg_session_reach (self->session, "roster.view") != ZG_REACH_UNIT)
    return TRUE;
  for (guint i = 0; i < within->len; i++)
    if (g_array_index (within, gint64, i) == unit)
      return TRUE;
  return FALSE;
}

static void
fill_units (ZgRosterPage *self)
{
  const GArray             *units = zg_roster_edit_board (self->edit)->roll->units;
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GArray)        within = zg_session_units (self->session, "roster.view");
  ZgReach                   reach = zg_session_reach (self->session, "roster.view");
  guint                     selected = 0;
  gint64                    all = 0;

  g_array_set_size (self->units, 0);
  if (reach == ZG_REACH_ALL)
    {
      g_array_append_val (self->units, all);
      gtk_string_list_append (titles, _ ("All units"));
    }
  for (guint i = 0; reach != ZG_REACH_OWN && i < units->len; i++)
    {
      const ZgUnitRow    *row = &g_array_index (units, ZgUnitRow, i);
      g_autoptr (GString) title = g_string_new (NULL);

      if (!may_see (self, within, row->id))
        continue;
      for (int depth = 0; depth < depth_of (units, row); depth++)
        g_string_append (title, "\u3000");
      g_string_append (title, row->name);
      gtk_string_list_append (titles, title->str);
      if (row->id == self->unit)
        selected = self->units->len;
      g_array_append_val (self->units, row->id);
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->unit_list), G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->unit_list), selected);
  self->filling = FALSE;
  gtk_widget_set_visible (self->unit_list, self->units->len > 1);
}

/* -- Paint -- */

static void
on_paint_cb (ZgRosterPage *self, GtkWidget *button)
{
  zg_roster_grid_paint (ZG_ROSTER_GRID (self->grid), GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "shift")));
  gtk_widget_grab_focus (self->grid);
}

static void
add_paint (ZgRosterPage *self, const char *label, const char *key, const char *tooltip, int shift)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_box_append (GTK_BOX (box), zg_desk_label (label, NULL));
  gtk_box_append (GTK_BOX (box), zg_desk_label (key, "kbd"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, tooltip);
  zg_desk_name (button, tooltip);
  zg_desk_css (button, "ctl paint");
  g_object_set_data (G_OBJECT (button), "shift", GINT_TO_POINTER (shift));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_paint_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->paints), button);
}

static void
fill_paints (ZgRosterPage *self)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);

  zg_desk_clear_box (self->paints);
  for (guint i = 0; i < board->shifts->len; i++)
    {
      const ZgBoardShift *shift = &g_array_index (board->shifts, ZgBoardShift, i);
      char                key[2] = { zg_roster_grid_key (ZG_ROSTER_GRID (self->grid), i), '\0' }, hours[40] = "";
      g_autofree char    *tooltip = NULL;

      if (shift->ended)
        continue;
      if (shift->ends > shift->starts)
        zg_roster_hours (shift->starts, shift->ends, hours);
      tooltip = g_strdup_printf ("%s %s %s", shift->name, hours, shift->clause ? shift->clause : "");
      add_paint (self, shift->letter, key, g_strstrip (tooltip), i);
    }
  add_paint (self, _ ("Clear"), "Del", _ ("Take out what stands in the cells chosen"), -1);
}

/* -- Tools -- */

static void
on_week_cb (ZgRosterPage *self)
{
  zg_roster_grid_copy_week (ZG_ROSTER_GRID (self->grid));
  gtk_widget_grab_focus (self->grid);
}

static void
take_filled (ZgRosterPage *self, GArray *entries /* (transfer full) */)
{
  g_autofree char *text = NULL;

  if (zg_roster_edit_add (self->edit, entries))
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u shift filled in. Look at it, then save.",
                                         "%u shifts filled in. Look at them, then save.", entries->len),
                            entries->len);
  zg_desk_toast (GTK_WIDGET (self), text ? text : _ ("There was nothing to fill in: nobody is free, or all is entered."));
  g_array_unref (entries);
  zg_roster_grid_changed (ZG_ROSTER_GRID (self->grid));
  zg_roster_page_told (self);
  gtk_widget_grab_focus (self->grid);
}

static int
rest_shift (const ZgRosterBoard *board)
{
  for (guint i = 0; i < board->shifts->len; i++)
    if (g_array_index (board->shifts, ZgBoardShift, i).kind == ZG_SHIFT_REST &&
        !g_array_index (board->shifts, ZgBoardShift, i).ended)
      return i;
  return -1;
}

static void
on_rest_cb (ZgRosterPage *self)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);
  g_autoptr (GArray)   people = zg_roster_grid_people (ZG_ROSTER_GRID (self->grid), TRUE);
  int                  shift = rest_shift (board);

  zg_roster_edit_findings (self->edit); /* the board holds what is shown */
  if (shift >= 0)
    take_filled (self, zg_roster_fill_rest (board, shift, (const int *) people->data, people->len));
}

static void
on_rotate_cb (ZgRosterPage *self, GtkWidget *button)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);
  g_autoptr (GArray)   people = NULL;
  int                  shift = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "shift")), from = 0, to = 0;
  gboolean             block = zg_roster_grid_days (ZG_ROSTER_GRID (self->grid), &from, &to) && to > from;

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
  people = zg_roster_grid_people (ZG_ROSTER_GRID (self->grid), !block);
  if (!block)
    from = 0, to = board->n_days - 1;
  zg_roster_edit_findings (self->edit);
  take_filled (self, zg_roster_fill_shift (board, shift, board->first_day + from, board->first_day + to,
                                           (const int *) people->data, people->len));
}

/* Which shift goes round: the days and people of the block chosen, or all. */
static GtkWidget *
rotate_popover (ZgRosterPage *self)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);
  GtkWidget           *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget           *note = zg_desk_label (_ ("One person a day in fair turns: for the block chosen, else the whole month."),
                                             "small dim-label");

  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (note), 28);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_box_append (GTK_BOX (box), note);
  for (guint i = 0; i < board->shifts->len; i++)
    {
      const ZgBoardShift *shift = &g_array_index (board->shifts, ZgBoardShift, i);
      GtkWidget          *button;

      if (shift->ended || shift->ends <= shift->starts || shift->kind == ZG_SHIFT_REST)
        continue;
      button = gtk_button_new_with_label (shift->name);
      zg_desk_css (button, "flat ctl");
      gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
      g_object_set_data (G_OBJECT (button), "shift", GINT_TO_POINTER (i));
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_rotate_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static GtkWidget *
tool (ZgRosterPage *self, const char *label, const char *tooltip, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  zg_desk_css (button, "ctl flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->tools), button);
  return button;
}

static void
fill_tools (ZgRosterPage *self)
{
  GtkWidget *rotate = gtk_menu_button_new ();

  zg_desk_clear_box (self->tools);
  tool (self, _ ("Copy last week"), _ ("The week of the current day as the week before, in the rows chosen (Ctrl+D)"),
        G_CALLBACK (on_week_cb));
  tool (self, _ ("Spread rest days"), _ ("The rest days still due to those who rest in rotation, spread over the month"),
        G_CALLBACK (on_rest_cb));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (rotate), _ ("Fill a rotation"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (rotate), rotate_popover (self));
  zg_desk_css (rotate, "ctl flat");
  gtk_box_append (GTK_BOX (self->tools), rotate);
}

GtkWidget *
zg_roster_page_bar (ZgRosterPage *self)
{
  GtkWidget *scroller;

  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  zg_desk_css (self->bar, "toolbar-zg compact");
  self->unit_list = gtk_drop_down_new (NULL, NULL);
  gtk_widget_set_size_request (self->unit_list, 130, -1);
  gtk_widget_set_tooltip_text (self->unit_list, _ ("Unit, with all units below it"));
  zg_desk_name (self->unit_list, _ ("Unit"));
  g_signal_connect_object (self->unit_list, "notify::selected", G_CALLBACK (on_unit_cb), self, G_CONNECT_SWAPPED);
  self->paints = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  scroller = gtk_scrolled_window_new (); /* many shifts never make the window wide */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->paints);
  gtk_widget_set_hexpand (scroller, TRUE);
  self->tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_box_append (GTK_BOX (self->bar), self->unit_list);
  gtk_box_append (GTK_BOX (self->bar), scroller);
  gtk_box_append (GTK_BOX (self->bar), self->tools);
  return self->bar;
}

/* -- What they say -- */

void
zg_roster_page_bar_show (ZgRosterPage *self)
{
  gboolean         may = zg_roster_page_may_edit (self);
  int              year, month, day;
  g_autofree char *when = NULL;

  zg_day_to_ymd (self->first_day, &year, &month, &day);
  /* Translators: year and month */
  when = g_strdup_printf (_ ("%d-%02d"), year, month);
  gtk_label_set_text (GTK_LABEL (self->month_text), when);
  fill_units (self);
  gtk_widget_set_visible (self->paints, may);
  gtk_widget_set_visible (self->tools, may);
  gtk_widget_set_visible (self->undo, may);
  gtk_widget_set_visible (self->redo, may);
  gtk_widget_set_visible (self->save, may);
  gtk_widget_set_visible (self->bar, may || self->units->len > 1);
  if (!may)
    return;
  fill_paints (self);
  fill_tools (self);
}

/* Each unit publishes its own month: with all of them on the board the button says so. */
static void
show_publish (ZgRosterPage *self, guint n)
{
  const ZgRosterBoard *board = zg_roster_edit_board (self->edit);
  gboolean             draft = g_str_equal (board->state, "draft");
  const char          *right = draft ? "roster_month.publish" : "roster_month.reopen";

  gtk_button_set_label (GTK_BUTTON (self->publish), draft ? _ ("Publish…") : _ ("Back to draft…"));
  gtk_widget_set_visible (self->publish, zg_roster_page_may (self, right) && !g_str_equal (board->state, "archived"));
  gtk_widget_set_sensitive (self->publish, board->unit && n == 0 && self->busy == 0);
  gtk_widget_set_tooltip_text (self->publish, board->unit == 0 ? _ ("Choose a unit at the left: each publishes its own month")
                               : n ? _ ("Save first, then publish") : NULL);
  if (draft && n == 0 && board->unit)
    gtk_widget_add_css_class (self->publish, "suggested-action");
  else
    gtk_widget_remove_css_class (self->publish, "suggested-action");
}

void
zg_roster_page_bar_told (ZgRosterPage *self)
{
  guint            n = zg_roster_edit_n_changed (self->edit);
  g_autofree char *save = n ? g_strdup_printf (_ ("Save %u"), n) : g_strdup (_ ("Save"));

  gtk_widget_set_sensitive (self->undo, zg_roster_edit_can_undo (self->edit));
  gtk_widget_set_sensitive (self->redo, zg_roster_edit_can_redo (self->edit));
  gtk_button_set_label (GTK_BUTTON (self->save), save);
  gtk_widget_set_sensitive (self->save, n > 0 && self->busy == 0);
  if (n)
    gtk_widget_add_css_class (self->save, "suggested-action");
  else
    gtk_widget_remove_css_class (self->save, "suggested-action");
  show_publish (self, n);
}

/* -- Keys -- */

static gboolean
on_save_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  zg_roster_page_save (ZG_ROSTER_PAGE (widget), NULL);
  return TRUE;
}

static gboolean
on_reload_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  zg_roster_page_show (ZG_ROSTER_PAGE (widget), 0, 0);
  return TRUE;
}

static gboolean
on_print_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  on_print_cb (ZG_ROSTER_PAGE (widget));
  return TRUE;
}

static gboolean
on_advice_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  if (!zg_roster_page_take_advice (ZG_ROSTER_PAGE (widget)))
    gtk_widget_error_bell (widget);
  return TRUE;
}

static gboolean
on_month_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ZgRosterPage *self = ZG_ROSTER_PAGE (widget);

  zg_roster_page_show (self, month_before (self->first_day, GPOINTER_TO_INT (data)), 0);
  return TRUE;
}

void
zg_roster_page_bind_keys (GtkWidgetClass *widget)
{
  gtk_widget_class_add_binding (widget, GDK_KEY_s, GDK_CONTROL_MASK, on_save_key_cb, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_r, GDK_CONTROL_MASK, on_reload_key_cb, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_F9, 0, on_reload_key_cb, NULL);
  gtk_widget_class_add_binding (widget, GDK_KEY_p, GDK_CONTROL_MASK, on_print_key_cb, NULL);
}

/* Before the scrolled window and the lists take these keys for themselves. */
void
zg_roster_page_bind_months (ZgRosterPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (int pad = 0; pad < 2; pad++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (keys),
        gtk_shortcut_new (gtk_keyval_trigger_new (pad ? GDK_KEY_KP_Enter : GDK_KEY_Return, GDK_CONTROL_MASK),
                          gtk_callback_action_new (on_advice_key_cb, NULL, NULL)));
  for (int step = -1; step <= 1; step += 2)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (keys),
        gtk_shortcut_new (gtk_keyval_trigger_new (step < 0 ? GDK_KEY_Page_Up : GDK_KEY_Page_Down, GDK_CONTROL_MASK),
                          gtk_callback_action_new (on_month_key_cb, GINT_TO_POINTER (step), NULL)));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
