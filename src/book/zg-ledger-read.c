/* Reading ledgers: balances, the lines behind them, and whether the ones are the sums of the others. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-ledger.h"

static gboolean
read_pair (ZgStmt *stmt, gint64 *qty, gint64 *value_fen, GError **error)
{
  gboolean row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  if (qty)
    *qty = row ? zg_stmt_int (stmt, 0) : 0;
  if (value_fen)
    *value_fen = row ? zg_stmt_int (stmt, 1) : 0;
  return TRUE;
}

gboolean
zg_ledger_balance (ZgDb *db, const ZgLedger *ledger, const gint64 keys[4], gint64 *qty, gint64 *value_fen, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT qty, value_fen FROM balance"
                                                 " WHERE ledger = $1 AND k1 = $2 AND k2 = $3 AND k3 = $4 AND k4 = $5"),
                                         "siiii", ledger->name, keys[0], keys[1], keys[2], keys[3]);

  return read_pair (stmt, qty, value_fen, error);
}

gboolean
zg_ledger_balance_on (ZgDb *db, const ZgLedger *ledger, const gint64 keys[4], int day, gint64 *qty, gint64 *value_fen,
                      GError **error)
{
  char               text[11];
  g_autoptr (ZgStmt) stmt = NULL;

  zg_day_format (day, text);
  stmt = zg_db_query (db, error,
                      ZG_SQL ("SELECT CAST (sum (qty) AS BIGINT), CAST (sum (value_fen) AS BIGINT) FROM ledger_line"
                              " WHERE ledger = $1 AND k1 = $2 AND k2 = $3 AND k3 = $4 AND k4 = $5 AND day <= $6"),
                      "siiiis", ledger->name, keys[0], keys[1], keys[2], keys[3], text);
  return read_pair (stmt, qty, value_fen, error);
}

static void
line_free (ZgLedgerLine *line)
{
  g_free (line->no);
  g_free (line);
}

static ZgLedgerLine *
line_read (ZgStmt *stmt)
{
  ZgLedgerLine *line = g_new0 (ZgLedgerLine, 1);

  line->chain = zg_stmt_int (stmt, 0);
  line->seq = zg_stmt_int (stmt, 1);
  line->at_ms = zg_stmt_int (stmt, 2);
  if (!zg_day_parse (zg_stmt_text (stmt, 3), &line->day))
    line->day = ZG_NO_DAY;
  line->qty = zg_stmt_int (stmt, 4);
  line->value_fen = zg_stmt_int (stmt, 5);
  line->kind = zg_kind_by_id (zg_stmt_text (stmt, 6));
  line->doc = zg_stmt_int (stmt, 7);
  line->no = g_strdup (zg_stmt_text (stmt, 8));
  return line;
}

GPtrArray *
zg_ledger_lines (ZgDb *db, const ZgLedger *ledger, const gint64 keys[4], int from, int to, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  g_autoptr (ZgStmt)    stmt = NULL;
  char                  first[11] = "0000-00-00", last[11] = "9999-99-99";
  gboolean              row;

  if (from != ZG_NO_DAY)
    zg_day_format (from, first);
  if (to != ZG_NO_DAY)
    zg_day_format (to, last);
  stmt = zg_db_query (db, error,
                      ZG_SQL ("SELECT l.chain, l.seq, coalesce (a.at_ms, 0), l.day, l.qty, l.value_fen, l.kind, l.doc, a.no"
                              " FROM ledger_line l LEFT JOIN audit a ON a.chain = l.chain AND a.seq = l.seq"
                              " WHERE l.ledger = $1 AND l.k1 = $2 AND l.k2 = $3 AND l.k3 = $4 AND l.k4 = $5"
                              " AND l.day BETWEEN $6 AND $7 ORDER BY l.day, a.at_ms, l.chain, l.seq, l.n"),
                      "siiiiss", ledger->name, keys[0], keys[1], keys[2], keys[3], first, last);
  if (stmt == NULL)
    return NULL;
  for (;;)
    {
      if (!zg_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&lines);
      g_ptr_array_add (lines, line_read (stmt));
    }
}

/* -- Verify -- */

/* The first column of the first row names the ledger. */
static gboolean
none_differs (ZgDb *db, const char *sql, const char *what, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, sql, NULL);
  const ZgLedger    *ledger;
  gboolean           row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  ledger = zg_ledger_by_name (zg_stmt_text (stmt, 0));
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _ ("Ledger “%s”: %s. The book was changed outside the program; compare with a backup."),
               ledger ? g_dgettext (GETTEXT_PACKAGE, ledger->title) : zg_stmt_text (stmt, 0), what);
  return FALSE;
}

gboolean
zg_ledger_verify (ZgDb *db, gint64 *n_lines, GError **error)
{
  *n_lines = 0;
  return none_differs (db, ZG_SQL ("SELECT l.ledger FROM ledger_line l LEFT JOIN audit a ON a.chain = l.chain AND a.seq = l.seq"
                                   " WHERE a.seq IS NULL LIMIT 1"), _ ("a line was entered by nobody"), error) &&
         none_differs (db, ZG_SQL ("SELECT ledger FROM (SELECT ledger, k1, k2, k3, k4, qty, value_fen FROM balance UNION ALL"
                                   " SELECT ledger, k1, k2, k3, k4, - qty, - value_fen FROM ledger_line) b"
                                   " GROUP BY ledger, k1, k2, k3, k4"
                                   " HAVING CAST (sum (qty) AS BIGINT) <> 0 OR CAST (sum (value_fen) AS BIGINT) <> 0 LIMIT 1"),
                       _ ("a balance is not the sum of its lines"), error) &&
         none_differs (db, ZG_SQL ("SELECT ledger FROM (SELECT ledger, k1, k2, k3, k4, month, in_qty - out_qty AS qty,"
                                   " in_fen - out_fen AS value_fen FROM balance_month UNION ALL"
                                   " SELECT ledger, k1, k2, k3, k4, substr (day, 1, 7), - qty, - value_fen FROM ledger_line) m"
                                   " GROUP BY ledger, k1, k2, k3, k4, month"
                                   " HAVING CAST (sum (qty) AS BIGINT) <> 0 OR CAST (sum (value_fen) AS BIGINT) <> 0 LIMIT 1"),
                       _ ("the sums of a month are not those of its lines"), error) &&
         zg_db_int (db, n_lines, error, ZG_SQL ("SELECT count (*) FROM ledger_line"), NULL);
}
