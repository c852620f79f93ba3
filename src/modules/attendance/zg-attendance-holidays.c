/* zg-attendance-holidays.c: the layout of a year's calendar: holiday-cn (days with isOffDay) and chinese-days (holidays,
 * workdays). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-json.h"
#include "zg-text.h"

#define MOST_DAYS 400
#define MOST_BYTES (1024 * 1024)

typedef struct
{
  ZgImportPlan *plan;
  ZgDb         *db;
  GHashTable   *seen;     /* days of the file */
  char         *paper;    /* the notice */
  int           first, last; /* years */
} Calendar;

typedef struct
{
  const char *day, *name;
  gboolean    off, statutory;
} Entry;

static void
refuse_entry (Calendar *calendar, const Entry *entry, const char *why)
{
  g_autofree char *text = g_strdup_printf ("%s · %s", entry->day ? entry->day : "", entry->name ? entry->name : "");

  calendar->plan->n_bad++;
  zg_import_plan_line (calendar->plan, 0, FALSE, text, why);
}

static void
add_known (Calendar *calendar, const Entry *entry, gint64 off)
{
  g_autofree char *text = g_strdup_printf ("%s · %s", entry->day, entry->name);

  calendar->plan->n_known++;
  if ((off != 0) != entry->off)
    zg_import_plan_line (calendar->plan, 0, FALSE, text,
                         _ ("The book has this day the other way round (off or work). Correct it by hand if the file is right."));
}

static void
add_entry (Calendar *calendar, const Entry *entry)
{
  ZgBatch *batch = calendar->plan->batch;
  ZgCell  *cells;
  gint64   off = -1;
  int      day, year, month, of_month;

  if (entry->day == NULL || !zg_day_parse (entry->day, &day))
    {
      refuse_entry (calendar, entry, _ ("This is no day of the calendar."));
      return;
    }
  if (entry->name == NULL || !zg_text_is_safe_line (entry->name) || g_utf8_strlen (entry->name, -1) > 40)
    {
      refuse_entry (calendar, entry, _ ("The name of this day cannot be used."));
      return;
    }
  if (!g_hash_table_add (calendar->seen, g_strdup (entry->day)))
    {
      refuse_entry (calendar, entry, _ ("This day stands twice in the file."));
      return;
    }
  zg_day_to_ymd (day, &year, &month, &of_month);
  calendar->first = calendar->first ? MIN (calendar->first, year) : year;
  calendar->last = MAX (calendar->last, year);
  zg_db_int (calendar->db, &off, NULL, ZG_SQL ("SELECT off FROM holiday WHERE day = $1 AND state = 'active'"), "s", entry->day);
  if (off >= 0)
    {
      add_known (calendar, entry, off);
      return;
    }
  cells = zg_batch_row (batch);
  zg_batch_text (batch, &cells[ZG_HOLIDAY_DAY], entry->day, -1);
  zg_batch_text (batch, &cells[ZG_HOLIDAY_NAME], entry->name, -1);
  zg_batch_int (&cells[ZG_HOLIDAY_OFF], entry->off);
  zg_batch_int (&cells[ZG_HOLIDAY_STATUTORY], entry->off && entry->statutory);
  zg_batch_text (batch, &cells[ZG_HOLIDAY_PAPER], calendar->paper, -1);
  calendar->plan->n_taken++;
}

/* -- holiday-cn: "days"; holiday-calendar: "dates" -- */

/* The files do not tell statutory days from moved ones. Those on fixed dates are known by law; the lunar ones and Qingming are
 * left to people. */
static gboolean
is_statutory_day (const char *day)
{
  static const char *const fixed[] = { "-01-01", "-05-01", "-05-02", "-10-01", "-10-02", "-10-03", NULL };

  return day && strlen (day) == 10 && g_strv_contains (fixed, day + 4);
}

/* holiday-cn says "isOffDay", holiday-calendar says "type". Returns: FALSE where neither is there. */
static gboolean
is_off (JsonObject *object, gboolean *off)
{
  JsonNode   *node = object ? json_object_get_member (object, "isOffDay") : NULL;
  const char *type = zg_json_text (object, "type");

  *off = node && json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node)
                                                                     : g_strcmp0 (type, "public_holiday") == 0;
  return (node && json_node_get_value_type (node) == G_TYPE_BOOLEAN) || *off || g_strcmp0 (type, "transfer_workday") == 0;
}

static void
read_days (Calendar *calendar, JsonArray *days)
{
  for (guint i = 0; i < MIN (json_array_get_length (days), MOST_DAYS); i++)
    {
      JsonNode   *node = json_array_get_element (days, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      Entry       entry = { zg_json_text (object, "date"), zg_json_text (object, "name") };

      if (!is_off (object, &entry.off))
        {
          refuse_entry (calendar, &entry, _ ("The file does not say whether this day is off."));
          continue;
        }
      entry.statutory = entry.off && is_statutory_day (entry.day);
      add_entry (calendar, &entry);
    }
}

static void
read_papers (Calendar *calendar, JsonObject *root)
{
  JsonNode  *node = json_object_get_member (root, "papers");
  JsonArray *papers = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (papers && json_array_get_length (papers) > 0 && JSON_NODE_HOLDS_VALUE (json_array_get_element (papers, 0)))
    {
      const char *address = json_array_get_string_element (papers, 0);

      if (address && zg_text_is_safe_line (address) && g_utf8_strlen (address, -1) <= 120)
        calendar->paper = g_strdup (address);
    }
}

/* -- chinese-days: "2026-02-17": "Spring Festival,春节,4" -- */

static void
read_names (Calendar *calendar, JsonObject *days, gboolean off)
{
  g_autoptr (GList) members = json_object_get_members (days);

  members = g_list_sort (members, (GCompareFunc) g_strcmp0);
  for (GList *item = members; item; item = item->next)
    {
      const char    *value = zg_json_text (days, item->data);
      g_auto (GStrv) parts = g_strsplit (value ? value : "", ",", 3);
      Entry          entry = { item->data, g_strv_length (parts) > 1 ? parts[1] : NULL, off, FALSE };

      entry.statutory = off && is_statutory_day (entry.day);
      add_entry (calendar, &entry);
    }
}

/* -- The file -- */

static JsonNode *
read_json (GBytes *bytes)
{
  gsize       n = 0;
  const char *text = g_bytes_get_data (bytes, &n);

  return n > MOST_BYTES ? NULL : zg_json_parse (text, n);
}

static JsonObject *
root_of (JsonNode *root, GError **error)
{
  if (zg_json_object (root))
    return zg_json_object (root);
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_INVALID,
                       _ ("This is no calendar file (JSON). Nothing was read in; choose the file of a year."));
  return NULL;
}

static gboolean
read_file (Calendar *calendar, JsonObject *root, GError **error)
{
  JsonNode *days = json_object_get_member (root, json_object_has_member (root, "dates") ? "dates" : "days");
  JsonNode *holidays = json_object_get_member (root, "holidays");
  JsonNode *work = json_object_get_member (root, "workdays");

  if (days && JSON_NODE_HOLDS_ARRAY (days))
    {
      read_papers (calendar, root);
      read_days (calendar, json_node_get_array (days));
      return TRUE;
    }
  if (holidays && JSON_NODE_HOLDS_OBJECT (holidays))
    {
      calendar->paper = g_strdup ("chinese-days");
      read_names (calendar, json_node_get_object (holidays), TRUE);
      if (work && JSON_NODE_HOLDS_OBJECT (work))
        read_names (calendar, json_node_get_object (work), FALSE);
      return TRUE;
    }
  g_set_error_literal (
      error, ZG_ERROR, ZG_ERROR_INVALID,
      _ ("This file holds no calendar: neither “days” nor “holidays” is in it. Nothing was read in; choose another file."));
  return FALSE;
}

static void
sum_up (Calendar *calendar, JsonObject *root)
{
  ZgImportPlan *plan = calendar->plan;

  if (plan->n_taken + plan->n_known + plan->n_bad == 0)
    {
      JsonNode *year = json_object_get_member (root, "year");

      plan->summary = g_strdup_printf (
          _ ("The calendar of %d is not official yet: the file is empty. Import it again once the notice is out."),
          year && JSON_NODE_HOLDS_VALUE (year) ? (int) json_node_get_int (year) : 0);
      return;
    }
  if (plan->n_taken > 0)
    zg_import_plan_line (
        plan, 0, TRUE, "",
        _ ("The file does not say which days of the lunar feasts and Qingming are statutory. Mark them by hand."));
  plan->summary = g_strdup_printf (_ ("%u new days, %u known already, %u not understood. Official until %d-12-31."),
                                   plan->n_taken, plan->n_known, plan->n_bad, calendar->last);
}

static ZgImportPlan *
plan_calendar (const ZgLayout *layout, ZgSession *session, ZgDb *db, const char *name, GBytes *bytes, const char *const *values,
               GError **error)
{
  g_autoptr (ZgImportPlan) plan = zg_import_plan_new ();
  g_autoptr (JsonNode)     json = read_json (bytes);
  g_autoptr (GHashTable)   seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Calendar                 calendar = { .plan = plan, .db = db, .seen = seen };
  JsonObject              *root = root_of (json, error);

  if (root == NULL)
    return NULL;
  plan->batch = zg_batch_new (&zg_holiday, 64);
  if (!read_file (&calendar, root, error))
    return NULL;
  sum_up (&calendar, root);
  g_free (calendar.paper);
  return g_steal_pointer (&plan);
}

static int
recognise_calendar (const char *name, GBytes *bytes)
{
  g_autoptr (JsonNode) json = read_json (bytes);
  JsonObject          *root = zg_json_object (json);

  if (root == NULL)
    return 0;
  return json_object_has_member (root, "days") || json_object_has_member (root, "holidays") ? 90 : 0;
}

const ZgLayout zg_holiday_layout = {
  "holidays", N_ ("Calendar of a year (JSON)"), &zg_holiday, "json", NULL, 0, recognise_calendar, NULL, plan_calendar,
};
