/* The digest of what an import wrote stands in the audit: rows that nobody may change can be compared with it for ever. What is
 * sealed is left out of it: that may be sealed anew or erased, and proves itself by its seal. Programs before version 20 of the
 * book counted it in for kinds that only grow: before such a cell is touched, the digest of its chunk without it is noted. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-import.h"
#include "zg-schema.h"

#define BOOK_COLUMNS 9 /* of zg_schema_columns before the fields */
#define HEX 64

/* Gathered first: the sum is told of a row in few pieces. */
typedef struct
{
  ZgSum *sum;
  gsize  n;
  char   text[1024];
} Piece;

static void
add_bytes (Piece *piece, gconstpointer data, gsize n)
{
  if (piece->n + n > sizeof piece->text)
    {
      zg_sum_add (piece->sum, piece->text, piece->n);
      piece->n = 0;
    }
  if (n > sizeof piece->text)
    {
      zg_sum_add (piece->sum, data, n);
      return;
    }
  memcpy (piece->text + piece->n, data, n);
  piece->n += n;
}

/* As %d writes it, in a tenth of the time. */
static void
add_number (Piece *piece, gint64 number)
{
  char    text[24], *at = text + sizeof text;
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;

  do
    *--at = (char) ('0' + rest % 10);
  while (rest /= 10);
  if (number < 0)
    *--at = '-';
  add_bytes (piece, at, (gsize) (text + sizeof text - at));
}

static void
add_row (ZgSum *sum, gint64 id, const ZgCell *cells, const ZgKind *kind, gboolean sealed)
{
  Piece piece;

  piece.sum = sum;
  piece.n = 0;
  add_number (&piece, id);
  for (int i = 0; i < kind->n_fields; i++)
    {
      add_bytes (&piece, "\x1f", 1);
      if (!sealed && (kind->fields[i].flags & ZG_SEALED))
        continue;
      if (cells[i].type == ZG_CELL_INT)
        add_number (&piece, cells[i].i);
      else if (cells[i].type == ZG_CELL_TEXT)
        add_bytes (&piece, cells[i].s, strlen (cells[i].s));
      else if (cells[i].type == ZG_CELL_BYTES)
        add_bytes (&piece, g_bytes_get_data (cells[i].b, NULL), g_bytes_get_size (cells[i].b));
    }
  add_bytes (&piece, "\n", 1);
  zg_sum_add (sum, piece.text, piece.n);
}

void
zg_import_digest (ZgSum *sum, gint64 id, const ZgCell *cells, const ZgKind *kind)
{
  add_row (sum, id, cells, kind, FALSE);
}

/* Returns: (transfer full) (nullable): what stands behind @mark in @body. */
static char *
hex_after (const char *body, const char *mark)
{
  const char *at = strstr (body, mark);

  return at ? g_strndup (at + strlen (mark), HEX) : NULL;
}

/* Every digest that counts for an import: those of its own entries, and what was noted in the place of one of them. What else is
 * noted about it is not asked. */
static GHashTable *
read_digests (ZgDb *db, const ZgKind *kind, gint64 import_id, GError **error)
{
  g_autofree char      *step = g_strdup_printf ("%s.import", kind->id);
  g_autoptr (ZgStmt)    stmt = zg_db_query (db, error,
                                            ZG_SQL ("SELECT body FROM audit WHERE kind = 'import_run' AND doc = $1"
                                                    " AND (step = $2 OR step = 'data.digest')"), "is", import_id, step);
  g_autoptr (GHashTable) digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  gboolean              row;

  if (stmt == NULL)
    return NULL;
  while (zg_stmt_step (stmt, &row, error))
    {
      char *digest, *was;

      for (guint i = 0; !row && i < gone->len; i++)
        g_hash_table_remove (digests, gone->pdata[i]);
      if (!row)
        return g_steal_pointer (&digests);
      digest = hex_after (zg_stmt_text (stmt, 0), "\"digest\":\"");
      was = hex_after (zg_stmt_text (stmt, 0), "\"was\":\"");
      if (digest)
        g_hash_table_add (digests, digest);
      if (was)
        g_ptr_array_add (gone, was);
    }
  return NULL;
}

typedef struct
{
  gint64 import_id, first, last;
} Chunk;

/* Of the import's own rows: one that somebody posts with an id in between has an entry of its own. @n_rows: (nullable). */
static char *
digest_chunk (ZgDb *db, const ZgKind *kind, const Chunk *chunk, gboolean sealed, gint64 *n_rows, GError **error)
{
  g_autofree char      *columns = zg_schema_columns (kind);
  g_autofree char      *sql = g_strdup_printf (ZG_SQL ("SELECT %s FROM %s WHERE id BETWEEN $1 AND $2 AND import_id = $3"
                                                       " ORDER BY id"), columns, kind->id);
  g_autoptr (ZgSum)     sum = zg_sum_new ();
  g_autoptr (ZgStmt)    stmt = zg_db_query (db, error, sql, "iii", chunk->first, chunk->last, chunk->import_id);
  g_autofree ZgCell    *cells = g_new0 (ZgCell, kind->n_fields + 1);
  gboolean              row = TRUE, read = stmt != NULL;
  gint64                n = 0;

  while (read && (read = zg_stmt_step (stmt, &row, error)) && row)
    {
      for (int i = 0; i < kind->n_fields; i++)
        zg_stmt_cell (stmt, BOOK_COLUMNS + i, &cells[i]);
      add_row (sum, zg_stmt_int (stmt, 0), cells, kind, sealed);
      n++;
    }
  for (int i = 0; i < kind->n_fields; i++)
    zg_cell_clear (&cells[i]);
  if (n_rows)
    *n_rows += n;
  return read ? zg_sum_end (sum) : NULL;
}

/* @digest: (out) (transfer full): without what is sealed. @old: (out) (transfer full) (nullable): with it, where that is what
 * counts. @holds: (out): one of them does. */
static gboolean
compare_chunk (ZgDb *db, const ZgKind *kind, const Chunk *chunk, GHashTable *digests, char **digest, char **old, gint64 *n_rows,
               gboolean *holds, GError **error)
{
  g_autofree char *other = NULL;

  *digest = digest_chunk (db, kind, chunk, FALSE, n_rows, error);
  *old = NULL;
  if (*digest == NULL)
    return FALSE;
  *holds = g_hash_table_contains (digests, *digest);
  if (*holds || !kind->append_only || !zg_kind_seals (kind))
    return TRUE;
  other = digest_chunk (db, kind, chunk, TRUE, NULL, error);
  *holds = other && g_hash_table_contains (digests, other);
  if (*holds)
    *old = g_steal_pointer (&other);
  return *old || other;
}

static gboolean
refuse_rows (const ZgKind *kind, const char *source, gint64 at_ms, GError **error)
{
  char at[20];

  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _ ("%s: rows of the file “%s”, read in at %s, are not what was read in. The book was changed outside the program; "
                  "compare with a backup."),
               g_dgettext (GETTEXT_PACKAGE, kind->title), source ? source : "", zg_stamp_format (at_ms, at));
  return FALSE;
}

static gboolean
verify_import (ZgDb *db, const ZgKind *kind, gint64 import_id, const char *source, gint64 at_ms, gint64 *n_rows, GError **error)
{
  g_autoptr (GHashTable) digests = read_digests (db, kind, import_id, error);
  g_autoptr (ZgStmt)     stmt = zg_db_query (db, error,
      ZG_SQL ("SELECT first_id, last_id FROM import_chunk WHERE import_id = $1"), "i", import_id);
  gboolean               row, holds = FALSE;
  guint                  n = 0;

  if (digests == NULL || stmt == NULL)
    return FALSE;
  for (;; n++)
    {
      g_autofree char *digest = NULL, *old = NULL;
      Chunk            chunk = { .import_id = import_id };

      if (!zg_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      chunk.first = zg_stmt_int (stmt, 0);
      chunk.last = zg_stmt_int (stmt, 1);
      if (!compare_chunk (db, kind, &chunk, digests, &digest, &old, n_rows, &holds, error))
        return FALSE;
      if (!holds)
        return refuse_rows (kind, source, at_ms, error);
    }
  return n >= g_hash_table_size (digests) || refuse_rows (kind, source, at_ms, error);
}

gboolean
zg_import_verify (ZgDb *db, gint64 *n_rows, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
      ZG_SQL ("SELECT id, kind, source, at_ms FROM import WHERE state = 'done' ORDER BY id"), NULL);
  gboolean           row;

  *n_rows = 0;
  if (stmt == NULL)
    return FALSE;
  for (;;)
    {
      const ZgKind *kind;

      if (!zg_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      kind = zg_kind_by_id (zg_stmt_text (stmt, 1));
      if (kind && (kind->append_only || kind->frozen) &&
          !verify_import (db, kind, zg_stmt_int (stmt, 0), zg_stmt_text (stmt, 2), zg_stmt_int (stmt, 3), n_rows, error))
        return FALSE;
    }
}

/* -- Before sealed cells are touched -- */

static gboolean
note_digest (ZgDb *db, ZgSession *session, const Chunk *chunk, const char *was, const char *digest, GError **error)
{
  g_autofree char *body = zg_body ("data.digest", "was", was, "digest", digest, NULL);

  return zg_note (db, session->book, session->person, session->sign_sk, "data.digest", "import_run", chunk->import_id, 0, body,
                  error);
}

gboolean
zg_import_digest_renew (ZgDb *db, ZgSession *session, const ZgKind *kind, gint64 first, gint64 last, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
      ZG_SQL ("SELECT c.import_id, c.first_id, c.last_id, i.source, i.at_ms FROM import_chunk c"
              " JOIN import i ON i.id = c.import_id WHERE i.kind = $1 AND i.state IN ('done', 'running')"
              " AND c.first_id <= $3 AND c.last_id >= $2"), "sii", kind->id, first, last);
  gboolean row;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      g_autoptr (GHashTable) digests = NULL;
      g_autofree char       *digest = NULL, *old = NULL;
      gboolean               holds;
      Chunk                  chunk;

      if (!row)
        return TRUE;
      chunk = (Chunk){ zg_stmt_int (stmt, 0), zg_stmt_int (stmt, 1), zg_stmt_int (stmt, 2) };
      digests = read_digests (db, kind, chunk.import_id, error);
      if (digests == NULL || !compare_chunk (db, kind, &chunk, digests, &digest, &old, NULL, &holds, error))
        return FALSE;
      if (!holds)
        return refuse_rows (kind, zg_stmt_text (stmt, 3), zg_stmt_int (stmt, 4), error);
      if (old && !note_digest (db, session, &chunk, old, digest, error))
        return FALSE;
    }
  return FALSE;
}
