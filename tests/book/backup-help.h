/* backup-help.h: a small book with people, a leave request and attachments, its backups, and what a folder and a file hold. */
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "small-kinds.h"
#include "zg-attach.h"
#include "zg-backup-private.h"
#include "zg-files.h"
#include "zg-workdir.h"

#define IT_PASSWORD "Quiet*Meadow77"

typedef struct
{
  Small      small;
  ZgSession *clock;
  char      *folder; /* where its backups go */
  char      *new_path;
  gint64     attachment;
} Vault;

/* -- What a book holds, as text -- */

static inline void
dump_query (GString *text, ZgDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, &error, sql, NULL);
  gboolean row;

  g_assert_no_error (error);
  while (zg_stmt_step (stmt, &row, &error) && row)
    {
      for (int i = 0; i < zg_stmt_n_columns (stmt); i++)
        g_string_append_printf (text, "%s|", zg_stmt_text (stmt, i) ? zg_stmt_text (stmt, i) : "");
      g_string_append_c (text, '\n');
    }
  g_assert_no_error (error);
}

/* Every row of every table up to the audit entry @seq, but for the keys of the clock, which a restore makes anew. */
static inline char *
dump (ZgDb *db, gint64 seq)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *census = zg_db_census (db, &error);
  g_auto (GStrv)     lines = g_strsplit (census, "\n", -1);
  GString           *text = g_string_new (NULL);

  for (int i = 0; lines[i] && *lines[i]; i++)
    {
      g_autofree char   *table = g_strndup (lines[i], strcspn (lines[i], " "));
      g_autofree char   *about = g_strdup_printf ("SELECT group_concat ('quote (\"' || name || '\")') FROM pragma_table_info "
                                                  "('%s')", table);
      g_autofree char   *where = g_str_equal (table, "audit") ? g_strdup_printf ("WHERE seq <= %ld", (long) seq)
                                 : g_str_equal (table, "chain") ? g_strdup ("WHERE 0")
                                 : g_str_equal (table, "user_key") ? g_strdup ("WHERE person_id <> (SELECT value FROM meta WHERE "
                                                                               "key = 'clock_person')") : g_strdup ("");
      g_autoptr (ZgStmt) stmt = zg_db_query (db, &error, about, NULL);
      g_autofree char   *sql = NULL;
      gboolean           row;

      zg_stmt_step (stmt, &row, &error);
      sql = g_strdup_printf ("SELECT %s FROM %s %s ORDER BY 1, 2", zg_stmt_text (stmt, 0), table, where);
      g_string_append_printf (text, "-- %s\n", table);
      dump_query (text, db, sql);
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  gint64   seq;
  char    *text;
  gboolean audit; /* it alone */
} Dump;

static inline gpointer
dump_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Dump *wanted = data;

  if (wanted->seq == 0 && !zg_db_int (db, &wanted->seq, error, "SELECT seq FROM chain", NULL))
    return NULL;
  if (wanted->audit)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT seq, step, quote (doc), quote (hash) FROM audit WHERE seq <= %ld "
                                              "ORDER BY seq", (long) wanted->seq);
      GString         *text = g_string_new (NULL);

      dump_query (text, db, sql);
      wanted->text = g_string_free (text, FALSE);
    }
  else
    wanted->text = dump (db, wanted->seq);
  return wanted;
}

static inline char *
dump_audit (ZgBook *book, gint64 seq)
{
  Dump wanted = { seq, NULL, TRUE };

  g_assert_nonnull (zg_store_read (zg_book_store (book), dump_on_reader, &wanted, NULL));
  return wanted.text;
}

/* @seq: in and out: 0: all. */
static inline char *
dump_book (ZgBook *book, gint64 *seq)
{
  Dump wanted = { *seq, NULL };

  g_assert_nonnull (zg_store_read (zg_book_store (book), dump_on_reader, &wanted, NULL));
  *seq = wanted.seq;
  return wanted.text;
}

/* -- The fixture -- */

static inline gint64
attach (Vault *vault, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  gint64             id = zg_attach_add (vault->small.admin, &small_leave, 0, NULL, "a.txt", bytes, &error);

  g_assert_no_error (error);
  return id;
}

static inline void
vault_log_in (Vault *vault)
{
  g_autoptr (GError) error = NULL;

  vault->clock = zg_book_login_clock (vault->small.book, &error);
  g_assert_no_error (error);
}

static inline void
vault_set_up (Vault *vault, gconstpointer data)
{
  gint64 unit;
  g_autofree char *big = g_strnfill (300 * 1024, 'x');

  small_set_up (&vault->small, data);
  vault_log_in (vault);
  vault->folder = g_build_filename (vault->small.folder, "backups", NULL);
  vault->new_path = g_build_filename (vault->small.folder, "new.zgb", NULL);
  for (const char *const *right = (const char *const[]){ "unit.create", "staff.create", "attachment.create", "staff.reveal",
                                                                NULL }; *right; right++)
    if (zg_session_reach (vault->small.admin, *right) == ZG_REACH_NONE)
      small_may (&vault->small, *right);
  unit = small_unit_new (&vault->small, "客服部", 0);
  small_staff_new (&vault->small, "林小雨", unit, "6222020200112233445");
  vault->attachment = attach (vault, "first");
  attach (vault, big);
}

static inline void
vault_tear_down (Vault *vault, gconstpointer data)
{
  g_clear_pointer (&vault->clock, zg_session_unref);
  small_tear_down (&vault->small, data);
  g_free (vault->folder);
  g_free (vault->new_path);
}

static inline void
vault_close (Vault *vault)
{
  g_clear_pointer (&vault->clock, zg_session_unref);
  g_clear_pointer (&vault->small.admin, zg_session_unref);
  g_clear_pointer (&vault->small.book, zg_book_unref);
}

static inline void
vault_reopen (Vault *vault)
{
  vault_close (vault);
  small_reopen (&vault->small);
  vault_log_in (vault);
  vault->small.admin = small_login (&vault->small, "lin", ADMIN_PASSWORD);
}

static inline void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize            n;

  g_assert_true (g_file_get_contents (from, &bytes, &n, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) n, NULL));
}

/* -- Backups -- */

static inline ZgBackupResult *
back_up_to (Vault *vault, const char *second, GError **error)
{
  ZgBackupJob job = { vault->folder, second };

  return zg_backup_make (vault->clock, &job, NULL, error);
}

/* Returns: the path, (transfer full). */
static inline char *
back_up (Vault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBackupResult) result = back_up_to (vault, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (result->missing->len, ==, 0);
  return g_steal_pointer (&result->path);
}

static inline ZgRestoreResult *
restore_with (Vault *vault, const char *file, ZgBackupKey key, GError **error)
{
  return zg_restore (file, vault->new_path, &key, NULL, NULL, NULL, error);
}

static inline ZgRestoreResult *
restore (Vault *vault, const char *file, GError **error)
{
  return restore_with (vault, file, (ZgBackupKey){ vault->small.recovery, NULL, NULL }, error);
}

static inline int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static inline void
drill_passes (Vault *vault, const char *file)
{
  ZgBackupKey        key = { vault->small.recovery };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRestoreResult) result = zg_restore_drill (vault->clock, file, &key, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
}

/* Names in a folder, sorted, one a line; "" where there is none. */
static inline char *
names_in (const char *folder)
{
  g_autoptr (GDir)      dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char           *name;

  while (dir && (name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_texts);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("\n", (char **) names->pdata);
}

static inline gboolean
beside (Vault *vault, const char *path, const char *end)
{
  g_autofree char *file = g_strconcat (path, end, NULL);

  return g_file_test (file, G_FILE_TEST_EXISTS);
}

/* No plain copy, no half-made book. */
static inline void
nothing_left (Vault *vault)
{
  static const char *const ends[] = { ".backup", ".drill", ".restoring" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_assert_false (beside (vault, vault->small.path, ends[i]));
      g_assert_false (beside (vault, vault->new_path, ends[i]));
    }
}

static inline void
nothing_new (Vault *vault)
{
  static const char *const ends[] = { "", "-wal", "-shm", ".files", ".clockkey", ".restoring" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_assert_false (beside (vault, vault->new_path, ends[i]));
}

/* -- Backups nobody's clock signed, or of an earlier program: made by hand out of a plain file -- */

/* @recovery_pk: to whom it is sealed. */
static inline void
seal_by_hand (ZgBackupHead *head, const char *plain, const char *book, GPtrArray *names, const ZgSecret *sign,
              const guint8 *recovery_pk, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSecret) key = zg_secret_random (ZG_KEY_BYTES);
  g_autoptr (ZgBackupWriter) writer = NULL;
  g_autoptr (GChecksum) none = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *text = NULL;
  ZgBackupLock    *lock = g_new0 (ZgBackupLock, 1);
  ZgBackupWay      way = { 0 };
  int              fd = open (path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

  g_assert_cmpuint (names->len, ==, 0);
  head->sha256 = zg_backup_digest (plain, &head->bytes, &error);
  head->files_sha256 = g_strdup (g_checksum_get_string (none));
  memcpy (head->clock_pk, zg_secret_data (sign) + ZG_KEY_BYTES, ZG_KEY_BYTES);
  memcpy (lock->box_pk, recovery_pk, ZG_KEY_BYTES);
  lock->sealed = zg_seal_to_person (recovery_pk, zg_secret_data (key), ZG_KEY_BYTES);
  g_ptr_array_add (head->locks, lock);
  text = zg_backup_head_text (head, sign);
  writer = zg_backup_writer_new (fd, path, text, zg_secret_data (key), &error);
  g_assert_true (zg_backup_pack (writer, head, plain, book, names, NULL, &way, &error));
  g_assert_no_error (error);
  close (fd);
}

static inline ZgBackupHead *
head_by_hand (Vault *vault, gint64 uid, gint64 made_ms, gint64 schema)
{
  ZgBackupHead *head = zg_backup_head_new ();
  guint8        zero[ZG_SHA256_BYTES] = { 0 };

  head->name = g_strdup ("电商部账套");
  head->uid = uid;
  head->clock_person = vault->small.book->clock_person;
  head->made_ms = made_ms;
  head->schema = schema;
  head->declarations = zg_hex (zero, sizeof zero);
  head->chain_hash = zg_hex (zero, sizeof zero);
  head->seq = 1;
  head->counts = g_strdup ("");
  head->totals = g_strdup ("");
  return head;
}

/* Whoever knows the public recovery key can write one; the stream holds a text. */
static inline void
forge_backup (Vault *vault, gint64 uid, const ZgPersonKeys *forger, gint64 made_ms, const char *path)
{
  g_autofree char *plain = g_build_filename (vault->small.folder, "plain", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (ZgBackupHead) head = head_by_hand (vault, uid, made_ms, ZG_SCHEMA_VERSION);

  g_file_set_contents (plain, "no book", -1, NULL);
  seal_by_hand (head, plain, vault->small.path, names, forger->sign_sk, forger->box_pk, path);
}
