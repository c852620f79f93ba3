/* Controls 18 and 33: what is typed into a sealed field, by any way in, stands nowhere in clear: not in the book, its journal, a
 * temporary file, the audit, an export or paper of who has no right, a backup, what programs say, nor on the server. Canaries are
 * put in, everything that works with them is done, and every file is read. A canary put into a field that is not sealed is found,
 * so that it would have been seen. */
#include <locale.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "pg-server.h"

#include "ctl-test.h"

#define EN "--lang", "en"
#define HR EN, "--book", book, "--user", "chenjing"
#define EMP EN, "--book", book, "--user", "liuyang"

static char *book;

/* In whole and, of numbers, as people also write them. */
static const char *const canaries[] = {
  "13877016543", "138 7701 6543", "11010519491231002X", "金丝雀巷柒号", "13877016544", /* by a person's hand */
  "13877016545",                                                                      /* of a leave */
  "13877016546", "金丝雀巷捌号", "13877016547",                                        /* read in from a file */
  "canary-in-a-file-7731",                                                            /* of an attachment */
  "13877016548",                                                                      /* by who may not */
  "13877016549",                                                                      /* while it was killed */
};

/* -- Reading every file -- */

typedef struct
{
  const char *wanted;
  guint       n_files;
  char       *found; /* (nullable): first file */
} Hunt;

static void
hunt_file (Hunt *hunt, const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  hunt->n_files++;
  if (file && hunt->found == NULL && g_mapped_file_get_length (file) &&
      memmem (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), hunt->wanted, strlen (hunt->wanted)))
    hunt->found = g_strdup (path);
}

static void
hunt_folder (Hunt *hunt, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char      *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      if (g_str_equal (name, "source")) /* the files it was read in from */
        continue;
      if (g_file_test (inside, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (inside, G_FILE_TEST_IS_DIR))
        hunt_folder (hunt, inside);
      else if (g_file_test (inside, G_FILE_TEST_IS_REGULAR))
        hunt_file (hunt, inside);
    }
}

/* The folder of the cluster the address leads to. */
static char *
server_folder (void)
{
  const char *host = strstr (book, "host=");
  const char *end = host ? strstr (host, "/s") : NULL;
  g_autofree char *escaped = end ? g_strndup (host + 5, end - host - 5) : NULL;

  return escaped ? g_uri_unescape_string (escaped, NULL) : NULL;
}

/* Returns: (transfer full) (nullable): the file it was found in. */
static char *
where (const char *wanted)
{
  Hunt hunt = { wanted, 0, NULL };

  hunt_folder (&hunt, folder);
  if (engine_is_server ())
    {
      g_autofree char *server = server_folder ();

      hunt_folder (&hunt, server);
      g_assert_cmpuint (hunt.n_files, >, 500); /* it could be read */
    }
  g_assert_cmpuint (hunt.n_files, >=, 3); /* the book, its folder of files, the key of its clock */
  return hunt.found;
}

static void
nothing_sings (const char *after)
{
  for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
    {
      g_autofree char *found = where (canaries[i]);

      if (found)
        g_error ("after %s: “%s” stands in clear in %s", after, canaries[i], found);
    }
}

static void
says_nothing (const Ran *ran)
{
  for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
    if (strstr (ran->out, canaries[i]) || strstr (ran->err, canaries[i]))
      g_error ("“%s” was said: %s%s", canaries[i], ran->out, ran->err);
}

/* -- What is done -- */

#define RUN(wanted, ...) \
  G_STMT_START \
  { \
    g_auto (Ran) ran = zgctl (__VA_ARGS__, NULL); \
    if (ran.code != (wanted)) \
      g_error ("%s: %d: %s%s", #__VA_ARGS__, ran.code, ran.out, ran.err); \
    says_nothing (&ran); \
  } \
  G_STMT_END

#define DONE(...) RUN (0, __VA_ARGS__)

static void
type_in (void)
{
  DONE (HR, "new", "staff", "number=7731", "name=金小丝", "unit=客服组", "employment=regular",
        "category=service", "phone=138 7701 6543",
        "id_number=11010519491231002X", "address=金丝雀巷柒号", "urgent_phone=13877016544");
  DONE (HR, "edit", "staff", "7731", "remark=不加密");
  DONE (HR, "new", "leave", "staff=7731", "type=annual", "starts_at=2026-12-07 08:30", "ends_at=2026-12-07 18:00", "reason=回老家",
        "mobile=13877016545");
  nothing_sings ("a person's hand");
}

static void
read_in (void)
{
  g_autofree char *source = file_in ("source");

  put_file ("source/staff.csv", "工号,姓名,部门,人员类别,入职日期,手机号,家庭住址,紧急联系人电话\n"
                                "7732,金二丝,客服组,客服,2026-01-05,13877016546,金丝雀巷捌号,13877016547\n", -1);
  DONE (HR, "import", "staff-list", "@source/staff.csv");
  put_file ("source/paper.txt", "canary-in-a-file-7731\n", -1);
  DONE (HR, "new", "slip", "staff=7731", "type=outing", "proof=@source/paper.txt");
  nothing_sings ("files");
}

static void
work_with_it (void)
{
  g_auto (Ran) searched = { 0 }, shown = { 0 };

  searched = zgctl (HR, "list", "staff", "--search", "13877016543", NULL);
  has (searched.out, "7731");
  g_assert_null (strstr (searched.out, "7732"));
  DONE (HR, "list", "staff", "-o", "@staff.csv");
  DONE (HR, "--format", "csv", "list", "staff");
  DONE (HR, "--format", "json", "list", "staff");
  DONE (HR, "show", "staff", "7731");
  DONE (HR, "history", "staff", "7731");
  DONE (HR, "list", "leave", "-o", "@leave.csv");
  DONE (EN, "--book", book, "--user", "admin", "list", "audit_entry", "-o", "@audit.csv");
  DONE (HR, "print", "staff", "7731", "-o", "@staff.pdf");
  RUN (1, EMP, "edit", "staff", "7731", "phone=13877016548"); /* refused and noted, what he typed is not */
  DONE (HR, "verify", "--deep");
  shown = zgctl (HR, "show", "staff", "7731", "--reveal", NULL); /* it is there, for who may */
  has (shown.out, "138 7701 6543");
  has (shown.out, "金丝雀巷柒号");
  nothing_sings ("work");
}

/* Killed as soon as it says anything: the journal lies there as it was. */
static void
kill_it (void)
{
  const char *argv[] = { g_getenv ("ZGCTL"), HR, "edit", "staff", "7732", "urgent_phone=13877016549", NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;
  int  out, status;
  char byte;

  g_spawn_async_with_pipes (folder, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read (out, &byte, 1), >=, 0);
  kill (pid, SIGKILL);
  waitpid (pid, &status, 0);
  close (out);
  nothing_sings ("a kill");
}

static void
change_keys (void)
{
  g_auto (Ran) searched = { 0 };

  DONE (EN, "--book", book, "--user", "admin", "key", "rotate", "STAFF");
  DONE (EN, "--book", book, "--user", "admin", "key", "rotate", "INDEX");
  searched = zgctl (HR, "list", "staff", "--search", "6543", NULL);
  has (searched.out, "7731");
  nothing_sings ("a change of keys");
}

static void
test_canary (void)
{
  g_autofree char *path = NULL, *found = NULL;

  type_in ();
  read_in ();
  work_with_it ();
  kill_it ();
  change_keys ();
  if (!engine_is_server ())
    {
      DONE (EN, "--book", book, "backup");
      nothing_sings ("a backup");
    }
  /* a field that is not sealed would have been seen */
  DONE (HR, "edit", "staff", "7731", "remark=canary-not-sealed-7731");
  found = where ("canary-not-sealed-7731");
  g_assert_nonnull (found);
}

/* Of the process as it stands: the soft limit, -1: unlimited. */
static gint64
core_limit (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/limits", (int) pid), *limits = NULL;
  const char      *line;

  if (!g_file_get_contents (path, &limits, NULL, NULL) || (line = strstr (limits, "Max core file size")) == NULL)
    return -1;
  line += strlen ("Max core file size");
  return strspn (line, " ") == strcspn (line, "0123456789") ? g_ascii_strtoll (line, NULL, 10) : -1;
}

/* The kernel writes no image of a program that dies with keys in its memory. */
static void
test_no_core (void)
{
  const char *argv[] = { g_getenv ("ZGCTL"), "--book", book, "--user", "admin", "user", "password", NULL };
  const struct rlimit before = { 1 << 20, 1 << 20 };
  g_autoptr (GError) error = NULL;
  GPid pid;
  int  in, status;

  setrlimit (RLIMIT_CORE, &before); /* what it would inherit */
  g_spawn_async_with_pipes (folder, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                            G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid, &in, NULL, NULL, &error);
  g_assert_no_error (error);
  while (core_limit (pid) != 0) /* it waits for a password by and by */
    {
      g_assert_cmpint (waitpid (pid, &status, WNOHANG), ==, 0);
      g_thread_yield ();
    }
  close (in);
  kill (pid, SIGTERM);
  waitpid (pid, &status, 0);
}

/* What programs keep beside the book counts as well. */
static void
home_in (const char *name, const char *variable)
{
  g_autofree char *path = file_in (name);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  if (variable)
    g_setenv (variable, path, TRUE);
}

int
main (int argc, char *argv[])
{
  g_autofree char *made = NULL;
  int failed;

  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("zg-canary-XXXXXX", NULL);
  book = engine_path (folder, "canary.zgb");
  home_in ("source", NULL);
  home_in ("tmp", "TMPDIR");
  home_in ("home", "HOME");
  home_in ("state", "XDG_STATE_HOME");
  home_in ("cache", "XDG_CACHE_HOME");
  home_in ("config", "XDG_CONFIG_HOME");
  home_in ("data", "XDG_DATA_HOME");
  DONE (EN, "--now", "2026-11-23 09:00", "demo", book, "--staff", "12", "--months", "1");
  g_test_add_func ("/canary/D12-10.1/nothing-in-clear", test_canary);
  g_test_add_func ("/canary/no-core", test_no_core);
  failed = g_test_run ();
  remove_tree (folder);
  engine_drop (book);
  g_free (folder);
  return failed;
}
