/* What lies beside the book in a backup: files people read without the program (D18-5.4). They are written from the verified
 * copy, so that they say what the book beside them says. */
#include "zg-backup-private.h"

#define BEFORE_FILE (2 * ZG_SHA256_BYTES + 8)

static ZgBackupEnclose encloses;

void
zg_backup_enclose (ZgBackupEnclose enclose)
{
  encloses = enclose;
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
