#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "zg-clock.h"
#include "zg-ctl.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-locale.h"
#include "zg-people.h"
#include "zg-seal.h"
#include "config.h"

const ZgCtlVerb zg_ctl_verbs[] = {
  { "init", "BOOK --admin LOGIN --name NAME [--title BOOK-NAME] [--structure d13|d09|…] [--trial]", zg_ctl_init },
  { "demo", "BOOK [--staff N] [--months N] [--seed N] [--attlog FILE]", zg_ctl_demo },
  { "schema", "", zg_ctl_schema },
  { "verify", "[--deep] [--accept]", zg_ctl_verify },
  { "user", "add LOGIN NAME [--staff NO] | lock LOGIN | unlock LOGIN | password LOGIN | "
            "password [--new-password-file FILE]", zg_ctl_user },
  { "role", "grant|end LOGIN ROLE [--unit U] [--from DAY] [--to DAY]", zg_ctl_role },
  { "key", "recovery | recover LOGIN | drill FILE [--key-file FILE] | rotate [CLASS]", zg_ctl_key },
  { "backup", "[DIR] [--to SECOND-DIR]", zg_ctl_backup },
  { "tick", "", zg_ctl_tick },
  { "duties", "[--mine] [--at TIME]", zg_ctl_duties },
  { "restore", "FILE NEWBOOK | FILE --orders FOLDER", zg_ctl_restore },
  { "move", "BOOK postgresql://…", zg_ctl_move },
  { "door", "", zg_ctl_door },
  { "kinds", "[KIND]", zg_ctl_kinds },
  { "sheets", "", zg_ctl_sheets },
  { "papers", "", zg_ctl_papers },
  { "reports", "", zg_ctl_reports },
  { "layouts", "", zg_ctl_layouts },
  { "new", "KIND FIELD=VALUE … [LINES=new FIELD=VALUE …]", zg_ctl_new },
  { "edit", "KIND ID FIELD=VALUE … [LINES=NUMBER|new|-NUMBER FIELD=VALUE …]", zg_ctl_edit },
  { "show", "KIND ID [--reveal]", zg_ctl_show },
  { "history", "KIND ID", zg_ctl_history },
  { "do", "KIND ID VERB [FIELD=VALUE …] [LINES=NUMBER|new|-NUMBER FIELD=VALUE …] [--opinion TEXT]", zg_ctl_do },
  { "list", "SHEET [FILTER=VALUE …] [--search WORDS] [--sort COLUMN] [--limit N] [-o FILE.xlsx|.csv|.pdf]", zg_ctl_list },
  { "import", "LAYOUT|auto FILE … [NAME=VALUE …] [--preview] [--rejects FILE.xlsx|.csv]", zg_ctl_import },
  { "undo-import", "ID", zg_ctl_undo_import },
  { "report", "REPORT [NAME=VALUE …] -o FILE.xlsx|.pdf|.csv", zg_ctl_report },
  { "print", "PAPER ID -o FILE.pdf [--paper a4|a4-lying|a5-lying|241|241-half|241-third]", zg_ctl_print_paper },
  { "attach", "KIND ID FIELD FILE", zg_ctl_attach },
  { "roster",
    "check|fill SHIFT|rest|tonight|publish|reopen|archive [--month MONTH] [--unit UNIT] [--opinion TEXT] [--write]",
    zg_ctl_roster },
  { "policy",
    "get KEY [--on DAY] | set KEY VALUE --from DAY [--reason TEXT] | clause ID | coverage [--missing] [--module M]",
    zg_ctl_policy },
  { NULL },
};

void
zg_ctl_print (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  fputs (text, stdout);
}

char *
zg_ctl_json_text (const char *text)
{
  GString *out = g_string_new ("\"");

  for (const char *p = text ? text : ""; *p; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (out, "\\%c", *p);
    else if ((guchar) *p < 0x20)
      g_string_append_printf (out, "\\u%04x", *p);
    else
      g_string_append_c (out, *p);
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

const char *
zg_ctl_ending (const char *path)
{
  const char *dot = path ? strrchr (path, '.') : NULL;

  return dot ? dot + 1 : "";
}

gboolean
zg_ctl_check_ending (const char *path, const char *formats, GError **error)
{
  g_auto (GStrv) all = g_strsplit (formats, " ", -1);

  if (path == NULL || g_strv_contains ((const char *const *) all, zg_ctl_ending (path)))
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("“%s” is not written: its name must end in one of these: %s."), path, formats);
  return FALSE;
}

gboolean
zg_ctl_usage (GError **error, const char *usage)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("Usage: zgctl %s"), usage);
  return FALSE;
}

static void
drop_args (ZgCtl *ctl, int at, int n)
{
  for (int i = 0; i < n; i++)
    g_free (ctl->args[at + i]);
  memmove (&ctl->args[at], &ctl->args[at + n], sizeof (char *) * (ctl->n_args - at - n + 1));
  ctl->n_args -= n;
}

char *
zg_ctl_option (ZgCtl *ctl, const char *name)
{
  for (int i = 0; i + 1 < ctl->n_args; i++)
    if (g_str_equal (ctl->args[i], name))
      {
        char *value = g_strdup (ctl->args[i + 1]);

        drop_args (ctl, i, 2);
        return value;
      }
  return NULL;
}

gboolean
zg_ctl_flag (ZgCtl *ctl, const char *name)
{
  for (int i = 0; i < ctl->n_args; i++)
    if (g_str_equal (ctl->args[i], name))
      {
        drop_args (ctl, i, 1);
        return TRUE;
      }
  return FALSE;
}

char *
zg_ctl_split (char *word)
{
  char *equals = strchr (word, '=');

  if (equals == NULL)
    return NULL;
  *equals = '\0';
  return equals + 1;
}

static char *
ask_terminal (const char *prompt, GError **error)
{
  struct termios old, silent;
  char           line[512];
  gboolean       terminal = isatty (STDIN_FILENO) && tcgetattr (STDIN_FILENO, &old) == 0;

  if (terminal)
    {
      fprintf (stderr, "%s ", prompt);
      silent = old;
      silent.c_lflag &= ~ECHO;
      tcsetattr (STDIN_FILENO, TCSANOW, &silent);
    }
  if (fgets (line, sizeof line, stdin) == NULL)
    line[0] = '\0';
  if (terminal)
    {
      tcsetattr (STDIN_FILENO, TCSANOW, &old);
      fputc ('\n', stderr);
    }
  g_strchomp (line);
  if (*line == '\0')
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE,
                           _ ("A password is needed: type it, or give a file by --password-file."));
      return NULL;
    }
  return g_strdup (line);
}

char *
zg_ctl_password (ZgCtl *ctl, const char *prompt, GError **error)
{
  g_autofree char *text = NULL;
  GError          *failed = NULL;
  char            *end;

  if (ctl->password_file == NULL)
    return ask_terminal (prompt, error);
  if (!g_file_get_contents (ctl->password_file, &text, NULL, &failed))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("The password file cannot be read: %s"), failed->message);
      g_error_free (failed);
      return NULL;
    }
  end = text + strcspn (text, "\r\n");
  *end = '\0';
  return g_steal_pointer (&text);
}

gboolean
zg_ctl_set_clock (ZgCtl *ctl, gboolean trial, GError **error)
{
  gint64 now;

  if (ctl->now == NULL)
    return TRUE;
  if (!trial)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("Only a trial book lets its clock be set (--now)."));
      return FALSE;
    }
  if (!zg_stamp_parse (ctl->now, &now))
    return zg_ctl_usage (error, "--now \"YYYY-MM-DD HH:MM\"");
  zg_clock_set (now);
  return TRUE;
}

static gboolean
open_book (ZgCtl *ctl, GError **error)
{
  if (ctl->book)
    return TRUE;
  if (ctl->book_path == NULL)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("Name the book: --book FILE."));
      return FALSE;
    }
  ctl->book = zg_book_open (ctl->book_path, FALSE, error);
  if (ctl->book == NULL)
    {
      if (error && g_error_matches (*error, ZG_ERROR, ZG_ERROR_NOT_FOUND))
        (*error)->code = ZG_ERROR_IO; /* a missing book is a matter of storage, not of a record */
      return FALSE;
    }
  return zg_ctl_set_clock (ctl, zg_book_is_trial (ctl->book), error);
}

ZgSession *
zg_ctl_session (ZgCtl *ctl, GError **error)
{
  if (ctl->session || !open_book (ctl, error))
    return ctl->session;
  if (zg_book_is_trial (ctl->book) && ctl->password_file == NULL)
    ctl->session = zg_book_login_trial (ctl->book, ctl->user, error);
  else if (ctl->user == NULL)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("Say who you are: --user LOGIN."));
  else
    {
      char *password = zg_ctl_password (ctl, _ ("Password:"), error);

      if (password)
        ctl->session = ctl->sets_password ? zg_book_login (ctl->book, ctl->user, password, error)
                                          : zg_book_login_own (ctl->book, ctl->user, password, error);
      g_clear_pointer (&password, zg_wipe_text);
    }
  return ctl->session;
}

ZgSession *
zg_ctl_clock (ZgCtl *ctl, GError **error)
{
  if (ctl->session == NULL && open_book (ctl, error))
    ctl->session = zg_book_login_clock (ctl->book, error);
  return ctl->session;
}

ZgStore *
zg_ctl_store (ZgCtl *ctl)
{
  return ctl->session ? zg_session_store (ctl->session) : zg_book_store (ctl->book);
}

int
zg_ctl_exit_code (const GError *error)
{
  if (error == NULL)
    return 0;
  if (error->domain != ZG_ERROR)
    return error->domain == G_OPTION_ERROR ? 2 : 3;
  switch (error->code)
    {
    case ZG_ERROR_DENIED:
    case ZG_ERROR_INVALID:
    case ZG_ERROR_CONFLICT:
    case ZG_ERROR_NOT_FOUND:
      return 1;
    case ZG_ERROR_USAGE:
      return 2;
    case ZG_ERROR_BUSY:
    case ZG_ERROR_CONNECTION:
      return 4;
    case ZG_ERROR_UNKNOWN_OUTCOME:
      return 5;
    default:
      return 3;
    }
}

static void
print_error (const ZgCtl *ctl, const GError *error)
{
  GPtrArray *faults = zg_error_get_faults (error);
  const char *clause = zg_error_get_clause (error);

  if (ctl->format != ZG_CTL_JSON)
    {
      for (guint i = 1; faults && i < faults->len; i++)
        fprintf (stderr, "%s%s%s%s\n", ((ZgFault *) faults->pdata[i])->message, ((ZgFault *) faults->pdata[i])->clause ? "（" : "",
                 ((ZgFault *) faults->pdata[i])->clause ? ((ZgFault *) faults->pdata[i])->clause : "",
                     ((ZgFault *) faults->pdata[i])->clause ? "）" : "");
      fprintf (stderr, "%s%s%s%s\n", error->message, clause ? "（" : "", clause ? clause : "", clause ? "）" : "");
      return;
    }
  {
    const ZgFault   *first = faults && faults->len ? faults->pdata[0] : NULL;
    g_autofree char *message = zg_ctl_json_text (error->message);
    g_autofree char *kind = zg_ctl_json_text (first ? first->kind : "");
    g_autofree char *field = zg_ctl_json_text (first ? first->field : "");
    g_autofree char *id = zg_ctl_json_text (clause);

    fprintf (stderr, "{\"code\":\"%s\",\"kind\":%s,\"field\":%s,\"clause\":%s,\"message\":%s}\n",
             error->domain == ZG_ERROR ? zg_error_code_name (error->code) : "error", kind, field, id, message);
  }
}

static void
print_help (void)
{
  zg_ctl_print ("%s\n\n",
                _ ("zgctl [--book FILE] [--user LOGIN] [--password-file FILE] [--lang zh_CN|en] [--format text|json|csv] [--now "
                   "TIME] VERB …"));
  for (const ZgCtlVerb *verb = zg_ctl_verbs; verb->name; verb++)
    zg_ctl_print ("  %-12s %s\n", verb->name, verb->usage);
}

static gboolean
read_format (ZgCtl *ctl, GError **error)
{
  static const char *const names[] = { [ZG_CTL_TEXT] = "text", [ZG_CTL_JSON] = "json", [ZG_CTL_CSV] = "csv" };

  for (guint i = 0; ctl->format_name && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (ctl->format_name, names[i]))
      {
        ctl->format = i;
        return TRUE;
      }
  return ctl->format_name == NULL || zg_ctl_usage (error, "--format text|json|csv VERB …");
}

static char **
common_option (ZgCtl *ctl, const char *word)
{
  const struct
  {
    const char *name;
    char      **value;
  } options[] = {
    { "--book", &ctl->book_path }, { "--user", &ctl->user }, { "--password-file", &ctl->password_file },
    { "--lang", &ctl->language },  { "--now", &ctl->now },   { "--format", &ctl->format_name },
    { "--command", &ctl->command },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (g_str_equal (options[i].name, word))
      return options[i].value;
  return NULL;
}

/* The common options stand before or behind the verb; the verb's own stay in args. */
static gboolean
read_words (ZgCtl *ctl, int argc, char **argv, const char **verb, GError **error)
{
  ctl->args = g_new0 (char *, argc + 1);
  for (int i = 1; i < argc; i++)
    {
      char **value = common_option (ctl, argv[i]);

      if (value && i + 1 < argc)
        {
          g_free (*value);
          *value = g_strdup (argv[++i]);
        }
      else if (value || (*verb == NULL && g_str_has_prefix (argv[i], "--") && !g_str_equal (argv[i], "--help")))
        {
          g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("Unknown option %s. See zgctl --help."), argv[i]);
          return FALSE;
        }
      else if (*verb == NULL)
        *verb = argv[i];
      else
        ctl->args[ctl->n_args++] = g_strdup (argv[i]);
    }
  if (ctl->language && !g_str_equal (ctl->language, "zh_CN") && !g_str_equal (ctl->language, "en"))
    return zg_ctl_usage (error, "--lang zh_CN|en VERB …");
  return read_format (ctl, error);
}

static gboolean
run_verb (ZgCtl *ctl, const char *name, GError **error)
{
  for (const ZgCtlVerb *verb = zg_ctl_verbs; verb->name; verb++)
    if (name && g_str_equal (verb->name, name))
      {
        if (ctl->book_path == NULL && g_getenv ("ZG_BOOK"))
          ctl->book_path = g_strdup (g_getenv ("ZG_BOOK"));
        return verb->run (ctl, error);
      }
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("No such verb. See zgctl --help."));
  return FALSE;
}

static void
ctl_clear (ZgCtl *ctl)
{
  g_clear_pointer (&ctl->session, zg_session_unref);
  g_clear_pointer (&ctl->book, zg_book_unref);
  g_strfreev (ctl->args);
  g_free (ctl->book_path);
  g_free (ctl->user);
  g_free (ctl->password_file);
  g_free (ctl->language);
  g_free (ctl->format_name);
  g_free (ctl->now);
  g_free (ctl->command);
}

int
zg_ctl_run (int argc, char **argv)
{
  ZgCtl    ctl = { 0 };
  GError  *error = NULL;
  const char *verb = NULL;
  int         code;
  gboolean    ok = read_words (&ctl, argc, argv, &verb, &error);

  zg_locale_init (ctl.language);
  if (ok && (verb == NULL || g_str_equal (verb, "help") || g_str_equal (verb, "--help")))
    {
      print_help ();
      ctl_clear (&ctl);
      return 0;
    }
  ok = ok && run_verb (&ctl, verb, &error);
  code = ok ? 0 : zg_ctl_exit_code (error);
  if (!ok)
    print_error (&ctl, error);
  g_clear_error (&error);
  ctl_clear (&ctl);
  fflush (stdout);
  return ferror (stdout) ? 3 : code;
}
