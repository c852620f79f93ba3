/* Imports over a guarded server: a chunk is one call of a function, with the words of its entry signed here. Which rows are new
 * the server knows alone: the first call takes them all for new, and where some are known it says which. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-error.h"
#include "zg-import.h"
#include "zg-post.h"
#include "zg-seal.h"

#define MAX_TRIES 8 /* somebody else may read in the same file at the same time */

static GBytes *
sign (ZgBook *book, const ZgSecret *key, const char *body)
{
  guint8 text[64], made[ZG_SIGNATURE_BYTES];

  if (key == NULL)
    return NULL;
  zg_sign (key, text, zg_signed_bytes (book->uid, body, strlen (body), text), made);
  return g_bytes_new (made, sizeof made);
}

/* -- A chunk -- */

typedef struct
{
  ZgImport  *import;
  GPtrArray *records; /* of ZgRecord, NULL where the batch's own cells go */
  char      *rows;    /* as they are sent */
  char      *marks;   /* a digit for each row, '1': new */
  char      *body;
  GBytes    *signature;
  char       command[40];
  gboolean   done;
} Chunk;

static void
chunk_clear (Chunk *chunk)
{
  g_clear_pointer (&chunk->records, g_ptr_array_unref);
  g_clear_pointer (&chunk->signature, g_bytes_unref);
  g_free (chunk->rows);
  g_free (chunk->marks);
  g_free (chunk->body);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chunk, chunk_clear)

static const ZgCell *
cells_of (const Chunk *chunk, guint i)
{
  const ZgImport *import = chunk->import;
  ZgRecord       *record = chunk->records->pdata[i];
  ZgBatch        *batch = import->batch;

  return record ? record->cells : &g_array_index (batch->cells, ZgCell, (import->from + i) * batch->kind->n_fields);
}

static void
add_row (JsonBuilder *json, const ZgKind *kind, const ZgCell *cells, const ZgRecord *record)
{
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "f");
  json_builder_begin_object (json);
  for (int i = 0; i < kind->n_fields; i++)
    if (cells[i].type != ZG_CELL_NULL)
      zg_posting_add_cell (json, kind->fields[i].name, &cells[i]);
  json_builder_end_object (json);
  if (record && zg_derived_of (kind)->len)
    {
      json_builder_set_member_name (json, "n");
      json_builder_begin_object (json);
      for (guint i = 0; i < zg_derived_of (kind)->len; i++)
        zg_posting_add_derived (json, record, &g_array_index (zg_derived_of (kind), ZgDerived, i));
      json_builder_end_object (json);
    }
  json_builder_end_object (json);
}

static char *
rows_text (const Chunk *chunk)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  g_autoptr (JsonNode)    root = NULL;

  json_builder_begin_array (json);
  for (guint i = 0; i < chunk->import->n; i++)
    add_row (json, chunk->import->batch->kind, cells_of (chunk, i), chunk->records->pdata[i]);
  json_builder_end_array (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

static void
free_record (gpointer record)
{
  if (record)
    zg_record_free (record);
}

static gboolean
prepare (Chunk *chunk, ZgDb *db, GError **error)
{
  ZgImport *import = chunk->import;

  chunk->records = g_ptr_array_new_with_free_func (free_record);
  for (guint i = 0; i < import->n; i++)
    {
      ZgRecord *record = NULL;
      gboolean  done = zg_import_prepare (import, db, import->first_id + i,
                                          &g_array_index (import->batch->cells, ZgCell,
                                                          (import->from + i) * import->batch->kind->n_fields), &record, error);

      g_ptr_array_add (chunk->records, record);
      if (!done)
        return FALSE;
    }
  chunk->rows = rows_text (chunk);
  chunk->marks = g_strnfill (import->n, '1');
  return TRUE;
}

/* The words for the rows that are marked new. */
static void
word (Chunk *chunk)
{
  ZgImport         *import = chunk->import;
  g_autoptr (ZgSum) sum = zg_sum_new ();
  g_autofree char  *digest = NULL;

  import->n_new = 0;
  for (guint i = 0; i < import->n; i++)
    if (chunk->marks[i] == '1')
      {
        import->n_new++;
        zg_import_digest (sum, import->first_id + i, cells_of (chunk, i), import->batch->kind);
      }
  import->n_known = import->n - import->n_new;
  g_free (chunk->body);
  digest = zg_sum_end (sum);
  g_clear_pointer (&chunk->signature, g_bytes_unref);
  chunk->body = zg_import_body (import, import->n_new, digest);
  chunk->signature = sign (import->session->book, import->session->sign_sk, chunk->body);
  zg_command_new (chunk->command);
}

static gboolean
send_chunk (ZgDb *db, gpointer data, GError **error)
{
  Chunk             *chunk = data;
  ZgImport          *import = chunk->import;
  ZgBook            *book = import->session->book;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
      ZG_SQL ("SELECT entry, at_ms, marks FROM zg.import_chunk ($1, $2, $3, $4, $5, $6, $7, $8, $9)"), "sbissssii", chunk->body,
                                         chunk->signature, ZG_CHAIN_OF (book), chunk->command, chunk->rows, import->source,
                                         import->digest, zg_session_person (import->session), zg_book_now (book));
  gboolean           row = FALSE;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error) || !row)
    return FALSE;
  chunk->done = zg_stmt_int (stmt, 0) != 0;
  if (chunk->done)
    zg_book_set_last_audit (book, zg_stmt_int (stmt, 1));
  else if (strlen (zg_stmt_text (stmt, 2)) == import->n)
    memcpy (chunk->marks, zg_stmt_text (stmt, 2), import->n);
  return TRUE;
}

gboolean
zg_import_server_chunk (ZgImport *import, ZgDb *db, GError **error)
{
  g_auto (Chunk) chunk = { .import = import };

  if (!prepare (&chunk, db, error))
    return FALSE;
  for (int tries = 0; tries < MAX_TRIES; tries++)
    {
      word (&chunk);
      if (!zg_db_alone (db, send_chunk, &chunk, error))
        return FALSE;
      if (chunk.done)
        return TRUE;
    }
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_BUSY,
                       _ ("Somebody else is changing the same data at the moment. Nothing was changed; please try again."));
  return FALSE;
}

/* -- The end, and taking back -- */

typedef struct
{
  ZgImportEnd *end;
  const char  *title;
  char        *body;
  GBytes      *signature;
  char         command[40];
  gboolean     stray;
} End;

static void
end_clear (End *call)
{
  g_clear_pointer (&call->signature, g_bytes_unref);
  g_free (call->body);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (End, end_clear)

static gboolean
send_end (ZgDb *db, gpointer data, GError **error)
{
  End         *call = data;
  ZgImportEnd *end = call->end;
  gint64       at = 0;

  if (!zg_db_int (db, &at, error, ZG_SQL ("SELECT zg.import_end ($1, $2, $3, $4, $5, $6, $7, $8)"), "sbissiii", call->body,
                  call->signature, ZG_CHAIN_OF (end->book), call->command, call->title, (gint64) end->n_known, end->person,
                  zg_book_now (end->book)))
    return FALSE;
  zg_book_set_last_audit (end->book, at);
  return TRUE;
}

gboolean
zg_import_server_end (ZgImportEnd *end, ZgDb *db, const char *title, GError **error)
{
  g_auto (End) call = { .end = end, .title = title };

  call.body = g_strdup_printf ("{\"import\":%" G_GINT64_FORMAT ",\"rows\":%u}", end->import_id, end->n_rows);
  call.signature = sign (end->book, end->sign, call.body);
  zg_command_new (call.command);
  return zg_db_alone (db, send_end, &call, error);
}

static gboolean
send_undo (ZgDb *db, gpointer data, GError **error)
{
  End               *call = data;
  ZgImportEnd       *end = call->end;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT n_rows, at_ms FROM zg.import_undo ($1, $2, $3, $4, $5, $6, $7)"),
                                         "sbisiii", call->body, call->signature, ZG_CHAIN_OF (end->book), call->command,
                                         (gint64) call->stray, end->person, zg_book_now (end->book));
  gboolean           row = FALSE;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error) || !row)
    return FALSE;
  end->n_rows = zg_stmt_int (stmt, 0);
  zg_book_set_last_audit (end->book, zg_stmt_int (stmt, 1));
  return TRUE;
}

static gboolean
undo (ZgImportEnd *end, ZgDb *db, gboolean stray, GError **error)
{
  g_auto (End) call = { .end = end, .stray = stray };

  call.body = g_strdup_printf ("{\"import\":%" G_GINT64_FORMAT ",\"undo\":1}", end->import_id);
  call.signature = sign (end->book, end->sign, call.body);
  zg_command_new (call.command);
  return zg_db_alone (db, send_undo, &call, error);
}

/* What the server says, in words for people: rows that were changed since are counted, else others refer to them. */
static void
explain (ZgDb *db, GError **error)
{
  static const char changed[] = "changed|";
  const char       *rule = zg_db_last_constraint (db);

  if (rule == NULL || !g_error_matches (*error, ZG_ERROR, ZG_ERROR_INVALID))
    return;
  if (g_str_has_prefix (rule, changed))
    {
      g_clear_error (error);
      zg_import_say_changed (g_ascii_strtoll (rule + strlen (changed), NULL, 10), error);
    }
  else if (strchr (rule, ' ') == NULL) /* the name of a reference */
    {
      g_clear_error (error);
      zg_import_say_referred (error);
    }
}

gboolean
zg_import_server_undo (ZgImportEnd *end, ZgDb *db, GError **error)
{
  GError *failed = NULL;

  if (undo (end, db, FALSE, &failed))
    return TRUE;
  explain (db, &failed);
  g_propagate_error (error, failed);
  return FALSE;
}

static GArray *
running (ZgDb *db, const char *kind)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, NULL, ZG_SQL ("SELECT id FROM import WHERE kind = $1 AND state = 'running'"), "s",
                                         kind);
  GArray            *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean           row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, NULL) && row)
    {
      gint64 id = zg_stmt_int (stmt, 0);

      g_array_append_val (ids, id);
    }
  return ids;
}

void
zg_import_server_clear (ZgImportEnd *end, ZgDb *db)
{
  g_autoptr (GArray) ids = running (db, end->kind);

  for (guint i = 0; i < ids->len; i++)
    {
      ZgImportEnd        left = *end;
      g_autoptr (GError) error = NULL;

      left.import_id = g_array_index (ids, gint64, i);
      if (!undo (&left, db, TRUE, &error))
        g_debug ("an import that was broken off stays: %s", error->message);
    }
}
