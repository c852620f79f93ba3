#include <string.h>

#include "zg-application.h"
#include "zg-locale.h"
#include "zg-modules.h"
#include "zg-people.h"
#include "zg-report-attendance.h"
#include "zg-shots.h"
#include "zg-window-private.h"

/* Takes "NAME VALUE" out of the arguments, before GTK reads them. */
static char *
take_option (int *argc, char **argv, const char *name)
{
  for (int i = 1; i + 1 < *argc; i++)
    if (g_str_equal (argv[i], name))
      {
        char *value = argv[i + 1];

        memmove (&argv[i], &argv[i + 2], sizeof (char *) * (*argc - i - 1));
        *argc -= 2;
        return value;
      }
  return NULL;
}

int
main (int argc, char **argv)
{
  const char      *language = take_option (&argc, argv, "--lang");
  const char      *shots = take_option (&argc, argv, "--shots");
  GSettings       *settings = language ? NULL : zg_window_settings ();
  g_autofree char *chosen = settings ? g_settings_get_string (settings, "language") : NULL;
  g_autoptr (ZgApplication) app = NULL;

  zg_locale_init (language ? language : chosen);
  gtk_disable_setlocale ();
  zg_book_init ();
  zg_modules_init ();
  zg_report_init ();
  if (shots)
    return zg_shots_take (shots);
  app = zg_application_new (G_APPLICATION_DEFAULT_FLAGS);
  return g_application_run (G_APPLICATION (app), argc, argv);
}
