/* The day report: what was done in the book on a day, and the code that proves years later that nothing of it was changed. */
#include <glib/gi18n.h>

#include "zg-anchor.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-report-attendance.h"
#include "zg-report-table.h"

static const ZgArgument arguments[] = {
  { .name = "day", .title = N_("Day"), .type = ZG_DAY, .initial = "today", .required = TRUE },
};

gboolean
zg_report_read_day (const char *text, int *day, GError **error)
{
  if (text == NULL || g_str_equal (text, "today"))
    *day = zg_clock_today ();
  else if (!zg_day_parse_loose (text, day))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _("“%s” is no day. Nothing was written; write it like 2026-11-26."), text);
      return FALSE;
    }
  return TRUE;
}

static void
add_rows (ZgTable *table, const GPtrArray *deeds)
{
  zg_table_column (table, _("What was done"), ZG_TEXT, ZG_OUT_WIDE | ZG_OUT_NAME, NULL);
  zg_table_column (table, _("Refused"), ZG_BOOL, 0, NULL);
  zg_table_column (table, _("Times"), ZG_INT, ZG_OUT_SUM, NULL);
  zg_table_column (table, _("Number of people"), ZG_INT, 0, NULL);
  zg_table_hold (table);
  for (guint i = 0; i < deeds->len; i++)
    {
      const ZgDayDeed *deed = deeds->pdata[i];
      ZgCell          *cells = zg_table_add_row (table);

      zg_cell_set_text (&cells[0], deed->title);
      zg_cell_set_int (&cells[1], deed->refused);
      zg_cell_set_int (&cells[2], deed->n);
      zg_cell_set_int (&cells[3], deed->n_people);
    }
}

/* The same code comes out of the same report on any later day, as long as the audit up to that day is what it was. */
static void
add_code (ZgTable *table, const GArray *heads, gboolean over)
{
  char code[20];

  if (!over)
    {
      zg_table_note (table, g_strdup (_("The day is not over: its code is printed from tomorrow on.")));
      return;
    }
  zg_table_note (table, g_strdup_printf (_("Code of the book at the end of the day: %s"), zg_anchor_code (heads, code)));
  zg_table_note (table, g_strdup (_("Print it, sign it, keep it: this report of this day has the same code for ever, unless the "
                                    "audit up to that day was changed.")));
  zg_table_note (table, g_strdup (_("Signed: ____________    Date: ____________")));
}

static gboolean
write_day (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format, const char *path,
           GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) deeds = NULL;
  g_autoptr (GArray)    heads = NULL;
  g_autoptr (ZgTable)   table = NULL;
  int                   day;
  char                  text[11];

  if (zg_session_reach (session, report->right) != ZG_REACH_ALL)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
                   _("The day report shows everybody's work, and you lack the right for it (%s)."), report->right);
      return FALSE;
    }
  if (!zg_report_read_day (zg_report_argument (report, values, "day"), &day, error))
    return FALSE;
  deeds = zg_day_deeds (db, day, error);
  heads = deeds ? zg_anchor_heads (db, zg_day_to_ms (day + 1, 0), error) : NULL;
  if (heads == NULL)
    return FALSE;
  table = zg_table_new (session, _("Day report"));
  table->words = g_strdup (zg_day_format (day, text));
  add_rows (table, deeds);
  add_code (table, heads, day < zg_day_of_ms (zg_book_now (zg_session_book (session))));
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_day = {
  .id = "day", .title = N_("Day report"), .right = "audit_entry.export", .arguments = arguments,
  .n_arguments = G_N_ELEMENTS (arguments), .formats = "pdf xlsx csv", .file_name = N_("Day report %s"), .write = write_day,
};
