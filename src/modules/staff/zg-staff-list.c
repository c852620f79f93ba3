/* zg-staff-list.c: the layout of a staff list (workbook or text): columns by heading, every cell judged before anything is
 * written. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-grid.h"
#include "zg-idcard.h"
#include "zg-staff-private.h"
#include "zg-text.h"

#define LEFT_WORDS "离职|已离职|left|Has left"

enum
{
  NUMBER,
  NAME,
  EMPLOYMENT,
  STATE,
  UNIT,
  GROUP,
  POST,
  PHONE,
  IDCARD,
  FIRM,
  JOINED,
  ADDRESS,
  URGENT_NAME,
  URGENT_PHONE,
  SEX,
  BIRTH,
  CONTRACT_NO,
  SIGNED,
  EXPIRES,
  SUPERVISOR,
  REMARK,
  N_COLUMNS
};

static const ZgGridColumn columns[N_COLUMNS] = {
  [NUMBER] = { "工号|员工编号|编号|人员编号|员工工号|number|Staff no.", TRUE },
  [NAME] = { "姓名|员工姓名|名字|name|Name", TRUE },
  [EMPLOYMENT] = { "用工性质|用工形式|员工类型|人员性质|employment|Employment" },
  [STATE] = { "状态|员工状态|在职状态|state|State" },
  [UNIT] = { "部门|所属部门|组织|组织架构|团队|unit|Unit" },
  [GROUP] = { "考勤组|人员类别|人员类型|考勤类别|category|Staff category" },
  [POST] = { "岗位|职位|职务|post|Post" },
  [PHONE] = { "手机号|手机|手机号码|联系电话|电话|phone|Mobile" },
  [IDCARD] = { "身份证号|身份证|身份证号码|证件号码|证件号|id_number" },
  [FIRM] = { "合同公司|签约公司|合同主体" },
  [JOINED] = { "入职日期|入职时间|到岗日期|入职|joined|Joined" },
  [ADDRESS] = { "家庭住址|住址|地址|现住址" },
  [URGENT_NAME] = { "紧急联系人|紧急联系人姓名" },
  [URGENT_PHONE] = { "紧急联系人电话|紧急联系电话|紧急联系人手机" },
  [SEX] = { "性别|sex" },
  [BIRTH] = { "出生日期|生日|birth" },
  [CONTRACT_NO] = { "合同编号|合同号" },
  [SIGNED] = { "合同签订日期|签订日期|合同开始日期" },
  [EXPIRES] = { "合同到期日期|合同到期日|到期日期|到期日|合同结束日期" },
  [SUPERVISOR] = { "直属上级|上级|主管|直接上级|supervisor" },
  [REMARK] = { "备注|说明|remark" },
};

static const struct
{
  const char *words;
  int         category;
} category_words[] = {
  { "管理|管理人员|管理岗|管理组|management|Management", ZG_CATEGORY_MANAGEMENT },
  { "技术|技术人员|技术岗|技术组|technical|Technical staff", ZG_CATEGORY_TECHNICAL },
  { "运营|运营人员|运营岗|运营组|operations|Operations", ZG_CATEGORY_OPERATIONS },
  { "行政|行政人员|行政岗|行政组|administration|Administration", ZG_CATEGORY_ADMINISTRATION },
  { "营销|营销人员|营销岗|营销组|marketing|Marketing", ZG_CATEGORY_MARKETING },
  { "客服|客服人员|客服岗|客服组|service|Customer service", ZG_CATEGORY_SERVICE },
};

static const struct
{
  const char *words;
  int         employment;
} employment_words[] = {
  { "正式|全职|正式工|正式员工|合同工|regular|Regular", ZG_EMPLOYMENT_REGULAR },
  { "临时|临时工|兼职|劳务|外包|小时工|temporary|Temporary", ZG_EMPLOYMENT_TEMPORARY },
  { "实习|实习生|见习|intern|Intern", ZG_EMPLOYMENT_INTERN },
};

typedef struct
{
  ZgImportPlan *plan;
  ZgSession    *session;
  ZgDb         *db;
  int           found[N_COLUMNS];
  GHashTable   *seen;   /* staff numbers of the file */
  gboolean      known;  /* of the row: the book has this person */
  GString      *faults, *notes; /* of the row */
} List;

static const char *
value_of (List *list, const ZgGridRow *row, int column)
{
  const char *text = zg_grid_cell (row, list->found[column]);

  return zg_text_is_no_value (text) ? "" : text;
}

static void
say (GString *to, const List *list, const ZgGridRow *heading, int column, const char *format, ...) G_GNUC_PRINTF (5, 6);

static void
say (GString *to, const List *list, const ZgGridRow *heading, int column, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_string_append_printf (to, _ ("%s%s: %s"), to->len ? " " : "", zg_grid_cell (heading, list->found[column]), text);
}

/* -- Cells -- */

static void
take_day (List *list, const ZgGridRow *heading, const ZgGridRow *row, int column, ZgCell *cell)
{
  const char *text = value_of (list, row, column);
  char        buffer[11];
  int         day;

  if (*text == '\0')
    return;
  if (zg_day_parse_loose (text, &day))
    zg_batch_text (list->plan->batch, cell, zg_day_format (day, buffer), -1);
  else
    say (list->faults, list, heading, column, _ ("“%s” is no day of the calendar."), text);
}

/* A list this program wrote masks the numbers of everybody: of who is known there is nothing to say. */
static void
note_masked (List *list, const ZgGridRow *heading, int column)
{
  if (!list->known)
    say (list->notes, list, heading, column, _ ("the number is masked and was left out."));
}

static void
take_phone (List *list, const ZgGridRow *heading, const ZgGridRow *row, int column, ZgCell *cell)
{
  g_autofree char *peeled = zg_text_peel_id (value_of (list, row, column)), *plain = NULL;
  ZgPhoneKind      kind;

  if (*peeled == '\0')
    return;
  kind = zg_text_is_damaged_id (peeled) ? ZG_PHONE_NONE : zg_phone_check (peeled, &plain);
  if (kind == ZG_PHONE_NONE)
    say (list->faults, list, heading, column, _ ("“%s” is no telephone number."), peeled);
  else if (kind == ZG_PHONE_MASKED)
    note_masked (list, heading, column);
  else
    zg_batch_text (list->plan->batch, cell, plain, -1);
}

static void
take_idcard (List *list, const ZgGridRow *heading, const ZgGridRow *row, ZgCell *cell)
{
  g_autofree char *peeled = zg_text_peel_id (value_of (list, row, IDCARD));
  ZgIdcardFault    fault;
  ZgIdcard         card;

  if (*peeled == '\0')
    return;
  if (zg_idcard_check (peeled, zg_clock_today (), &card, &fault))
    zg_batch_text (list->plan->batch, cell, card.number, -1);
  else if (strchr (peeled, '*'))
    note_masked (list, heading, IDCARD);
  else
    say (list->faults, list, heading, IDCARD, "%s", zg_idcard_fault_text (fault));
}

static void
take_text (List *list, const ZgGridRow *heading, const ZgGridRow *row, int column, ZgCell *cell, int most)
{
  const char *text = value_of (list, row, column);

  if (!zg_text_is_safe_line (text))
    say (list->faults, list, heading, column, _ ("the text has signs that cannot be kept."));
  else if (g_utf8_strlen (text, -1) > most)
    say (list->faults, list, heading, column, _ ("the text is longer than %d characters."), most);
  else
    zg_batch_text (list->plan->batch, cell, text, -1);
}

/* -- What the book knows -- */

static gint64
unit_by_name (ZgDb *db, const char *name)
{
  gint64 id = 0;

  zg_db_int (db, &id, NULL, ZG_SQL ("SELECT id FROM unit WHERE name = $1 AND state = 'active'"), "s", name);
  return id;
}

static void
take_unit (List *list, const ZgGridRow *heading, const ZgGridRow *row, ZgCell *cell)
{
  const char *text = value_of (list, row, UNIT), *slash;
  gint64      unit = unit_by_name (list->db, text);

  for (slash = text; unit == 0 && (slash = strpbrk (slash, "/-")) != NULL; slash++) /* 电商部/客服组 */
    unit = unit_by_name (list->db, slash + 1);
  if (unit)
    zg_batch_int (cell, unit);
  else if (*text)
    say (list->faults, list, heading, UNIT, _ ("there is no unit “%s”. Make it first."), text);
  else
    g_string_append_printf (list->faults, "%s%s", list->faults->len ? " " : "", _ ("The unit is missing."));
}

static int
take_post (List *list, const ZgGridRow *heading, const ZgGridRow *row, ZgCell *cell)
{
  const char        *text = value_of (list, row, POST);
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           there = FALSE;

  if (*text == '\0')
    return 0;
  rows = zg_db_query (list->db, NULL,
                      ZG_SQL ("SELECT id, COALESCE (category, 0) FROM post WHERE title = $1 AND state = 'active'"), "s", text);
  if (rows && zg_stmt_step (rows, &there, NULL) && there)
    {
      zg_batch_int (cell, zg_stmt_int (rows, 0));
      return zg_stmt_int (rows, 1);
    }
  say (list->notes, list, heading, POST, _ ("there is no post “%s”; it was left empty."), text);
  return 0;
}

static void
take_category (List *list, const ZgGridRow *row, int from_post, ZgCell *cell)
{
  const char *text = value_of (list, row, GROUP);

  for (guint i = 0; i < G_N_ELEMENTS (category_words); i++)
    if (zg_grid_is (text, category_words[i].words))
      {
        zg_batch_int (cell, category_words[i].category);
        return;
      }
  if (from_post)
    zg_batch_int (cell, from_post);
  else
    g_string_append_printf (list->faults, "%s%s", list->faults->len ? " " : "",
                            _ ("The staff category is missing: neither its column nor the post tells it."));
}

static void
take_employment (List *list, const ZgGridRow *heading, const ZgGridRow *row, ZgCell *cell)
{
  const char *text = value_of (list, row, EMPLOYMENT);

  for (guint i = 0; i < G_N_ELEMENTS (employment_words); i++)
    if (zg_grid_is (text, employment_words[i].words))
      {
        zg_batch_int (cell, employment_words[i].employment);
        return;
      }
  if (*text)
    say (list->faults, list, heading, EMPLOYMENT, _ ("“%s” is none of regular, temporary, intern."), text);
  else
    zg_batch_int (cell, ZG_EMPLOYMENT_REGULAR);
}

static void
take_supervisor (List *list, const ZgGridRow *heading, const ZgGridRow *row, ZgCell *cell)
{
  const char *text = value_of (list, row, SUPERVISOR);
  gint64      id = 0, several = 0;

  if (*text == '\0')
    return;
  zg_db_int (list->db, &several, NULL,
             ZG_SQL ("SELECT count(*) FROM staff WHERE (number = $1 OR name = $1) AND state NOT IN ('left', 'deleted')"), "s",
             text);
  if (several == 1)
    zg_db_int (list->db, &id, NULL,
               ZG_SQL ("SELECT id FROM staff WHERE (number = $1 OR name = $1) AND state NOT IN ('left', 'deleted')"), "s", text);
  if (id)
    zg_batch_int (cell, id);
  else
    say (list->notes, list, heading, SUPERVISOR,
         _ ("“%s” is not in the book yet or not the only one of this name; enter it afterwards."), text);
}

static void
take_sex (List *list, const ZgGridRow *row, ZgCell *cell)
{
  const char *text = value_of (list, row, SEX);

  if (zg_grid_is (text, "男|male|M"))
    zg_batch_int (cell, 1);
  else if (zg_grid_is (text, "女|female|F"))
    zg_batch_int (cell, 2);
}

/* -- Rows -- */

static void
fill_row (List *list, const ZgGridRow *heading, const ZgGridRow *row, ZgCell *cells)
{
  g_autofree char *number = zg_text_peel_id (value_of (list, row, NUMBER));

  zg_batch_text (list->plan->batch, &cells[ZG_STAFF_NUMBER], number, -1);
  take_text (list, heading, row, NAME, &cells[ZG_STAFF_NAME], 40);
  take_idcard (list, heading, row, &cells[ZG_STAFF_IDCARD]);
  take_sex (list, row, &cells[ZG_STAFF_SEX]);
  take_day (list, heading, row, BIRTH, &cells[ZG_STAFF_BIRTH]);
  take_phone (list, heading, row, PHONE, &cells[ZG_STAFF_PHONE]);
  take_unit (list, heading, row, &cells[ZG_STAFF_UNIT]);
  take_category (list, row, take_post (list, heading, row, &cells[ZG_STAFF_POST]), &cells[ZG_STAFF_CATEGORY]);
  take_employment (list, heading, row, &cells[ZG_STAFF_EMPLOYMENT]);
  take_supervisor (list, heading, row, &cells[ZG_STAFF_SUPERVISOR]);
  take_day (list, heading, row, JOINED, &cells[ZG_STAFF_JOINED]);
  take_text (list, heading, row, FIRM, &cells[ZG_STAFF_CONTRACT_FIRM], 80);
  take_text (list, heading, row, CONTRACT_NO, &cells[ZG_STAFF_CONTRACT_NO], 40);
  take_day (list, heading, row, SIGNED, &cells[ZG_STAFF_SIGNED]);
  take_day (list, heading, row, EXPIRES, &cells[ZG_STAFF_EXPIRES]);
  take_text (list, heading, row, ADDRESS, &cells[ZG_STAFF_ADDRESS], 200);
  take_text (list, heading, row, URGENT_NAME, &cells[ZG_STAFF_URGENT_NAME], 40);
  take_phone (list, heading, row, URGENT_PHONE, &cells[ZG_STAFF_URGENT_PHONE]);
  take_text (list, heading, row, REMARK, &cells[ZG_STAFF_REMARK], 2000);
  if (cells[ZG_STAFF_NAME].type == ZG_CELL_NULL && list->faults->len == 0)
    g_string_append (list->faults, _ ("The name is missing."));
  if (cells[ZG_STAFF_JOINED].type == ZG_CELL_NULL && list->faults->len == 0)
    g_string_append (list->faults, _ ("The day of joining is missing."));
}

static char *
row_text (const ZgGridRow *row)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < MIN (row->n, 6); i++)
    if (*zg_grid_cell (row, i))
      g_string_append_printf (text, "%s%s", text->len ? " · " : "", zg_grid_cell (row, i));
  return g_string_free (text, FALSE);
}

static void
reject (List *list, const ZgGridRow *row, const char *why)
{
  g_autofree char *text = row_text (row);

  list->plan->n_bad++;
  zg_import_plan_line (list->plan, row->line, FALSE, text, why);
}

static gint64
known_id (List *list, const char *number)
{
  gint64 id = 0;

  zg_db_int (list->db, &id, NULL, ZG_SQL ("SELECT id FROM staff WHERE number = $1 AND state <> 'deleted'"), "s", number);
  return id;
}

static gboolean
is_empty (const ZgGridRow *row)
{
  for (int i = 0; i < row->n; i++)
    if (*zg_grid_cell (row, i))
      return FALSE;
  return TRUE;
}

/* -- Somebody the book knows: what the file says otherwise -- */

static gboolean
says (List *list, const ZgGridRow *row, int column)
{
  return *value_of (list, row, column) != '\0';
}

/* An empty cell says nothing, and so does a column that is not there. */
static void
fill_known (List *list, const ZgGridRow *heading, const ZgGridRow *row, ZgCell *cells)
{
  static const struct
  {
    int column, field, most;
  } texts[] = { { NAME, ZG_STAFF_NAME, 40 },           { FIRM, ZG_STAFF_CONTRACT_FIRM, 80 },
                { CONTRACT_NO, ZG_STAFF_CONTRACT_NO, 40 }, { ADDRESS, ZG_STAFF_ADDRESS, 200 },
                { URGENT_NAME, ZG_STAFF_URGENT_NAME, 40 }, { REMARK, ZG_STAFF_REMARK, 2000 } };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (says (list, row, texts[i].column))
      take_text (list, heading, row, texts[i].column, &cells[texts[i].field], texts[i].most);
  take_idcard (list, heading, row, &cells[ZG_STAFF_IDCARD]);
  take_sex (list, row, &cells[ZG_STAFF_SEX]);
  take_day (list, heading, row, BIRTH, &cells[ZG_STAFF_BIRTH]);
  take_phone (list, heading, row, PHONE, &cells[ZG_STAFF_PHONE]);
  take_phone (list, heading, row, URGENT_PHONE, &cells[ZG_STAFF_URGENT_PHONE]);
  take_day (list, heading, row, JOINED, &cells[ZG_STAFF_JOINED]);
  take_day (list, heading, row, SIGNED, &cells[ZG_STAFF_SIGNED]);
  take_day (list, heading, row, EXPIRES, &cells[ZG_STAFF_EXPIRES]);
  if (says (list, row, UNIT))
    take_unit (list, heading, row, &cells[ZG_STAFF_UNIT]);
  if (says (list, row, POST))
    take_post (list, heading, row, &cells[ZG_STAFF_POST]);
  if (says (list, row, GROUP))
    take_category (list, row, 0, &cells[ZG_STAFF_CATEGORY]);
  if (says (list, row, EMPLOYMENT))
    take_employment (list, heading, row, &cells[ZG_STAFF_EMPLOYMENT]);
  take_supervisor (list, heading, row, &cells[ZG_STAFF_SUPERVISOR]);
}

static void
add_change (List *list, const ZgGridRow *row, ZgRecord *staff, const char *differences)
{
  const ZgStep    *step = zg_kind_step (&zg_staff, staff->state, "edit");
  const char      *number = zg_record_text (staff, ZG_STAFF_NUMBER);
  g_autofree char *who = g_strdup_printf ("%s %s", number, zg_record_text (staff, ZG_STAFF_NAME)), *why = NULL;

  if (step == NULL)
    reject (list, row, _ ("This person has left: the file stays as it is."));
  else if (!zg_session_may (list->session, staff, step, &why, NULL))
    reject (list, row, why);
  else
    {
      zg_import_plan_line (list->plan, row->line, TRUE, who, differences);
      zg_import_plan_change (list->plan, row->line, zg_record_copy (staff), step->verb, who);
    }
}

static void
plan_known (List *list, const ZgGridRow *heading, const ZgGridRow *row, gint64 id)
{
  g_autoptr (ZgRecord) staff = zg_book_get (list->db, &zg_staff, id, NULL);
  g_autoptr (ZgBatch)  said = zg_batch_new (&zg_staff, 1);
  g_autoptr (GString)  differences = g_string_new (NULL);
  ZgBatch             *batch = list->plan->batch;
  ZgCell              *cells = zg_batch_row (said);
  g_autofree char     *text = NULL;

  if (staff == NULL || !zg_session_sees (list->session, staff))
    {
      reject (list, row, _ ("This person lies outside your reach."));
      return;
    }
  list->known = TRUE;
  list->plan->batch = said; /* what this row says is written nowhere */
  fill_known (list, heading, row, cells);
  list->plan->batch = batch;
  list->known = FALSE;
  if (list->faults->len)
    {
      reject (list, row, list->faults->str);
      return;
    }
  if (zg_staff_compare (list->session, list->db, staff, cells, differences, list->notes) == 0)
    list->plan->n_known++;
  else
    add_change (list, row, staff, differences->str);
  if (zg_grid_is (value_of (list, row, STATE), LEFT_WORDS) && !g_str_equal (staff->state, "left"))
    say (list->notes, list, heading, STATE, _ ("a list makes nobody leave; open the file and take the step “Is leaving”."));
  if (list->notes->len)
    {
      text = row_text (row);
      zg_import_plan_line (list->plan, row->line, TRUE, text, list->notes->str);
    }
}

static void
plan_row (List *list, const ZgGridRow *heading, const ZgGridRow *row)
{
  g_autofree char *number = zg_text_peel_id (value_of (list, row, NUMBER)), *text = NULL;
  ZgBatch         *batch = list->plan->batch;
  gint64           known;

  g_string_truncate (list->faults, 0);
  g_string_truncate (list->notes, 0);
  if (is_empty (row))
    return;
  if (*number == '\0' || zg_text_is_damaged_id (number) || g_utf8_strlen (number, -1) > 20 || !zg_text_is_safe_line (number))
    reject (list, row, _ ("The staff number is missing or damaged."));
  else if (!g_hash_table_add (list->seen, g_strdup (number)))
    reject (list, row, _ ("This staff number stands twice in the file."));
  else if ((known = known_id (list, number)) != 0)
    plan_known (list, heading, row, known);
  else if (zg_grid_is (value_of (list, row, STATE), LEFT_WORDS))
    reject (list, row, _ ("This person has left: enter the file by hand if it is still needed."));
  else
    {
      fill_row (list, heading, row, zg_batch_row (batch));
      if (list->faults->len)
        {
          g_array_set_size (batch->cells, --batch->n_rows * zg_staff.n_fields);
          reject (list, row, list->faults->str);
          return;
        }
      list->plan->n_taken++;
      text = row_text (row);
      if (list->notes->len)
        zg_import_plan_line (list->plan, row->line, TRUE, text, list->notes->str);
    }
}

static ZgImportPlan *
plan_list (const ZgLayout *layout, ZgSession *session, ZgDb *db, const char *name, GBytes *bytes, const char *const *values,
           GError **error)
{
  g_autoptr (ZgImportPlan) plan = zg_import_plan_new ();
  g_autoptr (ZgGrid)       grid = zg_grid_read (bytes, error);
  g_autoptr (GHashTable)   seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  List                     list = { .plan = plan, .session = session, .db = db, .seen = seen };
  int                      heading;

  if (grid == NULL)
    return NULL;
  heading = zg_grid_heading (grid, columns, N_COLUMNS, list.found);
  if (heading < 0)
    {
      g_set_error_literal (
          error, ZG_ERROR, ZG_ERROR_INVALID,
          _ ("No heading with staff number and name (工号, 姓名) was found. Nothing was read in; check the first rows of the file."));
      return NULL;
    }
  plan->batch = zg_batch_new (&zg_staff, grid->rows->len);
  list.faults = g_string_new (NULL);
  list.notes = g_string_new (NULL);
  for (guint i = heading + 1; i < grid->rows->len; i++)
    plan_row (&list, zg_grid_row (grid, heading), zg_grid_row (grid, i));
  plan->summary = g_strdup_printf (_ ("%u new staff files, %u to be changed, %u the same, %u rows with something wrong."),
                                   plan->n_taken, plan->changes->len, plan->n_known, plan->n_bad);
  g_string_free (list.faults, TRUE);
  g_string_free (list.notes, TRUE);
  return g_steal_pointer (&plan);
}

static int
recognise_list (const char *name, GBytes *bytes)
{
  g_autoptr (ZgGrid) grid = zg_grid_read (bytes, NULL);
  int                found[N_COLUMNS];

  if (grid == NULL || zg_grid_heading (grid, columns, N_COLUMNS, found) < 0)
    return 0;
  return found[UNIT] >= 0 && (found[JOINED] >= 0 || found[PHONE] >= 0 || found[IDCARD] >= 0) ? 90 : 30;
}

const ZgLayout zg_staff_list_layout = {
  "staff-list", N_ ("Staff list"), &zg_staff, "xlsx,csv,txt", NULL, 0, recognise_list, NULL, plan_list,
};
