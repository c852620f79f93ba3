/* zg-roster-board.h: the roster of one unit and month as a plain value: people, shifts, entries, leave, what must be covered, and
 * what the rules find in it. Read once in the thread of a connection, then kept and changed by any one thread: the desk edits the
 * entries and asks for the findings again. */
#pragma once

#include "zg-attendance-plan.h"
#include "zg-roster-rules.h"

G_BEGIN_DECLS

typedef struct
{
  gint64      id;
  const char *code, *name, *letter, *clause; /* clause: (nullable) */
  int         kind, starts, ends;            /* starts, ends: equal: no times */
  gboolean    needs_phone;
  guint8      weekdays;                      /* bit 0 Monday …; 0x7f where not limited */
  gboolean    ended;                         /* no longer given out, but stands in old months */
} ZgBoardShift;

typedef struct
{
  gint64      staff, unit;
  const char *number, *name, *sort_key, *post;
  int         category;
  gboolean    rotates;  /* rests in rotation on some day of the month */
  gboolean    rostered; /* the roster decides when he works */
  int         rest_due; /* rest days of the month, 0 where he does not rotate; of the part he is employed in, rounded down */
  int         rest_most; /* of a whole month */
  int         done[ZG_N_TURNS]; /* turns in the months before, for fairness */
} ZgBoardPerson;

/* One entry. @id 0: not in the book yet. */
typedef struct
{
  gint64 id, version;
  int    person, shift; /* indices */
  int    day;           /* day number; the day before and the day after the month are read too */
  gint64 swap;          /* 0: as arranged; else the swap it came of */
  char  *phone;         /* (nullable) owned */
} ZgBoardEntry;

typedef struct
{
  gint64      id;
  const char *name, *clause;
} ZgBoardRule;

typedef struct
{
  int             first_day, n_days;
  gint64          unit;       /* 0: all */
  const char     *unit_title; /* "" for all */
  gint64          month_id, month_version; /* 0: the month was never published nor prepared */
  const char     *state;      /* "draft", "published", "archived"; "draft" where there is no record yet */
  gboolean        locked;     /* published, here or for a unit above: entries change by swap or with a reason only */
  int             today;
  GStringChunk   *texts;
  ZgStaffRoll    *roll;
  ZgWorkPlan     *plan;
  GArray         *shifts;     /* of ZgBoardShift, by code */
  GArray         *people;     /* of ZgBoardPerson */
  GArray         *entries;    /* of ZgBoardEntry, frees its texts */
  GArray         *aways;      /* of ZgRosterAway */
  GArray         *rules;      /* of ZgBoardRule */
  GArray         *windows;    /* of ZgRosterWindow */
  GPtrArray      *masks;      /* of guint8 *: what the windows point to */
} ZgRosterBoard;

/* zg_roster_board: @first_day: of the month. @unit: with all units below it, 0 all. @session: (nullable): only people within its
 * reach of roster.view; NULL: all, for checks. Errors: DENIED without the right, NOT_FOUND. Returns: (transfer full). Thread of
 * @db. */
ZgRosterBoard *zg_roster_board      (ZgSession *session, ZgDb *db, int first_day, gint64 unit, GError **error);
void           zg_roster_board_free (ZgRosterBoard *board);

/* What the rules find, made anew from the entries as they stand. */
typedef struct
{
  GArray         *gaps;    /* of ZgRosterGap: .rule is an index of board->rules */
  GArray         *clashes; /* of ZgRosterClash: .item is an index of board->entries */
  ZgRosterCounts *counts;  /* one a person, of the month itself */
} ZgRosterFindings;

ZgRosterFindings *zg_roster_findings      (const ZgRosterBoard *board);
void              zg_roster_findings_free (ZgRosterFindings *findings);

/* zg_roster_items: the entries as the rules read them, in their order. Returns: (transfer full) (element-type ZgRosterItem). */
GArray     *zg_roster_items       (const ZgRosterBoard *board);
/* Words for people, translated. Returns: (transfer full). */
char       *zg_roster_gap_text    (const ZgRosterBoard *board, const ZgRosterGap *gap);
char       *zg_roster_clash_text  (const ZgRosterBoard *board, const ZgRosterClash *clash);
/* zg_roster_rest_text: (nullable): NULL where the person has the rest days due. */
char       *zg_roster_rest_text   (const ZgRosterBoard *board, const ZgRosterFindings *findings, guint person);
/* zg_roster_fair_text: who takes part in Saturdays, Sundays or nights, who has most and fewest; (nullable): nobody does. */
char       *zg_roster_fair_text   (const ZgRosterBoard *board, const ZgRosterFindings *findings, ZgTurn turn);
/* zg_roster_hours: "21:00–次日 08:30". @buffer: 40 bytes. Returns: @buffer. */
char       *zg_roster_hours       (int from, int to, char *buffer);
/* zg_roster_board_person, _shift: index or -1. */
int         zg_roster_board_person (const ZgRosterBoard *board, gint64 staff);
int         zg_roster_board_shift  (const ZgRosterBoard *board, gint64 id);

/* -- Filling, for the desk and zgctl: entries to add, nothing is written. Returns: (transfer full) (element-type
 * ZgBoardEntry) -- */

/* zg_roster_fill_shift: one person for each day of @from…@to (day numbers) on which nobody has the shift yet, in fair
 * rotation among @people (indices). Who has leave, rest or another shift then is passed over. */
GArray *zg_roster_fill_shift (const ZgRosterBoard *board, int shift, int from, int to, const int *people, guint n_people);
/* zg_roster_fill_rest: the rest days still due to @people, spread over the month, on days without an entry. @shift: of kind
 * ZG_SHIFT_REST. */
GArray *zg_roster_fill_rest  (const ZgRosterBoard *board, int shift, const int *people, guint n_people);
void    zg_board_entry_clear (gpointer entry);
/* zg_roster_help: for each of the first @most gaps the entry that would best close it, see zg_roster_advise (); .shift -1 where
 * nobody can take one, and for days that are over. Returns: (transfer full) (element-type ZgBoardEntry). */
GArray *zg_roster_help       (const ZgRosterBoard *board, const ZgRosterFindings *findings, guint most);
/* zg_roster_spans: of the people of the board. Returns: (transfer full): one each. */
ZgRosterPerson *zg_roster_spans (const ZgRosterBoard *board);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgRosterBoard, zg_roster_board_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgRosterFindings, zg_roster_findings_free)

G_END_DECLS
