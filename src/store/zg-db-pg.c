#include "zg-db-pg-private.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "zg-error.h"

#define SERIAL_LOCK "1514619979" /* "ZGBK", among the locks of the database */

static const char *
driver_engine (ZgDb *db)
{
  return ((ZgPg *) db->handle)->engine;
}

/* Only rings: whoever waits for the server on the thread of @db asks it to stop, see zg_pg_await (). */
static void
driver_interrupt (ZgDb *db)
{
  guint64 one = 1;

  if (write (db->bell, &one, sizeof one) < 0)
    return; /* it rings already */
}

static gint64
driver_changes (ZgDb *db)
{
  return ((ZgPg *) db->handle)->changes;
}

static gint64
driver_total_changes (ZgDb *db)
{
  return ((ZgPg *) db->handle)->total_changes;
}

/* Transactions */

/* A read's state is fixed by its first statement, not by BEGIN. */
static gboolean
driver_begin (ZgDb *db, gboolean write, GError **error)
{
  if (!write)
    return zg_pg_run (db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1", error);
  return zg_pg_run (db, db->serial ? "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock (" SERIAL_LOCK ")"
                    : "BEGIN ISOLATION LEVEL READ COMMITTED", error);
}

static gboolean
driver_intact (ZgDb *db, GError **error)
{
  return TRUE; /* others write all the time; the server keeps them apart */
}

void
zg_pg_note_tables (ZgDb *db, const char *names)
{
  g_auto (GStrv) tables = g_strsplit (names, " ", -1);

  for (char **table = tables; *table; table++)
    if (**table)
      zg_db_note_table (db, *table);
}

char *
zg_pg_exempt (ZgDb *db)
{
  GString *text = g_string_new (" ");

  for (guint i = 0; i < db->exempt->len; i++)
    g_string_append_printf (text, "%s ", (const char *) db->exempt->pdata[i]);
  return g_string_free (text, FALSE);
}

/* Returns: whether it was sent: as long as it was not, nothing can have been kept. */
static gboolean
send_commit (ZgDb *db)
{
  ZgPg            *self = db->handle;
  g_autofree char *exempt = zg_pg_exempt (db), *sql = NULL;
  char            *quoted = PQescapeLiteral (self->conn, exempt, strlen (exempt));

  if (quoted == NULL)
    return FALSE;
  /* In one message: refused by the first, the second is not looked at; the last is a transaction of its own. */
  sql = g_strdup_printf ("SELECT zg.before_commit (%s, %s); COMMIT%s", db->require_audit ? "true" : "false", quoted,
                         self->tells ? "; SELECT zg.tell ()" : "");
  PQfreemem (quoted);
  return PQsendQuery (self->conn, sql) != 0;
}

static ZgCommit
after_commit (ZgDb *db, GError **error)
{
  gboolean  done = FALSE, failed = FALSE;
  PGresult *result;

  while ((result = zg_pg_take (db, FALSE)))
    {
      if (PQresultStatus (result) == PGRES_TUPLES_OK && !done)
        zg_pg_note_tables (db, PQgetvalue (result, 0, 0));
      else if (PQresultStatus (result) == PGRES_COMMAND_OK && !done)
        done = strcmp (PQcmdStatus (result), "COMMIT") == 0; /* the COMMIT of a failed transaction says ROLLBACK */
      else if (!failed && !done) /* what is kept is kept, whether or not the others heard of it */
        {
          zg_pg_set_error (db, result, error);
          failed = TRUE;
        }
      PQclear (result);
    }
  if (done)
    return ZG_COMMIT_DONE;
  if (zg_pg_is_lost (db))
    return ZG_COMMIT_UNKNOWN;
  if (!failed)
    zg_pg_set_undone (error);
  return ZG_COMMIT_REFUSED;
}

void
zg_pg_set_unknown (ZgDb *db, GError **error)
{
  g_clear_error (error);
  g_set_error (error, ZG_ERROR, ZG_ERROR_UNKNOWN_OUTCOME,
               _("The connection to “%s” was lost while a change was being stored; whether it was kept is not known yet. "
                 "Everything before is kept. The change is looked up when you try again."), db->path);
}

static ZgCommit
driver_commit (ZgDb *db, GError **error)
{
  ZgCommit result;

  if (!send_commit (db))
    {
      zg_pg_set_error (db, NULL, error);
      return ZG_COMMIT_REFUSED;
    }
  result = after_commit (db, error);
  if (result == ZG_COMMIT_UNKNOWN)
    zg_pg_set_unknown (db, error);
  return result;
}

static void
driver_rollback (ZgDb *db)
{
  ZgPg *self = db->handle;

  if (!zg_pg_is_lost (db) && PQtransactionStatus (self->conn) != PQTRANS_IDLE && !zg_pg_run (db, "ROLLBACK", NULL))
    db->lost = TRUE;
}

/* A failed transaction is still one: a savepoint can lead back out of the failure, and COMMIT refuses it. */
static gboolean
driver_in_transaction (ZgDb *db)
{
  ZgPg *self = db->handle;

  return self && (PQtransactionStatus (self->conn) == PQTRANS_INTRANS || PQtransactionStatus (self->conn) == PQTRANS_INERROR);
}

static gboolean
driver_savepoint (ZgDb *db, const char *verb, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s zg", verb);

  return zg_pg_run (db, sql, error);
}

const ZgDbDriver zg_db_pg = {
  driver_engine,    zg_pg_open,     zg_pg_close,   driver_interrupt, driver_changes,        driver_total_changes,
  zg_pg_compile,    zg_pg_finalize, zg_pg_bind,    zg_pg_step,       zg_pg_reset,           zg_pg_clear,
  zg_pg_n_columns,  zg_pg_column_name, zg_pg_type, zg_pg_get_int,    zg_pg_get_text,        zg_pg_get_bytes,
  driver_begin,     driver_intact,  driver_commit, driver_rollback,  driver_in_transaction, driver_savepoint,
  zg_pg_check,      zg_pg_check_links, zg_pg_copy_to, zg_pg_checkpoint, zg_pg_get_mark,     zg_pg_set_mark,
  zg_pg_wait_news,
};
