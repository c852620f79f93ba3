/* zg-login-page.h: the door of an opened book. Main thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

GtkWidget *zg_login_page_new (ZgWindow *window, ZgBook *book);

G_END_DECLS
