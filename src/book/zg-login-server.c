/* Log-in by the door of a server: the door says how the password is stretched; what comes out opens the person's role and his
 * keys,
 * and neither the door nor the server learns what opens the keys. A name nobody has takes the same way to the same words. */
#include "zg-server.h"
#include "zg-book-new.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-text.h"

typedef struct
{
  ZgBook         *book;
  char           *login;  /* folded */
  gint64          now;
  gboolean        own;
  /* by the door */
  char           *role;
  ZgKdf           kdf;
  gint64          left, locked_until_ms, wait_until_ms;
  /* by the person */
  ZgStore        *store;
  gint64          person, staff;
  char           *name;
  ZgUserKey       key;
  ZgPasswordRules rules;
  ZgPersonKeys   *keys;
  char           *refusal;
  ZgSession      *session;
} Entry;

static void
entry_clear (Entry *entry)
{
  g_free (entry->login);
  g_free (entry->role);
  g_free (entry->name);
  g_free (entry->refusal);
  zg_user_key_clear (&entry->key);
  g_clear_pointer (&entry->keys, zg_person_keys_free);
  g_clear_pointer (&entry->session, zg_session_unref);
  g_clear_pointer (&entry->store, zg_store_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, entry_clear)

/* -- The door -- */

static gboolean
take_answer (Entry *entry, ZgStmt *stmt, GError **error)
{
  g_autoptr (GBytes) salt = zg_stmt_bytes (stmt, 1);

  entry->role = g_strdup (zg_stmt_text (stmt, 0));
  entry->kdf.ops = zg_stmt_int (stmt, 2);
  entry->kdf.mem = zg_stmt_int (stmt, 3);
  entry->left = zg_stmt_int (stmt, 4);
  entry->locked_until_ms = zg_stmt_int (stmt, 5);
  entry->wait_until_ms = zg_stmt_int (stmt, 6);
  if (salt && g_bytes_get_size (salt) == ZG_SALT_BYTES)
    {
      memcpy (entry->kdf.salt, g_bytes_get_data (salt, NULL), ZG_SALT_BYTES);
      return TRUE;
    }
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                       _ ("The door of this book gave no sound answer. Nobody was logged in; ask the administrator."));
  return FALSE;
}

static gboolean
ask (ZgDb *db, gpointer data, GError **error)
{
  Entry             *entry = data;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT role, salt, ops, mem, tries_left, locked_until_ms, wait_until_ms"
                                                 " FROM zg.door ($1)"), "s", entry->login);
  gboolean           row;

  g_clear_pointer (&entry->role, g_free);
  return stmt && zg_stmt_step (stmt, &row, error) && row && take_answer (entry, stmt, error);
}

static gpointer
ask_door (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, ask, data, error) ? data : NULL;
}

static gboolean
knock (ZgDb *db, gpointer data, GError **error)
{
  Entry             *entry = data;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT tries_left, locked_until_ms FROM zg.knock ($1)"), "s",
                                         entry->login);
  gboolean           row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error) || !row)
    return FALSE;
  entry->left = zg_stmt_int (stmt, 0);
  entry->locked_until_ms = zg_stmt_int (stmt, 1);
  return TRUE;
}

static gpointer
knock_at_door (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, knock, data, error) ? data : NULL;
}

static gboolean
refuse_wrong (Entry *entry, GError **error)
{
  if (zg_store_write (entry->book->store, knock_at_door, entry, error) == NULL)
    return FALSE;
  if (entry->locked_until_ms)
    zg_login_say_locked (entry->locked_until_ms, MAX (entry->now, zg_book_now (entry->book)), error);
  else
    zg_login_say_wrong (entry->left, error);
  return FALSE;
}

/* -- The person's own connection -- */

static gboolean
open_store (Entry *entry, const char *secret, GError **error)
{
  g_autoptr (GError) local = NULL;
  char              *address = zg_db_address_as (entry->book->address, entry->role, secret);

  entry->store = zg_store_open (address, entry->book->read_only, &local);
  zg_wipe_text (address);
  if (entry->store)
    return TRUE;
  if (!g_error_matches (local, ZG_ERROR, ZG_ERROR_DENIED))
    g_propagate_error (error, g_steal_pointer (&local));
  else if (g_strcmp0 (zg_error_get_clause (local), ZG_DB_CLOSED) == 0)
    zg_login_say ("state", error);
  else
    return refuse_wrong (entry, error);
  return FALSE;
}

static gpointer
read_person (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Entry             *entry = data;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT id, name, coalesce (staff, 0) FROM person WHERE id = zg.me ()"), NULL);
  gboolean           row, found;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return NULL;
  if (!row)
    {
      zg_login_say ("state", error);
      return NULL;
    }
  entry->person = zg_stmt_int (stmt, 0);
  entry->name = g_strdup (zg_stmt_text (stmt, 1));
  entry->staff = zg_stmt_int (stmt, 2);
  return zg_user_key_read (db, entry->person, &entry->key, &found, error) &&
         zg_password_rules (db, zg_day_of_ms (entry->now), &entry->rules, error) ? entry : NULL;
}

static gboolean
write_entry (ZgDb *db, gpointer data, GError **error)
{
  Entry             *entry = data;
  g_autofree char   *body = zg_body ("session.login", "desk", g_get_host_name (), NULL);
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (ZgStmt) stmt = NULL;
  ZgGranter          taker = { entry->book, entry->person, NULL, NULL };
  guint8             text[64], made[ZG_SIGNATURE_BYTES];
  char               command[40];
  gboolean           row;

  zg_sign (entry->keys->sign_sk, text, zg_signed_bytes (entry->book->uid, body, strlen (body), text), made);
  signature = g_bytes_new (made, sizeof made);
  stmt = zg_db_query (db, error, ZG_SQL ("SELECT zg.enter ($1, $2, $3, $4)"), "issb", (gint64) entry->own,
                      zg_command_new (command),
                      body, signature);
  if (stmt == NULL || !zg_stmt_step (stmt, &row, error) || !row)
    return FALSE;
  g_clear_pointer (&entry->refusal, g_free);
  if (*zg_stmt_text (stmt, 0))
    entry->refusal = g_strdup (zg_stmt_text (stmt, 0));
  /* roles that have ended since take their keys with them */
  return entry->refusal || zg_keys_level (db, &taker, entry->person, entry->key.box_pk, FALSE, error);
}

static gpointer
enter (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Entry *entry = data;

  if (!entry->book->read_only && !zg_db_transaction (db, write_entry, entry, error))
    return NULL;
  if (entry->refusal)
    {
      zg_login_say (entry->refusal, error);
      return NULL;
    }
  entry->session = zg_login_session (entry->book, entry->store, entry->person, entry->staff, entry->login, entry->name,
                                     &entry->key,
                                     g_steal_pointer (&entry->keys), &entry->rules, db, error);
  if (entry->session)
    entry->store = NULL; /* it is the session's */
  return entry->session;
}

static gboolean
come_in (Entry *entry, const guint8 kek[ZG_KEY_BYTES], GError **error)
{
  ZgStore *store = entry->store;

  if (zg_store_read (store, read_person, entry, error) == NULL)
    return FALSE;
  entry->keys = zg_person_keys_open (kek, entry->key.box_pk, entry->key.sign_pk, entry->key.box_sealed, entry->key.sign_sealed,
                                     error);
  return entry->keys && zg_book_arm (entry->book, store, error) && zg_desk_take (entry->book, store, error) &&
         (entry->book->read_only ? zg_store_read (store, enter, entry, error) : zg_store_write (store, enter, entry,
                                                                                                error)) != NULL;
}

ZgSession *
zg_server_login (ZgBook *book, const char *login_name, const char *password, gboolean own, GError **error)
{
  g_autofree char *stripped = zg_text_strip (login_name);
  g_auto (Entry)   entry = { .book = book, .login = zg_text_fold (stripped), .now = zg_book_now (book), .own = own };
  guint8           root[ZG_KEY_BYTES], kek[ZG_KEY_BYTES], server[ZG_KEY_BYTES];
  char            *secret;
  gboolean         in;

  if (zg_store_write (book->store, ask_door, &entry, error) == NULL)
    return NULL;
  if (entry.locked_until_ms || entry.wait_until_ms > entry.now)
    {
      if (entry.locked_until_ms)
        zg_login_say_locked (entry.locked_until_ms, entry.now, error);
      else
        zg_login_say_early (entry.wait_until_ms, entry.now, error);
      return NULL;
    }
  if (!zg_kdf_root (password && *password ? password : " ", &entry.kdf, root, error))
    return NULL;
  zg_kdf_split (root, kek, server);
  secret = zg_hex (server, sizeof server);
  in = open_store (&entry, secret, error) && come_in (&entry, kek, error);
  zg_wipe_text (secret);
  zg_wipe (root, sizeof root);
  zg_wipe (kek, sizeof kek);
  zg_wipe (server, sizeof server);
  return in ? g_steal_pointer (&entry.session) : NULL;
}
