/* zg-demo-days.c: what each invented person does on each day. A day follows from the seed, the person and the date alone, so the
 * same day comes out the same whether it is asked for a book or for a clock's file. */
#include "config.h"

#include <string.h>

#include "zg-carried.h"
#include "zg-day.h"
#include "zg-demo-private.h"
#include "zg-judge-facts.h"
#include "zg-staff.h"

#define HM(hour, minute) ((hour) * 60 + (minute))
#define PAPERS_FOR 60 /* people with papers and turns; the rest of a large book are plain */

static void
read_calendar (ZgDemo *demo, int year)
{
  g_autofree char      *path = g_strdup_printf ("holidays/%d.tsv", year);
  g_autoptr (GPtrArray) rows = zg_carried_rows (path, 4);
  int                   day;

  for (guint i = 0; rows && i < rows->len; i++)
    {
      char **cells = rows->pdata[i];

      if (zg_day_parse (cells[0], &day))
        g_hash_table_insert (demo->calendar, GINT_TO_POINTER (day), GINT_TO_POINTER (cells[2][0] == '1' ? 1 : 2));
    }
}

ZgDemo *
zg_demo_new (int staff, guint seed, int first_day, int last_day, int last_full)
{
  ZgDemo *demo = g_new0 (ZgDemo, 1);
  int     first, last, month, of_month;

  demo->staff = MAX (staff, 12);
  demo->seed = seed;
  demo->first_day = first_day;
  demo->last_day = last_day;
  demo->last_full = last_full;
  demo->people = g_array_new (FALSE, TRUE, sizeof (ZgDemoPerson));
  demo->calendar = g_hash_table_new (NULL, NULL);
  zg_day_to_ymd (first_day, &first, &month, &of_month);
  zg_day_to_ymd (last_day, &last, &month, &of_month);
  for (int year = first; year <= last; year++)
    read_calendar (demo, year);
  demo->notice_day = first_day > last_full ? ZG_NO_DAY : first_day + 8;
  while (demo->notice_day != ZG_NO_DAY && zg_day_weekday (demo->notice_day) > 5)
    demo->notice_day++;
  zg_demo_people (demo);
  return demo;
}

void
zg_demo_free (ZgDemo *demo)
{
  if (demo == NULL)
    return;
  g_array_unref (demo->people);
  g_hash_table_unref (demo->calendar);
  g_free (demo);
}

static const ZgDemoPerson *
person_of (const ZgDemo *demo, int person)
{
  return &g_array_index (demo->people, ZgDemoPerson, person);
}

static gboolean
is_off (const ZgDemo *demo, int day)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (demo->calendar, GINT_TO_POINTER (day))) == 1;
}

static gboolean
is_work_day_b (const ZgDemo *demo, int day)
{
  int listed = GPOINTER_TO_INT (g_hash_table_lookup (demo->calendar, GINT_TO_POINTER (day)));

  return listed ? listed == 2 : zg_day_weekday (day) != 7;
}

/* Five rest days a month in rotation beside the public holidays (D04-4.1.1d, D04-4.1.1e): spread over the days that are none, the
 * turn moved on by the person. */
static gboolean
is_turn (const ZgDemo *demo, int index, int day)
{
  int year, month, of_month, n = 0, before = 0, shift;

  if (is_off (demo, day))
    return FALSE;
  zg_day_to_ymd (day, &year, &month, &of_month);
  for (int d = 1; d <= zg_month_days (year, month); d++)
    {
      gboolean counts = !is_off (demo, day - of_month + d);

      n += counts;
      before += counts && d < of_month;
    }
  shift = index * 7 % n;
  return (5 * before + 5 + shift) / n != (5 * before + shift) / n;
}

/* On public holidays every second of the service group rests, and everybody of marketing. */
ZgDemoShift
zg_demo_shift (const ZgDemo *demo, int index, int day)
{
  const ZgDemoPerson *person = person_of (demo, index);

  if (person->category != ZG_CATEGORY_MARKETING && person->category != ZG_CATEGORY_SERVICE)
    return ZG_DEMO_NO_SHIFT;
  if (person->category == ZG_CATEGORY_MARKETING)
    return is_off (demo, day) || is_turn (demo, index, day) ? ZG_DEMO_REST : ZG_DEMO_ORDINARY;
  if ((is_off (demo, day) && (day + index) % 2 == 0) || is_turn (demo, index, day))
    return ZG_DEMO_REST;
  return (day / 6 + index) % 2 ? ZG_DEMO_EARLY : ZG_DEMO_LATE;
}

/* -- Hours of the day -- */

static void
set_hours (ZgDemoDay *day, int start1, int end1, int start2, int end2)
{
  day->works = TRUE;
  day->n_segments = start2 < 0 ? 1 : 2;
  day->starts[0] = start1;
  day->ends[0] = end1;
  day->starts[1] = start2;
  day->ends[1] = end2;
}

static void
hours_of (const ZgDemo *demo, int index, int day, ZgDemoDay *out)
{
  const ZgDemoPerson *person = person_of (demo, index);

  switch (zg_demo_shift (demo, index, day))
    {
    case ZG_DEMO_EARLY:
      set_hours (out, HM (8, 30), HM (16, 30), -1, -1);
      break;
    case ZG_DEMO_LATE:
      set_hours (out, HM (13, 0), HM (21, 0), -1, -1);
      break;
    case ZG_DEMO_ORDINARY:
      set_hours (out, HM (8, 30), HM (12, 0), HM (14, 0), HM (18, 0));
      break;
    case ZG_DEMO_REST:
      break;
    case ZG_DEMO_NO_SHIFT:
    default:
      if (is_work_day_b (demo, day) && day == demo->notice_day && person->unit == ZG_DEMO_OPERATIONS)
        set_hours (out, HM (10, 0), HM (12, 0), HM (14, 0), HM (19, 0));
      else if (is_work_day_b (demo, day))
        set_hours (out, HM (8, 30), HM (12, 0), HM (14, 0), HM (18, 0));
      break;
    }
}

/* -- What is unusual -- */

static void
choose_leave (ZgDemoDay *day, GRand *rand)
{
  static const int types[] = { ZG_JUDGE_LEAVE_PERSONAL, ZG_JUDGE_LEAVE_SICK, ZG_JUDGE_LEAVE_ANNUAL, ZG_JUDGE_LEAVE_ANNUAL,
                               ZG_JUDGE_LEAVE_FLOATING };

  day->turn = ZG_DEMO_LEAVE;
  day->leave = types[g_rand_int_range (rand, 0, G_N_ELEMENTS (types))];
  day->half = day->n_segments > 1 && g_rand_int_range (rand, 0, 3) == 0;
}

static void
choose_turn (ZgDemoDay *day, GRand *rand, gboolean papers)
{
  int dice = g_rand_int_range (rand, 0, 1000);

  day->paper = papers && g_rand_int_range (rand, 0, 3) > 0;
  if (dice < 34)
    day->turn = ZG_DEMO_IS_LATE;
  else if (dice < 40)
    day->turn = ZG_DEMO_IS_VERY_LATE;
  else if (dice < 52)
    day->turn = ZG_DEMO_IS_EARLY;
  else if (dice < 62)
    day->turn = ZG_DEMO_NO_OUT;
  else if (dice < 64)
    day->turn = ZG_DEMO_ABSENT;
  else if (!papers)
    return;
  else if (dice < 68)
    day->turn = ZG_DEMO_NO_IN;
  else if (dice < 78)
    choose_leave (day, rand);
  else if (dice < 81)
    day->turn = ZG_DEMO_TRIP;
  else if (dice < 84 && day->n_segments > 1)
    day->turn = ZG_DEMO_OUTING;
  else if (dice < 87)
    day->turn = ZG_DEMO_OVERTIME;
}

/* -- Punches -- */

static void
punch (ZgDemoDay *day, GRand *rand, int second, int button, gboolean buttons)
{
  if (day->n_punches >= 10)
    return;
  if (!buttons)
    button = 255;
  else if (g_rand_int_range (rand, 0, 100) < 4)
    button = 1 - button; /* the wrong button */
  day->at[day->n_punches] = second;
  day->button[day->n_punches++] = button;
  if (g_rand_int_range (rand, 0, 100) < 3) /* the same punch again some seconds later */
    {
      day->at[day->n_punches] = second + g_rand_int_range (rand, 2, 9);
      day->button[day->n_punches++] = button;
    }
}

static int
sign_in_second (const ZgDemoDay *day, GRand *rand, int segment)
{
  int due = day->starts[segment] - 5;

  if (segment == 0 && day->turn == ZG_DEMO_IS_LATE)
    due += g_rand_int_range (rand, 1, 16);
  else if (segment == 0 && day->turn == ZG_DEMO_IS_VERY_LATE)
    due += g_rand_int_range (rand, 20, 55);
  else
    due -= g_rand_int_range (rand, 1, 16);
  return due * 60 + g_rand_int_range (rand, 0, 60);
}

static int
sign_out_second (const ZgDemoDay *day, GRand *rand)
{
  int end = day->ends[day->n_segments - 1];

  if (day->turn == ZG_DEMO_IS_EARLY)
    end -= g_rand_int_range (rand, 1, 6);
  else if (day->turn == ZG_DEMO_OVERTIME)
    end += g_rand_int_range (rand, 95, 130);
  else
    end += g_rand_int_range (rand, 0, 26);
  return end * 60 + g_rand_int_range (rand, 0, 60);
}

static void
make_punches (ZgDemoDay *day, GRand *rand, gboolean buttons)
{
  int      first = day->turn == ZG_DEMO_LEAVE && day->half ? 1 : 0;
  gboolean noon = g_rand_int_range (rand, 0, 10) < 4;

  for (int i = first; i < day->n_segments; i++)
    {
      int in = sign_in_second (day, rand, i);

      if (i == 0 && day->turn == ZG_DEMO_NO_IN)
        day->photo = in;
      else if (!(i == 1 && day->turn == ZG_DEMO_OUTING))
        punch (day, rand, in, 0, buttons);
      if (i == 0 && day->n_segments > 1 && noon)
        punch (day, rand, day->ends[0] * 60 + g_rand_int_range (rand, 5, 900), 1, buttons);
    }
  if (day->turn != ZG_DEMO_NO_OUT && day->turn != ZG_DEMO_OUTING)
    punch (day, rand, sign_out_second (day, rand), 1, buttons);
}

void
zg_demo_day (const ZgDemo *demo, int index, int day, ZgDemoDay *out)
{
  const ZgDemoPerson *person = person_of (demo, index);
  const guint32       seeds[] = { demo->seed, (guint32) index, (guint32) day, 0x5a47 };
  GRand              *rand;

  memset (out, 0, sizeof *out);
  out->photo = -1;
  if (day < person->joined || (person->left != ZG_NO_DAY && day > person->left))
    return;
  hours_of (demo, index, day, out);
  if (!out->works)
    return;
  rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  choose_turn (out, rand, index < PAPERS_FOR && index > 1); /* the two who handle papers have none themselves */
  if (day == demo->notice_day)
    out->turn = ZG_DEMO_PLAIN;
  if (out->turn != ZG_DEMO_ABSENT && out->turn != ZG_DEMO_TRIP && !(out->turn == ZG_DEMO_LEAVE && !out->half))
    make_punches (out, rand, person->clock == 1);
  g_rand_free (rand);
}

char *
zg_demo_line (char *buffer, const ZgDemoPerson *person, int day, int second, int button)
{
  char date[11];

  zg_day_format (day + second / 86400, date);
  second %= 86400;
  g_snprintf (buffer, 64, "%9d\t%s %02d:%02d:%02d\t%d\t%d\t1\t0", person->pin, date, second / 3600, second / 60 % 60, second % 60,
              person->clock, button);
  return buffer;
}
