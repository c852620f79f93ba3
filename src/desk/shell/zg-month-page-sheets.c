/* How far the month is: the units' sheets on their way from compiling to the close, each a click away. */
#include <glib/gi18n.h>

#include "zg-attendance-close.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-marks.h"
#include "zg-month-page-private.h"
#include "zg-window.h"

#define MOST_SHOWN 2

static void
on_sheet_cb (GtkButton *button, gpointer data)
{
  ZgMonthPage  *self = data;
  const gint64 *id = g_object_get_data (G_OBJECT (button), "sheet");

  zg_window_open_record (self->window, &zg_attendance_sheet, id ? *id : 0);
}

static void
on_all_cb (GtkButton *button, gpointer data)
{
  zg_window_open_place (((ZgMonthPage *) data)->window, "attendance_sheet");
}

/* The day that matters next: until when it is to be handed in, until when one may object. */
static char *
day_words (const ZgMonthSheet *sheet)
{
  gboolean         shown = g_str_equal (sheet->state, "shown");
  int              day = shown ? sheet->object_until : sheet->due;
  g_autofree char *when = day == ZG_NO_DAY || g_str_equal (sheet->state, "closed") ? NULL : zg_desk_day (day);

  if (when == NULL)
    return NULL;
  return g_strdup_printf (shown ? _ ("Objections until %s") : _ ("To human resources by %s"), when);
}

static GtkWidget *
add_button (ZgMonthPage *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  zg_desk_css (button, "ctl flat");
  g_signal_connect_object (button, "clicked", callback, self, 0);
  gtk_box_append (GTK_BOX (self->sheets), button);
  return button;
}

static void
add_sheet (ZgMonthPage *self, const ZgMonthSheet *sheet)
{
  const ZgState   *state = zg_kind_state (&zg_attendance_sheet, sheet->state);
  const char      *title = g_dgettext (GETTEXT_PACKAGE, state->title);
  g_autofree char *name = g_strdup_printf ("%s · %s", sheet->unit, title), *day = day_words (sheet);
  GtkWidget       *button = add_button (self, "", G_CALLBACK (on_sheet_cb)), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), zg_desk_label (sheet->unit, ""));
  gtk_box_append (GTK_BOX (box), zg_pill_new (title, state->tone));
  gtk_button_set_child (GTK_BUTTON (button), box);
  zg_desk_name (button, name);
  gtk_widget_set_tooltip_text (button, day);
  g_object_set_data_full (G_OBJECT (button), "sheet", g_memdup2 (&sheet->id, sizeof sheet->id), g_free);
}

/* A month that is over and has no sheet: compiling it comes next. */
static gboolean
lacks_sheet (ZgMonthPage *self)
{
  const ZgMonth *month = self->data->month;

  return self->data->sheets->len == 0 && month->n_punches > 0 && month->first_day + month->n_days <= month->today
         && zg_month_page_may (self, "attendance_sheet.create");
}

void
zg_month_page_sheets_show (ZgMonthPage *self)
{
  guint n = self->data->sheets->len;

  zg_desk_clear_box (self->sheets);
  for (guint i = 0; i < MIN (n, MOST_SHOWN); i++)
    add_sheet (self, &g_array_index (self->data->sheets, ZgMonthSheet, i));
  if (n > MOST_SHOWN)
    {
      g_autofree char *all = g_strdup_printf (_ ("All %u sheets…"), n);

      add_button (self, all, G_CALLBACK (on_all_cb));
    }
  else if (lacks_sheet (self))
    add_button (self, _ ("Compile the sheet…"), G_CALLBACK (on_sheet_cb));
}
