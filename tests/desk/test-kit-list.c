/* The list model: what it announces, what it reads, what it drops. Rows are made up; no book, no display. */
#include <stdio.h>
#include <string.h>

#include "zg-list-diff.h"
#include "zg-list-model.h"

#define MILLION 1000000

static const ZgColumn columns[] = {
  { "name", "Name", ZG_TEXT, "t.name" },
  { "amount", "Amount", ZG_MONEY, "t.amount", ZG_COL_SUM },
};
static const ZgSheet sheet = { .id = "made-up", .title = "Made up", .columns = columns, .n_columns = 2, .from = "t" };

/* -- The source: as many rows as the search says; ids from 1. Words: "odd": only odd ones, "back": in reverse, "wait": until let
 * go, "less N": without N, "fail". -- */

static GMutex lock;
static GCond  wake;
static int    held, rows_asked;

static GArray *
made_ids (const ZgQuery *query, ZgSession *session, ZgDb *db, GCancellable *cancellable, GError **error)
{
  const char *word = query->search ? query->search : "";
  GArray     *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int         n = 0, less = 0;

  if (strstr (word, "fail"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no such luck");
      g_array_unref (ids);
      return NULL;
    }
  sscanf (word, "%d", &n);
  if (strstr (word, "less"))
    sscanf (strstr (word, "less"), "less %d", &less);
  for (gint64 i = 1; i <= n; i++)
    {
      gint64 id = strstr (word, "back") ? n + 1 - i : i;

      if ((!strstr (word, "odd") || id % 2) && id != less)
        g_array_append_val (ids, id);
    }
  if (strstr (word, "wait"))
    {
      g_mutex_lock (&lock);
      while (held)
        g_cond_wait (&wake, &lock);
      g_mutex_unlock (&lock);
    }
  return ids;
}

static ZgRows *
made_rows (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, GError **error)
{
  ZgRows *rows = g_new0 (ZgRows, 1);

  g_atomic_int_inc (&rows_asked);
  rows->n_rows = n;
  rows->n_columns = 2;
  rows->ids = g_memdup2 (ids, sizeof (gint64) * (gsize) n);
  rows->versions = g_new0 (gint64, n);
  rows->states = g_new0 (char *, n + 1);
  rows->cells = g_new0 (ZgCell, n * 2);
  for (int i = 0; i < n; i++)
    {
      rows->versions[i] = 1;
      rows->states[i] = g_strdup ("active");
      zg_cell_take_text (&rows->cells[2 * i], g_strdup_printf ("row %" G_GINT64_FORMAT, ids[i]));
      zg_cell_set_int (&rows->cells[2 * i + 1], ids[i] * 100);
    }
  return rows;
}

static gboolean
made_totals (const ZgQuery *query, ZgSession *session, ZgDb *db, const gint64 *ids, int n, gint64 *sums, GError **error)
{
  sums[1] = ids ? 0 : -1;
  for (int i = 0; i < n; i++)
    sums[1] += ids[i];
  return TRUE;
}

static const ZgListSource made = { made_ids, made_rows, made_totals };

/* -- Fixture -- */

typedef struct
{
  ZgListModel *model;
  GString     *log;    /* "+0:5 -2:1": what was announced; every test reads it */
  guint        loaded;
} Fixture;

static void
on_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  g_string_append_printf (((Fixture *) data)->log, "%u-%u+%u ", position, removed, added);
}

static void
on_loaded (ZgListModel *model, gpointer data)
{
  ((Fixture *) data)->loaded++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->model = zg_list_model_new_with_source (NULL, &sheet, &made);
  f->log = g_string_new (NULL);
  g_signal_connect (f->model, "items-changed", G_CALLBACK (on_changed), f);
  g_signal_connect (f->model, "loaded", G_CALLBACK (on_loaded), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_cmpstr (f->log->str, ==, ""); /* nothing announced that no test has read */
  g_string_free (f->log, TRUE);
  g_object_add_weak_pointer (G_OBJECT (f->model), (gpointer *) &f->model);
  g_object_unref (f->model);
  while (f->model) /* answers still on their way hold it */
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_changes (Fixture *f, const char *changes)
{
  g_assert_cmpstr (f->log->str, ==, changes);
  g_string_truncate (f->log, 0);
}

static void
ask (Fixture *f, const char *search)
{
  ZgQuery *query = zg_query_new (&sheet);

  query->search = g_strdup (search);
  zg_list_model_set_query (f->model, query);
  zg_query_free (query);
}

static void
wait_loaded (Fixture *f)
{
  guint before = f->loaded;

  while (f->loaded == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* -- Tests -- */

static void
test_difference (void)
{
  static const struct
  {
    const char *from, *to;
    guint       prefix, removed, added;
  } table[] = {
    { "", "", 0, 0, 0 },          { "", "abc", 0, 0, 3 },      { "abc", "", 0, 3, 0 },     { "abc", "abc", 3, 0, 0 },
    { "abc", "abxc", 2, 0, 1 },   { "abxc", "abc", 2, 1, 0 },  { "aaa", "aa", 2, 1, 0 },   { "aa", "aaa", 2, 0, 1 },
    { "abcd", "axyd", 1, 2, 2 },  { "abcd", "dcba", 0, 4, 4 }, { "ab", "abab", 2, 0, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (gint64)), to = g_array_new (FALSE, FALSE, sizeof (gint64));
      ZgListDiff         diff;
      gint64             id;

      for (const char *p = table[i].from; (id = *p); p++)
        g_array_append_val (from, id);
      for (const char *p = table[i].to; (id = *p); p++)
        g_array_append_val (to, id);
      diff = zg_list_diff (from, to);
      g_test_message ("%s → %s", table[i].from, table[i].to);
      g_assert_cmpuint (diff.prefix, ==, table[i].prefix);
      g_assert_cmpuint (diff.removed, ==, table[i].removed);
      g_assert_cmpuint (diff.added, ==, table[i].added);
    }
}

static void
test_million (Fixture *f, gconstpointer data)
{
  g_autoptr (ZgRow) row = NULL, last = NULL;

  ask (f, "1000000");
  g_assert_true (zg_list_model_is_loading (f->model));
  wait_loaded (f);
  assert_changes (f, "0-0+1000000 ");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->model)), ==, MILLION);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (f->model), MILLION));
  row = g_list_model_get_item (G_LIST_MODEL (f->model), 500000);
  g_assert_true (zg_row_is_loading (row));
  g_assert_null (zg_row_cell (row, 0));
  last = g_list_model_get_item (G_LIST_MODEL (f->model), MILLION - 1);
  while (zg_row_is_loading (row) || zg_row_is_loading (last))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (zg_cell_text (zg_row_cell (row, 0)), ==, "row 500001");
  g_assert_cmpint (zg_cell_int (zg_row_cell (last, 1)), ==, MILLION * G_GINT64_CONSTANT (100));
  g_assert_cmpuint (zg_row_position (row), ==, 500000);
  g_assert_cmpuint (zg_list_model_find (f->model, 777), ==, 776);
  g_assert_cmpuint (zg_list_model_find (f->model, MILLION + 1), ==, GTK_INVALID_LIST_POSITION);
}

static void
test_same_object (Fixture *f, gconstpointer data)
{
  g_autoptr (ZgRow) one = NULL, two = NULL;

  ask (f, "5000");
  wait_loaded (f);
  assert_changes (f, "0-0+5000 ");
  one = g_list_model_get_item (G_LIST_MODEL (f->model), 10);
  for (guint i = 0; i < 5000; i += 100) /* far more pages than are kept */
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (f->model), i));
  two = g_list_model_get_item (G_LIST_MODEL (f->model), 10);
  g_assert_true (one == two);
  drain ();
}

static void
test_select_all (Fixture *f, gconstpointer data)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (f->model);
  gint64             before;

  ask (f, "1000000");
  wait_loaded (f);
  assert_changes (f, "0-0+1000000 ");
  before = g_get_monotonic_time ();
  gtk_selection_model_select_all (selection);
  g_test_message ("select all: %d µs", (int) (g_get_monotonic_time () - before));
  g_assert_cmpuint (zg_list_model_n_selected (f->model), ==, MILLION);
  gtk_selection_model_unselect_item (selection, 7);
  g_assert_cmpuint (zg_list_model_n_selected (f->model), ==, MILLION - 1);
  g_assert_false (gtk_selection_model_is_selected (selection, 7));
  ask (f, "1000000 back"); /* the same records in another order: the same ones are selected */
  wait_loaded (f);
  assert_changes (f, "0-1000000+1000000 ");
  g_assert_cmpuint (zg_list_model_n_selected (f->model), ==, MILLION - 1);
  g_assert_false (gtk_selection_model_is_selected (selection, MILLION - 8));
  g_assert_true (gtk_selection_model_is_selected (selection, 7));
  gtk_selection_model_unselect_all (selection);
  g_assert_cmpuint (zg_list_model_n_selected (f->model), ==, 0);
}

static void
test_new_rows_are_not_selected (Fixture *f, gconstpointer data)
{
  ask (f, "10 odd");
  wait_loaded (f);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (f->model));
  ask (f, "10");
  wait_loaded (f);
  assert_changes (f, "0-0+5 1-4+9 ");
  g_assert_cmpuint (zg_list_model_n_selected (f->model), ==, 5);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (f->model), i), ==, i % 2 == 0);
}

static void
test_selection_by_record (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) selected = NULL;

  ask (f, "100");
  wait_loaded (f);
  g_assert_true (zg_list_model_select_id (f->model, 50));
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (f->model), 59, 2, FALSE);
  ask (f, "100 less 60");
  wait_loaded (f);
  assert_changes (f, "0-0+100 59-1+0 ");
  selected = zg_list_model_selected (f->model);
  g_assert_cmpuint (selected->len, ==, 2);
  g_assert_cmpint (g_array_index (selected, gint64, 0), ==, 50);
  g_assert_cmpint (g_array_index (selected, gint64, 1), ==, 61);
  g_assert_false (zg_list_model_select_id (f->model, 60));
}

static void
test_reload_in_the_middle (Fixture *f, gconstpointer data)
{
  g_autoptr (ZgRow) before = NULL, after = NULL;

  ask (f, "1000");
  wait_loaded (f);
  before = g_list_model_get_item (G_LIST_MODEL (f->model), 10);
  after = g_list_model_get_item (G_LIST_MODEL (f->model), 900);
  zg_list_model_reload (f->model);
  wait_loaded (f);
  assert_changes (f, "0-0+1000 ");
  ask (f, "1000 less 500");
  wait_loaded (f);
  assert_changes (f, "499-1+0 ");
  g_assert_cmpuint (zg_row_position (before), ==, 10);
  g_assert_cmpuint (zg_row_position (after), ==, 899);
  g_assert_true (after == g_list_model_get_item (G_LIST_MODEL (f->model), 899));
  g_object_unref (after);
  drain ();
}

static void
on_filled (ZgRow *row, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_rows_are_read_again (Fixture *f, gconstpointer data)
{
  g_autoptr (ZgRow) row = NULL;
  guint             filled = 0;

  ask (f, "300");
  wait_loaded (f);
  row = g_list_model_get_item (G_LIST_MODEL (f->model), 3);
  zg_row_watch (row, on_filled, &filled);
  while (filled < 1)
    g_main_context_iteration (NULL, TRUE);
  zg_list_model_reload (f->model);
  while (filled < 2)
    g_main_context_iteration (NULL, TRUE);
  zg_row_unwatch (row, on_filled, &filled);
  assert_changes (f, "0-0+300 ");
}

static void
test_late_answer (Fixture *f, gconstpointer data)
{
  g_mutex_lock (&lock);
  held = 1;
  g_mutex_unlock (&lock);
  ask (f, "50 wait");
  ask (f, "20");
  wait_loaded (f);
  assert_changes (f, "0-0+20 ");
  g_mutex_lock (&lock);
  held = 0;
  g_cond_broadcast (&wake);
  g_mutex_unlock (&lock);
  for (int i = 0; i < 50; i++)
    {
      g_usleep (1000);
      drain ();
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->model)), ==, 20);
  g_assert_cmpuint (f->loaded, ==, 1);
}

static void
test_selected_while_loading (Fixture *f, gconstpointer data)
{
  ask (f, "50");
  wait_loaded (f);
  g_mutex_lock (&lock);
  held = 1;
  g_mutex_unlock (&lock);
  ask (f, "50 back wait");
  zg_list_model_select_id (f->model, 9); /* after the worker took its copy */
  g_mutex_lock (&lock);
  held = 0;
  g_cond_broadcast (&wake);
  g_mutex_unlock (&lock);
  wait_loaded (f);
  assert_changes (f, "0-0+50 0-50+50 ");
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (f->model), 41));
  g_assert_cmpuint (zg_list_model_n_selected (f->model), ==, 1);
}

static void
test_error (Fixture *f, gconstpointer data)
{
  ask (f, "5");
  wait_loaded (f);
  assert_changes (f, "0-0+5 ");
  ask (f, "fail");
  wait_loaded (f);
  g_assert_error ((GError *) zg_list_model_get_error (f->model), G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->model)), ==, 5); /* what was there stays */
  ask (f, "5");
  wait_loaded (f);
  g_assert_null (zg_list_model_get_error (f->model));
}

static void
on_totals (ZgListModel *model, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_totals (Fixture *f, gconstpointer data)
{
  guint    told = 0;
  gboolean of_selection;

  g_signal_connect (f->model, "totals", G_CALLBACK (on_totals), &told);
  ask (f, "10");
  wait_loaded (f);
  assert_changes (f, "0-0+10 ");
  zg_list_model_update_totals (f->model);
  while (told < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (zg_list_model_totals (f->model, &of_selection)[1], ==, -1);
  g_assert_false (of_selection);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (f->model), 1, 3, TRUE);
  zg_list_model_update_totals (f->model);
  while (told < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (zg_list_model_totals (f->model, &of_selection)[1], ==, 2 + 3 + 4);
  g_assert_true (of_selection);
}

static void
test_scrolling_skips (Fixture *f, gconstpointer data)
{
  g_autoptr (ZgRow) last = NULL;

  ask (f, "1000000");
  wait_loaded (f);
  assert_changes (f, "0-0+1000000 ");
  g_atomic_int_set (&rows_asked, 0);
  for (guint i = 0; i < MILLION; i += 1000) /* the scroll bar is dragged over everything */
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (f->model), i));
  last = g_list_model_get_item (G_LIST_MODEL (f->model), 999999);
  while (zg_row_is_loading (last))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_atomic_int_get (&rows_asked), <, 60);
  drain ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/list/difference", test_difference);
#define ADD(path, func) g_test_add ("/desk/list/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("million", test_million);
  ADD ("same-object", test_same_object);
  ADD ("select-all", test_select_all);
  ADD ("new-rows-are-not-selected", test_new_rows_are_not_selected);
  ADD ("selection-by-record", test_selection_by_record);
  ADD ("reload-in-the-middle", test_reload_in_the_middle);
  ADD ("rows-are-read-again", test_rows_are_read_again);
  ADD ("late-answer", test_late_answer);
  ADD ("selected-while-loading", test_selected_while_loading);
  ADD ("error", test_error);
  ADD ("totals", test_totals);
  ADD ("scrolling-skips", test_scrolling_skips);
  return g_test_run ();
}
