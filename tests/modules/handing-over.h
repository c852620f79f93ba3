/* handing-over.h: a whole handover for the tests: counted, taken over, witnessed, finished. */
#pragma once

#include "trial.h"

#include "zg-staff-handover.h"

static inline gpointer
items_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = zg_book_children (db, &zg_handover_item, *(gint64 *) data, error);
  GPtrArray         *items = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; ids && i < ids->len; i++)
    g_ptr_array_add (items, zg_book_get (db, &zg_handover_item, g_array_index (ids, gint64, i), error));
  return items;
}

static inline GPtrArray *
items_of (const ZgRecord *handover)
{
  GError    *error = NULL;
  gint64     id = handover->id;
  GPtrArray *items = zg_store_read (zg_book_store (trial.book), items_db, &id, &error);

  g_assert_no_error (error);
  return items;
}

static inline void
run_with (ZgSession *session, ZgRecord *record, const char *verb, GPtrArray *lines)
{
  GError *error = NULL;

  zg_book_run (session, record, verb, lines, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static inline ZgRecord *
handover_new (int sort, gint64 leaver, gint64 successor)
{
  ZgRecord *handover = zg_record_new (&zg_handover);

  zg_record_set_int (handover, ZG_HANDOVER_SORT, sort);
  zg_record_set_int (handover, ZG_HANDOVER_LEAVER, leaver);
  zg_record_set_int (handover, ZG_HANDOVER_SUCCESSOR, successor);
  zg_record_set_text (handover, ZG_HANDOVER_DAY, "2026-11-20");
  return handover;
}

static inline void
pass_all (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    zg_record_set_int (items->pdata[i], ZG_HANDOVER_ITEM_PASSED, 1);
}

/* The session of somebody with a log-in. */
static inline ZgSession *
session_of (gint64 staff)
{
  static const char *const logins[] = { "zhoumin", "chenjing",  "wangjianguo", "lina",    "zhaoqiang",
                                        "wufang",  "zhangwei", "liuyang",     "huanglei" };

  for (guint i = 0; i < G_N_ELEMENTS (logins); i++)
    {
      ZgSession *session = log_in (logins[i]);

      if (zg_session_staff (session) == staff)
        return session;
      zg_session_unref (session);
    }
  g_error ("nobody logs in for %" G_GINT64_FORMAT, staff);
}

/* @leaver has no log-in and signs on paper; 黄磊 takes over, the line supervisor witnesses. */
static inline void
hand_over (int sort, gint64 leaver)
{
  g_autoptr (ZgRecord)  handover = handover_new (sort, leaver, staff_by ("1012"));
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (ZgSession) successor = session_of (staff_by ("1012")), witness = NULL;

  done (trial.hr, handover, "create", NULL);
  if (!zg_record_is_set (handover, ZG_HANDOVER_WITNESS)) /* his unit has no leader */
    zg_record_set_int (handover, ZG_HANDOVER_WITNESS, staff_by ("1001"));
  attach_picture (handover, ZG_HANDOVER_SCAN);
  done (trial.hr, handover, "count", NULL);
  items = items_of (handover);
  pass_all (items);
  run_with (successor, handover, "accept", items);
  witness = session_of (zg_record_int (handover, ZG_HANDOVER_WITNESS));
  done (witness, handover, "witness", NULL);
  done (trial.hr, handover, "finish", NULL);
  g_assert_cmpstr (handover->state, ==, "done");
}
