#include "zg-sheet-page-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-error.h"

#define MOST_RECORDS 500 /* selected rows whose steps are looked at; beyond it nobody reads what he signs */

/* -- Which steps the selected records could take -- */

typedef struct
{
  const ZgKind *kind;
  GArray       *ids;
} Read;

typedef struct
{
  ZgSheetPage *page;
  guint        generation;
} Answer;

static void
read_free (gpointer data)
{
  g_array_unref (((Read *) data)->ids);
  g_free (data);
}

static gpointer
read_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Read      *read = data;
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; i < read->ids->len; i++)
    {
      ZgRecord *record = zg_book_get (db, read->kind, g_array_index (read->ids, gint64, i), NULL);

      if (record)
        g_ptr_array_add (records, record);
    }
  return records;
}

static gboolean
is_offered (const ZgStep *step)
{
  return step->from != NULL && !(step->flags & ZG_QUIET);
}

/* The step a record would take by @verb, NULL where it may not. */
static const ZgStep *
legal_step (ZgSheetPage *self, const ZgRecord *record, const char *verb, char **why)
{
  const ZgStep *step = zg_kind_step (record->kind, record->state, verb);

  if (step == NULL)
    {
      if (why)
        *why = g_strdup_printf (_ ("is “%s”"), g_dgettext (GETTEXT_PACKAGE, zg_kind_state (record->kind, record->state)->title));
      return NULL;
    }
  return zg_session_may (self->session, record, step, why, NULL) ? step : NULL;
}

static guint
count_legal (ZgSheetPage *self, const char *verb)
{
  guint n = 0;

  for (guint i = 0; self->step_records && i < self->step_records->len; i++)
    n += legal_step (self, self->step_records->pdata[i], verb, NULL) != NULL;
  return n;
}

/* Verbs of the kind, each once, in the order in which they are declared. */
static GPtrArray *
offered_verbs (const ZgKind *kind)
{
  GPtrArray *verbs = g_ptr_array_new ();

  for (int i = 0; i < kind->n_steps; i++)
    if (is_offered (&kind->steps[i]) && !g_ptr_array_find_with_equal_func (verbs, kind->steps[i].verb, g_str_equal, NULL))
      g_ptr_array_add (verbs, (gpointer) kind->steps[i].verb);
  return verbs;
}

static char *
action_name (const ZgKind *kind, const char *verb)
{
  return g_strdup_printf ("%s.%s", kind->id, verb);
}

char *
zg_sheet_steps_text (const ZgStep *step, guint legal, guint all, gboolean asks)
{
  g_autofree char *plain = zg_desk_plain (zg_step_title (step));
  const char      *dots = asks || legal < all ? "…" : "";

  if (legal == all)
    return g_strdup_printf ("%s%s", plain, dots);
  return g_strdup_printf (_ ("%s %u of %u%s"), plain, legal, all, dots);
}

static void
show_steps (ZgSheetPage *self)
{
  const ZgKind          *kind = self->sheet->kind;
  g_autoptr (GPtrArray)  verbs = offered_verbs (kind);
  guint                  all = self->step_records ? self->step_records->len : 0;

  zg_desk_clear_box (self->selection_steps);
  for (guint i = 0; i < verbs->len; i++)
    {
      const ZgStep    *step = zg_kind_verb (kind, verbs->pdata[i]);
      guint            legal = count_legal (self, step->verb);
      g_autofree char *action = action_name (kind, step->verb);
      g_autofree char *text = zg_sheet_steps_text (step, legal, all, (step->flags & ZG_NEEDS_OPINION) != 0);
      GtkWidget       *button;

      gtk_widget_action_set_enabled (GTK_WIDGET (self), action, legal > 0);
      if (legal == 0)
        continue;
      button = gtk_button_new_with_label (text);
      zg_desk_css (button, step->flags & ZG_DESTROYS ? "flat bad" : "flat");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      gtk_box_append (GTK_BOX (self->selection_steps), button);
    }
  zg_sheet_makes_show (self);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Answer *answer = data;
  ZgSheetPage       *self = answer->page;
  GPtrArray         *records = zg_desk_read_finish (self->session, result, NULL);

  if (records && answer->generation == self->steps_generation && self->facts)
    {
      g_clear_pointer (&self->step_records, g_ptr_array_unref);
      self->step_records = g_steal_pointer (&records);
      show_steps (self);
    }
  g_clear_pointer (&records, g_ptr_array_unref);
  g_object_unref (self);
}

void
zg_sheet_steps_clear (ZgSheetPage *self)
{
  self->steps_generation++;
  g_clear_pointer (&self->step_records, g_ptr_array_unref);
  zg_sheet_makes_clear (self);
  zg_desk_clear_box (self->selection_steps);
}

void
zg_sheet_steps_read (ZgSheetPage *self)
{
  guint   n = zg_list_model_n_selected (self->model);
  Read   *read;
  Answer *answer;

  self->steps_generation++;
  if (n == 0 || n > MOST_RECORDS || self->session == NULL)
    {
      zg_sheet_steps_clear (self);
      return;
    }
  read = g_new0 (Read, 1);
  answer = g_new0 (Answer, 1);
  read->kind = self->sheet->kind;
  read->ids = zg_list_model_selected (self->model);
  answer->page = g_object_ref (self);
  answer->generation = self->steps_generation;
  zg_desk_read_async (self->session, read_run, read, read_free, (GDestroyNotify) g_ptr_array_unref, NULL, on_read_cb, answer);
  zg_sheet_makes_read (self);
}

void
zg_sheet_steps_menu (ZgSheetPage *self, GMenu *menu)
{
  g_autoptr (GPtrArray) verbs = offered_verbs (self->sheet->kind);
  guint                 all = self->step_records ? self->step_records->len : 0;

  for (guint i = 0; i < verbs->len; i++)
    {
      const ZgStep    *step = zg_kind_verb (self->sheet->kind, verbs->pdata[i]);
      guint            legal = count_legal (self, step->verb);
      g_autofree char *action = action_name (self->sheet->kind, step->verb);
      g_autofree char *text = zg_sheet_steps_text (step, legal, all, (step->flags & ZG_NEEDS_OPINION) != 0);

      if (legal > 0)
        g_menu_append (menu, text, action);
    }
}

/* -- Taking them, one after the other -- */

typedef struct
{
  ZgSheetPage *page;
  GPtrArray   *records; /* of ZgRecord: those that may */
  guint        next, done;
  char        *verb, *title, *opinion;
  GString     *failed;
  guint        n_failed;
  GCancellable *cancellable;
} Run;

static void run_next (Run *run);

static void
run_free (Run *run)
{
  g_object_unref (run->page);
  g_object_unref (run->cancellable);
  g_ptr_array_unref (run->records);
  g_string_free (run->failed, TRUE);
  g_free (run->verb);
  g_free (run->title);
  g_free (run->opinion);
  g_free (run);
}

static void
finish_run (Run *run)
{
  ZgSheetPage     *self = run->page;
  g_autofree char *text = g_strdup_printf (_ ("%s: %u done"), run->title, run->done);

  zg_sheet_page_set_busy (self, NULL, 0, NULL);
  if (run->n_failed > 0) /* is told even where the list was left meanwhile */
    {
      g_autoptr (GError) error = g_error_new (ZG_ERROR, ZG_ERROR_INVALID, _ ("%u done. These were left as they are: %s"),
                                              run->done, run->failed->str);

      zg_desk_error (GTK_WIDGET (self), run->title, error);
    }
  else if (self->facts)
    zg_desk_toast (GTK_WIDGET (self), text);
  if (self->facts)
    {
      zg_list_model_reload (self->model);
      zg_sheet_steps_read (self);
    }
  run_free (run);
}

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run                 *run = data;
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) written = zg_book_run_finish (result, NULL, &error);
  const ZgRecord      *record = run->records->pdata[run->next - 1];

  if (written)
    run->done++;
  else if (run->n_failed++ < ZG_SHEET_REASONS)
    g_string_append_printf (run->failed, _ ("\n%s: %s"), record->no ? record->no : "", error->message);
  if (run->next >= run->records->len || g_cancellable_is_cancelled (run->cancellable))
    finish_run (run);
  else
    run_next (run);
}

static void
run_next (Run *run)
{
  const ZgRecord  *record = run->records->pdata[run->next++];
  g_autofree char *text = g_strdup_printf (_ ("%s: %u of %u"), run->title, run->next, run->records->len);

  if (run->records->len > 1)
    zg_sheet_page_set_busy (run->page, text, (double) run->next / run->records->len, run->cancellable);
  zg_book_run_async (run->page->session, record, run->verb, NULL, run->opinion, NULL, NULL, on_run_cb, run);
}

static void
on_proven (gboolean yes, gpointer data)
{
  Run *run = data;

  if (yes && run->page->facts)
    run_next (run);
  else
    run_free (run);
}

static void
start_run (ZgSheetPage *self, const char *verb, const char *opinion)
{
  const ZgStep *step = zg_kind_verb (self->sheet->kind, verb);
  Run *run = g_new0 (Run, 1);

  run->page = g_object_ref (self);
  run->verb = g_strdup (verb);
  run->title = zg_desk_plain (zg_step_title (step));
  run->opinion = g_strdup (opinion);
  run->failed = g_string_new (NULL);
  run->cancellable = g_cancellable_new ();
  run->records = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  for (guint i = 0; self->step_records && i < self->step_records->len; i++)
    if (legal_step (self, self->step_records->pdata[i], verb, NULL))
      g_ptr_array_add (run->records, zg_record_copy (self->step_records->pdata[i]));
  if (run->records->len > 0)
    zg_desk_prove (GTK_WIDGET (self), step->flags & ZG_PROOF ? self->session : NULL, on_proven, run);
  else
    run_free (run);
}

/* -- Asking first -- */

static char *
left_out_words (ZgSheetPage *self, const char *verb)
{
  GString *words = g_string_new (NULL);
  guint    n = 0;

  for (guint i = 0; i < self->step_records->len; i++)
    {
      const ZgRecord  *record = self->step_records->pdata[i];
      g_autofree char *why = NULL;

      if (legal_step (self, record, verb, &why))
        continue;
      if (n++ < ZG_SHEET_REASONS)
        g_string_append_printf (words, _ ("\n%s: %s"), record->no ? record->no : "", why ? why : "");
    }
  if (n > ZG_SHEET_REASONS)
    g_string_append_printf (words, g_dngettext (GETTEXT_PACKAGE, "\nand %u more", "\nand %u more", n - ZG_SHEET_REASONS),
                            n - ZG_SHEET_REASONS);
  if (n > 0)
    g_string_prepend (words, _ ("Left out:"));
  return g_string_free (words, FALSE);
}

static void
on_confirmed (gboolean yes, gpointer data)
{
  ZgSheetPage *self = data;

  if (yes)
    start_run (self, g_object_get_data (G_OBJECT (self), "zg-verb"), NULL);
}

static void
on_opinion (const char *opinion, gpointer data)
{
  ZgSheetPage *self = data;

  if (opinion)
    start_run (self, g_object_get_data (G_OBJECT (self), "zg-verb"), opinion);
}

static void
on_step_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgSheetPage     *self = ZG_SHEET_PAGE (widget);
  const char      *verb = strchr (name, '.') + 1;
  const ZgStep    *step = zg_kind_verb (self->sheet->kind, verb);
  g_autofree char *plain = NULL, *heading = NULL, *body = NULL;
  guint            legal, all;

  if (step == NULL || self->step_records == NULL || !g_str_has_prefix (name, self->sheet->kind->id))
    return;
  legal = count_legal (self, verb);
  all = self->step_records->len;
  plain = zg_desk_plain (zg_step_title (step));
  heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u record?", "%s: %u records?", legal), plain, legal);
  body = left_out_words (self, verb);
  g_object_set_data_full (G_OBJECT (self), "zg-verb", g_strdup (verb), g_free);
  if (step->flags & ZG_NEEDS_OPINION)
    zg_desk_ask_opinion (widget, heading, body, step->clause, zg_step_title (step), 1, on_opinion, self);
  else if (step->flags & ZG_DESTROYS || legal < all || legal > 1)
    zg_desk_confirm (widget, heading, body, step->clause, zg_step_title (step), (step->flags & ZG_DESTROYS) != 0, on_confirmed,
                     self);
  else
    start_run (self, verb, NULL);
}

void
zg_sheet_steps_install (GtkWidgetClass *klass)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const ZgKind *const   *kinds;
  guint                  n;

  kinds = zg_kinds (&n);
  for (guint k = 0; k < n; k++)
    for (int i = 0; i < kinds[k]->n_steps; i++)
      if (is_offered (&kinds[k]->steps[i]))
        {
          char *name = action_name (kinds[k], kinds[k]->steps[i].verb);

          if (!g_hash_table_contains (seen, name))
            gtk_widget_class_install_action (klass, name, NULL, on_step_action_cb);
          g_hash_table_add (seen, name);
        }
}
