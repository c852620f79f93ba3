/* zg-roster-page-private.h: between the files of the roster page: zg-roster-page.c (reading), -bar.c (header and paint bar),
 * -foot.c (gaps, the current cell), -save.c (into the book). */
#pragma once

#include "zg-desk-util.h"
#include "zg-roster-grid.h"
#include "zg-roster-page.h"
#include "zg-window-private.h"

G_BEGIN_DECLS

struct _ZgRosterPage
{
  AdwBin        parent;

  ZgWindow     *window;    /* weak */
  ZgSession    *session;
  ZgRosterEdit *edit;      /* (nullable): until the first answer */
  int           first_day; /* wished for */
  gint64        unit;
  GArray       *units;     /* of gint64: what the drop-down offers */
  GtkWidget    *grid;
  GtkWidget    *month_text, *undo, *redo, *save, *publish, *print;         /* header, owned */
  GtkWidget    *bar, *unit_list, *paints, *tools;                          /* bar */
  GtkWidget    *bar_of_errors, *states, *failed;
  GtkWidget    *gaps, *gaps_title, *cell_title, *cell_text, *cell_chip, *phone_row, *phone, *tonight, *status; /* foot */
  GCancellable *cancellable;
  guint         listener, timer;
  int           busy;
  int           serial;    /* of the findings that are listed */
  GArray       *advice;    /* (nullable) (element-type ZgBoardEntry): who could close each gap */
  gboolean      saved;     /* what was edited is in the book, the board is about to be read anew */
  gboolean      filling;   /* widgets are being filled: no wish of the person */
};

/* zg-roster-page.c */
void     zg_roster_page_read     (ZgRosterPage *self);
gboolean zg_roster_page_may      (ZgRosterPage *self, const char *right);
gboolean zg_roster_page_may_edit (ZgRosterPage *self);
/* zg_roster_page_keep: puts aside what is not saved, for when this month and unit are shown again. */
void     zg_roster_page_keep     (ZgRosterPage *self);
/* zg_roster_page_forget: the edit is done with; @changes: what could not be saved is laid over the board read next. */
void     zg_roster_page_forget   (ZgRosterPage *self, GPtrArray *changes);
/* zg_roster_page_told: after an edit or another cell: buttons, gaps, sentence. */
void     zg_roster_page_told     (ZgRosterPage *self);

/* zg-roster-page-bar.c */
GtkWidget *zg_roster_page_head_start (ZgRosterPage *self);
GtkWidget *zg_roster_page_head_end   (ZgRosterPage *self);
GtkWidget *zg_roster_page_bar        (ZgRosterPage *self);
void       zg_roster_page_bar_show   (ZgRosterPage *self); /* a new board */
void       zg_roster_page_bar_told   (ZgRosterPage *self);
void       zg_roster_page_bind_keys  (GtkWidgetClass *widget);
void       zg_roster_page_bind_months (ZgRosterPage *self);

/* zg-roster-page-foot.c */
GtkWidget *zg_roster_page_foot       (ZgRosterPage *self);
void       zg_roster_page_foot_told  (ZgRosterPage *self);
gboolean   zg_roster_page_take_advice (ZgRosterPage *self); /* FALSE: there is none */

G_END_DECLS
