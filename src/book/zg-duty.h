/* zg-duty.h: what is to be done by when, and the record that proves it done. Nothing of it is stored: a module declares who has
 * to do it (whoever may take the step), and how what is open is read out of the book. Reminders of requirements 7. */
#pragma once

#include "zg-book.h"
#include "zg-policy.h"

G_BEGIN_DECLS

typedef struct _ZgDuty ZgDuty;

/* ZgDutyAsk: one reading of all duties; a ZgDutyFind reads of it and adds to it. */
typedef struct
{
  ZgSession *session;
  ZgDb      *db;
  ZgPolicy  *policy;    /* of the weeks around today */
  gint64     now;       /* ms */
  int        today, until; /* last day of which something is shown ahead: "duty.ahead_days" */
  gboolean   mine;      /* only what this person may do himself */
  /* private */
  const ZgDuty *duty;
  GPtrArray    *items;
} ZgDutyAsk;

/* Adds all that is open, overdue or was done today, by zg_duty_add. Thread of the ask's db. */
typedef gboolean (*ZgDutyFind) (ZgDutyAsk *ask, GError **error);

struct _ZgDuty
{
  const char *id;      /* "attendance.sheet" */
  const char *title;   /* N_(): what is to be done */
  const char *kind;    /* of the record it is done on */
  const char *verb;    /* (nullable): the step that does it; NULL: the blue button of whatever state it is in */
  const char *clause;
  gboolean    own;     /* everybody's own affair: nobody is shown another's */
  ZgDutyFind  find;
  const char *list;    /* (nullable): the sheet of what waits: from it several are done at once, and its entry in the sidebar has
                          their number */
};

typedef enum { ZG_DUTY_OVERDUE, ZG_DUTY_TODAY, ZG_DUTY_AHEAD, ZG_DUTY_DONE } ZgDutyState; /* in the order of the list */

typedef struct
{
  const ZgDuty *duty;
  ZgDutyState   state;
  char         *about;   /* "2026-10 客服部" */
  gint64        due_ms;  /* missed from then on */
  gint64        done_ms; /* 0: open */
  const ZgKind *kind;
  gint64        doc;     /* the record it is done on, or that proves it done; 0: there is none yet */
  char         *no;      /* (nullable): its number */
  const ZgStep *step;    /* (nullable): what this person may do about it; with doc 0 the step that makes the record */
  gint64        owner, unit; /* of what has no record yet, as found */
  guint         n;       /* of what waits together, of a duty with a list */
} ZgDutyItem;

typedef struct
{
  const char *about;
  gint64      due_ms, done_ms, doc; /* done_ms 0: open; doc 0: no record yet */
  gint64      owner, unit;          /* of what has no record yet: staff, unit; 0: none */
  gboolean    waits;                /* somebody waits for it: shown however far ahead it is due */
  guint       n;                    /* how many wait, of a duty with a list */
} ZgDutyFound;

/* zg_duties_add: Once at start, before any thread. zg_duties: all declared ones, in order. */
void               zg_duties_add   (const ZgDuty *duty);
const ZgDuty *const *zg_duties     (guint *n);
/* zg_duty_add: within a ZgDutyFind. What lies too far ahead, was done before today, or is none of this person's business is left
 * out. Errors: those of reading the record. */
gboolean           zg_duty_add     (ZgDutyAsk *ask, const ZgDutyFound *found, GError **error);
/* zg_duties_find: overdue, today, ahead, done; each by its deadline. @now: ms. Returns: (transfer full)
 * (element-type ZgDutyItem). Thread of @db. */
GPtrArray         *zg_duties_find  (ZgSession *session, ZgDb *db, gint64 now, gboolean mine, GError **error);
/* zg_duty_begin: Returns: (transfer full): the new record for what has none yet, with whose it is filled in. */
ZgRecord          *zg_duty_begin   (const ZgDutyItem *item);
/* zg_duty_when: Returns: (transfer full): "today 18:00 · 8 h 18 min left", "2 days overdue", "done 09:12". */
char              *zg_duty_when    (const ZgDutyItem *item, gint64 now);

/* zg_duty_backup: D18-5.4. */
extern const ZgDuty zg_duty_backup;

G_END_DECLS
