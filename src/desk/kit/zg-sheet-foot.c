#include "zg-sheet-page-private.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-money.h"

/* -- Selection bar -- */

static char *
grouped (guint n)
{
  return zg_milli_format ((gint64) n * 1000, ZG_MONEY_PLAIN);
}

static void
show_selection (ZgSheetPage *self, guint n)
{
  g_autofree char *number = grouped (n);
  g_autofree char *text = g_strdup_printf (_ ("%s selected"), number);

  gtk_widget_set_visible (self->selection_bar, n >= 2);
  gtk_label_set_text (GTK_LABEL (self->selected_text), text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.export-selected", n > 0 && zg_sheet_page_may (self, "export"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.print-papers", n > 0 && zg_sheet_page_may (self, "export"));
}

/* -- Totals -- */

static gboolean
is_column_shown (ZgSheetPage *self, int i)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->view));

  for (guint c = 0; c < g_list_model_get_n_items (columns); c++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, c);

      if (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "zg-column")) == i)
        return gtk_column_view_column_get_visible (column);
    }
  return FALSE;
}

static void
add_total (ZgSheetPage *self, int i, gint64 sum)
{
  const ZgColumn  *column = &self->sheet->columns[i];
  const ZgCell     cell = { .type = ZG_CELL_INT, .i = sum };
  GtkWidget       *label;
  g_autofree char *value = zg_value_format (column->type, column->names, &cell);
  g_autofree char *text = g_strdup_printf (column->type == ZG_MONEY ? "%s ¥%s" : "%s %s",
                                           g_dgettext (GETTEXT_PACKAGE, column->title), value);

  label = zg_desk_label (text, "num");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END); /* many sums never widen the page beyond its window */
  gtk_widget_set_tooltip_text (label, text);
  gtk_box_append (GTK_BOX (self->total_values), label);
}

void
zg_sheet_foot_totals (ZgSheetPage *self)
{
  gboolean      of_selection;
  const gint64 *sums = zg_list_model_totals (self->model, &of_selection);

  zg_desk_clear_box (self->total_values);
  if (sums == NULL)
    return;
  if (of_selection)
    gtk_box_append (GTK_BOX (self->total_values), zg_desk_label (_ ("of the selected:"), "small dim-label"));
  for (int i = 0; i < self->sheet->n_columns; i++)
    if ((self->sheet->columns[i].flags & ZG_COL_SUM) && is_column_shown (self, i))
      add_total (self, i, sums[i]);
}

static void
show_order (ZgSheetPage *self)
{
  g_autofree char *title = NULL, *text = NULL;
  char             stamp[20];

  zg_stamp_format (zg_clock_now_ms (), stamp);
  stamp[16] = '\0';
  if (self->query->sort >= 0)
    title = zg_sheet_column_title (&self->sheet->columns[self->query->sort]);
  if (title)
    text = g_strdup_printf (_ ("by %s %s · read %s"), title, self->query->descending ? "↓" : "↑", stamp + 11);
  else
    text = g_strdup_printf (_ ("read %s"), stamp + 11);
  gtk_label_set_text (GTK_LABEL (self->sort_text), text);
}

void
zg_sheet_foot_show (ZgSheetPage *self)
{
  guint            n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *number = grouped (n);
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s record", "%s records", n), number);

  show_selection (self, zg_list_model_n_selected (self->model));
  gtk_label_set_text (GTK_LABEL (self->count_text), text);
  show_order (self);
}

/* -- Progress -- */

static void
on_cancel_cb (GtkButton *button, gpointer data)
{
  ZgSheetPage *self = data;

  if (self->busy_cancellable)
    g_cancellable_cancel (self->busy_cancellable);
}

void
zg_sheet_page_set_busy (ZgSheetPage *self, const char *text, double fraction, GCancellable *cancellable)
{
  g_return_if_fail (ZG_IS_SHEET_PAGE (self));
  if (self->facts == NULL) /* the page is gone, the work goes on */
    return;
  g_set_object (&self->busy_cancellable, cancellable);
  gtk_widget_set_visible (self->busy_box, text != NULL);
  gtk_widget_set_visible (self->total_values, text == NULL);
  gtk_widget_set_visible (self->busy_cancel, cancellable != NULL);
  if (text == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->busy_text), text);
  if (fraction < 0)
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->busy_bar));
  else
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->busy_bar), MIN (fraction, 1.0));
  g_signal_handlers_disconnect_by_func (self->busy_cancel, on_cancel_cb, self);
  if (cancellable)
    g_signal_connect (self->busy_cancel, "clicked", G_CALLBACK (on_cancel_cb), self);
}
