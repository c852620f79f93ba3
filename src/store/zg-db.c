#include "zg-db-private.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "zg-error.h"

#define MAX_IDLE 256 /* compiled statements kept per connection */

ZgStmt *
zg_stmt_new (ZgDb *db, const char *text)
{
  ZgStmt *stmt = g_new0 (ZgStmt, 1);

  stmt->db = db;
  stmt->text = g_strdup (text);
  stmt->link.data = stmt;
  return stmt;
}

void
zg_stmt_free (ZgStmt *stmt)
{
  if (stmt->handle)
    stmt->db->driver->finalize (stmt);
  g_clear_pointer (&stmt->writes, g_ptr_array_unref);
  g_clear_error (&stmt->fault);
  g_free (stmt->map);
  g_free (stmt->bound);
  g_free (stmt->text);
  g_free (stmt);
}

static void
drop_idle (ZgDb *db)
{
  GList *link;

  g_hash_table_remove_all (db->by_text);
  while ((link = g_queue_pop_head_link (&db->idle)))
    zg_stmt_free (link->data);
}

gboolean
zg_db_is_server (const char *path)
{
  return g_str_has_prefix (path, "postgresql://") || g_str_has_prefix (path, "postgres://"); /* the same to the library */
}

gboolean
zg_db_is_guarded (ZgDb *db)
{
  return db->guarded;
}

static void
choose_driver (ZgDb *db, const char *path)
{
  gboolean server = zg_db_is_server (path);

  db->driver = server ? &zg_db_pg : &zg_db_sqlite;
  db->address = g_strdup (path);
  db->path = server ? zg_pg_name (path) : g_strdup (path);
}

ZgDb *
zg_db_open (const char *path, ZgDbMode mode, GError **error)
{
  ZgDb *db = g_new0 (ZgDb, 1);

  choose_driver (db, path);
  db->bell = -1;
  db->mode = mode;
  db->by_text = g_hash_table_new (g_str_hash, g_str_equal);
  db->exempt = g_ptr_array_new ();
  db->touched = g_ptr_array_new ();
  if (!db->driver->open (db, error))
    {
      zg_db_close (db);
      return NULL;
    }
  return db;
}

void
zg_db_close (ZgDb *db)
{
  if (db == NULL)
    return;
  zg_db_take_back (db, FALSE);
  drop_idle (db);
  if (db->handle)
    db->driver->close (db);
  g_hash_table_unref (db->by_text);
  g_ptr_array_unref (db->exempt);
  g_ptr_array_unref (db->touched);
  g_clear_error (&db->shut);
  g_free (db->last_constraint);
  g_clear_error (&db->trouble);
  g_free (db->last_detail);
  if (db->bell >= 0)
    close (db->bell);
  explicit_bzero (db->address, strlen (db->address));
  g_free (db->address);
  g_free (db->path);
  g_free (db);
}

gboolean
zg_db_reopen (ZgDb *db, GError **error)
{
  zg_db_take_back (db, FALSE);
  drop_idle (db);
  if (db->handle)
    db->driver->close (db);
  if (db->mode == ZG_DB_CREATE)
    db->mode = ZG_DB_WRITE;
  if (!db->driver->open (db, error))
    {
      if (db->handle)
        db->driver->close (db);
      return FALSE;
    }
  db->broken = db->lost = FALSE;
  return TRUE;
}

guint
zg_db_take_back (ZgDb *db, gboolean warn)
{
  guint n = 0;

  while (db->busy.head)
    {
      ZgStmt *stmt = db->busy.head->data;

      if (warn)
        g_warning ("A statement was not given back: %s", stmt->text);
      zg_stmt_done (stmt);
      n++;
    }
  return n;
}

const char *
zg_db_path (ZgDb *db)
{
  return db->path;
}

gboolean
zg_db_is_read_only (ZgDb *db)
{
  return db->mode == ZG_DB_READ || db->mode == ZG_DB_IMMUTABLE;
}

/* A connection lost by a failed COMMIT has no handle until the next write opens it anew. What was begun on a lost server
 * ends before another is sought. */
static gboolean
is_usable (ZgDb *db, GError **error)
{
  if (db->handle && (!db->lost || db->tx_depth > 0 || db->snapshot_depth > 0 || db->busy.length > 0))
    return TRUE;
  return zg_db_reopen (db, error);
}

gboolean
zg_db_script (ZgDb *db, const char *sql, GError **error)
{
  if (!is_usable (db, error))
    return FALSE;
  while (sql && *sql)
    {
      ZgStmt     *stmt = zg_stmt_new (db, "(script)");
      const char *tail = NULL;
      gboolean    ok;

      ok = db->driver->compile (stmt, sql, &tail, error) && (stmt->handle == NULL || zg_stmt_run (stmt, error));
      zg_stmt_free (stmt);
      if (!ok)
        return FALSE;
      sql = tail;
    }
  return TRUE;
}

void
zg_db_note_trouble (ZgDb *db, const GError *failed)
{
  if (db->trouble == NULL && failed && failed->domain == ZG_ERROR &&
      (failed->code == ZG_ERROR_IO || failed->code == ZG_ERROR_FULL || failed->code == ZG_ERROR_CORRUPT ||
       failed->code == ZG_ERROR_CONNECTION))
    db->trouble = g_error_copy (failed);
}

gboolean
zg_db_trouble (ZgDb *db, GError **error)
{
  if (db->trouble && error)
    *error = g_error_copy (db->trouble);
  return db->trouble != NULL;
}

void
zg_db_forget_trouble (ZgDb *db)
{
  g_clear_error (&db->trouble);
}

static ZgStmt *
take_idle (ZgDb *db, const char *sql)
{
  ZgStmt *stmt = g_hash_table_lookup (db->by_text, sql);

  if (stmt)
    {
      g_hash_table_remove (db->by_text, sql);
      g_queue_unlink (&db->idle, &stmt->link);
    }
  return stmt;
}

static ZgStmt *
compile_one (ZgDb *db, const char *sql, GError **error)
{
  ZgStmt     *stmt = zg_stmt_new (db, sql);
  const char *tail = NULL;
  GError     *failed = NULL;

  if (db->driver->compile (stmt, stmt->text, &tail, &failed))
    {
      if (stmt->handle && (tail == NULL || *tail == '\0'))
        return stmt;
      zg_db_set_misuse (&failed, "not exactly one statement");
    }
  zg_stmt_free (stmt);
  zg_db_note_trouble (db, failed);
  g_propagate_error (error, failed);
  return NULL;
}

ZgStmt *
zg_db_prepare (ZgDb *db, const char *sql, GError **error)
{
  ZgStmt *stmt;

  if (!is_usable (db, error))
    return NULL;
  stmt = take_idle (db, sql);
  if (stmt == NULL)
    stmt = compile_one (db, sql, error);
  if (stmt)
    g_queue_push_tail_link (&db->busy, &stmt->link);
  return stmt;
}

void
zg_stmt_done (ZgStmt *stmt)
{
  ZgDb *db;

  if (stmt == NULL)
    return;
  db = stmt->db;
  zg_stmt_reset (stmt);
  db->driver->clear (stmt);
  g_clear_error (&stmt->fault);
  if (stmt->bound)
    memset (stmt->bound, 0, stmt->n_map);
  stmt->n_missing = stmt->n_places;
  g_queue_unlink (&db->busy, &stmt->link);
  if (g_hash_table_contains (db->by_text, stmt->text))
    {
      zg_stmt_free (stmt);
      return;
    }
  g_hash_table_insert (db->by_text, stmt->text, stmt);
  g_queue_push_tail_link (&db->idle, &stmt->link);
  if (db->idle.length > MAX_IDLE)
    zg_stmt_free (take_idle (db, ((ZgStmt *) db->idle.head->data)->text));
}

static void
bind_list (ZgStmt *stmt, const char *format, gboolean stays, va_list args)
{
  for (int n = 1; format && *format; format++, n++)
    switch (*format)
      {
      case 'i':
        zg_stmt_bind_int (stmt, n, va_arg (args, gint64));
        break;
      case 's':
        (stays ? zg_stmt_bind_text_static : zg_stmt_bind_text) (stmt, n, va_arg (args, const char *));
        break;
      case 'b':
        zg_stmt_bind_bytes (stmt, n, va_arg (args, GBytes *));
        break;
      case 'c':
        (stays ? zg_stmt_bind_cell_static : zg_stmt_bind_cell) (stmt, n, va_arg (args, const ZgCell *));
        break;
      case 'n':
        zg_stmt_bind_null (stmt, n);
        break;
      default:
        g_error ("zg_db_query: unknown letter '%c'", *format);
      }
}

ZgStmt *
zg_db_query (ZgDb *db, GError **error, const char *sql, const char *format, ...)
{
  ZgStmt *stmt = zg_db_prepare (db, sql, error);
  va_list args;

  if (stmt == NULL)
    return NULL;
  va_start (args, format);
  bind_list (stmt, format, FALSE, args);
  va_end (args);
  return stmt;
}

gboolean
zg_db_run (ZgDb *db, GError **error, const char *sql, const char *format, ...)
{
  g_autoptr (ZgStmt) stmt = zg_db_prepare (db, sql, error);
  va_list args;

  if (stmt == NULL)
    return FALSE;
  va_start (args, format);
  bind_list (stmt, format, TRUE, args);
  va_end (args);
  return zg_stmt_run (stmt, error);
}

gboolean
zg_db_int (ZgDb *db, gint64 *out, GError **error, const char *sql, const char *format, ...)
{
  g_autoptr (ZgStmt) stmt = zg_db_prepare (db, sql, error);
  gboolean row = FALSE;
  va_list  args;

  if (stmt == NULL)
    return FALSE;
  va_start (args, format);
  bind_list (stmt, format, TRUE, args);
  va_end (args);
  if (!zg_stmt_step (stmt, &row, error))
    return FALSE;
  if (row && !zg_stmt_is_null (stmt, 0))
    *out = zg_stmt_int (stmt, 0);
  return TRUE;
}

gint64
zg_db_changes (ZgDb *db)
{
  return db->handle ? db->driver->changes (db) : 0;
}

gint64
zg_db_total_changes (ZgDb *db)
{
  return db->handle ? db->driver->total_changes (db) : 0;
}

const char *
zg_db_last_constraint (ZgDb *db)
{
  return db->last_constraint;
}

const char *
zg_db_last_detail (ZgDb *db)
{
  return db->last_detail;
}

void
zg_db_interrupt (ZgDb *db)
{
  g_atomic_int_set (&db->interrupted, 1);
  db->driver->interrupt (db);
}

void
zg_db_resume (ZgDb *db)
{
  g_atomic_int_set (&db->interrupted, 0);
}

gboolean
zg_db_check (ZgDb *db, gboolean full, GError **error)
{
  return is_usable (db, error) && db->driver->check (db, full, error);
}

gboolean
zg_db_check_links (ZgDb *db, GError **error)
{
  return is_usable (db, error) && db->driver->check_links (db, error);
}

gboolean
zg_db_copy_to (ZgDb *db, const char *path, GError **error)
{
  return is_usable (db, error) && db->driver->copy_to (db, path, error);
}

void
zg_db_pace (ZgDb *db, ZgPace pace)
{
  if (db->driver->pace)
    db->driver->pace (db, pace);
}

void
zg_db_tidy (ZgDb *db)
{
  if (db->driver->tidy)
    db->driver->tidy (db);
}

gboolean
zg_db_forget (ZgDb *db, const char *table, GError **error)
{
  g_autofree char *sql = g_strconcat ("VACUUM ", table, NULL);

  return !zg_db_is_server (zg_db_path (db)) || zg_db_run (db, error, sql, NULL);
}

gboolean
zg_db_checkpoint (ZgDb *db, GError **error)
{
  return is_usable (db, error) && db->driver->checkpoint (db, error);
}

gboolean
zg_db_get_mark (ZgDb *db, gint64 *application_id, gint64 *schema, GError **error)
{
  return is_usable (db, error) && db->driver->get_mark (db, application_id, schema, error);
}

gboolean
zg_db_set_mark (ZgDb *db, gint64 application_id, gint64 schema, GError **error)
{
  return is_usable (db, error) && db->driver->set_mark (db, application_id, schema, error);
}

gboolean
zg_db_wait_news (ZgDb *db, ZgDb *own, ZgDbCommitted fn, gpointer data, GError **error)
{
  g_assert (db->driver->wait_news);
  return is_usable (db, error) && db->driver->wait_news (db, own, fn, data, error);
}

const char *
zg_db_engine (ZgDb *db)
{
  return db && db->handle ? db->driver->engine (db) : zg_db_sqlite.engine (NULL);
}
