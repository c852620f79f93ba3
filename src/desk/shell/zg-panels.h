/* zg-panels.h: what stands beside lists and forms: previews of staff, leave, slips, punches and PINs, and what a leave or a slip
 * would do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zg_panels_init: registers the makers; once at start, after the modules. The makers run on reading threads. */
void zg_panels_init (void);

G_END_DECLS
