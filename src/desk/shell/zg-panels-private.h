/* zg-panels-private.h: between zg-panels.c (staff, PINs, registering), -attendance.c (previews of leave, slip, punch),
 * -leave.c (what a leave does to the roster) and -forms.c. */
#pragma once

#include "zg-attendance-kinds.h"
#include "zg-attendance.h"
#include "zg-facts.h"
#include "zg-leave.h"
#include "zg-panels.h"
#include "zg-staff.h"

G_BEGIN_DECLS

/* zg_panel_record: Returns: (transfer full) (nullable): NULL where it is gone or may not be seen, without an error. */
ZgRecord *zg_panel_record   (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error);
/* zg_panel_title: how a reference reads; @id: 0 gives NULL. Returns: (transfer full) (nullable). */
char     *zg_panel_title    (ZgDb *db, const char *kind, gint64 id);
/* zg_panel_field: a line with the value of a field; nothing where it is empty or sealed. */
void      zg_panel_field    (ZgFacts *facts, ZgDb *db, const ZgRecord *record, int field);
/* zg_panel_head: heading with the state pill of @record. */
void      zg_panel_head     (ZgFacts *facts, const ZgRecord *record, const char *title, const char *subtitle);
/* zg_panel_count: how many rows of a sheet match a filter, within the reach of the session; -1: may not be seen. */
int       zg_panel_count    (ZgSession *session, ZgDb *db, const char *sheet, const char *filter, gint64 value,
                             const char *filter2, const char *value2);
/* zg_panel_month: the month of one person. Returns: (transfer full) (nullable): NULL where it may not be seen. */
ZgMonth  *zg_panel_month    (ZgSession *session, ZgDb *db, int day, gint64 staff);
/* zg_panel_days: a line for each day of the sheet, @from … @to, ten at most. */
void      zg_panel_days     (ZgFacts *facts, ZgSession *session, ZgDb *db, gint64 staff, int from, int to);
/* zg_panel_leave_span: first and last day of a request as typed. FALSE: not enough of it is, or it is longer than a quarter. */
gboolean  zg_panel_leave_span (const ZgRecord *leave, int *from, int *to);
ZgTone    zg_panel_tone     (int mark);
char     *zg_panel_day      (int day);                /* (transfer full): "11-26 Th" */
char     *zg_panel_span     (gint64 from, gint64 to); /* (transfer full): "11-26 13:00 – 18:00" */

/* Makers. */
ZgFacts  *zg_panel_leave    (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error);
ZgFacts  *zg_panel_slip     (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error);
ZgFacts  *zg_panel_punch    (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error);
ZgFacts  *zg_panel_audit    (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error);
ZgFacts  *zg_panel_balance  (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error);
/* zg_panel_add_balance: a block: how the balance that @leave takes from came about, and what it leaves; nothing where the person
 * may not see it. @milli: working days of the request. */
gboolean  zg_panel_add_balance (ZgFacts *facts, ZgSession *session, ZgDb *db, const ZgRecord *leave, int milli, GError **error);
void      zg_panels_review_init (void); /* zg-panels-review.c */
ZgFacts  *zg_panel_of_audit        (ZgSession *session, ZgDb *db, const ZgRecord *record, GError **error);
ZgFacts  *zg_panel_of_leave_days   (ZgSession *session, ZgDb *db, const ZgRecord *record, GError **error);
ZgFacts  *zg_panel_of_leave_roster (ZgSession *session, ZgDb *db, const ZgRecord *record, GError **error);
ZgFacts  *zg_panel_of_earlier      (ZgSession *session, ZgDb *db, const ZgRecord *record, GError **error);
void      zg_panels_orders_init    (void);
void      zg_panels_stock_init     (void);
ZgFacts  *zg_panel_of_slip_day     (ZgSession *session, ZgDb *db, const ZgRecord *record, GError **error);

G_END_DECLS
