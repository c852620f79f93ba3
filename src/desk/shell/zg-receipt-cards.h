/* zg-receipt-cards.h: beside the lines of a goods receipt, a card for each that differs. Main thread only. */
#pragma once

#include "zg-lines-editor.h"

G_BEGIN_DECLS

GtkWidget *zg_receipt_cards_new   (ZgSession *session, ZgLinesEditor *editor);
/* zg_receipt_cards_photo: a picture for the line that is chosen; FALSE: it has no card, or room for no more. */
gboolean   zg_receipt_cards_photo (GtkWidget *panel);

/* zg_receipt_labels_new: which lines get labels, once the delivery is accepted (R24). */
GtkWidget *zg_receipt_labels_new  (ZgSession *session, ZgLinesEditor *editor);

G_END_DECLS
