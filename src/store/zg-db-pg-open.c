#include "zg-db-pg-private.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/eventfd.h>

#include "zg-error.h"

#define MIN_VERSION 150000
#define SOCKET_FOLDER "/var/run/postgresql"

/* Held for a session: no lock is waited for longer than this (the transaction is tried again), and a desk that falls asleep
 * in the middle of a change does not hold up the others; nobody computes for a desk that is gone. */
#define OPTIONS                                                                                                    \
  "-c search_path=zg,pg_temp -c lock_timeout=5s -c statement_timeout=0 -c idle_in_transaction_session_timeout=60s " \
  "-c client_connection_check_interval=10s -c synchronous_commit=on -c timezone=UTC "                              \
  "-c standard_conforming_strings=on -c default_transaction_read_only="

/* Addresses */

/* The library's own words on a bad address may hold a piece of the password: they are not passed on. */
static PQconninfoOption *
parse (const char *address)
{
  char             *message = NULL;
  PQconninfoOption *options = PQconninfoParse (address, &message);

  PQfreemem (message);
  return options;
}

static const char *
option (const PQconninfoOption *options, const char *keyword)
{
  for (; options && options->keyword; options++)
    if (strcmp (options->keyword, keyword) == 0)
      return options->val && *options->val ? options->val : NULL;
  return NULL;
}

/* What stands before the question mark, and what is a secret. */
static gboolean
is_said (const PQconninfoOption *option)
{
  static const char *const head[] = { "user", "dbname", "port", "host", NULL };

  return option->val == NULL || *option->val == '\0' || strstr (option->keyword, "password")
         || (g_strv_contains (head, option->keyword) && !(strcmp (option->keyword, "host") == 0 && *option->val == '/'));
}

static void
append_part (GString *text, const char *before, const char *value)
{
  if (value == NULL)
    return;
  g_string_append (text, before);
  g_string_append_uri_escaped (text, value, "/:,", TRUE);
}

/* It leads to the same database, for whoever has the password. */
char *
zg_pg_name (const char *address)
{
  PQconninfoOption *options = parse (address);
  const char       *host = option (options, "host"), *user = option (options, "user");
  GString          *text = g_string_new ("postgresql://");
  const char       *before = "?";

  append_part (text, "", user);
  append_part (text, user ? "@" : "", host && *host != '/' ? host : NULL);
  if (user && (host == NULL || *host == '/'))
    g_string_append_c (text, '@');
  append_part (text, ":", option (options, "port"));
  append_part (text, "/", option (options, "dbname"));
  for (const PQconninfoOption *each = options; each && each->keyword; each++)
    if (!is_said (each))
      {
        g_string_append_printf (text, "%s%s=", before, each->keyword);
        append_part (text, "", each->val);
        before = "&";
      }
  PQconninfoFree (options);
  return g_string_free (text, FALSE);
}

char *
zg_pg_place (const char *address)
{
  PQconninfoOption *options = parse (address);
  const char       *host = option (options, "host"), *port = option (options, "port"), *name = option (options, "dbname");
  char             *place = g_strdup_printf ("%s:%s/%s", host ? host : "", port ? port : "", name ? name : "");

  PQconninfoFree (options);
  return place;
}

gboolean
zg_db_is_door (const char *path)
{
  PQconninfoOption *options = zg_db_is_server (path) ? parse (path) : NULL;
  gboolean          door = options && option (options, "user") == NULL;

  PQconninfoFree (options);
  return door;
}

char *
zg_db_database (const char *address)
{
  PQconninfoOption *options = parse (address);
  char             *name = g_strdup (option (options, "dbname") ? option (options, "dbname") : "");

  PQconninfoFree (options);
  return name;
}

char *
zg_db_address_as (const char *address, const char *user, const char *password)
{
  g_autofree char *name = zg_pg_name (address);
  GString         *text = g_string_new ("postgresql://");
  const char      *rest = strstr (name, "://") + 3;

  if (strcspn (rest, "@") < strcspn (rest, "/?"))
    rest += strcspn (rest, "@") + 1;
  append_part (text, "", user);
  append_part (text, ":", password);
  g_string_append_printf (text, "@%s", rest);
  return g_string_free (text, FALSE);
}

static gboolean
is_local (const PQconninfoOption *options)
{
  const char *host = option (options, "host");

  return option (options, "hostaddr") == NULL && (host == NULL || (*host == '/' && strchr (host, ',') == NULL));
}

static gboolean
check_address (ZgDb *db, const PQconninfoOption *options, GError **error)
{
  if (options == NULL || option (options, "dbname") == NULL || option (options, "service"))
    g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE,
                 _("The address of the database is not complete. Nothing was changed. Write it as "
                   "postgresql://NAME@HOST/DATABASE?sslmode=verify-full."));
  else if (!is_local (options) && g_strcmp0 (option (options, "sslmode"), "verify-full") != 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE,
                 _("A database on another computer is reached only over a connection that proves who the server is. "
                   "Nothing was sent to “%s”. Add ?sslmode=verify-full to its address."), db->path);
  else
    return TRUE;
  return FALSE;
}

/* Opening */

#define MAX_OPTIONS 64

static PGconn *
connect_by (ZgDb *db, const PQconninfoOption *options, GError **error)
{
  const char *mode = zg_db_is_read_only (db) ? OPTIONS "on" : OPTIONS "off";
  /* Later ones win; each is said, so that no variable of the environment has a say. */
  const char *const own[][2] = {
    { "options", mode },          { "client_encoding", "UTF8" }, { "gssencmode", "disable" },
    { "application_name", "zhanggui" },
    { "keepalives_idle", "30" },  { "keepalives_interval", "10" }, { "keepalives_count", "3" }, { "tcp_user_timeout", "30000" },
    { "sslmode", is_local (options) ? "disable" : "verify-full" },
  };
  const char *keywords[MAX_OPTIONS + 1] = { NULL }, *values[MAX_OPTIONS + 1] = { NULL };
  int         n = 0;

  keywords[n] = "host";
  values[n++] = SOCKET_FOLDER;
  for (; options->keyword && n < MAX_OPTIONS - (int) G_N_ELEMENTS (own); options++)
    if (options->val && *options->val)
      {
        keywords[n] = options->keyword;
        values[n++] = options->val;
      }
  for (guint i = 0; i < G_N_ELEMENTS (own); i++, n++)
    {
      keywords[n] = own[i][0];
      values[n] = own[i][1];
    }
  return zg_pg_connect (db, keywords, values, error);
}

static void
on_notice_cb (void *data, const PGresult *result)
{
}

static gboolean
check_safety (ZgDb *db, gboolean local, GError **error)
{
  ZgPg *self = db->handle;

  if (local || PQsslInUse (self->conn))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_CONNECTION,
               _("The database server of “%s” did not prove who it is. Nothing was sent to it. Ask the administrator for its "
                 "certificate."), db->path);
  return FALSE;
}

/* Sorting must be the same on both engines, and text must be what it says. */
static gboolean
check_server (ZgDb *db, GError **error)
{
  static const char *const collations[] = { "C", "POSIX", "C.UTF-8", "C.utf8", NULL };
  ZgPg     *self = db->handle;
  PGresult *result = zg_pg_query (db,
      "SELECT datcollate, current_setting ('server_encoding'), current_setting ('synchronous_commit') "
                                      "FROM pg_database WHERE datname = current_database ()", error);
  gboolean  ok;

  if (result == NULL)
    return FALSE;
  ok = PQserverVersion (self->conn) >= MIN_VERSION && PQntuples (result) == 1
       && g_strv_contains (collations, PQgetvalue (result, 0, 0)) && strcmp (PQgetvalue (result, 0, 1), "UTF8") == 0
       && strcmp (PQgetvalue (result, 0, 2), "on") == 0;
  PQclear (result);
  if (!ok)
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                 _("The database “%s” cannot hold a book: it must be PostgreSQL 15 or later, in UTF8, sorted by C. Nothing was "
                   "changed. Have one made with “ENCODING 'UTF8' LC_COLLATE 'C' TEMPLATE template0”."), db->path);
  return ok;
}

static gboolean
count (ZgDb *db, const char *sql, gint64 *n, GError **error)
{
  PGresult *result = zg_pg_query (db, sql, error);

  if (result == NULL)
    return FALSE;
  *n = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
  PQclear (result);
  return TRUE;
}

/* A book of an earlier version gets the functions of this one from its owner. */
static gboolean
know_functions (ZgDb *db, gboolean owns, GError **error)
{
  static const char know[] = "SELECT count (*) FROM pg_proc WHERE pronamespace = 'zg'::regnamespace AND proname = 'tell'"
                             " AND has_function_privilege (oid, 'EXECUTE')";
  ZgPg  *self = db->handle;
  gint64 tells = 0;

  if (!count (db, know, &tells, error) || (!tells && owns && db->mode != ZG_DB_READ && !zg_pg_run (db, zg_pg_functions, error)))
    return FALSE;
  self->tells = tells || (owns && db->mode != ZG_DB_READ);
  return TRUE;
}

/* Who does not own the tables is a person: he finds the narrower faces of them first (see zg_server_guard ()). */
static gboolean
know_owner (ZgDb *db, GError **error)
{
  gint64 owns = 0;

  if (!count (db, "SELECT CASE WHEN pg_has_role (nspowner, 'USAGE') THEN 1 ELSE 0 END FROM pg_namespace WHERE nspname = 'zg'",
              &owns,
              error))
    return FALSE;
  db->guarded = !owns;
  if (!know_functions (db, owns, error))
    return FALSE;
  return owns || zg_pg_run (db, "SELECT set_config ('search_path', 'zg_seen, zg, pg_temp', false)", error);
}

static gboolean
make_or_find (ZgDb *db, GError **error)
{
  gint64 marks = 0, schemas = 0;

  if (!count (db, "SELECT count (*) FROM pg_namespace WHERE nspname = 'zg'", &schemas, error)
      || !count (db, "SELECT count (*) FROM pg_class WHERE relname = 'zg_mark' AND relkind = 'r' "
                     "AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'zg')", &marks, error))
    return FALSE;
  if (db->mode == ZG_DB_CREATE && schemas == 0)
    return zg_pg_run (db, zg_pg_setup, error) && zg_pg_run (db, zg_pg_functions, error) &&
           know_functions (db, TRUE, error);
  if (db->mode == ZG_DB_CREATE)
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _("“%s” exists already and was left as it is. Choose another name."),
                 db->path);
  else if (marks == 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_A_BOOK, _("“%s” is not a book. It was left as it is. Choose another file."),
                 db->path);
  else
    return know_owner (db, error);
  return FALSE;
}

static ZgPg *
pg_new (PGconn *conn)
{
  ZgPg *self = g_new0 (ZgPg, 1);

  self->conn = conn;
  self->drop = g_string_new (NULL);
  self->engine = g_strdup_printf ("PostgreSQL %d.%d", PQserverVersion (conn) / 10000, PQserverVersion (conn) % 10000);
  PQsetNoticeReceiver (conn, on_notice_cb, NULL);
  PQsetErrorVerbosity (conn, PQERRORS_DEFAULT);
  return self;
}

gboolean
zg_pg_open (ZgDb *db, GError **error)
{
  PQconninfoOption *options = parse (db->address);
  PGconn           *conn = NULL;
  gboolean          local = FALSE;

  if (db->bell < 0)
    db->bell = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (check_address (db, options, error))
    {
      local = is_local (options);
      conn = connect_by (db, options, error);
    }
  PQconninfoFree (options);
  if (conn == NULL)
    return FALSE;
  db->handle = pg_new (conn);
  g_atomic_int_set (&db->process, PQbackendPID (conn));
  return check_safety (db, local, error) && check_server (db, error) && make_or_find (db, error);
}

void
zg_pg_close (ZgDb *db)
{
  ZgPg *self = db->handle;

  db->handle = NULL;
  PQfinish (self->conn);
  g_string_free (self->drop, TRUE);
  g_free (self->engine);
  g_free (self);
}

/* Past zg.before_commit (), which goes with it. */
void
zg_pg_drop_book (ZgDb *db)
{
  (void) zg_pg_run (db, "DROP SCHEMA zg CASCADE", NULL);
  (void) zg_pg_run (db, "DROP SCHEMA IF EXISTS zg_seen, zg_keep CASCADE", NULL);
}
