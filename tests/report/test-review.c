/* The papers of a whole unit: fourteen review sheets in one job; a long sheet goes over pages with its headings on each, and its
 * signatures never stand alone. Who has no right prints nothing. */
#include "../modules/review-help.h"

#include "zg-paper-private.h"
#include "zg-report-attendance.h"
#include "zg-report-paper.h"
#include "zg-review-rules.h"

#define LONG_ITEMS 40

typedef struct
{
  ZgSession      *session;
  gint64          id;
  const ZgReport *report;
  const char     *values[3], *format, *path;
  GError         *error;
} Job;

static gpointer
print_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return zg_record_print (job->session, db, &zg_review_sheet, zg_paper_of (&zg_review_sheet), job->id, error);
}

static ZgPaper *
printed (ZgSession *session, gint64 id, GError **error)
{
  Job job = { session, id };

  return zg_store_read (zg_book_store (trial.book), print_db, &job, error);
}

static gpointer
report_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return job->report->write (job->report, job->session, db, job->values, job->format, job->path, cancellable, error) ? job : NULL;
}

static gboolean
write_report (ZgSession *session, const char *id, const char *period, const char *unit, const char *format, const char *path,
              GError **error)
{
  Job job = { session, .report = zg_report_by_id (id), .values = { period, unit }, .format = format, .path = path };

  return zg_store_read (zg_book_store (trial.book), report_db, &job, error) != NULL;
}

static int
count_blocks (ZgPaper *paper, int page, BlockType type)
{
  const Page *p = &g_array_index (paper->pages, Page, page);
  int         n = 0;

  for (int i = p->first; i < p->end; i++)
    n += ((Block *) paper->blocks->pdata[g_array_index (paper->strips, Strip, i).block])->type == type;
  return n;
}

static gint64
demo_period (void)
{
  return ask ("SELECT id FROM review_period WHERE name = $1", "2026年10月考核");
}

/* Each sheet of the unit, whatever its state: one set of signatures, below something. */
static void
test_unit (void)
{
  g_autofree char *period = g_strdup_printf ("%" G_GINT64_FORMAT, demo_period ());
  g_autofree char *path = g_build_filename (trial.folder, "sheets.pdf", NULL), *bytes = NULL;
  gint64           id = 0, n = 0;
  gsize            size = 0;
  GError          *error = NULL;

  while ((id = count_of ("SELECT COALESCE (min (id), 0) FROM review_sheet WHERE id > %" G_GINT64_FORMAT, id)))
    {
      g_autoptr (ZgPaper) paper = printed (trial.hr, id, &error);
      int                 n_pages, signatures = 0;

      g_assert_no_error (error);
      n_pages = zg_paper_layout (paper);
      for (int page = 0; page < n_pages; page++)
        signatures += count_blocks (paper, page, BLOCK_SIGNATURES);
      g_assert_cmpint (signatures, ==, 1);
      g_assert_cmpint (count_blocks (paper, n_pages - 1, BLOCK_SIGNATURES), ==, 1);
      g_assert_cmpint (count_blocks (paper, n_pages - 1, BLOCK_GRID) + count_blocks (paper, n_pages - 1, BLOCK_TABLE), >=, 2);
      n++;
    }
  g_assert_cmpint (n, >=, 12);
  g_assert_true (write_report (trial.hr, "review-sheets", period, NULL, "pdf", path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 12 * 2000);
  g_assert_true (g_str_has_prefix (bytes, "%PDF"));
}

/* A post of forty items, with comments that fill pages. */
static ZgRecord *
long_sheet (void)
{
  g_autoptr (ZgRecord)  standard = new_standard ("运营总监", "电商部"), period = NULL;
  g_autoptr (GPtrArray) items = new_lines ();
  g_autoptr (ZgSession) director = log_in ("gaoyuan");

  for (int i = 0; i < LONG_ITEMS; i++)
    {
      g_autofree char *name = g_strdup_printf ("第 %d 项：工作安排与落实情况", i + 1);
      ZgRecord        *item = new_item (name, ZG_REVIEW_ALL / LONG_ITEMS);

      zg_record_set_int (item, ZG_RITEM_POSITION, i + 1);
      zg_record_set_text (item, ZG_RITEM_TARGET, "按月度计划完成，逐项有记录，有问题及时上报并写明改进办法与完成日期");
      g_ptr_array_add (items, item);
    }
  done_with (trial.hr, standard, "create", items, NULL);
  done (trial.hr, standard, "submit", NULL);
  done (director, standard, "approve", NULL);
  period = opened ("长表", "2026-09-01", "2026-09-30");
  return sheet_of (period, "1003");
}

static void
test_long (void)
{
  g_autoptr (ZgRecord)  sheet = long_sheet (), stands = NULL;
  g_autoptr (ZgSession) director = log_in ("gaoyuan");
  g_autoptr (GString)   comment = g_string_new (NULL);
  g_autoptr (ZgPaper)   paper = NULL;
  g_autoptr (GPtrArray) lines = scored (sheet, ZG_RLINE_SELF, 9000);
  GError               *error = NULL;
  int                   n_pages, rows = 0, pages_with_rows = 0;

  for (int i = 0; i < 30; i++)
    g_string_append (comment, "本期按计划推进各项工作，重点环节有人负责。");
  zg_record_set_text (sheet, ZG_RSHEET_SELF_COMMENT, comment->str);
  done_with (director, sheet, "rate", lines, NULL);
  paper = printed (trial.hr, sheet->id, &error);
  g_assert_no_error (error);
  n_pages = zg_paper_layout (paper);
  g_assert_cmpint (n_pages, >=, 3);
  for (int page = 0; page < n_pages; page++)
    {
      const Page *p = &g_array_index (paper->pages, Page, page);
      int         here = count_blocks (paper, page, BLOCK_TABLE);
      double      head = 0;

      rows += here;
      if (here == 0)
        continue;
      pages_with_rows++;
      for (int i = p->first; i < p->end && page > 0; i++) /* the first row of a page stands below the headings, again */
        {
          const Strip *strip = &g_array_index (paper->strips, Strip, i);

          if (((Block *) paper->blocks->pdata[strip->block])->type != BLOCK_TABLE)
            continue;
          zg_paper_above (paper, i > p->first ? strip - 1 : NULL, strip, &head);
          g_assert_cmpfloat (head, >, 0);
          break;
        }
    }
  g_assert_cmpint (rows, ==, LONG_ITEMS + 1); /* and the total */
  g_assert_cmpint (pages_with_rows, >=, 2);
  g_assert_cmpint (count_blocks (paper, n_pages - 1, BLOCK_SIGNATURES), ==, 1);
  g_assert_cmpint (count_blocks (paper, n_pages - 1, BLOCK_GRID) + count_blocks (paper, n_pages - 1, BLOCK_TABLE), >=, 2);
}

/* The ranking is for those who may take it out; one's own sheet is everybody's own. */
static void
test_rights (void)
{
  g_autofree char    *period = g_strdup_printf ("%" G_GINT64_FORMAT, demo_period ());
  g_autofree char    *path = g_build_filename (trial.folder, "rank.xlsx", NULL);
  g_autoptr (GError)  denied = NULL, others = NULL, unit = NULL;
  GError             *error = NULL;
  g_autoptr (ZgPaper) own = NULL;
  const char         *of = "SELECT r.id FROM review_sheet r JOIN review_period p ON p.id = r.period"
                           " JOIN staff s ON s.id = r.staff WHERE p.name = '2026年10月考核' AND s.number = $1";
  gint64              service = ask ("SELECT id FROM unit WHERE name = $1", "客服组");
  g_autofree char    *elsewhere = g_strdup_printf ("%" G_GINT64_FORMAT, service);
  g_autoptr (ZgSession) leader = log_in ("wangjianguo");

  g_assert_false (write_report (trial.worker, "review-ranking", period, NULL, "xlsx", path, &denied));
  g_assert_error (denied, ZG_ERROR, ZG_ERROR_DENIED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (printed (trial.worker, ask (of, "1011"), &others));
  g_assert_error (others, ZG_ERROR, ZG_ERROR_DENIED);
  own = printed (trial.worker, ask (of, "1010"), &error);
  g_assert_no_error (error);
  g_assert_nonnull (own);
  g_assert_false (write_report (leader, "review-sheets", period, elsewhere, "pdf", path, &unit)); /* none within his reach */
  g_assert_error (unit, ZG_ERROR, ZG_ERROR_NOT_FOUND);
}

/* Grades with their guide beside them, and nobody's grade changed by it; who has no total has no place. */
static void
test_ranking (void)
{
  g_autofree char *period = g_strdup_printf ("%" G_GINT64_FORMAT, demo_period ());
  g_autofree char *path = g_build_filename (trial.folder, "rank.csv", NULL), *text = NULL;
  gint64           before = ask ("SELECT CAST (sum (grade) AS BIGINT) FROM review_sheet", NULL);
  GError          *error = NULL;
  char            *first, *second;

  g_assert_true (write_report (trial.hr, "review-ranking", period, NULL, "csv", path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  first = strstr (text, "张伟");
  second = strstr (text, "林小雨");
  g_assert_true (first && second && first < second);
  g_assert_nonnull (strstr (text, "D20-4.2")); /* what the results are used for, with its clause */
  g_assert_cmpint (ask ("SELECT CAST (sum (grade) AS BIGINT) FROM review_sheet", NULL), ==, before);
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  zg_report_init ();
  g_test_add_func ("/review/D20-4.1/papers-of-a-unit", test_unit);
  g_test_add_func ("/review/D20-4.1/long-sheet", test_long);
  g_test_add_func ("/review/D02-3.6.3/rights", test_rights);
  g_test_add_func ("/review/D20-4.2/ranking", test_ranking);
  return trial_run ();
}
