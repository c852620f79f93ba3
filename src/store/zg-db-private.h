/* zg-db-private.h: what a driver must do, and the parts of ZgDb and ZgStmt it may use. Only for src/store. */
#pragma once

#include "zg-db.h"

G_BEGIN_DECLS

typedef enum
{
  ZG_STEP_ROW,
  ZG_STEP_END,
  ZG_STEP_FAILED,
} ZgStep;

typedef enum
{
  ZG_COMMIT_DONE,
  ZG_COMMIT_REFUSED, /* certainly not kept: roll back, the error says why */
  ZG_COMMIT_AGAIN,   /* certainly not kept yet: still open, try once more */
  ZG_COMMIT_UNKNOWN, /* nobody can say; the connection must be opened anew */
} ZgCommit;

/* One engine. Every function works on an open connection (but open), on its thread, and sets a ZG_ERROR. */
typedef struct
{
  const char *(*engine) (ZgDb *db);
  gboolean (*open)           (ZgDb *db, GError **error);
  void     (*close)          (ZgDb *db);
  void     (*interrupt)      (ZgDb *db); /* any thread */
  gint64   (*changes)        (ZgDb *db);
  gint64   (*total_changes)  (ZgDb *db);

  /* compile: stmt->text from its start; @tail: (out) (nullable): what follows the first statement. stmt->handle stays NULL
   * where there is only blank or comment. Sets map, n_map, n_missing and, from time to time, adds to writes. */
  gboolean (*compile)        (ZgStmt *stmt, const char *text, const char **tail, GError **error);
  void     (*finalize)       (ZgStmt *stmt);
  gboolean (*bind)           (ZgStmt *stmt, int place, const ZgCell *cell, gboolean stays, GError **error);
  ZgStep   (*step)           (ZgStmt *stmt, GError **error);
  void     (*reset)          (ZgStmt *stmt);
  void     (*clear)          (ZgStmt *stmt);
  int      (*n_columns)      (ZgStmt *stmt);
  const char *(*column_name) (ZgStmt *stmt, int col);
  ZgCellType  (*type)        (ZgStmt *stmt, int col);
  gint64      (*get_int)     (ZgStmt *stmt, int col);
  const char *(*get_text)    (ZgStmt *stmt, int col);
  GBytes     *(*get_bytes)   (ZgStmt *stmt, int col);

  gboolean (*begin)          (ZgDb *db, gboolean write, GError **error);
  gboolean (*intact)         (ZgDb *db, GError **error); /* inside a write: did nobody else change the file? */
  ZgCommit (*commit)         (ZgDb *db, GError **error);
  void     (*rollback)       (ZgDb *db);                 /* after an error of the disk too; never fails */
  gboolean (*in_transaction) (ZgDb *db);
  gboolean (*savepoint)      (ZgDb *db, const char *verb, GError **error); /* "SAVEPOINT", "RELEASE", "ROLLBACK TO" */

  gboolean (*check)          (ZgDb *db, gboolean full, GError **error);
  gboolean (*check_links)    (ZgDb *db, GError **error);
  gboolean (*copy_to)        (ZgDb *db, const char *path, GError **error);
  gboolean (*checkpoint)     (ZgDb *db, GError **error);
  gboolean (*get_mark)       (ZgDb *db, gint64 *application_id, gint64 *schema, GError **error);
  gboolean (*set_mark)       (ZgDb *db, gint64 application_id, gint64 schema, GError **error);
  /* of a table that is there, whose rows all fit: what a column may hold */
  gboolean (*set_check)      (ZgDb *db, const char *table, const char *column, const char *was, const char *now, GError **error);

  gboolean (*wait_news)      (ZgDb *db, ZgDb *own, ZgDbCommitted fn, gpointer data, GError **error); /* (nullable) */
  void     (*pace)           (ZgDb *db, ZgPace pace); /* (nullable) */
  void     (*tidy)           (ZgDb *db); /* (nullable) */
  gboolean (*run_rows)       (ZgStmt *stmt, ZgDbRows rows, gpointer data, GError **error); /* (nullable) */
} ZgDbDriver;

extern const ZgDbDriver zg_db_sqlite, zg_db_pg;

struct _ZgStmt
{
  ZgDb       *db;
  char       *text;
  void       *handle;
  int        *map;           /* $n → the engine's place, 0: the text has no $n; n_map long, [0] unused */
  int         n_map;
  guint8     *bound;         /* n_map long */
  int         n_places, n_missing;
  GPtrArray  *writes;        /* (nullable): interned names of the tables it may write */
  gboolean    writes_audit;  /* it may insert into "audit" */
  gboolean    loose;         /* some column of it is an expression: its values may be of a kind no column of a book holds */
  gint64      base_changes;
  gboolean    started, ended;
  GError     *fault;         /* of a bind; reported by the step */
  GList       link;          /* in the idle or the busy queue of the connection */
};

struct _ZgDb
{
  const ZgDbDriver *driver;
  void       *handle;
  char       *path;          /* for people: without a password */
  char       *address;       /* as it was given */
  ZgDbMode    mode;
  guint64     device, inode; /* of the file as first opened */

  GHashTable *by_text;       /* text → an idle ZgStmt; the longest unused is dropped first */
  GQueue      idle, busy;
  ZgStmt     *current;       /* being compiled or stepped */

  guint       tx_depth, snapshot_depth;
  gboolean    tx_lost;       /* the engine undid the open transaction by itself */
  gboolean    broken;        /* to be opened anew before the next write */
  gboolean    lost;          /* the server is gone: to be opened anew before anything else */
  gboolean    again;         /* the server undid the transaction for the sake of another one: it may be tried again */
  GError     *shut;          /* (nullable): why nothing may be written any more */
  int         interrupted;   /* atomic */
  int         bell;          /* of a driver that waits for a server: an event, -1: none */

  int         process;       /* atomic: of the server, for this connection */
  gboolean    listened;      /* it has heard of commits before */
  gboolean    guarded;       /* see zg_db_is_guarded () */
  gboolean    serial;
  gboolean    require_audit, audited;
  GPtrArray  *exempt;        /* interned names */
  GPtrArray  *touched;       /* interned names, of the open transaction */
  ZgDbCommitted committed;
  gpointer    committed_data;

  char       *last_constraint, *last_detail;
  GError     *trouble;       /* (nullable): see zg_db_trouble () */
};

/* zg-db-pg-open.c */
void     zg_pg_drop_book (ZgDb *db); /* all that zg_store_create () and what followed made; never fails */
char    *zg_pg_place  (const char *address); /* (transfer full): host, port and database, whoever asks and however */
char    *zg_pg_name   (const char *address); /* (transfer full): for people: the same without the password */

/* zg-db.c */
ZgStmt  *zg_stmt_new  (ZgDb *db, const char *text);
void     zg_stmt_free (ZgStmt *stmt);
gboolean zg_db_reopen (ZgDb *db, GError **error);
void     zg_db_note_trouble (ZgDb *db, const GError *failed);
/* zg_db_take_back: resets and takes back the statements not given back. Returns: how many there were. */
guint    zg_db_take_back (ZgDb *db, gboolean warn);

/* zg_db_wait_news: waits until somebody commits on the server of @db, and calls @fn with the names of the tables, or with "*"
 * when they are not known. @own: (nullable): a connection, of another thread perhaps, whose commits are left out. FALSE:
 * interrupted, or the server is lost; ask again. */
gboolean zg_db_wait_news (ZgDb *db, ZgDb *own, ZgDbCommitted fn, gpointer data, GError **error);

/* zg-stmt.c */
void     zg_db_set_misuse (GError **error, const char *what); /* ZG_ERROR_USAGE */
void     zg_db_set_no_text (GError **error); /* a text is no UTF-8 */

/* zg-db-tx.c */
gboolean zg_db_may_commit   (ZgDb *db); /* called by the driver inside COMMIT */
void     zg_db_note_write   (ZgDb *db, const char *table, gboolean insert); /* called by the driver while compiling */
void     zg_db_note_table   (ZgDb *db, const char *table); /* the open transaction, or a statement of its own, wrote it */
void     zg_db_note_changes (ZgStmt *stmt);
void     zg_db_note_commit  (ZgDb *db);
void     zg_db_forget_notes (ZgDb *db);

G_END_DECLS
