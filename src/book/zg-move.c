#include "zg-move.h"

#include <glib/gi18n.h>

#include "zg-attach.h"
#include "zg-blobs.h"
#include "zg-book-new.h"
#include "zg-error.h"
#include "zg-files.h"
#include "zg-server.h"

#define MOST_SEALED (1 << 30)

typedef struct
{
  ZgBook          *from;
  ZgStore         *to;
  const char      *address;
  char            *place; /* the same without a password */
  ZgDbMoveProgress progress;
  gpointer         data;
  GCancellable    *cancellable;
  GString         *report;
  gint64           n_rows;
  guint            n_files, n_missing;
} Move;

/* -- Attachments -- */

static gboolean
move_file (Move *move, ZgDb *to, const char *name, GError **error)
{
  g_autoptr (GError) lost = NULL;
  g_autoptr (GBytes) sealed = zg_files_get (move->from->path, name, MOST_SEALED, &lost);
  g_autofree char   *moved = sealed ? zg_blobs_put (to, sealed, error) : NULL;

  if (sealed == NULL)
    {
      move->n_missing++; /* it was not there before either */
      g_string_append_printf (move->report, "%s\n", lost->message);
      return TRUE;
    }
  move->n_files += moved != NULL;
  return moved != NULL;
}

static gboolean
move_files (Move *move, ZgDb *from, ZgDb *to, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (from, error,
                                         ZG_SQL ("SELECT DISTINCT file FROM attachment WHERE file IS NOT NULL"), NULL);
  gboolean           row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    if (!move_file (move, to, zg_stmt_text (stmt, 0), error))
      return FALSE;
  return stmt && !row;
}

/* -- The whole -- */

static gpointer
fill (ZgDb *to, gpointer data, GCancellable *cancellable, GError **error)
{
  Move              *move = data;
  g_autofree char   *schema = zg_schema_text ();
  gsize              n;
  const ZgMigration *list = zg_book_migrations (&n);
  ZgDb              *from = zg_db_open (move->from->path, ZG_DB_READ, error);
  gboolean           done = from && zg_db_snapshot_begin (from, error);

  if (done)
    {
      done = zg_migrate_create (to, schema, list, n, error)
             && zg_db_move_rows (from, to, NULL, move->progress, move->data, move->cancellable, error)
             && zg_db_move_check (from, to, NULL, &move->n_rows, error) && move_files (move, from, to, error)
             && zg_verify_db (to, move->from->uid, move->from->clock_person, TRUE, move->report, error);
      zg_db_snapshot_end (from);
    }
  zg_db_close (from);
  return done ? move : NULL;
}

static gboolean
copy_clock_key (Move *move, GError **error)
{
  g_autofree char *from = zg_store_local (move->from->address, ".clockkey"), *to = zg_store_local (move->address, ".clockkey");
  g_autofree char *text = NULL;
  gsize            n = 0;
  gboolean         done;

  if (!g_file_get_contents (from, &text, &n, NULL))
    return TRUE; /* a copied book has none: what falls due waits for a person */
  done = g_file_set_contents_full (to, text, (gssize) n, G_FILE_SET_CONTENTS_DURABLE | G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
  zg_wipe (text, n);
  return done;
}

static gboolean
note_move (ZgDb *db, gpointer data, GError **error)
{
  ZgBook          *book = data;
  g_autofree char *body = zg_body ("book.move", "desk", g_get_host_name (), NULL);

  return zg_note (db, book, book->clock_person, book->clock_sign, "book.move", NULL, 0, 0, body, error);
}

static gpointer
write_note (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, note_move, data, error) ? data : NULL;
}

static gpointer
guard (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_server_guard (db, data, error) ? data : NULL;
}

/* The first thing done on the server: that it came there. */
static gboolean
begin_there (Move *move, GError **error)
{
  ZgBook  *book = zg_book_open (move->address, FALSE, error);
  gboolean done = book && zg_store_write (book->store, write_note, book, error) && zg_store_write (book->store, guard, book,
                                                                                                   error);

  if (book)
    zg_book_unref (book);
  return done;
}

/* Two books that go on would be two truths. */
static gboolean
close_file (ZgDb *db, gpointer data, GError **error)
{
  Move            *move = data;
  ZgBook          *book = move->from;
  g_autofree char *body = zg_body ("book.move", "to", move->place, NULL);

  return zg_db_run (db, error, ZG_SQL ("INSERT INTO meta (key, value) VALUES ('moved', $1)"), "s", move->place)
         && zg_note (db, book, book->clock_person, book->clock_sign, "book.move", NULL, 0, 0, body, error);
}

static gpointer
write_close (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, close_file, data, error) ? data : NULL;
}

static gboolean
carry (Move *move, GError **error)
{
  gboolean done;

  move->to = zg_store_create (move->address, error);
  if (move->to == NULL)
    return FALSE;
  move->place = g_strdup (zg_store_path (move->to));
  done = zg_store_write (move->to, fill, move, error) != NULL;
  zg_store_close (move->to);
  if (done && copy_clock_key (move, error) && begin_there (move, error)
      && zg_store_write (move->from->store, write_close, move, error))
    return TRUE;
  zg_store_remove (move->address);
  return FALSE;
}

static gboolean
check_ends (const char *path, const char *address, GError **error)
{
  if (!zg_db_is_server (path) && zg_db_is_server (address))
    return TRUE;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE,
                       _ ("A book is moved from a file to a server: the first is a path, the second postgresql://…. Nothing was "
                          "changed."));
  return FALSE;
}

gboolean
zg_book_move (const char *path, const char *address, ZgDbMoveProgress progress, gpointer data, GCancellable *cancellable,
              char **report, GError **error)
{
  Move     move = { .address = address, .progress = progress, .data = data, .cancellable = cancellable };
  gboolean done;

  if (!check_ends (path, address, error))
    return FALSE;
  move.from = zg_book_open (path, FALSE, error);
  if (move.from == NULL)
    return FALSE;
  move.report = g_string_new (NULL);
  done = zg_book_verify (move.from, TRUE, NULL, error) && carry (&move, error);
  zg_book_unref (move.from);
  g_free (move.place);
  if (done)
    g_string_append_printf (move.report, _ ("Moved: %ld rows, all the same on the server; %u attachments, %u missing.\n"),
                            (long) move.n_rows, move.n_files, move.n_missing);
  *report = g_string_free (move.report, FALSE);
  return done;
}
