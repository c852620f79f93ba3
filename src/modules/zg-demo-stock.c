/* zg-demo-stock.c: the warehouse of the larger trial books: items at their places, a delivery with a part refused, a sample that
 * went out, a count that is planned, the checks of the day. */
#include "config.h"

#include "zg-attach.h"
#include "zg-catalog.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-demo-private.h"
#include "zg-people.h"
#include "zg-stock.h"

#define KEEPER 16 /* among the people; they have no other role */
#define SUPERVISOR 17
#define BUYER 18
#define FINANCE 4
#define STEP_MS 1000 /* the book does not go back in time: it is all entered this morning */

const ZgDemoGoods zg_demo_goods[ZG_DEMO_N_GOODS] = {
  { "CJ-001", "青花茶杯", "250 mL", "6901234567892", "茶具", "A-01-1", NULL, 120, 1850, 3900 },
  { "CJ-002", "紫砂茶壶", "320 mL", "6901234567908", "茶具", "A-01-2", "易碎，轻拿轻放", 38, 16800, 29800 },
  { "CJ-003", "竹制茶盘", "45×28 cm", "6901234567915", "茶具", "A-02-1", NULL, 36, 7600, 15800 },
  { "CY-001", "明前龙井", "100 g", "6901234567922", "茶叶", "B-01-1", "避光防潮", 80, 9800, 16800 },
  { "CY-002", "桂花乌龙", "150 g", "6901234567939", "茶叶", "B-01-2", NULL, 0, 5200, 9900 },
  { "CJ-004", "白瓷盖碗", "150 mL", "6901234567946", "茶具", "A-02-2", NULL, 64, 2600, 5900 },
  { "CJ-005", "玻璃公道杯", "300 mL", "6901234567953", "茶具", "A-02-3", NULL, 52, 1900, 4500 },
  { "CJ-006", "旅行茶具套装", "一壶四杯", "6901234567960", "茶具", "A-03-1", NULL, 26, 8800, 18800 },
};

typedef ZgDemoStore Store;

static const ZgDemoPerson *
person_at (const Store *store, guint i)
{
  return &g_array_index (store->make->demo->people, ZgDemoPerson, i);
}

/* One step, a second after the one before. @lines: (nullable). */
static gboolean
step (Store *store, ZgSession *session, ZgRecord *record, const char *verb, GPtrArray *lines, GError **error)
{
  store->ms += STEP_MS;
  zg_clock_set (store->ms);
  return zg_book_run (session, record, verb, lines, NULL, NULL, NULL, error);
}

/* -- People -- */

static ZgSession *
hire (Store *store, guint i, const char *role, GError **error)
{
  const ZgDemoPerson *person = person_at (store, i);
  char                from[11];
  gint64              id = zg_people_add (store->make->admin, person->login, person->name, person->staff, NULL, error);

  if (id == 0 ||
      !zg_people_grant (store->make->admin, id, role, 0, zg_day_format (store->make->demo->first_day, from), NULL, error))
    return NULL;
  return zg_book_login_trial (store->make->book, person->login, error);
}

static gboolean
hire_all (Store *store, GError **error)
{
  return (store->keeper = hire (store, KEEPER, "whk", error)) != NULL &&
         (store->supervisor = hire (store, SUPERVISOR, "whs", error)) != NULL &&
         (store->buyer = hire (store, BUYER, "buy", error)) != NULL &&
         (store->finance = zg_book_login_trial (store->make->book, person_at (store, FINANCE)->login, error)) != NULL;
}

/* -- Items and places -- */

static gint64
place (Store *store, const char *code, int sort, gint64 item, GError **error)
{
  g_autoptr (ZgRecord) location = zg_record_new (&zg_stock_location);

  zg_record_set_text (location, ZG_LOCATION_CODE, code);
  zg_record_set_int (location, ZG_LOCATION_SORT, sort);
  if (item)
    zg_record_set_int (location, ZG_LOCATION_ITEM, item);
  return step (store, store->keeper, location, "create", NULL, error) ? location->id : 0;
}

static gboolean
write_item (Store *store, guint i, GError **error)
{
  g_autoptr (ZgRecord) item = zg_record_new (&zg_item);

  zg_record_set_text (item, ZG_GOODS_CODE, zg_demo_goods[i].code);
  zg_record_set_text (item, ZG_GOODS_NAME, zg_demo_goods[i].name);
  zg_record_set_text (item, ZG_GOODS_SPEC, zg_demo_goods[i].spec);
  zg_record_set_text (item, ZG_GOODS_MEASURE, "件");
  zg_record_set_text (item, ZG_GOODS_BARCODE, zg_demo_goods[i].barcode);
  zg_record_set_text (item, ZG_GOODS_CATEGORY, zg_demo_goods[i].category);
  zg_record_set_int (item, ZG_GOODS_HAZARD, ZG_HAZARD_NONE);
  zg_record_set_int (item, ZG_GOODS_MIN, 20000);
  zg_record_set_int (item, ZG_GOODS_MAX, 200000);
  if (zg_demo_goods[i].care)
    {
      zg_record_set_text (item, ZG_GOODS_REQUIREMENT, zg_demo_goods[i].care);
      zg_record_set_int (item, ZG_GOODS_KEEPER, person_at (store, KEEPER)->staff);
      zg_record_set_text (item, ZG_GOODS_MARK, "黄色警示牌");
    }
  if (!step (store, store->buyer, item, "create", NULL, error))
    return FALSE;
  store->items[i] = item->id;
  store->places[i] = place (store, zg_demo_goods[i].location, zg_demo_goods[i].care ? ZG_LOCATION_SPECIAL : ZG_LOCATION_SHELF,
                            item->id, error);
  return store->places[i] != 0;
}

static gboolean
write_opening (Store *store, guint i, GError **error)
{
  g_autoptr (ZgRecord) opening = zg_record_new (&zg_stock_opening);

  if (zg_demo_goods[i].opening == 0)
    return TRUE;
  zg_record_set_day (opening, ZG_OPENING_DAY, zg_day_of_ms (store->ms));
  zg_record_set_int (opening, ZG_OPENING_ITEM, store->items[i]);
  zg_record_set_int (opening, ZG_OPENING_LOCATION, store->places[i]);
  zg_record_set_int (opening, ZG_OPENING_STATE, ZG_STOCK_AVAILABLE);
  zg_record_set_int (opening, ZG_OPENING_QTY, zg_demo_goods[i].opening * 1000);
  zg_record_set_int (opening, ZG_OPENING_VALUE, (gint64) zg_demo_goods[i].opening * zg_demo_goods[i].price);
  return step (store, store->supervisor, opening, "create", NULL, error);
}

static gboolean
write_goods (Store *store, GError **error)
{
  g_autoptr (ZgRecord) supplier = zg_record_new (&zg_supplier);

  zg_record_set_text (supplier, ZG_SUPPLIER_NAME, "景德陶瓷有限公司");
  zg_record_set_text (supplier, ZG_SUPPLIER_CONTACT, "程经理");
  store->quarantine = place (store, "Q-01", ZG_LOCATION_QUARANTINE, 0, error);
  if (store->quarantine == 0 || !step (store, store->buyer, supplier, "create", NULL, error))
    return FALSE;
  store->supplier = supplier->id;
  for (guint i = 0; i < ZG_DEMO_N_GOODS; i++)
    if (!write_item (store, i, error) || !write_opening (store, i, error))
      return FALSE;
  return TRUE;
}

/* -- Deliveries: fifty ordered, two broken; another just counted -- */

static GPtrArray *
lines_new (ZgRecord *line)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  if (line)
    g_ptr_array_add (lines, line);
  return lines;
}

/* What is ordered of which goods, and what came of it: received -1: not counted yet. */
typedef struct
{
  int         goods, ordered, received, refused;
  gboolean    spec_ok;
  const char *discrepancy;
} Delivered;

static const Delivered cups[] = { { 0, 50, 50, 2, TRUE, "2 只杯口缺损" } };
static const Delivered mixed[] = {
  { 0, 24, 24, 0, TRUE, NULL },
  { 5, 24, 22, 0, TRUE, "送货单 24，实收 22，两次清点一致" },
  { 2, 36, 36, 36, FALSE, "送货单写 45×28 cm，实物 38×24 cm" },
  { 6, 50, 50, 0, TRUE, NULL },
  { 7, 20, 18, 0, TRUE, NULL },
  { 4, 20, -1, 0, TRUE, NULL },
};

static gint64
write_order (Store *store, const Delivered *wanted, guint n, GError **error)
{
  g_autoptr (ZgRecord)  order = zg_record_new (&zg_purchase_order);
  g_autoptr (GPtrArray) lines = lines_new (NULL);

  zg_record_set_int (order, ZG_PURCHASE_SUPPLIER, store->supplier);
  zg_record_set_day (order, ZG_PURCHASE_DAY, zg_day_of_ms (store->ms) - 6);
  zg_record_set_day (order, ZG_PURCHASE_EXPECTED, zg_day_of_ms (store->ms));
  for (guint i = 0; i < n; i++)
    {
      ZgRecord *line = zg_record_new (&zg_purchase_order_line);

      zg_record_set_int (line, ZG_PURCHASE_LINE_ITEM, store->items[wanted[i].goods]);
      zg_record_set_int (line, ZG_PURCHASE_LINE_QTY, wanted[i].ordered * 1000);
      zg_record_set_int (line, ZG_PURCHASE_LINE_PRICE, zg_demo_goods[wanted[i].goods].price + 50);
      g_ptr_array_add (lines, line);
    }
  return step (store, store->buyer, order, "create", lines, error) && step (store, store->buyer, order, "place", NULL, error)
             ? order->id
             : 0;
}

static gpointer
read_lines (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const ZgRecord    *document = data;
  const ZgKind      *child = document->kind == &zg_goods_receipt ? &zg_goods_receipt_line : &zg_warehouse_check_line;
  g_autoptr (GArray) ids = zg_book_children (db, child, document->id, error);
  GPtrArray         *lines = lines_new (NULL);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      ZgRecord *line = zg_book_get (db, child, g_array_index (ids, gint64, i), error);

      if (line)
        g_ptr_array_add (lines, line);
    }
  return lines;
}

static GPtrArray *
lines_in (Store *store, ZgRecord *document, GError **error)
{
  return zg_store_read (zg_book_store (store->make->book), read_lines, document, error);
}

static void
count (ZgRecord *line, const Delivered *came)
{
  zg_record_set_int (line, ZG_RECEIPT_LINE_NOTED, came->ordered * 1000);
  if (came->received < 0)
    return;
  zg_record_set_int (line, ZG_RECEIPT_LINE_RECEIVED, came->received * 1000);
  zg_record_set_int (line, ZG_RECEIPT_LINE_REFUSED, came->refused * 1000);
  zg_record_set_int (line, ZG_RECEIPT_LINE_SPEC_OK, came->spec_ok);
  zg_record_set_int (line, ZG_RECEIPT_LINE_QUALITY_OK, came->refused == 0 || !came->spec_ok);
  zg_record_set_text (line, ZG_RECEIPT_LINE_DISCREPANCY, came->discrepancy);
}

/* A small picture of a chipped cup, PNG: what is refused for its quality is shown (receipt.photo). */
static const char chipped[] =
  "iVBORw0KGgoAAAANSUhEUgAAAGAAAABIAgMAAAB0CRjwAAAADFBMVEXi4NqWeFr6+vg6YKjejX1eAAAAuklEQVR42u3SQQ7CIBAF0Anu2HgP7uN9"
  "5ijEFZkzeCgTt404pgKfhGmt6Ur9SUnoSweGQvTPF8RHHZzMSQjPid8EokMowAg6kRoGiHXtrtgxX+mQ59xVACZ9XnChVks3VNfWQiEa4BIAiwFn"
  "3JO0xfMtl0zaawHoQbSlXYHXviAE3hXauQcAgrN6F9r/6ICpuw1dyIA0hIT3Cg8rErzvocvofn4IYdDDMvhBc8vgjDZsIGO3m3Iy8rvwABFjpK+I"
  "VOYdAAAAAElFTkSuQmCC";

static gboolean
attach_photo (Store *store, ZgRecord *line, GError **error)
{
  gsize              n;
  guchar            *bytes = g_base64_decode (chipped, &n);
  g_autoptr (GBytes) picture = g_bytes_new_take (bytes, n);
  gint64             file = zg_attach_add (store->keeper, line->kind, line->id, "photo", "破损杯口.png", picture, error);

  if (file)
    zg_record_set_int (line, ZG_RECEIPT_LINE_PHOTO, file);
  return file != 0;
}

static gboolean
write_counts (Store *store, ZgRecord *receipt, const char *verb, const Delivered *came, guint n, GError **error)
{
  g_autoptr (GPtrArray) lines = lines_in (store, receipt, error);

  if (lines == NULL || lines->len < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      count (lines->pdata[i], &came[i]);
      if (came == cups && !attach_photo (store, lines->pdata[i], error))
        return FALSE;
    }
  return step (store, store->keeper, receipt, verb, lines, error);
}

static gboolean
inspect (Store *store, ZgRecord *receipt, GError **error)
{
  g_autoptr (GPtrArray) lines = lines_in (store, receipt, error);

  if (lines == NULL || lines->len == 0)
    return FALSE;
  zg_record_set_int (lines->pdata[0], ZG_RECEIPT_LINE_PASSED, 48000);
  zg_record_set_int (lines->pdata[0], ZG_RECEIPT_LINE_LOCATION, store->places[0]);
  return step (store, store->supervisor, receipt, "pass", lines, error);
}

static gboolean
new_receipt (Store *store, ZgRecord *receipt, gint64 order, const char *note, GError **error)
{
  zg_record_set_int (receipt, ZG_RECEIPT_SUPPLIER, store->supplier);
  zg_record_set_int (receipt, ZG_RECEIPT_ORDER, order);
  zg_record_set_text (receipt, ZG_RECEIPT_NOTE, note);
  zg_record_set_day (receipt, ZG_RECEIPT_DAY, zg_day_of_ms (store->ms));
  return step (store, store->keeper, receipt, "create", NULL, error);
}

/* A delivery that is being counted: one item short, one of another size, one not scanned yet. */
static gboolean
write_counting (Store *store, gint64 order, GError **error)
{
  g_autoptr (ZgRecord) receipt = zg_record_new (&zg_goods_receipt);

  return new_receipt (store, receipt, order, "JD-20874", error) &&
         write_counts (store, receipt, "edit", mixed, G_N_ELEMENTS (mixed), error);
}

static gboolean
write_receipt (Store *store, gint64 order, GError **error)
{
  g_autoptr (ZgRecord) receipt = zg_record_new (&zg_goods_receipt);

  if (!new_receipt (store, receipt, order, "JD-20861", error) ||
      !write_counts (store, receipt, "accept", cups, G_N_ELEMENTS (cups), error) ||
      !step (store, store->keeper, receipt, "label", NULL, error) ||
      !step (store, store->keeper, receipt, "stick", NULL, error) ||
      !step (store, store->keeper, receipt, "sign", NULL, error) ||
      !step (store, store->supervisor, receipt, "countersign", NULL, error) ||
      !step (store, store->keeper, receipt, "send", NULL, error) || !step (store, store->finance, receipt, "take", NULL, error))
    return FALSE;
  zg_record_set_text (receipt, ZG_RECEIPT_VOUCHER, "记-0117");
  return step (store, store->finance, receipt, "book", NULL, error) && inspect (store, receipt, error);
}

/* -- A sample, a count, the checks of a morning -- */

static gboolean
write_sample (Store *store, GError **error)
{
  g_autoptr (ZgRecord)  issue = zg_record_new (&zg_goods_issue);
  ZgRecord             *line = zg_record_new (&zg_goods_issue_line);
  g_autoptr (GPtrArray) lines = lines_new (line);

  zg_record_set_int (issue, ZG_ISSUE_SORT, ZG_ISSUE_SAMPLE);
  zg_record_set_day (issue, ZG_ISSUE_DAY, zg_day_of_ms (store->ms));
  zg_record_set_text (issue, ZG_ISSUE_PURPOSE, "主图拍摄");
  zg_record_set_int (issue, ZG_ISSUE_NOTE_OK, 1);
  zg_record_set_int (issue, ZG_ISSUE_APPROVAL_OK, 1);
  zg_record_set_text (issue, ZG_ISSUE_APPROVAL, "运营-031");
  zg_record_set_int (line, ZG_ISSUE_LINE_ITEM, store->items[1]);
  zg_record_set_int (line, ZG_ISSUE_LINE_QTY, 1000);
  zg_record_set_int (line, ZG_ISSUE_LINE_FROM, ZG_STOCK_AVAILABLE);
  zg_record_set_int (line, ZG_ISSUE_LINE_LOCATION, store->places[1]);
  if (!step (store, store->buyer, issue, "create", lines, error) || !step (store, store->buyer, issue, "submit", NULL, error) ||
      !step (store, store->keeper, issue, "clear", NULL, error) || !step (store, store->keeper, issue, "pick", NULL, error) ||
      !step (store, store->supervisor, issue, "check", NULL, error))
    return FALSE;
  zg_record_set_text (issue, ZG_ISSUE_HANDED_TO, "设计组 黄磊");
  return step (store, store->keeper, issue, "issue", NULL, error) &&
         step (store, store->supervisor, issue, "release", NULL, error);
}

/* A sheet of checks where nothing was wrong. */
static gboolean
write_check (Store *store, int when, GError **error)
{
  g_autoptr (ZgRecord)  sheet = zg_record_new (&zg_warehouse_check);
  g_autoptr (GPtrArray) lines = NULL;

  zg_record_set_day (sheet, ZG_WCHECK_DAY, zg_day_of_ms (store->ms));
  zg_record_set_int (sheet, ZG_WCHECK_WHEN, when);
  zg_record_set_int (sheet, ZG_WCHECK_STAFF, person_at (store, KEEPER)->staff);
  if (!step (store, store->keeper, sheet, "create", NULL, error) || (lines = lines_in (store, sheet, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    zg_record_set_int (lines->pdata[i], ZG_WCHECK_LINE_RESULT, ZG_WCHECK_NORMAL);
  return step (store, store->keeper, sheet, "finish", lines, error);
}

static gboolean
write_count (Store *store, int today, GError **error)
{
  g_autoptr (ZgRecord) count = zg_record_new (&zg_stocktake);

  zg_record_set_int (count, ZG_STOCKTAKE_SORT, ZG_STOCKTAKE_QUARTERLY);
  zg_record_set_day (count, ZG_STOCKTAKE_DAY, zg_month_first (today, 1) - 1);
  zg_record_set_int (count, ZG_STOCKTAKE_BLIND, 1);
  return step (store, store->keeper, count, "create", NULL, error);
}

/* -- Day by day -- */

static void
set_clock (Store *store, int day, int minute)
{
  store->ms = zg_day_to_ms (day, minute * 60);
}

gboolean
zg_demo_store_open (ZgDemoStore *store, ZgDemoBook *make, int today, GError **error)
{
  *store = (ZgDemoStore){ .make = make };
  set_clock (store, today - ZG_DEMO_BACK - 1, 17 * 60);
  return hire_all (store, error) && write_goods (store, error);
}

void
zg_demo_store_clear (ZgDemoStore *store)
{
  g_clear_pointer (&store->keeper, zg_session_unref);
  g_clear_pointer (&store->supervisor, zg_session_unref);
  g_clear_pointer (&store->buyer, zg_session_unref);
  g_clear_pointer (&store->finance, zg_session_unref);
}

gboolean
zg_demo_store_morning (ZgDemoStore *store, int day, GError **error)
{
  set_clock (store, day, 8 * 60 + 40);
  return write_check (store, ZG_WCHECK_BEFORE, error);
}

static gboolean
settle (Store *store, int day, GError **error)
{
  g_autoptr (ZgRecord) settled = zg_record_new (&zg_stock_day);

  zg_record_set_day (settled, ZG_STOCK_DAY_DAY, day);
  return step (store, store->keeper, settled, "create", NULL, error);
}

gboolean
zg_demo_store_evening (ZgDemoStore *store, int day, GError **error)
{
  set_clock (store, day, 18 * 60 + 40);
  return write_check (store, ZG_WCHECK_AFTER, error) && settle (store, day, error);
}

gboolean
zg_demo_write_stock (ZgDemoStore *store, int today, GError **error)
{
  gint64 order, under_way;

  store->ms = zg_book_now (store->make->book);
  return (order = write_order (store, cups, G_N_ELEMENTS (cups), error)) != 0 && write_check (store, ZG_WCHECK_BEFORE, error) &&
         write_receipt (store, order, error) && write_sample (store, error) && write_count (store, today, error) &&
         (under_way = write_order (store, mixed, G_N_ELEMENTS (mixed), error)) != 0 && write_counting (store, under_way, error);
}
