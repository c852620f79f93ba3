/* The threads of a book: answers, cancelling, order, listeners, closing. */
#include "book-test.h"
#include "zg-store-private.h"

#define ENDLESS "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

typedef struct
{
  gboolean answered;
  gpointer result;
  GError  *error;
} Answer;

static void
on_answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->result = zg_store_call_finish (result, &answer->error);
  answer->answered = TRUE;
}

static void
await (Answer *answer)
{
  while (!answer->answered)
    g_main_context_iteration (NULL, TRUE);
}

static GThread *main_thread;
static int freed;

static void
free_here (gpointer data)
{
  g_assert_true (g_thread_self () == main_thread);
  freed++;
  g_free (data);
}

static gpointer
give_text (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_false (g_thread_self () == main_thread);
  return g_strdup (data);
}

static void
test_async (Fixture *f, gconstpointer data)
{
  ZgStore *store = open_store (f->path, FALSE);
  Answer   answers[4] = { { 0 } };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  main_thread = g_thread_self ();
  freed = 0;
  g_cancellable_cancel (cancelled);
  zg_store_read_async (store, give_text, g_strdup ("read"), free_here, free_here, NULL, on_answer_cb, &answers[0]);
  zg_store_write_async (store, give_text, g_strdup ("write"), free_here, free_here, FALSE, NULL, on_answer_cb, &answers[1]);
  zg_store_read_async (store, give_text, g_strdup ("never"), free_here, free_here, cancelled, on_answer_cb, &answers[2]);
  zg_store_report_async (store, give_text, g_strdup ("report"), free_here, free_here, NULL, on_answer_cb, &answers[3]);
  zg_store_read_async (store, give_text, g_strdup ("nobody asks"), free_here, free_here, NULL, NULL, NULL);
  for (int i = 0; i < 4; i++)
    await (&answers[i]);
  g_assert_cmpstr (answers[0].result, ==, "read");
  g_assert_cmpstr (answers[1].result, ==, "write");
  g_assert_error (answers[2].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (answers[3].result, ==, "report");
  while (freed < 6)
    g_main_context_iteration (NULL, TRUE);
  for (int i = 0; i < 4; i++)
    {
      g_free (answers[i].result);
      g_clear_error (&answers[i].error);
    }
  zg_store_close (store);
}

static gpointer
read_endless (ZgDb *db, gpointer started, GCancellable *cancellable, GError **error)
{
  gint64 value = 0;

  g_atomic_int_inc ((int *) started);
  return zg_db_int (db, &value, error, ENDLESS, NULL) ? GINT_TO_POINTER (1) : NULL;
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  ZgStore *store = open_store (f->path, FALSE);

  for (int round = 0; round < 20; round++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Answer answers[3] = { { 0 } };
      int    started = 0;

      zg_store_read_async (store, read_endless, &started, NULL, NULL, cancellable, on_answer_cb, &answers[0]);
      zg_store_read_async (store, read_endless, &started, NULL, NULL, cancellable, on_answer_cb, &answers[1]);
      zg_store_write_async (store, read_endless, &started, NULL, NULL, FALSE, cancellable, on_answer_cb, &answers[2]);
      /* in half of the rounds before, in half after they have begun */
      while (round % 2 && g_atomic_int_get (&started) < 3)
        g_thread_yield ();
      g_cancellable_cancel (cancellable);
      for (int i = 0; i < 3; i++)
        {
          await (&answers[i]);
          g_assert_error (answers[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          g_clear_error (&answers[i].error);
        }
      /* what comes after is not hit */
      for (int i = 0; i < 4; i++)
        g_assert_cmpint (count (store, "SELECT 1"), ==, 1);
      store_script (store, "INSERT INTO note SELECT coalesce (max (id), 0) + 1, 'a' FROM note");
    }
  zg_store_close (store);
}

static void
test_reports_leave_room (Fixture *f, gconstpointer data)
{
  ZgStore *store = open_store (f->path, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer reports[2] = { { 0 } };
  int    started = 0;

  for (int i = 0; i < 2; i++)
    zg_store_report_async (store, read_endless, &started, NULL, NULL, cancellable, on_answer_cb, &reports[i]);
  while (g_atomic_int_get (&started) < 1)
    g_thread_yield ();
  for (int i = 0; i < 10; i++)
    g_assert_cmpint (count (store, "SELECT 1"), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&started), ==, 1);
  g_cancellable_cancel (cancellable);
  for (int i = 0; i < 2; i++)
    {
      await (&reports[i]);
      g_clear_error (&reports[i].error);
    }
  zg_store_close (store);
}

static GMutex gate;

static gpointer
wait_at_gate (ZgDb *db, gpointer entered, GCancellable *cancellable, GError **error)
{
  g_atomic_int_set ((int *) entered, 1);
  g_mutex_lock (&gate);
  g_mutex_unlock (&gate);
  return NULL;
}

static GString *order;

static gpointer
note_order (ZgDb *db, gpointer name, GCancellable *cancellable, GError **error)
{
  g_string_append (order, name);
  return NULL;
}

static void
test_bulk_waits (Fixture *f, gconstpointer data)
{
  ZgStore *store = open_store (f->path, FALSE);
  Answer   answers[4] = { { 0 } };
  int      entered = 0;

  order = g_string_new (NULL);
  g_mutex_lock (&gate);
  zg_store_write_async (store, wait_at_gate, &entered, NULL, NULL, FALSE, NULL, on_answer_cb, &answers[0]);
  while (!g_atomic_int_get (&entered))
    g_thread_yield ();
  zg_store_write_async (store, note_order, "bulk ", NULL, NULL, TRUE, NULL, on_answer_cb, &answers[1]);
  zg_store_write_async (store, note_order, "desk1 ", NULL, NULL, FALSE, NULL, on_answer_cb, &answers[2]);
  zg_store_write_async (store, note_order, "desk2 ", NULL, NULL, FALSE, NULL, on_answer_cb, &answers[3]);
  g_mutex_unlock (&gate);
  for (int i = 0; i < 4; i++)
    await (&answers[i]);
  g_assert_cmpstr (order->str, ==, "desk1 desk2 bulk ");
  g_string_free (order, TRUE);
  zg_store_close (store);
}

static gpointer
waits_behind (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_string_append (order, "bulk ");
  return data;
}

static gpointer
write_bulk (gpointer store)
{
  return zg_store_write_bulk (store, waits_behind, store, NULL);
}

/* Until it stands in its queue. */
static void
await_bulk (ZgStore *store)
{
  gboolean waits = FALSE;

  while (!waits)
    {
      g_thread_yield ();
      g_mutex_lock (&store->mutex);
      waits = !g_queue_is_empty (&store->bulk);
      g_mutex_unlock (&store->mutex);
    }
}

/* Whoever writes much learns that he is not alone, and lets the others before him. */
static void
test_shared (Fixture *f, gconstpointer data)
{
  ZgStore *store = open_store (f->path, FALSE);
  Answer   answers[2] = { { 0 } };
  GThread *thread;
  int      entered = 0;

  order = g_string_new (NULL);
  g_assert_nonnull (zg_store_write_bulk (store, waits_behind, store, NULL));
  g_assert_false (zg_store_is_shared (store));
  g_mutex_lock (&gate);
  zg_store_write_async (store, wait_at_gate, &entered, NULL, NULL, FALSE, NULL, on_answer_cb, &answers[0]);
  while (!g_atomic_int_get (&entered))
    g_thread_yield ();
  g_assert_true (zg_store_is_shared (store));
  thread = g_thread_new ("bulk", write_bulk, store);
  await_bulk (store);
  zg_store_write_async (store, note_order, "desk ", NULL, NULL, FALSE, NULL, on_answer_cb, &answers[1]);
  g_mutex_unlock (&gate);
  for (int i = 0; i < 2; i++)
    await (&answers[i]);
  g_assert_true (g_thread_join (thread) == store);
  g_assert_cmpstr (order->str, ==, "bulk desk bulk ");
  g_string_free (order, TRUE);
  zg_store_close (store);
}

static gboolean
see_own_rows (ZgDb *db, gpointer data, GError **error)
{
  ZgStore *store = data;

  g_assert_true (zg_store_writer_db (store) == db);
  store_script (store, "INSERT INTO note (id, text) VALUES (100, 'inner')");
  g_assert_cmpint (count (store, "SELECT count(*) FROM note WHERE id = 100"), ==, 1);
  return TRUE;
}

static gpointer
write_in_write (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_true (zg_store_on_writer (data));
  return GINT_TO_POINTER (zg_db_transaction (db, see_own_rows, data, error));
}

static gpointer
write_in_read (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_false (zg_store_on_writer (data));
  store_script (data, "INSERT INTO note (id, text) VALUES (200, 'from a reader')");
  /* this reading goes on seeing what it saw when it began */
  return GINT_TO_POINTER (1 + count (data, "SELECT count(*) FROM note WHERE id = 200"));
}

static void
test_calls_in_calls (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgStore *store = open_store (f->path, FALSE);

  g_assert_false (zg_store_on_writer (store));
  g_assert_nonnull (zg_store_write (store, write_in_write, store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (GPOINTER_TO_INT (zg_store_read (store, write_in_read, store, &error)), ==, 1);
  g_assert_cmpint (count (store, "SELECT count(*) FROM note WHERE id IN (100, 200)"), ==, 2);
  zg_store_close (store);
}

static void
on_tables_cb (const char *const *tables, gpointer data)
{
  g_autofree char *names = NULL;
  g_auto (GStrv)   sorted = g_strdupv ((char **) tables);

  g_assert_true (g_thread_self () == main_thread);
  if (sorted[0] && sorted[1] && strcmp (sorted[0], sorted[1]) > 0)
    {
      char *first = sorted[0];

      sorted[0] = sorted[1];
      sorted[1] = first;
    }
  names = g_strjoinv (" ", sorted);
  g_string_append_printf (data, "[%s]", names);
}

static void
iterate_all (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_listener (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  ZgStore *store = open_store (f->path, FALSE);
  guint    id;

  main_thread = g_thread_self ();
  id = zg_store_add_listener (store, on_tables_cb, log);
  store_script (store, "INSERT INTO note SELECT coalesce (max (id), 0) + 1, 'a' FROM note");
  iterate_all ();
  g_assert_cmpstr (log->str, ==, "[note]");
  /* two commits before anybody looks: told once */
  store_script (store, "INSERT INTO note SELECT coalesce (max (id), 0) + 1, 'b' FROM note");
  store_script (store, "INSERT INTO item VALUES (1); UPDATE note SET text = 'c'");
  iterate_all ();
  g_assert_cmpstr (log->str, ==, "[note][item note]");
  g_assert_null (zg_store_write (store, write_script, (gpointer) "INSERT INTO item VALUES (2); INSERT INTO item VALUES (1)",
                                 NULL));
  iterate_all ();
  g_assert_cmpstr (log->str, ==, "[note][item note]");
  zg_store_remove_listener (store, id);
  store_script (store, "INSERT INTO note SELECT coalesce (max (id), 0) + 1, 'd' FROM note");
  iterate_all ();
  store_script (store, "INSERT INTO note SELECT coalesce (max (id), 0) + 1, 'e' FROM note");
  zg_store_close (store); /* with a notice on its way */
  iterate_all ();
  g_assert_cmpstr (log->str, ==, "[note][item note]");
}

static gpointer
write_text (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (zg_db_run (db, error,
      "INSERT INTO note SELECT coalesce (max (id), 0) + 1, CAST ($1 AS TEXT) FROM note", "s", (const char *) data));
}

static void
test_close_drains (Fixture *f, gconstpointer data)
{
  g_autofree char *log = g_strconcat (f->path, "-wal", NULL);
  ZgStore *store = open_store (f->path, FALSE);
  Answer   answers[50] = { { 0 } };

  for (int i = 0; i < 50; i++)
    zg_store_write_async (store, write_text, "queued", NULL, NULL, i % 2, NULL, on_answer_cb, &answers[i]);
  zg_store_close (store);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  for (int i = 0; i < 50; i++)
    {
      await (&answers[i]);
      g_assert_nonnull (answers[i].result);
    }
  store = open_store (f->path, FALSE);
  g_assert_false (zg_store_was_unclean (store));
  g_assert_cmpint (count (store, "SELECT count(*) FROM note"), ==, 50);
  zg_store_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_BOTH ("async", test_async);
  ADD_BOTH ("cancel", test_cancel);
  ADD_BOTH ("reports-leave-room", test_reports_leave_room);
  ADD_BOTH ("bulk-waits", test_bulk_waits);
  ADD_BOTH ("shared", test_shared);
  ADD_BOTH ("calls-in-calls", test_calls_in_calls);
  ADD_BOTH ("listener", test_listener);
  ADD_BOTH ("close-drains", test_close_drains);
  return g_test_run ();
}
