/* zg-report-stock.c: reports of the warehouse: the item ledger (R27), in, out and balance of a month (R29), turnover and slow
 * stock (R32). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-policy.h"
#include "zg-report-attendance.h"
#include "zg-report-table.h"
#include "zg-stock.h"

static gboolean
may_read (const ZgReport *report, ZgSession *session, GError **error)
{
  if (zg_session_reach (session, report->right) != ZG_REACH_NONE)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
               _ ("You may not export the stock (right %s). Nothing was written; whoever keeps the book's roles can grant it."),
               report->right);
  return FALSE;
}

static void
put (ZgCell *cell, gint64 value)
{
  if (value)
    zg_cell_set_int (cell, value);
}

/* -- R27 -- */

static const ZgArgument card_arguments[] = {
  { .name = "item", .title = N_ ("Catalogue item"), .type = ZG_REF, .ref = "item" },
  { .name = "month", .title = N_ ("Month"), .type = ZG_MONTH, .initial = "month", .required = TRUE },
};

static void
add_card_row (ZgTable *table, const ZgStockCardRow *row)
{
  ZgCell *cells = zg_table_add_row (table);
  char day[11];

  zg_cell_set_text (&cells[0], row->item);
  zg_cell_set_text (&cells[1], zg_day_format (row->day, day));
  zg_cell_set_text (&cells[2], row->document ? row->document : row->who ? "" : _ ("brought forward"));
  put (&cells[3], row->in_milli);
  put (&cells[4], row->in_fen);
  put (&cells[5], row->out_milli);
  put (&cells[6], row->out_fen);
  zg_cell_set_int (&cells[7], row->balance_milli);
  zg_cell_set_int (&cells[8], row->balance_fen);
  zg_cell_set_text (&cells[9], row->who ? row->who : "");
}

static gboolean
write_card (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format, const char *path,
            GCancellable *cancellable, GError **error)
{
  const char *item = zg_report_argument (report, values, "item");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (ZgTable) table = NULL;
  char text[8];
  int first, n;

  if (!may_read (report, session, error) || !zg_report_month (report, values, &first, &n, error))
    return FALSE;
  rows = zg_stock_card (db, item ? g_ascii_strtoll (item, NULL, 10) : 0, first, first + n - 1, error);
  if (rows == NULL)
    return FALSE;
  table = zg_table_new (session, _ ("Item ledger"));
  table->words = g_strdup (zg_month_format (first, text));
  zg_table_column (table, _ ("Catalogue item"), ZG_TEXT, ZG_OUT_NAME | ZG_OUT_WIDE, NULL);
  zg_table_column (table, _ ("Day"), ZG_DAY, 0, NULL);
  zg_table_column (table, _ ("Document"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Goods in"), ZG_QTY, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Value in"), ZG_MONEY, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Goods out"), ZG_QTY, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Value out"), ZG_MONEY, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Balance"), ZG_QTY, 0, NULL);
  zg_table_column (table, _ ("Worth"), ZG_MONEY, 0, NULL);
  zg_table_column (table, _ ("Entered by"), ZG_TEXT, 0, NULL);
  zg_table_hold (table);
  for (guint i = 0; i < rows->len; i++)
    add_card_row (table, rows->pdata[i]);
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_stock_card = {
  .id = "stock-card",
  .title = N_ ("Item ledger and stock card"),
  .right = "stock_level.export",
  .arguments = card_arguments,
  .n_arguments = G_N_ELEMENTS (card_arguments),
  .formats = "xlsx pdf csv",
  .file_name = N_ ("Item ledger %s"),
  .write = write_card,
};

/* -- R29 -- */

static const ZgArgument month_arguments[] = {
  { .name = "month", .title = N_ ("Month"), .type = ZG_MONTH, .initial = "month", .required = TRUE },
};

static void
add_month_row (ZgTable *table, const ZgStockMonthRow *row)
{
  ZgCell *cells = zg_table_add_row (table);
  const gint64 numbers[] = { row->opening_milli, row->opening_fen,   row->in_milli,    row->in_fen,        row->out_milli,
                             row->out_fen,       row->closing_milli, row->closing_fen, row->late_in_milli, row->late_out_milli };

  zg_cell_set_text (&cells[0], row->code);
  zg_cell_set_text (&cells[1], row->name);
  zg_cell_set_text (&cells[2], row->spec ? row->spec : "");
  zg_cell_set_text (&cells[3], row->measure);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    zg_cell_set_int (&cells[4 + i], numbers[i]);
}

/* Whom it goes to (C18), who compiled, sent and read it, and what lies idle (D08-8c). */
static gboolean
add_people (ZgTable *table, ZgSession *session, ZgDb *db, int first, GError **error)
{
  const char *const     roles[] = { _ ("Compiled by"), _ ("Reported by"), _ ("Seen by") };
  int                   today = zg_day_of_ms (zg_book_now (zg_session_book (session))), days;
  g_autoptr (ZgPolicy)  policy = zg_policy_load (db, today, today, error);
  g_autoptr (GPtrArray) slow = NULL;
  g_autofree char      *to = zg_roles_with (session, "stock_month.acknowledge", ZG_REACH_ALL), *words = NULL;
  char                 *names[3], *on[3], text[8];
  guint                 idle = 0;

  if (policy == NULL || !zg_stock_month_people (db, first, names, on, error))
    return FALSE;
  words = g_strdup_printf (_ ("To: %s"), to);
  table->words = g_strdup_printf ("%s · %s", zg_month_format (first, text), words);
  for (int i = 0; i < 3; i++)
    {
      zg_table_sign (table, roles[i], names[i], on[i]);
      g_free (names[i]);
      g_free (on[i]);
    }
  days = MAX ((int) zg_policy_int (policy, "stock.slow.days", 0, 0, today), 1);
  slow = zg_stock_slow_rows (db, today, days, error);
  if (slow == NULL)
    return FALSE;
  for (guint i = 0; i < slow->len; i++)
    idle += ((ZgStockSlowRow *) slow->pdata[i])->slow;
  if (idle)
    zg_table_note (table,
                   g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u item has lain for %d days without an issue (D08-8c).",
                                                 "%u items have lain for %d days without an issue (D08-8c).", idle),
                                    idle, days));
  return TRUE;
}

static gboolean
write_month (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
             const char *path, GCancellable *cancellable, GError **error)
{
  static const char *const titles[] = { N_ ("Opening"),
                                        N_ ("Opening value"),
                                        N_ ("Goods in"),
                                        N_ ("Value in"),
                                        N_ ("Goods out"),
                                        N_ ("Value out"),
                                        N_ ("Closing stock"),
                                        N_ ("Closing value"),
                                        N_ ("Of it in, supplement"),
                                        N_ ("Of it out, supplement") };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (ZgTable) table = NULL;
  int first, n;

  if (!may_read (report, session, error) || !zg_report_month (report, values, &first, &n, error))
    return FALSE;
  rows = zg_stock_month_rows (db, first, error);
  if (rows == NULL)
    return FALSE;
  table = zg_table_new (session, _ ("In, out and balance of the month"));
  if (!add_people (table, session, db, first, error))
    return FALSE;
  zg_table_column (table, _ ("Item code"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Item name"), ZG_TEXT, ZG_OUT_NAME | ZG_OUT_WIDE, NULL);
  zg_table_column (table, _ ("Specification"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Unit of measure"), ZG_TEXT, 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    zg_table_column (table, g_dgettext (GETTEXT_PACKAGE, titles[i]), i < 8 && i % 2 ? ZG_MONEY : ZG_QTY, ZG_OUT_SUM, NULL);
  zg_table_hold (table);
  for (guint i = 0; i < rows->len; i++)
    add_month_row (table, rows->pdata[i]);
  zg_table_note (table,
                 g_strdup (_ ("Opening + in − out = closing, for each item (D08-6). Supplement: entered after the month was "
                              "compiled.")));
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_stock_month = {
  .id = "stock-month",
  .title = N_ ("In, out and balance of the month"),
  .right = "stock_month.export",
  .arguments = month_arguments,
  .n_arguments = G_N_ELEMENTS (month_arguments),
  .formats = "xlsx pdf csv",
  .file_name = N_ ("In, out and balance %s"),
  .write = write_month,
};

/* -- R32 -- */

static const ZgArgument slow_arguments[] = {
  { .name = "day", .title = N_ ("Day"), .type = ZG_DAY, .initial = "today", .required = TRUE },
};

static void
add_slow_row (ZgTable *table, const ZgStockSlowRow *row)
{
  ZgCell *cells = zg_table_add_row (table);
  char day[11];

  zg_cell_set_text (&cells[0], row->code);
  zg_cell_set_text (&cells[1], row->name);
  zg_cell_set_int (&cells[2], row->qty_milli);
  zg_cell_set_int (&cells[3], row->value_fen);
  zg_cell_set_int (&cells[4], row->issued_milli);
  if (row->turnover_days >= 0)
    zg_cell_set_int (&cells[5], row->turnover_days);
  if (row->last_issue != ZG_NO_DAY)
    zg_cell_set_text (&cells[6], zg_day_format (row->last_issue, day));
  zg_cell_set_int (&cells[7], row->idle_days);
  zg_cell_set_text (&cells[8], row->slow ? _ ("slow") : "");
  put (&cells[9], row->over_milli);
  zg_cell_set_text (&cells[10], row->proposal ? row->proposal : "");
}

static gboolean
write_slow (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format, const char *path,
            GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (ZgTable) table = NULL;
  g_autoptr (ZgPolicy) policy = NULL;
  char text[11];
  int day, days;

  if (!may_read (report, session, error) || !zg_report_read_day (zg_report_argument (report, values, "day"), &day, error))
    return FALSE;
  policy = zg_policy_load (db, day, day, error);
  if (policy == NULL)
    return FALSE;
  days = MAX ((int)zg_policy_int (policy, "stock.slow.days", 0, 0, day), 1);
  rows = zg_stock_slow_rows (db, day, days, error);
  if (rows == NULL)
    return FALSE;
  table = zg_table_new (session, _ ("Turnover and slow stock"));
  table->words = g_strdup_printf (_ ("%s · slow after %d days without issue"), zg_day_format (day, text), days);
  zg_table_column (table, _ ("Item code"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Item name"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _ ("Quantity"), ZG_QTY, 0, NULL);
  zg_table_column (table, _ ("Worth"), ZG_MONEY, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Issued in the period"), ZG_QTY, 0, NULL);
  zg_table_column (table, _ ("Turnover, days"), ZG_INT, 0, NULL);
  zg_table_column (table, _ ("Last issue"), ZG_DAY, 0, NULL);
  zg_table_column (table, _ ("Days idle"), ZG_INT, 0, NULL);
  zg_table_column (table, _ ("Slow"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Above the highest stock"), ZG_QTY, 0, NULL);
  zg_table_column (table, _ ("Proposal"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_hold (table);
  for (guint i = 0; i < rows->len; i++)
    add_slow_row (table, rows->pdata[i]);
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_stock_slow = {
  .id = "stock-slow",
  .title = N_ ("Turnover and slow stock"),
  .right = "stock_level.export",
  .arguments = slow_arguments,
  .n_arguments = G_N_ELEMENTS (slow_arguments),
  .formats = "xlsx pdf csv",
  .file_name = N_ ("Turnover and slow stock %s"),
  .write = write_slow,
};
