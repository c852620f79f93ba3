/* zg-weekdays.h: days of the week as they are kept ("67": the digits 1 Monday … 7 Sunday, in order, each once) and as people read
 * and write them. No database. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zg_weekdays_parse: "67", "6,7", "1-5", "周一至周五", "六日", "Sa Su", "every day". @out: (out): as they are kept. Returns: FALSE
 * where a part of it names no day, or there is none. */
gboolean zg_weekdays_parse (const char *text, char out[8]);
/* zg_weekdays_text: "周一至周五", "周六、周日", "每天". @kept: what is no list of days comes back as it is. Returns: (transfer full). */
char    *zg_weekdays_text  (const char *kept);

G_END_DECLS
