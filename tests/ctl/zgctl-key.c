/* zgctl as it is once somebody has added the key register of CONTRIBUTING.md. */
#include "key-register.h"
#include "zg-ctl.h"
#include "zg-modules.h"
#include "zg-people.h"
#include "zg-report-attendance.h"

int
main (int argc, char **argv)
{
  zg_book_init ();
  zg_modules_init ();
  zg_report_init ();
  key_register_add ();
  return zg_ctl_run (argc, argv);
}
