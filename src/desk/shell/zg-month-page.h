/* zg-month-page.h: the month sheet of attendance: grid, reasons of the chosen cell, legend and totals. Main thread only.
 * It reads through the session's book and reads again when the book says that what it is judged from has changed. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

#define ZG_TYPE_MONTH_PAGE (zg_month_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgMonthPage, zg_month_page, ZG, MONTH_PAGE, AdwBin)

/* zg_month_page_make: makes the page and puts it on top of @window. Returns: (transfer none). */
GtkWidget *zg_month_page_make         (ZgWindow *window, ZgSession *session);
gboolean   zg_month_page_is_loading   (ZgMonthPage *page);
/* zg_month_page_set_month: @first_day: first day of a month. */
void       zg_month_page_set_month    (ZgMonthPage *page, int first_day);
void       zg_month_page_set_search   (ZgMonthPage *page, const char *text);
/* zg_month_page_show_exceptions: only people with something not settled. */
void       zg_month_page_show_exceptions (ZgMonthPage *page, gboolean only);
void       zg_month_page_show_chart   (ZgMonthPage *page, gboolean shown);
GtkWidget *zg_month_page_get_grid     (ZgMonthPage *page); /* (transfer none): a ZgMonthGrid */
GtkWidget *zg_month_page_get_detail   (ZgMonthPage *page); /* (transfer none): a ZgMonthDetail */
/* zg_month_page_get_state: "list", "empty", "nothing", "failed". */
const char *zg_month_page_get_state   (ZgMonthPage *page);

G_END_DECLS
