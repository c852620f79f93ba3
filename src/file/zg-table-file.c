#include "zg-table-file.h"

#include "zg-csv.h"
#include "zg-error.h"
#include "zg-sniff.h"
#include "zg-text.h"
#include "zg-xlsx-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_FILE  (256 << 20)
#define HEAD_ROWS 10

typedef struct
{
  guint first; /* cell */
  int   n, line;
} Row;

struct _ZgTableFile
{
  GArray       *rows;  /* of Row */
  GPtrArray    *cells; /* of char, in texts; NULL for "" */
  GStringChunk *texts;
  const char   *encoding;
  GPtrArray    *sheets; /* of char, NULL-terminated */
  int           sheet, n_without_value, n_rounded;
  GArray       *repaired;
};

static void
add_cell (ZgTableFile *table, const char *text)
{
  g_ptr_array_add (table->cells, text && *text ? g_string_chunk_insert (table->texts, text) : NULL);
}

/* Closes the row of the cells added since @first; drops it where all are empty. */
static void
end_row (ZgTableFile *table, guint first, int line)
{
  Row row = { first, 0, line };

  for (guint i = first; i < table->cells->len; i++)
    if (table->cells->pdata[i])
      row.n = (int) (i - first) + 1;
  g_ptr_array_set_size (table->cells, (int) first + row.n);
  if (row.n > 0)
    g_array_append_val (table->rows, row);
}

static gboolean
read_csv (ZgTableFile *table, GBytes *bytes, const ZgTableFileOptions *options, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (ZgCsvReader) reader = NULL;
  gboolean           strict = options && options->strict;
  const char *const *fields;
  int                n, line;

  if (!zg_text_decode_as (bytes, options ? options->encoding : NULL, &text, &table->encoding, strict ? NULL : table->repaired,
                          error))
    return FALSE;
  reader = zg_csv_reader_new (text, -1, NULL);
  while ((n = zg_csv_reader_next (reader, &fields, &line, error)) > 0)
    {
      guint first = table->cells->len;

      for (int i = 0; i < n; i++)
        add_cell (table, fields[i]);
      end_row (table, first, line);
    }
  return n == 0;
}

static gboolean
on_row_cb (int row, ZgCell *cells, int n, gpointer data)
{
  ZgTableFile *table = data;
  guint        first = table->cells->len;

  for (int i = 0; i < n; i++)
    add_cell (table, zg_cell_text (&cells[i]));
  end_row (table, first, row);
  return TRUE;
}

static int
choose_sheet (ZgXlsx *xlsx, const char *wanted, GError **error)
{
  int sheet = 0;

  if (wanted)
    {
      sheet = zg_xlsx_find_sheet (xlsx, wanted);
      if (sheet < 0)
        g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                     _("The workbook has no sheet %s. Nothing was taken over; choose another sheet."), wanted);
      return sheet;
    }
  while (sheet + 1 < zg_xlsx_n_sheets (xlsx) && zg_xlsx_sheet_hidden (xlsx, sheet))
    sheet++;
  return sheet;
}

static gboolean
read_xlsx (ZgTableFile *table, GBytes *bytes, const ZgTableFileOptions *options, GError **error)
{
  g_autoptr (ZgXlsx) xlsx = zg_xlsx_open_bytes (bytes, error);
  ZgXlsxReport report;
  gboolean     good;

  if (xlsx == NULL)
    return FALSE;
  g_ptr_array_set_size (table->sheets, 0);
  for (int i = 0; i < zg_xlsx_n_sheets (xlsx); i++)
    g_ptr_array_add (table->sheets, g_strdup (zg_xlsx_sheet_name (xlsx, i)));
  g_ptr_array_add (table->sheets, NULL);
  table->sheet = choose_sheet (xlsx, options ? options->sheet : NULL, error);
  if (table->sheet < 0)
    return FALSE;
  good = zg_xlsx_read_sheet (xlsx, table->sheet, on_row_cb, table, &report, error);
  table->n_without_value = report.n_without_value;
  table->n_rounded = report.n_rounded;
  return good;
}

static ZgTableFile *
make (void)
{
  ZgTableFile *table = g_new0 (ZgTableFile, 1);

  table->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  table->cells = g_ptr_array_new ();
  table->texts = g_string_chunk_new (65536);
  table->sheets = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (table->sheets, NULL);
  table->sheet = -1;
  table->repaired = g_array_new (FALSE, FALSE, sizeof (int));
  return table;
}

ZgTableFile *
zg_table_file_open_bytes (GBytes *bytes, const ZgTableFileOptions *options, GError **error)
{
  ZgTableFile *table = make ();
  ZgSniff      what = zg_sniff (bytes);
  gboolean     good;

  /* a text in an encoding a person chose may look like anything */
  if (what == ZG_SNIFF_TEXT || what == ZG_SNIFF_UTF16 || (what == ZG_SNIFF_BINARY && options && options->encoding))
    good = read_csv (table, bytes, options, error);
  else if (what == ZG_SNIFF_HTML || what == ZG_SNIFF_XML)
    {
      good = FALSE;
      g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                   _("Whatever its name, this file is %s. Nothing was taken over; open it in a spreadsheet, save it as xlsx and "
                      "try again."),
                   zg_sniff_name (what));
    }
  else
    good = read_xlsx (table, bytes, options, error); /* names what it is, if it is no workbook */
  if (good)
    return table;
  zg_table_file_free (table);
  return NULL;
}

ZgTableFile *
zg_table_file_open (const char *path, const ZgTableFileOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = zg_sniff_load (path, MAX_FILE, error);

  return bytes ? zg_table_file_open_bytes (bytes, options, error) : NULL;
}

void
zg_table_file_free (ZgTableFile *table)
{
  g_array_unref (table->rows);
  g_ptr_array_unref (table->cells);
  g_string_chunk_free (table->texts);
  g_ptr_array_unref (table->sheets);
  g_array_unref (table->repaired);
  g_free (table);
}

static const Row *
get_row (ZgTableFile *table, int row)
{
  return row >= 0 && row < (int) table->rows->len ? &g_array_index (table->rows, Row, row) : NULL;
}

int
zg_table_file_n_rows (ZgTableFile *table)
{
  return (int) table->rows->len;
}

int
zg_table_file_line (ZgTableFile *table, int row)
{
  const Row *r = get_row (table, row);

  return r ? r->line : 0;
}

int
zg_table_file_n_cells (ZgTableFile *table, int row)
{
  const Row *r = get_row (table, row);

  return r ? r->n : 0;
}

const char *
zg_table_file_cell (ZgTableFile *table, int row, int column)
{
  const Row  *r = get_row (table, row);
  const char *text = r && column >= 0 && column < r->n ? table->cells->pdata[r->first + (guint) column] : NULL;

  return text ? text : "";
}

const char *
zg_table_file_encoding (ZgTableFile *table)
{
  return table->encoding;
}

const char *const *
zg_table_file_sheets (ZgTableFile *table)
{
  return (const char *const *) table->sheets->pdata;
}

int
zg_table_file_sheet (ZgTableFile *table)
{
  return table->sheet;
}

const GArray *
zg_table_file_repaired (ZgTableFile *table)
{
  return table->repaired;
}

int
zg_table_file_n_without_value (ZgTableFile *table)
{
  return table->n_without_value;
}

int
zg_table_file_n_rounded (ZgTableFile *table)
{
  return table->n_rounded;
}

static char *
normal (const char *name)
{
  g_autofree char *stripped = zg_text_strip (name);
  g_autofree char *folded = zg_text_fold (stripped);

  return zg_text_strip (folded);
}

/* The names of a row to its columns; of two alike the first. */
static void
add_names (ZgTableFile *table, int row, GHashTable *names)
{
  for (int i = 0; i < zg_table_file_n_cells (table, row); i++)
    {
      char *name = normal (zg_table_file_cell (table, row, i));

      if (*name == '\0' || g_hash_table_contains (names, name))
        g_free (name);
      else
        g_hash_table_insert (names, name, GINT_TO_POINTER (i));
    }
}

static int
find_one (GHashTable *names, const char *wanted)
{
  g_auto (GStrv) synonyms = g_strsplit (*wanted == '?' ? wanted + 1 : wanted, "|", -1);

  for (char **synonym = synonyms; *synonym; synonym++)
    {
      g_autofree char *name = normal (*synonym);
      gpointer         column;

      if (*name && g_hash_table_lookup_extended (names, name, NULL, &column))
        return GPOINTER_TO_INT (column);
    }
  return -1;
}

/* Returns: how many were found; @columns is filled. */
static int
match (GHashTable *names, const char *const *wanted, int n_wanted, int *columns)
{
  int found = 0;

  for (int i = 0; i < n_wanted; i++)
    {
      columns[i] = find_one (names, wanted[i]);
      found += columns[i] >= 0;
    }
  return found;
}

/* Below a header of one line there is data under every column; below one of two lines the columns without a group are empty. */
static gboolean
has_second_line (ZgTableFile *table, int row, const int *columns, int n_wanted)
{
  if (row + 1 >= zg_table_file_n_rows (table) || zg_table_file_line (table, row + 1) != zg_table_file_line (table, row) + 1)
    return FALSE;
  for (int i = 0; i < n_wanted; i++)
    if (columns[i] >= 0 && *zg_table_file_cell (table, row + 1, columns[i]) != '\0')
      return FALSE;
  return TRUE;
}

static int
match_row (ZgTableFile *table, int row, const char *const *wanted, int n_wanted, int *columns, int *n_lines)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int found;

  *n_lines = 1;
  add_names (table, row, names);
  found = match (names, wanted, n_wanted, columns);
  if (found > 0 && has_second_line (table, row, columns, n_wanted))
    {
      *n_lines = 2;
      add_names (table, row + 1, names);
      found = match (names, wanted, n_wanted, columns);
    }
  return found;
}

static gboolean
check_found (const char *const *wanted, int n_wanted, const int *columns, GError **error)
{
  g_autoptr (GString) missing = g_string_new (NULL);

  for (int i = 0; i < n_wanted; i++)
    if (columns[i] < 0 && *wanted[i] != '?')
      {
        gsize n = strcspn (wanted[i], "|");

        g_string_append_printf (missing, "%s%.*s", missing->len ? "、" : "", (int) n, wanted[i]);
      }
  if (missing->len == 0)
    return TRUE;
  g_set_error (
      error, ZG_ERROR, ZG_ERROR_INVALID,
      _("The file lacks the columns %s. Nothing was taken over; choose the right file or export it again with these columns."),
      missing->str);
  return FALSE;
}

gboolean
zg_table_file_find_columns (ZgTableFile *table, const char *const *wanted, int n_wanted, int *columns, int *first_row,
                            GError **error)
{
  g_autofree int *tried = g_new (int, MAX (n_wanted, 1));
  int             best = 0, n_lines;

  for (int i = 0; i < n_wanted; i++)
    columns[i] = -1;
  if (first_row)
    *first_row = 0;
  for (int row = 0; row < MIN (HEAD_ROWS, zg_table_file_n_rows (table)); row++)
    {
      int found = match_row (table, row, wanted, n_wanted, tried, &n_lines);

      if (found <= best)
        continue;
      best = found;
      memcpy (columns, tried, sizeof (int) * (gsize) n_wanted);
      if (first_row)
        *first_row = row + n_lines;
    }
  return check_found (wanted, n_wanted, columns, error);
}
