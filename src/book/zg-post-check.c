/* What a posting must prove whoever built it, as the server's twin asks for it: version, state, envelope, fields, right,
 * signatures. The runner has asked most of it before, in kinder words: these are for what did not come from it. */
#include <glib/gi18n.h>

#include "zg-book-private.h"
#include "zg-error.h"

static gboolean
refuse (int code, const ZgPut *put, const char *what, GError **error)
{
  zg_error_set_clause (error, code, put->step->clause, _ ("%s.%s: %s. Nothing was saved."), put->record->kind->id,
                       put->step->verb, what);
  return FALSE;
}

static gboolean
read_old (ZgDb *db, const ZgPut *put, gint64 replaces, ZgRecord **old, GError **error)
{
  *old = NULL;
  if (replaces == 0)
    return TRUE;
  *old = zg_book_get (db, put->record->kind, put->record->id, error);
  if (*old == NULL)
    return FALSE;
  if ((*old)->version == replaces)
    return TRUE;
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CONFLICT,
                       _ ("Somebody changed this record meanwhile. Nothing was overwritten; your input is kept. Look at the "
                          "change, then save again."));
  return FALSE;
}

static gboolean
is_line (const ZgPut *first, const ZgPut *put, const ZgRecord *old)
{
  return g_strcmp0 (put->record->kind->parent, first->record->kind->id) == 0 && (first->step->flags & ZG_WITH_LINES) &&
         (old ? old->parent : put->record->parent) == first->record->id &&
         (g_str_equal (put->step->verb, "create") || g_str_equal (put->step->verb, "edit") ||
          g_str_equal (put->step->verb, "remove"));
}

static gboolean
is_declared (const ZgPut *first, const ZgPut *put)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", put->record->kind->id, put->step->verb);

  for (const ZgEffect *effect = first->step->effects; effect && effect->target; effect++)
    if (effect->op == ZG_ALSO && g_str_equal (effect->target, name))
      return TRUE;
  return FALSE;
}

static gboolean
writes_its_own (const ZgPut *put, const ZgRecord *old)
{
  const ZgKind *kind = put->record->kind;
  const ZgStep *step = put->step;

  for (int i = 0; i < kind->n_fields; i++)
    {
      guint flags = kind->fields[i].flags;

      if (!(put->mask & ZG_F (i)) || (flags & ZG_COMPUTED))
        continue;
      if (!(step->fills & ZG_F (i)) && (!(step->writes & ZG_F (i)) || (step->stamps & ZG_F (i))))
        return FALSE;
      if (old && (flags & ZG_FIXED) && !zg_state_is_draft (old->state))
        return FALSE;
    }
  return TRUE;
}

static gboolean
may (ZgSession *session, const ZgPut *put, const ZgRecord *old, GError **error)
{
  g_autofree char *why = NULL;
  const char      *clause = NULL;

  if (zg_session_may (session, old ? old : put->record, put->step, &why, &clause) &&
      (old == NULL || (old->owner == put->record->owner && old->unit == put->record->unit) ||
       zg_session_may (session, put->record, put->step, &why, &clause)))
    return TRUE;
  zg_error_set_clause (error, ZG_ERROR_DENIED, clause, "%s", why);
  return FALSE;
}

static gboolean
has_signed (ZgSession *session, const ZgPut *put)
{
  for (int i = 0; i < put->record->kind->n_fields; i++)
    if ((put->step->differs & ZG_F (i)) && zg_record_int (put->record, i) == zg_session_person (session))
      return TRUE;
  return FALSE;
}

static gboolean
check_put (ZgSession *session, ZgDb *db, const ZgPosting *posting, guint i, gint64 replaces, GError **error)
{
  const ZgPut         *put = posting->puts->pdata[i], *first = posting->puts->pdata[0];
  g_autoptr (ZgRecord) old = NULL;

  if (!read_old (db, put, replaces, &old, error))
    return FALSE;
  if (zg_kind_step (put->record->kind, old ? old->state : NULL, put->step->verb) != put->step)
    return refuse (ZG_ERROR_INVALID, put, _ ("not possible in the state the record is in"), error);
  if (old && !zg_step_applies (put->step, old))
    return refuse (ZG_ERROR_INVALID, put, _ ("not possible in the state the record is in"), error);
  if (i > 0 && !is_line (first, put, old) && !is_declared (first, put))
    return refuse (ZG_ERROR_DENIED, put, _ ("the step does not declare it"), error);
  if (!writes_its_own (put, old))
    return refuse (ZG_ERROR_INVALID, put, _ ("it holds a field this step does not write"), error);
  if (i == 0 && !may (session, put, old, error))
    return FALSE;
  if (i == 0 && (put->step->flags & ZG_NEEDS_OPINION) && posting->opinion == NULL)
    return refuse (ZG_ERROR_INVALID, put, _ ("it needs an opinion"), error);
  if (has_signed (session, put))
    return refuse (ZG_ERROR_INVALID, put, _ ("two different people must sign"), error);
  return TRUE;
}

gboolean
zg_post_check (ZgSession *session, ZgDb *db, const ZgPosting *posting, const gint64 *replaced, GError **error)
{
  for (guint i = 0; i < posting->puts->len; i++)
    if (!check_put (session, db, posting, i, replaced[i], error))
      return FALSE;
  return TRUE;
}
