#include "zg-error.h"
#include "zg-text.h"

#include <string.h>

#define GB_TEST   "\xb2\xe2\xca\xd4"         /* 测试 */
#define GB_LINE   "\xd1\xdd\xca\xbe,\xcf\xb4\xd2\xc2\xd2\xba" /* 演示,洗衣液 */

static char *
decode (const char *data, gsize size, const char *forced, const char **name, GArray *repaired)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (!zg_text_decode_as (bytes, forced, &text, name, repaired, &error))
    g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_cmpint (text == NULL, ==, error != NULL);
  return text;
}

static void
assert_decoded (const char *data, gsize size, const char *wanted, const char *wanted_name)
{
  const char      *name = NULL;
  g_autofree char *text = decode (data, size, NULL, &name, NULL);

  g_assert_cmpstr (text, ==, wanted);
  if (wanted)
    g_assert_cmpstr (name, ==, wanted_name);
}

static void
test_order (void)
{
  assert_decoded ("", 0, "", "UTF-8");
  assert_decoded ("abc", 3, "abc", "UTF-8");
  assert_decoded ("\xef\xbb\xbf测试", 9, "测试", "UTF-8");
  assert_decoded ("测试", 6, "测试", "UTF-8");
  assert_decoded (GB_TEST, 4, "测试", "GB18030");
  assert_decoded ("\xff\xfe\x4b\x6d\xd5\x8b", 6, "测试", "UTF-16LE");
  assert_decoded ("\xfe\xff\x6d\x4b\x8b\xd5", 6, "测试", "UTF-16BE");
  assert_decoded ("\x81\x30\x84\x36", 4, "¥", "GB18030"); /* four bytes */
}

static void
test_refused (void)
{
  assert_decoded ("a\0b", 3, NULL, NULL);
  assert_decoded (GB_TEST "\0", 5, NULL, NULL);
  assert_decoded ("\xff\xfe\x4b", 3, NULL, NULL);
  assert_decoded ("\xff\xfe\x00\x00", 4, NULL, NULL);
  assert_decoded ("\xef\xbb\xbf" GB_TEST, 7, NULL, NULL);
  assert_decoded (GB_TEST "\xff", 5, NULL, NULL);
  assert_decoded ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, NULL, NULL);
}

/* A UTF-8 file with one GB18030 line is never read as GB18030 as a whole. */
static void
test_one_broken_line (void)
{
  static const char mixed[] = "\"订单编号\",\"标题\"\n\"1\",\"演示\"\n\"2\",\"" GB_LINE "\"\n\"3\",\"纸巾\"\n";
  g_autoptr (GArray) repaired = g_array_new (FALSE, FALSE, sizeof (int));
  const char      *name;
  g_autofree char *strict = decode (mixed, sizeof mixed - 1, NULL, &name, NULL);
  g_autofree char *text = decode (mixed, sizeof mixed - 1, NULL, &name, repaired);

  g_assert_null (strict);
  g_assert_cmpstr (text, ==, "\"订单编号\",\"标题\"\n\"1\",\"演示\"\n\"2\",\"演示,洗衣液\"\n\"3\",\"纸巾\"\n");
  g_assert_cmpstr (name, ==, "UTF-8");
  g_assert_cmpuint (repaired->len, ==, 1);
  g_assert_cmpint (g_array_index (repaired, int, 0), ==, 3);
}

static void
test_hopeless_line (void)
{
  static const char broken[] = GB_LINE "\n" GB_TEST "\n\xff\xff" GB_TEST "\nabc";
  g_autoptr (GArray) repaired = g_array_new (FALSE, FALSE, sizeof (int));
  const char      *name;
  g_autofree char *text = decode (broken, sizeof broken - 1, NULL, &name, repaired);

  g_assert_true (g_str_has_prefix (text, "演示,洗衣液\n测试\n\ufffd"));
  g_assert_true (g_str_has_suffix (text, "\nabc"));
  g_assert_cmpstr (name, ==, "GB18030");
  g_assert_cmpuint (repaired->len, ==, 1);
  g_assert_cmpint (g_array_index (repaired, int, 0), ==, 3);
}

static void
test_forced (void)
{
  const char      *name;
  g_autofree char *big5 = decode ("\xb4\xfa\xb8\xd5", 4, "BIG5", &name, NULL); /* 測試 */
  g_autofree char *none = decode (GB_TEST, 4, "UTF-8", &name, NULL);

  g_assert_cmpstr (big5, ==, "測試");
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decode/order", test_order);
  g_test_add_func ("/decode/refused", test_refused);
  g_test_add_func ("/decode/one-broken-line", test_one_broken_line);
  g_test_add_func ("/decode/hopeless-line", test_hopeless_line);
  g_test_add_func ("/decode/forced", test_forced);
  return g_test_run ();
}
