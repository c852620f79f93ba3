/* zg-stock-figures.c: what the reports of the warehouse say, read out of the ledger of values: item ledger, month, turnover. */
#include "config.h"

#include <string.h>

#include "zg-day.h"
#include "zg-stock-private.h"

/* -- The item ledger -- */

static void
card_free (gpointer data)
{
  ZgStockCardRow *row = data;

  g_free (row->item);
  g_free (row->document);
  g_free (row->who);
  g_free (row);
}

/* What was there before, once at the head of each item. */
static void
add_opening (GPtrArray *rows, ZgStmt *stmt, int from)
{
  ZgStockCardRow *row = g_new0 (ZgStockCardRow, 1);

  row->item = g_strdup (zg_stmt_text (stmt, 1));
  row->day = from;
  row->balance_milli = zg_stmt_int (stmt, 7);
  row->balance_fen = zg_stmt_int (stmt, 8);
  g_ptr_array_add (rows, row);
}

static void
add_entry (GPtrArray *rows, ZgStmt *stmt, int from)
{
  const ZgStockCardRow *last = rows->pdata[rows->len - 1];
  ZgStockCardRow *row = g_new0 (ZgStockCardRow, 1);
  gint64 qty = zg_stmt_int (stmt, 3), fen = zg_stmt_int (stmt, 4);

  row->item = g_strdup (zg_stmt_text (stmt, 1));
  row->document = g_strdup (zg_stmt_text (stmt, 5));
  row->who = g_strdup (zg_stmt_text (stmt, 6));
  if (!zg_day_parse (zg_stmt_text (stmt, 2), &row->day))
    row->day = from;
  row->in_milli = MAX (qty, 0);
  row->out_milli = MAX (-qty, 0);
  row->in_fen = qty > 0 || (qty == 0 && fen > 0) ? fen : 0; /* of value alone: nothing moved */
  row->out_fen = fen - row->in_fen < 0 ? -fen : 0;
  row->balance_milli = last->balance_milli + qty;
  row->balance_fen = last->balance_fen + fen;
  g_ptr_array_add (rows, row);
}

GPtrArray *
zg_stock_card (ZgDb *db, gint64 item, int from, int to, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (card_free);
  char first[11], last[11];
  gint64 current = 0;
  gboolean row = TRUE;
  g_autoptr (ZgStmt) stmt = zg_db_query (
      db, error,
      ZG_SQL ("SELECT i.id, i.code || ' ' || i.name, l.day, l.qty, l.value_fen,"
              " a.no || COALESCE (' ← ' || r.no, ''), p.name, b.qty, b.fen FROM item i"
              " LEFT JOIN ledger_line l ON l.ledger = 'stock_value' AND l.k1 = i.id AND l.k2 = 0 AND l.k3 = 0 AND l.k4 = 0"
              " AND l.day BETWEEN $2 AND $3 LEFT JOIN audit a ON a.chain = l.chain AND a.seq = l.seq"
              " LEFT JOIN stock_move m ON l.kind = 'stock_move' AND m.id = l.doc"
              " LEFT JOIN order_return r ON r.id = m.order_return"
              " LEFT JOIN person p ON p.id = a.actor LEFT JOIN (SELECT k1, CAST (sum (qty) AS BIGINT) AS qty,"
              " CAST (sum (value_fen) AS BIGINT) AS fen FROM ledger_line WHERE ledger = 'stock_value' AND day < $2 GROUP BY k1) b"
              " ON b.k1 = i.id WHERE (CAST ($1 AS BIGINT) = 0 OR i.id = $1) AND (l.day IS NOT NULL OR COALESCE (b.qty, 0) <> 0)"
              " ORDER BY i.code, l.day, l.chain, l.seq, l.n"),
      "iss", item, zg_day_format (from, first), zg_day_format (to, last));

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    {
      if (zg_stmt_int (stmt, 0) != current)
        add_opening (rows, stmt, from);
      current = zg_stmt_int (stmt, 0);
      if (!zg_stmt_is_null (stmt, 2))
        add_entry (rows, stmt, from);
    }
  return stmt && !row ? g_steal_pointer (&rows) : NULL;
}

/* -- The month -- */

static void
month_free (gpointer data)
{
  ZgStockMonthRow *row = data;

  g_free (row->code);
  g_free (row->name);
  g_free (row->spec);
  g_free (row->measure);
  g_free (row);
}

/* Every item that has ever had an entry, with what is there now as its opening. Returns: id → row. */
static GHashTable *
month_items (ZgDb *db, GError **error)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, month_free);
  g_autoptr (ZgStmt)     stmt = zg_db_query (
      db, error,
      ZG_SQL ("SELECT i.id, i.code, i.name, i.spec, i.measure, b.qty, b.value_fen FROM balance b JOIN item i ON i.id = b.k1"
              " WHERE b.ledger = 'stock_value'"), NULL);
  gboolean more = TRUE;

  while (stmt && zg_stmt_step (stmt, &more, error) && more)
    {
      ZgStockMonthRow *row = g_new0 (ZgStockMonthRow, 1);
      gint64           id = zg_stmt_int (stmt, 0);

      row->code = g_strdup (zg_stmt_text (stmt, 1));
      row->name = g_strdup (zg_stmt_text (stmt, 2));
      row->spec = g_strdup (zg_stmt_text (stmt, 3));
      row->measure = g_strdup (zg_stmt_text (stmt, 4));
      row->opening_milli = zg_stmt_int (stmt, 5);
      row->opening_fen = zg_stmt_int (stmt, 6);
      g_hash_table_insert (rows, g_memdup2 (&id, sizeof id), row);
    }
  return stmt && !more ? g_steal_pointer (&rows) : NULL;
}

/* Takes back what the sums of the months say has moved since @month began. */
static gboolean
take_back_months (ZgDb *db, GHashTable *rows, const char *month, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (
      db, error,
      ZG_SQL ("SELECT k1, CASE WHEN month = $1 THEN 1 ELSE 0 END, in_qty, out_qty, in_fen, out_fen FROM balance_month"
              " WHERE ledger = 'stock_value' AND month >= $1"), "s", month);
  gboolean more = TRUE;

  while (stmt && zg_stmt_step (stmt, &more, error) && more)
    {
      gint64           id = zg_stmt_int (stmt, 0), in = zg_stmt_int (stmt, 2), out = zg_stmt_int (stmt, 3);
      gint64           in_fen = zg_stmt_int (stmt, 4), out_fen = zg_stmt_int (stmt, 5);
      ZgStockMonthRow *row = g_hash_table_lookup (rows, &id);

      if (row == NULL)
        continue;
      row->opening_milli -= in - out;
      row->opening_fen -= in_fen - out_fen;
      if (!zg_stmt_int (stmt, 1))
        continue;
      row->in_milli = in;
      row->out_milli = out;
      row->in_fen = in_fen;
      row->out_fen = out_fen;
    }
  return stmt && !more;
}

/* What was entered into the month after it had been compiled; nothing is read of a month that was not. */
static gboolean
add_late (ZgDb *db, GHashTable *rows, int first_day, GError **error)
{
  char               month[8], from[11], next[11];
  gint64             compiled = 0;
  g_autoptr (ZgStmt) stmt = NULL;
  gboolean           more = TRUE;

  if (!zg_db_int (db, &compiled, error, ZG_SQL ("SELECT compiled_at FROM stock_month WHERE month = $1"), "s",
                  zg_month_format (first_day, month)))
    return FALSE;
  if (compiled == 0)
    return TRUE;
  stmt = zg_db_query (
      db, error,
      ZG_SQL ("SELECT l.k1, l.qty FROM balance_month m JOIN ledger_line l ON l.ledger = m.ledger AND l.k1 = m.k1 AND l.k2 = 0"
              " AND l.k3 = 0 AND l.k4 = 0 AND l.day >= $2 AND l.day < $3 JOIN audit a ON a.chain = l.chain AND a.seq = l.seq"
              " WHERE m.ledger = 'stock_value' AND m.month = $1 AND a.at_ms > $4"),
      "sssi", month, zg_day_format (first_day, from), zg_day_format (zg_month_first (first_day, 1), next), compiled);
  while (stmt && zg_stmt_step (stmt, &more, error) && more)
    {
      gint64           id = zg_stmt_int (stmt, 0), qty = zg_stmt_int (stmt, 1);
      ZgStockMonthRow *row = g_hash_table_lookup (rows, &id);

      if (row && qty > 0)
        row->late_in_milli += qty;
      else if (row)
        row->late_out_milli -= qty;
    }
  return stmt && !more;
}

/* An item that has nothing and moved nothing may have come only later. */
static gboolean
was_there (ZgDb *db, gint64 item, const ZgStockMonthRow *row, const char *month)
{
  gint64 there = 0;

  if (row->opening_milli || row->opening_fen || row->in_milli || row->out_milli)
    return TRUE;
  zg_db_int (db, &there, NULL,
             ZG_SQL ("SELECT 1 FROM balance_month WHERE ledger = 'stock_value' AND k1 = $1 AND k2 = 0 AND k3 = 0 AND k4 = 0"
                     " AND month <= $2 LIMIT 1"), "is", item, month);
  return there != 0;
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(ZgStockMonthRow *const *) a)->code, (*(ZgStockMonthRow *const *) b)->code);
}

GPtrArray *
zg_stock_month_rows (ZgDb *db, int first_day, GError **error)
{
  g_autoptr (GPtrArray)  rows = g_ptr_array_new_with_free_func (month_free);
  g_autoptr (GHashTable) items = month_items (db, error);
  GHashTableIter         each;
  gpointer               id, value;
  char                   month[8];

  zg_month_format (first_day, month);
  if (items == NULL || !take_back_months (db, items, month, error) || !add_late (db, items, first_day, error))
    return NULL;
  g_hash_table_iter_init (&each, items);
  while (g_hash_table_iter_next (&each, &id, &value))
    {
      ZgStockMonthRow *row = value;

      if (!was_there (db, *(gint64 *) id, row, month))
        continue;
      row->closing_milli = row->opening_milli + row->in_milli - row->out_milli;
      row->closing_fen = row->opening_fen + row->in_fen - row->out_fen;
      g_ptr_array_add (rows, row);
      g_hash_table_iter_steal (&each);
      g_free (id);
    }
  g_ptr_array_sort (rows, compare_codes);
  return g_steal_pointer (&rows);
}

gboolean
zg_stock_month_people (ZgDb *db, int first_day, char *names[3], char *days[3], GError **error)
{
  char               month[8], day[11];
  gboolean           row = FALSE;
  g_autoptr (ZgStmt) stmt = zg_db_query (
      db, error,
      ZG_SQL ("SELECT c.name, m.compiled_at, r.name, m.reported_at, s.name, m.seen_at FROM stock_month m"
              " LEFT JOIN person c ON c.id = m.compiled_by LEFT JOIN person r ON r.id = m.reported_by"
              " LEFT JOIN person s ON s.id = m.seen_by WHERE m.month = $1"),
      "s", zg_month_format (first_day, month));

  for (int i = 0; i < 3; i++)
    names[i] = days[i] = NULL;
  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  for (int i = 0; row && i < 3; i++)
    if (zg_stmt_text (stmt, 2 * i) && zg_stmt_int (stmt, 2 * i + 1))
      {
        names[i] = g_strdup (zg_stmt_text (stmt, 2 * i));
        days[i] = g_strdup (zg_day_format (zg_day_of_ms (zg_stmt_int (stmt, 2 * i + 1)), day));
      }
  return TRUE;
}

/* -- Turnover -- */

static void
slow_free (gpointer data)
{
  ZgStockSlowRow *row = data;

  g_free (row->code);
  g_free (row->name);
  g_free (row->proposal);
  g_free (row);
}

/* Average stock of the period × its days ÷ what was issued in it. */
static int
turnover (gint64 qty, gint64 grown, gint64 issued, int days)
{
  __extension__ typedef __int128 Wide;

  if (issued <= 0)
    return -1;
  return (int)((Wide)(2 * qty - grown) * days / (2 * (Wide)issued));
}

static ZgStockSlowRow *
slow_row (ZgStmt *stmt, int today, int days)
{
  ZgStockSlowRow *row = g_new0 (ZgStockSlowRow, 1);
  int first = today;

  row->code = g_strdup (zg_stmt_text (stmt, 0));
  row->name = g_strdup (zg_stmt_text (stmt, 1));
  row->qty_milli = zg_stmt_int (stmt, 2);
  row->value_fen = zg_stmt_int (stmt, 3);
  row->issued_milli = zg_stmt_int (stmt, 5);
  row->over_milli = zg_stmt_is_null (stmt, 4) ? 0 : MAX (row->qty_milli - zg_stmt_int (stmt, 4), 0);
  row->last_issue = ZG_NO_DAY;
  if (zg_stmt_text (stmt, 7))
    zg_day_parse (zg_stmt_text (stmt, 7), &row->last_issue);
  if (zg_stmt_text (stmt, 8))
    zg_day_parse (zg_stmt_text (stmt, 8), &first);
  row->idle_days = today - (row->last_issue == ZG_NO_DAY ? first : row->last_issue);
  row->turnover_days = turnover (row->qty_milli, zg_stmt_int (stmt, 6), row->issued_milli, days);
  row->slow = row->idle_days >= days;
  row->proposal = g_strdup (zg_stmt_text (stmt, 9));
  return row;
}

static int
compare_idle (gconstpointer a, gconstpointer b)
{
  const ZgStockSlowRow *x = *(gpointer *)a, *y = *(gpointer *)b;

  return x->idle_days != y->idle_days ? (x->idle_days < y->idle_days ? 1 : -1) : strcmp (x->code, y->code);
}

/* What is missing after a count, scrapped (3) or sent back to the supplier (2) left the ledger too, but nobody wanted it: only
 * other issues are issues (D16-8). They are looked for from the newest on, for an item may have a hundred thousand entries. */
GPtrArray *
zg_stock_slow_rows (ZgDb *db, int today, int days, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (slow_free);
  char from[11];
  gboolean row = TRUE;
  g_autoptr (ZgStmt) stmt = zg_db_query (
      db, error,
      ZG_SQL ("SELECT i.code, i.name, b.qty, b.value_fen, i.max_milli,"
              " (SELECT CAST (COALESCE (sum (-l.qty), 0) AS BIGINT) FROM ledger_line l WHERE l.ledger = 'stock_value'"
              " AND l.k1 = b.k1 AND l.k2 = 0 AND l.k3 = 0 AND l.k4 = 0 AND l.day > $1 AND l.qty < 0 AND l.kind = 'goods_issue'"
              " AND NOT EXISTS (SELECT 1 FROM goods_issue g WHERE g.id = l.doc AND g.kind IN (2, 3))),"
              " (SELECT CAST (COALESCE (sum (l.qty), 0) AS BIGINT) FROM ledger_line l WHERE l.ledger = 'stock_value'"
              " AND l.k1 = b.k1 AND l.k2 = 0 AND l.k3 = 0 AND l.k4 = 0 AND l.day > $1),"
              " (SELECT l.day FROM ledger_line l WHERE l.ledger = 'stock_value' AND l.k1 = b.k1 AND l.k2 = 0 AND l.k3 = 0"
              " AND l.k4 = 0 AND l.qty < 0 AND l.kind = 'goods_issue' AND NOT EXISTS (SELECT 1 FROM goods_issue g"
              " WHERE g.id = l.doc AND g.kind IN (2, 3)) ORDER BY l.day DESC LIMIT 1),"
              " (SELECT min (l.day) FROM ledger_line l WHERE l.ledger = 'stock_value' AND l.k1 = b.k1 AND l.k2 = 0 AND l.k3 = 0"
              " AND l.k4 = 0), (SELECT p.proposal FROM stock_proposal p WHERE p.id ="
              " (SELECT max (q.id) FROM stock_proposal q WHERE q.item = i.id AND q.state <> 'deleted'))"
              " FROM balance b JOIN item i ON i.id = b.k1 WHERE b.ledger = 'stock_value' AND b.qty > 0"),
      "s", zg_day_format (today - days, from));

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    g_ptr_array_add (rows, slow_row (stmt, today, days));
  g_ptr_array_sort (rows, compare_idle);
  return stmt && !row ? g_steal_pointer (&rows) : NULL;
}
