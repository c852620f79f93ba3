/* zg-seal.h: keys and sealing: passwords, people's key pairs, class keys, cells, files, signatures, the recovery key.
 *
 * Secret bytes live in a ZgSecret (locked memory, wiped when freed); functions that write a secret into a plain array
 * leave the wiping to the caller (zg_wipe ()). Any thread. ZG_ERROR_DENIED: wrong password or no key; ZG_ERROR_CORRUPT:
 * sealed bytes were changed, swapped or cut; ZG_ERROR_NEWER: sealed in a way this program does not know. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ZG_KEY_BYTES        32
#define ZG_SIGN_KEY_BYTES   64
#define ZG_SIGNATURE_BYTES  64
#define ZG_SALT_BYTES       16
#define ZG_SHA256_BYTES     32
#define ZG_DIGEST_BYTES     16
#define ZG_SEAL_OVERHEAD    42 /* algorithm 1, key version 1, nonce 24, tag 16 */

/* Must be called once before anything else here; harmless to repeat. */
void zg_seal_init (void);

/* Secret memory */

typedef struct _ZgSecret ZgSecret;

ZgSecret *zg_secret_new    (gsize n);                        /* zeroes */
ZgSecret *zg_secret_random (gsize n);
ZgSecret *zg_secret_copy   (gconstpointer data, gsize n);
guint8   *zg_secret_data   (const ZgSecret *secret);
gsize     zg_secret_size   (const ZgSecret *secret);
void      zg_secret_free   (ZgSecret *secret);               /* (nullable): wiped */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgSecret, zg_secret_free)
void      zg_wipe          (gpointer data, gsize n);
void      zg_wipe_text     (char *text);                     /* (nullable) (transfer full): wiped, then g_free */
void      zg_random_bytes  (gpointer data, gsize n);

/* Passwords: Argon2id, then two keys that say nothing of each other */

typedef struct
{
  guint8 salt[ZG_SALT_BYTES];
  gint64 ops;
  gint64 mem; /* bytes */
} ZgKdf;

/* The least and the most this program will use. The default is 3 passes over 64 to 256 MiB; a test injects a cheap one. */
typedef struct
{
  gint64 min_ops, min_mem, max_mem;
} ZgKdfPolicy;

void  zg_kdf_set_policy (const ZgKdfPolicy *policy); /* (nullable): the default again; copied */
/* zg_kdf_hold_trial, zg_kdf_drop_trial: libsodium's least cost for as long as any trial book is open; counted. */
void  zg_kdf_hold_trial (void);
void  zg_kdf_drop_trial (void);
ZgKdf zg_kdf_minimum    (void);                      /* with a new salt */
/* zg_kdf_calibrate: Returns: with a new salt, the strongest cost that takes this computer at most half a second. Takes
 * about a second the first time; not on the main thread. */
ZgKdf zg_kdf_calibrate  (void);
/* zg_kdf_root: @password: UTF-8, taken in composed form (NFC), so that it does not matter how it was typed.
 * Errors: ZG_ERROR_INVALID: not UTF-8 or empty; _DENIED: the costs are below the policy (a forged row), _IO: no memory. */
gboolean zg_kdf_root    (const char *password, const ZgKdf *kdf, guint8 root[ZG_KEY_BYTES], GError **error);
/* zg_kdf_split: @kek: opens the person's private keys; @login: the password towards a server. Both (out). */
void     zg_kdf_split   (const guint8 root[ZG_KEY_BYTES], guint8 kek[ZG_KEY_BYTES], guint8 login[ZG_KEY_BYTES]);
/* zg_scram_verifier: what a server keeps to know @password by, in its own words ("SCRAM-SHA-256$…"). Returns: (transfer full). */
char    *zg_scram_verifier (const char *password);
/* zg_random_password: Returns: (transfer full): @length (at least 8) letters, digits and signs, some of each, none that
 * is easily mistaken for another. Free with zg_wipe_text (). */
char    *zg_random_password (int length);

/* A person's keys: one pair to receive class keys, one to sign */

typedef struct
{
  guint8    box_pk[ZG_KEY_BYTES];
  guint8    sign_pk[ZG_KEY_BYTES];
  ZgSecret *box_sk;  /* ZG_KEY_BYTES */
  ZgSecret *sign_sk; /* ZG_SIGN_KEY_BYTES */
} ZgPersonKeys;

ZgPersonKeys *zg_person_keys_new  (void);
void          zg_person_keys_free (ZgPersonKeys *keys); /* (nullable) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgPersonKeys, zg_person_keys_free)
/* zg_person_keys_seal: @box_sealed, @sign_sealed: (out) (transfer full): the private keys sealed under @kek. */
void          zg_person_keys_seal (const ZgPersonKeys *keys, const guint8 kek[ZG_KEY_BYTES], GBytes **box_sealed,
                                   GBytes **sign_sealed);
/* zg_person_keys_open: this is the log-in: the wrong password is ZG_ERROR_DENIED. */
ZgPersonKeys *zg_person_keys_open (const guint8 kek[ZG_KEY_BYTES], const guint8 box_pk[ZG_KEY_BYTES],
                                   const guint8 sign_pk[ZG_KEY_BYTES], GBytes *box_sealed, GBytes *sign_sealed, GError **error);

/* Class keys: 32 random bytes (zg_secret_random ()), sealed to the public key of everyone entitled */

GBytes   *zg_seal_to_person   (const guint8 box_pk[ZG_KEY_BYTES], gconstpointer data, gsize n);
/* zg_unseal_to_person: Errors: ZG_ERROR_DENIED: not sealed to this person, or changed. */
ZgSecret *zg_unseal_to_person (const guint8 box_pk[ZG_KEY_BYTES], const guint8 box_sk[ZG_KEY_BYTES], GBytes *sealed,
                               GError **error);

/* Cells. A sealed value opens only in the table, column, row, class and key version it was made for. */

/* zg_seal_cell: @ver: version of the key, 1 … 255; @row: id of the record. Returns: (transfer full). */
GBytes *zg_seal_cell     (const guint8 key[ZG_KEY_BYTES], int ver, const char *table, const char *column, gint64 row,
                          const char *key_class, gconstpointer plain, gsize n);
/* zg_unseal_cell: @n: (out) (nullable): bytes. Returns: (transfer full) (nullable): with a NUL behind; zg_wipe_text (). */
char   *zg_unseal_cell   (const guint8 key[ZG_KEY_BYTES], const char *table, const char *column, gint64 row,
                          const char *key_class, GBytes *sealed, gsize *n, GError **error);
/* zg_sealed_version: Returns: the version of the key a sealed value needs, 0 when it is none. */
int     zg_sealed_version (GBytes *sealed);
/* zg_seal_erased: what stands for a sealed value whose time is over: two bytes, the version of no key. Returns: (transfer
 * full). */
#define ZG_SEAL_ERASED_SIZE 2
GBytes *zg_seal_erased    (void);
gboolean zg_seal_is_erased (GBytes *sealed);

/* Keyed digests: the same value gives the same digest, which says nothing without the key. @domain separates uses. */

void   zg_digest      (const guint8 key[ZG_KEY_BYTES], const char *domain, gconstpointer data, gsize n,
                       guint8 out[ZG_DIGEST_BYTES]);
/* zg_blind_index: Returns: a number to search a sealed column by; compare the opened value after the hit. @value is
 * normalised by the caller. */
gint64 zg_blind_index (const guint8 key[ZG_KEY_BYTES], const char *column, const char *value);

/* Files: sealed in chunks of 64 KiB; a cut, changed or reordered file does not open. */

GBytes  *zg_seal_bytes   (const guint8 key[ZG_KEY_BYTES], int ver, gconstpointer plain, gsize n);
/* zg_unseal_bytes: @limit: most bytes of plain text, else ZG_ERROR_INVALID. */
GBytes  *zg_unseal_bytes (const guint8 key[ZG_KEY_BYTES], GBytes *sealed, gsize limit, GError **error);
/* zg_seal_file: from the place @in is at to its end. Errors: ZG_ERROR_FULL, _IO. The caller flushes @out. */
gboolean zg_seal_file    (int in, int out, const guint8 key[ZG_KEY_BYTES], int ver, GError **error);
/* zg_unseal_file: what reached @out is to be thrown away when it fails. */
gboolean zg_unseal_file  (int in, int out, const guint8 key[ZG_KEY_BYTES], GError **error);

/* Signatures (Ed25519) */

void     zg_sign   (const ZgSecret *sign_sk, gconstpointer data, gsize n, guint8 signature[ZG_SIGNATURE_BYTES]);
gboolean zg_verify (const guint8 sign_pk[ZG_KEY_BYTES], gconstpointer data, gsize n, const guint8 signature[ZG_SIGNATURE_BYTES]);

/* The recovery key: 32 random bytes, shown once as 13 groups of 4 characters and a check group */

/* zg_recovery_format: Returns: (transfer full): zg_wipe_text (). */
char    *zg_recovery_format (const guint8 key[ZG_KEY_BYTES]);
/* zg_recovery_parse: takes small letters, blanks, dashes, O for 0, I and L for 1. Errors: ZG_ERROR_INVALID. */
gboolean zg_recovery_parse  (const char *text, guint8 key[ZG_KEY_BYTES], GError **error);
/* zg_recovery_pair: the pair that class keys are sealed to; both (out). */
void     zg_recovery_pair   (const guint8 key[ZG_KEY_BYTES], guint8 box_pk[ZG_KEY_BYTES], guint8 box_sk[ZG_KEY_BYTES]);

/* Plain hash */

void  zg_sha256     (gconstpointer data, gsize n, guint8 out[ZG_SHA256_BYTES]);
char *zg_sha256_hex (gconstpointer data, gsize n); /* (transfer full): 64 small hex digits */
char *zg_hex        (gconstpointer data, gsize n); /* (transfer full) */

G_END_DECLS
