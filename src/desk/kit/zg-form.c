#include "zg-form-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-entries.h"
#include "zg-marks.h"
#include "zg-sheet.h"

enum { PROP_0, PROP_TITLE, PROP_SUBTITLE, PROP_MODIFIED, N_PROPS };
enum { SAVED, CLOSED, NEIGHBOUR, COMMAND, READY, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZgForm, zg_form, ADW_TYPE_BIN)

/* -- Telling the shell -- */

void
zg_form_set_modified (ZgForm *self, gboolean modified)
{
  if (self->modified == modified)
    return;
  self->modified = modified;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODIFIED]);
}

void
zg_form_set_titles (ZgForm *self)
{
  const char    *kind = g_dgettext (GETTEXT_PACKAGE, self->kind->title);
  const ZgState *state = self->record ? zg_kind_state (self->kind, self->record->state) : NULL;
  const char    *now = state && *state->title ? g_dgettext (GETTEXT_PACKAGE, state->title) : "";

  g_free (self->title);
  g_free (self->subtitle);
  if (self->record && self->record->no)
    self->title = g_strdup_printf ("%s %s", kind, self->record->no);
  else if (self->name && *self->name)
    self->title = g_strdup_printf ("%s %s", kind, self->name);
  else if (self->record && self->record->version > 0)
    self->title = g_strdup (kind);
  else
    self->title = g_strdup_printf (_ ("%s · new"), kind);
  self->subtitle = g_strdup (self->record && self->record->version > 0 ? now : ""); /* the title says that it is new */
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SUBTITLE]);
}

void
zg_form_emit_ready (ZgForm *self)
{
  g_signal_emit (self, signals[READY], 0);
}

void
zg_form_emit_saved (ZgForm *self, const char *verb)
{
  g_signal_emit (self, signals[SAVED], 0, verb, self->id);
}

void
zg_form_emit_closed (ZgForm *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

/* -- Leaving -- */

static void
on_leave_choice (const char *id, gpointer data)
{
  ZgForm *self = data;

  if (g_str_equal (id, "discard"))
    {
      zg_form_set_modified (self, FALSE);
      zg_form_draft_forget (self);
      zg_form_emit_closed (self);
    }
  else if (g_str_equal (id, "save"))
    {
      self->leaving = TRUE;
      zg_form_save_now (self);
    }
}

void
zg_form_request_close (ZgForm *self)
{
  const char *responses[] = { "discard", _ ("_Discard"), "save", _ ("_Save"), NULL };

  g_return_if_fail (ZG_IS_FORM (self));
  if (!self->modified)
    {
      zg_form_emit_closed (self);
      return;
    }
  if (zg_form_save_step (self) == NULL)
    responses[2] = NULL;
  zg_desk_choose (GTK_WIDGET (self), _ ("Save what you typed?"), _ ("It is not in the book yet."), responses, on_leave_choice,
                  self);
}

static void
on_ready_leave_cb (ZgForm *self)
{
  if (self->leaving && !self->modified && !self->running)
    {
      self->leaving = FALSE;
      zg_form_emit_closed (self);
    }
  else if (!self->running)
    self->leaving = FALSE;
}

/* -- Focus -- */

static gboolean
focus_empty_field (ZgForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZgFormRow *row = self->rows->pdata[i];

      if (row->editable && row->def->flags & ZG_REQUIRED && !zg_record_is_set (self->record, row->index))
        return gtk_widget_grab_focus (zg_editor_focus_widget (row->editor));
    }
  return FALSE;
}

static gboolean
focus_any_field (ZgForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZgFormRow *row = self->rows->pdata[i];

      if (row->editable && gtk_widget_get_visible (row->control))
        return gtk_widget_grab_focus (zg_editor_focus_widget (row->editor));
    }
  return FALSE;
}

void
zg_form_grab_focus (ZgForm *self)
{
  GtkWidget *primary;

  g_return_if_fail (ZG_IS_FORM (self));
  if (self->record == NULL)
    return;
  primary = gtk_widget_get_first_child (self->foot_primary);
  if (zg_form_is_new (self) && (focus_empty_field (self) || focus_any_field (self)))
    return;
  for (guint i = 0; i < self->lines->len; i++) /* counting is the work: codes come in at once */
    if (zg_lines_editor_grab_scan (ZG_LINES_EDITOR (((ZgFormLines *) self->lines->pdata[i])->editor)))
      return;
  if (primary && gtk_widget_get_sensitive (primary) && gtk_widget_grab_focus (primary))
    return;
  if (!focus_any_field (self))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static gboolean
types_text (GtkWidget *focus)
{
  return focus && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER));
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, gpointer data)
{
  ZgForm  *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) || root == NULL || types_text (gtk_root_get_focus (root)))
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    if (zg_lines_editor_take_key (ZG_LINES_EDITOR (((ZgFormLines *) self->lines->pdata[i])->editor), keyval))
      return TRUE;
  return FALSE;
}

static ZgFormRow *
focused_row (ZgForm *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus && i < self->rows->len; i++)
    {
      ZgFormRow *row = self->rows->pdata[i];

      if (row->column && (focus == row->column || gtk_widget_is_ancestor (focus, row->column)))
        return row;
    }
  return NULL;
}

/* -- Copying a field from the record before -- */

typedef struct
{
  ZgSession    *session;
  const ZgKind *kind;
  gint64        id;
  int           field;
} CopyRead;

static void
copy_free (gpointer data)
{
  zg_session_unref (((CopyRead *) data)->session);
  g_free (data);
}

static gpointer
copy_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  CopyRead           *read = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id (read->kind->id));
  g_autoptr (GArray)  ids = zg_query_ids (query, read->session, db, cancellable, error);

  for (guint i = 0; ids && i < ids->len; i++)
    if (g_array_index (ids, gint64, i) != read->id)
      return zg_book_get (db, read->kind, g_array_index (ids, gint64, i), error);
  return NULL;
}

static void
on_copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgForm              *self = data;
  g_autoptr (ZgRecord) before = zg_desk_read_finish (self->session, result, NULL);
  ZgFormRow           *row = self->body ? focused_row (self) : NULL;

  if (before && row && row->editable && before->cells[row->index].type != ZG_CELL_BYTES)
    {
      zg_editor_set_cell (row->editor, &before->cells[row->index]);
      zg_editor_edited (row->editor);
    }
  g_object_unref (self);
}

static void
on_copy_previous_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgForm    *self = ZG_FORM (widget);
  ZgFormRow *row = focused_row (self);
  CopyRead  *read;

  if (row == NULL || !row->editable)
    return;
  read = g_new0 (CopyRead, 1);
  read->session = zg_session_ref (self->session);
  read->kind = self->kind;
  read->id = self->id;
  zg_desk_read_async (self->session, copy_run, read, copy_free, (GDestroyNotify) zg_record_free, NULL, on_copied_cb,
                      g_object_ref (self));
}

/* -- Actions -- */

static void
on_save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zg_form_save_now (ZG_FORM (widget));
}

static void
on_primary_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgForm       *self = ZG_FORM (widget);
  const ZgStep *step = self->record ? zg_form_primary_step (self) : NULL;

  if (step)
    zg_form_take_step (self, step->verb);
  else
    zg_form_save_now (self);
}

static void
on_neighbour_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (ZG_FORM (widget)->modified)
    zg_desk_toast (widget, _ ("Save or leave this record first."));
  else
    g_signal_emit (widget, signals[NEIGHBOUR], 0, g_str_equal (name, "form.next") ? 1 : -1);
}

static void
on_command_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[COMMAND], 0, strchr (name, '.') + 1);
}

static void
on_close_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zg_form_request_close (ZG_FORM (widget));
}

static void
on_reload_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!ZG_FORM (widget)->modified)
    zg_form_load (ZG_FORM (widget));
}

static void
on_explain_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgForm     *self = ZG_FORM (widget);
  ZgFormRow  *row = focused_row (self);
  const char *clause = row && row->def->clause ? row->def->clause : self->kind->clause;

  if (clause)
    gtk_widget_activate_action (widget, "win.open-clause", "s", clause);
  else
    zg_desk_toast (widget, _ ("No clause of the written rules is named for this field."));
}

static void
on_problems_cb (GtkButton *button, gpointer data)
{
  zg_form_focus_fault (data);
}

/* -- Widget -- */

static void
zg_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZgForm *self = ZG_FORM (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, self->modified);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zg_form_dispose (GObject *object)
{
  ZgForm *self = ZG_FORM (object);

  g_clear_handle_id (&self->panel_timer, g_source_remove);
  g_clear_handle_id (&self->draft_timer, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), ZG_TYPE_FORM);
  G_OBJECT_CLASS (zg_form_parent_class)->dispose (object);
}

static void
zg_form_finalize (GObject *object)
{
  ZgForm *self = ZG_FORM (object);

  g_ptr_array_unref (self->cards);
  g_object_unref (self->labels);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->lines);
  g_queue_clear_full (&self->queue, g_free);
  g_clear_pointer (&self->record, zg_record_free);
  g_clear_pointer (&self->stored, zg_record_free);
  g_clear_pointer (&self->theirs, zg_record_free);
  g_clear_pointer (&self->seed, zg_record_free);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_pointer (&self->receivers, g_ptr_array_unref);
  g_clear_pointer (&self->session, zg_session_unref);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->name);
  g_free (self->opinion);
  G_OBJECT_CLASS (zg_form_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
#define BIND(name) gtk_widget_class_bind_template_child (klass, ZgForm, name)
  BIND (busy);
  BIND (stepper);
  BIND (stepper_edge);
  BIND (bar);
  BIND (notice);
  BIND (notice_icon);
  BIND (notice_text);
  BIND (notice_chips);
  BIND (body);
  BIND (foot);
  BIND (foot_left);
  BIND (print);
  BIND (reasons);
  BIND (problems);
  BIND (foot_steps);
  BIND (save);
  BIND (foot_primary);
#undef BIND
}

static const struct
{
  guint           key;
  GdkModifierType state;
  const char     *action;
} bindings[] = {
  { GDK_KEY_s, GDK_CONTROL_MASK, "form.save" },
  { GDK_KEY_Return, GDK_CONTROL_MASK, "form.primary" },
  { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "form.primary" },
  { GDK_KEY_Up, GDK_ALT_MASK, "form.previous" },
  { GDK_KEY_Down, GDK_ALT_MASK, "form.next" },
  { GDK_KEY_p, GDK_CONTROL_MASK, "form.print" },
  { GDK_KEY_w, GDK_CONTROL_MASK, "form.close" },
  { GDK_KEY_Left, GDK_ALT_MASK, "form.close" },
  { GDK_KEY_F9, 0, "form.reload" },
  { GDK_KEY_r, GDK_CONTROL_MASK, "form.reload" },
  { GDK_KEY_d, GDK_CONTROL_MASK, "form.copy-previous" },
  { GDK_KEY_F1, GDK_SHIFT_MASK, "form.explain" },
};

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "form.save", NULL, on_save_cb);
  gtk_widget_class_install_action (klass, "form.primary", NULL, on_primary_cb);
  gtk_widget_class_install_action (klass, "form.previous", NULL, on_neighbour_cb);
  gtk_widget_class_install_action (klass, "form.next", NULL, on_neighbour_cb);
  gtk_widget_class_install_action (klass, "form.print", NULL, on_command_cb);
  gtk_widget_class_install_action (klass, "form.duplicate", NULL, on_command_cb);
  gtk_widget_class_install_action (klass, "form.close", NULL, on_close_cb);
  gtk_widget_class_install_action (klass, "form.reload", NULL, on_reload_cb);
  gtk_widget_class_install_action (klass, "form.explain", NULL, on_explain_cb);
  gtk_widget_class_install_action (klass, "form.copy-previous", NULL, on_copy_previous_cb);
  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding_action (klass, bindings[i].key, bindings[i].state, bindings[i].action, NULL);
}

static void
zg_form_class_init (ZgFormClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zg_form_get_property;
  object_class->dispose = zg_form_dispose;
  object_class->finalize = zg_form_finalize;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SAVED] = g_signal_new ("saved", ZG_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                 G_TYPE_INT64);
  signals[CLOSED] = g_signal_new ("closed", ZG_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NEIGHBOUR] = g_signal_new ("neighbour", ZG_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_INT);
  signals[COMMAND] = g_signal_new ("command", ZG_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
  signals[READY] = g_signal_new ("ready", ZG_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhanggui/Zhanggui/ui/kit/zg-form.ui");
  bind_children (widget_class);
  install_actions (widget_class);
  zg_form_steps_install (widget_class);
}

static void
lines_free (gpointer data)
{
  ZgFormLines *lines = data;

  g_clear_pointer (&lines->records, g_ptr_array_unref);
  g_free (lines);
}

static void
zg_form_init (ZgForm *self)
{
  GtkEventController *keys;

  self->rows = g_ptr_array_new_with_free_func (zg_form_row_free);
  self->cards = g_ptr_array_new ();
  self->lines = g_ptr_array_new_with_free_func (lines_free);
  self->labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_queue_init (&self->queue);
  gtk_widget_init_template (GTK_WIDGET (self));
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self->problems, "clicked", G_CALLBACK (on_problems_cb), self);
  g_signal_connect (self, "ready", G_CALLBACK (on_ready_leave_cb), NULL);
}

static GtkWidget *
form_new (ZgSession *session, const ZgKind *kind, gint64 id, const ZgRecord *seed)
{
  ZgForm *self = g_object_new (ZG_TYPE_FORM, NULL);

  self->session = zg_session_ref (session);
  self->kind = kind;
  self->id = id;
  self->seed = seed ? zg_record_copy (seed) : NULL;
  zg_form_set_titles (self);
  zg_form_load (self);
  return GTK_WIDGET (self);
}

GtkWidget *
zg_form_new (ZgSession *session, const ZgKind *kind, gint64 id)
{
  return form_new (session, kind, id, NULL);
}

GtkWidget *
zg_form_new_from (ZgSession *session, const ZgRecord *record)
{
  return form_new (session, record->kind, 0, record);
}

/* -- Public -- */

const ZgKind *
zg_form_get_kind (ZgForm *self)
{
  return self->kind;
}

gint64
zg_form_get_id (ZgForm *self)
{
  return self->id;
}

const char *
zg_form_get_title (ZgForm *self)
{
  return self->title;
}

const char *
zg_form_get_subtitle (ZgForm *self)
{
  return self->subtitle;
}

gboolean
zg_form_is_modified (ZgForm *self)
{
  return self->modified;
}

gboolean
zg_form_is_loading (ZgForm *self)
{
  return self->loading || self->running;
}

const ZgRecord *
zg_form_get_record (ZgForm *self)
{
  return self->record;
}

static void
on_header_button_cb (GtkButton *button, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (data), g_object_get_data (G_OBJECT (button), "zg-action"), NULL);
}

static void
add_header_button (ZgForm *self, GtkWidget *box, const char *icon, const char *label, const char *action)
{
  GtkWidget *button = zg_desk_icon_button (icon, label, NULL);

  g_object_set_data (G_OBJECT (button), "zg-action", (gpointer) action);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_header_button_cb), self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

GtkWidget *
zg_form_header_buttons (ZgForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  add_header_button (self, box, "go-up-symbolic", _ ("Previous record (Alt+↑)"), "form.previous");
  add_header_button (self, box, "go-down-symbolic", _ ("Next record (Alt+↓)"), "form.next");
  return box;
}
