/* zg-db-sqlite-private.h: shared by the files of the SQLite driver alone. */
#pragma once

#include <sqlite3.h>

#include "zg-db-private.h"

G_BEGIN_DECLS

enum
{
  OWN_BEGIN,
  OWN_BEGIN_READ,
  OWN_TOUCH,
  OWN_COMMIT,
  OWN_ROLLBACK,
  OWN_DATA_VERSION,
  N_OWN
};

typedef struct _ZgSqliteFeed ZgSqliteFeed;

typedef struct
{
  sqlite3      *db;
  sqlite3_stmt *own[N_OWN];
  gboolean      may_control;  /* the driver itself is compiling BEGIN, COMMIT … */
  gint64        data_version; /* moves when somebody else commits */
  gboolean      disk_failed;  /* since the last rollback */
  ZgSqliteFeed *feed;         /* (nullable): of zg_sqlite_run_rows, while it runs */
} ZgSqlite;

/* zg_sqlite_set_error: the ZG_ERROR for an extended code of @db (@db->handle may be NULL); notes detail and constraint. */
void zg_sqlite_set_error (ZgDb *db, int code, GError **error);

/* zg-db-sqlite-open.c */
gboolean zg_sqlite_open         (ZgDb *db, GError **error);
void     zg_sqlite_close        (ZgDb *db);
gboolean zg_sqlite_look_at_file (ZgDb *db, GError **error); /* is it still the file that was opened? */
int      zg_sqlite_run          (ZgSqlite *self, int which); /* an own statement; Returns: an extended code */

/* zg-db-sqlite-file.c */
gboolean zg_sqlite_check       (ZgDb *db, gboolean full, GError **error);
gboolean zg_sqlite_check_links (ZgDb *db, GError **error);
gboolean zg_sqlite_copy_to     (ZgDb *db, const char *path, GError **error);
gboolean zg_sqlite_checkpoint  (ZgDb *db, GError **error);
void     zg_sqlite_pace        (ZgDb *db, ZgPace pace);
void     zg_sqlite_tidy        (ZgDb *db);
gboolean zg_sqlite_get_mark    (ZgDb *db, gint64 *application_id, gint64 *schema, GError **error);
gboolean zg_sqlite_set_mark    (ZgDb *db, gint64 application_id, gint64 schema, GError **error);
gboolean zg_sqlite_set_check   (ZgDb *db, const char *table, const char *column, const char *was, const char *now,
                                GError **error);

/* zg-db-sqlite-rows.c */
int      zg_sqlite_add_rows    (ZgDb *db); /* the table "zg_rows"; Returns: an extended code */
gboolean zg_sqlite_run_rows    (ZgStmt *stmt, ZgDbRows rows, gpointer data, GError **error);

/* zg_sqlite_pragma: runs one statement of the driver's own and reads its first number. @value: (nullable). */
gboolean zg_sqlite_pragma (ZgDb *db, const char *sql, gint64 *value, GError **error);

G_END_DECLS
