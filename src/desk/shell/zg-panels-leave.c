/* What a leave does to the roster: the shifts it covers, what is no longer covered then, and who else of the unit is away. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-panels-private.h"
#include "zg-roster-impact.h"

#define MOST_LINES 6
#define MOST_SPAN 93

gboolean
zg_panel_leave_span (const ZgRecord *leave, int *from, int *to)
{
  gint64 starts = zg_record_int (leave, ZG_LEAVE_STARTS), ends = zg_record_int (leave, ZG_LEAVE_ENDS);

  *from = zg_day_of_ms (starts);
  *to = zg_day_of_ms (ends - 1);
  return zg_record_int (leave, ZG_LEAVE_STAFF) && starts && ends > starts && *to - *from < MOST_SPAN;
}

static void
add_rest_of (ZgFacts *facts, guint all)
{
  g_autofree char *text = all > MOST_LINES ? g_strdup_printf (_ ("and %u more"), all - MOST_LINES) : NULL;

  if (text)
    zg_facts_note (facts, text, ZG_TONE_NEUTRAL, NULL);
}

/* -- His shifts -- */

static void
add_shifts (ZgFacts *facts, const ZgRosterImpact *impact)
{
  for (guint i = 0; i < impact->shifts->len && i < MOST_LINES; i++)
    {
      const ZgImpactShift *shift = &g_array_index (impact->shifts, ZgImpactShift, i);
      g_autofree char     *when = zg_panel_day (shift->day), *value = NULL;
      char                 hours[40];

      if (shift->to > shift->from)
        value = g_strdup_printf ("%s %s", shift->shift, zg_roster_hours (shift->from, shift->to, hours));
      zg_facts_line (facts, when, value ? value : shift->shift, ZG_TONE_NEUTRAL, NULL);
    }
  add_rest_of (facts, impact->shifts->len);
  if (!impact->rostered && impact->shifts->len == 0)
    zg_facts_note (facts, _ ("Works by fixed hours: no shift of the roster lies in it."), ZG_TONE_NEUTRAL, NULL);
  else if (impact->unplanned > 0)
    {
      g_autofree char *text = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Nothing is rostered for %d day of it yet.", "Nothing is rostered for %d days of it yet.",
                       impact->unplanned), impact->unplanned);

      zg_facts_note (facts, text, ZG_TONE_NEUTRAL, NULL);
    }
  else if (impact->shifts->len == 0)
    zg_facts_note (facts, _ ("No shift of the roster lies in it."), ZG_TONE_NEUTRAL, NULL);
}

/* -- What must be covered -- */

static void
add_covers (ZgFacts *facts, const ZgRosterImpact *impact, gboolean lacking)
{
  guint n = 0;

  for (guint i = 0; i < impact->covers->len; i++)
    {
      const ZgImpactCover *cover = &g_array_index (impact->covers, ZgImpactCover, i);
      g_autofree char     *when = zg_panel_day (cover->day), *text = NULL;
      char                 hours[40];

      if ((cover->after < cover->need) != lacking || n++ >= MOST_LINES)
        continue;
      zg_roster_hours (cover->from, cover->to, hours);
      text = g_strdup_printf (_ ("%s %s, %s: %d on shift, at least %d"), when, hours, cover->rule, cover->after, cover->need);
      zg_facts_note (facts, text, lacking ? ZG_TONE_BAD : ZG_TONE_NEUTRAL, cover->clause);
    }
  add_rest_of (facts, n);
}

/* -- Who else is away -- */

static gboolean
is_colleague (ZgSession *session, ZgDb *db, const ZgLeavePaper *paper, gint64 unit)
{
  g_autoptr (ZgRecord) leave = zg_book_get (db, &zg_leave, paper->id, NULL);
  g_autoptr (ZgRecord) staff = leave && zg_session_sees (session, leave) ? zg_book_get (db, &zg_staff, paper->staff, NULL) : NULL;

  return staff && zg_record_int (staff, ZG_STAFF_UNIT) == unit;
}

/* FALSE: who sees only his own leave would be told wrongly that nobody is away. */
static gboolean
add_leave (ZgFacts *facts, ZgSession *session, ZgDb *db, const ZgRecord *leave, int from, int to, guint *n)
{
  g_autoptr (ZgRecord) staff = zg_book_get (db, &zg_staff, zg_record_int (leave, ZG_LEAVE_STAFF), NULL);
  g_autoptr (GArray)   papers = NULL;

  if (staff == NULL || zg_session_reach (session, "leave.view") < ZG_REACH_UNIT)
    return FALSE;
  papers = zg_leave_papers (db, from, to, NULL);
  for (guint i = 0; papers && i < papers->len; i++)
    {
      const ZgLeavePaper *paper = &g_array_index (papers, ZgLeavePaper, i);
      g_autofree char    *name = NULL, *span = NULL;

      if (paper->staff == staff->id || !is_colleague (session, db, paper, zg_record_int (staff, ZG_STAFF_UNIT)) ||
          (*n)++ >= MOST_LINES)
        continue;
      name = zg_panel_title (db, "staff", paper->staff);
      span = zg_panel_span (paper->starts_ms, paper->ends_ms);
      zg_facts_line (facts, name, span, ZG_TONE_WARN, NULL);
    }
  add_rest_of (facts, *n);
  return papers != NULL;
}

static void
add_away (ZgFacts *facts, ZgSession *session, ZgDb *db, const ZgRecord *leave, const ZgRosterImpact *impact, int from, int to)
{
  guint    n = 0;
  gboolean all;

  zg_facts_block (facts, _ ("Away at the same time"), "D02-3.3.2");
  all = add_leave (facts, session, db, leave, from, to, &n);
  for (guint i = 0; i < impact->rests->len && i < MOST_LINES; i++)
    {
      const ZgImpactRest *rest = &g_array_index (impact->rests, ZgImpactRest, i);
      g_autofree char    *when = zg_panel_day (rest->day), *text = g_strdup_printf (_ ("%s at rest"), rest->names);

      zg_facts_line (facts, when, text, ZG_TONE_NEUTRAL, NULL);
    }
  add_rest_of (facts, impact->rests->len);
  if (all && n == 0)
    zg_facts_note (facts, _ ("Nobody else of the unit is on leave then."), ZG_TONE_NEUTRAL, NULL);
  else if (!all && impact->rests->len == 0)
    zg_facts_note (facts, _ ("Nobody else of the unit is at rest by the roster."), ZG_TONE_NEUTRAL, NULL);
}

ZgFacts *
zg_panel_of_leave_roster (ZgSession *session, ZgDb *db, const ZgRecord *leave, GError **error)
{
  g_autoptr (ZgFacts)        facts = zg_facts_new ();
  g_autoptr (ZgRosterImpact) impact = NULL;
  int                        from, to;

  if (!zg_panel_leave_span (leave, &from, &to))
    return NULL;
  impact = zg_roster_impact (session, db, zg_record_int (leave, ZG_LEAVE_STAFF), zg_record_int (leave, ZG_LEAVE_STARTS),
                             zg_record_int (leave, ZG_LEAVE_ENDS), error);
  if (impact == NULL)
    return NULL;
  zg_facts_block (facts, _ ("What it does to the roster"), "D18-7.1a");
  add_shifts (facts, impact);
  add_covers (facts, impact, TRUE);
  add_covers (facts, impact, FALSE);
  add_away (facts, session, db, leave, impact, from, to);
  return g_steal_pointer (&facts);
}
