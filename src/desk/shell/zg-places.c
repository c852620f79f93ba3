#include "zg-places.h"

#include <glib/gi18n.h>

#include "zg-backup-page.h"
#include "zg-month-page.h"
#include "zg-order-page.h"
#include "zg-pack-page.h"
#include "zg-roster-page.h"
#include "zg-rules-page.h"
#include "zg-signin-page.h"
#include "zg-today-page.h"

static const ZgPlace places[] = {
  { "today", N_ ("Today"), "view-grid-symbolic", NULL, .make = zg_today_page_make },
  { "month", N_ ("Monthly attendance"), "preferences-system-time-symbolic", "punch.view", .make = zg_month_page_make },
  { "staff", N_ ("Staff"), "system-users-symbolic", "staff.view", "staff" },
  { "unit", N_ ("Units"), "view-list-symbolic", "unit.view", "unit" },
  { "post", N_ ("Posts"), "view-list-bullet-symbolic", "post.view", "post" },
  { "staff_flags", N_ ("Missing in staff files"), "dialog-question-symbolic", "staff.create", "staff_flags" },
  { "unit_flags", N_ ("Units without their one leader"), "dialog-question-symbolic", "unit.edit", "unit_flags" },
  { "start_missing", N_ ("Start of the day missing"), "media-playback-start-symbolic", "staff.view", "start_missing" },
  { "conduct", N_ ("Conduct log"), "dialog-warning-symbolic", "conduct.view", "conduct" },
  { "check_sheet", N_ ("Check sheets"), "object-select-symbolic", "check_sheet.view", "check_sheet" },
  { "checklist", N_ ("Checklists"), "view-list-ordered-symbolic", "checklist.view", "checklist" },
  { "start_check", N_ ("Start of the day"), "media-playback-start-symbolic", "check_sheet.view", "start_check" },
  { "handover", N_ ("Handovers"), "send-to-symbolic", "handover.view", "handover" },
  { "voice", N_ ("Staff voice"), "user-available-symbolic", "voice.view", "voice" },
  { "review_sheet", N_ ("Review sheets"), "starred-symbolic", "review_sheet.view", "review_sheet" },
  { "review_rank", N_ ("Review ranking"), "view-sort-descending-symbolic", "review_rank.view", "review_rank" },
  { "review_period", N_ ("Review periods"), "x-office-calendar-symbolic", "review_period.view", "review_period" },
  { "review_standard", N_ ("Review standards"), "view-list-ordered-symbolic", "review_standard.view", "review_standard" },
  { "roster-board", N_ ("Roster board"), "x-office-calendar-symbolic", "roster.view", .make = zg_roster_page_make },
  { "roster", N_ ("Roster entries"), "view-list-symbolic", "roster.view", "roster" },
  { "roster_month", N_ ("Month rosters"), "view-paged-symbolic", "roster_month.view", "roster_month" },
  { "roster_swap", N_ ("Swaps"), "media-playlist-repeat-symbolic", "roster_swap.view", "roster_swap" },
  { "duty_log", N_ ("Duty log"), "accessories-text-editor-symbolic", "duty_log.view", "duty_log" },
  { "visitor_log", N_ ("Visitors"), "contact-new-symbolic", "visitor_log.view", "visitor_log" },
  { "call_log", N_ ("Calls"), "call-start-symbolic", "call_log.view", "call_log" },
  { "coverage_rule", N_ ("Coverage rules"), "checkbox-checked-symbolic", "coverage_rule.view", "coverage_rule" },
  { "shift", N_ ("Shifts"), "alarm-symbolic", "shift.view", "shift" },
  { "leave", N_ ("Leave"), "weather-clear-symbolic", "leave.view", "leave" },
  { "leave_balance", N_ ("Balances of days"), "accessories-calculator-symbolic", "leave_balance.view", "leave_balance" },
  { "rest_grant", N_ ("Days granted"), "list-add-symbolic", "rest_grant.view", "rest_grant" },
  { "slip", N_ ("Attendance slips"), "document-edit-symbolic", "slip.view", "slip" },
  { "attendance_sheet", N_ ("Attendance sheets"), "x-office-spreadsheet-symbolic", "attendance_sheet.view", "attendance_sheet" },
  { "attendance_result", N_ ("Results"), "emblem-ok-symbolic", "attendance_result.view", "attendance_result" },
  { "objection", N_ ("Objections"), "mail-unread-symbolic", "objection.view", "objection" },
  { "attendance_correction", N_ ("Corrections"), "document-revert-symbolic", "attendance_correction.view",
    "attendance_correction" },
  { "signin", N_ ("Sign-in desk"), "contact-new-symbolic", "punch.create", .make = zg_signin_page_make },
  { "photo_signin", N_ ("Photo sign-in"), "camera-photo-symbolic", "photo_signin.view", "photo_signin" },
  { "punch", N_ ("Punches"), "auth-fingerprint-symbolic", "punch.view", "punch" },
  { "unassigned-pins", N_ ("Unassigned PINs"), "dialog-question-symbolic", "clock_pin.view", "unassigned_pin" },
  { "clock", N_ ("Time clocks"), "alarm-symbolic", "clock.view", "clock" },
  { "clock_pin", N_ ("Clock PINs"), "input-dialpad-symbolic", "clock_pin.view", "clock_pin" },
  { "import_run", N_ ("Imports"), "folder-download-symbolic", "import_run.view", "import_run" },
  { "schedule", N_ ("Schedules"), "document-open-recent-symbolic", "schedule.view", "schedule" },
  { "schedule_use", N_ ("Who works by which"), "emblem-shared-symbolic", "schedule_use.view", "schedule_use" },
  { "schedule_notice", N_ ("Change notices"), "mail-unread-symbolic", "schedule_notice.view", "schedule_notice" },
  { "holiday", N_ ("National calendar"), "x-office-calendar-symbolic", "holiday.view", "holiday" },
  { "parameter", N_ ("Parameters"), "emblem-system-symbolic", "parameter.view", .make = zg_rules_page_make },
  { "item", N_ ("Item catalogue"), "package-x-generic-symbolic", "item.view", "item" },
  { "order-desk", N_ ("Order desk"), "alarm-symbolic", "sales_order.view", .make = zg_order_page_make },
  { "packing", N_ ("Packing table"), "package-x-generic-symbolic", "parcel.pack", .make = zg_pack_page_make },
  { "sales_order", N_ ("All orders"), "view-list-symbolic", "sales_order.view", "sales_order" },
  { "order_to_pay", N_ ("Payments to confirm"), "emblem-important-symbolic", "order_payment.create", "order_to_pay" },
  { "order_to_notify", N_ ("Warehouse to be notified"), "mail-send-symbolic", "parcel.create", "order_to_notify" },
  { "order_confirmation", N_ ("Confirmations"), "checkbox-checked-symbolic", "order_confirmation.view", "order_confirmation" },
  { "order_payment", N_ ("Payments"), "emblem-ok-symbolic", "order_payment.view", "order_payment" },
  { "parcel", N_ ("Parcels"), "package-x-generic-symbolic", "parcel.view", "parcel" },
  { "order_event", N_ ("Order events"), "document-open-recent-symbolic", "order_event.view", "order_event" },
  { "order_void", N_ ("Voided orders"), "edit-delete-symbolic", "order_void.view", "order_void" },
  { "order_return", N_ ("Returns and refunds"), "edit-undo-symbolic", "order_return.view", "order_return" },
  { "manual_order", N_ ("Orders entered by hand"), "document-new-symbolic", "manual_order.view", "manual_order" },
  { "customer", N_ ("Customers"), "avatar-default-symbolic", "customer.view", "customer" },
  { "customer_lead", N_ ("Potential customers"), "user-bookmarks-symbolic", "customer.view", "customer_lead" },
  { "customer_figures", N_ ("Customer statistics"), "x-office-spreadsheet-symbolic", "customer.view", "customer_figures" },
  { "shop", N_ ("Shops"), "emblem-shared-symbolic", "shop.view", "shop" },
  { "item_match", N_ ("Matches of goods"), "insert-link-symbolic", "item_match.view", "item_match" },
  { "order_export", N_ ("Platform exports"), "folder-download-symbolic", "order_export.view", "order_export" },
  { "order_backup", N_ ("Order backups"), "drive-harddisk-symbolic", "order_backup.view", "order_backup" },
  { "backup-calendar", N_ ("Calendar of the order backups"), "x-office-calendar-symbolic", "order_backup.view",
    .make = zg_backup_page_make },
  { "order_attempt", N_ ("Attempts to change orders"), "security-high-symbolic", "order_attempt.view", "order_attempt" },
  { "order_item", N_ ("To be shipped"), "view-list-bullet-symbolic", "order_item.view", "order_item" },
  { "purchase_order", N_ ("Purchase orders"), "document-send-symbolic", "purchase_order.view", "purchase_order" },
  { "supplier", N_ ("Suppliers"), "x-office-address-book-symbolic", "supplier.view", "supplier" },
  { "goods_receipt", N_ ("Goods receipts"), "document-save-symbolic", "goods_receipt.view", "goods_receipt" },
  { "receipt_report", N_ ("Quantities for listing"), "document-open-symbolic", "goods_receipt.view", "receipt_report" },
  { "goods_issue", N_ ("Goods issues"), "send-to-symbolic", "goods_issue.view", "goods_issue" },
  { "refusal", N_ ("Refusals"), "dialog-error-symbolic", "refusal.view", "refusal" },
  { "stock_move", N_ ("Stock moves"), "object-flip-horizontal-symbolic", "stock_move.view", "stock_move" },
  { "stock_correction", N_ ("Corrections of the stock"), "edit-undo-symbolic", "stock_correction.view", "stock_correction" },
  { "stock_level", N_ ("Stock by item"), "view-list-symbolic", "stock_level.view", "stock_level" },
  { "stock_balance", N_ ("Stock by location"), "view-grid-symbolic", "stock_balance.view", "stock_balance" },
  { "stock_entry", N_ ("Stock ledger"), "accessories-dictionary-symbolic", "stock_entry.view", "stock_entry" },
  { "stock_location", N_ ("Locations"), "mark-location-symbolic", "stock_location.view", "stock_location" },
  { "special_goods", N_ ("Special goods"), "starred-symbolic", "stock_level.view", "special_goods" },
  { "stock_opening", N_ ("Opening stock"), "list-add-symbolic", "stock_opening.view", "stock_opening" },
  { "stock_day", N_ ("Days settled"), "emblem-ok-symbolic", "stock_day.view", "stock_day" },
  { "stock_month", N_ ("Stock months"), "x-office-calendar-symbolic", "stock_month.view", "stock_month" },
  { "stock_agreement", N_ ("Three agreements"), "object-select-symbolic", "stock_agreement.view", "stock_agreement" },
  { "stocktake", N_ ("Stocktakes"), "accessories-calculator-symbolic", "stocktake.view", "stocktake" },
  { "stock_difference", N_ ("Differences of counts"), "dialog-warning-symbolic", "stocktake.view", "stock_difference" },
  { "stock_proposal", N_ ("Proposals on stock"), "document-edit-symbolic", "stock_proposal.view", "stock_proposal" },
  { "warehouse_check", N_ ("Three checks"), "checkbox-checked-symbolic", "warehouse_check.view", "warehouse_check" },
  { "warehouse_visit", N_ ("Warehouse visitors"), "contact-new-symbolic", "warehouse_visit.view", "warehouse_visit" },
  { "person", N_ ("Users"), "avatar-default-symbolic", "person.view", "person" },
  { "role_holder", N_ ("Roles held"), "security-high-symbolic", "role_holder.view", "role_holder" },
  { "role_right", N_ ("Rights of roles"), "system-lock-screen-symbolic", "role_right.view", "role_right" },
  { "audit_entry", N_ ("Audit"), "system-search-symbolic", "audit_entry.view", "audit_entry" },
  { "backup", N_ ("Backups"), "drive-harddisk-symbolic", "backup.view", "backup" },
  { "restore_drill", N_ ("Restore drills"), "view-refresh-symbolic", "restore_drill.view", "restore_drill" },
};

static const ZgPlaceGroup hr_groups[] = {
  { NULL, { "today" } },
  { N_ ("Time and attendance"), { "month", "attendance_sheet", "attendance_result", "objection", "attendance_correction" } },
  { N_ ("People"), { "staff", "unit", "post", "conduct", "check_sheet", "start_missing", "handover", "voice", "staff_flags" } },
  { N_ ("Duty"), { "roster-board", "roster", "roster_month", "roster_swap", "duty_log", "visitor_log", "call_log",
                   "coverage_rule", "shift" } },
  { N_ ("Orders"), { "order-desk", "sales_order", "order_to_pay", "order_to_notify", "order_confirmation", "order_payment",
                     "parcel", "customer", "customer_figures" } },
  { N_ ("Course of orders"), { "order_event", "order_void", "order_return", "manual_order", "order_attempt", "order_export",
                               "order_backup", "backup-calendar" } },
  { N_ ("Goods of orders"), { "packing", "item_match", "order_item", "shop", "customer_lead", "receipt_report" } },
  { N_ ("Warehouse"), { "goods_receipt", "goods_issue", "refusal", "stock_level", "stock_entry", "stocktake", "stock_month",
                        "warehouse_check", "item" } },
  { N_ ("Leave"), { "leave", "leave_balance", "rest_grant" } },
  { N_ ("Performance"), { "review_sheet", "review_rank", "review_period", "review_standard" } },
  { N_ ("Time"), { "signin", "slip", "photo_signin", "punch", "unassigned-pins", "import_run" } },
  { N_ ("Rules"), { "schedule", "schedule_use", "schedule_notice", "holiday", "checklist", "parameter" } },
  { N_ ("Set-up"), { "clock", "clock_pin", "person", "role_holder", "role_right", "audit_entry", "backup", "restore_drill" } },
  { NULL, { NULL } },
};

static const ZgPlaceGroup it_groups[] = {
  { NULL, { "today" } },
  { N_ ("Accounts"), { "person", "role_holder", "role_right", "audit_entry", "backup", "restore_drill" } },
  { N_ ("Time and attendance"), { "month", "attendance_sheet", "attendance_result", "objection", "attendance_correction" } },
  { N_ ("Time"), { "punch", "unassigned-pins", "clock", "clock_pin", "import_run", "leave", "slip" } },
  { N_ ("Duty"), { "roster-board", "roster", "roster_month", "roster_swap", "duty_log", "visitor_log", "call_log",
                   "coverage_rule" } },
  { N_ ("Orders"), { "order-desk", "sales_order", "order_to_pay", "order_to_notify", "order_confirmation", "order_payment",
                     "parcel", "customer", "customer_figures" } },
  { N_ ("Course of orders"), { "order_event", "order_void", "order_return", "manual_order", "order_attempt", "order_export",
                               "order_backup", "backup-calendar" } },
  { N_ ("Goods of orders"), { "packing", "item_match", "order_item", "shop", "customer_lead", "receipt_report" } },
  { N_ ("Warehouse"), { "goods_receipt", "goods_issue", "refusal", "stock_level", "stock_entry", "stocktake", "stock_month",
                        "warehouse_check", "item" } },
  { N_ ("People"), { "staff", "unit", "post", "unit_flags", "conduct", "check_sheet", "start_check", "handover", "voice" } },
  { N_ ("Performance"), { "review_sheet", "review_rank", "review_period", "review_standard" } },
  { N_ ("Rules"), { "schedule", "schedule_use", "schedule_notice", "holiday", "shift", "checklist", "parameter" } },
  { NULL, { NULL } },
};

/* Of those who keep, buy, inspect and label goods. */
static const ZgPlaceGroup warehouse_groups[] = {
  { NULL, { "today" } },
  { N_ ("Goods in and out"), { "purchase_order", "goods_receipt", "goods_issue", "refusal", "stock_move", "stock_correction",
                               "warehouse_visit", "supplier", "packing" } },
  { N_ ("Stock"), { "stock_level", "stock_balance", "stock_entry", "item", "stock_location", "special_goods",
                    "stock_opening", "receipt_report" } },
  { N_ ("Closing"), { "warehouse_check", "stock_day", "stock_month", "stock_agreement", "stocktake", "stock_difference",
                      "stock_proposal" } },
  { N_ ("Mine"), { "month", "attendance_result", "objection", "leave", "leave_balance", "slip", "review_sheet" } },
  { N_ ("Department"), { "staff", "roster-board", "duty_log", "check_sheet", "handover", "voice", "checklist" } },
  { NULL, { NULL } },
};

/* Of those who talk to customers. */
static const ZgPlaceGroup service_groups[] = {
  { NULL, { "today", "order-desk" } },
  { N_ ("Orders"), { "sales_order", "order_to_pay", "order_to_notify", "order_confirmation", "order_payment", "parcel",
                     "order_event", "order_void", "backup-calendar" } },
  { N_ ("Service"), { "customer", "customer_lead", "call_log", "duty_log", "shop" } },
  { N_ ("Mine"), { "roster-board", "roster_swap", "month", "attendance_result", "leave", "leave_balance", "slip",
                   "review_sheet" } },
  { N_ ("Goods of orders"), { "packing", "item_match", "order_item", "order_export", "order_attempt", "order_backup",
                               "receipt_report" } },
  { N_ ("Warehouse"), { "goods_receipt", "goods_issue", "refusal", "stock_level", "stock_entry", "stocktake", "stock_month",
                        "warehouse_check", "item" } },
  { N_ ("Department"), { "staff", "photo_signin", "conduct", "check_sheet", "handover", "voice", "objection", "visitor_log" } },
  { N_ ("Rules"), { "schedule", "schedule_notice", "holiday", "shift" } },
  { NULL, { NULL } },
};

static const ZgPlaceGroup own_groups[] = {
  { NULL, { "today" } },
  { N_ ("Mine"), { "month", "attendance_result", "objection", "leave", "leave_balance", "slip", "review_sheet" } },
  { N_ ("Duty"), { "roster-board", "roster", "roster_swap", "duty_log", "visitor_log", "call_log" } },
  { N_ ("Orders"), { "order-desk", "sales_order", "order_to_pay", "order_to_notify", "order_confirmation", "order_payment",
                     "parcel", "customer", "customer_figures" } },
  { N_ ("Course of orders"), { "order_event", "order_void", "order_return", "manual_order", "order_attempt", "order_export",
                               "order_backup", "backup-calendar" } },
  { N_ ("Goods of orders"), { "packing", "item_match", "order_item", "shop", "customer_lead", "receipt_report" } },
  { N_ ("Warehouse"), { "goods_receipt", "goods_issue", "refusal", "stock_level", "stock_entry", "stocktake", "stock_month",
                        "warehouse_check", "item" } },
  { N_ ("Department"), { "staff", "unit", "post", "photo_signin", "conduct", "check_sheet", "handover", "voice" } },
  { N_ ("Rules"), { "schedule", "schedule_notice", "holiday", "shift" } },
  { NULL, { NULL } },
};

const ZgPlace *
zg_place_by_id (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].id, id))
      return &places[i];
  return NULL;
}

const ZgPlace *
zg_places (guint *n)
{
  *n = G_N_ELEMENTS (places);
  return places;
}

const ZgPlaceGroup *
zg_place_groups (ZgSession *session)
{
  static const char *const office[] = { "hrd", "mgr", "dep", "dir", "shm", "gm", "sup", "hed", "aud", NULL };
  static const char *const service[] = { "csr", "afs", "csm", "bko", NULL };
  static const char *const warehouse[] = { "whk", "whs", "buy", "qci", "sta", "rcv", NULL };
  const char *const       *roles = zg_session_roles (session);

  for (; roles && *roles; roles++)
    {
      if (g_str_equal (*roles, "admin") || g_str_equal (*roles, "itd"))
        return it_groups;
      if (g_strv_contains (office, *roles))
        return hr_groups;
      if (g_strv_contains (warehouse, *roles))
        return warehouse_groups;
      if (g_strv_contains (service, *roles))
        return service_groups;
    }
  return own_groups;
}

gboolean
zg_place_allowed (const ZgPlace *place, ZgSession *session)
{
  return place->right == NULL || zg_session_reach (session, place->right) != ZG_REACH_NONE;
}
