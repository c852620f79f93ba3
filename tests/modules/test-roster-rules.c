/* The judge of rosters by itself: gaps, clashes, counts, rotation. Day 0 of the tests is Monday 2026-11-02. */
#include <glib.h>
#include <string.h>

#include "zg-day.h"
#include "zg-roster-rules.h"

#define HM(hour, minute) ((hour) * 60 + (minute))

static int monday;

static ZgRosterItem
item (int person, int day, int from, int to)
{
  return (ZgRosterItem){ .person = person, .shift = 0, .day = monday + day, .kind = ZG_SHIFT_WORK, .from = from, .to = to };
}

static ZgRosterWindow
online (int day, int need)
{
  return (ZgRosterWindow){ .rule = 7, .day = monday + day, .from = HM (8, 30), .to = HM (21, 0), .need = need,
                           .clause = "D18-7.1a" };
}

static void
assert_gap (GArray *gaps, guint i, int from, int to, int have, int need)
{
  ZgRosterGap *gap = &g_array_index (gaps, ZgRosterGap, i);

  g_assert_cmpint (gap->from, ==, from);
  g_assert_cmpint (gap->to, ==, to);
  g_assert_cmpint (gap->have, ==, have);
  g_assert_cmpint (gap->need, ==, need);
}

/* -- Gaps -- */

static void
test_last_half_hour (void)
{
  ZgRosterWindow window = online (0, 1);
  ZgRosterItem   items[] = { item (0, 0, HM (8, 30), HM (16, 30)), item (1, 0, HM (13, 0), HM (20, 30)) };
  g_autoptr (GArray) gaps = zg_roster_gaps (&window, 1, items, 2, NULL, 0);
  g_autoptr (GArray) none = NULL;

  g_assert_cmpuint (gaps->len, ==, 1);
  assert_gap (gaps, 0, HM (20, 30), HM (21, 0), 0, 1);
  g_assert_cmpint (g_array_index (gaps, ZgRosterGap, 0).rule, ==, 7);
  g_assert_cmpstr (g_array_index (gaps, ZgRosterGap, 0).clause, ==, "D18-7.1a");
  items[1].to = HM (21, 0);
  none = zg_roster_gaps (&window, 1, items, 2, NULL, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_empty_and_merged (void)
{
  ZgRosterWindow window = online (0, 2);
  ZgRosterItem   one = item (0, 0, HM (8, 30), HM (21, 0)), middle = item (1, 0, HM (10, 0), HM (12, 0));
  ZgRosterItem   both[] = { one, middle };
  g_autoptr (GArray) empty = zg_roster_gaps (&window, 1, NULL, 0, NULL, 0);
  g_autoptr (GArray) gaps = zg_roster_gaps (&window, 1, both, 2, NULL, 0);

  g_assert_cmpuint (empty->len, ==, 1);
  assert_gap (empty, 0, HM (8, 30), HM (21, 0), 0, 2);
  g_assert_cmpuint (gaps->len, ==, 2); /* before ten and after twelve */
  assert_gap (gaps, 0, HM (8, 30), HM (10, 0), 1, 2);
  assert_gap (gaps, 1, HM (12, 0), HM (21, 0), 1, 2);
}

/* A night reaches into the next day: 21:00 to 08:30. */
static void
test_night (void)
{
  ZgRosterWindow window = { .day = monday, .from = HM (21, 0), .to = HM (32, 30), .need = 1, .phone = TRUE };
  ZgRosterItem   night = item (0, 0, HM (21, 0), HM (32, 30)), early = item (1, 1, HM (7, 0), HM (15, 0));
  ZgRosterItem   parts[2];
  g_autoptr (GArray) silent = NULL, answered = NULL, short_night = NULL;

  silent = zg_roster_gaps (&window, 1, &night, 1, NULL, 0);
  g_assert_cmpuint (silent->len, ==, 1); /* there, but on no number */
  g_assert_true (g_array_index (silent, ZgRosterGap, 0).no_phone);
  night.phone = TRUE;
  answered = zg_roster_gaps (&window, 1, &night, 1, NULL, 0);
  g_assert_cmpuint (answered->len, ==, 0);
  night.to = HM (31, 0);
  early.phone = TRUE;
  parts[0] = night, parts[1] = early;
  short_night = zg_roster_gaps (&window, 1, parts, 2, NULL, 0); /* the early shift of the next day takes over at seven */
  g_assert_cmpuint (short_night->len, ==, 0);
}

static void
test_who_counts (void)
{
  const guint8   people[] = { 1, 0 }, shifts[] = { 0, 1 };
  ZgRosterWindow window = online (0, 1);
  ZgRosterItem   stranger = item (1, 0, HM (8, 30), HM (21, 0)), other = item (0, 0, HM (8, 30), HM (21, 0));
  ZgRosterItem   rest = { .person = 0, .day = monday, .kind = ZG_SHIFT_REST, .from = HM (8, 30), .to = HM (21, 0) };
  g_autoptr (GArray) by_people = NULL, by_shifts = NULL, resting = NULL;

  window.people = people;
  by_people = zg_roster_gaps (&window, 1, &stranger, 1, NULL, 0);
  g_assert_cmpuint (by_people->len, ==, 1);
  window.people = NULL, window.shifts = shifts;
  by_shifts = zg_roster_gaps (&window, 1, &other, 1, NULL, 0);
  g_assert_cmpuint (by_shifts->len, ==, 1);
  window.shifts = NULL;
  resting = zg_roster_gaps (&window, 1, &rest, 1, NULL, 0);
  g_assert_cmpuint (resting->len, ==, 1);
}

/* Leave frees the roster: what the person would have covered is a gap again. */
static void
test_leave_opens (void)
{
  ZgRosterWindow window = online (0, 1);
  ZgRosterItem   all_day = item (0, 0, HM (8, 30), HM (21, 0));
  ZgRosterAway   away = { 0, monday * G_GINT64_CONSTANT (1440) + HM (13, 0), monday * G_GINT64_CONSTANT (1440) + HM (15, 0) };
  g_autoptr (GArray) gaps = zg_roster_gaps (&window, 1, &all_day, 1, &away, 1);

  g_assert_cmpuint (gaps->len, ==, 1);
  assert_gap (gaps, 0, HM (13, 0), HM (15, 0), 0, 1);
}

/* -- Clashes -- */

static guint
n_of (GArray *clashes, ZgClashKind kind)
{
  guint n = 0;

  for (guint i = 0; i < clashes->len; i++)
    n += g_array_index (clashes, ZgRosterClash, i).kind == kind;
  return n;
}

static void
test_overlap (void)
{
  ZgRosterPerson people[] = { { ZG_NO_DAY, ZG_NO_DAY }, { ZG_NO_DAY, ZG_NO_DAY } };
  ZgRosterItem   items[] = { item (0, 0, HM (21, 0), HM (32, 30)), item (0, 1, HM (8, 30), HM (16, 30)),
                             item (0, 1, HM (8, 0), HM (9, 0)),    item (1, 1, HM (8, 0), HM (9, 0)) };
  g_autoptr (GArray) clashes = zg_roster_clashes (items, 4, people, 2, NULL, 0);

  /* the night ends as the day shift begins; the third meets both; somebody else's does not matter */
  g_assert_cmpuint (n_of (clashes, ZG_CLASH_OVERLAP), ==, 2);
  g_assert_cmpuint (clashes->len, ==, 2);
  g_assert_cmpstr (g_array_index (clashes, ZgRosterClash, 0).clause, ==, "D18-7.1a");
}

static void
test_leave_rest_outside (void)
{
  ZgRosterPerson people[] = { { monday, monday + 3 } };
  ZgRosterItem   items[] = { item (0, 0, HM (8, 30), HM (16, 30)), item (0, 1, HM (8, 30), HM (16, 30)),
                             item (0, 1, 0, 0),                     item (0, 4, HM (8, 30), HM (16, 30)),
                             item (0, -1, HM (8, 30), HM (16, 30)) };
  ZgRosterAway away = { 0, monday * G_GINT64_CONSTANT (1440) + HM (16, 29), monday * G_GINT64_CONSTANT (1440) + HM (18, 0) };
  g_autoptr (GArray) clashes = NULL;

  items[2].kind = ZG_SHIFT_REST;
  items[0].wrong_day = TRUE;
  clashes = zg_roster_clashes (items, 5, people, 1, &away, 1);
  g_assert_cmpuint (n_of (clashes, ZG_CLASH_LEAVE), ==, 1);   /* by one minute */
  g_assert_cmpuint (n_of (clashes, ZG_CLASH_REST), ==, 1);
  g_assert_cmpuint (n_of (clashes, ZG_CLASH_OUTSIDE), ==, 2); /* before joining, after leaving */
  g_assert_cmpuint (n_of (clashes, ZG_CLASH_WEEKDAY), ==, 1);
  g_assert_cmpuint (clashes->len, ==, 5);
}

/* -- Counts -- */

static void
test_counts (void)
{
  const guint8   off[7] = { 0, 1 };
  ZgRosterItem   items[] = { item (0, 5, HM (8, 30), HM (16, 30)), item (0, 6, HM (8, 30), HM (16, 30)),
                             item (0, 6, HM (21, 0), HM (32, 30)), item (0, 0, 0, 0), item (0, 1, 0, 0), item (0, 7, 0, 0) };
  ZgRosterCounts counts;

  items[3].kind = items[4].kind = items[5].kind = ZG_SHIFT_REST;
  zg_roster_count (items, 6, 1, off, monday, 7, &counts);
  g_assert_cmpint (counts.turns[ZG_TURN_SATURDAY], ==, 1);
  g_assert_cmpint (counts.turns[ZG_TURN_SUNDAY], ==, 1);
  g_assert_cmpint (counts.turns[ZG_TURN_NIGHT], ==, 1); /* a Sunday night is a night */
  g_assert_cmpint (counts.rest, ==, 1);                 /* the holiday comes on top, the next week is not asked for */
}

static void
test_rest_due (void)
{
  ZgRosterPerson whole = { ZG_NO_DAY, ZG_NO_DAY }, half = { monday + 15, ZG_NO_DAY }, gone = { ZG_NO_DAY, monday - 1 };

  g_assert_cmpint (zg_roster_rest_due (5, &whole, monday, 30), ==, 5);
  g_assert_cmpint (zg_roster_rest_due (5, &half, monday, 30), ==, 2); /* fifteen of thirty days: two and a half */
  g_assert_cmpint (zg_roster_rest_due (5, &gone, monday, 30), ==, 0);
}

/* -- Rotation -- */

static void
spread (guint n_people, const int *done, const int *chosen, const ZgRosterSlot *slots, guint n_slots, ZgTurn turn, int *least,
        int *most)
{
  *least = G_MAXINT, *most = 0;
  for (guint person = 0; person < n_people; person++)
    {
      int count = done[person * ZG_N_TURNS + turn];

      for (guint slot = 0; slot < n_slots; slot++)
        count += slots[slot].turn == turn && chosen[slot] == (int) person;
      *least = MIN (*least, count);
      *most = MAX (*most, count);
    }
}

static void
test_rotation_is_fair (void)
{
  ZgRosterSlot slots[62];
  int          done[7 * ZG_N_TURNS] = { 0 }, chosen[62], again[62], least, most;
  guint8       may[7 * 62];

  memset (may, 1, sizeof may);
  for (int day = 0; day < 31; day++)
    {
      slots[2 * day] = (ZgRosterSlot){ monday + day, HM (8, 30), HM (16, 30), zg_roster_turn (monday + day, HM (16, 30)) };
      slots[2 * day + 1] = (ZgRosterSlot){ monday + day, HM (21, 0), HM (32, 30), ZG_TURN_NIGHT };
    }
  done[ZG_TURN_NIGHT] = 2; /* the first had two nights last month */
  zg_roster_rotate (7, done, slots, 62, may, chosen);
  zg_roster_rotate (7, done, slots, 62, may, again);
  g_assert_cmpmem (chosen, sizeof chosen, again, sizeof again);
  for (int turn = 0; turn < ZG_N_TURNS; turn++)
    {
      spread (7, done, chosen, slots, 62, turn, &least, &most);
      g_assert_cmpint (most - least, <=, 1);
    }
  for (int day = 0; day + 1 < 31; day++) /* nobody comes out of a night into a shift */
    {
      g_assert_cmpint (chosen[2 * day], !=, chosen[2 * day + 1]);
      g_assert_cmpint (chosen[2 * day + 1], !=, chosen[2 * day + 2]);
      g_assert_cmpint (chosen[2 * day + 1], !=, chosen[2 * day + 3]);
    }
}

/* The third alone can do the last two: dealing in order of time would give him a share of the first ones too. */
static void
test_rotation_hands_down (void)
{
  ZgRosterSlot slots[6];
  const int    done[3 * ZG_N_TURNS] = { 0 };
  guint8       may[3 * 6];
  int          chosen[6], least, most;

  memset (may, 1, sizeof may);
  may[0 * 6 + 4] = may[0 * 6 + 5] = may[1 * 6 + 4] = may[1 * 6 + 5] = 0;
  for (int i = 0; i < 6; i++)
    slots[i] = (ZgRosterSlot){ monday + 7 * i + 5, HM (8, 30), HM (21, 0), ZG_TURN_SATURDAY };
  zg_roster_rotate (3, done, slots, 6, may, chosen);
  spread (3, done, chosen, slots, 6, ZG_TURN_SATURDAY, &least, &most);
  g_assert_cmpint (least, ==, 2);
  g_assert_cmpint (most, ==, 2);
  g_assert_cmpint (chosen[4], ==, 2);
  g_assert_cmpint (chosen[5], ==, 2);
}

static void
test_rotation_nobody (void)
{
  ZgRosterSlot slot = { monday, HM (8, 30), HM (21, 0), ZG_TURN_OTHER };
  const int    done[2 * ZG_N_TURNS] = { 0 };
  const guint8 may[2] = { 0, 0 };
  int          chosen = 5;

  zg_roster_rotate (2, done, &slot, 1, may, &chosen);
  g_assert_cmpint (chosen, ==, -1);
  zg_roster_rotate (0, NULL, &slot, 1, may, &chosen);
  g_assert_cmpint (chosen, ==, -1);
}

static void
test_random_rotation (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261101);

  for (int round = 0; round < 60; round++)
    {
      guint        n_people = g_rand_int_range (rand, 1, 9), n_slots = g_rand_int_range (rand, 1, 31);
      ZgRosterSlot slots[31];
      guint8       may[9 * 31];
      int          done[9 * ZG_N_TURNS], chosen[31];

      for (guint i = 0; i < n_slots; i++)
        slots[i] = (ZgRosterSlot){ monday + (int) i, HM (21, 0), HM (32, 30), ZG_TURN_NIGHT };
      for (guint i = 0; i < n_people * n_slots; i++)
        may[i] = g_rand_int_range (rand, 0, 4) > 0;
      for (guint i = 0; i < n_people * ZG_N_TURNS; i++)
        done[i] = g_rand_int_range (rand, 0, 4);
      zg_roster_rotate (n_people, done, slots, n_slots, may, chosen);
      for (guint i = 0; i < n_slots; i++)
        {
          if (chosen[i] < 0)
            continue;
          g_assert_true (may[chosen[i] * n_slots + i]); /* nobody is given what he cannot do */
          if (i > 0)
            g_assert_cmpint (chosen[i], !=, chosen[i - 1]); /* nor two nights in a row */
        }
    }
}

static void
test_rest_spread (void)
{
  int    due[6] = { 5, 5, 5, 5, 5, 2 }, resting[30] = { 0 }, most = 0;
  guint8 may[6 * 30], rest[6 * 30];

  memset (may, 1, sizeof may);
  may[0] = may[1] = may[2] = may[3] = may[4] = may[5] = 0; /* the first has no free day in the first sixth */
  zg_roster_spread_rest (6, 30, due, may, resting, rest);
  for (int person = 0; person < 6; person++)
    {
      int n = 0;

      for (int day = 0; day < 30; day++)
        n += rest[person * 30 + day];
      g_assert_cmpint (n, ==, due[person]);
    }
  for (int day = 0; day < 30; day++)
    most = MAX (most, resting[day]);
  g_assert_cmpint (most, <=, 2); /* 27 rest days on 30 days: nearly one each */
  for (int day = 0; day < 6; day++)
    g_assert_cmpint (rest[day], ==, 0);
}

/* -- Advice -- */

enum { EARLY, NIGHT, REST, LUNCH };

static const ZgRosterOffer offers[] = {
  { EARLY, ZG_SHIFT_WORK, HM (8, 30), HM (16, 30), 0x7f, FALSE },
  { NIGHT, ZG_SHIFT_DUTY, HM (21, 0), HM (32, 30), 0x7f, TRUE },
  { REST, ZG_SHIFT_REST, 0, 0, 0x7f, FALSE },
  { LUNCH, ZG_SHIFT_DUTY, HM (12, 0), HM (14, 0), 0x1f, FALSE }, /* Monday to Friday */
};

typedef struct
{
  ZgRosterItem   items[12];
  ZgRosterPerson people[4];
  ZgRosterAway   aways[2];
  int            done[4 * ZG_N_TURNS], spare[4];
  gboolean       phone[4], fixed[4];
  ZgRosterScene  scene;
} Scene;

/* Four people, nothing rostered, everybody with days to spare. */
static void
scene_init (Scene *scene)
{
  *scene = (Scene){ .spare = { 9, 9, 9, 9 } };
  for (int i = 0; i < 4; i++)
    scene->people[i] = (ZgRosterPerson){ ZG_NO_DAY, ZG_NO_DAY };
  scene->scene = (ZgRosterScene){ scene->items, 0, scene->people, 4, scene->aways, 0, scene->done, scene->spare, scene->phone,
                                  scene->fixed };
}

static void
add_item (Scene *scene, int person, int shift, int day)
{
  const ZgRosterOffer *offer = &offers[shift];

  scene->items[scene->scene.n_items++] = (ZgRosterItem){ .person = person, .shift = shift, .day = monday + day,
                                                         .kind = offer->kind, .from = offer->from, .to = offer->to };
}

/* Who is advised, in order, as digits; each with the shift @shift. */
static const char *
advice (const Scene *scene, int day, int from, int to, int shift)
{
  static char        text[8];
  ZgRosterGap        gap = { 0, monday + day, from, to, 0, 1 };
  g_autoptr (GArray) found = zg_roster_advise (&scene->scene, &gap, NULL, NULL, offers, shift == LUNCH ? LUNCH + 1 : LUNCH);

  *text = '\0';
  for (guint i = 0; i < found->len; i++)
    {
      const ZgRosterAdvice *one = &g_array_index (found, ZgRosterAdvice, i);
      char                  digit[] = { (char) ('0' + one->person), '\0' };

      g_assert_cmpint (one->shift, ==, shift);
      g_strlcat (text, digit, sizeof text);
    }
  return text;
}

static void
test_advice_free (void)
{
  Scene scene;

  scene_init (&scene);
  add_item (&scene, 0, EARLY, 2);                                   /* has hours then */
  add_item (&scene, 1, REST, 2);                                    /* at rest */
  /* the last half hour */
  scene.aways[0] = (ZgRosterAway){ 2, (monday + 2) * 1440 + HM (16, 0), (monday + 2) * 1440 + HM (18, 0) };
  scene.scene.n_aways = 1;
  g_assert_cmpstr (advice (&scene, 2, HM (8, 30), HM (16, 30), EARLY), ==, "3");
  scene.people[3].left = monday + 1;
  g_assert_cmpstr (advice (&scene, 2, HM (8, 30), HM (16, 30), EARLY), ==, "");
  scene.people[3].left = monday + 2;
  g_assert_cmpstr (advice (&scene, 2, HM (8, 30), HM (16, 30), EARLY), ==, "3");
  scene.aways[0].from = (monday + 2) * 1440 + HM (16, 30); /* from the minute the shift ends */
  g_assert_cmpstr (advice (&scene, 2, HM (8, 30), HM (16, 30), EARLY), ==, "23");
}

/* A night is followed by no hours on the day it ends, on either side of it. */
static void
test_advice_tired (void)
{
  Scene scene;

  scene_init (&scene);
  add_item (&scene, 0, NIGHT, 1);
  add_item (&scene, 1, EARLY, 3);
  add_item (&scene, 2, REST, 3);
  g_assert_cmpstr (advice (&scene, 2, HM (8, 30), HM (16, 30), EARLY), ==, "123");
  g_assert_cmpstr (advice (&scene, 2, HM (21, 0), HM (32, 30), NIGHT), ==, "23");
}

static void
test_advice_fair (void)
{
  Scene scene;

  scene_init (&scene);
  scene.done[0 * ZG_N_TURNS + ZG_TURN_NIGHT] = 2;
  scene.done[1 * ZG_N_TURNS + ZG_TURN_NIGHT] = 1;
  scene.done[2 * ZG_N_TURNS + ZG_TURN_NIGHT] = 1;
  scene.done[2 * ZG_N_TURNS + ZG_TURN_OTHER] = 5;
  scene.done[3 * ZG_N_TURNS + ZG_TURN_NIGHT] = 3;
  g_assert_cmpstr (advice (&scene, 2, HM (21, 0), HM (32, 30), NIGHT), ==, "1203");
  scene.phone[3] = TRUE; /* a night is answered on a number: who has one goes first */
  g_assert_cmpstr (advice (&scene, 2, HM (21, 0), HM (32, 30), NIGHT), ==, "3120");
  scene.done[1 * ZG_N_TURNS + ZG_TURN_SATURDAY] = 9; /* of a Saturday's turns, not of the nights */
  g_assert_cmpstr (advice (&scene, 5, HM (8, 30), HM (16, 30), EARLY), ==, "0321");
}

/* Who works by fixed hours holds duties after the others, and no hours of the roster. */
static void
test_advice_fixed (void)
{
  Scene scene;

  scene_init (&scene);
  scene.fixed[0] = TRUE;
  scene.done[1 * ZG_N_TURNS + ZG_TURN_NIGHT] = 4;
  g_assert_cmpstr (advice (&scene, 2, HM (21, 0), HM (32, 30), NIGHT), ==, "2310");
  g_assert_cmpstr (advice (&scene, 2, HM (8, 30), HM (16, 30), EARLY), ==, "231");
}

/* Days that are needed for rest still due are not given away; who works that day already loses none. */
static void
test_advice_rest (void)
{
  Scene scene;

  scene_init (&scene);
  scene.spare[0] = 0, scene.spare[1] = 1, scene.spare[2] = -3;
  add_item (&scene, 2, EARLY, 2);
  g_assert_cmpstr (advice (&scene, 2, HM (8, 30), HM (16, 30), EARLY), ==, "13");
  g_assert_cmpstr (advice (&scene, 2, HM (21, 0), HM (32, 30), NIGHT), ==, "123");
}

/* The shift that covers most with the least besides; none on a day it is not held on; only those the rule counts. */
static void
test_advice_shift (void)
{
  const guint8       people[] = { 0, 1, 0, 0 }, shifts[] = { 0, 0, 0, 1 };
  ZgRosterGap        gap = { 0, monday + 6, HM (12, 0), HM (13, 0), 0, 1 };
  g_autoptr (GArray) sunday = NULL, counted = NULL, whole = NULL;
  Scene              scene;

  scene_init (&scene);
  g_assert_cmpstr (advice (&scene, 2, HM (12, 0), HM (13, 0), LUNCH), ==, "0123");
  sunday = zg_roster_advise (&scene.scene, &gap, NULL, shifts, offers, G_N_ELEMENTS (offers));
  g_assert_cmpuint (sunday->len, ==, 0);
  gap.day = monday;
  counted = zg_roster_advise (&scene.scene, &gap, people, shifts, offers, G_N_ELEMENTS (offers));
  g_assert_cmpuint (counted->len, ==, 1);
  g_assert_cmpint (g_array_index (counted, ZgRosterAdvice, 0).person, ==, 1);
  g_assert_cmpint (g_array_index (counted, ZgRosterAdvice, 0).covers, ==, 60);
  gap.to = HM (21, 0);
  whole = zg_roster_advise (&scene.scene, &gap, NULL, NULL, offers, G_N_ELEMENTS (offers));
  g_assert_cmpint (g_array_index (whole, ZgRosterAdvice, 0).shift, ==, EARLY); /* four and a half hours of nine, not two */
}

/* -- Losses -- */

static void
test_losses (void)
{
  ZgRosterWindow windows[] = { online (0, 1), online (1, 2) };
  ZgRosterItem   items[] = { item (0, 0, HM (8, 30), HM (21, 0)), item (0, 1, HM (13, 0), HM (21, 0)),
                             item (1, 1, HM (8, 30), HM (21, 0)), item (2, 1, HM (13, 0), HM (18, 0)) };
  ZgRosterAway   away = { 0, monday * 1440 + HM (12, 0), (monday + 1) * 1440 + HM (15, 0) };
  ZgRosterAway   known[] = { { 2, (monday + 1) * 1440, (monday + 1) * 1440 + HM (14, 0) }, away };
  const guint8   others[] = { 0, 1, 1 };
  g_autoptr (GArray) losses = zg_roster_losses (windows, 2, items, 4, NULL, 0, &away), again = NULL, none = NULL;
  ZgRosterLoss  *loss = &g_array_index (losses, ZgRosterLoss, 1);

  g_assert_cmpuint (losses->len, ==, 2);
  g_assert_cmpint (g_array_index (losses, ZgRosterLoss, 0).from, ==, HM (12, 0)); /* the part he is missed in */
  g_assert_cmpint (g_array_index (losses, ZgRosterLoss, 0).before, ==, 1);
  g_assert_cmpint (g_array_index (losses, ZgRosterLoss, 0).after, ==, 0);
  g_assert_cmpint (loss->from, ==, HM (13, 0));
  g_assert_cmpint (loss->to, ==, HM (15, 0));
  g_assert_cmpint (loss->before, ==, 3);
  g_assert_cmpint (loss->after, ==, 2);
  again = zg_roster_losses (windows, 2, items, 4, known, 2, &away); /* approved already, and another is away till two */
  loss = &g_array_index (again, ZgRosterLoss, 1);
  g_assert_cmpint (loss->before, ==, 2);
  g_assert_cmpint (loss->after, ==, 1);
  windows[0].people = windows[1].people = others; /* he does not count */
  none = zg_roster_losses (windows, 2, items, 4, NULL, 0, &away);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (zg_day_parse ("2026-11-02", &monday));
  g_test_add_func ("/roster-rules/D18-7.1a/last-half-hour", test_last_half_hour);
  g_test_add_func ("/roster-rules/gaps", test_empty_and_merged);
  g_test_add_func ("/roster-rules/D18-7.1b/night", test_night);
  g_test_add_func ("/roster-rules/who-counts", test_who_counts);
  g_test_add_func ("/roster-rules/leave-opens", test_leave_opens);
  g_test_add_func ("/roster-rules/overlap", test_overlap);
  g_test_add_func ("/roster-rules/D04-4.1.1d/clashes", test_leave_rest_outside);
  g_test_add_func ("/roster-rules/D04-4.1.1e/counts", test_counts);
  g_test_add_func ("/roster-rules/D04-4.1.1d/rest-due", test_rest_due);
  g_test_add_func ("/roster-rules/D18-7.2/rotation", test_rotation_is_fair);
  g_test_add_func ("/roster-rules/rotation-hands-down", test_rotation_hands_down);
  g_test_add_func ("/roster-rules/rotation-nobody", test_rotation_nobody);
  g_test_add_func ("/roster-rules/rotation-random", test_random_rotation);
  g_test_add_func ("/roster-rules/D04-4.1.1d/rest-spread", test_rest_spread);
  g_test_add_func ("/roster-rules/D18-7.1a/advice/free", test_advice_free);
  g_test_add_func ("/roster-rules/D18-7.1b/advice/tired", test_advice_tired);
  g_test_add_func ("/roster-rules/D18-7.2/advice/fair", test_advice_fair);
  g_test_add_func ("/roster-rules/D18-7.1a/advice/fixed", test_advice_fixed);
  g_test_add_func ("/roster-rules/D04-4.1.1d/advice/rest", test_advice_rest);
  g_test_add_func ("/roster-rules/D11-9b/advice/shift", test_advice_shift);
  g_test_add_func ("/roster-rules/D18-7.1a/losses", test_losses);
  return g_test_run ();
}
