/* Orders: exports in any order, what nobody may change, the clock, the way to the customer, voided and made anew. */
#include "trial.h"

#include "zg-catalog.h"
#include "zg-ledger.h"
#include "zg-order-told.h"

/* -- Who may -- */

static void
grant_hr (const ZgKind *kind, const char *verb)
{
  g_autoptr (ZgRecord) record = zg_record_new (zg_kind_by_id ("role_right"));
  g_autofree char     *right = g_strdup_printf ("%s.%s", kind->id, verb);

  zg_record_set_text (record, zg_kind_field (record->kind, "role"), "hrd");
  zg_record_set_text (record, zg_kind_field (record->kind, "permission"), right);
  zg_record_set_int (record, zg_kind_field (record->kind, "reach"), ZG_REACH_ALL);
  zg_book_run (trial.admin, record, "create", NULL, NULL, NULL, NULL, NULL); /* some she has */
}

static void
grant_all_hr (void)
{
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    if (g_str_equal ((*kind)->module, "orders") || g_str_equal ((*kind)->module, "catalog"))
      {
        grant_hr (*kind, "view");
        grant_hr (*kind, "reveal");
        for (int i = 0; i < (*kind)->n_steps; i++)
          if (zg_kind_verb (*kind, (*kind)->steps[i].verb) == &(*kind)->steps[i])
            grant_hr (*kind, (*kind)->steps[i].verb);
      }
  g_clear_pointer (&trial.hr, zg_session_unref); /* comes in anew, with the keys */
  trial.hr = log_in ("chenjing");
}

/* -- Files -- */

#define HEAD "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址 ,联系手机,订单创建时间,"     \
             "订单付款时间 ,宝贝标题 ,物流单号 ,物流公司,订单备注,宝贝总数量,店铺名称,订单关闭原因,修改后的收货地址,退款金额,确认收货时间\n"
#define LINES_HEAD "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码,退款状态,退款金额\n"

static const char *const in_words[] = { "", "等待买家付款", "买家已付款，等待卖家发货", "卖家部分发货", "卖家已发货，等待买家确认", "交易成功",
                                        "交易关闭" };

typedef struct
{
  const char *number;
  int         status;
  const char *buyer, *address, *now, *waybill, *note, *shop, *refund, *paid_at;
} Row;

static void
add_row (GString *text, const Row *row)
{
  gboolean paid = row->status != 1 && row->paid_at == NULL;

  g_string_append_printf (text, "\"=\"\"%s\"\"\",%s,118.00,0.00,118.00,%s,%s,null,%s,%s,'13800000001,2026-11-20 10:00:00,%s,演示纸巾,%s,%s,%s,"
                                "%d,%s,%s,%s,%s,%s\n",
                          row->number, row->buyer ? row->buyer : "买家甲", row->status == 1 ? "0" : "118.00",
                          in_words[row->status], "测试甲", row->address ? row->address : "浙江省 杭州市 一号",
                          paid ? "2026-11-20 10:01:00" : row->paid_at ? row->paid_at : "", row->waybill ? row->waybill : "",
                          row->waybill ? "圆通速递" : "null", row->note ? row->note : "null", 2, row->shop ? row->shop : "演示旗舰店",
                          row->status == 6 ? "退款" : "订单未关闭", row->now ? row->now : "", row->refund ? row->refund : "0.00",
                          row->status == 5 ? "2026-11-22 12:00:00" : "");
}

static GBytes *
list_of (const Row *rows, guint n)
{
  GString *text = g_string_new (HEAD);

  for (guint i = 0; i < n; i++)
    add_row (text, &rows[i]);
  return g_string_free_to_bytes (text);
}

static GBytes *
lines_of (const char *number, const char *refund)
{
  char *text = g_strdup_printf (LINES_HEAD "=\"%s\",演示纸巾,59.00,1,,规格：24包,,null,x,SKU-1,%s,\n"
                                "=\"%s\",演示洗衣液,29.50,1,,蓝,,null,x,SKU-2,没有申请退款,\n", number,
                                refund ? refund : "没有申请退款", number);

  return g_bytes_new_take (text, strlen (text));
}

typedef struct
{
  guint n_new, n_known, n_bad, n_changed;
  gint64 id;
} Taken;

static Taken
take_in (const char *layout, const char *name, GBytes *bytes)
{
  GError                  *error = NULL;
  g_autoptr (ZgImportPlan) plan = plan_bytes (layout, name, bytes, NULL, &error);
  Taken                    taken = { 0 };
  guint                    n_new, n_known;

  g_assert_no_error (error);
  taken.n_new = plan->batch->n_rows;
  taken.n_known = plan->n_known;
  taken.n_bad = plan->n_bad;
  taken.n_changed = plan->changes->len;
  for (guint i = 0; i < plan->more->len; i++)
    if (((ZgBatch *) plan->more->pdata[i])->kind == &zg_order_event)
      taken.n_changed += ((ZgBatch *) plan->more->pdata[i])->n_rows;
  zg_import_plan_write (trial.hr, plan, name, bytes, &taken.id, &n_new, &n_known, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < plan->refused->len; i++)
    g_error ("%s: %s", ((ZgImportLine *) plan->refused->pdata[i])->text, ((ZgImportLine *) plan->refused->pdata[i])->note);
  return taken;
}

static Taken
list_in (const char *name, const Row *rows, guint n)
{
  g_autoptr (GBytes) bytes = list_of (rows, n);

  return take_in ("taobao-orders", name, bytes);
}

static gint64
order_id (const char *number)
{
  return ask ("SELECT id FROM sales_order WHERE number = $1", number);
}

static char *
state_of (const char *number)
{
  g_autoptr (ZgRecord) order = get (&zg_sales_order, order_id (number));

  return g_strdup (order->state);
}

static void
assert_state (const char *number, const char *state)
{
  g_autofree char *is = state_of (number);

  g_assert_cmpstr (is, ==, state);
}

static gint64
events_of (const char *number)
{
  return ask ("SELECT count(*) FROM order_event WHERE order_key = 'TB:' || $1", number);
}

/* Two items, found by their merchant codes. */
static void
make_items (void)
{
  for (int i = 1; i <= 2; i++)
    {
      g_autoptr (ZgRecord) item = zg_record_new (&zg_item);
      g_autofree char     *code = g_strdup_printf ("SKU-%d", i);

      zg_record_begin (item, 0, 0);
      zg_record_set_text (item, ZG_GOODS_CODE, code);
      zg_record_set_text (item, ZG_GOODS_NAME, i == 1 ? "纸巾" : "洗衣液");
      done (trial.hr, item, "create", NULL);
    }
}

static gint64
promised (const char *code)
{
  return ask ("SELECT COALESCE ((SELECT b.qty FROM balance b JOIN item i ON i.id = b.k1 WHERE b.ledger = 'stock_reserved' AND i.code = $1), 0)",
              code);
}

/* -- What the platform says -- */

static gpointer
told_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgRecord) order = zg_book_get (db, &zg_sales_order, *(gint64 *) data, error);
  ZgTold               told[ZG_TOLD_N];
  GString             *text = g_string_new (NULL);

  g_assert_true (zg_told_read (trial.hr, db, order, told));
  for (int i = 1; i < ZG_TOLD_N; i++)
    if (told[i].is_set)
      g_string_append_printf (text, "%d=%s/%" G_GINT64_FORMAT "\n", i, zg_told_sort (i) == ZG_SAID_TEXT ? told[i].text : "",
                              told[i].value);
  zg_told_clear (told);
  return g_string_free (text, FALSE);
}

static char *
view_of (const char *number)
{
  gint64  id = order_id (number);
  GError *error = NULL;
  char   *text = zg_store_read (zg_book_store (trial.book), told_db, &id, &error);

  g_assert_no_error (error);
  return text;
}

#define N_ORDERS 24
#define N_FILES 4

/* Export @file of four, over orders that live on meanwhile; each but the last few stands in the next one again. */
static GBytes *
overlapping (int file, const char *prefix)
{
  GString *text = g_string_new (HEAD);

  for (int i = 0; i < N_ORDERS - 6 * (N_FILES - 1 - file); i++)
    {
      g_autofree char *number = g_strdup_printf ("%s%010d", prefix, i), *waybill = g_strdup_printf ("No:YT88000000%05d", i);
      Row              row = { .number = number, .buyer = i % 3 ? "买家甲" : "买家乙" };

      row.status = i % 7 == 6 ? 6 : MIN (2 + file - i / 12 + i % 2, 5);
      row.waybill = row.status >= 4 && row.status < 6 ? waybill : NULL;
      row.address = i == 3 && file >= 2 ? "浙江省 杭州市 新址" : NULL; /* changed once */
      row.note = i == 4 ? (file % 2 ? "乙" : "甲") : NULL;              /* to and fro */
      row.shop = i == 5 && file == 3 ? "新店名" : NULL;
      row.refund = i == 8 && file >= 1 ? "20.00" : NULL;
      add_row (text, &row);
    }
  return g_string_free_to_bytes (text);
}

static void
load (int file, const char *prefix)
{
  g_autofree char   *name = g_strdup_printf ("ExportOrderList2026112%d0900.csv", file);
  g_autoptr (GBytes) bytes = overlapping (file, prefix);

  take_in ("taobao-orders", name, bytes);
}

static void
test_overlap (void)
{
  static const char *const prefixes[] = { "31800000", "41800000", "51800000" };
  static const int         orders[][N_FILES] = { { 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 1, 3, 0, 2 } };
  gint64                   n_events;

  for (guint k = 0; k < G_N_ELEMENTS (prefixes); k++)
    for (int i = 0; i < N_FILES; i++)
      load (orders[k][i], prefixes[k]);
  for (int i = 0; i < N_ORDERS; i++)
    {
      g_autofree char *first = g_strdup_printf ("%s%010d", prefixes[0], i), *view = view_of (first);

      for (guint k = 1; k < G_N_ELEMENTS (prefixes); k++)
        {
          g_autofree char *other = g_strdup_printf ("%s%010d", prefixes[k], i), *seen = view_of (other);

          if (!g_str_equal (view, seen))
            g_error ("order %d: in order\n%sin order %u\n%s", i, view, k, seen);
        }
    }
  n_events = ask ("SELECT count(*) FROM order_event", NULL);
  for (int i = 0; i < N_FILES; i++)
    load (i, prefixes[0]);
  g_assert_cmpint (ask ("SELECT count(*) FROM order_event", NULL), ==, n_events);
  g_assert_cmpint (ask ("SELECT count(*) FROM sales_order WHERE substr (number, 1, 8) = $1", prefixes[1]), ==, N_ORDERS);
  g_assert_cmpint (events_of ("318000000000000003"), >, 0); /* the address */
}

static void
test_closed_unpaid (void)
{
  Row  row = { .number = "318100000000000001", .status = 1 };
  Taken taken;

  taken = list_in ("ExportOrderList202611210900.csv", &row, 1);
  g_assert_cmpuint (taken.n_new, ==, 1);
  assert_state (row.number, "recorded");
  row.status = 6;
  row.paid_at = " ";
  taken = list_in ("ExportOrderList202611220900.csv", &row, 1);
  g_assert_cmpuint (taken.n_new, ==, 0);
  g_assert_cmpuint (taken.n_changed, >=, 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM sales_order WHERE number = $1", row.number), ==, 1); /* it has no line, and stays */
  assert_state (row.number, "recorded");
}

/* What was placed and not paid is accepted once a later export says it is paid for. */
static void
test_paid_later (void)
{
  Row row = { .number = "318100000000000002", .status = 1 };

  list_in ("ExportOrderList202611210901.csv", &row, 1);
  assert_state (row.number, "recorded");
  row.status = 2;
  list_in ("ExportOrderList202611220901.csv", &row, 1);
  assert_state (row.number, "accepted");
}

static void
test_writing (void)
{
  static const char first[] = "订单编号,订单状态,宝贝标题,买家应付货款,订单付款时间,收货地址\n318100000000000003,交易成功,甲,118.00,"
                              "2026-11-09 10:11:12,浙江省 杭州市 一号\n";
  static const char again[] = "订单编号,订单状态,宝贝标题,买家应付货款,订单付款时间,收货地址\n318100000000000003,交易成功,甲,118,"
                              "2026/11/9 10:11,浙江省杭州市一号\n";
  g_autoptr (GBytes) one = g_bytes_new_static (first, strlen (first)), other = g_bytes_new_static (again, strlen (again));
  Taken              taken;

  take_in ("taobao-orders", "ExportOrderList202611210902.csv", one);
  taken = take_in ("taobao-orders", "ExportOrderList202611220902.csv", other);
  g_assert_cmpuint (taken.n_changed, ==, 0);
  g_assert_cmpuint (taken.n_known, ==, 1);
}

static void
test_broken_row (void)
{
  static const char  text[] = "订单编号,订单状态,宝贝标题\n9.9E+17,交易成功,甲\n318100000000000004,交易成功,乙\n,交易成功,丙\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  Taken              taken = take_in ("taobao-orders", "ExportOrderList202611210903.csv", bytes);

  g_assert_cmpuint (taken.n_new, ==, 1);
  g_assert_cmpuint (taken.n_bad, ==, 2);
}

static void
test_layouts (void)
{
  static const struct { const char *layout, *name; guint n_new; } files[] = {
    { "taobao-orders", "ExportOrderList202611030900.csv", 5 }, { "taobao-lines", "ExportOrderDetailList_2019plus_18col.csv", 2 },
    { "taobao-lines", "ExportOrderDetailList202611030900.csv", 3 }, { "taobao-lines", "ExportOrderDetailList_2017style_trailing_comma.csv", 0 },
    { "taobao-orders", "resaved_by_excel_gbk_unquoted.csv", 0 }, { "jd-orders", "jd_order_export_2016layout.csv", 2 },
    { "pdd-orders", "0123456789abcdef0123456789abcdeforders_export2026-11-03-09-00-00.csv", 2 },
    { "douyin-orders", "1793700000_0123456789abcdef.csv", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char   *path = g_strconcat ("orders/", files[i].name, NULL);
      g_autoptr (GBytes) bytes = data_file (path);
      Taken              taken = take_in (files[i].layout, files[i].name, bytes);

      g_assert_cmpint (zg_layout_by_id (files[i].layout)->recognise (files[i].name, bytes), >, 50);
      g_assert_cmpuint (taken.n_new, ==, files[i].n_new);
      g_assert_cmpuint (taken.n_changed, ==, 0);
      taken = take_in (files[i].layout, files[i].name, bytes);
      g_assert_cmpuint (taken.n_new + taken.n_changed, ==, 0); /* again: nothing */
    }
  g_assert_cmpint (ask ("SELECT CAST (sum (goods_fen) AS BIGINT) FROM sales_order WHERE platform = 2", NULL), ==, 11800 + 5990);
}

static void
test_undo (void)
{
  Row       row = { .number = "318100000000000005", .status = 2, .buyer = "只来一次" };
  Taken     taken = list_in ("ExportOrderList202611210904.csv", &row, 1);
  g_autoptr (ZgRecord) order = get (&zg_sales_order, order_id (row.number)), attempt = zg_record_new (&zg_order_event);
  GError   *error = NULL;
  guint     n = 0;

  g_assert_cmpint (ask ("SELECT count(*) FROM customer WHERE name = $1 AND state = 'active'", row.buyer), ==, 1);
  zg_book_undo_import (trial.hr, taken.id, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (order_id (row.number), ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM customer WHERE name = $1", row.buyer), ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM order_export WHERE file = $1", "ExportOrderList202611210904.csv"), ==, 0);
  g_assert_cmpuint (n, ==, 3);
  taken = list_in ("ExportOrderList202611210904.csv", &row, 1); /* and in again */
  g_assert_cmpuint (taken.n_new, ==, 1);
  zg_record_set_int (attempt, ZG_EVENT_ORDER, order_id (row.number));
  zg_record_set_int (attempt, ZG_EVENT_TYPE, ZG_EVENT_ATTEMPT);
  zg_record_set_text (attempt, ZG_EVENT_NOTE, "无人接听");
  done (trial.hr, attempt, "create", NULL);
  g_assert_false (zg_book_undo_import (trial.hr, taken.id, &n, &error)); /* somebody has worked on it */
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (order_id (row.number), !=, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM customer WHERE name = $1", row.buyer), ==, 1);
}

/* -- Nobody changes an order -- */

typedef struct
{
  char  *sql;
  GError *error;
} Attack;

static gboolean
attack_tx (ZgDb *db, gpointer data, GError **error)
{
  return zg_db_run (db, error, ((Attack *) data)->sql, NULL);
}

static gpointer
attack_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, attack_tx, data, error) ? data : NULL;
}

static void
attack (char *sql, const char *rule)
{
  g_autofree char   *owned = sql;
  Attack             attacking = { .sql = sql };
  g_autoptr (GError) error = NULL;

  if (zg_store_write (zg_book_store (trial.book), attack_db, &attacking, &error))
    g_error ("went through: %s", sql);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  if (rule && error)
    g_assert_nonnull (error->message);
}

static void
test_frozen (void)
{
  Row       row = { .number = "318100000000000006", .status = 2 };
  gint64    id, n_refused;
  g_autoptr (ZgRecord) order = NULL;

  list_in ("ExportOrderList202611210905.csv", &row, 1);
  id = order_id (row.number);
  for (int i = 0; i < zg_sales_order.n_fields; i++)
    {
      const ZgField *field = &zg_sales_order.fields[i];
      const char    *value = field->type == ZG_REF || field->type == ZG_BOOL ? "1 - COALESCE (%s, 0)"
                             : (field->flags & ZG_SEALED) ? "NULL" : zg_type_is_text (field->type) ? "COALESCE (%s, '') || 'x'"
                             : field->type == ZG_ENUM ? "6 - COALESCE (%s, 0)" : "COALESCE (%s, 0) + 1";
      g_autofree char *to = g_strdup_printf (strstr (value, "%s") ? value : "%.0s NULL", field->name);

      if (field->type == ZG_REF) /* a reference that is there */
        continue;
      if ((field->flags & ZG_SEALED) && ask ("SELECT count(*) FROM sales_order WHERE number = $1 AND phone_text IS NULL", row.number) &&
          g_str_equal (field->name, "phone_text"))
        continue;
      attack (g_strdup_printf ("UPDATE sales_order SET %s = %s WHERE id = %" G_GINT64_FORMAT, field->name, to, id), "frozen");
    }
  attack (g_strdup_printf ("UPDATE sales_order SET maker_id = maker_id + 1 WHERE id = %" G_GINT64_FORMAT, id), "frozen");
  attack (g_strdup_printf ("UPDATE sales_order SET version = version - 1 WHERE id = %" G_GINT64_FORMAT, id), NULL);
  attack (g_strdup_printf ("DELETE FROM sales_order WHERE id = %" G_GINT64_FORMAT, id), "never deleted");
  attack (g_strdup ("UPDATE order_event SET note = 'x' WHERE id > 0"), "append-only");
  attack (g_strdup ("DELETE FROM sales_order_line WHERE id > 0"), "never deleted");
  order = get (&zg_sales_order, id);
  n_refused = ask ("SELECT count(*) FROM audit WHERE step = 'refused:sales_order.edit'", NULL);
  zg_record_set_int (order, ZG_ORDER_PAYABLE, 1);
  refused (trial.hr, order, "edit", ZG_ERROR_DENIED, NULL, "D18-5.5a");
  g_assert_cmpint (ask ("SELECT count(*) FROM audit WHERE step = 'refused:sales_order.edit'", NULL), ==, n_refused + 1);
}

/* -- Confirmed in time -- */

static ZgRecord *
confirmation_of (const char *number)
{
  ZgRecord *record = zg_record_new (&zg_order_confirmation);

  zg_record_begin (record, 0, 0);
  zg_record_set_int (record, ZG_CONFIRM_ORDER, order_id (number));
  for (int i = ZG_CONFIRM_CONSIGNEE; i <= ZG_CONFIRM_DELIVERY; i++)
    zg_record_set_int (record, i, 1);
  return record;
}

static void
test_ten_minutes (void)
{
  Row                  rows[] = { { .number = "318200000000000001", .status = 2, .paid_at = "2026-11-23 10:00:00" },
                                  { .number = "318200000000000002", .status = 2, .paid_at = "2026-11-23 10:00:00" },
                                  { .number = "318200000000000003", .status = 2, .paid_at = "2026-11-22 21:00:00" } };
  g_autoptr (ZgRecord) in_time = NULL, late = NULL, night = NULL;
  ZgOrderClock         clock = { 10, TRUE, 8 * 60 + 30, 21 * 60 };

  g_assert_cmpint (zg_order_due (&clock, at ("2026-11-23 20:59:59")), ==, at ("2026-11-23 21:09:59"));
  g_assert_cmpint (zg_order_due (&clock, at ("2026-11-23 21:00:00")), ==, at ("2026-11-24 08:40:00"));
  g_assert_cmpint (zg_order_due (&clock, at ("2026-11-23 08:29:59")), ==, at ("2026-11-23 08:40:00"));
  clock.next = FALSE;
  g_assert_cmpint (zg_order_due (&clock, at ("2026-11-23 23:00:00")), ==, at ("2026-11-23 23:10:00"));
  clock.minutes = 0;
  g_assert_cmpint (zg_order_due (&clock, at ("2026-11-23 23:00:00")), ==, 0); /* promptly: no figure */
  zg_clock_set (at ("2026-11-23 10:05:00"));
  list_in ("ExportOrderList202611231005.csv", rows, 3);
  in_time = confirmation_of (rows[0].number);
  zg_record_set_int (in_time, ZG_CONFIRM_QTY, 0);
  refused (trial.hr, in_time, "create", ZG_ERROR_INVALID, "ok_qty", "D13-3.2.1");
  zg_record_set_int (in_time, ZG_CONFIRM_QTY, 1);
  zg_clock_set (at ("2026-11-23 10:10:00"));
  done (trial.hr, in_time, "create", NULL);
  g_assert_cmpint (zg_record_int (in_time, ZG_CONFIRM_LATE), ==, 0);
  zg_clock_set (at ("2026-11-23 10:10:01"));
  late = confirmation_of (rows[1].number);
  done (trial.hr, late, "create", NULL);
  g_assert_cmpint (zg_record_int (late, ZG_CONFIRM_LATE), ==, 1);
  g_assert_cmpint (zg_record_int (late, ZG_CONFIRM_LATE_MIN), ==, 1);
  night = confirmation_of (rows[2].number);
  zg_record_set_int (night, ZG_CONFIRM_RESULT, 2);
  refused (trial.hr, night, "create", ZG_ERROR_INVALID, "remark", "D18-5.2");
  zg_record_set_text (night, ZG_CONFIRM_REMARK, "客户不要了");
  done (trial.hr, night, "create", NULL);
  g_assert_cmpint (zg_record_int (night, ZG_CONFIRM_DUE_AT), ==, at ("2026-11-23 08:40:00"));
  assert_state (rows[2].number, "invalid");
  refused (trial.hr, confirmation_of (rows[0].number), "create", ZG_ERROR_INVALID, "sales_order", NULL); /* once */
}

static gpointer
figures_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_confirm_figures (db, 0, day ("2026-11-23"), day ("2026-11-23"), error);
}

static void
test_figures (void)
{
  g_autoptr (ZgOrderConfirmFigures) figures = zg_store_read (zg_book_store (trial.book), figures_db, NULL, NULL);
  guint                             late = 0, mine = 0;

  g_assert_cmpuint (figures->on_time + figures->late, ==, figures->lines->len);
  for (guint i = 0; i < figures->lines->len; i++)
    {
      const ZgOrderConfirmed *one = figures->lines->pdata[i];

      g_assert_cmpint (one->late, ==, one->late_min > 0);
      g_assert_cmpint (one->staff, ==, zg_session_staff (trial.hr));
      if (!g_str_has_prefix (one->number, "31820000"))
        continue;
      mine++;
      late += one->late;
    }
  g_assert_cmpuint (mine, ==, 3);
  g_assert_cmpuint (late, ==, 2);
}

/* -- To the customer -- */

static void
confirm (const char *number)
{
  g_autoptr (ZgRecord) record = confirmation_of (number);

  done (trial.hr, record, "create", NULL);
  assert_state (number, "confirmed");
}

static void
pay (const char *number)
{
  g_autoptr (ZgRecord) payment = zg_record_new (&zg_order_payment);

  zg_record_begin (payment, 0, 0);
  zg_record_set_int (payment, ZG_PAYMENT_ORDER, order_id (number));
  zg_record_set_int (payment, ZG_PAYMENT_AMOUNT, 11700);
  refused (trial.hr, payment, "create", ZG_ERROR_INVALID, "remark", "D09-16b");
  zg_record_set_int (payment, ZG_PAYMENT_AMOUNT, 11800);
  done (trial.hr, payment, "create", NULL);
  assert_state (number, "paid");
}

static ZgRecord *
notice_of (const char *number)
{
  ZgRecord *parcel = zg_record_new (&zg_parcel);

  zg_record_set_int (parcel, ZG_PARCEL_ORDER, order_id (number));
  return parcel;
}

static void
new_order (const char *number)
{
  Row                row = { .number = number, .status = 2 };
  g_autofree char   *name = g_strdup_printf ("ExportOrderList2026112010%s.csv", number + strlen (number) - 2);
  g_autoptr (GBytes) lines = lines_of (number, NULL);

  list_in (name, &row, 1);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", lines);
}

static gpointer
papers_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgOrderPapers *papers = data;

  return zg_order_papers (db, papers->stopped ? 0 : GPOINTER_TO_SIZE (papers->missing), papers, error) ? data : NULL;
}

static ZgOrderPapers
papers_of (const char *number)
{
  ZgOrderPapers papers = { .missing = GSIZE_TO_POINTER ((gsize) order_id (number)) };

  g_assert_nonnull (zg_store_read (zg_book_store (trial.book), papers_db, &papers, NULL));
  return papers;
}

static gboolean is_issued;

static gboolean
issued_by (ZgDb *db, gint64 order, gboolean *issued, char **why, GError **error)
{
  *issued = is_issued;
  *why = is_issued ? NULL : g_strdup ("未出库");
  return TRUE;
}

static void
test_way (void)
{
  const char          *number = "318300000000000001";
  g_autoptr (ZgRecord) parcel = NULL, order = NULL, rating = zg_record_new (&zg_order_event);
  gint64               before = promised ("SKU-1");
  ZgOrderPapers        papers;

  new_order (number);
  parcel = notice_of (number);
  refused (trial.hr, parcel, "create", ZG_ERROR_INVALID, "sales_order", "D13-3.2.2"); /* neither confirmed nor paid */
  confirm (number);
  g_assert_cmpint (promised ("SKU-1"), ==, before + 1000);
  papers = papers_of (number);
  g_assert_true (papers.confirmed && papers.matched && !papers.paid && !papers.notified && papers.missing);
  zg_order_papers_clear (&papers);
  pay (number);
  done (trial.hr, parcel, "create", NULL);
  papers = papers_of (number);
  g_assert_null (papers.missing);
  done (trial.hr, parcel, "pick", NULL);
  zg_record_set_int (parcel, ZG_PARCEL_PIECES, 1000);
  refused (trial.hr, parcel, "pack", ZG_ERROR_INVALID, "pieces_milli", "D11-4.5");
  zg_record_set_int (parcel, ZG_PARCEL_PIECES, 2000);
  zg_orders_issued_by (issued_by);
  refused (trial.hr, parcel, "pack", ZG_ERROR_INVALID, "sales_order", "D08-8a");
  is_issued = TRUE;
  done (trial.hr, parcel, "pack", NULL);
  refused (trial.hr, parcel, "ship", ZG_ERROR_INVALID, "waybill", "D10-1.7b");
  zg_record_set_text (parcel, ZG_PARCEL_WAYBILL, "YT8800000000001");
  zg_record_set_int (parcel, ZG_PARCEL_CARRIER, ZG_CARRIER_YTO);
  done (trial.hr, parcel, "ship", NULL);
  zg_orders_issued_by (NULL);
  g_assert_cmpint (promised ("SKU-1"), ==, before);
  assert_state (number, "shipped");
  done (trial.hr, parcel, "sign", NULL);
  order = get (&zg_sales_order, order_id (number));
  refused (trial.hr, order, "finish", ZG_ERROR_INVALID, NULL, "D18-5.3");
  zg_record_set_int (rating, ZG_EVENT_ORDER, order->id);
  zg_record_set_int (rating, ZG_EVENT_TYPE, ZG_EVENT_RATING);
  refused (trial.hr, rating, "create", ZG_ERROR_INVALID, "score", NULL);
  zg_record_set_int (rating, ZG_EVENT_SCORE, 5);
  done (trial.hr, rating, "create", NULL);
  done (trial.hr, order, "finish", NULL);
  assert_state (number, "done");
}

static void
test_unmatched (void)
{
  const char          *number = "318300000000000002";
  g_autoptr (ZgRecord) parcel = NULL, match = zg_record_new (&zg_item_match);
  Row                  row = { .number = number, .status = 2 };
  g_autofree char     *text = g_strdup_printf (LINES_HEAD "=\"%s\",无编码的货,59.00,3,,红,,null,x,null,,\n", number);
  g_autoptr (GBytes)   lines = g_bytes_new (text, strlen (text));
  gint64               before = promised ("SKU-2");

  list_in ("ExportOrderList202611201102.csv", &row, 1);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", lines);
  confirm (number);
  pay (number);
  parcel = notice_of (number);
  refused (trial.hr, parcel, "create", ZG_ERROR_INVALID, "sales_order", "D13-3.2.2");
  zg_record_begin (match, 0, 0);
  zg_record_set_text (match, ZG_MATCH_TITLE, "无编码的货");
  zg_record_set_text (match, ZG_MATCH_ATTRIBUTES, "红");
  zg_record_set_int (match, ZG_MATCH_ITEM, ask ("SELECT id FROM item WHERE code = $1", "SKU-2"));
  zg_record_set_int (match, ZG_MATCH_FACTOR, 2000); /* sold in pairs */
  done (trial.hr, match, "create", NULL);
  done (trial.hr, parcel, "create", NULL);
  g_assert_cmpint (promised ("SKU-2"), ==, before + 6000);
}

/* A wrong address: the order stays as it is, another stands for it. */
static void
test_void (void)
{
  const char          *number = "318300000000000003", *anew = "318300000000000003-1";
  g_autoptr (ZgRecord) paper = zg_record_new (&zg_order_void), order = NULL, old = NULL, again = NULL, parcel = NULL;
  g_autofree char     *view = NULL, *other = NULL;
  gint64               before = promised ("SKU-1");

  new_order (number);
  confirm (number);
  pay (number);
  parcel = notice_of (number);
  done (trial.hr, parcel, "create", NULL);
  zg_record_set_int (paper, ZG_VOID_ORDER, order_id (number));
  zg_record_set_text (paper, ZG_VOID_REASON, "地址错了");
  zg_record_set_int (paper, ZG_VOID_RENEW, 1);
  zg_record_set_text (paper, ZG_VOID_ADDRESS, "浙江省 杭州市 二号");
  done (trial.hr, paper, "create", NULL);
  g_assert_cmpstr (zg_record_text (paper, ZG_VOID_NEW_NUMBER), ==, anew);
  g_assert_cmpint (promised ("SKU-1"), ==, before);
  assert_state (number, "voided");
  assert_state (anew, "accepted");
  order = get (&zg_sales_order, order_id (anew));
  g_assert_cmpint (zg_record_int (order, ZG_ORDER_REPLACES), ==, order_id (number));
  g_assert_cmpint (ask ("SELECT count(*) FROM parcel WHERE state = 'cancelled' AND sales_order ="
                        " (SELECT id FROM sales_order WHERE number = $1)", number), ==, 1);
  view = view_of (anew);
  other = view_of (number);
  g_assert_nonnull (strstr (view, "8=浙江省 杭州市 二号/"));
  g_assert_nonnull (strstr (other, "8=浙江省 杭州市 一号/"));
  g_assert_nonnull (strstr (view, "7=13800000001/")); /* what was not said stays */
  confirm (anew);
  g_assert_cmpint (promised ("SKU-1"), ==, before + 1000); /* its lines came along */
  again = zg_record_new (&zg_order_void);
  zg_record_set_int (again, ZG_VOID_ORDER, order_id (number));
  zg_record_set_text (again, ZG_VOID_REASON, "再来一次");
  refused (trial.hr, again, "create", ZG_ERROR_INVALID, "sales_order", "D18-5.5a");
  { /* what the platform closes is the order that stands for it */
    Row row = { .number = number, .status = 6 };

    list_in ("ExportOrderList202611211203.csv", &row, 1);
    assert_state (anew, "closed");
    g_assert_cmpint (promised ("SKU-1"), ==, before);
  }
}

static void
test_platform_closes (void)
{
  const char          *number = "318300000000000004";
  Row                  row = { .number = number, .status = 6, .refund = "118.00" };
  g_autoptr (ZgRecord) parcel = NULL;
  gint64               before = promised ("SKU-1");
  ZgOrderPapers        papers;

  new_order (number);
  confirm (number);
  pay (number);
  parcel = notice_of (number);
  done (trial.hr, parcel, "create", NULL);
  list_in ("ExportOrderList202611211204.csv", &row, 1);
  assert_state (number, "closed");
  g_assert_cmpint (promised ("SKU-1"), ==, before);
  g_assert_cmpint (ask ("SELECT value FROM order_event WHERE told = 11 AND order_key = $1", "TB:318300000000000004"), ==, 11800);
  papers = papers_of (number);
  g_assert_true (papers.stopped);
  zg_order_papers_clear (&papers);
  refused (trial.hr, parcel, "pick", ZG_ERROR_CONFLICT, NULL, NULL);
}

static void
test_line_refund (void)
{
  const char        *number = "318300000000000005";
  g_autoptr (GBytes) refunded = lines_of (number, "退款成功");
  gint64             first = promised ("SKU-1"), second = promised ("SKU-2");

  new_order (number);
  confirm (number);
  g_assert_cmpint (promised ("SKU-1"), ==, first + 1000);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", refunded);
  g_assert_cmpint (promised ("SKU-1"), ==, first);
  g_assert_cmpint (promised ("SKU-2"), ==, second + 1000);
  assert_state (number, "confirmed");
  take_in ("taobao-lines", "ExportOrderDetailList.csv", refunded);
  g_assert_cmpint (promised ("SKU-1"), ==, first); /* once */
}

/* Lines before their order, as files come. */
static void
test_lines_first (void)
{
  const char        *number = "318300000000000006";
  Row                row = { .number = number, .status = 2 };
  g_autoptr (GBytes) lines = lines_of (number, NULL);
  gint64             before = promised ("SKU-1");

  take_in ("taobao-lines", "ExportOrderDetailList.csv", lines);
  list_in ("ExportOrderList202611211206.csv", &row, 1);
  confirm (number);
  g_assert_cmpint (promised ("SKU-1"), ==, before + 1000);
}

static void
test_find (void)
{
  g_assert_cmpint (ask ("SELECT count(*) FROM sales_order WHERE phone_ix IS NULL AND phone IS NOT NULL", NULL), ==, 0);
}

static void
test_verify (void)
{
  g_autofree char *report = NULL;
  GError          *error = NULL;

  g_assert_true (zg_book_verify (trial.book, TRUE, &report, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  trial_open ();
  grant_all_hr ();
  make_items ();
  g_test_add_func ("/orders/overlap", test_overlap);
  g_test_add_func ("/orders/closed-unpaid", test_closed_unpaid);
  g_test_add_func ("/orders/D18-5.2/paid-later", test_paid_later);
  g_test_add_func ("/orders/writing", test_writing);
  g_test_add_func ("/orders/broken-row", test_broken_row);
  g_test_add_func ("/orders/layouts", test_layouts);
  g_test_add_func ("/orders/undo", test_undo);
  g_test_add_func ("/orders/D18-5.5a/frozen", test_frozen);
  g_test_add_func ("/orders/D18-5.2/ten-minutes", test_ten_minutes);
  g_test_add_func ("/orders/D18-5.2/figures", test_figures);
  g_test_add_func ("/orders/D13-3.2.2/way", test_way);
  g_test_add_func ("/orders/D13-3.2.2/unmatched", test_unmatched);
  g_test_add_func ("/orders/D18-5.5a/void", test_void);
  g_test_add_func ("/orders/D18-5.3/platform-closes", test_platform_closes);
  g_test_add_func ("/orders/line-refund", test_line_refund);
  g_test_add_func ("/orders/lines-first", test_lines_first);
  g_test_add_func ("/orders/D05-11/find", test_find);
  g_test_add_func ("/orders/verify", test_verify);
  {
    int failed = g_test_run ();

    trial_close ();
    return failed;
  }
}
