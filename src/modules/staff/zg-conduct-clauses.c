/* zg-conduct-clauses.c: what counts as conduct to be entered, and the clause of each. Numbers never change once released. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-conduct.h"

typedef enum
{
  LAW = 1,
  EQUIPMENT,
  DRESS,
  SMOKING,
  QUARREL,
  HORSEPLAY,
  NOISE,
  WASTE,
  SIDE_JOB,
  UNRELATED,
  PROCEDURE,
  REPUTATION,
  SECRETS,
  NETWORK,
  FALSE_ENTRY,
  ORDERS,
  CONTENT,
  SAFETY,
  FUNDS,
  START_OF_DAY,
} Sort;

const ZgEnum zg_conduct_sorts[] = {
  { LAW, "law", N_ ("Law, rules and company image") },
  { EQUIPMENT, "equipment", N_ ("Equipment moved or damaged") },
  { DRESS, "dress", N_ ("Dress and grooming") },
  { SMOKING, "smoking", N_ ("Smoking or alcohol") },
  { QUARREL, "quarrel", N_ ("Quarrel at work") },
  { HORSEPLAY, "horseplay", N_ ("Horseplay") },
  { NOISE, "noise", N_ ("Noise or language") },
  { WASTE, "waste", N_ ("Waste of property") },
  { SIDE_JOB, "side-job", N_ ("Side job in working hours") },
  { UNRELATED, "unrelated", N_ ("Unrelated activity in working hours") },
  { PROCEDURE, "procedure", N_ ("Office procedure not followed") },
  { REPUTATION, "reputation", N_ ("Reputation harmed") },
  { SECRETS, "secrets", N_ ("Secrets leaked") },
  { NETWORK, "network", N_ ("Illegal use of the network") },
  { FALSE_ENTRY, "false-entry", N_ ("False attendance entry") },
  { ORDERS, "orders", N_ ("Order tampered with") },
  { CONTENT, "content", N_ ("Forbidden content") },
  { SAFETY, "safety", N_ ("Safety violation") },
  { FUNDS, "funds", N_ ("Misuse of funds") },
  { START_OF_DAY, "start", N_ ("Start of the day not logged in") },
  { 0 },
};

const ZgEnum zg_conduct_clauses[] = {
  { 1, "D01-3", N_ ("D01-3 law, rules, company image") },
  { 2, "D02-3.2.1", N_ ("D02-3.2.1 law and company image") },
  { 3, "D09-5", N_ ("D09-5 rules and law") },
  { 4, "D14-3", N_ ("D14-3 compliant business") },
  { 5, "D05-13b", N_ ("D05-13b operations managers") },
  { 6, "D01-4.2b", N_ ("D01-4.2b equipment moved or damaged") },
  { 7, "D01-5.1a", N_ ("D01-5.1a neat dress, hygiene") },
  { 8, "D01-5.2", N_ ("D01-5.2 make-up and jewellery") },
  { 9, "D01-5.3", N_ ("D01-5.3 hair") },
  { 10, "D07-2-1", N_ ("D07-2-1 uniform and badge") },
  { 11, "D03-3.1.2", N_ ("D03-3.1.2 protective gear") },
  { 12, "D01-5.1b", N_ ("D01-5.1b smoking, alcohol") },
  { 13, "D03-3.1.3", N_ ("D03-3.1.3 smoking, horseplay") },
  { 14, "D03-3.5.2", N_ ("D03-3.5.2 open flame, smoking") },
  { 15, "D02-3.2.4", N_ ("D02-3.2.4 disputes between colleagues") },
  { 16, "D11-8", N_ ("D11-8 language, noise") },
  { 17, "D07-1(7)", N_ ("D07-1(7) company property") },
  { 18, "D07-1(10)", N_ ("D07-1(10) outside job in working hours") },
  { 19, "D21-2.5", N_ ("D21-2.5 nothing unrelated to work") },
  { 20, "D07-1(5)a", N_ ("D07-1(5)a office procedures") },
  { 21, "D07-1(11)", N_ ("D07-1(11) company reputation") },
  { 22, "D07-1(5)b", N_ ("D07-1(5)b company secrets") },
  { 23, "D11-3b", N_ ("D11-3b trade secrets") },
  { 24, "D03-3.3.1", N_ ("D03-3.3.1 use of the network") },
  { 25, "D01-7.1", N_ ("D01-7.1 truthful attendance records") },
  { 26, "D18-5.5a", N_ ("D18-5.5a orders are not changed") },
  { 27, "D18-4.4", N_ ("D18-4.4 forbidden statements") },
  { 28, "D18-4.5", N_ ("D18-4.5 forbidden spreading") },
  { 29, "D18-4.6", N_ ("D18-4.6 false or secret content") },
  { 30, "D18-4.7", N_ ("D18-4.7 forbidden content deleted") },
  { 31, "D03-4.3", N_ ("D03-4.3 safety violation") },
  { 32, "D17-9", N_ ("D17-9 funds") },
  { 33, "D21-2.4", N_ ("D21-2.4 log-in at the start of the day") },
  { 0 },
};

/* The first clause of a sort is the one proposed. */
static const struct
{
  Sort sort;
  int  clause;
} belongs[] = {
  { LAW, 1 },      { LAW, 2 },        { LAW, 3 },       { LAW, 4 },         { LAW, 5 },       { EQUIPMENT, 6 },
  { DRESS, 7 },    { DRESS, 8 },      { DRESS, 9 },     { DRESS, 10 },      { DRESS, 11 },    { SMOKING, 12 },
  { SMOKING, 13 }, { SMOKING, 14 },   { QUARREL, 15 },  { HORSEPLAY, 13 },  { NOISE, 16 },    { WASTE, 17 },
  { SIDE_JOB, 18 }, { UNRELATED, 19 }, { PROCEDURE, 20 }, { REPUTATION, 21 }, { SECRETS, 22 }, { SECRETS, 23 },
  { NETWORK, 24 }, { FALSE_ENTRY, 25 }, { ORDERS, 26 }, { CONTENT, 27 },    { CONTENT, 28 },  { CONTENT, 29 },
  { CONTENT, 30 }, { SAFETY, 31 },    { SAFETY, 11 },   { FUNDS, 32 },      { START_OF_DAY, 33 },
};

int
zg_conduct_sort_of (int clause)
{
  for (guint i = 0; i < G_N_ELEMENTS (belongs); i++)
    if (belongs[i].clause == clause)
      return belongs[i].sort;
  return 0;
}

int
zg_conduct_clause_of (int sort)
{
  for (guint i = 0; i < G_N_ELEMENTS (belongs); i++)
    if ((int) belongs[i].sort == sort)
      return belongs[i].clause;
  return 0;
}

gboolean
zg_conduct_belongs (int sort, int clause)
{
  for (guint i = 0; i < G_N_ELEMENTS (belongs); i++)
    if ((int) belongs[i].sort == sort && belongs[i].clause == clause)
      return TRUE;
  return FALSE;
}
