/* One part of a workbook from the archive through the XML parser, with the caps. */
#include "zg-xlsx-private.h"

#include "zg-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define PIECE (256 << 10)

void
zg_xlsx_set_broken (GError **error, const char *what)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
               _("The workbook cannot be read: %s. Nothing was taken over; open it in a spreadsheet, save it as a new xlsx and "
                  "try again."),
               what);
}

void
zg_xlsx_stop (XlsxPart *part)
{
  part->stopped = TRUE;
  XML_StopParser (part->parser, XML_FALSE);
}

void
zg_xlsx_fail (XlsxPart *part, const char *what)
{
  if (part->error == NULL)
    zg_xlsx_set_broken (&part->error, what);
  XML_StopParser (part->parser, XML_FALSE);
}

static const char *
without_prefix (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon ? colon + 1 : name;
}

const char *
zg_xlsx_attribute (const char **attributes, const char *name)
{
  for (; *attributes; attributes += 2)
    if (strcmp (without_prefix (*attributes), name) == 0)
      return attributes[1];
  return NULL;
}

static void
on_start_cb (void *data, const char *name, const char **attributes)
{
  XlsxPart *part = data;

  if (part->error == NULL && !part->stopped)
    part->start (part, without_prefix (name), attributes);
}

static void
on_end_cb (void *data, const char *name)
{
  XlsxPart *part = data;

  if (part->end && part->error == NULL && !part->stopped)
    part->end (part, without_prefix (name));
}

static void
on_text_cb (void *data, const char *text, int length)
{
  XlsxPart *part = data;

  if (part->error == NULL && !part->stopped)
    part->text (part, text, length);
}

static void
on_doctype_cb (void *data, const char *name, const char *system_id, const char *public_id, int has_subset)
{
  zg_xlsx_fail (data, _("it holds a document type, which no workbook has"));
}

static gboolean
check_size (ZgXlsx *xlsx, zip_int64_t index, GError **error)
{
  zip_stat_t stat;

  if (zip_stat_index (xlsx->zip, (zip_uint64_t)index, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE)
      || !(stat.valid & ZIP_STAT_COMP_SIZE))
    zg_xlsx_set_broken (error, _("its archive is damaged"));
  else if (stat.size > XLSX_MAX_ENTRY || (stat.size > XLSX_FREE_ENTRY && stat.size / MAX (stat.comp_size, 1) > XLSX_MAX_RATIO))
    zg_xlsx_set_broken (error, _("it unpacks to more than a workbook may hold"));
  else
    return TRUE;
  return FALSE;
}

/* Returns: whether to go on. */
static gboolean
feed (XlsxPart *part, const char *piece, int n, gint64 fed, GError **error)
{
  if (XML_Parse (part->parser, piece, n, n == 0) == XML_STATUS_ERROR)
    {
      if (part->error)
        g_propagate_error (error, g_steal_pointer (&part->error));
      else if (!part->stopped)
        zg_xlsx_set_broken (error, _("its XML is damaged"));
      return FALSE;
    }
  /* the parser reads an unfinished tag again with every piece */
  if (n > 0 && fed - (gint64) XML_GetCurrentByteIndex (part->parser) > XLSX_MAX_TOKEN)
    {
      zg_xlsx_set_broken (error, _("its XML is damaged"));
      return FALSE;
    }
  return TRUE;
}

static void
feed_all (XlsxPart *part, zip_file_t *file, GError **error)
{
  g_autofree char *piece = g_malloc (PIECE);
  gint64           fed = 0;
  zip_int64_t      n;

  do
    {
      n = zip_fread (file, piece, PIECE);
      if (n < 0)
        {
          zg_xlsx_set_broken (error, _("its archive is damaged"));
          return;
        }
      fed += n;
      if (fed > XLSX_MAX_ENTRY)
        {
          zg_xlsx_set_broken (error, _("it unpacks to more than a workbook may hold"));
          return;
        }
      if (!feed (part, piece, (int) n, fed, error))
        return;
    }
  while (n > 0);
}

gboolean
zg_xlsx_parse (ZgXlsx *xlsx, const char *entry, gboolean optional, XlsxStart start, XlsxEnd end, XlsxText text, gpointer state,
               GError **error)
{
  XlsxPart    part = { xlsx, NULL, start, end, text, state, FALSE, NULL };
  zip_int64_t index = entry ? zip_name_locate (xlsx->zip, entry, ZIP_FL_NOCASE) : -1;
  GError     *failure = NULL;
  zip_file_t *file;

  if (index < 0)
    {
      if (!optional)
        zg_xlsx_set_broken (error, _("a part of it is missing"));
      return optional;
    }
  if (!check_size (xlsx, index, error))
    return FALSE;
  file = zip_fopen_index (xlsx->zip, (zip_uint64_t) index, 0);
  if (file == NULL)
    {
      zg_xlsx_set_broken (error, _("its archive is damaged"));
      return FALSE;
    }
  part.parser = XML_ParserCreate (NULL);
  XML_SetUserData (part.parser, &part);
  XML_SetElementHandler (part.parser, on_start_cb, on_end_cb);
  if (text)
    XML_SetCharacterDataHandler (part.parser, on_text_cb);
  XML_SetStartDoctypeDeclHandler (part.parser, on_doctype_cb);
  feed_all (&part, file, &failure);
  XML_ParserFree (part.parser);
  zip_fclose (file);
  g_clear_error (&part.error);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}
