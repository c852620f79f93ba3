#include "zg-csv.h"
#include "zg-error.h"

#include <string.h>

/* The whole text as `line:a|b;` rows, or the error's message. */
static char *
dump (const char *text, gssize length, const ZgCsvLimits *limits)
{
  g_autoptr (ZgCsvReader) reader = zg_csv_reader_new (text, length, limits);
  g_autoptr (GError) error = NULL;
  GString           *out = g_string_new (NULL);
  const char *const *fields;
  int                n, line;

  while ((n = zg_csv_reader_next (reader, &fields, &line, &error)) > 0)
    {
      g_string_append_printf (out, "%d:", line);
      for (int i = 0; i < n; i++)
        g_string_append_printf (out, "%s%s", i ? "|" : "", fields[i]);
      g_string_append_c (out, ';');
    }
  g_assert_cmpint (n < 0, ==, error != NULL);
  if (error)
    {
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
      g_string_append_printf (out, "!%s", error->message);
      g_assert_cmpint (zg_csv_reader_next (reader, &fields, NULL, NULL), <=, 0);
    }
  return g_string_free (out, FALSE);
}

static void
test_read (void)
{
  static const struct { const char *text, *rows; } cases[] = {
    { "", "" },
    { "a", "1:a;" },
    { "a,b\r\nc,d\r\n", "1:a|b;2:c|d;" },
    { "a,b\nc", "1:a|b;2:c;" },
    { "a\rb\r", "1:a;2:b;" },
    { "\xef\xbb\xbf" "a,b", "1:a|b;" },
    { "a,\n,", "1:a|;2:|;" },
    { "\n\n", "1:;2:;" },
    { "\"a,b\",\"c\"\"d\"\n", "1:a,b|c\"d;" },
    { "\"a\nb\"\nc\n", "1:a\nb;3:c;" },
    { "\"a\r\nb\"\r\nc", "1:a\r\nb;3:c;" },
    { "=\"123\",x\n", "1:=\"123\"|x;" },
    { "\"=\"\"990\"\"\",x", "1:=\"990\"|x;" },
    { "\"123\"\t,x", "1:123|x;" },
    { "a\"b,c", "1:a\"b|c;" },
    { "a\tb\tc,d\n", "1:a|b|c,d;" },
    { "a;b;c\n1,5;2;3", "1:a|b|c;2:1,5|2|3;" },
    { "\"\"", "1:;" },
    { "a,\"\"", "1:a|;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = dump (cases[i].text, -1, NULL);

      g_assert_cmpstr (got, ==, cases[i].rows);
    }
}

static void
assert_refused (const char *text, gssize length, const ZgCsvLimits *limits, const char *where)
{
  g_autofree char *got = dump (text, length, limits);

  if (strchr (got, '!') == NULL || strstr (got, where) == NULL)
    g_error ("%s", got);
}

static void
test_refused (void)
{
  ZgCsvLimits narrow = { .max_columns = 3 }, small = { .max_field = 4 }, tiny = { .max_bytes = 10 };

  assert_refused ("a,b\n\"c,d\ne,f", -1, NULL, "Line 2, column 1");
  assert_refused ("a\nb,\"c\"d\n", -1, NULL, "Line 2, column 2");
  assert_refused ("a\nb\xff\n", -1, NULL, "Line 2");
  assert_refused ("a\0b", 3, NULL, "Line 1");
  assert_refused ("1,2,3,4", -1, &narrow, "column 3");
  assert_refused ("1234,12345", -1, &small, "column 2");
  assert_refused ("\"12345\"", -1, &small, "column 1");
  assert_refused ("12345678901", -1, &tiny, "too large");
  g_free (dump ("1234567890", -1, &tiny));
}

static void
test_dangerous (void)
{
  static const char *const bad[] = { "=1+1", "+cmd|x", "-1+1",     "@SUM(1)", "\t=1", "\t1",  "\rx",   " =1", "　＝1", "＋1",
                                     "－1",  "＠x",    "\u00a0=1", "-1,2x",   "\n=1", "+1 2", "-2(3)", "=",   "+",     "-1.2.3" };
  static const char *const good[] = { "", "a=1", "-5", "+8613800000001", "-1,156.00", "-5%", "1", "-", "--", "张敏", " a", "5-3" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (!zg_csv_is_dangerous (bad[i]))
      g_error ("let through: %s", bad[i]);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (zg_csv_is_dangerous (good[i]))
      g_error ("held: %s", good[i]);
  g_assert_false (zg_csv_is_dangerous (NULL));
}

static void
test_write (void)
{
  g_autoptr (ZgCsvWriter) writer = zg_csv_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  gsize n;

  zg_csv_writer_add (writer, "姓名");
  zg_csv_writer_add (writer, "a,b");
  zg_csv_writer_add (writer, "c\"d");
  zg_csv_writer_end_row (writer);
  zg_csv_writer_add (writer, "=1+1");
  zg_csv_writer_add (writer, NULL);
  zg_csv_writer_add (writer, "-5.00");
  zg_csv_writer_end_row (writer);
  zg_csv_writer_add (writer, "");
  zg_csv_writer_end_row (writer);
  g_assert_cmpstr (zg_csv_writer_peek (writer, &n), ==,
                   "\xef\xbb\xbf" "姓名,\"a,b\",\"c\"\"d\"\r\n\"'=1+1\",,-5.00\r\n\"\"\r\n");
  zg_csv_writer_taken (writer);
  zg_csv_writer_add (writer, "\xff");
  zg_csv_writer_end_row (writer);
  bytes = zg_csv_writer_finish (writer);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "\xef\xbf\xbd\r\n", 5);
}

static char *
random_cell (GRand *rand)
{
  static const char *const pieces[] = { "a", "\"", ",", "\n", "\r\n", ";", "\t", "张", " ", "1", "'", "b", "=" };
  GString                 *cell = g_string_new ("x"); /* neither dangerous nor stripped */

  for (int i = g_rand_int_range (rand, 0, 6); i > 0; i--)
    g_string_append (cell, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (cell, FALSE);
}

/* What is written is read back. */
static void
test_round (void)
{
  GRand *rand = g_rand_new_with_seed (1);

  for (int round = 0; round < 500; round++)
    {
      g_autoptr (ZgCsvWriter) writer = zg_csv_writer_new ();
      g_autoptr (ZgCsvReader) reader = NULL;
      g_autoptr (GBytes) bytes = NULL;
      ZgCsvLimits limits = { .separator = ',' };
      char *cells[12];
      const char *const *fields;

      for (int i = 0; i < 12; i++)
        {
          cells[i] = random_cell (rand);
          zg_csv_writer_add (writer, cells[i]);
          if (i % 4 == 3)
            zg_csv_writer_end_row (writer);
        }
      bytes = zg_csv_writer_finish (writer);
      reader = zg_csv_reader_new (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &limits);
      for (int i = 0; i < 12; i++)
        {
          if (i % 4 == 0)
            g_assert_cmpint (zg_csv_reader_next (reader, &fields, NULL, NULL), ==, 4);
          g_assert_cmpstr (fields[i % 4], ==, cells[i]);
        }
      g_assert_cmpint (zg_csv_reader_next (reader, &fields, NULL, NULL), ==, 0);
      for (int i = 0; i < 12; i++)
        g_free (cells[i]);
    }
  g_rand_free (rand);
}

static void
test_mutated (void)
{
  static const char seed[] = "\"订单编号\",\"标题\"\r\n\"=\"\"990\"\"\",\"a\"\"b\"\r\n1,2,3\r\n\t=\"5\",'x'\n";
  GRand            *rand = g_rand_new_with_seed (2);

  for (int round = 0; round < 20000; round++)
    {
      char text[sizeof seed];

      memcpy (text, seed, sizeof seed);
      for (int i = g_rand_int_range (rand, 1, 5); i > 0; i--)
        text[g_rand_int_range (rand, 0, sizeof seed - 1)] = "\",\n\r\t;=\xff\0 a"[g_rand_int_range (rand, 0, 11)];
      g_free (dump (text, (gssize) g_rand_int_range (rand, 0, sizeof seed), NULL));
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/read", test_read);
  g_test_add_func ("/csv/refused", test_refused);
  g_test_add_func ("/csv/dangerous", test_dangerous);
  g_test_add_func ("/csv/write", test_write);
  g_test_add_func ("/csv/round", test_round);
  g_test_add_func ("/csv/mutated", test_mutated);
  return g_test_run ();
}
