/* zg-staff-setup.c: writes one of the five organisations of the papers into a new book: units and the posts offered with it. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-carried.h"
#include "zg-checklist.h"
#include "zg-clock.h"
#include "zg-conduct.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-staff-handover.h"
#include "zg-staff-private.h"

enum
{
  UNIT_TEMPLATE,
  UNIT_TITLE_ZH,
  UNIT_TITLE_EN,
  UNIT_NAME,
  UNIT_NAME_EN,
  UNIT_PARENT,
  UNIT_KIND,
  UNIT_LEADER,
  UNIT_CLAUSE,
  UNIT_CELLS
};
enum
{
  POST_TITLE,
  POST_TITLE_EN,
  POST_RANK,
  POST_UNIT,
  POST_CATEGORY,
  POST_DUTIES,
  POST_NEEDS,
  POST_TEMPLATE,
  POST_CLAUSE,
  POST_CELLS
};

typedef struct
{
  ZgSession  *session;
  const char *template;
  GHashTable *units; /* name → gint64 */
  int         n;
} SetUp;

static gint64
unit_id (SetUp *set_up, const char *name)
{
  gint64 *id = g_hash_table_lookup (set_up->units, name);

  return id ? *id : 0;
}

static gboolean
write_unit (SetUp *set_up, char **cells, GError **error)
{
  g_autoptr (ZgRecord) unit = zg_record_new (&zg_unit);
  const ZgEnum        *sort = zg_enum_find (zg_unit_sorts, cells[UNIT_KIND]);
  gint64               above = unit_id (set_up, cells[UNIT_PARENT]);

  zg_record_set_text (unit, ZG_UNIT_NAME, cells[UNIT_NAME]);
  zg_record_set_int (unit, ZG_UNIT_SORT, sort ? sort->number : ZG_UNIT_GROUP);
  if (above)
    zg_record_set_int (unit, ZG_UNIT_ABOVE, above);
  zg_record_set_text (unit, ZG_UNIT_HEAD_POST, cells[UNIT_LEADER]);
  zg_record_set_int (unit, ZG_UNIT_ORDER, ++set_up->n);
  if (!zg_book_run (set_up->session, unit, "create", NULL, NULL, NULL, NULL, error))
    return FALSE;
  g_hash_table_insert (set_up->units, g_strdup (cells[UNIT_NAME]), g_memdup2 (&unit->id, sizeof unit->id));
  return TRUE;
}

static gboolean
write_post (SetUp *set_up, char **cells, GError **error)
{
  g_autoptr (ZgRecord) post = zg_record_new (&zg_post);
  const ZgEnum        *category = zg_enum_find (zg_staff_categories, cells[POST_CATEGORY]);
  gint64               unit = unit_id (set_up, cells[POST_UNIT]);

  zg_record_set_text (post, ZG_POST_TITLE, cells[POST_TITLE]);
  zg_record_set_int (post, ZG_POST_RANK,
                     CLAMP (g_ascii_strtoll (cells[POST_RANK], NULL, 10), ZG_RANK_DIRECTOR, ZG_RANK_SPECIALIST));
  if (unit)
    zg_record_set_int (post, ZG_POST_UNIT, unit);
  if (category)
    zg_record_set_int (post, ZG_POST_CATEGORY, category->number);
  zg_record_set_text (post, ZG_POST_DUTIES, cells[POST_DUTIES]);
  zg_record_set_text (post, ZG_POST_NEEDS, cells[POST_NEEDS]);
  zg_record_set_text (post, ZG_POST_SOURCE, cells[POST_CLAUSE]);
  return zg_book_run (set_up->session, post, "create", NULL, NULL, NULL, NULL, error);
}

static gboolean
write_units (SetUp *set_up, GError **error)
{
  g_autoptr (GPtrArray) rows = zg_carried_rows ("org/structures.tsv", UNIT_CELLS);

  for (guint i = 0; rows && i < rows->len; i++)
    if (g_str_equal (((char **) rows->pdata[i])[UNIT_TEMPLATE], set_up->template) && !write_unit (set_up, rows->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_posts (SetUp *set_up, GError **error)
{
  g_autoptr (GPtrArray) rows = zg_carried_rows ("org/posts.tsv", POST_CELLS);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      char **cells = rows->pdata[i];

      if ((*cells[POST_TEMPLATE] == '\0' || g_str_equal (cells[POST_TEMPLATE], set_up->template)) &&
          !write_post (set_up, cells, error))
        return FALSE;
    }
  return TRUE;
}

static char *
known_templates (void)
{
  g_autoptr (GPtrArray) rows = zg_carried_rows ("org/structures.tsv", UNIT_CELLS);
  GString              *known = g_string_new (NULL);
  const char           *last = "";

  for (guint i = 0; rows && i < rows->len; i++)
    {
      char **cells = rows->pdata[i];

      if (!g_str_equal (cells[UNIT_TEMPLATE], last))
        g_string_append_printf (known, "%s%s", known->len ? ", " : "", cells[UNIT_TEMPLATE]);
      last = cells[UNIT_TEMPLATE];
    }
  return g_string_free (known, FALSE);
}

gboolean
zg_staff_set_up (ZgSession *session, const char *structure, GError **error)
{
  g_autoptr (GHashTable) units = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SetUp                  set_up = { session, structure, units, 0 };

  if (structure == NULL || *structure == '\0')
    return TRUE;
  if (!write_units (&set_up, error))
    return FALSE;
  if (set_up.n == 0)
    {
      g_autofree char *known = known_templates ();

      g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("There is no template “%s”. There are: %s. No book was made."), structure,
                   known);
      return FALSE;
    }
  return write_posts (&set_up, error);
}

static gboolean
set_up (ZgSession *session, const char *structure, GError **error)
{
  return zg_staff_set_up (session, structure, error) && zg_checklists_set_up (session, error);
}

static const ZgModuleHooks hooks = { "staff", set_up };

void
zg_staff_init (void)
{
  zg_kinds_add (&zg_unit);
  zg_kinds_add (&zg_post);
  zg_kinds_add (&zg_staff);
  zg_kinds_add (&zg_conduct);
  zg_kinds_add (&zg_voice);
  zg_kinds_add (&zg_checklist);
  zg_kinds_add (&zg_checklist_item);
  zg_kinds_add (&zg_check_sheet);
  zg_kinds_add (&zg_check_line);
  zg_handover_init ();
  zg_staff_sheets_init ();
  zg_staff_duties_init ();
  zg_layouts_add (&zg_staff_list_layout);
  zg_module_hooks_add (&hooks);
}
