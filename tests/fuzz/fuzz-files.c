/* Files people bring: clocks, tables, workbooks, texts in any encoding. */
#include <string.h>

#include "../file/zip-parts.h"
#include "fuzz.h"
#include "zg-attach-type.h"
#include "zg-attlog.h"
#include "zg-csv.h"
#include "zg-day.h"
#include "zg-order-file.h"
#include "zg-sniff.h"
#include "zg-table-file.h"
#include "zg-text.h"
#include "zg-userdat.h"
#include "zg-xlsx-reader.h"

static void
append_line (GString *text, const ZgAttlogRow *row)
{
  char buffer[11];

  g_string_append_printf (text, " %9s\t%s %02d:%02d:%02d", row->pin, zg_day_format (row->day, buffer), row->second / 3600,
                          row->second / 60 % 60, row->second % 60);
  if (row->clock_field >= 0)
    g_string_append_printf (text, "\t%d", row->clock_field);
  if (row->clock_field >= 0 && row->button >= 0)
    g_string_append_printf (text, "\t%d", row->button);
  if (row->clock_field >= 0 && row->button >= 0 && row->verify >= 0)
    g_string_append_printf (text, "\t%d", row->verify);
  g_string_append (text, "\r\n");
}

static void
attlog_again (const ZgAttlog *log)
{
  g_autoptr (GString)  text = g_string_new (NULL);
  g_autoptr (GBytes)   bytes = NULL;
  g_autoptr (ZgAttlog) again = NULL;

  for (guint i = 0; i < log->rows->len; i++)
    append_line (text, &g_array_index (log->rows, ZgAttlogRow, i));
  if (text->len == 0)
    return;
  bytes = g_bytes_new (text->str, text->len);
  again = zg_attlog_parse (bytes, NULL);
  HOLDS (again && again->rows->len == log->rows->len);
  for (guint i = 0; i < log->rows->len; i++)
    {
      const ZgAttlogRow *a = &g_array_index (log->rows, ZgAttlogRow, i), *b = &g_array_index (again->rows, ZgAttlogRow, i);

      HOLDS (g_str_equal (a->pin, b->pin) && a->day == b->day && a->second == b->second && a->clock_field == b->clock_field);
    }
}

void
fuzz_attlog (const guint8 *data, gsize size)
{
  g_autoptr (GBytes)   bytes = g_bytes_new (data, size);
  g_autoptr (ZgAttlog) log = zg_attlog_parse (bytes, NULL);
  int                  line = 0;

  for (guint i = 0; log && i < log->rows->len; i++)
    {
      const ZgAttlogRow *row = &g_array_index (log->rows, ZgAttlogRow, i);
      char               buffer[11];
      int                day;

      HOLDS (row->line > line && *row->pin && strlen (row->pin) < sizeof row->pin);
      HOLDS (row->second >= 0 && row->second < 86400);
      HOLDS (zg_day_parse (zg_day_format (row->day, buffer), &day));
      line = row->line;
    }
  for (guint i = 0; log && i < log->bad->len; i++)
    {
      const ZgAttlogBad *bad = &g_array_index (log->bad, ZgAttlogBad, i);
      g_autofree char   *text = zg_attlog_raw_text (bad->raw, bad->raw_len);

      IS_TEXT (text);
      IS_TEXT (bad->reason);
      HOLDS (g_utf8_strlen (text, -1) <= 200);
    }
  if (log)
    attlog_again (log);
}

void
fuzz_userdat (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GArray) rows = zg_userdat_parse (bytes, NULL);

  HOLDS (rows == NULL || rows->len <= size / 28);
  for (guint i = 0; rows && i < rows->len; i++)
    {
      const ZgUserdatRow *row = &g_array_index (rows, ZgUserdatRow, i);

      HOLDS (strlen (row->pin) < sizeof row->pin);
      IS_TEXT (row->name);
      IS_TEXT (row->pin);
    }
}

/* -- Tables -- */

static void
csv_compare (GPtrArray *cells, GBytes *written)
{
  const ZgCsvLimits       limits = { .separator = ',' };
  gsize                   n = 0;
  const char             *text = g_bytes_get_data (written, &n);
  g_autoptr (ZgCsvReader) reader = zg_csv_reader_new (text, (gssize) n, &limits);
  const char *const      *fields;
  guint                   at = 0;

  for (int count; (count = zg_csv_reader_next (reader, &fields, NULL, NULL)) != 0;)
    {
      HOLDS (count > 0);
      for (int i = 0; i < count; i++, at++)
        {
          const char *cell = cells->pdata[at];

          HOLDS (at < cells->len);
          HOLDS (g_str_equal (zg_csv_is_dangerous (cell) ? fields[i] + 1 : fields[i], cell));
        }
    }
  HOLDS (at == cells->len);
}

void
fuzz_csv (const guint8 *data, gsize size)
{
  const ZgCsvLimits       limits = { .max_columns = 64, .max_field = 512 };
  g_autoptr (ZgCsvReader) reader = zg_csv_reader_new ((const char *) data, (gssize) size, &limits);
  g_autoptr (ZgCsvWriter) writer = zg_csv_writer_new ();
  g_autoptr (GPtrArray)   cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes)      written = NULL;
  const char *const      *fields;
  int                     line = 0, last = 0;

  for (int count; (count = zg_csv_reader_next (reader, &fields, &line, NULL)) > 0;)
    {
      HOLDS (count <= 64 && line > last);
      last = line;
      for (int i = 0; i < count; i++)
        {
          IS_TEXT (fields[i]);
          HOLDS (strlen (fields[i]) <= 512);
          g_ptr_array_add (cells, g_strdup (fields[i]));
          zg_csv_writer_add (writer, fields[i]);
        }
      zg_csv_writer_end_row (writer);
    }
  written = zg_csv_writer_finish (writer);
  csv_compare (cells, written);
}

static void
look_at_table (ZgTableFile *table)
{
  static const char *const wanted[] = { "工号", "姓名|名字", "?日期" };
  int                      columns[3], first = 0, line = 0;

  for (int row = 0; row < zg_table_file_n_rows (table); row++)
    {
      HOLDS (zg_table_file_line (table, row) > line);
      line = zg_table_file_line (table, row);
      for (int i = 0; i <= zg_table_file_n_cells (table, row); i++)
        IS_TEXT (zg_table_file_cell (table, row, i));
    }
  HOLDS (g_str_equal (zg_table_file_cell (table, 0, -1), ""));
  if (zg_table_file_find_columns (table, wanted, 3, columns, &first, NULL))
    {
      HOLDS (columns[0] >= 0 && columns[1] >= 0 && columns[0] != columns[1]);
      HOLDS (first >= 1 && first <= zg_table_file_n_rows (table));
    }
}

void
fuzz_table (const guint8 *data, gsize size)
{
  static const char *const encodings[] = { NULL, "GB18030", "UTF-16LE", "UTF-8" };
  g_autoptr (GBytes)       bytes = g_bytes_new (data + MIN (size, 1), size - MIN (size, 1));
  ZgTableFileOptions       options = { size ? encodings[data[0] % 4] : NULL, NULL, size && data[0] & 4 };
  g_autoptr (ZgTableFile)  table = zg_table_file_open_bytes (bytes, &options, NULL);

  if (table)
    look_at_table (table);
}

static gboolean
look_at_row (int row, ZgCell *cells, int n, gpointer data)
{
  int *last = data;

  HOLDS (row > *last);
  *last = row;
  for (int i = 0; i < n; i++)
    if (cells[i].type != ZG_CELL_NULL)
      {
        HOLDS (cells[i].type == ZG_CELL_TEXT);
        IS_TEXT (cells[i].s);
      }
  return TRUE;
}

/* The archive itself, or, after a letter, one part of a sound one: deflated bytes hardly ever say something new. */
static GBytes *
workbook (const guint8 *data, gsize size)
{
  static const char strings[] = "<sst><si><t>甲</t></si><si><r><t>乙</t></r></si></sst>";
  static const char sheet[] = "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>45000.5</v></c>"
                              "</row></sheetData></worksheet>";
  static const char styles[] = "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='22'/></cellXfs></styleSheet>";
  g_autofree char  *part = size ? fuzz_text_of (data + 1, size - 1) : NULL;

  switch (size ? *data : 0)
    {
    case 's':
      return zip_sheet (part, strings, styles);
    case 't':
      return zip_sheet (sheet, part, styles);
    case 'y':
      return zip_sheet (sheet, strings, part);
    case 'w':
      return zip_parts ("_rels/.rels", XLSX_RELS, "xl/workbook.xml", part, "xl/_rels/workbook.xml.rels", XLSX_BOOK_RELS,
                        "xl/worksheets/sheet1.xml", sheet, NULL);
    default:
      return g_bytes_new (data, size);
    }
}

void
fuzz_xlsx (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = workbook (data, size);
  g_autoptr (ZgXlsx) xlsx = zg_xlsx_open_bytes (bytes, NULL);

  HOLDS (xlsx == NULL || zg_xlsx_n_sheets (xlsx) >= 1);
  for (int i = 0; xlsx && i < MIN (zg_xlsx_n_sheets (xlsx), 4); i++)
    {
      ZgXlsxReport report = { 0 };
      int          last = 0;

      IS_TEXT (zg_xlsx_sheet_name (xlsx, i));
      zg_xlsx_read_sheet (xlsx, i, look_at_row, &last, &report, NULL);
    }
}

/* -- Bytes -- */

void
fuzz_decode (const guint8 *data, gsize size)
{
  static const char *const forced[] = { NULL, "GB18030", "UTF-8", "UTF-16BE", "BIG5", "no such encoding" };
  g_autoptr (GBytes)       bytes = g_bytes_new (data + MIN (size, 1), size - MIN (size, 1));
  g_autoptr (GArray)       repaired = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree char         *text = NULL, *again = NULL, *other = NULL;
  const char              *encoding = NULL;

  if (zg_text_decode (bytes, &text, &encoding, NULL))
    {
      g_autoptr (GBytes) utf8 = g_bytes_new (text, strlen (text));

      IS_TEXT (text);
      HOLDS (encoding != NULL);
      HOLDS (zg_text_decode (utf8, &again, &encoding, NULL));
      HOLDS (g_str_equal (encoding, "UTF-8"));
      HOLDS (g_str_has_prefix (text, "\xef\xbb\xbf") || g_str_equal (again, text));
    }
  if (size && zg_text_decode_as (bytes, forced[data[0] % G_N_ELEMENTS (forced)], &other, &encoding, repaired, NULL))
    IS_TEXT (other);
}

void
fuzz_sniff (const guint8 *data, gsize size)
{
  g_autoptr (GBytes)  bytes = g_bytes_new (data, size);
  ZgSniff             what = zg_sniff (bytes);
  const ZgAttachType *type = zg_attach_type_of ("a.bin", bytes, NULL);

  HOLDS (what <= ZG_SNIFF_BINARY);
  IS_TEXT (zg_sniff_name (what));
  if (type)
    {
      HOLDS (size > 0 && size <= type->most && strchr (type->mime, '/') && type->extension[0] == '.');
    }
}

/* Whatever a file says, an order has a number that is none a spreadsheet has spoiled, lines have keys of their own, and all texts
 * can be shown. */
void
fuzz_order (const guint8 *data, gsize size)
{
  g_autoptr (GBytes)      bytes = g_bytes_new (data, size);
  ZgOrderFileKind         kind = zg_order_file_guess (bytes);
  g_autoptr (ZgOrderFile) file = kind == ZG_ORDER_FILE_NONE ? NULL : zg_order_file_read (bytes, kind, NULL);
  g_autoptr (GHashTable)  keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; file && i < file->orders->len; i++)
    {
      const ZgOrderRow *order = &g_array_index (file->orders, ZgOrderRow, i);

      HOLDS (order->number && strlen (order->number) >= 6 && !zg_text_is_damaged_id (order->number));
      HOLDS (order->status >= 0 && order->status <= 6 && order->line > 0);
      HOLDS (order->title == NULL || g_utf8_validate (order->title, -1, NULL));
      HOLDS (order->address_now == NULL || order->address == NULL || !zg_order_same_text (order->address_now, order->address));
    }
  for (guint i = 0; file && i < file->lines->len; i++)
    {
      const ZgOrderLineRow *line = &g_array_index (file->lines, ZgOrderLineRow, i);

      HOLDS (line->key && line->qty >= 0 && line->number);
      HOLDS (g_hash_table_add (keys, g_strdup_printf ("%s/%s", line->number, line->key)));
    }
}
