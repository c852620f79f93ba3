/* zg-barcode.h: barcodes as bars to be drawn: EAN-13 for thirteen digits with a right check digit, Code 128 for anything else. */
#pragma once

#include "zg-paper.h"

G_BEGIN_DECLS

/* zg_barcode_is_ean13: thirteen digits, the last of which is right. Pure. */
gboolean zg_barcode_is_ean13 (const char *text);

/* zg_barcode_bars: Returns: (transfer full) (nullable): the modules of the code as '1' (a bar) and '0' (a space), without quiet
 * zones; NULL where @text is empty, has other than ASCII characters, or is too long. Any thread. */
char    *zg_barcode_bars     (const char *text);

/* zg_paper_barcode: a block @height mm high with the bars of @text, @width mm wide at most (0: the whole line), and the text
 * below. FALSE where it cannot be drawn: nothing is added then. */
gboolean zg_paper_barcode    (ZgPaper *paper, const char *text, double width, double height);

G_END_DECLS
