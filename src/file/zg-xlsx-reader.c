/* Opening a workbook: its archive, its sheets and where their parts are. */
#include "zg-xlsx-private.h"

#include "zg-error.h"
#include "zg-sniff.h"
#include "zg-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the relations file of the workbook says. */
typedef struct
{
  const char *folder; /* of the part the relations belong to */
  char      **workbook;
} Relations;

static gboolean
is_type (const char *type, const char *ending)
{
  const char *slash = type ? strrchr (type, '/') : NULL;

  return slash && strcmp (slash + 1, ending) == 0;
}

/* `worksheets/sheet1.xml`, `/xl/worksheets/sheet1.xml`, `../xl/x.xml` to a name in the archive. */
static char *
resolve (const char *folder, const char *target)
{
  g_autofree char *whole = *target == '/' ? g_strdup (target + 1) : g_strconcat (folder, target, NULL);
  g_auto (GStrv) parts = g_strsplit (whole, "/", -1);
  GPtrArray *kept = g_ptr_array_new ();
  char      *name;

  for (char **part = parts; *part; part++)
    if (strcmp (*part, "..") == 0)
      g_ptr_array_set_size (kept, MAX ((int) kept->len - 1, 0));
    else if (**part != '\0' && strcmp (*part, ".") != 0)
      g_ptr_array_add (kept, *part);
  g_ptr_array_add (kept, NULL);
  name = g_strjoinv ("/", (char **) kept->pdata);
  g_ptr_array_unref (kept);
  return name;
}

static void
on_root_relation (XlsxPart *part, const char *name, const char **attributes)
{
  Relations  *relations = part->state;
  const char *target = zg_xlsx_attribute (attributes, "Target");

  if (target && *relations->workbook == NULL && is_type (zg_xlsx_attribute (attributes, "Type"), "officeDocument"))
    *relations->workbook = resolve ("", target);
}

static void
on_workbook (XlsxPart *part, const char *name, const char **attributes)
{
  ZgXlsx *xlsx = part->xlsx;

  if (strcmp (name, "workbookPr") == 0)
    {
      const char *value = zg_xlsx_attribute (attributes, "date1904");

      xlsx->epoch_1904 = value && (strcmp (value, "1") == 0 || g_ascii_strcasecmp (value, "true") == 0);
    }
  else if (strcmp (name, "sheet") == 0 && xlsx->sheets->len < 1024)
    {
      const char *state = zg_xlsx_attribute (attributes, "state");
      XlsxSheet sheet = { g_strdup (zg_xlsx_attribute (attributes, "name")), g_strdup (zg_xlsx_attribute (attributes, "id")),
                          NULL, state && strcmp (state, "visible") != 0 };

      g_array_append_val (xlsx->sheets, sheet);
    }
}

static void
on_relation (XlsxPart *part, const char *name, const char **attributes)
{
  Relations  *relations = part->state;
  ZgXlsx     *xlsx = part->xlsx;
  const char *id = zg_xlsx_attribute (attributes, "Id"), *type = zg_xlsx_attribute (attributes, "Type");
  const char *target = zg_xlsx_attribute (attributes, "Target");

  if (target == NULL || type == NULL)
    return;
  if (is_type (type, "sharedStrings") && xlsx->strings_entry == NULL)
    xlsx->strings_entry = resolve (relations->folder, target);
  else if (is_type (type, "styles") && xlsx->styles_entry == NULL)
    xlsx->styles_entry = resolve (relations->folder, target);
  else if (is_type (type, "worksheet") && id)
    for (guint i = 0; i < xlsx->sheets->len; i++)
      {
        XlsxSheet *sheet = &g_array_index (xlsx->sheets, XlsxSheet, i);

        if (sheet->entry == NULL && g_strcmp0 (sheet->id, id) == 0)
          sheet->entry = resolve (relations->folder, target);
      }
}

/* Sheets that are charts have no cells. */
static void
drop_empty_sheets (ZgXlsx *xlsx)
{
  for (int i = (int) xlsx->sheets->len - 1; i >= 0; i--)
    {
      XlsxSheet *sheet = &g_array_index (xlsx->sheets, XlsxSheet, i);

      if (sheet->entry == NULL || sheet->name == NULL)
        g_array_remove_index (xlsx->sheets, (guint) i);
    }
}

static gboolean
read_parts (ZgXlsx *xlsx, GError **error)
{
  g_autofree char *workbook = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *relations_entry = NULL;
  Relations        relations = { "", &workbook };
  const char      *slash;

  if (!zg_xlsx_parse (xlsx, "_rels/.rels", TRUE, on_root_relation, NULL, NULL, &relations, error))
    return FALSE;
  if (workbook == NULL)
    workbook = g_strdup ("xl/workbook.xml");
  slash = strrchr (workbook, '/');
  folder = slash ? g_strndup (workbook, (gsize) (slash + 1 - workbook)) : g_strdup ("");
  relations_entry = g_strconcat (folder, "_rels/", slash ? slash + 1 : workbook, ".rels", NULL);
  relations.folder = folder;
  if (!zg_xlsx_parse (xlsx, workbook, FALSE, on_workbook, NULL, NULL, NULL, error)
      || !zg_xlsx_parse (xlsx, relations_entry, FALSE, on_relation, NULL, NULL, &relations, error))
    return FALSE;
  drop_empty_sheets (xlsx);
  if (xlsx->sheets->len == 0)
    zg_xlsx_set_broken (error, _("it has no sheet with cells"));
  return xlsx->sheets->len > 0;
}

static void
clear_sheet (XlsxSheet *sheet)
{
  g_free (sheet->name);
  g_free (sheet->id);
  g_free (sheet->entry);
}

static gboolean
open_archive (ZgXlsx *xlsx, GError **error)
{
  gsize         size;
  const void   *data = g_bytes_get_data (xlsx->bytes, &size);
  zip_error_t   failure;
  zip_source_t *source;

  zip_error_init (&failure);
  source = zip_source_buffer_create (data, size, 0, &failure);
  xlsx->zip = source ? zip_open_from_source (source, ZIP_RDONLY, &failure) : NULL;
  if (xlsx->zip == NULL && source)
    zip_source_free (source);
  zip_error_fini (&failure);
  if (xlsx->zip == NULL)
    zg_xlsx_set_broken (error, _("its archive is damaged"));
  return xlsx->zip != NULL;
}

static gboolean
check_kind (GBytes *bytes, GError **error)
{
  ZgSniff what = zg_sniff (bytes);

  if (g_bytes_get_size (bytes) > XLSX_MAX_FILE)
    zg_xlsx_set_broken (error, _("it is too large"));
  else if (what == ZG_SNIFF_XLSX || what == ZG_SNIFF_ZIP) /* the archive itself will say */
    return TRUE;
  else if (what == ZG_SNIFF_XLS)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                         _("This is an old workbook (xls) or one with a password. Nothing was taken over; "
                           "open it in a spreadsheet, save it as xlsx without a password and try again."));
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                 _("This is no workbook but %s. Nothing was taken over; save it as xlsx in a spreadsheet and try again."),
                 zg_sniff_name (what));
  return FALSE;
}

ZgXlsx *
zg_xlsx_open_bytes (GBytes *bytes, GError **error)
{
  ZgXlsx *xlsx;

  if (!check_kind (bytes, error))
    return NULL;
  xlsx = g_new0 (ZgXlsx, 1);
  xlsx->bytes = g_bytes_ref (bytes);
  xlsx->sheets = g_array_new (FALSE, TRUE, sizeof (XlsxSheet));
  g_array_set_clear_func (xlsx->sheets, (GDestroyNotify) clear_sheet);
  xlsx->strings = g_ptr_array_new ();
  xlsx->texts = g_string_chunk_new (65536);
  xlsx->styles = g_byte_array_new ();
  if (open_archive (xlsx, error) && read_parts (xlsx, error))
    return xlsx;
  zg_xlsx_free (xlsx);
  return NULL;
}

ZgXlsx *
zg_xlsx_open (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = zg_sniff_load (path, XLSX_MAX_FILE, error);

  return bytes ? zg_xlsx_open_bytes (bytes, error) : NULL;
}

void
zg_xlsx_free (ZgXlsx *xlsx)
{
  if (xlsx->zip)
    zip_discard (xlsx->zip);
  g_array_unref (xlsx->sheets);
  g_ptr_array_unref (xlsx->strings);
  g_string_chunk_free (xlsx->texts);
  g_byte_array_unref (xlsx->styles);
  g_bytes_unref (xlsx->bytes);
  g_free (xlsx->strings_entry);
  g_free (xlsx->styles_entry);
  g_free (xlsx);
}

int
zg_xlsx_n_sheets (ZgXlsx *xlsx)
{
  return (int) xlsx->sheets->len;
}

const char *
zg_xlsx_sheet_name (ZgXlsx *xlsx, int sheet)
{
  g_return_val_if_fail (sheet >= 0 && sheet < (int) xlsx->sheets->len, NULL);
  return g_array_index (xlsx->sheets, XlsxSheet, sheet).name;
}

gboolean
zg_xlsx_sheet_hidden (ZgXlsx *xlsx, int sheet)
{
  g_return_val_if_fail (sheet >= 0 && sheet < (int) xlsx->sheets->len, FALSE);
  return g_array_index (xlsx->sheets, XlsxSheet, sheet).hidden;
}

gboolean
zg_xlsx_is_1904 (ZgXlsx *xlsx)
{
  return xlsx->epoch_1904;
}

int
zg_xlsx_find_sheet (ZgXlsx *xlsx, const char *name)
{
  g_autofree char *wanted = zg_text_strip (name);

  for (int i = 0; i < (int) xlsx->sheets->len; i++)
    {
      g_autofree char *have = zg_text_strip (zg_xlsx_sheet_name (xlsx, i));

      if (strcmp (have, wanted) == 0)
        return i;
    }
  return -1;
}
