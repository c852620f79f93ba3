/* zg-idcard.h: resident identity numbers (GB 11643-1999) and telephone numbers. Pure, runs in any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ZG_IDCARD_OK,
  ZG_IDCARD_LENGTH,   /* neither 18 nor 15 characters */
  ZG_IDCARD_SIGNS,    /* something else than digits and a last X */
  ZG_IDCARD_DAMAGED,  /* 1.10105E+17: a spreadsheet has rounded it */
  ZG_IDCARD_PROVINCE, /* no such province code */
  ZG_IDCARD_BIRTHDAY, /* no such day, or after today */
  ZG_IDCARD_DIGIT,    /* the check digit is another */
} ZgIdcardFault;

typedef struct
{
  char     number[19]; /* 18 characters, X upper case; a 15-digit number converted */
  int      birth_day;  /* day number, see zg-day.h */
  gboolean male;
  gboolean converted;  /* was the old form of 15 digits */
} ZgIdcard;

/* zg_idcard_check: @text: as typed or as a file has it (blanks, full-width signs, `'` are peeled); @today: day number;
 * @card: (out) (optional); @fault: (out) (optional). Returns: TRUE where the number is sound; @card is written only then. */
gboolean    zg_idcard_check      (const char *text, int today, ZgIdcard *card, ZgIdcardFault *fault);
/* Returns: (transfer none): what is wrong, translated. */
const char *zg_idcard_fault_text (ZgIdcardFault fault);
/* zg_idcard_check_digit: of the first 17 digits. Returns: '0' … '9' or 'X'. */
char        zg_idcard_check_digit (const char *digits);

typedef enum
{
  ZG_PHONE_NONE,      /* no number that could be dialled */
  ZG_PHONE_MOBILE,    /* 1[3-9] and nine digits */
  ZG_PHONE_PRIVACY,   /* a mobile number with an extension, given by a platform: 13800000001-1234 */
  ZG_PHONE_LAND_LINE, /* area code and number, with or without extension */
  ZG_PHONE_SERVICE,   /* 400, 800, 95 and 96 numbers */
  ZG_PHONE_MASKED,    /* 138****0001: kept as text, not checked */
} ZgPhoneKind;

/* zg_phone_check: @plain: (out) (optional): owned: the number as it is kept: without blanks, apostrophe and +86; a land line
 * keeps its dash. NULL for ZG_PHONE_NONE. */
ZgPhoneKind zg_phone_check (const char *text, char **plain);

G_END_DECLS
