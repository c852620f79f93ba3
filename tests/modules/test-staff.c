/* The staff file: its life, its supervisors, what follows from the ID number, the list people bring. */
#include "handing-over.h"

#include "zg-idcard.h"

static gint64 unit_operations;

static ZgRecord *
new_staff (const char *number, const char *name)
{
  ZgRecord *staff = zg_record_new (&zg_staff);

  zg_record_set_text (staff, ZG_STAFF_NUMBER, number);
  zg_record_set_text (staff, ZG_STAFF_NAME, name);
  zg_record_set_int (staff, ZG_STAFF_UNIT, unit_operations);
  zg_record_set_int (staff, ZG_STAFF_EMPLOYMENT, ZG_EMPLOYMENT_REGULAR);
  zg_record_set_int (staff, ZG_STAFF_CATEGORY, ZG_CATEGORY_OPERATIONS);
  zg_record_set_text (staff, ZG_STAFF_JOINED, "2026-11-01");
  return staff;
}

static void
test_life (void)
{
  g_autoptr (ZgRecord) staff = new_staff ("3001", "唐小满");

  unit_operations = ask ("SELECT id FROM unit WHERE name = $1", "运营组");
  zg_record_set_int (staff, ZG_STAFF_UNIT, unit_operations);
  refused (trial.worker, staff, "create", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, staff, "create", NULL);
  g_assert_cmpstr (staff->state, ==, "probation");
  refused (trial.hr, staff, "end", ZG_ERROR_INVALID, NULL, NULL);
  refused (trial.hr, staff, "confirm", ZG_ERROR_INVALID, "contract", "D07-1.2");
  zg_record_set_int (staff, ZG_STAFF_CONTRACT, 1);
  done (trial.hr, staff, "confirm", NULL);
  g_assert_cmpstr (staff->state, ==, "active");
  hand_over (ZG_HANDOVER_TRANSFER, staff->id);
  zg_record_set_int (staff, ZG_STAFF_UNIT, ask ("SELECT id FROM unit WHERE name = $1", "客服组"));
  done (trial.hr, staff, "transfer", NULL);
  refused (trial.hr, staff, "leave", ZG_ERROR_INVALID, "left_on", NULL);
  zg_record_set_text (staff, ZG_STAFF_LEFT, "2026-10-01");
  refused (trial.hr, staff, "leave", ZG_ERROR_INVALID, "left_on", NULL);
  zg_record_set_text (staff, ZG_STAFF_LEFT, "2026-12-31");
  done (trial.hr, staff, "leave", NULL);
  refused (trial.hr, staff, "end", ZG_ERROR_INVALID, "left_on", NULL); /* the day has not come */
  refused (trial.hr, staff, "return", ZG_ERROR_INVALID, NULL, NULL);   /* without a word */
  zg_record_set_text (staff, ZG_STAFF_LEFT, "2026-11-20");
  refused (trial.hr, staff, "end", ZG_ERROR_INVALID, NULL, "D21-2.8"); /* nothing is handed over */
  hand_over (ZG_HANDOVER_LEAVING, staff->id);
  done (trial.hr, staff, "end", NULL);
  g_assert_cmpstr (staff->state, ==, "left");
  zg_record_set_null (staff, ZG_STAFF_LEFT);
  done (trial.hr, staff, "rejoin", NULL);
  g_assert_cmpstr (staff->state, ==, "probation");
  done (trial.hr, staff, "engage", NULL);
  g_assert_cmpstr (staff->state, ==, "temp");
}

static void
test_numbers (void)
{
  g_autoptr (ZgRecord) staff = new_staff ("1010", "重名的人");

  refused (trial.hr, staff, "create", ZG_ERROR_INVALID, NULL, NULL);
  zg_record_set_text (staff, ZG_STAFF_NUMBER, "3002");
  zg_record_set_text (staff, ZG_STAFF_PHONE, "12");
  refused (trial.hr, staff, "create", ZG_ERROR_INVALID, "phone", NULL);
  zg_record_set_text (staff, ZG_STAFF_PHONE, "13800003002");
  zg_record_set_text (staff, ZG_STAFF_IDCARD, "110105194912310021");
  refused (trial.hr, staff, "create", ZG_ERROR_INVALID, "id_number", NULL);
}

static void
test_id_number (void)
{
  g_autoptr (ZgRecord) staff = new_staff ("3003", "身份证");
  char                 other[19] = "11999919900307011";

  zg_record_set_text (staff, ZG_STAFF_IDCARD, "11010519491231002X");
  zg_staff.recompute (staff);
  g_assert_cmpstr (zg_record_text (staff, ZG_STAFF_BIRTH), ==, "1949-12-31");
  g_assert_cmpint (zg_record_int (staff, ZG_STAFF_SEX), ==, 2);
  other[17] = zg_idcard_check_digit (other);
  zg_record_set_text (staff, ZG_STAFF_IDCARD, other); /* another number: both follow */
  zg_staff.recompute (staff);
  g_assert_cmpstr (zg_record_text (staff, ZG_STAFF_BIRTH), ==, "1990-03-07");
  g_assert_cmpint (zg_record_int (staff, ZG_STAFF_SEX), ==, 1);
  zg_record_set_text (staff, ZG_STAFF_BIRTH, "1991-02-03"); /* typed: stays */
  zg_staff.recompute (staff);
  g_assert_cmpstr (zg_record_text (staff, ZG_STAFF_BIRTH), ==, "1991-02-03");
  zg_record_set_text (staff, ZG_STAFF_IDCARD, "11010519491231002X");
  zg_staff.recompute (staff);
  g_assert_cmpstr (zg_record_text (staff, ZG_STAFF_BIRTH), ==, "1991-02-03");
  g_assert_cmpint (zg_record_int (staff, ZG_STAFF_SEX), ==, 2);
  done (trial.hr, staff, "create", NULL);
  g_assert_cmpint (staff->cells[ZG_STAFF_IDCARD].type, ==, ZG_CELL_BYTES); /* nothing plain in the book */
  zg_record_set_text (staff, ZG_STAFF_REMARK, "备注");
  done (trial.hr, staff, "edit", NULL);
  g_assert_cmpstr (zg_record_text (staff, ZG_STAFF_BIRTH), ==, "1991-02-03");
}

static void
test_supervisors (void)
{
  g_autoptr (ZgRecord) a = new_staff ("3004", "甲"), b = new_staff ("3005", "乙"), c = new_staff ("3006", "丙");
  g_autoptr (ZgRecord) manager = get (&zg_staff, staff_by ("1001"));

  done (trial.hr, a, "create", NULL);
  zg_record_set_int (b, ZG_STAFF_SUPERVISOR, a->id);
  done (trial.hr, b, "create", NULL);
  zg_record_set_int (c, ZG_STAFF_SUPERVISOR, b->id);
  done (trial.hr, c, "create", NULL);
  zg_record_set_int (a, ZG_STAFF_SUPERVISOR, a->id);
  refused (trial.hr, a, "edit", ZG_ERROR_INVALID, "supervisor", "D14-7");
  zg_record_set_int (a, ZG_STAFF_SUPERVISOR, c->id);
  refused (trial.hr, a, "edit", ZG_ERROR_INVALID, "supervisor", "D14-7");
  refused (trial.hr, a, "transfer", ZG_ERROR_INVALID, "supervisor", "D14-7");
  zg_record_set_text (manager, ZG_STAFF_LEFT, "2026-11-22");
  done (trial.hr, manager, "leave", NULL);
  refused (trial.hr, manager, "end", ZG_ERROR_INVALID, NULL, NULL); /* still leads and supervises */
  zg_record_set_null (manager, ZG_STAFF_LEFT);
  done (trial.hr, manager, "return", "留任");
}

static void
test_units (void)
{
  g_autoptr (ZgRecord) top = get (&zg_unit, ask ("SELECT id FROM unit WHERE name = $1", "电商部"));
  g_autoptr (ZgRecord) group = zg_record_new (&zg_unit);

  zg_record_set_text (group, ZG_UNIT_NAME, "新组");
  zg_record_set_int (group, ZG_UNIT_SORT, ZG_UNIT_GROUP);
  zg_record_set_int (group, ZG_UNIT_ABOVE, top->id);
  done (trial.hr, group, "create", NULL);
  zg_record_set_int (top, ZG_UNIT_ABOVE, group->id);
  refused (trial.hr, top, "edit", ZG_ERROR_INVALID, "parent", NULL);
  zg_record_set_null (top, ZG_UNIT_ABOVE);
  refused (trial.hr, top, "end", ZG_ERROR_INVALID, NULL, NULL); /* people and units in it */
  done (trial.hr, group, "end", NULL);
  g_assert_cmpstr (group->state, ==, "ended");
}

static gpointer
read_findings (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_staff_findings (db, error);
}

static void
test_findings (void)
{
  g_autoptr (GPtrArray) findings = NULL;
  GError               *error = NULL;
  gboolean              contract = FALSE;

  findings = zg_store_read (zg_book_store (trial.book), read_findings, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    contract |= strstr (findings->pdata[i], "3004") && strstr (findings->pdata[i], "(D07-1.2)");
  g_assert_true (contract);
}

static void
test_list (void)
{
  g_autoptr (ZgImportPlan) plan = plan_file ("staff-list", "staff.csv", NULL);
  g_autoptr (ZgImportPlan) again = NULL;
  g_autoptr (ZgRecord)     staff = NULL;
  guint                    n_new = 0, n_known = 0;

  g_assert_cmpint (plan->n_taken, ==, 2);
  g_assert_cmpint (plan->n_known, ==, 0);
  g_assert_cmpint (plan->changes->len, ==, 1); /* 1010 */
  g_assert_nonnull (strstr (note_of (plan, "1010"), "2024-01-01"));
  g_assert_cmpint (plan->n_bad, ==, 4);
  g_assert_nonnull (strstr (note_of (plan, "2003"), "手机号"));
  g_assert_nonnull (strstr (note_of (plan, "2003"), "身份证号"));
  g_assert_nonnull (strstr (note_of (plan, "2003"), "2024-13-01"));
  g_assert_nonnull (strstr (note_of (plan, "2004"), "没有的部门"));
  g_assert_nonnull (note_of (plan, "2005"));
  g_assert_nonnull (strstr (note_of (plan, "2002"), "没有的岗位")); /* taken, with a word */
  take (plan, &n_new, &n_known);
  g_assert_cmpint (n_new, ==, 2);
  staff = get (&zg_staff, staff_by ("2001"));
  g_assert_cmpstr (staff->state, ==, "active");
  g_assert_cmpstr (zg_record_text (staff, ZG_STAFF_BIRTH), ==, "1949-12-31");
  g_assert_cmpstr (zg_record_text (staff, ZG_STAFF_JOINED), ==, "2024-03-01");
  g_assert_cmpint (staff->cells[ZG_STAFF_PHONE].type, ==, ZG_CELL_BYTES);
  again = plan_file ("staff-list", "staff.csv", NULL);
  g_assert_cmpint (again->n_taken, ==, 0);
  g_assert_cmpint (again->n_known, ==, 2);
  g_assert_cmpint (again->changes->len, ==, 1);
}

static ZgImportPlan *
plan_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  GError            *error = NULL;
  ZgImportPlan      *plan = plan_bytes ("staff-list", "staff.csv", bytes, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

static void
write_plan (ZgSession *session, ZgImportPlan *plan)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  GError            *error = NULL;
  guint              n_new, n_known;
  gint64             id;

  g_assert_true (zg_import_plan_write (session, plan, "staff.csv", bytes, &id, &n_new, &n_known, NULL, &error));
  g_assert_no_error (error);
}

#define HEAD "工号,姓名,部门,岗位,用工性质,人员类别,手机,家庭住址,状态\n"

/* What a list says otherwise of somebody the book knows: shown, then a step of its own. */
static void
test_changes (void)
{
  g_autoptr (ZgImportPlan) plan = plan_text (HEAD "1012,黄磊,技术组,,实习,,13900001012,梧桐巷 9 号,在职\n"
                                                  "1014,,,,,,138****1013,,\n"
                                                  "1015,,,没有的岗位,,,,,离职\n");
  g_autoptr (ZgImportPlan) again = NULL;
  g_autoptr (ZgRecord)     was = get (&zg_staff, staff_by ("1012")), staff = NULL;
  const char              *note = note_of (plan, "1012");

  g_assert_cmpint (plan->n_taken, ==, 0);
  g_assert_cmpint (plan->changes->len, ==, 1);
  g_assert_cmpint (plan->n_known, ==, 2); /* masked, empty, unknown to the book: none of them says anything */
  g_assert_cmpint (plan->n_bad, ==, 0);
  g_assert_nonnull (strstr (note, "Employment: Regular → Intern"));
  g_assert_nonnull (strstr (note, "→ 139****1012"));
  g_assert_null (strstr (note, "13900001012"));
  g_assert_null (strstr (note, "梧桐巷"));
  g_assert_nonnull (strstr (note_of (plan, "1015"), "没有的岗位"));
  g_assert_nonnull (strstr (note_of (plan, "1015"), "Is leaving"));
  write_plan (trial.hr, plan);
  g_assert_cmpint (plan->n_changed, ==, 1);
  g_assert_cmpint (plan->refused->len, ==, 0);
  staff = get (&zg_staff, staff_by ("1012"));
  g_assert_cmpint (staff->version, ==, was->version + 1);
  g_assert_cmpint (zg_record_int (staff, ZG_STAFF_EMPLOYMENT), ==, ZG_EMPLOYMENT_INTERN);
  g_assert_cmpint (staff->cells[ZG_STAFF_ADDRESS].type, ==, ZG_CELL_BYTES);
  g_assert_cmpint (zg_record_int (staff, ZG_STAFF_POST), ==, zg_record_int (was, ZG_STAFF_POST));
  g_assert_cmpstr (zg_record_text (staff, ZG_STAFF_JOINED), ==, zg_record_text (was, ZG_STAFF_JOINED));
  again = plan_text (HEAD "1012,黄磊,技术组,,实习,,139 0000 1012,梧桐巷 9 号,在职\n");
  g_assert_cmpint (again->changes->len, ==, 0);
  g_assert_cmpint (again->n_known, ==, 1);
}

/* Somebody else was faster, or the book refuses: that one change is not made, the others are. */
static void
test_change_refused (void)
{
  g_autoptr (ZgImportPlan) plan = plan_text ("工号,姓名,合同签订日期,合同到期日期\n1012,黄石,,\n1013,,2026-05-01,2026-04-01\n1014,吴新,,\n");
  g_autoptr (ZgRecord)     between = get (&zg_staff, staff_by ("1012"));

  g_assert_cmpint (plan->changes->len, ==, 3);
  zg_record_set_text (between, ZG_STAFF_REMARK, "快一步");
  done (trial.hr, between, "edit", NULL);
  write_plan (trial.hr, plan);
  g_assert_cmpint (plan->n_changed, ==, 1);
  g_assert_cmpint (plan->refused->len, ==, 2);
  g_assert_nonnull (strstr (((ZgImportLine *) plan->refused->pdata[0])->text, "1012"));
  g_assert_cmpint (((ZgImportLine *) plan->refused->pdata[1])->line, ==, 3);
  g_assert_cmpint (ask ("SELECT count(*) FROM staff WHERE name = $1", "黄石"), ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM staff WHERE name = $1", "吴新"), ==, 1);
}

/* Who may not edit writes nothing, whoever made the preview. */
static void
test_change_denied (void)
{
  g_autoptr (ZgImportPlan) plan = plan_text ("工号,姓名\n1014,吴旧\n");

  g_assert_cmpint (plan->changes->len, ==, 1);
  write_plan (trial.worker, plan);
  g_assert_cmpint (plan->n_changed, ==, 0);
  g_assert_cmpint (plan->refused->len, ==, 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM staff WHERE name = $1", "吴旧"), ==, 0);
}

static void
test_no_list (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("品名,数量\n笔,3\n", strlen ("品名,数量\n笔,3\n"));
  g_autoptr (GError) error = NULL;

  g_assert_null (plan_bytes ("staff-list", "x.csv", bytes, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_cmpint (zg_layout_by_id ("staff-list")->recognise ("x.csv", bytes), ==, 0);
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/staff/life", test_life);
  g_test_add_func ("/staff/numbers", test_numbers);
  g_test_add_func ("/staff/id-number", test_id_number);
  g_test_add_func ("/staff/D14-7/supervisors", test_supervisors);
  g_test_add_func ("/staff/D13-2.1/units", test_units);
  g_test_add_func ("/staff/D07-1.2/findings", test_findings);
  g_test_add_func ("/staff/list", test_list);
  g_test_add_func ("/staff/no-list", test_no_list);
  g_test_add_func ("/staff/changes", test_changes);
  g_test_add_func ("/staff/change-refused", test_change_refused);
  g_test_add_func ("/staff/change-denied", test_change_denied);
  return trial_run ();
}
