/* From blocks to strips (the rows that are not divided) to pages. */
#include "zg-paper-private.h"

#define GAP      (2.5 * ZG_PAPER_MM) /* between blocks */
#define SUBTITLE 9.5

static Block *
block_of (ZgPaper *paper, const Strip *strip)
{
  return paper->blocks->pdata[strip->block];
}

double
zg_paper_inner_width (ZgPaper *paper)
{
  return (paper->size.width - paper->size.left - paper->size.right) * ZG_PAPER_MM;
}

static double
inner_height (ZgPaper *paper)
{
  return (paper->size.height - paper->size.top - paper->size.bottom) * ZG_PAPER_MM;
}

double
zg_paper_title_height (ZgPaper *paper)
{
  double height = 0;

  if (paper->title)
    height += paper->size.title * 1.45;
  if (paper->subtitle || paper->number)
    height += SUBTITLE * 1.45;
  return height > 0 ? height + 1.5 * ZG_PAPER_MM : 0;
}

double
zg_paper_above (ZgPaper *paper, const Strip *previous, const Strip *strip, double *head)
{
  Block   *block = block_of (paper, strip);
  gboolean begins = previous == NULL || previous->block != strip->block;
  double   gap = begins && previous ? GAP : 0;

  *head = block->type == BLOCK_TABLE && begins ? zg_paper_table_head (block->table) : 0;
  if (block->type == BLOCK_SPACE)
    return previous ? 0 : -strip->height; /* nothing at the top */
  if (previous && block_of (paper, previous)->type == BLOCK_SPACE)
    gap = 0;
  if (block->type == BLOCK_LEGEND)
    gap /= 2;
  return gap + *head;
}

/* The height of everything between a table and the end, its next table, or a new page. */
static double
height_behind (ZgPaper *paper, int table)
{
  double height = 0;
  int    n;

  for (guint i = (guint) table + 1; i < paper->blocks->len; i++)
    {
      Block *block = paper->blocks->pdata[i];

      if (block->type == BLOCK_TABLE || block->type == BLOCK_NEW_PAGE)
        break;
      height += zg_paper_block_prepare (paper, block, &n) + (block->type == BLOCK_LEGEND ? GAP / 2 : GAP);
    }
  return height;
}

static void
make_strips (ZgPaper *paper)
{
  g_array_set_size (paper->strips, 0);
  for (guint i = 0; i < paper->blocks->len; i++)
    {
      Block *block = paper->blocks->pdata[i];
      int    n;

      if (block->type == BLOCK_TABLE)
        zg_paper_table_fit (block->table, paper, zg_paper_inner_width (paper),
                            inner_height (paper) - zg_paper_title_height (paper)
                              - (block->table && i + 1 < paper->blocks->len ? height_behind (paper, (int) i) : 0));
      zg_paper_block_prepare (paper, block, &n);
      for (int row = 0; row < n; row++)
        {
          Strip strip = { (int) i, row, MIN (zg_paper_block_height (paper, block, row), inner_height (paper)), FALSE };

          strip.keep = (block->type == BLOCK_TABLE && zg_paper_table_keeps (block->table, row)) || block->type == BLOCK_LEGEND;
          g_array_append_val (paper->strips, strip);
        }
    }
}

static gboolean
is_content (BlockType type)
{
  return type == BLOCK_PARAGRAPH || type == BLOCK_GRID || type == BLOCK_TABLE || type == BLOCK_DRAWING;
}

/* A heading takes the next row with it, signatures the two rows before them. */
static void
mark_keeps (ZgPaper *paper)
{
  int rows_wanted = 0;

  for (int i = (int) paper->strips->len - 1; i >= 0; i--)
    {
      Strip    *strip = &g_array_index (paper->strips, Strip, i);
      BlockType type = block_of (paper, strip)->type;

      if (type == BLOCK_NEW_PAGE)
        rows_wanted = 0;
      else if (type == BLOCK_SIGNATURES)
        rows_wanted = 2;
      else if (is_content (type) && rows_wanted > 0)
        rows_wanted--;
      if (rows_wanted > 0)
        strip->keep = TRUE;
      if (i > 0 && block_of (paper, strip - 1)->type == BLOCK_NEW_PAGE)
        strip->keep = FALSE;
      if (type == BLOCK_HEADING && i + 1 < (int) paper->strips->len)
        g_array_index (paper->strips, Strip, i + 1).keep = TRUE;
    }
}

/* The first strip that does not go on the page beginning with @first. */
static int
fill_page (ZgPaper *paper, int first, double room)
{
  const Strip *previous = NULL;
  double       used = 0, head;
  int          i;

  for (i = first; i < (int) paper->strips->len; i++)
    {
      const Strip *strip = &g_array_index (paper->strips, Strip, i);

      if (block_of (paper, strip)->type == BLOCK_NEW_PAGE)
        return i + 1;
      used += zg_paper_above (paper, previous, strip, &head) + strip->height;
      if (used > room + 0.01 && previous)
        break;
      previous = strip;
    }
  return i;
}

int
zg_paper_layout (ZgPaper *paper)
{
  int first = 0, n;

  if (paper->pages->len > 0)
    return (int) paper->pages->len;
  if (paper->ruler == NULL)
    paper->ruler = zg_paper_text_new (NULL);
  make_strips (paper);
  mark_keeps (paper);
  n = (int) paper->strips->len;
  do
    {
      double title = paper->pages->len == 0 || paper->repeat_title ? zg_paper_title_height (paper) : 0;
      int    full = fill_page (paper, first, inner_height (paper) - title), end = full;
      Page   page;

      while (end > first && end < n && g_array_index (paper->strips, Strip, end).keep)
        end--;
      page = (Page) { first, end > first ? end : full };
      g_array_append_val (paper->pages, page);
      first = page.end;
    }
  while (first < n);
  return (int) paper->pages->len;
}

static gboolean
is_alone (ZgPaper *paper, const Page *page, gboolean *signs)
{
  gboolean content = FALSE;

  *signs = FALSE;
  for (int i = page->first; i < page->end; i++)
    {
      BlockType type = block_of (paper, &g_array_index (paper->strips, Strip, i))->type;

      *signs |= type == BLOCK_SIGNATURES;
      content |= is_content (type);
    }
  return *signs && !content;
}

gboolean
zg_paper_signs_alone (ZgPaper *paper, gboolean *has_signatures)
{
  gboolean alone = FALSE, signs;
  int      n = zg_paper_layout (paper);

  *has_signatures = FALSE;
  for (int i = 0; i < n; i++)
    {
      alone |= is_alone (paper, &g_array_index (paper->pages, Page, i), &signs);
      *has_signatures |= signs;
    }
  return alone;
}
