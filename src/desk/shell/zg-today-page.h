/* zg-today-page.h: 今日: what the person has to do by when, overdue first, and what was done today with the record that proves it.
 * Main thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

#define ZG_TYPE_TODAY_PAGE (zg_today_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgTodayPage, zg_today_page, ZG, TODAY_PAGE, AdwBin)

GtkWidget *zg_today_page_make    (ZgWindow *window, ZgSession *session); /* pushes the page */
gboolean   zg_today_page_is_busy (ZgTodayPage *page);
guint      zg_today_page_n_open  (ZgTodayPage *page); /* overdue, today, ahead */

G_END_DECLS
