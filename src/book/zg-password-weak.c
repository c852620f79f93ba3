/* What guessers try first: words, names, runs of keys, years and repetitions. A password is covered with such pieces as far as it
 * goes; what no piece covers is what it is worth. */
#include <string.h>

#include "zg-book-private.h"

#define LONGEST_PIECE 24
#define LEAST_RUN 4 /* "1234", "asdf" */

typedef struct
{
  GHashTable *words, *surnames, *given;
} Weak;

static void
add_word (char **cells, gpointer data)
{
  Weak       *weak = data;
  GHashTable *set = g_str_equal (cells[1], "surname") ? weak->surnames
                    : g_str_equal (cells[1], "given") ? weak->given : weak->words;

  g_hash_table_add (set, cells[0]);
  g_free (cells[1]);
}

static const Weak *
weak_get (void)
{
  static Weak  weak;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      weak.words = g_hash_table_new (g_str_hash, g_str_equal);
      weak.surnames = g_hash_table_new (g_str_hash, g_str_equal);
      weak.given = g_hash_table_new (g_str_hash, g_str_equal);
      zg_data_each ("policy/weak-words.tsv", 2, add_word, &weak);
      g_once_init_leave (&once, 1);
    }
  return &weak;
}

guint
zg_password_weak_count (void)
{
  const Weak *weak = weak_get ();
  guint       surnames = g_hash_table_size (weak->surnames), given = g_hash_table_size (weak->given);

  return g_hash_table_size (weak->words) + surnames * given * (1 + given);
}

/* -- Pieces -- */

/* Letters of the text and where each begins in its bytes. */
typedef struct
{
  const char *text;
  gunichar    letters[ZG_PASSWORD_LONGEST + 1];
  gsize       starts[ZG_PASSWORD_LONGEST + 1];
  int         n;
} Letters;

static gboolean
in_set (GHashTable *set, const Letters *l, int from, int length)
{
  char  piece[LONGEST_PIECE * 4 + 1];
  gsize n;

  if (from + length > l->n || length > LONGEST_PIECE)
    return FALSE;
  n = l->starts[from + length] - l->starts[from];
  memcpy (piece, l->text + l->starts[from], n);
  piece[n] = '\0';
  return g_hash_table_contains (set, piece);
}

static int
longest_in (GHashTable *set, const Letters *l, int from, int most)
{
  for (int length = MIN (most, l->n - from); length > 0; length--)
    if (in_set (set, l, from, length))
      return length;
  return 0;
}

/* Surname and one or two syllables: "wangfang", "lixiaoming". Any way of cutting it counts. */
static int
longest_name (const Weak *weak, const Letters *l, int from)
{
  int longest = 0;

  for (int a = 2; a <= 7; a++)
    {
      if (!in_set (weak->surnames, l, from, a))
        continue;
      for (int b = 1; b <= 7; b++)
        if (in_set (weak->given, l, from + a, b))
          longest = MAX (longest, a + b + longest_in (weak->given, l, from + a + b, 7));
    }
  return longest;
}

/* Rows and columns of the keyboard, the alphabet, the digits; read either way. */
static const char *const rows[] = {
  "qwertyuiop", "asdfghjkl", "zxcvbnm", "0123456789", "1234567890", "abcdefghijklmnopqrstuvwxyz", "147258369", "741852963",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "!@#$%^&*()",
};

static gboolean
follows (const char *row, const Letters *l, int from, int length, int way)
{
  const char *at = l->letters[from] < 128 ? strchr (row, (int) l->letters[from]) : NULL;

  if (at == NULL)
    return FALSE;
  for (int i = 1; i < length; i++)
    {
      at += way;
      if (at < row || *at == '\0' || (gunichar) *at != l->letters[from + i])
        return FALSE;
    }
  return TRUE;
}

static int
longest_run (const Letters *l, int from)
{
  int longest = 0;

  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    for (int way = -1; way <= 1; way += 2)
      for (int length = MAX (LEAST_RUN, longest + 1); from + length <= l->n && follows (rows[r], l, from, length, way); length++)
        longest = length;
  return longest;
}

/* The same letter three times and more, or what stood just before once again: "aaa", "abcabc". */
static int
longest_repeat (const Letters *l, int from)
{
  int longest = 0, same = 1;

  while (from + same < l->n && l->letters[from + same] == l->letters[from])
    same++;
  if (same >= 3)
    longest = same;
  for (int block = 2; block <= from && from + block <= l->n; block++)
    if (memcmp (&l->letters[from - block], &l->letters[from], sizeof (gunichar) * block) == 0)
      longest = MAX (longest, block);
  return longest;
}

/* 1949 … 2049, and such a year with month and day behind. */
static int
longest_year (const Letters *l, int from)
{
  int value[8], n = 0, year;

  while (n < 8 && from + n < l->n && g_unichar_isdigit (l->letters[from + n]))
    {
      value[n] = g_unichar_digit_value (l->letters[from + n]);
      n++;
    }
  if (n < 4)
    return 0;
  year = value[0] * 1000 + value[1] * 100 + value[2] * 10 + value[3];
  if (year < 1930 || year > 2049)
    return 0;
  return n == 8 && value[4] * 10 + value[5] <= 12 && value[6] * 10 + value[7] <= 31 ? 8 : 4;
}

/* The beginning of such a word will do: four letters of it, or two in Han. */
static int
longest_own (const Letters *l, int from, const char *const *own)
{
  int longest = 0;

  for (int i = 0; own && own[i]; i++)
    {
      const char *p = own[i];
      int         n = 0;

      while (from + n < l->n && *p && g_utf8_get_char (p) == l->letters[from + n])
        {
          p = g_utf8_next_char (p);
          n++;
        }
      if (n >= (l->letters[from] < 128 ? 4 : 2))
        longest = MAX (longest, n);
    }
  return longest;
}

static void
letters_fill (Letters *l, const char *text)
{
  const char *p = text;

  l->text = text;
  for (l->n = 0; *p && l->n < ZG_PASSWORD_LONGEST; p = g_utf8_next_char (p))
    {
      l->starts[l->n] = (gsize) (p - text);
      l->letters[l->n++] = g_utf8_get_char (p);
    }
  l->starts[l->n] = (gsize) (p - text);
}

int
zg_password_worth (const char *folded, const char *const *own)
{
  const Weak *weak = weak_get ();
  Letters     l;
  int         worth[ZG_PASSWORD_LONGEST + 1]; /* letters no piece covers, up to there */

  letters_fill (&l, folded);
  for (int i = 0; i <= l.n; i++)
    worth[i] = i;
  for (int i = 0; i < l.n; i++)
    {
      int pieces[] = { longest_in (weak->words, &l, i, LONGEST_PIECE), longest_name (weak, &l, i), longest_run (&l, i),
                       longest_repeat (&l, i), longest_year (&l, i), longest_own (&l, i, own) };

      worth[i + 1] = MIN (worth[i + 1], worth[i] + 1);
      for (guint p = 0; p < G_N_ELEMENTS (pieces); p++)
        if (pieces[p])
          worth[i + pieces[p]] = MIN (worth[i + pieces[p]], worth[i]);
    }
  zg_wipe (l.letters, sizeof l.letters);
  return worth[l.n];
}
