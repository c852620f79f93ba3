#include "fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

static int sync_fails;
static sqlite3_vfs *real_vfs;
static const sqlite3_io_methods *real_methods;
static sqlite3_io_methods log_methods;

static int
log_sync (sqlite3_file *file, int flags)
{
  return sync_fails ? SQLITE_IOERR_FSYNC : real_methods->xSync (file, flags);
}

/* The file object is the real one with one method exchanged; only logs get it. */
static int
fault_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
  int code = real_vfs->xOpen (real_vfs, name, file, flags, out);

  if (code == SQLITE_OK && (flags & SQLITE_OPEN_WAL))
    {
      real_methods = file->pMethods;
      log_methods = *real_methods;
      log_methods.xSync = log_sync;
      file->pMethods = &log_methods;
    }
  return code;
}

void
fault_vfs_install (void)
{
  static sqlite3_vfs vfs;

  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "fault";
  vfs.xOpen = fault_open;
  vfs.pNext = NULL;
  sqlite3_vfs_register (&vfs, 1);
}

void
fault_vfs_fail_sync (int failing)
{
  sync_fails = failing;
}
