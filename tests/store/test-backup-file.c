/* The sealed file of a backup: whatever is changed, cut, swapped or exchanged in it is found, and said. Working folders. */
#include "store-test.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "zg-backup-file.h"
#include "zg-workdir.h"

#define PLAIN (200 * 1024 + 77) /* four chunks, the last one short */
#define HEAD  "{\"a\":\"head\"}"

#define assert_said(error, code, part)                              \
  G_STMT_START                                                      \
  {                                                                 \
    if ((error) == NULL || strstr ((error)->message, part) == NULL) \
      g_error ("“%s” does not say “%s”", (error) ? (error)->message : "no error", part); \
    assert_refused (error, code);                                   \
  }                                                                 \
  G_STMT_END

typedef struct
{
  char   *folder, *path;
  guint8  key[ZG_KEY_BYTES];
  guint8 *plain;
} Sealed;

static void
seal_to (Sealed *sealed, const char *path, const char *head, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBackupWriter) writer = NULL;
  int fd = open (path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

  writer = zg_backup_writer_new (fd, path, head, sealed->key, &error);
  g_assert_no_error (error);
  /* in uneven pieces */
  for (gsize at = 0; at < n; at += 7001)
    g_assert_true (zg_backup_writer_put (writer, sealed->plain + at, MIN (7001, n - at), NULL));
  g_assert_true (zg_backup_writer_end (writer, &error));
  close (fd);
}

static void
set_up (Sealed *sealed, gconstpointer data)
{
  sealed->folder = temp_folder ();
  sealed->path = g_build_filename (sealed->folder, "a.zgbackup", NULL);
  sealed->plain = g_malloc (PLAIN);
  zg_random_bytes (sealed->key, sizeof sealed->key);
  zg_random_bytes (sealed->plain, PLAIN);
  seal_to (sealed, sealed->path, HEAD, PLAIN);
}

static void
tear_down (Sealed *sealed, gconstpointer data)
{
  remove_folder (sealed->folder);
  g_free (sealed->path);
  g_free (sealed->plain);
}

/* The whole way; FALSE with the error set. */
static gboolean
open_all (Sealed *sealed, gsize n, GError **error)
{
  g_autofree guint8 *back = g_malloc (n + 1);
  g_autoptr (ZgBackupReader) reader = NULL;
  int      fd = open (sealed->path, O_RDONLY);
  gboolean ok;

  reader = zg_backup_reader_new (fd, sealed->path, error);
  ok = reader && zg_backup_reader_open (reader, sealed->key, error) && zg_backup_reader_get (reader, back, n, error) &&
       zg_backup_reader_end (reader, error);
  if (ok)
    g_assert_cmpmem (back, n, sealed->plain, n);
  close (fd);
  return ok;
}

static void
test_whole (Sealed *sealed, gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 128 * 1024, PLAIN };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GStatBuf st;

      seal_to (sealed, sealed->path, HEAD, sizes[i]);
      open_all (sealed, sizes[i], &error);
      g_assert_no_error (error);
      g_stat (sealed->path, &st);
      g_assert_cmpint (st.st_size, ==, zg_backup_size (strlen (HEAD), (gint64) sizes[i]));
    }
  g_assert_false (open_all (sealed, PLAIN - 1, &error)); /* who asks for less than there is */
  assert_said (error, ZG_ERROR_CORRUPT, "holds more");
  g_assert_false (open_all (sealed, PLAIN + 1, &error));
  assert_said (error, ZG_ERROR_CORRUPT, "holds less");
}

/* -- Tampering -- */

#define HEAD_AT   16
#define DIGEST_AT (HEAD_AT + sizeof HEAD - 1)
#define STREAM_AT (DIGEST_AT + 32)
#define FIRST_AT  (STREAM_AT + 24)
#define CHUNK_AT(n) (FIRST_AT + 49 + (n) * (64 * 1024 + 17))

typedef struct
{
  const char *path;
  gsize       at;   /* one bit of this byte is turned */
  int         code;
  const char *words;
} Flip;

static const Flip flips[] = {
  { "/backup-file/magic", 3, ZG_ERROR_NOT_A_BOOK, "no backup of this program" },
  { "/backup-file/version", 8, ZG_ERROR_NEWER, "newer program" },
  { "/backup-file/version-none", 11, ZG_ERROR_CORRUPT, "head was changed" }, /* 1 becomes 0 */
  { "/backup-file/length", 12, ZG_ERROR_CORRUPT, "head was changed" },
  { "/backup-file/length-little", 15, ZG_ERROR_CORRUPT, "head was changed" },
  { "/backup-file/head", HEAD_AT + 2, ZG_ERROR_CORRUPT, "head was changed" },
  { "/backup-file/digest", DIGEST_AT, ZG_ERROR_CORRUPT, "head was changed" },
  { "/backup-file/stream-header", STREAM_AT, ZG_ERROR_CORRUPT, "contents were changed" },
  { "/backup-file/first-chunk", FIRST_AT + 5, ZG_ERROR_CORRUPT, "contents were changed" },
  { "/backup-file/middle-chunk", CHUNK_AT (1) + 99, ZG_ERROR_CORRUPT, "contents were changed" },
  { "/backup-file/last-chunk", CHUNK_AT (3) + 5, ZG_ERROR_CORRUPT, "contents were changed" },
};

static void
test_flip (Sealed *sealed, gconstpointer data)
{
  const Flip        *flip = data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *bytes = NULL;
  gsize              n;

  g_file_get_contents (sealed->path, &bytes, &n, NULL);
  bytes[flip->at] ^= 1;
  g_file_set_contents (sealed->path, bytes, (gssize) n, NULL);
  g_assert_false (open_all (sealed, PLAIN, &error));
  assert_said (error, flip->code, flip->words);
}

/* Cut anywhere: within the head, between two chunks, within the last one; and a bit added. */
static void
test_cut (Sealed *sealed, gconstpointer data)
{
  const gsize cuts[] = { 0, 7, 8, 15, HEAD_AT + 3, DIGEST_AT + 5, STREAM_AT, STREAM_AT + 23, FIRST_AT, FIRST_AT + 48,
                         CHUNK_AT (0), CHUNK_AT (1), CHUNK_AT (3), CHUNK_AT (3) + 1000 };
  g_autofree char *bytes = NULL, *longer = NULL;
  gsize            n;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (sealed->path, &bytes, &n, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_file_set_contents (sealed->path, bytes, (gssize) cuts[i], NULL);
      g_assert_false (open_all (sealed, PLAIN, &error));
      if (cuts[i] < 8)
        assert_said (error, ZG_ERROR_NOT_A_BOOK, "no backup");
      else
        assert_said (error, ZG_ERROR_CORRUPT, "cut");
    }
  longer = g_malloc0 (n + 1);
  memcpy (longer, bytes, n);
  g_file_set_contents (sealed->path, longer, (gssize) n + 1, NULL);
  g_assert_false (open_all (sealed, PLAIN, &error));
  assert_said (error, ZG_ERROR_CORRUPT, "");
}

static void
test_swapped (Sealed *sealed, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *bytes = NULL, *one = g_malloc (64 * 1024 + 17);
  gsize              n;

  g_file_get_contents (sealed->path, &bytes, &n, NULL);
  memcpy (one, bytes + CHUNK_AT (0), 64 * 1024 + 17);
  memcpy (bytes + CHUNK_AT (0), bytes + CHUNK_AT (1), 64 * 1024 + 17);
  memcpy (bytes + CHUNK_AT (1), one, 64 * 1024 + 17);
  g_file_set_contents (sealed->path, bytes, (gssize) n, NULL);
  g_assert_false (open_all (sealed, PLAIN, &error));
  assert_said (error, ZG_ERROR_CORRUPT, "another order");
}

/* A whole and sound head of another file, its digest beside it, before this stream: even under the same key. */
static void
test_exchanged_head (Sealed *sealed, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *other = g_build_filename (sealed->folder, "b.zgbackup", NULL), *mine = NULL, *its = NULL;
  gsize              n, n_its;

  seal_to (sealed, other, "{\"b\":\"head\"}", 10);
  g_file_get_contents (sealed->path, &mine, &n, NULL);
  g_file_get_contents (other, &its, &n_its, NULL);
  memcpy (mine, its, STREAM_AT);
  g_file_set_contents (sealed->path, mine, (gssize) n, NULL);
  g_assert_false (open_all (sealed, PLAIN, &error));
  assert_said (error, ZG_ERROR_CORRUPT, "another backup");
}

static void
test_wrong_key (Sealed *sealed, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sealed->key[0] ^= 1;
  g_assert_false (open_all (sealed, PLAIN, &error));
  assert_refused (error, ZG_ERROR_CORRUPT);
}

/* -- Working folders -- */

static void
test_workdir (void)
{
  auto_folder folder = temp_folder ();
  g_autofree char *path = g_build_filename (folder, "book.backup", NULL), *inside = g_build_filename (path, "a", "b", NULL);
  g_autofree char *kept = g_build_filename (folder, "kept", NULL), *link = g_build_filename (path, "link", NULL), *file = NULL;
  g_autoptr (GError) error = NULL;
  ZgWorkdir *first, *second;
  GStatBuf   st;

  g_assert_true (zg_workdir_sweep (path)); /* nothing there */
  g_assert_cmpint (g_mkdir_with_parents (inside, 0777), ==, 0); /* a killed job's remains, open to everybody */
  g_file_set_contents (kept, "kept", -1, NULL);
  g_assert_cmpint (symlink (kept, link), ==, 0);
  first = zg_workdir_take (path, &error);
  g_assert_no_error (error);
  g_stat (path, &st);
  g_assert_cmpint (st.st_mode & 0777, ==, 0700);
  g_assert_false (g_file_test (inside, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  second = zg_workdir_take (path, &error);
  g_assert_null (second);
  assert_said (error, ZG_ERROR_BUSY, "at work");
  g_assert_false (zg_workdir_sweep (path)); /* and nobody sweeps it meanwhile */
  file = zg_workdir_file (first, "book");
  g_assert_true (g_file_set_contents (file, "plain", -1, NULL));
  zg_workdir_free (first);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_mkdir (path, 0700);
  g_file_set_contents (file, "plain", -1, NULL);
  g_assert_true (zg_workdir_sweep (path));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_file_set_contents (path, "somebody's file", -1, NULL);
  g_assert_null (zg_workdir_take (path, &error));
  assert_said (error, ZG_ERROR_INVALID, "in the way");
  g_assert_false (zg_workdir_sweep (path));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_publish (void)
{
  auto_folder folder = temp_folder ();
  g_autofree char *path = g_build_filename (folder, "a", NULL), *temp = NULL, *left = NULL, *other = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;
  int fd = zg_file_begin (folder, "7", &temp, &error);

  g_assert_no_error (error);
  g_assert_true (zg_file_write (fd, temp, "new", 3, &error));
  close (fd);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (zg_file_publish (temp, path, &error));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  close (zg_file_begin (folder, "7", &left, NULL));
  close (zg_file_begin (folder, "77", &other, NULL));
  g_assert_false (zg_file_publish (left, path, &error)); /* nothing is replaced */
  assert_refused (error, ZG_ERROR_INVALID);
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "new");
  zg_file_sweep (folder, "7");
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS)); /* of another book */
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (zg_file_room (folder, 1, &error));
  g_assert_false (zg_file_room (folder, G_MAXINT64, &error));
  assert_said (error, ZG_ERROR_FULL, folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/backup-file/whole", Sealed, NULL, set_up, test_whole, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (flips); i++)
    g_test_add (flips[i].path, Sealed, &flips[i], set_up, test_flip, tear_down);
  g_test_add ("/backup-file/cut", Sealed, NULL, set_up, test_cut, tear_down);
  g_test_add ("/backup-file/swapped", Sealed, NULL, set_up, test_swapped, tear_down);
  g_test_add ("/backup-file/exchanged-head", Sealed, NULL, set_up, test_exchanged_head, tear_down);
  g_test_add ("/backup-file/wrong-key", Sealed, NULL, set_up, test_wrong_key, tear_down);
  g_test_add_func ("/backup-file/workdir", test_workdir);
  g_test_add_func ("/backup-file/publish", test_publish);
  return g_test_run ();
}
