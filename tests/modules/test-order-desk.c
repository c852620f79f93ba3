/* How fresh the orders on the desk are, and what each customer bought. */
#include "order-help.h"

#include "zg-duty.h"
#include "zg-order-desk.h"
#include "zg-sheet.h"

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

/* -- What a customer bought -- */

/* An order of one file, placed on another day. */
static void
bought (const char *buyer, int nth, int status, const char *refund, const char *on)
{
  g_autofree char   *number = g_strdup_printf ("31850000000000000%d", nth), *name = NULL;
  Row                row = { .number = number, .status = status, .buyer = buyer, .refund = refund };
  g_autoptr (GBytes) bytes = list_of (&row, 1), there = NULL;
  GString           *text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));

  g_string_replace (text, "2026-11-20", on, 0);
  there = g_string_free_to_bytes (text);
  name = g_strdup_printf ("ExportOrderList2026112312%02d00.csv", nth);
  take_in ("taobao-orders", name, there);
}

static gpointer
figures_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgCustomerFigures *figures = data;

  return zg_customer_figures (db, "TB:买家丙", figures, error) ? data : NULL;
}

typedef struct
{
  const char *filter, *value; /* (nullable) each */
} Wish;

/* "买家丙 2 4000 23600 1 11800 2026-11-11 2026-11-13", a line for each customer who matches. */
static gpointer
sheet_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish        *wish = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("customer_figures"));
  g_autoptr (GArray) ids = NULL;
  g_autoptr (ZgRows) rows = NULL;
  GString           *text = g_string_new (NULL);

  if (wish->filter && !zg_query_set (query, wish->filter, wish->value, error))
    return NULL;
  query->search = g_strdup ("买家丙");
  ids = zg_query_ids (query, trial.hr, db, NULL, error);
  rows = ids ? zg_query_rows (query, trial.hr, db, (const gint64 *) (gpointer) ids->data, (int) ids->len, error) : NULL;
  for (int i = 0; rows && i < rows->n_rows; i++)
    {
      const ZgCell *cells = rows->cells + i * rows->n_columns;

      g_string_append (text, cells[0].s);
      for (int k = 2; k < 9; k++)
        {
          char on[20] = "";

          if (k < 7)
            g_snprintf (on, sizeof on, "%" G_GINT64_FORMAT, cells[k].i);
          else
            zg_day_format (zg_day_of_ms (cells[k].i), on);
          g_string_append_printf (text, " %s", on);
        }
    }
  return g_string_free (text, FALSE);
}

static void
assert_figures (const char *filter, const char *value, const char *expected)
{
  Wish               wish = { filter, value };
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = zg_store_read (zg_book_store (trial.book), sheet_db, &wish, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_customer (void)
{
  ZgCustomerFigures figures;

  bought ("买家丙", 1, 5, NULL, "2026-11-11");
  bought ("买家丙", 2, 2, NULL, "2026-11-13");
  bought ("买家丙", 3, 1, NULL, "2026-11-14");     /* never paid */
  bought ("买家丙", 4, 6, "118.00", "2026-11-10"); /* paid back and closed */
  bought ("买家丁", 5, 2, NULL, "2026-11-15");
  assert_figures (NULL, NULL, "买家丙 2 4000 23600 1 11800 2026-11-11 2026-11-13");
  assert_figures ("since", "2026-11-13", "买家丙 2 4000 23600 1 11800 2026-11-11 2026-11-13");
  assert_figures ("since", "2026-11-14", "");
  assert_figures ("not_since", "2026-11-14", "买家丙 2 4000 23600 1 11800 2026-11-11 2026-11-13");
  bought ("买家丙", 2, 2, "20.00", "2026-11-13"); /* a part is paid back, as a later export tells */
  assert_figures (NULL, NULL, "买家丙 2 4000 23600 2 13800 2026-11-11 2026-11-13");
  g_assert_nonnull (zg_store_read (zg_book_store (trial.book), figures_db, &figures, NULL));
  g_assert_cmpuint (figures.n_orders, ==, 2);
  g_assert_cmpint (figures.qty, ==, 4000);
  g_assert_cmpint (figures.sum_fen, ==, 23600);
  g_assert_cmpuint (figures.n_refunds, ==, 2);
  g_assert_cmpint (figures.refund_fen, ==, 13800);
  g_assert_cmpint (figures.first_ms, ==, at ("2026-11-11 10:00:00"));
  g_assert_cmpint (figures.last_ms, ==, at ("2026-11-13 10:00:00"));
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
  g_test_add_func ("/orders/D21-3.5.5/customers", test_customer);
  result = g_test_run ();
  trial_close ();
  return result;
}
