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
/* shell_test_init_on: the same, on another day than 2026-11-23: nine o'clock of @day (day number). */
Shell     *shell_test_init_on (int *argc, char ***argv, const char *language, void (*more) (void), int day);
void       shell_test_free  (Shell *shell);
/* shell_session: of a log-in; NULL: the administrator. */
ZgSession *shell_session    (Shell *shell, const char *login);
ZgWindow  *shell_window     (Shell *shell, const char *login); /* NULL login: nobody is logged in */
void       shell_close      (ZgWindow *window);                /* and checks that nothing of it is left */
/* shell_ready: waits until the page on top is read; fails the test else. */
void       shell_ready      (ZgWindow *window);
/* shell_find: first widget below @root of @type with that text; NULL: any text. (nullable) */
GtkWidget *shell_find       (GtkWidget *root, GType type, const char *text);
/* shell_row: the first row of a list below @root with a label that begins with @text. (nullable) */
GtkWidget *shell_row        (GtkWidget *root, const char *text);
gboolean   shell_key        (GtkWidget *widget, guint key, GdkModifierType state);
/* shell_control: of a field of the form on top, by the label before it. shell_type: into its entry; shell_write: into its text
 * view; shell_choose: what a reference finds first by @text. shell_press: the button that says so, which must be there. */
GtkWidget *shell_control    (ZgWindow *window, const char *label, GType type);
void       shell_type       (ZgWindow *window, const char *label, const char *text);
void       shell_write      (ZgWindow *window, const char *label, const char *text);
void       shell_choose     (ZgWindow *window, const char *label, const char *text);
void       shell_press      (ZgWindow *window, const char *label);
