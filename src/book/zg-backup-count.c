/* What is counted of a book: rows of every table, sums of what is counted in them, the ends of the audit chains. */
#include <glib/gi18n.h>

#include "zg-backup-private.h"
#include "zg-error.h"

static gboolean
is_counted (const ZgField *field)
{
  return !(field->flags & ZG_SEALED) && (field->type == ZG_MONEY || field->type == ZG_QTY || field->type == ZG_DAYS ||
                                         field->type == ZG_MINUTES);
}

static char *
totals_of (ZgDb *db, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    for (int i = 0; i < (*kind)->n_fields; i++)
      {
        const char      *field = (*kind)->fields[i].name;
        g_autofree char *sql = NULL;
        gint64           sum = 0;

        if (!is_counted (&(*kind)->fields[i]))
          continue;
        sql = g_strdup_printf (ZG_SQL ("SELECT CAST (sum (%s) AS BIGINT) FROM %s"), field, (*kind)->id);
        if (!zg_db_int (db, &sum, error, sql, NULL))
          return NULL;
        g_string_append_printf (text, "%s.%s %" G_GINT64_FORMAT "\n", (*kind)->id, field, sum);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
take_end (ZgBackupHead *head, GString *heads, ZgStmt *stmt)
{
  g_autoptr (GBytes) hash = zg_stmt_bytes (stmt, 2);

  if (hash == NULL || g_bytes_get_size (hash) != ZG_SHA256_BYTES)
    return FALSE;
  head->seq = zg_stmt_int (stmt, 1);
  g_free (head->chain_hash);
  head->chain_hash = zg_hex (g_bytes_get_data (hash, NULL), ZG_SHA256_BYTES);
  g_string_append_printf (heads, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n", zg_stmt_int (stmt, 0), head->seq,
                          head->chain_hash);
  return TRUE;
}

/* The end of each desk's chain, the newest entry of all last. */
static gboolean
read_chains (ZgBackupHead *head, ZgDb *db, GError **error)
{
  g_autoptr (ZgStmt)  stmt = zg_db_query (db, error,
      ZG_SQL ("SELECT c.chain, c.seq, c.hash FROM chain c LEFT JOIN audit a ON a.chain = c.chain AND a.seq = c.seq"
              " ORDER BY COALESCE (a.at_ms, 0), c.chain"), NULL);
  g_autoptr (GString) heads = g_string_new (NULL);
  gboolean            row;

  if (stmt == NULL)
    return FALSE;
  for (;;)
    {
      if (!zg_stmt_step (stmt, &row, error))
        return FALSE;
      if (row ? !take_end (head, heads, stmt) : heads->len == 0)
        {
          g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT,
              _ ("The end of the audit was cut off. The book was changed outside the program; compare with a backup."));
          return FALSE;
        }
      if (!row)
        break;
    }
  g_free (head->heads);
  head->heads = g_string_free (g_steal_pointer (&heads), FALSE);
  return TRUE;
}

gboolean
zg_backup_count (ZgBackupHead *head, ZgDb *db, GError **error)
{
  g_free (head->counts);
  g_free (head->totals);
  head->counts = zg_db_census (db, error);
  head->totals = head->counts ? totals_of (db, error) : NULL;
  return head->totals && read_chains (head, db, error);
}

static gboolean
contains (ZgDb *db, gint64 chain, gint64 seq, const char *hash, gboolean *does, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT hash FROM audit WHERE chain = $1 AND seq = $2"), "ii",
                                         chain, seq);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *hex = NULL;
  gboolean           row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  bytes = row ? zg_stmt_bytes (stmt, 0) : NULL;
  hex = bytes ? zg_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
  *does = g_strcmp0 (hex, hash) == 0;
  return TRUE;
}

/* A line that cannot be read is not contained. */
gboolean
zg_backup_contains (ZgDb *db, const char *heads, gboolean *does, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (heads, "\n", -1);

  *does = TRUE;
  for (char **line = lines; *line && *does; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", 3);
      gint64         chain, seq;

      if (**line == '\0')
        continue;
      *does = g_strv_length (words) == 3 && g_ascii_string_to_signed (words[0], 10, 0, G_MAXINT64, &chain, NULL) &&
              g_ascii_string_to_signed (words[1], 10, 0, G_MAXINT64, &seq, NULL);
      if (*does && !contains (db, chain, seq, words[2], does, error))
        return FALSE;
    }
  return TRUE;
}
