/* zg-book.h: Book 账套, Session, Step runner. The only way in is step → posting → post.
 *
 * A book is opened once in a process; a session is one person logged in, with rights and keys. Functions that take a ZgDb run in
 * the thread that owns it (inside a callback of zg_store_read / zg_store_write); the others may be called from any thread and do
 * their work on the book's own. */
#pragma once

#include <gio/gio.h>

#include "zg-record.h"
#include "zg-store.h"

G_BEGIN_DECLS

typedef struct _ZgBook    ZgBook;    /* reference counted */
typedef struct _ZgSession ZgSession; /* reference counted; keys are wiped when the last reference goes */

typedef enum { ZG_REACH_NONE, ZG_REACH_OWN, ZG_REACH_UNIT, ZG_REACH_ALL } ZgReach;

/* -- Book -- */

typedef struct
{
  const char *path;
  const char *name;        /* of the book, shown in the title: 电商部账套 */
  const char *login;       /* first administrator */
  const char *person;      /* his name */
  const char *password;
  gboolean    trial;       /* cheap keys, clock can be set, one password for all */
  const char *structure;   /* (nullable): organisation template, see data/org/structures.tsv; needs the modules' set-up hook */
} ZgBookSetup;

/* zg_book_create: makes the file, the schema, roles, the clock person 系统 and the first administrator.
 * @recovery: (out) (transfer full): the recovery key to print, 13 groups of 4. Returns: (transfer full). */
ZgBook     *zg_book_create        (const ZgBookSetup *setup, char **recovery, GError **error);
ZgBook     *zg_book_open          (const char *path, gboolean read_only, GError **error);
ZgBook     *zg_book_ref           (ZgBook *book);
void        zg_book_unref         (ZgBook *book); /* the last one closes: drains, checkpoints, releases the lock */
ZgStore    *zg_book_store         (ZgBook *book);
const char *zg_book_path          (ZgBook *book);
const char *zg_book_name          (ZgBook *book);
gint64      zg_book_uid           (ZgBook *book); /* random number of the book, part of what is signed */
gboolean    zg_book_is_trial      (ZgBook *book);
/* zg_book_has_clock: whether the key of 系统 is on this computer: what falls due by itself can be done from here. */
gboolean    zg_book_has_clock     (ZgBook *book);
/* zg_book_trial_password: Returns: (transfer none) (nullable): only of a trial book. */
const char *zg_book_trial_password (ZgBook *book);
/* zg_book_make_door: on a server, at its owner's address: people may come in by "postgresql://HOST/DATABASE" with their own
 * passwords;
 * once more brings what they may up to date. @report: (out) (transfer full): for people. Errors: USAGE: no such address;
 * DENIED: the
 * owner may not make roles. */
gboolean    zg_book_make_door     (ZgBook *book, char **report, GError **error);
/* zg_book_new_id: 41 bits ms since 2024, 10 bits desk, 12 bits counter; @count ids in a row, the first is returned. Any
   thread. */
gint64      zg_book_new_id        (ZgBook *book, guint count);
/* zg_book_now: ms; the machine's clock, never before the last audit entry; what zg_clock_set says in a trial book. */
gint64      zg_book_now           (ZgBook *book);
/* zg_schema_text: Returns: (transfer full): the whole schema as generated from the kinds (data/schema.sql). */
char       *zg_schema_text        (void);

/* -- Session and rights -- */

ZgSession  *zg_session_ref        (ZgSession *session);
void        zg_session_unref      (ZgSession *session);
ZgBook     *zg_session_book       (ZgSession *session);
/* zg_session_store: where this person reads and writes: the book's own store, or behind the door of a server his own. Lives as
 * long as the session. */
ZgStore    *zg_session_store      (ZgSession *session);
gint64      zg_session_person     (ZgSession *session);
gint64      zg_session_staff      (ZgSession *session);  /* 0: the person is no staff */
const char *zg_session_login      (ZgSession *session);
const char *zg_session_name       (ZgSession *session);
/* zg_session_roles: Returns: (transfer none): role codes held today, ends with NULL; the first is the main one. */
const char *const *zg_session_roles (ZgSession *session);
/* zg_session_reach: @right: "leave.approve", "staff.view". Derived from roles and dates; unknown rights give NONE. */
ZgReach     zg_session_reach      (ZgSession *session, const char *right);
/* zg_roles_with: Returns: (transfer full): titles of the roles that hold @right with at least @reach under the rules of today:
 * "主管、部门经理"; "" where none. */
char       *zg_roles_with         (ZgSession *session, const char *right, ZgReach reach);
GStrv       zg_role_titles_with   (ZgSession *session, const char *right, ZgReach reach); /* (transfer full): one by one */
/* zg_session_may: whether this person may do this step to this record now. @why: (out) (optional) (transfer full): the sentence
 * that says why not, @clause: (out) (optional) (transfer none). Does not look into the book: state, right, reach, separation. */
gboolean    zg_session_may        (ZgSession *session, const ZgRecord *record, const ZgStep *step, char **why,
                                   const char **clause);
/* zg_session_sees: whether the record lies within the reach of kind.view. */
gboolean    zg_session_sees       (ZgSession *session, const ZgRecord *record);
/* zg_session_units: Returns: (transfer full) (element-type gint64): units within a reach of UNIT, with all below; empty else. */
GArray     *zg_session_units      (ZgSession *session, const char *right);

/* zg_session_state_key: a key of the person to seal what a desk keeps on its own computer (typed input that is not in the book
 * yet).
 * @key: 32 bytes (out), to be wiped. Returns: FALSE where the person has no keys. Any thread. */
gboolean    zg_session_state_key  (ZgSession *session, guint8 key[32]);

/* -- Reading -- */

/* NOT_FOUND; sealed cells stay sealed */
ZgRecord   *zg_book_get           (ZgDb *db, const ZgKind *kind, gint64 id, GError **error);
/* zg_book_find: by document number, by the name field, by any ZG_UNIQUE field, or by the id as text. NOT_FOUND or INVALID
   (several). */
gint64      zg_book_find          (ZgDb *db, const ZgKind *kind, const char *text, GError **error);
/* zg_book_find_as: also by a sealed phone or ID number, in full or (a phone) its last four digits, for who holds the keys. */
gint64      zg_book_find_as       (ZgSession *session, ZgDb *db, const ZgKind *kind, const char *text, GError **error);
/* zg_blind_find: adds the ids of records of @kind whose sealed phone, ID number … is @text (of a phone also its last four
 * digits), each opened and compared; nothing for who does not hold the keys. Thread of @db. */
gboolean    zg_blind_find         (ZgSession *session, ZgDb *db, const ZgKind *kind, const char *text, GArray *ids,
                                   GError **error);
/* zg_book_title: Returns: (transfer full): how a reference to it reads: "林小雨 1016"; "" where it is gone. */
char       *zg_book_title         (ZgDb *db, const ZgKind *kind, gint64 id);
/* zg_book_short_title: as that, but people by their names alone, without what they log in as. */
char       *zg_book_short_title   (ZgDb *db, const ZgKind *kind, gint64 id);
GArray     *zg_book_children      (ZgDb *db, const ZgKind *child, gint64 parent, GError **error); /* of gint64 ids */
/* zg_book_reveal: plain text of a sealed field; needs kind.reveal (own record: always) and the class key. Writes an audit entry
 * when @session is not the owner. On the writer's thread or any thread without a ZgDb. Returns: (transfer full) (nullable) */
char       *zg_book_reveal        (ZgSession *session, const ZgRecord *record, int field, GError **error);
/* zg_book_copy: the same, for the clipboard: the entry says so (kind.copy). */
char       *zg_book_copy          (ZgSession *session, const ZgRecord *record, int field, GError **error);
/* zg_session_open_cell: opens a sealed cell without logging, for masking in lists and for the book's own use. (nullable) */
char       *zg_session_open_cell  (ZgSession *session, const ZgKind *kind, int field, gint64 id, const ZgCell *cell,
                                   GError **error);

/* zg_book_twin: a second connection that sees the book exactly as @db does, for another thread to share a long read. Inside a
 * read. Returns: (nullable), for zg_book_twin_give_back: NULL where the book has moved on or no further connection is to be had:
 * read alone then. */
ZgDb       *zg_book_twin           (ZgBook *book, ZgDb *db);
void        zg_book_twin_give_back (ZgBook *book, ZgDb *twin); /* (nullable) */

/* -- Writing: one way in -- */

typedef struct
{
  gint64   id;       /* of the record */
  gint64   version;  /* after the step */
  gint64   seq;      /* in the audit chain */
  char     no[32];   /* document number, "" where none */
  char     state[24];
  gboolean repeated; /* this command id had been done before; nothing was done again */
} ZgOutcome;

/* zg_command_new: a new command id to be kept before it is sent. @buffer: 40 bytes. Returns: @buffer. */
char       *zg_command_new        (char *buffer);

/* zg_book_run: the step runner. @record: with the fields the person typed; for a new record version 0 (its id is made here when
 * 0).
 * On success the record holds what was written. @children: (nullable) (element-type ZgRecord): lines of a document: new (version
 * 0), changed, or with state
 * "removed". @opinion: (nullable). @command: (nullable): an id is made. @outcome: (out) (optional).
 * Errors: DENIED, INVALID (faults), CONFLICT, NOT_FOUND, BUSY, UNKNOWN_OUTCOME, FULL, READ_ONLY. Nothing is written on an error.
 * Runs on the writer's thread and waits. */
gboolean    zg_book_run           (ZgSession *session, ZgRecord *record, const char *verb, GPtrArray *children,
                                   const char *opinion,
                                   const char *command, ZgOutcome *outcome, GError **error);
/* zg_book_run_async: the same for the desk; works on a copy of @record. zg_book_run_finish: Returns: (transfer full): the record
   as written. */
void        zg_book_run_async     (ZgSession *session, const ZgRecord *record, const char *verb, GPtrArray *children,
                                   const char *opinion,
                                   const char *command, GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
ZgRecord   *zg_book_run_finish    (GAsyncResult *result, ZgOutcome *outcome, GError **error);
/* zg_book_outcome: settles an unknown outcome: TRUE and @outcome where the command was done; NOT_FOUND where it was not. */
gboolean    zg_book_outcome       (ZgSession *session, const char *command, ZgOutcome *outcome, GError **error);

/* What a check or done hook sees. */
ZgSession  *zg_work_session       (ZgWork *work);
ZgDb       *zg_work_db            (ZgWork *work);     /* the writer's connection, before the transaction */
ZgRecord   *zg_work_record        (ZgWork *work);     /* as it shall be */
const ZgRecord *zg_work_old       (ZgWork *work);     /* (nullable): as it is */
GPtrArray  *zg_work_children      (ZgWork *work);     /* (nullable) */
/* zg_work_fill_child: a check writes what it found into a line that came along; one that did not stays as it is. @child: its kind
 * and id tell which. */
void        zg_work_fill_child    (ZgWork *work, const ZgRecord *child, int field, gint64 value);
int         zg_work_today         (ZgWork *work);
/* zg_work_fault: @field: index or -1 for the whole record; @row: place among the lines that came along, @field is theirs then, or
   -1; @clause: (nullable). */
void        zg_work_fault         (ZgWork *work, int field, int row, const char *clause, const char *format,
                                   ...) G_GNUC_PRINTF (5, 6);
/* zg_work_guard: names what the check reads, before it reads: a guard that moved makes the book build again. Every step that can
 * make another's check untrue names the same key. */
void        zg_work_guard         (ZgWork *work, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* zg_work_also: another record to make within the same posting by a declared ZG_ALSO effect. Returns: (transfer none): to be
   filled. */
ZgRecord   *zg_work_also          (ZgWork *work, const ZgKind *kind, const char *verb);
/* zg_work_step: a step on another existing record. @other: (transfer full) */
void        zg_work_step          (ZgWork *work, ZgRecord *other, const char *verb);

/* -- Imports: one step over many flat rows -- */

typedef struct
{
  const ZgKind *kind;
  GArray       *cells;  /* of ZgCell: n_rows × kind->n_fields; texts live in @texts, they are not freed one by one */
  guint         n_rows;
  guint         n_known; /* rows left out because the book has them: noted with the import */
  gint64        part_of; /* import of another kind made from the same file, taken back together with it; 0: none */
  GStringChunk *texts;
} ZgBatch;

ZgBatch    *zg_batch_new          (const ZgKind *kind, guint room);
void        zg_batch_free         (ZgBatch *batch);
ZgCell     *zg_batch_row          (ZgBatch *batch); /* kind->n_fields empty cells; valid until the next call */
void        zg_batch_int          (ZgCell *cell, gint64 value);
void        zg_batch_text         (ZgBatch *batch, ZgCell *cell, const char *text, gssize length);

typedef void (*ZgProgress) (guint done, guint total, gpointer data); /* called on the thread that imports */

/* zg_book_import: writes the rows by the kind's step without `from` named "import" (right kind.import; a row to which that step
 * does not apply goes by the step "record" without `from`), in chunks of 1000 under one import id, each with one audit entry
 * (ids, digest of the rows). A row that hits a UNIQUE key already in the book is left out and counted in @n_known. @source: name
 * of the file, kept. Cancelling keeps nothing: what was written is taken back. What a killed program left in the middle is taken
 * back when the book is next opened; on a server whose people have roles, by the next import of the kind, too. Errors: DENIED
 * also for rows of people outside the reach of the right. Returns: the import id, 0 on error. Any thread; waits for the writer,
 * who lets others in after each chunk. */
gint64      zg_book_import        (ZgSession *session, ZgBatch *batch, const char *source, GBytes *file_digest, guint *n_new,
                                   guint *n_known,
                                   ZgProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);
/* zg_book_undo_import: takes a whole import back, as long as every row is at version 1 and nothing refers to it; with it what
 * else was made from the same file (.part_of), whichever of them is named, as far as that was not built upon. @n_rows: (out)
 * (optional): of all. */
gboolean    zg_book_undo_import   (ZgSession *session, gint64 import_id, guint *n_rows, GError **error);

/* zg_book_verify: walks the audit chain, signatures, and the kinds' computed fields. @report: (out) (transfer full): lines for
 * people.
 * Returns: FALSE with CORRUPT and the first bad place. */
gboolean    zg_book_verify        (ZgBook *book, gboolean deep, char **report, GError **error);

/* History of a record: a sheet over the audit. */
typedef struct
{
  gint64      chain, seq, at_ms, version;
  char       *who;      /* name of the person */
  const ZgKind *kind;
  char       *verb;
  char       *opinion;  /* (nullable) */
  char       *changes;  /* (nullable): "开始 13:00 → 14:00; …", translated, sealed fields as **** */
} ZgHistory;

GPtrArray  *zg_book_history       (ZgDb *db, const ZgKind *kind, gint64 id, GError **error); /* of ZgHistory, oldest first */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgBook, zg_book_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgSession, zg_session_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgBatch, zg_batch_free)

G_END_DECLS
