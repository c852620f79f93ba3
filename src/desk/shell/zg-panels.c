#include "zg-panels-private.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-month-data.h"
#include "zg-sheet.h"

#define CONTRACT_WARN_DAYS 30 /* a list filter of the staff sheet uses the same span */

/* -- Shared -- */

ZgRecord *
zg_panel_record (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (GError)   lost = NULL;
  g_autoptr (ZgRecord) record = zg_book_get (db, kind, id, &lost);

  if (record && zg_session_sees (session, record))
    return g_steal_pointer (&record);
  if (lost && !g_error_matches (lost, ZG_ERROR, ZG_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&lost));
  return NULL;
}

char *
zg_panel_title (ZgDb *db, const char *kind, gint64 id)
{
  return id ? zg_book_title (db, zg_kind_by_id (kind), id) : NULL;
}

void
zg_panel_field (ZgFacts *facts, ZgDb *db, const ZgRecord *record, int index)
{
  const ZgField   *field = &record->kind->fields[index];
  g_autofree char *text = NULL;

  if (!zg_record_is_set (record, index) || field->flags & ZG_SEALED)
    return;
  if (field->type == ZG_REF)
    text = zg_panel_title (db, field->ref, zg_record_int (record, index));
  else
    text = zg_field_format (field, &record->cells[index]);
  if (text && *text)
    zg_facts_line (facts, g_dgettext (GETTEXT_PACKAGE, field->title), text, ZG_TONE_NEUTRAL, NULL);
}

void
zg_panel_head (ZgFacts *facts, const ZgRecord *record, const char *title, const char *subtitle)
{
  const ZgState *state = zg_kind_state (record->kind, record->state);

  zg_facts_head (facts, title, subtitle, g_dgettext (GETTEXT_PACKAGE, state->title), state->tone);
}

int
zg_panel_count (ZgSession *session, ZgDb *db, const char *sheet, const char *filter, gint64 value, const char *filter2,
                const char *value2)
{
  const ZgSheet      *of = zg_sheet_by_id (sheet);
  g_autoptr (ZgQuery) query = of ? zg_query_new (of) : NULL;
  g_autoptr (GArray)  ids = NULL;
  char                text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  if (query == NULL || !zg_query_set (query, filter, text, NULL) || (filter2 && !zg_query_set (query, filter2, value2, NULL)))
    return -1;
  ids = zg_query_ids (query, session, db, NULL, NULL);
  return ids ? (int) ids->len : -1;
}

ZgMonth *
zg_panel_month (ZgSession *session, ZgDb *db, int day, gint64 staff)
{
  g_autoptr (ZgMonth) month = NULL;

  if (staff == 0 || zg_session_reach (session, "punch.view") == ZG_REACH_NONE)
    return NULL;
  month = zg_attendance_month (session, db, day, 0, staff, NULL, NULL);
  return month && month->n_lines == 1 ? g_steal_pointer (&month) : NULL;
}

ZgTone
zg_panel_tone (int mark)
{
  ZgMarkTone tone = zg_judge_mark_tone (mark);

  return tone == ZG_MARK_TONE_BAD ? ZG_TONE_BAD : tone == ZG_MARK_TONE_WARN ? ZG_TONE_WARN : ZG_TONE_NEUTRAL;
}

/* -- Staff -- */

static char *
joined_text (int joined, int today)
{
  char buffer[11];
  int  year, month, day, year2, month2, day2, months;

  zg_day_to_ymd (joined, &year, &month, &day);
  zg_day_to_ymd (today, &year2, &month2, &day2);
  months = (year2 - year) * 12 + month2 - month - (day2 < day);
  if (months < 1)
    return g_strdup (zg_day_format (joined, buffer));
  if (months < 12)
    return g_strdup_printf (_ ("%s (%d months)"), zg_day_format (joined, buffer), months);
  return g_strdup_printf (_ ("%s (%d years %d months)"), zg_day_format (joined, buffer), months / 12, months % 12);
}

static void
add_contract (ZgFacts *facts, const ZgRecord *staff, int today)
{
  int              expires = zg_record_day (staff, ZG_STAFF_EXPIRES), left;
  char             buffer[11];
  g_autofree char *text = NULL;

  if (!zg_record_is_set (staff, ZG_STAFF_CONTRACT_NO) && expires == ZG_NO_DAY)
    {
      zg_facts_note (facts, _ ("No contract is on file. Who has no valid contract is no employee."), ZG_TONE_BAD, "D07-1.2");
      return;
    }
  if (expires == ZG_NO_DAY)
    return;
  left = expires - today;
  zg_day_format (expires, buffer);
  if (left < 0)
    text = g_strdup_printf (_ ("%s · expired %d days ago"), buffer, -left);
  else if (left <= CONTRACT_WARN_DAYS)
    text = g_strdup_printf (_ ("%s · %d days left"), buffer, left);
  else
    text = g_strdup (buffer);
  zg_facts_line (facts, _ ("Contract until"), text,
                 left < 0 ? ZG_TONE_BAD : left <= CONTRACT_WARN_DAYS ? ZG_TONE_WARN : ZG_TONE_NEUTRAL,
                 left <= CONTRACT_WARN_DAYS ? "D07-1.2" : NULL);
}

static void
add_last_exception (ZgFacts *facts, const ZgMonth *month)
{
  for (int day = month->n_days - 1; day >= 0; day--)
    if (zg_month_data_is_exception (&month->lines[0].days[day]))
      {
        const ZgMonthCell *cell = &month->lines[0].days[day];
        g_autofree char   *when = zg_month_data_day_text (month, day);
        g_autofree char   *text = g_strdup_printf ("%s %s", when, zg_judge_mark_title (cell->mark));

        zg_facts_note (facts, text, zg_panel_tone (cell->mark), cell->clause);
        return;
      }
}

static void
add_month (ZgFacts *facts, const ZgMonth *month)
{
  static const int  sums[] = { ZG_MONTH_SUM_WORKED, ZG_MONTH_SUM_LATE, ZG_MONTH_SUM_EARLY, ZG_MONTH_SUM_LEAVE,
                               ZG_MONTH_SUM_ABSENT };
  /* Translators: year and month */
  g_autofree char  *when = g_strdup_printf (_ ("%d-%02d"), month->year, month->month);
  g_autofree char  *heading = g_strdup_printf (_ ("Attendance %s"), when);
  char              buffer[16];
  int               value;

  zg_facts_block (facts, heading, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      const char *text = zg_month_data_sum (&month->lines[0], sums[i], &value, buffer);
      ZgTone      tone = value == 0 ? ZG_TONE_NEUTRAL : sums[i] == ZG_MONTH_SUM_ABSENT ? ZG_TONE_BAD : ZG_TONE_WARN;

      zg_facts_sum (facts, text, zg_month_data_sum_title (sums[i]),
                    sums[i] == ZG_MONTH_SUM_WORKED || sums[i] == ZG_MONTH_SUM_LEAVE ? ZG_TONE_NEUTRAL : tone);
    }
  add_last_exception (facts, month);
}

/* The month that says something: this one, or until its punches are in the one before. */
static ZgMonth *
newest_month (ZgSession *session, ZgDb *db, int today, gint64 staff)
{
  g_autoptr (ZgMonth) month = zg_panel_month (session, db, zg_month_data_default_month (today), staff);

  if (month && month->n_punches == 0)
    {
      ZgMonth *before = zg_panel_month (session, db, month->first_day - 1, staff);

      if (before)
        return before;
    }
  return g_steal_pointer (&month);
}

static void
add_link (ZgFacts *facts, ZgSession *session, ZgDb *db, const char *sheet, const char *filter, gint64 value)
{
  int              n = zg_panel_count (session, db, sheet, filter, value, NULL, NULL);
  g_autofree char *count = n >= 0 ? g_strdup_printf ("%d", n) : NULL;

  if (n >= 0)
    zg_facts_link (facts, g_dgettext (GETTEXT_PACKAGE, zg_sheet_by_id (sheet)->title), count, sheet, 0);
}

static ZgFacts *
staff_preview (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) staff = zg_panel_record (session, db, kind, id, error);
  g_autoptr (ZgFacts)  facts = zg_facts_new ();
  g_autoptr (ZgMonth)  month = NULL;
  g_autofree char     *unit = NULL, *post = NULL, *second = NULL, *joined = NULL;
  int                  today = zg_day_of_ms (zg_book_now (zg_session_book (session)));

  if (staff == NULL)
    return NULL;
  unit = zg_panel_title (db, "unit", zg_record_int (staff, ZG_STAFF_UNIT));
  post = zg_panel_title (db, "post", zg_record_int (staff, ZG_STAFF_POST));
  second = g_strjoin (" · ", zg_record_text (staff, ZG_STAFF_NUMBER), unit ? unit : "—", post ? post : "—", NULL);
  zg_panel_head (facts, staff, zg_record_text (staff, ZG_STAFF_NAME), second);
  zg_facts_block (facts, NULL, NULL);
  zg_panel_field (facts, db, staff, ZG_STAFF_CATEGORY);
  zg_panel_field (facts, db, staff, ZG_STAFF_EMPLOYMENT);
  zg_panel_field (facts, db, staff, ZG_STAFF_SUPERVISOR);
  if (zg_record_day (staff, ZG_STAFF_JOINED) != ZG_NO_DAY)
    {
      joined = joined_text (zg_record_day (staff, ZG_STAFF_JOINED), today);
      zg_facts_line (facts, g_dgettext (GETTEXT_PACKAGE, kind->fields[ZG_STAFF_JOINED].title), joined, ZG_TONE_NEUTRAL, NULL);
    }
  zg_panel_field (facts, db, staff, ZG_STAFF_LEFT);
  zg_panel_field (facts, db, staff, ZG_STAFF_CONTRACT_NO);
  add_contract (facts, staff, today);
  month = newest_month (session, db, today, id);
  if (month)
    add_month (facts, month);
  zg_facts_block (facts, _ ("Related"), NULL);
  add_link (facts, session, db, "leave", "staff", id);
  add_link (facts, session, db, "slip", "staff", id);
  add_link (facts, session, db, "clock_pin", "staff", id);
  return g_steal_pointer (&facts);
}

/* -- PINs -- */

static ZgFacts *
pin_preview (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) pin = zg_panel_record (session, db, kind, id, error);
  g_autoptr (ZgFacts)  facts = zg_facts_new ();
  g_autofree char     *holder = NULL, *clock = NULL, *second = NULL, *count = NULL;
  int                  n;

  if (pin == NULL)
    return NULL;
  holder = zg_panel_title (db, "staff", zg_record_int (pin, ZG_PIN_STAFF));
  clock = zg_panel_title (db, "clock", zg_record_int (pin, ZG_PIN_CLOCK));
  second = g_strjoin (" · ", clock ? clock : "—", zg_record_text (pin, ZG_PIN_PIN), NULL);
  zg_panel_head (facts, pin, holder ? holder : _ ("Nobody"), second);
  zg_facts_block (facts, NULL, NULL);
  zg_panel_field (facts, db, pin, ZG_PIN_FROM);
  zg_panel_field (facts, db, pin, ZG_PIN_TO);
  n = zg_panel_count (session, db, "punch", "clock", zg_record_int (pin, ZG_PIN_CLOCK), "pin", zg_record_text (pin, ZG_PIN_PIN));
  if (n >= 0)
    {
      count = g_strdup_printf ("%d", n);
      zg_facts_line (facts, _ ("Punches of this PIN"), count, ZG_TONE_NEUTRAL, NULL);
    }
  if (zg_record_int (pin, ZG_PIN_STAFF))
    zg_facts_link (facts, _ ("Employee"), NULL, "staff", zg_record_int (pin, ZG_PIN_STAFF));
  return g_steal_pointer (&facts);
}

void
zg_panels_init (void)
{
  zg_preview_register ("staff", staff_preview);
  zg_preview_register ("clock_pin", pin_preview);
  zg_preview_register ("leave", zg_panel_leave);
  zg_preview_register ("slip", zg_panel_slip);
  zg_preview_register ("leave_balance", zg_panel_balance);
  zg_preview_register ("punch", zg_panel_punch);
  zg_preview_register ("audit_entry", zg_panel_audit);
  zg_panel_register ("leave", zg_panel_of_leave_days);
  zg_panel_register ("leave", zg_panel_of_leave_roster);
  zg_panel_register ("leave", zg_panel_of_earlier);
  zg_panel_register ("slip", zg_panel_of_slip_day);
  zg_panel_register ("slip", zg_panel_of_earlier);
  zg_panel_register ("audit_entry", zg_panel_of_audit);
  zg_panels_review_init ();
  zg_panels_orders_init ();
  zg_panels_stock_init ();
}
