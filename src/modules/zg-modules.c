#include "zg-modules.h"

#include "zg-attendance-kinds.h"
#include "zg-leave.h"
#include "zg-review.h"
#include "zg-roster.h"
#include "zg-staff.h"

void
zg_modules_init (void)
{
  zg_staff_init ();
  zg_roster_init ();
  zg_leave_init ();
  zg_attendance_init ();
  zg_review_init ();
}
