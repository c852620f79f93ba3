/* zg-demo-staff.c: handover, conduct, checks and staff voice of the trial book. */
#include "config.h"

#include "zg-attach.h"
#include "zg-checklist.h"
#include "zg-conduct.h"
#include "zg-day.h"
#include "zg-demo-private.h"
#include "zg-people.h"
#include "zg-staff-handover.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)

/* -- A handover: on paper for the leaver, by their own log-ins for the two others -- */

static gpointer
items_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const ZgRecord    *document = data;
  const ZgKind      *child = document->kind == &zg_handover ? &zg_handover_item : &zg_check_line;
  g_autoptr (GArray) ids = zg_book_children (db, child, document->id, error);
  GPtrArray         *items = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      ZgRecord *item = zg_book_get (db, child, g_array_index (ids, gint64, i), error);

      if (item)
        g_ptr_array_add (items, item);
    }
  return items;
}

/* The lines of @document with @field set to @value. */
static GPtrArray *
lines_set (ZgDemoBook *make, ZgRecord *document, int field, int value, GError **error)
{
  GPtrArray *lines = zg_store_read (zg_book_store (make->book), items_db, document, error);

  for (guint i = 0; lines && i < lines->len; i++)
    zg_record_set_int (lines->pdata[i], field, value);
  return lines;
}

static gboolean
take_over (ZgDemoBook *make, ZgSession *successor, ZgRecord *handover, GError **error)
{
  g_autoptr (GPtrArray) items = lines_set (make, handover, ZG_HANDOVER_ITEM_PASSED, 1, error);

  return items && zg_book_run (successor, handover, "accept", items, NULL, NULL, NULL, error);
}

gboolean
zg_demo_hand_over (ZgDemoBook *make, gint64 leaver, gint64 successor, const char *successor_login, const char *witness_login,
                   gint64 ms, GError **error)
{
  g_autoptr (ZgRecord)  handover = zg_record_new (&zg_handover);
  g_autoptr (GBytes)    picture = zg_demo_picture (zg_day_of_ms (ms), 17);
  g_autoptr (ZgSession) taker = zg_book_login_trial (make->book, successor_login, error);
  g_autoptr (ZgSession) witness = taker ? zg_book_login_trial (make->book, witness_login, error) : NULL;
  gint64                scan;

  if (witness == NULL)
    return FALSE;
  zg_record_set_int (handover, ZG_HANDOVER_SORT, ZG_HANDOVER_LEAVING);
  zg_record_set_int (handover, ZG_HANDOVER_LEAVER, leaver);
  zg_record_set_int (handover, ZG_HANDOVER_SUCCESSOR, successor);
  zg_record_set_day (handover, ZG_HANDOVER_DAY, zg_day_of_ms (ms));
  zg_record_set_text (handover, ZG_HANDOVER_NOTE, "账号密码已当面更改，资料在部门共享盘“交接”目录");
  if (!zg_demo_run (make->hr, handover, "create", NULL, ms, error))
    return FALSE;
  scan = zg_attach_add (make->hr, &zg_handover, handover->id, "scan", "交接签字.png", picture, error);
  zg_record_set_int (handover, ZG_HANDOVER_SCAN, scan);
  return scan && zg_demo_run (make->hr, handover, "count", NULL, ms + MINUTE_MS, error) &&
         take_over (make, taker, handover, error) &&
         zg_demo_run (witness, handover, "witness", NULL, ms + 20 * MINUTE_MS, error) &&
         zg_demo_run (make->hr, handover, "finish", NULL, ms + 30 * MINUTE_MS, error);
}

/* -- Conduct, staff voice -- */

static gint64
staff_of (ZgDemoBook *make, guint i)
{
  return g_array_index (make->demo->people, ZgDemoPerson, i).staff;
}

/* @found: (nullable): what the manager found; else the person has just been told. */
static gboolean
write_entry (ZgDemoBook *make, guint person, const char *clause, const char *what, const char *found, int day, GError **error)
{
  g_autoptr (ZgRecord) entry = zg_record_new (&zg_conduct);
  int                  number = zg_enum_find (zg_conduct_clauses, clause)->number;
  gint64               ms = zg_day_to_ms (day, 11 * 3600);

  zg_record_set_day (entry, ZG_CONDUCT_DAY, day);
  zg_record_set_int (entry, ZG_CONDUCT_STAFF, staff_of (make, person));
  zg_record_set_int (entry, ZG_CONDUCT_SORT, zg_conduct_sort_of (number));
  zg_record_set_int (entry, ZG_CONDUCT_CLAUSE, number);
  zg_record_set_int (entry, ZG_CONDUCT_SEVERITY, ZG_SEVERITY_MINOR);
  zg_record_set_text (entry, ZG_CONDUCT_WHAT, what);
  if (!zg_demo_run (make->hr, entry, "create", NULL, ms, error) ||
      !zg_demo_run (make->hr, entry, "tell", NULL, ms + MINUTE_MS, error))
    return FALSE;
  if (found == NULL)
    return TRUE;
  zg_record_set_text (entry, ZG_CONDUCT_FINDING, found);
  return zg_demo_run (make->manager, entry, "confirm", NULL, ms + 90 * MINUTE_MS, error);
}

static gboolean
write_voice (ZgDemoBook *make, int day, GError **error)
{
  const ZgDemoPerson   *person = &g_array_index (make->demo->people, ZgDemoPerson, 10);
  g_autoptr (ZgRecord)  voice = zg_record_new (&zg_voice);
  g_autoptr (ZgSession) session = zg_book_login_trial (make->book, person->login, error);
  gint64                ms = zg_day_to_ms (day, 15 * 3600);

  if (session == NULL)
    return FALSE;
  zg_record_set_int (voice, ZG_VOICE_STAFF, person->staff);
  zg_record_set_int (voice, ZG_VOICE_SORT, 2);
  zg_record_set_text (voice, ZG_VOICE_TITLE, "客服区增加一台打印机");
  zg_record_set_text (voice, ZG_VOICE_TEXT, "发票和面单共用一台打印机，高峰时要排队。");
  return zg_demo_run (session, voice, "create", NULL, ms, error) &&
         zg_demo_run (session, voice, "submit", NULL, ms + MINUTE_MS, error);
}

gboolean
zg_demo_write_conduct (ZgDemoBook *make, int today, int day, GError **error)
{
  if (day == today - 6)
    return write_entry (make, 11, "D01-4.2b", "把会议室的投影仪搬到自己工位，未登记", "情况属实，已归还原处，口头提醒。", day, error);
  return day != today - 3 || write_entry (make, 10, "D11-8", "办公区内外放视频，经提醒后关闭", NULL, day, error);
}

gboolean
zg_demo_write_voice (ZgDemoBook *make, int today, int day, GError **error)
{
  return day != today - 1 || write_voice (make, day, error);
}
