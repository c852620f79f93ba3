/* Keys nothing is sealed under any more: out of use at once, destroyed a day later. With the grants goes the last of what was
 * erased or sealed anew: entries of the audit hold it sealed for ever, and nobody opens it then, whatever key he has kept. */
#include "zg-book-private.h"
#include "zg-error.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 3600 * 1000) /* a desk that has not heard of the new key has by then */

/* Every field of @kind that may be sealed under a key of @klass, looked at at once. Returns: (transfer full) (nullable): none. */
static char *
use_text (const ZgKind *kind, const char *klass)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean            blind = g_str_equal (klass, ZG_BLIND_CLASS), any = FALSE;

  g_string_printf (sql, ZG_SQL ("SELECT id FROM %s WHERE (1 = 0"), kind->id);
  for (int i = 0; i < kind->n_fields; i++)
    {
      const ZgField *field = &kind->fields[i];

      if (blind ? !(field->flags & ZG_FIND) : g_strcmp0 (field->seal, klass) != 0)
        continue;
      g_string_append_printf (sql, blind ? " OR (%s_ix & 255) = $1" : " OR substr (%s, 2, 1) = $1", field->name);
      any = TRUE;
    }
  g_string_append (sql, ") LIMIT 1");
  return any ? g_strdup (sql->str) : NULL;
}

/* Files stay as they were sealed: their key is read for ever. */
static gboolean
is_in_use (ZgDb *db, const char *klass, gint64 version, gboolean *used, GError **error)
{
  guint8             byte = (guint8) version;
  g_autoptr (GBytes) bytes = g_bytes_new (&byte, 1);
  gboolean           blind = g_str_equal (klass, ZG_BLIND_CLASS);

  *used = g_str_equal (klass, "FILE");
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind && !*used; kind++)
    {
      g_autofree char *sql = (*kind)->view ? NULL : use_text (*kind, klass);
      gint64           found = 0;

      if (sql && !(blind ? zg_db_int (db, &found, error, sql, "i", version) : zg_db_int (db, &found, error, sql, "b", bytes)))
        return FALSE;
      *used = found != 0;
    }
  return TRUE;
}

typedef struct
{
  char   klass[16];
  gint64 version;
} Old;

typedef struct
{
  ZgSession *session;
  gint64     before;   /* ms: destroyed are those out of use since */
  GArray    *retiring; /* of Old */
  GArray    *destroying;
} Retirement;

static gpointer
read_unused (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Retirement        *retirement = data;
  gboolean           may = zg_session_reach (retirement->session, "person.recovery") == ZG_REACH_ALL, row, used;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
      ZG_SQL ("SELECT class, ver, state FROM key_class k WHERE state = 'readable' OR (state = 'retired' AND"
              " coalesce (retired_ms, 0) < $1 AND EXISTS (SELECT 1 FROM key_grant g WHERE g.class = k.class AND g.ver = k.ver))"),
      "i", retirement->before);

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      Old      old = { .version = 0 };
      gboolean retired;

      if (!row)
        return retirement;
      g_strlcpy (old.klass, zg_stmt_text (stmt, 0), sizeof old.klass);
      old.version = zg_stmt_int (stmt, 1);
      retired = g_str_equal (zg_stmt_text (stmt, 2), "retired");
      if (retired && !may)
        continue;
      if (!is_in_use (db, old.klass, old.version, &used, error))
        return NULL;
      if (!used)
        g_array_append_val (retired ? retirement->destroying : retirement->retiring, old);
    }
  return NULL;
}

static gboolean
note_old (ZgDb *db, ZgSession *session, const char *step, const Old *old, GError **error)
{
  g_autofree char *version = g_strdup_printf ("%d", (int) old->version);
  g_autofree char *body = zg_body (step, "class", old->klass, "version", version, NULL);

  return zg_note (db, session->book, session->person, session->sign_sk, step, "person", session->person, 0, body, error);
}

/* Grants stay with those who have them: a desk that has not heard of the new key yet may still seal a row under the old one, and
 * the next run finds it. */
static gboolean
retire (ZgDb *db, ZgSession *session, const Old *old, GError **error)
{
  return zg_db_run (db, error, ZG_SQL ("UPDATE key_class SET state = 'retired', retired_ms = $3 WHERE class = $1 AND ver = $2"),
                    "sii", old->klass, old->version, zg_book_now (session->book)) &&
         note_old (db, session, "key.retire", old, error);
}

/* Asked again where nobody writes meanwhile: what is gone is gone. */
static gboolean
destroy (ZgDb *db, ZgSession *session, const Old *old, GError **error)
{
  gboolean used;

  if (!is_in_use (db, old->klass, old->version, &used, error))
    return FALSE;
  return used || (zg_db_run (db, error, ZG_SQL ("DELETE FROM key_grant WHERE class = $1 AND ver = $2"), "si", old->klass,
                             old->version) &&
                  note_old (db, session, "key.destroy", old, error));
}

static gboolean
retire_tx (ZgDb *db, gpointer data, GError **error)
{
  Retirement *retirement = data;

  for (guint i = 0; i < retirement->retiring->len; i++)
    if (!retire (db, retirement->session, &g_array_index (retirement->retiring, Old, i), error))
      return FALSE;
  for (guint i = 0; i < retirement->destroying->len; i++)
    if (!destroy (db, retirement->session, &g_array_index (retirement->destroying, Old, i), error))
      return FALSE;
  return TRUE;
}

static gpointer
retire_write (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Retirement *retirement = data;

  if (!zg_db_transaction (db, retire_tx, retirement, error))
    return NULL;
  if (retirement->destroying->len == 0)
    return retirement;
  zg_sessions_reload (retirement->session->book, db, NULL);
  return zg_db_forget (db, "key_grant", error) ? retirement : NULL;
}

gboolean
zg_keys_retire (ZgSession *session, GError **error)
{
  g_autoptr (GArray) retiring = g_array_new (FALSE, FALSE, sizeof (Old));
  g_autoptr (GArray) destroying = g_array_new (FALSE, FALSE, sizeof (Old));
  Retirement         retirement = { session, zg_book_now (session->book) - DAY_MS, retiring, destroying };

  return zg_store_read (zg_session_store (session), read_unused, &retirement, error) != NULL &&
         (retiring->len + destroying->len == 0 ||
          zg_store_write (zg_session_store (session), retire_write, &retirement, error) != NULL);
}
