/* What is sealed under an old key, or lacks what it is found by, is sealed anew: a few hundred rows at a time, read and sealed
 * on a reader, so that the writer only writes. Nothing is remembered: what is left to do is what the rows say, after a kill
 * too. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-error.h"
#include "zg-post.h"

#define CHUNK 400

/* The sealed fields of a kind this session can seal anew, or (.blind) those whose numbers it can make anew: apart, since writing
 * an index costs more than all the rest. */
typedef struct
{
  gboolean      blind;
  ZgSession    *session;
  const ZgKind *kind;
  int           fields[64], n_fields;
  int           versions[64];  /* by field of the kind: of its class now */
  int           blind_version;
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

      if (!(field->flags & (batch->blind ? ZG_FIND : ZG_SEALED)) ||
          !(batch->versions[i] = newest_held (batch->session, field->seal)))
        continue;
      batch->fields[batch->n_fields++] = i;
    }
  return batch->n_fields > 0 && (!batch->blind || batch->blind_version);
}

/* -- Reading -- */

/* $1: after this id; then for each field the version byte of its class, or the number of the index key. */
static char *
select_text (const Batch *batch)
{
  GString *sql = g_string_new (ZG_SQL ("SELECT id, version"));
  int      n = 1;

  for (int i = 0; i < batch->n_fields; i++)
    g_string_append_printf (sql, ", %s", batch->kind->fields[batch->fields[i]].name);
  g_string_append_printf (sql, " FROM %s WHERE id > $1 AND (1 = 0", batch->kind->id);
  for (int i = 0; i < batch->n_fields; i++)
    {
      const char *name = batch->kind->fields[batch->fields[i]].name;

      if (batch->blind)
        g_string_append_printf (sql, " OR %s IS NOT NULL AND (%s_ix IS NULL OR (%s_ix & 255) <> $%d)", name, name, name, ++n);
      else
        g_string_append_printf (sql, " OR %s IS NOT NULL AND substr (%s, 2, 1) <> $%d", name, name, ++n);
    }
  g_string_append_printf (sql, ") ORDER BY id LIMIT %d", CHUNK);
  return g_string_free (sql, FALSE);
}

static void
bind_versions (const Batch *batch, ZgStmt *stmt)
{
  int n = 1;

  zg_stmt_bind_int (stmt, 1, batch->last);
  for (int i = 0; i < batch->n_fields; i++)
    {
      guint8             version = (guint8) batch->versions[batch->fields[i]];
      g_autoptr (GBytes) byte = g_bytes_new (&version, 1);

      if (batch->blind)
        zg_stmt_bind_int (stmt, ++n, batch->blind_version);
      else
        zg_stmt_bind_bytes (stmt, ++n, byte);
    }
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

      if (cell->type != ZG_CELL_BYTES)
        continue;
      plain = zg_session_open_cell (batch->session, record->kind, field, record->id, cell, NULL);
      if (plain == NULL)
        return FALSE;
      if (batch->blind)
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
  bind_versions (batch, stmt);
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
      if (seal_row (batch, record))
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
  for (int i = 0; i < batch->n_fields && !batch->blind; i++)
    g_string_append_printf (sql, ", %s = $%d", batch->kind->fields[batch->fields[i]].name, ++n);
  for (guint i = 0; i < derived->len && batch->blind; i++)
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
  for (int i = 0; i < batch->n_fields && !batch->blind; i++)
    zg_stmt_bind_cell_static (stmt, ++n, &record->cells[batch->fields[i]]);
  for (guint i = 0; i < derived->len && batch->blind; i++)
    if (g_array_index (derived, ZgDerived, i).sort != ZG_DERIVED_ROMAN)
      zg_derived_bind (record, &g_array_index (derived, ZgDerived, i), stmt, ++n);
  done = zg_stmt_run (stmt, error);
  zg_stmt_reset (stmt);
  return done;
}

static gboolean
write_tx (ZgDb *db, gpointer data, GError **error)
{
  Batch             *batch = data;
  ZgSession         *session = batch->session;
  g_autofree char   *sql = update_text (batch);
  g_autoptr (ZgStmt) stmt = zg_db_prepare (db, sql, error);
  g_autofree char   *rows = g_strdup_printf ("%u", batch->rows->len);
  g_autofree char   *body = zg_body ("key.reseal", "kind", batch->kind->id, "rows", rows, NULL);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < batch->rows->len; i++)
    if (!write_row (batch, stmt, batch->rows->pdata[i], error))
      return FALSE;
  return zg_note (db, session->book, session->person, session->sign_sk, "key.reseal", "person", session->person, 0, body, error);
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

/* -- Keys nothing is sealed under any more -- */

/* Files stay as they were sealed: their key is read for ever. */
static gboolean
is_in_use (ZgDb *db, const char *klass, gint64 version, gboolean *used, GError **error)
{
  guint                n;
  const ZgKind *const *kinds = zg_kinds (&n);
  guint8               byte = (guint8) version;
  g_autoptr (GBytes)   bytes = g_bytes_new (&byte, 1);
  gboolean             blind = g_str_equal (klass, ZG_BLIND_CLASS);

  *used = g_str_equal (klass, "FILE");
  for (guint k = 0; k < n && !*used; k++)
    for (int i = 0; i < kinds[k]->n_fields && !*used; i++)
      {
        const ZgField   *field = &kinds[k]->fields[i];
        g_autofree char *sql = NULL;
        gint64           found = 0;

        if (kinds[k]->view || (blind ? !(field->flags & ZG_FIND) : g_strcmp0 (field->seal, klass) != 0))
          continue;
        if (blind)
          sql = g_strdup_printf (ZG_SQL ("SELECT id FROM %s WHERE (%s_ix & 255) = $1 LIMIT 1"), kinds[k]->id, field->name);
        else
          sql = g_strdup_printf (ZG_SQL ("SELECT id FROM %s WHERE substr (%s, 2, 1) = $1 LIMIT 1"), kinds[k]->id, field->name);
        if (!(blind ? zg_db_int (db, &found, error, sql, "i", version) : zg_db_int (db, &found, error, sql, "b", bytes)))
          return FALSE;
        *used = found != 0;
      }
  return TRUE;
}

typedef struct
{
  ZgSession *session;
  GArray    *versions; /* of Old */
} Retiring;

typedef struct
{
  char   klass[16];
  gint64 version;
} Old;

static gpointer
read_unused (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Retiring          *retiring = data;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT class, ver FROM key_class WHERE state = 'readable'"), NULL);
  gboolean           row, used;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      Old old = { .version = 0 };

      if (!row)
        return retiring;
      g_strlcpy (old.klass, zg_stmt_text (stmt, 0), sizeof old.klass);
      old.version = zg_stmt_int (stmt, 1);
      if (!is_in_use (db, old.klass, old.version, &used, error))
        return NULL;
      if (!used)
        g_array_append_val (retiring->versions, old);
    }
  return NULL;
}

/* Grants stay with those who have them: a desk that has not heard of the new key yet may still seal a row under the old one, and
 * the next run finds it. */
static gboolean
retire_tx (ZgDb *db, gpointer data, GError **error)
{
  Retiring  *retiring = data;
  ZgSession *session = retiring->session;

  for (guint i = 0; i < retiring->versions->len; i++)
    {
      const Old       *old = &g_array_index (retiring->versions, Old, i);
      g_autofree char *version = g_strdup_printf ("%d", (int) old->version);
      g_autofree char *body = zg_body ("key.retire", "class", old->klass, "version", version, NULL);

      if (!zg_db_run (db, error, ZG_SQL ("UPDATE key_class SET state = 'retired' WHERE class = $1 AND ver = $2"), "si",
                      old->klass, old->version) ||
          !zg_note (db, session->book, session->person, session->sign_sk, "key.retire", "person", session->person, 0, body,
                    error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
retire_write (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, retire_tx, data, error) ? data : NULL;
}

static gboolean
retire_unused (ZgSession *session, GError **error)
{
  g_autoptr (GArray) versions = g_array_new (FALSE, FALSE, sizeof (Old));
  Retiring           retiring = { session, versions };

  return zg_store_read (zg_session_store (session), read_unused, &retiring, error) != NULL &&
         (versions->len == 0 || zg_store_write (zg_session_store (session), retire_write, &retiring, error) != NULL);
}

/* -- The whole -- */

static gpointer
count_due (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_int (db, data, error, ZG_SQL ("SELECT count (*) FROM meta WHERE key LIKE 'due:%'"), NULL) ? data : NULL;
}

/* Keys that somebody who has left knows: changed by the first who may and can. */
static gboolean
renew_due (ZgSession *session, GError **error)
{
  gint64 due = 0;

  if (zg_session_reach (session, "person.recovery") != ZG_REACH_ALL)
    return TRUE;
  return zg_store_read (zg_session_store (session), count_due, &due, error) != NULL &&
         (due == 0 || zg_keys_rotate (session, NULL, error));
}

static gboolean
freshen (ZgSession *session, ZgProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Told                 told = { progress, progress_data, 0 };
  guint                n;
  const ZgKind *const *kinds = zg_kinds (&n);
  gboolean             done = TRUE;

  /* people on a server write no rows by themselves: there it is the owner's address that does it */
  if (session->store || session->book->read_only || session->sign_sk == NULL || session->keys == NULL ||
      zg_session_must_change (session))
    return TRUE;
  if (!renew_due (session, error))
    return FALSE;
  for (guint i = 0; i < 2 * n && done; i++)
    {
      Batch batch = { .session = session, .kind = kinds[i / 2], .blind = i % 2 };

      if (batch.kind->view || batch.kind->append_only || !batch_fields (&batch))
        continue;
      batch.rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
      done = freshen_kind (&batch, &told, cancellable, error);
      g_ptr_array_unref (batch.rows);
    }
  return done && retire_unused (session, error);
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
