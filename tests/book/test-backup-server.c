/* A book on a server: its backup is that of a file, made at one moment, and opens without the server. */
#include "backup-help.h"

#include "zg-tick.h"

/* D18-5.4: restored on any computer, it is what stood on the server. */
static void
test_circle (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *file = back_up (vault), *base = g_path_get_basename (file);
  g_autoptr (ZgRestoreResult) result = NULL;
  g_autoptr (ZgBook)    book = NULL;
  g_autoptr (ZgSession) session = NULL;
  g_autoptr (GBytes)    bytes = NULL;
  gint64 staff = small_int (&vault->small, "SELECT count (*) FROM staff");

  g_assert_true (g_str_has_prefix (base, "t_")); /* of the database */
  result = restore (vault, file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_files, ==, 2);
  book = zg_book_open (vault->new_path, FALSE, &error);
  g_assert_no_error (error);
  session = zg_book_login (book, "lin", ADMIN_PASSWORD, &error);
  g_assert_no_error (error);
  bytes = zg_attach_read (session, vault->attachment, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "first", 5);
  g_assert_true (zg_book_verify (book, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_clear_pointer (&session, zg_session_unref);
  g_clear_pointer (&vault->clock, zg_session_unref);
  g_clear_pointer (&vault->small.admin, zg_session_unref);
  g_clear_pointer (&vault->small.book, zg_book_unref);
  vault->small.book = zg_book_ref (book);
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM staff"), ==, staff);
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM file_part"), ==, 0); /* they lie beside it now */
}

static void
test_drill (Vault *vault, gconstpointer data)
{
  g_autofree char *file = back_up (vault);

  drill_passes (vault, file);
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM restore_drill"), ==, 1);
}

/* D18-5.4 */
static void
test_tick (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *report = NULL, *again = NULL, *folder = NULL;

  g_assert_true (zg_tick_run (vault->small.book, &report, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (report, ZG_BACKUP_END));
  g_assert_true (zg_tick_run (vault->small.book, &again, &error));
  g_assert_cmpstr (again, ==, "");
  folder = zg_backup_place (vault->small.book, ".backups");
  zg_remove_tree (folder);
}

/* Somebody writes meanwhile: the copy is of one moment, or it would not verify. */
static void
write_once (ZgBackupStage stage, guint permille, gpointer data)
{
  Vault *vault = data;

  if (stage == ZG_BACKUP_COPY)
    attach (vault, "more");
}

static void
test_busy (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgBackupJob        job = { vault->folder, NULL, write_once, vault };
  g_autoptr (ZgBackupResult) result = zg_backup_make (vault->clock, &job, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (result->missing->len, ==, 0);
  drill_passes (vault, result->path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  g_test_add ("/backup-server/D18-5.4/circle", Vault, NULL, vault_set_up, test_circle, vault_tear_down);
  g_test_add ("/backup-server/drill", Vault, NULL, vault_set_up, test_drill, vault_tear_down);
  g_test_add ("/backup-server/D18-5.4/tick", Vault, NULL, vault_set_up, test_tick, vault_tear_down);
  g_test_add ("/backup-server/busy", Vault, NULL, vault_set_up, test_busy, vault_tear_down);
  return g_test_run ();
}
