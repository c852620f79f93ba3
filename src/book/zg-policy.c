/* The clauses and the printed values are read once from what the program carries inside; a book's own values lie over them. */
#include "zg-policy.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-weekdays.h"

typedef struct
{
  GPtrArray  *rows;   /* of ZgClause or ZgParameter, then NULL */
  GHashTable *by_id;
} Table;

typedef struct
{
  char *key, *value;
  int   category;
  gint64 unit, id;
  int   from, to; /* ZG_NO_DAY: open */
} Override;

struct _ZgPolicy
{
  int         from, to;
  GHashTable *overrides; /* key → GPtrArray of Override */
  GHashTable *tree;      /* unit → parent */
};

static void
table_read (Table *table, const char *path, guint n_cells, ZgDataRow add)
{
  table->rows = g_ptr_array_new ();
  table->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  zg_data_each (path, n_cells, add, table);
  g_ptr_array_add (table->rows, NULL);
}

static void
add_clause (char **cells, gpointer data)
{
  Table    *table = data;
  ZgClause *clause = g_new0 (ZgClause, 1);

  clause->id = cells[0];
  clause->doc = cells[1];
  clause->clause = cells[2];
  clause->kind = cells[3];
  clause->zh = cells[4];
  clause->en = cells[5];
  clause->module = cells[6];
  clause->conflict = cells[7];
  g_ptr_array_add (table->rows, clause);
  g_hash_table_insert (table->by_id, (gpointer) clause->id, clause);
}

static void
add_parameter (char **cells, gpointer data)
{
  Table       *table = data;
  ZgParameter *parameter = g_new0 (ZgParameter, 1);

  parameter->key = cells[0];
  parameter->value = cells[1];
  parameter->type = cells[2];
  parameter->unit = cells[3];
  parameter->title_zh = cells[4];
  parameter->title_en = cells[5];
  parameter->clauses = cells[6];
  parameter->in_source = g_str_equal (cells[7], "yes");
  parameter->conflict = cells[8];
  parameter->choices = cells[9];
  g_free (cells[7]);
  g_ptr_array_add (table->rows, parameter);
  g_hash_table_insert (table->by_id, (gpointer) parameter->key, parameter);
}

static Table *
clauses (void)
{
  static Table table;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      table_read (&table, "policy/clauses.tsv", 8, add_clause);
      g_once_init_leave (&once, 1);
    }
  return &table;
}

static Table *
parameters (void)
{
  static Table table;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      table_read (&table, "policy/parameters.tsv", 10, add_parameter);
      g_once_init_leave (&once, 1);
    }
  return &table;
}

const ZgClause *
zg_clause_by_id (const char *id)
{
  return id ? g_hash_table_lookup (clauses ()->by_id, id) : NULL;
}

const ZgClause *const *
zg_clauses (guint *n)
{
  if (n)
    *n = clauses ()->rows->len - 1;
  return (const ZgClause *const *) clauses ()->rows->pdata;
}

char *
zg_clause_cite (const char *id)
{
  const ZgClause *clause = zg_clause_by_id (id);

  if (clause == NULL)
    return g_strdup (id ? id : "");
  if (g_ascii_isdigit (clause->clause[0])) /* "4.2.2", else as printed: "第一条", "第四条 4.1", "一、" */
    return g_strdup_printf ("《%s》第 %s 条", clause->doc, clause->clause);
  if (g_str_has_suffix (clause->clause, "、"))
    return g_strdup_printf ("《%s》%.*s", clause->doc, (int) (strlen (clause->clause) - strlen ("、")), clause->clause);
  return g_strdup_printf ("《%s》%s", clause->doc, clause->clause);
}

void
zg_policy_proofs (ZgPolicyProof proof, gpointer data)
{
  zg_data_each ("policy/proofs.tsv", 2, proof, data);
}

const ZgParameter *
zg_parameter_by_key (const char *key)
{
  return key ? g_hash_table_lookup (parameters ()->by_id, key) : NULL;
}

const ZgParameter *const *
zg_parameters (guint *n)
{
  if (n)
    *n = parameters ()->rows->len - 1;
  return (const ZgParameter *const *) parameters ()->rows->pdata;
}

gboolean
zg_interface_is_chinese (void)
{
  const char *const *names = g_get_language_names ();

  return names[0] && g_str_has_prefix (names[0], "zh");
}

const char *
zg_parameter_title (const ZgParameter *parameter)
{
  return zg_interface_is_chinese () ? parameter->title_zh : parameter->title_en;
}

/* "中文/English": the part for the interface. */
static char *
local_part (const char *both, gsize length)
{
  g_autofree char *text = g_strndup (both, length);
  char            *slash = strchr (text, '/');

  if (slash == NULL)
    return g_steal_pointer (&text);
  *slash = '\0';
  return g_strdup (zg_interface_is_chinese () ? text : slash + 1);
}

static gboolean
is_of_weekdays (const ZgParameter *parameter)
{
  return parameter->unit && g_str_has_prefix (parameter->unit, "周几/");
}

/* Times and numbers, "08:30-12:00,14:00-18:00", as people write them; other texts stay as they are. */
static char *
spans_text (const char *value)
{
  GString *text;

  if (strspn (value, "0123456789:.,- ") != strlen (value))
    return g_strdup (value);
  text = g_string_new (NULL);
  for (const char *p = value; *p; p++)
    if (*p == ',')
      g_string_append (text, C_ ("between names in a list", ", "));
    else if (*p == '-' && p > value)
      g_string_append (text, "–");
    else
      g_string_append_c (text, *p);
  return g_string_free (text, FALSE);
}

static char *
choice_words (const ZgParameter *parameter, const char *value)
{
  g_auto (GStrv) choices = parameter->choices && *parameter->choices ? g_strsplit (parameter->choices, "|", -1) : NULL;

  for (int i = 0; choices && choices[i]; i++)
    {
      const char *equals = strchr (choices[i], '=');

      if (equals && strlen (value) == (gsize) (equals - choices[i]) && g_str_has_prefix (choices[i], value))
        return local_part (equals + 1, strlen (equals + 1));
    }
  return NULL;
}

static char *
list_words (const ZgParameter *parameter, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", -1);

  for (char **part = parts; *part; part++)
    {
      char *words = choice_words (parameter, *part);

      if (words)
        {
          g_free (*part);
          *part = words;
        }
    }
  return g_strjoinv (C_ ("between names in a list", ", "), parts);
}

char *
zg_parameter_words (const ZgParameter *parameter, const char *value)
{
  char            *choice = choice_words (parameter, value);
  g_autofree char *unit = NULL;

  if (choice)
    return choice;
  if (*value == '\0')
    return g_strdup ("—");
  if (g_str_equal (parameter->type, "list"))
    return list_words (parameter, value);
  if (g_str_equal (parameter->type, "bool"))
    return g_strdup (g_str_equal (value, "1") ? _ ("yes") : _ ("no"));
  if (is_of_weekdays (parameter))
    return zg_weekdays_text (value);
  if (parameter->unit == NULL || *parameter->unit == '\0')
    return spans_text (value);
  unit = local_part (parameter->unit, strlen (parameter->unit));
  return g_strdup_printf ("%s %s", value, unit);
}

/* What a value of a parameter may look like; FALSE: it would be read as something else. */
static gboolean
is_number (const ZgParameter *parameter, const char *text)
{
  static const struct { const char *unit; gint64 least, most; } limits[] = {
    { "日/day", 1, 31 },         { "周几/weekday", 1, 7 },     { "分钟/minutes", 0, 24 * 60 },
    { "秒/seconds", 0, 86400 },  { "小时/hours", 0, 31 * 24 }, { "天/days", 0, 3660 },
  };
  gint64 value, least = 0, most = 1000000;

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (g_strcmp0 (parameter->unit, limits[i].unit) == 0)
      {
        least = limits[i].least;
        most = limits[i].most;
      }
  return g_ascii_string_to_signed (text, 10, least, most, &value, NULL);
}

static gboolean
is_choice (const ZgParameter *parameter, const char *value)
{
  g_auto (GStrv) choices = g_strsplit (parameter->choices, "|", -1);

  for (char **choice = choices; *choice; choice++)
    {
      char *sign = strchr (*choice, '=');

      if (sign)
        *sign = '\0';
      if (g_str_equal (*choice, value))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_list (const ZgParameter *parameter, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", -1);

  for (char **part = parts; *part; part++)
    if (!is_choice (parameter, *part))
      return FALSE;
  return *parts != NULL;
}

gboolean
zg_parameter_is_derived (const ZgParameter *parameter)
{
  return g_str_equal (parameter->type, "derived");
}

gboolean
zg_parameter_accepts (const ZgParameter *parameter, const char *value)
{
  int  minute;
  char days[8];

  if (zg_parameter_is_derived (parameter))
    return FALSE;
  if (g_str_equal (parameter->type, "bool"))
    return g_str_equal (value, "0") || g_str_equal (value, "1");
  if (g_str_equal (parameter->type, "enum"))
    return is_choice (parameter, value);
  if (g_str_equal (parameter->type, "list"))
    return is_list (parameter, value);
  if (g_str_equal (parameter->type, "time"))
    return zg_minute_parse (value, &minute);
  if (g_str_equal (parameter->type, "text") && is_of_weekdays (parameter))
    return zg_weekdays_parse (value, days);
  if (g_str_equal (parameter->type, "text"))
    return *value != '\0';
  return is_number (parameter, value);
}

static void
override_free (Override *override)
{
  g_free (override->key);
  g_free (override->value);
  g_free (override);
}

static int
day_or_none (const char *text)
{
  int day = ZG_NO_DAY;

  if (text)
    zg_day_parse (text, &day);
  return day;
}

static void
take_row (ZgPolicy *policy, ZgStmt *stmt)
{
  Override  *override = g_new0 (Override, 1);
  GPtrArray *list;

  override->key = g_strdup (zg_stmt_text (stmt, 0));
  override->value = g_strdup (zg_stmt_text (stmt, 1));
  override->category = (int) zg_stmt_int (stmt, 2);
  override->unit = zg_stmt_int (stmt, 3);
  override->from = day_or_none (zg_stmt_text (stmt, 4));
  override->to = day_or_none (zg_stmt_text (stmt, 5));
  override->id = zg_stmt_int (stmt, 6);
  list = g_hash_table_lookup (policy->overrides, override->key);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) override_free);
      g_hash_table_insert (policy->overrides, g_strdup (override->key), list);
    }
  g_ptr_array_add (list, override);
}

ZgPolicy *
zg_policy_load (ZgDb *db, int from, int to, GError **error)
{
  g_autoptr (ZgPolicy) policy = g_new0 (ZgPolicy, 1);
  g_autoptr (ZgStmt) stmt = NULL;
  char     first[11], last[11];
  gboolean row;

  policy->from = from;
  policy->to = to;
  policy->overrides = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  policy->tree = zg_unit_tree (db, error);
  if (policy->tree == NULL)
    return NULL;
  stmt = zg_db_query (db, error,
                      ZG_SQL ("SELECT key, value, category, unit, from_day, to_day, id FROM parameter WHERE state <> 'deleted'"
                              " AND from_day <= $2 AND (to_day IS NULL OR to_day >= $1) ORDER BY id"),
                      "ss", zg_day_format (from, first), zg_day_format (to, last));
  if (stmt == NULL)
    return NULL;
  while (zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&policy);
      take_row (policy, stmt);
    }
  return NULL;
}

gboolean
zg_policy_pretend (ZgPolicy *policy, const char *key, const char *value, GError **error)
{
  const ZgParameter *parameter = zg_parameter_by_key (key);
  Override          *override;
  GPtrArray         *list;

  if (parameter == NULL)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no parameter %s."), key);
      return FALSE;
    }
  if (value == NULL || zg_parameter_is_derived (parameter) || !zg_parameter_accepts (parameter, value))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("“%s” is no value for “%s”; printed is “%s”."), value ? value : "",
                   zg_parameter_title (parameter), parameter->value);
      return FALSE;
    }
  override = g_new0 (Override, 1);
  *override = (Override){ g_strdup (key), g_strdup (value), 0, 0, 0, policy->from, ZG_NO_DAY };
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) override_free);
  g_ptr_array_add (list, override);
  g_hash_table_replace (policy->overrides, g_strdup (key), list);
  return TRUE;
}

void
zg_policy_free (ZgPolicy *policy)
{
  if (policy == NULL)
    return;
  g_clear_pointer (&policy->overrides, g_hash_table_unref);
  g_clear_pointer (&policy->tree, g_hash_table_unref);
  g_free (policy);
}

/* Steps from @unit up to @above; -1 where it does not lie below. */
static int
distance (ZgPolicy *policy, gint64 unit, gint64 above)
{
  for (int n = 0; unit && n < 100; n++)
    {
      gint64 *parent;

      if (unit == above)
        return n;
      parent = g_hash_table_lookup (policy->tree, &unit);
      unit = parent ? *parent : 0;
    }
  return -1;
}

/* How narrow the scope is; -1: does not hold here. A near unit before a far one, any unit before a category, both before one. */
static int
narrowness (ZgPolicy *policy, const Override *override, int category, gint64 unit, int day)
{
  int score = 0;

  if (day < override->from || (override->to != ZG_NO_DAY && day > override->to))
    return -1;
  if (override->category && override->category != category)
    return -1;
  if (override->unit)
    {
      int n = distance (policy, unit, override->unit);

      if (n < 0)
        return -1;
      score = 1000 - 2 * n;
    }
  return score + (override->category ? 1 : 0);
}

const char *
zg_policy_text (ZgPolicy *policy, const char *key, int category, gint64 unit, int day)
{
  const ZgParameter *printed = zg_parameter_by_key (key);
  GPtrArray         *list = g_hash_table_lookup (policy->overrides, key);
  const Override    *best = NULL;
  int                best_score = -1;

  if (printed == NULL)
    {
      g_critical ("no parameter %s", key);
      return "";
    }
  for (guint i = 0; list && i < list->len; i++)
    {
      const Override *override = list->pdata[i];
      int             score = narrowness (policy, override, category, unit, day);

      if (score > best_score || (score >= 0 && score == best_score && override->from >= best->from))
        {
          best = override;
          best_score = score;
        }
    }
  return best ? best->value : printed->value;
}

gint64
zg_policy_int (ZgPolicy *policy, const char *key, int category, gint64 unit, int day)
{
  const ZgParameter *printed = zg_parameter_by_key (key);
  const char        *text = zg_policy_text (policy, key, category, unit, day);
  int                minute;

  if (printed && g_str_equal (printed->type, "time"))
    return zg_minute_parse (text, &minute) ? minute : 0;
  return g_ascii_strtoll (text, NULL, 10);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static void
add_edge (ZgPolicy *policy, GArray *edges, int day)
{
  if (day < policy->from || day > policy->to)
    return;
  for (guint i = 0; i < edges->len; i++)
    if (g_array_index (edges, int, i) == day)
      return;
  g_array_append_val (edges, day);
}

GArray *
zg_policy_edges (ZgPolicy *policy, const char *prefix)
{
  GArray        *edges = g_array_new (FALSE, FALSE, sizeof (int));
  GHashTableIter iter;
  gpointer       key, value;

  g_hash_table_iter_init (&iter, policy->overrides);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GPtrArray *list = value;

      if (!g_str_has_prefix (key, prefix))
        continue;
      for (guint i = 0; i < list->len; i++)
        {
          const Override *override = list->pdata[i];

          add_edge (policy, edges, override->from);
          if (override->to != ZG_NO_DAY)
            add_edge (policy, edges, override->to + 1);
        }
    }
  g_array_sort (edges, compare_days);
  return edges;
}
