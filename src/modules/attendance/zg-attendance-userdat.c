/* zg-attendance-userdat.c: the layout of the people a time clock knows (user.dat), and what the files of a clock have in common.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-private.h"
#include "zg-attlog.h"
#include "zg-error.h"
#include "zg-sniff.h"
#include "zg-userdat.h"

/* -- Which clock -- */

const ZgArgument zg_clock_argument[1] = {
  { "clock", N_ ("Time clock"), ZG_REF, .ref = "clock", .required = TRUE },
};

static gint64
clock_by_number (ZgDb *db, const char *number)
{
  gint64 id = 0;

  zg_db_int (db, &id, NULL, ZG_SQL ("SELECT id FROM clock WHERE number = $1 AND state = 'active'"), "i",
             g_ascii_strtoll (number, NULL, 10));
  return id;
}

char *
zg_clock_propose (const ZgArgument *argument, const char *name, GBytes *bytes, ZgSession *session, ZgDb *db)
{
  g_autofree char *number = NULL;
  gint64           id;

  if (!zg_attlog_clock_from_name (name, &number))
    return NULL;
  id = clock_by_number (db, number);
  return id ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
}

gboolean
zg_clock_asked (ZgDb *db, const char *name, const char *const *values, gint64 *id, ZgRecord **clock, GError **error)
{
  g_autofree char *said = NULL;

  *id = values && values[0] ? g_ascii_strtoll (values[0], NULL, 10) : 0;
  if (*id == 0 && zg_attlog_clock_from_name (name, &said))
    g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE,
                 _ ("The name of the file says clock %s, which the book does not have. Add that clock, or choose the one this "
                    "file comes from. Nothing was read in."), said);
  else if (*id == 0)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE,
                         _ ("Choose the time clock this file comes from. Nothing was read in."));
  if (*id == 0)
    return FALSE;
  *clock = zg_book_get (db, &zg_clock, *id, error);
  return *clock != NULL;
}

gboolean
zg_clock_file_named (const char *name, const char *part)
{
  g_autofree char *base = g_path_get_basename (name ? name : "");
  g_autofree char *low = g_ascii_strdown (base, -1);

  return strstr (low, part) != NULL;
}

/* -- People a clock knows -- */

static gint64
find_holder (ZgDb *db, const ZgUserdatRow *user, gint64 *several)
{
  gint64 id = 0;

  *several = 0;
  zg_db_int (db, several, NULL, ZG_SQL ("SELECT count(*) FROM staff WHERE name = $1 AND state NOT IN ('left', 'deleted')"), "s",
             user->name);
  if (*several == 1)
    zg_db_int (db, &id, NULL, ZG_SQL ("SELECT id FROM staff WHERE name = $1 AND state NOT IN ('left', 'deleted')"), "s",
               user->name);
  else
    zg_db_int (db, &id, NULL,
               ZG_SQL ("SELECT id FROM staff WHERE number = $1 AND ($2 = '' OR name = $2) AND state NOT IN ('left', 'deleted')"),
               "ss", user->pin, user->name);
  return id;
}

static void
plan_user (ZgImportPlan *plan, ZgDb *db, gint64 clock, const ZgUserdatRow *user, int line, GHashTable *seen)
{
  g_autofree char *text = g_strdup_printf ("%s · %s", user->pin, user->name);
  gint64           held = 0, several = 0, staff;
  ZgCell          *cells;

  zg_db_int (db, &held, NULL, ZG_SQL ("SELECT count(*) FROM clock_pin WHERE clock = $1 AND pin = $2 AND state = 'active'"), "is",
             clock, user->pin);
  if (held)
    {
      plan->n_known++;
      return;
    }
  staff = find_holder (db, user, &several);
  if (staff == 0 || *user->pin == '\0' || !g_hash_table_add (seen, g_strdup (user->pin)))
    {
      plan->n_bad++;
      zg_import_plan_line (plan, line, FALSE, text,
                           several > 1 ? _ ("Several employees have this name. Assign the number by hand.")
                                       : _ ("No employee has this name. Assign the number by hand."));
      return;
    }
  cells = zg_batch_row (plan->batch);
  zg_batch_int (&cells[ZG_PIN_CLOCK], clock);
  zg_batch_text (plan->batch, &cells[ZG_PIN_PIN], user->pin, -1);
  zg_batch_int (&cells[ZG_PIN_STAFF], staff);
  plan->n_taken++;
}

static ZgImportPlan *
plan_users (const ZgLayout *layout, ZgSession *session, ZgDb *db, const char *name, GBytes *bytes, const char *const *values,
            GError **error)
{
  g_autoptr (ZgImportPlan) plan = zg_import_plan_new ();
  g_autoptr (GArray)       users = NULL;
  g_autoptr (ZgRecord)     clock = NULL;
  g_autoptr (GHashTable)   seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64                   id;

  if (!zg_clock_asked (db, name, values, &id, &clock, error))
    return NULL;
  users = zg_userdat_parse (bytes, error);
  if (users == NULL)
    return NULL;
  plan->batch = zg_batch_new (&zg_clock_pin, users->len);
  for (guint i = 0; i < users->len; i++)
    plan_user (plan, db, id, &g_array_index (users, ZgUserdatRow, i), i + 1, seen);
  plan->summary = g_strdup_printf (_ ("%s: %u user numbers are assigned, %u were already, %u need a hand."),
                                   zg_record_text (clock, ZG_CLOCK_NAME), plan->n_taken, plan->n_known, plan->n_bad);
  plan->asked = g_new0 (char *, 2);
  plan->asked[0] = g_strdup (zg_record_text (clock, ZG_CLOCK_NAME));
  return g_steal_pointer (&plan);
}

static int
recognise_users (const char *name, GBytes *bytes)
{
  ZgSniff            what = zg_sniff (bytes);
  g_autoptr (GArray) users = NULL;

  if (g_bytes_get_size (bytes) <= 1024 * 1024 && (what == ZG_SNIFF_BINARY || what == ZG_SNIFF_TEXT))
    users = zg_userdat_parse (bytes, NULL);
  if (users == NULL || users->len == 0)
    return 0;
  return zg_clock_file_named (name, "user") ? 100 : 40;
}

const ZgLayout zg_user_dat_layout = {
  "user-dat", N_ ("People a time clock knows (user.dat)"), &zg_clock_pin, "dat",
  zg_clock_argument, 1, recognise_users, zg_clock_propose, plan_users,
};
