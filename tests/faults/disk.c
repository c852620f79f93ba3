/* The engine's side: its calls on files of the book go to memory. */
#include "disk-private.h"

#include <sqlite3.h>
#include <string.h>

typedef struct
{
  sqlite3_file  base;
  int           which; /* DISK_BOOK, DISK_LOG */
  sqlite3_file *real;  /* of the book: locks and the shared index */
} Handle;

static sqlite3_vfs *real_vfs, memory_vfs;
static char        *book_path, *log_path;
static gboolean     in_use;
static GMutex       mutex;
static DiskFault    fault;
static guint        calls, fail_from, n_failed;

/* -- Faults -- */

void
disk_fail (DiskFault kind, guint call)
{
  g_mutex_lock (&mutex);
  fault = kind;
  fail_from = call;
  calls = n_failed = 0;
  g_mutex_unlock (&mutex);
}

guint
disk_heal (void)
{
  guint n;

  g_mutex_lock (&mutex);
  fault = DISK_GOOD;
  n = n_failed;
  g_mutex_unlock (&mutex);
  return n;
}

/* Called locked, once a call. Returns: the code the call fails with. */
static int
failure (int code, gboolean takes_room)
{
  gboolean hit;

  if (fault == DISK_GOOD || (fault == DISK_FULL && !takes_room))
    return SQLITE_OK;
  calls++;
  hit = fault == DISK_FAILS_ONCE ? calls == fail_from : calls >= fail_from;
  n_failed += hit;
  return !hit ? SQLITE_OK : fault == DISK_FULL ? SQLITE_FULL : code;
}

/* -- Files -- */

static DiskFile *
file_of (sqlite3_file *file)
{
  return disk_file (((Handle *) file)->which);
}

static int
mem_close (sqlite3_file *file)
{
  Handle *handle = (Handle *) file;

  return handle->real && handle->real->pMethods ? handle->real->pMethods->xClose (handle->real) : SQLITE_OK;
}

static int
mem_read (sqlite3_file *file, void *out, int n, sqlite3_int64 at)
{
  DiskFile *disk = file_of (file);
  int       code, there;

  g_mutex_lock (&mutex);
  code = failure (SQLITE_IOERR_READ, FALSE);
  there = (int) CLAMP ((gint64) disk->bytes->len - at, 0, n);
  if (code == SQLITE_OK && there > 0)
    memcpy (out, disk->bytes->data + at, there);
  g_mutex_unlock (&mutex);
  if (code != SQLITE_OK || there == n)
    return code;
  memset ((guint8 *) out + there, 0, n - there);
  return SQLITE_IOERR_SHORT_READ;
}

static int
mem_write (sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
  int code;

  g_mutex_lock (&mutex);
  code = failure (SQLITE_IOERR_WRITE, TRUE);
  /* A write that fails may have got half of it down. */
  disk_change (DISK_WRITE, ((Handle *) file)->which, at, data, code == SQLITE_OK ? n : n / 2 / DISK_SECTOR * DISK_SECTOR);
  g_mutex_unlock (&mutex);
  return code;
}

static int
mem_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int code;

  g_mutex_lock (&mutex);
  code = failure (SQLITE_IOERR_TRUNCATE, FALSE);
  if (code == SQLITE_OK)
    disk_change (DISK_TRUNCATE, ((Handle *) file)->which, size, NULL, 0);
  g_mutex_unlock (&mutex);
  return code;
}

static int
mem_sync (sqlite3_file *file, int flags)
{
  int code;

  g_mutex_lock (&mutex);
  code = failure (SQLITE_IOERR_FSYNC, FALSE);
  if (code == SQLITE_OK)
    disk_change (DISK_SYNC, ((Handle *) file)->which, 0, NULL, 0);
  g_mutex_unlock (&mutex);
  return code;
}

static int
mem_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  int code;

  g_mutex_lock (&mutex);
  code = failure (SQLITE_IOERR_FSTAT, FALSE);
  *size = file_of (file)->bytes->len;
  g_mutex_unlock (&mutex);
  return code;
}

static int
mem_sector_size (sqlite3_file *file)
{
  return DISK_SECTOR;
}

static int
mem_characteristics (sqlite3_file *file)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE; /* as every Linux file system is taken to be */
}

/* -- Locks and the shared index: the real ones of the book's file -- */

#define REAL(file) (((Handle *) (file))->real)
#define CALL(file, method, ...) (REAL (file) ? REAL (file)->pMethods->method (REAL (file), ##__VA_ARGS__) : SQLITE_OK)

static int
mem_lock (sqlite3_file *file, int level)
{
  return CALL (file, xLock, level);
}

static int
mem_unlock (sqlite3_file *file, int level)
{
  return CALL (file, xUnlock, level);
}

static int
mem_check_reserved (sqlite3_file *file, int *out)
{
  *out = 0;
  return CALL (file, xCheckReservedLock, out);
}

static int
mem_control (sqlite3_file *file, int op, void *data)
{
  if (REAL (file) == NULL || op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE || op == SQLITE_FCNTL_MMAP_SIZE)
    return SQLITE_NOTFOUND;
  return CALL (file, xFileControl, op, data);
}

static int
mem_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
  return CALL (file, xShmMap, page, size, extend, out);
}

static int
mem_shm_lock (sqlite3_file *file, int at, int n, int flags)
{
  return CALL (file, xShmLock, at, n, flags);
}

static void
mem_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
mem_shm_unmap (sqlite3_file *file, int remove)
{
  return CALL (file, xShmUnmap, remove);
}

/* Version 2: no mapping of the book's pages past the disk. */
static const sqlite3_io_methods methods = {
  2,           mem_close,          mem_read,    mem_write,       mem_truncate,        mem_sync,    mem_file_size,
  mem_lock,    mem_unlock,         mem_check_reserved, mem_control, mem_sector_size,  mem_characteristics,
  mem_shm_map, mem_shm_lock,       mem_shm_barrier, mem_shm_unmap,
};

/* -- Names -- */

static int
which_of (const char *name)
{
  if (!in_use || name == NULL)
    return -1;
  return g_str_equal (name, book_path) ? DISK_BOOK : g_str_equal (name, log_path) ? DISK_LOG : -1;
}

static int
open_book (Handle *handle, const char *name, int flags, int *out)
{
  int code;

  handle->real = (sqlite3_file *) (handle + 1);
  memset (handle->real, 0, real_vfs->szOsFile);
  code = real_vfs->xOpen (real_vfs, name, handle->real, flags, out);
  if (code != SQLITE_OK)
    handle->real = NULL;
  return code;
}

static int
open_log (int flags, int *out)
{
  int code;

  g_mutex_lock (&mutex);
  code = failure (SQLITE_CANTOPEN, FALSE);
  if (code == SQLITE_OK && !disk_file (DISK_LOG)->exists)
    {
      if (flags & SQLITE_OPEN_CREATE)
        disk_change (DISK_CREATE, DISK_LOG, 0, NULL, 0);
      else
        code = SQLITE_CANTOPEN;
    }
  g_mutex_unlock (&mutex);
  if (out)
    *out = flags;
  return code;
}

static int
mem_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
  Handle *handle = (Handle *) file;
  int     which = which_of (name), code;

  if (which < 0)
    {
      code = real_vfs->xOpen (real_vfs, name, file, flags, out);
      if (code == SQLITE_OK)
        disk_mortal (file);
      return code;
    }
  handle->base.pMethods = NULL;
  handle->which = which;
  handle->real = NULL;
  code = which == DISK_BOOK ? open_book (handle, name, flags, out) : open_log (flags, out);
  if (code == SQLITE_OK)
    handle->base.pMethods = &methods;
  return code;
}

static int
mem_delete (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  int which = which_of (name), code;

  if (which < 0)
    return real_vfs->xDelete (real_vfs, name, sync_folder);
  g_mutex_lock (&mutex);
  code = failure (SQLITE_IOERR_DELETE, FALSE);
  if (code == SQLITE_OK && !disk_file (which)->exists)
    code = SQLITE_IOERR_DELETE_NOENT;
  if (code == SQLITE_OK)
    disk_change (sync_folder ? DISK_DELETE_SYNC : DISK_DELETE, which, 0, NULL, 0);
  g_mutex_unlock (&mutex);
  return code;
}

static int
mem_access (sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
  int which = which_of (name), code;

  if (which < 0)
    return real_vfs->xAccess (real_vfs, name, flags, out);
  g_mutex_lock (&mutex);
  code = failure (SQLITE_IOERR_ACCESS, FALSE);
  *out = disk_file (which)->exists && (flags != SQLITE_ACCESS_EXISTS || disk_file (which)->bytes->len > 0);
  g_mutex_unlock (&mutex);
  return code;
}

void
disk_install (const char *path)
{
  book_path = g_strdup (path);
  log_path = g_strconcat (path, "-wal", NULL);
  real_vfs = sqlite3_vfs_find (NULL);
  memory_vfs = *real_vfs;
  memory_vfs.zName = "disk";
  memory_vfs.szOsFile = (int) sizeof (Handle) + real_vfs->szOsFile;
  memory_vfs.pNext = NULL;
  memory_vfs.xOpen = mem_open;
  memory_vfs.xDelete = mem_delete;
  memory_vfs.xAccess = mem_access;
  sqlite3_vfs_register (&memory_vfs, 1);
}

void
disk_use (gboolean on)
{
  in_use = on;
}
