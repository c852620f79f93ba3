/* Attachments beside the book. */
#include "store-test.h"

#include <sys/stat.h>

#include "zg-files.h"

/* F15 */
static void
test_files (void)
{
  g_autoptr (GError) error = NULL;
  auto_folder folder = temp_folder ();
  g_autofree char *book = g_build_filename (folder, "book.zgb", NULL), *files = zg_files_folder (book), *path = NULL;
  g_autoptr (GBytes) one = g_bytes_new ("sealed one", 10), two = g_bytes_new ("", 0), back = NULL;
  g_autofree char *name = NULL, *again = NULL, *empty = NULL;
  g_autoptr (GPtrArray) list = NULL;
  GStatBuf st;

  list = zg_files_list (book, &error);
  g_assert_cmpuint (list->len, ==, 0);
  name = zg_files_put (book, one, &error);
  g_assert_no_error (error);
  again = zg_files_put (book, one, &error);
  g_assert_cmpstr (name, ==, again);
  empty = zg_files_put (book, two, &error);
  g_assert_true (zg_files_has (book, name));
  back = zg_files_get (book, name, 10, &error);
  g_assert_true (g_bytes_equal (back, one));
  g_assert_null (zg_files_get (book, name, 9, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  path = g_strdup_printf ("%s/%.2s/%s", files, name, name);
  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (files, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0700);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = zg_files_list (book, &error);
  g_assert_cmpuint (list->len, ==, 2);
  /* damaged, then put again: healed */
  g_file_set_contents (path, "sealed two", -1, NULL);
  g_assert_null (zg_files_get (book, name, 10, &error));
  assert_refused (error, ZG_ERROR_CORRUPT);
  g_free (again);
  again = zg_files_put (book, one, &error);
  g_clear_pointer (&back, g_bytes_unref);
  back = zg_files_get (book, name, 10, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_assert_null (zg_files_get (book, name, 10, &error));
  assert_refused (error, ZG_ERROR_NOT_FOUND);
}

static void
test_file_names (void)
{
  static const char *const wrong[] = { "", "..", "../../../etc/passwd", "/etc/passwd", "abc",
                                       "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                                       "..7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (zg_files_get ("/nowhere/book", wrong[i], 10, &error));
      assert_refused (error, ZG_ERROR_INVALID);
      g_assert_false (zg_files_has ("/nowhere/book", wrong[i]));
    }
}

static void
test_file_sweep (void)
{
  g_autoptr (GError) error = NULL;
  auto_folder folder = temp_folder ();
  g_autofree char *book = g_build_filename (folder, "book.zgb", NULL), *files = zg_files_folder (book);
  g_autoptr (GBytes) one = g_bytes_new ("one", 3), two = g_bytes_new ("two", 3);
  g_autofree char *name = zg_files_put (book, one, &error), *orphan = zg_files_put (book, two, &error);
  g_autofree char *temp = g_strdup_printf ("%s/%.2s/.new-0123", files, name),
      *strange = g_strdup_printf ("%s/%.2s/readme.txt", files, name);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint removed = 0;

  g_file_set_contents (temp, "half", -1, NULL);
  g_file_set_contents (strange, "not ours", -1, NULL);
  g_hash_table_add (known, name);
  g_assert_true (zg_files_sweep (book, known, &removed, &error));
  g_assert_cmpuint (removed, ==, 2);
  g_assert_true (zg_files_has (book, name));
  g_assert_false (zg_files_has (book, orphan));
  g_assert_false (g_file_test (temp, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (strange, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/files/put-and-get", test_files);
  g_test_add_func ("/files/names", test_file_names);
  g_test_add_func ("/files/sweep", test_file_sweep);
  return g_test_run ();
}
