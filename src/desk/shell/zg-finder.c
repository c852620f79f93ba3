#include "zg-finder.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-desk-util.h"
#include "zg-places.h"
#include "zg-sheet.h"
#include "zg-text.h"

#define MOST_ROWS 8 /* records of one kind */

struct _ZgFinder
{
  AdwWindow parent;

  GtkWidget    *entry, *list;
  ZgWindow     *window; /* weak */
  ZgSession    *session;
  GCancellable *cancellable;
  guint         generation;
};

#define ZG_TYPE_FINDER (zg_finder_get_type ())
G_DECLARE_FINAL_TYPE (ZgFinder, zg_finder, ZG, FINDER, AdwWindow)
G_DEFINE_FINAL_TYPE (ZgFinder, zg_finder, ADW_TYPE_WINDOW)

/* -- Rows: an action of the window and its target -- */

static void
add_row (ZgFinder *self, const char *icon, const char *title, const char *what, const char *action, GVariant *target)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10),
      *label = zg_desk_label (title, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), zg_desk_label (what, "small dim-label"));
  gtk_widget_add_css_class (box, "rowbox");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  zg_desk_name (row, title);
  g_object_set_data_full (G_OBJECT (row), "action", g_strdup (action), g_free);
  if (target)
    g_object_set_data_full (G_OBJECT (row), "target", g_variant_ref_sink (target), (GDestroyNotify) g_variant_unref);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static gboolean
matches (const char *title, const char *folded)
{
  g_autofree char *text = zg_text_fold (title), *pinyin = zg_text_pinyin (title), *initials = zg_text_initials (title);

  return *folded == '\0' || strstr (text, folded) || strstr (pinyin, folded) || strstr (initials, folded);
}

static void
add_places (ZgFinder *self, const char *folded)
{
  guint          n;
  const ZgPlace *places = zg_places (&n);

  for (guint i = 0; i < n; i++)
    {
      const char *title = g_dgettext (GETTEXT_PACKAGE, places[i].title);

      if (zg_place_allowed (&places[i], self->session) && matches (title, folded))
        add_row (self, places[i].icon, title, _ ("Page"), "win.open-place", g_variant_new_string (places[i].id));
    }
}

static void
add_new_records (ZgFinder *self, const char *folded)
{
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    {
      g_autofree char *right = g_strdup_printf ("%s.create", (*kind)->id);
      g_autofree char *title = g_strdup_printf (_ ("New: %s"), g_dgettext (GETTEXT_PACKAGE, (*kind)->title));

      if (*folded && !(*kind)->parent && !(*kind)->append_only && zg_session_reach (self->session, right) != ZG_REACH_NONE
          && matches (title, folded))
        add_row (self, "list-add-symbolic", title, _ ("Do"), "win.new-record", g_variant_new_string ((*kind)->id));
    }
}

static void
add_deeds (ZgFinder *self, const char *folded)
{
  static const struct
  {
    const char *title, *icon, *action, *target;
  } deeds[] = {
    { N_ ("Read a file in"), "folder-download-symbolic", "win.import", NULL },
    { N_ ("Payroll attendance workbook"), "x-office-spreadsheet-symbolic", "win.report", "attendance-month" },
    { N_ ("Rights of the roles"), "x-office-spreadsheet-symbolic", "win.report", "rights" },
    { N_ ("All reports"), "x-office-spreadsheet-symbolic", "win.reports", NULL },
    { N_ ("Check the book"), "emblem-ok-symbolic", "win.verify", NULL },
    { N_ ("Back up now"), "drive-harddisk-symbolic", "win.backup", NULL },
    { N_ ("Change password"), "dialog-password-symbolic", "win.change-password", NULL },
    { N_ ("Lock"), "system-lock-screen-symbolic", "win.lock", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      const char *title = g_dgettext (GETTEXT_PACKAGE, deeds[i].title);

      if (matches (title, folded))
        add_row (self, deeds[i].icon, title, _ ("Do"), deeds[i].action,
                 deeds[i].target ? g_variant_new_string (deeds[i].target) : NULL);
    }
}

/* -- Records -- */

typedef struct
{
  ZgSession *session;
  char      *text;
  guint      generation;
  GPtrArray *found; /* of Found */
} Search;

typedef struct
{
  const ZgKind *kind;
  gint64        id;
  char         *title;
} Found;

static void
found_free (Found *found)
{
  g_free (found->title);
  g_free (found);
}

static void
search_free (Search *search)
{
  zg_session_unref (search->session);
  g_free (search->text);
  g_ptr_array_unref (search->found);
  g_free (search);
}

static void
search_kind (Search *search, ZgDb *db, const char *id, GCancellable *cancellable)
{
  const ZgKind       *kind = zg_kind_by_id (id);
  g_autoptr (ZgQuery) query = kind ? zg_query_new (zg_sheet_by_id (id)) : NULL;
  g_autoptr (GArray)  ids = NULL;

  if (query == NULL)
    return;
  query->search = g_strdup (search->text);
  query->most = MOST_ROWS;
  ids = zg_query_ids (query, search->session, db, cancellable, NULL);
  for (guint i = 0; ids && i < ids->len; i++)
    {
      Found *found = g_new0 (Found, 1);

      found->kind = kind;
      found->id = g_array_index (ids, gint64, i);
      found->title = zg_book_title (db, kind, found->id);
      g_ptr_array_add (search->found, found);
    }
}

static gpointer
search_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const kinds[] = { "staff", "sales_order", "item", "customer", "goods_receipt", "purchase_order",
                                       "review_sheet", "leave", "slip", "unit", "post" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    search_kind (data, db, kinds[i], cancellable);
  return data;
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgFinder) self = data;
  Search              *search = zg_store_call_finish (result, NULL);

  for (guint i = 0; search && search->generation == self->generation && i < search->found->len; i++)
    {
      const Found *found = search->found->pdata[i];

      add_row (self, "text-x-generic-symbolic", found->title, g_dgettext (GETTEXT_PACKAGE, found->kind->title), "win.open-record",
               g_variant_new ("(sx)", found->kind->id, found->id));
    }
  if (search)
    search_free (search);
}

static void
look_up (ZgFinder *self, const char *text)
{
  Search *search;

  if (*text == '\0')
    return;
  search = g_new0 (Search, 1);
  search->session = zg_session_ref (self->session);
  search->text = g_strdup (text);
  search->generation = self->generation;
  search->found = g_ptr_array_new_with_free_func ((GDestroyNotify) found_free);
  zg_store_read_async (zg_session_store (self->session), search_on_reader, search, NULL, NULL, NULL, on_found_cb,
                       g_object_ref (self));
}

/* -- The window -- */

static void
on_changed_cb (ZgFinder *self)
{
  const char      *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *folded = zg_text_fold (text);
  GtkListBoxRow   *row;

  self->generation++;
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  add_places (self, folded);
  add_deeds (self, folded);
  add_new_records (self, folded);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
  look_up (self, text);
}

static void
run_row (ZgFinder *self, GtkListBoxRow *row)
{
  g_autofree char      *action = g_strdup (g_object_get_data (G_OBJECT (row), "action"));
  GVariant             *held = g_object_get_data (G_OBJECT (row), "target");
  g_autoptr (GVariant)  target = held ? g_variant_ref (held) : NULL;
  g_autoptr (ZgWindow)  window = self->window ? g_object_ref (self->window) : NULL;

  gtk_window_destroy (GTK_WINDOW (self));
  if (window)
    gtk_widget_activate_action_variant (GTK_WIDGET (window), action, target);
}

static void
on_activate_cb (ZgFinder *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row)
    run_row (self, row);
}

static gboolean
on_key_cb (ZgFinder *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int            at = row ? gtk_list_box_row_get_index (row) : -1;

  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), MAX (0, at + (key == GDK_KEY_Down ? 1 : -1)));
  if (row)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  return GDK_EVENT_STOP;
}

static void
zg_finder_dispose (GObject *object)
{
  ZgFinder *self = ZG_FINDER (object);

  self->generation++;
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_finder_parent_class)->dispose (object);
}

static void
zg_finder_class_init (ZgFinderClass *class)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = zg_finder_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/cn/zhanggui/Zhanggui/ui/shell/zg-finder.ui");
  gtk_widget_class_bind_template_child (widget, ZgFinder, entry);
  gtk_widget_class_bind_template_child (widget, ZgFinder, list);
  gtk_widget_class_add_binding_action (widget, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
zg_finder_init (ZgFinder *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (run_row), self, G_CONNECT_SWAPPED);
}

void
zg_finder_present (ZgWindow *window)
{
  ZgFinder *self = g_object_new (ZG_TYPE_FINDER, "transient-for", window, "modal", TRUE, NULL);

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (zg_window_get_session (window));
  on_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->entry);
}
