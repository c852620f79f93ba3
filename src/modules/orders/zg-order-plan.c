/* zg-order-plan.c: exports of the platforms become orders, lines, customers, and events where the book knows an order and the
 * file says otherwise. Loading again, overlapping files and an older file after a newer one change nothing. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-money.h"
#include "zg-order-buyers.h"
#include "zg-order-told.h"
#include "zg-seal.h"

typedef struct
{
  ZgImportPlan *plan;
  ZgSession    *session;
  ZgDb         *db;
  ZgOrderFile  *file;
  ZgBatch      *orders, *lines, *events, *customers;
  int           platform;
  gint64        exported, shop, now;
  char         *shop_name;  /* (nullable): as asked for */
  GHashTable   *shops;      /* name → id */
  ZgBuyers     *buyers;
  GHashTable   *seen;       /* number → when a newer export spoke of it last (gint64 *); NULL: this is the newest */
  GHashTable   *fresh;      /* keys of orders in the batch */
  GHashTable   *late;       /* keys of orders that wait for these lines */
  guint         n_changed;
  gboolean      loaded;     /* an order is accepted when it is read in, not when it was paid for */
  gboolean      shut;       /* something personal could not be opened */
} Plan;

/* -- Cells -- */

static void
put_text (ZgBatch *batch, ZgCell *cells, int field, const char *text)
{
  int         most = batch->kind->fields[field].max ? batch->kind->fields[field].max : 200;
  const char *end;

  if (text == NULL)
    return;
  end = g_utf8_strlen (text, -1) > most ? g_utf8_offset_to_pointer (text, most) : text + strlen (text);
  zg_batch_text (batch, &cells[field], text, end - text);
}

static void
put_int (ZgCell *cells, int field, gint64 value, gint64 none)
{
  if (value != none)
    zg_batch_int (&cells[field], value);
}

static char *
key_of (const Plan *plan, const char *number)
{
  return g_strdup_printf ("%s:%s", zg_platform_code (plan->platform), number);
}

/* -- Events -- */

static char *
words_of (int told, const ZgTold *was, const ZgSaid *now)
{
  char   stamp[20];
  gint64 value = was ? was->value : now->value;

  if (was && !was->is_set)
    return NULL;
  switch (zg_told_sort (told))
    {
    case ZG_SAID_TIME:
      return g_strdup (zg_stamp_format (value, stamp));
    case ZG_SAID_MONEY:
      if (now && now->value == 0 && now->text) /* a line is closed, and nothing is said of money */
        return g_strdup (now->text);
      return zg_money_format (value, ZG_MONEY_NO_COMMAS);
    default: /* states too, in the platform's words */
      return zg_told_is_sealed (told) ? NULL : g_strdup (was ? was->text : now->text);
    }
}

/* Texts live in the batch; a change that moves the order along is a step of its own instead. @cells: of the events' batch, or of
 * a record. */
static void
fill_event (Plan *plan, ZgCell *cells, ZgBatch *batch, const char *key, gint64 order, int told, const ZgTold *was,
            const ZgSaid *said)
{
  g_autofree char *before = was ? words_of (told, was, NULL) : NULL, *after = words_of (told, NULL, said);

  put_int (cells, ZG_EVENT_ORDER, order, 0);
  put_text (batch, cells, ZG_EVENT_KEY, key);
  zg_batch_int (&cells[ZG_EVENT_TYPE], ZG_EVENT_PLATFORM);
  zg_batch_int (&cells[ZG_EVENT_AT], plan->exported);
  zg_batch_int (&cells[ZG_EVENT_FIELD], told);
  put_text (batch, cells, ZG_EVENT_WAS, before);
  put_text (batch, cells, ZG_EVENT_NOW, after);
  if (zg_told_is_sealed (told))
    put_text (batch, cells, ZG_EVENT_SEALED, said->text);
  if (zg_told_sort (told) != ZG_SAID_TEXT)
    zg_batch_int (&cells[ZG_EVENT_VALUE], said->value);
  zg_batch_int (&cells[ZG_EVENT_EXPORTED_AT], plan->exported);
}

static void
add_event (Plan *plan, const char *key, gint64 order, int told, const ZgTold *was, const ZgSaid *said, const char *line_key)
{
  ZgCell *cells = zg_batch_row (plan->events);

  fill_event (plan, cells, plan->events, key, order, told, was, said);
  put_text (plan->events, cells, ZG_EVENT_LINE, line_key);
}

static void
add_move (Plan *plan, const ZgRecord *order, int line, int told, const ZgTold *was, const ZgSaid *said, const char *line_key,
          const char *number)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_order_event, 1);
  ZgRecord           *event = zg_record_new (&zg_order_event);
  ZgCell             *cells = zg_batch_row (batch);

  fill_event (plan, cells, batch, zg_record_text (order, ZG_ORDER_KEY), order->id, told, was, said);
  put_text (batch, cells, ZG_EVENT_LINE, line_key);
  for (int i = 0; i < ZG_EVENT_N_FIELDS; i++)
    if (cells[i].type != ZG_CELL_NULL)
      zg_record_set_cell (event, i, &cells[i]);
  zg_import_plan_change (plan->plan, line, event, "apply", number);
}

/* -- Orders -- */

static gint64
shop_of (Plan *plan, const char *name)
{
  gpointer id = NULL;
  gint64   found = 0;

  if (plan->shop || name == NULL)
    return plan->shop;
  if (g_hash_table_lookup_extended (plan->shops, name, NULL, &id))
    return *(gint64 *) id;
  zg_db_int (plan->db, &found, NULL, ZG_SQL ("SELECT id FROM shop WHERE name = $1 AND state = 'active'"), "s", name);
  g_hash_table_insert (plan->shops, g_strdup (name), g_memdup2 (&found, sizeof found));
  return found;
}

static void
put_times (Plan *plan, ZgCell *cells, const ZgOrderRow *row, gboolean open)
{
  gint64 accepted = row->paid_at ? row->paid_at : row->placed;

  put_int (cells, ZG_ORDER_PLACED_AT, row->placed, 0);
  put_int (cells, ZG_ORDER_PAID_AT, row->paid_at, 0);
  put_int (cells, ZG_ORDER_SHIPPED_AT, row->shipped, 0);
  put_int (cells, ZG_ORDER_SIGNED_AT, row->signed_at, 0);
  put_int (cells, ZG_ORDER_EXPORTED_AT, plan->exported, 0);
  if (open && plan->loaded)
    zg_batch_int (&cells[ZG_ORDER_ACCEPTED_AT], plan->now);
  else if (open || row->paid_at)
    zg_batch_int (&cells[ZG_ORDER_ACCEPTED_AT], accepted ? accepted : plan->exported);
}

static void
put_money (ZgCell *cells, const ZgOrderRow *row)
{
  put_int (cells, ZG_ORDER_QTY, row->qty, -1);
  put_int (cells, ZG_ORDER_GOODS, row->goods, ZG_NO_FEN);
  put_int (cells, ZG_ORDER_FREIGHT, row->freight, ZG_NO_FEN);
  put_int (cells, ZG_ORDER_DISCOUNT, row->discount, ZG_NO_FEN);
  put_int (cells, ZG_ORDER_SETTLED, row->settled == 0 ? ZG_NO_FEN : row->settled, ZG_NO_FEN);
  put_int (cells, ZG_ORDER_PAYABLE, row->payable, ZG_NO_FEN);
  put_int (cells, ZG_ORDER_PAID, row->paid, ZG_NO_FEN);
  put_int (cells, ZG_ORDER_REFUND, row->refund == 0 ? ZG_NO_FEN : row->refund, ZG_NO_FEN);
}

static void
add_order (Plan *plan, const ZgOrderRow *row, const char *key)
{
  ZgBatch         *batch = plan->orders;
  ZgCell          *cells = zg_batch_row (batch);
  gboolean         open = row->status == ZG_STATUS_PAID || row->status == ZG_STATUS_PARTLY;
  const char      *shop = row->shop ? row->shop : plan->shop_name;
  g_autofree char *buyer = zg_buyers_key (plan->buyers, row);

  put_text (batch, cells, ZG_ORDER_KEY, key);
  put_text (batch, cells, ZG_ORDER_NUMBER, row->number);
  zg_batch_int (&cells[ZG_ORDER_PLATFORM], plan->platform);
  put_int (cells, ZG_ORDER_SHOP, shop_of (plan, shop), 0);
  put_text (batch, cells, ZG_ORDER_SHOP_NAME, shop);
  put_int (cells, ZG_ORDER_STATUS, row->status, 0);
  put_text (batch, cells, ZG_ORDER_STATUS_TEXT, row->status_text);
  put_text (batch, cells, ZG_ORDER_BUYER, row->buyer);
  put_text (batch, cells, ZG_ORDER_BUYER_KEY, buyer);
  put_text (batch, cells, ZG_ORDER_CONSIGNEE, row->consignee);
  put_text (batch, cells, ZG_ORDER_PHONE, row->phone);
  put_text (batch, cells, ZG_ORDER_PHONE_TEXT, row->phone ? NULL : row->phone_text);
  put_text (batch, cells, ZG_ORDER_ADDRESS, row->address);
  put_text (batch, cells, ZG_ORDER_TITLE, row->title);
  put_text (batch, cells, ZG_ORDER_METHOD, row->method);
  put_text (batch, cells, ZG_ORDER_PAY_NUMBER, row->pay_number);
  zg_batch_int (&cells[ZG_ORDER_COD], row->cod);
  put_text (batch, cells, ZG_ORDER_MESSAGE, row->message);
  put_text (batch, cells, ZG_ORDER_NOTE, row->note);
  put_text (batch, cells, ZG_ORDER_INVOICE, row->invoice);
  put_text (batch, cells, ZG_ORDER_CLOSING, row->closing);
  put_text (batch, cells, ZG_ORDER_CARRIER, row->carrier);
  put_text (batch, cells, ZG_ORDER_WAYBILL, row->waybill);
  zg_batch_int (&cells[ZG_ORDER_IS_OPEN], open);
  put_times (plan, cells, row, open);
  put_money (cells, row);
  plan->plan->n_taken++;
  g_hash_table_add (plan->fresh, g_strdup (key));
  if (buyer)
    zg_buyers_add (plan->buyers, row, buyer);
  if (row->address_now)
    add_event (plan, key, 0, ZG_TOLD_ADDRESS, NULL, &(ZgSaid){ row->address_now, 0, TRUE }, NULL);
}

static void
compare_order (Plan *plan, const ZgOrderRow *row, const ZgRecord *order)
{
  ZgTold               told[ZG_TOLD_N];
  ZgSaid               said[ZG_TOLD_N];
  g_autoptr (ZgRecord) stands = NULL;
  const gint64        *seen = plan->seen ? g_hash_table_lookup (plan->seen, row->number) : NULL;
  guint                n = 0;

  if (!zg_told_read (plan->session, plan->db, order, told))
    plan->shut = TRUE;
  zg_said_of (row, said);
  for (int i = 1; i < ZG_TOLD_N; i++)
    {
      if (seen && told[i].is_set)
        told[i].exported = MAX (told[i].exported, *seen);
      if (zg_told_is_sealed (i) && !told[i].is_set && plan->shut)
        continue;
      if (!zg_told_differs (zg_told_sort (i), &told[i], &said[i], plan->exported))
        continue;
      n++;
      if (stands == NULL && i == ZG_TOLD_STATUS)
        stands = zg_order_standing (plan->db, order->id);
      if (i == ZG_TOLD_STATUS && stands && zg_order_moves (stands, i, said[i].value))
        add_move (plan, stands, row->line, i, &told[i], &said[i], NULL, row->number);
      if (i != ZG_TOLD_STATUS || stands == NULL || stands->id != order->id || !zg_order_moves (stands, i, said[i].value))
        add_event (plan, zg_record_text (order, ZG_ORDER_KEY), order->id, i, &told[i], &said[i], NULL);
    }
  zg_told_clear (told);
  if (n)
    plan->n_changed++;
  else
    plan->plan->n_known++;
}

static void
plan_order (Plan *plan, const ZgOrderRow *row)
{
  g_autofree char     *key = key_of (plan, row->number);
  g_autoptr (ZgRecord) order = NULL;
  gint64               id = 0;

  zg_db_int (plan->db, &id, NULL, ZG_SQL ("SELECT id FROM sales_order WHERE order_key = $1"), "s", key);
  if (id == 0)
    {
      add_order (plan, row, key);
      return;
    }
  order = zg_book_get (plan->db, &zg_sales_order, id, NULL);
  if (order)
    compare_order (plan, row, order);
}

/* -- Lines -- */

static void
add_line (Plan *plan, const ZgOrderLineRow *row, const char *order_key, const char *key)
{
  ZgBatch *batch = plan->lines;
  ZgCell  *cells = zg_batch_row (batch);

  put_text (batch, cells, ZG_LINE_KEY, key);
  put_text (batch, cells, ZG_LINE_ORDER_KEY, order_key);
  put_text (batch, cells, ZG_LINE_SUB, row->sub);
  put_text (batch, cells, ZG_LINE_TITLE, row->title);
  put_text (batch, cells, ZG_LINE_ATTRIBUTES, row->attributes);
  put_text (batch, cells, ZG_LINE_CODE, row->code);
  put_text (batch, cells, ZG_LINE_PRODUCT, row->product);
  zg_batch_int (&cells[ZG_LINE_QTY], row->qty);
  put_int (cells, ZG_LINE_PRICE, row->price, ZG_NO_FEN);
  put_int (cells, ZG_LINE_PAYABLE, row->payable, ZG_NO_FEN);
  put_int (cells, ZG_LINE_PAID, row->paid, ZG_NO_FEN);
  put_int (cells, ZG_LINE_REFUND, row->refund, ZG_NO_FEN);
  put_text (batch, cells, ZG_LINE_REFUND_TEXT, row->refund_text);
  zg_batch_int (&cells[ZG_LINE_REFUNDED], row->refunded);
  if (plan->file->kind == ZG_ORDER_FILE_TAOBAO_LINES)
    plan->plan->n_taken++;
}

/* The order did not wait for its lines: they are reserved now, and go with the order that stands for a voided one. */
static void
follow_line (Plan *plan, const ZgOrderLineRow *row, const char *order_key, const char *key)
{
  gint64               id = 0;
  g_autoptr (ZgRecord) order = NULL;

  if (g_hash_table_contains (plan->fresh, order_key)
      || !zg_db_int (plan->db, &id, NULL,
                     ZG_SQL ("SELECT id FROM sales_order WHERE order_key = $1"
                             " AND state IN ('confirmed', 'paid', 'notified', 'picked', 'voided')"), "s", order_key))
    return;
  order = id ? zg_order_standing (plan->db, id) : NULL;
  if (order && order->id != id)
    {
      const char      *anew = zg_record_text (order, ZG_ORDER_KEY);
      g_autofree char *line = zg_order_line_of (key, order_key, anew);

      add_line (plan, row, anew, line);
    }
  if (order && zg_order_takes_goods (order)
      && g_hash_table_add (plan->late, g_strdup (zg_record_text (order, ZG_ORDER_KEY))))
    zg_import_plan_change (plan->plan, row->line, zg_order_goods_event (order, plan->now, plan->exported), "apply", row->number);
}

/* Paid back after the book took the line: its quantity is no longer to be shipped. */
static void
refund_line (Plan *plan, const ZgOrderLineRow *row, const char *order_key, const char *key)
{
  ZgSaid               said = { row->refund_text, row->refund == ZG_NO_FEN ? 0 : row->refund, TRUE };
  gint64               order = 0, told = 0;
  g_autoptr (ZgRecord) stands = NULL;

  zg_db_int (plan->db, &told, NULL,
             ZG_SQL ("SELECT count(*) FROM order_event WHERE order_key = $1 AND told = $2 AND line_key = $3"), "sis", order_key,
             (gint64)ZG_TOLD_LINE_REFUND, key);
  if (told)
    return;
  zg_db_int (plan->db, &order, NULL, ZG_SQL ("SELECT id FROM sales_order WHERE order_key = $1"), "s", order_key);
  stands = order ? zg_order_standing (plan->db, order) : NULL;
  plan->n_changed++;
  if (stands && zg_order_moves (stands, ZG_TOLD_LINE_REFUND, 0))
    {
      g_autofree char *of_new = zg_order_line_of (key, order_key, zg_record_text (stands, ZG_ORDER_KEY));

      add_move (plan, stands, row->line, ZG_TOLD_LINE_REFUND, NULL, &said, of_new, row->number);
      if (stands->id == order)
        return;
    }
  add_event (plan, order_key, order, ZG_TOLD_LINE_REFUND, NULL, &said, key);
}

static void
plan_line (Plan *plan, const ZgOrderLineRow *row)
{
  g_autofree char   *order_key = key_of (plan, row->number), *key = g_strdup_printf ("%s/%s", order_key, row->key);
  g_autoptr (ZgStmt) rows =
      zg_db_query (plan->db, NULL, ZG_SQL ("SELECT COALESCE (is_refunded, 0) FROM sales_order_line WHERE line_key = $1"), "s",
                   key);
  gboolean           row_there = FALSE;

  if (rows == NULL || !zg_stmt_step (rows, &row_there, NULL))
    return;
  if (!row_there)
    {
      add_line (plan, row, order_key, key);
      follow_line (plan, row, order_key, key);
    }
  else if (row->refunded && zg_stmt_int (rows, 0) == 0)
    refund_line (plan, row, order_key, key);
  else if (plan->file->kind == ZG_ORDER_FILE_TAOBAO_LINES)
    plan->plan->n_known++;
}

/* -- The export itself -- */

static gboolean
read_newer (Plan *plan, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (plan->db, error,
                   ZG_SQL ("SELECT exported_at, seen FROM order_export WHERE platform = $1 AND exported_at > $2"
                           " ORDER BY exported_at"),
                   "ii", (gint64)plan->platform, plan->exported);
  gboolean           row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      g_auto (GStrv) numbers = g_strsplit (zg_stmt_text (rows, 1) ? zg_stmt_text (rows, 1) : "", "\n", -1);
      gint64         at = zg_stmt_int (rows, 0);

      if (plan->seen == NULL)
        plan->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      for (char **number = numbers; *number; number++)
        g_hash_table_insert (plan->seen, g_strdup (*number), g_memdup2 (&at, sizeof at));
    }
  return rows != NULL && !row;
}

static void
add_export (Plan *plan, const char *name, GBytes *bytes)
{
  ZgBatch         *batch;
  ZgCell          *cells;
  GString         *seen;
  g_autofree char *hex = NULL;
  gint64           known = 0;

  hex = zg_hex (g_bytes_get_data (zg_import_plan_digest (plan->plan, bytes), NULL), ZG_SHA256_BYTES);
  if (plan->file->orders->len == 0 ||
      !zg_db_int (plan->db, &known, NULL, ZG_SQL ("SELECT count(*) FROM order_export WHERE digest = $1"), "s", hex) || known)
    return;
  seen = g_string_new (NULL);
  for (guint i = 0; i < plan->file->orders->len; i++)
    g_string_append_printf (seen, "%s%s", i ? "\n" : "", g_array_index (plan->file->orders, ZgOrderRow, i).number);
  batch = zg_import_plan_more (plan->plan, &zg_order_export);
  cells = zg_batch_row (batch);
  zg_batch_int (&cells[ZG_EXPORT_PLATFORM], plan->platform);
  put_text (batch, cells, ZG_EXPORT_FILE, name);
  zg_batch_int (&cells[ZG_EXPORT_AT], plan->exported);
  zg_batch_int (&cells[ZG_EXPORT_N], plan->file->orders->len);
  zg_batch_text (batch, &cells[ZG_EXPORT_SEEN], seen->str, (gssize) seen->len);
  put_text (batch, cells, ZG_EXPORT_DIGEST, hex);
  g_string_free (seen, TRUE);
}

/* -- The plan -- */

static void
add_notes (Plan *plan)
{
  for (guint i = 0; i < plan->file->notes->len; i++)
    {
      const ZgOrderNote *note = &g_array_index (plan->file->notes, ZgOrderNote, i);

      zg_import_plan_line (plan->plan, note->line, note->taken, note->text, note->why);
      plan->plan->n_bad += !note->taken;
    }
  if (plan->file->n_hidden)
    {
      g_autofree char *text = g_strdup_printf ("%u", plan->file->n_hidden);

      zg_import_plan_line (plan->plan, 0, TRUE, text,
                           _ ("Names, telephone numbers and addresses the platform has made unreadable are left empty."));
    }
  if (plan->shut)
    zg_import_plan_line (
        plan->plan, 0, TRUE, "",
        _ ("You may not read what customers are reached by, so changes of names, telephone numbers and addresses were "
           "not looked for."));
}

static void
sum_up (Plan *plan)
{
  char stamp[20];

  zg_stamp_format (plan->exported, stamp);
  stamp[16] = '\0';
  if (plan->file->kind == ZG_ORDER_FILE_TAOBAO_LINES)
    plan->plan->summary = g_strdup_printf (_ ("%u new order lines, %u paid back since, %u the same, %u rows not taken."),
                                           plan->lines->n_rows, plan->n_changed, plan->plan->n_known, plan->plan->n_bad);
  else
    plan->plan->summary = g_strdup_printf (
        _ ("Exported %s: %u new orders, %u changed on the platform (%u entries), %u the same, %u rows not taken."), stamp,
        plan->orders->n_rows, plan->n_changed, plan->events->n_rows + plan->plan->changes->len, plan->plan->n_known,
        plan->plan->n_bad);
  plan->plan->asked = g_new0 (char *, 3);
  plan->plan->asked[0] = g_strdup (stamp);
  plan->plan->asked[1] = g_strdup (plan->shop_name ? plan->shop_name : "");
}

static gint64
when_exported (const ZgOrderFile *file, const char *name, const char *asked, gint64 now)
{
  gint64 at;

  if (asked && zg_order_stamp (asked, &at))
    return at;
  at = zg_order_file_time (name);
  return at ? at : file->newest ? file->newest : now;
}

static gboolean
plan_rows (Plan *plan, GError **error)
{
  ZgImportPlan *made = plan->plan;

  made->batch = plan->file->kind == ZG_ORDER_FILE_TAOBAO_LINES ? zg_batch_new (&zg_sales_order_line, plan->file->lines->len)
                                                               : zg_batch_new (&zg_sales_order, plan->file->orders->len);
  if (plan->file->kind == ZG_ORDER_FILE_TAOBAO_LINES)
    {
      plan->lines = made->batch;
      plan->orders = zg_import_plan_more (made, &zg_sales_order);
    }
  else
    {
      plan->orders = made->batch;
      plan->lines = zg_import_plan_more (made, &zg_sales_order_line);
    }
  plan->events = zg_import_plan_more (made, &zg_order_event);
  plan->customers = zg_import_plan_more (made, &zg_customer);
  plan->buyers = zg_buyers_new (plan->session, plan->db, made, plan->customers, plan->platform);
  if (!read_newer (plan, error))
    return FALSE;
  for (guint i = 0; i < plan->file->orders->len; i++)
    plan_order (plan, &g_array_index (plan->file->orders, ZgOrderRow, i));
  zg_buyers_refresh (plan->buyers);
  for (guint i = 0; i < plan->file->lines->len; i++)
    plan_line (plan, &g_array_index (plan->file->lines, ZgOrderLineRow, i));
  if (plan->file->kind != ZG_ORDER_FILE_TAOBAO_LINES)
    made->n_taken += plan->events->n_rows; /* what is written although no order is new */
  else
    made->n_taken = plan->lines->n_rows + plan->events->n_rows;
  return TRUE;
}

static void
plan_clear (Plan *plan)
{
  g_hash_table_unref (plan->shops);
  zg_buyers_free (plan->buyers);
  g_hash_table_unref (plan->fresh);
  g_hash_table_unref (plan->late);
  g_clear_pointer (&plan->seen, g_hash_table_unref);
  g_free (plan->shop_name);
  zg_order_file_free (plan->file);
}

static ZgOrderFileKind
kind_of (const ZgLayout *layout)
{
  return layout == &zg_taobao_layout         ? ZG_ORDER_FILE_TAOBAO
         : layout == &zg_taobao_lines_layout ? ZG_ORDER_FILE_TAOBAO_LINES
         : layout == &zg_jd_layout           ? ZG_ORDER_FILE_JD
         : layout == &zg_pdd_layout          ? ZG_ORDER_FILE_PDD
                                             : ZG_ORDER_FILE_DOUYIN;
}

static ZgPlatform
platform_of (ZgOrderFileKind kind)
{
  return kind == ZG_ORDER_FILE_JD       ? ZG_PLATFORM_JD
         : kind == ZG_ORDER_FILE_PDD    ? ZG_PLATFORM_PDD
         : kind == ZG_ORDER_FILE_DOUYIN ? ZG_PLATFORM_DOUYIN
                                        : ZG_PLATFORM_TAOBAO;
}

ZgImportPlan *
zg_order_plan (const ZgLayout *layout, ZgSession *session, ZgDb *db, const char *name, GBytes *bytes, const char *const *values,
             GError **error)
{
  g_autoptr (ZgImportPlan) made = zg_import_plan_new ();
  Plan                     plan = { .plan = made, .session = session, .db = db };
  gboolean                 good;

  plan.file = zg_order_file_read (bytes, kind_of (layout), error);
  if (plan.file == NULL)
    return NULL;
  plan.platform = platform_of (plan.file->kind);
  plan.now = zg_book_now (zg_session_book (session));
  plan.loaded = zg_order_accepted_loaded (db, plan.now);
  plan.exported = when_exported (plan.file, name, values ? values[0] : NULL, plan.now);
  plan.shop = values && values[1] ? g_ascii_strtoll (values[1], NULL, 10) : 0;
  plan.shop_name = plan.shop ? zg_book_title (db, &zg_shop, plan.shop) : NULL;
  plan.shops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  plan.fresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  plan.late = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  good = plan_rows (&plan, error);
  if (good)
    {
      add_notes (&plan);
      sum_up (&plan);
      add_export (&plan, name, bytes);
    }
  plan_clear (&plan);
  return good ? g_steal_pointer (&made) : NULL;
}
