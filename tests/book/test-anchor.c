/* What a desk remembers of the audit, against what leaves every chain without a flaw. */
#include "backup-help.h"

#include "zg-anchor.h"
#include "zg-day.h"
#include "zg-error.h"

static void
cut (Vault *vault)
{
  small_raw (&vault->small, "DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE seq > (SELECT max (seq) - 5 FROM audit);"
                            " UPDATE chain SET seq = seq - 5, hash = (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1)");
}

/* Returns: (transfer full) (nullable). */
static ZgBook *
open_again (Vault *vault, gboolean read_only, GError **error)
{
  return zg_book_open (vault->small.path, read_only, error);
}

/* As after an attack with the file in hand: the desk's memory is of before it. */
static void
cut_while_closed (Vault *vault)
{
  g_autofree char *cut_copy = g_build_filename (vault->small.folder, "cut", NULL);

  vault_close (vault);
  vault_reopen (vault);
  cut (vault);
  g_assert_true (zg_book_verify (vault->small.book, TRUE, NULL, NULL)); /* the chain alone is sound */
  vault->small.book->anchored = FALSE; /* an attacker's program does not tell the desk */
  vault_close (vault);
}

static void
test_tail_cut (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBook) book = NULL;

  cut_while_closed (vault);
  g_assert_null (open_again (vault, FALSE, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "its end was cut off"));
  g_clear_error (&error);
  g_assert_null (open_again (vault, FALSE, &error)); /* the refusal itself changed nothing */
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
  g_clear_error (&error);
  book = open_again (vault, TRUE, &error);
  g_assert_no_error (error);
}

static void
test_put_back (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *yesterday = g_build_filename (vault->small.folder, "yesterday", NULL);

  vault_close (vault);
  copy_file (vault->small.path, yesterday);
  vault_reopen (vault);
  small_unit_new (&vault->small, "物流部", 0);
  vault_close (vault);
  copy_file (yesterday, vault->small.path);
  g_assert_null (open_again (vault, FALSE, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
}

/* Who may make backups goes on with it, and that is noted; anybody else does not. */
static void
test_accepted (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  cut_while_closed (vault);
  zg_anchor_accept ();
  vault_reopen (vault);
  g_assert_true (zg_anchor_note_gap (vault->small.admin, &error));
  g_assert_no_error (error);
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM audit WHERE step = 'book.accept' AND sig IS NOT NULL"
                                             " AND body LIKE '%audit entry%'"), ==, 1);
  g_assert_true (zg_book_verify (vault->small.book, TRUE, NULL, &error));
  vault_close (vault);
  vault_reopen (vault); /* from now on that is what the desk saw */
  g_assert_true (zg_anchor_note_gap (vault->small.admin, &error)); /* nothing to note */
  g_assert_cmpint (small_int (&vault->small, "SELECT count (*) FROM audit WHERE step = 'book.accept'"), ==, 1);
}

static void
test_not_accepted (Vault *vault, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (ZgSession) clerk = NULL;

  small_person (&vault->small, "zhang", "张敏", 0, "emp", IT_PASSWORD);
  cut_while_closed (vault);
  zg_anchor_accept ();
  vault->small.book = open_again (vault, FALSE, &error);
  g_assert_no_error (error);
  clerk = small_login (&vault->small, "zhang", IT_PASSWORD);
  g_assert_false (zg_anchor_note_gap (clerk, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_clear_pointer (&clerk, zg_session_unref);
  g_clear_pointer (&vault->small.book, zg_book_unref);
  g_assert_null (open_again (vault, FALSE, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
}

/* A restored book in the place of the old one tells of itself. */
static void
test_restored (Vault *vault, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *file = back_up (vault), *files = NULL;
  g_autoptr (ZgRestoreResult) result = NULL;
  g_autoptr (ZgBook) book = NULL;

  small_unit_new (&vault->small, "物流部", 0);
  vault_close (vault);
  files = g_strconcat (vault->small.path, ".files", NULL);
  zg_remove_tree (files);
  zg_store_remove (vault->small.path);
  g_free (vault->new_path);
  vault->new_path = g_strdup (vault->small.path);
  result = restore (vault, file, &error);
  g_assert_no_error (error);
  book = open_again (vault, FALSE, &error);
  g_assert_no_error (error);
}

/* -- The day -- */

typedef struct
{
  int        day;
  char       code[20];
  GPtrArray *deeds;
} Day;

static gpointer
read_day (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Day *day = data;
  g_autoptr (GArray) heads = zg_anchor_heads (db, zg_day_to_ms (day->day + 1, 0), error);

  day->deeds = zg_day_deeds (db, day->day, error);
  zg_anchor_code (heads, day->code);
  return day;
}

static Day
the_day (Vault *vault, const char *text)
{
  Day day = { 0 };

  g_assert_true (zg_day_parse (text, &day.day));
  g_assert_nonnull (zg_store_read (vault->small.book->store, read_day, &day, NULL));
  return day;
}

static gint64
n_done (const Day *day, const char *title, gboolean refused)
{
  for (guint i = 0; i < day->deeds->len; i++)
    {
      const ZgDayDeed *deed = day->deeds->pdata[i];

      if (strstr (deed->title, title) && deed->refused == refused)
        return deed->n;
    }
  return 0;
}

/* The code of a day stays, whatever is done later; it changes with what was done that day. */
static void
test_day (Vault *vault, gconstpointer data)
{
  Day first = the_day (vault, "2026-11-02"), later, next, changed;

  g_assert_cmpint (n_done (&first, "Logged in", FALSE), >=, 1);
  g_assert_cmpint (n_done (&first, "Logged in", TRUE), ==, 0);
  zg_clock_set (at ("2026-11-03 00:00"));
  g_assert_null (zg_book_login (vault->small.book, "lin", "wrong", NULL));
  small_unit_new (&vault->small, "物流部", 0);
  later = the_day (vault, "2026-11-02");
  next = the_day (vault, "2026-11-03");
  g_assert_cmpstr (later.code, ==, first.code);
  g_assert_cmpstr (next.code, !=, first.code);
  g_assert_cmpint (n_done (&next, "Logged in", TRUE), ==, 1);
  g_assert_cmpint (n_done (&next, "Logged in", FALSE), ==, 0);
  small_raw (&vault->small, "DROP TRIGGER audit_no_update;"
                            " UPDATE audit SET hash = CAST (substr (hash, 2) || substr (hash, 1, 1) AS BLOB)"
                            " WHERE seq = (SELECT max (seq) FROM audit WHERE at_ms < 1793635200000)"); /* 2026-11-03 0:00 */
  changed = the_day (vault, "2026-11-02");
  g_assert_cmpstr (changed.code, !=, first.code);
  g_ptr_array_unref (first.deeds);
  g_ptr_array_unref (later.deeds);
  g_ptr_array_unref (next.deeds);
  g_ptr_array_unref (changed.deeds);
}

/* -- The code -- */

static void
test_code (void)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, TRUE, sizeof (ZgAnchorHead));
  ZgAnchorHead       head = { 1, 10, { 1, 2, 3 } };
  char               none[20], one[20], again[20], other[20];

  zg_anchor_code (heads, none);
  g_array_append_val (heads, head);
  zg_anchor_code (heads, one);
  zg_anchor_code (heads, again);
  g_array_index (heads, ZgAnchorHead, 0).hash[31] = 1;
  zg_anchor_code (heads, other);
  g_assert_cmpuint (strlen (one), ==, 19);
  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, none);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpuint (strspn (one, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-"), ==, 19);
  g_assert_cmpstr (none, ==, "WERC-8GMR-ZGE1-96QV"); /* of no heads: SHA-256 of nothing, e3b0c442 98fc1c14 … */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  g_test_add_func ("/anchor/code", test_code);
  g_test_add ("/anchor/tail-cut", Vault, NULL, vault_set_up, test_tail_cut, vault_tear_down);
  g_test_add ("/anchor/put-back", Vault, NULL, vault_set_up, test_put_back, vault_tear_down);
  g_test_add ("/anchor/accepted", Vault, NULL, vault_set_up, test_accepted, vault_tear_down);
  g_test_add ("/anchor/not-accepted", Vault, NULL, vault_set_up, test_not_accepted, vault_tear_down);
  g_test_add ("/anchor/day", Vault, NULL, vault_set_up, test_day, vault_tear_down);
  g_test_add ("/anchor/restored", Vault, NULL, vault_set_up, test_restored, vault_tear_down);
  return g_test_run ();
}
