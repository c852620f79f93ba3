/* Everything that leaves the house: every sheet through ids, rows, totals, workbook, CSV and PDF; every paper; every report in
 * each of its formats. */
#include "../modules/trial.h"

#include "zg-report-attendance.h"
#include "zg-report-csv.h"
#include "zg-report-paper.h"
#include "zg-report-xlsx.h"

/* -- On a reader's thread -- */

typedef struct
{
  const ZgSheet  *sheet;
  const ZgKind   *kind;
  const ZgReport *report;
  const char     *format, *path;
  ZgPaper      *(*make) (ZgSession *session, ZgDb *db, gint64 id, GError **error);
  gint64          id;
  guint           n;
} Out;

static void
on_reader (ZgStoreFunc fn, Out *out)
{
  g_autoptr (GError) error = NULL;

  zg_store_read (zg_book_store (trial.book), fn, out, &error);
  g_assert_no_error (error);
}

static char *
path_of (const char *name, const char *ending)
{
  g_autofree char *file = g_strdup_printf ("%s.%s", name, ending);

  return g_build_filename (trial.folder, file, NULL);
}

static void
is_written (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize            n = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  g_assert_cmpuint (n, >, 10);
  if (g_str_has_suffix (path, ".xlsx"))
    g_assert_true (g_str_has_prefix (bytes, "PK"));
  if (g_str_has_suffix (path, ".pdf"))
    g_assert_true (g_str_has_prefix (bytes, "%PDF"));
  g_unlink (path);
}

/* -- Sheets -- */

static gpointer
read_sheet (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Out                *out = data;
  g_autoptr (ZgQuery) query = zg_query_new (out->sheet);
  g_autoptr (GArray)  ids = zg_query_ids (query, trial.admin, db, NULL, error);
  g_autoptr (ZgRows)  rows = NULL;
  g_autofree gint64  *sums = g_new0 (gint64, out->sheet->n_columns);

  if (ids == NULL)
    return NULL;
  rows = zg_query_rows (query, trial.admin, db, (gint64 *) ids->data, (int) ids->len, error);
  if (rows == NULL || !zg_query_totals (query, trial.admin, db, NULL, 0, sums, error))
    return NULL;
  for (int i = 0; i < rows->n_rows; i++)
    {
      g_assert_cmpint (rows->ids[i], ==, g_array_index (ids, gint64, i));
      g_assert_cmpint (rows->versions[i], >, 0);
    }
  out->n = ids->len;
  return out;
}

static gpointer
write_sheet (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Out                *out = data;
  g_autoptr (ZgQuery) query = zg_query_new (out->sheet);
  gboolean            done;

  if (g_str_equal (out->format, "xlsx"))
    done = zg_sheet_write_xlsx (query, trial.admin, db, NULL, 0, out->path, NULL, NULL, NULL, error);
  else if (g_str_equal (out->format, "csv"))
    done = zg_sheet_write_csv (query, trial.admin, db, NULL, 0, out->path, NULL, NULL, NULL, error);
  else
    done = zg_sheet_write_pdf (query, trial.admin, db, NULL, 0, out->path, NULL, error);
  return done ? out : NULL;
}

static void
test_sheet (gconstpointer data)
{
  static const char *const formats[] = { "xlsx", "csv", "pdf" };
  Out out = { .sheet = data };

  on_reader (read_sheet, &out);
  g_test_message ("%s: %u rows", out.sheet->id, out.n);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = path_of (out.sheet->id, formats[i]);

      out.format = formats[i];
      out.path = path;
      on_reader (write_sheet, &out);
      is_written (path);
    }
}

/* -- Papers -- */

static gpointer
write_paper (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Out     *out = data;
  ZgPaper *paper =
      out->make ? out->make (trial.admin, db, out->id, error) : zg_record_paper (trial.admin, db, out->kind, out->id, error);
  gboolean done = paper && zg_paper_save_pdf (paper, out->path, error);

  g_clear_pointer (&paper, zg_paper_free);
  return done ? out : NULL;
}

static void
print_all (Out *out)
{
  static const char *const sql[] = { "SELECT MIN (id) FROM %s", "SELECT MAX (id) FROM %s" };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autofree char *asked = g_strdup_printf (sql[i], out->kind->id);
      g_autofree char *path = path_of (out->kind->id, "pdf");

      out->id = ask (asked, NULL);
      out->path = path;
      if (out->id == 0)
        continue;
      on_reader (write_paper, out);
      is_written (path);
    }
}

static void
test_plain_paper (gconstpointer data)
{
  Out out = { .kind = data };

  print_all (&out);
}

static void
test_paper (gconstpointer data)
{
  const ZgPaperDecl *paper = data;
  Out                out = { .kind = paper->kind, .make = paper->make };

  print_all (&out);
}

/* -- Reports -- */

static char given[8][24]; /* ids, for arguments a report needs: an employee, else the first record of the kind */

static gpointer
write_report (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Out                   *out = data;
  ZgSession             *session = zg_session_reach (trial.hr, out->report->right) != ZG_REACH_NONE ? trial.hr : trial.admin;
  g_autoptr (GPtrArray)  values = g_ptr_array_new ();

  for (int i = 0; i < out->report->n_arguments; i++)
    {
      const ZgArgument *argument = &out->report->arguments[i];

      g_ptr_array_add (values, argument->type == ZG_MONTH                           ? "2026-10"
                               : argument->type == ZG_REF && argument->required ? given[i]
                                                                                : (char *) argument->initial);
    }
  g_ptr_array_add (values, NULL);
  return out->report->write (out->report, session, db, (const char *const *) values->pdata, out->format, out->path, NULL, error)
      ? out : NULL;
}

static void
test_report (gconstpointer data)
{
  Out            out = { .report = data };
  g_auto (GStrv) formats = g_strsplit (out.report->formats, " ", -1);

  for (int i = 0; i < out.report->n_arguments; i++)
    {
      const char      *ref = out.report->arguments[i].ref;
      g_autofree char *first = g_strdup_printf ("SELECT MIN (id) FROM %s", ref ? ref : "staff");

      g_snprintf (given[i], sizeof given[i], "%" G_GINT64_FORMAT,
                  ref && !g_str_equal (ref, "staff") ? ask (first, NULL) : staff_by ("1010"));
    }
  for (int i = 0; formats[i]; i++)
    {
      g_autofree char *path = path_of (out.report->id, formats[i]);

      out.format = formats[i];
      out.path = path;
      on_reader (write_report, &out);
      is_written (path);
    }
}

/* -- Who sweeps -- */

static void
grant (const char *right)
{
  g_autoptr (ZgRecord) record = zg_record_new (zg_kind_by_id ("role_right"));
  g_autoptr (GError)   error = NULL;

  zg_record_set_text (record, zg_kind_field (record->kind, "role"), "admin");
  zg_record_set_text (record, zg_kind_field (record->kind, "permission"), right);
  zg_record_set_int (record, zg_kind_field (record->kind, "reach"), ZG_REACH_ALL);
  zg_book_run (trial.admin, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Who sweeps sees and takes along everything. */
static void
grant_views (void)
{
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    {
      g_autofree char *view = g_strconcat ((*kind)->id, ".view", NULL), *export = g_strconcat ((*kind)->id, ".export", NULL);

      grant (view);
      grant (export);
    }
}

static void
add_each (const char *what, const char *id, gconstpointer data, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/sweep/%s/%s", what, id);

  g_test_add_data_func (path, data, test);
}

int
main (int argc, char **argv)
{
  guint n;
  int   result;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  zg_report_init ();
  trial_open ();
  grant_views ();
  for (guint i = 0; zg_sheets (&n) && i < n; i++)
    add_each ("sheet", zg_sheets (NULL)[i]->id, zg_sheets (NULL)[i], test_sheet);
  for (guint i = 0; zg_papers (&n) && i < n; i++)
    add_each ("paper", zg_papers (NULL)[i]->id, zg_papers (NULL)[i], test_paper);
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    add_each ("plain-paper", (*kind)->id, *kind, test_plain_paper);
  for (guint i = 0; zg_reports (&n) && i < n; i++)
    add_each ("report", zg_reports (NULL)[i]->id, zg_reports (NULL)[i], test_report);
  result = g_test_run ();
  trial_close ();
  return result;
}
