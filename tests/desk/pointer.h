/* pointer.h: the pointer of the X server, moved and pressed from outside by the extension XTEST: what a hand does, with every
 * event made by the server. Coordinates are of a widget of a window that is on the screen. */
#pragma once

#include <dlfcn.h>
#include <gdk/x11/gdkx.h>

#include "zg-shots-camera.h"

typedef struct
{
  Display *display; /* a connection of its own, as another program has */
  int (*motion) (Display *display, int screen, int x, int y, unsigned long delay);
  int (*button) (Display *display, unsigned int button, Bool down, unsigned long delay);
} Pointer;

/* FALSE: this X server or this computer has no XTEST. */
static inline gboolean
pointer_open (Pointer *pointer)
{
  void *library = dlopen ("libXtst.so.6", RTLD_LAZY); /* stays as long as the test runs */
  Bool (*query) (Display *display, int *event, int *error, int *major, int *minor);
  int   numbers[4];

  pointer->display = XOpenDisplay (NULL);
  if (library == NULL || pointer->display == NULL)
    return FALSE;
  *(void **) &query = dlsym (library, "XTestQueryExtension");
  *(void **) &pointer->motion = dlsym (library, "XTestFakeMotionEvent");
  *(void **) &pointer->button = dlsym (library, "XTestFakeButtonEvent");
  return query && pointer->motion && pointer->button &&
         query (pointer->display, &numbers[0], &numbers[1], &numbers[2], &numbers[3]);
}

static inline void
pointer_close (Pointer *pointer)
{
  if (pointer->display)
    XCloseDisplay (pointer->display);
}

/* Where the point of @widget lies on the screen. */
static inline void
pointer_place (Pointer *pointer, GtkWidget *widget, double x, double y, int *root_x, int *root_y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double     in_x = 0, in_y = 0, off_x = 0, off_y = 0;
  Window     child;

  g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &in_x, &in_y));
  gtk_native_get_surface_transform (native, &off_x, &off_y);
  XTranslateCoordinates (pointer->display, gdk_x11_surface_get_xid (gtk_native_get_surface (native)),
                         DefaultRootWindow (pointer->display), (int) (in_x + off_x), (int) (in_y + off_y), root_x, root_y,
                         &child);
}

static inline void
pointer_move (Pointer *pointer, GtkWidget *widget, double x, double y)
{
  int root_x = 0, root_y = 0;

  pointer_place (pointer, widget, x, y, &root_x, &root_y);
  pointer->motion (pointer->display, -1, root_x, root_y, 0);
  XSync (pointer->display, False);
  zg_camera_settle ();
}

static inline void
pointer_press (Pointer *pointer, gboolean down)
{
  pointer->button (pointer->display, 1, down, 0);
  XSync (pointer->display, False);
  zg_camera_settle ();
}
