#include "zg-locale.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "config.h"

static const char *chosen = "zh_CN";

void
zg_locale_init (const char *language)
{
  const char *folder = g_getenv ("ZG_LOCALEDIR");
  const char *got = setlocale (LC_ALL, "");

  chosen = language && g_str_has_prefix (language, "en") ? "en" : "zh_CN";
  if (got == NULL || g_str_equal (setlocale (LC_CTYPE, NULL), "C") || g_str_equal (setlocale (LC_CTYPE, NULL), "POSIX") ||
      g_str_equal (setlocale (LC_MESSAGES, NULL), "C") || g_str_equal (setlocale (LC_MESSAGES, NULL), "POSIX"))
    setlocale (LC_ALL, "C.UTF-8"); /* in plain C nothing is translated at all */
  g_setenv ("LANGUAGE", chosen, TRUE);
  bindtextdomain (GETTEXT_PACKAGE, folder ? folder : ZG_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

const char *
zg_locale_language (void)
{
  return chosen;
}

gboolean
zg_locale_is_chinese (void)
{
  return g_str_equal (chosen, "zh_CN");
}

gboolean
zg_locale_needs_font (void)
{
  return !g_str_has_prefix (setlocale (LC_CTYPE, NULL), "zh");
}
