/* zg-server-dialog.h: asks for the address of a book on a server and the password of its role, and opens it. Main thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

void  zg_server_dialog_present (ZgWindow *window);
/* zg_server_address: @address with @password in it. Returns: (transfer full). */
char *zg_server_address        (const char *address, const char *password);

G_END_DECLS
