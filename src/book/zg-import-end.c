/* The end of an import: its row in the list, taking it back whole, and what a killed program left. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-error.h"
#include "zg-import.h"
#include "zg-post.h"
#include "zg-schema.h"

enum { RUN_LAYOUT, RUN_SOURCE, RUN_ROWS, RUN_KNOWN, RUN_AT, RUN_N };

static const ZgField run_fields[RUN_N] = {
  [RUN_LAYOUT] = { "target", N_ ("Records"), ZG_TEXT, ZG_LIST | ZG_FIXED },
  [RUN_SOURCE] = { "source", N_ ("File"), ZG_TEXT, ZG_LIST | ZG_SEARCH | ZG_FIXED, .width = 220 },
  [RUN_ROWS] = { "n_rows", N_ ("New rows"), ZG_INT, ZG_LIST | ZG_FIXED },
  [RUN_KNOWN] = { "n_known", N_ ("Known rows"), ZG_INT, ZG_LIST | ZG_FIXED },
  [RUN_AT] = { "done_at", N_ ("Done at"), ZG_TIME, ZG_LIST | ZG_FIXED },
};

static const ZgState run_states[] = {
  { "done", N_ ("In the book"), ZG_TONE_NEUTRAL },
  { "undone", N_ ("Taken back"), ZG_TONE_WARN },
  { NULL },
};

/* The row follows what is done to the import, it does not lead. */
static void
check_run (ZgWork *work)
{
  zg_work_fault (work, -1, -1, NULL,
      _ ("The rows themselves were not touched. Read a file in or take it back by its own command: “Import”, “Take back”."));
}

static const ZgStep run_steps[] = {
  { NULL, "create", "done", ZG_QUIET | ZG_BY_DEED, ZG_ALL_FIELDS, .check = check_run },
  { "done", "undo", "undone", ZG_DESTROYS | ZG_QUIET, 0, .check = check_run, .title = N_ ("Take the import back") },
};

const ZgKind zg_import_run = { "import_run", N_ ("Import"), .module = "book", ZG_FIELDS (run_fields), ZG_STEPS (run_steps),
                               .states = run_states,
                               .name = "source", .empty = N_ ("Every file that was read in stands here and can be taken back "
                                                              "whole.") };

static const char *
title_of (const ZgImportEnd *end)
{
  return g_dgettext (GETTEXT_PACKAGE, zg_kind_by_id (end->kind)->title);
}

/* One after the other, so that nobody waits for all of them. */
typedef struct
{
  const ZgKind *kind;
  guint         i;
} Index;

static gboolean
index_transaction (ZgDb *db, gpointer data, GError **error)
{
  const Index *index = data;

  return zg_schema_make_index (db, index->kind, index->i, error);
}

static gpointer
index_on_writer (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, index_transaction, data, error) ? data : NULL;
}

/* What was left out while the rows were written (zg-import.c), where it is still missing. */
static gboolean
make_indexes (ZgDb *db, const ZgImportEnd *end, GError **error)
{
  if (zg_db_is_server (zg_book_path (end->book)))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (((ZgKind *) NULL)->index); i++)
    if (!zg_schema_make_index (db, zg_kind_by_id (end->kind), i, error))
      return FALSE;
  return TRUE;
}

static gboolean
finish_transaction (ZgDb *db, gpointer data, GError **error)
{
  ZgImportEnd         *end = data;
  g_autoptr (ZgRecord) run = zg_record_new (&zg_import_run);
  g_autofree char     *body = g_strdup_printf ("{\"import\":%" G_GINT64_FORMAT ",\"rows\":%u}", end->import_id, end->n_rows);
  gint64               at = zg_book_now (end->book);

  if (!make_indexes (db, end, error) ||
      !zg_db_run (db, error, ZG_SQL ("UPDATE import SET state = 'done', n_rows = $2 WHERE id = $1"), "ii", end->import_id,
                  (gint64) end->n_rows))
    return FALSE;
  run->id = end->import_id;
  run->maker = end->person;
  run->version = 1;
  run->created_ms = at;
  g_free (run->state);
  run->state = g_strdup ("done");
  zg_record_set_text (run, RUN_LAYOUT, title_of (end));
  zg_record_set_text (run, RUN_SOURCE, end->source);
  zg_record_set_int (run, RUN_ROWS, end->n_rows);
  zg_record_set_int (run, RUN_KNOWN, end->n_known);
  zg_record_set_int (run, RUN_AT, at);
  return zg_record_insert (db, run, error) && zg_note (db, end->book, end->person, end->sign, "import_run.create", "import_run",
                                                       end->import_id, 1, body, error);
}

static gpointer
finish_on_writer (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgImportEnd *end = data;
  gboolean     done = end->book->posts_by_function ? zg_import_server_end (end, db, title_of (end), error)
                                                   : zg_db_transaction (db, finish_transaction, end, error);

  zg_db_pace (db, ZG_PACE_USUAL);
  return done ? data : NULL;
}

/* The ranges of ids an import has written. */
typedef struct
{
  gint64 first, last;
} Range;

static GArray *
read_ranges (ZgDb *db, gint64 import_id, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
      ZG_SQL ("SELECT first_id, last_id FROM import_chunk WHERE import_id = $1 ORDER BY first_id"),
                                         "i", import_id);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  gboolean           row;

  if (stmt == NULL)
    return NULL;
  for (;;)
    {
      Range range;

      if (!zg_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ranges);
      range = (Range){ zg_stmt_int (stmt, 0), zg_stmt_int (stmt, 1) };
      g_array_append_val (ranges, range);
    }
}

void
zg_import_say_changed (gint64 n, GError **error)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
               g_dngettext (GETTEXT_PACKAGE,
                   "%d record of this import was changed since. Nothing was taken back; remove what is wrong one by one.",
                            "%d records of this import were changed since. Nothing was taken back; remove what is wrong one by "
                            "one.", n),
               (int) n);
}

void
zg_import_say_referred (GError **error)
{
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                       _ ("Other records refer to rows of this import. Nothing was taken back; undo those first."));
}

static gboolean
refuse_changed (ZgDb *db, const char *kind, const GArray *ranges, GError **error)
{
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("SELECT COUNT(*) FROM %s WHERE id BETWEEN $1 AND $2 AND version > 1"), kind);
  gint64           changed = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      const Range *range = &g_array_index (ranges, Range, i);
      gint64       n = 0;

      if (!zg_db_int (db, &n, error, sql, "ii", range->first, range->last))
        return FALSE;
      changed += n;
    }
  if (changed == 0)
    return TRUE;
  zg_import_say_changed (changed, error);
  return FALSE;
}

static gboolean
delete_rows (ZgDb *db, ZgImportEnd *end, const GArray *ranges, GError **error)
{
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("DELETE FROM %s WHERE id BETWEEN $1 AND $2"), end->kind);
  GError          *failed = NULL;

  end->n_rows = 0;
  for (guint i = 0; i < ranges->len; i++)
    {
      const Range *range = &g_array_index (ranges, Range, i);

      if (zg_db_run (db, &failed, sql, "ii", range->first, range->last))
        {
          end->n_rows += zg_db_changes (db);
          continue;
        }
      if (g_error_matches (failed, ZG_ERROR, ZG_ERROR_INVALID))
        {
          g_clear_error (&failed);
          zg_import_say_referred (&failed);
        }
      g_propagate_error (error, failed);
      return FALSE;
    }
  return TRUE;
}

static gboolean
undo_transaction (ZgDb *db, gpointer data, GError **error)
{
  ZgImportEnd       *end = data;
  g_autoptr (GArray) ranges = read_ranges (db, end->import_id, error);
  g_autofree char   *body = g_strdup_printf ("{\"import\":%" G_GINT64_FORMAT ",\"undo\":1}", end->import_id);

  return ranges && refuse_changed (db, end->kind, ranges, error) &&
         zg_db_run (db, error, ZG_SQL ("UPDATE import SET state = 'undoing' WHERE id = $1"), "i", end->import_id) &&
         delete_rows (db, end, ranges, error) && make_indexes (db, end, error) &&
         zg_db_run (db, error, ZG_SQL ("UPDATE import SET state = 'undone' WHERE id = $1"), "i", end->import_id) &&
         zg_db_run (db, error, ZG_SQL ("UPDATE import_run SET state = 'undone', version = version + 1 WHERE id = $1"), "i",
                    end->import_id) &&
         zg_note (db, end->book, end->person, end->sign, "import_run.undo", "import_run", end->import_id, 2, body, error);
}

static gpointer
undo_on_writer (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  ZgImportEnd *end = data;
  gboolean     done = end->book->posts_by_function ? zg_import_server_undo (end, db, error)
                                                   : zg_db_transaction (db, undo_transaction, end, error);

  zg_db_pace (db, ZG_PACE_USUAL);
  return done ? data : NULL;
}

gboolean
zg_import_index (ZgImportEnd *end, GError **error)
{
  Index index = { zg_kind_by_id (end->kind), 0 };

  for (; end->unindexed && index.i < G_N_ELEMENTS (index.kind->index); index.i++)
    if (!zg_store_write_bulk (end->store, index_on_writer, &index, error))
      return FALSE;
  return TRUE;
}

gboolean
zg_import_finish (ZgImportEnd *end, GError **error)
{
  return zg_import_index (end, error) && zg_store_write_bulk (end->store, finish_on_writer, end, error);
}

gboolean
zg_import_take_back (ZgImportEnd *end, GError **error)
{
  return zg_store_write_bulk (end->store, undo_on_writer, end, error) != NULL;
}

gboolean
zg_import_may (ZgSession *session, const ZgKind *kind, GError **error)
{
  g_autofree char *right = g_strdup_printf ("%s.import", kind->id);
  g_autofree char *who = NULL;
  const ZgRoleMap *map;

  if (zg_session_reach (session, right) != ZG_REACH_NONE && !zg_session_must_change (session))
    return TRUE;
  map = zg_session_map (session, right);
  if (map)
    {
      who = zg_session_map_words (session, map);
      zg_refused (session->book, session, right, kind->id, 0, who);
      zg_error_set_clause (error, ZG_ERROR_DENIED, map->clause, _ ("You may not import “%s”. Nothing was read in. %s"),
                           g_dgettext (GETTEXT_PACKAGE, kind->title), who);
      return FALSE;
    }
  who = zg_roles_with (session, right, ZG_REACH_OWN);
  zg_refused (session->book, session, right, kind->id, 0, "import");
  g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("You may not import “%s”. Nothing was read in. %s can."),
               g_dgettext (GETTEXT_PACKAGE, kind->title), who);
  return FALSE;
}

/* -- Asked for by a person -- */

typedef struct
{
  gint64 id, person;
  char  *kind;
} Found;

static void
found_clear (Found *found)
{
  g_free (found->kind);
}

/* What was made from one file: the first of it, then its parts. */
typedef struct
{
  gint64  asked;
  GArray *found; /* of Found */
} Group;

static gboolean
add_found (ZgDb *db, Group *group, const char *sql, gint64 id, const char *mark, GError **error)
{
  g_autoptr (ZgStmt) stmt = mark ? zg_db_query (db, error, sql, "s", mark) : zg_db_query (db, error, sql, "i", id);
  gboolean           row = TRUE;

  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    {
      Found found = { zg_stmt_int (stmt, 0), zg_stmt_int (stmt, 2), g_strdup (zg_stmt_text (stmt, 1)) };

      if (zg_kind_by_id (found.kind))
        g_array_append_val (group->found, found);
      else
        found_clear (&found);
    }
  return stmt != NULL && !row;
}

static gpointer
find_import (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Group             *group = data;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT state, COALESCE (digest, '') FROM import WHERE id = $1"), "i",
                                         group->asked);
  g_autofree char   *mark = NULL;
  const char        *colon;
  gint64             head;
  gboolean           row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return NULL;
  if (!row)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no such import."));
  else if (!g_str_equal (zg_stmt_text (stmt, 0), "done"))
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID, _ ("This import was taken back already."));
  if (!row || !g_str_equal (zg_stmt_text (stmt, 0), "done"))
    return NULL;
  colon = strchr (zg_stmt_text (stmt, 1), ':');
  head = colon ? g_ascii_strtoll (colon + 1, NULL, 10) : group->asked;
  mark = g_strdup_printf ("%%:%" G_GINT64_FORMAT, head);
  if (!add_found (db, group, ZG_SQL ("SELECT id, kind, person FROM import WHERE state = 'done' AND id = $1"), head, NULL, error)
      || !add_found (db, group,
                     ZG_SQL ("SELECT id, kind, person FROM import WHERE state = 'done' AND digest LIKE $1 ORDER BY id"), 0, mark,
                     error))
    return NULL;
  return group;
}

/* One's own imports, or any by who may import everything. */
static gboolean
may_undo (ZgSession *session, const Found *found, GError **error)
{
  g_autofree char *right = g_strdup_printf ("%s.import", found->kind);

  if (!zg_import_may (session, zg_kind_by_id (found->kind), error))
    return FALSE;
  if (found->person == session->person || zg_session_reach (session, right) == ZG_REACH_ALL)
    return TRUE;
  zg_refused (session->book, session, "import_run.undo", "import_run", found->id, "import");
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                       _ ("Somebody else read this file in. Nothing was taken back; ask that person."));
  return FALSE;
}

/* The first of the file decides: what it refuses stays whole. A part that was built upon since stays in the list by itself. */
static gboolean
undo_group (ZgSession *session, const Group *group, guint *n_rows, GError **error)
{
  for (guint i = 0; i < group->found->len; i++)
    if (!may_undo (session, &g_array_index (group->found, Found, i), error))
      return FALSE;
  for (guint i = 0; i < group->found->len; i++)
    {
      const Found *found = &g_array_index (group->found, Found, i);
      ZgImportEnd  end = { .book = session->book, .store = zg_session_store (session), .person = session->person,
                           .sign = session->sign_sk, .import_id = found->id, .kind = found->kind };
      GError      *failed = NULL;

      if (zg_import_take_back (&end, &failed))
        *n_rows += end.n_rows;
      else if (i == 0 || !g_error_matches (failed, ZG_ERROR, ZG_ERROR_INVALID))
        {
          g_propagate_error (error, failed);
          return FALSE;
        }
      g_clear_error (&failed);
    }
  return TRUE;
}

gboolean
zg_book_undo_import (ZgSession *session, gint64 import_id, guint *n_rows, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  Group              group = { import_id, found };
  guint              n = 0;
  gboolean           done;

  g_array_set_clear_func (found, (GDestroyNotify) found_clear);
  if (!zg_store_read (zg_session_store (session), find_import, &group, error))
    return FALSE;
  zg_session_hold (session);
  done = undo_group (session, &group, &n, error);
  zg_session_release (session);
  if (done && n_rows)
    *n_rows = n;
  return done;
}

/* -- What a killed program left -- */

static void
stray_clear (ZgImportEnd *end)
{
  g_free ((char *) end->kind);
  g_free ((char *) end->source);
}

/* On a guarded server another desk's import may run just now. */
static const char *
strays_sql (const ZgBook *book)
{
  return book->posts_by_function ? ZG_SQL ("SELECT id, kind, source FROM import WHERE state = 'running'"
                                           " AND zg_keep.import_holder (id) IS NULL -- SCHEMA zg ")
                                 : ZG_SQL ("SELECT id, kind, source FROM import WHERE state = 'running'");
}

static GArray *
read_strays (ZgBook *book, ZgDb *db, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, strays_sql (book), NULL);
  g_autoptr (GArray) strays = g_array_new (FALSE, TRUE, sizeof (ZgImportEnd));
  gboolean           row;

  g_array_set_clear_func (strays, (GDestroyNotify) stray_clear);
  if (stmt == NULL)
    return NULL;
  for (;;)
    {
      ZgImportEnd end = { .book = book, .store = book->store, .person = book->clock_person, .sign = book->clock_sign };

      if (!zg_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&strays);
      end.import_id = zg_stmt_int (stmt, 0);
      end.kind = g_strdup (zg_stmt_text (stmt, 1));
      end.source = g_strdup (zg_stmt_text (stmt, 2));
      if (zg_kind_by_id (end.kind))
        g_array_append_val (strays, end);
      else
        stray_clear (&end);
    }
}

static gboolean
count_rows (ZgDb *db, ZgImportEnd *end, GError **error)
{
  g_autofree char   *sql = g_strdup_printf (ZG_SQL ("SELECT COUNT(*) FROM %s WHERE id BETWEEN $1 AND $2"), end->kind);
  g_autoptr (GArray) ranges = read_ranges (db, end->import_id, error);

  for (guint i = 0; ranges && i < ranges->len; i++)
    {
      const Range *range = &g_array_index (ranges, Range, i);
      gint64       n = 0;

      if (!zg_db_int (db, &n, error, sql, "ii", range->first, range->last))
        return FALSE;
      end->n_rows += n;
    }
  return ranges != NULL;
}

gboolean
zg_import_sweep (ZgBook *book, ZgDb *db, GError **error)
{
  g_autoptr (GArray) strays = read_strays (book, db, error);

  for (guint i = 0; strays && i < strays->len; i++)
    {
      ZgImportEnd *end = &g_array_index (strays, ZgImportEnd, i);
      GError      *failed = NULL;

      if (zg_db_transaction (db, undo_transaction, end, &failed))
        continue;
      if (!g_error_matches (failed, ZG_ERROR, ZG_ERROR_INVALID))
        {
          g_propagate_error (error, failed);
          return FALSE;
        }
      g_error_free (failed);
      end->n_rows = 0;
      if (!count_rows (db, end, error) || !zg_db_transaction (db, finish_transaction, end, error))
        return FALSE;
    }
  return strays != NULL;
}
