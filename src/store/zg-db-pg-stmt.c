#include "zg-db-pg-private.h"

#include <string.h>

#define MANY_DROPPED 32
#define COMMIT_NAME "zg_commit"
#define TELL_NAME "zg_tell"

static const char watch[] = ZG_SQL ("SELECT zg.watch ($1)");
static const char before_commit[] = ZG_SQL ("SELECT zg.before_commit ($1, $2)");
static const char tell[] = ZG_SQL ("SELECT zg.tell ()");

/* Compiling */

static void
map_places (ZgStmt *stmt, const GArray *places)
{
  int highest = 0;

  for (guint i = 0; i < places->len; i++)
    highest = MAX (highest, g_array_index (places, int, i));
  stmt->n_map = places->len ? highest + 1 : 0;
  stmt->map = g_new0 (int, stmt->n_map + 1);
  stmt->bound = g_malloc0 (stmt->n_map + 1);
  for (guint i = 0; i < places->len; i++)
    stmt->map[g_array_index (places, int, i)] = g_array_index (places, int, i);
  stmt->n_places = stmt->n_missing = (int) places->len;
}

static ZgPgStmt *
stmt_new (int n)
{
  ZgPgStmt *self = g_new0 (ZgPgStmt, 1);

  self->n = n;
  self->values = g_new0 (const char *, n + 1);
  self->owned = g_new0 (char *, n + 1);
  self->lengths = g_new0 (int, n + 1);
  self->formats = g_new0 (int, n + 1);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* The results up to the end of the pipeline, the empty ones between them left out. The first error is @error's; then all
 * results are dropped. @results: @n long. */
static gboolean
collect (ZgDb *db, gboolean may_stop, PGresult **results, int n, GError **error)
{
  gboolean ok = TRUE, ended = FALSE;
  int      got = 0;

  while (!ended && PQstatus (((ZgPg *) db->handle)->conn) == CONNECTION_OK)
    {
      PGresult      *result = zg_pg_take (db, may_stop && got == 0);
      ExecStatusType status = PQresultStatus (result);

      ended = result && status == PGRES_PIPELINE_SYNC;
      if (result == NULL || ended || !ok)
        PQclear (result);
      else if ((status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) && got < n)
        results[got++] = result;
      else
        {
          zg_pg_set_error (db, result, error);
          PQclear (result);
          ok = FALSE;
        }
    }
  if (ok && !ended)
    zg_pg_set_error (db, NULL, error);
  if (ok && ended)
    return TRUE;
  while (got > 0)
    PQclear (results[--got]);
  return FALSE;
}

static gboolean
prepare (ZgDb *db, ZgPgStmt *self, const char *sql, const Oid *types, GError **error)
{
  ZgPg     *pg = db->handle;
  PGresult *results[2] = { NULL };
  gboolean  ok;

  if (!PQenterPipelineMode (pg->conn) || !PQsendPrepare (pg->conn, self->name, sql, self->n, types)
      || !PQsendDescribePrepared (pg->conn, self->name) || !PQpipelineSync (pg->conn))
    {
      zg_pg_set_error (db, NULL, error);
      PQexitPipelineMode (pg->conn);
      return FALSE;
    }
  ok = collect (db, FALSE, results, 2, error);
  PQexitPipelineMode (pg->conn);
  if (!ok)
    return FALSE;
  PQclear (results[0]);
  self->about = results[1];
  return TRUE;
}

/* Sent with others some time later: a round trip for each would be felt, and a failed transaction takes none. */
static void
drop_later (ZgDb *db, const ZgPgStmt *self)
{
  ZgPg *pg = db->handle;

  if (pg == NULL || self->about == NULL)
    return;
  g_string_append_printf (pg->drop, "DEALLOCATE %s;", self->name);
  if (++pg->n_drop < MANY_DROPPED || PQtransactionStatus (pg->conn) == PQTRANS_INERROR || PQstatus (pg->conn) != CONNECTION_OK)
    return;
  zg_pg_run (db, pg->drop->str, NULL);
  g_string_truncate (pg->drop, 0);
  pg->n_drop = 0;
}

static void
name_anew (ZgPg *pg, ZgPgStmt *self)
{
  g_snprintf (self->name, sizeof self->name, "zg%u", ++pg->last_name);
}

/* Every whole number of a book has 64 bits, but beside a small number in the text the server takes a place for one of 32:
 * nullif ($1, 0). Returns: whether @types had to be changed. */
static gboolean
widen (const ZgPgStmt *self, Oid *types)
{
  gboolean changed = FALSE;

  for (int i = 0; i < PQnparams (self->about); i++)
    if (PQparamtype (self->about, i) == ZG_PG_INT4 || PQparamtype (self->about, i) == ZG_PG_INT2)
      {
        types[i] = ZG_PG_INT8;
        changed = TRUE;
      }
  return changed;
}

static gboolean
prepare_wide (ZgDb *db, ZgPgStmt *self, const char *sql, Oid *types, GError **error)
{
  if (!prepare (db, self, sql, types, error))
    return FALSE;
  if (!widen (self, types))
    return TRUE;
  drop_later (db, self);
  g_clear_pointer (&self->about, PQclear);
  name_anew (db->handle, self);
  return prepare (db, self, sql, types, error);
}

static gboolean
compile_text (ZgStmt *stmt, const ZgPgText *text, GError **error)
{
  ZgDb           *db = stmt->db;
  g_autofree Oid *types = NULL;
  ZgPgStmt       *self;

  if (text->wrong)
    {
      zg_db_set_misuse (error, text->wrong);
      return FALSE;
    }
  map_places (stmt, text->places);
  stmt->handle = self = stmt_new (MAX (stmt->n_map - 1, 0));
  name_anew (db->handle, self);
  self->links = text->makes_table ? g_strdup (text->links->str) : NULL;
  /* The server asks for a type of every number up to the highest, used or not. */
  types = g_new0 (Oid, self->n + 1);
  for (int n = 1; n <= self->n; n++)
    types[n - 1] = stmt->map[n] ? InvalidOid : ZG_PG_TEXT;
  return prepare_wide (db, self, text->sql, types, error) && zg_pg_types_known (self->about, error);
}

gboolean
zg_pg_compile (ZgStmt *stmt, const char *text, const char **tail, GError **error)
{
  ZgPgText read;
  gboolean ok;

  zg_pg_read_text (text, &read);
  *tail = read.tail;
  ok = (read.sql == NULL && read.wrong == NULL) || compile_text (stmt, &read, error);
  zg_pg_clear_text (&read);
  return ok;
}

void
zg_pg_finalize (ZgStmt *stmt)
{
  ZgPgStmt *self = stmt->handle;

  zg_pg_reset (stmt);
  zg_pg_clear (stmt);
  drop_later (stmt->db, self);
  PQclear (self->about);
  g_ptr_array_unref (self->texts);
  g_free (self->links);
  g_free (self->values);
  g_free (self->owned);
  g_free (self->lengths);
  g_free (self->formats);
  g_free (self);
  stmt->handle = NULL;
}

/* Values */

/* Numbers go as text: so the server reads them as whatever the place wants, like the other engine does. */
gboolean
zg_pg_bind (ZgStmt *stmt, int place, const ZgCell *cell, gboolean stays, GError **error)
{
  ZgPgStmt *self = stmt->handle;
  int       i = place - 1;
  gsize     length = 0;

  g_clear_pointer (&self->owned[i], g_free);
  self->values[i] = NULL;
  self->formats[i] = cell->type == ZG_CELL_BYTES ? 1 : 0;
  switch (cell->type)
    {
    case ZG_CELL_INT:
      self->owned[i] = g_strdup_printf ("%" G_GINT64_FORMAT, cell->i);
      break;
    case ZG_CELL_TEXT:
      if (stays)
        self->values[i] = cell->s;
      else
        self->owned[i] = g_strdup (cell->s);
      break;
    case ZG_CELL_BYTES:
      self->owned[i] = g_memdup2 (g_bytes_get_data (cell->b, &length), g_bytes_get_size (cell->b));
      if (self->owned[i] == NULL)
        self->owned[i] = g_strdup (""); /* no bytes, which is not NULL */
      self->lengths[i] = (int) length;
      break;
    case ZG_CELL_NULL:
    default:
      break;
    }
  if (self->owned[i])
    self->values[i] = self->owned[i];
  return TRUE;
}

void
zg_pg_clear (ZgStmt *stmt)
{
  ZgPgStmt *self = stmt->handle;

  for (int i = 0; i < self->n; i++)
    g_clear_pointer (&self->owned[i], g_free);
  memset (self->values, 0, self->n * sizeof *self->values);
}

/* Running */

static void
count_changes (ZgDb *db, const PGresult *result)
{
  static const char *const verbs[] = { "INSERT ", "UPDATE ", "DELETE ", "MERGE " };
  ZgPg       *pg = db->handle;
  const char *tag = PQcmdStatus ((PGresult *) result);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_has_prefix (tag, verbs[i]))
      {
        pg->changes = g_ascii_strtoll (PQcmdTuples ((PGresult *) result), NULL, 10);
        pg->total_changes += pg->changes;
      }
}

static gboolean
send (ZgPg *pg, const ZgPgStmt *self)
{
  return PQsendQueryPrepared (pg->conn, self->name, self->n, self->values, self->lengths, self->formats, 1);
}

/* Planned once for a connection: they go with each statement that stands alone. */
static gboolean
prepare_commit (ZgDb *db, GError **error)
{
  ZgPg     *pg = db->handle;
  PGresult *results[2] = { NULL };
  int       n = pg->tells ? 2 : 1;

  if (pg->ends)
    return TRUE;
  if (PQenterPipelineMode (pg->conn) && PQsendPrepare (pg->conn, COMMIT_NAME, before_commit, 2, NULL) &&
      (n == 1 || PQsendPrepare (pg->conn, TELL_NAME, tell, 0, NULL)) && PQpipelineSync (pg->conn))
    pg->ends = collect (db, FALSE, results, n, error);
  else
    zg_pg_set_error (db, NULL, error);
  PQexitPipelineMode (pg->conn);
  if (pg->ends)
    for (int i = 0; i < n; i++)
      PQclear (results[i]);
  return pg->ends;
}

static gboolean
send_after (ZgDb *db, const ZgPgStmt *self, gboolean alone)
{
  ZgPg            *pg = db->handle;
  g_autofree char *exempt = zg_pg_exempt (db);
  const char      *values[2] = { db->require_audit ? "t" : "f", exempt }, *links[1] = { self->links };

  return (self->links == NULL || PQsendQueryParams (pg->conn, watch, 1, NULL, links, NULL, NULL, 0))
         && (!alone || PQsendQueryPrepared (pg->conn, COMMIT_NAME, 2, values, NULL, NULL, 0));
}

/* What follows the transaction in the same message: the other desks hear of it. It is kept, whatever becomes of this. */
static void
take_tell (ZgDb *db)
{
  PGresult          *result = NULL;
  g_autoptr (GError) ignored = NULL;

  if (collect (db, FALSE, &result, 1, &ignored))
    PQclear (result);
}

/* A statement with what belongs to it, in one round trip; outside a transaction all before a sync is one. */
static gboolean
run_with (ZgDb *db, ZgPgStmt *self, gboolean alone, GError **error)
{
  ZgPg     *pg = db->handle;
  PGresult *results[3] = { NULL };
  int       n = 1 + (self->links ? 1 : 0) + (alone ? 1 : 0);
  gboolean  ok, tells;

  if (alone && !prepare_commit (db, error))
    return FALSE;
  tells = alone && pg->tells;
  if (!PQenterPipelineMode (pg->conn) || !send (pg, self) || !send_after (db, self, alone) || !PQpipelineSync (pg->conn) ||
      (tells && (!PQsendQueryPrepared (pg->conn, TELL_NAME, 0, NULL, NULL, NULL, 0) || !PQpipelineSync (pg->conn))))
    {
      zg_pg_set_error (db, NULL, error);
      PQexitPipelineMode (pg->conn);
      return FALSE;
    }
  ok = collect (db, TRUE, results, n, error);
  if (tells)
    take_tell (db);
  PQexitPipelineMode (pg->conn);
  if (!ok && alone && zg_pg_is_lost (db))
    zg_pg_set_unknown (db, error);
  if (!ok)
    return FALSE;
  self->result = results[0];
  if (alone)
    zg_pg_note_tables (db, PQgetvalue (results[n - 1], 0, 0));
  for (int i = 1; i < n; i++)
    PQclear (results[i]);
  return TRUE;
}

static gboolean
run_plain (ZgDb *db, ZgPgStmt *self, GError **error)
{
  PGresult *result = NULL, *next;

  if (send (db->handle, self))
    while ((next = zg_pg_take (db, TRUE)))
      {
        PQclear (result);
        result = next;
      }
  if (PQresultStatus (result) != PGRES_COMMAND_OK && PQresultStatus (result) != PGRES_TUPLES_OK)
    {
      zg_pg_set_error (db, result, error);
      PQclear (result);
      return FALSE;
    }
  self->result = result;
  return TRUE;
}

static gboolean
run (ZgStmt *stmt, GError **error)
{
  ZgDb     *db = stmt->db;
  ZgPg     *pg = db->handle;
  ZgPgStmt *self = stmt->handle;
  gboolean  alone = !zg_db_is_read_only (db) && PQtransactionStatus (pg->conn) == PQTRANS_IDLE;
  gboolean  ok = alone || self->links ? run_with (db, self, alone, error) : run_plain (db, self, error);

  if (!ok)
    return FALSE;
  self->row = -1;
  count_changes (db, self->result);
  /* It is stored already, whatever becomes of its rows. */
  if (alone)
    zg_db_note_commit (db);
  return TRUE;
}

ZgStep
zg_pg_step (ZgStmt *stmt, GError **error)
{
  ZgPgStmt *self = stmt->handle;

  if (self->result == NULL && !run (stmt, error))
    return ZG_STEP_FAILED;
  g_ptr_array_set_size (self->texts, 0);
  if (++self->row < PQntuples (self->result))
    return ZG_STEP_ROW;
  g_clear_pointer (&self->result, PQclear);
  return ZG_STEP_END;
}

void
zg_pg_reset (ZgStmt *stmt)
{
  ZgPgStmt *self = stmt->handle;

  g_ptr_array_set_size (self->texts, 0);
  g_clear_pointer (&self->result, PQclear);
}
