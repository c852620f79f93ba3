/* Beside an accepted delivery: the lines that labels are wanted for, all or some (R24, D19-3.2.2). How many copies the preview
 * asks. */
#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-marks.h"
#include "zg-receipt-cards.h"
#include "zg-report-paper.h"
#include "zg-stock.h"
#include "zg-window-private.h"

typedef struct
{
  ZgSession     *session; /* not owned: the editor keeps it */
  ZgLinesEditor *editor;
  GtkWidget     *box, *list, *print;
  gint64         receipt;
} Labels;

typedef struct
{
  ZgSession *session;
  gint64     receipt;
  GArray    *chosen;
} Job;

typedef struct
{
  ZgSession *session;
  GtkWidget *box;
} Asked;

static void
job_free (gpointer data)
{
  Job *job = data;

  zg_session_unref (job->session);
  g_array_unref (job->chosen);
  g_free (job);
}

static gpointer
paper_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return zg_record_may_print (job->session, db, &zg_goods_receipt, job->receipt, error)
             ? zg_stock_labels_of (db, job->receipt, job->chosen, error)
             : NULL;
}

static void
paper_free (gpointer data)
{
  zg_paper_free (data);
}

static void
on_paper_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked             *asked = data;
  g_autoptr (GError) error = NULL;
  ZgPaper           *paper = zg_desk_read_finish (asked->session, result, &error);
  GtkRoot           *root = gtk_widget_get_root (asked->box);

  if (root == NULL)
    g_clear_pointer (&paper, zg_paper_free);
  else if (paper && ZG_IS_WINDOW (root))
    zg_window_preview (ZG_WINDOW (root), paper, _ ("Barcode labels"), NULL, "goods_labels");
  else
    {
      g_clear_pointer (&paper, zg_paper_free);
      zg_desk_error (asked->box, _ ("It could not be prepared for printing"), error);
    }
  g_object_unref (asked->box);
  zg_session_unref (asked->session);
  g_free (asked);
}

static GArray *
chosen_lines (Labels *self)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row; row = gtk_widget_get_next_sibling (row))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (row)))
      g_array_append_val (chosen, *(gint64 *) g_object_get_data (G_OBJECT (row), "zg-line"));
  return chosen;
}

static void
on_print_cb (GtkButton *button, gpointer data)
{
  Labels *self = g_object_get_data (G_OBJECT (data), "zg-labels");
  Job    *job = g_new0 (Job, 1);
  Asked  *asked = g_new0 (Asked, 1);

  job->session = zg_session_ref (self->session);
  job->receipt = self->receipt;
  job->chosen = chosen_lines (self);
  asked->session = zg_session_ref (self->session);
  asked->box = g_object_ref (self->box);
  zg_desk_read_async (self->session, paper_on_reader, job, job_free, paper_free, NULL, on_paper_cb, asked);
}

static void
on_toggled_cb (GtkCheckButton *button, gpointer data)
{
  Labels            *self = g_object_get_data (G_OBJECT (data), "zg-labels");
  g_autoptr (GArray) chosen = chosen_lines (self);

  gtk_widget_set_sensitive (self->print, chosen->len > 0);
}

static void
add_line (Labels *self, const ZgRecord *line)
{
  g_autofree char *key = g_strdup_printf ("name/%" G_GINT64_FORMAT, zg_record_int (line, ZG_RECEIPT_LINE_ITEM));
  const char      *name = zg_lines_editor_known (self->editor, key);
  g_autofree char *qty = zg_field_format (&line->kind->fields[ZG_RECEIPT_LINE_ACCEPTED], &line->cells[ZG_RECEIPT_LINE_ACCEPTED]);
  g_autofree char *text = g_strdup_printf ("%s × %s", name ? name : "", qty);
  GtkWidget       *row = gtk_check_button_new_with_label (text);

  g_object_set_data_full (G_OBJECT (row), "zg-line", g_memdup2 (&line->id, sizeof line->id), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row), TRUE);
  g_signal_connect_object (row, "toggled", G_CALLBACK (on_toggled_cb), self->box, 0);
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
on_shown_cb (ZgLinesEditor *editor, gpointer data)
{
  Labels               *self = g_object_get_data (G_OBJECT (data), "zg-labels");
  const ZgRecord       *receipt = zg_lines_editor_get_document (editor);
  g_autoptr (GPtrArray) lines = zg_lines_editor_get_lines (editor);
  gboolean              any = FALSE;

  zg_desk_clear_box (self->list);
  self->receipt = receipt ? receipt->id : 0;
  for (guint i = 0; receipt && !zg_receipt_counting (receipt) && i < lines->len; i++)
    if (zg_record_int (lines->pdata[i], ZG_RECEIPT_LINE_ACCEPTED) > 0)
      {
        add_line (self, lines->pdata[i]);
        any = TRUE;
      }
  gtk_widget_set_visible (self->box, any);
  gtk_widget_set_sensitive (self->print, any);
}

static void
labels_free (gpointer data)
{
  g_object_unref (((Labels *) data)->editor);
  g_free (data);
}

GtkWidget *
zg_receipt_labels_new (ZgSession *session, ZgLinesEditor *editor)
{
  Labels    *self = g_new0 (Labels, 1);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *title = zg_desk_label (_ ("Barcode labels"), "strong");

  self->session = session;
  self->editor = g_object_ref (editor);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->print = gtk_button_new_with_mnemonic (_ ("Print _labels…"));
  g_object_set_data_full (G_OBJECT (self->box), "zg-labels", self, labels_free);
  zg_desk_css (self->box, "card panel pad");
  zg_desk_css (self->print, "ctl");
  gtk_widget_set_halign (self->print, GTK_ALIGN_START);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), zg_clause_chips_new ("D19-3.2.2"));
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_box_append (GTK_BOX (self->box), self->print);
  g_signal_connect_object (self->print, "clicked", G_CALLBACK (on_print_cb), self->box, 0);
  g_signal_connect_object (editor, "shown", G_CALLBACK (on_shown_cb), self->box, 0);
  on_shown_cb (editor, self->box);
  return self->box;
}
