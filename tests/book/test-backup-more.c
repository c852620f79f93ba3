/* Backup: tampering with the sealed file, forged ones, attachments that are gone, the second place, books of an earlier version,
 * the calls of the desk. */
#include "backup-help.h"
#include "zg-book-new.h"

/* -- Tampering -- */

/* One bit anywhere: no book comes of it. */
static void
test_any_bit (Vault *vault, gconstpointer data)
{
  g_autofree char   *file = back_up (vault), *bad = g_build_filename (vault->small.folder, "bad.zgbackup", NULL), *bytes = NULL;
  g_autoptr (GRand)  rand = g_rand_new_with_seed (20261102);
  gsize              n;

  g_assert_true (g_file_get_contents (file, &bytes, &n, NULL));
  for (int i = 0; i < 250; i++)
    {
      /* the head is small beside the rest: it gets half of them */
      gsize              place = (gsize) g_rand_int_range (rand, 0, i % 2 ? 4000 : (int) n);
      g_autoptr (GError) error = NULL;
      char               bit = (char) (1 << g_rand_int_range (rand, 0, 8));

      bytes[place] ^= bit;
      g_assert_true (g_file_set_contents (bad, bytes, (gssize) n, NULL));
      bytes[place] ^= bit;
      if (restore (vault, bad, &error) != NULL)
        g_error ("bit %d of byte %" G_GSIZE_FORMAT " is not missed", bit, place);
      g_assert_true (g_error_matches (error, ZG_ERROR, ZG_ERROR_CORRUPT) ||
                     g_error_matches (error, ZG_ERROR, ZG_ERROR_NOT_A_BOOK) ||
                     g_error_matches (error, ZG_ERROR, ZG_ERROR_NEWER));
      nothing_new (vault);
    }
}

/* The locks are not signed, but the stream holds the digest of the whole head. */
static void
test_added_lock (Vault *vault, gconstpointer data)
{
  g_autofree char   *file = back_up (vault), *bytes = NULL, *head = NULL, *at = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBackupWriter) writer = NULL;
  g_autoptr (ZgBackupReader) reader = NULL;
  g_autofree char   *forged = g_build_filename (vault->small.folder, "forged.zgbackup", NULL), *its = NULL;
  guint8             key[ZG_KEY_BYTES] = { 0 };
  gsize              n, start, its_n;
  int                fd = open (file, O_RDONLY);

  reader = zg_backup_reader_new (fd, file, &error);
  close (fd);
  head = g_strdup (zg_backup_reader_head (reader));
  at = g_strdup_printf ("\"login\":\"%s\"", "lin");
  g_assert_nonnull (strstr (head, at));
  memcpy (strstr (head, at), "\"login\":\"lan\"", strlen (at)); /* another name on the same lock */
  fd = open (forged, O_CREAT | O_WRONLY, 0600);
  writer = zg_backup_writer_new (fd, forged, head, key, &error);
  close (fd);
  g_assert_true (g_file_get_contents (forged, &its, &its_n, NULL));
  g_assert_true (g_file_get_contents (file, &bytes, &n, NULL));
  start = 16 + strlen (head) + 32;
  memcpy (bytes, its, start); /* a whole new head with its digest before the old stream */
  g_assert_true (g_file_set_contents (file, bytes, (gssize) n, NULL));
  g_assert_null (restore (vault, file, &error));
  assert_refused (error, ZG_ERROR_CORRUPT, "head belongs to another backup");
  nothing_new (vault);
}

/* The manifest is signed: a date set forward is found before the stream is even opened. */
static void
test_changed_manifest (Vault *vault, gconstpointer data)
{
  g_autofree char   *file = back_up (vault), *head = NULL;
  char              *place;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBackupReader) reader = NULL;
  g_autoptr (ZgBackupHead) parsed = NULL;
  int                fd = open (file, O_RDONLY);

  reader = zg_backup_reader_new (fd, file, &error);
  close (fd);
  head = g_strdup (zg_backup_reader_head (reader));
  parsed = zg_backup_head_parse (head, file, &error);
  g_assert_no_error (error);
  g_clear_pointer (&parsed, zg_backup_head_free);
  place = strstr (head, "made_ms\\\":\\\"");
  g_assert_nonnull (place);
  place[strlen ("made_ms\\\":\\\"")] = '2';
  g_assert_null (zg_backup_head_parse (head, file, &error));
  assert_refused (error, ZG_ERROR_CORRUPT, "not signed by its book");
}

/* Half a head, a number for a text, nothing at all: said, and no crash. */
static void
test_odd_heads (void)
{
  static const char *const heads[] = { "", "x", "[]", "{}", "null", "{\"manifest\":7}", "{\"manifest\":\"x\"}",
                                       "{\"manifest\":\"{}\"}", "{\"manifest\":\"[]\"}", "{\"manifest\":\"{\\\"format\\\":1}\"}",
                                       "{\"manifest\":\"{\\\"format\\\":\\\"1\\\"}\",\"signature\":\"00\",\"locks\":7}" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_assert_null (zg_backup_head_parse (heads[i], "a", &error));
      assert_refused (error, ZG_ERROR_CORRUPT, "does not say");
    }
  g_assert_null (zg_backup_head_parse ("{\"manifest\":\"{\\\"format\\\":\\\"2\\\"}\"}", "a", &error));
  assert_refused (error, ZG_ERROR_NEWER, "newer program");
}

/* What the list says is counted again in the book that came out. */
static void
test_miscounted (Vault *vault, gconstpointer data)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GError)   error = NULL;
  g_autofree char     *plain = g_build_filename (vault->small.folder, "plain", NULL);
  g_autofree char     *file = g_build_filename (vault->small.folder, "other.zgbackup", NULL);
  guint8               key[ZG_KEY_BYTES], pk[ZG_KEY_BYTES], sk[ZG_KEY_BYTES];
  ZgDb                *db = zg_db_open (vault->small.path, ZG_DB_READ, &error);

  g_assert_true (zg_db_copy_to (db, plain, &error));
  g_assert_true (zg_recovery_parse (vault->small.recovery, key, &error));
  zg_recovery_pair (key, pk, sk);
  for (int wrong = 0; wrong < 4; wrong++)
    {
      g_autoptr (ZgBackupHead) head = head_by_hand (vault, vault->small.book->uid, at ("2026-11-02 12:00"), ZG_SCHEMA_VERSION);
      g_autoptr (ZgRestoreResult) result = NULL;

      g_assert_true (zg_backup_count (head, db, &error));
      head->seq += wrong == 1;
      head->counts[strlen (head->counts) - 2] += wrong == 2 ? 1 : 0;
      head->chain_hash[0] = wrong == 3 ? (head->chain_hash[0] == '0' ? '1' : '0') : head->chain_hash[0];
      seal_by_hand (head, plain, vault->small.path, names, vault->small.book->clock_sign, pk, file);
      result = restore (vault, file, &error);
      if (wrong == 0)
        {
          g_assert_no_error (error); /* so it is the number alone */
          g_free (vault->new_path);
          vault->new_path = g_build_filename (vault->small.folder, "new2.zgb", NULL);
          continue;
        }
      assert_refused (error, ZG_ERROR_CORRUPT, "not the one its signed list describes");
      nothing_new (vault);
    }
  zg_db_close (db);
}

/* Sealed by somebody who knows the public recovery key, signed by a key of his own: the book inside knows no such clock. */
static void
test_forged (Vault *vault, gconstpointer data)
{
  g_autoptr (ZgPersonKeys) forger = zg_person_keys_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GError)   error = NULL;
  g_autofree char     *plain = g_build_filename (vault->small.folder, "plain", NULL);
  g_autofree char     *file = g_build_filename (vault->small.folder, "forged.zgbackup", NULL);
  g_autoptr (ZgBackupHead) head = head_by_hand (vault, vault->small.book->uid, at ("2026-11-02 12:00"), ZG_SCHEMA_VERSION);
  guint8               key[ZG_KEY_BYTES], pk[ZG_KEY_BYTES], sk[ZG_KEY_BYTES];
  ZgBackupKey          sheet = { vault->small.recovery };
  ZgDb                *db = zg_db_open (vault->small.path, ZG_DB_READ, &error);

  g_assert_true (zg_backup_count (head, db, &error)); /* all it says is true */
  g_assert_true (zg_db_copy_to (db, plain, &error));
  zg_db_close (db);
  g_assert_true (zg_recovery_parse (vault->small.recovery, key, &error));
  zg_recovery_pair (key, pk, sk);
  seal_by_hand (head, plain, vault->small.path, names, forger->sign_sk, pk, file);
  g_assert_null (restore (vault, file, &error));
  assert_refused (error, ZG_ERROR_CORRUPT, "not the one its signed list describes");
  g_assert_null (zg_restore_drill (vault->clock, file, &sheet, NULL, NULL, NULL, &error));
  assert_refused (error, ZG_ERROR_CORRUPT, "not the one its signed list describes");
  nothing_new (vault);
  nothing_left (vault);
}

/* -- Attachments that are gone -- */

static char *
stored_file (Vault *vault)
{
  g_autoptr (ZgRecord) record = small_get (&vault->small, &zg_attachment, vault->attachment);
  const char          *name = zg_record_text (record, ZG_ATTACHMENT_FILE);

  return g_strdup_printf ("%s.files/%.2s/%s", vault->small.path, name, name);
}

static void
test_missing (Vault *vault, gconstpointer data)
{
  g_autofree char   *path = stored_file (vault);
  g_autoptr (GError) error = NULL;

  for (int changed = 0; changed < 2; changed++)
    {
      g_autoptr (ZgBackupResult) result = NULL;
      g_autoptr (ZgRestoreResult) restored = NULL;

      if (changed)
        g_assert_true (g_file_set_contents (path, "something else", -1, NULL));
      else
        g_unlink (path);
      result = back_up_to (vault, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (result->missing->len, ==, 1);
      g_assert_true (g_str_has_suffix (path, result->missing->pdata[0]));
      g_assert_cmpuint (result->n_files, ==, 1);
      if (changed)
        continue;
      restored = restore (vault, result->path, &error); /* all the rest comes back */
      g_assert_no_error (error);
      g_assert_cmpuint (restored->n_files, ==, 1);
    }
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM backup WHERE n_missing = 1"), ==, 2);
}

/* -- The second place -- */

static void
test_second (Vault *vault, gconstpointer data)
{
  g_autofree char   *second = g_build_filename (vault->small.folder, "second", NULL), *gone = NULL, *a = NULL, *b = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBackupResult) both = NULL, one = NULL;
  gint64             n;

  gone = g_build_filename (second, "gone", NULL);
  g_mkdir (second, 0700);
  both = back_up_to (vault, second, &error);
  g_assert_no_error (error);
  g_assert_null (both->second_failed);
  a = zg_backup_digest (both->path, &n, NULL);
  b = zg_backup_digest (both->second_path, &n, NULL);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, ==, both->sha256);
  one = back_up_to (vault, gone, &error);
  g_assert_no_error (error);
  g_assert_nonnull (one->second_failed);
  g_assert_null (one->second_path);
  g_assert_true (g_file_test (one->path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM backup WHERE second IS NULL"), ==, 1);
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM backup WHERE second LIKE '%second'"), ==, 1);
}

/* -- A book of the version before -- */

/* Of the modules of version 1, which this program does not have: later versions say something anew about them. */
#define REF(table, field) "CREATE INDEX " table "_" field "_ref ON " table " (" field ");"
static const char strangers[] =
  "ALTER TABLE unit ADD COLUMN leader INTEGER; ALTER TABLE staff ADD COLUMN post INTEGER;"
  " ALTER TABLE staff ADD COLUMN supervisor INTEGER; ALTER TABLE leave ADD COLUMN handover_to INTEGER;"
  " ALTER TABLE leave ADD COLUMN approver INTEGER; CREATE TABLE post (id INTEGER PRIMARY KEY, unit INTEGER);"
  " CREATE TABLE roster (id INTEGER PRIMARY KEY, shift INTEGER, staff INTEGER);"
  " CREATE TABLE clock_pin (id INTEGER PRIMARY KEY, clock INTEGER, staff INTEGER);"
  " CREATE TABLE schedule_use (id INTEGER PRIMARY KEY, unit INTEGER, staff INTEGER);"
  " CREATE TABLE schedule_notice (id INTEGER PRIMARY KEY, unit INTEGER, issued_by INTEGER);"
  " CREATE TABLE slip (id INTEGER PRIMARY KEY, staff INTEGER, shift INTEGER, approver INTEGER);"
  REF ("unit", "leader") REF ("staff", "post") REF ("staff", "supervisor") REF ("leave", "handover_to") REF ("leave", "approver")
  REF ("post", "unit") REF ("roster", "shift") REF ("roster", "staff") REF ("clock_pin", "clock") REF ("clock_pin", "staff")
  REF ("schedule_use", "unit") REF ("schedule_use", "staff") REF ("schedule_notice", "unit")
  REF ("schedule_notice", "issued_by") REF ("slip", "staff") REF ("slip", "shift") REF ("slip", "approver");

static void
make_old (const char *path)
{
  g_autoptr (GError) error = NULL;
  ZgDb              *db = zg_db_open (path, ZG_DB_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (zg_db_script (db, "DROP INDEX staff_id_number_ix; DROP INDEX staff_phone_ix; DROP INDEX staff_phone_tail;"
                               " ALTER TABLE staff DROP COLUMN id_number_ix; ALTER TABLE staff DROP COLUMN phone_ix;"
                               " ALTER TABLE staff DROP COLUMN phone_tail; DROP VIEW audit_entry; DROP TABLE file_part;"
                               " DROP INDEX audit_place; DROP TABLE backup; DROP TABLE restore_drill;"
                               " DROP TABLE balance; DROP TABLE balance_month; DROP TABLE ledger_line; DROP TABLE closed;"
                               " DROP INDEX role_holder_stands_for_ref; ALTER TABLE role_holder DROP COLUMN stands_for;"
                               " ALTER TABLE user_key DROP COLUMN login_verifier; ALTER TABLE key_class DROP COLUMN retired_ms;"
                               " DELETE FROM schema_version WHERE number > 1;", &error));
  g_assert_no_error (error);
  g_assert_true (zg_db_script (db, strangers, &error));
  g_assert_no_error (error);
  g_assert_true (zg_db_set_mark (db, ZG_STORE_APPLICATION_ID, 1, &error));
  g_assert_true (zg_db_checkpoint (db, &error));
  zg_db_close (db);
}

static gpointer
schema_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  GString *text = g_string_new (NULL);

  /* a column that came later stands last in a carried table */
  dump_query (text, db, "SELECT s.type, s.name, s.tbl_name, CASE s.type WHEN 'table' THEN (SELECT group_concat (c.name || c.type)"
                        " FROM (SELECT name, type FROM pragma_table_info (s.name) ORDER BY name) c) ELSE s.sql END"
                        " FROM sqlite_schema s WHERE s.name <> 'schema_version' ORDER BY 1, 2");
  return g_string_free (text, FALSE);
}

/* The migrations bring the tables of the modules, which are not there in this program: only what it knows itself is compared. */
static char *
known_of (const char *carried, const char *fresh)
{
  g_auto (GStrv) lines = g_strsplit (carried, "\n", -1);
  GString       *known = g_string_new (NULL);
  static const char *const strange[] = { "table|unit|", "table|staff|", "index|unit_leader_ref|", "index|staff_post_ref|",
                                         "index|staff_supervisor_ref|" };

  for (char **line = lines; *line && **line; line++)
    {
      g_auto (GStrv)   cells = g_strsplit (*line, "|", 4);
      g_autofree char *table = g_strv_length (cells) > 2 ? g_strdup_printf ("table|%s|", cells[2]) : NULL;
      g_autofree char *view = g_strv_length (cells) > 2 ? g_strdup_printf ("view|%s|", cells[2]) : NULL;

      for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
        if (g_str_has_prefix (*line, strange[i]))
          g_clear_pointer (&table, g_free);
      if (table && (!g_str_has_prefix (cells[2], "leave") && (strstr (fresh, table) || strstr (fresh, view))))
        g_string_append_printf (known, "%s\n", *line);
    }
  return g_string_free (known, FALSE);
}

static void
test_migrated (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *fresh = zg_store_read (zg_book_store (vault->small.book), schema_on_reader, NULL, &error), *carried = NULL;
  char *known[2];

  vault_close (vault);
  make_old (vault->small.path);
  vault_reopen (vault);
  carried = zg_store_read (zg_book_store (vault->small.book), schema_on_reader, NULL, &error);
  known[0] = known_of (fresh, fresh);
  known[1] = known_of (carried, fresh);
  g_assert_cmpstr (known[0], ==, known[1]);
  g_free (known[0]);
  g_free (known[1]);
  g_assert_true (beside (vault, vault->small.path, "-before-2"));
  g_free (back_up (vault)); /* and it can be backed up */
}

/* A backup of then is restored by the program of today. */
static void
test_old_backup (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *plain = g_build_filename (vault->small.folder, "plain", NULL);
  g_autofree char *file = g_build_filename (vault->small.folder, "old.zgbackup", NULL);
  g_autoptr (ZgBackupHead) head = head_by_hand (vault, vault->small.book->uid, at ("2026-11-02 12:00"), 1);
  g_autoptr (ZgRestoreResult) result = NULL;
  g_autoptr (ZgBook) book = NULL;
  guint8           key[ZG_KEY_BYTES], pk[ZG_KEY_BYTES], sk[ZG_KEY_BYTES];
  ZgDb            *db = zg_db_open (vault->small.path, ZG_DB_READ, &error);

  g_assert_true (zg_db_copy_to (db, plain, &error));
  zg_db_close (db);
  make_old (plain);
  g_assert_true (zg_recovery_parse (vault->small.recovery, key, &error));
  zg_recovery_pair (key, pk, sk);
  seal_by_hand (head, plain, vault->small.path, names, vault->small.book->clock_sign, pk, file);
  drill_passes (vault, file);
  nothing_left (vault);
  result = restore (vault, file, &error);
  g_assert_no_error (error);
  nothing_left (vault);
  g_assert_false (beside (vault, vault->new_path, "-before-2"));
  book = zg_book_open (vault->new_path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (zg_book_verify (book, TRUE, NULL, &error));
}

/* -- For the desk -- */

typedef struct
{
  GMainLoop    *loop;
  GAsyncResult *result;
  guint         n_told;
  gint          ended; /* ZG_BACKUP_DONE was told */
} Wait;

static void
on_told_cb (ZgBackupStage stage, guint permille, gpointer data)
{
  Wait *wait = data;

  g_assert_cmpstr (zg_backup_stage_title (stage), !=, "");
  g_assert_cmpuint (permille, <=, 1000);
  wait->n_told++;
  wait->ended |= stage == ZG_BACKUP_DONE;
}

static void
on_ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;

  wait->result = g_object_ref (result);
  g_main_loop_quit (wait->loop);
}

static GAsyncResult *
wait_for (Wait *wait)
{
  g_main_loop_run (wait->loop);
  g_assert_cmpuint (wait->n_told, >=, 5);
  g_assert_true (wait->ended);
  wait->n_told = wait->ended = 0;
  return wait->result;
}

static void
test_async (Vault *vault, gconstpointer data)
{
  Wait        wait = { g_main_loop_new (NULL, FALSE) };
  ZgBackupJob job = { vault->folder, NULL, on_told_cb, &wait };
  ZgBackupKey key = { vault->small.recovery };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBackupResult) made = NULL;
  g_autoptr (ZgRestoreResult) drilled = NULL, restored = NULL;

  zg_backup_make_async (vault->clock, &job, NULL, on_ready_cb, &wait);
  made = zg_backup_make_finish (wait_for (&wait), &error);
  g_assert_no_error (error);
  g_clear_object (&wait.result);
  zg_restore_drill_async (vault->clock, made->path, &key, on_told_cb, &wait, NULL, on_ready_cb, &wait);
  drilled = zg_restore_drill_finish (wait_for (&wait), &error);
  g_assert_no_error (error);
  g_clear_object (&wait.result);
  zg_restore_async (made->path, vault->new_path, &key, on_told_cb, &wait, NULL, on_ready_cb, &wait);
  restored = zg_restore_finish (wait_for (&wait), &error);
  g_assert_no_error (error);
  g_clear_object (&wait.result);
  zg_restore_async (made->path, vault->new_path, &key, NULL, NULL, NULL, on_ready_cb, &wait);
  g_main_loop_run (wait.loop);
  g_assert_null (zg_restore_finish (wait.result, &error));
  assert_refused (error, ZG_ERROR_INVALID, "never over a book");
  g_clear_object (&wait.result);
  g_main_loop_unref (wait.loop);
}

/* -- Trial books -- */

static ZgBook *
trial_book (Vault *vault, const char *name)
{
  g_autofree char   *path = g_build_filename (vault->small.folder, name, NULL), *recovery = NULL;
  ZgBookSetup        setup = { .path = path, .name = "演示", .login = "lin", .person = "林", .trial = TRUE };
  g_autoptr (GError) error = NULL;
  ZgBook            *book = zg_book_create (&setup, &recovery, &error);

  g_assert_no_error (error);
  return book;
}

/* Closing one leaves the passwords of the other as cheap as they were made; a backup of one opens with its password. */
static void
test_trial_books (Vault *vault, gconstpointer data)
{
  g_autoptr (ZgBook) one = NULL, two = NULL;
  g_autoptr (ZgSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char   *password = NULL;
  g_autoptr (ZgBackupResult) made = NULL;
  g_autoptr (ZgRestoreResult) restored = NULL;
  ZgBackupJob        job = { vault->folder };

  vault_close (vault);
  zg_kdf_set_policy (NULL);
  one = trial_book (vault, "one.zgb");
  two = trial_book (vault, "two.zgb");
  password = g_strdup (zg_book_trial_password (two));
  g_clear_pointer (&one, zg_book_unref);
  session = zg_book_login_trial (two, NULL, &error);
  g_assert_no_error (error);
  made = zg_backup_make (session, &job, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&session, zg_session_unref);
  g_clear_pointer (&two, zg_book_unref);
  restored = restore_with (vault, made->path, (ZgBackupKey){ NULL, "lin", password }, &error);
  g_assert_no_error (error);
  g_assert_cmpint (zg_kdf_minimum ().mem, >, 8192); /* and no other book's passwords have become cheap by it */
  zg_kdf_set_policy (&small_kdf);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Vault *vault, gconstpointer data);
  } tests[] = {
    { "/backup-more/any-bit", test_any_bit }, { "/backup-more/added-lock", test_added_lock },
    { "/backup-more/changed-manifest", test_changed_manifest }, { "/backup-more/forged", test_forged },
    { "/backup-more/miscounted", test_miscounted },
    { "/backup-more/missing", test_missing }, { "/backup-more/second", test_second }, { "/backup-more/migrated", test_migrated },
    { "/backup-more/old-backup", test_old_backup }, { "/backup-more/async", test_async },
    { "/backup-more/trial-books", test_trial_books },
  };

  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  g_test_add_func ("/backup-more/odd-heads", test_odd_heads);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Vault, NULL, vault_set_up, tests[i].test, vault_tear_down);
  return g_test_run ();
}
