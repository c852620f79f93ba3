#include "zg-db-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "zg-error.h"
#include "zg-store-private.h"

#define PROGRESS_OPS 2000 /* virtual instructions between two looks at "interrupted" */

static const char *const own_sql[N_OWN] = {
  [OWN_BEGIN] = "BEGIN IMMEDIATE",
  [OWN_BEGIN_READ] = "BEGIN",
  [OWN_TOUCH] = "SELECT 1 FROM sqlite_schema LIMIT 1",
  [OWN_COMMIT] = "COMMIT",
  [OWN_ROLLBACK] = "ROLLBACK",
  [OWN_DATA_VERSION] = "PRAGMA data_version",
};

/* Hooks */

/* Short and jittered; the patience is in zg_db_transaction (). SQLite's own back-off would starve a desk beside an import. */
static int
on_busy_cb (void *data, int count)
{
  if (count > 40)
    return 0;
  g_usleep (g_random_int_range (500, 4000));
  return 1;
}

static int
on_progress_cb (void *data)
{
  return g_atomic_int_get (&((ZgDb *) data)->interrupted);
}

static int
on_commit_cb (void *data)
{
  return zg_db_may_commit (data) ? 0 : 1;
}

/* Called while a statement is compiled, and again when the engine compiles it anew. */
static int
on_authorize_cb (void *data, int action, const char *one, const char *two, const char *schema, const char *trigger)
{
  ZgDb     *db = data;
  ZgSqlite *self = db->handle;

  switch (action)
    {
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
      return self->may_control ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
      if (schema == NULL || strcmp (schema, "main") == 0)
        zg_db_note_write (db, one, action == SQLITE_INSERT);
      return SQLITE_OK;
    default:
      return SQLITE_OK;
    }
}

/* Own statements */

int
zg_sqlite_run (ZgSqlite *self, int which)
{
  sqlite3_stmt *stmt = self->own[which];
  int           code, after;

  self->may_control = TRUE; /* the engine may have to compile it anew */
  code = sqlite3_step (stmt);
  self->may_control = FALSE;
  if (which == OWN_DATA_VERSION && code == SQLITE_ROW)
    self->data_version = sqlite3_column_int64 (stmt, 0);
  after = sqlite3_reset (stmt);
  return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : after;
}

static gboolean
prepare_own (ZgDb *db, GError **error)
{
  ZgSqlite *self = db->handle;
  int       code = SQLITE_OK;

  self->may_control = TRUE;
  for (int i = 0; i < N_OWN && code == SQLITE_OK; i++)
    code = sqlite3_prepare_v3 (self->db, own_sql[i], -1, SQLITE_PREPARE_PERSISTENT, &self->own[i], NULL);
  self->may_control = FALSE;
  if (code == SQLITE_OK)
    return TRUE;
  zg_sqlite_set_error (db, code, error);
  return FALSE;
}

gboolean
zg_sqlite_pragma (ZgDb *db, const char *sql, gint64 *value, GError **error)
{
  ZgSqlite     *self = db->handle;
  sqlite3_stmt *stmt = NULL;
  int           code = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);

  if (code == SQLITE_OK)
    {
      while ((code = sqlite3_step (stmt)) == SQLITE_ROW)
        if (value)
          *value = sqlite3_column_int64 (stmt, 0);
      code = code == SQLITE_DONE ? SQLITE_OK : code;
    }
  if (code != SQLITE_OK)
    zg_sqlite_set_error (db, code, error);
  sqlite3_finalize (stmt);
  return code == SQLITE_OK;
}

/* Opening */

static gboolean
make_file (ZgDb *db, GError **error)
{
  int fd = open (db->path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  int saved = errno;

  if (fd >= 0)
    {
      /* Nobody in this process can have it open yet, so that closing it cannot drop a lock of SQLite. */
      close (fd);
      return TRUE;
    }
  if (saved == EEXIST)
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _("“%s” exists already and was left as it is. Choose another name."),
                 db->path);
  else
    zg_store_set_errno (error, db->path, saved);
  return FALSE;
}

/* SQLite would take a missing or an empty file for a new database. */
gboolean
zg_sqlite_look_at_file (ZgDb *db, GError **error)
{
  GStatBuf st;

  if (g_stat (db->path, &st) != 0)
    {
      zg_store_set_errno (error, db->path, errno);
      return FALSE;
    }
  if (db->mode != ZG_DB_CREATE && (!S_ISREG (st.st_mode) || st.st_size == 0))
    {
      zg_sqlite_set_error (db, SQLITE_NOTADB, error);
      return FALSE;
    }
  if (db->inode != 0 && (db->device != st.st_dev || db->inode != st.st_ino))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_READ_ONLY,
                   _("Another program has replaced the file “%s”. Nothing more is written to it. Close the book, look at the "
                     "file, open it again."),
                   db->path);
      return FALSE;
    }
  db->device = st.st_dev;
  db->inode = st.st_ino;
  return TRUE;
}

static int
open_handle (ZgDb *db, ZgSqlite *self)
{
  const int        flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  g_autofree char *uri = NULL, *absolute = NULL, *escaped = NULL;

  if (db->mode == ZG_DB_WRITE || db->mode == ZG_DB_CREATE)
    return sqlite3_open_v2 (db->path, &self->db, flags | SQLITE_OPEN_READWRITE, NULL);
  if (db->mode == ZG_DB_READ)
    return sqlite3_open_v2 (db->path, &self->db, flags | SQLITE_OPEN_READONLY, NULL);
  absolute = g_canonicalize_filename (db->path, NULL);
  escaped = g_uri_escape_bytes ((const guint8 *) absolute, strlen (absolute), "/");
  uri = g_strdup_printf ("file:%s?immutable=1", escaped);
  return sqlite3_open_v2 (uri, &self->db, flags | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
}

static gboolean
configure (ZgDb *db, GError **error)
{
  static const char *const both[] = { "PRAGMA foreign_keys=ON", "PRAGMA recursive_triggers=ON", "PRAGMA case_sensitive_like=ON",
                                      "PRAGMA cell_size_check=ON", "PRAGMA cache_size=-65536", NULL };
  static const char *const writer[] = { "PRAGMA secure_delete=ON", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
                                        "PRAGMA journal_size_limit=67108864", NULL };
  static const char *const reader[] = { "PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0", "PRAGMA mmap_size=268435456",
                                        NULL };
  static const struct { int option, on; } switches[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },   { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 }, { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },     { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
  };
  gboolean  reads = zg_db_is_read_only (db);
  ZgSqlite *self = db->handle;

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    sqlite3_db_config (self->db, switches[i].option, switches[i].on, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, reads ? 1 : 0, NULL);
  sqlite3_busy_handler (self->db, on_busy_cb, db);
  sqlite3_progress_handler (self->db, PROGRESS_OPS, on_progress_cb, db);
  for (const char *const *sql = both; *sql; sql++)
    if (!zg_sqlite_pragma (db, *sql, NULL, error))
      return FALSE;
  for (const char *const *sql = reads ? reader : writer; *sql; sql++)
    if (!zg_sqlite_pragma (db, *sql, NULL, error))
      return FALSE;
  return TRUE;
}

/* What the safety of every stored number rests on is asked back, not believed. */
static gboolean
confirm (ZgDb *db, GError **error)
{
  gint64 foreign_keys = 0, synchronous = 2, wal = 1;

  if (!zg_sqlite_pragma (db, "PRAGMA foreign_keys", &foreign_keys, error))
    return FALSE;
  if (!zg_db_is_read_only (db)
      && (!zg_sqlite_pragma (db, "PRAGMA synchronous", &synchronous, error)
          || !zg_sqlite_pragma (db, "SELECT journal_mode='wal' FROM pragma_journal_mode", &wal, error)))
    return FALSE;
  if (foreign_keys == 1 && synchronous == 2 && wal == 1)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_IO,
               _("“%s” cannot be used safely where it is. Nothing was changed. Move it to a local disk of this computer."),
               db->path);
  return FALSE;
}

/* Its count of memory takes a lock at each allocation of every connection, and nobody asks for it. Too late where somebody else
 * in the process was first: then it counts. */
static void
set_up_engine (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&done, 1);
}

gboolean
zg_sqlite_open (ZgDb *db, GError **error)
{
  ZgSqlite *self;
  int       code;

  set_up_engine ();
  if (db->mode == ZG_DB_CREATE && !make_file (db, error))
    return FALSE;
  if (!zg_sqlite_look_at_file (db, error))
    return FALSE;
  db->handle = self = g_new0 (ZgSqlite, 1);
  code = open_handle (db, self);
  /* A file that may not be written is silently opened for reading. */
  if (code == SQLITE_OK && !zg_db_is_read_only (db) && sqlite3_db_readonly (self->db, "main") == 1)
    code = SQLITE_READONLY;
  if (code != SQLITE_OK)
    {
      zg_sqlite_set_error (db, code, error);
      return FALSE;
    }
  if (!configure (db, error) || !confirm (db, error))
    return FALSE;
  sqlite3_set_authorizer (self->db, on_authorize_cb, db);
  if (!zg_db_is_read_only (db))
    {
      code = zg_sqlite_add_rows (db);
      if (code != SQLITE_OK)
        {
          zg_sqlite_set_error (db, code, error);
          return FALSE;
        }
      sqlite3_commit_hook (self->db, on_commit_cb, db);
      zg_sqlite_pace (db, ZG_PACE_USUAL);
    }
  if (!prepare_own (db, error))
    return FALSE;
  zg_sqlite_run (self, OWN_DATA_VERSION);
  return TRUE;
}

void
zg_sqlite_close (ZgDb *db)
{
  ZgSqlite *self = db->handle;

  for (int i = 0; i < N_OWN; i++)
    sqlite3_finalize (self->own[i]);
  if (self->db && sqlite3_close (self->db) != SQLITE_OK)
    g_critical ("A connection was closed with statements open");
  g_free (self);
  db->handle = NULL;
}
