/* What is counted of a book: rows of every table, sums of what is counted in them, the end of the audit chain. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-anchor.h"
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
read_chains (ZgBackupHead *head, ZgDb *db, GError **error)
{
  g_autoptr (GArray) heads = zg_anchor_heads (db, G_MAXINT64, error);

  if (heads == NULL)
    return FALSE;
  if (heads->len == 0)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT,
          _ ("The end of the audit was cut off. The book was changed outside the program; compare with a backup."));
      return FALSE;
    }
  g_free (head->chain_hash);
  g_free (head->heads);
  head->seq = 0;
  for (guint i = 0; i < heads->len; i++)
    head->seq += g_array_index (heads, ZgAnchorHead, i).seq;
  head->heads = zg_anchor_text (heads);
  head->chain_hash = heads->len == 1 ? zg_hex (g_array_index (heads, ZgAnchorHead, 0).hash, ZG_SHA256_BYTES)
                                     : zg_sha256_hex (head->heads, strlen (head->heads));
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
