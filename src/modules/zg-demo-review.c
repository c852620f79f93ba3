/* zg-demo-review.c: performance reviews of the trial book: a standard for each post, the last full month reviewed, one group up
 * to results in force, the others on their way. */
#include "config.h"

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-demo-private.h"
#include "zg-people.h"
#include "zg-review-private.h"
#include "zg-staff.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)

typedef struct
{
  ZgDemoBook *make;
  ZgSession  *director;
  gint64      ms; /* of the next step */
  int         from, to;
} Play;

static gboolean
run (Play *play, ZgSession *session, ZgRecord *record, const char *verb, const char *opinion, GError **error)
{
  play->ms += MINUTE_MS;
  return zg_demo_run (session, record, verb, opinion, play->ms, error);
}

/* The same with lines. */
static gboolean
run_lines (Play *play, ZgSession *session, ZgRecord *record, const char *verb, GPtrArray *lines, GError **error)
{
  play->ms += MINUTE_MS;
  zg_clock_set (play->ms);
  return zg_book_run (session, record, verb, lines, NULL, NULL, NULL, error);
}

/* -- Standards: by what the post is about -- */

static const struct
{
  const char *post;
  int         template; /* of zg_review_templates */
} posts[] = {
  { "客服专员", 1 }, { "后台客服", 1 }, { "运营专员", 3 }, { "数据分析员", 3 }, { "技术支持", 3 }, { "产品经理", 3 },
  { "营销专员", 1 }, { "策划", 4 },     { "设计师", 4 },   { "组长", 2 },       { "主管", 2 },     { "人事专员", 1 },
  { "会计", 1 },     { "信息技术", 1 },
};

typedef struct
{
  const char *title;
  gint64      id;
} Post;

static gpointer
find_post (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Post *post = data;

  return zg_db_int (db, &post->id, error,
                    ZG_SQL ("SELECT COALESCE (min (id), 0) FROM post WHERE title = $1 AND state = 'active'"), "s", post->title)
           ? post : NULL;
}

static ZgRecord *
next_item (gpointer data)
{
  ZgRecord *item = zg_record_new (&zg_review_item);

  g_ptr_array_add (data, item);
  return item;
}

static gboolean
write_standard (Play *play, const char *post_title, int template, GError **error)
{
  ZgDemoBook           *make = play->make;
  Post                  post = { post_title };
  g_autoptr (ZgRecord)  standard = zg_record_new (&zg_review_standard);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_autofree char      *name = g_strdup_printf ("%s考核标准", post_title);

  if (!zg_store_read (zg_book_store (make->book), find_post, &post, error))
    return FALSE;
  if (post.id == 0)
    return TRUE;
  zg_review_template_items (template, next_item, items);
  zg_record_set_text (standard, ZG_STANDARD_NAME, name);
  zg_record_set_int (standard, ZG_STANDARD_POST, post.id);
  zg_record_set_int (standard, ZG_STANDARD_UNIT, make->units[ZG_DEMO_DEPARTMENT]);
  zg_record_set_int (standard, ZG_STANDARD_TEMPLATE, template);
  zg_record_set_int (standard, ZG_STANDARD_FULL, 10000);
  zg_record_set_day (standard, ZG_STANDARD_FROM, play->from);
  return run_lines (play, make->manager, standard, "create", items, error) &&
         run (play, make->manager, standard, "submit", NULL, error) &&
         run (play, play->director, standard, "approve", NULL, error);
}

static gboolean
is_held (const ZgDemo *demo, const char *post)
{
  for (guint i = 0; i < demo->people->len; i++)
    if (g_str_equal (g_array_index (demo->people, ZgDemoPerson, i).post, post))
      return TRUE;
  return FALSE;
}

static gboolean
write_standards (Play *play, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (posts); i++)
    if (is_held (play->make->demo, posts[i].post) && !write_standard (play, posts[i].post, posts[i].template, error))
      return FALSE;
  return TRUE;
}

/* -- The period -- */

static gboolean
write_period (Play *play, ZgRecord *period, GError **error)
{
  g_autofree char *name = NULL;
  int              year, month, day;

  zg_day_to_ymd (play->from, &year, &month, &day);
  name = g_strdup_printf ("%d年%d月考核", year, month);
  zg_record_set_text (period, ZG_PERIOD_NAME, name);
  zg_record_set_day (period, ZG_PERIOD_FROM, play->from);
  zg_record_set_day (period, ZG_PERIOD_TO, play->to);
  return run (play, play->make->hr, period, "create", NULL, error) && run (play, play->make->hr, period, "open", NULL, error) &&
         run (play, play->make->hr, period, "take", NULL, error);
}

/* -- Sheets -- */

typedef struct
{
  gint64     staff;
  ZgRecord  *sheet;
  GPtrArray *lines;
} Read;

static gpointer
read_sheet (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Read  *read = data;
  gint64 id = 0;

  if (!zg_db_int (db, &id, error, ZG_SQL ("SELECT COALESCE (max (id), 0) FROM review_sheet WHERE staff = $1"), "i", read->staff))
    return NULL;
  read->sheet = id ? zg_book_get (db, &zg_review_sheet, id, error) : zg_record_new (&zg_review_sheet);
  read->lines = id ? zg_review_lines_of (db, &zg_review_line, id, error) : NULL;
  return read;
}

static void
read_clear (Read *read)
{
  g_clear_pointer (&read->sheet, zg_record_free);
  g_clear_pointer (&read->lines, g_ptr_array_unref);
}

static gboolean
is_asked (const ZgRecord *line, int field)
{
  return zg_record_int (line, ZG_RLINE_HOW) == ZG_REVIEW_BY_PEOPLE && field >= 0;
}

/* One step of a sheet, with the scores of @field: @base and a little by item and person. */
static gboolean
step (Play *play, ZgSession *session, gint64 staff, const char *verb, int field, int base, int comment, const char *text,
      GError **error)
{
  Read     read = { staff };
  gboolean done = zg_store_read (zg_book_store (play->make->book), read_sheet, &read, error) != NULL;

  if (done && read.lines)
    {
      for (guint i = 0; i < read.lines->len; i++)
        if (is_asked (read.lines->pdata[i], field))
          zg_record_set_int (read.lines->pdata[i], field, (base + (int) ((i * 3 + (guint) staff) % 7) - 3) * 100);
      if (comment >= 0)
        zg_record_set_text (read.sheet, comment, text);
      done = run_lines (play, session, read.sheet, verb, field >= 0 ? read.lines : NULL, error);
    }
  read_clear (&read);
  return done;
}

typedef struct
{
  int         person, leader; /* places among the people */
  int         base;           /* about what they score */
  int         steps;          /* how far it has come */
  const char *own, *supervisor, *manager;
} Life;

/* 客服组 comes to results; 张伟 is to confirm his, the others wait for somebody. */
static const Life lives[] = {
  { 10, 6, 92, 5, "本月答复较快，没有投诉。", "确认及时，话术可再精炼。", "同意主管意见，建议参加产品培训。" },
  { 15, 6, 84, 5, "有两次答复偏慢。", "服务耐心，效率还要提高。", "下月重点看答复时效。" },
  { 9, 5, 88, 3, "完成了活动上架和数据周报。", "执行到位，主动性可再加强。", "按计划完成，继续保持。" },
  { 11, 7, 90, 1, "首页改版按期交稿。", "", "" },
};

static ZgSession *
log_in (Play *play, int person, GError **error)
{
  return zg_book_login_trial (play->make->book, g_array_index (play->make->demo->people, ZgDemoPerson, person).login, error);
}

static gboolean
write_result (Play *play, const Life *life, GError **error)
{
  gint64   staff = g_array_index (play->make->demo->people, ZgDemoPerson, life->person).staff;
  Read     read = { staff };
  gboolean done = zg_store_read (zg_book_store (play->make->book), read_sheet, &read, error) != NULL;

  if (done && read.lines)
    {
      g_autoptr (ZgRecord)  use = zg_record_new (&zg_review_use);
      g_autoptr (GPtrArray) uses = g_ptr_array_new ();
      gboolean              good = life->base >= 90;

      zg_record_set_int (use, ZG_RUSE_SORT, good ? ZG_USE_REWARD : ZG_USE_TRAINING);
      zg_record_set_text (use, ZG_RUSE_WORDS, good ? "当月表扬，发放绩效奖金" : "安排答复时效专项培训，下月复查");
      g_ptr_array_add (uses, use);
      done = run_lines (play, play->make->hr, read.sheet, "conclude", uses, error);
    }
  read_clear (&read);
  return done;
}

static gboolean
live (Play *play, const Life *life, GError **error)
{
  gint64                staff = g_array_index (play->make->demo->people, ZgDemoPerson, life->person).staff;
  g_autoptr (ZgSession) own = log_in (play, life->person, error);
  g_autoptr (ZgSession) leader = own ? log_in (play, life->leader, error) : NULL;

  return leader && (life->steps < 1 || step (play, own, staff, "rate", ZG_RLINE_SELF, life->base + 2, ZG_RSHEET_SELF_COMMENT,
                                             life->own, error)) &&
         (life->steps < 2 || step (play, leader, staff, "supervise", ZG_RLINE_SUPERVISOR, life->base,
                                   ZG_RSHEET_SUPERVISOR_COMMENT, life->supervisor, error)) &&
         (life->steps < 3 || step (play, play->make->manager, staff, "review", ZG_RLINE_MANAGER, life->base - 1,
                                   ZG_RSHEET_MANAGER_COMMENT, life->manager, error)) &&
         (life->steps < 4 || step (play, own, staff, "confirm", -1, 0, -1, NULL, error)) &&
         (life->steps < 5 || write_result (play, life, error));
}

gboolean
zg_demo_write_review (ZgDemoBook *make, int today, GError **error)
{
  Play                  play = { .make = make };
  g_autoptr (ZgRecord)  period = zg_record_new (&zg_review_period);
  g_autoptr (ZgSession) director = zg_book_login_trial (make->book, "gaoyuan", error);
  gboolean              done;

  play.from = zg_month_first (today, -1);
  play.to = zg_month_first (today, 0) - 1;
  play.director = director;
  play.ms = zg_day_to_ms (MAX (play.to + 1, today - 12), 9 * 3600);
  done = director && write_standards (&play, error) && write_period (&play, period, error);
  for (guint i = 0; done && i < G_N_ELEMENTS (lives); i++)
    if (lives[i].person < (int) make->demo->people->len)
      done = live (&play, &lives[i], error);
  return done;
}
