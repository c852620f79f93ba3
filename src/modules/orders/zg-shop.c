/* zg-shop.c: the kinds shop 店铺 and customer 客户: where is sold, and to whom. What a customer is reached by is sealed (D05-11). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-orders-private.h"

static const ZgField shop_fields[ZG_SHOP_N_FIELDS] = {
  [ZG_SHOP_NAME] = { "name", N_ ("Name of the shop"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH | ZG_ROMAN,
                     .max = 80 },
  [ZG_SHOP_PLATFORM] = { "platform", N_ ("Platform"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_platforms },
  [ZG_SHOP_CODE] = { "code", N_ ("Number on the platform"), ZG_TEXT, ZG_LIST, .max = 40 },
  [ZG_SHOP_STAFF] = { "manager", N_ ("In charge"), ZG_REF, ZG_LIST, .ref = "staff" },
  [ZG_SHOP_SENDER] = { "sender", N_ ("Sender"), ZG_TEXT, 0, .max = 60, .section = N_ ("On waybills"), .clause = "D10-1.7b" },
  [ZG_SHOP_SENDER_PHONE] = { "sender_phone", N_ ("Sender's phone"), ZG_PHONE },
  [ZG_SHOP_SENDER_ADDRESS] = { "sender_address", N_ ("Sender's address"), ZG_TEXT, 0, .max = 200 },
  [ZG_SHOP_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

const ZgKind zg_shop = {
  .id = "shop",
  .title = N_ ("Shop"),
  .module = "orders",
  ZG_FIELDS (shop_fields),
  ZG_REGISTER,
  .name = "name",
  .order = "t.name_key",
  .empty = N_ ("Shops of the department on the platforms. Orders find theirs by its name."),
};

static const ZgField customer_fields[ZG_CUSTOMER_N_FIELDS] = {
  [ZG_CUSTOMER_NAME] = { "name", N_ ("Customer"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 120, .width = 180 },
  [ZG_CUSTOMER_PLATFORM] = { "platform", N_ ("Platform"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_platforms },
  [ZG_CUSTOMER_KEY] = { "buyer_key", N_ ("Key of the customer"), ZG_TEXT, ZG_HIDDEN, .max = 140 },
  [ZG_CUSTOMER_CONSIGNEE] = { "consignee", N_ ("Consignee"), ZG_TEXT, ZG_SEALED, .seal = "CUST", .max = 80, .clause = "D05-11" },
  [ZG_CUSTOMER_PHONE] = { "phone", N_ ("Phone"), ZG_PHONE, ZG_SEALED | ZG_FIND, .seal = "CUST", .clause = "D05-11" },
  [ZG_CUSTOMER_ADDRESS] = { "address", N_ ("Address"), ZG_LONG, ZG_SEALED, .seal = "CUST", .max = 500, .clause = "D05-11" },
  [ZG_CUSTOMER_TAGS] = { "tags", N_ ("Tags"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 200 },
  [ZG_CUSTOMER_POTENTIAL] = { "is_potential", N_ ("Potential customer"), ZG_BOOL, ZG_LIST | ZG_FILTER, .clause = "D18-8.1" },
  [ZG_CUSTOMER_FIRST_TALK] = { "first_talk", N_ ("First talk"), ZG_LONG, 0, .clause = "D18-8.1" },
  [ZG_CUSTOMER_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

/* A customer entered by hand is known by his name, until an order of his comes. */
static void
recompute_customer (ZgRecord *customer)
{
  const char      *name = zg_record_text (customer, ZG_CUSTOMER_NAME);
  g_autofree char *key = NULL;

  if (name == NULL || zg_record_is_set (customer, ZG_CUSTOMER_KEY))
    return;
  key = g_strdup_printf ("%s:%s", zg_platform_code ((int) zg_record_int (customer, ZG_CUSTOMER_PLATFORM)), name);
  zg_record_set_text (customer, ZG_CUSTOMER_KEY, key);
}

static void
check_customer (ZgWork *work)
{
  const ZgRecord *customer = zg_work_record (work);

  if (zg_record_int (customer, ZG_CUSTOMER_POTENTIAL) && !zg_record_is_set (customer, ZG_CUSTOMER_FIRST_TALK))
    zg_work_fault (work, ZG_CUSTOMER_FIRST_TALK, -1, "D18-8.1",
                   _ ("Note the first talk with a potential customer: what he asks for, and how it went."));
}

static const ZgStep customer_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_customer, .clause = "D18-8.1" },
  { NULL, "import", "active", ZG_QUIET, ZG_ALL_FIELDS, .clause = "D21-3.5.5" },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_customer },
  { "active", "remove", "removed", ZG_DESTROYS },
  { "removed", "restore", "active", 0 },
};

/* Who bought again, or was written about, within the term is a customer still. */
static const ZgTerm customer_term = {
  .months = "privacy.customer.months",
  .needed = "EXISTS (SELECT 1 FROM sales_order o WHERE o.buyer_key = t.buyer_key AND o.created_ms >= $2)"
            " OR EXISTS (SELECT 1 FROM audit a WHERE a.kind = 'customer' AND a.doc = t.id AND a.step = 'customer.edit'"
            " AND a.at_ms >= $2)",
};

const ZgKind zg_customer = {
  .id = "customer",
  .title = N_ ("Customer"),
  .module = "orders",
  ZG_FIELDS (customer_fields),
  ZG_STEPS (customer_steps),
  .name = "name",
  .order = "t.name",
  .clause = "D05-11",
  .index = { "unique buyer_key" },
  .term = &customer_term,
  .recompute = recompute_customer,
  .empty = N_ ("Customers come with their orders; potential ones are entered by hand. What they are reached by is sealed."),
};
