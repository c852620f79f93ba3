/* Clauses, printed parameters, what a book sets otherwise: scopes and days. */
#include "small-kinds.h"
#include "zg-policy.h"
#include "zg-weekdays.h"

static int
day (const char *text)
{
  int number;

  g_assert_true (zg_day_parse (text, &number));
  return number;
}

typedef struct
{
  int from, to;
} Range;

static gpointer
load (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Range *range = data;

  return zg_policy_load (db, range->from, range->to, error);
}

static ZgPolicy *
policy_of (Small *small, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  Range     range = { day (from), day (to) };
  ZgPolicy *policy = zg_store_read (zg_book_store (small->book), load, &range, &error);

  g_assert_no_error (error);
  return policy;
}

static gint64
set (Small *small, const char *key, const char *value, int category, gint64 unit, const char *from, const char *to,
     GError **error)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_parameter);

  zg_record_set_text (record, ZG_PARAMETER_KEY, key);
  zg_record_set_text (record, ZG_PARAMETER_VALUE, value);
  if (category)
    zg_record_set_int (record, ZG_PARAMETER_CATEGORY, category);
  if (unit)
    zg_record_set_int (record, ZG_PARAMETER_UNIT, unit);
  zg_record_set_text (record, ZG_PARAMETER_FROM, from);
  zg_record_set_text (record, ZG_PARAMETER_TO, to);
  return zg_book_run (small->admin, record, "create", NULL, NULL, NULL, NULL, error) ? record->id : 0;
}

static void
sets (Small *small, const char *key, const char *value, int category, gint64 unit, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;

  set (small, key, value, category, unit, from, to, &error);
  g_assert_no_error (error);
}

static void
test_printed (void)
{
  guint n;
  const ZgClause *clause = zg_clause_by_id ("D04-4.2.2a");
  const ZgParameter *parameter = zg_parameter_by_key ("att.late.max");
  const ZgParameter *const *all = zg_parameters (&n);
  g_autofree char *cite = zg_clause_cite ("D04-4.2.2a");
  g_autofree char *first = zg_clause_cite ("D01-1");
  g_autofree char *unknown = zg_clause_cite ("D99-9");

  g_assert_nonnull (clause);
  g_assert_nonnull (strstr (cite, "第 4.2.2 条"));
  g_assert_cmpstr (first, ==, "《电商员工行为管理制度》第一条");
  g_assert_cmpstr (unknown, ==, "D99-9");
  g_assert_null (zg_clause_by_id ("D99-9"));
  g_assert_null (zg_clause_by_id (NULL));
  g_assert_cmpstr (parameter->value, ==, "15");
  g_assert_cmpstr (parameter->type, ==, "minutes");
  g_assert_null (zg_parameter_by_key ("no.such"));
  g_assert_cmpuint (n, >, 80);
  g_assert_null (all[n]);
  zg_clauses (&n);
  g_assert_cmpuint (n, >, 500);
  for (guint i = 0; all[i]; i++) /* what is printed is itself a value of its type; "" means not set */
    g_assert_true (*all[i]->value == '\0' || zg_parameter_is_derived (all[i]) || zg_parameter_accepts (all[i], all[i]->value));
}

static void
test_clauses_named_exist (void)
{
  const ZgParameter *const *all = zg_parameters (NULL);

  for (; *all; all++)
    {
      g_auto (GStrv) ids = g_strsplit ((*all)->clauses, ",", -1);

      for (char **id = ids; *id; id++)
        if (**id && zg_clause_by_id (*id) == NULL)
          g_error ("parameter %s names the clause %s, which is not there", (*all)->key, *id);
    }
}

static void
test_accepts (void)
{
  static const struct
  {
    const char *key, *value;
    gboolean    fine;
  } table[] = {
    { "att.late.max", "0", TRUE },          { "att.late.max", "-1", FALSE },        { "att.late.max", "15.5", FALSE },
    { "att.late.max", "", FALSE },          { "att.late.max", " 15", FALSE },       { "att.late.max", "１５", FALSE },
    { "att.late.max", "99999999999999999999", FALSE }, { "att.late.max", "1440", TRUE }, { "att.late.max", "1441", FALSE },
    { "att.sheet.due_day", "31", TRUE },    { "att.sheet.due_day", "45", FALSE },   { "att.sheet.due_day", "0", FALSE },
    { "att.fault", "strict", TRUE },        { "att.fault", "stric", FALSE },        { "att.fault", "按分钟分级", FALSE },
    { "order.backup.time", "18:00", TRUE }, { "order.backup.time", "25", FALSE },   { "order.backup.second", "1", TRUE },
    { "order.backup.second", "2", FALSE },  { "sched.A.segments", "x", FALSE },      { "sched.A.segments", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (zg_parameter_accepts (zg_parameter_by_key (table[i].key), table[i].value) != table[i].fine)
      g_error ("%s = “%s”", table[i].key, table[i].value);
}

static void
test_default (Small *small, gconstpointer data)
{
  g_autoptr (ZgPolicy) policy = policy_of (small, "2026-11-01", "2026-11-30");
  g_autoptr (GArray) edges = zg_policy_edges (policy, "");

  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, 0, day ("2026-11-02")), ==, 15);
  g_assert_cmpint (zg_policy_int (policy, "order.backup.time", 0, 0, day ("2026-11-02")), ==, 18 * 60);
  g_assert_cmpstr (zg_policy_text (policy, "att.fault", 3, 77, day ("2026-11-02")), ==, "graded");
  g_assert_cmpuint (edges->len, ==, 0);
}

static void
test_days (Small *small, gconstpointer data)
{
  g_autoptr (ZgPolicy) policy = NULL;
  g_autoptr (GArray) edges = NULL;
  g_autoptr (GArray) other = NULL;

  sets (small, "att.late.max", "10", 0, 0, "2026-11-10", NULL);
  sets (small, "att.late.max", "20", 0, 0, "2026-11-20", "2026-11-21"); /* the newer one wins while it lasts */
  sets (small, "att.early.max", "7", 0, 0, "2026-10-01", "2026-11-30");
  sets (small, "pwd.history", "6", 0, 0, "2026-11-12", NULL);
  policy = policy_of (small, "2026-11-01", "2026-11-30");
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, 0, day ("2026-11-09")), ==, 15);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, 0, day ("2026-11-10")), ==, 10);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, 0, day ("2026-11-19")), ==, 10);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, 0, day ("2026-11-20")), ==, 20);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, 0, day ("2026-11-21")), ==, 20);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, 0, day ("2026-11-22")), ==, 10);
  g_assert_cmpint (zg_policy_int (policy, "att.early.max", 0, 0, day ("2026-11-30")), ==, 7);
  edges = zg_policy_edges (policy, "att.");
  g_assert_cmpuint (edges->len, ==, 3); /* what began before and ends with the range changes nothing in it */
  g_assert_cmpint (g_array_index (edges, int, 0), ==, day ("2026-11-10"));
  g_assert_cmpint (g_array_index (edges, int, 1), ==, day ("2026-11-20"));
  g_assert_cmpint (g_array_index (edges, int, 2), ==, day ("2026-11-22"));
  other = zg_policy_edges (policy, "pwd.");
  g_assert_cmpuint (other->len, ==, 1);
}

static void
test_scopes (Small *small, gconstpointer data)
{
  g_autoptr (ZgPolicy) policy = NULL;
  gint64 house, service, night;
  int    today = day ("2026-11-02");

  small_may (small, "unit.create");
  house = small_unit_new (small, "电商部", 0);
  service = small_unit_new (small, "客服组", house);
  night = small_unit_new (small, "夜班", service);
  sets (small, "att.late.max", "1", 0, 0, "2026-11-02", NULL);
  sets (small, "att.late.max", "2", 6, 0, "2026-01-01", NULL); /* a narrower scope wins over a newer day */
  sets (small, "att.late.max", "3", 0, house, "2026-01-01", NULL);
  sets (small, "att.late.max", "4", 0, service, "2026-01-01", NULL);
  sets (small, "att.late.max", "5", 6, service, "2026-01-01", NULL);
  policy = policy_of (small, "2026-11-01", "2026-11-30");
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, 0, today), ==, 1);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 6, 0, today), ==, 2);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 5, 0, today), ==, 1);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, house, today), ==, 3);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 6, house, today), ==, 3); /* unit before category */
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, service, today), ==, 4);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 6, service, today), ==, 5);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, night, today), ==, 4); /* the nearest above */
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 6, night, today), ==, 5);
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, 99, today), ==, 1);
}

static void
test_refused (Small *small, gconstpointer data)
{
  static const struct
  {
    const char *key, *value, *from, *to;
  } bad[] = {
    { "no.such", "1", "2026-11-02", NULL },
    { "att.late.max", "soon", "2026-11-02", NULL },
    { "att.late.max", NULL, "2026-11-02", NULL },
    { "att.late.max", "10", "2026-11-02", "2026-11-01" },
    { "att.late.max", "10", NULL, NULL },
    { "att.fault", "none", "2026-11-02", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (set (small, bad[i].key, bad[i].value, 0, 0, bad[i].from, bad[i].to, &error), ==, 0);
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
    }
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM parameter"), ==, 0);
}

static void
test_end_and_delete (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgPolicy) policy = NULL;
  g_autoptr (ZgRecord) ended = small_get (small, &zg_parameter,
                                          set (small, "att.late.max", "10", 0, 0, "2026-10-01", NULL, &error));
  g_autoptr (ZgRecord) gone = small_get (small, &zg_parameter,
                                         set (small, "att.early.max", "9", 0, 0, "2026-10-01", NULL, &error));

  zg_record_set_text (ended, ZG_PARAMETER_TO, "2026-11-15");
  g_assert_true (zg_book_run (small->admin, ended, "end", NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (zg_book_run (small->admin, gone, "delete", NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  policy = policy_of (small, "2026-11-01", "2026-11-30");
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, 0, day ("2026-11-15")), ==, 10); /* the past stays as it was */
  g_assert_cmpint (zg_policy_int (policy, "att.late.max", 0, 0, day ("2026-11-16")), ==, 15);
  g_assert_cmpint (zg_policy_int (policy, "att.early.max", 0, 0, day ("2026-11-15")), ==, 5);
}

static void
test_rules_of_passwords (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sets (small, "pwd.min_length", "20", 0, 0, "2026-11-02", NULL);
  g_assert_false (zg_session_change_password (small->admin, ADMIN_PASSWORD, "Quiet*Meadow77", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "20"));
  g_assert_cmpstr (zg_error_get_clause (error), ==, "D12-11.3");
}

/* Days of the week as people write them, kept as digits, and read again. */
static void
test_weekdays (void)
{
  static const struct
  {
    const char *typed, *kept;
  } good[] = {
    { "67", "67" }, { "6,7", "67" }, { "76", "67" }, { "1-5", "12345" }, { "周一至周五", "12345" }, { "周一、周三、周五", "135" },
    { "星期六，星期日", "67" }, { "六日", "67" }, { "天", "7" }, { "Mo-Fr", "12345" }, { "sat Sun", "67" }, { "Wednesday", "3" },
    { "6-1", "167" }, { "每天", "1234567" }, { "every day", "1234567" }, { "1 1", "1" },
  };
  static const char *const bad[] = { "", "8", "0", "周", "1-", "-3", "Su-", "S", "Monda y", "1;2", "每 天", "周末", "1--3", "工作日" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      char             kept[8], again[8];
      g_autofree char *text = NULL;

      if (!zg_weekdays_parse (good[i].typed, kept))
        g_error ("“%s” is not read", good[i].typed);
      g_assert_cmpstr (kept, ==, good[i].kept);
      text = zg_weekdays_text (kept);
      g_assert_true (zg_weekdays_parse (text, again)); /* what is shown can be typed */
      g_assert_cmpstr (again, ==, kept);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      char kept[8];

      if (zg_weekdays_parse (bad[i], kept))
        g_error ("“%s” is read as %s", bad[i], kept);
    }
}

/* No bare digits and no half-width commas where a parameter is shown. */
static void
test_words (void)
{
  static const struct
  {
    const char *key, *value, *words;
  } shown[] = {
    { "duty.weekend", "6,7", "Saturday, Sunday" }, { "report.weekly.day", "5", "Friday" },
    { "sched.A.days", "1,2,3,4,5", "Monday to Friday" }, { "cs.online.window", "08:30-21:00", "08:30–21:00" },
    { "cs.hotline", "400", "400" }, { "plan.periods", "annual,quarterly", "annual,quarterly" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *words = zg_parameter_words (zg_parameter_by_key (shown[i].key), shown[i].value);

      g_assert_cmpstr (words, ==, shown[i].words);
    }
  g_assert_true (zg_parameter_accepts (zg_parameter_by_key ("duty.weekend"), "周六、周日"));
  g_assert_false (zg_parameter_accepts (zg_parameter_by_key ("duty.weekend"), "8"));
}

#define ADD(path, function) g_test_add (path, Small, NULL, small_set_up, function, small_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  g_test_add_func ("/policy/printed", test_printed);
  g_test_add_func ("/policy/clauses-named-exist", test_clauses_named_exist);
  g_test_add_func ("/policy/accepts", test_accepts);
  g_test_add_func ("/policy/weekdays", test_weekdays);
  g_test_add_func ("/policy/words", test_words);
  ADD ("/policy/default", test_default);
  ADD ("/policy/days", test_days);
  ADD ("/policy/scopes", test_scopes);
  ADD ("/policy/refused", test_refused);
  ADD ("/policy/end-and-delete", test_end_and_delete);
  ADD ("/policy/rules-of-passwords", test_rules_of_passwords);
  return g_test_run ();
}
