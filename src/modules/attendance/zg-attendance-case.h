/* zg-attendance-case.h: the papers behind the judging of some days of one person, each with who did what when and the hash of its
 * audit entry: for a case file 考勤案卷. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 at_ms, chain, seq;
  char  *paper;   /* "Leave request QJ-2026-0012" */
  char  *who, *step;
  char  *changes; /* (nullable): what changed, and the opinion */
  char  *hash;    /* hexadecimal, "" where it may not be seen */
} ZgCaseEntry;

/* zg_attendance_case: leave, slips, photos, results, objections and corrections of @staff that touch @from…@to (day numbers).
 * Returns: (transfer full) (element-type ZgCaseEntry) (nullable): in order of time. Thread of @db. */
GPtrArray *zg_attendance_case (ZgDb *db, gint64 staff, int from, int to, GError **error);

G_END_DECLS
