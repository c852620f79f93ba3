/* zg-demo-exports.c: what the platforms' exports say of the orders of the trial book. Buyers, numbers, addresses are made up. */
#include "config.h"

#include "zg-day.h"
#include "zg-demo-orders.h"
#include "zg-demo-private.h"

static const char *const shop_names[N_SHOPS] = { "茗器居天猫店", "茗器居抖音店" };

/* -- Made up: each a function of its number -- */

guint32
zg_demo_mix (guint32 n)
{
  n = (n ^ (n >> 16)) * 0x7feb352du;
  n = (n ^ (n >> 15)) * 0x846ca68bu;
  return n ^ (n >> 16);
}

void
zg_demo_order_person (Order *order, guint buyer)
{
  static const char *const families[] = { "王", "陈", "刘", "赵", "孙", "周", "吴", "郑", "冯", "沈", "韩", "杨" };
  static const char *const given[] = { "雅琴", "志远", "思敏", "建平", "晓燕", "文博", "玉兰", "海涛", "静怡", "国栋", "丽萍" };
  static const char *const nicks[] = { "山茶", "听雨", "小满", "半亩", "清和", "南巷" };
  static const char *const cities[][3] = { { "江苏省", "苏州市", "姑苏区" }, { "浙江省", "杭州市", "拱墅区" },
                                           { "广东省", "广州市", "海珠区" }, { "四川省", "成都市", "青羊区" },
                                           { "山东省", "青岛市", "市北区" }, { "湖北省", "武汉市", "江岸区" } };
  guint32 dice = zg_demo_mix (buyer + 101);
  const char *const *city = cities[dice % 6];

  g_snprintf (order->buyer, sizeof order->buyer, "%s%03u", nicks[buyer % 6], dice % 900 + 100);
  g_snprintf (order->phone, sizeof order->phone, "1390000%04u", zg_demo_mix (buyer) % 10000);
  g_snprintf (order->consignee, sizeof order->consignee, "%s%s", families[buyer % 12], given[buyer * 5 % 11]);
  g_snprintf (order->address, sizeof order->address, "%s %s %s 示范路 %u 号 %u 幢 %u 室", city[0], city[1], city[2], dice % 180 + 1,
              dice / 7 % 20 + 1, (dice / 11 % 12 + 1) * 100 + dice / 13 % 4 + 1);
}

gint64
zg_demo_order_total (const Order *order)
{
  gint64 fen = 0;

  for (int i = 0; i < MAX (order->n_lines, 1); i++)
    fen += (gint64) zg_demo_goods[order->goods[i]].sold * order->pieces[i];
  return fen;
}

/* -- The exports of the platforms -- */

static const char *
status_of (const Order *order, gint64 ms)
{
  static const char *const words[N_SHOPS][5] = { { "交易关闭", "交易成功", "卖家已发货，等待买家确认", "买家已付款，等待卖家发货",
                                                   "等待买家付款" },
                                                 { "已关闭", "已完成", "已发货", "待发货", "待支付" } };
  gint64 at[4] = { order->back, order->arrived, order->shipped, order->paid };

  for (int i = 0; i < 4; i++)
    if (at[i] && at[i] <= ms)
      return words[order->shop][i];
  return words[order->shop][4];
}

static char *
stamp_of (gint64 at, gint64 ms)
{
  char stamp[20];

  return g_strdup (at && at <= ms ? zg_stamp_format (at, stamp) : "");
}

static char *
yuan (gint64 fen)
{
  return g_strdup_printf ("%d.%02d", (int) (fen / 100), (int) (fen % 100));
}

static const char tmall_head[] = "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址,"
                                 "联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝总数量,店铺名称,订单关闭原因,支付方式,物流公司,物流单号,"
                                 "发货时间,确认收货时间,退款金额\n";
static const char tmall_lines_head[] = "订单编号,标题,价格,购买数量,商品属性,商家编码\n";
static const char douyin_head[] = "主订单编号,子订单编号,选购商品,商品规格,商品数量,商家编码,商品单价,订单应付金额,运费,收件人,收件人手机号,"
                                  "详细地址,订单提交时间,支付完成时间,订单状态,支付方式,店铺名称,取消原因,快递公司,快递单号,发货时间,"
                                  "订单完成时间\n";

static void
write_tmall (GString *text, GString *lines, const Order *order, gint64 ms)
{
  gboolean         gone = order->shipped && order->shipped <= ms, back = order->back && order->back <= ms;
  int              pieces = 0;
  g_autofree char *sum = yuan (zg_demo_order_total (order)), *placed = stamp_of (order->placed, ms);
  g_autofree char *paid = stamp_of (order->paid, ms), *shipped = stamp_of (order->shipped, ms);
  g_autofree char *arrived = stamp_of (order->arrived, ms);

  for (int i = 0; i < order->n_lines; i++)
    {
      const ZgDemoGoods *goods = &zg_demo_goods[order->goods[i]];
      g_autofree char   *price = yuan (goods->sold);

      pieces += order->pieces[i];
      g_string_append_printf (lines, "%s,%s,%s,%d,%s,%s\n", order->number, goods->name, price, order->pieces[i], goods->spec,
                              goods->code);
    }
  g_string_append_printf (text, "%s,%s,%s,0.00,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%d,%s,%s,%s,%s,%s,%s,%s,%s\n", order->number,
                          order->buyer, sum, sum, order->paid ? sum : "0.00", status_of (order, ms),
                          zg_demo_mix (order->placed / 1000) % 7 == 0 ? "请包装结实些，送人用" : "null", order->consignee, order->address,
                          order->phone, placed, paid, zg_demo_goods[order->goods[0]].name, pieces, shop_names[TMALL],
                          !back ? "订单未关闭" : order->paid ? "买家申请退款" : "买家未付款", order->paid ? "支付宝" : "null",
                          gone ? "圆通速递" : "", gone ? order->waybill : "", shipped, arrived,
                          back && order->paid ? sum : "0.00");
}

static void
write_douyin (GString *text, const Order *order, gint64 ms)
{
  gboolean         gone = order->shipped && order->shipped <= ms, back = order->back && order->back <= ms;
  g_autofree char *placed = stamp_of (order->placed, ms), *paid = stamp_of (order->paid, ms);
  g_autofree char *shipped = stamp_of (order->shipped, ms), *arrived = stamp_of (order->arrived, ms);

  for (int i = 0; i < order->n_lines; i++)
    {
      const ZgDemoGoods *goods = &zg_demo_goods[order->goods[i]];
      g_autofree char   *price = yuan (goods->sold), *sum = yuan ((gint64) goods->sold * order->pieces[i]);

      g_string_append_printf (text, "%s,%s%d,%s,%s,%d,%s,%s,%s,0.00,%s,%s,%s,%s,%s,%s,抖音支付,%s,%s,%s,%s,%s,%s\n", order->number,
                              order->number, i + 1, goods->name, goods->spec, order->pieces[i], goods->code, price, sum,
                              order->consignee, order->phone, order->address, placed, paid, status_of (order, ms),
                              shop_names[DOUYIN], back ? "买家申请退款" : "", gone ? "圆通速递" : "", gone ? order->waybill : "",
                              shipped, arrived);
    }
}

void
zg_demo_export_head (int shop, GString *text, GString *lines)
{
  g_string_append (text, shop == TMALL ? tmall_head : douyin_head);
  if (lines)
    g_string_append (lines, tmall_lines_head);
}

void
zg_demo_export_row (const Order *order, gint64 ms, GString *text, GString *lines)
{
  if (order->shop == TMALL)
    write_tmall (text, lines, order, ms);
  else
    write_douyin (text, order, ms);
}

const char *
zg_demo_shop_name (int shop)
{
  return shop_names[shop];
}
