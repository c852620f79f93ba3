#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-paper-private.h"
#include "zg-save.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

static cairo_status_t
write_piece (void *closure, const unsigned char *data, unsigned int size)
{
  return zg_save_write (closure, data, size) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* The clock of the house, so that the same paper on the same day is the same file. */
static void
set_metadata (cairo_surface_t *surface, const ZgPaper *paper)
{
  char             stamp[20];
  g_autofree char *created = NULL;

  zg_stamp_format (zg_clock_now_ms (), stamp);
  stamp[10] = 'T';
  created = g_strconcat (stamp, "+08:00", NULL);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, paper->title ? paper->title : "");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Zhanggui");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
}

static void
draw_pages (ZgPaper *paper, cairo_surface_t *surface)
{
  cairo_t *cr;
  int      n = zg_paper_layout (paper);

  cairo_pdf_surface_set_size (surface, zg_paper_width (paper), zg_paper_height (paper));
  cr = cairo_create (surface);
  for (int page = 0; page < n && cairo_status (cr) == CAIRO_STATUS_SUCCESS; page++)
    {
      zg_paper_draw_page (paper, cr, page);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
}

gboolean
zg_papers_save_pdf (ZgPaper *const *papers, int n_papers, const char *path, GError **error)
{
  g_autoptr (ZgSave) save = NULL;
  cairo_surface_t *surface;
  cairo_status_t   status;

  g_return_val_if_fail (n_papers > 0, FALSE);
  save = zg_save_new (path, error);
  if (save == NULL)
    return FALSE;
  surface = cairo_pdf_surface_create_for_stream (write_piece, save, zg_paper_width (papers[0]), zg_paper_height (papers[0]));
  set_metadata (surface, papers[0]);
  for (int i = 0; i < n_papers; i++)
    draw_pages (papers[i], surface);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_WRITE_ERROR)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _("The PDF could not be drawn (%s). Nothing was written; try again."),
                   cairo_status_to_string (status));
      return FALSE;
    }
  return zg_save_finish (save, error);
}

gboolean
zg_paper_save_pdf (ZgPaper *paper, const char *path, GError **error)
{
  return zg_papers_save_pdf (&paper, 1, path, error);
}
