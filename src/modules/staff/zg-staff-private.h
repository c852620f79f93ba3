/* zg-staff-private.h: shared within the staff module. */
#pragma once

#include "zg-module.h"
#include "zg-staff.h"

G_BEGIN_DECLS

void     zg_staff_recompute (ZgRecord *staff);
gboolean zg_staff_set_up    (ZgSession *session, const char *structure, GError **error);

void     zg_staff_sheets_init (void);
void     zg_staff_duties_init (void);
/* zg_staff_compare: @cells: what a file says of @staff, empty: nothing. Sets in @staff what differs. @differences: gets
 * "部门: 运营组 → 客服组; …" with sealed fields masked; @notes: what could not be compared. Returns: how many fields differ. */
guint    zg_staff_compare   (ZgSession *session, ZgDb *db, ZgRecord *staff, const ZgCell *cells, GString *differences,
                             GString *notes);

extern const ZgLayout zg_staff_list_layout;

G_END_DECLS
