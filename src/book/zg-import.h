/* zg-import.h: imports, as the book floor itself sees them. Private. */
#pragma once

#include "zg-book.h"
#include "zg-seal.h"
#include "zg-sum.h"

G_BEGIN_DECLS

extern const ZgKind zg_import_run;

/* What the end of an import is made from. */
typedef struct
{
  ZgBook         *book;
  ZgStore        *store;     /* where it is written */
  gint64          person;
  const ZgSecret *sign;      /* (nullable) */
  gint64          import_id;
  const char     *kind, *source;
  guint           n_rows, n_known;
  gboolean        unindexed; /* the indexes were left out while its rows were written */
} ZgImportEnd;

/* One import on its way, a chunk at a time. */
typedef struct
{
  ZgSession    *session;
  ZgBatch      *batch;
  const ZgStep *step;
  const char   *source, *digest;  /* of the file; (nullable) */
  gint64        import_id;
  guint         start;            /* the first row that is not written yet */
  guint         from, n;          /* rows of this chunk */
  guint         n_new, n_known;
  gint64        first_id;
  char         *right;            /* "roster.import" */
  gboolean      all;              /* it reaches every record */
  gboolean      shared;           /* others write too */
  gboolean      unindexed;        /* as ZgImportEnd */
} ZgImport;

/* zg_import_prepare: the row as it shall be written: computed, sealed and placed, within the reach of who imports. @record: (out)
 * (nullable) (transfer full): NULL where the kind goes straight from the batch. zg_import_body: the words of a chunk's entry.
 * Returns: (transfer full). Errors: DENIED. Thread of @db. */
gboolean  zg_import_prepare (ZgImport *import, ZgDb *db, gint64 id, const ZgCell *cells, ZgRecord **record, GError **error);
char     *zg_import_body    (const ZgImport *import, guint n_new, const char *digest);

/* The same by the functions of a guarded server (data/server/import.sql), which prove it all again. zg_import_server_clear: takes
 * back what programs left that were killed in the middle of an import of this kind; what cannot be stays. Thread of @db. */
gboolean  zg_import_server_chunk (ZgImport *import, ZgDb *db, GError **error);
gboolean  zg_import_server_end   (ZgImportEnd *end, ZgDb *db, const char *title, GError **error);
gboolean  zg_import_server_undo  (ZgImportEnd *end, ZgDb *db, GError **error);
void      zg_import_server_clear (ZgImportEnd *end, ZgDb *db);
/* Why nothing was taken back. */
void      zg_import_say_changed  (gint64 n, GError **error);
void      zg_import_say_referred (GError **error);

/* zg_import_may: Errors: DENIED, noted in the audit. */
gboolean zg_import_may       (ZgSession *session, const ZgKind *kind, GError **error);
/* zg_import_index: makes the indexes that were left out, each by itself. zg_import_finish: from now on the import stands in the
 * list. zg_import_take_back: INVALID where a row was changed or is referred to. Any thread; they wait for the writer. */
gboolean zg_import_index     (ZgImportEnd *end, GError **error);
gboolean zg_import_finish    (ZgImportEnd *end, GError **error);
gboolean zg_import_take_back (ZgImportEnd *end, GError **error);
/* zg_import_digest: adds one row to the digest of its chunk. */
void     zg_import_digest    (ZgSum *sum, gint64 id, const ZgCell *cells, const ZgKind *kind);
/* zg_import_digest_renew: before sealed cells of rows @first … @last of a kind that only grows are touched: where the digest of
 * their chunk still counts them in, it is compared once more and the one without them noted. Errors: CORRUPT: the rows were
 * changed. Inside a transaction. */
gboolean zg_import_digest_renew (ZgDb *db, ZgSession *session, const ZgKind *kind, gint64 first, gint64 last, GError **error);
/* zg_import_verify: the rows of kinds that only grow against the digests in the audit. @n_rows: (out): how many were compared.
 * Errors: CORRUPT. Thread of @db. */
gboolean zg_import_verify    (ZgDb *db, gint64 *n_rows, GError **error);
/* zg_import_sweep: at open: an import that was stopped in the middle (a killed program) is taken back whole; where somebody has
 * built on its rows already they stay, and the import stands in the list. Writer's thread. */
gboolean zg_import_sweep (ZgBook *book, ZgDb *db, GError **error);

G_END_DECLS
