#include "zg-anchor.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "zg-backup-private.h"
#include "zg-day.h"
#include "zg-db-move.h"
#include "zg-error.h"

#define CODE_CHARACTERS 16

static gboolean accepts; /* the next one */
static char    *gap;     /* (nullable): what it said */

/* -- Heads -- */

static gboolean
read_head (ZgStmt *stmt, ZgAnchorHead *head, GError **error)
{
  g_autoptr (GBytes) hash = zg_stmt_bytes (stmt, 2);

  head->chain = zg_stmt_int (stmt, 0);
  head->seq = zg_stmt_int (stmt, 1);
  if (hash == NULL || g_bytes_get_size (hash) != sizeof head->hash)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT,
          _ ("The end of the audit was cut off. The book was changed outside the program; compare with a backup."));
      return FALSE;
    }
  memcpy (head->hash, g_bytes_get_data (hash, NULL), sizeof head->hash);
  return TRUE;
}

GArray *
zg_anchor_heads (ZgDb *db, gint64 before_ms, GError **error)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, TRUE, sizeof (ZgAnchorHead));
  g_autoptr (ZgStmt) stmt = before_ms == G_MAXINT64
    ? zg_db_query (db, error, ZG_SQL ("SELECT chain, seq, hash FROM chain ORDER BY chain"), NULL)
    : zg_db_query (db, error,
                   ZG_SQL ("SELECT a.chain, a.seq, a.hash FROM audit a JOIN (SELECT chain, max (seq) AS seq FROM audit"
                           " WHERE at_ms < $1 GROUP BY chain) m ON m.chain = a.chain AND m.seq = a.seq ORDER BY a.chain"),
                   "i", before_ms);
  gboolean row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    {
      ZgAnchorHead head;

      if (!read_head (stmt, &head, error))
        return NULL;
      g_array_append_val (heads, head);
    }
  return stmt && !row ? g_steal_pointer (&heads) : NULL;
}

char *
zg_anchor_text (const GArray *heads)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < heads->len; i++)
    {
      const ZgAnchorHead *head = &g_array_index (heads, ZgAnchorHead, i);
      g_autofree char    *hash = zg_hex (head->hash, sizeof head->hash);

      g_string_append_printf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n", head->chain, head->seq, hash);
    }
  return g_string_free (text, FALSE);
}

char *
zg_anchor_code (const GArray *heads, char *buffer)
{
  static const char characters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  g_autofree char  *text = zg_anchor_text (heads);
  guint8            hash[ZG_SHA256_BYTES];
  char             *at = buffer;

  zg_sha256 (text, strlen (text), hash);
  for (int i = 0; i < CODE_CHARACTERS; i++)
    {
      int bit = i * 5, two = hash[bit / 8] << 8 | hash[bit / 8 + 1];

      if (i && i % 4 == 0)
        *at++ = '-';
      *at++ = characters[two >> (11 - bit % 8) & 31];
    }
  *at = '\0';
  return buffer;
}

/* -- What this desk remembers -- */

/* Of this book in this place: a restored one beside it goes on from an earlier point by right. */
static char *
anchor_path (const ZgBook *book)
{
  g_autofree char *place = zg_store_local (zg_db_is_server (book->address) ? book->address : book->path, "");
  g_autofree char *hash = zg_sha256_hex (place, strlen (place));
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT "-%.16s", book->uid, hash);

  return g_build_filename (g_get_user_state_dir (), "zhanggui", "anchors", name, NULL);
}

/* Returns: (transfer full): hashes of the entries that say the book was restored, a line each. */
static char *
restores (ZgDb *db)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, NULL, ZG_SQL ("SELECT hash FROM audit WHERE step = 'book.restore'"), NULL);
  GString           *text = g_string_new (NULL);
  gboolean           row;

  while (stmt && zg_stmt_step (stmt, &row, NULL) && row)
    {
      g_autoptr (GBytes) hash = zg_stmt_bytes (stmt, 0);
      g_autofree char   *hex = hash ? zg_hex (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash)) : g_strdup ("");

      g_string_append_printf (text, "%s\n", hex);
    }
  return g_string_free (text, FALSE);
}

void
zg_anchor_keep (ZgBook *book, ZgDb *db)
{
  g_autoptr (GArray) heads = book->anchored && zg_db_reads_all (db) ? zg_anchor_heads (db, G_MAXINT64, NULL) : NULL;
  g_autofree char   *path = anchor_path (book), *folder = g_path_get_dirname (path), *lines = NULL, *seen = NULL, *text = NULL;

  if (heads == NULL || heads->len == 0 || g_mkdir_with_parents (folder, 0700) != 0)
    return;
  lines = zg_anchor_text (heads);
  seen = restores (db);
  text = g_strdup_printf ("%" G_GINT64_FORMAT "\n%s%s", zg_book_now (book), lines, seen);
  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

static gboolean
holds_line (ZgDb *db, const char *line, gboolean *does, GError **error)
{
  g_auto (GStrv)     words = g_strsplit (line, " ", 3);
  g_autoptr (GBytes) hash = NULL;
  g_autofree char   *hex = NULL;
  g_autoptr (ZgStmt) stmt = NULL;
  gboolean           row;

  *does = TRUE;
  if (g_strv_length (words) != 3)
    return TRUE;
  stmt = zg_db_query (db, error, ZG_SQL ("SELECT hash FROM audit WHERE chain = $1 AND seq = $2"), "ii",
                      g_ascii_strtoll (words[0], NULL, 10), g_ascii_strtoll (words[1], NULL, 10));
  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  hash = row ? zg_stmt_bytes (stmt, 0) : NULL;
  hex = hash ? zg_hex (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash)) : NULL;
  *does = g_strcmp0 (hex, words[2]) == 0;
  return TRUE;
}

gboolean
zg_anchor_holds (ZgDb *db, const char *text, gboolean *does, char **first, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  *does = TRUE;
  for (int i = 0; lines[i] && *does; i++) /* what is no entry is a line of one word */
    {
      if (!holds_line (db, lines[i], does, error))
        return FALSE;
      if (!*does && first)
        *first = g_strdup (lines[i]);
    }
  return TRUE;
}

/* A restore is noted in the restored book, and whoever opens it is told of it there. @seen: what this desk remembers: a file
 * from before a restore knows no other. */
static gboolean
was_restored (ZgDb *db, const char *seen)
{
  g_autofree char *text = restores (db);
  g_auto (GStrv)   hashes = g_strsplit (text, "\n", -1);

  for (int i = 0; hashes[i]; i++)
    if (*hashes[i] && strstr (seen, hashes[i]) == NULL)
      return TRUE;
  return FALSE;
}

static gboolean
say (const char *line, gint64 at_ms, GError **error)
{
  char             at[20];
  g_auto (GStrv)   words = g_strsplit (line, " ", 3);
  g_autofree char *sentence =
    g_strdup_printf (_ ("The book no longer holds what this computer saw in it on %s (chain %s, audit entry %s): an older file "
                        "was put in its place, or its end was cut off. Nothing was changed. Open it read-only and compare it "
                        "with the newest backup; zgctl verify --accept goes on with it and notes that."),
                     zg_stamp_format (at_ms, at), words[0], words[1]);

  if (accepts)
    {
      accepts = FALSE;
      gap = g_steal_pointer (&sentence);
      return TRUE;
    }
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT, sentence);
  return FALSE;
}

gboolean
zg_anchor_check (ZgBook *book, ZgDb *db, GError **error)
{
  g_autofree char *path = anchor_path (book), *text = NULL, *line = NULL;
  gboolean         does = TRUE;

  if (g_file_get_contents (path, &text, NULL, NULL) && zg_db_reads_all (db))
    book->anchored = zg_anchor_holds (db, text, &does, &line, error)
                     && (does || was_restored (db, text) || say (line, g_ascii_strtoll (text, NULL, 10), error));
  else
    book->anchored = TRUE;
  return book->anchored;
}

void
zg_anchor_accept (void)
{
  accepts = TRUE;
}

static gboolean
write_gap (ZgDb *db, gpointer data, GError **error)
{
  ZgSession       *session = data;
  g_autofree char *body = zg_body ("book.accept", "gap", gap, NULL);

  return zg_note (db, session->book, session->person, session->sign_sk, "book.accept", NULL, 0, 0, body, error);
}

static gpointer
note_gap (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, write_gap, data, error) ? data : NULL;
}

gboolean
zg_anchor_note_gap (ZgSession *session, GError **error)
{
  gboolean done;

  accepts = FALSE;
  if (gap == NULL)
    return TRUE;
  done = zg_backup_may (session, &zg_backup_kind, error) && zg_store_write (session->book->store, note_gap, session, error);
  session->book->anchored = done;
  g_clear_pointer (&gap, g_free);
  return done;
}

/* -- The day -- */

static void
deed_free (gpointer data)
{
  ZgDayDeed *deed = data;

  g_free (deed->title);
  g_free (deed);
}

static int
compare_deeds (gconstpointer a, gconstpointer b)
{
  const ZgDayDeed *one = *(ZgDayDeed *const *) a, *two = *(ZgDayDeed *const *) b;

  return one->refused != two->refused ? one->refused - two->refused : strcmp (one->title, two->title);
}

GPtrArray *
zg_day_deeds (ZgDb *db, int day, GError **error)
{
  g_autoptr (GPtrArray) deeds = g_ptr_array_new_with_free_func (deed_free);
  g_autoptr (ZgStmt)    stmt = zg_db_query (db, error,
                                            ZG_SQL ("SELECT step, count (*), count (DISTINCT actor) FROM audit"
                                                    " WHERE at_ms >= $1 AND at_ms < $2 GROUP BY step"),
                                            "ii", zg_day_to_ms (day, 0), zg_day_to_ms (day + 1, 0));
  gboolean              row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    {
      const char *step = zg_stmt_text (stmt, 0), *right = g_str_has_prefix (step, "refused:") ? strchr (step, ':') + 1 : step;
      ZgDayDeed  *deed = g_new0 (ZgDayDeed, 1);

      deed->refused = right != step;
      deed->title = zg_right_title (right);
      deed->n = zg_stmt_int (stmt, 1);
      deed->n_people = zg_stmt_int (stmt, 2);
      g_ptr_array_add (deeds, deed);
    }
  g_ptr_array_sort (deeds, compare_deeds);
  return stmt && !row ? g_steal_pointer (&deeds) : NULL;
}
