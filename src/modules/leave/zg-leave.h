/* zg-leave.h: leave 请假: requests, what the judge reads of them, balances of rest and leave days. */
#pragma once

#include "zg-book.h"
#include "zg-judge-facts.h"

G_BEGIN_DECLS

enum
{
  ZG_LEAVE_STAFF,
  ZG_LEAVE_TYPE,
  ZG_LEAVE_STARTS,
  ZG_LEAVE_ENDS,
  ZG_LEAVE_MINUTES,
  ZG_LEAVE_REASON,
  ZG_LEAVE_MOBILE,
  ZG_LEAVE_HANDOVER,
  ZG_LEAVE_PROOF,
  ZG_LEAVE_FILED_AT,
  ZG_LEAVE_APPROVER,
  ZG_LEAVE_DECIDED_AT,
  ZG_LEAVE_DAYS,        /* of work, thousandths */
  ZG_LEAVE_WORK,        /* minutes of work */
  ZG_LEAVE_LONG,        /* needs a second approval (leave.second_approval) */
  ZG_LEAVE_ENDORSED,
  ZG_LEAVE_ENDORSED_BY,
  ZG_LEAVE_ENDORSED_AT,
  ZG_LEAVE_PERIOD,      /* first day of the period it is charged to, as a number: 20261101 */
  ZG_LEAVE_CHARGE,      /* (nullable): days taken from a balance */
  ZG_LEAVE_BACK_AT,     /* (nullable): back at work before its end */
  ZG_LEAVE_REFUND,      /* (nullable): days given back to the balance */
  ZG_LEAVE_N_FIELDS
};

enum { ZG_GRANT_STAFF, ZG_GRANT_TYPE, ZG_GRANT_PERIOD, ZG_GRANT_DAYS, ZG_GRANT_FOR_DAY, ZG_GRANT_REASON, ZG_GRANT_N_FIELDS };

enum { ZG_BALANCE_STAFF, ZG_BALANCE_TYPE, ZG_BALANCE_PERIOD, ZG_BALANCE_GRANTED, ZG_BALANCE_USED, ZG_BALANCE_LEFT,
       ZG_BALANCE_N_FIELDS };

extern const ZgKind zg_leave, zg_rest_grant, zg_leave_balance;
/* zg_leave_types: the numbers are those of ZgJudgeLeave. */
extern const ZgEnum zg_leave_types[];

void zg_leave_init (void);

/* zg_leave_papers: approved leave that touches @from…@to, up to the return where somebody came back early. Returns: (transfer
 * full) (element-type ZgLeavePaper), by staff, then start. */
typedef struct
{
  gint64 staff, starts_ms, ends_ms, id;
  int    type;
  char   no[32];
} ZgLeavePaper;

GArray *zg_leave_papers (ZgDb *db, int from, int to, GError **error);

/* -- Balances: ledger leave_quota by employee, type and period -- */

/* zg_leave_period: first day of the period of @type on @day as a number, 20261101; 0: without a period. @per: "week", "month",
 * "quarter", "year", of the floating day. Pure. */
gint64   zg_leave_period   (int type, int day, const char *per);
/* zg_leave_is_kept: whether a balance is kept of @type. @annual: parameter leave.quota.annual. Pure. */
gboolean zg_leave_is_kept  (int type, gboolean annual);
void     zg_leave_quota_init (void);
void     zg_leave_paper_init (void);
void     zg_leave_duties_init (void);
/* zg_leave_grant_rest: D04-4.1.1c, D04-4.1.1d: grants the rest days of the periods that @day lies in to everybody who has none of
 * them yet, by @verb: "grant" (the clock) or "create". @n: (out): grants made. Waits for the writer; not in its thread. */
gboolean zg_leave_grant_rest (ZgSession *session, const char *verb, int day, guint *n, GError **error);

G_END_DECLS
