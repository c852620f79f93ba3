/* The trial book: the same numbers make the same book, its clock is let go, and its file of punches goes in without a complaint
 * but the one it is made to cause. */
#include "trial.h"

static char *
fingerprint (ZgBook *book, const char *login)
{
  GError               *error = NULL;
  g_autoptr (ZgSession) session = zg_book_login_trial (book, login, &error);
  Judging               judging = { session, "2026-10", 0, 0 };
  ZgMonth              *month;
  GString              *text = g_string_new (NULL);

  g_assert_no_error (error);
  month = zg_store_read (zg_book_store (book), month_db, &judging, &error);
  g_assert_no_error (error);
  for (int i = 0; i < month->n_lines; i++)
    {
      g_string_append_printf (text, "%s %s %s %s %s", month->lines[i].number, month->lines[i].name, month->lines[i].unit_title,
                              month->lines[i].post_title, month->lines[i].remarks);
      for (int k = 0; k < month->n_days; k++)
        g_string_append_printf (text, ".%d", month->lines[i].days[k].mark);
      g_string_append_printf (text, " %d %d\n", month->lines[i].totals.worked, month->lines[i].totals.late_minutes);
    }
  g_string_append_printf (text, "%" G_GINT64_FORMAT, month->n_punches);
  zg_attendance_month_free (month);
  return g_string_free (text, FALSE);
}

static void
test_same (void)
{
  g_autofree char   *path = g_build_filename (trial.folder, "again.zg", NULL), *recovery = NULL, *one = NULL, *two = NULL;
  g_autoptr (GError) error = NULL;
  ZgBook            *book = zg_demo_create (path, 16, 1, 7, &recovery, &error);

  g_assert_no_error (error);
  g_assert_cmpint (zg_clock_now_ms (), ==, at ("2026-11-23 09:00:00")); /* as it stood before */
  one = fingerprint (trial.book, "chenjing");
  two = fingerprint (book, "chenjing");
  g_assert_cmpstr (one, ==, two);
  g_assert_cmpstr (zg_book_trial_password (book), ==, zg_book_trial_password (trial.book));
  zg_book_unref (book);
}

static void
test_seed (void)
{
  g_autofree char   *path = g_build_filename (trial.folder, "other.zg", NULL), *recovery = NULL, *one = NULL, *two = NULL;
  g_autoptr (GError) error = NULL;
  ZgBook            *book = zg_demo_create (path, 16, 1, 8, &recovery, &error);

  g_assert_no_error (error);
  one = fingerprint (trial.book, "chenjing");
  two = fingerprint (book, "chenjing");
  g_assert_cmpstr (one, !=, two);
  g_assert_cmpstr (zg_book_trial_password (book), !=, zg_book_trial_password (trial.book));
  zg_book_unref (book);
}

static void
test_whole (void)
{
  g_assert_cmpint (ask ("SELECT count(*) FROM staff WHERE state = 'active'", NULL), ==, 16);
  g_assert_cmpint (ask ("SELECT count(*) FROM unit WHERE leader IS NOT NULL", NULL), ==, 5);
  g_assert_cmpint (ask ("SELECT count(*) FROM staff WHERE supervisor IS NULL", NULL), ==, 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM schedule", NULL), ==, 4);
  g_assert_cmpint (ask ("SELECT count(*) FROM schedule_use", NULL), ==, 6);
  g_assert_cmpint (ask ("SELECT count(*) FROM schedule_notice WHERE state = 'issued'", NULL), ==, 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM leave WHERE state = 'pending'", NULL), ==, 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM slip WHERE state = 'pending'", NULL), ==, 1);
  g_assert_cmpint (ask ("SELECT count(DISTINCT substr (day, 1, 4)) FROM holiday", NULL), ==, 3);
  g_assert_cmpint (ask ("SELECT count(*) FROM punch", NULL), >, 500);
}

static void
test_attlog (void)
{
  g_autofree char         *path = g_build_filename (trial.folder, "1_attlog.dat", NULL), *text = NULL, *value = NULL;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GBytes)       bytes = NULL;
  g_autoptr (ZgImportPlan) plan = NULL;
  int                      n = 0;
  gsize                    length;

  g_assert_true (zg_demo_write_attlog (path, 1, 16, 7, &n, &error));
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  bytes = g_bytes_new (text, length);
  value = g_strdup_printf ("%" G_GINT64_FORMAT, ask ("SELECT id FROM clock WHERE number = 1", NULL));
  plan = plan_bytes ("attlog", path, bytes, value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (plan->n_bad, ==, 1); /* the clock that had lost its time */
  g_assert_cmpint (plan->n_taken, ==, n);
  g_assert_cmpint (plan->n_known, ==, 0);
  g_assert_nonnull (note_of (plan, "9001"));
}

static gint64
ask_of (ZgBook *book, const char *sql)
{
  GError *error = NULL;
  Asked   asked = { sql, NULL, 0 };

  zg_store_read (zg_book_store (book), ask_db, &asked, &error);
  g_assert_no_error (error);
  return asked.number;
}

/* A larger book has shops: orders in every state, one voided and made anew, some that wait and whose clock runs. */
static void
check_orders (ZgBook *book)
{
  static const char *const states[] = { "confirmed", "paid",   "notified", "picked", "packed",  "shipped", "signed",
                                        "done",      "closed", "invalid",  "voided", "recorded" };
  gint64                   due = at ("2026-11-23 09:00:00") - 600000;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM sales_order WHERE state = '%s'", states[i]);

      if (ask_of (book, sql) == 0)
        g_error ("no order is %s", states[i]);
    }
  g_assert_cmpint (ask_of (book, "SELECT count(*) FROM sales_order WHERE state = 'accepted'"), ==, 4);
  g_assert_cmpint (ask_of (book, "SELECT MIN (accepted_at) FROM sales_order WHERE state = 'accepted'"), <, due);
  g_assert_cmpint (ask_of (book, "SELECT count(*) FROM sales_order WHERE instead_of IS NOT NULL"), ==, 1);
  g_assert_cmpint (ask_of (book, "SELECT count(*) FROM sales_order o WHERE NOT EXISTS (SELECT 1 FROM sales_order_line l"
                                 " WHERE l.order_key = o.order_key)"), ==, 1); /* closed, never paid */
  g_assert_cmpint (ask_of (book, "SELECT count(*) FROM order_confirmation WHERE is_late = 1"), >=, 1);
  g_assert_cmpint (ask_of (book, "SELECT count(*) FROM goods_issue WHERE state = 'picked'"), ==, 1);
  g_assert_cmpint (ask_of (book, "SELECT count(*) FROM goods_receipt WHERE state = 'draft'"), ==, 1);
}

/* More people than one thread judges: the second one must come to the same. */
static void
test_many (void)
{
  g_autofree char      *path = g_build_filename (trial.folder, "many.zg", NULL), *recovery = NULL;
  g_autoptr (GError)    error = NULL;
  g_autoptr (ZgSession) hr = NULL;
  ZgBook               *book = zg_demo_create (path, 560, 1, 3, &recovery, &error);
  Judging               all = { NULL, "2026-10", 0, 0 }, one = all;
  ZgMonth              *month;

  g_assert_no_error (error);
  hr = all.session = one.session = zg_book_login_trial (book, "chenjing", &error);
  month = zg_store_read (zg_book_store (book), month_db, &all, &error);
  g_assert_no_error (error);
  g_assert_cmpint (month->n_lines, ==, 560);
  check_orders (book);
  for (int i = 0; i < month->n_units; i++)
    {
      ZgMonth *part;

      one.unit = month->units[i].unit;
      part = zg_store_read (zg_book_store (book), month_db, &one, &error);
      g_assert_no_error (error);
      for (int k = 0; k < part->n_lines; k++)
        {
          const ZgMonthLine *mine = &part->lines[k], *other = &month->lines[zg_attendance_line (month, mine->staff)];

          g_assert_cmpstr (mine->number, ==, other->number);
          g_assert_cmpstr (mine->remarks, ==, other->remarks);
          g_assert_cmpmem (mine->days, sizeof mine->days, other->days, sizeof other->days);
          g_assert_cmpmem (&mine->totals, sizeof mine->totals, &other->totals, sizeof other->totals);
        }
      zg_attendance_month_free (part);
    }
  zg_attendance_month_free (month);
  g_clear_pointer (&hr, zg_session_unref);
  zg_book_unref (book);
}

/* What a sweep over every kind would find: a verb nobody may take, a clause that is not in the catalogue. */
static void
test_declarations (void)
{
  guint                n;
  const ZgKind *const *kinds = zg_kinds (&n);

  for (guint i = 0; i < n; i++)
    for (int k = 0; k < kinds[i]->n_steps; k++)
      {
        g_autofree char *right = g_strdup_printf ("%s.%s", zg_kind_top (kinds[i])->id, kinds[i]->steps[k].verb);

        if (kinds[i]->parent || /* a line goes by the rights of its document */
            g_str_equal (kinds[i]->module ? kinds[i]->module : "book", "book") ||
            (kinds[i]->steps[k].flags & (ZG_FOLLOWS | ZG_BY_CLOCK)))
          continue;
        if (ask ("SELECT count(*) FROM role_right WHERE permission = $1", right) == 0)
          g_error ("no role holds %s", right);
        if (kinds[i]->steps[k].clause && zg_clause_by_id (kinds[i]->steps[k].clause) == NULL)
          g_error ("%s: no clause %s", right, kinds[i]->steps[k].clause);
      }
  for (guint i = 0; i < n; i++)
    for (int k = 0; k < kinds[i]->n_fields; k++)
      if (kinds[i]->fields[k].clause && zg_clause_by_id (kinds[i]->fields[k].clause) == NULL)
        g_error ("%s.%s: no clause %s", kinds[i]->id, kinds[i]->fields[k].name, kinds[i]->fields[k].clause);
}

typedef struct
{
  const ZgSheet *sheet;
  guint          n;
} Listed;

static gpointer
list_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Listed            *listed = data;
  g_autoptr (ZgQuery) query = zg_query_new (listed->sheet);
  g_autoptr (GArray) ids = zg_query_ids (query, trial.hr, db, NULL, error);
  g_autoptr (ZgRows) rows = NULL;

  if (ids == NULL)
    return NULL;
  listed->n = ids->len;
  rows = zg_query_rows (query, trial.hr, db, (const gint64 *) ids->data, MIN (ids->len, 50), error);
  return rows ? listed : NULL;
}

static void
test_sheets (void)
{
  static const char *const sheets[] = { "unit",     "post",         "staff",           "clock", "clock_pin",      "holiday",
                                        "schedule", "schedule_use", "schedule_notice", "punch", "unassigned_pin", "photo_signin",
                                        "slip",     "leave",        "shift",           "roster" };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      Listed             listed = { zg_sheet_by_id (sheets[i]), 0 };
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (listed.sheet);
      zg_store_read (zg_book_store (trial.book), list_db, &listed, &error);
      g_assert_no_error (error);
      if (g_str_equal (sheets[i], "unassigned_pin"))
        g_assert_cmpint (listed.n, ==, 1); /* 9001 */
      else if (g_str_equal (sheets[i], "punch"))
        g_assert_cmpint (listed.n, ==, ask ("SELECT count(*) FROM punch", NULL));
    }
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/demo/same", test_same);
  g_test_add_func ("/demo/seed", test_seed);
  g_test_add_func ("/demo/whole", test_whole);
  g_test_add_func ("/demo/attlog", test_attlog);
  g_test_add_func ("/demo/many", test_many);
  g_test_add_func ("/demo/declarations", test_declarations);
  g_test_add_func ("/demo/sheets", test_sheets);
  return trial_run ();
}
