/* zg-attendance-punches.c: reads the punches of a month person by person and judges them while they come.
 *
 * The cursor walks the covering index (clock, pin, at, button) one user number after the other, so that a book with years of
 * punches costs no more than one with a month. Many people are judged on a second thread, a block at a time, while the next block
 * is read. */
#include "config.h"

#include "zg-attendance-private.h"
#include "zg-day.h"

#define BLOCK 256        /* lines handed over at once */
#define ONE_THREAD 512   /* fewer lines are judged where they are read */

typedef struct
{
  int      line;
  gint64   clock;
  char    *pin;
  gint64   from_ms, to_ms; /* to excluded */
  gboolean typed;          /* a desk: times typed by hand */
} Pin;

typedef struct
{
  ZgMonth     *month;
  GArray      *pins;
  gint64       first, end; /* instants: the month without its margins */
  GAsyncQueue *queue;  /* (nullable): of first line + 1 */
  GThread     *thread;
} Reader;

static void
pin_clear (gpointer data)
{
  g_free (((Pin *) data)->pin);
}

static int
compare_pins (gconstpointer a, gconstpointer b)
{
  const Pin *left = a, *right = b;

  return left->line != right->line     ? left->line - right->line
         : left->clock != right->clock ? (left->clock > right->clock) - (left->clock < right->clock)
                                       : strcmp (left->pin, right->pin);
}

static gboolean
read_pins (Reader *reader, ZgDb *db, GError **error)
{
  const ZgMonthFacts *facts = reader->month->facts;
  gint64              first = zg_day_to_ms (facts->span_first, 0), last = zg_day_to_ms (facts->span_first + facts->n_span, 0);
  g_autoptr (ZgStmt)  rows = zg_db_query (db, error,
                                          ZG_SQL ("SELECT p.staff, p.clock, p.pin, p.from_ms, p.to_ms, c.sort FROM clock_pin p"
                                                  " JOIN clock c ON c.id = p.clock WHERE p.state = 'active'"),
                                          NULL);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      Pin pin = { .line = zg_month_facts_line (facts, zg_stmt_int (rows, 0)),
                  .clock = zg_stmt_int (rows, 1),
                  .typed = zg_stmt_int (rows, 5) == ZG_CLOCK_DESK };

      if (pin.line < 0)
        continue;
      pin.from_ms = MAX (first, zg_stmt_int (rows, 3));
      pin.to_ms = MIN (last, zg_stmt_int (rows, 4));
      pin.pin = g_strdup (zg_stmt_text (rows, 2));
      g_array_append_val (reader->pins, pin);
    }
  g_array_sort (reader->pins, compare_pins);
  return rows != NULL && !row;
}

static gboolean
read_pin (Reader *reader, ZgStmt *rows, const Pin *pin, GArray *punches, GError **error)
{
  gint64   counted = 0;
  gboolean row;

  zg_stmt_bind_int (rows, 1, pin->clock);
  zg_stmt_bind_text_static (rows, 2, pin->pin);
  zg_stmt_bind_int (rows, 3, pin->from_ms);
  zg_stmt_bind_int (rows, 4, pin->to_ms);
  while (zg_stmt_step (rows, &row, error))
    {
      ZgJudgePunch punch;

      if (!row)
        {
          zg_stmt_reset (rows);
          reader->month->n_punches += counted;
          return TRUE;
        }
      punch.at = zg_month_facts_instant (zg_stmt_int (rows, 0));
      punch.id = 0;
      punch.clock = (guint16) pin->clock;
      punch.button = zg_stmt_int (rows, 1);
      punch.source = pin->typed ? ZG_PUNCH_MANUAL : ZG_PUNCH_CLOCK;
      counted += punch.at >= reader->first && punch.at < reader->end;
      g_array_append_val (punches, punch);
    }
  return FALSE;
}

static void
add_photos (const ZgMonthFacts *facts, int line, guint *photo, GArray *punches)
{
  for (; *photo < facts->photos->len && g_array_index (facts->photos, ZgFactsPhoto, *photo).line <= line; (*photo)++)
    if (g_array_index (facts->photos, ZgFactsPhoto, *photo).line == line)
      {
        ZgJudgePunch punch = { .at = g_array_index (facts->photos, ZgFactsPhoto, *photo).at,
                               .button = ZG_BUTTON_NONE,
                               .source = ZG_PUNCH_PHOTO };

        g_array_append_val (punches, punch);
      }
}

/* -- The second thread -- */

static gpointer
judge_blocks (gpointer data)
{
  Reader                   *reader = data;
  g_autofree ZgDayResult   *scratch = g_new0 (ZgDayResult, ZG_JUDGE_MONTH_DAYS);
  int                       first;

  while ((first = GPOINTER_TO_INT (g_async_queue_pop (reader->queue)) - 1) >= 0)
    for (int line = first; line < MIN (first + BLOCK, reader->month->n_lines); line++)
      zg_month_line_judged (reader->month, line, scratch);
  return NULL;
}

/* A block is asked for by its first line + 1, as a queue takes no NULL; -1 ends. */
static void
stop_thread (Reader *reader)
{
  if (reader->thread == NULL)
    return;
  g_async_queue_push (reader->queue, GINT_TO_POINTER (-1));
  g_thread_join (reader->thread);
  g_async_queue_unref (reader->queue);
  reader->thread = NULL;
}

static void
hand_over (Reader *reader, int first, int end, GArray *punches, const gsize *starts, ZgDayResult *scratch)
{
  ZgMonthFacts *facts = reader->month->facts;
  ZgJudgePunch *kept = (ZgJudgePunch *) g_array_steal (punches, NULL);

  g_ptr_array_add (facts->blocks, kept);
  for (int line = first; line < end; line++)
    {
      facts->people[line].punches = kept ? kept + starts[line - first] : NULL;
      facts->people[line].n_punches = starts[line - first + 1] - starts[line - first];
    }
  if (reader->thread)
    g_async_queue_push (reader->queue, GINT_TO_POINTER (first + 1));
  else
    for (int line = first; line < end; line++)
      zg_month_line_judged (reader->month, line, scratch);
}

static gboolean
read_line (Reader *reader, ZgStmt *rows, int line, guint *next_pin, guint *next_photo, GArray *punches, GError **error)
{
  guint start = punches->len, sources = 0;

  for (; *next_pin < reader->pins->len && g_array_index (reader->pins, Pin, *next_pin).line == line; (*next_pin)++, sources++)
    if (!read_pin (reader, rows, &g_array_index (reader->pins, Pin, *next_pin), punches, error))
      return FALSE;
  if (*next_photo < reader->month->facts->photos->len)
    {
      add_photos (reader->month->facts, line, next_photo, punches);
      sources += 2;
    }
  if (sources > 1 && punches->len > start)
    zg_judge_sort_punches (&g_array_index (punches, ZgJudgePunch, start), punches->len - start);
  return TRUE;
}

static gboolean
read_lines (Reader *reader, ZgDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgStmt) rows =
      zg_db_prepare (db,
                     ZG_SQL ("SELECT at, button FROM punch WHERE clock = $1 AND pin = $2 AND at >= $3 AND at < $4"
                             " ORDER BY at, button"),
                     error);
  g_autoptr (GArray)      punches = g_array_new (FALSE, FALSE, sizeof (ZgJudgePunch));
  g_autofree ZgDayResult *scratch = g_new0 (ZgDayResult, ZG_JUDGE_MONTH_DAYS);
  gsize                   starts[BLOCK + 1];
  guint                   pin = 0, photo = 0;

  for (int first = 0; rows && first < reader->month->n_lines; first += BLOCK)
    {
      int end = MIN (first + BLOCK, reader->month->n_lines);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (int line = first; line < end; line++)
        {
          starts[line - first] = punches->len;
          if (!read_line (reader, rows, line, &pin, &photo, punches, error))
            return FALSE;
        }
      starts[end - first] = punches->len;
      hand_over (reader, first, end, punches, starts, scratch);
    }
  return rows != NULL;
}

gboolean
zg_month_read (ZgMonth *month, ZgDb *db, GCancellable *cancellable, GError **error)
{
  Reader   reader = { .month = month, .pins = g_array_sized_new (FALSE, TRUE, sizeof (Pin), month->n_lines) };
  gboolean done;

  reader.first = month->first_day * G_GINT64_CONSTANT (86400);
  reader.end = (month->first_day + month->n_days) * G_GINT64_CONSTANT (86400);
  g_array_set_clear_func (reader.pins, pin_clear);
  if (month->n_lines > ONE_THREAD)
    {
      reader.queue = g_async_queue_new ();
      reader.thread = g_thread_new ("zg-judge", judge_blocks, &reader);
    }
  done = read_pins (&reader, db, error) && read_lines (&reader, db, cancellable, error);
  stop_thread (&reader);
  g_array_unref (reader.pins);
  return done;
}
