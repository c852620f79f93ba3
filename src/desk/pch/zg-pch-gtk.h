/* As zg-pch-gio.h, for what has windows: GTK's headers are 0.6 s of the 0.8 s that a small file of the desk takes. */
#include <adwaita.h>
#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <string.h>
