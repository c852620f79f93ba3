/* The owner's guard over a book on a server: roles, row level security from the kinds, narrower faces of tables, and who may
 * call what. */
#include "zg-post.h"
#include "zg-server.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "zg-error.h"
#include "zg-policy.h"

#define LONGEST_NAME 40 /* of a database; the names of roles are 21 longer, and 63 the most */

/* Read by the program for everybody, whatever the person may list: who may what, numbers the book sets, the tree of units. */
static const char *const open_kinds[] = { "unit", "parameter", "role_right", NULL };

/* What people may call; everything else in these schemas is for functions and triggers alone. */
static const char *const for_people[] = {
  "me", "staff_id", "reach", "units", "sees", "may", "enter", "take_desk", "note", "key_replace", "key_issue", "past_add",
  "stood_for", "holders", "grant_put", "grant_take", "key_end", "recovery_put", "before_commit", "post", "sees_balance",
  "file_put", "import_chunk", "import_end", "import_undo",
  "tell", NULL
};
static const char *const for_door[] = { "door", "knock", "before_commit", "tell", NULL };

/* Tables that are no kinds and hold nothing about anybody. */
static const char *const open_tables[] = { "zg_mark", "schema_version", "desk", "guard", "chain", "import", "import_chunk",
                                           "key_class", "file_part", "closed", NULL };

/* -- Texts -- */

static gboolean
run_file (ZgDb *db, const char *name, GError **error)
{
  g_autofree char   *path = g_strconcat ("/cn/zhanggui/data/server/", name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char   *text = NULL;

  if (bytes == NULL)
    g_error ("the program was built without %s", path);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return zg_db_script (db, text, error);
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

static gboolean
is_open (const ZgKind *kind)
{
  return g_strv_contains (open_kinds, kind->id);
}

/* Whose a row is goes by its owner, else its maker; a log-in and the roles of it are the person's own. */
static char *
own_rows (const ZgKind *kind, const char *t)
{
  if (kind == &zg_person || kind == &zg_role_holder)
    return g_strdup_printf ("%s.%s = (SELECT zg.me ()) OR %s.owner_id = (SELECT zg.staff_id ())", t,
                            kind == &zg_person ? "id" : "person", t);
  return g_strdup_printf ("%s.owner_id = (SELECT zg.staff_id ()) OR %s.owner_id IS NULL AND %s.maker_id = (SELECT zg.me ())",
                          t, t, t);
}

/* Each question in brackets is answered once for a statement, whatever the number of rows. @t: what the row is called. */
static char *
seen_rows (const ZgKind *kind, const char *t)
{
  const char      *top = zg_kind_top (kind)->id;
  g_autofree char *own = own_rows (kind, t), *more = g_strdup ("");

  if (is_open (kind))
    return g_strdup ("true");
  g_free (more);
  if (kind == &zg_attachment) /* who sees the record sees what hangs on it */
    more = g_strdup_printf (" OR zg.sees (%s.kind, %s.doc)", t, t);
  else
    more = g_strdup (kind == &zg_role_holder
                       ? " OR person = (SELECT zg.me ()) OR person = ANY ((SELECT zg.stood_for ())::bigint[])" : "");
  return g_strdup_printf ("((SELECT zg.reach ('%s.view')) = 3"
                          " OR (SELECT zg.reach ('%s.view')) = 2 AND %s.unit_id = ANY ((SELECT zg.units ('%s.view'))::bigint[])"
                          " OR (SELECT zg.reach ('%s.view')) > 0 AND (%s)%s)", top, top, t, top, top, own, more);
}

/* -- Row level security -- */

static gboolean
run (ZgDb *db, GError **error, const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list          args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  return zg_db_script (db, sql, error);
}

typedef struct
{
  ZgDb    *db;
  char    *owner, *people; /* names of roles, in quotes */
  GString *tables;         /* what people may read */
} Guard;

static gboolean
guard_table (Guard *guard, const char *table, const char *condition, GError **error)
{
  return run (guard->db, error,
              "ALTER TABLE zg.%s ENABLE ROW LEVEL SECURITY; ALTER TABLE zg.%s FORCE ROW LEVEL SECURITY;"
              "DROP POLICY IF EXISTS zg_owner ON zg.%s; DROP POLICY IF EXISTS zg_people ON zg.%s;", table, table, table, table) &&
         run (guard->db, error, "CREATE POLICY zg_owner ON zg.%s TO %s USING (true) WITH CHECK (true)", table, guard->owner) &&
         run (guard->db, error, "CREATE POLICY zg_people ON zg.%s FOR SELECT TO %s USING (%s)", table, guard->people, condition);
}

static gboolean
is_directory_field (const ZgKind *kind, const ZgField *field)
{
  return !(field->flags & ZG_SEALED) && ((field->flags & ZG_UNIQUE) || g_strcmp0 (kind->name, field->name) == 0);
}

/* A record others refer to is known by name to everybody, as pickers and lists show it; the rest of it goes by reach. */
static gboolean
make_face (ZgDb *db, const ZgKind *kind, GError **error)
{
  g_autofree char    *condition = seen_rows (kind, "t");
  g_autoptr (GString) columns = g_string_new ("t.id, t.parent_id, t.owner_id, t.unit_id, t.maker_id, t.version, t.state, t.no,"
                                              " t.created_ms, t.import_id");

  for (int i = 0; i < kind->n_fields; i++)
    {
      const ZgField *field = &kind->fields[i];

      if (is_directory_field (kind, field))
        g_string_append_printf (columns, ", t.%s", field->name);
      else
        g_string_append_printf (columns, ", CASE WHEN %s THEN t.%s END AS %s", condition, field->name, field->name);
    }
  /* what a sealed field is found by says nothing without the key, and is of use only where the index can serve */
  for (guint i = 0; i < zg_derived_of (kind)->len; i++)
    g_string_append_printf (columns, ", t.%s", g_array_index (zg_derived_of (kind), ZgDerived, i).name);
  return run (db, error, "DROP VIEW IF EXISTS zg_seen.%s; CREATE VIEW zg_seen.%s AS SELECT %s FROM zg.%s t", kind->id, kind->id,
              columns->str, kind->id);
}

static gboolean
guard_kind (Guard *guard, const ZgKind *kind, GError **error)
{
  g_autofree char *condition = seen_rows (kind, kind->view ? "t" : kind->id);
  gboolean         face = !is_open (kind) && is_referred_to (kind);

  g_string_append_printf (guard->tables, " %s.%s", kind->view || face ? "zg_seen" : "zg", kind->id);
  if (kind->view)
    return run (guard->db, error, "DROP VIEW IF EXISTS zg_seen.%s;"
                "CREATE VIEW zg_seen.%s WITH (security_barrier) AS SELECT * FROM zg.%s t WHERE %s", kind->id, kind->id, kind->id,
                condition);
  return guard_table (guard, kind->id, condition, error) && (!face || make_face (guard->db, kind, error));
}

/* What an entry tells goes to who may read all, to who wrote it, and to who sees the record it is about. */
#define SEEN_ENTRY "(SELECT zg.reach ('audit_entry.view')) = 3"

/* A balance goes by the right its ledger names, as do the lines behind it. */
static gboolean
guard_ledgers (Guard *guard, GError **error)
{
  static const char *const tables[] = { "balance", "balance_month", "ledger_line", NULL };

  for (const char *const *table = tables; *table; table++)
    {
      g_string_append_printf (guard->tables, " zg.%s", *table);
      if (!guard_table (guard, *table, "zg.sees_balance (ledger, k1, k2, k3, k4)", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
guard_kinds (Guard *guard, GError **error)
{
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    if (!guard_kind (guard, *kind, error))
      return FALSE;
  for (const char *const *table = open_tables; *table; table++)
    g_string_append_printf (guard->tables, " zg.%s", *table);
  g_string_append (guard->tables, " zg.audit zg.audit_put zg_seen.meta zg_seen.user_key zg_seen.key_grant "
                                  "zg_seen.password_history");
  return run_file (guard->db, "faces.sql", error) &&
         guard_table (guard, "audit", SEEN_ENTRY " OR actor = (SELECT zg.me ()) OR zg.sees (kind, doc)", error) &&
         guard_table (guard, "audit_put", SEEN_ENTRY " OR zg.sees (kind, doc)", error) && guard_ledgers (guard, error);
}

/* -- Steps and printed numbers, as the server's functions read them -- */

static gboolean
put_step (ZgDb *db, const ZgKind *kind, const ZgStep *step, GError **error)
{
  g_autoptr (GString) differs = g_string_new (NULL);

  for (int i = 0; i < kind->n_fields; i++)
    if (step->differs & ZG_F (i))
      g_string_append_printf (differs, "%s%s", differs->len ? " " : "", kind->fields[i].name);
  return zg_db_run (db, error,
                    ZG_SQL ("INSERT INTO zg_keep.server_step (kind, verb, from_state, top, not_own, by_clock, differs)"
                            " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING"),
                    "ssssiis", kind->id, step->verb, step->from ? step->from : "", zg_kind_top (kind)->id,
                    (gint64) !!(step->flags & ZG_NOT_OWN), (gint64) !!(step->flags & ZG_BY_CLOCK), differs->str);
}

static gboolean
put_maps (ZgDb *db, GError **error)
{
  guint                   n;
  const ZgRoleMap *const *maps = zg_role_maps (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *roles = g_strjoinv (",", (char **) maps[i]->roles);
      gint64           printed = g_str_equal (zg_parameter_by_key (maps[i]->key)->value, maps[i]->value);

      if (!zg_db_run (db, error,
                      ZG_SQL ("INSERT INTO zg_keep.role_map (permission, key, value, roles, printed)"
                              " VALUES ($1, $2, $3, string_to_array ($4, ','), $5)"),
                      "ssssi", maps[i]->right, maps[i]->key, maps[i]->value, roles, printed))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_steps (ZgDb *db, GError **error)
{
  static const char *const numbers[] = { "pwd.max_age", "pwd.lock.tries", "pwd.lock.minutes", NULL };

  if (!zg_db_script (db, ZG_SQL ("DELETE FROM zg_keep.server_step; DELETE FROM zg_keep.printed; DELETE FROM zg_keep.role_map"),
                     error) ||
      !put_maps (db, error))
    return FALSE;
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    for (int i = 0; i < (*kind)->n_steps; i++)
      if (!put_step (db, *kind, &(*kind)->steps[i], error))
        return FALSE;
  for (const char *const *key = numbers; *key; key++)
    if (!zg_db_run (db, error, ZG_SQL ("INSERT INTO zg_keep.printed (key, value) VALUES ($1, $2)"), "si", *key,
                    g_ascii_strtoll (zg_parameter_by_key (*key)->value, NULL, 10)))
      return FALSE;
  return TRUE;
}

/* -- Roles and grants -- */

static char *
joined (const char *const *names)
{
  return g_strjoinv (" ", (char **) names);
}

/* Whoever was given something by hand before starts from nothing. */
static gboolean
grant (ZgDb *db, const char *tables, GError **error)
{
  g_autofree char *people = joined (for_people), *door = joined (for_door);

  return zg_db_run (db, error, ZG_SQL ("SELECT 1 FROM zg_keep.grant_all ($1, $2, $3)"), "sss", tables, people,
                    door);
}

static gboolean
level_all (ZgDb *db, GError **error)
{
  return zg_db_run (db, error, ZG_SQL ("SELECT count (zg_keep.level_role (p.id)) FROM zg.person p WHERE p.state <> 'ended'"),
                    NULL);
}

static char *
quoted (const char *name)
{
  g_auto (GStrv)   parts = g_strsplit (name, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}

static gboolean
know_roles (Guard *guard, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (guard->db, error, ZG_SQL ("SELECT zg_keep.owner (), current_database ()"), NULL);
  g_autofree char   *people = NULL;
  gboolean           row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error) || !row)
    return FALSE;
  people = g_strconcat (zg_stmt_text (stmt, 1), "_people", NULL);
  guard->owner = quoted (zg_stmt_text (stmt, 0));
  guard->people = quoted (people);
  return TRUE;
}

static gboolean
guard_all (ZgDb *db, gpointer data, GError **error)
{
  Guard    guard = { .db = db, .tables = g_string_new (NULL) };
  gboolean done = run_file (db, "roles.sql", error) && run_file (db, "rights.sql", error) && run_file (db, "door.sql", error) &&
                  run_file (db, "keys.sql", error) && run_file (db, "post.sql", error) && run_file (db, "ledger.sql", error) &&
                  run_file (db, "import.sql", error) && zg_server_import_facts (db, error) &&
                  zg_server_post_facts (db, error) && zg_server_line_facts (db, error) &&
                  put_steps (db, error) && know_roles (&guard, error) &&
                  guard_kinds (&guard, error) && grant (db, g_strstrip (guard.tables->str), error) && level_all (db, error);

  g_string_free (guard.tables, TRUE);
  g_free (guard.owner);
  g_free (guard.people);
  return done;
}

static gboolean
may_make_roles (ZgDb *db)
{
  gint64 may = 0;

  return zg_db_int (db, &may, NULL,
                    ZG_SQL ("SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolcreaterole OR rolsuper) -- SCHEMA zg "
                            ""), NULL) &&
         may;
}

gboolean
zg_server_guarded (ZgDb *db)
{
  gint64 there = 0;

  return zg_db_int (db, &there, NULL, ZG_SQL ("SELECT 1 FROM pg_namespace WHERE nspname = 'zg_keep' -- SCHEMA zg "), NULL) &&
    there;
}

gboolean
zg_server_guard (ZgDb *db, ZgBook *book, GError **error)
{
  g_autofree char *name = zg_db_is_server (zg_db_path (db)) ? zg_db_database (zg_db_path (db)) : NULL;

  if (name == NULL || zg_kind_by_id ("staff") == NULL || zg_kind_by_id ("unit") == NULL || !may_make_roles (db))
    return TRUE;
  if (strlen (name) <= LONGEST_NAME)
    return zg_db_transaction (db, guard_all, book, error) && zg_server_keep_clock (book, db, error);
  g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
               _ ("The name of the database “%s” is too long for the log-ins of its people: %d letters are the most. Nothing "
                  "was changed; "
                  "have it renamed."), name, LONGEST_NAME);
  return FALSE;
}

/* -- Asked for -- */

static gboolean
say_people (ZgDb *db, GString *report, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT p.login, k.login_verifier FROM person p JOIN user_key k ON "
                                                 "k.person_id = p.id"
                                                 " WHERE p.state <> 'ended' AND k.retired_ms IS NULL AND k.kdf_ops > 0 ORDER "
                                                 "BY p.login"),
                                         NULL);
  int                n = 0;
  gboolean           row = FALSE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    if (zg_stmt_is_null (stmt, 1))
      g_string_append_printf (report, _ ("%s logs in at this address once, or gets a new password.\n"), zg_stmt_text (stmt, 0));
    else
      n++;
  g_string_append_printf (report, _ ("%d log-ins may come in by the door.\n"), n);
  return stmt && !row;
}

static gpointer
make_door (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgBook  *book = data;
  GString *report;

  if (!may_make_roles (db))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
                   _ ("The role of %s may not make roles for the people of the book. Nothing was changed. Have it given "
                      "CREATEROLE, then "
                      "do this again."), book->path);
      return NULL;
    }
  if (!zg_server_guard (db, book, error))
    return NULL;
  report = g_string_new (NULL);
  if (say_people (db, report, error))
    return g_string_free (report, FALSE);
  g_string_free (report, TRUE);
  return NULL;
}

gboolean
zg_book_make_door (ZgBook *book, char **report, GError **error)
{
  if (zg_db_is_server (book->address) && !book->by_door && !book->read_only)
    return (*report = zg_store_write (book->store, make_door, book, error)) != NULL;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE,
                       _ ("A door is made for a book on a server, at the address of its owner: postgresql://OWNER@HOST/DATABASE. "
                          "Nothing was changed."));
  return FALSE;
}

char *
zg_server_door (const char *address)
{
  g_autofree char *database = zg_db_database (address), *role = g_strconcat (database, "_door", NULL);

  return zg_db_address_as (address, role, ZG_DOOR_PASSWORD);
}
