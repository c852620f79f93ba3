#include "zg-demo.h"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "zg-attendance-kinds.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-demo-private.h"
#include "zg-leave.h"
#include "zg-people.h"

/* The first day of the month @months before that of @day. */
static int
month_before (int day, int months)
{
  int year, month, of_month;

  zg_day_to_ymd (day, &year, &month, &of_month);
  month -= months;
  while (month < 1)
    {
      month += 12;
      year--;
    }
  return zg_day_from_ymd (year, month, 1);
}

/* What waits for somebody today: a leave and a slip to be decided. */
static gboolean
write_waiting (ZgDemoBook *make, int today, GError **error)
{
  const ZgDemoPerson  *one = &g_array_index (make->demo->people, ZgDemoPerson, make->demo->people->len > 15 ? 15 : 10);
  const ZgDemoPerson  *other = &g_array_index (make->demo->people, ZgDemoPerson, 9);
  g_autoptr (ZgRecord) leave = zg_record_new (&zg_leave);
  g_autoptr (ZgRecord) slip = zg_record_new (&zg_slip);
  gint64               now = zg_day_to_ms (today, 8 * 3600 + 1200);

  zg_record_set_int (leave, ZG_LEAVE_STAFF, one->staff);
  zg_record_set_int (leave, ZG_LEAVE_TYPE, ZG_JUDGE_LEAVE_ANNUAL);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, zg_day_to_ms (today + 3, 8 * 3600 + 1800));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, zg_day_to_ms (today + 4, 18 * 3600));
  zg_record_set_text (leave, ZG_LEAVE_REASON, "回老家看望父母");
  zg_record_set_text (leave, ZG_LEAVE_MOBILE, one->phone);
  zg_record_set_int (slip, ZG_SLIP_STAFF, other->staff);
  zg_record_set_int (slip, ZG_SLIP_TYPE, ZG_SLIP_TYPE_MISSED);
  zg_record_set_int (slip, ZG_SLIP_STATED, zg_day_to_ms (today - 1, 18 * 3600 + 300));
  zg_record_set_int (slip, ZG_SLIP_SIDE, 2);
  zg_record_set_text (slip, ZG_SLIP_REASON, "考勤机没有识别，忘了再按一次");
  return zg_demo_run (make->hr, leave, "create", NULL, now, error) &&
         zg_demo_run (make->hr, leave, "submit", NULL, now + 60000, error) &&
         zg_demo_run (make->hr, slip, "create", NULL, now + 120000, error) &&
         zg_demo_run (make->hr, slip, "submit", NULL, now + 180000, error) &&
         zg_demo_write_swap (make, month_before (today, 0), today + 1, FALSE, "家人生病，晚上要陪护", now + 240000, error);
}

/* The days before today, hour by hour. @store, @orders: (nullable): of a book with a warehouse. */
static gboolean
write_days (ZgDemoBook *make, ZgDemoStore *store, ZgDemoOrders *orders, int today, GError **error)
{
  for (int day = today - ZG_DEMO_BACK; day < today; day++)
    if ((store && !zg_demo_store_morning (store, day, error)) ||
        (orders && !zg_demo_orders_until (orders, zg_day_to_ms (day, 10 * 3600 + 3540), error)) ||
        !zg_demo_write_conduct (make, today, day, error) ||
        (orders && !zg_demo_orders_until (orders, zg_day_to_ms (day, 14 * 3600 + 3540), error)) ||
        !zg_demo_write_voice (make, today, day, error) ||
        (orders && !zg_demo_orders_until (orders, zg_day_to_ms (day, 19 * 3600), error)) ||
        (store && !zg_demo_store_evening (store, day, error)) || !zg_demo_write_logs (make, today, day, error))
      return FALSE;
  return TRUE;
}

/* What the warehouse and the shops do beside all others. */
static gboolean
write_goods (ZgDemoBook *make, int today, GError **error)
{
  ZgDemoStore              store = { NULL };
  g_autoptr (ZgDemoOrders) orders = NULL;
  gboolean                 done;

  done = zg_demo_store_open (&store, make, today, error) && (orders = zg_demo_orders_new (&store, today, error)) != NULL &&
         write_days (make, &store, orders, today, error) && write_waiting (make, today, error) &&
         zg_demo_write_stock (&store, today, error) && zg_demo_orders_until (orders, G_MAXINT64, error);
  zg_demo_store_clear (&store);
  return done;
}

static gboolean
write_book (ZgDemoBook *make, int today, GError **error)
{
  gboolean done;

  make->admin = zg_book_login_trial (make->book, NULL, error);
  done = make->admin && zg_demo_write_org (make, error) && zg_demo_write_events (make, error) &&
         zg_demo_write_review (make, today, error) &&
         (make->demo->staff < ZG_DEMO_WITH_STOCK
              ? write_days (make, NULL, NULL, today, error) && write_waiting (make, today, error)
              : write_goods (make, today, error));
  g_clear_pointer (&make->admin, zg_session_unref);
  g_clear_pointer (&make->hr, zg_session_unref);
  g_clear_pointer (&make->manager, zg_session_unref);
  return done;
}

ZgBook *
zg_demo_create (const char *path, int staff, int months, guint seed, char **recovery, GError **error)
{
  int today = zg_clock_today (), first = month_before (today, CLAMP (months, 1, 24)), last = month_before (today, 0) - 1;
  g_autoptr (ZgDemo) demo = zg_demo_new (staff, seed, first, last, month_before (today, 1));
  gint64            standing = zg_clock_now_ms ();
  guint64           mixed = (guint64) seed * 2654435761u;
  g_autofree char  *password = g_strdup_printf ("Zhanggui-%04u", (guint) (mixed % 10000)); /* the same for the same seed */
  ZgBookSetup setup = { .path = path, .name = "电商部账套（演示）", .login = "admin", .person = "系统管理员",
                        .password = password, .trial = TRUE, .structure = "d13" };
  ZgDemoBook        make = { .demo = demo, .now = standing };
  gboolean          done;

  g_usleep (2000);
  if (zg_clock_now_ms () != standing) /* the clock runs: it was not set by anybody */
    standing = 0;
  zg_clock_set (zg_day_to_ms (first - 4, 9 * 3600));
  make.book = zg_book_create (&setup, recovery, error);
  done = make.book && write_book (&make, today, error);
  zg_clock_set (standing);
  if (!done)
    g_clear_pointer (&make.book, zg_book_unref);
  return make.book;
}

/* -- A clock's file -- */

typedef struct
{
  gint64 ms;
  char   line[64];
} Line;

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *left = a, *right = b;

  return left->ms != right->ms ? (left->ms < right->ms ? -1 : 1) : g_strcmp0 (left->line, right->line);
}

static void
add_line (GArray *lines, const ZgDemoPerson *person, int day, int second, int button)
{
  Line line = { .ms = zg_day_to_ms (day, second) };

  zg_demo_line (line.line, person, day, second, button);
  g_array_append_val (lines, line);
}

static GArray *
lines_of (const ZgDemo *demo, int clock, int yesterday)
{
  GArray      *lines = g_array_new (FALSE, TRUE, sizeof (Line));
  ZgDemoPerson guest = { .clock = 1, .pin = 9001 };

  for (guint i = 0; i < demo->people->len; i++)
    {
      const ZgDemoPerson *person = &g_array_index (demo->people, ZgDemoPerson, i);

      for (int day = demo->first_day; person->clock == clock && day <= yesterday; day++)
        {
          ZgDemoDay plan;

          zg_demo_day (demo, i, day, &plan);
          for (int k = 0; k < plan.n_punches; k++)
            add_line (lines, person, day, plan.at[k], plan.button[k]);
        }
    }
  for (int day = demo->first_day; clock == 1 && day <= yesterday; day++)
    if (zg_day_weekday (day) == 3)
      add_line (lines, &guest, day, 10 * 3600 + 720, 0);
  g_array_sort (lines, compare_lines);
  return lines;
}

gboolean
zg_demo_write_attlog (const char *path, int clock, int staff, guint seed, int *n_lines, GError **error)
{
  int                today = zg_clock_today (), first = month_before (today, 0);
  g_autoptr (ZgDemo) demo = zg_demo_new (staff, seed, first, today - 1, month_before (today, 1));
  g_autoptr (GArray) lines = lines_of (demo, clock, today - 1);
  GString           *text = g_string_new (NULL);
  gboolean           done;

  for (guint i = 0; i < lines->len; i++)
    {
      if (i == lines->len / 2) /* the clock lost its time once, as they do */
        g_string_append_printf (text, "        1\t2000-01-01 00:00:07\t%d\t0\t1\t0\r\n", clock);
      g_string_append_printf (text, "%s\r\n", g_array_index (lines, Line, i).line);
    }
  done = g_file_set_contents (path, text->str, text->len, error);
  if (n_lines)
    *n_lines = lines->len;
  g_string_free (text, TRUE);
  return done;
}
