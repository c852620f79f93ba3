/* The registers of backups and of restore drills: they only grow, and only the job itself writes them. */
#include <glib/gi18n.h>

#include "zg-backup-private.h"
#include "zg-error.h"
#include "zg-work.h"

static void check_backup (ZgWork *work);

static const ZgField backup_fields[ZG_BACKUP_N] = {
  [ZG_BACKUP_MADE_AT] = { "made_at", N_ ("Made at"), ZG_TIME, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .clause = "D18-5.4" },
  [ZG_BACKUP_FILE] = { "file", N_ ("File"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_SEARCH, .width = 280 },
  [ZG_BACKUP_FOLDER] = { "folder", N_ ("Folder"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .max = 1000, .width = 220 },
  [ZG_BACKUP_SECOND_PLACE] = { "second", N_ ("Second place"), ZG_TEXT, ZG_FIXED | ZG_LIST, .max = 1000, .width = 220 },
  [ZG_BACKUP_BYTES] = { "bytes", N_ ("Bytes"), ZG_INT, ZG_REQUIRED | ZG_FIXED | ZG_LIST },
  [ZG_BACKUP_N_FILES] = { "n_files", N_ ("Attachments"), ZG_INT, ZG_REQUIRED | ZG_FIXED | ZG_LIST },
  [ZG_BACKUP_N_MISSING] = { "n_missing", N_ ("Attachments missing"), ZG_INT, ZG_REQUIRED | ZG_FIXED | ZG_LIST },
  [ZG_BACKUP_N_REMOVED] = { "n_removed", N_ ("Expired ones removed"), ZG_INT, ZG_REQUIRED | ZG_FIXED | ZG_LIST },
  [ZG_BACKUP_ENTRY] = { "entry", N_ ("Newest audit entry"), ZG_INT, ZG_REQUIRED | ZG_FIXED | ZG_LIST },
  [ZG_BACKUP_HEAD] = { "head", N_ ("Its hash"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED, .max = 64 },
  [ZG_BACKUP_SHA256] = { "sha256", N_ ("SHA-256 of the file"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED, .max = 64 },
};

static const ZgStep backup_steps[] = {
  { NULL, "create", "kept", ZG_BY_DEED | ZG_QUIET | ZG_BY_CLOCK, ZG_ALL_FIELDS, .check = check_backup, .title = N_ ("Back up"),
    .clause = "D18-5.4" },
};

const ZgKind zg_backup_kind = {
  .id = "backup", .title = N_ ("Backup"), .module = "book", ZG_FIELDS (backup_fields), ZG_STEPS (backup_steps), .name = "file",
  .append_only = TRUE, .clause = "D12-10.2", .index = { "made_at" },
  .empty = N_ ("Every verified backup of the book: when, where, and up to which entry."),
};

static const ZgEnum outcomes[] = {
  { ZG_DRILL_PASSED, "passed", N_ ("Passed") },
  { ZG_DRILL_FAILED, "failed", N_ ("Failed") },
  { 0, NULL },
};

static const ZgField drill_fields[ZG_DRILL_N] = {
  [ZG_DRILL_DONE_AT] = { "done_at", N_ ("Done at"), ZG_TIME, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .clause = "D12-10.2" },
  [ZG_DRILL_FILE] = { "file", N_ ("File"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_SEARCH, .max = 1000, .width = 280 },
  [ZG_DRILL_OUTCOME] = { "outcome", N_ ("Outcome"), ZG_ENUM, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .names = outcomes },
  [ZG_DRILL_MADE_AT] = { "made_at", N_ ("Backup made at"), ZG_TIME, ZG_FIXED | ZG_LIST },
  [ZG_DRILL_ENTRY] = { "entry", N_ ("Newest audit entry"), ZG_INT, ZG_FIXED | ZG_LIST },
  [ZG_DRILL_N_FILES] = { "n_files", N_ ("Attachments"), ZG_INT, ZG_FIXED | ZG_LIST },
  [ZG_DRILL_REPORT] = { "report", N_ ("Report"), ZG_LONG, ZG_FIXED, .max = 4000 },
};

static const ZgStep drill_steps[] = {
  { NULL, "create", "kept", ZG_BY_DEED | ZG_QUIET | ZG_BY_CLOCK, ZG_ALL_FIELDS, .check = check_backup, .title = N_ ("Drill") },
};

const ZgKind zg_restore_drill_kind = {
  .id = "restore_drill", .title = N_ ("Restore drill"), .module = "book", ZG_FIELDS (drill_fields), ZG_STEPS (drill_steps),
  .name = "file", .append_only = TRUE, .clause = "D12-10.2",
  .empty = N_ ("Every time a backup was restored for practice, and what came of it."),
};

/* A line says that something was done: only who did it writes it. */
static void
check_backup (ZgWork *work)
{
  if (!zg_work_has_extra (work))
    zg_work_fault (work, -1, -1, NULL, _ ("Nothing was backed up or restored. Use the command of that name."));
}

const char *
zg_backup_stage_title (ZgBackupStage stage)
{
  static const char *const titles[] = {
    [ZG_BACKUP_COPY] = N_ ("Copying the book"),
    [ZG_BACKUP_VERIFY] = N_ ("Verifying the copy"),
    [ZG_BACKUP_FILES] = N_ ("Checking the attachments"),
    [ZG_BACKUP_SEAL] = N_ ("Sealing"),
    [ZG_BACKUP_READ_BACK] = N_ ("Reading back"),
    [ZG_BACKUP_PUBLISH] = N_ ("Putting it in its place"),
    [ZG_BACKUP_SECOND] = N_ ("Copying to the second place"),
    [ZG_BACKUP_RECORD] = N_ ("Noting it in the book"),
    [ZG_BACKUP_EXPIRE] = N_ ("Removing expired backups"),
    [ZG_RESTORE_UNLOCK] = N_ ("Opening the backup"),
    [ZG_RESTORE_UNPACK] = N_ ("Unpacking"),
    [ZG_RESTORE_VERIFY] = N_ ("Verifying the book"),
    [ZG_RESTORE_NEW_KEY] = N_ ("Making a new key of the clock"),
    [ZG_RESTORE_FILES] = N_ ("Putting the attachments in their place"),
    [ZG_RESTORE_CLOCK_KEY] = N_ ("Putting the key of the clock in its place"),
    [ZG_RESTORE_PUBLISH] = N_ ("Putting the book in its place"),
    [ZG_RESTORE_RECORD] = N_ ("Noting it in the book"),
    [ZG_BACKUP_DONE] = N_ ("Done"),
  };

  return _ (titles[stage]);
}

gboolean
zg_backup_last (ZgDb *db, gint64 *made_ms, GError **error)
{
  *made_ms = 0;
  return zg_db_int (db, made_ms, error, ZG_SQL ("SELECT max (made_at) FROM backup"), NULL);
}

gboolean
zg_backup_is_late (gint64 made_ms, gint64 now_ms)
{
  return now_ms - made_ms > ZG_BACKUP_LATE_MS;
}

gboolean
zg_backup_write_nothing (ZgDb *db, gpointer data, GError **error)
{
  return TRUE;
}

gboolean
zg_backup_may (ZgSession *session, const ZgKind *kind, GError **error)
{
  g_autoptr (ZgRecord) record = zg_record_new (kind);
  g_autofree char     *why = NULL;
  g_autofree char     *step = g_strdup_printf ("%s.create", kind->id);
  const char          *clause = NULL;

  if (zg_session_may (session, record, zg_kind_verb (kind, "create"), &why, &clause))
    return TRUE;
  zg_refused (session->book, session, step, kind->id, 0, why);
  zg_error_set_clause (error, ZG_ERROR_DENIED, clause, "%s", why);
  return FALSE;
}

/* -- Registers that follow -- */

static ZgBackupFollow followers[4];

void
zg_backup_follow (ZgBackupFollow follow)
{
  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    if (followers[i] == NULL)
      {
        followers[i] = follow;
        return;
      }
  g_error ("too many registers follow the backup");
}

gboolean
zg_backup_tell (ZgSession *session, const ZgBackupResult *made, GError **error)
{
  g_autoptr (ZgSession) clock = followers[0] ? zg_book_login_clock (session->book, error) : NULL;

  if (followers[0] && clock == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (followers) && followers[i]; i++)
    if (!followers[i] (clock, zg_session_person (session), made, error))
      return FALSE;
  return TRUE;
}
