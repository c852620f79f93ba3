#include "zg-error.h"
#include "zg-userdat.h"

#include <string.h>

static void
put_large (guint8 *p, int uid, int privilege, const char *name, const char *pin, guint32 card)
{
  memset (p, 0, 72);
  p[0] = (guint8) uid;
  p[2] = (guint8) privilege;
  memcpy (p + 3, "secret", 6);
  memcpy (p + 11, name, MIN (strlen (name), 24));
  for (int i = 0; i < 4; i++)
    p[35 + i] = (guint8) (card >> (8 * i));
  p[40] = '1';
  memcpy (p + 48, pin, MIN (strlen (pin), 24));
}

static void
put_small (guint8 *p, int uid, const char *name, guint32 pin)
{
  memset (p, 0, 28);
  p[0] = (guint8) uid;
  memcpy (p + 8, name, MIN (strlen (name), 8));
  p[21] = 1;
  for (int i = 0; i < 4; i++)
    p[24 + i] = (guint8) (pin >> (8 * i));
}

static GArray *
parse (const void *data, gsize size, gboolean good)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  GArray *rows = zg_userdat_parse (bytes, &error);

  if (good)
    g_assert_no_error (error);
  else
    g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  return rows;
}

static void
test_large (void)
{
  guint8 data[72 * 4];

  put_large (data, 1, 0, "测试甲", "1", 0);
  put_large (data + 72, 2, 14, "\xb2\xe2\xca\xd4\xd2\xd2", "0042", 12345678); /* GBK */
  memset (data + 144, 0, 72);
  put_large (data + 216, 3, 0, "Demo", "123456789012345678901234", 0xffffffff);
  g_autoptr (GArray) rows = parse (data, sizeof data, TRUE);
  const ZgUserdatRow *row = (const ZgUserdatRow *) rows->data;
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (row[0].name, ==, "测试甲");
  g_assert_cmpstr (row[0].pin, ==, "1");
  g_assert_cmpint (row[0].uid, ==, 1);
  g_assert_cmpuint (row[0].card, ==, 0);
  g_assert_cmpstr (row[1].name, ==, "测试乙");
  g_assert_cmpstr (row[1].pin, ==, "0042");
  g_assert_cmpint (row[1].privilege, ==, 14);
  g_assert_cmpuint (row[1].card, ==, 12345678);
  g_assert_cmpstr (row[2].pin, ==, "123456789012345678901234");
  g_assert_cmpuint (row[2].card, ==, 0xffffffff);
}

static void
test_small (void)
{
  guint8 data[56];

  put_small (data, 1, "Demo1", 1001);
  put_small (data + 28, 2, "\xb2\xe2\xca\xd4\xd2\xd2\xb1\xfb", 2);
  g_autoptr (GArray) rows = parse (data, sizeof data, TRUE);
  const ZgUserdatRow *row = (const ZgUserdatRow *) rows->data;
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (row[0].name, ==, "Demo1");
  g_assert_cmpstr (row[0].pin, ==, "1001");
  g_assert_cmpstr (row[1].name, ==, "测试乙丙");
}

/* 504 bytes are 7 large records or 18 small ones: the contents decide. */
static void
test_either (void)
{
  guint8 data[504], other[504];

  for (int i = 0; i < 7; i++)
    put_large (data + i * 72, i + 1, 0, "测试", "10", 0);
  for (int i = 0; i < 18; i++)
    put_small (other + i * 28, i + 1, "Demo", 1000000 + (guint32) i);
  g_autoptr (GArray) seven = parse (data, 504, TRUE);
  g_autoptr (GArray) eighteen = parse (other, 504, TRUE);
  g_assert_cmpuint (seven->len, ==, 7);
  g_assert_cmpuint (eighteen->len, ==, 18);
}

static void
test_length_before (void)
{
  guint8 data[76] = { 72 };

  put_large (data + 4, 1, 0, "Demo", "7", 0);
  g_autoptr (GArray) rows = parse (data, sizeof data, TRUE);
  g_assert_cmpstr (g_array_index (rows, ZgUserdatRow, 0).pin, ==, "7");
}

static void
test_odd (void)
{
  guint8 data[72];

  put_large (data, 300 & 0xff, 0, "一二三四五六七八", "", 0); /* no PIN2: the record's number stands for it */
  g_autoptr (GArray) rows = parse (data, sizeof data, TRUE);
  g_assert_cmpstr (g_array_index (rows, ZgUserdatRow, 0).pin, ==, "44");
  put_large (data, 1, 0, "12345678901234567890123张", "1", 0); /* cut inside a character */
  g_autoptr (GArray) cut = parse (data, sizeof data, TRUE);
  g_assert_cmpstr (g_array_index (cut, ZgUserdatRow, 0).name, ==, "12345678901234567890123");
}

static void
test_refused (void)
{
  guint8 data[72];

  g_assert_null (parse ("", 0, FALSE));
  g_assert_null (parse ("1\t2026-11-02 08:00:00\t1\t0\t1\t0\r\n", 32, FALSE));
  put_large (data, 1, 0, "Demo", "1", 0);
  g_assert_null (parse (data, 71, FALSE));
  put_large (data, 1, 200, "Demo", "1", 0);
  g_assert_null (parse (data, 72, FALSE));
  put_large (data, 1, 0, "De\x01mo", "1", 0);
  g_assert_null (parse (data, 72, FALSE));
  put_large (data, 1, 0, "Demo", "1\x02", 0);
  g_assert_null (parse (data, 72, FALSE));
}

static void
test_mutated (void)
{
  GRand *rand = g_rand_new_with_seed (4);

  for (int round = 0; round < 5000; round++)
    {
      guint8 data[144];

      put_large (data, 1, 0, "测试甲", "1", 0);
      put_large (data + 72, 2, 14, "Demo", "2", 5);
      for (int i = g_rand_int_range (rand, 1, 8); i > 0; i--)
        data[g_rand_int_range (rand, 0, 144)] = (guint8) g_rand_int (rand);
      g_autoptr (GBytes) bytes = g_bytes_new (data, (gsize) g_rand_int_range (rand, 0, 145));
      g_autoptr (GArray) rows = zg_userdat_parse (bytes, NULL);
      for (guint i = 0; rows && i < rows->len; i++)
        g_assert_true (g_utf8_validate (g_array_index (rows, ZgUserdatRow, i).name, -1, NULL));
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/userdat/large", test_large);
  g_test_add_func ("/userdat/small", test_small);
  g_test_add_func ("/userdat/either", test_either);
  g_test_add_func ("/userdat/length-before", test_length_before);
  g_test_add_func ("/userdat/odd", test_odd);
  g_test_add_func ("/userdat/refused", test_refused);
  g_test_add_func ("/userdat/mutated", test_mutated);
  return g_test_run ();
}
