/* zg-order-layouts.c: the order exports of each platform as layouts. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-orders-private.h"

/* When it was made: by its name; else at least as late as the latest time in it. */
static char *
propose (const ZgArgument *argument, const char *name, GBytes *bytes, ZgSession *session, ZgDb *db)
{
  gint64                  at = zg_order_file_time (name);
  g_autoptr (ZgOrderFile) file = NULL;
  char                    stamp[20];

  if (!g_str_equal (argument->name, "exported"))
    return NULL;
  if (at == 0)
    {
      ZgOrderFileKind kind = zg_order_file_guess (bytes);

      file = kind == ZG_ORDER_FILE_NONE ? NULL : zg_order_file_read (bytes, kind, NULL);
      at = file && file->newest ? file->newest : zg_book_now (zg_session_book (session));
    }
  return g_strdup (zg_stamp_format (at, stamp));
}

static int
sure (GBytes *bytes, ZgOrderFileKind kind)
{
  return zg_order_file_guess (bytes) == kind ? 92 : 0;
}

static int
recognise_taobao (const char *name, GBytes *bytes)
{
  return sure (bytes, ZG_ORDER_FILE_TAOBAO);
}

static int
recognise_taobao_lines (const char *name, GBytes *bytes)
{
  return sure (bytes, ZG_ORDER_FILE_TAOBAO_LINES);
}

static int
recognise_jd (const char *name, GBytes *bytes)
{
  return sure (bytes, ZG_ORDER_FILE_JD);
}

static int
recognise_pdd (const char *name, GBytes *bytes)
{
  return sure (bytes, ZG_ORDER_FILE_PDD);
}

static int
recognise_douyin (const char *name, GBytes *bytes)
{
  return sure (bytes, ZG_ORDER_FILE_DOUYIN);
}

static const ZgArgument arguments[] = {
  { "exported", N_ ("Exported at"), ZG_TIME },
  { "shop", N_ ("Shop"), ZG_REF, .ref = "shop" },
};

const ZgLayout zg_taobao_layout = { "taobao-orders",  N_ ("Orders of Taobao or Tmall (订单报表)"),
                                    &zg_sales_order,  "csv,xlsx",
                                    arguments,        2,
                                    recognise_taobao, propose,
                                    zg_order_plan };
const ZgLayout zg_taobao_lines_layout = { "taobao-lines", N_ ("Order lines of Taobao or Tmall (宝贝报表)"), &zg_sales_order_line,
                                          "csv,xlsx", arguments, 2, recognise_taobao_lines, propose, zg_order_plan };
const ZgLayout zg_jd_layout = {
  "jd-orders", N_ ("Orders of JD (京东)"), &zg_sales_order, "csv,xlsx", arguments, 2, recognise_jd, propose, zg_order_plan
};
const ZgLayout zg_pdd_layout = { "pdd-orders", N_ ("Orders of Pinduoduo (拼多多)"), &zg_sales_order, "csv,xlsx", arguments, 2,
                                 recognise_pdd, propose, zg_order_plan };
const ZgLayout zg_douyin_layout = { "douyin-orders", N_ ("Orders of Douyin (抖店)"), &zg_sales_order, "csv,xlsx", arguments, 2,
                                    recognise_douyin, propose, zg_order_plan };
