/* The number of this desk, part of every id it makes: of a file always 1, of a server given at the first opening and kept on this
 * computer, so that two desks never make the same id. */
#include <string.h>

#include "zg-book-private.h"
#include "zg-clock.h"
#include "zg-error.h"

static int
read_kept (const char *file)
{
  g_autofree char *text = NULL;
  guint64          number = 0;

  if (!g_file_get_contents (file, &text, NULL, NULL) ||
      !g_ascii_string_to_unsigned (g_strstrip (text), 10, 1, ZG_DESKS - 1, &number, NULL))
    return 0;
  return (int) number;
}

static gboolean
take_number (ZgDb *db, gpointer data, GError **error)
{
  gint64 *number = data;

  if (zg_db_is_guarded (db))
    return zg_db_int (db, number, error, ZG_SQL ("SELECT zg.take_desk ($1)"), "s", g_get_host_name ());
  return zg_db_int (db, number, error, ZG_SQL ("SELECT COALESCE (MAX (id), 0) + 1 FROM desk"), NULL) &&
         zg_db_run (db, error, ZG_SQL ("INSERT INTO desk (id, name, created_ms) VALUES ($1, $2, $3)"), "isi", *number,
                    g_get_host_name (), zg_clock_now_ms ());
}

static gpointer
write_number (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, take_number, data, error) ? data : NULL;
}

gboolean
zg_desk_keep (ZgBook *book, GError **error)
{
  g_autofree char *file = zg_store_local (book->address, ".desk");
  g_autofree char *text = g_strdup_printf ("%d\n", book->desk);

  if (!zg_db_is_server (book->address) ||
      g_file_set_contents_full (file, text, -1, G_FILE_SET_CONTENTS_DURABLE | G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return TRUE;
  g_prefix_error (error, "%s: ", file);
  return FALSE;
}

gboolean
zg_desk_take (ZgBook *book, ZgStore *store, GError **error)
{
  g_autofree char *file = NULL;
  gint64           number = 0;

  if (!zg_db_is_server (book->address) || book->read_only || book->desk_taken)
    return TRUE;
  file = zg_store_local (book->address, ".desk");
  book->desk = read_kept (file);
  book->desk_taken = book->desk != 0;
  if (book->desk)
    return TRUE;
  if (zg_store_write (store, write_number, &number, error) == NULL)
    return FALSE;
  book->desk = (int) number;
  book->desk_taken = TRUE;
  return zg_desk_keep (book, error);
}
