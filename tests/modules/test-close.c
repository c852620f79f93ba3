/* A month's life (D04-4.2.1c to g): compiled, reviewed, submitted by the 3rd, shown, objected to by the 5th, accepted by silence,
 * closed; and that nothing changes it afterwards. November 2026, closed on 6 December. */
#include "trial.h"

#include "zg-attendance-close.h"
#include "zg-tick.h"

#define MONTH "2026-11"

static gint64 clock1, unit_id, sheet_id;
static int people;

static void
punch_at (const char *number, const char *stamp)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_punch, 1);
  ZgCell *cells = zg_batch_row (batch);
  g_autofree char *pin = g_strdup_printf ("8%s", number);
  GError *error = NULL;

  zg_batch_int (&cells[ZG_PUNCH_CLOCK_REF], clock1);
  zg_batch_text (batch, &cells[ZG_PUNCH_PIN], pin, -1);
  zg_batch_int (&cells[ZG_PUNCH_AT], at (stamp));
  zg_batch_int (&cells[ZG_PUNCH_BUTTON], 255);
  zg_book_import (trial.hr, batch, "test", NULL, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
hold (const char *number)
{
  g_autoptr (ZgRecord) pin = zg_record_new (&zg_clock_pin);
  g_autofree char *text = g_strdup_printf ("8%s", number);

  zg_record_set_int (pin, ZG_PIN_CLOCK, clock1);
  zg_record_set_text (pin, ZG_PIN_PIN, text);
  zg_record_set_int (pin, ZG_PIN_STAFF, staff_by (number));
  done (trial.hr, pin, "create", NULL);
}

static ZgRecord *
sheet (void)
{
  return get (&zg_attendance_sheet, sheet_id);
}

static ZgRecord *
result_for (const char *number)
{
  return get (&zg_attendance_result,
              ask ("SELECT max (r.id) FROM attendance_result r JOIN staff s ON s.id = r.staff WHERE s.number = $1"
                   " AND r.state <> 'removed'",
                   number));
}

static ZgRecord *
objection_by (ZgSession *session, const char *number)
{
  ZgRecord *objection = zg_record_new (&zg_objection);

  zg_record_set_int (objection, ZG_OBJECTION_STAFF, staff_by (number));
  zg_record_set_text (objection, ZG_OBJECTION_MONTH, MONTH);
  zg_record_set_text (objection, ZG_OBJECTION_DAYS, "7");
  zg_record_set_text (objection, ZG_OBJECTION_TEXT, "当天18:05已离岗，忘记打卡。");
  done (session, objection, "create", NULL);
  return objection;
}

static gpointer
verify_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_attendance_verify_closed (trial.book, db, data, error) ? data : NULL;
}

static gint64
verified (void)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  zg_store_read (zg_book_store (trial.book), verify_db, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
tick (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;

  zg_tick_run (trial.book, &report, &error);
  g_assert_no_error (error);
}

static gint64
in_state (const char *state)
{
  return ask ("SELECT count(*) FROM attendance_result WHERE month = '2026-11' AND state = $1", state);
}

/* -- The deadlines -- */

static gpointer
due_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgPolicy) policy = NULL;
  gint64 *ends = data;
  int sheet_day = zg_attendance_due (db, "att.sheet.due_day", day ("2026-11-01"), 0, error),
      objection_day = zg_attendance_due (db, "att.objection.due_day", day ("2026-12-01"), 0, error);

  policy = zg_policy_load (db, sheet_day, objection_day, error);
  ends[0] = zg_attendance_due_end (policy, sheet_day, 0);
  ends[1] = zg_attendance_due_end (policy, objection_day, 0);
  return data;
}

/* The 3rd at 23:59 is in time, the 4th at 00:00 is late; December's objections end on 5 January. */
static void
test_deadlines (void)
{
  gint64 ends[2];

  zg_store_read (zg_book_store (trial.book), due_db, ends, NULL);
  g_assert_cmpint (ends[0], ==, at ("2026-12-04 00:00:00"));
  g_assert_cmpint (ends[1], ==, at ("2027-01-06 00:00:00"));
}

/* -- To the objections -- */

static void
make_facts (void)
{
  static const char *const days[] = { "02", "03", "04", "05", "06", "07", "09", "10" };

  clock1 = ask ("SELECT id FROM clock WHERE number = 1", NULL);
  unit_id = ask ("SELECT id FROM unit WHERE parent IS NULL AND sort = 1", NULL);
  hold ("1010");
  hold ("1012");
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    for (int who = 1010; who <= 1012; who += 2)
      {
        g_autofree char *number = g_strdup_printf ("%d", who), *morning = g_strdup_printf ("2026-11-%s 08:20:00", days[i]),
                        *noon = g_strdup_printf ("2026-11-%s 13:50:00", days[i]),
                        *evening = g_strdup_printf ("2026-11-%s 18:05:00", days[i]);

        punch_at (number, morning);
        punch_at (number, noon);
        if (who == 1010 || i != 5)
          punch_at (number, evening);
      }
}

static void
test_compile (void)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_attendance_sheet), twice = zg_record_new (&zg_attendance_sheet);

  make_facts ();
  zg_record_set_text (record, ZG_MSHEET_MONTH, MONTH);
  zg_record_set_int (record, ZG_MSHEET_UNIT, unit_id);
  done (trial.hr, record, "create", NULL);
  sheet_id = record->id;
  g_assert_cmpint (zg_record_day (record, ZG_MSHEET_DUE), ==, day ("2026-12-03"));
  zg_record_set_text (twice, ZG_MSHEET_MONTH, MONTH);
  zg_record_set_int (twice, ZG_MSHEET_UNIT, ask ("SELECT max (id) FROM unit WHERE parent IS NOT NULL", NULL));
  refused (trial.hr, twice, "create", ZG_ERROR_INVALID, "unit", "D04-4.2.1c");

  zg_clock_set (at ("2026-11-30 23:59:00"));
  refused (trial.hr, record, "compile", ZG_ERROR_INVALID, "month", "D04-4.2.1c");
  zg_clock_set (at ("2026-12-01 09:00:00"));
  done (trial.manager, record, "compile", NULL);
  people = zg_record_int (record, ZG_MSHEET_PEOPLE);
  g_assert_cmpint (people, >=, 14);
  /* who compiled it does not review it */
  refused (trial.manager, record, "review", ZG_ERROR_DENIED, NULL, NULL);
  refused (trial.manager, record, "return", ZG_ERROR_INVALID, NULL, NULL); /* without a reason */
  done (trial.manager, record, "return", "重新汇总");
  done (trial.hr, record, "compile", NULL);
  refused (trial.worker, record, "review", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.manager, record, "review", NULL);
}

static void
test_submit (void)
{
  g_autoptr (ZgRecord) record = sheet (), own = NULL, other = NULL;

  zg_clock_set (at ("2026-12-03 23:59:59"));
  done (trial.manager, record, "submit", NULL);
  g_assert_cmpint (zg_record_int (record, ZG_MSHEET_DAYS_LATE), ==, 0);
  g_assert_cmpint (zg_record_day (record, ZG_MSHEET_OBJECT_UNTIL), ==, day ("2026-12-05"));
  g_assert_cmpint (in_state ("shown"), ==, people);
  own = result_for ("1010");
  other = result_for ("1012");
  g_assert_cmpint (zg_record_int (own, ZG_RESULT_WORKED), ==, 8000);
  g_assert_cmpint (zg_record_int (other, ZG_RESULT_MISSED), ==, 1);
  refused (trial.worker, other, "accept", ZG_ERROR_DENIED, NULL, NULL);
  refused (trial.hr, own, "accept", ZG_ERROR_DENIED, NULL, NULL); /* nobody accepts for others */
  refused (trial.hr, own, "object", ZG_ERROR_DENIED, NULL, NULL); /* only an objection does */
  done (trial.worker, own, "accept", NULL);
  g_assert_cmpint (zg_record_int (own, ZG_RESULT_ANSWER), ==, ZG_ANSWER_ACCEPTED);

  /* submitted on the 4th is late; going back takes the results along */
  zg_clock_set (at ("2026-12-04 00:00:00"));
  done (trial.hr, record, "return", "运营组有误");
  g_assert_cmpint (in_state ("removed"), ==, people);
  g_assert_false (zg_record_is_set (record, ZG_MSHEET_OBJECT_UNTIL));
  done (trial.hr, record, "compile", NULL);
  done (trial.manager, record, "review", NULL);
  done (trial.manager, record, "submit", NULL);
  g_assert_cmpint (zg_record_int (record, ZG_MSHEET_DAYS_LATE), ==, 1);
  g_assert_cmpint (in_state ("shown"), ==, people);
}

/* -- Objections: one upheld, one rejected, one withdrawn, one too late -- */

static ZgRecord *upheld, *rejected;

static void
test_object (void)
{
  g_autoptr (ZgSession) second = log_in ("huanglei"), third = log_in ("liuyang");
  g_autoptr (ZgRecord) record = sheet (), withdrawn = NULL, late = NULL, early = NULL, shown = NULL;

  zg_clock_set (at ("2026-12-05 23:59:59"));
  upheld = objection_by (second, "1012");
  done (second, upheld, "file", NULL);
  shown = result_for ("1012");
  g_assert_cmpstr (shown->state, ==, "objected");
  rejected = objection_by (third, "1011");
  done (third, rejected, "file", NULL);
  withdrawn = objection_by (trial.worker, "1010");
  done (trial.worker, withdrawn, "file", NULL);
  early = objection_by (trial.hr, "1014");
  refused (trial.hr, early, "note", ZG_ERROR_INVALID, "month", "D04-4.2.1e"); /* it is not late yet */
  refused (trial.hr, record, "return", ZG_ERROR_INVALID, NULL, NULL);
  tick ();
  g_assert_cmpint (in_state ("accepted"), ==, 0); /* the 5th counts */

  zg_clock_set (at ("2026-12-06 00:00:00"));
  late = objection_by (trial.hr, "1015");
  refused (trial.hr, late, "file", ZG_ERROR_INVALID, "month", "D04-4.2.1e");
  done (trial.hr, late, "note", NULL);
  g_assert_cmpstr (late->state, ==, "late");
  refused (trial.hr, record, "close", ZG_ERROR_INVALID, NULL, NULL);
  done (trial.worker, withdrawn, "withdraw", NULL);
  tick ();
  g_assert_cmpint (in_state ("accepted"), ==, people - 2);
  g_assert_cmpint (ask ("SELECT count(*) FROM attendance_result WHERE month = $1 AND state = 'accepted' AND answer = 2", MONTH),
                   ==, people - 2);
  tick (); /* twice is once */
  g_assert_cmpint (in_state ("accepted"), ==, people - 2);
}

static void
test_answer (void)
{
  g_autoptr (ZgRecord) slip = zg_record_new (&zg_slip), settled = NULL, record = sheet (), other = NULL;

  refused (trial.manager, upheld, "accept", ZG_ERROR_DENIED, NULL, NULL);
  refused (trial.hr, upheld, "accept", ZG_ERROR_INVALID, "consulted", "D04-4.2.1f");
  zg_record_set_int (slip, ZG_SLIP_STAFF, staff_by ("1012"));
  zg_record_set_int (slip, ZG_SLIP_TYPE, ZG_SLIP_TYPE_MISSED);
  zg_record_set_int (slip, ZG_SLIP_STATED, at ("2026-11-07 18:05:00"));
  zg_record_set_text (slip, ZG_SLIP_REASON, "忘记打卡");
  done (trial.hr, slip, "create", NULL);
  done (trial.hr, slip, "submit", NULL);
  done (trial.manager, slip, "approve", NULL);
  zg_record_set_text (upheld, ZG_OBJECTION_CONSULTED, "运营组长");
  zg_record_set_text (upheld, ZG_OBJECTION_REPLY, "监控可证，属实。");
  done (trial.hr, upheld, "accept", NULL);
  settled = result_for ("1012");
  g_assert_cmpstr (settled->state, ==, "settled");
  g_assert_cmpint (zg_record_int (settled, ZG_RESULT_MISSED), ==, 0);
  g_assert_nonnull (zg_record_text (settled, ZG_RESULT_CHANGED));    /* the old value is kept in words */
  refused (trial.hr, record, "close", ZG_ERROR_INVALID, NULL, NULL); /* one still waits */
  zg_record_set_text (rejected, ZG_OBJECTION_CONSULTED, "本人");
  zg_record_set_text (rejected, ZG_OBJECTION_REPLY, "未见凭据。");
  done (trial.hr, rejected, "reject", NULL);
  other = result_for ("1011");
  g_assert_cmpstr (other->state, ==, "settled");
  g_assert_null (zg_record_text (other, ZG_RESULT_CHANGED));
  zg_record_free (upheld);
  zg_record_free (rejected);
}

static void
test_closed (void)
{
  g_autoptr (ZgRecord) record = sheet ();

  refused (trial.manager, record, "close", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, record, "close", NULL);
  g_assert_cmpint (in_state ("closed"), ==, people);
  g_assert_true (zg_record_is_set (record, ZG_MSHEET_CUT));
  g_assert_nonnull (strchr (zg_record_text (record, ZG_MSHEET_HEADS), ':'));
  g_assert_nonnull (strstr (zg_record_text (record, ZG_MSHEET_RULES), "att.late.max = 15"));
  g_assert_cmpint (verified (), ==, people);
}

/* -- What changes nothing any more -- */

static void
test_sabotage (void)
{
  g_autoptr (ZgRecord) slip = zg_record_new (&zg_slip), parameter = zg_record_new (zg_kind_by_id ("parameter")),
                       holiday = zg_record_new (&zg_holiday), use = zg_record_new (&zg_schedule_use), pin = NULL,
                       again = sheet (), leave = zg_record_new (&zg_leave);

  zg_clock_set (at ("2026-12-08 09:00:00"));
  zg_record_set_int (slip, ZG_SLIP_STAFF, staff_by ("1012"));
  zg_record_set_int (slip, ZG_SLIP_TYPE, ZG_SLIP_TYPE_MISSED);
  zg_record_set_int (slip, ZG_SLIP_STATED, at ("2026-11-10 18:05:00"));
  zg_record_set_text (slip, ZG_SLIP_REASON, "补");
  done (trial.hr, slip, "create", NULL);
  refused (trial.hr, slip, "submit", ZG_ERROR_INVALID, "stated_at", "D04-4.2.1g");
  zg_record_set_text (parameter, zg_kind_field (parameter->kind, "key"), "att.late.max");
  zg_record_set_text (parameter, zg_kind_field (parameter->kind, "value"), "10");
  zg_record_set_text (parameter, zg_kind_field (parameter->kind, "from_day"), "2026-11-10");
  refused (trial.hr, parameter, "create", ZG_ERROR_INVALID, NULL, NULL);
  zg_record_set_text (parameter, zg_kind_field (parameter->kind, "from_day"), "2026-12-01");
  done (trial.hr, parameter, "create", NULL);
  zg_record_set_text (holiday, ZG_HOLIDAY_DAY, "2026-11-11");
  zg_record_set_text (holiday, ZG_HOLIDAY_NAME, "店庆");
  zg_record_set_int (holiday, ZG_HOLIDAY_OFF, 1);
  zg_record_set_int (holiday, ZG_HOLIDAY_STATUTORY, 0);
  refused (trial.hr, holiday, "create", ZG_ERROR_INVALID, "day", "D04-4.2.1g");
  zg_record_set_text (use, ZG_USE_CODE, "A");
  zg_record_set_int (use, ZG_USE_STAFF, staff_by ("1010"));
  zg_record_set_text (use, ZG_USE_FROM, "2026-11-15");
  refused (trial.hr, use, "create", ZG_ERROR_INVALID, "valid_from", "D04-4.2.1g");
  pin = get (&zg_clock_pin, ask ("SELECT max (id) FROM clock_pin WHERE pin = $1", "81010"));
  zg_record_set_text (pin, ZG_PIN_TO, "2026-11-05");
  refused (trial.hr, pin, "edit", ZG_ERROR_INVALID, "valid_to", "D04-4.2.1g");
  zg_record_set_text (pin, ZG_PIN_TO, "2026-12-31");
  done (trial.hr, pin, "edit", NULL);
  zg_record_set_int (leave, ZG_LEAVE_STAFF, staff_by ("1012"));
  zg_record_set_int (leave, ZG_LEAVE_TYPE, ZG_JUDGE_LEAVE_LATE);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, at ("2026-11-12 08:30:00"));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, at ("2026-11-12 12:00:00"));
  zg_record_set_text (leave, ZG_LEAVE_REASON, "补假");
  zg_record_set_text (leave, ZG_LEAVE_MOBILE, "13800001234");
  done (trial.hr, leave, "create", NULL);
  refused (trial.hr, leave, "submit", ZG_ERROR_INVALID, "starts_at", "D04-4.2.1g");
  refused (trial.hr, again, "return", ZG_ERROR_INVALID, NULL, NULL);
  g_assert_cmpint (verified (), ==, people);
}

typedef struct
{
  GPtrArray *found;
} After;

static gpointer
after_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ((After *)data)->found = zg_attendance_after_closing (trial.book, db, day ("2026-11-01"), 0, error);
  return data;
}

static gpointer
counted_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_attendance_month (trial.hr, db, day (data), 0, 0, NULL, error);
}

/* What payroll has to add in the month that begins on @first; the line of the person it is about. */
static guint
counted (const char *first, ZgMonthCorrection *correction)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (ZgMonth) month = zg_store_read (zg_book_store (trial.book), counted_db, (gpointer) first, &error);

  g_assert_no_error (error);
  if (month->corrections->len)
    {
      *correction = g_array_index (month->corrections, ZgMonthCorrection, 0);
      g_assert_cmpint (month->lines[correction->line].staff, ==, staff_by ("1010"));
      g_assert_cmpstr (correction->reason, ==, "考勤机文件迟到");
      g_assert_true (g_str_has_prefix (correction->no, "GZ-2026-"));
    }
  return month->corrections->len;
}

/* Punches that come afterwards are kept, change nothing, and are proposed; so are people whose file is changed. */
static void
test_after (void)
{
  g_autoptr (ZgRecord) correction = zg_record_new (&zg_attendance_correction), person = NULL;
  g_autoptr (GError) error = NULL;
  After after = { NULL };
  ZgMonthCorrection later = { 0 };
  const ZgAfterClosing *first;

  punch_at ("1010", "2026-11-11 08:20:00");
  punch_at ("1010", "2026-11-11 13:50:00");
  punch_at ("1010", "2026-11-11 18:05:00");
  person = get (&zg_staff, staff_by ("1010"));
  zg_record_set_int (person, ZG_STAFF_CATEGORY, ZG_CATEGORY_SERVICE);
  done (trial.hr, person, "edit", NULL);
  g_assert_cmpint (verified (), ==, people);
  zg_store_read (zg_book_store (trial.book), after_db, &after, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after.found->len, ==, 1);
  first = after.found->pdata[0];
  g_assert_cmpint (first->day, ==, day ("2026-11-11"));
  g_assert_cmpint (first->worked, ==, 1000);
  g_assert_cmpint (first->absent, ==, -1000);
  g_ptr_array_unref (after.found);

  zg_record_set_int (correction, ZG_CORRECTION_STAFF, staff_by ("1010"));
  zg_record_set_text (correction, ZG_CORRECTION_DAY, "2026-11-11");
  zg_record_set_text (correction, ZG_CORRECTION_MONTH, MONTH);
  zg_record_set_int (correction, ZG_CORRECTION_WORKED, 1000);
  zg_record_set_int (correction, ZG_CORRECTION_ABSENT, -1000);
  zg_record_set_text (correction, ZG_CORRECTION_REASON, "考勤机文件迟到");
  done (trial.hr, correction, "create", NULL);
  refused (trial.hr, correction, "submit", ZG_ERROR_INVALID, "month", "D04-4.2.1g");
  zg_record_set_text (correction, ZG_CORRECTION_MONTH, "2026-12");
  done (trial.hr, correction, "submit", NULL);
  refused (trial.hr, correction, "approve", ZG_ERROR_DENIED, NULL, NULL);
  g_assert_cmpuint (counted ("2026-12-01", &later), ==, 0); /* asked for, not decided */
  done (trial.manager, correction, "approve", NULL);
  g_assert_cmpuint (counted ("2026-12-01", &later), ==, 1);
  g_assert_cmpint (later.day, ==, day ("2026-11-11"));
  g_assert_cmpint (later.worked, ==, 1000);
  g_assert_cmpint (later.absent, ==, -1000);
  g_assert_cmpint (later.late, ==, 0);
  g_assert_cmpuint (counted ("2026-11-01", &later), ==, 0); /* the closed month stays what it was */
}

/* The next month's sheet proposes what came too late, once for each day. */
static void
test_propose (void)
{
  g_autoptr (ZgRecord) next = zg_record_new (&zg_attendance_sheet);

  zg_clock_set (at ("2026-12-30 09:00:00"));
  punch_at ("1012", "2026-11-12 08:20:00");
  punch_at ("1012", "2026-11-12 13:50:00");
  punch_at ("1012", "2026-11-12 18:05:00");
  zg_record_set_text (next, ZG_MSHEET_MONTH, "2026-12");
  zg_record_set_int (next, ZG_MSHEET_UNIT, unit_id);
  done (trial.hr, next, "create", NULL);
  zg_clock_set (at ("2027-01-01 09:00:00"));
  done (trial.hr, next, "compile", NULL);
  g_assert_cmpint (ask ("SELECT count(*) FROM attendance_correction WHERE month = $1 AND state = 'draft'", "2026-12"), ==, 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM attendance_correction WHERE day = $1 AND worked_milli = 1000", "2026-11-12"), ==,
                   1);
  done (trial.hr, next, "return", "再汇总一次");
  done (trial.hr, next, "compile", NULL);
  g_assert_cmpint (ask ("SELECT count(*) FROM attendance_correction WHERE month = $1 AND state = 'draft'", "2026-12"), ==, 1);

  /* shown a week late, after the 5th: there is a day left to object on */
  done (trial.manager, next, "review", NULL);
  zg_clock_set (at ("2027-01-10 09:00:00"));
  done (trial.manager, next, "submit", NULL);
  g_assert_cmpint (zg_record_int (next, ZG_MSHEET_DAYS_LATE), ==, 7);
  g_assert_cmpint (zg_record_day (next, ZG_MSHEET_OBJECT_UNTIL), ==, day ("2027-01-11"));
}

static gpointer
objection_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 id = 0;

  if (!zg_db_int (db, &id, error, "SELECT MAX (id) FROM objection WHERE state = 'rejected'", NULL))
    return NULL;
  return zg_paper_of (&zg_objection)->make (trial.hr, db, id, error);
}

/* Objection and answer on one sheet, written by hand or at the desk. */
static void
test_objection_paper (void)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (ZgPaper) paper = zg_store_read (zg_book_store (trial.book), objection_db, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (zg_paper_layout (paper), ==, 1);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  trial_open ();
  g_test_add_func ("/close/deadlines/D04-4.2.1c", test_deadlines);
  g_test_add_func ("/close/compile/D04-4.2.1c", test_compile);
  g_test_add_func ("/close/submit/D04-4.2.1d", test_submit);
  g_test_add_func ("/close/object/D04-4.2.1e", test_object);
  g_test_add_func ("/close/answer/D04-4.2.1f", test_answer);
  g_test_add_func ("/close/closed/D04-4.2.1g", test_closed);
  g_test_add_func ("/close/sabotage/D04-4.2.1g", test_sabotage);
  g_test_add_func ("/close/after/D04-4.2.1f", test_after);
  g_test_add_func ("/close/D04-4.2.1f/objection-paper", test_objection_paper);
  g_test_add_func ("/close/propose/D04-4.2.1g", test_propose);
  result = g_test_run ();
  trial_close ();
  return result;
}
