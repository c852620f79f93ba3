/* What falls due by itself, and handing it to who has the book open. */
#include "backup-help.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "zg-error.h"
#include "zg-handover.h"
#include "zg-tick.h"

/* -- When: every day at 18:00 -- */

static void
test_due (void)
{
  const struct
  {
    const char *made, *now;
    gboolean    due;
  } cases[] = {
    { "2026-11-26 18:00", "2026-11-26 18:00", FALSE }, { "2026-11-26 17:59", "2026-11-26 18:00", TRUE },
    { "2026-11-26 17:59", "2026-11-26 17:59", FALSE }, { "2026-11-25 18:00", "2026-11-26 17:59", FALSE },
    { "2026-11-25 17:59", "2026-11-26 00:00", TRUE }, /* yesterday's was missed */
    { "2026-11-25 18:00", "2026-11-26 18:00", TRUE }, { "2026-11-01 18:00", "2026-11-26 09:00", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (zg_tick_backup_is_due (at (cases[i].made), at (cases[i].now), 18 * 60), ==, cases[i].due);
  g_assert_true (zg_tick_backup_is_due (0, at ("2026-11-26 09:00"), 18 * 60));
}

static guint
n_backups (Vault *vault)
{
  g_autofree char      *folder = zg_backup_folder (vault->small.path);
  g_autoptr (GPtrArray) list = zg_backup_list (folder, 0);

  return list->len;
}

static char *
tick (Vault *vault)
{
  g_autoptr (GError) error = NULL;
  char              *report;

  g_assert_true (zg_tick_run (vault->small.book, &report, &error));
  g_assert_no_error (error);
  return report;
}

/* As often as one likes: one backup a day. */
static void
test_once_a_day (Vault *vault, gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *fourth = NULL;

  zg_clock_set (at ("2026-11-26 18:30"));
  first = tick (vault);
  g_assert_nonnull (strstr (first, ZG_BACKUP_END));
  g_assert_cmpuint (n_backups (vault), ==, 1);
  second = tick (vault);
  zg_clock_set (at ("2026-11-27 17:59"));
  third = tick (vault);
  g_assert_cmpstr (second, ==, "");
  g_assert_cmpstr (third, ==, "");
  zg_clock_set (at ("2026-11-27 18:00"));
  fourth = tick (vault);
  g_assert_cmpuint (n_backups (vault), ==, 2);
}

/* One that fails neither hides itself nor stops the others. */
static void
test_failed (Vault *vault, gconstpointer data)
{
  g_autofree char   *folder = zg_backup_folder (vault->small.path), *report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL)); /* where the folder of backups should be */
  g_assert_false (zg_tick_run (vault->small.book, &report, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND);
  g_assert_cmpstr (report, ==, "");
  g_unlink (folder);
}

/* -- Who has the book -- */

typedef struct
{
  const char     *path;
  ZgBackupJob     job;
  ZgBackupResult *result;
  char           *report;
  GError         *error;
  gboolean        tick;
} Asked;

static gpointer
ask_thread (gpointer data)
{
  Asked *asked = data;

  if (asked->tick)
    asked->report = zg_handover_tick (asked->path, &asked->error);
  else
    asked->result = zg_handover_backup (asked->path, &asked->job, &asked->error);
  g_main_context_wakeup (NULL);
  return NULL;
}

typedef struct
{
  GThread *thread;
  gint     done;
} Waiting;

static gpointer
join_thread (gpointer data)
{
  Waiting *waiting = data;

  g_thread_join (waiting->thread);
  g_atomic_int_set (&waiting->done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* As a window does: its main loop runs while another program asks. */
static void
ask (Asked *asked)
{
  Waiting  waiting = { g_thread_new ("ask", ask_thread, asked), 0 };
  GThread *joining = g_thread_new ("join", join_thread, &waiting);

  while (!g_atomic_int_get (&waiting.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (joining);
}

static void
test_handed (Vault *vault, gconstpointer data)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (ZgHandover) handover = zg_handover_serve (vault->small.book, &error);
  Asked backup = { vault->small.path, { vault->folder, NULL } }, again = { vault->small.path, { "/proc/none", NULL } };
  Asked tick = { .path = vault->small.path, .tick = TRUE };

  g_assert_no_error (error);
  ask (&backup);
  g_assert_no_error (backup.error);
  g_assert_true (g_str_has_prefix (backup.result->path, vault->folder));
  g_assert_cmpuint (backup.result->n_files, ==, 2);
  g_assert_cmpuint (backup.result->missing->len, ==, 0);
  g_assert_cmpuint (strlen (backup.result->sha256), ==, 64);
  g_assert_true (g_file_test (backup.result->path, G_FILE_TEST_EXISTS));
  ask (&again);
  g_assert_error (again.error, ZG_ERROR, ZG_ERROR_IO);
  g_assert_nonnull (strstr (again.error->message, "/proc/none"));
  ask (&tick);
  g_assert_no_error (tick.error);
  g_assert_cmpstr (tick.report, ==, ""); /* that backup was today's */
  g_clear_pointer (&backup.result, zg_backup_result_free);
  g_clear_error (&again.error);
  g_free (tick.report);
}

static void
test_nobody (Vault *vault, gconstpointer data)
{
  ZgHandover *handover = zg_handover_serve (vault->small.book, NULL);
  Asked       asked = { vault->small.path, { vault->folder, NULL } };
  g_autofree char *socket = g_strconcat (vault->small.path, ".sock", NULL);

  zg_handover_free (handover);
  g_assert_false (g_file_test (socket, G_FILE_TEST_EXISTS));
  ask (&asked);
  g_assert_error (asked.error, ZG_ERROR, ZG_ERROR_CONNECTION);
  g_clear_error (&asked.error);
  /* what a killed program leaves is taken over */
  g_assert_true (g_file_set_contents (socket, "", 0, NULL));
  handover = zg_handover_serve (vault->small.book, NULL);
  g_assert_nonnull (handover);
  asked.tick = TRUE;
  ask (&asked);
  g_assert_no_error (asked.error);
  zg_handover_free (handover);
  g_free (asked.report);
}

/* -- Who says something else -- */

static gpointer
send_thread (gpointer data)
{
  const char *path = ((const char **) data)[0], *words = ((const char **) data)[1];
  g_autoptr (GSocketClient)     client = g_socket_client_new ();
  g_autoptr (GSocketAddress)    address = g_unix_socket_address_new (path);
  g_autoptr (GSocketConnection) connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  char  *answer = g_malloc0 (4096);
  gsize  n;

  g_assert_nonnull (connection);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), words, strlen (words), NULL, NULL, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer, 4095, &n, NULL, NULL);
  ((char **) data)[2] = answer;
  return NULL;
}

static void
test_strange_words (Vault *vault, gconstpointer data)
{
  g_autoptr (ZgHandover) handover = zg_handover_serve (vault->small.book, NULL);
  g_autofree char       *socket = g_strconcat (vault->small.path, ".sock", NULL), *long_one = g_strnfill (200 * 1024, '{');
  const char *const      words[] = { "", "\n", "[]\n", "{\"verb\":3}\n", "{\"verb\":\"open\"}\n", "{\"verb\":", long_one };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *asked[3] = { socket, words[i], NULL };
      Waiting     waiting = { g_thread_new ("send", send_thread, asked), 0 };
      GThread    *joining = g_thread_new ("join", join_thread, &waiting);

      while (!g_atomic_int_get (&waiting.done))
        g_main_context_iteration (NULL, TRUE);
      g_thread_join (joining);
      g_assert_true (i == G_N_ELEMENTS (words) - 1 || strstr (asked[2], "\"error\"") != NULL);
      g_free ((char *) asked[2]);
    }
  g_assert_cmpuint (n_backups (vault), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  g_test_add_func ("/tick/D18-5.4/due", test_due);
  g_test_add ("/tick/D18-5.4/once-a-day", Vault, NULL, vault_set_up, test_once_a_day, vault_tear_down);
  g_test_add ("/tick/failed", Vault, NULL, vault_set_up, test_failed, vault_tear_down);
  g_test_add ("/handover/backup", Vault, NULL, vault_set_up, test_handed, vault_tear_down);
  g_test_add ("/handover/nobody", Vault, NULL, vault_set_up, test_nobody, vault_tear_down);
  g_test_add ("/handover/strange-words", Vault, NULL, vault_set_up, test_strange_words, vault_tear_down);
  return g_test_run ();
}
