/* zg-pack-page.h: the packing table 打包台 (D19-3.5.2, D11-4.5): a barcode scanner types into one big entry: the parcel or its order
 * first, then each piece, then the waybill. Packed only when everything is in it. Main thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

#define ZG_TYPE_PACK_PAGE (zg_pack_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgPackPage, zg_pack_page, ZG, PACK_PAGE, AdwBin)

GtkWidget  *zg_pack_page_make       (ZgWindow *window, ZgSession *session); /* pushes the page */
/* For the tests: what the scanner does; what was answered. */
void        zg_pack_page_scan       (ZgPackPage *page, const char *text);
const char *zg_pack_page_get_answer (ZgPackPage *page);
gboolean    zg_pack_page_is_busy    (ZgPackPage *page);

G_END_DECLS
