/* zg-report-orders.c: pick list (R13), shipping list (R11), confirmations and their times (R10), how far each order is (R14), the
 * orders of a day. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-order-backup.h"
#include "zg-order-lists.h"
#include "zg-report-attendance.h"
#include "zg-sheet.h"

static gboolean
may (const ZgReport *report, ZgSession *session, GError **error)
{
  if (zg_session_reach (session, report->right) == ZG_REACH_ALL)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
               _ ("This list holds all orders; it needs the right %s over all. Nothing was written."), report->right);
  return FALSE;
}

static void
set_time (ZgCell *cell, gint64 ms)
{
  if (ms)
    zg_cell_set_int (cell, ms);
}

/* -- R13 -- */

static gboolean
write_picks (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
             const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = may (report, session, error) ? zg_order_pick_rows (db, error) : NULL;
  g_autoptr (ZgTable)   table = NULL;

  if (rows == NULL)
    return FALSE;
  table = zg_table_new (session, _ ("Pick list"));
  table->words = g_strdup (_ ("All parcels that are to be picked"));
  zg_table_column (table, _ ("Shelf place"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Catalogue item"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _ ("Quantity"), ZG_QTY, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Orders"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_column (table, _ ("Picked"), ZG_TEXT, 0, NULL);
  zg_table_note (table, g_strdup ("D13-3.2.2"));
  zg_table_hold (table);
  for (guint i = 0; i < rows->len; i++)
    {
      const ZgPickRow *row = rows->pdata[i];
      ZgCell          *cells = zg_table_add_row (table);

      zg_cell_set_text (&cells[0], row->place);
      zg_cell_set_text (&cells[1], row->item);
      zg_cell_set_int (&cells[2], row->qty);
      zg_cell_set_text (&cells[3], row->orders);
    }
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_picks = {
  .id = "pick-list",
  .title = N_ ("Pick list"),
  .right = "parcel.export",
  .formats = "pdf xlsx csv",
  .file_name = N_ ("Pick list"),
  .write = write_picks,
};

/* -- R11 -- */

static const ZgArgument day_argument[] = { { .name = "day", .title = N_ ("Day"), .type = ZG_DAY, .initial = "today" } };

static gboolean
write_shipping (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
                const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (ZgTable)   table = NULL;
  char                  text[11];
  int                   day;

  if (!may (report, session, error) || !zg_report_read_day (zg_report_argument (report, values, "day"), &day, error) ||
      (rows = zg_order_ship_rows (session, db, day, error)) == NULL)
    return FALSE;
  table = zg_table_new (session, _ ("Shipping list"));
  table->words = g_strdup (zg_day_format (day, text));
  zg_table_column (table, _ ("Order number"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _ ("Consignee"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Goods"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_column (table, _ ("Pieces"), ZG_QTY, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Carrier"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Waybill number"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Packed by"), ZG_TEXT, 0, NULL);
  zg_table_note (table, g_strdup ("D10-1.7b"));
  zg_table_hold (table);
  for (guint i = 0; i < rows->len; i++)
    {
      const ZgShipRow *row = rows->pdata[i];
      ZgCell          *cells = zg_table_add_row (table);

      zg_cell_set_text (&cells[0], row->number);
      zg_cell_set_text (&cells[1], row->consignee);
      zg_cell_set_text (&cells[2], row->goods);
      zg_cell_set_int (&cells[3], row->qty);
      zg_cell_set_text (&cells[4], row->carrier);
      zg_cell_set_text (&cells[5], row->waybill);
      zg_cell_set_text (&cells[6], row->packed_by);
    }
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_shipping = {
  .id = "shipping-list", .title = N_ ("Shipping list"), .right = "parcel.export", .arguments = day_argument, .n_arguments = 1,
  .formats = "pdf xlsx csv", .file_name = N_ ("Shipping list"), .write = write_shipping,
};

/* -- R10 -- */

static const ZgArgument period_arguments[] = {
  { .name = "from", .title = N_ ("From"), .type = ZG_DAY, .initial = "today" },
  { .name = "to", .title = N_ ("To"), .type = ZG_DAY, .initial = "today" },
};

static void
add_confirmed (ZgTable *table, ZgDb *db, const ZgOrderConfirmed *one)
{
  ZgCell          *cells = zg_table_add_row (table);
  gboolean         called = one->contacted_ms != 0;
  g_autofree char *who = !called    ? NULL
                         : one->staff ? zg_book_title (db, zg_kind_by_id ("staff"), one->staff)
                                    : zg_book_title (db, zg_kind_by_id ("person"), one->person);

  zg_cell_set_text (&cells[0], one->number);
  set_time (&cells[1], one->accepted_ms);
  set_time (&cells[2], one->due_ms);
  set_time (&cells[3], one->first_ms);
  set_time (&cells[4], one->contacted_ms);
  zg_cell_set_int (&cells[5], one->late_min);
  zg_cell_set_text (&cells[6], one->first_ms == 0 ? _ ("not called")
                               : one->due_ms == 0 ? ""
                               : one->late        ? _ ("after the deadline")
                               : called           ? _ ("on time")
                                                  : _ ("called on time, not reached"));
  if (one->n_tried)
    zg_cell_set_int (&cells[7], one->n_tried);
  if (one->again_late_min)
    zg_cell_set_int (&cells[8], one->again_late_min);
  zg_cell_set_text (&cells[9], who);
}

static gboolean
write_confirmed (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
                 const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgOrderConfirmFigures) figures = NULL;
  g_autoptr (ZgTable)               table = NULL;
  int                               from, to;
  char                              first[11], last[11];

  if (!may (report, session, error) || !zg_report_read_day (zg_report_argument (report, values, "from"), &from, error) ||
      !zg_report_read_day (zg_report_argument (report, values, "to"), &to, error) ||
      (figures = zg_order_confirm_figures (db, 0, from, to, error)) == NULL)
    return FALSE;
  table = zg_table_new (session, _ ("Orders and when they were confirmed"));
  table->words = g_strdup_printf (_ ("%s to %s: %u on time, %u late, %u called and not reached, %u not called"),
                                  zg_day_format (from, first), zg_day_format (to, last), figures->on_time, figures->late,
                                  figures->unreached, figures->uncalled);
  zg_table_column (table, _ ("Order number"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _ ("Accepted at"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("To be confirmed by"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("First call at"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("Reached at"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("Late by"), ZG_MINUTES, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("In time"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Calls not answered"), ZG_INT, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Called again late by"), ZG_MINUTES, 0, NULL);
  zg_table_column (table, _ ("By whom"), ZG_TEXT, 0, NULL);
  zg_table_note (table, g_strdup ("D18-5.2 D18-5.3"));
  zg_table_hold (table);
  for (guint i = 0; i < figures->lines->len; i++)
    add_confirmed (table, db, figures->lines->pdata[i]);
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_confirmed = {
  .id = "order-confirm", .title = N_ ("Orders and when they were confirmed"), .right = "order_confirmation.export",
  .arguments = period_arguments, .n_arguments = 2, .formats = "xlsx pdf csv", .file_name = N_ ("Order confirmations"),
  .write = write_confirmed,
};

/* -- R14 -- */

static gboolean
write_progress (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
                const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = may (report, session, error) ? zg_order_progress_rows (db, error) : NULL;
  g_autoptr (ZgTable)   table = NULL;

  if (rows == NULL)
    return FALSE;
  table = zg_table_new (session, _ ("How far the orders are"));
  zg_table_column (table, _ ("Order number"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _ ("Accepted at"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("State"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Last event"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_column (table, _ ("When"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("Logistics"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Customer informed"), ZG_TIME, 0, NULL);
  zg_table_note (table, g_strdup ("D09-17 D13-3.2.3"));
  zg_table_hold (table);
  for (guint i = 0; i < rows->len; i++)
    {
      const ZgProgressRow *row = rows->pdata[i];
      ZgCell              *cells = zg_table_add_row (table);

      zg_cell_set_text (&cells[0], row->number);
      set_time (&cells[1], row->accepted_ms);
      zg_cell_set_text (&cells[2], row->state);
      zg_cell_set_text (&cells[3], row->last);
      set_time (&cells[4], row->last_ms);
      zg_cell_set_text (&cells[5], row->logistics);
      set_time (&cells[6], row->informed_ms);
    }
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_progress = {
  .id = "order-progress", .title = N_ ("How far the orders are"), .right = "sales_order.export", .formats = "xlsx pdf csv",
  .file_name = N_ ("Order progress"), .write = write_progress,
};

/* -- R09: a calendar of the month: what was backed up, and the days nobody did -- */

static const ZgArgument month_argument[] = { { .name = "month", .title = N_ ("Month"), .type = ZG_MONTH, .required = TRUE } };

static void
add_backup (ZgTable *table, const ZgOrderBackupDay *day)
{
  ZgCell *cells = zg_table_add_row (table);
  char    text[11];

  zg_cell_set_text (&cells[0], zg_day_format (day->day, text));
  if (day->file == NULL)
    {
      zg_cell_set_text (&cells[7], _ ("MISSED"));
      zg_cell_set_text (&cells[10], _ ("missed"));
      return;
    }
  set_time (&cells[1], day->made_ms);
  zg_cell_set_text (&cells[2], day->by);
  set_time (&cells[3], day->from_ms);
  set_time (&cells[4], day->to_ms);
  zg_cell_set_int (&cells[5], day->n_orders);
  zg_cell_set_int (&cells[6], day->sum_fen);
  zg_cell_set_text (&cells[7], day->file);
  zg_cell_set_text (&cells[8], day->sha256);
  zg_cell_set_text (&cells[9], day->workbook);
  zg_cell_set_text (&cells[10], day->only ? _ ("orders only") : day->late ? _ ("late") : _ ("on time"));
  zg_cell_set_text (&cells[11], day->verified ? _ ("verified") : _ ("not verified"));
}

static ZgTable *
backup_table (ZgSession *session)
{
  ZgTable *table = zg_table_new (session, _ ("Record of the daily order backup"));

  zg_table_column (table, _ ("Day"), ZG_DAY, 0, NULL);
  zg_table_column (table, _ ("Made at"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("Backed up by"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Orders since"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("Up to"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("New orders"), ZG_INT, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Amount payable"), ZG_MONEY, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("File"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_column (table, _ ("SHA-256"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Workbook in it"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("In time"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Verified"), ZG_TEXT, 0, NULL);
  zg_table_note (table, g_strdup ("D18-5.4"));
  zg_table_hold (table);
  return table;
}

static gboolean
write_backups (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
               const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) days = NULL;
  g_autoptr (ZgTable)   table = NULL;
  const char           *month = zg_report_argument (report, values, "month");
  int                   first, n, today = zg_clock_today ();

  if (!may (report, session, error))
    return FALSE;
  if (month == NULL || !zg_month_parse (month, &first, &n))
    zg_month_parse (zg_month_format (today, (char[8]){ 0 }), &first, &n);
  days = zg_order_backup_days (db, first, MIN (first + n - 1, today), zg_clock_now_ms (), error);
  if (days == NULL)
    return FALSE;
  table = backup_table (session);
  for (guint i = 0; i < days->len; i++)
    add_backup (table, days->pdata[i]);
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_backups = {
  .id = "order-backup",
  .title = N_ ("Record of the daily order backup"),
  .right = "order_backup.export",
  .arguments = month_argument,
  .n_arguments = 1,
  .formats = "xlsx pdf csv",
  .file_name = N_ ("Order backups %s"),
  .write = write_backups,
};

/* -- The orders of a day -- */

static const ZgArgument day_arguments[] = {
  { .name = "day", .title = N_ ("Placed on"), .type = ZG_DAY, .initial = "today", .required = TRUE },
  { .name = "buyer", .title = N_ ("Buyer"), .type = ZG_TEXT },
  { .name = "shop", .title = N_ ("Shop"), .type = ZG_REF, .ref = "shop" },
};

/* Those of its columns a day's list has, wherever they stand. */
static int
columns_of (const ZgSheet *sheet, int *columns)
{
  static const char *const wanted[] = { "number", "placed_at", "shop",   "buyer", "consignee", "title", "qty_milli",
                                        "payable_fen", "paid_fen", "state", "waybill" };
  int                      n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    for (int k = 0; k < sheet->n_columns; k++)
      if (g_str_equal (sheet->columns[k].name, wanted[i]))
        columns[n++] = k;
  return n;
}

static gboolean
write_day (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format, const char *path,
           GCancellable *cancellable, GError **error)
{
  const ZgSheet      *sheet = zg_sheet_by_id ("sales_order");
  g_autoptr (ZgQuery) query = zg_query_new (sheet);
  g_autofree int     *columns = g_new (int, sheet->n_columns);
  int                 n = columns_of (sheet, columns);
  g_autoptr (ZgTable) table = NULL;

  for (int i = 0; i < report->n_arguments; i++)
    {
      const char *value = zg_report_argument (report, values, report->arguments[i].name);

      if (value && *value && !zg_query_set (query, report->arguments[i].name, value, error))
        return FALSE;
    }
  table = zg_table_of_query (query, session, db, columns, n, NULL, 0, error);
  if (table)
    {
      g_free (table->title);
      table->title = g_strdup (_ ("Orders of a day"));
    }
  return table && zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_day_orders = {
  .id = "day-orders", .title = N_ ("Orders of a day"), .right = "sales_order.export", .arguments = day_arguments,
  .n_arguments = 3, .formats = "pdf xlsx csv", .file_name = N_ ("Orders of a day"), .write = write_day,
};
