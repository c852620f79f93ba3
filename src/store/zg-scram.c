/* What a database server keeps of a log-in password, made here: the server never sees the password itself (RFC 5802, 7677). */
#include "zg-seal.h"

#include <sodium.h>
#include <string.h>

#define ROUNDS 4096 /* the server's own; the password is 256 bits wide already */
#define SALT_BYTES 16

typedef guint8 Hash[crypto_auth_hmacsha256_BYTES];

static void
hmac (const void *key, gsize key_length, const void *data, gsize n, Hash out)
{
  crypto_auth_hmacsha256_state state;

  crypto_auth_hmacsha256_init (&state, key, key_length);
  crypto_auth_hmacsha256_update (&state, data, n);
  crypto_auth_hmacsha256_final (&state, out);
  zg_wipe (&state, sizeof state);
}

static void
stretch (const char *password, const guint8 salt[SALT_BYTES], Hash out)
{
  guint8 first[SALT_BYTES + 4];
  Hash   round;

  memcpy (first, salt, SALT_BYTES);
  memcpy (first + SALT_BYTES, "\0\0\0\1", 4);
  hmac (password, strlen (password), first, sizeof first, round);
  memcpy (out, round, sizeof round);
  for (int i = 1; i < ROUNDS; i++)
    {
      hmac (password, strlen (password), round, sizeof round, round);
      for (gsize k = 0; k < sizeof round; k++)
        out[k] ^= round[k];
    }
  zg_wipe (round, sizeof round);
}

char *
zg_scram_verifier (const char *password)
{
  guint8           salt[SALT_BYTES], stored[ZG_SHA256_BYTES];
  Hash             salted, client, server;
  g_autofree char *salt_text = NULL, *stored_text = NULL, *server_text = NULL;

  zg_random_bytes (salt, sizeof salt);
  stretch (password, salt, salted);
  hmac (salted, sizeof salted, "Client Key", 10, client);
  hmac (salted, sizeof salted, "Server Key", 10, server);
  zg_sha256 (client, sizeof client, stored);
  zg_wipe (salted, sizeof salted);
  zg_wipe (client, sizeof client);
  salt_text = g_base64_encode (salt, sizeof salt);
  stored_text = g_base64_encode (stored, sizeof stored);
  server_text = g_base64_encode (server, sizeof server);
  return g_strdup_printf ("SCRAM-SHA-256$%d:%s$%s:%s", ROUNDS, salt_text, stored_text, server_text);
}
