/* May and sees: whether a step may be done, and the sentence that says why not and who could. */
#include <glib/gi18n.h>

#include "zg-book-private.h"

static gint64
owner_of (const ZgSession *session, const ZgRecord *record)
{
  /* his log-in and his roles are a person's own, whether or not he is an employee */
  if (record->kind == &zg_person && record->id == session->person)
    return session->staff;
  if (record->kind == &zg_role_holder && zg_record_int (record, ZG_HOLDER_PERSON) == session->person)
    return session->staff;
  if (record->kind->owner && record->owner == 0 && !g_str_equal (record->kind->owner, "id"))
    return zg_record_int (record, zg_kind_field (record->kind, record->kind->owner));
  return record->owner;
}

static gint64
maker_of (const ZgSession *session, const ZgRecord *record)
{
  if (record->kind == &zg_person && record->version)
    return record->id;
  if (record->kind == &zg_role_holder && record->version)
    return zg_record_int (record, ZG_HOLDER_PERSON);
  return record->version ? record->maker : session->person;
}

gboolean
zg_session_sees (ZgSession *session, const ZgRecord *record)
{
  g_autofree char *right = g_strconcat (zg_kind_top (record->kind)->id, ".view", NULL);

  return zg_session_covers (session, right, owner_of (session, record), record->unit, maker_of (session, record));
}

static char *
who_could (ZgSession *session, const char *right, ZgReach reach)
{
  g_autofree char *roles = zg_roles_with (session, right, reach);

  return *roles ? g_strdup_printf (_ (" This can: %s."), roles) : g_strdup ("");
}

static char *
why_no_right (ZgSession *session, const ZgKind *kind, const ZgStep *step, const char *right)
{
  g_autofree char *who = NULL;
  const ZgRoleMap *map = zg_session_map (session, right);

  if (map)
    {
      who = zg_session_map_words (session, map);
      return g_strdup_printf (_ ("“%s” is not for your roles. %s"), zg_step_title (step), who);
    }
  who = who_could (session, right, ZG_REACH_OWN);
  return g_strdup_printf (_ ("Your roles do not hold the right “%s” for “%s”.%s"), zg_step_title (step),
                          g_dgettext (GETTEXT_PACKAGE, kind->title), who);
}

static char *
why_out_of_reach (ZgSession *session, const char *right)
{
  ZgReach          reach = zg_session_reach (session, right);
  g_autofree char *who = who_could (session, right, reach + 1);

  return reach == ZG_REACH_OWN ? g_strdup_printf (_ ("You may do this only for yourself.%s"), who)
                               : g_strdup_printf (_ ("This belongs to a unit that is not yours.%s"), who);
}

static char *
why_own (ZgSession *session, const ZgStep *step, const char *right)
{
  g_autofree char *who = who_could (session, right, ZG_REACH_UNIT);

  if (g_str_equal (step->verb, "approve"))
    return g_strdup_printf (_ ("You cannot approve your own request.%s"), who);
  return g_strdup_printf (_ ("“%s” has to be done by somebody else than the person concerned.%s"), zg_step_title (step), who);
}

static char *
why_state (const ZgRecord *record, const ZgStep *step)
{
  if (record->version == 0)
    return g_strdup_printf (_ ("“%s” needs a record that is in the book. Save it first."), zg_step_title (step));
  return g_strdup_printf (_ ("“%s” is not possible: the record is “%s” now."), zg_step_title (step),
                          g_dgettext (GETTEXT_PACKAGE, zg_kind_state (record->kind, record->state)->title));
}

/* Of two roads this record goes the other. */
static char *
why_other_road (const ZgRecord *record, const ZgStep *step)
{
  for (int i = 0; i < record->kind->n_steps; i++)
    {
      const ZgStep *other = &record->kind->steps[i];

      if (other != step && other->from && g_strcmp0 (other->from, step->from) == 0 && (other->when | other->unless) &&
          zg_step_applies (other, record))
        return g_strdup_printf (_ ("“%s” is not what this record needs now: it needs “%s”."), zg_step_title (step),
                                zg_step_title (other));
    }
  return g_strdup_printf (_ ("“%s” does not apply to this record."), zg_step_title (step));
}

static gboolean
is_own (const ZgSession *session, const ZgRecord *record)
{
  gint64 owner = owner_of (session, record);

  return (owner && owner == session->staff) || maker_of (session, record) == session->person;
}

/* Nor by who stands in for the person it concerns, where it is only by his role that he may. */
static gboolean
is_of_principal (ZgSession *session, const ZgRecord *record, const char *right)
{
  return zg_deputy_of (session, right, owner_of (session, record), record->unit, maker_of (session, record), TRUE) < 0;
}

gint64
zg_deputy_for (ZgSession *session, const ZgRecord *record, const ZgStep *step)
{
  g_autofree char *right = g_strdup_printf ("%s.%s", zg_kind_top (record->kind)->id, step->verb);

  return MAX (zg_deputy_of (session, right, owner_of (session, record), record->unit, maker_of (session, record),
                            (step->flags & ZG_NOT_OWN) != 0), 0);
}

static int
signed_by_me (const ZgSession *session, const ZgRecord *record, const ZgStep *step)
{
  for (int i = 0; i < record->kind->n_fields; i++)
    if ((step->differs & ZG_F (i)) && zg_record_int (record, i) == session->person)
      return i;
  return -1;
}

static char *
why_not (ZgSession *session, const ZgRecord *record, const ZgStep *step)
{
  const ZgKind    *kind = record->kind;
  g_autofree char *right = g_strdup_printf ("%s.%s", zg_kind_top (kind)->id, step->verb);
  int              field;

  if (zg_session_must_change (session))
    return g_strdup (_ ("Nothing can be written before you have changed your password."));
  if (session->is_clock && !(step->flags & ZG_BY_CLOCK))
    return g_strdup (_ ("The clock of the book does only what falls due by itself."));
  if (zg_session_reach (session, right) == ZG_REACH_NONE)
    return why_no_right (session, kind, step, right);
  if (step->from ? record->version == 0 || g_strcmp0 (record->state, step->from) != 0 : record->version != 0)
    return why_state (record, step);
  if (!zg_step_applies (step, record))
    return why_other_road (record, step);
  if (!zg_session_covers (session, right, owner_of (session, record), record->unit, maker_of (session, record)))
    return why_out_of_reach (session, right);
  if ((step->flags & ZG_NOT_OWN) && is_own (session, record))
    return why_own (session, step, right);
  if ((step->flags & ZG_NOT_OWN) && is_of_principal (session, record, right))
    return g_strdup_printf (_ ("This concerns the person you stand in for: “%s” has to be done by somebody else."),
                            zg_step_title (step));
  field = signed_by_me (session, record, step);
  if (field >= 0)
    return g_strdup_printf (_ ("You have signed this already as “%s”. The other signature has to come from somebody else."),
                            g_dgettext (GETTEXT_PACKAGE, kind->fields[field].title));
  return NULL;
}

/* Who does it by which clause may be a matter of the rules in force. */
static const char *
clause_of (ZgSession *session, const ZgRecord *record, const ZgStep *step)
{
  g_autofree char *right = g_strdup_printf ("%s.%s", zg_kind_top (record->kind)->id, step->verb);
  const ZgRoleMap *map = zg_session_reach (session, right) == ZG_REACH_NONE ? zg_session_map (session, right) : NULL;

  return map ? map->clause : step->clause ? step->clause : record->kind->clause;
}

gboolean
zg_session_may (ZgSession *session, const ZgRecord *record, const ZgStep *step, char **why, const char **clause)
{
  g_autofree char *sentence = why_not (session, record, step);
  gboolean         may = sentence == NULL;

  if (clause)
    *clause = may ? NULL : clause_of (session, record, step);
  if (why)
    *why = g_steal_pointer (&sentence);
  return may;
}
