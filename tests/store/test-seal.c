/* Keys, sealed cells and files, signatures, passwords. */
#include "store-test.h"

#include <fcntl.h>

#include "zg-sum.h"

static const ZgKdfPolicy cheap = { 1, 8192, 16384 };

static void
test_secret (void)
{
  g_autoptr (ZgSecret) a = zg_secret_random (32), b = zg_secret_random (32), c = NULL, empty = zg_secret_new (0);

  g_assert_cmpuint (zg_secret_size (a), ==, 32);
  g_assert_cmpint (memcmp (zg_secret_data (a), zg_secret_data (b), 32), !=, 0);
  c = zg_secret_copy (zg_secret_data (a), 32);
  g_assert_cmpmem (zg_secret_data (a), 32, zg_secret_data (c), 32);
  g_assert_cmpuint (zg_secret_size (empty), ==, 0);
  zg_secret_free (NULL);
  zg_wipe_text (NULL);
}

static void
root_of (const char *password, const ZgKdf *kdf, guint8 root[32])
{
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_kdf_root (password, kdf, root, &error));
  g_assert_no_error (error);
}

static void
test_password (void)
{
  g_autoptr (GError) error = NULL;
  ZgKdf  kdf = zg_kdf_minimum (), other = zg_kdf_minimum ();
  guint8 a[32], b[32], kek[32], login[32];

  root_of ("密码 caf\xc3\xa9", &kdf, a);
  root_of ("密码 cafe\xcc\x81", &kdf, b); /* typed with a combining accent */
  g_assert_cmpmem (a, 32, b, 32);
  root_of ("密码 cafe", &kdf, b);
  g_assert_cmpint (memcmp (a, b, 32), !=, 0);
  root_of ("密码 caf\xc3\xa9", &other, b);
  g_assert_cmpint (memcmp (a, b, 32), !=, 0);
  zg_kdf_split (a, kek, login);
  g_assert_cmpint (memcmp (kek, login, 32), !=, 0);
  g_assert_cmpint (memcmp (kek, a, 32), !=, 0);
  g_assert_cmpint (memcmp (login, a, 32), !=, 0);

  g_assert_false (zg_kdf_root ("", &kdf, a, &error));
  assert_refused (error, ZG_ERROR_INVALID);
  g_assert_false (zg_kdf_root ("\xff\xfe", &kdf, a, &error));
  assert_refused (error, ZG_ERROR_INVALID);
}

/* Two trial books open at once: closing one leaves the other usable. */
static void
test_trial_books (void)
{
  static const ZgKdfPolicy dear = { 2, 16384, 16384 };
  ZgKdf least = { .ops = 1, .mem = 8192 };
  g_autoptr (GError) error = NULL;
  guint8 root[32];

  zg_kdf_set_policy (&dear);
  zg_kdf_hold_trial ();
  zg_kdf_hold_trial ();
  zg_kdf_drop_trial ();
  g_assert_cmpint (zg_kdf_minimum ().mem, ==, 8192);
  root_of ("password", &least, root);
  zg_kdf_drop_trial ();
  g_assert_cmpint (zg_kdf_minimum ().mem, ==, 16384);
  g_assert_false (zg_kdf_root ("password", &least, root, &error));
  assert_refused (error, ZG_ERROR_DENIED);
  zg_kdf_set_policy (&cheap);
}

/* A forged row asks for a cheap derivation, or for all the memory there is. */
static void
test_password_costs (void)
{
  const ZgKdf base = zg_kdf_minimum ();
  ZgKdf wrong[] = { base, base, base, base, base };
  g_autoptr (GError) error = NULL;
  guint8 root[32];
  ZgKdf  strong;

  wrong[0].ops = 0;
  wrong[1].mem = 4096;
  wrong[2].mem = G_GINT64_CONSTANT (1) << 40;
  wrong[3].ops = 1000000;
  wrong[4].mem = -1;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (zg_kdf_root ("password", &wrong[i], root, &error));
      assert_refused (error, ZG_ERROR_DENIED);
    }
  strong = zg_kdf_calibrate ();
  g_assert_cmpint (strong.mem, >=, cheap.min_mem);
  g_assert_cmpint (strong.mem, <=, cheap.max_mem);
  root_of ("password", &strong, root);
  /* the true policy refuses what tests use */
  zg_kdf_set_policy (NULL);
  g_assert_cmpint (zg_kdf_minimum ().mem, ==, 64 << 20);
  g_assert_cmpint (zg_kdf_minimum ().ops, ==, 3);
  g_assert_false (zg_kdf_root ("password", &base, root, &error));
  assert_refused (error, ZG_ERROR_DENIED);
  zg_kdf_set_policy (&cheap);
}

static void
test_random_password (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 500; i++)
    {
      char *text = zg_random_password (12);
      int   upper = 0, lower = 0, digit = 0, sign = 0;

      g_assert_cmpuint (strlen (text), ==, 12);
      for (const char *at = text; *at; at++)
        {
          g_assert_null (strchr ("0O1Il", *at));
          upper += g_ascii_isupper (*at) != 0;
          lower += g_ascii_islower (*at) != 0;
          digit += g_ascii_isdigit (*at) != 0;
          sign += g_ascii_ispunct (*at) != 0;
        }
      g_assert_true (upper && lower && digit && sign);
      g_assert_true (g_hash_table_add (seen, text));
    }
  {
    g_autofree char *shortest = zg_random_password (1);

    g_assert_cmpuint (strlen (shortest), ==, 8);
  }
}

static void
test_person_keys (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgPersonKeys) keys = zg_person_keys_new (), other = zg_person_keys_new (), opened = NULL;
  g_autoptr (GBytes) box = NULL, sign = NULL;
  guint8 kek[32], wrong[32];

  zg_random_bytes (kek, 32);
  zg_random_bytes (wrong, 32);
  zg_person_keys_seal (keys, kek, &box, &sign);
  opened = zg_person_keys_open (kek, keys->box_pk, keys->sign_pk, box, sign, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (zg_secret_data (opened->box_sk), 32, zg_secret_data (keys->box_sk), 32);
  g_assert_cmpmem (zg_secret_data (opened->sign_sk), 64, zg_secret_data (keys->sign_sk), 64);
  g_assert_null (zg_person_keys_open (wrong, keys->box_pk, keys->sign_pk, box, sign, &error));
  assert_refused (error, ZG_ERROR_DENIED);
  /* somebody put in his own public key, or exchanged the two */
  g_assert_null (zg_person_keys_open (kek, other->box_pk, keys->sign_pk, box, sign, &error));
  assert_refused (error, ZG_ERROR_DENIED);
  g_assert_null (zg_person_keys_open (kek, keys->box_pk, other->sign_pk, box, sign, &error));
  assert_refused (error, ZG_ERROR_DENIED);
  g_assert_null (zg_person_keys_open (kek, keys->box_pk, keys->sign_pk, sign, box, &error));
  assert_refused (error, ZG_ERROR_DENIED);
}

static void
test_class_keys (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgPersonKeys) keys = zg_person_keys_new (), other = zg_person_keys_new ();
  g_autoptr (ZgSecret) key = zg_secret_random (32), opened = NULL;
  g_autoptr (GBytes) sealed = zg_seal_to_person (keys->box_pk, zg_secret_data (key), 32), cut = NULL;

  opened = zg_unseal_to_person (keys->box_pk, zg_secret_data (keys->box_sk), sealed, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (zg_secret_data (opened), zg_secret_size (opened), zg_secret_data (key), 32);
  g_assert_null (zg_unseal_to_person (other->box_pk, zg_secret_data (other->box_sk), sealed, &error));
  assert_refused (error, ZG_ERROR_DENIED);
  for (gsize n = 0; n < g_bytes_get_size (sealed); n++)
    {
      g_clear_pointer (&cut, g_bytes_unref);
      cut = g_bytes_new_from_bytes (sealed, 0, n);
      g_assert_null (zg_unseal_to_person (keys->box_pk, zg_secret_data (keys->box_sk), cut, &error));
      assert_refused (error, ZG_ERROR_DENIED);
    }
}

static GBytes *
with_byte (GBytes *bytes, gsize at, guint8 flip)
{
  guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  copy[at] ^= flip;
  return g_bytes_new_take (copy, g_bytes_get_size (bytes));
}

static void
test_cell (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSecret) key = zg_secret_random (32);
  const guint8 *k = zg_secret_data (key);
  const char   *phone = "13800138000";
  g_autoptr (GBytes) sealed = zg_seal_cell (k, 3, "customer", "phone", 7, "CUST", phone, strlen (phone));
  g_autofree char *plain = NULL;
  gsize n = 0;

  g_assert_cmpuint (g_bytes_get_size (sealed), ==, strlen (phone) + ZG_SEAL_OVERHEAD);
  g_assert_cmpint (zg_sealed_version (sealed), ==, 3);
  plain = zg_unseal_cell (k, "customer", "phone", 7, "CUST", sealed, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (plain, ==, phone);
  g_assert_cmpuint (n, ==, strlen (phone));

  /* an empty value, and one with NUL */
  {
    g_autoptr (GBytes) none = zg_seal_cell (k, 1, "t", "c", 1, "CUST", NULL, 0),
        bytes = zg_seal_cell (k, 255, "t", "c", 1, "CUST", "a\0b", 3);
    g_autofree char *a = zg_unseal_cell (k, "t", "c", 1, "CUST", none, &n, &error), *b = NULL;

    g_assert_cmpstr (a, ==, "");
    g_assert_cmpuint (n, ==, 0);
    b = zg_unseal_cell (k, "t", "c", 1, "CUST", bytes, &n, &error);
    g_assert_cmpmem (b, n, "a\0b", 3);
  }
}

/* What stands for an erased value is no sealed one: no key is asked for it, and none opens it. */
static void
test_erased (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSecret) key = zg_secret_random (32);
  g_autoptr (GBytes) erased = zg_seal_erased (), sealed = zg_seal_cell (zg_secret_data (key), 1, "t", "c", 1, "CUST", "", 0);

  g_assert_cmpuint (g_bytes_get_size (erased), ==, ZG_SEAL_ERASED_SIZE);
  g_assert_true (zg_seal_is_erased (erased));
  g_assert_false (zg_seal_is_erased (sealed));
  g_assert_cmpint (zg_sealed_version (erased), ==, 0);
  g_assert_null (zg_unseal_cell (zg_secret_data (key), "t", "c", 1, "CUST", erased, NULL, &error));
  assert_refused (error, ZG_ERROR_CORRUPT);
}

/* Control 19: a ciphertext opens nowhere but where it was made. */
static void
test_cell_moved (void)
{
  static const struct { const char *table, *column; gint64 row; const char *key_class; } elsewhere[] = {
    { "customer", "phone", 8, "CUST" },   { "customer", "phone", -7, "CUST" }, { "customer", "name", 7, "CUST" },
    { "staff", "phone", 7, "CUST" },      { "customer", "phone", 7, "STAFF" }, { "customerphone", "", 7, "CUST" },
    { "customerp", "hone", 7, "CUST" },   { "customer", "phoneC", 7, "UST" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSecret) key = zg_secret_random (32), other = zg_secret_random (32);
  const guint8 *k = zg_secret_data (key);
  g_autoptr (GBytes) sealed = zg_seal_cell (k, 3, "customer", "phone", 7, "CUST", "13800138000", 11);

  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    {
      g_assert_null (zg_unseal_cell (k, elsewhere[i].table, elsewhere[i].column, elsewhere[i].row, elsewhere[i].key_class,
                                     sealed, NULL, &error));
      assert_refused (error, ZG_ERROR_CORRUPT);
    }
  g_assert_null (zg_unseal_cell (zg_secret_data (other), "customer", "phone", 7, "CUST", sealed, NULL, &error));
  assert_refused (error, ZG_ERROR_CORRUPT);
}

static void
test_cell_tampered (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSecret) key = zg_secret_random (32);
  const guint8 *k = zg_secret_data (key);
  g_autoptr (GBytes) sealed = zg_seal_cell (k, 3, "customer", "phone", 7, "CUST", "13800138000", 11);

  for (gsize at = 0; at < g_bytes_get_size (sealed); at++)
    for (int bit = 0; bit < 8; bit++)
      {
        g_autoptr (GBytes) wrong = with_byte (sealed, at, (guint8) (1 << bit));

        g_assert_null (zg_unseal_cell (k, "customer", "phone", 7, "CUST", wrong, NULL, &error));
        /* an algorithm with a higher number may be one of the future */
        g_assert_true (g_error_matches (error, ZG_ERROR, ZG_ERROR_CORRUPT)
                       || (at == 0 && g_error_matches (error, ZG_ERROR, ZG_ERROR_NEWER)));
        g_clear_error (&error);
      }
  for (gsize n = 0; n < g_bytes_get_size (sealed); n++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (sealed, 0, n);

      g_assert_null (zg_unseal_cell (k, "customer", "phone", 7, "CUST", cut, NULL, &error));
      assert_refused (error, ZG_ERROR_CORRUPT);
      g_assert_cmpint (zg_sealed_version (cut), ==, n < ZG_SEAL_OVERHEAD ? 0 : 3);
    }
}

static void
test_cell_nonces (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  g_autoptr (ZgSecret) key = zg_secret_random (32);

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GBytes) sealed = zg_seal_cell (zg_secret_data (key), 1, "t", "c", 1, "CUST", "same", 4);

      g_assert_true (g_hash_table_add (seen, g_bytes_new_from_bytes (sealed, 2, 24)));
    }
}

static void
test_digest (void)
{
  g_autoptr (ZgSecret) key = zg_secret_random (32), other = zg_secret_random (32);
  const guint8 *k = zg_secret_data (key);
  guint8 a[16], b[16];

  zg_digest (k, "file", "abc", 3, a);
  zg_digest (k, "file", "abc", 3, b);
  g_assert_cmpmem (a, 16, b, 16);
  zg_digest (k, "filea", "bc", 2, b);
  g_assert_cmpint (memcmp (a, b, 16), !=, 0);
  zg_digest (zg_secret_data (other), "file", "abc", 3, b);
  g_assert_cmpint (memcmp (a, b, 16), !=, 0);
  g_assert_cmpint (zg_blind_index (k, "phone", "13800138000"), ==, zg_blind_index (k, "phone", "13800138000"));
  g_assert_cmpint (zg_blind_index (k, "phone", "13800138000"), !=, zg_blind_index (k, "tail4", "13800138000"));
  g_assert_cmpint (zg_blind_index (k, "phone", "13800138000"), !=, zg_blind_index (k, "phone", "13800138001"));
}

static void
test_sha256 (void)
{
  g_autofree char *hash = zg_sha256_hex ("abc", 3), *none = zg_sha256_hex ("", 0);

  g_assert_cmpstr (hash, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpstr (none, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/* What is added in pieces, of a block and of parts of one, has the sum of the whole; nothing at all has one too. */
static void
test_sum (void)
{
  guint8 text[3000];

  for (guint i = 0; i < sizeof text; i++)
    text[i] = (guint8) (i * 7);
  for (gsize piece = 0; piece <= sizeof text; piece = piece * 2 + 1)
    {
      g_autofree char  *whole = zg_sha256_hex (text, piece ? sizeof text : 0), *found = NULL;
      g_autoptr (ZgSum) sum = zg_sum_new ();

      for (gsize at = 0; piece && at < sizeof text; at += piece)
        zg_sum_add (sum, text + at, MIN (piece, sizeof text - at));
      found = zg_sum_end (sum);
      g_assert_cmpstr (found, ==, whole);
    }
}

static void
test_sign (void)
{
  g_autoptr (ZgPersonKeys) keys = zg_person_keys_new (), other = zg_person_keys_new ();
  const char text[] = "zg1 payload";
  guint8 signature[ZG_SIGNATURE_BYTES];

  zg_sign (keys->sign_sk, text, sizeof text, signature);
  g_assert_true (zg_verify (keys->sign_pk, text, sizeof text, signature));
  g_assert_false (zg_verify (other->sign_pk, text, sizeof text, signature));
  g_assert_false (zg_verify (keys->sign_pk, text, sizeof text - 1, signature));
  for (int i = 0; i < ZG_SIGNATURE_BYTES; i++)
    {
      signature[i] ^= 1;
      g_assert_false (zg_verify (keys->sign_pk, text, sizeof text, signature));
      signature[i] ^= 1;
    }
}

static void
test_sealed_bytes (void)
{
  static const gsize sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 200000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSecret) key = zg_secret_random (32), other = zg_secret_random (32);
  const guint8 *k = zg_secret_data (key);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree guint8 *data = g_malloc (sizes[i] + 1);
      g_autoptr (GBytes) sealed = NULL, plain = NULL, cut = NULL, longer = NULL, wrong = NULL;
      g_autoptr (GByteArray) more = g_byte_array_new ();
      gsize n;

      zg_random_bytes (data, sizes[i]);
      sealed = zg_seal_bytes (k, 1, data, sizes[i]);
      plain = zg_unseal_bytes (k, sealed, sizes[i], &error);
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), data, sizes[i]);
      g_assert_null (zg_unseal_bytes (zg_secret_data (other), sealed, sizes[i], &error));
      assert_refused (error, ZG_ERROR_CORRUPT);
      if (sizes[i] > 0)
        {
          g_assert_null (zg_unseal_bytes (k, sealed, sizes[i] - 1, &error));
          assert_refused (error, ZG_ERROR_INVALID);
        }
      n = g_bytes_get_size (sealed);
      cut = g_bytes_new_from_bytes (sealed, 0, n - 1);
      g_assert_null (zg_unseal_bytes (k, cut, sizes[i], &error));
      assert_refused (error, ZG_ERROR_CORRUPT);
      g_byte_array_append (more, g_bytes_get_data (sealed, NULL), n);
      g_byte_array_append (more, (const guint8 *) "x", 1);
      longer = g_bytes_new (more->data, more->len);
      g_assert_null (zg_unseal_bytes (k, longer, sizes[i], &error));
      assert_refused (error, ZG_ERROR_CORRUPT);
      wrong = with_byte (sealed, n / 2, 0x10);
      g_assert_null (zg_unseal_bytes (k, wrong, sizes[i], &error));
      assert_refused (error, ZG_ERROR_CORRUPT);
    }
}

/* A file cut exactly between two chunks, and one whose chunks changed places. */
static void
test_sealed_chunks (void)
{
  const gsize start = 30, chunk = 65536 + 17;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSecret) key = zg_secret_random (32);
  const guint8 *k = zg_secret_data (key);
  g_autofree guint8 *data = g_malloc0 (4 * 65536);
  g_autoptr (GBytes) sealed = zg_seal_bytes (k, 9, data, 4 * 65536), cut = NULL, swapped = NULL, head = NULL;
  guint8 *copy;

  g_assert_cmpuint (g_bytes_get_size (sealed), ==, start + 4 * chunk);
  cut = g_bytes_new_from_bytes (sealed, 0, start + 3 * chunk);
  g_assert_null (zg_unseal_bytes (k, cut, G_MAXSIZE, &error));
  assert_refused (error, ZG_ERROR_CORRUPT);
  copy = g_memdup2 (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  memcpy (copy + start, (const guint8 *) g_bytes_get_data (sealed, NULL) + start + chunk, chunk);
  memcpy (copy + start + chunk, (const guint8 *) g_bytes_get_data (sealed, NULL) + start, chunk);
  swapped = g_bytes_new_take (copy, g_bytes_get_size (sealed));
  g_assert_null (zg_unseal_bytes (k, swapped, G_MAXSIZE, &error));
  assert_refused (error, ZG_ERROR_CORRUPT);
  for (gsize at = 0; at < start; at++)
    {
      g_clear_pointer (&head, g_bytes_unref);
      head = with_byte (sealed, at, 0x01);
      g_assert_null (zg_unseal_bytes (k, head, G_MAXSIZE, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
}

static void
test_sealed_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSecret) key = zg_secret_random (32);
  const guint8 *k = zg_secret_data (key);
  auto_folder folder = temp_folder ();
  g_autofree char *plain = g_build_filename (folder, "plain", NULL), *sealed = g_build_filename (folder, "sealed", NULL);
  g_autofree char *again = g_build_filename (folder, "again", NULL), *before = NULL, *after = NULL;
  g_autofree guint8 *data = g_malloc (300001);
  int in, out, full;

  zg_random_bytes (data, 300001);
  g_file_set_contents (plain, (const char *) data, 300001, NULL);
  in = open (plain, O_RDONLY);
  out = open (sealed, O_CREAT | O_RDWR, 0600);
  g_assert_true (zg_seal_file (in, out, k, 1, &error));
  lseek (out, 0, SEEK_SET);
  close (in);
  in = open (again, O_CREAT | O_RDWR, 0600);
  g_assert_true (zg_unseal_file (out, in, k, &error));
  g_assert_no_error (error);
  close (in);
  close (out);
  g_assert_true (g_file_get_contents (again, &after, NULL, NULL));
  g_assert_cmpmem (after, 300001, data, 300001);
  in = open (plain, O_RDONLY);
  full = open ("/dev/full", O_WRONLY);
  g_assert_false (zg_seal_file (in, full, k, 1, &error));
  assert_refused (error, ZG_ERROR_FULL);
  close (full);
  close (in);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  zg_seal_init ();
  zg_seal_init ();
  zg_kdf_set_policy (&cheap);
  g_test_add_func ("/seal/secret", test_secret);
  g_test_add_func ("/seal/password", test_password);
  g_test_add_func ("/seal/password-costs", test_password_costs);
  g_test_add_func ("/seal/password-trial-books", test_trial_books);
  g_test_add_func ("/seal/random-password", test_random_password);
  g_test_add_func ("/seal/person-keys", test_person_keys);
  g_test_add_func ("/seal/class-keys", test_class_keys);
  g_test_add_func ("/seal/cell", test_cell);
  g_test_add_func ("/seal/erased", test_erased);
  g_test_add_func ("/seal/cell-moved", test_cell_moved);
  g_test_add_func ("/seal/cell-tampered", test_cell_tampered);
  g_test_add_func ("/seal/cell-nonces", test_cell_nonces);
  g_test_add_func ("/seal/digest", test_digest);
  g_test_add_func ("/seal/sha256", test_sha256);
  g_test_add_func ("/seal/sum", test_sum);
  g_test_add_func ("/seal/sign", test_sign);
  g_test_add_func ("/seal/bytes", test_sealed_bytes);
  g_test_add_func ("/seal/chunks", test_sealed_chunks);
  g_test_add_func ("/seal/file", test_sealed_file);
  return g_test_run ();
}
