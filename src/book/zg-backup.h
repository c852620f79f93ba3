/* zg-backup.h: backup 备份, restore 恢复 and restore drill 恢复演练 of a book in a file.
 *
 * A backup is a plain copy made while others work, verified as the book itself is (audit chain, signatures, computed fields,
 * every page), sealed to the recovery key and to those who may make backups, read back, and only then given its name. The plain
 * copy lives in BOOK.backup (0700) for that time alone. A restore makes a new book beside; it never writes over anything.
 *
 * The functions that work wait for their work, in any thread but the book's own; the _async forms do it in a thread of their own
 * and answer in the caller's main context. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

/* D18-5.4 asks for a backup every day at 18:00; two hours beyond a day nobody can say it is merely late. */
#define ZG_BACKUP_LATE_MS (26 * 3600 * G_GINT64_CONSTANT (1000))

typedef enum
{
  ZG_BACKUP_COPY, ZG_BACKUP_VERIFY, ZG_BACKUP_FILES, ZG_BACKUP_SEAL, ZG_BACKUP_READ_BACK, ZG_BACKUP_PUBLISH, ZG_BACKUP_SECOND,
  ZG_BACKUP_RECORD, ZG_BACKUP_EXPIRE,
  ZG_RESTORE_UNLOCK, ZG_RESTORE_UNPACK, ZG_RESTORE_VERIFY, ZG_RESTORE_NEW_KEY, ZG_RESTORE_FILES, ZG_RESTORE_CLOCK_KEY,
  ZG_RESTORE_PUBLISH, ZG_RESTORE_RECORD,
  ZG_BACKUP_DONE,
} ZgBackupStage;

/* zg_backup_stage_title: Returns: (transfer none): translated: "Verifying the copy". */
const char *zg_backup_stage_title (ZgBackupStage stage);
/* Called as each stage begins, and while it goes on where that takes long; @permille: of this stage. On the working thread. */
typedef void (*ZgBackupProgress) (ZgBackupStage stage, guint permille, gpointer data);

/* -- Backup -- */

typedef struct
{
  const char      *folder; /* (nullable): where it goes; BOOK.backups beside the book, made where it is missing */
  const char      *second; /* (nullable): a second place: a stick, a drive of another house; it has to be there */
  ZgBackupProgress progress; /* (nullable) */
  gpointer         progress_data;
  gboolean         enclosed_only; /* what is enclosed, without the book: sealed, read back and told as a backup, and none of it */
} ZgBackupJob;

/* A file for people beside the book in the same container. Its bytes are as good as the container: sealed, signed, read back. */
typedef struct
{
  char  *name;           /* "订单-2026-11-23-1800.xlsx" */
  char  *path;           /* where it lies until it is sealed */
  char  *sha256;         /* 64 hex digits, filled by the backup */
  gint64 bytes;
  gint64 n_rows, sum_fen; /* what it says, read back out of it */
} ZgBackupEnclosed;

void zg_backup_enclosed_free (ZgBackupEnclosed *file); /* (nullable) */
/* zg_backup_enclose: @enclose is called with the verified plain copy and the time it was taken at: it writes files into @folder
 * and adds them to @files (of ZgBackupEnclosed). Its error is that of the backup: none is made. Once at start, before any
 * thread. */
typedef gboolean (*ZgBackupEnclose) (ZgSession *session, ZgDb *copy, gint64 made_ms, const char *folder, GPtrArray *files,
                                     GCancellable *cancellable, GError **error);
void zg_backup_enclose       (ZgBackupEnclose enclose);
gboolean zg_backup_encloses  (void); /* whether anybody does */

typedef struct
{
  char      *path;          /* of the backup */
  gint64     made_ms, bytes, seq; /* seq: of the newest audit entry in it */
  char      *sha256;        /* of the file: 64 hex digits */
  char      *report;        /* what was verified, lines for people */
  guint      n_files;       /* attachments in it */
  guint      n_people;      /* who can open it besides the recovery key */
  guint      n_removed;     /* backups whose time was over */
  GPtrArray *enclosed;      /* of ZgBackupEnclosed */
  GPtrArray *missing;       /* of char *: names of attachments the book names but that are gone or changed: tell it loudly */
  char      *second_path;   /* (nullable) */
  gboolean   enclosed_only; /* as asked for */
  char      *second_failed; /* (nullable): why there is none in the second place, a sentence; the first one stands */
} ZgBackupResult;

/* zg_backup_make: by who holds backup.create, or by the clock (zg_book_login_clock ()). Errors: DENIED: no right, or no key of
 * the clock; BUSY: another one is being made; CORRUPT: the copy did not verify; FULL, READ_ONLY, IO; G_IO_ERROR_CANCELLED. No
 * error leaves an unfinished file or takes an earlier one away. Returns: (transfer full) (nullable). */
ZgBackupResult *zg_backup_make        (ZgSession *session, const ZgBackupJob *job, GCancellable *cancellable, GError **error);
/* @job: copied, but for what progress_data points to. */
void            zg_backup_make_async  (ZgSession *session, const ZgBackupJob *job, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
ZgBackupResult *zg_backup_make_finish (GAsyncResult *result, GError **error);
void            zg_backup_result_free (ZgBackupResult *result); /* (nullable) */
/* zg_backup_follow: @follow is called once a backup is made, verified and noted, with the session of the clock and the person who
 * made it: to note in a register of its own what is in it. Its error is that of the backup, which stands. Once at start, before
 * any thread. */
typedef gboolean (*ZgBackupFollow) (ZgSession *clock, gint64 person, const ZgBackupResult *made, GError **error);
void            zg_backup_follow      (ZgBackupFollow follow);
/* zg_backup_folder: Returns: (transfer full): where backups of the book go unless told otherwise. */
char           *zg_backup_folder      (const char *book_path);

/* zg_backup_last: @made_ms: (out): when the last verified backup that the book knows of was made, 0: none. Thread of @db. */
gboolean        zg_backup_last        (ZgDb *db, gint64 *made_ms, GError **error);
/* zg_backup_is_late: whether the log-in and the status line have to say so. Pure. */
gboolean        zg_backup_is_late     (gint64 made_ms, gint64 now_ms);

/* zg_backup_keep: which of @n backups stay (@keep, out): of verified ones the newest of each of the last 30 days and 12 months
 * that have one, the newest of every year, and the newest three; what is not verified is never removed. Pure; @list in any
 * order. */
typedef struct
{
  gint64   made_ms;
  gboolean verified;
} ZgBackupAge;
void            zg_backup_keep        (const ZgBackupAge *list, guint n, gboolean *keep);

/* -- What a backup says of itself -- */

typedef struct
{
  char    *path, *book;     /* name of the book */
  gint64   uid, made_ms, seq, bytes, n_files;
  int      schema;
  gboolean verified;        /* the head's signature holds for the key it names, and the file has its length */
  char   **people;          /* log-in names of those who can open it, ends with NULL */
} ZgBackupInfo;

/* zg_backup_info: reads the head alone. Errors: NOT_FOUND, NOT_A_BOOK, NEWER, CORRUPT, IO. Returns: (transfer full)
 * (nullable). */
ZgBackupInfo *zg_backup_info      (const char *path, GError **error);
void          zg_backup_info_free (ZgBackupInfo *info); /* (nullable) */
/* zg_backup_list: the backups in @folder, the newest first; of the book @uid, 0: of any. Files that are none are left out.
 * Returns: (transfer full) (element-type ZgBackupInfo): empty where there is no folder. */
GPtrArray    *zg_backup_list      (const char *folder, gint64 uid);

/* -- Restore -- */

/* Either the recovery key or somebody's log-in name and password, as they were when the backup was made. */
typedef struct
{
  const char *recovery;
  const char *login, *password;
} ZgBackupKey;

typedef struct
{
  char  *book;    /* name of the book */
  char  *report;
  gint64 made_ms, seq;
  guint  n_files;
} ZgRestoreResult;

/* zg_restore: makes the book @new_path from the backup @file: unpacked, verified, given a new key of the clock (the old one is
 * retired), the entry book.restore in its audit says from what and from where on entries may be missing. Errors: INVALID:
 * something is at @new_path; DENIED: the key does not open it; CORRUPT, NEWER, FULL …: nothing is left at @new_path. Returns:
 * (transfer full) (nullable). */
ZgRestoreResult *zg_restore              (const char *file, const char *new_path, const ZgBackupKey *key,
                                          ZgBackupProgress progress, gpointer progress_data, GCancellable *cancellable,
                                          GError **error);
void             zg_restore_async        (const char *file, const char *new_path, const ZgBackupKey *key,
                                          ZgBackupProgress progress, gpointer progress_data, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
ZgRestoreResult *zg_restore_finish       (GAsyncResult *result, GError **error);
/* zg_backup_extract: the files for people out of the backup @file into @folder, which is there; none is written over.
 * Returns: (transfer full) (nullable) (element-type char *): their paths; empty: it holds none. Errors: as zg_restore (). */
GPtrArray       *zg_backup_extract       (const char *file, const char *folder, const ZgBackupKey *key, GCancellable *cancellable,
                                          GError **error);
/* zg_restore_drill: a restore for practice into BOOK.drill, from the sealed file and the key alone, up to the verification; then
 * all is removed and the outcome noted in the book as a record of the kind restore_drill: also that it failed, unless it was for
 * want of the right key. By who holds restore_drill.create, or the clock. */
ZgRestoreResult *zg_restore_drill        (ZgSession *session, const char *file, const ZgBackupKey *key, ZgBackupProgress progress,
                                          gpointer progress_data, GCancellable *cancellable, GError **error);
void             zg_restore_drill_async  (ZgSession *session, const char *file, const ZgBackupKey *key, ZgBackupProgress progress,
                                          gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
ZgRestoreResult *zg_restore_drill_finish (GAsyncResult *result, GError **error);
void             zg_restore_result_free  (ZgRestoreResult *result); /* (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgBackupResult, zg_backup_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgBackupInfo, zg_backup_info_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgRestoreResult, zg_restore_result_free)

G_END_DECLS
