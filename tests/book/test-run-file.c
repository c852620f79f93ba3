/* What a step leaves in the file: ciphertext, tables that only grow, whole records after a kill and on a full disk. */
#include "run-kinds.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;

static void
room_close (Room *room)
{
  g_clear_pointer (&room->s_zhang, zg_session_unref);
  g_clear_pointer (&room->s_li, zg_session_unref);
  g_clear_pointer (&room->small.admin, zg_session_unref);
  g_clear_pointer (&room->small.book, zg_book_unref);
}

/* -- Sealed -- */

static gboolean
holds (const char *folder, const char *needle)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize            n;

      if (g_file_get_contents (path, &bytes, &n, NULL) && memmem (bytes, n, needle, strlen (needle)))
        return TRUE;
    }
  return FALSE;
}

static void
test_sealed (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (room, "OPEN-TEXT-2048");
  g_autoptr (ZgRecord) read = NULL;
  g_autoptr (ZgRecord) again = NULL;
  g_autoptr (GError)   error = NULL;
  g_autofree char     *plain = NULL;

  zg_record_set_text (claim, CLAIM_CARD, CANARY);
  run_ok (room->s_zhang, claim, "create");
  read = small_get (&room->small, &run_claim, claim->id);
  g_assert_cmpint (read->cells[CLAIM_CARD].type, ==, ZG_CELL_BYTES);
  g_assert_true (holds (room->small.folder, "OPEN-TEXT-2048")); /* the search does find things */
  g_assert_false (holds (room->small.folder, CANARY));
  g_assert_false (holds (room->small.folder, "Q0FOQVJZ")); /* nor in base64 */
  /* typed again as it was: not written again, nothing in the audit */
  zg_record_set_text (read, CLAIM_CARD, CANARY);
  zg_record_set_text (read, CLAIM_TITLE, "Bus");
  run_ok (room->s_zhang, read, "edit");
  again = small_get (&room->small, &run_claim, claim->id);
  g_assert_true (zg_cell_equal (&again->cells[CLAIM_CARD], &claim->cells[CLAIM_CARD]));
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM audit WHERE body LIKE '%\"card\"%'"), ==, 1);
  /* another one is */
  zg_record_set_text (again, CLAIM_CARD, CANARY "9");
  run_ok (room->s_zhang, again, "edit");
  g_assert_false (zg_cell_equal (&again->cells[CLAIM_CARD], &claim->cells[CLAIM_CARD]));
  plain = zg_session_open_cell (room->small.admin, &run_claim, CLAIM_CARD, again->id, &again->cells[CLAIM_CARD], &error);
  if (plain)
    g_assert_cmpstr (plain, ==, CANARY "9");
  room_close (room);
  small_reopen (&room->small); /* the log is in the file now */
  g_assert_false (holds (room->small.folder, CANARY));
}

/* -- Tables that only grow -- */

static void
refused_raw (Room *room, const char *sql)
{
  g_autoptr (GError) error = NULL;
  Raw raw = { sql };

  g_assert_null (zg_store_write (zg_book_store (room->small.book), small_raw_write, &raw, &error));
  g_assert_nonnull (error);
}

static void
test_append_only (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) log = zg_record_new (&run_log);
  g_autoptr (ZgRecord) claim = claim_in (room, "Taxi", "draft");

  zg_record_set_text (log, LOG_WORD, "first");
  run_ok (room->small.admin, log, "create");
  refused_raw (room, "UPDATE log SET word = 'other'");
  refused_raw (room, "DELETE FROM log");
  refused_raw (room, "INSERT OR REPLACE INTO log SELECT * FROM log");
  refused_raw (room, "DELETE FROM claim"); /* no kind's rows are deleted */
  refused_raw (room, "UPDATE audit SET actor = 1");
  refused_raw (room, "DELETE FROM audit");
  refused_raw (room, "INSERT OR REPLACE INTO audit SELECT * FROM audit");
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM log WHERE word = 'first'"), ==, 1);
}

static gpointer
write_unaudited (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_run (db, error, data, NULL) ? data : NULL;
}

static void
test_unaudited (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "Taxi", "draft");
  g_autoptr (GError)   error = NULL;

  g_assert_null (zg_store_write (zg_book_store (room->small.book), write_unaudited, "UPDATE claim SET title = 'x'", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM claim WHERE title = 'Taxi'"), ==, 1);
}

/* -- A killed program: another process writes until it is killed -- */

/* A line for each thing done, so that the parent can choose where to kill. */
static void
tell (void)
{
  puts (".");
  fflush (stdout);
}

static void
on_progress (guint done, guint total, gpointer data)
{
  tell ();
}

static void
child_claim (ZgSession *session, gint64 staff, int i)
{
  g_autoptr (ZgRecord)  claim = zg_record_new (&run_claim);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_autofree char      *title = g_strdup_printf ("Trip %d", i);

  zg_record_set_int (claim, CLAIM_STAFF, staff);
  zg_record_set_text (claim, CLAIM_TITLE, title);
  for (int k = 0; k < 3; k++)
    {
      ZgRecord *line = zg_record_new (&run_line);

      zg_record_set_text (line, LINE_TEXT, "Taxi");
      zg_record_set_int (line, LINE_AMOUNT, 100);
      g_ptr_array_add (lines, line);
    }
  zg_book_run (session, claim, "create", lines, NULL, NULL, NULL, NULL);
  tell ();
  zg_book_run (session, claim, "submit", NULL, NULL, NULL, NULL, NULL);
}

static void
child_import (ZgSession *session, int i)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&run_log, 2500);

  for (int k = 0; k < 2500; k++)
    {
      g_autofree char *word = g_strdup_printf ("%d/%d", i, k);
      ZgCell          *cells = zg_batch_row (batch);

      zg_batch_text (batch, &cells[LOG_WORD], word, -1);
    }
  zg_book_import (session, batch, "log.txt", NULL, NULL, NULL, on_progress, NULL, NULL, NULL);
}

/* Works until it is killed. */
static G_NORETURN void
child (const char *path, const char *staff)
{
  g_autoptr (GError) error = NULL;
  ZgBook            *book;
  ZgSession         *session;

  zg_kdf_set_policy (&small_kdf);
  zg_clock_set (at ("2026-11-02 09:30"));
  book = zg_book_open (path, FALSE, &error);
  g_assert_no_error (error);
  session = zg_book_login (book, "lin", ADMIN_PASSWORD, &error);
  g_assert_no_error (error);
  for (int i = 0;; i++)
    {
      tell ();
      child_claim (session, g_ascii_strtoll (staff, NULL, 10), i);
      if (i % 3 == 2)
        child_import (session, i);
    }
}

static void
kill_after (Room *room, int lines)
{
  g_autofree char *staff = g_strdup_printf ("%" G_GINT64_FORMAT, room->zhang);
  const char      *argv[] = { program, "--child", room->small.path, staff, NULL };
  g_autoptr (GError) error = NULL;
  GPid             pid;
  int              out, status;
  char             byte;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  while (lines > 0 && read (out, &byte, 1) == 1)
    lines -= byte == '\n';
  g_assert_cmpint (lines, ==, 0);
  kill (pid, SIGKILL);
  waitpid (pid, &status, 0);
  g_assert_true (WIFSIGNALED (status));
  close (out);
  g_spawn_close_pid (pid);
}

static void
only_whole (Room *room)
{
  Small             *small = &room->small;
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_book_verify (small->book, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (small_int (small,
      "SELECT COUNT(*) FROM claim c WHERE (SELECT COUNT(*) FROM claim_line l WHERE l.parent_id = c.id) <> 3"), ==, 0);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM claim"), ==,
                   small_int (small, "SELECT COUNT(*) FROM audit WHERE step = 'claim.create'"));
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM claim WHERE no IS NOT NULL"), ==,
                   small_int (small, "SELECT COALESCE (MAX (last), 0) FROM series"));
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM import WHERE state = 'running'"), ==, 0);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM log"), ==,
                   2500 * small_int (small, "SELECT COUNT(*) FROM import WHERE state = 'done'"));
}

static void
test_killed (Room *room, gconstpointer data)
{
  for (int i = 0; i < 12; i++)
    {
      room_close (room);
      kill_after (room, 1 + i);
      small_reopen (&room->small);
      g_assert_true (zg_store_was_unclean (zg_book_store (room->small.book)));
      only_whole (room);
    }
}

/* -- A full disk -- */

/* A book of its own on a small disk. FALSE: this machine does not allow it. */
static gboolean
small_disk (Room *room, const char *disk)
{
  g_autofree char *move = NULL;

  if (geteuid () != 0 || mount ("tmpfs", disk, "tmpfs", 0, "size=4m,mode=0700") != 0)
    return FALSE;
  memset (&hooks, 0, sizeof hooks);
  small_set_up (&room->small, NULL);
  room_close (room);
  move = g_strdup_printf ("cp -a '%s'/. '%s'/ && rm -r '%s'", room->small.folder, disk, room->small.folder);
  g_assert_cmpint (system (move), ==, 0);
  g_free (room->small.folder);
  g_free (room->small.path);
  room->small.folder = g_strdup (disk);
  room->small.path = g_build_filename (disk, "test.zgb", NULL);
  small_reopen (&room->small);
  room->small.admin = small_login (&room->small, "lin", ADMIN_PASSWORD);
  room_rights (room);
  room->unit = small_unit_new (&room->small, "客服组", 0);
  room->zhang = small_staff_new (&room->small, "张敏", room->unit, NULL);
  return TRUE;
}

static void
more_room (const char *disk, const char *size)
{
  g_assert_cmpint (mount ("tmpfs", disk, "tmpfs", MS_REMOUNT, size), ==, 0);
}

static void
claims_until_full (Room *room)
{
  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (ZgRecord) claim = claim_new (room, "Trip");
      g_autoptr (GError)   error = NULL;

      if (zg_book_run (room->small.admin, claim, "create", NULL, NULL, NULL, NULL, &error))
        continue;
      g_assert_error (error, ZG_ERROR, ZG_ERROR_FULL);
      g_assert_cmpint (claim->version, ==, 0);
      return;
    }
  g_assert_not_reached ();
}

/* An import that does not fit: nothing of it is kept, at the latest when the book is opened again with room on the disk. */
static void
import_until_full (Room *room, const char *disk)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&run_log, 40000);
  g_autoptr (GError)  error = NULL;

  for (int i = 0; i < 40000; i++)
    {
      g_autofree char *word = g_strdup_printf ("a word long enough to fill a small disk in the end %d", i);

      zg_batch_text (batch, &zg_batch_row (batch)[LOG_WORD], word, -1);
    }
  g_assert_cmpint (zg_book_import (room->small.admin, batch, "log.txt", NULL, NULL, NULL, NULL, NULL, NULL, &error), ==, 0);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_FULL);
  room_close (room);
  more_room (disk, "size=16m");
  small_reopen (&room->small);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM log"), ==, 0);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM import WHERE state = 'running'"), ==, 0);
}

static void
test_full (void)
{
  Room               room = { 0 };
  g_autofree char   *disk = g_dir_make_tmp ("zg-full-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  gint64             n;

  if (!small_disk (&room, disk))
    {
      g_rmdir (disk);
      g_test_skip ("a small disk of one's own needs root");
      return;
    }
  import_until_full (&room, disk);
  room.small.admin = small_login (&room.small, "lin", ADMIN_PASSWORD);
  claims_until_full (&room);
  n = small_int (&room.small, "SELECT COUNT(*) FROM claim");
  g_assert_cmpint (n, ==, small_int (&room.small, "SELECT COUNT(*) FROM audit WHERE step = 'claim.create'"));
  room_close (&room);
  more_room (disk, "size=64m");
  small_reopen (&room.small);
  g_assert_true (zg_book_verify (room.small.book, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (small_int (&room.small, "SELECT COUNT(*) FROM claim"), ==, n);
  room_close (&room);
  umount2 (disk, MNT_DETACH);
  small_tear_down (&room.small, NULL);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    {
      run_kinds ();
      child (argv[2], argv[3]);
    }
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  run_kinds ();
  g_test_add ("/run/sealed", Room, NULL, room_set_up, test_sealed, room_tear_down);
  g_test_add ("/run/append-only", Room, NULL, room_set_up, test_append_only, room_tear_down);
  g_test_add ("/run/unaudited", Room, NULL, room_set_up, test_unaudited, room_tear_down);
  g_test_add ("/run/killed", Room, NULL, room_set_up, test_killed, room_tear_down);
  g_test_add_func ("/run/full", test_full);
  return g_test_run ();
}
