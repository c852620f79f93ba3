/* Beside the lines of a goods receipt: a card for each line that differs: how, what becomes of it (D08-2, D08-3a), its photos. */
#include "zg-receipt-cards.h"

#include <glib/gi18n.h>

#include "zg-attach-field.h"
#include "zg-desk-util.h"
#include "zg-editor.h"
#include "zg-marks.h"
#include "zg-stock.h"

#define N_PHOTOS 3

typedef struct
{
  ZgSession     *session; /* not owned: the editor keeps it */
  ZgLinesEditor *editor;
  GtkWidget     *box, *title, *state, *list, *report, *report_text, *labels;
  GPtrArray     *cards;
  gboolean       showing; /* what changes now is not the person */
} Cards;

typedef struct
{
  Cards     *cards;
  gint64     item;
  guint      place;
  GtkWidget *box, *row, *title, *text, *words, *take, *refuse, *part, *photos, *photo_text;
  GtkWidget *photo[N_PHOTOS];
  gint64     shown[N_PHOTOS];
  gboolean   photographs; /* asked for by F3 */
} Card;

static const char *
known (Cards *self, const char *key, const char *otherwise)
{
  const char *text = zg_lines_editor_known (self->editor, key);

  return text ? text : otherwise;
}

/* -- What the person decides -- */

static gboolean
on_idle_cb (gpointer data)
{
  zg_lines_editor_grab_scan (data);
  return G_SOURCE_REMOVE;
}

/* Codes go on coming in. */
static void
go_on (Cards *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_idle_cb, g_object_ref (self->editor), g_object_unref);
}

static ZgRecord *
line_of (Card *card)
{
  g_autoptr (GPtrArray) lines = zg_lines_editor_get_lines (card->cards->editor);

  return card->place < lines->len ? zg_record_copy (lines->pdata[card->place]) : NULL;
}

static void
decide (Card *card, int outcome)
{
  ZgRecord *line = line_of (card);

  if (line == NULL)
    return;
  zg_receipt_line_decide (line, outcome);
  zg_lines_editor_put (card->cards->editor, card->place, line);
}

static void
on_choice_cb (GtkCheckButton *button, gpointer data)
{
  Card *card = data;

  if (card->cards->showing || !gtk_check_button_get_active (button))
    return;
  decide (card, GTK_WIDGET (button) == card->take ? ZG_OUTCOME_TAKEN : ZG_OUTCOME_REFUSED);
  go_on (card->cards);
}

static void
on_part_cb (GtkButton *button, gpointer data)
{
  Card *card = data;

  decide (card, ZG_OUTCOME_PART);
  zg_lines_editor_edit (card->cards->editor, card->place, "refused_milli");
}

static void
take_words (Card *card)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (card->words))));
  ZgRecord        *line = card->cards->showing ? NULL : line_of (card);

  if (line && g_strcmp0 (*text ? text : NULL, zg_record_text (line, ZG_RECEIPT_LINE_DISCREPANCY)) != 0)
    {
      if (*text)
        zg_record_set_text (line, ZG_RECEIPT_LINE_DISCREPANCY, text);
      else
        zg_record_set_null (line, ZG_RECEIPT_LINE_DISCREPANCY);
      zg_lines_editor_put (card->cards->editor, card->place, g_steal_pointer (&line));
    }
  g_clear_pointer (&line, zg_record_free);
}

static void
on_words_cb (GtkEntry *entry, gpointer data)
{
  take_words (data);
  go_on (((Card *) data)->cards);
}

static void
on_words_left_cb (GtkEventControllerFocus *focus, gpointer data)
{
  take_words (data);
}

static void
on_photo_cb (ZgEditor *editor, gpointer data)
{
  Card  *card = data;
  ZgCell cell = { 0 };
  int    i = 0;

  while (card->photo[i] != GTK_WIDGET (editor))
    i++;
  if (!card->cards->showing && zg_editor_get_cell (editor, &cell, NULL))
    {
      ZgRecord *line = line_of (card);

      card->shown[i] = zg_cell_int (&cell);
      if (line)
        {
          zg_record_set_cell (line, ZG_RECEIPT_LINE_PHOTO + i, &cell);
          zg_lines_editor_put (card->cards->editor, card->place, line);
        }
      go_on (card->cards);
    }
  zg_cell_clear (&cell);
}

/* -- A card -- */

static GtkWidget *
choice_row (GtkWidget *choice, GtkWidget *more, const char *clause)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_hexpand (choice, TRUE);
  gtk_box_append (GTK_BOX (row), choice);
  if (more)
    gtk_box_append (GTK_BOX (row), more);
  gtk_box_append (GTK_BOX (row), zg_clause_chips_new (clause));
  return row;
}

static void
build_choices (Card *card)
{
  card->take = gtk_check_button_new ();
  card->refuse = gtk_check_button_new_with_label (_ ("Refuse the line"));
  card->part = gtk_button_new_with_label (_ ("Refuse a part…"));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (card->refuse), GTK_CHECK_BUTTON (card->take));
  zg_desk_css (card->part, "ctl flat small");
  gtk_widget_set_valign (card->part, GTK_ALIGN_CENTER);
  g_signal_connect (card->take, "toggled", G_CALLBACK (on_choice_cb), card);
  g_signal_connect (card->refuse, "toggled", G_CALLBACK (on_choice_cb), card);
  g_signal_connect (card->part, "clicked", G_CALLBACK (on_part_cb), card);
  gtk_box_append (GTK_BOX (card->box), choice_row (card->take, NULL, "D08-2"));
  gtk_box_append (GTK_BOX (card->box), choice_row (card->refuse, card->part, "D08-3a"));
}

static void
build_photos (Card *card)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  card->photos = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  card->photo_text = zg_desk_label ("", "small dim-label");
  gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name ("camera-photo-symbolic"));
  gtk_box_append (GTK_BOX (head), card->photo_text);
  gtk_box_append (GTK_BOX (card->photos), head);
  for (int i = 0; i < N_PHOTOS; i++)
    {
      card->photo[i] = zg_editor_new (card->cards->session, &zg_goods_receipt_line,
                                      &zg_goods_receipt_line.fields[ZG_RECEIPT_LINE_PHOTO + i]);
      g_signal_connect (card->photo[i], "edited", G_CALLBACK (on_photo_cb), card);
      gtk_box_append (GTK_BOX (card->photos), card->photo[i]);
    }
  gtk_box_append (GTK_BOX (card->box), card->photos);
}

static Card *
card_new (Cards *cards, gint64 item)
{
  Card               *card = g_new0 (Card, 1);
  GtkWidget          *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  card->cards = cards;
  card->item = item;
  card->box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  card->row = zg_desk_label ("", "pill warn");
  card->title = zg_desk_label ("", "strong");
  card->text = zg_desk_label ("", "small");
  card->words = gtk_entry_new ();
  zg_desk_css (card->box, "card panel pad");
  gtk_label_set_ellipsize (GTK_LABEL (card->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (card->text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (card->text), 0);
  gtk_entry_set_placeholder_text (GTK_ENTRY (card->words), _ ("How they differ, as it is"));
  zg_desk_name (card->words, _ ("How they differ, as it is"));
  g_signal_connect (card->words, "activate", G_CALLBACK (on_words_cb), card);
  g_signal_connect (focus, "leave", G_CALLBACK (on_words_left_cb), card);
  gtk_widget_add_controller (card->words, focus);
  gtk_box_append (GTK_BOX (head), card->row);
  gtk_box_append (GTK_BOX (head), card->title);
  gtk_box_append (GTK_BOX (card->box), head);
  gtk_box_append (GTK_BOX (card->box), card->text);
  gtk_box_append (GTK_BOX (card->box), card->words);
  build_choices (card);
  build_photos (card);
  return card;
}

static void
card_free (gpointer data)
{
  Card *card = data;

  g_signal_handlers_disconnect_by_data (card->words, card);
  for (int i = 0; i < N_PHOTOS; i++)
    g_signal_handlers_disconnect_by_data (card->photo[i], card);
  if (gtk_widget_get_parent (card->box))
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (card->box)), card->box);
  g_object_unref (card->box);
  g_free (card);
}

/* -- What it shows -- */

static void
show_photos (Card *card, const ZgRecord *line, gboolean editable)
{
  guint            n = zg_receipt_line_photos (line);
  gboolean         needed = zg_receipt_line_needs_photo (line, known (card->cards, "photo", "quality")), next = editable;
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u photo", "%u photos", n), n), *text = NULL;

  text = needed ? g_strdup_printf ("%s · %s", count, n ? _ ("required, attached") : _ ("required")) : g_strdup (count);
  gtk_label_set_text (GTK_LABEL (card->photo_text), text);
  gtk_widget_set_css_classes (card->photo_text, (const char *[]){ "small", needed && n == 0 ? "warn" : "dim-label", NULL });
  for (int i = 0; i < N_PHOTOS; i++)
    {
      gint64 id = zg_record_int (line, ZG_RECEIPT_LINE_PHOTO + i);

      if (id != card->shown[i])
        zg_editor_set_cell (ZG_EDITOR (card->photo[i]), id ? &line->cells[ZG_RECEIPT_LINE_PHOTO + i] : NULL);
      card->shown[i] = id;
      gtk_widget_set_visible (card->photo[i], id || next); /* those there are, and room for one more */
      zg_attach_field_set_editable (ZG_ATTACH_FIELD (card->photo[i]), editable);
      next = next && id;
    }
  gtk_widget_set_visible (card->photos, n || (editable && (card->photographs ||
                                                           zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) > 0)));
}

static void
show_choices (Card *card, const ZgRecord *line, gboolean editable)
{
  const char      *mismatch = known (card->cards, "mismatch", "record");
  gint64           outcome = zg_record_int (line, ZG_RECEIPT_LINE_OUTCOME);
  g_autofree char *qty = zg_field_format (&line->kind->fields[ZG_RECEIPT_LINE_ACCEPTED],
                                          &line->cells[ZG_RECEIPT_LINE_ACCEPTED]);
  g_autofree char *back = zg_field_format (&line->kind->fields[ZG_RECEIPT_LINE_REFUSED], &line->cells[ZG_RECEIPT_LINE_REFUSED]);
  gboolean         part = outcome == ZG_OUTCOME_PART, whole = outcome == ZG_OUTCOME_REFUSED;
  g_autofree char *take = whole ? g_strdup (_ ("Receive it as it is, and record it"))
                          : part ? g_strdup_printf (_ ("Receive %s, refuse %s"), qty, back)
                                 : g_strdup_printf (_ ("Receive %s as counted, and record it"), qty);
  gboolean         fixed = zg_receipt_mismatch_is_fixed (mismatch);

  gtk_check_button_set_label (GTK_CHECK_BUTTON (card->take), take);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (card->take), outcome == ZG_OUTCOME_TAKEN || part ||
                               (outcome == 0 && g_str_equal (mismatch, "quarantine")));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (card->refuse), whole);
  gtk_widget_set_sensitive (card->take, editable && !g_str_equal (mismatch, "refuse"));
  gtk_widget_set_sensitive (card->refuse, editable);
  gtk_widget_set_visible (card->part, editable && !fixed);
}

static gboolean
is_typed_in (GtkWidget *entry)
{
  return gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))));
}

static void
show_card (Card *card, const ZgRecord *line, guint place, gboolean editable)
{
  g_autofree char *row = g_strdup_printf (_ ("Line %u"), place + 1), *verdict = NULL, *title = NULL;
  g_autofree char *key = g_strdup_printf ("name/%" G_GINT64_FORMAT, card->item), *how = zg_receipt_line_difference (line);
  const char      *words = zg_record_text (line, ZG_RECEIPT_LINE_DISCREPANCY), *typed;
  g_autoptr (ZgRecord) unsaid = zg_record_copy (line);
  ZgTone           tone = zg_receipt_line_verdict (line, &verdict);

  zg_record_set_null (unsaid, ZG_RECEIPT_LINE_DISCREPANCY); /* what figures do not say stands in the words */
  card->place = place;
  title = g_strdup_printf ("%s %s", known (card->cards, key, ""), verdict);
  gtk_label_set_text (GTK_LABEL (card->row), row);
  gtk_widget_set_css_classes (card->row, (const char *[]){ "pill", tone == ZG_TONE_BAD ? "bad" : "warn", NULL });
  gtk_label_set_text (GTK_LABEL (card->title), title);
  gtk_widget_set_tooltip_text (card->title, title);
  gtk_label_set_text (GTK_LABEL (card->text), editable || words == NULL ? how : words);
  gtk_widget_set_visible (card->text, !editable || (*how && !(words && zg_receipt_line_wants_words (unsaid))));
  typed = gtk_editable_get_text (GTK_EDITABLE (card->words));
  if (g_strcmp0 (typed, words ? words : "") != 0 && !is_typed_in (card->words))
    gtk_editable_set_text (GTK_EDITABLE (card->words), words ? words : "");
  gtk_widget_set_visible (card->words, editable && (words || zg_receipt_line_wants_words (line) || is_typed_in (card->words)));
  if (zg_receipt_line_wants_words (line))
    gtk_widget_add_css_class (card->words, "err");
  else
    gtk_widget_remove_css_class (card->words, "err");
  show_choices (card, line, editable);
  show_photos (card, line, editable);
}

static Card *
card_for (Cards *self, gint64 item)
{
  Card *card;

  for (guint i = 0; i < self->cards->len; i++)
    if (((Card *) self->cards->pdata[i])->item == item)
      return self->cards->pdata[i];
  card = card_new (self, item);
  g_ptr_array_add (self->cards, card);
  gtk_box_append (GTK_BOX (self->list), card->box);
  return card;
}

static void
show_head (Cards *self, guint n, guint undecided, gboolean refused, gboolean editable)
{
  g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u difference", "%u differences", n), n);
  g_autofree char *open = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line is undecided", "%u lines are undecided",
                                                        undecided), undecided);
  g_autofree char *to = g_strdup_printf (_ ("Reported at once to: %s"), known (self, "reports.to", ""));

  gtk_label_set_text (GTK_LABEL (self->title), n ? title : _ ("No differences"));
  gtk_label_set_text (GTK_LABEL (self->state), undecided && editable ? open : n ? _ ("all decided") : "");
  gtk_widget_set_css_classes (self->state, (const char *[]){ "small", undecided && editable ? "warn" : "dim-label", NULL });
  gtk_label_set_text (GTK_LABEL (self->report_text), to);
  gtk_widget_set_visible (self->report, refused && editable);
}

/* One at a time: each comes back here. */
static void
refuse_first (Cards *self, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (zg_receipt_line_undecided (lines->pdata[i], "refuse"))
      {
        decide (card_for (self, zg_record_int (lines->pdata[i], ZG_RECEIPT_LINE_ITEM)), ZG_OUTCOME_REFUSED);
        return;
      }
}

static void
show (Cards *self)
{
  g_autoptr (GPtrArray) lines = zg_lines_editor_get_lines (self->editor);
  const ZgRecord       *receipt = zg_lines_editor_get_document (self->editor);
  gboolean              editable = zg_lines_editor_is_editable (self->editor) && receipt && zg_receipt_counting (receipt);
  const char           *mismatch = known (self, "mismatch", "record");
  guint                 n = 0, undecided = 0;
  gboolean              refused = FALSE;
  GtkWidget            *before = NULL;

  if (self->showing)
    return;
  self->showing = TRUE;
  for (guint i = self->cards->len; i > 0; i--)
    {
      gboolean there = FALSE;

      for (guint l = 0; l < lines->len; l++)
        there |= zg_record_int (lines->pdata[l], ZG_RECEIPT_LINE_ITEM) == ((Card *) self->cards->pdata[i - 1])->item &&
                 zg_receipt_line_differs (lines->pdata[l]);
      if (!there)
        g_ptr_array_remove_index (self->cards, i - 1);
    }
  for (guint i = 0; i < lines->len; i++)
    if (zg_receipt_line_differs (lines->pdata[i]))
      {
        Card *card = card_for (self, zg_record_int (lines->pdata[i], ZG_RECEIPT_LINE_ITEM));

        show_card (card, lines->pdata[i], i, editable);
        gtk_box_reorder_child_after (GTK_BOX (self->list), card->box, before);
        before = card->box;
        undecided += zg_receipt_line_undecided (lines->pdata[i], mismatch);
        refused |= zg_record_int (lines->pdata[i], ZG_RECEIPT_LINE_REFUSED) > 0;
        n++;
      }
  show_head (self, n, undecided, refused, editable);
  self->showing = FALSE;
  if (editable && undecided && g_str_equal (mismatch, "refuse")) /* by the rule in force there is nothing to choose */
    refuse_first (self, lines);
}

/* -- F3 -- */

gboolean
zg_receipt_cards_photo (GtkWidget *panel)
{
  Cards *self = g_object_get_data (G_OBJECT (panel), "zg-cards");
  int    place = zg_lines_editor_chosen (self->editor);

  for (guint i = 0; i < self->cards->len; i++)
    {
      Card *card = self->cards->pdata[i];

      if ((int) card->place != place)
        continue;
      card->photographs = TRUE;
      show (self);
      for (int p = 0; p < N_PHOTOS; p++)
        if (card->shown[p] == 0 && gtk_widget_get_visible (card->photo[p]))
          return gtk_widget_activate (zg_editor_focus_widget (ZG_EDITOR (card->photo[p])));
    }
  return FALSE;
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, gpointer data)
{
  return keyval == GDK_KEY_F3 && zg_receipt_cards_photo (data);
}

static void
on_changed_cb (ZgLinesEditor *editor, gpointer data)
{
  show (g_object_get_data (G_OBJECT (data), "zg-cards"));
}

static void
cards_free (gpointer data)
{
  Cards *self = data;

  g_ptr_array_unref (self->cards);
  g_object_unref (self->editor);
  g_free (self);
}

static void
build_head (Cards *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *note;

  self->title = zg_desk_label ("", "sect");
  self->state = zg_desk_label ("", "small dim-label");
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->report = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->report_text = zg_desk_label ("", NULL);
  note = zg_desk_label (_ ("Accepting makes a numbered refusal: a copy of it is printed for the driver."), "small dim-label");
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->report_text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_set_hexpand (self->report_text, TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->report_text), 0);
  zg_desk_css (self->report, "card panel pad");
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->state);
  gtk_box_append (GTK_BOX (top), self->report_text);
  gtk_box_append (GTK_BOX (top), zg_clause_chips_new ("D08-3b"));
  gtk_box_append (GTK_BOX (self->report), top);
  gtk_box_append (GTK_BOX (self->report), note);
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_box_append (GTK_BOX (self->box), self->report);
}

GtkWidget *
zg_receipt_cards_new (ZgSession *session, ZgLinesEditor *editor)
{
  Cards              *self = g_new0 (Cards, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->session = session;
  self->editor = g_object_ref (editor);
  self->cards = g_ptr_array_new_with_free_func (card_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  g_object_set_data_full (G_OBJECT (self->box), "zg-cards", self, cards_free);
  build_head (self);
  self->labels = zg_receipt_labels_new (session, editor);
  gtk_box_append (GTK_BOX (self->box), self->labels);
  g_signal_connect_object (editor, "edited", G_CALLBACK (on_changed_cb), self->box, 0);
  g_signal_connect_object (editor, "shown", G_CALLBACK (on_changed_cb), self->box, 0);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self->box, 0);
  gtk_widget_add_controller (GTK_WIDGET (editor), keys);
  show (self);
  return self->box;
}
