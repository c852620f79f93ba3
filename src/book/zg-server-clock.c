/* The clock of a book on a server: a role of its own, whose password lies beside its key on the computer of the owner. */
#include "zg-server.h"
#include "zg-book-new.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-error.h"

typedef struct
{
  ZgBook *book;
  char   *secret, *role;
} Clock;

static void
clock_clear (Clock *clock)
{
  g_clear_pointer (&clock->secret, zg_wipe_text);
  g_free (clock->role);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Clock, clock_clear)

static gboolean
read_kept (Clock *clock)
{
  g_autofree char *file = zg_store_local (clock->book->address, ".clockrole");
  char            *text = NULL, *end;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return FALSE;
  end = strchr (text, '\n');
  if (end)
    {
      clock->role = g_strndup (text, end - text);
      clock->secret = g_strdup (g_strchomp (end + 1));
    }
  zg_wipe_text (text);
  return end != NULL;
}

static gboolean
write_kept (Clock *clock, GError **error)
{
  g_autofree char *file = zg_store_local (clock->book->address, ".clockrole");
  char            *text = g_strdup_printf ("%s\n%s\n", clock->role, clock->secret);
  gboolean         done = g_file_set_contents_full (file, text, -1,
                                                    G_FILE_SET_CONTENTS_DURABLE | G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                                    error);

  zg_wipe_text (text);
  return done;
}

static gboolean
make_role (ZgDb *db, gpointer data, GError **error)
{
  Clock             *clock = data;
  g_autofree char   *verifier = zg_scram_verifier (clock->secret);
  g_autoptr (ZgStmt) stmt = NULL;
  gboolean           row;

  if (!zg_db_run (db, error, ZG_SQL ("UPDATE user_key SET login_verifier = $2 WHERE person_id = $1 AND retired_ms IS NULL"), "is",
                  clock->book->clock_person, verifier))
    return FALSE;
  stmt = zg_db_query (db, error, ZG_SQL ("SELECT role FROM zg_keep.server_role WHERE person_id = $1"), "i",
                      clock->book->clock_person);
  if (stmt == NULL || !zg_stmt_step (stmt, &row, error) || !row)
    return FALSE;
  g_free (clock->role);
  clock->role = g_strdup (zg_stmt_text (stmt, 0));
  return TRUE;
}

/* Whether what is kept here, if anything, opens the role the clock of this very book has now; another computer may keep it. */
static gboolean
is_kept (Clock *clock, ZgDb *db)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, NULL,
                                         ZG_SQL ("SELECT r.role FROM zg_keep.server_role r JOIN user_key k ON k.person_id = "
                                                 "r.person_id"
                                                 " WHERE r.person_id = $1 AND k.retired_ms IS NULL AND k.login_verifier IS NOT "
                                                 "NULL"),
                                         "i", clock->book->clock_person);
  gboolean           row = FALSE;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, NULL) || !row)
    return FALSE;
  return clock->book->clock_sign == NULL || g_strcmp0 (zg_stmt_text (stmt, 0), clock->role) == 0;
}

gboolean
zg_server_keep_clock (ZgBook *book, ZgDb *db, GError **error)
{
  g_auto (Clock) clock = { .book = book };
  guint8         bytes[ZG_KEY_BYTES];
  gboolean       done;

  read_kept (&clock);
  if (is_kept (&clock, db)) /* it goes on as it is */
    return TRUE;
  clock_clear (&clock);
  clock = (Clock) { .book = book };
  zg_random_bytes (bytes, sizeof bytes);
  clock.secret = zg_hex (bytes, sizeof bytes);
  zg_wipe (bytes, sizeof bytes);
  zg_db_require_audit (db, FALSE); /* nobody's step: what the book is guarded by */
  done = zg_db_transaction (db, make_role, &clock, error);
  zg_db_require_audit (db, TRUE);
  return done && write_kept (&clock, error);
}

static gpointer
load (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_session_load (data, db, NULL, error) ? data : NULL;
}

ZgSession *
zg_server_clock (ZgBook *book, GError **error)
{
  g_auto (Clock) clock = { .book = book };
  g_autoptr (ZgSession) session = NULL;
  char    *address;
  ZgStore *store;

  if (!read_kept (&clock))
    {
      g_autofree char *file = zg_store_local (book->address, ".clockrole");

      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
                   _ ("The password of the book's clock is missing (%s). Nothing was done; put the file back from the computer "
                      "the book "
                      "was made on."), file);
      return NULL;
    }
  address = zg_db_address_as (book->address, clock.role, clock.secret);
  store = zg_store_open (address, book->read_only, error);
  zg_wipe_text (address);
  if (store == NULL)
    return NULL;
  session = zg_session_new (book, book->clock_person, 0, "clock", "系统", NULL, book->clock_sign);
  session->store = store;
  return zg_book_arm (book, store, error) && zg_store_read (store, load, session, error) ? g_steal_pointer (&session) : NULL;
}
