/* Attachments: what a file is is told by its bytes; it is sealed, stored under the hash of the sealed bytes, then the row is
 * written. */
#include "zg-attach.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-attach-type.h"
#include "zg-book-private.h"
#include "zg-error.h"
#include "zg-blobs.h"
#include "zg-files.h"
#include "zg-text.h"

#define KEY_CLASS "FILE"
#define LONGEST_NAME 100
#define MOST_BYTES (64 * 1024 * 1024)
#define MOST_SEALED (MOST_BYTES + MOST_BYTES / 8)

/* -- Names -- */

/* Only the last part, without signs that lead elsewhere, hide or turn what follows. Never empty. */
static char *
clean_name (const char *name, const char *extension)
{
  g_autofree char *valid = g_utf8_make_valid (name ? name : "", -1);
  GString *clean = g_string_new (NULL);
  const char *last = valid;

  for (const char *p = valid; *p; p++)
    if (*p == '/' || *p == '\\')
      last = p + 1;
  for (const char *p = last; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT || c == 0xFFFD ||
          (c < 128 && strchr ("<>:\"|?*", (int) c)))
        continue;
      if (c == '.' && clean->len == 0)
        continue;
      if (g_utf8_strlen (clean->str, -1) < LONGEST_NAME)
        g_string_append_unichar (clean, c);
    }
  g_strchomp (clean->str);
  clean->len = strlen (clean->str);
  if (clean->len == 0)
    g_string_append (clean, _ ("attachment"));
  if (!zg_attach_type_has_extension (clean->str, extension))
    g_string_append (clean, extension);
  return g_string_free (clean, FALSE);
}

static char *
digest_of (const guint8 key[ZG_KEY_BYTES], GBytes *bytes)
{
  guint8 digest[ZG_DIGEST_BYTES];

  zg_digest (key, "attachment", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), digest);
  return zg_hex (digest, sizeof digest);
}

/* -- Where the sealed files lie: beside a file, in a table of a server -- */

static gpointer
put_blob (ZgDb *db, gpointer sealed, GCancellable *cancellable, GError **error)
{
  return zg_blobs_put (db, sealed, error);
}

static char *
put_file (ZgSession *session, GBytes *sealed, GError **error)
{
  ZgBook *book = session->book;

  if (zg_db_is_server (book->address))
    return zg_store_write (zg_session_store (session), put_blob, sealed, error);
  return zg_files_put (book->path, sealed, error);
}

static gpointer
get_blob (ZgDb *db, gpointer name, GCancellable *cancellable, GError **error)
{
  return zg_blobs_get (db, name, MOST_SEALED, error);
}

static GBytes *
get_file (ZgSession *session, const char *name, GError **error)
{
  ZgBook *book = session->book;

  if (zg_db_is_server (book->address))
    return zg_store_read (zg_session_store (session), get_blob, (gpointer) name, error);
  return zg_files_get (book->path, name, MOST_SEALED, error);
}

gboolean
zg_attach_has_file (ZgBook *book, ZgDb *db, const char *name)
{
  return zg_db_is_server (book->address) ? zg_blobs_has (db, name) : zg_files_has (book->path, name);
}

/* -- Adding -- */

gint64
zg_attach_add (ZgSession *session, const ZgKind *kind, gint64 doc, const char *field, const char *name, GBytes *bytes,
               GError **error)
{
  const ZgAttachType *type = zg_attach_type_of (name, bytes, error);
  g_autoptr (ZgRecord) record = zg_record_new (&zg_attachment);
  g_autoptr (GBytes) sealed = NULL;
  g_autofree char *file = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *clean = NULL;
  guint8 key[ZG_KEY_BYTES];
  int    version;

  if (type == NULL || !zg_session_key (session, KEY_CLASS, 0, key, &version, error))
    return 0;
  if (zg_session_reach (session, "attachment.create") == ZG_REACH_NONE) /* before anything reaches the disk */
    {
      zg_wipe (key, sizeof key);
      zg_refused (session->book, session, "attachment.create", kind->id, doc, NULL);
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("You may not attach files. Nothing was stored."));
      return 0;
    }
  clean = clean_name (name, type->extension);
  digest = digest_of (key, bytes);
  sealed = zg_seal_bytes (key, version, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  zg_wipe (key, sizeof key);
  file = put_file (session, sealed, error);
  if (file == NULL)
    return 0;
  zg_record_set_text (record, ZG_ATTACHMENT_KIND, kind->id);
  if (doc)
    zg_record_set_int (record, ZG_ATTACHMENT_DOC, doc);
  zg_record_set_text (record, ZG_ATTACHMENT_FIELD, field);
  zg_record_set_text (record, ZG_ATTACHMENT_NAME, clean);
  zg_record_set_text (record, ZG_ATTACHMENT_TYPE, type->mime);
  zg_record_set_int (record, ZG_ATTACHMENT_SIZE, (gint64) g_bytes_get_size (bytes));
  zg_record_set_text (record, ZG_ATTACHMENT_FILE, file);
  zg_record_set_text (record, ZG_ATTACHMENT_DIGEST, digest);
  return zg_book_run (session, record, "create", NULL, NULL, NULL, NULL, error) ? record->id : 0;
}

/* -- Reading -- */

typedef struct
{
  ZgSession *session;
  gint64     id;
  ZgRecord  *record;
  gboolean   sees;
} Find;

static gpointer
find_attachment (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Find         *find = data;
  const ZgKind *kind;
  gint64        doc;

  find->record = zg_book_get (db, &zg_attachment, find->id, error);
  if (find->record == NULL)
    return NULL;
  /* who sees the record sees what is attached to it */
  kind = zg_kind_by_id (zg_record_text (find->record, ZG_ATTACHMENT_KIND));
  doc = zg_record_int (find->record, ZG_ATTACHMENT_DOC);
  find->sees = zg_session_sees (find->session, find->record);
  if (!find->sees && kind && doc)
    {
      g_autoptr (ZgRecord) record = zg_book_get (db, kind, doc, NULL);

      find->sees = record && zg_session_sees (find->session, record);
    }
  return find;
}

/* The head of a sealed file names the version of its key; a wrong one opens nothing. */
static int
key_version (GBytes *sealed)
{
  gsize         n;
  const guint8 *data = g_bytes_get_data (sealed, &n);

  return n > 4 ? data[4] : 0;
}

static GBytes *
open_file (ZgSession *session, const ZgRecord *record, GError **error)
{
  g_autoptr (GBytes) sealed = get_file (session, zg_record_text (record, ZG_ATTACHMENT_FILE), error);
  g_autoptr (GBytes) plain = NULL;
  g_autofree char *digest = NULL;
  guint8 key[ZG_KEY_BYTES];

  if (sealed == NULL || !zg_session_key (session, KEY_CLASS, key_version (sealed), key, NULL, error))
    return NULL;
  plain = zg_unseal_bytes (key, sealed, MOST_BYTES, error);
  digest = plain ? digest_of (key, plain) : NULL;
  zg_wipe (key, sizeof key);
  if (plain && (gint64) g_bytes_get_size (plain) == zg_record_int (record, ZG_ATTACHMENT_SIZE) &&
      g_strcmp0 (digest, zg_record_text (record, ZG_ATTACHMENT_DIGEST)) == 0)
    return g_steal_pointer (&plain);
  if (plain)
    g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                 _ ("The attachment “%s” is not the file that was attached. Take it from a backup."),
                 zg_record_text (record, ZG_ATTACHMENT_NAME));
  return NULL;
}

GBytes *
zg_attach_read (ZgSession *session, gint64 attachment, char **name, GError **error)
{
  Find find = { session, attachment, NULL, FALSE };
  g_autoptr (ZgRecord) record = NULL;
  g_autoptr (GError) local = NULL;
  GBytes *plain;

  if (zg_store_read (zg_session_store (session), find_attachment, &find, error) == NULL)
    return NULL;
  record = find.record;
  if (!find.sees)
    {
      zg_refused (session->book, session, "attachment.view", "attachment", attachment, NULL);
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_DENIED,
                           _ ("You may not see this attachment: it belongs to a record you do not see."));
      return NULL;
    }
  plain = open_file (session, record, &local);
  if (plain == NULL && g_error_matches (local, ZG_ERROR, ZG_ERROR_NOT_FOUND))
    local->code = ZG_ERROR_CORRUPT; /* the row says that it is there */
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  if (plain && name)
    *name = g_strdup (zg_record_text (record, ZG_ATTACHMENT_NAME));
  return plain;
}

static gpointer
find_same (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *id = data, same = 0;

  if (!zg_db_int (db, &same, error,
                  ZG_SQL ("SELECT min (b.id) FROM attachment a JOIN attachment b ON b.digest = a.digest AND b.id < a.id WHERE "
                          "a.id = $1"), "i", *id))
    return NULL;
  *id = same;
  return id;
}

gint64
zg_attach_same (ZgSession *session, gint64 attachment, GError **error)
{
  gint64 id = attachment;

  return zg_store_read (zg_session_store (session), find_same, &id, error) ? id : 0;
}
