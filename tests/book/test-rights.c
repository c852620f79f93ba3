/* Rights by role, day and unit; who may do a step, and the sentence that says why not. */
#include "small-kinds.h"

#define PASSWORD "Quiet*Meadow77"

typedef struct
{
  Small      small;
  gint64     house, service, night, store; /* house above service and store; service above night */
  gint64     zhang, li, wang;              /* staff: night, service, store */
  gint64     p_zhang, p_li, p_wang;
  ZgSession *s_zhang, *s_li, *s_wang;
} House;

static void
set_up (House *house, gconstpointer data)
{
  Small *small = &house->small;

  small_set_up (small, data);
  small_may (small, "unit.create");
  small_may (small, "unit.edit");
  small_may (small, "staff.create");
  house->house = small_unit_new (small, "电商部", 0);
  house->service = small_unit_new (small, "客服组", house->house);
  house->night = small_unit_new (small, "夜班", house->service);
  house->store = small_unit_new (small, "仓储", house->house);
  house->zhang = small_staff_new (small, "张敏", house->night, NULL);
  house->li = small_staff_new (small, "李强", house->service, NULL);
  house->wang = small_staff_new (small, "王芳", house->store, NULL);
  house->p_zhang = small_person (small, "zhang", "张敏", house->zhang, "emp", PASSWORD);
  house->p_li = small_person (small, "li", "李强", house->li, "sup", PASSWORD);
  house->p_wang = small_person (small, "wang", "王芳", house->wang, "sup", PASSWORD);
  house->s_zhang = small_login (small, "zhang", PASSWORD);
  house->s_li = small_login (small, "li", PASSWORD);
  house->s_wang = small_login (small, "wang", PASSWORD);
}

static void
tear_down (House *house, gconstpointer data)
{
  zg_session_unref (house->s_zhang);
  zg_session_unref (house->s_li);
  zg_session_unref (house->s_wang);
  small_tear_down (&house->small, data);
}

static ZgRecord *
leave_of (ZgSession *session, gint64 staff)
{
  g_autoptr (GError) error = NULL;
  ZgRecord *leave = zg_record_new (&small_leave);

  zg_record_set_int (leave, LEAVE_STAFF, staff);
  zg_record_set_text (leave, LEAVE_REASON, "看病");
  zg_record_set_text (leave, LEAVE_MOBILE, "13800000000");
  zg_book_run (session, leave, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  zg_book_run (session, leave, "submit", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return leave;
}

static void
refused (ZgSession *session, const ZgRecord *record, const char *verb, const char *part)
{
  g_autofree char *why = NULL;

  g_assert_false (zg_session_may (session, record, zg_kind_verb (record->kind, verb), &why, NULL));
  if (strstr (why, part) == NULL)
    g_error ("“%s” does not say “%s”", why, part);
}

static void
allowed (ZgSession *session, const ZgRecord *record, const char *verb)
{
  g_autofree char *why = NULL;
  const char *clause = "";

  if (!zg_session_may (session, record, zg_kind_verb (record->kind, verb), &why, &clause))
    g_error ("%s refused: %s", verb, why);
  g_assert_null (why);
  g_assert_null (clause);
}

static void
test_units (House *house, gconstpointer data)
{
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang);
  g_autoptr (ZgRecord) own = leave_of (house->s_li, house->li);
  g_autoptr (GArray) units = zg_session_units (house->s_li, "leave.approve");
  g_autoptr (GArray) none = zg_session_units (house->s_zhang, "leave.approve");

  g_assert_cmpint (leave->unit, ==, house->night);
  g_assert_cmpint (zg_session_reach (house->s_li, "leave.approve"), ==, ZG_REACH_UNIT);
  allowed (house->s_li, leave, "approve"); /* a unit two levels below */
  refused (house->s_wang, leave, "approve", "not yours");
  refused (house->s_zhang, leave, "approve", zg_role_title ("sup"));
  refused (house->s_li, own, "approve", "your own request");
  refused (house->small.admin, leave, "approve", "do not hold");
  g_assert_true (zg_session_sees (house->s_zhang, leave));
  g_assert_true (zg_session_sees (house->s_li, leave));
  g_assert_false (zg_session_sees (house->s_wang, leave));
  g_assert_false (zg_session_sees (house->s_zhang, own));
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (units->len, >=, 2);
  for (guint i = 0; i < units->len; i++)
    g_assert_true (g_array_index (units, gint64, i) == house->service || g_array_index (units, gint64, i) == house->night);
}

static void
test_for_others (House *house, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) leave = zg_record_new (&small_leave);

  zg_record_set_int (leave, LEAVE_STAFF, house->wang);
  zg_record_set_text (leave, LEAVE_REASON, "代请");
  g_assert_false (zg_book_run (house->s_zhang, leave, "create", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "only for yourself"));
}

static void
test_days (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang);

  /* 王芳 stands in for the service group from the 3rd to the 5th */
  g_assert_true (zg_people_grant (small->admin, house->p_wang, "sup", house->service, "2026-11-03", "2026-11-05", &error));
  g_assert_no_error (error);
  refused (house->s_wang, leave, "approve", "not yours");
  zg_clock_set (at ("2026-11-02 23:59:59"));
  refused (house->s_wang, leave, "approve", "not yours");
  zg_clock_set (at ("2026-11-03 00:00:00"));
  allowed (house->s_wang, leave, "approve");
  zg_clock_set (at ("2026-11-05 23:59:59"));
  allowed (house->s_wang, leave, "approve");
  zg_clock_set (at ("2026-11-06 00:00:00"));
  refused (house->s_wang, leave, "approve", "not yours");
}

static void
test_days_refused (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (GError) error = NULL;

  g_assert_false (zg_people_grant (small->admin, house->p_wang, "sup", 0, "2026-11-05", "2026-11-04", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (zg_people_grant (small->admin, house->p_wang, "sup", 0, "2026-02-30", NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (zg_people_grant (small->admin, house->p_wang, "king", 0, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (zg_people_grant (small->admin, 4711, "sup", 0, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (zg_people_end_role (small->admin, zg_session_person (small->admin), "admin", NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
}

static void
test_tree_moves (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang);
  g_autoptr (ZgRecord) night = small_get (small, &small_unit, house->night);
  g_autoptr (ZgRecord) service = NULL;

  allowed (house->s_li, leave, "approve");
  zg_record_set_int (night, UNIT_PARENT, house->store);
  g_assert_true (zg_book_run (small->admin, night, "edit", NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  refused (house->s_li, leave, "approve", "not yours"); /* at once, in the open session */
  allowed (house->s_wang, leave, "approve");
  small_raw (small, "UPDATE unit SET parent = id"); /* a ring ends as well */
  service = small_get (small, &small_unit, house->service);
  zg_record_set_text (service, UNIT_NAME, "客服");
  g_assert_true (zg_book_run (small->admin, service, "edit", NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  refused (house->s_wang, leave, "approve", "not yours");
}

static void
test_two_signatures (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang);

  refused (house->s_li, leave, "cancel", "is “Pending” now");
  g_assert_true (zg_book_run (house->s_li, leave, "approve", NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (zg_record_int (leave, LEAVE_SIGNED), ==, house->p_li);
  refused (house->s_li, leave, "approve", "is “Approved” now");
  refused (house->s_li, leave, "cancel", "signed this already");
  g_assert_true (zg_people_grant (small->admin, house->p_wang, "hrd", 0, NULL, NULL, &error));
  allowed (house->s_wang, leave, "cancel");
}

static void
test_wrong_step_not_written (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang);
  gint64 version = leave->version;
  g_autoptr (ZgRecord) again = NULL;

  g_assert_false (zg_book_run (house->s_wang, leave, "approve", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  again = small_get (small, &small_leave, leave->id);
  g_assert_cmpint (again->version, ==, version);
  g_assert_cmpstr (again->state, ==, "pending");
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'refused:leave.approve'"), ==, 1);
}

static void
assert_reads (ZgType type, const char *stored, const char *read)
{
  ZgCell           cell = { .type = ZG_CELL_TEXT, .s = (char *) stored };
  g_autofree char *text = zg_value_format (type, NULL, &cell);

  g_assert_cmpstr (text, ==, read);
}

static void
test_roles (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) mine = NULL;
  const char *const *roles;

  roles = zg_session_roles (house->s_zhang);
  g_assert_cmpstr (roles[0], ==, "emp");
  g_assert_true (zg_people_grant (small->admin, house->p_zhang, "hrd", 0, NULL, NULL, &error));
  g_assert_cmpstr (roles[0], ==, "emp"); /* what was handed out stays readable */
  roles = zg_session_roles (house->s_zhang);
  g_assert_cmpstr (roles[0], ==, "hrd"); /* the main one first */
  g_assert_cmpstr (roles[1], ==, "emp");
  g_assert_null (roles[2]);
  /* his log-in and his roles are his own to see, staff or not */
  mine = small_get (small, &zg_person, house->p_zhang);
  g_assert_true (zg_session_sees (house->s_zhang, mine));
  g_assert_false (zg_session_sees (house->s_li, mine));
  g_assert_cmpstr (zg_role_title ("no-such"), ==, "no-such");
  assert_reads (ZG_ROLE, "mgr", zg_role_title ("mgr"));
  assert_reads (ZG_RIGHT, "person.lock", "Log-in · Lock");
  assert_reads (ZG_RIGHT, "person.view", "Log-in · see");
  assert_reads (ZG_RIGHT, "nothing.view", "nothing.view");
  assert_reads (ZG_RIGHT, "person", "person");
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM role_holder WHERE owner_id IS NOT NULL"), ==, 4);
}

static void
test_right_withdrawn (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang);
  g_autoptr (ZgRecord) right = small_get (small, &zg_role_right,
                                          small_int (small, "SELECT id FROM role_right WHERE role = 'sup' AND permission = "
                                                            "'leave.approve'"));

  allowed (house->s_li, leave, "approve");
  g_assert_true (zg_book_run (small->admin, right, "delete", NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  refused (house->s_li, leave, "approve", "do not hold");
}

typedef struct
{
  ZgBook *book;
  guint   n;
} Carried;

static gboolean
seed (ZgDb *db, gpointer data, GError **error)
{
  Carried *carried = data;

  return zg_role_rights_seed (carried->book, db, carried->book->clock_person, zg_book_now (carried->book), &carried->n, error) &&
         zg_note (db, carried->book, carried->book->clock_person, carried->book->clock_sign, "book.migrate", NULL, 0, 0, "{}",
                  error);
}

static gpointer
seed_on_writer (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, seed, data, error) ? data : NULL;
}

/* A release brings the rights of its new kinds and of new steps of known ones; what an administrator took away stays away. */
static void
test_release (House *house, gconstpointer data)
{
  Small *small = &house->small;
  Carried carried = { small->book, 0 };
  gint64 attachments = small_int (small, "SELECT count (*) FROM role_right WHERE permission LIKE 'attachment.%'");
  gint64 approve = small_int (small, "SELECT count (*) FROM role_right WHERE permission = 'leave.approve'");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (attachments, >, 0);
  small_tamper (small, "role_right",
                "DELETE FROM role_right WHERE permission LIKE 'attachment.%' OR permission = 'leave.approve';"
                "UPDATE role_right SET state = 'deleted' WHERE permission LIKE 'import_run.%' OR permission = 'leave.edit'");
  g_assert_nonnull (zg_store_write (zg_book_store (small->book), seed_on_writer, &carried, &error));
  g_assert_no_error (error);
  g_assert_cmpint (carried.n, ==, attachments + approve);
  g_assert_cmpint (small_int (small,
                              "SELECT count (*) FROM role_right WHERE permission LIKE 'attachment.%' AND state = 'active'"),
                   ==, attachments);
  g_assert_cmpint (small_int (small,
                              "SELECT count (*) FROM role_right WHERE permission LIKE 'import_run.%' AND state = 'active'"),
                   ==, 0);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM role_right WHERE permission = 'leave.approve'"), ==, approve);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM role_right WHERE permission = 'leave.edit' AND state = 'active'"), ==,
                   0);
  g_assert_nonnull (zg_store_write (zg_book_store (small->book), seed_on_writer, &carried, &error));
  g_assert_cmpint (carried.n, ==, 0);
}

#define ADD(path, function) g_test_add (path, House, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  ADD ("/rights/units", test_units);
  ADD ("/rights/for-others", test_for_others);
  ADD ("/rights/days", test_days);
  ADD ("/rights/days-refused", test_days_refused);
  ADD ("/rights/tree-moves", test_tree_moves);
  ADD ("/rights/two-signatures", test_two_signatures);
  ADD ("/rights/wrong-step-not-written", test_wrong_step_not_written);
  ADD ("/rights/roles", test_roles);
  ADD ("/rights/right-withdrawn", test_right_withdrawn);
  ADD ("/rights/release", test_release);
  return g_test_run ();
}
