/* zg-attendance-app.c: the layouts of what people export from DingTalk and WeCom: their sign-ins, and whose user number is
 * whose. An app is a clock of its own; its user numbers are the staff numbers of the file or, where it has none, the app's ids.
 * The app calls a sign-in 上班 or 下班 by its own rules: that is no button somebody pressed, so none is kept. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-applog.h"
#include "zg-attendance-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-text.h"

#define NO_BUTTON 255
#define MOST_PIN  24

/* One person of the file. */
typedef struct
{
  char    *pin;        /* user number on this clock; NULL: none can be told */
  gint64   staff;      /* 0: the book does not know the person, or not for sure */
  gboolean held;       /* somebody holds the number on this clock */
  char    *label, *why; /* why: no pin, or no staff */
  char    *holder;      /* name of who holds the number, where the file says another */
  int      line;
  guint    count;
  gint64   first_ms, last_ms;
} Person;

typedef struct
{
  ZgImportPlan *plan;
  ZgDb         *db;
  gint64        clock;
  ZgRecord     *record;
  GHashTable   *people;      /* "number\x1fuser\x1fname" → Person */
  GPtrArray    *in_order;    /* of Person */
  GHashTable   *exact, *coarse;           /* "pin/at" of the book; coarse: those on the full minute */
  GHashTable   *in_file, *coarse_in_file; /* the same sign-in stands in several sheets and columns */
  gint64        now_ms;
  guint         n_away;
} App;

/* -- Which clock -- */

/* The clock that is called after the app, if it is the only one. */
static gint64
clock_named (ZgDb *db, const char *one, const char *other)
{
  gint64 n = 0, id = 0;

  zg_db_int (db, &n, NULL,
             ZG_SQL ("SELECT count(*) FROM clock WHERE state = 'active' AND (name LIKE '%' || $1 || '%'"
                     " OR LOWER (name) LIKE '%' || $2 || '%')"),
             "ss", one, other);
  if (n == 1)
    zg_db_int (db, &id, NULL,
               ZG_SQL ("SELECT id FROM clock WHERE state = 'active' AND (name LIKE '%' || $1 || '%'"
                       " OR LOWER (name) LIKE '%' || $2 || '%')"),
               "ss", one, other);
  return id;
}

static char *
propose_app (const ZgArgument *argument, const char *name, GBytes *bytes, ZgSession *session, ZgDb *db)
{
  ZgApp  app = bytes ? zg_app_log_guess (bytes) : ZG_APP_NONE;
  gint64 id = 0;

  if (app == ZG_APP_DINGTALK)
    id = clock_named (db, "钉钉", "dingtalk");
  else if (app == ZG_APP_WECOM)
    id = clock_named (db, "企业微信", "wecom");
  return id ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
}

/* Only a real clock says how it knew the person. */
static gboolean
has_own_punches (App *app)
{
  gint64 verified = 0;

  zg_db_int (app->db, &verified, NULL,
             ZG_SQL ("SELECT count(*) FROM (SELECT 1 FROM punch WHERE clock = $1 AND verify IS NOT NULL LIMIT 1) p"), "i",
             app->clock);
  return verified > 0 || zg_record_int (app->record, ZG_CLOCK_SORT) == ZG_CLOCK_DESK;
}

static gboolean
find_clock (App *app, const char *const *values, GError **error)
{
  app->clock = values && values[0] ? g_ascii_strtoll (values[0], NULL, 10) : 0;
  if (app->clock == 0)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE,
                           _ ("Choose the clock that stands for this app. If there is none yet, add a time clock and call it 钉钉 "
                              "or 企业微信. Nothing was read in."));
      return FALSE;
    }
  app->record = zg_book_get (app->db, &zg_clock, app->clock, error);
  if (app->record == NULL)
    return FALSE;
  if (!has_own_punches (app))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE,
               _ ("“%s” is a real clock or a desk, whose user numbers are others. Add a time clock for the app, call it 钉钉 or "
                  "企业微信, and choose it. Nothing was read in."),
               zg_record_text (app->record, ZG_CLOCK_NAME));
  return FALSE;
}

/* -- Who it is -- */

static void
person_free (gpointer data)
{
  Person *person = data;

  g_free (person->pin);
  g_free (person->label);
  g_free (person->why);
  g_free (person->holder);
  g_free (person);
}

/* Returns: who holds the number, last; 0: nobody. */
static gint64
holder_of (App *app, const char *pin)
{
  gint64 staff = 0;

  if (*pin)
    zg_db_int (app->db, &staff, NULL,
               ZG_SQL ("SELECT staff FROM clock_pin WHERE clock = $1 AND pin = $2 AND state = 'active'"
                       " ORDER BY to_ms DESC, id DESC LIMIT 1"),
               "is", app->clock, pin);
  return staff;
}

static char *
pin_of_staff (App *app, gint64 staff)
{
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           row = FALSE;

  rows = zg_db_query (app->db, NULL,
                      ZG_SQL ("SELECT pin FROM clock_pin WHERE clock = $1 AND staff = $2 AND state = 'active'"
                              " ORDER BY to_ms DESC, id DESC LIMIT 1"),
                      "ii", app->clock, staff);
  return rows && zg_stmt_step (rows, &row, NULL) && row ? g_strdup (zg_stmt_text (rows, 0)) : NULL;
}

/* The staff number says who it is, as long as the name does not say somebody else; without one the name, if nobody shares it. */
static void
find_staff (App *app, Person *person, const char *number, const char *name)
{
  gint64 n = 0;

  if (*number)
    {
      zg_db_int (app->db, &person->staff, NULL,
                 ZG_SQL ("SELECT id FROM staff WHERE number = $1 AND ($2 = '' OR name = $2) AND state <> 'deleted'"), "ss",
                 number, name);
      if (person->staff == 0)
        person->why = g_strdup_printf (_ ("The book has no staff number %s with this name."), number);
      return;
    }
  zg_db_int (app->db, &n, NULL, ZG_SQL ("SELECT count(*) FROM staff WHERE name = $1 AND state NOT IN ('left', 'deleted')"), "s",
             name);
  if (n == 1)
    zg_db_int (app->db, &person->staff, NULL,
               ZG_SQL ("SELECT id FROM staff WHERE name = $1 AND state NOT IN ('left', 'deleted')"), "s", name);
  else
    person->why = g_strdup (n > 1 ? _ ("Several employees have this name, and the file gives no staff number (工号).")
                                  : _ ("No employee has this name, and the file gives no staff number (工号)."));
}

/* A number that went to somebody else, or a list sorted wrongly: the number decides, but not without a word. */
static void
check_name (App *app, Person *person, const char *name)
{
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           row = FALSE;

  rows = zg_db_query (app->db, NULL, ZG_SQL ("SELECT name FROM staff WHERE id = $1"), "i", person->staff);
  if (*name && rows && zg_stmt_step (rows, &row, NULL) && row && g_strcmp0 (zg_stmt_text (rows, 0), name) != 0)
    person->holder = g_strdup (zg_stmt_text (rows, 0));
}

static void
find_pin (App *app, Person *person, const char *number, const char *user, const char *name)
{
  gint64 by_number = holder_of (app, number), by_user = holder_of (app, user);

  if (by_number && by_user && by_number != by_user)
    {
      person->why = g_strdup_printf (_ ("The user numbers %s and %s belong to two people on this clock. Put that right first."),
                                     number, user);
      return;
    }
  person->held = by_number || by_user;
  person->staff = by_number ? by_number : by_user;
  if (person->held)
    {
      person->pin = g_strdup (by_number ? number : user);
      check_name (app, person, name);
      return;
    }
  find_staff (app, person, number, name);
  person->pin = person->staff ? pin_of_staff (app, person->staff) : NULL;
  person->held = person->pin != NULL;
  if (person->pin == NULL && (*number || *user))
    person->pin = g_strdup (*number ? number : user);
}

static char *
label_of (const char *number, const char *user, const char *name)
{
  GString *label = g_string_new (name);

  if (*number)
    g_string_append_printf (label, "%s%s", label->len ? " " : "", number);
  if (*user)
    g_string_append_printf (label, "%s%s", label->len ? " · " : "", user);
  return g_string_free (label, FALSE);
}

static Person *
person_of (App *app, const ZgAppPunch *punch)
{
  g_autofree char *number = zg_text_peel_id (punch->number), *user = zg_text_peel_id (punch->user);
  g_autofree char *key = g_strdup_printf ("%s\x1f%s\x1f%s", number, user, punch->name);
  Person          *person = g_hash_table_lookup (app->people, key);

  if (person)
    return person;
  person = g_new0 (Person, 1);
  person->label = label_of (number, user, punch->name);
  person->line = punch->line;
  person->first_ms = G_MAXINT64;
  if (zg_text_is_damaged_id (number) || zg_text_is_damaged_id (user))
    person->why = g_strdup (_ ("A spreadsheet has rounded this number: export the file again and do not save it in between."));
  else
    find_pin (app, person, number, user, punch->name);
  if (person->pin && (g_utf8_strlen (person->pin, -1) > MOST_PIN || !zg_text_is_safe_line (person->pin)))
    g_clear_pointer (&person->pin, g_free);
  g_hash_table_insert (app->people, g_steal_pointer (&key), person);
  g_ptr_array_add (app->in_order, person);
  return person;
}

/* -- What is known -- */

static char *
key_of (const char *pin, gint64 at)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT, pin, at);
}

static gint64
minute_of (gint64 at)
{
  return at - at % 60000;
}

static gboolean
has (GHashTable *set, const char *pin, gint64 at)
{
  g_autofree char *key = key_of (pin, at);

  return g_hash_table_contains (set, key);
}

/* Sheets and columns differ in whether they give the seconds: a minute without them is the same sign-in as any within it. The
 * set `exact` holds instants and, with a minus, the minutes they lie in. */
static void
remember (GHashTable *exact, GHashTable *coarse, const char *pin, gint64 at, gboolean to_second)
{
  g_hash_table_add (exact, key_of (pin, at));
  g_hash_table_add (exact, key_of (pin, -1 - minute_of (at)));
  if (!to_second)
    g_hash_table_add (coarse, key_of (pin, at));
}

static gboolean
is_in (GHashTable *exact, GHashTable *coarse, const char *pin, gint64 at, gboolean to_second)
{
  if (has (exact, pin, at))
    return TRUE;
  return to_second ? has (coarse, pin, minute_of (at)) : has (exact, pin, -1 - minute_of (at));
}

static gboolean
read_known (App *app, const ZgAppLog *log, GError **error)
{
  g_autoptr (ZgStmt) rows = NULL;
  gint64             from = G_MAXINT64, to = 0;
  gboolean           row = FALSE;

  for (guint i = 0; i < log->punches->len; i++)
    {
      gint64 at = g_array_index (log->punches, ZgAppPunch, i).at;

      from = MIN (from, minute_of (at));
      to = MAX (to, at + 60000);
    }
  rows = zg_db_query (app->db, error, ZG_SQL ("SELECT pin, at FROM punch WHERE clock = $1 AND at >= $2 AND at <= $3"), "iii",
                      app->clock, from, to);
  while (rows && zg_stmt_step (rows, &row, error) && row)
    remember (app->exact, app->coarse, zg_stmt_text (rows, 0), zg_stmt_int (rows, 1), zg_stmt_int (rows, 1) % 60000 != 0);
  return rows != NULL && !row;
}

/* -- Sign-ins -- */

static void
reject (App *app, const ZgAppPunch *punch, const char *why)
{
  app->plan->n_bad++;
  zg_import_plan_line (app->plan, punch->line, FALSE, punch->raw, why);
}

static void
add_punch (App *app, const ZgAppPunch *punch, const char *pin)
{
  ZgBatch *batch = app->plan->batch;
  ZgCell  *cells = zg_batch_row (batch);

  zg_batch_int (&cells[ZG_PUNCH_CLOCK_REF], app->clock);
  zg_batch_text (batch, &cells[ZG_PUNCH_PIN], pin, -1);
  zg_batch_int (&cells[ZG_PUNCH_AT], punch->at);
  zg_batch_int (&cells[ZG_PUNCH_BUTTON], NO_BUTTON);
  zg_batch_int (&cells[ZG_PUNCH_LINE], punch->line);
  zg_batch_text (batch, &cells[ZG_PUNCH_RAW], punch->raw, -1);
  app->plan->n_taken++;
  app->n_away += punch->away;
}

static void
plan_punch (App *app, const ZgAppPunch *punch)
{
  Person *person = person_of (app, punch);

  if (punch->at > app->now_ms + 86400000)
    {
      reject (app, punch, _ ("This time has not come yet."));
      return;
    }
  if (person->pin == NULL)
    {
      reject (app, punch,
              person->why ? person->why : _ ("The user number is longer than 24 characters or has signs that cannot be kept."));
      return;
    }
  if (is_in (app->in_file, app->coarse_in_file, person->pin, punch->at, punch->to_second))
    return;
  remember (app->in_file, app->coarse_in_file, person->pin, punch->at, punch->to_second);
  person->count++;
  person->first_ms = MIN (person->first_ms, punch->at);
  person->last_ms = MAX (person->last_ms, punch->at);
  if (is_in (app->exact, app->coarse, person->pin, punch->at, punch->to_second))
    app->plan->n_known++;
  else
    add_punch (app, punch, person->pin);
}

/* Why the person is not known, and what to do. */
static char *
with_reason (const Person *person, const char *what)
{
  return person->why ? g_strdup_printf (_ ("%s %s"), person->why, what) : g_strdup (what);
}

static void
list_unheld (App *app)
{
  for (guint i = 0; i < app->in_order->len; i++)
    {
      const Person    *person = app->in_order->pdata[i];
      g_autofree char *text = NULL, *note = NULL;
      gint64           held = 0;

      if (person->pin == NULL || person->count == 0)
        continue;
      zg_db_int (app->db, &held, NULL,
                 ZG_SQL ("SELECT count(*) FROM clock_pin WHERE clock = $1 AND pin = $2 AND state = 'active'"
                         " AND from_ms <= $3 AND to_ms > $4"),
                 "isii", app->clock, person->pin, person->first_ms, person->last_ms);
      if (held)
        continue;
      text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s · user no. %s · %u sign-in", "%s · user no. %s · %u sign-ins",
                                           person->count),
                              person->label, person->pin, person->count);
      note = with_reason (
          person,
          person->staff && !person->held
              ? _ ("Nobody holds this user number on this clock yet: read the same file in once as “People of DingTalk or "
                   "WeCom”. The sign-ins are kept and count from the day it is assigned.")
              : _ ("Nobody holds this user number on this clock, at least not all the time: assign it by hand. The sign-ins are "
                   "kept and count from the day it is assigned."));
      zg_import_plan_line (app->plan, person->line, TRUE, text, note);
    }
}

static void
list_other_names (App *app)
{
  for (guint i = 0; i < app->in_order->len; i++)
    {
      const Person    *person = app->in_order->pdata[i];
      g_autofree char *note = NULL;

      if (person->holder == NULL || person->count == 0)
        continue;
      note = g_strdup_printf (_ ("On this clock the user number %s belongs to %s: if that is wrong, put it right before reading "
                                 "the file in."),
                              person->pin, person->holder);
      zg_import_plan_line (app->plan, person->line, TRUE, person->label, note);
    }
}

static void
list_remarks (App *app, const ZgAppLog *log)
{
  g_autofree char *away = NULL, *approvals = NULL;

  for (guint i = 0; i < log->bad->len; i++)
    {
      const ZgAppBad *bad = &g_array_index (log->bad, ZgAppBad, i);

      app->plan->n_bad++;
      zg_import_plan_line (app->plan, bad->line, FALSE, bad->text, bad->reason);
    }
  if (app->n_away)
    {
      away = g_strdup_printf ("外勤/地点异常/设备异常 × %u", app->n_away);
      zg_import_plan_line (app->plan, 0, TRUE, away,
                           _ ("New sign-ins outside the office, or from another place or phone: they are read in like the "
                              "others. Compare them with the outing slips."));
    }
  if (log->n_approvals)
    {
      approvals = g_strdup_printf ("关联的审批单/假勤申请 × %u", log->n_approvals);
      zg_import_plan_line (app->plan, 0, TRUE, approvals,
                           _ ("Rows name leave, trips or overtime approved in the app. Those are not read in: leave counts by "
                              "the slips of this book."));
    }
}

static void
close_plan (App *app)
{
  const char *name = zg_record_text (app->record, ZG_CLOCK_NAME);

  app->plan->summary = g_strdup_printf (_ ("%s: %u new sign-ins, %u known already, %u cells or rows not understood."), name,
                                        app->plan->n_taken, app->plan->n_known, app->plan->n_bad);
  app->plan->asked = g_new0 (char *, 2);
  app->plan->asked[0] = g_strdup (name);
}

/* -- The layouts -- */

static void
app_init (App *app, ZgSession *session, ZgDb *db)
{
  GHashTable **const sets[] = { &app->exact, &app->coarse, &app->in_file, &app->coarse_in_file };

  app->db = db;
  app->plan = zg_import_plan_new ();
  app->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, person_free);
  app->in_order = g_ptr_array_new ();
  app->now_ms = zg_book_now (zg_session_book (session));
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    *sets[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static ZgImportPlan *
app_finish (App *app, gboolean good)
{
  g_ptr_array_unref (app->in_order);
  g_hash_table_unref (app->people);
  g_hash_table_unref (app->exact);
  g_hash_table_unref (app->coarse);
  g_hash_table_unref (app->in_file);
  g_hash_table_unref (app->coarse_in_file);
  g_clear_pointer (&app->record, zg_record_free);
  if (good)
    return app->plan;
  zg_import_plan_free (app->plan);
  return NULL;
}

static ZgImportPlan *
plan_app (const ZgLayout *layout, ZgSession *session, ZgDb *db, const char *name, GBytes *bytes, const char *const *values,
          GError **error)
{
  App                  app = { 0 };
  g_autoptr (ZgAppLog) log = NULL;

  app_init (&app, session, db);
  if (!find_clock (&app, values, error) || (log = zg_app_log_parse (bytes, error)) == NULL || !read_known (&app, log, error))
    return app_finish (&app, FALSE);
  app.plan->batch = zg_batch_new (&zg_punch, log->punches->len);
  for (guint i = 0; i < log->punches->len; i++)
    plan_punch (&app, &g_array_index (log->punches, ZgAppPunch, i));
  list_unheld (&app);
  list_other_names (&app);
  list_remarks (&app, log);
  close_plan (&app);
  return app_finish (&app, TRUE);
}

static void
plan_person (App *app, const Person *person, GHashTable *seen)
{
  ZgBatch *batch = app->plan->batch;
  ZgCell  *cells;

  if (person->held)
    {
      app->plan->n_known++;
      return;
    }
  if (person->staff == 0 || person->pin == NULL)
    {
      g_autofree char *note = with_reason (person, _ ("Assign the number by hand."));

      app->plan->n_bad++;
      zg_import_plan_line (app->plan, person->line, FALSE, person->label, note);
      return;
    }
  if (!g_hash_table_add (seen, g_strdup (person->pin)))
    return; /* another sheet writes the same person otherwise */
  cells = zg_batch_row (batch);
  zg_batch_int (&cells[ZG_PIN_CLOCK], app->clock);
  zg_batch_text (batch, &cells[ZG_PIN_PIN], person->pin, -1);
  zg_batch_int (&cells[ZG_PIN_STAFF], person->staff);
  app->plan->n_taken++;
}

static ZgImportPlan *
plan_app_people (const ZgLayout *layout, ZgSession *session, ZgDb *db, const char *name, GBytes *bytes, const char *const *values,
                 GError **error)
{
  App                    app = { 0 };
  g_autoptr (ZgAppLog)   log = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  app_init (&app, session, db);
  if (!find_clock (&app, values, error) || (log = zg_app_log_parse (bytes, error)) == NULL)
    return app_finish (&app, FALSE);
  app.plan->batch = zg_batch_new (&zg_clock_pin, 64);
  for (guint i = 0; i < log->punches->len; i++)
    person_of (&app, &g_array_index (log->punches, ZgAppPunch, i));
  for (guint i = 0; i < app.in_order->len; i++)
    plan_person (&app, app.in_order->pdata[i], seen);
  app.plan->summary = g_strdup_printf (_ ("%s: %u user numbers are assigned, %u were already, %u need a hand."),
                                       zg_record_text (app.record, ZG_CLOCK_NAME), app.plan->n_taken, app.plan->n_known,
                                       app.plan->n_bad);
  app.plan->asked = g_new0 (char *, 2);
  app.plan->asked[0] = g_strdup (zg_record_text (app.record, ZG_CLOCK_NAME));
  return app_finish (&app, TRUE);
}

/* Surer than the roster, whose columns (日期, 班次, 姓名) a daily sheet has as well. */
static int
recognise_dingtalk (const char *name, GBytes *bytes)
{
  ZgApp app = zg_app_log_guess (bytes);

  return app == ZG_APP_DINGTALK ? 95 : app == ZG_APP_ANY ? 50 : 0;
}

static int
recognise_wecom (const char *name, GBytes *bytes)
{
  return zg_app_log_guess (bytes) == ZG_APP_WECOM ? 95 : 0;
}

static int
recognise_people (const char *name, GBytes *bytes)
{
  return zg_app_log_guess (bytes) == ZG_APP_NONE ? 0 : 40;
}

const ZgLayout zg_dingtalk_layout = {
  "dingtalk", N_ ("Sign-ins of DingTalk (钉钉)"), &zg_punch, "xlsx,csv", zg_clock_argument, 1, recognise_dingtalk, propose_app,
  plan_app,
};
const ZgLayout zg_wecom_layout = {
  "wecom", N_ ("Sign-ins of WeCom (企业微信)"), &zg_punch, "xlsx,csv", zg_clock_argument, 1, recognise_wecom, propose_app, plan_app,
};
const ZgLayout zg_app_people_layout = {
  "app-people", N_ ("People of DingTalk or WeCom"), &zg_clock_pin, "xlsx,csv", zg_clock_argument, 1, recognise_people,
  propose_app, plan_app_people,
};
