/* zg-staff-sheets.c: the start of the day 开工检查: who logged in where and when, and who has not. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-checklist.h"
#include "zg-sheet.h"
#include "zg-staff-private.h"

static const ZgEnum results[] = {
  { ZG_CHECK_FINE, "fine", N_ ("In order") },
  { ZG_CHECK_FINDING, "finding", N_ ("Wanting") },
  { ZG_CHECK_NOT_APPLICABLE, "none", N_ ("Does not apply") },
  { 0 },
};

static const ZgColumn start_columns[] = {
  { "day", N_ ("Day"), ZG_DAY, "t.day" },
  { "number", N_ ("Staff no."), ZG_TEXT, "s.number", ZG_COL_SEARCH },
  { "staff", N_ ("Employee"), ZG_TEXT, "s.name", ZG_COL_SEARCH, .order = "s.name_key", .search = "s.name_key" },
  { "unit", N_ ("Unit"), ZG_TEXT, "u.name" },
  { "wangwang", N_ ("Aliwangwang"), ZG_ENUM, "w.result", .names = results },
  { "qq", N_ ("Work QQ"), ZG_ENUM, "q.result", .names = results },
  { "checked_at", N_ ("Checked at"), ZG_TIME, "t.checked_at" },
  { "state", N_ ("State"), ZG_TEXT, "t.state", ZG_COL_STATE },
};

static const ZgFilter start_filters[] = {
  { "day", N_ ("Day"), ZG_DAY, "t.day = $v", .initial = "today" },
  { "unit", N_ ("Unit"), ZG_REF, "s.unit = $v", .ref = "unit" },
  { "staff", N_ ("Employee"), ZG_REF, "t.staff = $v", .ref = "staff" },
};

/* The first item of the list is Aliwangwang, the second the work QQ (D21-2.4). */
static const ZgSheet start_sheet = {
  "start_check",
  N_ ("Start of the day"),
  &zg_check_sheet,
  start_columns,
  G_N_ELEMENTS (start_columns),
  .from = "check_sheet t JOIN checklist c ON c.id = t.checklist LEFT JOIN staff s ON s.id = t.staff"
          " LEFT JOIN unit u ON u.id = s.unit"
          " LEFT JOIN check_line w ON w.parent_id = t.id AND w.position = 1 AND w.state = 'active'"
          " LEFT JOIN check_line q ON q.parent_id = t.id AND q.position = 2 AND q.state = 'active'",
  .where = "c.kind = 1",
  .filters = start_filters,
  .n_filters = G_N_ELEMENTS (start_filters),
  .order = "t.day DESC, t.checked_at",
  .empty = N_ ("Nobody has filled in the start of the day yet."),
};

static const ZgColumn missing_columns[] = {
  { "number", N_ ("Staff no."), ZG_TEXT, "t.number", ZG_COL_SEARCH },
  { "name", N_ ("Name"), ZG_TEXT, "t.name", ZG_COL_SEARCH, .order = "t.name_key", .search = "t.name_key" },
  { "unit", N_ ("Unit"), ZG_TEXT, "u.name" },
  { "post", N_ ("Post"), ZG_TEXT, "p.title" },
  { "state", N_ ("State"), ZG_TEXT, "t.state", ZG_COL_STATE },
};

/* Nothing is asked on a day off of the national calendar, on a rest day of the roster, and while somebody is on leave for a
 * day or more: at noon he is. */
static const ZgFilter missing_filters[] = {
  { "day", N_ ("Day"), ZG_DAY,
    "COALESCE (t.joined, $v) <= $v AND NOT EXISTS (SELECT 1 FROM holiday h WHERE h.day = $v AND h.off = 1 AND h.state = 'active')"
    " AND NOT EXISTS (SELECT 1 FROM roster r JOIN shift f ON f.id = r.shift WHERE r.staff = t.id AND r.day = $v"
    " AND r.state = 'active' AND f.kind = 4)"
    " AND NOT EXISTS (SELECT 1 FROM leave a WHERE a.staff = t.id AND a.state = 'approved' AND a.day_milli >= 1000"
    " AND a.starts_at <= $ms + 43200000 AND COALESCE (a.back_at, a.ends_at) > $ms + 43200000)"
    " AND NOT EXISTS (SELECT 1 FROM check_sheet k JOIN checklist c ON c.id = k.checklist WHERE k.staff = t.id AND k.day = $v"
    " AND k.state = 'done' AND c.kind = 1 AND NOT EXISTS (SELECT 1 FROM check_line l WHERE l.parent_id = k.id"
    " AND l.state = 'active' AND l.result = 2))",
    .initial = "today" },
  { "unit", N_ ("Unit"), ZG_REF, "t.unit = $v", .ref = "unit" },
};

static const ZgSheet missing_sheet = {
  "start_missing",
  N_ ("Start of the day missing"),
  &zg_staff,
  missing_columns,
  G_N_ELEMENTS (missing_columns),
  .from = "staff t LEFT JOIN unit u ON u.id = t.unit LEFT JOIN post p ON p.id = t.post",
  .where = "t.state IN ('probation', 'temp', 'active', 'leaving')",
  .filters = missing_filters,
  .n_filters = G_N_ELEMENTS (missing_filters),
  .order = "u.rank_no, t.number",
  .empty = N_ ("Everybody has logged in at the start of this day."),
};

/* -- What staff files and the organisation lack -- */

static const ZgColumn flag_columns[] = {
  { "number", N_ ("Staff no."), ZG_TEXT, "t.number", ZG_COL_SEARCH },
  { "name", N_ ("Name"), ZG_TEXT, "t.name", ZG_COL_SEARCH, .order = "t.name_key", .search = "t.name_key" },
  { "unit", N_ ("Unit"), ZG_TEXT, "u.name" },
  { "no_contract", N_ ("No contract"), ZG_BOOL, "CASE WHEN t.contract IS NULL OR t.signed IS NULL THEN 1 ELSE 0 END" },
  { "expires", N_ ("Expires on"), ZG_DAY, "t.expires" },
  { "no_secrecy", N_ ("No secrecy undertaking"), ZG_BOOL, "CASE WHEN t.secrecy IS NULL THEN 1 ELSE 0 END" },
  { "no_qualification", N_ ("No qualification"), ZG_BOOL,
    "CASE WHEN t.qualification IS NULL AND t.category = 3 THEN 1 ELSE 0 END" },
  { "no_badge", N_ ("No badge or uniform"), ZG_BOOL, "CASE WHEN t.badge IS NULL THEN 1 ELSE 0 END" },
  { "no_urgent", N_ ("No emergency contact"), ZG_BOOL,
    "CASE WHEN t.urgent_name IS NULL OR t.urgent_phone IS NULL THEN 1 ELSE 0 END" },
  { "state", N_ ("State"), ZG_TEXT, "t.state", ZG_COL_STATE },
};

static const ZgFilter flag_filters[] = {
  { "unit", N_ ("Unit"), ZG_REF, "t.unit = $v", .ref = "unit" },
  { "no_contract", N_ ("No contract"), ZG_BOOL,
    "(CASE WHEN t.contract IS NULL OR t.signed IS NULL THEN 1 ELSE 0 END) = $v" },
};

/* D07-1.2: an employee has a signed contract; D05-13a: operations people their qualification; D07-1(5)b, D07-2-1. */
static const ZgSheet flag_sheet = {
  "staff_flags",
  N_ ("Missing in staff files"),
  &zg_staff,
  flag_columns,
  G_N_ELEMENTS (flag_columns),
  .from = "staff t LEFT JOIN unit u ON u.id = t.unit",
  .where = "t.state NOT IN ('left', 'deleted') AND (t.contract IS NULL OR t.signed IS NULL OR t.secrecy IS NULL"
           " OR t.badge IS NULL OR (t.qualification IS NULL AND t.category = 3) OR t.urgent_name IS NULL"
          " OR t.urgent_phone IS NULL)",
  .filters = flag_filters,
  .n_filters = G_N_ELEMENTS (flag_filters),
  .order = "t.number",
  .empty = N_ ("Nothing is missing in the staff files."),
};

static const ZgColumn leader_columns[] = {
  { "name", N_ ("Unit"), ZG_TEXT, "t.name", ZG_COL_SEARCH },
  { "sort", N_ ("Sort of unit"), ZG_ENUM, "t.sort", .names = zg_unit_sorts },
  { "leader", N_ ("Led by"), ZG_TEXT, "l.name" },
  { "managers", N_ ("Managers"), ZG_INT,
    "(SELECT count(*) FROM staff s JOIN post p ON p.id = s.post WHERE s.unit = t.id AND p.rank = 2"
    " AND s.state NOT IN ('left', 'deleted'))" },
};

/* D09-11, D13-2.1: one manager over the whole department, one leader of each group. */
static const ZgSheet leader_sheet = {
  "unit_flags",
  N_ ("Units without their one leader"),
  &zg_unit,
  leader_columns,
  G_N_ELEMENTS (leader_columns),
  .from = "unit t LEFT JOIN staff l ON l.id = t.leader",
  .where = "t.state = 'active' AND ((t.sort IN (2, 3) AND (t.leader IS NULL OR l.state IN ('left', 'deleted')))"
           " OR (t.sort = 1 AND (SELECT count(*) FROM staff s JOIN post p ON p.id = s.post WHERE s.unit = t.id AND p.rank = 2"
           " AND s.state NOT IN ('left', 'deleted')) <> 1))",
  .order = "t.rank_no, t.id",
  .empty = N_ ("Each department has one manager, each group one leader."),
};

void
zg_staff_sheets_init (void)
{
  zg_sheets_add (&flag_sheet);
  zg_sheets_add (&leader_sheet);
  zg_sheets_add (&start_sheet);
  zg_sheets_add (&missing_sheet);
}
