/* zg-report-book.c: workbooks: looks, sheets, and finishing a file.
 *
 * libxlsxwriter does not see a full disk while it writes its temporary files: the workbook would come out cut short and still be
 * called good. So the room is asked for before it closes, and where the answer is not sure the file is read back. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "zg-error.h"
#include "zg-report-book.h"
#include "zg-report-check.h"
#include "zg-save.h"

#define FONT "等线"
#define BORDER 0xBFC6CF
#define HEAD_FILL 0xE8EDF3
#define AMBER 0x9C5700
#define RED 0x9C0006
#define MARGIN_INCH (12 / 25.4)
#define MAX_TEXT 32767

struct _ZgWorkbook
{
  ZgSave       *save;
  char         *folder;
  char         *name;     /* of the file, for messages */
  lxw_workbook *lxw;      /* NULL once closed */
  GPtrArray    *sheets;   /* of lxw_worksheet */
  lxw_format   *looks[ZG_N_LOOKS][2];
  lxw_format   *toned[ZG_TONE_BAD + 1];
};

static gboolean
set_error (ZgWorkbook *book, int code, GError **error)
{
  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    g_set_error (
        error, ZG_ERROR, ZG_ERROR_FULL,
        _("There is no room to write %s. An older file of that name was kept; free some space or choose another folder."),
        book->name);
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_IO,
                 _("%s could not be written (%s). An older file of that name was kept; try again or choose another folder."),
                 book->name, code != 0 ? g_strerror (code) : lxw_strerror (LXW_ERROR_CREATING_XLSX_FILE));
  return FALSE;
}

ZgWorkbook *
zg_workbook_new (const char *path, gboolean constant, GError **error)
{
  lxw_workbook_options  options = { .constant_memory = constant };
  g_autoptr (ZgWorkbook) book = g_new0 (ZgWorkbook, 1);

  book->sheets = g_ptr_array_new ();
  book->name = g_filename_display_basename (path);
  book->folder = g_path_get_dirname (path);
  book->save = zg_save_new (path, error);
  if (book->save == NULL)
    return NULL;
  options.tmpdir = book->folder; /* its temporary files hold personal data too: they stay where the workbook goes */
  book->lxw = workbook_new_opt (zg_save_path (book->save), &options);
  if (book->lxw == NULL)
    {
      set_error (book, ENOMEM, error);
      return NULL;
    }
  format_set_font_name (STAILQ_FIRST (book->lxw->formats), FONT);
  return g_steal_pointer (&book);
}

/* The library closes these only where it gets as far as using them. */
static void
close_row_files (ZgWorkbook *book)
{
  for (guint i = 0; i < book->sheets->len; i++)
    {
      lxw_worksheet *sheet = g_ptr_array_index (book->sheets, i);

      g_clear_pointer (&sheet->optimize_tmpfile, fclose);
    }
}

void
zg_workbook_free (ZgWorkbook *book)
{
  if (book == NULL)
    return;
  if (book->lxw != NULL)
    {
      close_row_files (book);
      lxw_workbook_free (book->lxw);
    }
  if (book->save != NULL)
    zg_save_free (book->save);
  g_ptr_array_unref (book->sheets);
  g_free (book->folder);
  g_free (book->name);
  g_free (book);
}

lxw_workbook *
zg_workbook_lxw (ZgWorkbook *book)
{
  return book->lxw;
}

/* -- finishing -- */

gboolean
zg_workbook_failed (ZgWorkbook *book)
{
  for (guint i = 0; i < book->sheets->len; i++)
    {
      lxw_worksheet *sheet = g_ptr_array_index (book->sheets, i);

      if (sheet->optimize_tmpfile != NULL && ferror (sheet->optimize_tmpfile))
        return TRUE;
    }
  return FALSE;
}

/* Bytes of the temporary files that hold rows. */
static gint64
written (ZgWorkbook *book, gboolean *failed)
{
  gint64 sum = 0;

  for (guint i = 0; i < book->sheets->len; i++)
    {
      lxw_worksheet *sheet = g_ptr_array_index (book->sheets, i);

      if (sheet->optimize_tmpfile == NULL)
        continue;
      if (fflush (sheet->optimize_tmpfile) != 0 || ferror (sheet->optimize_tmpfile))
        *failed = TRUE;
      sum += MAX (0, (gint64) ftello (sheet->optimize_tmpfile));
    }
  return sum;
}

/* Whether @bytes more fit into the folder: a file of that size is made and taken away. @sure: whether the file system can tell.
 * Returns: 0 or an errno. */
static int
try_room (const char *folder, gint64 bytes, gboolean *sure)
{
  g_autofree char *name = g_build_filename (folder, ".zhanggui-XXXXXX", NULL);
  int              fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600), code = 0;

  *sure = fd >= 0;
  if (fd < 0)
    return 0;
  if (fallocate (fd, 0, 0, bytes) != 0)
    code = errno;
  close (fd);
  g_unlink (name);
  if (code == 0 || code == ENOSPC || code == EDQUOT || code == EFBIG)
    return code;
  *sure = FALSE;
  return 0;
}

static int
errno_of (lxw_error code)
{
  if (code == LXW_ERROR_MEMORY_MALLOC_FAILED)
    return ENOMEM;
  return errno != 0 ? errno : EIO;
}

gboolean
zg_workbook_finish (ZgWorkbook *book, GError **error)
{
  gboolean  failed = FALSE, sure = FALSE;
  gint64    bytes = written (book, &failed);
  int       code;
  lxw_error done;

  if (failed)
    return set_error (book, ENOSPC, error);
  code = try_room (book->folder, bytes + bytes / 2 + (1 << 20), &sure);
  if (code != 0)
    return set_error (book, code, error);
  errno = 0;
  done = workbook_close (g_steal_pointer (&book->lxw));
  if (done != LXW_NO_ERROR)
    return set_error (book, errno_of (done), error);
  g_ptr_array_set_size (book->sheets, 0);
  if (!zg_report_check_zip (zg_save_path (book->save), book->folder, sure))
    return set_error (book, ENOSPC, error);
  return zg_save_finish (book->save, error);
}

/* -- looks -- */

lxw_format *
zg_workbook_format (ZgWorkbook *book, gboolean border)
{
  lxw_format *format = workbook_add_format (book->lxw);

  format_set_font_name (format, FONT);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  if (border)
    {
      format_set_border (format, LXW_BORDER_THIN);
      format_set_border_color (format, BORDER);
    }
  return format;
}

static void
set_number (lxw_format *format, ZgLook look)
{
  static const char *const shapes[ZG_N_LOOKS] = {
    [ZG_LOOK_INT] = "#,##0",
    [ZG_LOOK_MONEY] = "#,##0.00;[Red]-#,##0.00",
    [ZG_LOOK_ORDINAL] = "0",
    [ZG_LOOK_SPARSE] = "General;-General;",
    [ZG_LOOK_DAY] = "yyyy-mm-dd",
    [ZG_LOOK_STAMP] = "yyyy-mm-dd hh:mm",
    [ZG_LOOK_CLOCK] = "hh:mm",
    [ZG_LOOK_LONG_CLOCK] = "[hh]:mm",
    [ZG_LOOK_RATE] = "0.0%",
    [ZG_LOOK_TEXT] = "@",
    [ZG_LOOK_WRAP] = "@",
    [ZG_LOOK_MIDDLE] = "@",
  };

  if (shapes[look] != NULL)
    format_set_num_format (format, shapes[look]);
}

static lxw_format *
make_look (ZgWorkbook *book, ZgLook look, gboolean total)
{
  lxw_format *format = zg_workbook_format (book, look != ZG_LOOK_TITLE && look != ZG_LOOK_WORDS);

  set_number (format, look);
  if (look == ZG_LOOK_TITLE)
    format_set_font_size (format, 16);
  if (look == ZG_LOOK_HEAD)
    {
      format_set_bg_color (format, HEAD_FILL);
      format_set_text_wrap (format);
    }
  if (look == ZG_LOOK_TITLE || look == ZG_LOOK_HEAD || look == ZG_LOOK_MIDDLE || look == ZG_LOOK_ORDINAL)
    format_set_align (format, LXW_ALIGN_CENTER);
  if (look == ZG_LOOK_DAY || look == ZG_LOOK_STAMP || look == ZG_LOOK_CLOCK || look == ZG_LOOK_LONG_CLOCK)
    format_set_align (format, LXW_ALIGN_LEFT);
  if (look == ZG_LOOK_WRAP)
    format_set_text_wrap (format);
  if (look == ZG_LOOK_TITLE || look == ZG_LOOK_HEAD || total)
    format_set_bold (format);
  if (total)
    format_set_top (format, LXW_BORDER_DOUBLE);
  return format;
}

lxw_format *
zg_workbook_look (ZgWorkbook *book, ZgLook look, gboolean total)
{
  lxw_format **format = &book->looks[look][total != FALSE];

  if (*format == NULL)
    *format = make_look (book, look, total);
  return *format;
}

lxw_format *
zg_workbook_toned (ZgWorkbook *book, ZgTone tone)
{
  if (book->toned[tone] == NULL)
    {
      book->toned[tone] = make_look (book, ZG_LOOK_MIDDLE, FALSE);
      if (tone == ZG_TONE_WARN)
        format_set_font_color (book->toned[tone], AMBER);
      if (tone == ZG_TONE_BAD)
        format_set_font_color (book->toned[tone], RED);
    }
  return book->toned[tone];
}

ZgLook
zg_look_of_type (ZgType type)
{
  switch (type)
    {
    case ZG_INT:
    case ZG_MINUTES:
      return ZG_LOOK_INT;
    case ZG_MONEY:
    case ZG_POINTS:
      return ZG_LOOK_MONEY;
    case ZG_QTY:
    case ZG_DAYS:
      return ZG_LOOK_QTY;
    case ZG_DAY:
      return ZG_LOOK_DAY;
    case ZG_TIME:
      return ZG_LOOK_STAMP;
    case ZG_CLOCK:
      return ZG_LOOK_CLOCK;
    default:
      return ZG_LOOK_TEXT;
    }
}

/* -- sheets -- */

static gboolean
name_is_taken (lxw_workbook *lxw, const char *name)
{
  return workbook_get_worksheet_by_name (lxw, name) != NULL;
}

/* At most 31 characters, none of []:*?/\, no apostrophe at the ends, not twice. */
static char *
sheet_name (lxw_workbook *lxw, const char *wanted)
{
  g_autofree char *clean = g_utf8_make_valid (wanted, -1);
  g_autofree char *cut = NULL;
  char            *name;

  g_strdelimit (clean, "[]:*?/\\'", ' ');
  g_strstrip (clean);
  cut = g_utf8_substring (clean, 0, MIN (27, g_utf8_strlen (clean, -1)));
  name = g_strdup (*cut != '\0' ? cut : "1");
  for (int i = 2; name_is_taken (lxw, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %d", cut, i);
    }
  return name;
}

lxw_worksheet *
zg_workbook_sheet (ZgWorkbook *book, const char *name, gboolean landscape, int repeat)
{
  g_autofree char *fit = sheet_name (book->lxw, name);
  lxw_worksheet   *sheet = workbook_add_worksheet (book->lxw, fit);

  g_ptr_array_add (book->sheets, sheet);
  worksheet_set_paper (sheet, 9); /* A4 */
  if (landscape)
    worksheet_set_landscape (sheet);
  worksheet_set_margins (sheet, MARGIN_INCH, MARGIN_INCH, MARGIN_INCH, MARGIN_INCH + 0.1);
  worksheet_fit_to_pages (sheet, 1, 0);
  if (repeat > 0)
    worksheet_repeat_rows (sheet, 0, (lxw_row_t) repeat - 1);
  worksheet_set_footer (sheet, _("&CPage &P of &N"));
  return sheet;
}

/* A workbook counts UTF-16 units; what is longer than a cell may hold is cut at a character. */
static char *
cut_text (const char *text)
{
  gsize       units = 0;
  const char *p = text;

  for (; *p != '\0' && units < MAX_TEXT - 1; p = g_utf8_next_char (p))
    units += g_utf8_get_char (p) > 0xFFFF ? 2 : 1;
  return g_strndup (text, (gsize) (p - text));
}

void
zg_sheet_put_text (lxw_worksheet *sheet, lxw_row_t row, int col, const char *text, lxw_format *format)
{
  if (text == NULL || *text == '\0')
    worksheet_write_blank (sheet, row, (lxw_col_t) col, format);
  else if (worksheet_write_string (sheet, row, (lxw_col_t) col, text, format) == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
    {
      g_autofree char *cut = cut_text (text);

      worksheet_write_string (sheet, row, (lxw_col_t) col, cut, format);
    }
}

void
zg_sheet_put_merged (lxw_worksheet *sheet, lxw_row_t row, int first, int last, const char *text, lxw_format *format)
{
  if (first == last)
    zg_sheet_put_text (sheet, row, first, text, format);
  else
    worksheet_merge_range (sheet, row, (lxw_col_t) first, row, (lxw_col_t) last, text != NULL ? text : "", format);
}

void
zg_sheet_put_title (ZgWorkbook *book, lxw_worksheet *sheet, int n_columns, const char *title, const char *words)
{
  worksheet_set_row (sheet, 0, 30, NULL);
  zg_sheet_put_merged (sheet, 0, 0, n_columns - 1, title, zg_workbook_look (book, ZG_LOOK_TITLE, FALSE));
  worksheet_set_row (sheet, 1, 18, NULL);
  zg_sheet_put_merged (sheet, 1, 0, n_columns - 1, words, zg_workbook_look (book, ZG_LOOK_WORDS, FALSE));
}

double
zg_sheet_width (int longest)
{
  return CLAMP (longest + 2, 6, 40);
}
