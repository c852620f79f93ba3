/* zg-applog.h: the sign-ins in what people export from the attendance apps of their phones: DingTalk's monthly workbook of
 * three sheets and WeCom's daily one, or one sheet of them as csv. Administrators add, drop and rename columns, so a column is
 * found by its heading (of one line or two), never by its place. Read only; any thread. */
#pragma once

#include "zg-grid.h"

G_BEGIN_DECLS

typedef enum { ZG_APP_NONE, ZG_APP_ANY, ZG_APP_DINGTALK, ZG_APP_WECOM } ZgApp; /* ANY: sign-ins, but no word says of which */

/* -- The heading of one sheet -- */

typedef enum
{
  ZG_APP_NAME, ZG_APP_NUMBER, ZG_APP_USER, ZG_APP_DAY, ZG_APP_WORK_DAY, ZG_APP_PLACE, ZG_APP_NOTE, ZG_APP_DEVICE, ZG_APP_ADMIN,
  ZG_APP_APPROVAL, ZG_APP_N_ROLES
} ZgAppRole;

typedef struct
{
  int column, result; /* result: what the app made of it, -1: not there */
  int day;            /* of a sheet with a column a day; ZG_NO_DAY: the row has the day */
} ZgAppTimeColumn;

typedef struct
{
  int        roles[ZG_APP_N_ROLES]; /* columns, -1: not there */
  GArray    *times;                 /* of ZgAppTimeColumn */
  GPtrArray *titles;                /* of each column, for people: "上班1打卡时间" */
  guint      first;                 /* row of the grid behind the heading */
  int        from, to;              /* period the sheet names, ZG_NO_DAY: none */
  ZgApp      app;
} ZgAppHead;

/* zg_app_head_find: Returns: (transfer full) (nullable): NULL: a sheet without sign-ins (sums of the month, a cover). */
ZgAppHead *zg_app_head_find (const ZgGrid *grid);
void       zg_app_head_free (ZgAppHead *head);

/* -- The times of one cell -- */

typedef struct
{
  int      day, second;
  gboolean to_second; /* FALSE: the file says the minute only */
} ZgAppTime;

typedef enum
{
  ZG_APP_CELL_GOOD, /* some times, or none at all: 未打卡 */
  ZG_APP_CELL_TYPED, /* entered afterwards, by a slip or an administrator: 补卡 */
  ZG_APP_CELL_VOID, /* the app itself does not let it count */
  ZG_APP_CELL_NO_DAY, /* a time of day, and neither cell nor row says which day */
  ZG_APP_CELL_BAD
} ZgAppCell;

/* zg_app_times: @day: of the row, ZG_NO_DAY: unknown. @times: of ZgAppTime, what the cell says is added. */
ZgAppCell  zg_app_times     (const char *text, int day, gboolean epoch_1904, GArray *times);
/* zg_app_result: what the app made of a sign-in. @away: (out): outside the office, from another place or phone. */
ZgAppCell  zg_app_result    (const char *text, gboolean *away);
gboolean   zg_app_day       (const char *text, gboolean epoch_1904, int *day);

/* -- A whole file -- */

typedef struct
{
  const char *name, *number, *user; /* "" where the file does not say */
  gint64      at;
  gboolean    to_second, away;
  int         line;
  char       *raw;
} ZgAppPunch;

typedef struct
{
  int   line;
  char *text, *reason;
} ZgAppBad;

typedef struct
{
  GPtrArray *sheets;      /* of ZgGrid */
  GArray    *punches;     /* of ZgAppPunch; the sheet of single records first: it knows more */
  GArray    *bad;         /* of ZgAppBad */
  guint      n_approvals; /* rows that name a leave or trip approved in the app */
  ZgApp      app;
} ZgAppLog;

/* zg_app_log_parse: Returns: (transfer full) (nullable). Errors: ZG_ERROR_INVALID: no table, or none with sign-ins. */
ZgAppLog  *zg_app_log_parse (GBytes *bytes, GError **error);
void       zg_app_log_free  (ZgAppLog *log);
/* zg_app_log_guess: by headings and titles of the first rows. */
ZgApp      zg_app_log_guess (GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgAppHead, zg_app_head_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgAppLog, zg_app_log_free)

G_END_DECLS
