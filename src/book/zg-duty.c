#include "zg-duty.h"

#include <glib/gi18n.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-tick.h"

#define MINUTE_MS 60000

static GPtrArray *duties; /* of const ZgDuty */

void
zg_duties_add (const ZgDuty *duty)
{
  if (duties == NULL)
    duties = g_ptr_array_new ();
  if (zg_kind_by_id (duty->kind) == NULL || (duty->verb && zg_kind_verb (zg_kind_by_id (duty->kind), duty->verb) == NULL))
    g_error ("duty %s: no such step: %s.%s", duty->id, duty->kind, duty->verb ? duty->verb : "");
  if (!g_ptr_array_find (duties, duty, NULL))
    g_ptr_array_add (duties, (gpointer) duty);
}

const ZgDuty *const *
zg_duties (guint *n)
{
  *n = duties ? duties->len : 0;
  return duties ? (const ZgDuty *const *) duties->pdata : NULL;
}

static void
item_free (gpointer data)
{
  ZgDutyItem *item = data;

  g_free (item->about);
  g_free (item->no);
  g_free (item);
}

/* -- Whose it is -- */

/* The step by which this person does it. Steps that end the matter otherwise (delete, withdraw) are no way of doing it. */
static const ZgStep *
step_for (ZgDutyAsk *ask, const ZgRecord *record)
{
  const ZgKind *kind = record->kind;

  for (int i = 0; i < kind->n_steps; i++)
    {
      const ZgStep *step = &kind->steps[i];

      if (g_strcmp0 (step->from, record->state) == 0 && !(step->flags & ZG_FOLLOWS)
          && (ask->duty->verb ? g_str_equal (step->verb, ask->duty->verb) : (step->flags & ZG_PRIMARY) != 0)
          && zg_session_may (ask->session, record, step, NULL, NULL))
        return step;
    }
  return NULL;
}

/* Of what has no record yet: who may make it. */
static const ZgStep *
step_to_make (ZgDutyAsk *ask, const ZgDutyFound *found)
{
  const ZgKind *kind = zg_kind_by_id (ask->duty->kind);

  for (int i = 0; i < kind->n_steps; i++)
    if (kind->steps[i].from == NULL && !(kind->steps[i].flags & ZG_FOLLOWS))
      {
        g_autofree char *right = g_strdup_printf ("%s.%s", kind->id, kind->steps[i].verb);

        if (zg_session_covers (ask->session, right, found->owner, found->unit, 0))
          return &kind->steps[i];
      }
  return NULL;
}

/* Returns: whether this person is shown it; what he may do about it and the number of the record go into @item. */
static gboolean
is_shown (ZgDutyAsk *ask, const ZgDutyFound *found, ZgDutyItem *item, gboolean *shown, GError **error)
{
  g_autoptr (ZgRecord) record = found->doc ? zg_book_get (ask->db, item->kind, found->doc, error) : NULL;
  g_autofree char     *view = g_strdup_printf ("%s.view", zg_kind_top (item->kind)->id);
  gint64               me = zg_session_staff (ask->session);

  *shown = FALSE;
  if (found->doc && record == NULL)
    return FALSE;
  if (record)
    {
      item->no = g_strdup (record->no);
      item->step = found->done_ms ? NULL : step_for (ask, record);
    }
  else if (!found->done_ms)
    item->step = step_to_make (ask, found);
  if (ask->duty->own)
    *shown = me != 0 && (record ? record->owner : found->owner) == me;
  else if (item->step || (found->done_ms == 0 && ask->mine))
    *shown = item->step != NULL;
  else
    *shown = record ? zg_session_sees (ask->session, record)
                    : zg_session_covers (ask->session, view, found->owner, found->unit, 0);
  return TRUE;
}

gboolean
zg_duty_add (ZgDutyAsk *ask, const ZgDutyFound *found, GError **error)
{
  int         due_day = zg_day_of_ms (found->due_ms - 1);
  ZgDutyItem *item;
  gboolean    shown, ok;

  if (found->done_ms ? zg_day_of_ms (found->done_ms) != ask->today : due_day > ask->until && !found->waits)
    return TRUE;
  item = g_new0 (ZgDutyItem, 1);
  item->duty = ask->duty;
  item->kind = zg_kind_by_id (ask->duty->kind);
  ok = is_shown (ask, found, item, &shown, error);
  if (!ok || !shown)
    {
      item_free (item);
      return ok;
    }
  item->about = g_strdup (found->about ? found->about : "");
  item->due_ms = found->due_ms;
  item->done_ms = found->done_ms;
  item->doc = found->doc;
  item->owner = found->owner;
  item->unit = found->unit;
  item->n = found->n;
  item->state = found->done_ms           ? ZG_DUTY_DONE
                : ask->now >= found->due_ms ? ZG_DUTY_OVERDUE
                : due_day == ask->today     ? ZG_DUTY_TODAY
                                            : ZG_DUTY_AHEAD;
  g_ptr_array_add (ask->items, item);
  return TRUE;
}

/* -- All of them -- */

static int
by_state_and_time (gconstpointer a, gconstpointer b)
{
  const ZgDutyItem *x = *(ZgDutyItem *const *) a, *y = *(ZgDutyItem *const *) b;
  int               by_state = (int) x->state - (int) y->state;
  int               by_time = x->due_ms < y->due_ms ? -1 : x->due_ms > y->due_ms;
  int               by_duty = g_strcmp0 (x->duty->id, y->duty->id);

  return by_state ? by_state : by_time ? by_time : by_duty ? by_duty : g_strcmp0 (x->about, y->about);
}

GPtrArray *
zg_duties_find (ZgSession *session, ZgDb *db, gint64 now, gboolean mine, GError **error)
{
  int                   today = zg_day_of_ms (now);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (ZgPolicy)  policy = zg_policy_load (db, today - 400, today + 62, error);
  ZgDutyAsk             ask = { session, db, policy, now, today, today, mine, NULL, items };

  if (policy == NULL)
    return NULL;
  ask.until = today + (int) zg_policy_int (policy, "duty.ahead_days", 0, 0, today);
  for (guint i = 0; duties && i < duties->len; i++)
    {
      ask.duty = duties->pdata[i];
      if (!ask.duty->find (&ask, error))
        return NULL;
    }
  g_ptr_array_sort (items, by_state_and_time);
  return g_steal_pointer (&items);
}

/* -- Words: desk.md 5 -- */

static char *
span_text (gint64 ms)
{
  gint64 minutes = ms / MINUTE_MS, days = minutes / (24 * 60);

  if (days >= 2)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", days), (int) days);
  if (minutes >= 60)
    return g_strdup_printf (_ ("%d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
  return g_strdup_printf (_ ("%d min"), (int) minutes);
}

ZgRecord *
zg_duty_begin (const ZgDutyItem *item)
{
  ZgRecord *record = zg_record_new (item->kind);

  if (item->owner && item->kind->owner)
    zg_record_set_int (record, zg_kind_field (item->kind, item->kind->owner), item->owner);
  if (item->unit && item->kind->unit)
    zg_record_set_int (record, zg_kind_field (item->kind, item->kind->unit), item->unit);
  return record;
}

char *
zg_duty_when (const ZgDutyItem *item, gint64 now)
{
  char             stamp[20];
  g_autofree char *left = NULL, *at = NULL;
  int              day = zg_day_of_ms (item->due_ms - 1);

  if (item->state == ZG_DUTY_DONE)
    {
      zg_stamp_format (item->done_ms, stamp);
      stamp[16] = '\0';
      return item->done_ms > item->due_ms ? g_strdup_printf (_ ("done late, %s"), stamp + 11)
                                          : g_strdup_printf (_ ("done %s"), stamp + 11);
    }
  if (now >= item->due_ms)
    {
      left = span_text (now - item->due_ms);
      return g_strdup_printf (_ ("overdue by %s"), left);
    }
  left = span_text (item->due_ms - now);
  /* until midnight is until the end of the day before */
  zg_stamp_format (item->due_ms - (zg_second_of_ms (item->due_ms) == 0 ? 1 : 0), stamp);
  stamp[16] = '\0';
  if (day == zg_day_of_ms (now))
    at = g_strdup_printf (_ ("today %s"), zg_second_of_ms (item->due_ms) == 0 ? "24:00" : stamp + 11);
  else
    at = g_strndup (stamp + 5, 5);
  return g_strdup_printf (_ ("%s · %s left"), at, left);
}

/* -- The backup of the day -- */

static gboolean
find_backup (ZgDutyAsk *ask, GError **error)
{
  int    minute = (int) zg_policy_int (ask->policy, "order.backup.time", 0, 0, ask->today);
  gint64 since = zg_tick_backup_since (ask->db);

  /* what was due last, and what is due next */
  for (int day = ask->today - 1; day <= ask->today; day++)
    {
      gint64            due = zg_day_to_ms (day, minute * 60), next = zg_day_to_ms (day + 1, minute * 60);
      char              about[11];
      ZgDutyFound       found = { .about = zg_day_format (day, about), .due_ms = due };
      g_autoptr (ZgStmt) rows = NULL;
      gboolean          row = FALSE;

      if (due < since || (day < ask->today && ask->now >= next))
        continue;
      rows = zg_db_query (ask->db, error, ZG_SQL ("SELECT id, made_at FROM backup WHERE made_at >= $1 AND made_at < $2"
                                                  " ORDER BY made_at LIMIT 1"), "ii", due, next);
      if (rows == NULL || !zg_stmt_step (rows, &row, error))
        return FALSE;
      if (row)
        {
          found.doc = zg_stmt_int (rows, 0);
          found.done_ms = zg_stmt_int (rows, 1);
        }
      if (!zg_duty_add (ask, &found, error))
        return FALSE;
    }
  return TRUE;
}

const ZgDuty zg_duty_backup = { "book.backup", N_ ("Back up and record"), "backup", NULL, "D18-5.4", FALSE, find_backup };
