/* zg-leave.h: leave requests 请假单. Of the leave module only what the judge reads; balances and quotas are not here. */
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
  ZG_LEAVE_N_FIELDS
};

extern const ZgKind zg_leave;
/* zg_leave_types: the numbers are those of ZgJudgeLeave. */
extern const ZgEnum zg_leave_types[];

void zg_leave_init (void);

/* zg_leave_papers: approved leave that touches @from…@to. Returns: (transfer full) (element-type ZgLeavePaper), by staff, then
 * start. */
typedef struct
{
  gint64 staff, starts_ms, ends_ms, id;
  int    type;
  char   no[32];
} ZgLeavePaper;

GArray *zg_leave_papers (ZgDb *db, int from, int to, GError **error);

G_END_DECLS
