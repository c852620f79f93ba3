/* Taking an import back from the list of imports. */
#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-window-private.h"

typedef struct
{
  ZgWindow  *window; /* referenced */
  ZgSession *session;
  gint64     id;
  guint      n_rows;
} Undo;

static void
undo_free (Undo *undo)
{
  zg_session_unref (undo->session);
  g_object_unref (undo->window);
  g_free (undo);
}

static void
undo_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Undo   *undo = data;
  GError *error = NULL;

  if (zg_book_undo_import (undo->session, undo->id, &undo->n_rows, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ZgWindow          *self = ZG_WINDOW (source);
  Undo              *undo = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = NULL;

  if (zg_window_is_closed (self))
    return;
  zg_busy_bar_stop (ZG_BUSY_BAR (self->busy));
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      zg_desk_error (GTK_WIDGET (self), _ ("The import was not taken back"), error);
      return;
    }
  text = g_strdup_printf (_ ("%u rows were taken out again. The file can be read in anew."), undo->n_rows);
  zg_window_toast (self, text);
}

static void
on_answer (gboolean yes, gpointer data)
{
  Undo             *undo = data;
  g_autoptr (GTask) task = NULL;

  if (!yes)
    {
      undo_free (undo);
      return;
    }
  task = g_task_new (undo->window, NULL, on_undone_cb, NULL);
  g_task_set_task_data (task, undo, (GDestroyNotify) undo_free);
  zg_busy_bar_start (ZG_BUSY_BAR (undo->window->busy));
  g_task_run_in_thread (task, undo_thread);
}

void
zg_window_undo_import (ZgWindow *self)
{
  GtkWidget *page = zg_window_get_page (self);
  gint64     id = page && ZG_IS_SHEET_PAGE (page) ? zg_sheet_page_get_current (ZG_SHEET_PAGE (page)) : 0;
  Undo      *undo;

  if (id == 0 || !g_str_equal (zg_sheet_page_get_sheet (ZG_SHEET_PAGE (page))->kind->id, "import_run"))
    {
      zg_window_toast (self, _ ("Select the import first."));
      return;
    }
  undo = g_new0 (Undo, 1);
  undo->window = g_object_ref (self);
  undo->session = zg_session_ref (self->session);
  undo->id = id;
  zg_desk_confirm (GTK_WIDGET (self), _ ("Take this import back?"),
                   _ ("Every row it brought is taken out of the book, unless something was built on one of them. The audit keeps "
                      "what happened."), NULL,
                   _ ("_Take it back"), TRUE, on_answer, undo);
}
