/* zg-staff.h: organisation and staff file 组织与员工档案: the kinds unit, post and staff, and what other modules ask of them.
 * Functions with a ZgDb run in that connection's thread. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

/* Fields, in order of declaration. */
enum
{
  ZG_UNIT_NAME,
  ZG_UNIT_SORT,
  ZG_UNIT_ABOVE,
  ZG_UNIT_LEADER,
  ZG_UNIT_HEAD_POST,
  ZG_UNIT_FROM,
  ZG_UNIT_TO,
  ZG_UNIT_ORDER,
  ZG_UNIT_REMARK,
  ZG_UNIT_N_FIELDS
};

enum
{
  ZG_POST_TITLE, ZG_POST_RANK, ZG_POST_UNIT, ZG_POST_CATEGORY, ZG_POST_DUTIES, ZG_POST_NEEDS, ZG_POST_SOURCE, ZG_POST_REMARK,
  ZG_POST_N_FIELDS
};

enum
{
  ZG_STAFF_NUMBER,
  ZG_STAFF_NAME,
  ZG_STAFF_IDCARD,
  ZG_STAFF_SEX,
  ZG_STAFF_BIRTH,
  ZG_STAFF_PHONE,
  ZG_STAFF_UNIT,
  ZG_STAFF_POST,
  ZG_STAFF_SUPERVISOR,
  ZG_STAFF_EMPLOYMENT,
  ZG_STAFF_CATEGORY,
  ZG_STAFF_JOINED,
  ZG_STAFF_LEFT,
  ZG_STAFF_LEFT_WHY,
  ZG_STAFF_CONTRACT,
  ZG_STAFF_CONTRACT_NO,
  ZG_STAFF_CONTRACT_FIRM,
  ZG_STAFF_SIGNED,
  ZG_STAFF_EXPIRES,
  ZG_STAFF_QUALIFICATION,
  ZG_STAFF_SECRECY,
  ZG_STAFF_POLICIES,
  ZG_STAFF_PPE,
  ZG_STAFF_BADGE,
  ZG_STAFF_ADDRESS,
  ZG_STAFF_URGENT_NAME,
  ZG_STAFF_URGENT_PHONE,
  ZG_STAFF_REMARK,
  ZG_STAFF_ID_SAYS,
  ZG_STAFF_N_FIELDS
};

extern const ZgKind zg_unit, zg_post, zg_staff;

/* Enums with fixed numbers. */
enum
{
  ZG_CATEGORY_MANAGEMENT = 1,
  ZG_CATEGORY_TECHNICAL,
  ZG_CATEGORY_OPERATIONS,
  ZG_CATEGORY_ADMINISTRATION,
  ZG_CATEGORY_MARKETING,
  ZG_CATEGORY_SERVICE
};
extern const ZgEnum zg_staff_categories[]; /* D04-4.1.1b, D04-4.1.1d */
enum { ZG_EMPLOYMENT_REGULAR = 1, ZG_EMPLOYMENT_TEMPORARY, ZG_EMPLOYMENT_INTERN };
extern const ZgEnum zg_employments[];      /* D09-2 */
enum { ZG_UNIT_DEPARTMENT = 1, ZG_UNIT_GROUP, ZG_UNIT_TEAM, ZG_UNIT_PARTNER };
extern const ZgEnum zg_unit_sorts[];
enum { ZG_RANK_DIRECTOR = 1, ZG_RANK_MANAGER, ZG_RANK_DEPUTY, ZG_RANK_SUPERVISOR, ZG_RANK_SPECIALIST };
extern const ZgEnum zg_post_ranks[];       /* D14-4 */

/* zg_staff_init: registers kinds, sheets, layouts and the set-up hook. */
void zg_staff_init (void);

/* What judges and sheets read of a person. Texts live in the roll. */
typedef struct
{
  gint64      id, unit;
  const char *number, *name, *sort_key, *post;
  int         category, employment;
  int         joined, left; /* ZG_NO_DAY: unknown, still here */
} ZgStaffRow;

typedef struct
{
  gint64      id, above, leader;
  int         sort;
  const char *name;
} ZgUnitRow;

typedef struct
{
  GStringChunk *texts;
  GArray       *staff; /* of ZgStaffRow, by unit order, then number */
  GArray       *units; /* of ZgUnitRow, in order of the organisation: a unit before those below it */
} ZgStaffRoll;

/* zg_staff_roll: everybody employed on some day of @from…@to. @unit: with the units below it, 0 all. @staff: one person, 0 all.
 * Returns: (transfer full). */
ZgStaffRoll *zg_staff_roll      (ZgDb *db, int from, int to, gint64 unit, gint64 staff, GError **error);
void         zg_staff_roll_free (ZgStaffRoll *roll);
/* zg_staff_roll_sort: once more by unit order, then number, where the caller changed rows. */
void         zg_staff_roll_sort (ZgStaffRoll *roll);
/* zg_units_below: ids of @unit and all units below it. Returns: (transfer full) (element-type gint64). */
GArray      *zg_units_below     (ZgDb *db, gint64 unit, GError **error);

/* zg_staff_line: @post: (out): 0 none. @supervisor: (out): his line supervisor, else who leads his unit and is not himself, else
 * who leads a unit above; 0: none is known. Errors: those of reading. */
gboolean     zg_staff_line      (ZgDb *db, gint64 staff, gint64 *post, gint64 *supervisor, GError **error);
/* zg_staff_findings: what the written rules would have otherwise in the organisation: more or less than one department manager
 * (D09-11, D13-2.1), a group without its leader (D13-2.1), staff without a contract (D07-1.2). Returns: (transfer full):
 * sentences, each with its clause in brackets; NULL on error. */
GPtrArray   *zg_staff_findings  (ZgDb *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgStaffRoll, zg_staff_roll_free)

G_END_DECLS
