/* The opened book: its file, who it is, its ids and its clock. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-anchor.h"
#include "zg-audit-list.h"
#include "zg-backup-private.h"
#include "zg-book-private.h"
#include "zg-book-new.h"
#include "zg-clock.h"
#include "zg-duty.h"
#include "zg-error.h"
#include "zg-import.h"
#include "zg-ledger.h"
#include "zg-migrate.h"
#include "zg-server.h"
#include "zg-tick.h"

#define ID_EPOCH_MS G_GINT64_CONSTANT (1704067200000) /* 2024-01-01 UTC */
#define ID_COUNTERS 4096u

void
zg_book_init (void)
{
  if (zg_kind_by_id ("person"))
    return;
  zg_seal_init ();
  zg_store_set_schema_version (ZG_SCHEMA_VERSION);
  zg_people_kinds_init ();
  zg_kinds_add (&zg_import_run);
  zg_audit_list_init ();
  zg_kinds_add (&zg_backup_kind);
  zg_kinds_add (&zg_restore_drill_kind);
  zg_ticks_add (zg_tick_backup);
  zg_duties_add (&zg_duty_backup);
}

/* -- Life -- */

ZgBook *
zg_book_alloc (ZgStore *store, const char *path)
{
  ZgBook *book = g_new0 (ZgBook, 1);

  book->ref_count = 1;
  book->store = store;
  book->path = g_strdup (zg_store_path (store));
  book->address = g_strdup (path);
  book->name = g_strdup ("");
  book->read_only = zg_store_is_read_only (store);
  g_mutex_init (&book->id_lock);
  g_mutex_init (&book->sessions_lock);
  book->sessions = g_ptr_array_new ();
  return book;
}

ZgBook *
zg_book_ref (ZgBook *book)
{
  g_atomic_int_inc (&book->ref_count);
  return book;
}

static gpointer
keep_anchor (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  zg_anchor_keep (data, db);
  return data;
}

static gpointer
check_anchor (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_anchor_check (data, db, error) ? data : NULL;
}

void
zg_book_unref (ZgBook *book)
{
  if (book == NULL || !g_atomic_int_dec_and_test (&book->ref_count))
    return;
  if (book->anchored)
    zg_store_read (book->store, keep_anchor, book, NULL);
  zg_db_close (book->twin);
  zg_store_close (book->store);
  if (book->trial)
    zg_kdf_drop_trial ();
  g_clear_pointer (&book->clock_sign, zg_secret_free);
  zg_wipe (book->unknown, sizeof book->unknown);
  g_ptr_array_unref (book->sessions);
  g_mutex_clear (&book->id_lock);
  g_mutex_clear (&book->sessions_lock);
  g_free (book->trial_password);
  g_free (book->name);
  g_free (book->path);
  zg_wipe (book->address, strlen (book->address));
  g_free (book->address);
  g_free (book);
}

/* A trial book shows the program, it guards nothing: its passwords cost next to nothing to try. */
void
zg_book_be_trial (ZgBook *book)
{
  if (!book->trial)
    zg_kdf_hold_trial ();
  book->trial = TRUE;
}

/* -- Opening -- */

char *
zg_book_meta (ZgDb *db, const char *key)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, NULL, ZG_SQL ("SELECT value FROM meta WHERE key = $1"), "s", key);
  gboolean row = FALSE;

  return stmt && zg_stmt_step (stmt, &row, NULL) && row ? g_strdup (zg_stmt_text (stmt, 0)) : NULL;
}

static gint64
meta_int (ZgDb *db, const char *key)
{
  g_autofree char *text = zg_book_meta (db, key);

  return text ? g_ascii_strtoll (text, NULL, 10) : 0;
}

gboolean
zg_unhex (const char *text, guint8 *out, gsize n)
{
  if (text == NULL || strlen (text) < 2 * n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]), low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      out[i] = (guint8) (high << 4 | low);
    }
  return TRUE;
}

/* What a record is and what may be done to it; titles and remarks (the comments of the schema) may change freely. */
char *
zg_book_declarations (void)
{
  g_autofree char *schema = zg_schema_text ();
  g_autoptr (GString) text = g_string_new (NULL);
  const char      *end = schema + strlen (schema), *next;

  for (const char *line = schema; line <= end; line = next)
    {
      next = memchr (line, '\n', (gsize) (end - line)); /* strchr () of a sanitized build measures the whole text each time */
      next = next ? next + 1 : end + 1;
      if (!g_str_has_prefix (line, "--"))
        {
          g_string_append_len (text, line, next - 1 - line);
          g_string_append_c (text, '\n');
        }
    }
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    for (int i = 0; i < (*kind)->n_steps; i++)
      {
        g_string_append_printf (text, "%s.%s %s>%s\n", (*kind)->id, (*kind)->steps[i].verb,
                                (*kind)->steps[i].from ? (*kind)->steps[i].from : "", (*kind)->steps[i].to);
        if ((*kind)->steps[i].when | (*kind)->steps[i].unless)
          g_string_append_printf (text, " when %" G_GINT64_MODIFIER "x unless %" G_GINT64_MODIFIER "x\n", (*kind)->steps[i].when,
                                  (*kind)->steps[i].unless);
        zg_effects_text ((*kind)->steps[i].effects, text);
      }
  zg_ledgers_text (text);
  return zg_sha256_hex (text->str, text->len);
}

static GBytes *
bytes_of_meta (ZgDb *db, const char *key)
{
  g_autofree char *text = zg_book_meta (db, key);
  guint8           bytes[ZG_KEY_BYTES];

  return zg_unhex (text, bytes, sizeof bytes) ? g_bytes_new (bytes, sizeof bytes) : NULL;
}

/* The key of the clock lies beside the book; without it (a copied book) what falls due waits for a person. */
static void
read_clock_key (ZgBook *book, ZgDb *db)
{
  g_autofree char *path = zg_store_local (book->address, ".clockkey");
  g_autofree char *text = NULL;
  g_autoptr (ZgSecret) key = zg_secret_new (ZG_SIGN_KEY_BYTES);
  g_autoptr (GBytes) pk = NULL;
  g_autoptr (ZgStmt) stmt = NULL;
  gboolean row = FALSE;
  guint8   sig[ZG_SIGNATURE_BYTES];
  gsize    n = 0;

  if (!g_file_get_contents (path, &text, &n, NULL))
    return;
  if (zg_db_is_guarded (db)) /* at the door nobody's keys are shown */
    pk = bytes_of_meta (db, "clock_pk");
  else
    stmt = zg_db_query (db, NULL, ZG_SQL ("SELECT sign_pk FROM user_key WHERE person_id = $1 AND retired_ms IS NULL"), "i",
                        book->clock_person);
  if (stmt && zg_stmt_step (stmt, &row, NULL) && row)
    pk = zg_stmt_bytes (stmt, 0);
  if (pk && g_bytes_get_size (pk) == ZG_KEY_BYTES && zg_unhex (text, zg_secret_data (key), ZG_SIGN_KEY_BYTES))
    {
      zg_sign (key, "clock", 5, sig);
      if (zg_verify (g_bytes_get_data (pk, NULL), "clock", 5, sig))
        book->clock_sign = g_steal_pointer (&key);
    }
  zg_wipe (text, n);
}

static gboolean
check_declarations (ZgBook *book, ZgDb *db, GError **error)
{
  g_autofree char *mine = zg_book_declarations ();
  g_autofree char *its = zg_book_meta (db, "declarations");

  if (book->read_only || book->migrated || g_strcmp0 (mine, its) == 0)
    return TRUE;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NEWER,
                       _ ("This book was made by another version of the program, whose records look different. Nothing was "
                          "changed. "
                          "Use that version, or open the book read-only."));
  return FALSE;
}

/* What makes up salts for names nobody has is for the owner alone. */
static gboolean
read_secret (ZgBook *book, ZgDb *db)
{
  g_autofree char *unknown = zg_db_is_guarded (db) ? NULL : zg_book_meta (db, "unknown");

  return zg_db_is_guarded (db) || zg_unhex (unknown, book->unknown, sizeof book->unknown);
}

static gboolean
read_last_audit (ZgBook *book, ZgDb *db, GError **error)
{
  if (!zg_db_is_guarded (db))
    return zg_db_int (db, &book->last_audit_ms, error, ZG_SQL ("SELECT max (at_ms) FROM audit"), NULL);
  book->last_audit_ms = meta_int (db, "last_ms");
  return TRUE;
}

gpointer
zg_book_read_meta (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgBook *book = data;
  g_autofree char *name = zg_book_meta (db, "name");
  g_autofree char *moved = zg_book_meta (db, "moved");

  book->uid = meta_int (db, "uid");
  if (book->uid == 0 || name == NULL || !read_secret (book, db))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NOT_A_BOOK,
                           _ ("The file holds no complete book. Nothing was changed. Take a backup of the book."));
      return NULL;
    }
  if (moved && !book->read_only)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_READ_ONLY,
                   _ ("This book was moved to %s and goes on there. Nothing was changed; the file can only be opened for "
                      "reading."),
                   moved);
      return NULL;
    }
  g_free (book->name);
  book->name = g_steal_pointer (&name);
  book->clock_person = meta_int (db, "clock_person");
  book->kdf.ops = meta_int (db, "kdf_ops");
  book->kdf.mem = meta_int (db, "kdf_mem");
  book->desk = 1;
  if (meta_int (db, "trial"))
    zg_book_be_trial (book);
  g_free (book->trial_password);
  book->trial_password = book->trial ? zg_book_meta (db, "trial_password") : NULL;
  book->posts_by_function = book->by_door || (zg_db_is_server (book->address) && zg_server_guarded (db));
  if (!read_last_audit (book, db, error) ||
      !check_declarations (book, db, error))
    return NULL;
  read_clock_key (book, db);
  return book;
}

static gpointer
arm (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const exempt[] = { "login_state", "file_part", "desk", NULL };

  zg_db_set_audit_exempt (db, exempt);
  zg_db_require_audit (db, TRUE);
  zg_db_set_serial (db, TRUE); /* check() and post() look at rows before they write */
  return data;
}

gboolean
zg_book_arm (ZgBook *book, ZgStore *store, GError **error)
{
  return book->read_only || zg_store_write (store, arm, book, error) != NULL;
}

/* The tables have been carried forward: from now on they are what this program thinks they are. */
static gboolean
note_migration (ZgDb *db, gpointer data, GError **error)
{
  ZgBook          *book = data;
  g_autofree char *mine = zg_book_declarations ();
  g_autofree char *body = NULL, *given = NULL;
  guint            n = 0;

  if (!zg_role_rights_seed (book, db, book->clock_person, zg_book_now (book), &n, error))
    return FALSE;
  given = g_strdup_printf ("%u", n);
  body = zg_body ("book.migrate", "declarations", mine, "rights", given, NULL);
  return zg_db_run (db, error, ZG_SQL ("UPDATE meta SET value = $1 WHERE key = 'declarations'"), "s", mine) &&
         zg_note (db, book, book->clock_person, book->clock_sign, "book.migrate", NULL, 0, 0, body, error);
}

static gpointer
write_migration (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, note_migration, data, error) && zg_server_guard (db, data, error) ? data : NULL;
}

static gpointer
sweep (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_import_sweep (data, db, error) ? data : NULL;
}

/* Somebody who owns nothing: what must be carried forward the owner carries. */
static ZgBook *
open_by_door (const char *path, gboolean read_only, GError **error)
{
  g_autofree char *door = zg_server_door (path);
  ZgStore         *store = zg_store_open (door, FALSE, error);
  g_autoptr (ZgBook) book = NULL;

  if (store == NULL)
    {
      if (error && g_error_matches (*error, ZG_ERROR, ZG_ERROR_DENIED))
        {
          g_clear_error (error);
          g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
                       _ ("The book at %s has no door for its people. Nothing was changed. The owner makes it: zgctl --book "
                          "postgresql://OWNER@… door."), path);
        }
      return NULL;
    }
  book = zg_book_alloc (store, path);
  book->by_door = TRUE;
  book->read_only = read_only;
  g_free (book->path);
  book->path = g_strdup (path);
  if (zg_store_schema (store) < ZG_SCHEMA_VERSION)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NEWER,
                   _ ("The book at %s is of an earlier version than this program. Nothing was changed. Its owner carries it "
                      "forward by "
                      "opening it once."), path);
      return NULL;
    }
  return zg_store_read (store, zg_book_read_meta, book, error) ? g_steal_pointer (&book) : NULL;
}

static ZgBook *
open_book (const char *path, gboolean read_only, gboolean seen, GError **error)
{
  g_autoptr (ZgBook) book = NULL;
  g_autofree char *kept = NULL;
  gsize    n;
  const ZgMigration *list = zg_book_migrations (&n);
  ZgStore *store;

  zg_book_init ();
  if (zg_db_is_door (path))
    return open_by_door (path, read_only, error);
  if (!read_only && ((!zg_db_is_server (path) && !zg_store_check_file (path, error)) ||
                     !zg_migrate (path, list, n, &kept, error)))
    return NULL;
  store = zg_store_open (path, read_only, error);
  if (store == NULL)
    return NULL;
  book = zg_book_alloc (store, path);
  book->migrated = kept != NULL;
  if (zg_store_read (store, zg_book_read_meta, book, error) == NULL ||
      (seen && !book->trial && zg_store_read (store, check_anchor, book, error) == NULL) || !zg_book_arm (book, store, error) ||
      !zg_desk_take (book, store, error) || (book->migrated && zg_store_write (store, write_migration, book, error) == NULL) ||
      (!read_only && zg_store_write (store, sweep, book, error) == NULL))
    return NULL;
  if (!read_only)
    zg_backup_sweep (path);
  return g_steal_pointer (&book);
}

ZgBook *
zg_book_open (const char *path, gboolean read_only, GError **error)
{
  return open_book (path, read_only, !read_only, error);
}

ZgBook *
zg_book_open_unpacked (const char *path, GError **error)
{
  return open_book (path, FALSE, FALSE, error);
}

ZgStore *
zg_book_store (ZgBook *book)
{
  return book->store;
}

const char *
zg_book_path (ZgBook *book)
{
  return book->path;
}

const char *
zg_book_name (ZgBook *book)
{
  return book->name;
}

gint64
zg_book_uid (ZgBook *book)
{
  return book->uid;
}

gboolean
zg_book_is_trial (ZgBook *book)
{
  return book->trial;
}

gboolean
zg_book_has_clock (ZgBook *book)
{
  return book->clock_sign != NULL;
}

const char *
zg_book_trial_password (ZgBook *book)
{
  return book->trial_password;
}

ZgKdf
zg_book_kdf (ZgBook *book)
{
  ZgKdf kdf = zg_kdf_minimum ();

  kdf.ops = MAX (kdf.ops, book->kdf.ops);
  kdf.mem = MAX (kdf.mem, book->kdf.mem);
  return kdf;
}

/* -- Time and ids -- */

void
zg_book_set_last_audit (ZgBook *book, gint64 ms)
{
  __atomic_store_n (&book->last_audit_ms, ms, __ATOMIC_SEQ_CST);
}

gint64
zg_book_now (ZgBook *book)
{
  return MAX (zg_clock_now_ms (), __atomic_load_n (&book->last_audit_ms, __ATOMIC_SEQ_CST));
}

gint64
zg_book_new_id (ZgBook *book, guint count)
{
  gint64 now = zg_book_now (book) - ID_EPOCH_MS, id;

  g_return_val_if_fail (count >= 1 && count <= ID_COUNTERS, 0);
  g_mutex_lock (&book->id_lock);
  if (book->id_ms == 0) /* after the newest entry, so that a clock that stands still gives no id twice */
    book->id_ms = MAX (__atomic_load_n (&book->last_audit_ms, __ATOMIC_SEQ_CST) - ID_EPOCH_MS, 0);
  if (now > book->id_ms || book->id_next + count > ID_COUNTERS)
    {
      book->id_ms = MAX (now, book->id_ms + 1);
      book->id_next = 0;
    }
  id = (book->id_ms << 22) | ((gint64) book->desk << 12) | book->id_next;
  book->id_next += count;
  g_mutex_unlock (&book->id_lock);
  return id;
}
