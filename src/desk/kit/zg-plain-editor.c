#include "zg-attach-field.h"
#include "zg-entries.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-people.h"
#include "zg-record.h"

/* A plain GTK control in the role of a ZgEditor: text, long text, choice, yes or no. It either holds the control as its child
 * or, for a hand-made form, only stands for one that lies elsewhere. */
#define ZG_TYPE_PLAIN_EDITOR (zg_plain_editor_get_type ())
G_DECLARE_FINAL_TYPE (ZgPlainEditor, zg_plain_editor, ZG, PLAIN_EDITOR, GtkWidget)

struct _ZgPlainEditor
{
  GtkWidget      parent;
  GtkWidget     *child;   /* what lies in the form: the control or the scrolled window around it */
  GtkWidget     *control;
  gboolean       adopted;
  const ZgField *field;
  gboolean       setting;
};

static void editor_init (ZgEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZgPlainEditor, zg_plain_editor, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ZG_TYPE_EDITOR, editor_init))

static void
on_edited_cb (ZgPlainEditor *self)
{
  if (!self->setting)
    zg_editor_edited (ZG_EDITOR (self));
}

static char *
view_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter    start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
is_choice (const ZgField *field)
{
  return field->type == ZG_ENUM || field->type == ZG_ROLE;
}

/* The first entry of the list is "nothing chosen". */
static void
get_chosen (ZgPlainEditor *self, ZgCell *out)
{
  guint index = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));

  if (index == 0 || index == GTK_INVALID_LIST_POSITION)
    return;
  if (self->field->type == ZG_ROLE)
    zg_cell_set_text (out, zg_role_codes (NULL)[index - 1]);
  else
    zg_cell_set_int (out, self->field->names[index - 1].number);
}

static gboolean
get_cell (ZgEditor *editor, ZgCell *out, GError **error)
{
  ZgPlainEditor   *self = ZG_PLAIN_EDITOR (editor);
  g_autofree char *text = NULL;

  if (GTK_IS_DROP_DOWN (self->control))
    {
      get_chosen (self, out);
      return TRUE;
    }
  if (GTK_IS_CHECK_BUTTON (self->control))
    {
      zg_cell_set_int (out, gtk_check_button_get_active (GTK_CHECK_BUTTON (self->control)));
      return TRUE;
    }
  text = GTK_IS_TEXT_VIEW (self->control) ? view_text (self->control)
    : g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->control)));
  return zg_field_parse (self->field, text, out, error);
}

static void
choose (ZgPlainEditor *self, const ZgCell *cell)
{
  const char *const *codes = zg_role_codes (NULL);
  guint              index = 0;

  for (guint i = 0; cell->type == ZG_CELL_INT && self->field->names[i].id; i++)
    if (self->field->names[i].number == cell->i)
      index = i + 1;
  for (guint i = 0; cell->type == ZG_CELL_TEXT && codes[i]; i++)
    if (g_str_equal (codes[i], cell->s))
      index = i + 1;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), index);
}

static void
set_cell (ZgEditor *editor, const ZgCell *cell)
{
  ZgPlainEditor   *self = ZG_PLAIN_EDITOR (editor);
  gboolean         plain = cell->type == ZG_CELL_TEXT && self->field->type != ZG_WEEKDAYS;
  g_autofree char *text = plain ? g_strdup (cell->s) : zg_field_format (self->field, cell);

  self->setting = TRUE;
  if (GTK_IS_DROP_DOWN (self->control))
    choose (self, cell);
  else if (GTK_IS_CHECK_BUTTON (self->control))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->control), zg_cell_int (cell) != 0);
  else if (GTK_IS_TEXT_VIEW (self->control))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->control), text);
  self->setting = FALSE;
}

static GtkWidget *
get_focus_widget (ZgEditor *editor)
{
  return ZG_PLAIN_EDITOR (editor)->control;
}

static void
editor_init (ZgEditorInterface *iface)
{
  iface->get_cell = get_cell;
  iface->set_cell = set_cell;
  iface->get_focus_widget = get_focus_widget;
}

static void
zg_plain_editor_dispose (GObject *object)
{
  ZgPlainEditor *self = ZG_PLAIN_EDITOR (object);

  if (self->adopted)
    g_clear_object (&self->child);
  else
    g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (zg_plain_editor_parent_class)->dispose (object);
}

static gboolean
zg_plain_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ZG_PLAIN_EDITOR (widget)->control);
}

static void
zg_plain_editor_class_init (ZgPlainEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zg_plain_editor_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = zg_plain_editor_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
zg_plain_editor_init (ZgPlainEditor *self)
{
}

static GtkStringList *
choices (const ZgField *field)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, "");
  for (const ZgEnum *name = field->names; name && name->id; name++)
    gtk_string_list_append (list, g_dgettext (GETTEXT_PACKAGE, name->title));
  for (const char *const *code = zg_role_codes (NULL); field->type == ZG_ROLE && *code; code++)
    gtk_string_list_append (list, zg_role_title (*code));
  return list;
}

static void
listen (ZgPlainEditor *self)
{
  GtkTextBuffer *buffer;

  if (GTK_IS_DROP_DOWN (self->control))
    {
      g_autoptr (GtkStringList) model = choices (self->field);

      gtk_drop_down_set_model (GTK_DROP_DOWN (self->control), G_LIST_MODEL (model));
      g_signal_connect_object (self->control, "notify::selected", G_CALLBACK (on_edited_cb), self, G_CONNECT_SWAPPED);
    }
  else if (GTK_IS_CHECK_BUTTON (self->control))
    g_signal_connect_object (self->control, "toggled", G_CALLBACK (on_edited_cb), self, G_CONNECT_SWAPPED);
  else if (GTK_IS_TEXT_VIEW (self->control))
    {
      buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control));
      g_signal_connect_object (buffer, "changed", G_CALLBACK (on_edited_cb), self, G_CONNECT_SWAPPED);
    }
  else
    g_signal_connect_object (self->control, "changed", G_CALLBACK (on_edited_cb), self, G_CONNECT_SWAPPED);
}

static int
text_width (const ZgField *field)
{
  switch (field->type)
    {
    case ZG_PHONE:
      return 170;
    case ZG_IDCARD:
      return 200;
    default:
      return field->max > 0 && field->max <= 24 ? 170 : 0;
    }
}

static GtkWidget *
make_entry (const ZgField *field)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 1);
  gtk_entry_set_max_length (GTK_ENTRY (entry), field->max > 0 ? field->max + 50
                            : 0); /* the rule itself is told, not enforced by cutting */
  if (field->type == ZG_PHONE || field->type == ZG_IDCARD)
    zg_desk_css (entry, "num");
  return entry;
}

static GtkWidget *
make_long (ZgPlainEditor *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();

  self->control = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->control), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->control), FALSE);
  zg_desk_css (self->control, "opinion");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->control);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroll), 54);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), 180);
  zg_desk_css (scroll, "longtext");
  return scroll;
}

static GtkWidget *
plain_editor_new (const ZgField *field)
{
  ZgPlainEditor *self = g_object_new (ZG_TYPE_PLAIN_EDITOR, NULL);
  int            width = 0;

  self->field = field;
  if (field->type == ZG_LONG)
    self->child = make_long (self);
  else if (is_choice (field))
    self->child = self->control = gtk_drop_down_new (NULL, NULL);
  else if (field->type == ZG_BOOL)
    self->child = self->control = gtk_check_button_new ();
  else
    self->child = self->control = make_entry (field);
  if (is_choice (field))
    width = 170;
  else if (field->type != ZG_LONG && field->type != ZG_BOOL)
    width = text_width (field);
  if (width)
    gtk_widget_set_size_request (self->child, width, -1);
  gtk_widget_set_halign (GTK_WIDGET (self), width || field->type == ZG_BOOL ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  if (width == 0 && field->type != ZG_BOOL)
    gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  listen (self);
  return GTK_WIDGET (self);
}

ZgEditor *
zg_editor_adopt (GtkWidget *widget, const ZgField *field)
{
  ZgPlainEditor *self;

  if (ZG_IS_EDITOR (widget))
    return g_object_ref (ZG_EDITOR (widget));
  if (is_choice (field) != GTK_IS_DROP_DOWN (widget) || (field->type == ZG_BOOL) != GTK_IS_CHECK_BUTTON (widget))
    return NULL;
  if (field->type == ZG_REF || field->type == ZG_FILE)
    return NULL;
  if (!GTK_IS_DROP_DOWN (widget) && !GTK_IS_CHECK_BUTTON (widget) && !GTK_IS_TEXT_VIEW (widget) && !GTK_IS_EDITABLE (widget))
    return NULL;
  self = g_object_ref_sink (g_object_new (ZG_TYPE_PLAIN_EDITOR, NULL));
  self->field = field;
  self->adopted = TRUE;
  self->child = g_object_ref (widget);
  self->control = widget;
  listen (self);
  return ZG_EDITOR (self);
}

GtkWidget *
zg_editor_new (ZgSession *session, const ZgKind *kind, const ZgField *field)
{
  switch (field->type)
    {
    case ZG_DAY:
    case ZG_MONTH:
      return zg_day_entry_new (field->type == ZG_MONTH);
    case ZG_TIME:
      return zg_stamp_entry_new ();
    case ZG_CLOCK:
      return zg_time_entry_new ();
    case ZG_MONEY:
    case ZG_QTY:
    case ZG_DAYS:
    case ZG_MINUTES:
    case ZG_INT:
    case ZG_POINTS:
      return zg_money_entry_new (field->type);
    case ZG_REF:
      return zg_ref_entry_new (session, zg_kind_by_id (field->ref));
    case ZG_FILE:
      return zg_attach_field_new (session, kind, field);
    default:
      return plain_editor_new (field);
    }
}
