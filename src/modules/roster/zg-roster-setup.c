/* zg-roster-setup.c: the shifts the papers name (D18-7.1a to 7.3c, D05-19, D11-9b) and the two signs of a rotating roster. */
#include "config.h"

#include "zg-roster-cover.h"
#include "zg-roster-private.h"

#define HM(hour, minute) ((hour) * 60 + (minute))

static const struct
{
  const char *code, *name, *letter;
  int         kind, starts, ends;
  const char *place, *weekdays;
  gboolean    signin, phone;
  int         min;
  const char *clause;
} shipped[] = {
  { "BAN", "正常班", "班", ZG_SHIFT_ORDINARY, -1, -1, NULL, NULL, TRUE, FALSE, 0, "D04-4.1.1d" },
  { "XIU", "轮休", "休", ZG_SHIFT_REST, -1, -1, NULL, NULL, FALSE, FALSE, 0, "D04-4.1.1d" },
  { "KF", "在线客服", "线", ZG_SHIFT_WORK, HM (8, 30), HM (21, 0), NULL, NULL, TRUE, FALSE, 1, "D18-7.1a" },
  { "YX", "热线夜间值班", "夜", ZG_SHIFT_DUTY, HM (21, 0), HM (32, 30), NULL, NULL, FALSE, TRUE, 1, "D18-7.1b" },
  { "ZM", "周末轮班", "周", ZG_SHIFT_DUTY, HM (8, 30), HM (21, 0), NULL, "67", TRUE, FALSE, 1, "D18-7.2" },
  { "ZGS", "总公司值班", "总", ZG_SHIFT_DUTY, HM (18, 0), HM (21, 0), "总公司", NULL, TRUE, FALSE, 1, "D18-7.3a" },
  { "ZR", "周日值班", "日", ZG_SHIFT_DUTY, HM (8, 30), HM (21, 0), "总公司", "7", TRUE, FALSE, 1, "D18-7.3b" },
  { "JL", "酒楼值班", "酒", ZG_SHIFT_DUTY, HM (18, 0), HM (20, 0), "酒楼", NULL, TRUE, FALSE, 1, "D18-7.3c" },
  { "QTH", "全天候在线", "全", ZG_SHIFT_WORK, 0, HM (24, 0), NULL, NULL, TRUE, FALSE, 1, "D05-19" },
  { "WJ", "午间值守", "午", ZG_SHIFT_DUTY, HM (12, 0), HM (14, 0), "办公室", "123456", FALSE, FALSE, 1, "D11-9b" },
};

static gboolean
write_shifts (ZgSession *session, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      g_autoptr (ZgRecord) shift = zg_record_new (&zg_shift);

      zg_record_set_text (shift, ZG_SHIFT_CODE, shipped[i].code);
      zg_record_set_text (shift, ZG_SHIFT_NAME, shipped[i].name);
      zg_record_set_text (shift, ZG_SHIFT_LETTER, shipped[i].letter);
      zg_record_set_int (shift, ZG_SHIFT_KIND, shipped[i].kind);
      if (shipped[i].starts >= 0)
        {
          zg_record_set_int (shift, ZG_SHIFT_STARTS, shipped[i].starts);
          zg_record_set_int (shift, ZG_SHIFT_ENDS, shipped[i].ends);
        }
      zg_record_set_text (shift, ZG_SHIFT_PLACE, shipped[i].place);
      zg_record_set_text (shift, ZG_SHIFT_WEEKDAYS, shipped[i].weekdays);
      zg_record_set_int (shift, ZG_SHIFT_SIGNIN, shipped[i].signin);
      zg_record_set_int (shift, ZG_SHIFT_PHONE, shipped[i].phone);
      if (shipped[i].min)
        zg_record_set_int (shift, ZG_SHIFT_MIN, shipped[i].min);
      if (shipped[i].kind == ZG_SHIFT_DUTY)
        zg_record_set_int (shift, ZG_SHIFT_LEAD, 0);
      zg_record_set_text (shift, ZG_SHIFT_CLAUSE, shipped[i].clause);
      if (!zg_book_run (session, shift, "create", NULL, NULL, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
zg_roster_set_up (ZgSession *session, const char *structure, GError **error)
{
  return write_shifts (session, error) && zg_cover_set_up (session, error);
}

static const ZgModuleHooks hooks = { "roster", zg_roster_set_up };

void
zg_roster_init (void)
{
  zg_kinds_add (&zg_shift);
  zg_kinds_add (&zg_roster);
  zg_kinds_add (&zg_roster_month);
  zg_kinds_add (&zg_coverage_rule);
  zg_kinds_add (&zg_roster_swap);
  zg_kinds_add (&zg_duty_log);
  zg_kinds_add (&zg_visitor_log);
  zg_kinds_add (&zg_call_log);
  zg_roster_sheets_init ();
  zg_roster_duties_init ();
  zg_layouts_add (&zg_roster_layout);
  zg_module_hooks_add (&hooks);
}
