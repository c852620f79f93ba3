/* zg-ctl.h: zgctl, the application without a screen. Each verb is a function over the same kinds, steps, sheets and papers as the
 * window.
 *
 * Exit: 0 done · 1 refused by a rule, a right or a conflict · 2 wrong use · 3 storage · 4 try again · 5 outcome unknown. */
#pragma once

#include "zg-module.h"

G_BEGIN_DECLS

typedef enum { ZG_CTL_TEXT, ZG_CTL_JSON, ZG_CTL_CSV } ZgCtlFormat;

typedef struct
{
  char       *book_path, *user, *password_file, *language, *format_name, *now, *command;
  ZgCtlFormat format;
  gboolean    sets_password; /* the verb is the one a one-time password is good for */
  char      **args;   /* after the verb; NULL-terminated */
  int         n_args;
  ZgBook     *book;   /* opened on demand */
  ZgSession  *session;
} ZgCtl;

typedef struct
{
  const char *name;   /* "import" */
  const char *usage;  /* "LAYOUT FILE … [--preview]" */
  gboolean  (*run) (ZgCtl *ctl, GError **error);
} ZgCtlVerb;

extern const ZgCtlVerb zg_ctl_verbs[]; /* ends with a NULL name */

/* zg_ctl_run: the program: options, verb, exit code; after kinds, sheets, papers and reports are registered. */
int        zg_ctl_run      (int argc, char **argv);
/* zg_ctl_session: opens the book and logs in, once. Returns: (transfer none) (nullable) */
ZgSession *zg_ctl_session  (ZgCtl *ctl, GError **error);
/* zg_ctl_clock: opens the book as the person 系统: what a timer does. Returns: (transfer none) (nullable) */
ZgSession *zg_ctl_clock    (ZgCtl *ctl, GError **error);
/* zg_ctl_key_drill: "key drill FILE". @key_file: (nullable): holds the recovery key. */
gboolean   zg_ctl_key_drill (ZgCtl *ctl, const char *key_file, GError **error);
ZgStore   *zg_ctl_store    (ZgCtl *ctl);
/* zg_ctl_option: takes "--name VALUE" out of the arguments; zg_ctl_flag: "--name". Returns: (transfer full) (nullable) */
char      *zg_ctl_option   (ZgCtl *ctl, const char *name);
gboolean   zg_ctl_flag     (ZgCtl *ctl, const char *name);
/* zg_ctl_set_clock: --now. Errors: DENIED for a book that is no trial, USAGE. */
gboolean zg_ctl_set_clock (ZgCtl *ctl, gboolean trial, GError **error);
/* zg_ctl_kind: argument @i as a kind. Returns: (transfer none) (nullable). Errors: USAGE. */
const ZgKind *zg_ctl_kind  (ZgCtl *ctl, int i, GError **error);
gboolean   zg_ctl_usage    (GError **error, const char *usage);
/* zg_ctl_ending: "xlsx" of "a/b.xlsx", "" where there is none. @path: (nullable) */
const char *zg_ctl_ending  (const char *path);
/* zg_ctl_check_ending: a file is never written as something else than its name says. @path: (nullable): the terminal. @formats:
 * "xlsx pdf csv". Errors: USAGE. */
gboolean   zg_ctl_check_ending (const char *path, const char *formats, GError **error);
/* zg_ctl_password: first line of --password-file, else asked for at the terminal without echo. Returns: (transfer full) */
char      *zg_ctl_password (ZgCtl *ctl, const char *prompt, GError **error);
/* zg_ctl_split: "FIELD=VALUE" in place. Returns: the value, NULL where there is no '='. */
char      *zg_ctl_split    (char *word);
void       zg_ctl_print    (const char *format, ...) G_GNUC_PRINTF (1, 2); /* standard output, UTF-8 */
char      *zg_ctl_json_text (const char *text); /* (transfer full): quoted */
int        zg_ctl_exit_code (const GError *error);

#define ZG_CTL_VERB(name) gboolean zg_ctl_##name (ZgCtl *ctl, GError **error)
ZG_CTL_VERB (init); ZG_CTL_VERB (demo); ZG_CTL_VERB (schema); ZG_CTL_VERB (verify);
ZG_CTL_VERB (user); ZG_CTL_VERB (role); ZG_CTL_VERB (key); ZG_CTL_VERB (door);
ZG_CTL_VERB (kinds); ZG_CTL_VERB (sheets); ZG_CTL_VERB (papers); ZG_CTL_VERB (reports); ZG_CTL_VERB (layouts);
ZG_CTL_VERB (new); ZG_CTL_VERB (edit); ZG_CTL_VERB (show); ZG_CTL_VERB (do); ZG_CTL_VERB (list); ZG_CTL_VERB (history);
ZG_CTL_VERB (import); ZG_CTL_VERB (undo_import); ZG_CTL_VERB (report); ZG_CTL_VERB (print_paper);
ZG_CTL_VERB (policy); ZG_CTL_VERB (roster);
ZG_CTL_VERB (attach); ZG_CTL_VERB (backup); ZG_CTL_VERB (tick); ZG_CTL_VERB (duties); ZG_CTL_VERB (restore); ZG_CTL_VERB (move);

G_END_DECLS
