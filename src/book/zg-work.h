/* zg-work.h: the work in hand of the runner. Private to the book floor; writer's thread. */
#pragma once

#include "zg-post.h"

G_BEGIN_DECLS

struct _ZgWork
{
  ZgSession    *session;
  ZgDb         *db;
  const ZgStep *step;
  ZgRecord     *record;    /* as it shall be; belongs to the posting */
  ZgRecord     *old;       /* (nullable) owned */
  GPtrArray    *children;  /* (nullable) as given */
  GPtrArray    *faults;
  GPtrArray    *strays;    /* records of refused effects, to be freed */
  ZgPosting    *posting;
  gboolean      has_extra;
  GError       *error;     /* (nullable): reading failed */
};

/* The checks of the runner that need no hook (zg-run-check.c). They add faults; FALSE: reading failed.
 * @old: (nullable): a new record; @row: of a line, else -1. */
void     zg_check_writes     (const ZgRecord *old, const ZgRecord *record, const ZgStep *step, guint64 mask, int row,
                              GPtrArray *faults);
/* zg_check_fills: after the hooks: nothing is changed but what the step writes or declares its hooks to fill. */
void     zg_check_fills      (const ZgRecord *record, const ZgStep *step, guint64 mask, GPtrArray *faults);
/* zg_work_place: whose @record is and of which unit, from its fields: the owner is the staff record the kind names, the unit its
 * own or the owner's of the day he became it. FALSE: reading failed. */
gboolean zg_work_place       (ZgDb *db, ZgRecord *record, GError **error);
gboolean zg_check_references (ZgDb *db, const ZgRecord *record, guint64 mask, int row, GPtrArray *faults, GError **error);
void     zg_check_differs    (ZgSession *session, const ZgRecord *record, const ZgStep *step, GPtrArray *faults);

G_END_DECLS
