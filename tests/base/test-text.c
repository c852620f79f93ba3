#include "zg-find.h"
#include "zg-text.h"

#include <string.h>

#define ASSERT_TEXT(call, wanted)                                                                                                \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    g_autofree char *got_ = call;                                                                                                \
    g_assert_cmpstr (got_, ==, wanted);                                                                                          \
  }                                                                                                                              \
  G_STMT_END

static void
test_pinyin (void)
{
  static const struct { const char *han, *pinyin, *initials; } rows[] = {
    { "张敏", "zhangmin", "zm" },   { "曾国强", "zengguoqiang", "zgq" }, { "单晓", "shanxiao", "sx" },    { "仇英", "qiuying", "qy" },
    { "解明", "xieming", "xm" },    { "查文", "zhawen", "zw" },          { "任红", "renhong", "rh" },     { "盖伟", "gewei", "gw" },
    { "尉迟恭", "yuchigong", "ycg" }, { "长孙明", "zhangsunming", "zsm" }, { "万俟卫", "moqiwei", "mqw" }, { "朴树", "piaoshu", "ps" },
    { "区明", "ouming", "om" },     { "覃丽", "qinli", "ql" },           { "乐天", "yuetian", "yt" },     { "吕布", "lvbu", "lb" },
    { "单于", "shanyu", "sy" },     { "欧阳锋", "ouyangfeng", "oyf" },   { "重庆", "chongqing", "cq" },   { "", "", "" },
    { "单人床四件套", "danrenchuangsijiantao", "drcsjt" }, /* goods, no person */
    { "Tom Li", "tomli", "tl" },    { "3号仓", "3haocang", "3hc" },      { " 张敏 ", "zhangmin", "zm" },  { "曾", "ceng", "c" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ASSERT_TEXT (zg_text_pinyin (rows[i].han), rows[i].pinyin);
      ASSERT_TEXT (zg_text_initials (rows[i].han), rows[i].initials);
    }
  ASSERT_TEXT (zg_text_pinyin (NULL), "");
  ASSERT_TEXT (zg_text_initials (NULL), "");
}

static void
test_long (void)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *pinyin = NULL;
  g_autofree char *key = NULL;

  for (int i = 0; i < 50000; i++)
    g_string_append (text, "双");
  pinyin = zg_text_pinyin (text->str);
  g_assert_true (g_str_has_prefix (pinyin, "shuangshuang"));
  key = zg_text_sort_key (text->str);
  g_assert_cmpuint (strlen (key), <, 40000);
  g_string_free (text, TRUE);
}

static void
test_sort_key (void)
{
  /* by pinyin; digits before Han, Latin letters behind */
  static const char *const order[] = { "", "1号", "阿明", "陈红", "程伟", "李强", "张敏", "张明", "张三丰", "周杰", "朱丽", "Apple", "banana" };
  g_autofree char *before = g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      char *key = zg_text_sort_key (order[i]);

      if (i > 0 && strcmp (before, key) >= 0)
        g_error ("%s does not follow %s", order[i], order[i - 1]);
      g_assert_cmpuint (strspn (key, "0123456789abcdef"), ==, strlen (key));
      g_free (before);
      before = key;
    }
  ASSERT_TEXT (zg_text_sort_key (NULL), "");
  g_free (zg_text_sort_key ("\xff\xfe broken"));
}

static gpointer
hammer (gpointer data)
{
  for (int i = 0; i < 300; i++)
    {
      ASSERT_TEXT (zg_text_pinyin ("曾国强"), "zengguoqiang");
      g_free (zg_text_sort_key ("张敏"));
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("hammer", hammer, NULL);
  for (int i = 0; i < 4; i++)
    g_thread_join (threads[i]);
}

static void
test_fold_width (void)
{
  ASSERT_TEXT (zg_text_fold ("ＡＢＣ１２３ Straße"), "abc123 strasse");
  ASSERT_TEXT (zg_text_fold (NULL), "");
  ASSERT_TEXT (zg_text_fold ("ﬁ①"), "fi1");
  /* folded once is folded for good, also where GLib turns small into capital letters: found by fuzzing */
  ASSERT_TEXT (zg_text_fold ("\u13d6"), "\u13d6");
  ASSERT_TEXT (zg_text_fold ("\uaba6"), "\u13d6");
  ASSERT_TEXT (zg_text_fold ("\xff"), "\ufffd");
  g_assert_cmpint (zg_text_width ("张敏ab"), ==, 6);
  g_assert_cmpint (zg_text_width ("ＡＢ（"), ==, 6);
  g_assert_cmpint (zg_text_width ("e\u0301"), ==, 1);
  g_assert_cmpint (zg_text_width (NULL), ==, 0);
  g_assert_cmpint (zg_text_width ("\xff\xe5"), ==, 2);
}

static void
test_mask (void)
{
  ASSERT_TEXT (zg_text_mask_phone ("13800006620"), "138****6620");
  ASSERT_TEXT (zg_text_mask_phone ("13800006620-1234"), "138****6620-****");
  ASSERT_TEXT (zg_text_mask_phone ("+8613800006620"), "+86138****6620");
  ASSERT_TEXT (zg_text_mask_phone ("0571-88001234"), "057*-****1234");
  ASSERT_TEXT (zg_text_mask_phone ("0571-88001234-801"), "057*-****1234-***");
  ASSERT_TEXT (zg_text_mask_phone ("88001234"), "****1234");
  ASSERT_TEXT (zg_text_mask_phone ("6620"), "**20");
  ASSERT_TEXT (zg_text_mask_phone ("20"), "**");
  ASSERT_TEXT (zg_text_mask_phone (""), "");
  ASSERT_TEXT (zg_text_mask_phone (NULL), "");
  ASSERT_TEXT (zg_text_mask_id ("11010519491231002X"), "110***********002X");
  ASSERT_TEXT (zg_text_mask_id ("1234567"), "*****67");
  ASSERT_TEXT (zg_text_mask_id ("12345678"), "123*5678");
  ASSERT_TEXT (zg_text_mask_id ("1"), "*");
  ASSERT_TEXT (zg_text_mask_id (""), "");
}

static void
test_peel (void)
{
  ASSERT_TEXT (zg_text_peel_id ("=\"990000000000000001\""), "990000000000000001");
  ASSERT_TEXT (zg_text_peel_id ("'13800000001"), "13800000001");
  ASSERT_TEXT (zg_text_peel_id ("\t6917000000000000001\t"), "6917000000000000001");
  ASSERT_TEXT (zg_text_peel_id ("　ＳＦ１２３ \ufeff"), "SF123");
  ASSERT_TEXT (zg_text_peel_id ("=\"\t'12\""), "12");
  ASSERT_TEXT (zg_text_peel_id ("=\"\""), "");
  ASSERT_TEXT (zg_text_peel_id ("=\""), "=\"");
  ASSERT_TEXT (zg_text_peel_id ("'"), "");
  ASSERT_TEXT (zg_text_peel_id (NULL), "");
  g_assert_true (zg_text_is_damaged_id ("9.9E+17"));
  g_assert_true (zg_text_is_damaged_id ("1E+10"));
  g_assert_false (zg_text_is_damaged_id ("990000000000000003"));
  g_assert_false (zg_text_is_damaged_id ("E+17"));
  g_assert_false (zg_text_is_damaged_id ("1E+"));
  g_assert_false (zg_text_is_damaged_id (NULL));
  for (const char *const *p = (const char *const[]){ "", "null", "'null", "=\"\"", "-", "--", "未打卡", " \t", "NULL", NULL }; *p;
       p++)
    g_assert_true (zg_text_is_no_value (*p));
  g_assert_true (zg_text_is_no_value (NULL));
  g_assert_false (zg_text_is_no_value ("0"));
  g_assert_false (zg_text_is_no_value ("---"));
}

/* What is called clean none of the others would touch: every three of these pieces together. */
static void
test_clean (void)
{
  static const char *const pieces[] = { "", "a", "N", "null", "未打卡", "未", "张", "，", " ", "\t", "\u3000", "\ufeff", "'", "=\"",
                                        "\"", "-", "９", "\u202e", "\r", "7", "\x7f", "\xe5", "\xe5\xbc", "é", "🙂" };
  guint clean = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint j = 0; j < G_N_ELEMENTS (pieces); j++)
      for (guint k = 0; k < G_N_ELEMENTS (pieces); k++)
        {
          g_autofree char *text = g_strconcat (pieces[i], pieces[j], pieces[k], NULL);

          if (!zg_text_is_clean (text))
            continue;
          clean++;
          ASSERT_TEXT (zg_text_strip (text), text);
          ASSERT_TEXT (zg_text_peel_id (text), text);
          g_assert_false (zg_text_is_no_value (text));
          g_assert_true (zg_text_is_safe_line (text));
          g_assert_true (g_utf8_validate (text, -1, NULL));
        }
  g_assert_cmpuint (clean, >, 100);
  g_assert_true (zg_text_is_clean ("浙江省 杭州市 9 号"));
  g_assert_false (zg_text_is_clean (NULL));
}

/* As memmem, at every place of every needle of a text that repeats itself. */
static void
test_find_bytes (void)
{
  g_autoptr (GString) hay = g_string_new (NULL);

  for (int i = 0; i < 60; i++)
    g_string_append (hay, i % 7 ? "茶杯sku-01" : "茶sss囧");
  for (gsize from = 0; from < 120; from++)
    for (gsize m = 1; m < 40; m++)
      for (gsize n = 0; n < hay->len - from; n += 37)
        {
          const char *needle = hay->str + 300 + from % 90;

          g_assert_true (zg_find (hay->str + from, n, needle, m) == (const char *) memmem (hay->str + from, n, needle, m));
        }
  g_assert_null (zg_find (hay->str, hay->len, "杯囧", strlen ("杯囧")));
}

static void
test_safe (void)
{
  g_assert_true (zg_text_is_safe_line ("张敏 abc，🙂"));
  g_assert_true (zg_text_is_safe_line (NULL));
  g_assert_false (zg_text_is_safe_line ("a\nb"));
  g_assert_true (zg_text_is_safe_block ("a\nb\tc"));
  g_assert_false (zg_text_is_safe_block ("a\rb"));
  g_assert_false (zg_text_is_safe_line ("a\u202eb"));
  g_assert_false (zg_text_is_safe_line ("a\u2028b"));
  g_assert_false (zg_text_is_safe_line ("\xff"));
  g_assert_false (zg_text_is_safe_line ("\x01"));
  g_assert_false (zg_text_is_safe_line ("\xc2\x85"));
  g_assert_false (zg_text_is_safe_block ("\x7f"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/pinyin", test_pinyin);
  g_test_add_func ("/text/long", test_long);
  g_test_add_func ("/text/sort-key", test_sort_key);
  g_test_add_func ("/text/threads", test_threads);
  g_test_add_func ("/text/fold-width", test_fold_width);
  g_test_add_func ("/text/mask", test_mask);
  g_test_add_func ("/text/peel", test_peel);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/find", test_find_bytes);
  g_test_add_func ("/text/safe", test_safe);
  return g_test_run ();
}
