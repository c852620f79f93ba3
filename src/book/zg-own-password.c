/* Changing one's own password: the keys stay, they are sealed under the new one. */
#include <glib/gi18n.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"

typedef struct
{
  ZgSession        *session;
  ZgUserKey         key;
  ZgPasswordRules   rules;
  ZgPasswordMemory *memory;
  gint64            now;
} Change;

static void
change_clear (Change *change)
{
  zg_user_key_clear (&change->key);
  zg_password_memory_free (change->memory);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

static gpointer
read_change (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Change  *change = data;
  gboolean found;

  if (!zg_user_key_read (db, change->session->person, &change->key, &found, error) ||
      !zg_password_rules (db, zg_day_of_ms (change->now), &change->rules, error))
    return NULL;
  if (!found)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("This log-in has no password that could be changed."));
      return NULL;
    }
  change->memory = zg_password_memory_read (db, change->session->person, error);
  return change->memory;
}

static gboolean
old_is_right (Change *change, const char *old_password, GError **error)
{
  g_autoptr (ZgPersonKeys) keys = NULL;
  guint8 root[ZG_KEY_BYTES], kek[ZG_KEY_BYTES], server[ZG_KEY_BYTES];

  if (old_password && *old_password && zg_kdf_root (old_password, &change->key.kdf, root, NULL))
    {
      zg_kdf_split (root, kek, server);
      keys = zg_person_keys_open (kek, change->key.box_pk, change->key.sign_pk, change->key.box_sealed, change->key.sign_sealed,
                                  NULL);
      zg_wipe (root, sizeof root);
      zg_wipe (kek, sizeof kek);
      zg_wipe (server, sizeof server);
    }
  if (keys == NULL)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("The old password is wrong. It stays as it is; enter it again."));
  return keys != NULL;
}

static gboolean
write_change (ZgDb *db, gpointer data, GError **error)
{
  Change          *change = data;
  ZgSession       *session = change->session;
  g_autofree char *body = zg_body ("session.password", NULL);

  return zg_user_key_replace (db, &change->key, error) && zg_password_memory_write (change->memory, db, error) &&
         zg_note (db, session->book, session->person, session->sign_sk, "session.password", "person", session->person, 0, body,
                  error);
}

static gpointer
run_change (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, write_change, data, error) ? data : NULL;
}

static gboolean
change_password (ZgSession *session, const char *old_password, const char *new_password, GError **error)
{
  g_auto (Change) change = { .session = session, .now = zg_book_now (session->book) };
  ZgKdf kdf;

  if (session->keys == NULL || zg_store_read (zg_session_store (session), read_change, &change, error) == NULL)
    {
      if (session->keys == NULL)
        g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("This log-in has no password that could be changed."));
      return FALSE;
    }
  if (!old_is_right (&change, old_password, error) ||
      !zg_password_judge (&change.rules, new_password, session->login, session->name, zg_book_name (session->book), error) ||
      !zg_password_memory_judge (change.memory, new_password, change.rules.history, error))
    return FALSE;
  kdf = zg_book_kdf (session->book);
  change.key.person = session->person;
  change.key.one_time_until_ms = 0;
  change.key.password_at_ms = change.now;
  if (!zg_user_key_make (&change.key, session->keys, new_password, &kdf, error) ||
      zg_store_write (zg_session_store (session), run_change, &change, error) == NULL)
    return FALSE;
  g_atomic_int_set (&session->must_change, FALSE);
  if (session->max_age > 0)
    session->password_day = zg_day_of_ms (change.now);
  return TRUE;
}

gboolean
zg_session_change_password (ZgSession *session, const char *old_password, const char *new_password, GError **error)
{
  gboolean done;

  zg_session_hold (session);
  done = change_password (session, old_password, new_password, error);
  zg_session_release (session);
  return done;
}
