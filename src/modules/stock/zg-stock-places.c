/* zg-stock-places.c: the kinds stock_location 库位 and supplier 供应商. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-stock-private.h"

static const ZgEnum sorts[] = {
  { ZG_LOCATION_SHELF, "shelf", N_ ("Shelf") },
  { ZG_LOCATION_BULK, "bulk", N_ ("Floor storage") },
  { ZG_LOCATION_SPECIAL, "special", N_ ("Special goods") },
  { ZG_LOCATION_QUARANTINE, "quarantine", N_ ("Quarantine area") },
  { 0 },
};

static const ZgField fields[ZG_LOCATION_N_FIELDS] = {
  [ZG_LOCATION_CODE] = { "code", N_ ("Location code"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH, .max = 20,
                         .clause = "D08-9" },
  [ZG_LOCATION_NAME] = { "name", N_ ("Location name"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 40 },
  [ZG_LOCATION_ZONE] = { "zone", N_ ("Zone"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 20 },
  [ZG_LOCATION_SORT] = { "kind", N_ ("Kind of location"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = sorts,
                         .initial = "1" },
  [ZG_LOCATION_ITEM] = { "item", N_ ("Kept for the item"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "item", .clause = "D08-9" },
  [ZG_LOCATION_CATEGORY] = { "category", N_ ("Kept for the category"), ZG_TEXT, ZG_LIST, .max = 40, .clause = "D08-9" },
  [ZG_LOCATION_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

const ZgKind zg_stock_location = {
  .id = "stock_location",
  .title = N_ ("Location"),
  .module = "stock",
  ZG_FIELDS (fields),
  ZG_REGISTER,
  .name = "code",
  .order = "t.code",
  .clause = "D08-9",
  .empty = N_ ("Every kind of goods has its fixed location, so that it is found and counted easily."),
};

static const ZgField supplier_fields[ZG_SUPPLIER_N_FIELDS] = {
  [ZG_SUPPLIER_NAME] = { "name", N_ ("Supplier"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH | ZG_ROMAN | ZG_UNIQUE, .max = 80,
                         .width = 220 },
  [ZG_SUPPLIER_CODE] = { "code", N_ ("Supplier code"), ZG_TEXT, ZG_LIST | ZG_SEARCH, .max = 20 },
  [ZG_SUPPLIER_CONTACT] = { "contact", N_ ("Contact person"), ZG_TEXT, ZG_LIST, .max = 40 },
  [ZG_SUPPLIER_PHONE] = { "phone", N_ ("Phone"), ZG_TEXT, ZG_LIST, .max = 40 },
  [ZG_SUPPLIER_LICENCE] = { "licence", N_ ("Business licence no."), ZG_TEXT, 0, .max = 40, .clause = "D05-17" },
  [ZG_SUPPLIER_ADDRESS] = { "address", N_ ("Address"), ZG_TEXT, 0, .max = 120 },
  [ZG_SUPPLIER_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

const ZgKind zg_supplier = {
  .id = "supplier",
  .title = N_ ("Supplier"),
  .module = "stock",
  ZG_FIELDS (supplier_fields),
  ZG_REGISTER,
  .name = "name",
  .order = "t.name_key",
  .clause = "D05-17",
  .empty = N_ ("Who delivers goods, with contact and licence."),
};
