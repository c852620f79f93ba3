/* policy get, set, clause, coverage. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-ctl.h"
#include "zg-day.h"
#include "zg-duty.h"
#include "zg-error.h"
#include "zg-carried.h"
#include "zg-policy.h"

static const char usage[] = "policy get KEY [--on DAY] | set KEY VALUE --from DAY [--to DAY] [--reason TEXT] | clause ID | "
                            "coverage [--missing] [--module MODULE]";

typedef struct
{
  const char *key;
  int         day;
  char       *value;
} Ask;

static gpointer
read_value (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask                 *ask = data;
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, ask->day, ask->day, error);

  if (policy == NULL)
    return NULL;
  ask->value = g_strdup (zg_policy_text (policy, ask->key, 0, 0, ask->day));
  return ask;
}

static gboolean
known_key (const char *key, GError **error)
{
  if (zg_parameter_by_key (key))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no parameter “%s”."), key);
  return FALSE;
}

static gboolean
policy_get (ZgCtl *ctl, const char *on, GError **error)
{
  const ZgParameter *parameter;
  Ask                ask = { ctl->args[1], zg_clock_today (), NULL };

  if (!known_key (ask.key, error) || zg_ctl_session (ctl, error) == NULL)
    return FALSE;
  ask.day = zg_clock_today ();
  if (on && !zg_day_parse_loose (on, &ask.day))
    return zg_ctl_usage (error, usage);
  if (!zg_store_read (zg_ctl_store (ctl), read_value, &ask, error))
    return FALSE;
  parameter = zg_parameter_by_key (ask.key);
  zg_ctl_print ("%s = %s  %s  %s%s\n", ask.key, ask.value, zg_parameter_title (parameter), parameter->clauses,
                parameter->in_source ? "" : _ (" (not printed in the documents: the department's own choice)"));
  g_free (ask.value);
  return TRUE;
}

static void
set_named (ZgRecord *record, const char *field, const char *text)
{
  int i = zg_kind_field (record->kind, field);

  if (i >= 0 && text)
    zg_record_set_text (record, i, text);
}

static gboolean
policy_set (ZgCtl *ctl, const char *from, const char *to, const char *reason, GError **error)
{
  g_autoptr (ZgRecord) record = NULL;
  const ZgKind        *kind = zg_kind_by_id ("parameter");
  const char          *verb = NULL;

  if (!known_key (ctl->args[1], error) || zg_ctl_session (ctl, error) == NULL)
    return FALSE;
  for (int i = 0; i < kind->n_steps && verb == NULL; i++)
    if (kind->steps[i].from == NULL)
      verb = kind->steps[i].verb;
  record = zg_record_new (kind);
  set_named (record, "key", ctl->args[1]);
  set_named (record, "value", ctl->args[2]);
  set_named (record, "from_day", from);
  set_named (record, "to_day", to);
  set_named (record, "reason", reason);
  return zg_book_run (ctl->session, record, verb, NULL, NULL, ctl->command, NULL, error);
}

static gboolean
policy_clause (const char *id, GError **error)
{
  const ZgClause  *clause = zg_clause_by_id (id);
  g_autofree char *cite = clause ? zg_clause_cite (id) : NULL;

  if (clause == NULL)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no clause “%s”."), id);
      return FALSE;
    }
  zg_ctl_print ("%s  %s\n%s\n", id, cite, clause->zh);
  return TRUE;
}

/* -- Coverage: what fulfils each clause -- */

static void
note (GHashTable *found, const char *clauses, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
note (GHashTable *found, const char *clauses, const char *format, ...)
{
  g_auto (GStrv)   ids = clauses ? g_strsplit_set (clauses, ", ;", -1) : NULL;
  g_autofree char *what = NULL;
  va_list          args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  for (int i = 0; ids && ids[i]; i++)
    if (*ids[i])
      {
        GString *list = g_hash_table_lookup (found, ids[i]);

        if (list == NULL)
          {
            list = g_string_new (NULL);
            g_hash_table_insert (found, g_strdup (ids[i]), list);
          }
        g_string_append_printf (list, "%s%s", list->len ? ", " : "", what);
      }
}

static void
free_list (gpointer list)
{
  g_string_free (list, TRUE);
}

/* A choice of a field may be a clause by itself: the catalogue of conduct. */
static void
note_field (GHashTable *found, const ZgKind *kind, const ZgField *field)
{
  note (found, field->clause, "field %s.%s", kind->id, field->name);
  for (const ZgEnum *choice = field->names; choice && choice->id; choice++)
    if (zg_clause_by_id (choice->id))
      note (found, choice->id, "choice of %s.%s", kind->id, field->name);
}

/* Units and posts a new book is offered. */
static void
note_carried (GHashTable *found)
{
  static const char *const tables[] = { "org/structures.tsv", "org/posts.tsv" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GPtrArray) rows = zg_carried_rows (tables[i], 9);

      for (guint k = 0; rows && k < rows->len; k++)
        {
          char **cells = rows->pdata[k];

          note (found, cells[8], "%s %s", i ? "post" : "unit", cells[i ? 0 : 3]);
        }
    }
}

/* Who takes which step under which choice of a rule. */
static void
note_maps (GHashTable *found)
{
  g_autoptr (GPtrArray) rows = zg_carried_rows ("policy/role-maps.tsv", 5);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      char **cells = rows->pdata[i];

      note (found, cells[4], "%s=%s %s", cells[0], cells[1], cells[2]);
    }
}

static GHashTable *
gather (void)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_list);
  guint       n, n_duties;
  const ZgParameter *const *parameters = zg_parameters (&n);
  const ZgDuty *const      *duties = zg_duties (&n_duties);

  for (guint i = 0; i < n; i++)
    note (found, parameters[i]->clauses, "parameter %s", parameters[i]->key);
  for (guint i = 0; i < n_duties; i++)
    note (found, duties[i]->clause, "duty %s", duties[i]->id);
  note_carried (found);
  note_maps (found);
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    {
      note (found, (*kind)->clause, "kind %s", (*kind)->id);
      for (int i = 0; i < (*kind)->n_fields; i++)
        note_field (found, *kind, &(*kind)->fields[i]);
      for (int i = 0; i < (*kind)->n_steps; i++)
        note (found, (*kind)->steps[i].clause, "step %s.%s", (*kind)->id, (*kind)->steps[i].verb);
    }
  return found;
}

/* -- Which test proves it -- */

static void
note_proof (char **cells, gpointer data)
{
  note (data, cells[0], "%s", cells[1]);
  g_free (cells[0]);
  g_free (cells[1]);
}

static GHashTable *
gather_proofs (void)
{
  GHashTable *proofs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_list);

  zg_policy_proofs (note_proof, proofs);
  return proofs;
}

static gboolean
policy_coverage (gboolean missing, const char *module)
{
  g_autoptr (GHashTable) found = gather (), proofs = gather_proofs ();
  guint n, of = 0, covered = 0, binding = 0, proven = 0;
  const ZgClause *const *clauses = zg_clauses (&n);

  for (guint i = 0; i < n; i++)
    {
      GString *by = g_hash_table_lookup (found, clauses[i]->id), *proof = g_hash_table_lookup (proofs, clauses[i]->id);

      if (module && g_strcmp0 (clauses[i]->module, module) != 0)
        continue;
      of++;
      binding += !g_str_equal (clauses[i]->kind, "text");
      covered += by != NULL;
      proven += proof != NULL;
      if (missing ? by == NULL : by != NULL)
        zg_ctl_print ("%s\t%s\t%s\n", clauses[i]->id, by ? by->str : clauses[i]->zh, proof ? proof->str : "");
    }
  zg_ctl_print (_ ("%u clauses, %u binding; %u are fulfilled by something declared, %u are proven by a test.\n"), of, binding,
                covered, proven);
  return TRUE;
}

gboolean
zg_ctl_policy (ZgCtl *ctl, GError **error)
{
  g_autofree char *on = zg_ctl_option (ctl, "--on"), *from = zg_ctl_option (ctl, "--from"), *to = zg_ctl_option (ctl, "--to");
  g_autofree char *reason = zg_ctl_option (ctl, "--reason");
  g_autofree char *module = zg_ctl_option (ctl, "--module");
  gboolean         missing = zg_ctl_flag (ctl, "--missing");
  const char      *what = ctl->n_args ? ctl->args[0] : "";

  if (g_str_equal (what, "get") && ctl->n_args == 2)
    return policy_get (ctl, on, error);
  if (g_str_equal (what, "set") && ctl->n_args == 3 && from)
    return policy_set (ctl, from, to, reason, error);
  if (g_str_equal (what, "clause") && ctl->n_args == 2)
    return policy_clause (ctl->args[1], error);
  if (g_str_equal (what, "coverage"))
    return policy_coverage (missing, module);
  return zg_ctl_usage (error, usage);
}
