#include "zg-day.h"
#include "zg-idcard.h"

#define TODAY zg_day_from_ymd (2026, 11, 3)

static void
test_vectors (void)
{
  static const struct { const char *text; ZgIdcardFault fault;
  } rows[] = {
    { "11010519491231002X", ZG_IDCARD_OK },
    { "440524188001010014", ZG_IDCARD_OK },
    { "11010519491231002x", ZG_IDCARD_OK },
    { "110105194912310021", ZG_IDCARD_DIGIT },
    { "11010519491331002X", ZG_IDCARD_BIRTHDAY },
    { "990105194912310023", ZG_IDCARD_PROVINCE },
    { "110105491231002", ZG_IDCARD_OK },
    { "１１０１０５１９４９１２３１００２Ｘ", ZG_IDCARD_OK },
    { "11010519491231002X ", ZG_IDCARD_OK },
    { "1.10105E+17", ZG_IDCARD_DAMAGED },
    { "'11010519491231002X", ZG_IDCARD_OK },
    { "=\"11010519491231002X\"", ZG_IDCARD_OK },
    { "", ZG_IDCARD_LENGTH },
    { "1101051949123100", ZG_IDCARD_LENGTH },
    { "11010519491231002XX", ZG_IDCARD_LENGTH },
    { "1101051949123X0021", ZG_IDCARD_SIGNS },
    { "11010549123100X", ZG_IDCARD_SIGNS },
    { "110105194902290026", ZG_IDCARD_BIRTHDAY },
    { "11010520270101001X", ZG_IDCARD_BIRTHDAY },
    { "110105000001010010", ZG_IDCARD_BIRTHDAY },
    { "11010519４91231002Y", ZG_IDCARD_SIGNS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ZgIdcardFault fault;
      gboolean      good = zg_idcard_check (rows[i].text, TODAY, NULL, &fault);

      if (fault != rows[i].fault || good != (fault == ZG_IDCARD_OK))
        g_error ("%s: %d", rows[i].text, fault);
      g_assert_cmpint (*zg_idcard_fault_text (fault) != '\0', ==, !good);
    }
  g_assert_false (zg_idcard_check (NULL, TODAY, NULL, NULL));
}

static void
test_facts (void)
{
  ZgIdcard card;

  g_assert_true (zg_idcard_check ("11010519491231002x", TODAY, &card, NULL));
  g_assert_cmpstr (card.number, ==, "11010519491231002X");
  g_assert_cmpint (card.birth_day, ==, zg_day_from_ymd (1949, 12, 31));
  g_assert_false (card.male);
  g_assert_false (card.converted);
  g_assert_true (zg_idcard_check ("440524188001010014", TODAY, &card, NULL));
  g_assert_true (card.male);
  g_assert_true (zg_idcard_check ("110105491231002", TODAY, &card, NULL));
  g_assert_cmpstr (card.number, ==, "11010519491231002X");
  g_assert_true (card.converted);
}

/* Born today is a birthday, born tomorrow is none. */
static void
test_today (void)
{
  ZgIdcardFault fault;
  char          number[19] = "110105202611030017";

  number[17] = zg_idcard_check_digit (number);
  g_assert_true (zg_idcard_check (number, TODAY, NULL, NULL));
  g_assert_false (zg_idcard_check (number, TODAY - 1, NULL, &fault));
  g_assert_cmpint (fault, ==, ZG_IDCARD_BIRTHDAY);
}

/* Every single wrong digit and every swap of neighbours is seen. */
static void
test_slips (void)
{
  const char *number = "440524188001010014";

  for (int i = 0; i < 18; i++)
    for (char c = '0'; c <= '9'; c++)
      {
        char wrong[19];

        g_strlcpy (wrong, number, sizeof wrong);
        wrong[i] = c;
        g_assert_cmpint (zg_idcard_check (wrong, TODAY, NULL, NULL), ==, c == number[i]);
      }
  for (int i = 0; i < 17; i++)
    {
      char wrong[19];

      g_strlcpy (wrong, number, sizeof wrong);
      wrong[i] = number[i + 1];
      wrong[i + 1] = number[i];
      g_assert_cmpint (zg_idcard_check (wrong, TODAY, NULL, NULL), ==, number[i] == number[i + 1]);
    }
}

static void
test_phones (void)
{
  static const struct { const char *text; ZgPhoneKind kind; const char *plain; } rows[] = {
    { "13800000001", ZG_PHONE_MOBILE, "13800000001" },
    { "'13800000001", ZG_PHONE_MOBILE, "13800000001" },
    { "+8613800000001", ZG_PHONE_MOBILE, "13800000001" },
    { "+86-138-0000-0001", ZG_PHONE_NONE, NULL },
    { "138 0000 0001", ZG_PHONE_MOBILE, "13800000001" },
    { "13800000001-1234", ZG_PHONE_PRIVACY, "13800000001-1234" },
    { "12800000001", ZG_PHONE_NONE, NULL },
    { "138****0001", ZG_PHONE_MASKED, "138****0001" },
    { "1.38E+10", ZG_PHONE_NONE, NULL },
    { "0571-88000000", ZG_PHONE_LAND_LINE, "0571-88000000" },
    { "0571-88000000-801", ZG_PHONE_LAND_LINE, "0571-88000000-801" },
    { "(0571)88000000", ZG_PHONE_LAND_LINE, "0571-88000000" },
    { "057188000000", ZG_PHONE_LAND_LINE, "057188000000" },
    { "010-6500000", ZG_PHONE_LAND_LINE, "010-6500000" },
    { "010-650000", ZG_PHONE_NONE, NULL },
    { "88000000", ZG_PHONE_LAND_LINE, "88000000" },
    { "18000000", ZG_PHONE_NONE, NULL },
    { "4008000000", ZG_PHONE_SERVICE, "4008000000" },
    { "400-800-0000", ZG_PHONE_SERVICE, "4008000000" },
    { "95588", ZG_PHONE_SERVICE, "95588" },
    { "1380000000", ZG_PHONE_NONE, NULL },
    { "138000000012", ZG_PHONE_NONE, NULL },
    { "13800000001-", ZG_PHONE_NONE, NULL },
    { "13800000001-12a", ZG_PHONE_NONE, NULL },
    { "", ZG_PHONE_NONE, NULL },
    { ")", ZG_PHONE_NONE, NULL },
    { "１３８００００００01", ZG_PHONE_MOBILE, "13800000001" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *plain = NULL;

      if (zg_phone_check (rows[i].text, &plain) != rows[i].kind)
        g_error ("%s: %d", rows[i].text, zg_phone_check (rows[i].text, NULL));
      g_assert_cmpstr (plain, ==, rows[i].plain);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idcard/vectors", test_vectors);
  g_test_add_func ("/idcard/facts", test_facts);
  g_test_add_func ("/idcard/today", test_today);
  g_test_add_func ("/idcard/slips", test_slips);
  g_test_add_func ("/phone/vectors", test_phones);
  return g_test_run ();
}
