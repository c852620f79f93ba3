#include "zg-db-private.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "zg-error.h"

#define MAX_TRIES 20

/* Notes on what the open transaction has written */

static void
add_once (GPtrArray *names, const char *name)
{
  if (!g_ptr_array_find (names, name, NULL))
    g_ptr_array_add (names, (gpointer) name);
}

void
zg_db_note_write (ZgDb *db, const char *table, gboolean insert)
{
  ZgStmt *stmt = db->current;

  if (stmt == NULL || g_str_has_prefix (table, "sqlite_"))
    return;
  if (stmt->writes == NULL)
    stmt->writes = g_ptr_array_new ();
  add_once (stmt->writes, g_intern_string (table));
  if (insert && strcmp (table, "audit") == 0)
    stmt->writes_audit = TRUE;
}

void
zg_db_note_table (ZgDb *db, const char *table)
{
  add_once (db->touched, g_intern_string (table));
}

static void
note_tables (ZgDb *db, const ZgStmt *stmt)
{
  for (guint i = 0; i < stmt->writes->len; i++)
    add_once (db->touched, stmt->writes->pdata[i]);
  db->audited |= stmt->writes_audit;
}

void
zg_db_note_changes (ZgStmt *stmt)
{
  if (stmt->writes && stmt->db->driver->total_changes (stmt->db) != stmt->base_changes)
    note_tables (stmt->db, stmt);
}

void
zg_db_forget_notes (ZgDb *db)
{
  g_ptr_array_set_size (db->touched, 0);
  db->audited = FALSE;
}

void
zg_db_note_commit (ZgDb *db)
{
  g_autoptr (GPtrArray) names = NULL;

  if (db->touched->len == 0)
    return;
  names = db->touched;
  db->touched = g_ptr_array_new ();
  zg_db_forget_notes (db);
  g_ptr_array_add (names, NULL);
  if (db->committed)
    db->committed ((const char *const *) names->pdata, db->committed_data);
}

gboolean
zg_db_may_commit (ZgDb *db)
{
  /* A statement on its own commits before the engine has counted its rows. */
  if (db->tx_depth == 0 && db->current && db->current->writes)
    note_tables (db, db->current);
  if (!db->require_audit || db->audited)
    return TRUE;
  for (guint i = 0; i < db->touched->len; i++)
    if (!g_ptr_array_find (db->exempt, db->touched->pdata[i], NULL))
      return FALSE;
  return TRUE;
}

void
zg_db_set_serial (ZgDb *db, gboolean on)
{
  db->serial = on;
}

void
zg_db_require_audit (ZgDb *db, gboolean on)
{
  db->require_audit = on;
}

void
zg_db_set_audit_exempt (ZgDb *db, const char *const *tables)
{
  g_ptr_array_set_size (db->exempt, 0);
  for (; tables && *tables; tables++)
    add_once (db->exempt, g_intern_string (*tables));
}

void
zg_db_set_committed (ZgDb *db, ZgDbCommitted fn, gpointer data)
{
  db->committed = fn;
  db->committed_data = data;
}

/* Writing */

static gboolean
may_write (ZgDb *db, GError **error)
{
  if (zg_db_is_read_only (db))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_READ_ONLY,
                           _("The book is open read-only. Nothing was changed. Open it for writing where its file may be "
                             "written."));
      return FALSE;
    }
  if (db->shut)
    {
      if (error)
        *error = g_error_copy (db->shut);
      return FALSE;
    }
  if (db->snapshot_depth > 0)
    {
      zg_db_set_misuse (error, "a write inside a read");
      return FALSE;
    }
  if (!db->broken && !db->lost && db->handle)
    return TRUE;
  if (db->busy.length == 0)
    return zg_db_reopen (db, error);
  /* Somebody still reads a statement of the failed connection. */
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_IO,
                       _("An error undid the change as a whole. Nothing of it was stored; please try again."));
  return FALSE;
}

/* The server may have gone since it was last asked: nothing is begun yet, so another connection will do as well. */
static gboolean
begin (ZgDb *db, gboolean write, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (db->driver->begin (db, write, &local))
    return TRUE;
  if (db->lost && db->busy.length == 0)
    return zg_db_reopen (db, error) && db->driver->begin (db, write, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
back_off (guint tries)
{
  g_usleep (g_random_int_range (500, 1000 << MIN (tries, 6)));
}

/* Reset statements that have written but were not read to their end: they would keep COMMIT from happening. */
static void
end_writers (ZgDb *db)
{
  for (GList *link = db->busy.head; link; link = link->next)
    if (((ZgStmt *) link->data)->writes)
      zg_stmt_reset (link->data);
}

static gboolean
commit (ZgDb *db, GError **error)
{
  end_writers (db);
  for (guint tries = 0;; tries++)
    {
      ZgCommit result = db->driver->commit (db, error);

      if (result == ZG_COMMIT_DONE)
        return TRUE;
      if (result == ZG_COMMIT_AGAIN && tries < MAX_TRIES)
        {
          g_clear_error (error);
          back_off (tries);
          continue;
        }
      if (result == ZG_COMMIT_UNKNOWN)
        db->broken = TRUE;
      return FALSE;
    }
}

static gboolean
work (ZgDb *db, ZgDbTx fn, gpointer data, GError **error)
{
  if (!db->driver->intact (db, error))
    {
      if (db->shut == NULL && error && g_error_matches (*error, ZG_ERROR, ZG_ERROR_READ_ONLY))
        db->shut = g_error_copy (*error);
      return FALSE;
    }
  if (!fn (db, data, error))
    {
      /* A function that fails and does not say why must not be taken for one that cannot fail. */
      if (error && *error == NULL)
        g_set_error_literal (error, ZG_ERROR, ZG_ERROR_IO, _("The change failed. Nothing of it was stored; please try again."));
      return FALSE;
    }
  if (db->tx_lost || !db->driver->in_transaction (db))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_IO,
                           _("An error undid the change as a whole. Nothing of it was stored; please try again."));
      return FALSE;
    }
  return commit (db, error);
}

static gboolean
outermost (ZgDb *db, ZgDbTx fn, gpointer data, GError **error)
{
  gboolean ok;

  db->tx_depth = 1;
  db->tx_lost = FALSE;
  zg_db_forget_notes (db);
  ok = work (db, fn, data, error);
  if (!ok)
    db->driver->rollback (db);
  db->tx_depth = 0;
  db->tx_lost = FALSE;
  if (ok)
    zg_db_note_commit (db);
  else
    zg_db_forget_notes (db);
  return ok;
}

static gboolean
inner (ZgDb *db, ZgDbTx fn, gpointer data, GError **error)
{
  gboolean audited = db->audited;
  gboolean ok;

  if (!db->driver->savepoint (db, "SAVEPOINT", error))
    return FALSE;
  db->tx_depth++;
  ok = fn (db, data, error);
  end_writers (db);
  db->tx_depth--;
  if (ok)
    return db->driver->savepoint (db, "RELEASE", error);
  db->audited = audited; /* an audit row of this part is undone with it */
  if (!db->driver->in_transaction (db))
    db->tx_lost = TRUE;
  else if (!db->driver->savepoint (db, "ROLLBACK TO", NULL) || !db->driver->savepoint (db, "RELEASE", NULL))
    db->tx_lost = TRUE;
  return FALSE;
}

gboolean
zg_db_transaction (ZgDb *db, ZgDbTx fn, gpointer data, GError **error)
{
  if (db->tx_depth > 0)
    return inner (db, fn, data, error);
  if (!may_write (db, error))
    return FALSE;
  for (guint tries = 0;; tries++)
    {
      GError  *local = NULL;
      gboolean begun;

      db->again = FALSE;
      begun = begin (db, TRUE, &local);
      if (begun && outermost (db, fn, data, &local))
        return TRUE;
      /* A function may have a BUSY of its own, which is an answer. */
      if (!g_error_matches (local, ZG_ERROR, ZG_ERROR_BUSY) || (begun && !db->again) || tries >= MAX_TRIES)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      g_clear_error (&local);
      back_off (tries);
    }
}

/* Whether the server may answer another time: it is the same connection's fault, or somebody else's lock. */
static gboolean
is_worth_again (ZgDb *db, const GError *error, gboolean *reopened)
{
  if (g_error_matches (error, ZG_ERROR, ZG_ERROR_BUSY))
    return db->again;
  if (*reopened || !db->lost)
    return FALSE;
  *reopened = TRUE;
  return g_error_matches (error, ZG_ERROR, ZG_ERROR_CONNECTION) || g_error_matches (error, ZG_ERROR, ZG_ERROR_UNKNOWN_OUTCOME);
}

gboolean
zg_db_alone (ZgDb *db, ZgDbTx fn, gpointer data, GError **error)
{
  gboolean reopened = FALSE;

  for (guint tries = 0;; tries++)
    {
      g_autoptr (GError) local = NULL;

      if (db->tx_depth == 0 && !may_write (db, error))
        return FALSE;
      db->again = FALSE;
      if (fn (db, data, &local))
        return TRUE;
      if (db->tx_depth > 0 || tries >= MAX_TRIES || !is_worth_again (db, local, &reopened))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      back_off (tries);
    }
}

gboolean
zg_db_in_transaction (ZgDb *db)
{
  return db->tx_depth > 0;
}

gboolean
zg_db_snapshot_begin (ZgDb *db, GError **error)
{
  if (db->tx_depth == 0 && db->snapshot_depth == 0)
    {
      if ((db->handle == NULL || (db->lost && db->busy.length == 0)) && !zg_db_reopen (db, error))
        return FALSE;
      if (!begin (db, FALSE, error))
        return FALSE;
    }
  db->snapshot_depth++;
  return TRUE;
}

void
zg_db_snapshot_end (ZgDb *db)
{
  g_return_if_fail (db->snapshot_depth > 0);
  if (--db->snapshot_depth == 0 && db->tx_depth == 0)
    db->driver->rollback (db);
}
