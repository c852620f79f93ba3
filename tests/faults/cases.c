#include "cases.h"

#include <glib/gstdio.h>

#include "../modules/sweep-records.h"

static GPtrArray *cases;
static GBytes    *image;

static void
case_free (gpointer data)
{
  Case *test = data;

  zg_record_free (test->record);
  g_free (test->name);
  g_free (test);
}

const char *
cases_path (void)
{
  return trial.path;
}

GBytes *
cases_image (void)
{
  return image;
}

/* -- Records that wait -- */

static void
add_case (const ZgKind *kind, const ZgStep *step)
{
  g_autoptr (GError) error = NULL;
  Case              *test = g_new0 (Case, 1);

  test->kind = kind;
  test->step = step;
  test->decides = (step->flags & ZG_NOT_OWN) != 0;
  test->name = g_strdup_printf ("%s.%s %s", kind->id, step->verb, step->from ? step->from : "");
  g_strchomp (test->name);
  test->record = record_in (kind, step->from, &error);
  if (test->record == NULL)
    g_error ("%s does not come to %s: %s", kind->id, step->from, error->message);
  if (test->record->id == 0)
    test->record->id = zg_book_new_id (trial.book, 1);
  g_ptr_array_add (cases, test);
}

/* What needs the deed of another command first, lines filled in or a file attached: its own test has it. */
static gboolean
needs_more (const ZgKind *kind, const ZgStep *step)
{
  return g_str_equal (kind->id, "check_sheet") || (g_str_equal (kind->id, "conduct") && g_str_equal (step->verb, "answer"));
}

/* What others refer to and no trial book has by itself: it is there before the first case, so that none refers to what another
 * case makes or takes away. */
static void
add_bases (void)
{
  static const char *const bases[] = { "item", "shop", "stock_location", "supplier", "roster" };

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr (GError)   error = NULL;
      g_autoptr (ZgRecord) made = record_in (zg_kind_by_id (bases[i]), "active", &error);

      g_assert_no_error (error);
    }
}

static void
add_cases (void)
{
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    for (int i = 0; i < (*kind)->n_steps && !g_strv_contains (not_by_hand, (*kind)->id); i++)
      if (!is_side_road (&(*kind)->steps[i]) && (*kind)->parent == NULL &&
          !needs_more (*kind, &(*kind)->steps[i]))
        add_case (*kind, &(*kind)->steps[i]);
}

/* What a patient person fills in until the step is taken is sent at once in the cycles: every case is run once, in one book. A
 * case that another one of the same person or day gets in the way of is left out; they are few. */
static void
fill_cases (void)
{
  guint n = cases->len;

  for (guint i = 0; i < cases->len;)
    {
      g_autoptr (GError) error = NULL;
      Case              *test = cases->pdata[i];
      ZgRecord          *sent = NULL;

      if (!run_patiently (who_runs (test->step), test->record, test->step, &sent, &error))
        {
          g_test_message ("%s is left out: %s", test->name, error->message);
          g_ptr_array_remove_index (cases, i);
          continue;
        }
      zg_record_free (test->record);
      test->record = sent;
      i++;
    }
  g_assert_cmpuint (n - cases->len, <=, n / 20);
}

static void
let_go (void)
{
  g_clear_pointer (&trial.admin, zg_session_unref);
  g_clear_pointer (&trial.hr, zg_session_unref);
  g_clear_pointer (&trial.manager, zg_session_unref);
  g_clear_pointer (&trial.worker, zg_session_unref);
  g_clear_pointer (&trial.book, zg_book_unref);
}

static GBytes *
file_bytes (void)
{
  g_autoptr (GError) error = NULL;
  char              *bytes = NULL;
  gsize              n = 0;

  g_file_get_contents (trial.path, &bytes, &n, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, n);
}

GPtrArray *
cases_open (void)
{
  g_autoptr (GError) error = NULL;

  cases = g_ptr_array_new_with_free_func (case_free);
  trial_open ();
  grant_all ();
  add_bases ();
  refer_until = zg_book_new_id (trial.book, 1);
  add_cases ();
  let_go ();
  image = file_bytes ();
  trial.book = zg_book_open (trial.path, FALSE, &error);
  g_assert_no_error (error);
  trial.admin = log_in (NULL);
  trial.hr = log_in ("chenjing");
  fill_cases ();
  let_go ();
  g_file_set_contents (trial.path, g_bytes_get_data (image, NULL), g_bytes_get_size (image), &error);
  g_assert_no_error (error);
  return cases;
}

void
cases_close (void)
{
  g_clear_pointer (&cases, g_ptr_array_unref);
  g_clear_pointer (&image, g_bytes_unref);
  trial_close ();
}

/* -- A cycle -- */

gboolean
house_open (House *house, GError **error)
{
  *house = (House) { zg_book_open (trial.path, FALSE, error) };
  return house->book != NULL;
}

gboolean
house_enter (House *house, GError **error)
{
  house->maker = zg_book_login_trial (house->book, "chenjing", error);
  house->decider = house->maker ? zg_book_login_trial (house->book, NULL, error) : NULL;
  return house->decider != NULL;
}

void
house_close (House *house)
{
  g_clear_pointer (&house->maker, zg_session_unref);
  g_clear_pointer (&house->decider, zg_session_unref);
  g_clear_pointer (&house->book, zg_book_unref);
}

gboolean
house_run (House *house, const Case *test, const char *command, ZgOutcome *outcome, GError **error)
{
  g_autoptr (ZgRecord) record = zg_record_copy (test->record);

  return zg_book_run (test->decides ? house->decider : house->maker, record, test->step->verb, NULL, "同意", command, outcome,
                      error);
}

/* -- What is in the book -- */

static void
digest_row (ZgStmt *stmt, GChecksum *sum)
{
  for (int i = 0; i < zg_stmt_n_columns (stmt); i++)
    {
      ZgCell cell = { 0 };

      zg_stmt_cell (stmt, i, &cell);
      g_checksum_update (sum, (const guchar *) &cell.type, sizeof cell.type);
      if (cell.type == ZG_CELL_INT)
        g_checksum_update (sum, (const guchar *) &cell.i, sizeof cell.i);
      else if (cell.type == ZG_CELL_TEXT)
        g_checksum_update (sum, (const guchar *) cell.s, strlen (cell.s) + 1);
      else if (cell.type == ZG_CELL_BYTES)
        g_checksum_update (sum, g_bytes_get_data (cell.b, NULL), g_bytes_get_size (cell.b));
      zg_cell_clear (&cell);
    }
}

static gboolean
digest_table (ZgDb *db, const char *table, GChecksum *sum, GError **error)
{
  g_autofree char   *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, sql, NULL);
  gboolean           row = FALSE;

  if (stmt == NULL)
    return FALSE;
  g_checksum_update (sum, (const guchar *) table, -1);
  while (zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      digest_row (stmt, sum);
    }
  return FALSE;
}

static gpointer
digest_all (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ZgStmt)    stmt = zg_db_query (db, error, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN "
                                            "('login_state', 'desk') AND name NOT LIKE 'sqlite_%' ORDER BY name", NULL);
  gboolean              row = FALSE;

  if (stmt == NULL)
    return NULL;
  do
    {
      if (!zg_stmt_step (stmt, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (tables, g_strdup (zg_stmt_text (stmt, 0)));
    }
  while (row);
  for (guint i = 0; i < tables->len; i++)
    if (!digest_table (db, tables->pdata[i], sum, error))
      return NULL;
  return g_strdup (g_checksum_get_string (sum));
}

char *
house_state (House *house, GError **error)
{
  return zg_store_read (zg_book_store (house->book), digest_all, NULL, error);
}

static gboolean
is_as (const Case *test, const ZgRecord *row, gboolean done)
{
  if (!done && test->step->from == NULL)
    return row == NULL;
  return row && row->version == test->record->version + (done ? 1 : 0) &&
         g_str_equal (row->state, done ? test->step->to : test->step->from);
}

gboolean
house_done (House *house, const Case *test, const char *command, gboolean *done, GError **error)
{
  g_autoptr (ZgRecord) row = NULL;
  GError              *failed = NULL;
  ZgOutcome            outcome;
  Wanted               wanted = { test->kind, test->record->id };

  *done = zg_book_outcome (house->maker, command, &outcome, &failed);
  if (!*done && !g_error_matches (failed, ZG_ERROR, ZG_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, failed);
      return FALSE;
    }
  g_clear_error (&failed);
  row = zg_store_read (zg_book_store (house->book), get_db, &wanted, &failed);
  if (row == NULL && !g_error_matches (failed, ZG_ERROR, ZG_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, failed);
      return FALSE;
    }
  g_clear_error (&failed);
  if (is_as (test, row, *done))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT, "%s: the command is %s, the record is %s", test->name,
               *done ? "there" : "not there", row ? row->state : "not there");
  return FALSE;
}
