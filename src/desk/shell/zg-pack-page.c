#include "zg-pack-page.h"

#include <glib/gi18n.h>

#include "zg-barcode.h"
#include "zg-desk-util.h"
#include "zg-error.h"
#include "zg-marks.h"
#include "zg-money.h"
#include "zg-order-desk.h"
#include "zg-text.h"
#include "zg-window-private.h"

struct _ZgPackPage
{
  AdwBin parent;

  ZgWindow  *window; /* weak */
  ZgSession *session;
  GtkWidget *entry, *head, *answer, *list, *waybill, *carrier, *pack, *part, *ship;
  ZgPacking *packing; /* (nullable): what lies on the table */
  GQueue     scans;   /* of char *: what was scanned while the page was busy */
  guint      busy;
  gboolean   chosen, proposing; /* somebody said which carrier takes it; it is proposed by its number just now */
};

G_DEFINE_FINAL_TYPE (ZgPackPage, zg_pack_page, ADW_TYPE_BIN)

static void
say (ZgPackPage *self, const char *text, const char *css)
{
  gtk_label_set_text (GTK_LABEL (self->answer), text);
  gtk_widget_set_css_classes (self->answer, (const char *[]){ "signin-answer", css, NULL });
  if (*css == 'b')
    gtk_widget_error_bell (GTK_WIDGET (self));
}

/* -- What lies on the table -- */

static gboolean
is_complete (const ZgPacking *packing)
{
  for (guint i = 0; i < packing->items->len; i++)
    {
      const ZgPackItem *item = packing->items->pdata[i];

      if (item->scanned != item->wanted)
        return FALSE;
    }
  return packing->items->len > 0;
}

static gint64
counted (const ZgPacking *packing)
{
  gint64 sum = 0;

  for (guint i = 0; i < packing->items->len; i++)
    sum += ((ZgPackItem *) packing->items->pdata[i])->scanned;
  return sum;
}

static GtkWidget *
make_row (const ZgPackItem *item)
{
  GtkWidget       *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *wanted = zg_milli_format (item->wanted, ZG_MONEY_PLAIN),
                  *scanned = zg_milli_format (item->scanned, ZG_MONEY_PLAIN);
  g_autofree char *count = g_strdup_printf ("%s / %s", scanned, wanted);
  GtkWidget       *words = zg_desk_label (item->words, NULL);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), zg_desk_label (item->barcode ? item->barcode : item->code, "dim-label num"));
  gtk_box_append (GTK_BOX (box), zg_desk_label (count, item->scanned == item->wanted ? "num heading ok" : "num heading"));
  gtk_widget_add_css_class (box, "rowbox");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  zg_desk_name (row, item->words);
  return row;
}

static void
show_table (ZgPackPage *self)
{
  gboolean         picked = self->packing && g_str_equal (self->packing->parcel->state, "picked");
  g_autofree char *head = NULL;
  GtkWidget       *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; self->packing && i < self->packing->items->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self->packing->items->pdata[i]));
  head = self->packing ? g_strdup_printf (_ ("Parcel %s · order %s"), self->packing->parcel->no ? self->packing->parcel->no : "",
                                          self->packing->number) : g_strdup (_ ("Nothing on the table"));
  gtk_label_set_text (GTK_LABEL (self->head), head);
  gtk_widget_set_sensitive (self->pack, picked && is_complete (self->packing) && self->busy == 0);
  gtk_widget_set_sensitive (self->part, picked && counted (self->packing) && !is_complete (self->packing) && self->busy == 0);
  gtk_widget_set_sensitive (self->ship, self->packing && !picked && self->busy == 0);
  gtk_widget_set_sensitive (self->waybill, self->packing != NULL);
  gtk_widget_set_sensitive (self->carrier, self->packing != NULL);
}

/* -- Who takes it -- */

/* The carriers stand behind "Carrier" in the order of their names: 0 is nobody yet. */
static int
carrier_of (ZgPackPage *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->carrier));

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? 0 : (int) zg_carriers[selected - 1].number;
}

static void
set_carrier (ZgPackPage *self, gint64 carrier)
{
  guint place = 0;

  for (guint i = 0; carrier && zg_carriers[i].id; i++)
    if (zg_carriers[i].number == carrier)
      place = i + 1;
  self->proposing = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->carrier), place);
  self->proposing = FALSE;
}

static void
on_carrier_cb (ZgPackPage *self)
{
  if (self->proposing)
    return;
  self->chosen = carrier_of (self) != 0;
  if (self->entry)
    gtk_widget_grab_focus (self->entry); /* where the scanner types */
}

/* Proposed, never imposed: the patterns of the carriers overlap. */
static void
on_waybill_cb (ZgPackPage *self)
{
  g_autofree char *waybill = zg_text_peel_id (gtk_editable_get_text (GTK_EDITABLE (self->waybill)));

  if (!self->chosen)
    set_carrier (self, zg_waybill_carrier (waybill));
}

static void
take (ZgPackPage *self, ZgPacking *packing)
{
  const char *waybill = packing ? zg_record_text (packing->parcel, ZG_PARCEL_WAYBILL) : NULL;

  g_clear_pointer (&self->packing, zg_packing_free);
  self->packing = packing;
  self->chosen = packing && zg_record_is_set (packing->parcel, ZG_PARCEL_CARRIER);
  set_carrier (self, self->chosen ? zg_record_int (packing->parcel, ZG_PARCEL_CARRIER) : 0);
  gtk_editable_set_text (GTK_EDITABLE (self->waybill), waybill ? waybill : "");
  show_table (self);
}

/* -- Scanning -- */

typedef struct
{
  ZgSession *session;
  char      *text;
} Scan;

static void
scan_free (gpointer data)
{
  Scan *scan = data;

  zg_session_unref (scan->session);
  g_free (scan->text);
  g_free (scan);
}

static ZgPackItem *
item_of (const ZgPacking *packing, const char *code)
{
  for (guint i = 0; i < packing->items->len; i++)
    {
      ZgPackItem *item = packing->items->pdata[i];

      if (g_strcmp0 (item->barcode, code) == 0 || g_strcmp0 (item->code, code) == 0)
        return item;
    }
  return NULL;
}

static void
count_piece (ZgPackPage *self, ZgPackItem *item)
{
  g_autofree char *text = NULL;

  if (item->scanned >= item->wanted)
    {
      text = g_strdup_printf (_ ("One too many: %s"), item->words);
      say (self, text, "bad");
      return;
    }
  item->scanned = MIN (item->scanned + 1000, item->wanted);
  show_table (self);
  say (self, is_complete (self->packing) ? _ ("All in: packed (F9)") : item->words, "good");
}

/* A number nobody can place is taken all the same: one says who takes the parcel. */
static void
take_waybill (ZgPackPage *self, const char *text)
{
  gboolean         picked = g_str_equal (self->packing->parcel->state, "picked"), fits;
  const ZgEnum    *name;
  g_autofree char *words = NULL;

  gtk_editable_set_text (GTK_EDITABLE (self->waybill), text);
  name = zg_enum_by_number (zg_carriers, carrier_of (self));
  if (name == NULL)
    {
      say (self, picked ? _ ("No carrier is known by this number: choose who takes it, then packed (F9)")
                        : _ ("No carrier is known by this number: choose who takes it, then hand over (F10)"), "warn");
      return;
    }
  fits = zg_waybill_fits (text, (int) name->number) && !zg_barcode_is_ean13 (text);
  words = g_strdup_printf (picked ? _ ("Waybill of %s: packed (F9)") : _ ("Waybill of %s: hand over (F10)"),
                           g_dgettext (GETTEXT_PACKAGE, name->title));
  say (self, words, fits ? "good" : "warn");
}

/* Somebody is at it. */
static gboolean
is_begun (const ZgPacking *packing)
{
  return g_str_equal (packing->parcel->state, "picked") && counted (packing) > 0;
}

static gboolean
is_ready (const ZgPacking *packing)
{
  return g_str_equal (packing->parcel->state, "packed") || is_complete (packing);
}

static void
say_item (ZgPackPage *self, const char *item)
{
  g_autofree char *text = g_strdup_printf (self->packing ? _ ("Not of the parcel on the table: %s")
                                                         : _ ("Scan its parcel first: %s"), item);

  say (self, text, "bad");
}

static void
take_parcel (ZgPackPage *self, ZgPackScan *scan)
{
  const ZgRecord *there = self->packing ? self->packing->parcel : NULL;
  gboolean        same = there && there->id == scan->packing->parcel->id;

  if (same && is_ready (self->packing) && g_strcmp0 (zg_record_text (there, ZG_PARCEL_WAYBILL), scan->number) == 0)
    take_waybill (self, scan->number);
  else if (self->packing && is_begun (self->packing))
    say (self, same ? _ ("This parcel is on the table") : _ ("This does not belong to the parcel on the table"), "bad");
  else
    {
      take (self, g_steal_pointer (&scan->packing));
      say (self,
           g_str_equal (self->packing->parcel->state, "picked") ? _ ("Scan each piece")
                                                                : _ ("Packed: scan the waybill, then hand over"),
           "good");
    }
}

static void
take_unknown (ZgPackPage *self, const ZgPackScan *scan)
{
  g_autofree char *text = NULL;

  if (self->packing && is_ready (self->packing) && !scan->elsewhere)
    take_waybill (self, scan->number);
  else if (self->packing && is_begun (self->packing))
    say (self, _ ("This does not belong to the parcel on the table"), "bad");
  else
    {
      text = g_strdup_printf (_ ("No picked parcel has the number “%s”. Scan the number of the parcel or its order."),
                              scan->number);
      say (self, text, "bad");
    }
}

/* What came while the page was busy has its turn. */
static void
scan_next (ZgPackPage *self)
{
  g_autofree char *text = self->busy ? NULL : g_queue_pop_head (&self->scans);

  if (text)
    zg_pack_page_scan (self, text);
}

static gpointer
read_scan (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Scan *scan = data;

  return zg_pack_scan_read (scan->session, db, scan->text, error);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgPackPage) self = data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (ZgPackScan) scan = zg_store_call_finish (result, &error);

  self->busy--;
  if (self->entry == NULL)
    return;
  if (scan == NULL)
    say (self, error->message, "bad");
  else if (scan->item)
    say_item (self, scan->item);
  else if (scan->packing)
    take_parcel (self, scan);
  else
    take_unknown (self, scan);
  show_table (self);
  scan_next (self);
}

static void
look_up (ZgPackPage *self, const char *text)
{
  Scan *scan = g_new0 (Scan, 1);

  scan->session = zg_session_ref (self->session);
  scan->text = g_strdup (text);
  self->busy++;
  zg_store_read_async (zg_session_store (self->session), read_scan, scan, scan_free, (GDestroyNotify) zg_pack_scan_free, NULL,
                       on_read_cb, g_object_ref (self));
}

/* A piece of what lies on the table; else the book says what it is. */
void
zg_pack_page_scan (ZgPackPage *self, const char *text)
{
  g_autofree char *code = zg_text_peel_id (text), *words = NULL;
  ZgPackItem      *item;

  if (*code == '\0')
    return;
  if (self->busy)
    {
      g_queue_push_tail (&self->scans, g_steal_pointer (&code));
      return;
    }
  item = self->packing ? item_of (self->packing, code) : NULL;
  if (item == NULL)
    look_up (self, code);
  else if (g_str_equal (self->packing->parcel->state, "picked"))
    count_piece (self, item);
  else
    {
      words = g_strdup_printf (_ ("Packed already: %s"), item->words);
      say (self, words, "bad");
    }
  scan_next (self);
}

static void
on_activate_cb (ZgPackPage *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), ""); /* the next scan may come at once */
  zg_pack_page_scan (self, text);
}

/* -- Packed, handed over -- */

static void
on_ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgPackPage) self = data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (ZgRecord)   record = zg_book_run_finish (result, NULL, &error);

  self->busy--;
  if (self->entry == NULL)
    return;
  if (record == NULL)
    say (self, error->message, "bad");
  else if (g_str_equal (record->state, "packed"))
    {
      zg_record_free (self->packing->parcel);
      self->packing->parcel = g_steal_pointer (&record);
      self->chosen = zg_record_is_set (self->packing->parcel, ZG_PARCEL_CARRIER);
      say (self, _ ("Packed: scan the waybill, then hand over (F10)"), "good");
    }
  else
    {
      take (self, NULL);
      say (self, _ ("Given to the carrier"), "good");
    }
  show_table (self);
  gtk_widget_grab_focus (self->entry);
  scan_next (self);
}

static void
run (ZgPackPage *self, const char *verb)
{
  g_autofree char *waybill = zg_text_peel_id (gtk_editable_get_text (GTK_EDITABLE (self->waybill)));
  ZgRecord        *parcel = zg_record_copy (self->packing->parcel);
  g_autoptr (GPtrArray) lines = g_str_equal (verb, "pack") ? zg_packing_part (self->packing) : NULL;

  zg_record_set_text (parcel, ZG_PARCEL_WAYBILL, *waybill ? waybill : NULL);
  if (carrier_of (self))
    zg_record_set_int (parcel, ZG_PARCEL_CARRIER, carrier_of (self));
  else
    zg_record_set_null (parcel, ZG_PARCEL_CARRIER);
  if (g_str_equal (verb, "pack"))
    zg_record_set_int (parcel, ZG_PARCEL_PIECES, counted (self->packing));
  self->busy++;
  show_table (self);
  zg_book_run_async (self->session, parcel, verb, lines, NULL, NULL, NULL, on_ran_cb, g_object_ref (self));
  zg_record_free (parcel);
}

static void
on_pack_cb (ZgPackPage *self)
{
  if (self->busy == 0 && gtk_widget_get_sensitive (self->pack))
    run (self, "pack");
}

static void
on_part_cb (ZgPackPage *self)
{
  if (self->busy == 0 && gtk_widget_get_sensitive (self->part))
    run (self, "pack");
}

static void
on_ship_cb (ZgPackPage *self)
{
  if (self->busy == 0 && gtk_widget_get_sensitive (self->ship))
    run (self, "ship");
}

static gboolean
on_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer data)
{
  if (key == GDK_KEY_F9)
    on_pack_cb (data);
  else if (key == GDK_KEY_F8)
    on_part_cb (data);
  else if (key == GDK_KEY_F10)
    on_ship_cb (data);
  else
    return FALSE;
  return TRUE;
}

/* -- Class -- */

static void
zg_pack_page_dispose (GObject *object)
{
  ZgPackPage *self = ZG_PACK_PAGE (object);

  self->entry = NULL;
  g_queue_clear_full (&self->scans, g_free);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->packing, zg_packing_free);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_pack_page_parent_class)->dispose (object);
}

static void
zg_pack_page_class_init (ZgPackPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zg_pack_page_dispose;
}

static GtkWidget *
make_front (ZgPackPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->entry = gtk_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("Parcel, piece or waybill, then Enter"), "xalign", 0.5, "width-request", 460,
                "halign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (self->entry, "signin-entry");
  zg_desk_name (self->entry, _ ("Barcode"));
  self->head = zg_desk_label (_ ("Nothing on the table"), "signin-name");
  self->answer = zg_desk_label (_ ("Scan a parcel that was picked"), "signin-answer");
  gtk_label_set_wrap (GTK_LABEL (self->answer), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->answer), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (self->answer), 0.5);
  gtk_label_set_xalign (GTK_LABEL (self->head), 0.5);
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), self->answer);
  return box;
}

static GtkWidget *
make_carriers (void)
{
  GtkStringList *names = gtk_string_list_new ((const char *[]){ _ ("Carrier"), NULL });
  GtkWidget     *carrier;

  for (guint i = 0; zg_carriers[i].id; i++)
    gtk_string_list_append (names, g_dgettext (GETTEXT_PACKAGE, zg_carriers[i].title));
  carrier = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  zg_desk_name (carrier, _ ("Carrier"));
  return carrier;
}

static GtkWidget *
make_foot (ZgPackPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *chip = zg_clause_chip_new ("D19-3.5.2");

  self->waybill = gtk_entry_new ();
  self->carrier = make_carriers ();
  self->pack = gtk_button_new_with_label (_ ("Packed (F9)"));
  self->part = gtk_button_new_with_label (_ ("Packed in part, the rest follows (F8)"));
  self->ship = gtk_button_new_with_label (_ ("Given to the carrier (F10)"));
  g_object_set (self->waybill, "placeholder-text", _ ("Waybill number"), "hexpand", TRUE, NULL);
  zg_desk_name (self->waybill, _ ("Waybill number"));
  gtk_widget_add_css_class (self->pack, "suggested-action");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->waybill, "changed", G_CALLBACK (on_waybill_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->carrier, "notify::selected", G_CALLBACK (on_carrier_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pack, "clicked", G_CALLBACK (on_pack_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->part, "clicked", G_CALLBACK (on_part_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ship, "clicked", G_CALLBACK (on_ship_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->waybill);
  gtk_box_append (GTK_BOX (box), self->carrier);
  gtk_box_append (GTK_BOX (box), chip);
  gtk_box_append (GTK_BOX (box), self->part);
  gtk_box_append (GTK_BOX (box), self->pack);
  gtk_box_append (GTK_BOX (box), self->ship);
  gtk_widget_add_css_class (box, "footbar");
  return box;
}

static void
zg_pack_page_init (ZgPackPage *self)
{
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_show_separators (GTK_LIST_BOX (self->list), TRUE);
  zg_desk_name (self->list, _ ("What belongs into the parcel"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), make_front (self));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), make_foot (self));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, 0);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_activate_cb), self, G_CONNECT_SWAPPED);
  show_table (self);
}

GtkWidget *
zg_pack_page_make (ZgWindow *window, ZgSession *session)
{
  ZgPackPage *self = g_object_new (ZG_TYPE_PACK_PAGE, NULL);

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (session);
  zg_window_push (window, GTK_WIDGET (self), _ ("Packing table"), NULL, NULL, NULL);
  gtk_widget_grab_focus (self->entry);
  return GTK_WIDGET (self);
}

const char *
zg_pack_page_get_answer (ZgPackPage *self)
{
  return gtk_label_get_text (GTK_LABEL (self->answer));
}

gboolean
zg_pack_page_is_busy (ZgPackPage *self)
{
  return self->busy > 0;
}
