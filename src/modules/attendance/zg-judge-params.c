#include "zg-judge-params.h"

#include "zg-error.h"

#include <glib/gi18n.h>
#include <string.h>

static const ZgJudgeChoice late_from[] = {
  { ZG_LATE_FROM_SIGNIN, "signin", N_("from the sign-in time") },
  { ZG_LATE_FROM_WORK, "work", N_("from the start of work") },
  { 0, NULL, NULL },
};
static const ZgJudgeChoice fault[] = {
  { ZG_FAULT_GRADED, "graded", N_("graded by minutes") },
  { ZG_FAULT_STRICT, "strict", N_("every lateness is a fault") },
  { ZG_FAULT_EXCUSABLE, "excusable", N_("an accepted reason excuses") },
  { 0, NULL, NULL },
};
static const ZgJudgeChoice seconds[] = {
  { ZG_SECONDS_TRUNCATE, "truncate", N_("seconds are dropped") },
  { ZG_SECONDS_EXACT, "exact", N_("seconds count") },
  { 0, NULL, NULL },
};
static const ZgJudgeChoice evidence[] = {
  { ZG_EVIDENCE_COMPLEMENTARY, "complementary", N_("punch or photo") },
  { ZG_EVIDENCE_BOTH, "both", N_("punch and photo") },
  { ZG_EVIDENCE_PUNCH_ONLY, "punch", N_("punch only") },
  { 0, NULL, NULL },
};
static const ZgJudgeChoice single[] = {
  { ZG_SINGLE_PHOTO, "photo", N_("a photo without a punch") },
  { ZG_SINGLE_EITHER, "either", N_("one of the two alone") },
  { 0, NULL, NULL },
};
static const ZgJudgeChoice no_signout[] = {
  { ZG_NO_SIGNOUT_MISSED, "missed", N_("missed punch") },
  { ZG_NO_SIGNOUT_EARLY, "early", N_("early leaving") },
  { ZG_NO_SIGNOUT_ABSENT, "absent", N_("absence") },
  { 0, NULL, NULL },
};
static const ZgJudgeChoice no_signin[] = {
  { ZG_NO_SIGNIN_ABSENT, "absent", N_("absence") },
  { ZG_NO_SIGNIN_MISSED, "missed", N_("missed punch") },
  { 0, NULL, NULL },
};
static const ZgJudgeChoice direction[] = {
  { ZG_DIRECTION_IGNORE, "ignore", N_("the buttons do not count") },
  { ZG_DIRECTION_TRUST, "trust", N_("the buttons count") },
  { 0, NULL, NULL },
};
static const ZgJudgeChoice overlate[] = {
  { ZG_OVERLATE_PENDING, "pending", N_("waits for leave until the sheet closes") },
  { ZG_OVERLATE_ABSENT, "absent", N_("absence at once") },
  { 0, NULL, NULL },
};
static const ZgJudgeChoice full_mode[] = {
  { ZG_FULL_FIXED, "fixed", N_("the fixed number of days") },
  { ZG_FULL_SCHEDULED, "scheduled", N_("all scheduled days") },
  { ZG_FULL_MIN, "min", N_("the smaller of the two") },
  { 0, NULL, NULL },
};
static const ZgJudgeChoice full_holidays[] = {
  { ZG_HOLIDAYS_NOT_COUNTED, "not-counted", N_("not counted") },
  { ZG_HOLIDAYS_COUNTED, "counted", N_("counted as attended") },
  { 0, NULL, NULL },
};
static const ZgJudgeChoice public_holidays[] = {
  { ZG_HOLIDAYS_ALL, "all", N_("all days off with their make-up work days") },
  { ZG_HOLIDAYS_STATUTORY, "statutory", N_("statutory days only") },
  { 0, NULL, NULL },
};

static const ZgJudgeChoice noon_signout[] = {
  { 0, "no", N_("not signed out of") },
  { 1, "yes", N_("signed out of") },
  { 0, NULL, NULL },
};

#define NUMBER(key, title, type, field, preset, min, max, clause, source, conflict) \
  { key, title, type, preset, min, max, clause, source, conflict, NULL, G_STRUCT_OFFSET (ZgJudgeParams, field) }
#define CHOICE(key, title, field, choices, clause, source, conflict) \
  { key, title, ZG_PARAM_CHOICE, 0, 0, 0, clause, source, conflict, choices, G_STRUCT_OFFSET (ZgJudgeParams, field) }

const ZgJudgeParam zg_judge_params[] = {
  NUMBER ("att.signin.lead", N_("Sign-in before the start of work"), ZG_PARAM_MINUTES, signin_lead, 5, 0, 120,
          "D04-4.1.1g", TRUE, "C04"),
  NUMBER ("duty.signin.lead", N_("Sign-in before a duty"), ZG_PARAM_MINUTES, duty_lead, 0, 0, 120, "D04-4.1.1g", FALSE, "C01"),
  CHOICE ("att.noon.signout", N_("The morning is"), noon_signout, noon_signout, "D04-4.1.1g", FALSE, "C04"),
  NUMBER ("att.late.max", N_("Late up to and including"), ZG_PARAM_MINUTES, late_max, 15, 0, 480, "D04-4.2.2a", TRUE, "C05"),
  NUMBER ("att.early.max", N_("Early leaving up to and including"), ZG_PARAM_MINUTES, early_max, 5, 0, 480, "D04-4.2.2c", TRUE,
          "C05"),
  CHOICE ("att.late.from", N_("Lateness counts"), late_from, late_from, "D04-4.2.2a", TRUE, "C05"),
  CHOICE ("att.fault", N_("Lateness and early leaving"), fault, fault, "D04-4.2.2a", TRUE, "C05"),
  CHOICE ("att.seconds", N_("Seconds of a sign-in"), seconds, seconds, "D04-4.2.2a", FALSE, NULL),
  CHOICE ("att.evidence", N_("Proof of a sign-in"), evidence, evidence, "D04-4.2.1b", TRUE, "C04"),
  CHOICE ("att.single", N_("Single evidence is"), single, single, "D04-4.2.1b", FALSE, "C04"),
  NUMBER ("att.pair.minutes", N_("Punch and photo belong together within"), ZG_PARAM_MINUTES, pair_minutes, 15, 0, 240,
          "D04-4.2.1b", FALSE, "C04"),
  CHOICE ("att.signout.missing", N_("A missing sign-out is"), no_signout, no_signout, "D04-4.2.1a", FALSE, NULL),
  CHOICE ("att.signin.missing", N_("A missing sign-in with a sign-out is"), no_signin, no_signin, "D04-4.2.1a", FALSE, NULL),
  CHOICE ("att.direction", N_("In and out buttons of the clock"), direction, direction, "D04-4.2.1b", FALSE, NULL),
  NUMBER ("att.signin.open", N_("A later sign-in opens before the start"), ZG_PARAM_MINUTES, signin_open, 60, 0, 720,
          "D04-4.1.1g", FALSE, NULL),
  NUMBER ("att.first.open", N_("The first sign-in opens before the start"), ZG_PARAM_MINUTES, first_open, 240, 0, 720,
          "D04-4.1.1g", FALSE, NULL),
  NUMBER ("att.signout.close", N_("Sign-out ends after the end of work"), ZG_PARAM_MINUTES, signout_close, 720, 0, 1200,
          "D04-4.2.1a", FALSE, NULL),
  NUMBER ("att.day.turn", N_("The day ends after midnight"), ZG_PARAM_MINUTES, day_turn, 240, 0, 720, "D04-4.2.1a", FALSE, NULL),
  NUMBER ("att.dup.seconds", N_("Repeated punches are one within"), ZG_PARAM_SECONDS, dup_seconds, 60, 0, 600,
          "D04-4.2.1a", FALSE, NULL),
  CHOICE ("att.overlate", N_("Beyond the minutes, without approved leave"), overlate, overlate, "D04-4.2.2b", FALSE, "C07"),
  CHOICE ("att.full.mode", N_("Full attendance needs"), full_mode, full_mode, "D11-13", TRUE, "C03"),
  NUMBER ("att.full.days", N_("Days of full attendance"), ZG_PARAM_DAYS, full_days, 26, 1, 31, "D11-13", TRUE, "C03"),
  CHOICE ("att.full.holidays", N_("Public holidays in full attendance"), full_holidays, full_holidays, "D11-13", FALSE, "C03"),
  CHOICE ("rest.public_holidays", N_("Public holidays observed"), public_holidays, public_holidays, "D04-4.1.1e", TRUE, "C02"),
  NUMBER ("notice.required", N_("Changed hours need a written notice"), ZG_PARAM_SWITCH, notice_required, 1, 0, 1,
          "D04-4.1.2b", TRUE, "C06"),
  { NULL },
};

static int *
slot (const ZgJudgeParam *param, ZgJudgeParams *params)
{
  return (int *) G_STRUCT_MEMBER_P (params, param->offset);
}

void
zg_judge_params_init (ZgJudgeParams *params)
{
  for (const ZgJudgeParam *param = zg_judge_params; param->key; param++)
    *slot (param, params) = param->preset;
}

const ZgJudgeParam *
zg_judge_param_find (const char *key)
{
  for (const ZgJudgeParam *param = zg_judge_params; param->key; param++)
    if (strcmp (param->key, key) == 0)
      return param;
  return NULL;
}

int
zg_judge_param_get (const ZgJudgeParam *param, const ZgJudgeParams *params)
{
  return *(const int *) G_STRUCT_MEMBER_P (params, param->offset);
}

static const ZgJudgeChoice *
choice_of (const ZgJudgeParam *param, int value)
{
  for (const ZgJudgeChoice *choice = param->choices; choice && choice->name; choice++)
    if (choice->value == value)
      return choice;
  return NULL;
}

gboolean
zg_judge_params_set (ZgJudgeParams *params, const char *key, int value, GError **error)
{
  const ZgJudgeParam *param = zg_judge_param_find (key);
  gboolean            fits;

  if (!param)
    {
      zg_error_set_clause (error, ZG_ERROR_INVALID, NULL,
                           _("There is no attendance rule named “%s”. Nothing was changed. Choose one from the list of rules."),
                           key);
      return FALSE;
    }
  fits = param->choices ? choice_of (param, value) != NULL : value >= param->min && value <= param->max;
  if (!fits)
    {
      zg_error_set_clause (error, ZG_ERROR_INVALID, param->clause,
                           _("%d is not possible for “%s”. The old value stays. Choose a value the rule allows."),
                           value, _(param->title));
      return FALSE;
    }
  *slot (param, params) = value;
  return TRUE;
}

gboolean
zg_judge_param_choice (const ZgJudgeParam *param, const char *name, int *value)
{
  for (const ZgJudgeChoice *choice = param->choices; choice && choice->name; choice++)
    if (strcmp (choice->name, name) == 0)
      {
        *value = choice->value;
        return TRUE;
      }
  return FALSE;
}

char *
zg_judge_param_text (const ZgJudgeParam *param, int value)
{
  const ZgJudgeChoice *choice = choice_of (param, value);

  switch (param->type)
    {
    case ZG_PARAM_CHOICE:
      return g_strdup (choice ? _(choice->title) : "");
    case ZG_PARAM_SWITCH:
      return g_strdup (value ? _("yes") : _("no"));
    case ZG_PARAM_SECONDS:
      return g_strdup_printf (_("%d s"), value);
    case ZG_PARAM_DAYS:
      return g_strdup_printf (ngettext ("%d day", "%d days", value), value);
    case ZG_PARAM_MINUTES:
    default:
      return g_strdup_printf (_("%d min"), value);
    }
}
