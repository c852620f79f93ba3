#include "zg-idcard.h"

#include "zg-day.h"
#include "zg-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Provinces as the first two digits; the 91 of the standard is for people born abroad. */
static gboolean
is_province (int code)
{
  static const char codes[] =
      "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91";
  char              text[3] = { (char) ('0' + code / 10), (char) ('0' + code % 10), '\0' };

  return strstr (codes, text) != NULL;
}

char
zg_idcard_check_digit (const char *digits)
{
  static const char weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  int               sum = 0;

  for (int i = 0; i < 17; i++)
    sum += (digits[i] - '0') * weights[i];
  return "10X98765432"[sum % 11];
}

/* 15 digits to 18: the century and the check digit. @number: 19 bytes. */
static void
convert_old (const char *old, char *number)
{
  memcpy (number, old, 6);
  memcpy (number + 6, "19", 2);
  memcpy (number + 8, old + 6, 9);
  number[17] = zg_idcard_check_digit (number);
  number[18] = '\0';
}

static ZgIdcardFault
spell (const char *text, ZgIdcard *card)
{
  gsize n = strlen (text);

  if (zg_text_is_damaged_id (text))
    return ZG_IDCARD_DAMAGED;
  if (n != 18 && n != 15)
    return ZG_IDCARD_LENGTH;
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isdigit (text[i]) && !(i == 17 && (text[i] == 'X' || text[i] == 'x')))
      return ZG_IDCARD_SIGNS;
  card->converted = n == 15;
  if (card->converted)
    convert_old (text, card->number);
  else
    {
      memcpy (card->number, text, 19);
      card->number[17] = g_ascii_toupper (card->number[17]);
    }
  return ZG_IDCARD_OK;
}

static int
two_digits (const char *text)
{
  return (text[0] - '0') * 10 + text[1] - '0';
}

static ZgIdcardFault
judge (const char *text, int today, ZgIdcard *card)
{
  ZgIdcardFault fault = spell (text, card);
  const char   *n = card->number;

  if (fault != ZG_IDCARD_OK)
    return fault;
  if (!is_province (two_digits (n)))
    return ZG_IDCARD_PROVINCE;
  card->birth_day = zg_day_from_ymd (two_digits (n + 6) * 100 + two_digits (n + 8), two_digits (n + 10), two_digits (n + 12));
  if (card->birth_day == ZG_NO_DAY || card->birth_day > today || two_digits (n + 6) < 18)
    return ZG_IDCARD_BIRTHDAY;
  card->male = (n[16] - '0') % 2 == 1;
  return zg_idcard_check_digit (n) == n[17] ? ZG_IDCARD_OK : ZG_IDCARD_DIGIT;
}

gboolean
zg_idcard_check (const char *text, int today, ZgIdcard *card, ZgIdcardFault *fault)
{
  g_autofree char *peeled = zg_text_peel_id (text);
  ZgIdcard         found = { 0 };
  ZgIdcardFault    what = judge (peeled, today, &found);

  if (fault)
    *fault = what;
  if (what == ZG_IDCARD_OK && card)
    *card = found;
  return what == ZG_IDCARD_OK;
}

const char *
zg_idcard_fault_text (ZgIdcardFault fault)
{
  switch (fault)
    {
    case ZG_IDCARD_LENGTH:
      return _("An identity number has 18 characters (15 in the old form)");
    case ZG_IDCARD_SIGNS:
      return _("An identity number is made of digits and may end in X");
    case ZG_IDCARD_DAMAGED:
      return _("A spreadsheet has rounded this number; take it from the card again");
    case ZG_IDCARD_PROVINCE:
      return _("The first two digits are no province; compare with the card");
    case ZG_IDCARD_BIRTHDAY:
      return _("The birthday in this number does not exist; compare with the card");
    case ZG_IDCARD_DIGIT:
      return _("The check digit does not fit; one digit is wrong or two are swapped");
    case ZG_IDCARD_OK:
    default:
      return "";
    }
}
