/* zg-review-template.c: the items of each template (C30: chosen from the union of what the papers ask for). */
#include "config.h"

#include "zg-carried.h"
#include "zg-review-private.h"

enum
{
  CELL_TEMPLATE, CELL_ITEM, CELL_ITEM_EN, CELL_ASPECT, CELL_WEIGHT, CELL_HOW, CELL_TARGET, CELL_SOURCE, CELL_RULE, CELL_EACH,
  CELL_FREE, CELL_AIM, CELL_BANDS, CELL_FLOOR, CELL_CLAUSE, N_CELLS
};

static const struct
{
  int cell, field;
} places[] = {
  { CELL_ITEM, ZG_RITEM_NAME },     { CELL_ASPECT, ZG_RITEM_ASPECT }, { CELL_WEIGHT, ZG_RITEM_WEIGHT },
  { CELL_HOW, ZG_RITEM_HOW },       { CELL_TARGET, ZG_RITEM_TARGET }, { CELL_SOURCE, ZG_RITEM_SOURCE },
  { CELL_RULE, ZG_RITEM_RULE },     { CELL_EACH, ZG_RITEM_EACH },     { CELL_FREE, ZG_RITEM_FREE },
  { CELL_AIM, ZG_RITEM_AIM },       { CELL_BANDS, ZG_RITEM_BANDS },   { CELL_FLOOR, ZG_RITEM_FLOOR },
  { CELL_CLAUSE, ZG_RITEM_CLAUSE },
};

static void
fill (ZgRecord *item, char **cells, int position)
{
  zg_record_set_int (item, ZG_RITEM_POSITION, position);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      ZgCell cell = { 0 };

      if (*cells[places[i].cell] &&
          zg_field_parse (&zg_review_item.fields[places[i].field], cells[places[i].cell], &cell, NULL))
        zg_record_set_cell (item, places[i].field, &cell);
      zg_cell_clear (&cell);
    }
}

int
zg_review_template_items (int number, ZgReviewMake make, gpointer data)
{
  g_autoptr (GPtrArray) rows = zg_carried_rows ("org/review-items.tsv", N_CELLS);
  const ZgEnum         *name = zg_enum_by_number (zg_review_templates, number);
  int                   n = 0;

  for (guint i = 0; rows && name && i < rows->len; i++)
    {
      char **cells = rows->pdata[i];

      if (g_str_equal (cells[CELL_TEMPLATE], name->id))
        fill (make (data), cells, ++n);
    }
  return n;
}
