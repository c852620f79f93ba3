/* The judged month from end to end: facts made by hand in a book, marks, sums, explanations, rights, and rules of their own time.
 */
#include "trial.h"

#include <stdlib.h>

static gint64 clock1;

static void
punch_at (const char *number, const char *stamp)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_punch, 1);
  ZgCell             *cells = zg_batch_row (batch);
  g_autofree char    *pin = g_strdup_printf ("8%s", number);
  GError             *error = NULL;

  zg_batch_int (&cells[ZG_PUNCH_CLOCK_REF], clock1);
  zg_batch_text (batch, &cells[ZG_PUNCH_PIN], pin, -1);
  zg_batch_int (&cells[ZG_PUNCH_AT], at (stamp));
  zg_batch_int (&cells[ZG_PUNCH_BUTTON], 255);
  zg_book_import (trial.hr, batch, "test", NULL, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
day_of (const char *number, const char *on, const char *in1, const char *in2, const char *out)
{
  const char *times[] = { in1, in2, out };

  for (int i = 0; i < 3; i++)
    if (times[i])
      {
        g_autofree char *stamp = g_strdup_printf ("%s %s", on, times[i]);

        punch_at (number, stamp);
      }
}

static void
hold (const char *number)
{
  g_autoptr (ZgRecord) pin = zg_record_new (&zg_clock_pin);
  g_autofree char     *text = g_strdup_printf ("8%s", number);

  zg_record_set_int (pin, ZG_PIN_CLOCK, clock1);
  zg_record_set_text (pin, ZG_PIN_PIN, text);
  zg_record_set_int (pin, ZG_PIN_STAFF, staff_by (number));
  done (trial.hr, pin, "create", NULL);
}

static void make_facts (void);

static ZgMonth *
november (void)
{
  GError  *error = NULL;
  ZgMonth *month;

  make_facts ();
  month = judge (trial.hr, "2026-11", 0, 0, &error);
  g_assert_no_error (error);
  return month;
}

/* -- Facts of November for 张伟 (1010, schedule B) -- */

static void
make_facts (void)
{
  if (clock1)
    return;
  clock1 = ask ("SELECT id FROM clock WHERE number = 1", NULL);
  hold ("1010");
  hold ("1011");
  hold ("1012");
  day_of ("1010", "2026-11-02", "08:25:59", "13:55:00", "18:00:00"); /* in time to the second */
  day_of ("1010", "2026-11-03", "08:26:00", "13:55:00", "18:00:00"); /* late 1 */
  day_of ("1010", "2026-11-04", "08:40:59", "13:55:00", "18:00:00"); /* late 15 */
  day_of ("1010", "2026-11-05", "08:41:00", "13:55:00", "18:00:00"); /* leave needed */
  day_of ("1010", "2026-11-06", "08:20:00", "13:50:00", "17:55:00"); /* early 5 */
  day_of ("1010", "2026-11-07", "08:20:00", "13:50:00", NULL);       /* missed */
  day_of ("1010", "2026-11-10", "08:20:00", NULL, "18:01:00");       /* half a day absent */
}

static void
test_marks (void)
{
  ZgMonth    *month;
  gint64      staff = staff_by ("1010");
  int         line;
  const ZgMonthLine *of;

  month = november ();
  line = zg_attendance_line (month, staff);
  of = &month->lines[line];
  g_assert_cmpstr (of->number, ==, "1010");
  g_assert_cmpstr (of->name, ==, "张伟");
  g_assert_cmpstr (of->unit_title, ==, "运营组");
  g_assert_cmpint (mark_on (month, staff, 1), ==, ZG_MARK_REST); /* Sunday */
  g_assert_cmpint (mark_on (month, staff, 2), ==, ZG_MARK_NORMAL);
  g_assert_cmpint (mark_on (month, staff, 3), ==, ZG_MARK_LATE);
  g_assert_cmpstr (of->days[2].clause, ==, "D04-4.2.2a");
  g_assert_cmpint (mark_on (month, staff, 4), ==, ZG_MARK_LATE);
  g_assert_cmpint (mark_on (month, staff, 6), ==, ZG_MARK_EARLY);
  g_assert_cmpstr (of->days[5].clause, ==, "D04-4.2.2c");
  g_assert_cmpint (mark_on (month, staff, 7), ==, ZG_MARK_MISSED);
  g_assert_cmpint (mark_on (month, staff, 10), ==, ZG_MARK_ABSENT);
  g_assert_cmpint (of->days[9].absent, ==, 500);
  g_assert_cmpint (mark_on (month, staff, 24), ==, ZG_MARK_BLANK); /* has not come yet */
  g_assert_cmpint (of->totals.late_times, ==, 2);
  g_assert_cmpint (of->totals.late_minutes, ==, 16);
  g_assert_cmpint (of->totals.early_minutes, ==, 5);
  g_assert_cmpint (of->totals.missed, ==, 1);
  zg_attendance_month_free (month);
}

static void
test_leave_needed (void)
{
  ZgMonth             *month = november ();
  gint64               staff = staff_by ("1010");
  g_autoptr (ZgRecord) leave = zg_record_new (&zg_leave);
  int                  line = zg_attendance_line (month, staff);

  g_assert_true (mark_on (month, staff, 5) == ZG_MARK_WAITING || mark_on (month, staff, 5) == ZG_MARK_ABSENT);
  g_assert_cmpstr (month->lines[line].days[4].clause, ==, "D04-4.2.2b");
  zg_attendance_month_free (month);
  zg_record_set_int (leave, ZG_LEAVE_STAFF, staff);
  zg_record_set_int (leave, ZG_LEAVE_TYPE, ZG_JUDGE_LEAVE_LATE);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, at ("2026-11-05 08:30:00"));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, at ("2026-11-05 09:00:00"));
  zg_record_set_text (leave, ZG_LEAVE_REASON, "堵车");
  zg_record_set_text (leave, ZG_LEAVE_MOBILE, "13800001010");
  done (trial.worker, leave, "create", NULL);
  done (trial.worker, leave, "submit", NULL);
  done (trial.manager, leave, "approve", NULL);
  month = november ();
  line = zg_attendance_line (month, staff);
  g_assert_cmpint (mark_on (month, staff, 5), ==, ZG_MARK_LATE_LEAVE);
  g_assert_nonnull (strstr (month->lines[line].remarks, leave->no));
  zg_attendance_month_free (month);
}

static void
test_slip_and_photo (void)
{
  gint64               staff = staff_by ("1010");
  g_autoptr (ZgRecord) slip = zg_record_new (&zg_slip), photo = zg_record_new (&zg_photo_signin);
  ZgMonth             *month;

  zg_record_set_int (slip, ZG_SLIP_STAFF, staff);
  zg_record_set_int (slip, ZG_SLIP_TYPE, ZG_SLIP_TYPE_MISSED);
  zg_record_set_int (slip, ZG_SLIP_STATED, at ("2026-11-07 18:10:00"));
  zg_record_set_text (slip, ZG_SLIP_REASON, "忘了");
  done (trial.worker, slip, "create", NULL);
  done (trial.worker, slip, "submit", NULL);
  month = november ();
  g_assert_cmpint (mark_on (month, staff, 7), ==, ZG_MARK_MISSED); /* not approved yet */
  zg_attendance_month_free (month);
  done (trial.manager, slip, "approve", NULL);
  zg_record_set_int (photo, ZG_PHOTO_STAFF, staff);
  zg_record_set_int (photo, ZG_PHOTO_AT, at ("2026-11-10 13:50:00"));
  g_assert_false (zg_book_run (trial.hr, photo, "create", NULL, NULL, NULL, NULL, NULL)); /* no picture, no evidence */
  attach_picture (photo, ZG_PHOTO_FILE);
  done (trial.hr, photo, "create", NULL);
  month = november ();
  g_assert_cmpint (mark_on (month, staff, 7), ==, ZG_MARK_NORMAL);
  g_assert_cmpint (mark_on (month, staff, 10), ==, ZG_MARK_SINGLE); /* D04-4.2.1b: a photo alone */
  zg_attendance_month_free (month);
}

static void
test_explained (void)
{
  ZgMonth         *month = november ();
  int              line = zg_attendance_line (month, staff_by ("1010"));
  g_autofree char *sentence = zg_attendance_explain (month, line, 2, FALSE), *full = zg_attendance_explain (month, line, 2, TRUE);
  g_autofree char *counted = zg_attendance_explain_full (month, line);

  g_assert_nonnull (strstr (sentence, "08:26"));
  g_assert_nonnull (strstr (sentence, "D04-4.2.2a"));
  g_assert_null (strchr (sentence, '\n'));
  g_assert_true (g_str_has_prefix (full, sentence));
  g_assert_nonnull (strstr (full, "08:26:00"));
  g_assert_nonnull (strstr (full, "六天制"));
  g_assert_true (*counted != '\0');
  zg_attendance_month_free (month);
}

static void
test_details (void)
{
  ZgMonth           *month = november ();
  g_autoptr (GArray) details = zg_attendance_details (month, zg_attendance_line (month, staff_by ("1010")));
  int                late = 0, minutes = 0;

  for (guint i = 0; i < details->len; i++)
    {
      const ZgAttendanceDetail *detail = &g_array_index (details, ZgAttendanceDetail, i);

      if (detail->grade != ZG_GRADE_LATE)
        continue;
      late++;
      minutes += detail->minutes;
      g_assert_cmpint (detail->expected, ==, 8 * 60 + 25);
      g_assert_cmpstr (detail->clause, ==, "D04-4.2.2a");
      g_assert_cmpint (zg_day_of_ms (detail->actual_ms), ==, month->first_day + detail->day);
    }
  g_assert_cmpint (late, ==, 2);
  g_assert_cmpint (minutes, ==, 16);
  zg_attendance_month_free (month);
}

/* -- Who sees what -- */

static void
test_reach (void)
{
  g_autoptr (ZgSession) leader = log_in ("lina");
  GError               *error = NULL;
  ZgMonth              *all = november (), *unit, *own, *asked;

  own = judge (trial.worker, "2026-11", 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (own->n_lines, ==, 1);
  g_assert_cmpint (own->lines[0].staff, ==, zg_session_staff (trial.worker));
  unit = judge (leader, "2026-11", 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (unit->n_lines, >, 1);
  g_assert_cmpint (unit->n_lines, <, all->n_lines);
  for (int i = 0; i < unit->n_lines; i++)
    g_assert_cmpstr (unit->lines[i].unit_title, ==, "客服组");
  asked = judge (leader, "2026-11", 0, staff_by ("1010"), &error); /* another unit's person: not in it */
  g_assert_no_error (error);
  g_assert_cmpint (asked->n_lines, ==, 0);
  zg_attendance_month_free (asked);
  asked = judge (trial.hr, "2026-11", ask ("SELECT id FROM unit WHERE name = $1", "电商部"), 0, &error); /* with the units below */
  g_assert_cmpint (asked->n_lines, ==, all->n_lines);
  g_assert_cmpstr (asked->unit_title, ==, "电商部");
  zg_attendance_month_free (asked);
  g_assert_null (judge (trial.hr, "2026-11", 12345, 0, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND);
  g_clear_error (&error);
  zg_attendance_month_free (own);
  zg_attendance_month_free (unit);
  zg_attendance_month_free (all);
}

static void
test_cancelled (void)
{
  GError                  *error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (zg_store_read (zg_book_store (trial.book), month_db, &(Judging){ trial.hr, "2026-11", 0, 424242 }, &error));
  g_clear_error (&error);
}

static void
test_units (void)
{
  ZgMonth *month = november ();
  gint64   due = 0, worked = 0, lines_due = 0, lines_worked = 0;
  int      staff = 0;

  for (int i = 0; i < month->n_units; i++)
    {
      const ZgAttendanceUnit *unit = &month->units[i];

      staff += unit->staff;
      due += unit->due_milli;
      worked += unit->worked_milli;
      if (unit->due_milli)
        g_assert_cmpint (unit->rate_bp, ==, unit->worked_milli * 10000 / unit->due_milli);
    }
  for (int i = 0; i < month->n_lines; i++)
    {
      lines_due += month->lines[i].totals.due;
      lines_worked += month->lines[i].totals.worked;
    }
  g_assert_cmpint (staff, ==, month->n_lines);
  g_assert_cmpint (due, ==, lines_due);
  g_assert_cmpint (worked, ==, lines_worked);
  zg_attendance_month_free (month);
}

/* -- Schedules, notices, rosters -- */

static void
test_own_schedule (void)
{
  g_autoptr (ZgRecord) use = zg_record_new (&zg_schedule_use);
  gint64               staff = staff_by ("1012"); /* technical, B by category */
  ZgMonth             *month;

  make_facts ();
  day_of ("1012", "2026-11-13", "08:50:00", NULL, "18:00:00");
  day_of ("1012", "2026-11-20", "08:50:00", NULL, "18:00:00");
  zg_record_set_text (use, ZG_USE_CODE, "A");
  zg_record_set_int (use, ZG_USE_STAFF, staff);
  zg_record_set_text (use, ZG_USE_FROM, "2026-11-16"); /* from the middle of the month on */
  done (trial.hr, use, "create", NULL);
  month = november ();
  g_assert_cmpint (mark_on (month, staff, 13), !=, ZG_MARK_NORMAL); /* by B */
  g_assert_cmpint (mark_on (month, staff, 20), ==, ZG_MARK_NORMAL); /* by A: 9:00, once in and once out */
  g_assert_cmpint (mark_on (month, staff, 14), ==, ZG_MARK_ABSENT); /* a Saturday of B */
  g_assert_cmpint (mark_on (month, staff, 21), ==, ZG_MARK_REST);   /* a Saturday of A */
  g_assert_cmpint (month->n_schedules, >=, 3);
  zg_attendance_month_free (month);
}

static void
test_notice (void)
{
  g_autoptr (ZgRecord) notice = zg_record_new (&zg_schedule_notice);
  gint64               staff = staff_by ("1010");
  ZgMonth             *month;

  make_facts ();
  day_of ("1010", "2026-11-11", "09:50:00", NULL, "16:00:00");
  month = november ();
  g_assert_cmpint (mark_on (month, staff, 11), >=, ZG_MARK_MISSED);
  zg_attendance_month_free (month);
  zg_record_set_text (notice, ZG_NOTICE_TITLE, "停水");
  zg_record_set_int (notice, ZG_NOTICE_REASON, 2);
  zg_record_set_text (notice, ZG_NOTICE_FROM, "2026-11-11");
  zg_record_set_text (notice, ZG_NOTICE_TO, "2026-11-11");
  zg_record_set_int (notice, ZG_NOTICE_UNIT, ask ("SELECT id FROM unit WHERE name = $1", "运营组"));
  zg_record_set_int (notice, ZG_NOTICE_START1, 600);
  zg_record_set_int (notice, ZG_NOTICE_END1, 960);
  done (trial.hr, notice, "create", NULL);
  month = november ();
  g_assert_cmpint (mark_on (month, staff, 11), !=, ZG_MARK_NORMAL); /* a draft changes nothing */
  zg_attendance_month_free (month);
  done (trial.hr, notice, "issue", NULL);
  month = november ();
  g_assert_cmpint (mark_on (month, staff, 11), ==, ZG_MARK_NORMAL);
  zg_attendance_month_free (month);
  done (trial.hr, notice, "cancel", "来水了");
  month = november ();
  g_assert_cmpint (mark_on (month, staff, 11), !=, ZG_MARK_NORMAL);
  zg_attendance_month_free (month);
}

static void
put_roster (const char *on, gint64 staff, const char *code)
{
  g_autoptr (ZgRecord) entry = zg_record_new (&zg_roster);

  zg_record_set_text (entry, ZG_ROSTER_DAY, on);
  zg_record_set_int (entry, ZG_ROSTER_STAFF, staff);
  zg_record_set_int (entry, ZG_ROSTER_SHIFT_REF, ask ("SELECT id FROM shift WHERE code = $1", code));
  done (trial.hr, entry, "create", NULL);
}

static void
test_roster (void)
{
  gint64   staff = staff_by ("1011"); /* customer service, schedule C */
  ZgMonth *month;

  make_facts ();
  clear_roster ("2026-11", staff); /* five rest days are all there are */
  clear_roster ("2026-11-17", staff);
  clear_roster ("2026-11-18", staff);
  clear_roster ("2026-11-19", staff);
  put_roster ("2026-11-17", staff, "KF");
  put_roster ("2026-11-18", staff, "XIU");
  put_roster ("2026-11-19", staff, "BAN");
  day_of ("1011", "2026-11-17", "08:20:00", NULL, "21:03:00");
  day_of ("1011", "2026-11-19", "08:20:00", "13:50:00", "18:03:00");
  month = november ();
  g_assert_cmpint (mark_on (month, staff, 17), ==, ZG_MARK_NORMAL);
  g_assert_cmpint (mark_on (month, staff, 18), ==, ZG_MARK_REST);
  g_assert_cmpint (mark_on (month, staff, 19), ==, ZG_MARK_NORMAL);
  zg_attendance_month_free (month);
}

static ZgDayResult
result_on (ZgMonth *month, gint64 staff, int of_month)
{
  ZgDayResult results[31];

  zg_attendance_days (month, zg_attendance_line (month, staff), results);
  return results[of_month - 1];
}

/* The Sunday duty is a duty; ordinary hours and a duty on one day are both asked, whichever was entered first. */
static void
test_roster_duty (void)
{
  gint64      staff = staff_by ("1011"); /* customer service, schedule C */
  ZgMonth    *month;
  ZgDayResult sunday, both, other;

  make_facts ();
  for (int i = 0; i < 3; i++)
    clear_roster ((const char *[]) { "2026-11-08", "2026-11-09", "2026-11-10" }[i], staff);
  put_roster ("2026-11-08", staff, "ZR");
  day_of ("1011", "2026-11-08", "08:30:00", NULL, "21:00:00");
  put_roster ("2026-11-09", staff, "BAN");
  put_roster ("2026-11-09", staff, "ZGS");
  put_roster ("2026-11-10", staff, "ZGS");
  put_roster ("2026-11-10", staff, "BAN");
  day_of ("1011", "2026-11-09", "08:20:00", "13:50:00", "21:00:00");
  month = november ();
  sunday = result_on (month, staff, 8);
  both = result_on (month, staff, 9);
  other = result_on (month, staff, 10);
  g_assert_cmpint (sunday.duties, ==, 1);
  g_assert_cmpint (sunday.mark, ==, ZG_MARK_NORMAL);
  g_assert_cmpint (both.n_segments, ==, 3);
  g_assert_cmpint (both.duties, ==, 1);
  g_assert_cmpint (both.mark, ==, ZG_MARK_NORMAL);
  g_assert_cmpint (other.n_segments, ==, 3);
  g_assert_cmpint (other.absent, ==, 1000);
  zg_attendance_month_free (month);
}

static void
test_overnight (void)
{
  g_autoptr (ZgRecord) shift = zg_record_new (&zg_shift);
  gint64               staff = staff_by ("1011");
  ZgMonth             *month;

  make_facts ();
  zg_record_set_text (shift, ZG_SHIFT_CODE, "YB");
  zg_record_set_text (shift, ZG_SHIFT_NAME, "夜班");
  zg_record_set_text (shift, ZG_SHIFT_LETTER, "黑");
  zg_record_set_int (shift, ZG_SHIFT_KIND, ZG_SHIFT_WORK);
  zg_record_set_int (shift, ZG_SHIFT_STARTS, 22 * 60);
  zg_record_set_int (shift, ZG_SHIFT_ENDS, 30 * 60);
  zg_record_set_int (shift, ZG_SHIFT_SIGNIN, 1);
  done (trial.hr, shift, "create", NULL);
  clear_roster ("2026-11-12", staff);
  clear_roster ("2026-11-13", staff);
  put_roster ("2026-11-12", staff, "YB");
  put_roster ("2026-11-13", staff, "XIU");
  punch_at ("1011", "2026-11-12 21:50:00");
  punch_at ("1011", "2026-11-13 06:02:00");
  month = november ();
  g_assert_cmpint (mark_on (month, staff, 12), ==, ZG_MARK_NORMAL);
  g_assert_cmpint (mark_on (month, staff, 13), ==, ZG_MARK_REST);
  zg_attendance_month_free (month);
}

/* -- A parameter changed: an old month keeps the rules of its own time -- */

static char *
picture (const char *month_text)
{
  GError  *error = NULL;
  ZgMonth *month = judge (trial.hr, month_text, 0, 0, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (int i = 0; i < month->n_lines; i++)
    {
      g_string_append_printf (text, "%s ", month->lines[i].number);
      for (int k = 0; k < month->n_days; k++)
        for (int m = 0; m < month->lines[i].days[k].n_marks; m++)
          g_string_append_printf (text, "%d.", month->lines[i].days[k].marks[m]);
      g_string_append_printf (text, " %d %d %d\n", month->lines[i].totals.worked, month->lines[i].totals.late_minutes,
                              month->lines[i].totals.full);
    }
  zg_attendance_month_free (month);
  return g_string_free (text, FALSE);
}

static void
test_own_time (void)
{
  g_autofree char *october = picture ("2026-10"), *before = picture ("2026-11"), *after = NULL, *again = NULL;
  gint64           staff = staff_by ("1010");
  ZgMonth         *month;
  int              changes = 0;

  set_parameter ("att.late.max", "10", "2026-11-04"); /* within November */
  again = picture ("2026-10");
  g_assert_cmpstr (october, ==, again);
  after = picture ("2026-11");
  g_assert_cmpstr (before, !=, after);
  month = november ();
  g_assert_cmpint (mark_on (month, staff, 3), ==, ZG_MARK_LATE);  /* 1 minute, by the old limit */
  g_assert_cmpint (mark_on (month, staff, 4), >, ZG_MARK_LATE);   /* 15 minutes: beyond the new one */
  for (int i = 0; i < month->n_rules; i++)
    if (g_str_equal (month->rules[i].key, "att.late.max"))
      {
        g_assert_cmpint (month->rules[i].from, ==, changes ? day ("2026-11-04") : day ("2026-11-01"));
        g_assert_cmpint (month->rules[i].to, ==, changes ? day ("2026-11-30") : day ("2026-11-03"));
        g_assert_cmpstr (month->rules[i].clause, ==, "D04-4.2.2a");
        changes++;
      }
  g_assert_cmpint (changes, ==, 2);
  zg_attendance_month_free (month);
}

/* The sign-in before a duty changes within the month: in time on the 12th, ten minutes late on the 19th (D04-4.1.1g). */
static void
test_own_time_duty (void)
{
  g_autoptr (ZgRecord) shift = zg_record_new (&zg_shift);
  gint64               staff = staff_by ("1010");
  ZgMonth             *month;

  make_facts ();
  zg_record_set_text (shift, ZG_SHIFT_CODE, "WZ");
  zg_record_set_text (shift, ZG_SHIFT_NAME, "晚值班");
  zg_record_set_text (shift, ZG_SHIFT_LETTER, "守");
  zg_record_set_int (shift, ZG_SHIFT_KIND, ZG_SHIFT_DUTY);
  zg_record_set_int (shift, ZG_SHIFT_STARTS, 19 * 60);
  zg_record_set_int (shift, ZG_SHIFT_ENDS, 21 * 60);
  zg_record_set_int (shift, ZG_SHIFT_SIGNIN, 1);
  done (trial.hr, shift, "create", NULL);
  for (int i = 0; i < 2; i++)
    {
      const char *on = i ? "2026-11-19" : "2026-11-12";

      put_roster (on, staff, "WZ");
      day_of ("1010", on, "08:20:00", "13:50:00", "18:00:00");
      day_of ("1010", on, "19:00:00", NULL, "21:00:00");
    }
  set_parameter ("duty.signin.lead", "10", "2026-11-16");
  month = november ();
  g_assert_cmpint (mark_on (month, staff, 12), ==, ZG_MARK_NORMAL);
  g_assert_cmpint (mark_on (month, staff, 19), ==, ZG_MARK_LATE);
  zg_attendance_month_free (month);
}

/* A day of which no clock file came is shown absent for everybody, and the month says so; a day on which one punched is not. */
static void
test_silent (void)
{
  ZgMonth *month = november ();
  guint32  silent = month->silent;

  /* Saturday 21 was due and nothing came; somebody punched on the 2nd, the 23rd is today, the 24th still to come */
  g_assert_cmpint (silent & (1 << 20 | 1 << 1 | 1 << 22 | 1 << 23), ==, 1 << 20);
  zg_attendance_month_free (month);
  punch_at ("1012", "2026-11-21 23:59:00"); /* no work, yet a punch */
  month = november ();
  g_assert_cmpint (month->silent, ==, silent & ~(1 << 20));
  zg_attendance_month_free (month);
  month = judge (trial.hr, "2026-05", 0, 0, NULL); /* a month without any punch says it otherwise */
  g_assert_cmpint (month->silent, ==, 0);
  zg_attendance_month_free (month);
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/month/D04-4.2.2a/marks", test_marks);
  g_test_add_func ("/month/D04-4.2.2b/leave-needed", test_leave_needed);
  g_test_add_func ("/month/D04-4.2.1b/slip-and-photo", test_slip_and_photo);
  g_test_add_func ("/month/explained", test_explained);
  g_test_add_func ("/month/details", test_details);
  g_test_add_func ("/month/reach", test_reach);
  g_test_add_func ("/month/cancelled", test_cancelled);
  g_test_add_func ("/month/units", test_units);
  g_test_add_func ("/month/D02-3.1.2/own-schedule", test_own_schedule);
  g_test_add_func ("/month/D04-4.1.2a/notice", test_notice);
  g_test_add_func ("/month/D04-4.1.1d/roster", test_roster);
  g_test_add_func ("/month/D18-7.3b/roster-duty", test_roster_duty);
  g_test_add_func ("/month/overnight/to-the-morning", test_overnight);
  g_test_add_func ("/month/own-time/parameter", test_own_time);
  g_test_add_func ("/month/own-time/D04-4.1.1g/duty", test_own_time_duty);
  g_test_add_func ("/month/D04-4.2.1c/silent-days", test_silent);
  return trial_run ();
}
