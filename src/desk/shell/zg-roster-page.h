/* zg-roster-page.h: the roster board: month and unit, the shifts to paint with, the board, its gaps, saving and publishing. Main
 * thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

#define ZG_TYPE_ROSTER_PAGE (zg_roster_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgRosterPage, zg_roster_page, ZG, ROSTER_PAGE, AdwBin)

/* zg_roster_page_make: for places: pushes itself. */
GtkWidget *zg_roster_page_make        (ZgWindow *window, ZgSession *session);
gboolean   zg_roster_page_is_busy     (ZgRosterPage *page); /* reads or saves */
gboolean   zg_roster_page_is_modified (ZgRosterPage *page); /* something is not saved yet */
GtkWidget *zg_roster_page_get_grid    (ZgRosterPage *page);
/* zg_roster_page_show: another month (its first day) and unit; 0: as it is. What is not saved is kept for when it is shown
 * again. */
void       zg_roster_page_show        (ZgRosterPage *page, int first_day, gint64 unit);
/* zg_roster_page_units: the first of the units that have people who rest in rotation, those above before those below. */
void       zg_roster_page_units       (ZgRosterPage *page, gint64 *units, guint n);
/* zg_roster_page_save: what the button does; @reason: (nullable): asked for where the month is published and none is given. */
void       zg_roster_page_save        (ZgRosterPage *page, const char *reason);
/* zg_roster_page_publish: what the button does; @opinion: (nullable): asked for where the board has gaps and none is given. */
void       zg_roster_page_publish     (ZgRosterPage *page, const char *opinion);

G_END_DECLS
