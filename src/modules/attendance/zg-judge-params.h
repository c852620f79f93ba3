/* zg-judge-params.h: every number and every choice of the attendance rules.
 *
 * The written rules print some values, dispute others and leave gaps; each stands here once, with the clause it comes from
 * and whether it is printed there or proposed by the house. The judge reads nothing else. Pure, runs in any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers of the choices are stored in the book: never renumber them. */
typedef enum { ZG_LATE_FROM_SIGNIN = 0, ZG_LATE_FROM_WORK = 1 } ZgLateFrom;
typedef enum { ZG_FAULT_GRADED = 0, ZG_FAULT_STRICT = 1, ZG_FAULT_EXCUSABLE = 2 } ZgFaultPolicy;
typedef enum { ZG_SECONDS_TRUNCATE = 0, ZG_SECONDS_EXACT = 1 } ZgSecondsPolicy;
typedef enum { ZG_EVIDENCE_COMPLEMENTARY = 0, ZG_EVIDENCE_BOTH = 1, ZG_EVIDENCE_PUNCH_ONLY = 2 } ZgEvidencePolicy;
typedef enum { ZG_SINGLE_PHOTO = 0, ZG_SINGLE_EITHER = 1 } ZgSinglePolicy;
typedef enum { ZG_NO_SIGNOUT_MISSED = 0, ZG_NO_SIGNOUT_EARLY = 1, ZG_NO_SIGNOUT_ABSENT = 2 } ZgNoSignoutPolicy;
typedef enum { ZG_NO_SIGNIN_ABSENT = 0, ZG_NO_SIGNIN_MISSED = 1 } ZgNoSigninPolicy;
typedef enum { ZG_DIRECTION_IGNORE = 0, ZG_DIRECTION_TRUST = 1 } ZgDirectionPolicy;
typedef enum { ZG_OVERLATE_PENDING = 0, ZG_OVERLATE_ABSENT = 1 } ZgOverlatePolicy;
typedef enum { ZG_FULL_FIXED = 0, ZG_FULL_SCHEDULED = 1, ZG_FULL_MIN = 2 } ZgFullMode;
typedef enum { ZG_HOLIDAYS_NOT_COUNTED = 0, ZG_HOLIDAYS_COUNTED = 1 } ZgFullHolidays;
typedef enum { ZG_HOLIDAYS_ALL = 0, ZG_HOLIDAYS_STATUTORY = 1 } ZgHolidayPolicy;

/* All are int, so that a table of keys and offsets can fill them. */
typedef struct
{
  int signin_lead;     /* minutes before the start at which sign-in is due */
  int duty_lead;       /* the same for a duty */
  int noon_signout;    /* 1: out and in again at noon, four punches a day */
  int late_max;        /* minutes, inclusive; more needs leave */
  int early_max;       /* minutes, inclusive; more needs leave */
  int late_from;       /* ZgLateFrom */
  int fault;           /* ZgFaultPolicy */
  int seconds;         /* ZgSecondsPolicy */
  int evidence;        /* ZgEvidencePolicy */
  int single;          /* ZgSinglePolicy */
  int pair_minutes;    /* a punch and a photo this near prove the same thing */
  int no_signout;      /* ZgNoSignoutPolicy */
  int no_signin;       /* ZgNoSigninPolicy */
  int direction;       /* ZgDirectionPolicy */
  int signin_open;     /* minutes before a later segment from which a punch is its sign-in */
  int first_open;      /* the same for the first segment; also how long before the next start a sign-out ends */
  int signout_close;   /* minutes after the end of work after which nothing is its sign-out */
  int day_turn;        /* minutes after midnight that end the day where no work follows */
  int dup_seconds;     /* punches this near each other are one */
  int overlate;        /* ZgOverlatePolicy */
  int full_mode;       /* ZgFullMode */
  int full_days;       /* days */
  int full_holidays;   /* ZgFullHolidays */
  int public_holidays; /* ZgHolidayPolicy */
  int notice_required; /* 0/1 */
} ZgJudgeParams;

/* One named value of a choice; @name is what the book and the command line use. */
typedef struct
{
  int         value;
  const char *name;
  const char *title; /* N_() */
} ZgJudgeChoice;

typedef enum { ZG_PARAM_MINUTES, ZG_PARAM_SECONDS, ZG_PARAM_DAYS, ZG_PARAM_SWITCH, ZG_PARAM_CHOICE } ZgJudgeParamType;

typedef struct
{
  const char          *key;       /* as in the policy: "att.late.max" */
  const char          *title;     /* N_() */
  ZgJudgeParamType     type;
  int                  preset;    /* default */
  int                  min, max;  /* inclusive, for numbers */
  const char          *clause;    /* the clause that prints it or asks for it */
  gboolean             in_source; /* FALSE: proposed by the house, the documents give no figure */
  const char          *conflict;  /* (nullable): "C05" */
  const ZgJudgeChoice *choices;   /* (nullable): ends with a NULL name */
  gsize                offset;    /* in ZgJudgeParams */
} ZgJudgeParam;

/* zg_judge_params: the table, ends with a NULL key. */
extern const ZgJudgeParam zg_judge_params[];

/* zg_judge_params_init: fills in the printed and proposed defaults. */
void                zg_judge_params_init (ZgJudgeParams *params);
/* zg_judge_param_find: Returns: (transfer none) (nullable). */
const ZgJudgeParam *zg_judge_param_find  (const char *key);
int                 zg_judge_param_get   (const ZgJudgeParam *param, const ZgJudgeParams *params);
/* zg_judge_params_set: Returns: FALSE with ZG_ERROR_INVALID (which cites the clause) where there is no such key or value;
 * nothing changes then. */
gboolean            zg_judge_params_set  (ZgJudgeParams *params, const char *key, int value, GError **error);
/* zg_judge_param_choice: the number of a choice's @name. Returns: FALSE where there is none. */
gboolean            zg_judge_param_choice (const ZgJudgeParam *param, const char *name, int *value);
/* zg_judge_param_text: the value for people: "15 min", "graded by minutes". Returns: (transfer full). */
char               *zg_judge_param_text  (const ZgJudgeParam *param, int value);

G_END_DECLS
