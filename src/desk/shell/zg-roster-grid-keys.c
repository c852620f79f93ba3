/* Keyboard and mouse of the board. */
#include "zg-roster-grid-private.h"

#include <string.h>

#include "zg-day.h"
#include "zg-text.h"

/* -- Letters -- */

static gboolean
is_taken (const ZgRosterGrid *self, char letter)
{
  for (guint i = 0; i < self->board->shifts->len; i++)
    if (self->keys[i] == letter)
      return TRUE;
  return letter == 'N'; /* the next gap */
}

/* The first of @wishes that is free. */
static char
first_free (const ZgRosterGrid *self, const char *wishes)
{
  for (const char *wish = wishes; *wish; wish++)
    {
      char letter = g_ascii_toupper (*wish);

      if (g_ascii_isalpha (letter) && !is_taken (self, letter))
        return letter;
    }
  return 0;
}

static char
letter_for (const ZgRosterGrid *self, const ZgBoardShift *shift, gboolean own)
{
  g_autofree char *sign = zg_text_initials (shift->letter), *name = zg_text_initials (shift->name);
  g_autofree char *wishes = g_strconcat (sign, own ? "" : name, own ? "" : shift->code, own ? "" : "ABCDEFGHIJKLMOPQRSTUVWXYZ",
                                         NULL);

  return first_free (self, wishes);
}

/* The initial of its own sign first, in the order of kinds: rest and ordinary hours are entered most; then what is left. */
void
zg_roster_grid_choose_keys (ZgRosterGrid *self)
{
  static const int order[] = { ZG_SHIFT_REST, ZG_SHIFT_ORDINARY, ZG_SHIFT_WORK, ZG_SHIFT_DUTY };

  g_clear_pointer (&self->keys, g_free);
  if (self->board == NULL)
    return;
  self->keys = g_new0 (char, MAX (self->board->shifts->len, 1));
  for (int own = 1; own >= 0; own--)
    for (guint kind = 0; kind < G_N_ELEMENTS (order); kind++)
      for (guint i = 0; i < self->board->shifts->len; i++)
        {
          const ZgBoardShift *shift = &g_array_index (self->board->shifts, ZgBoardShift, i);

          if (shift->kind == order[kind] && !shift->ended && self->keys[i] == 0)
            self->keys[i] = letter_for (self, shift, own);
        }
}

char
zg_roster_grid_key (ZgRosterGrid *self, int shift)
{
  return self->keys && shift >= 0 && shift < (int) self->board->shifts->len ? self->keys[shift] : 0;
}

static int
shift_of_key (ZgRosterGrid *self, guint key)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char     text[7] = { 0 };

  g_unichar_to_utf8 (letter, text);
  for (guint i = 0; letter && i < self->board->shifts->len; i++)
    {
      const ZgBoardShift *shift = &g_array_index (self->board->shifts, ZgBoardShift, i);

      if (shift->ended)
        continue;
      if ((letter < 0x80 && self->keys[i] && self->keys[i] == g_ascii_toupper ((char) letter)) ||
          g_str_equal (shift->letter, text))
        return i;
    }
  return -1;
}

/* -- Edits of the block -- */

gboolean
zg_roster_grid_paint (ZgRosterGrid *self, int shift)
{
  int      row, day, width, height;
  gboolean changed = FALSE;

  if (self->edit == NULL || !self->may_edit || self->row < 0 || self->day < 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return FALSE;
    }
  zg_roster_grid_block (self, &row, &day, &width, &height);
  zg_roster_edit_begin (self->edit);
  for (int y = row; y < row + height; y++)
    for (int x = day; x < day + width; x++)
      changed |= shift < 0 ? zg_roster_edit_clear (self->edit, zg_roster_grid_person (self, y), x)
                           : zg_roster_edit_set (self->edit, zg_roster_grid_person (self, y), x, shift);
  zg_roster_edit_end (self->edit);
  if (changed)
    zg_roster_grid_edited (self);
  else if (shift >= 0)
    g_signal_emit_by_name (self, "refused", shift);
  return changed;
}

/* The week of the current day takes what the week before holds, in the rows chosen. */
gboolean
zg_roster_grid_copy_week (ZgRosterGrid *self)
{
  int      row, day, width, height, monday;
  gboolean changed = FALSE;

  if (self->edit == NULL || !self->may_edit || self->row < 0 || self->day < 0)
    return FALSE;
  zg_roster_grid_block (self, &row, &day, &width, &height);
  monday = self->day - zg_day_weekday (self->board->first_day + self->day) + 1;
  zg_roster_edit_begin (self->edit);
  for (int y = row; y < row + height; y++)
    for (int x = MAX (monday, 7); x < monday + 7 && x < self->board->n_days; x++)
      {
        int person = zg_roster_grid_person (self, y);

        changed |= zg_roster_edit_paste (self->edit, person, x - 7, 1, 1, person, x);
      }
  zg_roster_edit_end (self->edit);
  if (changed)
    zg_roster_grid_edited (self);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
  return changed;
}

gboolean
zg_roster_grid_undo (ZgRosterGrid *self)
{
  gboolean changed = self->edit && zg_roster_edit_undo (self->edit);

  if (changed)
    zg_roster_grid_edited (self);
  return changed;
}

gboolean
zg_roster_grid_redo (ZgRosterGrid *self)
{
  gboolean changed = self->edit && zg_roster_edit_redo (self->edit);

  if (changed)
    zg_roster_grid_edited (self);
  return changed;
}

/* The signs of the block go to the clipboard as well, for a spreadsheet. */
static void
copy_block (ZgRosterGrid *self)
{
  GString *text = g_string_new (NULL);
  int      row, day, width, height;

  zg_roster_grid_block (self, &row, &day, &width, &height);
  self->copied[0] = row, self->copied[1] = day, self->copied[2] = width, self->copied[3] = height;
  for (int y = row; y < row + height; y++)
    for (int x = day; x < day + width; x++)
      {
        const GArray *entries = zg_roster_edit_cell (self->edit, zg_roster_grid_person (self, y), x);

        for (guint i = 0; i < entries->len; i++)
          g_string_append_printf (text, "%s%s", i ? "/" : "",
                                  g_array_index (self->board->shifts, ZgBoardShift,
                                                 g_array_index (entries, ZgBoardEntry, i).shift).letter);
        g_string_append_c (text, x + 1 < day + width ? '\t' : '\n');
      }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  g_string_free (text, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Rows may be shown in another order than the people stand in: row by row. */
static void
paste_block (ZgRosterGrid *self)
{
  const int *from = self->copied;
  int        row, day, width, height;
  gboolean   changed = FALSE;

  if (!self->may_edit || from[2] == 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  zg_roster_grid_block (self, &row, &day, &width, &height);
  zg_roster_edit_begin (self->edit);
  for (int y = 0; y < from[3]; y++)
    if (row + y < (int) self->rows->len)
      changed |= zg_roster_edit_paste (self->edit, zg_roster_grid_person (self, from[0] + y), from[1], from[2], 1,
                                       zg_roster_grid_person (self, row + y), day);
  zg_roster_edit_end (self->edit);
  if (changed)
    zg_roster_grid_edited (self);
}

/* -- Keys -- */

static int
page_rows (ZgRosterGrid *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self)) - self->head_height - zg_roster_grid_foot_height (self);

  return MAX (1, height / MAX (self->row_height, 1) - 1);
}

static gboolean
move (ZgRosterGrid *self, guint key, gboolean control, gboolean extend)
{
  int row = MAX (extend ? self->far_row : self->row, 0), day = extend ? self->far_day : self->day;
  int last = self->board->n_days - 1, end = (int) self->rows->len - 1;

  if (self->row < 0 || self->day < 0) /* the first key only chooses a cell */
    day = CLAMP (self->board->today - self->board->first_day, 0, last);
  else if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
    day--;
  else if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
    day++;
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    row--;
  else if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    row++;
  else if (key == GDK_KEY_Page_Up || key == GDK_KEY_KP_Page_Up)
    row -= page_rows (self);
  else if (key == GDK_KEY_Page_Down || key == GDK_KEY_KP_Page_Down)
    row += page_rows (self);
  else if (key == GDK_KEY_Home || key == GDK_KEY_KP_Home)
    day = 0, row = control ? 0 : row;
  else
    day = last, row = control ? end : row;
  zg_roster_grid_go (self, row, day, extend);
  return GDK_EVENT_STOP;
}

static gboolean
is_move (guint key)
{
  switch (key)
    {
    case GDK_KEY_Left: case GDK_KEY_Right: case GDK_KEY_Up: case GDK_KEY_Down:
    case GDK_KEY_KP_Left: case GDK_KEY_KP_Right: case GDK_KEY_KP_Up: case GDK_KEY_KP_Down:
    case GDK_KEY_Home: case GDK_KEY_End: case GDK_KEY_KP_Home: case GDK_KEY_KP_End:
    case GDK_KEY_Page_Up: case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Up: case GDK_KEY_KP_Page_Down:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
control_key (ZgRosterGrid *self, guint key, gboolean shift)
{
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_z:
      (shift ? zg_roster_grid_redo : zg_roster_grid_undo) (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_y:
      zg_roster_grid_redo (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_d:
      zg_roster_grid_copy_week (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_c:
      if (self->row >= 0)
        copy_block (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_v:
      if (self->row >= 0)
        paste_block (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_a:
      self->row = self->day = 0;
      zg_roster_grid_go (self, 0, 0, FALSE);
      zg_roster_grid_go (self, (int) self->rows->len - 1, self->board->n_days - 1, TRUE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
plain_key (ZgRosterGrid *self, guint key)
{
  int shift;

  switch (key)
    {
    case GDK_KEY_Delete: case GDK_KEY_KP_Delete: case GDK_KEY_BackSpace:
      zg_roster_grid_paint (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_n: case GDK_KEY_N:
      zg_roster_grid_next_finding (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return: case GDK_KEY_KP_Enter:
      g_signal_emit_by_name (self, "detail");
      return GDK_EVENT_STOP;
    default:
      shift = shift_of_key (self, key);
      if (shift < 0)
        return GDK_EVENT_PROPAGATE;
      zg_roster_grid_paint (self, shift);
      return GDK_EVENT_STOP;
    }
}

static gboolean
on_key_cb (ZgRosterGrid *self, guint key, guint code, GdkModifierType state)
{
  if (self->edit == NULL || self->rows->len == 0 || state & GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  if (is_move (key))
    return state & GDK_CONTROL_MASK && (key == GDK_KEY_Page_Up || key == GDK_KEY_Page_Down)
               ? GDK_EVENT_PROPAGATE /* another month */
               : move (self, key, (state & GDK_CONTROL_MASK) != 0, (state & GDK_SHIFT_MASK) != 0);
  if (state & GDK_CONTROL_MASK)
    return control_key (self, key, (state & GDK_SHIFT_MASK) != 0);
  return plain_key (self, key);
}

/* -- Mouse -- */

static int
row_of (ZgRosterGrid *self, int person)
{
  for (guint row = 0; row < self->rows->len; row++)
    if (g_array_index (self->rows, int, row) == person)
      return row;
  return -1;
}

static void
on_pressed_cb (ZgRosterGrid *self, int n, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  int             person, day;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!zg_roster_grid_cell_at (self, x, y, &person, &day))
    return;
  zg_roster_grid_go (self, row_of (self, person), day >= 0 ? day : MAX (self->day, 0), (state & GDK_SHIFT_MASK) != 0);
  if (day < 0) /* a name: the whole row */
    {
      zg_roster_grid_go (self, row_of (self, person), 0, FALSE);
      zg_roster_grid_go (self, row_of (self, person), self->board->n_days - 1, TRUE);
    }
  if (n == 2 && day >= 0)
    g_signal_emit_by_name (self, "detail");
}

static void
on_drag_begin_cb (ZgRosterGrid *self, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  int             person, day;

  self->drag_row = self->drop_row = -1;
  if (self->edit == NULL || !zg_roster_grid_cell_at (self, x, y, &person, &day) || day < 0 || state & GDK_SHIFT_MASK)
    return;
  if (self->may_edit && zg_roster_edit_cell (self->edit, person, day)->len)
    self->drag_row = row_of (self, person), self->drag_day = day;
}

static gboolean
drag_cell (ZgRosterGrid *self, GtkGesture *gesture, double dx, double dy, int *row, int *day)
{
  double x = 0, y = 0;
  int    person;

  gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y);
  if (!zg_roster_grid_cell_at (self, x + dx, y + dy, &person, day) || *day < 0)
    return FALSE;
  *row = row_of (self, person);
  return TRUE;
}

static void
on_drag_update_cb (ZgRosterGrid *self, double dx, double dy, GtkGesture *gesture)
{
  int row, day;

  if (self->edit == NULL || self->row < 0 || !drag_cell (self, gesture, dx, dy, &row, &day))
    return;
  if (self->drag_row < 0)
    {
      if (row != self->far_row || day != self->far_day)
        zg_roster_grid_go (self, row, day, TRUE);
      return;
    }
  if (row != self->drop_row || day != self->drop_day)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->drop_row = row == self->drag_row && day == self->drag_day ? -1 : row;
  self->drop_day = day;
}

static void
on_drag_end_cb (ZgRosterGrid *self, double dx, double dy, GtkGesture *gesture)
{
  int row, day, from = self->drag_row, from_day = self->drag_day;

  self->drag_row = self->drop_row = -1;
  if (self->edit == NULL || from < 0 || !drag_cell (self, gesture, dx, dy, &row, &day))
    {
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  if (!zg_roster_edit_move (self->edit, zg_roster_grid_person (self, from), from_day, zg_roster_grid_person (self, row), day))
    return;
  zg_roster_grid_go (self, row, day, FALSE);
  zg_roster_grid_edited (self);
}

static void
hover (ZgRosterGrid *self, int row)
{
  if (row == self->hover_row)
    return;
  self->hover_row = row;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_motion_cb (ZgRosterGrid *self, double x, double y)
{
  int person, day;

  hover (self, self->row_height && zg_roster_grid_cell_at (self, x, y, &person, &day) ? row_of (self, person) : -1);
}

static void
on_leave_cb (ZgRosterGrid *self)
{
  hover (self, -1);
}

static void
on_focus_cb (ZgRosterGrid *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
zg_roster_grid_init_keys (ZgRosterGrid *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture         *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
