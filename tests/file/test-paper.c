#include "zg-clock.h"
#include "zg-error.h"
#include "zg-paper-private.h"
#include "zg-paper-table-private.h"
#include "zg-save.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static ZgPaperTable *
add_table (ZgPaper *paper, int n_rows, const ZgPaperTableStyle *style)
{
  static const ZgPaperColumn columns[] = { { .title = "序号", .width = 12 },
                                           { .title = "品名", .weight = 2 },
                                           { .title = "金额", .width = 26, .align = ZG_PAPER_RIGHT } };
  ZgPaperTable *table = zg_paper_table (paper, columns, 3, style);

  for (int i = 0; i < n_rows; i++)
    zg_paper_table_row (table, (const char *const[]) { "1", "纸巾", "1,156.00" }, ZG_PAPER_ROW_PLAIN);
  return table;
}

static const Strip *
strip_at (ZgPaper *paper, int i)
{
  return &g_array_index (paper->strips, Strip, i);
}

static BlockType
type_at (ZgPaper *paper, int strip)
{
  return ((Block *) paper->blocks->pdata[strip_at (paper, strip)->block])->type;
}

/* How many strips of @type page @page holds. */
static int
count (ZgPaper *paper, int page, BlockType type)
{
  const Page *p = &g_array_index (paper->pages, Page, page);
  int         n = 0;

  for (int i = p->first; i < p->end; i++)
    n += type_at (paper, i) == type;
  return n;
}

static void
draw_nothing (cairo_t *cr, double width, double height, gpointer data)
{
}

static void
draw_all (ZgPaper *paper)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 900, 900);
  cairo_t         *cr = cairo_create (surface);

  for (int i = -1; i <= zg_paper_layout (paper); i++)
    zg_paper_draw_page (paper, cr, i);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_empty (void)
{
  g_autoptr (ZgPaper) paper = zg_paper_new (NULL);

  g_assert_cmpint (zg_paper_layout (paper), ==, 1);
  draw_all (paper);
  zg_paper_set_title (paper, "请假单");
  zg_paper_grid (paper, NULL, 0, 2, 0);
  zg_paper_signatures (paper, NULL, 0);
  zg_paper_paragraph (paper, NULL);
  add_table (paper, 0, NULL);
  g_assert_cmpint (zg_paper_layout (paper), ==, 1);
  draw_all (paper);
  g_assert_cmpfloat_with_epsilon (zg_paper_width (paper), 595.276, 0.01);
  g_assert_cmpfloat_with_epsilon (zg_paper_height (paper), 841.89, 0.01);
}

/* On every paper of the office the same blocks flow anew: nothing is lost, nothing wider than the paper, and back again it is as
 * it was. */
static void
test_forms (void)
{
  const ZgPaperSign signs[] = { { .role = "制表" }, { .role = "主管" } };
  const ZgPaperSize label = { 100, 150, 5, 5, 5, 5, 12, 9, 6, FALSE };
  g_autoptr (ZgPaper) paper = zg_paper_new (&zg_paper_a4_landscape), other = zg_paper_new (&label);
  ZgPaperColumn       columns[40];
  ZgPaperTable       *table;
  const char         *cells[40];
  int                 n_first;

  for (int i = 0; i < 40; i++)
    {
      columns[i] = (ZgPaperColumn){ .title = "1", .width = 6.9, .whole = TRUE };
      cells[i] = "√";
    }
  zg_paper_set_title (paper, "部门考勤表");
  table = zg_paper_table (paper, columns, 40, NULL);
  for (int i = 0; i < 60; i++)
    zg_paper_table_row (table, cells, ZG_PAPER_ROW_PLAIN);
  zg_paper_signatures (paper, signs, 2);
  n_first = zg_paper_layout (paper);
  for (const ZgPaperForm *form = zg_paper_forms; form->id; form++)
    {
      int n_rows = 0, n_signatures = 0, n_pages;

      zg_paper_set_form (paper, form);
      g_assert_true (zg_paper_get_form (paper) == form && zg_paper_form_by_id (form->id) == form);
      n_pages = zg_paper_layout (paper);
      for (int page = 0; page < n_pages; page++)
        {
          n_rows += count (paper, page, BLOCK_TABLE);
          n_signatures += count (paper, page, BLOCK_SIGNATURES);
        }
      g_assert_cmpint (n_rows, ==, 60);
      g_assert_cmpint (n_signatures, ==, 1);
      g_assert_cmpint (count (paper, n_pages - 1, BLOCK_TABLE), >=, 2); /* the signatures are never alone */
      g_assert_cmpfloat (table->width, <=, zg_paper_inner_width (paper) + 0.01);
      draw_all (paper);
    }
  zg_paper_set_form (paper, zg_paper_form_by_id ("a4-lying"));
  g_assert_cmpint (zg_paper_layout (paper), ==, n_first);
  g_assert_null (zg_paper_get_form (other));
  g_assert_null (zg_paper_form_by_id ("a3"));
}

/* Every row stands on exactly one page, in order. */
static void
test_rows_once (void)
{
  for (int n = 1; n < 140; n++)
    {
      g_autoptr (ZgPaper) paper = zg_paper_new (NULL);
      int                 next = 0;

      zg_paper_set_title (paper, "清单");
      add_table (paper, n, NULL);
      for (int page = 0; page < zg_paper_layout (paper); page++)
        {
          const Page *p = &g_array_index (paper->pages, Page, page);

          g_assert_cmpint (p->first, ==, next);
          g_assert_cmpint (p->end, >, p->first);
          next = p->end;
        }
      g_assert_cmpint (next, ==, n);
    }
}

/* Nothing on a page reaches below its margin. */
static void
test_fits (void)
{
  g_autoptr (ZgPaper) paper = zg_paper_new (&zg_paper_a4_landscape);

  zg_paper_set_title (paper, "月报");
  for (int i = 0; i < 40; i++)
    {
      zg_paper_heading (paper, "小标题");
      zg_paper_paragraph (paper, "一段文字。一段文字。一段文字。");
      zg_paper_grid (paper, (ZgPaperPair[]) { { "姓名", "张敏" }, { "说明", "很长的说明", TRUE, 18 } }, 2, 2, 0);
      add_table (paper, i, NULL);
      zg_paper_space (paper, 5);
    }
  for (int page = 0; page < zg_paper_layout (paper); page++)
    {
      const Page  *p = &g_array_index (paper->pages, Page, page);
      const Strip *previous = NULL;
      double       y = page == 0 ? zg_paper_title_height (paper) : 0, head;

      for (int i = p->first; i < p->end; previous = strip_at (paper, i++))
        y += zg_paper_above (paper, previous, strip_at (paper, i), &head) + strip_at (paper, i)->height;
      g_assert_cmpfloat (y, <=, (210 - 20) * ZG_PAPER_MM + 0.02);
      g_assert_true (type_at (paper, p->end - 1) != BLOCK_HEADING);
    }
  draw_all (paper);
}

/* Signatures stand with at least two rows, whatever the number of rows. */
static void
test_signatures (void)
{
  for (int n = 1; n < 130; n++)
    {
      g_autoptr (ZgPaper) paper = zg_paper_new (NULL);
      int                 last;

      zg_paper_set_title (paper, "考勤表");
      add_table (paper, n, NULL);
      zg_paper_legend (paper, "上班√ 休息●");
      zg_paper_signatures (paper, (ZgPaperSign[]) { { "制表" }, { "部门负责人" }, { "人事" }, { "总经理" }, { "财务" } }, 5);
      last = zg_paper_layout (paper) - 1;
      g_assert_cmpint (count (paper, last, BLOCK_SIGNATURES), ==, 2);
      g_assert_cmpint (count (paper, last, BLOCK_LEGEND), ==, 1);
      g_assert_cmpint (count (paper, last, BLOCK_TABLE), >=, MIN (n, 2));
    }
}

/* What must stand with the signatures takes the page itself: they stand alone, and it is said. */
static void
test_signs_alone (void)
{
  static const ZgPaperSign sign = { .role = "部门负责人" };
  g_autoptr (ZgPaper)      paper = zg_paper_new (NULL), none = zg_paper_new (NULL), below = zg_paper_new (NULL);
  gboolean                 signs;

  zg_paper_drawing (paper, 300, draw_nothing, NULL, NULL);
  zg_paper_drawing (paper, 300, draw_nothing, NULL, NULL);
  zg_paper_signatures (paper, &sign, 1);
  g_assert_true (zg_paper_signs_alone (paper, &signs));
  g_assert_true (signs);
  add_table (none, 3, NULL);
  g_assert_false (zg_paper_signs_alone (none, &signs));
  g_assert_false (signs);
  add_table (below, 200, NULL);
  zg_paper_signatures (below, &sign, 1);
  g_assert_false (zg_paper_signs_alone (below, &signs));
  g_assert_true (signs);
}

/* A part that is left out takes no room: its column, its words in a cell, its words in the foot. */
static void
test_leave_out (void)
{
  const ZgPaperColumn columns[] = { { "序号", 12, 0, ZG_PAPER_CENTRE },
                                    { "目标与事实", 0, 1, ZG_PAPER_LEFT, .wrap = TRUE },
                                    { "条款", 30, 0, ZG_PAPER_LEFT, .part = ZG_PAPER_CLAUSES } };
  g_autoptr (ZgPaper) paper = zg_paper_new (NULL);
  ZgPaperTable       *table = zg_paper_table (paper, columns, 3, NULL);
  double              high, wide;

  g_assert_cmpint (zg_paper_parts (paper), ==, ZG_PAPER_CLAUSES);
  zg_paper_table_row (table,
                      (const char *const[]){ "1", "按时确认；事实：本月 1842 单按时 1829 单，迟了的十三单都在双十一当天，"
                                                  "其中九单买家电话占线，四单无人接听，回访后全部确认，没有一单取消，"
                                                  "也没有一单改址，详见清单", "D18-5.2" },
                      ZG_PAPER_ROW_PLAIN);
  zg_paper_table_bare (table, 1, "按时确认");
  zg_paper_set_footer (paper, "D20-4.1");
  zg_paper_set_made (paper, "张三 2026-11-01 打印");
  g_assert_cmpint (zg_paper_parts (paper), ==, ZG_PAPER_CLAUSES | ZG_PAPER_FACTS | ZG_PAPER_MADE);
  draw_all (paper);
  high = zg_paper_table_height (table, 0);
  wide = table->columns[1].width;
  g_assert_cmpfloat (table->columns[2].width, >, 0);
  zg_paper_leave_out (paper, ZG_PAPER_FACTS | ZG_PAPER_CLAUSES);
  draw_all (paper);
  g_assert_cmpfloat (zg_paper_table_height (table, 0), <, high);
  g_assert_cmpstr (zg_paper_table_cell (table, 0, 1), ==, "按时确认");
  g_assert_cmpfloat (table->columns[1].width, >, wide); /* the others take its room */
  g_assert_cmpfloat (table->columns[2].width, ==, 0);
  zg_paper_leave_out (paper, ZG_PAPER_ALL);
  draw_all (paper);
  g_assert_cmpfloat (zg_paper_table_height (table, 0), ==, high);
}

static void
test_total (void)
{
  for (int n = 30; n < 42; n++)
    {
      g_autoptr (ZgPaper) paper = zg_paper_new (NULL);
      ZgPaperTable       *table = add_table (paper, n, NULL);
      int                 last;

      zg_paper_table_row (table, (const char *const[]) { NULL, "合计", "1.00" }, ZG_PAPER_ROW_TOTAL);
      last = zg_paper_layout (paper) - 1;
      g_assert_cmpint (count (paper, last, BLOCK_TABLE), >=, 2);
      draw_all (paper);
    }
}

/* Two rows of one person are never parted by the end of a page. */
static void
test_keep (void)
{
  for (int n = 29; n < 41; n++)
    {
      g_autoptr (ZgPaper) paper = zg_paper_new (NULL);
      ZgPaperTable       *table = add_table (paper, n, NULL);
      const char *const   cells[] = { "1", "欧阳", "1.00" };
      int                 last, rows;

      zg_paper_table_row (table, cells, ZG_PAPER_ROW_PLAIN);
      zg_paper_table_row (table, cells, ZG_PAPER_ROW_KEEP);
      last = zg_paper_layout (paper) - 1;
      rows = count (paper, last, BLOCK_TABLE);
      g_assert_cmpint (rows, !=, 1);
    }
}

/* A month of 30 people, its legend and its signatures are one landscape page. */
static void
test_month (void)
{
  g_autoptr (ZgPaper) paper = zg_paper_new (&zg_paper_a4_landscape);
  ZgPaperColumn       columns[36] = { { .title = "姓名", .width = 16 } };
  const char         *cells[36] = { "欧阳小明明" };
  ZgPaperTable       *table;
  double              width = 0;

  for (int d = 1; d <= 31; d++)
    {
      columns[d] = (ZgPaperColumn) { .title = "31\n六", .width = 6.6, .align = ZG_PAPER_CENTRE, .grey = d % 7 == 0 };
      cells[d] = "√";
    }
  for (int i = 32; i < 35; i++)
    columns[i] = (ZgPaperColumn) { .title = "出勤", .width = 9, .align = ZG_PAPER_RIGHT };
  columns[35] = (ZgPaperColumn) { .title = "本人签字", .width = 16 };
  zg_paper_set_title (paper, "考勤表");
  table = zg_paper_table (paper, columns, 36, &(ZgPaperTableStyle) { .font = 8.5, .row = 6, .rows_per_page = 30 });
  for (int i = 0; i < 30; i++)
    zg_paper_table_row (table, cells, ZG_PAPER_ROW_PLAIN);
  zg_paper_legend (paper, "上班√ 休息● 事假×");
  zg_paper_signatures (paper, (ZgPaperSign[]) { { "制表" }, { "部门负责人" }, { "人事" } }, 3);
  for (int i = 0; i < 36; i++)
    width += columns[i].width;
  g_assert_cmpfloat (width * ZG_PAPER_MM, <=, zg_paper_inner_width (paper));
  g_assert_cmpint (zg_paper_layout (paper), ==, 1);
  g_assert_cmpfloat (strip_at (paper, 0)->height, >=, 6 * 0.85 * ZG_PAPER_MM - 0.01);
  draw_all (paper);
  zg_paper_table_row (table, cells, ZG_PAPER_ROW_PLAIN);
  g_assert_cmpint (zg_paper_layout (paper), ==, 2);
}

static void
test_new_page (void)
{
  g_autoptr (ZgPaper) paper = zg_paper_new (&zg_paper_a5_landscape);

  zg_paper_paragraph (paper, "一");
  zg_paper_new_page (paper);
  zg_paper_legend (paper, "二");
  zg_paper_signatures (paper, (ZgPaperSign[]) { { "签" } }, 1);
  g_assert_cmpint (zg_paper_layout (paper), ==, 2);
  draw_all (paper);
}

static void
test_long_texts (void)
{
  static const ZgPaperColumn columns[] = { { .title = "说明", .wrap = TRUE, .width = 60 }, { .title = "号\n次", .width = 400 } };
  g_autoptr (ZgPaper) paper = zg_paper_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  ZgPaperTable       *table;

  for (int i = 0; i < 3000; i++)
    g_string_append (text, i % 50 == 49 ? "如有。\n" : "很长");
  zg_paper_set_title (paper, text->str);
  zg_paper_set_subtitle (paper, "\xff broken \xe5");
  zg_paper_set_footer (paper, text->str);
  zg_paper_paragraph (paper, text->str);
  zg_paper_grid (paper, (ZgPaperPair[]) { { text->str, text->str } }, 1, 4, 500);
  table = zg_paper_table (paper, columns, 2, NULL);
  zg_paper_table_group (table, 0, 2, text->str);
  zg_paper_table_row (table, (const char *const[]) { text->str, text->str }, ZG_PAPER_ROW_GREY);
  zg_paper_table_row (table, (const char *const[]) { "一\n二\n三", "\xff" }, ZG_PAPER_ROW_BOLD);
  g_assert_cmpint (zg_paper_layout (paper), >, 2);
  g_assert_cmpint (zg_paper_layout (paper), <, 20);
  draw_all (paper);
}

static void
test_many (void)
{
  g_autoptr (ZgPaper) paper = zg_paper_new (NULL);
  ZgPaperTable       *table = add_table (paper, 10000, NULL);
  int                 pages = zg_paper_layout (paper);

  g_assert_cmpint (pages, >=, 10000 / 39);
  g_assert_cmpint (pages, <=, 10000 / 37 + 1);
  g_assert_cmpint (zg_paper_table_n_rows (table), ==, 10000);
  draw_all (paper);
}

static char *
temporary_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("zg-paper-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static int
count_files (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  int   n = 0;

  while (g_dir_read_name (dir))
    n++;
  g_dir_close (dir);
  return n;
}

static char *
save (ZgPaper *paper, const char *path, gsize *size)
{
  g_autoptr (GError) error = NULL;
  char *data;

  g_assert_true (zg_paper_save_pdf (paper, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, size, NULL));
  return data;
}

/* The same paper at the same time is the same file. */
static void
test_pdf (void)
{
  g_autofree char *folder = temporary_folder ();
  g_autofree char *path = g_build_filename (folder, "考勤.pdf", NULL);
  g_autoptr (ZgPaper) paper = zg_paper_new (NULL);
  gsize size, again;

  zg_clock_set (G_GINT64_CONSTANT (1793635200000));
  zg_paper_set_title (paper, "考勤表");
  zg_paper_paragraph (paper, "如有不实");
  add_table (paper, 60, NULL);
  g_autofree char *first = save (paper, path, &size);
  g_autofree char *second = save (paper, path, &again);
  g_assert_cmpmem (first, size, second, again);
  g_assert_true (g_str_has_prefix (first, "%PDF-1."));
  g_assert_nonnull (memmem (first, size, "/Count 2", 8));
  g_assert_nonnull (memmem (first, size, "20261103000000", 14));
  g_assert_cmpint (count_files (folder), ==, 1);
  zg_clock_set (0);
  g_unlink (path);
  g_rmdir (folder);
}

/* Two marks in the column of a day are set smaller, never cut; a word ends in … where the least size does not help. */
static void
test_whole (void)
{
  PangoLayout *text = zg_paper_text_new (NULL);

  zg_paper_text_fit (text, "★", 8.5, FALSE, 12, ZG_PAPER_CENTRE, TRUE);
  g_assert_cmpint (pango_font_description_get_size (pango_layout_get_font_description (text)), ==, (int) (8.5 * PANGO_SCALE));
  zg_paper_text_fit (text, "★○", 8.5, FALSE, 12, ZG_PAPER_CENTRE, TRUE);
  g_assert_false (pango_layout_is_ellipsized (text));
  g_assert_cmpfloat (zg_paper_text_width (text), <=, 12);
  g_assert_cmpint (pango_font_description_get_size (pango_layout_get_font_description (text)), >=, (int) (5.5 * PANGO_SCALE));
  zg_paper_text_fit (text, "很长的品名", 8.5, FALSE, 12, ZG_PAPER_LEFT, FALSE);
  g_assert_true (pango_layout_is_ellipsized (text));
  g_object_unref (text);
}

static void
test_pdf_many (void)
{
  g_autofree char *folder = temporary_folder ();
  g_autofree char *path = g_build_filename (folder, "all.pdf", NULL);
  g_autoptr (ZgPaper) one = zg_paper_new (NULL);
  g_autoptr (ZgPaper) two = zg_paper_new (&zg_paper_241_half);
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size;

  zg_paper_paragraph (one, "一");
  add_table (two, 40, NULL);
  g_assert_true (zg_papers_save_pdf ((ZgPaper *const[]) { one, two }, 2, path, &error));
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_assert_nonnull (memmem (data, size, "/Count 4", 8));
  g_unlink (path);
  g_rmdir (folder);
}

/* No room: the old file stands, no half file is left. */
static void
test_full (void)
{
  g_autofree char *folder = temporary_folder ();
  g_autofree char *path = g_build_filename (folder, "a.pdf", NULL);
  g_autoptr (ZgPaper) paper = zg_paper_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  struct rlimit before, small;

  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
  add_table (paper, 100, NULL);
  zg_paper_layout (paper);
  getrlimit (RLIMIT_FSIZE, &before);
  small = before;
  small.rlim_cur = 2048;
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &small);
  g_assert_false (zg_paper_save_pdf (paper, path, &error));
  setrlimit (RLIMIT_FSIZE, &before);
  signal (SIGXFSZ, SIG_DFL);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_FULL);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
  g_assert_cmpint (count_files (folder), ==, 1);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_save (void)
{
  g_autofree char *folder = temporary_folder ();
  g_autofree char *path = g_build_filename (folder, "b.csv", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new ("a,b\r\n", 5);
  g_autoptr (GError) error = NULL;
  ZgSave *given_up;

  g_assert_true (zg_save_bytes (path, bytes, &error));
  given_up = zg_save_new (path, &error);
  zg_save_write (given_up, "x", 1);
  g_assert_cmpint (count_files (folder), ==, 2);
  zg_save_free (given_up);
  g_assert_cmpint (count_files (folder), ==, 1);
  g_assert_false (zg_save_bytes ("/nowhere/at/all.csv", bytes, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_IO);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/empty", test_empty);
  g_test_add_func ("/paper/forms", test_forms);
  g_test_add_func ("/paper/rows-once", test_rows_once);
  g_test_add_func ("/paper/fits", test_fits);
  g_test_add_func ("/paper/signatures", test_signatures);
  g_test_add_func ("/paper/signs-alone", test_signs_alone);
  g_test_add_func ("/paper/leave-out", test_leave_out);
  g_test_add_func ("/paper/total", test_total);
  g_test_add_func ("/paper/keep", test_keep);
  g_test_add_func ("/paper/month", test_month);
  g_test_add_func ("/paper/new-page", test_new_page);
  g_test_add_func ("/paper/long-texts", test_long_texts);
  g_test_add_func ("/paper/many", test_many);
  g_test_add_func ("/paper/whole", test_whole);
  g_test_add_func ("/paper/pdf", test_pdf);
  g_test_add_func ("/paper/pdf-many", test_pdf_many);
  g_test_add_func ("/paper/full", test_full);
  g_test_add_func ("/save/whole-or-not", test_save);
  return g_test_run ();
}
