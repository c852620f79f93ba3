/* The lines a posting makes in ledgers: read from its rows as they are written, sorted, held to floors and open periods, entered.
 * The other twin (zg-server-post.c) does the same in the same order. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-ledger.h"

typedef struct
{
  const ZgLedger *ledger;
  const ZgPut    *put;
  gint64          keys[4], qty, value_fen; /* below 0: goes out; the value of what goes out is reckoned when it is entered */
  char            day[11];
  guint           order;
} Line;

typedef struct
{
  const char *period;
  char        month[8];
  gboolean    closes;
} Turn;

typedef struct
{
  ZgDb   *db;
  GArray *lines; /* of Line */
  GArray *turns; /* of Turn */
  int     today;
} Lines;

/* -- Refusals -- */

void
zg_ledger_refuse (const char *rule, const ZgLedger *ledger, gint64 have, gint64 need, const char *month, const char *clause,
                  GError **error)
{
  const char      *title = g_dgettext (GETTEXT_PACKAGE, ledger->title);
  g_autofree char *left = zg_ledger_format (ledger, have);
  g_autofree char *needed = zg_ledger_format (ledger, need);

  if (clause == NULL)
    clause = ledger->clause;
  if (g_str_equal (rule, "period"))
    zg_error_set_clause (error, ZG_ERROR_INVALID, clause,
                         _ ("“%s”: the books are closed up to %s, nothing is entered for a day before its end. Nothing was "
                            "saved."), title, month);
  else if (g_str_equal (rule, "floor"))
    zg_error_set_clause (error, ZG_ERROR_INVALID, clause,
                         _ ("“%s”: %s are needed, only %s are there on that day or later. Nothing was saved."), title, needed,
                         left);
  else
    zg_error_set_clause (error, ZG_ERROR_INVALID, clause,
                         _ ("“%s”: a quantity or value below nothing cannot be entered. Nothing was saved."), title);
}

/* -- From the rows -- */

static void
take_day (const Lines *lines, ZgStmt *stmt, char day[11])
{
  const char *text = zg_stmt_text (stmt, 6);

  if (text == NULL)
    zg_day_format (lines->today, day);
  else
    g_snprintf (day, 11, strlen (text) == 7 ? "%s-01" : "%s", text);
}

static gboolean
take_line (Lines *lines, const ZgPut *put, const ZgEffect *effect, ZgStmt *stmt, GError **error)
{
  Line line = { .ledger = zg_ledger_by_name (effect->target), .put = put, .order = lines->lines->len };

  line.qty = effect->op == ZG_LEDGER_VALUE ? 0 : zg_stmt_int (stmt, 0);
  line.value_fen = line.ledger->valued && effect->op != ZG_LEDGER_OUT ? zg_stmt_int (stmt, 1) : 0;
  for (int i = 0; i < 4; i++)
    line.keys[i] = zg_stmt_int (stmt, 2 + i);
  take_day (lines, stmt, line.day);
  if (line.qty < 0 || (line.value_fen < 0 && effect->op != ZG_LEDGER_VALUE))
    {
      zg_ledger_refuse ("quantity", line.ledger, 0, 0, NULL, put->step->clause, error);
      return FALSE;
    }
  if (effect->op == ZG_LEDGER_OUT)
    line.qty = -line.qty;
  if (line.qty != 0 || (line.value_fen != 0 && effect->op == ZG_LEDGER_VALUE)) /* else nothing moved */
    g_array_append_val (lines->lines, line);
  return TRUE;
}

static void
take_turn (Lines *lines, const ZgEffect *effect, ZgStmt *stmt)
{
  Turn turn = { .period = effect->target, .closes = effect->op == ZG_PERIOD_CLOSE };
  char day[11];

  take_day (lines, stmt, day);
  g_strlcpy (turn.month, day, sizeof turn.month);
  g_array_append_val (lines->turns, turn);
}

static gboolean
collect_effect (Lines *lines, const ZgPut *put, const ZgEffect *effect, GError **error)
{
  g_autofree char   *sql = zg_effect_sql (put->record->kind, effect);
  g_autoptr (ZgStmt) stmt = zg_db_query (lines->db, error, sql, "i", put->record->id);
  gboolean           row;

  if (stmt == NULL)
    return FALSE;
  for (;;)
    {
      if (!zg_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (effect->op == ZG_PERIOD_CLOSE || effect->op == ZG_PERIOD_OPEN)
        take_turn (lines, effect, stmt);
      else if (!take_line (lines, put, effect, stmt, error))
        return FALSE;
    }
}

static gboolean
collect (Lines *lines, const ZgPosting *posting, GError **error)
{
  for (guint i = 0; i < posting->puts->len; i++)
    {
      const ZgPut *put = posting->puts->pdata[i];

      for (const ZgEffect *effect = put->step->effects; effect && effect->target; effect++)
        if (effect->op != ZG_ALSO && !collect_effect (lines, put, effect, error))
          return FALSE;
    }
  return TRUE;
}

/* By key, so that two desks never wait for each other crosswise; what comes in first. */
static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *x = a, *y = b;
  int         by = strcmp (x->ledger->name, y->ledger->name);

  for (int i = 0; by == 0 && i < 4; i++)
    by = x->keys[i] < y->keys[i] ? -1 : x->keys[i] > y->keys[i];
  if (by == 0)
    by = (x->qty < 0) - (y->qty < 0);
  return by ? by : x->order < y->order ? -1 : 1;
}

/* -- Into the tables -- */

/* What is closed opens with what was before it: a closed month closes all before it. */
static gboolean
period_is_open (ZgDb *db, const Line *line, GError **error)
{
  g_autoptr (ZgStmt) closed = NULL;
  gboolean           row = FALSE;
  char               month[8];

  if (line->ledger->period == NULL)
    return TRUE;
  g_strlcpy (month, line->day, sizeof month);
  closed = zg_db_query (db, error,
                        ZG_SQL ("SELECT month FROM closed WHERE period = $1 AND month >= $2 ORDER BY month DESC LIMIT 1"),
                        "ss", line->ledger->period, month);
  if (closed == NULL || !zg_stmt_step (closed, &row, error))
    return FALSE;
  if (row)
    zg_ledger_refuse ("period", line->ledger, 0, 0, zg_stmt_text (closed, 0), line->put->step->clause, error);
  return !row;
}

/* The most that came in on later days, less what went out, from any day after @after up to @to, with @since moved after @to. */
static gboolean
most_since (ZgDb *db, const Line *line, const char *after, const char *to, gint64 since, gint64 *most, GError **error)
{
  const gint64      *k = line->keys;
  g_autoptr (ZgStmt) days = zg_db_query (db, error,
                                         ZG_SQL ("SELECT CAST (sum (qty) AS BIGINT) FROM ledger_line WHERE ledger = $1"
                                                 " AND k1 = $2 AND k2 = $3 AND k3 = $4 AND k4 = $5 AND day > $6 AND day <= $7"
                                                 " GROUP BY day ORDER BY day DESC"),
                                         "siiiiss", line->ledger->name, k[0], k[1], k[2], k[3], after, to);
  gboolean           row = TRUE;

  while (days && zg_stmt_step (days, &row, error) && row)
    {
      since += zg_stmt_int (days, 0);
      *most = MAX (*most, since);
    }
  return days != NULL && !row;
}

/* Whether @room suffices for what later days need. A month whose whole income fits is not looked into: of ten thousand later
 * lines a few hundred are read, if any. */
static gboolean
fits_later (ZgDb *db, const Line *line, gint64 room, gboolean *fits, GError **error)
{
  const gint64      *k = line->keys;
  char               month[8];
  g_autoptr (ZgStmt) months = NULL;
  gint64             since = 0;
  gboolean           row = TRUE;

  *fits = room >= 0;
  g_strlcpy (month, line->day, sizeof month);
  months = zg_db_query (db, error,
                        ZG_SQL ("SELECT month, in_qty, out_qty FROM balance_month WHERE ledger = $1 AND k1 = $2 AND k2 = $3"
                                " AND k3 = $4 AND k4 = $5 AND month >= $6 ORDER BY month DESC"),
                        "siiiis", line->ledger->name, k[0], k[1], k[2], k[3], month);
  while (months && *fits && zg_stmt_step (months, &row, error) && row)
    {
      g_autofree char *first = g_strconcat (zg_stmt_text (months, 0), "-00", NULL);
      g_autofree char *last = g_strconcat (zg_stmt_text (months, 0), "-99", NULL);
      gint64           most = 0, in = zg_stmt_int (months, 1);

      if (since + in > room &&
          !most_since (db, line, strcmp (first, line->day) > 0 ? first : line->day, last, since, &most, error))
        return FALSE;
      *fits = most <= room;
      since += in - zg_stmt_int (months, 2);
    }
  return months != NULL && (!*fits || !row);
}

/* What is there on the day of the line and on every day after it: later movements count against what goes out earlier. */
static gboolean
floor_holds (ZgDb *db, const Line *line, gint64 balance, GError **error)
{
  gint64   later = 0, room = balance - line->ledger->floor + line->qty;
  gboolean fits = FALSE;

  if (!line->ledger->floored || line->qty >= 0)
    return TRUE;
  if (!fits_later (db, line, room, &fits, error))
    return FALSE;
  if (fits)
    return TRUE;
  if (most_since (db, line, line->day, "9999-99-99", 0, &later, error))
    zg_ledger_refuse ("floor", line->ledger, MAX (balance - later - line->ledger->floor, 0), -line->qty, NULL,
                      line->put->step->clause, error);
  return FALSE;
}

/* Its share of the value, half up; the last piece takes the rest. */
static gint64
value_out (gint64 value_fen, gint64 out, gint64 balance)
{
  __extension__ typedef __int128 Wide;

  if (out == balance)
    return value_fen;
  return (gint64) (((Wide) value_fen * out * 2 + balance) / ((Wide) balance * 2));
}

/* Of value alone: only what is there is worth something, and nothing less than nothing. */
static gboolean
value_holds (const Line *line, gint64 balance, gint64 value_fen, GError **error)
{
  if (line->qty != 0 || (balance > 0 && value_fen + line->value_fen >= 0))
    return TRUE;
  zg_ledger_refuse ("quantity", line->ledger, 0, 0, NULL, line->put->step->clause, error);
  return FALSE;
}

static gboolean
enter (ZgDb *db, Line *line, gint64 chain, gint64 seq, gint64 n, GError **error)
{
  const gint64      *k = line->keys;
  const char        *name = line->ledger->name;
  gboolean           in = line->qty > 0 || (line->qty == 0 && line->value_fen > 0);
  gint64             balance, value_fen;
  char               month[8];

  if (!period_is_open (db, line, error) || !zg_ledger_balance (db, line->ledger, k, &balance, &value_fen, error) ||
      !floor_holds (db, line, balance, error) || !value_holds (line, balance, value_fen, error))
    return FALSE;
  if (line->ledger->valued && line->qty < 0)
    line->value_fen = -value_out (value_fen, -line->qty, balance);
  g_strlcpy (month, line->day, sizeof month);
  return zg_db_run (db, error,
                    ZG_SQL ("INSERT INTO balance (ledger, k1, k2, k3, k4, qty, value_fen) VALUES ($1, $2, $3, $4, $5, $6, $7)"
                            " ON CONFLICT (ledger, k1, k2, k3, k4) DO UPDATE SET qty = balance.qty + excluded.qty,"
                            " value_fen = balance.value_fen + excluded.value_fen"),
                    "siiiiii", name, k[0], k[1], k[2], k[3], line->qty, line->value_fen) &&
         zg_db_run (db, error,
                    ZG_SQL ("INSERT INTO balance_month (ledger, k1, k2, k3, k4, month, in_qty, out_qty, in_fen, out_fen)"
                            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
                            " ON CONFLICT (ledger, k1, k2, k3, k4, month) DO UPDATE SET"
                            " in_qty = balance_month.in_qty + excluded.in_qty,"
                            " out_qty = balance_month.out_qty + excluded.out_qty,"
                            " in_fen = balance_month.in_fen + excluded.in_fen,"
                            " out_fen = balance_month.out_fen + excluded.out_fen"),
                    "siiiisiiii", name, k[0], k[1], k[2], k[3], month, in ? line->qty : (gint64) 0, in ? (gint64) 0 : -line->qty,
                    in ? line->value_fen : (gint64) 0, in ? (gint64) 0 : -line->value_fen) &&
         zg_db_run (db, error,
                    ZG_SQL ("INSERT INTO ledger_line (chain, seq, n, ledger, k1, k2, k3, k4, day, qty, value_fen, kind, doc)"
                            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"),
                    "iiisiiiisiisi", chain, seq, n, name, k[0], k[1], k[2], k[3], line->day, line->qty, line->value_fen,
                    line->put->record->kind->id, line->put->record->id);
}

static gboolean
turn_period (ZgDb *db, const Turn *turn, gint64 chain, gint64 seq, GError **error)
{
  if (turn->closes)
    return zg_db_run (db, error,
                      ZG_SQL ("INSERT INTO closed (period, month, chain, seq) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"),
                      "ssii", turn->period, turn->month, chain, seq);
  return zg_db_run (db, error, ZG_SQL ("DELETE FROM closed WHERE period = $1 AND month = $2"), "ss", turn->period, turn->month);
}

gboolean
zg_post_lines (ZgDb *db, const ZgPosting *posting, gint64 chain, gint64 seq, gint64 now_ms, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Line));
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  Lines              lines = { db, all, turns, zg_day_of_ms (now_ms) };

  if (!collect (&lines, posting, error))
    return FALSE;
  g_array_sort (all, compare_lines);
  for (guint i = 0; i < all->len; i++)
    if (!enter (db, &g_array_index (all, Line, i), chain, seq, (gint64) i + 1, error))
      return FALSE;
  for (guint i = 0; i < turns->len; i++)
    if (!turn_period (db, &g_array_index (turns, Turn, i), chain, seq, error))
      return FALSE;
  return TRUE;
}

/* -- Of the server -- */

/* The clause of the step that enters into it. */
static const char *
clause_of (const ZgPosting *posting, const ZgLedger *ledger)
{
  for (guint i = 0; i < posting->puts->len; i++)
    {
      const ZgStep *step = ((const ZgPut *) posting->puts->pdata[i])->step;

      for (const ZgEffect *effect = step->effects; effect && effect->target; effect++)
        if (effect->op != ZG_ALSO && g_str_equal (effect->target, ledger->name))
          return step->clause;
    }
  return NULL;
}

gboolean
zg_post_lines_refused (const ZgPosting *posting, const char *why, GError **error)
{
  g_auto (GStrv)  parts = g_strsplit (why ? why : "", "|", 4);
  guint           n = g_strv_length (parts);
  const ZgLedger *ledger = n >= 2 ? zg_ledger_by_name (parts[1]) : NULL;

  if (ledger == NULL)
    return FALSE;
  g_clear_error (error);
  zg_ledger_refuse (parts[0], ledger, n > 2 ? g_ascii_strtoll (parts[2], NULL, 10) : 0,
                    n > 3 ? g_ascii_strtoll (parts[3], NULL, 10) : 0, n > 2 ? parts[2] : NULL, clause_of (posting, ledger),
                    error);
  return TRUE;
}
