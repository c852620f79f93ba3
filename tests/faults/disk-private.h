/* disk-private.h: between the engine's side of the disk and the store of its bytes. */
#pragma once

#include "disk.h"

#define DISK_SECTOR 512

enum { DISK_BOOK, DISK_LOG, DISK_N_FILES };

typedef enum { DISK_WRITE, DISK_TRUNCATE, DISK_SYNC, DISK_CREATE, DISK_DELETE, DISK_DELETE_SYNC } DiskVerb;

typedef struct
{
  GByteArray *bytes;
  gboolean    exists;
} DiskFile;

/* disk_file: as the program sees it. */
DiskFile *disk_file   (int which);
/* disk_change: what the program did: done to what it sees, and noted. Under the lock of the caller. */
void      disk_change (DiskVerb verb, int which, gint64 at, const void *data, guint n);

/* disk_mortal: exchanges the methods of an opened file of the real disk for those that kill, where disk_die () was called. */
struct sqlite3_file;
void      disk_mortal (struct sqlite3_file *file);
