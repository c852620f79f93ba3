/* order-help.h: exports made up, read in and looked at: for the tests of orders. In the trial book of trial.h. */
#pragma once

#include "trial.h"

#include "zg-catalog.h"
#include "zg-ledger.h"
#include "zg-order-told.h"
#include "zg-tick.h"

/* -- Who may -- */

static inline void
grant_hr (const ZgKind *kind, const char *verb)
{
  g_autoptr (ZgRecord) record = zg_record_new (zg_kind_by_id ("role_right"));
  g_autofree char     *right = g_strdup_printf ("%s.%s", kind->id, verb);

  zg_record_set_text (record, zg_kind_field (record->kind, "role"), "hrd");
  zg_record_set_text (record, zg_kind_field (record->kind, "permission"), right);
  zg_record_set_int (record, zg_kind_field (record->kind, "reach"), ZG_REACH_ALL);
  zg_book_run (trial.admin, record, "create", NULL, NULL, NULL, NULL, NULL); /* some she has */
}

static inline void
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

/* What falls due by itself is done. */
static inline void
tick_at (const char *stamp)
{
  g_autofree char *report = NULL;
  GError          *error = NULL;

  zg_clock_set (at (stamp));
  zg_tick_run (trial.book, &report, &error);
  g_assert_no_error (error);
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

static inline void
add_row (GString *text, const Row *row)
{
  gboolean paid = row->status != 1 && row->paid_at == NULL;

  g_string_append_printf (
      text,
      "\"=\"\"%s\"\"\",%s,118.00,0.00,118.00,%s,%s,null,%s,%s,'13800000001,2026-11-20 10:00:00,%s,演示纸巾,%s,%s,%s,"
      "%d,%s,%s,%s,%s,%s\n",
      row->number, row->buyer ? row->buyer : "买家甲", row->status == 1 ? "0" : "118.00", in_words[row->status], "测试甲",
      row->address ? row->address : "浙江省 杭州市 一号",
      paid           ? "2026-11-20 10:01:00"
      : row->paid_at ? row->paid_at
                     : "",
      row->waybill ? row->waybill : "", row->waybill ? "圆通速递" : "null", row->note ? row->note : "null", 2,
      row->shop ? row->shop : "演示旗舰店", row->status == 6 ? "退款" : "订单未关闭", row->now ? row->now : "",
      row->refund ? row->refund : "0.00", row->status == 5 ? "2026-11-22 12:00:00" : "");
}

static inline GBytes *
list_of (const Row *rows, guint n)
{
  GString *text = g_string_new (HEAD);

  for (guint i = 0; i < n; i++)
    add_row (text, &rows[i]);
  return g_string_free_to_bytes (text);
}

static inline GBytes *
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

static inline Taken
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

static inline Taken
list_in (const char *name, const Row *rows, guint n)
{
  g_autoptr (GBytes) bytes = list_of (rows, n);

  return take_in ("taobao-orders", name, bytes);
}

/* The same with other words in some places: what, by what, …, NULL. */
static inline Taken
list_other_in (const char *name, const Row *row, const char *const *pairs)
{
  g_autoptr (GBytes)  bytes = list_of (row, 1), other = NULL;
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));

  for (; *pairs; pairs += 2)
    g_string_replace (text, pairs[0], pairs[1], 0);
  other = g_bytes_new (text->str, text->len);
  return take_in ("taobao-orders", name, other);
}

static inline gint64
order_id (const char *number)
{
  return ask ("SELECT id FROM sales_order WHERE number = $1", number);
}

static inline char *
state_of (const char *number)
{
  g_autoptr (ZgRecord) order = get (&zg_sales_order, order_id (number));

  return g_strdup (order->state);
}

static inline void
assert_state (const char *number, const char *state)
{
  g_autofree char *is = state_of (number);

  g_assert_cmpstr (is, ==, state);
}

static inline gint64
events_of (const char *number)
{
  return ask ("SELECT count(*) FROM order_event WHERE order_key = 'TB:' || $1", number);
}

/* Two items, found by their merchant codes. */
static inline void
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

static inline gint64
promised (const char *code)
{
  return ask ("SELECT COALESCE ((SELECT b.qty FROM balance b JOIN item i ON i.id = b.k1 WHERE b.ledger = 'stock_reserved' AND "
              "i.code = $1), 0)",
              code);
}

/* -- What the platform says -- */

static inline gpointer
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

static inline char *
view_of (const char *number)
{
  gint64  id = order_id (number);
  GError *error = NULL;
  char   *text = zg_store_read (zg_book_store (trial.book), told_db, &id, &error);

  g_assert_no_error (error);
  return text;
}

static inline ZgRecord *
confirmation_of (const char *number)
{
  ZgRecord *record = zg_record_new (&zg_order_confirmation);

  zg_record_begin (record, 0, 0);
  zg_record_set_int (record, ZG_CONFIRM_ORDER, order_id (number));
  for (int i = ZG_CONFIRM_CONSIGNEE; i <= ZG_CONFIRM_DELIVERY; i++)
    zg_record_set_int (record, i, 1);
  return record;
}

/* -- On its way -- */

static inline void
confirm (const char *number)
{
  g_autoptr (ZgRecord) record = confirmation_of (number);

  done (trial.hr, record, "create", NULL);
  assert_state (number, "confirmed");
}

static inline void
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

static inline ZgRecord *
notice_of (const char *number)
{
  ZgRecord *parcel = zg_record_new (&zg_parcel);

  zg_record_set_int (parcel, ZG_PARCEL_ORDER, order_id (number));
  return parcel;
}

static inline void
new_order (const char *number)
{
  Row                row = { .number = number, .status = 2 };
  g_autofree char   *name = g_strdup_printf ("ExportOrderList2026112010%s.csv", number + strlen (number) - 2);
  g_autoptr (GBytes) lines = lines_of (number, NULL);

  list_in (name, &row, 1);
  take_in ("taobao-lines", "ExportOrderDetailList.csv", lines);
}

static inline void
make_anew (const char *number)
{
  g_autoptr (ZgRecord) paper = zg_record_new (&zg_order_void);

  zg_record_set_int (paper, ZG_VOID_ORDER, order_id (number));
  zg_record_set_text (paper, ZG_VOID_REASON, "地址错了");
  zg_record_set_int (paper, ZG_VOID_RENEW, 1);
  done (trial.hr, paper, "create", NULL);
}

static inline void
assert_promised (gint64 first, gint64 second)
{
  g_assert_cmpint (promised ("SKU-1"), ==, first);
  g_assert_cmpint (promised ("SKU-2"), ==, second);
}
