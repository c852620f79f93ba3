/* zg-desk-util.h: what every page needs: questions, notices, errors, files, times in words. Main thread only.
 *
 * @near: a widget of the window the question belongs to. A callback is not called when @near goes away first. */
#pragma once

#include <adwaita.h>

#include "zg-book.h"

G_BEGIN_DECLS

/* zg_kit_init: resources and types of the kit; call once after adw_init or in GApplication::startup, before any .ui is loaded. */
void zg_kit_init (void);
/* zg_kit_add_style: the style sheet, where no AdwApplication loads it (tests). */
void zg_kit_add_style (void);

/* -- Reading -- */
/* zg_desk_read_async: a read on a thread of the book, or without a @session (tests) on one of GTask with no connection. */
void     zg_desk_read_async  (ZgSession *session, ZgStoreFunc fn, gpointer data, GDestroyNotify data_free,
                              GDestroyNotify result_free,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer zg_desk_read_finish (ZgSession *session, GAsyncResult *result, GError **error);

/* -- Questions -- */
typedef void (*ZgConfirmed) (gboolean yes, gpointer data);
/* zg_desk_confirm: Cancel and @verb (with mnemonic); @clause: (nullable) ids. Where it @destroys Cancel is the default. */
void zg_desk_confirm     (GtkWidget *near, const char *heading, const char *body, const char *clause, const char *verb,
                          gboolean destroys,
                          ZgConfirmed answer, gpointer data);
typedef void (*ZgOpinion) (const char *opinion, gpointer data); /* NULL: cancelled */
void zg_desk_ask_opinion (GtkWidget *near, const char *heading, const char *body, const char *clause, const char *verb,
                          int min_chars,
                          ZgOpinion answer, gpointer data);
typedef void (*ZgChoice) (const char *id, gpointer data); /* "cancel" where none was chosen */
/* zg_desk_choose: @responses: id, label, id, label …, NULL; the last is suggested; none: only Cancel.
 * @answer: (nullable). */
void zg_desk_choose      (GtkWidget *near, const char *heading, const char *body, const char *const *responses, ZgChoice answer,
                          gpointer data);
/* zg_desk_prove: asks for the password once more where zg_session_proof_due (); @answer comes once in any case, at once where
 * nothing is due, with FALSE where it was not given. @session: (nullable): nothing is due. */
void zg_desk_prove       (GtkWidget *near, ZgSession *session, ZgConfirmed answer, gpointer data);

/* -- The clipboard -- */
/* zg_desk_copy_secret: @text goes to the clipboard and out of it again after 20 s, or when the program ends, unless something
 * else was copied since. The book is to be told first. zg_desk_forget_secret: at once, as when the window locks. */
void zg_desk_copy_secret   (GtkWidget *near, const char *text);
void zg_desk_forget_secret (void);

/* -- Notices -- */
/* zg_desk_toast: @text is plain text. Silent where no AdwToastOverlay is around. */
void zg_desk_toast        (GtkWidget *near, const char *text);
void zg_desk_toast_action (GtkWidget *near, const char *text, const char *button, const char *action, GVariant *target);
/* zg_desk_error: a dialog with the message, its clause, and technical information that can be copied. */
void zg_desk_error        (GtkWidget *near, const char *heading, const GError *error);

/* Bar for an error or a conflict at the top of a page: message, up to three buttons, technical information. */
#define ZG_TYPE_ERROR_BAR (zg_error_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZgErrorBar, zg_error_bar, ZG, ERROR_BAR, GtkWidget)
GtkWidget *zg_error_bar_new        (void);
void       zg_error_bar_show       (ZgErrorBar *bar, const char *message, const char *detail,
                                    const char *clause); /* last two (nullable) */
void       zg_error_bar_show_error (ZgErrorBar *bar, const GError *error);
/* zg_error_bar_add_button: @label with mnemonic; @func is called with @data first. Buttons go with the message. */
void       zg_error_bar_add_button (ZgErrorBar *bar, const char *label, GCallback func, gpointer data);
void       zg_error_bar_hide       (ZgErrorBar *bar);
gboolean   zg_error_bar_is_shown   (ZgErrorBar *bar);
const char *zg_error_bar_get_text  (ZgErrorBar *bar);

/* Progress of 2 px under the header bar; shows itself only after 400 ms. */
#define ZG_TYPE_BUSY_BAR (zg_busy_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZgBusyBar, zg_busy_bar, ZG, BUSY_BAR, GtkWidget)
GtkWidget *zg_busy_bar_new   (void);
void       zg_busy_bar_start (ZgBusyBar *bar); /* nests */
void       zg_busy_bar_stop  (ZgBusyBar *bar);

/* -- Files -- */
typedef void (*ZgFileAnswer) (GFile *file, gpointer data); /* NULL: cancelled */
/* @suffixes: "pdf,png", (nullable): all files. */
void  zg_desk_open_file    (GtkWidget *near, const char *title, const char *suffixes, ZgFileAnswer answer, gpointer data);
void  zg_desk_save_file    (GtkWidget *near, const char *title, const char *name, ZgFileAnswer answer, gpointer data);
/* zg_desk_file_name: Returns: (transfer full): @text without what no file name may hold. */
char *zg_desk_file_name    (const char *text);

/* -- Words -- */
char *zg_desk_when    (gint64 ms);                                /* 11-23 14:24, with the year where it is not this one */
char *zg_desk_day     (int day);                                  /* today, 11-23, 2025-11-23 */
/* zg_desk_due: "today 18:00 · 8 h 18 min left", "2 days overdue"; @lead_min: from when on it warns; @tone: (out) (optional). */
char *zg_desk_due     (gint64 due_ms, gint64 now_ms, int lead_min, ZgTone *tone);
char *zg_desk_minutes (gint64 minutes);                           /* 12 min, 1 h 12 min */
char *zg_desk_size    (guint64 bytes);
/* zg_desk_plain: Returns: (transfer full): a label without its mnemonic underscores. */
char *zg_desk_plain   (const char *label);

/* -- Widgets -- */
/* zg_desk_name: accessible label of a widget. zg_desk_describe: accessible description. */
void       zg_desk_name        (GtkWidget *widget, const char *name);
void       zg_desk_describe    (GtkWidget *widget, const char *text);
GtkWidget *zg_desk_icon_button (const char *icon, const char *label,
                                const char *action); /* tooltip and accessible label; @action (nullable) */
GtkWidget *zg_desk_label       (const char *text, const char *css); /* @css: (nullable): classes separated by blanks */
void       zg_desk_css         (GtkWidget *widget, const char *css);
/* zg_desk_tab_out: Tab leaves a list at once instead of walking its rows. */
void       zg_desk_tab_out     (GtkWidget *list);
void       zg_desk_clear_box   (GtkWidget *box); /* removes all children of a GtkBox */
/* zg_desk_fix_width: a side panel that never grows. */
void       zg_desk_fix_width   (GtkWidget *widget, int width);

G_END_DECLS
