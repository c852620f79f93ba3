#include "zg-blobs.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-error.h"
#include "zg-seal.h"

#define PART (256 * 1024)

typedef struct
{
  GBytes *sealed;
  char   *name;
} Put;

gboolean
zg_blobs_has (ZgDb *db, const char *name)
{
  gint64 n = 0;

  return zg_db_int (db, &n, NULL, ZG_SQL ("SELECT COUNT (*) FROM file_part WHERE hash = $1"), "s", name) && n > 0;
}

static gboolean
put_parts (ZgDb *db, gpointer data, GError **error)
{
  const char *sql = zg_db_is_guarded (db) ? ZG_SQL ("SELECT 1 FROM zg.file_put ($1, $2, $3)")
                                          : ZG_SQL ("INSERT INTO file_part (hash, part, bytes) VALUES ($1, $2, $3)");
  Put        *put = data;
  gsize       n = g_bytes_get_size (put->sealed);

  if (zg_blobs_has (db, put->name))
    return TRUE;
  for (gsize at = 0; at == 0 || at < n; at += PART)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (put->sealed, at, MIN (PART, n - at));

      if (!zg_db_run (db, error, sql, "sib", put->name, (gint64) (at / PART), part))
        return FALSE;
    }
  return TRUE;
}

char *
zg_blobs_put (ZgDb *db, GBytes *sealed, GError **error)
{
  gsize            n;
  gconstpointer    bytes = g_bytes_get_data (sealed, &n);
  g_autofree char *name = zg_sha256_hex (bytes, n);
  Put              put = { sealed, name };

  return zg_db_transaction (db, put_parts, &put, error) ? g_steal_pointer (&name) : NULL;
}

static gboolean
take_parts (ZgStmt *stmt, GByteArray *all, gsize limit, GError **error)
{
  gboolean row = TRUE;

  while (zg_stmt_step (stmt, &row, error))
    {
      g_autoptr (GBytes) part = row ? zg_stmt_bytes (stmt, 0) : NULL;

      if (part == NULL)
        return TRUE;
      if (all->len + g_bytes_get_size (part) > limit)
        {
          g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                               _("The attached file is too big to be opened. It was left as it is."));
          return FALSE;
        }
      g_byte_array_append (all, g_bytes_get_data (part, NULL), (guint) g_bytes_get_size (part));
    }
  return FALSE;
}

GBytes *
zg_blobs_get (ZgDb *db, const char *name, gsize limit, GError **error)
{
  g_autoptr (ZgStmt)     stmt = zg_db_query (db, error, ZG_SQL ("SELECT bytes FROM file_part WHERE hash = $1 ORDER BY part"), "s",
                                             name);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autofree char       *hash = NULL;

  if (stmt == NULL || !take_parts (stmt, all, limit, error))
    return NULL;
  if (all->len == 0)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NOT_FOUND,
                           _("An attached file is missing on the server. The record is kept; take the file from a backup."));
      return NULL;
    }
  hash = zg_sha256_hex ((const char *) all->data, all->len);
  if (g_str_equal (hash, name))
    return g_byte_array_free_to_bytes (g_steal_pointer (&all));
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                       _("An attached file on the server is not what was stored. Take it from a backup."));
  return NULL;
}
