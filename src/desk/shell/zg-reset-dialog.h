/* zg-reset-dialog.h: a one-time password for somebody who has forgotten his, by HR or IT (D03-3.3.2). Main thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

/* @person: id of a log-in; @name: who it is. */
void zg_reset_dialog_present (ZgWindow *window, ZgSession *session, gint64 person, const char *name);

G_END_DECLS
