/* zg-demo-org.c: the organisation of the trial book: units, posts, people with their log-ins, clocks and user numbers, shifts. */
#include "config.h"

#include <string.h>

#include "zg-attendance-kinds.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-demo-private.h"
#include "zg-people.h"
#include "zg-roster.h"
#include "zg-staff.h"

gboolean
zg_demo_run (ZgSession *session, ZgRecord *record, const char *verb, const char *opinion, gint64 ms, GError **error)
{
  zg_clock_set (ms);
  return zg_book_run (session, record, verb, NULL, opinion, NULL, NULL, error);
}

static gboolean
run (ZgSession *session, ZgRecord *record, const char *verb, GError **error)
{
  return zg_book_run (session, record, verb, NULL, NULL, NULL, NULL, error);
}

/* -- Looking up -- */

typedef struct
{
  const char *sql, *text;
  gint64      id;
} Lookup;

static gpointer
look_up (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Lookup *lookup = data;

  return zg_db_int (db, &lookup->id, error, lookup->sql, "s", lookup->text) ? lookup : NULL;
}

static gint64
id_of (ZgDemoBook *make, const char *sql, const char *text)
{
  Lookup lookup = { sql, text, 0 };

  zg_store_read (zg_book_store (make->book), look_up, &lookup, NULL);
  return lookup.id;
}

static gint64
staff_id (ZgDemoBook *make, const char *number)
{
  return id_of (make, ZG_SQL ("SELECT id FROM staff WHERE number = $1"), number);
}

typedef struct
{
  const ZgKind *kind;
  gint64        id;
} Get;

static gpointer
get_record (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Get *get = data;

  return zg_book_get (db, get->kind, get->id, error);
}

static ZgRecord *
record_of (ZgDemoBook *make, const ZgKind *kind, gint64 id, GError **error)
{
  Get get = { kind, id };

  return zg_store_read (zg_book_store (make->book), get_record, &get, error);
}

/* -- Units and posts -- */

static gboolean
find_unit (ZgDemoBook *make, ZgDemoUnit unit, GError **error)
{
  g_autoptr (ZgRecord) record = NULL;

  make->units[unit] = id_of (make, ZG_SQL ("SELECT id FROM unit WHERE name = $1 AND state = 'active'"), zg_demo_unit_name (unit));
  if (make->units[unit])
    return TRUE;
  record = zg_record_new (&zg_unit);
  zg_record_set_text (record, ZG_UNIT_NAME, zg_demo_unit_name (unit));
  zg_record_set_int (record, ZG_UNIT_SORT, ZG_UNIT_GROUP);
  zg_record_set_int (record, ZG_UNIT_ABOVE, make->units[ZG_DEMO_DEPARTMENT]);
  zg_record_set_text (record, ZG_UNIT_HEAD_POST, "主管");
  zg_record_set_int (record, ZG_UNIT_ORDER, 10 + unit);
  if (!run (make->admin, record, "create", error))
    return FALSE;
  make->units[unit] = record->id;
  return TRUE;
}

static gint64
post_id (ZgDemoBook *make, const ZgDemoPerson *person, GError **error)
{
  g_autoptr (ZgRecord) post = NULL;
  gint64 id = id_of (make, ZG_SQL ("SELECT min (id) FROM post WHERE title = $1 AND state = 'active'"), person->post);

  if (id)
    return id;
  post = zg_record_new (&zg_post);
  zg_record_set_text (post, ZG_POST_TITLE, person->post);
  zg_record_set_int (post, ZG_POST_RANK, ZG_RANK_SPECIALIST);
  zg_record_set_int (post, ZG_POST_CATEGORY, person->category);
  return run (make->admin, post, "create", error) ? post->id : 0;
}

/* -- People: the manager first, then the leaders, then the others, so that each supervisor is there before -- */

static int
rank_of (const ZgDemoPerson *person)
{
  return person->leads == ZG_DEMO_DEPARTMENT ? 0 : person->leads >= 0 || person->unit == ZG_DEMO_DEPARTMENT ? 1 : 2;
}

static gint64
supervisor_of (ZgDemoBook *make, const ZgDemoPerson *person)
{
  for (guint i = 0; i < make->demo->people->len; i++)
    {
      const ZgDemoPerson *other = &g_array_index (make->demo->people, ZgDemoPerson, i);

      if (other != person && other->leads == (rank_of (person) == 2 ? (int) person->unit : ZG_DEMO_DEPARTMENT))
        return other->staff;
    }
  return 0;
}

static void
set_day (ZgBatch *batch, ZgCell *cell, int day)
{
  char buffer[11];

  if (day != ZG_NO_DAY)
    zg_batch_text (batch, cell, zg_day_format (day, buffer), -1);
}

static void
add_contract (ZgBatch *batch, ZgCell *cells, const ZgDemoPerson *person)
{
  char number[24];

  g_snprintf (number, sizeof number, "HT-%s", person->number);
  zg_batch_int (&cells[ZG_STAFF_CONTRACT], person->employment == ZG_EMPLOYMENT_INTERN      ? 5
                                           : person->employment == ZG_EMPLOYMENT_TEMPORARY ? 4
                                                                                           : 1);
  zg_batch_text (batch, &cells[ZG_STAFF_CONTRACT_NO], number, -1);
  zg_batch_text (batch, &cells[ZG_STAFF_CONTRACT_FIRM], "示例电子商务有限公司", -1);
  set_day (batch, &cells[ZG_STAFF_SIGNED], person->joined);
  set_day (batch, &cells[ZG_STAFF_EXPIRES], person->joined + 10 * 365);
}

static gboolean
add_person (ZgDemoBook *make, ZgBatch *batch, const ZgDemoPerson *person, GError **error)
{
  gint64  post = post_id (make, person, error), supervisor = supervisor_of (make, person);
  ZgCell *cells;

  if (post == 0)
    return FALSE;
  cells = zg_batch_row (batch);
  zg_batch_text (batch, &cells[ZG_STAFF_NUMBER], person->number, -1);
  zg_batch_text (batch, &cells[ZG_STAFF_NAME], person->name, -1);
  zg_batch_text (batch, &cells[ZG_STAFF_IDCARD], person->id_number, -1);
  zg_batch_text (batch, &cells[ZG_STAFF_PHONE], person->phone, -1);
  zg_batch_int (&cells[ZG_STAFF_UNIT], make->units[person->unit]);
  zg_batch_int (&cells[ZG_STAFF_POST], post);
  if (supervisor)
    zg_batch_int (&cells[ZG_STAFF_SUPERVISOR], supervisor);
  zg_batch_int (&cells[ZG_STAFF_EMPLOYMENT], person->employment);
  zg_batch_int (&cells[ZG_STAFF_CATEGORY], person->category);
  set_day (batch, &cells[ZG_STAFF_JOINED], person->joined);
  set_day (batch, &cells[ZG_STAFF_SECRECY], person->joined);
  add_contract (batch, cells, person);
  return TRUE;
}

static gboolean
import_people (ZgDemoBook *make, int rank, GError **error)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_staff, make->demo->people->len);

  for (guint i = 0; i < make->demo->people->len; i++)
    {
      const ZgDemoPerson *person = &g_array_index (make->demo->people, ZgDemoPerson, i);

      if (rank_of (person) == rank && !add_person (make, batch, person, error))
        return FALSE;
    }
  if (batch->n_rows && zg_book_import (make->hr, batch, "员工名册.xlsx", NULL, NULL, NULL, NULL, NULL, NULL, error) == 0)
    return FALSE;
  for (guint i = 0; i < make->demo->people->len; i++)
    {
      ZgDemoPerson *person = &g_array_index (make->demo->people, ZgDemoPerson, i);

      if (rank_of (person) == rank)
        person->staff = staff_id (make, person->number);
    }
  return TRUE;
}

static gboolean
name_leader (ZgDemoBook *make, const ZgDemoPerson *person, GError **error)
{
  g_autoptr (ZgRecord) unit = record_of (make, &zg_unit, make->units[person->leads], error);

  if (unit == NULL)
    return FALSE;
  zg_record_set_int (unit, ZG_UNIT_LEADER, person->staff);
  return run (make->admin, unit, "edit", error);
}

/* -- Log-ins -- */

static gint64
add_login (ZgDemoBook *make, const ZgDemoPerson *person, GError **error)
{
  char   from[11];
  gint64 id = zg_people_add (make->admin, person->login, person->name, person->staff, NULL, error);

  if (id == 0 ||
      !zg_people_grant (make->admin, id, person->role, 0, zg_day_format (make->demo->first_day - 4, from), NULL, error))
    return 0;
  return id;
}

/* The clerk is there before her staff file: she writes the files of all. */
static gboolean
link_clerk (ZgDemoBook *make, const ZgDemoPerson *person, gint64 id, GError **error)
{
  const ZgKind        *kind = zg_kind_by_id ("person");
  g_autoptr (ZgRecord) record = record_of (make, kind, id, error);

  if (record == NULL)
    return FALSE;
  zg_record_set_int (record, zg_kind_field (kind, "staff"), person->staff);
  return run (make->admin, record, "edit", error);
}

static gboolean
write_people (ZgDemoBook *make, GError **error)
{
  GArray *people = make->demo->people;
  gint64  clerk = add_login (make, &g_array_index (people, ZgDemoPerson, 1), error);

  if (clerk == 0)
    return FALSE;
  make->hr = zg_book_login_trial (make->book, g_array_index (people, ZgDemoPerson, 1).login, error);
  if (make->hr == NULL || !import_people (make, 0, error) || !import_people (make, 1, error) || !import_people (make, 2, error) ||
      !link_clerk (make, &g_array_index (people, ZgDemoPerson, 1), clerk, error))
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      const ZgDemoPerson *person = &g_array_index (people, ZgDemoPerson, i);

      if (person->leads >= 0 && !name_leader (make, person, error))
        return FALSE;
      if (person->role && i != 1 && add_login (make, person, error) == 0)
        return FALSE;
    }
  make->manager = zg_book_login_trial (make->book, g_array_index (people, ZgDemoPerson, 0).login, error);
  g_clear_pointer (&make->hr, zg_session_unref); /* again, now that she has a staff file */
  make->hr = zg_book_login_trial (make->book, g_array_index (people, ZgDemoPerson, 1).login, error);
  return make->manager != NULL && make->hr != NULL;
}

/* -- Clocks and shifts -- */

static gboolean
write_clock (ZgDemoBook *make, int n, const char *name, int sort, const char *place, GError **error)
{
  g_autoptr (ZgRecord) clock = zg_record_new (&zg_clock);

  zg_record_set_int (clock, ZG_CLOCK_NUMBER, n ? n : 90);
  zg_record_set_text (clock, ZG_CLOCK_NAME, name);
  zg_record_set_int (clock, ZG_CLOCK_SORT, sort);
  zg_record_set_text (clock, ZG_CLOCK_PLACE, place);
  zg_record_set_text (clock, ZG_CLOCK_MODEL, n ? "ZKTeco" : NULL);
  if (!run (make->admin, clock, "create", error))
    return FALSE;
  make->clocks[n] = clock->id;
  return TRUE;
}

static gboolean
write_pins (ZgDemoBook *make, GError **error)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_clock_pin, make->demo->people->len);

  for (guint i = 0; i < make->demo->people->len; i++)
    {
      const ZgDemoPerson *person = &g_array_index (make->demo->people, ZgDemoPerson, i);
      ZgCell             *cells = zg_batch_row (batch);
      char                pin[12];

      g_snprintf (pin, sizeof pin, "%d", person->pin);
      zg_batch_int (&cells[ZG_PIN_CLOCK], make->clocks[person->clock]);
      zg_batch_text (batch, &cells[ZG_PIN_PIN], pin, -1);
      zg_batch_int (&cells[ZG_PIN_STAFF], person->staff);
    }
  return zg_book_import (make->hr, batch, "user.dat", NULL, NULL, NULL, NULL, NULL, NULL, error) != 0;
}

static gint64
write_shift (ZgDemoBook *make, const char *code, const char *name, const char *letter, int starts, int ends, GError **error)
{
  g_autoptr (ZgRecord) shift = zg_record_new (&zg_shift);

  zg_record_set_text (shift, ZG_SHIFT_CODE, code);
  zg_record_set_text (shift, ZG_SHIFT_NAME, name);
  zg_record_set_text (shift, ZG_SHIFT_LETTER, letter);
  zg_record_set_int (shift, ZG_SHIFT_KIND, ZG_SHIFT_WORK);
  zg_record_set_int (shift, ZG_SHIFT_STARTS, starts);
  zg_record_set_int (shift, ZG_SHIFT_ENDS, ends);
  zg_record_set_int (shift, ZG_SHIFT_SIGNIN, 1);
  zg_record_set_text (shift, ZG_SHIFT_CLAUSE, "D18-7.1a");
  return run (make->admin, shift, "create", error) ? shift->id : 0;
}

static gboolean
write_shifts (ZgDemoBook *make, GError **error)
{
  make->shifts[ZG_DEMO_REST] = id_of (make, ZG_SQL ("SELECT id FROM shift WHERE code = $1"), "XIU");
  make->shifts[ZG_DEMO_ORDINARY] = id_of (make, ZG_SQL ("SELECT id FROM shift WHERE code = $1"), "BAN");
  make->shifts[ZG_DEMO_EARLY] = write_shift (make, "KFZ", "在线早班", "早", 8 * 60 + 30, 16 * 60 + 30, error);
  make->shifts[ZG_DEMO_LATE] = make->shifts[ZG_DEMO_EARLY] ? write_shift (make, "KFW", "在线晚班", "晚", 13 * 60, 21 * 60, error) : 0;
  return make->shifts[ZG_DEMO_LATE] != 0;
}

gboolean
zg_demo_write_org (ZgDemoBook *make, GError **error)
{
  for (int unit = 0; unit < ZG_DEMO_N_UNITS; unit++)
    if (!find_unit (make, unit, error))
      return FALSE;
  return write_people (make, error) && write_clock (make, 1, "前台考勤机", ZG_CLOCK_TERMINAL, "一楼前台", error) &&
         write_clock (make, 2, "客服区考勤机", ZG_CLOCK_TERMINAL, "三楼客服区", error) &&
         write_clock (make, 0, "签到台", ZG_CLOCK_DESK, "行政", error) && write_pins (make, error) && write_shifts (make, error) &&
         zg_demo_write_rules (make, error);
}
