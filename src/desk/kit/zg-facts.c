#include "zg-facts-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"

static void
fact_free (gpointer data)
{
  ZgFact *fact = data;

  g_free (fact->label);
  g_free (fact->value);
  g_free (fact->clause);
  g_free (fact->kind);
  g_free (fact);
}

static void
block_free (gpointer data)
{
  ZgFactBlock *block = data;

  g_free (block->heading);
  g_free (block->clause);
  g_ptr_array_unref (block->facts);
  g_free (block);
}

ZgFacts *
zg_facts_new (void)
{
  ZgFacts *facts = g_new0 (ZgFacts, 1);

  facts->blocks = g_ptr_array_new_with_free_func (block_free);
  return facts;
}

void
zg_facts_free (ZgFacts *facts)
{
  if (facts == NULL)
    return;
  g_free (facts->title);
  g_free (facts->subtitle);
  g_free (facts->pill);
  g_ptr_array_unref (facts->blocks);
  g_free (facts);
}

static void
set_text (char **place, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

void
zg_facts_head (ZgFacts *facts, const char *title, const char *subtitle, const char *pill, ZgTone tone)
{
  set_text (&facts->title, title);
  set_text (&facts->subtitle, subtitle);
  set_text (&facts->pill, pill);
  facts->tone = tone;
}

void
zg_facts_block (ZgFacts *facts, const char *heading, const char *clause)
{
  ZgFactBlock *block = g_new0 (ZgFactBlock, 1);

  block->heading = g_strdup (heading);
  block->clause = g_strdup (clause);
  block->facts = g_ptr_array_new_with_free_func (fact_free);
  g_ptr_array_add (facts->blocks, block);
}

static ZgFact *
add_fact (ZgFacts *facts, ZgFactType type, const char *label, const char *value, ZgTone tone, const char *clause)
{
  ZgFact *fact = g_new0 (ZgFact, 1);

  if (facts->blocks->len == 0)
    zg_facts_block (facts, NULL, NULL);
  fact->type = type;
  fact->label = g_strdup (label);
  fact->value = g_strdup (value);
  fact->tone = tone;
  fact->clause = g_strdup (clause);
  g_ptr_array_add (((ZgFactBlock *) facts->blocks->pdata[facts->blocks->len - 1])->facts, fact);
  return fact;
}

void
zg_facts_line (ZgFacts *facts, const char *label, const char *value, ZgTone tone, const char *clause)
{
  add_fact (facts, ZG_FACT_LINE, label, value, tone, clause);
}

void
zg_facts_note (ZgFacts *facts, const char *text, ZgTone tone, const char *clause)
{
  add_fact (facts, ZG_FACT_NOTE, text, NULL, tone, clause);
}

void
zg_facts_sum (ZgFacts *facts, const char *number, const char *name, ZgTone tone)
{
  add_fact (facts, ZG_FACT_SUM, name, number, tone, NULL);
}

void
zg_facts_link (ZgFacts *facts, const char *text, const char *count, const char *kind, gint64 id)
{
  ZgFact *fact = add_fact (facts, ZG_FACT_LINK, text, count, ZG_TONE_NEUTRAL, NULL);

  fact->kind = g_strdup (kind);
  fact->id = id;
}

/* -- The preview every kind has -- */

static char *
field_text (ZgSession *session, ZgDb *db, const ZgRecord *record, int i)
{
  const ZgField *field = &record->kind->fields[i];
  const ZgCell  *cell = &record->cells[i];
  const ZgKind  *ref = field->type == ZG_REF ? zg_kind_by_id (field->ref) : NULL;

  if (zg_cell_is_null (cell))
    return NULL;
  if (ref)
    return zg_book_title (db, ref, zg_cell_int (cell));
  if (field->type == ZG_FILE)
    return g_strdup (_ ("attached"));
  return zg_field_format (field, cell);
}

char *
zg_facts_title (ZgDb *db, const ZgKind *kind, gint64 id)
{
  g_autofree char     *title = zg_book_title (db, kind, id);
  g_autofree char     *bare = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (ZgRecord) record = NULL;

  if (g_strcmp0 (title, bare) != 0)
    return g_steal_pointer (&title);
  record = zg_book_get (db, kind, id, NULL);
  for (int i = 0; record && i < kind->n_fields; i++)
    if (kind->fields[i].type == ZG_REF && g_strcmp0 (kind->fields[i].ref, "staff") == 0 && zg_record_is_set (record, i))
      return zg_book_title (db, zg_kind_by_id ("staff"), zg_record_int (record, i));
  return g_strdup ("");
}

static ZgFacts *
generic_preview (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) record = zg_book_get (db, kind, id, error);
  g_autofree char     *title = NULL;
  const ZgState       *state;
  ZgFacts             *facts;

  if (record == NULL)
    return NULL;
  facts = zg_facts_new ();
  title = zg_facts_title (db, kind, id);
  state = zg_kind_state (kind, record->state);
  zg_facts_head (facts, *title ? title : _ (kind->title), *title ? _ (kind->title) : NULL,
                 *state->title ? _ (state->title) : NULL, state->tone);
  zg_facts_block (facts, NULL, NULL);
  for (int i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *text = NULL;

      if (kind->fields[i].flags & ZG_HIDDEN || g_strcmp0 (kind->fields[i].name, kind->name) == 0)
        continue;
      text = field_text (session, db, record, i);
      if (text && *text)
        zg_facts_line (facts, _ (kind->fields[i].title), text, ZG_TONE_NEUTRAL, NULL);
    }
  return facts;
}

/* -- Registry -- */

static GHashTable *previews; /* kind id → ZgFactsFunc */
static GHashTable *panels;   /* kind id → GPtrArray of ZgPanelFunc */

void
zg_preview_register (const char *kind, ZgFactsFunc func)
{
  if (previews == NULL)
    previews = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (previews, (gpointer) kind, func);
}

ZgFactsFunc
zg_preview_func (const char *kind)
{
  ZgFactsFunc func = previews ? (ZgFactsFunc) g_hash_table_lookup (previews, kind) : NULL;

  return func ? func : generic_preview;
}

void
zg_panel_register (const char *kind, ZgPanelFunc func)
{
  GPtrArray *funcs;

  if (panels == NULL)
    panels = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  funcs = g_hash_table_lookup (panels, kind);
  if (funcs == NULL)
    {
      funcs = g_ptr_array_new ();
      g_hash_table_insert (panels, (gpointer) kind, funcs);
    }
  g_ptr_array_add (funcs, func);
}

GPtrArray *
zg_panel_funcs (const char *kind)
{
  return panels ? g_hash_table_lookup (panels, kind) : NULL;
}
