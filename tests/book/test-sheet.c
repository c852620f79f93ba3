/* Sheets: what may be seen, what is hidden, what is found, in which order, and how quickly. */
#include "parcels.h"

/* -- asking, on a reader's thread -- */

typedef struct
{
  const ZgQuery *query;
  ZgSession     *session;
  const gint64  *ids;
  int            n;
  gint64        *sums;
  GPtrArray     *texts;
  int            stop_after;
} Ask;

static gpointer
ask_ids (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_query_ids (ask->query, ask->session, db, cancellable, error);
}

static gpointer
ask_rows (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_query_rows (ask->query, ask->session, db, ask->ids, ask->n, error);
}

static gpointer
ask_words (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_query_words (((Ask *) data)->query, db);
}

static gpointer
ask_sums (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_query_totals (ask->query, ask->session, db, ask->ids, ask->n, ask->sums, error) ? ask : NULL;
}

static gboolean
keep_row (gint64 id, const ZgCell *cells, gpointer data, GError **error)
{
  Ask *ask = data;

  g_ptr_array_add (ask->texts, g_strdup (zg_cell_text (&cells[1])));
  return (int) ask->texts->len != ask->stop_after;
}

static gpointer
ask_each (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_query_each (ask->query, ask->session, db, keep_row, ask, cancellable, error) ? ask : NULL;
}

static GArray *
ids_of (Room *room, ZgSession *session, const ZgQuery *query)
{
  g_autoptr (GError) error = NULL;
  Ask                ask = { .query = query, .session = session };
  GArray            *ids = zg_store_read (zg_book_store (room->small.book), ask_ids, &ask, &error);

  g_assert_no_error (error);
  return ids;
}

static char *
digits_of (Room *room, const GArray *ids)
{
  GString *digits = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    for (int p = 0; p < 5; p++)
      if (g_array_index (ids, gint64, i) == room->parcels[p])
        g_string_append_c (digits, (char) ('0' + p));
  return g_string_free (digits, FALSE);
}

/* Which parcels: "014" means the first, second and fifth, in this order. */
static void
assert_found (Room *room, ZgSession *session, const ZgQuery *query, const char *expected)
{
  g_autoptr (GArray) ids = ids_of (room, session, query);
  g_autofree char   *found = digits_of (room, ids);

  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (strlen (found), ==, ids->len);
}

static ZgQuery *
query_of (const char *kind)
{
  return zg_query_new (zg_sheet_by_id (kind));
}

static int
by_digit (gconstpointer a, gconstpointer b)
{
  return *(const char *) a - *(const char *) b;
}

static void
search (Room *room, const char *text, const char *expected)
{
  g_autoptr (ZgQuery) query = query_of ("parcel");
  g_autoptr (GArray)  ids = NULL;
  g_autofree char    *found = NULL;

  query->search = g_strdup (text);
  g_test_message ("search “%s”", text);
  ids = ids_of (room, room->small.admin, query);
  found = digits_of (room, ids);
  qsort (found, strlen (found), 1, by_digit);
  g_assert_cmpstr (found, ==, expected);
}

/* -- tests -- */

static void
test_default_sheet (Room *room, gconstpointer data)
{
  const ZgSheet *sheet = zg_sheet_by_id ("parcel");
  guint          n;

  g_assert_true (zg_sheet_by_id ("parcel") == sheet);
  g_assert_null (zg_sheet_by_id ("no-such"));
  g_assert_null (zg_sheet_by_id (NULL));
  g_assert_cmpstr (sheet->columns[0].name, ==, "no");
  g_assert_cmpstr (sheet->columns[1].name, ==, "name");
  g_assert_cmpstr (sheet->columns[1].search, ==, "t.name_key");
  g_assert_cmpstr (sheet->columns[sheet->n_columns - 1].name, ==, "state");
  g_assert_false (sheet->columns[sheet->n_columns - 1].flags & ZG_COL_HIDDEN);
  for (int i = 0; i < sheet->n_columns; i++)
    {
      const ZgColumn *column = &sheet->columns[i];

      g_assert_cmpint ((column->flags & ZG_COL_MASK) != 0, ==, g_str_equal (column->name, "phone"));
      g_assert_cmpint ((column->flags & ZG_COL_SUM) != 0, ==, g_str_equal (column->name, "price") ||
                       g_str_equal (column->name, "weight"));
      if (g_str_equal (column->name, "keeper"))
        g_assert_cmpint (column->type, ==, ZG_TEXT);
    }
  /* a register needs no pill */
  sheet = zg_sheet_by_id ("unit");
  g_assert_true (sheet->columns[sheet->n_columns - 1].flags & ZG_COL_HIDDEN);
  g_assert_nonnull (zg_sheets (&n));
  g_assert_cmpuint (n, >=, 4);
}

static void
test_order_and_hidden (Room *room, gconstpointer data)
{
  g_autoptr (ZgQuery) query = query_of ("parcel");
  g_autoptr (GError)  error = NULL;

  assert_found (room, room->small.admin, query, "4210"); /* newest first, deleted left out */
  query->with_hidden = TRUE;
  assert_found (room, room->small.admin, query, "43210");
  query->with_hidden = FALSE;
  g_assert_true (zg_query_set (query, "state", "deleted", &error));
  assert_found (room, room->small.admin, query, "3"); /* who asks for it sees it */
  g_assert_true (zg_query_set (query, "state", "Kept", &error)); /* by title */
  assert_found (room, room->small.admin, query, "10");
  g_assert_false (zg_query_set (query, "state", "lost", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
}

static void
test_sort (Room *room, gconstpointer data)
{
  g_autoptr (ZgQuery) query = query_of ("parcel");

  query->sort = 1; /* names by their sort key: Han by pinyin, then Latin */
  assert_found (room, room->small.admin, query, "4012");
  query->descending = TRUE;
  assert_found (room, room->small.admin, query, "2104");
  for (query->sort = 0; query->sort < query->sheet->n_columns; query->sort++)
    {
      g_autoptr (GArray) ids = ids_of (room, room->small.admin, query);

      g_assert_cmpuint (ids->len, ==, 4);
    }
}

static void
test_filters (Room *room, gconstpointer data)
{
  g_autoptr (ZgQuery) query = query_of ("parcel");
  g_autoptr (GError)  error = NULL;
  g_autofree char    *keeper = g_strdup_printf ("%" G_GINT64_FORMAT, room->zhang);

  g_assert_true (zg_query_set (query, "carrier", "ZTO", &error));
  assert_found (room, room->small.admin, query, "421");
  g_assert_true (zg_query_set (query, "day", "2026-10", &error)); /* a month of days */
  assert_found (room, room->small.admin, query, "1");
  g_assert_true (zg_query_set (query, "carrier", NULL, &error));
  assert_found (room, room->small.admin, query, "10");
  g_assert_true (zg_query_set (query, "day", "2026年10月31日", &error));
  assert_found (room, room->small.admin, query, "1");
  g_assert_true (zg_query_set (query, "day", "", &error));
  g_assert_true (zg_query_set (query, "seen_at", "2026-10-31", &error)); /* the whole day of Shanghai */
  assert_found (room, room->small.admin, query, "4210");
  g_assert_true (zg_query_set (query, "seen_at", "2026-11-01", &error));
  assert_found (room, room->small.admin, query, "");
  g_assert_true (zg_query_set (query, "seen_at", NULL, &error));
  g_assert_true (zg_query_set (query, "keeper", keeper, &error));
  assert_found (room, room->small.admin, query, "10");
  g_assert_false (zg_query_set (query, "carrier", "1; DROP TABLE parcel", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (zg_query_set (query, "colour", "red", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
}

static void
test_search (Room *room, gconstpointer data)
{
  search (room, "林", "0");
  search (room, "lxy", "0");         /* initials */
  search (room, "linxiao", "0");
  search (room, "xiaoyu", "0");      /* the given name alone */
  search (room, "shanx", "4");       /* 单 as a surname */
  search (room, "ZM", "01");         /* 张敏 herself, and as keeper of the first */
  search (room, "zm 77", "1");       /* every word */
  search (room, "sf123", "0");       /* either case */
  search (room, "90123", "0");       /* last digits */
  search (room, "1", "014");
  search (room, "%", "2");           /* no joker, and full width as well */
  search (room, "50%", "2");
  search (room, "_01", "1");
  search (room, "'", "");
  search (room, "\\", "");
  search (room, "zt-0042", "2");
  search (room, "a0", "");           /* the sort key is hex: nothing is found in it */
  search (room, "   ", "0124");
  search (room, "13800006620", "");  /* sealed: not searched */
}

static void
test_many_numbers (Room *room, gconstpointer data)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  search (room, "SF1234567890123\nyt0000000000001\n", "04");
  search (room, "=\"SF1234567890123\"\r\n'77001234567_01\t\r\n\r\n", "01"); /* as a spreadsheet dresses them */
  search (room, "SF123\n7700", "");                                         /* numbers in full */
  for (int i = 0; i < 3000; i++)
    g_string_append_printf (lines, "nr-%d\n", i);
  g_string_append (lines, "zt-0042\n");
  search (room, lines->str, "2");
}

static void
test_rows (Room *room, gconstpointer data)
{
  g_autoptr (ZgQuery) query = query_of ("parcel");
  g_autoptr (GError)  error = NULL;
  gint64              ids[300];
  Ask                 ask = { .query = query, .session = room->small.admin, .ids = ids, .n = 300 };
  g_autoptr (ZgRows)  rows = NULL;
  int                 phone = -1, keeper = -1;

  for (int i = 0; i < 300; i++)
    ids[i] = i == 131 ? 4711 : room->parcels[(i * 7) % 5];
  rows = zg_store_read (zg_book_store (room->small.book), ask_rows, &ask, &error);
  g_assert_no_error (error);
  for (int c = 0; c < rows->n_columns; c++)
    {
      phone = g_str_equal (query->sheet->columns[c].name, "phone") ? c : phone;
      keeper = g_str_equal (query->sheet->columns[c].name, "keeper") ? c : keeper;
    }
  for (int i = 0; i < 300; i++)
    {
      const ZgCell *row = rows->cells + i * rows->n_columns;

      g_assert_cmpint (rows->ids[i], ==, ids[i]);
      if (i == 131)
        {
          g_assert_cmpint (rows->versions[i], ==, 0);
          g_assert_true (zg_cell_is_null (&row[1]));
          continue;
        }
      g_assert_cmpint (rows->versions[i], >, 0);
      if (ids[i] == room->parcels[0])
        {
          g_assert_cmpstr (zg_cell_text (&row[0]), ==, "BG-2026-0001");
          g_assert_cmpstr (zg_cell_text (&row[1]), ==, "林小雨");
          g_assert_cmpstr (zg_cell_text (&row[keeper]), ==, "张敏");
          g_assert_cmpstr (rows->states[i], ==, "kept");
        }
      /* the key of the class shows the masked number, without it there are stars */
      g_assert_true (g_str_has_suffix (zg_cell_text (&row[phone]), "6620") || g_str_equal (zg_cell_text (&row[phone]), "****"));
    }
}

static GArray *
leaves_of (Room *room, ZgSession *session)
{
  g_autoptr (ZgQuery) query = query_of ("leave");

  return ids_of (room, session, query);
}

static gint64
leave_new (ZgSession *session, gint64 staff)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) leave = zg_record_new (&small_leave);

  zg_record_set_int (leave, LEAVE_STAFF, staff);
  zg_record_set_text (leave, LEAVE_REASON, "看病");
  zg_record_set_text (leave, LEAVE_MOBILE, "13800000000");
  zg_book_run (session, leave, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return leave->id;
}

/* What the list gives is what the session says it may see, record by record. */
static void
test_reach (Room *room, gconstpointer data)
{
  gint64     leaves[3] = { leave_new (room->s_zhang, room->zhang), leave_new (room->s_li, room->li),
                          leave_new (room->s_wang, room->wang) };
  ZgSession *sessions[3] = { room->s_zhang, room->s_li, room->s_wang };

  for (int s = 0; s < 3; s++)
    {
      g_autoptr (GArray)  ids = leaves_of (room, sessions[s]);
      g_autoptr (ZgQuery) query = query_of ("leave");
      g_autoptr (GError)  error = NULL;
      Ask                 ask = { .query = query, .session = sessions[s], .ids = leaves, .n = 3 };
      g_autoptr (ZgRows)  rows = zg_store_read (zg_book_store (room->small.book), ask_rows, &ask, &error);

      g_assert_no_error (error);
      for (int l = 0; l < 3; l++)
        {
          g_autoptr (ZgRecord) leave = small_get (&room->small, &small_leave, leaves[l]);
          gboolean             sees = zg_session_sees (sessions[s], leave), listed = FALSE;

          for (guint i = 0; i < ids->len; i++)
            listed |= g_array_index (ids, gint64, i) == leaves[l];
          g_assert_cmpint (sees, ==, listed);
          g_assert_cmpint (sees, ==, rows->versions[l] != 0); /* asking by a guessed id gives no more */
        }
    }
  {
    g_autoptr (GArray) zhang = leaves_of (room, room->s_zhang), li = leaves_of (room, room->s_li),
                       wang = leaves_of (room, room->s_wang);

    g_assert_cmpuint (zhang->len, ==, 1);
    g_assert_cmpuint (li->len, ==, 2);
    g_assert_cmpuint (wang->len, ==, 1);
  }
}

static void
test_denied (Room *room, gconstpointer data)
{
  g_autoptr (ZgQuery) query = query_of ("parcel");
  g_autoptr (GError)  error = NULL;
  Ask                 ask = { .query = query, .session = room->s_zhang };

  g_assert_null (zg_store_read (zg_book_store (room->small.book), ask_ids, &ask, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "Parcels"));
  g_clear_error (&error);
  g_assert_null (zg_store_read (zg_book_store (room->small.book), ask_rows, &ask, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_null (zg_store_read (zg_book_store (room->small.book), ask_each, &ask, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  ask.session = room->small.admin;
  query->to_export = TRUE; /* to see is not to carry away */
  g_assert_null (zg_store_read (zg_book_store (room->small.book), ask_ids, &ask, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
}

static void
test_totals (Room *room, gconstpointer data)
{
  g_autoptr (ZgQuery) query = query_of ("parcel");
  g_autoptr (GError)  error = NULL;
  gint64              sums[32];
  gint64              ids[] = { room->parcels[0], room->parcels[1], room->parcels[3] };
  Ask                 ask = { .query = query, .session = room->small.admin, .sums = sums };

  g_assert_nonnull (zg_store_read (zg_book_store (room->small.book), ask_sums, &ask, &error));
  g_assert_cmpint (sums[5], ==, 115600 + 50 - 900 + 100);
  g_assert_cmpint (sums[4], ==, 4 * 1500);
  ask.ids = ids;
  ask.n = 3;
  g_assert_nonnull (zg_store_read (zg_book_store (room->small.book), ask_sums, &ask, &error));
  g_assert_cmpint (sums[5], ==, 115650);
  g_assert_cmpint (sums[1], ==, 0);
}

static void
test_each (Room *room, gconstpointer data)
{
  g_autoptr (ZgQuery)   query = query_of ("parcel");
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Ask                   ask = { .query = query, .session = room->small.admin, .texts = texts };

  g_assert_nonnull (zg_store_read (zg_book_store (room->small.book), ask_each, &ask, &error));
  g_assert_cmpuint (texts->len, ==, 4);
  g_assert_cmpstr (texts->pdata[0], ==, "单晓");
  ask.stop_after = 5; /* two more, then enough: that is no error */
  g_ptr_array_set_size (texts, 3);
  g_assert_nonnull (zg_store_read (zg_book_store (room->small.book), ask_each, &ask, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (texts->len, ==, 5);
}

static void
test_words (Room *room, gconstpointer data)
{
  g_autoptr (ZgQuery) query = query_of ("parcel"), copy = NULL;
  g_autoptr (GError)  error = NULL;
  g_autofree char    *keeper = g_strdup_printf ("%" G_GINT64_FORMAT, room->zhang);
  Ask                 ask = { .query = query };
  g_autofree char    *none = zg_store_read (zg_book_store (room->small.book), ask_words, &ask, &error), *words = NULL;

  g_assert_cmpstr (none, ==, "");
  zg_query_set (query, "carrier", "sf", &error);
  zg_query_set (query, "day", "2026-10", &error);
  zg_query_set (query, "keeper", keeper, &error);
  zg_query_set (query, "state", "taken", &error);
  query->search = g_strdup ("a\nb\nc");
  copy = zg_query_copy (query);
  ask.query = copy;
  words = zg_store_read (zg_book_store (room->small.book), ask_words, &ask, &error);
  g_assert_nonnull (strstr (words, "Carrier: SF; Day: 2026-10; Keeper: 张敏"));
  g_assert_nonnull (strstr (words, "State: Taken"));
  g_assert_nonnull (strstr (words, "3 numbers"));
}

/* The engine says how it will go about it. */
static gpointer
ask_plan (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask       *ask = data;
  ZgSqlText  text;
  GString   *plan = g_string_new (NULL);
  gboolean   row = TRUE;
  ZgStmt    *stmt;

  zg_sql_text_init (&text);
  g_string_append (text.sql, "EXPLAIN QUERY PLAN SELECT t.id");
  g_assert_true (zg_sheet_sql_from (&text, ask->query, ask->session, db, error));
  zg_sheet_sql_order (&text, ask->query);
  stmt = zg_sql_text_query (&text, db, error);
  g_assert_no_error (*error);
  while (zg_stmt_step (stmt, &row, error) && row)
    g_string_append_printf (plan, "%s\n", zg_stmt_text (stmt, 3));
  zg_stmt_done (stmt);
  zg_sql_text_clear (&text);
  return g_string_free (plan, FALSE);
}

static void
test_no_sort (Room *room, gconstpointer data)
{
  g_autoptr (ZgQuery) query = query_of ("parcel");
  g_autoptr (GError)  error = NULL;
  Ask                 ask = { .query = query, .session = room->small.admin };
  g_autofree char    *plan = NULL;

  if (engine_skips ())
    return;
  plan = zg_store_read (zg_book_store (room->small.book), ask_plan, &ask, &error);
  g_assert_null (strstr (plan, "TEMP B-TREE"));
  g_assert_null (strstr (plan, " r1")); /* joins nobody asks for are left out */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  zg_kinds_add (&parcel);
#define TEST(path, function) g_test_add ("/sheet/" path, Room, NULL, set_up, function, tear_down)
  TEST ("default", test_default_sheet);
  TEST ("order-and-hidden-states", test_order_and_hidden);
  TEST ("sort", test_sort);
  TEST ("filters", test_filters);
  TEST ("search", test_search);
  TEST ("many-numbers", test_many_numbers);
  TEST ("rows", test_rows);
  TEST ("reach", test_reach);
  TEST ("denied", test_denied);
  TEST ("totals", test_totals);
  TEST ("each", test_each);
  TEST ("words", test_words);
  TEST ("no-sort", test_no_sort);
  return g_test_run ();
}
