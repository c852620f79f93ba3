#include "zg-error.h"
#include "zg-xlsx-reader.h"
#include "zip-parts.h"

#define ROW(text) "<worksheet><sheetData>" text "</sheetData></worksheet>"

static gboolean
on_row_cb (int row, ZgCell *cells, int n, gpointer data)
{
  GString *out = data;

  g_string_append_printf (out, "%d:", row);
  for (int i = 0; i < n; i++)
    g_string_append_printf (out, "%s%s", i ? "|" : "", zg_cell_text (&cells[i]) ? zg_cell_text (&cells[i]) : "");
  g_string_append_c (out, ';');
  return strstr (out->str, "stop") == NULL;
}

/* The rows as text, or `!` and the message. */
static char *
read_first (GBytes *bytes, ZgXlsxReport *report)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgXlsx) xlsx = zg_xlsx_open_bytes (bytes, &error);

  if (xlsx == NULL || !zg_xlsx_read_sheet (xlsx, 0, on_row_cb, out, report, &error))
    {
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
      g_string_append_printf (out, "!%s", error->message);
    }
  else
    g_assert_no_error (error);
  return g_string_free (out, FALSE);
}

static void
assert_sheet (const char *sheet, const char *strings, const char *styles, const char *wanted)
{
  g_autoptr (GBytes) bytes = zip_sheet (sheet, strings, styles);
  g_autofree char *got = read_first (bytes, NULL);

  g_assert_cmpstr (got, ==, wanted);
}

static void
test_strings (void)
{
  static const char strings[] =
      "<sst><si><t>姓名</t></si><si><r><t>张</t></r><r><rPr/><t xml:space='preserve"
      "'>敏 </t></r><rPh sb='0' eb='1'><t>zhang</t></rPh></si><si><t>a&lt;b&amp;_x000D_&#10;c_x005F_x_xZZZZ_</t></si><si/></sst>";

  assert_sheet (ROW ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
                     "<row r='3'><c r='C3' t='s'><v>2</v></c></row><row r='4'><c r='A4' t='s'><v>3</v></c></row>"),
                strings, NULL, "1:姓名|张敏 ;3:||a<b&\nc_x_xZZZZ_;");
  assert_sheet (ROW ("<row r='1'><c r='A1' t='inlineStr'><is><t>内</t><rPh><t>nei</t></rPh></is></c><c r='B1' "
                     "t='str'><f>A1</f><v>果</v></c></row>"),
                NULL, NULL, "1:内|果;");
  assert_sheet (
      ROW (
          "<row><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c><c t='d'><v>2026-11-03T08:00:00</v></c></row>"),
      NULL, NULL, "1:TRUE|FALSE|#N/A|2026-11-03 08:00:00;");
}

/* Without r=, with jumps back, with gaps. */
static void
test_places (void)
{
  assert_sheet (ROW ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c r='C2'><v>3</v></c><c><v>4</v></c></row><row "
                     "r='9'><c><v>5</v></c></row>"
                     "<row r='2'><c><v>6</v></c></row><row/><row><c r='AB12'><v>7</v></c><c r='A12'><v>8</v></c></row>"),
                NULL, NULL, "1:1|2;2:||3|4;9:5;10:6;12:8|||||||||||||||||||||||||||7;");
  assert_sheet (
      "<x:worksheet xmlns:x='m'><x:sheetData><x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>",
      NULL, NULL, "1:1;");
  assert_sheet (ROW ("<row><c t='inlineStr'><is><t>stop</t></is></c></row><row><c><v>2</v></c></row>"), NULL, NULL, "1:stop;");
  assert_sheet ("<worksheet/>", NULL, NULL, "");
}

static void
test_numbers (void)
{
  static const struct { const char *stored, *wanted;
  } rows[] = {
    { "0", "0" },
    { "-0", "0" },
    { "42", "42" },
    { "1156.125", "1156.125" },
    { "0.1", "0.1" },
    { "0.30000000000000004", "0.3" },
    { "1.50", "1.5" },
    { "36.499999999999996", "36.5" },
    { "1E3", "1000" },
    { "1e-3", "0.001" },
    { "1.2E-5", "0.000012" },
    { "-7.5", "-7.5" },
    { "999999999999999", "999999999999999" },
    { "1000000000000000", "1E+15" },
    { "990000000000000001", "9.9E+17" },
    { "6.920240305000001E+18", "6.920240305E+18" },
    { "13800000001", "13800000001" },
    { "abc", "abc" },
    { "1e999", "1e999" },
    { "007", "7" },
    { "1.3E+1x", "1.3E+1x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sheet = g_strdup_printf (ROW ("<row><c><v>%s</v></c></row>"), rows[i].stored);
      g_autofree char *wanted = g_strdup_printf ("1:%s;", rows[i].wanted);

      assert_sheet (sheet, NULL, NULL, wanted);
    }
}

static void
test_report (void)
{
  g_autoptr (GBytes) bytes = zip_sheet (
      ROW ("<row><c><v>990000000000000001</v></c><c><f>1+1</f></c><c><f>1</f><v>1</v></c><c t='str'><f>\"\"</f><v></v></c>"
           "<c t='e'><v>#REF!</v></c></row>"),
      NULL, NULL);
  ZgXlsxReport     report;
  g_autofree char *got = read_first (bytes, &report);

  g_assert_cmpstr (got, ==, "1:9.9E+17||1||#REF!;");
  g_assert_cmpint (report.n_rounded, ==, 1);
  g_assert_cmpint (report.n_without_value, ==, 1);
  g_assert_cmpint (report.n_errors, ==, 1);
}

static void
assert_stamp (const char *format, const char *serial, const char *book, const char *wanted)
{
  g_autofree char *styles =
      g_strdup_printf ("<styleSheet><numFmts><numFmt numFmtId='200' formatCode='%s'/></numFmts><cellStyleXfs><xf numFmtId='14'/>"
                       "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='%s'/></cellXfs></styleSheet>",
                       format, g_ascii_isdigit (*format) ? format : "200");
  g_autofree char *sheet =
      g_strdup_printf (ROW ("<row><c s='1'><v>%s</v></c><c s='0'><v>1</v></c><c s='9'><v>2</v></c></row>"), serial);
  g_autofree char *row = g_strdup_printf ("1:%s|1|2;", wanted);
  g_autoptr (GBytes) bytes = zip_parts ("_rels/.rels", XLSX_RELS, "xl/workbook.xml", book, "xl/_rels/workbook.xml.rels",
                                        XLSX_BOOK_RELS, "xl/worksheets/sheet1.xml", sheet, "xl/styles.xml", styles, NULL);
  g_autofree char *got = read_first (bytes, NULL);

  if (strcmp (got, row) != 0)
    g_error ("%s of %s: %s instead of %s", format, serial, got, row);
}

static void
test_dates (void)
{
  static const struct { const char *format, *serial, *wanted;
  } rows[] = {
    { "14", "46329", "2026-11-03" },
    { "14", "46329.5", "2026-11-03 12:00:00" },
    { "22", "46329", "2026-11-03 00:00:00" },
    { "22", "46329.364583333336", "2026-11-03 08:45:00" },
    { "20", "0.364583333333333", "08:45" },
    { "21", "0.36459490740740741", "08:45:01" },
    { "46", "1.0625", "25:30" },
    { "20", "1.0625", "1900-01-01 01:30:00" },
    { "31", "46329", "2026-11-03" },
    { "32", "0.5", "12:00" },
    { "yyyy\\-mm\\-dd", "46329", "2026-11-03" },
    { "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "46329", "2026-11-03" },
    { "[$-804]aaaa", "5", "5" },
    { "h:mm AM/PM", "0.75", "18:00" },
    { "mm:ss", "0.0007060185185", "00:01:01" },
    { "[h]:mm", "2", "48:00" },
    { "#,##0.00_);[Red](#,##0.00)", "5.5", "5.5" },
    { "General", "5", "5" },
    { "@", "5", "5" },
    { "0.00E+00", "5", "5" },
    { "&quot;day&quot; 0", "5", "5" },
    { "0&quot;h&quot;", "5", "5" },
    { "\\d0", "5", "5" },
    { "m/d", "46329", "2026-11-03" },
    { "14", "1", "1900-01-01" },
    { "14", "59", "1900-02-28" },
    { "14", "60", "60" },
    { "14", "61", "1900-03-01" },
    { "14", "2958465", "9999-12-31" },
    { "14", "2958466", "2958466" },
    { "14", "-1", "-1" },
    { "22", "46329.99999999", "2026-11-04 00:00:00" },
    { "14", "1e300", "1E+300" },
    { "yyyy", "46329", "2026-11-03" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_stamp (rows[i].format, rows[i].serial, XLSX_BOOK, rows[i].wanted);
  assert_stamp ("14", "44867",
                "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet name='a' r:id='rId1'/></sheets></workbook>",
                "2026-11-03");
  assert_stamp ("14", "0",
                "<workbook xmlns:r='r'><workbookPr date1904='true'/><sheets><sheet name='a' r:id='rId1'/></sheets></workbook>",
                "1904-01-01");
}

/* Absolute targets, a workbook elsewhere, hidden sheets, charts, no relation of its own. */
static void
test_targets (void)
{
  g_autoptr (GBytes) bytes =
      zip_parts ("_rels/.rels", "<Relationships>" XLSX_RELATION ("rId1", "officeDocument", "/book/main.xml") "</Relationships>",
                 "book/main.xml",
                 "<workbook xmlns:r='r'><sheets><sheet name='图' r:id='c'/><sheet name=' 一 ' r:id='a' state='hidden'/><sheet "
                 "name='二' r:id='b'/>"
                 "<sheet name='三' r:id='none'/></sheets></workbook>",
                 "book/_rels/main.xml.rels",
                 "<Relationships>" XLSX_RELATION ("a", "worksheet", "/xl/one.xml")
                     XLSX_RELATION ("b", "worksheet", "./s/../two.xml")
                         XLSX_RELATION ("c", "chartsheet", "c.xml") "</Relationships>",
                 "xl/one.xml", ROW ("<row><c><v>1</v></c></row>"), "book/two.xml", ROW ("<row><c><v>2</v></c></row>"), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgXlsx) xlsx = zg_xlsx_open_bytes (bytes, &error);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpint (zg_xlsx_n_sheets (xlsx), ==, 2);
  g_assert_true (zg_xlsx_sheet_hidden (xlsx, 0));
  g_assert_false (zg_xlsx_sheet_hidden (xlsx, 1));
  g_assert_cmpint (zg_xlsx_find_sheet (xlsx, "一"), ==, 0);
  g_assert_cmpint (zg_xlsx_find_sheet (xlsx, "三"), ==, -1);
  g_assert_true (zg_xlsx_read_sheet (xlsx, 1, on_row_cb, out, NULL, &error));
  g_assert_true (zg_xlsx_read_sheet (xlsx, 0, on_row_cb, out, NULL, &error));
  g_assert_cmpstr (out->str, ==, "1:2;1:1;");
}

static void
assert_refused (GBytes *bytes, const char *why)
{
  g_autofree char *got = read_first (bytes, NULL);

  if (strchr (got, '!') == NULL || strstr (got, why) == NULL)
    g_error ("%.300s instead of %s", got, why);
  g_bytes_unref (bytes);
}

static void
test_refused (void)
{
  assert_refused (g_bytes_new_static ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8), "old workbook");
  assert_refused (g_bytes_new_static ("<html><table>", 13), "web page");
  assert_refused (g_bytes_new_static ("a,b\n", 4), "a text");
  assert_refused (g_bytes_new_static ("", 0), "a text");
  assert_refused (g_bytes_new_static ("PK\3\4xl/", 7), "archive");
  assert_refused (zip_parts ("word/document.xml", "<x/>", NULL), "missing");
  assert_refused (zip_sheet ("<worksheet><sheetData><row><c><v>1</c>", NULL, NULL), "XML");
  assert_refused (zip_sheet ("<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet>&a;</worksheet>", NULL, NULL), "document type");
  assert_refused (zip_sheet ("<worksheet>&a;</worksheet>", NULL, NULL), "XML");
  assert_refused (zip_sheet (ROW ("<row><c t='s'><v>5</v></c></row>"), "<sst/>", NULL), "missing");
  assert_refused (zip_sheet (ROW ("<row><c t='s'><v>x</v></c></row>"), "<sst/>", NULL), "missing");
  assert_refused (zip_sheet (ROW ("<row r='99999999999'><c><v>5</v></c></row>"), NULL, NULL), "rows");
  assert_refused (zip_sheet (ROW ("<row><c r='XFE1'><v>5</v></c></row>"), NULL, NULL), "columns");
  assert_refused (zip_sheet (ROW ("<row><c r='ZZZZZZZZZZZZ1'><v>5</v></c></row>"), NULL, NULL), "columns");
  assert_refused (zip_parts ("_rels/.rels", XLSX_RELS, "xl/workbook.xml", "<workbook/>", "xl/_rels/workbook.xml.rels",
                             XLSX_BOOK_RELS, NULL),
                  "no sheet");
  assert_refused (zip_parts ("_rels/.rels", XLSX_RELS, "xl/workbook.xml", XLSX_BOOK, NULL), "missing");
}

/* A part that unpacks to far more than it weighs; a text repeated beyond measure; a tag without end. */
static void
test_bombs (void)
{
  g_autofree char *blanks = g_strnfill (40 << 20, ' ');
  GString         *many = g_string_new ("<worksheet><sheetData><row>");
  g_autofree char *large = g_strnfill (200000, 'a');
  g_autofree char *strings = g_strconcat ("<sst><si><t>", large, "</t></si></sst>", NULL);
  GString         *tag = g_string_new ("<worksheet a='");

  assert_refused (zip_sheet (blanks, NULL, NULL), "unpacks to more");
  for (int i = 0; i < 3000; i++)
    g_string_append (many, "<c t='s'><v>0</v></c>");
  g_string_append (many, "</row></sheetData></worksheet>");
  assert_refused (zip_sheet (many->str, strings, NULL), "more text");
  for (guint i = 0; i < 600000; i++)
    g_string_append_printf (tag, "%u", i * 2654435761u);
  assert_refused (zip_sheet (tag->str, NULL, NULL), "XML");
  g_string_free (many, TRUE);
  g_string_free (tag, TRUE);
}

static const char seed_sheet[] =
    ROW ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>46329.5</v></c><c t='inlineStr'><is><t>x</t></is></c></row>"
         "<row r='2'><c r='A2'><f>1</f><v>1.5</v></c></row>");
static const char seed_strings[] = "<sst><si><t>姓名</t></si><si><r><t>a</t></r><rPh><t>b</t></rPh></si></sst>";
static const char seed_styles[] =
    "<styleSheet><numFmts><numFmt numFmtId='200' formatCode='yyyy-mm-dd'/></numFmts><cellXfs><xf numFmtId='0'/>"
    "<xf numFmtId='200'/></cellXfs></styleSheet>";

static char *
mutate_text (GRand *rand, const char *text)
{
  char *copy = g_strdup (text);
  int   n = (int) strlen (copy);

  for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    copy[g_rand_int_range (rand, 0, n)] = "<>/='\"&;AZ09 -._xcsrtv"[g_rand_int_range (rand, 0, 22)];
  return copy;
}

/* Whatever the parts and whatever the bytes: an answer, no crash. */
static void
test_mutated (void)
{
  GRand *rand = g_rand_new_with_seed (5);
  g_autoptr (GBytes) whole = zip_sheet (seed_sheet, seed_strings, seed_styles);
  gsize       size;
  const char *data = g_bytes_get_data (whole, &size);

  for (int round = 0; round < 1500; round++)
    {
      g_autofree char *sheet = mutate_text (rand, seed_sheet);
      g_autofree char *strings = mutate_text (rand, seed_strings);
      g_autofree char *styles = mutate_text (rand, seed_styles);
      g_autoptr (GBytes) parts = zip_sheet (sheet, strings, styles);
      g_autofree char *copy = g_memdup2 (data, size);

      g_free (read_first (parts, NULL));
      for (int i = g_rand_int_range (rand, 1, 8); i > 0; i--)
        copy[g_rand_int_range (rand, 0, (int) size)] = (char) g_rand_int (rand);
      g_autoptr (GBytes) bytes = g_bytes_new (copy, (gsize) g_rand_int_range (rand, (int) size / 2, (int) size + 1));
      g_free (read_first (bytes, NULL));
    }
  g_rand_free (rand);
}

static void
test_path (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (zg_xlsx_open ("/nowhere/none.xlsx", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (zg_xlsx_open ("/", &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx/strings", test_strings);
  g_test_add_func ("/xlsx/places", test_places);
  g_test_add_func ("/xlsx/numbers", test_numbers);
  g_test_add_func ("/xlsx/report", test_report);
  g_test_add_func ("/xlsx/dates", test_dates);
  g_test_add_func ("/xlsx/targets", test_targets);
  g_test_add_func ("/xlsx/refused", test_refused);
  g_test_add_func ("/xlsx/bombs", test_bombs);
  g_test_add_func ("/xlsx/mutated", test_mutated);
  g_test_add_func ("/xlsx/path", test_path);
  return g_test_run ();
}
