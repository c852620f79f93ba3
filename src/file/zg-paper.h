/* zg-paper.h: the printed face of a record or a report: a flow of blocks laid out on pages, drawn with cairo and Pango in points.
 * The same page function serves the PDF, the printer and the preview, and what it draws does not depend on the locale or the
 * screen (Noto Sans CJK SC, zh-cn, no hinting of metrics).
 *
 * Lengths in this header are millimetres, font sizes points. Texts are UTF-8, copied, (nullable); what is no UTF-8 is replaced.
 * A paper belongs to one thread at a time; different papers may be drawn in different threads. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double   width, height;
  double top, right, bottom,
      left; /* margins; the foot line stands inside the bottom margin and is left out where that is under 6 */
  double   title;                    /* font size of the title */
  double   body;                     /* font size of paragraphs and grids */
  double   row;                      /* height of a row of a grid, and of a table that says nothing else */
  gboolean dot_matrix;               /* no greys, lines of 0.75 pt and more */
} ZgPaperSize;

extern const ZgPaperSize zg_paper_a4;           /* forms, reviews */
extern const ZgPaperSize zg_paper_a4_landscape; /* month sheets, wide lists */
extern const ZgPaperSize zg_paper_a5_landscape; /* half an A4 */
extern const ZgPaperSize zg_paper_241;          /* 241 mm continuous form, whole: 11 inches */
extern const ZgPaperSize zg_paper_241_half;     /* two to a sheet */
extern const ZgPaperSize zg_paper_241_third;    /* three to a sheet */

/* The papers an office has in its printers. */
typedef struct
{
  const char        *id;    /* "241-half" */
  const char        *title; /* English */
  const ZgPaperSize *size;
} ZgPaperForm;

extern const ZgPaperForm zg_paper_forms[]; /* ended by one without an id */
/* zg_paper_form_by_id: Returns: (nullable). */
const ZgPaperForm *zg_paper_form_by_id (const char *id);

typedef struct _ZgPaper      ZgPaper;
typedef struct _ZgPaperTable ZgPaperTable;

/* zg_paper_new: @size: (nullable): NULL is A4. */
ZgPaper *zg_paper_new  (const ZgPaperSize *size);
void     zg_paper_free (ZgPaper *paper);
/* zg_paper_set_form: another paper; what is on it flows anew, columns that are too wide for it become narrower. */
void               zg_paper_set_form (ZgPaper *paper, const ZgPaperForm *form);
const ZgPaperForm *zg_paper_get_form (ZgPaper *paper); /* (nullable): NULL: a size of its own, as a waybill has */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgPaper, zg_paper_free)

void zg_paper_set_title        (ZgPaper *paper, const char *title);
void zg_paper_set_subtitle     (ZgPaper *paper, const char *subtitle); /* centred below the title */
/* right, below the title, and as a barcode above: a paper in the hand is scanned. Labels have bars of their own. */
void zg_paper_set_number       (ZgPaper *paper, const char *number);
void zg_paper_set_footer       (ZgPaper *paper, const char *footer);   /* left in the foot: the rule cited */
void zg_paper_set_made         (ZgPaper *paper, const char *made);     /* behind it: printed when, by whom */
/* title, subtitle, number on each page, not the first alone */
void zg_paper_set_repeat_title (ZgPaper *paper, gboolean repeat);

/* What a paper can do without; who prints may leave each out. */
typedef enum
{
  ZG_PAPER_ALL = 0,
  ZG_PAPER_CLAUSES = 1 << 0, /* columns of clauses, the rule in the foot */
  ZG_PAPER_FACTS = 1 << 1,   /* what zg_paper_table_bare () does without */
  ZG_PAPER_MADE = 1 << 2,    /* printed when, by whom */
} ZgPaperPart;

/* zg_paper_parts: those of them it has. zg_paper_leave_out: @parts are not drawn from now on; ZG_PAPER_ALL: everything is. */
ZgPaperPart zg_paper_parts     (ZgPaper *paper);
void        zg_paper_leave_out (ZgPaper *paper, ZgPaperPart parts);

/* zg_paper_warn: what who prints should know first: "Item 7 has no facts and stays empty". zg_paper_warnings: Returns:
 * (transfer none) (element-type utf8). */
void       zg_paper_warn     (ZgPaper *paper, const char *text);
GPtrArray *zg_paper_warnings (ZgPaper *paper);
/* zg_paper_signs_alone: @has_signatures: (out). Returns: a page has signatures and nothing else, which
 * happens where what must stand with them takes a page. */
gboolean   zg_paper_signs_alone (ZgPaper *paper, gboolean *has_signatures);

/* Blocks, in the order in which they shall stand. */
void zg_paper_heading   (ZgPaper *paper, const char *text); /* never last on a page */
void zg_paper_paragraph (ZgPaper *paper, const char *text); /* wraps; may run over pages */
void zg_paper_legend    (ZgPaper *paper, const char *text); /* small; stays with the row above it */
void zg_paper_space     (ZgPaper *paper, double height);    /* nothing at the top of a page */
void zg_paper_new_page  (ZgPaper *paper);

/* A label in grey and its value, framed. */
typedef struct
{
  const char *label;
  const char *value;
  gboolean    whole; /* takes a line of its own */
  double      least; /* least height, for a box to write in; 0: the row of the paper */
} ZgPaperPair;

/* zg_paper_grid: @per_line: pairs side by side, 1 … 4; @label_width: 0: 24. Values wrap. */
void zg_paper_grid (ZgPaper *paper, const ZgPaperPair *pairs, int n_pairs, int per_line, double label_width);

typedef struct
{
  const char *role; /* `部门负责人` */
  const char *name; /* (nullable): who signed; NULL leaves a line to write on */
  const char *day;  /* (nullable): of the signature */
} ZgPaperSign;

/* zg_paper_signatures: at most four side by side. Stands on one page with at least two rows of what is above it. */
void zg_paper_signatures (ZgPaper *paper, const ZgPaperSign *signs, int n_signs);

/* zg_paper_drawing: anything else (a chart, a barcode): @draw is called with the origin moved to the top left of a box of @width
 * × @height points, once for each drawing of its page. @data: freed by @destroy (nullable). */
typedef void (*ZgPaperDraw) (cairo_t *cr, double width, double height, gpointer data);
void zg_paper_drawing (ZgPaper *paper, double height, ZgPaperDraw draw, gpointer data, GDestroyNotify destroy);

typedef enum
{
  ZG_PAPER_LEFT,
  ZG_PAPER_CENTRE,
  ZG_PAPER_RIGHT, /* numbers: set smaller where they do not fit, never cut */
} ZgPaperAlign;

typedef struct
{
  const char  *title;  /* LF makes two lines: day over weekday */
  double       width;  /* or 0: a share of what the others leave */
  double       weight; /* of that share; 0: 1 */
  ZgPaperAlign align;
  gboolean     wrap;   /* the row grows with the text; else it ends in … */
  gboolean     grey;   /* weekend */
  gboolean     whole;  /* marks: set as small as it takes, as numbers are, never cut */
  ZgPaperPart  part;   /* left out with this part */
} ZgPaperColumn;

typedef struct
{
  double font;          /* 0: the paper's body; never under 7.5 */
  double row;           /* least height of a row; 0: the paper's */
  double header;        /* 0: by the lines in it */
  int rows_per_page; /* rows may lose up to 15 % of their height so that this many and what follows the table share a page; 0: no
                      */
} ZgPaperTableStyle;

typedef enum
{
  ZG_PAPER_ROW_PLAIN = 0,
  ZG_PAPER_ROW_TOTAL = 1 << 0, /* bold, double line above; stays with the row before it */
  ZG_PAPER_ROW_GREY = 1 << 1,
  ZG_PAPER_ROW_BOLD = 1 << 2,
  ZG_PAPER_ROW_KEEP = 1 << 3, /* stays with the row before it */
} ZgPaperRowFlags;

/* zg_paper_table: the header is repeated on each page. Widths that exceed the page are all made smaller alike. @style:
 * (nullable). Returns: (transfer none): belongs to the paper; add the rows at once or later. */
ZgPaperTable *zg_paper_table       (ZgPaper *paper, const ZgPaperColumn *columns, int n_columns, const ZgPaperTableStyle *style);
/* zg_paper_table_group: one title over @n columns from @first, above theirs. */
void          zg_paper_table_group (ZgPaperTable *table, int first, int n, const char *title);
/* zg_paper_table_row: @cells: one a column, each (nullable). */
void          zg_paper_table_row   (ZgPaperTable *table, const char *const *cells, ZgPaperRowFlags flags);
/* zg_paper_table_bare: what the cell @column of the row added last says where facts are left out. */
void          zg_paper_table_bare  (ZgPaperTable *table, int column, const char *text);

/* zg_paper_layout: Returns: number of pages, at least 1. Linear in rows; texts are shaped only where they wrap. */
int    zg_paper_layout    (ZgPaper *paper);
/* zg_paper_draw_page: @page: from 0; outside the range nothing is drawn. Draws in points from the top left corner of the sheet.
 */
void   zg_paper_draw_page (ZgPaper *paper, cairo_t *cr, int page);
/* Points, 1/72 inch. */
double zg_paper_width     (ZgPaper *paper);
double zg_paper_height    (ZgPaper *paper);

/* zg_paper_save_pdf: whole or not at all. Errors: ZG_ERROR_FULL, ZG_ERROR_READ_ONLY, ZG_ERROR_IO. */
gboolean zg_paper_save_pdf  (ZgPaper *paper, const char *path, GError **error);
/* zg_papers_save_pdf: several, one behind another in one file, each numbering its own pages. */
gboolean zg_papers_save_pdf (ZgPaper *const *papers, int n_papers, const char *path, GError **error);

G_END_DECLS
