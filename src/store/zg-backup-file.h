/* zg-backup-file.h: the sealed file of a backup: a readable head, then a stream only its key opens.
 *
 *   "ZGBACKUP", version (4 bytes), length of the head (4 bytes), head (UTF-8), SHA-256 of all these, header of the stream,
 *   chunks of at most 64 KiB, each 17 bytes longer than its plain bytes; the first holds that SHA-256 again, so that no head
 *   stands before the stream of another file; the last is marked, so that a cut is seen.
 *
 * Numbers are big-endian. What the head says and what the stream holds is the caller's. Any thread. Errors of reading:
 * ZG_ERROR_NOT_A_BOOK: no backup at all; _NEWER: of a later version; _CORRUPT: changed, cut, reordered; _IO. */
#pragma once

#include "zg-seal.h"

G_BEGIN_DECLS

#define ZG_BACKUP_MAX_HEAD (4 * 1024 * 1024)

typedef struct _ZgBackupWriter ZgBackupWriter;
typedef struct _ZgBackupReader ZgBackupReader;

/* zg_backup_writer_new: writes the head at once. @fd: stays the caller's; @path: for messages. Errors: ZG_ERROR_FULL, _IO;
 * _INVALID: the head is too long. Returns: (transfer full) (nullable). */
ZgBackupWriter *zg_backup_writer_new (int fd, const char *path, const char *head, const guint8 key[ZG_KEY_BYTES], GError **error);
gboolean        zg_backup_writer_put (ZgBackupWriter *writer, gconstpointer data, gsize n, GError **error);
/* zg_backup_writer_end: the last chunk. The caller flushes. */
gboolean        zg_backup_writer_end (ZgBackupWriter *writer, GError **error);
void            zg_backup_writer_free (ZgBackupWriter *writer); /* (nullable): wiped */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgBackupWriter, zg_backup_writer_free)

/* zg_backup_size: Returns: the bytes of a whole file with a head of @head_length and @plain bytes in its stream. */
gint64          zg_backup_size       (gsize head_length, gint64 plain);

/* zg_backup_reader_new: reads the head alone. @fd: at its beginning; stays the caller's. Returns: (transfer full) (nullable). */
ZgBackupReader *zg_backup_reader_new  (int fd, const char *path, GError **error);
const char     *zg_backup_reader_head (const ZgBackupReader *reader);
/* zg_backup_reader_open: from now on the stream is read. @key: as the locks in the head give it. */
gboolean        zg_backup_reader_open (ZgBackupReader *reader, const guint8 key[ZG_KEY_BYTES], GError **error);
/* zg_backup_reader_get: exactly @n bytes: a stream that ends before is CORRUPT. */
gboolean        zg_backup_reader_get  (ZgBackupReader *reader, gpointer data, gsize n, GError **error);
/* zg_backup_reader_end: nothing more comes, and the mark of the end was seen. */
gboolean        zg_backup_reader_end  (ZgBackupReader *reader, GError **error);
void            zg_backup_reader_free (ZgBackupReader *reader); /* (nullable): wiped */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgBackupReader, zg_backup_reader_free)

G_END_DECLS
