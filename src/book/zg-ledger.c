/* The registry of ledgers, and the SQL of the effects that write them. */
#include "zg-ledger.h"

#include <string.h>

#include "zg-record.h"
#include "zg-schema.h"

static GPtrArray *ledgers; /* of const ZgLedger *, then NULL */

const ZgLedger *
zg_ledger_by_name (const char *name)
{
  for (guint i = 0; ledgers && i + 1 < ledgers->len; i++)
    if (g_strcmp0 (((const ZgLedger *) ledgers->pdata[i])->name, name) == 0)
      return ledgers->pdata[i];
  return NULL;
}

const ZgLedger *const *
zg_ledgers (guint *n)
{
  static const ZgLedger *const none[] = { NULL };

  if (n)
    *n = ledgers ? ledgers->len - 1 : 0;
  return ledgers ? (const ZgLedger *const *) ledgers->pdata : none;
}

void
zg_ledgers_add (const ZgLedger *ledger)
{
  if (zg_ledger_by_name (ledger->name))
    g_error ("ledger %s is registered twice", ledger->name);
  if (ledger->valued && (!ledger->floored || ledger->floor < 0))
    g_error ("ledger %s has values, it needs a floor of 0 or more", ledger->name);
  if (ledgers == NULL)
    {
      ledgers = g_ptr_array_new ();
      g_ptr_array_add (ledgers, NULL);
    }
  ledgers->pdata[ledgers->len - 1] = (gpointer) ledger;
  g_ptr_array_add (ledgers, NULL);
}

char *
zg_ledger_format (const ZgLedger *ledger, gint64 qty)
{
  ZgField field = { .name = ledger->name, .title = ledger->title, .type = ledger->type };
  ZgCell  cell = { .type = ZG_CELL_INT, .i = qty };

  return zg_field_format (&field, &cell);
}

/* -- Effects -- */

static gboolean
is_number (const char *name)
{
  return strspn (name, "0123456789") == strlen (name);
}

static gboolean
has_column (const ZgKind *kind, const char *name)
{
  int field = zg_kind_field (kind, name);

  return field >= 0 && !(kind->fields[field].flags & ZG_SEALED);
}

/* The first child kind that has the quantity. */
static const ZgKind *
line_kind (const ZgKind *kind, const ZgEffect *effect)
{
  for (const ZgKind *const *child = zg_kinds (NULL); *child; child++)
    if (g_strcmp0 ((*child)->parent, kind->id) == 0 && has_column (*child, effect->qty))
      return *child;
  g_error ("kind %s: an effect on %s goes by lines, no kind of lines has %s", kind->id, effect->target, effect->qty);
}

/* @child: (nullable) */
static void
append_column (GString *sql, const ZgKind *kind, const ZgKind *child, const ZgEffect *effect, const char *name)
{
  static const char *const own[] = { "id", "parent_id", "owner_id", "unit_id", NULL };

  if (is_number (name))
    g_string_append_printf (sql, "CAST (%s AS BIGINT)", name);
  else if (child && has_column (child, name))
    g_string_append_printf (sql, "c.%s", name);
  else if (has_column (kind, name) || g_strv_contains (own, name))
    g_string_append_printf (sql, "t.%s", name);
  else
    g_error ("kind %s: an effect on %s names %s, which is no field that can be read", kind->id, effect->target, name);
}

static void
check_target (const ZgKind *kind, const ZgEffect *effect)
{
  if (effect->op != ZG_PERIOD_CLOSE && effect->op != ZG_PERIOD_OPEN && zg_ledger_by_name (effect->target) == NULL)
    g_error ("kind %s: an effect names the ledger %s, which is not declared", kind->id, effect->target);
}

char *
zg_effect_sql (const ZgKind *kind, const ZgEffect *effect)
{
  const ZgKind       *child = effect->each_line ? line_kind (kind, effect) : NULL;
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree char    *join = NULL;

  check_target (kind, effect);
  append_column (sql, kind, child, effect, effect->qty ? effect->qty : "1");
  g_string_append (sql, ", ");
  append_column (sql, kind, child, effect, effect->value ? effect->value : "0");
  for (guint i = 0; i < G_N_ELEMENTS (effect->keys); i++)
    {
      g_string_append (sql, ", ");
      append_column (sql, kind, child, effect, effect->keys[i] ? effect->keys[i] : "0");
    }
  g_string_append (sql, ", ");
  if (effect->day)
    append_column (sql, kind, child, effect, effect->day);
  else
    g_string_append (sql, "CAST (NULL AS TEXT)");
  if (child)
    join = g_strdup_printf (" JOIN %s c ON c.parent_id = t.id AND c.state NOT IN ('removed', 'deleted')", child->id);
  return g_strdup_printf (ZG_SQL ("SELECT %s FROM %s t%s WHERE t.id = $1%s"), sql->str, kind->id, join ? join : "",
                          child ? " ORDER BY c.id" : "");
}

static const char *
or_none (const char *text)
{
  return text ? text : "";
}

void
zg_effects_text (const ZgEffect *effects, GString *text)
{
  for (; effects && effects->target; effects++)
    g_string_append_printf (text, " %d %s %s %s %s %s %s %s %s %d\n", effects->op, effects->target, or_none (effects->qty),
                            or_none (effects->value), or_none (effects->keys[0]), or_none (effects->keys[1]),
                            or_none (effects->keys[2]), or_none (effects->keys[3]), or_none (effects->day), effects->each_line);
}

void
zg_ledgers_text (GString *text)
{
  for (const ZgLedger *const *each = zg_ledgers (NULL); *each; each++)
    g_string_append_printf (text, "ledger %s %d %" G_GINT64_FORMAT " %s %d\n", (*each)->name, (*each)->floored, (*each)->floor,
                            or_none ((*each)->period), (*each)->valued);
}
