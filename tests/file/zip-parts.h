/* zip-parts.h: workbooks for tests, made of their parts: name, text, name, text, …, NULL. */
#pragma once

#include <glib.h>
#include <string.h>
#include <zip.h>

#define XLSX_RELS                                                                                                                \
  "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='rId1' "                 \
  "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "                                   \
  "Target='xl/workbook.xml'/></Relationships>"
#define XLSX_RELATION(id, type, target)                                                                                          \
  "<Relationship Id='" id "' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type                    \
  "' Target='" target "'/>"
#define XLSX_BOOK_RELS                                                                                                           \
  "<Relationships>" XLSX_RELATION ("rId1", "worksheet", "worksheets/sheet1.xml") XLSX_RELATION ("rId2", "styles", "styles.xml")  \
      XLSX_RELATION ("rId3", "sharedStrings", "sharedStrings.xml") "</Relationships>"
#define XLSX_BOOK "<workbook xmlns:r='r'><sheets><sheet name='表一' sheetId='1' r:id='rId1'/></sheets></workbook>"

static inline GBytes *
zip_parts (const char *first, ...)
{
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t        *zip = zip_open_from_source (source, ZIP_TRUNCATE, NULL);
  va_list       args;
  zip_stat_t    stat;
  char         *data;
  GPtrArray    *held = g_ptr_array_new_with_free_func (g_free);

  zip_source_keep (source);
  va_start (args, first);
  for (const char *name = first; name; name = va_arg (args, const char *))
    {
      char *text = g_strdup (va_arg (args, const char *));

      g_ptr_array_add (held, text);
      zip_file_add (zip, name, zip_source_buffer (zip, text, strlen (text), 0), ZIP_FL_ENC_UTF_8);
    }
  va_end (args);
  g_assert_cmpint (zip_close (zip), ==, 0);
  zip_source_stat (source, &stat);
  data = g_malloc (stat.size);
  zip_source_open (source);
  g_assert_cmpint (zip_source_read (source, data, stat.size), ==, (gint64) stat.size);
  zip_source_close (source);
  zip_source_free (source);
  g_ptr_array_unref (held);
  return g_bytes_new_take (data, stat.size);
}

/* A workbook of one sheet. @strings, @styles: (nullable). */
static inline GBytes *
zip_sheet (const char *sheet, const char *strings, const char *styles)
{
  return zip_parts ("_rels/.rels", XLSX_RELS, "xl/workbook.xml", XLSX_BOOK, "xl/_rels/workbook.xml.rels", XLSX_BOOK_RELS,
                    "xl/worksheets/sheet1.xml", sheet, strings ? "xl/sharedStrings.xml" : styles ? "xl/styles.xml" : NULL,
                    strings ? strings : styles, strings && styles ? "xl/styles.xml" : NULL, styles, NULL);
}
