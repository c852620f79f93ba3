/* C11: who takes which step of an order under each of the six rules (order.roles): each step is tried by everybody, refused to
 * those the rule does not name, by its clause and on record, and done by one it names. */
#include "order-help.h"
#include "zg-book-private.h"
#include "zg-who.h"

enum { SERVICE, AFTERSALES, OPERATIONS, SALES, LOGISTICS, KEEPER, FINANCE, N_PEOPLE };
enum { IMPORT, CONFIRM, PAY, NOTIFY, PICK, PACK, SHIP, SIGN, FINISH, N_STEPS };

static const struct
{
  const char *login, *role;
} people[N_PEOPLE] = {
  { "liuyang", "csr" },    { "huanglei", "afs" },   { "zhangwei", "ops" }, { "hewei", "dis" },
  { "linxiaoyu", "log" },  { "gaoyuan", "whk" },    { "sunli", "fin" },
};

static const char *const rights[N_STEPS] = {
  "sales_order.import", "order_confirmation.create", "order_payment.create", "parcel.create", "parcel.pick", "parcel.pack",
  "parcel.ship",        "parcel.sign",               "sales_order.finish",
};

#define DESK "csr csm bko"
#define STORE "whk whs log"

typedef struct
{
  const char *value;
  struct
  {
    const char *roles, *clause;
  } steps[N_STEPS];
} Preset;

static const Preset presets[] = {
  { "d13",
    { { DESK " ops", "D13-3.2.1" }, { DESK, "D13-3.2.1" }, { "fin", "D09-16b" }, { "ops", "D13-3.2.2" }, { STORE, "D13-3.2.2" },
      { STORE, "D13-3.2.2" }, { STORE, "D13-3.2.2" }, { DESK " afs log", "D13-3.2.3" }, { DESK " afs", "D13-3.2.3" } } },
  { "d14",
    { { "log", "D14-12.1" }, { "log", "D14-12.1" }, { "fin", "D09-16b" }, { "log", "D14-12.1" }, { "log", "D14-12.1" },
      { "log", "D14-12.1" }, { "log", "D14-12.1" }, { "log", "D14-12.1" }, { "log", "D14-12.1" } } },
  { "d20",
    { { "log", "D20-2.2" }, { "log", "D20-2.2" }, { "fin", "D09-16b" }, { "log", "D20-2.2" }, { "log", "D20-2.2" },
      { "log", "D20-2.2" }, { "log", "D20-2.2" }, { "log", "D20-1.4" }, { "log", "D20-1.4" } } },
  { "d09",
    { { "ops dis", "D09-14" }, { "ops dis", "D09-16a" }, { "fin", "D09-16b" }, { "ops dis", "D09-17" }, { STORE, "D09-17" },
      { STORE, "D09-17" }, { STORE, "D09-17" }, { "ops dis log", "D09-17" }, { "ops dis", "D09-18" } } },
  { "d10",
    { { DESK " afs", "D10-1.6" }, { DESK " afs", "D10-1.6" }, { "fin", "D09-16b" }, { STORE, "D10-1.7b" }, { STORE, "D10-1.7b" },
      { STORE, "D10-1.7b" }, { STORE, "D10-1.7b" }, { "log", "D10-1.7b" }, { DESK " afs", "D10-1.6" } } },
  { "d19",
    { { "ops dis afs", "D19-3.4.2" }, { "ops dis afs", "D19-3.4.2" }, { "fin", "D09-16b" }, { "ops dis", "D19-3.5.1" },
      { STORE, "D19-2.2" }, { "log", "D19-3.5.2" }, { "log", "D19-3.5.2" }, { "ops dis afs", "D19-3.4.2" },
      { "ops dis afs", "D19-3.4.2" } } },
};

static ZgSession *sessions[N_PEOPLE];
static ZgRecord  *rule; /* the parameter */
static gint64     order, parcel;

static gboolean
names (const char *roles, const char *role)
{
  g_auto (GStrv) all = g_strsplit (roles, " ", -1);

  return g_strv_contains ((const char *const *) all, role);
}

static gboolean
may (const Preset *preset, int step, int who)
{
  return names (preset->steps[step].roles, people[who].role);
}

static void
open_house (void)
{
  const ZgKind *kind = zg_kind_by_id ("role_holder");

  for (int i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr (ZgRecord) held = zg_record_new (kind);

      zg_record_set_int (held, zg_kind_field (kind, "person"), ask ("SELECT id FROM person WHERE login = $1", people[i].login));
      zg_record_set_text (held, zg_kind_field (kind, "role"), people[i].role);
      zg_record_set_text (held, zg_kind_field (kind, "from_day"), "2026-11-01");
      if (i != FINANCE) /* she is */
        done (trial.admin, held, "create", NULL);
      sessions[i] = log_in (people[i].login);
    }
  rule = zg_record_new (zg_kind_by_id ("parameter"));
  zg_record_set_text (rule, zg_kind_field (rule->kind, "key"), "order.roles");
  zg_record_set_text (rule, zg_kind_field (rule->kind, "from_day"), "2026-11-02");
}

static void
set_rule (const char *value)
{
  zg_record_set_text (rule, zg_kind_field (rule->kind, "value"), value);
  done (trial.hr, rule, rule->version ? "edit" : "create", NULL);
}

/* -- The table: every role that is ever named -- */

static gpointer
presets_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_role_presets (db, error);
}

static gboolean
has_right (const char *role, const char *right)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM role_right WHERE state = 'active' AND permission = '%s'"
                                          " AND role = $1", right);

  return ask (sql, role) > 0;
}

static void
test_map (gconstpointer data)
{
  static const char *const roles[] = { "csr", "csm", "bko", "afs", "ops", "dis", "log", "whk", "whs", "fin" };
  const Preset            *preset = data;
  g_autoptr (GArray)       in_force = NULL;
  int                      today = day ("2026-11-23");

  set_rule (preset->value);
  in_force = zg_store_read (zg_book_store (trial.book), presets_db, NULL, NULL);
  g_assert_nonnull (in_force);
  for (int step = 0; step < N_STEPS; step++)
    {
      const ZgRoleMap *map = zg_role_map_of (in_force, rights[step], today);

      g_assert_cmpstr (map->value, ==, preset->value);
      g_assert_cmpstr (map->clause, ==, preset->steps[step].clause);
      for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
        if ((has_right (roles[i], rights[step]) && zg_role_map_lets (in_force, rights[step], roles[i], today)) !=
            names (preset->steps[step].roles, roles[i]))
          g_error ("%s under %s: %s", roles[i], preset->value, rights[step]);
      g_assert_true (zg_role_map_lets (in_force, rights[step], "sup", today)); /* named nowhere: as the rights say */
    }
}

/* -- An order on its whole way -- */

/* Behind the door of a server it is the server that says no. */
static void
ask_server (const Preset *preset, int step, int who)
{
  g_autofree char   *sql =
      g_strdup_printf ("WITH me AS MATERIALIZED (SELECT set_config ('zg.person', '%" G_GINT64_FORMAT "', false))"
                       " SELECT zg.reach ($1) FROM me", zg_session_person (sessions[who]));
  Asked              asked = { sql, rights[step], -1 };
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (g_getenv ("ZG_TEST_ENGINE"), "guarded") != 0)
    return;
  zg_store_read (zg_session_store (sessions[who]), ask_db, &asked, &error);
  g_assert_no_error (error);
  g_assert_cmpint (asked.number, ==, may (preset, step, who) ? ZG_REACH_ALL : ZG_REACH_NONE);
}

static gint64
n_refusals (int step)
{
  g_autofree char *entry = g_strconcat ("refused:", rights[step], NULL);

  return ask ("SELECT count(*) FROM audit WHERE step = $1", entry);
}

static ZgRecord *
record_of (int step, const char *number)
{
  ZgRecord *record = NULL;

  if (step == CONFIRM)
    return confirmation_of (number);
  if (step == PAY)
    {
      record = zg_record_new (&zg_order_payment);
      zg_record_begin (record, 0, 0);
      zg_record_set_int (record, ZG_PAYMENT_ORDER, order);
      zg_record_set_int (record, ZG_PAYMENT_AMOUNT, 11800);
      return record;
    }
  if (step == NOTIFY)
    {
      record = zg_record_new (&zg_parcel);
      zg_record_set_int (record, ZG_PARCEL_ORDER, order);
      return record;
    }
  record = step == FINISH ? get (&zg_sales_order, order) : get (&zg_parcel, parcel);
  if (step == PACK)
    zg_record_set_int (record, ZG_PARCEL_PIECES, 2000);
  if (step == SHIP)
    zg_record_set_text (record, ZG_PARCEL_WAYBILL, "YT8800000000001");
  return record;
}

/* Everybody whom the rule does not name tries it in vain, then the last of those it names does it. */
static void
go_step (const Preset *preset, int step, const char *number)
{
  const char *const verb = strchr (rights[step], '.') + 1;
  int               by = -1;

  for (int who = 0; who < N_PEOPLE; who++)
    {
      g_autoptr (ZgRecord) record = record_of (step, number);
      gint64               before = n_refusals (step);

      if (may (preset, step, who))
        {
          by = who;
          ask_server (preset, step, who);
          continue;
        }
      refused (sessions[who], record, verb, ZG_ERROR_DENIED, NULL, preset->steps[step].clause);
      g_assert_cmpint (n_refusals (step), ==, before + 1);
      ask_server (preset, step, who);
    }
  g_assert_cmpint (by, >=, 0);
  {
    g_autoptr (ZgRecord) record = record_of (step, number);

    done (sessions[by], record, verb, NULL);
    if (step == NOTIFY)
      parcel = record->id;
  }
}

static void
rate (void)
{
  g_autoptr (ZgRecord) rating = zg_record_new (&zg_order_event);

  zg_record_begin (rating, 0, 0);
  zg_record_set_int (rating, ZG_EVENT_ORDER, order);
  zg_record_set_int (rating, ZG_EVENT_TYPE, ZG_EVENT_RATING);
  zg_record_set_int (rating, ZG_EVENT_SCORE, 5);
  done (trial.hr, rating, "create", NULL);
}

static gboolean
write_file (ZgSession *session, const char *layout, const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (ZgImportPlan) plan = plan_bytes (layout, name, bytes, NULL, error);
  guint  n_new, n_known;
  gint64 id;

  return plan && zg_import_plan_write (session, plan, name, bytes, &id, &n_new, &n_known, NULL, error);
}

/* Its file is read in: the order is accepted. */
static void
accept_file (const Preset *preset, const char *number)
{
  Row                row = { .number = number, .status = 2 };
  g_autoptr (GBytes) list = list_of (&row, 1), lines = lines_of (number, NULL);
  int                by = -1;

  for (int who = 0; who < N_PEOPLE; who++)
    {
      g_autoptr (GError) error = NULL;
      gint64             before = n_refusals (IMPORT);

      if (may (preset, IMPORT, who))
        {
          by = who;
          continue;
        }
      g_assert_false (write_file (sessions[who], "taobao-orders", "ExportOrderList20261123090000.csv", list, &error));
      g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
      g_assert_cmpint (n_refusals (IMPORT), ==, before + 1);
      ask_server (preset, IMPORT, who);
      g_assert_cmpstr (zg_error_get_clause (error), ==, preset->steps[IMPORT].clause);
      g_assert_cmpint (order_id (number), ==, 0);
    }
  {
    g_autoptr (GError) error = NULL;

    write_file (sessions[by], "taobao-orders", "ExportOrderList20261123090000.csv", list, &error);
    g_assert_no_error (error);
    write_file (sessions[by], "taobao-lines", "ExportOrderDetailList.csv", lines, &error);
    g_assert_no_error (error);
  }
  order = order_id (number);
  assert_state (number, "accepted");
}

static void
test_way (gconstpointer data)
{
  const Preset    *preset = data;
  g_autofree char *number = g_strdup_printf ("31830000000000020%d", (int) (preset - presets));

  set_rule (preset->value);
  accept_file (preset, number);
  for (int step = CONFIRM; step < N_STEPS; step++)
    {
      if (step == FINISH)
        rate ();
      go_step (preset, step, number);
    }
  assert_state (number, "done");
}

/* -- In words, and by the day -- */

/* Who is refused reads by whom it is done and by which clause; he is not offered the step. */
static void
test_words (void)
{
  const char          *number = "318300000000000210";
  Row                  row = { .number = number, .status = 2 };
  g_autoptr (ZgRecord) record = NULL;
  g_autofree char     *why = NULL, *cite = zg_clause_cite ("D14-12.1");
  const char          *clause = NULL;

  set_rule ("d14");
  list_in ("ExportOrderList20261123091000.csv", &row, 1);
  record = confirmation_of (number);
  refused (sessions[SERVICE], record, "create", ZG_ERROR_DENIED, NULL, "D14-12.1");
  g_assert_false (zg_session_may (sessions[SERVICE], record, zg_kind_verb (&zg_order_confirmation, "create"), &why, &clause));
  g_assert_cmpint (zg_session_reach (sessions[SERVICE], "order_confirmation.create"), ==, ZG_REACH_NONE);
  g_assert_cmpstr (clause, ==, "D14-12.1");
  g_assert_nonnull (strstr (why, cite));
  g_assert_nonnull (strstr (why, "D14-12.1"));
  g_assert_nonnull (strstr (why, zg_role_title ("log")));
  g_assert_null (strstr (why, zg_role_title ("csr")));
  g_assert_nonnull (strstr (why, zg_role_title ("sup"))); /* whom the rules do not name */
}

static gpointer
who_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_who_may (trial.hr, db, data, zg_kind_verb (&zg_parcel, "pick"), error);
}

/* Whom the desk names for a step, and what a rule of a later day does today: nothing. */
static void
test_day (void)
{
  g_autoptr (ZgRecord)  later = zg_record_new (zg_kind_by_id ("parameter")), record = zg_record_new (&zg_parcel);
  g_autoptr (GPtrArray) who = NULL;

  set_rule ("d14");
  zg_record_begin (record, 0, 0);
  who = zg_store_read (zg_book_store (trial.book), who_db, record, NULL);
  for (guint i = 0; i < who->len; i++)
    g_assert_cmpint (((ZgWho *) who->pdata[i])->person, !=, zg_session_person (sessions[KEEPER]));
  g_assert_cmpint (zg_session_reach (sessions[LOGISTICS], "parcel.create"), ==, ZG_REACH_ALL);
  zg_record_set_text (later, zg_kind_field (later->kind, "key"), "order.roles");
  zg_record_set_text (later, zg_kind_field (later->kind, "value"), "d13");
  zg_record_set_text (later, zg_kind_field (later->kind, "from_day"), "2031-01-01");
  done (trial.hr, later, "create", NULL);
  refused (sessions[KEEPER], record, "create", ZG_ERROR_DENIED, NULL, "D14-12.1");
  refused (sessions[OPERATIONS], record, "create", ZG_ERROR_DENIED, NULL, "D14-12.1");
  g_assert_cmpint (zg_session_reach (sessions[OPERATIONS], "parcel.create"), ==, ZG_REACH_NONE);
  g_assert_cmpint (zg_session_reach (sessions[LOGISTICS], "parcel.create"), ==, ZG_REACH_ALL);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  trial_open ();
  grant_all_hr ();
  make_items ();
  open_house ();
  g_test_add_data_func ("/orders/D13-3.2.1/D13-3.2.2/roles", &presets[0], test_map);
  g_test_add_data_func ("/orders/D14-12.1/roles", &presets[1], test_map);
  g_test_add_data_func ("/orders/D20-2.2/D20-1.4/roles", &presets[2], test_map);
  g_test_add_data_func ("/orders/D09-14/D09-17/roles", &presets[3], test_map);
  g_test_add_data_func ("/orders/D10-1.6/D10-1.7b/roles", &presets[4], test_map);
  g_test_add_data_func ("/orders/D19-3.4.2/D19-3.5.2/roles", &presets[5], test_map);
  g_test_add_data_func ("/orders/D13-3.2.1/D13-3.2.2/D13-3.2.3/way-by-roles", &presets[0], test_way);
  g_test_add_data_func ("/orders/D14-12.1/way-by-roles", &presets[1], test_way);
  g_test_add_data_func ("/orders/D20-2.2/D20-1.4/way-by-roles", &presets[2], test_way);
  g_test_add_data_func ("/orders/D09-14/D09-16a/D09-16b/D09-17/way-by-roles", &presets[3], test_way);
  g_test_add_data_func ("/orders/D10-1.6/D10-1.7b/way-by-roles", &presets[4], test_way);
  g_test_add_data_func ("/orders/D19-3.4.2/D19-3.5.1/D19-3.5.2/way-by-roles", &presets[5], test_way);
  g_test_add_func ("/orders/D14-12.1/refused-in-words", test_words);
  g_test_add_func ("/orders/D14-12.1/roles-of-the-day", test_day);
  result = g_test_run ();
  zg_record_free (rule);
  for (int i = 0; i < N_PEOPLE; i++)
    zg_session_unref (sessions[i]);
  trial_close ();
  return result;
}
