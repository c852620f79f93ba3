/* The audit as a list: each entry of each chain as a record nothing writes. What an entry changed is read off its payload, beside
 * what stood there before. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-audit-list.h"
#include "zg-book-private.h"
#include "zg-json.h"
#include "zg-sheet.h"

#define SEQ_BITS 40 /* of the id: the rest is the chain */

static const ZgEnum results[] = { { 1, "done", N_ ("done") }, { 2, "refused", N_ ("refused") }, { 0 } };

static const ZgField fields[ZG_AUDIT_N_FIELDS] = {
  [ZG_AUDIT_AT] = { "at", N_ ("Time"), ZG_TIME, ZG_LIST | ZG_FILTER },
  [ZG_AUDIT_WHO] = { "who", N_ ("Who"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "person" },
  [ZG_AUDIT_STEP] = { "step", N_ ("What"), ZG_RIGHT, ZG_LIST },
  [ZG_AUDIT_RESULT] = { "result", N_ ("Outcome"), ZG_ENUM, ZG_LIST | ZG_FILTER, .names = results },
  [ZG_AUDIT_OPINION] = { "opinion", N_ ("Opinion"), ZG_LONG, ZG_LIST },
  [ZG_AUDIT_SUBJECT] = { "subject", N_ ("Kind of record"), ZG_TEXT, ZG_HIDDEN },
  [ZG_AUDIT_DOC] = { "doc", N_ ("Record"), ZG_INT, ZG_HIDDEN },
  [ZG_AUDIT_DESK] = { "desk", N_ ("Desk"), ZG_TEXT, ZG_LIST },
  [ZG_AUDIT_SEQ] = { "seq", N_ ("Place in the chain"), ZG_INT, ZG_LIST },
};

static const char view[] =
    ZG_SQL ("SELECT a.chain * 1099511627776 + a.seq AS id, CAST (NULL AS BIGINT) AS parent_id, CAST (NULL AS BIGINT) AS owner_id,"
            " CAST (NULL AS BIGINT) AS unit_id, a.actor AS maker_id, CAST (1 AS BIGINT) AS version, 'kept' AS state, a.no AS no,"
            " a.at_ms AS created_ms, CAST (NULL AS BIGINT) AS import_id, a.at_ms AS at, a.actor AS who,"
            " CASE WHEN substr (a.step, 1, 8) = 'refused:' THEN substr (a.step, 9) ELSE a.step END AS step,"
            " CASE WHEN substr (a.step, 1, 8) = 'refused:' THEN 2 ELSE 1 END AS result, a.opinion AS opinion, a.kind AS subject,"
            " a.doc AS doc,"
            " (SELECT d.name FROM desk d WHERE d.id = a.chain) AS desk, a.seq AS seq FROM audit a");

const ZgKind zg_audit_entry = { "audit_entry", N_ ("Audit"), .module = "book", ZG_FIELDS (fields), .view = view,
                                .order = "t.at DESC, t.id DESC",
                                .empty = N_ ("What anybody does in the book stands here, and what was refused.") };

/* -- What stands in an entry -- */

typedef struct
{
  const ZgKind *kind; /* (nullable) */
  gint64        doc;
  char         *step, *body;
} Entry;

static void
entry_clear (Entry *entry)
{
  g_free (entry->step);
  g_free (entry->body);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, entry_clear)

static gboolean
read_entry (ZgDb *db, gint64 id, Entry *entry)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, NULL, ZG_SQL ("SELECT kind, doc, step, body FROM audit"
                                                            " WHERE chain = $1 AND seq = $2"),
                                         "ii", id >> SEQ_BITS, id & ((G_GINT64_CONSTANT (1) << SEQ_BITS) - 1));
  gboolean           row = FALSE;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, NULL) || !row)
    return FALSE;
  entry->kind = zg_kind_by_id (zg_stmt_text (stmt, 0));
  entry->doc = zg_stmt_int (stmt, 1);
  entry->step = g_strdup (zg_stmt_text (stmt, 2));
  entry->body = g_strdup (zg_stmt_text (stmt, 3));
  return TRUE;
}

char *
zg_audit_record (ZgDb *db, gint64 id)
{
  g_auto (Entry) entry = { 0 };

  return read_entry (db, id, &entry) && entry.kind && entry.doc ? zg_book_title (db, entry.kind, entry.doc) : NULL;
}

char *
zg_audit_clause (ZgDb *db, gint64 id)
{
  g_auto (Entry) entry = { 0 };
  const ZgStep  *step = NULL;

  if (read_entry (db, id, &entry) && entry.kind && g_str_has_prefix (entry.step, entry.kind->id))
    step = zg_kind_verb (entry.kind, entry.step + strlen (entry.kind->id) + 1);
  return step ? g_strdup (step->clause) : NULL;
}

static char *
history_words (ZgDb *db, const Entry *entry, gint64 id)
{
  g_autoptr (GPtrArray) history = entry->kind ? zg_book_history (db, entry->kind, entry->doc, NULL) : NULL;

  for (guint i = 0; history && i < history->len; i++)
    {
      const ZgHistory *each = history->pdata[i];

      if ((each->chain << SEQ_BITS) + each->seq == id)
        return g_strdup (each->changes);
    }
  return NULL;
}

/* Of a log-in that was refused; the person himself is told less. */
static const ZgEnum refusals[] = {
  { 1, "locked", N_ ("locked after wrong tries") },
  { 2, "password", N_ ("wrong password") },
  { 3, "once", N_ ("the one-time password is used up or too old") },
  { 4, "own", N_ ("only a one-time password, asked for an own one") },
  { 5, "state", N_ ("the account is locked or ended") },
  { 0 },
};

static char *
refusal_words (const char *code)
{
  const ZgEnum *refusal = zg_enum_find (refusals, code);

  return g_strdup (refusal ? g_dgettext (GETTEXT_PACKAGE, refusal->title) : code);
}

/* An entry that brings no fields says what it was about in its own members. */
static char *
body_words (const char *body)
{
  g_autoptr (JsonNode) root = zg_json_parse (body, strlen (body));
  JsonObject          *object = zg_json_object (root);

  if (object == NULL)
    return g_strdup (body);
  if (zg_json_int (object, "rows", -1) >= 0)
    return g_strdup_printf (_ ("%ld rows"), (long) zg_json_int (object, "rows", -1));
  if (zg_json_text (object, "refused"))
    return refusal_words (zg_json_text (object, "refused"));
  if (zg_json_text (object, "gap"))
    return g_strdup (zg_json_text (object, "gap"));
  if (zg_json_text (object, "desk"))
    return g_strdup_printf (_ ("at the desk %s"), zg_json_text (object, "desk"));
  return NULL;
}

/* In whose stead it was done, before what was done. */
static char *
with_deputy (ZgDb *db, const char *body, char *words)
{
  g_autoptr (JsonNode) root = zg_json_parse (body, strlen (body));
  JsonObject          *object = zg_json_object (root);
  g_autofree char     *other = zg_deputy_name (db, object ? zg_json_int (object, "for", 0) : 0), *rest = words, *said = NULL;

  if (other == NULL)
    return g_steal_pointer (&rest);
  said = g_strdup_printf (_ ("as deputy of %s"), other);
  return g_strjoin (rest ? C_ ("between changes", "; ") : NULL, said, rest, NULL);
}

char *
zg_audit_changes (ZgDb *db, gint64 id)
{
  g_auto (Entry) entry = { 0 };
  char          *words;

  if (!read_entry (db, id, &entry))
    return NULL;
  words = g_str_has_prefix (entry.step, "refused:") ? NULL : history_words (db, &entry, id);
  return with_deputy (db, entry.body, words ? words : body_words (entry.body));
}

/* -- The list -- */

static const ZgColumn columns[] = {
  { "at", N_ ("Time"), ZG_TIME, "t.at", .width = 140 },
  { "who", N_ ("Who"), ZG_TEXT, "w.name", ZG_COL_SEARCH },
  { "step", N_ ("What"), ZG_RIGHT, "t.step", ZG_COL_SEARCH },
  { "record", N_ ("Record"), ZG_TEXT, "CAST (NULL AS TEXT)", ZG_COL_SHORT, .width = 124, .words = zg_audit_record },
  { "no", N_ ("Number"), ZG_TEXT, "t.no", ZG_COL_SEARCH | ZG_COL_HIDDEN },
  { "changes", N_ ("What was changed"), ZG_TEXT, "CAST (NULL AS TEXT)", ZG_COL_EXPAND, .words = zg_audit_changes },
  { "opinion", N_ ("Opinion"), ZG_TEXT, "t.opinion", ZG_COL_SEARCH | ZG_COL_HIDDEN },
  { "clause", N_ ("Clause"), ZG_TEXT, "CAST (NULL AS TEXT)", ZG_COL_CLAUSE, .words = zg_audit_clause },
  { "result", N_ ("Outcome"), ZG_ENUM, "t.result", .names = results },
  { "desk", N_ ("Desk"), ZG_TEXT, "t.desk", ZG_COL_HIDDEN },
  { "seq", N_ ("Place in the chain"), ZG_INT, "t.seq", ZG_COL_HIDDEN },
};

static const ZgFilter filters[] = {
  { "at", N_ ("Day"), ZG_TIME, "t.at >= $v AND t.at < $v + 86400000" },
  { "who", N_ ("Who"), ZG_REF, "t.who = $v", .ref = "person" },
  { "result", N_ ("Outcome"), ZG_ENUM, "t.result = $v", .names = results },
};

static const ZgSheet sheet = {
  "audit_entry", N_ ("Audit"), &zg_audit_entry, columns, G_N_ELEMENTS (columns),
  .from = "audit_entry t LEFT JOIN person w ON w.id = t.who",
  .filters = filters, .n_filters = G_N_ELEMENTS (filters),
  .order = "t.at DESC, t.id DESC",
  .empty = N_ ("What anybody does in the book stands here, and what was refused."),
};

void
zg_audit_list_init (void)
{
  zg_kinds_add (&zg_audit_entry);
  zg_sheets_add (&sheet);
}
