/* zg-attendance-attlog.c: the layout of a time clock's punches (1_attlog.dat). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-private.h"
#include "zg-attlog.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-text.h"

typedef struct
{
  gint64        clock;
  ZgRecord     *record;
  ZgImportPlan *plan;
  GHashTable   *known;   /* "pin/at/button" in the book or earlier in the file */
  GHashTable   *pins;    /* pin → Pin */
  gint64        now_ms;
  gboolean      warned;
} Attlog;

typedef struct
{
  char     pin[25];
  int      line;
  guint    count;
  gint64   first_ms, last_ms;
} Pin;

static char *
key_of (const char *pin, gint64 at, gint64 button)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%d", pin, at, (int) button);
}

static gint64
at_of (const ZgAttlogRow *row)
{
  return zg_day_to_ms (row->day, row->second);
}

static gint64
button_of (const ZgAttlogRow *row)
{
  return row->button < 0 ? 255 : row->button;
}

static gboolean
read_known (Attlog *attlog, ZgDb *db, const ZgAttlog *log, GError **error)
{
  g_autoptr (ZgStmt) rows = NULL;
  gint64             from = G_MAXINT64, to = 0;
  gboolean           row = FALSE;

  for (guint i = 0; i < log->rows->len; i++)
    {
      gint64 at = at_of (&g_array_index (log->rows, ZgAttlogRow, i));

      from = MIN (from, at);
      to = MAX (to, at);
    }
  rows = zg_db_query (db, error, ZG_SQL ("SELECT pin, at, button FROM punch WHERE clock = $1 AND at >= $2 AND at <= $3"), "iii",
                      attlog->clock, from, to);
  while (rows && zg_stmt_step (rows, &row, error) && row)
    g_hash_table_add (attlog->known, key_of (zg_stmt_text (rows, 0), zg_stmt_int (rows, 1), zg_stmt_int (rows, 2)));
  return rows != NULL && !row;
}

static void
count_pin (Attlog *attlog, const ZgAttlogRow *row)
{
  Pin *pin = g_hash_table_lookup (attlog->pins, row->pin);

  if (pin == NULL)
    {
      pin = g_new0 (Pin, 1);
      g_strlcpy (pin->pin, row->pin, sizeof pin->pin);
      pin->line = row->line;
      pin->first_ms = pin->last_ms = at_of (row);
      g_hash_table_insert (attlog->pins, pin->pin, pin);
    }
  pin->count++;
  pin->first_ms = MIN (pin->first_ms, at_of (row));
  pin->last_ms = MAX (pin->last_ms, at_of (row));
}

static void
add_row (Attlog *attlog, const ZgAttlogRow *row)
{
  g_autofree char *raw = zg_attlog_raw_text (row->raw, row->raw_len);
  ZgBatch         *batch = attlog->plan->batch;
  ZgCell          *cells = zg_batch_row (batch);

  zg_batch_int (&cells[ZG_PUNCH_CLOCK_REF], attlog->clock);
  zg_batch_text (batch, &cells[ZG_PUNCH_PIN], row->pin, -1);
  zg_batch_int (&cells[ZG_PUNCH_AT], at_of (row));
  zg_batch_int (&cells[ZG_PUNCH_BUTTON], button_of (row));
  if (row->verify >= 0)
    zg_batch_int (&cells[ZG_PUNCH_VERIFY], row->verify);
  zg_batch_int (&cells[ZG_PUNCH_LINE], row->line);
  zg_batch_text (batch, &cells[ZG_PUNCH_RAW], raw, -1);
  attlog->plan->n_taken++;
}

static void
warn_other_clock (Attlog *attlog, const ZgAttlogRow *row)
{
  gint64           number = zg_record_int (attlog->record, ZG_CLOCK_NUMBER);
  g_autofree char *raw = NULL, *note = NULL;

  if (attlog->warned || row->clock_field < 0 || row->clock_field == number)
    return;
  attlog->warned = TRUE;
  raw = zg_attlog_raw_text (row->raw, row->raw_len);
  note = g_strdup_printf (_ ("The file says clock %d, chosen is clock %d. If the choice is wrong, choose the other clock."),
                          row->clock_field, (int) number);
  zg_import_plan_line (attlog->plan, row->line, TRUE, raw, note);
}

static void
warn_other_name (Attlog *attlog, const char *file)
{
  g_autofree char *said = NULL, *number = NULL, *note = NULL;

  number = g_strdup_printf ("%" G_GINT64_FORMAT, zg_record_int (attlog->record, ZG_CLOCK_NUMBER));
  if (!zg_attlog_clock_from_name (file, &said) || g_str_equal (said, number))
    return;
  note = g_strdup_printf (_ ("The name of the file says clock %s, chosen is clock %s. If the choice is wrong, choose the other "
                             "clock."),
                          said, number);
  zg_import_plan_line (attlog->plan, 0, TRUE, file, note);
}

static void
plan_row (Attlog *attlog, const ZgAttlogRow *row)
{
  g_autofree char *key = key_of (row->pin, at_of (row), button_of (row));

  warn_other_clock (attlog, row);
  if (at_of (row) > attlog->now_ms + 86400000)
    {
      g_autofree char *raw = zg_attlog_raw_text (row->raw, row->raw_len);

      attlog->plan->n_bad++;
      zg_import_plan_line (attlog->plan, row->line, FALSE, raw, _ ("This time has not come yet: the clock is set wrong."));
      return;
    }
  count_pin (attlog, row);
  if (g_hash_table_add (attlog->known, g_steal_pointer (&key)))
    add_row (attlog, row);
  else
    attlog->plan->n_known++;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const ZgImportLine *left = *(ZgImportLine *const *) a, *right = *(ZgImportLine *const *) b;

  return left->line - right->line;
}

static int
compare_pins (gconstpointer a, gconstpointer b)
{
  return ((const Pin *) a)->line - ((const Pin *) b)->line;
}

static void
list_unheld (Attlog *attlog, ZgDb *db)
{
  g_autoptr (GList) pins = g_list_sort (g_hash_table_get_values (attlog->pins), compare_pins);

  for (GList *item = pins; item; item = item->next)
    {
      const Pin       *pin = item->data;
      gint64           held = 0;
      g_autofree char *text = NULL;

      zg_db_int (db, &held, NULL,
                 ZG_SQL ("SELECT count(*) FROM clock_pin WHERE clock = $1 AND pin = $2 AND state = 'active'"
                         " AND from_ms <= $3 AND to_ms > $4"),
                 "isii", attlog->clock, pin->pin, pin->first_ms, pin->last_ms);
      if (held)
        continue;
      text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "User no. %s · %u punch", "User no. %s · %u punches", pin->count),
                              pin->pin, pin->count);
      zg_import_plan_line (
          attlog->plan, pin->line, TRUE, text,
          _ ("Nobody holds this number, at least not all the time. Its punches are kept and count from the day it is assigned."));
    }
}

static void
list_bad (Attlog *attlog, const ZgAttlog *log)
{
  for (guint i = 0; i < log->bad->len; i++)
    {
      const ZgAttlogBad *bad = &g_array_index (log->bad, ZgAttlogBad, i);
      g_autofree char   *raw = zg_attlog_raw_text (bad->raw, bad->raw_len);

      attlog->plan->n_bad++;
      zg_import_plan_line (attlog->plan, bad->line, FALSE, raw, bad->reason);
    }
}

static void
close_plan (Attlog *attlog)
{
  ZgImportPlan *plan = attlog->plan;
  const char   *name = zg_record_text (attlog->record, ZG_CLOCK_NAME);

  g_ptr_array_sort (plan->lines, compare_lines);
  plan->summary = g_strdup_printf (_ ("%s: %u new punches, %u known already, %u lines not understood."), name, plan->n_taken,
                                   plan->n_known, plan->n_bad);
  plan->asked = g_new0 (char *, 2);
  plan->asked[0] = g_strdup (name);
}

static ZgImportPlan *
plan_attlog (const ZgLayout *layout, ZgSession *session, ZgDb *db, const char *name, GBytes *bytes, const char *const *values,
             GError **error)
{
  g_autoptr (ZgImportPlan) plan = zg_import_plan_new ();
  g_autoptr (ZgAttlog)     log = NULL;
  g_autoptr (ZgRecord)     clock = NULL;
  g_autoptr (GHashTable)   known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable)   pins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  Attlog attlog = { .plan = plan, .known = known, .pins = pins, .now_ms = zg_book_now (zg_session_book (session)) };

  if (!zg_clock_asked (db, name, values, &attlog.clock, &clock, error))
    return NULL;
  attlog.record = clock;
  log = zg_attlog_parse (bytes, error);
  if (log == NULL || !read_known (&attlog, db, log, error))
    return NULL;
  warn_other_name (&attlog, name);
  plan->batch = zg_batch_new (&zg_punch, log->rows->len);
  for (guint i = 0; i < log->rows->len; i++)
    plan_row (&attlog, &g_array_index (log->rows, ZgAttlogRow, i));
  list_bad (&attlog, log);
  list_unheld (&attlog, db);
  close_plan (&attlog);
  return g_steal_pointer (&plan);
}

/* The first lines decide: most of them must read as punches; of a file with a clock's name, one. */
static int
recognise_attlog (const char *name, GBytes *bytes)
{
  gsize                size = MIN (g_bytes_get_size (bytes), 4096);
  g_autoptr (GBytes)   head = g_bytes_new_from_bytes (bytes, 0, size);
  g_autoptr (ZgAttlog) log = zg_attlog_parse (head, NULL);

  if (log == NULL || log->rows->len == 0)
    return 0;
  if (zg_clock_file_named (name, "attlog"))
    return 100;
  return log->bad->len > log->rows->len ? 0 : 80;
}

const ZgLayout zg_attlog_layout = {
  "attlog", N_ ("Punches of a time clock (attlog)"), &zg_punch, "dat,txt",
  zg_clock_argument, 1, recognise_attlog, zg_clock_propose, plan_attlog,
};
