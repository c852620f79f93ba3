#include "zg-post.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
put_free (ZgPut *put)
{
  zg_record_free (put->record);
  g_free (put);
}

static void
guard_clear (ZgGuard *guard)
{
  g_free (guard->key);
}

ZgPosting *
zg_posting_new (const char *cmd, const char *opinion)
{
  ZgPosting *posting = g_new0 (ZgPosting, 1);

  g_strlcpy (posting->cmd, cmd, sizeof posting->cmd);
  posting->opinion = opinion && *opinion ? g_strdup (opinion) : NULL;
  posting->puts = g_ptr_array_new_with_free_func ((GDestroyNotify) put_free);
  posting->guards = g_array_new (FALSE, FALSE, sizeof (ZgGuard));
  g_array_set_clear_func (posting->guards, (GDestroyNotify) guard_clear);
  return posting;
}

void
zg_posting_free (ZgPosting *posting)
{
  if (posting == NULL)
    return;
  g_free (posting->opinion);
  g_ptr_array_unref (posting->puts);
  g_array_unref (posting->guards);
  g_free (posting);
}

ZgPut *
zg_posting_put (ZgPosting *posting, const ZgStep *step, ZgRecord *record, guint64 mask)
{
  ZgPut *put = g_new0 (ZgPut, 1);

  put->step = step;
  put->record = record;
  put->mask = mask;
  g_ptr_array_add (posting->puts, put);
  return put;
}

void
zg_posting_add_cell (JsonBuilder *json, const char *name, const ZgCell *cell)
{
  json_builder_set_member_name (json, name);
  switch (cell->type)
    {
    case ZG_CELL_INT:
      json_builder_add_int_value (json, cell->i);
      break;
    case ZG_CELL_TEXT:
      json_builder_add_string_value (json, cell->s);
      break;
    case ZG_CELL_BYTES: /* ciphertext: in brackets, so that it cannot be taken for a text */
      {
        g_autofree char *base64 = g_base64_encode (g_bytes_get_data (cell->b, NULL), g_bytes_get_size (cell->b));

        json_builder_begin_array (json);
        json_builder_add_string_value (json, base64);
        json_builder_end_array (json);
        break;
      }
    case ZG_CELL_NULL:
    default:
      json_builder_add_null_value (json);
      break;
    }
}

static void
add_int (JsonBuilder *json, const char *name, gint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

static void
add_text (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

static void
add_put (JsonBuilder *json, const ZgPut *put)
{
  const ZgRecord *record = put->record;

  json_builder_begin_object (json);
  add_text (json, "k", record->kind->id);
  add_text (json, "v", put->step->verb);
  add_int (json, "id", record->id);
  if (record->parent)
    add_int (json, "up", record->parent);
  add_int (json, "ver", record->version);
  json_builder_set_member_name (json, "f");
  json_builder_begin_object (json);
  for (int i = 0; i < record->kind->n_fields; i++)
    if (put->mask & ZG_F (i))
      zg_posting_add_cell (json, record->kind->fields[i].name, &record->cells[i]);
  json_builder_end_object (json);
  json_builder_end_object (json);
}

char *
zg_posting_text (const ZgPosting *posting)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  const ZgPut *first = posting->puts->pdata[0];
  g_autofree char *step = g_strdup_printf ("%s.%s", first->record->kind->id, first->step->verb);

  json_builder_begin_object (json);
  add_text (json, "cmd", posting->cmd);
  add_text (json, "step", step);
  if (posting->opinion)
    add_text (json, "opinion", posting->opinion);
  if (posting->deputy_of)
    add_int (json, "for", posting->deputy_of);
  if (posting->guards->len)
    {
      json_builder_set_member_name (json, "guards");
      json_builder_begin_object (json);
      for (guint i = 0; i < posting->guards->len; i++)
        add_int (json, g_array_index (posting->guards, ZgGuard, i).key, g_array_index (posting->guards, ZgGuard, i).version);
      json_builder_end_object (json);
    }
  json_builder_set_member_name (json, "puts");
  json_builder_begin_array (json);
  for (guint i = 0; i < posting->puts->len; i++)
    add_put (json, posting->puts->pdata[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}
