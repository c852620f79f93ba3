/* zg-review-standard.c: the kinds review_standard 考核标准 and review_item 考核项目: what a post is reviewed by. Drafted by the
 * manager within the company's system, approved by somebody else, never changed afterwards: a new version replaces it. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-review-private.h"

const ZgEnum zg_review_templates[] = {
  { 1, "d20", N_ ("Attitude, efficiency, service") },
  { 2, "d14", N_ ("By the company rules") },
  { 3, "d02", N_ ("Scored from figures") },
  { 4, "d11", N_ ("Six team values") },
  { 0 },
};

static const ZgField fields[ZG_STANDARD_N_FIELDS] = {
  [ZG_STANDARD_NAME] = { "name", N_ ("Review standard"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH | ZG_ROMAN, .max = 60,
                         .section = N_ ("Standard") },
  [ZG_STANDARD_POST] = { "post", N_ ("Post"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "post", .clause = "D20-4.1" },
  [ZG_STANDARD_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "unit",
                         .hint = N_ ("with the units below it"), .clause = "D14-14.1" },
  [ZG_STANDARD_VERSION] = { "version_no", N_ ("Version"), ZG_INT, ZG_LIST, .width = 64 },
  [ZG_STANDARD_TEMPLATE] = { "template", N_ ("Template of items"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = zg_review_templates,
                             .clause = "D11-6", .hint = N_ ("empty in a draft: the one of the rules (review.template)") },
  [ZG_STANDARD_FULL] = { "full_marks", N_ ("Full marks of each item"), ZG_POINTS, ZG_REQUIRED, .initial = "100",
                         .clause = "D02-3.6.1" },
  [ZG_STANDARD_FROM] = { "valid_from", N_ ("From"), ZG_DAY, ZG_REQUIRED | ZG_LIST, .initial = "today" },
  [ZG_STANDARD_TO] = { "valid_to", N_ ("Until"), ZG_DAY, ZG_LIST },
  [ZG_STANDARD_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG, 0 },
  [ZG_STANDARD_SUBMITTED_BY] = { "submitted_by", N_ ("Drawn up by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person",
                                 .clause = "D06-9", .section = N_ ("Signatures") },
  [ZG_STANDARD_SUBMITTED_AT] = { "submitted_at", N_ ("Submitted at"), ZG_TIME, ZG_COMPUTED },
  [ZG_STANDARD_APPROVED_BY] = { "approved_by", N_ ("Approved by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person",
                                .clause = "D14-14.1" },
  [ZG_STANDARD_APPROVED_AT] = { "approved_at", N_ ("Approved at"), ZG_TIME, ZG_COMPUTED },
};

/* -- A draft -- */

static void
check_days (ZgWork *work)
{
  const ZgRecord *standard = zg_work_record (work);

  if (zg_record_is_set (standard, ZG_STANDARD_TO) &&
      zg_record_day (standard, ZG_STANDARD_TO) < zg_record_day (standard, ZG_STANDARD_FROM))
    zg_work_fault (work, ZG_STANDARD_TO, -1, NULL, _ ("The last day lies before the first day."));
  if (zg_record_is_set (standard, ZG_STANDARD_FULL) &&
      (zg_record_int (standard, ZG_STANDARD_FULL) <= 0 || zg_record_int (standard, ZG_STANDARD_FULL) > ZG_REVIEW_ALL))
    zg_work_fault (work, ZG_STANDARD_FULL, -1, "D02-3.6.1", _ ("Full marks lie above 0 and no higher than 100."));
}

/* One more than the highest there is of this post in this unit. */
static gint64
next_version (ZgWork *work, const ZgRecord *standard)
{
  gint64 highest = 0;

  zg_db_int (zg_work_db (work), &highest, NULL,
             ZG_SQL ("SELECT COALESCE (max (version_no), 0) FROM review_standard WHERE post = $1 AND unit = $2 AND id <> $3"
                     " AND state <> 'deleted'"),
             "iii", zg_record_int (standard, ZG_STANDARD_POST), zg_record_int (standard, ZG_STANDARD_UNIT), standard->id);
  return highest + 1;
}

/* C30: the papers name several sets of items; the rules of the book say which one a new standard begins with. */
static void
fill_template (ZgWork *work)
{
  ZgRecord            *standard = zg_work_record (work);
  int                  today = zg_work_today (work);
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), today, today, NULL);
  gint64               unit = zg_record_int (standard, ZG_STANDARD_UNIT);
  const char          *id = policy ? zg_policy_text (policy, "review.template", 0, unit, today) : NULL;

  for (const ZgEnum *one = zg_review_templates; id && one->id; one++)
    if (g_str_equal (one->id, id))
      zg_record_set_int (standard, ZG_STANDARD_TEMPLATE, one->number);
}

static void
check_draft (ZgWork *work)
{
  ZgRecord *standard = zg_work_record (work);

  if (!zg_record_is_set (standard, ZG_STANDARD_TEMPLATE))
    fill_template (work);
  check_days (work);
  zg_work_guard (work, "review_item/%" G_GINT64_FORMAT, standard->id);
  if (!zg_record_is_set (standard, ZG_STANDARD_POST) || !zg_record_is_set (standard, ZG_STANDARD_UNIT))
    return;
  zg_work_guard (work, "review_standard/%" G_GINT64_FORMAT, zg_record_int (standard, ZG_STANDARD_POST));
  zg_record_set_int (standard, ZG_STANDARD_VERSION, next_version (work, standard));
}

/* -- Items of a template -- */

static ZgRecord *
make_item (gpointer data)
{
  ZgWork         *work = data;
  const ZgRecord *standard = zg_work_record (work);
  ZgRecord       *item = zg_work_also (work, &zg_review_item, "create");

  item->parent = standard->id;
  item->unit = standard->unit;
  return item;
}

static void
check_fill (ZgWork *work)
{
  gint64 n = 0;

  check_draft (work);
  zg_db_int (zg_work_db (work), &n, NULL, ZG_SQL ("SELECT count(*) FROM review_item WHERE parent_id = $1 AND state = 'active'"),
             "i", zg_work_record (work)->id);
  if (n > 0)
    zg_work_fault (work, ZG_STANDARD_TEMPLATE, -1, NULL,
                   _ ("The standard has items already. Take them out before those of a template are put in."));
}

static void
fill_items (ZgWork *work)
{
  zg_review_template_items ((int) zg_record_int (zg_work_record (work), ZG_STANDARD_TEMPLATE), make_item, work);
}

/* -- Submitted: weights make up all, and every item can be scored -- */

static void
check_item (ZgWork *work, const ZgRecord *item, int row)
{
  gint64      weight = zg_record_int (item, ZG_RITEM_WEIGHT);
  int         field = -1;
  const char *wrong = zg_review_fault_of_rule (item, zg_record_int (zg_work_record (work), ZG_STANDARD_FULL), &field);

  if (weight <= 0 || weight > ZG_REVIEW_ALL)
    zg_work_fault (work, -1, row, "D02-3.6.1", _ ("“%s”: its weight lies above 0 %% and no higher than 100 %%."),
                   zg_record_text (item, ZG_RITEM_NAME));
  if (wrong)
    zg_work_fault (work, -1, row, "D02-3.6.1", "%s: %s", zg_record_text (item, ZG_RITEM_NAME), wrong);
}

static void
check_submit (ZgWork *work)
{
  g_autoptr (GPtrArray) items = NULL;
  gint64                sum = 0;

  check_draft (work);
  items = zg_review_merged (work, &zg_review_item);
  for (guint i = 0; i < items->len; i++)
    {
      check_item (work, items->pdata[i], -1);
      sum += CLAMP (zg_record_int (items->pdata[i], ZG_RITEM_WEIGHT), -ZG_REVIEW_MOST, ZG_REVIEW_MOST);
    }
  if (items->len == 0)
    zg_work_fault (work, -1, -1, "D02-3.6.1", _ ("The standard has no items yet. Add them, or take those of the template."));
  else if (sum != ZG_REVIEW_ALL)
    zg_work_fault (work, -1, -1, "D02-3.6.1", _ ("The weights make up %d.%02d %%. They have to make up 100.00 %%."),
                   (int) (sum / 100), ABS ((int) (sum % 100)));
}

/* -- Approved: it replaces the one before -- */

static void
replace_others (ZgWork *work)
{
  const ZgRecord    *standard = zg_work_record (work);
  int                from = zg_record_day (standard, ZG_STANDARD_FROM);
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           row = FALSE;

  zg_work_guard (work, "review_standard/%" G_GINT64_FORMAT, zg_record_int (standard, ZG_STANDARD_POST));
  rows = zg_db_query (zg_work_db (work), NULL,
                      ZG_SQL ("SELECT id FROM review_standard WHERE post = $1 AND unit = $2 AND state = 'approved' AND id <> $3"
                              " ORDER BY id"),
                      "iii", zg_record_int (standard, ZG_STANDARD_POST), zg_record_int (standard, ZG_STANDARD_UNIT),
                      standard->id);
  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      ZgRecord *other = zg_book_get (zg_work_db (work), &zg_review_standard, zg_stmt_int (rows, 0), NULL);

      if (other == NULL)
        return;
      zg_record_set_day (other, ZG_STANDARD_TO, MAX (from - 1, zg_record_day (other, ZG_STANDARD_FROM)));
      zg_work_step (work, other, "replace");
    }
}

/* -- A new version of an approved one -- */

static void
copy_items (ZgWork *work, const ZgRecord *copy)
{
  g_autoptr (GPtrArray) items = zg_review_lines_of (zg_work_db (work), &zg_review_item, zg_work_record (work)->id, NULL);

  for (guint i = 0; items && i < items->len; i++)
    {
      ZgRecord *item = zg_work_also (work, &zg_review_item, "create");

      item->parent = copy->id;
      item->unit = copy->unit;
      for (int f = 0; f < ZG_RITEM_N_FIELDS; f++)
        if (zg_record_is_set (items->pdata[i], f))
          zg_record_set_cell (item, f, &((ZgRecord *) items->pdata[i])->cells[f]);
    }
}

static void
revise (ZgWork *work)
{
  static const int taken[] = { ZG_STANDARD_NAME, ZG_STANDARD_POST, ZG_STANDARD_UNIT, ZG_STANDARD_TEMPLATE, ZG_STANDARD_FULL,
                               ZG_STANDARD_REMARK };
  ZgRecord        *standard = zg_work_record (work), *copy;
  int              day = zg_work_today (work);

  zg_work_guard (work, "review_standard/%" G_GINT64_FORMAT, zg_record_int (standard, ZG_STANDARD_POST));
  copy = zg_work_also (work, &zg_review_standard, "copy");
  copy->unit = standard->unit;
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    if (zg_record_is_set (standard, taken[i]))
      zg_record_set_cell (copy, taken[i], &standard->cells[taken[i]]);
  zg_record_set_day (copy, ZG_STANDARD_FROM, zg_month_first (day, 1));
  zg_record_set_int (copy, ZG_STANDARD_VERSION, next_version (work, copy));
  copy_items (work, copy);
}

#define HEAD                                                                                                                     \
  (ZG_F (ZG_STANDARD_NAME) | ZG_F (ZG_STANDARD_POST) | ZG_F (ZG_STANDARD_UNIT) | ZG_F (ZG_STANDARD_TEMPLATE) |                   \
   ZG_F (ZG_STANDARD_FULL) | ZG_F (ZG_STANDARD_FROM) | ZG_F (ZG_STANDARD_TO) | ZG_F (ZG_STANDARD_REMARK))
#define VERSION ZG_F (ZG_STANDARD_VERSION)
#define SUBMITTED (ZG_F (ZG_STANDARD_SUBMITTED_BY) | ZG_F (ZG_STANDARD_SUBMITTED_AT))
#define APPROVED (ZG_F (ZG_STANDARD_APPROVED_BY) | ZG_F (ZG_STANDARD_APPROVED_AT))

static const ZgEffect fills_items[] = { { ZG_ALSO, "review_item.create" }, { 0 } };
static const ZgEffect replaces[] = { { ZG_ALSO, "review_standard.replace" }, { 0 } };
static const ZgEffect copies[] = { { ZG_ALSO, "review_standard.copy" }, { ZG_ALSO, "review_item.create" }, { 0 } };

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET | ZG_WITH_LINES, HEAD, .check = check_draft, .fills = VERSION, .clause = "D06-9" },
  { NULL, "copy", "draft", ZG_QUIET | ZG_FOLLOWS, HEAD | VERSION, .title = N_ ("New version drawn up") },
  { "draft", "edit", "draft", ZG_QUIET | ZG_WITH_LINES, HEAD, .check = check_draft, .fills = VERSION },
  { "returned", "edit", "returned", ZG_QUIET | ZG_WITH_LINES, HEAD, .check = check_draft, .fills = VERSION },
  { "draft", "fill", "draft", 0, ZG_F (ZG_STANDARD_TEMPLATE), .effects = fills_items, .check = check_fill, .done = fill_items,
    .fills = VERSION, .clause = "D20-4.1", .title = N_ ("Take the items of the template") },
  { "draft", "submit", "pending", ZG_PRIMARY | ZG_WITH_LINES, HEAD, SUBMITTED, .check = check_submit, .fills = VERSION,
    .clause = "D02-3.6.1" },
  { "returned", "submit", "pending", ZG_PRIMARY | ZG_WITH_LINES, HEAD, SUBMITTED, .check = check_submit, .fills = VERSION,
    .clause = "D02-3.6.1" },
  { "pending", "approve", "approved", ZG_NOT_OWN | ZG_PRIMARY, 0, APPROVED, ZG_F (ZG_STANDARD_SUBMITTED_BY), replaces,
    .done = replace_others, .clause = "D14-14.1" },
  { "pending", "return", "returned", ZG_NOT_OWN | ZG_NEEDS_OPINION },
  { "approved", "revise", "approved", 0, .effects = copies, .done = revise, .clause = "D14-14.1",
    .title = N_ ("Draw up a new version") },
  { "approved", "replace", "ended", ZG_QUIET | ZG_FOLLOWS, ZG_F (ZG_STANDARD_TO), .title = N_ ("Replaced by a new version") },
  { "approved", "end", "ended", ZG_DESTROYS, ZG_F (ZG_STANDARD_TO), .check = check_days },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_review_standard = {
  "review_standard", N_ ("Review standard"), "review", "BZ",
  ZG_FIELDS (fields), ZG_STEPS (steps),
  .unit = "unit", .name = "name", .order = "t.name_key, t.version_no DESC", .clause = "D14-14.1",
  .empty = N_ ("What each post is reviewed by stands here: items, weights, targets, and how each is scored."),
  .index = { "post, unit, version_no" },
};

/* -- Items -- */

const ZgEnum zg_review_aspects[] = {
  { 1, "attitude", N_ ("Work attitude") },
  { 2, "efficiency", N_ ("Efficiency") },
  { 3, "service", N_ ("Service quality") },
  { 4, "duty", N_ ("Fulfilment of duties") },
  { 5, "teamwork", N_ ("Communication and teamwork") },
  { 6, "courtesy", N_ ("Etiquette and courtesy") },
  { 7, "values", N_ ("Team values") },
  { 8, "discipline", N_ ("Discipline") },
  { 9, "results", N_ ("Results") },
  { 0 },
};

const ZgEnum zg_review_hows[] = {
  { ZG_REVIEW_BY_PEOPLE, "people", N_ ("Scored by people") },
  { ZG_REVIEW_BY_FACTS, "facts", N_ ("From facts of the book") },
  { 0 },
};

const ZgEnum zg_review_rules[] = {
  { ZG_REVIEW_RULE_POINTS, "points", N_ ("Points off for each") },
  { ZG_REVIEW_RULE_BANDS, "bands", N_ ("Bands") },
  { ZG_REVIEW_RULE_RATIO, "ratio", N_ ("Part of the target") },
  { 0 },
};

static const ZgField item_fields[ZG_RITEM_N_FIELDS] = {
  [ZG_RITEM_POSITION] = { "position", N_ ("Row"), ZG_INT, ZG_LIST, .width = 48 },
  [ZG_RITEM_NAME] = { "item", N_ ("Item"), ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 60, .width = 180, .clause = "D20-4.1" },
  [ZG_RITEM_ASPECT] = { "aspect", N_ ("Aspect"), ZG_ENUM, ZG_LIST, .names = zg_review_aspects, .width = 130 },
  [ZG_RITEM_WEIGHT] = { "weight_bp", N_ ("Weight, %"), ZG_POINTS, ZG_REQUIRED | ZG_LIST | ZG_TOTAL, .width = 80,
                        .clause = "D02-3.6.1" },
  [ZG_RITEM_HOW] = { "how", N_ ("How it is scored"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = zg_review_hows, .initial = "1",
                     .width = 130 },
  [ZG_RITEM_TARGET] = { "target", N_ ("Target"), ZG_TEXT, ZG_LIST, .max = 120, .width = 160 },
  [ZG_RITEM_SOURCE] = { "source", N_ ("Facts from"), ZG_ENUM, ZG_LIST, .names = zg_review_source_names, .width = 150 },
  [ZG_RITEM_RULE] = { "rule", N_ ("Rule"), ZG_ENUM, ZG_LIST, .names = zg_review_rules, .width = 130 },
  [ZG_RITEM_EACH] = { "each_points", N_ ("Points off for each"), ZG_POINTS, 0, .width = 90 },
  [ZG_RITEM_FREE] = { "free", N_ ("Of them free"), ZG_POINTS, 0, .width = 80 },
  [ZG_RITEM_AIM] = { "aim", N_ ("Target figure"), ZG_POINTS, 0, .width = 90 },
  [ZG_RITEM_BANDS] = { "bands", N_ ("Bands"), ZG_TEXT, 0, .max = 120, .width = 150, .hint = N_ ("0=100 2=80 5=60") },
  [ZG_RITEM_FLOOR] = { "floor_points", N_ ("Never below"), ZG_POINTS, 0, .width = 80 },
  [ZG_RITEM_CLAUSE] = { "clause", N_ ("Clause"), ZG_ENUM, ZG_LIST, .names = zg_review_clauses, .width = 150 },
};

/* By itself (from the command line) an item is changed only while its standard is drawn up. */
static void
check_item_open (ZgWork *work)
{
  ZgRecord            *item = zg_work_record (work);
  g_autoptr (ZgRecord) standard = NULL;

  zg_work_guard (work, "review_item/%" G_GINT64_FORMAT, item->parent);
  standard = item->parent ? zg_book_get (zg_work_db (work), &zg_review_standard, item->parent, NULL) : NULL;
  if (standard == NULL || !(g_str_equal (standard->state, "draft") || g_str_equal (standard->state, "returned")))
    zg_work_fault (work, -1, -1, "D14-14.1",
                   _ ("The standard of this item is submitted, in force or gone. Draw up a new version of it."));
  else
    item->unit = standard->unit; /* a line is seen by who sees its document */
}

static const ZgStep item_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_item_open },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_item_open },
  { "active", "remove", "removed", ZG_FOLLOWS, .check = check_item_open },
};

const ZgKind zg_review_item = {
  "review_item", N_ ("Items"), "review",
  ZG_FIELDS (item_fields), ZG_STEPS (item_steps), .parent = "review_standard", .name = "item", .order = "t.position, t.id",
};
