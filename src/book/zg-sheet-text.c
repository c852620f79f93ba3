/* zg-sheet-text.c: search as you type over many rows: what a sheet is searched in lies folded in memory, newest first, and is
 * looked through for every word, however short. For sheets whose rows never change (.texts): what is new is read and added. */
#include <string.h>

#include "zg-book-private.h"
#include "zg-find.h"
#include "zg-sheet-private.h"
#include "zg-text.h"

#define MOST_SOURCES 4
#define MOST_TAIL 20000 /* rows apart, until they are put in order with all others */
#define CHECK_EVERY 1024
/* Ids are made before they are written: what is read once more is the last minute of them (zg_book_new_id). */
#define WINDOW (G_GINT64_CONSTANT (60000) << 22)

typedef struct
{
  GString *text;
  GArray  *ends;   /* of gsize: where each row's text ends */
  GArray  *places; /* of ZgPlace */
} Block;

struct _ZgTexts
{
  const ZgSheet *sheet;
  GMutex  lock;
  Block   main, tail;          /* main: in the order of the sheet */
  gint64  last[MOST_SOURCES];  /* id read last */
  GArray *seen[MOST_SOURCES];  /* of gint64: the last minute of them, rising */
  gint64  n_undone, posted;    /* as of the last reading; -1: none */
};

static void
block_init (Block *block)
{
  block->text = g_string_new (NULL);
  block->ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  block->places = g_array_new (FALSE, FALSE, sizeof (ZgPlace));
}

static void
block_clear (Block *block)
{
  g_string_free (block->text, TRUE);
  g_array_unref (block->ends);
  g_array_unref (block->places);
}

static void
forget (ZgTexts *texts)
{
  block_clear (&texts->main);
  block_clear (&texts->tail);
  block_init (&texts->main);
  block_init (&texts->tail);
  for (int i = 0; i < MOST_SOURCES; i++)
    {
      texts->last[i] = 0;
      g_array_set_size (texts->seen[i], 0);
    }
  texts->posted = -1;
}

static ZgTexts *
texts_new (const ZgSheet *sheet)
{
  ZgTexts *texts = g_new0 (ZgTexts, 1);

  texts->sheet = sheet;
  g_mutex_init (&texts->lock);
  block_init (&texts->main);
  block_init (&texts->tail);
  for (int i = 0; i < MOST_SOURCES; i++)
    texts->seen[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
  texts->n_undone = texts->posted = -1;
  return texts;
}

void
zg_texts_free (ZgTexts *texts)
{
  block_clear (&texts->main);
  block_clear (&texts->tail);
  for (int i = 0; i < MOST_SOURCES; i++)
    g_array_unref (texts->seen[i]);
  g_mutex_clear (&texts->lock);
  g_free (texts);
}

/* -- Order -- */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const ZgPlace *x = a, *y = b;

  if (x->key != y->key)
    return x->key > y->key ? -1 : 1;
  return (x->id < y->id) - (x->id > y->id);
}

typedef struct
{
  ZgPlace      place;
  const Block *block;
  guint        row;
} Sorted;

static gsize
start_of (const Block *block, guint row)
{
  return row ? g_array_index (block->ends, gsize, row - 1) : 0;
}

static void
append_row (Block *block, const ZgPlace *place)
{
  g_array_append_val (block->ends, block->text->len);
  g_array_append_val (block->places, *place);
}

static void
collect (GArray *all, const Block *block)
{
  for (guint i = 0; i < block->places->len; i++)
    {
      Sorted one = { g_array_index (block->places, ZgPlace, i), block, i };

      g_array_append_val (all, one);
    }
}

/* The rows apart take their place among the others. */
static void
put_in_order (ZgTexts *texts)
{
  g_autoptr (GArray) all = g_array_sized_new (FALSE, FALSE, sizeof (Sorted), texts->main.places->len + texts->tail.places->len);
  Block              next;

  collect (all, &texts->main);
  collect (all, &texts->tail);
  g_array_sort (all, compare_places);
  block_init (&next);
  g_string_set_size (next.text, texts->main.text->len + texts->tail.text->len);
  g_string_truncate (next.text, 0);
  for (guint i = 0; i < all->len; i++)
    {
      const Sorted *one = &g_array_index (all, Sorted, i);
      gsize         from = start_of (one->block, one->row);

      g_string_append_len (next.text, one->block->text->str + from,
                           (gssize) (g_array_index (one->block->ends, gsize, one->row) - from));
      append_row (&next, &one->place);
    }
  block_clear (&texts->main);
  block_clear (&texts->tail);
  texts->main = next;
  block_init (&texts->tail);
}

/* -- Reading -- */

static void
append_folded (GString *out, const char *text)
{
  gsize from = out->len;

  if (text == NULL)
    return;
  if (zg_text_is_clean (text)) /* Han and ASCII: nothing to fold but capitals */
    {
      g_string_append (out, text);
      for (char *p = out->str + from; *p; p++)
        *p = g_ascii_tolower (*p);
    }
  else
    {
      g_autofree char *folded = zg_text_fold (text);

      g_string_append (out, folded);
    }
  g_string_append_c (out, '\n');
}

static gboolean
is_seen (const GArray *seen, gint64 id)
{
  guint low = 0, high = seen->len;

  while (low < high)
    {
      guint mid = (low + high) / 2;

      if (g_array_index (seen, gint64, mid) < id)
        low = mid + 1;
      else
        high = mid;
    }
  return low < seen->len && g_array_index (seen, gint64, low) == id;
}

/* What has no number stands where the engine puts it when it falls: in a file last, on a server first. */
static void
take_row (ZgTexts *texts, ZgStmt *stmt, gint64 none)
{
  ZgPlace place = { zg_stmt_is_null (stmt, 2) ? none : zg_stmt_int (stmt, 2), zg_stmt_int (stmt, 1) };

  for (int c = 3; c < zg_stmt_n_columns (stmt); c++)
    append_folded (texts->tail.text, zg_stmt_text (stmt, c));
  append_row (&texts->tail, &place);
}

/* Everything younger than the last minute of what was read before; broken off, it goes on from there the next time. */
static gboolean
read_source (ZgTexts *texts, int source, ZgDb *db, GCancellable *cancellable, GError **error)
{
  gint64             none = zg_db_is_server (zg_db_path (db)) ? G_MAXINT64 : G_MININT64;
  gint64             since = MAX (texts->last[source] - WINDOW, 0), id = texts->last[source];
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, texts->sheet->texts[source], "i", since);
  GArray            *seen = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean           row = TRUE, good = stmt != NULL;
  guint              old = 0;

  while (good && (good = zg_stmt_step (stmt, &row, error)) && row)
    {
      id = zg_stmt_int (stmt, 0);
      if (!is_seen (texts->seen[source], id))
        take_row (texts, stmt, none);
      g_array_append_val (seen, id);
      good = seen->len % CHECK_EVERY != 0 || !g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  texts->last[source] = MAX (texts->last[source], id);
  while (old < seen->len && g_array_index (seen, gint64, old) <= texts->last[source] - WINDOW)
    old++;
  if (old)
    g_array_remove_range (seen, 0, old);
  g_array_unref (texts->seen[source]);
  texts->seen[source] = seen;
  return good;
}

/* Nothing is read where nothing was posted since. An import taken back takes its rows with it: all is read anew. */
static gboolean
freshen (ZgTexts *texts, ZgSession *session, ZgDb *db, GCancellable *cancellable, GError **error)
{
  gint64 posted = 0, n_undone = 0;

  if (!session->book->posts_by_function &&
      !zg_db_int (db, &posted, error, ZG_SQL ("SELECT CAST (COALESCE (sum (seq), 0) AS BIGINT) FROM chain"), NULL))
    return FALSE;
  if (posted && posted == texts->posted)
    return TRUE;
  if (!zg_db_int (db, &n_undone, error, ZG_SQL ("SELECT count(*) FROM import_run WHERE state = 'undone'"), NULL))
    return FALSE;
  if (n_undone != texts->n_undone)
    forget (texts);
  texts->n_undone = n_undone;
  for (int i = 0; texts->sheet->texts[i]; i++)
    if (!read_source (texts, i, db, cancellable, error))
      return FALSE;
  texts->posted = posted;
  if (texts->tail.places->len > MOST_TAIL)
    put_in_order (texts);
  return TRUE;
}

/* -- Looking -- */

static gboolean
has_all (const char *text, gsize n, char **words)
{
  for (; *words; words++)
    if (!zg_find (text, n, *words, strlen (*words)))
      return FALSE;
  return TRUE;
}

/* The row with the byte @at, at or behind @row: mostly a near one. */
static guint
row_of (const Block *block, guint row, gsize at)
{
  guint step = 1, low = row, high;

  while (row + step < block->ends->len && g_array_index (block->ends, gsize, row + step - 1) <= at)
    {
      low = row + step;
      step *= 2;
    }
  high = MIN (row + step, block->ends->len - 1);
  while (low < high)
    {
      guint mid = (low + high) / 2;

      if (g_array_index (block->ends, gsize, mid) <= at)
        low = mid + 1;
      else
        high = mid;
    }
  return low;
}

static void
add_hit (GArray *hits, const ZgPlace *place)
{
  const ZgPlace *last = hits->len ? &g_array_index (hits, ZgPlace, hits->len - 1) : NULL;

  if (last == NULL || last->id != place->id)
    g_array_append_val (hits, *place);
}

/* The first @most of the block, 0: all. */
static void
look_through (const Block *block, char **words, guint most, GArray *hits)
{
  const char *text = block->text->str, *hit;
  gsize       at = 0, m = strlen (words[0]);
  guint       row = 0;

  while ((hit = zg_find (text + at, block->text->len - at, words[0], m)) != NULL)
    {
      gsize from;

      row = row_of (block, row, (gsize) (hit - text));
      from = start_of (block, row);
      at = g_array_index (block->ends, gsize, row);
      if (words[1] == NULL || has_all (text + from, at - from, words + 1))
        add_hit (hits, &g_array_index (block->places, ZgPlace, row));
      if (++row == block->ends->len || (most && hits->len == most))
        break;
    }
}

static void
add_ids (const Block *block, const GArray *ids, GArray *hits)
{
  for (guint i = 0; ids->len && i < block->places->len; i++)
    for (guint j = 0; j < ids->len; j++)
      if (g_array_index (block->places, ZgPlace, i).id == g_array_index (ids, gint64, j))
        add_hit (hits, &g_array_index (block->places, ZgPlace, i));
}

static GArray *
merge (const GArray *ordered, GArray *others)
{
  GArray *all = g_array_sized_new (FALSE, FALSE, sizeof (ZgPlace), ordered->len + others->len);
  guint   i = 0, j = 0;

  g_array_sort (others, compare_places);
  while (i < ordered->len || j < others->len)
    {
      const ZgPlace *a = i < ordered->len ? &g_array_index (ordered, ZgPlace, i) : NULL;
      const ZgPlace *b = j < others->len ? &g_array_index (others, ZgPlace, j) : NULL;
      gboolean       first = b == NULL || (a && compare_places (a, b) <= 0);

      add_hit (all, first ? a : b);
      i += first;
      j += !first;
    }
  return all;
}

/* What is in order gives no more than is asked for; the rows apart are few, and any of them may be the first. */
static GArray *
look (ZgTexts *texts, char **words, const GArray *sealed, guint most)
{
  g_autoptr (GArray) ordered = g_array_new (FALSE, FALSE, sizeof (ZgPlace));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (ZgPlace));

  look_through (&texts->main, words, most, ordered);
  look_through (&texts->tail, words, 0, others);
  add_ids (&texts->main, sealed, others);
  add_ids (&texts->tail, sealed, others);
  return others->len ? merge (ordered, others) : g_steal_pointer (&ordered);
}

/* -- Public -- */

static ZgTexts *
texts_of (ZgSession *session, const ZgSheet *sheet)
{
  ZgTexts *texts;

  g_mutex_lock (&session->lock);
  texts = g_hash_table_lookup (session->texts, sheet);
  if (texts == NULL)
    {
      texts = texts_new (sheet);
      g_hash_table_insert (session->texts, (gpointer) sheet, texts);
    }
  g_mutex_unlock (&session->lock);
  return texts;
}

static char **
words_of (const char *search)
{
  g_auto (GStrv)         parts = g_strsplit_set (search, " \t", -1);
  g_autoptr (GPtrArray)  words = g_ptr_array_new ();

  for (char **part = parts; *part; part++)
    if (**part)
      g_ptr_array_add (words, zg_text_fold (*part));
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}

/* Numbers somebody pasted, and words beside a telephone number, are not looked for here. */
static gboolean
is_for_texts (const ZgQuery *query, char **words, const GArray *sealed)
{
  for (char **word = words; *word; word++)
    if (**word == '\0')
      return FALSE; /* nothing is left of it */
  return *words && !strpbrk (query->search, "\r\n") && (sealed->len == 0 || words[1] == NULL);
}

gboolean
zg_sheet_texts_find (const ZgQuery *query, ZgSession *session, ZgDb *db, guint most, GCancellable *cancellable, GArray **found,
                     GError **error)
{
  g_auto (GStrv)     words = words_of (query->search);
  g_autoptr (GArray) sealed = g_array_new (FALSE, FALSE, sizeof (gint64));
  ZgTexts           *texts;

  *found = NULL;
  for (char **word = words; *word; word++)
    if (!zg_blind_find (session, db, query->sheet->kind, *word, sealed, error))
      return FALSE;
  if (!is_for_texts (query, words, sealed))
    return TRUE;
  texts = texts_of (session, query->sheet);
  g_mutex_lock (&texts->lock);
  if (freshen (texts, session, db, cancellable, error))
    *found = look (texts, words, sealed, most);
  g_mutex_unlock (&texts->lock);
  return *found != NULL;
}
