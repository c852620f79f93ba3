#include "zg-money.h"

static void
test_parse (void)
{
  static const struct { const char *text; gint64 fen;
  } good[] = {
    { "1,059.90", 105990 },
    { "0元", 0 },
    { "¥9.99", 999 },
    { "9.99元", 999 },
    { "-5", -500 },
    { "−5", -500 },
    { "¥-5", -500 },
    { "-¥5", -500 },
    { ".5", 50 },
    { "5.", 500 },
    { "1,156.0000000", 115600 },
    { "１２．５", 1250 },
    { " 12 ", 1200 },
    { "+3", 300 },
    { "92233720368547758.07", G_MAXINT64 },
    { "-92233720368547758.07", -G_MAXINT64 },
    { "0.01", 1 },
    { "￥1", 100 },
    { "1 059.90", 105990 },
  };
  static const char *const bad[] = { "",
                                     " ",
                                     "元",
                                     "¥",
                                     "-",
                                     ".",
                                     "1.005",
                                     "12,34",
                                     "1,0599",
                                     "1,,000",
                                     ",100",
                                     "1,00,000",
                                     "1.2.3",
                                     "1e3",
                                     "--5",
                                     "+-5",
                                     "92233720368547758.08",
                                     "9999999999999999999",
                                     "12a",
                                     "5元元",
                                     "0x10",
                                     "1.0.",
                                     "1234,567" };
  gint64 fen = 42;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (!zg_money_parse (good[i].text, &fen) || fen != good[i].fen)
      g_error ("%s is %" G_GINT64_FORMAT, good[i].text, fen);
  fen = 42;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (zg_money_parse (bad[i], &fen) || fen != 42)
      g_error ("taken: %s", bad[i]);
  g_assert_false (zg_money_parse (NULL, &fen));
}

static void
test_eval (void)
{
  static const struct { const char *text; gint64 fen;
  } good[] = {
    { "12*36.5", 43800 }, { "12*36.5+4-0.01", 44199 },
    { "3×9.99", 2997 },   { "1,000+1", 100100 },
    { "0.333*0.5", 17 },  { "-2*3", -600 },
    { "2*-3", -600 },     { "0.005*1", 1 },
    { "-0.005*1", -1 },   { "0.0049*1", 0 },
    { "1.005+0", 101 },   { "5", 500 },
    { "0.002+0.003", 1 },
  };
  static const char *const bad[] = { "",
                                     "+",
                                     "1+",
                                     "*2",
                                     "1**2",
                                     "1+-",
                                     "(1+2)*3",
                                     "1/2",
                                     "999999999999999999*999999999999999999",
                                     "1 2a",
                                     "100000000000000000*10",
                                     "0.0000001*1" };
  gint64 fen;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    if (!zg_money_eval (good[i].text, &fen) || fen != good[i].fen)
      g_error ("%s is %" G_GINT64_FORMAT, good[i].text, fen);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (zg_money_eval (bad[i], &fen))
      g_error ("taken: %s = %" G_GINT64_FORMAT, bad[i], fen);
}

static void
assert_text (char *text, const char *wanted)
{
  g_assert_cmpstr (text, ==, wanted);
  g_free (text);
}

static void
test_format (void)
{
  assert_text (zg_money_format (115600, ZG_MONEY_PLAIN), "1,156.00");
  assert_text (zg_money_format (-115605, ZG_MONEY_PLAIN), "-1,156.05");
  assert_text (zg_money_format (-115605, ZG_MONEY_MINUS), "−1,156.05");
  assert_text (zg_money_format (-115605, ZG_MONEY_NO_COMMAS), "-1156.05");
  assert_text (zg_money_format (-100, ZG_MONEY_MINUS | ZG_MONEY_YUAN), "−¥1.00");
  assert_text (zg_money_format (0, ZG_MONEY_PLAIN), "0.00");
  assert_text (zg_money_format (-1, ZG_MONEY_PLAIN), "-0.01");
  assert_text (zg_money_format (99999, ZG_MONEY_PLAIN), "999.99");
  assert_text (zg_money_format (G_MININT64, ZG_MONEY_PLAIN), "-92,233,720,368,547,758.08");
}

static void
test_milli (void)
{
  gint64 milli;

  assert_text (zg_milli_format (500, ZG_MONEY_PLAIN), "0.5");
  assert_text (zg_milli_format (24000, ZG_MONEY_PLAIN), "24");
  assert_text (zg_milli_format (1156125, ZG_MONEY_PLAIN), "1,156.125");
  assert_text (zg_milli_format (-10, ZG_MONEY_PLAIN), "-0.01");
  assert_text (zg_milli_format (0, ZG_MONEY_YUAN), "0");
  g_assert_true (zg_milli_parse ("0.5", &milli) && milli == 500);
  g_assert_true (zg_milli_parse ("1,156.125", &milli) && milli == 1156125);
  g_assert_true (zg_milli_parse ("24.0000", &milli) && milli == 24000);
  g_assert_false (zg_milli_parse ("0.0005", &milli));
  g_assert_false (zg_milli_parse ("24元", &milli));
  g_assert_false (zg_milli_parse ("9223372036854775.808", &milli));
}

static void
test_capital (void)
{
  static const struct { gint64 fen; const char *text; } rows[] = {
    { 0, "零元整" }, { 1, "壹分" }, { 10, "壹角整" }, { 11, "壹角壹分" }, { 100, "壹元整" }, { 105, "壹元零伍分" }, { 1000, "壹拾元整" },
    { 115600, "壹仟壹佰伍拾陆元整" }, { 100100, "壹仟零壹元整" }, { 101000, "壹仟零壹拾元整" }, { 10000000, "壹拾万元整" },
    { 1000100, "壹万零壹元整" }, { 100000506, "壹佰万零伍元零陆分" }, { 1640902, "壹万陆仟肆佰零玖元零贰分" }, { 32550, "叁佰贰拾伍元伍角整" },
    { 10000000000, "壹亿元整" }, { 10000000100, "壹亿零壹元整" }, { 10010000000, "壹亿零壹拾万元整" }, { 1000000000000, "壹佰亿元整" },
    { 100000000000000, "壹万亿元整" }, { -115600, "负壹仟壹佰伍拾陆元整" }, { 10000500, "壹拾万零伍元整" }, { 123456789012, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分" },
    { 200000000, "贰佰万元整" }, { 10100000000, "壹亿零壹佰万元整" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_text (zg_money_capital (rows[i].fen), rows[i].text);
  g_free (zg_money_capital (G_MININT64));
  g_free (zg_money_capital (G_MAXINT64));
}

static void
test_share (void)
{
  gint64 r = 7;

  g_assert_true (zg_money_share (3650, 12000, 1000, &r) && r == 43800);
  g_assert_true (zg_money_share (100, 1, 3, &r) && r == 33);
  g_assert_true (zg_money_share (1, 1, 2, &r) && r == 1);
  g_assert_true (zg_money_share (-1, 1, 2, &r) && r == -1);
  g_assert_true (zg_money_share (1, -1, -2, &r) && r == 1);
  g_assert_true (zg_money_share (5, 3, -10, &r) && r == -2);
  g_assert_true (zg_money_share (G_MAXINT64, G_MAXINT64, G_MAXINT64, &r) && r == G_MAXINT64);
  r = 7;
  g_assert_false (zg_money_share (G_MAXINT64, 2, 1, &r));
  g_assert_false (zg_money_share (1, 1, 0, &r));
  g_assert_false (zg_money_add (G_MAXINT64, 1, &r));
  g_assert_cmpint (r, ==, 7);
  g_assert_true (zg_money_add (G_MAXINT64, -1, NULL));
}

static void
test_random (void)
{
  GRand *rand = g_rand_new_with_seed (20261103);

  for (int i = 0; i < 20000; i++)
    {
      gint64           fen = ((gint64) g_rand_int (rand) << 31 | g_rand_int (rand)) >> g_rand_int_range (rand, 0, 60), back;
      g_autofree char *text = zg_money_format (-fen, i % 8);

      g_assert_true (zg_money_parse (text, &back));
      g_assert_cmpint (back, ==, -fen);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/eval", test_eval);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/milli", test_milli);
  g_test_add_func ("/money/capital", test_capital);
  g_test_add_func ("/money/share", test_share);
  g_test_add_func ("/money/random", test_random);
  return g_test_run ();
}
