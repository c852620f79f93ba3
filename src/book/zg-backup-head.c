/* What a backup says of itself: the signed manifest and the locks, as text and back. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-backup-private.h"
#include "zg-book-new.h"
#include "zg-error.h"
#include "zg-json.h"

#define FORMAT 1

static void
lock_free (ZgBackupLock *lock)
{
  g_free (lock->login);
  g_clear_pointer (&lock->box_sealed, g_bytes_unref);
  g_clear_pointer (&lock->sign_sealed, g_bytes_unref);
  g_clear_pointer (&lock->sealed, g_bytes_unref);
  g_free (lock);
}

ZgBackupHead *
zg_backup_head_new (void)
{
  ZgBackupHead *head = g_new0 (ZgBackupHead, 1);

  head->locks = g_ptr_array_new_with_free_func ((GDestroyNotify) lock_free);
  return head;
}

void
zg_backup_head_free (ZgBackupHead *head)
{
  if (head == NULL)
    return;
  g_free (head->name);
  g_free (head->declarations);
  g_free (head->chain_hash);
  g_free (head->heads);
  g_free (head->counts);
  g_free (head->totals);
  g_free (head->sha256);
  g_free (head->files_sha256);
  g_free (head->enclosed);
  g_free (head->manifest);
  g_ptr_array_unref (head->locks);
  g_free (head);
}

gint64
zg_backup_head_plain (const ZgBackupHead *head)
{
  return head->bytes + head->file_bytes;
}

/* -- Writing -- */

static void
put_text (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value ? value : "");
}

/* As text: 63 bits do not survive a double. */
static void
put_int (JsonBuilder *json, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  put_text (json, name, text);
}

static void
put_hex (JsonBuilder *json, const char *name, gconstpointer data, gsize n)
{
  g_autofree char *hex = zg_hex (data, n);

  put_text (json, name, hex);
}

static void
put_bytes (JsonBuilder *json, const char *name, GBytes *bytes)
{
  if (bytes)
    put_hex (json, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
finish (JsonBuilder *json)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

static char *
manifest_text (const ZgBackupHead *head)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();

  json_builder_begin_object (json);
  put_int (json, "format", FORMAT);
  put_text (json, "book", head->name);
  put_int (json, "uid", head->uid);
  put_int (json, "clock_person", head->clock_person);
  put_int (json, "made_ms", head->made_ms);
  put_int (json, "schema", head->schema);
  put_text (json, "declarations", head->declarations);
  put_int (json, "trial", head->trial);
  put_int (json, "seq", head->seq);
  put_text (json, "chain", head->chain_hash);
  put_text (json, "heads", head->heads);
  put_text (json, "counts", head->counts);
  put_text (json, "totals", head->totals);
  put_int (json, "bytes", head->bytes);
  put_text (json, "sha256", head->sha256);
  put_int (json, "files", head->n_files);
  put_int (json, "file_bytes", head->file_bytes);
  put_text (json, "files_sha256", head->files_sha256);
  put_text (json, "enclosed", head->enclosed);
  put_hex (json, "clock_key", head->clock_pk, ZG_KEY_BYTES);
  return finish (json);
}

static void
put_lock (JsonBuilder *json, const ZgBackupLock *lock)
{
  json_builder_begin_object (json);
  put_int (json, "person", lock->person);
  put_hex (json, "box_pk", lock->box_pk, ZG_KEY_BYTES);
  if (lock->person != ZG_RECOVERY)
    {
      put_text (json, "login", lock->login);
      put_hex (json, "sign_pk", lock->sign_pk, ZG_KEY_BYTES);
      put_hex (json, "salt", lock->kdf.salt, ZG_SALT_BYTES);
      put_int (json, "ops", lock->kdf.ops);
      put_int (json, "mem", lock->kdf.mem);
      put_bytes (json, "box_sealed", lock->box_sealed);
      put_bytes (json, "sign_sealed", lock->sign_sealed);
    }
  put_bytes (json, "sealed", lock->sealed);
  json_builder_end_object (json);
}

/* What is signed is no audit body and no grant: it begins otherwise. */
static char *
signed_text (const ZgBackupHead *head)
{
  return g_strconcat ("zgb1|", head->manifest, NULL);
}

char *
zg_backup_head_text (ZgBackupHead *head, const ZgSecret *sign)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  g_autofree char *text = NULL;

  g_free (head->manifest);
  head->manifest = manifest_text (head);
  text = signed_text (head);
  zg_sign (sign, text, strlen (text), head->signature);
  json_builder_begin_object (json);
  put_text (json, "manifest", head->manifest);
  put_hex (json, "signature", head->signature, ZG_SIGNATURE_BYTES);
  json_builder_set_member_name (json, "locks");
  json_builder_begin_array (json);
  for (guint i = 0; i < head->locks->len; i++)
    put_lock (json, head->locks->pdata[i]);
  json_builder_end_array (json);
  return finish (json);
}

gboolean
zg_backup_head_signed (const ZgBackupHead *head)
{
  g_autofree char *text = signed_text (head);

  return zg_verify (head->clock_pk, text, strlen (text), head->signature);
}

/* -- Reading: nothing in it is believed -- */

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
take_text (JsonObject *object, const char *name, char **out)
{
  *out = g_strdup (get_text (object, name));
  return *out != NULL;
}

static gboolean
take_int (JsonObject *object, const char *name, gint64 *out)
{
  const char *text = get_text (object, name);

  return text && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, out, NULL);
}

static gboolean
take_hex (JsonObject *object, const char *name, guint8 *out, gsize n)
{
  const char *text = get_text (object, name);

  return text && strlen (text) == 2 * n && zg_unhex (text, out, n);
}

static gboolean
take_hash (JsonObject *object, const char *name, char **out)
{
  guint8 hash[ZG_SHA256_BYTES];

  return take_hex (object, name, hash, sizeof hash) && take_text (object, name, out);
}

static GBytes *
get_bytes (JsonObject *object, const char *name)
{
  const char *text = get_text (object, name);
  gsize       n = text ? strlen (text) / 2 : 0;
  g_autofree guint8 *data = g_malloc (n + 1);

  return n && n < 4096 && take_hex (object, name, data, n) ? g_bytes_new (data, n) : NULL;
}

static JsonObject *
get_object (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
take_manifest (ZgBackupHead *head, JsonObject *object)
{
  gint64 trial = 0;

  if (!take_text (object, "book", &head->name) || !take_int (object, "uid", &head->uid) ||
      !take_int (object, "clock_person", &head->clock_person) || !take_int (object, "made_ms", &head->made_ms) ||
      !take_int (object, "schema", &head->schema) || !take_hash (object, "declarations", &head->declarations) ||
      !take_int (object, "trial", &trial) || !take_int (object, "seq", &head->seq) ||
      !take_hash (object, "chain", &head->chain_hash) || !take_text (object, "counts", &head->counts) ||
      !take_text (object, "totals", &head->totals) || !take_int (object, "bytes", &head->bytes) ||
      !take_hash (object, "sha256", &head->sha256) || !take_int (object, "files", &head->n_files) ||
      !take_int (object, "file_bytes", &head->file_bytes) || !take_hash (object, "files_sha256", &head->files_sha256) ||
      !take_hex (object, "clock_key", head->clock_pk, ZG_KEY_BYTES))
    return FALSE;
  head->trial = trial != 0;
  head->heads = g_strdup (zg_json_text (object, "heads"));
  head->enclosed = g_strdup (zg_json_text (object, "enclosed"));
  for (const char *end = head->enclosed; end && (end = strchr (end, '\n')) != NULL; end++)
    head->n_enclosed++;
  return head->bytes < G_MAXINT64 / 2 && head->file_bytes < G_MAXINT64 / 2;
}

static gboolean
take_lock (ZgBackupHead *head, JsonObject *object)
{
  ZgBackupLock *lock = g_new0 (ZgBackupLock, 1);

  g_ptr_array_add (head->locks, lock);
  lock->sealed = get_bytes (object, "sealed");
  if (!take_int (object, "person", &lock->person) || !take_hex (object, "box_pk", lock->box_pk, ZG_KEY_BYTES) || !lock->sealed)
    return FALSE;
  if (lock->person == ZG_RECOVERY)
    return TRUE;
  lock->box_sealed = get_bytes (object, "box_sealed");
  lock->sign_sealed = get_bytes (object, "sign_sealed");
  return take_text (object, "login", &lock->login) && take_hex (object, "sign_pk", lock->sign_pk, ZG_KEY_BYTES) &&
         take_hex (object, "salt", lock->kdf.salt, ZG_SALT_BYTES) && take_int (object, "ops", &lock->kdf.ops) &&
         take_int (object, "mem", &lock->kdf.mem) && lock->box_sealed && lock->sign_sealed;
}

static gboolean
take_locks (ZgBackupHead *head, JsonObject *object)
{
  JsonNode  *node = json_object_get_member (object, "locks");
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonObject *lock = get_object (json_array_get_element (array, i));

      if (lock == NULL || !take_lock (head, lock))
        return FALSE;
    }
  return array != NULL;
}

/* 1: fine, 0: no head, -1: of a later format. */
static int
take_head (ZgBackupHead *head, const char *text)
{
  g_autoptr (JsonNode) root = zg_json_parse (text, strlen (text));
  g_autoptr (JsonNode) inner = NULL;
  JsonObject *object = get_object (root), *manifest;
  gint64      format = 0;

  if (object == NULL || !take_text (object, "manifest", &head->manifest))
    return 0;
  inner = zg_json_parse (head->manifest, strlen (head->manifest));
  manifest = get_object (inner);
  if (manifest == NULL || !take_int (manifest, "format", &format))
    return 0;
  if (format > FORMAT)
    return -1;
  return take_hex (object, "signature", head->signature, ZG_SIGNATURE_BYTES) && take_manifest (head, manifest) &&
         take_locks (head, object);
}

ZgBackupHead *
zg_backup_head_parse (const char *text, const char *path, GError **error)
{
  g_autoptr (ZgBackupHead) head = zg_backup_head_new ();
  g_autofree char *name = g_filename_display_name (path);
  int              is = take_head (head, text);

  if (is == 1 && head->schema <= ZG_SCHEMA_VERSION && zg_backup_head_signed (head))
    return g_steal_pointer (&head);
  if (is < 0 || (is == 1 && head->schema > ZG_SCHEMA_VERSION))
    g_set_error (error, ZG_ERROR, ZG_ERROR_NEWER,
                 _ ("The backup “%s” was made by a newer program. It was left as it is. Install the newer program to restore "
                    "it."),
                 name);
  else if (is == 0)
    g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                 _ ("The backup “%s” does not say what it holds. It was left as it is. Take another one."), name);
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                 _ ("What the backup “%s” says of itself is not signed by its book. It was left as it is. Take another one."),
                 name);
  return NULL;
}
