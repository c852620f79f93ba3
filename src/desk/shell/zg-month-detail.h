/* zg-month-detail.h: the panel below the month grid: what the chosen cell is and why, the clauses, the papers, what can be done
 * about it.
 * Main thread only. */
#pragma once

#include <adwaita.h>

#include "zg-attendance.h"

G_BEGIN_DECLS

#define ZG_TYPE_MONTH_DETAIL (zg_month_detail_get_type ())
G_DECLARE_FINAL_TYPE (ZgMonthDetail, zg_month_detail, ZG, MONTH_DETAIL, AdwBin)

/* Signals: "slip" (), "punches" (), "explain" (): the buttons; "paper" (const char *number): a leave or a slip is
 * to be opened. */
GtkWidget  *zg_month_detail_new     (gboolean may_slip, gboolean may_punches);
/* zg_month_detail_set: @month: (nullable), only read now. @line: -1: nothing is chosen. */
void        zg_month_detail_set     (ZgMonthDetail *detail, const ZgMonth *month, int line, int day);
/* zg_month_detail_popup_clause: Shift+F1: the clause that decided. */
void        zg_month_detail_popup_clause (ZgMonthDetail *detail);
const char *zg_month_detail_get_sentence (ZgMonthDetail *detail);

/* zg_month_explain_present: a window with everything that is known about a cell. Returns: (transfer none). */
GtkWindow  *zg_month_explain_present (GtkWidget *near, const ZgMonth *month, int line, int day);

G_END_DECLS
