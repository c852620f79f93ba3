/* zg-json.h: JSON that somebody else may have written or changed: what is not of the kind asked for is not there. Pure, any
 * thread. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* zg_json_parse: Returns: (transfer full) (nullable): an object; NULL for what is none, or is nested so deeply that reading it
 * would use up the stack. */
JsonNode   *zg_json_parse  (const char *text, gsize n);

/* Nodes and returns: (transfer none) (nullable). zg_json_int: @fallback where there is none. */
const char *zg_json_string (JsonNode *node);
const char *zg_json_text   (JsonObject *object, const char *name);
gint64      zg_json_int    (JsonObject *object, const char *name, gint64 fallback);
JsonObject *zg_json_object (JsonNode *node);
JsonObject *zg_json_inner  (JsonObject *object, const char *name);
JsonArray  *zg_json_array  (JsonObject *object, const char *name);

G_END_DECLS
