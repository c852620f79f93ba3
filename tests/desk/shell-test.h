/* shell-test.h: the ground the shell's tests stand on: the whole program with an invented book, in one window. */
#pragma once

#include "zg-application.h"
#include "zg-people.h"
#include "zg-window-private.h"

typedef struct
{
  ZgApplication *app;
  ZgBook        *book;
  char          *work; /* folder of the book */
} Shell;

/* shell_test_init: GTest, the locale, modules, application, and a book of twelve people and one month. @language: "zh_CN", "en".
 * @more: (nullable): registers what the product does not have. */
Shell     *shell_test_init  (int *argc, char ***argv, const char *language, void (*more) (void));
void       shell_test_free  (Shell *shell);
/* shell_session: of a log-in; NULL: the administrator. */
ZgSession *shell_session    (Shell *shell, const char *login);
ZgWindow  *shell_window     (Shell *shell, const char *login); /* NULL login: nobody is logged in */
void       shell_close      (ZgWindow *window);                /* and checks that nothing of it is left */
/* shell_ready: waits until the page on top is read; fails the test else. */
void       shell_ready      (ZgWindow *window);
/* shell_find: first widget below @root of @type with that text; NULL: any text. (nullable) */
GtkWidget *shell_find       (GtkWidget *root, GType type, const char *text);
gboolean   shell_key        (GtkWidget *widget, guint key, GdkModifierType state);
