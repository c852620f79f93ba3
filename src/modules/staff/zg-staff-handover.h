/* zg-staff-handover.h: the handover 交接 (D21-2.8, D21-2.9): what somebody holds is listed, taken over by his successor before his
 * line supervisor, and only then may he leave or be transferred. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

enum
{
  ZG_HANDOVER_SORT,
  ZG_HANDOVER_LEAVER,
  ZG_HANDOVER_SUCCESSOR,
  ZG_HANDOVER_WITNESS,
  ZG_HANDOVER_DAY,
  ZG_HANDOVER_NOTE,
  ZG_HANDOVER_SCAN,
  ZG_HANDOVER_IS_SHIFT,
  ZG_HANDOVER_GIVEN_BY,
  ZG_HANDOVER_GIVEN_AT,
  ZG_HANDOVER_TAKEN_BY,
  ZG_HANDOVER_TAKEN_AT,
  ZG_HANDOVER_WITNESSED_BY,
  ZG_HANDOVER_WITNESSED_AT,
  ZG_HANDOVER_DONE_AT,
  ZG_HANDOVER_N_FIELDS
};
enum { ZG_HANDOVER_TRANSFER = 1, ZG_HANDOVER_LEAVING, ZG_HANDOVER_SHIFT };

enum
{
  ZG_HANDOVER_ITEM_POSITION, ZG_HANDOVER_ITEM_SORT, ZG_HANDOVER_ITEM_TEXT, ZG_HANDOVER_ITEM_PASSED, ZG_HANDOVER_ITEM_NOTE,
  ZG_HANDOVER_ITEM_KEY, ZG_HANDOVER_ITEM_N_FIELDS
};

extern const ZgKind zg_handover, zg_handover_item;
extern const ZgEnum zg_handover_sorts[], zg_held_sorts[];

/* -- What somebody holds -- */

enum
{
  ZG_HELD_FILES = 1, ZG_HELD_ACCOUNT, ZG_HELD_STOCK, ZG_HELD_TASK, ZG_HELD_CUSTOMER, ZG_HELD_ARTWORK, ZG_HELD_THING, ZG_HELD_DUTY
};

typedef struct
{
  int   sort;
  char *key;  /* what it is, once: "clock_pin/17" */
  char *text; /* as people read it */
} ZgHeld;

/* A gatherer looks for one sort of what @staff holds on the day @today, as the reader of @db may see it, and adds it to
 * @held. Errors: of reading. */
typedef gboolean (*ZgGather) (ZgDb *db, gint64 staff, int today, GPtrArray *held, GError **error);

/* zg_gatherers_add: each module registers its own, at start. Papers that wait for somebody and registers that name him are
 * gathered of every kind without one. */
void       zg_gatherers_add (ZgGather gather);
void       zg_held_add      (GPtrArray *held, int sort, const char *key, const char *format, ...) G_GNUC_PRINTF (4, 5);
/* zg_held_by: Returns: (transfer full) (element-type ZgHeld) (nullable). Thread of @db. */
GPtrArray *zg_held_by       (ZgDb *db, gint64 staff, int today, GError **error);
void       zg_held_init     (void);

/* -- What the staff file asks -- */

/* zg_handover_demand: in a check of a step on a staff file: a fault where no finished handover of @sort stands ready. */
void       zg_handover_demand (ZgWork *work, int sort);
/* zg_handover_use: in its done hook: the handover has served; the step declares handover.apply. */
void       zg_handover_use    (ZgWork *work, int sort);

/* What somebody had to hand over. */
typedef struct
{
  gint64 id, done_ms; /* done_ms 0: not finished */
  int    day;         /* by which it was due */
  char   no[32];
} ZgHandedOver;

/* zg_handovers_of: handovers that @staff gives, due on the days @from…@to, by day. Returns: (transfer full) (element-type
 * ZgHandedOver). Thread of @db. */
GArray    *zg_handovers_of    (ZgDb *db, gint64 staff, int from, int to, GError **error);

void       zg_handover_init   (void);

G_END_DECLS
