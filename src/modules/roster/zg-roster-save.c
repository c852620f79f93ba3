/* zg-roster-save.c: an edited board goes into the book: one step for each changed entry. */
#include "config.h"

#include "zg-day.h"
#include "zg-roster-edit.h"
#include "zg-roster.h"

typedef struct
{
  gint64 id;
} Wanted;

static gpointer
read_entry (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_book_get (db, &zg_roster, ((Wanted *) data)->id, error);
}

static gboolean
save_change (ZgSession *session, const ZgRosterChange *change, gboolean locked, const char *reason, GError **error)
{
  Wanted               wanted = { change->id };
  g_autoptr (ZgRecord) entry = NULL;
  const char          *verb = "create";

  if (change->id)
    {
      entry = zg_store_read (zg_session_store (session), read_entry, &wanted, error);
      if (entry == NULL)
        return FALSE;
      entry->version = change->version; /* as the person saw it */
      verb = change->shift ? (locked ? "amend" : "edit") : (locked ? "strike" : "delete");
    }
  else
    entry = zg_record_new (&zg_roster);
  if (change->shift)
    {
      zg_record_set_day (entry, ZG_ROSTER_DAY, change->day);
      zg_record_set_int (entry, ZG_ROSTER_STAFF, change->staff);
      zg_record_set_int (entry, ZG_ROSTER_SHIFT_REF, change->shift);
      zg_record_set_text (entry, ZG_ROSTER_PHONE, change->phone);
      if (change->id == 0 && locked)
        zg_record_set_text (entry, ZG_ROSTER_REMARK, reason);
    }
  return zg_book_run (session, entry, verb, NULL, locked ? reason : NULL, NULL, NULL, error);
}

guint
zg_roster_save (ZgSession *session, GPtrArray *changes, gboolean locked, const char *reason, GError **first)
{
  guint n = 0;

  for (guint i = 0; i < changes->len;)
    {
      GError *error = NULL;

      if (save_change (session, changes->pdata[i], locked, reason, &error))
        {
          g_ptr_array_remove_index (changes, i);
          n++;
          continue;
        }
      if (first && *first == NULL)
        g_propagate_error (first, error);
      else
        g_clear_error (&error);
      i++;
    }
  return n;
}

/* -- The month -- */

typedef struct
{
  char   month[8];
  gint64 unit;
} OfMonth;

static gpointer
read_month (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const OfMonth *of = data;
  gint64         id = 0;

  if (!zg_db_int (db, &id, error, ZG_SQL ("SELECT id FROM roster_month WHERE month = $1 AND unit = $2 AND state <> 'deleted'"),
                  "si", of->month, of->unit))
    return NULL;
  return id ? zg_book_get (db, &zg_roster_month, id, error) : zg_record_new (&zg_roster_month);
}

gboolean
zg_roster_month_step (ZgSession *session, int first_day, gint64 unit, const char *verb, const char *opinion, GError **error)
{
  OfMonth              of = { .unit = unit };
  g_autoptr (ZgRecord) month = NULL;

  zg_month_format (first_day, of.month);
  month = zg_store_read (zg_session_store (session), read_month, &of, error);
  if (month == NULL)
    return FALSE;
  if (month->version == 0)
    {
      zg_record_set_text (month, ZG_ROSTER_MONTH_MONTH, of.month);
      zg_record_set_int (month, ZG_ROSTER_MONTH_UNIT, unit);
      if (!zg_book_run (session, month, "create", NULL, NULL, NULL, NULL, error))
        return FALSE;
    }
  return zg_book_run (session, month, verb, NULL, opinion, NULL, NULL, error);
}
