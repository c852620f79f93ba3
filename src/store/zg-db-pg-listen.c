#include "zg-db-pg-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <poll.h>

static void
tell (const char *names, ZgDbCommitted fn, gpointer data)
{
  g_auto (GStrv) tables = g_strsplit (names, " ", -1);
  g_autoptr (GPtrArray) interned = g_ptr_array_new ();

  for (char **table = tables; *table; table++)
    g_ptr_array_add (interned, (gpointer) g_intern_string (*table));
  g_ptr_array_add (interned, NULL);
  fn ((const char *const *) interned->pdata, data);
}

static gboolean
listen_once (ZgDb *db, ZgDbCommitted fn, gpointer data, GError **error)
{
  ZgPg *self = db->handle;

  if (self->listens)
    return TRUE;
  if (!zg_pg_run (db, "LISTEN zg", error))
    return FALSE;
  self->listens = TRUE;
  /* What was said while the server was lost nobody repeats. */
  if (db->listened)
    tell ("*", fn, data);
  db->listened = TRUE;
  return TRUE;
}

static gboolean
hear (ZgPg *self, ZgDb *own, ZgDbCommitted fn, gpointer data)
{
  gboolean  heard = FALSE;
  PGnotify *news;

  while ((news = PQnotifies (self->conn)))
    {
      if (own == NULL || news->be_pid != g_atomic_int_get (&own->process))
        {
          tell (news->extra, fn, data);
          heard = TRUE;
        }
      PQfreemem (news);
    }
  return heard;
}

gboolean
zg_pg_wait_news (ZgDb *db, ZgDb *own, ZgDbCommitted fn, gpointer data, GError **error)
{
  ZgPg *self = db->handle;

  if (!listen_once (db, fn, data, error))
    return FALSE;
  while (!hear (self, own, fn, data))
    {
      struct pollfd fds[2] = { { .fd = PQsocket (self->conn), .events = POLLIN }, { .fd = db->bell, .events = POLLIN } };

      if (poll (fds, 2, -1) < 0 && errno != EINTR)
        return FALSE;
      if (g_atomic_int_get (&db->interrupted))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped at your request. Nothing was changed."));
          return FALSE;
        }
      if (fds[0].revents && !PQconsumeInput (self->conn))
        {
          zg_pg_set_error (db, NULL, error);
          return FALSE;
        }
    }
  return TRUE;
}
