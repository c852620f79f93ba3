/* zgctl backup, restore and key drill: as a timer runs them, and as a clerk does on the day the computer is gone. */
#include "ctl-test.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#define EN "--lang", "en"
#define BOOK EN, "--book", "@book.zgb"
#define WHO "--user", "lin", "--password-file", "@password"

/* The last line of what init says is the recovery key. */
static void
make_book (void)
{
  g_auto (Ran)     made = { 0 };
  g_autofree char *text = NULL;

  put_file ("password", "Lantern+Harbor42\n", -1);
  made = zgctl (EN, "init", "@book.zgb", "--admin", "lin", "--name", "林小雨", "--trial", "--password-file", "@password", NULL);
  g_assert_cmpint (made.code, ==, 0);
  text = g_strstrip (g_strdup (made.out));
  put_file ("recovery", strrchr (text, '\n') + 1, -1);
  put_file ("wrong", "0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000\n", -1);
}

static char *
path_in (const char *json, const char *member)
{
  g_autoptr (JsonNode) node = json_of (json);

  return g_strdup (json_object_get_string_member (json_node_get_object (node), member));
}

/* The test's own hand: the file in the folder of backups under a short name. */
static void
take_as (const char *path, const char *name)
{
  g_autofree char *to = file_in (name);

  g_assert_cmpint (link (path, to), ==, 0);
}

/* D18-5.4: as the timer does it, with nobody's password */
static void
test_backup (void)
{
  g_auto (Ran) made = { 0 };
  g_auto (Ran) list = { 0 };
  g_auto (Ran) said = { 0 };
  g_auto (Ran) usage = { 0 };
  g_autofree char *path = NULL, *folder_of = file_in ("book.zgb.backups"), *plain = file_in ("book.zgb.backup");

  made = zgctl (BOOK, "--format", "json", "backup", NULL);
  g_assert_cmpint (made.code, ==, 0);
  path = path_in (made.out, "path");
  g_assert_true (g_str_has_prefix (path, folder_of));
  g_assert_true (g_str_has_suffix (path, ".zgbackup"));
  g_assert_false (g_file_test (plain, G_FILE_TEST_EXISTS));
  take_as (path, "one.zgbackup");
  is_kind_of_file ("one.zgbackup", "ZGBACKUP");
  said = zgctl (BOOK, WHO, "backup", NULL);
  g_assert_cmpint (said.code, ==, 0);
  has (said.out, "Backup made and verified");
  has (said.out, "every link");
  list = zgctl (BOOK, WHO, "--format", "json", "list", "backup", NULL);
  g_assert_cmpint (list.code, ==, 0);
  {
    g_autoptr (JsonNode) node = json_of (list.out);

    g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 2);
  }
  usage = zgctl (BOOK, "backup", "a", "b", NULL);
  g_assert_cmpint (usage.code, ==, 2);
}

static void
test_restore (void)
{
  g_auto (Ran) wrong = { 0 };
  g_auto (Ran) done = { 0 };
  g_auto (Ran) again = { 0 };
  g_auto (Ran) verify = { 0 };
  g_auto (Ran) by_password = { 0 };
  g_auto (Ran) gone = { 0 };

  wrong = zgctl (EN, "--password-file", "@wrong", "restore", "@one.zgbackup", "@new.zgb", NULL);
  g_assert_cmpint (wrong.code, ==, 1);
  has (wrong.err, "recovery key");
  done = zgctl (EN, "--password-file", "@recovery", "restore", "@one.zgbackup", "@new.zgb", NULL);
  g_assert_cmpint (done.code, ==, 0);
  has (done.out, "is not in it");
  verify = zgctl (EN, "--book", "@new.zgb", WHO, "verify", "--deep", NULL);
  g_assert_cmpint (verify.code, ==, 0);
  again = zgctl (EN, "--password-file", "@recovery", "restore", "@one.zgbackup", "@new.zgb", NULL);
  g_assert_cmpint (again.code, ==, 1);
  has (again.err, "never over a book");
  by_password = zgctl (EN, WHO, "restore", "@one.zgbackup", "@mine.zgb", NULL);
  g_assert_cmpint (by_password.code, ==, 0);
  gone = zgctl (EN, "--password-file", "@recovery", "restore", "@no.zgbackup", "@none.zgb", NULL);
  g_assert_cmpint (gone.code, ==, 3);
}

/* The restored book makes backups of its own, as before. */
static void
test_goes_on (void)
{
  g_auto (Ran) made = { 0 };

  made = zgctl (EN, "--book", "@new.zgb", "backup", NULL);
  g_assert_cmpint (made.code, ==, 0);
}

static void
test_damaged (void)
{
  g_auto (Ran)     done = { 0 };
  g_auto (Ran)     json = { 0 };
  g_autofree char *path = file_in ("one.zgbackup"), *bytes = NULL, *new = file_in ("bad.zgb");
  gsize            n;

  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  put_file ("cut.zgbackup", bytes, (gssize) n / 2);
  done = zgctl (EN, "--password-file", "@recovery", "restore", "@cut.zgbackup", "@bad.zgb", NULL);
  g_assert_cmpint (done.code, ==, 3);
  g_assert_false (g_file_test (new, G_FILE_TEST_EXISTS));
  json = zgctl ("--format", "json", "--password-file", "@recovery", "restore", "@password", "@bad.zgb", NULL);
  g_assert_cmpint (json.code, ==, 3);
  has (json.err, "\"code\":\"not-a-book\"");
}

static void
test_drill (void)
{
  g_auto (Ran) clock = { 0 };
  g_auto (Ran) person = { 0 };
  g_auto (Ran) wrong = { 0 };
  g_auto (Ran) list = { 0 };

  clock = zgctl (BOOK, "--password-file", "@recovery", "key", "drill", "@one.zgbackup", NULL);
  g_assert_cmpint (clock.code, ==, 0);
  has (clock.out, "The drill is passed");
  person = zgctl (BOOK, WHO, "key", "drill", "@one.zgbackup", "--key-file", "@recovery", NULL);
  g_assert_cmpint (person.code, ==, 0);
  wrong = zgctl (BOOK, "--password-file", "@wrong", "key", "drill", "@one.zgbackup", NULL);
  g_assert_cmpint (wrong.code, ==, 1);
  list = zgctl (BOOK, WHO, "list", "restore_drill", NULL);
  g_assert_cmpint (list.code, ==, 0);
  has (list.out, "one.zgbackup");
}

static void
test_second_place (void)
{
  g_auto (Ran) both = { 0 };
  g_auto (Ran) one = { 0 };
  g_autofree char *stick = file_in ("stick"), *path = NULL, *second = NULL, *first = NULL, *a = NULL, *b = NULL;
  gsize            n, m;

  g_assert_cmpint (g_mkdir (stick, 0700), ==, 0);
  both = zgctl (BOOK, "--format", "json", "backup", "@set", "--to", "@stick", NULL);
  g_assert_cmpint (both.code, ==, 0);
  path = path_in (both.out, "path");
  second = path_in (both.out, "second");
  g_assert_true (g_str_has_prefix (second, stick));
  g_assert_true (g_file_get_contents (path, &a, &n, NULL));
  g_assert_true (g_file_get_contents (second, &b, &m, NULL));
  g_assert_cmpmem (a, n, b, m);
  one = zgctl (BOOK, "--format", "json", "backup", "@set", "--to", "@pulled-out", NULL);
  g_assert_cmpint (one.code, ==, 3); /* the timer is told */
  has (one.err, "none in the second place");
  first = path_in (one.out, "path");
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
}

/* Open in the window: the timer tries again later. */
static void
test_busy (void)
{
  struct flock     request = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autofree char *path = file_in ("book.zgb.lock");
  g_auto (Ran)     refused = { 0 };
  int              fd = open (path, O_RDWR);

  g_assert_cmpint (fcntl (fd, F_OFD_SETLK, &request), ==, 0);
  refused = zgctl (BOOK, "backup", NULL);
  g_assert_cmpint (refused.code, ==, 4);
  close (fd);
}

/* A copied book has no key of the clock: it says what to do instead of making what nobody signed. */
static void
test_no_clock (void)
{
  g_auto (Ran)     refused = { 0 };
  g_autofree char *key = file_in ("book.zgb.clockkey"), *aside = file_in ("aside");

  g_assert_cmpint (g_rename (key, aside), ==, 0);
  refused = zgctl (BOOK, "backup", NULL);
  g_assert_cmpint (g_rename (aside, key), ==, 0);
  g_assert_cmpint (refused.code, ==, 1);
  has (refused.err, "clockkey");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("zg-ctl-backup-XXXXXX", NULL);
  make_book ();
  g_test_add_func ("/ctl/backup/D18-5.4", test_backup);
  g_test_add_func ("/ctl/backup/restore", test_restore);
  g_test_add_func ("/ctl/backup/goes-on", test_goes_on);
  g_test_add_func ("/ctl/backup/damaged", test_damaged);
  g_test_add_func ("/ctl/backup/drill-D12-10.2", test_drill);
  g_test_add_func ("/ctl/backup/second-place", test_second_place);
  g_test_add_func ("/ctl/backup/busy", test_busy);
  g_test_add_func ("/ctl/backup/no-clock", test_no_clock);
  result = g_test_run ();
  remove_tree (folder);
  g_free (folder);
  return result;
}
