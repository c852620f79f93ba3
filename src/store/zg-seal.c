#include "zg-seal.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "zg-error.h"

#define ALGORITHM  1 /* XChaCha20-Poly1305; the byte leaves room for others */
#define NONCE      crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG        crypto_aead_xchacha20poly1305_ietf_ABYTES
#define HEAD       (2 + NONCE)

G_STATIC_ASSERT (HEAD + TAG == ZG_SEAL_OVERHEAD);
G_STATIC_ASSERT (ZG_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (ZG_KEY_BYTES == crypto_box_PUBLICKEYBYTES && ZG_KEY_BYTES == crypto_box_SECRETKEYBYTES);
G_STATIC_ASSERT (ZG_KEY_BYTES == crypto_sign_PUBLICKEYBYTES && ZG_SIGN_KEY_BYTES == crypto_sign_SECRETKEYBYTES);
G_STATIC_ASSERT (ZG_SIGNATURE_BYTES == crypto_sign_BYTES && ZG_SHA256_BYTES == crypto_hash_sha256_BYTES);

static void
set_unreadable (GError **error)
{
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                       _("A protected value cannot be opened: it was changed or belongs elsewhere. It was left as it is. "
                         "Report this and compare it with a backup."));
}

/* What sealed bytes are bound to. */
typedef struct
{
  guint8 data[256];
  gsize  n;
} Binding;

static void
bind_bytes (Binding *bound, gconstpointer data, gsize n)
{
  g_assert (n <= sizeof bound->data - bound->n);
  memcpy (bound->data + bound->n, data, n);
  bound->n += n;
}

/* Of a cell; every part with its length, so that no two places spell the same. */
static Binding
binding (int ver, const char *table, const char *column, gint64 row, const char *key_class)
{
  const char *parts[] = { table, column, key_class };
  guint8      head[2] = { ALGORITHM, (guint8) ver };
  gint64      row_le = GINT64_TO_LE (row);
  Binding     out = { .n = 0 };

  bind_bytes (&out, head, sizeof head);
  bind_bytes (&out, &row_le, sizeof row_le);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      guint32 n = (guint32) strlen (parts[i]), le = GUINT32_TO_LE (n);

      bind_bytes (&out, &le, sizeof le);
      bind_bytes (&out, parts[i], n);
    }
  return out;
}

/* Random bytes come from the system by the page: a call for each nonce took a third of the time of sealing. */
static void
next_nonce (guint8 nonce[NONCE])
{
  static __thread struct
  {
    guint8 bytes[NONCE * 64];
    guint  left;
    pid_t  of; /* a forked child would give out its parent's once more */
  } pool;

  if (pool.left == 0 || pool.of != getpid ())
    {
      randombytes_buf (pool.bytes, sizeof pool.bytes);
      pool.left = sizeof pool.bytes / NONCE;
      pool.of = getpid ();
    }
  memcpy (nonce, pool.bytes + --pool.left * NONCE, NONCE);
}

static GBytes *
seal (const guint8 *key, int ver, const Binding *bound, gconstpointer plain, gsize n)
{
  guint8 *out = g_malloc (n + ZG_SEAL_OVERHEAD);

  out[0] = ALGORITHM;
  out[1] = (guint8) ver;
  next_nonce (out + 2);
  crypto_aead_xchacha20poly1305_ietf_encrypt (out + HEAD, NULL, n ? plain : out, n, bound->data, bound->n, NULL, out + 2, key);
  return g_bytes_new_take (out, n + ZG_SEAL_OVERHEAD);
}

/* Returns: (nullable): with a NUL behind. */
static char *
unseal (const guint8 *key, const Binding *bound, const guint8 *data, gsize size, gsize *n)
{
  char *plain = g_malloc (size - ZG_SEAL_OVERHEAD + 1);

  if (crypto_aead_xchacha20poly1305_ietf_decrypt ((guint8 *) plain, NULL, NULL, data + HEAD, size - HEAD, bound->data, bound->n,
                                                  data + 2, key) != 0)
    {
      g_free (plain);
      return NULL;
    }
  plain[size - ZG_SEAL_OVERHEAD] = '\0';
  if (n)
    *n = size - ZG_SEAL_OVERHEAD;
  return plain;
}

GBytes *
zg_seal_cell (const guint8 key[ZG_KEY_BYTES], int ver, const char *table, const char *column, gint64 row, const char *key_class,
              gconstpointer plain, gsize n)
{
  Binding bound;

  g_return_val_if_fail (ver >= 1 && ver <= 255, NULL);
  zg_seal_init ();
  bound = binding (ver, table, column, row, key_class);
  return seal (key, ver, &bound, plain, n);
}

char *
zg_unseal_cell (const guint8 key[ZG_KEY_BYTES], const char *table, const char *column, gint64 row, const char *key_class,
                GBytes *sealed, gsize *n, GError **error)
{
  Binding       bound;
  gsize         size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  char         *plain;

  if (size >= 1 && data[0] > ALGORITHM)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NEWER,
                           _("A protected value was sealed by a newer program. It was left as it is. Install the newer program "
                             "to read it."));
      return NULL;
    }
  if (size < ZG_SEAL_OVERHEAD || data[0] != ALGORITHM || data[1] == 0)
    {
      set_unreadable (error);
      return NULL;
    }
  bound = binding (data[1], table, column, row, key_class);
  plain = unseal (key, &bound, data, size, n);
  if (plain == NULL)
    set_unreadable (error);
  return plain;
}

int
zg_sealed_version (GBytes *sealed)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (sealed, &size);

  return size >= ZG_SEAL_OVERHEAD ? data[1] : 0;
}

static const guint8 erased[ZG_SEAL_ERASED_SIZE] = { ALGORITHM, 0 };

GBytes *
zg_seal_erased (void)
{
  return g_bytes_new_static (erased, sizeof erased);
}

gboolean
zg_seal_is_erased (GBytes *sealed)
{
  gsize         size;
  gconstpointer data = g_bytes_get_data (sealed, &size);

  return size == sizeof erased && memcmp (data, erased, size) == 0;
}

/* People */

ZgPersonKeys *
zg_person_keys_new (void)
{
  ZgPersonKeys *keys = g_new0 (ZgPersonKeys, 1);

  keys->box_sk = zg_secret_new (ZG_KEY_BYTES);
  keys->sign_sk = zg_secret_new (ZG_SIGN_KEY_BYTES);
  crypto_box_keypair (keys->box_pk, zg_secret_data (keys->box_sk));
  crypto_sign_keypair (keys->sign_pk, zg_secret_data (keys->sign_sk));
  return keys;
}

void
zg_person_keys_free (ZgPersonKeys *keys)
{
  if (keys == NULL)
    return;
  zg_secret_free (keys->box_sk);
  zg_secret_free (keys->sign_sk);
  g_free (keys);
}

static Binding
bind_key (const char *use, const guint8 *pk)
{
  Binding bound = { .n = 0 };

  bind_bytes (&bound, use, strlen (use));
  bind_bytes (&bound, pk, ZG_KEY_BYTES);
  return bound;
}

static GBytes *
seal_secret (const guint8 *kek, const char *use, const guint8 *pk, const ZgSecret *secret)
{
  Binding bound = bind_key (use, pk);

  return seal (kek, 1, &bound, zg_secret_data (secret), zg_secret_size (secret));
}

void
zg_person_keys_seal (const ZgPersonKeys *keys, const guint8 kek[ZG_KEY_BYTES], GBytes **box_sealed, GBytes **sign_sealed)
{
  *box_sealed = seal_secret (kek, "zg box", keys->box_pk, keys->box_sk);
  *sign_sealed = seal_secret (kek, "zg sign", keys->sign_pk, keys->sign_sk);
}

static ZgSecret *
open_secret (const guint8 *kek, const char *use, const guint8 *pk, GBytes *sealed, gsize expected)
{
  Binding       bound = bind_key (use, pk);
  gsize         size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  ZgSecret     *secret;

  if (size != expected + ZG_SEAL_OVERHEAD || data[0] != ALGORITHM)
    return NULL;
  secret = zg_secret_new (expected);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (zg_secret_data (secret), NULL, NULL, data + HEAD, size - HEAD, bound.data,
                                                  bound.n, data + 2, kek) == 0)
    return secret;
  zg_secret_free (secret);
  return NULL;
}

/* Both pairs must be whole pairs: a public key put in by somebody else would receive what is meant for this person. */
static gboolean
pairs_match (const ZgPersonKeys *keys)
{
  guint8 box_pk[ZG_KEY_BYTES], sign_pk[ZG_KEY_BYTES];

  crypto_scalarmult_base (box_pk, zg_secret_data (keys->box_sk));
  crypto_sign_ed25519_sk_to_pk (sign_pk, zg_secret_data (keys->sign_sk));
  return sodium_memcmp (box_pk, keys->box_pk, sizeof box_pk) == 0 && sodium_memcmp (sign_pk, keys->sign_pk, sizeof sign_pk) == 0;
}

ZgPersonKeys *
zg_person_keys_open (const guint8 kek[ZG_KEY_BYTES], const guint8 box_pk[ZG_KEY_BYTES], const guint8 sign_pk[ZG_KEY_BYTES],
                     GBytes *box_sealed, GBytes *sign_sealed, GError **error)
{
  g_autoptr (ZgPersonKeys) keys = g_new0 (ZgPersonKeys, 1);

  zg_seal_init ();
  memcpy (keys->box_pk, box_pk, ZG_KEY_BYTES);
  memcpy (keys->sign_pk, sign_pk, ZG_KEY_BYTES);
  keys->box_sk = open_secret (kek, "zg box", box_pk, box_sealed, ZG_KEY_BYTES);
  keys->sign_sk = open_secret (kek, "zg sign", sign_pk, sign_sealed, ZG_SIGN_KEY_BYTES);
  if (keys->box_sk && keys->sign_sk && pairs_match (keys))
    return g_steal_pointer (&keys);
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _("The password is not right. Nothing was changed. Enter it again."));
  return NULL;
}

GBytes *
zg_seal_to_person (const guint8 box_pk[ZG_KEY_BYTES], gconstpointer data, gsize n)
{
  guint8 *out = g_malloc (n + crypto_box_SEALBYTES);

  zg_seal_init ();
  if (crypto_box_seal (out, data, n, box_pk) != 0)
    {
      g_free (out);
      return NULL;
    }
  return g_bytes_new_take (out, n + crypto_box_SEALBYTES);
}

ZgSecret *
zg_unseal_to_person (const guint8 box_pk[ZG_KEY_BYTES], const guint8 box_sk[ZG_KEY_BYTES], GBytes *sealed, GError **error)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  ZgSecret     *secret;

  zg_seal_init ();
  if (size >= crypto_box_SEALBYTES)
    {
      secret = zg_secret_new (size - crypto_box_SEALBYTES);
      if (crypto_box_seal_open (zg_secret_data (secret), data, size, box_pk, box_sk) == 0)
        return secret;
      zg_secret_free (secret);
    }
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                       _("A key meant for somebody else, or changed, does not open. Nothing was changed. Ask who keeps the keys "
                         "to grant it again."));
  return NULL;
}

/* Digests and signatures */

void
zg_digest (const guint8 key[ZG_KEY_BYTES], const char *domain, gconstpointer data, gsize n, guint8 out[ZG_DIGEST_BYTES])
{
  crypto_generichash_state state;
  guint64 length = GUINT64_TO_LE ((guint64) strlen (domain));

  zg_seal_init ();
  crypto_generichash_init (&state, key, ZG_KEY_BYTES, ZG_DIGEST_BYTES);
  crypto_generichash_update (&state, (const guint8 *) &length, sizeof length);
  crypto_generichash_update (&state, (const guint8 *) domain, strlen (domain));
  if (n)
    crypto_generichash_update (&state, data, n);
  crypto_generichash_final (&state, out, ZG_DIGEST_BYTES);
  sodium_memzero (&state, sizeof state);
}

gint64
zg_blind_index (const guint8 key[ZG_KEY_BYTES], const char *column, const char *value)
{
  guint8 digest[ZG_DIGEST_BYTES];
  gint64 number;

  zg_digest (key, column, value, strlen (value), digest);
  memcpy (&number, digest, sizeof number);
  return GINT64_FROM_LE (number);
}

void
zg_sign (const ZgSecret *sign_sk, gconstpointer data, gsize n, guint8 signature[ZG_SIGNATURE_BYTES])
{
  g_return_if_fail (zg_secret_size (sign_sk) == ZG_SIGN_KEY_BYTES);
  crypto_sign_detached (signature, NULL, data, n, zg_secret_data (sign_sk));
}

gboolean
zg_verify (const guint8 sign_pk[ZG_KEY_BYTES], gconstpointer data, gsize n, const guint8 signature[ZG_SIGNATURE_BYTES])
{
  zg_seal_init ();
  return crypto_sign_verify_detached (signature, data, n, sign_pk) == 0;
}
