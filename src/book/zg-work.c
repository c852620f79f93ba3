/* ZgWork: what the hooks of a kind see while the runner builds a posting. */
#include "zg-work.h"

#include <glib/gi18n.h>

#include "zg-book-private.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"

ZgSession *
zg_work_session (ZgWork *work)
{
  return work->session;
}

ZgDb *
zg_work_db (ZgWork *work)
{
  return work->db;
}

ZgRecord *
zg_work_record (ZgWork *work)
{
  return work->record;
}

const ZgRecord *
zg_work_old (ZgWork *work)
{
  return work->old;
}

GPtrArray *
zg_work_children (ZgWork *work)
{
  return work->children;
}

void
zg_work_fill_child (ZgWork *work, const ZgRecord *child, int field, gint64 value)
{
  for (guint i = 0; i < work->posting->puts->len; i++)
    {
      ZgPut *put = work->posting->puts->pdata[i];

      if (put->record->kind != child->kind || put->record->id != child->id ||
          (zg_record_is_set (put->record, field) && zg_record_int (put->record, field) == value))
        continue;
      zg_record_set_int (put->record, field, value);
      put->mask |= ZG_F (field);
    }
}

gboolean
zg_work_has_extra (ZgWork *work)
{
  return work->has_extra;
}

int
zg_work_today (ZgWork *work)
{
  return zg_day_of_ms (zg_book_now (zg_session_book (work->session)));
}

void
zg_work_fault (ZgWork *work, int field, int row, const char *clause, const char *format, ...)
{
  g_autofree char *message = NULL;
  gboolean         of_line = row >= 0 && work->children && (guint) row < work->children->len;
  const ZgKind    *kind = of_line ? ((ZgRecord *) work->children->pdata[row])->kind : work->record->kind;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  if (clause == NULL && field >= 0)
    clause = kind->fields[field].clause;
  if (clause == NULL)
    clause = work->step->clause;
  zg_faults_add (work->faults, kind->id, field >= 0 ? kind->fields[field].name : NULL, row, clause, "%s", message);
}

void
zg_work_guard (ZgWork *work, const char *format, ...)
{
  ZgGuard guard = { 0 };
  va_list args;

  va_start (args, format);
  guard.key = g_strdup_vprintf (format, args);
  va_end (args);
  for (guint i = 0; i < work->posting->guards->len; i++)
    if (g_str_equal (g_array_index (work->posting->guards, ZgGuard, i).key, guard.key))
      {
        g_free (guard.key); /* named twice, moved once */
        return;
      }
  if (work->error == NULL)
    zg_db_int (work->db, &guard.version, &work->error, ZG_SQL ("SELECT version FROM guard WHERE key = $1"), "s", guard.key);
  g_array_append_val (work->posting->guards, guard);
}

static const ZgStep *
declared_step (ZgWork *work, const ZgKind *kind, const char *from, const char *verb)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", kind->id, verb);
  const ZgStep    *step = zg_kind_step (kind, from, verb);

  gboolean         declared = FALSE;

  for (const ZgEffect *effect = work->step->effects; effect && effect->target; effect++)
    declared |= effect->op == ZG_ALSO && g_str_equal (effect->target, name);
  if (declared && step)
    return step;
  if (work->error == NULL && declared)
    g_set_error (&work->error, ZG_ERROR, ZG_ERROR_INVALID,
                 _ ("The step %s.%s also needs %s, which is not possible now. Nothing was saved."),
                 work->record->kind->id, work->step->verb, name);
  else if (work->error == NULL)
    g_set_error (&work->error, ZG_ERROR, ZG_ERROR_DENIED, _ ("The step %s.%s may not cause %s. Nothing was saved."),
                 work->record->kind->id,
                 work->step->verb, name);
  return NULL;
}

ZgRecord *
zg_work_also (ZgWork *work, const ZgKind *kind, const char *verb)
{
  const ZgStep *step = declared_step (work, kind, NULL, verb);
  ZgRecord     *record = zg_record_new (kind);

  record->id = zg_book_new_id (zg_session_book (work->session), 1);
  if (step)
    zg_posting_put (work->posting, step, record, 0); /* the mask is taken when the hooks are done */
  else
    g_ptr_array_add (work->strays, record);
  return record;
}

void
zg_work_step (ZgWork *work, ZgRecord *other, const char *verb)
{
  const ZgStep *step = declared_step (work, other->kind, other->state, verb);

  if (step)
    zg_posting_put (work->posting, step, other, other->changed & step->writes);
  else
    g_ptr_array_add (work->strays, other);
}

gboolean
zg_work_place (ZgDb *db, ZgRecord *record, GError **error)
{
  const ZgKind *kind = record->kind;
  gint64        was = record->owner;

  if (kind->owner)
    record->owner = g_str_equal (kind->owner, "id") ? record->id : zg_record_int (record, zg_kind_field (kind, kind->owner));
  if (kind->unit)
    record->unit = g_str_equal (kind->unit, "id") ? record->id : zg_record_int (record, zg_kind_field (kind, kind->unit));
  else if (record->owner && (record->version == 0 || record->owner != was) && zg_kind_by_id ("staff"))
    return zg_db_int (db, &record->unit, error, ZG_SQL ("SELECT unit_id FROM staff WHERE id = $1"), "i", record->owner);
  return TRUE;
}
