/* The ICU half of zg-text.h. Opening a transliterator costs milliseconds and using one is not safe from two threads, so there
 * is one of each behind one lock. */
#include "zg-text.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

/* Surnames that read otherwise than the character alone; those of two characters first. */
static const struct
{
  const char *han;
  const char *pinyin;
} surnames[] = {
  { "万俟", "mo qi" }, { "尉迟", "yu chi" }, { "长孙", "zhang sun" }, { "澹台", "tan tai" },
  { "单于", "chan yu" }, { "曾", "zeng" }, { "单", "shan" }, { "仇", "qiu" },
  { "解", "xie" }, { "查", "zha" }, { "盖", "ge" }, { "朴", "piao" },
  { "区", "ou" }, { "覃", "qin" }, { "乐", "yue" }, { "员", "yun" },
  { "召", "shao" }, { "繁", "po" }, { "种", "chong" }, { "折", "she" },
  { "缪", "miao" }, { "黑", "he" }, { "秘", "bi" }, { "翟", "zhai" },
  { "洗", "xian" }, { "祭", "zhai" }, { "隗", "wei" }, { "卜", "bu" },
};

static GMutex           lock;
static UTransliterator *latin;    /* guarded by lock */
static UCollator       *collator; /* guarded by lock */

/* Returns: (transfer full): UTF-16 of @text, broken bytes as U+FFFD; its length and room by @length and @room. */
static UChar *
to_utf16 (const char *text, gsize n, int32_t *length, int32_t room)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar     *u = g_new0 (UChar, (gsize) room);

  u_strFromUTF8WithSub (u, room, length, text, (int32_t) n, 0xfffd, NULL, &status);
  if (U_FAILURE (status))
    *length = 0;
  return u;
}

static char *
from_utf16 (const UChar *u, int32_t length)
{
  UErrorCode status = U_ZERO_ERROR;
  char      *text = g_malloc0 ((gsize) length * 3 + 1);

  u_strToUTF8WithSub (text, length * 3 + 1, NULL, u, length, 0xfffd, NULL, &status);
  return text;
}

static gboolean
open_latin_locked (void)
{
  /* ü must be caught before Latin-ASCII makes it u: 吕 is typed lv */
  static const char rules[] = ":: Han-Latin; [\u01d5-\u01dc\u00fc\u00dc] > v; :: Latin-ASCII; :: Lower;";
  UErrorCode        status = U_ZERO_ERROR;
  UParseError       where;
  UChar             id[8], program[sizeof rules + 1];
  int32_t           length = 0;

  if (latin)
    return TRUE;
  u_uastrcpy (id, "zgpy");
  u_strFromUTF8 (program, G_N_ELEMENTS (program), &length, rules, -1, &status);
  latin = utrans_openU (id, 4, UTRANS_FORWARD, program, length, &where, &status);
  if (U_FAILURE (status))
    g_warning ("no pinyin: ICU says %s", u_errorName (status));
  return latin != NULL;
}

/* Syllables and words separated by single blanks. */
static char *
romanize (const char *text, gsize n)
{
  int32_t    length = 0, room, limit;
  UErrorCode status = U_ZERO_ERROR;

  n = MIN (n, 4000);
  room = (int32_t) n * 10 + 64; /* six letters and a blank for the longest syllable, three bytes a character */

  g_autofree UChar *u = to_utf16 (text, n, &length, room);
  limit = length;
  g_mutex_lock (&lock);
  if (open_latin_locked ())
    utrans_transUChars (latin, u, &length, room, 0, &limit, &status);
  g_mutex_unlock (&lock);
  return from_utf16 (u, U_FAILURE (status) ? 0 : length);
}

static gboolean
is_han (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;
}

/* Two to four Han characters and nothing else: taken for a person. */
static gboolean
looks_like_name (const char *text)
{
  int n = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p), n++)
    if (!is_han (g_utf8_get_char (p)))
      return FALSE;
  return n >= 2 && n <= 4;
}

static char *
syllables (const char *han)
{
  g_autofree char *text = zg_text_strip (han);

  if (looks_like_name (text))
    for (guint i = 0; i < G_N_ELEMENTS (surnames); i++)
      /* 单于 alone is 单 with the given name 于 */
      if (g_str_has_prefix (text, surnames[i].han) && strlen (text) > strlen (surnames[i].han))
        {
          const char      *given = text + strlen (surnames[i].han);
          g_autofree char *rest = romanize (given, strlen (given));

          return g_strconcat (surnames[i].pinyin, " ", rest, NULL);
        }
  return romanize (text, strlen (text));
}

char *
zg_text_pinyin (const char *han)
{
  g_autofree char *words = syllables (han);
  GString         *joined = g_string_new (NULL);

  for (const char *p = words; *p; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (joined, g_utf8_get_char (p));
  return g_string_free (joined, FALSE);
}

char *
zg_text_initials (const char *han)
{
  g_autofree char *words = syllables (han);
  GString         *initials = g_string_new (NULL);
  gboolean         inside = FALSE; /* a syllable or a word; digits stay all */

  for (const char *p = words; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c) || (g_unichar_isalpha (c) && !inside))
        g_string_append_unichar (initials, c);
      inside = g_unichar_isalpha (c);
    }
  return g_string_free (initials, FALSE);
}

static gboolean
open_collator_locked (void)
{
  UErrorCode status = U_ZERO_ERROR;

  if (collator == NULL)
    collator = ucol_open ("zh-u-co-pinyin", &status);
  if (U_FAILURE (status))
    g_warning ("no pinyin order: ICU says %s", u_errorName (status));
  return collator != NULL;
}

char *
zg_text_sort_key (const char *text)
{
  static const char digits[] = "0123456789abcdef";
  gsize             n = text ? MIN (strlen (text), 4000) : 0;
  int32_t           length = 0, size = 0;
  g_autofree UChar *u = to_utf16 (text ? text : "", n, &length, (int32_t) n + 1);
  int32_t           room = length * 12 + 32;
  g_autofree guint8 *key = g_malloc ((gsize) room);
  char             *hex;

  g_mutex_lock (&lock);
  if (length > 0 && open_collator_locked ())
    size = ucol_getSortKey (collator, u, length, key, room);
  g_mutex_unlock (&lock);
  size = CLAMP (size - 1, 0, room); /* without the NUL at its end; a cut key still sorts */
  hex = g_malloc ((gsize) size * 2 + 1);
  for (int32_t i = 0; i < size; i++)
    {
      hex[i * 2] = digits[key[i] >> 4];
      hex[i * 2 + 1] = digits[key[i] & 15];
    }
  hex[size * 2] = '\0';
  return hex;
}
