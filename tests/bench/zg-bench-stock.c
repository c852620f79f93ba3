/* The warehouse: a document posted, one entered for a day long past, the month of ten thousand items over a million entries; and
 * a desk that writes while an import runs. */
#include "zg-bench-orders.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-people.h"
#include "zg-stock.h"

#define ITEMS 10000
#define HOT 10           /* items with a tenth of the entries */
#define POSTS 1000
#define ROUNDS 7
#define REST_US 10000    /* between two writes of a desk */
#define PAGE 4096
#define MONTH_BOUND 0.4
#define POST_BOUND 2.5
#define BESIDE_BOUND 1.1

typedef struct
{
  BenchShop  shop;
  ZgSession *keeper, *supervisor;
  gint64     item, shelf, other; /* item: one of those that move most */
  int        fd;                 /* where single pages are appended */
} Store;

static double
percentile (double *values, int n, int percent)
{
  bench_median (values, n);
  return values[MIN (n - 1, n * percent / 100)];
}

/* -- What a commit cannot beat: 4 KiB at the end of a file, and the disk says it has them -- */

static double
append_page (Store *store)
{
  static const char page[PAGE] = "page";
  double            begin = bench_wall ();

  bench_must (write (store->fd, page, PAGE) == PAGE && fdatasync (store->fd) == 0, NULL);
  return bench_wall () - begin;
}

/* -- Documents -- */

static void
step (ZgSession *session, ZgRecord *record, const char *verb)
{
  GError *error = NULL;

  bench_must (zg_book_run (session, record, verb, NULL, NULL, NULL, NULL, &error), error);
}

static gint64
make_location (Store *store, const char *code, int sort)
{
  g_autoptr (ZgRecord) location = zg_record_new (&zg_stock_location);

  zg_record_set_text (location, ZG_LOCATION_CODE, code);
  zg_record_set_int (location, ZG_LOCATION_SORT, sort);
  step (store->keeper, location, "create");
  return location->id;
}

static gint64
make_item (Store *store, const char *code)
{
  g_autoptr (ZgRecord)  item = zg_record_new (&zg_item);
  g_autoptr (ZgSession) buyer = bench_hire (&store->shop, "bench-buy", "buy");

  zg_record_set_text (item, ZG_GOODS_CODE, code);
  zg_record_set_text (item, ZG_GOODS_NAME, "青花茶杯");
  zg_record_set_text (item, ZG_GOODS_MEASURE, "件");
  zg_record_set_int (item, ZG_GOODS_HAZARD, ZG_HAZARD_NONE);
  step (buyer, item, "create");
  return item->id;
}

static double
post_opening (Store *store, gint64 item, int day)
{
  g_autoptr (ZgRecord) opening = zg_record_new (&zg_stock_opening);
  double               begin;

  zg_record_set_day (opening, ZG_OPENING_DAY, day);
  zg_record_set_int (opening, ZG_OPENING_ITEM, item);
  zg_record_set_int (opening, ZG_OPENING_LOCATION, store->shelf);
  zg_record_set_int (opening, ZG_OPENING_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (opening, ZG_OPENING_QTY, 5000);
  zg_record_set_int (opening, ZG_OPENING_VALUE, 9900);
  begin = bench_wall ();
  step (store->supervisor, opening, "create");
  return bench_wall () - begin;
}

/* Goods put elsewhere: what goes out must have been there on each day since. */
static double
post_move (Store *store, int day)
{
  g_autoptr (ZgRecord) move = zg_record_new (&zg_stock_move);
  double               begin;

  zg_record_set_day (move, ZG_MOVE_DAY, day);
  zg_record_set_int (move, ZG_MOVE_ITEM, store->item);
  zg_record_set_int (move, ZG_MOVE_QTY, 1000);
  zg_record_set_int (move, ZG_MOVE_LOCATION, store->shelf);
  zg_record_set_int (move, ZG_MOVE_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (move, ZG_MOVE_TO_LOCATION, store->other);
  zg_record_set_int (move, ZG_MOVE_TO_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_text (move, ZG_MOVE_REASON, "理货");
  step (store->keeper, move, "create");
  begin = bench_cpu ();
  step (store->keeper, move, "move");
  return bench_cpu () - begin; /* the disk is the same for every document */
}

/* -- A million entries, written past the book: they are only read here, and what comes after is posted as ever -- */

static void
run_sql (sqlite3 *db, const char *sql)
{
  char *why = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &why) != SQLITE_OK)
    g_printerr ("%s: %s\n", why, sql);
  bench_must (why == NULL, NULL);
}

static void
write_entries (sqlite3 *db, const Store *store, guint n)
{
  g_autofree char *items = g_strdup_printf (
      "CREATE TEMP TABLE one AS SELECT * FROM item WHERE id = %" G_GINT64_FORMAT ";"
      "CREATE TEMP TABLE more AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
      " SELECT * FROM n;"
      "CREATE TEMP TABLE all_items AS SELECT one.*, more.i AS i FROM more, one;"
      "UPDATE all_items SET id = id + i, code = 'B' || i; ALTER TABLE all_items DROP COLUMN i;"
      "INSERT INTO item SELECT * FROM all_items", store->item, ITEMS - 1);
  g_autofree char *lines = g_strdup_printf (
      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %u - 1)"
      " INSERT INTO ledger_line SELECT a.chain, a.seq, 1000 + n.i, 'stock_value', %" G_GINT64_FORMAT
      " + CASE WHEN n.i %% 10 = 0 THEN n.i / 10 %% %d ELSE %d + (n.i - n.i / 10) * 7919 %% %d END, 0, 0, 0,"
      " date ('2025-11-01', '+' || (CAST (n.i AS INTEGER) * 365 / %u) || ' days'),"
      " CASE WHEN n.i / 10 %% 3 = 0 THEN 3000 ELSE -1000 END, CASE WHEN n.i / 10 %% 3 = 0 THEN 5700 ELSE -1900 END,"
      " 'goods_issue', 1"
      " FROM n, (SELECT chain, seq FROM audit ORDER BY at_ms DESC LIMIT 1) a",
      n, store->item, HOT, HOT, ITEMS - HOT, n);
  g_autofree char *hot = g_strdup_printf (
      "INSERT INTO ledger_line SELECT chain, seq, 10000000 + n, 'stock', k1, 0, %" G_GINT64_FORMAT ", %d, day, qty, 0, kind, doc"
      " FROM ledger_line WHERE ledger = 'stock_value' AND k1 = %" G_GINT64_FORMAT, store->shelf, ZG_STOCK_AVAILABLE, store->item);

  run_sql (db, "BEGIN");
  run_sql (db, items);
  run_sql (db, lines);
  run_sql (db, hot);
  run_sql (db, "INSERT INTO balance SELECT ledger, k1, k2, k3, k4, sum (qty), sum (value_fen) FROM ledger_line"
               " WHERE ledger IN ('stock', 'stock_value') GROUP BY ledger, k1, k2, k3, k4");
  run_sql (db, "INSERT INTO balance_month SELECT ledger, k1, k2, k3, k4, substr (day, 1, 7), sum (max (qty, 0)),"
               " sum (max (-qty, 0)), sum (max (value_fen, 0)), sum (max (-value_fen, 0)) FROM ledger_line"
               " WHERE ledger IN ('stock', 'stock_value') GROUP BY ledger, k1, k2, k3, k4, substr (day, 1, 7)"
               " ORDER BY substr (day, 1, 7), k1");
  run_sql (db, "COMMIT");
}

static sqlite3 *
open_bare (const char *path)
{
  sqlite3 *db = NULL;

  bench_must (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK, NULL);
  run_sql (db, "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456"); /* as the book's readers have it */
  return db;
}

static void
log_in (Store *store)
{
  GError *error = NULL;

  store->shop.admin = zg_book_login_trial (store->shop.book, NULL, &error);
  bench_must (store->shop.admin != NULL, error);
  store->shop.ops = zg_book_login_trial (store->shop.book, "bench-ops", &error);
  bench_must (store->shop.ops != NULL, error);
  store->keeper = zg_book_login_trial (store->shop.book, "bench-whk", &error);
  bench_must (store->keeper != NULL, error);
  store->supervisor = zg_book_login_trial (store->shop.book, "bench-whs", &error);
  bench_must (store->supervisor != NULL, error);
}

static void
log_out (Store *store)
{
  zg_session_unref (store->shop.admin);
  zg_session_unref (store->shop.ops);
  zg_session_unref (store->keeper);
  zg_session_unref (store->supervisor);
}

static void
open_store (Store *store)
{
  g_autofree char *pages = NULL;

  bench_shop_open (&store->shop);
  store->keeper = bench_hire (&store->shop, "bench-whk", "whk");
  store->supervisor = bench_hire (&store->shop, "bench-whs", "whs");
  store->shelf = make_location (store, "A-01", 1);
  store->other = make_location (store, "A-02", 2);
  store->item = make_item (store, "B0");
  pages = g_build_filename (store->shop.folder, "pages", NULL);
  store->fd = open (pages, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  bench_must (store->fd >= 0, NULL);
}

static void
fill_store (Store *store, guint n)
{
  g_autofree char *path = g_strdup (zg_book_path (store->shop.book));
  GError          *error = NULL;
  sqlite3         *db;

  log_out (store);
  zg_book_unref (store->shop.book);
  db = open_bare (path);
  write_entries (db, store, n);
  sqlite3_close (db);
  store->shop.book = zg_book_open (path, FALSE, &error);
  bench_must (store->shop.book != NULL, error);
  log_in (store);
}

static void
close_store (Store *store)
{
  close (store->fd);
  zg_session_unref (store->keeper);
  zg_session_unref (store->supervisor);
  bench_shop_close (&store->shop);
}

/* -- The month -- */

static double
step_over (sqlite3 *db)
{
  sqlite3_stmt *stmt = NULL;
  double        begin = bench_wall ();

  bench_must (sqlite3_prepare_v2 (db, "SELECT 1 FROM ledger_line WHERE ledger = 'stock_value'", -1, &stmt, NULL) == SQLITE_OK,
              NULL);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    ;
  sqlite3_finalize (stmt);
  return bench_wall () - begin;
}

static gpointer
read_month (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  double              *took = data, begin = bench_wall ();
  g_autoptr (GPtrArray) rows = zg_stock_month_rows (db, zg_day_from_ymd (2026, 10, 1), error);

  *took = bench_wall () - begin;
  bench_must (rows != NULL && rows->len == ITEMS, *error);
  return data;
}

static void
bench_stock_month (Store *store)
{
  sqlite3 *db = open_bare (zg_book_path (store->shop.book));
  double   floor = G_MAXDOUBLE, best = G_MAXDOUBLE;
  GError  *error = NULL;

  for (int i = 0; i < ROUNDS; i++)
    {
      double took = 0;

      floor = MIN (floor, step_over (db));
      zg_store_read (zg_book_store (store->shop.book), read_month, &took, &error);
      bench_must (error == NULL, error);
      best = MIN (best, took);
    }
  sqlite3_close (db);
  bench_say ("entries stepped over in %.0f ms, month of %d items in %.0f ms: the best of %d", floor * 1e3, ITEMS, best * 1e3,
             ROUNDS);
  bench_bound ("month of the stock ÷ stepping over its entries", best / floor, MONTH_BOUND, "");
}

/* -- Posting -- */

/* How many pages the log holds: in the head of its index (sqlite.org/walformat.html 2.2). */
static guint32
log_pages (Store *store)
{
  g_autofree char *path = g_strconcat (zg_book_path (store->shop.book), "-shm", NULL);
  guint32          n = 0;
  int              fd = open (path, O_RDONLY | O_CLOEXEC);

  bench_must (fd >= 0 && pread (fd, &n, sizeof n, 16) == sizeof n, NULL);
  close (fd);
  return n;
}

/* A commit of so many pages and nothing else, in a file of its own, as the house has its file. */
static double
commit_pages (Store *store, int n)
{
  g_autofree char *path = g_build_filename (store->shop.folder, "commit.db", NULL);
  sqlite3         *db = NULL;
  double           times[POSTS];

  bench_must (sqlite3_open (path, &db) == SQLITE_OK, NULL);
  run_sql (db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4096; PRAGMA cache_size=-65536;"
               "CREATE TABLE page (id INTEGER PRIMARY KEY, n INTEGER, text BLOB);"
               "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)"
               " INSERT INTO page SELECT i, 0, zeroblob (3800) FROM n");
  for (int i = 0; i < POSTS; i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE page SET n = n + 1 WHERE id BETWEEN %d AND %d", 1 + i * n % 3900,
                                              i * n % 3900 + n);
      double           begin = bench_wall ();

      run_sql (db, sql);
      times[i] = bench_wall () - begin;
    }
  sqlite3_close (db);
  return percentile (times, POSTS, 50);
}

static void
bench_posting (Store *store)
{
  double  pages[POSTS], posts[POSTS], logged[POSTS], late[POSTS / 4], cpu = 0, posted, appended, alone;
  int     today = zg_day_of_ms (zg_book_now (store->shop.book)), n;
  guint32 before;

  for (int i = 0; i < POSTS; i++)
    {
      pages[i] = append_page (store);
      before = log_pages (store);
      cpu -= bench_cpu ();
      posts[i] = post_opening (store, store->item + 1 + i % (ITEMS - 1), today);
      cpu += bench_cpu ();
      logged[i] = log_pages (store) - (double) before;
    }
  n = (int) percentile (logged, POSTS, 50);
  alone = commit_pages (store, n);
  posted = percentile (posts, POSTS, 50);
  appended = percentile (pages, POSTS, 50);
  bench_say ("a document posted: p50 %.2f, p99 %.2f ms, %.2f ms of processor time; a page appended: p50 %.2f, p99 %.2f ms",
             posted * 1e3, percentile (posts, POSTS, 99) * 1e3, cpu * 1e3 / POSTS, appended * 1e3,
             percentile (pages, POSTS, 99) * 1e3);
  bench_say ("of a document %d pages are written: a commit of as many and nothing else: p50 %.2f ms, %.2f × a page appended; the "
             "document takes %.2f × the page", n, alone * 1e3, alone / appended, posted / appended);
  bench_bound ("a document posted ÷ a commit of its pages alone, p50", posted / alone, POST_BOUND, "");
  for (guint i = 0; i < G_N_ELEMENTS (late); i++)
    late[i] = post_move (store, today - 300);
  bench_say ("entered for a day 300 days ago, of an item with 10,000 entries: p50 %.2f ms of processor time",
             percentile (late, G_N_ELEMENTS (late), 50) * 1e3);
  bench_bound ("entered for a day long past, p99", percentile (late, G_N_ELEMENTS (late), 99) * 1e3, 3, " ms of processor time");
}

void
bench_stock (guint n)
{
  Store store = { 0 };

  bench_head ("stock");
  open_store (&store);
  fill_store (&store, n);
  bench_stock_month (&store);
  bench_posting (&store);
  close_store (&store);
}

/* -- A desk beside an import -- */

typedef struct
{
  Store   *store;
  guint    from, n;
  gboolean in_pieces;
  double   took;
  gint     done; /* atomic */
} Importing;

static gpointer
import_on (gpointer data)
{
  Importing *importing = data;
  double     cpu;

  bench_orders_plain (importing->store->shop.ops, importing->from, importing->n, importing->in_pieces, &importing->took,
                      &cpu);
  g_atomic_int_set (&importing->done, TRUE);
  return NULL;
}

/* The orders of the next turn, nobody else there. */
static double
import_alone (Importing *importing, gboolean in_pieces)
{
  importing->from += importing->n;
  importing->in_pieces = in_pieces;
  import_on (importing);
  return importing->took;
}

static double
percent_of (const GArray *times, int percent)
{
  return percentile ((double *) times->data, (int) times->len, percent) * 1e3;
}

/* Small pieces so that nobody waits: a page of an index is written for each piece that comes by it, and each piece is a commit of
 * its own. That is the price of letting a desk in at all; what the desk itself costs comes on top. */
void
bench_desk (guint n)
{
  Store              store = { 0 };
  Importing          importing = { .store = &store, .n = n };
  g_autoptr (GArray) posts = g_array_new (FALSE, FALSE, sizeof (double)), pages = g_array_new (FALSE, FALSE, sizeof (double));
  GThread           *thread;
  double             alone, pieces, beside;
  int                today;

  bench_head ("a desk that writes while orders are read in");
  open_store (&store);
  today = zg_day_of_ms (zg_book_now (store.shop.book));
  import_alone (&importing, FALSE); /* so that there is a table */
  alone = import_alone (&importing, FALSE);
  pieces = import_alone (&importing, TRUE);
  importing.from += n;
  importing.in_pieces = FALSE;
  g_atomic_int_set (&importing.done, FALSE);
  thread = g_thread_new ("import", import_on, &importing);
  while (!g_atomic_int_get (&importing.done))
    {
      double page = append_page (&store), post = post_opening (&store, store.item, today);

      g_array_append_val (pages, page);
      g_array_append_val (posts, post);
      g_usleep (REST_US);
    }
  g_thread_join (thread);
  beside = importing.took;
  pieces = (pieces + import_alone (&importing, TRUE)) / 2; /* the table grows: one before, one after */
  bench_say ("%u documents while %u orders came in: p50 %.2f, p99 %.2f, longest %.2f ms; a page appended: p50 %.2f, p99 %.2f ms",
             posts->len, n, percent_of (posts, 50), percent_of (posts, 99), percent_of (posts, 100), percent_of (pages, 50),
             percent_of (pages, 99));
  bench_bound ("a document posted while an import runs, p99", percent_of (posts, 99), 40, " ms");
  bench_say ("the import took %.1f s beside the desk, %.1f s alone in pieces as small, %.1f s alone", beside, pieces, alone);
  bench_bound ("the import beside the desk ÷ alone in pieces as small", beside / pieces, BESIDE_BOUND, "");
  close_store (&store);
}
