/* The digest of what an import wrote stands in the audit: rows that nobody may change can be compared with it for ever. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-import.h"
#include "zg-schema.h"

#define BOOK_COLUMNS 9 /* of zg_schema_columns before the fields */
#define HEX 64

/* What is sealed may be sealed anew while the row stays for good; it proves itself by its seal. */
static gboolean
is_left_out (const ZgKind *kind, int field)
{
  return kind->frozen && (kind->fields[field].flags & ZG_SEALED);
}

/* Gathered first: the sum is told of a row in few pieces. */
typedef struct
{
  GChecksum *sum;
  gsize      n;
  char       text[1024];
} Piece;

static void
add_bytes (Piece *piece, gconstpointer data, gsize n)
{
  if (piece->n + n > sizeof piece->text)
    {
      g_checksum_update (piece->sum, (const guchar *) piece->text, (gssize) piece->n);
      piece->n = 0;
    }
  if (n > sizeof piece->text)
    {
      g_checksum_update (piece->sum, data, (gssize) n);
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

void
zg_import_digest (GChecksum *sum, gint64 id, const ZgCell *cells, const ZgKind *kind)
{
  Piece piece;

  piece.sum = sum;
  piece.n = 0;
  add_number (&piece, id);
  for (int i = 0; i < kind->n_fields; i++)
    {
      add_bytes (&piece, "\x1f", 1);
      if (is_left_out (kind, i))
        continue;
      if (cells[i].type == ZG_CELL_INT)
        add_number (&piece, cells[i].i);
      else if (cells[i].type == ZG_CELL_TEXT)
        add_bytes (&piece, cells[i].s, strlen (cells[i].s));
      else if (cells[i].type == ZG_CELL_BYTES)
        add_bytes (&piece, g_bytes_get_data (cells[i].b, NULL), g_bytes_get_size (cells[i].b));
    }
  add_bytes (&piece, "\n", 1);
  g_checksum_update (sum, (const guchar *) piece.text, (gssize) piece.n);
}

/* Every digest the imports' own entries hold of one import; what else is noted about it is not asked. */
static GHashTable *
read_digests (ZgDb *db, const ZgKind *kind, gint64 import_id, GError **error)
{
  g_autofree char   *step = g_strdup_printf ("%s.import", kind->id);
  static const char  mark[] = "\"digest\":\"";
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT body FROM audit WHERE kind = 'import_run' AND doc = $1 AND step = $2"),
                                         "is", import_id, step);
  g_autoptr (GHashTable) digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean           row;

  if (stmt == NULL)
    return NULL;
  for (;;)
    {
      const char *at;

      if (!zg_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&digests);
      at = strstr (zg_stmt_text (stmt, 0), mark);
      if (at)
        g_hash_table_add (digests, g_strndup (at + strlen (mark), HEX));
    }
}

/* @range: ids and the import: a row that somebody posts with an id in between has an entry of its own. */
static char *
digest_range (ZgDb *db, const ZgKind *kind, const char *sql, const gint64 range[3], gint64 *n_rows, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (ZgStmt)    stmt = zg_db_query (db, error, sql, "iii", range[0], range[1], range[2]);
  g_autofree ZgCell    *cells = g_new0 (ZgCell, kind->n_fields + 1);
  gboolean              row = TRUE, read = stmt != NULL;

  while (read && (read = zg_stmt_step (stmt, &row, error)) && row)
    {
      for (int i = 0; i < kind->n_fields; i++)
        zg_stmt_cell (stmt, BOOK_COLUMNS + i, &cells[i]);
      zg_import_digest (sum, zg_stmt_int (stmt, 0), cells, kind);
      ++*n_rows;
    }
  for (int i = 0; i < kind->n_fields; i++)
    zg_cell_clear (&cells[i]);
  return read ? g_strdup (g_checksum_get_string (sum)) : NULL;
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
  g_autofree char       *columns = zg_schema_columns (kind);
  g_autofree char       *sql = g_strdup_printf (ZG_SQL ("SELECT %s FROM %s WHERE id BETWEEN $1 AND $2 AND import_id = $3"
                                                        " ORDER BY id"), columns, kind->id);
  g_autoptr (ZgStmt)     stmt = zg_db_query (db, error,
      ZG_SQL ("SELECT first_id, last_id FROM import_chunk WHERE import_id = $1"), "i", import_id);
  gboolean               row;
  guint                  n = 0;

  if (digests == NULL || stmt == NULL)
    return FALSE;
  for (;; n++)
    {
      g_autofree char *digest = NULL;

      if (!zg_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      digest = digest_range (db, kind, sql, (gint64[]){ zg_stmt_int (stmt, 0), zg_stmt_int (stmt, 1), import_id }, n_rows, error);
      if (digest == NULL)
        return FALSE;
      if (!g_hash_table_contains (digests, digest))
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
