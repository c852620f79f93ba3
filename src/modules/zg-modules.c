#include "zg-modules.h"

#include "zg-attendance-kinds.h"
#include "zg-catalog.h"
#include "zg-leave.h"
#include "zg-orders.h"
#include "zg-roster.h"
#include "zg-staff.h"
#include "zg-stock.h"

void
zg_modules_init (void)
{
  zg_staff_init ();
  zg_roster_init ();
  zg_leave_init ();
  zg_attendance_init ();
  zg_catalog_init ();
  zg_orders_init ();
  zg_stock_init ();
}
