/* Locking a session: the keys go out of memory, everything else stays until the same person has logged in again. */
#include <glib/gi18n.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-people.h"

/* With the lock held. */
static void
wipe (ZgSession *session)
{
  session->wipes = FALSE;
  session->sign_sk = NULL;
  g_clear_pointer (&session->keys, zg_person_keys_free);
  g_hash_table_remove_all (session->class_keys);
}

static gpointer
wipe_on_writer (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgSession *session = data;

  g_mutex_lock (&session->lock);
  if (session->wipes && session->holds == 0) /* neither unlocked meanwhile nor at work */
    wipe (session);
  g_mutex_unlock (&session->lock);
  return data;
}

/* The writer signs: between two of its transactions nobody is using the key. */
static void
wipe_later (ZgSession *session)
{
  zg_store_write_async (zg_session_store (session), wipe_on_writer, zg_session_ref (session),
                        (GDestroyNotify) zg_session_unref, NULL, FALSE, NULL, NULL, NULL);
}

void
zg_session_lock (ZgSession *session)
{
  g_mutex_lock (&session->lock);
  session->locked = session->wipes = TRUE;
  if (session->book->read_only) /* nothing signs */
    wipe (session);
  g_mutex_unlock (&session->lock);
  if (!session->book->read_only)
    wipe_later (session);
}

gboolean
zg_session_is_locked (ZgSession *session)
{
  gboolean locked;

  g_mutex_lock (&session->lock);
  locked = session->locked;
  g_mutex_unlock (&session->lock);
  return locked;
}

void
zg_session_hold (ZgSession *session)
{
  g_mutex_lock (&session->lock);
  session->holds++;
  g_mutex_unlock (&session->lock);
}

void
zg_session_release (ZgSession *session)
{
  gboolean wipes;

  g_mutex_lock (&session->lock);
  wipes = --session->holds == 0 && session->wipes;
  g_mutex_unlock (&session->lock);
  if (wipes)
    wipe_later (session);
}

#define SWAP(type, a, b) \
  G_STMT_START \
  { \
    type swapped = (a); \
    (a) = (b); \
    (b) = swapped; \
  } \
  G_STMT_END

/* What the log-in has read goes into the session the pages know. */
static void
take_over (ZgSession *session, ZgSession *fresh)
{
  g_mutex_lock (&session->lock);
  g_mutex_lock (&fresh->lock);
  SWAP (ZgPersonKeys *, session->keys, fresh->keys);
  SWAP (const ZgSecret *, session->sign_sk, fresh->sign_sk);
  SWAP (GHashTable *, session->class_keys, fresh->class_keys);
  SWAP (GHashTable *, session->active, fresh->active);
  SWAP (ZgGrants *, session->grants, fresh->grants);
  session->day = ZG_NO_DAY;
  session->staff = fresh->staff;
  session->password_day = fresh->password_day;
  session->max_age = fresh->max_age;
  session->login_ms = fresh->login_ms;
  session->lock_minutes = fresh->lock_minutes;
  session->login_hours = fresh->login_hours;
  session->proof_minutes = fresh->proof_minutes;
  session->proved_us = fresh->proved_us;
  session->locked = session->wipes = FALSE;
  g_mutex_unlock (&fresh->lock);
  g_mutex_unlock (&session->lock);
  g_atomic_int_set (&session->must_change, g_atomic_int_get (&fresh->must_change));
}

gboolean
zg_session_unlock (ZgSession *session, const char *password, GError **error)
{
  g_autoptr (ZgSession) fresh = zg_book_login (session->book, session->login, password, error);

  if (fresh == NULL)
    return FALSE;
  if (fresh->person != session->person) /* the log-in name was given to somebody else meanwhile */
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("This log-in name belongs to another person now. Log in anew."));
      return FALSE;
    }
  take_over (session, fresh);
  return TRUE;
}

gboolean
zg_session_proof_due (ZgSession *session)
{
  gint64 proved;

  if (session->is_clock || session->book->trial)
    return FALSE;
  g_mutex_lock (&session->lock);
  proved = session->proved_us;
  g_mutex_unlock (&session->lock);
  return g_get_monotonic_time () - proved >= session->proof_minutes * 60 * G_USEC_PER_SEC;
}

gboolean
zg_session_check_proof (ZgSession *session, GError **error)
{
  if (!zg_session_proof_due (session))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
               _ ("This needs your password once more: it was given more than %d minutes ago. Nothing was done."),
               (int) session->proof_minutes);
  return FALSE;
}

gint64
zg_session_lock_after_ms (ZgSession *session)
{
  return session->lock_minutes * G_GINT64_CONSTANT (60000);
}

gint64
zg_session_ends_ms (ZgSession *session)
{
  return session->login_ms + session->login_hours * G_GINT64_CONSTANT (3600000);
}
