/* Kinds of this floor: who logs in, what roles he holds, what a role may do, what a book sets otherwise than printed,
 * attachments. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-files.h"
#include "zg-policy.h"
#include "zg-text.h"
#include "zg-work.h"

static void check_person (ZgWork *work);
static void check_reset (ZgWork *work);
static void check_leaving (ZgWork *work);
static void check_holder (ZgWork *work);
static void check_holder_end (ZgWork *work);
static void check_right (ZgWork *work);
static void check_parameter (ZgWork *work);
static void ask_guards (ZgWork *work);
static void check_attachment (ZgWork *work);

/* -- Person: a log-in -- */

static const ZgField person_fields[] = {
  [ZG_PERSON_LOGIN] = { "login", N_ ("Log-in name"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_FIXED | ZG_SEARCH | ZG_LIST, .max = 40,
                        .clause = "D12-9.3" },
  [ZG_PERSON_NAME] = { "name", N_ ("Name"), ZG_TEXT, ZG_REQUIRED | ZG_ROMAN | ZG_SEARCH | ZG_LIST, .max = 40 },
  [ZG_PERSON_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_UNIQUE | ZG_LIST, .ref = "staff" },
};

static const ZgStep person_steps[] = {
  { NULL, "create", "active", ZG_QUIET | ZG_PROOF, ZG_ALL_FIELDS, .check = check_person },
  { "active", "edit", "active", ZG_QUIET, ZG_F (ZG_PERSON_NAME) | ZG_F (ZG_PERSON_STAFF), .check = check_person },
  { "active", "reset", "active", ZG_QUIET | ZG_PROOF, .check = check_reset, .title = N_ ("New password"), .clause = "D12-11.3" },
  { "locked", "reset", "active", ZG_QUIET | ZG_PROOF, .check = check_reset, .title = N_ ("New password"), .clause = "D12-11.3" },
  { "active", "lock", "locked", ZG_DESTROYS, .check = check_leaving, .title = N_ ("Lock") },
  { "locked", "unlock", "active", 0, .title = N_ ("Unlock") },
  { "active", "end", "ended", ZG_DESTROYS, .check = check_leaving },
  { "locked", "end", "ended", ZG_DESTROYS, .check = check_leaving },
};

static const ZgState person_states[] = {
  { "locked", N_ ("Locked"), ZG_TONE_BAD, FALSE },
  { NULL },
};

const ZgKind zg_person = {
  .id = "person", .title = N_ ("Log-in"), .module = "people", ZG_FIELDS (person_fields), ZG_STEPS (person_steps),
  .states = person_states, .owner = "staff", .name = "name", .clause = "D12-9.3",
  .empty = N_ ("Everybody who may log in to this book."),
};

/* -- Role holder -- */

static const ZgField holder_fields[] = {
  [ZG_HOLDER_PERSON] = { "person", N_ ("Log-in"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_FILTER, .ref = "person" },
  [ZG_HOLDER_ROLE] = { "role", N_ ("Role"), ZG_ROLE, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_SEARCH, .max = 12 },
  [ZG_HOLDER_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_FIXED | ZG_LIST, .ref = "unit", .hint = N_ ("empty: the person's own") },
  [ZG_HOLDER_FROM] = { "from_day", N_ ("From"), ZG_DAY, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .initial = "today" },
  [ZG_HOLDER_TO] = { "to_day", N_ ("Last day"), ZG_DAY, ZG_LIST },
  [ZG_HOLDER_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_HIDDEN | ZG_FIXED, .ref = "staff" },
  [ZG_HOLDER_FOR] = { "stands_for", N_ ("Stands in for"), ZG_REF, ZG_FIXED | ZG_LIST | ZG_FILTER, .ref = "person",
                      .hint = N_ ("empty: holds the role himself") },
};

static const ZgStep holder_steps[] = {
  { NULL, "create", "active", ZG_QUIET | ZG_PROOF, ZG_ALL_FIELDS, .check = check_holder, .clause = "D18-4.2b" },
  { "active", "edit", "active", ZG_QUIET | ZG_PROOF, ZG_F (ZG_HOLDER_TO), .check = check_holder },
  { "active", "end", "ended", ZG_DESTROYS, ZG_F (ZG_HOLDER_TO), .check = check_holder_end },
};

const ZgKind zg_role_holder = {
  .id = "role_holder", .title = N_ ("Role held"), .module = "people", ZG_FIELDS (holder_fields), ZG_STEPS (holder_steps),
  .owner = "staff", .name = "role", .index = { "person, role" }, .clause = "D12-9.3",
  .empty = N_ ("Who holds which role, for which unit and from when to when."),
};

/* -- What a role may do -- */

static const ZgEnum reaches[] = {
  { ZG_REACH_OWN, "own", N_ ("Own") },
  { ZG_REACH_UNIT, "unit", N_ ("Unit") },
  { ZG_REACH_ALL, "all", N_ ("All") },
  { 0, NULL },
};

static const ZgField right_fields[] = {
  [ZG_RIGHT_ROLE] = { "role", N_ ("Role"), ZG_ROLE, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_SEARCH, .max = 12 },
  [ZG_RIGHT_PERMISSION] = { "permission", N_ ("Right"), ZG_RIGHT, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_SEARCH, .max = 60 },
  [ZG_RIGHT_REACH] = { "reach", N_ ("Reach"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = reaches },
};

static const ZgStep right_steps[] = {
  { NULL, "create", "active", ZG_QUIET | ZG_PROOF, ZG_ALL_FIELDS, .check = check_right, .clause = "D18-4.2b" },
  { "active", "edit", "active", ZG_QUIET | ZG_PROOF, ZG_F (ZG_RIGHT_REACH) },
  { "active", "delete", "deleted", ZG_DESTROYS | ZG_PROOF, .title = N_ ("Take away") },
};

const ZgKind zg_role_right = {
  .id = "role_right", .title = N_ ("Right of a role"), .module = "people", ZG_FIELDS (right_fields), ZG_STEPS (right_steps),
  .name = "permission", .order = "t.role, t.permission", .index = { "role, permission" }, .clause = "D12-9.3",
};

/* -- Parameter: what a book sets otherwise than printed -- */

static const ZgField parameter_fields[] = {
  [ZG_PARAMETER_KEY] = { "key", N_ ("Parameter"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_SEARCH, .max = 60 },
  [ZG_PARAMETER_VALUE] = { "value", N_ ("Value"), ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 200 },
  [ZG_PARAMETER_CATEGORY] = { "category", N_ ("Staff category"), ZG_INT, ZG_FIXED | ZG_LIST,
                             .hint = N_ ("empty: every category") },
  [ZG_PARAMETER_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_FIXED | ZG_LIST, .ref = "unit", .hint = N_ ("empty: the whole book") },
  [ZG_PARAMETER_FROM] = { "from_day", N_ ("From"), ZG_DAY, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .initial = "today" },
  [ZG_PARAMETER_TO] = { "to_day", N_ ("Last day"), ZG_DAY, ZG_LIST },
  [ZG_PARAMETER_REASON] = { "reason", N_ ("Reason"), ZG_TEXT, ZG_LIST, .max = 500 },
};

#define PARAMETER_LATER (ZG_F (ZG_PARAMETER_VALUE) | ZG_F (ZG_PARAMETER_TO) | ZG_F (ZG_PARAMETER_REASON))

static const ZgStep parameter_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_parameter },
  { "active", "edit", "active", ZG_QUIET, PARAMETER_LATER, .check = check_parameter },
  { "active", "end", "ended", ZG_DESTROYS, ZG_F (ZG_PARAMETER_TO) | ZG_F (ZG_PARAMETER_REASON), .check = check_parameter },
  { "active", "delete", "deleted", ZG_DESTROYS, .check = ask_guards, .title = N_ ("Take away") },
};

const ZgKind zg_parameter = {
  .id = "parameter", .title = N_ ("Parameter"), .module = "policy", ZG_FIELDS (parameter_fields), ZG_STEPS (parameter_steps),
  .unit = "unit", .name = "key", .index = { "key, from_day" },
  .empty = N_ ("Numbers this book sets otherwise than the written rules print them."),
};

/* -- Attachment: the row; the sealed bytes are a file beside the book -- */

static const ZgField attachment_fields[] = {
  [ZG_ATTACHMENT_KIND] = { "kind", N_ ("Belongs to"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .max = 60 },
  [ZG_ATTACHMENT_DOC] = { "doc", N_ ("Record"), ZG_INT, ZG_FIXED | ZG_HIDDEN },
  [ZG_ATTACHMENT_FIELD] = { "field", N_ ("Field"), ZG_TEXT, ZG_FIXED | ZG_HIDDEN, .max = 60 },
  [ZG_ATTACHMENT_NAME] = { "name", N_ ("File name"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED | ZG_LIST | ZG_SEARCH, .max = 120 },
  [ZG_ATTACHMENT_TYPE] = { "type", N_ ("Type"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .max = 100 },
  [ZG_ATTACHMENT_SIZE] = { "size", N_ ("Bytes"), ZG_INT, ZG_REQUIRED | ZG_FIXED | ZG_LIST },
  [ZG_ATTACHMENT_FILE] = { "file", N_ ("Stored as"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED | ZG_HIDDEN, .max = 64 },
  [ZG_ATTACHMENT_DIGEST] = { "digest", N_ ("Digest"), ZG_TEXT, ZG_REQUIRED | ZG_FIXED | ZG_HIDDEN, .max = 64 },
};

static const ZgStep attachment_steps[] = {
  { NULL, "create", "kept", ZG_QUIET, ZG_ALL_FIELDS, .check = check_attachment },
  { "kept", "delete", "deleted", ZG_DESTROYS, .title = N_ ("Remove") },
};

const ZgKind zg_attachment = {
  .id = "attachment", .title = N_ ("Attachment"), .module = "book", ZG_FIELDS (attachment_fields), ZG_STEPS (attachment_steps),
  .name = "name", .index = { "kind, doc", "digest" },
};

/* -- Checks -- */

static gboolean
is_fine_login (const char *login)
{
  if (!zg_text_is_safe_line (login) || g_utf8_strlen (login, -1) < 2)
    return FALSE;
  for (const char *p = login; *p; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && strchr (".-_@", *p) == NULL)
      return FALSE;
  return TRUE;
}

static void
check_person (ZgWork *work)
{
  ZgRecord        *person = zg_work_record (work);
  const char      *login = zg_record_text (person, ZG_PERSON_LOGIN);
  g_autofree char *folded = zg_text_fold (login);

  if (login == NULL)
    return; /* said by the field itself */
  if (!is_fine_login (folded))
    zg_work_fault (work, ZG_PERSON_LOGIN, -1, NULL,
                   _ ("A log-in name has at least two letters or digits and no blanks; . - _ @ may stand in it."));
  else if (person->version == 0)
    zg_record_set_text (person, ZG_PERSON_LOGIN, folded);
}

/* The keys behind a password are made by zg_people_reset () alone. */
static void
check_reset (ZgWork *work)
{
  ZgRecord *person = zg_work_record (work);

  if (!zg_work_has_extra (work))
    zg_work_fault (work, -1, -1, NULL, _ ("A new password was not made. Use “New password” of the page of log-ins."));
  else if (person->id == zg_session_person (zg_work_session (work)))
    zg_work_fault (work, -1, -1, NULL, _ ("Your own password is changed, not reset. Use “Change password”."));
}

static void
check_leaving (ZgWork *work)
{
  ZgRecord  *person = zg_work_record (work);
  ZgSession *session = zg_work_session (work);

  if (person->id == session->person)
    zg_work_fault (work, -1, -1, NULL, _ ("You cannot lock yourself out. Another administrator has to do it."));
  else if (person->id == session->book->clock_person)
    zg_work_fault (work, -1, -1, NULL, _ ("The clock of the book stays: it makes what falls due by itself."));
}

static void
check_days (ZgWork *work, int from, int to)
{
  ZgRecord *record = zg_work_record (work);

  if (zg_record_is_set (record, from) && zg_record_is_set (record, to) &&
      zg_record_day (record, to) < zg_record_day (record, from))
    zg_work_fault (work, to, -1, NULL, _ ("The last day lies before the first."));
}

static gboolean
is_role (const char *code)
{
  for (const char *const *role = zg_role_codes (NULL); *role; role++)
    if (g_str_equal (*role, code))
      return TRUE;
  return FALSE;
}

/* Whose role it is goes by the log-in, whatever a form sent. */
static void
take_staff (ZgWork *work, gint64 staff)
{
  ZgPut *put = work->posting->puts->pdata[0];

  if (staff)
    zg_record_set_int (work->record, ZG_HOLDER_STAFF, staff);
  else
    zg_record_set_null (work->record, ZG_HOLDER_STAFF);
  put->mask |= ZG_F (ZG_HOLDER_STAFF);
  work->record->owner = staff;
}

static void
check_holder (ZgWork *work)
{
  ZgRecord   *holder = zg_work_record (work);
  const char *role = zg_record_text (holder, ZG_HOLDER_ROLE);
  gint64      staff = -1;

  check_days (work, ZG_HOLDER_FROM, ZG_HOLDER_TO);
  if (role && !is_role (role))
    zg_work_fault (work, ZG_HOLDER_ROLE, -1, NULL, _ ("There is no role %s."), role);
  zg_deputy_check (work);
  zg_work_guard (work, "person/%" G_GINT64_FORMAT, zg_record_int (holder, ZG_HOLDER_PERSON));
  if (holder->version || !zg_record_is_set (holder, ZG_HOLDER_PERSON))
    return;
  zg_db_int (zg_work_db (work), &staff, NULL,
             ZG_SQL ("SELECT coalesce (staff, 0) FROM person WHERE id = $1 AND state <> 'ended'"),
             "i", zg_record_int (holder, ZG_HOLDER_PERSON));
  if (staff < 0)
    zg_work_fault (work, ZG_HOLDER_PERSON, -1, NULL, _ ("This log-in is not there or has ended. Choose another one."));
  else if (staff != zg_record_int (holder, ZG_HOLDER_STAFF))
    take_staff (work, staff);
}

static void
check_holder_end (ZgWork *work)
{
  ZgRecord  *holder = zg_work_record (work);
  ZgSession *session = zg_work_session (work);

  check_days (work, ZG_HOLDER_FROM, ZG_HOLDER_TO);
  zg_work_guard (work, "person/%" G_GINT64_FORMAT, zg_record_int (holder, ZG_HOLDER_PERSON));
  if (!zg_record_is_set (holder, ZG_HOLDER_TO))
    zg_work_fault (work, ZG_HOLDER_TO, -1, NULL, _ ("Give the last day the role is held."));
  if (zg_record_int (holder, ZG_HOLDER_PERSON) == session->person &&
      g_strcmp0 (zg_record_text (holder, ZG_HOLDER_ROLE), "admin") == 0)
    zg_work_fault (work, -1, -1, NULL,
                   _ ("You cannot give up the administration yourself. Another administrator has to end it."));
}

static void
check_right (ZgWork *work)
{
  ZgRecord   *right = zg_work_record (work);
  const char *role = zg_record_text (right, ZG_RIGHT_ROLE);
  const char *permission = zg_record_text (right, ZG_RIGHT_PERMISSION);

  if (role && !is_role (role))
    zg_work_fault (work, ZG_RIGHT_ROLE, -1, NULL, _ ("There is no role %s."), role);
  if (permission && strchr (permission, '.') == NULL)
    zg_work_fault (work, ZG_RIGHT_PERMISSION, -1, NULL,
                   _ ("A right is written as kind and verb with a dot, like leave.approve."));
}

/* What no book may set otherwise, whatever its reasons: the numbers that others rely on. */
static const struct
{
  const char *key;
  int         least, most;
} bounds[] = {
  { "pwd.min_length", 8, 64 },        { "pwd.modern.min_length", 12, 64 }, { "pwd.classes", 1, 4 },
  { "pwd.lock.tries", 1, 10 },        { "pwd.lock.minutes", 5, 1440 },     { "pwd.once.hours", 1, 72 },
  { "session.lock.minutes", 1, 30 },  { "session.login.hours", 1, 24 },    { "session.proof.minutes", 1, 60 },
};

static void
check_bounds (ZgWork *work, const ZgParameter *parameter, const char *value)
{
  gint64 number = g_ascii_strtoll (value, NULL, 10);

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (g_str_equal (bounds[i].key, parameter->key) && (number < bounds[i].least || number > bounds[i].most))
      zg_work_fault (work, ZG_PARAMETER_VALUE, -1, NULL, _ ("“%s” may be set from %d to %d, not to %s."),
                     zg_parameter_title (parameter), bounds[i].least, bounds[i].most, value);
}

static ZgParameterGuard guards[4];

void
zg_parameter_guard_add (ZgParameterGuard check)
{
  for (guint i = 0; i < G_N_ELEMENTS (guards); i++)
    if (guards[i] == NULL || guards[i] == check)
      {
        guards[i] = check;
        return;
      }
  g_error ("too many guards of parameters");
}

/* The days on which the parameter would be otherwise: from the first of both on where its value changes, from the earlier end
 * where only its end does. */
static void
ask_guards (ZgWork *work)
{
  const ZgRecord *now = zg_work_record (work), *was = zg_work_old (work);
  gboolean        gone = was && !g_str_equal (work->step->to, "active") && !g_str_equal (work->step->to, "ended");
  gboolean        same = was && !gone &&
                  g_strcmp0 (zg_record_text (now, ZG_PARAMETER_VALUE), zg_record_text (was, ZG_PARAMETER_VALUE)) == 0;
  int             from = zg_record_day (now, ZG_PARAMETER_FROM), to = zg_record_day (now, ZG_PARAMETER_TO);

  if (same)
    {
      int before = zg_record_day (was, ZG_PARAMETER_TO);

      if (before == to)
        return;
      from = before == ZG_NO_DAY ? to + 1 : to == ZG_NO_DAY ? before + 1 : MIN (before, to) + 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (guards) && guards[i]; i++)
    guards[i](work, zg_record_text (now, ZG_PARAMETER_KEY), from, to);
}

static void
check_parameter (ZgWork *work)
{
  ZgRecord          *record = zg_work_record (work);
  const char        *key = zg_record_text (record, ZG_PARAMETER_KEY);
  const char        *value = zg_record_text (record, ZG_PARAMETER_VALUE);
  const ZgParameter *parameter = zg_parameter_by_key (key);

  check_days (work, ZG_PARAMETER_FROM, ZG_PARAMETER_TO);
  if (key && parameter == NULL)
    zg_work_fault (work, ZG_PARAMETER_KEY, -1, NULL, _ ("There is no parameter %s."), key);
  else if (parameter && zg_parameter_is_derived (parameter) && !g_str_has_prefix (key, "att.") &&
           !g_str_has_prefix (key, "sched."))
    zg_work_fault (work, ZG_PARAMETER_KEY, -1, NULL,
                   _ ("“%s” is built into the papers themselves: it is shown here, and not set."),
                   zg_parameter_title (parameter));
  else if (parameter && zg_parameter_is_derived (parameter))
    zg_work_fault (work, ZG_PARAMETER_KEY, -1, NULL,
                   _ ("“%s” is not set by itself: make a new version of the schedule, or set the minutes of lateness and early "
                      "leaving."), zg_parameter_title (parameter));
  else if (parameter && value && !zg_parameter_accepts (parameter, value))
    zg_work_fault (work, ZG_PARAMETER_VALUE, -1, NULL, _ ("“%s” is no value for “%s”; printed is “%s”."), value,
                   zg_parameter_title (parameter), parameter->value);
  else if (parameter && value)
    check_bounds (work, parameter, value);
  if (parameter)
    ask_guards (work);
}

static void
check_attachment (ZgWork *work)
{
  const char *file = zg_record_text (zg_work_record (work), ZG_ATTACHMENT_FILE);

  if (file && !zg_attach_has_file (zg_session_book (zg_work_session (work)), zg_work_db (work), file))
    zg_work_fault (work, ZG_ATTACHMENT_FILE, -1, NULL, _ ("The file was not stored. Attach it again."));
}

void
zg_people_kinds_init (void)
{
  zg_kinds_add (&zg_person);
  zg_kinds_add (&zg_role_holder);
  zg_kinds_add (&zg_role_right);
  zg_kinds_add (&zg_parameter);
  zg_kinds_add (&zg_attachment);
}
