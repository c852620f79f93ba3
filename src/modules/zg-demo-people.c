/* zg-demo-people.c: the invented people of the trial book. */
#include "config.h"

#include <string.h>

#include "zg-carried.h"
#include "zg-day.h"
#include "zg-demo-private.h"
#include "zg-idcard.h"
#include "zg-staff.h"
#include "zg-text.h"

#define JOINER 20 /* joins and leaves in the middle of the last full month */
#define LEAVER 21

typedef struct
{
  const char *name, *post, *role;
  ZgDemoUnit  unit;
  int         leads, category, employment;
} Known;

/* Those who are named in every trial book; the first twelve are the least a book has. */
static const Known known[] = {
  { "周敏", "经理", "mgr", ZG_DEMO_DEPARTMENT, ZG_DEMO_DEPARTMENT, ZG_CATEGORY_MANAGEMENT, ZG_EMPLOYMENT_REGULAR },
  { "陈静", "人事专员", "hrd", ZG_DEMO_DEPARTMENT, -1, ZG_CATEGORY_ADMINISTRATION, ZG_EMPLOYMENT_REGULAR },
  { "高远", "运营总监", "dir", ZG_DEMO_DEPARTMENT, -1, ZG_CATEGORY_MANAGEMENT, ZG_EMPLOYMENT_REGULAR },
  { "何伟", "信息技术", "itd", ZG_DEMO_DEPARTMENT, -1, ZG_CATEGORY_TECHNICAL, ZG_EMPLOYMENT_REGULAR },
  { "孙丽", "会计", "fin", ZG_DEMO_DEPARTMENT, -1, ZG_CATEGORY_ADMINISTRATION, ZG_EMPLOYMENT_REGULAR },
  { "王建国", "组长", "sup", ZG_DEMO_OPERATIONS, ZG_DEMO_OPERATIONS, ZG_CATEGORY_MANAGEMENT, ZG_EMPLOYMENT_REGULAR },
  { "李娜", "组长", "sup", ZG_DEMO_SERVICE, ZG_DEMO_SERVICE, ZG_CATEGORY_MANAGEMENT, ZG_EMPLOYMENT_REGULAR },
  { "赵强", "组长", "sup", ZG_DEMO_TECHNICAL, ZG_DEMO_TECHNICAL, ZG_CATEGORY_MANAGEMENT, ZG_EMPLOYMENT_REGULAR },
  { "吴芳", "主管", "sup", ZG_DEMO_MARKETING, ZG_DEMO_MARKETING, ZG_CATEGORY_MANAGEMENT, ZG_EMPLOYMENT_REGULAR },
  { "张伟", "运营专员", "emp", ZG_DEMO_OPERATIONS, -1, ZG_CATEGORY_OPERATIONS, ZG_EMPLOYMENT_REGULAR },
  { "刘洋", "客服专员", "emp", ZG_DEMO_SERVICE, -1, ZG_CATEGORY_SERVICE, ZG_EMPLOYMENT_REGULAR },
  { "黄磊", "设计师", "emp", ZG_DEMO_TECHNICAL, -1, ZG_CATEGORY_TECHNICAL, ZG_EMPLOYMENT_REGULAR },
  { "徐婷", "策划", NULL, ZG_DEMO_MARKETING, -1, ZG_CATEGORY_MARKETING, ZG_EMPLOYMENT_REGULAR },
  { "郑凯", "数据分析员", NULL, ZG_DEMO_OPERATIONS, -1, ZG_CATEGORY_OPERATIONS, ZG_EMPLOYMENT_REGULAR },
  { "马晓东", "技术支持", NULL, ZG_DEMO_TECHNICAL, -1, ZG_CATEGORY_TECHNICAL, ZG_EMPLOYMENT_REGULAR },
  { "林小雨", "客服专员", "emp", ZG_DEMO_SERVICE, -1, ZG_CATEGORY_SERVICE, ZG_EMPLOYMENT_REGULAR },
};

/* The others, in turn. */
static const Known others[] = {
  { NULL, "运营专员", NULL, ZG_DEMO_OPERATIONS, -1, ZG_CATEGORY_OPERATIONS, ZG_EMPLOYMENT_REGULAR },
  { NULL, "客服专员", NULL, ZG_DEMO_SERVICE, -1, ZG_CATEGORY_SERVICE, ZG_EMPLOYMENT_REGULAR },
  { NULL, "营销专员", NULL, ZG_DEMO_MARKETING, -1, ZG_CATEGORY_MARKETING, ZG_EMPLOYMENT_REGULAR },
  { NULL, "客服专员", NULL, ZG_DEMO_SERVICE, -1, ZG_CATEGORY_SERVICE, ZG_EMPLOYMENT_REGULAR },
  { NULL, "运营专员", NULL, ZG_DEMO_OPERATIONS, -1, ZG_CATEGORY_OPERATIONS, ZG_EMPLOYMENT_TEMPORARY },
  { NULL, "技术支持", NULL, ZG_DEMO_TECHNICAL, -1, ZG_CATEGORY_TECHNICAL, ZG_EMPLOYMENT_REGULAR },
  { NULL, "后台客服", NULL, ZG_DEMO_SERVICE, -1, ZG_CATEGORY_SERVICE, ZG_EMPLOYMENT_REGULAR },
  { NULL, "产品经理", NULL, ZG_DEMO_OPERATIONS, -1, ZG_CATEGORY_OPERATIONS, ZG_EMPLOYMENT_INTERN },
};

const char *
zg_demo_unit_name (ZgDemoUnit unit)
{
  static const char *const names[ZG_DEMO_N_UNITS] = { "电商部", "运营组", "客服组", "技术组", "营销组" };

  return names[unit];
}

typedef struct
{
  GPtrArray  *surnames, *given;
  GRand      *rand;
  GHashTable *taken; /* names */
  GHashTable *logins;
} Names;

static const char *
pick (Names *names, GPtrArray *rows, const char *part)
{
  for (int tries = 0; rows && rows->len > 0 && tries < 500; tries++)
    {
      char **cells = rows->pdata[g_rand_int_range (names->rand, 0, rows->len)];

      if (part == NULL || g_str_equal (cells[2], part))
        return cells[0];
    }
  return "安";
}

static void
make_name (Names *names, char *name, gsize size)
{
  for (int tries = 0; tries < 50; tries++)
    {
      const char *surname = pick (names, names->surnames, NULL), *first = pick (names, names->given, "1");
      const char *second = g_rand_int_range (names->rand, 0, 4) ? pick (names, names->given, "2") : "";

      g_snprintf (name, size, "%s%s%s", surname, first, g_str_equal (first, second) ? "" : second);
      if (g_hash_table_add (names->taken, g_strdup (name)))
        return;
    }
}

static void
make_login (Names *names, ZgDemoPerson *person)
{
  g_autofree char *pinyin = zg_text_pinyin (person->name);

  g_strlcpy (person->login, pinyin, sizeof person->login - 4);
  for (int n = 2; !g_hash_table_add (names->logins, g_strdup (person->login)); n++)
    g_snprintf (person->login, sizeof person->login, "%.24s%d", pinyin, n);
}

/* No county has the code 119999, so nobody has these numbers. */
static void
make_id_number (ZgDemoPerson *person, GRand *rand, int index)
{
  int day = zg_day_from_ymd (1972, 1, 1) + g_rand_int_range (rand, 0, 31 * 365), year, month, of_month;

  zg_day_to_ymd (day, &year, &month, &of_month);
  g_snprintf (person->id_number, sizeof person->id_number, "119999%04d%02d%02d%03d", year, month, of_month,
              (index * 7 + 11) % 1000);
  person->id_number[17] = zg_idcard_check_digit (person->id_number);
  person->id_number[18] = '\0';
}

static void
add_person (ZgDemo *demo, Names *names, int index, int pins[3])
{
  const Known *from =
      index < (int) G_N_ELEMENTS (known) ? &known[index] : &others[(index - G_N_ELEMENTS (known)) % G_N_ELEMENTS (others)];
  ZgDemoPerson person = { .post = from->post,
                          .role = from->role,
                          .unit = from->unit,
                          .leads = from->leads,
                          .category = from->category,
                          .employment = from->employment,
                          .left = ZG_NO_DAY };

  if (from->name)
    g_strlcpy (person.name, from->name, sizeof person.name);
  else
    make_name (names, person.name, sizeof person.name);
  make_login (names, &person);
  make_id_number (&person, names->rand, index);
  g_snprintf (person.number, sizeof person.number, "%d", 1001 + index);
  g_snprintf (person.phone, sizeof person.phone, "1380%07d", 1000 + index);
  person.joined = zg_day_from_ymd (2019, 3, 1) + g_rand_int_range (names->rand, 0, 5 * 365);
  person.clock = person.unit == ZG_DEMO_SERVICE ? 2 : 1;
  person.pin = ++pins[person.clock];
  g_array_append_val (demo->people, person);
}

void
zg_demo_people (ZgDemo *demo)
{
  Names names = { zg_carried_rows ("demo/surnames.tsv", 1), zg_carried_rows ("demo/given.tsv", 3),
                  g_rand_new_with_seed (demo->seed) };
  int   pins[3] = { 0 };

  names.taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  names.logins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    g_hash_table_add (names.taken, g_strdup (known[i].name));
  g_hash_table_add (names.logins, g_strdup ("admin"));
  for (int i = 0; i < demo->staff; i++)
    add_person (demo, &names, i, pins);
  if (demo->staff > LEAVER)
    {
      g_array_index (demo->people, ZgDemoPerson, JOINER).joined = demo->last_full + 11;
      g_array_index (demo->people, ZgDemoPerson, LEAVER).left = demo->last_full + 14;
    }
  g_clear_pointer (&names.surnames, g_ptr_array_unref);
  g_clear_pointer (&names.given, g_ptr_array_unref);
  g_hash_table_unref (names.taken);
  g_hash_table_unref (names.logins);
  g_rand_free (names.rand);
}
