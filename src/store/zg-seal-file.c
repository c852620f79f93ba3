#include "zg-seal.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "zg-error.h"

#define CHUNK  (64 * 1024)
#define HEADER crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define EXTRA  crypto_secretstream_xchacha20poly1305_ABYTES
#define FINAL  crypto_secretstream_xchacha20poly1305_TAG_FINAL
#define START  (6 + HEADER) /* "ZGF", algorithm, key version, 0 */

static const char magic[] = "ZGF";

/* One end of a sealing: a file or memory. */
typedef struct
{
  int           fd;    /* -1: memory */
  const guint8 *data;  /* read from memory */
  gsize         n, at;
  GByteArray   *array; /* written to memory */
  gsize         limit; /* most bytes to write */
} End;

static gboolean
set_disk_error (int saved, GError **error)
{
  if (saved == ENOSPC || saved == EDQUOT)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_FULL,
                         _("The disk is full. Everything stored before is kept, this file was not stored. Free some space and "
                           "try again."));
  else
    g_set_error (error, ZG_ERROR, ZG_ERROR_IO,
                 _("A file could not be read or written (%s). Everything stored before is kept. Check the disk."),
                 g_strerror (saved));
  return FALSE;
}

/* Reads until @n bytes or the end. Returns: the bytes read, -1 with the error set. */
static gssize
take (End *end, guint8 *to, gsize n, GError **error)
{
  gsize got = 0;

  if (end->fd < 0)
    {
      got = MIN (n, end->n - end->at);
      if (got)
        memcpy (to, end->data + end->at, got);
      end->at += got;
      return (gssize) got;
    }
  while (got < n)
    {
      gssize step = read (end->fd, to + got, n - got);

      if (step == 0)
        break;
      if (step < 0 && errno != EINTR)
        {
          set_disk_error (errno, error);
          return -1;
        }
      got += step > 0 ? (gsize) step : 0;
    }
  return (gssize) got;
}

static gboolean
put (End *end, const guint8 *from, gsize n, GError **error)
{
  if (end->fd < 0)
    {
      if (n > end->limit - end->array->len)
        {
          g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                               _("The file is bigger than this program opens. It was left as it is. Use a smaller one."));
          return FALSE;
        }
      g_byte_array_append (end->array, from, (guint) n);
      return TRUE;
    }
  while (n > 0)
    {
      gssize step = write (end->fd, from, n);

      if (step < 0 && errno != EINTR)
        return set_disk_error (errno, error);
      from += step > 0 ? step : 0;
      n -= step > 0 ? (gsize) step : 0;
    }
  return TRUE;
}

static gboolean
seal_end (End *in, End *out, const guint8 *key, int ver, GError **error)
{
  crypto_secretstream_xchacha20poly1305_state state;
  g_autofree guint8 *plain = g_malloc (CHUNK), *next = g_malloc (CHUNK), *sealed = g_malloc (CHUNK + EXTRA);
  guint8   start[START] = { 'Z', 'G', 'F', 1, (guint8) ver, 0 };
  gssize   n, ahead;
  gboolean ok;

  crypto_secretstream_xchacha20poly1305_init_push (&state, start + 6, key);
  ok = put (out, start, START, error);
  n = ok ? take (in, plain, CHUNK, error) : -1;
  while (n >= 0)
    {
      guint8 *swap = plain;

      /* One chunk is read ahead: the last one is marked as such, so that a cut is seen. */
      ahead = n == CHUNK ? take (in, next, CHUNK, error) : 0;
      if (ahead < 0)
        break;
      crypto_secretstream_xchacha20poly1305_push (&state, sealed, NULL, plain, n, start, START, ahead == 0 ? FINAL : 0);
      if (!put (out, sealed, n + EXTRA, error))
        break;
      if (ahead == 0)
        {
          n = -2; /* done */
          break;
        }
      plain = next;
      next = swap;
      n = ahead;
    }
  sodium_memzero (plain, CHUNK);
  sodium_memzero (next, CHUNK);
  sodium_memzero (&state, sizeof state);
  return n == -2;
}

static gboolean
set_broken (GError **error)
{
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                       _("A protected file cannot be opened: it was changed, cut or sealed with another key. It was left as it "
                         "is. Report this and compare it with a backup."));
  return FALSE;
}

static gboolean
check_start (const guint8 *start, gssize n, GError **error)
{
  if (n < 0)
    return FALSE;
  if (n != START || memcmp (start, magic, 3) != 0 || start[3] == 0)
    return set_broken (error);
  if (start[3] == 1)
    return TRUE;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NEWER,
                       _("A protected value was sealed by a newer program. It was left as it is. Install the newer program to "
                         "read it."));
  return FALSE;
}

static gboolean
unseal_end (End *in, End *out, const guint8 *key, GError **error)
{
  crypto_secretstream_xchacha20poly1305_state state;
  g_autofree guint8 *sealed = g_malloc (CHUNK + EXTRA), *plain = g_malloc (CHUNK);
  guint8   start[START], tag = 0, more;
  gboolean ok = FALSE;

  if (!check_start (start, take (in, start, START, error), error))
    return FALSE;
  if (crypto_secretstream_xchacha20poly1305_init_pull (&state, start + 6, key) != 0)
    return set_broken (error);
  while (!ok)
    {
      unsigned long long got = 0;
      gssize n = take (in, sealed, CHUNK + EXTRA, error);

      if (n < 0)
        break;
      if (n < (gssize) EXTRA
          || crypto_secretstream_xchacha20poly1305_pull (&state, plain, &got, &tag, sealed, n, start, START) != 0)
        {
          set_broken (error);
          break;
        }
      if (!put (out, plain, got, error))
        break;
      if (tag == FINAL)
        {
          gssize rest = take (in, &more, 1, error);

          if (rest > 0)
            set_broken (error);
          ok = rest == 0;
          break;
        }
    }
  sodium_memzero (plain, CHUNK);
  sodium_memzero (&state, sizeof state);
  return ok;
}

GBytes *
zg_seal_bytes (const guint8 key[ZG_KEY_BYTES], int ver, gconstpointer plain, gsize n)
{
  End      in = { .fd = -1, .data = plain, .n = n };
  End      out = { .fd = -1, .array = g_byte_array_new (), .limit = G_MAXUINT };
  g_autoptr (GError) error = NULL;

  zg_seal_init ();
  if (!seal_end (&in, &out, key, ver, &error))
    {
      g_byte_array_unref (out.array);
      return NULL;
    }
  return g_byte_array_free_to_bytes (out.array);
}

GBytes *
zg_unseal_bytes (const guint8 key[ZG_KEY_BYTES], GBytes *sealed, gsize limit, GError **error)
{
  End in = { .fd = -1 };
  End out = { .fd = -1, .array = g_byte_array_new (), .limit = MIN (limit, G_MAXUINT) };

  zg_seal_init ();
  in.data = g_bytes_get_data (sealed, &in.n);
  if (!unseal_end (&in, &out, key, error))
    {
      if (out.array->len)
        sodium_memzero (out.array->data, out.array->len);
      g_byte_array_unref (out.array);
      return NULL;
    }
  return g_byte_array_free_to_bytes (out.array);
}

gboolean
zg_seal_file (int in, int out, const guint8 key[ZG_KEY_BYTES], int ver, GError **error)
{
  End from = { .fd = in }, to = { .fd = out };

  zg_seal_init ();
  return seal_end (&from, &to, key, ver, error);
}

gboolean
zg_unseal_file (int in, int out, const guint8 key[ZG_KEY_BYTES], GError **error)
{
  End from = { .fd = in }, to = { .fd = out };

  zg_seal_init ();
  return unseal_end (&from, &to, key, error);
}
