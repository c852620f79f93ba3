/* Many people are read and judged on two threads, over two connections: each line is the same as that person judged alone. */
#include "trial.h"

#define PEOPLE 700
#define FIRST_PIN 30001

static void
import (const ZgKind *kind, ZgBatch *batch)
{
  g_autoptr (GError) error = NULL;
  guint              n_new = 0;

  zg_book_import (trial.hr, batch, kind->id, NULL, &n_new, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_new, ==, batch->n_rows);
}

static void
make_people (void)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_staff, PEOPLE);
  gint64              unit = ask ("SELECT MIN (id) FROM unit WHERE state = 'active'", NULL);

  for (int i = 0; i < PEOPLE; i++)
    {
      g_autofree char *number = g_strdup_printf ("M%04d", i);
      ZgCell          *cells = zg_batch_row (batch);

      zg_batch_text (batch, &cells[ZG_STAFF_NUMBER], number, -1);
      zg_batch_text (batch, &cells[ZG_STAFF_NAME], "王芳", -1);
      zg_batch_int (&cells[ZG_STAFF_UNIT], unit);
      zg_batch_int (&cells[ZG_STAFF_EMPLOYMENT], ZG_EMPLOYMENT_REGULAR);
      zg_batch_int (&cells[ZG_STAFF_CATEGORY], i % 2 ? ZG_CATEGORY_OPERATIONS : ZG_CATEGORY_ADMINISTRATION);
      zg_batch_text (batch, &cells[ZG_STAFF_JOINED], i % 50 ? "2024-01-01" : "2026-11-10", -1);
    }
  import (&zg_staff, batch);
}

static void
make_pins (void)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_clock_pin, PEOPLE);
  gint64              clock = ask ("SELECT id FROM clock WHERE number = 1", NULL);

  for (int i = 0; i < PEOPLE; i++)
    {
      g_autofree char *number = g_strdup_printf ("M%04d", i), *pin = g_strdup_printf ("%d", FIRST_PIN + i);
      ZgCell          *cells = zg_batch_row (batch);

      zg_batch_int (&cells[ZG_PIN_CLOCK], clock);
      zg_batch_text (batch, &cells[ZG_PIN_PIN], pin, -1);
      zg_batch_int (&cells[ZG_PIN_STAFF], staff_by (number));
    }
  import (&zg_clock_pin, batch);
}

/* Some late, some early, some not there. */
static void
make_punches (void)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_punch, PEOPLE * 30);
  gint64              clock = ask ("SELECT id FROM clock WHERE number = 1", NULL);

  for (int i = 0; i < PEOPLE; i++)
    for (int n = 0; n < 30; n++)
      {
        g_autofree char *pin = g_strdup_printf ("%d", FIRST_PIN + i);
        ZgCell          *cells;
        int              minute = (n % 2 ? 17 * 60 + 50 : 8 * 60 + 20) + (i * 7 + n * 11) % 23;

        if ((i + n) % 13 == 0)
          continue;
        cells = zg_batch_row (batch);
        zg_batch_int (&cells[ZG_PUNCH_CLOCK_REF], clock);
        zg_batch_text (batch, &cells[ZG_PUNCH_PIN], pin, -1);
        zg_batch_int (&cells[ZG_PUNCH_AT], zg_day_to_ms (day ("2026-11-02") + n / 2, minute * 60));
        zg_batch_int (&cells[ZG_PUNCH_BUTTON], 255);
      }
  import (&zg_punch, batch);
}

typedef struct
{
  gint64        staff;  /* 0 all */
  GCancellable *cancel; /* (nullable) */
  ZgMonth      *month;
} Ask;

static gpointer
judge_now (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *asked = data;

  return asked->month = zg_attendance_month (trial.hr, db, day ("2026-11-01"), 0, asked->staff, asked->cancel, error);
}

static ZgMonth *
month_of (gint64 staff)
{
  g_autoptr (GError) error = NULL;
  Ask                asked = { .staff = staff };

  zg_store_read (zg_book_store (trial.book), judge_now, &asked, &error);
  g_assert_no_error (error);
  return asked.month;
}

static void
same_line (const ZgMonthLine *many, const ZgMonthLine *alone, int n_days)
{
  g_assert_cmpint (many->staff, ==, alone->staff);
  for (int i = 0; i < n_days; i++)
    {
      g_assert_cmpint (many->days[i].kind, ==, alone->days[i].kind);
      g_assert_cmpint (many->days[i].mark, ==, alone->days[i].mark);
      g_assert_cmpint (many->days[i].worked, ==, alone->days[i].worked);
      g_assert_cmpint (many->days[i].absent, ==, alone->days[i].absent);
      g_assert_cmpstr (many->days[i].clause, ==, alone->days[i].clause);
    }
  g_assert_cmpmem (&many->totals, sizeof many->totals, &alone->totals, sizeof alone->totals);
  g_assert_cmpstr (many->remarks, ==, alone->remarks);
}

static void
test_same (void)
{
  g_autoptr (ZgMonth) all = month_of (0);
  gint64              n_punches = 0;

  g_assert_cmpint (all->n_lines, >=, PEOPLE);
  for (int i = 0; i < all->n_lines; i++) /* each of them, over the seam in the middle too */
    {
      g_autoptr (ZgMonth) alone = month_of (all->lines[i].staff);

      g_assert_cmpint (alone->n_lines, ==, 1);
      same_line (&all->lines[i], &alone->lines[0], all->n_days);
      n_punches += alone->n_punches;
    }
  g_assert_cmpint (all->n_punches, ==, n_punches);
}

static void
test_again (void)
{
  for (int round = 0; round < 5; round++)
    {
      g_autoptr (ZgMonth) one = month_of (0), other = month_of (0);

      for (int i = 0; i < one->n_lines; i++)
        same_line (&one->lines[i], &other->lines[i], one->n_days);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  g_autoptr (GError)       error = NULL;
  Ask                      asked = { .cancel = cancel };

  g_cancellable_cancel (cancel);
  g_assert_null (zg_store_read (zg_book_store (trial.book), judge_now, &asked, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  trial_open ();
  make_people ();
  make_pins ();
  make_punches ();
  g_test_add_func ("/month/many/same-as-alone", test_same);
  g_test_add_func ("/month/many/again", test_again);
  g_test_add_func ("/month/many/cancelled", test_cancelled);
  result = g_test_run ();
  trial_close ();
  return result;
}
