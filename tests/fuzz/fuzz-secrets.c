/* Sealed bytes and the recovery key: nothing opens that was not sealed here. */
#include <string.h>

#include "fuzz.h"
#include "zg-backup-private.h"
#include "zg-seal.h"

static const guint8 key[ZG_KEY_BYTES] = "a key of the fuzzing of thirty-2";

void
fuzz_recovery (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text_of (data, size), *shown = NULL;
  guint8           read[ZG_KEY_BYTES], again[ZG_KEY_BYTES];

  if (zg_recovery_parse (text, read, NULL))
    {
      shown = zg_recovery_format (read);
      HOLDS (zg_recovery_parse (shown, again, NULL) && memcmp (read, again, sizeof read) == 0);
    }
  if (size < ZG_KEY_BYTES)
    return;
  g_free (shown);
  shown = zg_recovery_format (data);
  HOLDS (zg_recovery_parse (shown, again, NULL) && memcmp (data, again, sizeof again) == 0);
}

static void
cell_again (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) sealed = zg_seal_cell (key, 1, "staff", "mobile", 7, "STAFF", data, size);
  g_autoptr (GBytes) changed = NULL;
  gsize              n = 0, at = size ? data[0] % g_bytes_get_size (sealed) : 0;
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  g_autofree char   *plain = zg_unseal_cell (key, "staff", "mobile", 7, "STAFF", sealed, &n, NULL);

  HOLDS (plain && n == size && memcmp (plain, data, n) == 0 && zg_sealed_version (sealed) == 1);
  HOLDS (zg_unseal_cell (key, "staff", "mobile", 8, "STAFF", sealed, NULL, NULL) == NULL);
  bytes[at] ^= 0x10;
  changed = g_bytes_new (bytes, g_bytes_get_size (sealed));
  HOLDS (zg_unseal_cell (key, "staff", "mobile", 7, "STAFF", changed, NULL, NULL) == NULL);
}

void
fuzz_sealed (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) file = zg_seal_bytes (key, 1, data, size);
  g_autoptr (GBytes) opened = zg_unseal_bytes (key, file, 512, NULL);
  guint8             box_pk[ZG_KEY_BYTES], box_sk[ZG_KEY_BYTES];

  HOLDS (zg_unseal_cell (key, "staff", "mobile", 7, "STAFF", bytes, NULL, NULL) == NULL);
  HOLDS (zg_unseal_bytes (key, bytes, 512, NULL) == NULL);
  zg_recovery_pair (key, box_pk, box_sk);
  HOLDS (zg_unseal_to_person (box_pk, box_sk, bytes, NULL) == NULL);
  HOLDS (zg_sealed_version (bytes) >= 0);
  HOLDS (size > 512 ? opened == NULL : opened && g_bytes_equal (opened, bytes));
  cell_again (data, size);
}

void
fuzz_head (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text_of (data, size);
  ZgBackupHead    *head = zg_backup_head_parse (text, "backup", NULL);

  if (head)
    HOLDS (zg_backup_head_signed (head));
  zg_backup_head_free (head);
}
