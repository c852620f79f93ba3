#include "zg-shots-camera.h"

#include "zg-error.h"
#include "zg-form.h"
#include "zg-month-page.h"
#include "zg-backup-page.h"
#include "zg-order-page.h"
#include "zg-roster-page.h"
#include "zg-sheet-page.h"
#include "zg-today-page.h"

#define QUIET_US 200000
#define MOST_US 4000000

static gboolean
on_tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE; /* wakes the context so that the time-out is seen */
}

gboolean
zg_camera_wait (ZgShotReady ready, gpointer data, int seconds)
{
  gint64   until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  guint    tick = g_timeout_add (20, on_tick_cb, NULL);
  gboolean done;

  while (!(done = ready (data)) && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  return done;
}

typedef struct
{
  gint64 quiet_since, until;
} Rest;

static gboolean
is_quiet (gpointer data)
{
  Rest  *rest = data;
  gint64 now = g_get_monotonic_time ();

  return now - rest->quiet_since > QUIET_US || now > rest->until;
}

void
zg_camera_settle (void)
{
  gint64 now = g_get_monotonic_time ();
  Rest   rest = { now, now + MOST_US };

  while (!is_quiet (&rest))
    if (g_main_context_iteration (NULL, FALSE))
      rest.quiet_since = g_get_monotonic_time ();
    else
      g_usleep (1000); /* others compute meanwhile */
}

gboolean
zg_camera_page_ready (gpointer window)
{
  GtkWidget *page = zg_window_get_page (window);

  if (page == NULL)
    return FALSE;
  if (ZG_IS_SHEET_PAGE (page))
    {
      ZgListModel *model = zg_sheet_page_get_model (ZG_SHEET_PAGE (page));

      return zg_list_model_has_loaded (model) && !zg_list_model_is_loading (model);
    }
  if (ZG_IS_FORM (page))
    return !zg_form_is_loading (ZG_FORM (page));
  if (ZG_IS_ROSTER_PAGE (page))
    return !zg_roster_page_is_busy (ZG_ROSTER_PAGE (page));
  if (ZG_IS_ORDER_PAGE (page))
    return !zg_order_page_is_busy (ZG_ORDER_PAGE (page));
  if (ZG_IS_BACKUP_PAGE (page))
    return !zg_backup_page_is_busy (ZG_BACKUP_PAGE (page));
  if (ZG_IS_TODAY_PAGE (page))
    return !zg_today_page_is_busy (ZG_TODAY_PAGE (page));
  return !ZG_IS_MONTH_PAGE (page) || !zg_month_page_is_loading (ZG_MONTH_PAGE (page));
}

gboolean
zg_camera_take (GtkWidget *widget, const char *path, GError **error)
{
  g_autoptr (GdkPaintable)  paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot)   snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture)    texture = NULL;
  int                       width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO, "nothing is drawn for %s", path);
      return FALSE;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (gdk_texture_save_to_png (texture, path))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_IO, "%s cannot be written", path);
  return FALSE;
}

GtkWidget *
zg_camera_dialog (ZgWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l; l = l->next)
    if (l->data != (gpointer) window && gtk_widget_get_mapped (l->data)
        && gtk_window_get_transient_for (l->data) == GTK_WINDOW (window))
      return l->data;
  return NULL;
}
