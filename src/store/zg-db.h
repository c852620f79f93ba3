/* zg-db.h: one connection to a book's data, behind a driver, and its statements.
 *
 * A ZgDb belongs to one thread at a time; only zg_db_interrupt () may be called from another one. Errors are ZG_ERROR
 * (or G_IO_ERROR_CANCELLED after an interrupt) with a message for the person; what the engine itself said is in
 * zg_db_last_detail (). Placeholders are $1, $2 … in any order, repeated at will; every one must be bound. */
#pragma once

#include <glib.h>

#include "zg-cell.h"

G_BEGIN_DECLS

/* Marks every SQL literal, so that a test can list them and prepare each one on every engine. */
#define ZG_SQL(text) text

typedef struct _ZgDb   ZgDb;
typedef struct _ZgStmt ZgStmt;

typedef enum
{
  ZG_DB_READ,      /* may never write; sees one state per snapshot */
  ZG_DB_WRITE,     /* the one connection that writes and checkpoints */
  ZG_DB_CREATE,    /* as WRITE on a file made now, mode 0600; refuses an existing one */
  ZG_DB_IMMUTABLE, /* as READ on a file in a folder that cannot be written: no lock, no log beside it */
} ZgDbMode;

/* Connections */

/* zg_db_is_server: Returns: whether @path is the address of a database server, "postgresql://…", and not a file. */
gboolean    zg_db_is_server (const char *path);
#define ZG_DB_CLOSED "28000" /* the clause of _DENIED by zg_db_open () where the name is right but may not log in */
/* zg_db_is_door: Returns: whether @path is the address of a server that names nobody, "postgresql://HOST/DATABASE…": people
 * come in by its door. */
gboolean    zg_db_is_door (const char *path);
/* zg_db_address_as: @address of a server with another name and @password: (nullable). Returns: (transfer full): to be wiped. */
char       *zg_db_address_as (const char *address, const char *user, const char *password);
/* zg_db_database: Returns: (transfer full): the name of the database an address of a server leads to, "" where it has none. */
char       *zg_db_database (const char *address);

/* zg_db_open: @path: a file, or postgresql://NAME:PASSWORD@HOST/DATABASE?sslmode=verify-full; without the last word only
 * through a socket of this computer (?host=/FOLDER). CREATE on a server needs a database that is there and holds no book.
 * Returns: (transfer full) (nullable): NULL with ZG_ERROR_NOT_FOUND, _NOT_A_BOOK, _READ_ONLY, _CORRUPT, _BUSY, _IO; of a
 * server too _CONNECTION, _DENIED, _INVALID (a database unfit for a book) and _USAGE (an address unfit). */
ZgDb       *zg_db_open  (const char *path, ZgDbMode mode, GError **error);
/* zg_db_close: @db: (nullable) (transfer full): statements still handed out are taken back first. */
void        zg_db_close (ZgDb *db);
const char *zg_db_path  (ZgDb *db); /* for people: without a password */
gboolean    zg_db_is_read_only (ZgDb *db);
/* zg_db_is_guarded: Returns: whether @db belongs to a person who owns nothing on the server: he reads what its rows let him, and
 * writes by its functions alone. FALSE of a file and of the owner. */
gboolean    zg_db_is_guarded (ZgDb *db);

/* zg_db_script: runs several statements separated by semicolons, without parameters; rows are dropped. It may not hold
 * BEGIN, COMMIT or SAVEPOINT. Outside a transaction each statement is its own. */
gboolean zg_db_script (ZgDb *db, const char *sql, GError **error);

/* zg_db_prepare: a statement, compiled or out of the cache of this connection. Give it back with zg_stmt_done ()
 * (g_autoptr does). The same text may be in use several times at once: each call hands out another statement.
 * Returns: (transfer none) (nullable): NULL with ZG_ERROR_USAGE when the text is no valid SQL. */
ZgStmt *zg_db_prepare (ZgDb *db, const char *sql, GError **error);

/* zg_db_query: prepare and bind $1 … by @format, one letter each: i gint64, s const char * (nullable), b GBytes *
 * (nullable), c const ZgCell *, n NULL (takes no argument). Everything is copied.
 * Mind the width: a plain int for "i" must be cast, (gint64) 1. @format: (nullable): none.
 * Returns: (transfer none) (nullable): to be stepped, then zg_stmt_done (). */
ZgStmt *zg_db_query (ZgDb *db, GError **error, const char *sql, const char *format, ...);
/* zg_db_run: the same, run to its end and given back; nothing is copied. */
gboolean zg_db_run (ZgDb *db, GError **error, const char *sql, const char *format, ...);
/* zg_db_int: the same, for one number. @out is left alone where there is no row or it holds NULL. */
gboolean zg_db_int (ZgDb *db, gint64 *out, GError **error, const char *sql, const char *format, ...);

/* zg_db_forget: what was deleted from @table goes from the disk as well: a file has zeros written over it at once, a server keeps
 * the rows until it is told. Not in a transaction. */
gboolean zg_db_forget (ZgDb *db, const char *table, GError **error);

/* zg_db_changes: Returns: the rows the last INSERT, UPDATE or DELETE changed, without those of triggers. */
gint64 zg_db_changes (ZgDb *db);
/* zg_db_total_changes: Returns: the rows changed since the connection was opened, those of triggers included. */
gint64 zg_db_total_changes (ZgDb *db);

/* zg_db_last_constraint: Returns: (transfer none) (nullable): after ZG_ERROR_INVALID the rule that refused: the name of
 * a CHECK, "table.column[, table.column]" of UNIQUE and NOT NULL, the text of a trigger, "" of a foreign key. */
const char *zg_db_last_constraint (ZgDb *db);
/* zg_db_trouble: Returns: whether a statement failed since zg_db_forget_trouble () for the sake of the machine (disk, memory,
 * connection), not of what it asked, even if nobody looked at its error; @error: the first of them. */
gboolean zg_db_trouble        (ZgDb *db, GError **error);
void     zg_db_forget_trouble (ZgDb *db);

/* zg_db_last_detail: Returns: (transfer none) (nullable): the engine's own words on the last error, for a log. */
const char *zg_db_last_detail (ZgDb *db);

/* Statements: $n is bound by number, columns count from 0. A wrong number, text that is not UTF-8 or holds NUL, and a
 * placeholder left unbound are reported by the next step. Bound values are copied, but for the _static forms, whose
 * text must stay until zg_stmt_done (). NULL text and bytes bind NULL. */

void zg_stmt_bind_int         (ZgStmt *stmt, int n, gint64 value);
void zg_stmt_bind_text        (ZgStmt *stmt, int n, const char *text);
void zg_stmt_bind_text_static (ZgStmt *stmt, int n, const char *text);
void zg_stmt_bind_bytes       (ZgStmt *stmt, int n, GBytes *bytes);
void zg_stmt_bind_null        (ZgStmt *stmt, int n);
void zg_stmt_bind_cell        (ZgStmt *stmt, int n, const ZgCell *cell);
void zg_stmt_bind_cell_static (ZgStmt *stmt, int n, const ZgCell *cell);

/* zg_stmt_step: @row: (out): TRUE when there is a row to read, FALSE at the end; left alone on an error, so that a loop
 * that began with TRUE and ended on FALSE has seen all. A floating point value in a row is ZG_ERROR_INVALID:
 * an expression left the range of whole numbers. */
gboolean zg_stmt_step (ZgStmt *stmt, gboolean *row, GError **error);
/* zg_stmt_run: steps to the end, dropping rows. */
gboolean zg_stmt_run  (ZgStmt *stmt, GError **error);
/* A row: the cells c0, c1 …, of which c0 is the id it gets; NULL: there are no more. @kept: whether the row before was inserted.
 * What the row before pointed to may go now. Errors end the statement. */
typedef const ZgCell *(*ZgDbRows) (gpointer data, gboolean kept, GError **error);

/* zg_stmt_run_rows: puts in rows of @n cells. Where zg_db_takes_rows (), in a file, by "INSERT INTO … SELECT c0, c1 … FROM
 * zg_rows WHERE TRUE …": many rows by one statement, in two thirds of the time of one for each; not into a table whose INSERT has
 * triggers. Elsewhere by "INSERT INTO … VALUES (…)", which finds the cells from $@first on. The rows may read the book meanwhile.
 * Errors: those of a statement for each row. */
gboolean zg_db_takes_rows (ZgDb *db);
gboolean zg_stmt_run_rows (ZgStmt *stmt, int first, int n, ZgDbRows rows, gpointer data, GError **error);
/* zg_stmt_reset: ready to run again; the values stay bound. */
void     zg_stmt_reset (ZgStmt *stmt);
/* zg_stmt_done: @stmt: (nullable): reset, values cleared, back in the cache. Use it no more. */
void     zg_stmt_done (ZgStmt *stmt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgStmt, zg_stmt_done)

int         zg_stmt_n_columns   (ZgStmt *stmt);
const char *zg_stmt_column_name (ZgStmt *stmt, int col);
gboolean    zg_stmt_is_null     (ZgStmt *stmt, int col);
gint64      zg_stmt_int         (ZgStmt *stmt, int col); /* 0 for NULL */
const char *zg_stmt_text        (ZgStmt *stmt, int col); /* (nullable): valid until the next step */
GBytes     *zg_stmt_bytes       (ZgStmt *stmt, int col); /* (transfer full) (nullable) */
void        zg_stmt_cell        (ZgStmt *stmt, int col, ZgCell *out); /* @out is cleared first */

/* Transactions */

typedef gboolean (*ZgDbTx) (ZgDb *db, gpointer data, GError **error);

/* zg_db_transaction: @fn between BEGIN IMMEDIATE and COMMIT; when it fails nothing of it is kept. @fn may run more than
 * once, so it changes nothing but the database. Inside another transaction it is a part of that one which can fail alone.
 * Errors: those of @fn; _BUSY after patient tries; _FULL (nothing of it kept); _UNKNOWN_OUTCOME when COMMIT itself failed:
 * ask again by the command id; _DENIED without an audit row; _READ_ONLY when another program has changed the file. */
gboolean zg_db_transaction    (ZgDb *db, ZgDbTx fn, gpointer data, GError **error);
/* zg_db_alone: @fn runs one statement that writes, a transaction by itself: on a server one round trip. A lost connection is
 * opened anew and @fn runs once more, though its first run may have been kept: it does a thing at most once, by a command id.
 * Errors: as zg_db_transaction (). */
gboolean zg_db_alone          (ZgDb *db, ZgDbTx fn, gpointer data, GError **error);
gboolean zg_db_in_transaction (ZgDb *db);

/* zg_db_snapshot_begin: until zg_db_snapshot_end () all reads see one state. Nests. */
gboolean zg_db_snapshot_begin (ZgDb *db, GError **error);
void     zg_db_snapshot_end   (ZgDb *db);

/* zg_db_interrupt: stops what runs on @db, and what is started, until zg_db_resume (): it fails with
 * G_IO_ERROR_CANCELLED. Any thread, while @db is open. */
void zg_db_interrupt (ZgDb *db);
void zg_db_resume    (ZgDb *db);

/* zg_db_require_audit: while on, a transaction that writes a table and inserts no row into table "audit" is refused at
 * its COMMIT with ZG_ERROR_DENIED. A statement that changed rows counts for every table its triggers may write. */
void zg_db_require_audit    (ZgDb *db, gboolean on);
/* zg_db_set_serial: while on, its transactions that write run one after the other with those of every other connection that has
 * it on, as they do on a file anyway. */
void     zg_db_set_serial       (ZgDb *db, gboolean on);
/* zg_db_set_audit_exempt: tables that may be written without. @tables: (nullable): NULL-terminated, copied. */
void zg_db_set_audit_exempt (ZgDb *db, const char *const *tables);

/* zg_db_set_committed: @fn runs after each COMMIT that wrote, on the same thread, with the names of the tables. */
typedef void (*ZgDbCommitted) (const char *const *tables, gpointer data);
void zg_db_set_committed (ZgDb *db, ZgDbCommitted fn, gpointer data);

/* Whole-file work */

/* zg_db_check: the engine's own check of the file. @full: the long form with indexes; on a server: the count of pages
 * found with a wrong sum, @full: every row is read.
 * Errors: ZG_ERROR_CORRUPT naming the damaged tables where they are known. */
gboolean zg_db_check        (ZgDb *db, gboolean full, GError **error);
/* zg_db_check_links: Errors: ZG_ERROR_CORRUPT naming the first table with a row that refers to nothing. */
gboolean zg_db_check_links  (ZgDb *db, GError **error);
/* zg_db_census: Returns: (transfer full) (nullable): a line "table rows" of every table, by name: to compare two files. */
char    *zg_db_census       (ZgDb *db, GError **error);
/* zg_db_copy_to: a compact, consistent copy while others work, in a new file of mode 0600, flushed to the disk.
 * ZG_ERROR_USAGE on a server, which has tools of its own. */
gboolean zg_db_copy_to      (ZgDb *db, const char *path, GError **error);
/* zg_db_checkpoint: moves the log into the file and cuts it to nothing; the writing connection alone. */
gboolean zg_db_checkpoint   (ZgDb *db, GError **error);

/* zg_db_pace: how much of the log is moved at a time: little, so that no commit waits long; much, where a long write is alone:
 * pages written over and over are moved once. The writing connection alone; nothing on a server. */
typedef enum { ZG_PACE_USUAL, ZG_PACE_SMALL, ZG_PACE_LARGE } ZgPace;
void     zg_db_pace         (ZgDb *db, ZgPace pace);
/* zg_db_tidy: moves what is in the log into the file, as far as nobody reads older pages; for moments in which nobody waits. The
 * writing connection alone; nothing on a server. */
void     zg_db_tidy         (ZgDb *db);
/* The two numbers in the head of the file, on a server in a table; see zg-store.h. */
gboolean zg_db_get_mark     (ZgDb *db, gint64 *application_id, gint64 *schema, GError **error);
gboolean zg_db_set_mark     (ZgDb *db, gint64 application_id, gint64 schema, GError **error);
/* zg_db_engine: @db: (nullable): NULL: the engine of files. Returns: (transfer none): name and version, for the About
 * window. */
const char *zg_db_engine    (ZgDb *db);

G_END_DECLS
