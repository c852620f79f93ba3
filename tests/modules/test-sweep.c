/* Every registered kind without another line: it declares itself well, is granted to somebody, and each of its steps is run by
 * who may, refused to who may not, and stands in the audit. */
#include "sweep-records.h"

/* -- Each step -- */

static gint64
audited (const char *step, gint64 doc)
{
  g_autofree char *sql = g_strdup_printf ("SELECT COUNT(*) FROM audit WHERE step = $1 AND doc = %" G_GINT64_FORMAT, doc);

  return ask (sql, step);
}

static void
refuse_stranger (const ZgRecord *record, const ZgStep *step, const char *right)
{
  g_autoptr (ZgRecord) copy = zg_record_copy (record);
  g_autoptr (GError)   error = NULL;
  g_autofree char     *refused = g_strconcat ("refused:", right, NULL);

  if (copy->id == 0)
    copy->id = zg_book_new_id (trial.book, 1);
  if (zg_session_reach (trial.worker, right) == ZG_REACH_ALL)
    return;
  g_assert_false (zg_book_run (trial.worker, copy, step->verb, NULL, "同意", NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_assert_cmpint (audited (refused, copy->id), ==, 1);
}

static void
try_step (const ZgKind *kind, const ZgStep *step)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) record = record_in (kind, step->from, &error);
  g_autofree char     *right = g_strdup_printf ("%s.%s", kind->id, step->verb);
  gint64               version, before;

  if (record == NULL)
    g_error ("%s does not come to %s: %s", kind->id, step->from, error->message);
  refuse_stranger (record, step, right);
  version = record->version;
  before = record->id ? audited (right, record->id) : 0;
  if (!run_patiently (who_runs (step), record, step, NULL, &error))
    g_error ("%s from %s: %s", right, step->from ? step->from : "nothing", error->message);
  g_assert_cmpstr (record->state, ==, step->to);
  g_assert_cmpint (record->version, ==, version + 1);
  g_assert_cmpint (audited (right, record->id), ==, before + 1);
}

static void
test_steps (gconstpointer data)
{
  const ZgKind *kind = data;

  for (int i = 0; i < kind->n_steps; i++)
    if (!is_side_road (&kind->steps[i]))
      try_step (kind, &kind->steps[i]);
}

/* -- What kinds declare -- */

static void
test_declared (gconstpointer data)
{
  const ZgKind *kind = data;

  g_assert_nonnull (kind->module);
  for (int i = 0; i < kind->n_steps; i++)
    {
      g_assert_cmpstr (zg_kind_state (kind, kind->steps[i].to)->title, !=, ""); /* every state has a name for people */
      g_assert_cmpstr (zg_step_title (&kind->steps[i]), !=, kind->steps[i].verb);
      if (kind->steps[i].from) /* and is not a dead name */
        {
          g_autoptr (GPtrArray) way = way_to (kind, kind->steps[i].from);

          g_assert_nonnull (way);
        }
      if (kind->steps[i].clause)
        g_assert_nonnull (zg_clause_by_id (kind->steps[i].clause));
    }
  for (int i = 0; i < kind->n_fields; i++)
    {
      if (kind->fields[i].clause)
        g_assert_nonnull (zg_clause_by_id (kind->fields[i].clause));
      if (kind->fields[i].ref)
        g_assert_nonnull (zg_kind_by_id (kind->fields[i].ref));
    }
  g_assert_nonnull (zg_sheet_by_id (kind->id));
}

/* -- Rights -- */

static gboolean
is_right (const char *right)
{
  static const char *const others[] = { "person.reset", "person.recovery", "audit.view", "audit.export", NULL };
  static const char *const plain[] = { "view", "export", "reveal", NULL };
  g_auto (GStrv)   parts = g_strsplit (right, ".", 2);
  const ZgKind    *kind = zg_kind_by_id (parts[0]);

  if (g_strv_contains (others, right))
    return TRUE;
  return kind && parts[1] && (g_strv_contains (plain, parts[1]) || zg_kind_verb (kind, parts[1]));
}

static char **
role_rows (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("ZG_SOURCE"), "data", "policy", "roles.tsv", NULL);
  g_autofree char *text = NULL;
  GError          *error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (text, "\n", -1);
}

static void
test_roles (void)
{
  g_auto (GStrv)         rows = role_rows ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; rows[i]; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "\t", 3);

      if (*rows[i] == '\0' || *rows[i] == '#' || g_str_equal (cells[0], "role"))
        continue;
      g_assert_true (g_strv_contains (zg_role_codes (NULL), cells[0]));
      if (!is_right (cells[1]))
        g_error ("roles.tsv grants %s, which is no right", cells[1]);
      g_hash_table_add (seen, g_strdup (cells[1]));
    }
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    for (int i = 0; i < (*kind)->n_steps && (*kind)->parent == NULL; i++) /* lines go by the rights of their document */
      {
        g_autofree char *right = g_strdup_printf ("%s.%s", (*kind)->id, (*kind)->steps[i].verb);

        if (!g_hash_table_contains (seen, right) && !g_str_equal (right, "import_run.create") &&
            !((*kind)->steps[i].flags & (ZG_FOLLOWS | ZG_BY_CLOCK)))
          g_error ("nobody may %s: add it to roles.tsv", right);
      }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  trial_open ();
  grant_all ();
  g_test_add_func ("/sweep/roles", test_roles);
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    {
      g_autofree char *declared = g_strdup_printf ("/sweep/declared/%s", (*kind)->id);
      g_autofree char *steps = g_strdup_printf ("/sweep/steps/%s", (*kind)->id);

      g_test_add_data_func (declared, *kind, test_declared);
      if (!g_strv_contains (not_by_hand, (*kind)->id) && (*kind)->parent == NULL)
        g_test_add_data_func (steps, *kind, test_steps);
    }
  result = g_test_run ();
  trial_close ();
  return result;
}
