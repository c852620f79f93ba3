#include "zg-backup-file.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "zg-error.h"
#include "zg-workdir.h"

#define CHUNK   (64 * 1024)
#define HEADER  crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define EXTRA   crypto_secretstream_xchacha20poly1305_ABYTES
#define FINAL   crypto_secretstream_xchacha20poly1305_TAG_FINAL
#define VERSION 1
#define START   16 /* "ZGBACKUP", version, length of the head */

static const char magic[] = "ZGBACKUP";

struct _ZgBackupWriter
{
  int    fd;
  char  *path;
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 plain[CHUNK], sealed[CHUNK + EXTRA];
  gsize  n;
};

struct _ZgBackupReader
{
  int      fd;
  char    *path, *head;
  guint8   digest[ZG_SHA256_BYTES];
  crypto_secretstream_xchacha20poly1305_state state;
  guint8   plain[CHUNK], sealed[CHUNK + EXTRA];
  gsize    n, at;
  gboolean ended; /* the mark of the end was seen */
};

static void
digest_of (const guint8 start[START], const char *head, gsize n, guint8 digest[ZG_SHA256_BYTES])
{
  crypto_hash_sha256_state sum;

  crypto_hash_sha256_init (&sum);
  crypto_hash_sha256_update (&sum, start, START);
  crypto_hash_sha256_update (&sum, (const guint8 *) head, n);
  crypto_hash_sha256_final (&sum, digest);
}

/* -- Writing -- */

static gboolean
push (ZgBackupWriter *writer, guint8 tag, GError **error)
{
  crypto_secretstream_xchacha20poly1305_push (&writer->state, writer->sealed, NULL, writer->plain, writer->n, NULL, 0, tag);
  if (!zg_file_write (writer->fd, writer->path, writer->sealed, writer->n + EXTRA, error))
    return FALSE;
  writer->n = 0;
  return TRUE;
}

static gboolean
write_head (ZgBackupWriter *writer, const char *head, const guint8 *key, GError **error)
{
  guint8  start[START], digest[ZG_SHA256_BYTES], stream[HEADER];
  guint32 numbers[2] = { GUINT32_TO_BE (VERSION), GUINT32_TO_BE ((guint32) strlen (head)) };

  memcpy (start, magic, 8);
  memcpy (start + 8, numbers, 8);
  digest_of (start, head, strlen (head), digest);
  crypto_secretstream_xchacha20poly1305_init_push (&writer->state, stream, key);
  memcpy (writer->plain, digest, sizeof digest);
  writer->n = sizeof digest;
  return zg_file_write (writer->fd, writer->path, start, START, error) &&
         zg_file_write (writer->fd, writer->path, head, strlen (head), error) &&
         zg_file_write (writer->fd, writer->path, digest, sizeof digest, error) &&
         zg_file_write (writer->fd, writer->path, stream, sizeof stream, error) && push (writer, 0, error);
}

ZgBackupWriter *
zg_backup_writer_new (int fd, const char *path, const char *head, const guint8 key[ZG_KEY_BYTES], GError **error)
{
  g_autoptr (ZgBackupWriter) writer = NULL;

  zg_seal_init ();
  if (strlen (head) > ZG_BACKUP_MAX_HEAD)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                           _("The backup names more people than its head can hold. Nothing was written; every earlier backup is "
                             "kept. Let fewer people restore."));
      return NULL;
    }
  writer = g_new0 (ZgBackupWriter, 1);
  writer->fd = fd;
  writer->path = g_strdup (path);
  return write_head (writer, head, key, error) ? g_steal_pointer (&writer) : NULL;
}

gboolean
zg_backup_writer_put (ZgBackupWriter *writer, gconstpointer data, gsize n, GError **error)
{
  const guint8 *from = data;

  while (n > 0)
    {
      gsize step = MIN (n, CHUNK - writer->n);

      memcpy (writer->plain + writer->n, from, step);
      writer->n += step;
      from += step;
      n -= step;
      if (writer->n == CHUNK && !push (writer, 0, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
zg_backup_writer_end (ZgBackupWriter *writer, GError **error)
{
  return push (writer, FINAL, error);
}

void
zg_backup_writer_free (ZgBackupWriter *writer)
{
  if (writer == NULL)
    return;
  g_free (writer->path);
  zg_wipe (writer, sizeof *writer);
  g_free (writer);
}

gint64
zg_backup_size (gsize head_length, gint64 plain)
{
  /* The last chunk may be an empty one. */
  return START + (gint64) head_length + ZG_SHA256_BYTES + HEADER + ZG_SHA256_BYTES + EXTRA + plain
         + (plain / CHUNK + 1) * (gint64) EXTRA;
}

/* -- Reading -- */

static gboolean
set_bad (const ZgBackupReader *reader, int code, const char *what, GError **error)
{
  g_autofree char *name = g_filename_display_name (reader->path);

  g_set_error (error, ZG_ERROR, code, _("The backup “%s” cannot be used: %s. It was left as it is. Take another one."), name,
               what);
  return FALSE;
}

static gboolean
set_short (const ZgBackupReader *reader, GError **error)
{
  return set_bad (reader, ZG_ERROR_CORRUPT, _("it is cut off at the end"), error);
}

/* @n: bytes that must be there. */
static gboolean
take (ZgBackupReader *reader, gpointer to, gsize n, GError **error)
{
  gssize got = zg_file_read (reader->fd, reader->path, to, n, error);

  return got == (gssize) n || (got >= 0 && set_short (reader, error));
}

static gboolean
read_head (ZgBackupReader *reader, GError **error)
{
  guint8  start[START], digest[ZG_SHA256_BYTES];
  guint32 numbers[2];
  gssize  got = zg_file_read (reader->fd, reader->path, start, START, error);

  if (got < 0)
    return FALSE;
  if (got < 8 || memcmp (start, magic, 8) != 0)
    return set_bad (reader, ZG_ERROR_NOT_A_BOOK, _("it is no backup of this program"), error);
  if (got < START)
    return set_short (reader, error);
  memcpy (numbers, start + 8, 8);
  if (GUINT32_FROM_BE (numbers[0]) > VERSION)
    return set_bad (reader, ZG_ERROR_NEWER, _("it was made by a newer program, which is needed to read it"), error);
  numbers[1] = GUINT32_FROM_BE (numbers[1]);
  if (GUINT32_FROM_BE (numbers[0]) == 0 || numbers[1] > ZG_BACKUP_MAX_HEAD)
    return set_bad (reader, ZG_ERROR_CORRUPT, _("its head was changed"), error);
  reader->head = g_malloc0 (numbers[1] + 1);
  if (!take (reader, reader->head, numbers[1], error) || !take (reader, reader->digest, sizeof reader->digest, error))
    return FALSE;
  digest_of (start, reader->head, numbers[1], digest);
  return memcmp (digest, reader->digest, sizeof digest) == 0 ||
         set_bad (reader, ZG_ERROR_CORRUPT, _("its head was changed"), error);
}

ZgBackupReader *
zg_backup_reader_new (int fd, const char *path, GError **error)
{
  g_autoptr (ZgBackupReader) reader = g_new0 (ZgBackupReader, 1);

  zg_seal_init ();
  reader->fd = fd;
  reader->path = g_strdup (path);
  return read_head (reader, error) ? g_steal_pointer (&reader) : NULL;
}

const char *
zg_backup_reader_head (const ZgBackupReader *reader)
{
  return reader->head;
}

/* @n: bytes of the sealed chunk. */
static gboolean
pull (ZgBackupReader *reader, gsize n, GError **error)
{
  unsigned long long got = 0;
  guint8             tag = 0;

  if (n < EXTRA)
    return set_short (reader, error);
  if (crypto_secretstream_xchacha20poly1305_pull (&reader->state, reader->plain, &got, &tag, reader->sealed, n, NULL, 0) != 0)
    return set_bad (reader, ZG_ERROR_CORRUPT, _("its contents were changed, cut or put in another order"), error);
  reader->n = got;
  reader->at = 0;
  reader->ended = tag == FINAL;
  return TRUE;
}

gboolean
zg_backup_reader_open (ZgBackupReader *reader, const guint8 key[ZG_KEY_BYTES], GError **error)
{
  guint8 stream[HEADER];

  if (!take (reader, stream, HEADER, error))
    return FALSE;
  if (crypto_secretstream_xchacha20poly1305_init_pull (&reader->state, stream, key) != 0)
    return set_bad (reader, ZG_ERROR_CORRUPT, _("its contents were changed, cut or put in another order"), error);
  if (!take (reader, reader->sealed, ZG_SHA256_BYTES + EXTRA, error) || !pull (reader, ZG_SHA256_BYTES + EXTRA, error))
    return FALSE;
  if (reader->n != ZG_SHA256_BYTES || memcmp (reader->plain, reader->digest, ZG_SHA256_BYTES) != 0)
    return set_bad (reader, ZG_ERROR_CORRUPT, _("its head belongs to another backup"), error);
  reader->at = reader->n;
  return TRUE;
}

static gboolean
next_chunk (ZgBackupReader *reader, GError **error)
{
  gssize n;

  if (reader->ended)
    return set_bad (reader, ZG_ERROR_CORRUPT, _("it holds less than its head says"), error);
  n = zg_file_read (reader->fd, reader->path, reader->sealed, sizeof reader->sealed, error);
  return n >= 0 && pull (reader, (gsize) n, error);
}

gboolean
zg_backup_reader_get (ZgBackupReader *reader, gpointer data, gsize n, GError **error)
{
  guint8 *to = data;

  while (n > 0)
    {
      gsize step = MIN (n, reader->n - reader->at);

      memcpy (to, reader->plain + reader->at, step);
      reader->at += step;
      to += step;
      n -= step;
      if (n > 0 && !next_chunk (reader, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
zg_backup_reader_end (ZgBackupReader *reader, GError **error)
{
  guint8 more;
  gssize rest;

  if (reader->at == reader->n && !reader->ended && !next_chunk (reader, error))
    return FALSE;
  if (reader->at != reader->n || !reader->ended)
    return set_bad (reader, ZG_ERROR_CORRUPT, _("it holds more than its head says"), error);
  rest = zg_file_read (reader->fd, reader->path, &more, 1, error);
  return rest == 0 || (rest > 0 && set_bad (reader, ZG_ERROR_CORRUPT, _("something was added at its end"), error));
}

void
zg_backup_reader_free (ZgBackupReader *reader)
{
  if (reader == NULL)
    return;
  g_free (reader->path);
  g_free (reader->head);
  zg_wipe (reader, sizeof *reader);
  g_free (reader);
}
