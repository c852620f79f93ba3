/* A new book: its first rows, in one transaction, with the entry book.create signed by the first administrator. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "zg-book-new.h"
#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-module.h"
#include "zg-post.h"
#include "zg-server.h"
#include "zg-text.h"

typedef struct
{
  ZgBook       *book;
  const ZgBookSetup *setup;
  char         *login;        /* folded */
  gint64        admin;
  gint64        now;
  ZgPersonKeys *clock, *person;
  ZgUserKey     clock_key, person_key;
  ZgPasswordMemory *memory;
  GHashTable   *class_keys;
  guint8        recovery[ZG_KEY_BYTES], recovery_pk[ZG_KEY_BYTES];
} New;

static void
new_clear (New *new)
{
  g_free (new->login);
  g_clear_pointer (&new->clock, zg_person_keys_free);
  g_clear_pointer (&new->person, zg_person_keys_free);
  zg_user_key_clear (&new->clock_key);
  zg_user_key_clear (&new->person_key);
  zg_password_memory_free (new->memory);
  g_clear_pointer (&new->class_keys, g_hash_table_unref);
  zg_wipe (new->recovery, sizeof new->recovery);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (New, new_clear)

/* -- Rows -- */

static gboolean
put_meta (ZgDb *db, const char *key, const char *value, GError **error)
{
  return zg_db_run (db, error, ZG_SQL ("INSERT INTO meta (key, value) VALUES ($1, $2)"), "ss", key, value);
}

static gboolean
put_meta_int (ZgDb *db, const char *key, gint64 value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return put_meta (db, key, text, error);
}

static gboolean
put_meta_bytes (ZgDb *db, const char *key, const guint8 *bytes, gsize n, GError **error)
{
  g_autofree char *text = zg_hex (bytes, n);

  return put_meta (db, key, text, error);
}

static gboolean
put_all_meta (New *new, ZgDb *db, GError **error)
{
  ZgBook          *book = new->book;
  g_autofree char *declarations = zg_book_declarations ();

  return put_meta (db, "name", new->setup->name, error) && put_meta_int (db, "uid", book->uid, error) &&
         put_meta_int (db, "created_ms", new->now, error) && put_meta_int (db, "trial", book->trial, error) &&
         put_meta_int (db, "clock_person", book->clock_person, error) && put_meta_int (db, "kdf_ops", book->kdf.ops, error) &&
         put_meta_int (db, "kdf_mem", book->kdf.mem, error) && put_meta (db, "declarations", declarations, error) &&
         put_meta_bytes (db, "unknown", book->unknown, sizeof book->unknown, error) &&
         put_meta_bytes (db, "recovery_pk", new->recovery_pk, ZG_KEY_BYTES, error) &&
         (!book->trial || put_meta (db, "trial_password", book->trial_password, error)) &&
         zg_db_run (db, error, ZG_SQL ("INSERT INTO desk (id, name, created_ms) VALUES ($1, $2, $3)"), "isi", (gint64) book->desk,
                    g_get_host_name (), new->now);
}

static gboolean
put_row (New *new, ZgDb *db, ZgRecord *record, GError **error)
{
  record->version = 1;
  record->maker = new->admin;
  record->created_ms = new->now;
  g_free (record->state);
  record->state = g_strdup ("active");
  return zg_row_write (db, record, 0, 0, error);
}

static gboolean
put_person (New *new, ZgDb *db, gint64 id, const char *login, const char *name, GError **error)
{
  g_autoptr (ZgRecord) person = zg_record_new (&zg_person);

  person->id = id;
  zg_record_set_text (person, ZG_PERSON_LOGIN, login);
  zg_record_set_text (person, ZG_PERSON_NAME, name);
  return put_row (new, db, person, error);
}

static gboolean
put_holder (New *new, ZgDb *db, GError **error)
{
  g_autoptr (ZgRecord) holder = zg_record_new (&zg_role_holder);

  holder->id = zg_book_new_id (new->book, 1);
  zg_record_set_int (holder, ZG_HOLDER_PERSON, new->admin);
  zg_record_set_text (holder, ZG_HOLDER_ROLE, "admin");
  zg_record_set_day (holder, ZG_HOLDER_FROM, zg_day_of_ms (new->now));
  return put_row (new, db, holder, error);
}

static gboolean
put_class (New *new, ZgDb *db, const ZgGranter *granter, const char *klass, GError **error)
{
  return zg_db_run (db, error, ZG_SQL ("INSERT INTO key_class (class, ver, state, created_ms) VALUES ($1, 1, 'active', $2)"),
                    "si", klass, new->now) &&
         zg_keys_grant (db, granter, klass, 1, ZG_RECOVERY, new->recovery_pk, error);
}

static gboolean
put_keys (New *new, ZgDb *db, GError **error)
{
  ZgGranter granter = { new->book, new->admin, new->person->sign_sk, new->class_keys };
  g_autoptr (GPtrArray) classes = zg_key_classes ();

  if (!zg_user_key_insert (db, &new->clock_key, new->now, error) || !zg_user_key_insert (db, &new->person_key, new->now, error) ||
      !zg_password_memory_write (new->memory, db, error))
    return FALSE;
  for (guint i = 0; i < classes->len; i++)
    if (!put_class (new, db, &granter, classes->pdata[i], error))
      return FALSE;
  return zg_keys_level (db, &granter, new->admin, new->person->box_pk, TRUE, error);
}

static gboolean
first_rows (ZgDb *db, gpointer data, GError **error)
{
  New             *new = data;
  g_autofree char *admin_pk = zg_hex (new->person->sign_pk, ZG_KEY_BYTES);
  g_autofree char *clock_pk = zg_hex (new->clock->sign_pk, ZG_KEY_BYTES);
  g_autofree char *body = zg_body ("book.create", "name", new->setup->name, "login", new->login, "person", new->setup->person,
                                   "admin_key", admin_pk, "clock_key", clock_pk, "trial", new->book->trial ? "1" : "0", NULL);

  return put_all_meta (new, db, error) && put_person (new, db, new->book->clock_person, "clock", "系统", error) &&
         put_person (new, db, new->admin, new->login, new->setup->person, error) && put_holder (new, db, error) &&
         zg_role_rights_seed (new->book, db, new->admin, new->now, NULL, error) && put_keys (new, db, error) &&
         zg_note (db, new->book, new->admin, new->person->sign_sk, "book.create", "person", new->admin, 1, body, error);
}

static gpointer
make_tables (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  New             *new = data;
  g_autofree char *schema = zg_schema_text ();
  gsize            n;
  const ZgMigration *list = zg_book_migrations (&n);

  new->memory = zg_migrate_create (db, schema, list, n, error) ? zg_password_memory_read (db, new->admin, error) : NULL;
  return new->memory;
}

static gpointer
make_rows (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, first_rows, data, error) ? data : NULL;
}

/* -- What goes before -- */

static gboolean
check_setup (const ZgBookSetup *setup, const char *login, GError **error)
{
  g_autofree char *name = zg_text_strip (setup->name);
  g_autofree char *person = zg_text_strip (setup->person);

  if (*name == '\0' || *person == '\0' || g_utf8_strlen (login, -1) < 2 || g_str_equal (login, "clock") ||
      !zg_text_is_safe_line (name) ||
      !zg_text_is_safe_line (person) || !zg_text_is_safe_line (login) || strchr (login, ' '))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                           _ ("No book was made: it needs a name, the name of its administrator and his log-in name of two "
                              "letters or more "
                              "without blanks."));
      return FALSE;
    }
  if (setup->trial)
    return TRUE;
  return zg_password_check (setup->password ? setup->password : "", login, person, name, error);
}

static gpointer
guard_new (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgBook *book = data;

  if (!zg_server_guard (db, book, error))
    return NULL;
  book->posts_by_function = zg_db_is_server (book->address) && zg_server_guarded (db);
  return book;
}

static void
make_class_keys (New *new)
{
  g_autoptr (GPtrArray) classes = zg_key_classes ();

  new->class_keys = zg_class_keys_new ();
  for (guint i = 0; i < classes->len; i++)
    zg_class_keys_take (new->class_keys, classes->pdata[i], 1, zg_secret_random (ZG_KEY_BYTES));
}

static void
make_identity (New *new)
{
  ZgBook *book = new->book;
  guint64 uid;

  zg_random_bytes (&uid, sizeof uid);
  book->uid = (gint64) (uid >> 1) | 1;
  zg_random_bytes (book->unknown, sizeof book->unknown);
  zg_random_bytes (new->recovery, sizeof new->recovery);
  book->desk = 1;
  new->now = zg_book_now (book);
  book->clock_person = zg_book_new_id (book, 1);
  new->admin = zg_book_new_id (book, 1);
  if (new->setup->trial)
    zg_book_be_trial (book);
  book->kdf = zg_kdf_calibrate ();
  if (book->trial)
    {
      book->kdf = zg_kdf_minimum ();
      book->trial_password = new->setup->password && *new->setup->password
                               ? g_strdup (new->setup->password)
                               : g_strdup_printf ("Zhanggui-%04d", (int) (uid % 10000));
    }
}

static gboolean
make_keys (New *new, GError **error)
{
  const char *password = new->book->trial ? new->book->trial_password : new->setup->password;
  ZgKdf       kdf = zg_book_kdf (new->book);
  guint8      recovery_sk[ZG_KEY_BYTES];

  new->clock = zg_person_keys_new ();
  new->person = zg_person_keys_new ();
  new->clock_key.person = new->book->clock_person;
  new->clock_key.box_sealed = g_bytes_new_static ("-", 1); /* no password opens it */
  new->clock_key.sign_sealed = g_bytes_new_static ("-", 1);
  memcpy (new->clock_key.box_pk, new->clock->box_pk, ZG_KEY_BYTES);
  memcpy (new->clock_key.sign_pk, new->clock->sign_pk, ZG_KEY_BYTES);
  new->person_key.person = new->admin;
  zg_recovery_pair (new->recovery, new->recovery_pk, recovery_sk);
  zg_wipe (recovery_sk, sizeof recovery_sk);
  make_class_keys (new);
  return zg_user_key_make (&new->person_key, new->person, password, &kdf, error) &&
         zg_password_memory_judge (new->memory, password, 5, error);
}

static gboolean
write_clock_key (New *new, GError **error)
{
  g_autofree char *path = zg_store_local (new->book->address, ".clockkey");
  g_autofree char *hex = zg_hex (zg_secret_data (new->clock->sign_sk), ZG_SIGN_KEY_BYTES);
  gsize            n = strlen (hex);
  gboolean         done;
  int              fd;

  g_unlink (path); /* of a book that is no longer there */
  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  done = fd >= 0 && write (fd, hex, n) == (gssize) n && fsync (fd) == 0;
  if (!done)
    g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("No book was made: the key of its clock could not be written (%s)."),
                 g_strerror (errno));
  if (fd >= 0)
    close (fd);
  zg_wipe (hex, n);
  return done;
}

static gboolean
fill (New *new, GError **error)
{
  make_identity (new);
  return zg_store_write (new->book->store, make_tables, new, error) && make_keys (new, error) && write_clock_key (new, error) &&
         zg_desk_keep (new->book, error) &&
         zg_store_write (new->book->store, make_rows, new, error) &&
         zg_store_write (new->book->store, guard_new, new->book, error) &&
         zg_store_read (new->book->store, zg_book_read_meta, new->book, error) &&
         zg_book_arm (new->book, new->book->store, error);
}

static gboolean
set_up_modules (New *new, GError **error)
{
  const char *password = new->book->trial ? new->book->trial_password : new->setup->password;
  g_autoptr (ZgSession) session = NULL;

  if (new->setup->structure == NULL)
    return TRUE;
  session = zg_book_login (new->book, new->login, password, error);
  return session && zg_modules_set_up (session, new->setup->structure, error);
}

ZgBook *
zg_book_create (const ZgBookSetup *setup, char **recovery, GError **error)
{
  g_auto (New) new = { .setup = setup };
  ZgStore *store;

  zg_book_init ();
  new.login = zg_text_fold (setup->login);
  if (!check_setup (setup, new.login, error))
    return NULL;
  store = zg_store_create (setup->path, error);
  if (store == NULL)
    return NULL;
  new.book = zg_book_alloc (store, setup->path);
  if (!fill (&new, error) || !set_up_modules (&new, error))
    {
      zg_book_unref (new.book);
      zg_store_remove (setup->path);
      return NULL;
    }
  new.book->anchored = !setup->trial;
  if (recovery)
    *recovery = zg_recovery_format (new.recovery);
  return new.book;
}
