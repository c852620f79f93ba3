/* zg-demo-orders.c: two shops of the larger trial books and their orders: those of the last weeks read in as they were, those
 * since then handled day by day from the exports of the platforms to the rating, and those of this hour that wait to be called.
 * The Tmall shop ships from the own warehouse, the supplier ships for the Douyin shop. */
#include "config.h"

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-demo-orders.h"
#include "zg-demo-private.h"
#include "zg-module.h"
#include "zg-orders-private.h"
#include "zg-people.h"
#include "zg-stock.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define LEADER "lina"

typedef enum { READ, CALL, TRY, PAY, NOTIFY, ISSUE, PICK, PACK, SHIP, SIGN, RATE, VOID } Deed;

typedef struct
{
  gint64 ms;
  Deed   deed;
  int    shop;  /* of READ: an export of it, with all placed until then and what it says of them */
  Order *order;
  guint  n;
} Event;

struct _ZgDemoOrders
{
  ZgDemoStore *store;
  ZgSession   *leader, *service[2];
  GPtrArray   *orders; /* of Order */
  GArray      *events; /* of Event, by time */
  guint        next, n;
  gint64       read[N_SHOPS]; /* when it was exported last */
};

/* -- One of them -- */

static Order *
add_order (ZgDemoOrders *self, int shop, gint64 placed, Fate fate)
{
  static const int sold[2][5] = { { 0, 1, 2, 3, 5 }, { 6, 7, 0, 5, 3 } };
  guint            n = self->orders->len;
  guint32          dice = zg_demo_mix (n + 1000 * self->store->make->demo->seed);
  Order           *order = g_new0 (Order, 1);
  char             day[11];

  zg_day_format (zg_day_of_ms (placed), day);
  order->shop = shop;
  order->fate = fate;
  order->placed = placed;
  order->paid = fate == UNPAID ? 0 : placed + 25000;
  zg_demo_order_person (order, dice % 26);
  g_snprintf (order->number, sizeof order->number, shop == TMALL ? "%.2s%.2s%.2s%010u" : "69%.2s%.2s%.2s%010u", day + 2, day + 5,
              day + 8, zg_demo_mix (dice));
  g_snprintf (order->waybill, sizeof order->waybill, "YT%013u", zg_demo_mix (dice ^ 0x5bd1e995u));
  order->n_lines = fate == UNPAID ? 0 : 1 + (dice % 5 == 0);
  for (int i = 0; i < 2; i++)
    {
      order->goods[i] = sold[shop][(dice / 5 + i * 2) % 5];
      order->pieces[i] = order->goods[i] == 1 ? 1 : 1 + (int) (dice / 64 >> i) % 3;
    }
  g_ptr_array_add (self->orders, order);
  return order;
}

/* -- Reading them in -- */

typedef struct
{
  const ZgLayout *layout;
  ZgSession      *session;
  const char     *name;
  GBytes         *bytes;
} File;

static gpointer
plan_file (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *const nothing[] = { NULL, NULL };
  File             *file = data;

  return file->layout->plan (file->layout, file->session, db, file->name, file->bytes, nothing, error);
}

static gboolean
read_file (ZgDemoOrders *self, const char *layout, const char *prefix, GString *text, gint64 ms, GError **error)
{
  char                     stamp[20];
  g_autofree char         *name = NULL;
  g_autoptr (GBytes)       bytes = g_string_free_to_bytes (text);
  g_autoptr (ZgImportPlan) plan = NULL;
  File                     file = { zg_layout_by_id (layout), self->service[self->n % 2], NULL, bytes };
  gint64                   id;
  guint                    n_new, n_known;

  zg_stamp_format (ms, stamp);
  name = g_strdup_printf ("%s%.4s%.2s%.2s%.2s%.2s%.2s.csv", prefix, stamp, stamp + 5, stamp + 8, stamp + 11, stamp + 14,
                          stamp + 17);
  file.name = name;
  plan = zg_store_read (zg_book_store (self->store->make->book), plan_file, &file, error);
  return plan && zg_import_plan_write (file.session, plan, name, bytes, &id, &n_new, &n_known, NULL, error);
}

/* Those placed until @ms that are new, or of which the platform says something else than at the last export. */
static gboolean
read_export (ZgDemoOrders *self, int shop, gint64 ms, GError **error)
{
  GString *text = g_string_new (NULL), *lines = g_string_new (NULL);
  guint    n_lines = 0;

  zg_demo_export_head (shop, text, lines);
  for (guint i = 0; i < self->orders->len; i++)
    {
      const Order *order = self->orders->pdata[i];
      gint64       news = MAX (MAX (order->placed, order->shipped <= ms ? order->shipped : 0),
                               MAX (order->arrived <= ms ? order->arrived : 0, order->back <= ms ? order->back : 0));

      if (order->shop != shop || order->placed > ms || news <= self->read[shop])
        continue;
      n_lines += order->n_lines;
      zg_demo_export_row (order, ms, text, lines);
    }
  self->read[shop] = ms;
  if (shop == DOUYIN || n_lines == 0)
    g_string_free (lines, TRUE);
  if (shop == DOUYIN)
    return read_file (self, "douyin-orders", "抖店订单", text, ms, error);
  return read_file (self, "taobao-orders", "ExportOrderList", text, ms, error) &&
         (n_lines == 0 || read_file (self, "taobao-lines", "ExportOrderDetailList", lines, ms, error));
}

/* -- Steps -- */

typedef struct
{
  const ZgKind *kind;
  const char   *sql, *text;
  gint64        id;
} Wanted;

static gpointer
get_wanted (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Wanted *wanted = data;

  if (wanted->id == 0 && !zg_db_int (db, &wanted->id, error, wanted->sql, "s", wanted->text))
    return NULL;
  return zg_book_get (db, wanted->kind, wanted->id, error);
}

/* The record @sql finds for @text, or that of @id. */
static ZgRecord *
record_of (ZgDemoOrders *self, const ZgKind *kind, const char *sql, const char *text, gint64 id, GError **error)
{
  Wanted wanted = { kind, sql, text, id };

  return zg_store_read (zg_book_store (self->store->make->book), get_wanted, &wanted, error);
}

static gboolean
find_order (ZgDemoOrders *self, Order *order, GError **error)
{
  g_autofree char     *key = g_strdup_printf ("%s:%s", order->shop == TMALL ? "TB" : "DY", order->number);
  g_autoptr (ZgRecord) record = NULL;

  if (order->id)
    return TRUE;
  record = record_of (self, &zg_sales_order, ZG_SQL ("SELECT id FROM sales_order WHERE order_key = $1"), key, 0, error);
  order->id = record ? record->id : 0;
  return record != NULL;
}

static gboolean
call (ZgDemoOrders *self, const Order *order, ZgSession *session, GError **error)
{
  g_autoptr (ZgRecord) call = zg_record_new (&zg_order_confirmation);

  zg_record_set_int (call, ZG_CONFIRM_ORDER, order->id);
  zg_record_set_int (call, ZG_CONFIRM_METHOD, 1 + zg_demo_mix (order->id) % 2);
  zg_record_set_int (call, ZG_CONFIRM_RESULT, order->fate == INVALID ? 2 : 1);
  for (int i = ZG_CONFIRM_CONSIGNEE; i <= ZG_CONFIRM_DELIVERY; i++)
    zg_record_set_int (call, i, order->fate != INVALID);
  zg_record_set_text (call, ZG_CONFIRM_REMARK, order->fate == INVALID ? "客户说拍错了，会自行申请退款"
                                               : order->late          ? "第一次占线，第二次接通"
                                                                      : NULL);
  return zg_book_run (session, call, "create", NULL, NULL, NULL, NULL, error);
}

static gboolean
note (const Order *order, ZgSession *session, int type, int score, const char *words, gint64 at, GError **error)
{
  g_autoptr (ZgRecord) event = zg_record_new (&zg_order_event);

  zg_record_set_int (event, ZG_EVENT_ORDER, order->id);
  zg_record_set_int (event, ZG_EVENT_TYPE, type);
  zg_record_set_int (event, ZG_EVENT_AT, at);
  if (score)
    zg_record_set_int (event, ZG_EVENT_SCORE, score);
  zg_record_set_text (event, ZG_EVENT_NOTE, words);
  return zg_book_run (session, event, "create", NULL, NULL, NULL, NULL, error);
}

static gboolean
pay (ZgDemoOrders *self, const Order *order, GError **error)
{
  g_autoptr (ZgRecord) payment = zg_record_new (&zg_order_payment);

  zg_record_set_int (payment, ZG_PAYMENT_ORDER, order->id);
  zg_record_set_int (payment, ZG_PAYMENT_AMOUNT, zg_demo_order_total (order));
  zg_record_set_int (payment, ZG_PAYMENT_CHANNEL, order->shop == TMALL ? 2 : 1);
  zg_record_set_int (payment, ZG_PAYMENT_RECEIVED_AT, order->paid);
  return zg_book_run (self->store->finance, payment, "create", NULL, NULL, NULL, NULL, error);
}

static gboolean
notify (ZgDemoOrders *self, Order *order, GError **error)
{
  order->parcel = zg_record_new (&zg_parcel);
  zg_record_set_int (order->parcel, ZG_PARCEL_ORDER, order->id);
  zg_record_set_int (order->parcel, ZG_PARCEL_CARRIER, ZG_CARRIER_YTO);
  return zg_book_run (self->leader, order->parcel, "create", NULL, NULL, NULL, NULL, error);
}

/* Out of the warehouse; of an order whose goods only lie ready the issue is left when it is picked. */
static gboolean
issue (ZgDemoOrders *self, const Order *order, gint64 ms, GError **error)
{
  g_autoptr (ZgRecord) slip = zg_record_new (&zg_goods_issue);
  const struct { const char *verb; ZgSession *session; } steps[] = {
    { "create", self->store->buyer }, { "submit", self->store->buyer }, { "clear", self->store->keeper },
    { "pick", self->store->keeper }, { "check", self->store->supervisor }, { "issue", self->store->keeper },
    { "release", self->store->supervisor },
  };

  zg_record_set_int (slip, ZG_ISSUE_SORT, ZG_ISSUE_FOR_ORDER);
  zg_record_set_int (slip, ZG_ISSUE_ORDER, order->id);
  zg_record_set_day (slip, ZG_ISSUE_DAY, zg_day_of_ms (ms));
  zg_record_set_text (slip, ZG_ISSUE_PURPOSE, "天猫订单发货");
  zg_record_set_text (slip, ZG_ISSUE_RECEIVER, "打包台");
  for (guint i = 0; i < (order->fate == ISSUED ? 4 : G_N_ELEMENTS (steps)); i++)
    {
      if (i == 5)
        {
          zg_record_set_text (slip, ZG_ISSUE_HANDED_TO, "打包台");
          zg_record_set_text (slip, ZG_ISSUE_CARRIER, "圆通速递");
        }
      if (!zg_book_run (steps[i].session, slip, steps[i].verb, NULL, NULL, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
move_parcel (ZgDemoOrders *self, Order *order, Deed deed, GError **error)
{
  static const char *const verbs[] = { [PICK] = "pick", [PACK] = "pack", [SHIP] = "ship", [SIGN] = "sign" };
  gint64                   pieces = 0;

  for (int i = 0; i < order->n_lines; i++)
    pieces += order->pieces[i];
  if (deed == PACK)
    zg_record_set_int (order->parcel, ZG_PARCEL_PIECES, pieces * 1000);
  if (deed == SHIP)
    {
      zg_record_set_text (order->parcel, ZG_PARCEL_WAYBILL, order->waybill);
      zg_record_set_int (order->parcel, ZG_PARCEL_COST, 350 + 50 * (zg_demo_mix (order->id) % 6));
    }
  return zg_book_run (deed == SIGN ? self->leader : self->store->keeper, order->parcel, verbs[deed], NULL, NULL, NULL, NULL,
                      error);
}

static gboolean
rate (ZgDemoOrders *self, const Order *order, ZgSession *session, gint64 ms, GError **error)
{
  static const char *const words[] = { "包装结实，没有磕碰", "颜色比照片深一点，还是满意", "送人的，朋友很喜欢", "发货快" };
  guint32                  dice = zg_demo_mix (order->placed / 1000);
  gboolean                 few = dice % 4 == 1;
  g_autoptr (ZgRecord)     record = NULL;

  if (!note (order, session, ZG_EVENT_RATING, few ? 4 : 5, words[dice % 4], ms, error) ||
      (few && !note (order, session, ZG_EVENT_FOLLOW_UP, 0, "电话回访，客户接受色差说明", ms + 60000, error)))
    return FALSE;
  record = record_of (self, &zg_sales_order, NULL, NULL, order->id, error);
  return record && zg_book_run (session, record, "finish", NULL, NULL, NULL, NULL, error);
}

/* The customer wants it sent elsewhere: voided, made anew, called again. */
static gboolean
void_order (ZgDemoOrders *self, Order *order, ZgSession *session, GError **error)
{
  g_autoptr (ZgRecord) paper = zg_record_new (&zg_order_void), anew = NULL;
  g_autofree char     *id = g_strdup_printf ("%" G_GINT64_FORMAT, order->id);

  zg_record_set_int (paper, ZG_VOID_ORDER, order->id);
  zg_record_set_text (paper, ZG_VOID_REASON, "客户要改寄到单位，原订单地址不能改");
  zg_record_set_int (paper, ZG_VOID_RENEW, 1);
  zg_record_set_text (paper, ZG_VOID_ADDRESS, "江苏省 苏州市 工业园区 示范大道 1 号 6 楼");
  if (!zg_book_run (self->leader, paper, "create", NULL, NULL, NULL, NULL, error))
    return FALSE;
  anew = record_of (self, &zg_sales_order, ZG_SQL ("SELECT id FROM sales_order WHERE instead_of = CAST ($1 AS BIGINT)"), id, 0,
                    error);
  if (anew == NULL)
    return FALSE;
  order->id = anew->id;
  return call (self, order, session, error) && pay (self, order, error);
}

static gboolean
happen (ZgDemoOrders *self, const Event *event, GError **error)
{
  ZgSession *service = self->service[self->n++ % 2];
  Order     *order = event->order;

  zg_clock_set (event->ms);
  if (event->deed == READ)
    return read_export (self, event->shop, event->ms, error);
  if (!find_order (self, order, error))
    return FALSE;
  switch (event->deed)
    {
    case CALL:
      return call (self, order, service, error);
    case TRY:
      return note (order, service, ZG_EVENT_ATTEMPT, 0, "电话响到自动挂断", event->ms, error);
    case PAY:
      return pay (self, order, error);
    case NOTIFY:
      return notify (self, order, error);
    case ISSUE:
      return issue (self, order, event->ms, error);
    case RATE:
      return rate (self, order, service, event->ms, error);
    case VOID:
      return void_order (self, order, service, error);
    default:
      return move_parcel (self, order, event->deed, error);
    }
}

/* -- When what happens -- */

static void
plan (ZgDemoOrders *self, gint64 ms, Deed deed, int shop, Order *order)
{
  Event event = { ms, deed, shop, order, self->events->len };

  g_array_append_val (self->events, event);
}

/* Called within the ten minutes, or so much later. The warehouse has the afternoon, the carrier comes at 17:30; of what waits
 * today all of that was this morning. */
static void
plan_way (ZgDemoOrders *self, Order *order, gint64 read, guint nth)
{
  gint64 day = zg_day_to_ms (zg_day_of_ms (read), 0), called = read + (gint64) (nth + 1) * 100000, packs;
  Fate   anyway = order->fate;

  if (order->late)
    called = order->paid + (10 + order->late) * MINUTE - 20000;
  packs = order->fate >= SHIPPED ? day + 16 * HOUR + nth * 10 * MINUTE : day + DAY + 8 * HOUR + 55 * MINUTE + nth * MINUTE;
  if (order->fate == CARRIED || order->fate == ARRIVED || order->fate == PAID_BACK || order->fate == VOIDED)
    anyway = PAID;
  if (order->fate == WAITS || order->fate == TRIED)
    return;
  plan (self, called, CALL, 0, order);
  if (anyway == INVALID || anyway < PAID)
    return;
  plan (self, called + 25 * MINUTE, PAY, 0, order);
  if (order->fate == VOIDED)
    plan (self, called + 40 * MINUTE, VOID, 0, order);
  for (Fate fate = NOTIFIED; fate <= MIN (anyway, SHIPPED); fate++)
    {
      static const Deed deeds[] = { [NOTIFIED] = NOTIFY, [ISSUED] = ISSUE, [PICKED] = PICK, [PACKED] = PACK, [SHIPPED] = SHIP };
      gint64            at = fate == NOTIFIED  ? called + 30 * MINUTE
                             : fate == SHIPPED ? day + 17 * HOUR + 30 * MINUTE
                                               : packs + (fate - ISSUED) * MINUTE;

      plan (self, at, deeds[fate], 0, order);
    }
  if (anyway >= SIGNED)
    plan (self, day + 2 * DAY + 14 * HOUR, SIGN, 0, order);
  if (anyway >= RATED)
    plan (self, day + 3 * DAY + 10 * HOUR, RATE, 0, order);
}

/* What had been sold before the book was begun: put on record. */
static void
plan_before (ZgDemoOrders *self, gint64 begin)
{
  for (guint i = 0; i < 34; i++)
    {
      Order *order = add_order (self, i % 3 == 2 ? DOUYIN : TMALL, begin - (34 - i) * 17 * HOUR - zg_demo_mix (i) % (4 * HOUR),
                                i == 24 ? UNPAID : i % 15 == 7 ? RECORDED_BACK : RECORDED);

      if (order->fate == RECORDED)
        {
          order->shipped = order->placed + 9 * HOUR;
          order->arrived = MIN (order->placed + 3 * DAY, begin - HOUR);
        }
      else
        order->back = order->placed + 5 * HOUR;
    }
  plan (self, begin, READ, TMALL, NULL);
  plan (self, begin, READ, DOUYIN, NULL);
}

/* The days since: mornings the Tmall shop, afternoons the other. */
static void
plan_day (ZgDemoOrders *self, int day, int back)
{
  static const Fate own[][4] = { [1] = { PICKED, PACKED, NOTIFIED, ISSUED }, [2] = { SHIPPED, SHIPPED, PAID },
                                 [3] = { SHIPPED, SIGNED, VOIDED },          [4] = { RATED, SIGNED, PAID_BACK },
                                 [5] = { RATED, RATED, INVALID },            [6] = { RATED, RATED, RATED } };
  gint64 starts = zg_day_to_ms (day, 0), morning = starts + 9 * HOUR + 12 * MINUTE, noon = starts + 13 * HOUR + 42 * MINUTE;
  guint  n = back == 1 ? 4 : back > 6 && back % 2 ? 2 : 3;

  plan (self, morning, READ, TMALL, NULL);
  plan (self, noon, READ, DOUYIN, NULL);
  for (guint i = 0; i < n; i++)
    {
      Order *order = add_order (self, TMALL, morning - (6 - (gint64) i) * MINUTE - zg_demo_mix (day + i) % 50000,
                                own[MIN (back, 6)][i]);

      order->late = back == 5 && i == 1 ? 4 : 0;
      if (order->fate == PAID_BACK)
        order->back = morning + DAY - HOUR;
      plan_way (self, order, morning, i);
    }
  for (guint i = 0; i < 2; i++)
    {
      Order *order = add_order (self, DOUYIN, noon - (5 - (gint64) i) * MINUTE - zg_demo_mix (day - i) % 50000,
                                back == 1 ? (i ? CALLED : PAID) : back < 4 ? CARRIED : ARRIVED);

      if (order->fate == CARRIED || order->fate == ARRIVED)
        order->shipped = noon + 5 * HOUR + 20 * MINUTE;
      if (order->fate == ARRIVED)
        order->arrived = noon + 3 * DAY - HOUR;
      plan_way (self, order, noon, i);
      if (back > 5)
        plan (self, noon + 4 * DAY + 10 * MINUTE, RATE, 0, order);
    }
}

/* Since this morning: some called already, one of them too late; four wait, by how long they do: just come, half of the ten
 * minutes gone, nearly all, and one over the time whom nobody could reach. */
static void
plan_today (ZgDemoOrders *self, gint64 now)
{
  static const int ago[] = { 40, 205, 466, 690 }; /* seconds since it was paid */

  for (guint i = 0; i < 3; i++)
    {
      Order *order = add_order (self, i % 2 ? DOUYIN : TMALL, now - (50 - (gint64) i * 3) * MINUTE, i == 1 ? CALLED : PAID);

      order->late = i == 1 ? 3 : 0;
      plan_way (self, order, now - 43 * MINUTE, i);
    }
  plan (self, now - 43 * MINUTE, READ, TMALL, NULL);
  plan (self, now - 43 * MINUTE, READ, DOUYIN, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ago); i++)
    {
      Order *order = add_order (self, i % 2 ? DOUYIN : TMALL, now - (ago[i] + 25) * 1000, i == 3 ? TRIED : WAITS);

      if (order->fate == TRIED)
        plan (self, now - 3 * MINUTE, TRY, 0, order);
    }
  plan (self, now - 4 * MINUTE, READ, DOUYIN, NULL);
  plan (self, now - 20000, READ, TMALL, NULL);
  plan (self, now - 10000, READ, DOUYIN, NULL);
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *left = a, *right = b;

  return left->ms != right->ms ? (left->ms < right->ms ? -1 : 1) : left->n < right->n ? -1 : left->n > right->n;
}

/* -- All of it -- */

static gboolean
add_shop (ZgDemoOrders *self, int shop, GError **error)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_shop);

  zg_record_set_text (record, ZG_SHOP_NAME, zg_demo_shop_name (shop));
  zg_record_set_int (record, ZG_SHOP_PLATFORM, shop == TMALL ? ZG_PLATFORM_TAOBAO : ZG_PLATFORM_DOUYIN);
  zg_record_set_text (record, ZG_SHOP_SENDER, "茗器居仓库");
  zg_record_set_text (record, ZG_SHOP_SENDER_PHONE, "051200001234");
  zg_record_set_text (record, ZG_SHOP_SENDER_ADDRESS, "江苏省苏州市吴中区示范路 8 号 2 号库");
  return zg_book_run (self->leader, record, "create", NULL, NULL, NULL, NULL, error);
}

static ZgSession *
log_in_service (ZgDemoOrders *self, const char *login, GError **error)
{
  ZgDemoBook          *make = self->store->make;
  g_autoptr (ZgRecord) person =
      record_of (self, zg_kind_by_id ("person"), ZG_SQL ("SELECT id FROM person WHERE login = $1"), login, 0, error);
  char                 from[11];

  if (person == NULL ||
      !zg_people_grant (make->admin, person->id, "csr", 0, zg_day_format (make->demo->first_day, from), NULL, error))
    return NULL;
  return zg_book_login_trial (make->book, login, error);
}

ZgDemoOrders *
zg_demo_orders_new (ZgDemoStore *store, int today, GError **error)
{
  g_autoptr (ZgDemoOrders) self = g_new0 (ZgDemoOrders, 1);

  self->store = store;
  self->orders = g_ptr_array_new ();
  self->events = g_array_new (FALSE, TRUE, sizeof (Event));
  self->leader = zg_book_login_trial (store->make->book, LEADER, error);
  if (self->leader == NULL || (self->service[0] = log_in_service (self, "linxiaoyu", error)) == NULL ||
      (self->service[1] = log_in_service (self, "liuyang", error)) == NULL || !add_shop (self, TMALL, error) ||
      !add_shop (self, DOUYIN, error))
    return NULL;
  plan_before (self, zg_day_to_ms (today - ZG_DEMO_BACK, 9 * 3600));
  for (int back = ZG_DEMO_BACK - 1; back > 0; back--)
    plan_day (self, today - back, back);
  plan_today (self, store->make->now);
  g_array_sort (self->events, compare_events);
  return g_steal_pointer (&self);
}

static void
order_free (gpointer data)
{
  g_clear_pointer (&((Order *) data)->parcel, zg_record_free);
  g_free (data);
}

void
zg_demo_orders_free (ZgDemoOrders *self)
{
  g_ptr_array_set_free_func (self->orders, order_free);
  g_ptr_array_unref (self->orders);
  g_array_unref (self->events);
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&self->service[i], zg_session_unref);
  g_clear_pointer (&self->leader, zg_session_unref);
  g_free (self);
}

gboolean
zg_demo_orders_until (ZgDemoOrders *self, gint64 ms, GError **error)
{
  for (; self->next < self->events->len && g_array_index (self->events, Event, self->next).ms <= ms; self->next++)
    if (!happen (self, &g_array_index (self->events, Event, self->next), error))
      return FALSE;
  return TRUE;
}
