/* zg-finder.h: Ctrl+K: find a page, a person or something to do, by Han, pinyin, initials or number. Main thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

void zg_finder_present (ZgWindow *window);

G_END_DECLS
