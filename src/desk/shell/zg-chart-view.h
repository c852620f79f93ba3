/* zg-chart-view.h: a chart on the screen: drawn in the colours of the style, said in a sentence, and behind Enter its numbers as
 * a table.
 * Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "zg-chart.h"

G_BEGIN_DECLS

#define ZG_TYPE_CHART_VIEW (zg_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (ZgChartView, zg_chart_view, ZG, CHART_VIEW, GtkWidget)

GtkWidget *zg_chart_view_new (const char *title);
/* zg_chart_view_set: copies all of @chart. @notes: (nullable): a text beside each point in the table. */
void       zg_chart_view_set (ZgChartView *view, const ZgChart *chart, const char *const *notes);
/* zg_chart_view_sentence: Returns: (transfer full): what the accessible description says. */
char      *zg_chart_view_sentence (ZgChartView *view);
/* zg_chart_view_present_table: what Enter does. Returns: (transfer none). */
GtkWindow *zg_chart_view_present_table (ZgChartView *view);

G_END_DECLS
