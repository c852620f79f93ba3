/* zg-applog-head.c: where the columns of an app's export are. */
#include "zg-applog.h"

#include <stdlib.h>
#include <string.h>

#include "zg-day.h"
#include "zg-text.h"

#define HEADING_WITHIN 20
#define MOST_COLUMNS   1024 /* no export is wider */
#define MOST_TITLE     1000 /* bytes of a line above the table */

/* Folded: lower case, half width. */
static const char *const role_words[ZG_APP_N_ROLES] = {
  [ZG_APP_NAME] = "姓名|员工姓名|成员姓名|名字|成员|name",
  [ZG_APP_NUMBER] = "工号|员工工号|员工编号|人员编号|编号|number",
  [ZG_APP_USER] = "userid|用户id|员工userid|账号|帐号|成员账号|企业微信账号",
  [ZG_APP_DAY] = "日期|考勤日期|打卡日期|出勤日期|统计日期|时间",
  [ZG_APP_WORK_DAY] = "workdate",
  [ZG_APP_PLACE] = "打卡地址|打卡地点|地点|位置",
  [ZG_APP_NOTE] = "打卡备注|备注|外勤备注",
  [ZG_APP_DEVICE] = "打卡设备|设备",
  [ZG_APP_ADMIN] = "管理员修改备注|修改备注",
  [ZG_APP_APPROVAL] = "关联的审批单|审批单|假勤申请",
};

/* A heading as two rows say it: "上班1" above "打卡时间". */
typedef struct
{
  char *own, *full; /* the lower one, both */
} Title;

static void
title_clear (gpointer data)
{
  Title *title = data;

  g_free (title->own);
  g_free (title->full);
}

static gboolean
has_one_of (const char *text, const char *const *words)
{
  for (; *words; words++)
    if (strstr (text, *words))
      return TRUE;
  return FALSE;
}

/* "上班1打卡时间", "最早", "打卡时间记录"; not the planned time, the length of work or when somebody changed it. */
static gboolean
is_time (const Title *title)
{
  static const char *const never[] = { "考勤时间", "修改", "审批", "时长", "次数", "结果", "状态", "地点", "地址", "备注", "图片",
                                       "标准", "原因", "班次", "应", "计划", NULL };
  static const char *const punch[] = { "打卡", "签到", "签退", "上班", "下班", NULL };

  if (has_one_of (title->own, never))
    return FALSE;
  if (zg_grid_is (title->own, "最早|最晚|打卡记录|首次打卡|末次打卡|最早打卡|最晚打卡|第一次打卡|最后一次打卡|签到|签退"))
    return TRUE;
  return strstr (title->own, "时间") && !zg_grid_is (title->full, "上班时间|下班时间") && has_one_of (title->full, punch);
}

/* -- One try: the heading in this row, of one line or two -- */

static char *
folded (const ZgGridRow *row, int column)
{
  const char      *cell = row ? zg_grid_cell (row, column) : "";
  g_autofree char *text = zg_text_fold (*cell == '*' ? cell + 1 : cell);

  return zg_text_strip (text);
}

static int
count_filled (const ZgGridRow *row)
{
  int n = 0;

  for (int i = 0; i < row->n; i++)
    n += *zg_grid_cell (row, i) != '\0';
  return n;
}

/* A merged cell stands in its first column: what is empty above a name belongs to the group on its left. */
static GArray *
make_titles (const ZgGridRow *upper, const ZgGridRow *lower)
{
  GArray          *titles = g_array_new (FALSE, TRUE, sizeof (Title));
  int              n = MIN (MAX (upper->n, lower ? lower->n : 0), MOST_COLUMNS);
  g_autofree char *group = g_strdup ("");

  g_array_set_clear_func (titles, title_clear);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *above = folded (upper, i), *below = folded (lower, i);
      Title            title;

      if (*above)
        {
          g_free (group);
          group = g_strdup (above);
        }
      title.own = g_strdup (*below ? below : above);
      title.full = *below ? g_strconcat (group, below, NULL) : g_strdup (above);
      g_array_append_val (titles, title);
    }
  return titles;
}

static ZgAppHead *
head_new (void)
{
  ZgAppHead *head = g_new0 (ZgAppHead, 1);

  head->times = g_array_new (FALSE, FALSE, sizeof (ZgAppTimeColumn));
  head->titles = g_ptr_array_new_with_free_func (g_free);
  head->from = head->to = ZG_NO_DAY;
  for (int i = 0; i < ZG_APP_N_ROLES; i++)
    head->roles[i] = -1;
  return head;
}

void
zg_app_head_free (ZgAppHead *head)
{
  if (head == NULL)
    return;
  g_array_unref (head->times);
  g_ptr_array_unref (head->titles);
  g_free (head);
}

static void
take_column (ZgAppHead *head, const Title *title, int column)
{
  ZgAppTimeColumn time = { column, -1, ZG_NO_DAY };

  g_ptr_array_add (head->titles, g_strdup (title->full));
  if (is_time (title))
    {
      g_array_append_val (head->times, time);
      return;
    }
  for (int i = 0; i < ZG_APP_N_ROLES; i++)
    if (head->roles[i] < 0 && (zg_grid_is (title->full, role_words[i]) || zg_grid_is (title->own, role_words[i])))
      {
        head->roles[i] = column;
        return;
      }
}

/* "上班1打卡时间" goes with "上班1打卡结果" or, in WeCom, "上班1打卡状态". */
static void
find_result (ZgAppHead *head, ZgAppTimeColumn *time)
{
  static const char *const ends[] = { "结果", "状态" };
  const char              *title = head->titles->pdata[time->column], *cut = g_strrstr (title, "时间");

  for (guint i = 0; cut && i < head->titles->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (ends); k++)
      {
        g_autofree char *wanted = g_strdup_printf ("%.*s%s", (int) (cut - title), title, ends[k]);

        if (time->result < 0 && g_str_equal (wanted, head->titles->pdata[i]))
          time->result = (int) i;
      }
}

static int
score_of (const ZgAppHead *head)
{
  int score = 2 * (int) head->times->len;

  for (int i = 0; i < ZG_APP_N_ROLES; i++)
    score += head->roles[i] >= 0;
  if (head->roles[ZG_APP_NAME] < 0 && head->roles[ZG_APP_NUMBER] < 0 && head->roles[ZG_APP_USER] < 0)
    return 0;
  return head->times->len ? score : 0;
}

static ZgAppHead *
try_row (const ZgGrid *grid, guint at, gboolean two_lines, int *score)
{
  const ZgGridRow   *upper = zg_grid_row (grid, at), *lower = NULL;
  g_autoptr (GArray) titles = NULL;
  ZgAppHead         *head;

  *score = 0;
  if (two_lines)
    {
      if (at + 1 >= grid->rows->len || count_filled (upper) < 2) /* one filled cell is a title over the table */
        return NULL;
      lower = zg_grid_row (grid, at + 1);
      if (lower->line != upper->line + 1)
        return NULL;
    }
  titles = make_titles (upper, lower);
  head = head_new ();
  head->first = at + (two_lines ? 2 : 1);
  for (guint i = 0; i < titles->len; i++)
    take_column (head, &g_array_index (titles, Title, i), (int) i);
  for (guint i = 0; i < head->times->len; i++)
    find_result (head, &g_array_index (head->times, ZgAppTimeColumn, i));
  *score = score_of (head);
  return head;
}

/* -- What the lines above say -- */

/* "统计日期：2026-11-01 至 2026-11-03" */
static void
take_period (ZgAppHead *head, const char *text)
{
  static const char      day[] = "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}";
  g_autofree char       *pattern = g_strdup_printf ("(%s)\\s*(?:至|到|~|-|—)\\s*(%s)", day, day);
  g_autoptr (GRegex)     regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char       *from = NULL, *to = NULL;
  int                    first, last;

  if (head->from != ZG_NO_DAY || strlen (text) > MOST_TITLE || !g_regex_match (regex, text, 0, &match))
    return;
  from = g_match_info_fetch (match, 1);
  to = g_match_info_fetch (match, 2);
  if (zg_day_parse_loose (from, &first) && zg_day_parse_loose (to, &last) && first <= last)
    {
      head->from = first;
      head->to = last;
    }
}

static gboolean
names_column (const ZgAppHead *head, const char *word)
{
  for (guint i = 0; i < head->titles->len; i++)
    if (strstr (head->titles->pdata[i], word))
      return TRUE;
  return FALSE;
}

static void
take_app (ZgAppHead *head, const char *above)
{
  if (names_column (head, "userid") || names_column (head, "workdate") || strstr (above, "报表生成时间"))
    head->app = ZG_APP_DINGTALK;
  else if (names_column (head, "账号") || names_column (head, "所属规则") || strstr (above, "制表时间"))
    head->app = ZG_APP_WECOM;
  else if (names_column (head, "考勤组") && names_column (head, "打卡结果") && !names_column (head, "人员类型"))
    head->app = ZG_APP_DINGTALK;
  else
    head->app = ZG_APP_ANY;
}

static void
read_above (ZgAppHead *head, const ZgGrid *grid)
{
  g_autoptr (GString) above = g_string_new (NULL);

  for (guint i = 0; i < head->first; i++)
    for (int k = 0; k < MIN (zg_grid_row (grid, i)->n, 4); k++)
      {
        const char *cell = zg_grid_cell (zg_grid_row (grid, i), k);

        take_period (head, cell);
        g_string_append (above, cell);
      }
  take_app (head, above->str);
}

/* -- A column a day: DingTalk's sheet 打卡时间 -- */

/* "1" … "31", on a weekend "六" or "日". Returns: -1: no day, 0: a day without its number. */
static int
day_of_title (const char *text)
{
  char *end;
  long  day = strtol (text, &end, 10);

  if (g_str_equal (text, "六") || g_str_equal (text, "日"))
    return 0;
  return end != text && day >= 1 && day <= 31 && (*end == '\0' || g_str_equal (end, "日")) ? (int) day : -1;
}

static void
take_day_columns (ZgAppHead *head, const ZgGridRow *lowest)
{
  int day = head->from;

  for (guint i = 0; i < head->titles->len && day <= head->to; i++)
    {
      ZgAppTimeColumn time = { (int) i, -1, day };
      const char     *own = zg_grid_cell (lowest, (int) i);
      int             said = day_of_title (*own ? own : head->titles->pdata[i]), year, month, of_month;

      if (said < 0)
        continue;
      zg_day_to_ymd (day, &year, &month, &of_month);
      if (said > 0 && said != of_month) /* not the days of the period: nothing is guessed */
        {
          g_array_set_size (head->times, 0);
          return;
        }
      g_array_append_val (head->times, time);
      day++;
    }
}

static ZgAppHead *
find_day_columns (const ZgGrid *grid)
{
  if (grid->name == NULL || strstr (grid->name, "打卡时间") == NULL)
    return NULL;
  for (guint i = 0; i < MIN (grid->rows->len, HEADING_WITHIN); i++)
    for (int lines = 1; lines <= 2; lines++)
      {
        int                   score;
        g_autoptr (ZgAppHead) head = try_row (grid, i, lines == 2, &score);

        if (head == NULL || head->roles[ZG_APP_NAME] < 0)
          continue;
        read_above (head, grid);
        head->app = ZG_APP_DINGTALK;
        if (head->from != ZG_NO_DAY)
          take_day_columns (head, zg_grid_row (grid, head->first - 1));
        if (head->times->len)
          return g_steal_pointer (&head);
      }
  return NULL;
}

/* -- The heading -- */

ZgAppHead *
zg_app_head_find (const ZgGrid *grid)
{
  g_autoptr (ZgAppHead) best = NULL;
  int                   most = 0;

  for (guint i = 0; i < MIN (grid->rows->len, HEADING_WITHIN); i++)
    for (int lines = 1; lines <= 2; lines++)
      {
        int        score;
        ZgAppHead *head = try_row (grid, i, lines == 2, &score);

        if (head && score > most)
          {
            most = score;
            zg_app_head_free (g_steal_pointer (&best));
            best = g_steal_pointer (&head);
          }
        zg_app_head_free (head);
      }
  if (best == NULL)
    return find_day_columns (grid);
  read_above (best, grid);
  return g_steal_pointer (&best);
}
