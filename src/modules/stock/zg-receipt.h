/* zg-receipt.h: the lines of a goods receipt and what is asked of them. Private to the module. */
#pragma once

#include "zg-stock-private.h"

G_BEGIN_DECLS

/* What the inspection writes into a line. */
#define ZG_RECEIPT_LINE_OF_INSPECTION                                                                                            \
  (ZG_F (ZG_RECEIPT_LINE_PASSED) | ZG_F (ZG_RECEIPT_LINE_FAILED) | ZG_F (ZG_RECEIPT_LINE_LOCATION) |                             \
   ZG_F (ZG_RECEIPT_LINE_QUARANTINE) | ZG_F (ZG_RECEIPT_LINE_QC_NOTE))

/* zg_receipt_mismatch: goods and delivery note differ in quantity, name, quality, specification or variety. */
gboolean zg_receipt_mismatch      (const ZgRecord *line);
/* What must hold of the lines: always, when the delivery is accepted, when it was inspected. @mismatch: policy
 * receipt.mismatch, @photo: policy receipt.photo. */
void     zg_receipt_check_lines    (ZgWork *work, GPtrArray *lines);
void     zg_receipt_check_accepted (ZgWork *work, GPtrArray *lines, const char *mismatch, const char *photo);
void     zg_receipt_check_passed   (ZgWork *work, GPtrArray *lines, const char *mismatch);
/* zg_receipt_refused_words: Returns: (transfer full) (nullable): what is refused and why, a line each. */
char    *zg_receipt_refused_words  (ZgWork *work, GPtrArray *lines);

G_END_DECLS
