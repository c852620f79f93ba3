/* What is counted of a book: rows of every table, sums of what is counted in them, the end of the audit chain. */
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
read_chain (ZgBackupHead *head, ZgDb *db, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT seq, hash FROM chain WHERE chain = $1"), "i",
                                         (gint64) ZG_CHAIN);
  g_autoptr (GBytes) hash = NULL;
  gboolean           row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  hash = row ? zg_stmt_bytes (stmt, 1) : NULL;
  if (hash == NULL || g_bytes_get_size (hash) != ZG_SHA256_BYTES)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT,
          _ ("The end of the audit was cut off. The book was changed outside the program; compare with a backup."));
      return FALSE;
    }
  head->seq = zg_stmt_int (stmt, 0);
  g_free (head->chain_hash);
  head->chain_hash = zg_hex (g_bytes_get_data (hash, NULL), ZG_SHA256_BYTES);
  return TRUE;
}

gboolean
zg_backup_count (ZgBackupHead *head, ZgDb *db, GError **error)
{
  g_free (head->counts);
  g_free (head->totals);
  head->counts = zg_db_census (db, error);
  head->totals = head->counts ? totals_of (db, error) : NULL;
  return head->totals && read_chain (head, db, error);
}
