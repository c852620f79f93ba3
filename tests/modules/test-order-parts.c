/* Whose orders are: customers with a name and without, those who may become one; the list of a day and of a buyer; orders that go
 * out in several parcels. */
#include "order-help.h"
#include "zg-backup.h"
#include "zg-order-backup.h"
#include "zg-order-desk.h"
#include "zg-sheet.h"

static gpointer
detail_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_detail_read (trial.hr, db, *(gint64 *) data, error);
}

/* -- Whose it is -- */

static void
pdd_in (const char *minute, const char *number, const char *name, const char *phone, const char *address)
{
  g_autofree char   *text = g_strdup_printf ("商品,订单号,订单状态,商品数量(件),用户实付金额(元),订单成交时间,支付时间,收货人,手机,详细地址\n"
                                             "甲,%s,待发货,1,10.00,2026-12-28 11:%s:00,2026-12-28 11:%s:00,%s,%s,%s\n", number,
                                             minute, minute, name, phone, address);
  g_autofree char   *file = g_strdup_printf ("orders_export2026-12-28-12-%s-00.csv", minute);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  take_in ("pdd-orders", file, bytes);
}

static char *
key_of (const char *number)
{
  g_autoptr (ZgRecord) order = get (&zg_sales_order, order_id (number));

  return g_strdup (zg_record_text (order, ZG_ORDER_BUYER_KEY));
}

static gpointer
address_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64               id = 0;
  g_autoptr (ZgRecord) customer = NULL;

  zg_db_int (db, &id, error, ZG_SQL ("SELECT id FROM customer WHERE buyer_key = $1"), "s", data);
  customer = zg_book_get (db, &zg_customer, id, error);
  return zg_session_open_cell (trial.hr, &zg_customer, ZG_CUSTOMER_ADDRESS, id, &customer->cells[ZG_CUSTOMER_ADDRESS], error);
}

/* D21-3.5.5: where a platform tells no name the number that is called tells whose orders are one customer's; where it tells
 * neither they are nobody's. His newest order says how he is reached. */
static void
test_nameless (void)
{
  g_autofree char *first = NULL, *second = NULL, *other = NULL, *hidden = NULL, *address = NULL;

  pdd_in ("01", "261228-000000000000001", "王五", "13700000001", "一号");
  pdd_in ("02", "261228-000000000000002", "王五", "13700000001", "二号");
  pdd_in ("03", "261228-000000000000003", "王五", "13700000002", "三号");
  pdd_in ("04", "261228-000000000000004", "王*", "137****0001", "四号");
  first = key_of ("261228-000000000000001");
  second = key_of ("261228-000000000000002");
  other = key_of ("261228-000000000000003");
  hidden = key_of ("261228-000000000000004");
  g_assert_nonnull (first);
  g_assert_null (strstr (first, "13700000001")); /* it stands nowhere in the open */
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, other);
  g_assert_null (hidden);
  g_assert_cmpint (ask ("SELECT count(*) FROM customer WHERE name = $1", "王**"), ==, 2);
  address = zg_store_read (zg_book_store (trial.book), address_db, first, NULL);
  g_assert_cmpstr (address, ==, "二号");
}

/* D18-8.1: who may become a customer is noted with the first talk, and is none once he buys. What is never paid for is no
 * purchase. */
static void
test_potential (void)
{
  const char              *number = "318300000000000098";
  g_autoptr (ZgRecord)     lead = zg_record_new (&zg_customer);
  Row                      rows[] = { { .number = number, .status = 2, .buyer = "潜在买家" },
                                      { .number = "318300000000000099", .status = 1, .buyer = "潜在买家" } };
  gint64                   id;
  g_autoptr (ZgDeskDetail) detail = NULL;

  zg_record_begin (lead, 0, 0);
  zg_record_set_text (lead, ZG_CUSTOMER_NAME, "潜在买家");
  zg_record_set_int (lead, ZG_CUSTOMER_PLATFORM, ZG_PLATFORM_TAOBAO);
  zg_record_set_int (lead, ZG_CUSTOMER_POTENTIAL, 1);
  refused (trial.hr, lead, "create", ZG_ERROR_INVALID, "first_talk", "D18-8.1");
  zg_record_set_text (lead, ZG_CUSTOMER_FIRST_TALK, "问了礼盒的库存");
  done (trial.hr, lead, "create", NULL);
  list_in ("ExportOrderList202612281301.csv", rows, 2);
  g_assert_cmpint (ask ("SELECT count(*) FROM customer WHERE is_potential = 1 AND name = $1", "潜在买家"), ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM customer WHERE first_talk IS NOT NULL AND name = $1", "潜在买家"), ==, 1);
  id = order_id (number);
  detail = zg_store_read (zg_book_store (trial.book), detail_db, &id, NULL);
  g_assert_cmpuint (detail->n_bought, ==, 1);
}

/* -- The list of a day, of a buyer -- */

static gpointer
query_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *const  *pairs = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("sales_order"));

  for (int i = 0; pairs[i]; i += 2)
    g_assert_true (zg_query_set (query, pairs[i], pairs[i + 1], NULL));
  return zg_query_ids (query, trial.hr, db, NULL, error);
}

static guint
n_listed (const char *const *pairs)
{
  g_autoptr (GArray) ids = zg_store_read (zg_book_store (trial.book), query_db, (gpointer) pairs, NULL);

  g_assert_nonnull (ids);
  return ids->len;
}

static void
test_day_and_buyer (void)
{
  Row row = { .number = "318300000000000097", .status = 2, .buyer = "另一位买家" };

  list_other_in ("ExportOrderList202612281201.csv", &row, (const char *const[]){ "2026-11-20", "2026-11-19", NULL });
  g_assert_cmpuint (n_listed ((const char *const[]){ "day", "2026-11-19", NULL }), ==, 1);
  g_assert_cmpuint (n_listed ((const char *const[]){ "day", "2026-11-19", "buyer", "一位", NULL }), ==, 1);
  g_assert_cmpuint (n_listed ((const char *const[]){ "day", "2026-11-20", "buyer", "另一位", NULL }), ==, 0);
  g_assert_cmpuint (n_listed ((const char *const[]){ "day", "2026-11-18", NULL }), ==, 0);
}

/* -- In two parcels -- */

static ZgRecord *
parcel_of (const char *number, const char *state)
{
  gint64 id = ask ("SELECT id FROM parcel WHERE sales_order = (SELECT id FROM sales_order WHERE number = $1)"
                   " ORDER BY CASE WHEN state IN ('shipped', 'signed') THEN 1 ELSE 0 END, id DESC LIMIT 1", number);
  ZgRecord *parcel = get (&zg_parcel, id);

  g_assert_cmpstr (parcel->state, ==, state);
  return parcel;
}

static GPtrArray *
one_line (const char *code, gint64 qty)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  ZgRecord  *line = zg_record_new (&zg_parcel_line);

  zg_record_begin (line, 0, 0);
  zg_record_set_int (line, ZG_PARCEL_LINE_ITEM, ask ("SELECT id FROM item WHERE code = $1", code));
  zg_record_set_int (line, ZG_PARCEL_LINE_QTY, qty);
  g_ptr_array_add (lines, line);
  return lines;
}

static void
pack_part (ZgRecord *parcel, const char *code, gint64 qty, gint64 pieces, const char *field)
{
  g_autoptr (GPtrArray) lines = one_line (code, qty);
  g_autoptr (GError)    error = NULL;

  zg_record_set_int (parcel, ZG_PARCEL_PIECES, pieces);
  zg_book_run (trial.hr, parcel, "pack", lines, NULL, NULL, NULL, &error);
  if (field)
    g_assert_cmpstr (((ZgFault *) zg_error_get_faults (error)->pdata[0])->field, ==, field);
  else
    g_assert_no_error (error);
}

static gpointer
words_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_parcel_words (db, *(gint64 *) data);
}

static void
assert_words (const ZgRecord *parcel, const char *has, const char *has_not)
{
  gint64           id = parcel->id;
  g_autofree char *words = zg_store_read (zg_book_store (trial.book), words_db, &id, NULL);

  g_assert_nonnull (strstr (words, has));
  g_assert_true (has_not == NULL || strstr (words, has_not) == NULL);
}

static void
send (ZgRecord *parcel, const char *waybill)
{
  zg_record_set_text (parcel, ZG_PARCEL_WAYBILL, waybill);
  done (trial.hr, parcel, "ship", NULL);
}

/* Some goods now, the rest later, each with its waybill: what is said to be in a parcel is, and the order is shipped when all of
 * it is out, signed for when all of it arrived. */
static void
test_two_parcels (void)
{
  const char          *number = "318300000000000061";
  gint64               first = promised ("SKU-1"), second = promised ("SKU-2");
  g_autoptr (ZgRecord) part = NULL, rest = NULL, paper = zg_record_new (&zg_order_void);

  new_order (number);
  confirm (number);
  pay (number);
  part = notice_of (number);
  done (trial.hr, part, "create", NULL);
  done (trial.hr, part, "pick", NULL);
  assert_words (part, "SKU-1", NULL);
  assert_words (part, "SKU-2", NULL); /* all lines, not the first one alone */
  pack_part (part, "SKU-1", 2000, 2000, "qty_milli"); /* one was ordered */
  pack_part (part, "SKU-1", 1000, 2000, "pieces_milli");
  pack_part (part, "SKU-1", 1000, 1000, NULL);
  rest = parcel_of (number, "notified");
  g_assert_cmpint (rest->id, !=, part->id);
  assert_words (part, "SKU-1", "SKU-2");
  assert_words (rest, "SKU-2", "SKU-1");
  assert_state (number, "packed");
  send (part, "YT8800000000061");
  assert_state (number, "packed"); /* the rest is still here */
  zg_record_set_int (paper, ZG_VOID_ORDER, order_id (number));
  zg_record_set_text (paper, ZG_VOID_REASON, "不要了");
  refused (trial.hr, paper, "create", ZG_ERROR_INVALID, "sales_order", "D18-5.5a");
  done (trial.hr, rest, "pick", NULL);
  zg_record_set_int (rest, ZG_PARCEL_PIECES, 2000);
  refused (trial.hr, rest, "pack", ZG_ERROR_INVALID, "pieces_milli", "D11-4.5"); /* one is left */
  zg_record_set_int (rest, ZG_PARCEL_PIECES, 1000);
  done (trial.hr, rest, "pack", NULL);
  send (rest, "YT8800000000062");
  assert_state (number, "shipped");
  assert_promised (first, second);
  done (trial.hr, part, "sign", NULL);
  assert_state (number, "shipped");
  done (trial.hr, rest, "sign", NULL);
  assert_state (number, "signed");
}

/* -- The second backup of the day -- */

static gboolean
enclose (ZgSession *session, ZgDb *copy, gint64 made_ms, const char *folder, GPtrArray *files, GCancellable *cancellable,
         GError **error)
{
  ZgBackupEnclosed *file = g_new0 (ZgBackupEnclosed, 1);
  ZgOrderBackupSpan span;

  file->name = g_strdup ("orders.txt");
  file->path = g_build_filename (folder, "orders.txt", NULL);
  g_ptr_array_add (files, file);
  return zg_order_backup_span (copy, made_ms, &span, error) &&
         zg_order_backup_count (copy, &span, &file->n_rows, &file->sum_fen, error) &&
         g_file_set_contents (file->path, "orders", -1, error);
}

static gpointer
text_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (db, error, data, NULL);
  gboolean           row = FALSE;

  return rows && zg_stmt_step (rows, &row, error) && row ? g_strdup (zg_stmt_text (rows, 0)) : NULL;
}

static char *
text_of_db (const char *sql)
{
  return zg_store_read (zg_book_store (trial.book), text_db, (gpointer) sql, NULL);
}

/* D18-5.4, C44: what comes after 18:00 is kept at the end of the service hours by itself, without the book, sealed and read
 * back; no book is restored of it. */
static void
test_evening (void)
{
  Row                  row = { .number = "318900000000000011", .status = 2 };
  g_autofree char     *file = NULL, *folder = NULL, *path = NULL;
  g_autoptr (ZgBackupInfo) info = NULL;

  if (engine_skips ())
    return;
  tick_at ("2026-12-29 18:00:30");
  g_assert_cmpint (ask ("SELECT count(*) FROM order_backup WHERE orders_only = 0", NULL), ==, 1);
  list_in ("ExportOrderList202612291930.csv", &row, 1);
  tick_at ("2026-12-29 20:55:00");
  g_assert_cmpint (ask ("SELECT count(*) FROM order_backup", NULL), ==, 1);
  tick_at ("2026-12-29 21:00:30");
  tick_at ("2026-12-29 21:20:00"); /* once */
  g_assert_cmpint (ask ("SELECT count(*) FROM order_backup", NULL), ==, 2);
  g_assert_cmpint (ask ("SELECT count(*) FROM backup", NULL), ==, 1); /* none of the book */
  g_assert_cmpint (ask ("SELECT n_orders * orders_only * is_verified FROM order_backup WHERE orders_only = 1", NULL), ==, 1);
  g_assert_cmpint (ask ("SELECT sum_fen FROM order_backup WHERE orders_only = 1", NULL), ==, 11800);
  file = text_of_db ("SELECT file FROM order_backup WHERE orders_only = 1");
  folder = zg_backup_folder (trial.path);
  path = g_build_filename (folder, file, NULL);
  info = zg_backup_info (path, NULL);
  g_assert_true (info && info->verified);
  g_assert_cmpint (info->n_files, ==, 0); /* no attachments either */
  g_assert_cmpint (info->bytes, <, 65536);
  tick_at ("2027-01-28 18:00:30");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  tick_at ("2027-01-29 18:00:30"); /* all of it is in the backups of the book since */
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  int failed;

  zg_backup_enclose (enclose);
  trial_init (&argc, &argv);
  trial_open ();
  grant_all_hr ();
  make_items ();
  g_test_add_func ("/orders/D18-5.1/day-and-buyer", test_day_and_buyer);
  g_test_add_func ("/orders/D21-3.5.5/nameless", test_nameless);
  g_test_add_func ("/orders/D13-3.2.2/D11-4.5/D10-1.7b/two-parcels", test_two_parcels);
  g_test_add_func ("/orders/z/D18-5.4/evening", test_evening);
  g_test_add_func ("/orders/D18-8.1/D21-3.5.5/potential", test_potential);
  failed = g_test_run ();
  trial_close ();
  return failed;
}
