/* zg-staff.c: the kind staff 员工: the whole life of a staff file from taking on to leaving. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-idcard.h"
#include "zg-policy.h"
#include "zg-staff-handover.h"
#include "zg-staff-private.h"

const ZgEnum zg_staff_categories[] = {
  { ZG_CATEGORY_MANAGEMENT, "management", N_ ("Management") },
  { ZG_CATEGORY_TECHNICAL, "technical", N_ ("Technical staff") },
  { ZG_CATEGORY_OPERATIONS, "operations", N_ ("Operations") },
  { ZG_CATEGORY_ADMINISTRATION, "administration", N_ ("Administration") },
  { ZG_CATEGORY_MARKETING, "marketing", N_ ("Marketing") },
  { ZG_CATEGORY_SERVICE, "service", N_ ("Customer service") },
  { 0 },
};

const ZgEnum zg_employments[] = {
  { ZG_EMPLOYMENT_REGULAR, "regular", N_ ("Regular") },
  { ZG_EMPLOYMENT_TEMPORARY, "temporary", N_ ("Temporary") },
  { ZG_EMPLOYMENT_INTERN, "intern", N_ ("Intern") },
  { 0 },
};

static const ZgEnum sexes[] = { { 1, "male", N_ ("Male") }, { 2, "female", N_ ("Female") }, { 0 } };

static const ZgEnum contract_sorts[] = {
  { 1, "fixed", N_ ("Labour contract, fixed term") },
  { 2, "open", N_ ("Labour contract, open") },
  { 3, "task", N_ ("Labour contract until a task is done") },
  { 4, "service", N_ ("Engagement contract") },
  { 5, "intern", N_ ("Internship agreement") },
  { 0 },
};

static const ZgField fields[ZG_STAFF_N_FIELDS] = {
  [ZG_STAFF_NUMBER] = { "number", N_ ("Staff no."), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH, .max = 20,
                        .section = N_ ("Person"), .width = 62 },
  [ZG_STAFF_NAME] = { "name", N_ ("Name"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH | ZG_ROMAN, .max = 40, .width = 78 },
  [ZG_STAFF_IDCARD] = { "id_number", N_ ("ID number"), ZG_IDCARD, ZG_SEALED | ZG_FIND, .seal = "STAFF",
                        .hint = N_ ("birth date and sex follow from it") },
  [ZG_STAFF_SEX] = { "sex", N_ ("Sex"), ZG_ENUM, 0, .names = sexes },
  [ZG_STAFF_BIRTH] = { "birth", N_ ("Born"), ZG_DAY },
  [ZG_STAFF_PHONE] = { "phone", N_ ("Mobile"), ZG_PHONE, ZG_SEALED | ZG_LIST | ZG_FIND, .seal = "STAFF", .width = 108 },
  [ZG_STAFF_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "unit", .section = N_ ("Position"),
                      .clause = "D13-2.1", .width = 96 },
  [ZG_STAFF_POST] = { "post", N_ ("Post"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "post", .clause = "D14-4", .width = 132 },
  [ZG_STAFF_SUPERVISOR] = { "supervisor", N_ ("Supervisor"), ZG_REF, 0, .ref = "staff", .clause = "D14-7" },
  [ZG_STAFF_EMPLOYMENT] = { "employment", N_ ("Employment"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_employments,
                            .clause = "D09-2", .initial = "1", .width = 72 },
  [ZG_STAFF_CATEGORY] = { "category", N_ ("Staff category"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER,
                          .names = zg_staff_categories, .clause = "D04-4.1.1a", .hint = N_ ("chooses the working hours"),
                          .width = 72 },
  [ZG_STAFF_JOINED] = { "joined", N_ ("Joined"), ZG_DAY, ZG_REQUIRED | ZG_LIST, .initial = "today" },
  [ZG_STAFF_LEFT] = { "left_on", N_ ("Left on"), ZG_DAY },
  [ZG_STAFF_LEFT_WHY] = { "left_why", N_ ("Reason for leaving"), ZG_TEXT, .max = 200 },
  [ZG_STAFF_CONTRACT] = { "contract", N_ ("Contract"), ZG_ENUM, ZG_FILTER, .names = contract_sorts, .section = N_ ("Contract"),
                          .clause = "D07-1.2" },
  [ZG_STAFF_CONTRACT_NO] = { "contract_no", N_ ("Contract no."), ZG_TEXT, .max = 40 },
  [ZG_STAFF_CONTRACT_FIRM] = { "contract_firm", N_ ("Contracting company"), ZG_TEXT, .max = 80 },
  [ZG_STAFF_SIGNED] = { "signed", N_ ("Signed on"), ZG_DAY },
  [ZG_STAFF_EXPIRES] = { "expires", N_ ("Expires on"), ZG_DAY },
  [ZG_STAFF_QUALIFICATION] = { "qualification", N_ ("Qualifications"), ZG_LONG, .section = N_ ("Papers and things issued"),
                               .clause = "D05-13a" },
  [ZG_STAFF_SECRECY] = { "secrecy", N_ ("Secrecy undertaking signed"), ZG_DAY, .clause = "D07-1(5)b" },
  [ZG_STAFF_POLICIES] = { "policies", N_ ("Policies acknowledged"), ZG_LONG, .clause = "D01-9.2a" },
  [ZG_STAFF_PPE] = { "ppe", N_ ("Protective equipment issued"), ZG_TEXT, .clause = "D03-3.1.2" },
  [ZG_STAFF_BADGE] = { "badge", N_ ("Badge and uniform issued"), ZG_TEXT, .clause = "D07-2-1" },
  [ZG_STAFF_ADDRESS] = { "address", N_ ("Home address"), ZG_TEXT, ZG_SEALED, .seal = "STAFF", .section = N_ ("Contact") },
  [ZG_STAFF_URGENT_NAME] = { "urgent_name", N_ ("Emergency contact"), ZG_TEXT, .max = 40 },
  [ZG_STAFF_URGENT_PHONE] = { "urgent_phone", N_ ("Phone of the contact"), ZG_PHONE, ZG_SEALED, .seal = "STAFF" },
  [ZG_STAFF_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
  [ZG_STAFF_ID_SAYS] = { "id_says", N_ ("Read from the ID number"), ZG_TEXT, ZG_COMPUTED | ZG_HIDDEN },
};

/* -- Birth date and sex follow the ID number until somebody writes something else -- */

static gboolean
follows (const ZgRecord *staff, int field, const char *said)
{
  g_autofree char *now = NULL;

  if (!zg_record_is_set (staff, field))
    return TRUE;
  now = staff->cells[field].type == ZG_CELL_INT ? g_strdup_printf ("%d", (int) staff->cells[field].i)
                                                : g_strdup (zg_record_text (staff, field));
  return said && g_str_equal (said, now);
}

void
zg_staff_recompute (ZgRecord *staff)
{
  const char      *text = zg_record_text (staff, ZG_STAFF_IDCARD); /* NULL while it is sealed: nothing new is known */
  const char      *said = zg_record_text (staff, ZG_STAFF_ID_SAYS);
  g_auto (GStrv)   before = g_strsplit (said ? said : "", " ", 2);
  g_autofree char *says = NULL;
  char             birth[11];
  ZgIdcard         card;

  if (text == NULL || !zg_idcard_check (text, zg_clock_today (), &card, NULL))
    return;
  zg_day_format (card.birth_day, birth);
  says = g_strdup_printf ("%s %d", birth, card.male ? 1 : 2);
  if (g_strcmp0 (says, said) == 0)
    return;
  if (follows (staff, ZG_STAFF_BIRTH, before[0]))
    zg_record_set_text (staff, ZG_STAFF_BIRTH, birth);
  if (follows (staff, ZG_STAFF_SEX, before[0] ? before[1] : NULL))
    zg_record_set_int (staff, ZG_STAFF_SEX, card.male ? 1 : 2);
  zg_record_set_text (staff, ZG_STAFF_ID_SAYS, says);
}

/* -- Checks -- */

/* Anybody's change of supervisor can close a ring, so all of them share one guard. */
static void
check_supervisor (ZgWork *work)
{
  ZgRecord *staff = zg_work_record (work);
  gint64    above = zg_record_int (staff, ZG_STAFF_SUPERVISOR), rings = 0;

  if (above == 0)
    return;
  if (above == staff->id)
    {
      zg_work_fault (work, ZG_STAFF_SUPERVISOR, -1, "D14-7",
                     _ ("Nobody is his own supervisor. Choose somebody else or leave it empty."));
      return;
    }
  zg_work_guard (work, "staff/supervisor");
  if (zg_db_int (zg_work_db (work), &rings, NULL,
                 ZG_SQL ("WITH RECURSIVE up (id) AS (SELECT CAST ($1 AS BIGINT) UNION SELECT s.supervisor FROM staff s JOIN up "
                         "ON s.id = up.id"
                         " WHERE s.supervisor IS NOT NULL) SELECT count(*) FROM up WHERE id = $2"),
                 "ii", above, staff->id) && rings)
    zg_work_fault (
        work, ZG_STAFF_SUPERVISOR, -1, "D14-7",
        _ ("This person stands below the one being edited, so they would supervise each other. Choose somebody else."));
}

static void
check_order (ZgWork *work, int first, int last, const char *message)
{
  const ZgRecord *staff = zg_work_record (work);

  if (zg_record_is_set (staff, first) && zg_record_is_set (staff, last) &&
      zg_record_day (staff, last) < zg_record_day (staff, first))
    zg_work_fault (work, last, -1, NULL, "%s", message);
}

static void
check_file (ZgWork *work)
{
  check_supervisor (work);
  check_order (work, ZG_STAFF_JOINED, ZG_STAFF_LEFT, _ ("The last day lies before the day of joining."));
  check_order (work, ZG_STAFF_SIGNED, ZG_STAFF_EXPIRES, _ ("The contract would expire before it was signed."));
  check_order (work, ZG_STAFF_BIRTH, ZG_STAFF_JOINED, _ ("The day of joining lies before the day of birth."));
}

/* -- Transfer: another unit or post. What is handed over comes first (D21-2.8) -- */

static gboolean
is_moved (ZgWork *work, int field)
{
  const ZgRecord *old = zg_work_old (work);
  gint64          was = old ? zg_record_int (old, field) : 0;

  return was && was != zg_record_int (zg_work_record (work), field);
}

static gboolean
is_transfer (ZgWork *work)
{
  return is_moved (work, ZG_STAFF_UNIT) || is_moved (work, ZG_STAFF_POST);
}

static void
check_transfer (ZgWork *work)
{
  check_supervisor (work);
  if (is_transfer (work))
    zg_handover_demand (work, ZG_HANDOVER_TRANSFER);
}

static void
use_transfer (ZgWork *work)
{
  if (is_transfer (work))
    zg_handover_use (work, ZG_HANDOVER_TRANSFER);
}

/* Whoever is in service moves by a transfer, not by a correction of his file; a file entered today may still be put right. */
static void
check_stays (ZgWork *work)
{
  check_file (work);
  if (is_transfer (work) && zg_day_of_ms (zg_work_old (work)->created_ms) != zg_work_today (work))
    zg_work_fault (work, is_moved (work, ZG_STAFF_UNIT) ? ZG_STAFF_UNIT : ZG_STAFF_POST, -1, "D21-2.8",
                   _ ("Another unit or post is a transfer, with a finished handover. Use “Transfer”."));
}

static void
check_confirm (ZgWork *work)
{
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), zg_work_today (work), zg_work_today (work), NULL);

  check_stays (work);
  if (policy && zg_policy_int (policy, "staff.contract.required", 0, 0, zg_work_today (work)) &&
      zg_record_int (zg_work_record (work), ZG_STAFF_CONTRACT) == 0)
    zg_work_fault (work, ZG_STAFF_CONTRACT, -1, "D07-1.2",
                   _ ("An employee in the strict sense has a signed contract. Enter the contract first."));
}

/* -- Leaving -- */

static void
check_leave (ZgWork *work)
{
  check_file (work);
  if (!zg_record_is_set (zg_work_record (work), ZG_STAFF_LEFT))
    zg_work_fault (work, ZG_STAFF_LEFT, -1, NULL, _ ("The last day is missing. Enter it first."));
}

/* Some want all handed over before anybody may say that he leaves. */
static void
check_going (ZgWork *work)
{
  int                  today = zg_work_today (work);
  g_autoptr (ZgPolicy) policy = zg_policy_load (zg_work_db (work), today, today, NULL);

  check_leave (work);
  if (policy && g_str_equal (zg_policy_text (policy, "staff.handover.before", 0, 0, today), "leave"))
    zg_handover_demand (work, ZG_HANDOVER_LEAVING);
}

static void
check_still_here (ZgWork *work)
{
  check_leave (work);
  check_stays (work);
}

static void
use_leaving (ZgWork *work)
{
  zg_handover_use (work, ZG_HANDOVER_LEAVING);
}

static void
check_end (ZgWork *work)
{
  ZgRecord *staff = zg_work_record (work);
  gint64    led = 0, below = 0;

  check_leave (work);
  zg_handover_demand (work, ZG_HANDOVER_LEAVING);
  if (zg_record_is_set (staff, ZG_STAFF_LEFT) && zg_record_day (staff, ZG_STAFF_LEFT) > zg_work_today (work))
    zg_work_fault (work, ZG_STAFF_LEFT, -1, NULL, _ ("The last day has not come yet. Until then the person is leaving."));
  zg_work_guard (work, "staff/supervisor");
  zg_db_int (zg_work_db (work), &led, NULL, ZG_SQL ("SELECT count(*) FROM unit WHERE leader = $1 AND state = 'active'"), "i",
             staff->id);
  zg_db_int (zg_work_db (work), &below, NULL,
             ZG_SQL ("SELECT count(*) FROM staff WHERE supervisor = $1 AND state NOT IN ('left', 'deleted')"), "i", staff->id);
  if (led)
    zg_work_fault (work, -1, -1, "D13-2.1", _ ("This person still leads a unit. Name another leader first."));
  if (below)
    zg_work_fault (work, -1, -1, "D14-7", _ ("This person is still the supervisor of %d people. Name another supervisor first."),
                   (int) below);
}

/* -- The life of a staff file -- */

#define PLACE (ZG_F (ZG_STAFF_UNIT) | ZG_F (ZG_STAFF_POST) | ZG_F (ZG_STAFF_SUPERVISOR) | ZG_F (ZG_STAFF_CATEGORY))
#define TERMS                                                                                                                    \
  (ZG_F (ZG_STAFF_EMPLOYMENT) | ZG_F (ZG_STAFF_CONTRACT) | ZG_F (ZG_STAFF_CONTRACT_NO) | ZG_F (ZG_STAFF_SIGNED) |                \
   ZG_F (ZG_STAFF_EXPIRES))
#define GOING (ZG_F (ZG_STAFF_LEFT) | ZG_F (ZG_STAFF_LEFT_WHY))
#define FILE_FIELDS (ZG_ALL_FIELDS & ~GOING)

static const ZgState states[] = {
  { "probation", N_ ("On probation"), ZG_TONE_PENDING },
  { "temp", N_ ("Temporary or intern"), ZG_TONE_NEUTRAL },
  { "active", N_ ("In service"), ZG_TONE_NEUTRAL },
  { "leaving", N_ ("Leaving"), ZG_TONE_WARN },
  { "left", N_ ("Has left"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgEffect uses_handover[] = { { ZG_ALSO, "handover.apply" }, { 0 } };

static const ZgStep steps[] = {
  { NULL, "create", "probation", ZG_QUIET, FILE_FIELDS, .check = check_file },
  { NULL, "import", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { "probation", "edit", "probation", ZG_QUIET, FILE_FIELDS, .check = check_file },
  { "temp", "edit", "temp", ZG_QUIET, FILE_FIELDS, .check = check_stays },
  { "active", "edit", "active", ZG_QUIET, FILE_FIELDS, .check = check_stays },
  { "leaving", "edit", "leaving", ZG_QUIET, ZG_ALL_FIELDS, .check = check_still_here },
  { "probation", "confirm", "active", ZG_PRIMARY, TERMS | PLACE, .check = check_confirm, .clause = "D07-1.2",
    .title = N_ ("Confirm") },
  { "temp", "confirm", "active", 0, TERMS | PLACE, .check = check_confirm, .clause = "D07-1.2", .title = N_ ("Confirm") },
  { "probation", "engage", "temp", 0, TERMS | PLACE, .check = check_stays, .clause = "D09-2",
    .title = N_ ("Make temporary or intern") },
  { "probation", "transfer", "probation", 0, PLACE, .effects = uses_handover, .check = check_transfer, .done = use_transfer,
    .clause = "D21-2.8", .title = N_ ("Transfer") },
  { "temp", "transfer", "temp", 0, PLACE, .effects = uses_handover, .check = check_transfer, .done = use_transfer,
    .clause = "D21-2.8", .title = N_ ("Transfer") },
  { "active", "transfer", "active", 0, PLACE, .effects = uses_handover, .check = check_transfer, .done = use_transfer,
    .clause = "D21-2.8", .title = N_ ("Transfer") },
  { "probation", "leave", "leaving", 0, GOING, .check = check_going, .title = N_ ("Is leaving") },
  { "temp", "leave", "leaving", 0, GOING, .check = check_going, .title = N_ ("Is leaving") },
  { "active", "leave", "leaving", 0, GOING, .check = check_going, .title = N_ ("Is leaving") },
  { "leaving", "return", "active", ZG_NEEDS_OPINION, GOING, .check = check_file, .title = N_ ("Stays on") },
  { "leaving", "end", "left", ZG_PRIMARY, GOING, .effects = uses_handover, .check = check_end, .done = use_leaving,
    .clause = "D21-2.8", .title = N_ ("Has left") },
  { "left", "rejoin", "probation", 0, ZG_ALL_FIELDS, .check = check_file, .title = N_ ("Take on again") },
  { "probation", "delete", "deleted", ZG_DESTROYS, .title = N_ ("Delete") },
};

const ZgKind zg_staff = {
  "staff", N_ ("Employee"), "staff",
  ZG_FIELDS (fields), ZG_STEPS (steps),
  .states = states, .owner = "id", .unit = "unit", .name = "name", .order = "t.number", .clause = "D07-1.2",
  .empty = N_ ("Staff files stand here. Enter the first one, or import a staff list."),
  .recompute = zg_staff_recompute,
};
