/* zg-shots-camera.h: waits until a window has come to rest and writes what it shows into a file. Main thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

typedef gboolean (*ZgShotReady) (gpointer data);

/* zg_camera_wait: runs the main context until @ready says so. Returns: FALSE after @seconds. */
gboolean zg_camera_wait   (ZgShotReady ready, gpointer data, int seconds);
/* zg_camera_settle: runs the main context until nothing has happened for a while. */
void     zg_camera_settle (void);
/* zg_camera_page_ready: a ZgShotReady for a window: what lies on top has been read. */
gboolean zg_camera_page_ready (gpointer window);
/* zg_camera_take: @widget: a window, drawn; not what pops up from it. Errors: IO. */
gboolean zg_camera_take   (GtkWidget *widget, const char *path, GError **error);
/* zg_camera_dialog: Returns: (transfer none) (nullable): the newest window over @window. */
GtkWidget *zg_camera_dialog (ZgWindow *window);

G_END_DECLS
