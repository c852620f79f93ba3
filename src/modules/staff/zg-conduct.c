/* zg-conduct.c: the kind conduct 违纪与检查登记: entered, told to the person, his own statement, found by a manager, closed. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-conduct.h"
#include "zg-day.h"

static const ZgEnum severities[] = {
  { ZG_SEVERITY_MINOR, "minor", N_ ("Minor") },
  { ZG_SEVERITY_ORDINARY, "ordinary", N_ ("Ordinary") },
  { ZG_SEVERITY_SERIOUS, "serious", N_ ("Serious") },
  { 0 },
};

static const ZgField fields[ZG_CONDUCT_N_FIELDS] = {
  [ZG_CONDUCT_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .initial = "today",
                       .section = N_ ("What happened") },
  [ZG_CONDUCT_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff" },
  [ZG_CONDUCT_SORT] = { "kind", N_ ("Kind of conduct"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_conduct_sorts,
                        .clause = "D11-5" },
  [ZG_CONDUCT_CLAUSE] = { "clause", N_ ("Clause"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = zg_conduct_clauses,
                          .width = 220, .hint = N_ ("empty: the first clause of this kind of conduct") },
  [ZG_CONDUCT_SEVERITY] = { "severity", N_ ("Severity"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = severities,
                            .initial = "1" },
  [ZG_CONDUCT_WHAT] = { "description", N_ ("What happened"), ZG_LONG, ZG_REQUIRED | ZG_SEARCH, .max = 1000, .clause = "D01-3" },
  [ZG_CONDUCT_EVIDENCE] = { "evidence", N_ ("Evidence"), ZG_FILE },
  [ZG_CONDUCT_WITNESS] = { "witness", N_ ("Witness"), ZG_REF, 0, .ref = "staff" },
  [ZG_CONDUCT_ENTERED_BY] = { "entered_by", N_ ("Entered by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_CONDUCT_TOLD_BY] = { "told_by", N_ ("Told by"), ZG_REF, ZG_COMPUTED, .ref = "person", .section = N_ ("The person's say") },
  [ZG_CONDUCT_TOLD_AT] = { "told_at", N_ ("Told at"), ZG_TIME, ZG_COMPUTED },
  [ZG_CONDUCT_STATEMENT] = { "statement", N_ ("Own statement"), ZG_LONG, 0, .max = 1000 },
  [ZG_CONDUCT_STATED_AT] = { "stated_at", N_ ("Stated at"), ZG_TIME, ZG_COMPUTED },
  [ZG_CONDUCT_FINDING] = { "finding", N_ ("Finding"), ZG_LONG, 0, .max = 1000, .section = N_ ("Decision") },
  [ZG_CONDUCT_DECIDED_BY] = { "decided_by", N_ ("Decided by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_CONDUCT_DECIDED_AT] = { "decided_at", N_ ("Decided"), ZG_TIME, ZG_COMPUTED },
  [ZG_CONDUCT_CLOSED_AT] = { "closed_at", N_ ("Closed"), ZG_TIME, ZG_COMPUTED },
};

static void
check_entry (ZgWork *work)
{
  ZgRecord *entry = zg_work_record (work);
  int       sort = zg_record_int (entry, ZG_CONDUCT_SORT), clause = zg_record_int (entry, ZG_CONDUCT_CLAUSE);

  if (zg_record_day (entry, ZG_CONDUCT_DAY) > zg_work_today (work))
    zg_work_fault (work, ZG_CONDUCT_DAY, -1, NULL, _ ("This day has not come yet."));
  if (clause == 0)
    zg_record_set_int (entry, ZG_CONDUCT_CLAUSE, zg_conduct_clause_of (sort));
  else if (!zg_conduct_belongs (sort, clause))
    zg_work_fault (work, ZG_CONDUCT_CLAUSE, -1, NULL,
                   _ ("This clause says nothing of “%s”. Choose another, or leave it empty for the first one."),
                   g_dgettext (GETTEXT_PACKAGE, zg_enum_by_number (zg_conduct_sorts, sort)->title));
  if (zg_record_int (entry, ZG_CONDUCT_WITNESS) == zg_record_int (entry, ZG_CONDUCT_STAFF))
    zg_work_fault (work, ZG_CONDUCT_WITNESS, -1, NULL, _ ("The person concerned is no witness. Choose somebody else."));
}

/* Nobody tells himself, and nobody else speaks for the person. */
static void
check_tell (ZgWork *work)
{
  if (zg_session_staff (zg_work_session (work)) == zg_record_int (zg_work_record (work), ZG_CONDUCT_STAFF))
    zg_work_fault (work, ZG_CONDUCT_STAFF, -1, NULL, _ ("The person concerned is told by somebody else."));
}

static void
check_answer (ZgWork *work)
{
  ZgRecord *entry = zg_work_record (work);

  if (zg_session_staff (zg_work_session (work)) != zg_record_int (entry, ZG_CONDUCT_STAFF) &&
      !zg_record_is_set (entry, ZG_CONDUCT_EVIDENCE))
    zg_work_fault (work, ZG_CONDUCT_EVIDENCE, -1, NULL,
                   _ ("The statement is the person's own. Who enters it for him hangs on the sheet he wrote."));
  if (!zg_record_is_set (entry, ZG_CONDUCT_STATEMENT))
    zg_work_fault (work, ZG_CONDUCT_STATEMENT, -1, NULL, _ ("Write the statement."));
}

static void
check_finding (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_CONDUCT_FINDING))
    zg_work_fault (work, ZG_CONDUCT_FINDING, -1, NULL, _ ("Write what was found."));
}

#define TYPED                                                                                                                    \
  (ZG_F (ZG_CONDUCT_DAY) | ZG_F (ZG_CONDUCT_STAFF) | ZG_F (ZG_CONDUCT_SORT) | ZG_F (ZG_CONDUCT_CLAUSE) |                         \
   ZG_F (ZG_CONDUCT_SEVERITY) | ZG_F (ZG_CONDUCT_WHAT) | ZG_F (ZG_CONDUCT_EVIDENCE) | ZG_F (ZG_CONDUCT_WITNESS))
#define TOLD (ZG_F (ZG_CONDUCT_TOLD_BY) | ZG_F (ZG_CONDUCT_TOLD_AT))
#define SAID (ZG_F (ZG_CONDUCT_STATEMENT) | ZG_F (ZG_CONDUCT_EVIDENCE))
#define FOUND (ZG_F (ZG_CONDUCT_FINDING) | ZG_F (ZG_CONDUCT_SEVERITY))
#define DECIDED (ZG_F (ZG_CONDUCT_DECIDED_BY) | ZG_F (ZG_CONDUCT_DECIDED_AT))

static const ZgState states[] = {
  { "recorded", N_ ("Entered"), ZG_TONE_NEUTRAL },
  { "told", N_ ("Person told"), ZG_TONE_PENDING },
  { "answered", N_ ("Statement made"), ZG_TONE_PENDING },
  { "confirmed", N_ ("Confirmed"), ZG_TONE_WARN },
  { "dismissed", N_ ("Not confirmed"), ZG_TONE_NEUTRAL },
  { "closed", N_ ("Closed"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgStep steps[] = {
  { NULL, "create", "recorded", ZG_QUIET, TYPED, ZG_F (ZG_CONDUCT_ENTERED_BY), .check = check_entry, .clause = "D01-3" },
  { "recorded", "edit", "recorded", ZG_QUIET, TYPED, .check = check_entry },
  { "recorded", "tell", "told", ZG_PRIMARY, 0, TOLD, .check = check_tell, .title = N_ ("Told to the person") },
  { "told", "answer", "answered", 0, SAID, ZG_F (ZG_CONDUCT_STATED_AT), .check = check_answer, .title = N_ ("Make a statement") },
  { "told", "confirm", "confirmed", ZG_NOT_OWN | ZG_PRIMARY, FOUND, DECIDED, .check = check_finding, .title = N_ ("Find it so") },
  { "answered", "confirm", "confirmed", ZG_NOT_OWN | ZG_PRIMARY, FOUND, DECIDED, .check = check_finding,
    .title = N_ ("Find it so") },
  { "told", "dismiss", "dismissed", ZG_NOT_OWN | ZG_NEEDS_OPINION, FOUND, DECIDED, .title = N_ ("Not confirmed") },
  { "answered", "dismiss", "dismissed", ZG_NOT_OWN | ZG_NEEDS_OPINION, FOUND, DECIDED, .title = N_ ("Not confirmed") },
  { "confirmed", "close", "closed", ZG_PRIMARY, 0, ZG_F (ZG_CONDUCT_CLOSED_AT), .title = N_ ("Close") },
  { "recorded", "delete", "deleted", ZG_DESTROYS, .title = N_ ("Delete") },
};

const ZgKind zg_conduct = {
  "conduct", N_ ("Conduct entry"), "staff", "WJ",
  ZG_FIELDS (fields), ZG_STEPS (steps), .states = states,
  .owner = "staff", .order = "t.day DESC, t.id DESC", .clause = "D01-3",
  .empty = N_ ("Breaches of conduct stand here, each with its clause. Once the person was told, nothing is deleted."),
  .index = { "staff, day" },
};

GArray *
zg_conduct_of (ZgDb *db, gint64 staff, int from, int to, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (ZgConductEntry));
  char               first[11], last[11];
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT id, day, kind, COALESCE (clause, 0), COALESCE (severity, 0), state, COALESCE (no, '')"
                           " FROM conduct WHERE staff = $1 AND day >= $2 AND day <= $3"
                           " AND state IN ('recorded', 'told', 'answered', 'confirmed', 'closed') ORDER BY day, id"),
                   "iss", staff, zg_day_format (from, first), zg_day_format (to, last));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      const char    *state = zg_stmt_text (rows, 5);
      ZgConductEntry entry = { zg_stmt_int (rows, 0), ZG_NO_DAY, zg_stmt_int (rows, 2), zg_stmt_int (rows, 3),
                               zg_stmt_int (rows, 4) };

      zg_day_parse (zg_stmt_text (rows, 1), &entry.day);
      entry.found = g_str_equal (state, "confirmed") || g_str_equal (state, "closed");
      entry.open = !entry.found;
      g_strlcpy (entry.no, zg_stmt_text (rows, 6), sizeof entry.no);
      g_array_append_val (entries, entry);
    }
  return rows && !row ? g_steal_pointer (&entries) : NULL;
}
