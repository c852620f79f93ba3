#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-places.h"
#include "zg-window-private.h"

#define ROOM_AROUND 40 /* pixels: what is next can be seen too */

static const char *
row_place (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "place");
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *heading = g_object_get_data (G_OBJECT (row), "heading");

  gtk_list_box_row_set_header (row, heading ? zg_desk_label (heading, "nav-head") : NULL);
  if (heading)
    gtk_label_set_xalign (GTK_LABEL (gtk_list_box_row_get_header (row)), 0);
}

static GtkWidget *
make_row (const ZgPlace *place, const char *heading)
{
  GtkWidget  *row = gtk_list_box_row_new ();
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  const char *title = g_dgettext (GETTEXT_PACKAGE, place->title);
  GtkWidget  *label = zg_desk_label (title, NULL), *badge = zg_desk_label ("", "badge");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (place->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_visible (badge, FALSE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  zg_desk_name (row, title);
  g_object_set_data (G_OBJECT (row), "badge", badge);
  g_object_set_data (G_OBJECT (row), "place", (gpointer) place->id);
  g_object_set_data (G_OBJECT (row), "heading", (gpointer) heading);
  return row;
}

void
zg_window_set_badge (ZgWindow *self, const char *id, const char *count, const char *says)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->nav, i)); i++)
    if (g_str_equal (row_place (row), id))
      {
        GtkWidget       *badge = g_object_get_data (G_OBJECT (row), "badge");
        const char      *title = g_dgettext (GETTEXT_PACKAGE, zg_place_by_id (id)->title);
        g_autofree char *name = g_strdup_printf (_ ("%s: %s"), title, says ? says : "");

        gtk_label_set_text (GTK_LABEL (badge), count ? count : "");
        gtk_widget_set_visible (badge, count != NULL);
        gtk_widget_set_tooltip_text (GTK_WIDGET (row), says);
        zg_desk_name (GTK_WIDGET (row), says ? name : title);
      }
}

static void
on_row_selected_cb (GtkListBox *nav, GtkListBoxRow *row, ZgWindow *self)
{
  if (row && !self->filling && g_strcmp0 (row_place (row), self->place) != 0)
    zg_window_open_place (self, row_place (row));
}

static void
on_row_activated_cb (GtkListBox *nav, GtkListBoxRow *row, ZgWindow *self)
{
  if (self->views->len > 1 || g_strcmp0 (row_place (row), self->place) != 0)
    zg_window_open_place (self, row_place (row));
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

/* A GtkMenuButton would centre its child; so a button and its popover. */
static void
on_me_clicked_cb (ZgWindow *self)
{
  gtk_popover_popup (GTK_POPOVER (self->me_popover));
}

void
zg_window_init_sidebar (ZgWindow *self)
{
  self->me_popover = gtk_popover_menu_new_from_model (self->me_menu);
  gtk_popover_set_position (GTK_POPOVER (self->me_popover), GTK_POS_TOP);
  gtk_widget_set_parent (self->me_popover, self->me_button);
  g_signal_connect_object (self->me_button, "clicked", G_CALLBACK (on_me_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_set_header_func (self->nav, set_header, NULL, NULL);
  g_signal_connect_object (self->nav, "row-selected", G_CALLBACK (on_row_selected_cb), self, 0);
  g_signal_connect_object (self->nav, "row-activated", G_CALLBACK (on_row_activated_cb), self, 0);
}

static void
clear_rows (ZgWindow *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->nav, 0)))
    gtk_list_box_remove (self->nav, GTK_WIDGET (row));
}

void
zg_window_fill_sidebar (ZgWindow *self)
{
  self->filling = TRUE;
  clear_rows (self);
  for (const ZgPlaceGroup *group = zg_place_groups (self->session); group->places[0]; group++)
    {
      const char *heading = group->title ? g_dgettext (GETTEXT_PACKAGE, group->title) : NULL;

      for (guint i = 0; i < G_N_ELEMENTS (group->places) && group->places[i]; i++)
        {
          const ZgPlace *place = zg_place_by_id (group->places[i]);

          if (!zg_place_allowed (place, self->session))
            continue;
          gtk_list_box_append (self->nav, make_row (place, heading));
          heading = NULL;
        }
    }
  self->filling = FALSE;
}

/* Once it has its place: a list longer than the window is moved so far that the row can be seen. */
static gboolean
show_row (gpointer data)
{
  ZgWindow      *self = data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->nav);
  GtkWidget     *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self->nav), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = scroller ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)) : NULL;
  double         x, y;

  self->reveal = 0;
  if (row && adjustment && gtk_widget_translate_coordinates (GTK_WIDGET (row), GTK_WIDGET (self->nav), 0, 0, &x, &y))
    gtk_adjustment_clamp_page (adjustment, MAX (0, y - ROOM_AROUND), y + gtk_widget_get_height (GTK_WIDGET (row)) + ROOM_AROUND);
  return G_SOURCE_REMOVE;
}

void
zg_window_mark_place (ZgWindow *self, const char *id)
{
  GtkListBoxRow *row;

  g_free (self->place);
  self->place = g_strdup (id);
  self->filling = TRUE;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->nav, i)); i++)
    if (g_str_equal (row_place (row), id))
      gtk_list_box_select_row (self->nav, row);
  self->filling = FALSE;
  if (self->reveal == 0)
    self->reveal = g_idle_add (show_row, self);
}

void
zg_window_open_first_place (ZgWindow *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->nav, i)); i++)
    if (zg_window_open_place (self, row_place (row)))
      return;
}
