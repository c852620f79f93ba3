/* Which backups stay: the rule alone, then in a folder; and what a backup outside the book says of one that was rolled back. */
#include "backup-help.h"
#include "zg-anchor.h"

#define DAY (24 * 3600 * G_GINT64_CONSTANT (1000))

/* -- The rule -- */

typedef struct
{
  ZgBackupAge list[2000];
  gboolean    keep[2000];
  guint       n;
} Set;

static void
add (Set *set, const char *stamp, gboolean verified)
{
  set->list[set->n++] = (ZgBackupAge){ at (stamp), verified };
}

static guint
judge (Set *set)
{
  guint kept = 0;

  zg_backup_keep (set->list, set->n, set->keep);
  for (guint i = 0; i < set->n; i++)
    kept += set->keep[i];
  return kept;
}

static gboolean
keeps (const Set *set, const char *stamp)
{
  for (guint i = 0; i < set->n; i++)
    if (set->list[i].made_ms == at (stamp))
      return set->keep[i];
  g_error ("no backup of %s", stamp);
}

/* One at 18:00 every day for three years, up to 2026-12-15. */
static void
test_three_years (void)
{
  static Set set;
  gint64     newest = at ("2026-12-15 18:00");

  for (set.n = 0; set.n < 3 * 365; set.n++)
    set.list[set.n] = (ZgBackupAge){ newest - (gint64) ((set.n * 7) % (3 * 365)) * DAY, TRUE }; /* in no order */
  /* 30 days (16 November …), the ends of 10 more months (January … October), 2025, 2024, 2023 */
  g_assert_cmpuint (judge (&set), ==, 30 + 10 + 3);
  g_assert_true (keeps (&set, "2026-12-15 18:00"));
  g_assert_true (keeps (&set, "2026-11-16 18:00"));
  g_assert_false (keeps (&set, "2026-11-15 18:00")); /* the 31st day back */
  g_assert_true (keeps (&set, "2026-10-31 18:00"));
  g_assert_false (keeps (&set, "2026-10-30 18:00"));
  g_assert_true (keeps (&set, "2026-01-31 18:00")); /* the 12th month */
  g_assert_true (keeps (&set, "2025-12-31 18:00")); /* a year's end */
  g_assert_false (keeps (&set, "2025-11-30 18:00"));
  g_assert_true (keeps (&set, "2024-12-31 18:00"));
  g_assert_true (keeps (&set, "2023-12-31 18:00"));
}

/* What runs twelve months back from December keeps no month of the year before, but its end. */
static void
test_twelve_months (void)
{
  Set set = { 0 };

  for (int month = 1; month <= 24; month++)
    {
      g_autofree char *stamp = g_strdup_printf ("%d-%02d-10 18:00", 2025 + (month - 1) / 12, (month - 1) % 12 + 1);

      add (&set, stamp, TRUE);
    }
  /* as each is a day of its own, all 24 are among the last 30 days that have one; 40 days more in the last month change that */
  g_assert_cmpuint (judge (&set), ==, 24);
  for (int i = 0; i < 30; i++)
    set.list[set.n++] = (ZgBackupAge){ at ("2026-12-11 18:00") + i * DAY / 2, TRUE };
  for (int i = 0; i < 30; i++)
    set.list[set.n++] = (ZgBackupAge){ at ("2026-12-27 18:00") + i * DAY, TRUE };
  judge (&set);
  g_assert_true (keeps (&set, "2026-02-10 18:00")); /* twelve months: January 2027 … February 2026 */
  g_assert_false (keeps (&set, "2026-01-10 18:00"));
  g_assert_true (keeps (&set, "2025-12-10 18:00"));
}

static void
test_one_day (void)
{
  Set set = { 0 };

  g_assert_cmpuint (judge (&set), ==, 0);
  add (&set, "2026-11-02 18:00", TRUE);
  add (&set, "2026-11-02 19:00", TRUE);
  add (&set, "2026-11-02 20:00", TRUE);
  g_assert_cmpuint (judge (&set), ==, 3); /* never fewer than the last three */
  add (&set, "2026-11-02 21:00", TRUE);
  g_assert_cmpuint (judge (&set), ==, 3);
  g_assert_false (keeps (&set, "2026-11-02 18:00"));
  add (&set, "2026-11-03 00:00", TRUE); /* the next day in Shanghai, the same one in London */
  g_assert_cmpuint (judge (&set), ==, 3);
  g_assert_true (keeps (&set, "2026-11-02 21:00"));
  g_assert_true (keeps (&set, "2026-11-02 20:00"));
  g_assert_false (keeps (&set, "2026-11-02 19:00"));
}

/* What did not verify takes nobody's place, and is not thrown away either. */
static void
test_unverified (void)
{
  Set set = { 0 };

  for (int i = 0; i < 4; i++)
    add (&set, (const char *const[]){ "2026-11-02 10:00", "2026-11-02 11:00", "2026-11-02 12:00", "2026-11-02 13:00" }[i], TRUE);
  for (int i = 0; i < 40; i++)
    set.list[set.n++] = (ZgBackupAge){ at ("2026-11-02 14:00") + i * DAY, FALSE };
  g_assert_cmpuint (judge (&set), ==, 43);
  g_assert_true (keeps (&set, "2026-11-02 13:00"));
  g_assert_false (keeps (&set, "2026-11-02 10:00"));
}

/* Days without a backup push nothing out. */
static void
test_gaps (void)
{
  Set set = { 0 };

  for (int i = 0; i < 31; i++)
    set.list[set.n++] = (ZgBackupAge){ at ("2026-01-05 18:00") + i * 7 * DAY, TRUE };
  judge (&set);
  g_assert_true (keeps (&set, "2026-01-12 18:00"));
  g_assert_false (keeps (&set, "2026-01-05 18:00"));
}

/* -- In a folder -- */

static guint
n_in (const char *folder)
{
  g_autofree char *names = names_in (folder);
  g_auto (GStrv)   each = g_strsplit (names, "\n", -1);

  return *names ? g_strv_length (each) : 0;
}

/* Four backups of one day: the first goes. What is nobody's, another book's or forged stays and counts for nothing. */
static void
test_folder (Vault *vault, gconstpointer data)
{
  g_autofree char *first = back_up (vault), *foreign = g_build_filename (vault->folder, "notes.txt", NULL);
  g_autofree char *strange = g_build_filename (vault->folder, "strange.zgbackup", NULL), *third = NULL;
  g_autoptr (ZgPersonKeys) forger = zg_person_keys_new ();

  g_file_set_contents (foreign, "x", -1, NULL);
  g_file_set_contents (strange, "ZGBACKUP and no more", -1, NULL);
  for (int i = 0; i < 40; i++) /* dated after all others, each a day of its own */
    {
      g_autofree char *name = g_strdup_printf ("%s/forged-%d.zgbackup", vault->folder, i);

      forge_backup (vault, vault->small.book->uid, forger, at ("2030-01-01 18:00") + i * DAY, name);
    }
  g_free (back_up (vault));
  third = back_up (vault);
  g_assert_cmpuint (n_in (vault->folder), ==, 45);
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
  g_free (back_up (vault));
  g_assert_cmpuint (n_in (vault->folder), ==, 45);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (third, G_FILE_TEST_EXISTS));
  g_assert_cmpint (small_int (&vault->small, "SELECT n_removed FROM backup ORDER BY id DESC LIMIT 1"), ==, 1);
}

/* D18-5.4: a month and a bit, a backup a day */
static void
test_month (Vault *vault, gconstpointer data)
{
  g_autofree char *names = NULL;

  for (int i = 0; i < 34; i++)
    {
      zg_clock_set (at ("2026-11-02 18:00") + i * DAY);
      g_free (back_up (vault));
    }
  names = names_in (vault->folder);
  g_assert_cmpuint (n_in (vault->folder), ==, 30);
  g_assert_true (g_str_has_prefix (names, "test-2026-11-06-1800"));
  g_assert_cmpint (small_int (&vault->small, "SELECT sum (n_removed) FROM backup"), ==, 4);
}

/* -- The anchor -- */

static void
refused (Vault *vault, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *before = names_in (vault->folder), *after = NULL;

  g_assert_null (back_up_to (vault, NULL, &error));
  assert_refused (error, ZG_ERROR_CORRUPT, words);
  after = names_in (vault->folder);
  g_assert_cmpstr (before, ==, after);
  nothing_left (vault);
}

/* Attacks the chain says nothing of. */
static void
test_tail_cut (Vault *vault, gconstpointer data)
{
  g_free (back_up (vault));
  small_raw (&vault->small, "DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE seq = (SELECT max (seq) FROM audit);"
                            " DROP TRIGGER backup_no_delete; DELETE FROM backup;"
                            " UPDATE chain SET seq = seq - 1, hash = (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1)");
  g_free (back_up (vault)); /* what came after the copy no backup has seen */
  small_raw (&vault->small, "DELETE FROM audit WHERE seq > (SELECT max (seq) FROM audit) - 2; DELETE FROM backup;"
                            " UPDATE chain SET seq = seq - 2, hash = (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1)");
  g_assert_true (zg_book_verify (vault->small.book, TRUE, NULL, NULL)); /* the chain alone is sound */
  refused (vault, "no longer holds what its backup");
}

static void
test_put_back (Vault *vault, gconstpointer data)
{
  g_autofree char *yesterday = g_build_filename (vault->small.folder, "yesterday", NULL);

  vault_close (vault);
  copy_file (vault->small.path, yesterday);
  vault_reopen (vault);
  small_unit_new (&vault->small, "物流部", 0);
  g_free (back_up (vault));
  vault_close (vault);
  copy_file (yesterday, vault->small.path);
  zg_anchor_accept (); /* this desk would not have opened it */
  vault_reopen (vault);
  g_assert_true (zg_book_verify (vault->small.book, TRUE, NULL, NULL));
  refused (vault, "older file was put in its place");
}

/* A restored book goes on from an earlier point by right: it says so, and its clock has a new key. */
static void
test_restored_goes_on (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *early = back_up (vault), *late = NULL, *next = NULL;
  g_autoptr (ZgRestoreResult) result = NULL;

  small_unit_new (&vault->small, "物流部", 0);
  late = back_up (vault);
  result = restore (vault, early, &error);
  g_assert_no_error (error);
  vault_close (vault);
  g_free (vault->small.path);
  vault->small.path = g_strdup (vault->new_path);
  vault_reopen (vault);
  next = back_up (vault); /* into the same folder */
  g_assert_true (g_file_test (late, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Vault *vault, gconstpointer data);
  } tests[] = {
    { "/backup-keep/folder", test_folder }, { "/backup-keep/month", test_month }, { "/backup-keep/tail-cut", test_tail_cut },
    { "/backup-keep/put-back", test_put_back }, { "/backup-keep/restored-goes-on", test_restored_goes_on },
  };

  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  g_test_add_func ("/backup-keep/three-years", test_three_years);
  g_test_add_func ("/backup-keep/twelve-months", test_twelve_months);
  g_test_add_func ("/backup-keep/one-day", test_one_day);
  g_test_add_func ("/backup-keep/unverified", test_unverified);
  g_test_add_func ("/backup-keep/gaps", test_gaps);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Vault, NULL, vault_set_up, tests[i].test, vault_tear_down);
  return g_test_run ();
}
