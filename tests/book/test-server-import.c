/* Files read in on a server by a person's own log-in, and what its functions refuse to who tries by the server's own program. */
#include "attempt.h"
#include "door.h"
#include "zg-import.h"

enum { WORD_WORD, WORD_AT, WORD_N };
static const ZgField word_fields[WORD_N] = {
  [WORD_WORD] = { "word", "Word", ZG_TEXT, ZG_REQUIRED | ZG_LIST },
  [WORD_AT] = { "at", "At", ZG_TIME, ZG_LIST },
};
static const ZgStep word_steps[] = {
  { NULL, "create", "kept", ZG_QUIET, ZG_ALL_FIELDS },
  { NULL, "import", "kept", ZG_QUIET, ZG_ALL_FIELDS },
};
static const ZgKind word = {
  "word", "Words", "test", ZG_FIELDS (word_fields), ZG_STEPS (word_steps), .append_only = TRUE, .index = { "unique word, at" },
};

enum { TOOL_NAME, TOOL_STAFF, TOOL_CARD, TOOL_N };
static const ZgField tool_fields[TOOL_N] = {
  [TOOL_NAME] = { "name", "Name", ZG_TEXT, ZG_REQUIRED | ZG_ROMAN | ZG_UNIQUE },
  [TOOL_STAFF] = { "staff", "Keeper", ZG_REF, .ref = "staff" },
  [TOOL_CARD] = { "card", "Card", ZG_TEXT, ZG_SEALED, .seal = "STAFF" },
};
static const ZgStep tool_steps[] = {
  { NULL, "import", "active", ZG_QUIET, ZG_F (TOOL_NAME) | ZG_F (TOOL_STAFF) },
  { "active", "edit", "active", ZG_QUIET, ZG_F (TOOL_NAME) },
};
static const ZgKind tool = {
  "tool", "Tools", "test", ZG_FIELDS (tool_fields), ZG_STEPS (tool_steps), .owner = "staff", .name = "name",
};

typedef struct
{
  Door       door;
  ZgBook    *book;
  ZgSession *zhang, *li, *lin;
} Desk;

static void
allow (Desk *desk, const char *role, const char *right, ZgReach reach)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&zg_role_right);

  zg_record_set_text (record, ZG_RIGHT_ROLE, role);
  zg_record_set_text (record, ZG_RIGHT_PERMISSION, right);
  zg_record_set_int (record, ZG_RIGHT_REACH, reach);
  zg_book_run (desk->door.small.admin, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Li, of the service, may for his unit; Lin may everything; Zhang nothing. */
static void
set_up (Desk *desk, gconstpointer server)
{
  door_set_up (&desk->door, server);
  allow (desk, "sup", "word.import", ZG_REACH_UNIT);
  allow (desk, "sup", "word.create", ZG_REACH_UNIT);
  allow (desk, "sup", "tool.import", ZG_REACH_UNIT);
  allow (desk, "sup", "tool.edit", ZG_REACH_UNIT);
  allow (desk, "sup", "tool.view", ZG_REACH_UNIT);
  allow (desk, "sup", "import_run.undo", ZG_REACH_ALL);
  allow (desk, "admin", "word.import", ZG_REACH_ALL);
  desk->book = door_open (&desk->door);
  desk->zhang = door_login (desk->book, "zhang", DOOR_PASSWORD);
  desk->li = door_login (desk->book, "li", DOOR_PASSWORD);
  desk->lin = door_login (desk->book, "lin", ADMIN_PASSWORD);
}

static void
tear_down (Desk *desk, gconstpointer server)
{
  g_clear_pointer (&desk->zhang, zg_session_unref);
  g_clear_pointer (&desk->li, zg_session_unref);
  g_clear_pointer (&desk->lin, zg_session_unref);
  g_clear_pointer (&desk->book, zg_book_unref);
  door_tear_down (&desk->door, server);
}

static ZgBatch *
words (guint from, guint n)
{
  ZgBatch *batch = zg_batch_new (&word, n);

  for (guint i = from; i < from + n; i++)
    {
      g_autofree char *text = g_strdup_printf ("词 \"%u\"\\", i);
      ZgCell          *cells = zg_batch_row (batch);

      zg_batch_text (batch, &cells[WORD_WORD], text, -1);
      zg_batch_int (&cells[WORD_AT], i);
    }
  return batch;
}

static void
add_tool (ZgBatch *batch, const char *name, gint64 staff)
{
  ZgCell *cells = zg_batch_row (batch);

  zg_batch_text (batch, &cells[TOOL_NAME], name, -1);
  zg_batch_int (&cells[TOOL_STAFF], staff);
}

static gint64
take (ZgSession *session, ZgBatch *batch, ZgProgress progress, gpointer data, guint n_new, guint n_known)
{
  g_autoptr (GError) error = NULL;
  guint  made = 0, known = 0;
  gint64 id = zg_book_import (session, batch, "1_attlog.dat", NULL, &made, &known, progress, data, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (made, ==, n_new);
  g_assert_cmpuint (known, ==, n_known);
  return id;
}

static gint64
count (Desk *desk, const char *sql)
{
  return small_int (&desk->door.small, sql);
}

static void
verify (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_book_verify (desk->door.small.book, TRUE, NULL, &error));
  g_assert_no_error (error);
}

/* -- By the program -- */

static void
test_first_again_back (Desk *desk, gconstpointer data)
{
  g_autoptr (ZgBatch) first = words (0, 2500), overlap = words (2000, 1000);
  g_autoptr (GError)  error = NULL;
  guint               n = 0;
  gint64              id = take (desk->li, first, NULL, NULL, 2500, 0), other;

  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM word w JOIN person p ON p.id = w.maker_id WHERE p.login = 'li'"
                                " AND w.state = 'kept' AND w.version = 1"), ==, 2500);
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM audit WHERE step = 'word.import' AND sig IS NOT NULL"), ==, 3);
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM import_run WHERE n_rows = 2500 AND state = 'done'"), ==, 1);
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM word WHERE word = '词 \"7\"\\' AND at = 7"), ==, 1);
  verify (desk);
  take (desk->li, first, NULL, NULL, 0, 2500);
  other = take (desk->lin, overlap, NULL, NULL, 500, 500); /* some of a chunk are known */
  verify (desk);
  g_assert_false (zg_book_undo_import (desk->li, other, NULL, &error)); /* somebody else's */
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_false (zg_book_undo_import (desk->zhang, id, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (zg_book_undo_import (desk->li, id, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2500);
  g_assert_true (zg_book_undo_import (desk->lin, other, &n, &error));
  g_assert_cmpuint (n, ==, 500);
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM word"), ==, 0);
  verify (desk);
  g_assert_cmpint (zg_book_import (desk->zhang, first, "1_attlog.dat", NULL, NULL, NULL, NULL, NULL, NULL, &error), ==, 0);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
}

/* Whole records: sort keys made here, places found by the server; others of his unit's alone; what was changed stays. */
static void
test_records (Desk *desk, gconstpointer data)
{
  g_autoptr (ZgBatch)  own = zg_batch_new (&tool, 2), foreign = zg_batch_new (&tool, 1);
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) read = NULL;
  g_autofree char     *sql = NULL;
  gint64               id;

  add_tool (own, "锤子", desk->door.zhang);
  add_tool (own, "钳子", desk->door.li);
  add_tool (foreign, "锯子", desk->door.wang);
  id = take (desk->li, own, NULL, NULL, 2, 0);
  SQL ("SELECT COUNT(*) FROM tool WHERE unit_id = %" G_GINT64_FORMAT " AND owner_id = staff AND name_key IS NOT NULL",
       desk->door.service);
  g_assert_cmpint (count (desk, sql), ==, 2);
  g_assert_cmpint (zg_book_import (desk->li, foreign, "f", NULL, NULL, NULL, NULL, NULL, NULL, &error), ==, 0);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_clear_error (&error);
  read = small_get (&desk->door.small, &tool, count (desk, "SELECT MIN (id) FROM tool"));
  zg_record_set_text (read, TOOL_NAME, "大锤子");
  zg_book_run (desk->li, read, "edit", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (zg_book_undo_import (desk->li, id, NULL, &error));
  assert_refused (error, ZG_ERROR_INVALID, "1 record");
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM tool"), ==, 2);
  verify (desk);
}

/* A row known already leaves a gap among the ids of its chunk: who posts one there by hand neither spoils the import's digest nor
 * loses his row when it is taken back. */
static void
test_gap (Desk *desk, gconstpointer data)
{
  g_autoptr (ZgBatch)  first = words (1, 1), more = words (0, 3);
  g_autoptr (ZgRecord) row = zg_record_new (&word);
  g_autoptr (GError)   error = NULL;
  gint64               id;
  guint                n = 0;

  take (desk->li, first, NULL, NULL, 1, 0);
  id = take (desk->li, more, NULL, NULL, 2, 1);
  row->id = count (desk, "SELECT first_id + 1 FROM import_chunk WHERE last_id > first_id");
  zg_record_set_text (row, WORD_WORD, "between");
  zg_book_run (desk->li, row, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM word w JOIN import_chunk c ON w.id BETWEEN c.first_id AND c.last_id"
                                " WHERE w.import_id IS NULL"), ==, 1);
  verify (desk);
  g_assert_true (zg_book_undo_import (desk->li, id, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM word WHERE word = 'between'"), ==, 1);
}

/* -- Cut and killed -- */

static void
cut (guint done, guint total, gpointer data)
{
  if (done == 1000)
    psql (data, "SELECT pg_terminate_backend (pid) FROM pg_stat_activity WHERE usename = session_user"
                " AND pid <> pg_backend_pid ()");
}

/* The network goes between two chunks: the next is sent anew, and the file is in whole. */
static void
test_cut (Desk *desk, gconstpointer data)
{
  g_autoptr (ZgBatch) batch = words (0, 3000);

  take (desk->li, batch, cut, (char *) desk->li->store->address, 3000, 0);
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM word"), ==, 3000);
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM import WHERE state = 'running'"), ==, 0);
  verify (desk);
}

/* One row as a chunk of its own, signed by @session. Returns: (transfer full): the statement. */
static char *
chunk (ZgSession *session, gint64 import, gint64 first, const char *text, const char *more, gboolean wrong)
{
  g_autoptr (ZgSum)     sum = zg_sum_new ();
  ZgCell                cells[WORD_N] = { { .type = ZG_CELL_TEXT, .s = (char *) text }, { .type = ZG_CELL_INT, .i = 5 } };
  guint8                signature[ZG_SIGNATURE_BYTES];
  g_autofree char      *body = NULL, *hex = NULL, *digest = NULL;

  zg_import_digest (sum, first + wrong, cells, &word);
  digest = zg_sum_end (sum);
  body = g_strdup_printf ("{\"import\":%" G_GINT64_FORMAT ",\"k\":\"word\",\"first\":%" G_GINT64_FORMAT ",\"last\":%"
                          G_GINT64_FORMAT ",\"rows\":1,\"digest\":\"%s\"}", import, first, first, digest);
  zg_session_sign (session, body, strlen (body), signature, NULL);
  hex = zg_hex (signature, sizeof signature);
  return g_strdup_printf ("SELECT entry, marks FROM zg.import_chunk ('%s', '\\x%s', 9, gen_random_uuid ()::text,"
                          " '[{\"f\":{\"word\":\"%s\",\"at\":5%s}}]', 'f', NULL, 0, 0)", body, hex, text, more);
}

/* A program that was killed after its first chunk: the next import of its kind takes back what it left; one that runs stays. */
static void
test_killed (Desk *desk, gconstpointer data)
{
  g_autoptr (ZgBatch) batch = words (0, 3);
  g_autofree char    *sql = chunk (desk->li, 4711, 5711, "left", "", FALSE);

  goes (desk->li->store->address, sql, "1|");
  /* the server is a moment behind those who leave it: only then nobody holds the import any more */
  goes (desk->door.small.path, "SELECT pg_advisory_lock (k), pg_advisory_unlock (k) FROM zg_keep.import_key (4711) k", "|t");
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM word w JOIN import i ON i.id = w.import_id WHERE i.state = 'running'"), ==,
                   1);
  take (desk->li, batch, NULL, NULL, 3, 0);
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM word"), ==, 3);
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM import WHERE id = 4711 AND state = 'undone'"), ==, 1);
  verify (desk);
}

static void
import_beside (guint done, guint total, gpointer data)
{
  Desk               *desk = data;
  g_autoptr (ZgBatch) batch = words (9000, 3);

  if (done != 1000)
    return;
  take (desk->lin, batch, NULL, NULL, 3, 0); /* of another desk, who might take back all that was left */
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM import WHERE state = 'running'"), ==, 1);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (ZgBook) owner = zg_book_open (desk->door.small.path, FALSE, &error); /* the owner as little */

    g_assert_no_error (error);
  }
}

static void
test_beside (Desk *desk, gconstpointer data)
{
  g_autoptr (ZgBatch) batch = words (0, 2500);

  take (desk->li, batch, import_beside, desk, 2500, 0);
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM word"), ==, 2503);
  verify (desk);
}

/* -- Attempts -- */

static void
test_chunk_attacks (Desk *desk, gconstpointer data)
{
  const char      *li = desk->li->store->address, *lin = desk->lin->store->address, *zhang = desk->zhang->store->address;
  g_autofree char *sql = NULL;
  static const char *const forged[] = { ",\"maker_id\":1", ",\"state\":\"done\"", ",\"id\":7", ",\"version\":9",
                                        ",\"created_ms\":1", ",\"owner_id\":1", ",\"import_id\":1", ",\"parent_id\":1" };

#define CHUNK(...) (sql = (g_free (sql), chunk (__VA_ARGS__)))
  CHUNK (desk->zhang, 5000, 6000, "a", "", FALSE);
  refused (zhang, sql, "ZGDEN"); /* no right */
  for (guint i = 0; i < G_N_ELEMENTS (forged); i++)
    {
      CHUNK (desk->li, 5000, 6000, "a", forged[i], FALSE);
      refused (li, sql, "ZGINV");
    }
  CHUNK (desk->li, 5000, 6000, "a", "", TRUE);
  goes (li, sql, "0|1"); /* another digest than the rows': what is new is said, nothing is written */
  g_assert_cmpint (count (desk, "SELECT (SELECT COUNT(*) FROM word) + (SELECT COUNT(*) FROM import)"), ==, 0);
  CHUNK (desk->lin, 5000, 6000, "a", "", FALSE);
  goes (lin, sql, "1|");
  CHUNK (desk->li, 5000, 6001, "b", "", FALSE);
  refused (li, sql, "ZGDEN"); /* an import of another */
  CHUNK (desk->li, 5001, 6000, "b", "", FALSE);
  refused (li, sql, "ZGCON"); /* ids of another: to be taken back with one's own */
  SQL ("SELECT zg.import_end ('{\"import\":5000,\"rows\":1}', '', 9, 'x', 't', 0, 0, 0)");
  refused (li, sql, "ZGDEN");
  SQL ("SELECT zg.import_end ('{\"import\":5000,\"rows\":2}', '', 9, 'x', 't', 0, 0, 0)");
  refused (lin, sql, "ZGINV"); /* another number of rows */
  SQL ("SELECT n_rows FROM zg.import_undo ('{\"import\":5000,\"undo\":1}', '', 9, 'x', 1, 0, 0)");
  refused (li, sql, "ZGDEN"); /* though nobody runs it */
  refused (zhang, sql, "ZGDEN");
  refused (li, "SELECT zg_keep.import_put ('word', '[]', 1, 1, 'kept', 1, true)", "42501");
  refused (li, "SELECT zg_keep.import_drop ('word', 5000)", "42501");
  refused (li, "INSERT INTO zg.import_chunk (import_id, first_id, last_id, digest) VALUES (5000, 1, 9, '')", "42501");
  refused (li, "UPDATE zg.import SET state = 'undoing'", "42501");
}

static void
test_other_attacks (Desk *desk, gconstpointer data)
{
  const char         *li = desk->li->store->address, *zhang = desk->zhang->store->address;
  g_autoptr (ZgBatch) batch = words (0, 3);
  gint64              id = take (desk->li, batch, NULL, NULL, 3, 0);
  g_autofree char    *sql = NULL;
  static const char *const kinds[] = { "leave", "import_run", "role_right", "audit", "nothing" };

  CHUNK (desk->li, id, 6000, "late", "", FALSE);
  refused (li, sql, "ZGINV"); /* the import is over */
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      SQL ("SELECT entry FROM zg.import_chunk ('{\"import\":7,\"k\":\"%s\",\"first\":9}', '', 9, 'x', '[{\"f\":{}}]', '', '',"
           " 0, 0)",
           kinds[i]);
      refused (li, sql, "ZGINV"); /* nothing that is read in */
    }
  SQL ("SELECT entry FROM zg.import_chunk ('{\"import\":7,\"k\":\"tool\",\"first\":9}', '', 9, 'x', '[{\"f\":{\"name\":\"x\","
       "\"staff\":%" G_GINT64_FORMAT "}}]', '', '', 0, 0)", desk->door.wang);
  refused (li, sql, "ZGDEN"); /* of a unit that is not his */
  SQL ("SELECT entry FROM zg.import_chunk ('{\"import\":7,\"k\":\"tool\",\"first\":9}', '', 9, 'x', '[{\"f\":{\"name\":\"x\","
       "\"card\":[\"AAAA\"]}}]', '', '', 0, 0)");
  refused (li, sql, "ZGINV"); /* a field the step does not write */
  SQL ("SELECT n_rows FROM zg.import_undo ('{\"import\":%" G_GINT64_FORMAT ",\"undo\":1}', '', 9, 'x', 0, 0, 0)", id);
  refused (zhang, sql, "ZGDEN");
  /* the row in the list goes by no posting, though its right is given; a note beside it is no digest */
  SQL ("SELECT repeated FROM zg.post ('{\"cmd\":\"by hand\",\"step\":\"import_run.undo\",\"puts\":[{\"k\":\"import_run\",\"v\":"
       "\"undo\",\"id\":%" G_GINT64_FORMAT ",\"ver\":1,\"f\":{}}]}', '', 9, '[]', 0, 0)", id);
  refused (li, sql, "ZGINV");
  g_assert_cmpint (count (desk, "SELECT COUNT(*) FROM word"), ==, 3);
  verify (desk);
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; void (*run) (Desk *desk, gconstpointer data); } tests[] = {
    { "/server/import/first-again-back", test_first_again_back }, { "/server/import/records", test_records },
    { "/server/import/gap", test_gap },
    { "/server/import/cut", test_cut },                           { "/server/import/killed", test_killed },
    { "/server/import/beside", test_beside },                     { "/server/import/attacks/chunk", test_chunk_attacks },
    { "/server/import/attacks/other", test_other_attacks },
  };
  const char *server = g_getenv ("ZG_TEST_PG");

  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  zg_kinds_add (&word);
  zg_kinds_add (&tool);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    if (server)
      g_test_add (tests[i].path, Desk, server, set_up, tests[i].run, tear_down);
    else
      g_test_add_func (tests[i].path, door_skip);
  return g_test_run ();
}
