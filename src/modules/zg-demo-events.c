/* zg-demo-events.c: what happened in the months of the trial book, in order of time: rosters, leave, slips, photos, a notice,
 * punches. */
#include "config.h"

#include <string.h>

#include "zg-attach.h"
#include "zg-attendance-kinds.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-demo-private.h"
#include "zg-leave.h"
#include "zg-roster.h"
#include "zg-staff.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)

typedef enum { GRANTS, ROSTER, SWAP, NOTICE, LEAVE, LATE_LEAVE, SLIP, PHOTO, LEAVING, LEFT, PUNCHES } EventKind;

typedef struct
{
  gint64    ms;
  EventKind kind;
  int       person, day;
  ZgDemoDay plan;
} Event;

static gint64
at (int day, int hour, int minute)
{
  return zg_day_to_ms (day, hour * 3600 + minute * 60);
}

static gint64
at_minute (int day, int minute)
{
  return zg_day_to_ms (day, minute * 60);
}

/* -- Imports -- */

static gboolean
import_roster (ZgDemoBook *make, int first_day, GError **error)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_roster, 512);
  int                 year, month, of_month;

  zg_day_to_ymd (first_day, &year, &month, &of_month);
  for (guint i = 0; i < make->demo->people->len; i++)
    for (int day = first_day; day < first_day + zg_month_days (year, month); day++)
      {
        const ZgDemoPerson *person = &g_array_index (make->demo->people, ZgDemoPerson, i);
        ZgDemoShift         shift = zg_demo_shift (make->demo, i, day);
        ZgCell             *cells;
        char                text[11];

        if (shift == ZG_DEMO_NO_SHIFT || day < person->joined || (person->left != ZG_NO_DAY && day > person->left))
          continue;
        cells = zg_batch_row (batch);
        zg_batch_text (batch, &cells[ZG_ROSTER_DAY], zg_day_format (day, text), -1);
        zg_batch_int (&cells[ZG_ROSTER_SHIFT_REF], make->shifts[shift]);
        zg_batch_int (&cells[ZG_ROSTER_STAFF], person->staff);
      }
  return batch->n_rows == 0 || zg_book_import (make->hr, batch, "排班表.xlsx", NULL, NULL, NULL, NULL, NULL, NULL, error) != 0;
}

static void
add_punch (ZgDemoBook *make, ZgBatch *batch, const char *pin, int clock, gint64 ms, int button, const char *raw)
{
  ZgCell *cells = zg_batch_row (batch);

  zg_batch_int (&cells[ZG_PUNCH_CLOCK_REF], make->clocks[clock]);
  zg_batch_text (batch, &cells[ZG_PUNCH_PIN], pin, -1);
  zg_batch_int (&cells[ZG_PUNCH_AT], ms);
  zg_batch_int (&cells[ZG_PUNCH_BUTTON], button);
  zg_batch_int (&cells[ZG_PUNCH_VERIFY], 1);
  zg_batch_int (&cells[ZG_PUNCH_LINE], batch->n_rows);
  zg_batch_text (batch, &cells[ZG_PUNCH_RAW], raw, -1);
}

static void
add_punches (ZgDemoBook *make, ZgBatch *batch, int person_index, int day)
{
  const ZgDemoPerson *person = &g_array_index (make->demo->people, ZgDemoPerson, person_index);
  ZgDemoDay           plan;
  char                pin[12], raw[64];

  zg_demo_day (make->demo, person_index, day, &plan);
  g_snprintf (pin, sizeof pin, "%d", person->pin);
  for (int i = 0; i < plan.n_punches; i++)
    add_punch (make, batch, pin, person->clock, zg_day_to_ms (day, plan.at[i]), plan.button[i],
               zg_demo_line (raw, person, day, plan.at[i], plan.button[i]));
}

/* A number nobody holds: a guest card of the front desk. */
static void
add_guest (ZgDemoBook *make, ZgBatch *batch, int day)
{
  ZgDemoPerson guest = { .clock = 1, .pin = 9001 };
  char         raw[64];

  if (zg_day_weekday (day) == 3)
    add_punch (make, batch, "9001", 1, at (day, 10, 12), 0, zg_demo_line (raw, &guest, day, 10 * 3600 + 12 * 60, 0));
}

static gboolean
import_punches (ZgDemoBook *make, int first_day, int clock, GError **error)
{
  g_autofree char    *name = g_strdup_printf ("%d_attlog.dat", clock);
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_punch, 64 * make->demo->people->len);
  int                 year, month, of_month;

  zg_day_to_ymd (first_day, &year, &month, &of_month);
  for (int day = first_day; day < first_day + zg_month_days (year, month); day++)
    {
      for (guint i = 0; i < make->demo->people->len; i++)
        if (g_array_index (make->demo->people, ZgDemoPerson, i).clock == clock)
          add_punches (make, batch, i, day);
      if (clock == 1)
        add_guest (make, batch, day);
    }
  return batch->n_rows == 0 || zg_book_import (make->hr, batch, name, NULL, NULL, NULL, NULL, NULL, NULL, error) != 0;
}

/* -- Papers -- */

static gboolean
file_and_decide (ZgDemoBook *make, ZgRecord *record, gint64 ms, gboolean approve, GError **error)
{
  return zg_demo_run (make->hr, record, "create", NULL, ms, error) &&
         zg_demo_run (make->hr, record, "submit", NULL, ms + MINUTE_MS, error) &&
         zg_demo_run (make->manager, record, approve ? "approve" : "return", approve ? NULL : "人手不够，请改期。",
                      ms + 40 * MINUTE_MS, error);
}

/* One floating day a month, and none for those whose rest days rotate (D04-4.1.1c, D04-4.1.1d). */
static int
leave_type (ZgDemoPerson *person, const Event *event)
{
  int year, month, day;

  zg_day_to_ymd (event->day, &year, &month, &day);
  if (event->plan.leave != ZG_JUDGE_LEAVE_FLOATING)
    return event->plan.leave;
  if (person->category >= ZG_CATEGORY_MARKETING || person->floated == year * 12 + month)
    return ZG_JUDGE_LEAVE_PERSONAL;
  person->floated = year * 12 + month;
  return ZG_JUDGE_LEAVE_FLOATING;
}

static gboolean
write_leave (ZgDemoBook *make, const Event *event, GError **error)
{
  static const struct
  {
    int         type;
    const char *reason;
  } reasons[] = { { ZG_JUDGE_LEAVE_PERSONAL, "家里有事要办" }, { ZG_JUDGE_LEAVE_SICK, "身体不适，去医院检查" }, { ZG_JUDGE_LEAVE_ANNUAL, "年休假" },
                  { ZG_JUDGE_LEAVE_FLOATING, "机动调休" }, { ZG_JUDGE_LEAVE_LATE, "路上堵车，晚到补办手续" } };
  ZgDemoPerson        *person = &g_array_index (make->demo->people, ZgDemoPerson, event->person);
  g_autoptr (ZgRecord) leave = zg_record_new (&zg_leave);
  int                  type = event->kind == LATE_LEAVE ? ZG_JUDGE_LEAVE_LATE : leave_type (person, event);
  int                  last = event->plan.n_segments - 1;

  zg_record_set_int (leave, ZG_LEAVE_STAFF, person->staff);
  zg_record_set_int (leave, ZG_LEAVE_TYPE, type);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, at_minute (event->day, event->plan.starts[0]));
  if (event->kind == LATE_LEAVE)
    zg_record_set_int (leave, ZG_LEAVE_ENDS, at_minute (event->day, event->plan.starts[0] + 60));
  else
    zg_record_set_int (leave, ZG_LEAVE_ENDS,
                       at_minute (event->day, event->plan.half ? event->plan.ends[0] : event->plan.ends[last]));
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].type == type)
      zg_record_set_text (leave, ZG_LEAVE_REASON, reasons[i].reason);
  zg_record_set_text (leave, ZG_LEAVE_MOBILE, person->phone);
  return file_and_decide (make, leave, event->ms, event->kind == LATE_LEAVE || event->plan.paper || event->plan.half, error);
}

static int
last_end (const ZgDemoDay *plan)
{
  return plan->ends[plan->n_segments - 1];
}

static void
fill_slip (const Event *event, ZgRecord *slip)
{
  const ZgDemoDay *plan = &event->plan;
  int              from = plan->starts[0], to = last_end (plan), type = ZG_SLIP_TYPE_TRIP;
  const char      *reason = "外地出差，拜访供应商";

  if (plan->turn == ZG_DEMO_OUTING)
    {
      type = ZG_SLIP_TYPE_OUTING;
      from = plan->starts[1] - 5;
      reason = "外出办事，不再返回";
    }
  else if (plan->turn == ZG_DEMO_OVERTIME)
    {
      type = ZG_SLIP_TYPE_OVERTIME;
      from = to;
      to += 90;
      reason = "赶制活动页面";
    }
  zg_record_set_int (slip, ZG_SLIP_TYPE, type);
  zg_record_set_int (slip, ZG_SLIP_STARTS, at_minute (event->day, from));
  zg_record_set_int (slip, ZG_SLIP_ENDS, at_minute (event->day, to));
  zg_record_set_text (slip, ZG_SLIP_REASON, reason);
}

static gboolean
write_slip (ZgDemoBook *make, const Event *event, GError **error)
{
  g_autoptr (ZgRecord) slip = zg_record_new (&zg_slip);

  zg_record_set_int (slip, ZG_SLIP_STAFF, g_array_index (make->demo->people, ZgDemoPerson, event->person).staff);
  if (event->plan.turn == ZG_DEMO_NO_OUT)
    {
      zg_record_set_int (slip, ZG_SLIP_TYPE, ZG_SLIP_TYPE_MISSED);
      zg_record_set_int (slip, ZG_SLIP_STATED, at_minute (event->day, last_end (&event->plan) + 6));
      zg_record_set_int (slip, ZG_SLIP_SIDE, 2);
      zg_record_set_text (slip, ZG_SLIP_REASON, "下班走得急，忘了打卡");
    }
  else
    fill_slip (event, slip);
  return file_and_decide (make, slip, event->ms, TRUE, error);
}

static gboolean
write_photo (ZgDemoBook *make, const Event *event, GError **error)
{
  g_autoptr (ZgRecord) photo = zg_record_new (&zg_photo_signin);
  g_autoptr (GBytes)   picture = zg_demo_picture (event->day, event->plan.photo);
  gint64               file = zg_attach_add (make->hr, &zg_photo_signin, photo->id, "photo", "签到.png", picture, error);

  if (file == 0)
    return FALSE;
  zg_record_set_int (photo, ZG_PHOTO_FILE, file);

  zg_record_set_int (photo, ZG_PHOTO_STAFF, g_array_index (make->demo->people, ZgDemoPerson, event->person).staff);
  zg_record_set_int (photo, ZG_PHOTO_AT, zg_day_to_ms (event->day, event->plan.photo));
  zg_record_set_text (photo, ZG_PHOTO_NOTE, "考勤机排队，拍照签到");
  return zg_demo_run (make->hr, photo, "create", NULL, event->ms, error);
}

static gboolean
write_notice (ZgDemoBook *make, const Event *event, GError **error)
{
  static const int     hours[] = { 10 * 60, 12 * 60, 14 * 60, 19 * 60 };
  g_autoptr (ZgRecord) notice = zg_record_new (&zg_schedule_notice);

  zg_record_set_text (notice, ZG_NOTICE_TITLE, "上午停电，运营组推迟上班");
  zg_record_set_int (notice, ZG_NOTICE_REASON, 1);
  zg_record_set_day (notice, ZG_NOTICE_FROM, event->day);
  zg_record_set_day (notice, ZG_NOTICE_TO, event->day);
  zg_record_set_int (notice, ZG_NOTICE_UNIT, make->units[ZG_DEMO_OPERATIONS]);
  for (int i = 0; i < 4; i++)
    zg_record_set_int (notice, ZG_NOTICE_START1 + i, hours[i]);
  zg_record_set_text (notice, ZG_NOTICE_TEXT, "接物业通知，当日 8:00 至 10:00 停电。运营组当天 10:00 上班，19:00 下班。");
  return zg_demo_run (make->hr, notice, "create", NULL, event->ms, error) &&
         zg_demo_run (make->hr, notice, "issue", NULL, event->ms + 20 * MINUTE_MS, error);
}

typedef struct
{
  gint64 id;
} Get;

static gpointer
get_staff (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_book_get (db, &zg_staff, ((Get *) data)->id, error);
}

/* What he held goes to a colleague of his unit, before whoever leads it. */
static gboolean
hand_over (ZgDemoBook *make, const ZgDemoPerson *leaver, gint64 ms, GError **error)
{
  const ZgDemoPerson *successor = NULL, *witness = NULL;

  for (guint i = 0; i < make->demo->people->len; i++)
    {
      const ZgDemoPerson *person = &g_array_index (make->demo->people, ZgDemoPerson, i);

      if (person->leads == (int) leaver->unit)
        witness = person;
      else if (person->unit == leaver->unit && person->role && successor == NULL)
        successor = person;
    }
  return successor == NULL || witness == NULL ||
         zg_demo_hand_over (make, leaver->staff, successor->staff, successor->login, witness->login, ms, error);
}

static gboolean
write_leaving (ZgDemoBook *make, const Event *event, GError **error)
{
  const ZgDemoPerson  *person = &g_array_index (make->demo->people, ZgDemoPerson, event->person);
  Get                  get = { person->staff };
  g_autoptr (ZgRecord) staff = zg_store_read (zg_book_store (make->book), get_staff, &get, error);

  if (staff == NULL)
    return FALSE;
  if (event->kind == LEFT && !hand_over (make, person, event->ms, error))
    return FALSE;
  zg_record_set_day (staff, ZG_STAFF_LEFT, person->left);
  zg_record_set_text (staff, ZG_STAFF_LEFT_WHY, "个人原因");
  return zg_demo_run (make->hr, staff, event->kind == LEAVING ? "leave" : "end", NULL,
                      event->kind == LEAVING ? event->ms : event->ms + 40 * MINUTE_MS, error);
}

/* -- The order of things -- */

static void
add_event (GArray *events, gint64 ms, EventKind kind, int person, int day, const ZgDemoDay *plan)
{
  Event event = { .ms = ms, .kind = kind, .person = person, .day = day };

  if (plan)
    event.plan = *plan;
  g_array_append_val (events, event);
}

static void
plan_day (ZgDemoBook *make, GArray *events, int person, int day)
{
  ZgDemoDay plan;

  zg_demo_day (make->demo, person, day, &plan);
  if (!plan.works)
    return;
  switch (plan.turn)
    {
    case ZG_DEMO_LEAVE:
      add_event (events, at (day - 1, 16, 0), LEAVE, person, day, &plan);
      break;
    case ZG_DEMO_IS_VERY_LATE:
      if (plan.paper)
        add_event (events, at (day, 16, 0), LATE_LEAVE, person, day, &plan);
      break;
    case ZG_DEMO_NO_OUT:
      if (plan.paper)
        add_event (events, at (day + 1, 9, 30), SLIP, person, day, &plan);
      break;
    case ZG_DEMO_TRIP:
    case ZG_DEMO_OUTING:
    case ZG_DEMO_OVERTIME:
      add_event (events, at (day - 1, 15, 0), SLIP, person, day, &plan);
      break;
    case ZG_DEMO_NO_IN:
      add_event (events, at (day, 15, 0), PHOTO, person, day, &plan);
      break;
    case ZG_DEMO_PLAIN:
    case ZG_DEMO_IS_LATE:
    case ZG_DEMO_IS_EARLY:
    case ZG_DEMO_ABSENT:
    default:
      break;
    }
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *left = a, *right = b;

  if (left->ms != right->ms)
    return left->ms < right->ms ? -1 : 1;
  return left->kind != right->kind ? (int) left->kind - (int) right->kind : left->person - right->person;
}

static void
plan_months (ZgDemoBook *make, GArray *events)
{
  int year, month, of_month, days;

  for (int first = make->demo->first_day; first <= make->demo->last_day; first += days)
    {
      zg_day_to_ymd (first, &year, &month, &of_month);
      days = zg_month_days (year, month);
      add_event (events, at (first - 3, 9, 0), GRANTS, 0, first, NULL);
      add_event (events, at (first - 2, 9, 0), ROSTER, 0, first, NULL);
      add_event (events, at (first + 7, 10, 0), SWAP, 0, first, NULL);
      add_event (events, at (first + days, 9, 0), PUNCHES, 0, first, NULL);
    }
  add_event (events, at (make->demo->last_day - 2, 9, 0), GRANTS, 0, make->demo->last_day + 1, NULL); /* of the running month */
  add_event (events, at (make->demo->last_day - 1, 9, 0), ROSTER, 0, make->demo->last_day + 1, NULL);
}

static GArray *
plan_events (ZgDemoBook *make)
{
  ZgDemo *demo = make->demo;
  GArray *events = g_array_new (FALSE, TRUE, sizeof (Event));

  plan_months (make, events);
  if (demo->notice_day != ZG_NO_DAY)
    add_event (events, at (demo->notice_day - 2, 10, 0), NOTICE, 0, demo->notice_day, NULL);
  for (guint i = 0; i < demo->people->len; i++)
    {
      const ZgDemoPerson *person = &g_array_index (demo->people, ZgDemoPerson, i);

      if (person->left != ZG_NO_DAY)
        {
          add_event (events, at (person->left - 7, 14, 0), LEAVING, i, person->left, NULL);
          add_event (events, at (person->left + 1, 9, 0), LEFT, i, person->left, NULL);
        }
      for (int day = demo->first_day; i < 60 && day <= demo->last_day; day++)
        plan_day (make, events, i, day);
    }
  g_array_sort (events, compare_events);
  return events;
}

static gboolean
run_event (ZgDemoBook *make, const Event *event, GError **error)
{
  guint n;

  zg_clock_set (event->ms);
  switch (event->kind)
    {
    case GRANTS:
      return zg_leave_grant_rest (make->hr, "create", event->day, &n, error);
    case ROSTER:
      return import_roster (make, event->day, error) && zg_demo_write_roster (make, event->day, event->ms + MINUTE_MS, error);
    case SWAP:
      return zg_demo_write_swap (make, event->day, event->day + 9, TRUE, "当晚有夜校考试", event->ms, error);
    case NOTICE:
      return write_notice (make, event, error);
    case LEAVE:
    case LATE_LEAVE:
      return write_leave (make, event, error);
    case SLIP:
      return write_slip (make, event, error);
    case PHOTO:
      return write_photo (make, event, error);
    case LEAVING:
    case LEFT:
      return write_leaving (make, event, error);
    case PUNCHES:
    default:
      return import_punches (make, event->day, 1, error) && import_punches (make, event->day, 2, error);
    }
}

gboolean
zg_demo_write_events (ZgDemoBook *make, GError **error)
{
  g_autoptr (GArray) events = plan_events (make);

  for (guint i = 0; i < events->len; i++)
    if (!run_event (make, &g_array_index (events, Event, i), error))
      return FALSE;
  return TRUE;
}
