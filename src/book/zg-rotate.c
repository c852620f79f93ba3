/* A new version of a class key: granted to all who are entitled and to the recovery key. What is sealed under the old one stays
 * readable and is sealed anew in the background (zg-rotate-run.c). */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-new.h"
#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"

#define DUE "due:"
#define ERASED "erased:"                                      /* something sealed under the key was erased */
#define SELDOM_MS (G_GINT64_CONSTANT (30) * 24 * 3600 * 1000) /* for that alone a key is changed once a month at most */
#define VERSIONS 255 /* one byte of what is sealed; they are gone round */

static gboolean
note_class (ZgDb *db, const char *what, const char *klass, GError **error)
{
  g_autofree char *key = g_strconcat (what, klass, NULL);

  return zg_db_run (db, error, ZG_SQL ("INSERT INTO meta (key, value) VALUES ($1, '1') ON CONFLICT (key) DO NOTHING"), "s", key);
}

gboolean
zg_keys_due (ZgDb *db, const char *klass, GError **error)
{
  return note_class (db, DUE, klass, error);
}

/* What was erased still stands, sealed, in entries of the audit: it can be read until the key is destroyed. */
gboolean
zg_keys_erased (ZgDb *db, const char *klass, GError **error)
{
  return note_class (db, ERASED, klass, error);
}

/* -- One class -- */

/* A number may be used again once nothing is sealed under it. */
static gboolean
free_number (ZgDb *db, const char *klass, gint64 version, GError **error)
{
  gint64 used = 0;

  if (!zg_db_int (db, &used, error,
                  ZG_SQL ("SELECT count (*) FROM key_class WHERE class = $1 AND ver = $2 AND state <> 'retired'"), "si", klass,
                  version))
    return FALSE;
  if (used)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_BUSY,
                   _ ("The key of the class %s was changed %d times and fields are still sealed under the first of them. Let "
                      "that be finished first."), klass, VERSIONS);
      return FALSE;
    }
  return zg_db_run (db, error, ZG_SQL ("DELETE FROM key_grant WHERE class = $1 AND ver = $2"), "si", klass, version) &&
         zg_db_run (db, error, ZG_SQL ("DELETE FROM key_class WHERE class = $1 AND ver = $2"), "si", klass, version);
}

static gboolean
grant_entitled (ZgDb *db, const ZgGranter *granter, const char *klass, int version, gint64 person, GError **error)
{
  g_autoptr (GHashTable) classes = zg_keys_entitled (db, person, zg_day_of_ms (zg_book_now (granter->book)), error);
  ZgUserKey key = { 0 };
  gboolean  found = FALSE, done = TRUE;

  if (classes == NULL)
    return FALSE;
  if (!g_hash_table_contains (classes, klass))
    return TRUE;
  if (!zg_user_key_read (db, person, &key, &found, error))
    return FALSE;
  if (found)
    done = zg_keys_grant (db, granter, klass, version, person, key.box_pk, error);
  zg_user_key_clear (&key);
  return done;
}

static gboolean
grant_recovery (ZgDb *db, const ZgGranter *granter, const char *klass, int version, GError **error)
{
  g_autofree char *hex = zg_book_meta (db, "recovery_pk");
  guint8           pk[ZG_KEY_BYTES];

  if (!zg_unhex (hex, pk, sizeof pk))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT, _ ("The book does not say what its recovery key is. No key was changed."));
      return FALSE;
    }
  return zg_keys_grant (db, granter, klass, version, ZG_RECOVERY, pk, error);
}

static gboolean
grant_all (ZgDb *db, const ZgGranter *granter, const char *klass, int version, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT DISTINCT person_id FROM user_key WHERE retired_ms IS NULL"),
                                         NULL);
  gboolean row;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return grant_recovery (db, granter, klass, version, error);
      if (!grant_entitled (db, granter, klass, version, zg_stmt_int (stmt, 0), error))
        return FALSE;
    }
  return FALSE;
}

gboolean
zg_keys_renew (ZgDb *db, const ZgGranter *granter, const char *klass, GError **error)
{
  g_autoptr (GHashTable) made = zg_class_keys_new ();
  ZgGranter        maker = { granter->book, granter->person, granter->sign, made };
  g_autofree char *due = g_strconcat (DUE, klass, NULL), *erased = g_strconcat (ERASED, klass, NULL);
  gint64           now = zg_book_now (granter->book), active = 0, next;

  if (!zg_db_int (db, &active, error, ZG_SQL ("SELECT ver FROM key_class WHERE class = $1 AND state = 'active'"), "s", klass))
    return FALSE;
  if (active == 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no class of sealed data called %s."), klass);
      return FALSE;
    }
  next = active % VERSIONS + 1;
  zg_class_keys_take (made, klass, (int) next, zg_secret_random (ZG_KEY_BYTES));
  return free_number (db, klass, next, error) &&
         zg_db_run (db, error, ZG_SQL ("UPDATE key_class SET state = 'readable' WHERE class = $1 AND ver = $2"), "si", klass,
                    active) &&
         zg_db_run (db, error, ZG_SQL ("INSERT INTO key_class (class, ver, state, created_ms) VALUES ($1, $2, 'active', $3)"),
                    "sii", klass, next, now) &&
         grant_all (db, &maker, klass, (int) next, error) &&
         zg_db_run (db, error, ZG_SQL ("DELETE FROM meta WHERE key IN ($1, $2)"), "ss", due, erased);
}

GPtrArray *
zg_keys_all_due (ZgDb *db, ZgBook *book, GError **error)
{
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ZgStmt) stmt = zg_db_query (
      db, error,
      ZG_SQL ("SELECT DISTINCT k.class FROM key_class k JOIN meta m ON m.key = 'due:' || k.class"
              " OR (m.key = 'erased:' || k.class AND k.created_ms < $1) WHERE k.state = 'active' ORDER BY k.class"),
      "i", zg_book_now (book) - SELDOM_MS);
  gboolean row;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&classes);
      g_ptr_array_add (classes, g_strdup (zg_stmt_text (stmt, 0)));
    }
  return NULL;
}

/* Who does not hold the class leaves it to somebody who does. */
gboolean
zg_keys_renew_due (ZgDb *db, const ZgGranter *granter, GError **error)
{
  g_autoptr (GPtrArray) classes = NULL;

  if (zg_db_is_guarded (db)) /* noted by the server, done by its owner */
    return TRUE;
  classes = zg_keys_all_due (db, granter->book, error);
  for (guint i = 0; classes && i < classes->len; i++)
    if (granter->sign && granter->class_keys && g_hash_table_contains (granter->class_keys, classes->pdata[i]) &&
        !zg_keys_renew (db, granter, classes->pdata[i], error))
      return FALSE;
  return classes != NULL;
}

/* -- Asked for -- */

typedef struct
{
  ZgSession  *session;
  const char *klass; /* (nullable): those that are due */
} Rotation;

static gboolean
rotate_tx (ZgDb *db, gpointer data, GError **error)
{
  Rotation        *rotation = data;
  ZgSession       *session = rotation->session;
  g_autofree char *body = zg_body ("key.rotate", "class", rotation->klass ? rotation->klass : "*", NULL);
  ZgGranter        granter;
  gboolean         done;

  zg_granter_of (session, &granter);
  done = (rotation->klass ? zg_keys_renew (db, &granter, rotation->klass, error) : zg_keys_renew_due (db, &granter, error)) &&
         zg_note (db, session->book, session->person, session->sign_sk, "key.rotate", "person", session->person, 0, body, error);
  g_hash_table_unref (granter.class_keys);
  return done;
}

static gpointer
rotate_write (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Rotation *rotation = data;

  if (!zg_db_transaction (db, rotate_tx, rotation, error))
    return NULL;
  zg_sessions_reload (rotation->session->book, db, NULL);
  return rotation;
}

gboolean
zg_keys_rotate (ZgSession *session, const char *klass, GError **error)
{
  Rotation rotation = { session, klass };

  return zg_store_write (zg_session_store (session), rotate_write, &rotation, error) != NULL;
}

gboolean
zg_book_rotate (ZgSession *session, const char *klass, GError **error)
{
  int versions[256];

  if (zg_session_reach (session, "person.recovery") != ZG_REACH_ALL)
    {
      g_autofree char *who = zg_roles_with (session, "person.recovery", ZG_REACH_ALL);

      zg_refused (session->book, session, "key.rotate", "person", session->person, klass);
      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("You may not change the keys of sealed data. Who may: %s."), who);
      return FALSE;
    }
  if (!zg_session_check_proof (session, error))
    return FALSE;
  if (session->store)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                           _ ("On a server keys are changed at the address of its owner: zgctl --book ADDRESS key rotate CLASS. "
                              "No key was changed."));
      return FALSE;
    }
  if (zg_session_key_versions (session, klass, versions) == 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("Only who holds the key of the class %s changes it. You do not."), klass);
      return FALSE;
    }
  return zg_keys_rotate (session, klass, error);
}
