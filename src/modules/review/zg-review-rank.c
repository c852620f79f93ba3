/* zg-review-rank.c: the ranking of a period 考核排名 (R51): places within the unit, for those who may see a unit. Shown only: no
 * grade is forced by it. */
#include <glib/gi18n.h>

#include "zg-review-private.h"

static const ZgField fields[] = {
  { "period", N_ ("Review period"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "review_period", .clause = "D20-4.2" },
  { "unit", N_ ("Unit"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "unit" },
  { "place", N_ ("Place in the unit"), ZG_INT, ZG_LIST },
  { "people", N_ ("Of"), ZG_INT, ZG_LIST },
  { "staff", N_ ("Employee"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "staff" },
  { "post", N_ ("Post"), ZG_TEXT, ZG_LIST },
  { "total", N_ ("Total score"), ZG_POINTS, ZG_LIST },
  { "grade", N_ ("Grade"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_review_grades },
};

const ZgKind zg_review_rank = {
  .id = "review_rank",
  .title = N_ ("Place in a review period"),
  .module = "review",
  ZG_FIELDS (fields),
  .states = zg_review_sheet_states,
  .owner = "staff",
  .unit = "unit",
  .order = "t.period DESC, t.unit, t.place, t.id",
  .clause = "D20-4.2",
  .empty = N_ ("Who stands where in a review period, once the managers have reviewed the sheets."),
  .view = ZG_SQL ("SELECT r.id, CAST (NULL AS BIGINT) AS parent_id, r.owner_id, r.unit_id, r.maker_id, r.version, r.state, r.no,"
                  " r.created_ms, CAST (NULL AS BIGINT) AS import_id, r.period, r.unit,"
                  " rank () OVER (PARTITION BY r.period, r.unit ORDER BY r.total DESC) AS place,"
                  " count (*) OVER (PARTITION BY r.period, r.unit) AS people, r.staff, r.post, r.total, r.grade"
                  " FROM review_sheet r WHERE r.total IS NOT NULL"
                  " AND r.state IN ('shown', 'objected', 'confirmed', 'answered', 'in_force')"),
};
