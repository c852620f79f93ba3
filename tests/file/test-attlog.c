#include "zg-attlog.h"
#include "zg-day.h"
#include "zg-error.h"

#include <string.h>

static ZgAttlog *
parse (const char *text, gssize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);
  g_autoptr (GError) error = NULL;
  ZgAttlog *log = zg_attlog_parse (bytes, &error);

  g_assert_no_error (error);
  return log;
}

static void
assert_row (ZgAttlog *log, guint index, int line, const char *pin, const char *stamp, int clock_field, int button, int verify,
            const char *work)
{
  const ZgAttlogRow *row = &g_array_index (log->rows, ZgAttlogRow, index);
  char               text[20];

  g_assert_cmpuint (index, <, log->rows->len);
  g_assert_cmpint (row->line, ==, line);
  g_assert_cmpstr (row->pin, ==, pin);
  g_assert_cmpstr (zg_stamp_format (zg_day_to_ms (row->day, row->second), text), ==, stamp);
  g_assert_cmpint (row->clock_field, ==, clock_field);
  g_assert_cmpint (row->button, ==, button);
  g_assert_cmpint (row->verify, ==, verify);
  g_assert_cmpstr (row->work, ==, work);
}

static void
test_variants (void)
{
  static const char *const same[] = {
    "        5\t2026-11-02 08:24:58\t1\t255\t15\t0\r\n",
    "5\t2026-11-02 08:24:58\t1\t255\t15\t0\n",
    "5 2026-11-02 08:24:58 1 255 15 0\r\n",
    "  5   2026-11-02  08:24:58   1 255 15   0  \r\n",
    "5|2026-11-02 08:24:58|1|255|15|0\n",
    "5 | 2026-11-02 08:24:58 | 1 | 255 | 15 | 0\n",
    "5\t2026-11-02\t08:24:58\t1\t255\t15\t0\n",
    "5\t2026/11/02 08:24:58\t1\t255\t15\t0\n",
    "5\t2026-11-02T08:24:58\t1\t255\t15\t0\n",
    "5\t2026-11-02 08:24:58\t1\t255\t15\t0",
    "\xef\xbb\xbf" "5\t2026-11-02 08:24:58\t1\t255\t15\t0\t\t\n",
    "5\t2026-11-02 08:24:58\t1\t255\t15\t0\t0\t0\n",
    "5\t2026/11/2 8:24:58\t1\t255\t15\t0\n",
    "5\t2026-11-02 08:24:58\t1\t255\t15\t0\r",
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr (ZgAttlog) log = parse (same[i], -1);

      g_assert_cmpuint (log->bad->len, ==, 0);
      g_assert_cmpuint (log->rows->len, ==, 1);
      assert_row (log, 0, 1, "5", "2026-11-02 08:24:58", 1, 255, 15, "0");
    }
}

static void
test_without_seconds (void)
{
  g_autoptr (ZgAttlog) log = parse ("5\t2026/11/2 8:24\t1\t255\t15\t0\r6\t2026/11/2 8:25\t1\t255\t15\t0\r7\t2026/11/2 8:2", -1);

  g_assert_cmpuint (log->rows->len, ==, 2);
  assert_row (log, 0, 1, "5", "2026-11-02 08:24:00", 1, 255, 15, "0");
  assert_row (log, 1, 2, "6", "2026-11-02 08:25:00", 1, 255, 15, "0");
  g_assert_cmpuint (log->bad->len, ==, 1); /* cut off */
}

static void
test_nothing_in_it (void)
{
  static const char *const texts[] = { "", "\r\n \r\n", "\xef\xbb\xbf" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (zg_attlog_parse (bytes, &error));
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
    }
}

static void
test_filled_block (void)
{
  g_autoptr (ZgAttlog) log = parse ("5\t2026-11-02 08:24:58\t1\t255\t15\t0\r\n\0\0\0\0", 38);

  g_assert_cmpuint (log->rows->len, ==, 1);
  g_assert_cmpuint (log->bad->len, ==, 0);
}

static void
test_short (void)
{
  g_autoptr (ZgAttlog) log = parse ("A007\t2026-11-02 00:00:00\n"
                                    "\r\n"
                                    "123456789012345678901234\t2026-11-02 23:59:59\t\t1\t\t\r\n"
                                    "1\t2026-11-02 08:00:00\t2\t0\t1\tcode-is-longer-than-that\n", -1);

  g_assert_cmpuint (log->bad->len, ==, 0);
  assert_row (log, 0, 1, "A007", "2026-11-02 00:00:00", -1, -1, -1, "");
  assert_row (log, 1, 3, "123456789012345678901234", "2026-11-02 23:59:59", -1, 1, -1, "");
  assert_row (log, 2, 4, "1", "2026-11-02 08:00:00", 2, 0, 1, "code-is-lon");
}

static void
test_bad (void)
{
  static const char *const lines[] = {
    "2\t2026-13-40 08:00:00\t1\t0\t1\t0",
    "garbage line",
    "1\t2000-01-01 00:00:07\t1\t0\t1\t0",
    "1\t2004-12-31 23:59:59\t1\t0\t1\t0",
    "1\t2100-01-01 00:00:00\t1\t0\t1\t0",
    "1\t2026-02-29 08:00:00\t1\t0\t1\t0",
    "1\t2026-11-02 24:00:00\t1\t0\t1\t0",
    "1\t2026-11-02 08:60:00\t1\t0\t1\t0",
    "1\t2026-11-02 08:2",
    "1\t2026-11-02",
    "1",
    "1\t2026-11-02 08:24:581\t1",
    "1234567890123456789012345\t2026-11-02 08:00:00\t1\t0\t1\t0",
    "\t2026-11-02 08:00:00",
    "1\t2026-11-02 08:00:00\tx\t0\t1\t0",
    "1\t2026-11-02 08:00:00\t1\t0x\t1\t0",
    "张\t2026-11-02 08:00:00\t1\t0\t1\t0",
    "1\t2026-11/02 08:00:00\t1\t0\t1\t0",
    "1\t2026-11-02 08:00:00\t12345678901\t0\t1\t0",
    "|2026-11-02 08:00:00|1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("9\t2026-11-02 08:00:00\t1\t0\t1\t0\r\n%s\r\n9\t2026-11-02 08:00:00\t1\t0\t1\t0\r\n", lines[i]);
      g_autoptr (ZgAttlog) log = parse (text, -1);
      const ZgAttlogBad *bad = &g_array_index (log->bad, ZgAttlogBad, 0);
      g_autofree char *raw = NULL;

      if (log->bad->len != 1 || log->rows->len != 2)
        g_error ("taken: %s", lines[i]);
      g_assert_cmpint (bad->line, ==, 2);
      g_assert_cmpmem (bad->raw, bad->raw_len, lines[i], strlen (lines[i]));
      g_assert_cmpint (*bad->reason, !=, '\0');
      raw = zg_attlog_raw_text (bad->raw, bad->raw_len);
      g_assert_true (g_utf8_validate (raw, -1, NULL));
    }
}

/* A last line cut short is no punch, even where the cut leaves something that looks like one. */
static void
test_cut (void)
{
  static const char whole[] = "        5\t2026-11-03 08:25:00\t1\t0\t1\t0\r\n        5\t2026-11-03 18:25:00\t1\t1\t1\t0";

  for (gsize n = 43; n < sizeof whole - 1; n++)
    {
      g_autoptr (ZgAttlog) log = parse (whole, (gssize) n);

      g_assert_cmpuint (log->rows->len, ==, 1);
    }
  g_autoptr (ZgAttlog) all = parse (whole, -1);
  g_assert_cmpuint (all->rows->len, ==, 2);
}

/* Time runs back, one punch stands twice: the order of the file is kept. */
static void
test_order (void)
{
  g_autoptr (ZgAttlog) log = parse ("12\t2026-11-03 08:20:00\t1\t0\t1\t0\r\n"
                                    "12\t2026-11-02 23:59:59\t1\t0\t1\t0\r\n"
                                    "12\t2026-11-02 23:59:59\t1\t0\t1\t0\r\n", -1);

  assert_row (log, 0, 1, "12", "2026-11-03 08:20:00", 1, 0, 1, "0");
  assert_row (log, 1, 2, "12", "2026-11-02 23:59:59", 1, 0, 1, "0");
  assert_row (log, 2, 3, "12", "2026-11-02 23:59:59", 1, 0, 1, "0");
}

static void
test_utf16 (void)
{
  gsize            size;
  g_autofree char *wide = g_convert ("\ufeff5\t2026-11-02 08:24:58\t1\t0\t1\t0\r\n", -1, "UTF-16LE", "UTF-8", NULL, &size, NULL);
  g_autoptr (ZgAttlog) log = parse (wide, (gssize) size);

  assert_row (log, 0, 1, "5", "2026-11-02 08:24:58", 1, 0, 1, "0");
}

static void
test_refused (void)
{
  static const struct { const char *data; gsize size; const char *name;
  } files[] = {
    { "PK\3\4 xl/workbook.xml", 20, "workbook" },
    { "PK\3\4 other", 10, "archive" },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "xls" },
    { "\x89PNG\r\n\x1a\n", 8, "picture" },
    { "\xff\xd8\xff\xe0", 4, "picture" },
    { "<html><body>", 12, "web page" },
    { "%PDF-1.4", 8, "PDF" },
    { "\1\0\0\0\0\0\0\0abc\0\0\0\0\0", 16, "no text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i].data, files[i].size);
      g_autoptr (GError) error = NULL;

      g_assert_null (zg_attlog_parse (bytes, &error));
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
      if (!strstr (error->message, files[i].name))
        g_error ("%s", error->message);
    }
}

static void
test_only_words (void)
{
  g_autoptr (ZgAttlog) text = parse ("just\nsome words\n", -1);

  g_assert_cmpuint (text->bad->len, ==, 2);
}

static void
test_clock_name (void)
{
  static const struct { const char *path, *clock_no;
  } names[] = {
    { "/media/usb/1_attlog.dat", "1" },
    { "012_ATTLOG.DAT", "12" },
    { "1_attlog (2).dat", "1" },
    { "AGL_001.TXT", "1" },
    { "0_attlog.dat", "0" },
    { "attlog.dat", NULL },
    { "x1_attlog.dat", NULL },
    { "AGL_.TXT", NULL },
    { "1.dat", NULL },
    { "", NULL },
    { NULL, NULL },
    { "1234567890_attlog.dat", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *no = NULL;

      g_assert_cmpint (zg_attlog_clock_from_name (names[i].path, &no), ==, names[i].clock_no != NULL);
      g_assert_cmpstr (no, ==, names[i].clock_no);
    }
}

static void
test_many (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 100000; i++)
    g_string_append_printf (text, "%9d\t2026-%02d-%02d %02d:%02d:%02d\t1\t255\t1\t0\r\n", i % 450, i % 12 + 1, i % 28 + 1, i % 24,
                            i % 60, i % 60);
  g_autoptr (ZgAttlog) log = parse (text->str, (gssize) text->len);
  g_assert_cmpuint (log->rows->len, ==, 100000);
  g_assert_cmpuint (log->bad->len, ==, 0);
  assert_row (log, 99999, 100000, "99", "2026-04-12 15:39:39", 1, 255, 1, "0");
  g_string_free (text, TRUE);
}

/* Whatever the bytes: no crash, and every line that is not blank is a row or a bad line. */
static void
test_mutated (void)
{
  static const char seed[] = "        1\t2026-11-02 08:24:58\t1\t0\t1\t0\r\n        2\t2026-11-02 "
                             "08:25:01\t1\t0\t1\t0\r\n3|2026-11-02 08:25:01|1|0|1|0\n";
  GRand            *rand = g_rand_new_with_seed (3);

  for (int round = 0; round < 20000; round++)
    {
      char text[sizeof seed];

      memcpy (text, seed, sizeof seed);
      for (int i = g_rand_int_range (rand, 1, 6); i > 0; i--)
        text[g_rand_int_range (rand, 0, sizeof seed - 1)] = "\t\n\r|9 :-x\0\xff"[g_rand_int_range (rand, 0, 11)];
      g_autoptr (GBytes) bytes = g_bytes_new (text, (gsize) g_rand_int_range (rand, 0, sizeof seed));
      g_autoptr (ZgAttlog) log = zg_attlog_parse (bytes, NULL);
      for (guint i = 0; log && i < log->rows->len; i++)
        {
          const ZgAttlogRow *row = &g_array_index (log->rows, ZgAttlogRow, i);

          g_assert_cmpint (row->second, <, 86400);
          g_assert_cmpuint (strlen (row->pin), >, 0);
        }
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attlog/without-seconds", test_without_seconds);
  g_test_add_func ("/attlog/nothing-in-it", test_nothing_in_it);
  g_test_add_func ("/attlog/filled-block", test_filled_block);
  g_test_add_func ("/attlog/variants", test_variants);
  g_test_add_func ("/attlog/short", test_short);
  g_test_add_func ("/attlog/bad", test_bad);
  g_test_add_func ("/attlog/cut", test_cut);
  g_test_add_func ("/attlog/order", test_order);
  g_test_add_func ("/attlog/utf16", test_utf16);
  g_test_add_func ("/attlog/refused", test_refused);
  g_test_add_func ("/attlog/empty", test_only_words);
  g_test_add_func ("/attlog/clock-name", test_clock_name);
  g_test_add_func ("/attlog/many", test_many);
  g_test_add_func ("/attlog/mutated", test_mutated);
  return g_test_run ();
}
