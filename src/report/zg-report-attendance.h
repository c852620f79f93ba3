/* zg-report-attendance.h: the reports of this floor, registered for the window and zgctl. */
#pragma once

#include "zg-module.h"
#include "zg-report-table.h"

G_BEGIN_DECLS

/* zg_report_init: attendance-month (R01), attendance-detail (R02), full-attendance (R04), tax-import, the day report and the
 * rights. After
 * the modules, once. */
void     zg_report_init (void);

/* zg_report_argument: Returns: (transfer none) (nullable): the value of a named argument. */
const char *zg_report_argument (const ZgReport *report, const char *const *values, const char *name);
/* zg_report_choice: number of an enum argument given by id, title or number; the argument's initial value where it is not given.
 * Errors: USAGE. */
gboolean zg_report_choice (const ZgReport *report, const char *const *values, const char *name, int *number, GError **error);
/* zg_report_month: first day of the argument `month`; the last full month where it is not given. Errors: USAGE. */
gboolean zg_report_month  (const ZgReport *report, const char *const *values, int *first_day, int *n_days, GError **error);
gint64   zg_report_unit   (const ZgReport *report, const char *const *values);
/* zg_report_bad_format: sets USAGE. Returns: FALSE. */
gboolean zg_report_bad_format (const ZgReport *report, const char *format, GError **error);

/* zg_report_write_table: @format: xlsx, csv, pdf. */
gboolean zg_report_write_table (const ZgReport *report, ZgTable *table, const char *format, const char *path,
                                GCancellable *cancellable, GError **error);

extern const ZgReport zg_report_rights; /* rights, zg-report-rights.c */
/* zg_report_read_day: an argument as people write it; NULL and "today" are today. Errors: USAGE. */
gboolean zg_report_read_day (const char *text, int *day, GError **error);

extern const ZgReport zg_report_day; /* day, zg-report-day.c */
extern const ZgReport zg_report_roster, zg_report_nights; /* roster-month, night-sheet, zg-report-roster.c */
extern const ZgReport zg_report_try, zg_report_after; /* try-rule, after-closing, zg-report-differences.c */
extern const ZgReport zg_report_case; /* case-file, zg-report-case.c */
extern const ZgReport zg_report_ranking, zg_report_review; /* review-ranking (R51), review-sheets, zg-report-review.c */
extern const ZgReport zg_report_stock_card, zg_report_stock_month, zg_report_stock_slow; /* zg-report-stock.c */
/* pick-list, shipping-list, order-confirm, order-progress, zg-report-orders.c */
extern const ZgReport zg_report_picks, zg_report_shipping, zg_report_confirmed, zg_report_progress, zg_report_backups,
    zg_report_day_orders;
/* zg_report_order_backup_init: each backup of the book encloses the orders since the last one as a workbook. */
void zg_report_order_backup_init (void);
extern const ZgReport zg_report_tax; /* tax-import, zg-report-tax.c */

G_END_DECLS
