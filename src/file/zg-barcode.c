#include "zg-barcode.h"

#include <string.h>
#include <zint.h>

#include "zg-paper-private.h"

#define MOST_TEXT 60
#define QUIET 10       /* modules left and right of the bars */
#define MOST_MODULE 1.4 /* points: wider bars read no better */
#define TEXT_HEIGHT 10 /* points */
#define NUMBER_HEIGHT (10 * ZG_PAPER_MM)
#define NUMBER_MODULE (0.33 * ZG_PAPER_MM)

gboolean
zg_barcode_is_ean13 (const char *text)
{
  int sum = 0;

  if (strlen (text) != 13 || strspn (text, "0123456789") != 13)
    return FALSE;
  for (int i = 0; i < 12; i++)
    sum += (text[i] - '0') * (i % 2 ? 3 : 1);
  return (10 - sum % 10) % 10 == text[12] - '0';
}

static gboolean
is_plain (const char *text)
{
  for (const char *at = text; *at; at++)
    if (*at < ' ' || *at > '~')
      return FALSE;
  return *text != '\0' && strlen (text) <= MOST_TEXT;
}

/* zint packs a row of modules into bits, lowest first. */
static char *
take_row (const struct zint_symbol *symbol)
{
  char *bars = g_malloc (symbol->width + 1);

  for (int i = 0; i < symbol->width; i++)
    bars[i] = symbol->encoded_data[0][i >> 3] & (1 << (i & 7)) ? '1' : '0';
  bars[symbol->width] = '\0';
  return bars;
}

char *
zg_barcode_bars (const char *text)
{
  struct zint_symbol *symbol;
  gboolean            ean = zg_barcode_is_ean13 (text);
  char               *bars = NULL;

  if (!is_plain (text))
    return NULL;
  symbol = ZBarcode_Create ();
  symbol->symbology = ean ? BARCODE_EANX : BARCODE_CODE128;
  symbol->show_hrt = 0;
  if (ZBarcode_Encode (symbol, (const unsigned char *) text, 0) < ZINT_ERROR && symbol->rows > 0)
    bars = take_row (symbol);
  ZBarcode_Delete (symbol);
  return bars;
}

/* -- On paper -- */

typedef struct
{
  char  *text, *bars;
  double width; /* points, 0: all */
} Code;

static void
code_free (gpointer data)
{
  Code *code = data;

  g_free (code->text);
  g_free (code->bars);
  g_free (code);
}

static void
draw_text (cairo_t *cr, const char *string, double y, double width)
{
  PangoLayout *text = zg_paper_text_new (cr);

  zg_paper_text_set (text, string, ZG_PAPER_LEAST, FALSE, width, ZG_PAPER_CENTRE, FALSE);
  cairo_move_to (cr, 0, y);
  pango_cairo_show_layout (cr, text);
  g_object_unref (text);
}

/* Bars side by side are one rectangle: no hairline between them. */
static void
draw_bars (cairo_t *cr, const char *bars, double left, double top, double module, double height)
{
  int n = strlen (bars);

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (int i = 0, end; i < n; i = end + 1)
    {
      for (end = i; bars[end] == '1'; end++)
        ;
      if (end > i)
        cairo_rectangle (cr, left + i * module, top, (end - i) * module, height);
    }
  cairo_fill (cr);
}

static void
draw_code (cairo_t *cr, double width, double height, gpointer data)
{
  const Code *code = data;
  int         n = strlen (code->bars);
  double      room = code->width > 0 ? MIN (code->width, width) : width;
  double      module = MIN (room / (n + 2 * QUIET), MOST_MODULE), bars = MAX (height - TEXT_HEIGHT, height / 2);

  draw_bars (cr, code->bars, (room - module * n) / 2, 0, module, bars);
  draw_text (cr, code->text, bars + 0.5, room);
}

gboolean
zg_paper_barcode (ZgPaper *paper, const char *text, double width, double height)
{
  char *bars = text ? zg_barcode_bars (text) : NULL;
  Code *code;

  if (bars == NULL)
    return FALSE;
  code = g_new0 (Code, 1);
  code->text = g_strdup (text);
  code->bars = bars;
  code->width = width * 72 / 25.4;
  zg_paper_drawing (paper, height, draw_code, code, code_free);
  return TRUE;
}

void
zg_paper_number_bars (cairo_t *cr, const char *number, double right, double bottom, double room, double least)
{
  g_autofree char *bars = zg_barcode_bars (number);
  int              n = bars ? strlen (bars) : 0;
  double           module = bars ? MIN (room / (n + QUIET), NUMBER_MODULE) : 0; /* right of it there is the margin */

  if (bars && module >= least)
    draw_bars (cr, bars, right - n * module, bottom - NUMBER_HEIGHT, module, NUMBER_HEIGHT);
}
