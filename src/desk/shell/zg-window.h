/* zg-window.h: the one window: log-in, first run, and the desk with its sidebar and content. Main thread only.
 *
 * The content is a stack of views: the place chosen in the sidebar lies at the bottom, documents opened from it above; ‹ goes
 * back.
 * Actions: win.open-place (s), win.open-record ((sx)), win.open-sheet (s), win.new-record (s), win.open-clause (s), win.back,
 * win.find, win.lock, win.log-out, win.change-password, win.import, win.report (s), win.about-book. */
#pragma once

#include <adwaita.h>

#include "zg-book.h"

G_BEGIN_DECLS

#define ZG_TYPE_WINDOW (zg_window_get_type ())
G_DECLARE_FINAL_TYPE (ZgWindow, zg_window, ZG, WINDOW, AdwApplicationWindow)

ZgWindow   *zg_window_new          (GtkApplication *application);
/* zg_window_open_book: opens the file on a worker and shows the log-in page, or what is wrong and what to do. */
void        zg_window_open_book    (ZgWindow *window, const char *path);
/* zg_window_show_start: no book yet: first run, or open another. */
void        zg_window_show_start   (ZgWindow *window);
/* zg_window_set_session: (transfer none): somebody has logged in; NULL: log out. */
void        zg_window_set_session  (ZgWindow *window, ZgSession *session);
ZgSession  *zg_window_get_session  (ZgWindow *window); /* (transfer none) (nullable) */
ZgBook     *zg_window_get_book     (ZgWindow *window); /* (transfer none) (nullable) */

/* A view: @header_end: (nullable): widgets for the end of the header bar. Where @page has properties "title" and "subtitle" they
   are followed. */
void        zg_window_push         (ZgWindow *window, GtkWidget *page, const char *title, const char *subtitle,
                                    GtkWidget *header_start,
                                    GtkWidget *header_end);
void        zg_window_set_subtitle (ZgWindow *window, GtkWidget *page, const char *subtitle);
void        zg_window_back         (ZgWindow *window);
gboolean    zg_window_open_place   (ZgWindow *window, const char *id); /* FALSE where there is none or no right */
void        zg_window_open_record  (ZgWindow *window, const ZgKind *kind, gint64 id); /* 0: a new one */
/* zg_window_push_form: a ZgForm, wired to the window. */
void        zg_window_push_form    (ZgWindow *window, GtkWidget *form);
GtkWidget  *zg_window_get_page     (ZgWindow *window); /* (transfer none) (nullable): the view on top */
/* zg_window_of: the window a widget stands in. (nullable) */
ZgWindow   *zg_window_of           (GtkWidget *widget);
void        zg_window_toast        (ZgWindow *window, const char *text);

G_END_DECLS
