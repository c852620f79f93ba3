/* zg-sheet-private.h: between the files of the sheet: the text of a query with its values, and the sheet made for a kind. */
#pragma once

#include "zg-sheet.h"

G_BEGIN_DECLS

/* A statement being written: fixed pieces in @sql, every value as a numbered placeholder. */
typedef struct
{
  GString *sql;
  GArray  *values; /* of ZgCell, $1 first */
} ZgSqlText;

void     zg_sql_text_init  (ZgSqlText *text);
void     zg_sql_text_clear (ZgSqlText *text);
/* Each appends "$n" and keeps the value. */
void     zg_sql_text_int   (ZgSqlText *text, gint64 value);
void     zg_sql_text_str   (ZgSqlText *text, const char *value);
/* zg_sql_text_query: prepares and binds. Returns: (transfer none) (nullable): for zg_stmt_done. */
ZgStmt  *zg_sql_text_query (const ZgSqlText *text, ZgDb *db, GError **error);

/* zg_sheet_sql_denied: TRUE and DENIED where the session may not view (or export, if that is asked) the kind of the sheet. */
gboolean zg_sheet_sql_denied (const ZgQuery *query, ZgSession *session, GError **error);
/* zg_sheet_sql_reach: " AND (…)" for what the session may see; nothing where it may see all. */
void     zg_sheet_sql_reach  (ZgSqlText *text, const ZgQuery *query, ZgSession *session);
/* zg_sheet_sql_from: " FROM … WHERE …" with reach, the sheet's own condition, hidden states, filters, search and import. What is
 * searched may stand in a sealed field: that is looked up in @db first. */
gboolean zg_sheet_sql_from   (ZgSqlText *text, const ZgQuery *query, ZgSession *session, ZgDb *db, GError **error);
void     zg_sheet_sql_order  (ZgSqlText *text, const ZgQuery *query);
/* zg_sheet_sql_columns: ", expression" for each column. */
void     zg_sheet_sql_columns (ZgSqlText *text, const ZgSheet *sheet);

/* A record and where it stands in the order of its sheet: falling key, then falling id. */
typedef struct
{
  gint64 key, id;
} ZgPlace;

/* zg_sheet_texts_find: what is searched, in the texts of the sheet (.texts), in its order. @most: so many suffice, 0: all; there
 * may be more. @found: (out) (transfer full)
 * (element-type ZgPlace) (nullable): NULL where SQL is to look for it. The first time all texts are read; broken off, it goes on
 * from there the next time. Thread of @db. */
gboolean zg_sheet_texts_find (const ZgQuery *query, ZgSession *session, ZgDb *db, guint most, GCancellable *cancellable,
                              GArray **found, GError **error);

/* zg_sheet_for_kind: made from the fields of @kind. Returns: (transfer full): kept for the life of the program. */
ZgSheet *zg_sheet_for_kind (const ZgKind *kind);

/* zg_sheet_sql_prune: takes the joins out of the whole text that nothing in it speaks of; for questions that ask for ids
   alone. */
void        zg_sheet_sql_prune      (ZgSqlText *text, const ZgSheet *sheet);

G_END_DECLS
