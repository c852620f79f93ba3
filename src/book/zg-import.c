/* Imports: many flat rows under one import id, in chunks, each with one audit entry and a digest of its rows. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-error.h"
#include "zg-import.h"
#include "zg-post.h"
#include "zg-schema.h"
#include "zg-work.h"

/* Rows of a chunk. On a server a call has so many; in a file few let others in soon, and many chunks in one transaction write a
 * page of an index once instead of each time (0.75 of the time). */
#define CHUNK 1000
#define CHUNK_SHARED 200
#define CHUNK_ALONE 4000 /* ids come in blocks of 4096 */
#define CHUNKS_ALONE 8
#define CHUNKS_FIRST 24 /* into an empty table; whoever comes waits for the rest of a chunk */
#define UNINDEXED 10000 /* so many rows into an empty table: its indexes are made when they are written */

/* A row on its way: these, the fields, and what is derived of them. */
enum
{
  ROW_ID,
  ROW_STATE,
  ROW_OWNER,
  ROW_UNIT,
  N_ROW
};

static int
n_cells (const ZgKind *kind)
{
  return N_ROW + kind->n_fields + (int) zg_derived_of (kind)->len;
}

#define SHARED 3 /* $1 … $3 are alike in all rows: the person, the time, the import */

static char *
insert_sql (ZgDb *db, const ZgKind *kind)
{
  const gboolean many = zg_db_takes_rows (db);
  const char     sign = many ? 'c' : '$';
  int            n = many ? 0 : SHARED + 1; /* the next cell of a row */
  GString       *sql = g_string_new (NULL), *values = g_string_new (NULL);

  g_string_printf (sql, ZG_SQL ("INSERT INTO %s (maker_id, created_ms, import_id, version, id, state, owner_id, unit_id"),
                   kind->id);
  for (int i = 0; i < kind->n_fields; i++)
    g_string_append_printf (sql, ", %s", kind->fields[i].name);
  for (guint i = 0; i < zg_derived_of (kind)->len; i++)
    g_string_append_printf (sql, ", %s", g_array_index (zg_derived_of (kind), ZgDerived, i).name);
  for (int i = 0; i < n_cells (kind); i++)
    g_string_append_printf (values, ", %c%d", sign, n++);
  if (many)
    g_string_append_printf (sql, ZG_SQL (") SELECT $1, $2, $3, 1%s FROM zg_rows WHERE TRUE ON CONFLICT DO NOTHING"), values->str);
  else
    g_string_append_printf (sql, ZG_SQL (") VALUES ($1, $2, $3, 1%s) ON CONFLICT DO NOTHING"), values->str);
  g_string_free (values, TRUE);
  return g_string_free (sql, FALSE);
}

/* A kind that computes, seals or names in Han needs whole records; punches and the like go straight from the batch. */
static gboolean
needs_records (const ZgKind *kind)
{
  if (kind->recompute || kind->owner || kind->unit)
    return TRUE;
  for (int i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & (ZG_SEALED | ZG_ROMAN))
      return TRUE;
  return FALSE;
}

static ZgRecord *
make_record (ZgImport *import, gint64 id, const ZgCell *cells, GError **error)
{
  const ZgKind *kind = import->batch->kind;
  ZgRecord     *record = zg_record_new (kind);

  record->id = id;
  for (int i = 0; i < kind->n_fields; i++)
    zg_cell_copy (&cells[i], &record->cells[i]);
  if (kind->recompute)
    kind->recompute (record);
  if (!zg_session_seal_record (import->session, record, record->cells, error))
    {
      zg_record_free (record);
      return NULL;
    }
  return record;
}

/* Who may import for his own people only does not write the rows of others. */
static gboolean
check_reach (const ZgImport *import, const ZgRecord *record, GError **error)
{
  if (import->all || zg_session_covers (import->session, import->right, record->owner, record->unit,
                                        zg_session_person (import->session)))
    return TRUE;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                       _ ("The file holds rows of people outside your reach. Nothing was read in; leave them out."));
  return FALSE;
}

gboolean
zg_import_prepare (ZgImport *import, ZgDb *db, gint64 id, const ZgCell *cells, ZgRecord **record, GError **error)
{
  *record = NULL;
  if (!needs_records (import->batch->kind))
    return TRUE;
  *record = make_record (import, id, cells, error);
  return *record && zg_work_place (db, *record, error) && check_reach (import, *record, error);
}

/* The state a row begins in: by the step "record" where the step "import" does not apply to it. */
static const char *
state_of (const ZgImport *import, const ZgCell *cells)
{
  const ZgStep *step = import->step;

  for (int i = 0; (step->when || step->unless) && i < import->batch->kind->n_fields; i++)
    if (((step->when & ZG_F (i)) && !zg_cell_int (&cells[i])) || ((step->unless & ZG_F (i)) && zg_cell_int (&cells[i])))
      return zg_kind_step (import->batch->kind, NULL, "record")->to;
  return step->to;
}

/* -- The rows of a chunk -- */

typedef struct
{
  ZgImport  *import;
  ZgDb      *db;
  ZgSum     *sum;
  guint      at;
  gboolean   whole, lends;
  ZgRecord  *record; /* (nullable): of the row on its way; where it @lends it has the batch's texts, and lasts for all rows */
  ZgCell    *cells;
} Feed;

static const ZgCell *
batch_row (const ZgImport *import, guint i)
{
  return &g_array_index (import->batch->cells, ZgCell, (import->from + i) * import->batch->kind->n_fields);
}

/* The row before is written, or was known. */
static void
end_row (Feed *feed, gboolean kept)
{
  const ZgImport *import = feed->import;

  if (kept)
    {
      feed->import->n_new++;
      zg_import_digest (feed->sum, import->first_id + feed->at, feed->cells + N_ROW, import->batch->kind);
    }
  else
    feed->import->n_known++;
  feed->at++;
}

static void
drop_row (Feed *feed)
{
  const ZgKind *kind = feed->import->batch->kind;

  for (int i = N_ROW + kind->n_fields; i < n_cells (kind); i++)
    zg_cell_clear (&feed->cells[i]);
  if (!feed->lends)
    g_clear_pointer (&feed->record, zg_record_free);
  for (int i = 0; feed->record && i < kind->n_fields; i++)
    {
      if (kind->fields[i].flags & ZG_SEALED)
        zg_cell_clear (&feed->record->cells[i]);
      feed->record->cells[i] = (ZgCell){ .type = ZG_CELL_NULL };
    }
}

/* The row as it shall be written, without a copy of what stays as it is. */
static gboolean
lend_row (Feed *feed, gint64 id, const ZgCell *cells, GError **error)
{
  ZgImport     *import = feed->import;
  const ZgKind *kind = import->batch->kind;
  ZgRecord     *record = feed->record;

  if (record == NULL)
    record = feed->record = zg_record_new (kind);
  record->id = id;
  record->owner = record->unit = 0;
  if (record->blind)
    memset (record->blind, 0, sizeof *record->blind * kind->n_fields);
  for (int i = 0; i < kind->n_fields; i++)
    if (!(kind->fields[i].flags & ZG_SEALED))
      record->cells[i] = cells[i];
  return zg_session_seal_record (import->session, record, cells, error) && zg_work_place (feed->db, record, error) &&
         check_reach (import, record, error);
}

static void
derive_cells (const ZgRecord *record, ZgCell *cells)
{
  const GArray *derived = zg_derived_of (record->kind);

  for (guint i = 0; i < derived->len; i++)
    zg_derived_cell (record, &g_array_index (derived, ZgDerived, i), &cells[i]);
}

static void
set_number (ZgCell *cell, gint64 number)
{
  cell->type = number ? ZG_CELL_INT : ZG_CELL_NULL;
  cell->i = number;
}

static const ZgCell *
next_row (gpointer data, gboolean kept, GError **error)
{
  Feed         *feed = data;
  ZgImport     *import = feed->import;
  const ZgKind *kind = import->batch->kind;
  const ZgCell *cells = batch_row (import, feed->at);
  ZgCell       *row = feed->cells;

  if (row[ROW_ID].i)
    {
      end_row (feed, kept);
      drop_row (feed);
      if (feed->at == import->n)
        return NULL;
      cells = batch_row (import, feed->at);
    }
  set_number (&row[ROW_ID], import->first_id + feed->at);
  if (feed->lends ? !lend_row (feed, row[ROW_ID].i, cells, error)
                  : feed->whole && !zg_import_prepare (import, feed->db, row[ROW_ID].i, cells, &feed->record, error))
    return NULL;
  if (feed->record)
    {
      cells = feed->record->cells;
      derive_cells (feed->record, row + N_ROW + kind->n_fields);
      set_number (&row[ROW_OWNER], feed->record->owner);
      set_number (&row[ROW_UNIT], feed->record->unit);
    }
  row[ROW_STATE] = (ZgCell){ .type = ZG_CELL_TEXT, .s = (char *) state_of (import, cells) };
  memcpy (row + N_ROW, cells, sizeof (ZgCell) * kind->n_fields);
  return row;
}

static gboolean
write_rows (ZgImport *import, ZgDb *db, gint64 now, ZgSum *sum, GError **error)
{
  const ZgKind      *kind = import->batch->kind;
  g_autofree char   *sql = insert_sql (db, kind);
  g_autoptr (ZgStmt) stmt = zg_db_prepare (db, sql, error);
  Feed               feed = { .import = import, .db = db, .sum = sum, .whole = needs_records (kind) };
  gboolean           ok;

  if (stmt == NULL)
    return FALSE;
  zg_stmt_bind_int (stmt, 1, zg_session_person (import->session));
  zg_stmt_bind_int (stmt, 2, now);
  zg_stmt_bind_int (stmt, 3, import->import_id);
  feed.cells = g_new0 (ZgCell, n_cells (kind));
  feed.lends = feed.whole && kind->recompute == NULL;
  ok = zg_stmt_run_rows (stmt, SHARED + 1, n_cells (kind), next_row, &feed, error);
  drop_row (&feed); /* where it failed */
  zg_record_free (feed.record);
  g_free (feed.cells);
  return ok;
}

static gboolean
begin_import (ZgImport *import, ZgDb *db, gint64 now, GError **error)
{
  return zg_db_run (db, error,
                    ZG_SQL ("INSERT INTO import (id, kind, source, digest, at_ms, person, state, n_rows) VALUES ($1, $2, $3, $4, "
                            "$5, $6, 'running', 0)"
                            " ON CONFLICT (id) DO NOTHING"),
                    "isssii", import->import_id, import->batch->kind->id, import->source, import->digest, now,
                    zg_session_person (import->session));
}

char *
zg_import_body (const ZgImport *import, guint n_new, const char *digest)
{
  return g_strdup_printf ("{\"import\":%" G_GINT64_FORMAT ",\"k\":\"%s\",\"first\":%" G_GINT64_FORMAT ",\"last\":%"
                          G_GINT64_FORMAT ",\"rows\":%u,\"digest\":\"%s\"}", import->import_id, import->batch->kind->id,
                          import->first_id, import->first_id + import->n - 1, n_new, digest);
}

static gboolean
note_chunk (ZgImport *import, ZgDb *db, ZgSum *sum, GError **error)
{
  ZgSession         *session = import->session;
  const char        *kind = import->batch->kind->id;
  g_autofree char   *digest = zg_sum_end (sum);
  g_autoptr (GBytes) bytes = g_bytes_new (digest, strlen (digest));
  g_autofree char   *step = g_strdup_printf ("%s.import", kind);
  gint64             last = import->first_id + import->n - 1;
  g_autofree char   *body = zg_import_body (import, import->n_new, digest);

  return zg_db_run (db, error,
                    ZG_SQL ("INSERT INTO import_chunk (import_id, first_id, last_id, digest) VALUES ($1, $2, $3, $4)"), "iiib",
                    import->import_id, import->first_id, last, bytes) &&
         zg_note (db, session->book, session->person, session->sign_sk, step, "import_run", import->import_id, 0, body, error);
}

static gboolean
chunk_transaction (ZgDb *db, gpointer data, GError **error)
{
  ZgImport         *import = data;
  gint64            now = zg_book_now (import->session->book);
  g_autoptr (ZgSum) sum = zg_sum_new ();

  import->n_new = import->n_known = 0;
  return begin_import (import, db, now, error) &&
         write_rows (import, db, now, sum, error) && note_chunk (import, db, sum, error);
}

static guint
size_of_chunk (ZgImport *import)
{
  if (zg_db_is_server (zg_book_path (import->session->book)))
    return CHUNK;
  import->shared = zg_store_is_shared (zg_session_store (import->session));
  return import->shared ? CHUNK_SHARED : CHUNK_ALONE;
}

static void
begin_chunk (ZgImport *import, ZgDb *db)
{
  import->n = MIN (size_of_chunk (import), import->batch->n_rows - import->from);
  import->first_id = zg_book_new_id (import->session->book, import->n);
  zg_db_pace (db, import->shared ? ZG_PACE_SMALL : ZG_PACE_LARGE);
}

/* The first rows of a kind, and many: until the import stands in the list, the kind has no indexes but the unique ones. Where it
 * comes to no end they are made when it is taken back, at the latest by the next opening (zg_import_sweep). */
static gboolean
leave_indexes (ZgImport *import, ZgDb *db, GError **error)
{
  const ZgKind    *kind = import->batch->kind;
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("SELECT EXISTS (SELECT 1 FROM %s)"), kind->id);
  gint64           filled = 1;

  if (import->batch->n_rows < UNINDEXED || zg_db_is_server (zg_book_path (import->session->book)) ||
      zg_store_is_shared (zg_session_store (import->session)))
    return TRUE;
  if (!zg_db_int (db, &filled, error, sql, NULL))
    return FALSE;
  import->unindexed = !filled;
  for (guint i = 0; import->unindexed && i < G_N_ELEMENTS (kind->index); i++)
    if (!zg_schema_leave_index (db, kind, i, error))
      return FALSE;
  return TRUE;
}

/* As many chunks as may be, until somebody else wants to write. */
static gboolean
turn_transaction (ZgDb *db, gpointer data, GError **error)
{
  ZgImport *import = data;
  guint     n_new = 0, n_known = 0;
  int       most;

  import->from = import->start; /* a transaction may have to begin once more */
  if (import->start == 0 && !leave_indexes (import, db, error))
    return FALSE;
  most = import->unindexed ? CHUNKS_FIRST : CHUNKS_ALONE;
  for (int i = 1;; i++)
    {
      begin_chunk (import, db);
      if (!chunk_transaction (db, import, error))
        return FALSE;
      n_new += import->n_new;
      n_known += import->n_known;
      if (i == most || import->n < CHUNK_ALONE || import->from + import->n == import->batch->n_rows)
        break;
      import->from += import->n;
    }
  import->n_new = n_new;
  import->n_known = n_known;
  return TRUE;
}

static gpointer
write_chunk (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgImport *import = data;

  if (!import->session->book->posts_by_function)
    {
      zg_db_pace (db, ZG_PACE_LARGE); /* what cannot be set any more once it has begun */
      return zg_db_transaction (db, turn_transaction, import, error) ? data : NULL;
    }
  import->from = import->start;
  begin_chunk (import, db);
  return zg_import_server_chunk (import, db, error) ? data : NULL;
}

static gpointer
clear_strays (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  zg_import_server_clear (data, db);
  return data;
}

/* -- Public -- */

static gboolean
validate_batch (const ZgBatch *batch, const ZgStep *step, GError **error)
{
  const ZgKind *kind = batch->kind;
  ZgRecord     *scratch = zg_record_new (kind); /* borrows the batch's texts */
  GPtrArray    *faults = zg_faults_new ();

  for (guint row = 0; row < batch->n_rows && faults->len == 0; row++)
    {
      memcpy (scratch->cells, &g_array_index (batch->cells, ZgCell, row * kind->n_fields), sizeof (ZgCell) * kind->n_fields);
      zg_record_validate (scratch, step->to, faults);
      for (guint i = 0; i < faults->len; i++)
        ((ZgFault *) faults->pdata[i])->row = row;
    }
  memset (scratch->cells, 0, sizeof (ZgCell) * kind->n_fields);
  zg_record_free (scratch);
  if (faults->len)
    {
      zg_error_set_faults (error, faults);
      return FALSE;
    }
  g_ptr_array_unref (faults);
  return TRUE;
}

static gboolean
write_chunks (ZgImport *import, guint *n_new, guint *n_known, ZgProgress progress, gpointer progress_data,
              GCancellable *cancellable, GError **error)
{
  ZgStore *store = zg_session_store (import->session);
  guint    total = import->batch->n_rows;

  while (import->start < total)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!zg_store_write_bulk (store, write_chunk, import, error))
        return FALSE;
      *n_new += import->n_new;
      *n_known += import->n_known;
      import->start = import->from + import->n;
      if (progress)
        progress (import->start, total, progress_data);
    }
  return TRUE;
}

gint64
zg_book_import (ZgSession *session, ZgBatch *batch, const char *source, GBytes *file_digest, guint *n_new, guint *n_known,
                ZgProgress progress,
                gpointer progress_data, GCancellable *cancellable, GError **error)
{
  const ZgStep    *step = zg_kind_step (batch->kind, NULL, "import");
  g_autofree char *right = g_strdup_printf ("%s.import", batch->kind->id);
  g_autofree char *sum = file_digest ? zg_hex (g_bytes_get_data (file_digest, NULL), g_bytes_get_size (file_digest)) : NULL;
  g_autofree char *hex = batch->part_of ? g_strdup_printf ("%s:%" G_GINT64_FORMAT, sum ? sum : "", batch->part_of)
                                        : g_strdup (sum);
  ZgImport         import = { .session = session, .batch = batch, .step = step, .source = source, .digest = hex, .right = right };
  ZgImportEnd      end = { .book = session->book, .store = zg_session_store (session), .person = session->person,
                           .kind = batch->kind->id,
                           .source = source, .n_known = batch->n_known };
  gboolean         done;

  g_return_val_if_fail (step != NULL, 0);
  zg_session_hold (session);
  end.sign = session->sign_sk;
  if (!zg_import_may (session, batch->kind, error) || !validate_batch (batch, step, error))
    {
      zg_session_release (session);
      return 0;
    }
  if (session->book->posts_by_function)
    zg_store_write_bulk (end.store, clear_strays, &end, NULL);
  import.all = zg_session_reach (session, right) == ZG_REACH_ALL;
  import.import_id = end.import_id = zg_book_new_id (session->book, 1);
  done = write_chunks (&import, &end.n_rows, &end.n_known, progress, progress_data, cancellable, error);
  end.unindexed = import.unindexed;
  if (!done || (batch->n_rows && !zg_import_finish (&end, error)))
    {
      /* nothing is kept of an import that did not come to its end; where even this fails, the next opening takes it back */
      if ((import.start || end.n_rows) && !zg_import_take_back (&end, NULL))
        zg_import_index (&end, NULL);
      zg_session_release (session);
      return 0;
    }
  zg_session_release (session);
  if (n_new)
    *n_new = end.n_rows;
  if (n_known)
    *n_known = end.n_known;
  return import.import_id;
}
