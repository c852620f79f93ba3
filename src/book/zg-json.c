#include "zg-json.h"

#define MOST_NESTED 64

/* One pair of braces with nothing but blanks around it; brackets inside texts do not count. json-glib would take the last of
 * several values and lose the others. */
static gboolean
is_one_object (const char *text, gsize n)
{
  gboolean inside = FALSE, ended = FALSE;
  int      depth = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (inside && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        inside = !inside;
      else if (!inside)
        depth += (text[i] == '[' || text[i] == '{') - (text[i] == ']' || text[i] == '}');
      if (depth > MOST_NESTED || (!g_ascii_isspace (text[i]) && depth == 0 && (ended || text[i] != '}')))
        return FALSE;
      ended |= !inside && depth == 0 && text[i] == '}';
    }
  return ended && !inside && depth == 0;
}

JsonNode *
zg_json_parse (const char *text, gsize n)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (!is_one_object (text, n) || !json_parser_load_from_data (parser, text, (gssize) n, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

static JsonNode *
member (JsonObject *object, const char *name)
{
  return object ? json_object_get_member (object, name) : NULL;
}

const char *
zg_json_string (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                                                  : NULL;
}

const char *
zg_json_text (JsonObject *object, const char *name)
{
  return zg_json_string (member (object, name));
}

gint64
zg_json_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                                                 : fallback;
}

JsonObject *
zg_json_object (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonObject *
zg_json_inner (JsonObject *object, const char *name)
{
  return zg_json_object (member (object, name));
}

JsonArray *
zg_json_array (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}
