/* zg-list-diff.h: comparing two id vectors, and carrying a selection from one to the other. Pure, any thread. Private to the
 * kit. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  guint prefix;  /* rows alike at the beginning */
  guint removed; /* rows of the old vector that differ */
  guint added;   /* rows of the new one in their place */
} ZgListDiff;

/* @old_ids, @new_ids: (element-type gint64). */
ZgListDiff zg_list_diff           (const GArray *old_ids, const GArray *new_ids);
/* zg_list_carry_selection: Returns: (transfer full): positions in @new_ids of the records that @selected names in @old_ids. */
GtkBitset *zg_list_carry_selection (const GArray *old_ids, const GArray *new_ids, const ZgListDiff *diff,
                                    const GtkBitset *selected);

G_END_DECLS
