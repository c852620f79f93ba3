/* A list goes out as a workbook, is changed in a spreadsheet and comes back: what differs is shown and becomes steps. And what
 * DingTalk exports, from end to end. */
#include "ctl-test.h"
#include "zip-part.h"

#define BOOK "--book", "@demo.zgb", "--now", "2026-11-23 09:00"
#define HR BOOK, "--user", "chenjing", "--lang", "en"

static void
test_demo (void)
{
  g_auto (Ran) made = { 0 };

  made = zgctl ("--lang", "en", "--now", "2026-11-23 09:00", "demo", "@demo.zgb", "--staff", "16", "--months", "1", NULL);
  g_assert_cmpint (made.code, ==, 0);
}

/* Another text in a cell, as a spreadsheet would leave it. */
static void
change_cell (const char *name, const char *was, const char *becomes)
{
  g_autofree char      *path = file_in (name), *old = g_strdup_printf (">%s<", was), *new = g_strdup_printf (">%s<", becomes);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_free);
  zip_t                *zip = zip_open (path, 0, NULL);
  int                   n = 0;

  g_assert_nonnull (zip);
  for (zip_int64_t i = 0; i < zip_get_num_entries (zip, 0); i++)
    {
      GString *text;

      if (!g_str_has_suffix (zip_get_name (zip, (zip_uint64_t) i, 0), ".xml"))
        continue;
      text = zip_part (zip, i);
      n += (int) g_string_replace (text, old, new, 0);
      zip_file_replace (zip, (zip_uint64_t) i, zip_source_buffer (zip, text->str, text->len, 0), 0);
      g_ptr_array_add (held, g_string_free (text, FALSE));
    }
  g_assert_cmpint (zip_close (zip), ==, 0);
  g_assert_cmpint (n, ==, 1);
}

static void
counts (const char *text, gint64 n_new, gint64 n_changed, gint64 n_known, gint64 n_bad)
{
  g_autoptr (JsonNode) node = json_of (text);
  JsonObject          *object = json_node_get_object (node);

  g_assert_cmpint (json_object_get_int_member (object, "new"), ==, n_new);
  g_assert_cmpint (json_object_get_int_member (object, "changed"), ==, n_changed);
  g_assert_cmpint (json_object_get_int_member (object, "known"), ==, n_known);
  g_assert_cmpint (json_object_get_int_member (object, "bad"), ==, n_bad);
}

static void
export_list (const char *language)
{
  g_autofree char *path = file_in ("staff.xlsx");
  g_auto (Ran)     ran = { 0 };

  g_unlink (path);
  ran = zgctl (BOOK, "--user", "chenjing", "--lang", language, "list", "staff", "-o", "@staff.xlsx", NULL);
  g_assert_cmpint (ran.code, ==, 0);
}

/* What was not touched is the same, in either language of the headings. */
static void
test_untouched (void)
{
  static const char *const languages[] = { "zh_CN", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_auto (Ran) ran = { 0 };

      export_list (languages[i]);
      ran = zgctl (HR, "--format", "json", "import", "auto", "@staff.xlsx", "--preview", NULL);
      g_assert_cmpint (ran.code, ==, 0);
      counts (ran.out, 0, 0, 16, 0);
    }
}

static void
test_round_trip (void)
{
  g_auto (Ran) preview = { 0 };
  g_auto (Ran) written = { 0 };
  g_auto (Ran) again = { 0 };
  g_auto (Ran) history = { 0 };
  g_auto (Ran) said = { 0 };
  g_auto (Ran) verify = { 0 };

  export_list ("zh_CN");
  change_cell ("staff.xlsx", "张伟", "张大伟");
  change_cell ("staff.xlsx", "138****1005", "139 0000 1234");
  change_cell ("staff.xlsx", "138****1003", "12");
  preview = zgctl (HR, "import", "staff-list", "@staff.xlsx", "--preview", NULL);
  has (preview.out, "Name: 张伟 → 张大伟");
  has (preview.out, "Mobile: 138****1005 → 139****1234");
  g_assert_null (strstr (preview.out, "13900001234")); /* sealed in the book, masked in the difference */
  has (preview.out, "“12” is no telephone number");
  written = zgctl (HR, "--format", "json", "import", "staff-list", "@staff.xlsx", NULL);
  g_assert_cmpint (written.code, ==, 0);
  counts (written.out, 0, 2, 13, 1);
  again = zgctl (HR, "--format", "json", "import", "staff-list", "@staff.xlsx", NULL);
  counts (again.out, 0, 0, 15, 1);
  history = zgctl (HR, "history", "staff", "1010", NULL);
  has (history.out, "Name: 张大伟");
  has (history.out, "陈静");
  said = zgctl (HR, "list", "staff", "--search", "13900001234", NULL);
  has (said.out, "1006");
  verify = zgctl (HR, "verify", "--deep", NULL);
  g_assert_cmpint (verify.code, ==, 0);
}

/* A list makes nobody who may not edit a file its editor. */
static void
test_rights (void)
{
  g_auto (Ran) worker = { 0 };
  g_auto (Ran) after = { 0 };

  export_list ("zh_CN");
  change_cell ("staff.xlsx", "张大伟", "张小伟");
  change_cell ("staff.xlsx", "林小雨", "林大雨");
  worker = zgctl (BOOK, "--user", "zhangwei", "--lang", "en", "--format", "json", "import", "staff-list", "@staff.xlsx", NULL);
  g_assert_cmpint (worker.code, !=, 0);
  after = zgctl (HR, "show", "staff", "1010", NULL);
  has (after.out, "张大伟");
}

static void
test_dingtalk (void)
{
  static const char text[] = "姓名,工号,日期,上班打卡时间,下班打卡时间\n"
                             "林小雨,1016,2026/11/2,08:24,次日 00:12\n"
                             "林小雨,1016,2026/11/3,八点,18:01\n";
  g_auto (Ran)     none = { 0 };
  g_auto (Ran)     clock = { 0 };
  g_auto (Ran)     people = { 0 };
  g_auto (Ran)     first = { 0 };
  g_auto (Ran)     again = { 0 };
  g_autofree char *rejects = file_in ("rejects.csv"), *list = NULL;

  put_file ("ding.csv", text, -1);
  none = zgctl (HR, "import", "dingtalk", "@ding.csv", "--preview", NULL);
  g_assert_cmpint (none.code, ==, 2);
  has (none.err, "clock=…");
  clock = zgctl (HR, "new", "clock", "number=91", "name=钉钉", "sort=terminal", NULL);
  g_assert_cmpint (clock.code, ==, 0);
  people = zgctl (HR, "--format", "json", "import", "app-people", "@ding.csv", "clock=91", NULL);
  counts (people.out, 1, 0, 0, 0);
  first = zgctl (HR, "--format", "json", "import", "dingtalk", "@ding.csv", "clock=91", "--rejects", "@rejects.csv", NULL);
  counts (first.out, 3, 0, 0, 1);
  g_assert_true (g_file_get_contents (rejects, &list, NULL, NULL));
  has (list, "八点");
  has (list, "上班打卡时间 (column D)");
  again = zgctl (HR, "--format", "json", "import", "dingtalk", "@ding.csv", "clock=91", NULL);
  counts (again.out, 0, 0, 3, 1);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("ZGCTL"));
  folder = g_dir_make_tmp ("zg-ctl-XXXXXX", NULL);
  g_test_add_func ("/ctl-list/demo", test_demo);
  g_test_add_func ("/ctl-list/untouched", test_untouched);
  g_test_add_func ("/ctl-list/round-trip", test_round_trip);
  g_test_add_func ("/ctl-list/rights", test_rights);
  g_test_add_func ("/ctl-list/dingtalk", test_dingtalk);
  result = g_test_run ();
  remove_tree (folder);
  g_free (folder);
  return result;
}
