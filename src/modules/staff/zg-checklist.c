/* zg-checklist.c: the kinds checklist 检查表 and checklist_item 检查项: what is looked at, by which clause, of whom. An item made for
 * men or women alone may be turned off, or put neutrally for everybody. */
#include "config.h"

#include "zg-checklist.h"

#include <glib/gi18n.h>

#include "zg-carried.h"
#include "zg-conduct.h"
#include "zg-day.h"

static const ZgEnum sorts[] = {
  { ZG_CHECKLIST_START, "start", N_ ("Start of the day") },
  { ZG_CHECKLIST_DRESS, "dress", N_ ("Dress") },
  { ZG_CHECKLIST_SAFETY, "safety", N_ ("Safety") },
  { ZG_CHECKLIST_OTHER, "other", N_ ("Other") },
  { ZG_CHECKLIST_WAREHOUSE_START, "warehouse-start", N_ ("Warehouse, before work") },
  { ZG_CHECKLIST_WAREHOUSE_END, "warehouse-end", N_ ("Warehouse, after work") },
  { 0 },
};

static const ZgField fields[ZG_CHECKLIST_N_FIELDS] = {
  [ZG_CHECKLIST_NAME] = { "name", N_ ("Checklist"), ZG_TEXT, ZG_REQUIRED | ZG_UNIQUE | ZG_LIST | ZG_SEARCH | ZG_ROMAN,
                          .max = 40 },
  [ZG_CHECKLIST_SORT] = { "kind", N_ ("Kind of checklist"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = sorts,
                          .initial = "4" },
  [ZG_CHECKLIST_UNIT] = { "unit", N_ ("Unit"), ZG_REF, ZG_LIST | ZG_FILTER, .ref = "unit", .hint = N_ ("empty: everybody") },
  [ZG_CHECKLIST_FROM] = { "valid_from", N_ ("From"), ZG_DAY, ZG_REQUIRED | ZG_LIST, .initial = "today" },
  [ZG_CHECKLIST_TO] = { "valid_to", N_ ("Until"), ZG_DAY, ZG_LIST },
  [ZG_CHECKLIST_REMARK] = { "remark", N_ ("Remarks"), ZG_LONG },
};

static void
check_list (ZgWork *work)
{
  const ZgRecord *list = zg_work_record (work);

  if (zg_record_is_set (list, ZG_CHECKLIST_TO) &&
      zg_record_day (list, ZG_CHECKLIST_TO) < zg_record_day (list, ZG_CHECKLIST_FROM))
    zg_work_fault (work, ZG_CHECKLIST_TO, -1, NULL, _ ("The last day lies before the first day."));
}

static const ZgStep steps[] = {
  { NULL, "create", "active", ZG_QUIET | ZG_WITH_LINES, ZG_ALL_FIELDS, .check = check_list },
  { "active", "edit", "active", ZG_QUIET | ZG_WITH_LINES, ZG_ALL_FIELDS, .check = check_list },
  { "active", "end", "ended", ZG_DESTROYS, ZG_F (ZG_CHECKLIST_TO), .check = check_list },
  { "ended", "edit", "active", ZG_WITH_LINES, ZG_ALL_FIELDS, .check = check_list, .title = N_ ("Take up again") },
};

const ZgKind zg_checklist = {
  "checklist", N_ ("Checklist"), "staff",
  ZG_FIELDS (fields), ZG_STEPS (steps),
  .name = "name", .order = "t.kind, t.name_key", .clause = "D01-5.1a",
  .empty = N_ ("Checklists with their items stand here: the start of the day, dress, safety."),
};

/* -- Items -- */

static const ZgEnum whom[] = {
  { ZG_ITEM_ALL, "all", N_ ("Everybody") },
  { ZG_ITEM_WOMEN, "women", N_ ("Women") },
  { ZG_ITEM_MEN, "men", N_ ("Men") },
  { 0 },
};

static const ZgEnum settings[] = {
  { ZG_ITEM_ON, "on", N_ ("As written") },
  { ZG_ITEM_NEUTRAL_FOR_ALL, "neutral", N_ ("Neutral, for everybody") },
  { ZG_ITEM_OFF, "off", N_ ("Off") },
  { 0 },
};

static const ZgField item_fields[ZG_ITEM_N_FIELDS] = {
  [ZG_ITEM_POSITION] = { "position", N_ ("Row"), ZG_INT, ZG_LIST, .width = 48 },
  [ZG_ITEM_TEXT] = { "text", N_ ("Item"), ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 80, .width = 240 },
  [ZG_ITEM_CLAUSE] = { "clause", N_ ("Clause"), ZG_ENUM, ZG_LIST, .names = zg_conduct_clauses },
  [ZG_ITEM_WHOM] = { "whom", N_ ("Looked at"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = whom, .initial = "1",
                     .clause = "D01-5.2" },
  [ZG_ITEM_SETTING] = { "setting", N_ ("In use"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = settings, .initial = "1",
                        .clause = "D01-5.3" },
  [ZG_ITEM_NEUTRAL] = { "neutral", N_ ("Neutral wording"), ZG_TEXT, ZG_LIST, .max = 80 },
};

const ZgKind zg_checklist_item = {
  "checklist_item", N_ ("Items"), "staff",
  ZG_FIELDS (item_fields), ZG_REGISTER, .parent = "checklist", .name = "text", .order = "t.position, t.id",
};

GPtrArray *
zg_checklist_items (ZgDb *db, int sort, const char *day, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  gboolean              row = TRUE;
  g_autoptr (ZgStmt)    rows = zg_db_query (
      db, error,
      ZG_SQL ("SELECT CASE WHEN i.setting = 2 AND i.neutral IS NOT NULL THEN i.neutral ELSE i.text END FROM checklist c"
              " JOIN checklist_item i ON i.parent_id = c.id WHERE c.kind = $1 AND c.state = 'active' AND i.state = 'active'"
              " AND i.setting <> 3 AND COALESCE (c.valid_from, $2) <= $2 AND COALESCE (c.valid_to, $2) >= $2"
              " ORDER BY c.id, i.position, i.id"),
      "is", (gint64) sort, day);

  while (rows && zg_stmt_step (rows, &row, error) && row)
    g_ptr_array_add (items, g_strdup (zg_stmt_text (rows, 0)));
  return rows && !row ? g_steal_pointer (&items) : NULL;
}

/* -- The templates of a new book -- */

enum { CELL_LIST, CELL_SORT, CELL_ITEM, CELL_CLAUSE, CELL_WHOM, CELL_SETTING, CELL_NEUTRAL, N_CELLS };

static int
number_of (const ZgEnum *names, const char *id)
{
  const ZgEnum *found = zg_enum_find (names, id);

  return found ? found->number : 0;
}

static ZgRecord *
item_of (char **cells, int position)
{
  ZgRecord *item = zg_record_new (&zg_checklist_item);

  zg_record_set_int (item, ZG_ITEM_POSITION, position);
  zg_record_set_text (item, ZG_ITEM_TEXT, cells[CELL_ITEM]);
  if (number_of (zg_conduct_clauses, cells[CELL_CLAUSE])) /* what a person answers for; the rest concerns the place */
    zg_record_set_int (item, ZG_ITEM_CLAUSE, number_of (zg_conduct_clauses, cells[CELL_CLAUSE]));
  zg_record_set_int (item, ZG_ITEM_WHOM, number_of (whom, cells[CELL_WHOM]));
  zg_record_set_int (item, ZG_ITEM_SETTING, number_of (settings, cells[CELL_SETTING]));
  if (*cells[CELL_NEUTRAL])
    zg_record_set_text (item, ZG_ITEM_NEUTRAL, cells[CELL_NEUTRAL]);
  return item;
}

/* The rows of one list, from @first on. */
static gboolean
write_list (ZgSession *session, GPtrArray *rows, guint first, GError **error)
{
  g_autoptr (ZgRecord)  list = zg_record_new (&zg_checklist);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  char                **head = rows->pdata[first];
  int                   year, month, day;

  zg_day_to_ymd (zg_day_of_ms (zg_book_now (zg_session_book (session))), &year, &month, &day);
  for (guint i = first; i < rows->len && g_str_equal (((char **) rows->pdata[i])[CELL_LIST], head[CELL_LIST]); i++)
    g_ptr_array_add (items, item_of (rows->pdata[i], items->len + 1));
  zg_record_set_text (list, ZG_CHECKLIST_NAME, head[CELL_LIST]);
  zg_record_set_int (list, ZG_CHECKLIST_SORT, number_of (sorts, head[CELL_SORT]));
  zg_record_set_day (list, ZG_CHECKLIST_FROM, zg_day_from_ymd (year, 1, 1)); /* the year the book begins in */
  return zg_book_run (session, list, "create", items, NULL, NULL, NULL, error);
}

gboolean
zg_checklists_set_up (ZgSession *session, GError **error)
{
  g_autoptr (GPtrArray) rows = zg_carried_rows ("org/checklists.tsv", N_CELLS);
  const char           *last = "";

  for (guint i = 0; rows && i < rows->len; i++)
    {
      const char *name = ((char **) rows->pdata[i])[CELL_LIST];

      if (!g_str_equal (name, last) && !write_list (session, rows, i, error))
        return FALSE;
      last = name;
    }
  return TRUE;
}
