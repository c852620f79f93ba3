/* zg-post.h: Posting 过账: what a step is about to write, as pure data, and the one function that writes it.
 *
 * A posting is a list of step applications (puts): the record itself first, then its lines, then those its declaration allows.
 * Numbers, signatures (stamps), times and states are the book's, never the payload's. Private to the book floor. Writer's
 * thread. */
#pragma once

#include <json-glib/json-glib.h>

#include "zg-book.h"

G_BEGIN_DECLS

typedef struct
{
  const ZgStep *step;
  ZgRecord     *record; /* as it shall be; owned; version = the one it replaces, 0 for a new one */
  guint64       mask;   /* fields that go into the payload */
} ZgPut;

typedef struct
{
  char  *key;
  gint64 version;
} ZgGuard;

typedef struct
{
  char       cmd[40];
  char      *opinion; /* (nullable) */
  gint64     deputy_of; /* person in whose stead it is done, 0: in his own right */
  GPtrArray *puts;    /* of ZgPut */
  GArray    *guards;  /* of ZgGuard */
} ZgPosting;

ZgPosting *zg_posting_new  (const char *cmd, const char *opinion);
void       zg_posting_free (ZgPosting *posting);
ZgPut     *zg_posting_put  (ZgPosting *posting, const ZgStep *step, ZgRecord *record /* (transfer full) */, guint64 mask);
/* zg_posting_text: the payload, one spelling: it is what is signed, hashed and kept. Returns: (transfer full) */
char      *zg_posting_text (const ZgPosting *posting);

/* zg_posting_post: ONE transaction: command unseen, guards and versions match, fields lie within the steps' writes, puts within
 * the envelope; rows, number series last, audit entry. @extra: (nullable): further statements of the book itself, inside the
 * transaction.
 * @stale: (out): a guard moved: build again. The puts' records then hold what was written. */
gboolean   zg_posting_post (ZgSession *session, ZgDb *db, ZgPosting *posting, ZgDbTx extra, gpointer extra_data,
                            ZgOutcome *outcome,
                            gboolean *stale, GError **error);

/* zg_post_check: what a posting must prove whoever built it, inside the transaction and before its first row. @replaced: the
 * versions its puts replace. Errors: DENIED, INVALID, CONFLICT, NOT_FOUND. */
gboolean   zg_post_check   (ZgSession *session, ZgDb *db, const ZgPosting *posting, const gint64 *replaced, GError **error);

/* zg_post_lines: what the effects of its steps enter into ledgers, once its rows are written; inside the transaction. @chain,
 * @seq: of the audit entry to come. Errors: INVALID with the step's clause: a floor, a closed month. */
gboolean   zg_post_lines   (ZgDb *db, const ZgPosting *posting, gint64 chain, gint64 seq, gint64 now_ms, GError **error);

/* zg_post_lines_refused: what the server's twin says, "floor|LEDGER|HAVE|NEED", in words for people. @why: (nullable). Returns:
 * FALSE, and @error stays, where it is something else. */
gboolean   zg_post_lines_refused (const ZgPosting *posting, const char *why, GError **error);

/* Rows ↔ records. zg_row_read: from a statement over zg_schema_columns, first column at @col. */
ZgRecord  *zg_row_read     (const ZgKind *kind, ZgStmt *stmt, int col);
gboolean   zg_row_write    (ZgDb *db, const ZgRecord *record, gint64 replaces, gint64 import_id, GError **error);
/* Columns that follow from a field, beside it in every row that is written: of a ZG_ROMAN name NAME_key, of a sealed ZG_FIND
 * field NAME_ix and NAME_tail.
 * zg_derived_of: Returns: (element-type ZgDerived) (transfer none). zg_derived_bind: what the record's
 * field gives, NULL where nothing. */
typedef enum { ZG_DERIVED_ROMAN, ZG_DERIVED_WHOLE, ZG_DERIVED_TAIL } ZgDerivedSort;
typedef struct
{
  char          name[72]; /* of the column */
  int           field;
  ZgDerivedSort sort;
} ZgDerived;
const GArray *zg_derived_of   (const ZgKind *kind);
gint64        zg_derived_number (const ZgRecord *record, const ZgDerived *derived); /* of a blind index, 0: none */
void          zg_derived_bind (const ZgRecord *record, const ZgDerived *derived, ZgStmt *stmt, int n);
void          zg_derived_cell (const ZgRecord *record, const ZgDerived *derived, ZgCell *out); /* the same as a cell */
/* zg_posting_add_cell, zg_posting_add_derived: as members of an object, in the one spelling that is signed and sent. */
void          zg_posting_add_cell    (JsonBuilder *json, const char *name, const ZgCell *cell);
void          zg_posting_add_derived (JsonBuilder *json, const ZgRecord *record, const ZgDerived *derived);
/* zg_record_insert: the row of a new record as it stands (version, state, maker, created_ms set by the caller), without rights,
 * steps or audit: the first rows of a book. Inside a transaction. */
gboolean   zg_record_insert (ZgDb *db, const ZgRecord *record, GError **error);

/* zg_outcome_read: what came of a command. @seen: (out): whether it was done. .state is that of the record now. */
gboolean   zg_outcome_read (ZgDb *db, const char *command, ZgOutcome *outcome, gboolean *seen, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgPosting, zg_posting_free)

G_END_DECLS
