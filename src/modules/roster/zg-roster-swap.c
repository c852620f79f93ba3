/* zg-roster-swap.c: the kind roster_swap 换班申请: one asks, the other agrees, a supervisor who is neither approves; then one
 * posting changes both entries (D01-6.3). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-roster-private.h"

static const ZgField fields[ZG_SWAP_N_FIELDS] = {
  [ZG_SWAP_STAFF] = { "staff", N_ ("Asked by"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff", .initial = "me",
                      .section = N_ ("Swap") },
  [ZG_SWAP_ENTRY] = { "entry", N_ ("Gives away"), ZG_REF, ZG_REQUIRED | ZG_LIST, .ref = "roster", .clause = "D01-6.3" },
  [ZG_SWAP_PARTNER] = { "partner", N_ ("Taken over by"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff" },
  [ZG_SWAP_OTHER] = { "other", N_ ("Takes in return"), ZG_REF, ZG_LIST, .ref = "roster", .hint = N_ ("empty: nothing") },
  [ZG_SWAP_REASON] = { "reason", N_ ("Reason"), ZG_LONG, ZG_REQUIRED, .max = 300 },
  [ZG_SWAP_PHONE] = { "phone", N_ ("Own phone on duty"), ZG_PHONE, 0, .clause = "D18-7.1b",
                      .hint = N_ ("where the shift taken in return needs one") },
  [ZG_SWAP_PARTNER_PHONE] = { "partner_phone", N_ ("Phone of the other"), ZG_PHONE, 0, .clause = "D18-7.1b",
                              .hint = N_ ("where the shift taken over needs one") },
  [ZG_SWAP_ASKED_AT] = { "asked_at", N_ ("Asked at"), ZG_TIME, ZG_COMPUTED, .section = N_ ("Decision") },
  [ZG_SWAP_AGREED_BY] = { "agreed_by", N_ ("Agreed by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D01-6.3" },
  [ZG_SWAP_AGREED_AT] = { "agreed_at", N_ ("Agreed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_SWAP_DECIDED_BY] = { "decided_by", N_ ("Decided by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D01-6.3" },
  [ZG_SWAP_DECIDED_AT] = { "decided_at", N_ ("Decided"), ZG_TIME, ZG_COMPUTED },
};

static const ZgState states[] = {
  { "agreed", N_ ("Agreed"), ZG_TONE_PENDING },
  { "declined", N_ ("Declined"), ZG_TONE_NEUTRAL },
  { NULL },
};

/* Both sides of a swap as the book has them. */
typedef struct
{
  ZgRecord *entry, *shift;        /* given away */
  ZgRecord *other, *other_shift;  /* (nullable): taken in return */
} Sides;

static void
sides_clear (Sides *sides)
{
  g_clear_pointer (&sides->entry, zg_record_free);
  g_clear_pointer (&sides->shift, zg_record_free);
  g_clear_pointer (&sides->other, zg_record_free);
  g_clear_pointer (&sides->other_shift, zg_record_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sides, sides_clear)

static gboolean
sides_read (ZgDb *db, const ZgRecord *swap, Sides *sides)
{
  gint64 other = zg_record_int (swap, ZG_SWAP_OTHER);

  sides->entry = zg_book_get (db, &zg_roster, zg_record_int (swap, ZG_SWAP_ENTRY), NULL);
  if (sides->entry)
    sides->shift = zg_book_get (db, &zg_shift, zg_record_int (sides->entry, ZG_ROSTER_SHIFT_REF), NULL);
  if (other)
    sides->other = zg_book_get (db, &zg_roster, other, NULL);
  if (sides->other)
    sides->other_shift = zg_book_get (db, &zg_shift, zg_record_int (sides->other, ZG_ROSTER_SHIFT_REF), NULL);
  return sides->shift && (!other || sides->other_shift);
}

static void
check_entry_of (ZgWork *work, int field, const ZgRecord *entry, gint64 staff)
{
  if (zg_record_int (entry, ZG_ROSTER_STAFF) != staff)
    zg_work_fault (work, field, -1, "D01-6.3", _ ("This shift is not held by the person named. Choose one of the own shifts."));
  else if (!g_str_equal (entry->state, "active"))
    zg_work_fault (work, field, -1, NULL, _ ("This entry is no longer on the roster."));
  else if (zg_record_day (entry, ZG_ROSTER_DAY) < zg_work_today (work))
    zg_work_fault (work, field, -1, "D01-6.3", _ ("This day is over; it cannot be swapped any more."));
}

static gboolean
check_sides (ZgWork *work, Sides *sides)
{
  const ZgRecord *swap = zg_work_record (work);
  gint64          asks = zg_record_int (swap, ZG_SWAP_STAFF), partner = zg_record_int (swap, ZG_SWAP_PARTNER);

  zg_work_guard (work, "roster/%" G_GINT64_FORMAT, asks);
  zg_work_guard (work, "roster/%" G_GINT64_FORMAT, partner);
  if (!sides_read (zg_work_db (work), swap, sides))
    {
      zg_work_fault (work, ZG_SWAP_ENTRY, -1, NULL, _ ("This entry is no longer on the roster."));
      return FALSE;
    }
  if (asks == partner)
    zg_work_fault (work, ZG_SWAP_PARTNER, -1, "D01-6.3", _ ("A swap is between two people. Choose somebody else."));
  check_entry_of (work, ZG_SWAP_ENTRY, sides->entry, asks);
  if (sides->other)
    check_entry_of (work, ZG_SWAP_OTHER, sides->other, partner);
  return TRUE;
}

static void
check_ask (ZgWork *work)
{
  g_auto (Sides) sides = { 0 };

  check_sides (work, &sides);
}

/* Whoever takes a shift over must be able to: no shift at the same time, no leave; and a number where calls are forwarded. */
static void
check_takes (ZgWork *work, int field, gint64 staff, const Sides *sides, gboolean given)
{
  const ZgRecord *entry = given ? sides->entry : sides->other, *shift = given ? sides->shift : sides->other_shift;
  gint64          but = sides->entry->id, but2 = sides->other ? sides->other->id : but;
  int             phone = given ? ZG_SWAP_PARTNER_PHONE : ZG_SWAP_PHONE;

  zg_roster_check_person (work, field, staff, shift, zg_record_day (entry, ZG_ROSTER_DAY), but, but2);
  if (zg_record_int (shift, ZG_SHIFT_PHONE) && !zg_record_is_set (zg_work_record (work), phone))
    zg_work_fault (work, phone, -1, "D18-7.1b", _ ("This shift needs the phone number calls are forwarded to."));
}

static void
check_possible (ZgWork *work, Sides *sides)
{
  const ZgRecord *swap = zg_work_record (work);

  if (!check_sides (work, sides))
    return;
  check_takes (work, ZG_SWAP_PARTNER, zg_record_int (swap, ZG_SWAP_PARTNER), sides, TRUE);
  if (sides->other)
    check_takes (work, ZG_SWAP_OTHER, zg_record_int (swap, ZG_SWAP_STAFF), sides, FALSE);
}

static gboolean
is_partner (ZgWork *work)
{
  gint64 me = zg_session_staff (zg_work_session (work));

  return me && zg_record_int (zg_work_record (work), ZG_SWAP_PARTNER) == me;
}

static void
check_agree (ZgWork *work)
{
  g_auto (Sides) sides = { 0 };

  if (!is_partner (work))
    zg_work_fault (work, ZG_SWAP_PARTNER, -1, "D01-6.3", _ ("Only the person who is to take the shift over can agree."));
  check_possible (work, &sides);
}

static void
check_decline (ZgWork *work)
{
  if (!is_partner (work))
    zg_work_fault (work, ZG_SWAP_PARTNER, -1, "D01-6.3", _ ("Only the person who is to take the shift over can decline."));
}

static void
check_approve (ZgWork *work)
{
  g_auto (Sides) sides = { 0 };

  if (is_partner (work))
    zg_work_fault (work, ZG_SWAP_PARTNER, -1, "D01-6.3", _ ("Whoever swaps does not approve it. Let another supervisor decide."));
  check_possible (work, &sides);
}

static void
hand_over (ZgWork *work, ZgRecord *entry /* (transfer full) */, int to, int phone)
{
  const ZgRecord *swap = zg_work_record (work);

  zg_record_set_int (entry, ZG_ROSTER_STAFF, zg_record_int (swap, to));
  if (zg_record_is_set (swap, phone))
    zg_record_set_text (entry, ZG_ROSTER_PHONE, zg_record_text (swap, phone));
  else
    zg_record_set_null (entry, ZG_ROSTER_PHONE);
  zg_record_set_int (entry, ZG_ROSTER_SWAP_REF, swap->id);
  zg_work_step (work, entry, "swap");
}

static void
swap_entries (ZgWork *work)
{
  g_auto (Sides) sides = { 0 };

  if (!sides_read (zg_work_db (work), zg_work_record (work), &sides))
    return;
  hand_over (work, g_steal_pointer (&sides.entry), ZG_SWAP_PARTNER, ZG_SWAP_PARTNER_PHONE);
  if (sides.other)
    hand_over (work, g_steal_pointer (&sides.other), ZG_SWAP_STAFF, ZG_SWAP_PHONE);
}

#define TYPED                                                                                                                    \
  (ZG_F (ZG_SWAP_STAFF) | ZG_F (ZG_SWAP_ENTRY) | ZG_F (ZG_SWAP_PARTNER) | ZG_F (ZG_SWAP_OTHER) | ZG_F (ZG_SWAP_REASON) |         \
   ZG_F (ZG_SWAP_PHONE))
#define DECIDED (ZG_F (ZG_SWAP_DECIDED_BY) | ZG_F (ZG_SWAP_DECIDED_AT))

static const ZgEffect both_entries[] = { { ZG_ALSO, "roster.swap" }, { 0 } };

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET, TYPED, .check = check_ask },
  { "draft", "edit", "draft", ZG_QUIET, TYPED, .check = check_ask },
  { "draft", "submit", "pending", ZG_PRIMARY, TYPED, ZG_F (ZG_SWAP_ASKED_AT), .check = check_ask, .clause = "D01-6.3" },
  { "pending", "agree", "agreed", ZG_PRIMARY, ZG_F (ZG_SWAP_PARTNER_PHONE), ZG_F (ZG_SWAP_AGREED_BY) | ZG_F (ZG_SWAP_AGREED_AT),
    .check = check_agree, .clause = "D01-6.3", .title = N_ ("Agree") },
  { "pending", "decline", "declined", ZG_NEEDS_OPINION, .check = check_decline, .title = N_ ("Decline") },
  { "pending", "withdraw", "withdrawn", 0 },
  { "agreed", "withdraw", "withdrawn", 0 },
  { "agreed", "approve", "approved", ZG_NOT_OWN | ZG_PRIMARY, 0, DECIDED, ZG_F (ZG_SWAP_AGREED_BY), both_entries, check_approve,
    swap_entries, "D01-6.3" },
  { "agreed", "return", "declined", ZG_NOT_OWN | ZG_NEEDS_OPINION, 0, DECIDED, .clause = "D01-6.3" },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};

const ZgKind zg_roster_swap = {
  "roster_swap", N_ ("Swap request"), "roster", "HB",
  ZG_FIELDS (fields), ZG_STEPS (steps), .states = states,
  .owner = "staff", .order = "t.id DESC", .clause = "D01-6.3",
  .empty = N_ ("Requests to swap shifts. A swap counts once the other has agreed and a supervisor has approved it."),
  .index = { "entry", "partner, state" },
};
