/* zg-backup-page.h: the calendar of the order backups (D18-5.4): which days of a month were kept on time, late or not at all, and
 * whether what was kept was read back. Main thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

#define ZG_TYPE_BACKUP_PAGE (zg_backup_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgBackupPage, zg_backup_page, ZG, BACKUP_PAGE, AdwBin)

GtkWidget *zg_backup_page_make      (ZgWindow *window, ZgSession *session); /* pushes the page */
/* For the tests and the pictures. @day: day number: its month is shown and it is chosen. */
void       zg_backup_page_set_day   (ZgBackupPage *page, int day);
gboolean   zg_backup_page_is_busy   (ZgBackupPage *page);

G_END_DECLS
