/* zg-order-page.h: the order desk 订单工作台 (D18-5.1, D18-5.2): who waits for the call and how long, who is on the way, and one
 * order in full with what can be done to it now. Read again by itself. Main thread only. */
#pragma once

#include "zg-order-desk.h"
#include "zg-window.h"

G_BEGIN_DECLS

#define ZG_TYPE_ORDER_PAGE (zg_order_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgOrderPage, zg_order_page, ZG, ORDER_PAGE, AdwBin)

GtkWidget *zg_order_page_make   (ZgWindow *window, ZgSession *session); /* pushes the page */
/* For the tests and the pictures. */
guint      zg_order_page_n_waiting (ZgOrderPage *page);
guint      zg_order_page_n_rung    (ZgOrderPage *page); /* how often the bell rang for new orders */
gboolean   zg_order_page_is_busy   (ZgOrderPage *page);
gint64     zg_order_page_current   (ZgOrderPage *page); /* 0: none */
void       zg_order_page_select    (ZgOrderPage *page, gint64 id);
/* zg_order_page_key: as if it was pressed. zg_order_page_step: chooses the order so many rows further down. */
gboolean   zg_order_page_key       (ZgOrderPage *page, guint key);
void       zg_order_page_step      (ZgOrderPage *page, int rows);

/* The right half: one order. Signal "acted": something was written. */
#define ZG_TYPE_ORDER_PANE (zg_order_pane_get_type ())
G_DECLARE_FINAL_TYPE (ZgOrderPane, zg_order_pane, ZG, ORDER_PANE, AdwBin)

GtkWidget *zg_order_pane_new    (ZgSession *session);
/* zg_order_pane_show: @id: 0: none. @order: (nullable): its deadline, for the ring. What is ticked stays for the same order. */
void       zg_order_pane_show   (ZgOrderPane *pane, gint64 id, int amber);
void       zg_order_pane_tick   (ZgOrderPane *pane, gint64 now_ms); /* once a second */
gboolean   zg_order_pane_key    (ZgOrderPane *pane, guint key);     /* TRUE: it was meant for it */
gboolean   zg_order_pane_is_busy (ZgOrderPane *pane);
void       zg_order_pane_copy_phone (ZgOrderPane *pane); /* Ctrl+Shift+C */
/* zg_order_pane_tick_all, zg_order_pane_confirm: what A and F5 do. */
void       zg_order_pane_tick_all (ZgOrderPane *pane);
void       zg_order_pane_confirm  (ZgOrderPane *pane);

/* A ring that runs out: what is left of the time to call. */
#define ZG_TYPE_ORDER_RING (zg_order_ring_get_type ())
G_DECLARE_FINAL_TYPE (ZgOrderRing, zg_order_ring, ZG, ORDER_RING, GtkWidget)

GtkWidget *zg_order_ring_new  (void);
/* zg_order_ring_set: @due_ms: 0: no figure: the ring is empty. @amber: minutes after acceptance from which it warns. */
void       zg_order_ring_set  (ZgOrderRing *ring, gint64 accepted_ms, gint64 due_ms, int amber);
void       zg_order_ring_tick (ZgOrderRing *ring, gint64 now_ms);
/* zg_order_ring_tone: "good", "warn", "bad". Pure. */
const char *zg_order_ring_tone (gint64 accepted_ms, gint64 due_ms, int amber, gint64 now_ms);

G_END_DECLS
