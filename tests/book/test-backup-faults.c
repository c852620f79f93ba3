/* Backup and restore when something goes wrong: killed at every step, the disk full, pages damaged, called off, two at once.
 * The program starts itself anew to be killed: --kill WHAT STAGE BOOK FOLDER FILE NEW RECOVERY. */
#include "backup-help.h"

#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

static char *self; /* this program */

/* -- Killed -- */

static void
on_kill_cb (ZgBackupStage stage, guint permille, gpointer data)
{
  if ((int) stage == *(int *) data)
    kill (getpid (), SIGKILL);
}

/* The child: does not return where the stage is reached. */
static int
be_killed (char **argv)
{
  int            stage = atoi (argv[1]);
  ZgBackupJob    job = { argv[3], NULL, on_kill_cb, &stage };
  ZgBackupKey    key = { argv[6] };
  ZgBook        *book;
  ZgSession     *clock;

  zg_clock_set (at ("2026-11-02 10:00"));
  zg_kdf_set_policy (&small_kdf);
  if (g_str_equal (argv[0], "restore"))
    return zg_restore (argv[4], argv[5], &key, on_kill_cb, &stage, NULL, NULL) ? 0 : 1;
  book = zg_book_open (argv[2], FALSE, NULL);
  clock = zg_book_login_clock (book, NULL);
  if (g_str_equal (argv[0], "drill"))
    return zg_restore_drill (clock, argv[4], &key, on_kill_cb, &stage, NULL, NULL) ? 0 : 1;
  return zg_backup_make (clock, &job, NULL, NULL) ? 0 : 1;
}

static void
kill_at (Vault *vault, const char *what, ZgBackupStage stage, const char *file)
{
  g_autofree char *number = g_strdup_printf ("%d", (int) stage);
  char            *argv[] = { self, (char *) "--kill", (char *) what, number, vault->small.path, vault->folder, (char *) file,
                              vault->new_path, vault->small.recovery, NULL };
  g_autoptr (GError) error = NULL;
  int              status = 0;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL); /* the stage was reached */
}

static gboolean
has_unfinished (Vault *vault)
{
  g_autofree char *names = names_in (vault->folder);

  return strstr (names, ".zg-unfinished") != NULL;
}

static void
test_kill_backup (Vault *vault, gconstpointer data)
{
  g_autofree char *first = back_up (vault);
  guint            n_new = 0, n_left = 0, n_unfinished = 0;

  for (int stage = ZG_BACKUP_COPY; stage <= ZG_BACKUP_EXPIRE; stage++)
    {
      g_autoptr (GPtrArray) list = NULL;

      if (stage == ZG_BACKUP_SECOND)
        continue;
      vault_close (vault);
      kill_at (vault, "backup", stage, first);
      n_left += beside (vault, vault->small.path, ".backup");
      n_unfinished += has_unfinished (vault);
      vault_reopen (vault);
      nothing_left (vault); /* the next opening takes the plain copy away */
      list = zg_backup_list (vault->folder, vault->small.book->uid);
      n_new += stage > ZG_BACKUP_PUBLISH;
      g_assert_cmpuint (list->len, ==, 1 + n_new); /* the old set, or the new one */
      for (guint i = 0; i < list->len; i++)
        {
          ZgBackupInfo *info = list->pdata[i];

          g_assert_true (info->verified);
          drill_passes (vault, info->path);
        }
    }
  g_assert_cmpuint (n_left, >=, 5); /* killed with a plain copy there */
  g_assert_cmpuint (n_unfinished, >=, 2); /* sealed ones: the next backup takes them away */
  g_free (back_up (vault));
  g_assert_false (has_unfinished (vault));
}

static void
test_kill_drill (Vault *vault, gconstpointer data)
{
  static const ZgBackupStage stages[] = { ZG_RESTORE_UNPACK, ZG_RESTORE_VERIFY };
  g_autofree char *file = back_up (vault);

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      vault_close (vault);
      kill_at (vault, "drill", stages[i], file);
      g_assert_true (beside (vault, vault->small.path, ".drill"));
      vault_reopen (vault);
      nothing_left (vault);
    }
}

/* Until the last file has its name there is no book; then the whole one. What was left is no hindrance to trying again. */
static void
test_kill_restore (Vault *vault, gconstpointer data)
{
  static const ZgBackupStage stages[] = { ZG_RESTORE_UNLOCK, ZG_RESTORE_UNPACK, ZG_RESTORE_VERIFY, ZG_RESTORE_NEW_KEY,
                                          ZG_RESTORE_FILES, ZG_RESTORE_CLOCK_KEY, ZG_RESTORE_PUBLISH };
  g_autofree char *file = back_up (vault);
  guint            n_half = 0;

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_autoptr (GError)          error = NULL;
      g_autoptr (ZgRestoreResult) result = NULL;
      g_autoptr (ZgBook)          book = NULL;

      kill_at (vault, "restore", stages[i], file);
      g_assert_false (g_file_test (vault->new_path, G_FILE_TEST_EXISTS));
      n_half += beside (vault, vault->new_path, ".files");
      result = restore (vault, file, &error);
      g_assert_no_error (error);
      nothing_left (vault);
      book = zg_book_open (vault->new_path, FALSE, &error);
      g_assert_no_error (error);
      g_assert_true (zg_book_verify (book, TRUE, NULL, NULL));
      g_assert_nonnull (book->clock_sign);
      g_clear_pointer (&book, zg_book_unref);
      for (const char *const *end = (const char *const[]){ "", ".files", ".clockkey", ".lock", NULL }; *end; end++)
        {
          g_autofree char *path = g_strconcat (vault->new_path, *end, NULL);

          zg_remove_tree (path);
        }
    }
  g_assert_cmpuint (n_half, ==, 2); /* killed with half of the set in place */
}

static void
test_kill_after_restore (Vault *vault, gconstpointer data)
{
  g_autofree char   *file = back_up (vault);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBook) book = NULL;
  g_autoptr (ZgRestoreResult) result = NULL;
  g_autofree char   *folder = g_strconcat (vault->new_path, ".restoring", NULL);

  result = restore (vault, file, &error);
  g_assert_no_error (error);
  g_mkdir (folder, 0700); /* as a kill between the last name and the sweeping leaves it */
  book = zg_book_open (vault->new_path, FALSE, &error);
  g_assert_no_error (error);
  nothing_left (vault);
}

/* Somebody's own files are never taken for remains. */
static void
test_foreign_remains (Vault *vault, gconstpointer data)
{
  g_autofree char   *file = back_up (vault), *folder = g_strconcat (vault->new_path, ".restoring", NULL);
  g_autofree char   *files = g_strconcat (vault->new_path, ".files", NULL), *book = g_build_filename (folder, "book", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir (folder, 0700);
  g_file_set_contents (book, "x", -1, NULL); /* killed before anything got its name: no mark */
  g_mkdir (files, 0700);
  g_assert_null (restore (vault, file, &error));
  assert_refused (error, ZG_ERROR_INVALID, "never over a book");
  g_assert_true (g_file_test (files, G_FILE_TEST_IS_DIR));
}

/* -- The disk is full -- */

typedef struct
{
  ZgBackupStage stage;
  const char   *folder;
} Ballast;

static void
on_fill_cb (ZgBackupStage stage, guint permille, gpointer data)
{
  Ballast         *ballast = data;
  g_autofree char *path = g_build_filename (ballast->folder, "ballast", NULL);
  g_autofree char *piece = g_malloc0 (4096);
  int              fd;

  if (stage != ballast->stage || g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  fd = open (path, O_CREAT | O_WRONLY, 0600);
  while (write (fd, piece, 4096) > 0)
    ;
  close (fd);
}

/* A disk that is full from a stage on: the earlier backups stay, and it is said. */
static void
test_full_disk (Vault *vault, gconstpointer data)
{
  static const ZgBackupStage stages[] = { ZG_BACKUP_SEAL, ZG_BACKUP_COPY };
  g_autoptr (GError) error = NULL;
  g_autofree char   *first = NULL, *before = NULL;

  g_mkdir (vault->folder, 0700);
  if (mount ("tmpfs", vault->folder, "tmpfs", 0, "size=8m") != 0)
    {
      g_test_skip ("no right to mount a small disk");
      return;
    }
  first = back_up (vault);
  before = names_in (vault->folder);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      Ballast          ballast = { stages[i], vault->folder };
      ZgBackupJob      job = { vault->folder, NULL, on_fill_cb, &ballast };
      g_autofree char *heap = g_build_filename (vault->folder, "ballast", NULL), *after = NULL;

      g_assert_null (zg_backup_make (vault->clock, &job, NULL, &error));
      g_assert_nonnull (strstr (error->message, "the earlier ones are all there"));
      assert_refused (error, ZG_ERROR_FULL, stages[i] == ZG_BACKUP_COPY ? "are needed and" : "is full");
      g_unlink (heap);
      after = names_in (vault->folder);
      g_assert_cmpstr (before, ==, after);
      nothing_left (vault);
      drill_passes (vault, first);
    }
  g_free (back_up (vault)); /* room again: it goes on */
  umount (vault->folder);
}

static void
on_limit_cb (ZgBackupStage stage, guint permille, gpointer data)
{
  struct rlimit limit = { 64 * 1024, RLIM_INFINITY };

  if ((int) stage == *(int *) data)
    setrlimit (RLIMIT_FSIZE, &limit);
}

/* Without any right to mount: no file may grow beyond 64 KiB from a stage on. */
static void
test_no_growth (Vault *vault, gconstpointer data)
{
  static const ZgBackupStage stages[] = { ZG_BACKUP_SEAL, ZG_BACKUP_COPY };
  struct rlimit    old, none = { RLIM_INFINITY, RLIM_INFINITY };
  g_autofree char *first = back_up (vault), *before = names_in (vault->folder);

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      int                stage = stages[i];
      ZgBackupJob        job = { vault->folder, NULL, on_limit_cb, &stage };
      g_autoptr (GError) error = NULL;
      g_autofree char   *after = NULL;
      gboolean           full;

      g_assert_null (zg_backup_make (vault->clock, &job, NULL, &error));
      setrlimit (RLIMIT_FSIZE, old.rlim_cur == RLIM_INFINITY ? &none : &old);
      full = g_error_matches (error, ZG_ERROR, ZG_ERROR_FULL);
      g_assert_true (full || (stage == ZG_BACKUP_COPY && g_error_matches (error, ZG_ERROR, ZG_ERROR_IO)));
      g_assert_nonnull (strstr (error->message, "the earlier ones are all there"));
      after = names_in (vault->folder);
      g_assert_cmpstr (before, ==, after);
      nothing_left (vault);
    }
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM backup"), ==, 1);
}

/* -- A damaged copy -- */

typedef struct
{
  const char *copy;
  int         page;
} Damage;

static void
on_damage_cb (ZgBackupStage stage, guint permille, gpointer data)
{
  Damage          *damage = data;
  g_autofree char *bytes = NULL;
  gsize            n;

  if (stage != ZG_BACKUP_VERIFY)
    return;
  g_assert_true (g_file_get_contents (damage->copy, &bytes, &n, NULL));
  g_assert_cmpuint (n / 4096, >, 40);
  memset (bytes + (gsize) damage->page * (n / 4096) / 40 * 4096, 0x5A, 4096);
  g_assert_true (g_file_set_contents (damage->copy, bytes, (gssize) n, NULL));
}

/* Whatever page of the copy is damaged: it is refused, and no backup comes of it. */
static void
test_damaged_copy (Vault *vault, gconstpointer data)
{
  g_autofree char *copy = g_strconcat (vault->small.path, ".backup/book", NULL), *first = back_up (vault);
  g_autofree char *before = names_in (vault->folder), *after = NULL;

  for (int page = 0; page < 40; page++)
    {
      Damage             damage = { copy, page };
      ZgBackupJob        job = { vault->folder, NULL, on_damage_cb, &damage };
      g_autoptr (GError) error = NULL;

      g_assert_null (zg_backup_make (vault->clock, &job, NULL, &error));
      if (page > 0)
        g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, "the earlier ones are all there"));
      nothing_left (vault);
    }
  after = names_in (vault->folder);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM backup"), ==, 1);
}

/* -- Called off; two at once; while others write -- */

typedef struct
{
  GCancellable *cancellable;
  ZgBackupStage stage;
} Off;

static void
on_call_off_cb (ZgBackupStage stage, guint permille, gpointer data)
{
  Off *off = data;

  if (stage == off->stage)
    g_cancellable_cancel (off->cancellable);
}

static void
test_called_off (Vault *vault, gconstpointer data)
{
  g_autofree char *first = back_up (vault), *before = names_in (vault->folder), *after = NULL;

  for (int stage = ZG_BACKUP_COPY; stage <= ZG_BACKUP_PUBLISH; stage++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Off                      off = { cancellable, stage };
      ZgBackupJob              job = { vault->folder, NULL, on_call_off_cb, &off };
      g_autoptr (GError)       error = NULL;

      g_assert_null (zg_backup_make (vault->clock, &job, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      nothing_left (vault);
    }
  for (int stage = ZG_RESTORE_UNLOCK; stage <= ZG_RESTORE_NEW_KEY; stage++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Off                      off = { cancellable, stage };
      ZgBackupKey              key = { vault->small.recovery };
      g_autoptr (GError)       error = NULL;

      g_assert_null (zg_restore (first, vault->new_path, &key, on_call_off_cb, &off, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      nothing_new (vault);
    }
  after = names_in (vault->folder);
  g_assert_cmpstr (before, ==, after);
}

typedef struct
{
  Vault *vault;
  guint  n_busy;
} Twice;

static void
on_again_cb (ZgBackupStage stage, guint permille, gpointer data)
{
  Twice             *twice = data;
  g_autoptr (GError) error = NULL;

  if (stage < ZG_BACKUP_VERIFY || stage > ZG_BACKUP_PUBLISH || permille > 0)
    return;
  g_assert_null (back_up_to (twice->vault, NULL, &error));
  assert_refused (error, ZG_ERROR_BUSY, "at work");
  twice->n_busy++;
}

static void
test_two_at_once (Vault *vault, gconstpointer data)
{
  Twice              twice = { vault, 0 };
  ZgBackupJob        job = { vault->folder, NULL, on_again_cb, &twice };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBackupResult) result = zg_backup_make (vault->clock, &job, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (twice.n_busy, >=, 5);
}

typedef struct
{
  Vault *vault;
  int    stop, n;
} Writer;

static gpointer
write_on (gpointer data)
{
  Writer *writer = data;

  while (!g_atomic_int_get (&writer->stop))
    {
      small_unit_new (&writer->vault->small, "部门", 0);
      g_atomic_int_inc (&writer->n);
    }
  return NULL;
}

static void
on_wait_cb (ZgBackupStage stage, guint permille, gpointer data)
{
  Writer *writer = data;
  int     before = g_atomic_int_get (&writer->n);

  if (permille > 0 || stage > ZG_BACKUP_PUBLISH)
    return;
  while (g_atomic_int_get (&writer->n) < before + 3) /* others get on with their work at every stage */
    g_thread_yield ();
}

static void
test_while_writing (Vault *vault, gconstpointer data)
{
  Writer      writer = { vault };
  ZgBackupJob job = { vault->folder, NULL, on_wait_cb, &writer };
  GThread    *thread = g_thread_new ("writer", write_on, &writer);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBackupResult) result = zg_backup_make (vault->clock, &job, NULL, &error);
  g_autoptr (ZgRestoreResult) restored = NULL;
  g_autoptr (ZgBook) book = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gint64 seq;

  g_atomic_int_set (&writer.stop, TRUE);
  g_thread_join (thread);
  g_assert_no_error (error);
  restored = restore (vault, result->path, &error);
  g_assert_no_error (error);
  book = zg_book_open (vault->new_path, FALSE, &error);
  g_assert_no_error (error);
  seq = result->seq;
  g_assert_cmpint (small_int (&vault->small, "SELECT seq FROM chain"), >, seq + 15);
  before = dump_audit (vault->small.book, seq);
  after = dump_audit (book, seq);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Vault *vault, gconstpointer data);
  } tests[] = {
    { "/backup-faults/kill-backup", test_kill_backup }, { "/backup-faults/kill-drill", test_kill_drill },
    { "/backup-faults/kill-restore", test_kill_restore }, { "/backup-faults/kill-after-restore", test_kill_after_restore },
    { "/backup-faults/foreign-remains", test_foreign_remains }, { "/backup-faults/full-disk", test_full_disk },
    { "/backup-faults/no-growth", test_no_growth }, { "/backup-faults/damaged-copy", test_damaged_copy },
    { "/backup-faults/called-off", test_called_off }, { "/backup-faults/two-at-once", test_two_at_once },
    { "/backup-faults/while-writing", test_while_writing },
  };

  self = g_canonicalize_filename (argv[0], NULL);
  if (argc == 9 && g_str_equal (argv[1], "--kill"))
    {
      small_kinds ();
      return be_killed (argv + 2);
    }
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Vault, NULL, vault_set_up, tests[i].test, vault_tear_down);
  return g_test_run ();
}
