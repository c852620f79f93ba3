/* Lines counted with a barcode scanner, which types a code and Enter: each scan counts its line up by one, or makes it. "*12"
 * sets the last one to twelve, F8 takes the last scan back. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-desk-util.h"
#include "zg-lines-private.h"

#define ONE 1000 /* a piece, thousandths */
#define MOST 1000000

typedef struct
{
  const ZgKind *kind; /* what is looked for */
  char         *code;
} Search;

typedef struct
{
  gint64 id;
  char  *title;
} Found;

static void
search_free (gpointer data)
{
  g_free (((Search *) data)->code);
  g_free (data);
}

static void
found_free (gpointer data)
{
  g_free (((Found *) data)->title);
  g_free (data);
}

static gpointer
find_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Search *search = data;
  gint64  id = zg_book_find (db, search->kind, search->code, error);
  Found  *found;

  if (id == 0)
    return NULL;
  found = g_new0 (Found, 1);
  found->id = id;
  found->title = zg_book_title (db, search->kind, id);
  return found;
}

/* -- Lines -- */

static ZgLine *
line_at (ZgLinesEditor *self, int place)
{
  return place >= 0 ? g_list_model_get_item (G_LIST_MODEL (self->lines), (guint) place) : NULL;
}

/* The line in hand: in the strip, else the selected one. -1: none. */
static int
in_hand (ZgLinesEditor *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  return self->edited >= 0 ? self->edited : selected == GTK_INVALID_LIST_POSITION ? -1 : (int) selected;
}

static gboolean
is_beside (const ZgRecord *a, const ZgRecord *b)
{
  for (int i = 0; i < a->kind->n_fields; i++)
    if (g_strcmp0 (a->kind->fields[i].ref, "stock_location") == 0)
      return zg_record_int (a, i) == zg_record_int (b, i);
  return FALSE;
}

/* Goods may lie in several lines: the one in hand goes before one at the same place, this before any other. */
static int
place_of (ZgLinesEditor *self, gint64 id)
{
  int                place = in_hand (self), first = -1;
  g_autoptr (ZgLine) held = line_at (self, place);

  if (held && zg_record_int (held->record, self->ref) == id)
    return place;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lines)); i++)
    {
      g_autoptr (ZgLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

      if (zg_record_int (line->record, self->ref) != id)
        continue;
      if (held && is_beside (line->record, held->record))
        return (int) i;
      first = first < 0 ? (int) i : first;
    }
  return first;
}

static ZgRecord *
line_for (ZgLinesEditor *self, int place, gint64 id)
{
  g_autoptr (ZgLine) line = line_at (self, place), held = line_at (self, in_hand (self));
  ZgRecord          *record = line ? zg_record_copy (line->record) : zg_record_new (self->kind);

  if (line == NULL)
    {
      zg_record_begin (record, zg_session_person (self->session), zg_session_staff (self->session));
      zg_record_set_int (record, self->ref, id);
      if (self->face && self->face->begin && self->document)
        self->face->begin (self->document, held ? held->record : NULL, record);
    }
  return record;
}

/* @qty: what the line shall say. */
static void
put_qty (ZgLinesEditor *self, gint64 id, gint64 qty)
{
  int                place = place_of (self, id);
  ZgRecord          *record = line_for (self, place, id);
  g_autoptr (ZgLine) line = zg_line_new (record, TRUE);
  gpointer           additions[1] = { line };
  guint              n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  zg_record_set_int (record, self->qty, qty);
  if (self->kind->recompute)
    self->kind->recompute (record);
  g_list_store_splice (self->lines, place < 0 ? n : (guint) place, place < 0 ? 0 : 1, additions, 1);
  gtk_single_selection_set_selected (self->selection, place < 0 ? n : (guint) place);
  zg_lines_load_strip (self, self->grows ? -1 : place < 0 ? (int) n : place);
  zg_lines_announce (self);
}

static gint64
qty_of (ZgLinesEditor *self, gint64 id)
{
  int                place = place_of (self, id);
  g_autoptr (ZgLine) line = line_at (self, place);

  return line ? zg_record_int (line->record, self->qty) : 0;
}

static void
say (ZgLinesEditor *self, const char *text, gboolean bad)
{
  gtk_label_set_text (GTK_LABEL (self->scanned), text);
  if (bad)
    gtk_widget_add_css_class (self->scanned, "errtext");
  else
    gtk_widget_remove_css_class (self->scanned, "errtext");
}

static void
say_qty (ZgLinesEditor *self)
{
  g_autofree char *key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, self->kind->fields[self->ref].ref, self->last);
  const char      *title = g_hash_table_lookup (self->titles, key);
  ZgCell           cell = { .type = ZG_CELL_INT, .i = qty_of (self, self->last) };
  g_autofree char *qty = zg_field_format (&self->kind->fields[self->qty], &cell);
  int              place = place_of (self, self->last);
  g_autofree char *words = NULL, *text = NULL;

  if (self->face && self->face->verdict && place >= 0)
    {
      g_autoptr (ZgLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), (guint) place);

      self->face->verdict (line->record, &words);
    }
  text = g_strdup_printf ("%s × %s%s%s", title ? title : "", qty, words ? " · " : "", words ? words : "");
  say (self, text, FALSE);
}

/* -- What comes in -- */

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgLinesEditor) self = data;
  g_autoptr (GError)        error = NULL;
  Found                    *found = zg_desk_read_finish (self->session, result, &error);

  if (self->box == NULL || !self->editable) /* closed meanwhile */
    {
      g_clear_pointer (&found, found_free);
      return;
    }
  if (found == NULL)
    {
      say (self, error ? error->message : "", TRUE);
      gtk_widget_error_bell (self->scan);
      return;
    }
  g_hash_table_insert (self->titles, g_strdup_printf ("%s/%" G_GINT64_FORMAT, self->kind->fields[self->ref].ref, found->id),
                       g_strdup (found->title));
  self->last = found->id;
  put_qty (self, found->id, qty_of (self, found->id) + ONE);
  say_qty (self);
  found_free (found);
}

static gboolean
set_last (ZgLinesEditor *self, const char *text)
{
  char  *end;
  gint64 n = g_ascii_strtoll (text, &end, 10);

  if (self->last == 0 || end == text || *end || n < 0 || n > MOST)
    return FALSE;
  put_qty (self, self->last, n * ONE);
  say_qty (self);
  return TRUE;
}

static void
on_scan_cb (GtkEntry *entry, gpointer data)
{
  ZgLinesEditor   *self = data;
  g_autofree char *code = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  Search          *search;

  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  if (*code == '\0')
    return;
  if (*code == '*')
    {
      if (!set_last (self, code + 1))
        say (self, _ ("Scan something first, then “*12” for twelve of it."), TRUE);
      return;
    }
  search = g_new0 (Search, 1);
  search->kind = zg_kind_by_id (self->kind->fields[self->ref].ref);
  search->code = g_steal_pointer (&code);
  zg_desk_read_async (self->session, find_on_reader, search, search_free, found_free, NULL, on_found_cb, g_object_ref (self));
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, gpointer data)
{
  ZgLinesEditor *self = data;

  if (keyval == GDK_KEY_F2)
    {
      guint place = gtk_single_selection_get_selected (self->selection);

      if (place != GTK_INVALID_LIST_POSITION)
        zg_lines_edit (self, (int) place);
      return place != GTK_INVALID_LIST_POSITION;
    }
  if (keyval != GDK_KEY_F8 || self->last == 0 || qty_of (self, self->last) < ONE)
    return FALSE;
  put_qty (self, self->last, qty_of (self, self->last) - ONE);
  say_qty (self);
  return TRUE;
}

/* -- Where it comes in -- */

static void
on_add_cb (ZgLinesEditor *self)
{
  self->adding = TRUE;
  zg_lines_load_strip (self, -1);
  zg_lines_focus_first (self);
}

static int
first_ref (const ZgKind *kind)
{
  for (int i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == ZG_REF)
      return i;
  return -1;
}

void
zg_lines_build_scan (ZgLinesEditor *self)
{
  GtkWidget          *row, *add;
  GtkEventController *keys;

  if (self->kind->scans == NULL || self->session == NULL)
    return;
  self->ref = first_ref (self->kind);
  self->qty = zg_kind_field (self->kind, self->kind->scans);
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->scan = gtk_entry_new ();
  self->scanned = zg_desk_label ("", "strong");
  add = gtk_button_new_with_mnemonic (_ ("_Without a code…"));
  keys = gtk_event_controller_key_new ();
  zg_desk_css (row, "pad");
  zg_desk_name (self->scan, _ ("Scan a barcode, or type a code"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->scan), _ ("Scan a barcode, or type a code"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->scan), GTK_ENTRY_ICON_PRIMARY, "system-search-symbolic");
  gtk_editable_set_width_chars (GTK_EDITABLE (self->scan), 28);
  gtk_label_set_ellipsize (GTK_LABEL (self->scanned), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->scanned), 0);
  gtk_widget_set_hexpand (self->scanned, TRUE);
  g_signal_connect (self->scan, "activate", G_CALLBACK (on_scan_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (self->scan, keys);
  gtk_box_append (GTK_BOX (row), self->scan);
  gtk_box_append (GTK_BOX (row), self->scanned);
  zg_desk_css (add, "ctl flat");
  gtk_widget_set_tooltip_text (add, _ ("Type a line by hand"));
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add_cb), self);
  gtk_widget_set_visible (add, self->grows);
  gtk_box_append (GTK_BOX (row), add);
  gtk_box_append (GTK_BOX (self->box), row);
}

gboolean
zg_lines_editor_grab_scan (ZgLinesEditor *self)
{
  return self->scan && gtk_widget_get_visible (gtk_widget_get_parent (self->scan)) && gtk_widget_grab_focus (self->scan);
}

static gboolean
on_idle_cb (gpointer data)
{
  ZgLinesEditor *self = data;

  if (self->box && self->editable && self->edited < 0 && !self->adding)
    zg_lines_editor_grab_scan (self);
  return G_SOURCE_REMOVE;
}

static void
on_released_cb (GtkGestureClick *click, int n, double x, double y, gpointer data)
{
  if (n == 1)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_idle_cb, g_object_ref (data), g_object_unref);
}

void
zg_lines_return_from (ZgLinesEditor *self, GtkWidget *widget)
{
  GtkGesture *click;

  if (self->scan == NULL)
    return;
  click = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "released", G_CALLBACK (on_released_cb), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}
