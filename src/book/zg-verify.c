/* Verify: the audit chain with its signatures, and what the kinds compute. Names the first bad place. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-anchor.h"
#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-ledger.h"
#include "zg-post.h"
#include "zg-schema.h"
#include "zg-term.h"

typedef struct
{
  gint64      uid, clock_person;
  gboolean    deep;
  GString    *report;
  GHashTable *keys; /* person → GPtrArray of GBytes: every public signing key he ever had */
} Verify;

static gboolean
read_keys (Verify *verify, ZgDb *db, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT person_id, sign_pk FROM user_key ORDER BY person_id, ver"),
                                         NULL);
  gboolean           row;

  if (stmt == NULL)
    return FALSE;
  for (;;)
    {
      gint64     person;
      GPtrArray *keys;

      if (!zg_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      person = zg_stmt_int (stmt, 0);
      keys = g_hash_table_lookup (verify->keys, &person);
      if (keys == NULL)
        {
          keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
          g_hash_table_insert (verify->keys, g_memdup2 (&person, sizeof person), keys);
        }
      g_ptr_array_add (keys, zg_stmt_bytes (stmt, 1));
    }
}

static gboolean
signature_holds (Verify *verify, gint64 actor, const char *body, GBytes *signature)
{
  GPtrArray *keys = g_hash_table_lookup (verify->keys, &actor);
  guint8     bytes[64];
  gsize      n = zg_signed_bytes (verify->uid, body, strlen (body), bytes);

  if (signature == NULL || g_bytes_get_size (signature) != ZG_SIGNATURE_BYTES)
    return FALSE;
  for (guint i = 0; keys && i < keys->len; i++)
    if (g_bytes_get_size (keys->pdata[i]) == ZG_KEY_BYTES &&
        zg_verify (g_bytes_get_data (keys->pdata[i], NULL), bytes, n, g_bytes_get_data (signature, NULL)))
      return TRUE;
  return FALSE;
}

/* Who has a key signs. The clock's may be missing: it lies beside the book and does not travel with a copy. */
static gboolean
must_be_signed (Verify *verify, gint64 actor)
{
  return actor != verify->clock_person && g_hash_table_contains (verify->keys, &actor);
}

static gboolean
bad_entry (ZgStmt *stmt, const char *what, GError **error)
{
  char at[20];

  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _ ("Audit entry %ld (%s, %s): %s. The book was changed outside the program; compare with a backup."),
               (long) zg_stmt_int (stmt, 0), zg_stmt_text (stmt, 3), zg_stamp_format (zg_stmt_int (stmt, 1), at), what);
  return FALSE;
}

static gboolean
same_hash (GBytes *bytes, const guint8 hash[ZG_SHA256_BYTES])
{
  return bytes && g_bytes_get_size (bytes) == ZG_SHA256_BYTES && memcmp (g_bytes_get_data (bytes, NULL), hash, ZG_SHA256_BYTES)
      == 0;
}

/* @previous: in: hash of the entry before; out: of this one. */
static gboolean
verify_entry (Verify *verify, ZgStmt *stmt, gint64 chain, gint64 expected, guint8 previous[ZG_SHA256_BYTES], GError **error)
{
  g_autoptr (GBytes) body_hash = zg_stmt_bytes (stmt, 6), hash = zg_stmt_bytes (stmt, 7), signature = zg_stmt_bytes (stmt, 8);
  const char        *body = zg_stmt_text (stmt, 5);
  guint8             made[ZG_SHA256_BYTES];

  if (zg_stmt_int (stmt, 0) != expected)
    return bad_entry (stmt, _ ("an entry before it is missing"), error);
  zg_sha256 (body, strlen (body), made);
  if (!same_hash (body_hash, made))
    return bad_entry (stmt, _ ("its text was changed"), error);
  zg_audit_link (previous, chain, expected, zg_stmt_int (stmt, 1), zg_stmt_int (stmt, 2), zg_stmt_text (stmt, 4), signature,
                 body, made);
  if (!same_hash (hash, made))
    return bad_entry (stmt, _ ("it does not follow from the one before"), error);
  if (signature ? !signature_holds (verify, zg_stmt_int (stmt, 2), body, signature)
      : must_be_signed (verify, zg_stmt_int (stmt, 2)))
    return bad_entry (stmt, _ ("its signature does not hold"), error);
  memcpy (previous, made, sizeof made);
  return TRUE;
}

static gboolean
cut_off (GError **error)
{
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT,
      _ ("The end of the audit was cut off. The book was changed outside the program; compare with a backup."));
  return FALSE;
}

static gboolean
verify_chain (Verify *verify, ZgDb *db, const ZgAnchorHead *head, gint64 *n_entries, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT seq, at_ms, actor, step, no, body, body_hash, hash, sig FROM audit "
                                                 "WHERE chain = $1 ORDER BY seq"),
                                         "i", head->chain);
  guint8             previous[ZG_SHA256_BYTES] = { 0 };
  gint64             n = 0;
  gboolean           row;

  if (stmt == NULL)
    return FALSE;
  for (;; n++)
    {
      if (!zg_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!verify_entry (verify, stmt, head->chain, n + 1, previous, error))
        return FALSE;
    }
  *n_entries += n;
  return (head->seq == n && memcmp (head->hash, previous, sizeof previous) == 0) || cut_off (error);
}

static gboolean
verify_chains (Verify *verify, ZgDb *db, GError **error)
{
  g_autoptr (GArray) heads = zg_anchor_heads (db, G_MAXINT64, error);
  gint64             n = 0, n_strange = 0;

  if (heads == NULL || !zg_db_int (db, &n_strange, error,
                                   ZG_SQL ("SELECT count (*) FROM audit WHERE chain NOT IN (SELECT chain FROM chain)"), NULL))
    return FALSE;
  if (heads->len == 0 || n_strange)
    return cut_off (error);
  for (guint i = 0; i < heads->len; i++)
    if (!verify_chain (verify, db, &g_array_index (heads, ZgAnchorHead, i), &n, error))
      return FALSE;
  g_string_append_printf (verify->report, _ ("%ld audit entries: every link and signature holds.\n"), (long) n);
  return TRUE;
}

static gboolean
verify_computed (const ZgRecord *record, GError **error)
{
  const ZgKind *kind = record->kind;
  g_autoptr (ZgRecord) again = zg_record_copy (record);

  kind->recompute (again);
  for (int i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & ZG_COMPUTED) && !zg_cell_equal (&record->cells[i], &again->cells[i]))
      {
        g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                     _ ("%s %s: “%s” is not what the rules make of it. Open it and save it again."),
                     g_dgettext (GETTEXT_PACKAGE, kind->title), record->no ? record->no : "",
                         g_dgettext (GETTEXT_PACKAGE, kind->fields[i].title));
        return FALSE;
      }
  return TRUE;
}

static gboolean
verify_kind (Verify *verify, ZgDb *db, const ZgKind *kind, GError **error)
{
  g_autofree char   *columns = zg_schema_columns (kind);
  g_autofree char   *sql = g_strdup_printf (ZG_SQL ("SELECT %s FROM %s ORDER BY id"), columns, kind->id);
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, sql, NULL);
  gboolean           row;
  gint64             n = 0;

  if (stmt == NULL)
    return FALSE;
  for (;; n++)
    {
      g_autoptr (ZgRecord) record = NULL;

      if (!zg_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      record = zg_row_read (kind, stmt, 0);
      if (!verify_computed (record, error))
        return FALSE;
    }
  g_string_append_printf (verify->report, _ ("%s: %ld computed again, all equal.\n"), g_dgettext (GETTEXT_PACKAGE, kind->title),
                          (long) n);
  return TRUE;
}

static gboolean
verify_all (Verify *verify, ZgDb *db, GError **error)
{
  gint64 n_rows;

  if (!read_keys (verify, db, error) || !verify_chains (verify, db, error))
    return FALSE;
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    if ((*kind)->recompute && !verify_kind (verify, db, *kind, error))
      return FALSE;
  if (!zg_ledger_verify (db, &n_rows, error))
    return FALSE;
  if (n_rows)
    g_string_append_printf (verify->report, _ ("%ld ledger lines: every balance and month is their sum.\n"), (long) n_rows);
  if (!verify->deep)
    return TRUE;
  if (!zg_import_verify (db, &n_rows, error))
    return FALSE;
  g_string_append_printf (verify->report, _ ("%ld imported rows: as they were read in.\n"), (long) n_rows);
  if (!zg_term_verify (db, &n_rows, error))
    return FALSE;
  if (n_rows)
    g_string_append_printf (verify->report, _ ("%ld rows whose personal data was erased, as the audit says.\n"), (long) n_rows);
  if (!zg_db_check (db, TRUE, error) || !zg_db_check_links (db, error))
    return FALSE;
  g_string_append (verify->report, _ ("The file is whole: every page and every reference.\n"));
  return TRUE;
}

gboolean
zg_verify_db (ZgDb *db, gint64 uid, gint64 clock_person, gboolean deep, GString *report, GError **error)
{
  Verify   verify = { .uid = uid, .clock_person = clock_person, .deep = deep, .report = report };
  gboolean whole;

  verify.keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  whole = verify_all (&verify, db, error);
  g_hash_table_unref (verify.keys);
  return whole;
}

typedef struct
{
  ZgBook  *book;
  gboolean deep;
  GString *report;
} Ask;

static gpointer
verify_on_reader (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_verify_db (db, ask->book->uid, ask->book->clock_person, ask->deep, ask->report, error) ? ask : NULL;
}

static gboolean
can_see_all (ZgBook *book, GError **error)
{
  if (book->by_door)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                         _ ("Nobody behind the door of a server sees every row. Verify the book at its owner's address."));
  return !book->by_door;
}

gboolean
zg_book_verify (ZgBook *book, gboolean deep, char **report, GError **error)
{
  Ask      ask = { book, deep, g_string_new (NULL) };
  gboolean whole = can_see_all (book, error) && zg_store_read (book->store, verify_on_reader, &ask, error) != NULL;

  if (report)
    *report = g_string_free (ask.report, FALSE);
  else
    g_string_free (ask.report, TRUE);
  return whole;
}
