/* What a new book is offered: the five organisations of the papers with their units, and the posts they name with their ranks. */
#include "trial.h"

static gint64
count (ZgBook *book, const char *sql, const char *text)
{
  g_autoptr (GError) error = NULL;
  Asked asked = { sql, text, 0 };

  zg_store_read (zg_book_store (book), ask_db, &asked, &error);
  g_assert_no_error (error);
  return asked.number;
}

typedef struct
{
  const char *structure;
  const char *units[9];
  const char *posts[9];
} Offer;

static const Offer d13 = { "d13",
                           { "电商部", "运营组", "客服组", "技术组" },
                           { "经理", "组长", "运营专员", "技术支持", "客服专员", "产品经理", "设计师" } };
static const Offer d09 = { "d09",
                           { "电商部", "销售团队", "市场团队", "客服团队", "产品策划团队" },
                           { "部门经理", "团队负责人" } };
static const Offer d10 = { "d10",
                           { "电子商务部", "电商运营部", "天猫店推广部", "微信营销部", "产品编辑部", "美工设计部", "客服售后部",
                             "订单处理部" },
                           { "电子商务总监" } };
static const Offer d19 = { "d19", { "电商公司", "电商部", "仓储部", "财务部", "客服部" }, { "电商经理" } };
static const Offer d15 = { "d15", { "电商行政部" }, { "主管" } };

static void
test_offer (gconstpointer data)
{
  const Offer *offer = data;
  g_autofree char *folder = g_dir_make_tmp ("zg-org-XXXXXX", NULL), *name = g_strconcat (offer->structure, ".zg", NULL);
  char *path = engine_path (folder, name);
  g_autoptr (GError) error = NULL;
  g_autofree char *recovery = NULL;
  const ZgBookSetup setup = { .path = path,
                              .name = "电商部",
                              .login = "admin",
                              .person = "管理员",
                              .password = "Trial-pass-2026",
                              .trial = TRUE,
                              .structure = offer->structure };
  ZgBook *book = zg_book_create (&setup, &recovery, &error);

  g_assert_no_error (error);
  for (int i = 0; offer->units[i]; i++)
    g_assert_cmpint (count (book, "SELECT count(*) FROM unit WHERE name = $1 AND state = 'active'", offer->units[i]), ==, 1);
  for (int i = 0; offer->posts[i]; i++)
    g_assert_cmpint (count (book, "SELECT count(*) FROM post WHERE title = $1 AND state = 'active'", offer->posts[i]), ==, 1);
  zg_book_unref (book);
  engine_drop (path);
  {
    g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
    const char *file;

    while (dir && (file = g_dir_read_name (dir)))
      {
        g_autofree char *one = g_build_filename (folder, file, NULL);

        g_unlink (one);
      }
    g_rmdir (folder);
  }
}

/* Manager, deputy, supervisor, specialist, from the top; a head of department stands above the operators' manager. */
static void
test_ranks (void)
{
  g_assert_cmpint (ask ("SELECT count(*) FROM post WHERE title = $1 AND rank = 2", "经理"), ==, 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM post WHERE title = $1 AND rank = 3", "副经理"), ==, 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM post WHERE title = $1 AND rank = 4", "主管"), ==, 1);
  g_assert_cmpint (ask ("SELECT count(*) FROM post WHERE title = $1 AND rank = 5", "专员"), ==, 1);
  g_assert_cmpint (ZG_RANK_MANAGER, <, ZG_RANK_DEPUTY);
  g_assert_cmpint (ZG_RANK_DEPUTY, <, ZG_RANK_SUPERVISOR);
  g_assert_cmpint (ZG_RANK_SUPERVISOR, <, ZG_RANK_SPECIALIST);
}

static void
test_head (void)
{
  g_assert_cmpint (ask ("SELECT count(*) FROM post WHERE title = $1 AND rank <= 2 AND duties LIKE '%督导经理%'", "部门主管"), ==,
                   1);
  g_assert_cmpint (ask ("SELECT count(*) FROM post WHERE title = $1 AND rank = 5", "运营人员"), ==, 1);
}

/* Stock, orders and distribution are one post's. */
static void
test_logistics (void)
{
  g_assert_cmpint (ask ("SELECT count(*) FROM post WHERE title = $1 AND duties LIKE '%库存%' AND duties LIKE '%订单%' AND duties"
                        " LIKE '%配送%'", "物流专员"), ==, 1);
}

/* Regular staff, temporary staff and interns alike. */
static void
test_employment (void)
{
  for (const ZgEnum *one = zg_employments; one->id; one++)
    {
      g_autoptr (ZgRecord) person = zg_record_new (&zg_staff);
      g_autofree char *number = g_strdup_printf ("7%d", one->number);

      zg_record_set_text (person, ZG_STAFF_NUMBER, number);
      zg_record_set_text (person, ZG_STAFF_NAME, "试用人");
      zg_record_set_int (person, ZG_STAFF_UNIT, ask ("SELECT id FROM unit WHERE parent IS NULL AND sort = 1", NULL));
      zg_record_set_int (person, ZG_STAFF_EMPLOYMENT, one->number);
      zg_record_set_int (person, ZG_STAFF_CATEGORY, ZG_CATEGORY_OPERATIONS);
      zg_record_set_text (person, ZG_STAFF_JOINED, "2026-11-02");
      done (trial.hr, person, "create", NULL);
      g_assert_cmpint (zg_record_int (person, ZG_STAFF_EMPLOYMENT), ==, one->number);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  zg_book_init ();
  zg_modules_init ();
  trial_open ();
  g_test_add_data_func ("/structures/groups/D02-2/D05-6", &d13, test_offer);
  g_test_add_data_func ("/structures/teams/D09-12", &d09, test_offer);
  g_test_add_data_func ("/structures/units/D10-1.1/D10-2.1a/D10-1.7a", &d10, test_offer);
  g_test_add_data_func ("/structures/departments/D19-2.1/D19-2.2/D16-5/D20-1.1", &d19, test_offer);
  g_test_add_data_func ("/structures/administration/D15-2", &d15, test_offer);
  g_test_add_func ("/structures/ranks/D14-4/D14-6", test_ranks);
  g_test_add_func ("/structures/head/D06-7/D06-8", test_head);
  g_test_add_func ("/structures/logistics/D20-1.4", test_logistics);
  g_test_add_func ("/structures/employment/D09-2", test_employment);
  result = g_test_run ();
  trial_close ();
  return result;
}
