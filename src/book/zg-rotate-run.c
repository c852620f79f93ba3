/* What is sealed under an old key, or lacks what it is found by, is sealed anew, and what is over (zg-term.h) is erased: a few
 * hundred rows at a time, read and sealed on a reader, so that the writer only writes. Nothing is remembered: what is left to
 * do is what the rows say, after a kill too. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-import.h"
#include "zg-post.h"
#include "zg-term.h"

#define CHUNK 400

/* RESEAL and NUMBER apart, since writing an index costs more than all the rest. */
typedef enum { ERASE, RESEAL, NUMBER } Deed;

/* The sealed fields of a kind whose keys this session holds. */
typedef struct
{
  Deed          deed;
  ZgSession    *session;
  const ZgKind *kind;
  int           fields[64], n_fields;
  int           versions[64];  /* by field of the kind: of its class now */
  int           blind_version;
  gint64        since;         /* ERASE: what was taken before, ms */
  gint64        last;          /* id */
  GPtrArray    *rows;          /* of ZgRecord: sealed anew */
  guint         n_seen, n_done;
} Batch;

static int
newest_held (ZgSession *session, const char *klass)
{
  guint8 key[ZG_KEY_BYTES];
  int    version = 0;

  if (!zg_session_key (session, klass, 0, key, &version, NULL))
    return 0;
  zg_wipe (key, sizeof key);
  return version;
}

static gboolean
batch_fields (Batch *batch)
{
  batch->blind_version = newest_held (batch->session, ZG_BLIND_CLASS);
  for (int i = 0; i < batch->kind->n_fields; i++)
    {
      const ZgField *field = &batch->kind->fields[i];

      if (!(field->flags & (batch->deed == NUMBER ? ZG_FIND : ZG_SEALED)) ||
          !(batch->versions[i] = newest_held (batch->session, field->seal)))
        continue;
      batch->fields[batch->n_fields++] = i;
    }
  return batch->n_fields > 0 && (batch->deed != NUMBER || batch->blind_version);
}

/* -- Reading -- */

/* What is left to do of a field that is sealed and not erased; $@n: the number bound for it. */
static void
append_due (GString *sql, const Batch *batch, const char *name, int n)
{
  g_string_append_printf (sql, " OR (length (%s) > %d", name, ZG_SEAL_ERASED_SIZE);
  if (batch->deed == RESEAL)
    g_string_append_printf (sql, " AND substr (%s, 2, 1) <> $%d", name, n);
  else if (batch->deed == NUMBER)
    g_string_append_printf (sql, " AND (%s_ix IS NULL OR (%s_ix & 255) <> $%d)", name, name, n);
  g_string_append (sql, ")");
}

/* $1: after this id; then the time before which all is over, or for each field the version byte of its class, or the number of
 * the index key. */
static char *
select_text (const Batch *batch)
{
  const ZgTerm *term = batch->kind->term;
  GString      *sql = g_string_new (ZG_SQL ("SELECT id, version"));

  for (int i = 0; i < batch->n_fields; i++)
    g_string_append_printf (sql, ", %s", batch->kind->fields[batch->fields[i]].name);
  g_string_append_printf (sql, " FROM %s t WHERE id > $1%s AND (1 = 0", batch->kind->id,
                          batch->deed == ERASE ? " AND created_ms < $2" : "");
  for (int i = 0; i < batch->n_fields; i++)
    append_due (sql, batch, batch->kind->fields[batch->fields[i]].name, i + 2);
  g_string_append (sql, ")");
  if (batch->deed == ERASE && term->needed)
    g_string_append_printf (sql, " AND NOT (%s)", term->needed);
  g_string_append_printf (sql, " ORDER BY id LIMIT %d", CHUNK);
  return g_string_free (sql, FALSE);
}

static void
bind_due (const Batch *batch, ZgStmt *stmt)
{
  zg_stmt_bind_int (stmt, 1, batch->last);
  if (batch->deed == ERASE)
    zg_stmt_bind_int (stmt, 2, batch->since);
  for (int i = 0; i < batch->n_fields && batch->deed != ERASE; i++)
    {
      guint8             version = (guint8) batch->versions[batch->fields[i]];
      g_autoptr (GBytes) byte = g_bytes_new (&version, 1);

      if (batch->deed == NUMBER)
        zg_stmt_bind_int (stmt, i + 2, batch->blind_version);
      else
        zg_stmt_bind_bytes (stmt, i + 2, byte);
    }
}

/* What it is found by follows: nothing. */
static gboolean
erase_row (const Batch *batch, ZgRecord *record)
{
  g_autoptr (GBytes) erased = zg_seal_erased ();

  for (int i = 0; i < batch->n_fields; i++)
    if (record->cells[batch->fields[i]].type != ZG_CELL_NULL)
      zg_cell_set_bytes (&record->cells[batch->fields[i]], erased);
  return TRUE;
}

/* FALSE: a field of the row cannot be opened; the whole row stays as it is. */
static gboolean
seal_row (const Batch *batch, ZgRecord *record)
{
  for (int i = 0; i < batch->n_fields; i++)
    {
      int     field = batch->fields[i];
      ZgCell *cell = &record->cells[field];
      char   *plain;

      if (cell->type != ZG_CELL_BYTES || zg_cell_is_erased (cell))
        continue;
      plain = zg_session_open_cell (batch->session, record->kind, field, record->id, cell, NULL);
      if (plain == NULL)
        return FALSE;
      if (batch->deed == NUMBER)
        zg_blind_fill (batch->session, record, field, plain);
      else if (zg_sealed_version (cell->b) != batch->versions[field])
        {
          ZgCell   typed = { .type = ZG_CELL_TEXT, .s = plain };
          gboolean sealed = zg_session_seal_cell (batch->session, record->kind, field, record->id, &typed, cell, NULL);

          if (!sealed)
            {
              zg_wipe_text (plain);
              return FALSE;
            }
        }
      zg_wipe_text (plain);
    }
  return TRUE;
}

static gpointer
read_rows (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Batch             *batch = data;
  g_autofree char   *sql = select_text (batch);
  g_autoptr (ZgStmt) stmt = zg_db_prepare (db, sql, error);
  gboolean           row;

  g_ptr_array_set_size (batch->rows, 0);
  batch->n_seen = 0;
  if (stmt == NULL)
    return NULL;
  bind_due (batch, stmt);
  while (zg_stmt_step (stmt, &row, error))
    {
      g_autoptr (ZgRecord) record = NULL;

      if (!row)
        return batch;
      record = zg_record_new (batch->kind);
      record->id = batch->last = zg_stmt_int (stmt, 0);
      record->version = zg_stmt_int (stmt, 1);
      batch->n_seen++;
      for (int i = 0; i < batch->n_fields; i++)
        zg_stmt_cell (stmt, i + 2, &record->cells[batch->fields[i]]);
      if (batch->deed == ERASE ? erase_row (batch, record) : seal_row (batch, record))
        g_ptr_array_add (batch->rows, g_steal_pointer (&record));
    }
  return NULL;
}

/* -- Writing -- */

/* Whoever changed the row meanwhile has sealed it anew himself. */
static char *
update_text (const Batch *batch)
{
  GString      *sql = g_string_new (NULL);
  const GArray *derived = zg_derived_of (batch->kind);
  int           n = 2;

  g_string_printf (sql, ZG_SQL ("UPDATE %s SET version = version"), batch->kind->id);
  for (int i = 0; i < batch->n_fields && batch->deed != NUMBER; i++)
    g_string_append_printf (sql, ", %s = $%d", batch->kind->fields[batch->fields[i]].name, ++n);
  for (guint i = 0; i < derived->len && batch->deed != RESEAL; i++)
    if (g_array_index (derived, ZgDerived, i).sort != ZG_DERIVED_ROMAN)
      g_string_append_printf (sql, ", %s = $%d", g_array_index (derived, ZgDerived, i).name, ++n);
  g_string_append (sql, " WHERE id = $1 AND version = $2");
  return g_string_free (sql, FALSE);
}

static gboolean
write_row (const Batch *batch, ZgStmt *stmt, const ZgRecord *record, GError **error)
{
  const GArray *derived = zg_derived_of (batch->kind);
  gboolean      done;
  int           n = 2;

  zg_stmt_bind_int (stmt, 1, record->id);
  zg_stmt_bind_int (stmt, 2, record->version);
  for (int i = 0; i < batch->n_fields && batch->deed != NUMBER; i++)
    zg_stmt_bind_cell_static (stmt, ++n, &record->cells[batch->fields[i]]);
  for (guint i = 0; i < derived->len && batch->deed != RESEAL; i++)
    if (g_array_index (derived, ZgDerived, i).sort != ZG_DERIVED_ROMAN)
      zg_derived_bind (record, &g_array_index (derived, ZgDerived, i), stmt, ++n);
  done = zg_stmt_run (stmt, error);
  zg_stmt_reset (stmt);
  return done;
}

static gboolean
note (ZgDb *db, const Batch *batch, GError **error)
{
  ZgSession       *session = batch->session;
  const char      *step = batch->deed == ERASE ? "data.erase" : "key.reseal";
  g_autofree char *rows = g_strdup_printf ("%u", batch->rows->len);
  g_autofree char *body = zg_body (step, "kind", batch->kind->id, "rows", rows, NULL);

  for (int i = 0; i < batch->n_fields && batch->deed == ERASE; i++)
    if (!zg_keys_erased (db, batch->kind->fields[batch->fields[i]].seal, error))
      return FALSE;
  return zg_note (db, session->book, session->person, session->sign_sk, step, "person", session->person, 0, body, error);
}

static gboolean
write_tx (ZgDb *db, gpointer data, GError **error)
{
  Batch             *batch = data;
  const GPtrArray   *rows = batch->rows;
  g_autofree char   *sql = update_text (batch);
  g_autoptr (ZgStmt) stmt = zg_db_prepare (db, sql, error);

  if (stmt == NULL ||
      (batch->kind->append_only &&
       !zg_import_digest_renew (db, batch->session, batch->kind, ((const ZgRecord *) rows->pdata[0])->id,
                                ((const ZgRecord *) rows->pdata[rows->len - 1])->id, error)))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!write_row (batch, stmt, rows->pdata[i], error))
      return FALSE;
  return note (db, batch, error);
}

static gpointer
write_rows (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, write_tx, data, error) ? data : NULL;
}

typedef struct
{
  ZgProgress progress;
  gpointer   data;
  guint      n_done;
} Told;

static gboolean
freshen_kind (Batch *batch, Told *told, GCancellable *cancellable, GError **error)
{
  ZgStore *store = zg_session_store (batch->session);

  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !zg_store_read (store, read_rows, batch, error) ||
          (batch->rows->len && !zg_store_write (store, write_rows, batch, error)))
        return FALSE;
      told->n_done += batch->rows->len;
      if (told->progress && batch->rows->len)
        told->progress (told->n_done, 0, told->data);
    }
  while (batch->n_seen == CHUNK);
  return TRUE;
}

/* -- The whole -- */

static gpointer
read_all_due (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgSession *session = data;

  return zg_keys_all_due (db, session->book, error);
}

/* Keys that somebody who has left knows, and those of what was erased: changed by the first who may and can. */
static gboolean
renew_due (ZgSession *session, GError **error)
{
  g_autoptr (GPtrArray) due = NULL;

  if (zg_session_reach (session, "person.recovery") != ZG_REACH_ALL)
    return TRUE;
  due = zg_store_read (zg_session_store (session), read_all_due, session, error);
  return due && (due->len == 0 || zg_keys_rotate (session, NULL, error));
}

static gpointer
read_since (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Batch *batch = data;

  return zg_term_since (db, batch->kind, zg_day_of_ms (zg_book_now (batch->session->book)), &batch->since, error) ? batch : NULL;
}

static gboolean
freshen_all (ZgSession *session, Deed deed, Told *told, GCancellable *cancellable, GError **error)
{
  gboolean done = TRUE;

  for (const ZgKind *const *kind = zg_kinds (NULL); *kind && done; kind++)
    {
      Batch batch = { .session = session, .kind = *kind, .deed = deed };

      if ((*kind)->view || (deed == ERASE && (*kind)->term == NULL) || !batch_fields (&batch))
        continue;
      if (deed == ERASE && !zg_store_read (zg_session_store (session), read_since, &batch, error))
        return FALSE;
      if (deed == ERASE && batch.since == 0)
        continue;
      batch.rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
      done = freshen_kind (&batch, told, cancellable, error);
      g_ptr_array_unref (batch.rows);
    }
  return done;
}

static gboolean
freshen (ZgSession *session, ZgProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Told told = { progress, progress_data, 0 };

  /* people on a server write no rows by themselves: there it is the owner's address that does it */
  if (session->store || session->book->read_only || session->sign_sk == NULL || session->keys == NULL ||
      zg_session_must_change (session))
    return TRUE;
  /* a leaver's keys first: rows that were tampered with stop the rest until somebody has looked at them */
  return renew_due (session, error) && freshen_all (session, ERASE, &told, cancellable, error) && renew_due (session, error) &&
         freshen_all (session, RESEAL, &told, cancellable, error) && freshen_all (session, NUMBER, &told, cancellable, error) &&
         zg_keys_retire (session, error);
}

gboolean
zg_book_freshen (ZgSession *session, ZgProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  gboolean done;

  zg_session_hold (session);
  done = freshen (session, progress, progress_data, cancellable, error);
  zg_session_release (session);
  return done;
}
