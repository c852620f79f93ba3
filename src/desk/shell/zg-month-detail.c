#include "zg-month-detail.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-marks.h"
#include "zg-month-data.h"
#include "zg-policy.h"
#include "zg-small-window.h"

#define PANEL_HEIGHT 115
#define CLAUSES_WIDTH 340
#define CLAUSE_LINES 4 /* of all clauses together */
#define PAPERS_WIDTH 136
#define BUTTONS_WIDTH 118

struct _ZgMonthDetail
{
  AdwBin parent;

  GtkStack  *stack;
  GtkWidget *name, *day, *pill, *schedule, *sentence, *clauses, *papers, *slip, *punches;
};

G_DEFINE_FINAL_TYPE (ZgMonthDetail, zg_month_detail, ADW_TYPE_BIN)

/* -- What is shown -- */

static void
empty_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)))
    gtk_box_remove (GTK_BOX (box), child);
}

static void
show_clauses (ZgMonthDetail *self, const ZgMonthDetailText *text)
{
  empty_box (self->clauses);
  for (guint i = 0; i < text->clauses->len; i++)
    {
      const ZgClause *clause = zg_clause_by_id (text->clauses->pdata[i]);
      GtkWidget      *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget      *words = zg_desk_label (clause == NULL ? "" : zg_interface_is_chinese () ? clause->zh : clause->en, NULL);

      gtk_label_set_wrap (GTK_LABEL (words), TRUE); /* as many lines as the panel has room for */
      gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (words), (int) MAX (1, CLAUSE_LINES / MAX (text->clauses->len, 1)));
      gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (words, gtk_label_get_text (GTK_LABEL (words)));
      gtk_label_set_width_chars (GTK_LABEL (words), 1);
      gtk_label_set_max_width_chars (GTK_LABEL (words), 1); /* as wide as the column, no more */
      gtk_widget_set_hexpand (words, TRUE);
      gtk_widget_set_size_request (row, -1, 24);
      gtk_box_append (GTK_BOX (row), zg_clause_chip_new (text->clauses->pdata[i]));
      gtk_box_append (GTK_BOX (row), words);
      gtk_box_append (GTK_BOX (self->clauses), row);
    }
}

static void
on_paper_cb (GtkButton *button, ZgMonthDetail *self)
{
  g_signal_emit_by_name (self, "paper", gtk_button_get_label (button));
}

static void
show_papers (ZgMonthDetail *self, const ZgMonthDetailText *text)
{
  empty_box (self->papers);
  for (guint i = 0; i < text->papers->len && i < 3; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (text->papers->pdata[i]);

      zg_desk_css (button, "flat linkrow");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_paper_cb), self, 0);
      gtk_box_append (GTK_BOX (self->papers), button);
    }
  if (text->papers->len == 0)
    gtk_box_append (GTK_BOX (self->papers), zg_desk_label (_ ("No leave, no slip"), "small dim-label"));
}

void
zg_month_detail_set (ZgMonthDetail *self, const ZgMonth *month, int line, int day)
{
  g_autoptr (ZgMonthDetailText) text = month && line >= 0 && day >= 0 ? zg_month_data_detail (month, line, day) : NULL;

  gtk_stack_set_visible_child_name (self->stack, text ? "cell" : "none");
  gtk_label_set_text (GTK_LABEL (self->sentence), text ? text->sentence : "");
  if (text == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->name), text->name);
  gtk_label_set_text (GTK_LABEL (self->day), text->day);
  zg_pill_set (self->pill, *text->mark ? text->mark : NULL, text->tone);
  gtk_label_set_text (GTK_LABEL (self->schedule), text->schedule);
  show_clauses (self, text);
  show_papers (self, text);
}

void
zg_month_detail_popup_clause (ZgMonthDetail *self)
{
  GtkWidget *row = gtk_widget_get_first_child (self->clauses);

  if (row && gtk_widget_get_mapped (row))
    zg_clause_chip_popup (ZG_CLAUSE_CHIP (gtk_widget_get_first_child (row)));
}

const char *
zg_month_detail_get_sentence (ZgMonthDetail *self)
{
  return gtk_label_get_text (GTK_LABEL (self->sentence));
}

/* -- Everything about a cell -- */

static GtkWidget *
lines_box (const ZgMonth *month, int line, int day)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 7);
  g_autofree char *text = zg_attendance_explain (month, line, day, TRUE), *full = zg_attendance_explain_full (month, line);
  g_auto (GStrv)   lines = g_strsplit (text, "\n", -1);

  for (int i = 0; i <= (int) g_strv_length (lines); i++)
    {
      GtkWidget *label = zg_desk_label (lines[i] ? lines[i] : full, i == 0 ? "strong" : NULL);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_box_append (GTK_BOX (box), label);
      if (i == 0)
        gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
    }
  zg_desk_css (box, "pad");
  return box;
}

GtkWindow *
zg_month_explain_present (GtkWidget *near, const ZgMonth *month, int line, int day)
{
  g_autofree char *when = zg_month_data_day_text (month, day);
  g_autofree char *title = g_strdup_printf ("%s · %s", month->lines[line].name, when);

  return zg_small_window_present (near, title, lines_box (month, line, day), 640, 440);
}

/* -- Building -- */

static void
on_button_cb (GtkWidget *button, ZgMonthDetail *self)
{
  g_signal_emit_by_name (self, g_object_get_data (G_OBJECT (button), "signal"));
}

static GtkWidget *
add_button (ZgMonthDetail *self, GtkWidget *box, const char *label, const char *signal, const char *css)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  zg_desk_css (button, css);
  g_object_set_data (G_OBJECT (button), "signal", (gpointer) signal);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_button_cb), self, 0);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
words_column (ZgMonthDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->name = zg_desk_label ("", "mid");
  self->day = zg_desk_label ("", "strong num");
  self->pill = zg_pill_new (NULL, ZG_TONE_NEUTRAL);
  self->schedule = zg_desk_label ("", "small dim-label num");
  self->sentence = zg_desk_label ("", "num");
  gtk_widget_set_size_request (head, -1, 26);
  gtk_widget_set_valign (self->pill, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (self->schedule), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (self->sentence), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->sentence), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (self->sentence), 2);
  gtk_label_set_ellipsize (GTK_LABEL (self->sentence), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (head), self->name);
  gtk_box_append (GTK_BOX (head), self->day);
  gtk_box_append (GTK_BOX (head), self->pill);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->schedule);
  gtk_box_append (GTK_BOX (box), self->sentence);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

/* A narrow column with a heading; hexpand stays with the words. */
static GtkWidget *
side_column (GtkWidget *parent, const char *heading, int width)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1), *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  gtk_widget_set_size_request (column, width, -1);
  gtk_widget_set_hexpand (column, FALSE);
  g_object_set (column, "hexpand-set", TRUE, NULL);
  gtk_box_append (GTK_BOX (column), zg_desk_label (heading, "small dim-label"));
  gtk_box_append (GTK_BOX (column), inside);
  gtk_box_append (GTK_BOX (parent), column);
  return inside;
}

static GtkWidget *
cell_page (ZgMonthDetail *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18), *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_box_append (GTK_BOX (box), words_column (self));
  self->clauses = side_column (box, _ ("Grounds"), CLAUSES_WIDTH);
  self->papers = side_column (box, _ ("Papers"), PAPERS_WIDTH);
  self->slip = add_button (self, buttons, _ ("Enter slip…"), "slip", "ctl");
  self->punches = add_button (self, buttons, _ ("Raw punches"), "punches", "ctl flat");
  add_button (self, buttons, _ ("Explain in full"), "explain", "ctl flat");
  gtk_widget_set_size_request (buttons, BUTTONS_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

static void
zg_month_detail_class_init (ZgMonthDetailClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  g_signal_new ("slip", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("punches", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("explain", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("paper", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
zg_month_detail_init (ZgMonthDetail *self)
{
  GtkWidget *none =
    zg_desk_label (_ ("Choose a day to see what it is and why. N goes to the next exception, Enter explains in full."),
                   "dim-label");

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, none, "none");
  gtk_stack_add_named (self->stack, cell_page (self), "cell");
  gtk_widget_set_size_request (GTK_WIDGET (self->stack), -1, PANEL_HEIGHT - 17);
  gtk_widget_set_valign (none, GTK_ALIGN_START);
  zg_desk_css (GTK_WIDGET (self), "detail-panel");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
zg_month_detail_new (gboolean may_slip, gboolean may_punches)
{
  ZgMonthDetail *self = g_object_new (ZG_TYPE_MONTH_DETAIL, NULL);

  gtk_widget_set_visible (self->slip, may_slip);
  gtk_widget_set_visible (self->punches, may_punches);
  return GTK_WIDGET (self);
}
