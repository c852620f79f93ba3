/* zg-manual-order.c: the kind manual_order 手工订单 and its lines: an order that came by telephone or over the counter. Entering it
 * makes the order, which nobody changes any more, as one read in from a platform (D18-5.5a), and its clock runs (D18-5.2). */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-catalog.h"
#include "zg-day.h"
#include "zg-money.h"
#include "zg-orders-private.h"

static const ZgEnum ways[] = {
  { 1, "phone", N_ ("Telephone") }, { 2, "wechat", N_ ("WeChat") },   { 3, "counter", N_ ("Over the counter") },
  { 4, "group", N_ ("Group purchase") }, { 5, "other", N_ ("Other way") }, { 0 },
};

static const ZgField fields[ZG_MANUAL_N_FIELDS] = {
  [ZG_MANUAL_WAY] = { "way", N_ ("Ordered by"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = ways, .initial = "1",
                      .section = N_ ("Order") },
  [ZG_MANUAL_NUMBER] = { "number", N_ ("Order number"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 60, .clause = "D18-5.5a" },
  [ZG_MANUAL_SHOP] = { "shop", N_ ("Shop"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "shop" },
  [ZG_MANUAL_BUYER] = { "buyer", N_ ("Customer"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 120 },
  [ZG_MANUAL_COD] = { "is_cod", N_ ("Cash on delivery"), ZG_BOOL, ZG_LIST },
  [ZG_MANUAL_FREIGHT] = { "freight_fen", N_ ("Freight"), ZG_MONEY, 0 },
  [ZG_MANUAL_PAYABLE] = { "payable_fen", N_ ("Payable"), ZG_MONEY, ZG_LIST },
  [ZG_MANUAL_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG, 0, .max = 500 },
  [ZG_MANUAL_CONSIGNEE] = { "consignee", N_ ("Consignee"), ZG_TEXT, ZG_REQUIRED | ZG_SEALED, .seal = "CUST", .max = 80,
                            .section = N_ ("To be sent to"), .clause = "D05-11" },
  [ZG_MANUAL_PHONE] = { "phone", N_ ("Phone"), ZG_PHONE, ZG_REQUIRED | ZG_SEALED, .seal = "CUST", .clause = "D05-11" },
  [ZG_MANUAL_ADDRESS] = { "address", N_ ("Address"), ZG_LONG, ZG_REQUIRED | ZG_SEALED, .seal = "CUST", .max = 500,
                          .clause = "D05-11" },
};

static const ZgField line_fields[ZG_MANUAL_LINE_N_FIELDS] = {
  [ZG_MANUAL_LINE_ITEM] = { "item", N_ ("Catalogue item"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "item", .width = 240 },
  [ZG_MANUAL_LINE_QTY] = { "qty_milli", N_ ("Quantity"), ZG_QTY, ZG_REQUIRED | ZG_LIST },
  [ZG_MANUAL_LINE_PRICE] = { "price_fen", N_ ("Price"), ZG_MONEY, ZG_REQUIRED | ZG_LIST },
  [ZG_MANUAL_LINE_AMOUNT] = { "amount_fen", N_ ("Amount"), ZG_MONEY, ZG_COMPUTED | ZG_LIST },
};

/* FALSE: it is not known, or too large. */
static gboolean
amount_of (const ZgRecord *line, gint64 *amount)
{
  *amount = 0;
  return zg_record_is_set (line, ZG_MANUAL_LINE_PRICE) && zg_record_is_set (line, ZG_MANUAL_LINE_QTY) &&
         zg_money_share (zg_record_int (line, ZG_MANUAL_LINE_PRICE), zg_record_int (line, ZG_MANUAL_LINE_QTY), 1000, amount);
}

static void
recompute_line (ZgRecord *line)
{
  gint64 amount;

  if (amount_of (line, &amount))
    zg_record_set_int (line, ZG_MANUAL_LINE_AMOUNT, amount);
  else
    zg_record_set_null (line, ZG_MANUAL_LINE_AMOUNT);
}

/* -- What is entered -- */

/* "SG20261123-001": the day and how many there were. */
static void
fill_number (ZgWork *work)
{
  g_autofree char *number = NULL, *begins = NULL;
  gint64           n = 0;
  int              year, month, of_month;

  zg_day_to_ymd (zg_work_today (work), &year, &month, &of_month);
  begins = g_strdup_printf ("SG%04d%02d%02d-%%", year, month, of_month);
  zg_work_guard (work, "manual_order/%s", begins);
  zg_db_int (zg_work_db (work), &n, NULL, ZG_SQL ("SELECT count(*) FROM manual_order WHERE number LIKE $1"), "s", begins);
  number = g_strdup_printf ("%.*s%03" G_GINT64_FORMAT, (int) strlen (begins) - 1, begins, n + 1);
  zg_record_set_text (zg_work_record (work), ZG_MANUAL_NUMBER, number);
}

static void
check_create (ZgWork *work)
{
  ZgRecord  *paper = zg_work_record (work);
  GPtrArray *lines = zg_work_children (work);
  gint64     payable = zg_record_int (paper, ZG_MANUAL_FREIGHT);

  if (lines == NULL || lines->len == 0)
    zg_work_fault (work, -1, -1, NULL, _ ("The order has no lines yet."));
  for (guint i = 0; lines && i < lines->len; i++)
    {
      const ZgRecord *line = lines->pdata[i];
      gint64          amount;

      if (zg_record_int (line, ZG_MANUAL_LINE_QTY) <= 0)
        zg_work_fault (work, ZG_MANUAL_LINE_QTY, (int) i, NULL, _ ("The quantity must be above 0."));
      if (zg_record_int (line, ZG_MANUAL_LINE_PRICE) < 0)
        zg_work_fault (work, ZG_MANUAL_LINE_PRICE, (int) i, NULL, _ ("A price is not below 0."));
      else if (!amount_of (line, &amount) && zg_record_is_set (line, ZG_MANUAL_LINE_PRICE))
        zg_work_fault (work, ZG_MANUAL_LINE_QTY, (int) i, NULL, _ ("The amount is too large."));
      else if (__builtin_add_overflow (payable, amount, &payable))
        zg_work_fault (work, ZG_MANUAL_LINE_QTY, (int) i, NULL, _ ("The amount is too large."));
    }
  if (zg_record_int (paper, ZG_MANUAL_FREIGHT) < 0)
    zg_work_fault (work, ZG_MANUAL_FREIGHT, -1, NULL, _ ("A price is not below 0."));
  zg_record_set_int (paper, ZG_MANUAL_PAYABLE, payable);
  fill_number (work);
}

/* -- The order -- */

static void
make_customer (ZgWork *work, const char *buyer_key)
{
  const ZgRecord *paper = zg_work_record (work);
  ZgRecord       *customer;
  gint64          known = 0;

  zg_work_guard (work, "customer/%s", buyer_key);
  zg_db_int (zg_work_db (work), &known, NULL, ZG_SQL ("SELECT count(*) FROM customer WHERE buyer_key = $1"), "s", buyer_key);
  if (known)
    return;
  customer = zg_work_also (work, &zg_customer, "create");
  zg_record_set_text (customer, ZG_CUSTOMER_NAME, zg_record_text (paper, ZG_MANUAL_BUYER));
  zg_record_set_int (customer, ZG_CUSTOMER_PLATFORM, ZG_PLATFORM_OTHER);
  zg_record_set_text (customer, ZG_CUSTOMER_KEY, buyer_key);
  zg_record_set_text (customer, ZG_CUSTOMER_CONSIGNEE, zg_record_text (paper, ZG_MANUAL_CONSIGNEE));
  zg_record_set_text (customer, ZG_CUSTOMER_PHONE, zg_record_text (paper, ZG_MANUAL_PHONE));
  zg_record_set_text (customer, ZG_CUSTOMER_ADDRESS, zg_record_text (paper, ZG_MANUAL_ADDRESS));
}

/* Returns: thousandths of pieces. @title: (out) (transfer full): of the first line. */
static gint64
make_lines (ZgWork *work, const char *key, char **title)
{
  GPtrArray *lines = zg_work_children (work);
  gint64     pieces = 0;

  for (guint i = 0; lines && i < lines->len; i++)
    {
      const ZgRecord      *line = lines->pdata[i];
      g_autoptr (ZgRecord) item =
          zg_book_get (zg_work_db (work), &zg_item, zg_record_int (line, ZG_MANUAL_LINE_ITEM), NULL);
      ZgRecord            *made = item ? zg_work_also (work, &zg_sales_order_line, "enter") : NULL;
      g_autofree char     *line_key = g_strdup_printf ("%s/%u", key, i + 1);
      gint64               amount;

      if (made == NULL)
        continue;
      zg_record_set_text (made, ZG_LINE_KEY, line_key);
      zg_record_set_text (made, ZG_LINE_ORDER_KEY, key);
      zg_record_set_text (made, ZG_LINE_TITLE, zg_record_text (item, ZG_GOODS_NAME));
      zg_record_set_text (made, ZG_LINE_CODE, zg_record_text (item, ZG_GOODS_CODE));
      zg_record_set_int (made, ZG_LINE_QTY, zg_record_int (line, ZG_MANUAL_LINE_QTY));
      zg_record_set_int (made, ZG_LINE_PRICE, zg_record_int (line, ZG_MANUAL_LINE_PRICE));
      if (amount_of (line, &amount))
        zg_record_set_int (made, ZG_LINE_PAYABLE, amount);
      pieces += zg_record_int (line, ZG_MANUAL_LINE_QTY);
      if (*title == NULL)
        *title = g_strdup (zg_record_text (item, ZG_GOODS_NAME));
    }
  return pieces;
}

static void
fill_order (ZgWork *work, ZgRecord *order, const char *key)
{
  static const int same[][2] = {
    { ZG_MANUAL_NUMBER, ZG_ORDER_NUMBER }, { ZG_MANUAL_BUYER, ZG_ORDER_BUYER },     { ZG_MANUAL_CONSIGNEE, ZG_ORDER_CONSIGNEE },
    { ZG_MANUAL_PHONE, ZG_ORDER_PHONE },   { ZG_MANUAL_ADDRESS, ZG_ORDER_ADDRESS }, { ZG_MANUAL_REMARK, ZG_ORDER_NOTE },
  };
  const ZgRecord *paper = zg_work_record (work);
  const ZgEnum   *way = zg_enum_by_number (ways, zg_record_int (paper, ZG_MANUAL_WAY));
  gint64          now = zg_book_now (zg_session_book (zg_work_session (work)));
  gint64          payable = zg_record_int (paper, ZG_MANUAL_PAYABLE), freight = zg_record_int (paper, ZG_MANUAL_FREIGHT);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (zg_record_is_set (paper, same[i][0]))
      zg_record_set_text (order, same[i][1], zg_record_text (paper, same[i][0]));
  zg_record_set_text (order, ZG_ORDER_KEY, key);
  zg_record_set_int (order, ZG_ORDER_PLATFORM, ZG_PLATFORM_OTHER);
  if (zg_record_int (paper, ZG_MANUAL_SHOP))
    zg_record_set_int (order, ZG_ORDER_SHOP, zg_record_int (paper, ZG_MANUAL_SHOP));
  if (way)
    zg_record_set_text (order, ZG_ORDER_STATUS_TEXT, g_dgettext (GETTEXT_PACKAGE, way->title));
  zg_record_set_int (order, ZG_ORDER_PLACED_AT, now);
  zg_record_set_int (order, ZG_ORDER_ACCEPTED_AT, now);
  zg_record_set_int (order, ZG_ORDER_GOODS, payable - freight);
  zg_record_set_int (order, ZG_ORDER_FREIGHT, freight);
  zg_record_set_int (order, ZG_ORDER_PAYABLE, payable);
  zg_record_set_int (order, ZG_ORDER_COD, zg_record_int (paper, ZG_MANUAL_COD));
  zg_record_set_int (order, ZG_ORDER_IS_OPEN, 1);
}

static void
make_order (ZgWork *work)
{
  const ZgRecord  *paper = zg_work_record (work);
  const char      *code = zg_platform_code (ZG_PLATFORM_OTHER), *buyer = zg_record_text (paper, ZG_MANUAL_BUYER);
  g_autofree char *key = g_strdup_printf ("%s:%s", code, zg_record_text (paper, ZG_MANUAL_NUMBER)), *buyer_key = NULL,
                  *title = NULL;
  ZgRecord        *order;

  if (buyer == NULL) /* which is said already */
    return;
  buyer_key = g_strdup_printf ("%s:%s", code, buyer);
  order = zg_work_also (work, &zg_sales_order, "enter");
  fill_order (work, order, key);
  zg_record_set_text (order, ZG_ORDER_BUYER_KEY, buyer_key);
  zg_record_set_int (order, ZG_ORDER_QTY, make_lines (work, key, &title));
  if (title)
    zg_record_set_text (order, ZG_ORDER_TITLE, title);
  make_customer (work, buyer_key);
}

static const ZgEffect makes[] = {
  { ZG_ALSO, "sales_order.enter" }, { ZG_ALSO, "sales_order_line.enter" }, { ZG_ALSO, "customer.create" }, { 0 },
};

#define FILLED (ZG_F (ZG_MANUAL_NUMBER) | ZG_F (ZG_MANUAL_PAYABLE))

static const ZgStep steps[] = {
  { NULL, "create", "kept", ZG_QUIET | ZG_WITH_LINES, ZG_ALL_FIELDS & ~FILLED, .check = check_create, .done = make_order,
    .effects = makes, .fills = FILLED, .clause = "D18-5.5a", .title = N_ ("Enter the order") },
};

const ZgKind zg_manual_order = {
  .id = "manual_order", .title = N_ ("Order entered by hand"), .module = "orders", .prefix = "SD", ZG_FIELDS (fields),
  ZG_STEPS (steps), .name = "number", .append_only = TRUE, .term = &zg_buyer_term,
  .clause = "D18-5.5a", .index = { "number" },
  .empty = N_ ("Orders that came by telephone or over the counter. Each makes an order that nobody changes any more."),
};

/* Asked of a line that comes alone; those of an order come with it. */
static void
check_alone (ZgWork *work)
{
  zg_work_fault (work, -1, -1, "D18-5.5a", _ ("A line is entered with its order. Nobody adds to an order that is written."));
}

static const ZgStep line_steps[] = { { NULL, "create", "kept", ZG_QUIET, ZG_ALL_FIELDS, .check = check_alone } };

const ZgKind zg_manual_order_line = {
  .id = "manual_order_line", .title = N_ ("Lines of the order entered by hand"), .module = "orders", ZG_FIELDS (line_fields),
  ZG_STEPS (line_steps), .parent = "manual_order", .name = "item", .frozen = TRUE, .recompute = recompute_line,
};
