/* Tables as workbook, CSV and paper: what a clerk opens, what a program reads, what a full disk leaves. */
#include <errno.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <signal.h>
#include <unistd.h>

#include "out-test.h"
#include "zg-csv.h"
#include "zg-report-check.h"

typedef struct
{
  Small small;
  char *out; /* a folder for what is written */
} Desk;

static void
set_up (Desk *desk, gconstpointer data)
{
  small_set_up (&desk->small, data);
  desk->out = g_build_filename (desk->small.folder, "out", NULL);
  g_assert_cmpint (g_mkdir (desk->out, 0700), ==, 0);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  g_free (desk->out);
  small_tear_down (&desk->small, data);
}

static char *
path_in (Desk *desk, const char *name)
{
  return g_build_filename (desk->out, name, NULL);
}

static void
test_workbook (Desk *desk, gconstpointer data)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (ZgTable) table = out_table (desk->small.admin);
  g_autofree char    *path = path_in (desk, "a.xlsx"), *sheet = NULL, *book = NULL, *notes = NULL, *styles = NULL;

  out_row (table, "0012345678901234567", "林小雨");
  out_row (table, "1001", "张敏");
  g_assert_true (zg_table_write_xlsx (table, path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (out_files (desk->out), ==, 1);
  sheet = out_part (path, "xl/worksheets/sheet1.xml");
  book = out_part (path, "xl/workbook.xml");
  notes = out_part (path, "xl/worksheets/sheet2.xml");
  styles = out_part (path, "xl/styles.xml");
  out_has (sheet, "Things &amp; &lt;all&gt;");
  out_has (sheet, "<mergeCell ref=\"A1:L1\"/>");
  out_has (sheet, "<mergeCell ref=\"A2:L2\"/>");
  out_has (sheet, "Month: 2026-10 · Made by 林小雨 · 2026-11-02 09:00");
  out_has (sheet, "<pane xSplit=\"2\" ySplit=\"4\" topLeftCell=\"C5\" activePane=\"bottomRight\" state=\"frozen\"/>");
  out_has (sheet, "<autoFilter ref=\"A4:L6\"/>");
  out_has (sheet, "<t>0012345678901234567</t>"); /* a number that is a name: text */
  out_has (sheet, "<f>SUBTOTAL(109,E5:E6)</f><v>1217.88</v>");
  out_has (sheet, "<f>SUBTOTAL(109,G5:G6)</f><v>1</v>");
  out_has (sheet, "<f>SUBTOTAL(109,H5:H6)</f><v>24</v>");
  out_has (sheet, "<v>608.94"); /* the library prints sixteen digits */
  out_has (sheet, "<v>1.125</v>");
  out_has (sheet, "<v>46326</v>");                 /* 2026-10-31 */
  out_has (sheet, "<v>46326.35416666667</v>");     /* 08:30 of Shanghai */
  out_has (sheet, "<t>Trip</t>");
  out_has (sheet, "numberStoredAsText=\"1\"");
  out_has (sheet, "orientation=\"landscape\"");    /* over 8 columns */
  out_has (sheet, "fitToHeight=\"0\"");
  out_has (sheet, "&amp;CPage &amp;P of &amp;N");
  out_has (book, "$1:$4</definedName>");           /* repeated rows */
  out_has (notes, "A note below.");
  out_has (styles, "等线");
  out_has (styles, "[hh]:mm");                     /* 25:00 does not read as 01:00 */
  out_lacks (sheet, "t=\"e\"");
}

static void
test_injection (Desk *desk, gconstpointer data)
{
  static const char *const evil[] = { "=1+1",    "+1",  "-1+2", "@SUM(A1)", "\t=1",
                                      "\r=1",    " =1", "＝1",  "{=1}",     "=HYPERLINK(\"http://a\")",
                                      "mailto:x" };
  g_autoptr (GError)  error = NULL;
  g_autoptr (ZgTable) table = out_table (desk->small.admin);
  g_autofree char    *path = path_in (desk, "e.xlsx"), *csv = path_in (desk, "e.csv"), *sheet = NULL, *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (evil); i++)
    out_row (table, evil[i], "a\001b\"c\"");
  g_assert_true (zg_table_write_xlsx (table, path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  sheet = out_part (path, "xl/worksheets/sheet1.xml");
  out_lacks (sheet, "<f>1");
  out_lacks (sheet, "<f>HYPER");
  out_lacks (sheet, "<f>SUM");
  out_lacks (sheet, "hyperlink");
  out_has (sheet, "<t>=1+1</t>");
  g_assert_true (zg_table_write_csv (table, csv, NULL, NULL, NULL, &error));
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\357\273\277"));
  for (guint i = 0; i < G_N_ELEMENTS (evil); i++)
    {
      g_autofree char *bare = g_strdup_printf ("\r\n%s", evil[i]), *quoted = g_strdup_printf ("\r\n\"%s", evil[i]);

      if (zg_csv_is_dangerous (evil[i]))
        {
          out_lacks (text, bare);
          out_lacks (text, quoted);
        }
    }
}

static void
test_csv (Desk *desk, gconstpointer data)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (ZgTable) table = out_table (desk->small.admin);
  g_autofree char    *path = path_in (desk, "a.csv"), *text = NULL;
  ZgCell             *row = out_row (table, "0042", "a,\"b\"");

  zg_cell_set_int (&row[C_MONEY], -123456);
  zg_table_add_row (table);
  g_assert_true (zg_table_write_csv (table, path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  out_has (text, "Order no.,Name,Sort,Count,Amount (yuan),Weight,Days,Late (min),Day,At,Clock,Paid\r\n");
  out_has (text,
           "\r\n0042,\"a,\"\"b\"\"\",Trip,3,-1234.56,1.125,0.5,12,2026-10-31,2026-10-31 08:30,25:00,yes\r\n,,,,,,,,,,,\r\n");
}

static void
test_long_text (Desk *desk, gconstpointer data)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (ZgTable) table = out_table (desk->small.admin);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char    *path = path_in (desk, "long.xlsx"), *sheet = NULL;

  while (text->len < 200000)
    g_string_append (text, "账\360\240\200\213");
  out_row (table, "1", text->str);
  g_assert_true (zg_table_write_xlsx (table, path, NULL, NULL, NULL, &error));
  sheet = out_part (path, "xl/worksheets/sheet1.xml");
  out_has (sheet, "账\360\240\200\213账");
}

static void
test_empty (Desk *desk, gconstpointer data)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (ZgTable) table = out_table (desk->small.admin);
  g_autoptr (ZgPaper) paper = zg_table_paper (table, NULL, &error);
  g_autofree char    *path = path_in (desk, "empty.xlsx"), *sheet = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (zg_paper_layout (paper), ==, 1);
  g_assert_true (zg_table_write_xlsx (table, path, NULL, NULL, NULL, &error));
  sheet = out_part (path, "xl/worksheets/sheet1.xml");
  out_lacks (sheet, "SUBTOTAL");
}

static void
test_odd_names (Desk *desk, gconstpointer data)
{
  g_autoptr (GError)     error = NULL;
  g_autofree char       *path = path_in (desk, "names.xlsx"), *book_xml = NULL;
  g_autoptr (ZgWorkbook) book = zg_workbook_new (path, TRUE, &error);

  zg_workbook_sheet (book, "a/b:c*d?[e]\\'f'", FALSE, 0);
  zg_workbook_sheet (book, "", FALSE, 0);
  zg_workbook_sheet (book, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", FALSE, 0);
  zg_workbook_sheet (book, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", FALSE, 0);
  zg_workbook_sheet (book, "\xff\xfe", FALSE, 0);
  g_assert_true (zg_workbook_finish (book, &error));
  g_assert_no_error (error);
  book_xml = out_part (path, "xl/workbook.xml");
  out_has (book_xml, "name=\"a b c d  e   f\"");
  out_has (book_xml, "七 2\"");
}

static gboolean
stop_here (const char *path, ZgTable *table, GCancellable *cancellable, gboolean csv, GError **error)
{
  return csv ? zg_table_write_csv (table, path, NULL, NULL, cancellable, error)
             : zg_table_write_xlsx (table, path, NULL, NULL, cancellable, error);
}

static void
test_cancel (Desk *desk, gconstpointer data)
{
  g_autoptr (ZgTable)      table = out_table (desk->small.admin);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char         *path = path_in (desk, "kept"), *text = NULL;

  out_row (table, "1", "a");
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_cancellable_cancel (cancellable);
  for (int csv = 0; csv < 2; csv++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (stop_here (path, table, cancellable, csv, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (out_files (desk->out), ==, 1);
}

static void
many_rows (ZgTable *table, int n)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d%d", i * 7919, g_test_rand_int_range (0, 1000000));

      out_row (table, id, "林小雨");
    }
}

/* A disk of a few hundred KiB, at several fillings: whatever happens, there is a whole file or none. */
static void
test_full_disk (Desk *desk, gconstpointer data)
{
  g_autoptr (ZgTable) table = out_table (desk->small.admin);
  g_autofree char    *path = path_in (desk, "full.xlsx");
  guint               full = 0, whole = 0;

  many_rows (table, 3000);
  for (int kib = 64; kib <= 16384; kib = kib * 5 / 4)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *size = g_strdup_printf ("size=%dk", kib);

      if (mount ("none", desk->out, "tmpfs", 0, size) != 0)
        {
          g_test_skip ("no right to mount a small disk");
          return;
        }
      if (zg_table_write_xlsx (table, path, NULL, NULL, NULL, &error))
        {
          whole++;
          g_assert_true (zg_report_check_zip (path, desk->out, FALSE));
          g_assert_cmpuint (out_files (desk->out), ==, 1);
        }
      else
        {
          full++;
          g_assert_error (error, ZG_ERROR, ZG_ERROR_FULL);
          g_assert_cmpuint (out_files (desk->out), ==, 0);
        }
      g_assert_cmpint (umount (desk->out), ==, 0);
    }
  g_assert_cmpuint (full, >, 3);
  g_assert_cmpuint (whole, >, 0);
}

/* A limit of the file size stands for a quota: there is room, but not for this person. */
static void
test_limit (Desk *desk, gconstpointer data)
{
  g_autoptr (ZgTable) table = out_table (desk->small.admin);
  g_autofree char    *path = path_in (desk, "limit.xlsx"), *csv = path_in (desk, "limit.csv");
  struct rlimit       before, limit;

  many_rows (table, 3000);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  for (int kib = 16; kib <= 512; kib *= 2)
    {
      g_autoptr (GError) error = NULL, other = NULL;

      limit = before;
      limit.rlim_cur = (rlim_t) kib * 1024;
      setrlimit (RLIMIT_FSIZE, &limit);
      zg_table_write_xlsx (table, path, NULL, NULL, NULL, &error);
      zg_table_write_csv (table, csv, NULL, NULL, NULL, &other);
      setrlimit (RLIMIT_FSIZE, &before);
      g_assert_error (error, ZG_ERROR, ZG_ERROR_FULL);
      if (kib <= 128)
        g_assert_error (other, ZG_ERROR, ZG_ERROR_FULL);
      g_remove (csv);
      g_assert_cmpuint (out_files (desk->out), ==, 0);
    }
}

static void
test_no_folder (Desk *desk, gconstpointer data)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (ZgTable) table = out_table (desk->small.admin);

  g_assert_false (zg_table_write_xlsx (table, "/no/such/folder/a.xlsx", NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, ZG_ERROR);
}

static void
test_paper (Desk *desk, gconstpointer data)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (ZgTable) table = out_table (desk->small.admin);
  g_autoptr (ZgPaper) paper = NULL;
  g_autofree char    *path = path_in (desk, "a.pdf"), *text = NULL;

  many_rows (table, 80);
  paper = zg_table_paper (table, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (zg_paper_width (paper), >, zg_paper_height (paper)); /* twelve columns lie */
  g_assert_cmpint (zg_paper_layout (paper), >, 1);
  g_assert_true (zg_paper_save_pdf (paper, path, &error));
  text = out_pdf_text (path);
  if (text != NULL)
    {
      out_has (text, "Things & <all>");
      out_has (text, "Total");
      out_has (text, "48,715.20");
      out_has (text, "A note below.");
    }
}

/* Rows beyond one sheet go on on the next, each with its own totals. */
static gboolean
each_many (ZgTable *table, ZgTableRow row, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgCell cell = { .type = ZG_CELL_INT, .i = 1 };

  for (gint64 i = 0; i < table->n_rows; i++)
    if (!row (&cell, data, error))
      return FALSE;
  return TRUE;
}

static void
test_split (Desk *desk, gconstpointer data)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (ZgTable) table = zg_table_new (desk->small.admin, "Many");
  g_autofree char    *path = path_in (desk, "many.xlsx"), *second = NULL;

  if (!g_test_slow ())
    {
      g_test_skip ("a million rows: run with -m slow");
      return;
    }
  zg_table_column (table, "One", ZG_INT, ZG_OUT_SUM, NULL);
  table->each = each_many;
  table->n_rows = 1048571 + 3;
  g_assert_true (zg_table_write_xlsx (table, path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  second = out_part (path, "xl/worksheets/sheet2.xml");
  out_has (second, "<f>SUBTOTAL(109,A5:A7)</f><v>3</v>");
}

static void
test_too_many_for_paper (Desk *desk, gconstpointer data)
{
  g_autoptr (GError)  error = NULL;
  g_autoptr (ZgTable) table = zg_table_new (desk->small.admin, "Many");

  zg_table_column (table, "One", ZG_INT, ZG_OUT_SUM, NULL);
  table->each = each_many;
  table->n_rows = 50001;
  g_assert_null (zg_table_paper (table, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
#define TEST(path, function) g_test_add ("/out/" path, Desk, NULL, set_up, function, tear_down)
  TEST ("workbook", test_workbook);
  TEST ("injection", test_injection);
  TEST ("csv", test_csv);
  TEST ("long-text", test_long_text);
  TEST ("empty", test_empty);
  TEST ("sheet-names", test_odd_names);
  TEST ("cancel", test_cancel);
  TEST ("full-disk", test_full_disk);
  TEST ("file-size-limit", test_limit);
  TEST ("no-folder", test_no_folder);
  TEST ("paper", test_paper);
  TEST ("split", test_split);
  TEST ("too-many-for-paper", test_too_many_for_paper);
  return g_test_run ();
}
