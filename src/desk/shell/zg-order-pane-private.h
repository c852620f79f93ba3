/* zg-order-pane-private.h: between zg-order-pane.c (deeds, reading, building) and -words.c (what is shown of an order). */
#pragma once

#include "zg-order-page.h"

G_BEGIN_DECLS

#define N_POINTS (ZG_CONFIRM_DELIVERY - ZG_CONFIRM_CONSIGNEE + 1)

struct _ZgOrderPane
{
  AdwBin parent;

  ZgSession    *session;
  GtkWidget    *body, *foot, *ring, *name, *phone, *below, *deadline, *hint, *points, *checks[N_POINTS], *values[N_POINTS];
  GtkWidget    *often, *lateness, *anew, *points_title, *points_keys;
  GtkWidget    *events, *facts, *method, *remark, *confirm_box, *acts, *stack;
  ZgDeskDetail *detail;  /* (nullable) */
  char         *consignee, *address; /* (nullable): shown to this person, noted in the audit; of .shown */
  gint64        wanted, shown;
  int           amber;
  guint         busy;
  gboolean      asks; /* somebody goes through the points */
};

/* zg_order_pane_text: a label that wraps, to the left. @text: (nullable). */
GtkWidget *zg_order_pane_text  (const char *text, const char *css);
/* zg_order_pane_when: to the second, of another day with its day. Returns: (transfer full). */
char      *zg_order_pane_when  (gint64 ms);
/* zg_order_pane_words: what .detail says, into the widgets. */
void       zg_order_pane_words (ZgOrderPane *pane);
/* zg_order_pane_copy: the number to call, to the clipboard. zg_order_pane_law: a reminder of D18-5.5a, with
 * the button @anew. */
void       zg_order_pane_copy  (ZgOrderPane *pane);
GtkWidget *zg_order_pane_law   (GtkWidget *anew);
/* zg_order_pane_points: the list of points. zg_order_pane_ask: whether they are to be ticked now. zg_order_pane_hint: what comes
 * next. */
GtkWidget *zg_order_pane_points (ZgOrderPane *pane);
void       zg_order_pane_ask    (ZgOrderPane *pane, gboolean asks);
void       zg_order_pane_hint   (ZgOrderPane *pane);

G_END_DECLS
