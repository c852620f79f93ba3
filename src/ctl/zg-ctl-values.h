/* zg-ctl-values.h: NAME=VALUE arguments of reports and layouts. */
#pragma once

#include "zg-ctl.h"

G_BEGIN_DECLS

/* zg_ctl_pairs: @pairs: NULL-terminated "NAME=VALUE"; a reference by name or number becomes its id. @values: n texts, filled
   where given. */
gboolean zg_ctl_pairs (ZgCtl *ctl, const ZgArgument *arguments, int n, char **values, char **pairs, GError **error);

G_END_DECLS
