/* zgctl roster: what the board shows, fills and publishes, at the command line. */
#include "ctl-test.h"

#define HR "--lang", "en", "--book", "@demo.zgb", "--user", "chenjing", "roster"
#define MANAGER "--lang", "en", "--book", "@demo.zgb", "--user", "zhoumin", "roster"

static guint
lines_with (const char *text, const char *word)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint          n = 0;

  for (char **line = lines; *line; line++)
    n += strstr (*line, word) != NULL;
  return n;
}

static void
test_check (void)
{
  g_auto (Ran) kept = { 0 };
  g_auto (Ran) empty = { 0 };
  g_auto (Ran) wrong = { 0 };

  kept = zgctl (HR, "check", "--month", "2026-11", "--unit", "营销组", NULL);
  g_assert_cmpint (kept.code, ==, 0);
  has (kept.out, "0 gaps, 0 clashes");
  empty = zgctl (HR, "check", "--month", "2027-04", "--unit", "客服组", NULL);
  g_assert_cmpuint (lines_with (empty.out, "D18-7.1b"), ==, 30);
  g_assert_cmpuint (lines_with (empty.out, "D04-4.1.1d"), ==, 2);
  wrong = zgctl (HR, "check", "--month", "2027-02", "--unit", "没有这个组", NULL);
  g_assert_cmpint (wrong.code, ==, 1);
}

static void
test_fill (void)
{
  g_auto (Ran) shown = { 0 };
  g_auto (Ran) still = { 0 };
  g_auto (Ran) written = { 0 };
  g_auto (Ran) after = { 0 };

  shown = zgctl (HR, "rest", "--month", "2027-02", "--unit", "客服组", NULL);
  g_assert_cmpint (shown.code, ==, 0);
  g_assert_cmpuint (lines_with (shown.out, "轮休"), ==, 10);
  has (shown.out, "Nothing was written");
  still = zgctl (HR, "check", "--month", "2027-02", "--unit", "客服组", NULL);
  g_assert_cmpuint (lines_with (still.out, "D04-4.1.1d"), ==, 2);
  written = zgctl (HR, "rest", "--month", "2027-02", "--unit", "客服组", "--write", NULL);
  g_assert_cmpint (written.code, ==, 0);
  has (written.out, "10 saved, 0 refused");
  after = zgctl (HR, "check", "--month", "2027-02", "--unit", "客服组", NULL);
  g_assert_cmpuint (lines_with (after.out, "D04-4.1.1d"), ==, 0);
}

static void
test_publish (void)
{
  g_auto (Ran) gaps = { 0 };
  g_auto (Ran) hr = { 0 };
  g_auto (Ran) open = { 0 };
  g_auto (Ran) again = { 0 };

  gaps = zgctl (MANAGER, "publish", "--month", "2027-02", "--unit", "客服组", NULL);
  g_assert_cmpint (gaps.code, ==, 1);
  hr = zgctl (HR, "publish", "--month", "2027-02", "--unit", "客服组", "--opinion", "缺口另行安排", NULL);
  g_assert_cmpint (hr.code, ==, 1); /* the manager publishes */
  open = zgctl (MANAGER, "publish", "--month", "2027-02", "--unit", "客服组", "--opinion", "缺口另行安排", NULL);
  g_assert_cmpint (open.code, ==, 0);
  again = zgctl (HR, "fill", "KFZ", "--month", "2027-02", "--unit", "客服组", "--write", NULL);
  g_assert_cmpint (again.code, ==, 1); /* published: not without a reason, and not by who does not publish */
}

static void
test_tonight (void)
{
  g_auto (Ran) night = { 0 };

  night = zgctl ("--now", "2026-11-23 09:00", HR, "tonight", "--unit", "客服组", NULL);
  g_assert_cmpint (night.code, ==, 0);
  g_assert_true (strstr (night.out, "1380000") || strstr (night.out, "D18-7.1b"));
}

static void
make_book (void)
{
  g_auto (Ran) made = { 0 };

  made = zgctl ("--lang", "en", "--now", "2026-11-23 09:00", "demo", "@demo.zgb", "--staff", "16", "--months", "1", NULL);
  g_assert_cmpint (made.code, ==, 0);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("ZGCTL"));
  folder = g_dir_make_tmp ("zg-ctl-XXXXXX", NULL);
  make_book ();
  g_test_add_func ("/ctl/roster/D18-7.1b/check", test_check);
  g_test_add_func ("/ctl/roster/fill", test_fill);
  g_test_add_func ("/ctl/roster/publish", test_publish);
  g_test_add_func ("/ctl/roster/D18-7.1b/tonight", test_tonight);
  result = g_test_run ();
  remove_tree (folder);
  g_free (folder);
  return result;
}
