#include "zg-rules-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-desk-util.h"
#include "zg-form.h"
#include "zg-marks.h"
#include "zg-policy.h"
#include "zg-sheet.h"
#include "zg-text.h"
#include "zg-window-private.h"

struct _ZgRulesPage
{
  AdwBin parent;

  ZgWindow   *window; /* weak */
  ZgSession  *session;
  GtkWidget  *search, *list, *count;
  GPtrArray  *rows;   /* of GtkListBoxRow, in order of the parameters */
  guint       listener;
  gboolean    loading;
};

#define ZG_TYPE_RULES_PAGE (zg_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgRulesPage, zg_rules_page, ZG, RULES_PAGE, AdwBin)
G_DEFINE_FINAL_TYPE (ZgRulesPage, zg_rules_page, ADW_TYPE_BIN)

/* -- Rows -- */

static GtkWidget *
make_row (const ZgParameter *parameter)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = zg_desk_label (zg_parameter_title (parameter), NULL), *value = zg_desk_label ("", "strong num");
  GtkWidget *from = zg_desk_label ("", "small dim-label");
  g_autofree char *clauses = g_strdelimit (g_strdup (parameter->clauses), ",", ' ');

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_tooltip_text (title, parameter->key);
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (value, 210, -1);
  gtk_label_set_max_width_chars (GTK_LABEL (value), 1);
  gtk_label_set_xalign (GTK_LABEL (from), 0);
  gtk_widget_set_size_request (from, 150, -1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), from);
  gtk_box_append (GTK_BOX (box), zg_clause_chips_new (clauses));
  gtk_widget_set_size_request (gtk_widget_get_last_child (box), 190, -1);
  gtk_widget_add_css_class (box, "rowbox");
  gtk_widget_set_size_request (box, -1, 28);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  zg_desk_name (row, zg_parameter_title (parameter));
  g_object_set_data (G_OBJECT (row), "parameter", (gpointer) parameter);
  g_object_set_data (G_OBJECT (row), "value", value);
  g_object_set_data (G_OBJECT (row), "from", from);
  return row;
}

static gboolean
row_matches (GtkListBoxRow *row, gpointer data)
{
  ZgRulesPage       *self = data;
  const ZgParameter *parameter = g_object_get_data (G_OBJECT (row), "parameter");
  g_autofree char   *words = zg_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autofree char   *title = zg_text_fold (zg_parameter_title (parameter)), *clauses = zg_text_fold (parameter->clauses);

  return strstr (title, words) || strstr (parameter->key, words) || strstr (clauses, words);
}

static void
show_row (GtkWidget *row, const char *value)
{
  const ZgParameter *parameter = g_object_get_data (G_OBJECT (row), "parameter");
  GtkLabel          *shown = g_object_get_data (G_OBJECT (row), "value"), *from = g_object_get_data (G_OBJECT (row), "from");
  g_autofree char   *text = zg_parameter_words (parameter, value);
  gboolean           printed = g_str_equal (value, parameter->value);

  gtk_label_set_text (shown, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (shown), text);
  gtk_label_set_text (from, !printed ? _ ("set by this book") : parameter->in_source ? _ ("as printed") : _ ("proposed"));
  zg_desk_css (GTK_WIDGET (from), printed ? "small dim-label" : "small link");
}

/* -- Reading -- */

typedef struct
{
  int        day;
  GPtrArray *values; /* of char *, in order of the parameters */
} Values;

static void
values_free (Values *values)
{
  g_ptr_array_unref (values->values);
  g_free (values);
}

static gpointer
read_values (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  int                  day = GPOINTER_TO_INT (data);
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, day, day, error);
  Values              *values;
  guint                n;
  const ZgParameter *const *parameters = zg_parameters (&n);

  if (policy == NULL)
    return NULL;
  values = g_new0 (Values, 1);
  values->values = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (values->values, g_strdup (zg_policy_text (policy, parameters[i]->key, 0, 0, day)));
  return values;
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgRulesPage) self = data;
  g_autoptr (GError)      error = NULL;
  Values                 *values = zg_store_call_finish (result, &error);

  self->loading = FALSE;
  if (values == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->window)
        zg_window_toast (self->window, error->message);
      return;
    }
  for (guint i = 0; self->rows && i < self->rows->len; i++)
    show_row (self->rows->pdata[i], values->values->pdata[i]);
  values_free (values);
}

static void
reload (ZgRulesPage *self)
{
  if (self->loading)
    return;
  self->loading = TRUE;
  zg_store_read_async (zg_session_store (self->session), read_values, GINT_TO_POINTER (zg_clock_today ()), NULL,
                       (GDestroyNotify) values_free, NULL, on_read_cb, g_object_ref (self));
}

static void
on_changed_tables (const char *const *tables, gpointer data)
{
  if (g_strv_contains (tables, "parameter"))
    reload (data);
}

/* -- Setting -- */

static void
on_row_activated_cb (ZgRulesPage *self, GtkListBoxRow *row)
{
  const ZgParameter   *parameter = g_object_get_data (G_OBJECT (row), "parameter");
  const ZgKind        *kind = zg_kind_by_id ("parameter");
  g_autoptr (ZgRecord) record = zg_record_new (kind);

  if (self->window == NULL)
    return;
  if (zg_session_reach (self->session, "parameter.create") == ZG_REACH_NONE)
    {
      zg_window_toast (self->window, _ ("You may look, not set. HR and the manager can."));
      return;
    }
  zg_record_set_text (record, zg_kind_field (kind, "key"), parameter->key);
  zg_record_set_text (record, zg_kind_field (kind, "value"), parameter->value);
  zg_record_set_day (record, zg_kind_field (kind, "from_day"), zg_clock_today ());
  zg_window_push_form (self->window, zg_form_new_from (self->session, record));
}

static void
on_overrides_cb (ZgRulesPage *self)
{
  if (self->window)
    zg_window_push_sheet (self->window, zg_sheet_by_id ("parameter"), _ ("What this book sets otherwise"));
}

/* -- Class -- */

static void
zg_rules_page_dispose (GObject *object)
{
  ZgRulesPage *self = ZG_RULES_PAGE (object);

  if (self->listener)
    zg_store_remove_listener (zg_session_store (self->session), self->listener);
  self->listener = 0;
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_rules_page_parent_class)->dispose (object);
}

static void
zg_rules_page_class_init (ZgRulesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zg_rules_page_dispose;
}

static void
zg_rules_page_init (ZgRulesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
      *scroller = gtk_scrolled_window_new ();

  self->rows = g_ptr_array_new ();
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Name, key or clause"), "width-request", 236, NULL);
  zg_desk_name (self->search, _ ("Search the parameters"));
  zg_desk_css (bar, "toolbar-zg compact");
  gtk_box_append (GTK_BOX (bar), self->search);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), row_matches, self, NULL);
  gtk_list_box_set_show_separators (GTK_LIST_BOX (self->list), TRUE);
  zg_desk_name (self->list, _ ("Parameters"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  self->count = zg_desk_label ("", "totals");
  gtk_label_set_xalign (GTK_LABEL (self->count), 0);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->count);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (gtk_list_box_invalidate_filter), self->list,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
zg_rules_page_make (ZgWindow *window, ZgSession *session)
{
  ZgRulesPage     *self = g_object_new (ZG_TYPE_RULES_PAGE, NULL);
  GtkWidget       *overrides = gtk_button_new_with_mnemonic (_ ("Set by this _book…"));
  g_autofree char *text = NULL;
  guint            n;
  const ZgParameter *const *parameters = zg_parameters (&n);

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (session);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = make_row (parameters[i]);

      g_ptr_array_add (self->rows, row);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  text = g_strdup_printf (_ ("%u parameters · Enter sets one otherwise from a day on; past months keep the rule of their time"),
                          n);
  gtk_label_set_text (GTK_LABEL (self->count), text);
  g_signal_connect_object (overrides, "clicked", G_CALLBACK (on_overrides_cb), self, G_CONNECT_SWAPPED);
  zg_window_push (window, GTK_WIDGET (self), _ ("Parameters"), _ ("in force today"), NULL, overrides);
  self->listener = zg_store_add_listener (zg_session_store (session), on_changed_tables, self);
  reload (self);
  return GTK_WIDGET (self);
}
