/* roster check, fill, rest, tonight, publish, reopen, archive: the board without a screen. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-ctl.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-roster-edit.h"
#include "zg-staff.h"

static const char usage[] = "roster check|fill SHIFT|rest|tonight|publish|reopen|archive [--month MONTH] [--unit UNIT] "
                            "[--opinion TEXT] [--write]";

typedef struct
{
  ZgSession  *session;
  const char *unit_name; /* (nullable) */
  gint64      unit;
  int         first_day;
} Ask;

static gpointer
read_board (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  if (ask->unit_name)
    {
      ask->unit = zg_book_find (db, &zg_unit, ask->unit_name, error);
      if (ask->unit == 0)
        return NULL;
    }
  return zg_roster_board (ask->session, db, ask->first_day, ask->unit, error);
}

static gboolean
is_shift (const ZgBoardShift *shift, const char *text)
{
  return g_strcmp0 (shift->code, text) == 0 || g_strcmp0 (shift->letter, text) == 0 || g_strcmp0 (shift->name, text) == 0;
}

static int
find_shift (const ZgRosterBoard *board, const char *text, int kind)
{
  for (guint i = 0; i < board->shifts->len; i++)
    {
      const ZgBoardShift *shift = &g_array_index (board->shifts, ZgBoardShift, i);

      if (!shift->ended && (text ? is_shift (shift, text) : shift->kind == kind))
        return i;
    }
  return -1;
}

/* -- What is found -- */

static void
print_line (char *text /* (transfer full) (nullable) */, const char *clause)
{
  if (text)
    zg_ctl_print ("%s%s%s\n", text, clause ? "\t" : "", clause ? clause : "");
  g_free (text);
}

static void
print_findings (const ZgRosterBoard *board)
{
  g_autoptr (ZgRosterFindings) findings = zg_roster_findings (board);

  for (guint i = 0; i < findings->clashes->len; i++)
    {
      const ZgRosterClash *clash = &g_array_index (findings->clashes, ZgRosterClash, i);

      print_line (zg_roster_clash_text (board, clash), clash->clause);
    }
  for (guint i = 0; i < board->people->len; i++)
    print_line (zg_roster_rest_text (board, findings, i), "D04-4.1.1d");
  for (guint i = 0; i < findings->gaps->len; i++)
    {
      const ZgRosterGap *gap = &g_array_index (findings->gaps, ZgRosterGap, i);

      print_line (zg_roster_gap_text (board, gap), gap->clause);
    }
  zg_ctl_print (_ ("%u gaps, %u clashes\n"), findings->gaps->len, findings->clashes->len);
}

static void
print_tonight (const ZgRosterBoard *board)
{
  guint n = 0;

  for (guint i = 0; i < board->entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);

      if (entry->day != board->today || !g_array_index (board->shifts, ZgBoardShift, entry->shift).needs_phone)
        continue;
      zg_ctl_print ("%s\t%s\n", g_array_index (board->people, ZgBoardPerson, entry->person).name,
                    entry->phone ? entry->phone : _ ("no phone number"));
      n++;
    }
  if (n == 0)
    zg_ctl_print ("%s\n", _ ("Nobody holds the hotline tonight (D18-7.1b)"));
}

/* -- Filling -- */

static void
print_entry (const ZgRosterBoard *board, const ZgBoardEntry *entry)
{
  char day[11];

  zg_ctl_print ("%s\t%s\t%s\n", zg_day_format (entry->day, day),
                g_array_index (board->shifts, ZgBoardShift, entry->shift).name,
                g_array_index (board->people, ZgBoardPerson, entry->person).name);
}

/* @board: (transfer full). */
static gboolean
save_entries (ZgCtl *ctl, ZgRosterBoard *board, const GArray *entries, const char *reason, GError **error)
{
  g_autoptr (ZgRosterEdit) edit = zg_roster_edit_new (board);
  g_autoptr (GPtrArray)    changes = NULL;
  guint                    n;

  zg_roster_edit_add (edit, entries);
  changes = zg_roster_edit_changes (edit);
  n = zg_roster_save (ctl->session, changes, board->locked, reason, error);
  zg_ctl_print (_ ("%u saved, %u refused\n"), n, changes->len);
  return changes->len == 0;
}

/* @board: (transfer full). People who are rostered at all take turns. */
static gboolean
fill (ZgCtl *ctl, ZgRosterBoard *board, int shift, gboolean write, const char *reason, GError **error)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (int)), entries = NULL;
  gboolean           rests = shift >= 0 && g_array_index (board->shifts, ZgBoardShift, shift).kind == ZG_SHIFT_REST;
  gboolean           saved = TRUE;

  for (int i = 0; i < (int) board->people->len; i++)
    if (g_array_index (board->people, ZgBoardPerson, i).rostered)
      g_array_append_val (people, i);
  if (shift < 0)
    g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no such shift. Use its sign, its name or its code."));
  else if (rests)
    entries = zg_roster_fill_rest (board, shift, (const int *) people->data, people->len);
  else
    entries = zg_roster_fill_shift (board, shift, board->first_day, board->first_day + board->n_days - 1,
                                    (const int *) people->data, people->len);
  for (guint i = 0; entries && i < entries->len; i++)
    print_entry (board, &g_array_index (entries, ZgBoardEntry, i));
  if (entries && write)
    saved = save_entries (ctl, g_steal_pointer (&board), entries, reason, error);
  else if (entries)
    zg_ctl_print (_ ("Nothing was written. --write enters these.\n"));
  g_clear_pointer (&board, zg_roster_board_free);
  return entries != NULL && saved;
}

/* -- The verb -- */

static gboolean
month_step (ZgCtl *ctl, const ZgRosterBoard *board, const char *opinion, GError **error)
{
  const char *verb = ctl->args[0];

  if (board->unit == 0)
    return zg_ctl_usage (error, usage);
  if (g_str_equal (verb, "publish") && opinion)
    verb = "publish_open";
  return zg_roster_month_step (ctl->session, board->first_day, board->unit, verb, opinion, error);
}

static gboolean
run_on (ZgCtl *ctl, ZgRosterBoard *owned, const char *opinion, gboolean write, GError **error)
{
  g_autoptr (ZgRosterBoard) board = owned;
  const char               *verb = ctl->args[0], *shift = ctl->n_args > 1 ? ctl->args[1] : NULL;

  if (g_str_equal (verb, "check"))
    print_findings (board);
  else if (g_str_equal (verb, "tonight"))
    print_tonight (board);
  else if ((g_str_equal (verb, "fill") && shift) || g_str_equal (verb, "rest"))
    {
      int wanted = find_shift (board, g_str_equal (verb, "fill") ? shift : NULL, ZG_SHIFT_REST);

      return fill (ctl, g_steal_pointer (&board), wanted, write, opinion, error);
    }
  else if (g_str_equal (verb, "publish") || g_str_equal (verb, "reopen") || g_str_equal (verb, "archive"))
    return month_step (ctl, board, opinion, error);
  else
    return zg_ctl_usage (error, usage);
  return TRUE;
}

gboolean
zg_ctl_roster (ZgCtl *ctl, GError **error)
{
  g_autofree char *month = zg_ctl_option (ctl, "--month"), *unit = zg_ctl_option (ctl, "--unit");
  g_autofree char *opinion = zg_ctl_option (ctl, "--opinion");
  gboolean         write = zg_ctl_flag (ctl, "--write");
  Ask              ask = { .unit_name = unit };
  ZgRosterBoard   *board;
  char             now[8];
  int              n;

  if (ctl->n_args < 1)
    return zg_ctl_usage (error, usage);
  ask.session = zg_ctl_session (ctl, error);
  if (ask.session == NULL)
    return FALSE;
  if (!zg_month_parse (month ? month : zg_month_format (zg_clock_today (), now), &ask.first_day, &n))
    return zg_ctl_usage (error, usage);
  board = zg_store_read (zg_ctl_store (ctl), read_board, &ask, error);
  return board != NULL && run_on (ctl, board, opinion, write, error);
}
