/* zg-roster-sheets.c: entries with the names of shift and person, by which they are looked for; swaps with both shifts in
 * words. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-roster-private.h"
#include "zg-sheet.h"

static const ZgColumn entry_columns[] = {
  { "day", N_ ("Day"), ZG_DAY, "t.day", ZG_COL_SEARCH },
  { "shift", N_ ("Shift"), ZG_TEXT, "h.name", ZG_COL_SEARCH },
  { "staff", N_ ("Employee"), ZG_TEXT, "s.name", ZG_COL_SEARCH, .order = "s.name_key", .search = "s.name_key" },
  { "unit", N_ ("Unit"), ZG_TEXT, "u.name" },
  { "phone", N_ ("Phone on duty"), ZG_PHONE, "t.phone" },
  { "remark", N_ ("Remarks"), ZG_TEXT, "t.remark", ZG_COL_EXPAND },
  { "outcome", N_ ("Turned up"), ZG_ENUM, "t.outcome", .names = zg_roster_outcomes },
  { "swap", N_ ("By swap"), ZG_TEXT, "w.no" },
  { "state", N_ ("State"), ZG_TEXT, "t.state", ZG_COL_STATE | ZG_COL_HIDDEN },
};

static const ZgFilter entry_filters[] = {
  { "day", N_ ("Day"), ZG_DAY, "t.day >= $v AND t.day <= $v || '~'" },
  { "shift", N_ ("Shift"), ZG_REF, "t.shift = $v", .ref = "shift" },
  { "staff", N_ ("Employee"), ZG_REF, "t.staff = $v", .ref = "staff" },
  { "outcome", N_ ("Turned up"), ZG_ENUM, "t.outcome = $v", .names = zg_roster_outcomes },
  { "state", N_ ("State"), ZG_TEXT, "t.state = $v" },
};

static const ZgSheet entries = {
  "roster", N_ ("Roster entry"), &zg_roster, entry_columns, G_N_ELEMENTS (entry_columns),
  .from = "roster t LEFT JOIN shift h ON h.id = t.shift LEFT JOIN staff s ON s.id = t.staff LEFT JOIN unit u ON u.id = s.unit"
          " LEFT JOIN roster_swap w ON w.id = t.swap",
  .filters = entry_filters, .n_filters = G_N_ELEMENTS (entry_filters), .order = "t.day DESC, t.id",
  .empty = N_ ("Who works when. Enter shifts by hand or import a roster; people on schedules C and D are judged by it."),
};

static const ZgColumn swap_columns[] = {
  { "no", N_ ("No."), ZG_TEXT, "t.no", ZG_COL_SEARCH, .width = 128 },
  { "staff", N_ ("Asked by"), ZG_TEXT, "s.name", ZG_COL_SEARCH, .order = "s.name_key", .search = "s.name_key" },
  { "entry", N_ ("Gives away"), ZG_TEXT, "a.day || ' ' || g.name", .order = "a.day", .width = 170 },
  { "partner", N_ ("Taken over by"), ZG_TEXT, "p.name", ZG_COL_SEARCH, .order = "p.name_key", .search = "p.name_key" },
  { "other", N_ ("Takes in return"), ZG_TEXT, "b.day || ' ' || h.name", .order = "b.day", .width = 170 },
  { "reason", N_ ("Reason"), ZG_TEXT, "t.reason", ZG_COL_EXPAND },
  { "state", N_ ("State"), ZG_TEXT, "t.state", ZG_COL_STATE },
};

static const ZgFilter swap_filters[] = {
  { "staff", N_ ("Asked by"), ZG_REF, "t.staff = $v", .ref = "staff" },
  { "partner", N_ ("Taken over by"), ZG_REF, "t.partner = $v", .ref = "staff" },
  { "state", N_ ("State"), ZG_TEXT, "t.state = $v" },
};

static const ZgSheet swaps = {
  "roster_swap", N_ ("Swap request"), &zg_roster_swap, swap_columns, G_N_ELEMENTS (swap_columns),
  .from = "roster_swap t LEFT JOIN staff s ON s.id = t.staff LEFT JOIN staff p ON p.id = t.partner"
          " LEFT JOIN roster a ON a.id = t.entry LEFT JOIN shift g ON g.id = a.shift"
          " LEFT JOIN roster b ON b.id = t.other LEFT JOIN shift h ON h.id = b.shift",
  .filters = swap_filters, .n_filters = G_N_ELEMENTS (swap_filters), .order = "t.id DESC",
  .empty = N_ ("Requests to swap shifts. A swap counts once the other has agreed and a supervisor has approved it."),
};

void
zg_roster_sheets_init (void)
{
  zg_sheets_add (&entries);
  zg_sheets_add (&swaps);
}
