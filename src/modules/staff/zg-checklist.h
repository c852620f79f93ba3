/* zg-checklist.h: checklists 检查表: a template with its items, and the sheet that is filled of a person or a unit on a day. What a
 * sheet finds becomes entries of the conduct log. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

enum
{
  ZG_CHECKLIST_NAME, ZG_CHECKLIST_SORT, ZG_CHECKLIST_UNIT, ZG_CHECKLIST_FROM, ZG_CHECKLIST_TO, ZG_CHECKLIST_REMARK,
  ZG_CHECKLIST_N_FIELDS
};
enum { ZG_CHECKLIST_START = 1, ZG_CHECKLIST_DRESS, ZG_CHECKLIST_SAFETY, ZG_CHECKLIST_OTHER, ZG_CHECKLIST_WAREHOUSE_START,
       ZG_CHECKLIST_WAREHOUSE_END };

enum
{
  ZG_ITEM_POSITION, ZG_ITEM_TEXT, ZG_ITEM_CLAUSE, ZG_ITEM_WHOM, ZG_ITEM_SETTING, ZG_ITEM_NEUTRAL, ZG_ITEM_N_FIELDS
};
enum { ZG_ITEM_ALL = 1, ZG_ITEM_WOMEN, ZG_ITEM_MEN };
enum { ZG_ITEM_ON = 1, ZG_ITEM_NEUTRAL_FOR_ALL, ZG_ITEM_OFF };

enum
{
  ZG_CHECK_DAY, ZG_CHECK_LIST, ZG_CHECK_STAFF, ZG_CHECK_UNIT, ZG_CHECK_REMARK, ZG_CHECK_BY, ZG_CHECK_AT, ZG_CHECK_N_FIELDS
};

enum
{
  ZG_CHECK_LINE_POSITION, ZG_CHECK_LINE_ITEM, ZG_CHECK_LINE_CLAUSE, ZG_CHECK_LINE_RESULT, ZG_CHECK_LINE_STAFF,
  ZG_CHECK_LINE_NOTE, ZG_CHECK_LINE_N_FIELDS
};
enum { ZG_CHECK_FINE = 1, ZG_CHECK_FINDING, ZG_CHECK_NOT_APPLICABLE };

extern const ZgKind zg_checklist, zg_checklist_item, zg_check_sheet, zg_check_line;

/* zg_checklists_set_up: the templates that come with a new book (data/org/checklists.tsv). */
gboolean zg_checklists_set_up (ZgSession *session, GError **error);

/* zg_checklist_items: what the checklists of @sort in force on @day (YYYY-MM-DD) ask, those turned off left out. Returns:
 * (transfer full) (element-type utf8) (nullable). Thread of @db. */
GPtrArray *zg_checklist_items (ZgDb *db, int sort, const char *day, GError **error);
/* zg_check_starts: the days of @from…@to on which @staff (0: anybody) finished his start of the day (D21-2.4). Returns: (transfer
 * full) (element-type int), sorted, each once. Thread of @db. */
GArray  *zg_check_starts       (ZgDb *db, gint64 staff, int from, int to, GError **error);

G_END_DECLS
