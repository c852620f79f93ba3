/* Goods from the purchase to the review of who kept them, played at the command line: ordered, received with a part refused,
 * inspected, sold, confirmed, paid for, issued, shipped, reported, counted short, decided, signed, and found again on the
 * keeper's review sheet. After every step the ledger is its balances and its card, nothing lies below zero, and not a byte of the
 * order is another (D08-5a, D18-5.5a). */
#include "pg-server.h"

#include "play.h"
#include "zip-part.h"

#include "zg-db.h"

#define ORDER "318300000000000042"

static const struct
{
  const char *number, *name, *login, *role;
} people[] = {
  { "1001", "刘库", "liuku", "whk" },  { "1002", "黄仓", "huangcang", "whs" }, { "1003", "孙财", "suncai", "fin" },
  { "1004", "高远", "gaoyuan", "dir" }, { "1005", "沈店", "shendian", "shm" },  { "1006", "李检", "lijian", "qci" },
  { "1007", "张采", "zhangcai", "buy" }, { "1008", "王服", "wangfu", "csr" },   { "1009", "陈运", "chenyun", "ops" },
  { "1010", "周敏", "zhoumin", "mgr" }, { "1011", "何事", "heshi", "hrd" },
};

/* -- What holds in every state -- */

static gint64
number (ZgDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64             n = 0;

  zg_db_int (db, &n, &error, sql, NULL);
  g_assert_no_error (error);
  return n;
}

/* Every cell of the order and its lines but state and version, which posting moves. */
static char *
order_bytes (ZgDb *db)
{
  static const char *const tables[] = { ZG_SQL ("SELECT * FROM sales_order ORDER BY id"),
                                        ZG_SQL ("SELECT * FROM sales_order_line ORDER BY id") };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (ZgStmt) rows = zg_db_query (db, NULL, tables[i], NULL);
      gboolean           row = FALSE;

      g_assert_nonnull (rows);
      while (zg_stmt_step (rows, &row, NULL) && row)
        for (int k = 0; k < zg_stmt_n_columns (rows); k++)
          {
            g_autoptr (GBytes) sealed = NULL;
            g_autofree char   *text = NULL;
            ZgCell             cell = { 0 };

            if (g_str_equal (zg_stmt_column_name (rows, k), "state") || g_str_equal (zg_stmt_column_name (rows, k), "version"))
              continue;
            zg_stmt_cell (rows, k, &cell);
            sealed = cell.type == ZG_CELL_BYTES ? zg_stmt_bytes (rows, k) : NULL;
            text = g_strdup_printf ("%d|%" G_GINT64_FORMAT "|%s|", cell.type, cell.type == ZG_CELL_INT ? cell.i : 0,
                                    cell.type == ZG_CELL_TEXT ? cell.s : "");
            g_checksum_update (sum, (const guchar *) text, -1);
            if (sealed)
              g_checksum_update (sum, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
            zg_cell_clear (&cell);
          }
      g_assert_false (row);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static void
check_ledger (ZgDb *db)
{
  g_assert_cmpint (number (db, ZG_SQL ("SELECT count(*) FROM (SELECT ledger, k1, k2, k3, k4, sum (qty) AS q,"
                                       " sum (value_fen) AS v FROM ledger_line GROUP BY ledger, k1, k2, k3, k4) l"
                                       " LEFT JOIN balance b ON b.ledger = l.ledger AND b.k1 = l.k1 AND b.k2 = l.k2"
                                       " AND b.k3 = l.k3 AND b.k4 = l.k4 WHERE b.qty IS NULL OR b.qty <> l.q"
                                       " OR b.value_fen <> l.v")), ==, 0);
  g_assert_cmpint (number (db, ZG_SQL ("SELECT count(*) FROM balance b WHERE b.qty <> 0 AND NOT EXISTS (SELECT 1 FROM"
                                       " ledger_line l WHERE l.ledger = b.ledger AND l.k1 = b.k1 AND l.k2 = b.k2 AND l.k3 = b.k3"
                                       " AND l.k4 = b.k4)")), ==, 0);
  g_assert_cmpint (number (db, ZG_SQL ("SELECT count(*) FROM balance WHERE qty < 0 OR value_fen < 0")), ==, 0);
  g_assert_cmpint (number (db, ZG_SQL ("SELECT count(*) FROM (SELECT sum (qty) OVER (PARTITION BY ledger, k1, k2, k3, k4"
                                       " ORDER BY chain, seq, n) AS q FROM ledger_line) d WHERE q < 0")), ==, 0);
}

/* The last line of each item's card says what its places hold together. */
static void
check_cards (ZgDb *db, const char *now)
{
  g_autofree char       *path = file_in ("cards.csv"), *text = NULL;
  g_autoptr (GHashTable) last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (ZgStmt)     rows = NULL;
  g_auto (GStrv)         lines = NULL;
  gboolean               row = FALSE;
  guint                  n = 0;

  DONE ("liuku", now, "report", "stock-card", "month=2026-09", "-o", "@cards.csv");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  for (char **line = lines + 1; *line && **line; line++)
    {
      g_auto (GStrv) cells = g_strsplit (*line, ",", -1);

      g_hash_table_insert (last, g_strndup (cells[0], strcspn (cells[0], " ")), g_strdup (cells[7]));
    }
  rows = zg_db_query (db, NULL, ZG_SQL ("SELECT i.code, CAST (sum (b.qty) AS BIGINT) FROM balance b JOIN item i ON i.id = b.k1"
                                        " WHERE b.ledger = 'stock' GROUP BY i.code"), NULL);
  for (; rows && zg_stmt_step (rows, &row, NULL) && row; n++)
    g_assert_cmpint (g_ascii_strtoll (g_hash_table_lookup (last, zg_stmt_text (rows, 0)), NULL, 10) * 1000, ==,
                     zg_stmt_int (rows, 1));
  g_assert_cmpuint (n, ==, g_hash_table_size (last));
}

static void
books_agree (const char *now)
{
  static char   *order;
  static gint64  n_lines;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  ZgDb          *db = zg_db_open (book, ZG_DB_READ, &error);
  gint64         n;

  g_assert_no_error (error);
  check_ledger (db);
  n = number (db, ZG_SQL ("SELECT count(*) FROM ledger_line"));
  if (n != n_lines) /* else the card is the one compared last */
    check_cards (db, now);
  n_lines = n;
  bytes = order_bytes (db);
  if (number (db, ZG_SQL ("SELECT count(*) FROM sales_order_line")) == 2)
    {
      if (order)
        g_assert_cmpstr (bytes, ==, order);
      g_free (order);
      order = g_steal_pointer (&bytes);
    }
  zg_db_close (db);
}

/* One step, and everything holds. */
#define STEP(login, now, ...)                                                                                                    \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    DONE (login, now, __VA_ARGS__);                                                                                              \
    books_agree (now);                                                                                                           \
  }                                                                                                                              \
  G_STMT_END

/* By item: in all, available, promised to customers, can be sold. */
static void
stands (const char *now, const char *item, const char *figures)
{
  g_auto (Ran)          ran = zgctl (AT ("chenyun", now), "--format", "json", "list", "stock_level", NULL);
  g_autoptr (JsonNode)  node = json_of (ran.out);
  JsonArray            *rows = json_node_get_array (node);
  g_autofree char      *found = NULL;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (g_str_equal (json_object_get_string_member (row, "item"), item))
        found = g_strdup_printf ("%d %d %d %d", (int) json_object_get_int_member (row, "qty_milli") / 1000,
                                 (int) json_object_get_int_member (row, "available_milli") / 1000,
                                 (int) json_object_get_int_member (row, "promised_milli") / 1000,
                                 (int) json_object_get_int_member (row, "sellable_milli") / 1000);
    }
  g_assert_cmpstr (found, ==, figures);
}

static char *
made (char *id)
{
  id[strcspn (id, " ")] = '\0';
  return id;
}

/* -- The department -- */

static void
test_set_up (void)
{
  put_file ("pw", "Play-a-chain-2026\n", -1);
  put_file ("chip.png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\3\10\2", 26);
  {
    g_auto (Ran) ran = zgctl ("--lang", "en", "--now", "2026-08-31 09:00", "--password-file", "@pw", "init", book, "--admin",
                              "admin", "--name", "管理员", "--title", "电商部", "--structure", "d13", "--trial", NULL);

    g_assert_cmpint (ran.code, ==, 0);
  }
  DONE ("admin", "2026-08-31 09:01", "new", "post", "title=仓库保管员");
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *no = g_strdup_printf ("number=%s", people[i].number), *name = g_strdup_printf ("name=%s", people[i].name);
      const char      *post = g_str_equal (people[i].role, "whk") ? "post=仓库保管员" : "remark=演示";

      DONE ("admin", "2026-08-31 09:10", "new", "staff", no, name, "unit=电商部", "category=operations", "employment=regular",
            "joined=2026-01-01", post);
      DONE ("admin", "2026-08-31 09:15", "user", "add", people[i].login, people[i].name, "--staff", people[i].number);
      DONE ("admin", "2026-08-31 09:16", "role", "grant", people[i].login, people[i].role);
    }
  DONE ("zhangcai", "2026-09-01 08:30", "new", "item", "code=SKU-1", "name=茶杯", "measure=件");
  DONE ("zhangcai", "2026-09-01 08:30", "new", "item", "code=SKU-2", "name=茶盘", "measure=件");
  DONE ("zhangcai", "2026-09-01 08:31", "new", "supplier", "name=景德瓷业");
  DONE ("liuku", "2026-09-01 08:32", "new", "stock_location", "code=A-01", "kind=shelf");
  DONE ("liuku", "2026-09-01 08:33", "new", "stock_location", "code=Q-01", "kind=quarantine");
}

/* -- In: ordered, checked, a part refused, two signatures, finance, inspection -- */

static void
test_receipt (void)
{
  g_autofree char *order = NULL, *receipt = NULL;

  MADE (order, "zhangcai", "2026-09-01 09:00", "new", "purchase_order", "supplier=景德瓷业", "purchase_order_line=new",
        "item=茶杯", "qty_milli=40", "price_fen=19", "purchase_order_line=new", "item=茶盘", "qty_milli=20", "price_fen=75.5");
  DONE ("zhangcai", "2026-09-01 09:01", "edit", "purchase_order", order, "purchase_order_line=1", "qty_milli=50");
  REFUSED ("zhangcai", "2026-09-01 09:02", "has 2 such lines", "edit", "purchase_order", order, "purchase_order_line=3",
           "qty_milli=50");
  DONE ("zhangcai", "2026-09-01 09:03", "edit", "purchase_order", order, "purchase_order_line=new", "item=茶杯", "qty_milli=1");
  DONE ("zhangcai", "2026-09-01 09:04", "edit", "purchase_order", order, "purchase_order_line=-3");
  STEP ("zhangcai", "2026-09-01 09:05", "do", "purchase_order", order, "place");
  MADE (receipt, "liuku", "2026-09-02 09:00", "new", "goods_receipt", "supplier=景德瓷业", "purchase_order=CG-2026-0001",
        "delivery_note=SH-88");
  REFUSED ("liuku", "2026-09-02 09:01", "D08-2", "do", "goods_receipt", receipt, "accept", "goods_receipt_line=1",
           "noted_milli=50", "received_milli=50", "refused_milli=2", "quality_ok=no"); /* not a word on what is wrong */
  STEP ("liuku", "2026-09-02 09:02", "do", "goods_receipt", receipt, "accept", "goods_receipt_line=1", "noted_milli=50",
        "received_milli=50", "refused_milli=2", "quality_ok=no", "discrepancy=2只杯口缺损", "photo=@chip.png",
        "goods_receipt_line=2",
        "noted_milli=20", "received_milli=20");
  due ("gaoyuan", "2026-09-02 09:03", TRUE, "Decide on a refusal of the warehouse\tJS-2026-0001\tD08-3b");
  due ("shendian", "2026-09-02 09:03", TRUE, "Decide on a refusal of the warehouse\tJS-2026-0001\tD08-3b");
  DONE ("shendian", "2026-09-02 09:04", "print", "refusal_report", "JS-2026-0001", "-o", "@refusal.pdf");
  is_kind_of_file ("refusal.pdf", "%PDF");
  STEP ("gaoyuan", "2026-09-02 09:05", "do", "refusal", "JS-2026-0001", "decide", "decision=退回换货");
  STEP ("liuku", "2026-09-02 09:06", "do", "goods_receipt", receipt, "label");
  STEP ("liuku", "2026-09-02 09:07", "do", "goods_receipt", receipt, "stick");
  STEP ("liuku", "2026-09-02 09:08", "do", "goods_receipt", receipt, "sign");
  REFUSED ("liuku", "2026-09-02 09:09", "D19-3.2.3", "do", "goods_receipt", receipt, "countersign");
  stands ("2026-09-02 09:09", "茶杯", "0 0 0 0"); /* of one signature nothing is in the book */
  STEP ("huangcang", "2026-09-02 09:10", "do", "goods_receipt", receipt, "countersign");
  stands ("2026-09-02 09:10", "茶杯", "48 0 0 0"); /* here, and not to be sold before it is inspected */
  STEP ("liuku", "2026-09-02 09:11", "do", "goods_receipt", receipt, "send");
  STEP ("suncai", "2026-09-02 09:20", "do", "goods_receipt", receipt, "take");
  STEP ("suncai", "2026-09-02 09:21", "do", "goods_receipt", receipt, "book", "voucher=记-1");
  STEP ("lijian", "2026-09-02 10:00", "do", "goods_receipt", receipt, "pass", "goods_receipt_line=1", "passed_milli=47",
        "failed_milli=1", "location=A-01", "quarantine=Q-01", "qc_note=釉裂", "goods_receipt_line=2", "passed_milli=20",
        "location=A-01");
  due ("chenyun", "2026-09-02 10:01", TRUE, "Read the quantities for listing\tRK-2026-0001\tD19-3.3.1");
  DONE ("liuku", "2026-09-02 10:01", "print", "receipt_quantities", "RK-2026-0001", "-o", "@quantities.pdf");
  is_kind_of_file ("quantities.pdf", "%PDF");
  DONE ("chenyun", "2026-09-02 10:01", "list", "receipt_report");
  STEP ("chenyun", "2026-09-02 10:01", "do", "goods_receipt", receipt, "acknowledge");
  due ("chenyun", "2026-09-02 10:01", TRUE, "done 10:01\tRead the quantities for listing");
  stands ("2026-09-02 10:01", "茶杯", "48 47 0 47");
  stands ("2026-09-02 10:01", "茶盘", "20 20 0 20");
}

/* -- An order: confirmed, paid, issued with complete papers, packed, shipped -- */

#define LIST                                                                                                                     \
  "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址 ,联系手机,订单创建时间,"          \
  "订单付款时间 ,宝贝标题 ,物流单号 ,物流公司,订单备注,宝贝总数量,店铺名称,订单关闭原因,修改后的收货地址,退款金额,确认收货时间\n"             \
  "\"=\"\"" ORDER "\"\"\",茶友甲,236.00,0.00,236.00,236.00,买家已付款，等待卖家发货,null,测试甲,浙江省 杭州市 一号,'13800000001,"             \
  "2026-09-03 09:55:00,2026-09-03 09:56:00,青花茶杯,,null,null,3,演示旗舰店,订单未关闭,,0.00,\n"
#define LINES                                                                                                                    \
  "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码,退款状态,退款金额\n"                                      \
  "=\"" ORDER "\",青花茶杯,59.00,2,,规格：250mL,,null,x,SKU-1,没有申请退款,\n"                                                      \
  "=\"" ORDER "\",竹制茶盘,118.00,1,,原色,,null,x,SKU-2,没有申请退款,\n"

#define POINTS "ok_consignee=yes", "ok_address=yes", "ok_contact=yes", "ok_model=yes", "ok_qty=yes", "ok_payment=yes"
#define OF_ORDER "sales_order=" ORDER

static void
test_order (void)
{
  g_autofree char *issue = NULL;

  put_file ("ExportOrderList202609031000.csv", LIST, -1);
  put_file ("ExportOrderDetailList202609031000.csv", LINES, -1);
  STEP ("wangfu", "2026-09-03 10:00", "import", "auto", "@ExportOrderList202609031000.csv");
  STEP ("wangfu", "2026-09-03 10:01", "import", "auto", "@ExportOrderDetailList202609031000.csv");
  STEP ("wangfu", "2026-09-03 10:01", "import", "auto", "@ExportOrderList202609031000.csv"); /* twice is once */
  due ("wangfu", "2026-09-03 10:02", TRUE, "D18-5.2");
  REFUSED ("wangfu", "2026-09-03 10:03", "D13-3.2.1", "new", "order_confirmation", OF_ORDER, POINTS); /* one point is left out */
  STEP ("wangfu", "2026-09-03 10:04", "new", "order_confirmation", OF_ORDER, POINTS, "ok_delivery=yes");
  stands ("2026-09-03 10:04", "茶杯", "48 47 2 45");
  REFUSED ("chenyun", "2026-09-03 10:05", "D13-3.2.2", "new", "parcel", OF_ORDER); /* not paid for */
  REFUSED ("chenyun", "2026-09-03 10:06", "Finance", "new", "order_payment", OF_ORDER, "amount_fen=236");
  STEP ("suncai", "2026-09-03 10:10", "new", "order_payment", OF_ORDER, "amount_fen=236");
  MADE (issue, "chenyun", "2026-09-03 10:12", "new", "goods_issue", "kind=order", OF_ORDER, "purpose=订单发货");
  STEP ("chenyun", "2026-09-03 10:12", "do", "goods_issue", made (issue), "submit");
  REFUSED ("liuku", "2026-09-03 10:13", "D08-4a", "do", "goods_issue", issue, "clear"); /* the warehouse is not told yet */
  STEP ("chenyun", "2026-09-03 10:14", "new", "parcel", OF_ORDER);
  STEP ("liuku", "2026-09-03 10:15", "do", "goods_issue", issue, "clear");
  stands ("2026-09-03 10:15", "茶杯", "48 45 0 45"); /* set aside: promised no longer, nor to be sold twice */
  STEP ("liuku", "2026-09-03 10:16", "do", "parcel", "FH-2026-0001", "pick");
  STEP ("liuku", "2026-09-03 10:16", "do", "goods_issue", issue, "pick");
  REFUSED ("liuku", "2026-09-03 10:17", "D08-8a", "do", "parcel", "FH-2026-0001", "pack", "pieces_milli=3");
  STEP ("huangcang", "2026-09-03 10:17", "do", "goods_issue", issue, "check");
  STEP ("liuku", "2026-09-03 10:18", "do", "goods_issue", issue, "issue", "handed_to=打包台", "carrier=顺丰");
  STEP ("huangcang", "2026-09-03 10:19", "do", "goods_issue", issue, "release", "vehicle=沪A12345");
  DONE ("huangcang", "2026-09-03 10:20", "print", "exit_pass", "CK-2026-0001", "-o", "@pass.pdf");
  is_kind_of_file ("pass.pdf", "%PDF");
  REFUSED ("liuku", "2026-09-03 10:21", "D11-4.5", "do", "parcel", "FH-2026-0001", "pack", "pieces_milli=2");
  STEP ("liuku", "2026-09-03 10:21", "do", "parcel", "FH-2026-0001", "pack", "pieces_milli=3");
  stands ("2026-09-03 10:22", "茶杯", "46 45 0 45");
  REFUSED ("liuku", "2026-09-03 10:25", "D10-1.7b", "do", "parcel", "FH-2026-0001", "ship");
  STEP ("liuku", "2026-09-03 10:30", "do", "parcel", "FH-2026-0001", "ship", "waybill=SF1234567890123");
  stands ("2026-09-03 10:31", "茶盘", "19 19 0 19");
  STEP ("wangfu", "2026-09-05 15:00", "do", "parcel", "FH-2026-0001", "sign");
  STEP ("wangfu", "2026-09-06 09:00", "new", "order_event", OF_ORDER, "type=rating", "score=5");
  STEP ("wangfu", "2026-09-06 09:01", "do", "sales_order", ORDER, "finish");
}

/* -- At 18:00: the orders, sealed beside the book -- */

static char *
only_file_of (const char *name)
{
  g_autofree char *path = file_in (name);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *found = dir ? g_dir_read_name (dir) : NULL;

  g_assert_nonnull (found);
  return g_build_filename (path, found, NULL);
}

static void
test_backup (void)
{
  g_auto (Ran)       ticked = { 0 }, register_ = { 0 };
  g_autofree char   *backup = NULL, *folder_out = file_in ("out"), *workbook = NULL, *sum = NULL, *bytes = NULL;
  g_autoptr (GString) sheet = NULL;
  zip_t              *zip;
  gsize               n = 0;

  if (engine_is_server ()) /* there it lies in the person's own folder */
    return;
  ticked = zgctl ("--lang", "en", "--book", book, "--now", "2026-09-03 18:00", "tick", NULL);
  g_assert_cmpint (ticked.code, ==, 0);
  backup = only_file_of ("chain.zg.backups");
  g_assert_cmpint (g_mkdir (folder_out, 0700), ==, 0);
  {
    g_auto (Ran) out = zgctl ("--lang", "en", "--password-file", "@pw", "--user", "admin", "restore", backup, "--orders", "@out",
                              NULL);

    g_assert_cmpint (out.code, ==, 0);
  }
  workbook = only_file_of ("out");
  g_assert_true (g_file_get_contents (workbook, &bytes, &n, NULL));
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, n);
  register_ = zgctl (AT ("admin", "2026-09-03 18:01"), "--format", "json", "list", "order_backup", NULL);
  has (register_.out, "\"n_orders\":1");
  has (register_.out, "\"sum_fen\":23600");
  has (register_.out, "\"is_verified\":1");
  has (register_.out, sum);
  zip = zip_open (workbook, ZIP_RDONLY, NULL);
  g_assert_nonnull (zip);
  sheet = zip_part (zip, zip_name_locate (zip, "xl/worksheets/sheet1.xml", 0));
  zip_discard (zip);
  has (sheet->str, ORDER);
  g_assert_null (strstr (sheet->str, "测试甲")); /* who it goes to is sealed in the book */
}

/* -- The month, and a count that finds less -- */

static void
test_month (void)
{
  g_autofree char *path = file_in ("month.csv"), *text = NULL;

  STEP ("liuku", "2026-09-03 19:00", "new", "stock_day", "day=2026-09-02");
  STEP ("liuku", "2026-09-03 19:01", "new", "stock_day", "day=2026-09-03");
  STEP ("liuku", "2026-09-28 16:00", "new", "stock_month", "month=2026-09");
  STEP ("liuku", "2026-09-28 16:01", "do", "stock_month", "SF-2026-0001", "report");
  STEP ("gaoyuan", "2026-09-28 17:00", "do", "stock_month", "SF-2026-0001", "acknowledge");
  DONE ("liuku", "2026-09-28 17:10", "report", "stock-month", "month=2026-09", "-o", "@month.csv");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  has (text, "SKU-1,茶杯,,件,0,0.00,48,912.00,2,38.00,46,874.00,0,0");
  has (text, "SKU-2,茶盘,,件,0,0.00,20,1510.00,1,75.50,19,1434.50,0,0");
}

static void
test_stocktake (void)
{
  g_autofree char *count = NULL, *agreed = NULL;

  MADE (count, "liuku", "2026-09-30 17:00", "new", "stocktake", "kind=quarterly", "day=2026-09-30", "blind=yes");
  STEP ("liuku", "2026-09-30 17:01", "do", "stocktake", made (count), "freeze");
  {
    g_auto (Ran) sheet = zgctl (AT ("liuku", "2026-09-30 17:02"), "show", "stocktake", count, NULL);

    has (sheet.out, "stocktake_line=3");
    g_assert_null (strstr (sheet.out, "Book quantity")); /* who counts does not see what should be there */
  }
  {
    g_auto (Ran) json = zgctl (AT ("liuku", "2026-09-30 17:03"), "--format", "json", "show", "stocktake", count, NULL);
    g_auto (Ran) list = zgctl (AT ("liuku", "2026-09-30 17:04"), "list", "stocktake_line", NULL);

    has (json.out, "\"book_milli\":null");
    g_assert_null (strstr (json.out, "frozen_milli"));
    has (list.out, "茶盘");
    g_assert_null (strstr (list.out, "19"));
  }
  REFUSED ("liuku", "2026-09-30 17:20", "D08-7a", "do", "stocktake", count, "finish", "stocktake_line=1", "counted_milli=45");
  STEP ("liuku", "2026-09-30 17:30", "do", "stocktake", count, "finish", "stocktake_line=1", "counted_milli=45",
        "stocktake_line=2", "counted_milli=17", "stocktake_line=3", "counted_milli=1");
  STEP ("liuku", "2026-09-30 17:31", "do", "stocktake", count, "compare");
  REFUSED ("liuku", "2026-09-30 17:32", "D08-7b", "do", "stocktake", count, "report", "stocktake_line=2", "cause=盘前漏登破损",
           "responsible=刘库");
  STEP ("liuku", "2026-09-30 17:40", "do", "stocktake", count, "report", "stocktake_line=2", "cause=盘前漏登破损",
        "responsible=刘库", "proposal=照价赔偿");
  due ("gaoyuan", "2026-09-30 17:41", TRUE, "Decide on differences of a count\tPD-2026-0001\tD08-7b");
  due ("shendian", "2026-09-30 17:41", TRUE, "Decide on differences of a count\tPD-2026-0001\tD08-7b");
  REFUSED ("liuku", "2026-09-30 17:42", "Nothing was changed", "do", "stocktake", count, "adjust");
  stands ("2026-09-30 17:43", "茶盘", "19 19 0 19");
  STEP ("gaoyuan", "2026-09-30 17:50", "do", "stocktake", count, "decide", "decision=同意照价赔偿");
  STEP ("liuku", "2026-09-30 17:55", "do", "stocktake", count, "adjust");
  stands ("2026-09-30 17:56", "茶盘", "17 17 0 17");
  STEP ("liuku", "2026-09-30 17:57", "do", "stocktake", count, "sign");
  REFUSED ("liuku", "2026-09-30 17:58", "D08-7a", "do", "stocktake", count, "countersign");
  STEP ("suncai", "2026-09-30 17:59", "do", "stocktake", count, "countersign");
  DONE ("suncai", "2026-09-30 18:00", "print", "stocktake_report", "PD-2026-0001", "-o", "@count.pdf");
  is_kind_of_file ("count.pdf", "%PDF");
  STEP ("liuku", "2026-09-30 18:10", "new", "stock_day", "day=2026-09-30");
  REFUSED ("liuku", "2026-09-30 18:11", "not over yet", "do", "stock_month", "SF-2026-0001", "close");
  REFUSED ("liuku", "2026-10-01 08:50", "D08-5b", "do", "stock_month", "SF-2026-0001", "close");
  MADE (agreed, "liuku", "2026-10-01 08:52", "new", "stock_agreement", "month=2026-09");
  STEP ("liuku", "2026-10-01 08:53", "do", "stock_agreement", made (agreed), "compare", "stock_agreement_line=1",
        "goods_milli=46", "card_milli=46", "stock_agreement_line=2", "goods_milli=17", "card_milli=17");
  STEP ("suncai", "2026-10-01 08:55", "do", "stock_agreement", agreed, "agree", "stock_agreement_line=1",
        "finance_milli=46", "finance_fen=0", "why=财务账未记单价", "stock_agreement_line=2", "finance_milli=17", "finance_fen=0",
        "why=财务账未记单价");
  STEP ("liuku", "2026-10-01 09:00", "do", "stock_month", "SF-2026-0001", "close");
}

/* -- The keeper's review -- */

static void
test_review (void)
{
  g_autofree char *standard = NULL, *period = NULL;
  g_auto (Ran)     sheet = { 0 };

  MADE (standard, "zhoumin", "2026-10-01 09:10", "new", "review_standard", "name=保管员考核", "post=仓库保管员", "unit=电商部",
        "template=d02", "full_marks=100", "valid_from=2026-07-01", "review_item=new", "item=工作态度", "weight_bp=60", "how=people",
        "clause=D20-4.1", "review_item=new", "item=盘点无短缺", "weight_bp=40", "how=facts", "source=stocktake_shortage",
        "rule=points", "each_points=10", "clause=D08-7a");
  STEP ("zhoumin", "2026-10-01 09:11", "do", "review_standard", made (standard), "submit");
  STEP ("gaoyuan", "2026-10-01 09:12", "do", "review_standard", standard, "approve");
  MADE (period, "heshi", "2026-10-01 09:13", "new", "review_period", "name=三季度", "from_day=2026-07-01", "to_day=2026-09-30",
        "post=仓库保管员");
  STEP ("heshi", "2026-10-01 09:14", "do", "review_period", made (period), "open");
  STEP ("heshi", "2026-10-01 09:15", "do", "review_period", period, "take");
  sheet = zgctl (AT ("liuku", "2026-10-01 09:16"), "show", "review_sheet", "KH-2026-0001", NULL);
  has (sheet.out, "Employee: 刘库");
  has (sheet.out, "Facts: 1 times (worth ¥151.00)");
  has (sheet.out, "By facts: 90.00");
  has (sheet.out, "PD-2026-0001: 茶盘 short by 2");
  DONE ("admin", "2026-10-01 09:20", "verify", "--deep");
}

/* -- From October on logistics handles the orders -- */

static void
test_roles (void)
{
  g_autoptr (GString) other = g_string_new (LIST);

  g_string_replace (other, ORDER, "318300000000000043", 0);
  put_file ("ExportOrderList202610011000.csv", other->str, -1);
  DONE ("heshi", "2026-10-01 10:00", "policy", "set", "order.roles", "d14", "--from", "2026-10-01", "--reason", "物流统管");
  REFUSED ("wangfu", "2026-10-01 10:01", "D14-12.1", "new", "order_confirmation", OF_ORDER, POINTS, "ok_delivery=yes");
  REFUSED ("wangfu", "2026-10-01 10:01", "Logistics", "new", "order_confirmation", OF_ORDER, POINTS, "ok_delivery=yes");
  REFUSED ("wangfu", "2026-10-01 10:02", "《电商部门日常管理制度》第十二条 1.", "import", "auto", "@ExportOrderList202610011000.csv");
  REFUSED ("chenyun", "2026-10-01 10:03", "logistics staff", "new", "parcel", OF_ORDER);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("zg-chain-XXXXXX", NULL);
  book = engine_path (folder, "chain.zg");
  g_test_add_func ("/chain/set-up", test_set_up);
  g_test_add_func ("/chain/D08-3b/D19-3.2.5/receipt", test_receipt);
  g_test_add_func ("/chain/D09-14/D19-3.4.2/order", test_order);
  g_test_add_func ("/chain/D18-5.4/backup", test_backup);
  g_test_add_func ("/chain/D08-6/month", test_month);
  g_test_add_func ("/chain/D08-7a/D08-7b/stocktake", test_stocktake);
  g_test_add_func ("/chain/D20-4.1/review", test_review);
  g_test_add_func ("/chain/D14-12.1/roles", test_roles);
  result = g_test_run ();
  remove_tree (folder);
  engine_drop (book);
  g_free (folder);
  return result;
}
