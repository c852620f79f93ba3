/* zg-paper-private.h: what the files of a paper share. Lengths in here are points. */
#pragma once

#include "zg-paper.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

#define ZG_PAPER_MM       (72 / 25.4)
#define ZG_PAPER_GREY     0.94 /* labels, weekends */
#define ZG_PAPER_DARKER   0.90 /* heads of tables */
#define ZG_PAPER_LEAST    7.5  /* smallest type on A4 */
#define ZG_PAPER_PER_LINE 4    /* signatures side by side */

typedef enum
{
  BLOCK_HEADING,
  BLOCK_PARAGRAPH,
  BLOCK_LEGEND,
  BLOCK_SPACE,
  BLOCK_NEW_PAGE,
  BLOCK_GRID,
  BLOCK_TABLE,
  BLOCK_SIGNATURES,
  BLOCK_DRAWING,
} BlockType;

typedef struct
{
  char  *label, *value;
  double x, width; /* made by the layout: of label and value together, from the left margin */
  double least;
  gboolean whole;
} GridCell;

typedef struct
{
  int    first, n; /* cells */
  double height;
} GridLine;

typedef struct
{
  char *role, *name, *day;
} Sign;

typedef struct
{
  BlockType      type;
  char          *text;
  double         height; /* space, drawing */
  double         label_width;
  int            per_line;
  GArray        *cells; /* of GridCell */
  GArray        *lines; /* of GridLine, made by the layout */
  GArray        *signs; /* of Sign */
  ZgPaperTable  *table;
  ZgPaperDraw    draw;
  gpointer       data;
  GDestroyNotify destroy;
} Block;

/* One row of a block: the least thing that is not divided between pages. */
typedef struct
{
  int    block, row;
  double height;
  gboolean keep; /* no page may begin with it */
} Strip;

typedef struct
{
  int first, end; /* strips */
} Page;

struct _ZgPaper
{
  ZgPaperSize size;
  char       *title, *subtitle, *number, *footer, *made;
  gboolean    repeat_title;
  ZgPaperPart without;  /* left out */
  GPtrArray  *warnings; /* of char * */
  GPtrArray  *blocks; /* of Block */
  GArray     *strips; /* of Strip; made by the layout */
  GArray     *pages;  /* of Page; empty: not laid out */
  PangoLayout *ruler; /* to measure with */
};

/* zg-paper-text.c */
PangoLayout *zg_paper_text_new  (cairo_t *cr); /* @cr: (nullable): NULL only measures */
/* @width: (nullable by -1); wraps, else ends in … */
void zg_paper_text_set (PangoLayout *text, const char *string, double size, gboolean bold, double width, ZgPaperAlign align,
                        gboolean wrap);
double       zg_paper_text_height (PangoLayout *text);
double       zg_paper_text_width  (PangoLayout *text);
/* zg_paper_text_fit: one line (or those of its breaks). What does not fit is set smaller; words where the least size helps, else
 * they end in …; what must stay @whole goes further. */
void         zg_paper_text_fit    (PangoLayout *text, const char *string, double size, gboolean bold, double width,
                                   ZgPaperAlign align, gboolean whole);
/* The lines from @first to before @end; @y is where the first line of all would stand. */
void         zg_paper_text_paint (cairo_t *cr, PangoLayout *text, double x, double y, int first, int end);
/* In the middle of the box's height; the layout's width is the box's. */
void         zg_paper_text_show (cairo_t *cr, PangoLayout *text, double x, double y, double height);
char        *zg_paper_text_copy (const char *string); /* valid UTF-8 */

/* zg-barcode.c: the number of a paper as bars, right bottom corner there; nothing where in @room no module gets @least wide. */
void         zg_paper_number_bars (cairo_t *cr, const char *number, double right, double bottom, double room, double least);

/* zg-paper-table.c */
ZgPaperTable *zg_paper_table_make   (ZgPaper *paper, const ZgPaperColumn *columns, int n_columns, const ZgPaperTableStyle *style);
void          zg_paper_table_free   (ZgPaperTable *table);
/* Fixes the widths and the heights of head and rows; @spare: height that the head and @rows_per_page rows may take. */
void          zg_paper_table_fit    (ZgPaperTable *table, ZgPaper *paper, double width, double spare);
double        zg_paper_table_head   (ZgPaperTable *table);
int           zg_paper_table_n_rows (ZgPaperTable *table);
double        zg_paper_table_height (ZgPaperTable *table, int row);
gboolean      zg_paper_table_keeps  (ZgPaperTable *table, int row);
ZgPaperPart   zg_paper_table_parts  (ZgPaperTable *table);

/* zg-paper-table-draw.c */
void zg_paper_table_draw (ZgPaperTable *table, ZgPaper *paper, cairo_t *cr, PangoLayout *text, double x, double y, int first,
                          int end);

/* zg-paper-layout.c: what stands above a strip where @previous comes before it on the page (NULL: top of the page). */
double zg_paper_above        (ZgPaper *paper, const Strip *previous, const Strip *strip, double *head);
double zg_paper_title_height (ZgPaper *paper);
double zg_paper_inner_width  (ZgPaper *paper);

/* zg-paper-blocks.c */
double zg_paper_block_prepare (ZgPaper *paper, Block *block, int *n_rows); /* Returns: height of all rows together */
double zg_paper_block_height  (ZgPaper *paper, Block *block, int row);
void   zg_paper_block_draw    (ZgPaper *paper, Block *block, cairo_t *cr, PangoLayout *text, double y, int first, int end);
void   zg_paper_fill          (ZgPaper *paper, cairo_t *cr, double x, double y, double width, double height, double grey);
double zg_paper_thin          (ZgPaper *paper);
double zg_paper_thick         (ZgPaper *paper);

G_END_DECLS
