/* zg-report-dialog.h: choose a report, its arguments and what to make of it. Main thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

/* @report: (nullable): a list of all is shown. @values: (nullable): "NAME=VALUE", NULL-terminated, to begin with. */
void zg_report_dialog_present (ZgWindow *window, ZgSession *session, const char *report, const char *const *values);

G_END_DECLS
