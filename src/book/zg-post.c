#include "zg-post.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-json.h"

typedef struct
{
  gint64 chain, seq, at_ms;
  guint8 hash[ZG_SHA256_BYTES];
} ChainHead;

typedef struct
{
  ZgSession  *session;
  ZgPosting  *posting;
  const char *text;
  guint8      signature[ZG_SIGNATURE_BYTES];
  ZgDbTx      extra;
  gpointer    extra_data;
  ZgOutcome   outcome;
  gboolean    stale;
  gint64      now_ms;
  ChainHead  head;
  gint64     *replaced; /* versions the puts replace, kept: the callback may run twice */
  char      **numbers;  /* numbers they had */
} Post;

/* -- Audit chain -- */

/* Whoever writes next to the chain waits here: on a server others may write for the same desk. */
static gboolean
chain_head (ZgDb *db, gint64 chain, ChainHead *head, GError **error)
{
  g_autoptr (GBytes) none = g_bytes_new_static ((guint8[ZG_SHA256_BYTES]){ 0 }, ZG_SHA256_BYTES);
  g_autoptr (GBytes) hash = NULL;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("INSERT INTO chain (chain, seq, hash) VALUES ($1, 0, $2)"
                                                 " ON CONFLICT (chain) DO UPDATE SET seq = chain.seq RETURNING seq, hash"),
                                         "ib", chain, none);
  gboolean row;

  memset (head, 0, sizeof *head);
  head->chain = chain;
  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  head->seq = zg_stmt_int (stmt, 0);
  hash = zg_stmt_bytes (stmt, 1);
  if (hash && g_bytes_get_size (hash) == sizeof head->hash)
    memcpy (head->hash, g_bytes_get_data (hash, NULL), sizeof head->hash);
  return zg_db_int (db, &head->at_ms, error, ZG_SQL ("SELECT at_ms FROM audit WHERE chain = $1 AND seq = $2"), "ii", chain,
                    head->seq);
}

void
zg_audit_link (const guint8 *previous, gint64 chain, gint64 seq, gint64 at_ms, gint64 actor, const char *no, GBytes *signature,
               const char *body, guint8 out[ZG_SHA256_BYTES])
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char       *sig = signature ? zg_hex (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature))
      : g_strdup ("");
  g_autofree char       *head = g_strdup_printf ("%ld|%ld|%ld|%ld|%s|%s|", (long) chain, (long) seq, (long) at_ms, (long) actor,
                                                 no ? no : "", sig);

  g_byte_array_append (bytes, previous, ZG_SHA256_BYTES);
  g_byte_array_append (bytes, (const guint8 *) head, strlen (head));
  g_byte_array_append (bytes, (const guint8 *) body, strlen (body));
  zg_sha256 (bytes->data, bytes->len, out);
}

static gint64
audit_write (ZgDb *db, const ChainHead *head, gint64 at_ms, gint64 actor, GBytes *signature, const char *step, const char *kind,
             gint64 doc,
             const char *cmd, gint64 version, const char *no, const char *opinion, const char *body, GError **error)
{
  guint8             hash[ZG_SHA256_BYTES], body_hash[ZG_SHA256_BYTES];
  g_autoptr (GBytes) hash_bytes = NULL;
  g_autoptr (GBytes) body_bytes = NULL;
  gint64             seq = head->seq + 1;

  zg_sha256 (body, strlen (body), body_hash);
  zg_audit_link (head->hash, head->chain, seq, at_ms, actor, no, signature, body, hash);
  hash_bytes = g_bytes_new (hash, sizeof hash);
  body_bytes = g_bytes_new (body_hash, sizeof body_hash);
  if (!zg_db_run (db, error,
                  ZG_SQL ("INSERT INTO audit (chain, seq, at_ms, actor, step, kind, doc, cmd, version, no, opinion, body, "
                          "body_hash, hash, sig)"
                          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"),
                  "iiiissisisssbbb", head->chain, seq, at_ms, actor, step, kind, doc, cmd, version, no, opinion, body,
                  body_bytes,
                  hash_bytes, signature))
    return 0;
  if (!zg_db_run (db, error, ZG_SQL ("UPDATE chain SET seq = $2, hash = $3 WHERE chain = $1"), "iib", head->chain, seq,
                  hash_bytes))
    return 0;
  return seq;
}

gint64
zg_audit_append (ZgDb *db, ZgBook *book, gint64 actor, const ZgSecret *sign, const char *step, const char *kind, gint64 doc,
                 const char *cmd,
                 gint64 version, const char *no, const char *opinion, const char *body, gint64 *at_ms, GError **error)
{
  g_autoptr (GBytes) signature = NULL;
  ChainHead          head;
  char               made[40];
  gint64             at, seq;

  if (!chain_head (db, ZG_CHAIN_OF (book), &head, error))
    return 0;
  if (sign)
    {
      guint8 signed_bytes[64], sig[ZG_SIGNATURE_BYTES];
      gsize  n = zg_signed_bytes (book->uid, body, strlen (body), signed_bytes);

      zg_sign (sign, signed_bytes, n, sig);
      signature = g_bytes_new (sig, sizeof sig);
    }
  at = MAX (zg_book_now (book), head.at_ms + 1);
  seq = audit_write (db, &head, at, actor, signature, step, kind, doc, cmd ? cmd : zg_command_new (made), version, no, opinion,
                     body, error);
  if (at_ms)
    *at_ms = at;
  return seq;
}

/* -- The parts of a post -- */

static gboolean
take_guards (Post *post, ZgDb *db, GError **error)
{
  for (guint i = 0; i < post->posting->guards->len; i++)
    {
      const ZgGuard *guard = &g_array_index (post->posting->guards, ZgGuard, i);

      if (!zg_db_run (db, error,
                      ZG_SQL ("INSERT INTO guard (key, version) VALUES ($1, 1)"
                              " ON CONFLICT (key) DO UPDATE SET version = guard.version + 1 WHERE guard.version = $2"),
                      "si", guard->key, guard->version))
        return FALSE;
      if (zg_db_changes (db) == 0)
        {
          post->stale = TRUE;
          g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CONFLICT, "guard"); /* never seen: the runner builds again */
          return FALSE;
        }
    }
  return TRUE;
}

static void
stamp (Post *post, ZgPut *put)
{
  ZgRecord *record = put->record;
  guint64   saved = record->changed;
  int       today = zg_day_of_ms (post->now_ms);

  for (int i = 0; i < record->kind->n_fields; i++)
    if (put->step->stamps & ZG_F (i))
      switch (record->kind->fields[i].type)
        {
        case ZG_TIME:
          zg_record_set_int (record, i, post->now_ms);
          break;
        case ZG_DAY:
          zg_record_set_day (record, i, today);
          break;
        default:
          zg_record_set_int (record, i, zg_session_person (post->session));
          break;
        }
  record->changed = saved;
}

static gboolean
give_number (Post *post, ZgDb *db, ZgRecord *record, GError **error)
{
  int    year, month, day;
  gint64 last = 0;

  zg_day_to_ymd (zg_day_of_ms (post->now_ms), &year, &month, &day);
  if (!zg_db_int (db, &last, error,
                  ZG_SQL ("INSERT INTO series (prefix, year, last) VALUES ($1, $2, 1)"
                          " ON CONFLICT (prefix, year) DO UPDATE SET last = series.last + 1 RETURNING last"),
                  "si", record->kind->prefix, (gint64) year))
    return FALSE;
  g_free (record->no);
  record->no = g_strdup_printf ("%s-%d-%04" G_GINT64_FORMAT, record->kind->prefix, year, last);
  return TRUE;
}

/* What an engine's constraint refused, in the words of the kind. */
static void
explain_constraint (ZgDb *db, const ZgKind *kind, GError **error)
{
  const char *rule = zg_db_last_constraint (db);
  GPtrArray  *faults;

  if (rule == NULL || error == NULL || !g_error_matches (*error, ZG_ERROR, ZG_ERROR_INVALID))
    return;
  for (int i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *column = g_strdup_printf ("%s.%s", kind->id, kind->fields[i].name);
      g_autofree char *index = g_strdup_printf ("%s_%s_unique", kind->id, kind->fields[i].name);
      const char      *at = strstr (rule, column);
      char             after = at ? at[strlen (column)] : 'x';

      /* where row level security holds, the server names the index alone */
      if (!(kind->fields[i].flags & ZG_UNIQUE) || (after != '\0' && after != ',' && !g_str_equal (rule, index)))
        continue;
      g_clear_error (error);
      faults = zg_faults_new ();
      zg_faults_add (faults, kind->id, kind->fields[i].name, -1, kind->fields[i].clause,
                     _ ("Another record already has this “%s”. Nothing was saved."),
                     g_dgettext (GETTEXT_PACKAGE, kind->fields[i].title));
      zg_error_set_faults (error, faults);
      return;
    }
}

/* The record as the step leaves it, but for its number. */
static void
written (Post *post, ZgPut *put, gint64 replaces)
{
  ZgRecord *record = put->record;

  g_free (record->state);
  record->state = g_strdup (put->step->to);
  record->version = replaces + 1;
  if (replaces == 0)
    {
      record->maker = zg_session_person (post->session);
      record->created_ms = post->now_ms;
    }
  stamp (post, put);
}

static gboolean
write_put (Post *post, ZgDb *db, guint i, GError **error)
{
  ZgPut    *put = post->posting->puts->pdata[i];
  ZgRecord *record = put->record;
  gint64    replaces = post->replaced[i];

  written (post, put, replaces);
  g_free (record->no);
  record->no = g_strdup (post->numbers[i]);
  if (record->kind->prefix && record->no == NULL && !zg_state_is_draft (put->step->to) && !give_number (post, db, record, error))
    return FALSE;
  if (!zg_row_write (db, record, replaces, 0, error))
    {
      explain_constraint (db, record->kind, error);
      return FALSE;
    }
  if (replaces && zg_db_changes (db) == 0)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CONFLICT,
                           _ ("Somebody changed this record meanwhile. Nothing was overwritten; your input is kept. Look at the "
                              "change, then save again."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_audit (Post *post, ZgDb *db, GError **error)
{
  const ZgPut       *first = post->posting->puts->pdata[0];
  g_autofree char   *step = g_strdup_printf ("%s.%s", first->record->kind->id, first->step->verb);
  g_autoptr (GBytes) signature = g_bytes_new (post->signature, sizeof post->signature);

  post->outcome.seq = audit_write (db, &post->head, post->now_ms, zg_session_person (post->session), signature, step,
                                   first->record->kind->id,
                                   first->record->id, post->posting->cmd, first->record->version, first->record->no,
                                       post->posting->opinion,
                                   post->text, error);
  if (post->outcome.seq == 0)
    return FALSE;
  for (guint i = 1; i < post->posting->puts->len; i++)
    {
      const ZgPut *put = post->posting->puts->pdata[i];

      if (!zg_db_run (db, error,
          ZG_SQL ("INSERT INTO audit_put (kind, doc, chain, seq) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"), "siii",
                      put->record->kind->id, put->record->id, post->head.chain, post->outcome.seq))
        return FALSE;
    }
  return TRUE;
}

/* -- On a server -- */

void
zg_posting_add_derived (JsonBuilder *json, const ZgRecord *record, const ZgDerived *derived)
{
  const char *name = zg_record_text (record, derived->field);
  gint64      number = zg_derived_number (record, derived);

  json_builder_set_member_name (json, derived->name);
  if (derived->sort == ZG_DERIVED_ROMAN && name)
    {
      g_autofree char *key = zg_record_roman (name);

      json_builder_add_string_value (json, key);
    }
  else if (number)
    json_builder_add_int_value (json, number);
  else
    json_builder_add_null_value (json);
}

/* The sort keys of names and the numbers sealed fields are found by, which no server can make: an object a put. */
static char *
derived_values (const ZgPosting *posting)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  g_autoptr (JsonNode)    root = NULL;

  json_builder_begin_array (json);
  for (guint i = 0; i < posting->puts->len; i++)
    {
      const ZgPut  *put = posting->puts->pdata[i];
      const GArray *all = zg_derived_of (put->record->kind);

      json_builder_begin_object (json);
      for (guint k = 0; k < all->len; k++)
        if (put->mask & ZG_F (g_array_index (all, ZgDerived, k).field))
          zg_posting_add_derived (json, put->record, &g_array_index (all, ZgDerived, k));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

/* What the server made of the records. */
static void
take_made (Post *post, const char *numbers)
{
  g_autoptr (JsonNode) root = json_from_string (numbers ? numbers : "[]", NULL);
  JsonArray           *array = root && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; i < post->posting->puts->len; i++)
    {
      ZgPut    *put = post->posting->puts->pdata[i];
      ZgRecord *record = put->record;

      written (post, put, post->replaced[i]);
      g_free (record->no);
      record->no = NULL;
      if (array && i < json_array_get_length (array))
        record->no = g_strdup (zg_json_string (json_array_get_element (array, i)));
    }
}

/* Which of the records has the field that hit somebody else's. */
static void
explain_constraints (Post *post, ZgDb *db, GError **error)
{
  if (zg_post_lines_refused (post->posting, zg_db_last_constraint (db), error))
    return;
  for (guint i = 0; i < post->posting->puts->len; i++)
    explain_constraint (db, ((ZgPut *) post->posting->puts->pdata[i])->record->kind, error);
}

static gboolean
post_by_function (Post *post, ZgDb *db, GError **error)
{
  ZgBook            *book = zg_session_book (post->session);
  g_autofree char   *keys = derived_values (post->posting);
  g_autoptr (GBytes) signature = g_bytes_new (post->signature, sizeof post->signature);
  GError            *failed = NULL;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, &failed,
                                         ZG_SQL ("SELECT entry, at_ms, numbers, repeated FROM zg.post ($1, $2, $3, $4, $5, $6)"),
                                         "sbisii", post->text, signature, ZG_CHAIN_OF (book), keys,
                                         zg_session_person (post->session), zg_book_now (book));
  gboolean           row = FALSE, seen;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, &failed) || !row)
    {
      post->stale = g_error_matches (failed, ZG_ERROR, ZG_ERROR_CONFLICT) && g_str_equal (failed->message, "guard");
      explain_constraints (post, db, &failed);
      g_propagate_error (error, failed);
      return FALSE;
    }
  if (zg_stmt_int (stmt, 3))
    return zg_outcome_read (db, post->posting->cmd, &post->outcome, &seen, error);
  post->outcome.seq = zg_stmt_int (stmt, 0);
  post->now_ms = zg_stmt_int (stmt, 1);
  take_made (post, zg_stmt_text (stmt, 2));
  return TRUE;
}

static gboolean
post_on_server (ZgDb *db, gpointer data, GError **error)
{
  Post  *post = data;
  ZgPut *first = post->posting->puts->pdata[0];

  post->stale = FALSE;
  memset (&post->outcome, 0, sizeof post->outcome);
  if (!post_by_function (post, db, error))
    return FALSE;
  if (post->outcome.repeated)
    return TRUE;
  if (post->extra && !post->extra (db, post->extra_data, error))
    return FALSE;
  return !zg_keys_moves (first->record->kind) || zg_keys_follow (post->session, db, first->record, first->step->verb, error);
}

/* One statement, unless the step has further ones of its own: those wait for everybody else's. */
static gboolean
run_on_server (Post *post, ZgDb *db, GError **error)
{
  const ZgPut *first = post->posting->puts->pdata[0];
  gboolean     alone = post->extra == NULL && !zg_keys_moves (first->record->kind);

  return alone ? zg_db_alone (db, post_on_server, post, error) : zg_db_transaction (db, post_on_server, post, error);
}

/* -- In a file -- */

static gboolean
post_transaction (ZgDb *db, gpointer data, GError **error)
{
  Post     *post = data;
  gboolean  seen = FALSE;
  ZgPut    *first = post->posting->puts->pdata[0];

  post->stale = FALSE;
  memset (&post->outcome, 0, sizeof post->outcome);
  if (!zg_outcome_read (db, post->posting->cmd, &post->outcome, &seen, error))
    return FALSE;
  if (seen)
    return TRUE;
  if (!chain_head (db, ZG_CHAIN_OF (zg_session_book (post->session)), &post->head, error))
    return FALSE;
  post->now_ms = MAX (zg_book_now (zg_session_book (post->session)), post->head.at_ms + 1);
  if (!take_guards (post, db, error) || !zg_post_check (post->session, db, post->posting, post->replaced, error))
    return FALSE;
  for (guint i = 0; i < post->posting->puts->len; i++)
    if (!write_put (post, db, i, error))
      return FALSE;
  if (post->extra && !post->extra (db, post->extra_data, error))
    return FALSE;
  if (zg_keys_moves (first->record->kind) && !zg_keys_follow (post->session, db, first->record, first->step->verb, error))
    return FALSE;
  return zg_post_lines (db, post->posting, post->head.chain, post->head.seq + 1, post->now_ms, error) &&
         write_audit (post, db, error);
}

gboolean
zg_posting_post (ZgSession *session, ZgDb *db, ZgPosting *posting, ZgDbTx extra, gpointer extra_data, ZgOutcome *outcome,
                 gboolean *stale, GError **error)
{
  g_autofree char   *text = zg_posting_text (posting);
  g_autofree gint64 *replaced = g_new0 (gint64, posting->puts->len);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_free);
  Post               post = { .session = session, .posting = posting, .text = text, .extra = extra, .extra_data = extra_data };
  ZgPut             *first = posting->puts->pdata[0];
  gboolean           done;

  for (guint i = 0; i < posting->puts->len; i++)
    {
      ZgRecord *record = ((ZgPut *) posting->puts->pdata[i])->record;

      replaced[i] = record->version;
      g_ptr_array_add (held, g_strdup (record->no));
    }
  post.replaced = replaced;
  post.numbers = (char **) held->pdata;
  if (!zg_session_sign (session, text, strlen (text), post.signature, error))
    return FALSE;
  done = zg_session_book (session)->posts_by_function ? run_on_server (&post, db, error)
                                                        : zg_db_transaction (db, post_transaction, &post, error);
  *stale = post.stale;
  if (!done)
    return FALSE;
  if (!post.outcome.repeated)
    {
      post.outcome.id = first->record->id;
      post.outcome.version = first->record->version;
      g_strlcpy (post.outcome.no, first->record->no ? first->record->no : "", sizeof post.outcome.no);
      zg_book_set_last_audit (zg_session_book (session), post.now_ms);
      if (zg_keys_moves (first->record->kind) || first->record->kind == &zg_parameter) /* a role map may hang on it */
        zg_sessions_reload (zg_session_book (session), db, first->record->kind);
      g_strlcpy (post.outcome.state, first->record->state, sizeof post.outcome.state);
    }
  *outcome = post.outcome;
  return TRUE;
}

gboolean
zg_record_insert (ZgDb *db, const ZgRecord *record, GError **error)
{
  return zg_row_write (db, record, 0, 0, error);
}
