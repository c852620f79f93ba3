/* zg-report-check.h: whether a finished workbook is whole. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zg_report_check_zip: opens the container; reads every part and its markup where it is small, or where the disk was so nearly
 * full that a part may have been cut on its way. @folder: where its temporary files were; @had_room: the room was there just
 * before. Returns: FALSE where a part is missing or cut. */
gboolean zg_report_check_zip (const char *path, const char *folder, gboolean had_room);

G_END_DECLS
