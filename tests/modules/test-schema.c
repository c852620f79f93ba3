/* The schema: data/schema.sql is its checked-in print, and every SQL text of the program prepares against it. */
#include <glib/gstdio.h>
#include <string.h>

#include "zg-book-new.h"
#include "zg-book-private.h"
#include "zg-modules.h"
#include "zg-schema.h"

static const char *source; /* the root of the tree */

/* -- The print -- */

static void
test_print (void)
{
  g_autofree char   *path = g_build_filename (source, "data", "schema.sql", NULL);
  g_autofree char   *print = NULL;
  g_autofree char   *schema = zg_schema_text ();
  g_autoptr (GError) error = NULL;
  const char        *body;

  g_file_get_contents (path, &print, NULL, &error);
  g_assert_no_error (error);
  body = strstr (print, "\nCREATE TABLE meta");
  g_assert_nonnull (body);
  if (g_strcmp0 (body + 1, schema) != 0)
    {
      g_test_message ("data/schema.sql is not what the kinds declare now. Make it anew: ./dev zgctl schema > data/schema.sql");
      g_test_fail ();
    }
}

/* -- An earlier book carried forward -- */

/* Every object of the file with its text, blanks aside. */
static char *
objects_of (ZgDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, &error, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
                                                     " AND name <> 'schema_version' ORDER BY type, name", NULL);
  GString           *text = g_string_new (NULL);
  gboolean           row;

  g_assert_no_error (error);
  while (zg_stmt_step (stmt, &row, &error) && row)
    {
      g_string_append_printf (text, "%s %s ", zg_stmt_text (stmt, 0), zg_stmt_text (stmt, 1));
      for (const char *p = zg_stmt_text (stmt, 2); *p; p++)
        if (!g_ascii_isspace (*p))
          g_string_append_c (text, *p);
      g_string_append_c (text, '\n');
    }
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

/* What is there after all migrations of the schema in @file (of version 1), or (NULL) in the schema of today. */
static char *
objects_after (const char *folder, const char *file)
{
  g_autofree char   *path = g_build_filename (folder, file ? "old.zg" : "new.zg", NULL), *schema = NULL, *objects = NULL;
  g_autoptr (GError) error = NULL;
  ZgDb              *db = zg_db_open (path, ZG_DB_CREATE, &error);
  const ZgMigration *list;
  gsize              n;

  g_assert_no_error (error);
  list = zg_book_migrations (&n);
  if (file)
    g_file_get_contents (file, &schema, NULL, &error);
  else
    schema = zg_schema_text ();
  g_assert_no_error (error);
  zg_db_script (db, schema, &error);
  g_assert_no_error (error);
  for (gsize i = 1; file && !error && i < n; i++)
    zg_db_script (db, list[i].sql, &error);
  g_assert_no_error (error);
  objects = objects_of (db);
  zg_db_close (db);
  g_unlink (path);
  return g_steal_pointer (&objects);
}

static void
test_migrated (void)
{
  g_autofree char *folder = g_dir_make_tmp ("zg-schema-XXXXXX", NULL);
  g_autofree char *first = g_build_filename (source, "tests", "modules", "data", "schema-1.sql", NULL);
  g_autofree char *old = objects_after (folder, first), *now = objects_after (folder, NULL);

  g_assert_cmpstr (old, ==, now);
  g_rmdir (folder);
}

/* -- A book made of it -- */

typedef struct
{
  char   *folder;
  ZgBook *book;
} Made;

static void
made_set_up (Made *made, gconstpointer data)
{
  static const ZgKdfPolicy cheap = { 1, 8192, 8192 };
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = NULL, *recovery = NULL;
  ZgBookSetup        setup = { .name = "账套", .login = "lin", .person = "林小雨", .password = "Lantern+Harbor42" };

  zg_kdf_set_policy (&cheap);
  made->folder = g_dir_make_tmp ("zg-schema-XXXXXX", NULL);
  setup.path = path = g_build_filename (made->folder, "test.zgb", NULL);
  made->book = zg_book_create (&setup, &recovery, &error);
  g_assert_no_error (error);
}

static void
made_tear_down (Made *made, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (made->folder, 0, NULL);
  const char      *name;

  zg_book_unref (made->book);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (made->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (made->folder);
  g_free (made->folder);
}

static gpointer
read_columns (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    {
      g_autofree char *columns = zg_schema_columns (*kind);
      g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s", columns, (*kind)->id);
      g_autoptr (ZgStmt) stmt = zg_db_prepare (db, sql, error);

      if (stmt == NULL)
        return NULL;
      g_assert_cmpint (zg_stmt_n_columns (stmt), ==, 9 + (*kind)->n_fields);
    }
  return data;
}

static void
test_columns (Made *made, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  zg_store_read (zg_book_store (made->book), read_columns, made, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *sql;
  gint64      n;
} Count;

static gpointer
count (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Count *ask = data;

  return zg_db_int (db, &ask->n, error, ask->sql, NULL) ? ask : NULL;
}

static gint64
ask (Made *made, const char *sql)
{
  g_autoptr (GError) error = NULL;
  Count              asked = { sql, -1 };

  zg_store_read (zg_book_store (made->book), count, &asked, &error);
  g_assert_no_error (error);
  return asked.n;
}

/* What the floors promise of the table of a kind. */
static void
check_table (Made *made, const ZgKind *kind)
{
  g_autofree char *strict = g_strdup_printf ("SELECT strict FROM pragma_table_list WHERE name = '%s'", kind->id);
  g_autofree char *triggers = g_strdup_printf ("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '%s'",
                                               kind->id);
  g_autofree char *reals = g_strdup_printf ("SELECT COUNT(*) FROM pragma_table_info ('%s') WHERE type NOT IN ('TEXT', "
                                            "'INTEGER', 'BLOB')", kind->id);

  g_assert_cmpint (ask (made, strict), ==, 1);
  g_assert_cmpint (ask (made, triggers), ==, 1 + kind->append_only + kind->frozen);
  g_assert_cmpint (ask (made, reals), ==, 0); /* nothing counted is a floating point number */
}

static void
test_tables (Made *made, gconstpointer data)
{
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    if ((*kind)->view == NULL)
      check_table (made, *kind);
}

/* -- Every SQL text of the program -- */

typedef struct
{
  GPtrArray *texts; /* of char * */
  GPtrArray *places;
} Found;

static const char *
skip_blanks (const char *p)
{
  for (;;)
    {
      while (g_ascii_isspace (*p))
        p++;
      if (!g_str_has_prefix (p, "/*"))
        return p;
      p = strstr (p, "*/") + 2;
    }
}

/* The literals between the parentheses, joined. NULL: something else stands between them (pieces, macros). */
static char *
read_literals (const char *p)
{
  GString *text = g_string_new (NULL);

  for (p = skip_blanks (p); *p == '"'; p = skip_blanks (p + 1))
    for (p++; *p != '"'; p++)
      if (*p != '\\')
        g_string_append_c (text, *p);
      else if (*++p == 'n')
        g_string_append_c (text, '\n');
      else
        g_string_append_c (text, *p);
  if (*p == ')' && text->len)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}

/* A statement, not a piece of one that is put together elsewhere. */
static gboolean
is_whole (const char *sql)
{
  static const char *const first[] = { "SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH " };

  if (g_str_has_prefix (sql, "SELECT ") && strstr (sql, " FROM ") == NULL)
    return FALSE;
  /* of a guarded server, see book/server-login */
  if (strstr (sql, " zg.") || strstr (sql, "zg_keep") || strstr (sql, "pg_roles"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    if (g_str_has_prefix (sql, first[i]))
      return strstr (sql, "%s") == NULL && strstr (sql, "%d") == NULL && strstr (sql, "%" G_GINT64_FORMAT) == NULL
          && !g_str_has_suffix (sql, " ");
  return FALSE;
}

static void
scan_file (Found *found, const char *path)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (const char *at = text; (at = strstr (at, "ZG_SQL (")); at++)
    {
      char *sql = read_literals (at + strlen ("ZG_SQL ("));

      if (sql && is_whole (sql))
        {
          g_ptr_array_add (found->texts, g_steal_pointer (&sql));
          g_ptr_array_add (found->places, g_path_get_basename (path));
        }
      g_free (sql);
    }
}

static void
scan_folder (Found *found, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        scan_folder (found, path);
      else if (g_str_has_suffix (name, ".c"))
        scan_file (found, path);
    }
}

static gpointer
prepare_all (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Found *found = data;

  for (guint i = 0; i < found->texts->len; i++)
    {
      g_autoptr (GError) wrong = NULL;
      g_autoptr (ZgStmt) stmt = zg_db_prepare (db, found->texts->pdata[i], &wrong);

      if (stmt)
        continue;
      g_test_message ("%s: %s\n%s", (char *) found->places->pdata[i], (char *) found->texts->pdata[i], zg_db_last_detail (db));
      g_test_fail ();
    }
  return data;
}

static void
test_every_text (Made *made, gconstpointer data)
{
  g_autofree char   *folder = g_build_filename (source, "src", NULL);
  g_autoptr (GError) error = NULL;
  Found              found = { g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free) };

  scan_folder (&found, folder);
  g_assert_cmpuint (found.texts->len, >, 60);
  zg_store_write (zg_book_store (made->book), prepare_all, &found, &error);
  g_assert_no_error (error);
  g_test_message ("%u texts", found.texts->len);
  g_ptr_array_unref (found.texts);
  g_ptr_array_unref (found.places);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  source = g_getenv ("ZG_SOURCE");
  g_assert_nonnull (source);
  zg_book_init ();
  zg_modules_init ();
  g_test_add_func ("/schema/print", test_print);
  g_test_add_func ("/schema/migrated", test_migrated);
  g_test_add ("/schema/columns", Made, NULL, made_set_up, test_columns, made_tear_down);
  g_test_add ("/schema/tables", Made, NULL, made_set_up, test_tables, made_tear_down);
  g_test_add ("/schema/every-text", Made, NULL, made_set_up, test_every_text, made_tear_down);
  return g_test_run ();
}
