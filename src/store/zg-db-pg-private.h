/* zg-db-pg-private.h: shared by the files of the PostgreSQL driver alone.
 *
 * A book on a server is one database. Its tables stand in schema "zg", beside a few functions of this driver (see
 * zg-db-pg-setup.c). All statements go through the extended protocol; results come whole and binary. */
#pragma once

#include <libpq-fe.h>

#include "zg-db-private.h"

G_BEGIN_DECLS

/* Types a column of a result may have, by their fixed numbers in the catalogue of the server. */
enum
{
  ZG_PG_BOOL = 16,
  ZG_PG_BYTEA = 17,
  ZG_PG_NAME = 19,
  ZG_PG_INT8 = 20,
  ZG_PG_INT2 = 21,
  ZG_PG_INT4 = 23,
  ZG_PG_TEXT = 25,
  ZG_PG_VARCHAR = 1043,
};

#define ZG_PG_NO_AUDIT "ZGAUD" /* the SQLSTATE of zg.before_commit () */

typedef struct
{
  PGconn  *conn;
  char    *engine;
  guint    last_name;    /* of a prepared statement */
  GString *drop;         /* "DEALLOCATE …;" still to be sent */
  guint    n_drop;
  gboolean listens;
  gboolean tells; /* the book has zg.tell () */
  gboolean ends;  /* the statements that go with a COMMIT are prepared */
  gint64   changes, total_changes;
} ZgPg;

typedef struct
{
  char        name[24];
  char       *links;           /* (nullable): it makes a table, with these references */
  PGresult   *about;           /* names and types of the columns */
  PGresult   *result;          /* NULL: not run */
  int         row;
  int         n;               /* parameters */
  const char **values;         /* n of each */
  char        **owned;         /* (nullable) each: what is to be freed of values */
  int         *lengths, *formats;
  GPtrArray   *texts;          /* numbers of this row that were asked for as text */
} ZgPgStmt;

/* zg-db-pg-text.c: what must be known of a text before the server sees it. */
typedef struct
{
  char       *sql;             /* (nullable): the first statement; NULL: only blank or comment */
  const char *tail;            /* in the text given */
  GArray     *places;          /* int: the numbers of $n, each once */
  gboolean    makes_table, makes_trigger, drops_trigger, drops_view; /* it begins with CREATE TABLE … DROP VIEW */
  GString    *links;           /* references of columns taken out of it, as zg.watch () wants them */
  const char *wrong;           /* (nullable): static; why it may not be run */
} ZgPgText;

void zg_pg_read_text  (const char *text, ZgPgText *out);
void zg_pg_clear_text (ZgPgText *text);

/* zg-db-pg-ddl.c */

/* zg_pg_trigger: the same in this engine's words, of a trigger "… BEGIN SELECT RAISE (ABORT, 'text'); END", or of its end.
 * Returns: (transfer full) (nullable): NULL: @sql has another form. */
char *zg_pg_trigger (const char *sql);

/* zg-db-pg-wait.c: waiting for the server. */

/* zg_pg_await: until a result can be taken without waiting. @may_stop: an interrupt asks the server to stop first. */
void      zg_pg_await  (ZgDb *db, gboolean may_stop);
/* zg_pg_connect: Returns: (transfer full) (nullable). Errors: _CONNECTION, _DENIED, _NOT_FOUND, _BUSY; G_IO_ERROR_CANCELLED. */
PGconn   *zg_pg_connect (ZgDb *db, const char *const *keywords, const char *const *values, GError **error);
/* zg_pg_query: statements of the driver's own, separated by semicolons; text results.
 * Returns: (transfer full) (nullable): the last result, NULL with the error of the one that failed. */
PGresult *zg_pg_query  (ZgDb *db, const char *sql, GError **error);
gboolean  zg_pg_run    (ZgDb *db, const char *sql, GError **error); /* the same without a result */
/* zg_pg_take: the next result of the server that is one, NULL at the end of a statement. */
PGresult *zg_pg_take   (ZgDb *db, gboolean may_stop);

/* zg-db-pg-error.c */

/* zg_pg_set_error: the ZG_ERROR for a failed result, or for the connection. @result: (nullable); notes detail,
 * constraint, whether trying again may help and whether the server is lost. */
void zg_pg_set_error         (ZgDb *db, const PGresult *result, GError **error);
void zg_pg_set_connect_error (ZgDb *db, PGconn *conn, GError **error);
void zg_pg_set_undone        (GError **error); /* the transaction failed before and only waits for its end */
gboolean zg_pg_is_lost       (ZgDb *db);       /* and notes it */

/* zg-db-pg-open.c */
gboolean zg_pg_open  (ZgDb *db, GError **error);
void     zg_pg_close (ZgDb *db);

/* zg-db-pg-setup.c */
extern const char *const zg_pg_setup;     /* the schema "zg" and its mark; fails where there is one */
extern const char *const zg_pg_functions; /* its functions, as this version has them */

/* zg-db-pg-stmt.c */
gboolean    zg_pg_compile     (ZgStmt *stmt, const char *text, const char **tail, GError **error);
void        zg_pg_finalize    (ZgStmt *stmt);
gboolean    zg_pg_bind        (ZgStmt *stmt, int place, const ZgCell *cell, gboolean stays, GError **error);
ZgStep      zg_pg_step        (ZgStmt *stmt, GError **error);
void        zg_pg_reset       (ZgStmt *stmt);
void        zg_pg_clear       (ZgStmt *stmt);
/* zg_pg_note_tables: @names: separated by blanks: the tables the transaction that ended has written. */
void        zg_pg_note_tables (ZgDb *db, const char *names);
void        zg_pg_set_unknown (ZgDb *db, GError **error); /* instead of what it holds: the answer to a COMMIT was lost */
char       *zg_pg_exempt      (ZgDb *db); /* (transfer full): " note memo ", as zg.before_commit () wants it */

/* zg-db-pg-types.c */
gboolean    zg_pg_types_known (const PGresult *about, GError **error);
int         zg_pg_n_columns   (ZgStmt *stmt);
const char *zg_pg_column_name (ZgStmt *stmt, int col);
ZgCellType  zg_pg_type        (ZgStmt *stmt, int col);
gint64      zg_pg_get_int     (ZgStmt *stmt, int col);
const char *zg_pg_get_text    (ZgStmt *stmt, int col);
GBytes     *zg_pg_get_bytes   (ZgStmt *stmt, int col);

/* zg-db-pg-listen.c */
gboolean    zg_pg_wait_news   (ZgDb *db, ZgDb *own, ZgDbCommitted fn, gpointer data, GError **error);

/* zg-db-pg-check.c */
gboolean    zg_pg_check       (ZgDb *db, gboolean full, GError **error);
gboolean    zg_pg_check_links (ZgDb *db, GError **error);
gboolean    zg_pg_copy_to     (ZgDb *db, const char *path, GError **error);
gboolean    zg_pg_checkpoint  (ZgDb *db, GError **error);
gboolean    zg_pg_get_mark    (ZgDb *db, gint64 *application_id, gint64 *schema, GError **error);
gboolean    zg_pg_set_mark    (ZgDb *db, gint64 application_id, gint64 schema, GError **error);
gboolean    zg_pg_set_check   (ZgDb *db, const char *table, const char *column, const char *was, const char *now, GError **error);

G_END_DECLS
