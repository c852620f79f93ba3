/* zg-money.h: money as int64 fen and quantities as int64 thousandths (milli); never floating point. Pure, runs in any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ZG_MONEY_PLAIN = 0,           /* 1,156.00 and -1,156.00 */
  ZG_MONEY_NO_COMMAS = 1 << 0,  /* 1156.00: for files */
  ZG_MONEY_MINUS = 1 << 1,      /* U+2212 for the sign: for the screen and paper */
  ZG_MONEY_YUAN = 1 << 2,       /* ¥1,156.00 */
} ZgMoneyFlags;

/* zg_money_parse: `1,059.90`, `0元`, `¥9.99`, `-5`, full-width digits. At most two decimals that count; thousands separators
 * stand where they belong. Returns: FALSE and leaves @fen where it is no amount or does not fit. */
gboolean zg_money_parse   (const char *text, gint64 *fen);
/* zg_money_eval: a sum with + - * (× too), as typed into a field: `12*36.5+4`. Rounded half away from zero once, at the end. */
gboolean zg_money_eval    (const char *text, gint64 *fen);
/* Returns: (transfer full). */
char    *zg_money_format  (gint64 fen, ZgMoneyFlags flags);
/* zg_money_capital: 大写金额: 壹仟壹佰伍拾陆元整. Returns: (transfer full). */
char    *zg_money_capital (gint64 fen);

/* zg_milli_parse: `0.5`, `24`, `1,156.125`; at most three decimals that count. */
gboolean zg_milli_parse   (const char *text, gint64 *milli);
/* zg_milli_format: the shortest: `24`, `0.5`. Returns: (transfer full). */
char    *zg_milli_format  (gint64 milli, ZgMoneyFlags flags);

/* zg_money_add: Returns: FALSE where the sum does not fit; @sum is left. @sum may be NULL. */
gboolean zg_money_add     (gint64 a, gint64 b, gint64 *sum);
/* zg_money_share: @a × @b ÷ @c, rounded half away from zero: a price by a quantity in thousandths is (fen, milli, 1000); a value
 * that goes out is (value, quantity, balance). Returns: FALSE where @c is 0 or the result does not fit; @result is left. */
gboolean zg_money_share   (gint64 a, gint64 b, gint64 c, gint64 *result);

G_END_DECLS
