/* zg-report-differences.c: a month judged twice: by a rule that is only tried, and by what came after the close. One row a day
 * that would be otherwise; nothing is written into the book. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-attendance-close.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-policy.h"
#include "zg-report-attendance.h"
#include "zg-report-table.h"

static const ZgMonthLine *
line_of (const ZgMonth *month, gint64 staff)
{
  int line = zg_attendance_line (month, staff);

  return line < 0 ? NULL : &month->lines[line];
}

static void
add_columns (ZgTable *table)
{
  zg_table_column (table, _ ("Staff no."), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Name"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _ ("Unit"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Day"), ZG_DAY, 0, NULL);
  zg_table_column (table, _ ("Mark before"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Mark then"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Days worked, more or less"), ZG_DAYS, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Days absent, more or less"), ZG_DAYS, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Late, more or less"), ZG_INT, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Left early, more or less"), ZG_INT, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Missed punches, more or less"), ZG_INT, ZG_OUT_SUM, NULL);
  zg_table_hold (table);
}

static void
add_row (ZgTable *table, const ZgMonth *was, const ZgAfterClosing *one)
{
  const ZgMonthLine *line = line_of (was, one->staff);
  ZgCell *cells = zg_table_add_row (table);
  const int numbers[] = { one->worked, one->absent, one->late, one->early, one->missed };
  char day[11];

  zg_cell_set_text (&cells[0], line ? line->number : "");
  zg_cell_set_text (&cells[1], line ? line->name : "");
  zg_cell_set_text (&cells[2], line ? line->unit_title : "");
  zg_cell_set_text (&cells[3], zg_day_format (one->day, day));
  zg_cell_set_text (&cells[4], one->was);
  zg_cell_set_text (&cells[5], one->is);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    zg_cell_set_int (&cells[6 + i], numbers[i]);
}

static gboolean
may_read (const ZgReport *report, ZgSession *session, GError **error)
{
  if (zg_session_reach (session, report->right) != ZG_REACH_NONE)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
               _ ("You may not export attendance (right %s). Nothing was written; whoever keeps the book's roles can grant it."),
               report->right);
  return FALSE;
}

/* Full attendance is of the month: who would gain or lose it is said below the rows. */
static void
note_full (ZgTable *table, const ZgMonth *was, const ZgMonth *is)
{
  GString *gains = g_string_new (NULL), *loses = g_string_new (NULL);

  for (int i = 0; i < was->n_lines; i++)
    {
      const ZgMonthLine *then = line_of (is, was->lines[i].staff);
      gboolean before = was->lines[i].totals.full == ZG_FULL_YES, after = then && then->totals.full == ZG_FULL_YES;
      GString *words = after ? gains : loses;

      if (before != after)
        g_string_append_printf (words, "%s%s", words->len ? C_ ("between words", ", ") : "", was->lines[i].name);
    }
  if (gains->len > 0)
    zg_table_note (table, g_strdup_printf (_ ("Full attendance gained: %s"), gains->str));
  if (loses->len > 0)
    zg_table_note (table, g_strdup_printf (_ ("Full attendance lost: %s"), loses->str));
  g_string_free (gains, TRUE);
  g_string_free (loses, TRUE);
}

/* -- A rule tried -- */

static const ZgArgument try_arguments[] = {
  { .name = "month", .title = N_ ("Month"), .type = ZG_MONTH, .initial = "last-month", .required = TRUE },
  { .name = "unit", .title = N_ ("Unit"), .type = ZG_REF, .ref = "unit" },
  { .name = "rule", .title = N_ ("Parameter"), .type = ZG_TEXT, .initial = "att.late.max", .required = TRUE },
  { .name = "value", .title = N_ ("Value to try"), .type = ZG_TEXT, .initial = "10", .required = TRUE },
};

static char *
rule_words (const ZgMonth *month, const char *key, const char *value)
{
  const ZgParameter *parameter = zg_parameter_by_key (key);
  g_autofree char *tried = zg_parameter_words (parameter, value);
  char text[8];

  return g_strdup_printf (_ ("%s · “%s” tried as %s (%s)"), zg_month_format (month->first_day, text),
                          zg_parameter_title (parameter), tried, parameter->clauses);
}

static gboolean
write_try (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format, const char *path,
           GCancellable *cancellable, GError **error)
{
  const char *key = zg_report_argument (report, values, "rule"), *value = zg_report_argument (report, values, "value");
  g_autofree char *pair = g_strdup_printf ("%s=%s", key ? key : "", value ? value : "");
  const char *const pretend[] = { pair, NULL };
  g_autoptr (ZgMonth) was = NULL, is = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (ZgTable) table = NULL;
  gint64 unit = zg_report_unit (report, values);
  int first, n;

  if (!may_read (report, session, error) || !zg_report_month (report, values, &first, &n, error))
    return FALSE;
  is = zg_attendance_try (session, db, first, unit, 0, pretend, cancellable, error);
  was = is ? zg_attendance_try (session, db, first, unit, 0, NULL, cancellable, error) : NULL;
  if (was == NULL)
    return FALSE;
  differences = zg_attendance_differences (was, is);
  table = zg_table_new (session, _ ("A rule tried"));
  table->words = rule_words (was, key, value);
  add_columns (table);
  for (guint i = 0; i < differences->len; i++)
    add_row (table, was, differences->pdata[i]);
  note_full (table, was, is);
  zg_table_note (table, g_strdup (differences->len ? _ ("Nothing was set: this is what the month would have been.")
                                                   : _ ("No mark of this month would be otherwise. Nothing was set.")));
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_try = {
  .id = "try-rule",
  .title = N_ ("A rule tried on a month"),
  .right = "punch.export",
  .arguments = try_arguments,
  .n_arguments = G_N_ELEMENTS (try_arguments),
  .formats = "xlsx pdf csv",
  .file_name = N_ ("Rule tried %s"),
  .write = write_try,
};

/* -- What came after the close -- */

static const ZgArgument after_arguments[] = {
  { .name = "month", .title = N_ ("Month"), .type = ZG_MONTH, .initial = "last-month", .required = TRUE },
  { .name = "unit", .title = N_ ("Unit"), .type = ZG_REF, .ref = "unit" },
};

static gboolean
write_after (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
             const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgMonth) was = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (ZgTable) table = NULL;
  gint64 unit = zg_report_unit (report, values);
  char text[8];
  int first, n;

  if (!may_read (report, session, error) || !zg_report_month (report, values, &first, &n, error))
    return FALSE;
  was = zg_attendance_try (session, db, first, unit, 0, NULL, cancellable, error);
  differences = was ? zg_attendance_after_closing (zg_session_book (session), db, first, unit, error) : NULL;
  if (differences == NULL)
    return FALSE;
  table = zg_table_new (session, _ ("After closing"));
  table->words = g_strdup (zg_month_format (first, text));
  add_columns (table);
  for (guint i = 0; i < differences->len; i++)
    if (line_of (was, ((ZgAfterClosing *)differences->pdata[i])->staff)) /* within reach */
      add_row (table, was, differences->pdata[i]);
  zg_table_note (table,
                 g_strdup (_ ("The closed month stays as it is (D04-4.2.1g). Each row can be brought into an open month as a "
                              "correction.")));
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_after = {
  .id = "after-closing",
  .title = N_ ("What came after a month was closed"),
  .right = "attendance_correction.export",
  .arguments = after_arguments,
  .n_arguments = G_N_ELEMENTS (after_arguments),
  .formats = "xlsx pdf csv",
  .file_name = N_ ("After closing %s"),
  .write = write_after,
};
