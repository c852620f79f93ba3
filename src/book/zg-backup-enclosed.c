/* What lies beside the book in a backup: files people read without the program (D18-5.4). They are written from the verified
 * copy, so that they say what the book beside them says. */
#include <glib/gi18n.h>

#include "zg-backup-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-workdir.h"

#define BEFORE_FILE (2 * ZG_SHA256_BYTES + 8)

static ZgBackupEnclose encloses;

void
zg_backup_enclose (ZgBackupEnclose enclose)
{
  encloses = enclose;
}

gboolean
zg_backup_encloses (void)
{
  return encloses != NULL;
}

void
zg_backup_enclosed_free (ZgBackupEnclosed *file)
{
  if (file == NULL)
    return;
  g_free (file->name);
  g_free (file->path);
  g_free (file->sha256);
  g_free (file);
}

gboolean
zg_backup_add_enclosed (ZgBackupHead *head, ZgSession *session, ZgDb *copy, const char *folder, GPtrArray *files,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  if (encloses && !encloses (session, copy, head->made_ms, folder, files, cancellable, error))
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      ZgBackupEnclosed *file = files->pdata[i];

      file->sha256 = zg_backup_digest (file->path, &file->bytes, error);
      if (file->sha256 == NULL)
        return FALSE;
      head->file_bytes += BEFORE_FILE + file->bytes;
      g_string_append_printf (lines, "%s %s\n", file->sha256, file->name);
    }
  g_free (head->enclosed);
  head->enclosed = g_string_free (g_steal_pointer (&lines), FALSE);
  return TRUE;
}

char *
zg_backup_head_enclosed (const ZgBackupHead *head, const char *sha256)
{
  g_auto (GStrv) lines = g_strsplit (head->enclosed ? head->enclosed : "", "\n", -1);

  for (char **line = lines; *line; line++)
    if (g_str_has_prefix (*line, sha256) && (*line)[strlen (sha256)] == ' ')
      return g_path_get_basename (*line + strlen (sha256) + 1);
  return NULL;
}

/* -- Without the book -- */

gboolean
zg_backup_enclose_live (ZgBackupHead *head, ZgSession *session, const ZgSecret *key, const char *folder, GPtrArray *files,
                        ZgBackupWay *way, GError **error)
{
  const ZgBook       *book = session->book;
  g_auto (ZgBackupDb) db = { 0 };
  g_autoptr (ZgSum)   sum = zg_sum_new ();

  if (!zg_backup_way_begin (way, ZG_BACKUP_FILES, 0, error) ||
      !zg_backup_db_open (&db, zg_db_is_server (book->address) ? book->address : book->path, ZG_DB_READ, way->cancellable,
                          error) ||
      !zg_backup_count (head, db.db, error) ||
      !zg_backup_lock_all (head, db.db, key, zg_day_of_ms (head->made_ms), error) ||
      !zg_backup_add_enclosed (head, session, db.db, folder, files, way->cancellable, error))
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      zg_sum_add (sum, ((ZgBackupEnclosed *) files->pdata[i])->sha256, 2 * ZG_SHA256_BYTES);
      zg_sum_add (sum, "\n", 1);
    }
  head->n_files = files->len;
  head->files_sha256 = zg_sum_end (sum);
  if (files->len == 0)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("There is nothing new to be kept."));
  return files->len > 0;
}

void
zg_backup_result_free (ZgBackupResult *result)
{
  if (result == NULL)
    return;
  g_free (result->path);
  g_free (result->sha256);
  g_free (result->report);
  g_free (result->second_path);
  g_free (result->second_failed);
  g_clear_pointer (&result->missing, g_ptr_array_unref);
  g_clear_pointer (&result->enclosed, g_ptr_array_unref);
  g_free (result);
}

void
zg_backup_sweep (const char *book_path)
{
  static const char *const ends[] = { ".backup", ".drill", ".restoring" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (book_path, ends[i], NULL);

      zg_workdir_sweep (path);
    }
}
