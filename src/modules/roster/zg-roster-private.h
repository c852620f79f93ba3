/* zg-roster-private.h: shared within the roster module. */
#pragma once

#include "zg-module.h"
#include "zg-roster.h"

G_BEGIN_DECLS

extern const ZgLayout zg_roster_layout;

gboolean zg_roster_set_up (ZgSession *session, const char *structure, GError **error);

G_END_DECLS
