/* How figures become scores and scores a total: boundaries, rounding, what is not there. No database. */
#include <glib.h>

#include "zg-review-rules.h"

#define NONE ZG_REVIEW_NO_SCORE

/* Five points off for each late arrival beyond the first, never below forty. */
static void
test_points (void)
{
  const ZgReviewRule rule = { ZG_REVIEW_RULE_POINTS, .full = 10000, .floor = 4000, .each = 500, .free = 100 };

  g_assert_true (zg_review_rule_is_good (&rule));
  g_assert_cmpint (zg_review_score (&rule, 0), ==, 10000);
  g_assert_cmpint (zg_review_score (&rule, 100), ==, 10000); /* the free one */
  g_assert_cmpint (zg_review_score (&rule, 200), ==, 9500);
  g_assert_cmpint (zg_review_score (&rule, 150), ==, 9750); /* half a one */
  g_assert_cmpint (zg_review_score (&rule, 1300), ==, 4000);
  g_assert_cmpint (zg_review_score (&rule, 1400), ==, 4000); /* the floor holds */
  g_assert_cmpint (zg_review_score (&rule, G_MAXINT64), ==, 4000);
  g_assert_cmpint (zg_review_score (&rule, -100), ==, 10000);
}

static void
test_bands (void)
{
  ZgReviewRule rule = { ZG_REVIEW_RULE_BANDS, .full = 10000, .floor = 3000 };

  rule.n_bands = zg_review_bands_parse ("0=100 2=80, 5=60.5", rule.bands);
  g_assert_cmpint (rule.n_bands, ==, 3);
  g_assert_true (zg_review_rule_is_good (&rule));
  g_assert_cmpint (zg_review_score (&rule, 0), ==, 10000);
  g_assert_cmpint (zg_review_score (&rule, 1), ==, 8000);
  g_assert_cmpint (zg_review_score (&rule, 200), ==, 8000); /* the bound itself belongs below */
  g_assert_cmpint (zg_review_score (&rule, 201), ==, 6050);
  g_assert_cmpint (zg_review_score (&rule, 500), ==, 6050);
  g_assert_cmpint (zg_review_score (&rule, 501), ==, 3000);
}

static void
test_bands_refused (void)
{
  static const char *const bad[] = { "", "5", "=5", "5=", "5=1=2", "5=1 5=2", "6=1 5=2", "-1=5", "1=5x", "1.234=5", "1.=5", "a=5",
                                     "99999999999999=1", "1=2 2=3 3=4 4=5 5=6 6=7 7=8 8=9 9=10 10=11 11=12 12=13 13=14" };
  ZgReviewBand bands[ZG_REVIEW_MOST_BANDS];
  ZgReviewRule rule = { ZG_REVIEW_RULE_BANDS, .full = 10000 };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (zg_review_bands_parse (bad[i], bands), ==, 0);
  g_assert_cmpint (zg_review_bands_parse (NULL, bands), ==, 0);
  rule.n_bands = zg_review_bands_parse ("1=100.01", rule.bands); /* more than full marks */
  g_assert_cmpint (rule.n_bands, ==, 1);
  g_assert_false (zg_review_rule_is_good (&rule));
}

static void
test_ratio (void)
{
  const ZgReviewRule more = { ZG_REVIEW_RULE_RATIO, .full = 10000, .target = 9500 };
  const ZgReviewRule less = { ZG_REVIEW_RULE_RATIO, .full = 10000, .floor = 1000, .target = 300, .less = TRUE };

  g_assert_cmpint (zg_review_score (&more, 9500), ==, 10000);
  g_assert_cmpint (zg_review_score (&more, 9930), ==, 10000); /* no more than full */
  g_assert_cmpint (zg_review_score (&more, 4750), ==, 5000);
  g_assert_cmpint (zg_review_score (&more, 9499), ==, 9999);
  g_assert_cmpint (zg_review_score (&more, 0), ==, 0);
  g_assert_cmpint (zg_review_score (&less, 300), ==, 10000);
  g_assert_cmpint (zg_review_score (&less, 0), ==, 10000);
  g_assert_cmpint (zg_review_score (&less, 600), ==, 5000);
  g_assert_cmpint (zg_review_score (&less, 301), ==, 9967); /* 9966.8 rounded */
  g_assert_cmpint (zg_review_score (&less, 1000000), ==, 1000);
}

/* A rule that cannot give a score within the scale is no rule. */
static void
test_bad_rules (void)
{
  const ZgReviewRule bad[] = {
    { ZG_REVIEW_RULE_POINTS, .full = 0, .each = 100 },       { ZG_REVIEW_RULE_POINTS, .full = 10000, .each = 0 },
    { ZG_REVIEW_RULE_POINTS, .full = 10000, .each = -500 },  { ZG_REVIEW_RULE_POINTS, .full = 500, .floor = 501, .each = 100 },
    { ZG_REVIEW_RULE_RATIO, .full = 10000, .target = 0 },    { ZG_REVIEW_RULE_RATIO, .full = 10000, .floor = -1, .target = 5 },
    { ZG_REVIEW_RULE_BANDS, .full = 10000 },                 { 0, .full = 10000, .each = 100 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (zg_review_rule_is_good (&bad[i]));
}

static void
test_combine (void)
{
  const gint64 shares[3] = { 1000, 6000, 3000 }, no_self[3] = { 0, 6000, 4000 };

  g_assert_cmpint (zg_review_combine ((gint64[]){ 9600, 9500, 9000 }, shares, 3, FALSE), ==, 9360);
  g_assert_cmpint (zg_review_combine ((gint64[]){ 9600, 9501, 9001 }, shares, 3, FALSE), ==, 9361); /* 9360.9 */
  g_assert_cmpint (zg_review_combine ((gint64[]){ NONE, 9500, 9000 }, shares, 3, FALSE), ==, NONE);
  g_assert_cmpint (zg_review_combine ((gint64[]){ NONE, 9500, 9000 }, no_self, 3, FALSE), ==, 9300); /* no share, not missed */
  g_assert_cmpint (zg_review_combine ((gint64[]){ NONE, 9500, 9000 }, shares, 3, TRUE), ==, 9333); /* 6 : 3 */
  g_assert_cmpint (zg_review_combine ((gint64[]){ NONE, NONE, NONE }, shares, 3, TRUE), ==, NONE);
  g_assert_cmpint (zg_review_combine ((gint64[]){ 0, 0, 0 }, shares, 3, FALSE), ==, 0); /* zero is a score */
}

/* A part without a score makes the total unknown, whatever its weight; it is never taken for zero. */
static void
test_missing (void)
{
  const ZgReviewPart parts[] = { { 10000, 10000, 6000 }, { NONE, 10000, 4000 } };
  const ZgReviewPart zero[] = { { 10000, 10000, 6000 }, { 0, 10000, 4000 } };
  const ZgReviewPart light[] = { { 10000, 10000, 9999 }, { NONE, 10000, 1 } };
  int                missing = -1;

  g_assert_cmpint (zg_review_total (parts, 2, FALSE, &missing), ==, NONE);
  g_assert_cmpint (missing, ==, 1);
  g_assert_cmpint (zg_review_total (parts, 2, TRUE, &missing), ==, 10000); /* by waiver, over what is there */
  g_assert_cmpint (missing, ==, 1);
  g_assert_cmpint (zg_review_total (zero, 2, FALSE, &missing), ==, 6000);
  g_assert_cmpint (missing, ==, 0);
  g_assert_cmpint (zg_review_total (light, 2, FALSE, NULL), ==, NONE);
  g_assert_cmpint (zg_review_total (NULL, 0, TRUE, NULL), ==, NONE);
}

static void
test_total (void)
{
  /* the sheet of the specification: 20 15 15 15 10 10 10 5 per cent */
  const ZgReviewPart sheet[] = { { 9500, 10000, 2000 }, { 9200, 10000, 1500 }, { 9000, 10000, 1500 }, { 9200, 10000, 1500 },
                                 { 8800, 10000, 1000 }, { 8800, 10000, 1000 }, { 9000, 10000, 1000 }, { 10000, 10000, 500 } };
  const ZgReviewPart scales[] = { { 450, 500, 5000 }, { 9000, 10000, 5000 } }; /* four and a half of five, ninety of a hundred */
  ZgReviewPart       thirds[3] = { { 10000, 10000, 3333 }, { 10000, 10000, 3333 }, { 10000, 10000, 3334 } };

  g_assert_cmpint (zg_review_weighted (9500, 10000, 2000), ==, 1900);
  g_assert_cmpint (zg_review_total (sheet, G_N_ELEMENTS (sheet), FALSE, NULL), ==, 9170);
  g_assert_cmpint (zg_review_total (scales, 2, FALSE, NULL), ==, 9000);
  g_assert_cmpint (zg_review_total (thirds, 3, FALSE, NULL), ==, 10000);
}

static void
test_grade (void)
{
  const gint64 bounds[] = { 9000, 8000, 7000, 6000 };

  g_assert_cmpint (zg_review_grade (10000, bounds, 4), ==, 1);
  g_assert_cmpint (zg_review_grade (9000, bounds, 4), ==, 1);
  g_assert_cmpint (zg_review_grade (8999, bounds, 4), ==, 2);
  g_assert_cmpint (zg_review_grade (8000, bounds, 4), ==, 2);
  g_assert_cmpint (zg_review_grade (7999, bounds, 4), ==, 3);
  g_assert_cmpint (zg_review_grade (6000, bounds, 4), ==, 4);
  g_assert_cmpint (zg_review_grade (5999, bounds, 4), ==, 5);
  g_assert_cmpint (zg_review_grade (0, bounds, 4), ==, 5);
  g_assert_cmpint (zg_review_grade (NONE, bounds, 4), ==, 0); /* incomplete: no grade */
}

static void
test_quota (void)
{
  g_assert_cmpint (zg_review_quota (2000, 12), ==, 2); /* 2.4 */
  g_assert_cmpint (zg_review_quota (2000, 13), ==, 3); /* 2.6 */
  g_assert_cmpint (zg_review_quota (5000, 1), ==, 1);  /* half a person is one */
  g_assert_cmpint (zg_review_quota (2000, 0), ==, 0);
}

/* Whatever figure comes, the score lies on the scale, and more faults never score better. */
static void
test_random (void)
{
  for (int i = 0; i < 20000; i++)
    {
      ZgReviewRule rule = { ZG_REVIEW_RULE_POINTS, .full = g_random_int_range (1, 20000), .free = g_random_int_range (0, 500) };
      gint64       few, many;

      rule.floor = g_random_int_range (0, (int) rule.full + 1);
      rule.each = g_random_int_range (1, 3000);
      if (i % 2)
        {
          rule.kind = ZG_REVIEW_RULE_RATIO;
          rule.target = g_random_int_range (1, 20000);
          rule.less = TRUE;
        }
      g_assert_true (zg_review_rule_is_good (&rule));
      few = g_random_int_range (0, 100000);
      many = few + g_random_int_range (0, 100000);
      g_assert_cmpint (zg_review_score (&rule, few), >=, zg_review_score (&rule, many));
      g_assert_cmpint (zg_review_score (&rule, few), <=, rule.full);
      g_assert_cmpint (zg_review_score (&rule, many), >=, rule.floor);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/review/D02-3.6.1/points", test_points);
  g_test_add_func ("/review/D02-3.6.1/bands", test_bands);
  g_test_add_func ("/review/D02-3.6.1/bands-refused", test_bands_refused);
  g_test_add_func ("/review/D02-3.6.1/ratio", test_ratio);
  g_test_add_func ("/review/D02-3.6.1/bad-rules", test_bad_rules);
  g_test_add_func ("/review/D02-3.6.1/combine", test_combine);
  g_test_add_func ("/review/D20-4.1/missing", test_missing);
  g_test_add_func ("/review/D20-4.1/total", test_total);
  g_test_add_func ("/review/D20-4.2/grade", test_grade);
  g_test_add_func ("/review/D20-4.2/quota", test_quota);
  g_test_add_func ("/review/D02-3.6.1/random", test_random);
  return g_test_run ();
}
