/* zg-order-backup.c: the kind order_backup 订单日备份 (D18-5.4): each verified backup of the book is one of the orders too: which
 * ones, how many, what they amount to, in which file. It is made with the backup, never by hand; a second one follows at the end
 * of the service hours, of the orders of the evening alone (C44). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-backup.h"
#include "zg-day.h"
#include "zg-order-backup.h"
#include "zg-seal.h"
#include "zg-tick.h"

static const ZgField fields[ZG_ORDER_BACKUP_N_FIELDS] = {
  [ZG_ORDER_BACKUP_MADE_AT] = { "made_at", N_ ("Made at"), ZG_TIME, ZG_REQUIRED | ZG_LIST, .clause = "D18-5.4" },
  [ZG_ORDER_BACKUP_BY] = { "made_by", N_ ("Backed up by"), ZG_REF, ZG_LIST, .ref = "person" },
  [ZG_ORDER_BACKUP_FROM] = { "from_at", N_ ("Orders since"), ZG_TIME, ZG_LIST },
  [ZG_ORDER_BACKUP_TO] = { "to_at", N_ ("Up to"), ZG_TIME, ZG_LIST },
  [ZG_ORDER_BACKUP_COUNT] = { "n_orders", N_ ("New orders"), ZG_INT, ZG_LIST, .clause = "D18-5.4" },
  [ZG_ORDER_BACKUP_SUM] = { "sum_fen", N_ ("Amount payable"), ZG_MONEY, ZG_LIST },
  [ZG_ORDER_BACKUP_ALL] = { "n_all", N_ ("Orders in all"), ZG_INT, ZG_LIST },
  [ZG_ORDER_BACKUP_FILE] = { "file", N_ ("File"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .width = 260 },
  [ZG_ORDER_BACKUP_SHA256] = { "sha256", N_ ("SHA-256 of the file"), ZG_TEXT, ZG_REQUIRED, .max = 64 },
  [ZG_ORDER_BACKUP_VERIFIED] = { "is_verified", N_ ("Verified"), ZG_BOOL, ZG_LIST },
  [ZG_ORDER_BACKUP_LAST] = { "last_order", N_ ("Newest order in it"), ZG_INT, ZG_HIDDEN },
  [ZG_ORDER_BACKUP_REMARK] = { "remark", N_ ("Remarks"), ZG_TEXT, ZG_LIST, .max = 200 },
  [ZG_ORDER_BACKUP_BOOK] = { "workbook", N_ ("Workbook in it"), ZG_TEXT, ZG_LIST, .max = 200, .width = 200, .clause = "D18-5.4",
                             .hint = N_ ("the new orders for people, sealed in the same file") },
  [ZG_ORDER_BACKUP_BOOK_SHA256] = { "workbook_sha256", N_ ("SHA-256 of the workbook"), ZG_TEXT, 0, .max = 64,
                                    .hint = N_ ("of several: of their SHA-256 one after the other") },
  [ZG_ORDER_BACKUP_ONLY] = { "orders_only", N_ ("Orders only"), ZG_BOOL, ZG_LIST | ZG_FILTER, .clause = "D18-5.4",
                             .hint = N_ ("without the book: the second one of the day") },
};

/* -- What was not yet in the one before -- */

gboolean
zg_order_backup_span (ZgDb *db, gint64 made_ms, ZgOrderBackupSpan *span, GError **error)
{
  *span = (ZgOrderBackupSpan){ .made = made_ms };
  return zg_db_int (db, &span->last, error, ZG_SQL ("SELECT MAX (last_order) FROM order_backup"), NULL) &&
         zg_db_int (db, &span->since, error, ZG_SQL ("SELECT MAX (to_at) FROM order_backup"), NULL);
}

/* By their ids, or written since by an import that had taken its ids before. */
#define NEW " FROM sales_order WHERE (id > $1 OR created_ms > $2) AND created_ms <= $3"

gboolean
zg_order_backup_count (ZgDb *db, const ZgOrderBackupSpan *span, gint64 *n, gint64 *sum_fen, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (db, error,
                                         ZG_SQL ("SELECT count(*), CAST (COALESCE (sum (payable_fen), 0) AS BIGINT)" NEW),
                                         "iii", span->last, span->since, span->made);
  gboolean           row = FALSE;

  if (rows == NULL || !zg_stmt_step (rows, &row, error) || !row)
    return FALSE;
  *n = zg_stmt_int (rows, 0);
  *sum_fen = zg_stmt_int (rows, 1);
  return TRUE;
}

gboolean
zg_order_backup_rows (ZgDb *db, const ZgOrderBackupSpan *span, gint64 first, gint64 most,
                      gboolean (*row) (const ZgCell *cells, gpointer data, GError **error), gpointer data, GError **error)
{
  ZgCell             cells[ZG_BACKUP_ROW_N] = { 0 };
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT number, platform, shop_name, placed_at, paid_at, accepted_at, buyer, title, qty_milli,"
                           " payable_fen, paid_fen, status, state" NEW " ORDER BY id LIMIT $5 OFFSET $4"),
                   "iiiii", span->last, span->since, span->made, first, most);
  gboolean more = TRUE, done = rows != NULL;

  while (done && (done = zg_stmt_step (rows, &more, error)) && more)
    {
      for (int i = 0; i < ZG_BACKUP_ROW_N; i++)
        zg_stmt_cell (rows, i, &cells[i]);
      done = row (cells, data, error);
    }
  for (int i = 0; i < ZG_BACKUP_ROW_N; i++)
    zg_cell_clear (&cells[i]);
  return done;
}

static void
fill_orders (ZgWork *work)
{
  ZgRecord         *backup = zg_work_record (work);
  ZgDb             *db = zg_work_db (work);
  gint64            made = zg_record_int (backup, ZG_ORDER_BACKUP_MADE_AT), newest = 0, all = 0, n = 0, sum = 0;
  ZgOrderBackupSpan span;

  zg_work_guard (work, "order_backup");
  if (!zg_order_backup_span (db, made, &span, NULL) || !zg_order_backup_count (db, &span, &n, &sum, NULL) ||
      !zg_db_int (db, &newest, NULL, ZG_SQL ("SELECT MAX (id) FROM sales_order WHERE created_ms <= $1"), "i", made) ||
      !zg_db_int (db, &all, NULL, ZG_SQL ("SELECT count(*) FROM sales_order WHERE created_ms <= $1"), "i", made))
    return;
  if (!zg_record_is_set (backup, ZG_ORDER_BACKUP_BOOK)) /* else they are what the workbook says */
    {
      zg_record_set_int (backup, ZG_ORDER_BACKUP_COUNT, n);
      zg_record_set_int (backup, ZG_ORDER_BACKUP_SUM, sum);
    }
  zg_record_set_int (backup, ZG_ORDER_BACKUP_LAST, MAX (newest, span.last));
  zg_record_set_int (backup, ZG_ORDER_BACKUP_ALL, all);
  if (span.since)
    zg_record_set_int (backup, ZG_ORDER_BACKUP_FROM, span.since);
  zg_record_set_int (backup, ZG_ORDER_BACKUP_TO, made);
  zg_record_set_int (backup, ZG_ORDER_BACKUP_VERIFIED, 1);
}

/* It says that a backup was made: the register of backups has to know the same file. */
static void
check_create (ZgWork *work)
{
  const ZgRecord *backup = zg_work_record (work);
  gint64          known = 0, clock = 0;

  if (!zg_record_is_set (backup, ZG_ORDER_BACKUP_FILE) || !zg_record_is_set (backup, ZG_ORDER_BACKUP_SHA256))
    return;
  zg_db_int (zg_work_db (work), &clock, NULL, ZG_SQL ("SELECT CAST (value AS BIGINT) FROM meta WHERE key = 'clock_person'"),
             NULL);
  if (zg_record_int (backup, ZG_ORDER_BACKUP_ONLY)) /* there is no book in it to be known: the clock alone says so */
    known = zg_session_person (zg_work_session (work)) == clock && zg_record_is_set (backup, ZG_ORDER_BACKUP_BOOK);
  else
    zg_db_int (zg_work_db (work), &known, NULL,
             ZG_SQL ("SELECT count(*) FROM backup WHERE file = $1 AND sha256 = $2 AND made_at = $3"), "ssi",
             zg_record_text (backup, ZG_ORDER_BACKUP_FILE), zg_record_text (backup, ZG_ORDER_BACKUP_SHA256),
             zg_record_int (backup, ZG_ORDER_BACKUP_MADE_AT));
  if (known == 0)
    zg_work_fault (work, ZG_ORDER_BACKUP_FILE, -1, "D18-5.4", _ ("No backup of the book has this file. Make one: “Back up”."));
  else
    fill_orders (work);
}

#define GIVEN                                                                                                                    \
  (ZG_F (ZG_ORDER_BACKUP_MADE_AT) | ZG_F (ZG_ORDER_BACKUP_BY) | ZG_F (ZG_ORDER_BACKUP_FILE) | ZG_F (ZG_ORDER_BACKUP_SHA256)      \
   | ZG_F (ZG_ORDER_BACKUP_REMARK) | ZG_F (ZG_ORDER_BACKUP_BOOK) | ZG_F (ZG_ORDER_BACKUP_BOOK_SHA256)                            \
   | ZG_F (ZG_ORDER_BACKUP_COUNT) | ZG_F (ZG_ORDER_BACKUP_SUM) | ZG_F (ZG_ORDER_BACKUP_ONLY))

static const ZgStep steps[] = {
  { NULL, "create", "kept", ZG_BY_DEED | ZG_QUIET | ZG_BY_CLOCK, GIVEN, .check = check_create, .fills = ZG_ALL_FIELDS & ~GIVEN,
    .clause = "D18-5.4" },
};

const ZgKind zg_order_backup = {
  .id = "order_backup",
  .title = N_ ("Daily order backup"),
  .module = "orders",
  .prefix = "BF",
  ZG_FIELDS (fields),
  ZG_STEPS (steps),
  .name = "file",
  .order = "t.made_at DESC",
  .append_only = TRUE,
  .clause = "D18-5.4",
  .index = { "made_at" },
  .empty = N_ (
      "Every backup of the orders: which, how many, what they amount to, in which file. It is made with the backup of the book."),
};

/* -- With every backup of the book -- */

/* Count and sum are what was read back out of the workbooks. */
static void
note_workbooks (ZgRecord *backup, const GPtrArray *files)
{
  const ZgBackupEnclosed *first = files->len ? files->pdata[0] : NULL;
  g_autoptr (GString)     hashes = g_string_new (NULL);
  gint64                  n = 0, sum = 0;
  g_autofree char        *name = NULL, *sha256 = NULL;

  if (first == NULL)
    return;
  for (guint i = 0; i < files->len; i++)
    {
      const ZgBackupEnclosed *file = files->pdata[i];

      n += file->n_rows;
      sum += file->sum_fen;
      g_string_append (hashes, file->sha256);
    }
  name = files->len == 1 ? g_strdup (first->name) : g_strdup_printf ("%s … (%u)", first->name, files->len);
  sha256 = files->len == 1 ? g_strdup (first->sha256) : zg_sha256_hex (hashes->str, hashes->len);
  zg_record_set_text (backup, ZG_ORDER_BACKUP_BOOK, name);
  zg_record_set_text (backup, ZG_ORDER_BACKUP_BOOK_SHA256, sha256);
  zg_record_set_int (backup, ZG_ORDER_BACKUP_COUNT, n);
  zg_record_set_int (backup, ZG_ORDER_BACKUP_SUM, sum);
}

static gboolean
follow (ZgSession *clock, gint64 person, const ZgBackupResult *made, GError **error)
{
  g_autoptr (ZgRecord) backup = zg_record_new (&zg_order_backup);
  g_autofree char     *file = g_path_get_basename (made->path);

  zg_record_set_int (backup, ZG_ORDER_BACKUP_MADE_AT, made->made_ms);
  zg_record_set_int (backup, ZG_ORDER_BACKUP_BY, person);
  zg_record_set_text (backup, ZG_ORDER_BACKUP_FILE, file);
  zg_record_set_text (backup, ZG_ORDER_BACKUP_SHA256, made->sha256);
  zg_record_set_int (backup, ZG_ORDER_BACKUP_ONLY, made->enclosed_only);
  note_workbooks (backup, made->enclosed);
  if (made->second_failed)
    zg_record_set_text (backup, ZG_ORDER_BACKUP_REMARK, _ ("no second place"));
  return zg_book_run (clock, backup, "create", NULL, NULL, NULL, NULL, error);
}

/* -- The second pass -- */

typedef struct
{
  gint64   made_ms, n_new; /* made: when orders were kept last, with the book or without */
  int      today, minute;
  gboolean wanted;
} Second;

static gpointer
read_second (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Second              *second = data;
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, second->today, second->today, error);
  gint64               last = 0;
  ZgOrderClock         clock;

  if (policy == NULL ||
      !zg_db_int (db, &second->made_ms, error, ZG_SQL ("SELECT COALESCE (MAX (made_at), 0) FROM order_backup"), NULL) ||
      !zg_db_int (db, &last, error, ZG_SQL ("SELECT MAX (last_order) FROM order_backup"), NULL) ||
      !zg_db_int (db, &second->n_new, error, ZG_SQL ("SELECT count(*) FROM sales_order WHERE id > $1"), "i", last))
    return NULL;
  clock = zg_order_clock_of (policy, second->today);
  second->minute = clock.to;
  second->wanted = zg_policy_int (policy, "order.backup.second", 0, 0, second->today) != 0 && clock.to > clock.from;
  return second;
}

/* Where the evening brought orders; on the day itself, for the next day's own backup holds them anyway. */
static gboolean
tick_second (ZgSession *clock, GString *report, GError **error)
{
  const ZgBackupJob          job = { .enclosed_only = zg_backup_encloses () }; /* no workbook: the whole */
  ZgBook                    *book = zg_session_book (clock);
  gint64                     now = zg_book_now (book);
  Second                     second = { .today = zg_day_of_ms (now) };
  g_autoptr (ZgBackupResult) made = NULL;

  if (zg_db_is_door (zg_book_path (book)))
    return TRUE;
  if (zg_store_read (zg_session_store (clock), read_second, &second, error) == NULL)
    return FALSE;
  if (!second.wanted || second.n_new == 0 || now < zg_day_to_ms (second.today, second.minute * 60) ||
      second.made_ms >= zg_day_to_ms (second.today, second.minute * 60))
    return TRUE;
  made = zg_backup_make (clock, &job, NULL, error);
  if (made == NULL)
    return FALSE;
  g_string_append_printf (report, _ ("Second backup of the day, of the orders of the evening alone: %s\n"), made->path);
  return TRUE;
}

/* -- R09: every day of a month, missed ones too -- */

static void
day_free (gpointer data)
{
  ZgOrderBackupDay *day = data;

  g_free (day->by);
  g_free (day->file);
  g_free (day->sha256);
  g_free (day->workbook);
  g_free (day);
}

static ZgOrderBackupDay *
backup_of (ZgStmt *rows)
{
  ZgOrderBackupDay *day = g_new0 (ZgOrderBackupDay, 1);

  day->made_ms = zg_stmt_int (rows, 0);
  day->by = g_strdup (zg_stmt_text (rows, 1));
  day->from_ms = zg_stmt_int (rows, 2);
  day->to_ms = zg_stmt_int (rows, 3);
  day->n_orders = zg_stmt_int (rows, 4);
  day->sum_fen = zg_stmt_int (rows, 5);
  day->file = g_strdup (zg_stmt_text (rows, 6));
  day->sha256 = g_strdup (zg_stmt_text (rows, 7));
  day->workbook = g_strdup (zg_stmt_text (rows, 8));
  day->verified = zg_stmt_int (rows, 9) != 0;
  day->only = zg_stmt_int (rows, 10) != 0;
  return day;
}

/* Which days are asked for, and when each of them begins: at the hour its backup is due. */
typedef struct
{
  ZgPolicy *policy;
  gint64    since, now; /* nothing was due before there was a book */
} Calendar;

static int
minute_of (const Calendar *calendar, int day)
{
  return (int) zg_policy_int (calendar->policy, "order.backup.time", 0, 0, day);
}

static gint64
due_of (const Calendar *calendar, int day)
{
  return zg_day_to_ms (day, minute_of (calendar, day) * 60);
}

static gint64
grace_of (const Calendar *calendar, int day)
{
  return zg_policy_int (calendar->policy, "order.backup.grace", 0, 0, day) * G_GINT64_CONSTANT (60000);
}

static void
add_missed (const Calendar *calendar, GPtrArray *days, int from, int to)
{
  for (int day = from; day < to; day++)
    {
      gint64            due = due_of (calendar, day);
      ZgOrderBackupDay *missed;

      if (due < calendar->since || due > calendar->now)
        continue;
      missed = g_new0 (ZgOrderBackupDay, 1);
      missed->day = day;
      g_ptr_array_add (days, missed);
    }
}

static GPtrArray *
read_days (ZgDb *db, const Calendar *calendar, int from, int to, GError **error)
{
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (day_free);
  g_autoptr (ZgStmt)    rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT b.made_at, COALESCE (p.name, ''), COALESCE (b.from_at, 0), COALESCE (b.to_at, 0), COALESCE (b.n_orders, 0),"
              " COALESCE (b.sum_fen, 0), b.file, b.sha256, COALESCE (b.workbook, ''), COALESCE (b.is_verified, 0),"
              " COALESCE (b.orders_only, 0) FROM order_backup b"
              " LEFT JOIN person p ON p.id = b.made_by"
              " WHERE b.made_at >= $1 AND b.made_at < $2 ORDER BY b.made_at, b.id"), "ii", due_of (calendar, from),
      due_of (calendar, to + 1));
  int      next = from;
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgOrderBackupDay *day = backup_of (rows);

      day->day = zg_tick_backup_day (day->made_ms, minute_of (calendar, zg_day_of_ms (day->made_ms)));
      day->late = day->made_ms > due_of (calendar, day->day) + grace_of (calendar, day->day);
      add_missed (calendar, days, next, day->day);
      next = day->day + 1;
      g_ptr_array_add (days, day);
    }
  add_missed (calendar, days, next, to + 1);
  return rows != NULL && !row ? g_steal_pointer (&days) : NULL;
}

GPtrArray *
zg_order_backup_days (ZgDb *db, int from, int to, gint64 now_ms, GError **error)
{
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, from, to + 1, error);
  const Calendar       calendar = { policy, zg_tick_backup_since (db), now_ms };

  return policy ? read_days (db, &calendar, from, to, error) : NULL;
}

void
zg_order_backup_init (void)
{
  zg_kinds_add (&zg_order_backup);
  zg_backup_follow (follow);
  zg_ticks_add (tick_second);
}
