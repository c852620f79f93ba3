/* zg-report-case.c: the case file: for some days of one person the facts, the clauses that were in force, who did what when, and
 * the hashes of the audit that prove it; one PDF. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-attendance-case.h"
#include "zg-attendance.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-paper.h"
#include "zg-policy.h"
#include "zg-report-attendance.h"
#include "zg-report-table.h"

#define MOST_DAYS 31

static const ZgArgument arguments[] = {
  { .name = "staff", .title = N_ ("Employee"), .type = ZG_REF, .ref = "staff", .required = TRUE },
  { .name = "from", .title = N_ ("From"), .type = ZG_DAY, .initial = "today", .required = TRUE },
  { .name = "to", .title = N_ ("To"), .type = ZG_DAY },
};

typedef struct
{
  ZgSession *session;
  ZgDb *db;
  gint64 staff;
  int from, to;
  ZgPaper *paper;
  GHashTable *clauses; /* id: named once */
  GPtrArray *order;    /* of const char *: clauses as they came */
  char *who;
} Case;

static gboolean
read_days (const ZgReport *report, const char *const *values, Case *file, GError **error)
{
  const char *from = zg_report_argument (report, values, "from"), *to = zg_report_argument (report, values, "to");

  if (!zg_report_read_day (from, &file->from, error))
    return FALSE;
  file->to = file->from;
  if (to && *to && !zg_report_read_day (to, &file->to, error))
    return FALSE;
  if (file->to >= file->from && file->to - file->from < MOST_DAYS)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("A case file is of one day or of up to %d days. Nothing was written."),
               MOST_DAYS);
  return FALSE;
}

/* -- Facts -- */

static void
add_clause (Case *file, const char *id)
{
  if (id && *id && zg_clause_by_id (id) && g_hash_table_add (file->clauses, (gpointer)id))
    g_ptr_array_add (file->order, (gpointer)id);
}

static void
add_day (Case *file, const ZgMonth *month, int line, int day)
{
  ZgDayResult results[ZG_JUDGE_MONTH_DAYS];
  const ZgMonthCell *cell = &month->lines[line].days[day];
  g_autofree char *facts = zg_attendance_explain (month, line, day, TRUE), *heading = NULL;
  char text[11];

  zg_attendance_days (month, line, results);
  heading = g_strdup_printf ("%s  %s %s", zg_day_format (month->first_day + day, text), zg_judge_mark_classic (cell->mark),
                             zg_judge_mark_title (cell->mark));
  zg_paper_heading (file->paper, heading);
  zg_paper_paragraph (file->paper, facts);
  add_clause (file, g_intern_string (cell->clause));
  for (int i = 0; i < results[day].n_segments; i++)
    {
      add_clause (file, g_intern_string (results[day].segments[i].clause));
      add_clause (file, g_intern_string (results[day].segments[i].in.clause));
      add_clause (file, g_intern_string (results[day].segments[i].out.clause));
    }
}

static gboolean
add_facts (Case *file, GCancellable *cancellable, GError **error)
{
  for (int day = file->from; day <= file->to;)
    {
      g_autoptr (ZgMonth) month = zg_attendance_month (file->session, file->db, day, 0, file->staff, cancellable, error);
      int last;

      if (month == NULL)
        return FALSE;
      last = MIN (file->to, month->first_day + month->n_days - 1);
      if (month->n_lines == 1 && file->who == NULL)
        file->who = g_strdup_printf ("%s %s · %s", month->lines[0].number, month->lines[0].name, month->lines[0].unit_title);
      for (; day <= last; day++)
        if (month->n_lines == 1)
          add_day (file, month, 0, day - month->first_day);
    }
  if (file->who)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("This person was not employed on these days, or is out of your reach."));
  return FALSE;
}

static void
add_clauses (Case *file)
{
  if (file->order->len == 0)
    return;
  zg_paper_heading (file->paper, _ ("Clauses that decided"));
  for (guint i = 0; i < file->order->len; i++)
    {
      const ZgClause *clause = zg_clause_by_id (file->order->pdata[i]);
      g_autofree char *cite = zg_clause_cite (clause->id);
      g_autofree char *text =
          g_strdup_printf ("%s  %s  %s", clause->id, cite, zg_interface_is_chinese () ? clause->zh : clause->en);

      zg_paper_paragraph (file->paper, text);
    }
}

/* -- Who did what when -- */

static gboolean
add_history (Case *file, GError **error)
{
  static const ZgPaperTableStyle style = { .font = 8 };
  const ZgPaperColumn columns[] = {
    { .title = _ ("Time"), .width = 30 },     { .title = _ ("Record"), .width = 36, .wrap = TRUE },
    { .title = _ ("By whom"), .width = 18 },  { .title = _ ("Step"), .width = 22, .wrap = TRUE },
    { .title = _ ("Changes"), .wrap = TRUE }, { .title = _ ("Audit"), .width = 34, .wrap = TRUE },
  };
  g_autoptr (GPtrArray) entries = zg_attendance_case (file->db, file->staff, file->from, file->to, error);
  ZgPaperTable *table;

  if (entries == NULL)
    return FALSE;
  zg_paper_heading (file->paper, _ ("Who did what, when"));
  if (entries->len == 0)
    {
      zg_paper_paragraph (file->paper, _ ("No paper of these days is in the book."));
      return TRUE;
    }
  table = zg_paper_table (file->paper, columns, G_N_ELEMENTS (columns), &style);
  for (guint i = 0; i < entries->len; i++)
    {
      const ZgCaseEntry *entry = entries->pdata[i];
      char stamp[20];
      g_autofree char *audit =
          g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT " %.16s", entry->chain, entry->seq, entry->hash);
      const char *cells[] = { zg_stamp_format (entry->at_ms, stamp), entry->paper, entry->who, entry->step,
                              entry->changes ? entry->changes : "",  audit };

      zg_paper_table_row (table, cells, ZG_PAPER_ROW_PLAIN);
    }
  zg_paper_legend (file->paper, _ ("Audit: chain and number of the entry, first 16 digits of its hash. “zgctl verify” proves the "
                                   "chain."));
  return TRUE;
}

static gboolean
write_case (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format, const char *path,
            GCancellable *cancellable, GError **error)
{
  const char *staff = zg_report_argument (report, values, "staff");
  g_autoptr (ZgPaper) paper = zg_paper_new (NULL);
  g_autoptr (GHashTable) clauses = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autofree char *made = zg_out_made (session), *days = NULL;
  Case file = { .session = session,
                .db = db,
                .staff = staff ? g_ascii_strtoll (staff, NULL, 10) : 0,
                .paper = paper,
                .clauses = clauses,
                .order = order };
  char first[11], last[11];
  gboolean done;

  if (zg_session_reach (session, report->right) == ZG_REACH_NONE)
    {
      g_set_error (
          error, ZG_ERROR, ZG_ERROR_DENIED,
          _ ("You may not export attendance (right %s). Nothing was written; whoever keeps the book's roles can grant it."),
          report->right);
      return FALSE;
    }
  if (!g_str_equal (format, "pdf"))
    return zg_report_bad_format (report, format, error);
  if (!read_days (report, values, &file, error))
    return FALSE;
  zg_paper_set_title (paper, _ ("Attendance case file"));
  done = add_facts (&file, cancellable, error);
  if (done)
    {
      add_clauses (&file);
      done = add_history (&file, error);
      days = g_strdup_printf ("%s · %s–%s", file.who, zg_day_format (file.from, first), zg_day_format (file.to, last));
      zg_paper_set_subtitle (paper, days);
      zg_paper_set_made (paper, made);
    }
  g_free (file.who);
  return done && zg_paper_save_pdf (paper, path, error);
}

const ZgReport zg_report_case = {
  .id = "case-file",
  .title = N_ ("Attendance case file"),
  .right = "punch.export",
  .arguments = arguments,
  .n_arguments = G_N_ELEMENTS (arguments),
  .formats = "pdf",
  .file_name = N_ ("Case file %s"),
  .write = write_case,
};
