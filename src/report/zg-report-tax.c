/* zg-report-tax.c: the sheet the tax authority's withholding client imports: 24 columns under fixed headings, which are its own
 * words and are never translated. The book knows who is employed; amounts are the payroll clerk's. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-people.h"
#include "zg-report-attendance.h"
#include "zg-report-book.h"
#include "zg-seal.h"
#include "zg-staff.h"

#define SHEET "正常工资薪金收入"
#define ID_SORT "居民身份证"

enum { T_NUMBER, T_NAME, T_ID_SORT, T_ID };

static const char *const headings[] = {
  "工号", "*姓名", "*证件类型", "*证件号码", "本期收入", "本期免税收入", "基本养老保险费", "基本医疗保险费", "失业保险费", "住房公积金",
  "累计子女教育", "累计继续教育", "累计住房贷款利息", "累计住房租金", "累计赡养老人", "累计3岁以下婴幼儿照护", "累计个人养老金",
  "企业(职业)年金", "商业健康保险", "税延养老保险", "其他", "准予扣除的捐赠额", "减免税额", "备注",
};

static const ZgArgument arguments[] = {
  { .name = "month", .title = N_("Month"), .type = ZG_MONTH, .initial = "last-month", .required = TRUE },
  { .name = "unit", .title = N_("Unit"), .type = ZG_REF, .ref = "unit" },
};

typedef struct
{
  lxw_worksheet *sheet;
  lxw_format    *text;
  lxw_row_t      row;
} Sheet;

static gboolean
denied (ZgSession *session, GError **error)
{
  static const char *const rights[] = { "staff.export", "staff.reveal" };

  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    if (zg_session_reach (session, rights[i]) == ZG_REACH_NONE)
      {
        g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
                     _("This file holds ID numbers in full, and you lack the right %s. Nothing was written; human resources can "
                        "make it."),
                     rights[i]);
        return TRUE;
      }
  return FALSE;
}

static void
put_headings (Sheet *sheet)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (headings); i++)
    zg_sheet_put_text (sheet->sheet, 0, i, headings[i], sheet->text);
  worksheet_set_column (sheet->sheet, 0, T_ID_SORT, 12, NULL);
  worksheet_set_column (sheet->sheet, T_ID, T_ID, 22, NULL);
  worksheet_set_column (sheet->sheet, T_ID + 1, G_N_ELEMENTS (headings) - 1, 16, NULL);
  worksheet_freeze_panes (sheet->sheet, 1, 2);
  sheet->row = 1;
}

/* The number in full is written down in the audit, one entry a person. */
static gboolean
put_person (Sheet *sheet, ZgSession *session, ZgDb *db, const ZgStaffRow *row, GError **error)
{
  g_autoptr (ZgRecord) staff = zg_book_get (db, &zg_staff, row->id, error);
  char                *number = NULL;

  if (staff == NULL)
    return FALSE;
  if (!zg_session_sees (session, staff))
    return TRUE;
  if (zg_record_is_set (staff, ZG_STAFF_IDCARD))
    {
      number = zg_book_reveal (session, staff, ZG_STAFF_IDCARD, error);
      if (number == NULL)
        return FALSE;
    }
  zg_sheet_put_text (sheet->sheet, sheet->row, T_NUMBER, row->number, sheet->text);
  zg_sheet_put_text (sheet->sheet, sheet->row, T_NAME, row->name, sheet->text);
  zg_sheet_put_text (sheet->sheet, sheet->row, T_ID_SORT, ID_SORT, sheet->text);
  zg_sheet_put_text (sheet->sheet, sheet->row, T_ID, number, sheet->text);
  sheet->row++;
  zg_wipe_text (number);
  return TRUE;
}

static gboolean
put_people (Sheet *sheet, ZgSession *session, ZgDb *db, const ZgStaffRoll *roll, GCancellable *cancellable, GError **error)
{
  char range[LXW_MAX_CELL_RANGE_LENGTH];

  for (guint i = 0; i < roll->staff->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!put_person (sheet, session, db, &g_array_index (roll->staff, ZgStaffRow, i), error))
        return FALSE;
    }
  lxw_rowcol_to_range (range, 1, 0, MAX (sheet->row, 2) - 1, T_ID);
  worksheet_ignore_errors (sheet->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
  return TRUE;
}

static gboolean
write_tax (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format, const char *path,
           GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgStaffRoll) roll = NULL;
  g_autoptr (ZgWorkbook)  book = NULL;
  Sheet                   sheet = { 0 };
  int                     first, n;

  if (!g_str_equal (format, "xlsx"))
    return zg_report_bad_format (report, format, error);
  if (denied (session, error) || !zg_session_check_proof (session, error) || !zg_report_month (report, values, &first, &n, error))
    return FALSE;
  roll = zg_staff_roll (db, first, first + n - 1, zg_report_unit (report, values), 0, error);
  book = roll != NULL ? zg_workbook_new (path, FALSE, error) : NULL;
  if (book == NULL)
    return FALSE;
  sheet.sheet = zg_workbook_sheet (book, SHEET, TRUE, 1);
  sheet.text = zg_workbook_look (book, ZG_LOOK_TEXT, FALSE);
  put_headings (&sheet);
  return put_people (&sheet, session, db, roll, cancellable, error) && zg_workbook_finish (book, error);
}

const ZgReport zg_report_tax = {
  .id = "tax-import", .title = N_("People for the tax client"), .right = "staff.reveal", .arguments = arguments,
  .n_arguments = G_N_ELEMENTS (arguments), .formats = "xlsx", .file_name = N_("Tax import %s"), .proof = TRUE,
  .write = write_tax,
};
