#include "zg-seal.h"

#include <sodium.h>
#include <string.h>
#include <sys/resource.h>

struct _ZgSecret
{
  gsize   n;
  guint8 *data;
  guint8 *plain; /* (nullable): ordinary memory, where guarded memory was refused */
};

void
zg_seal_init (void)
{
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      const struct rlimit none = { 0, 0 };

      if (sodium_init () < 0)
        g_error ("libsodium cannot be used on this computer");
      setrlimit (RLIMIT_CORE, &none); /* no image of this program's memory is written when it dies */
      g_once_init_leave (&ready, 1);
    }
}

ZgSecret *
zg_secret_new (gsize n)
{
  ZgSecret *secret = g_new0 (ZgSecret, 1);

  zg_seal_init ();
  secret->n = n;
  /* Locked against swapping where the system allows it; sodium_malloc () goes on without where it does not. */
  secret->data = sodium_malloc (MAX (n, 1));
  if (secret->data == NULL)
    secret->data = secret->plain = g_malloc (MAX (n, 1));
  memset (secret->data, 0, MAX (n, 1));
  return secret;
}

ZgSecret *
zg_secret_random (gsize n)
{
  ZgSecret *secret = zg_secret_new (n);

  randombytes_buf (secret->data, n);
  return secret;
}

ZgSecret *
zg_secret_copy (gconstpointer data, gsize n)
{
  ZgSecret *secret = zg_secret_new (n);

  if (n)
    memcpy (secret->data, data, n);
  return secret;
}

guint8 *
zg_secret_data (const ZgSecret *secret)
{
  return secret->data;
}

gsize
zg_secret_size (const ZgSecret *secret)
{
  return secret->n;
}

void
zg_secret_free (ZgSecret *secret)
{
  if (secret == NULL)
    return;
  if (secret->plain)
    {
      sodium_memzero (secret->plain, secret->n);
      g_free (secret->plain);
    }
  else
    sodium_free (secret->data); /* wipes */
  g_free (secret);
}

void
zg_wipe (gpointer data, gsize n)
{
  sodium_memzero (data, n);
}

void
zg_wipe_text (char *text)
{
  if (text)
    sodium_memzero (text, strlen (text));
  g_free (text);
}

void
zg_random_bytes (gpointer data, gsize n)
{
  zg_seal_init ();
  randombytes_buf (data, n);
}

void
zg_sha256 (gconstpointer data, gsize n, guint8 out[ZG_SHA256_BYTES])
{
  crypto_hash_sha256 (out, data, n);
}

char *
zg_hex (gconstpointer data, gsize n)
{
  char *text = g_malloc (n * 2 + 1);

  return sodium_bin2hex (text, n * 2 + 1, data, n);
}

char *
zg_sha256_hex (gconstpointer data, gsize n)
{
  guint8 hash[ZG_SHA256_BYTES];

  zg_sha256 (data, n, hash);
  return zg_hex (hash, sizeof hash);
}
