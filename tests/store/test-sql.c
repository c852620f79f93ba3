/* Every whole statement marked ZG_SQL in the sources is prepared on both engines, on the tables of data/schema.sql. */
#include "db-test.h"

/* What is put together at run time, and what is prepared by the tests of what puts it together. */
static const char *const pieces[] = { "SELECT id, version", "SELECT t.id", "SELECT t.id, t.version, t.state", NULL };

typedef struct
{
  Fixture    *f;
  const char *file;
  guint       prepared, seen_pieces, failed;
} Survey;

static char *
read_source (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("ZG_SOURCE"), name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static gboolean
is_of_file_engine (const char *sql)
{
  return strstr (sql, "sqlite_") || g_str_has_prefix (sql, "PRAGMA");
}

static gboolean
is_of_server (const char *sql)
{
  return strstr (sql, " SCHEMA zg ") != NULL;
}

/* Functions of a guarded book, which has roles; book/server-attacks, -login and -matrix call each of them. */
static gboolean
calls_guard (const char *sql)
{
  return strstr (sql, " zg.") || strstr (sql, "zg_keep.");
}

static void
prepare (Survey *survey, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgStmt) stmt = NULL;

  if (g_strv_contains (pieces, sql))
    survey->seen_pieces++;
  if (g_strv_contains (pieces, sql) || strstr (sql, "%s") || calls_guard (sql) || (survey->f->server ? is_of_file_engine :
                                                                                   is_of_server) (sql))
    return;
  stmt = zg_db_prepare (survey->f->db, sql, &error);
  survey->prepared++;
  if (stmt)
    return;
  survey->failed++;
  g_test_message ("%s: %s: %s", survey->file, zg_db_last_detail (survey->f->db), sql);
}

/* The text of the literals at @p, side by side. Returns: (nullable): NULL where a macro stands among them. */
static char *
literals (const char *p)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree char    *text = NULL;

  for (p += strspn (p, " \n"); *p == '"'; p += strspn (p, " \n"))
    {
      const char *end = p + 1;

      while (*end && *end != '"')
        end += *end == '\\' ? 2 : 1;
      g_string_append_len (sql, p + 1, end - p - 1);
      p = end + 1;
    }
  text = g_strcompress (sql->str);
  return *p == ')' ? g_steal_pointer (&text) : NULL;
}

static void
survey_file (Survey *survey, const char *path)
{
  g_autofree char *text = read_source (path);

  survey->file = path;
  for (const char *p = text; (p = strstr (p, "ZG_SQL (")); p++)
    {
      g_autofree char *sql = literals (p + strlen ("ZG_SQL ("));

      if (sql)
        prepare (survey, sql);
    }
}

static void
survey_folder (Survey *survey, const char *folder)
{
  g_autofree char *path = g_build_filename (g_getenv ("ZG_SOURCE"), folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *inner = g_build_filename (folder, name, NULL), *whole = g_build_filename (path, name, NULL);

      if (g_file_test (whole, G_FILE_TEST_IS_DIR))
        survey_folder (survey, inner);
      else if (g_str_has_suffix (name, ".c") && !g_str_has_prefix (name, "zg-db-") && !g_str_equal (name, "zg-migrations.c"))
        survey_file (survey, inner);
    }
}

static void
set_up_schema (Fixture *f, gconstpointer server)
{
  g_autofree char *schema = read_source ("data/schema.sql");

  f->server = server != NULL;
  f->folder = f->server ? NULL : temp_folder ();
  f->path = f->server ? pg_new_database (server) : g_build_filename (f->folder, "book.zgb", NULL);
  f->db = open_db (f->path, ZG_DB_CREATE);
  script (f->db, schema);
  script (f->db, "CREATE TABLE schema_version (number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, applied_ms INTEGER NOT NULL) "
                 "STRICT");
}

static void
test_literals (Fixture *f, gconstpointer data)
{
  Survey survey = { f };

  survey_folder (&survey, "src");
  g_assert_cmpuint (survey.failed, ==, 0);
  g_assert_cmpuint (survey.prepared, >, 100);
  g_assert_cmpuint (survey.seen_pieces, >=, g_strv_length ((char **) pieces));
}

/* The schema says the same to both engines: what its tables refuse, in words of its own. */
static void
test_schema (Fixture *f, gconstpointer data)
{
  static const struct { const char *sql, *rule; } refused[] = {
    { "UPDATE audit SET step = 'forged'", "audit is append-only" },
    { "DELETE FROM audit", "audit is append-only" },
    { "DELETE FROM unit", "never deleted: unit" },
    { "INSERT INTO import_chunk VALUES (77, 1, 2, $1)", "" },
    { "INSERT INTO desk VALUES (1024, 'x', 0)", NULL },
  };
  g_autoptr (GBytes) none = g_bytes_new ("", 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_db_run (f->db, &error,
                            "INSERT INTO audit (chain, seq, at_ms, actor, step, cmd, version, body, body_hash, hash) "
                                           "VALUES (1, 1, 0, 0, 'x.y', 'c', 1, '{}', $1, $1)", "b", none));
  g_assert_true (zg_db_run (f->db, &error,
                            "INSERT INTO unit (id, maker_id, version, state, created_ms) VALUES (1, 1, 1, 'deleted', 0)", NULL));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_false (zg_db_run (f->db, &error, refused[i].sql, strchr (refused[i].sql, '$') ? "b" : NULL, none));
      assert_refused (error, ZG_ERROR_INVALID);
      if (refused[i].rule)
        g_assert_cmpstr (zg_db_last_constraint (f->db), ==, refused[i].rule);
    }
  g_assert_true (zg_db_check_links (f->db, &error));
  g_assert_no_error (error);
  if (!f->server)
    return;
  g_assert_false (zg_db_script (f->db, "TRUNCATE audit", &error));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_cmpint (number (f->db, "SELECT count (*) FROM zg_later"), ==, 0); /* every reference has found its table */
}

static void
add (const char *path, DbTest test)
{
  g_autofree char *file = g_strconcat ("/sql/", path, NULL), *server = g_strconcat ("/sql/pg/", path, NULL);

  g_test_add (file, Fixture, NULL, set_up_schema, test, tear_down);
  if (g_getenv ("ZG_TEST_PG"))
    g_test_add (server, Fixture, g_getenv ("ZG_TEST_PG"), set_up_schema, test, tear_down);
  else
    g_test_add_func (server, pg_skip);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("ZG_SOURCE"));
  add ("literals", test_literals);
  add ("schema", test_schema);
  return g_test_run ();
}
