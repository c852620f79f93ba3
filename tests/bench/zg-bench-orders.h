/* zg-bench-orders.h: a book of orders and goods, made up: what the benches of orders, search and stock share. */
#pragma once

#include "zg-bench.h"

G_BEGIN_DECLS

typedef struct
{
  char      *folder;
  ZgBook    *book;
  ZgSession *admin, *ops;  /* ops: who keeps the orders */
} BenchShop;

/* bench_shop_open: a trial book of its own in a folder of its own. bench_shop_close: both are gone. */
void       bench_shop_open  (BenchShop *shop);
void       bench_shop_close (BenchShop *shop);
/* bench_hire: a person with this role, by that log-in. Returns: (transfer full). */
ZgSession *bench_hire       (BenchShop *shop, const char *login, const char *role);
/* bench_orders_plain: the orders @from … written by imports of slices; @in_pieces: as if others wrote as well. @wall, @cpu:
 * (out): seconds, without making them up. */
void       bench_orders_plain (ZgSession *session, guint from, guint n, gboolean in_pieces, double *wall, double *cpu);
/* bench_orders_text: adds what the list of orders is searched in: number, title, buyer, waybill, a line each. */
void       bench_orders_text  (guint i, GString *text);
/* bench_orders_csv: their cells as a table of a rival's takes them. bench_orders_table: Returns: (transfer full): what makes that
 * table with the house's indexes, whole numbers as @integer. */
void       bench_orders_csv   (const char *path, guint from, guint n, gboolean sealed);
char      *bench_orders_table (const char *integer);
/* bench_orders_copy: what COPY of PostgreSQL takes for the orders @from … into the same table with the same indexes, which holds
 * those before @from; nothing where there is no server (ZG_BENCH_PG) or no psql. Returns: seconds, 0: not measured. */
double     bench_orders_copy    (const char *folder, guint from, guint n);

G_END_DECLS
