/* kit-test.h: the ground the tests of the desk stand on: a trial book of its own with three small kinds, a window, waiting,
 * looking. */
#pragma once

#include <adwaita.h>

#include "zg-book.h"
#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-people.h"
#include "zg-sheet.h"

enum { T_PERSON_NAME, T_PERSON_PHONE, T_PERSON_N };
enum { T_NOTE_WHO, T_NOTE_TYPE, T_NOTE_DAY, T_NOTE_FROM, T_NOTE_AMOUNT, T_NOTE_DOUBLE, T_NOTE_REASON, T_NOTE_MOBILE,
       T_NOTE_SECRET, T_NOTE_URGENT,
       T_NOTE_PHOTO, T_NOTE_LONG, T_NOTE_N };
enum { T_LINE_NAME, T_LINE_QTY, T_LINE_PRICE, T_LINE_SUM, T_LINE_N };

extern const ZgKind t_person, t_note, t_line, t_bound; /* t_bound: its form is laid out by hand */

typedef struct
{
  char      *folder;
  ZgBook    *book;
  ZgSession *session;
} KitBook;

/* kit_test_init: GTK, the kit, the kinds; warnings are fatal from here on. */
void     kit_test_init     (int *argc, char ***argv);
void     kit_book_set_up   (KitBook *book, gconstpointer data);
void     kit_book_tear_down (KitBook *book, gconstpointer data);
gint64   kit_person_new    (KitBook *book, const char *name);
/* kit_note_new: a draft. @who: 0 none. */
gint64   kit_note_new      (KitBook *book, gint64 who, const char *reason, gint64 fen);
void     kit_note_step     (KitBook *book, gint64 id, const char *verb, const char *opinion);
ZgRecord *kit_get          (KitBook *book, const ZgKind *kind, gint64 id);

/* kit_window: presents @child in a window with a toast overlay and waits until it is drawn. */
GtkWidget *kit_window      (GtkWidget *child, int width, int height);
/* kit_close: closes the window and turns the loop until it is gone. */
void     kit_close         (GtkWidget *window);
typedef gboolean (*KitCondition) (gpointer data);
/* kit_wait: turns the loop until @condition holds; fails the test after ten seconds. */
void     kit_wait          (KitCondition condition, gpointer data);
void     kit_spin          (void); /* whatever is ready */
/* kit_shot: a picture into $ZG_SHOTS, where that is set. */
void     kit_shot          (GtkWidget *widget, const char *name);
/* kit_find: first widget below @root of @type whose text (label, entry) is @text; NULL: any. (nullable) */
GtkWidget *kit_find        (GtkWidget *root, GType type, const char *text);
/* kit_audit: every control below @root has a name. Returns: the number of those that have none; each is told. */
guint    kit_audit         (GtkWidget *root);
/* kit_click: presses the button that reads @text. */
void     kit_click         (GtkWidget *root, const char *text);
gboolean kit_gone          (gpointer weak_location);
