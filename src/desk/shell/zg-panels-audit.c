/* An entry of the audit: who did what, what it changed, and the way to the record. */
#include <glib/gi18n.h>

#include "zg-audit-list.h"
#include "zg-desk-util.h"
#include "zg-panels-private.h"

/* One change a line: they come joined as in the list. */
static void
add_changes (ZgFacts *facts, ZgDb *db, gint64 id)
{
  g_autofree char *changes = zg_audit_changes (db, id), *clause = zg_audit_clause (db, id);
  g_auto (GStrv)   lines = NULL;

  if (changes == NULL)
    return;
  lines = g_strsplit (changes, C_ ("between changes", "; "), -1);
  zg_facts_block (facts, _ ("What was changed"), clause);
  for (int i = 0; lines[i]; i++)
    zg_facts_note (facts, lines[i], ZG_TONE_NEUTRAL, NULL);
}

static void
add_link (ZgFacts *facts, ZgSession *session, ZgDb *db, const ZgRecord *entry)
{
  const ZgKind        *kind = zg_kind_by_id (zg_record_text (entry, ZG_AUDIT_SUBJECT));
  gint64               id = zg_record_int (entry, ZG_AUDIT_DOC);
  g_autoptr (ZgRecord) record = kind && id ? zg_panel_record (session, db, kind, id, NULL) : NULL;
  g_autofree char     *title = record ? zg_facts_title (db, kind, id) : NULL;

  if (record == NULL)
    return;
  zg_facts_block (facts, g_dgettext (GETTEXT_PACKAGE, kind->title), NULL);
  zg_facts_link (facts, *title ? title : _ ("Open the record"), NULL, kind->id, id);
}

ZgFacts *
zg_panel_of_audit (ZgSession *session, ZgDb *db, const ZgRecord *entry, GError **error)
{
  ZgFacts *facts = zg_facts_new ();

  add_changes (facts, db, entry->id);
  add_link (facts, session, db, entry);
  return facts;
}

ZgFacts *
zg_panel_audit (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) entry = zg_panel_record (session, db, kind, id, error);
  g_autofree char     *step = NULL, *who = NULL, *when = NULL, *below = NULL;
  const ZgEnum        *result;
  ZgFacts             *facts;

  if (entry == NULL)
    return NULL;
  facts = zg_facts_new ();
  step = zg_field_format (&kind->fields[ZG_AUDIT_STEP], &entry->cells[ZG_AUDIT_STEP]);
  who = zg_panel_title (db, "person", zg_record_int (entry, ZG_AUDIT_WHO));
  when = zg_desk_when (zg_record_int (entry, ZG_AUDIT_AT));
  below = g_strdup_printf ("%s · %s", who ? who : "", when);
  result = zg_enum_by_number (kind->fields[ZG_AUDIT_RESULT].names, zg_record_int (entry, ZG_AUDIT_RESULT));
  zg_facts_head (facts, step, below, result ? g_dgettext (GETTEXT_PACKAGE, result->title) : NULL,
                 zg_record_int (entry, ZG_AUDIT_RESULT) == 2 ? ZG_TONE_WARN : ZG_TONE_NEUTRAL);
  zg_panel_field (facts, db, entry, ZG_AUDIT_OPINION);
  add_changes (facts, db, id);
  add_link (facts, session, db, entry);
  return facts;
}
