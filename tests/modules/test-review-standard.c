/* Review standards: weights that make up all, items that can be scored, versions. */
#include "review-help.h"

static ZgSession *director; /* 高远 */

/* The weights make up just 100.00 %. */
static void
test_weights (void)
{
  static const int wrong[] = { 3999, 4001 };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (ZgRecord)  standard = new_standard ("运营总监", "电商部");
      g_autoptr (GPtrArray) items = new_lines ();

      g_ptr_array_add (items, new_item ("工作态度", 6000));
      g_ptr_array_add (items, new_item ("工作效率", wrong[i]));
      done_with (trial.manager, standard, "create", items, NULL);
      refused_with (trial.manager, standard, "submit", NULL, NULL, ZG_ERROR_INVALID, "D02-3.6.1", i ? "100.01" : "99.99");
      done (trial.manager, standard, "delete", NULL);
    }
}

/* C30: a draft that names no set of items begins with that of the rules. */
static void
test_template (void)
{
  g_autoptr (ZgRecord) standard = new_standard ("运营总监", "电商部"), other = new_standard ("运营总监", "电商部");

  zg_record_set_null (standard, ZG_STANDARD_TEMPLATE);
  set_parameter ("review.template", "d11", "2026-01-01");
  done (trial.manager, standard, "create", NULL);
  g_assert_cmpint (zg_record_int (standard, ZG_STANDARD_TEMPLATE), ==, 4);
  done (trial.manager, standard, "delete", NULL);
  done (trial.manager, other, "create", NULL);
  g_assert_cmpint (zg_record_int (other, ZG_STANDARD_TEMPLATE), ==, 1); /* who names one has it */
  done (trial.manager, other, "delete", NULL);
}

static void
test_no_weight (void)
{
  g_autoptr (ZgRecord)  standard = new_standard ("运营总监", "电商部");
  g_autoptr (GPtrArray) items = new_lines ();

  done (trial.manager, standard, "create", NULL);
  refused_with (trial.manager, standard, "submit", NULL, NULL, ZG_ERROR_INVALID, "D02-3.6.1", NULL); /* no item at all */
  g_ptr_array_add (items, new_item ("工作态度", 10000));
  g_ptr_array_add (items, new_item ("工作效率", 0));
  refused_with (trial.manager, standard, "submit", items, NULL, ZG_ERROR_INVALID, "D02-3.6.1", "工作效率");
  done (trial.manager, standard, "delete", NULL);
}

/* An item may only be scored from facts the book holds, by a rule that gives a score. */
static void
test_item_rules (void)
{
  g_autoptr (ZgRecord)  standard = new_standard ("运营总监", "电商部");
  g_autoptr (GPtrArray) items = new_lines ();
  ZgRecord             *item = new_item ("订单按时确认", 10000);

  g_ptr_array_add (items, item);
  zg_record_set_int (item, ZG_RITEM_HOW, ZG_REVIEW_BY_FACTS);
  done (trial.manager, standard, "create", NULL);
  refused_with (trial.manager, standard, "submit", items, NULL, ZG_ERROR_INVALID, "D02-3.6.1", NULL); /* from which? */
  zg_record_set_int (item, ZG_RITEM_SOURCE, 9); /* orders: no module registers them in this book */
  if (zg_review_source (9) == NULL)
    refused_with (trial.manager, standard, "submit", items, NULL, ZG_ERROR_INVALID, "D02-3.6.1", NULL);
  zg_record_set_int (item, ZG_RITEM_SOURCE, 1);
  refused_with (trial.manager, standard, "submit", items, NULL, ZG_ERROR_INVALID, "D02-3.6.1", NULL); /* by which rule? */
  zg_record_set_int (item, ZG_RITEM_RULE, 2);
  zg_record_set_text (item, ZG_RITEM_BANDS, "0=100 2=101"); /* above full marks */
  refused_with (trial.manager, standard, "submit", items, NULL, ZG_ERROR_INVALID, "D02-3.6.1", NULL);
  zg_record_set_text (item, ZG_RITEM_BANDS, "0=100 2=80");
  done_with (trial.manager, standard, "submit", items, NULL);
  done (director, standard, "return", "权重太集中");
}

/* Drawn up by one, approved by another; an approved one never changes, a new version replaces it. */
static void
test_versions (void)
{
  g_autoptr (ZgRecord)  standard = new_standard ("经理", "电商部"), draft = NULL, was = NULL;
  g_autoptr (ZgRecord)  late = new_item ("后加的项目", 100);
  g_autoptr (GPtrArray) items = NULL, copies = NULL, none = new_lines ();
  gint64                copy;

  done (trial.hr, standard, "create", NULL);
  done (trial.hr, standard, "fill", NULL);
  refused_with (trial.hr, standard, "fill", NULL, NULL, ZG_ERROR_INVALID, NULL, NULL); /* it has items now */
  done (trial.hr, standard, "submit", NULL);
  refused (trial.hr, standard, "approve", ZG_ERROR_DENIED, NULL, NULL); /* his own */
  refused (trial.manager, standard, "approve", ZG_ERROR_DENIED, NULL, NULL);
  done (director, standard, "approve", NULL);
  g_assert_cmpint (zg_record_int (standard, ZG_STANDARD_VERSION), ==, 1);
  items = lines_of (&zg_review_item, standard->id);
  g_assert_cmpuint (items->len, >, 3);
  zg_record_set_int (items->pdata[0], ZG_RITEM_WEIGHT, 1);
  refused (trial.hr, items->pdata[0], "edit", ZG_ERROR_INVALID, NULL, NULL);
  late->parent = standard->id;
  refused (trial.hr, late, "create", ZG_ERROR_INVALID, NULL, NULL);
  done (trial.hr, standard, "revise", NULL);
  copy = ask ("SELECT id FROM review_standard WHERE name = $1 AND state = 'draft'", "经理标准");
  draft = get (&zg_review_standard, copy);
  copies = lines_of (&zg_review_item, copy);
  g_assert_cmpint (zg_record_int (draft, ZG_STANDARD_VERSION), ==, 2);
  g_assert_cmpuint (copies->len, ==, items->len);
  done (trial.hr, draft, "submit", NULL);
  done (director, draft, "approve", NULL);
  was = get (&zg_review_standard, standard->id);
  g_assert_cmpstr (was->state, ==, "ended");
}

/* Each template of the papers can be taken as it stands: its weights make up all. */
static void
test_templates (void)
{
  for (const ZgEnum *name = zg_review_templates; name->id; name++)
    {
      g_autoptr (ZgRecord) standard = new_standard ("店长", "电商部");

      zg_record_set_int (standard, ZG_STANDARD_TEMPLATE, name->number);
      done (trial.manager, standard, "create", NULL);
      done (trial.manager, standard, "fill", NULL);
      done (trial.manager, standard, "submit", NULL);
      g_assert_cmpint (count_of ("SELECT count(*) FROM review_item WHERE clause IS NULL AND parent_id = %" G_GINT64_FORMAT,
                                 standard->id),
                       ==, 0);
      done (director, standard, "return", "试");
    }
}

/* -- Items the papers ask for -- */

/* A standard of all of them, opened once: each stands on the sheet with its weight and its clause. */
static const char *const asked[] = { "D01-4.3", "D01-6.1", "D02-3.5.1", "D07-1(1)", "D07-1(4)", "D07-1(9)", "D07-2-2",
                                     "D09-4",   "D11-7",   "D11-12",    "D20-3.1",  "D20-3.2",  "D21-2.6",  "D21-2.7" };

static gint64
asking_sheet (void)
{
  static gint64         id;
  g_autoptr (ZgRecord)  standard = NULL, period = NULL, sheet = NULL;
  g_autoptr (GPtrArray) items = new_lines ();

  if (id)
    return id;
  standard = new_standard ("运营总监", "电商部");
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      ZgRecord *item = new_item (asked[i], i == 0 ? 10000 - 700 * ((int) G_N_ELEMENTS (asked) - 1) : 700);

      zg_record_set_int (item, ZG_RITEM_CLAUSE, zg_enum_find (zg_review_clauses, asked[i])->number);
      g_ptr_array_add (items, item);
    }
  done_with (trial.manager, standard, "create", items, NULL);
  done (trial.manager, standard, "submit", NULL);
  done (trial.hr, standard, "approve", NULL);
  period = opened ("条款", "2026-09-01", "2026-09-30");
  sheet = sheet_of (period, "1003");
  return id = sheet->id;
}

static void
test_asked (gconstpointer data)
{
  gint64                sheet = asking_sheet ();
  g_autoptr (GPtrArray) lines = lines_of (&zg_review_line, sheet);
  int                   clause = zg_enum_find (zg_review_clauses, data)->number, found = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      ZgRecord *line = lines->pdata[i];

      if (zg_record_int (line, ZG_RLINE_CLAUSE) != clause)
        continue;
      g_assert_cmpstr (zg_record_text (line, ZG_RLINE_ITEM), ==, data);
      g_assert_cmpint (zg_record_int (line, ZG_RLINE_WEIGHT), >=, 700);
      zg_record_set_int (line, ZG_RLINE_SELF, 9000);
      done (director, line, "edit", NULL); /* it is scored by itself, and is not enough by itself */
      g_assert_false (zg_record_is_set (line, ZG_RLINE_SCORE));
      found++;
    }
  g_assert_cmpint (found, ==, 1);
}

/* -- Of many facts the last line stands for the rest -- */

static gboolean
find_many (const ZgReviewAsk *ask, ZgReviewFacts *facts, GError **error)
{
  for (int i = 0; i < ask->from; i++)
    zg_review_fact_count (facts, "slip", i + 1, i, "%d", i);
  return TRUE;
}

static void
assert_gathered (int n, guint lines, gint64 last)
{
  static const ZgReviewSource source = { .id = "many", .find = find_many };
  ZgReviewAsk                 ask = { .from = n };
  g_autoptr (ZgReviewFacts)   facts = zg_review_find (&source, &ask, NULL);
  gint64                      sum = 0;

  zg_review_facts_gather (facts, 100);
  g_assert_cmpuint (facts->lines->len, ==, lines);
  for (guint i = 0; i < lines; i++)
    sum += ((const ZgReviewLine *) facts->lines->pdata[i])->part;
  g_assert_cmpint (sum, ==, facts->figure);
  g_assert_cmpint (((const ZgReviewLine *) facts->lines->pdata[lines - 1])->part, ==, last);
}

static void
test_gathered (void)
{
  assert_gathered (99, 99, 100);
  assert_gathered (100, 100, 100);
  assert_gathered (101, 100, 200);
  assert_gathered (1000, 100, 90100);
}

int
main (int argc, char **argv)
{
  int result;

  trial_init (&argc, &argv);
  trial_open ();
  director = log_in ("gaoyuan");
  g_test_add_func ("/review/D11-6/template", test_template);
  g_test_add_func ("/review/D20-4.1/gathered", test_gathered);
  g_test_add_func ("/review/D02-3.6.1/weights", test_weights);
  g_test_add_func ("/review/D02-3.6.1/no-weight", test_no_weight);
  g_test_add_func ("/review/D02-3.6.1/item-rules", test_item_rules);
  g_test_add_func ("/review/D14-14.1/versions", test_versions);
  g_test_add_func ("/review/D11-6/templates", test_templates);
  g_test_add_data_func ("/review/D01-4.3/item", "D01-4.3", test_asked);
  g_test_add_data_func ("/review/D01-6.1/item", "D01-6.1", test_asked);
  g_test_add_data_func ("/review/D02-3.5.1/item", "D02-3.5.1", test_asked);
  g_test_add_data_func ("/review/D07-1(1)/item", "D07-1(1)", test_asked);
  g_test_add_data_func ("/review/D07-1(4)/item", "D07-1(4)", test_asked);
  g_test_add_data_func ("/review/D07-1(9)/item", "D07-1(9)", test_asked);
  g_test_add_data_func ("/review/D07-2-2/item", "D07-2-2", test_asked);
  g_test_add_data_func ("/review/D09-4/item", "D09-4", test_asked);
  g_test_add_data_func ("/review/D11-7/item", "D11-7", test_asked);
  g_test_add_data_func ("/review/D11-12/item", "D11-12", test_asked);
  g_test_add_data_func ("/review/D20-3.1/item", "D20-3.1", test_asked);
  g_test_add_data_func ("/review/D20-3.2/item", "D20-3.2", test_asked);
  g_test_add_data_func ("/review/D21-2.6/item", "D21-2.6", test_asked);
  g_test_add_data_func ("/review/D21-2.7/item", "D21-2.7", test_asked);
  result = g_test_run ();
  zg_session_unref (director);
  trial_close ();
  return result;
}
