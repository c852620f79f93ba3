/* The whole matrix of rights: every role against every right of every kind, on records of its own, of its unit and of others.
 * What
 * C answers is what the server answers, in every cell, to a person who has come in by the door. */
#include "pg-server.h"
#include "zg-book-private.h"
#include "zg-demo.h"
#include "zg-error.h"
#include "zg-modules.h"
#include "zg-people.h"

#define MOST_ROWS 6 /* of a kind */

typedef struct
{
  ZgBook    *owner, *book;  /* one book, opened by its owner and by its door */
  ZgSession *admin, *session;
  gint64     staff, person;
  GPtrArray *records;       /* of ZgRecord */
  guint      rights, rows, steps, wrong;
  guint      kinds;         /* of which there are records */
  const char *role;
} Matrix;

/* -- Asking -- */

typedef struct
{
  const char *sql, *format, *a, *b;
  gint64      id, answer;
} Ask;

static gpointer
ask_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask     *ask = data;
  gboolean done = ask->format == NULL ? zg_db_int (db, &ask->answer, error, ask->sql, NULL)
                  : strlen (ask->format) == 1 && *ask->format == 's' ? zg_db_int (db, &ask->answer, error, ask->sql, "s", ask->a)
                  : strlen (ask->format) == 1 ? zg_db_int (db, &ask->answer, error, ask->sql, "i", ask->id)
                  : strlen (ask->format) == 2 ? zg_db_int (db, &ask->answer, error, ask->sql, "si", ask->a, ask->id)
                  : zg_db_int (db, &ask->answer, error, ask->sql, "ssi", ask->a, ask->b, ask->id);

  return done ? ask : NULL;
}

static gint64
ask (ZgStore *store, Ask question)
{
  g_autoptr (GError) error = NULL;

  question.answer = 0;
  zg_store_read (store, ask_on_reader, &question, &error);
  g_assert_no_error (error);
  return question.answer;
}

static gpointer
write_raw (ZgDb *db, gpointer sql, GCancellable *cancellable, GError **error)
{
  gpointer done;

  zg_db_require_audit (db, FALSE);
  done = zg_db_script (db, sql, error) ? sql : NULL;
  zg_db_require_audit (db, TRUE);
  return done;
}

static void
raw (Matrix *matrix, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *sql = NULL;
  va_list            args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  zg_store_write (zg_book_store (matrix->owner), write_raw, sql, &error);
  g_assert_no_error (error);
}

static void
compare (Matrix *matrix, const char *what, gint64 id, gint64 c, gint64 server)
{
  if (c == server)
    return;
  matrix->wrong++;
  g_test_message ("%s, %s, %" G_GINT64_FORMAT ": C says %d, the server %d", matrix->role, what, id, (int) c, (int) server);
}

/* -- Records -- */

static gpointer
pick (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Matrix *matrix = data;

  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    {
      /* his own, of his unit, of others: two of each, in as many states as there are */
      g_autofree char   *sql = g_strdup_printf ("SELECT id FROM (SELECT id, row_number () OVER (PARTITION BY CASE WHEN "
                                                "owner_id = $1 THEN 1"
                                                " WHEN unit_id = (SELECT unit_id FROM zg.staff WHERE id = $1) THEN 2 ELSE 3 END"
                                                " ORDER BY state, id) AS n FROM zg.%s) x WHERE n <= 2 ORDER BY n LIMIT %d",
                                                (*kind)->id, MOST_ROWS);
      g_autoptr (ZgStmt) stmt = (*kind)->view ? NULL : zg_db_query (db, error, sql, "i", matrix->staff);
      gboolean           row = FALSE;
      guint              before = matrix->records->len;

      while (stmt && zg_stmt_step (stmt, &row, error) && row)
        g_ptr_array_add (matrix->records, zg_book_get (db, *kind, zg_stmt_int (stmt, 0), error));
      if (*error)
        return NULL;
      matrix->kinds += matrix->records->len > before;
    }
  return matrix;
}

/* -- Comparing -- */

static const ZgKind *
top_of (const ZgKind *kind)
{
  const ZgKind *parent;

  while (kind->parent && (parent = zg_kind_by_id (kind->parent)) != NULL)
    kind = parent;
  return kind;
}

static void
compare_right (Matrix *matrix, const ZgKind *kind, const char *verb)
{
  g_autofree char *right = g_strdup_printf ("%s.%s", top_of (kind)->id, verb);

  matrix->rights++;
  compare (matrix, right, 0, zg_session_reach (matrix->session, right),
           ask (zg_session_store (matrix->session), (Ask) { "SELECT zg.reach ($1)", "s", right }));
}

static gboolean
is_referred_to (const ZgKind *kind)
{
  for (const ZgKind *const *other = zg_kinds (NULL); *other; other++)
    for (int i = 0; i < (*other)->n_fields; i++)
      if ((*other)->fields[i].type == ZG_REF && g_strcmp0 ((*other)->fields[i].ref, kind->id) == 0)
        return TRUE;
  return FALSE;
}

/* Names of what others refer to are for everybody, and what the program reads for everybody; an attachment goes with its
 * record. */
static gboolean
rows_go_by_reach (const ZgKind *kind)
{
  static const char *const others[] = { "unit", "parameter", "role_right", "attachment", "role_holder", NULL };

  return !g_strv_contains (others, kind->id) && !is_referred_to (kind);
}

static void
compare_record (Matrix *matrix, const ZgRecord *record)
{
  const ZgKind *kind = record->kind;
  ZgStore      *store = zg_session_store (matrix->session);
  gboolean      sees = zg_session_sees (matrix->session, record);

  matrix->rows++;
  compare (matrix, kind->id, record->id, sees, ask (store, (Ask) { "SELECT CASE WHEN zg.sees ($1, $2) THEN 1 ELSE 0 END", "si",
                                                                   kind->id,
                                                                   .id = record->id }));
  if (rows_go_by_reach (kind))
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM zg.%s WHERE id = $1", kind->id);

      compare (matrix, "a row of it", record->id, sees, ask (store, (Ask) { sql, "i", .id = record->id }));
    }
  for (int i = 0; i < kind->n_steps; i++)
    if (kind->steps[i].from && g_str_equal (kind->steps[i].from, record->state))
      {
        matrix->steps++;
        compare (matrix, kind->steps[i].verb, record->id, zg_session_may (matrix->session, record, &kind->steps[i], NULL, NULL),
                 ask (store, (Ask) { "SELECT CASE WHEN zg.may ($1, $2, $3) THEN 1 ELSE 0 END", "ssi", kind->id,
                                     kind->steps[i].verb,
                                     record->id }));
      }
}

static void
compare_all (Matrix *matrix)
{
  g_autoptr (GError) error = NULL;

  matrix->session = zg_book_login (matrix->book, "matrix", zg_book_trial_password (matrix->book), &error);
  g_assert_no_error (error);
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    {
      static const char *const always[] = { "view", "export", "reveal", NULL };

      for (const char *const *verb = always; *verb; verb++)
        compare_right (matrix, *kind, *verb);
      for (int i = 0; i < (*kind)->n_steps; i++)
        compare_right (matrix, *kind, (*kind)->steps[i].verb);
    }
  for (guint i = 0; i < matrix->records->len; i++)
    compare_record (matrix, matrix->records->pdata[i]);
  g_clear_pointer (&matrix->session, zg_session_unref);
}

static void
compare_role (Matrix *matrix, const char *role)
{
  matrix->role = role;
  raw (matrix, "UPDATE zg.role_holder SET role = '%s' WHERE person = %" G_GINT64_FORMAT, role, matrix->person);
  compare_all (matrix);
}

/* Once more as the deputy of somebody who holds the role himself, in a unit of his. */
static void
compare_deputy (Matrix *matrix)
{
  gint64 other = ask (zg_book_store (matrix->owner), (Ask) {
    "SELECT h.person FROM role_holder h JOIN person p ON p.id = h.person WHERE h.role = 'sup' AND p.staff IS NOT NULL"
    " AND p.login <> 'matrix' ORDER BY h.id LIMIT 1" });

  g_assert_cmpint (other, >, 0);
  matrix->role = "deputy of sup";
  raw (matrix, "UPDATE zg.role_holder SET role = 'sup', to_day = '2999-12-31', stands_for = %" G_GINT64_FORMAT
       " WHERE person = %" G_GINT64_FORMAT, other, matrix->person);
  compare_all (matrix);
}

/* -- The book -- */

/* A person beside those of the trial book, with the staff record of somebody who has leave and roster but no log-in. */
static void
add_person (Matrix *matrix)
{
  g_autoptr (GError) error = NULL;

  matrix->staff = ask (zg_book_store (matrix->owner), (Ask) {
    "SELECT t.staff FROM leave t WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.staff = t.staff) ORDER BY t.id LIMIT 1" });
  g_assert_cmpint (matrix->staff, >, 0);
  matrix->person = zg_people_add (matrix->admin, "matrix", "表格", matrix->staff, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (zg_people_grant (matrix->admin, matrix->person, "emp", 0, "2020-01-01", NULL, &error));
  g_assert_no_error (error);
}

/* One of his own waits for each step that must not be his own. */
static void
let_own_wait (Matrix *matrix)
{
  guint n = 0;

  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    for (int i = 0; i < (*kind)->n_steps; i++)
      if (((*kind)->steps[i].flags & ZG_NOT_OWN) && (*kind)->steps[i].from)
        {
          raw (matrix, "UPDATE zg.%s SET state = '%s' WHERE id = (SELECT id FROM zg.%s WHERE owner_id = %" G_GINT64_FORMAT
               " ORDER BY id LIMIT 1)", (*kind)->id, (*kind)->steps[i].from, (*kind)->id, matrix->staff);
          n++;
          break;
        }
  g_assert_cmpuint (n, >, 0);
}

static void
test_matrix (gconstpointer server)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *recovery = NULL, *as_owner = pg_owner (server), *path = pg_new_database (as_owner), *door = pg_door (path);
  Matrix             matrix = { .records = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free) };

  matrix.owner = zg_demo_create (path, 40, 1, 7, &recovery, &error);
  g_assert_no_error (error);
  matrix.admin = zg_book_login_trial (matrix.owner, NULL, &error);
  g_assert_no_error (error);
  add_person (&matrix);
  let_own_wait (&matrix);
  zg_store_read (zg_book_store (matrix.owner), pick, &matrix, &error);
  g_assert_no_error (error);
  matrix.book = zg_book_open (door, FALSE, &error);
  g_assert_no_error (error);
  for (const char *const *role = zg_role_codes (NULL); *role; role++)
    compare_role (&matrix, *role);
  compare_deputy (&matrix);
  g_test_message ("%u rights, %u rows of %u kinds, %u steps; %u wrong", matrix.rights, matrix.rows, matrix.kinds, matrix.steps,
                  matrix.wrong);
  g_assert_cmpuint (matrix.rights, >, 5000);
  g_assert_cmpuint (matrix.kinds, >=, 15);
  g_assert_cmpuint (matrix.wrong, ==, 0);
  g_ptr_array_unref (matrix.records);
  zg_book_unref (matrix.book);
  zg_session_unref (matrix.admin);
  zg_book_unref (matrix.owner);
  pg_drop_guarded (g_steal_pointer (&path));
}

static void
skip (gconstpointer data)
{
  g_test_skip ("no ZG_TEST_PG: see tools/pg-cluster");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  zg_modules_init ();
  g_test_add_data_func ("/server/matrix", g_getenv ("ZG_TEST_PG"), g_getenv ("ZG_TEST_PG") ? test_matrix : skip);
  return g_test_run ();
}
