/* Previews of leave, slips and punches, with what the month sheet says of their days. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-month-data.h"
#include "zg-panels-private.h"
#include "zg-report-month.h"
#include "zg-sheet.h"

#define MOST_DAYS 10

char *
zg_panel_day (int day)
{
  g_autofree char *when = zg_desk_day (day);

  return g_strdup_printf ("%s %s", when, zg_month_weekday (zg_day_weekday (day)));
}

char *
zg_panel_span (gint64 from, gint64 to)
{
  g_autofree char *begin = from ? zg_desk_when (from) : g_strdup ("…"), *end = to ? zg_desk_when (to) : g_strdup ("…");
  char             stamp[20];

  if (from && to && zg_day_of_ms (from) == zg_day_of_ms (to))
    {
      zg_stamp_format (to, stamp);
      stamp[16] = '\0';
      return g_strdup_printf ("%s–%s", begin, stamp + 11);
    }
  return g_strdup_printf ("%s – %s", begin, end);
}

static void
add_day (ZgFacts *facts, const ZgMonth *month, int day)
{
  const ZgMonthCell *cell = &month->lines[0].days[day];
  g_autofree char   *when = zg_panel_day (month->first_day + day);
  const char        *title = zg_judge_mark_title (cell->mark);

  zg_facts_line (facts, when, *title ? title : cell->flags & ZG_DAY_FLAG_FUTURE ? _ ("not come yet") : "—",
                 zg_panel_tone (cell->mark), cell->clause);
}

void
zg_panel_days (ZgFacts *facts, ZgSession *session, ZgDb *db, gint64 staff, int from, int to)
{
  g_autoptr (ZgMonth) month = NULL;

  to = MIN (to, from + MOST_DAYS - 1);
  for (int day = from; day <= to; day++)
    {
      if (month == NULL || day >= month->first_day + month->n_days)
        {
          g_clear_pointer (&month, zg_attendance_month_free);
          month = zg_panel_month (session, db, day, staff);
          if (month == NULL)
            return;
        }
      if (day == from)
        zg_facts_block (facts, _ ("On the month sheet"), NULL);
      add_day (facts, month, day - month->first_day);
    }
}

/* The last instant belongs to the day before where it is midnight. */
static int
last_day (gint64 from, gint64 to)
{
  return MAX (zg_day_of_ms (from), zg_day_of_ms (to - 1));
}

ZgFacts *
zg_panel_leave (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) leave = zg_panel_record (session, db, kind, id, error);
  g_autoptr (ZgFacts)  facts = zg_facts_new ();
  g_autofree char     *name = NULL, *type = NULL, *second = NULL, *span = NULL;
  gint64               from, to;

  if (leave == NULL)
    return NULL;
  from = zg_record_int (leave, ZG_LEAVE_STARTS);
  to = zg_record_int (leave, ZG_LEAVE_ENDS);
  name = zg_panel_title (db, "staff", zg_record_int (leave, ZG_LEAVE_STAFF));
  type = zg_field_format (&kind->fields[ZG_LEAVE_TYPE], &leave->cells[ZG_LEAVE_TYPE]);
  second = leave->no ? g_strdup_printf ("%s · %s", type, leave->no) : g_strdup (type);
  zg_panel_head (facts, leave, name ? name : "—", second);
  span = zg_panel_span (from, to);
  zg_facts_block (facts, NULL, NULL);
  zg_facts_line (facts, _ ("Time"), span, ZG_TONE_NEUTRAL, NULL);
  zg_panel_field (facts, db, leave, ZG_LEAVE_DAYS);
  zg_panel_field (facts, db, leave, ZG_LEAVE_WORK);
  zg_panel_field (facts, db, leave, ZG_LEAVE_REASON);
  zg_panel_field (facts, db, leave, ZG_LEAVE_HANDOVER);
  zg_panel_field (facts, db, leave, ZG_LEAVE_FILED_AT);
  zg_panel_field (facts, db, leave, ZG_LEAVE_APPROVER);
  if (from && to > from)
    zg_panel_days (facts, session, db, zg_record_int (leave, ZG_LEAVE_STAFF), zg_day_of_ms (from), last_day (from, to));
  return g_steal_pointer (&facts);
}

ZgFacts *
zg_panel_slip (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) slip = zg_panel_record (session, db, kind, id, error);
  g_autoptr (ZgFacts)  facts = zg_facts_new ();
  g_autofree char     *name = NULL, *type = NULL, *second = NULL;
  gint64               from, to;

  if (slip == NULL)
    return NULL;
  name = zg_panel_title (db, "staff", zg_record_int (slip, ZG_SLIP_STAFF));
  type = zg_field_format (&kind->fields[ZG_SLIP_TYPE], &slip->cells[ZG_SLIP_TYPE]);
  second = slip->no ? g_strdup_printf ("%s · %s", type, slip->no) : g_strdup (type);
  zg_panel_head (facts, slip, name ? name : "—", second);
  zg_facts_block (facts, NULL, NULL);
  zg_panel_field (facts, db, slip, ZG_SLIP_STATED);
  zg_panel_field (facts, db, slip, ZG_SLIP_STARTS);
  zg_panel_field (facts, db, slip, ZG_SLIP_ENDS);
  zg_panel_field (facts, db, slip, ZG_SLIP_REASON);
  zg_panel_field (facts, db, slip, ZG_SLIP_FILED_AT);
  zg_panel_field (facts, db, slip, ZG_SLIP_APPROVER);
  from = zg_record_int (slip, ZG_SLIP_STATED) ? zg_record_int (slip, ZG_SLIP_STATED) : zg_record_int (slip, ZG_SLIP_STARTS);
  to = zg_record_int (slip, ZG_SLIP_STATED) ? from : zg_record_int (slip, ZG_SLIP_ENDS);
  if (from)
    zg_panel_days (facts, session, db, zg_record_int (slip, ZG_SLIP_STAFF), zg_day_of_ms (from),
                   last_day (from, MAX (from + 1, to)));
  return g_steal_pointer (&facts);
}

/* -- Punch -- */

/* Whose it is is known to the sheet of punches alone: by the number held at that time. */
static gint64
holder_of (ZgSession *session, ZgDb *db, gint64 punch, char **name)
{
  const ZgSheet      *sheet = zg_sheet_by_id ("punch");
  g_autoptr (ZgQuery) query = zg_query_new (sheet);
  g_autoptr (ZgRows)  rows = zg_query_rows (query, session, db, &punch, 1, NULL);
  const char         *number = NULL;

  *name = NULL;
  for (int column = 0; rows && rows->n_rows == 1 && column < rows->n_columns; column++)
    {
      if (g_str_equal (sheet->columns[column].name, "number"))
        number = zg_cell_text (&rows->cells[column]);
      else if (g_str_equal (sheet->columns[column].name, "staff"))
        *name = g_strdup (zg_cell_text (&rows->cells[column]));
    }
  return number ? zg_book_find (db, &zg_staff, number, NULL) : 0;
}

ZgFacts *
zg_panel_punch (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (GError)   lost = NULL;
  g_autoptr (ZgRecord) punch = zg_book_get (db, kind, id, &lost); /* the sheet has asked who may see it */
  g_autoptr (ZgFacts)  facts = zg_facts_new ();
  g_autoptr (ZgMonth)  month = NULL;
  g_autofree char     *name = NULL, *when = NULL, *sentence = NULL, *button = NULL, *raw = NULL;
  gint64               staff;
  int                  day;

  if (punch == NULL)
    return NULL;
  staff = holder_of (session, db, id, &name);
  when = zg_desk_when (zg_record_int (punch, ZG_PUNCH_AT));
  zg_facts_head (facts, name ? name : _ ("Nobody holds this PIN"), when, NULL, ZG_TONE_NEUTRAL);
  zg_facts_block (facts, NULL, NULL);
  zg_panel_field (facts, db, punch, ZG_PUNCH_CLOCK_REF);
  zg_panel_field (facts, db, punch, ZG_PUNCH_PIN);
  if (zg_record_is_set (punch, ZG_PUNCH_BUTTON))
    {
      button = zg_value_format (ZG_ENUM, zg_punch_buttons, &punch->cells[ZG_PUNCH_BUTTON]);
      zg_facts_line (facts, g_dgettext (GETTEXT_PACKAGE, kind->fields[ZG_PUNCH_BUTTON].title), button, ZG_TONE_NEUTRAL, NULL);
    }
  zg_panel_field (facts, db, punch, ZG_PUNCH_REASON);
  if (zg_record_text (punch, ZG_PUNCH_RAW)) /* as the clock wrote it; its tabs would stretch the panel */
    {
      raw = g_strdelimit (g_strdup (zg_record_text (punch, ZG_PUNCH_RAW)), "\t", ' ');
      zg_facts_line (facts, g_dgettext (GETTEXT_PACKAGE, kind->fields[ZG_PUNCH_RAW].title), g_strstrip (raw), ZG_TONE_NEUTRAL,
                     NULL);
    }
  if (name == NULL)
    zg_facts_link (facts, _ ("Assign PINs"), NULL, "unassigned-pins", 0);
  day = zg_day_of_ms (zg_record_int (punch, ZG_PUNCH_AT));
  month = zg_panel_month (session, db, day, staff);
  if (month == NULL)
    return g_steal_pointer (&facts);
  sentence = zg_attendance_explain (month, 0, day - month->first_day, FALSE);
  zg_facts_block (facts, _ ("On the month sheet"), NULL);
  add_day (facts, month, day - month->first_day);
  zg_facts_note (facts, sentence, ZG_TONE_NEUTRAL, NULL);
  zg_facts_link (facts, _ ("Employee"), NULL, "staff", staff);
  return g_steal_pointer (&facts);
}
