/* zg-sheet-kind.c: the sheet every kind has: columns, joins and filters made from its fields. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-sheet-private.h"

typedef struct
{
  const ZgKind *kind;
  GArray       *columns; /* of ZgColumn */
  GArray       *filters; /* of ZgFilter */
  GString      *from;
  int           n_joins;
} Maker;

static gboolean
is_summed (ZgType type)
{
  return type == ZG_MONEY || type == ZG_QTY || type == ZG_DAYS || type == ZG_MINUTES;
}

/* What a reference to @ref reads as: the field that names it, else its number. */
static void
join_reference (Maker *maker, const ZgField *field, const ZgKind *ref, ZgColumn *column)
{
  int            named = ref->name != NULL ? zg_kind_field (ref, ref->name) : -1;
  const ZgField *name = named >= 0 ? &ref->fields[named] : NULL;
  int            r = ++maker->n_joins;

  g_string_append_printf (maker->from, " LEFT JOIN %s r%d ON r%d.id = t.%s", ref->id, r, r, field->name);
  column->type = name != NULL ? name->type : ZG_TEXT;
  column->names = name != NULL ? name->names : NULL;
  column->sql = g_strdup_printf ("r%d.%s", r, name != NULL ? name->name : "no");
  if (name == NULL || !(name->flags & ZG_ROMAN))
    return;
  column->order = column->search = g_strdup_printf ("r%d.%s_key", r, name->name);
  if (field->flags & ZG_LIST) /* whoever looks for a paper of somebody types his name */
    column->flags |= ZG_COL_SEARCH;
}

static void
add_field (Maker *maker, const ZgField *field)
{
  ZgColumn column = {
    .name = field->name, .title = field->title, .type = field->type, .names = field->names, .width = field->width
  };
  const ZgKind *ref = field->type == ZG_REF ? zg_kind_by_id (field->ref) : NULL;

  if (field->type == ZG_FILE)
    return;
  if (ref != NULL)
    join_reference (maker, field, ref, &column);
  else
    column.sql = g_strdup_printf ("t.%s", field->name);
  if (field->flags & ZG_ROMAN)
    column.order = column.search = g_strdup_printf ("t.%s_key", field->name);
  if (field->flags & ZG_SEALED)
    column.flags |= ZG_COL_MASK;
  else if (field->flags & ZG_SEARCH)
    column.flags |= ZG_COL_SEARCH;
  if (!(field->flags & ZG_LIST))
    column.flags |= ZG_COL_HIDDEN;
  if (is_summed (field->type) && !(field->flags & (ZG_SEALED | ZG_NO_SUM)))
    column.flags |= ZG_COL_SUM;
  g_array_append_val (maker->columns, column);
}

/* A day or a month of a day is asked as a prefix, an instant by its whole day, so that an index on the field serves. */
static char *
filter_sql (const ZgField *field)
{
  if (field->type == ZG_DAY)
    return g_strdup_printf ("t.%s >= $v AND t.%s <= $v || '~'", field->name, field->name);
  if (field->type == ZG_TIME)
    return g_strdup_printf ("t.%s >= $v AND t.%s < $v + 86400000", field->name, field->name);
  return g_strdup_printf ("t.%s = $v", field->name);
}

static void
add_filter (Maker *maker, const ZgField *field)
{
  ZgFilter filter = { .name = field->name, .title = field->title, .type = field->type, .ref = field->ref, .names = field->names };

  filter.sql = filter_sql (field);
  g_array_append_val (maker->filters, filter);
}

/* A register of active and removed rows needs no pill. */
static gboolean
shows_state (const ZgKind *kind)
{
  for (int i = 0; i < kind->n_steps; i++)
    if (g_strcmp0 (kind->steps[i].to, "active") != 0 && g_strcmp0 (kind->steps[i].to, "removed") != 0 &&
        g_strcmp0 (kind->steps[i].to, "kept") != 0)
      return TRUE;
  return FALSE;
}

/* The column that grows: the first long text listed, else the last listed text. */
static void
let_one_grow (GArray *columns)
{
  ZgColumn *grows = NULL;

  for (guint i = 0; i < columns->len; i++)
    {
      ZgColumn *column = &g_array_index (columns, ZgColumn, i);

      if ((column->flags & (ZG_COL_HIDDEN | ZG_COL_STATE)) ||
          (column->type != ZG_TEXT && column->type != ZG_LONG && column->type != ZG_RIGHT))
        continue;
      grows = column;
      if (column->type == ZG_LONG)
        break;
    }
  if (grows != NULL)
    grows->flags |= ZG_COL_EXPAND;
}

static void
add_columns (Maker *maker)
{
  const ZgKind   *kind = maker->kind;
  const ZgColumn  number = {
     .name = "no", .title = N_("No."), .type = ZG_TEXT, .sql = "t.no", .flags = ZG_COL_SEARCH, .width = 128
  };
  const ZgColumn  state = { .name = "state", .title = N_("State"), .type = ZG_TEXT, .sql = "t.state", .flags = ZG_COL_STATE };
  const ZgColumn  hidden = { .name = "state", .title = N_("State"), .type = ZG_TEXT, .sql = "t.state",
                             .flags = ZG_COL_STATE | ZG_COL_HIDDEN };

  if (kind->prefix != NULL)
    g_array_append_val (maker->columns, number);
  for (int i = 0; i < kind->n_fields; i++)
    add_field (maker, &kind->fields[i]);
  let_one_grow (maker->columns);
  if (zg_kind_field (kind, "state") < 0)
    g_array_append_vals (maker->columns, shows_state (kind) ? &state : &hidden, 1);
}

ZgSheet *
zg_sheet_for_kind (const ZgKind *kind)
{
  const ZgFilter state = { .name = "state", .title = N_("State"), .type = ZG_TEXT, .sql = "t.state = $v" };
  Maker          maker = { .kind = kind };
  ZgSheet       *sheet = g_new0 (ZgSheet, 1);

  maker.columns = g_array_new (FALSE, TRUE, sizeof (ZgColumn));
  maker.filters = g_array_new (FALSE, TRUE, sizeof (ZgFilter));
  maker.from = g_string_new (NULL);
  g_string_append_printf (maker.from, "%s t", kind->id);
  add_columns (&maker);
  for (int i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & ZG_FILTER) && !(kind->fields[i].flags & ZG_SEALED))
      add_filter (&maker, &kind->fields[i]);
  if (zg_kind_field (kind, "state") < 0)
    g_array_append_val (maker.filters, state);
  sheet->id = kind->id;
  sheet->title = kind->title;
  sheet->kind = kind;
  sheet->n_columns = (int) maker.columns->len;
  sheet->columns = (const ZgColumn *) g_array_free (maker.columns, FALSE);
  sheet->n_filters = (int) maker.filters->len;
  sheet->filters = (const ZgFilter *) g_array_free (maker.filters, FALSE);
  sheet->from = g_string_free (maker.from, FALSE);
  sheet->order = kind->order;
  sheet->empty = kind->empty;
  return sheet;
}
