/* Which backups stay, and what a folder holds of them. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "zg-backup-private.h"
#include "zg-day.h"
#include "zg-error.h"

#define DAYS   30
#define MONTHS 12
#define NEWEST 3

/* -- Pure -- */

typedef struct
{
  gint64 made_ms;
  guint  at; /* in the list given */
} Dated;

static int
newest_first (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Dated *) a)->made_ms, y = ((const Dated *) b)->made_ms;

  return x < y ? 1 : x > y ? -1 : 0;
}

/* A number for the day, the month, the year. */
static void
periods_of (gint64 made_ms, int period[3])
{
  int year, month, day_of_month;

  period[0] = zg_day_of_ms (made_ms);
  zg_day_to_ymd (period[0], &year, &month, &day_of_month);
  period[1] = year * 12 + month;
  period[2] = year;
}

void
zg_backup_keep (const ZgBackupAge *list, guint n, gboolean *keep)
{
  static const guint most[3] = { DAYS, MONTHS, G_MAXUINT };
  g_autoptr (GArray) dated = g_array_new (FALSE, FALSE, sizeof (Dated));
  guint seen[3] = { 0 };
  int   last[3] = { G_MAXINT, G_MAXINT, G_MAXINT };

  for (guint i = 0; i < n; i++)
    {
      Dated one = { list[i].made_ms, i };

      keep[i] = !list[i].verified;
      if (list[i].verified)
        g_array_append_val (dated, one);
    }
  g_array_sort (dated, newest_first);
  for (guint i = 0; i < dated->len; i++)
    {
      const Dated *one = &g_array_index (dated, Dated, i);
      int          period[3];

      periods_of (one->made_ms, period);
      keep[one->at] = i < NEWEST;
      for (int k = 0; k < 3; k++)
        if (period[k] != last[k]) /* the newest of its day, month, year */
          {
            last[k] = period[k];
            keep[one->at] |= seen[k]++ < most[k];
          }
    }
}

/* -- What lies in a folder -- */

void
zg_backup_info_free (ZgBackupInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->path);
  g_free (info->book);
  g_strfreev (info->people);
  g_free (info);
}

static char **
people_of (const ZgBackupHead *head)
{
  GPtrArray *people = g_ptr_array_new ();

  for (guint i = 0; i < head->locks->len; i++)
    if (((ZgBackupLock *) head->locks->pdata[i])->login)
      g_ptr_array_add (people, g_strdup (((ZgBackupLock *) head->locks->pdata[i])->login));
  g_ptr_array_add (people, NULL);
  return (char **) g_ptr_array_free (people, FALSE);
}

static ZgBackupInfo *
info_of (const ZgBackupHead *head, const char *path, gsize head_length)
{
  ZgBackupInfo *info = g_new0 (ZgBackupInfo, 1);
  GStatBuf      st;

  info->path = g_strdup (path);
  info->book = g_strdup (head->name);
  info->uid = head->uid;
  info->made_ms = head->made_ms;
  info->seq = head->seq;
  info->schema = (int) head->schema;
  info->n_files = head->n_files - head->n_enclosed;
  info->people = people_of (head);
  info->bytes = g_stat (path, &st) == 0 ? (gint64) st.st_size : 0;
  info->verified = info->bytes == zg_backup_size (head_length, zg_backup_head_plain (head));
  return info;
}

static ZgBackupInfo *
read_info (const char *path, ZgBackupHead **head_out, GError **error)
{
  g_autoptr (ZgBackupReader) reader = NULL;
  g_autoptr (ZgBackupHead) head = NULL;
  ZgBackupInfo *info;
  int           fd = open (path, O_RDONLY | O_CLOEXEC), saved = errno;

  if (fd < 0)
    {
      g_set_error (error, ZG_ERROR, saved == ENOENT ? ZG_ERROR_NOT_FOUND : ZG_ERROR_IO,
                   _ ("“%s” cannot be read (%s). Nothing was changed."), path, g_strerror (saved));
      return NULL;
    }
  reader = zg_backup_reader_new (fd, path, error);
  close (fd);
  head = reader ? zg_backup_head_parse (zg_backup_reader_head (reader), path, error) : NULL;
  if (head == NULL)
    return NULL;
  info = info_of (head, path, strlen (zg_backup_reader_head (reader)));
  if (head_out)
    *head_out = g_steal_pointer (&head);
  return info;
}

ZgBackupInfo *
zg_backup_info (const char *path, GError **error)
{
  return read_info (path, NULL, error);
}

static int
compare_infos (gconstpointer a, gconstpointer b)
{
  const ZgBackupInfo *x = *(const ZgBackupInfo *const *) a, *y = *(const ZgBackupInfo *const *) b;

  return x->made_ms < y->made_ms ? 1 : x->made_ms > y->made_ms ? -1 : strcmp (x->path, y->path);
}

static GPtrArray *
list_ending (const char *folder, gint64 uid, const char *end)
{
  GPtrArray       *list = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_backup_info_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char          *path = g_build_filename (folder, name, NULL);
      g_autoptr (ZgBackupInfo)  info = g_str_has_suffix (name, end) ? zg_backup_info (path, NULL) : NULL;

      if (info && (uid == 0 || info->uid == uid))
        g_ptr_array_add (list, g_steal_pointer (&info));
    }
  g_ptr_array_sort (list, compare_infos);
  return list;
}

GPtrArray *
zg_backup_list (const char *folder, gint64 uid)
{
  return list_ending (folder, uid, ZG_BACKUP_END);
}

/* Anybody can write a head that calls itself a backup of this book; only its clock can sign one. */
static gboolean
is_ours (const ZgBackupInfo *info, GPtrArray *clock_keys)
{
  ZgBackupHead             *read = NULL;
  g_autoptr (ZgBackupInfo)  again = read_info (info->path, &read, NULL);
  g_autoptr (ZgBackupHead)  head = read;

  for (guint i = 0; head && again->verified && i < clock_keys->len; i++)
    if (memcmp (g_bytes_get_data (clock_keys->pdata[i], NULL), head->clock_pk, ZG_KEY_BYTES) == 0)
      return TRUE;
  return FALSE;
}

guint
zg_backup_expire (const char *folder, gint64 uid, GPtrArray *clock_keys, gboolean remove)
{
  g_autoptr (GPtrArray)   list = zg_backup_list (folder, uid);
  g_autofree ZgBackupAge *ages = g_new0 (ZgBackupAge, list->len + 1);
  g_autofree gboolean    *keep = g_new0 (gboolean, list->len + 1);
  guint                   n = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const ZgBackupInfo *info = list->pdata[i];

      ages[i] = (ZgBackupAge){ info->made_ms, is_ours (info, clock_keys) };
    }
  zg_backup_keep (ages, list->len, keep);
  for (guint i = 0; i < list->len; i++)
    if (!keep[i] && (!remove || g_unlink (((ZgBackupInfo *) list->pdata[i])->path) == 0))
      n++;
  return n;
}

/* What they hold is in every backup of the book since. */
void
zg_backup_expire_enclosed (const char *folder, gint64 uid, GPtrArray *clock_keys, gint64 now_ms)
{
  g_autoptr (GPtrArray) list = list_ending (folder, uid, ZG_ENCLOSED_END);

  for (guint i = 0; i < list->len; i++)
    {
      const ZgBackupInfo *info = list->pdata[i];

      if (info->made_ms < now_ms - DAYS * 24 * 3600 * G_GINT64_CONSTANT (1000) && is_ours (info, clock_keys))
        g_unlink (info->path);
    }
}

/* -- The anchor outside the book -- */

/* What the newest backup of this book and this key of its clock saw. */
ZgBackupHead *
zg_backup_newest (const char *folder, gint64 uid, const guint8 clock_pk[ZG_KEY_BYTES])
{
  g_autoptr (GPtrArray) list = zg_backup_list (folder, uid);

  for (guint i = 0; i < list->len; i++)
    {
      ZgBackupHead             *head = NULL;
      g_autoptr (ZgBackupInfo)  info = read_info (((ZgBackupInfo *) list->pdata[i])->path, &head, NULL);

      if (head && memcmp (head->clock_pk, clock_pk, ZG_KEY_BYTES) == 0)
        return head;
      zg_backup_head_free (head);
    }
  return NULL;
}
