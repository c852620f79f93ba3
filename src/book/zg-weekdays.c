#include "config.h"

#include "zg-weekdays.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const names[] = { N_ ("Monday"), N_ ("Tuesday"), N_ ("Wednesday"), N_ ("Thursday"), N_ ("Friday"),
                                     N_ ("Saturday"), N_ ("Sunday") };

static const char *
name_of (int day)
{
  return g_dgettext (GETTEXT_PACKAGE, names[day]);
}

/* -- Reading -- */

/* The first two letters tell the days apart. Returns: the letters taken, 0: none. */
static int
english_day (const char *p, int *day)
{
  int n = 0;

  while (g_ascii_isalpha (p[n]))
    n++;
  for (int i = 0; i < 7 && n >= 2; i++)
    if (n <= (int) strlen (names[i]) && g_ascii_strncasecmp (p, names[i], (gsize) n) == 0)
      {
        *day = i;
        return n;
      }
  return 0;
}

/* Returns: bytes taken, 0: no day stands here. */
static int
day_at (const char *p, int *day)
{
  static const char *const han[] = { "一", "二", "三", "四", "五", "六", "日", "天" };

  if (*p >= '1' && *p <= '7')
    {
      *day = *p - '1';
      return 1;
    }
  for (int i = 0; i < (int) G_N_ELEMENTS (han); i++)
    if (g_str_has_prefix (p, han[i]))
      {
        *day = MIN (i, 6);
        return (int) strlen (han[i]);
      }
  return english_day (p, day);
}

static int
one_of (const char *p, const char *const *words)
{
  for (; *words; words++)
    if (g_str_has_prefix (p, *words))
      return (int) strlen (*words);
  return 0;
}

static guint
span (int from, int to)
{
  guint days = 0;

  for (int day = from;; day = (day + 1) % 7)
    {
      days |= 1u << day;
      if (day == to)
        return days;
    }
}

static gboolean
is_every_day (const char *text)
{
  return g_str_equal (text, "每天") || g_ascii_strcasecmp (text, "every day") == 0;
}

/* Returns: a bit each day, bit 0 Monday; 0: something else stands in it. */
static guint
days_of (const char *text)
{
  static const char *const to_words[] = { " to ", "至", "到", "–", "—", "-", "~", NULL };
  static const char *const between[] = { "星期", "礼拜", "周", ",", "，", "、", " ", "和", "及", NULL };
  guint days = 0;
  int   before = -1;
  gboolean range = FALSE;

  for (const char *p = text; *p;)
    {
      int day, n = day_at (p, &day);

      if (n && range)
        days |= span (before, day);
      else if (n)
        days |= 1u << day;
      if (n)
        range = FALSE, before = day;
      else if ((n = one_of (p, to_words)) && before >= 0 && !range)
        range = TRUE;
      else if (n || (n = one_of (p, between)) == 0)
        return 0;
      p += n;
    }
  return range ? 0 : days;
}

gboolean
zg_weekdays_parse (const char *text, char out[8])
{
  guint days = is_every_day (text) ? 0x7f : days_of (text);
  int   n = 0;

  for (int day = 0; day < 7; day++)
    if (days & (1u << day))
      out[n++] = (char) ('1' + day);
  out[n] = '\0';
  return n > 0;
}

/* -- Writing -- */

static void
add_run (GString *text, int from, int to)
{
  const char *comma = text->len ? C_ ("between names in a list", ", ") : "";

  if (to - from >= 2)
    /* Translators: days of the week, from Monday to Friday */
    g_string_append_printf (text, _ ("%s%s to %s"), comma, name_of (from), name_of (to));
  else
    for (int day = from; day <= to; day++)
      g_string_append_printf (text, "%s%s", day == from ? comma : C_ ("between names in a list", ", "), name_of (day));
}

char *
zg_weekdays_text (const char *kept)
{
  GString *text;
  char     days[8];

  if (!zg_weekdays_parse (kept, days))
    return g_strdup (kept);
  if (strlen (days) == 7)
    return g_strdup (_ ("every day"));
  text = g_string_new (NULL);
  for (int i = 0, last; days[i]; i = last + 1)
    {
      for (last = i; days[last + 1] == days[last] + 1; last++)
        ;
      add_run (text, days[i] - '1', days[last] - '1');
    }
  return g_string_free (text, FALSE);
}
