/* Backup and restore: the whole circle, what is refused, what is kept, what is said. */
#include "backup-help.h"

/* -- The circle -- */

static void
check_attachment (Vault *vault, ZgBook *book, ZgSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = zg_attach_read (session, vault->attachment, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "first", 5);
}

/* D18-5.4, D12-10.2 */
static void
test_circle (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = 0, old_key, new_key;
  g_autofree char *before = dump_book (vault->small.book, &seq), *after = NULL, *file = back_up (vault), *names = NULL;
  g_autoptr (ZgRestoreResult) result = NULL;
  g_autoptr (ZgBook) book = NULL;
  g_autoptr (ZgSession) session = NULL, clock = NULL;
  GStatBuf st;

  names = names_in (vault->folder);
  g_assert_cmpstr (names, ==, "test-2026-11-02-090000.zgbackup");
  nothing_left (vault);
  result = restore (vault, file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->seq, ==, seq);
  g_assert_cmpuint (result->n_files, ==, 2);
  g_assert_nonnull (strstr (result->report, "every link"));
  g_assert_nonnull (strstr (result->report, "The file is whole"));
  nothing_left (vault);
  g_stat (vault->new_path, &st);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
  book = zg_book_open (vault->new_path, FALSE, &error);
  g_assert_no_error (error);
  after = dump_book (book, &seq);
  g_assert_cmpstr (before, ==, after);
  /* everybody's password is as it was; the clock has another key, whose signatures hold beside those of the old one */
  session = zg_book_login (book, "lin", ADMIN_PASSWORD, &error);
  g_assert_no_error (error);
  check_attachment (vault, book, session);
  clock = zg_book_login_clock (book, &error);
  g_assert_no_error (error);
  g_assert_cmpint (memcmp (zg_secret_data (book->clock_sign), zg_secret_data (vault->small.book->clock_sign), 64), !=, 0);
  g_clear_pointer (&vault->small.admin, zg_session_unref);
  g_clear_pointer (&vault->clock, zg_session_unref);
  g_clear_pointer (&vault->small.book, zg_book_unref);
  vault->small.book = zg_book_ref (book);
  old_key = small_int (&vault->small, "SELECT count (*) FROM user_key WHERE retired_ms IS NOT NULL AND person_id = "
                                      "(SELECT value FROM meta WHERE key = 'clock_person')");
  new_key = small_int (&vault->small, "SELECT count (*) FROM user_key WHERE retired_ms IS NULL AND person_id = "
                                      "(SELECT value FROM meta WHERE key = 'clock_person')");
  g_assert_cmpint (old_key, ==, 1);
  g_assert_cmpint (new_key, ==, 1);
}

/* The audit of the new book says from what it was made, and after which entry something may be missing. */
static void
test_audit (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = back_up (vault), *sql = NULL, *hash = NULL;
  g_autoptr (ZgRestoreResult) result = restore (vault, file, &error);
  gint64 bytes;

  g_assert_no_error (error);
  hash = zg_backup_digest (file, &bytes, NULL);
  g_clear_pointer (&vault->clock, zg_session_unref);
  g_clear_pointer (&vault->small.admin, zg_session_unref);
  g_clear_pointer (&vault->small.book, zg_book_unref);
  vault->small.book = zg_book_open (vault->new_path, FALSE, &error);
  g_assert_no_error (error);
  sql = g_strdup_printf ("SELECT count (*) FROM audit a WHERE a.step = 'book.restore' AND a.seq = %ld AND a.sig IS NOT NULL"
                         " AND a.body LIKE '%%\"gap_after\":\"%ld\"%%' AND a.body LIKE '%%%s%%' AND a.body LIKE '%%recovery "
                         "key%%'"
                         " AND a.body LIKE '%%' || (SELECT lower (hex (b.hash)) FROM audit b WHERE b.seq = %ld) || '%%'",
                         (long) result->seq + 1, (long) result->seq, hash, (long) result->seq);
  g_assert_cmpint (small_int (&vault->small, sql), ==, 1);
}

/* Somebody who may make backups opens one by his own password, and signs for it. */
static void
test_password (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 it = small_person (&vault->small, "zhao", "赵", 0, "itd", IT_PASSWORD);
  gint64 other;
  g_autofree char *file = NULL, *sql = NULL;
  g_autoptr (ZgRestoreResult) result = NULL;

  other = small_person (&vault->small, "qian", "钱", 0, "hrd", "Copper-Willow31");
  g_assert_cmpint (other, !=, 0);
  file = back_up (vault);
  g_assert_null (restore_with (vault, file, (ZgBackupKey){ NULL, "qian", "Copper-Willow31" }, &error)); /* may not make backups */
  assert_refused (error, ZG_ERROR_DENIED, "do not open the backup");
  g_assert_null (restore_with (vault, file, (ZgBackupKey){ NULL, "zhao", "Copper-Willow31" }, &error));
  assert_refused (error, ZG_ERROR_DENIED, "do not open the backup");
  g_assert_null (restore_with (vault, file, (ZgBackupKey){ NULL, "nobody", IT_PASSWORD }, &error));
  assert_refused (error, ZG_ERROR_DENIED, "do not open the backup");
  nothing_new (vault);
  result = restore_with (vault, file, (ZgBackupKey){ NULL, "Zhao", IT_PASSWORD }, &error);
  g_assert_no_error (error);
  vault_close (vault);
  vault->small.book = zg_book_open (vault->new_path, FALSE, &error);
  g_assert_no_error (error);
  sql = g_strdup_printf ("SELECT count (*) FROM audit WHERE step = 'book.restore' AND actor = %ld AND sig IS NOT NULL",
                         (long) it);
  g_assert_cmpint (small_int (&vault->small, sql), ==, 1);
  g_assert_true (zg_book_verify (vault->small.book, TRUE, NULL, &error));
}

/* -- Refused -- */

static void
test_wrong_recovery (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = back_up (vault), *other = NULL;
  guint8 key[ZG_KEY_BYTES];

  zg_random_bytes (key, sizeof key);
  other = zg_recovery_format (key);
  g_assert_null (restore_with (vault, file, (ZgBackupKey){ other, NULL, NULL }, &error));
  assert_refused (error, ZG_ERROR_DENIED, "not the recovery key of this backup");
  g_assert_null (restore_with (vault, file, (ZgBackupKey){ "AAAA", NULL, NULL }, &error));
  assert_refused (error, ZG_ERROR_INVALID, "characters");
  nothing_new (vault);
}

/* A new sheet opens the backups made from then on; those before it need the old one. */
static void
test_new_recovery (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *old = back_up (vault), *new = NULL, *sheet = zg_people_new_recovery (vault->small.admin, &error);
  g_autoptr (ZgRestoreResult) result = NULL;

  g_assert_no_error (error);
  new = back_up (vault);
  g_assert_null (restore_with (vault, old, (ZgBackupKey){ sheet, NULL, NULL }, &error));
  assert_refused (error, ZG_ERROR_DENIED, "valid on the day");
  g_assert_null (restore (vault, new, &error));
  assert_refused (error, ZG_ERROR_DENIED, "valid on the day");
  result = restore_with (vault, new, (ZgBackupKey){ sheet, NULL, NULL }, &error);
  g_assert_no_error (error);
}

static void
test_never_over (Vault *vault, gconstpointer data)
{
  static const char *const ends[] = { "", "-wal", ".files", ".clockkey" };
  g_autoptr (GError) error = NULL;
  g_autofree char *file = back_up (vault), *open_one = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (vault->new_path, ends[i], NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_set_contents (path, "somebody's", -1, NULL));
      g_assert_null (restore (vault, file, &error));
      assert_refused (error, ZG_ERROR_INVALID, "never over a book");
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "somebody's");
      g_unlink (path);
    }
  g_free (vault->new_path); /* the book itself, open */
  vault->new_path = g_strdup (vault->small.path);
  g_assert_null (restore (vault, file, &error));
  assert_refused (error, ZG_ERROR_INVALID, "never over a book");
  g_assert_true (zg_book_verify (vault->small.book, TRUE, NULL, &error));
}

static void
test_rights (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) worker = NULL, it = NULL;
  g_autoptr (ZgBackupResult) result = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&zg_backup_kind);
  g_autofree char *once = NULL;
  ZgBackupJob job = { vault->folder };
  gint64 sun;

  small_person (&vault->small, "qian", "钱", 0, "emp", "Copper-Willow31");
  small_person (&vault->small, "zhao", "赵", 0, "itd", IT_PASSWORD);
  worker = small_login (&vault->small, "qian", "Copper-Willow31");
  g_assert_null (zg_backup_make (worker, &job, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM audit WHERE step = 'refused:backup.create'"), ==, 1);
  g_assert_false (g_file_test (vault->folder, G_FILE_TEST_EXISTS));
  it = small_login (&vault->small, "zhao", IT_PASSWORD);
  sun = zg_people_add (vault->small.admin, "sun", "孙", 0, &once, &error);
  zg_people_grant (vault->small.admin, sun, "itd", 0, NULL, NULL, &error);
  g_assert_no_error (error);
  result = zg_backup_make (it, &job, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_people, ==, 2); /* the administrator and IT; a one-time password opens nothing */
  g_assert_null (restore_with (vault, result->path, (ZgBackupKey){ NULL, "sun", once }, &error));
  assert_refused (error, ZG_ERROR_DENIED, "do not open the backup");
  for (int i = 0; i < record->kind->n_fields; i++)
    if (record->kind->fields[i].type == ZG_TEXT)
      zg_record_set_text (record, i, "x");
    else
      zg_record_set_int (record, i, 1);
  g_assert_false (zg_book_run (it, record, "create", NULL, NULL, NULL, NULL, &error)); /* nobody writes that he has made one */
  assert_refused (error, ZG_ERROR_INVALID, "Nothing was backed up");
}

/* -- Noted, and how old -- */

typedef struct
{
  gint64 made_ms;
} Last;

static gpointer
read_last (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_backup_last (db, &((Last *) data)->made_ms, error) ? data : NULL;
}

static gint64
last_of (Vault *vault)
{
  Last last = { -1 };

  g_assert_nonnull (zg_store_read (zg_book_store (vault->small.book), read_last, &last, NULL));
  return last.made_ms;
}

static void
test_noted (Vault *vault, gconstpointer data)
{
  g_autofree char *file = NULL, *sql = NULL, *hash = NULL;
  gint64 bytes, made = at ("2026-11-02 09:00");

  g_assert_cmpint (last_of (vault), ==, 0);
  g_assert_true (zg_backup_is_late (0, made));
  file = back_up (vault);
  hash = zg_backup_digest (file, &bytes, NULL);
  sql = g_strdup_printf ("SELECT count (*) FROM backup b JOIN audit a ON a.seq = b.entry AND lower (hex (a.hash)) = b.head WHERE "
                         "b.file = 'test-2026-11-02-090000.zgbackup' AND b.sha256 = '%s' AND b.bytes = %ld AND b.n_files = 2 AND "
                         "b.n_missing = 0 AND b.maker_id = (SELECT value FROM meta WHERE key = 'clock_person')", hash,
                         (long) bytes);
  g_assert_cmpint (small_int (&vault->small, sql), ==, 1);
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM audit WHERE step = 'backup.create' AND sig IS NOT NULL"),
                   ==, 1);
  made = last_of (vault);
  g_assert_cmpint (made, ==, small_int (&vault->small, "SELECT made_at FROM backup"));
  g_assert_cmpint (made - at ("2026-11-02 09:00"), <, 1000); /* a ms for each entry since the clock stands */
  g_assert_false (zg_backup_is_late (made, made + 26 * 3600 * G_GINT64_CONSTANT (1000)));
  g_assert_true (zg_backup_is_late (made, made + 26 * 3600 * G_GINT64_CONSTANT (1000) + 1));
}

static void
test_info (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = back_up (vault), *again = back_up (vault), *other = NULL, *bytes = NULL;
  g_autoptr (ZgBackupInfo) info = zg_backup_info (file, &error);
  g_autoptr (GPtrArray) list = NULL;
  gsize n;

  g_assert_no_error (error);
  g_assert_cmpstr (info->book, ==, "电商部账套");
  g_assert_cmpint (info->uid, ==, vault->small.book->uid);
  g_assert_cmpint (info->n_files, ==, 2);
  g_assert_true (info->verified);
  g_assert_cmpstr (info->people[0], ==, "lin");
  g_assert_null (info->people[1]);
  g_assert_true (g_str_has_suffix (again, "-090000-2.zgbackup")); /* within the same second */
  g_assert_true (g_file_get_contents (again, &bytes, &n, NULL));
  g_assert_true (g_file_set_contents (again, bytes, (gssize) n - 1, NULL)); /* cut: its head says so */
  list = zg_backup_list (vault->folder, vault->small.book->uid);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpint (((ZgBackupInfo *) list->pdata[0])->verified + ((ZgBackupInfo *) list->pdata[1])->verified, ==, 1);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = zg_backup_list (vault->folder, 1);
  g_assert_cmpuint (list->len, ==, 0);
  other = g_build_filename (vault->small.folder, "no", NULL);
  g_assert_null (zg_backup_info (other, &error));
  assert_refused (error, ZG_ERROR_NOT_FOUND, "cannot be read");
  g_assert_null (zg_backup_info (vault->small.path, &error));
  assert_refused (error, ZG_ERROR_NOT_A_BOOK, "no backup");
}

/* -- Drill -- */

static void
test_drill (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = back_up (vault), *bytes = NULL;
  g_autoptr (ZgRestoreResult) result = NULL;
  ZgBackupKey key = { vault->small.recovery }, none = { "AAAA" };
  gsize n;

  result = zg_restore_drill (vault->clock, file, &key, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM restore_drill WHERE outcome = 1 AND n_files = 2 AND report "
                                             "LIKE '%every link%'"), ==, 1);
  nothing_left (vault);
  g_assert_null (zg_restore_drill (vault->clock, file, &none, NULL, NULL, NULL, &error)); /* a slip, no word about the backup */
  assert_refused (error, ZG_ERROR_INVALID, "characters");
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM restore_drill"), ==, 1);
  g_file_get_contents (file, &bytes, &n, NULL);
  bytes[n - 100] ^= 1;
  g_file_set_contents (file, bytes, (gssize) n, NULL);
  g_assert_null (zg_restore_drill (vault->clock, file, &key, NULL, NULL, NULL, &error));
  assert_refused (error, ZG_ERROR_CORRUPT, "contents were changed");
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM restore_drill WHERE outcome = 2"), ==, 1);
  nothing_left (vault);
}

static void
test_drill_of_another (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = back_up (vault);
  ZgBackupKey key = { vault->small.recovery };

  vault->small.book->uid++;
  g_assert_null (zg_restore_drill (vault->clock, file, &key, NULL, NULL, NULL, &error));
  assert_refused (error, ZG_ERROR_INVALID, "another book");
  vault->small.book->uid--;
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Vault *vault, gconstpointer data);
  } tests[] = {
    { "/backup/D18-5.4/circle", test_circle }, { "/backup/audit", test_audit }, { "/backup/password", test_password },
    { "/backup/wrong-recovery", test_wrong_recovery }, { "/backup/new-recovery", test_new_recovery },
    { "/backup/never-over", test_never_over }, { "/backup/rights", test_rights }, { "/backup/D12-10.2/noted", test_noted },
    { "/backup/info", test_info }, { "/backup/drill", test_drill }, { "/backup/drill-of-another", test_drill_of_another },
  };

  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Vault, NULL, vault_set_up, tests[i].test, vault_tear_down);
  return g_test_run ();
}
