/* zgctl does the main job, speaks Chinese, and answers by its exit codes. */
#include "ctl-test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define BOOK "--book", "@demo.zgb", "--now", "2026-11-23 09:00"
#define HR BOOK, "--user", "chenjing", "--lang", "en"

/* -- A book -- */

static void
test_init (void)
{
  g_auto (Ran) made = { 0 };
  g_auto (Ran) again = { 0 };
  g_auto (Ran) weak = { 0 };
  g_auto (Ran) wrong = { 0 };
  g_auto (Ran) right = { 0 };
  g_auto (Ran) nobody = { 0 };

  put_file ("password", "Lantern+Harbor42\n", -1);
  put_file ("weak", "12345\n", -1);
  weak = zgctl ("--lang", "en", "--password-file", "@weak", "init", "@own.zgb", "--admin", "lin", "--name", "林小雨", NULL);
  g_assert_cmpint (weak.code, ==, 1);
  made = zgctl ("--lang", "en", "--password-file", "@password", "init", "@own.zgb", "--admin", "lin", "--name", "林小雨", NULL);
  g_assert_cmpint (made.code, ==, 0);
  has (made.out, "Recovery key");
  again = zgctl ("--lang", "en", "--password-file", "@password", "init", "@own.zgb", "--admin", "lin", "--name", "林小雨", NULL);
  g_assert_cmpint (again.code, ==, 1); /* what is there stays */
  wrong = zgctl ("--lang", "en", "--book", "@own.zgb", "--user", "lin", "--password-file", "@weak", "list", "unit", NULL);
  g_assert_cmpint (wrong.code, ==, 1);
  nobody = zgctl ("--lang", "en", "--book", "@own.zgb", "list", "unit", NULL);
  g_assert_cmpint (nobody.code, ==, 2);
  has (nobody.err, "--user");
  right = zgctl ("--lang", "en", "--book", "@own.zgb", "--user", "lin", "--password-file", "@password", "verify", "--deep", NULL);
  g_assert_cmpint (right.code, ==, 0);
  has (right.out, "every link");
}

/* The README's own line: the options behind the verb, no template named; and what is needed for a month's work is there. */
static void
test_init_as_written (void)
{
  static const char *const needed[] = { "schedule", "holiday", "unit", "post", "shift" };
  g_auto (Ran) made = { 0 };
  g_auto (Ran) none = { 0 };

  none = zgctl ("--lang", "en", "init", "@none.zgb", "--admin", "lin", "--name", "林", "--structure", "zzz", "--password-file",
                "@password", NULL);
  g_assert_cmpint (none.code, ==, 2);
  has (none.err, "d13");
  made = zgctl ("init", "@plain.zgb", "--admin", "lin", "--name", "林", "--password-file", "@password", NULL);
  g_assert_cmpint (made.code, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_auto (Ran) list = { 0 };

      list = zgctl ("list", needed[i], "--book", "@plain.zgb", "--user", "lin", "--password-file", "@password", NULL);
      g_assert_cmpint (list.code, ==, 0);
      g_assert_cmpuint (strlen (list.out), >, 20);
    }
}

static void
first_word_to (const char *name, const char *text)
{
  const char      *at = strrchr (text, ':');
  g_autofree char *word = g_strstrip (g_strdup (at + 1));

  put_file (name, word, -1);
}

/* A one-time password sets a password of one's own and does nothing else; nothing else uses it up. */
static void
test_one_time (void)
{
  g_auto (Ran) made = { 0 };
  g_auto (Ran) early = { 0 };
  g_auto (Ran) set = { 0 };
  g_auto (Ran) now = { 0 };

  put_file ("own", "Meadow-Quiet88\n", -1);
  made = zgctl ("--lang", "en", "--book", "@plain.zgb", "--user", "lin", "--password-file", "@password", "user", "add", "zhao",
                "赵", NULL);
  g_assert_cmpint (made.code, ==, 0);
  first_word_to ("once", made.out);
  early = zgctl ("--lang", "en", "--book", "@plain.zgb", "--user", "zhao", "--password-file", "@once", "list", "unit", NULL);
  g_assert_cmpint (early.code, ==, 1);
  has (early.err, "still unused");
  set = zgctl ("--lang", "en", "--book", "@plain.zgb", "--user", "zhao", "--password-file", "@once", "user", "password",
               "--new-password-file", "@own", NULL);
  g_assert_cmpint (set.code, ==, 0);
  now = zgctl ("--lang", "en", "--book", "@plain.zgb", "--user", "zhao", "--password-file", "@own", "list", "unit", NULL);
  g_assert_cmpint (now.code, ==, 1); /* no role yet */
  has (now.err, "may not see");
}

static void
test_demo (void)
{
  g_auto (Ran) made = { 0 };
  g_auto (Ran) verify = { 0 };

  made = zgctl ("--lang", "en", "--now", "2026-11-23 09:00", "demo", "@demo.zgb", "--staff", "16", "--months", "1", "--attlog",
                "@1_attlog.dat", NULL);
  g_assert_cmpint (made.code, ==, 0);
  has (made.out, "Zhanggui-");
  verify = zgctl (HR, "verify", "--deep", NULL);
  g_assert_cmpint (verify.code, ==, 0);
}

/* -- The main job -- */

static void
counts (const char *text, gint64 n_new, gint64 n_known, gint64 n_bad)
{
  g_autoptr (JsonNode) node = json_of (text);
  JsonObject          *object = json_node_get_object (node);

  g_assert_cmpint (json_object_get_int_member (object, "new"), ==, n_new);
  g_assert_cmpint (json_object_get_int_member (object, "known"), ==, n_known);
  g_assert_cmpint (json_object_get_int_member (object, "bad"), ==, n_bad);
}

static const char attlog[] = "     9001\t2026-11-03 08:24:10\t1\t0\t1\t0\r\n"
                             "     9001\t2026-11-03 18:01:00\t1\t1\t1\t0\r\n"
                             "what is this\r\n"
                             "     9001\t2026-13-40 08:00:00\t1\t0\t1\t0\r\n";

static void
test_import (void)
{
  g_auto (Ran)     preview = { 0 };
  g_auto (Ran)     first = { 0 };
  g_auto (Ran)     second = { 0 };
  g_auto (Ran)     said = { 0 };
  g_auto (Ran)     undone = { 0 };
  g_auto (Ran)     twice = { 0 };
  g_auto (Ran)     nothing = { 0 };
  g_autofree char *rejects = file_in ("rejects.csv"), *list = NULL, *id = NULL;
  g_autoptr (JsonNode) node = NULL;

  put_file ("1_extra.dat", attlog, -1);
  put_file ("1_none.dat", "what is this\r\n", -1);
  preview = zgctl (HR, "--format", "json", "import", "attlog", "@1_extra.dat", "clock=1", "--preview", "--rejects",
                   "@rejects.csv", NULL);
  g_assert_cmpint (preview.code, ==, 0);
  counts (preview.out, 2, 0, 2);
  g_assert_true (g_file_get_contents (rejects, &list, NULL, NULL));
  has (list, "what is this");
  has (list, "2026-13-40");
  said = zgctl (HR, "import", "attlog", "@1_extra.dat", "clock=1", "--preview", "--rejects", "@rejects.xlsx", NULL);
  has (said.out, "what is this");
  is_kind_of_file ("rejects.xlsx", "PK");
  first = zgctl (HR, "--format", "json", "import", "attlog", "@1_extra.dat", "clock=1", NULL);
  counts (first.out, 2, 0, 2);
  second = zgctl (HR, "--format", "json", "import", "attlog", "@1_extra.dat", "clock=1", NULL);
  counts (second.out, 0, 2, 2);
  nothing = zgctl (HR, "import", "attlog", "@1_none.dat", "clock=1", NULL);
  g_assert_cmpint (nothing.code, ==, 1);
  has (nothing.err, "Nothing was written");
  node = json_of (first.out);
  id = g_strdup (json_object_get_string_member (json_node_get_object (node), "import"));
  undone = zgctl (HR, "--format", "json", "undo-import", id, NULL);
  g_assert_cmpint (undone.code, ==, 0);
  has (undone.out, "\"rows\":2");
  twice = zgctl (HR, "undo-import", id, NULL);
  g_assert_cmpint (twice.code, ==, 1);
}

static void
convert_to (const char *name, const char *charset, const char *mark)
{
  gsize            n;
  g_autofree char *bytes = g_convert ("     9002\t2026-11-04 08:24:10\t1\t0\t1\t0\r\n备注：说明\r\n", -1, charset, "UTF-8", NULL, &n,
                                      NULL);
  g_autoptr (GByteArray) all = g_byte_array_new ();

  g_assert_nonnull (bytes);
  g_byte_array_append (all, (const guint8 *) mark, strlen (mark));
  g_byte_array_append (all, (const guint8 *) bytes, n);
  put_file (name, all->data, all->len);
}

/* The same file as other machines write it. */
static void
test_encodings (void)
{
  static const char *const names[] = { "1_gb.dat", "1_16le.dat", "1_16be.dat", "1_bom.dat" };

  convert_to (names[0], "GB18030", "");
  convert_to (names[1], "UTF-16LE", "\xff\xfe");
  convert_to (names[2], "UTF-16BE", "\xfe\xff");
  convert_to (names[3], "UTF-8", "\xef\xbb\xbf");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strconcat ("@", names[i], NULL);
      g_auto (Ran)     ran = zgctl (HR, "--format", "json", "import", "attlog", name, "clock=1", "--preview", NULL);

      g_assert_cmpint (ran.code, ==, 0);
      counts (ran.out, 1, 0, 1);
    }
}

static void
test_hostile (void)
{
  static const struct
  {
    const char *name;
    int         code;
  } files[] = { { "@zip.dat", 1 }, { "@empty.dat", 1 }, { "@folder.dat", 1 }, { "@missing.dat", 1 }, { "@binary.dat", 1 } };
  static const char zip[] = "PK\003\004\024\0\0\0\0\0rest of an archive";
  static const char binary[] = "\x7f" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3e\0\1\0\0\0";
  g_autofree char  *made = file_in ("folder.dat");

  put_file ("zip.dat", zip, sizeof zip - 1);
  put_file ("empty.dat", "", 0);
  put_file ("binary.dat", binary, sizeof binary - 1);
  g_assert_cmpint (g_mkdir (made, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_auto (Ran) ran = zgctl (HR, "import", "attlog", files[i].name, "clock=1", NULL);
      g_auto (Ran) guessed = zgctl (HR, "import", "auto", files[i].name, "clock=1", NULL);

      g_test_message ("%s: %d, %d", files[i].name, ran.code, guessed.code);
      g_assert_cmpint (ran.code, ==, files[i].code);
      g_assert_cmpuint (strlen (ran.code ? ran.err : ran.out), >, 10); /* it says what and what to do */
      g_assert_cmpint (guessed.code, !=, 0);
      g_assert_cmpuint (strlen (guessed.err), >, 10);
    }
}

static void
test_reports (void)
{
  g_auto (Ran) in = { 0 };
  g_auto (Ran) wrong = { 0 };
  static const struct
  {
    const char *report, *path, *magic;
  } files[] = {
    { "attendance-month", "month.xlsx", "PK" },   { "attendance-month", "month.pdf", "%PDF" },
    { "attendance-detail", "detail.xlsx", "PK" }, { "full-attendance", "full.xlsx", "PK" },
    { "tax-import", "tax.xlsx", "PK" },
  };

  in = zgctl (HR, "import", "auto", "@1_attlog.dat", NULL);
  g_assert_cmpint (in.code, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("@", files[i].path, NULL);
      g_auto (Ran)     ran = zgctl (HR, "report", files[i].report, "month=2026-11", "-o", path, NULL);

      g_assert_cmpint (ran.code, ==, 0);
      is_kind_of_file (files[i].path, files[i].magic);
    }
  wrong = zgctl (HR, "report", "attendance-month", "month=2026-11", "-o", "@month.doc", NULL);
  g_assert_cmpint (wrong.code, ==, 2);
}

/* Whoever is named is offered what he may make, and every monthly one of it comes out: so ./dev run does without a screen. */
static void
test_offered (void)
{
  g_auto (Ran)  all = zgctl ("--lang", "en", "reports", NULL), hers = zgctl (HR, "reports", NULL);
  g_auto (GStrv) lines = g_strsplit (hers.out, "\n", -1);
  const char    *id = "";
  guint          n = 0;

  g_assert_cmpint (hers.code, ==, 0);
  has (all.out, "stock-month");
  g_assert_null (strstr (hers.out, "stock-month"));
  for (char **line = lines; *line; line++)
    if (**line != ' ')
      {
        (*line)[strcspn (*line, " ")] = '\0';
        id = *line;
      }
    else if (g_str_has_prefix (*line, "    month="))
      {
        g_auto (Ran) made = zgctl (HR, "report", id, "month=2026-11", "-o", "@offered.xlsx", NULL);

        g_assert_true (made.code == 0 || made.code == 2); /* 2: it is no workbook */
        n += made.code == 0;
      }
  g_assert_cmpuint (n, >, 5);
}

/* -- Records -- */

static char *
id_of (const Ran *ran)
{
  g_autoptr (JsonNode) node = json_of (ran->out);

  return g_strdup (json_object_get_string_member (json_node_get_object (node), "id"));
}

static void
state_is (const char *id, const char *state)
{
  g_auto (Ran)         ran = zgctl (HR, "--format", "json", "show", "leave", id, NULL);
  g_autoptr (JsonNode) node = json_of (ran.out);

  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "state"), ==, state);
}

static void
test_records (void)
{
  g_auto (Ran) made = { 0 }, edited = { 0 }, submitted = { 0 }, own = { 0 }, approved = { 0 }, text = { 0 }, list = { 0 },
      history = { 0 }, words = { 0 };
  g_autofree char     *id = NULL;
  g_autoptr (JsonNode) rows = NULL, entries = NULL, refusal = NULL;

  made = zgctl (HR, "--format", "json", "new", "leave", "staff=1010", "type=annual", "starts_at=2026-12-07 08:30",
                "ends_at=2026-12-07 18:00",
                "reason=回老家", "mobile=13800001010", NULL);
  g_assert_cmpint (made.code, ==, 0);
  id = id_of (&made);
  edited = zgctl (HR, "edit", "leave", id, "reason=探亲 \"两天\"", NULL);
  g_assert_cmpint (edited.code, ==, 0);
  submitted = zgctl (HR, "--format", "json", "do", "leave", id, "submit", NULL);
  g_assert_cmpint (submitted.code, ==, 0);
  has (submitted.out, "\"no\":\"QJ-2026-");
  own = zgctl (BOOK, "--user", "zhangwei", "--lang", "en", "--format", "json", "do", "leave", id, "approve", NULL);
  g_assert_cmpint (own.code, ==, 1);
  has (own.err, "\"code\":\"denied\"");
  refusal = json_of (own.err); /* one object, also on standard error */
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (refusal), "clause"), ==, "D04-3.2");
  approved = zgctl (BOOK, "--user", "zhoumin", "--lang", "en", "do", "leave", id, "approve", NULL);
  g_assert_cmpint (approved.code, ==, 0);
  state_is (id, "approved");
  text = zgctl (HR, "show", "leave", id, NULL);
  has (text.out, "探亲 \"两天\"");
  g_assert_null (strstr (text.out, "13800001010")); /* sealed stays sealed */
  list = zgctl (HR, "--format", "json", "list", "leave", NULL);
  rows = json_of (list.out);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rows)), >, 2);
  history = zgctl (HR, "--format", "json", "history", "leave", id, NULL);
  entries = json_of (history.out);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (entries)), ==, 4);
  words = zgctl (HR, "history", "leave", id, NULL);
  has (words.out, "Approve");
}

static void
test_lists (void)
{
  static const char *const files[][2] = { { "staff.xlsx", "PK" }, { "staff.csv", "\xef\xbb\xbf" }, { "staff.pdf", "%PDF" } };
  g_auto (Ran) found = { 0 }, limited = { 0 }, csv = { 0 }, print = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("@", files[i][0], NULL);
      g_auto (Ran)     ran = zgctl (HR, "list", "staff", "-o", path, NULL);

      g_assert_cmpint (ran.code, ==, 0);
      is_kind_of_file (files[i][0], files[i][1]);
    }
  found = zgctl (HR, "--format", "json", "list", "staff", "--search", "zhangwei", NULL);
  has (found.out, "张伟");
  limited = zgctl (HR, "list", "staff", "--limit", "3", "--sort", "-number", NULL);
  g_assert_cmpint (limited.code, ==, 0);
  g_assert_cmpuint (strlen (limited.out), >, 20);
  csv = zgctl (HR, "--format", "csv", "list", "staff", "--limit", "2", NULL);
  g_assert_true (g_str_has_prefix (csv.out, "\xef\xbb\xbf"));
  print = zgctl (HR, "print", "staff", "1010", "-o", "@staff-1010.pdf", NULL);
  g_assert_cmpint (print.code, ==, 0);
  is_kind_of_file ("staff-1010.pdf", "%PDF");
}

/* -- Exit codes -- */

/* A file whose name promises something else is neither written nor begun. */
static void
test_endings (void)
{
  static const char *const wrong[][5] = {
    { "list", "staff", "-o", "@list.txt", NULL },
    { "list", "staff", "-o", "@list", NULL },
    { "report", "attendance-month", "-o", "@month.x", NULL },
    { "print", "leave", "1", "-o", "@leave.xlsx" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *const *w = wrong[i];
      g_autofree char   *path = file_in ((w[4] ? w[4] : w[3]) + 1);
      g_auto (Ran)       ran = zgctl (HR, w[0], w[1], w[2], w[3], w[4], NULL);

      g_assert_cmpint (ran.code, ==, 2);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

static void
test_usage (void)
{
  static const char *const wrong[][3] = {
    { "dance", NULL }, { "list", "nothing", NULL }, { "show", "leave", NULL }, { "list", "staff", "nofilter=1" },
    { "new", "nokind", NULL },
    { "report", "attendance-month", NULL }, { "import", "attlog", NULL }, { "undo-import", "x", NULL },
  };
  g_auto (Ran) format = { 0 }, sort = { 0 }, limit = { 0 }, option = { 0 }, help = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (Ran) ran = zgctl (HR, wrong[i][0], wrong[i][1], wrong[i][2], NULL);

      g_test_message ("%s %s", wrong[i][0], wrong[i][1] ? wrong[i][1] : "");
      g_assert_cmpint (ran.code, ==, 2);
    }
  format = zgctl ("--format", "yaml", "kinds", NULL);
  sort = zgctl (HR, "list", "staff", "--sort", "nocolumn", NULL);
  limit = zgctl (HR, "list", "staff", "--limit", "many", NULL);
  option = zgctl ("--nonsense", "x", "kinds", NULL);
  g_assert_cmpint (format.code, ==, 2);
  g_assert_cmpint (sort.code, ==, 2);
  g_assert_cmpint (limit.code, ==, 2);
  g_assert_cmpint (option.code, ==, 2);
  help = zgctl ("--help", NULL);
  g_assert_cmpint (help.code, ==, 0);
}

/* Books that are none, that are newer, that are not there: 3, or 1 for what is simply not there. Nothing is changed. */
static void
test_storage (void)
{
  g_auto (Ran)     empty = { 0 }, text = { 0 }, missing = { 0 }, newer = { 0 }, place = { 0 };
  g_autofree char *path = file_in ("demo.zgb"), *bytes = NULL, *after = NULL, *copy = file_in ("newer.zgb");
  gsize            n;

  put_file ("empty.zgb", "", 0);
  put_file ("text.zgb", "not a book at all, but long enough to be looked at twice by whoever opens it", -1);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  memcpy (bytes + 60, "\0\0\x27\x0f", 4); /* the number of its schema */
  put_file ("newer.zgb", bytes, n);
  empty = zgctl ("--book", "@empty.zgb", "--user", "x", "list", "staff", NULL);
  text = zgctl ("--book", "@text.zgb", "--user", "x", "list", "staff", NULL);
  missing = zgctl ("--book", "@missing.zgb", "--user", "x", "list", "staff", NULL);
  newer = zgctl ("--format", "json", "--book", "@newer.zgb", "list", "staff", NULL);
  place = zgctl ("--book", "@", "list", "staff", NULL);
  g_assert_cmpint (empty.code, ==, 3);
  g_assert_cmpint (text.code, ==, 3);
  g_assert_cmpint (missing.code, ==, 3);
  g_assert_cmpint (newer.code, ==, 3);
  has (newer.err, "\"code\":\"newer\"");
  g_assert_cmpint (place.code, ==, 3);
  g_assert_true (g_file_get_contents (copy, &after, NULL, NULL));
  g_assert_true (memcmp (after, bytes, n) == 0);
}

/* Somebody edits the file itself: verify ends with 3 and names the place. */
static void
test_tampered (void)
{
  static const char was[] = "回老家看望父母", now[] = "回老家看望亲友";
  g_autofree char  *path = file_in ("demo.zgb"), *bytes = NULL;
  g_auto (Ran)      ran = { 0 };
  gsize             n;
  int               found = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  for (char *at = bytes; (at = memmem (at, n - (at - bytes), was, sizeof was - 1)) != NULL; found++)
    memcpy (at, now, sizeof now - 1);
  g_assert_cmpint (found, >=, 2); /* the row and the audit */
  put_file ("tampered.zgb", bytes, n);
  ran = zgctl ("--lang", "en", "--format", "json", "--book", "@tampered.zgb", "verify", NULL);
  g_assert_cmpint (ran.code, ==, 3);
  has (ran.err, "\"code\":\"corrupt\"");
  has (ran.err, "its text was changed");
}

/* The lock names who holds it. */
static void
wait_for_lock (GPid pid)
{
  g_autofree char *path = file_in ("demo.zgb.lock");
  g_autofree char *number = g_strdup_printf ("%d", (int) pid);

  for (;;)
    {
      g_autofree char *text = NULL;

      if (g_file_get_contents (path, &text, NULL, NULL) && strstr (text, number))
        return;
      g_assert_cmpint (waitpid (pid, NULL, WNOHANG), ==, 0);
      g_thread_yield ();
    }
}

/* One process holds the book (it waits for a password), another asks for it. */
static void
test_busy (void)
{
  g_auto (Ran)     busy = { 0 }, after = { 0 };
  g_autofree char *path = file_in ("demo.zgb");
  const char      *argv[] = { g_getenv ("ZGCTL"), "--book", path, "user", "password", NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;
  int  in, status;

  g_spawn_async_with_pipes (folder, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL
                            | G_SPAWN_STDERR_TO_DEV_NULL,
                            NULL, NULL, &pid, &in, NULL, NULL, &error);
  g_assert_no_error (error);
  wait_for_lock (pid);
  busy = zgctl (HR, "list", "unit", NULL);
  g_assert_cmpint (busy.code, ==, 4);
  has (busy.err, "process");
  close (in);
  kill (pid, SIGTERM);
  waitpid (pid, &status, 0);
  g_spawn_close_pid (pid);
  after = zgctl (HR, "verify", NULL); /* and then it is free again, and whole */
  g_assert_cmpint (after.code, ==, 0);
}

/* -- Language -- */

static Ran
kinds_in (const char *locale, const char *language)
{
  g_auto (GStrv) surroundings = g_get_environ ();
  const char    *argv[] = { g_getenv ("ZGCTL"), "--lang", language, "kinds", NULL };
  Ran            ran = { 0 };

  surroundings = g_environ_setenv (surroundings, "LC_ALL", locale, TRUE);
  surroundings = g_environ_unsetenv (surroundings, "LANGUAGE");
  g_spawn_sync (folder, (char **) (language ? argv : (const char *[]){ argv[0], "kinds", NULL }), surroundings, G_SPAWN_DEFAULT,
                NULL, NULL, &ran.out,
                &ran.err, &ran.code, NULL);
  return ran;
}

static void
test_language (void)
{
  static const char *const locales[] = { "C", "C.UTF-8", "POSIX", "xx_XX.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_auto (Ran) plain = kinds_in (locales[i], NULL), chinese = kinds_in (locales[i], "zh_CN"),
          english = kinds_in (locales[i], "en");

      has (plain.out, "员工"); /* whatever the machine is set to */
      has (chinese.out, "员工");
      has (english.out, "Employee");
      g_assert_true (g_utf8_validate (plain.out, -1, NULL));
      g_assert_null (strstr (english.out, "员工"));
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("ZGCTL"));
  folder = g_dir_make_tmp ("zg-ctl-XXXXXX", NULL);
  g_test_add_func ("/ctl/init", test_init);
  g_test_add_func ("/ctl/init-as-written", test_init_as_written);
  g_test_add_func ("/ctl/one-time", test_one_time);
  g_test_add_func ("/ctl/demo", test_demo);
  g_test_add_func ("/ctl/import", test_import);
  g_test_add_func ("/ctl/encodings", test_encodings);
  g_test_add_func ("/ctl/hostile", test_hostile);
  g_test_add_func ("/ctl/reports", test_reports);
  g_test_add_func ("/ctl/offered", test_offered);
  g_test_add_func ("/ctl/records", test_records);
  g_test_add_func ("/ctl/lists", test_lists);
  g_test_add_func ("/ctl/endings", test_endings);
  g_test_add_func ("/ctl/usage", test_usage);
  g_test_add_func ("/ctl/storage", test_storage);
  g_test_add_func ("/ctl/tampered", test_tampered);
  g_test_add_func ("/ctl/busy", test_busy);
  g_test_add_func ("/ctl/language", test_language);
  result = g_test_run ();
  remove_tree (folder);
  g_free (folder);
  return result;
}
