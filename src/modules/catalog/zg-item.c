/* zg-item.c: the kind item 商品: one line of the catalogue, found by its code, its barcode or its name. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-catalog.h"
#include "zg-policy.h"

const ZgEnum zg_hazards[] = {
  { ZG_HAZARD_NONE, "none", N_ ("No danger") },
  { ZG_HAZARD_FLAMMABLE, "flammable", N_ ("Flammable") },
  { ZG_HAZARD_EXPLOSIVE, "explosive", N_ ("Explosive") },
  { ZG_HAZARD_TOXIC, "toxic", N_ ("Toxic") },
  { ZG_HAZARD_HARMFUL, "harmful", N_ ("Harmful") },
  { 0 },
};

static const ZgField fields[ZG_GOODS_N_FIELDS] = {
  [ZG_GOODS_CODE] = { "code", N_ ("Item code"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH, .max = 40,
                      .section = N_ ("Item") },
  [ZG_GOODS_NAME] = { "name", N_ ("Item name"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH | ZG_ROMAN, .max = 80, .width = 220 },
  [ZG_GOODS_SPEC] = { "spec", N_ ("Specification"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 80 },
  [ZG_GOODS_MEASURE] = { "measure", N_ ("Unit of measure"), ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 10, .initial = "件",
                         .width = 72 },
  [ZG_GOODS_BARCODE] = { "barcode", N_ ("Barcode"), ZG_TEXT, ZG_UNIQUE | ZG_LIST | ZG_SEARCH, .max = 40, .clause = "D19-3.2.2" },
  [ZG_GOODS_CATEGORY] = { "category", N_ ("Category of goods"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 40, .clause = "D08-9" },
  [ZG_GOODS_SHELF_LIFE] = { "shelf_life", N_ ("Shelf life"), ZG_INT, 0, .hint = N_ ("days; empty: does not expire") },
  [ZG_GOODS_HAZARD] = { "hazard", N_ ("Danger"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_hazards, .initial = "1",
                        .section = N_ ("Care"), .hint = N_ ("dangerous goods are never taken into the warehouse"),
                        .clause = "D03-3.4.3" },
  [ZG_GOODS_REQUIREMENT] = { "requirement", N_ ("Special requirement"), ZG_TEXT, 0, .max = 120, .clause = "D08-10" },
  [ZG_GOODS_KEEPER] = { "keeper", N_ ("Named keeper"), ZG_REF, ZG_FILTER, .ref = "staff", .clause = "D08-10" },
  [ZG_GOODS_MARK] = { "mark", N_ ("Visible mark"), ZG_TEXT, 0, .max = 40, .clause = "D08-10" },
  [ZG_GOODS_MIN] = { "min_milli", N_ ("Lowest stock"), ZG_QTY, ZG_NO_SUM, .section = N_ ("Levels"), .clause = "D08-8b" },
  [ZG_GOODS_RESERVE] = { "reserve_milli", N_ ("Reasonable reserve"), ZG_QTY, 0, .clause = "D08-8b" },
  [ZG_GOODS_MAX] = { "max_milli", N_ ("Highest stock"), ZG_QTY, ZG_NO_SUM, .clause = "D08-8b" },
  [ZG_GOODS_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

/* -- Rules -- */

static void
check_care (ZgWork *work)
{
  const ZgRecord *item = zg_work_record (work);

  if (!zg_record_is_set (item, ZG_GOODS_REQUIREMENT))
    return;
  if (!zg_record_is_set (item, ZG_GOODS_KEEPER))
    zg_work_fault (work, ZG_GOODS_KEEPER, -1, "D08-10", _ ("Goods with a special requirement have a named keeper."));
  if (!zg_record_is_set (item, ZG_GOODS_MARK))
    zg_work_fault (work, ZG_GOODS_MARK, -1, "D08-10", _ ("Goods with a special requirement bear a visible mark. Say which."));
}

/* Lowest ≤ reserve ≤ highest, each where it is set. */
static void
check_levels (ZgWork *work)
{
  static const int levels[] = { ZG_GOODS_MIN, ZG_GOODS_RESERVE, ZG_GOODS_MAX };
  const ZgRecord  *item = zg_work_record (work);
  gint64           below = 0;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      if (!zg_record_is_set (item, levels[i]))
        continue;
      if (zg_record_int (item, levels[i]) < below)
        zg_work_fault (work, levels[i], -1, "D08-8b",
                       _ ("The lowest stock, the reserve and the highest stock must rise in this order, from 0 on."));
      below = zg_record_int (item, levels[i]);
    }
}

/* A new item without levels of its own has those of the house. */
static void
take_levels (ZgWork *work)
{
  static const struct
  {
    int         field;
    const char *key;
  } levels[] = { { ZG_GOODS_MIN, "stock.min" }, { ZG_GOODS_MAX, "stock.max" } };
  ZgRecord            *item = zg_work_record (work);
  int                  today = zg_work_today (work);
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), today, today, NULL);

  for (guint i = 0; policy && i < G_N_ELEMENTS (levels); i++)
    if (!zg_record_is_set (item, levels[i].field) && *zg_policy_text (policy, levels[i].key, 0, 0, today))
      zg_record_set_int (item, levels[i].field, zg_policy_int (policy, levels[i].key, 0, 0, today) * G_GINT64_CONSTANT (1000));
}

static void
check_item (ZgWork *work)
{
  const ZgRecord *item = zg_work_record (work);

  if (zg_work_old (work) == NULL)
    take_levels (work);
  check_care (work);
  check_levels (work);
  if (zg_record_is_set (item, ZG_GOODS_SHELF_LIFE) && zg_record_int (item, ZG_GOODS_SHELF_LIFE) <= 0)
    zg_work_fault (work, ZG_GOODS_SHELF_LIFE, -1, NULL, _ ("The shelf life is a number of days above 0."));
}

static const ZgStep steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_item },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_item },
  { "active", "remove", "removed", ZG_DESTROYS },
  { "removed", "restore", "active", 0, .check = check_item },
};

const ZgKind zg_item = {
  .id = "item",
  .title = N_ ("Catalogue item"),
  .module = "catalog",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .name = "name",
  .order = "t.code",
  .clause = "D08-8b",
  .empty = N_ ("Items that are bought, kept and sold: code, barcode, dangers, special care and levels."),
};

/* -- For others -- */

int
zg_item_hazard (ZgDb *db, gint64 item)
{
  gint64 hazard = ZG_HAZARD_NONE;

  zg_db_int (db, &hazard, NULL, ZG_SQL ("SELECT COALESCE (hazard, 1) FROM item WHERE id = $1"), "i", item);
  return hazard;
}

char *
zg_item_words (ZgDb *db, gint64 item)
{
  g_autoptr (ZgRecord) record = item ? zg_book_get (db, &zg_item, item, NULL) : NULL;
  const char *spec = record ? zg_record_text (record, ZG_GOODS_SPEC) : NULL;

  if (record == NULL)
    return g_strdup ("");
  return g_strdup_printf ("%s %s%s%s", zg_record_text (record, ZG_GOODS_CODE), zg_record_text (record, ZG_GOODS_NAME),
                          spec ? " " : "", spec ? spec : "");
}

gboolean
zg_item_scanned (ZgDb *db, const char *code, gint64 *item, GError **error)
{
  *item = 0;
  return zg_db_int (db, item, error, ZG_SQL ("SELECT COALESCE (MIN (id), 0) FROM item WHERE barcode = $1 OR code = $1"), "s",
                    code);
}

void
zg_catalog_init (void)
{
  zg_kinds_add (&zg_item);
}
