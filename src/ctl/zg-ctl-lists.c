/* sheets, papers, reports, layouts; list, report, print. */
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "zg-ctl-values.h"
#include "zg-clock.h"
#include "zg-csv.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-report-csv.h"
#include "zg-report-paper.h"
#include "zg-report-xlsx.h"

static void
print_title (const char *id, const char *title)
{
  zg_ctl_print ("%-24s %s\n", id, g_dgettext (GETTEXT_PACKAGE, title));
}

gboolean
zg_ctl_sheets (ZgCtl *ctl, GError **error)
{
  guint n;
  const ZgSheet *const *sheets = zg_sheets (&n);

  for (guint i = 0; i < n; i++)
    {
      print_title (sheets[i]->id, sheets[i]->title);
      for (int k = 0; k < sheets[i]->n_filters; k++)
        zg_ctl_print ("    %s=  %s\n", sheets[i]->filters[k].name, g_dgettext (GETTEXT_PACKAGE, sheets[i]->filters[k].title));
    }
  return TRUE;
}

gboolean
zg_ctl_papers (ZgCtl *ctl, GError **error)
{
  guint n;
  const ZgPaperDecl *const *papers = zg_papers (&n);

  for (guint i = 0; i < n; i++)
    print_title (papers[i]->id, papers[i]->title);
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++) /* the plain form of every record */
    if (zg_paper_by_id ((*kind)->id) == NULL)
      print_title ((*kind)->id, (*kind)->title);
  return TRUE;
}

static void
print_arguments (const ZgArgument *arguments, int n)
{
  for (int i = 0; i < n; i++)
    {
      zg_ctl_print ("    %s=  %s%s", arguments[i].name, g_dgettext (GETTEXT_PACKAGE, arguments[i].title),
                    arguments[i].required ? " *" : "");
      for (const ZgEnum *name = arguments[i].names; name && name->id; name++)
        zg_ctl_print (" %s%s", name == arguments[i].names ? "" : "| ", name->id);
      zg_ctl_print ("\n");
    }
}

/* All there are; of somebody who is named those he may make: what may not be done is not offered. */
gboolean
zg_ctl_reports (ZgCtl *ctl, GError **error)
{
  guint n;
  const ZgReport *const *reports = zg_reports (&n);
  ZgSession             *session = ctl->user ? zg_ctl_session (ctl, error) : NULL;

  if (ctl->user && session == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (session && zg_session_reach (session, reports[i]->right) == ZG_REACH_NONE)
        continue;
      print_title (reports[i]->id, reports[i]->title);
      print_arguments (reports[i]->arguments, reports[i]->n_arguments);
    }
  return TRUE;
}

gboolean
zg_ctl_layouts (ZgCtl *ctl, GError **error)
{
  guint n;
  const ZgLayout *const *layouts = zg_layouts (&n);

  for (guint i = 0; i < n; i++)
    {
      print_title (layouts[i]->id, layouts[i]->title);
      print_arguments (layouts[i]->arguments, layouts[i]->n_arguments);
    }
  return TRUE;
}

/* -- list -- */

typedef struct
{
  ZgCtl      *ctl;
  ZgQuery    *query;
  const char *path;
  gint64      printed;
  ZgCsvWriter *csv;   /* (nullable) */
} List;

static char *
shown_value (const List *list, const ZgRows *rows, int r, int c)
{
  const ZgSheet *sheet = list->query->sheet;

  if (sheet->columns[c].flags & ZG_COL_STATE)
    return g_strdup (g_dgettext (GETTEXT_PACKAGE, zg_kind_state (sheet->kind, rows->states[r])->title));
  return zg_value_format (sheet->columns[c].type, sheet->columns[c].names, &rows->cells[r * rows->n_columns + c]);
}

static void
flush_csv (List *list)
{
  gsize       n;
  const char *text = zg_csv_writer_peek (list->csv, &n);

  fwrite (text, 1, n, stdout);
  zg_csv_writer_taken (list->csv);
}

static void
begin_csv (List *list)
{
  const ZgSheet *sheet = list->query->sheet;

  list->csv = zg_csv_writer_new ();
  for (int c = 0; c < sheet->n_columns; c++)
    if (!(sheet->columns[c].flags & ZG_COL_HIDDEN))
      zg_csv_writer_add (list->csv, g_dgettext (GETTEXT_PACKAGE, sheet->columns[c].title));
  zg_csv_writer_end_row (list->csv);
}

static void
print_row_csv (List *list, const ZgRows *rows, int r)
{
  for (int c = 0; c < rows->n_columns; c++)
    if (!(list->query->sheet->columns[c].flags & ZG_COL_HIDDEN))
      {
        g_autofree char *text = shown_value (list, rows, r, c);

        zg_csv_writer_add (list->csv, text);
      }
  zg_csv_writer_end_row (list->csv);
}

static void
print_row_text (const List *list, const ZgRows *rows, int r)
{
  const ZgSheet *sheet = list->query->sheet;
  const char    *gap = "";

  for (int c = 0; c < rows->n_columns; c++)
    if (!(sheet->columns[c].flags & ZG_COL_HIDDEN))
      {
        g_autofree char *text = shown_value (list, rows, r, c);

        zg_ctl_print ("%s%s", gap, text);
        gap = "\t";
      }
  zg_ctl_print ("\n");
}

static void
print_row_json (List *list, const ZgRows *rows, int r)
{
  const ZgSheet *sheet = list->query->sheet;

  zg_ctl_print ("%s{\"id\":\"%" G_GINT64_FORMAT "\",\"state\":\"%s\",\"version\":%" G_GINT64_FORMAT, list->printed ? ",\n" : "",
                rows->ids[r],
                rows->states[r], rows->versions[r]);
  for (int c = 0; c < rows->n_columns; c++)
    {
      const ZgCell *cell = &rows->cells[r * rows->n_columns + c];
      const ZgEnum *name = sheet->columns[c].type == ZG_ENUM ? zg_enum_by_number (sheet->columns[c].names, zg_cell_int (cell))
          : NULL;

      if (g_str_equal (sheet->columns[c].name, "state") || g_str_equal (sheet->columns[c].name, "id"))
        continue;
      zg_ctl_print (",\"%s\":", sheet->columns[c].name);
      if (cell->type == ZG_CELL_INT && name)
        zg_ctl_print ("\"%s\"", name->id);
      else if (cell->type == ZG_CELL_INT && (sheet->columns[c].type == ZG_REF || sheet->columns[c].type == ZG_FILE))
        zg_ctl_print ("\"%" G_GINT64_FORMAT "\"", cell->i);
      else if (cell->type == ZG_CELL_INT)
        zg_ctl_print ("%" G_GINT64_FORMAT, cell->i);
      else if (cell->type == ZG_CELL_TEXT)
        {
          g_autofree char *text = zg_ctl_json_text (cell->s);

          zg_ctl_print ("%s", text);
        }
      else
        zg_ctl_print ("null");
    }
  zg_ctl_print ("}");
}

static gboolean
print_rows (List *list, ZgDb *db, GError **error)
{
  g_autoptr (GArray) ids = zg_query_ids (list->query, list->ctl->session, db, NULL, error);

  if (ids == NULL)
    return FALSE;
  if (list->ctl->format == ZG_CTL_JSON)
    zg_ctl_print ("[");
  else if (list->ctl->format == ZG_CTL_CSV)
    begin_csv (list);
  for (guint from = 0; from < ids->len; from += 128)
    {
      int               page = MIN (128, ids->len - from);
      g_autoptr (ZgRows) rows = zg_query_rows (list->query, list->ctl->session, db, &g_array_index (ids, gint64, from), page,
                                               error);

      if (rows == NULL)
        return FALSE;
      for (int r = 0; r < rows->n_rows; r++, list->printed++)
        if (list->ctl->format == ZG_CTL_JSON)
          print_row_json (list, rows, r);
        else if (list->csv)
          print_row_csv (list, rows, r);
        else
          print_row_text (list, rows, r);
      if (list->csv)
        flush_csv (list);
    }
  if (list->ctl->format == ZG_CTL_JSON)
    zg_ctl_print ("]\n");
  if (list->csv)
    flush_csv (list);
  return TRUE;
}

static gpointer
run_list (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  List      *list = data;
  ZgSession *session = list->ctl->session;
  gboolean   done;

  if (list->path == NULL)
    done = print_rows (list, db, error);
  else if (g_str_equal (zg_ctl_ending (list->path), "xlsx"))
    done = zg_sheet_write_xlsx (list->query, session, db, NULL, 0, list->path, NULL, NULL, NULL, error);
  else if (g_str_equal (zg_ctl_ending (list->path), "pdf"))
    done = zg_sheet_write_pdf (list->query, session, db, NULL, 0, list->path, NULL, error);
  else
    done = zg_sheet_write_csv (list->query, session, db, NULL, 0, list->path, NULL, NULL, NULL, error);
  return done ? list : NULL;
}

/* A reference in a filter is given by name or number. */
typedef struct
{
  const ZgKind *kind;
  const char   *text;
  gint64        id;
  ZgSession    *session;
} Resolve;

static gpointer
resolve (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Resolve *what = data;

  what->id = zg_book_find_as (what->session, db, what->kind, what->text, error);
  return what->id ? what : NULL;
}

static char *
reference_text (ZgCtl *ctl, const char *ref, const char *value, GError **error)
{
  Resolve what = { zg_kind_by_id (ref), value, 0, ctl->session };

  if (!zg_store_read (zg_ctl_store (ctl), resolve, &what, error))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, what.id);
}

static gboolean
set_filters (ZgCtl *ctl, ZgQuery *query, GError **error)
{
  for (int i = 1; i < ctl->n_args; i++)
    {
      char            *value = zg_ctl_split (ctl->args[i]);
      g_autofree char *id = NULL;

      if (value == NULL)
        return zg_ctl_usage (error, "list SHEET [FILTER=VALUE …]");
      for (int k = 0; k < query->sheet->n_filters; k++)
        if (query->sheet->filters[k].type == ZG_REF && g_str_equal (query->sheet->filters[k].name, ctl->args[i]) &&
            !(id = reference_text (ctl, query->sheet->filters[k].ref, value, error)))
          return FALSE;
      if (!zg_query_set (query, ctl->args[i], id ? id : value, error))
        return FALSE;
    }
  return TRUE;
}

/* "at", "-at": downwards. */
static gboolean
set_sort (ZgQuery *query, const char *sort, GError **error)
{
  const char *name = sort && *sort == '-' ? sort + 1 : sort;

  if (sort == NULL)
    return TRUE;
  for (int c = 0; c < query->sheet->n_columns; c++)
    if (g_str_equal (query->sheet->columns[c].name, name))
      {
        query->sort = c;
        query->descending = *sort == '-';
        return TRUE;
      }
  g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("There is no column “%s”."), name);
  return FALSE;
}

static gboolean
set_limit (ZgQuery *query, const char *limit, GError **error)
{
  guint64 n = 0;

  if (limit && !g_ascii_string_to_unsigned (limit, 10, 1, G_MAXINT, &n, NULL))
    return zg_ctl_usage (error, "list SHEET --limit N");
  query->most = (guint) n;
  return TRUE;
}

gboolean
zg_ctl_list (ZgCtl *ctl, GError **error)
{
  g_autofree char    *path = zg_ctl_option (ctl, "-o"), *search = zg_ctl_option (ctl, "--search"),
      *sort = zg_ctl_option (ctl, "--sort");
  g_autofree char    *limit = zg_ctl_option (ctl, "--limit");
  g_autoptr (ZgQuery) query = NULL;
  const ZgSheet      *sheet = ctl->n_args ? zg_sheet_by_id (ctl->args[0]) : NULL;
  List                list = { .ctl = ctl, .path = path };
  gboolean            done;

  if (sheet == NULL)
    return zg_ctl_usage (error,
                         "list SHEET [FILTER=VALUE …] [--search WORDS] [--sort COLUMN] [--limit N] [-o FILE]; zgctl sheets");
  query = list.query = zg_query_new (sheet);
  query->search = g_steal_pointer (&search);
  done = zg_ctl_check_ending (path, "xlsx csv pdf", error) && set_sort (query, sort, error) && set_limit (query, limit, error)
         && zg_ctl_session (ctl, error) && set_filters (ctl, query, error)
         && zg_store_read (zg_ctl_store (ctl), run_list, &list, error);
  g_clear_pointer (&list.csv, zg_csv_writer_free);
  if (done && path)
    zg_ctl_print (_ ("Written: %s\n"), path);
  return done;
}

/* -- report, print -- */

typedef struct
{
  ZgCtl             *ctl;
  const ZgReport    *report;
  const ZgPaperDecl *paper;
  const ZgKind      *kind;   /* of the paper */
  char             **values;
  gint64             id;
  const char        *path;
  const ZgPaperForm *form;   /* (nullable): NULL: the paper's own */
} Output;

static char *
initial_value (const ZgArgument *argument)
{
  char buffer[11];

  return argument->initial ? g_strdup (zg_initial_text (argument->initial, buffer)) : NULL;
}

gboolean
zg_ctl_pairs (ZgCtl *ctl, const ZgArgument *arguments, int n, char **values, char **pairs, GError **error)
{
  for (; *pairs; pairs++)
    {
      g_autofree char *name = g_strdup (*pairs);
      char            *value = zg_ctl_split (name);
      int              k;

      for (k = 0; value && k < n && !g_str_equal (arguments[k].name, name); k++)
        ;
      if (value == NULL || k == n)
        return zg_ctl_usage (error, "NAME=VALUE; zgctl reports, zgctl layouts");
      g_free (values[k]);
      values[k] = arguments[k].type == ZG_REF ? reference_text (ctl, arguments[k].ref, value, error) : g_strdup (value);
      if (values[k] == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_values (ZgCtl *ctl, const ZgArgument *arguments, int n, char **values, GError **error)
{
  if (!zg_ctl_pairs (ctl, arguments, n, values, ctl->args + 1, error))
    return FALSE;
  for (int k = 0; k < n; k++)
    {
      if (values[k] == NULL)
        values[k] = initial_value (&arguments[k]);
      if (values[k] == NULL && arguments[k].required)
        {
          g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("“%s” is needed: %s=…"),
                       g_dgettext (GETTEXT_PACKAGE, arguments[k].title), arguments[k].name);
          return FALSE;
        }
    }
  return TRUE;
}

static gpointer
run_report (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Output *out = data;

  return out->report->write (out->report, out->ctl->session, db, (const char *const *) out->values, zg_ctl_ending (out->path),
                             out->path, NULL, error) ? out : NULL;
}

gboolean
zg_ctl_report (ZgCtl *ctl, GError **error)
{
  g_autofree char *path = zg_ctl_option (ctl, "-o");
  Output           out = { .ctl = ctl, .path = path };
  gboolean         done;

  out.report = ctl->n_args ? zg_report_by_id (ctl->args[0]) : NULL;
  if (out.report == NULL || path == NULL)
    return zg_ctl_usage (error, "report REPORT [NAME=VALUE …] -o FILE.xlsx|.pdf|.csv; zgctl reports");
  if (!zg_ctl_check_ending (path, out.report->formats, error) || zg_ctl_session (ctl, error) == NULL)
    return FALSE;
  out.values = g_new0 (char *, out.report->n_arguments + 1);
  done = fill_values (ctl, out.report->arguments, out.report->n_arguments, out.values, error) &&
         zg_store_read (zg_ctl_store (ctl), run_report, &out, error);
  for (int i = 0; i < out.report->n_arguments; i++)
    g_free (out.values[i]);
  g_free (out.values);
  if (done)
    zg_ctl_print (_ ("Written: %s\n"), path);
  return done;
}

static gpointer
run_print (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Output  *out = data;
  ZgPaper *paper;
  gboolean done;

  out->id = zg_book_find_as (out->ctl->session, db, out->kind, out->ctl->args[1], error);
  if (out->id == 0)
    return NULL;
  paper = zg_record_print (out->ctl->session, db, out->kind, out->paper, out->id, error);
  if (paper == NULL)
    return NULL;
  if (out->form)
    zg_paper_set_form (paper, out->form);
  done = zg_paper_save_pdf (paper, out->path, error);
  zg_paper_free (paper);
  return done ? out : NULL;
}

gboolean
zg_ctl_print_paper (ZgCtl *ctl, GError **error)
{
  g_autofree char *path = zg_ctl_option (ctl, "-o"), *form = zg_ctl_option (ctl, "--paper");
  Output           out = { .ctl = ctl, .path = path, .form = form ? zg_paper_form_by_id (form) : NULL };

  out.paper = ctl->n_args ? zg_paper_by_id (ctl->args[0]) : NULL;
  out.kind = out.paper ? out.paper->kind : ctl->n_args ? zg_kind_by_id (ctl->args[0]) : NULL;
  if (out.kind == NULL || path == NULL || ctl->n_args != 2 || (form && out.form == NULL))
    return zg_ctl_usage (error, "print PAPER ID -o FILE.pdf [--paper a4|a4-lying|a5-lying|241|241-half|241-third]; "
                         "zgctl papers");
  if (!zg_ctl_check_ending (path, "pdf", error) || zg_ctl_session (ctl, error) == NULL
      || !zg_store_read (zg_ctl_store (ctl), run_print, &out, error))
    return FALSE;
  zg_ctl_print (_ ("Written: %s\n"), path);
  return TRUE;
}
