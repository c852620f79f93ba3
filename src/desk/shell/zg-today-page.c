#include "zg-today-page.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-duty.h"
#include "zg-marks.h"
#include "zg-window-private.h"

#define EVERY_SECONDS 60 /* what is left is shown in minutes */

struct _ZgTodayPage
{
  AdwBin parent;

  ZgWindow  *window; /* weak */
  ZgSession *session;
  GtkWidget *lists[2], *heads[2], *others, *stack; /* of what is open, of what is done */
  GPtrArray *items;                                /* (nullable): of ZgDutyItem, as shown */
  GPtrArray *whens;                                /* of GtkWidget: the label of each, in the same order */
  GtkSizeGroup *buttons;
  guint      listener, minute, busy;
  gboolean   stale; /* changed while nobody looked */
};

G_DEFINE_FINAL_TYPE (ZgTodayPage, zg_today_page, ADW_TYPE_BIN)

static const struct
{
  const char *icon, *css, *stripe;
} looks[] = {
  [ZG_DUTY_OVERDUE] = { "dialog-warning-symbolic", "bad", "stripe-bad" },
  [ZG_DUTY_TODAY] = { "alarm-symbolic", "warn", "stripe-warn" },
  [ZG_DUTY_AHEAD] = { "document-open-recent-symbolic", "" },
  [ZG_DUTY_DONE] = { "emblem-ok-symbolic", "dim-label" },
};

/* -- One row -- */

static const ZgDutyItem *
item_of (ZgTodayPage *self, GtkWidget *widget)
{
  return g_ptr_array_index (self->items, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "item")));
}

/* What is done by no form. */
static const char *
deed_of (const ZgDutyItem *item)
{
  if (item->step == NULL)
    return NULL;
  return item->duty == &zg_duty_backup ? "win.backup" : g_str_equal (item->step->verb, "import") ? "win.import" : NULL;
}

/* The desk has each of them, and their clocks. */
static gboolean
is_call (const ZgDutyItem *item)
{
  return g_str_equal (item->duty->id, "order.confirm") || g_str_equal (item->duty->id, "order.again");
}


static void
open_item (ZgTodayPage *self, GtkWidget *widget)
{
  const ZgDutyItem    *item = item_of (self, widget);
  g_autoptr (ZgRecord) fresh = NULL;

  if (self->window == NULL)
    return;
  if (is_call (item))
    zg_window_open_place (self->window, "order-desk");
  else if (item->duty->list)
    zg_window_open_place (self->window, item->duty->list);
  else if (item->doc)
    zg_window_open_record (self->window, item->kind, item->doc);
  else if (g_strcmp0 (deed_of (item), "win.import") == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.import", NULL);
  else if (item->step && !(item->step->flags & ZG_BY_DEED))
    zg_window_push_form (self->window, zg_form_new_from (self->session, fresh = zg_duty_begin (item)));
}

static void
on_button_cb (GtkWidget *button, ZgTodayPage *self)
{
  open_item (self, button);
}

static void
on_row_cb (GtkListBox *list, GtkListBoxRow *row, ZgTodayPage *self)
{
  open_item (self, GTK_WIDGET (row));
}

/* What else there is to say: the record, or which one will prove it. */
static char *
proof_text (const ZgDutyItem *item)
{
  const char *title = g_dgettext (GETTEXT_PACKAGE, item->kind->title);

  if (item->doc == 0)
    return g_strdup_printf (_ ("Proof: %s"), title);
  return g_strdup_printf ("%s %s", title, item->no ? item->no : "");
}

static char *
button_title (const ZgDutyItem *item)
{
  if (is_call (item))
    return g_strdup (_ ("Order desk"));
  if (item->duty->list)
    return g_strdup (_ ("Open the list"));
  if (deed_of (item))
    return g_strdup (item->duty == &zg_duty_backup ? _ ("Back up now") : _ ("Read a file in"));
  if (item->step && !(item->step->flags & ZG_QUIET))
    return g_strdup (zg_step_title (item->step));
  return item->doc ? g_strdup (_ ("Open"))
      : g_strdup_printf (_ ("New: %s"), g_dgettext (GETTEXT_PACKAGE, item->kind->title));
}

static GtkWidget *
make_button (ZgTodayPage *self, const ZgDutyItem *item)
{
  g_autofree char *title = button_title (item);
  GtkWidget       *button = gtk_button_new_with_label (title);
  const char      *deed = deed_of (item);

  gtk_widget_add_css_class (button, "ctl");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, item->doc || deed || (item->step && !(item->step->flags & ZG_BY_DEED)));
  gtk_size_group_add_widget (self->buttons, button); /* so that the times before them stand in one line */
  if (deed)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), deed);
  else
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_button_cb), self, 0);
  return button;
}

static GtkWidget *
make_words (const ZgDutyItem *item)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *proof = proof_text (item), *below = NULL;
  GtkWidget       *title, *chip = zg_clause_chip_new (item->duty->clause);
  g_autofree char *head = g_strdup_printf ("%s%s%s", g_dgettext (GETTEXT_PACKAGE, item->duty->title),
                                           *item->about ? " · " : "", item->about);

  below = g_strchomp (g_strdup (proof));
  title = zg_desk_label (head, item->state == ZG_DUTY_DONE ? "dim-label" : "heading");
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), chip);
  gtk_box_append (GTK_BOX (box), line);
  title = zg_desk_label (below, "dim-label small");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_box_append (GTK_BOX (box), title);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static void
add_row (ZgTodayPage *self, guint at)
{
  const ZgDutyItem *item = g_ptr_array_index (self->items, at);
  GtkWidget        *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *row = gtk_list_box_row_new ();
  GtkWidget        *when = zg_desk_label ("", "num"), *button = make_button (self, item);
  GtkWidget        *icon = gtk_image_new_from_icon_name (looks[item->state].icon);

  if (*looks[item->state].css)
    {
      gtk_widget_add_css_class (when, looks[item->state].css);
      gtk_widget_add_css_class (icon, looks[item->state].css);
    }
  if (looks[item->state].stripe)
    gtk_widget_add_css_class (row, looks[item->state].stripe);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), make_words (item));
  gtk_box_append (GTK_BOX (box), when);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "rowbox");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "item", GUINT_TO_POINTER (at));
  g_object_set_data (G_OBJECT (button), "item", GUINT_TO_POINTER (at));
  zg_desk_name (row, g_dgettext (GETTEXT_PACKAGE, item->duty->title));
  g_ptr_array_add (self->whens, when);
  gtk_list_box_append (GTK_LIST_BOX (self->lists[item->state == ZG_DUTY_DONE]), row);
}

/* -- All of them -- */

static gboolean
is_same (const GPtrArray *a, const GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const ZgDutyItem *x = a->pdata[i], *y = b->pdata[i];

      if (x->duty != y->duty || x->state != y->state || x->doc != y->doc || x->step != y->step || x->due_ms != y->due_ms
          || !g_str_equal (x->about, y->about))
        return FALSE;
    }
  return TRUE;
}

static void
show_counts (ZgTodayPage *self)
{
  guint            n[ZG_DUTY_DONE + 1] = { 0 };
  g_autofree char *text = NULL, *open = NULL, *done = NULL;

  for (guint i = 0; i < self->items->len; i++)
    n[((ZgDutyItem *) self->items->pdata[i])->state]++;
  text = g_strdup_printf (_ ("%u overdue · %u due today · %u ahead"), n[ZG_DUTY_OVERDUE], n[ZG_DUTY_TODAY], n[ZG_DUTY_AHEAD]);
  open = g_strdup_printf (_ ("Due and overdue  %u"), n[ZG_DUTY_OVERDUE] + n[ZG_DUTY_TODAY] + n[ZG_DUTY_AHEAD]);
  done = g_strdup_printf (_ ("Done today  %u"), n[ZG_DUTY_DONE]);
  gtk_label_set_text (GTK_LABEL (self->heads[0]), open);
  gtk_label_set_text (GTK_LABEL (self->heads[1]), done);
  for (int i = 0; i < 2; i++)
    {
      gboolean some = i ? n[ZG_DUTY_DONE] > 0 : self->items->len > n[ZG_DUTY_DONE];

      gtk_widget_set_visible (self->heads[i], some);
      gtk_widget_set_visible (self->lists[i], some);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->items->len ? "lists" : "none");
  if (self->window)
    zg_window_set_subtitle (self->window, GTK_WIDGET (self), text);
}

/* Rows stay where they are, and keep the focus, while only time goes by. */
static void
show_items (ZgTodayPage *self, GPtrArray *items /* (transfer full) */)
{
  gint64   now = zg_book_now (zg_session_book (self->session));
  gboolean same = is_same (self->items, items);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
  if (!same)
    {
      GtkWidget *row;

      g_ptr_array_set_size (self->whens, 0);
      for (int i = 0; i < 2; i++)
        while ((row = gtk_widget_get_first_child (self->lists[i])) != NULL)
          gtk_list_box_remove (GTK_LIST_BOX (self->lists[i]), row);
      for (guint i = 0; i < items->len; i++)
        add_row (self, i);
    }
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *when = zg_duty_when (items->pdata[i], now);

      gtk_label_set_text (self->whens->pdata[i], when);
    }
  show_counts (self);
}

typedef struct
{
  ZgSession *session;
  gboolean   mine;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  zg_session_unref (ask->session);
  g_free (ask);
}

static gpointer
read_duties (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_duties_find (ask->session, db, zg_book_now (zg_session_book (ask->session)), ask->mine, error);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgTodayPage) self = data;
  g_autoptr (GError)      error = NULL;
  GPtrArray              *items = zg_store_call_finish (result, &error);

  self->busy--;
  if (self->session && items)
    show_items (self, items);
  else if (items)
    g_ptr_array_unref (items);
  else if (self->window && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    zg_window_toast (self->window, error->message);
}

static void
reload (ZgTodayPage *self)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->session = zg_session_ref (self->session);
  ask->mine = !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->others));
  self->busy++;
  self->stale = FALSE;
  zg_store_read_async (zg_session_store (self->session), read_duties, ask, ask_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                       on_read_cb, g_object_ref (self));
}

static void
on_changed_tables (const char *const *tables, gpointer data)
{
  ZgTodayPage *self = data;

  if (gtk_widget_get_mapped (data))
    reload (self);
  else
    self->stale = TRUE;
}

/* Back from a form, or from another place: what changed meanwhile is read now. */
static void
on_map_cb (ZgTodayPage *self)
{
  if (self->stale)
    reload (self);
}

static gboolean
on_minute_cb (gpointer data)
{
  if (gtk_widget_get_mapped (data))
    reload (data);
  return G_SOURCE_CONTINUE;
}

/* -- Class -- */

static void
zg_today_page_dispose (GObject *object)
{
  ZgTodayPage *self = ZG_TODAY_PAGE (object);

  if (self->listener)
    zg_store_remove_listener (zg_session_store (self->session), self->listener);
  self->listener = 0;
  g_clear_handle_id (&self->minute, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->session, zg_session_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->whens, g_ptr_array_unref);
  g_clear_object (&self->buttons);
  G_OBJECT_CLASS (zg_today_page_parent_class)->dispose (object);
}

static void
zg_today_page_class_init (ZgTodayPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zg_today_page_dispose;
}

static GtkWidget *
make_head (ZgTodayPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->others = gtk_toggle_button_new_with_mnemonic (_ ("What _others have to do as well"));
  gtk_widget_add_css_class (self->others, "ctl");
  gtk_widget_add_css_class (self->others, "flat");
  gtk_widget_set_hexpand (self->heads[0], TRUE);
  gtk_box_append (GTK_BOX (box), self->heads[0]);
  gtk_box_append (GTK_BOX (box), self->others);
  g_signal_connect_object (self->others, "toggled", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  return box;
}

static GtkWidget *
make_lists (ZgTodayPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  for (int i = 0; i < 2; i++)
    {
      self->heads[i] = zg_desk_label ("", "heading");
      gtk_label_set_xalign (GTK_LABEL (self->heads[i]), 0);
      self->lists[i] = gtk_list_box_new ();
      gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->lists[i]), GTK_SELECTION_NONE);
      gtk_widget_add_css_class (self->lists[i], "boxed-list");
      g_signal_connect_object (self->lists[i], "row-activated", G_CALLBACK (on_row_cb), self, 0);
    }
  zg_desk_name (self->lists[0], _ ("Due and overdue"));
  zg_desk_name (self->lists[1], _ ("Done today"));
  gtk_widget_set_margin_top (self->heads[1], 16);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), self->lists[0]);
  gtk_box_append (GTK_BOX (box), self->heads[1]);
  gtk_box_append (GTK_BOX (box), self->lists[1]);
  return box;
}

static void
zg_today_page_init (ZgTodayPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *none = adw_status_page_new ();

  self->whens = g_ptr_array_new ();
  self->buttons = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_box_append (GTK_BOX (box), make_lists (self));
  g_object_set (box, "margin-top", 16, "margin-bottom", 24, "margin-start", 16, "margin-end", 16, NULL);
  g_object_set (clamp, "maximum-size", 1000, "child", box, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  g_object_set (none, "icon-name", "emblem-ok-symbolic", "title", _ ("Nothing is due"), "description",
                _ ("What the rules ask of you shows up here some days before it is due, and stays here while it is overdue."),
                NULL);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "lists");
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  adw_bin_set_child (ADW_BIN (self), self->stack);
  g_signal_connect (self, "map", G_CALLBACK (on_map_cb), NULL);
}

GtkWidget *
zg_today_page_make (ZgWindow *window, ZgSession *session)
{
  ZgTodayPage *self = g_object_new (ZG_TYPE_TODAY_PAGE, NULL);

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (session);
  zg_window_push (window, GTK_WIDGET (self), _ ("Today"), NULL, NULL, NULL);
  self->listener = zg_store_add_listener (zg_session_store (session), on_changed_tables, self);
  self->minute = g_timeout_add_seconds (EVERY_SECONDS, on_minute_cb, self);
  reload (self);
  return GTK_WIDGET (self);
}

gboolean
zg_today_page_is_busy (ZgTodayPage *self)
{
  return self->busy > 0;
}

guint
zg_today_page_n_open (ZgTodayPage *self)
{
  guint n = 0;

  for (guint i = 0; self->items && i < self->items->len; i++)
    n += ((ZgDutyItem *) self->items->pdata[i])->state != ZG_DUTY_DONE;
  return n;
}
