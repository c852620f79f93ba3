/* Imports: many rows at once, what is known already, and taking them back whole. */
#include "run-kinds.h"
#include "zg-store-private.h"

enum { PART_NAME, PART_CODE, PART_STAFF, PART_SECRET, PART_LENGTH, PART_N };

static const ZgField part_fields[PART_N] = {
  [PART_NAME] = { "name", "Name", ZG_TEXT, ZG_REQUIRED | ZG_ROMAN, .max = 10 },
  [PART_CODE] = { "code", "Code", ZG_TEXT, ZG_UNIQUE },
  [PART_STAFF] = { "staff", "Keeper", ZG_REF, .ref = "staff" },
  [PART_SECRET] = { "secret", "Secret", ZG_TEXT, ZG_SEALED, .seal = "STAFF" },
  [PART_LENGTH] = { "length", "Length", ZG_INT, ZG_COMPUTED },
};

static void
part_recompute (ZgRecord *record)
{
  zg_record_set_int (record, PART_LENGTH, zg_record_text (record, PART_NAME)
                     ? g_utf8_strlen (zg_record_text (record, PART_NAME), -1) : 0);
}

static const ZgStep part_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { NULL, "import", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS },
};
static const ZgKind part = {
  "part", "Parts", "test", ZG_FIELDS (part_fields), ZG_STEPS (part_steps), .owner = "staff", .name = "name",
  .recompute = part_recompute, .index = { "length" },
};

static const ZgField use_fields[] = { { "part", "Part", ZG_REF, ZG_REQUIRED, .ref = "part" } };
static const ZgKind part_use = { "part_use", "Used in", "test", ZG_FIELDS (use_fields), ZG_REGISTER };

typedef struct
{
  guint         calls, last;
  GCancellable *cancel;  /* (nullable): cancelled by the first call */
  Small        *edit;    /* (nullable): the first row is changed by the first call */
  Small        *look;    /* (nullable): counts the indexes that are there at the first call */
  gint64        indexes;
  Small        *copy;    /* (nullable): copied at the first call, the log too */
} Progress;

static gint64
indexes (Small *small)
{
  return small_int (small, "SELECT COUNT(*) FROM sqlite_schema WHERE name LIKE 'log\\_index\\__' ESCAPE '\\'");
}

static void
copy_book (Small *small)
{
  g_autofree char *shell = g_strdup_printf ("cd '%s' && mkdir cut && cp test.zgb test.zgb-wal cut/", small->folder);

  g_assert_cmpint (system (shell), ==, 0);
}

static void
on_progress (guint done, guint total, gpointer data)
{
  Progress *progress = data;

  progress->calls++;
  progress->last = done;
  if (progress->edit)
    small_raw (progress->edit, "UPDATE part SET version = 2, name = 'ok' WHERE id = (SELECT MIN (id) FROM part)");
  if (progress->look && progress->calls == 1)
    progress->indexes = indexes (progress->look);
  if (progress->copy && progress->calls == 1)
    copy_book (progress->copy);
  progress->edit = NULL;
  if (progress->cancel)
    g_cancellable_cancel (progress->cancel);
}

static ZgBatch *
words (guint from, guint n)
{
  ZgBatch *batch = zg_batch_new (&run_log, n);

  for (guint i = from; i < from + n; i++)
    {
      g_autofree char *word = g_strdup_printf ("word %u", i);
      ZgCell          *cells = zg_batch_row (batch);

      zg_batch_text (batch, &cells[LOG_WORD], word, -1);
      zg_batch_int (&cells[LOG_AT], i);
    }
  return batch;
}

static void
add_part (ZgBatch *batch, const char *name, const char *code, gint64 staff)
{
  ZgCell *cells = zg_batch_row (batch);

  zg_batch_text (batch, &cells[PART_NAME], name, -1);
  zg_batch_text (batch, &cells[PART_CODE], code, -1);
  if (staff)
    zg_batch_int (&cells[PART_STAFF], staff);
  zg_batch_text (batch, &cells[PART_SECRET], CANARY, -1);
}

static ZgBatch *
parts (guint n)
{
  ZgBatch *batch = zg_batch_new (&part, n);

  for (guint i = 0; i < n; i++)
    add_part (batch, "螺丝", NULL, 0);
  return batch;
}

static gint64
import_ok (ZgSession *session, ZgBatch *batch, guint n_new, guint n_known)
{
  g_autoptr (GError) error = NULL;
  guint  new_rows = 0, known = 0;
  gint64 id = zg_book_import (session, batch, "file.txt", NULL, &new_rows, &known, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  g_assert_cmpuint (new_rows, ==, n_new);
  g_assert_cmpuint (known, ==, n_known);
  return id;
}

static void
import_fails (ZgSession *session, ZgBatch *batch, int code, Progress *progress)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (zg_book_import (session, batch, "file.txt", NULL, NULL, NULL, progress ? on_progress : NULL, progress,
                                   progress ? progress->cancel : NULL, &error), ==, 0);
  if (code >= 0)
    g_assert_error (error, ZG_ERROR, code);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* -- Writing -- */

static void
test_chunks (Room *room, gconstpointer data)
{
  Small              *small = &room->small;
  g_autoptr (ZgBatch) batch = words (0, 2500);
  g_autoptr (GBytes)  digest = g_bytes_new ("\x01\xfe", 2);
  g_autoptr (GError)  error = NULL;
  Progress            progress = { 0 };
  guint               n_new, n_known;
  gint64              id;

  id = zg_book_import (small->admin, batch, "words.txt", digest, &n_new, &n_known, on_progress, &progress, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  g_assert_cmpuint (n_new, ==, 2500);
  g_assert_cmpuint (n_known, ==, 0);
  g_assert_cmpuint (progress.calls, >=, 3); /* others have written a moment ago: small pieces, on a server a thousand rows each */
  g_assert_cmpuint (progress.last, ==, 2500);
  g_assert_cmpint (small_int (small,
      "SELECT COUNT(*) FROM log WHERE version = 1 AND state = 'kept' AND import_id = (SELECT id FROM import)"), ==, 2500);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM import_chunk"), ==, progress.calls);
  g_assert_cmpint (small_int (small, "SELECT CAST (SUM (last_id - first_id + 1) AS BIGINT) FROM import_chunk"), ==, 2500);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM audit WHERE step = 'log.import' AND sig IS NOT NULL"), ==,
                   progress.calls);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM import WHERE state = 'done' AND n_rows = 2500 AND digest = '01fe'"),
                   ==, 1);
  g_assert_cmpint (small_int (small,
      "SELECT COUNT(*) FROM import_run WHERE source = 'words.txt' AND n_rows = 2500 AND state = 'done'"), ==, 1);
  g_assert_cmpint (small_int (small, "SELECT COUNT(DISTINCT id) FROM log"), ==, 2500);
  g_assert_true (zg_book_verify (small->book, TRUE, NULL, &error));
  g_assert_no_error (error);
}

/* Whoever wrote last has done so a while ago. */
static void
leave_alone (Small *small)
{
  ZgStore *store = zg_book_store (small->book);

  g_mutex_lock (&store->mutex);
  store->urgent_at = 0;
  g_mutex_unlock (&store->mutex);
}

/* More than one transaction takes where nobody else writes. */
static void
test_alone (Room *room, gconstpointer data)
{
  Small              *small = &room->small;
  g_autoptr (ZgBatch) batch = words (0, 70000);
  Progress            progress = { 0 };
  guint               n_new = 0;

  leave_alone (small);
  g_assert_cmpint (zg_book_import (small->admin, batch, "many.txt", NULL, &n_new, NULL, on_progress, &progress, NULL, NULL), >,
                   0);
  g_assert_cmpuint (n_new, ==, 70000);
  g_assert_cmpuint (progress.last, ==, 70000);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM log"), ==, 70000);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM import_chunk"), ==,
                   small_int (small, "SELECT COUNT(*) FROM audit WHERE step = 'log.import'"));
  g_assert_cmpint (small_int (small, "SELECT CAST (SUM (last_id - first_id + 1) AS BIGINT) FROM import_chunk"), ==, 70000);
  g_assert_true (zg_book_verify (small->book, TRUE, NULL, NULL));
}

static void
test_known (Room *room, gconstpointer data)
{
  g_autoptr (ZgBatch) first = words (0, 1200);
  g_autoptr (ZgBatch) overlap = words (1000, 1200);
  g_autoptr (ZgBatch) twice = words (5000, 3);
  ZgCell             *cells = zg_batch_row (twice);

  zg_batch_text (twice, &cells[LOG_WORD], "word 5000", -1); /* the same once more in one file */
  zg_batch_int (&cells[LOG_AT], 5000);
  import_ok (room->small.admin, first, 1200, 0);
  import_ok (room->small.admin, first, 0, 1200);
  import_ok (room->small.admin, overlap, 1000, 200);
  import_ok (room->small.admin, twice, 3, 1);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM log"), ==, 2203);
  g_assert_true (zg_book_verify (room->small.book, TRUE, NULL, NULL));
}

static void
test_whole_records (Room *room, gconstpointer data)
{
  g_autoptr (ZgBatch)  batch = zg_batch_new (&part, 2);
  g_autoptr (ZgRecord) read = NULL;

  grant (room, "admin", "part.import", ZG_REACH_ALL);
  add_part (batch, "螺丝", "P1", room->zhang);
  add_part (batch, "垫片", NULL, 0);
  import_ok (room->small.admin, batch, 2, 0);
  read = small_get (&room->small, &part, small_int (&room->small, "SELECT id FROM part WHERE code = 'P1'"));
  g_assert_cmpint (zg_record_int (read, PART_LENGTH), ==, 2);
  g_assert_cmpint (read->owner, ==, room->zhang);
  g_assert_cmpint (read->unit, ==, room->unit);
  g_assert_cmpint (read->cells[PART_SECRET].type, ==, ZG_CELL_BYTES);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM part WHERE name_key LIKE '%luosi%'"), ==, 1);
}

/* -- The first rows of a kind, many of them: their indexes are made at the end -- */

static gboolean
in_server (const Small *small)
{
  gboolean server = zg_db_is_server (small->path);

  if (server)
    g_test_skip ("of a book in a file");
  return server;
}

static void
test_indexes (Room *room, gconstpointer data)
{
  Small              *small = &room->small;
  g_autoptr (ZgBatch) few = words (0, 9999), many = words (0, 12000), more = words (12000, 12000);
  Progress            progress = { .look = small };
  g_autoptr (GError)  error = NULL;
  gint64              id;

  if (in_server (small))
    return;
  leave_alone (small);
  id = zg_book_import (small->admin, few, "few.txt", NULL, NULL, NULL, on_progress, &progress, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.indexes, ==, 2); /* few: as always */
  g_assert_true (zg_book_undo_import (small->admin, id, NULL, NULL));
  leave_alone (small);
  progress = (Progress){ .look = small };
  zg_book_import (small->admin, many, "many.txt", NULL, NULL, NULL, on_progress, &progress, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.indexes, ==, 1); /* the unique one knows the rows */
  g_assert_cmpint (indexes (small), ==, 2);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM log INDEXED BY log_index_2 WHERE at >= 0"), ==, 12000);
  leave_alone (small);
  progress = (Progress){ .look = small };
  zg_book_import (small->admin, more, "more.txt", NULL, NULL, NULL, on_progress, &progress, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.indexes, ==, 2); /* the table is not empty any more */
  g_assert_true (zg_book_verify (small->book, TRUE, NULL, NULL));
}

/* Somebody works at the desk: he keeps his indexes. */
static void
test_indexes_shared (Room *room, gconstpointer data)
{
  Small              *small = &room->small;
  g_autoptr (ZgBatch) many = words (0, 12000);
  Progress            progress = { .look = small };
  g_autoptr (GError)  error = NULL;

  if (in_server (small))
    return;
  zg_book_import (small->admin, many, "many.txt", NULL, NULL, NULL, on_progress, &progress, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.indexes, ==, 2);
}

static void
test_indexes_cancelled (Room *room, gconstpointer data)
{
  Small                   *small = &room->small;
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  g_autoptr (ZgBatch)      batch = words (0, 100000), again = words (0, 12000);
  Progress                 progress = { .cancel = cancel, .look = small };

  if (in_server (small))
    return;
  leave_alone (small);
  import_fails (small->admin, batch, -1, &progress);
  g_assert_cmpint (progress.indexes, ==, 1);
  g_assert_cmpint (indexes (small), ==, 2);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM log"), ==, 0);
  import_ok (small->admin, again, 12000, 0);
  g_assert_true (zg_book_verify (small->book, TRUE, NULL, NULL));
}

/* The book as a kill left it after the first piece. */
static void
open_cut (Room *room)
{
  Small *small = &room->small;

  g_clear_pointer (&room->s_zhang, zg_session_unref);
  g_clear_pointer (&room->s_li, zg_session_unref);
  g_free (small->path);
  small->path = g_build_filename (small->folder, "cut", "test.zgb", NULL);
  small_reopen (small);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM import_chunk"), >, 0);
}

static void
test_indexes_killed (Room *room, gconstpointer data)
{
  Small              *small = &room->small;
  g_autoptr (ZgBatch) batch = words (0, 100000);
  g_autoptr (GError)  error = NULL;
  Progress            progress = { .copy = small };

  if (in_server (small))
    return;
  leave_alone (small);
  zg_book_import (small->admin, batch, "words.txt", NULL, NULL, NULL, on_progress, &progress, NULL, &error);
  g_assert_no_error (error);
  open_cut (room);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM log"), ==, 0);
  g_assert_cmpint (indexes (small), ==, 2);
  g_assert_true (zg_book_verify (small->book, TRUE, NULL, NULL));
}

/* Rows that were built upon stay, and are found at once; after a kill from the next opening on. */
static void
test_indexes_stay (Room *room, gconstpointer data)
{
  static const char        found[] = "SELECT COUNT(*) FROM part INDEXED BY part_index_1 WHERE length = 2";
  Small                   *small = &room->small;
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  g_autoptr (ZgBatch)      batch = parts (100000);
  Progress                 progress = { .cancel = cancel, .edit = small, .copy = small };

  if (in_server (small))
    return;
  grant (room, "admin", "part.import", ZG_REACH_ALL);
  leave_alone (small);
  import_fails (small->admin, batch, -1, &progress);
  g_assert_cmpint (small_int (small, found), ==, progress.last);
  open_cut (room);
  g_assert_cmpint (small_int (small, found), ==, progress.last);
  g_assert_cmpint (small_int (small, "SELECT n_rows FROM import_run WHERE state = 'done'"), ==, progress.last);
}

/* -- Refusals -- */

static void
test_invalid (Room *room, gconstpointer data)
{
  g_autoptr (ZgBatch) batch = words (0, 1500);
  g_autoptr (GError)  error = NULL;

  zg_batch_row (batch); /* the last row has no word */
  g_assert_cmpint (zg_book_import (room->small.admin, batch, "words.txt", NULL, NULL, NULL, NULL, NULL, NULL, &error), ==, 0);
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_cmpint (((ZgFault *) zg_error_get_faults (error)->pdata[0])->row, ==, 1500);
  g_assert_cmpint (small_int (&room->small, "SELECT (SELECT COUNT(*) FROM log) + (SELECT COUNT(*) FROM import)"), ==, 0);
}

static void
test_right (Room *room, gconstpointer data)
{
  g_autoptr (ZgBatch) batch = words (0, 3);
  g_autoptr (ZgBatch) own = zg_batch_new (&part, 1);
  g_autoptr (ZgBatch) mixed = zg_batch_new (&part, 2);
  g_autoptr (GError)  error = NULL;
  gint64              id;

  import_fails (room->s_zhang, batch, ZG_ERROR_DENIED, NULL);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM audit WHERE step = 'refused:log.import'"), ==, 1);
  id = import_ok (room->small.admin, batch, 3, 0);
  g_assert_false (zg_book_undo_import (room->s_zhang, id, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  /* who may for his unit writes the rows of his unit only */
  grant (room, "sup", "part.import", ZG_REACH_UNIT);
  add_part (own, "螺丝", NULL, room->zhang);
  add_part (mixed, "垫片", NULL, room->zhang);
  add_part (mixed, "钉子", NULL, room->li);
  import_fails (room->s_zhang, mixed, ZG_ERROR_DENIED, NULL);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM part"), ==, 0);
  id = import_ok (room->s_zhang, own, 1, 0);
  g_assert_true (zg_book_undo_import (room->s_zhang, id, NULL, NULL));
}

static void
test_not_by_hand (Room *room, gconstpointer data)
{
  g_autoptr (ZgBatch)  batch = words (0, 3);
  g_autoptr (ZgRecord) run = NULL;
  gint64               id = import_ok (room->small.admin, batch, 3, 0);

  grant (room, "admin", "import_run.undo", ZG_REACH_ALL);
  run = small_get (&room->small, &zg_import_run, id); /* the row alone does not take an import back */
  refuse (room->small.admin, run, "undo", NULL, ZG_ERROR_INVALID, NULL);
}

/* -- Cancelled -- */

static void
test_cancelled (Room *room, gconstpointer data)
{
  Small                   *small = &room->small;
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  g_autoptr (ZgBatch)      batch = words (0, 3000);
  Progress                 progress = { .cancel = cancel };

  import_fails (small->admin, batch, -1, &progress);
  g_assert_cmpuint (progress.calls, ==, 1);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM log"), ==, 0);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM import WHERE state = 'undone'"), ==, 1);
  import_ok (small->admin, batch, 3000, 0); /* the same file goes in afterwards */
  /* and where all rows were known */
  g_cancellable_reset (cancel);
  progress.calls = 0;
  import_fails (small->admin, batch, -1, &progress);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM import WHERE state = 'running'"), ==, 0);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM log"), ==, 3000);
  g_assert_true (zg_book_verify (small->book, TRUE, NULL, NULL));
}

/* Somebody built on the rows before the import broke off: they stay, and the import stands in the list. */
static void
test_cancelled_changed (Room *room, gconstpointer data)
{
  Small                   *small = &room->small;
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  g_autoptr (ZgBatch)      batch = parts (1500);
  Progress                 progress = { .cancel = cancel, .edit = small };

  grant (room, "admin", "part.import", ZG_REACH_ALL);
  import_fails (small->admin, batch, -1, &progress);
  g_assert_cmpuint (progress.last, <, 1500);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM import WHERE state = 'running'"), ==, 1);
  g_clear_pointer (&room->s_zhang, zg_session_unref);
  g_clear_pointer (&room->s_li, zg_session_unref);
  small_reopen (small);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM import WHERE state = 'done'"), ==, 1);
  g_assert_cmpint (small_int (small, "SELECT n_rows FROM import_run WHERE state = 'done'"), ==, progress.last);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM part"), ==, progress.last);
  g_assert_true (zg_book_verify (small->book, FALSE, NULL, NULL));
}

/* -- Taken back -- */

static void
test_undo (Room *room, gconstpointer data)
{
  Small              *small = &room->small;
  g_autoptr (ZgBatch) first = words (0, 1500);
  g_autoptr (ZgBatch) second = words (1400, 1500);
  g_autoptr (GError)  error = NULL;
  guint               n = 0;
  gint64              id = import_ok (small->admin, first, 1500, 0);

  import_ok (small->admin, second, 1400, 100);
  g_assert_true (zg_book_undo_import (small->admin, id, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1500);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM log"), ==, 1400); /* the other file is untouched */
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM import_run WHERE state = 'undone'"), ==, 1);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM audit WHERE step = 'import_run.undo'"), ==, 1);
  g_assert_false (zg_book_undo_import (small->admin, id, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (zg_book_undo_import (small->admin, 4711, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND);
  import_ok (small->admin, first, 1500, 0); /* and again */
  g_assert_true (zg_book_verify (small->book, TRUE, NULL, NULL));
}

static void
test_undo_refused (Room *room, gconstpointer data)
{
  Small               *small = &room->small;
  g_autoptr (ZgBatch)  batch = zg_batch_new (&part, 2), other = zg_batch_new (&part, 1);
  g_autoptr (ZgRecord) read = NULL, use = zg_record_new (&part_use);
  g_autoptr (GError)   error = NULL;
  gint64               changed, referred;

  grant (room, "admin", "part.import", ZG_REACH_ALL);
  grant (room, "admin", "part.edit", ZG_REACH_ALL);
  grant (room, "admin", "part_use.create", ZG_REACH_ALL);
  add_part (batch, "螺丝", "P1", 0);
  add_part (batch, "垫片", "P2", 0);
  add_part (other, "钉子", "P3", 0);
  changed = import_ok (small->admin, batch, 2, 0);
  referred = import_ok (small->admin, other, 1, 0);
  read = small_get (small, &part, small_int (small, "SELECT id FROM part WHERE code = 'P2'"));
  zg_record_set_text (read, PART_NAME, "厚垫片");
  run_ok (small->admin, read, "edit");
  zg_record_set_int (use, 0, small_int (small, "SELECT id FROM part WHERE code = 'P3'"));
  run_ok (small->admin, use, "create");
  g_assert_false (zg_book_undo_import (small->admin, changed, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "1 record"));
  g_clear_error (&error);
  g_assert_false (zg_book_undo_import (small->admin, referred, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "refer"));
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM part"), ==, 3);
  g_assert_cmpint (small_int (small, "SELECT COUNT(*) FROM import WHERE state = 'done'"), ==, 2);
}

/* A row is deleted inside the range of an import being taken back and nowhere else. */
static void
test_no_other_delete (Room *room, gconstpointer data)
{
  g_autoptr (ZgBatch) batch = words (0, 3);
  g_autoptr (GError)  error = NULL;
  static const char *const attacks[] = { "DELETE FROM log", "DELETE FROM import_chunk",
                                         "UPDATE import_chunk SET last_id = last_id + 1",
                                        "UPDATE log SET word = 'x'" };

  import_ok (room->small.admin, batch, 3, 0);
  for (guint i = 0; i < G_N_ELEMENTS (attacks); i++)
    {
      Raw raw = { attacks[i] };

      g_assert_null (zg_store_write (zg_book_store (room->small.book), small_raw_write, &raw, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (Room *room, gconstpointer data);
  } tests[] = {
    { "/import/chunks", test_chunks },         { "/import/alone", test_alone },
    { "/import/indexes", test_indexes },       { "/import/indexes-shared", test_indexes_shared },
    { "/import/indexes-cancelled", test_indexes_cancelled }, { "/import/indexes-killed", test_indexes_killed },
    { "/import/indexes-stay", test_indexes_stay },
    { "/import/known", test_known },
    { "/import/whole-records", test_whole_records }, { "/import/invalid", test_invalid },
    { "/import/right", test_right },           { "/import/not-by-hand", test_not_by_hand },
    { "/import/cancelled", test_cancelled },   { "/import/cancelled-changed", test_cancelled_changed },
    { "/import/undo", test_undo },             { "/import/undo-refused", test_undo_refused },
    { "/import/no-other-delete", test_no_other_delete },
  };

  g_test_init (&argc, &argv, NULL);
  run_kinds ();
  zg_kinds_add (&part);
  zg_kinds_add (&part_use);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Room, NULL, room_set_up, tests[i].run, room_tear_down);
  return g_test_run ();
}
