/* Below the grid: what the marks mean, what they add up to, and the rate of each unit as a chart. */
#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-month-page-private.h"

static const char *
ink_class (int mark)
{
  switch (zg_judge_mark_tone (mark))
    {
    case ZG_MARK_TONE_WARN:
      return "strong warn";
    case ZG_MARK_TONE_BAD:
      return "bad";
    case ZG_MARK_TONE_LEAVE:
      return "strong link";
    case ZG_MARK_TONE_PLAIN:
      return "strong";
    default:
      return "dim-label";
    }
}

static void
add_mark (GtkWidget *legend, int mark)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  gtk_box_append (GTK_BOX (box), zg_desk_label (zg_judge_mark_desk (mark), ink_class (mark)));
  gtk_box_append (GTK_BOX (box), zg_desk_label (zg_judge_mark_title (mark), "small dim-label"));
  gtk_box_append (GTK_BOX (legend), box);
}

/* The marks that occur, the worst first: what has no room is what needs no explaining. */
static void
show_legend (ZgMonthPage *self)
{
  const ZgMonth *month = self->data->month;
  gboolean       seen[ZG_N_MARKS] = { FALSE };
  GtkWidget     *child;

  while ((child = gtk_widget_get_first_child (self->legend)))
    gtk_box_remove (GTK_BOX (self->legend), child);
  for (int i = 0; i < month->n_lines; i++)
    for (int day = 0; day < month->n_days; day++)
      {
        const ZgMonthCell *cell = &month->lines[i].days[day];

        seen[cell->mark] = TRUE;
        for (int k = 0; k < cell->n_marks; k++)
          seen[cell->marks[k]] = TRUE;
      }
  for (int mark = ZG_N_MARKS - 1; mark > ZG_MARK_BLANK; mark--)
    if (seen[mark])
      add_mark (self->legend, mark);
}

static void
set_text (GtkWidget *label, char *text, gboolean visible)
{
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, visible);
  g_free (text);
}

void
zg_month_page_foot_show (ZgMonthPage *self)
{
  const ZgMonth   *month = self->data->month;
  int              shown = zg_month_grid_n_rows (ZG_MONTH_GRID (self->grid)), late = 0;
  gint64           absent = 0;
  char             buffer[16];
  g_autofree char *unassigned = g_strdup_printf (_ ("Punches of unassigned PINs: %d"), (int) MIN (month->n_unassigned, G_MAXINT));

  for (int i = 0; i < month->n_units; i++)
    late += month->units[i].late, absent += month->units[i].absent_milli;
  show_legend (self);
  if (shown == month->n_lines)
    set_text (self->count_text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d person", "%d people", (gulong) shown), shown),
              TRUE);
  else
    set_text (self->count_text, g_strdup_printf (_ ("%d of %d people"), shown, month->n_lines), TRUE);
  set_text (self->late_text, g_strdup_printf (_ ("Late %d"), late), late > 0);
  set_text (self->absent_text, g_strdup_printf (_ ("Absent %s"), zg_month_data_milli (absent, buffer)), absent > 0);
  gtk_button_set_label (GTK_BUTTON (self->unassigned), unassigned);
  gtk_widget_set_visible (self->unassigned, month->n_unassigned > 0 && zg_month_page_may (self, "clock_pin.view"));
}

void
zg_month_page_chart_show (ZgMonthPage *self)
{
  const ZgMonth            *month = self->data->month;
  g_autofree ZgChartPoint  *points = g_new0 (ZgChartPoint, MAX (month->n_units, 1));
  g_autoptr (GPtrArray)     notes = g_ptr_array_new_with_free_func (g_free);
  ZgChart                   chart = { .sort = ZG_CHART_ROWS, .points = points, .target = G_MININT64, .decimals = 2, .unit = "%" };

  for (int i = 0; i < month->n_units; i++)
    {
      const ZgAttendanceUnit *unit = &month->units[i];
      char                    worked[16], due[16];

      points[i] = (ZgChartPoint){ unit->title, unit->due_milli > 0 ? unit->rate_bp : G_MININT64 };
      /* Translators: of a unit: people, days worked, days due */
      g_ptr_array_add (notes, g_strdup_printf (_ ("%d people · %s of %s days"), unit->staff,
                                               zg_month_data_milli (unit->worked_milli, worked),
                                               zg_month_data_milli (unit->due_milli, due)));
    }
  chart.n_points = month->n_units;
  zg_chart_view_set (ZG_CHART_VIEW (self->chart), &chart, (const char *const *) notes->pdata);
}
