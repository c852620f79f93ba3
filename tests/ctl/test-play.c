/* A month of a department played at the command line, from 1 October 2026 to its close on 6 November: late, early and missing
 * punches, a night past midnight, the national holiday, a notice in the middle, one objection upheld, one rejected, one too late.
 */
#include "play.h"
#include "zip-part.h"

static const struct
{
  const char *number, *name, *unit, *category, *login, *role;
} people[] = {
  { "1001", "周敏", "电商部", "management", "zhoumin", "mgr" }, { "1002", "陈静", "电商部", "administration", "chenjing", "hrd" },
  { "1010", "张伟", "运营组", "operations", "zhangwei", NULL }, { "1011", "刘洋", "技术组", "technical", "liuyang", NULL },
  { "1012", "黄磊", "技术组", "technical", "huanglei", NULL },  { "1013", "王芳", "运营组", "operations", "wangfang", NULL },
};

/* -- September: the book and its people -- */

static void
test_set_up (void)
{
  put_file ("pw", "Play-a-month-2026\n", -1);
  {
    g_auto (Ran) made =
        zgctl ("--lang", "en", "--now", "2026-09-28 09:00", "--password-file", "@pw", "init", "@play.zg", "--admin", "admin",
               "--name", "管理员", "--title", "电商部", "--structure", "d13", "--trial", NULL);

    g_assert_cmpint (made.code, ==, 0);
  }
  DONE ("admin", "2026-09-28 09:05", "new", "clock", "number=1", "name=前台", "sort=terminal");
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *number = g_strdup_printf ("number=%s", people[i].number),
                      *name = g_strdup_printf ("name=%s", people[i].name);
      g_autofree char *unit = g_strdup_printf ("unit=%s", people[i].unit),
                      *pin = g_strdup_printf ("pin=%s", people[i].number + 2);
      g_autofree char *category = g_strdup_printf ("category=%s", people[i].category);
      g_autofree char *staff = g_strdup_printf ("staff=%s", people[i].number);

      DONE ("admin", "2026-09-28 09:10", "new", "staff", number, name, unit, category, "employment=regular", "joined=2026-01-01");
      DONE ("admin", "2026-09-28 09:15", "user", "add", people[i].login, people[i].name, "--staff", people[i].number);
      DONE ("admin", "2026-09-28 09:16", "role", "grant", people[i].login, "emp");
      if (people[i].role)
        DONE ("admin", "2026-09-28 09:17", "role", "grant", people[i].login, people[i].role);
      DONE ("admin", "2026-09-28 09:20", "new", "clock_pin", "clock=1", pin, staff);
    }
}

/* -- October -- */

typedef struct
{
  int day;
  const char *number;
  const char *times; /* in place of 08:20 13:50 18:05; "": nobody came */
} Otherwise;

static const Otherwise otherwise[] = {
  { 12, "1010", "08:40 13:50 18:05" }, /* late 15 */
  { 13, "1010", "08:41 13:50 18:05" }, /* leave was needed and never came */
  { 14, "1010", "08:25 13:55 17:55" }, /* early 5 */
  { 15, "1011", "08:20 13:50" },       /* no sign-out: the objection that is upheld */
  { 16, "1012", "" },                  /* absent: the one that is rejected */
  { 20, "1013", "08:26 14:10 18:00" }, /* late twice: the one that comes too late */
  { 21, "1013", "08:20 13:50 24:30" }, /* went home after midnight */
};

static const char *
times_of (int day, const char *number)
{
  for (guint i = 0; i < G_N_ELEMENTS (otherwise); i++)
    if (otherwise[i].day == day && g_str_equal (otherwise[i].number, number))
      return otherwise[i].times;
  return day == 22 || day == 23 ? "08:50 12:50 17:05" : "08:20 13:50 18:05"; /* the notice: 9 to 12 and 13 to 17 */
}

static void
write_clock_file (void)
{
  g_autoptr (GString) file = g_string_new (NULL);

  for (int day = 8; day <= 31; day++) /* 1 to 7 October are the national holiday; 10 October is worked in exchange */
    for (guint i = 0; i < G_N_ELEMENTS (people); i++)
      {
        g_auto (GStrv) times = g_strsplit (times_of (day, people[i].number), " ", -1);

        for (char **time = times; *time && **time && day % 7 != 4; time++) /* Sundays: 11, 18, 25 */
          {
            int hour = 0, minute = 0;

            sscanf (*time, "%d:%d", &hour, &minute);
            g_string_append_printf (file, "%9s\t2026-10-%02d %02d:%02d:00\t1\t0\t1\t0\r\n", people[i].number + 2,
                                    hour >= 24 ? day + 1 : day, hour % 24, minute);
          }
      }
  put_file ("1_attlog.dat", file->str, file->len);
}

static void
test_october (void)
{
  DONE ("chenjing", "2026-10-21 10:00", "new", "schedule_notice", "title=停电调整作息", "reason=power", "first_day=2026-10-22",
        "last_day=2026-10-23", "start1=09:00", "end1=12:00", "start2=13:00", "end2=17:00");
  DONE ("chenjing", "2026-10-21 10:02", "do", "schedule_notice", "停电调整作息", "issue");
}

/* -- November: to the objections -- */

static void
test_sheet (void)
{
  g_autofree char *sheet = NULL;

  write_clock_file ();
  DONE ("chenjing", "2026-11-01 08:30", "import", "attlog", "@1_attlog.dat", "clock=1");
  {
    g_auto (Ran) again = zgctl (AT ("chenjing", "2026-11-01 08:40"), "import", "attlog", "@1_attlog.dat", "clock=1", NULL);

    has (again.out, "0"); /* the same file once more brings nothing new */
  }
  due ("chenjing", "2026-11-01 08:45", TRUE, "11-03 · 2 days left\tAttendance sheet to HR\t2026-10 电商部\tD04-4.2.1c\t\n");
  due ("liuyang", "2026-11-01 08:45", FALSE, "Attendance sheet to HR");
  MADE (sheet, "chenjing", "2026-11-01 08:50", "new", "attendance_sheet", "month=2026-10", "unit=电商部");
  DONE ("chenjing", "2026-11-02 09:00", "do", "attendance_sheet", sheet, "compile");
  REFUSED ("chenjing", "2026-11-02 09:10", "Department manager", "do", "attendance_sheet", "KB-2026-0001", "review");
  due ("chenjing", "2026-11-02 09:30", FALSE, "Attendance sheet to HR"); /* it waits for the manager now */
  due ("zhoumin", "2026-11-02 09:30", TRUE, "Attendance sheet KB-2026-0001");
  DONE ("zhoumin", "2026-11-02 10:00", "do", "attendance_sheet", "KB-2026-0001", "review");
  due ("zhoumin", "2026-11-03 23:30", TRUE, "today 24:00 · 30 min left\tAttendance sheet to HR");
  {
    g_auto (Ran) ran = zgctl (AT ("zhoumin", "2026-11-03 23:40"), "duties", "--at", "2026-11-04 00:30:00", NULL);

    has (ran.out, "overdue by 30 min\tAttendance sheet to HR"); /* it would be */
  }
  due ("liuyang", "2026-11-03 23:50", FALSE, "accept or object");
  DONE ("zhoumin", "2026-11-03 23:59", "do", "attendance_sheet", "KB-2026-0001", "submit");
  due ("zhoumin", "2026-11-03 23:59", TRUE, "done 23:59\tAttendance sheet to HR\t2026-10 电商部\tD04-4.2.1c\tAttendance sheet KB-");
  due ("zhoumin", "2026-11-04 08:00", FALSE, "Attendance sheet to HR"); /* what is done stays for its day */
}

static char *
object (const char *login, const char *days, const char *now)
{
  g_autofree char *when = g_strdup_printf ("days=%s", days);
  char *id;

  MADE (id, login, now, "new", "objection", "month=2026-10", when, "claim=当天在岗，请核实。");
  return id;
}

static void
test_objections (void)
{
  g_autofree char *upheld = object ("liuyang", "15", "2026-11-04 09:00"),
                  *rejected = object ("huanglei", "16", "2026-11-04 09:30");
  g_autofree char *late = NULL, *slip = NULL;

  due ("liuyang", "2026-11-04 09:00", TRUE, "11-05 · 38 h");
  due ("liuyang", "2026-11-04 09:00", TRUE, "accept or object\t2026-10\tD04-4.2.1e\t");
  DONE ("liuyang", "2026-11-04 09:01", "do", "objection", upheld, "file");
  due ("liuyang", "2026-11-04 09:02", FALSE, "accept or object");
  due ("liuyang", "2026-11-04 09:02", FALSE, "Answer an objection");
  due ("chenjing", "2026-11-04 09:02", TRUE,
       "11-07 · 3 days left\tAnswer an objection\t2026-10 刘洋\tD04-4.2.1f\tObjection YY-2026-0001");
  DONE ("huanglei", "2026-11-05 23:59", "do", "objection", rejected, "file");
  late = object ("wangfang", "20", "2026-11-05 23:59");
  REFUSED ("wangfang", "2026-11-06 00:00", "due by 2026-11-05", "do", "objection", late, "file");
  DONE ("chenjing", "2026-11-06 00:01", "do", "objection", late, "note");
  REFUSED ("chenjing", "2026-11-06 00:02", "wait for an answer", "do", "attendance_sheet", "KB-2026-0001", "close");
  {
    g_auto (Ran) ticked = zgctl ("--lang", "en", "--book", "@play.zg", "--now", "2026-11-06 00:05", "tick", NULL);

    g_assert_cmpint (ticked.code, ==, 0);
    has (ticked.out, "4 results count as accepted (D04-4.2.1g)");
  }
  MADE (slip, "liuyang", "2026-11-06 08:30", "new", "slip", "staff=1011", "type=missed", "stated_at=2026-10-15 18:05", "side=out",
        "reason=忘记打卡，监控可证");
  DONE ("liuyang", "2026-11-06 08:31", "do", "slip", slip, "submit");
  REFUSED ("liuyang", "2026-11-06 08:32", "", "do", "slip", slip, "approve"); /* nobody approves his own */
  DONE ("zhoumin", "2026-11-06 08:40", "do", "slip", slip, "approve");
  DONE ("chenjing", "2026-11-06 09:00", "do", "objection", upheld, "accept", "consulted=技术组长", "reply=监控可证，属实。");
  due ("chenjing", "2026-11-06 09:05", TRUE, "done 09:00\tAnswer an objection\t2026-10 刘洋");
  DONE ("chenjing", "2026-11-06 09:10", "do", "objection", rejected, "reject", "consulted=本人、技术组长", "reply=未见凭据。");
}

/* -- The close, and what changes nothing afterwards -- */

/* Each person's month, reckoned by hand. */
static void
check_figures (void)
{
  g_autofree char *path = file_in ("results.csv"), *text = NULL;

  DONE ("chenjing", "2026-11-06 18:00", "list", "attendance_result", "-o", "@results.csv");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  has (text, "张伟,2026-10,运营组,21,20.5,1,1,0,0.5,0,no,No objection in time: accepted,Days absent 0 → 0.5,Closed");
  has (text, "刘洋,2026-10,技术组,21,21,0,0,0,0,0,no,Objection answered,Missed punches 1 → 0,Closed");
  has (text, "黄磊,2026-10,技术组,21,20,0,0,0,1,0,no,Objection answered,,Closed");
  has (text, "王芳,2026-10,运营组,21,21,2,0,0,0,0,no,No objection in time: accepted,,Closed");
}

static void
test_close (void)
{
  DONE ("chenjing", "2026-11-06 17:00", "do", "attendance_sheet", "KB-2026-0001", "close");
  DONE ("chenjing", "2026-11-06 17:10", "report", "attendance-month", "month=2026-10", "-o", "@r01.xlsx");
  DONE ("chenjing", "2026-11-06 17:11", "report", "attendance-month", "month=2026-10", "-o", "@r01.pdf");
  DONE ("chenjing", "2026-11-06 17:12", "report", "case-file", "staff=1011", "from=2026-10-15", "-o", "@case.pdf");
  is_kind_of_file ("r01.xlsx", "PK");
  is_kind_of_file ("r01.pdf", "%PDF");
  is_kind_of_file ("case.pdf", "%PDF");
  check_figures ();
  REFUSED ("chenjing", "2026-11-07 09:00", "closed up to 2026-10-31", "new", "schedule_use", "code=A", "staff=1010",
           "valid_from=2026-10-15");
  REFUSED ("chenjing", "2026-11-07 09:05", "closed up to 2026-10-31", "policy", "set", "att.late.max", "10", "--from",
           "2026-10-01");
  put_file ("late.dat",
            "       12\t2026-10-16 08:20:00\t1\t0\t1\t0\r\n       12\t2026-10-16 13:50:00\t1\t0\t1\t0\r\n"
            "       12\t2026-10-16 18:05:00\t1\t0\t1\t0\r\n",
            -1);
  DONE ("chenjing", "2026-11-09 09:00", "import", "attlog", "@late.dat", "clock=1");
  DONE ("chenjing", "2026-11-09 09:10", "report", "after-closing", "month=2026-10", "-o", "@after.csv");
  {
    g_autofree char *path = file_in ("after.csv"), *text = NULL;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    has (text, "2026-10-16");
    has (text, "黄磊");
  }
  DONE ("admin", "2026-11-09 09:20", "verify", "--deep");
}

static gboolean
workbook_says (const char *name, const char *part, const char *words)
{
  g_autofree char    *path = file_in (name);
  zip_t              *zip = zip_open (path, ZIP_RDONLY, NULL);
  g_autoptr (GString) text = NULL;

  g_assert_nonnull (zip);
  text = zip_part (zip, zip_name_locate (zip, part, 0));
  zip_discard (zip);
  return strstr (text->str, words) != NULL;
}

/* What came too late for October is asked for, decided and goes into the payroll sheet of November. */
static void
test_correction (void)
{
  g_autofree char *correction = NULL;

  MADE (correction, "chenjing", "2026-11-09 10:00", "new", "attendance_correction", "staff=1012", "day=2026-10-16",
        "month=2026-11", "reason=考勤机文件迟到", "worked_milli=1", "absent_milli=-1");
  DONE ("chenjing", "2026-11-09 10:01", "do", "attendance_correction", correction, "submit");
  REFUSED ("chenjing", "2026-11-09 10:02", "", "do", "attendance_correction", correction, "approve");
  DONE ("zhoumin", "2026-11-09 10:10", "do", "attendance_correction", correction, "approve");
  DONE ("chenjing", "2026-12-01 09:00", "report", "attendance-month", "month=2026-11", "-o", "@r11.xlsx");
  DONE ("chenjing", "2026-12-01 09:01", "report", "attendance-month", "month=2026-11", "-o", "@r11.pdf");
  g_assert_true (workbook_says ("r11.xlsx", "xl/workbook.xml", "name=\"Corrections\""));
  g_assert_true (workbook_says ("r11.xlsx", "xl/worksheets/sheet3.xml", "<v>-1</v>"));
  DONE ("chenjing", "2026-12-01 09:02", "report", "attendance-month", "month=2026-10", "-o", "@r10.xlsx");
  g_assert_false (workbook_says ("r10.xlsx", "xl/workbook.xml", "Corrections"));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("zg-play-XXXXXX", NULL);
  book = file_in ("play.zg");
  g_test_add_func ("/play/set-up/D04-4.2.1a", test_set_up);
  g_test_add_func ("/play/october/D04-4.1.2b", test_october);
  g_test_add_func ("/play/sheet/D04-4.2.1c", test_sheet);
  g_test_add_func ("/play/objections/D04-4.2.1e", test_objections);
  g_test_add_func ("/play/close/D04-4.2.1g", test_close);
  g_test_add_func ("/play/correction/D04-4.2.1f", test_correction);
  result = g_test_run ();
  remove_tree (folder);
  g_free (book);
  g_free (folder);
  return result;
}
