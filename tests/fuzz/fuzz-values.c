/* What people type: money, quantities, days, times, identity and telephone numbers, words. What is read and written again reads
 * the same. */
#include <string.h>

#include "fuzz.h"
#include "zg-day.h"
#include "zg-idcard.h"
#include "zg-money.h"
#include "zg-text.h"

static const ZgMoneyFlags ways[] = { ZG_MONEY_PLAIN, ZG_MONEY_NO_COMMAS, ZG_MONEY_MINUS, ZG_MONEY_YUAN };

static void
money_again (gint64 fen)
{
  g_autofree char *capital = zg_money_capital (fen);

  IS_TEXT (capital);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *text = zg_money_format (fen, ways[i]);
      gint64           again = ~fen;

      IS_TEXT (text);
      HOLDS (zg_money_parse (text, &again) && again == fen);
    }
}

static void
share (const guint8 *data, gsize size)
{
  gint64   n[3] = { 0 }, result = 77;
  __int128 exact;

  memcpy (n, data, MIN (size, sizeof n));
  if (!zg_money_share (n[0], n[1], n[2], &result))
    {
      HOLDS (result == 77);
      return;
    }
  HOLDS (n[2] != 0);
  exact = (__int128) n[0] * n[1] - (__int128) result * n[2]; /* what rounding took: at most half of the divisor */
  exact = exact < 0 ? -exact : exact;
  HOLDS (2 * exact <= (n[2] < 0 ? -(__int128) n[2] : (__int128) n[2]));
}

void
fuzz_money (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text_of (data, size);
  gint64           fen = 11, milli = 11, sum = 11;

  if (zg_money_parse (text, &fen))
    money_again (fen);
  else
    HOLDS (fen == 11);
  if (zg_money_eval (text, &sum))
    money_again (sum);
  else
    HOLDS (sum == 11);
  if (zg_milli_parse (text, &milli))
    {
      g_autofree char *plain = zg_milli_format (milli, ZG_MONEY_NO_COMMAS);
      gint64           again = ~milli;

      HOLDS (zg_milli_parse (plain, &again) && again == milli);
    }
  share (data, size);
}

static void
day_again (int day)
{
  char buffer[11];
  int  again = 0;

  HOLDS (zg_day_parse (zg_day_format (day, buffer), &again) && again == day);
  HOLDS (zg_day_weekday (day) >= 1 && zg_day_weekday (day) <= 7);
}

void
fuzz_day (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text_of (data, size);
  char             buffer[24];
  int              day = 0, loose = 0, minute = 0, first = 0, n = 0, again = -1;
  gint64           ms = 0, ms_again = -1;

  if (zg_day_parse (text, &day))
    HOLDS (g_str_equal (text, zg_day_format (day, buffer)));
  if (zg_day_parse_loose (text, &loose))
    day_again (loose);
  if (zg_minute_parse (text, &minute))
    {
      HOLDS (minute >= 0 && minute < 48 * 60);
      HOLDS (zg_minute_parse (zg_minute_format (minute, buffer), &again) && again == minute);
    }
  if (zg_month_parse (text, &first, &n))
    HOLDS (n >= 28 && n <= 31 && g_str_equal (text, zg_month_format (first, buffer)));
  if (zg_stamp_parse (text, &ms))
    HOLDS (zg_stamp_parse (zg_stamp_format (ms, buffer), &ms_again) && ms_again == ms);
}

void
fuzz_idcard (const guint8 *data, gsize size)
{
  const int        today = zg_day_from_ymd (2026, 11, 26);
  g_autofree char *text = fuzz_text_of (data, size);
  ZgIdcard         card = { 0 }, again = { 0 };
  ZgIdcardFault    fault = ZG_IDCARD_OK;

  if (!zg_idcard_check (text, today, &card, &fault))
    {
      HOLDS (fault != ZG_IDCARD_OK);
      IS_TEXT (zg_idcard_fault_text (fault));
      return;
    }
  HOLDS (strlen (card.number) == 18 && card.birth_day <= today);
  HOLDS (zg_idcard_check_digit (card.number) == card.number[17]);
  HOLDS (zg_idcard_check (card.number, today, &again, NULL) && g_str_equal (again.number, card.number));
  HOLDS (again.birth_day == card.birth_day && again.male == card.male && !again.converted);
}

void
fuzz_phone (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text_of (data, size), *plain = NULL, *again = NULL, *mask = NULL;
  ZgPhoneKind      kind = zg_phone_check (text, &plain);

  HOLDS ((kind == ZG_PHONE_NONE) == (plain == NULL));
  if (plain == NULL)
    return;
  IS_TEXT (plain);
  HOLDS (zg_phone_check (plain, &again) == kind && g_str_equal (again, plain));
  mask = zg_text_mask_phone (plain);
  IS_TEXT (mask);
  HOLDS (kind == ZG_PHONE_MASKED || strlen (plain) < 5 || !g_str_equal (mask, plain));
}

static void
same_twice (char *(*of) (const char *), const char *text)
{
  g_autofree char *once = of (text), *twice = NULL;

  IS_TEXT (once);
  twice = of (once);
  HOLDS (g_str_equal (once, twice));
}

void
fuzz_text (const guint8 *data, gsize size)
{
  g_autofree char *raw = fuzz_text_of (data, size), *text = g_utf8_make_valid (raw, -1);
  g_autofree char *key = zg_text_sort_key (raw), *pinyin = zg_text_pinyin (raw), *initials = zg_text_initials (raw);
  g_autofree char *peeled = zg_text_peel_id (text), *id = zg_text_mask_id (raw), *phone = zg_text_mask_phone (raw);

  same_twice (zg_text_fold, raw);
  same_twice (zg_text_strip, text);
  IS_TEXT (peeled);
  IS_TEXT (pinyin);
  IS_TEXT (initials);
  IS_TEXT (id);
  IS_TEXT (phone);
  HOLDS (strspn (key, "0123456789abcdef") == strlen (key));
  HOLDS (zg_text_width (raw) >= 0 && zg_text_width (raw) <= 2 * (int) size);
  HOLDS (!zg_text_is_safe_line (raw) || (g_utf8_validate (raw, -1, NULL) && strpbrk (raw, "\r\n\t") == NULL));
  HOLDS (!zg_text_is_safe_line (raw) || zg_text_is_safe_block (raw));
  zg_text_is_damaged_id (peeled);
  zg_text_is_no_value (raw);
}
