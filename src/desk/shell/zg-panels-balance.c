/* How a balance of rest or leave days came about, line by line: beside the list of balances and beside a leave request. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-ledger.h"
#include "zg-money.h"
#include "zg-panels-private.h"
#include "zg-policy.h"

#define MOST_LINES 12 /* the last ones; those before are one line */

typedef struct
{
  gint64    staff;
  int       type;
  gint64    period; /* 20261101; 0: without one */
} Account;

static const char *
type_title (int type)
{
  return g_dgettext (GETTEXT_PACKAGE, zg_enum_by_number (zg_leave_types, type)->title);
}

static GPtrArray *
lines_of (ZgDb *db, const Account *account, GError **error)
{
  const gint64 keys[4] = { account->staff, account->type, account->period, 0 };

  return zg_ledger_lines (db, zg_ledger_by_name ("leave_quota"), keys, ZG_NO_DAY, ZG_NO_DAY, error);
}

/* "+5, 5 left" */
static void
add_line (ZgFacts *facts, const char *label, gint64 qty, gint64 left, ZgTone tone)
{
  g_autofree char *by = zg_milli_format (qty, ZG_MONEY_PLAIN), *rest = zg_milli_format (left, ZG_MONEY_PLAIN);
  /* Translators: days that came in or went out, and what is left after it */
  g_autofree char *value = g_strdup_printf (_ ("%s%s, %s left"), qty > 0 ? "+" : "", by, rest);

  zg_facts_line (facts, label, value, tone, NULL);
}

static void
add_entry (ZgFacts *facts, const ZgLedgerLine *line, gint64 left)
{
  g_autofree char *day = line->day == ZG_NO_DAY ? g_strdup ("") : zg_desk_day (line->day), *label = NULL;
  const char      *what = line->no && *line->no ? line->no : line->kind ? g_dgettext (GETTEXT_PACKAGE, line->kind->title) : "";

  label = g_strdup_printf ("%s %s", day, what);
  add_line (facts, label, line->qty, left, ZG_TONE_NEUTRAL);
}

/* Returns: what is left. */
static gint64
add_lines (ZgFacts *facts, const GPtrArray *lines)
{
  guint  hidden = lines->len > MOST_LINES ? lines->len - MOST_LINES : 0;
  gint64 left = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const ZgLedgerLine *line = lines->pdata[i];

      left += line->qty;
      if (i + 1 == hidden)
        add_line (facts, _ ("Before"), left, left, ZG_TONE_NEUTRAL);
      else if (i >= hidden)
        add_entry (facts, line, left);
    }
  return left;
}

static void
begin (ZgFacts *facts, const Account *account)
{
  g_autofree char *heading = g_strdup_printf (_ ("How %s came about"), type_title (account->type));

  zg_facts_block (facts, heading, account->type == ZG_JUDGE_LEAVE_ROTATING ? "D04-4.1.1d" : "D04-4.1.1c");
}

/* -- Beside the list of balances -- */

ZgFacts *
zg_panel_balance (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgRecord)  balance = zg_panel_record (session, db, kind, id, error);
  g_autoptr (ZgFacts)   facts = zg_facts_new ();
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char      *name = NULL;
  Account               account = { 0 };
  int                   day;

  if (balance == NULL)
    return NULL;
  day = zg_record_day (balance, ZG_BALANCE_PERIOD);
  account = (Account){ zg_record_int (balance, ZG_BALANCE_STAFF), (int) zg_record_int (balance, ZG_BALANCE_TYPE), 0 };
  if (day != ZG_NO_DAY)
    {
      int year, month, of_month;

      zg_day_to_ymd (day, &year, &month, &of_month);
      account.period = year * 10000 + month * 100 + of_month;
    }
  lines = lines_of (db, &account, error);
  if (lines == NULL)
    return NULL;
  name = zg_panel_title (db, "staff", account.staff);
  zg_panel_head (facts, balance, name ? name : "—", type_title (account.type));
  zg_facts_block (facts, NULL, NULL);
  for (int i = ZG_BALANCE_PERIOD; i < ZG_BALANCE_N_FIELDS; i++)
    zg_panel_field (facts, db, balance, i);
  begin (facts, &account);
  add_lines (facts, lines);
  return g_steal_pointer (&facts);
}

/* -- Beside a request -- */

/* Of a type that no balance is kept of, the rest days that the person has. */
static gboolean
choose_account (ZgDb *db, const ZgRecord *leave, Account *account, GPtrArray **lines, GError **error)
{
  int                  type = (int) zg_record_int (leave, ZG_LEAVE_TYPE);
  int                  day = zg_day_of_ms (zg_record_int (leave, ZG_LEAVE_STARTS));
  const int            tried[] = { type, ZG_JUDGE_LEAVE_ROTATING, ZG_JUDGE_LEAVE_FLOATING };
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, day, day, error);
  gboolean             annual = policy && g_str_equal (zg_policy_text (policy, "leave.quota.annual", 0, leave->unit, day), "yes");

  for (guint i = zg_leave_is_kept (type, annual) ? 0 : 1; policy && i < G_N_ELEMENTS (tried); i++)
    {
      *account = (Account){ zg_record_int (leave, ZG_LEAVE_STAFF), tried[i],
                            zg_leave_period (tried[i], day, zg_policy_text (policy, "rest.float.period", 0, leave->unit, day)) };
      g_clear_pointer (lines, g_ptr_array_unref);
      *lines = lines_of (db, account, error);
      if (*lines == NULL)
        return FALSE;
      if ((*lines)->len > 0 || tried[i] == type)
        return TRUE;
    }
  return policy != NULL;
}

static void
add_this (ZgFacts *facts, const Account *account, const ZgRecord *leave, int milli, gint64 left)
{
  g_autofree char *note = NULL;

  if (g_strcmp0 (leave->state, "approved") == 0)
    return; /* it is among the lines */
  if (account->type == zg_record_int (leave, ZG_LEAVE_TYPE))
    {
      add_line (facts, _ ("This request"), -milli, left - milli, left < milli ? ZG_TONE_BAD : ZG_TONE_NEUTRAL);
      return;
    }
  note = g_strdup_printf (_ ("This request, %s, takes nothing of it."), type_title ((int) zg_record_int (leave, ZG_LEAVE_TYPE)));
  zg_facts_note (facts, note, ZG_TONE_NEUTRAL, NULL);
}

/* Who sees the person's balances sees how they came about. */
static gboolean
may_see (ZgSession *session, ZgDb *db, gint64 staff)
{
  g_autoptr (ZgRecord) file = staff ? zg_book_get (db, &zg_staff, staff, NULL) : NULL;
  g_autoptr (ZgRecord) balance = zg_record_new (&zg_leave_balance);

  if (file == NULL)
    return FALSE;
  balance->owner = staff;
  balance->unit = file->unit;
  return zg_session_sees (session, balance);
}

gboolean
zg_panel_add_balance (ZgFacts *facts, ZgSession *session, ZgDb *db, const ZgRecord *leave, int milli, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;
  Account               account = { 0 };

  if (!may_see (session, db, zg_record_int (leave, ZG_LEAVE_STAFF)))
    return TRUE;
  if (!choose_account (db, leave, &account, &lines, error))
    return FALSE;
  if (lines->len == 0 && account.type != zg_record_int (leave, ZG_LEAVE_TYPE))
    return TRUE;
  begin (facts, &account);
  add_this (facts, &account, leave, milli, add_lines (facts, lines));
  return TRUE;
}
