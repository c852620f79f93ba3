/* Deputies: a role held for somebody else counts while he holds it himself and no longer, is seen in the audit, and keeps duties
 * apart. */
#include "small-kinds.h"
#include "who.h"
#include "zg-audit-list.h"

#define PASSWORD "Quiet*Meadow77"

typedef struct
{
  Small      small;
  gint64     house, service, night, store; /* house above service and store; service above night */
  gint64     zhang, li, wang;              /* staff: night, service, store */
  gint64     p_zhang, p_li, p_wang;        /* emp, sup, sup */
  ZgSession *s_zhang, *s_li, *s_wang;
} House;

static void
set_up (House *house, gconstpointer data)
{
  Small *small = &house->small;

  small_set_up (small, data);
  small_may (small, "unit.create");
  small_may (small, "staff.create");
  small_may (small, "staff.edit");
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

/* @to: (nullable): the 5th. Returns: (transfer full): not yet in the book. */
static ZgRecord *
deputy_new (gint64 person, gint64 other, const char *role, const char *from, const char *to)
{
  ZgRecord *holder = zg_record_new (&zg_role_holder);

  zg_record_set_int (holder, ZG_HOLDER_PERSON, person);
  zg_record_set_text (holder, ZG_HOLDER_ROLE, role);
  zg_record_set_text (holder, ZG_HOLDER_FROM, from);
  if (to)
    zg_record_set_text (holder, ZG_HOLDER_TO, to);
  zg_record_set_int (holder, ZG_HOLDER_FOR, other);
  return holder;
}

static void
step (ZgSession *session, ZgRecord *record, const char *verb)
{
  g_autoptr (GError) error = NULL;

  zg_book_run (session, record, verb, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
faulty (House *house, ZgRecord *holder, const char *part)
{
  g_autoptr (ZgRecord) record = holder;
  g_autoptr (GError) error = NULL;

  g_assert_false (zg_book_run (house->small.admin, record, record->version ? "edit" : "create", NULL, NULL, NULL, NULL, &error));
  assert_refused (error, ZG_ERROR_INVALID, part);
}

static ZgRecord *
leave_of (ZgSession *session, gint64 staff)
{
  ZgRecord *leave = zg_record_new (&small_leave);

  zg_record_set_int (leave, LEAVE_STAFF, staff);
  zg_record_set_text (leave, LEAVE_REASON, "看病");
  step (session, leave, "create");
  step (session, leave, "submit");
  return leave;
}

static void
may (ZgSession *session, const ZgRecord *record, const char *part)
{
  g_autofree char *why = NULL;
  gboolean         allowed = zg_session_may (session, record, zg_kind_verb (record->kind, "approve"), &why, NULL);

  g_assert_cmpint (allowed, ==, part == NULL);
  g_assert_cmpint (is_among (session, record, "approve"), ==, allowed); /* and so do those it is handed to */
  if (part && strstr (why, part) == NULL)
    g_error ("“%s” does not say “%s”", why, part);
}

/* 王芳 stands in for 李强 from the 3rd to the 5th; her own role is for the store. */
static ZgRecord *
stand_in (House *house)
{
  ZgRecord *holder = deputy_new (house->p_wang, house->p_li, "sup", "2026-11-03", "2026-11-05");

  step (house->small.admin, holder, "create");
  return holder;
}

static void
test_days (House *house, gconstpointer data)
{
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang);
  g_autoptr (ZgRecord) holder = stand_in (house);

  g_assert_cmpint (zg_record_int (holder, ZG_HOLDER_STAFF), ==, house->wang);
  may (house->s_wang, leave, "not yours");
  zg_clock_set (at ("2026-11-03 00:00:00"));
  may (house->s_wang, leave, NULL);
  zg_clock_set (at ("2026-11-05 23:59:59"));
  may (house->s_wang, leave, NULL);
  zg_clock_set (at ("2026-11-06 00:00:00"));
  may (house->s_wang, leave, "not yours");
}

static void
test_while_he_holds_it (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang);
  g_autoptr (ZgRecord) holder = stand_in (house);

  zg_clock_set (at ("2026-11-03 09:00"));
  may (house->s_wang, leave, NULL);
  g_assert_true (zg_people_end_role (small->admin, house->p_li, "sup", "2026-11-04", &error));
  g_assert_no_error (error);
  may (house->s_wang, leave, NULL); /* his last day but one */
  zg_clock_set (at ("2026-11-05 00:00:00"));
  may (house->s_wang, leave, "not yours");
}

static void
test_while_he_is_there (House *house, gconstpointer data)
{
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang);
  g_autoptr (ZgRecord) holder = stand_in (house);
  g_autoptr (ZgRecord) li = small_get (&house->small, &zg_person, house->p_li);

  zg_clock_set (at ("2026-11-03 09:00"));
  step (house->small.admin, li, "lock"); /* away is away */
  may (house->s_wang, leave, NULL);
  step (house->small.admin, li, "end");
  may (house->s_wang, leave, "not yours");
}

/* His unit of the day, not that of the day she was named. */
static void
test_unit_follows (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang);
  g_autoptr (ZgRecord) whole = stand_in (house), li = small_get (small, &small_staff, house->li);
  g_autoptr (ZgRecord) night = deputy_new (house->p_zhang, house->p_li, "sup", "2026-11-03", "2026-11-05");
  g_autoptr (ZgRecord) own = leave_of (house->s_wang, house->wang);

  zg_record_set_int (night, ZG_HOLDER_UNIT, house->night);
  step (small->admin, night, "create");
  zg_clock_set (at ("2026-11-03 09:00"));
  g_assert_cmpint (zg_session_reach (house->s_zhang, "leave.approve"), ==, ZG_REACH_UNIT);
  may (house->s_zhang, own, "not yours");
  may (house->s_zhang, leave, "your own request");
  zg_record_set_int (li, STAFF_UNIT, house->store);
  step (small->admin, li, "edit");
  g_assert_cmpint (zg_session_reach (house->s_zhang, "leave.approve"), ==, ZG_REACH_NONE); /* night is not his any more */
  may (house->s_wang, leave, "not yours");
}

static void
test_refused (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (ZgRecord) holder = stand_in (house), own = NULL;
  ZgRecord *other;

  faulty (house, deputy_new (house->p_wang, house->p_li, "sup", "2026-11-03", NULL), "last day");
  faulty (house, deputy_new (house->p_li, house->p_li, "sup", "2026-11-03", "2026-11-05"), "himself");
  faulty (house, deputy_new (house->p_wang, house->p_li, "hrd", "2026-11-03", "2026-11-05"), "does not hold");
  faulty (house, deputy_new (house->p_wang, house->p_li, "sup", "2026-11-01", "2026-11-05"), "does not hold"); /* not yet */
  other = deputy_new (house->p_wang, house->p_li, "sup", "2026-11-03", "2026-11-05");
  zg_record_set_int (other, ZG_HOLDER_UNIT, house->store);
  faulty (house, other, "not hold this role for that unit");
  /* of a deputy: 张敏 holds sup for 王芳, whom nobody can take it from */
  own = deputy_new (house->p_zhang, house->p_wang, "sup", "2026-11-03", "2026-11-05");
  step (small->admin, own, "create");
  faulty (house, deputy_new (house->p_li, house->p_zhang, "sup", "2026-11-03", "2026-11-04"), "only as a deputy");
  other = small_get (small, &zg_role_holder, holder->id);
  zg_record_set_null (other, ZG_HOLDER_TO);
  faulty (house, other, "last day");
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM role_holder WHERE stands_for IS NOT NULL"), ==, 2);
}

/* Neither what she made herself nor what concerns her, nor what concerns the one she stands in for, by his role alone. */
static void
test_duties_apart (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) holder = stand_in (house);
  g_autoptr (ZgRecord) hers = leave_of (house->s_wang, house->wang), his = leave_of (house->s_li, house->li);

  zg_clock_set (at ("2026-11-03 09:00"));
  may (house->s_wang, hers, "your own request");
  may (house->s_wang, his, "you stand in for");
  g_assert_false (zg_book_run (house->s_wang, his, "approve", NULL, NULL, NULL, NULL, &error));
  assert_refused (error, ZG_ERROR_DENIED, "you stand in for");
  g_assert_true (zg_people_grant (small->admin, house->p_wang, "gm", 0, NULL, NULL, &error)); /* in her own right she may */
  may (house->s_wang, his, NULL);
  may (house->s_wang, hers, "your own request");
}

typedef struct
{
  const ZgRecord *record;
  gint64          entry;
  char           *who, *changes;
} Told;

static gpointer
read_told (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Told *told = data;
  g_autoptr (GPtrArray) history = zg_book_history (db, told->record->kind, told->record->id, error);
  const ZgHistory *last = history ? history->pdata[history->len - 1] : NULL;

  if (last == NULL)
    return NULL;
  told->who = g_strdup (last->who);
  told->changes = zg_audit_changes (db, (last->chain << 40) + last->seq);
  return told;
}

static void
told (House *house, const ZgRecord *record, const char *who, const char *changes)
{
  Told told = { record };
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (zg_store_read (zg_book_store (house->small.book), read_told, &told, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (told.who, ==, who);
  g_assert_cmpstr (told.changes, ==, changes);
  g_free (told.who);
  g_free (told.changes);
}

static void
test_traced (House *house, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) holder = stand_in (house);
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang), other = NULL;
  gint64 zheng = small_staff_new (&house->small, "郑红", house->store, NULL);

  small_may (&house->small, "leave.create");
  small_may (&house->small, "leave.submit");
  other = leave_of (house->small.admin, zheng);
  zg_clock_set (at ("2026-11-03 09:00"));
  step (house->s_wang, leave, "approve");
  told (house, leave, "王芳, as deputy of 李强", "as deputy of 李强");
  step (house->s_wang, other, "approve");
  told (house, other, "王芳", NULL);
  g_assert_true (zg_book_verify (house->small.book, TRUE, NULL, &error));
  g_assert_no_error (error);
}

static gint64
keys_of (House *house, gint64 person, const char *klass)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM key_grant WHERE person_id = %" G_GINT64_FORMAT
                                          " AND class = '%s'", person, klass);

  return small_int (&house->small, sql);
}

/* The key of a sealed class comes with the role, and goes when it is over or when he whose it is gives it up. */
static void
test_keys (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (GError) error = NULL;
  gint64 staff = small_staff_new (small, "陈静", house->service, NULL);
  gint64 chen = small_person (small, "chen", "陈静", staff, "hrd", PASSWORD);
  g_autoptr (ZgRecord) first = deputy_new (house->p_wang, chen, "hrd", "2026-11-03", "2026-11-05");
  g_autoptr (ZgRecord) second = deputy_new (house->p_zhang, chen, "hrd", "2026-11-03", "2026-11-20");

  g_assert_cmpint (keys_of (house, house->p_wang, "STAFF"), ==, 0);
  step (small->admin, first, "create");
  step (small->admin, second, "create");
  g_assert_cmpint (keys_of (house, house->p_wang, "STAFF"), ==, 1);
  g_assert_cmpint (keys_of (house, house->p_zhang, "STAFF"), ==, 1);
  zg_clock_set (at ("2026-11-06 09:00"));
  g_clear_pointer (&house->s_wang, zg_session_unref);
  house->s_wang = small_login (small, "wang", PASSWORD);
  g_assert_cmpint (keys_of (house, house->p_wang, "STAFF"), ==, 0); /* over */
  g_assert_cmpint (keys_of (house, house->p_zhang, "STAFF"), >=, 1);
  g_assert_true (zg_people_end_role (small->admin, chen, "hrd", "2026-11-05", &error));
  g_assert_no_error (error);
  g_assert_cmpint (keys_of (house, house->p_zhang, "STAFF"), ==, 0); /* at once */
  g_assert_cmpint (small_int (small, "SELECT max (ver) FROM key_class WHERE class = 'STAFF'"), >, 1); /* they have seen it */
}

/* Whom a request is handed to, nearest first: he of the group, she who stands in for him, then who may everywhere. */
static void
test_who (House *house, gconstpointer data)
{
  Small *small = &house->small;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang), holder = stand_in (house), fresh = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *near = NULL, *names = NULL, *alone = NULL, *none = NULL;
  gint64 boss = small_person (small, "boss", "赵总", small_staff_new (small, "赵总", house->house, NULL), "gm", PASSWORD);

  zg_clock_set (at ("2026-11-03 09:00"));
  all = who_may (house->s_zhang, leave, "approve");
  names = zg_who_names (all);
  near = zg_who_near (all);
  g_assert_cmpstr (names, ==, "李强, 王芳 (for 李强), 赵总");
  g_assert_cmpstr (near, ==, "李强");
  g_assert_cmpint (((ZgWho *) all->pdata[1])->stands_for, ==, house->p_li);
  g_assert_cmpint (((ZgWho *) all->pdata[2])->person, ==, boss);
  fresh = zg_record_new (&small_leave); /* not in the book yet: as it would be made */
  zg_record_set_int (fresh, LEAVE_STAFF, house->li);
  g_clear_pointer (&all, g_ptr_array_unref);
  all = who_may (house->s_li, fresh, "approve");
  alone = zg_who_names (all);
  g_assert_cmpstr (alone, ==, "赵总"); /* neither himself nor who stands in for him */
  g_assert_true (zg_people_end_role (small->admin, boss, "gm", "2026-11-02", &error));
  g_assert_no_error (error);
  g_clear_pointer (&all, g_ptr_array_unref);
  all = who_may (house->s_li, fresh, "approve");
  none = zg_who_near (all);
  g_assert_cmpuint (all->len, ==, 0);
  g_assert_null (none);
}

/* Many of the same unit: the first and how many. */
static void
test_who_many (House *house, gconstpointer data)
{
  g_autoptr (ZgRecord) leave = leave_of (house->s_zhang, house->zhang);
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *two = NULL, *three = NULL;

  small_person (&house->small, "sun", "孙琪", small_staff_new (&house->small, "孙琪", house->service, NULL), "sup", PASSWORD);
  all = who_may (house->s_zhang, leave, "approve");
  two = zg_who_near (all);
  g_assert_cmpstr (two, ==, "李强, 孙琪");
  small_person (&house->small, "qian", "钱进", small_staff_new (&house->small, "钱进", house->service, NULL), "sup", PASSWORD);
  g_clear_pointer (&all, g_ptr_array_unref);
  all = who_may (house->s_zhang, leave, "approve");
  three = zg_who_near (all);
  g_assert_cmpstr (three, ==, "李强 and others, 3 people");
}

#define ADD(path, function) g_test_add (path, House, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  ADD ("/deputy/days", test_days);
  ADD ("/deputy/who", test_who);
  ADD ("/deputy/who-many", test_who_many);
  ADD ("/deputy/while-he-holds-it", test_while_he_holds_it);
  ADD ("/deputy/while-he-is-there", test_while_he_is_there);
  ADD ("/deputy/unit-follows", test_unit_follows);
  ADD ("/deputy/refused", test_refused);
  ADD ("/deputy/duties-apart", test_duties_apart);
  ADD ("/deputy/traced", test_traced);
  ADD ("/deputy/keys", test_keys);
  return g_test_run ();
}
