#include "zg-tick.h"

#include <glib/gi18n.h>

#include "zg-anchor.h"
#include "zg-backup-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-policy.h"

static GArray *ticks; /* of ZgTick */

void
zg_ticks_add (ZgTick tick)
{
  if (ticks == NULL)
    ticks = g_array_new (FALSE, FALSE, sizeof (ZgTick));
  for (guint i = 0; i < ticks->len; i++)
    if (g_array_index (ticks, ZgTick, i) == tick)
      return;
  g_array_append_val (ticks, tick);
}

/* -- One record after the other -- */

typedef struct
{
  const ZgKind *kind;
  gint64        id;
} One;

static gpointer
read_one (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  One *one = data;

  return zg_book_get (db, one->kind, one->id, error);
}

static gboolean
take (ZgSession *clock, One one, const char *verb, GError **error)
{
  g_autoptr (ZgRecord) record = zg_store_read (zg_session_store (clock), read_one, &one, error);

  return record && zg_book_run (clock, record, verb, NULL, NULL, NULL, NULL, error);
}

gboolean
zg_tick_each (ZgSession *clock, const ZgKind *kind, const GArray *ids, const char *verb, guint *done, GError **error)
{
  GError *first = NULL;

  *done = 0;
  for (guint i = 0; i < ids->len; i++)
    {
      GError *failed = NULL;

      if (take (clock, (One) { kind, g_array_index (ids, gint64, i) }, verb, &failed))
        ++*done;
      else if (first == NULL && !g_error_matches (failed, ZG_ERROR, ZG_ERROR_CONFLICT)) /* somebody was faster */
        g_propagate_error (&first, failed);
      else
        g_error_free (failed);
    }
  if (first)
    g_propagate_error (error, first);
  return first == NULL;
}

/* -- All -- */

static gpointer
keep_anchor (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  zg_anchor_keep (data, db);
  return data;
}

gboolean
zg_tick_run (ZgBook *book, char **report, GError **error)
{
  g_autoptr (ZgSession) clock = zg_book_login_clock (book, error);
  GString *lines;
  GError  *first = NULL;

  *report = NULL;
  if (clock == NULL)
    return FALSE;
  lines = g_string_new (NULL);
  for (guint i = 0; ticks && i < ticks->len; i++)
    g_array_index (ticks, ZgTick, i) (clock, lines, first ? NULL : &first);
  *report = g_string_free (lines, FALSE);
  if (!book->by_door) /* nobody behind a door sees the ends of all chains */
    zg_store_read (book->store, keep_anchor, book, NULL);
  if (first)
    g_propagate_error (error, first);
  return first == NULL;
}

/* -- In a thread -- */

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char   *report;

  if (zg_tick_run (data, &report, &error))
    {
      g_task_return_pointer (task, report, g_free);
      return;
    }
  g_free (report);
  g_task_return_error (task, error);
}

void
zg_tick_run_async (ZgBook *book, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, zg_tick_run_async);
  g_task_set_task_data (task, zg_book_ref (book), (GDestroyNotify) zg_book_unref);
  g_task_run_in_thread (task, run_thread);
}

char *
zg_tick_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- The backup of the day -- */

int
zg_tick_backup_day (gint64 made_ms, int minute)
{
  int day = zg_day_of_ms (made_ms);

  return made_ms < zg_day_to_ms (day, minute * 60) ? day - 1 : day;
}

gint64
zg_tick_backup_since (ZgDb *db)
{
  g_autofree char *made = zg_book_meta (db, "created_ms");

  return made ? g_ascii_strtoll (made, NULL, 10) : 0;
}

gboolean
zg_tick_backup_is_due (gint64 made_ms, gint64 now_ms, int minute)
{
  return zg_tick_backup_day (made_ms, minute) < zg_tick_backup_day (now_ms, minute);
}

typedef struct
{
  gint64 made_ms;
  int    today, minute;
} Due;

static gpointer
read_due (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Due *due = data;
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, due->today, due->today, error);

  if (policy == NULL || !zg_backup_last (db, &due->made_ms, error))
    return NULL;
  due->minute = (int) zg_policy_int (policy, "order.backup.time", 0, 0, due->today);
  return due;
}

gboolean
zg_tick_backup (ZgSession *clock, GString *report, GError **error)
{
  const ZgBackupJob job = { 0 };
  ZgBook           *book = zg_session_book (clock);
  Due               due = { .today = zg_day_of_ms (zg_book_now (book)) };
  g_autoptr (ZgBackupResult) made = NULL;

  if (zg_db_is_door (zg_book_path (book))) /* its owner makes it */
    return TRUE;
  if (zg_store_read (zg_session_store (clock), read_due, &due, error) == NULL)
    return FALSE;
  if (!zg_tick_backup_is_due (due.made_ms, zg_book_now (book), due.minute))
    return TRUE;
  made = zg_backup_make (clock, &job, NULL, error);
  if (made == NULL)
    return FALSE;
  g_string_append_printf (report, _ ("Backup made and verified: %s\n"), made->path);
  return TRUE;
}
