/* backup, restore, key drill: for a timer, for a clerk at a terminal, and for the day the computer is gone. */
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "zg-backup.h"
#include "zg-ctl.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-handover.h"
#include "zg-move.h"
#include "zg-seal.h"
#include "zg-tick.h"

/* To who watches, not into the log of a timer. */
static void
show_stage (ZgBackupStage stage, guint permille, gpointer data)
{
  int *last = data;

  if (*last == (int) stage || !isatty (STDERR_FILENO))
    return;
  *last = (int) stage;
  fprintf (stderr, "%s\n", zg_backup_stage_title (stage));
}

static void
print_missing (const ZgBackupResult *result)
{
  for (guint i = 0; i < result->missing->len; i++)
    zg_ctl_print (_ ("  missing or changed: %s\n"), (char *) result->missing->pdata[i]);
}

static void
print_backup_json (const ZgBackupResult *result)
{
  g_autofree char *path = zg_ctl_json_text (result->path);
  g_autofree char *second = zg_ctl_json_text (result->second_path);

  zg_ctl_print ("{\"path\":%s,\"second\":%s,\"made_ms\":%" G_GINT64_FORMAT ",\"bytes\":%" G_GINT64_FORMAT ",\"sha256\":\"%s\","
                "\"entry\":\"%" G_GINT64_FORMAT "\",\"files\":%u,\"missing\":%u,\"people\":%u,\"removed\":%u}\n",
                path, second, result->made_ms, result->bytes, result->sha256, result->seq, result->n_files, result->missing->len,
                result->n_people, result->n_removed);
}

static void
print_backup (const ZgCtl *ctl, const ZgBackupResult *result)
{
  g_autofree char *size = g_format_size (result->bytes);

  if (ctl->format == ZG_CTL_JSON)
    {
      print_backup_json (result);
      return;
    }
  zg_ctl_print ("%s", result->report);
  zg_ctl_print (_ ("Backup made and verified: %s (%s, %u attachments, up to audit entry %ld).\n"), result->path, size,
                result->n_files, (long) result->seq);
  zg_ctl_print (_ ("It opens with the recovery key or the password of one of %u people.\n"), result->n_people);
  if (result->second_path)
    zg_ctl_print (_ ("The same in the second place: %s\n"), result->second_path);
  if (result->n_removed)
    zg_ctl_print (_ ("Expired backups removed: %u\n"), result->n_removed);
  for (guint i = 0; result->enclosed && i < result->enclosed->len; i++)
    {
      const ZgBackupEnclosed *file = result->enclosed->pdata[i];

      zg_ctl_print (_ ("With it, for people: %s (%ld rows)\n"), file->name, (long) file->n_rows);
    }
  print_missing (result);
}

/* The backup stands; but a timer that is not told goes on for years without the rest. */
static gboolean
judge (const ZgBackupResult *result, GError **error)
{
  if (result->second_failed)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("The backup stands, but there is none in the second place. %s"),
                   result->second_failed);
      return FALSE;
    }
  if (result->missing->len == 0)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               g_dngettext (GETTEXT_PACKAGE, "The backup stands, but %u attachment of the book is gone or changed. Look for it "
                            "in an earlier backup.",
                            "The backup stands, but %u attachments of the book are gone or changed. Look for them in an earlier "
                            "backup.", result->missing->len), result->missing->len);
  return FALSE;
}

/* A window that has the book open does it in our place; where none answers, why the book could not be opened stands. */
static gboolean
take_error (GError *busy, GError *handed, GError **error)
{
  gboolean nobody = g_error_matches (handed, ZG_ERROR, ZG_ERROR_CONNECTION);

  g_propagate_error (error, nobody ? busy : handed);
  g_error_free (nobody ? handed : busy);
  return FALSE;
}

static ZgBackupResult *
make_as_clock (ZgCtl *ctl, const ZgBackupJob *job, GError **error)
{
  GError         *busy = NULL, *handed = NULL;
  ZgSession      *clock = zg_ctl_clock (ctl, &busy);
  ZgBackupResult *result;

  if (clock)
    return zg_backup_make (clock, job, NULL, error);
  if (!g_error_matches (busy, ZG_ERROR, ZG_ERROR_BUSY))
    {
      g_propagate_error (error, busy);
      return NULL;
    }
  result = zg_handover_backup (ctl->book_path, job, &handed);
  if (result)
    g_error_free (busy);
  else
    take_error (busy, handed, error);
  return result;
}

gboolean
zg_ctl_backup (ZgCtl *ctl, GError **error)
{
  g_autofree char *second = zg_ctl_option (ctl, "--to");
  int              stage = -1;
  ZgBackupJob      job = { NULL, second, show_stage, &stage };
  ZgSession       *session;
  g_autoptr (ZgBackupResult) result = NULL;

  if (ctl->n_args > 1 || (ctl->n_args == 1 && g_str_has_prefix (ctl->args[0], "--")))
    return zg_ctl_usage (error, "backup [DIR] [--to SECOND-DIR]");
  job.folder = ctl->n_args ? ctl->args[0] : NULL;
  if (ctl->user)
    {
      session = zg_ctl_session (ctl, error);
      result = session ? zg_backup_make (session, &job, NULL, error) : NULL;
    }
  else
    result = make_as_clock (ctl, &job, error);
  if (result == NULL)
    return FALSE;
  print_backup (ctl, result);
  return judge (result, error);
}

gboolean
zg_ctl_tick (ZgCtl *ctl, GError **error)
{
  g_autofree char *report = NULL;
  GError          *busy = NULL, *handed = NULL;
  gboolean         done;

  if (ctl->n_args)
    return zg_ctl_usage (error, "tick");
  if (zg_ctl_clock (ctl, &busy))
    done = zg_tick_run (ctl->book, &report, error);
  else if (!g_error_matches (busy, ZG_ERROR, ZG_ERROR_BUSY))
    {
      g_propagate_error (error, busy);
      return FALSE;
    }
  else if ((report = zg_handover_tick (ctl->book_path, &handed)) != NULL)
    {
      g_error_free (busy);
      done = TRUE;
    }
  else
    return take_error (busy, handed, error);
  zg_ctl_print ("%s", report ? report : "");
  return done;
}

/* -- Restore -- */

static void
print_restored (const ZgCtl *ctl, const ZgRestoreResult *result, const char *path)
{
  char at[20];

  if (ctl->format == ZG_CTL_JSON)
    {
      g_autofree char *book = zg_ctl_json_text (result->book);
      g_autofree char *json_path = zg_ctl_json_text (path);

      zg_ctl_print ("{\"path\":%s,\"book\":%s,\"made_ms\":%" G_GINT64_FORMAT ",\"entry\":\"%" G_GINT64_FORMAT
                    "\",\"files\":%u}\n", json_path, book, result->made_ms, result->seq, result->n_files);
      return;
    }
  zg_ctl_print ("%s", result->report);
  zg_stamp_format (result->made_ms, at);
  if (path)
    zg_ctl_print (_ ("“%s” is restored as it was on %s: %s (%u attachments). What was entered after audit entry %ld is not in "
                     "it.\n"), result->book, at, path, result->n_files, (long) result->seq);
  else
    zg_ctl_print (_ ("The drill is passed: “%s” as it was on %s, %u attachments, up to audit entry %ld. It is noted in the "
                     "book.\n"), result->book, at, result->n_files, (long) result->seq);
}

/* The workbooks of the orders alone: who needs yesterday's orders needs no book. */
static gboolean
extract (const char *file, const char *folder, const ZgBackupKey *key, GError **error)
{
  g_autoptr (GPtrArray) paths = zg_backup_extract (file, folder, key, NULL, error);

  for (guint i = 0; paths && i < paths->len; i++)
    zg_ctl_print ("%s\n", (char *) paths->pdata[i]);
  if (paths && paths->len == 0)
    zg_ctl_print (_ ("No orders had come since the backup before: there is no workbook in it.\n"));
  return paths != NULL;
}

gboolean
zg_ctl_restore (ZgCtl *ctl, GError **error)
{
  g_autofree char *orders = zg_ctl_option (ctl, "--orders");
  int              stage = -1;
  ZgBackupKey      key = { 0 };
  char            *typed;
  gboolean         done = FALSE;
  g_autoptr (ZgRestoreResult) result = NULL;

  if (ctl->n_args != (orders ? 1 : 2))
    return zg_ctl_usage (error, "[--user LOGIN] restore FILE NEWBOOK | FILE --orders FOLDER");
  typed = zg_ctl_password (ctl, ctl->user == NULL ? _ ("Recovery key:") : _ ("Password:"), error);
  if (typed == NULL)
    return FALSE;
  key = (ZgBackupKey){ ctl->user ? NULL : typed, ctl->user, ctl->user ? typed : NULL };
  if (orders)
    done = extract (ctl->args[0], orders, &key, error);
  else
    result = zg_restore (ctl->args[0], ctl->args[1], &key, show_stage, &stage, NULL, error);
  zg_wipe_text (typed);
  if (result)
    print_restored (ctl, result, ctl->args[1]);
  else if (!done && error && g_error_matches (*error, ZG_ERROR, ZG_ERROR_NOT_FOUND))
    (*error)->code = ZG_ERROR_IO; /* a missing file is a matter of storage, not of a record */
  return done || result != NULL;
}

static void
show_table (const char *table, gint64 n, gpointer data)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r%-24s %ld", table, (long) n);
}

gboolean
zg_ctl_move (ZgCtl *ctl, GError **error)
{
  g_autofree char *report = NULL;
  gboolean         done;

  if (ctl->n_args != 2)
    return zg_ctl_usage (error, "move BOOK postgresql://NAME@HOST/DATABASE?sslmode=verify-full");
  done = zg_book_move (ctl->args[0], ctl->args[1], show_table, NULL, NULL, &report, error);
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\n");
  if (done)
    zg_ctl_print (_ ("%sThe file %s can only be read from now on.\n"), report, ctl->args[0]);
  return done;
}

/* With a person's name the password file is his password; the recovery key then comes from a file of its own or the terminal. */
static char *
drill_key (ZgCtl *ctl, const char *key_file, GError **error)
{
  if (key_file || ctl->user)
    {
      g_free (ctl->password_file);
      ctl->password_file = g_strdup (key_file);
    }
  return zg_ctl_password (ctl, _ ("Recovery key:"), error);
}

gboolean
zg_ctl_key_drill (ZgCtl *ctl, const char *key_file, GError **error)
{
  int         stage = -1;
  ZgSession  *session = ctl->user ? zg_ctl_session (ctl, error) : zg_ctl_clock (ctl, error);
  ZgBackupKey key = { 0 };
  char       *typed;
  g_autoptr (ZgRestoreResult) result = NULL;

  typed = session ? drill_key (ctl, key_file, error) : NULL;
  if (typed == NULL)
    return FALSE;
  key.recovery = typed;
  result = zg_restore_drill (session, ctl->args[1], &key, show_stage, &stage, NULL, error);
  zg_wipe_text (typed);
  if (result)
    print_restored (ctl, result, NULL);
  else if (error && g_error_matches (*error, ZG_ERROR, ZG_ERROR_NOT_FOUND))
    (*error)->code = ZG_ERROR_IO;
  return result != NULL;
}
