/* What is sealed is found by its whole value, without opening every row, by those who hold the keys. */
#include "buyers.h"

static void
test_find (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 lin = buyer_new (small, "林一", "13800006620", "11010519491231002X");
  gint64 wu = buyer_new (small, "吴二", "13911116620", NULL);
  gint64 he = buyer_new (small, "何三", "0755-8380 6620", NULL);
  Asked  asked = { small->admin, "138 0000-6620", 0 };

  g_assert_cmpuint (found (small, small->admin, "13800006620", lin), ==, 1);
  g_assert_cmpuint (found (small, small->admin, "+8613911116620", wu), ==, 1);
  g_assert_cmpuint (found (small, small->admin, "11010519491231002x", lin), ==, 1);
  g_assert_cmpuint (found (small, small->admin, "6620", 0), >=, 2); /* the last four lead to all who share them */
  g_assert_cmpuint (found (small, small->admin, "林一 13800006620", lin), ==, 1);
  g_assert_cmpuint (found (small, small->admin, "吴二 13800006620", 0), ==, 0);
  g_assert_cmpuint (found (small, small->admin, "13800006620\n13911116620", 0), ==, 2);
  g_assert_cmpuint (found (small, small->admin, "13800006621", 0), ==, 0);
  g_assert_cmpuint (found (small, small->admin, "0662", 0), ==, 0);
  g_assert_cmpuint (found (small, small->admin, "662", 0), ==, 0);
  asked.text = "13800006620";
  g_assert_nonnull (zg_store_read (zg_book_store (small->book), find_as, &asked, &error));
  g_assert_no_error (error);
  g_assert_cmpint (asked.id, ==, lin);
  asked.text = "6620";
  g_assert_null (zg_store_read (zg_book_store (small->book), find_as, &asked, &error));
  assert_refused (error, ZG_ERROR_INVALID, "Several");
  g_assert_cmpint (he, !=, 0);
}

/* A number in the index of the wrong row leads to it, and what is opened there shows that it is not the one. */
static void
test_compared (Small *small, gconstpointer data)
{
  gint64 lin = buyer_new (small, "林一", "13800006620", NULL);
  gint64 wu = buyer_new (small, "吴二", "13911111234", NULL);
  g_autofree char *sql = g_strdup_printf ("UPDATE buyer SET phone_ix = (SELECT phone_ix FROM buyer WHERE id = %" G_GINT64_FORMAT
                                          ") WHERE id = %" G_GINT64_FORMAT, lin, wu);

  small_raw (small, sql);
  g_assert_cmpuint (found (small, small->admin, "13800006620", lin), ==, 1);
  g_assert_cmpuint (found (small, small->admin, "13911111234", 0), ==, 0);
}

/* Who sees the list but does not hold the class finds nothing by it. */
static void
test_without_key (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) emp = NULL;
  g_autoptr (ZgRecord) right = zg_record_new (&zg_role_right);
  gint64 lin = buyer_new (small, "林一", "13800006620", NULL);

  zg_record_set_text (right, ZG_RIGHT_ROLE, "emp");
  zg_record_set_text (right, ZG_RIGHT_PERMISSION, "buyer.view");
  zg_record_set_int (right, ZG_RIGHT_REACH, ZG_REACH_ALL);
  zg_book_run (small->admin, right, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  small_person (small, "zhang", "张敏", 0, "emp", PASSWORD);
  emp = small_login (small, "zhang", PASSWORD);
  g_assert_cmpuint (found (small, emp, "林一", lin), ==, 1);
  g_assert_cmpuint (found (small, emp, "13800006620", 0), ==, 0);
  g_assert_cmpuint (found (small, emp, "6620", 0), ==, 0);
}

/* Edited by who does not touch the phone, it is found as before; changed, only by the new number; cleared, by none. */
static void
test_edit (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 lin = buyer_new (small, "林一", "13800006620", NULL);
  g_autoptr (ZgRecord) record = small_get (small, &buyer, lin);

  zg_record_set_text (record, BUYER_NAME, "林壹");
  zg_book_run (small->admin, record, "edit", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found (small, small->admin, "13800006620", lin), ==, 1);
  zg_record_set_text (record, BUYER_PHONE, "13800007731");
  zg_book_run (small->admin, record, "edit", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found (small, small->admin, "13800006620", 0), ==, 0);
  g_assert_cmpuint (found (small, small->admin, "13800007731", lin), ==, 1);
  zg_record_set_null (record, BUYER_PHONE);
  zg_book_run (small->admin, record, "edit", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM buyer WHERE phone_ix IS NOT NULL OR phone_tail IS NOT NULL"), ==, 0);
}

/* Rows of before the index, as after a migration: filled in when somebody who holds the keys is there. */
static void
test_fill (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  import_buyers (small, 900);
  g_assert_cmpuint (found (small, small->admin, "13900000899", 0), ==, 1);
  small_raw (small, "UPDATE buyer SET phone_ix = NULL, phone_tail = NULL");
  g_assert_cmpuint (found (small, small->admin, "13900000899", 0), ==, 0);
  g_assert_true (zg_book_freshen (small->admin, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (found (small, small->admin, "13900000899", 0), ==, 1);
  g_assert_cmpuint (found (small, small->admin, "0899", 0), ==, 1);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM buyer WHERE version > 1"), ==, 0); /* nobody's change */
}

#define ADD(path, function) g_test_add (path, Small, NULL, keys_set_up, function, small_tear_down)

int
main (int argc, char *argv[])
{
  small_kinds ();
  zg_kinds_add (&buyer);
  g_test_init (&argc, &argv, NULL);
  ADD ("/keys/find", test_find);
  ADD ("/keys/find-compared", test_compared);
  ADD ("/keys/find-without-key", test_without_key);
  ADD ("/keys/find-edit", test_edit);
  ADD ("/keys/fill", test_fill);
  return g_test_run ();
}
