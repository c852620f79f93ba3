/* zg-attendance-setup.c: what a new book begins with: the schedules of the papers, whom they hold for, the calendars that are
 * official. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-private.h"
#include "zg-carried.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-staff.h"

#define FIRST_DAY "2024-01-01" /* the first calendar shipped: older months are not judged */

static const struct
{
  char        code;
  const char *name;
  int         rest_days, float_days;
} shipped[] = {
  { 'A', "标准双休", 0, 0 },
  { 'B', "六天制", 0, 1 },
  { 'C', "轮休制", 5, 0 },
  { 'D', "值班制", 0, 0 },
};

/* D04-4.1.1b and d: who works by which schedule. A stands ready for those who keep the five-day week of D02-3.1.1. */
static const struct
{
  int         category;
  const char *code;
} uses[] = {
  { ZG_CATEGORY_MANAGEMENT, "B" }, { ZG_CATEGORY_TECHNICAL, "B" },  { ZG_CATEGORY_OPERATIONS, "B" },
  { ZG_CATEGORY_ADMINISTRATION, "B" }, { ZG_CATEGORY_MARKETING, "C" }, { ZG_CATEGORY_SERVICE, "C" },
};

static void
fill_segment (ZgRecord *record, int n, const ZgSegment *segment)
{
  zg_record_set_int (record, ZG_SCHEDULE_START1 + 4 * n, segment->start);
  zg_record_set_int (record, ZG_SCHEDULE_END1 + 4 * n, segment->end);
  zg_record_set_int (record, ZG_SCHEDULE_IN1 + 4 * n, (segment->asks & ZG_ASK_IN) != 0);
  zg_record_set_int (record, ZG_SCHEDULE_OUT1 + 4 * n, (segment->asks & ZG_ASK_OUT) != 0);
}

static gboolean
write_schedule (ZgSession *session, guint i, GError **error)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_schedule);
  char                 code[2] = { shipped[i].code, '\0' };
  ZgSchedule           standard;

  if (!zg_schedule_standard (&standard, shipped[i].code))
    return TRUE;
  zg_record_set_text (record, ZG_SCHEDULE_CODE, code);
  zg_record_set_text (record, ZG_SCHEDULE_NAME, shipped[i].name);
  zg_record_set_text (record, ZG_SCHEDULE_FROM, FIRST_DAY);
  for (int day = 0; day < 7; day++)
    zg_record_set_int (record, ZG_SCHEDULE_MON + day, (standard.weekdays >> day) & 1);
  zg_record_set_int (record, ZG_SCHEDULE_BY_ROSTER, standard.by_roster);
  zg_record_set_int (record, ZG_SCHEDULE_HOLIDAYS, standard.observes_holidays);
  if (shipped[i].rest_days)
    zg_record_set_int (record, ZG_SCHEDULE_REST_DAYS, shipped[i].rest_days);
  if (shipped[i].float_days)
    zg_record_set_int (record, ZG_SCHEDULE_FLOAT_DAYS, shipped[i].float_days);
  if (standard.n_segments > 0 && standard.segments[0].lead != ZG_LEAD_PARAM)
    zg_record_set_int (record, ZG_SCHEDULE_LEAD, standard.segments[0].lead);
  for (int n = 0; n < standard.n_segments; n++)
    fill_segment (record, n, &standard.segments[n]);
  zg_record_set_text (record, ZG_SCHEDULE_CLAUSE, standard.clause_hours);
  zg_record_set_text (record, ZG_SCHEDULE_CLAUSE_DAYS, standard.clause_days);
  zg_record_set_text (record, ZG_SCHEDULE_CLAUSE_SIGNIN, standard.clause_signin);
  zg_record_set_text (record, ZG_SCHEDULE_CLAUSE_SIGNOUT, standard.clause_signout);
  return zg_book_run (session, record, "create", NULL, NULL, NULL, NULL, error);
}

static gboolean
write_use (ZgSession *session, guint i, GError **error)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_schedule_use);

  zg_record_set_text (record, ZG_USE_CODE, uses[i].code);
  zg_record_set_int (record, ZG_USE_CATEGORY, uses[i].category);
  zg_record_set_text (record, ZG_USE_FROM, FIRST_DAY);
  return zg_book_run (session, record, "create", NULL, NULL, NULL, NULL, error);
}

static void
add_year (ZgBatch *batch, const char *path)
{
  g_autoptr (GPtrArray) rows = zg_carried_rows (path, 4);
  g_autofree char      *paper = zg_carried_paper (path);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      char  **cells = rows->pdata[i];
      ZgCell *row = zg_batch_row (batch);

      zg_batch_text (batch, &row[ZG_HOLIDAY_DAY], cells[0], -1);
      zg_batch_text (batch, &row[ZG_HOLIDAY_NAME], cells[1], -1);
      zg_batch_int (&row[ZG_HOLIDAY_OFF], cells[2][0] == '1');
      zg_batch_int (&row[ZG_HOLIDAY_STATUTORY], cells[3][0] == '1');
      zg_batch_text (batch, &row[ZG_HOLIDAY_PAPER], paper, -1);
    }
}

static gboolean
write_calendar (ZgSession *session, GError **error)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_holiday, 128);

  add_year (batch, "holidays/2024.tsv");
  add_year (batch, "holidays/2025.tsv");
  add_year (batch, "holidays/2026.tsv");
  return batch->n_rows == 0 || zg_book_import (session, batch, "2024–2026", NULL, NULL, NULL, NULL, NULL, NULL, error) != 0;
}

gboolean
zg_attendance_set_up (ZgSession *session, const char *structure, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    if (!write_schedule (session, i, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (!write_use (session, i, error))
      return FALSE;
  return write_calendar (session, error);
}

static const ZgModuleHooks hooks = { "attendance", zg_attendance_set_up };

void
zg_attendance_init (void)
{
  zg_kinds_add (&zg_clock);
  zg_kinds_add (&zg_clock_pin);
  zg_kinds_add (&zg_holiday);
  zg_kinds_add (&zg_schedule);
  zg_kinds_add (&zg_schedule_use);
  zg_kinds_add (&zg_schedule_notice);
  zg_kinds_add (&zg_punch);
  zg_kinds_add (&zg_photo_signin);
  zg_kinds_add (&zg_slip);
  zg_attendance_close_init ();
  zg_attendance_sheets_init ();
  zg_layouts_add (&zg_attlog_layout);
  zg_layouts_add (&zg_user_dat_layout);
  zg_layouts_add (&zg_dingtalk_layout);
  zg_layouts_add (&zg_wecom_layout);
  zg_layouts_add (&zg_app_people_layout);
  zg_layouts_add (&zg_holiday_layout);
  zg_module_hooks_add (&hooks);
}
