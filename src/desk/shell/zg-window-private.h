/* zg-window-private.h: the window's own files: zg-window.c (views), -sidebar.c, -actions.c, -commands.c, -clock.c. */
#pragma once

#include "zg-form.h"
#include "zg-handover.h"
#include "zg-lock-page.h"
#include "zg-paper.h"
#include "zg-sheet-page.h"
#include "zg-window.h"

G_BEGIN_DECLS

typedef struct _ZgWindowDue ZgWindowDue;

typedef struct
{
  ZgWindow  *window;
  GtkWidget *page, *header_start, *header_end; /* owned; the last two (nullable) */
  char      *title, *subtitle;
} ZgView;

struct _ZgWindow
{
  AdwApplicationWindow parent;

  AdwToastOverlay *toasts;
  GtkStack        *root, *pages;
  AdwBin          *door, *extra_start, *extra_end, *busy_slot;
  AdwLeaflet      *leaflet;
  GtkListBox      *nav;
  GtkButton       *back_button;
  GtkLabel        *page_title, *page_subtitle, *me_avatar, *me_name, *me_role;
  GtkWidget       *busy, *me_button, *me_popover;
  GMenuModel      *me_menu;

  ZgBook          *book;    /* (nullable) */
  ZgSession       *session; /* (nullable) */
  ZgHandover      *handover; /* (nullable) */
  guint            minute;   /* source, 0: none */
  guint            reveal;   /* source, 0: none: the marked place moves into sight */
  gboolean         ticking;
  int              told_day; /* when a failure of what falls due was last told */
  GPtrArray       *views;   /* of ZgView */
  char            *place;   /* (nullable): id of the place at the bottom */
  gboolean         filling; /* the sidebar is being filled: a selection is not a wish */

  ZgSession       *locked;    /* (nullable): instead of .session while the window is locked */
  GtkWidget       *focus;     /* (nullable) weak: what had it before */
  GPtrArray       *hidden;    /* dialogs that come back when it is unlocked */
  gint64           active_ms; /* when somebody last touched it */
  guint            look_timer, freshen_timer;
  GCancellable    *freshening; /* (nullable) */
  ZgWindowDue     *due;        /* (nullable): while somebody is logged in */
};

GSettings  *zg_window_settings        (void); /* (transfer none) (nullable): where no schema is installed */
void        zg_window_take_book       (ZgWindow *window, ZgBook *book); /* @book: (transfer full) */
/* zg_window_is_closed: somebody holds it, but nothing of it is left to show anything on. Every answer that comes later asks. */
gboolean    zg_window_is_closed       (ZgWindow *window);
void        zg_window_init_sidebar    (ZgWindow *window);
void        zg_window_fill_sidebar    (ZgWindow *window);
void        zg_window_mark_place      (ZgWindow *window, const char *id);
void        zg_window_open_first_place (ZgWindow *window);
/* zg_window_set_badge: what waits at the entry of a place. @count: (nullable): nothing. @says: (nullable): in a sentence. */
void        zg_window_set_badge       (ZgWindow *window, const char *place, const char *count, const char *says);
void        zg_window_install_actions (GtkWidgetClass *class);
void        zg_window_check_password  (ZgWindow *window); /* a one-time password must be changed at once */
gboolean    zg_window_has_unsaved     (ZgWindow *window);
/* zg_window_lock: nothing where nobody is logged in. _unlocked: by the lock page. _forget_lock: somebody else comes.
 * _look_idle: locks where it is time; by a timer. _touched: by every key and motion. */
void        zg_window_lock            (ZgWindow *window, ZgLockReason reason);
void        zg_window_unlocked        (ZgWindow *window);
void        zg_window_forget_lock     (ZgWindow *window);
void        zg_window_look_idle       (ZgWindow *window);
void        zg_window_touched         (ZgWindow *window);
void        zg_window_init_lock       (ZgWindow *window);
void        zg_window_dispose_lock    (ZgWindow *window);
/* zg_window_change_keys: asks which; nothing for who may not. */
void        zg_window_change_keys     (ZgWindow *window);
gboolean    zg_window_may_change_keys (ZgWindow *window);
/* zg_window_freshen: zg_book_freshen in the background; _later: some seconds after log-in. */
void        zg_window_freshen         (ZgWindow *window);
void        zg_window_freshen_later   (ZgWindow *window);
void        zg_window_stop_freshening (ZgWindow *window);
void        zg_window_undo_import     (ZgWindow *window); /* the current row of the list of imports */
void        zg_window_backup          (ZgWindow *window);
/* zg_window_begin_clock, zg_window_end_clock: around the time the window has its book. zg_window_tick: what the minute does. */
void        zg_window_begin_clock     (ZgWindow *window);
void        zg_window_end_clock       (ZgWindow *window);
void        zg_window_tick            (ZgWindow *window);
/* zg_window_begin_due, zg_window_end_due: around the time somebody is logged in. zg_window_look_due: what the minute does.
 * zg_due_count: of @items (element-type ZgDutyItem, (nullable)) those due today or overdue. zg_due_reminders: those due within
 * @lead minutes that are not in @told yet, and puts them there. Returns: (transfer container). */
void        zg_window_begin_due       (ZgWindow *window);
void        zg_window_end_due         (ZgWindow *window);
void        zg_window_look_due        (ZgWindow *window);
guint       zg_due_count              (const GPtrArray *items, gint64 now, int *overdue);
GPtrArray  *zg_due_reminders          (const GPtrArray *items, gint64 now, int lead, GHashTable *told);
void        zg_window_sheet_command   (ZgWindow *window, ZgSheetPage *page, const char *name);
/* zg_window_preview: before it is printed, on the paper that what is called @name (a kind, a list) was printed on last.
 * @paper: (transfer full). @subtitle: (nullable). */
void         zg_window_preview        (ZgWindow *window, ZgPaper *paper, const char *title, const char *subtitle,
                                       const char *name);
/* zg_window_push_sheet: a sheet on top of what is there. Returns: (transfer none). */
ZgSheetPage *zg_window_push_sheet     (ZgWindow *window, const ZgSheet *sheet, const char *title);
void        zg_window_form_command    (ZgWindow *window, ZgForm *form, const char *name);

G_END_DECLS
