/* zg-roster-rules.h: the judge of rosters 排班: gaps against the coverage rules, clashes, what each person has, and fair rotation.
 *
 * Plain structs of the caller; people, shifts and rules are indices into the caller's arrays. Days are days since 1970-01-01,
 * minutes are after midnight of the day a shift or a window begins on, past 1440 where it reaches into the next day (21:00-08:30
 * is 1260-1950). The same input gives the same result. Pure: no database, no clock; runs in any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a rostered shift means for the day: stored numbers. */
enum { ZG_SHIFT_WORK = 1, ZG_SHIFT_DUTY, ZG_SHIFT_ORDINARY, ZG_SHIFT_REST };

typedef struct
{
  int      person, shift; /* indices; shift -1: one that is not among those asked about */
  int      day;
  int      kind;          /* ZG_SHIFT_… */
  int      from, to;      /* minutes; equal: no times of its own */
  gboolean phone;         /* a number stands with it */
  gboolean needs_phone;   /* a shift that answers on a number (D18-7.1b) */
  gboolean wrong_day;     /* a shift that is not held on this day of the week */
} ZgRosterItem;

/* Approved leave, in minutes since 1970-01-01 00:00 of the place. */
typedef struct
{
  int    person;
  gint64 from, to;
} ZgRosterAway;

typedef struct
{
  int joined, left; /* first and last day; ZG_NO_DAY: open */
} ZgRosterPerson;

/* -- Gaps -- */

/* A stretch on one day that must be covered. */
typedef struct
{
  int           rule;     /* of the caller */
  int           day;
  int           from, to; /* minutes */
  int           need;     /* people at least */
  gboolean      phone;    /* who covers it has a number (D18-7.1b) */
  const guint8 *people;   /* (nullable): 1 for each person who counts; NULL: everybody */
  const guint8 *shifts;   /* (nullable): 1 for each shift that counts; NULL: every shift with times */
  const char   *clause;
} ZgRosterWindow;

typedef struct
{
  int         rule, day, from, to;
  int         have, need;   /* the fewest of the stretch */
  gboolean    no_phone;     /* somebody is there, but without a number */
  const char *clause;
} ZgRosterGap;

/* zg_roster_gaps: stretches of the windows in which fewer people than needed are on shift; who is on leave then does not count.
 * @items: in any order. Returns: (transfer full) (element-type ZgRosterGap), in the order of the windows, then of time. */
GArray *zg_roster_gaps (const ZgRosterWindow *windows, guint n_windows, const ZgRosterItem *items, guint n_items,
                        const ZgRosterAway *aways, guint n_aways);

/* -- Clashes -- */

typedef enum
{
  ZG_CLASH_OVERLAP, /* two shifts at the same time (D18-7.1a) */
  ZG_CLASH_LEAVE,   /* a shift within approved leave (D01-7.2) */
  ZG_CLASH_REST,    /* work on a rest day (D04-4.1.1d) */
  ZG_CLASH_OUTSIDE, /* before joining or after leaving */
  ZG_CLASH_WEEKDAY, /* the shift is not held on this day of the week */
} ZgClashKind;

typedef struct
{
  ZgClashKind kind;
  int         person, day;
  guint       item, other; /* indices of the items; other: the second shift, else the same */
  const char *clause;      /* (nullable) */
} ZgRosterClash;

/* zg_roster_clashes: Returns: (transfer full) (element-type ZgRosterClash), by item. */
GArray *zg_roster_clashes (const ZgRosterItem *items, guint n_items, const ZgRosterPerson *people, guint n_people,
                           const ZgRosterAway *aways, guint n_aways);

/* -- What each person has -- */

typedef enum { ZG_TURN_SATURDAY, ZG_TURN_SUNDAY, ZG_TURN_NIGHT, ZG_TURN_OTHER, ZG_N_TURNS } ZgTurn;

typedef struct
{
  int turns[ZG_N_TURNS]; /* Saturdays and Sundays worked, nights, other shifts */
  int rest;              /* rest days that count: those on public holidays come on top (D04-4.1.1e) */
} ZgRosterCounts;

/* zg_roster_turn: what a shift counts as for fairness: a night wherever it lies, else its day of the week. */
ZgTurn zg_roster_turn (int day, int to);
/* zg_roster_count: @counts: n_people of them (out). @off: (nullable): 1 for each day off from @first_day on. */
void   zg_roster_count (const ZgRosterItem *items, guint n_items, guint n_people, const guint8 *off, int first_day, int n_days,
                        ZgRosterCounts *counts);
/* zg_roster_rest_due: rest days of somebody employed on only a part of the month, rounded down. @days: of the whole month
 * (D04-4.1.1d). */
int    zg_roster_rest_due (int days, const ZgRosterPerson *person, int first_day, int n_days);

/* -- Fair rotation -- */

typedef struct
{
  int    day;
  int    from, to; /* minutes */
  ZgTurn turn;
} ZgRosterSlot;

/* zg_roster_rotate: who takes which slot, so that the turns of each sort come out as equal as they can, counting what was done
 * before. @done: n_people × ZG_N_TURNS. @may: n_people × n_slots, 1 where the person can. Nobody gets two slots of one day, nor
 * one on the day a night of his ends. @chosen: n_slots people (out), -1 where nobody can. Among equals the one whose last turn is
 * longest ago, then the first. */
void zg_roster_rotate (guint n_people, const int *done, const ZgRosterSlot *slots, guint n_slots, const guint8 *may, int *chosen);

/* zg_roster_spread_rest: rest days spread over the month and over the people. @due: rest days each still gets. @may: n_people ×
 * n_days. @resting: n_days people at rest already (inout). @rest: n_people × n_days, 1 set for each rest day given (out). */
void zg_roster_spread_rest (guint n_people, int n_days, const int *due, const guint8 *may, int *resting, guint8 *rest);

/* -- Advice (zg-roster-advise.c) -- */

/* zg_roster_is_free: whether @wanted.person can take @wanted besides what he has: employed, not on leave, nothing at the same
 * time, not at rest, nothing of the same kind on that day. */
gboolean zg_roster_is_free (const ZgRosterItem *wanted, const ZgRosterItem *items, guint n_items, const ZgRosterPerson *person,
                            const ZgRosterAway *aways, guint n_aways);

/* A shift that may be given. */
typedef struct
{
  int      shift;
  int      kind, from, to; /* minutes */
  guint8   weekdays;       /* bit 0 Monday … */
  gboolean needs_phone;
} ZgRosterOffer;

typedef struct
{
  const ZgRosterItem   *items;
  guint                 n_items;
  const ZgRosterPerson *people;
  guint                 n_people;
  const ZgRosterAway   *aways;
  guint                 n_aways;
  const int            *done;  /* n_people × ZG_N_TURNS: turns so far, those of the month among them */
  const int            *spare; /* n_people: days he can still work and yet have the rest days due */
  const gboolean       *phone; /* n_people: has a number to answer on */
  const gboolean       *fixed; /* n_people: works by fixed hours, not by the roster: takes only duties, and after the others */
} ZgRosterScene;

typedef struct
{
  int person, shift;
  int covers; /* minutes of the gap */
  int turns;  /* of this sort he has had */
} ZgRosterAdvice;

/* zg_roster_advise: who could close @gap and with which shift, best first: who covers most of it, with the fewest minutes
 * besides, then whose hours the roster decides, then who has a number where one is needed, has had the fewest turns of this
 * sort and the fewest in all, then whose last shift is longest ago. Nobody gets one on the day a night of his ends, nor a
 * night before a day with hours, nor a day he needs for rest still due. @people, @shifts: as of the window, (nullable).
 * Returns: (transfer full) (element-type ZgRosterAdvice), each person once. */
GArray *zg_roster_advise (const ZgRosterScene *scene, const ZgRosterGap *gap, const guint8 *people, const guint8 *shifts,
                          const ZgRosterOffer *offers, guint n_offers);

/* What the absence of one person takes from a window. */
typedef struct
{
  guint window;         /* index */
  int   from, to;       /* minutes of the window's day: the part he is missed in */
  int   before, after;  /* the fewest people in it, with him and without */
} ZgRosterLoss;

/* zg_roster_losses: of the windows that @away.person is rostered for in @away. Leave of his own in it counts as not there before.
 * Returns: (transfer full) (element-type ZgRosterLoss), in the order of the windows. */
GArray *zg_roster_losses (const ZgRosterWindow *windows, guint n_windows, const ZgRosterItem *items, guint n_items,
                          const ZgRosterAway *aways, guint n_aways, const ZgRosterAway *away);

G_END_DECLS
