/* zg-arguments.h: a grid of controls for the arguments of a report or a layout. Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "zg-module.h"

G_BEGIN_DECLS

#define ZG_TYPE_ARGUMENTS (zg_arguments_get_type ())
G_DECLARE_FINAL_TYPE (ZgArguments, zg_arguments, ZG, ARGUMENTS, GtkWidget)

/* Signal: "edited" (). @arguments: static. */
GtkWidget *zg_arguments_new    (ZgSession *session, const ZgArgument *arguments, int n);
/* as text, a reference by id; (nullable) */
void       zg_arguments_set    (ZgArguments *self, const char *name, const char *value);
/* zg_arguments_values: Returns: (transfer full): n texts, NULL where empty; NULL with INVALID where something is wrong or
 * missing. The array is freed by zg_arguments_free_values, since it may have holes. */
char     **zg_arguments_values (ZgArguments *self, GError **error);
void       zg_arguments_free_values (char **values, int n);

G_END_DECLS
