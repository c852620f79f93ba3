#include "zg-term.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-json.h"
#include "zg-policy.h"
#include "zg-seal.h"

#define MOST_MONTHS 1200 /* beyond, nobody means a day */
#define LIVED_FROM 60    /* days ago, the earliest and the latest */
#define LIVED_TO 7

/* The same day of the month @months before, the last one where that month is shorter. */
static int
day_before (int day, int months)
{
  int year, month, of_month, first = zg_month_first (day, -months);

  zg_day_to_ymd (day, &year, &month, &of_month);
  zg_day_to_ymd (first, &year, &month, &(int){ 0 });
  return first + MIN (of_month, zg_month_days (year, month)) - 1;
}

/* A clock set years ahead by mistake erases nothing: there are entries of a week ago and more, by the days it says. */
static gboolean
is_lived_in (ZgDb *db, int today, gint64 *lived, GError **error)
{
  *lived = 0;
  return zg_db_int (db, lived, error, ZG_SQL ("SELECT 1 FROM audit WHERE at_ms >= $1 AND at_ms < $2 LIMIT 1"), "ii",
                    zg_day_to_ms (today - LIVED_FROM, 0), zg_day_to_ms (today - LIVED_TO + 1, 0));
}

gboolean
zg_term_since (ZgDb *db, const ZgKind *kind, int today, gint64 *since_ms, GError **error)
{
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, today, today, error);
  gint64               months = policy ? zg_policy_int (policy, kind->term->months, 0, 0, today) : 0, lived;

  *since_ms = 0;
  if (policy == NULL || !is_lived_in (db, today, &lived, error))
    return FALSE;
  if (lived && months > 0 && months <= MOST_MONTHS)
    *since_ms = zg_day_to_ms (day_before (today, (int) months), 0);
  return TRUE;
}

/* -- Verifying -- */

/* Rows that entries say were erased, by kind; one that was filled in and erased again counts twice. */
static GHashTable *
read_said (ZgDb *db, GError **error)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (ZgStmt)     stmt = zg_db_query (db, error, ZG_SQL ("SELECT body FROM audit WHERE step = 'data.erase'"), NULL);
  gboolean               row;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      const char          *body;
      g_autoptr (JsonNode) root = NULL;
      const char          *kind, *rows;
      gint64              *n;

      if (!row)
        return g_steal_pointer (&said);
      body = zg_stmt_text (stmt, 0);
      root = zg_json_parse (body, strlen (body));
      kind = root ? zg_json_text (zg_json_object (root), "kind") : NULL;
      rows = kind ? zg_json_text (zg_json_object (root), "rows") : NULL;
      if (rows == NULL)
        continue;
      n = g_hash_table_lookup (said, kind);
      if (n == NULL)
        g_hash_table_insert (said, g_strdup (kind), n = g_new0 (gint64, 1));
      *n += g_ascii_strtoll (rows, NULL, 10);
    }
  return NULL;
}

static char *
count_text (const ZgKind *kind)
{
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, ZG_SQL ("SELECT count (*) FROM %s WHERE (1 = 0"), kind->id);
  for (int i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & ZG_SEALED)
      g_string_append_printf (sql, " OR length (%s) = %d", kind->fields[i].name, ZG_SEAL_ERASED_SIZE);
  g_string_append (sql, ")");
  return g_string_free (sql, FALSE);
}

gboolean
zg_term_verify (ZgDb *db, gint64 *n_rows, GError **error)
{
  g_autoptr (GHashTable) said = read_said (db, error);

  *n_rows = 0;
  for (const ZgKind *const *kind = zg_kinds (NULL); said && *kind; kind++)
    {
      g_autofree char *sql = (*kind)->view || !zg_kind_seals (*kind) ? NULL : count_text (*kind);
      const gint64    *most = g_hash_table_lookup (said, (*kind)->id);
      gint64           n = 0;

      if (sql && !zg_db_int (db, &n, error, sql, NULL))
        return FALSE;
      if (n > (most ? *most : 0))
        {
          g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                       _ ("%s: of %ld rows personal data was erased, the audit knows of %ld. The book was changed outside the "
                          "program; compare with a backup."),
                       g_dgettext (GETTEXT_PACKAGE, (*kind)->title), (long) n, (long) (most ? *most : 0));
          return FALSE;
        }
      *n_rows += n;
    }
  return said != NULL;
}
