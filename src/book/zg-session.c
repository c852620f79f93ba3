/* The session: one person logged in. What its roles reach is kept with every day, so that midnight needs no reading. */
#include <string.h>

#include "zg-book-private.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"

#include <glib/gi18n.h>

static void
grants_free (ZgGrants *grants)
{
  if (grants == NULL)
    return;
  g_clear_pointer (&grants->holdings, g_array_unref);
  g_clear_pointer (&grants->role_rights, g_hash_table_unref);
  g_clear_pointer (&grants->tree, g_hash_table_unref);
  g_clear_pointer (&grants->presets, g_array_unref);
  g_free (grants);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgGrants, grants_free)

/* -- Life -- */

ZgSession *
zg_session_new (ZgBook *book, gint64 person, gint64 staff, const char *login, const char *name, ZgPersonKeys *keys,
                const ZgSecret *sign)
{
  ZgSession *session = g_new0 (ZgSession, 1);

  session->ref_count = 1;
  session->book = zg_book_ref (book);
  session->person = person;
  session->staff = staff;
  session->login = g_strdup (login);
  session->name = g_strdup (name);
  session->keys = keys;
  session->sign_sk = sign;
  session->is_clock = person == book->clock_person;
  session->password_day = ZG_NO_DAY;
  session->day = ZG_NO_DAY;
  g_mutex_init (&session->lock);
  session->class_keys = zg_class_keys_new ();
  session->texts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) zg_texts_free);
  session->active = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  session->roles = g_new0 (char *, 1);
  session->old_roles = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_mutex_lock (&book->sessions_lock);
  g_ptr_array_add (book->sessions, session);
  g_mutex_unlock (&book->sessions_lock);
  return session;
}

ZgSession *
zg_session_ref (ZgSession *session)
{
  g_atomic_int_inc (&session->ref_count);
  return session;
}

static gpointer
close_store (gpointer store)
{
  zg_store_close (store);
  return NULL;
}

/* The last reference may go on a thread of the store itself, which cannot wait for its own end. */
static void
let_store_go (ZgStore *store)
{
  if (store && zg_store_on_writer (store))
    g_thread_unref (g_thread_new ("zg-close", close_store, store));
  else
    zg_store_close (store);
}

void
zg_session_unref (ZgSession *session)
{
  g_autoptr (ZgBook) book = NULL;
  gboolean last;

  if (session == NULL)
    return;
  book = zg_book_ref (session->book);
  g_mutex_lock (&book->sessions_lock); /* so that a reload never takes a session that is going */
  last = g_atomic_int_dec_and_test (&session->ref_count);
  if (last)
    g_ptr_array_remove_fast (book->sessions, session);
  g_mutex_unlock (&book->sessions_lock);
  if (!last)
    return;
  let_store_go (session->store);
  g_clear_pointer (&session->class_keys, g_hash_table_unref);
  g_clear_pointer (&session->texts, g_hash_table_unref);
  g_clear_pointer (&session->active, g_hash_table_unref);
  g_clear_pointer (&session->keys, zg_person_keys_free);
  g_clear_pointer (&session->rights, g_hash_table_unref);
  grants_free (session->grants);
  g_strfreev (session->roles);
  g_ptr_array_unref (session->old_roles);
  g_free (session->login);
  g_free (session->name);
  g_mutex_clear (&session->lock);
  zg_book_unref (session->book);
  g_free (session);
}

ZgBook *
zg_session_book (ZgSession *session)
{
  return session->book;
}

ZgStore *
zg_session_store (ZgSession *session)
{
  return session->store ? session->store : session->book->store;
}

gint64
zg_session_person (ZgSession *session)
{
  return session->person;
}

gint64
zg_session_staff (ZgSession *session)
{
  return session->staff;
}

const char *
zg_session_login (ZgSession *session)
{
  return session->login;
}

const char *
zg_session_name (ZgSession *session)
{
  return session->name;
}

gboolean
zg_session_must_change (ZgSession *session)
{
  return g_atomic_int_get (&session->must_change);
}

int
zg_session_password_days (ZgSession *session)
{
  if (session->password_day == ZG_NO_DAY || session->max_age <= 0)
    return G_MAXINT;
  return MAX (0, session->password_day + session->max_age - zg_day_of_ms (zg_book_now (session->book)) + 1);
}

gboolean
zg_session_password_warns (ZgSession *session)
{
  return !zg_session_must_change (session) && zg_session_password_days (session) <= session->warn_days;
}

/* -- Reading what the roles give -- */

GHashTable *
zg_unit_tree (ZgDb *db, GError **error)
{
  g_autoptr (GHashTable) tree = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (ZgStmt) stmt = NULL;
  gboolean row;

  if (zg_kind_by_id ("unit") == NULL)
    return g_steal_pointer (&tree);
  stmt = zg_db_query (db, error, ZG_SQL ("SELECT id, coalesce (parent, 0) FROM unit"), NULL);
  if (stmt == NULL)
    return NULL;
  while (zg_stmt_step (stmt, &row, error))
    {
      gint64 pair[2];

      if (!row)
        return g_steal_pointer (&tree);
      pair[0] = zg_stmt_int (stmt, 0);
      pair[1] = zg_stmt_int (stmt, 1);
      g_hash_table_insert (tree, g_memdup2 (&pair[0], sizeof pair[0]), g_memdup2 (&pair[1], sizeof pair[1]));
    }
  return NULL;
}

static gboolean
read_holdings (ZgGrants *grants, ZgDb *db, gint64 person, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT role, coalesce (unit, 0), from_day, to_day FROM role_holder WHERE "
                                                 "person = $1 AND stands_for IS NULL"
                                                 " AND state IN ('active', 'ended') ORDER BY id"),
                                         "i", person);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (zg_stmt_step (stmt, &row, error))
    {
      ZgHolding holding = { .unit = 0, .from = ZG_NO_DAY, .to = ZG_NO_DAY };

      if (!row)
        return TRUE;
      g_strlcpy (holding.role, zg_stmt_text (stmt, 0), sizeof holding.role);
      holding.unit = zg_stmt_int (stmt, 1);
      if (!zg_day_parse (zg_stmt_text (stmt, 2), &holding.from) ||
          (!zg_stmt_is_null (stmt, 3) && !zg_day_parse (zg_stmt_text (stmt, 3), &holding.to)))
        continue; /* a day that cannot be read gives nothing */
      g_array_append_val (grants->holdings, holding);
    }
  return FALSE;
}

static GHashTable *
read_role_rights (ZgDb *db, GError **error)
{
  g_autoptr (GHashTable) roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  g_autoptr (ZgStmt)     stmt = NULL;
  gboolean               row;

  stmt = zg_db_query (db, error, ZG_SQL ("SELECT role, permission, reach FROM role_right WHERE state = 'active'"), NULL);
  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      GHashTable *rights;
      int         old;

      if (!row)
        return g_steal_pointer (&roles);
      rights = g_hash_table_lookup (roles, zg_stmt_text (stmt, 0));
      if (rights == NULL)
        {
          rights = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
          g_hash_table_insert (roles, g_strdup (zg_stmt_text (stmt, 0)), rights);
        }
      old = GPOINTER_TO_INT (g_hash_table_lookup (rights, zg_stmt_text (stmt, 1)));
      g_hash_table_insert (rights, g_strdup (zg_stmt_text (stmt, 1)), GINT_TO_POINTER (MAX (old, (int) zg_stmt_int (stmt, 2))));
    }
  return NULL;
}

static ZgGrants *
grants_read (ZgDb *db, gint64 person, gint64 staff, GHashTable *role_rights, GError **error)
{
  g_autoptr (ZgGrants) grants = g_new0 (ZgGrants, 1);

  grants->holdings = g_array_new (FALSE, FALSE, sizeof (ZgHolding));
  grants->tree = zg_unit_tree (db, error);
  if (grants->tree == NULL || !read_holdings (grants, db, person, error) || !zg_deputy_read (grants, db, person, error))
    return NULL;
  grants->role_rights = role_rights ? g_hash_table_ref (role_rights) : read_role_rights (db, error);
  if (grants->role_rights == NULL || (grants->presets = zg_role_presets (db, error)) == NULL)
    return NULL;
  if (staff && zg_kind_by_id ("staff") &&
      !zg_db_int (db, &grants->unit, error, ZG_SQL ("SELECT unit_id FROM staff WHERE id = $1"), "i", staff))
    return NULL;
  return g_steal_pointer (&grants);
}

/* None while the session is locked. */
static GHashTable *
open_keys (ZgSession *session, ZgDb *db, GError **error)
{
  g_autoptr (ZgSecret) box_sk = NULL;
  guint8 box_pk[ZG_KEY_BYTES];

  g_mutex_lock (&session->lock);
  if (session->keys && (!session->wipes || session->holds))
    {
      box_sk = zg_secret_copy (zg_secret_data (session->keys->box_sk), ZG_KEY_BYTES);
      memcpy (box_pk, session->keys->box_pk, sizeof box_pk);
    }
  g_mutex_unlock (&session->lock);
  return box_sk ? zg_keys_open (db, session->book, session->person, box_pk, zg_secret_data (box_sk), error)
                : zg_class_keys_new ();
}

static GHashTable *
read_active (ZgDb *db, GError **error)
{
  g_autoptr (GHashTable) active = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT class, ver FROM key_class WHERE state = 'active'"), NULL);
  gboolean row;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&active);
      g_hash_table_insert (active, g_strdup (zg_stmt_text (stmt, 0)), GINT_TO_POINTER ((int) zg_stmt_int (stmt, 1)));
    }
  return NULL;
}

gboolean
zg_session_load (ZgSession *session, ZgDb *db, GHashTable *role_rights, GError **error)
{
  g_autoptr (GHashTable) class_keys = NULL;
  g_autoptr (GHashTable) active_keys = NULL;
  g_autoptr (ZgGrants) grants = NULL;
  gint64 active = 0;

  if (!zg_db_int (db, &active, error, ZG_SQL ("SELECT 1 FROM person WHERE id = $1 AND state = 'active'"), "i", session->person) ||
      !zg_db_int (db, &session->staff, error, ZG_SQL ("SELECT coalesce (staff, 0) FROM person WHERE id = $1"), "i",
                  session->person))
    return FALSE;
  grants = grants_read (db, session->person, session->staff, role_rights, error);
  if (grants == NULL)
    return FALSE;
  if (!active) /* locked while he was at work: nothing goes any more */
    g_array_set_size (grants->holdings, 0);
  class_keys = active ? open_keys (session, db, error) : zg_class_keys_new ();
  active_keys = class_keys ? read_active (db, error) : NULL;
  if (active_keys == NULL)
    return FALSE;
  g_mutex_lock (&session->lock);
  grants_free (session->grants);
  session->grants = g_steal_pointer (&grants);
  g_hash_table_unref (session->class_keys);
  session->class_keys = g_steal_pointer (&class_keys);
  g_hash_table_unref (session->active);
  session->active = g_steal_pointer (&active_keys);
  session->day = ZG_NO_DAY;
  g_mutex_unlock (&session->lock);
  return TRUE;
}

static GHashTable *
held_rights (ZgSession *session)
{
  GHashTable *held;

  g_mutex_lock (&session->lock);
  held = session->grants ? g_hash_table_ref (session->grants->role_rights) : NULL;
  g_mutex_unlock (&session->lock);
  return held;
}

void
zg_sessions_reload (ZgBook *book, ZgDb *db, const ZgKind *changed)
{
  g_autoptr (GPtrArray)  all = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_session_unref);
  g_autoptr (GHashTable) rights = NULL;

  g_mutex_lock (&book->sessions_lock);
  for (guint i = 0; i < book->sessions->len; i++)
    g_ptr_array_add (all, zg_session_ref (book->sessions->pdata[i]));
  g_mutex_unlock (&book->sessions_lock);
  for (guint i = 0; i < all->len; i++)
    {
      ZgSession             *session = all->pdata[i];
      g_autoptr (GHashTable) held = NULL;
      g_autoptr (GError)     error = NULL;

      if (session->store && !zg_store_owns (session->store, db)) /* by his own connection, before his next step */
        {
          session->is_stale = TRUE;
          continue;
        }
      held = changed && changed != &zg_role_right && !session->is_stale ? held_rights (session) : NULL;
      if (held == NULL && rights == NULL)
        rights = read_role_rights (db, &error); /* once for all */
      session->is_stale = error != NULL || !zg_session_load (session, db, held ? held : rights, &error);
      if (error)
        g_warning ("the rights of %s could not be read anew: %s", zg_session_login (session), error->message);
    }
}

gboolean
zg_session_refresh (ZgSession *session, ZgDb *db, GError **error)
{
  if (session->is_stale)
    session->is_stale = !zg_session_load (session, db, NULL, error);
  return !session->is_stale;
}

/* -- Keys -- */

gsize
zg_signed_bytes (gint64 uid, gconstpointer data, gsize n, guint8 out[64])
{
  gint64 big = GINT64_TO_BE (uid);

  memcpy (out, "zg1", 3);
  memcpy (out + 3, &big, sizeof big);
  zg_sha256 (data, n, out + 3 + sizeof big);
  return 3 + sizeof big + ZG_SHA256_BYTES;
}

gboolean
zg_session_sign (ZgSession *session, gconstpointer data, gsize n, guint8 signature[ZG_SIGNATURE_BYTES], GError **error)
{
  guint8 text[64];
  gsize  length = zg_signed_bytes (session->book->uid, data, n, text);

  if (session->sign_sk == NULL)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                           _ ("Nothing was written: this session has no key to sign with. Log in again."));
      return FALSE;
    }
  zg_sign (session->sign_sk, text, length, signature);
  return TRUE;
}

static ZgSecret *
held_key (ZgSession *session, const char *klass, int version)
{
  GPtrArray *versions = g_hash_table_lookup (session->class_keys, klass);

  return versions && version > 0 && (guint) version < versions->len ? versions->pdata[version] : NULL;
}

/* What new fields are sealed under; where that key is not held (yet), the last one that is. */
static int
newest_key (ZgSession *session, const char *klass)
{
  GPtrArray *versions = g_hash_table_lookup (session->class_keys, klass);
  int        active = GPOINTER_TO_INT (g_hash_table_lookup (session->active, klass));

  return held_key (session, klass, active) ? active : versions ? (int) versions->len - 1 : 0;
}

guint
zg_session_key_versions (ZgSession *session, const char *klass, int versions[256])
{
  guint n = 0;

  g_mutex_lock (&session->lock);
  for (int version = 1; version < 256; version++)
    if (held_key (session, klass, version))
      versions[n++] = version;
  g_mutex_unlock (&session->lock);
  return n;
}

gboolean
zg_session_key (ZgSession *session, const char *klass, int version, guint8 key[ZG_KEY_BYTES], int *version_out, GError **error)
{
  ZgSecret *secret;

  g_mutex_lock (&session->lock);
  if (version == 0)
    version = newest_key (session, klass);
  secret = held_key (session, klass, version);
  if (secret)
    memcpy (key, zg_secret_data (secret), ZG_KEY_BYTES);
  g_mutex_unlock (&session->lock);
  if (version_out)
    *version_out = version;
  if (secret == NULL)
    g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
                 _ ("You do not hold the key of the class %s, so this field stays sealed. A person who holds it can help."),
                     klass);
  return secret != NULL;
}
