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
  GtkWidget    *events, *facts, *method, *remark, *confirm_box, *acts, *stack;
  ZgDeskDetail *detail;  /* (nullable) */
  char         *consignee, *address; /* (nullable): shown to this person, noted in the audit; of .shown */
  gint64        wanted, shown;
  int           amber;
  guint         busy;
};

/* zg_order_pane_text: a label that wraps, to the left. @text: (nullable). */
GtkWidget *zg_order_pane_text  (const char *text, const char *css);
/* zg_order_pane_words: what .detail says, into the widgets. */
void       zg_order_pane_words (ZgOrderPane *pane);
/* zg_order_pane_copy: the number to call, to the clipboard. zg_order_pane_law: a reminder of D18-5.5a. */
void       zg_order_pane_copy  (ZgOrderPane *pane);
GtkWidget *zg_order_pane_law   (void);

G_END_DECLS
