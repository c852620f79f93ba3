/* zg-order-rows.h: what the rows of the order desk are made of (zg-order-rows.c). Main thread only. */
#pragma once

#include "zg-order-page.h"

G_BEGIN_DECLS

GtkWidget *zg_order_left_label (const char *text, const char *css); /* grows, and is cut where there is no room */
GtkWidget *zg_order_line       (GtkWidget *left, GtkWidget *right);
char      *zg_order_tail       (const char *number); /* (transfer full): its last digits */
char      *zg_order_time       (gint64 ms);          /* (transfer full): to the second, of another day with its day */
/* zg_order_shop_line: a long name of a shop is cut, the number behind it never. */
GtkWidget *zg_order_shop_line  (const char *shop, const char *tail, const char *since);
GtkWidget *zg_order_following  (const ZgDeskOrder *order); /* a row of those on their way */
/* zg_order_head: of a list: its title, how many stand in it, the clause. @title: (out) (transfer none): its label; the
 * number is the next one. */
GtkWidget *zg_order_head       (GtkWidget **title, const char *clause);
GtkWidget *zg_order_bell_new   (void); /* whether new orders are heard; kept for the next time */

G_END_DECLS
