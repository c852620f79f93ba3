/* What is made of selected records at once: a payment confirmed for each order, the warehouse told of each. */
#include "zg-sheet-page-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-money.h"

static GPtrArray *makes; /* of const ZgSheetMake */

void
zg_sheet_makes_add (const ZgSheetMake *make)
{
  if (makes == NULL)
    makes = g_ptr_array_new ();
  if (!g_ptr_array_find (makes, make, NULL))
    g_ptr_array_add (makes, (gpointer) make);
}

/* What one record would become. */
typedef struct
{
  char     *name; /* of the selected record */
  ZgRecord *made; /* (nullable) */
  char     *why;  /* (nullable): why there is none */
} One;

struct _ZgMade
{
  const ZgSheetMake *make;
  GPtrArray         *ones; /* of One */
};

static void
one_free (gpointer data)
{
  One *one = data;

  g_clear_pointer (&one->made, zg_record_free);
  g_free (one->name);
  g_free (one->why);
  g_free (one);
}

static void
made_free (gpointer data)
{
  g_ptr_array_unref (((ZgMade *) data)->ones);
  g_free (data);
}

static gboolean
is_of (const ZgSheetMake *make, ZgSheetPage *self)
{
  g_autofree char *right = g_strdup_printf ("%s.create", make->makes->id);

  return g_str_equal (make->kind, self->sheet->kind->id) && zg_session_reach (self->session, right) != ZG_REACH_NONE;
}

static const ZgStep *
create_of (const ZgSheetMake *make)
{
  return zg_kind_verb (make->makes, "create");
}

/* -- Reading -- */

typedef struct
{
  const ZgKind *kind;
  ZgSession    *session;
  GArray       *ids;
  GPtrArray    *wanted; /* of const ZgSheetMake */
} Read;

typedef struct
{
  ZgSheetPage *page;
  guint        generation;
} Answer;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_array_unref (read->ids);
  g_ptr_array_unref (read->wanted);
  zg_session_unref (read->session);
  g_free (read);
}

static One *
read_one (const Read *read, ZgDb *db, const ZgSheetMake *make, gint64 id)
{
  g_autoptr (ZgRecord) record = zg_book_get (db, read->kind, id, NULL);
  One                 *one = g_new0 (One, 1);

  one->name = zg_book_title (db, read->kind, id);
  one->made = record ? make->make (db, record, &one->why) : NULL;
  if (one->made && !zg_session_may (read->session, one->made, create_of (make), &one->why, NULL))
    g_clear_pointer (&one->made, zg_record_free);
  return one;
}

static gpointer
read_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Read      *read = data;
  GPtrArray *all = g_ptr_array_new_with_free_func (made_free);

  for (guint i = 0; i < read->wanted->len; i++)
    {
      ZgMade *made = g_new0 (ZgMade, 1);

      made->make = read->wanted->pdata[i];
      made->ones = g_ptr_array_new_with_free_func (one_free);
      for (guint k = 0; k < read->ids->len; k++)
        g_ptr_array_add (made->ones, read_one (read, db, made->make, g_array_index (read->ids, gint64, k)));
      g_ptr_array_add (all, made);
    }
  return all;
}

static guint
n_legal (const ZgMade *made)
{
  guint n = 0;

  for (guint i = 0; i < made->ones->len; i++)
    n += ((const One *) made->ones->pdata[i])->made != NULL;
  return n;
}

static void
remove_buttons (ZgSheetPage *self)
{
  GtkWidget *next;

  for (GtkWidget *child = gtk_widget_get_first_child (self->selection_steps); child; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (g_object_get_data (G_OBJECT (child), "zg-makes"))
        gtk_box_remove (GTK_BOX (self->selection_steps), child);
    }
}

void
zg_sheet_makes_show (ZgSheetPage *self)
{
  remove_buttons (self);
  for (guint i = 0; self->made && i < self->made->len; i++)
    {
      const ZgMade    *made = self->made->pdata[i];
      guint            legal = n_legal (made);
      g_autofree char *text = zg_sheet_steps_text (create_of (made->make), legal, made->ones->len, TRUE);
      GtkWidget       *button;

      if (legal == 0)
        continue;
      button = gtk_button_new_with_label (text);
      gtk_widget_add_css_class (button, "flat");
      g_object_set_data (G_OBJECT (button), "zg-makes", self);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "sheet.make");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", made->make->makes->id);
      gtk_box_append (GTK_BOX (self->selection_steps), button);
    }
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Answer *answer = data;
  ZgSheetPage       *self = answer->page;
  GPtrArray         *all = zg_desk_read_finish (self->session, result, NULL);

  if (all && answer->generation == self->steps_generation && self->facts)
    {
      g_clear_pointer (&self->made, g_ptr_array_unref);
      self->made = g_steal_pointer (&all);
      zg_sheet_makes_show (self);
    }
  g_clear_pointer (&all, g_ptr_array_unref);
  g_object_unref (self);
}

void
zg_sheet_makes_clear (ZgSheetPage *self)
{
  g_clear_pointer (&self->made, g_ptr_array_unref);
}

void
zg_sheet_makes_read (ZgSheetPage *self)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  Answer               *answer;
  Read                 *read;

  zg_sheet_makes_clear (self);
  for (guint i = 0; makes && i < makes->len; i++)
    if (is_of (makes->pdata[i], self))
      g_ptr_array_add (wanted, makes->pdata[i]);
  if (wanted->len == 0)
    return;
  read = g_new0 (Read, 1);
  answer = g_new0 (Answer, 1);
  read->kind = self->sheet->kind;
  read->session = zg_session_ref (self->session);
  read->ids = zg_list_model_selected (self->model);
  read->wanted = g_steal_pointer (&wanted);
  answer->page = g_object_ref (self);
  answer->generation = self->steps_generation;
  zg_desk_read_async (self->session, read_run, read, read_free, (GDestroyNotify) g_ptr_array_unref, NULL, on_read_cb, answer);
}

/* -- One after the other -- */

typedef struct
{
  ZgSheetPage  *page;
  ZgMade       *made;
  GString      *words; /* a line for each */
  guint         next, n_done, n_left;
  GCancellable *cancellable;
} Run;

static void run_next (Run *run);

static void
run_free (Run *run)
{
  g_object_unref (run->page);
  g_object_unref (run->cancellable);
  made_free (run->made);
  g_string_free (run->words, TRUE);
  g_free (run);
}

static void
add_line (Run *run, const char *mark, const char *name, const char *words)
{
  g_string_append_printf (run->words, "%s%s  %s  %s", run->words->len ? "\n" : "", mark, name, words);
}

static GtkWidget *
lines_of (Run *run)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *label = zg_desk_label (run->words->str, "num");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  gtk_widget_set_size_request (scroller, 520, -1);
  return scroller;
}

/* What became of each, to be read at leisure. */
static void
show_results (Run *run)
{
  g_autofree char *plain = zg_desk_plain (zg_step_title (create_of (run->made->make)));
  g_autofree char *head = run->n_left ? g_strdup_printf (_ ("%s: %u done, %u left as they are"), plain, run->n_done, run->n_left)
                                      : g_strdup_printf (_ ("%s: %u done"), plain, run->n_done);
  GtkRoot         *root = gtk_widget_get_root (GTK_WIDGET (run->page));
  GtkWidget       *dialog;

  if (run->made->ones->len == 1 && run->n_left == 0)
    {
      zg_desk_toast (GTK_WIDGET (run->page), head);
      return;
    }
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, head, NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), lines_of (run));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
finish_run (Run *run)
{
  ZgSheetPage *self = run->page;

  zg_sheet_page_set_busy (self, NULL, 0, NULL);
  show_results (run);
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
  const One           *one = run->made->ones->pdata[run->next - 1];

  if (written)
    {
      run->n_done++;
      add_line (run, "✓", one->name, written->no ? written->no : "");
    }
  else
    {
      run->n_left++;
      add_line (run, "✗", one->name, error->message);
    }
  run_next (run);
}

/* Those that cannot be made have their line too. */
static void
run_next (Run *run)
{
  g_autofree char *plain = zg_desk_plain (zg_step_title (create_of (run->made->make)));

  while (run->next < run->made->ones->len && !g_cancellable_is_cancelled (run->cancellable))
    {
      const One       *one = run->made->ones->pdata[run->next++];
      g_autofree char *text = g_strdup_printf (_ ("%s: %u of %u"), plain, run->next, run->made->ones->len);

      if (one->made)
        {
          zg_sheet_page_set_busy (run->page, text, (double) run->next / run->made->ones->len, run->cancellable);
          zg_book_run_async (run->page->session, one->made, "create", NULL, NULL, NULL, NULL, on_run_cb, run);
          return;
        }
      run->n_left++;
      add_line (run, "–", one->name, one->why ? one->why : "");
    }
  finish_run (run);
}

/* -- Asking first -- */

static ZgMade *
made_of (ZgSheetPage *self, const char *kind)
{
  for (guint i = 0; self->made && i < self->made->len; i++)
    if (g_str_equal (((ZgMade *) self->made->pdata[i])->make->makes->id, kind))
      return self->made->pdata[i];
  return NULL;
}

/* What all of them come to, and which are left out. */
static char *
body_of (const ZgMade *made)
{
  GString *body = g_string_new (NULL), *left = g_string_new (NULL);
  guint    n_left = 0;
  gint64   fen = 0;

  for (guint i = 0; i < made->ones->len; i++)
    {
      const One *one = made->ones->pdata[i];

      if (one->made && made->make->money >= 0)
        fen += zg_record_int (one->made, made->make->money);
      else if (one->made == NULL && n_left++ < ZG_SHEET_REASONS)
        g_string_append_printf (left, _ ("\n%s: %s"), one->name, one->why ? one->why : "");
    }
  if (made->make->money >= 0)
    {
      g_autofree char *sum = zg_money_format (fen, ZG_MONEY_YUAN);

      g_string_append_printf (body, _ ("Together %s."), sum);
    }
  if (n_left > ZG_SHEET_REASONS)
    g_string_append_printf (left, g_dngettext (GETTEXT_PACKAGE, "\nand %u more", "\nand %u more", n_left - ZG_SHEET_REASONS),
                            n_left - ZG_SHEET_REASONS);
  if (n_left > 0)
    g_string_append_printf (body, "%s%s%s", body->len ? "\n" : "", _ ("Left out:"), left->str);
  g_string_free (left, TRUE);
  return g_string_free (body, FALSE);
}

/* What was asked about is what is made, be the list read anew meanwhile. */
static void
on_confirmed (gboolean yes, gpointer data)
{
  ZgSheetPage *self = data;
  Run         *run;

  if (!yes)
    {
      zg_sheet_steps_read (self);
      return;
    }
  run = g_new0 (Run, 1);
  run->page = g_object_ref (self);
  run->made = g_object_steal_data (G_OBJECT (self), "zg-asked");
  run->words = g_string_new (NULL);
  run->cancellable = g_cancellable_new ();
  run_next (run);
}

static void
on_make_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgSheetPage     *self = ZG_SHEET_PAGE (widget);
  ZgMade          *made = made_of (self, g_variant_get_string (parameter, NULL));
  g_autofree char *plain = NULL, *heading = NULL, *body = NULL;
  guint            legal = made ? n_legal (made) : 0, at;

  if (legal == 0 || made->ones->len != zg_list_model_n_selected (self->model) || !g_ptr_array_find (self->made, made, &at))
    return; /* another choice is being read */
  g_ptr_array_steal_index (self->made, at);
  g_object_set_data_full (G_OBJECT (self), "zg-asked", made, made_free);
  plain = zg_desk_plain (zg_step_title (create_of (made->make)));
  heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u record?", "%s: %u records?", legal), plain, legal);
  body = body_of (made);
  zg_desk_confirm (widget, heading, body, create_of (made->make)->clause, zg_step_title (create_of (made->make)), FALSE,
                   on_confirmed, self);
}

void
zg_sheet_makes_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "sheet.make", "s", on_make_cb);
}
