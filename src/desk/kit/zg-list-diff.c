#include "zg-list-diff.h"

#define ID(array, i) g_array_index (array, gint64, i)

ZgListDiff
zg_list_diff (const GArray *old_ids, const GArray *new_ids)
{
  guint shorter = MIN (old_ids->len, new_ids->len);
  guint prefix = 0, suffix = 0;

  while (prefix < shorter && ID (old_ids, prefix) == ID (new_ids, prefix))
    prefix++;
  while (suffix < shorter - prefix && ID (old_ids, old_ids->len - 1 - suffix) == ID (new_ids, new_ids->len - 1 - suffix))
    suffix++;
  return (ZgListDiff) { prefix, old_ids->len - prefix - suffix, new_ids->len - prefix - suffix };
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

/* Ids selected within the old middle, sorted: a sorted vector of a million is made faster than a hash table of them. */
static GArray *
selected_middle (const GArray *old_ids, const ZgListDiff *diff, const GtkBitset *selected)
{
  GArray       *found = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint         value;

  if (diff->removed == 0 || !gtk_bitset_iter_init_at (&iter, selected, diff->prefix, &value))
    return found;
  do
    {
      if (value >= diff->prefix + diff->removed)
        break;
      g_array_append_val (found, ID (old_ids, value));
    }
  while (gtk_bitset_iter_next (&iter, &value));
  g_array_sort (found, compare_ids);
  return found;
}

GtkBitset *
zg_list_carry_selection (const GArray *old_ids, const GArray *new_ids, const ZgListDiff *diff, const GtkBitset *selected)
{
  GtkBitset        *carried = gtk_bitset_copy (selected);
  g_autoptr (GArray) found = selected_middle (old_ids, diff, selected);

  gtk_bitset_splice (carried, diff->prefix, diff->removed, diff->added);
  for (guint i = 0; found->len > 0 && i < diff->added; i++)
    if (g_array_binary_search (found, &ID (new_ids, diff->prefix + i), compare_ids, NULL))
      gtk_bitset_add (carried, diff->prefix + i);
  return carried;
}
