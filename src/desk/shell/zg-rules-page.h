/* zg-rules-page.h: every number and choice the written rules set, with the value in force today, its clause, and a way to set it
 * otherwise from a day on. Main thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

GtkWidget *zg_rules_page_make (ZgWindow *window, ZgSession *session); /* pushes the page */

G_END_DECLS
