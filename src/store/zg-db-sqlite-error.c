#include "zg-db-sqlite-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "zg-error.h"
#include "zg-store-private.h"

/* What stands behind the colon of "CHECK constraint failed: qty_positive"; of a trigger its whole text. */
static char *
constraint_of (int code, const char *detail)
{
  const char *colon = strstr (detail, " failed: ");

  if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
    return g_strdup ("");
  return g_strdup (colon && code != SQLITE_CONSTRAINT_TRIGGER ? colon + strlen (" failed: ") : detail);
}

static void
note (ZgDb *db, int code, const char *detail)
{
  g_free (db->last_detail);
  db->last_detail = g_strdup_printf ("%s (%d)", detail, code);
  g_clear_pointer (&db->last_constraint, g_free);
  if ((code & 0xff) == SQLITE_CONSTRAINT && code != SQLITE_CONSTRAINT_COMMITHOOK)
    db->last_constraint = constraint_of (code, detail);
}

static gboolean
is_full (sqlite3 *db, int code)
{
  int sys;

  if (code == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE)
    return TRUE;
  if ((code & 0xff) != SQLITE_IOERR && (code & 0xff) != SQLITE_CANTOPEN)
    return FALSE;
  sys = db ? sqlite3_system_errno (db) : 0;
  return sys == ENOSPC || sys == EDQUOT;
}

static void
set_constraint (ZgDb *db, int code, GError **error)
{
  if (code == SQLITE_CONSTRAINT_COMMITHOOK)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                         _("A change without an entry in the audit journal is not accepted. Nothing of it was stored. Please "
                           "report this."));
  else if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                         _("A record that is referred to does not exist, or is still in use. Nothing was stored; correct the "
                           "reference."));
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                 _("A rule of the book refuses this (%s). Nothing was stored; correct the entry and try again."),
                 db->last_constraint);
}

static void
set_file_error (ZgDb *db, int code, const char *detail, GError **error)
{
  g_autofree char *name = g_filename_display_name (db->path);

  switch (code & 0xff)
    {
    case SQLITE_READONLY:
    case SQLITE_PERM:
      zg_store_set_errno (error, db->path, EACCES);
      break;
    case SQLITE_CORRUPT:
      g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                   _("The file “%s” is damaged. Nothing was changed. Keep the file and restore the newest verified backup."),
                   name);
      break;
    case SQLITE_NOTADB:
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_A_BOOK, _("“%s” is not a book. It was left as it is. Choose another file."),
                   name);
      break;
    case SQLITE_NOMEM:
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_IO,
                           _("This computer has no memory left. Nothing of the last change was stored. Close other programs, "
                             "then try again."));
      break;
    case SQLITE_CANTOPEN:
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO,
                   _("“%s” or a file beside it cannot be opened (%s). Nothing was changed. Check the folder and try again."),
                   name, detail);
      break;
    default:
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO,
                   _("The disk failed while “%s” was used (%s). Nothing of the last change was stored. Check the disk, then try "
                     "again."),
                   name, detail);
      break;
    }
}

void
zg_sqlite_set_error (ZgDb *db, int code, GError **error)
{
  ZgSqlite   *self = db->handle;
  const char *detail = self && self->db ? sqlite3_errmsg (self->db) : sqlite3_errstr (code);

  if (self && ((code & 0xff) == SQLITE_FULL || (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_NOMEM))
    self->disk_failed = TRUE;
  note (db, code, detail);
  if (is_full (self ? self->db : NULL, code))
    {
      zg_store_set_errno (error, db->path, ENOSPC);
      return;
    }
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_BUSY,
                           _("The book's file is in use by something else at the moment. Nothing was changed; please try "
                             "again."));
      break;
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped at your request. Nothing was changed."));
      break;
    case SQLITE_CONSTRAINT:
      set_constraint (db, code, error);
      break;
    case SQLITE_TOOBIG:
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                           _("A value is too long to be stored. Nothing was stored; shorten it and try again."));
      break;
    case SQLITE_ERROR:
    case SQLITE_AUTH:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH:
      zg_db_set_misuse (error, detail);
      break;
    default:
      set_file_error (db, code, detail, error);
      break;
    }
}
