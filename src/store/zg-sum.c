#include "zg-sum.h"

#include <openssl/evp.h>

#include "zg-seal.h"

/* It fails only where there is no memory or no SHA-256 in the library: nothing could go on then. */
static void
must (int done)
{
  if (done != 1)
    g_error ("SHA-256 failed");
}

ZgSum *
zg_sum_new (void)
{
  ZgSum *sum = EVP_MD_CTX_new ();

  must (sum && EVP_DigestInit_ex (sum, EVP_sha256 (), NULL));
  return sum;
}

void
zg_sum_add (ZgSum *sum, gconstpointer data, gsize n)
{
  must (EVP_DigestUpdate (sum, data, n));
}

char *
zg_sum_end (ZgSum *sum)
{
  guint8 hash[ZG_SHA256_BYTES];

  must (EVP_DigestFinal_ex (sum, hash, NULL));
  return zg_hex (hash, sizeof hash);
}

void
zg_sum_free (ZgSum *sum)
{
  EVP_MD_CTX_free (sum);
}
