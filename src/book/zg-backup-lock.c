/* Who can open a backup: the holder of the recovery key, and who may make backups, by his password. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-backup-private.h"
#include "zg-book-new.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-text.h"

static void
seal_to (ZgBackupHead *head, ZgBackupLock *lock, const ZgSecret *key)
{
  lock->sealed = zg_seal_to_person (lock->box_pk, zg_secret_data (key), zg_secret_size (key));
  g_ptr_array_add (head->locks, lock);
}

static gboolean
lock_recovery (ZgBackupHead *head, ZgDb *db, const ZgSecret *key, GError **error)
{
  g_autofree char *hex = zg_book_meta (db, "recovery_pk");
  ZgBackupLock    *lock;
  guint8           pk[ZG_KEY_BYTES];

  if (!zg_unhex (hex, pk, sizeof pk))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                           _ ("The book does not name its recovery key. Make a new one first (zgctl key recovery)."));
      return FALSE;
    }
  lock = g_new0 (ZgBackupLock, 1);
  lock->person = ZG_RECOVERY;
  memcpy (lock->box_pk, pk, sizeof pk);
  seal_to (head, lock, key);
  return TRUE;
}

/* A one-time password is known to two people and dies with its first use. */
static gboolean
lock_person (ZgBackupHead *head, ZgDb *db, gint64 person, const char *login, const ZgSecret *key, GError **error)
{
  ZgUserKey     user = { 0 };
  ZgBackupLock *lock;
  gboolean      found;

  if (!zg_user_key_read (db, person, &user, &found, error))
    return FALSE;
  if (!found || user.one_time_until_ms != 0)
    {
      zg_user_key_clear (&user);
      return TRUE;
    }
  lock = g_new0 (ZgBackupLock, 1);
  lock->person = person;
  lock->login = g_strdup (login);
  lock->kdf = user.kdf;
  memcpy (lock->box_pk, user.box_pk, ZG_KEY_BYTES);
  memcpy (lock->sign_pk, user.sign_pk, ZG_KEY_BYTES);
  lock->box_sealed = g_steal_pointer (&user.box_sealed);
  lock->sign_sealed = g_steal_pointer (&user.sign_sealed);
  zg_user_key_clear (&user);
  seal_to (head, lock, key);
  return TRUE;
}

gboolean
zg_backup_lock_all (ZgBackupHead *head, ZgDb *db, const ZgSecret *key, int today, GError **error)
{
  char day[11];
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT DISTINCT p.id, p.login FROM role_holder h JOIN role_right r ON r.role "
                                                 "= h.role JOIN person p ON p.id = h.person WHERE r.permission = "
                                                 "'backup.create' AND r.state = 'active' AND p.state = 'active' AND h.state IN "
                                                 "('active', 'ended') AND h.from_day <= $1 AND (h.to_day IS NULL OR h.to_day >= "
                                                 "$1) AND (h.stands_for IS NULL OR EXISTS (SELECT 1 FROM role_holder o JOIN "
                                                 "person q ON q.id = o.person WHERE o.person = h.stands_for AND o.role = h.role "
                                                 "AND o.stands_for IS NULL AND o.state IN ('active', 'ended') AND o.from_day <= "
                                                 "$1 AND (o.to_day IS NULL OR o.to_day >= $1) AND q.state <> 'ended')) ORDER BY "
                                                 "p.id"),
                                         "s", zg_day_format (today, day));
  gboolean row;

  if (stmt == NULL || !lock_recovery (head, db, key, error))
    return FALSE;
  while (zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (!lock_person (head, db, zg_stmt_int (stmt, 0), zg_stmt_text (stmt, 1), key, error))
        return FALSE;
    }
  return FALSE;
}

/* -- Opening -- */

static ZgSecret *
open_recovery (const ZgBackupHead *head, const char *text, GError **error)
{
  guint8    key[ZG_KEY_BYTES], pk[ZG_KEY_BYTES], sk[ZG_KEY_BYTES];
  ZgSecret *opened = NULL;

  if (!zg_recovery_parse (text, key, error))
    return NULL;
  zg_recovery_pair (key, pk, sk);
  zg_wipe (key, sizeof key);
  for (guint i = 0; i < head->locks->len && opened == NULL; i++)
    {
      const ZgBackupLock *lock = head->locks->pdata[i];

      if (lock->person == ZG_RECOVERY && memcmp (lock->box_pk, pk, sizeof pk) == 0)
        opened = zg_unseal_to_person (pk, sk, lock->sealed, NULL);
    }
  zg_wipe (sk, sizeof sk);
  if (opened == NULL)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                         _ ("This is not the recovery key of this backup. Nothing was changed. Take the sheet that was valid "
                            "on the day it was made."));
  return opened;
}

static ZgPersonKeys *
open_person (const ZgBackupLock *lock, const char *password)
{
  guint8        root[ZG_KEY_BYTES], kek[ZG_KEY_BYTES], login[ZG_KEY_BYTES];
  ZgPersonKeys *keys = NULL;

  if (zg_kdf_root (password, &lock->kdf, root, NULL))
    {
      zg_kdf_split (root, kek, login);
      keys = zg_person_keys_open (kek, lock->box_pk, lock->sign_pk, lock->box_sealed, lock->sign_sealed, NULL);
    }
  zg_wipe (root, sizeof root);
  zg_wipe (kek, sizeof kek);
  zg_wipe (login, sizeof login);
  return keys;
}

static ZgSecret *
open_password (const ZgBackupHead *head, const ZgBackupKey *key, gint64 *person, ZgPersonKeys **keys, GError **error)
{
  g_autofree char *stripped = zg_text_strip (key->login);
  g_autofree char *login = zg_text_fold (stripped);
  ZgSecret        *opened = NULL;

  if (head->trial)
    zg_kdf_hold_trial ();
  for (guint i = 0; i < head->locks->len && *keys == NULL; i++)
    {
      const ZgBackupLock *lock = head->locks->pdata[i];

      if (lock->person == ZG_RECOVERY || !g_str_equal (lock->login, login))
        continue;
      *keys = open_person (lock, key->password ? key->password : "");
      *person = lock->person;
      opened = *keys ? zg_unseal_to_person (lock->box_pk, zg_secret_data ((*keys)->box_sk), lock->sealed, NULL) : NULL;
    }
  if (head->trial)
    zg_kdf_drop_trial ();
  if (opened == NULL)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                         _ ("This log-in name and password do not open the backup: it is the password of the day it was made, of "
                            "somebody who could make backups. Nothing was changed. The recovery key opens it too."));
  return opened;
}

ZgSecret *
zg_backup_unlock (const ZgBackupHead *head, const ZgBackupKey *key, gint64 *person, ZgPersonKeys **keys, GError **error)
{
  g_autoptr (ZgSecret) opened = NULL;

  *person = ZG_RECOVERY;
  *keys = NULL;
  opened = key->recovery ? open_recovery (head, key->recovery, error) : open_password (head, key, person, keys, error);
  if (opened == NULL || zg_secret_size (opened) == ZG_KEY_BYTES)
    return g_steal_pointer (&opened);
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                       _ ("What the key should open in this backup was changed. It was left as it is. Take another one."));
  return NULL;
}
