#include "zg-seal.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "zg-error.h"

#define KEY_SYMBOLS   52 /* 13 groups of 4: 260 bits, the last 4 are zero */
#define CHECK_SYMBOLS 4
#define SYMBOLS       (KEY_SYMBOLS + CHECK_SYMBOLS)

/* No I, L, O, U: nothing that is taken for something else on paper. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void
spell (const guint8 *bytes, int n_bytes, int n_symbols, guint8 *values)
{
  for (int i = 0; i < n_symbols; i++)
    {
      int value = 0;

      for (int bit = i * 5; bit < i * 5 + 5; bit++)
        value = value << 1 | (bit / 8 < n_bytes ? bytes[bit / 8] >> (7 - bit % 8) & 1 : 0);
      values[i] = (guint8) value;
    }
}

static void
spell_check (const guint8 key[ZG_KEY_BYTES], guint8 values[CHECK_SYMBOLS])
{
  guint8 hash[crypto_generichash_BYTES_MIN];

  crypto_generichash (hash, sizeof hash, key, ZG_KEY_BYTES, (const guint8 *) "zg recovery", 11);
  /* The check alone is of no use to anybody: 20 bits of a 128 bit digest of 256 random bits. */
  spell (hash, sizeof hash, CHECK_SYMBOLS, values);
}

char *
zg_recovery_format (const guint8 key[ZG_KEY_BYTES])
{
  guint8 values[SYMBOLS];
  char  *text = g_malloc0 (SYMBOLS + SYMBOLS / 4);
  int    at = 0;

  spell (key, ZG_KEY_BYTES, KEY_SYMBOLS, values);
  spell_check (key, values + KEY_SYMBOLS);
  for (int i = 0; i < SYMBOLS; i++)
    {
      if (i > 0 && i % 4 == 0)
        text[at++] = '-';
      text[at++] = alphabet[values[i]];
    }
  zg_wipe (values, sizeof values);
  return text;
}

static int
value_of (char c)
{
  const char *found;

  c = g_ascii_toupper (c);
  if (c == 'O')
    c = '0';
  if (c == 'I' || c == 'L')
    c = '1';
  found = strchr (alphabet, c);
  return found ? (int) (found - alphabet) : -1;
}

static gboolean
read_symbols (const char *text, guint8 values[SYMBOLS], GError **error)
{
  int n = 0;

  for (; *text; text++)
    {
      int value;

      if (g_ascii_isspace (*text) || *text == '-')
        continue;
      value = value_of (*text);
      if (value < 0)
        {
          g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                       _("The recovery key has a wrong character in group %d. Nothing was changed. Compare it with the paper."),
                       n / 4 + 1);
          return FALSE;
        }
      if (n < SYMBOLS)
        values[n] = (guint8) value;
      n++;
    }
  if (n == SYMBOLS)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
               _("The recovery key has %d characters instead of %d. Nothing was changed. Compare it with the paper."), n,
               SYMBOLS);
  return FALSE;
}

gboolean
zg_recovery_parse (const char *text, guint8 key[ZG_KEY_BYTES], GError **error)
{
  guint8   values[SYMBOLS] = { 0 }, again[SYMBOLS];
  gboolean ok;

  zg_seal_init ();
  if (!read_symbols (text, values, error))
    {
      zg_wipe (values, sizeof values);
      return FALSE;
    }
  memset (key, 0, ZG_KEY_BYTES);
  for (int bit = 0; bit < ZG_KEY_BYTES * 8; bit++)
    key[bit / 8] |= (values[bit / 5] >> (4 - bit % 5) & 1) << (7 - bit % 8);
  spell (key, ZG_KEY_BYTES, KEY_SYMBOLS, again);
  spell_check (key, again + KEY_SYMBOLS);
  ok = sodium_memcmp (values, again, SYMBOLS) == 0;
  zg_wipe (values, sizeof values);
  zg_wipe (again, sizeof again);
  if (!ok)
    {
      zg_wipe (key, ZG_KEY_BYTES);
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                           _("The recovery key does not agree with its last group: a character is wrong. Nothing was changed. "
                             "Compare it with the paper."));
    }
  return ok;
}

void
zg_recovery_pair (const guint8 key[ZG_KEY_BYTES], guint8 box_pk[ZG_KEY_BYTES], guint8 box_sk[ZG_KEY_BYTES])
{
  G_STATIC_ASSERT (ZG_KEY_BYTES == crypto_box_SEEDBYTES);
  crypto_box_seed_keypair (box_pk, box_sk, key);
}
