/* zg-backup-private.h: what the files that make, read and restore backups know of one another. Private to the floor. */
#pragma once

#include "zg-backup-file.h"
#include "zg-backup.h"
#include "zg-book-private.h"
#include "zg-sum.h"

G_BEGIN_DECLS

enum { ZG_BACKUP_MADE_AT, ZG_BACKUP_FILE, ZG_BACKUP_FOLDER, ZG_BACKUP_SECOND_PLACE, ZG_BACKUP_BYTES, ZG_BACKUP_N_FILES,
       ZG_BACKUP_N_MISSING, ZG_BACKUP_N_REMOVED, ZG_BACKUP_ENTRY, ZG_BACKUP_HEAD, ZG_BACKUP_SHA256, ZG_BACKUP_N };
enum { ZG_DRILL_DONE_AT, ZG_DRILL_FILE, ZG_DRILL_OUTCOME, ZG_DRILL_MADE_AT, ZG_DRILL_ENTRY, ZG_DRILL_N_FILES, ZG_DRILL_REPORT,
       ZG_DRILL_N };
enum { ZG_DRILL_PASSED = 1, ZG_DRILL_FAILED };
extern const ZgKind zg_backup_kind, zg_restore_drill_kind;

#define ZG_BACKUP_END ".zgbackup"
#define ZG_ENCLOSED_END ".zgenclosed" /* nothing is restored of it, and none of the backups of the book counts it as one */

/* -- The head of a backup (zg-backup-head.c) -- */

struct _ZgBackupWay;

/* One way to the key of the stream: sealed to the recovery key, or to a person whose own keys his password opens. */
typedef struct
{
  gint64   person;  /* ZG_RECOVERY: the recovery key; the rest is then empty */
  char    *login;
  guint8   box_pk[ZG_KEY_BYTES], sign_pk[ZG_KEY_BYTES];
  ZgKdf    kdf;
  GBytes  *box_sealed, *sign_sealed;
  GBytes  *sealed;
} ZgBackupLock;

/* The manifest says what the stream holds; it is signed by the clock of the book. */
typedef struct
{
  char     *name, *declarations;
  gint64    uid, clock_person, made_ms, schema;
  gboolean  trial;
  gint64    seq;         /* how many audit entries */
  char     *chain_hash;  /* of the newest; where there are several chains, of their heads: 64 hex digits */
  char     *heads;       /* (nullable) in older backups: see zg_anchor_text () */
  char     *counts;      /* "table rows" lines */
  char     *totals;      /* "kind.field sum" lines */
  gint64    bytes;       /* of the book */
  char     *sha256;
  gint64    n_files, file_bytes; /* attachments: their bytes with the 72 before each */
  char     *files_sha256;        /* of their names, sorted, a line each; a name is the SHA-256 of the file */
  char     *enclosed;    /* (nullable) in older backups: "SHA-256 name" lines: files for people, counted among the files */
  gint64    n_enclosed;
  guint8    clock_pk[ZG_KEY_BYTES];
  char     *manifest;    /* the text that is signed */
  guint8    signature[ZG_SIGNATURE_BYTES];
  GPtrArray *locks;      /* of ZgBackupLock */
} ZgBackupHead;

ZgBackupHead *zg_backup_head_new   (void);
void          zg_backup_head_free  (ZgBackupHead *head); /* (nullable) */
/* zg_backup_head_text: signs. Returns: (transfer full): the text of the head. */
char         *zg_backup_head_text  (ZgBackupHead *head, const ZgSecret *sign);
/* zg_backup_head_parse: Errors: CORRUPT, NEWER: of a format or a book this program does not know. Returns: (transfer full). */
ZgBackupHead *zg_backup_head_parse (const char *text, const char *path, GError **error);
/* zg_backup_head_signed: whether the signature holds for the key the manifest names. Whose key that is the book inside says. */
gboolean      zg_backup_head_signed (const ZgBackupHead *head);
/* zg_backup_head_enclosed: Returns: (transfer full) (nullable): the name of the file for people with this hash, without a folder;
 * NULL: an attachment. */
char         *zg_backup_head_enclosed (const ZgBackupHead *head, const char *sha256);
gint64        zg_backup_head_plain (const ZgBackupHead *head); /* bytes of the stream */
/* zg_backup_enclose_live: @head and @files of the book as it is, for a container without the book. */
gboolean      zg_backup_enclose_live (ZgBackupHead *head, ZgSession *session, const ZgSecret *key, const char *folder,
                                      GPtrArray *files, struct _ZgBackupWay *way, GError **error);
/* zg_backup_count: reads census, totals and the end of the chain of @db into @head (what was there is replaced). */
gboolean      zg_backup_count      (ZgBackupHead *head, ZgDb *db, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgBackupHead, zg_backup_head_free)

/* -- Locks (zg-backup-lock.c) -- */

/* zg_backup_lock_all: seals @key to the recovery key and to everybody who may make backups and has a password of his own. */
gboolean      zg_backup_lock_all   (ZgBackupHead *head, ZgDb *db, const ZgSecret *key, int today, GError **error);
/* zg_backup_unlock: @keys: (out) (transfer full): the person's, NULL with the recovery key. Errors: DENIED, INVALID. Returns:
 * (transfer full) (nullable): the key of the stream. */
ZgSecret     *zg_backup_unlock     (const ZgBackupHead *head, const ZgBackupKey *key, gint64 *person, ZgPersonKeys **keys,
                                    GError **error);

/* -- The stream (zg-backup-stream.c) -- */

/* Where a stage stands. */
typedef struct _ZgBackupWay
{
  ZgBackupProgress fn;
  gpointer         data;
  GCancellable    *cancellable;
  ZgBackupStage    stage;
  gint64           done, total;
} ZgBackupWay;

/* zg_backup_way_begin: the stage begins. zg_backup_way_go: @bytes of it are done. Errors: G_IO_ERROR_CANCELLED. */
gboolean      zg_backup_way_begin  (ZgBackupWay *way, ZgBackupStage stage, gint64 total, GError **error);
gboolean      zg_backup_way_go     (ZgBackupWay *way, gint64 bytes, GError **error);

/* zg_backup_pack: the book's plain copy @copy, then the attachments @names beside @book, then @enclosed. */
gboolean      zg_backup_pack       (ZgBackupWriter *writer, const ZgBackupHead *head, const char *copy, const char *book,
                                    GPtrArray *names, GPtrArray *enclosed, ZgBackupWay *way, GError **error);
/* zg_backup_unpack: to the new file @to and the folder of attachments beside it; NULL: nothing is written, all is compared. Files
 * for people are no part of a book: @takes (nullable) gets them. Errors: CORRUPT where anything is not what the head says. */
typedef gboolean (*ZgBackupTake)   (const char *name, gconstpointer bytes, gsize n, gpointer data, GError **error);
gboolean      zg_backup_unpack     (ZgBackupReader *reader, const ZgBackupHead *head, const char *path, const char *to,
                                    ZgBackupTake takes, gpointer data, ZgBackupWay *way, GError **error);
/* zg_backup_digest: of a file. Returns: (transfer full) (nullable): 64 hex digits. */
char         *zg_backup_digest     (const char *path, gint64 *bytes, GError **error);

/* -- Work on a database that can be cancelled -- */

typedef struct
{
  ZgDb         *db;
  GCancellable *cancellable;
  gulong        id;
} ZgBackupDb;

/* zg_backup_db_open: @db->db is NULL on failure. */
gboolean      zg_backup_db_open    (ZgBackupDb *db, const char *path, ZgDbMode mode, GCancellable *cancellable, GError **error);
void          zg_backup_db_close   (ZgBackupDb *db);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZgBackupDb, zg_backup_db_close)

/* -- A book on a server (zg-backup-server.c) -- */

/* zg_backup_place: what belongs to @book on this computer: beside its file, or in the person's data folder. Returns: (transfer
 * full). */
char         *zg_backup_place      (const ZgBook *book, const char *end);
/* zg_backup_base: what names of its backups begin with: of the file without its ending, of the database. (transfer full) */
char         *zg_backup_base       (const ZgBook *book);
/* zg_backup_copy_server: a book in a file at @copy, with its attachments beside it, as the one on the server is at one moment:
 * every table compared row by row. A backup of it so is the same as of a file: it is verified and opens without a server. Errors:
 * DENIED: not with the owner's address. */
gboolean      zg_backup_copy_server (ZgBook *book, const char *copy, ZgBackupWay *way, GError **error);

/* -- Records -- */

/* zg_backup_write_nothing: what a step of the registers is run with, so that its check knows who runs it. */
gboolean      zg_backup_write_nothing (ZgDb *db, gpointer data, GError **error);
/* zg_backup_may: Errors: DENIED, noted in the audit. */
gboolean      zg_backup_may        (ZgSession *session, const ZgKind *kind, GError **error);
/* zg_backup_add_enclosed: what is to lie beside the book, see zg_backup_enclose (): into @files, their hashes, and what @head
 * says of them. */
gboolean      zg_backup_add_enclosed (ZgBackupHead *head, ZgSession *session, ZgDb *copy, const char *folder, GPtrArray *files,
                                      GCancellable *cancellable, GError **error);
/* zg_backup_tell: who follows the backup (zg_backup_follow ()). Errors: theirs. */
gboolean      zg_backup_tell       (ZgSession *session, const ZgBackupResult *made, GError **error);
/* zg_backup_expire: what @folder holds of the book @uid, signed by one of @clock_keys (of GBytes), beyond its time; @remove: else
 * it is only counted. */
guint         zg_backup_expire     (const char *folder, gint64 uid, GPtrArray *clock_keys, gboolean remove);
/* zg_backup_expire_enclosed: containers without a book, as long after as each day has its backup. */
void          zg_backup_expire_enclosed (const char *folder, gint64 uid, GPtrArray *clock_keys, gint64 now_ms);
/* zg_backup_newest: Returns: (transfer full) (nullable): the head of the newest backup of the book @uid and this key of its
 * clock: what it saw has to be in the book still. */
ZgBackupHead *zg_backup_newest     (const char *folder, gint64 uid, const guint8 clock_pk[ZG_KEY_BYTES]);
/* zg_backup_sweep: what killed jobs left beside @book_path. Only while the book is locked. */
void          zg_backup_sweep      (const char *book_path);
/* zg_restore_sweep: what a killed restore left of the book that was to be @new_path. */
void          zg_restore_sweep     (const char *new_path);

G_END_DECLS
