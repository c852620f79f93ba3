/* What the attendance apps export: DingTalk's workbook of three sheets and WeCom's daily one, with columns renamed, added and
 * missing, times in every way they are written, cells nobody can read, files that mean harm. */
#include "trial.h"

#include <xlsxwriter.h>

#include "../file/zip-parts.h"

static gint64 clock_ding, clock_wecom;
static char   ding[24], wecom[24];

/* -- Made-up files -- */

/* Rows are parted by LF, cells by "|"; "~" in a cell is a line end within it. */
static void
write_sheet (lxw_workbook *workbook, const char *name, const char *text)
{
  lxw_worksheet *sheet = workbook_add_worksheet (workbook, name);
  g_auto (GStrv) rows = g_strsplit (text, "\n", -1);

  for (int i = 0; rows[i]; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "|", -1);

      for (int k = 0; cells[k]; k++)
        if (*cells[k])
          worksheet_write_string (sheet, (lxw_row_t) i, (lxw_col_t) k, g_strdelimit (cells[k], "~", '\n'), NULL);
    }
}

static lxw_workbook *
open_workbook (char **path)
{
  *path = g_build_filename (trial.folder, "made.xlsx", NULL);
  return workbook_new (*path);
}

static GBytes *
close_workbook (lxw_workbook *workbook, char *path)
{
  char   *data = NULL;
  gsize   length = 0;
  GError *error = NULL;

  g_assert_cmpint (workbook_close (workbook), ==, LXW_NO_ERROR);
  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_free (path);
  return g_bytes_new_take (data, length);
}

static GBytes *
one_sheet (const char *name, const char *text)
{
  char         *path;
  lxw_workbook *workbook = open_workbook (&path);

  write_sheet (workbook, name, text);
  return close_workbook (workbook, path);
}

#define DAILY_ABOVE "每日统计表 统计日期：2026-11-01 至 2026-11-30\n报表生成时间：2026-11-23 09:00\n"
#define DAILY_HEAD                                                                                                               \
  DAILY_ABOVE "姓名|考勤组|部门|工号|职位|UserId|日期|workDate|班次|上班1||下班1||关联的审批单|出勤天数\n"                       \
              "|||||||||打卡时间|打卡结果|打卡时间|打卡结果||\n"

static const char daily[] = DAILY_HEAD
    "张伟|运营组|电商部|1010|运营|u1010|26-11-02 星期一|1793548800000|白班|08:24|正常|18:01|正常||1\n"
    "张伟|运营组|电商部|1010|运营|u1010|26-11-03 星期二|1793635200000|晚班|17:58|正常|次日 01:03|正常||1\n"
    "黄磊|运营组|电商部|1012|运营|u1012|26-11-02 星期一|1793548800000|白班||缺卡|18:00|正常|事假11-02 08:30到11-02 12:00 3.5小时|1\n"
    "合计||||||||||||||3";

static const char single[] = "原始记录 统计日期：2026-11-01 至 2026-11-30\n报表生成时间：2026-11-23 09:00\n"
    "姓名|考勤组|部门|工号|职位|UserId|考勤日期|考勤时间|打卡时间|打卡结果|打卡地址|打卡备注|打卡设备|管理员修改备注\n"
    "张伟|运营组|电商部|1010|运营|u1010|26-11-02 星期一|08:30|2026-11-02 08:24:10|正常|示例园区||示例手机|\n"
    "张伟|运营组|电商部|1010|运营|u1010|26-11-02 星期一|08:30|2026-11-02 08:25:03|打卡无效：此记录已被更新|示例园区||示例手机|\n"
    "张伟|运营组|电商部|1010|运营|u1010|26-11-02 星期一|18:00|2026-11-02 18:01:40|外勤|示例\u202e仓库|送~货|示例手机|\n"
    "黄磊|运营组|电商部|1012|运营|u1012|26-11-02 星期一|18:00|2026-11-02 18:00|正常|示例园区||考勤机M1|\n"
    "张伟|运营组|电商部|1010|运营|u1010|26-11-02 星期一|14:00|2026-11-02 13:55|正常|示例园区||示例手机|";

static const char summary[] = "月度汇总 统计日期：2026-11-01 至 2026-11-03\n报表生成时间：2026-11-23 09:00\n"
    "姓名|考勤组|部门|工号|职位|UserId|出勤天数|工作时长(分钟)|考勤结果||\n||||||||日|2|3\n"
    "张伟|运营组|电商部|1010|运营|u1010|2|880|休息|正常|上班迟到15分钟";

static GBytes *
monthly (void)
{
  char         *path;
  lxw_workbook *workbook = open_workbook (&path);

  write_sheet (workbook, "月度汇总", summary);
  write_sheet (workbook, "每日统计", daily);
  write_sheet (workbook, "原始记录", single);
  return close_workbook (workbook, path);
}

/* -- Set-up -- */

static gint64
new_clock (int number, const char *name)
{
  g_autoptr (ZgRecord) clock = zg_record_new (&zg_clock);

  zg_record_set_int (clock, ZG_CLOCK_NUMBER, number);
  zg_record_set_text (clock, ZG_CLOCK_NAME, name);
  zg_record_set_int (clock, ZG_CLOCK_SORT, ZG_CLOCK_TERMINAL);
  done (trial.hr, clock, "create", NULL);
  return clock->id;
}

static ZgImportPlan *
plan_text (const char *layout, const char *clock, const char *sheet, const char *text)
{
  g_autoptr (GBytes) bytes = one_sheet (sheet, text);
  GError            *error = NULL;
  ZgImportPlan      *plan = plan_bytes (layout, "made.xlsx", bytes, clock, &error);

  g_assert_no_error (error);
  return plan;
}

static void
assert_refused (const char *layout, const char *clock, GBytes *bytes, int code, const char *part)
{
  GError *error = NULL;

  g_assert_null (plan_bytes (layout, "made.xlsx", bytes, clock, &error));
  g_assert_error (error, ZG_ERROR, code);
  if (part && strstr (error->message, part) == NULL)
    g_error ("no word of %s: %s", part, error->message);
  g_clear_error (&error);
}

/* The punch of @pin on the DingTalk or WeCom clock at @stamp: in the plan? */
static gboolean
plans (const ZgImportPlan *plan, const char *pin, const char *stamp)
{
  for (guint i = 0; i < plan->batch->n_rows; i++)
    {
      const ZgCell *cells = &g_array_index (plan->batch->cells, ZgCell, i * (guint) zg_punch.n_fields);

      if (g_strcmp0 (zg_cell_text (&cells[ZG_PUNCH_PIN]), pin) == 0 && cells[ZG_PUNCH_AT].i == at (stamp))
        return TRUE;
    }
  return FALSE;
}

/* -- Which clock -- */

static gpointer
propose_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const ZgLayout *layout = zg_layout_by_id ("dingtalk");
  char          **value = data;

  *value = layout->propose (&layout->arguments[0], "made.xlsx", (GBytes *) value[1], trial.hr, db);
  return data;
}

static void
test_clock (void)
{
  g_autoptr (GBytes) bytes = monthly ();
  char              *values[2] = { NULL, (char *) bytes };
  char               desk[24];

  assert_refused ("dingtalk", NULL, bytes, ZG_ERROR_USAGE, "call it 钉钉");
  zg_store_read (zg_book_store (trial.book), propose_db, values, NULL);
  g_assert_null (values[0]); /* none of its name */
  g_snprintf (desk, sizeof desk, "%" G_GINT64_FORMAT, ask ("SELECT id FROM clock WHERE sort = 1 ORDER BY number LIMIT 1", NULL));
  assert_refused ("dingtalk", desk, bytes, ZG_ERROR_USAGE, "user numbers are others");
  clock_ding = new_clock (91, "钉钉");
  clock_wecom = new_clock (92, "企业微信");
  g_snprintf (ding, sizeof ding, "%" G_GINT64_FORMAT, clock_ding);
  g_snprintf (wecom, sizeof wecom, "%" G_GINT64_FORMAT, clock_wecom);
  zg_store_read (zg_book_store (trial.book), propose_db, values, NULL);
  g_assert_cmpstr (values[0], ==, ding);
  g_free (values[0]);
}

static void
test_recognised (void)
{
  g_autoptr (GBytes) bytes = monthly ();
  guint              n;
  const ZgLayout *const *layouts = zg_layouts (&n);

  for (guint i = 0; i < n; i++)
    if (!g_str_equal (layouts[i]->id, "dingtalk"))
      g_assert_cmpint (layouts[i]->recognise ("made.xlsx", bytes), <, zg_layout_by_id ("dingtalk")->recognise ("x", bytes));
}

/* -- Three sheets, one sign-in each -- */

static void
test_workbook (void)
{
  g_autoptr (GBytes)       bytes = monthly ();
  GError                  *error = NULL;
  g_autoptr (ZgImportPlan) plan = plan_bytes ("dingtalk", "made.xlsx", bytes, ding, &error), again = NULL, people = NULL;
  guint                    n_new = 0, n_known = 0;

  g_assert_no_error (error);
  g_assert_cmpint (plan->n_taken, ==, 7);
  g_assert_cmpint (plan->n_known, ==, 0);
  g_assert_cmpint (plan->n_bad, ==, 0);
  g_assert_true (plans (plan, "1010", "2026-11-02 08:24:10")); /* the single record, not the minute of the daily sheet */
  g_assert_false (plans (plan, "1010", "2026-11-02 08:24:00"));
  g_assert_true (plans (plan, "1010", "2026-11-02 08:25:03")); /* replaced by the app: somebody stood there */
  g_assert_true (plans (plan, "1010", "2026-11-04 01:03:00")); /* 次日 */
  g_assert_true (plans (plan, "1010", "2026-11-03 17:58:00"));
  g_assert_true (plans (plan, "1012", "2026-11-02 18:00:00"));
  g_assert_nonnull (strstr (note_of (plan, "1010"), "People of DingTalk or WeCom")); /* nothing is made silently */
  g_assert_nonnull (strstr (plan->summary, "7"));
  people = plan_bytes ("app-people", "made.xlsx", bytes, ding, &error);
  g_assert_no_error (error);
  g_assert_cmpint (people->n_taken, ==, 2);
  take (people, &n_new, &n_known);
  g_assert_cmpint (n_new, ==, 2);
  take (plan, &n_new, &n_known);
  g_assert_cmpint (n_new, ==, 7);
  again = plan_bytes ("dingtalk", "made.xlsx", bytes, ding, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->n_taken, ==, 0);
  g_assert_cmpint (again->n_known, ==, 7);
  g_assert_null (note_of (again, "1010"));
}

static void
test_kept (void)
{
  static const char sql[] =
      "SELECT count(*) FROM punch WHERE pin = '1010' AND line = 6 AND button = 255 AND raw LIKE '%外勤%示例 仓库%送 货%' AND raw LIKE $1";

  g_assert_cmpint (ask (sql, "原始记录 | 1010 | u1010 | 张伟%2026-11-02 18:01:40%"), ==, 1);
}

static void
test_counts (void)
{
  GError  *error = NULL;
  ZgMonth *month = judge (trial.hr, "2026-11", 0, staff_by ("1010"), &error);

  g_assert_no_error (error);
  g_assert_cmpint (month->n_punches, ==, 6);
  g_assert_cmpint (mark_on (month, staff_by ("1010"), 2), ==, ZG_MARK_NORMAL);
  zg_attendance_month_free (month);
}

/* The same minutes alone, from a file without seconds, are no new sign-ins. */
static void
test_overlap (void)
{
  g_autoptr (ZgImportPlan) plan = plan_text ("dingtalk", ding, "每日统计", daily);

  g_assert_cmpint (plan->n_taken, ==, 0);
  g_assert_cmpint (plan->n_known, ==, 5);
}

/* -- Columns -- */

static void
test_columns (void)
{
  static const char renamed[] = DAILY_ABOVE "员工姓名|员工编号|班组|考勤日期|签到时间|签退时间\n"
                                            "张伟|1010|甲|2026/11/5|8:31|18:02\n合计||||2|2";
  static const char added[] = DAILY_ABOVE "序号|姓名||工号|新列|日期|上班1||||下班1|\n||||||打卡时间|打卡地点|打卡结果|分|打卡时间|打卡结果\n"
                                          "1|张伟||1010|x|2026-11-06|08:20|示例|正常|3|18:03|正常";
  static const char missing[] = "姓名|日期|打卡时间\n张伟|2026-11-09|08:21、18:04\n没有此人|2026-11-09|08:22";
  g_autoptr (ZgImportPlan) one = plan_text ("dingtalk", ding, "每日统计", renamed), two = NULL, three = NULL;

  g_assert_cmpint (one->n_taken, ==, 2);
  g_assert_true (plans (one, "1010", "2026-11-05 08:31:00"));
  two = plan_text ("dingtalk", ding, "自定义", added);
  g_assert_cmpint (two->n_taken, ==, 2);
  g_assert_true (plans (two, "1010", "2026-11-06 18:03:00"));
  three = plan_text ("dingtalk", ding, "表", missing); /* the name is enough where one person has it and holds a number */
  g_assert_cmpint (three->n_taken, ==, 2);
  g_assert_true (plans (three, "1010", "2026-11-09 18:04:00"));
  g_assert_cmpint (three->n_bad, ==, 1);
  g_assert_nonnull (strstr (note_of (three, "没有此人"), "No employee has this name"));
}

/* Two rows of headings above a csv in GBK. */
static void
test_gbk (void)
{
  static const char text[] = "姓名,工号,日期,上班1,,下班1,\n,,,打卡时间,打卡结果,打卡时间,打卡结果\n"
                             "张伟,1010,26-11-10 星期二,08:23,正常,18:05,正常\n";
  gsize              length = 0;
  GError            *error = NULL;
  char              *gbk = g_convert (text, -1, "GB18030", "UTF-8", NULL, &length, &error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ZgImportPlan) plan = NULL;

  g_assert_no_error (error);
  bytes = g_bytes_new_take (gbk, length);
  plan = plan_bytes ("dingtalk", "made.csv", bytes, ding, &error);
  g_assert_no_error (error);
  g_assert_cmpint (plan->n_taken, ==, 2);
  g_assert_true (plans (plan, "1010", "2026-11-10 08:23:00"));
}

/* A column a day with every time of it in one cell. */
static void
test_day_columns (void)
{
  static const char text[] = "打卡时间表 统计日期：2026-11-06 至 2026-11-09\n报表生成时间：2026-11-23 09:00\n"
                             "姓名|考勤组|部门|工号|职位|UserId|6|六|日|9\n"
                             "黄磊|运营组|电商部|1012|运营|u1012|08:24~18:01|||08:26 ~次日00:30";
  g_autoptr (ZgImportPlan) plan = plan_text ("dingtalk", ding, "打卡时间", text);

  g_assert_cmpint (plan->n_taken, ==, 4);
  g_assert_true (plans (plan, "1012", "2026-11-06 18:01:00"));
  g_assert_true (plans (plan, "1012", "2026-11-10 00:30:00"));
}

/* -- Cells -- */

static void
test_cells (void)
{
  static const char text[] = DAILY_HEAD
      "张伟|运营组|电商部|1010|运营|u1010|26-11-11|| 白班|25:70|正常|18:01|正常||\n"
      "张伟|运营组|电商部|1010|运营|u1010|26-13-11|| 白班|08:20|正常|||\n"
      "张伟|运营组|电商部|1010|运营|u1010|26-12-11|| 白班|08:20|正常|||\n"
      "张伟|运营组|电商部|1010|运营|u1010|26-11-12|| 白班|08:30|补卡审批通过|18:03|管理员改为正常||\n"
      "张伟|运营组|电商部|1010|运营|u1010|26-11-13|| 白班|八点半|正常|未打卡|缺卡||\n"
      "张伟|运营组|电商部|1010|运营|u1010|26-11-16|| 白班|08:31|打卡无效：虚拟定位|18:07|正常||\n"
      "无名氏|运营组|电商部|9.9E+17|运营|u1|26-11-16|| 白班|08:31|正常|||\n"
      "张伟|运营组|电商部|1010|运营|u1010|26-11-30|| 白班|08:31|正常|||\n"
      "姓名|考勤组|部门|工号|职位|UserId|日期|workDate|班次|上班1||下班1||\n"
      "备注：本表由系统生成";
  g_autoptr (ZgImportPlan) plan = plan_text ("dingtalk", ding, "每日统计", text);
  const char              *note = note_of (plan, "25:70");

  g_assert_nonnull (strstr (note, "上班1打卡时间"));
  g_assert_nonnull (strstr (note, "column J"));
  g_assert_nonnull (strstr (note, "“25:70”"));
  g_assert_nonnull (strstr (note, "08:24"));
  g_assert_nonnull (strstr (note_of (plan, "26-13-11"), "column G"));
  g_assert_nonnull (strstr (note_of (plan, "26-12-11"), "period"));
  g_assert_nonnull (strstr (note_of (plan, "补卡"), "slip"));
  g_assert_nonnull (strstr (note_of (plan, "管理员"), "slip"));
  g_assert_nonnull (strstr (note_of (plan, "八点半"), "cannot be read"));
  g_assert_nonnull (strstr (note_of (plan, "虚拟定位"), "does not let"));
  g_assert_nonnull (strstr (note_of (plan, "无名氏"), "rounded"));
  g_assert_nonnull (strstr (note_of (plan, "26-11-30"), "not come"));
  g_assert_cmpint (plan->n_bad, ==, 9);
  g_assert_cmpint (plan->n_taken, ==, 2); /* 18:01 and 18:07 */
  for (guint i = 0; i < plan->lines->len; i++)
    if (strstr (((ZgImportLine *) plan->lines->pdata[i])->text, "25:70"))
      g_assert_cmpint (((ZgImportLine *) plan->lines->pdata[i])->line, ==, 5);
}

/* Days as numbers in a workbook that counts from 1904, formatted as such and not. */
static void
test_1904 (void)
{
  static const char sheet[] =
      "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>姓名</t></is></c>"
      "<c r='B1' t='inlineStr'><is><t>工号</t></is></c>"
      "<c r='C1' t='inlineStr'><is><t>日期</t></is></c><c r='D1' t='inlineStr'><is><t>上班打卡时间</t></is></c></row>"
      "<row r='2'><c r='A2' t='inlineStr'><is><t>张伟</t></is></c><c r='B2'><v>1010</v></c><c r='C2'><v>44866</v></c>"
      "<c r='D2'><v>0.36</v></c></row></sheetData></worksheet>";
  g_autoptr (GBytes) bytes = zip_parts (
      "_rels/.rels", XLSX_RELS, "xl/workbook.xml",
      "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet name='表' sheetId='1' r:id='rId1'/></sheets></workbook>",
      "xl/_rels/workbook.xml.rels",
      "<Relationships>" XLSX_RELATION ("rId1", "worksheet", "worksheets/sheet1.xml") "</Relationships>",
      "xl/worksheets/sheet1.xml", sheet, NULL);
  GError                  *error = NULL;
  g_autoptr (ZgImportPlan) plan = plan_bytes ("dingtalk", "made.xlsx", bytes, ding, &error);

  g_assert_no_error (error);
  g_assert_cmpint (plan->n_taken, ==, 1);
  g_assert_true (plans (plan, "1010", "2026-11-02 08:38:24"));
}

/* Times a spreadsheet keeps as numbers with a format. */
static void
test_formatted (void)
{
  char         *path;
  lxw_workbook *workbook = open_workbook (&path);
  lxw_format   *day_format = workbook_add_format (workbook), *time_format = workbook_add_format (workbook);
  lxw_worksheet *sheet = workbook_add_worksheet (workbook, "每日统计");
  static const char *const head[] = { "姓名", "工号", "日期", "上班打卡时间", "下班打卡时间" };
  g_autoptr (GBytes)       bytes = NULL;
  g_autoptr (ZgImportPlan) plan = NULL;
  GError                  *error = NULL;

  format_set_num_format (day_format, "yyyy/m/d");
  format_set_num_format (time_format, "h:mm");
  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    worksheet_write_string (sheet, 0, (lxw_col_t) i, head[i], NULL);
  worksheet_write_string (sheet, 1, 0, "张伟", NULL);
  worksheet_write_number (sheet, 1, 1, 1010, NULL);
  worksheet_write_number (sheet, 1, 2, 46343, day_format); /* 2026-11-17 */
  worksheet_write_number (sheet, 1, 3, 0.35, time_format);
  worksheet_write_number (sheet, 1, 4, 46343.75, time_format);
  bytes = close_workbook (workbook, path);
  plan = plan_bytes ("dingtalk", "made.xlsx", bytes, ding, &error);
  g_assert_no_error (error);
  g_assert_cmpint (plan->n_taken, ==, 2);
  g_assert_true (plans (plan, "1010", "2026-11-17 08:24:00"));
  g_assert_true (plans (plan, "1010", "2026-11-17 18:00:00"));
}

/* -- WeCom -- */

#define WECOM_HEAD                                                                                                               \
  "概况统计与打卡明细\n统计时间: 2026-11-02 至 2026-11-02  制表时间: 2026-11-04 09:00(UTC+8)\n"                                   \
  "基础信息|||||||考勤概况||||打卡详情\n"                                                                                        \
  "时间|姓名|账号|部门|职务|所属规则|班次|最早|最晚|打卡次数(次)|标准工作时长(小时)|上班1打卡时间|上班1打卡状态|下班1打卡时间|下班1打卡状态|打卡时间记录\n"

static const char wecom_daily[] = WECOM_HEAD
    "2026/11/02 星期一|张伟|zhangwei|电商部|运营|运营考勤|白班|08:24|18:00|3|7.5|08:24|正常|18:00|正常|08:24;12:02;18:00\n"
    "2026/11/02 星期一|王建国|wangjg|电商部|运营|运营考勤|白班|08:45|08:45|1|7.5|08:45|迟到|未打卡|缺卡|08:45\n"
    "2026/11/02 星期一|黄磊|huanglei|电商部|运营|运营考勤|白班|--|--|0|--|--|--|--|--|--";

static const char wecom_single[] = "打卡详情\n统计时间: 2026-11-02\n时间|姓名|账号|部门|打卡类型|打卡时间|打卡状态|打卡地点|备注\n"
    "2026/11/02 星期一|张伟|zhangwei|电商部|上班打卡|08:24|正常|示例园区|\n"
    "2026/11/02 星期一|张伟|zhangwei|电商部|下班打卡|18:00|地点异常|示例仓库|\n"
    "2026/11/02 星期一|王建国|wangjg|电商部|下班打卡|18:10|补卡|--|";

static void
test_wecom (void)
{
  char                    *path;
  lxw_workbook            *workbook = open_workbook (&path);
  g_autoptr (GBytes)       bytes = NULL;
  g_autoptr (ZgImportPlan) plan = NULL, people = NULL, again = NULL;
  GError                  *error = NULL;

  write_sheet (workbook, "概况统计与打卡明细", wecom_daily);
  write_sheet (workbook, "打卡详情", wecom_single);
  bytes = close_workbook (workbook, path);
  g_assert_cmpint (zg_layout_by_id ("wecom")->recognise ("x", bytes), ==, 95);
  g_assert_cmpint (zg_layout_by_id ("dingtalk")->recognise ("x", bytes), ==, 0);
  people = plan_bytes ("app-people", "made.xlsx", bytes, wecom, &error);
  g_assert_no_error (error);
  g_assert_cmpint (people->n_taken, ==, 2); /* who did not sign in is not looked at */
  take (people, NULL, NULL);
  plan = plan_bytes ("wecom", "made.xlsx", bytes, wecom, &error);
  g_assert_no_error (error);
  g_assert_cmpint (plan->n_taken, ==, 4);
  g_assert_true (plans (plan, "zhangwei", "2026-11-02 12:02:00"));
  g_assert_true (plans (plan, "wangjg", "2026-11-02 08:45:00"));
  g_assert_cmpint (plan->n_bad, ==, 1); /* 补卡 */
  g_assert_nonnull (strstr (note_of (plan, "18:10"), "slip"));
  g_assert_nonnull (strstr (note_of (plan, "地点异常/设备异常 × 1"), "outing slips"));
  take (plan, NULL, NULL);
  again = plan_bytes ("wecom", "made.xlsx", bytes, wecom, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->n_taken, ==, 0);
  g_assert_cmpint (again->n_known, ==, 4);
}

/* -- Who -- */

static void
test_who (void)
{
  static const char text[] = "姓名|工号|UserId|日期|打卡时间\n张伟|1010|zhangwei|2026-11-18|08:20\n李某|1012||2026-11-18|08:21\n"
                             "新人|7777|u7777|2026-11-18|08:22\n新人|7777|u7777|2026-11-19|08:22";
  g_autoptr (ZgImportPlan) plan = plan_text ("dingtalk", ding, "表", text), people = NULL;

  g_assert_cmpint (plan->n_taken, ==, 4); /* 1012 is held: whatever the file calls the person */
  g_assert_nonnull (strstr (note_of (plan, "李某"), "belongs to 黄磊"));
  g_assert_null (note_of (plan, "张伟"));
  g_assert_nonnull (strstr (note_of (plan, "7777"), "assign it by hand"));
  g_assert_nonnull (strstr (note_of (plan, "7777"), "no staff number 7777"));
  people = plan_text ("app-people", ding, "表", text);
  g_assert_cmpint (people->n_taken, ==, 0);
  g_assert_cmpint (people->n_bad, ==, 1);
}

/* Two numbers of one row that belong to two people. */
static void
test_two_holders (void)
{
  static const char        text[] = "姓名|工号|UserId|日期|打卡时间\n张伟|1010|1012|2026-11-18|08:20";
  g_autoptr (ZgImportPlan) plan = plan_text ("dingtalk", ding, "表", text);

  g_assert_cmpint (plan->n_taken, ==, 0);
  g_assert_nonnull (strstr (note_of (plan, "1012"), "two people"));
}

/* -- Files that are none, and such that mean harm -- */

static void
test_refused (void)
{
  g_autoptr (GBytes)  sums = one_sheet ("月度汇总", summary), none = one_sheet ("表", "品名|数量\n笔|3"), empty = one_sheet ("表", "");
  g_autoptr (GBytes)  broken = zip_sheet ("<worksheet><sheetData><row><c><v>1</c>", NULL, NULL), wide = NULL, garbage = NULL;
  g_autoptr (GBytes)  bomb = NULL, beyond = NULL, csv = NULL;
  g_autoptr (GString) text = g_string_new ("<worksheet><sheetData>");

  assert_refused ("dingtalk", ding, sums, ZG_ERROR_INVALID, "sums of the month");
  assert_refused ("dingtalk", ding, none, ZG_ERROR_INVALID, "原始记录");
  assert_refused ("wecom", wecom, empty, ZG_ERROR_INVALID, NULL);
  assert_refused ("wecom", wecom, broken, ZG_ERROR_INVALID, "XML");
  garbage = g_bytes_new_static ("PK\3\4xl/", 7);
  assert_refused ("dingtalk", ding, garbage, ZG_ERROR_INVALID, NULL);
  for (int i = 1; i <= 600; i++)
    g_string_append_printf (text, "<row r='%d'><c r='XFD%d'><v>1</v></c></row>", i, i);
  g_string_append (text, "</sheetData></worksheet>");
  wide = zip_sheet (text->str, NULL, NULL);
  assert_refused ("dingtalk", ding, wide, ZG_ERROR_INVALID, "cells");
  g_assert_cmpint (zg_layout_by_id ("dingtalk")->recognise ("x", wide), ==, 0);
  beyond = zip_sheet ("<worksheet><sheetData><row r='1'><c r='EQXD1'><v>1</v></c></row></sheetData></worksheet>", NULL, NULL);
  assert_refused ("dingtalk", ding, beyond, ZG_ERROR_INVALID, "columns");
  g_string_truncate (text, 0);
  for (int i = 0; i < 100000; i++)
    g_string_append (text, "a,");
  csv = g_bytes_new (text->str, text->len);
  assert_refused ("dingtalk", ding, csv, ZG_ERROR_INVALID, "columns");
  g_string_assign (text, "<worksheet><sheetData>");
  for (int i = 0; i < 4000000; i++)
    g_string_append (text, "                ");
  g_string_append (text, "</sheetData></worksheet>");
  bomb = zip_sheet (text->str, NULL, NULL);
  assert_refused ("dingtalk", ding, bomb, ZG_ERROR_INVALID, NULL);
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/dingtalk/set-up/clock", test_clock);
  g_test_add_func ("/dingtalk/set-up/recognised", test_recognised);
  g_test_add_func ("/dingtalk/D04-4.2.1b/three-sheets", test_workbook);
  g_test_add_func ("/dingtalk/D02-3.3.1/kept-as-it-was", test_kept);
  g_test_add_func ("/dingtalk/D04-4.2.1b/counts", test_counts);
  g_test_add_func ("/dingtalk/files/overlap", test_overlap);
  g_test_add_func ("/dingtalk/files/columns", test_columns);
  g_test_add_func ("/dingtalk/files/gbk", test_gbk);
  g_test_add_func ("/dingtalk/files/day-columns", test_day_columns);
  g_test_add_func ("/dingtalk/D02-3.3.1/cells", test_cells);
  g_test_add_func ("/dingtalk/cells/1904", test_1904);
  g_test_add_func ("/dingtalk/cells/formatted", test_formatted);
  g_test_add_func ("/dingtalk/D04-4.2.1b/wecom", test_wecom);
  g_test_add_func ("/dingtalk/people/who", test_who);
  g_test_add_func ("/dingtalk/people/two-holders", test_two_holders);
  g_test_add_func ("/dingtalk/refused/files", test_refused);
  return trial_run ();
}
