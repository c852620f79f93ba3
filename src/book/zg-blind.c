/* Finding what is sealed: a keyed number beside the field says where to look, and what is found is opened and compared. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-clock.h"
#include "zg-error.h"
#include "zg-idcard.h"
#include "zg-text.h"

#define MOST_FOUND 5000
#define TAIL 4

/* -- One spelling of each value -- */

static char *
whole_of (const ZgField *field, const char *text)
{
  ZgIdcard card;
  char    *plain = NULL;

  switch (field->type)
    {
    case ZG_PHONE:
      if (zg_phone_check (text, &plain) == ZG_PHONE_MASKED)
        g_clear_pointer (&plain, zg_wipe_text);
      return plain;
    case ZG_IDCARD:
      return zg_idcard_check (text, zg_clock_today (), &card, NULL) ? g_strdup (card.number) : NULL;
    default:
      return text && *text ? zg_text_fold (text) : NULL;
    }
}

/* Of the number itself, not of an extension behind it. */
static char *
tail_of (const char *whole)
{
  const char *end = whole && *whole == '1' ? strchr (whole, '-') : NULL;
  gsize       n = whole ? end ? (gsize) (end - whole) : strlen (whole) : 0;

  return n >= 7 ? g_strndup (whole + n - TAIL, TAIL) : NULL;
}

static gboolean
is_tail (const char *text)
{
  return strlen (text) == TAIL && strspn (text, "0123456789") == TAIL;
}

static gint64
number_of (const guint8 key[ZG_KEY_BYTES], int version, const ZgKind *kind, const ZgField *field, const char *part,
           const char *value)
{
  char domain[128], *end;

  g_assert (strlen (kind->id) + strlen (field->name) + strlen (part) + 3 <= sizeof domain);
  end = g_stpcpy (g_stpcpy (domain, kind->id), ".");
  end = g_stpcpy (g_stpcpy (end, field->name), ".");
  g_stpcpy (end, part);
  return (zg_blind_index (key, domain, value) & ~(gint64) 0xff) | version;
}

/* -- Writing -- */

void
zg_blind_fill (ZgSession *session, ZgRecord *record, int field, const char *plain)
{
  const ZgField *f = &record->kind->fields[field];
  char          *whole = NULL, *tail = NULL;
  guint8         key[ZG_KEY_BYTES];
  int            version;

  if (record->blind == NULL)
    record->blind = g_new0 (ZgBlind, record->kind->n_fields);
  record->blind[field] = (ZgBlind){ 0, 0 };
  if (!zg_session_key (session, ZG_BLIND_CLASS, 0, key, &version, NULL))
    return;
  /* what cannot be read as such a number (a masked one of another firm) is noted as seen, and never found */
  whole = whole_of (f, plain);
  record->blind[field].whole = whole ? number_of (key, version, record->kind, f, "whole", whole) : version;
  tail = f->type == ZG_PHONE ? tail_of (whole) : NULL;
  if (tail)
    record->blind[field].tail = number_of (key, version, record->kind, f, "tail", tail);
  zg_wipe (key, sizeof key);
  zg_wipe_text (whole);
  zg_wipe_text (tail);
}

static gboolean
seals (const ZgRecord *record, int i)
{
  return (record->kind->fields[i].flags & ZG_SEALED) && record->cells[i].type == ZG_CELL_TEXT;
}

gboolean
zg_session_seal_record (ZgSession *session, ZgRecord *record, const ZgCell *typed, GError **error)
{
  for (int i = 0; i < record->kind->n_fields; i++)
    {
      if (!(record->kind->fields[i].flags & ZG_SEALED))
        continue;
      if ((record->kind->fields[i].flags & ZG_FIND) && typed[i].type == ZG_CELL_TEXT)
        zg_blind_fill (session, record, i, typed[i].s);
      if (!zg_session_seal_cell (session, record->kind, i, record->id, &typed[i], &record->cells[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_newest (ZgSession *session, ZgDb *db, const char *klass, GError **error)
{
  gint64 newest = 0;
  guint8 key[ZG_KEY_BYTES];
  int    version = 0;

  if (!zg_db_int (db, &newest, error, ZG_SQL ("SELECT ver FROM key_class WHERE class = $1 AND state = 'active'"), "s", klass))
    return FALSE;
  if (zg_session_key (session, klass, 0, key, &version, NULL))
    zg_wipe (key, sizeof key);
  return newest == 0 || version == newest || zg_session_load (session, db, NULL, error);
}

gboolean
zg_session_seal_fresh (ZgSession *session, ZgDb *db, ZgRecord *record, GError **error)
{
  for (int i = 0; i < record->kind->n_fields; i++)
    if (seals (record, i) && !read_newest (session, db, record->kind->fields[i].seal, error))
      return FALSE;
  return zg_session_seal_record (session, record, record->cells, error);
}

/* -- Finding -- */

typedef struct
{
  ZgSession    *session;
  ZgDb         *db;
  const ZgKind *kind;
  int           field;
  const char   *value; /* in the one spelling */
  gboolean      tail;
  GArray       *ids;
} Search;

static gboolean
is_it (const Search *search, gint64 id, ZgStmt *stmt)
{
  const ZgField *field = &search->kind->fields[search->field];
  ZgCell         cell = { 0 };
  char          *plain, *whole, *tail;
  gboolean       same;

  zg_stmt_cell (stmt, 1, &cell);
  plain = zg_session_open_cell (search->session, search->kind, search->field, id, &cell, NULL);
  whole = plain ? whole_of (field, plain) : NULL;
  tail = search->tail ? tail_of (whole) : NULL;
  same = g_strcmp0 (search->tail ? tail : whole, search->value) == 0;
  zg_cell_clear (&cell);
  zg_wipe_text (plain);
  zg_wipe_text (whole);
  zg_wipe_text (tail);
  return same;
}

static gboolean
search_number (const Search *search, gint64 number, GError **error)
{
  const char      *name = search->kind->fields[search->field].name;
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("SELECT id, %s FROM %s WHERE %s_%s = $1"), name, search->kind->id, name,
                                          search->tail ? "tail" : "ix");
  g_autoptr (ZgStmt) stmt = zg_db_query (search->db, error, sql, "i", number);
  gboolean         row;

  if (stmt == NULL)
    return FALSE;
  while (zg_stmt_step (stmt, &row, error))
    {
      gint64 id;

      if (!row)
        return TRUE;
      id = zg_stmt_int (stmt, 0);
      if (search->ids->len < MOST_FOUND && is_it (search, id, stmt))
        g_array_append_val (search->ids, id);
    }
  return FALSE;
}

/* While the key of the indexes is being changed both numbers lead to rows. */
static gboolean
search_field (const Search *search, GError **error)
{
  int   versions[256];
  guint n = zg_session_key_versions (search->session, ZG_BLIND_CLASS, versions);

  for (guint i = 0; i < n; i++)
    {
      guint8 key[ZG_KEY_BYTES];
      gint64 number;

      if (!zg_session_key (search->session, ZG_BLIND_CLASS, versions[i], key, NULL, NULL))
        continue;
      number = number_of (key, versions[i], search->kind, &search->kind->fields[search->field], search->tail ? "tail" : "whole",
                          search->value);
      zg_wipe (key, sizeof key);
      if (!search_number (search, number, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
zg_blind_find (ZgSession *session, ZgDb *db, const ZgKind *kind, const char *text, GArray *ids, GError **error)
{
  for (int i = 0; i < kind->n_fields; i++)
    {
      const ZgField *field = &kind->fields[i];
      gboolean       tail = field->type == ZG_PHONE && is_tail (text), done;
      char          *value;
      int            held[256];

      if (!(field->flags & ZG_FIND) || zg_session_key_versions (session, field->seal, held) == 0)
        continue;
      value = tail ? g_strdup (text) : whole_of (field, text);
      done = value == NULL || search_field (&(Search){ session, db, kind, i, value, tail, ids }, error);
      zg_wipe_text (value);
      if (!done)
        return FALSE;
    }
  return TRUE;
}

gint64
zg_book_find_as (ZgSession *session, ZgDb *db, const ZgKind *kind, const char *text, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64             id = zg_book_find (db, kind, text, &failed);

  if (id == 0 && g_error_matches (failed, ZG_ERROR, ZG_ERROR_NOT_FOUND))
    {
      if (!zg_blind_find (session, db, kind, text, ids, error))
        return 0;
      if (ids->len == 1)
        return g_array_index (ids, gint64, 0);
      if (ids->len > 1)
        {
          g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID,
                       _ ("Several records of “%s” are called “%s”. Give the number instead."),
                       g_dgettext (GETTEXT_PACKAGE, kind->title), text);
          return 0;
        }
    }
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  return id;
}
