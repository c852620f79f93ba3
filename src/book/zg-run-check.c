/* What the runner itself checks of a record before any hook: what a step may write, references, two signatures. */
#include <glib/gi18n.h>

#include "zg-error.h"
#include "zg-work.h"

void
zg_check_writes (const ZgRecord *old, const ZgRecord *record, const ZgStep *step, guint64 mask, int row, GPtrArray *faults)
{
  for (int i = 0; i < record->kind->n_fields; i++)
    {
      const ZgField *field = &record->kind->fields[i];

      if (!(mask & ZG_F (i)) || (field->flags & ZG_COMPUTED))
        continue;
      if (!(step->writes & ZG_F (i)) || (step->stamps & ZG_F (i)))
        zg_faults_add (faults, record->kind->id, field->name, row, step->clause, _ ("“%s” cannot be changed by “%s”."),
                       g_dgettext (GETTEXT_PACKAGE, field->title), zg_step_title (step));
      else if (old && (field->flags & ZG_FIXED) && !zg_state_is_draft (old->state))
        zg_faults_add (faults, record->kind->id, field->name, row, field->clause,
                       _ ("“%s” is fixed once it is written. Make a new record instead."),
                       g_dgettext (GETTEXT_PACKAGE, field->title));
    }
}

void
zg_check_fills (const ZgRecord *record, const ZgStep *step, guint64 mask, GPtrArray *faults)
{
  for (int i = 0; i < record->kind->n_fields; i++)
    if ((mask & ZG_F (i)) && !((step->writes | step->fills) & ZG_F (i)) && !(record->kind->fields[i].flags & ZG_COMPUTED))
      zg_faults_add (faults, record->kind->id, record->kind->fields[i].name, -1, step->clause,
                     _ ("“%s” cannot be changed by “%s”."), g_dgettext (GETTEXT_PACKAGE, record->kind->fields[i].title),
                     zg_step_title (step));
}

static gboolean
check_reference (ZgDb *db, const ZgRecord *record, int i, int row, GPtrArray *faults, GError **error)
{
  const ZgField   *field = &record->kind->fields[i];
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("SELECT state FROM %s WHERE id = $1"), field->ref);
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, sql, "i", zg_record_int (record, i));
  gboolean         found;

  if (stmt == NULL || !zg_stmt_step (stmt, &found, error))
    return FALSE;
  if (!found || zg_kind_state (zg_kind_by_id (field->ref), zg_stmt_text (stmt, 0))->hidden)
    zg_faults_add (faults, record->kind->id, field->name, row, field->clause,
                   _ ("What “%s” names is not in the book. Choose another."),
                   g_dgettext (GETTEXT_PACKAGE, field->title));
  return TRUE;
}

gboolean
zg_check_references (ZgDb *db, const ZgRecord *record, guint64 mask, int row, GPtrArray *faults, GError **error)
{
  for (int i = 0; i < record->kind->n_fields; i++)
    if ((mask & ZG_F (i)) && record->kind->fields[i].type == ZG_REF && record->cells[i].type == ZG_CELL_INT &&
        !check_reference (db, record, i, row, faults, error))
      return FALSE;
  return TRUE;
}

void
zg_check_differs (ZgSession *session, const ZgRecord *record, const ZgStep *step, GPtrArray *faults)
{
  for (int i = 0; i < record->kind->n_fields; i++)
    if ((step->differs & ZG_F (i)) && zg_record_int (record, i) == zg_session_person (session))
      zg_faults_add (faults, record->kind->id, record->kind->fields[i].name, -1, step->clause,
                     _ ("Two different people must sign. You have signed as “%s” already."),
                     g_dgettext (GETTEXT_PACKAGE, record->kind->fields[i].title));
}
