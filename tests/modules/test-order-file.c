/* Order exports as the platforms write them, as spreadsheets spoil them, and as nobody would. */
#include <glib/gstdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "zg-day.h"
#include "zg-order-file.h"

static gint64
at (const char *stamp)
{
  gint64 ms = 0;

  g_assert_true (zg_stamp_parse (stamp, &ms));
  return ms;
}

static GBytes *
bytes_of (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "orders", name, NULL);
  char            *text = NULL;
  gsize            length = 0;
  GError          *error = NULL;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static ZgOrderFile *
read_as (const char *name, ZgOrderFileKind kind)
{
  g_autoptr (GBytes) bytes = bytes_of (name);
  GError            *error = NULL;
  ZgOrderFile       *file;

  g_assert_cmpint (zg_order_file_guess (bytes), ==, kind);
  file = zg_order_file_read (bytes, kind, &error);
  g_assert_no_error (error);
  return file;
}

static const ZgOrderRow *
order (const ZgOrderFile *file, guint i)
{
  g_assert_cmpuint (i, <, file->orders->len);
  return &g_array_index (file->orders, ZgOrderRow, i);
}

static const ZgOrderLineRow *
line (const ZgOrderFile *file, guint i)
{
  g_assert_cmpuint (i, <, file->lines->len);
  return &g_array_index (file->lines, ZgOrderLineRow, i);
}

static void
test_taobao (void)
{
  g_autoptr (ZgOrderFile) file = read_as ("ExportOrderList202611030900.csv", ZG_ORDER_FILE_TAOBAO);

  g_assert_cmpuint (file->orders->len, ==, 5);
  g_assert_cmpuint (file->notes->len, ==, 0);
  g_assert_cmpstr (order (file, 0)->number, ==, "990000000000000001");
  g_assert_cmpstr (order (file, 0)->buyer, ==, "买家甲01");
  g_assert_cmpstr (order (file, 0)->phone, ==, "13800000001");
  g_assert_cmpstr (order (file, 0)->waybill, ==, "YT8800000000001");
  g_assert_cmpstr (order (file, 0)->note, ==, "加急，赠试用装");
  g_assert_cmpint (order (file, 0)->status, ==, 4);
  g_assert_cmpint (order (file, 0)->payable, ==, 11800);
  g_assert_cmpint (order (file, 0)->placed, ==, at ("2026-11-01 09:12:33"));
  g_assert_cmpint (order (file, 0)->qty, ==, 3000);
  g_assert_null (order (file, 0)->address_now);
  g_assert_null (order (file, 1)->message); /* "null" */
  g_assert_cmpint (order (file, 1)->signed_at, ==, at ("2026-11-05 20:11:09"));
  g_assert_cmpint (order (file, 2)->status, ==, 6); /* closed without payment: kept, nothing in it */
  g_assert_cmpint (order (file, 2)->qty, ==, 0);
  g_assert_cmpint (order (file, 2)->paid_at, ==, 0);
  g_assert_cmpstr (order (file, 2)->closing, ==, "买家未付款");
  g_assert_null (order (file, 2)->carrier);
  g_assert_cmpstr (order (file, 3)->phone, ==, "13800000004-1234");
  g_assert_cmpstr (order (file, 3)->title, ==, "演示礼盒\"双11\"限定");
  g_assert_cmpint (order (file, 4)->status, ==, 3);
  g_assert_cmpstr (order (file, 0)->pay_number, ==, "2026110122001100010000000001"); /* 28 digits */
  g_assert_null (order (file, 2)->pay_number);
  g_assert_cmpint (order (file, 1)->settled, ==, 6590); /* "65.90元" */
  g_assert_cmpint (order (file, 0)->discount, ==, ZG_NO_FEN);
}

/* Filled in in nearly every row: only where it differs was anything changed. */
static void
test_changed_address (void)
{
  g_autoptr (ZgOrderFile) file = read_as ("ExportOrderList202611061800_overlap.csv", ZG_ORDER_FILE_TAOBAO);
  static const char       differs[] = "订单编号,订单状态,宝贝标题,收货地址,修改后的收货地址\n"
                                      "990000000000000001,交易成功,甲,浙江省 杭州市 一号,浙江省 杭州市 二号\n"
                                      "990000000000000002,交易成功,甲,浙江省 杭州市 一号,浙江省杭州市一号\n";
  g_autoptr (GBytes)      bytes = g_bytes_new_static (differs, strlen (differs));
  g_autoptr (ZgOrderFile) other = zg_order_file_read (bytes, ZG_ORDER_FILE_TAOBAO, NULL);

  g_assert_null (order (file, 3)->address_now);
  g_assert_cmpstr (order (other, 0)->address_now, ==, "浙江省 杭州市 二号");
  g_assert_null (order (other, 1)->address_now);
}

static void
test_saved_again (void)
{
  g_autoptr (ZgOrderFile) file = read_as ("resaved_by_excel_gbk_unquoted.csv", ZG_ORDER_FILE_TAOBAO);

  g_assert_cmpuint (file->orders->len, ==, 5);
  g_assert_cmpint (order (file, 0)->payable, ==, 11800);
  g_assert_cmpint (order (file, 0)->placed, ==, at ("2026-11-01 09:12"));
  g_assert_cmpstr (order (file, 0)->phone, ==, "13800000001");
}

static void
test_damaged (void)
{
  g_autoptr (ZgOrderFile) file = read_as ("damaged_scientific_ids.csv", ZG_ORDER_FILE_TAOBAO);
  static const char       sound[] = "订单编号,订单状态,宝贝标题\n990000000000000000,交易成功,甲\n";
  g_autoptr (GBytes)      bytes = g_bytes_new_static (sound, strlen (sound));
  g_autoptr (ZgOrderFile) other = zg_order_file_read (bytes, ZG_ORDER_FILE_TAOBAO, NULL);

  g_assert_cmpuint (file->notes->len, ==, 2);
  g_assert_cmpint (g_array_index (file->notes, ZgOrderNote, 0).line, ==, 2);
  g_assert_cmpint (g_array_index (file->notes, ZgOrderNote, 1).line, ==, 3);
  g_assert_cmpstr (order (file, 0)->number, ==, "990000000000000003"); /* the rest loads */
  g_assert_cmpuint (other->orders->len, ==, 1); /* noughts alone are no damage */
}

static void
test_mixed_encoding (void)
{
  g_autoptr (ZgOrderFile) file = read_as ("damaged_mixed_encoding_one_row.csv", ZG_ORDER_FILE_TAOBAO_LINES);

  g_assert_cmpuint (file->lines->len, >=, 2);
  g_assert_cmpuint (file->notes->len, ==, 1);
  g_assert_true (g_array_index (file->notes, ZgOrderNote, 0).taken);
  for (guint i = 0; i < file->lines->len; i++)
    g_assert_true (g_utf8_validate (line (file, i)->title, -1, NULL));
}

/* Of three layouts the lines of an order have the same keys: loaded after each other they are the same lines. */
static void
test_lines (void)
{
  static const char *const names[] = { "ExportOrderDetailList202611030900.csv",
                                       "ExportOrderDetailList_2017style_trailing_comma.csv",
                                       "ExportOrderDetailList_2019plus_18col.csv" };
  g_autoptr (ZgOrderFile) first = read_as (names[0], ZG_ORDER_FILE_TAOBAO_LINES);

  g_assert_cmpstr (line (first, 0)->number, ==, "990000000000000001");
  g_assert_cmpstr (line (first, 0)->code, ==, "SKU-TP-24");
  g_assert_cmpint (line (first, 1)->qty, ==, 2000);
  g_assert_cmpint (line (first, 1)->price, ==, 2905);
  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (ZgOrderFile) other = read_as (names[i], ZG_ORDER_FILE_TAOBAO_LINES);

      g_assert_cmpuint (other->lines->len, >=, 2);
      for (guint k = 0; k < 2; k++)
        {
          g_assert_cmpstr (line (other, k)->number, ==, line (first, k)->number);
          g_assert_cmpstr (line (other, k)->key, ==, line (first, k)->key);
        }
    }
}

static void
test_twice_alike (void)
{
  static const char       text[] = "订单编号,标题,价格,购买数量,商品属性\n318000000000000001,甲,1,1,红\n318000000000000001,甲,1,1,红\n"
                                   "318000000000000001,甲,1,1,蓝\n";
  g_autoptr (GBytes)      bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (ZgOrderFile) file = zg_order_file_read (bytes, ZG_ORDER_FILE_TAOBAO_LINES, NULL);

  g_assert_cmpuint (file->lines->len, ==, 3);
  g_assert_cmpstr (line (file, 0)->key, !=, line (file, 1)->key);
  g_assert_true (g_str_has_prefix (line (file, 1)->key, line (file, 0)->key));
  g_assert_cmpstr (line (file, 0)->key, !=, line (file, 2)->key);
}

/* The amount of the order stands in each of its rows. */
static void
test_jd (void)
{
  g_autoptr (ZgOrderFile) file = read_as ("jd_order_export_2016layout.csv", ZG_ORDER_FILE_JD);
  gint64                  sum = 0;

  g_assert_cmpuint (file->orders->len, ==, 2);
  g_assert_cmpuint (file->lines->len, ==, 3);
  for (guint i = 0; i < file->orders->len; i++)
    sum += order (file, i)->goods;
  g_assert_cmpint (sum, ==, 11800 + 5990);
  g_assert_cmpint (order (file, 0)->qty, ==, 3000);
  g_assert_cmpint (order (file, 0)->status, ==, 2);
  g_assert_cmpint (order (file, 1)->status, ==, 5);
}

static void
test_pdd (void)
{
  g_autoptr (ZgOrderFile) file =
      read_as ("0123456789abcdef0123456789abcdeforders_export2026-11-03-09-00-00.csv", ZG_ORDER_FILE_PDD);

  g_assert_cmpuint (file->orders->len, ==, 2);
  g_assert_cmpstr (order (file, 0)->number, ==, "261101-000000000000001"); /* without the TAB */
  g_assert_cmpint (order (file, 0)->goods, ==, 105990);
  g_assert_cmpint (order (file, 0)->qty, ==, 18000);
  g_assert_cmpint (order (file, 0)->status, ==, 4);
  g_assert_cmpint (order (file, 1)->placed, ==, at ("2026-11-02 00:00")); /* of its number */
  g_assert_cmpint (order (file, 1)->status, ==, 6);                       /* paid back before it was sent */
  g_assert_true (line (file, 1)->refunded);
  g_assert_cmpint (order (file, 0)->discount, ==, 500);
  g_assert_cmpint (order (file, 1)->discount, ==, 300);
}

static void
test_douyin (void)
{
  g_autoptr (ZgOrderFile) file = read_as ("1793700000_0123456789abcdef.csv", ZG_ORDER_FILE_DOUYIN);

  g_assert_cmpuint (file->orders->len, ==, 3);
  g_assert_cmpstr (order (file, 0)->number, ==, "6917000000000000001");
  g_assert_cmpstr (line (file, 0)->code, ==, "SKU-TP-24");
  g_assert_null (order (file, 0)->consignee); /* enciphered by the platform */
  g_assert_null (order (file, 0)->phone);
  g_assert_cmpuint (file->n_hidden, ==, 3);
  g_assert_cmpstr (order (file, 1)->phone_text, ==, "138****0002");
  g_assert_cmpint (order (file, 1)->status, ==, 5);
  g_assert_true (line (file, 1)->refunded);
  g_assert_cmpint (order (file, 2)->status, ==, 6);
  g_assert_null (line (file, 2)->code);
  g_assert_cmpint (order (file, 0)->discount, ==, 500);
  g_assert_null (order (file, 0)->pay_number);
}

/* Layouts of ten columns have no refunds: the line is closed; so is a part of an order, whatever after-sales says or not. */
static void
test_closed_lines (void)
{
  static const char ten[] = "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码\n"
                            "318000000000000001,甲,1,1,,红,,null,交易关闭,A\n"
                            "318000000000000001,乙,1,1,,红,,null,\"买家已付款，等待卖家发货\",B\n"
                            "318000000000000001,丙,1,1,,红,,null,,C\n";
  static const char parts[] = "主订单编号,子订单编号,选购商品,商品数量,商家编码,订单应付金额,订单状态,售后状态\n"
                              "6917000000000000003,6917000000000000003,丙,1,C,10.00,已关闭,\n"
                              "6917000000000000003,6917000000000000004,丁,4,D,20.00,待发货,售后关闭\n"
                              "6917000000000000003,6917000000000000005,戊,1,E,20.00,已取消,-\n"
                              "6917000000000000003,6917000000000000006,己,1,F,20.00,已发货,退款成功\n";
  g_autoptr (GBytes)      bytes = g_bytes_new_static (ten, strlen (ten)), of_parts = g_bytes_new_static (parts, strlen (parts));
  g_autoptr (ZgOrderFile) file = zg_order_file_read (bytes, ZG_ORDER_FILE_TAOBAO_LINES, NULL);
  g_autoptr (ZgOrderFile) other = zg_order_file_read (of_parts, ZG_ORDER_FILE_DOUYIN, NULL);

  g_assert_true (line (file, 0)->refunded);
  g_assert_cmpstr (line (file, 0)->refund_text, ==, "交易关闭"); /* why */
  g_assert_false (line (file, 1)->refunded);
  g_assert_null (line (file, 1)->refund_text);
  g_assert_false (line (file, 2)->refunded);
  g_assert_cmpint (order (other, 0)->status, ==, 2); /* the order goes on */
  g_assert_true (line (other, 0)->refunded);
  g_assert_false (line (other, 1)->refunded);
  g_assert_cmpstr (line (other, 1)->refund_text, ==, "售后关闭");
  g_assert_true (line (other, 2)->refunded);
  g_assert_cmpstr (line (other, 3)->refund_text, ==, "退款成功");
}

static void
test_joined_parts (void)
{
  static const char text[] = "主订单编号,子订单编号,选购商品,商品数量,商家编码,订单应付金额,订单状态\n"
                             "6917000000000000001,6917000000000000001;6917000000000000002,甲;乙,1;2,A;B,30.00,待发货\n"
                             "6917000000000000003,6917000000000000003,丙,1,C,10.00,已发货\n"
                             "6917000000000000003,6917000000000000004,丁,4,D,20.00,待发货\n";
  g_autoptr (GBytes)      bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (ZgOrderFile) file = zg_order_file_read (bytes, ZG_ORDER_FILE_DOUYIN, NULL);

  g_assert_cmpuint (file->orders->len, ==, 2);
  g_assert_cmpuint (file->lines->len, ==, 4);
  g_assert_cmpstr (line (file, 1)->title, ==, "乙");
  g_assert_cmpint (line (file, 1)->qty, ==, 2000);
  g_assert_cmpstr (line (file, 1)->code, ==, "B");
  g_assert_cmpint (order (file, 1)->payable, ==, 3000); /* each row has its part */
  g_assert_cmpint (order (file, 1)->qty, ==, 5000);
  g_assert_cmpint (order (file, 1)->status, ==, 2); /* as far as the least of its parts */
}

static void
test_broken_rows (void)
{
  static const char text[] = "订单编号,标题,价格,购买数量\n318000000000000001,甲,1,一个\n,乙,1,1\n318000000000000002,,1,1\n"
                             "318000000000000003,丁,x,1\n";
  g_autoptr (GBytes)      bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (ZgOrderFile) file = zg_order_file_read (bytes, ZG_ORDER_FILE_TAOBAO_LINES, NULL);

  g_assert_cmpuint (file->notes->len, ==, 3);
  g_assert_cmpuint (file->lines->len, ==, 1);
  g_assert_cmpint (line (file, 0)->price, ==, ZG_NO_FEN);
}

static void
test_headings (void)
{
  static const char *const texts[] = {
    /* 2016: 41 columns; without the columns of later years */
    "订单编号,买家会员名,买家应付货款,总金额,订单状态,买家留言,收货人姓名,收货地址 ,联系电话 ,联系手机,订单创建时间,订单付款时间 "
    ",宝贝标题 ,宝贝总数量,是否是O2O交易\n"
    "=\"1234567890123456\",甲,1.00,1.00,交易成功,null,乙,浙江省 某地,'null,'13800000001,2016-11-01 00:00:01,,丙,1,\n",
    /* 2022: the nickname, when it was sent, the merchant's own note */
    "订单编号,买家会员昵称,买家应付货款,总金额,买家实际支付金额,订单状态,收货人姓名,收货地址,联系手机,虚拟号过期时间,"
    "订单创建时间,宝贝标题,宝贝总数量,发货时间,商家备忘\n"
    "=\"1234567890123456\",甲,1.00,1.00,1.00,交易成功,乙,某地,'13800000001,,2022-11-01 00:00:01,丙,1,2022-11-02 00:00:01,备忘\n",
    /* 2024: other names for the same */
    "订单编号,买家会员昵称,买家应付货款,总金额,买家实付金额,订单状态,收货人姓名,收货地址,联系手机,买家下单时间,买家付款时间,"
    "宝贝标题,宝贝规格,宝贝总数量,运单号\n"
    "=\"1234567890123456\",甲,1.00,1.00,1.00,交易成功,乙,某地,'13800000001,2024-11-01 00:00:01,2024-11-01 "
    "00:00:09,丙,红,1,SF1400000000001\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes)      bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (ZgOrderFile) file = NULL;

      g_assert_cmpint (zg_order_file_guess (bytes), ==, ZG_ORDER_FILE_TAOBAO);
      file = zg_order_file_read (bytes, ZG_ORDER_FILE_TAOBAO, NULL);
      g_assert_cmpstr (order (file, 0)->number, ==, "1234567890123456");
      g_assert_cmpstr (order (file, 0)->buyer, ==, "甲");
      g_assert_cmpstr (order (file, 0)->phone, ==, "13800000001");
      g_assert_cmpint (order (file, 0)->payable, ==, 100);
      g_assert_cmpint (order (file, 0)->placed, >, 0);
    }
}

static void
test_states (void)
{
  static const struct { const char *text; int status; } cases[] = {
    { "等待买家付款", 1 }, { "买家已付款，等待卖家发货", 2 }, { "买家已付款,等待卖家发货", 2 }, { "卖家部分发货", 3 },
    { "卖家已发货，等待买家确认", 4 }, { "交易成功", 5 }, { "交易关闭", 6 }, { "等待出库", 2 }, { "完成", 5 }, { "(已取消)", 6 },
    { "待发货", 2 }, { "已发货，待收货", 4 }, { "未发货，退款成功", 6 }, { "已发货，退款成功", 6 }, { "已收货", 0 }, { "", 0 }, { NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (zg_order_status (cases[i].text), ==, cases[i].status);
}

static void
test_stamps (void)
{
  gint64 ms = 0;

  g_assert_true (zg_order_stamp ("2019/3/9 14:33", &ms));
  g_assert_cmpint (ms, ==, at ("2019-03-09 14:33:00"));
  g_assert_true (zg_order_stamp ("43534.606307870368", &ms)); /* 2019-03-10 14:33:05 */
  g_assert_cmpint (ms, ==, at ("2019-03-10 14:33:05"));
  g_assert_true (zg_order_stamp ("1552199585000", &ms));
  g_assert_cmpint (ms, ==, at ("2019-03-10 14:33:05"));
  g_assert_true (zg_order_stamp ("2019-03-10", &ms));
  g_assert_cmpint (ms, ==, at ("2019-03-10 00:00"));
  g_assert_false (zg_order_stamp ("-", &ms));
  g_assert_false (zg_order_stamp ("2019-02-30 10:00", &ms));
}

static void
test_names (void)
{
  g_assert_cmpint (zg_order_file_time ("ExportOrderList202611030900.csv"), ==, at ("2026-11-03 09:00"));
  g_assert_cmpint (zg_order_file_time ("0123456789abcdef0123456789abcdeforders_export2026-07-20-10-09-23.csv"), ==,
                   at ("2026-07-20 10:09:23"));
  g_assert_cmpint (zg_order_file_time ("1793700000_0123456789abcdef.csv"), ==, G_GINT64_CONSTANT (1793700000000));
  g_assert_cmpint (zg_order_file_time ("订单.xlsx"), ==, 0);
  g_assert_cmpint (zg_order_file_time ("20261399999999.csv"), ==, 0);
  g_assert_cmpint (zg_order_file_time (NULL), ==, 0);
}

static void
test_carriers (void)
{
  g_assert_cmpint (zg_waybill_carrier ("SF1400000000001"), ==, ZG_CARRIER_SF);
  g_assert_cmpint (zg_waybill_carrier ("yt8800000000001"), ==, ZG_CARRIER_YTO);
  g_assert_cmpint (zg_waybill_carrier ("JT5000000000000"), ==, ZG_CARRIER_JTSD);
  g_assert_cmpint (zg_waybill_carrier ("JDVA00000000000"), ==, ZG_CARRIER_JD);
  g_assert_cmpint (zg_waybill_carrier ("DPK20000000000"), ==, ZG_CARRIER_DBL);
  g_assert_cmpint (zg_waybill_carrier ("EA123456789CN"), ==, ZG_CARRIER_EMS);
  g_assert_cmpint (zg_waybill_carrier ("770000000000001"), ==, ZG_CARRIER_STO);
  g_assert_cmpint (zg_waybill_carrier ("433000000000001"), ==, ZG_CARRIER_YD);
  g_assert_cmpint (zg_waybill_carrier ("75300000000001"), ==, ZG_CARRIER_ZTO);
  g_assert_cmpint (zg_waybill_carrier ("what is this"), ==, 0);
  g_assert_cmpint (zg_waybill_carrier (NULL), ==, 0);
  g_assert_true (zg_waybill_fits ("77112233445566", ZG_CARRIER_ZTO)); /* patterns overlap */
  g_assert_false (zg_waybill_fits ("SF1400000000001", ZG_CARRIER_ZTO));
  g_assert_true (zg_waybill_fits ("anything", ZG_CARRIER_OTHER));
  g_assert_cmpint (zg_carrier_of ("圆通速递"), ==, ZG_CARRIER_YTO);
  g_assert_cmpint (zg_carrier_of ("韵达快递"), ==, ZG_CARRIER_YD);
  g_assert_cmpint (zg_carrier_of ("某某快运"), ==, ZG_CARRIER_OTHER);
  g_assert_cmpint (zg_carrier_of (NULL), ==, 0);
}

/* A workbook of 2024: times are days of the workbook, and a number kept as a number has lost its last digits. */
static GBytes *
workbook (void)
{
  static const char *const heads[] = { "订单编号", "订单状态", "宝贝标题", "买家下单时间", "买家实付金额", "宝贝总数量", "运单号" };
  g_autofree char         *path = g_build_filename (g_get_tmp_dir (), "zg-orders-XXXXXX", NULL);
  int                      fd = g_mkstemp (path);
  lxw_workbook            *book = workbook_new (path);
  lxw_worksheet           *sheet = workbook_add_worksheet (book, NULL);
  lxw_format              *time = workbook_add_format (book);
  lxw_datetime             at_once = { 2024, 11, 1, 9, 12, 33 };
  char                    *bytes;
  gsize                    size;

  format_set_num_format (time, "yyyy-mm-dd hh:mm:ss");
  for (lxw_col_t i = 0; i < G_N_ELEMENTS (heads); i++)
    worksheet_write_string (sheet, 0, i, heads[i], NULL);
  for (lxw_row_t row = 1; row <= 2; row++)
    {
      if (row == 1)
        worksheet_write_string (sheet, row, 0, "3181234567890123456", NULL);
      else
        worksheet_write_number (sheet, row, 0, 318123456789012345., NULL);
      worksheet_write_string (sheet, row, 1, "买家已付款，等待卖家发货", NULL);
      worksheet_write_string (sheet, row, 2, "演示纸巾", NULL);
      worksheet_write_datetime (sheet, row, 3, &at_once, time);
      worksheet_write_number (sheet, row, 4, 118.5, NULL);
      worksheet_write_number (sheet, row, 5, 2, NULL);
      worksheet_write_string (sheet, row, 6, "SF1400000000001", NULL);
    }
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  close (fd);
  g_unlink (path);
  return g_bytes_new_take (bytes, size);
}

static void
test_workbook (void)
{
  g_autoptr (GBytes)      bytes = workbook ();
  g_autoptr (ZgOrderFile) file = NULL;

  g_assert_cmpint (zg_order_file_guess (bytes), ==, ZG_ORDER_FILE_TAOBAO);
  file = zg_order_file_read (bytes, ZG_ORDER_FILE_TAOBAO, NULL);
  g_assert_cmpuint (file->orders->len, ==, 1);
  g_assert_cmpstr (order (file, 0)->number, ==, "3181234567890123456");
  g_assert_cmpint (order (file, 0)->placed, ==, at ("2024-11-01 09:12:33"));
  g_assert_cmpint (order (file, 0)->paid, ==, 11850);
  g_assert_cmpint (order (file, 0)->qty, ==, 2000);
  g_assert_cmpuint (file->notes->len, ==, 1); /* 3.18E+17 */
  g_assert_false (g_array_index (file->notes, ZgOrderNote, 0).taken);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order-file/taobao", test_taobao);
  g_test_add_func ("/order-file/changed-address", test_changed_address);
  g_test_add_func ("/order-file/saved-again", test_saved_again);
  g_test_add_func ("/order-file/damaged", test_damaged);
  g_test_add_func ("/order-file/mixed-encoding", test_mixed_encoding);
  g_test_add_func ("/order-file/lines", test_lines);
  g_test_add_func ("/order-file/twice-alike", test_twice_alike);
  g_test_add_func ("/order-file/jd", test_jd);
  g_test_add_func ("/order-file/pdd", test_pdd);
  g_test_add_func ("/order-file/douyin", test_douyin);
  g_test_add_func ("/order-file/D18-5.5a/closed-lines", test_closed_lines);
  g_test_add_func ("/order-file/joined-parts", test_joined_parts);
  g_test_add_func ("/order-file/broken-rows", test_broken_rows);
  g_test_add_func ("/order-file/headings", test_headings);
  g_test_add_func ("/order-file/workbook", test_workbook);
  g_test_add_func ("/order-file/states", test_states);
  g_test_add_func ("/order-file/stamps", test_stamps);
  g_test_add_func ("/order-file/names", test_names);
  g_test_add_func ("/D10-1.7b/order-file/carriers", test_carriers);
  return g_test_run ();
}
