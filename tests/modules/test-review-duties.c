/* What reviews ask for by when: the period of the month that is over, its facts, each person's turn. */
#include "review-help.h"

#include "zg-duty.h"

typedef struct
{
  ZgSession *session;
  gint64     now;
} Ask;

static gpointer
find_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_duties_find (ask->session, db, ask->now, TRUE, error);
}

/* The duty @id of @session at @now; its words are compared. Returns: what is due then in ms, 0: nothing of it. */
static gint64
due_of (ZgSession *session, const char *id, const char *about, gint64 now)
{
  GError               *error = NULL;
  Ask                   asked = { session, now };
  g_autoptr (GPtrArray) items = zg_store_read (zg_book_store (trial.book), find_db, &asked, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const ZgDutyItem *item = items->pdata[i];

      if (g_str_equal (item->duty->id, id) && item->done_ms == 0 && strstr (item->about, about))
        return item->due_ms;
    }
  return 0;
}

/* Monthly, as proposed: the month that is over has its period by the 5th; once it is opened nothing is asked any more. */
static void
test_period (void)
{
  gint64               now = at ("2026-12-02 09:00:00");
  g_autoptr (ZgRecord) period = new_period ("2026年11月考核", "2026-11-01", "2026-11-30");

  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-10", at ("2026-11-23 09:00:00")), ==, 0); /* the demo has it */
  zg_clock_set (now);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-11-01", now), ==, at ("2026-12-06 00:00:00"));
  g_assert_cmpint (due_of (trial.worker, "review.period", "2026-11-01", now), ==, 0); /* none of his business */
  done (trial.hr, period, "create", NULL);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-11-01", now), !=, 0); /* a draft is not opened */
  done (trial.hr, period, "open", NULL);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-11-01", now), ==, 0);
  g_assert_cmpint (due_of (trial.hr, "review.facts", "2026年11月", now), ==, at ("2026-12-02 00:00:00"));
  g_assert_cmpint (due_of (trial.worker, "review.self", "2026年11月", now), ==, 0); /* before the facts nobody scores */
  done (trial.hr, period, "take", NULL);
  g_assert_cmpint (due_of (trial.hr, "review.facts", "2026年11月", now), ==, 0);
}

/* One after the other, each by his day. */
static void
test_turns (void)
{
  gint64                now = at ("2026-12-02 10:00:00");
  g_autoptr (ZgSession) leader = log_in ("wangjianguo");
  g_autoptr (ZgRecord)  period = get (&zg_review_period, ask ("SELECT id FROM review_period WHERE name = $1", "2026年11月考核"));
  g_autoptr (ZgRecord)  sheet = sheet_of (period, "1010");

  g_assert_cmpint (due_of (trial.worker, "review.self", "2026年11月", now), ==, at ("2026-12-09 00:00:00"));
  g_assert_cmpint (due_of (leader, "review.supervisor", "张伟", now), ==, 0);
  score (trial.worker, sheet, "rate", ZG_RLINE_SELF, 9000);
  g_assert_cmpint (due_of (trial.worker, "review.self", "2026年11月", now), ==, 0);
  g_assert_cmpint (due_of (leader, "review.supervisor", "张伟", now), ==, at ("2026-12-13 00:00:00"));
  score (leader, sheet, "supervise", ZG_RLINE_SUPERVISOR, 9000);
  g_assert_cmpint (due_of (trial.manager, "review.manager", "张伟", now), ==, at ("2026-12-16 00:00:00"));
  score (trial.manager, sheet, "review", ZG_RLINE_MANAGER, 9000);
  g_assert_cmpint (due_of (trial.worker, "review.confirm", "2026年11月", now), ==, at ("2026-12-08 00:00:00"));
  zg_record_set_text (sheet, ZG_RSHEET_OBJECTION, "有一项任务没有计入");
  done (trial.worker, sheet, "object", NULL);
  g_assert_cmpint (due_of (trial.manager, "review.objection", "张伟", now), ==, at ("2026-12-08 00:00:00"));
}

/* Another interval asks for other periods: by the quarter nothing of a single month. */
static void
test_interval (void)
{
  gint64 now = at ("2027-01-04 09:00:00");

  zg_clock_set (now);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-12-01", now), !=, 0);
  set_parameter ("review.interval", "quarterly", "2027-01-01");
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-12-01", now), ==, 0);
  g_assert_cmpint (due_of (trial.hr, "review.period", "2026-10-01", now), ==, at ("2027-01-06 00:00:00"));
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/review-duties/D15-6/period", test_period);
  g_test_add_func ("/review-duties/D20-4.3/turns", test_turns);
  g_test_add_func ("/review-duties/D02-3.6.2/interval", test_interval);
  return trial_run ();
}
