/* Orders: exports of the platforms in any order, what nobody may change, the clock. */
#include "order-help.h"
#include "zg-review.h"

#include "zg-duty.h"
#include "zg-sheet.h"
#include "zg-order-backup.h"

#define N_ORDERS 24
#define N_FILES 4

/* Export @file of four, over orders that live on meanwhile; each but the last few stands in the next one again. */
static GBytes *
overlapping (int file, const char *prefix)
{
  GString *text = g_string_new (HEAD);

  for (int i = 0; i < N_ORDERS - 6 * (N_FILES - 1 - file); i++)
    {
      g_autofree char *number = g_strdup_printf ("%s%010d", prefix, i), *waybill = g_strdup_printf ("No:YT88000000%05d", i);
      Row              row = { .number = number, .buyer = i % 3 ? "买家甲" : "买家乙" };

      row.status = i % 7 == 6 ? 6 : MIN (2 + file - i / 12 + i % 2, 5);
      row.waybill = row.status >= 4 && row.status < 6 ? waybill : NULL;
      row.address = i == 3 && file >= 2 ? "浙江省 杭州市 新址" : NULL; /* changed once */
      row.note = i == 4 ? (file % 2 ? "乙" : "甲") : NULL;              /* to and fro */
      row.shop = i == 5 && file == 3 ? "新店名" : NULL;
      row.refund = i == 8 && file >= 1 ? "20.00" : NULL;
      add_row (text, &row);
    }
  return g_string_free_to_bytes (text);
}

static void
load (int file, const char *prefix)
{
  g_autofree char   *name = g_strdup_printf ("ExportOrderList2026112%d0900.csv", file);
  g_autoptr (GBytes) bytes = overlapping (file, prefix);

  take_in ("taobao-orders", name, bytes);
}

static void
test_overlap (void)
{
  static const char *const prefixes[] = { "31800000", "41800000", "51800000" };
  static const int         orders[][N_FILES] = { { 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 1, 3, 0, 2 } };
  gint64                   n_events;

  for (guint k = 0; k < G_N_ELEMENTS (prefixes); k++)
    for (int i = 0; i < N_FILES; i++)
      load (orders[k][i], prefixes[k]);
  for (int i = 0; i < N_ORDERS; i++)
    {
      g_autofree char *first = g_strdup_printf ("%s%010d", prefixes[0], i), *view = view_of (first);

      for (guint k = 1; k < G_N_ELEMENTS (prefixes); k++)
        {
          g_autofree char *other = g_strdup_printf ("%s%010d", prefixes[k], i), *seen = view_of (other);

          if (!g_str_equal (view, seen))
            g_error ("order %d: in order\n%sin order %u\n%s", i, view, k, seen);
        }
    }
  n_events = ask ("SELECT count(*) FROM order_event", NULL);
  for (int i = 0; i < N_FILES; i++)
    load (i, prefixes[0]);
  g_assert_cmpint (ask ("SELECT count(*) FROM order_event", NULL), ==, n_events);
  g_assert_cmpint (ask ("SELECT count(*) FROM sales_order WHERE substr (number, 1, 8) = $1", prefixes[1]), ==, N_ORDERS);
  g_assert_cmpint (events_of ("318000000000000003"), >, 0); /* the address */
}

static void
test_closed_unpaid (void)
{
  Row  row = { .number = "318100000000000001", .status = 1 };
  Taken taken;

  taken = list_in ("ExportOrderList202611210900.csv", &row, 1);
  g_assert_cmpuint (taken.n_new, ==, 1);
  assert_state (row.number, "recorded");
  row.status = 6;
  row.paid_at = " ";
  taken = list_in ("ExportOrderList202611220900.csv", &row, 1);
  g_assert_cmpuint (taken.n_new, ==, 0);
  g_assert_cmpuint (taken.n_changed, >=, 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM sales_order WHERE number = $1", row.number), ==, 1); /* it has no line, and stays */
  assert_state (row.number, "recorded");
}

/* What was placed and not paid is accepted once a later export says it is paid for. */
static void
test_paid_later (void)
{
  Row row = { .number = "318100000000000002", .status = 1 };

  list_in ("ExportOrderList202611210901.csv", &row, 1);
  assert_state (row.number, "recorded");
  row.status = 2;
  list_in ("ExportOrderList202611220901.csv", &row, 1);
  assert_state (row.number, "accepted");
}

static void
test_writing (void)
{
  static const char first[] = "订单编号,订单状态,宝贝标题,买家应付货款,订单付款时间,收货地址\n318100000000000003,交易成功,甲,118.00,"
                              "2026-11-09 10:11:12,浙江省 杭州市 一号\n";
  static const char again[] = "订单编号,订单状态,宝贝标题,买家应付货款,订单付款时间,收货地址\n318100000000000003,交易成功,甲,118,"
                              "2026/11/9 10:11,浙江省杭州市一号\n";
  g_autoptr (GBytes) one = g_bytes_new_static (first, strlen (first)), other = g_bytes_new_static (again, strlen (again));
  Taken              taken;

  take_in ("taobao-orders", "ExportOrderList202611210902.csv", one);
  taken = take_in ("taobao-orders", "ExportOrderList202611220902.csv", other);
  g_assert_cmpuint (taken.n_changed, ==, 0);
  g_assert_cmpuint (taken.n_known, ==, 1);
}

static void
test_broken_row (void)
{
  static const char  text[] = "订单编号,订单状态,宝贝标题\n9.9E+17,交易成功,甲\n318100000000000004,交易成功,乙\n,交易成功,丙\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  Taken              taken = take_in ("taobao-orders", "ExportOrderList202611210903.csv", bytes);

  g_assert_cmpuint (taken.n_new, ==, 1);
  g_assert_cmpuint (taken.n_bad, ==, 2);
}

static void
test_layouts (void)
{
  static const struct { const char *layout, *name; guint n_new;
  } files[] = {
    { "taobao-orders", "ExportOrderList202611030900.csv", 5 },
    { "taobao-lines", "ExportOrderDetailList_2019plus_18col.csv", 2 },
    { "taobao-lines", "ExportOrderDetailList202611030900.csv", 3 },
    { "taobao-lines", "ExportOrderDetailList_2017style_trailing_comma.csv", 0 },
    { "taobao-orders", "resaved_by_excel_gbk_unquoted.csv", 0 },
    { "jd-orders", "jd_order_export_2016layout.csv", 2 },
    { "pdd-orders", "0123456789abcdef0123456789abcdeforders_export2026-11-03-09-00-00.csv", 2 },
    { "douyin-orders", "1793700000_0123456789abcdef.csv", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char   *path = g_strconcat ("orders/", files[i].name, NULL);
      g_autoptr (GBytes) bytes = data_file (path);
      Taken              taken = take_in (files[i].layout, files[i].name, bytes);

      g_assert_cmpint (zg_layout_by_id (files[i].layout)->recognise (files[i].name, bytes), >, 50);
      g_assert_cmpuint (taken.n_new, ==, files[i].n_new);
      g_assert_cmpuint (taken.n_changed, ==, 0);
      taken = take_in (files[i].layout, files[i].name, bytes);
      g_assert_cmpuint (taken.n_new + taken.n_changed, ==, 0); /* again: nothing */
    }
  g_assert_cmpint (ask ("SELECT CAST (sum (goods_fen) AS BIGINT) FROM sales_order WHERE platform = 2", NULL), ==, 11800 + 5990);
}

static void
test_undo (void)
{
  Row       row = { .number = "318100000000000005", .status = 2, .buyer = "只来一次" };
  Taken     taken = list_in ("ExportOrderList202611210904.csv", &row, 1);
  g_autoptr (ZgRecord) order = get (&zg_sales_order, order_id (row.number)), attempt = zg_record_new (&zg_order_event);
  GError   *error = NULL;
  guint     n = 0;

  g_assert_cmpint (ask ("SELECT count(*) FROM customer WHERE name = $1 AND state = 'active'", row.buyer), ==, 1);
  zg_book_undo_import (trial.hr, taken.id, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (order_id (row.number), ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM customer WHERE name = $1", row.buyer), ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM order_export WHERE file = $1", "ExportOrderList202611210904.csv"), ==, 0);
  g_assert_cmpuint (n, ==, 3);
  taken = list_in ("ExportOrderList202611210904.csv", &row, 1); /* and in again */
  g_assert_cmpuint (taken.n_new, ==, 1);
  zg_record_set_int (attempt, ZG_EVENT_ORDER, order_id (row.number));
  zg_record_set_int (attempt, ZG_EVENT_TYPE, ZG_EVENT_ATTEMPT);
  zg_record_set_text (attempt, ZG_EVENT_NOTE, "无人接听");
  done (trial.hr, attempt, "create", NULL);
  g_assert_false (zg_book_undo_import (trial.hr, taken.id, &n, &error)); /* somebody has worked on it */
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (order_id (row.number), !=, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM customer WHERE name = $1", row.buyer), ==, 1);
}

/* -- Nobody changes an order -- */

typedef struct
{
  char  *sql;
  GError *error;
} Attack;

static gboolean
attack_tx (ZgDb *db, gpointer data, GError **error)
{
  return zg_db_run (db, error, ((Attack *) data)->sql, NULL);
}

static gpointer
attack_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, attack_tx, data, error) ? data : NULL;
}

static void
attack (char *sql, const char *rule)
{
  g_autofree char   *owned = sql;
  Attack             attacking = { .sql = sql };
  g_autoptr (GError) error = NULL;

  if (zg_store_write (zg_book_store (trial.book), attack_db, &attacking, &error))
    g_error ("went through: %s", sql);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  if (rule && error)
    g_assert_nonnull (error->message);
}

static void
test_frozen (void)
{
  Row       row = { .number = "318100000000000006", .status = 2 };
  gint64    id, n_refused;
  g_autoptr (ZgRecord) order = NULL;

  list_in ("ExportOrderList202611210905.csv", &row, 1);
  id = order_id (row.number);
  for (int i = 0; i < zg_sales_order.n_fields; i++)
    {
      const ZgField *field = &zg_sales_order.fields[i];
      const char    *value = field->type == ZG_REF || field->type == ZG_BOOL ? "1 - COALESCE (%s, 0)"
                             : (field->flags & ZG_SEALED) ? "NULL" : zg_type_is_text (field->type) ? "COALESCE (%s, '') || 'x'"
                             : field->type == ZG_ENUM ? "6 - COALESCE (%s, 0)" : "COALESCE (%s, 0) + 1";
      g_autofree char *to = g_strdup_printf (strstr (value, "%s") ? value : "%.0s NULL", field->name);

      if (field->type == ZG_REF) /* a reference that is there */
        continue;
      if ((field->flags & ZG_SEALED)
          && ask ("SELECT count(*) FROM sales_order WHERE number = $1 AND phone_text IS NULL", row.number)
          && g_str_equal (field->name, "phone_text"))
        continue;
      attack (g_strdup_printf ("UPDATE sales_order SET %s = %s WHERE id = %" G_GINT64_FORMAT, field->name, to, id), "frozen");
    }
  attack (g_strdup_printf ("UPDATE sales_order SET maker_id = maker_id + 1 WHERE id = %" G_GINT64_FORMAT, id), "frozen");
  attack (g_strdup_printf ("UPDATE sales_order SET version = version - 1 WHERE id = %" G_GINT64_FORMAT, id), NULL);
  attack (g_strdup_printf ("DELETE FROM sales_order WHERE id = %" G_GINT64_FORMAT, id), "never deleted");
  attack (g_strdup ("UPDATE order_event SET note = 'x' WHERE id > 0"), "append-only");
  attack (g_strdup ("DELETE FROM sales_order_line WHERE id > 0"), "never deleted");
  order = get (&zg_sales_order, id);
  n_refused = ask ("SELECT count(*) FROM audit WHERE step = 'refused:sales_order.edit'", NULL);
  zg_record_set_int (order, ZG_ORDER_PAYABLE, 1);
  refused (trial.hr, order, "edit", ZG_ERROR_DENIED, NULL, "D18-5.5a");
  g_assert_cmpint (ask ("SELECT count(*) FROM audit WHERE step = 'refused:sales_order.edit'", NULL), ==, n_refused + 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM order_attempt WHERE step = 'sales_order.edit'", NULL), ==, n_refused + 1);
}

/* -- Confirmed in time -- */

static void
test_ten_minutes (void)
{
  g_autoptr (ZgRecord) again = NULL;
  Row                  rows[] = { { .number = "318200000000000001", .status = 2, .paid_at = "2026-11-23 10:00:00" },
                                  { .number = "318200000000000002", .status = 2, .paid_at = "2026-11-23 10:00:00" },
                                  { .number = "318200000000000003", .status = 2, .paid_at = "2026-11-22 21:00:00" } };
  g_autoptr (ZgRecord) in_time = NULL, late = NULL, night = NULL;
  ZgOrderClock         clock = { 10, TRUE, 8 * 60 + 30, 21 * 60 };

  g_assert_cmpint (zg_order_due (&clock, at ("2026-11-23 20:59:59")), ==, at ("2026-11-23 21:09:59"));
  g_assert_cmpint (zg_order_due (&clock, at ("2026-11-23 21:00:00")), ==, at ("2026-11-24 08:40:00"));
  g_assert_cmpint (zg_order_due (&clock, at ("2026-11-23 08:29:59")), ==, at ("2026-11-23 08:40:00"));
  clock.next = FALSE;
  g_assert_cmpint (zg_order_due (&clock, at ("2026-11-23 23:00:00")), ==, at ("2026-11-23 23:10:00"));
  clock.minutes = 0;
  g_assert_cmpint (zg_order_due (&clock, at ("2026-11-23 23:00:00")), ==, 0); /* promptly: no figure */
  zg_clock_set (at ("2026-11-23 10:05:00"));
  list_in ("ExportOrderList202611231005.csv", rows, 3);
  in_time = confirmation_of (rows[0].number);
  zg_record_set_int (in_time, ZG_CONFIRM_QTY, 0);
  refused (trial.hr, in_time, "create", ZG_ERROR_INVALID, "ok_qty", "D13-3.2.1");
  zg_record_set_int (in_time, ZG_CONFIRM_QTY, 1);
  zg_clock_set (at ("2026-11-23 10:10:00"));
  done (trial.hr, in_time, "create", NULL);
  g_assert_cmpint (zg_record_int (in_time, ZG_CONFIRM_LATE), ==, 0);
  zg_clock_set (at ("2026-11-23 10:10:01"));
  late = confirmation_of (rows[1].number);
  done (trial.hr, late, "create", NULL);
  g_assert_cmpint (zg_record_int (late, ZG_CONFIRM_LATE), ==, 1);
  g_assert_cmpint (zg_record_int (late, ZG_CONFIRM_LATE_MIN), ==, 1);
  night = confirmation_of (rows[2].number);
  zg_record_set_int (night, ZG_CONFIRM_RESULT, 2);
  refused (trial.hr, night, "create", ZG_ERROR_INVALID, "remark", "D18-5.2");
  zg_record_set_text (night, ZG_CONFIRM_REMARK, "客户不要了");
  done (trial.hr, night, "create", NULL);
  g_assert_cmpint (zg_record_int (night, ZG_CONFIRM_DUE_AT), ==, at ("2026-11-23 08:40:00"));
  assert_state (rows[2].number, "invalid");
  again = confirmation_of (rows[0].number);
  refused (trial.hr, again, "create", ZG_ERROR_INVALID, "sales_order", NULL); /* once */
}

static gpointer
figures_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_confirm_figures (db, 0, day ("2026-11-23"), day ("2026-11-23"), error);
}

static gpointer
review_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgReviewAsk    asked = { .book = trial.book, .db = db, .staff = zg_session_staff (trial.hr), .from = day ("2026-11-23"),
                           .to = day ("2026-11-23") + GPOINTER_TO_INT (data), .kept = zg_review_kept_new () };
  ZgReviewFacts *facts;

  if (data)
    asked.from = asked.to;
  facts = zg_review_find (zg_review_source (9), &asked, error);
  g_hash_table_unref (asked.kept);
  return facts;
}

/* In the review of who confirmed: how many in time, and each late one by its order; where nothing was confirmed nothing is known,
 * which is not zero (D18-5.2, D20-4.1). */
static void
reviewed (const ZgOrderConfirmFigures *figures)
{
  g_autoptr (ZgReviewFacts) facts = zg_store_read (zg_book_store (trial.book), review_db, NULL, NULL);
  g_autoptr (ZgReviewFacts) none = zg_store_read (zg_book_store (trial.book), review_db, GINT_TO_POINTER (-30), NULL);

  g_assert_null (facts->missing);
  g_assert_cmpint (facts->figure, ==, (gint64) figures->on_time * 10000 / figures->lines->len);
  g_assert_cmpuint (facts->lines->len, ==, figures->late);
  for (guint i = 0; i < facts->lines->len; i++)
    g_assert_cmpstr (((ZgReviewLine *) facts->lines->pdata[i])->kind, ==, "sales_order");
  g_assert_nonnull (none->missing);
}

static void
test_figures (void)
{
  g_autoptr (ZgOrderConfirmFigures) figures = zg_store_read (zg_book_store (trial.book), figures_db, NULL, NULL);
  guint                             late = 0, mine = 0;

  g_assert_cmpuint (figures->on_time + figures->late, ==, figures->lines->len);
  for (guint i = 0; i < figures->lines->len; i++)
    {
      const ZgOrderConfirmed *one = figures->lines->pdata[i];

      g_assert_cmpint (one->late, ==, one->late_min > 0);
      g_assert_cmpint (one->staff, ==, zg_session_staff (trial.hr));
      if (!g_str_has_prefix (one->number, "31820000"))
        continue;
      mine++;
      late += one->late;
    }
  g_assert_cmpuint (mine, ==, 3);
  g_assert_cmpuint (late, ==, 2);
  reviewed (figures);
}

static void
test_find (void)
{
  g_assert_cmpint (ask ("SELECT count(*) FROM sales_order WHERE phone_ix IS NULL AND phone IS NOT NULL", NULL), ==, 0);
}

/* -- What waits stands on Today -- */

static gpointer
duties_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_duties_find (trial.hr, db, zg_book_now (trial.book), TRUE, error);
}

static void
test_duty (void)
{
  g_autoptr (GPtrArray) items = zg_store_read (zg_book_store (trial.book), duties_db, NULL, NULL);
  guint                 found = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const ZgDutyItem *item = items->pdata[i];

      if (g_str_equal (item->duty->id, "order.confirm"))
        {
          found++;
          g_assert_cmpint (item->state, ==, ZG_DUTY_OVERDUE); /* some came days ago */
          g_assert_cmpstr (item->step->verb, ==, "create");
        }
    }
  g_assert_cmpuint (found, ==, 1);
}

/* -- The backup of the orders: in a file, for a server has tools of its own -- */

static gpointer
days_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_backup_days (db, day ("2026-11-22"), day ("2026-11-25"), zg_book_now (trial.book), error);
}

static void
test_backup (void)
{
  Row row = { .number = "318900000000000001", .status = 2 }, more = { .number = "318900000000000002", .status = 2 };
  g_autoptr (ZgRecord)  typed = zg_record_new (&zg_order_backup);
  g_autoptr (GPtrArray) days = NULL;
  gint64 n = ask ("SELECT count(*) FROM sales_order", NULL),
         sum = ask ("SELECT CAST (sum (payable_fen) AS BIGINT) FROM sales_order", NULL);

  if (engine_skips ())
    return;
  tick_at ("2026-11-23 18:00:30");
  g_assert_cmpint (ask ("SELECT n_orders FROM order_backup", NULL), ==, n);
  g_assert_cmpint (ask ("SELECT sum_fen FROM order_backup", NULL), ==, sum);
  tick_at ("2026-11-23 21:30:00"); /* nothing came: no second one */
  g_assert_cmpint (ask ("SELECT count(*) FROM order_backup", NULL), ==, 1);
  list_in ("ExportOrderList202611232140.csv", &row, 1);
  tick_at ("2026-11-23 21:45:00");
  g_assert_cmpint (ask ("SELECT count(*) FROM order_backup", NULL), ==, 2);
  g_assert_cmpint (ask ("SELECT n_orders FROM order_backup ORDER BY made_at DESC LIMIT 1", NULL), ==, 1);
  g_assert_cmpint (ask ("SELECT n_all FROM order_backup ORDER BY made_at DESC LIMIT 1", NULL), ==, n + 1);
  list_in ("ExportOrderList202611232150.csv", &more, 1);
  tick_at ("2026-11-23 21:55:00"); /* one second one a day */
  g_assert_cmpint (ask ("SELECT count(*) FROM order_backup", NULL), ==, 2);
  tick_at ("2026-11-25 18:10:00");
  days = zg_store_read (zg_book_store (trial.book), days_db, NULL, NULL);
  g_assert_cmpuint (days->len, ==, 5); /* 22 missed, two of 23, 24 missed, 25 */
  g_assert_null (((ZgOrderBackupDay *) days->pdata[0])->file);
  g_assert_nonnull (((ZgOrderBackupDay *) days->pdata[2])->file);
  g_assert_null (((ZgOrderBackupDay *) days->pdata[3])->file);
  g_assert_false (((ZgOrderBackupDay *) days->pdata[1])->late);
  g_assert_true (((ZgOrderBackupDay *) days->pdata[2])->late && ((ZgOrderBackupDay *) days->pdata[2])->verified);
  zg_record_set_text (typed, ZG_ORDER_BACKUP_FILE, "made up.zgbackup");
  zg_record_set_text (typed, ZG_ORDER_BACKUP_SHA256, "0");
  zg_record_set_int (typed, ZG_ORDER_BACKUP_MADE_AT, at ("2026-11-24 18:00"));
  grant_hr (&zg_order_backup, "create");
  refused (trial.hr, typed, "create", ZG_ERROR_INVALID, "file", "D18-5.4");
}

static void
test_verify (void)
{
  g_autofree char *report = NULL;
  GError          *error = NULL;

  g_assert_true (zg_book_verify (trial.book, TRUE, &report, &error));
  g_assert_no_error (error);
}

/* -- Search: in memory as by SQL -- */

typedef struct
{
  const char *words;
  const char *state; /* (nullable): filter */
  int         sort;
  guint       n;
} Looked;

static void
same_first (const GArray *ids, ZgQuery *query, guint most, ZgDb *db)
{
  g_autoptr (GArray) first = NULL;

  query->most = most;
  first = zg_query_ids (query, trial.hr, db, NULL, NULL);
  query->most = 0;
  g_assert_nonnull (first);
  g_assert_cmpuint (first->len, ==, MIN (most, ids->len));
  g_assert_true (first->len == 0 || memcmp (first->data, ids->data, first->len * sizeof (gint64)) == 0);
}

static gpointer
look_both_ways (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Looked             *looked = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("sales_order"));
  ZgSheet             by_sql = *query->sheet;
  g_autoptr (GArray)  ids = NULL, same = NULL;

  by_sql.texts = NULL;
  query->search = g_strdup (looked->words);
  query->sort = looked->sort;
  if (looked->state)
    query->filters[0] = g_strdup (looked->state);
  ids = zg_query_ids (query, trial.hr, db, NULL, error);
  g_assert_nonnull (ids);
  same_first (ids, query, 2, db);
  query->sheet = &by_sql;
  same_first (ids, query, 2, db);
  same = zg_query_ids (query, trial.hr, db, NULL, error);
  g_assert_nonnull (same);
  if (ids->len != same->len || (ids->len && memcmp (ids->data, same->data, ids->len * sizeof (gint64)) != 0))
    g_error ("“%s”: %u in memory, %u by SQL, or in another order", looked->words, ids->len, same->len);
  looked->n = ids->len;
  return data;
}

static guint
look (const char *words, const char *state, int sort)
{
  Looked  looked = { words, state, sort, 0 };
  GError *error = NULL;

  zg_store_read (zg_session_store (trial.hr), look_both_ways, &looked, &error);
  g_assert_no_error (error);
  return looked.n;
}

static void
look_for_all (void)
{
  static const char *const words[] = { "1", "3187", "纸", "纸巾", "演示 甲", "买家 戊戌", "yt99", "YT9900", "13800000001", "0001", "囧", "x",
                                       "３１８７", "演示纸巾", "318700000000000003", NULL };

  for (int i = 0; words[i]; i++)
    {
      look (words[i], NULL, -1);
      look (words[i], "accepted", -1);
      look (words[i], NULL, 0);
    }
}

static void
test_search (void)
{
  Row   rows[] = { { "318700000000000001", 2, .buyer = "买家戊戌" }, { "318700000000000002", 4, .waybill = "No:YT9900000000001" },
                   { "318700000000000003", 5, .buyer = "Abc戊戌" } };
  Row   late = { "318700000000000004", 2, .buyer = "囧" };
  Taken taken;
  guint n = 0;
  GError *error = NULL;

  g_assert_cmpuint (look ("31870000000000", NULL, -1), ==, 0);
  list_in ("ExportOrderList202611210951.csv", rows, G_N_ELEMENTS (rows));
  look_for_all ();
  g_assert_cmpuint (look ("31870000000000", NULL, -1), ==, 3);
  g_assert_cmpuint (look ("戊戌", NULL, -1), ==, 2);
  g_assert_cmpuint (look ("aBC戊戌", NULL, -1), ==, 1);
  g_assert_cmpuint (look ("31870000000000", "accepted", -1), ==, 1);
  taken = list_in ("ExportOrderList202611210952.csv", &late, 1); /* one more */
  g_assert_cmpuint (look ("囧", NULL, -1), ==, 1);
  g_assert_true (zg_book_undo_import (trial.hr, taken.id, &n, &error)); /* and gone */
  g_assert_no_error (error);
  g_assert_cmpuint (look ("囧", NULL, -1), ==, 0);
  rows[0].status = 4;
  rows[0].waybill = "No:YT9900000000077";
  list_in ("ExportOrderList202611220951.csv", rows, 1); /* what a later export tells of */
  g_assert_cmpuint (look ("yt9900000000077", NULL, -1), ==, 1);
  g_assert_cmpuint (look ("YT99", NULL, -1), ==, 2);
  look_for_all ();
  g_assert_cmpuint (look ("318700000000000001\n318700000000000003", NULL, -1), ==, 2);
}

int
main (int argc, char **argv)
{
  int failed;

  trial_init (&argc, &argv);
  trial_open ();
  grant_all_hr ();
  make_items ();
  g_test_add_func ("/orders/overlap", test_overlap);
  g_test_add_func ("/orders/closed-unpaid", test_closed_unpaid);
  g_test_add_func ("/orders/D18-5.2/paid-later", test_paid_later);
  g_test_add_func ("/orders/writing", test_writing);
  g_test_add_func ("/orders/broken-row", test_broken_row);
  g_test_add_func ("/orders/layouts", test_layouts);
  g_test_add_func ("/orders/undo", test_undo);
  g_test_add_func ("/orders/D18-5.5a/frozen", test_frozen);
  g_test_add_func ("/orders/D18-5.2/D13-3.2.1/D09-16a/ten-minutes", test_ten_minutes);
  g_test_add_func ("/orders/D18-5.2/D13-3.2.1/D09-16a/figures", test_figures);
  g_test_add_func ("/orders/D05-11/find", test_find);
  g_test_add_func ("/orders/search", test_search);
  g_test_add_func ("/orders/verify", test_verify);
  g_test_add_func ("/orders/D18-5.2/duty", test_duty);
  g_test_add_func ("/orders/z/D18-5.4/backup", test_backup);
  failed = g_test_run ();
  trial_close ();
  return failed;
}
