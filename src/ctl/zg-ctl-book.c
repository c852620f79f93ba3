/* init, demo, schema, verify, user, role, key. */
#include <glib/gi18n.h>
#include <unistd.h>

#include "zg-anchor.h"
#include "zg-ctl.h"
#include "zg-demo.h"
#include "zg-error.h"
#include "zg-people.h"
#include "zg-seal.h"

gboolean
zg_ctl_init (ZgCtl *ctl, GError **error)
{
  g_autofree char *login = zg_ctl_option (ctl, "--admin");
  g_autofree char *name = zg_ctl_option (ctl, "--name");
  g_autofree char *title = zg_ctl_option (ctl, "--title");
  g_autofree char *structure = zg_ctl_option (ctl, "--structure");
  g_autofree char *recovery = NULL;
  gboolean         trial = zg_ctl_flag (ctl, "--trial"), done;
  char            *password;
  ZgBookSetup      setup = { 0 };

  if (ctl->n_args != 1 || login == NULL || name == NULL)
    return zg_ctl_usage (error, "init BOOK --admin LOGIN --name NAME [--title BOOK-NAME] [--structure TEMPLATE] [--trial]");
  password = zg_ctl_set_clock (ctl, trial, error) ? zg_ctl_password (ctl, _ ("Password of the administrator:"), error) : NULL;
  if (password == NULL)
    return FALSE;
  setup = (ZgBookSetup){ ctl->args[0], title ? title : _ ("E-commerce department"), login, name, password, trial,
                         structure ? structure : "d13" };
  ctl->book = zg_book_create (&setup, &recovery, error);
  zg_wipe_text (password);
  done = ctl->book != NULL;
  if (done)
    {
      zg_ctl_print (_ ("The book %s is made.\n"), zg_book_path (ctl->book));
      zg_ctl_print (_ ("Recovery key, shown this once; print it and lock it away:\n%s\n"), recovery);
    }
  g_clear_pointer (&recovery, zg_wipe_text);
  return done;
}

static int
option_int (ZgCtl *ctl, const char *name, int otherwise)
{
  g_autofree char *text = zg_ctl_option (ctl, name);
  gint64           value;

  if (text == NULL)
    return otherwise;
  return g_ascii_string_to_signed (text, 10, 1, G_MAXINT, &value, NULL) ? (int) value : 0;
}

gboolean
zg_ctl_demo (ZgCtl *ctl, GError **error)
{
  int              staff = option_int (ctl, "--staff", 40), months = option_int (ctl, "--months", 2),
      seed = option_int (ctl, "--seed", 1);
  g_autofree char *attlog = zg_ctl_option (ctl, "--attlog");
  g_autofree char *recovery = NULL;

  if (ctl->n_args != 1 || staff < 1 || months < 1 || seed < 1)
    return zg_ctl_usage (error, "demo BOOK [--staff N] [--months N] [--seed N] [--attlog FILE]");
  ctl->book = zg_demo_create (ctl->args[0], staff, months, seed, &recovery, error);
  if (ctl->book == NULL)
    return FALSE;
  zg_ctl_print (_ ("The trial book %s is made: %d people, %d months.\nEverybody's password: %s\n"),
                zg_book_path (ctl->book), staff, months, zg_book_trial_password (ctl->book));
  if (attlog == NULL)
    return TRUE;
  if (!zg_demo_write_attlog (attlog, 1, staff, seed, NULL, error))
    return FALSE;
  zg_ctl_print (_ ("A clock file not yet read in: %s\n"), attlog);
  return TRUE;
}

gboolean
zg_ctl_schema (ZgCtl *ctl, GError **error)
{
  g_autofree char *text = zg_schema_text ();

  zg_ctl_print ("-- Every table of a book, printed from the declarations of the kinds: ./dev zgctl schema > "
                "data/schema.sql\n\n%s", text);
  return TRUE;
}

gboolean
zg_ctl_verify (ZgCtl *ctl, GError **error)
{
  g_autofree char *report = NULL;
  gboolean         deep = zg_ctl_flag (ctl, "--deep"), whole;

  if (zg_ctl_flag (ctl, "--accept"))
    zg_anchor_accept ();
  if (zg_ctl_session (ctl, error) == NULL || !zg_anchor_note_gap (ctl->session, error))
    return FALSE;
  whole = zg_book_verify (ctl->book, deep, &report, error);
  zg_ctl_print ("%s", report);
  return whole;
}

gboolean
zg_ctl_door (ZgCtl *ctl, GError **error)
{
  g_autofree char *report = NULL;

  if (ctl->n_args != 0 || ctl->book_path == NULL)
    return zg_ctl_usage (error, "--book postgresql://OWNER@HOST/DATABASE door");
  ctl->book = zg_book_open (ctl->book_path, FALSE, error);
  if (ctl->book == NULL || !zg_book_make_door (ctl->book, &report, error))
    return FALSE;
  zg_ctl_print ("%s", report);
  return TRUE;
}

/* -- People -- */

typedef struct
{
  const char *kind, *text;
  gint64      id;
} Lookup;

static gpointer
look_up (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Lookup *lookup = data;

  lookup->id = zg_book_find (db, zg_kind_by_id (lookup->kind), lookup->text, error);
  return lookup->id ? lookup : NULL;
}

static gint64
find (ZgCtl *ctl, const char *kind, const char *text, GError **error)
{
  Lookup lookup = { kind, text, 0 };

  return zg_store_read (zg_ctl_store (ctl), look_up, &lookup, error) ? lookup.id : 0;
}

static void
print_password (const char *login, char *password)
{
  zg_ctl_print (_ ("One-time password of %s, good for 24 hours: %s\n"), login, password);
  zg_wipe_text (password);
}

static gboolean
user_add (ZgCtl *ctl, GError **error)
{
  g_autofree char *staff = zg_ctl_option (ctl, "--staff");
  char            *password = NULL;
  gint64           staff_id = 0;

  if (ctl->n_args != 3)
    return zg_ctl_usage (error, "user add LOGIN NAME [--staff NO]");
  if (staff && !(staff_id = find (ctl, "staff", staff, error)))
    return FALSE;
  if (!zg_people_add (ctl->session, ctl->args[1], ctl->args[2], staff_id, &password, error))
    return FALSE;
  print_password (ctl->args[1], password);
  return TRUE;
}

/* Without a login: one's own password; with one: a one-time password for somebody else. */
static gboolean
user_password (ZgCtl *ctl, const char *new_file, GError **error)
{
  char    *password, *old;
  gint64   person;
  gboolean done;

  if (ctl->n_args == 2)
    {
      person = find (ctl, "person", ctl->args[1], error);
      password = person ? zg_people_reset (ctl->session, person, error) : NULL;
      if (password)
        print_password (ctl->args[1], password);
      return password != NULL;
    }
  old = zg_ctl_password (ctl, _ ("Present password:"), error);
  g_free (ctl->password_file);
  ctl->password_file = g_strdup (new_file);
  password = old ? zg_ctl_password (ctl, _ ("New password:"), error) : NULL;
  done = password && zg_session_change_password (ctl->session, old, password, error);
  g_clear_pointer (&old, zg_wipe_text);
  g_clear_pointer (&password, zg_wipe_text);
  return done;
}

gboolean
zg_ctl_user (ZgCtl *ctl, GError **error)
{
  g_autofree char *new_file = zg_ctl_option (ctl, "--new-password-file");
  const char      *what = ctl->n_args ? ctl->args[0] : "";
  gint64           person;

  ctl->sets_password = ctl->n_args == 1 && g_str_equal (what, "password");
  if (zg_ctl_session (ctl, error) == NULL)
    return FALSE;
  if (g_str_equal (what, "add"))
    return user_add (ctl, error);
  if (g_str_equal (what, "password"))
    return user_password (ctl, new_file, error);
  if (ctl->n_args != 2 || !(g_str_equal (what, "lock") || g_str_equal (what, "unlock")))
    return zg_ctl_usage (error, "user add LOGIN NAME [--staff NO] | lock LOGIN | unlock LOGIN | password LOGIN | "
                                "password [--new-password-file FILE]");
  person = find (ctl, "person", ctl->args[1], error);
  return person && zg_people_lock (ctl->session, person, g_str_equal (what, "lock"), error);
}

/* A code, or the title lists show. Returns: (transfer none) (nullable) */
static const char *
role_code (const char *text, GError **error)
{
  const char *const *codes = zg_role_codes (NULL);
  g_autofree char   *all = g_strjoinv (", ", (char **) codes);

  for (; *codes; codes++)
    if (g_str_equal (*codes, text) || g_str_equal (zg_role_title (*codes), text))
      return *codes;
  g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no role “%s”. There are: %s."), text, all);
  return NULL;
}

gboolean
zg_ctl_role (ZgCtl *ctl, GError **error)
{
  g_autofree char *unit = zg_ctl_option (ctl, "--unit");
  g_autofree char *from = zg_ctl_option (ctl, "--from");
  g_autofree char *to = zg_ctl_option (ctl, "--to");
  const char      *role;
  gint64           person, unit_id = 0;

  if (ctl->n_args != 3 || !(g_str_equal (ctl->args[0], "grant") || g_str_equal (ctl->args[0], "end")))
    return zg_ctl_usage (error, "role grant|end LOGIN ROLE [--unit U] [--from DAY] [--to DAY]");
  if (!(role = role_code (ctl->args[2], error)))
    return FALSE;
  if (zg_ctl_session (ctl, error) == NULL || !(person = find (ctl, "person", ctl->args[1], error)))
    return FALSE;
  if (unit && !(unit_id = find (ctl, "unit", unit, error)))
    return FALSE;
  if (g_str_equal (ctl->args[0], "grant"))
    return zg_people_grant (ctl->session, person, role, unit_id, from, to, error);
  return zg_people_end_role (ctl->session, person, role, to, error);
}

static gboolean
key_recover (ZgCtl *ctl, GError **error)
{
  char *recovery, *password;

  if (ctl->book_path == NULL)
    return zg_ctl_usage (error, "--book FILE key recover LOGIN");
  ctl->book = zg_book_open (ctl->book_path, FALSE, error);
  recovery = ctl->book ? zg_ctl_password (ctl, _ ("Recovery key:"), error) : NULL;
  password = recovery ? zg_book_recover (ctl->book, recovery, ctl->args[1], error) : NULL;
  g_clear_pointer (&recovery, zg_wipe_text);
  if (password)
    print_password (ctl->args[1], password);
  return password != NULL;
}

static void
print_progress (guint done, guint total, gpointer data)
{
  if (isatty (STDOUT_FILENO))
    zg_ctl_print ("\r%u ", done);
}

/* Without a class: goes on with what was begun, here or by somebody who was interrupted. */
static gboolean
key_rotate (ZgCtl *ctl, GError **error)
{
  if (zg_ctl_session (ctl, error) == NULL || (ctl->n_args == 2 && !zg_book_rotate (ctl->session, ctl->args[1], error)))
    return FALSE;
  if (!zg_book_freshen (ctl->session, print_progress, NULL, NULL, error))
    return FALSE;
  zg_ctl_print (_ ("Everything you hold is sealed under the newest keys.\n"));
  return TRUE;
}

gboolean
zg_ctl_key (ZgCtl *ctl, GError **error)
{
  g_autofree char *key_file = zg_ctl_option (ctl, "--key-file");
  char            *recovery;

  if (ctl->n_args == 2 && g_str_equal (ctl->args[0], "recover"))
    return key_recover (ctl, error);
  if (ctl->n_args == 2 && g_str_equal (ctl->args[0], "drill"))
    return zg_ctl_key_drill (ctl, key_file, error);
  if (ctl->n_args <= 2 && ctl->n_args && g_str_equal (ctl->args[0], "rotate"))
    return key_rotate (ctl, error);
  if (ctl->n_args != 1 || !g_str_equal (ctl->args[0], "recovery"))
    return zg_ctl_usage (error, "key recovery | recover LOGIN | drill FILE [--key-file FILE] | rotate [CLASS]");
  if (zg_ctl_session (ctl, error) == NULL)
    return FALSE;
  recovery = zg_people_new_recovery (ctl->session, error);
  if (recovery == NULL)
    return FALSE;
  zg_ctl_print (_ ("Recovery key, shown this once; print it and lock it away:\n%s\n"), recovery);
  zg_wipe_text (recovery);
  return TRUE;
}
