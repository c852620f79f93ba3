#include "zg-print-preview.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-paper.h"
#include "zg-print-job.h"

#define THUMB_WIDTH 96
#define SCALE_STEP 1.25
#define MOST_WARNINGS 5
#define POINTS_TO_MM (25.4 / 72.0)

struct _ZgPrintPreview
{
  AdwWindow  parent;
  GPtrArray *items;   /* of ZgPrintItem */
  guint      current;
  double     scale;   /* 0: fits the width */
  guint      sent;    /* documents of the job under way */
  char      *wanted;  /* the printer to prefer */

  guint      refit;   /* source: the room has changed */

  GtkWidget *title_text, *subtitle_text, *batch, *batch_text, *thumbs, *scroller, *pages, *settings, *printer, *form, *copies,
            *range;
  GtkWidget *content, *clauses, *facts, *made, *checks, *checks_edge, *go, *smaller, *fit, *larger, *pdf;
};

enum { PRINTED, FORM_CHOSEN, PRINTER_CHOSEN, MEND, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZgPrintPreview, zg_print_preview, ADW_TYPE_WINDOW)

/* -- Items -- */

static ZgPrintItem *
item_at (ZgPrintPreview *self, guint i)
{
  return self->items->pdata[i];
}

static int
count_pages (ZgPrintPreview *self)
{
  int n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += zg_paper_layout (item_at (self, i)->paper);
  return n;
}

static gboolean
is_whole (ZgPrintPreview *self)
{
  return self->items->len > 1 && gtk_drop_down_get_selected (GTK_DROP_DOWN (self->range)) == 0;
}

/* -- Pages on the screen -- */

static void
draw_page (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  ZgPrintPreview *self = data;
  ZgPaper        *paper = item_at (self, self->current)->paper;
  int             page = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (area), "zg-page"));
  double          scale = width / zg_paper_width (paper);

  cairo_set_source_rgb (cr, 1, 1, 1); /* paper is white in the dark too */
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  zg_paper_draw_page (paper, cr, page);
}

static GtkWidget *
page_area (ZgPrintPreview *self, int page, double width)
{
  ZgPaper         *paper = item_at (self, self->current)->paper;
  GtkWidget       *area = gtk_drawing_area_new ();
  g_autofree char *name = g_strdup_printf (_ ("Page %d"), page + 1);

  g_object_set_data (G_OBJECT (area), "zg-page", GINT_TO_POINTER (page));
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), (int) width);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), (int) (width * zg_paper_height (paper) / zg_paper_width (paper)));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_page, self, NULL);
  gtk_widget_set_halign (area, GTK_ALIGN_CENTER);
  zg_desk_css (area, "paper");
  zg_desk_name (area, name);
  return area;
}

static double
page_width (ZgPrintPreview *self)
{
  double points = zg_paper_width (item_at (self, self->current)->paper);
  int    room = gtk_widget_get_width (self->scroller);

  if (self->scale > 0)
    return points * self->scale;
  return room > 100 ? MIN (room - 60, points * 1.6) : points * 1.12;
}

static void
show_pages (ZgPrintPreview *self)
{
  ZgPaper *paper = item_at (self, self->current)->paper;
  int      n = zg_paper_layout (paper);

  zg_desk_clear_box (self->pages);
  for (int i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (self->pages), page_area (self, i, page_width (self)));
}

static void
show_thumbs (ZgPrintPreview *self)
{
  int        n = zg_paper_layout (item_at (self, self->current)->paper);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->thumbs)))
    gtk_list_box_remove (GTK_LIST_BOX (self->thumbs), row);
  for (int i = 0; i < n; i++)
    {
      GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
      g_autofree char *text = g_strdup_printf (_ ("Page %d"), i + 1);
      GtkWidget       *label = gtk_label_new (text);

      zg_desk_css (label, "small");
      gtk_box_append (GTK_BOX (box), page_area (self, i, THUMB_WIDTH));
      gtk_box_append (GTK_BOX (box), label);
      gtk_list_box_append (GTK_LIST_BOX (self->thumbs), box);
    }
}

static void
show_words (ZgPrintPreview *self)
{
  ZgPrintItem     *item = item_at (self, self->current);
  int              pages = is_whole (self) ? count_pages (self) : zg_paper_layout (item->paper);
  g_autofree char *batch = g_strdup_printf ("%u / %u", self->current + 1, self->items->len);
  g_autofree char *go = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Print %d page", "_Print %d pages", (gulong) pages),
                                         pages);

  gtk_label_set_text (GTK_LABEL (self->title_text), item->title);
  gtk_label_set_text (GTK_LABEL (self->subtitle_text), item->subtitle ? item->subtitle : "");
  gtk_label_set_text (GTK_LABEL (self->batch_text), batch);
  gtk_button_set_label (GTK_BUTTON (self->go), go);
  gtk_widget_set_visible (self->batch, self->items->len > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.previous", self->current > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.next", self->current + 1 < self->items->len);
}

guint
zg_print_preview_get_current (ZgPrintPreview *self)
{
  return self->current;
}

/* -- What was checked -- */

static void
on_mend_cb (ZgPrintPreview *self)
{
  ZgPrintItem *item = item_at (self, self->current);

  g_signal_emit (self, signals[MEND], 0, item->kind, item->record);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_check (ZgPrintPreview *self, const char *text, gboolean passed, gboolean mends)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name (passed ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  GtkWidget *label = zg_desk_label (text, "small dim-label"), *mend;

  zg_desk_css (icon, passed ? "ok" : "warn");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), label);
  gtk_widget_set_size_request (row, -1, mends ? 42 : 24); /* what stands beside small text measures less without a width */
  if (mends)
    {
      mend = gtk_button_new_with_mnemonic (_ ("_Go and fill in"));
      zg_desk_css (mend, "flat small");
      gtk_widget_set_valign (mend, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (mend, "clicked", G_CALLBACK (on_mend_cb), self);
      gtk_box_append (GTK_BOX (row), mend);
    }
  gtk_box_append (GTK_BOX (self->checks), row);
}

/* Of many things missing the first few are named: they are mended in the same place. */
static void
show_checks (ZgPrintPreview *self)
{
  ZgPrintItem *item = item_at (self, self->current);
  GPtrArray   *warnings = zg_paper_warnings (item->paper);
  gboolean     signs, alone = zg_paper_signs_alone (item->paper, &signs);

  zg_desk_clear_box (self->checks);
  if (signs)
    add_check (self,
               alone ? _ ("The signatures stand on a page of their own") : _ ("The signatures do not stand on a page alone"),
               !alone, FALSE);
  for (guint i = 0; i < MIN (warnings->len, MOST_WARNINGS); i++)
    add_check (self, warnings->pdata[i], FALSE, item->kind && i == 0);
  if (warnings->len > MOST_WARNINGS)
    {
      g_autofree char *more = g_strdup_printf (_ ("and %u more"), warnings->len - MOST_WARNINGS);

      add_check (self, more, FALSE, FALSE);
    }
  gtk_widget_set_visible (self->checks_edge, signs || warnings->len > 0);
}

void
zg_print_preview_set_current (ZgPrintPreview *self, guint item)
{
  g_return_if_fail (ZG_IS_PRINT_PREVIEW (self) && item < self->items->len);
  self->current = item;
  show_words (self);
  show_thumbs (self);
  show_pages (self);
  show_checks (self);
}

/* -- What the papers can do without -- */

static void
show_parts (ZgPrintPreview *self)
{
  ZgPaperPart parts = ZG_PAPER_ALL;

  for (guint i = 0; i < self->items->len; i++)
    parts |= zg_paper_parts (item_at (self, i)->paper);
  gtk_widget_set_visible (self->clauses, (parts & ZG_PAPER_CLAUSES) != 0);
  gtk_widget_set_visible (self->facts, (parts & ZG_PAPER_FACTS) != 0);
  gtk_widget_set_visible (self->made, (parts & ZG_PAPER_MADE) != 0);
  gtk_widget_set_visible (self->content, parts != ZG_PAPER_ALL);
}

static void
on_part_cb (ZgPrintPreview *self)
{
  ZgPaperPart without = ZG_PAPER_ALL;

  if (!gtk_check_button_get_active (GTK_CHECK_BUTTON (self->clauses)))
    without |= ZG_PAPER_CLAUSES;
  if (!gtk_check_button_get_active (GTK_CHECK_BUTTON (self->facts)))
    without |= ZG_PAPER_FACTS;
  if (!gtk_check_button_get_active (GTK_CHECK_BUTTON (self->made)))
    without |= ZG_PAPER_MADE;
  for (guint i = 0; i < self->items->len; i++)
    zg_paper_leave_out (item_at (self, i)->paper, without);
  zg_print_preview_set_current (self, self->current);
}

/* -- Onto paper -- */

gboolean
zg_print_preview_save_pdf (ZgPrintPreview *self, const char *path, GError **error)
{
  g_autofree ZgPaper **papers = NULL;

  g_return_val_if_fail (ZG_IS_PRINT_PREVIEW (self), FALSE);
  if (!is_whole (self))
    return zg_paper_save_pdf (item_at (self, self->current)->paper, path, error);
  papers = g_new0 (ZgPaper *, self->items->len);
  for (guint i = 0; i < self->items->len; i++)
    papers[i] = item_at (self, i)->paper;
  return zg_papers_save_pdf (papers, (int) self->items->len, path, error);
}

static void
on_file_chosen (GFile *file, gpointer data)
{
  ZgPrintPreview    *self = data;
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    return;
  if (zg_print_preview_save_pdf (self, g_file_peek_path (file), &error))
    g_signal_emit (self, signals[PRINTED], 0, is_whole (self) ? self->items->len : 1);
  else
    zg_desk_error (GTK_WIDGET (self), _ ("The PDF was not saved"), error);
}

static void
on_pdf_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgPrintPreview  *self = ZG_PRINT_PREVIEW (widget);
  ZgPrintItem     *item = item_at (self, self->current);
  g_autofree char *text = g_strdup_printf ("%s%s%s.pdf", item->title, item->subtitle && !is_whole (self) ? " " : "",
                                           item->subtitle && !is_whole (self) ? item->subtitle : "");
  g_autofree char *file = zg_desk_file_name (text);

  zg_desk_save_file (widget, _ ("Save as PDF"), file, on_file_chosen, self);
}

static void
on_printed (GObject *owner, const GError *error)
{
  ZgPrintPreview *self = ZG_PRINT_PREVIEW (owner);

  if (error)
    zg_desk_error (GTK_WIDGET (self), _ ("It was not printed"), error);
  else
    g_signal_emit (self, signals[PRINTED], 0, self->sent);
}

static char *
chosen_printer (ZgPrintPreview *self)
{
  GtkStringList *printers = GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (self->printer)));
  guint          chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->printer));

  return chosen > 0 && chosen != GTK_INVALID_LIST_POSITION ? g_strdup (gtk_string_list_get_string (printers, chosen)) : NULL;
}

static void
on_print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgPrintPreview  *self = ZG_PRINT_PREVIEW (widget);
  g_autofree char *printer = chosen_printer (self);

  gtk_spin_button_update (GTK_SPIN_BUTTON (self->copies)); /* what is typed is no value yet */
  self->sent = is_whole (self) ? self->items->len : 1;
  zg_print_job_run (GTK_WINDOW (self), self->items, is_whole (self) ? 0 : self->current, self->sent,
                    gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->copies)), printer, on_printed, G_OBJECT (self));
}

/* -- Printers -- */

static void
on_printer_found (GObject *owner, const char *printer)
{
  ZgPrintPreview *self = ZG_PRINT_PREVIEW (owner);
  GtkStringList  *printers = GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (self->printer)));
  guint           n = g_list_model_get_n_items (G_LIST_MODEL (printers));

  gtk_string_list_append (printers, printer);
  if (g_strcmp0 (printer, self->wanted) == 0)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->printer), n);
}

static void
on_printer_cb (ZgPrintPreview *self)
{
  g_autofree char *printer = chosen_printer (self);

  g_signal_emit (self, signals[PRINTER_CHOSEN], 0, printer ? printer : "");
}

void
zg_print_preview_set_printer (ZgPrintPreview *self, const char *printer)
{
  g_return_if_fail (ZG_IS_PRINT_PREVIEW (self));
  g_free (self->wanted);
  self->wanted = g_strdup (printer);
}

static void
fill_printers (ZgPrintPreview *self)
{
  g_autoptr (GtkStringList) printers = gtk_string_list_new ((const char *const[]){ _ ("Ask when printing"), NULL });

  gtk_drop_down_set_model (GTK_DROP_DOWN (self->printer), G_LIST_MODEL (printers));
  g_signal_connect_swapped (self->printer, "notify::selected", G_CALLBACK (on_printer_cb), self);
  zg_print_printers (G_OBJECT (self), on_printer_found);
}

/* -- Actions -- */

static void
on_move_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgPrintPreview *self = ZG_PRINT_PREVIEW (widget);

  if (g_str_equal (name, "preview.next") && self->current + 1 < self->items->len)
    zg_print_preview_set_current (self, self->current + 1);
  else if (g_str_equal (name, "preview.previous") && self->current > 0)
    zg_print_preview_set_current (self, self->current - 1);
}

static void
on_zoom_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZgPrintPreview *self = ZG_PRINT_PREVIEW (widget);
  double          now = page_width (self) / zg_paper_width (item_at (self, self->current)->paper);

  if (g_str_equal (name, "preview.fit"))
    self->scale = 0;
  else
    self->scale = CLAMP (g_str_equal (name, "preview.larger") ? now * SCALE_STEP : now / SCALE_STEP, .3, 4);
  show_pages (self);
}

static void
on_close_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
on_thumb_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  ZgPrintPreview *self = data;
  GtkAdjustment  *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  GtkWidget      *page = gtk_widget_get_first_child (self->pages);
  double          x, y;

  for (int i = row ? gtk_list_box_row_get_index (row) : 0; i > 0 && page; i--)
    page = gtk_widget_get_next_sibling (page);
  if (row && page && gtk_widget_translate_coordinates (page, self->pages, 0, 0, &x, &y))
    gtk_adjustment_set_value (adjustment, y);
}

/* -- Window -- */

static void
zg_print_preview_dispose (GObject *object)
{
  g_clear_handle_id (&ZG_PRINT_PREVIEW (object)->refit, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZG_TYPE_PRINT_PREVIEW);
  G_OBJECT_CLASS (zg_print_preview_parent_class)->dispose (object);
}

static void
zg_print_preview_finalize (GObject *object)
{
  g_clear_pointer (&ZG_PRINT_PREVIEW (object)->items, g_ptr_array_unref);
  g_free (ZG_PRINT_PREVIEW (object)->wanted);
  G_OBJECT_CLASS (zg_print_preview_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
#define BIND(name) gtk_widget_class_bind_template_child (klass, ZgPrintPreview, name)
  BIND (title_text);
  BIND (subtitle_text);
  BIND (batch);
  BIND (batch_text);
  BIND (thumbs);
  BIND (scroller);
  BIND (pages);
  BIND (settings);
  BIND (printer);
  BIND (form);
  BIND (copies);
  BIND (range);
  BIND (content);
  BIND (clauses);
  BIND (facts);
  BIND (made);
  BIND (checks);
  BIND (checks_edge);
  BIND (go);
  BIND (smaller);
  BIND (fit);
  BIND (larger);
  BIND (pdf);
#undef BIND
}

static void
zg_print_preview_class_init (ZgPrintPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zg_print_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = zg_print_preview_finalize;
  signals[PRINTED] = g_signal_new ("printed", ZG_TYPE_PRINT_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_UINT);
  signals[FORM_CHOSEN] = g_signal_new ("form-chosen", ZG_TYPE_PRINT_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PRINTER_CHOSEN] = g_signal_new ("printer-chosen", ZG_TYPE_PRINT_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MEND] = g_signal_new ("mend", ZG_TYPE_PRINT_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_STRING, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhanggui/Zhanggui/ui/kit/zg-print-preview.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "preview.previous", NULL, on_move_cb);
  gtk_widget_class_install_action (widget_class, "preview.next", NULL, on_move_cb);
  gtk_widget_class_install_action (widget_class, "preview.smaller", NULL, on_zoom_cb);
  gtk_widget_class_install_action (widget_class, "preview.larger", NULL, on_zoom_cb);
  gtk_widget_class_install_action (widget_class, "preview.fit", NULL, on_zoom_cb);
  gtk_widget_class_install_action (widget_class, "preview.pdf", NULL, on_pdf_cb);
  gtk_widget_class_install_action (widget_class, "preview.print", NULL, on_print_cb);
  gtk_widget_class_install_action (widget_class, "preview.close", NULL, on_close_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "preview.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "preview.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "preview.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "preview.next", NULL);
}

static gboolean
fit_again (gpointer data)
{
  ZgPrintPreview *self = data;

  self->refit = 0;
  if (self->items && self->items->len > 0)
    show_pages (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: this is told in the middle of an allocation. */
static void
on_room_cb (ZgPrintPreview *self)
{
  if (self->scale <= 0 && self->refit == 0)
    self->refit = g_idle_add (fit_again, self);
}

static void
zg_print_preview_init (ZgPrintPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller)), "notify::page-size",
                           G_CALLBACK (on_room_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self->thumbs, "row-selected", G_CALLBACK (on_thumb_cb), self);
  g_signal_connect_swapped (self->clauses, "toggled", G_CALLBACK (on_part_cb), self);
  g_signal_connect_swapped (self->facts, "toggled", G_CALLBACK (on_part_cb), self);
  g_signal_connect_swapped (self->made, "toggled", G_CALLBACK (on_part_cb), self);
}

static void
fill_ranges (ZgPrintPreview *self)
{
  g_autoptr (GtkStringList) ranges = gtk_string_list_new (NULL);

  if (self->items->len > 1)
    gtk_string_list_append (ranges, _ ("All documents"));
  gtk_string_list_append (ranges, _ ("This document"));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->range), G_LIST_MODEL (ranges));
  g_signal_connect_swapped (self->range, "notify::selected", G_CALLBACK (show_words), self);
}

/* All documents of a batch go on the same paper. */
static void
on_form_cb (ZgPrintPreview *self)
{
  const ZgPaperForm *form = &zg_paper_forms[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->form))];

  for (guint i = 0; i < self->items->len; i++)
    zg_paper_set_form (item_at (self, i)->paper, form);
  zg_print_preview_set_current (self, self->current);
  g_signal_emit (self, signals[FORM_CHOSEN], 0, form->id);
}

/* A paper of a size of its own, as a label has, stays as it is. */
static void
fill_forms (ZgPrintPreview *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  ZgPaper                  *paper = item_at (self, 0)->paper;
  const ZgPaperForm        *form = zg_paper_get_form (paper);
  g_autofree char          *size = g_strdup_printf ("%.0f × %.0f mm", zg_paper_width (paper) * POINTS_TO_MM,
                                                    zg_paper_height (paper) * POINTS_TO_MM);

  for (const ZgPaperForm *one = zg_paper_forms; form && one->id; one++)
    gtk_string_list_append (titles, g_dgettext (GETTEXT_PACKAGE, one->title));
  if (form == NULL)
    gtk_string_list_append (titles, size);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->form), G_LIST_MODEL (titles));
  gtk_widget_set_sensitive (self->form, form != NULL);
  if (form == NULL)
    return;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->form), (guint) (form - zg_paper_forms));
  g_signal_connect_swapped (self->form, "notify::selected", G_CALLBACK (on_form_cb), self);
}

GtkWidget *
zg_print_preview_new (GtkWindow *parent, GPtrArray *items)
{
  ZgPrintPreview *self;

  g_return_val_if_fail (items->len > 0, NULL);
  self = g_object_new (ZG_TYPE_PRINT_PREVIEW, "transient-for", parent, "modal", parent != NULL, NULL);
  self->items = items;
  fill_ranges (self);
  fill_forms (self);
  fill_printers (self);
  show_parts (self);
  zg_print_preview_set_current (self, 0);
  gtk_window_set_focus (GTK_WINDOW (self), self->go);
  return GTK_WIDGET (self);
}
