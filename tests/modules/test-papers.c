/* Leave, slips and notices: every step allowed and refused. */
#include "trial.h"

static ZgRecord *
new_leave (const char *from, const char *to, int type)
{
  ZgRecord *leave = zg_record_new (&zg_leave);

  zg_record_set_int (leave, ZG_LEAVE_STAFF, zg_session_staff (trial.worker));
  zg_record_set_int (leave, ZG_LEAVE_TYPE, type);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, at (from));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, at (to));
  zg_record_set_text (leave, ZG_LEAVE_REASON, "家里有事");
  zg_record_set_text (leave, ZG_LEAVE_MOBILE, "13800001010");
  return leave;
}

static void
test_leave_life (void)
{
  g_autoptr (ZgRecord) leave = new_leave ("2026-12-01 08:30:00", "2026-12-01 18:00:00", ZG_JUDGE_LEAVE_PERSONAL);
  g_autoptr (GError)   error = NULL;

  done (trial.worker, leave, "create", NULL);
  g_assert_cmpstr (leave->state, ==, "draft");
  g_assert_null (leave->no);
  g_assert_cmpint (zg_record_int (leave, ZG_LEAVE_MINUTES), ==, 570);
  g_assert_cmpint (leave->cells[ZG_LEAVE_MOBILE].type, ==, ZG_CELL_BYTES);
  refused (trial.worker, leave, "approve", ZG_ERROR_INVALID, NULL, NULL);
  done (trial.worker, leave, "submit", NULL);
  g_assert_cmpstr (leave->state, ==, "pending");
  g_assert_true (g_str_has_prefix (leave->no, "QJ"));
  g_assert_cmpint (zg_record_int (leave, ZG_LEAVE_FILED_AT), >=, at ("2026-11-23 09:00:00"));
  refused (trial.worker, leave, "approve", ZG_ERROR_DENIED, NULL, NULL); /* nobody decides on his own */
  refused (trial.hr, leave, "edit", ZG_ERROR_INVALID, NULL, NULL);       /* nothing moves while it is pending */
  refused (trial.manager, leave, "return", ZG_ERROR_INVALID, NULL, NULL); /* a return needs an opinion */
  done (trial.manager, leave, "return", "当天有活动");
  g_assert_cmpstr (leave->state, ==, "returned");
  zg_record_set_int (leave, ZG_LEAVE_STARTS, at ("2026-12-02 08:30:00"));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, at ("2026-12-02 18:00:00"));
  done (trial.worker, leave, "submit", NULL);
  done (trial.worker, leave, "withdraw", NULL);
  done (trial.worker, leave, "submit", NULL);
  done (trial.manager, leave, "approve", NULL);
  g_assert_cmpint (zg_record_int (leave, ZG_LEAVE_APPROVER), ==, zg_session_person (trial.manager));
  refused (trial.worker, leave, "withdraw", ZG_ERROR_INVALID, NULL, NULL);
  refused (trial.worker, leave, "cancel", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.manager, leave, "cancel", "改期");
  g_assert_cmpstr (leave->state, ==, "cancelled");
}

static void
test_leave_rules (void)
{
  g_autoptr (ZgRecord) late = new_leave ("2026-11-20 08:30:00", "2026-11-20 18:00:00", ZG_JUDGE_LEAVE_PERSONAL);
  g_autoptr (ZgRecord) retro = new_leave ("2026-11-20 08:30:00", "2026-11-20 09:30:00", ZG_JUDGE_LEAVE_LATE);
  g_autoptr (ZgRecord) sick = new_leave ("2026-11-22 08:30:00", "2026-11-23 18:00:00", ZG_JUDGE_LEAVE_SICK);
  g_autoptr (ZgRecord) old = new_leave ("2026-11-19 08:30:00", "2026-11-19 18:00:00", ZG_JUDGE_LEAVE_SICK);
  g_autoptr (ZgRecord) empty = zg_record_new (&zg_leave);
  g_autoptr (ZgRecord) backwards = new_leave ("2026-12-05 18:00:00", "2026-12-05 08:30:00", ZG_JUDGE_LEAVE_PERSONAL);

  done (trial.worker, late, "create", NULL);
  refused (trial.worker, late, "submit", ZG_ERROR_INVALID, "starts_at", "D01-7.2");
  done (trial.worker, retro, "create", NULL);
  done (trial.worker, retro, "submit", NULL); /* D04-4.2.2b: afterwards by its nature */
  done (trial.worker, sick, "create", NULL);
  done (trial.worker, sick, "submit", NULL);
  done (trial.worker, old, "create", NULL);
  refused (trial.worker, old, "submit", ZG_ERROR_INVALID, "starts_at", "D01-7.2");
  zg_record_set_int (empty, ZG_LEAVE_STAFF, zg_session_staff (trial.worker));
  done (trial.worker, empty, "create", NULL); /* a draft may be half filled */
  refused (trial.worker, empty, "submit", ZG_ERROR_INVALID, "reason", "D01-7.2");
  refused (trial.worker, empty, "submit", ZG_ERROR_INVALID, "mobile", "D01-7.3");
  refused (trial.worker, backwards, "create", ZG_ERROR_INVALID, "ends_at", NULL);
}

static void
test_leave_overlap (void)
{
  g_autoptr (ZgRecord) one = new_leave ("2026-12-10 08:30:00", "2026-12-10 18:00:00", ZG_JUDGE_LEAVE_PERSONAL);
  g_autoptr (ZgRecord) two = new_leave ("2026-12-10 17:00:00", "2026-12-11 18:00:00", ZG_JUDGE_LEAVE_ANNUAL);
  g_autoptr (ZgRecord) next = new_leave ("2026-12-10 18:00:00", "2026-12-11 18:00:00", ZG_JUDGE_LEAVE_ANNUAL);

  done (trial.worker, one, "create", NULL);
  done (trial.worker, one, "submit", NULL);
  done (trial.worker, two, "create", NULL);
  refused (trial.worker, two, "submit", ZG_ERROR_INVALID, "starts_at", NULL);
  done (trial.worker, next, "create", NULL);
  done (trial.worker, next, "submit", NULL); /* begins where the other ends */
}

static void
test_leave_of_others (void)
{
  g_autoptr (ZgRecord) leave = new_leave ("2026-12-22 08:30:00", "2026-12-22 18:00:00", ZG_JUDGE_LEAVE_PERSONAL);
  g_autoptr (ZgSession) designer = log_in ("huanglei");
  g_autoptr (ZgSession) leader = log_in ("lina"); /* leads customer service, not operations */

  refused (designer, leave, "create", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, leave, "create", NULL); /* entered for him */
  done (trial.hr, leave, "submit", NULL);
  refused (trial.hr, leave, "approve", ZG_ERROR_DENIED, NULL, NULL);
  refused (leader, leave, "approve", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.manager, leave, "approve", NULL);
}

static ZgRecord *
new_slip (int type)
{
  ZgRecord *slip = zg_record_new (&zg_slip);

  zg_record_set_int (slip, ZG_SLIP_STAFF, zg_session_staff (trial.worker));
  zg_record_set_int (slip, ZG_SLIP_TYPE, type);
  zg_record_set_text (slip, ZG_SLIP_REASON, "忘了打卡");
  return slip;
}

static void
test_slip (void)
{
  g_autoptr (ZgRecord) slip = new_slip (ZG_SLIP_TYPE_MISSED), trip = new_slip (ZG_SLIP_TYPE_TRIP);

  done (trial.worker, slip, "create", NULL);
  refused (trial.worker, slip, "submit", ZG_ERROR_INVALID, "stated_at", "D01-7.1");
  zg_record_set_int (slip, ZG_SLIP_STATED, at ("2026-11-24 18:00:00"));
  refused (trial.worker, slip, "submit", ZG_ERROR_INVALID, "stated_at", "D01-7.1"); /* not yet come */
  zg_record_set_int (slip, ZG_SLIP_STATED, at ("2026-11-20 18:05:00"));
  done (trial.worker, slip, "submit", NULL);
  g_assert_true (g_str_has_prefix (slip->no, "KQ"));
  refused (trial.worker, slip, "approve", ZG_ERROR_DENIED, NULL, NULL);
  refused (trial.manager, slip, "return", ZG_ERROR_INVALID, NULL, NULL);
  done (trial.manager, slip, "return", "请写明原因");
  done (trial.worker, slip, "submit", NULL);
  done (trial.worker, slip, "withdraw", NULL);
  done (trial.worker, slip, "edit", NULL);
  done (trial.worker, slip, "submit", NULL);
  done (trial.manager, slip, "approve", NULL);
  refused (trial.manager, slip, "cancel", ZG_ERROR_INVALID, NULL, NULL);
  done (trial.manager, slip, "cancel", "重复");
  done (trial.worker, trip, "create", NULL);
  refused (trial.worker, trip, "submit", ZG_ERROR_INVALID, "starts_at", NULL);
  done (trial.worker, trip, "delete", NULL);
  g_assert_cmpstr (trip->state, ==, "deleted");
}

static void
test_notice (void)
{
  g_autoptr (ZgRecord) notice = zg_record_new (&zg_schedule_notice);

  zg_record_set_text (notice, ZG_NOTICE_TITLE, "停水");
  zg_record_set_int (notice, ZG_NOTICE_REASON, 2);
  zg_record_set_text (notice, ZG_NOTICE_FROM, "2026-12-01");
  zg_record_set_text (notice, ZG_NOTICE_TO, "2026-11-30");
  refused (trial.hr, notice, "create", ZG_ERROR_INVALID, "last_day", NULL);
  zg_record_set_text (notice, ZG_NOTICE_TO, "2026-12-01");
  refused (trial.worker, notice, "create", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, notice, "create", NULL);
  refused (trial.hr, notice, "issue", ZG_ERROR_INVALID, "start1", "D04-4.1.2a"); /* neither hours nor a day off */
  zg_record_set_int (notice, ZG_NOTICE_START1, 600);
  zg_record_set_int (notice, ZG_NOTICE_END1, 540);
  refused (trial.hr, notice, "issue", ZG_ERROR_INVALID, "start1", "D04-4.1.2a");
  zg_record_set_int (notice, ZG_NOTICE_END1, 900);
  zg_record_set_int (notice, ZG_NOTICE_DAY_OFF, 1);
  refused (trial.hr, notice, "issue", ZG_ERROR_INVALID, "day_off", "D04-4.1.2a");
  zg_record_set_int (notice, ZG_NOTICE_DAY_OFF, 0);
  done (trial.hr, notice, "issue", NULL);
  g_assert_true (g_str_has_prefix (notice->no, "TZ"));
  g_assert_cmpstr (zg_record_text (notice, ZG_NOTICE_ISSUED_ON), ==, "2026-11-23");
  refused (trial.hr, notice, "edit", ZG_ERROR_INVALID, NULL, NULL);
  refused (trial.hr, notice, "cancel", ZG_ERROR_INVALID, NULL, NULL);
  done (trial.hr, notice, "cancel", "来水了");
}

static void
test_schedules (void)
{
  g_autoptr (ZgRecord) schedule = zg_record_new (&zg_schedule), use = zg_record_new (&zg_schedule_use);

  zg_record_set_text (schedule, ZG_SCHEDULE_CODE, "B");
  zg_record_set_text (schedule, ZG_SCHEDULE_NAME, "六天制");
  zg_record_set_text (schedule, ZG_SCHEDULE_FROM, "2024-01-01");
  zg_record_set_int (schedule, ZG_SCHEDULE_MON, 1);
  zg_record_set_int (schedule, ZG_SCHEDULE_START1, 540);
  refused (trial.hr, schedule, "create", ZG_ERROR_INVALID, "start1", NULL); /* a from without a to */
  zg_record_set_int (schedule, ZG_SCHEDULE_END1, 1080);
  zg_record_set_int (schedule, ZG_SCHEDULE_IN1, 1);
  refused (trial.hr, schedule, "create", ZG_ERROR_INVALID, "valid_from", "D02-3.1.2"); /* a version of that day is there */
  zg_record_set_text (schedule, ZG_SCHEDULE_CODE, "E");
  done (trial.hr, schedule, "create", NULL);
  zg_record_set_text (use, ZG_USE_CODE, "X");
  zg_record_set_text (use, ZG_USE_FROM, "2030-01-01");
  zg_record_set_int (use, ZG_USE_STAFF, zg_session_staff (trial.worker));
  refused (trial.hr, use, "create", ZG_ERROR_INVALID, "code", NULL);
  zg_record_set_text (use, ZG_USE_CODE, "E");
  zg_record_set_int (use, ZG_USE_CATEGORY, ZG_CATEGORY_OPERATIONS);
  refused (trial.hr, use, "create", ZG_ERROR_INVALID, "category", "D04-4.1.1a"); /* one of them only */
  zg_record_set_null (use, ZG_USE_CATEGORY);
  done (trial.hr, use, "create", NULL);
}

/* The hours a new book begins with: five days from nine to six, six days from half past eight. */
static void
test_shipped_hours (void)
{
  ZgSchedule five, six;

  g_assert_true (zg_schedule_standard (&five, 'A'));
  g_assert_cmpint (five.weekdays, ==, 0x1f);
  g_assert_cmpint (five.segments[0].start, ==, 9 * 60);
  g_assert_cmpint (five.segments[0].end, ==, 12 * 60);
  g_assert_cmpint (five.segments[1].start, ==, 13 * 60);
  g_assert_cmpint (five.segments[1].end, ==, 18 * 60);
  g_assert_true (zg_schedule_standard (&six, 'B'));
  g_assert_cmpint (six.weekdays, ==, 0x3f);
  g_assert_cmpint (ask ("SELECT count(*) FROM schedule WHERE code = $1 AND sat = 1 AND COALESCE (sun, 0) = 0", "B"), ==, 1);
}

/* HR manages working time; a department does not. */
static void
test_hr_manages (void)
{
  g_autoptr (ZgRecord) use = zg_record_new (&zg_schedule_use);

  zg_record_set_text (use, ZG_USE_CODE, "A");
  zg_record_set_int (use, ZG_USE_STAFF, staff_by ("1012"));
  zg_record_set_text (use, ZG_USE_FROM, "2027-01-01");
  refused (trial.manager, use, "create", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, use, "create", NULL);
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/schedule/shipped/D02-3.1.1/D04-4.1.1b", test_shipped_hours);
  g_test_add_func ("/schedule/hr/D04-3.1", test_hr_manages);
  g_test_add_func ("/leave/life", test_leave_life);
  g_test_add_func ("/leave/D01-7.2/beforehand", test_leave_rules);
  g_test_add_func ("/leave/overlap", test_leave_overlap);
  g_test_add_func ("/leave/D04-3.2/others", test_leave_of_others);
  g_test_add_func ("/slip/D04-4.2.1c/life", test_slip);
  g_test_add_func ("/notice/D04-4.1.2b/life", test_notice);
  g_test_add_func ("/schedule/D02-3.1.2/versions", test_schedules);
  return trial_run ();
}
