/* The bytes of the disk, what happened to them, and what is left of them when the power goes. */
#include "disk-private.h"

#include <string.h>

typedef struct
{
  DiskVerb verb;
  int      which;
  gint64   at;
  gsize    from; /* in .data */
  guint    n;
} Change;

struct _DiskNotes
{
  GBytes     *image; /* of the book at the beginning; there was no log */
  GArray     *changes;
  GByteArray *data;
};

static DiskFile   files[DISK_N_FILES];
static DiskNotes *notes;

/* -- As the program sees it -- */

static void
set_size (GByteArray *bytes, gsize size)
{
  gsize before = bytes->len;

  g_byte_array_set_size (bytes, size);
  if (size > before)
    memset (bytes->data + before, 0, size - before);
}

static void
put_bytes (GByteArray *bytes, gint64 at, const guint8 *data, guint n)
{
  if (n == 0)
    return;
  if (at + n > bytes->len)
    set_size (bytes, at + n);
  memcpy (bytes->data + at, data, n);
}

DiskFile *
disk_file (int which)
{
  return &files[which];
}

void
disk_load (GBytes *image)
{
  for (int i = 0; i < DISK_N_FILES; i++)
    {
      if (files[i].bytes == NULL)
        files[i].bytes = g_byte_array_new ();
      g_byte_array_set_size (files[i].bytes, 0);
      files[i].exists = i == DISK_BOOK;
    }
  g_byte_array_append (files[DISK_BOOK].bytes, g_bytes_get_data (image, NULL), g_bytes_get_size (image));
}

GBytes *
disk_image (void)
{
  return g_bytes_new (files[DISK_BOOK].bytes->data, files[DISK_BOOK].bytes->len);
}

void
disk_change (DiskVerb verb, int which, gint64 at, const void *data, guint n)
{
  DiskFile *file = &files[which];

  if (notes)
    {
      Change change = { verb, which, at, notes->data->len, n };

      g_array_append_val (notes->changes, change);
      if (n)
        g_byte_array_append (notes->data, data, n);
    }
  if (verb == DISK_WRITE)
    put_bytes (file->bytes, at, data, n);
  else if (verb == DISK_TRUNCATE)
    set_size (file->bytes, at);
  else if (verb != DISK_SYNC)
    {
      file->exists = verb == DISK_CREATE;
      g_byte_array_set_size (file->bytes, 0);
    }
}

/* -- Notes -- */

void
disk_note_begin (void)
{
  g_assert (notes == NULL && !files[DISK_LOG].exists);
  notes = g_new0 (DiskNotes, 1);
  notes->image = disk_image ();
  notes->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  notes->data = g_byte_array_new ();
}

DiskNotes *
disk_note_end (void)
{
  return g_steal_pointer (&notes);
}

guint
disk_position (void)
{
  return notes->changes->len;
}

void
disk_notes_free (DiskNotes *self)
{
  g_bytes_unref (self->image);
  g_array_unref (self->changes);
  g_byte_array_unref (self->data);
  g_free (self);
}

/* -- After the cut -- */

/* A file as the platters hold it and as the program saw it; which sectors differ is known from the writes. */
typedef struct
{
  GByteArray *stable, *seen;
  GByteArray *dirty;          /* a byte for each sector */
  gboolean    stable_exists, seen_exists;
  gboolean    is_new;         /* made since its name was last flushed */
} Platter;

static void
platter_init (Platter *self, GBytes *image)
{
  self->stable = g_byte_array_new ();
  self->seen = g_byte_array_new ();
  self->dirty = g_byte_array_new ();
  self->stable_exists = self->seen_exists = image != NULL;
  self->is_new = FALSE;
  if (image == NULL)
    return;
  g_byte_array_append (self->stable, g_bytes_get_data (image, NULL), g_bytes_get_size (image));
  g_byte_array_append (self->seen, g_bytes_get_data (image, NULL), g_bytes_get_size (image));
}

static void
platter_clear (Platter *self)
{
  g_byte_array_unref (self->stable);
  g_byte_array_unref (self->seen);
  g_byte_array_unref (self->dirty);
}

static void
make_dirty (Platter *self, gint64 at, guint n)
{
  gsize last = (at + n - 1) / DISK_SECTOR;

  if (n == 0)
    return;
  if (last >= self->dirty->len)
    set_size (self->dirty, last + 1);
  memset (self->dirty->data + at / DISK_SECTOR, 1, last - at / DISK_SECTOR + 1);
}

static void
flush (Platter *self)
{
  if (self->is_new)
    g_byte_array_set_size (self->stable, 0);
  set_size (self->stable, self->seen->len);
  for (gsize i = 0; i < self->dirty->len && i * DISK_SECTOR < self->seen->len; i++)
    if (self->dirty->data[i])
      put_bytes (self->stable, i * DISK_SECTOR, self->seen->data + i * DISK_SECTOR,
                 MIN (DISK_SECTOR, self->seen->len - i * DISK_SECTOR));
  g_byte_array_set_size (self->dirty, 0);
  self->stable_exists = self->seen_exists;
  self->is_new = FALSE;
}

static void
replay (Platter *self, const Change *change, const guint8 *data, DiskFlush how)
{
  switch (change->verb)
    {
    case DISK_WRITE:
      put_bytes (self->seen, change->at, data + change->from, change->n);
      make_dirty (self, change->at, change->n);
      break;
    case DISK_TRUNCATE:
      if (change->at < self->seen->len) /* what is written there later is not what was there before */
        make_dirty (self, change->at, self->seen->len - change->at);
      set_size (self->seen, change->at);
      break;
    case DISK_SYNC:
      if (how == DISK_HONEST)
        flush (self);
      break;
    case DISK_CREATE:
    case DISK_DELETE:
    case DISK_DELETE_SYNC:
    default:
      self->seen_exists = change->verb == DISK_CREATE;
      self->is_new = change->verb == DISK_CREATE;
      g_byte_array_set_size (self->seen, 0);
      g_byte_array_set_size (self->dirty, 0);
      if (change->verb == DISK_DELETE_SYNC && how == DISK_HONEST)
        flush (self);
      break;
    }
}

/* Every sector that was not flushed may be on the platter or not; the same goes for the length of the file. */
static void
keep_some (Platter *self, DiskFile *file, GRand *random)
{
  gsize end = self->is_new ? 0 : self->stable->len;

  set_size (file->bytes, 0);
  if (!self->is_new)
    g_byte_array_append (file->bytes, self->stable->data, self->stable->len);
  for (gsize i = 0; i < self->dirty->len; i++)
    if (self->dirty->data[i] && i * DISK_SECTOR < self->seen->len && g_rand_boolean (random))
      {
        gsize n = MIN (DISK_SECTOR, self->seen->len - i * DISK_SECTOR);

        put_bytes (file->bytes, i * DISK_SECTOR, self->seen->data + i * DISK_SECTOR, n);
        end = MAX (end, i * DISK_SECTOR + n);
      }
  set_size (file->bytes, g_rand_boolean (random) ? self->seen->len : end);
  file->exists = TRUE;
}

static void
after_cut (Platter *self, DiskFile *file, GRand *random)
{
  gboolean name_is_stable = self->stable_exists == self->seen_exists && !self->is_new;

  file->exists = FALSE;
  g_byte_array_set_size (file->bytes, 0);
  if (self->seen_exists && (name_is_stable || g_rand_boolean (random)))
    keep_some (self, file, random);
  else if (self->stable_exists && g_rand_boolean (random)) /* a removed file is back */
    {
      g_byte_array_append (file->bytes, self->stable->data, self->stable->len);
      file->exists = TRUE;
    }
}

void
disk_cut (const DiskNotes *self, guint position, GRand *random, DiskFlush how)
{
  Platter platters[DISK_N_FILES];

  for (int i = 0; i < DISK_N_FILES; i++)
    platter_init (&platters[i], i == DISK_BOOK ? self->image : NULL);
  for (guint i = 0; i < position; i++)
    {
      const Change *change = &g_array_index (self->changes, Change, i);

      replay (&platters[change->which], change, self->data->data, how);
    }
  for (int i = 0; i < DISK_N_FILES; i++)
    {
      after_cut (&platters[i], &files[i], random);
      platter_clear (&platters[i]);
    }
}
