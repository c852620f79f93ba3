/* zg-demo-roster.c: the rosters of the trial book: what must be covered by whom, nights and lunches in fair turns, months that
 * are published, swaps, and the logs of the last days. */
#include "config.h"

#include "zg-day.h"
#include "zg-demo-private.h"
#include "zg-error.h"
#include "zg-people.h"
#include "zg-roster-cover.h"
#include "zg-roster.h"
#include "zg-staff.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)

typedef struct
{
  const char *text;
  gint64      id, unit;
  int         first_day;
} Ask;

static gpointer
find_rule (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  if (!zg_db_int (db, &ask->id, error, ZG_SQL ("SELECT id FROM coverage_rule WHERE code = $1"), "s", ask->text))
    return NULL;
  return zg_book_get (db, &zg_coverage_rule, ask->id, error);
}

static gpointer
find_board (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_roster_board (NULL, db, ask->first_day, ask->unit, error);
}

/* -- What must be covered -- */

/* Service is the service group's; a department without head office and restaurant asks for no duty there. */
gboolean
zg_demo_write_rules (ZgDemoBook *make, GError **error)
{
  static const struct
  {
    const char *code, *verb;
  } rules[] = { { "ZX", "edit" }, { "YX", "edit" }, { "ZM", "edit" }, { "ZGS", "end" }, { "ZR", "end" }, { "JL", "end" } };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      Ask                  ask = { rules[i].code };
      g_autoptr (ZgRecord) rule = zg_store_read (zg_book_store (make->book), find_rule, &ask, error);

      if (rule == NULL)
        return FALSE;
      if (g_str_equal (rules[i].verb, "edit"))
        zg_record_set_int (rule, ZG_COVER_UNIT, make->units[ZG_DEMO_SERVICE]);
      if (!zg_book_run (make->admin, rule, rules[i].verb, NULL, NULL, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* -- Turns -- */

static ZgRosterBoard *
board_of (ZgDemoBook *make, ZgDemoUnit unit, int first_day, GError **error)
{
  Ask ask = { .unit = make->units[unit], .first_day = first_day };

  return zg_store_read (zg_book_store (make->book), find_board, &ask, error);
}

static const char *
phone_of (ZgDemoBook *make, gint64 staff)
{
  for (guint i = 0; i < make->demo->people->len; i++)
    if (g_array_index (make->demo->people, ZgDemoPerson, i).staff == staff)
      return g_array_index (make->demo->people, ZgDemoPerson, i).phone;
  return NULL;
}

static gboolean
is_asked (const ZgRosterBoard *board, const char *code, int day)
{
  for (guint i = 0; i < board->windows->len; i++)
    {
      const ZgRosterWindow *window = &g_array_index (board->windows, ZgRosterWindow, i);
      int                   shift = -1;

      for (guint k = 0; k < board->shifts->len; k++)
        if (g_str_equal (g_array_index (board->shifts, ZgBoardShift, k).code, code))
          shift = k;
      if (window->day == day && shift >= 0 && window->shifts && window->shifts[shift])
        return TRUE;
    }
  return FALSE;
}

static gboolean
write_entry (ZgDemoBook *make, const ZgRosterBoard *board, const ZgBoardEntry *entry, gint64 ms, GError **error)
{
  const ZgBoardShift  *shift = &g_array_index (board->shifts, ZgBoardShift, entry->shift);
  gint64               staff = g_array_index (board->people, ZgBoardPerson, entry->person).staff;
  g_autoptr (ZgRecord) record = zg_record_new (&zg_roster);

  zg_record_set_day (record, ZG_ROSTER_DAY, entry->day);
  zg_record_set_int (record, ZG_ROSTER_SHIFT_REF, shift->id);
  zg_record_set_int (record, ZG_ROSTER_STAFF, staff);
  if (shift->needs_phone)
    zg_record_set_text (record, ZG_ROSTER_PHONE, phone_of (make, staff));
  return zg_demo_run (make->hr, record, "create", NULL, ms, error);
}

/* One person a day in fair turns, on the days on which it is asked for. */
static gboolean
write_turns (ZgDemoBook *make, ZgDemoUnit unit, const char *code, gboolean rostered, int first_day, gint64 ms, GError **error)
{
  g_autoptr (ZgRosterBoard) board = board_of (make, unit, first_day, error);
  g_autoptr (GArray)        people = g_array_new (FALSE, FALSE, sizeof (int)), entries = NULL;
  int                       shift = -1;

  if (board == NULL)
    return FALSE;
  for (guint i = 0; i < board->shifts->len; i++)
    if (g_str_equal (g_array_index (board->shifts, ZgBoardShift, i).code, code))
      shift = i;
  for (int i = 0; i < (int) board->people->len; i++)
    if (g_array_index (board->people, ZgBoardPerson, i).rostered == rostered && i < 30)
      g_array_append_val (people, i);
  entries = zg_roster_fill_shift (board, shift, first_day, first_day + board->n_days - 1, (const int *) people->data,
                                  people->len);
  for (guint i = 0; i < entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (entries, ZgBoardEntry, i);

      if (is_asked (board, code, entry->day) && !write_entry (make, board, entry, ms, error))
        return FALSE;
    }
  return TRUE;
}

/* -- Months -- */

/* With an opinion where a small department cannot cover every hour. */
static gboolean
publish (ZgDemoBook *make, ZgDemoUnit unit, int first_day, gint64 ms, GError **error)
{
  g_autoptr (ZgRecord) month = zg_record_new (&zg_roster_month);
  char                 text[8];

  zg_record_set_text (month, ZG_ROSTER_MONTH_MONTH, zg_month_format (first_day, text));
  zg_record_set_int (month, ZG_ROSTER_MONTH_UNIT, make->units[unit]);
  if (!zg_demo_run (make->hr, month, "create", NULL, ms, error))
    return FALSE;
  return zg_demo_run (make->manager, month, "publish", NULL, ms + MINUTE_MS, NULL) ||
         zg_demo_run (make->manager, month, "publish_open", "人手所限，缺口由组长补位", ms + 2 * MINUTE_MS, error);
}

gboolean
zg_demo_write_roster (ZgDemoBook *make, int first_day, gint64 ms, GError **error)
{
  return write_turns (make, ZG_DEMO_SERVICE, "YX", TRUE, first_day, ms + 10 * MINUTE_MS, error) &&
         write_turns (make, ZG_DEMO_DEPARTMENT, "WJ", FALSE, first_day, ms + 20 * MINUTE_MS, error) &&
         publish (make, ZG_DEMO_SERVICE, first_day, ms + 30 * MINUTE_MS, error) &&
         publish (make, ZG_DEMO_MARKETING, first_day, ms + 40 * MINUTE_MS, error);
}

/* -- Swaps -- */

typedef struct
{
  int    people[2]; /* indices of the board */
  gint64 nights[2];
} Pair;

/* A night of the one and a night of the other at least two days apart, neither beside a night the taker has already. */
static gboolean
find_pair (const ZgRosterBoard *board, int from, const gint64 staff[2], Pair *pair)
{
  const ZgBoardEntry *found[2] = { NULL, NULL };

  for (int side = 0; side < 2; side++)
    pair->people[side] = zg_roster_board_person (board, staff[side]);
  for (guint i = 0; i < board->entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);

      if (entry->day < from || entry->day >= board->first_day + board->n_days ||
          !g_array_index (board->shifts, ZgBoardShift, entry->shift).needs_phone)
        continue;
      for (int side = 0; side < 2; side++)
        if (entry->person == pair->people[side] && found[side] == NULL &&
            (found[1 - side] == NULL || ABS (found[1 - side]->day - entry->day) > 1))
          found[side] = entry;
    }
  for (int side = 0; side < 2; side++)
    pair->nights[side] = found[side] ? found[side]->id : 0;
  return found[0] && found[1];
}

static ZgRecord *
new_swap (ZgDemoBook *make, const Pair *pair, const gint64 staff[2], const char *reason)
{
  ZgRecord *swap = zg_record_new (&zg_roster_swap);

  zg_record_set_int (swap, ZG_SWAP_STAFF, staff[0]);
  zg_record_set_int (swap, ZG_SWAP_ENTRY, pair->nights[0]);
  zg_record_set_int (swap, ZG_SWAP_PARTNER, staff[1]);
  zg_record_set_int (swap, ZG_SWAP_OTHER, pair->nights[1]);
  zg_record_set_text (swap, ZG_SWAP_REASON, reason);
  zg_record_set_text (swap, ZG_SWAP_PHONE, phone_of (make, staff[0]));
  return swap;
}

static gint64
staff_named (ZgDemoBook *make, const char *login)
{
  for (guint i = 0; i < make->demo->people->len; i++)
    if (g_str_equal (g_array_index (make->demo->people, ZgDemoPerson, i).login, login))
      return g_array_index (make->demo->people, ZgDemoPerson, i).staff;
  return 0;
}

/* 刘洋 asks 林小雨 for a night; she agrees, 李娜 approves. Where her shifts do not allow it she declines. @decided FALSE: it waits
 * for her. */
gboolean
zg_demo_write_swap (ZgDemoBook *make, int first_day, int from, gboolean decided, const char *reason, gint64 ms, GError **error)
{
  const gint64              staff[2] = { staff_named (make, "liuyang"), staff_named (make, "linxiaoyu") };
  g_autoptr (ZgRosterBoard) board = board_of (make, ZG_DEMO_SERVICE, first_day, error);
  g_autoptr (ZgSession)     asks = NULL, partner = NULL, leader = NULL;
  g_autoptr (ZgRecord)      swap = NULL;
  Pair                      pair;

  if (board == NULL)
    return FALSE;
  if (staff[0] == 0 || staff[1] == 0 || !find_pair (board, from, staff, &pair))
    return TRUE; /* a small book has nobody to swap with */
  asks = zg_book_login_trial (make->book, "liuyang", error);
  partner = asks ? zg_book_login_trial (make->book, "linxiaoyu", error) : NULL;
  leader = partner ? zg_book_login_trial (make->book, "lina", error) : NULL;
  if (leader == NULL)
    return FALSE;
  swap = new_swap (make, &pair, staff, reason);
  if (!zg_demo_run (asks, swap, "create", NULL, ms, error) ||
      !zg_demo_run (asks, swap, "submit", NULL, ms + MINUTE_MS, error))
    return FALSE;
  if (!decided)
    return TRUE;
  zg_record_set_text (swap, ZG_SWAP_PARTNER_PHONE, phone_of (make, staff[1]));
  if (!zg_demo_run (partner, swap, "agree", NULL, ms + 30 * MINUTE_MS, NULL))
    {
      zg_record_set_null (swap, ZG_SWAP_PARTNER_PHONE);
      return zg_demo_run (partner, swap, "decline", "那天已有安排", ms + 31 * MINUTE_MS, error);
    }
  return zg_demo_run (leader, swap, "approve", NULL, ms + 60 * MINUTE_MS, error);
}

/* -- Logs -- */

static gboolean
write_calls (ZgDemoBook *make, int day, gint64 one, gint64 other, GError **error)
{
  static const struct
  {
    const char *caller, *number, *content, *todo;
    int         hour, rings;
  } calls[] = {
    { "义乌供应商", "057985551234", "到货延后两天，问是否分批发", "回复供应商：分批发", 10, 2 },
    { "顾客王女士", "13900001111", "收到的商品有划痕，要求换货", "登记换货", 14, 4 },
    { "快递公司", "95338", "周日揽收提前到 16:00", NULL, 16, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (ZgRecord) call = zg_record_new (&zg_call_log);
      gint64               ms = zg_day_to_ms (day, calls[i].hour * 3600);

      zg_record_set_int (call, ZG_CALL_AT, ms);
      zg_record_set_text (call, ZG_CALL_CALLER, calls[i].caller);
      zg_record_set_text (call, ZG_CALL_NUMBER, calls[i].number);
      zg_record_set_int (call, ZG_CALL_FOR, i == 1 ? other : one);
      zg_record_set_int (call, ZG_CALL_BY, one);
      zg_record_set_int (call, ZG_CALL_RINGS, calls[i].rings);
      zg_record_set_text (call, ZG_CALL_CONTENT, calls[i].content);
      zg_record_set_text (call, ZG_CALL_FOLLOW_UP, calls[i].todo);
      if (!zg_demo_run (make->hr, call, "create", NULL, ms + 5 * MINUTE_MS, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_visit (ZgDemoBook *make, int day, gint64 staff, GError **error)
{
  g_autoptr (ZgRecord) visit = zg_record_new (&zg_visitor_log);
  gint64               ms = zg_day_to_ms (day, 15 * 3600);

  zg_record_set_int (visit, ZG_VISITOR_AT, ms);
  zg_record_set_text (visit, ZG_VISITOR_NAME, "许先生");
  zg_record_set_text (visit, ZG_VISITOR_FIRM, "包装材料厂");
  zg_record_set_int (visit, ZG_VISITOR_PEOPLE, 2);
  zg_record_set_text (visit, ZG_VISITOR_MATTER, "送新款纸箱样品");
  zg_record_set_int (visit, ZG_VISITOR_BY, staff);
  zg_record_set_int (visit, ZG_VISITOR_LEFT_AT, ms + 40 * MINUTE_MS);
  return zg_demo_run (make->hr, visit, "create", NULL, ms + 45 * MINUTE_MS, error);
}

static gboolean
write_duty (ZgDemoBook *make, int day, gint64 one, gint64 other, GError **error)
{
  g_autoptr (ZgRecord) log = zg_record_new (&zg_duty_log);
  gint64               ms = zg_day_to_ms (day, 21 * 3600);

  zg_record_set_int (log, ZG_DUTY_STAFF, one);
  zg_record_set_day (log, ZG_DUTY_DAY, day);
  zg_record_set_int (log, ZG_DUTY_SHIFT, make->shifts[ZG_DEMO_LATE]);
  zg_record_set_text (log, ZG_DUTY_EVENTS, "咨询 46 人次，催发货 7 单，均已转仓库。");
  zg_record_set_text (log, ZG_DUTY_NOTE, "两单退款待财务确认；顾客王女士的换货件明早寄出。");
  zg_record_set_int (log, ZG_DUTY_TO, other);
  return zg_demo_run (make->hr, log, "create", NULL, ms, error) && zg_demo_run (make->hr, log, "give", NULL, ms + MINUTE_MS,
                                                                                error);
}

gboolean
zg_demo_write_logs (ZgDemoBook *make, int today, int day, GError **error)
{
  gint64 one = staff_named (make, "liuyang"), other = staff_named (make, "linxiaoyu");

  if (one == 0)
    return TRUE;
  if (other == 0)
    other = staff_named (make, "lina");
  if (day == today - 3)
    return write_calls (make, day, one, other, error) && write_visit (make, day, one, error);
  return day != today - 1 || write_duty (make, day, one, other, error);
}
