/* zg-conduct.h: the conduct log 违纪与检查登记 and the staff voice 员工意见: kinds, fields and the catalogue of clauses of conduct. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

enum
{
  ZG_CONDUCT_DAY,
  ZG_CONDUCT_STAFF,
  ZG_CONDUCT_SORT,
  ZG_CONDUCT_CLAUSE,
  ZG_CONDUCT_SEVERITY,
  ZG_CONDUCT_WHAT,
  ZG_CONDUCT_EVIDENCE,
  ZG_CONDUCT_WITNESS,
  ZG_CONDUCT_ENTERED_BY,
  ZG_CONDUCT_TOLD_BY,
  ZG_CONDUCT_TOLD_AT,
  ZG_CONDUCT_STATEMENT,
  ZG_CONDUCT_STATED_AT,
  ZG_CONDUCT_FINDING,
  ZG_CONDUCT_DECIDED_BY,
  ZG_CONDUCT_DECIDED_AT,
  ZG_CONDUCT_CLOSED_AT,
  ZG_CONDUCT_N_FIELDS
};

enum
{
  ZG_VOICE_STAFF,
  ZG_VOICE_SORT,
  ZG_VOICE_TITLE,
  ZG_VOICE_TEXT,
  ZG_VOICE_FILE,
  ZG_VOICE_FILED_AT,
  ZG_VOICE_TAKEN_BY,
  ZG_VOICE_ANSWER,
  ZG_VOICE_ANSWERED_BY,
  ZG_VOICE_ANSWERED_AT,
  ZG_VOICE_N_FIELDS
};

enum { ZG_SEVERITY_MINOR = 1, ZG_SEVERITY_ORDINARY, ZG_SEVERITY_SERIOUS };

extern const ZgKind zg_conduct, zg_voice;
/* zg_conduct_clauses: the clauses of conduct; .id is the clause. zg_conduct_sorts: what they forbid; each clause belongs to
 * some. */
extern const ZgEnum zg_conduct_clauses[], zg_conduct_sorts[];

/* zg_conduct_sort_of: the first sort of conduct a clause of the catalogue belongs to; 0: none. */
int      zg_conduct_sort_of   (int clause);
/* zg_conduct_clause_of: the first clause of a sort; 0: no such sort. */
int      zg_conduct_clause_of (int sort);
gboolean zg_conduct_belongs   (int sort, int clause);

/* What stands in the log of one person. */
typedef struct
{
  gint64   id;
  int      day, sort, clause, severity;
  gboolean found;    /* confirmed, or closed after it was */
  gboolean open;     /* not decided yet */
  char     no[32];   /* "" before it was told */
} ZgConductEntry;

/* zg_conduct_of: entries of @staff of the days @from…@to, by day; those that were dismissed are not in it. Returns: (transfer
 * full) (element-type ZgConductEntry). Thread of @db. */
GArray  *zg_conduct_of        (ZgDb *db, gint64 staff, int from, int to, GError **error);

G_END_DECLS
