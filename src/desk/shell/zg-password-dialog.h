/* zg-password-dialog.h: change one's own password. A one-time password must be changed: then the dialog cannot be left, only
   logged out. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

void zg_password_dialog_present (ZgWindow *window, ZgSession *session);

G_END_DECLS
