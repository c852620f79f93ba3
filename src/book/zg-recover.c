/* The recovery key: opens every class after all who held them are gone; and a new one in its place. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-text.h"

#define ONE_TIME_LENGTH 16
#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))

typedef struct
{
  ZgBook           *book;
  const char       *login;
  gint64            person, version;
  guint8            box_pk[ZG_KEY_BYTES], box_sk[ZG_KEY_BYTES];
  GHashTable       *class_keys;
  ZgPersonKeys     *keys;
  ZgUserKey         key;
  ZgPasswordRules   rules;
  ZgPasswordMemory *memory;
} Recovery;

static void
recovery_clear (Recovery *recovery)
{
  zg_wipe (recovery->box_sk, sizeof recovery->box_sk);
  g_clear_pointer (&recovery->class_keys, g_hash_table_unref);
  g_clear_pointer (&recovery->keys, zg_person_keys_free);
  zg_user_key_clear (&recovery->key);
  zg_password_memory_free (recovery->memory);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recovery, recovery_clear)

static gboolean
wrong_key (GError **error)
{
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                       _ ("This is not the recovery key of this book. Nothing was changed. "
                          "Take the sheet that was printed last."));
  return FALSE;
}

/* It has to open every class that there is: a key of an earlier sheet opens none. */
static gboolean
opens_all (Recovery *recovery, ZgDb *db, GError **error)
{
  g_autofree char *its = zg_book_meta (db, "recovery_pk");
  g_autofree char *mine = zg_hex (recovery->box_pk, ZG_KEY_BYTES);
  g_autoptr (ZgStmt) stmt = NULL;
  gboolean row;

  if (g_strcmp0 (its, mine) != 0)
    return wrong_key (error);
  recovery->class_keys = zg_keys_open (db, recovery->book, ZG_RECOVERY, recovery->box_pk, recovery->box_sk, error);
  stmt = recovery->class_keys ? zg_db_query (db, error, ZG_SQL ("SELECT class, ver FROM key_class WHERE state <> 'retired'"),
                                             NULL) : NULL;
  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      GPtrArray *versions;

      if (!row)
        return TRUE;
      versions = g_hash_table_lookup (recovery->class_keys, zg_stmt_text (stmt, 0));
      if (versions == NULL || zg_stmt_int (stmt, 1) >= versions->len || versions->pdata[zg_stmt_int (stmt, 1)] == NULL)
        {
          g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                       _ ("The recovery key is right, but what it should open for the class %s was changed. Take a backup of the "
                          "book."),
                       zg_stmt_text (stmt, 0));
          return FALSE;
        }
    }
  return FALSE;
}

static gpointer
read_recovery (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Recovery *recovery = data;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT id, version FROM person WHERE login = $1 AND state IN ('active', "
                                                 "'locked')"),
                                         "s", recovery->login);
  gboolean row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error) || !opens_all (recovery, db, error))
    return NULL;
  if (!row || zg_stmt_int (stmt, 0) == recovery->book->clock_person)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("Nobody has the log-in name %s. Nothing was changed."),
                   recovery->login);
      return NULL;
    }
  recovery->person = zg_stmt_int (stmt, 0);
  recovery->version = zg_stmt_int (stmt, 1);
  if (!zg_password_rules (db, zg_day_of_ms (zg_book_now (recovery->book)), &recovery->rules, error))
    return NULL;
  recovery->memory = zg_password_memory_read (db, recovery->person, error);
  return recovery->memory;
}

static gboolean
write_recovery (ZgDb *db, gpointer data, GError **error)
{
  Recovery        *recovery = data;
  ZgGranter        granter = { recovery->book, recovery->person, recovery->keys->sign_sk, recovery->class_keys };
  g_autofree char *pk = zg_hex (recovery->keys->sign_pk, ZG_KEY_BYTES);
  g_autofree char *body = zg_body ("book.recover", "login", recovery->login, "key", pk, NULL);
  gint64           version = recovery->version + 1;

  return zg_user_key_insert (db, &recovery->key, zg_book_now (recovery->book), error) &&
         zg_password_memory_write (recovery->memory, db, error) &&
         zg_db_run (db, error, ZG_SQL ("UPDATE person SET state = 'active', version = $2 WHERE id = $1"), "ii", recovery->person,
                    version) &&
         zg_db_run (db, error, ZG_SQL ("DELETE FROM login_state WHERE login = $1"), "s", recovery->login) &&
         zg_keys_level (db, &granter, recovery->person, recovery->key.box_pk, TRUE, error) &&
         zg_note (db, recovery->book, recovery->person, recovery->keys->sign_sk, "book.recover", "person", recovery->person,
                  version, body, error);
}

static gpointer
run_recovery (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Recovery *recovery = data;

  if (!zg_db_transaction (db, write_recovery, recovery, error))
    return NULL;
  zg_sessions_reload (recovery->book, db, NULL);
  return recovery;
}

char *
zg_book_recover (ZgBook *book, const char *text, const char *login, GError **error)
{
  g_autofree char *stripped = zg_text_strip (login);
  g_autofree char *folded = zg_text_fold (stripped);
  g_auto (Recovery) recovery = { .book = book, .login = folded };
  g_autofree char *password = NULL;
  guint8 key[ZG_KEY_BYTES];
  ZgKdf  kdf;

  if (book->by_door)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                           _ ("The recovery key is used at the owner's address of this book (postgresql://OWNER@…). Nothing was "
                              "changed; ask who keeps the server."));
      return NULL;
    }
  if (!zg_recovery_parse (text, key, error))
    return NULL;
  zg_recovery_pair (key, recovery.box_pk, recovery.box_sk);
  zg_wipe (key, sizeof key);
  if (zg_store_read (book->store, read_recovery, &recovery, error) == NULL)
    return NULL;
  password = book->trial ? g_strdup (book->trial_password) : zg_random_password (ONE_TIME_LENGTH);
  kdf = zg_book_kdf (book);
  recovery.keys = zg_person_keys_new ();
  recovery.key.person = recovery.person;
  recovery.key.one_time_until_ms = book->trial ? 0 : zg_book_now (book) + recovery.rules.once_hours * HOUR_MS;
  if (!zg_user_key_make (&recovery.key, recovery.keys, password, &kdf, error) ||
      !zg_password_memory_judge (recovery.memory, password, book->trial ? 0 : recovery.rules.history, error) ||
      zg_store_write (book->store, run_recovery, &recovery, error) == NULL)
    {
      zg_wipe_text (g_steal_pointer (&password));
      return NULL;
    }
  return g_steal_pointer (&password);
}

/* -- A new key -- */

typedef struct
{
  ZgSession *session;
  guint8     box_pk[ZG_KEY_BYTES];
} Renewal;

static gboolean
grant_all (ZgDb *db, Renewal *renewal, const ZgGranter *granter, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT class, ver FROM key_class WHERE state <> 'retired'"), NULL);
  gboolean row;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (!zg_keys_grant (db, granter, zg_stmt_text (stmt, 0), (int) zg_stmt_int (stmt, 1), ZG_RECOVERY, renewal->box_pk, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
write_renewal (ZgDb *db, gpointer data, GError **error)
{
  Renewal         *renewal = data;
  ZgSession       *session = renewal->session;
  g_autofree char *pk = zg_hex (renewal->box_pk, ZG_KEY_BYTES);
  g_autofree char *body = zg_body ("person.recovery", "key", pk, NULL);
  ZgGranter        granter;
  gboolean         done;

  zg_granter_of (session, &granter);
  done = grant_all (db, renewal, &granter, error) &&
         zg_db_run (db, error,
                    zg_db_is_guarded (db) ? ZG_SQL ("SELECT 1 FROM zg.recovery_put ($1)")
                                          : ZG_SQL ("UPDATE meta SET value = $1 WHERE key = 'recovery_pk'"), "s", pk) &&
         zg_note (db, session->book, session->person, session->sign_sk, "person.recovery", "person", session->person, 0, body,
                  error);
  g_hash_table_unref (granter.class_keys);
  return done;
}

static gpointer
run_renewal (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, write_renewal, data, error) ? data : NULL;
}

char *
zg_people_new_recovery (ZgSession *session, GError **error)
{
  Renewal renewal = { .session = session };
  guint8  key[ZG_KEY_BYTES], box_sk[ZG_KEY_BYTES];
  char   *text = NULL;

  if (zg_session_reach (session, "person.recovery") != ZG_REACH_ALL)
    {
      g_autofree char *who = zg_roles_with (session, "person.recovery", ZG_REACH_ALL);

      zg_refused (session->book, session, "person.recovery", "person", session->person, NULL);
      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("You may not make a new recovery key; the old one stays. Who may: %s."),
                   who);
      return NULL;
    }
  if (!zg_session_check_proof (session, error))
    return NULL;
  zg_random_bytes (key, sizeof key);
  zg_recovery_pair (key, renewal.box_pk, box_sk);
  zg_wipe (box_sk, sizeof box_sk);
  if (zg_store_write (zg_session_store (session), run_renewal, &renewal, error))
    text = zg_recovery_format (key);
  zg_wipe (key, sizeof key);
  return text;
}
