/* zg-order-file.c: order exports read row by row. */
#include "zg-order-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-idcard.h"
#include "zg-money.h"
#include "zg-order-columns.h"
#include "zg-sniff.h"
#include "zg-table-file.h"
#include "zg-text.h"

#define HEAD_BYTES (64 * 1024)
#define EXCEL_DIGITS 15 /* what a number in a spreadsheet keeps */

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

  for (guint i = 0; table && i < ZG_N_ORDER_LAYOUTS; i++)
    if (find_columns (table, zg_order_columns[i].columns, at, &first, NULL))
      return zg_order_columns[i].kind;
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

  if (*cell == '\0')
    return NULL;
  if (zg_text_is_clean (cell))
    return cell;
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

  if (*cell == '\0')
    return NULL;
  if (zg_text_is_clean (cell))
    return cell;
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

/* `No:` before it is the platform's. */
static const char *
waybill_of (Reading *reading)
{
  const char *waybill = id_of (reading, WAYBILL);

  if (waybill && g_ascii_strncasecmp (waybill, "No:", 3) == 0)
    waybill += 3;
  return waybill && *waybill ? waybill : NULL;
}

/* It stays unknown where none of them is said. */
static void
add_discount (gint64 *sum, gint64 fen)
{
  if (fen != ZG_NO_FEN)
    *sum = (*sum == ZG_NO_FEN ? 0 : *sum) + ABS (fen);
}

static void
read_money (Reading *reading, ZgOrderRow *order)
{
  order->discount = ZG_NO_FEN;
  for (int i = DISCOUNT; i <= DISCOUNT_MORE; i++)
    add_discount (&order->discount, fen_of (reading, i));
  order->settled = fen_of (reading, SETTLED);
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
    order->placed = zg_order_day_of_number (order->number);
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
  if (now && (order.address == NULL || !zg_order_same_text (now, order.address)))
    order.address_now = now;
  order.title = text_of (reading, TITLE);
  order.method = text_of (reading, METHOD);
  order.message = text_of (reading, MESSAGE);
  order.note = text_of (reading, NOTE);
  order.invoice = text_of (reading, INVOICE);
  order.pay_number = id_of (reading, PAY_NUMBER);
  order.carrier = text_of (reading, CARRIER);
  order.waybill = waybill_of (reading);
  order.qty = qty_of (text_of (reading, QTY));
  order.cod = order.method && strstr (order.method, "货到付款");
  read_money (reading, &order);
  read_state (reading, &order);
  return order;
}

/* -- Lines -- */

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

  line->key = line_key (reading, line,
                        kind == ZG_ORDER_FILE_JD       ? line->product
                        : kind == ZG_ORDER_FILE_DOUYIN ? line->sub
                                                       : NULL);
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
  line.refunded = zg_order_is_refunded (line.refund_text);
  if (!line.refunded && zg_order_status (line.status_text) == 6) /* all that layouts without a column for refunds say */
    {
      line.refunded = TRUE;
      line.refund_text = line.status_text; /* why it is not shipped */
    }
  if (split_line (reading, &line, qty))
    return;
  line.qty = qty_of (qty);
  if (line.title == NULL || line.qty < 0)
    note (reading, FALSE,
          line.title ? _ ("The quantity of the line is no number.") : _ ("The line does not say what was bought."));
  else
    add_line (reading, &line);
}

/* -- Rows -- */

static void
add_to_order (const ZgOrderFile *file, ZgOrderRow *order, const ZgOrderRow *more)
{
  if (file->kind == ZG_ORDER_FILE_DOUYIN) /* each part has its own */
    add_discount (&order->discount, more->discount);
  if (file->kind == ZG_ORDER_FILE_DOUYIN && more->status && order->status) /* as far as the least of its parts */
    order->status = MIN (order->status, more->status);
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
      ZgOrderNote one = { g_array_index (lines, int, i), "",
                          _ ("This line is written in another encoding than the rest; it was read "
                             "in that one. Look at it."),
                          TRUE };

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
  zg_order_file_sum (reading->file);
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
  while (i < ZG_N_ORDER_LAYOUTS && zg_order_columns[i].kind != kind)
    i++;
  g_return_val_if_fail (i < ZG_N_ORDER_LAYOUTS, NULL);
  if (!find_columns (table, zg_order_columns[i].columns, reading.at, &first, error))
    return NULL;
  reading.file = g_new0 (ZgOrderFile, 1);
  reading.file->kind = kind;
  reading.file->orders = g_array_new (FALSE, TRUE, sizeof (ZgOrderRow));
  reading.file->lines = g_array_new (FALSE, TRUE, sizeof (ZgOrderLineRow));
  reading.file->notes = g_array_new (FALSE, TRUE, sizeof (ZgOrderNote));
  reading.file->texts = g_string_chunk_new (64 * 1024);
  note_repaired (reading.file, table);
  read_rows (&reading, first);
  reading.file->table = g_steal_pointer (&table);
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
  g_clear_pointer (&file->table, zg_table_file_free);
  g_free (file);
}
