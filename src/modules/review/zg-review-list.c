/* zg-review-list.c: the sheets of a period in the order of their totals, for reports (R51). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-error.h"
#include "zg-review-private.h"
#include "zg-sheet.h"
#include "zg-staff.h"

static gboolean
holds (const GArray *units, gint64 unit)
{
  for (guint i = 0; i < units->len; i++)
    if (g_array_index (units, gint64, i) == unit)
      return TRUE;
  return FALSE;
}

static int
compare_totals (gconstpointer a, gconstpointer b)
{
  const ZgRecord *left = *(ZgRecord *const *) a, *right = *(ZgRecord *const *) b;
  gint64          first = zg_record_is_set (left, ZG_RSHEET_TOTAL) ? zg_record_int (left, ZG_RSHEET_TOTAL) : -1;
  gint64          second = zg_record_is_set (right, ZG_RSHEET_TOTAL) ? zg_record_int (right, ZG_RSHEET_TOTAL) : -1;

  if (first != second)
    return first > second ? -1 : 1;
  return left->id < right->id ? -1 : left->id > right->id;
}

static GArray *
ids_of (ZgSession *session, ZgDb *db, gint64 period, GError **error)
{
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("review_sheet"));
  g_autofree char    *of = g_strdup_printf ("%" G_GINT64_FORMAT, period);

  query->to_export = TRUE;
  return zg_query_set (query, "period", of, error) ? zg_query_ids (query, session, db, NULL, error) : NULL;
}

GPtrArray *
zg_review_sheets_of (ZgSession *session, ZgDb *db, gint64 period, gint64 unit, GError **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_autoptr (GArray)    ids = ids_of (session, db, period, error);
  g_autoptr (GArray)    units = ids && unit ? zg_units_below (db, unit, error) : NULL;

  if (ids == NULL || (unit && units == NULL))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (ZgRecord) sheet = zg_book_get (db, &zg_review_sheet, g_array_index (ids, gint64, i), error);

      if (sheet == NULL)
        return NULL;
      if (!g_str_equal (sheet->state, "void") && (unit == 0 || holds (units, zg_record_int (sheet, ZG_RSHEET_UNIT))))
        g_ptr_array_add (sheets, g_steal_pointer (&sheet));
    }
  g_ptr_array_sort (sheets, compare_totals);
  return g_steal_pointer (&sheets);
}

char *
zg_review_use_words (ZgDb *db, gint64 sheet, GError **error)
{
  g_autoptr (GPtrArray) uses = zg_review_lines_of (db, &zg_review_use, sheet, error);
  GString              *text;

  if (uses == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < uses->len; i++)
    {
      const ZgRecord *use = uses->pdata[i];
      const ZgEnum   *sort = zg_enum_by_number (zg_review_use_sorts, zg_record_int (use, ZG_RUSE_SORT));
      const ZgEnum   *clause = zg_enum_by_number (zg_review_clauses, zg_record_int (use, ZG_RUSE_CLAUSE));

      /* Translators: sort of use, proposal, clause */
      g_string_append_printf (text, _ ("%s%s: %s (%s)"), i ? "\n" : "", sort ? g_dgettext (GETTEXT_PACKAGE, sort->title) : "",
                              zg_record_text (use, ZG_RUSE_WORDS), clause ? clause->id : "");
    }
  return g_string_free (text, FALSE);
}
