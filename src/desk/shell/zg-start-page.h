/* zg-start-page.h: no book yet: open one, try the demo, or make one in four steps (place, administrator, organisation, recovery
   key). */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

GtkWidget *zg_start_page_new  (ZgWindow *window);
/* For pictures and tests: shows step 0 (choice) … 4 (recovery key). */
void       zg_start_page_show (GtkWidget *page, int step);

G_END_DECLS
