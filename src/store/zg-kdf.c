#include "zg-seal.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "zg-error.h"

#define MIB                  (G_GINT64_CONSTANT (1024) * 1024)
#define MAX_MEM_EVER         (1024 * MIB) /* a forged row must not take all memory */
#define MAX_OPS_EVER         16
#define CALIBRATION_LIMIT_US (G_USEC_PER_SEC / 2)

static const ZgKdfPolicy default_policy = { 3, 64 * MIB, 256 * MIB };
static const ZgKdfPolicy trial_policy = { 1, 8192, 8192 };

G_LOCK_DEFINE_STATIC (policy);
static ZgKdfPolicy current_policy = { 3, 64 * MIB, 256 * MIB };
static gint64 calibrated_mem; /* 0: not yet */
static guint  n_trial_books;

void
zg_kdf_set_policy (const ZgKdfPolicy *policy)
{
  G_LOCK (policy);
  current_policy = policy ? *policy : default_policy;
  calibrated_mem = 0;
  G_UNLOCK (policy);
}

static void
count_trial_book (int step)
{
  G_LOCK (policy);
  g_assert (step > 0 || n_trial_books > 0);
  n_trial_books += step;
  calibrated_mem = 0;
  G_UNLOCK (policy);
}

void
zg_kdf_hold_trial (void)
{
  count_trial_book (1);
}

void
zg_kdf_drop_trial (void)
{
  count_trial_book (-1);
}

static ZgKdfPolicy
get_policy (gint64 *mem)
{
  ZgKdfPolicy policy;

  G_LOCK (policy);
  policy = n_trial_books ? trial_policy : current_policy;
  if (mem)
    *mem = calibrated_mem;
  G_UNLOCK (policy);
  return policy;
}

ZgKdf
zg_kdf_minimum (void)
{
  ZgKdfPolicy policy = get_policy (NULL);
  ZgKdf       kdf = { .ops = policy.min_ops, .mem = policy.min_mem };

  zg_random_bytes (kdf.salt, sizeof kdf.salt);
  return kdf;
}

static gint64
time_one (const ZgKdf *kdf)
{
  gint64 start = g_get_monotonic_time ();
  guint8 out[ZG_KEY_BYTES];

  if (crypto_pwhash (out, sizeof out, "calibration", 11, kdf->salt, kdf->ops, kdf->mem, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return G_MAXINT64;
  return g_get_monotonic_time () - start;
}

ZgKdf
zg_kdf_calibrate (void)
{
  ZgKdf       kdf = zg_kdf_minimum ();
  gint64      known, took;
  ZgKdfPolicy policy = get_policy (&known);

  if (known == 0)
    {
      took = time_one (&kdf);
      /* Time grows with memory; the first guess is therefore good enough and is never made twice. */
      while (kdf.mem * 2 <= policy.max_mem && took <= CALIBRATION_LIMIT_US / 2)
        {
          kdf.mem *= 2;
          took *= 2;
        }
      known = kdf.mem;
      G_LOCK (policy);
      calibrated_mem = known;
      G_UNLOCK (policy);
    }
  kdf.mem = known;
  return kdf;
}

gboolean
zg_kdf_root (const char *password, const ZgKdf *kdf, guint8 root[ZG_KEY_BYTES], GError **error)
{
  ZgKdfPolicy policy = get_policy (NULL);
  char       *composed;
  int         failed;

  zg_seal_init ();
  if (kdf->ops < policy.min_ops || kdf->mem < policy.min_mem || kdf->ops > MAX_OPS_EVER || kdf->mem > MAX_MEM_EVER)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                           _("The protection stored for this password is not what this program accepts. "
                             "You are not logged in and nothing was changed. Ask who keeps the keys for a new password."));
      return FALSE;
    }
  composed = g_utf8_normalize (password, -1, G_NORMALIZE_NFC);
  if (composed == NULL || *composed == '\0')
    {
      zg_wipe_text (composed);
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                           _("The password is empty or holds bytes that are no characters. Enter it again."));
      return FALSE;
    }
  failed = crypto_pwhash (root, ZG_KEY_BYTES, composed, strlen (composed), kdf->salt, kdf->ops, kdf->mem,
                          crypto_pwhash_ALG_ARGON2ID13);
  zg_wipe_text (composed);
  if (failed)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_IO,
                         _("There is not enough memory to check the password. Nothing was changed. Close other programs and try "
                           "again."));
  return !failed;
}

void
zg_kdf_split (const guint8 root[ZG_KEY_BYTES], guint8 kek[ZG_KEY_BYTES], guint8 login[ZG_KEY_BYTES])
{
  G_STATIC_ASSERT (ZG_KEY_BYTES == crypto_kdf_KEYBYTES);
  crypto_kdf_derive_from_key (kek, ZG_KEY_BYTES, 1, "ZGperson", root);
  crypto_kdf_derive_from_key (login, ZG_KEY_BYTES, 2, "ZGperson", root);
}

char *
zg_random_password (int length)
{
  static const char *const sets[] = { "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "!#%+-=?@" };
  char *text;

  zg_seal_init ();
  length = MAX (length, 8);
  text = g_malloc0 (length + 1);
  for (int i = 0; i < length; i++)
    {
      const char *set = sets[i < 4 ? i : (int) randombytes_uniform (3)]; /* one of each, then letters and digits */

      text[i] = set[randombytes_uniform ((guint32) strlen (set))];
    }
  for (int i = length - 1; i > 0; i--)
    {
      int  j = (int) randombytes_uniform ((guint32) i + 1);
      char c = text[i];

      text[i] = text[j];
      text[j] = c;
    }
  return text;
}
