/* zg-stock-private.h: shared within the stock module. */
#pragma once

#include "zg-module.h"
#include "zg-stock.h"

G_BEGIN_DECLS

/* -- Lines of a document in hand -- */

/* zg_stock_lines: the lines of @child as they will be once the step is done: those of the book with what came along. Guards them.
 * Returns: (transfer full) (element-type ZgRecord). */
GPtrArray *zg_stock_lines       (ZgWork *work, const ZgKind *child);
/* zg_stock_line_row: the place of @line among what came along, -1: it did not. */
int        zg_stock_line_row    (ZgWork *work, const ZgRecord *line);
/* zg_stock_line_fault: on a field of a line: where it is typed if it came along, else on the document, with the item named.
 * @clause: (nullable). */
void       zg_stock_line_fault  (ZgWork *work, const ZgRecord *line, int field, const char *clause, const char *format,
                                 ...) G_GNUC_PRINTF (5, 6);
/* zg_stock_lines_only: what came along changes nothing but @allowed; with 0 nothing at all. @adds: new lines may come. */
void       zg_stock_lines_only  (ZgWork *work, const ZgKind *child, guint64 allowed, gboolean adds);
/* zg_stock_line_open: a line changed by itself needs its document of @kind in one of @states (ends with NULL). */
void       zg_stock_line_open   (ZgWork *work, const ZgKind *kind, const char *const *states);

/* -- Days -- */

/* zg_stock_check_day: the day a document is entered on: none that is to come, none that is settled. @field: -1: today. */
void       zg_stock_check_day   (ZgWork *work, int field);
/* zg_stock_check_hazard: the item in @field is none that is not kept in the warehouse (D03-3.4.3). */
void       zg_stock_check_hazard (ZgWork *work, int field);
/* zg_stock_check_counting: where goods are being counted nothing moves: the book is frozen (D08-7a). @child: (nullable): its
 * lines, else the record itself; @places: fields that are locations, ends with -1. */
void       zg_stock_check_counting (ZgWork *work, const ZgKind *child, const int *places);
/* zg_stock_check_place: the location in @field of @record (the document or a line of it) may take @item in the condition @state:
 * it is kept for nothing else, what is quarantined lies apart, the place of special goods takes those alone (D08-9, D08-10). */
void       zg_stock_check_place (ZgWork *work, const ZgRecord *record, int field, gint64 item, int state);
/* zg_stock_waiting: documents dated up to @to (and from @from, ZG_NO_DAY: any) that are not entered yet. */
gint64     zg_stock_waiting     (ZgDb *db, int from, int to);

/* zg_stock_take_back: a move with a return: received there, no more than left for its order; writes what it was worth then.
 * zg_stock_guard_issue: what corrects @issue or @move (0: none) changes what may still come back. */
void       zg_stock_take_back   (ZgWork *work);
void       zg_stock_guard_issue (ZgWork *work, gint64 issue, gint64 move);
/* zg_stock_value_of: what @qty_milli of @item are worth at the moving average, fen. */
gint64     zg_stock_value_of    (ZgDb *db, gint64 item, gint64 qty_milli);
/* zg_stock_times: quantity × price of one, half up. */
gint64     zg_stock_times       (gint64 qty_milli, gint64 price_fen);
/* zg_stock_refuse: a numbered refusal within the same posting; its step needs ZG_ALSO refusal.create. */
void       zg_stock_refuse      (ZgWork *work, int sort, const char *reason);

void zg_stock_ledger_init (void);
void zg_stock_sheets_init (void);
void zg_stock_papers_init (void);
void zg_stock_report_init (void);
void zg_stock_duties_init (void);

G_END_DECLS
