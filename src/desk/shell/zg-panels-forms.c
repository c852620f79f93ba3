/* What a leave or a slip would do, beside its form, from what is typed so far. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-money.h"
#include "zg-month-data.h"
#include "zg-panels-private.h"
#include "zg-sheet.h"

#define MOST_EARLIER 6

/* -- Working days in it -- */

/* What submitting will fill in, by the same function. */
ZgFacts *
zg_panel_of_leave_days (ZgSession *session, ZgDb *db, const ZgRecord *leave, GError **error)
{
  g_autoptr (ZgFacts) facts = zg_facts_new ();
  ZgWorkSpan          span;
  g_autofree char    *calendar = NULL, *working = NULL, *time = NULL;
  ZgCell              minutes = { 0 };
  int                 from, to;

  if (!zg_panel_leave_span (leave, &from, &to))
    return NULL;
  if (!zg_attendance_span (zg_session_book (session), db, zg_record_int (leave, ZG_LEAVE_STAFF),
                           zg_record_int (leave, ZG_LEAVE_STARTS), zg_record_int (leave, ZG_LEAVE_ENDS), &span, error))
    return NULL;
  zg_facts_block (facts, _ ("Days it touches"), "D04-4.1.1b");
  calendar = g_strdup_printf ("%d", to - from + 1);
  working = zg_milli_format (span.day_milli, ZG_MONEY_PLAIN);
  zg_cell_set_int (&minutes, span.minutes);
  time = zg_value_format (ZG_MINUTES, NULL, &minutes);
  zg_facts_sum (facts, calendar, _ ("days"), ZG_TONE_NEUTRAL);
  if (span.day_milli % 500) /* nobody says 0.143 days */
    zg_facts_sum (facts, time, _ ("of work"), ZG_TONE_NEUTRAL);
  else
    zg_facts_sum (facts, working, _ ("working days"), span.day_milli ? ZG_TONE_NEUTRAL : ZG_TONE_WARN);
  if (span.minutes && span.day_milli % 500 == 0)
    zg_facts_line (facts, g_dgettext (GETTEXT_PACKAGE, zg_leave.fields[ZG_LEAVE_WORK].title), time, ZG_TONE_NEUTRAL, NULL);
  if (span.day_milli == 0)
    zg_facts_note (facts, _ ("The schedule asks for no work on these days; no leave is needed."), ZG_TONE_WARN, NULL);
  if (!zg_panel_add_balance (facts, session, db, leave, span.day_milli, error))
    return NULL;
  return g_steal_pointer (&facts);
}

/* -- Earlier ones of the same person -- */

static void
add_earlier (ZgFacts *facts, ZgDb *db, const ZgRecord *other)
{
  gboolean             is_leave = other->kind == &zg_leave;
  int                  type = is_leave ? ZG_LEAVE_TYPE : ZG_SLIP_TYPE;
  gint64               from = zg_record_int (other, is_leave ? ZG_LEAVE_STARTS : ZG_SLIP_STARTS);
  const ZgState       *state = zg_kind_state (other->kind, other->state);
  g_autofree char     *what = zg_field_format (&other->kind->fields[type], &other->cells[type]), *when = NULL, *value = NULL;

  if (from == 0 && !is_leave)
    from = zg_record_int (other, ZG_SLIP_STATED);
  when = zg_desk_day (from ? zg_day_of_ms (from) : zg_day_of_ms (other->created_ms));
  value = g_strdup_printf ("%s · %s", what, g_dgettext (GETTEXT_PACKAGE, state->title));
  zg_facts_line (facts, when, value, ZG_TONE_NEUTRAL, NULL);
}

ZgFacts *
zg_panel_of_earlier (ZgSession *session, ZgDb *db, const ZgRecord *record, GError **error)
{
  g_autoptr (ZgFacts) facts = zg_facts_new ();
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id (record->kind->id));
  g_autoptr (GArray)  ids = NULL;
  gint64              staff = zg_record_int (record, record->kind == &zg_leave ? ZG_LEAVE_STAFF : ZG_SLIP_STAFF);
  g_autofree char    *of = g_strdup_printf ("%" G_GINT64_FORMAT, staff);
  int                 n = 0;

  if (staff == 0 || !zg_query_set (query, "staff", of, NULL))
    return NULL;
  query->most = MOST_EARLIER + 1; /* one of them may be itself */
  ids = zg_query_ids (query, session, db, NULL, NULL);
  if (ids == NULL)
    return NULL;
  zg_facts_block (facts, record->kind == &zg_leave ? _ ("Leave of this person") : _ ("Slips of this person"), NULL);
  for (guint i = 0; i < ids->len && n < MOST_EARLIER; i++)
    {
      gint64               id = g_array_index (ids, gint64, i);
      g_autoptr (ZgRecord) other = id == record->id ? NULL : zg_book_get (db, record->kind, id, NULL);

      if (other == NULL)
        continue;
      add_earlier (facts, db, other);
      n++;
    }
  if (n == 0)
    zg_facts_note (facts, _ ("None so far."), ZG_TONE_NEUTRAL, NULL);
  return g_steal_pointer (&facts);
}

/* -- The day of a slip as it stands -- */

ZgFacts *
zg_panel_of_slip_day (ZgSession *session, ZgDb *db, const ZgRecord *slip, GError **error)
{
  g_autoptr (ZgFacts) facts = zg_facts_new ();
  g_autoptr (ZgMonth) month = NULL;
  g_auto (GStrv)      lines = NULL;
  g_autofree char    *text = NULL, *when = NULL;
  gint64              at = zg_record_int (slip, ZG_SLIP_STATED);
  int                 day;

  if (at == 0)
    at = zg_record_int (slip, ZG_SLIP_STARTS);
  month = at ? zg_panel_month (session, db, zg_day_of_ms (at), zg_record_int (slip, ZG_SLIP_STAFF)) : NULL;
  if (month == NULL)
    return NULL;
  day = zg_day_of_ms (at) - month->first_day;
  when = zg_panel_day (month->first_day + day);
  text = zg_attendance_explain (month, 0, day, TRUE);
  lines = g_strsplit (text, "\n", -1);
  zg_facts_block (facts, _ ("The day without this slip"), month->lines[0].days[day].clause);
  zg_facts_line (facts, when, zg_judge_mark_title (month->lines[0].days[day].mark),
                 zg_panel_tone (month->lines[0].days[day].mark), NULL);
  for (int i = 0; lines[i] && i < 6; i++)
    zg_facts_note (facts, lines[i], ZG_TONE_NEUTRAL, NULL);
  return g_steal_pointer (&facts);
}
