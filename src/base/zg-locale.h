/* zg-locale.h: the language of the interface. Simplified Chinese unless the person chose otherwise; LANG does not choose it.
 * Main thread, before anything is translated and before GTK. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zg_locale_init: @language: "zh_CN" or "en", NULL: zh_CN. Sets the C locale (C.UTF-8 where the machine's is missing or C),
 * LANGUAGE and the catalogue. The catalogue's folder is $ZG_LOCALEDIR where set (a build that is not installed). */
void     zg_locale_init       (const char *language);
const char *zg_locale_language (void); /* "zh_CN", "en" */
gboolean zg_locale_is_chinese (void);
/* zg_locale_needs_font: TRUE where LC_CTYPE is not Chinese, so that the font must be named for Han to look right. */
gboolean zg_locale_needs_font (void);

G_END_DECLS
