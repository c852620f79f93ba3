/* Barcodes: EAN-13 by its check digit, Code 128 for the rest, nothing for what no scanner reads. */
#include <string.h>

#include "zg-barcode.h"

static void
test_ean (void)
{
  g_autofree char *bars = zg_barcode_bars ("6901234567892");

  g_assert_true (zg_barcode_is_ean13 ("6901234567892"));
  g_assert_false (zg_barcode_is_ean13 ("6901234567893")); /* a wrong check digit */
  g_assert_false (zg_barcode_is_ean13 ("690123456789"));
  g_assert_false (zg_barcode_is_ean13 ("690123456789X"));
  g_assert_cmpuint (strlen (bars), ==, 95);
  g_assert_true (g_str_has_prefix (bars, "101"));
  g_assert_true (g_str_has_suffix (bars, "101"));
  g_assert_true (g_str_has_prefix (bars + 45, "01010")); /* the guard in the middle */
}

/* Start, each sign, check sign: eleven modules; the stop has thirteen. */
static void
test_code128 (void)
{
  g_autofree char *bars = zg_barcode_bars ("SKU-1"), *wrong = zg_barcode_bars ("6901234567893");

  g_assert_cmpuint (strlen (bars), ==, 11 * 7 + 13);
  g_assert_true (g_str_has_prefix (bars, "11010010000")); /* start B */
  g_assert_true (g_str_has_suffix (bars, "1100011101011"));
  g_assert_nonnull (wrong); /* thirteen digits that are no EAN are still a code */
  g_assert_cmpuint (strlen (wrong), !=, 95);
}

static void
test_none (void)
{
  char             far[200];
  g_autoptr (ZgPaper) paper = zg_paper_new (NULL);

  memset (far, 'A', sizeof far - 1);
  far[sizeof far - 1] = '\0';
  g_assert_null (zg_barcode_bars (""));
  g_assert_null (zg_barcode_bars ("茶杯"));
  g_assert_null (zg_barcode_bars ("A\tB"));
  g_assert_null (zg_barcode_bars (far));
  g_assert_false (zg_paper_barcode (paper, NULL, 0, 12));
  g_assert_false (zg_paper_barcode (paper, "茶", 0, 12));
  g_assert_true (zg_paper_barcode (paper, "SKU-1", 50, 12));
  g_assert_cmpint (zg_paper_layout (paper), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/barcode/D19-3.2.2/ean13", test_ean);
  g_test_add_func ("/barcode/D19-3.2.2/code128", test_code128);
  g_test_add_func ("/barcode/D19-3.2.2/none", test_none);
  return g_test_run ();
}
