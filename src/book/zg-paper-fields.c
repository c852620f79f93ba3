/* What a record says, on a paper of a module's own. */
#include <glib/gi18n.h>

#include "zg-module.h"

static char *
text_of (ZgDb *db, const ZgRecord *record, int i)
{
  const ZgField *field = &record->kind->fields[i];

  if (field->type != ZG_REF)
    return zg_field_format (field, &record->cells[i]);
  return zg_record_is_set (record, i) ? zg_book_title (db, zg_kind_by_id (field->ref), zg_record_int (record, i)) : g_strdup ("");
}

void
zg_paper_fields (ZgPaper *paper, ZgDb *db, const ZgRecord *record, const int *fields, double room)
{
  g_autoptr (GArray)    pairs = g_array_new (FALSE, TRUE, sizeof (ZgPaperPair));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (; *fields >= 0; fields++)
    {
      const ZgField *field = &record->kind->fields[*fields];
      gboolean       is_long = field->type == ZG_LONG;
      ZgPaperPair    pair = { .label = g_dgettext (GETTEXT_PACKAGE, field->title), .whole = is_long,
                              .least = is_long ? room : 0 };

      g_ptr_array_add (texts, text_of (db, record, *fields));
      pair.value = texts->pdata[texts->len - 1];
      g_array_append_val (pairs, pair);
    }
  zg_paper_grid (paper, (const ZgPaperPair *) pairs->data, (int) pairs->len, 2, 0);
}
