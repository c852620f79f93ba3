#include "zg-error.h"
#include "zg-table-file.h"
#include "zip-parts.h"

#define CELL(text) "<c t='inlineStr'><is><t>" text "</t></is></c>"

static ZgTableFile *
open_text (const char *text, const ZgTableFileOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return zg_table_file_open_bytes (bytes, options, error);
}

static void
test_csv (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgTableFile) table = open_text ("订单编号,标题,\n\n,,\n\"=\"\"990\"\"\",\"a\nb\",x\n1\n", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (zg_table_file_n_rows (table), ==, 3);
  g_assert_cmpint (zg_table_file_line (table, 1), ==, 4);
  g_assert_cmpint (zg_table_file_line (table, 2), ==, 6);
  g_assert_cmpint (zg_table_file_n_cells (table, 0), ==, 2);
  g_assert_cmpint (zg_table_file_n_cells (table, 1), ==, 3);
  g_assert_cmpstr (zg_table_file_cell (table, 1, 0), ==, "=\"990\"");
  g_assert_cmpstr (zg_table_file_cell (table, 1, 1), ==, "a\nb");
  g_assert_cmpstr (zg_table_file_cell (table, 2, 1), ==, "");
  g_assert_cmpstr (zg_table_file_cell (table, 2, -1), ==, "");
  g_assert_cmpstr (zg_table_file_cell (table, 99, 0), ==, "");
  g_assert_cmpstr (zg_table_file_encoding (table), ==, "UTF-8");
  g_assert_cmpint (zg_table_file_sheet (table), ==, -1);
  g_assert_null (zg_table_file_sheets (table)[0]);
}

static void
test_repaired (void)
{
  static const char mixed[] = "姓名,说明\n张敏,好的\n\xd1\xdd\xca\xbe,\xcf\xb4\xd2\xc2\n李强,可以\n";
  ZgTableFileOptions strict = { .strict = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgTableFile) table = open_text (mixed, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (zg_table_file_cell (table, 2, 0), ==, "演示");
  g_assert_cmpuint (zg_table_file_repaired (table)->len, ==, 1);
  g_assert_cmpint (g_array_index (zg_table_file_repaired (table), int, 0), ==, 3);
  g_assert_null (open_text (mixed, &strict, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
}

static void
test_encoding (void)
{
  ZgTableFileOptions gb = { .encoding = "GB18030" }, wrong = { .encoding = "UTF-8" };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgTableFile) found = open_text ("\xb2\xe2\xca\xd4\t1\n", NULL, &error);
  g_autoptr (ZgTableFile) chosen = open_text ("\xb2\xe2\xca\xd4\t1\n", &gb, &error);

  g_assert_cmpstr (zg_table_file_cell (found, 0, 0), ==, "测试");
  g_assert_cmpstr (zg_table_file_cell (found, 0, 1), ==, "1");
  g_assert_cmpstr (zg_table_file_encoding (found), ==, "GB18030");
  g_assert_cmpstr (zg_table_file_cell (chosen, 0, 0), ==, "测试");
  g_assert_null (open_text ("\xb2\xe2\xca\xd4\t1\n", &wrong, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
}

static void
test_refused (void)
{
  static const char *const files[] = { "<html><body><table>",
                                       "\xef\xbb\xbf<?xml version='1.0'?><Workbook>",
                                       "  <table><tr>",
                                       "\xd0\xcf\x11\xe0 abc",
                                       "%PDF-1.5",
                                       "PK\3\4xl/broken",
                                       "a,b\n\"never closed" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (open_text (files[i], NULL, &error));
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
    }
}

static void
test_columns (void)
{
  static const char *const wanted[] = { "主订单编号|订单编号", "收货地址", "商品总价(元)", "?没有", "?UserID" };
  int columns[5], first;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgTableFile) table = open_text ("导出,于 2026\n说明\n订单编号,\"收货地址 \",商品总价（元）,userid,收货地址\n1,a,2.00,u\n", NULL, &error);

  g_assert_true (zg_table_file_find_columns (table, wanted, 5, columns, &first, &error));
  g_assert_no_error (error);
  g_assert_cmpint (first, ==, 3);
  g_assert_cmpint (columns[0], ==, 0);
  g_assert_cmpint (columns[1], ==, 1);
  g_assert_cmpint (columns[2], ==, 2);
  g_assert_cmpint (columns[3], ==, -1);
  g_assert_cmpint (columns[4], ==, 3);
}

static void
test_columns_missing (void)
{
  static const char *const wanted[] = { "订单编号", "买家|会员", "金额" };
  int columns[3];
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgTableFile) table = open_text ("订单编号,标题\n1,a\n", NULL, &error);
  g_autoptr (ZgTableFile) empty = open_text ("", NULL, &error);

  g_assert_false (zg_table_file_find_columns (table, wanted, 3, columns, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "买家、金额"));
  g_clear_error (&error);
  g_assert_false (zg_table_file_find_columns (empty, wanted, 3, columns, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
}

/* The header stands within ten rows or not at all. */
static void
test_columns_depth (void)
{
  static const char *const wanted[] = { "姓名" };

  for (int above = 9; above <= 10; above++)
    {
      GString *text = g_string_new (NULL);
      int      column, first;

      for (int i = 0; i < above; i++)
        g_string_append (text, "说明\n");
      g_string_append (text, "姓名\n张敏\n");
      g_autoptr (ZgTableFile) table = open_text (text->str, NULL, NULL);
      g_assert_cmpint (zg_table_file_find_columns (table, wanted, 1, &column, &first, NULL), ==, above == 9);
      if (above == 9)
        g_assert_cmpint (first, ==, 10);
      g_string_free (text, TRUE);
    }
}

/* A group above its columns: 姓名 | 请假{年假(天), 事假(小时)}. */
static void
test_two_lines (void)
{
  static const char *const wanted[] = { "姓名", "年假(天)", "事假(小时)", "备注" };
  int columns[4], first;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      zip_sheet ("<worksheet><sheetData><row>" CELL (
                     "月度汇总") "</row>"
                                 "<row>" CELL ("姓名") CELL ("请假") "<c/>" CELL (
                                     "备注") "</row>"
                                             "<row><c r='B3' t='inlineStr'><is><t>年假(天)</t></is></c>" CELL (
                                                 "事假(小时)") "</row>"
                                                               "<row>" CELL (
                                                                   "张敏") "<c><v>1</v></c><c><v>990000000000000001</v></"
                                                                           "c><c><f>1</f></c></row></sheetData></worksheet>",
                 NULL, NULL);
  g_autoptr (ZgTableFile) table = zg_table_file_open_bytes (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (zg_table_file_find_columns (table, wanted, 4, columns, &first, &error));
  g_assert_cmpint (first, ==, 3);
  g_assert_cmpint (columns[1], ==, 1);
  g_assert_cmpint (columns[2], ==, 2);
  g_assert_cmpint (columns[3], ==, 3);
  g_assert_cmpint (zg_table_file_n_rounded (table), ==, 1);
  g_assert_cmpint (zg_table_file_n_without_value (table), ==, 1);
  g_assert_cmpstr (zg_table_file_sheets (table)[0], ==, "表一");
  g_assert_null (zg_table_file_encoding (table));
}

/* A row of data whose cells happen to be empty is no second line of the header when it stands apart or below data. */
static void
test_one_line (void)
{
  static const char *const wanted[] = { "姓名", "备注" };
  int columns[2], first;
  g_autoptr (ZgTableFile) table = open_text ("姓名,备注,其他\n张敏,备注,\n", NULL, NULL);

  g_assert_true (zg_table_file_find_columns (table, wanted, 2, columns, &first, NULL));
  g_assert_cmpint (first, ==, 1);
}

static void
test_sheet (void)
{
  ZgTableFileOptions named = { .sheet = "表一" }, other = { .sheet = "表二" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = zip_sheet ("<worksheet><sheetData><row>" CELL ("a") "</row></sheetData></worksheet>", NULL, NULL);
  g_autoptr (ZgTableFile) table = zg_table_file_open_bytes (bytes, &named, &error);

  g_assert_cmpint (zg_table_file_sheet (table), ==, 0);
  g_assert_null (zg_table_file_open_bytes (bytes, &other, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-file/csv", test_csv);
  g_test_add_func ("/table-file/repaired", test_repaired);
  g_test_add_func ("/table-file/encoding", test_encoding);
  g_test_add_func ("/table-file/refused", test_refused);
  g_test_add_func ("/table-file/columns", test_columns);
  g_test_add_func ("/table-file/columns-missing", test_columns_missing);
  g_test_add_func ("/table-file/columns-depth", test_columns_depth);
  g_test_add_func ("/table-file/two-lines", test_two_lines);
  g_test_add_func ("/table-file/one-line", test_one_line);
  g_test_add_func ("/table-file/sheet", test_sheet);
  return g_test_run ();
}
