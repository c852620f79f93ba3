/* Ledgers: lines are made from the rows, floors and closed months hold, values leave in their share. */
#include "ledger-kinds.h"

typedef struct
{
  const ZgLedger *ledger;
  gint64          keys[4], qty, value_fen;
  int             day; /* ZG_NO_DAY: now */
  GPtrArray      *lines;
} Look;

static gpointer
look (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Look *self = data;
  gboolean read = self->day == ZG_NO_DAY
                    ? zg_ledger_balance (db, self->ledger, self->keys, &self->qty, &self->value_fen, error)
                    : zg_ledger_balance_on (db, self->ledger, self->keys, self->day, &self->qty, &self->value_fen, error);

  self->lines = read ? zg_ledger_lines (db, self->ledger, self->keys, ZG_NO_DAY, self->day, error) : NULL;
  return self->lines ? self : NULL;
}

static Look
look_at (Room *room, const ZgLedger *ledger, gint64 first, gint64 second, const char *day)
{
  g_autoptr (GError) error = NULL;
  Look self = { ledger, { first, second }, 0, 0, ZG_NO_DAY, NULL };

  if (day)
    g_assert_true (zg_day_parse (day, &self.day));
  zg_store_read (zg_book_store (room->small.book), look, &self, &error);
  g_assert_no_error (error);
  return self;
}

/* The lines say what the balance says. */
static void
holds (Room *room, const ZgLedger *ledger, gint64 first, gint64 second, const char *day, gint64 qty, gint64 value_fen,
       guint n_lines)
{
  Look   self = look_at (room, ledger, first, second, day);
  gint64 sum = 0, fen = 0;

  for (guint i = 0; i < self.lines->len; i++)
    {
      sum += ((ZgLedgerLine *) self.lines->pdata[i])->qty;
      fen += ((ZgLedgerLine *) self.lines->pdata[i])->value_fen;
    }
  g_assert_cmpint (self.qty, ==, qty);
  g_assert_cmpint (self.value_fen, ==, value_fen);
  g_assert_cmpuint (self.lines->len, ==, n_lines);
  g_assert_cmpint (sum, ==, qty);
  g_assert_cmpint (fen, ==, value_fen);
  g_ptr_array_unref (self.lines);
}

static void
sound (Room *room)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_book_verify (room->small.book, TRUE, NULL, &error));
  g_assert_no_error (error);
}

static ZgRecord *
moved (Room *room, gint64 days, const char *on, const char *verb)
{
  ZgRecord *move = move_new (room, days, on);

  run_ok (room->small.admin, move, verb);
  return move;
}

static void
refused (Room *room, gint64 days, const char *on, const char *verb, const char *words)
{
  g_autoptr (ZgRecord) move = move_new (room, days, on);
  g_autoptr (ZgRecord) read = NULL;
  gint64               audit = small_int (&room->small, "SELECT count (*) FROM audit");

  refuse (room->small.admin, move, verb, NULL, ZG_ERROR_INVALID, words);
  read = small_get (&room->small, &move_kind, move->id);
  g_assert_cmpstr (read->state, ==, "draft");
  g_assert_null (read->no);
  g_assert_cmpint (small_int (&room->small, "SELECT count (*) FROM audit"), ==, audit);
}

/* -- Lines -- */

static void
test_moves (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) granted = moved (room, 5000, "2026-10-01", "grant");
  g_autoptr (ZgRecord) charged = moved (room, 1500, NULL, "charge"); /* on the day of the post */
  g_autoptr (ZgRecord) nothing = moved (room, 0, NULL, "charge");
  Look                 self;
  const ZgLedgerLine  *line;

  holds (room, &quota_ledger, room->zhang, 3, NULL, 3500, 0, 2);
  holds (room, &quota_ledger, room->zhang, 3, "2026-11-01", 5000, 0, 1);
  holds (room, &quota_ledger, room->zhang, 4, NULL, 0, 0, 0);
  self = look_at (room, &quota_ledger, room->zhang, 3, NULL);
  line = self.lines->pdata[1];
  g_assert_true (line->kind == &move_kind && line->doc == charged->id);
  g_assert_cmpstr (line->no, ==, charged->no);
  g_assert_cmpint (line->day, ==, zg_day_of_ms (at ("2026-11-02 09:00")));
  g_ptr_array_unref (self.lines);
  run_ok (room->small.admin, charged, "refund");
  holds (room, &quota_ledger, room->zhang, 3, NULL, 5000, 0, 3);
  g_assert_cmpint (small_int (&room->small, "SELECT in_qty * 10000 + out_qty FROM balance_month WHERE month = '2026-11'"), ==,
                   15001500);
  sound (room);
}

static void
test_floor (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) granted = moved (room, 2000, "2026-11-10", "grant");
  g_autoptr (ZgRecord) more = NULL, out = NULL, late = NULL;

  refused (room, 2001, "2026-11-11", "charge", "Days of leave");
  refused (room, 1000, "2026-11-09", "charge", "Days of leave"); /* it had not come in yet */
  out = moved (room, 1000, "2026-11-10", "charge");
  more = moved (room, 500, "2026-12-01", "grant");
  late = moved (room, 1500, "2026-12-02", "charge");
  refused (room, 1, "2026-11-20", "charge", "Days of leave"); /* would be missing in December */
  holds (room, &quota_ledger, room->zhang, 3, NULL, 0, 0, 4);
  sound (room);
}

/* /ledger/back-dated: the lowest day after the line decides, not the last one. */
static void
test_back_dated (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) first = moved (room, 3000, "2026-10-01", "grant");
  g_autoptr (ZgRecord) out = moved (room, 2500, "2026-10-10", "charge");
  g_autoptr (ZgRecord) second = moved (room, 4000, "2026-10-20", "grant");
  g_autoptr (ZgRecord) fits = NULL, later = NULL;

  refused (room, 501, "2026-10-05", "charge", "Days of leave"); /* 499 on the 10th, though 4500 are there now */
  fits = moved (room, 500, "2026-10-05", "charge");
  later = moved (room, 4000, "2026-10-20", "charge");
  holds (room, &quota_ledger, room->zhang, 3, NULL, 0, 0, 5);
  sound (room);
}

static void
test_period (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) granted = moved (room, 2000, "2026-10-31", "grant");
  g_autoptr (ZgRecord) end = zg_record_new (&end_kind);
  g_autoptr (ZgRecord) after = NULL;

  zg_record_set_text (end, END_MONTH, "2026-10");
  run_ok (room->small.admin, end, "create");
  refused (room, 100, "2026-10-01", "charge", "2026-10");
  refused (room, 100, "2026-10-31", "grant", "2026-10");
  refused (room, 100, "2026-09-30", "grant", "2026-10"); /* October opens with what September ends with */
  refused (room, 100, "2025-12-31", "grant", "2026-10");
  after = moved (room, 100, "2026-11-01", "charge");
  run_ok (room->small.admin, end, "reopen");
  g_clear_pointer (&after, zg_record_free);
  after = moved (room, 100, "2026-10-31", "charge");
  holds (room, &quota_ledger, room->zhang, 3, "2026-10-31", 1900, 0, 2);
  sound (room);
}

static void
test_below_nothing (Room *room, gconstpointer data)
{
  refused (room, -1, NULL, "grant", "below nothing");
  refused (room, -1, NULL, "charge", "below nothing");
  g_assert_cmpint (small_int (&room->small, "SELECT count (*) FROM ledger_line"), ==, 0);
}

/* -- Values -- */

static ZgRecord *
goods_new (gint64 item, gint64 qty, gint64 fen)
{
  ZgRecord *goods = zg_record_new (&goods_kind);

  zg_record_set_int (goods, GOODS_ITEM, item);
  zg_record_set_int (goods, GOODS_QTY, qty);
  zg_record_set_int (goods, GOODS_FEN, fen);
  return goods;
}

static GPtrArray *
goods_list (ZgRecord *first, ZgRecord *second)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  g_ptr_array_add (list, first);
  if (second)
    g_ptr_array_add (list, second);
  return list;
}

static ZgRecord *
slip (Room *room, GPtrArray *goods)
{
  g_autoptr (GError) error = NULL;
  ZgRecord *self = zg_record_new (&slip_kind);

  zg_record_set_int (self, SLIP_PLACE, 9);
  zg_book_run (room->small.admin, self, "create", goods, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (goods);
  return self;
}

static void
test_values (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) in = slip (room, goods_list (goods_new (1, 3000, 1000), goods_new (2, 7, 5)));
  g_autoptr (ZgRecord) out = slip (room, goods_list (goods_new (1, 1000, 77), goods_new (1, 1000, 77)));
  g_autoptr (ZgRecord) rest = slip (room, goods_list (goods_new (1, 1000, 0), goods_new (2, 1, 0)));

  run_ok (room->small.admin, in, "receive");
  run_ok (room->small.admin, out, "deliver"); /* 333 of 1000, then 334 (half up) of 667 */
  holds (room, &goods_ledger, 1, 9, NULL, 1000, 333, 3);
  run_ok (room->small.admin, rest, "deliver"); /* the last piece takes the rest; 5 × 1 ÷ 7 is 1 */
  holds (room, &goods_ledger, 1, 9, NULL, 0, 0, 4);
  holds (room, &goods_ledger, 2, 9, NULL, 6, 4, 2);
  sound (room);
}

/* One line that does not fit, and none of the slip is entered; a line taken out within the step does not count. */
static void
test_lines_whole (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord)  in = slip (room, goods_list (goods_new (1, 1000, 10), goods_new (2, 1000, 10)));
  g_autoptr (GPtrArray) goods = goods_list (goods_new (1, 1000, 0), goods_new (2, 1001, 0));
  g_autoptr (ZgRecord)  out = slip (room, g_ptr_array_ref (goods));
  g_autoptr (GPtrArray) taken = goods_list (small_get (&room->small, &goods_kind, ((ZgRecord *) goods->pdata[1])->id), NULL);
  g_autoptr (GError)    error = NULL;

  run_ok (room->small.admin, in, "receive");
  refuse (room->small.admin, out, "deliver", NULL, ZG_ERROR_INVALID, "Goods");
  holds (room, &goods_ledger, 1, 9, NULL, 1000, 10, 1);
  g_free (((ZgRecord *) taken->pdata[0])->state);
  ((ZgRecord *) taken->pdata[0])->state = g_strdup ("removed");
  zg_book_run (room->small.admin, out, "deliver", taken, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  holds (room, &goods_ledger, 1, 9, NULL, 0, 0, 2);
  holds (room, &goods_ledger, 2, 9, NULL, 1000, 10, 1);
}

/* Shares of great values do not leave the range of whole numbers. */
static void
test_great_values (Room *room, gconstpointer data)
{
  gint64               much = G_GINT64_CONSTANT (3000000000000000000), many = G_GINT64_CONSTANT (1000000000000000);
  g_autoptr (ZgRecord) in = slip (room, goods_list (goods_new (1, many, much), NULL));
  g_autoptr (ZgRecord) out = slip (room, goods_list (goods_new (1, many - 1, 0), NULL));

  run_ok (room->small.admin, in, "receive");
  run_ok (room->small.admin, out, "deliver");
  holds (room, &goods_ledger, 1, 9, NULL, 1, 3000, 2);
}

/* -- What is written past the book -- */

static void
found (Room *room, const char *table, const char *sql, const char *words)
{
  g_autoptr (GError) error = NULL;

  small_tamper (&room->small, table, sql);
  g_assert_false (zg_book_verify (room->small.book, FALSE, NULL, &error));
  assert_refused (error, ZG_ERROR_CORRUPT, words);
}

static void
test_tampered (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) granted = moved (room, 2000, "2026-10-31", "grant");
  g_autoptr (ZgRecord) charged = moved (room, 500, "2026-11-01", "charge");

  sound (room);
  found (room, "balance", "UPDATE balance SET qty = qty + 1;", "not the sum of its lines");
  found (room, "balance", "UPDATE balance SET qty = qty - 1;"
         " UPDATE balance_month SET in_qty = in_qty + 1 WHERE month = '2026-10';",
         "sums of a month");
  small_raw (&room->small, "UPDATE balance_month SET in_qty = in_qty - 1 WHERE month = '2026-10'");
  sound (room);
  found (room, "ledger_line", "DELETE FROM ledger_line WHERE qty < 0;", "not the sum of its lines");
  found (room, "ledger_line", "UPDATE ledger_line SET seq = 1000000;", "entered by nobody");
}

static gpointer
write_line (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_script (db, data, error) ? data : NULL;
}

static void
test_append_only (Room *room, gconstpointer data)
{
  static const char *const tries[] = { "UPDATE ledger_line SET qty = 1", "DELETE FROM ledger_line" };
  g_autoptr (ZgRecord) granted = moved (room, 2000, NULL, "grant");

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (zg_store_write (zg_book_store (room->small.book), write_line, (gpointer) tries[i], &error));
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
    }
  holds (room, &quota_ledger, room->zhang, 3, NULL, 2000, 0, 1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (Room *room, gconstpointer data);
  } tests[] = {
    { "/ledger/moves", test_moves },
    { "/ledger/floor", test_floor },
    { "/ledger/back-dated", test_back_dated },
    { "/ledger/period", test_period },
    { "/ledger/below-nothing", test_below_nothing },
    { "/ledger/values", test_values },
    { "/ledger/lines-whole", test_lines_whole },
    { "/ledger/great-values", test_great_values },
    { "/ledger/tampered", test_tampered },
    { "/ledger/append-only", test_append_only },
  };

  g_test_init (&argc, &argv, NULL);
  ledger_kinds ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Room, NULL, ledger_set_up, tests[i].run, room_tear_down);
  return g_test_run ();
}
