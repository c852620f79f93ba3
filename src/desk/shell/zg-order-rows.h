/* zg-order-rows.h: what the rows of the order desk are made of (zg-order-rows.c). Main thread only. */
#pragma once

#include "zg-order-page.h"

G_BEGIN_DECLS

/* zg_order_waiting: a row of those that wait for a call, or for the next one. @ring: (out) (transfer none): its clock, a
 * ZgOrderRing; @amber: minutes. */
GtkWidget *zg_order_waiting    (const ZgDeskOrder *order, int amber, GtkWidget **ring);
/* zg_order_n_due: how many of these were to be called again by @now_ms. */
guint      zg_order_n_due      (const GPtrArray *orders, gint64 now_ms);
/* Returns: (transfer full): the hours and the shift; how old what is shown is. */
char      *zg_order_hours_words (const ZgOrderDesk *desk);
char      *zg_order_load_words (const ZgOrderLoad *load, gint64 now_ms);
GtkWidget *zg_order_following  (const ZgDeskOrder *order); /* a row of those on their way */
/* zg_order_head: of a list: its title, how many stand in it, the clause. @title: (out) (transfer none): its label; the
 * number is the next one. */
GtkWidget *zg_order_head       (GtkWidget **title, const char *clause);
GtkWidget *zg_order_bell_new   (void); /* whether new orders are heard; kept for the next time */

G_END_DECLS
