/* A stand-in for a photo of the trial book: a drawn PNG, another for every day and minute. */
#include <cairo.h>

#include "zg-demo-private.h"

static cairo_status_t
on_png_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
zg_demo_picture (int day, int minute)
{
  GByteArray      *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 320, 240);
  cairo_t         *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, .85, .88, .92);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, .35, .40, .48);
  cairo_rectangle (cr, day % 200, 60, 100, minute % 150 + 10);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, on_png_bytes, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
