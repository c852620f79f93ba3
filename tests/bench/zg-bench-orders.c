/* A million orders: read in beside what `sqlite3 .import` does with the same cells and the same indexes; and a desk that writes
 * meanwhile. */
#include "zg-bench-orders.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-demo.h"
#include "zg-module.h"
#include "zg-orders-private.h"
#include "zg-people.h"

#define SLICE 100000
#define EXPORT "ExportOrderList202611210900.csv"
#define SEALED_BOUND 1.0
#define EMPTY_BOUND 0.45 /* one file, its indexes made when its rows are written */
#define LIVE_BOUND 0.80
#define COPY_BOUND 1.0 /* bare SQLite, the floor said beside it, takes 0.99 of COPY: 0.75 is not to be had of one file */

/* -- Orders: each a function of its number -- */

typedef struct
{
  char   number[24], buyer[24], consignee[16], phone[16], address[96], title[128], waybill[24];
  gint64 placed_ms, fen;
  int    qty;
} Order;

static void
make_order (guint i, Order *order)
{
  static const char *const families[] = { "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙" };
  static const char *const goods[] = { "纯棉四件套", "不锈钢保温杯", "儿童积木", "青花茶杯", "蓝牙耳机", "明前龙井", "竹制茶盘", "运动跑鞋",
                                       "羊毛围巾", "桂花乌龙", "折叠雨伞", "实木书架", "洗衣液", "硅胶锅铲" };
  static const char *const looks[] = { "春季新款", "加厚", "便携", "家用大容量", "礼盒装", "经典款", "轻薄透气", "亲肤" };
  static const char *const cities[] = { "浙江省 杭州市 余杭区", "江苏省 苏州市 吴中区", "广东省 广州市 天河区", "四川省 成都市 武侯区",
                                        "山东省 青岛市 市南区", "湖北省 武汉市 洪山区" };
  guint32 dice = bench_mix (i + 1), other = bench_mix (dice ^ 0x9e3779b9);

  /* within a day in any order, as platforms number them */
  g_snprintf (order->number, sizeof order->number, "%07u%011u", 3180000 + i / 4000, dice);
  g_snprintf (order->buyer, sizeof order->buyer, "tb%08u", bench_mix (i / 2) % 100000000);
  g_snprintf (order->consignee, sizeof order->consignee, "%s%s", families[other % 12], families[other / 12 % 12]);
  g_snprintf (order->phone, sizeof order->phone, "13%09u", bench_mix (i / 2 + 77) % 1000000000);
  g_snprintf (order->address, sizeof order->address, "%s 和平路%u号%u幢%u室", cities[dice % 6], other % 900 + 1, dice / 6 % 40 + 1,
              other / 900 % 2400 + 101);
  g_snprintf (order->title, sizeof order->title, "%s %s %s SKU-%05u", looks[dice / 7 % 8], goods[other / 5 % 14],
              looks[other / 70 % 8], bench_mix (other) % 10000);
  g_snprintf (order->waybill, sizeof order->waybill, "YT%013u", other);
  order->placed_ms = zg_day_to_ms (zg_day_from_ymd (2025, 1, 1), 0) + (gint64) i * 31000 + dice % 20000;
  order->fen = 1000 + other % 90000;
  order->qty = 1 + (int) (dice % 5);
}

/* -- Texts for the rivals and for the house -- */

static const ZgKind *
kind (void)
{
  return &zg_sales_order;
}

static void
put (ZgBatch *batch, ZgCell *cells, int field, const char *text)
{
  zg_batch_text (batch, &cells[field], text, -1);
}

/* The columns of an order nobody is known by. */
static void
fill_plain (ZgBatch *batch, ZgCell *cells, const Order *order)
{
  char key[32], buyer[32];

  g_snprintf (key, sizeof key, "TB:%s", order->number);
  g_snprintf (buyer, sizeof buyer, "TB:%s", order->buyer);
  put (batch, cells, ZG_ORDER_KEY, key);
  put (batch, cells, ZG_ORDER_NUMBER, order->number);
  zg_batch_int (&cells[ZG_ORDER_PLATFORM], 1);
  put (batch, cells, ZG_ORDER_SHOP_NAME, "演示旗舰店");
  zg_batch_int (&cells[ZG_ORDER_STATUS], ZG_STATUS_SUCCESS);
  put (batch, cells, ZG_ORDER_STATUS_TEXT, "交易成功");
  zg_batch_int (&cells[ZG_ORDER_PLACED_AT], order->placed_ms);
  zg_batch_int (&cells[ZG_ORDER_PAID_AT], order->placed_ms + 60000);
  zg_batch_int (&cells[ZG_ORDER_ACCEPTED_AT], order->placed_ms + 60000);
  put (batch, cells, ZG_ORDER_BUYER, order->buyer);
  put (batch, cells, ZG_ORDER_BUYER_KEY, buyer);
  put (batch, cells, ZG_ORDER_TITLE, order->title);
  zg_batch_int (&cells[ZG_ORDER_QTY], order->qty * 1000);
  zg_batch_int (&cells[ZG_ORDER_GOODS], order->fen);
  zg_batch_int (&cells[ZG_ORDER_FREIGHT], 0);
  zg_batch_int (&cells[ZG_ORDER_PAYABLE], order->fen);
  zg_batch_int (&cells[ZG_ORDER_PAID], order->fen);
  zg_batch_int (&cells[ZG_ORDER_COD], 0);
  put (batch, cells, ZG_ORDER_CARRIER, "圆通速递");
  put (batch, cells, ZG_ORDER_WAYBILL, order->waybill);
  zg_batch_int (&cells[ZG_ORDER_IS_OPEN], 0);
  zg_batch_int (&cells[ZG_ORDER_EXPORTED_AT], order->placed_ms + 86400000);
}

static void
fill_sealed (ZgBatch *batch, ZgCell *cells, const Order *order)
{
  put (batch, cells, ZG_ORDER_CONSIGNEE, order->consignee);
  put (batch, cells, ZG_ORDER_PHONE, order->phone);
  put (batch, cells, ZG_ORDER_ADDRESS, order->address);
}

static ZgBatch *
orders_batch (guint from, guint n, gboolean sealed)
{
  ZgBatch *batch = zg_batch_new (kind (), n);

  for (guint i = from; i < from + n; i++)
    {
      Order   order;
      ZgCell *cells = zg_batch_row (batch);

      make_order (i, &order);
      fill_plain (batch, cells, &order);
      if (sealed)
        fill_sealed (batch, cells, &order);
    }
  return batch;
}

/* As the platform exports them. */
static GBytes *
export_of (guint from, guint n)
{
  GString *text = g_string_sized_new ((gsize) n * 420);

  g_string_append (text, "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址 ,联系手机,"
                         "订单创建时间,订单付款时间 ,宝贝标题 ,物流单号 ,物流公司,订单备注,宝贝总数量,店铺名称,订单关闭原因\n");
  for (guint i = from; i < from + n; i++)
    {
      Order  order;
      char   placed[20], paid[20];
      gint64 yuan, fen;

      make_order (i, &order);
      yuan = order.fen / 100;
      fen = order.fen % 100;
      g_string_append_printf (text,
                              "\"=\"\"%s\"\"\",%s,%d.%02d,0.00,%d.%02d,%d.%02d,交易成功,null,%s,%s,'%s,%s,%s,%s,No:%s,圆通速递,null,"
                              "%d,演示旗舰店,订单未关闭\n",
                              order.number, order.buyer, (int) yuan, (int) fen, (int) yuan, (int) fen, (int) yuan, (int) fen,
                              order.consignee, order.address, order.phone, zg_stamp_format (order.placed_ms, placed),
                              zg_stamp_format (order.placed_ms + 60000, paid), order.title, order.waybill, order.qty);
    }
  return g_string_free_to_bytes (text);
}

static void
append_csv_cell (GString *csv, const ZgCell *cell)
{
  if (cell->type == ZG_CELL_INT)
    g_string_append_printf (csv, ",%" G_GINT64_FORMAT, cell->i);
  else
    g_string_append_printf (csv, ",%s", cell->type == ZG_CELL_TEXT ? cell->s : "");
}

/* The same cells as a table of theirs takes them: the house's columns, the fields, what phones are found by. */
void
bench_orders_csv (const char *path, guint from, guint n, gboolean sealed)
{
  GString *csv = g_string_sized_new ((gsize) n * 420);
  GError  *error = NULL;

  for (guint i = from; i < from + n; i++)
    {
      g_autoptr (ZgBatch) batch = zg_batch_new (kind (), 1);
      ZgCell *cells = zg_batch_row (batch);
      Order   order;

      make_order (i, &order);
      fill_plain (batch, cells, &order);
      if (sealed)
        fill_sealed (batch, cells, &order);
      g_string_append_printf (csv, "%" G_GINT64_FORMAT ",,,,1,1,recorded,,1790000000000,1", (gint64) i + 1);
      for (int f = 0; f < kind ()->n_fields; f++)
        append_csv_cell (csv, &cells[f]);
      if (sealed)
        g_string_append_printf (csv, ",%u,%u\n", bench_mix (i / 2 + 78), bench_mix (i / 2 + 78) % 10000);
      else
        g_string_append (csv, ",,\n");
    }
  bench_must (g_file_set_contents (path, csv->str, (gssize) csv->len, &error), error);
  g_string_free (csv, TRUE);
}

/* -- The rival -- */

typedef struct
{
  double wall, cpu;
} Took;

static char *
bench_orders_indexes (void)
{
  g_autofree char *whole = zg_schema_text ();
  g_auto (GStrv)   lines = g_strsplit (whole, "\n", -1);
  GString         *sql = g_string_new ("CREATE INDEX sales_order_no ON sales_order (no);\n");

  for (char **line = lines; *line; line++)
    if (strstr (*line, "INDEX") && strstr (*line, " ON sales_order ("))
      g_string_append_printf (sql, "%s\n", *line);
  return g_string_free (sql, FALSE);
}

char *
bench_orders_table (const char *integer)
{
  g_autofree char *indexes = bench_orders_indexes ();
  GString         *sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE sales_order (id %s PRIMARY KEY, parent_id %s, owner_id %s, unit_id %s, maker_id %s,"
                               " version %s, state TEXT, no TEXT, created_ms %s, import_id %s",
                          integer, integer, integer, integer, integer, integer, integer, integer);
  for (int i = 0; i < kind ()->n_fields; i++)
    g_string_append_printf (sql, ", %s %s", kind ()->fields[i].name,
                            zg_type_is_text (kind ()->fields[i].type) ? "TEXT" : integer);
  g_string_append_printf (sql, ", phone_ix %s, phone_tail %s);\n%s", integer, integer, indexes);
  return g_string_free (sql, FALSE);
}

static char *
rival_schema (void)
{
  g_autofree char *table = bench_orders_table ("INTEGER");

  return g_strconcat ("PRAGMA journal_mode=WAL;\n", table, NULL);
}

static Took
run_cli (const char *db, const char *script)
{
  g_autofree char  *shell = g_strdup_printf ("sqlite3 -batch '%s' >/dev/null < '%s'", db, script);
  Took              took = { bench_wall (), bench_cpu_children () };

  bench_must (system (shell) == 0, NULL);
  return (Took){ bench_wall () - took.wall, bench_cpu_children () - took.cpu };
}

static Took
import_by_cli (const char *folder, const char *name, guint from, guint n, gboolean sealed, gboolean fresh)
{
  g_autofree char *db = g_build_filename (folder, name, NULL), *script = g_strconcat (db, ".sql", NULL);
  g_autofree char *csv = g_strconcat (db, ".csv", NULL), *schema = fresh ? rival_schema () : g_strdup ("");
  g_autofree char *sql = g_strdup_printf ("%s.mode csv\n.import '%s' sales_order\n", schema, csv);
  GError          *error = NULL;
  Took             took;

  bench_orders_csv (csv, from, n, sealed);
  bench_must (g_file_set_contents (script, sql, -1, &error), error);
  took = run_cli (db, script);
  g_unlink (csv);
  return took;
}

/* -- The floor: the same rows into the same table with its indexes and checks, one prepared statement, and nothing else -- */

#define FLOOR_TURN 10000

typedef struct
{
  ZgBatch *batch;
  gint64   id;
  guint    from, n;
} Floor;

static char *
floor_sql (void)
{
  GString *sql = g_string_new ("INSERT INTO sales_order (id, maker_id, version, state, created_ms, import_id");
  GString *values = g_string_new ("$1, 1, 1, 'recorded', 1790000000000, 1");

  for (int i = 0; i < kind ()->n_fields; i++)
    {
      g_string_append_printf (sql, ", %s", kind ()->fields[i].name);
      g_string_append_printf (values, ", $%d", i + 2);
    }
  g_string_append_printf (sql, ") VALUES (%s) ON CONFLICT DO NOTHING", values->str);
  g_string_free (values, TRUE);
  return g_string_free (sql, FALSE);
}

static gboolean
floor_turn (sqlite3 *db, sqlite3_stmt *stmt, const Floor *turn)
{
  int n_fields = kind ()->n_fields;

  for (guint row = turn->from; row < turn->from + turn->n; row++)
    {
      const ZgCell *cells = &g_array_index (turn->batch->cells, ZgCell, row * n_fields);

      sqlite3_bind_int64 (stmt, 1, turn->id + row);
      for (int i = 0; i < n_fields; i++)
        if (cells[i].type == ZG_CELL_INT)
          sqlite3_bind_int64 (stmt, i + 2, cells[i].i);
        else if (cells[i].type == ZG_CELL_TEXT)
          sqlite3_bind_text (stmt, i + 2, cells[i].s, -1, SQLITE_STATIC);
        else
          sqlite3_bind_null (stmt, i + 2);
      if (sqlite3_step (stmt) != SQLITE_DONE || sqlite3_changes (db) != 1)
        return FALSE;
      sqlite3_reset (stmt);
    }
  return TRUE;
}

static void
floor_exec (sqlite3 *db, const char *sql)
{
  bench_must (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK, NULL);
}

/* Of the whole book's schema, set as the house sets its writer. */
static Took
import_floor (const char *folder, guint from, guint n, gboolean fresh)
{
  g_autofree char *path = g_build_filename (folder, "floor.db", NULL), *text = floor_sql (), *schema = zg_schema_text ();
  Took             took = { 0 };
  sqlite3_stmt    *stmt;
  sqlite3         *db;

  bench_must (sqlite3_open (path, &db) == SQLITE_OK, NULL);
  floor_exec (db, "PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL;"
                  "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=16000");
  if (fresh)
    floor_exec (db, schema);
  bench_must (sqlite3_prepare_v2 (db, text, -1, &stmt, NULL) == SQLITE_OK, NULL);
  for (guint at = from; at < from + n; at += SLICE)
    {
      guint              many = MIN (SLICE, from + n - at);
      g_autoptr (ZgBatch) batch = orders_batch (at, many, FALSE);
      double             wall = bench_wall (), cpu = bench_cpu ();

      for (guint i = 0; i < many; i += FLOOR_TURN)
        {
          floor_exec (db, "BEGIN IMMEDIATE");
          bench_must (floor_turn (db, stmt, &(Floor){ batch, at + 1, i, MIN (FLOOR_TURN, many - i) }), NULL);
          floor_exec (db, "COMMIT");
        }
      took.wall += bench_wall () - wall;
      took.cpu += bench_cpu () - cpu;
    }
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return took;
}

static void
say_floor (guint n, Took floor, Took theirs)
{
  bench_say ("  the floor, one prepared statement for each row into the same table and nothing else: %.1f s (cpu %.1f, %.1f µs a "
             "row), %.2f of .import", floor.wall, floor.cpu, floor.cpu * 1e6 / n, floor.cpu / theirs.cpu);
}

/* -- The house -- */

static gpointer
write_nothing (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return data;
}

/* Somebody wanted to write: what is long goes on in small pieces. */
static void
ask_to_write (guint done, guint total, gpointer session)
{
  zg_store_write (zg_session_store (session), write_nothing, session, NULL);
}

static Took
import_batches (ZgSession *session, guint from, guint n, guint slice, gboolean sealed, gboolean in_pieces)
{
  Took took = { 0 };

  if (in_pieces)
    ask_to_write (0, n, session);

  for (guint at = from; at < from + n; at += slice)
    {
      g_autoptr (ZgBatch) batch = orders_batch (at, MIN (slice, from + n - at), sealed);
      GError *error = NULL;
      double  wall, cpu;
      guint   n_new = 0;

      wall = bench_wall ();
      cpu = bench_cpu ();
      bench_must (zg_book_import (session, batch, "orders.csv", NULL, &n_new, NULL, in_pieces ? ask_to_write : NULL, session,
                                  NULL, &error) != 0, error);
      bench_must (n_new == batch->n_rows, NULL);
      took.wall += bench_wall () - wall;
      took.cpu += bench_cpu () - cpu;
    }
  return took;
}

void
bench_orders_plain (ZgSession *session, guint from, guint n, gboolean in_pieces, double *wall, double *cpu)
{
  Took took = import_batches (session, from, n, SLICE, FALSE, in_pieces);

  *wall = took.wall;
  *cpu = took.cpu;
}

void
bench_orders_text (guint i, GString *text)
{
  Order order;

  make_order (i, &order);
  g_string_append_printf (text, "%s\n%s\n%s\n%s\n", order.number, order.title, order.buyer, order.waybill);
}

static gint64 most_rss; /* KiB, while a file is read in */

typedef struct
{
  ZgSession    *session;
  GBytes       *bytes;
  ZgImportPlan *plan;
} File;

static gpointer
plan_file (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const values[] = { NULL, NULL, NULL };
  File *file = data;

  file->plan = zg_order_plan (&zg_taobao_layout, file->session, db, EXPORT, file->bytes, values, error);
  return file->plan;
}

static guint
import_file (ZgSession *session, GBytes *bytes)
{
  File    file = { session, bytes, NULL };
  GError *error = NULL;
  gint64  id = 0;
  guint   n_new = 0, n_known = 0;

  zg_store_read (zg_session_store (session), plan_file, &file, &error);
  bench_must (file.plan != NULL, error);
  most_rss = MAX (most_rss, bench_rss_kib ());
  bench_must (zg_import_plan_write (session, file.plan, EXPORT, bytes, &id, &n_new, &n_known, NULL, &error), error);
  zg_import_plan_free (file.plan);
  return n_new;
}

static Took
import_files (ZgSession *session, guint from, guint n)
{
  Took took = { 0 };

  for (guint at = from; at < from + n; at += SLICE)
    {
      guint              many = MIN (SLICE, from + n - at);
      g_autoptr (GBytes) bytes = export_of (at, many);
      double             wall = bench_wall (), cpu = bench_cpu ();

      bench_must (import_file (session, bytes) >= many, NULL);
      took.wall += bench_wall () - wall;
      took.cpu += bench_cpu () - cpu;
    }
  return took;
}

/* -- A book -- */

ZgSession *
bench_hire (BenchShop *shop, const char *login, const char *role)
{
  GError    *error = NULL;
  gint64     id = zg_people_add (shop->admin, login, login, 0, NULL, &error);
  ZgSession *session;

  bench_must (id != 0 && zg_people_grant (shop->admin, id, role, 0, "2026-01-01", NULL, &error), error);
  session = zg_book_login_trial (shop->book, login, &error);
  bench_must (session != NULL, error);
  return session;
}

void
bench_shop_open (BenchShop *shop)
{
  g_autofree char *path = NULL, *recovery = NULL;
  GError          *error = NULL;

  shop->folder = g_dir_make_tmp ("zg-bench-XXXXXX", &error);
  bench_must (shop->folder != NULL, error);
  path = g_build_filename (shop->folder, "bench.zgb", NULL);
  shop->book = zg_demo_create (path, 12, 1, 1, &recovery, &error);
  bench_must (shop->book != NULL, error);
  shop->admin = zg_book_login_trial (shop->book, NULL, &error);
  bench_must (shop->admin != NULL, error);
  shop->ops = bench_hire (shop, "bench-ops", "ops");
}

void
bench_shop_close (BenchShop *shop)
{
  zg_session_unref (shop->ops);
  zg_session_unref (shop->admin);
  zg_book_unref (shop->book);
  remove_tree (shop->folder);
  g_free (shop->folder);
}

static void
say_pair (const char *what, guint n, Took ours, Took theirs)
{
  bench_say ("%s: %.1f s (cpu %.1f, %.1f µs a row); sqlite3 .import %.1f s (cpu %.1f, %.1f µs)", what, ours.wall, ours.cpu,
             ours.cpu * 1e6 / n, theirs.wall, theirs.cpu, theirs.cpu * 1e6 / n);
}

static void
bound_of_import (const char *what, Took ours, Took theirs, double bound)
{
  bench_bound (what, ours.cpu / theirs.cpu, bound, " × CPU of sqlite3 .import");
}

void
bench_orders (guint n)
{
  BenchShop shop;
  Took      ours, theirs, files, floor;
  double    copied;
  gint64    rss;

  bench_head ("orders read in");
  bench_shop_open (&shop);
  theirs = import_by_cli (shop.folder, "plain.db", 0, n, FALSE, TRUE);
  ours = import_batches (shop.ops, 0, n, n, FALSE, FALSE);
  floor = import_floor (shop.folder, 0, n, TRUE);
  say_pair ("plain columns, empty table", n, ours, theirs);
  say_floor (n, floor, theirs);
  bound_of_import ("plain columns, empty table", ours, theirs, EMPTY_BOUND);
  theirs = import_by_cli (shop.folder, "plain.db", n, n, FALSE, FALSE);
  ours = import_batches (shop.ops, n, n, SLICE, FALSE, FALSE);
  floor = import_floor (shop.folder, n, n, FALSE);
  say_pair ("plain columns, the table holds as many", n, ours, theirs);
  say_floor (n, floor, theirs);
  bound_of_import ("plain columns, the table holds as many", ours, theirs, LIVE_BOUND);
  if ((copied = bench_orders_copy (shop.folder, n, n)) > 0)
    bench_bound ("plain columns, the table holds as many", ours.wall / copied, COPY_BOUND, " × COPY of PostgreSQL");
  bench_shop_close (&shop);
  bench_shop_open (&shop);
  theirs = import_by_cli (shop.folder, "sealed.db", 0, n, TRUE, TRUE);
  ours = import_batches (shop.ops, 0, n, n, TRUE, FALSE);
  say_pair ("with sealed fields, empty table", n, ours, theirs);
  bound_of_import ("with sealed fields, empty table", ours, theirs, SEALED_BOUND);
  bench_shop_close (&shop);
  bench_shop_open (&shop);
  rss = bench_rss_kib ();
  files = import_files (shop.ops, 0, n);
  bench_say ("from files of %d lines each, with their customers: %.1f s (cpu %.1f, %.1f µs a row), %.2f × with sealed fields, "
             "memory +%.0f MiB", SLICE, files.wall, files.cpu, files.cpu * 1e6 / n, files.cpu / ours.cpu,
             (double) (most_rss - rss) / 1024);
  bench_shop_close (&shop);
}
