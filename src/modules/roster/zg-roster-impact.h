/* zg-roster-impact.h: what somebody's absence does to the roster: his shifts in that time, who of his unit is at rest then, and
 * what must be covered. Read in one go, for whoever decides about it. */
#pragma once

#include "zg-roster-board.h"

G_BEGIN_DECLS

typedef struct
{
  int   day, from, to; /* minutes; equal: without times of its own */
  char *shift;         /* its name */
} ZgImpactShift;

typedef struct
{
  int   day;
  char *names; /* "赵敏、孙琪" */
} ZgImpactRest;

typedef struct
{
  int         day, from, to;
  char       *rule;          /* what must be covered */
  int         before, after; /* the fewest people then, with him and without */
  int         need;
  const char *clause;        /* (nullable) */
} ZgImpactCover;

typedef struct
{
  gboolean rostered;  /* the roster says when he works */
  int      unplanned; /* days without any entry of his, of those the roster decides about */
  GArray  *shifts;    /* of ZgImpactShift, rest days are none */
  GArray  *rests;     /* of ZgImpactRest */
  GArray  *covers;    /* of ZgImpactCover: only what he is rostered for */
} ZgRosterImpact;

/* zg_roster_impact: @staff away from @from_ms to @to_ms. Who does not see the rosters of all reads the roster of the unit of
 * @staff alone where the server shows no more. Errors: DENIED without roster.view. Returns: (transfer full). Thread of @db. */
ZgRosterImpact *zg_roster_impact      (ZgSession *session, ZgDb *db, gint64 staff, gint64 from_ms, gint64 to_ms, GError **error);
void            zg_roster_impact_free (ZgRosterImpact *impact);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgRosterImpact, zg_roster_impact_free)

G_END_DECLS
