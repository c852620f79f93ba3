/* Log-ins: adding, new passwords, locking, roles. The keys of a step are written in its own transaction. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"

#define ONE_TIME_LENGTH 16
#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))

typedef struct
{
  ZgSession        *session;
  gint64            person;
  ZgPersonKeys     *keys;
  ZgUserKey         key;
  ZgPasswordRules   rules;
  ZgPasswordMemory *memory;
} Issue;

static void
issue_clear (Issue *issue)
{
  g_clear_pointer (&issue->keys, zg_person_keys_free);
  zg_user_key_clear (&issue->key);
  zg_password_memory_free (issue->memory);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Issue, issue_clear)

static gpointer
read_issue (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Issue *issue = data;

  if (!zg_password_rules (db, zg_day_of_ms (zg_book_now (issue->session->book)), &issue->rules, error))
    return NULL;
  issue->memory = zg_password_memory_read (db, issue->person, error);
  return issue->memory;
}

/* A password that was made for somebody: one use within a day; in a trial book the one everybody has.
 * Argon2 runs here, before the writer is asked for anything. */
static char *
issue_password (Issue *issue, GError **error)
{
  ZgBook *book = issue->session->book;
  g_autofree char *password = book->trial ? g_strdup (book->trial_password) : zg_random_password (ONE_TIME_LENGTH);
  ZgKdf   kdf = zg_book_kdf (book);

  if (zg_store_read (zg_session_store (issue->session), read_issue, issue, error) == NULL)
    return NULL;
  issue->keys = zg_person_keys_new ();
  issue->key.person = issue->person;
  issue->key.one_time_until_ms = book->trial ? 0 : zg_book_now (book) + issue->rules.once_hours * HOUR_MS;
  if (!zg_user_key_make (&issue->key, issue->keys, password, &kdf, error) ||
      (!book->trial && !zg_password_memory_judge (issue->memory, password, issue->rules.history, error)))
    return NULL;
  return g_steal_pointer (&password);
}

static gboolean
write_issue (ZgDb *db, gpointer data, GError **error)
{
  Issue    *issue = data;
  ZgGranter granter;
  gboolean  done;

  zg_granter_of (issue->session, &granter);
  done = zg_user_key_insert (db, &issue->key, zg_book_now (issue->session->book), error) &&
         (issue->session->book->trial || zg_password_memory_write (issue->memory, db, error)) &&
         (zg_db_is_guarded (db) || /* there zg.key_issue () does it */
          zg_db_run (db, error, ZG_SQL ("DELETE FROM login_state WHERE login IN (SELECT login FROM person WHERE id = $1)"), "i",
                     issue->person)) &&
         zg_keys_level (db, &granter, issue->person, issue->key.box_pk, TRUE, error);
  g_hash_table_unref (granter.class_keys);
  return done;
}

/* -- Reading one record on the book's own thread -- */

typedef struct
{
  const ZgKind *kind;
  gint64        id;
} Wanted;

static gpointer
get_record (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Wanted *wanted = data;

  return zg_book_get (db, wanted->kind, wanted->id, error);
}

static ZgRecord *
person_get (ZgSession *session, gint64 person, GError **error)
{
  Wanted wanted = { &zg_person, person };

  return zg_store_read (zg_session_store (session), get_record, &wanted, error);
}

/* -- Log-ins -- */

gint64
zg_people_add (ZgSession *session, const char *login, const char *name, gint64 staff, char **password, GError **error)
{
  g_autoptr (ZgRecord) person = zg_record_new (&zg_person);
  g_auto (Issue) issue = { .session = session };
  g_autofree char *made = NULL;

  issue.person = person->id = zg_book_new_id (session->book, 1);
  zg_record_set_text (person, ZG_PERSON_LOGIN, login);
  zg_record_set_text (person, ZG_PERSON_NAME, name);
  if (staff)
    zg_record_set_int (person, ZG_PERSON_STAFF, staff);
  made = issue_password (&issue, error);
  if (made == NULL || !zg_book_run_with (session, person, "create", NULL, NULL, NULL, write_issue, &issue, NULL, error))
    {
      zg_wipe_text (g_steal_pointer (&made));
      return 0;
    }
  if (password)
    *password = g_steal_pointer (&made);
  else
    zg_wipe_text (g_steal_pointer (&made));
  return person->id;
}

char *
zg_people_reset (ZgSession *session, gint64 person, GError **error)
{
  g_autoptr (ZgRecord) record = person_get (session, person, error);
  g_auto (Issue) issue = { .session = session, .person = person };
  g_autofree char *made = NULL;

  if (record == NULL)
    return NULL;
  made = issue_password (&issue, error);
  if (made == NULL || !zg_book_run_with (session, record, "reset", NULL, NULL, NULL, write_issue, &issue, NULL, error))
    {
      zg_wipe_text (g_steal_pointer (&made));
      return NULL;
    }
  return g_steal_pointer (&made);
}

gboolean
zg_people_lock (ZgSession *session, gint64 person, gboolean locked, GError **error)
{
  g_autoptr (ZgRecord) record = person_get (session, person, error);

  return record && zg_book_run (session, record, locked ? "lock" : "unlock", NULL, NULL, NULL, NULL, error);
}

/* -- Roles -- */

static gboolean
set_day (ZgRecord *record, int field, const char *text, GError **error)
{
  return text == NULL || zg_field_parse (&record->kind->fields[field], text, &record->cells[field], error);
}

gboolean
zg_people_grant (ZgSession *session, gint64 person, const char *role, gint64 unit, const char *from_day, const char *to_day,
                 GError **error)
{
  g_autoptr (ZgRecord) login = person_get (session, person, error);
  g_autoptr (ZgRecord) holder = zg_record_new (&zg_role_holder);

  if (login == NULL)
    return FALSE;
  zg_record_set_int (holder, ZG_HOLDER_PERSON, person);
  zg_record_set_text (holder, ZG_HOLDER_ROLE, role);
  if (unit)
    zg_record_set_int (holder, ZG_HOLDER_UNIT, unit);
  if (zg_record_is_set (login, ZG_PERSON_STAFF))
    zg_record_set_int (holder, ZG_HOLDER_STAFF, zg_record_int (login, ZG_PERSON_STAFF));
  if (from_day == NULL)
    zg_record_set_day (holder, ZG_HOLDER_FROM, zg_day_of_ms (zg_book_now (session->book)));
  return set_day (holder, ZG_HOLDER_FROM, from_day, error) && set_day (holder, ZG_HOLDER_TO, to_day, error) &&
         zg_book_run (session, holder, "create", NULL, NULL, NULL, NULL, error);
}

typedef struct
{
  gint64      person;
  const char *role;
} Held;

static gpointer
find_held (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Held  *held = data;
  gint64 id = 0;

  if (!zg_db_int (db, &id, error,
                  ZG_SQL ("SELECT id FROM role_holder WHERE person = $1 AND role = $2 AND state = 'active' ORDER BY "
                          "CASE WHEN stands_for IS NULL THEN 0 ELSE 1 END, id DESC "
                          "LIMIT 1"),
                  "is", held->person, held->role))
    return NULL;
  if (id == 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("This log-in does not hold the role %s. Nothing was changed."),
                   held->role);
      return NULL;
    }
  return zg_book_get (db, &zg_role_holder, id, error);
}

gboolean
zg_people_end_role (ZgSession *session, gint64 person, const char *role, const char *to_day, GError **error)
{
  Held held = { person, role };
  g_autoptr (ZgRecord) holder = zg_store_read (zg_session_store (session), find_held, &held, error);

  if (holder == NULL)
    return FALSE;
  if (to_day == NULL)
    zg_record_set_day (holder, ZG_HOLDER_TO, zg_day_of_ms (zg_book_now (session->book)));
  return set_day (holder, ZG_HOLDER_TO, to_day, error) && zg_book_run (session, holder, "end", NULL, NULL, NULL, NULL, error);
}
