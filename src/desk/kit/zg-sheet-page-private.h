/* zg-sheet-page-private.h: what the files of the sheet page share. */
#pragma once

#include "zg-facts.h"
#include "zg-sheet-page.h"

G_BEGIN_DECLS

typedef struct _ZgMade ZgMade;

struct _ZgSheetPage
{
  AdwBin         parent;
  ZgSession     *session;
  const ZgSheet *sheet;
  ZgListModel   *model;
  ZgQuery       *query;       /* what is asked for; the model has a copy */
  char         **shown;       /* n_filters: how the value of a filter reads, (nullable) */
  char          *lines_chip;  /* (nullable): numbers pasted into the search */
  guint          listener;
  guint          reload_timer, rest_timer, skeleton_timer;
  gint64         wanted;      /* record to select once the list is loaded */
  guint          focus_tick, focus_position, focus_frames; /* a row that shall get the focus once it is there */
  gint64         current;     /* the row last announced */
  gboolean       sorting;     /* the program changes the order */
  guint          hint_generation, preview_generation, steps_generation;
  GPtrArray     *step_records; /* of ZgRecord: the selected ones, for the steps; (nullable) */
  GPtrArray     *made;         /* of ZgMade: what could be made of them; (nullable) */
  GCancellable  *busy_cancellable;
  GtkWidget     *list;        /* inside the column view */
  GtkWidget     *menu;        /* context menu, (nullable) */
  GtkWidget     *facts;
  GPtrArray     *running;     /* of ZgRecord: steps under way, (nullable) */
  gboolean       preview_wanted; /* F4 has not closed it */
  gboolean       fitted;         /* the columns have taken the widths of what stands in them */
  ZgRow         *awaited;        /* (nullable): read, it lets them fit */

  GtkWidget *filter_row, *search, *chips, *add_filter, *columns_menu, *states, *scroller, *view, *skeleton, *empty, *empty_new,
    *empty_import, *nothing,
            *nothing_hidden, *failed, *denied, *selection_bar, *selected_text, *selection_steps, *print_selected,
            *papers_selected, *export_selected,
            *clear_selection, *totals, *count_text, *total_values, *busy_box, *busy_text, *busy_bar, *busy_cancel, *sort_text,
              *preview_edge,
            *preview, *preview_box, *preview_buttons, *preview_open, *preview_edit;
};

gboolean zg_sheet_page_is_own    (ZgSheetPage *self); /* the list of its kind, not one that looks for something in it */
gboolean zg_sheet_page_may       (ZgSheetPage *self, const char *verb); /* reach of "<kind>.<verb>" */
void     zg_sheet_page_requery   (ZgSheetPage *self);                   /* after .query was changed */

gboolean zg_sheet_page_may_create (ZgSheetPage *self);

/* zg-sheet-states.c */
void     zg_sheet_states_build   (ZgSheetPage *self);
void     zg_sheet_states_show    (ZgSheetPage *self);

/* zg-sheet-columns.c */
void     zg_sheet_columns_build  (ZgSheetPage *self);
char    *zg_sheet_column_title   (const ZgColumn *column);              /* (transfer full) */
char    *zg_sheet_cell_text      (const ZgSheet *sheet, int column, const ZgCell *cell, const char *state); /* (transfer full) */
gboolean zg_sheet_is_right       (const ZgColumn *column);
/* zg_sheet_focused_position: of the row with the focus, GTK_INVALID_LIST_POSITION. */
guint    zg_sheet_focused_position (ZgSheetPage *self);
guint    zg_sheet_widget_position  (GtkWidget *widget);                 /* of the row @widget lies in */

/* zg-sheet-widths.c */
void     zg_sheet_widths_start   (ZgSheetPage *self, GtkColumnViewColumn *column, int i); /* by the type of its @i'th column */
/* zg_sheet_widths_fit: once, when the first rows are there: cut texts take what the growing column can spare. */
void     zg_sheet_widths_fit     (ZgSheetPage *self);
void     zg_sheet_widths_stop    (ZgSheetPage *self);

/* zg-sheet-filters.c */
void     zg_sheet_filters_build  (ZgSheetPage *self);
void     zg_sheet_filters_show   (ZgSheetPage *self);
gboolean zg_sheet_filters_any    (ZgSheetPage *self);
void     zg_sheet_filters_clear  (ZgSheetPage *self);

/* zg-sheet-foot.c */
void     zg_sheet_foot_show      (ZgSheetPage *self);
void     zg_sheet_foot_totals    (ZgSheetPage *self);

/* zg-sheet-steps.c */
void     zg_sheet_steps_install  (GtkWidgetClass *klass);
void     zg_sheet_steps_read     (ZgSheetPage *self);
void     zg_sheet_steps_clear    (ZgSheetPage *self);
/* zg_sheet_steps_menu: adds the steps legal for the selected rows. */
void     zg_sheet_steps_menu     (ZgSheetPage *self, GMenu *menu);
/* zg_sheet_steps_text: "Approve", "Approve 3 of 5…". @asks: something is asked first. Returns: (transfer full). */
char    *zg_sheet_steps_text     (const ZgStep *step, guint legal, guint all, gboolean asks);
#define ZG_SHEET_REASONS 6 /* shown, why records are left out */

/* zg-sheet-makes.c */
void     zg_sheet_makes_install  (GtkWidgetClass *klass);
void     zg_sheet_makes_read     (ZgSheetPage *self); /* with the steps */
void     zg_sheet_makes_clear    (ZgSheetPage *self);
void     zg_sheet_makes_show     (ZgSheetPage *self); /* behind the buttons of the steps */

/* zg-sheet-preview.c */
void     zg_sheet_preview_build  (ZgSheetPage *self);
void     zg_sheet_preview_read   (ZgSheetPage *self);
void     zg_sheet_preview_show   (ZgSheetPage *self);                   /* or hides the panel, after the list was read */
void     zg_sheet_preview_toggle (ZgSheetPage *self);

/* zg-sheet-keys.c */
void     zg_sheet_keys_install   (GtkWidgetClass *klass);
void     zg_sheet_keys_build     (ZgSheetPage *self);

G_END_DECLS
