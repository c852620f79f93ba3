/* zg-table-file.h: a table that somebody else's program wrote, csv, tsv or xlsx, as one thing: rows of texts with their line
 * numbers. What a file is, its first bytes say, not its name. Read-only once open; then any thread may read it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ZgTableFile ZgTableFile;

typedef struct
{
  const char *encoding; /* (nullable): of a text file, chosen by a person */
  const char *sheet;    /* (nullable): of a workbook; NULL: the first that is not hidden */
  gboolean    strict;   /* refuse a text whose encoding breaks off in some lines, instead of repairing them */
} ZgTableFileOptions;

/* zg_table_file_open: @options: (nullable). Returns: (transfer full) (nullable).
 * Errors: ZG_ERROR_NOT_FOUND, ZG_ERROR_IO, ZG_ERROR_INVALID: with what the file is and what to do. */
ZgTableFile *zg_table_file_open       (const char *path, const ZgTableFileOptions *options, GError **error);
ZgTableFile *zg_table_file_open_bytes (GBytes *bytes, const ZgTableFileOptions *options, GError **error);
void         zg_table_file_free       (ZgTableFile *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgTableFile, zg_table_file_free)

/* Rows from 0, empty ones left out. */
int         zg_table_file_n_rows  (ZgTableFile *table);
int         zg_table_file_line    (ZgTableFile *table, int row); /* in the file, from 1, for people */
int         zg_table_file_n_cells (ZgTableFile *table, int row);
/* zg_table_file_cell: Returns: (transfer none): as the file has it, "" where the row is shorter or @column is -1. */
const char *zg_table_file_cell    (ZgTableFile *table, int row, int column);

/* What a preview says about the file. */
const char        *zg_table_file_encoding        (ZgTableFile *table); /* (nullable): NULL for a workbook */
const char *const *zg_table_file_sheets          (ZgTableFile *table); /* names, NULL-terminated; none for a text */
int                zg_table_file_sheet           (ZgTableFile *table); /* the one that was read; -1 for a text */
const GArray      *zg_table_file_repaired        (ZgTableFile *table); /* of int: lines whose bytes had to be repaired */
int                zg_table_file_n_without_value (ZgTableFile *table); /* formulas without their result */
int zg_table_file_n_rounded (ZgTableFile *table); /* numbers that lost digits: order numbers kept as numbers */

/* zg_table_file_find_columns: the header among the first ten rows, and where the wanted columns are. A header of two lines (a
 * group above its columns) counts as one.
 * @wanted: @n_wanted names; synonyms are parted by `|`, a leading `?` makes a column optional: "?买家留言|买家备注". Blanks
 * around a name, its case and full-width forms do not count.
 * @columns: (out): @n_wanted ints, -1 where an optional one is missing. @first_row: (out) (optional): the row behind the header.
 * Errors: ZG_ERROR_INVALID: names the columns that are missing. */
gboolean zg_table_file_find_columns (ZgTableFile *table, const char *const *wanted, int n_wanted, int *columns, int *first_row,
                                     GError **error);

G_END_DECLS
