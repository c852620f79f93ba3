/* What is in the stream of a backup: the book, then each attachment with its name and length before it. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "zg-backup-private.h"
#include "zg-error.h"
#include "zg-files.h"
#include "zg-workdir.h"

#define PIECE (256 * 1024)
#define NAME  (2 * ZG_SHA256_BYTES)
#define MOST_FILE (G_GINT64_CONSTANT (128) * 1024 * 1024)

/* -- The way -- */

static void
tell (ZgBackupWay *way)
{
  if (way->fn)
    way->fn (way->stage, way->total > 0 ? (guint) (MIN (way->done, way->total) * 1000 / way->total) : 0, way->data);
}

gboolean
zg_backup_way_begin (ZgBackupWay *way, ZgBackupStage stage, gint64 total, GError **error)
{
  way->stage = stage;
  way->total = total;
  way->done = 0;
  tell (way);
  return !g_cancellable_set_error_if_cancelled (way->cancellable, error);
}

gboolean
zg_backup_way_go (ZgBackupWay *way, gint64 bytes, GError **error)
{
  gint64 step = MAX (way->total / 100, 1), before = way->done / step;

  way->done += bytes;
  if (way->done / step != before) /* not for every piece: whoever shows it has better things to do */
    tell (way);
  return !g_cancellable_set_error_if_cancelled (way->cancellable, error);
}

/* -- A database that can be told to stop -- */

static void
on_cancelled_cb (GCancellable *cancellable, gpointer db)
{
  zg_db_interrupt (db);
}

gboolean
zg_backup_db_open (ZgBackupDb *db, const char *path, ZgDbMode mode, GCancellable *cancellable, GError **error)
{
  db->db = zg_db_open (path, mode, error);
  db->cancellable = cancellable;
  if (db->db && cancellable)
    db->id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled_cb), db->db, NULL);
  return db->db != NULL;
}

void
zg_backup_db_close (ZgBackupDb *db)
{
  if (db->id)
    g_cancellable_disconnect (db->cancellable, db->id); /* waits for a callback under way */
  g_clear_pointer (&db->db, zg_db_close);
  db->id = 0;
}

/* -- Files -- */

static int
open_read (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (fd < 0)
    g_set_error (error, ZG_ERROR, errno == ENOENT ? ZG_ERROR_NOT_FOUND : ZG_ERROR_IO,
                 _ ("“%s” cannot be read (%s). Nothing was changed."), path, g_strerror (errno));
  return fd;
}

char *
zg_backup_digest (const char *path, gint64 *bytes, GError **error)
{
  g_autoptr (ZgSum)  sum = zg_sum_new ();
  g_autofree guint8 *piece = g_malloc (PIECE);
  int                fd = open_read (path, error);
  gssize             n = 0;

  *bytes = 0;
  while (fd >= 0 && (n = zg_file_read (fd, path, piece, PIECE, error)) > 0)
    {
      zg_sum_add (sum, piece, n);
      *bytes += n;
    }
  if (fd >= 0)
    close (fd);
  return fd >= 0 && n == 0 ? zg_sum_end (sum) : NULL;
}

/* -- Packing -- */

static gboolean
pack_book (ZgBackupWriter *writer, const char *copy, ZgBackupWay *way, GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE);
  int                fd = open_read (copy, error);
  gssize             n = 0;

  while (fd >= 0 && (n = zg_file_read (fd, copy, piece, PIECE, error)) > 0)
    if (!zg_backup_writer_put (writer, piece, n, error) || !zg_backup_way_go (way, n, error))
      break;
  if (fd >= 0)
    close (fd);
  return fd >= 0 && n == 0;
}

static gboolean
pack_bytes (ZgBackupWriter *writer, const char *name, gconstpointer data, gsize size, ZgBackupWay *way, GError **error)
{
  guint64 n = GUINT64_TO_BE (size);

  return zg_backup_writer_put (writer, name, NAME, error) && zg_backup_writer_put (writer, &n, sizeof n, error) &&
         zg_backup_writer_put (writer, data, size, error) && zg_backup_way_go (way, (gint64) size, error);
}

static gboolean
pack_file (ZgBackupWriter *writer, const char *book, const char *name, ZgBackupWay *way, GError **error)
{
  g_autoptr (GBytes) bytes = zg_files_get (book, name, MOST_FILE, error);

  return bytes && pack_bytes (writer, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), way, error);
}

static gboolean
pack_enclosed (ZgBackupWriter *writer, const ZgBackupEnclosed *file, ZgBackupWay *way, GError **error)
{
  g_autofree char *data = NULL;
  gsize            n = 0;

  return g_file_get_contents (file->path, &data, &n, error) && pack_bytes (writer, file->sha256, data, n, way, error);
}

gboolean
zg_backup_pack (ZgBackupWriter *writer, const ZgBackupHead *head, const char *copy, const char *book, GPtrArray *names,
                GPtrArray *enclosed, ZgBackupWay *way, GError **error)
{
  if (!pack_book (writer, copy, way, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!pack_file (writer, book, names->pdata[i], way, error))
      return FALSE;
  for (guint i = 0; enclosed && i < enclosed->len; i++)
    if (!pack_enclosed (writer, enclosed->pdata[i], way, error))
      return FALSE;
  return zg_backup_writer_end (writer, error);
}

/* -- Unpacking -- */

typedef struct
{
  ZgBackupReader     *reader;
  const ZgBackupHead *head;
  const char         *path, *to; /* to: (nullable) */
  ZgBackupTake        takes;     /* (nullable) */
  gpointer            data;
  ZgBackupWay        *way;
  ZgSum              *names;
  gint64              file_bytes;
} Unpack;

static gboolean
set_other (const Unpack *unpack, GError **error)
{
  g_autofree char *name = g_filename_display_name (unpack->path);

  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _ ("The backup “%s” does not hold what it says of itself. It was left as it is. Take another one."), name);
  return FALSE;
}

static gboolean
unpack_book (Unpack *unpack, int fd, GError **error)
{
  g_autoptr (ZgSum)  sum = zg_sum_new ();
  g_autofree guint8 *piece = g_malloc (PIECE);
  g_autofree char   *found = NULL;

  for (gint64 left = unpack->head->bytes; left > 0;)
    {
      gsize n = (gsize) MIN (left, PIECE);

      if (!zg_backup_reader_get (unpack->reader, piece, n, error) ||
          (fd >= 0 && !zg_file_write (fd, unpack->to, piece, n, error)) || !zg_backup_way_go (unpack->way, (gint64) n, error))
        return FALSE;
      zg_sum_add (sum, piece, n);
      left -= (gint64) n;
    }
  found = zg_sum_end (sum);
  return g_str_equal (found, unpack->head->sha256) || set_other (unpack, error);
}

static gboolean
unpack_book_to (Unpack *unpack, GError **error)
{
  int      fd = -1;
  gboolean done;

  if (unpack->to && (fd = open (unpack->to, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("“%s” could not be written (%s)."), unpack->to, g_strerror (errno));
      return FALSE;
    }
  done = unpack_book (unpack, fd, error);
  if (fd >= 0)
    close (fd); /* it is flushed when it is given its name */
  return done;
}

/* An attachment goes beside the book, a file for people to who takes it. */
static gboolean
put_file (Unpack *unpack, const char *hash, gconstpointer data, gsize n, GError **error)
{
  g_autofree char   *name = zg_backup_head_enclosed (unpack->head, hash), *stored = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (name)
    return unpack->takes == NULL || unpack->takes (name, data, n, unpack->data, error);
  if (unpack->to == NULL)
    return TRUE;
  bytes = g_bytes_new_static (data, n);
  stored = zg_files_put (unpack->to, bytes, error);
  return stored != NULL;
}

static gboolean
unpack_file (Unpack *unpack, GError **error)
{
  char    name[NAME + 1] = "";
  guint64 n;
  g_autofree guint8 *data = NULL;
  g_autofree char   *hash = NULL;

  if (!zg_backup_reader_get (unpack->reader, name, NAME, error) ||
      !zg_backup_reader_get (unpack->reader, &n, sizeof n, error))
    return FALSE;
  n = GUINT64_FROM_BE (n);
  if (n > (guint64) MOST_FILE)
    return set_other (unpack, error);
  data = g_malloc (n + 1);
  if (!zg_backup_reader_get (unpack->reader, data, n, error) || !zg_backup_way_go (unpack->way, (gint64) n, error))
    return FALSE;
  hash = zg_sha256_hex (data, n);
  if (!g_str_equal (hash, name))
    return set_other (unpack, error);
  zg_sum_add (unpack->names, name, NAME);
  zg_sum_add (unpack->names, "\n", 1);
  unpack->file_bytes += (gint64) (NAME + sizeof n + n);
  return put_file (unpack, hash, data, n, error);
}

gboolean
zg_backup_unpack (ZgBackupReader *reader, const ZgBackupHead *head, const char *path, const char *to, ZgBackupTake takes,
                  gpointer data, ZgBackupWay *way, GError **error)
{
  g_autoptr (ZgSum) names = zg_sum_new ();
  g_autofree char  *found = NULL;
  Unpack unpack = { reader, head, path, to, takes, data, way, names, 0 };

  if (!unpack_book_to (&unpack, error))
    return FALSE;
  for (gint64 i = 0; i < head->n_files; i++)
    if (!unpack_file (&unpack, error))
      return FALSE;
  found = zg_sum_end (names);
  if (unpack.file_bytes != head->file_bytes || !g_str_equal (found, head->files_sha256))
    return set_other (&unpack, error);
  return zg_backup_reader_end (reader, error);
}
