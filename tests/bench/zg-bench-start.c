/* Cold start: from fork to the first painted window, seen from outside, so that any program is timed the same way. A window
 * counts from 600 × 400 on; painted means that lines across it hold more than one colour. */
#include "zg-bench.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "zg-clock.h"
#include "zg-demo.h"

#define ROUNDS 7
#define PEER "gtk4-widget-factory"
#define LONGEST 40.0

static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

static gboolean
is_painted (Display *display, Window window, const XWindowAttributes *area)
{
  XImage *image = XGetImage (display, window, 0, 0, area->width, area->height, AllPlanes, ZPixmap);
  int     changes = 0;

  if (image == NULL)
    return FALSE;
  for (int y = 5; y < area->height; y += 16)
    for (int x = 1; x < area->width; x++)
      changes += XGetPixel (image, x, y) != XGetPixel (image, x - 1, y);
  XDestroyImage (image);
  return changes > 60;
}

static gboolean
any_painted (Display *display)
{
  Window   root, parent, *windows = NULL;
  guint    n = 0;
  gboolean painted = FALSE;

  if (!XQueryTree (display, DefaultRootWindow (display), &root, &parent, &windows, &n))
    return FALSE;
  for (guint i = 0; i < n && !painted; i++)
    {
      XWindowAttributes area;

      painted = XGetWindowAttributes (display, windows[i], &area) && area.map_state == IsViewable && area.width >= 600
          && area.height >= 400 &&
                is_painted (display, windows[i], &area);
    }
  if (windows)
    XFree (windows);
  return painted;
}

static pid_t
launch (const char *program, const char *argument)
{
  pid_t pid = fork ();

  if (pid != 0)
    return pid;
  setpgid (0, 0);
  if (!freopen ("/dev/null", "w", stdout) || !freopen ("/dev/null", "w", stderr))
    _exit (126);
  execlp (program, program, argument, NULL);
  _exit (127);
}

/* Seconds; LONGEST where no window came. */
static double
start_once (Display *display, const char *program, const char *argument)
{
  double begin = bench_wall (), taken;
  pid_t  pid = launch (program, argument);
  int    status;

  do
    {
      g_usleep (2000);
      taken = bench_wall () - begin;
    }
  while (taken < LONGEST && !any_painted (display) && waitpid (pid, &status, WNOHANG) == 0);
  kill (-pid, SIGKILL);
  waitpid (pid, &status, 0);
  while (any_painted (display)) /* its window goes with it */
    g_usleep (2000);
  return taken;
}

/* -- A display of one's own -- */

static pid_t
start_server (int *number)
{
  int   ends[2];
  pid_t pid;
  char  text[16] = "";

  if (pipe (ends) != 0)
    return 0;
  pid = fork ();
  if (pid == 0)
    {
      g_autofree char *fd = g_strdup_printf ("%d", ends[1]);

      close (ends[0]);
      execlp ("Xvfb", "Xvfb", "-displayfd", fd, "-screen", "0", "1400x900x24", "-nolisten", "tcp", NULL);
      _exit (127);
    }
  close (ends[1]);
  for (gsize n = 0; n < sizeof text - 1 && read (ends[0], text + n, 1) == 1 && text[n] != '\n'; n++)
    ;
  close (ends[0]);
  *number = atoi (text);
  return *text ? pid : 0;
}

/* The environment a program starts in: no accessibility bus, no GPU, settings of its own. */
static void
set_surroundings (const char *folder, const char *desk, int number)
{
  g_autofree char *display = g_strdup_printf (":%d", number);
  g_autofree char *bin = g_path_get_dirname (desk);
  g_autofree char *schemas = g_build_filename (bin, "..", "..", "data", NULL);
  g_autofree char *catalogues = g_build_filename (bin, "..", "..", "po", NULL);

  g_setenv ("DISPLAY", display, TRUE);
  g_setenv ("GDK_BACKEND", "x11", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GSETTINGS_SCHEMA_DIR", schemas, TRUE);
  g_setenv ("ZG_LOCALEDIR", catalogues, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, FALSE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
}

static void
compare (const char *desk, const char *book, int number)
{
  g_autofree char *name = g_strdup_printf (":%d", number);
  g_autofree char *peer = g_find_program_in_path (PEER);
  Display         *display = XOpenDisplay (name);
  double           own[ROUNDS], other[ROUNDS];

  bench_must (display != NULL, NULL);
  XSetErrorHandler (ignore_error);
  start_once (display, desk, book); /* both into the disk cache */
  if (peer)
    start_once (display, peer, NULL);
  for (int i = 0; i < ROUNDS; i++)
    {
      own[i] = start_once (display, desk, book);
      other[i] = peer ? start_once (display, peer, NULL) : 0;
    }
  XCloseDisplay (display);
  bench_say ("own window with a book %.0f ms, " PEER " %.0f ms, medians of %d", bench_median (own, ROUNDS) * 1e3,
             bench_median (other, ROUNDS) * 1e3, ROUNDS);
  if (peer)
    bench_bound ("own window ÷ " PEER, bench_median (own, ROUNDS) / bench_median (other, ROUNDS), 1.0, "");
  else
    bench_say (PEER " is not here (package gtk-4-examples): nothing to compare with");
}

void
bench_start (const char *desk)
{
  g_autofree char *folder = g_dir_make_tmp ("zg-start-XXXXXX", NULL);
  g_autofree char *book = g_build_filename (folder, "demo.zgb", NULL);
  g_autofree char *recovery = NULL, *rest = g_strdup_printf ("rm -r '%s'", folder);
  GError          *error = NULL;
  ZgBook          *made;
  pid_t            server;
  int              number = 0;

  bench_head ("cold start");
  if (!g_file_test (desk, G_FILE_TEST_IS_EXECUTABLE))
    {
      bench_say ("%s is not built", desk);
      return;
    }
  made = zg_demo_create (book, 40, 1, 1, &recovery, &error);
  bench_must (made != NULL, error);
  zg_book_unref (made);
  server = start_server (&number);
  if (server == 0)
    bench_say ("Xvfb is not here: not measured");
  else
    {
      set_surroundings (folder, desk, number);
      compare (desk, book, number);
      kill (server, SIGTERM);
      waitpid (server, NULL, 0);
    }
  bench_must (system (rest) == 0, NULL);
}
