/* zg-attendance-case.c: what belongs to the judging of one person's days: papers with their history and the hashes of the audit.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-attendance-case.h"
#include "zg-attendance-private.h"
#include "zg-day.h"
#include "zg-leave.h"

static void
entry_free (gpointer data)
{
  ZgCaseEntry *entry = data;

  g_free (entry->paper);
  g_free (entry->who);
  g_free (entry->step);
  g_free (entry->changes);
  g_free (entry->hash);
  g_free (entry);
}

static char *
hash_of (ZgDb *db, gint64 chain, gint64 seq)
{
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, NULL, ZG_SQL ("SELECT hash FROM audit WHERE chain = $1 AND seq = $2"), "ii", chain, seq);
  g_autoptr (GBytes) hash = NULL;
  GString *text = g_string_new (NULL);
  gboolean row = FALSE;

  if (rows && zg_stmt_step (rows, &row, NULL) && row)
    hash = zg_stmt_bytes (rows, 0);
  for (gsize i = 0; hash && i < g_bytes_get_size (hash); i++)
    g_string_append_printf (text, "%02x", ((const guint8 *)g_bytes_get_data (hash, NULL))[i]);
  return g_string_free (text, FALSE);
}

static gboolean
add_record (GPtrArray *entries, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) record = zg_book_get (db, kind, id, error);
  g_autoptr (GPtrArray) history = record ? zg_book_history (db, kind, id, error) : NULL;

  for (guint i = 0; history && i < history->len; i++)
    {
      const ZgHistory *one = history->pdata[i];
      ZgCaseEntry *entry = g_new0 (ZgCaseEntry, 1);
      const ZgStep *step = zg_kind_verb (one->kind, one->verb);

      *entry = (ZgCaseEntry){ .at_ms = one->at_ms, .chain = one->chain, .seq = one->seq };
      entry->paper = g_strdup_printf ("%s %s", g_dgettext (GETTEXT_PACKAGE, kind->title), record->no ? record->no : "");
      entry->who = g_strdup (one->who);
      entry->step = g_strdup (step ? zg_step_title (step) : one->verb);
      entry->changes = one->opinion && one->changes ? g_strdup_printf ("%s · %s", one->changes, one->opinion)
                                                    : g_strdup (one->opinion ? one->opinion : one->changes);
      entry->hash = hash_of (db, one->chain, one->seq);
      g_ptr_array_add (entries, entry);
    }
  return history != NULL;
}

static gboolean
add_found (GPtrArray *entries, ZgDb *db, const ZgKind *kind, ZgStmt *found, GError **error)
{
  g_autoptr (ZgStmt) rows = found;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      gint64 id = zg_stmt_int (rows, 0);

      g_array_append_val (ids, id);
    }
  if (rows == NULL || row)
    return FALSE;
  g_clear_pointer (&rows, zg_stmt_done);
  for (guint i = 0; i < ids->len; i++)
    if (!add_record (entries, db, kind, g_array_index (ids, gint64, i), error))
      return FALSE;
  return TRUE;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const ZgCaseEntry *left = *(ZgCaseEntry *const *)a, *right = *(ZgCaseEntry *const *)b;

  return (left->at_ms > right->at_ms) - (left->at_ms < right->at_ms);
}

GPtrArray *
zg_attendance_case (ZgDb *db, gint64 staff, int from, int to, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  gint64 start = zg_day_to_ms (from, 0), end = zg_day_to_ms (to + 1, 0);
  char first[11], last[11], month[8], last_month[8];

  zg_day_format (from, first);
  zg_day_format (to, last);
  zg_month_format (from, month);
  zg_month_format (to, last_month);
  if (!add_found (entries, db, &zg_leave,
                  zg_db_query (db, error, ZG_SQL ("SELECT id FROM leave WHERE staff = $1 AND starts_at < $3 AND ends_at > $2"),
                               "iii", staff, start, end),
                  error)
      || !add_found (entries, db, &zg_slip,
                     zg_db_query (db, error,
                                  ZG_SQL ("SELECT id FROM slip WHERE staff = $1 AND COALESCE (starts_at, stated_at) < $3"
                                          " AND COALESCE (ends_at, stated_at) >= $2"),
                                  "iii", staff, start, end),
                     error)
      || !add_found (entries, db, &zg_photo_signin,
                     zg_db_query (db, error, ZG_SQL ("SELECT id FROM photo_signin WHERE staff = $1 AND at >= $2 AND at < $3"),
                                  "iii", staff, start, end),
                     error)
      || !add_found (entries, db, &zg_attendance_result,
                     zg_db_query (db, error,
                                  ZG_SQL ("SELECT id FROM attendance_result WHERE staff = $1 AND month BETWEEN $2 AND $3"), "iss",
                                  staff, month, last_month),
                     error)
      || !add_found (entries, db, &zg_objection,
                     zg_db_query (db, error, ZG_SQL ("SELECT id FROM objection WHERE staff = $1 AND month BETWEEN $2 AND $3"),
                                  "iss", staff, month, last_month),
                     error)
      || !add_found (entries, db, &zg_attendance_correction,
                     zg_db_query (db, error,
                                  ZG_SQL ("SELECT id FROM attendance_correction WHERE staff = $1 AND day BETWEEN $2 AND $3"),
                                  "iss", staff, first, last),
                     error))
    return NULL;
  g_ptr_array_sort (entries, compare_entries);
  return g_steal_pointer (&entries);
}
