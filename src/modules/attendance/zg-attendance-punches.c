/* zg-attendance-punches.c: reads the punches of a month person by person and judges them while they come.
 *
 * The cursor walks the covering index (clock, pin, at, button) one user number after the other, so that a book with years of
 * punches costs no more than one with a month. Of many people one half is read and judged on a second thread, over a second
 * connection that sees the same book. */
#include "config.h"

#include "zg-attendance-private.h"
#include "zg-day.h"

#define BLOCK 256      /* lines read before they are judged */
#define ONE_THREAD 512 /* fewer lines are read by one */

typedef struct
{
  int      line;
  gint64   clock;
  char    *pin;
  gint64   from_ms, to_ms; /* to excluded */
  gboolean typed;          /* a desk: times typed by hand */
} Pin;

/* What one thread does: the lines first … end - 1. */
typedef struct
{
  ZgMonth      *month;
  ZgDb         *db;
  GCancellable *cancellable;
  const GArray *pins;      /* of Pin, by line */
  int           first, end;
  guint         pin, photo; /* next of each */
  ZgStmt       *open, *cut; /* punches of one number: all, and what a closed month knew */
  gint64        from, to;  /* instants: the month without its margins */
  ZgJudgePunch *punches;   /* of the block */
  gsize         n, room;
  gint64        n_punches;
  GPtrArray    *blocks;    /* memory of punches, to be kept with the facts */
  gboolean      done;
  GError       *error;
} Part;

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
read_pins (const ZgMonthFacts *facts, ZgDb *db, GArray *pins, GError **error)
{
  gint64             first = zg_day_to_ms (facts->span_first, 0), last = zg_day_to_ms (facts->span_first + facts->n_span, 0);
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT p.staff, p.clock, p.pin, p.from_ms, p.to_ms, c.sort, p.created_ms FROM clock_pin p"
                           " JOIN clock c ON c.id = p.clock WHERE p.state = 'active'"),
                   NULL);
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      Pin pin = { .line = zg_month_facts_line (facts, zg_stmt_int (rows, 0)),
                  .clock = zg_stmt_int (rows, 1),
                  .typed = zg_stmt_int (rows, 5) == ZG_CLOCK_DESK };

      if (pin.line < 0 || !zg_month_facts_knew (facts, pin.line, zg_stmt_int (rows, 6)))
        continue;
      pin.from_ms = MAX (first, zg_stmt_int (rows, 3));
      pin.to_ms = MIN (last, zg_stmt_int (rows, 4));
      pin.pin = g_strdup (zg_stmt_text (rows, 2));
      g_array_append_val (pins, pin);
    }
  g_array_sort (pins, compare_pins);
  return rows != NULL && !row;
}

static ZgJudgePunch *
next_punch (Part *part)
{
  if (part->n == part->room)
    {
      part->room = part->room ? 2 * part->room : 8192;
      part->punches = g_renew (ZgJudgePunch, part->punches, part->room);
    }
  return &part->punches[part->n++];
}

static gboolean
read_pin (Part *part, const Pin *pin)
{
  gint64             cut_ms = part->month->facts->people[pin->line].cut_ms;
  ZgStmt            *rows = cut_ms ? part->cut : part->open;
  const ZgJudgePunch like = { .clock = (guint16) pin->clock, .source = pin->typed ? ZG_PUNCH_MANUAL : ZG_PUNCH_CLOCK };
  gboolean           row;

  zg_stmt_bind_int (rows, 1, pin->clock);
  zg_stmt_bind_text_static (rows, 2, pin->pin);
  zg_stmt_bind_int (rows, 3, pin->from_ms);
  zg_stmt_bind_int (rows, 4, pin->to_ms);
  if (cut_ms)
    zg_stmt_bind_int (rows, 5, cut_ms);
  while (zg_stmt_step (rows, &row, &part->error))
    {
      ZgJudgePunch *punch;

      if (!row)
        {
          zg_stmt_reset (rows);
          return TRUE;
        }
      punch = next_punch (part);
      *punch = like;
      punch->at = zg_month_facts_instant (zg_stmt_int (rows, 0));
      punch->button = zg_stmt_int (rows, 1);
      part->n_punches += punch->at >= part->from && punch->at < part->to;
    }
  return FALSE;
}

static void
add_photos (Part *part, int line)
{
  const GArray *photos = part->month->facts->photos;

  for (; part->photo < photos->len && g_array_index (photos, ZgFactsPhoto, part->photo).line <= line; part->photo++)
    if (g_array_index (photos, ZgFactsPhoto, part->photo).line == line)
      *next_punch (part) = (ZgJudgePunch){ .at = g_array_index (photos, ZgFactsPhoto, part->photo).at,
                                           .button = ZG_BUTTON_NONE,
                                           .source = ZG_PUNCH_PHOTO };
}

static gboolean
read_line (Part *part, int line)
{
  gsize start = part->n;
  guint sources = 0;

  for (; part->pin < part->pins->len && g_array_index (part->pins, Pin, part->pin).line == line; part->pin++, sources++)
    if (!read_pin (part, &g_array_index (part->pins, Pin, part->pin)))
      return FALSE;
  if (part->photo < part->month->facts->photos->len)
    {
      add_photos (part, line);
      sources += 2;
    }
  if (sources > 1 && part->n > start)
    zg_judge_sort_punches (part->punches + start, part->n - start);
  return TRUE;
}

static void
judge_block (Part *part, int first, int end, const gsize *starts, ZgDayResult *scratch)
{
  ZgFactsPerson *people = part->month->facts->people;
  ZgJudgePunch  *kept = g_renew (ZgJudgePunch, part->punches, part->n);

  g_ptr_array_add (part->blocks, kept);
  part->punches = NULL;
  part->n = part->room = 0;
  for (int line = first; line < end; line++)
    {
      people[line].punches = kept ? kept + starts[line - first] : NULL;
      people[line].n_punches = starts[line - first + 1] - starts[line - first];
      zg_month_line_judged (part->month, line, scratch);
    }
}

static gboolean
read_blocks (Part *part)
{
  g_autoptr (ZgStmt) open =
      zg_db_prepare (part->db,
                     ZG_SQL ("SELECT at, button FROM punch WHERE clock = $1 AND pin = $2 AND at >= $3 AND at < $4"
                             " ORDER BY at, button"),
                     &part->error);
  g_autoptr (ZgStmt) cut =
      open ? zg_db_prepare (part->db,
                            ZG_SQL ("SELECT at, button FROM punch WHERE clock = $1 AND pin = $2 AND at >= $3 AND at < $4"
                                    " AND created_ms <= $5 ORDER BY at, button"),
                            &part->error)
           : NULL;
  g_autofree ZgDayResult *scratch = g_new0 (ZgDayResult, ZG_JUDGE_MONTH_DAYS);
  gsize                   starts[BLOCK + 1];

  part->open = open;
  part->cut = cut;
  for (int first = part->first; cut && first < part->end; first += BLOCK)
    {
      int end = MIN (first + BLOCK, part->end);

      if (g_cancellable_set_error_if_cancelled (part->cancellable, &part->error))
        return FALSE;
      for (int line = first; line < end; line++)
        {
          starts[line - first] = part->n;
          if (!read_line (part, line))
            return FALSE;
        }
      starts[end - first] = part->n;
      judge_block (part, first, end, starts, scratch);
    }
  return cut != NULL;
}

static gpointer
do_part (gpointer data)
{
  Part *part = data;

  part->done = read_blocks (part);
  g_free (part->punches);
  return NULL;
}

/* -- The two halves -- */

static void
part_begin (Part *part, ZgMonth *month, ZgDb *db, const GArray *pins, int first, int end, GCancellable *cancellable)
{
  const GArray *photos = month->facts->photos;

  *part = (Part){ .month = month, .db = db, .pins = pins, .first = first, .end = end, .cancellable = cancellable };
  part->from = month->first_day * G_GINT64_CONSTANT (86400);
  part->to = (month->first_day + month->n_days) * G_GINT64_CONSTANT (86400);
  part->blocks = g_ptr_array_new ();
  while (part->pin < pins->len && g_array_index (pins, Pin, part->pin).line < first)
    part->pin++;
  while (part->photo < photos->len && g_array_index (photos, ZgFactsPhoto, part->photo).line < first)
    part->photo++;
}

static gboolean
part_end (Part *part, GError **error)
{
  part->month->n_punches += part->n_punches;
  g_ptr_array_extend_and_steal (part->month->facts->blocks, part->blocks);
  if (part->done)
    return TRUE;
  if (error && *error == NULL)
    g_propagate_error (error, part->error);
  else
    g_clear_error (&part->error);
  return FALSE;
}

static gboolean
read_halves (ZgMonth *month, ZgDb *db, ZgDb *twin, const GArray *pins, GCancellable *cancellable, GError **error)
{
  int      middle = twin ? month->n_lines / 2 : month->n_lines;
  Part     near, far;
  GThread *thread = NULL;
  gboolean done;

  part_begin (&near, month, db, pins, 0, middle, cancellable);
  part_begin (&far, month, twin, pins, middle, month->n_lines, cancellable);
  far.done = twin == NULL;
  if (twin)
    thread = g_thread_new ("zg-month", do_part, &far);
  do_part (&near);
  if (thread)
    g_thread_join (thread);
  done = part_end (&near, error);
  return part_end (&far, error) && done;
}

gboolean
zg_month_read (ZgMonth *month, ZgBook *book, ZgDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) pins = g_array_sized_new (FALSE, TRUE, sizeof (Pin), month->n_lines);
  ZgDb              *twin;
  gboolean           done;

  g_array_set_clear_func (pins, pin_clear);
  if (!read_pins (month->facts, db, pins, error))
    return FALSE;
  twin = month->n_lines > ONE_THREAD ? zg_book_twin (book, db) : NULL;
  done = read_halves (month, db, twin, pins, cancellable, error);
  zg_book_twin_give_back (book, twin);
  return done;
}
