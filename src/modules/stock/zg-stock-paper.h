/* zg-stock-paper.h: what the papers of the warehouse share. Private to the module. */
#pragma once

#include "zg-stock-private.h"

G_BEGIN_DECLS

/* One column: a field of the line; @title (nullable): else the field's. */
typedef struct
{
  int         field;
  double      width, weight;
  const char *title;
} ZgStockColumn;

/* zg_stock_paper_lines: the lines of a document as a table. @keep: (nullable): which of them. */
gboolean zg_stock_paper_lines (ZgPaper *paper, ZgSession *session, ZgDb *db, const ZgKind *child, gint64 parent,
                               const ZgStockColumn *columns, int n_columns, gboolean (*keep) (const ZgRecord *line),
                               GError **error);
/* zg_stock_paper_new: title, number, state and clause of a document. @subtitle: (nullable): else its state. */
ZgPaper *zg_stock_paper_new   (const ZgPaperSize *size, const char *title, const ZgRecord *record, const char *subtitle,
                               const char *clause);
/* zg_stock_paper_to: whom it goes to: a line of its own: who may take the step @right, by which a paper is received (C18). */
void     zg_stock_paper_to    (ZgPaper *paper, ZgSession *session, const char *right);

void zg_stock_labels_init       (void);
void zg_stock_count_papers_init (void);

G_END_DECLS
