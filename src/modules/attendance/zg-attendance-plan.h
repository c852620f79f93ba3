/* zg-attendance-plan.h: what the schedules say about people and days before anything is rostered: who rests in rotation, who
 * works by the week, and when the office breaks for lunch. For the roster. */
#pragma once

#include "zg-staff.h"

G_BEGIN_DECLS

typedef enum
{
  ZG_PLAN_ROTATES = 1 << 0, /* schedule C: rests in rotation (D04-4.1.1d) */
  ZG_PLAN_ROSTERED = 1 << 1, /* C and D: the roster decides who works */
  ZG_PLAN_WORKS = 1 << 2,   /* by the week and the calendar a working day */
} ZgPlanFlags;

typedef struct
{
  guint8 flags;
  gint16 starts, ends;           /* of the ordinary hours, minutes; equal: none */
  gint16 break_starts, break_ends; /* between the first and the second stretch of a working day; equal: none */
} ZgPlanDay;

typedef struct
{
  int        first_day, n_days;
  guint8    *off;   /* n_days: 1 on a day off of the national calendar */
  char     **names; /* n_days (nullable) each: 国庆节 */
  ZgPlanDay *days;  /* lines of the roll × n_days */
} ZgWorkPlan;

/* zg_attendance_plan: for the people of @roll, in its order. Returns: (transfer full). Thread of @db. */
ZgWorkPlan      *zg_attendance_plan     (ZgDb *db, const ZgStaffRoll *roll, int first_day, int n_days, GError **error);
const ZgPlanDay *zg_work_plan_day       (const ZgWorkPlan *plan, guint line, int day); /* @day: 0 … n_days - 1 */
void             zg_work_plan_free      (ZgWorkPlan *plan);
/* zg_attendance_days_off: Returns: (transfer full) (nullable): @n_days bytes, 1 on a day off of the national calendar. */
guint8          *zg_attendance_days_off (ZgDb *db, int first_day, int n_days, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgWorkPlan, zg_work_plan_free)

G_END_DECLS
