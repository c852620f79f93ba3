/* Search as you type over the list of orders, of any length, beside one pass of memchr over the same text and beside LIKE: the
 * first fifty, as one sees them, and all. In processor time. */
#include "zg-bench-orders.h"

#include <sqlite3.h>
#include <string.h>

#include "zg-sheet.h"

#define ROUNDS 9
#define WORST_BOUND 1.6
#define LIKE_BOUND 0.04
#define FIRST 50

typedef struct
{
  BenchShop  *shop;
  const char *word;
  guint       most;
  guint       n;    /* found */
  double      took;
} Search;

static gpointer
search_once (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Search             *search = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("sales_order"));
  g_autoptr (GArray)  ids = NULL;
  double              begin = bench_cpu ();

  query->search = g_strdup (search->word);
  query->most = search->most;
  ids = zg_query_ids (query, search->shop->ops, db, NULL, error);
  search->took = bench_cpu () - begin;
  search->n = ids ? ids->len : 0;
  return ids ? data : NULL;
}

static double
look_for (BenchShop *shop, const char *word, guint most, guint *n)
{
  Search  search = { shop, word, most, 0, 0 };
  GError *error = NULL;

  zg_store_read (zg_session_store (shop->ops), search_once, &search, &error);
  bench_must (error == NULL, error);
  *n = search.n;
  return search.took;
}

static double
best_of (BenchShop *shop, const char *word, guint most, guint *n)
{
  double best = G_MAXDOUBLE;

  for (int i = 0; i < ROUNDS; i++)
    best = MIN (best, look_for (shop, word, most, n));
  return best;
}

/* What nothing can beat: every byte is looked at once. */
static double
pass_over (guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  double              best = G_MAXDOUBLE;

  for (guint i = 0; i < n; i++)
    bench_orders_text (i, text);
  for (int i = 0; i < ROUNDS; i++)
    {
      double begin = bench_cpu ();

      bench_must (memchr (text->str, 1, text->len) == NULL, NULL);
      best = MIN (best, bench_cpu () - begin);
    }
  bench_say ("%.0f MiB of text looked at once in %.1f ms", (double) text->len / (1 << 20), best * 1e3);
  return best;
}

static double
by_like (const char *path, const char *word)
{
  g_autofree char *pattern = g_strdup_printf ("%%%s%%", word);
  sqlite3         *db = NULL;
  sqlite3_stmt    *stmt = NULL;
  double           begin;

  bench_must (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK, NULL);
  sqlite3_exec (db, "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA case_sensitive_like=ON", NULL, NULL, NULL);
  bench_must (sqlite3_prepare_v2 (db, "SELECT id FROM sales_order WHERE lower (number) LIKE ?1 OR lower (title) LIKE ?1"
                                      " OR lower (buyer) LIKE ?1 OR lower (waybill) LIKE ?1 ORDER BY placed_at DESC, id DESC",
                                  -1, &stmt, NULL) == SQLITE_OK, NULL);
  sqlite3_bind_text (stmt, 1, pattern, -1, SQLITE_STATIC);
  begin = bench_cpu ();
  while (sqlite3_step (stmt) == SQLITE_ROW)
    ;
  begin = bench_cpu () - begin;
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return begin;
}

/* Two characters each, of what is there often, seldom and never. */
static void
search_all (BenchShop *shop, double pass)
{
  static const char *const absent[] = { "囧", "囧囧", "囧囧囧", "茶囧杯囧龙", "春季新款囧囧囧囧", "qzx", "sku-x", "qzxqzxqz", NULL };
  static const char *const there[] = { "茶", "杯", "7", "茶杯", "sk", "318", "礼盒装", "sku-0", "tb123", "青花茶杯 礼", "sku-0012",
                                       "3180012", "yt000012", "儿童积木 亲肤", NULL };
  double worst = 0, slowest = 0;
  guint  n;

  for (int i = 0; absent[i]; i++)
    {
      double took = best_of (shop, absent[i], FIRST, &n);

      bench_must (n == 0, NULL);
      bench_say ("“%s”: nothing in %.1f ms", absent[i], took * 1e3);
      worst = MAX (worst, took);
    }
  for (int i = 0; there[i]; i++)
    {
      double first = best_of (shop, there[i], FIRST, &n), all = best_of (shop, there[i], 0, &n);

      bench_say ("“%s”: the first %d in %.2f ms, all %u in %.1f ms", there[i], MIN (FIRST, (int) n), first * 1e3, n, all * 1e3);
      slowest = MAX (slowest, first);
    }
  bench_say ("nothing found in %.1f ms at worst", worst * 1e3);
  bench_bound ("nothing found ÷ one pass over the text", worst / pass, WORST_BOUND, "");
  bench_bound ("slowest search, the first fifty of whatever it finds", MAX (slowest, worst) * 1e3, 20, " ms");
  bench_bound ("nothing found ÷ by LIKE", worst / by_like (zg_book_path (shop->book), absent[2]), LIKE_BOUND, "");
}

void
bench_search (guint n)
{
  BenchShop shop;
  double    wall, cpu, pass;
  guint     found;

  bench_head ("search as you type");
  bench_shop_open (&shop);
  bench_orders_plain (shop.ops, 0, n, FALSE, &wall, &cpu);
  bench_say ("%u orders taken into memory in %.1f s", n, look_for (&shop, "囧", 0, &found));
  pass = pass_over (n);
  search_all (&shop, pass);
  bench_shop_close (&shop);
}
