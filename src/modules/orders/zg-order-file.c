/* zg-order-file.c: order exports read row by row. */
#include "zg-order-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-idcard.h"
#include "zg-money.h"
#include "zg-sniff.h"
#include "zg-table-file.h"
#include "zg-text.h"

#define HEAD_BYTES (64 * 1024)
#define EXCEL_DIGITS 15 /* what a number in a spreadsheet keeps */

enum
{
  NUMBER, STATUS, TITLE, QTY, /* what tells the layouts apart comes first */
  BUYER, SHOP, PAYABLE, FREIGHT, GOODS, PAID, REFUND, MESSAGE, NOTE, CONSIGNEE, ADDRESS, ADDRESS_NOW, PROVINCE, CITY, DISTRICT, STREET,
  PHONE, MOBILE, PLACED, PAID_AT, SHIPPED, SIGNED, METHOD, CARRIER, WAYBILL, CLOSING, INVOICE,
  SUB, ATTRIBUTES, CODE, CODE_TOO, PRODUCT, PRICE, LINE_PAYABLE, LINE_PAID, AFTER_SALES, LINE_REFUND,
  N_COLUMNS
};

/* What a column is called, parted by |; a ? before: it may be missing; NULL: this layout has none. */
static const char *const taobao[N_COLUMNS] = {
  [NUMBER] = "订单编号|订单号", [STATUS] = "订单状态", [TITLE] = "宝贝标题|商品标题", [QTY] = "?宝贝总数量|宝贝数量|商品数量",
  [BUYER] = "?买家会员名|买家会员昵称|买家昵称", [SHOP] = "?店铺名称|店铺", [PAYABLE] = "?买家应付货款|应付货款", [FREIGHT] = "?买家应付邮费|运费",
  [GOODS] = "?总金额|订单总金额", [PAID] = "?买家实际支付金额|买家实付金额", [REFUND] = "?退款金额", [MESSAGE] = "?买家留言",
  [NOTE] = "?订单备注|商家备忘|卖家备注", [CONSIGNEE] = "?收货人姓名|收货人", [ADDRESS] = "?收货地址", [ADDRESS_NOW] = "?修改后的收货地址",
  [PHONE] = "?联系电话", [MOBILE] = "?联系手机|手机", [PLACED] = "?订单创建时间|买家下单时间", [PAID_AT] = "?订单付款时间|买家付款时间",
  [SHIPPED] = "?发货时间", [SIGNED] = "?确认收货时间", [METHOD] = "?支付方式", [CARRIER] = "?物流公司", [WAYBILL] = "?物流单号|运单号",
  [CLOSING] = "?订单关闭原因", [INVOICE] = "?发票抬头",
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
  [SHOP] = "?店铺名称",
};
static const char *const pdd[N_COLUMNS] = {
  [NUMBER] = "订单号", [STATUS] = "订单状态", [TITLE] = "商品", [QTY] = "商品数量(件)|商品数量", [GOODS] = "?商品总价(元)|商品总价",
  [FREIGHT] = "?邮费(元)|邮费", [PAID] = "?用户实付金额(元)|用户实付金额", [PAYABLE] = "?商家实收金额(元)|商家实收金额", [SHIPPED] = "?发货时间",
  [SIGNED] = "?确认收货时间", [PRODUCT] = "?商品id", [ATTRIBUTES] = "?商品规格", [CODE] = "?商家编码-规格维度", [CODE_TOO] = "?商家编码-商品维度",
  [NOTE] = "?商家备注", [MESSAGE] = "?买家留言", [AFTER_SALES] = "?售后状态", [WAYBILL] = "?快递单号", [CARRIER] = "?快递公司",
  [PLACED] = "?订单成交时间", [PAID_AT] = "?支付时间", [CONSIGNEE] = "?收货人|收件人|收货人姓名", [MOBILE] = "?手机|收件人手机|用户购买手机号",
  [PROVINCE] = "?省", [CITY] = "?市", [DISTRICT] = "?区", [STREET] = "?街道/镇|街道", [ADDRESS] = "?详细地址|收货地址", [SHOP] = "?店铺名称",
};
static const char *const douyin[N_COLUMNS] = {
  [NUMBER] = "主订单编号", [STATUS] = "订单状态", [TITLE] = "选购商品", [QTY] = "商品数量", [SUB] = "子订单编号", [ATTRIBUTES] = "?商品规格",
  [CODE] = "?商家编码", [PRODUCT] = "?商品ID", [PRICE] = "?商品单价", [LINE_PAYABLE] = "?订单应付金额", [FREIGHT] = "?运费",
  [CONSIGNEE] = "?收件人", [MOBILE] = "?收件人手机号", [ADDRESS] = "?详细地址", [PROVINCE] = "?省", [CITY] = "?市", [DISTRICT] = "?区",
  [STREET] = "?街道", [PLACED] = "?订单提交时间", [PAID_AT] = "?支付完成时间", [SIGNED] = "?订单完成时间", [SHIPPED] = "?发货时间",
  [NOTE] = "?商家备注", [MESSAGE] = "?买家留言", [AFTER_SALES] = "?售后状态", [CLOSING] = "?取消原因", [METHOD] = "?支付方式",
  [SHOP] = "?店铺名称", [WAYBILL] = "?快递单号", [CARRIER] = "?快递公司",
};

/* Lines before orders: the heading of lines is the narrower one. */
static const struct
{
  ZgOrderFileKind    kind;
  const char *const *columns;
} layouts[] = {
  { ZG_ORDER_FILE_DOUYIN, douyin }, { ZG_ORDER_FILE_PDD, pdd }, { ZG_ORDER_FILE_JD, jd },
  { ZG_ORDER_FILE_TAOBAO_LINES, taobao_lines }, { ZG_ORDER_FILE_TAOBAO, taobao },
};

typedef struct
{
  ZgOrderFile *file;
  ZgTableFile *table;
  int          row;
  int          at[N_COLUMNS];
  GHashTable  *orders;  /* number → its place + 1 */
  GHashTable  *lines;   /* "number/key" → times seen */
  gboolean     damaged; /* a spreadsheet has rounded ids of this file */
} Reading;

/* -- Columns -- */

static gboolean
find_columns (ZgTableFile *table, const char *const *names, int at[N_COLUMNS], int *first, GError **error)
{
  const char *wanted[N_COLUMNS];
  int         place[N_COLUMNS], found[N_COLUMNS], n = 0;

  for (int i = 0; i < N_COLUMNS; i++)
    {
      at[i] = -1;
      if (names[i] == NULL)
        continue;
      wanted[n] = names[i];
      place[n++] = i;
    }
  if (!zg_table_file_find_columns (table, wanted, n, found, first, error))
    return FALSE;
  for (int i = 0; i < n; i++)
    at[place[i]] = found[i];
  return TRUE;
}

/* The first rows of a long text are enough to know what it is. */
static ZgTableFile *
open_head (GBytes *bytes)
{
  gsize              size;
  const char        *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GBytes) head = NULL;

  if (size <= HEAD_BYTES || (size > 2 && data[0] == 'P' && data[1] == 'K'))
    return zg_table_file_open_bytes (bytes, NULL, NULL);
  for (size = HEAD_BYTES; size > 0 && data[size - 1] != '\n'; size--)
    ;
  head = g_bytes_new (data, size);
  return zg_table_file_open_bytes (head, NULL, NULL);
}

ZgOrderFileKind
zg_order_file_guess (GBytes *bytes)
{
  g_autoptr (ZgTableFile) table = open_head (bytes);
  int                     at[N_COLUMNS], first;

  for (guint i = 0; table && i < G_N_ELEMENTS (layouts); i++)
    if (find_columns (table, layouts[i].columns, at, &first, NULL))
      return layouts[i].kind;
  return ZG_ORDER_FILE_NONE;
}

/* -- Cells -- */

static const char *
raw (const Reading *reading, int column)
{
  return zg_table_file_cell (reading->table, reading->row, reading->at[column]);
}

static const char *
keep (Reading *reading, const char *text)
{
  return text && *text ? g_string_chunk_insert (reading->file->texts, text) : NULL;
}

/* NULL where it says nothing. */
static const char *
text_of (Reading *reading, int column)
{
  const char      *cell = raw (reading, column);
  g_autofree char *text = NULL;

  if (*cell == '\0' || zg_text_is_no_value (cell))
    return NULL;
  text = zg_text_strip (cell);
  if (*text == '\'')
    memmove (text, text + 1, strlen (text));
  for (char *p = text; *p; p++)
    if (*p == '\r' || *p == '\n' || *p == '\t')
      *p = ' ';
  return *text && !zg_text_is_no_value (text) && zg_text_is_safe_block (text) ? keep (reading, text) : NULL;
}

static const char *
id_of (Reading *reading, int column)
{
  const char      *cell = raw (reading, column);
  g_autofree char *id = NULL;

  if (*cell == '\0' || zg_text_is_no_value (cell))
    return NULL;
  id = zg_text_peel_id (cell);
  return zg_text_is_no_value (id) || !zg_text_is_safe_line (id) ? NULL : keep (reading, id);
}

/* Personal and made unreadable by the platform: counted, not kept. */
static const char *
person_of (Reading *reading, int column)
{
  const char *text = text_of (reading, column);

  if (text == NULL || !zg_order_is_hidden (text))
    return text;
  reading->file->n_hidden++;
  return NULL;
}

static gint64
fen_of (Reading *reading, int column)
{
  const char *text = text_of (reading, column);
  gint64      fen;

  return text && zg_money_parse (text, &fen) ? fen : ZG_NO_FEN;
}

static gint64
time_of (Reading *reading, int column)
{
  const char *text = text_of (reading, column);
  gint64      ms;

  if (text == NULL || !zg_order_stamp (text, &ms) || ms <= 0)
    return 0;
  reading->file->newest = MAX (reading->file->newest, ms);
  return ms;
}

static gint64
qty_of (const char *text)
{
  gint64 milli;

  return text && zg_milli_parse (text, &milli) && milli >= 0 ? milli : -1;
}

/* -- Notes -- */

static void
note (Reading *reading, gboolean taken, const char *why)
{
  g_autoptr (GString) text = g_string_new (NULL);
  ZgOrderNote         one = { zg_table_file_line (reading->table, reading->row), NULL, why, taken };

  for (int i = 0; i < MIN (zg_table_file_n_cells (reading->table, reading->row), 6); i++)
    if (*zg_table_file_cell (reading->table, reading->row, i))
      g_string_append_printf (text, "%s%s", text->len ? " · " : "", zg_table_file_cell (reading->table, reading->row, i));
  one.text = g_string_chunk_insert (reading->file->texts, text->str);
  g_array_append_val (reading->file->notes, one);
}

/* -- Ids -- */

static gboolean
ends_in_zeros (const char *id)
{
  gsize n = strlen (id);

  return n > EXCEL_DIGITS && strspn (id, "0123456789") == n && strspn (id + EXCEL_DIGITS, "0") == n - EXCEL_DIGITS;
}

static gboolean
look_for_damage (const Reading *reading, int first)
{
  if (zg_table_file_n_rounded (reading->table) > 0)
    return TRUE;
  for (int row = first; row < zg_table_file_n_rows (reading->table); row++)
    {
      const char      *cell = zg_table_file_cell (reading->table, row, reading->at[NUMBER]);
      g_autofree char *id = strpbrk (cell, "Ee") ? zg_text_peel_id (cell) : NULL;

      if (id && zg_text_is_damaged_id (id))
        return TRUE;
    }
  return FALSE;
}

static const char *
number_of (Reading *reading)
{
  const char *number = id_of (reading, NUMBER);

  if (number == NULL)
    note (reading, FALSE, _ ("There is no order number."));
  else if (zg_text_is_damaged_id (number) || (reading->damaged && ends_in_zeros (number)))
    note (reading, FALSE, _ ("A spreadsheet has rounded the order number. Take the file as the platform gave it."));
  else if (strlen (number) > 40 || strlen (number) < 6)
    note (reading, FALSE, _ ("This is no order number."));
  else
    return number;
  return NULL;
}

/* -- Orders -- */

/* A number that can be dialled, else as it stands: with stars. */
static void
read_phone (Reading *reading, ZgOrderRow *order, int column)
{
  g_autofree char *plain = NULL;
  const char      *text = id_of (reading, column);
  ZgPhoneKind      kind;

  if (text == NULL || order->phone)
    return;
  if (zg_order_is_hidden (text))
    {
      reading->file->n_hidden++;
      return;
    }
  kind = zg_phone_check (text, &plain);
  if (kind == ZG_PHONE_MASKED || kind == ZG_PHONE_NONE)
    order->phone_text = text;
  else
    order->phone = keep (reading, plain);
}

static const char *
read_address (Reading *reading)
{
  static const int    parts[] = { PROVINCE, CITY, DISTRICT, STREET, ADDRESS };
  g_autoptr (GString) address = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = person_of (reading, parts[i]);

      if (part)
        g_string_append_printf (address, "%s%s", address->len ? " " : "", part);
    }
  return keep (reading, address->str);
}

/* "浙江省 杭州市" and "浙江省杭州市" are one address. */
static gboolean
same_address (const char *a, const char *b)
{
  for (;; a++, b++)
    {
      while (*a == ' ')
        a++;
      while (*b == ' ')
        b++;
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        return TRUE;
    }
}

/* `No:` before it is the platform's. */
static const char *
waybill_of (Reading *reading)
{
  const char *waybill = id_of (reading, WAYBILL);

  if (waybill && g_ascii_strncasecmp (waybill, "No:", 3) == 0)
    waybill += 3;
  return waybill && *waybill ? waybill : NULL;
}

/* `261101-0000…`: the day stands in the number where the columns do not say. */
static gint64
day_in_number (const char *number)
{
  int day;

  if (strlen (number) < 8 || strspn (number, "0123456789") != 6 || number[6] != '-')
    return 0;
  day = zg_day_from_ymd (2000 + (number[0] - '0') * 10 + number[1] - '0', (number[2] - '0') * 10 + number[3] - '0',
                         (number[4] - '0') * 10 + number[5] - '0');
  return day == ZG_NO_DAY ? 0 : zg_day_to_ms (day, 0);
}

static void
read_money (Reading *reading, ZgOrderRow *order)
{
  order->goods = fen_of (reading, GOODS);
  order->freight = fen_of (reading, FREIGHT);
  order->payable = fen_of (reading, PAYABLE);
  order->paid = fen_of (reading, PAID);
  order->refund = fen_of (reading, REFUND);
}

static void
read_state (Reading *reading, ZgOrderRow *order)
{
  const char *after = text_of (reading, AFTER_SALES);

  order->status_text = text_of (reading, STATUS);
  order->status = zg_order_status (order->status_text);
  order->closing = text_of (reading, CLOSING);
  if (order->closing && g_str_equal (order->closing, "订单未关闭"))
    order->closing = NULL;
  /* one order is one product there: paid back before it was sent, it is over */
  if (reading->file->kind == ZG_ORDER_FILE_PDD && order->status == 2 && after && strstr (after, "退款成功"))
    {
      order->status = 6;
      order->closing = after;
    }
  order->placed = time_of (reading, PLACED);
  if (order->placed == 0)
    order->placed = day_in_number (order->number);
  order->paid_at = time_of (reading, PAID_AT);
  order->shipped = time_of (reading, SHIPPED);
  order->signed_at = time_of (reading, SIGNED);
}

static ZgOrderRow
read_order (Reading *reading, const char *number)
{
  ZgOrderRow  order = { .line = zg_table_file_line (reading->table, reading->row), .number = number };
  const char *now;

  order.shop = text_of (reading, SHOP);
  order.buyer = text_of (reading, BUYER);
  order.consignee = person_of (reading, CONSIGNEE);
  read_phone (reading, &order, MOBILE);
  read_phone (reading, &order, PHONE);
  order.address = read_address (reading);
  now = person_of (reading, ADDRESS_NOW);
  if (now && (order.address == NULL || !same_address (now, order.address)))
    order.address_now = now;
  order.title = text_of (reading, TITLE);
  order.method = text_of (reading, METHOD);
  order.message = text_of (reading, MESSAGE);
  order.note = text_of (reading, NOTE);
  order.invoice = text_of (reading, INVOICE);
  order.carrier = text_of (reading, CARRIER);
  order.waybill = waybill_of (reading);
  order.qty = qty_of (text_of (reading, QTY));
  order.cod = order.method && strstr (order.method, "货到付款");
  read_money (reading, &order);
  read_state (reading, &order);
  return order;
}

/* -- Lines -- */

static gboolean
is_refunded (const char *text)
{
  return text && (strstr (text, "退款成功") || strstr (text, "退款完成") || strstr (text, "已退款"));
}

/* Titles and attributes are the platform's copy of the moment and stay; a shop that changes its own code changes no line. The
 * second of two lines alike is another. */
static const char *
line_key (Reading *reading, const ZgOrderLineRow *line, const char *own)
{
  g_autofree char *name = NULL, *whole = NULL, *key = NULL;
  guint64          hash = G_GUINT64_CONSTANT (14695981039346656037);
  guint            times;

  if (own == NULL)
    {
      name = g_strdup_printf ("%s\x1f%s", line->title ? line->title : "", line->attributes ? line->attributes : "");
      for (const char *p = name; *p; p++)
        hash = (hash ^ (guchar) *p) * G_GUINT64_CONSTANT (1099511628211);
      key = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", hash);
    }
  else
    key = g_strdup (own);
  whole = g_strdup_printf ("%s/%s", line->number, key);
  times = GPOINTER_TO_UINT (g_hash_table_lookup (reading->lines, whole)) + 1;
  g_hash_table_insert (reading->lines, g_steal_pointer (&whole), GUINT_TO_POINTER (times));
  if (times == 1)
    return keep (reading, key);
  name = (g_free (name), g_strdup_printf ("%s.%u", key, times));
  return keep (reading, name);
}

static void
add_line (Reading *reading, ZgOrderLineRow *line)
{
  ZgOrderFileKind kind = reading->file->kind;

  line->key = line_key (reading, line, kind == ZG_ORDER_FILE_JD ? line->product : kind == ZG_ORDER_FILE_DOUYIN ? line->sub : NULL);
  g_array_append_val (reading->file->lines, *line);
}

static const char *
part_of (char **parts, guint i, const char *whole)
{
  return parts == NULL ? whole : i < g_strv_length (parts) && *parts[i] ? parts[i] : NULL;
}

/* Several sub-orders in one row, joined by `;`. */
static gboolean
split_line (Reading *reading, const ZgOrderLineRow *whole, const char *qty)
{
  g_auto (GStrv) subs = whole->sub && strchr (whole->sub, ';') ? g_strsplit (whole->sub, ";", -1) : NULL;
  guint          n = subs ? g_strv_length (subs) : 0;
  g_auto (GStrv) titles = n ? g_strsplit (whole->title ? whole->title : "", ";", -1) : NULL;
  g_auto (GStrv) attributes = n ? g_strsplit (whole->attributes ? whole->attributes : "", ";", -1) : NULL;
  g_auto (GStrv) codes = n ? g_strsplit (whole->code ? whole->code : "", ";", -1) : NULL;
  g_auto (GStrv) numbers = n ? g_strsplit (qty ? qty : "", ";", -1) : NULL;

  for (guint i = 0; i < n; i++)
    {
      ZgOrderLineRow line = *whole;
      g_autofree char *sub = zg_text_peel_id (subs[i]), *code = zg_text_peel_id (part_of (codes, i, NULL));

      line.sub = keep (reading, sub);
      line.title = keep (reading, g_strv_length (titles) == n ? titles[i] : whole->title);
      line.attributes = g_strv_length (attributes) == n ? keep (reading, attributes[i]) : whole->attributes;
      line.code = zg_text_is_no_value (code) ? NULL : keep (reading, code);
      line.qty = MAX (qty_of (part_of (numbers, i, NULL)), 0);
      if (line.qty == 0)
        line.qty = 1000;
      line.price = line.payable = line.paid = line.refund = ZG_NO_FEN; /* of all together */
      add_line (reading, &line);
    }
  return n > 0;
}

static void
read_line (Reading *reading, const char *number)
{
  ZgOrderLineRow line = { .line = zg_table_file_line (reading->table, reading->row), .number = number };
  const char    *qty = text_of (reading, QTY);

  line.sub = id_of (reading, SUB);
  line.title = text_of (reading, TITLE);
  line.attributes = text_of (reading, ATTRIBUTES);
  line.code = id_of (reading, CODE);
  if (line.code == NULL)
    line.code = id_of (reading, CODE_TOO);
  line.product = id_of (reading, PRODUCT);
  line.price = fen_of (reading, PRICE);
  line.payable = fen_of (reading, LINE_PAYABLE);
  line.paid = fen_of (reading, LINE_PAID);
  line.refund = fen_of (reading, LINE_REFUND);
  line.status_text = text_of (reading, STATUS);
  line.refund_text = text_of (reading, AFTER_SALES);
  line.refunded = is_refunded (line.refund_text);
  if (split_line (reading, &line, qty))
    return;
  line.qty = qty_of (qty);
  if (line.title == NULL || line.qty < 0)
    note (reading, FALSE, line.title ? _ ("The quantity of the line is no number.") : _ ("The line does not say what was bought."));
  else
    add_line (reading, &line);
}

/* -- Rows -- */

static void
add_to_order (const ZgOrderFile *file, ZgOrderRow *order, const ZgOrderRow *more)
{
  if (file->kind == ZG_ORDER_FILE_DOUYIN && more->status && order->status) /* as far as the least of its parts */
    order->status = MIN (order->status, more->status);
}

/* The amount of an order stands in each of its rows, or each row has its own part: the parts are summed, the whole counts once. */
static void
sum_parts (ZgOrderFile *file)
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

static void
read_row (Reading *reading)
{
  ZgOrderFile *file = reading->file;
  const char  *number = number_of (reading);
  gpointer     at = number ? g_hash_table_lookup (reading->orders, number) : NULL;
  guint        n_lines = file->lines->len;
  ZgOrderRow   order;

  if (number == NULL)
    return;
  if (file->kind != ZG_ORDER_FILE_TAOBAO)
    read_line (reading, number);
  if (file->kind == ZG_ORDER_FILE_TAOBAO_LINES || (file->kind != ZG_ORDER_FILE_TAOBAO && file->lines->len == n_lines))
    return;
  if (at && file->kind == ZG_ORDER_FILE_TAOBAO)
    {
      note (reading, TRUE, _ ("This order stands twice in the file; its first row counts."));
      return;
    }
  order = read_order (reading, number);
  if (order.status == 0)
    note (reading, TRUE, _ ("The platform's state of this order is not known here; it is kept in its own words."));
  if (at)
    {
      add_to_order (file, &g_array_index (file->orders, ZgOrderRow, GPOINTER_TO_UINT (at) - 1), &order);
      return;
    }
  g_array_append_val (file->orders, order);
  g_hash_table_insert (reading->orders, (gpointer) number, GUINT_TO_POINTER (file->orders->len));
}

static void
note_repaired (ZgOrderFile *file, ZgTableFile *table)
{
  const GArray *lines = zg_table_file_repaired (table);

  for (guint i = 0; lines && i < lines->len; i++)
    {
      ZgOrderNote one = { g_array_index (lines, int, i), "", _ ("This line is written in another encoding than the rest; it was read "
                                                                "in that one. Look at it."), TRUE };

      g_array_append_val (file->notes, one);
    }
}

static gboolean
is_blank (ZgTableFile *table, int row)
{
  for (int i = 0; i < zg_table_file_n_cells (table, row); i++)
    if (*zg_table_file_cell (table, row, i))
      return FALSE;
  return TRUE;
}

static void
read_rows (Reading *reading, int first)
{
  reading->damaged = look_for_damage (reading, first);
  reading->orders = g_hash_table_new (g_str_hash, g_str_equal);
  reading->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (reading->row = first; reading->row < zg_table_file_n_rows (reading->table); reading->row++)
    if (!is_blank (reading->table, reading->row))
      read_row (reading);
  sum_parts (reading->file);
  g_hash_table_unref (reading->orders);
  g_hash_table_unref (reading->lines);
}

ZgOrderFile *
zg_order_file_read (GBytes *bytes, ZgOrderFileKind kind, GError **error)
{
  g_autoptr (ZgTableFile) table = zg_table_file_open_bytes (bytes, NULL, error);
  Reading                 reading = { .table = table };
  int                     first = 0;
  guint                   i = 0;

  if (table == NULL)
    return NULL;
  while (i < G_N_ELEMENTS (layouts) && layouts[i].kind != kind)
    i++;
  g_return_val_if_fail (i < G_N_ELEMENTS (layouts), NULL);
  if (!find_columns (table, layouts[i].columns, reading.at, &first, error))
    return NULL;
  reading.file = g_new0 (ZgOrderFile, 1);
  reading.file->kind = kind;
  reading.file->orders = g_array_new (FALSE, TRUE, sizeof (ZgOrderRow));
  reading.file->lines = g_array_new (FALSE, TRUE, sizeof (ZgOrderLineRow));
  reading.file->notes = g_array_new (FALSE, TRUE, sizeof (ZgOrderNote));
  reading.file->texts = g_string_chunk_new (64 * 1024);
  note_repaired (reading.file, table);
  read_rows (&reading, first);
  return reading.file;
}

void
zg_order_file_free (ZgOrderFile *file)
{
  if (file == NULL)
    return;
  g_array_unref (file->orders);
  g_array_unref (file->lines);
  g_array_unref (file->notes);
  g_string_chunk_free (file->texts);
  g_free (file);
}
