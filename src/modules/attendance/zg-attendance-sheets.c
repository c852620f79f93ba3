/* zg-attendance-sheets.c: punches with the person who held the number that day, and numbers nobody holds. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-private.h"
#include "zg-sheet.h"

static const ZgColumn punch_columns[] = {
  { "at", N_ ("Time"), ZG_TIME, "t.at", .width = 150 },
  { "staff", N_ ("Employee"), ZG_TEXT, "s.name", ZG_COL_SEARCH, .order = "s.name_key", .search = "s.name_key" },
  { "number", N_ ("Staff no."), ZG_TEXT, "s.number", ZG_COL_SEARCH },
  { "unit", N_ ("Unit"), ZG_TEXT, "u.name" },
  { "clock", N_ ("Time clock"), ZG_TEXT, "c.name" },
  { "pin", N_ ("User no."), ZG_TEXT, "t.pin", ZG_COL_SEARCH },
  { "button", N_ ("Button"), ZG_ENUM, "t.button", .names = zg_punch_buttons },
  { "verify", N_ ("Verified by"), ZG_INT, "t.verify", ZG_COL_HIDDEN },
  { "line", N_ ("Line of the file"), ZG_INT, "t.line", ZG_COL_HIDDEN },
  { "reason", N_ ("Typed by hand because"), ZG_TEXT, "t.reason", ZG_COL_HIDDEN },
  { "raw", N_ ("Line as it was"), ZG_TEXT, "t.raw", ZG_COL_HIDDEN | ZG_COL_DIM },
};

static const ZgFilter punch_filters[] = {
  { "at", N_ ("Day"), ZG_TIME, "t.at >= $v AND t.at < $v + 86400000" },
  { "clock", N_ ("Time clock"), ZG_REF, "t.clock = $v", .ref = "clock" },
  { "staff", N_ ("Employee"), ZG_REF, "p.staff = $v", .ref = "staff" },
  { "pin", N_ ("User no."), ZG_TEXT, "t.pin = $v" },
};

/* At most one holder at a time (see the check of clock_pin), so the join adds no rows. */
static const ZgSheet punch_sheet = {
  "punch",
  N_ ("Punches"),
  &zg_punch,
  punch_columns,
  G_N_ELEMENTS (punch_columns),
  .from =
      "punch t LEFT JOIN clock c ON c.id = t.clock"
      " LEFT JOIN clock_pin p ON p.id = (SELECT q.id FROM clock_pin q WHERE q.clock = t.clock AND q.pin = t.pin"
      " AND q.state = 'active' AND q.from_ms <= t.at AND q.to_ms > t.at LIMIT 1)"
      " LEFT JOIN staff s ON s.id = p.staff LEFT JOIN unit u ON u.id = s.unit",
  .filters = punch_filters,
  .n_filters = G_N_ELEMENTS (punch_filters),
  .order = "t.at DESC",
  .empty = N_ ("Punches stand here. Import a file of a time clock: 1_attlog.dat."),
};

static const ZgColumn unassigned_columns[] = {
  { "clock", N_ ("Time clock"), ZG_TEXT, "c.name" },
  { "pin", N_ ("User no."), ZG_TEXT, "t.pin", ZG_COL_SEARCH },
  { "count", N_ ("Punches"), ZG_INT, "g.n", ZG_COL_SUM },
  { "first_at", N_ ("First"), ZG_TIME, "g.first_at" },
  { "last_at", N_ ("Last"), ZG_TIME, "g.last_at" },
};

static const ZgFilter unassigned_filters[] = {
  { "clock", N_ ("Time clock"), ZG_REF, "t.clock = $v", .ref = "clock" },
};

static const ZgSheet unassigned_sheet = {
  "unassigned_pin", N_ ("User numbers nobody holds"), &zg_punch, unassigned_columns, G_N_ELEMENTS (unassigned_columns),
  .from = "(SELECT min (id) AS id, count (*) AS n, min (at) AS first_at, max (at) AS last_at FROM punch GROUP BY clock, pin) g"
          " JOIN punch t ON t.id = g.id LEFT JOIN clock c ON c.id = t.clock",
  .where = "NOT EXISTS (SELECT 1 FROM clock_pin p WHERE p.clock = t.clock AND p.pin = t.pin AND p.state = 'active')",
  .filters = unassigned_filters, .n_filters = G_N_ELEMENTS (unassigned_filters),
  .order = "t.clock, length (t.pin), t.pin", .empty = N_ ("Every user number on the clocks belongs to somebody."),
};

void
zg_attendance_sheets_init (void)
{
  zg_sheets_add (&punch_sheet);
  zg_sheets_add (&unassigned_sheet);
}
