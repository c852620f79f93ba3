/* zg-restore-private.h: between zg-restore.c, which unpacks and verifies, and zg-restore-new.c, which makes a book of it. */
#pragma once

#include "zg-backup-private.h"
#include "zg-workdir.h"

G_BEGIN_DECLS

typedef struct
{
  const char      *file;
  ZgBackupWay      way;
  int              fd;
  ZgBackupReader  *reader;
  ZgBackupHead    *head;
  gint64           person;  /* who opened it, ZG_RECOVERY: the recovery key */
  ZgPersonKeys    *keys;    /* (nullable): his */
  ZgWorkdir       *workdir;
  char            *plain;   /* the book in it */
  ZgBook          *book;    /* (nullable): it, open */
  ZgRestoreResult *result;
} ZgRestoreWork;

/* zg_restore_open: reads the head and opens the stream. zg_restore_unpack: into the working folder @folder, then compares it with
 * the signed list and verifies it. */
gboolean zg_restore_open   (ZgRestoreWork *work, const ZgBackupKey *key, GError **error);
gboolean zg_restore_unpack (ZgRestoreWork *work, const char *folder, GError **error);
void     zg_restore_work_clear (ZgRestoreWork *work);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZgRestoreWork, zg_restore_work_clear)

G_END_DECLS
