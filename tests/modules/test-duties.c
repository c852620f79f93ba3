/* Duties: who has which, by when, and the record that ends it; the same on both engines. */
#include "handing-over.h"

#include "zg-duty.h"

typedef struct
{
  ZgSession *session;
  gint64     now;
  gboolean   mine;
} Ask;

static gpointer
find_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_duties_find (ask->session, db, ask->now, ask->mine, error);
}

static GPtrArray *
duties_of (ZgSession *session, const char *now, gboolean mine)
{
  GError    *error = NULL;
  Ask        ask = { session, at (now), mine };
  GPtrArray *items = zg_store_read (zg_session_store (session), find_db, &ask, &error);

  g_assert_no_error (error);
  return items;
}

/* The first of that duty about @about (NULL: about anything); (nullable) */
static const ZgDutyItem *
find (GPtrArray *items, const char *duty, const char *about)
{
  for (guint i = 0; i < items->len; i++)
    {
      const ZgDutyItem *item = items->pdata[i];

      if (g_str_equal (item->duty->id, duty) && (about == NULL || strstr (item->about, about)))
        return item;
    }
  return NULL;
}

static gboolean
has (ZgSession *session, const char *now, const char *duty, const char *about)
{
  g_autoptr (GPtrArray) items = duties_of (session, now, TRUE);

  return find (items, duty, about) != NULL;
}

/* The sheet of October: due until the 3rd is over, then missed; whoever may make one has it, with no record yet. */
static void
test_sheet (void)
{
  g_autoptr (GPtrArray) before = duties_of (trial.hr, "2026-11-03 23:59:59", TRUE);
  g_autoptr (GPtrArray) after = duties_of (trial.hr, "2026-11-04 00:00:00", TRUE);
  const ZgDutyItem     *item = find (before, "attendance.sheet", "2026-10");

  g_assert_nonnull (item);
  g_assert_cmpint (item->state, ==, ZG_DUTY_TODAY);
  g_assert_cmpint (item->due_ms, ==, at ("2026-11-04 00:00:00"));
  g_assert_cmpint (item->doc, ==, 0);
  g_assert_cmpstr (item->step->verb, ==, "create");
  item = find (after, "attendance.sheet", "2026-10");
  g_assert_cmpint (item->state, ==, ZG_DUTY_OVERDUE);
  g_assert_true (after->pdata[0] == item || ((ZgDutyItem *) after->pdata[0])->state == ZG_DUTY_OVERDUE);
  g_assert_false (has (trial.worker, "2026-11-03 12:00:00", "attendance.sheet", NULL));
}

/* A leave waits for who may approve it, never for who asked; done, it names itself for the rest of the day. */
static void
test_leave (void)
{
  g_autoptr (ZgRecord)  leave = zg_record_new (&zg_leave);
  g_autoptr (GPtrArray) waiting = NULL, over = NULL;
  const ZgDutyItem     *item;

  zg_record_set_int (leave, ZG_LEAVE_STAFF, zg_session_staff (trial.worker));
  zg_record_set_int (leave, ZG_LEAVE_TYPE, 1);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, at ("2026-12-21 08:30:00")); /* four weeks off, and still it waits */
  zg_record_set_int (leave, ZG_LEAVE_ENDS, at ("2026-12-21 12:00:00"));
  zg_record_set_text (leave, ZG_LEAVE_REASON, "家中有事");
  zg_record_set_text (leave, ZG_LEAVE_MOBILE, "13800000000");
  done (trial.worker, leave, "create", NULL);
  g_assert_false (has (trial.manager, "2026-11-23 09:00:00", "leave.decide", "2026-12-21"));
  done (trial.worker, leave, "submit", NULL);
  g_assert_false (has (trial.worker, "2026-11-23 09:00:00", "leave.decide", NULL)); /* D01-7.2: nobody decides his own */
  waiting = duties_of (trial.manager, "2026-11-23 09:00:00", TRUE);
  item = find (waiting, "leave.decide", "2026-12-21");
  g_assert_nonnull (item);
  g_assert_cmpint (item->state, ==, ZG_DUTY_AHEAD);
  g_assert_cmpint (item->doc, ==, leave->id);
  done (trial.manager, leave, "approve", NULL);
  over = duties_of (trial.manager, "2026-11-23 12:00:00", FALSE);
  item = find (over, "leave.decide", "2026-12-21");
  g_assert_nonnull (item);
  g_assert_cmpint (item->state, ==, ZG_DUTY_DONE);
  g_assert_null (item->step);
  g_assert_cmpstr (item->no, ==, leave->no);
  g_assert_false (has (trial.manager, "2026-11-24 09:00:00", "leave.decide", "2026-12-21"));
}

/* Who leaves without a handover begun; then the handover itself until it is finished. */
static void
test_leaving (void)
{
  gint64               leaver = staff_by ("1010");
  g_autoptr (ZgRecord) file = get (&zg_staff, leaver), handover = NULL;
  g_autofree char     *name = g_strdup (zg_record_text (file, ZG_STAFF_NAME));

  g_assert_false (has (trial.hr, "2026-11-23 09:00:00", "staff.leaver", name));
  zg_record_set_text (file, ZG_STAFF_LEFT, "2026-11-27");
  zg_record_set_text (file, ZG_STAFF_LEFT_WHY, "回乡");
  done (trial.hr, file, "leave", NULL);
  g_assert_true (has (trial.hr, "2026-11-23 09:00:00", "staff.leaver", name));
  handover = handover_new (ZG_HANDOVER_LEAVING, leaver, staff_by ("1011"));
  zg_record_set_text (handover, ZG_HANDOVER_DAY, "2026-11-27");
  done (trial.worker, handover, "create", NULL);
  g_assert_false (has (trial.hr, "2026-11-23 09:00:00", "staff.leaver", name));
  g_assert_true (has (trial.worker, "2026-11-23 09:00:00", "staff.handover", name));
  {
    g_autoptr (GPtrArray) items = duties_of (trial.worker, "2026-11-28 00:00:00", TRUE);

    g_assert_cmpint (find (items, "staff.handover", name)->state, ==, ZG_DUTY_OVERDUE);
  }
}

/* 18:00 is the backup's; the one made after it ends it. */
static void
test_backup (void)
{
  g_autoptr (GPtrArray) before = duties_of (trial.admin, "2026-11-23 17:59:59", TRUE);
  g_autoptr (GPtrArray) after = duties_of (trial.admin, "2026-11-23 18:00:00", TRUE);

  g_assert_cmpint (find (before, "book.backup", "2026-11-23")->state, ==, ZG_DUTY_TODAY);
  g_assert_cmpint (find (after, "book.backup", "2026-11-23")->state, ==, ZG_DUTY_OVERDUE);
  g_assert_false (has (trial.worker, "2026-11-23 18:00:00", "book.backup", NULL));
}

/* Who holds no right sees nobody else's affairs, and each duty has its clause. */
static void
test_reach (void)
{
  g_autoptr (GPtrArray)       all = duties_of (trial.worker, "2026-11-23 09:00:00", FALSE);
  guint                       n;
  const ZgDuty *const        *duties = zg_duties (&n);
  g_autoptr (GPtrArray)       hers = duties_of (trial.hr, "2026-11-23 09:00:00", FALSE);

  g_assert_cmpuint (n, >, 10);
  for (guint i = 0; i < n; i++)
    g_assert_nonnull (zg_clause_by_id (duties[i]->clause));
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpstr (((ZgDutyItem *) all->pdata[i])->duty->id, !=, "book.backup");
  g_assert_null (find (hers, "attendance.result", NULL)); /* others' results are their own affair */
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/duties/D04-4.2.1c/sheet", test_sheet);
  g_test_add_func ("/duties/D01-7.2/leave", test_leave);
  g_test_add_func ("/duties/D21-2.8/leaving", test_leaving);
  g_test_add_func ("/duties/D18-5.4/backup", test_backup);
  g_test_add_func ("/duties/reach", test_reach);
  return trial_run ();
}
