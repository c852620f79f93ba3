#include "zg-db-pg-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "zg-error.h"

gboolean
zg_pg_is_lost (ZgDb *db)
{
  ZgPg *self = db->handle;

  if (self == NULL || PQstatus (self->conn) == CONNECTION_BAD)
    db->lost = TRUE;
  return db->lost;
}

void
zg_pg_set_undone (GError **error)
{
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_IO,
                       _("An error undid the change as a whole. Nothing of it was stored; please try again."));
}

/* Constraints, in the spelling of the file engine */

static char *
unquoted (const char *name, gsize length)
{
  g_autofree char *inner = NULL;

  if (length < 2 || name[0] != '"')
    return g_strndup (name, length);
  inner = g_strndup (name + 1, length - 2);
  {
    g_auto (GStrv) parts = g_strsplit (inner, "\"\"", -1);

    return g_strjoinv ("\"", parts);
  }
}

/* "Key (a, b)=(1, 2) already exists.", in whatever language: the names stand in the first brackets. They alone are taken:
 * the values may be personal. Returns: (transfer full): "table.a, table.b". */
static char *
unique_columns (const PGresult *result)
{
  const char *table = PQresultErrorField (result, PG_DIAG_TABLE_NAME);
  const char *detail = PQresultErrorField (result, PG_DIAG_MESSAGE_DETAIL);
  const char *from = detail ? strchr (detail, '(') : NULL;
  const char *to = from ? strstr (from, ")=(") : NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  g_auto (GStrv) columns = NULL;
  g_autofree char *list = NULL;

  if (table == NULL || to == NULL)
    return g_strdup (PQresultErrorField (result, PG_DIAG_CONSTRAINT_NAME));
  list = g_strndup (from + 1, to - from - 1);
  columns = g_strsplit (list, ", ", -1);
  for (char **column = columns; *column; column++)
    {
      g_autofree char *name = unquoted (*column, strlen (*column));

      g_string_append_printf (names, "%s%s.%s", names->len ? ", " : "", table, name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
constraint_of (const char *state, const PGresult *result)
{
  if (strcmp (state, "23503") == 0)
    return g_strdup ("");
  if (strcmp (state, "23505") == 0)
    return unique_columns (result);
  if (strcmp (state, "23502") == 0)
    return g_strdup_printf ("%s.%s", PQresultErrorField (result, PG_DIAG_TABLE_NAME),
                            PQresultErrorField (result, PG_DIAG_COLUMN_NAME));
  if (strcmp (state, "P0001") == 0 || g_str_has_prefix (state, "ZGINV"))
    return g_strdup (PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY));
  if (g_str_has_prefix (state, "23"))
    return g_strdup (PQresultErrorField (result, PG_DIAG_CONSTRAINT_NAME));
  return NULL;
}

/* What the server says of a value that does not fit quotes it; such words do not go into a log. */
static void
note (ZgDb *db, const char *state, const PGresult *result)
{
  const char *words = result ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : NULL;

  if (words == NULL || g_str_has_prefix (state, "22"))
    words = "PostgreSQL";
  g_free (db->last_detail);
  db->last_detail = g_strdup_printf ("%s (%s)", words, state);
  g_free (db->last_constraint);
  db->last_constraint = result ? constraint_of (state, result) : NULL;
}

static void
set_constraint (ZgDb *db, const char *state, GError **error)
{
  if (strcmp (state, "23503") == 0)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                         _("A record that is referred to does not exist, or is still in use. Nothing was stored; correct the "
                           "reference."));
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                 _("A rule of the book refuses this (%s). Nothing was stored; correct the entry and try again."),
                 db->last_constraint ? db->last_constraint : state);
}

static void
set_value (const char *state, GError **error)
{
  if (strcmp (state, "22003") == 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                 _("A sum left the range of whole numbers (%s). Nothing was changed. Please report this."), state);
  else if (strcmp (state, "22021") == 0 || strcmp (state, "22P05") == 0)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                         _("A text holds bytes that are no characters. Nothing of it was stored; "
                           "enter or import the text again."));
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                 _("A value is not of the kind its field holds (%s). Nothing was stored; correct the entry and try again."),
                     state);
}

static void
set_cancelled (ZgDb *db, GError **error)
{
  if (g_atomic_int_get (&db->interrupted))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped at your request. Nothing was changed."));
  else
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_BUSY,
                         _("The database server stopped this work. Nothing was changed; please try again."));
}

static void
set_server_error (ZgDb *db, const char *state, GError **error)
{
  if (strcmp (state, "53100") == 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_FULL,
                 _("The disk of the database server “%s” is full. Everything stored before is kept, the last change was not "
                   "stored. Ask for space on the server and try again."), db->path);
  else if (strcmp (state, "XX001") == 0 || strcmp (state, "XX002") == 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                 _("The database “%s” is damaged. Nothing was changed. Keep the server's files and restore the newest verified "
                   "backup."), db->path);
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_IO,
                 _("The database server “%s” failed (%s). Nothing of the last change was stored. Look at the server, then try "
                   "again."), db->path, state);
}

static void
set_busy (ZgDb *db, GError **error)
{
  db->again = TRUE;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_BUSY,
                       _("Somebody else is changing the same data at the moment. Nothing was changed; please try again."));
}

static void
set_denied (GError **error)
{
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                       _("The database server does not allow this to your log-in. Nothing was changed. Ask the administrator."));
}

static void
set_lost (ZgDb *db, GError **error)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_CONNECTION,
               _("The connection to the database server “%s” was lost. Nothing that was not finished is kept. "
                 "Check the network and try again."), db->path);
}

/* What zg.post () refuses; who built the posting has looked before, so these are for forgeries and for what came between. */
static void
set_refused (const char *state, const char *why, GError **error)
{
  if (strcmp (state, "ZGSTA") == 0)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CONFLICT, "guard"); /* never seen: the runner builds again */
  else if (strcmp (state, "ZGCON") == 0)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CONFLICT,
                         _("Somebody changed this record meanwhile. Nothing was overwritten; your input is kept. Look at the "
                           "change, then save again."));
  else if (strcmp (state, "ZGNOF") == 0)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _("The record is no longer there. Nothing was saved."));
  else if (strcmp (state, "ZGDEN") == 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED, _("The database server refuses this to you (%s). Nothing was saved."),
                 why);
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, _("The database server refuses this (%s). Nothing was saved."), why);
}

typedef enum { REFUSED, AGAIN, CONSTRAINT, VALUE, CANCELLED, NO_AUDIT, READ_ONLY, UNDONE, DENIED, WRONG, BUSY, TOO_BIG,
               SERVER } Class;

/* By the first fitting beginning of the SQLSTATE. */
static Class
class_of (const char *state)
{
  static const struct { const char *prefix; Class class; } classes[] = {
    { "40001", AGAIN },       { "40P01", AGAIN },     { "55P03", AGAIN },    { "23", CONSTRAINT },   { "P0001", CONSTRAINT },
    { "22", VALUE },          { "42804", VALUE },     { "57014", CANCELLED }, { ZG_PG_NO_AUDIT, NO_AUDIT },
    { "ZG", REFUSED },
    { "25006", READ_ONLY },
    { "25P02", UNDONE },      { "42501", DENIED },    { "28", DENIED },      { "42", WRONG },        { "0A", WRONG },
    { "25", WRONG },          { "26", WRONG },        { "3F", WRONG },       { "08P01", WRONG },     { "53100", SERVER },
    { "53", BUSY },           { "54", TOO_BIG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_has_prefix (state, classes[i].prefix))
      return classes[i].class;
  return SERVER;
}

static void
set_by_state (ZgDb *db, const char *state, GError **error)
{
  switch (class_of (state))
    {
    case REFUSED:
      set_refused (state, db->last_detail ? db->last_detail : "", error);
      break;
    case AGAIN:
    case BUSY:
      set_busy (db, error);
      break;
    case CONSTRAINT:
      set_constraint (db, state, error);
      break;
    case VALUE:
      set_value (state, error);
      break;
    case CANCELLED:
      set_cancelled (db, error);
      break;
    case NO_AUDIT:
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                           _("A change without an entry in the audit journal is not accepted. Nothing of it was stored. Please "
                             "report this."));
      break;
    case READ_ONLY:
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_READ_ONLY,
                           _("The book is open read-only. Nothing was changed. Open it for writing where its file may be "
                             "written."));
      break;
    case UNDONE:
      zg_pg_set_undone (error);
      break;
    case DENIED:
      set_denied (error);
      break;
    case WRONG:
      zg_db_set_misuse (error, db->last_detail);
      break;
    case TOO_BIG:
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                           _("A value is too long to be stored. Nothing was stored; shorten it and try again."));
      break;
    case SERVER:
    default:
      set_server_error (db, state, error);
      break;
    }
}

void
zg_pg_set_error (ZgDb *db, const PGresult *result, GError **error)
{
  const char *state = result ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;

  note (db, state ? state : "-", result);
  if (zg_pg_is_lost (db))
    set_lost (db, error);
  else if (state)
    set_by_state (db, state, error);
  else
    zg_db_set_misuse (error, "no answer to this call"); /* the library itself refused */
}

/* Connecting */

/* The library keeps no SQLSTATE of a refused connection, but with terse errors the message ends with it. */
static const char *
state_of_connect (const char *message, char state[6])
{
  g_autofree char *text = g_strchomp (g_strdup (message ? message : ""));
  gsize            length = strlen (text);

  state[0] = '\0';
  if (length > 5 && text[length - 6] == ' ' && strspn (text + length - 5, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 5)
    memcpy (state, text + length - 5, 6);
  return state;
}

void
zg_pg_set_connect_error (ZgDb *db, PGconn *conn, GError **error)
{
  const char *message = conn ? PQerrorMessage (conn) : "";
  char        state[6];

  state_of_connect (message, state);
  if (strcmp (state, ZG_DB_CLOSED) == 0) /* the password may well be right */
    zg_error_set_clause (error, ZG_ERROR_DENIED, ZG_DB_CLOSED,
                         _("The database server of “%s” is closed to this name. Nothing was changed. Ask the administrator."),
                           db->path);
  else if (g_str_has_prefix (state, "28"))
    g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
                 _("The database server does not let you in to “%s” with this name and password. Nothing was changed. "
                   "Correct them, or ask the administrator."), db->path);
  else if (strcmp (state, "3D000") == 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _("There is nothing at “%s”. Nothing was changed. Choose another place."),
                 db->path);
  else if (strcmp (state, "42501") == 0)
    set_denied (error);
  else if (g_str_has_prefix (state, "53") || strcmp (state, "57P03") == 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_BUSY,
                 _("The database server of “%s” accepts no more connections at the moment. Nothing was changed; please try "
                   "again."), db->path);
  else if (strstr (message, "SSL") || strstr (message, "certificate"))
    g_set_error (error, ZG_ERROR, ZG_ERROR_CONNECTION,
                 _("The database server of “%s” did not prove who it is. Nothing was sent to it. Ask the administrator for its "
                   "certificate."), db->path);
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_CONNECTION,
                 _("The database server of “%s” cannot be reached. Nothing was changed. Check the network and the server, then "
                   "try again."), db->path);
}
