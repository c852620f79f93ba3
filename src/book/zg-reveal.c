/* Sealed fields: sealing what was typed, opening what may be seen. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-error.h"

gboolean
zg_session_seal_cell (ZgSession *session, const ZgKind *kind, int field, gint64 id, const ZgCell *cell, ZgCell *out,
                      GError **error)
{
  const ZgField *f = &kind->fields[field];
  g_autoptr (GBytes) sealed = NULL;
  guint8         key[ZG_KEY_BYTES];
  int            version;

  if (cell->type != ZG_CELL_TEXT) /* nothing typed, or sealed already */
    {
      if (cell != out)
        zg_cell_copy (cell, out);
      return TRUE;
    }
  if (!zg_session_key (session, f->seal, 0, key, &version, error))
    return FALSE;
  sealed = zg_seal_cell (key, version, kind->id, f->name, id, f->seal, cell->s, strlen (cell->s));
  zg_wipe (key, sizeof key);
  zg_cell_set_bytes (out, sealed);
  return TRUE;
}

char *
zg_session_open_cell (ZgSession *session, const ZgKind *kind, int field, gint64 id, const ZgCell *cell, GError **error)
{
  const ZgField *f = &kind->fields[field];
  char          *plain;
  guint8         key[ZG_KEY_BYTES];
  gsize          n;

  if (cell->type == ZG_CELL_TEXT)
    return g_strdup (cell->s);
  if (cell->type != ZG_CELL_BYTES)
    return g_strdup ("");
  if (zg_cell_is_erased (cell))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("The field “%s” was erased: the time it is kept is over."),
                   g_dgettext (GETTEXT_PACKAGE, f->title));
      return NULL;
    }
  if (!zg_session_key (session, f->seal, zg_sealed_version (cell->b), key, NULL, error))
    return NULL;
  plain = zg_unseal_cell (key, kind->id, f->name, id, f->seal, cell->b, &n, error);
  zg_wipe (key, sizeof key);
  if (plain && (strlen (plain) != n || !g_utf8_validate (plain, (gssize) n, NULL)))
    {
      g_clear_pointer (&plain, zg_wipe_text);
      g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
                   _ ("The field “%s” does not hold text. Nothing was changed; tell the administrator."),
                   g_dgettext (GETTEXT_PACKAGE, f->title));
    }
  return plain;
}

static gpointer
look_anew (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_session_load (data, db, NULL, error) ? data : NULL;
}

/* Sealed under a key that was changed on another desk since this session read its own: it reads them again, once. */
static char *
open_fresh (ZgSession *session, const ZgRecord *record, int field, GError **error)
{
  const ZgCell *cell = &record->cells[field];
  guint8        key[ZG_KEY_BYTES];

  if (cell->type == ZG_CELL_BYTES && !zg_cell_is_erased (cell))
    {
      if (!zg_session_key (session, record->kind->fields[field].seal, zg_sealed_version (cell->b), key, NULL, NULL) &&
          !zg_store_read (zg_session_store (session), look_anew, session, error))
        return NULL;
      zg_wipe (key, sizeof key);
    }
  return zg_session_open_cell (session, record->kind, field, record->id, cell, error);
}

typedef struct
{
  ZgSession      *session;
  const ZgRecord *record;
  const char     *field;
  const char     *deed; /* "reveal", "copy" */
} Note;

static gboolean
note_tx (ZgDb *db, gpointer data, GError **error)
{
  Note            *note = data;
  const ZgRecord  *record = note->record;
  g_autofree char *step = g_strdup_printf ("%s.%s", record->kind->id, note->deed);
  g_autofree char *body = zg_body (step, "field", note->field, NULL);

  return zg_note (db, note->session->book, note->session->person, note->session->sign_sk, step, record->kind->id, record->id,
                  record->version, body, error);
}

static gpointer
note_write (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, note_tx, data, error) ? data : NULL;
}

/* Who may see it may copy it: it is written down either way. */
static char *
open_noted (ZgSession *session, const ZgRecord *record, int field, const char *deed, GError **error)
{
  const ZgKind    *kind = record->kind;
  g_autofree char *right = g_strdup_printf ("%s.reveal", kind->id);
  gboolean         own = record->owner && record->owner == session->staff && !zg_session_must_change (session);
  g_autofree char *plain = NULL;
  Note             note = { session, record, kind->fields[field].name, deed };

  if (!own && !zg_session_covers (session, right, record->owner, record->unit, record->maker))
    {
      g_autofree char *who = zg_roles_with (session, right, ZG_REACH_OWN);

      zg_refused (session->book, session, right, kind->id, record->id, kind->fields[field].name);
      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED, _ ("You may not see the field “%s” of this record. Who may: %s."),
                   g_dgettext (GETTEXT_PACKAGE, kind->fields[field].title), *who ? who : "—");
      return NULL;
    }
  plain = open_fresh (session, record, field, error);
  if (plain == NULL)
    return NULL;
  if (!own && zg_store_write (zg_session_store (session), note_write, &note, error) == NULL)
    {
      zg_wipe_text (g_steal_pointer (&plain)); /* not noted, not shown */
      return NULL;
    }
  return g_steal_pointer (&plain);
}

char *
zg_book_reveal (ZgSession *session, const ZgRecord *record, int field, GError **error)
{
  return open_noted (session, record, field, "reveal", error);
}

char *
zg_book_copy (ZgSession *session, const ZgRecord *record, int field, GError **error)
{
  return open_noted (session, record, field, "copy", error);
}
