/* How fresh the orders on the desk are, and what each customer bought. */
#include "order-help.h"

#include "zg-backup.h"
#include "zg-duty.h"
#include "zg-order-backup.h"
#include "zg-order-desk.h"
#include "zg-sheet.h"
#include "zg-tick.h"

/* -- How long orders may go without being loaded -- */

static void
load_at (const char *number, const char *stamp)
{
  Row              row = { .number = number, .status = 2 };
  g_autofree char *name = g_strdup_printf ("ExportOrderList20261123%s.csv", number + strlen (number) - 6);

  zg_clock_set (at (stamp));
  list_in (name, &row, 1);
}

static gpointer
duties_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_duties_find (trial.hr, db, zg_book_now (trial.book), TRUE, error);
}

/* Returns: the state of the duty, -1: there is none. */
static int
load_duty (const char *stamp)
{
  g_autoptr (GPtrArray) items = NULL;
  int                   state = -1;

  zg_clock_set (at (stamp));
  items = zg_store_read (zg_book_store (trial.book), duties_db, NULL, NULL);
  for (guint i = 0; items && i < items->len; i++)
    {
      const ZgDutyItem *item = items->pdata[i];

      if (g_str_equal (item->duty->id, "order.load"))
        {
          g_assert_cmpstr (item->step->verb, ==, "import");
          g_assert_cmpstr (item->duty->clause, ==, "D18-5.1");
          g_assert_nonnull (strstr (item->about, "2026-11-23 1"));
          state = (int) item->state;
        }
    }
  return state;
}

/* @data: (nullable): what is looked for. */
static gpointer
desk_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_desk_read (trial.hr, db, data, error);
}

static void
test_load (void)
{
  const ZgOrderClock       hours = { .from = 510, .to = 1260 }, always = { 0 };
  g_autoptr (ZgOrderDesk)  desk = NULL;
  gint64                   morning = at ("2026-11-23 08:00:00");

  g_assert_cmpint (zg_order_load_due (&hours, 30, morning, morning), ==, at ("2026-11-23 09:00:00")); /* from the first hour on */
  g_assert_cmpint (zg_order_load_due (&hours, 30, at ("2026-11-20 20:00:00"), morning), ==, at ("2026-11-23 09:00:00"));
  g_assert_cmpint (zg_order_load_due (&hours, 30, morning, at ("2026-11-23 21:00:00")), ==, 0); /* closed */
  g_assert_cmpint (zg_order_load_due (&hours, 30, at ("2026-11-23 20:45:00"), at ("2026-11-23 20:50:00")), ==, 0);
  g_assert_cmpint (zg_order_load_due (&hours, 0, morning, morning), ==, 0);
  g_assert_cmpint (zg_order_load_due (&hours, 30, 0, morning), ==, 0); /* no book of orders */
  g_assert_cmpint (zg_order_load_due (&always, 30, morning, morning), ==, at ("2026-11-23 08:30:00"));
  load_at ("318200000000110000", "2026-11-23 11:00:00");
  g_assert_cmpint (load_duty ("2026-11-23 11:29:00"), ==, ZG_DUTY_TODAY);
  g_assert_cmpint (load_duty ("2026-11-23 11:31:00"), ==, ZG_DUTY_OVERDUE);
  load_at ("318200000000113200", "2026-11-23 11:32:00");
  g_assert_cmpint (load_duty ("2026-11-23 11:40:00"), ==, ZG_DUTY_TODAY);
  desk = zg_store_read (zg_book_store (trial.book), desk_db, NULL, NULL);
  g_assert_cmpint (desk->load.loaded_ms / 60000, ==, at ("2026-11-23 11:32:00") / 60000);
  g_assert_cmpint (desk->load.due_ms / 60000, ==, at ("2026-11-23 12:02:00") / 60000);
  g_assert_cmpint (load_duty ("2026-11-23 21:30:00"), ==, -1);
  zg_clock_set (at ("2026-11-23 12:00:00"));
  set_parameter ("order.load.minutes", "0", "2026-11-23");
  g_assert_cmpint (load_duty ("2026-11-23 12:00:00"), ==, -1);
}

/* -- One clock -- */

static gpointer
detail_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_detail_read (trial.hr, db, *(gint64 *) data, error);
}

static const ZgDeskOrder *
listed (const GPtrArray *orders, gint64 id)
{
  for (guint i = 0; i < orders->len; i++)
    if (((const ZgDeskOrder *) orders->pdata[i])->id == id)
      return orders->pdata[i];
  return NULL;
}

static gint64
confirm_due (void)
{
  g_autoptr (GPtrArray) items = zg_store_read (zg_book_store (trial.book), duties_db, NULL, NULL);

  for (guint i = 0; items && i < items->len; i++)
    if (g_str_equal (((const ZgDutyItem *) items->pdata[i])->duty->id, "order.confirm"))
      return ((const ZgDutyItem *) items->pdata[i])->due_ms;
  return 0;
}

/* It was not paid for, then it was, and nobody says when, as Pinduoduo does: the clock runs from the export that told of it, on
 * the list, on the order, among the duties and in the confirmation. */
static void
test_unsaid (void)
{
  Row                      row = { .number = "318600000000000001", .status = 1 };
  g_autoptr (ZgOrderDesk)  desk = NULL;
  g_autoptr (ZgDeskDetail) detail = NULL;
  g_autoptr (ZgRecord)     call = NULL;
  gint64                   told = at ("2026-11-23 10:00:00"), due = at ("2026-11-23 10:10:00"), id;

  zg_clock_set (at ("2026-11-23 09:31:00"));
  list_in ("ExportOrderList202611230930.csv", &row, 1);
  id = order_id (row.number);
  desk = zg_store_read (zg_book_store (trial.book), desk_db, (gpointer) row.number, NULL);
  g_assert_cmpint (listed (desk->following, id)->accepted_ms, ==, 0); /* it waits for the payment */
  g_clear_pointer (&desk, zg_order_desk_free);
  zg_clock_set (at ("2026-11-23 10:02:00"));
  row.status = 2;
  row.paid_at = " ";
  list_in ("ExportOrderList202611231000.csv", &row, 1);
  assert_state (row.number, "accepted");
  g_assert_cmpint (ask ("SELECT COALESCE (accepted_at, 0) FROM sales_order WHERE number = $1", row.number), ==, 0);
  desk = zg_store_read (zg_book_store (trial.book), desk_db, NULL, NULL);
  g_assert_cmpint (listed (desk->waiting, id)->accepted_ms, ==, told);
  g_assert_cmpint (listed (desk->waiting, id)->due_ms, ==, due);
  detail = zg_store_read (zg_book_store (trial.book), detail_db, &id, NULL);
  g_assert_cmpint (detail->accepted_ms, ==, told);
  g_assert_cmpint (detail->due_ms, ==, due);
  g_assert_cmpint (confirm_due (), ==, due);
  zg_clock_set (at ("2026-11-23 10:12:00"));
  call = confirmation_of (row.number);
  done (trial.hr, call, "create", NULL);
  g_assert_cmpint (zg_record_int (call, ZG_CONFIRM_ACCEPTED_AT), ==, told);
  g_assert_cmpint (zg_record_int (call, ZG_CONFIRM_LATE_MIN), ==, 2);
}

/* -- Looked for -- */

static void
phoned (const char *number, const char *phone)
{
  Row              row = { .number = number, .status = 2, .paid_at = "2026-11-23 09:00:00" };
  g_autofree char *name = g_strdup_printf ("ExportOrderList2026112310%s.csv", number + strlen (number) - 2);

  list_other_in (name, &row, (const char *const[]){ "13800000001", phone, NULL });
}

static guint
looked_for (const char *text)
{
  g_autoptr (ZgOrderDesk) desk = zg_store_read (zg_book_store (trial.book), desk_db, (gpointer) text, NULL);

  g_assert_nonnull (desk);
  return desk->n_following;
}

/* The end of a telephone number finds all orders of him who has it, and the orders with these digits in their own numbers. */
static void
test_looked_for (void)
{
  phoned ("318640000000047113", "13900008642");
  phoned ("318640000000047120", "13900008642");
  g_assert_cmpuint (looked_for ("13900008642"), ==, 2);
  g_assert_cmpuint (looked_for ("8642"), ==, 2);
  phoned ("318640000086420031", "13900009753");
  g_assert_cmpuint (looked_for ("8642"), ==, 3);
  g_assert_cmpuint (looked_for ("9753"), ==, 1);
  phoned ("318640000097530044", "13900000007");
  g_assert_cmpuint (looked_for ("9753"), ==, 2); /* one has it in his telephone number, another one in its own */
}

/* -- What a customer bought -- */

/* An order of one file, placed on another day. */
static void
bought (const char *buyer, int nth, int status, const char *refund, const char *on)
{
  g_autofree char   *number = g_strdup_printf ("31850000000000000%d", nth), *name = NULL;
  Row                row = { .number = number, .status = status, .buyer = buyer, .refund = refund };
  g_autoptr (GBytes) bytes = list_of (&row, 1), there = NULL;
  GString           *text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));

  g_string_replace (text, "2026-11-20", on, 0);
  there = g_string_free_to_bytes (text);
  name = g_strdup_printf ("ExportOrderList2026112312%02d00.csv", nth);
  take_in ("taobao-orders", name, there);
}

static gpointer
figures_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgCustomerFigures *figures = data;

  return zg_customer_figures (db, "TB:买家丙", figures, error) ? data : NULL;
}

typedef struct
{
  const char *filter, *value; /* (nullable) each */
} Wish;

/* "买家丙 2 4000 23600 1 11800 2026-11-11 2026-11-13", a line for each customer who matches. */
static gpointer
sheet_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish        *wish = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("customer_figures"));
  g_autoptr (GArray) ids = NULL;
  g_autoptr (ZgRows) rows = NULL;
  GString           *text = g_string_new (NULL);

  if (wish->filter && !zg_query_set (query, wish->filter, wish->value, error))
    return NULL;
  query->search = g_strdup ("买家丙");
  ids = zg_query_ids (query, trial.hr, db, NULL, error);
  rows = ids ? zg_query_rows (query, trial.hr, db, (const gint64 *) (gpointer) ids->data, (int) ids->len, error) : NULL;
  for (int i = 0; rows && i < rows->n_rows; i++)
    {
      const ZgCell *cells = rows->cells + i * rows->n_columns;

      g_string_append (text, cells[0].s);
      for (int k = 2; k < 9; k++)
        {
          char on[20] = "";

          if (k < 7)
            g_snprintf (on, sizeof on, "%" G_GINT64_FORMAT, cells[k].i);
          else
            zg_day_format (zg_day_of_ms (cells[k].i), on);
          g_string_append_printf (text, " %s", on);
        }
    }
  return g_string_free (text, FALSE);
}

static void
assert_figures (const char *filter, const char *value, const char *expected)
{
  Wish               wish = { filter, value };
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = zg_store_read (zg_book_store (trial.book), sheet_db, &wish, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_customer (void)
{
  ZgCustomerFigures figures;

  bought ("买家丙", 1, 5, NULL, "2026-11-11");
  bought ("买家丙", 2, 2, NULL, "2026-11-13");
  bought ("买家丙", 3, 1, NULL, "2026-11-14");     /* never paid */
  bought ("买家丙", 4, 6, "118.00", "2026-11-10"); /* paid back and closed */
  bought ("买家丁", 5, 2, NULL, "2026-11-15");
  assert_figures (NULL, NULL, "买家丙 2 4000 23600 1 11800 2026-11-11 2026-11-13");
  assert_figures ("since", "2026-11-13", "买家丙 2 4000 23600 1 11800 2026-11-11 2026-11-13");
  assert_figures ("since", "2026-11-14", "");
  assert_figures ("not_since", "2026-11-14", "买家丙 2 4000 23600 1 11800 2026-11-11 2026-11-13");
  bought ("买家丙", 2, 2, "20.00", "2026-11-13"); /* a part is paid back, as a later export tells */
  assert_figures (NULL, NULL, "买家丙 2 4000 23600 2 13800 2026-11-11 2026-11-13");
  g_assert_nonnull (zg_store_read (zg_book_store (trial.book), figures_db, &figures, NULL));
  g_assert_cmpuint (figures.n_orders, ==, 2);
  g_assert_cmpint (figures.qty, ==, 4000);
  g_assert_cmpint (figures.sum_fen, ==, 23600);
  g_assert_cmpuint (figures.n_refunds, ==, 2);
  g_assert_cmpint (figures.refund_fen, ==, 13800);
  g_assert_cmpint (figures.first_ms, ==, at ("2026-11-11 10:00:00"));
  g_assert_cmpint (figures.last_ms, ==, at ("2026-11-13 10:00:00"));
}

/* -- Entered by hand -- */

static ZgRecord *
manual_order (const char *buyer)
{
  ZgRecord *paper = zg_record_new (&zg_manual_order);

  zg_record_begin (paper, 0, 0);
  zg_record_set_text (paper, ZG_MANUAL_BUYER, buyer);
  zg_record_set_int (paper, ZG_MANUAL_FREIGHT, 800);
  zg_record_set_text (paper, ZG_MANUAL_CONSIGNEE, "孙五");
  zg_record_set_text (paper, ZG_MANUAL_PHONE, "13800000009");
  zg_record_set_text (paper, ZG_MANUAL_ADDRESS, "浙江省 杭州市 九号");
  return paper;
}

static ZgRecord *
manual_line (const char *code, gint64 pieces, gint64 price)
{
  ZgRecord *line = zg_record_new (&zg_manual_order_line);

  zg_record_begin (line, 0, 0);
  zg_record_set_int (line, ZG_MANUAL_LINE_ITEM, ask ("SELECT id FROM item WHERE code = $1", code));
  zg_record_set_int (line, ZG_MANUAL_LINE_QTY, pieces * 1000);
  zg_record_set_int (line, ZG_MANUAL_LINE_PRICE, price);
  return line;
}

static void
run_lines (ZgRecord *paper, GPtrArray *lines, const char *field)
{
  g_autoptr (GError) error = NULL;
  GPtrArray         *faults;

  zg_book_run (trial.hr, paper, "create", lines, NULL, NULL, NULL, &error);
  if (field == NULL)
    {
      g_assert_no_error (error);
      return;
    }
  faults = zg_error_get_faults (error);
  g_assert_nonnull (faults);
  g_assert_cmpstr (((ZgFault *) faults->pdata[0])->field, ==, field);
}

/* Out of the house within 48 hours of the notice, with the customer within five days of that: whoever may do the next step is
 * told, with the parcel. */
static int
parcel_duty (const char *id, const char *stamp, const ZgRecord *parcel)
{
  g_autoptr (GPtrArray) items = NULL;
  int                   state = -1;

  zg_clock_set (at (stamp));
  items = zg_store_read (zg_book_store (trial.book), duties_db, NULL, NULL);
  for (guint i = 0; items && i < items->len; i++)
    {
      const ZgDutyItem *item = items->pdata[i];

      if (!g_str_equal (item->duty->id, id))
        continue;
      g_assert_cmpint (item->doc, ==, parcel->id);
      g_assert_cmpstr (item->duty->clause, ==, "D14-12.1");
      g_assert_nonnull (item->step);
      state = (int) item->state;
    }
  return state;
}

static void
send_in_time (gint64 order)
{
  g_autoptr (ZgRecord) parcel = zg_record_new (&zg_parcel);

  zg_clock_set (at ("2026-11-23 14:00:00"));
  zg_record_set_int (parcel, ZG_PARCEL_ORDER, order);
  done (trial.hr, parcel, "create", NULL);
  g_assert_cmpint (parcel_duty ("parcel.ship", "2026-11-24 09:00:00", parcel), ==, ZG_DUTY_AHEAD);
  g_assert_cmpint (parcel_duty ("parcel.ship", "2026-11-25 14:01:00", parcel), ==, ZG_DUTY_OVERDUE);
  done (trial.hr, parcel, "pick", NULL);
  zg_record_set_int (parcel, ZG_PARCEL_PIECES, 3000);
  done (trial.hr, parcel, "pack", NULL);
  g_assert_cmpint (parcel_duty ("parcel.ship", "2026-11-25 14:02:00", parcel), ==, ZG_DUTY_OVERDUE);
  zg_record_set_text (parcel, ZG_PARCEL_WAYBILL, "YT8800000000001");
  done (trial.hr, parcel, "ship", NULL);
  g_assert_cmpint (parcel_duty ("parcel.ship", "2026-11-25 15:00:00", parcel), ==, -1);
  g_assert_cmpint (parcel_duty ("parcel.arrive", "2026-11-30 14:01:00", parcel), ==, ZG_DUTY_TODAY);
  g_assert_cmpint (parcel_duty ("parcel.arrive", "2026-11-30 15:00:00", parcel), ==, ZG_DUTY_OVERDUE);
  done (trial.hr, parcel, "sign", NULL);
  g_assert_cmpint (parcel_duty ("parcel.arrive", "2026-11-30 15:01:00", parcel), ==, -1);
}

/* By telephone: the order stands as one of a platform does, with its lines, goes the same way and changes no more. */
static void
test_by_hand (void)
{
  g_autoptr (ZgRecord)  paper = manual_order ("老客户"), second = manual_order ("老客户"), order = NULL, call = NULL, alone = NULL;
  g_autoptr (ZgRecord)  payment = zg_record_new (&zg_order_payment);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_autoptr (GPtrArray) more = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_autofree char      *consignee = NULL;
  const char           *number;
  gint64                before = promised ("SKU-1");

  make_items ();
  refused (trial.hr, paper, "create", ZG_ERROR_INVALID, NULL, NULL); /* without lines */
  g_ptr_array_add (lines, manual_line ("SKU-1", 0, 5900));
  run_lines (paper, lines, "qty_milli");
  g_ptr_array_set_size (lines, 0);
  g_ptr_array_add (lines, manual_line ("SKU-1", 2, 5900));
  g_ptr_array_add (lines, manual_line ("SKU-2", 1, 2950));
  run_lines (paper, lines, NULL);
  number = zg_record_text (paper, ZG_MANUAL_NUMBER);
  g_assert_cmpstr (number, ==, "SG20261123-001");
  assert_state (number, "accepted");
  order = get (&zg_sales_order, order_id (number));
  g_assert_cmpint (zg_record_int (order, ZG_ORDER_PAYABLE), ==, 2 * 5900 + 2950 + 800);
  g_assert_cmpint (zg_record_int (order, ZG_ORDER_QTY), ==, 3000);
  g_assert_cmpint (zg_record_int (order, ZG_ORDER_ACCEPTED_AT), >=, at ("2026-11-23 09:00:00"));
  consignee = zg_session_open_cell (trial.hr, order->kind, ZG_ORDER_CONSIGNEE, order->id, &order->cells[ZG_ORDER_CONSIGNEE],
                                    NULL);
  g_assert_cmpstr (consignee, ==, "孙五");
  g_assert_cmpint (ask ("SELECT count(*) FROM sales_order_line WHERE order_key = 'QT:' || $1", number), ==, 2);
  g_assert_cmpint (ask ("SELECT count(*) FROM customer WHERE buyer_key = $1", "QT:老客户"), ==, 1);
  refused (trial.hr, order, "edit", ZG_ERROR_DENIED, NULL, "D18-5.5a");
  refused (trial.hr, paper, "edit", ZG_ERROR_USAGE, NULL, NULL);
  alone = manual_line ("SKU-1", 1, 100); /* a line by itself: not to a document that is written */
  alone->parent = paper->id;
  refused (trial.hr, alone, "create", ZG_ERROR_INVALID, NULL, NULL);
  g_ptr_array_add (more, manual_line ("SKU-1", 1, 5900));
  run_lines (second, more, NULL);
  g_assert_cmpstr (zg_record_text (second, ZG_MANUAL_NUMBER), ==, "SG20261123-002");
  g_assert_cmpint (ask ("SELECT count(*) FROM customer WHERE buyer_key = $1", "QT:老客户"), ==, 1); /* he is known */
  call = confirmation_of (number);
  done (trial.hr, call, "create", NULL);
  assert_state (number, "confirmed");
  g_assert_cmpint (promised ("SKU-1"), ==, before + 2000);
  zg_record_begin (payment, 0, 0);
  zg_record_set_int (payment, ZG_PAYMENT_ORDER, order->id);
  zg_record_set_int (payment, ZG_PAYMENT_AMOUNT, 2 * 5900 + 2950 + 800);
  done (trial.hr, payment, "create", NULL);
  assert_state (number, "paid");
  send_in_time (order->id);
  assert_state (number, "signed");
}

/* -- The days of the backup -- */

typedef struct
{
  int    from, to;
  gint64 now;
} Span;

static gpointer
days_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Span *span = data;

  return zg_order_backup_days (db, span->from, span->to, span->now, error);
}

/* "02 02 03- ": the day of each backup, - one that was missed. */
static void
assert_days (const char *from, const char *to, const char *now, const char *expected)
{
  Span                  span = { day (from), day (to), at (now) };
  g_autoptr (GPtrArray) days = zg_store_read (zg_book_store (trial.book), days_db, &span, NULL);
  g_autoptr (GString)   text = g_string_new (NULL);

  g_assert_nonnull (days);
  for (guint i = 0; i < days->len; i++)
    {
      const ZgOrderBackupDay *one = days->pdata[i];
      char                    on[11];

      g_string_append_printf (text, "%s%s ", zg_day_format (one->day, on) + 8, one->file ? "" : "-");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
back_up (const char *stamp, gboolean by_clock)
{
  const ZgBackupJob          job = { 0 };
  g_autofree char           *report = NULL;
  g_autoptr (ZgBackupResult) made = NULL;
  GError                    *error = NULL;

  zg_clock_set (at (stamp));
  if (by_clock)
    zg_tick_run (trial.book, &report, &error);
  else
    made = zg_backup_make (trial.admin, &job, NULL, &error);
  g_assert_no_error (error);
}

static gint64
desk_backup (const char *stamp)
{
  g_autoptr (ZgOrderDesk) desk = NULL;

  zg_clock_set (at (stamp));
  desk = zg_store_read (zg_book_store (trial.book), desk_db, NULL, NULL);
  return desk->backup_ms;
}

/* A day has its backup from its hour on until the hour of the next day, on the calendar, on the desk and by the clock. */
static void
test_backup_days (void)
{
  if (engine_skips ())
    return;
  back_up ("2026-12-02 18:00:10", TRUE);
  back_up ("2026-12-03 10:00:00", FALSE); /* one more, and none of the third */
  assert_days ("2026-12-02", "2026-12-03", "2026-12-03 17:59:59", "02 02 ");
  assert_days ("2026-12-02", "2026-12-03", "2026-12-03 18:00:00", "02 02 03- ");
  back_up ("2026-12-04 00:30:00", TRUE); /* made up for after midnight */
  assert_days ("2026-12-02", "2026-12-04", "2026-12-04 00:31:00", "02 02 03 ");
  assert_days ("2026-12-03", "2026-12-03", "2026-12-04 00:31:00", "03 ");
  back_up ("2026-12-05 18:00:10", TRUE);
  assert_days ("2026-12-03", "2026-12-05", "2026-12-05 18:01:00", "03 04- 05 ");
  back_up ("2026-12-06 17:10:00", FALSE); /* not the one of the day yet */
  g_assert_cmpint (desk_backup ("2026-12-06 17:11:00"), ==, at ("2026-12-06 18:00:00"));
  g_assert_cmpint (desk_backup ("2026-12-06 18:00:05"), ==, at ("2026-12-06 18:00:00"));
  back_up ("2026-12-06 18:00:10", TRUE);
  g_assert_cmpint (desk_backup ("2026-12-06 18:01:00"), ==, 0);
}

/* Nothing was due before there was a book. */
static void
test_backup_begins (void)
{
  gint64           made = ask ("SELECT CAST (value AS BIGINT) FROM meta WHERE key = 'created_ms'", NULL);
  int              first = zg_day_of_ms (made);
  g_autofree char *since = g_strdup (zg_day_format (first, (char[11]){ 0 }));
  g_autofree char *until = g_strdup (zg_day_format (first + 1, (char[11]){ 0 }));
  g_autofree char *before = g_strdup (zg_day_format (first - 3, (char[11]){ 0 }));
  g_autofree char *now = g_strdup_printf ("%s 18:30:00", until), *days = NULL;

  g_assert_cmpint (zg_second_of_ms (made), <, 18 * 3600);
  days = g_strdup_printf ("%s- %s- ", since + 8, until + 8);
  assert_days (before, until, now, days);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  trial_open ();
  grant_all_hr ();
  g_test_add_func ("/orders/D18-5.2/payment-unsaid", test_unsaid);
  g_test_add_func ("/orders/D05-11/looked-for", test_looked_for);
  g_test_add_func ("/orders/D18-5.1/load", test_load);
  g_test_add_func ("/orders/D21-3.5.5/customers", test_customer);
  g_test_add_func ("/orders/D18-5.5a/D14-12.1/by-hand-in-time", test_by_hand);
  g_test_add_func ("/orders/z/D18-5.4/backup-begins", test_backup_begins);
  g_test_add_func ("/orders/z/D18-5.4/backup-days", test_backup_days);
  result = g_test_run ();
  trial_close ();
  return result;
}
