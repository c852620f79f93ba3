#include "zg-order-columns.h"

/* What a column is called, parted by |; a ? before: it may be missing; NULL: this layout has none. */
static const char *const taobao[N_COLUMNS] = {
  [NUMBER] = "订单编号|订单号", [STATUS] = "订单状态", [TITLE] = "宝贝标题|商品标题", [QTY] = "?宝贝总数量|宝贝数量|商品数量",
  [BUYER] = "?买家会员名|买家会员昵称|买家昵称", [SHOP] = "?店铺名称|店铺", [PAYABLE] = "?买家应付货款|应付货款", [FREIGHT] = "?买家应付邮费|运费",
  [GOODS] = "?总金额|订单总金额", [PAID] = "?买家实际支付金额|买家实付金额", [REFUND] = "?退款金额", [MESSAGE] = "?买家留言",
  [NOTE] = "?订单备注|商家备忘|卖家备注", [CONSIGNEE] = "?收货人姓名|收货人", [ADDRESS] = "?收货地址", [ADDRESS_NOW] = "?修改后的收货地址",
  [PHONE] = "?联系电话", [MOBILE] = "?联系手机|手机", [PLACED] = "?订单创建时间|买家下单时间", [PAID_AT] = "?订单付款时间|买家付款时间",
  [SHIPPED] = "?发货时间", [SIGNED] = "?确认收货时间", [METHOD] = "?支付方式", [CARRIER] = "?物流公司", [WAYBILL] = "?物流单号|运单号",
  [CLOSING] = "?订单关闭原因", [INVOICE] = "?发票抬头",
  [PAY_NUMBER] = "?支付单号|支付宝交易号", [SETTLED] = "?打款商家金额", [DISCOUNT] = "?天猫卡券抵扣", [DISCOUNT_TOO] = "?集分宝抵扣",
};
static const char *const taobao_lines[N_COLUMNS] = {
  [NUMBER] = "主订单编号|订单编号", [STATUS] = "?订单状态", [TITLE] = "标题|宝贝标题", [QTY] = "购买数量", [SUB] = "?子订单编号",
  [PRICE] = "?价格", [ATTRIBUTES] = "?商品属性|宝贝规格", [CODE] = "?商家编码", [CODE_TOO] = "?外部系统编号",
  [LINE_PAYABLE] = "?买家应付货款", [LINE_PAID] = "?买家实际支付金额", [AFTER_SALES] = "?退款状态", [LINE_REFUND] = "?退款金额",
  [PLACED] = "?订单创建时间", [PAID_AT] = "?订单付款时间",
};
static const char *const jd[N_COLUMNS] = {
  [NUMBER] = "订单号|订单编号", [STATUS] = "订单状态", [TITLE] = "商品名称", [QTY] = "订购数量", [PRICE] = "京东价", [BUYER] = "?下单帐号|下单账号",
  [GOODS] = "?订单金额", [PAYABLE] = "?应付金额", [PAID] = "?结算金额|实付金额", [FREIGHT] = "?运费金额", [METHOD] = "?支付方式",
  [PLACED] = "?下单时间", [PAID_AT] = "?付款确认时间", [SIGNED] = "?订单完成时间", [CONSIGNEE] = "?客户姓名", [ADDRESS] = "?客户地址",
  [MOBILE] = "?联系电话", [MESSAGE] = "?订单备注", [NOTE] = "?商家备注", [INVOICE] = "?发票抬头", [PRODUCT] = "?商品ID", [CODE] = "?货号|商家SKUID",
  [SHOP] = "?店铺名称", [SETTLED] = "?商家应收",
};
static const char *const pdd[N_COLUMNS] = {
  [NUMBER] = "订单号", [STATUS] = "订单状态", [TITLE] = "商品", [QTY] = "商品数量(件)|商品数量", [GOODS] = "?商品总价(元)|商品总价",
  [FREIGHT] = "?邮费(元)|邮费", [PAID] = "?用户实付金额(元)|用户实付金额", [PAYABLE] = "?商家实收金额(元)|商家实收金额", [SHIPPED] = "?发货时间",
  [SIGNED] = "?确认收货时间", [PRODUCT] = "?商品id", [ATTRIBUTES] = "?商品规格", [CODE] = "?商家编码-规格维度", [CODE_TOO] = "?商家编码-商品维度",
  [NOTE] = "?商家备注", [MESSAGE] = "?买家留言", [AFTER_SALES] = "?售后状态", [WAYBILL] = "?快递单号", [CARRIER] = "?快递公司",
  [PLACED] = "?订单成交时间", [PAID_AT] = "?支付时间", [CONSIGNEE] = "?收货人|收件人|收货人姓名", [MOBILE] = "?手机|收件人手机|用户购买手机号",
  [PROVINCE] = "?省", [CITY] = "?市", [DISTRICT] = "?区", [STREET] = "?街道/镇|街道", [ADDRESS] = "?详细地址|收货地址", [SHOP] = "?店铺名称",
  [DISCOUNT] = "?店铺优惠折扣(元)|店铺优惠折扣", [DISCOUNT_TOO] = "?平台优惠折扣(元)|平台优惠折扣",
  [DISCOUNT_MORE] = "?多多支付立减金额(元)|多多支付立减金额",
};
static const char *const douyin[N_COLUMNS] = {
  [NUMBER] = "主订单编号", [STATUS] = "订单状态", [TITLE] = "选购商品", [QTY] = "商品数量", [SUB] = "子订单编号", [ATTRIBUTES] = "?商品规格",
  [CODE] = "?商家编码", [PRODUCT] = "?商品ID", [PRICE] = "?商品单价", [LINE_PAYABLE] = "?订单应付金额", [FREIGHT] = "?运费",
  [CONSIGNEE] = "?收件人", [MOBILE] = "?收件人手机号", [ADDRESS] = "?详细地址", [PROVINCE] = "?省", [CITY] = "?市", [DISTRICT] = "?区",
  [STREET] = "?街道", [PLACED] = "?订单提交时间", [PAID_AT] = "?支付完成时间", [SIGNED] = "?订单完成时间", [SHIPPED] = "?发货时间",
  [NOTE] = "?商家备注", [MESSAGE] = "?买家留言", [AFTER_SALES] = "?售后状态", [CLOSING] = "?取消原因", [METHOD] = "?支付方式",
  [SHOP] = "?店铺名称", [WAYBILL] = "?快递单号", [CARRIER] = "?快递公司", [DISCOUNT] = "?平台实际承担优惠金额",
  [DISCOUNT_TOO] = "?商家实际承担优惠金额", [DISCOUNT_MORE] = "?达人实际承担优惠金额",
};

/* Lines before orders: the heading of lines is the narrower one. */
const ZgOrderColumns zg_order_columns[ZG_N_ORDER_LAYOUTS] = {
  { ZG_ORDER_FILE_DOUYIN, douyin }, { ZG_ORDER_FILE_PDD, pdd }, { ZG_ORDER_FILE_JD, jd },
  { ZG_ORDER_FILE_TAOBAO_LINES, taobao_lines }, { ZG_ORDER_FILE_TAOBAO, taobao },
};

/* The amount of an order stands in each of its rows, or each row has its own part: the parts are summed, the whole counts once.
 */
void
zg_order_file_sum (ZgOrderFile *file)
{
  g_autoptr (GHashTable) sums = g_hash_table_new (g_str_hash, g_str_equal);

  if (file->kind == ZG_ORDER_FILE_TAOBAO)
    return;
  for (guint i = 0; i < file->orders->len; i++)
    {
      ZgOrderRow *order = &g_array_index (file->orders, ZgOrderRow, i);

      order->qty = 0;
      g_hash_table_insert (sums, (gpointer) order->number, order);
    }
  for (guint i = 0; i < file->lines->len; i++)
    {
      const ZgOrderLineRow *line = &g_array_index (file->lines, ZgOrderLineRow, i);
      ZgOrderRow           *order = g_hash_table_lookup (sums, line->number);

      if (order && file->kind == ZG_ORDER_FILE_DOUYIN && line->payable != ZG_NO_FEN)
        order->payable = (order->payable == ZG_NO_FEN ? 0 : order->payable) + line->payable;
      if (order)
        order->qty += line->qty;
    }
}
