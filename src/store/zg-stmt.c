#include "zg-db-private.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "zg-error.h"

void
zg_db_set_misuse (GError **error, const char *what)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE,
               _("The program asked the book wrongly (%s). Nothing was changed. Please report this."), what);
}

void
zg_db_set_no_text (GError **error)
{
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                       _("A text holds bytes that are no characters. Nothing of it was stored; "
                         "enter or import the text again."));
}

static void
bind_value (ZgStmt *stmt, int n, const ZgCell *cell, gboolean stays)
{
  if (n < 1 || n >= stmt->n_map || stmt->map[n] == 0)
    {
      if (stmt->fault == NULL)
        zg_db_set_misuse (&stmt->fault, "no such placeholder");
      return;
    }
  if (cell->type == ZG_CELL_TEXT && !g_utf8_validate (cell->s, -1, NULL))
    {
      if (stmt->fault == NULL)
        zg_db_set_no_text (&stmt->fault);
      return;
    }
  if (!stmt->db->driver->bind (stmt, stmt->map[n], cell, stays, stmt->fault ? NULL : &stmt->fault))
    return;
  if (!stmt->bound[n])
    stmt->n_missing--;
  stmt->bound[n] = 1;
}

void
zg_stmt_bind_int (ZgStmt *stmt, int n, gint64 value)
{
  bind_value (stmt, n, &(ZgCell) { .type = ZG_CELL_INT, .i = value }, TRUE);
}

static void
bind_text (ZgStmt *stmt, int n, const char *text, gboolean stays)
{
  bind_value (stmt, n, &(ZgCell) { .type = text ? ZG_CELL_TEXT : ZG_CELL_NULL, .s = (char *) text }, stays);
}

void
zg_stmt_bind_text (ZgStmt *stmt, int n, const char *text)
{
  bind_text (stmt, n, text, FALSE);
}

void
zg_stmt_bind_text_static (ZgStmt *stmt, int n, const char *text)
{
  bind_text (stmt, n, text, TRUE);
}

void
zg_stmt_bind_bytes (ZgStmt *stmt, int n, GBytes *bytes)
{
  bind_value (stmt, n, &(ZgCell) { .type = bytes ? ZG_CELL_BYTES : ZG_CELL_NULL, .b = bytes }, FALSE);
}

void
zg_stmt_bind_null (ZgStmt *stmt, int n)
{
  bind_value (stmt, n, &(ZgCell) { .type = ZG_CELL_NULL }, TRUE);
}

void
zg_stmt_bind_cell (ZgStmt *stmt, int n, const ZgCell *cell)
{
  bind_value (stmt, n, cell, FALSE);
}

void
zg_stmt_bind_cell_static (ZgStmt *stmt, int n, const ZgCell *cell)
{
  bind_value (stmt, n, cell, TRUE);
}

static gboolean
is_ready (ZgStmt *stmt, GError **error)
{
  ZgDb *db = stmt->db;

  if (stmt->fault)
    {
      if (error)
        *error = g_error_copy (stmt->fault);
      return FALSE;
    }
  if (stmt->n_missing > 0)
    {
      zg_db_set_misuse (error, "placeholder without a value");
      return FALSE;
    }
  if (db->tx_lost)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_IO,
                           _("An error undid the change as a whole. Nothing of it was stored; please try again."));
      return FALSE;
    }
  if (g_atomic_int_get (&db->interrupted))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped at your request. Nothing was changed."));
      return FALSE;
    }
  return TRUE;
}

/* Expressions beyond 64 bits silently become floating point in SQLite; no column of a book may hold that. */
static gboolean
row_is_exact (ZgStmt *stmt, GError **error)
{
  const ZgDbDriver *driver = stmt->db->driver;

  for (int col = driver->n_columns (stmt); --col >= 0;)
    if ((int) driver->type (stmt, col) < 0)
      {
        g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                     _("A sum left the range of whole numbers (%s). Nothing was changed. Please report this."),
                     driver->column_name (stmt, col));
        return FALSE;
      }
  return TRUE;
}

static gboolean
on_end (ZgStmt *stmt, gboolean *row)
{
  stmt->ended = TRUE;
  if (row)
    *row = FALSE;
  zg_db_note_changes (stmt);
  if (stmt->db->tx_depth == 0)
    zg_db_note_commit (stmt->db);
  return TRUE;
}

static gboolean
on_failed (ZgStmt *stmt)
{
  ZgDb *db = stmt->db;

  stmt->ended = TRUE;
  if (db->tx_depth == 0)
    zg_db_forget_notes (db);
  else if (!db->driver->in_transaction (db))
    db->tx_lost = TRUE;
  return FALSE;
}

/* @failed: (transfer full). */
static gboolean
fail (ZgDb *db, GError *failed, GError **error)
{
  zg_db_note_trouble (db, failed);
  g_propagate_error (error, failed);
  return FALSE;
}

gboolean
zg_stmt_step (ZgStmt *stmt, gboolean *row, GError **error)
{
  ZgDb   *db = stmt->db;
  GError *failed = NULL;
  ZgStep  result;

  if (stmt->ended)
    {
      if (row)
        *row = FALSE;
      return TRUE;
    }
  if (!is_ready (stmt, &failed))
    return fail (db, failed, error);
  if (!stmt->started)
    stmt->base_changes = db->driver->total_changes (db);
  stmt->started = TRUE;
  db->current = stmt;
  result = db->driver->step (stmt, &failed);
  db->current = NULL;
  if (result == ZG_STEP_END)
    return on_end (stmt, row);
  if (failed)
    fail (db, failed, error);
  if (result == ZG_STEP_FAILED || (stmt->loose && !row_is_exact (stmt, error)))
    return on_failed (stmt);
  if (row)
    *row = TRUE;
  return TRUE;
}

gboolean
zg_stmt_run (ZgStmt *stmt, GError **error)
{
  gboolean row = TRUE;

  while (row)
    if (!zg_stmt_step (stmt, &row, error))
      return FALSE;
  return TRUE;
}

gboolean
zg_db_takes_rows (ZgDb *db)
{
  return db->driver->run_rows != NULL;
}

static gboolean
run_each (ZgStmt *stmt, int first, int n, ZgDbRows rows, gpointer data, GError **error)
{
  GError       *failed = NULL;
  gboolean      kept = FALSE;
  const ZgCell *cells;

  while ((cells = rows (data, kept, &failed)) != NULL)
    {
      for (int i = 0; i < n; i++)
        zg_stmt_bind_cell_static (stmt, first + i, &cells[i]);
      if (!zg_stmt_run (stmt, error))
        return FALSE;
      zg_stmt_reset (stmt);
      kept = zg_db_changes (stmt->db) > 0;
    }
  if (failed)
    g_propagate_error (error, failed);
  return failed == NULL;
}

gboolean
zg_stmt_run_rows (ZgStmt *stmt, int first, int n, ZgDbRows rows, gpointer data, GError **error)
{
  return zg_db_takes_rows (stmt->db) ? stmt->db->driver->run_rows (stmt, rows, data, error)
                                     : run_each (stmt, first, n, rows, data, error);
}

void
zg_stmt_reset (ZgStmt *stmt)
{
  if (stmt->started)
    {
      stmt->db->current = stmt;
      stmt->db->driver->reset (stmt);
      stmt->db->current = NULL;
      /* The engine counts the rows of INSERT … RETURNING only when the statement ends. */
      if (!stmt->ended && stmt->writes)
        {
          zg_db_note_changes (stmt);
          if (stmt->db->tx_depth == 0)
            zg_db_note_commit (stmt->db);
        }
    }
  stmt->started = stmt->ended = FALSE;
}

int
zg_stmt_n_columns (ZgStmt *stmt)
{
  return stmt->db->driver->n_columns (stmt);
}

const char *
zg_stmt_column_name (ZgStmt *stmt, int col)
{
  return stmt->db->driver->column_name (stmt, col);
}

gboolean
zg_stmt_is_null (ZgStmt *stmt, int col)
{
  return stmt->db->driver->type (stmt, col) == ZG_CELL_NULL;
}

gint64
zg_stmt_int (ZgStmt *stmt, int col)
{
  return stmt->db->driver->get_int (stmt, col);
}

const char *
zg_stmt_text (ZgStmt *stmt, int col)
{
  return stmt->db->driver->get_text (stmt, col);
}

GBytes *
zg_stmt_bytes (ZgStmt *stmt, int col)
{
  return stmt->db->driver->get_bytes (stmt, col);
}

void
zg_stmt_cell (ZgStmt *stmt, int col, ZgCell *out)
{
  const ZgDbDriver *driver = stmt->db->driver;

  switch (driver->type (stmt, col))
    {
    case ZG_CELL_INT:
      zg_cell_set_int (out, driver->get_int (stmt, col));
      break;
    case ZG_CELL_TEXT:
      zg_cell_set_text (out, driver->get_text (stmt, col));
      break;
    case ZG_CELL_BYTES:
      {
        g_autoptr (GBytes) bytes = driver->get_bytes (stmt, col);

        zg_cell_set_bytes (out, bytes);
        break;
      }
    case ZG_CELL_NULL:
    default:
      zg_cell_clear (out);
      break;
    }
}
