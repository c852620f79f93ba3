#include "zg-db-pg-private.h"

#include <string.h>

/* Whole numbers, text and bytes: what a cell can hold. Everything else (numeric of a bare sum (), dates, fractions) is
 * refused when the statement is compiled, so that a test that prepares all statements finds it. */
static gboolean
is_known (Oid type)
{
  switch (type)
    {
    case ZG_PG_BOOL:
    case ZG_PG_BYTEA:
    case ZG_PG_NAME:
    case ZG_PG_INT8:
    case ZG_PG_INT2:
    case ZG_PG_INT4:
    case ZG_PG_TEXT:
    case ZG_PG_VARCHAR:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
zg_pg_types_known (const PGresult *about, GError **error)
{
  for (int col = PQnfields (about); --col >= 0;)
    if (!is_known (PQftype (about, col)))
      {
        g_autofree char *what = g_strdup_printf ("the column %s is of type %u", PQfname (about, col), PQftype (about, col));

        zg_db_set_misuse (error, what);
        return FALSE;
      }
  return TRUE;
}

int
zg_pg_n_columns (ZgStmt *stmt)
{
  return PQnfields (((ZgPgStmt *) stmt->handle)->about);
}

const char *
zg_pg_column_name (ZgStmt *stmt, int col)
{
  return PQfname (((ZgPgStmt *) stmt->handle)->about, col);
}

/* Like the other engine: without a row every value is NULL. */
static gboolean
has_value (const ZgPgStmt *self, int col)
{
  return self->result && self->row >= 0 && self->row < PQntuples (self->result) && col >= 0 && col < PQnfields (self->result)
         && !PQgetisnull (self->result, self->row, col);
}

ZgCellType
zg_pg_type (ZgStmt *stmt, int col)
{
  const ZgPgStmt *self = stmt->handle;

  if (!has_value (self, col))
    return ZG_CELL_NULL;
  switch (PQftype (self->result, col))
    {
    case ZG_PG_BYTEA:
      return ZG_CELL_BYTES;
    case ZG_PG_TEXT:
    case ZG_PG_VARCHAR:
    case ZG_PG_NAME:
      return ZG_CELL_TEXT;
    default:
      return ZG_CELL_INT;
    }
}

static gint64
read_int (const char *bytes, int length)
{
  guint64 value = (guint8) bytes[0] & 0x80 ? G_MAXUINT64 : 0;

  for (int i = 0; i < length; i++)
    value = value << 8 | (guint8) bytes[i];
  return (gint64) value;
}

gint64
zg_pg_get_int (ZgStmt *stmt, int col)
{
  const ZgPgStmt *self = stmt->handle;

  switch (zg_pg_type (stmt, col))
    {
    case ZG_CELL_INT:
      return read_int (PQgetvalue (self->result, self->row, col), PQgetlength (self->result, self->row, col));
    case ZG_CELL_TEXT:
      return g_ascii_strtoll (PQgetvalue (self->result, self->row, col), NULL, 10);
    case ZG_CELL_NULL:
    case ZG_CELL_BYTES:
    default:
      return 0;
    }
}

const char *
zg_pg_get_text (ZgStmt *stmt, int col)
{
  ZgPgStmt *self = stmt->handle;
  char     *text;

  switch (zg_pg_type (stmt, col))
    {
    case ZG_CELL_INT:
      text = g_strdup_printf ("%" G_GINT64_FORMAT, zg_pg_get_int (stmt, col));
      g_ptr_array_add (self->texts, text);
      return text;
    case ZG_CELL_TEXT:
    case ZG_CELL_BYTES:
      return PQgetvalue (self->result, self->row, col); /* the library ends it with NUL */
    case ZG_CELL_NULL:
    default:
      return NULL;
    }
}

GBytes *
zg_pg_get_bytes (ZgStmt *stmt, int col)
{
  const ZgPgStmt *self = stmt->handle;

  if (zg_pg_type (stmt, col) == ZG_CELL_NULL)
    return NULL;
  return g_bytes_new (PQgetvalue (self->result, self->row, col), PQgetlength (self->result, self->row, col));
}
