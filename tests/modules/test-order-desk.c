/* How fresh the orders on the desk are, and what each customer bought. */
#include "order-help.h"

#include "zg-duty.h"
#include "zg-order-desk.h"

/* -- How long orders may go without being loaded -- */

static void
load_at (const char *number, const char *stamp)
{
  Row              row = { .number = number, .status = 2 };
  g_autofree char *name = g_strdup_printf ("ExportOrderList20261123%s.csv", number + strlen (number) - 6);

  zg_clock_set (at (stamp));
  list_in (name, &row, 1);
}

static gpointer
duties_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_duties_find (trial.hr, db, zg_book_now (trial.book), TRUE, error);
}

/* Returns: the state of the duty, -1: there is none. */
static int
load_duty (const char *stamp)
{
  g_autoptr (GPtrArray) items = NULL;
  int                   state = -1;

  zg_clock_set (at (stamp));
  items = zg_store_read (zg_book_store (trial.book), duties_db, NULL, NULL);
  for (guint i = 0; items && i < items->len; i++)
    {
      const ZgDutyItem *item = items->pdata[i];

      if (g_str_equal (item->duty->id, "order.load"))
        {
          g_assert_cmpstr (item->step->verb, ==, "import");
          g_assert_cmpstr (item->duty->clause, ==, "D18-5.1");
          g_assert_nonnull (strstr (item->about, "2026-11-23 1"));
          state = (int) item->state;
        }
    }
  return state;
}

static gpointer
desk_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_order_desk_read (trial.hr, db, NULL, error);
}

static void
test_load (void)
{
  const ZgOrderClock       hours = { .from = 510, .to = 1260 }, always = { 0 };
  g_autoptr (ZgOrderDesk)  desk = NULL;
  gint64                   morning = at ("2026-11-23 08:00:00");

  g_assert_cmpint (zg_order_load_due (&hours, 30, morning, morning), ==, at ("2026-11-23 09:00:00")); /* from the first hour on */
  g_assert_cmpint (zg_order_load_due (&hours, 30, at ("2026-11-20 20:00:00"), morning), ==, at ("2026-11-23 09:00:00"));
  g_assert_cmpint (zg_order_load_due (&hours, 30, morning, at ("2026-11-23 21:00:00")), ==, 0); /* closed */
  g_assert_cmpint (zg_order_load_due (&hours, 30, at ("2026-11-23 20:45:00"), at ("2026-11-23 20:50:00")), ==, 0);
  g_assert_cmpint (zg_order_load_due (&hours, 0, morning, morning), ==, 0);
  g_assert_cmpint (zg_order_load_due (&hours, 30, 0, morning), ==, 0); /* no book of orders */
  g_assert_cmpint (zg_order_load_due (&always, 30, morning, morning), ==, at ("2026-11-23 08:30:00"));
  load_at ("318200000000110000", "2026-11-23 11:00:00");
  g_assert_cmpint (load_duty ("2026-11-23 11:29:00"), ==, ZG_DUTY_TODAY);
  g_assert_cmpint (load_duty ("2026-11-23 11:31:00"), ==, ZG_DUTY_OVERDUE);
  load_at ("318200000000113200", "2026-11-23 11:32:00");
  g_assert_cmpint (load_duty ("2026-11-23 11:40:00"), ==, ZG_DUTY_TODAY);
  desk = zg_store_read (zg_book_store (trial.book), desk_db, NULL, NULL);
  g_assert_cmpint (desk->load.loaded_ms / 60000, ==, at ("2026-11-23 11:32:00") / 60000);
  g_assert_cmpint (desk->load.due_ms / 60000, ==, at ("2026-11-23 12:02:00") / 60000);
  g_assert_cmpint (load_duty ("2026-11-23 21:30:00"), ==, -1);
  zg_clock_set (at ("2026-11-23 12:00:00"));
  set_parameter ("order.load.minutes", "0", "2026-11-23");
  g_assert_cmpint (load_duty ("2026-11-23 12:00:00"), ==, -1);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  trial_open ();
  grant_all_hr ();
  g_test_add_func ("/orders/D18-5.1/load", test_load);
  result = g_test_run ();
  trial_close ();
  return result;
}
