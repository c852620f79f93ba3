/* zg-migrate.h: the tables of a new book, and carrying an old one forward, on a verified copy first.
 *
 * Table schema_version holds one row per migration: its number, the SHA-256 of its text, when. A book whose rows do not
 * match the program's list is refused. The schema number in the head of the file is the last number. */
#pragma once

#include "zg-db.h"

G_BEGIN_DECLS

typedef struct
{
  const char *table, *column;
  const char *was, *now; /* "CHECK (kind IN (1, 2))", as the schema has it */
  gboolean    same;      /* it asks for the same in other words: where the table says it otherwise nothing is lost */
} ZgMigrationCheck;

typedef struct
{
  int         number; /* 1, 2, 3 … without gaps */
  const char *name;   /* "0002-…", for the message */
  const char *sql;    /* several statements, without BEGIN and COMMIT */
  const ZgMigrationCheck *checks; /* (nullable): what columns may hold from now on, ended by one without a table; before @sql */
} ZgMigration;

/* zg_migrate_create: makes the tables of a new book by @schema and notes the @n migrations as contained in it, in one
 * transaction. @schema: the whole schema as of the last migration. Thread of @db. */
gboolean zg_migrate_create (ZgDb *db, const char *schema, const ZgMigration *list, gsize n, GError **error);

/* zg_migrate_pending: @pending: (out): how many of the list the book lacks.
 * Errors: ZG_ERROR_NEWER when the book has more than the list; _CORRUPT when a migration it has is not the one listed. */
gboolean zg_migrate_pending (ZgDb *db, const ZgMigration *list, gsize n, gsize *pending, GError **error);

/* zg_migrate_apply: what @migration changes, in a transaction of the caller; nothing is noted. */
gboolean zg_migrate_apply (ZgDb *db, const ZgMigration *migration, GError **error);

/* zg_migrate_db: applies what is pending to @db itself, each migration in one transaction. */
gboolean zg_migrate_db (ZgDb *db, const ZgMigration *list, gsize n, GError **error);

/* zg_migrate: carries the closed book at @path forward, before zg_store_open (): copies it, migrates and checks the copy
 * (engine check, references, row counts), then puts it in place and keeps the old file as PATH-before-N.
 * Does nothing to a book that lacks nothing. When it fails the old book is as it was.
 * On a server the book itself is carried forward, each migration whole or not at all, and nothing is kept.
 * @kept: (out) (nullable) (transfer full): path of the old file, of a server its address; NULL when nothing was done.
 * Errors: as zg_store_open () and above. Any thread. */
gboolean zg_migrate (const char *path, const ZgMigration *list, gsize n, char **kept, GError **error);

G_END_DECLS
