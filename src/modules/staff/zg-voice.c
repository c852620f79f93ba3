/* zg-voice.c: the kind voice 员工意见 (D20-5.3): a need, a suggestion, a difficulty, and what was done about it. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-conduct.h"

static const ZgEnum sorts[] = {
  { 1, "need", N_ ("Need") },
  { 2, "suggestion", N_ ("Suggestion") },
  { 3, "difficulty", N_ ("Difficulty") },
  { 0 },
};

static const ZgField fields[ZG_VOICE_N_FIELDS] = {
  [ZG_VOICE_STAFF] = { "staff", N_ ("Employee"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff", .initial = "me",
                       .section = N_ ("Staff voice") },
  [ZG_VOICE_SORT] = { "kind", N_ ("Kind of voice"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = sorts, .initial = "2",
                      .clause = "D20-5.3" },
  [ZG_VOICE_TITLE] = { "title", N_ ("Subject"), ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 60 },
  [ZG_VOICE_TEXT] = { "text", N_ ("In detail"), ZG_LONG, ZG_REQUIRED, .max = 2000 },
  [ZG_VOICE_FILE] = { "enclosure", N_ ("Enclosure"), ZG_FILE },
  [ZG_VOICE_FILED_AT] = { "filed_at", N_ ("Submitted"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
  [ZG_VOICE_TAKEN_BY] = { "taken_by", N_ ("In hand of"), ZG_REF, ZG_COMPUTED, .ref = "person", .section = N_ ("Answer") },
  [ZG_VOICE_ANSWER] = { "answer", N_ ("Answer"), ZG_LONG, 0, .max = 2000, .clause = "D20-5.3" },
  [ZG_VOICE_ANSWERED_BY] = { "answered_by", N_ ("Replied by"), ZG_REF, ZG_COMPUTED | ZG_LIST, .ref = "person" },
  [ZG_VOICE_ANSWERED_AT] = { "answered_at", N_ ("Answered at"), ZG_TIME, ZG_COMPUTED },
};

static void
check_answer (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_VOICE_ANSWER))
    zg_work_fault (work, ZG_VOICE_ANSWER, -1, "D20-5.3", _ ("Write the answer."));
}

#define TYPED                                                                                                                    \
  (ZG_F (ZG_VOICE_STAFF) | ZG_F (ZG_VOICE_SORT) | ZG_F (ZG_VOICE_TITLE) | ZG_F (ZG_VOICE_TEXT) | ZG_F (ZG_VOICE_FILE))
#define ANSWERED (ZG_F (ZG_VOICE_ANSWERED_BY) | ZG_F (ZG_VOICE_ANSWERED_AT))

static const ZgState states[] = {
  { "handling", N_ ("In hand"), ZG_TONE_PENDING },
  { "answered", N_ ("Answered"), ZG_TONE_NEUTRAL },
  { "settled", N_ ("Settled"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, TYPED },
  { "draft", "edit", "draft", ZG_QUIET, TYPED },
  { "draft", "submit", "pending", ZG_PRIMARY, TYPED, ZG_F (ZG_VOICE_FILED_AT), .clause = "D20-5.3" },
  { "pending", "take", "handling", 0, 0, ZG_F (ZG_VOICE_TAKEN_BY), .title = N_ ("Take in hand") },
  { "pending", "answer", "answered", ZG_NOT_OWN | ZG_PRIMARY, ZG_F (ZG_VOICE_ANSWER), ANSWERED, .check = check_answer,
    .clause = "D20-5.3", .title = N_ ("Answer") },
  { "handling", "answer", "answered", ZG_NOT_OWN | ZG_PRIMARY, ZG_F (ZG_VOICE_ANSWER), ANSWERED, .check = check_answer,
    .clause = "D20-5.3", .title = N_ ("Answer") },
  { "answered", "ask", "pending", ZG_NEEDS_OPINION, .title = N_ ("Ask again") },
  { "answered", "settle", "settled", ZG_PRIMARY, .title = N_ ("Settled") },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_voice = {
  "voice", N_ ("Staff voice"), "staff", "YJ",
  ZG_FIELDS (fields), ZG_STEPS (steps), .states = states,
  .owner = "staff", .name = "title", .order = "t.created_ms DESC", .clause = "D20-5.3",
  .empty = N_ ("Needs, suggestions and difficulties stand here, each with its answer."),
};
