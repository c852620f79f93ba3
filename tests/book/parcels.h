/* parcels.h: for the tests of sheets: a kind with a field of every sort, five parcels, and three people of two groups. */
#pragma once

#include "small-kinds.h"

#include "zg-sheet-private.h"

#define PASSWORD "Quiet*Meadow77"

enum { P_NAME, P_CODE, P_CARRIER, P_WEIGHT, P_PRICE, P_DAY, P_AT, P_PHONE, P_KEEPER, P_NOTE, P_N };

static const ZgEnum carriers[] = { { 1, "sf", "SF" }, { 3, "zto", "ZTO" }, { 0 } };
static const ZgField parcel_fields[P_N] = {
  [P_NAME] = { "name", "Receiver", ZG_TEXT, ZG_REQUIRED | ZG_ROMAN | ZG_SEARCH | ZG_LIST },
  [P_CODE] = { "code", "Waybill", ZG_TEXT, ZG_SEARCH | ZG_LIST },
  [P_CARRIER] = { "carrier", "Carrier", ZG_ENUM, ZG_LIST | ZG_FILTER, .names = carriers },
  [P_WEIGHT] = { "weight", "Weight", ZG_QTY, ZG_LIST },
  [P_PRICE] = { "price", "Price", ZG_MONEY, ZG_LIST },
  [P_DAY] = { "day", "Day", ZG_DAY, ZG_LIST | ZG_FILTER },
  [P_AT] = { "seen_at", "Seen at", ZG_TIME, ZG_FILTER },
  [P_PHONE] = { "phone", "Phone", ZG_PHONE, ZG_SEALED | ZG_LIST, .seal = "STAFF" },
  [P_KEEPER] = { "keeper", "Keeper", ZG_REF, ZG_LIST | ZG_SEARCH | ZG_FILTER, .ref = "staff" },
  [P_NOTE] = { "note", "Note", ZG_LONG },
};
static const ZgStep parcel_steps[] = {
  { NULL, "create", "draft", ZG_QUIET, ZG_ALL_FIELDS },
  { NULL, "import", "kept", ZG_QUIET, ZG_ALL_FIELDS },
  { "draft", "submit", "kept" },
  { "kept", "take", "taken" },
  { "draft", "delete", "deleted", ZG_DESTROYS },
};
static const ZgState parcel_states[] = { { "taken", "Taken", ZG_TONE_PENDING }, { NULL } };
static const ZgKind  parcel = {
   .id = "parcel",
   .title = "Parcels",
   .module = "test",
   .prefix = "BG",
   ZG_FIELDS (parcel_fields),
   ZG_STEPS (parcel_steps),
   .states = parcel_states,
   .owner = "keeper",
   .name = "name",
};

typedef struct
{
  Small      small;
  gint64     above, unit, other;
  gint64     zhang, li, wang;
  ZgSession *s_zhang, *s_li, *s_wang;
  gint64     parcels[5];
} Room;

static inline gint64
parcel_new (Room *room, const char *name, const char *code, int carrier, gint64 price, const char *day, gint64 keeper,
            const char *verb)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&parcel);

  zg_record_set_text (record, P_NAME, name);
  zg_record_set_text (record, P_CODE, code);
  zg_record_set_int (record, P_CARRIER, carrier);
  zg_record_set_int (record, P_PRICE, price);
  zg_record_set_int (record, P_WEIGHT, 1500);
  zg_record_set_text (record, P_DAY, day);
  zg_record_set_int (record, P_AT, at ("2026-10-31 23:30"));
  zg_record_set_text (record, P_PHONE, "13800006620");
  if (keeper != 0)
    zg_record_set_int (record, P_KEEPER, keeper);
  zg_book_run (room->small.admin, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  if (verb != NULL)
    zg_book_run (room->small.admin, record, verb, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return record->id;
}

static inline void
fill (Room *room)
{
  room->parcels[0] = parcel_new (room, "林小雨", "SF1234567890123", 1, 115600, "2026-10-01", room->zhang, "submit");
  room->parcels[1] = parcel_new (room, "张敏", "77001234567_01", 3, 50, "2026-10-31", room->zhang, "submit");
  room->parcels[2] = parcel_new (room, "Öde％50%", "zt-0042", 3, -900, "2026-11-01", room->wang, NULL);
  room->parcels[3] = parcel_new (room, "赵丽", "0042", 1, 0, "2026-11-02", room->li, "delete");
  room->parcels[4] = parcel_new (room, "单晓", "YT0000000000001", 3, 100, "2025-10-31", 0, NULL);
}

static inline void
set_up (Room *room, gconstpointer data)
{
  static const char *const rights[] = { "unit.create", "staff.create", "parcel.create", "parcel.submit", "parcel.delete",
                                       "parcel.view" };
  Small *small = &room->small;

  small_set_up (small, data);
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    small_may (small, rights[i]);
  room->above = small_unit_new (small, "电商部", 0);
  room->unit = small_unit_new (small, "客服组", room->above);
  room->other = small_unit_new (small, "仓储", room->above);
  room->zhang = small_staff_new (small, "张敏", room->unit, NULL);
  room->li = small_staff_new (small, "李强", room->unit, NULL);
  room->wang = small_staff_new (small, "王芳", room->other, NULL);
  small_person (small, "zhang", "张敏", room->zhang, "emp", PASSWORD);
  small_person (small, "li", "李强", room->li, "sup", PASSWORD);
  small_person (small, "wang", "王芳", room->wang, "sup", PASSWORD);
  room->s_zhang = small_login (small, "zhang", PASSWORD);
  room->s_li = small_login (small, "li", PASSWORD);
  room->s_wang = small_login (small, "wang", PASSWORD);
  fill (room);
}

static inline void
tear_down (Room *room, gconstpointer data)
{
  zg_session_unref (room->s_zhang);
  zg_session_unref (room->s_li);
  zg_session_unref (room->s_wang);
  small_tear_down (&room->small, data);
}
