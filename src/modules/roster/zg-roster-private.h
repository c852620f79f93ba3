/* zg-roster-private.h: shared within the roster module. */
#pragma once

#include "zg-module.h"
#include "zg-roster.h"

G_BEGIN_DECLS

extern const ZgLayout zg_roster_layout;

/* zg_roster_check_person: faults of @staff on @shift on @day, beside the entries @but and @but2: shifts at the same time, rest
 * days, leave, employment. @field: of the record in hand that is named. Names the guard roster/STAFF. */
void zg_roster_check_person (ZgWork *work, int field, gint64 staff, const ZgRecord *shift, int day, gint64 but, gint64 but2);
extern const ZgEnum zg_roster_outcomes[];
void zg_roster_sheets_init  (void);
void zg_roster_duties_init  (void);
/* zg_roster_guard_month: names the guard of the month @day lies in. */
void zg_roster_guard_month  (ZgWork *work, int day);

gboolean zg_roster_set_up (ZgSession *session, const char *structure, GError **error);

G_END_DECLS
