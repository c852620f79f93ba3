/* zg-sheet.c: the registry of sheets and what is asked of one. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-sheet-private.h"

static GPtrArray  *declared; /* of const ZgSheet; filled at start */
static GHashTable *by_kind;  /* kind id → ZgSheet made for it */
static GPtrArray  *all;      /* (nullable): what zg_sheets hands out */
static GMutex      lock;     /* by_kind, all */

void
zg_sheets_add (const ZgSheet *sheet)
{
  g_assert (sheet->id != NULL && sheet->title != NULL && sheet->kind != NULL && sheet->from != NULL);
  for (guint i = 0; declared != NULL && i < declared->len; i++)
    if (g_str_equal (((const ZgSheet *) declared->pdata[i])->id, sheet->id))
      g_error ("sheet %s is registered twice", sheet->id);
  if (declared == NULL)
    declared = g_ptr_array_new ();
  g_ptr_array_add (declared, (gpointer) sheet);
}

static const ZgSheet *
made_for (const ZgKind *kind)
{
  ZgSheet *sheet;

  if (by_kind == NULL)
    by_kind = g_hash_table_new (g_str_hash, g_str_equal);
  sheet = g_hash_table_lookup (by_kind, kind->id);
  if (sheet == NULL)
    {
      sheet = zg_sheet_for_kind (kind);
      g_hash_table_insert (by_kind, (gpointer) kind->id, sheet);
    }
  return sheet;
}

static const ZgSheet *
find_declared (const char *id)
{
  for (guint i = 0; declared != NULL && i < declared->len; i++)
    {
      const ZgSheet *sheet = g_ptr_array_index (declared, i);

      if (g_strcmp0 (sheet->id, id) == 0)
        return sheet;
    }
  return NULL;
}

const ZgSheet *
zg_sheet_by_id (const char *id)
{
  const ZgSheet *sheet = find_declared (id);
  const ZgKind  *kind = sheet == NULL ? zg_kind_by_id (id) : NULL;

  if (kind == NULL)
    return sheet;
  g_mutex_lock (&lock);
  sheet = made_for (kind);
  g_mutex_unlock (&lock);
  return sheet;
}

const ZgSheet *const *
zg_sheets (guint *n)
{
  guint                n_kinds;
  const ZgKind *const *kinds = zg_kinds (&n_kinds);

  g_mutex_lock (&lock);
  if (all == NULL || all->len < n_kinds + 1)
    {
      all = g_ptr_array_new (); /* an older list stays with whoever holds it */
      for (guint i = 0; declared != NULL && i < declared->len; i++)
        g_ptr_array_add (all, declared->pdata[i]);
      for (guint i = 0; i < n_kinds; i++)
        if (find_declared (kinds[i]->id) == NULL)
          g_ptr_array_add (all, (gpointer) made_for (kinds[i]));
      g_ptr_array_add (all, NULL);
    }
  g_mutex_unlock (&lock);
  if (n != NULL)
    *n = all->len - 1;
  return (const ZgSheet *const *) all->pdata;
}

/* -- queries -- */

static char *
initial_value (const ZgFilter *filter)
{
  char buffer[11];

  return filter->initial ? g_strdup (zg_initial_text (filter->initial, buffer)) : NULL;
}

ZgQuery *
zg_query_new (const ZgSheet *sheet)
{
  ZgQuery *query = g_new0 (ZgQuery, 1);

  query->sheet = sheet;
  query->sort = -1;
  query->filters = g_new0 (char *, sheet->n_filters + 1);
  for (int i = 0; i < sheet->n_filters; i++)
    query->filters[i] = initial_value (&sheet->filters[i]);
  return query;
}

ZgQuery *
zg_query_copy (const ZgQuery *query)
{
  ZgQuery *copy = g_memdup2 (query, sizeof *query);

  copy->search = g_strdup (query->search);
  copy->filters = g_new0 (char *, query->sheet->n_filters + 1);
  for (int i = 0; i < query->sheet->n_filters; i++)
    copy->filters[i] = g_strdup (query->filters[i]);
  return copy;
}

void
zg_query_free (ZgQuery *query)
{
  if (query == NULL)
    return;
  for (int i = 0; i < query->sheet->n_filters; i++)
    g_free (query->filters[i]);
  g_free (query->filters);
  g_free (query->search);
  g_free (query);
}

static gboolean
is_state_filter (const ZgFilter *filter)
{
  return filter->type == ZG_TEXT && g_strcmp0 (filter->sql, "t.state = $v") == 0;
}

/* People write the title of a state, scripts its id. */
static char *
state_id (const ZgKind *kind, const char *value)
{
  for (int i = 0; i < kind->n_steps; i++)
    {
      const char *id = kind->steps[i].to;
      const char *title = zg_kind_state (kind, id)->title;

      if (g_str_equal (id, value) || g_strcmp0 (title, value) == 0 ||
          (title != NULL && *title != '\0' && g_strcmp0 (g_dgettext (GETTEXT_PACKAGE, title), value) == 0))
        return g_strdup (id);
    }
  return NULL;
}

/* A day may be given as its month: the condition asks for what begins with it. */
static gboolean
is_month (const char *value)
{
  int first, n;

  return zg_month_parse (value, &first, &n);
}

static gboolean
parse_value (const ZgSheet *sheet, const ZgFilter *filter, const char *value, char **out, GError **error)
{
  ZgField field = {
    .name = filter->name, .title = filter->title, .type = filter->type, .ref = filter->ref, .names = filter->names
  };
  ZgCell              cell = { 0 };
  g_autoptr (GError)  wrong = NULL;

  if (is_state_filter (filter))
    *out = state_id (sheet->kind, value);
  else if (filter->type == ZG_DAY && is_month (value))
    *out = g_strdup (value);
  else if (zg_field_parse (&field, value, &cell, &wrong))
    *out = cell.type == ZG_CELL_INT ? g_strdup_printf ("%" G_GINT64_FORMAT, cell.i) : g_strdup (zg_cell_text (&cell));
  zg_cell_clear (&cell);
  if (*out != NULL)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _("The filter “%s” cannot be “%s”. %s"),
               g_dgettext (GETTEXT_PACKAGE, filter->title), value,
               wrong != NULL ? wrong->message : _("Nothing was listed; give one of its values."));
  return FALSE;
}

gboolean
zg_query_set (ZgQuery *query, const char *name, const char *value, GError **error)
{
  const ZgSheet *sheet = query->sheet;

  for (int i = 0; i < sheet->n_filters; i++)
    {
      char *parsed = NULL;

      if (g_strcmp0 (sheet->filters[i].name, name) != 0)
        continue;
      if (value != NULL && *value != '\0' && !parse_value (sheet, &sheet->filters[i], value, &parsed, error))
        return FALSE;
      g_free (query->filters[i]);
      query->filters[i] = parsed;
      return TRUE;
    }
  g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _("The list “%s” has no filter “%s”. Nothing was listed; see “zgctl sheets”."),
               sheet->id, name);
  return FALSE;
}

/* -- in words -- */

static char *
value_in_words (const ZgSheet *sheet, const ZgFilter *filter, const char *value, ZgDb *db)
{
  const ZgKind *ref = filter->type == ZG_REF ? zg_kind_by_id (filter->ref) : NULL;
  ZgCell        cell = { .type = ZG_CELL_INT };
  const char   *title;

  if (is_state_filter (filter))
    {
      title = zg_kind_state (sheet->kind, value)->title;
      return g_strdup (title != NULL && *title != '\0' ? g_dgettext (GETTEXT_PACKAGE, title) : value);
    }
  if (zg_type_is_text (filter->type))
    return g_strdup (value);
  cell.i = g_ascii_strtoll (value, NULL, 10);
  if (ref != NULL)
    return zg_book_title (db, ref, cell.i);
  if (filter->type == ZG_TIME)
    {
      char buffer[11];

      return g_strdup (zg_day_format (zg_day_of_ms (cell.i), buffer));
    }
  return zg_value_format (filter->type, filter->names, &cell);
}

static char *
search_in_words (const char *search)
{
  g_auto (GStrv) lines = g_strsplit_set (search, "\r\n", -1);
  int            n = 0;

  for (char **line = lines; *line != NULL; line++)
    n += **line != '\0';
  if (n > 1)
    return g_strdup_printf (ngettext ("%d number", "%d numbers", (gulong) n), n);
  return g_strdup_printf (_("search “%s”"), search);
}

char *
zg_query_words (const ZgQuery *query, ZgDb *db)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < query->sheet->n_filters; i++)
    {
      const ZgFilter  *filter = &query->sheet->filters[i];
      g_autofree char *value = NULL;

      if (query->filters[i] == NULL || *query->filters[i] == '\0')
        continue;
      value = value_in_words (query->sheet, filter, query->filters[i], db);
      /* Translators: a filter and its value: "Month: 2026-10" */
      g_ptr_array_add (words, g_strdup_printf (_("%s: %s"), g_dgettext (GETTEXT_PACKAGE, filter->title), value));
    }
  if (query->search != NULL && *query->search != '\0')
    g_ptr_array_add (words, search_in_words (query->search));
  if (query->import_id != 0)
    g_ptr_array_add (words, g_strdup (_("one import")));
  if (query->with_hidden)
    g_ptr_array_add (words, g_strdup (_("with removed records")));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (_("; "), (char **) words->pdata);
}
