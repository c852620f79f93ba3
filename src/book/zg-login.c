/* Log-in: the password opens the person's keys, nothing else is compared. Wrong tries are counted by the name that was typed, so
 * that a name nobody has behaves like one that somebody has. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-server.h"
#include "zg-text.h"

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))
#define DAY_MS (24 * 60 * MINUTE_MS)
#define USED 1 /* one_time_until_ms of a one-time password that has been used */

typedef struct
{
  ZgBook         *book;
  char           *login;     /* folded */
  gint64          now;
  gboolean        own;       /* a one-time password does not do */
  /* read */
  gint64          person, staff;
  char           *name, *state;
  ZgUserKey       key;
  gboolean        known;     /* a person with a password */
  gint64          failures, locked_until_ms;
  gint64          wait_until_ms; /* after a wrong password: longer each time */
  ZgPasswordRules rules;
  /* made */
  ZgPersonKeys   *keys;      /* (nullable): the password was wrong */
  ZgUserKey       stronger;  /* .person 0: the cost stays */
  const char     *refusal;   /* (nullable): for the audit */
  ZgSession      *session;
} Login;

static void
login_clear (Login *login)
{
  g_free (login->login);
  g_free (login->name);
  g_free (login->state);
  zg_user_key_clear (&login->key);
  zg_user_key_clear (&login->stronger);
  g_clear_pointer (&login->keys, zg_person_keys_free);
  g_clear_pointer (&login->session, zg_session_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Login, login_clear)

/* After the second wrong one 1, 2, 4 … seconds: nobody types that fast, and a program that guesses is slow. A trial book is for
 * trying things out. */
static gint64
pause_after (const Login *login)
{
  return login->failures < 2 || login->book->trial ? 0 : G_GINT64_CONSTANT (1000) << MIN (login->failures - 2, 6);
}

/* -- What the book says -- */

static gboolean
read_person (Login *login, ZgDb *db, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT id, name, coalesce (staff, 0), state FROM person WHERE login = $1 AND "
                                                 "state <> 'ended'"),
                                         "s", login->login);
  gboolean row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  login->person = zg_stmt_int (stmt, 0);
  login->name = g_strdup (zg_stmt_text (stmt, 1));
  login->staff = zg_stmt_int (stmt, 2);
  login->state = g_strdup (zg_stmt_text (stmt, 3));
  return zg_user_key_read (db, login->person, &login->key, &login->known, error);
}

static gboolean
read_tries (Login *login, ZgDb *db, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT failures, locked_until_ms, last_ms FROM login_state WHERE "
                                                 "login = $1"), "s",
                                         login->login);
  gboolean row;

  login->failures = login->locked_until_ms = login->wait_until_ms = 0;
  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    {
      login->failures = zg_stmt_int (stmt, 0);
      login->locked_until_ms = zg_stmt_int (stmt, 1);
      login->wait_until_ms = zg_stmt_int (stmt, 2) + pause_after (login);
    }
  if (login->locked_until_ms && login->locked_until_ms <= login->now) /* the lock has ended: the count begins anew */
    login->failures = login->locked_until_ms = login->wait_until_ms = 0;
  return TRUE;
}

static gpointer
read_login (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Login *login = data;

  return read_person (login, db, error) && read_tries (login, db, error) &&
                 zg_password_rules (db, zg_day_of_ms (login->now), &login->rules, error)
           ? login
           : NULL;
}

/* -- The password -- */

/* A name nobody has costs the same work: a salt that is always the same for it, and a key that cannot be opened. */
static void
make_up (Login *login)
{
  g_autoptr (ZgPersonKeys) nobody = zg_person_keys_new ();
  guint8 kek[ZG_KEY_BYTES];

  login->key.kdf = zg_book_kdf (login->book);
  zg_digest (login->book->unknown, "login", login->login, strlen (login->login), login->key.kdf.salt);
  memcpy (login->key.box_pk, nobody->box_pk, ZG_KEY_BYTES);
  memcpy (login->key.sign_pk, nobody->sign_pk, ZG_KEY_BYTES);
  zg_random_bytes (kek, sizeof kek);
  zg_person_keys_seal (nobody, kek, &login->key.box_sealed, &login->key.sign_sealed);
}

static gboolean
try_password (Login *login, const char *password, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint8 root[ZG_KEY_BYTES], kek[ZG_KEY_BYTES], server[ZG_KEY_BYTES];

  G_STATIC_ASSERT (ZG_SALT_BYTES == ZG_DIGEST_BYTES);
  if (!login->known)
    make_up (login);
  if (!zg_kdf_root (*password ? password : " ", &login->key.kdf, root, error))
    return FALSE;
  zg_kdf_split (root, kek, server);
  login->keys = zg_person_keys_open (kek, login->key.box_pk, login->key.sign_pk, login->key.box_sealed, login->key.sign_sealed,
                                     &local);
  zg_wipe (root, sizeof root);
  zg_wipe (kek, sizeof kek);
  zg_wipe (server, sizeof server);
  if (!login->known)
    g_clear_pointer (&login->keys, zg_person_keys_free);
  return TRUE;
}

/* The book asks for more work than when the password was set, or a server would not know it yet: now it is at hand, so it is
 * sealed again. */
static gboolean
strengthen (Login *login, const char *password, GError **error)
{
  ZgKdf now = zg_book_kdf (login->book);

  if (login->keys == NULL || login->book->read_only ||
      (login->key.kdf.ops >= now.ops && login->key.kdf.mem >= now.mem && login->key.verifier))
    return TRUE;
  if (!zg_user_key_make (&login->stronger, login->keys, password, &now, error))
    return FALSE;
  login->stronger.person = login->person;
  login->stronger.ver = login->key.ver;
  login->stronger.one_time_until_ms = login->key.one_time_until_ms;
  login->stronger.password_at_ms = login->key.password_at_ms;
  return TRUE;
}

/* -- Refusing -- */

void
zg_login_say_locked (gint64 until_ms, gint64 now, GError **error)
{
  int minutes = (int) ((until_ms - now + MINUTE_MS - 1) / MINUTE_MS);

  g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
               g_dngettext (GETTEXT_PACKAGE, "Too many wrong passwords. This log-in name can be used again in %d minute.",
                            "Too many wrong passwords. This log-in name can be used again in %d minutes.", minutes),
               minutes);
}

void
zg_login_say_wrong (gint64 left, GError **error)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
               g_dngettext (GETTEXT_PACKAGE, "Wrong log-in name or password. %d try left.",
                            "Wrong log-in name or password. %d tries left.", (int) left),
               (int) left);
}

void
zg_login_say_early (gint64 until_ms, gint64 now, GError **error)
{
  int seconds = (int) ((until_ms - now + 999) / 1000);

  g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
               g_dngettext (GETTEXT_PACKAGE, "Too soon after a wrong password. Try again in %d second.",
                            "Too soon after a wrong password. Try again in %d seconds.", seconds),
               seconds);
}

void
zg_login_say (const char *refusal, GError **error)
{
  const char *words = _ ("This log-in was locked by an administrator. Ask one to unlock it.");

  if (g_str_equal (refusal, "used"))
    words = _ ("This one-time password has been used already. Ask the administrator for a new one.");
  else if (g_str_equal (refusal, "once"))
    words = _ ("This one-time password is too old. Ask the administrator for a new one.");
  else if (g_str_equal (refusal, "own"))
    words = _ ("This is a one-time password; it is still unused. Set your own first, then do this again.");
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, words);
}

static gboolean
once_is_over (const Login *login)
{
  return login->key.one_time_until_ms && login->now >= login->key.one_time_until_ms;
}

/* Only who knows the password is told more than that it is wrong. */
static gboolean
refuse (Login *login, GError **error)
{
  if (login->refusal == NULL)
    return FALSE;
  if (g_str_equal (login->refusal, "locked") || (g_str_equal (login->refusal, "password") && login->locked_until_ms))
    zg_login_say_locked (login->locked_until_ms, login->now, error);
  else if (g_str_equal (login->refusal, "early"))
    zg_login_say_early (login->wait_until_ms, login->now, error);
  else if (g_str_equal (login->refusal, "password"))
    zg_login_say_wrong (login->rules.tries - login->failures, error);
  else if (g_str_equal (login->refusal, "once") && login->key.one_time_until_ms == USED)
    zg_login_say ("used", error);
  else
    zg_login_say (login->refusal, error);
  return TRUE;
}

/* -- What is written -- */

static gboolean
note_refusal (Login *login, ZgDb *db, GError **error)
{
  ZgBook          *book = login->book;
  g_autofree char *body = zg_body ("session.login", "refused", login->refusal, NULL);

  return zg_note (db, book, book->clock_person, book->clock_sign, "refused:session.login", "person", login->person, 0, body,
                  error);
}

static gboolean
count_failure (Login *login, ZgDb *db, GError **error)
{
  login->failures++;
  if (login->failures >= login->rules.tries)
    login->locked_until_ms = login->now + login->rules.lock_minutes * MINUTE_MS;
  return zg_db_run (db, error,
                    ZG_SQL ("INSERT INTO login_state (login, failures, locked_until_ms, last_ms) VALUES ($1, $2, $3, $4) ON "
                            "CONFLICT (login)"
                            " DO UPDATE SET failures = excluded.failures, locked_until_ms = excluded.locked_until_ms, last_ms = "
                            "excluded.last_ms"),
                    "siii", login->login, login->failures, login->locked_until_ms, login->now) &&
         /* names nobody has do not pile up */
         zg_db_run (db, error, ZG_SQL ("DELETE FROM login_state WHERE last_ms < $1 AND locked_until_ms < $1"), "i",
                    login->now - 30 * DAY_MS);
}

static gboolean
note_success (Login *login, ZgDb *db, GError **error)
{
  ZgBook          *book = login->book;
  g_autofree char *body = zg_body ("session.login", "desk", g_get_host_name (), NULL);
  ZgGranter        taker = { book, login->person, NULL, NULL };

  if (login->stronger.person && !zg_user_key_replace (db, &login->stronger, error))
    return FALSE;
  if (login->key.one_time_until_ms &&
      !zg_db_run (db, error, ZG_SQL ("UPDATE user_key SET one_time_until_ms = $3 WHERE person_id = $1 AND ver = $2"), "iii",
                  login->person, login->key.ver, (gint64) USED))
    return FALSE;
  /* roles that have ended since take their keys with them */
  return zg_keys_level (db, &taker, login->person, login->key.box_pk, FALSE, error) &&
         zg_db_run (db, error, ZG_SQL ("DELETE FROM login_state WHERE login = $1"), "s", login->login) &&
         zg_note (db, book, login->person, login->keys->sign_sk, "session.login", "person", login->person, 0, body, error);
}

/* Tries that were made meanwhile count: everything is decided again inside the transaction. */
static void
decide (Login *login)
{
  login->refusal = NULL;
  if (login->locked_until_ms)
    login->refusal = "locked";
  else if (login->now < login->wait_until_ms) /* right or wrong: nothing is said about the password */
    login->refusal = "early";
  else if (login->keys == NULL)
    login->refusal = "password";
  else if (g_strcmp0 (login->state, "active") != 0)
    login->refusal = "state";
  else if (once_is_over (login))
    login->refusal = "once";
  else if (login->own && login->key.one_time_until_ms)
    login->refusal = "own";
}

static gboolean
write_login (ZgDb *db, gpointer data, GError **error)
{
  Login *login = data;

  if (!read_tries (login, db, error))
    return FALSE;
  decide (login);
  if (login->refusal == NULL)
    return note_success (login, db, error);
  if (g_str_equal (login->refusal, "password") && !count_failure (login, db, error))
    return FALSE;
  return note_refusal (login, db, error);
}

ZgSession *
zg_login_session (ZgBook *book, ZgStore *store, gint64 person, gint64 staff, const char *login, const char *name,
                  const ZgUserKey *key, ZgPersonKeys *keys, const ZgPasswordRules *rules, ZgDb *db, GError **error)
{
  const ZgSecret *sign = book->read_only ? NULL : keys->sign_sk;
  ZgSession      *session = zg_session_new (book, person, staff, login, name, keys, sign);

  session->login_ms = zg_book_now (book);
  session->lock_minutes = rules->idle_minutes;
  session->login_hours = rules->session_hours;
  session->proof_minutes = rules->proof_minutes;
  session->proved_us = g_get_monotonic_time ();
  if (!book->trial && rules->max_age > 0 && !key->one_time_until_ms)
    {
      session->warn_days = (int) rules->warn;
      session->password_day = zg_day_of_ms (key->password_at_ms);
      session->max_age = (int) rules->max_age;
      session->warn_days = (int) rules->warn;
    }
  session->must_change = !book->read_only && (key->one_time_until_ms != 0 || zg_session_password_days (session) == 0);
  if (zg_session_load (session, db, NULL, error))
    session->store = store;
  else
    g_clear_pointer (&session, zg_session_unref);
  return session;
}

static gboolean
open_session (Login *login, ZgDb *db, GError **error)
{
  login->session = zg_login_session (login->book, NULL, login->person, login->staff, login->login, login->name, &login->key,
                                     g_steal_pointer (&login->keys), &login->rules, db, error);
  return login->session != NULL;
}

static gpointer
finish_login (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Login *login = data;

  if (!login->book->read_only && !zg_db_transaction (db, write_login, login, error))
    return NULL;
  if (login->book->read_only)
    decide (login);
  return login->refusal || open_session (login, db, error) ? login : NULL;
}

static ZgSession *
log_in (ZgBook *book, const char *login_name, const char *password, gboolean own, GError **error)
{
  g_autofree char *stripped = zg_text_strip (login_name);
  g_auto (Login) login = { .book = book, .login = zg_text_fold (stripped), .now = zg_book_now (book), .own = own };

  if (zg_store_read (book->store, read_login, &login, error) == NULL)
    return NULL;
  if (login.locked_until_ms == 0 && login.now >= login.wait_until_ms &&
      (!try_password (&login, password ? password : "", error) || !strengthen (&login, password, error)))
    return NULL;
  if ((book->read_only ? zg_store_read (book->store, finish_login, &login, error)
                       : zg_store_write (book->store, finish_login, &login, error)) == NULL ||
      refuse (&login, error))
    return NULL;
  return g_steal_pointer (&login.session);
}

ZgSession *
zg_book_login (ZgBook *book, const char *login, const char *password, GError **error)
{
  return book->by_door ? zg_server_login (book, login, password, FALSE, error) : log_in (book, login, password, FALSE, error);
}

ZgSession *
zg_book_login_own (ZgBook *book, const char *login, const char *password, GError **error)
{
  return book->by_door ? zg_server_login (book, login, password, TRUE, error) : log_in (book, login, password, TRUE, error);
}

/* -- Without a password -- */

static gpointer
find_administrator (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT p.login FROM role_holder h JOIN person p ON p.id = h.person WHERE "
                                                 "h.role = 'admin'"
                                                 " AND h.stands_for IS NULL AND h.state = 'active' AND p.state = 'active' ORDER "
                                                 "BY h.id LIMIT 1"),
                                         NULL);
  gboolean row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return NULL;
  return g_strdup (row ? zg_stmt_text (stmt, 0) : "");
}

ZgSession *
zg_book_login_trial (ZgBook *book, const char *login, GError **error)
{
  g_autofree char *found = NULL;

  if (!book->trial || book->trial_password == NULL)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("This is no trial book. Log in with your name and password."));
      return NULL;
    }
  if (login == NULL)
    {
      found = zg_store_read (book->store, find_administrator, NULL, error);
      if (found == NULL)
        return NULL;
    }
  return zg_book_login (book, login ? login : found, book->trial_password, error);
}

static gpointer
load_session (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_session_load (data, db, NULL, error) ? data : NULL;
}

ZgSession *
zg_book_login_clock (ZgBook *book, GError **error)
{
  g_autoptr (ZgSession) session = NULL;

  if (book->clock_sign == NULL)
    {
      g_autofree char *key = zg_store_local (book->address, ".clockkey");

      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
                   _ ("The key of the book's clock is missing or belongs to another book (%s). Nothing was done; "
                      "put the file back from where the book was made."), key);
      return NULL;
    }
  if (book->by_door)
    return zg_server_clock (book, error);
  session = zg_session_new (book, book->clock_person, 0, "clock", "系统", NULL, book->clock_sign);
  return zg_store_read (book->store, load_session, session, error) ? g_steal_pointer (&session) : NULL;
}
