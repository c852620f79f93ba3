/* zg-import-line.h: one line of an import plan as a list item, and the columns that show it. Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "zg-module.h"

G_BEGIN_DECLS

/* zg_import_lines_model: Returns: (transfer full): the lines of a plan; the plan must outlive it. */
GListModel *zg_import_lines_model   (const ZgImportPlan *plan);
/* zg_import_lines_columns: adds the columns line, text, why to @view. */
void        zg_import_lines_columns (GtkColumnView *view);

G_END_DECLS
