/* zg-month-page-private.h: between the files of the month page: zg-month-page.c (reading), -foot.c (legend, totals, chart),
 * -head.c (header bar), -sheets.c (how far the units' sheets are), -show.c (what is said about the month), -keys.c, -acts.c (what
 * the buttons do). */
#pragma once

#include "zg-chart-view.h"
#include "zg-month-data.h"
#include "zg-month-detail.h"
#include "zg-month-grid.h"
#include "zg-month-page.h"

G_BEGIN_DECLS

struct _ZgMonthPage
{
  AdwBin        parent;

  ZgWindow     *window;     /* weak */
  ZgSession    *session;
  ZgMonthData  *data;       /* (nullable): until the first answer */
  int           first_day;  /* wished for */
  gint64        unit;
  gboolean      chosen;     /* the person has chosen the month; else an empty one gives way to the one before */
  gboolean      anyway;     /* shown although nobody has punched */
  gboolean      filling;    /* the drop-down is being filled */
  GCancellable *cancellable;
  guint         reading;    /* reads under way */
  guint         listener, timer;

  GtkWidget *filter_row, *search, *units, *sheets, *official_note, *official_chip, *states, *scroller;
  GtkWidget *empty, *empty_import, *empty_pins;
  GtkWidget *empty_show, *clear, *failed, *retry, *chart_box, *chart_scroller, *detail_slot, *foot, *legend, *totals;
  GtkWidget *count_text, *late_text, *absent_text, *unassigned;
  GtkWidget *grid, *detail, *chart;
  GtkWidget *month_text, *exceptions, *chart_button, *print_button; /* in the header bar; owned by the window's view */
};

void zg_month_page_read        (ZgMonthPage *self);
void zg_month_page_refilter    (ZgMonthPage *self);
void zg_month_page_step        (ZgMonthPage *self, int months);
gboolean zg_month_page_may     (ZgMonthPage *self, const char *right);

gboolean zg_month_page_is_own  (ZgMonthPage *self); /* sees his own line alone */

/* zg-month-page-show.c */
void zg_month_page_show_empty  (ZgMonthPage *self);
void zg_month_page_show_about  (ZgMonthPage *self);

/* zg-month-page-keys.c */
void zg_month_page_bind_keys   (GtkWidgetClass *widget);
void zg_month_page_bind_months (ZgMonthPage *self);

/* zg-month-page-head.c */
GtkWidget *zg_month_page_head_start (ZgMonthPage *self);
GtkWidget *zg_month_page_head_end   (ZgMonthPage *self);
void       zg_month_page_head_show  (ZgMonthPage *self);

/* zg-month-page-sheets.c */
void zg_month_page_sheets_show (ZgMonthPage *self);

/* zg-month-page-foot.c */
void zg_month_page_foot_show   (ZgMonthPage *self);
void zg_month_page_chart_show  (ZgMonthPage *self);

/* zg-month-page-acts.c */
void zg_month_page_init_acts   (ZgMonthPage *self);
void zg_month_page_print       (ZgMonthPage *self);
void zg_month_page_export      (ZgMonthPage *self);

G_END_DECLS
