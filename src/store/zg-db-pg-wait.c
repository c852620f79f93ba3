#include "zg-db-pg-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <unistd.h>

#include "zg-error.h"

#define CONNECT_USEC (10 * G_USEC_PER_SEC)
#define FIRST_PAUSE_MS 20
#define LAST_PAUSE_MS 1000

/* The connection itself is no affair of another thread: that one only rings, see zg_db_interrupt ().
 * Returns: whether it rang for what is still wanted. */
static gboolean
answer_bell (ZgDb *db)
{
  guint64 count;

  while (read (db->bell, &count, sizeof count) < 0 && errno == EINTR)
    continue;
  return g_atomic_int_get (&db->interrupted);
}

/* In the clear even where the connection is not, as this library can no better: it holds a number that can only stop
 * this one connection's statement. */
static void
ask_to_stop (PGconn *conn)
{
  PGcancel *cancel = PQgetCancel (conn);
  char      answer[256];

  if (cancel)
    PQcancel (cancel, answer, sizeof answer);
  PQfreeCancel (cancel);
}

/* Returns: how long to wait for the answer before asking again: a request that comes before the server has begun with the
 * statement is lost there. */
static int
stop_and_wait (PGconn *conn, int pause)
{
  ask_to_stop (conn);
  return pause < 0 ? FIRST_PAUSE_MS : MIN (pause * 2, LAST_PAUSE_MS);
}

void
zg_pg_await (ZgDb *db, gboolean may_stop)
{
  ZgPg *self = db->handle;
  int   pause = -1;

  while (PQisBusy (self->conn))
    {
      struct pollfd fds[2] = { { .fd = PQsocket (self->conn), .events = POLLIN },
                               { .fd = may_stop && pause < 0 ? db->bell : -1, .events = POLLIN } };
      int           n = poll (fds, 2, pause);

      if (n < 0 && errno != EINTR)
        return;
      /* The answer is waited for whatever happens, so that the stop cannot reach the next statement. */
      if (n == 0 || (n > 0 && fds[1].revents && answer_bell (db)))
        pause = stop_and_wait (self->conn, pause);
      if (n > 0 && fds[0].revents && !PQconsumeInput (self->conn))
        return;
    }
}

PGresult *
zg_pg_take (ZgDb *db, gboolean may_stop)
{
  zg_pg_await (db, may_stop);
  return PQgetResult (((ZgPg *) db->handle)->conn);
}

static gboolean
failed (const PGresult *result)
{
  switch (PQresultStatus (result))
    {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
      return FALSE;
    default:
      return TRUE;
    }
}

PGresult *
zg_pg_query (ZgDb *db, const char *sql, GError **error)
{
  ZgPg     *self = db->handle;
  PGresult *last = NULL, *result;

  if (!PQsendQuery (self->conn, sql))
    {
      zg_pg_set_error (db, NULL, error);
      return NULL;
    }
  while ((result = zg_pg_take (db, FALSE)))
    if (last && failed (last))
      PQclear (result); /* the first error is the one that matters */
    else
      {
        PQclear (last);
        last = result;
      }
  if (last && !failed (last))
    return last;
  zg_pg_set_error (db, last, error);
  PQclear (last);
  return NULL;
}

gboolean
zg_pg_run (ZgDb *db, const char *sql, GError **error)
{
  PGresult *result = zg_pg_query (db, sql, error);
  gboolean  ok = result != NULL;

  PQclear (result);
  return ok;
}

/* Connecting */

static gboolean
await_step (ZgDb *db, PGconn *conn, PostgresPollingStatusType status, gint64 until)
{
  struct pollfd fds[2] = { { .fd = PQsocket (conn), .events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT },
                           { .fd = db->bell, .events = POLLIN } };
  gint64        left = until - g_get_monotonic_time ();
  int           n = left > 0 ? poll (fds, 2, (int) (left / 1000) + 1) : 0;

  if (n > 0 && fds[1].revents && answer_bell (db))
    return FALSE;
  return n > 0 || (n < 0 && errno == EINTR);
}

/* Returns: whether it stands; FALSE: given up, or refused. */
static gboolean
go_on_connecting (ZgDb *db, PGconn *conn)
{
  gint64                    until = g_get_monotonic_time () + CONNECT_USEC;
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;

  while (status != PGRES_POLLING_OK && status != PGRES_POLLING_FAILED)
    {
      if (!await_step (db, conn, status, until))
        return FALSE;
      status = PQconnectPoll (conn);
    }
  return status == PGRES_POLLING_OK;
}

PGconn *
zg_pg_connect (ZgDb *db, const char *const *keywords, const char *const *values, GError **error)
{
  PGconn *conn = PQconnectStartParams (keywords, values, 0);

  if (conn && PQstatus (conn) != CONNECTION_BAD)
    {
      /* The server's words come in the language of the server; its codes are the same everywhere. */
      PQsetErrorVerbosity (conn, PQERRORS_SQLSTATE);
      if (go_on_connecting (db, conn))
        return conn;
    }
  if (g_atomic_int_get (&db->interrupted))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped at your request. Nothing was changed."));
  else
    zg_pg_set_connect_error (db, conn, error);
  PQfinish (conn);
  return NULL;
}
