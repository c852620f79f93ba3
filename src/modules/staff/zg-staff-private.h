/* zg-staff-private.h: shared within the staff module. */
#pragma once

#include "zg-module.h"
#include "zg-staff.h"

G_BEGIN_DECLS

void     zg_staff_recompute (ZgRecord *staff);
gboolean zg_staff_set_up    (ZgSession *session, const char *structure, GError **error);

void     zg_staff_sheets_init (void);

extern const ZgLayout zg_staff_list_layout;

G_END_DECLS
