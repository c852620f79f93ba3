/* buyers.h: a kind whose phone and ID number are sealed and found, and people who may do everything with it. */
#pragma once

#include "small-kinds.h"
#include "zg-seal.h"
#include "zg-sheet.h"

#define PASSWORD "Quiet*Meadow77"

enum { BUYER_NAME, BUYER_PHONE, BUYER_CARD, BUYER_HOME, BUYER_N };
static const ZgField buyer_fields[BUYER_N] = {
  [BUYER_NAME] = { "name", "Name", ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH },
  [BUYER_PHONE] = { "phone", "Phone", ZG_PHONE, ZG_SEALED | ZG_LIST | ZG_FIND, .seal = "CUST" },
  [BUYER_CARD] = { "card", "ID number", ZG_IDCARD, ZG_SEALED | ZG_FIND, .seal = "CUST" },
  [BUYER_HOME] = { "home", "Address", ZG_TEXT, ZG_SEALED, .seal = "CUST" },
};
static const ZgStep buyer_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { NULL, "import", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS },
};
static const ZgKind buyer = {
  .id = "buyer", .title = "Buyer", .module = "test", ZG_FIELDS (buyer_fields), ZG_STEPS (buyer_steps), .name = "name",
};

static const char *const all_rights[] = { "buyer.create", "buyer.edit", "buyer.view", "buyer.reveal", "buyer.import",
                                          "buyer.export" };

static inline void
keys_set_up (Small *small, gconstpointer data)
{
  small_set_up (small, data);
  for (guint i = 0; i < G_N_ELEMENTS (all_rights); i++)
    small_may (small, all_rights[i]);
}

static inline gint64
buyer_new (Small *small, const char *name, const char *phone, const char *card)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&buyer);

  zg_record_set_text (record, BUYER_NAME, name);
  zg_record_set_text (record, BUYER_PHONE, phone);
  zg_record_set_text (record, BUYER_CARD, card);
  zg_record_set_text (record, BUYER_HOME, "和平路 9 号");
  zg_book_run (small->admin, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return record->id;
}

typedef struct
{
  ZgSession  *session;
  const char *text;
  gint64      id;
} Asked;

static inline gpointer
search (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Asked *asked = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("buyer"));

  g_free (query->search);
  query->search = g_strdup (asked->text);
  return zg_query_ids (query, asked->session, db, NULL, error);
}

static inline guint
found (Small *small, ZgSession *session, const char *text, gint64 first)
{
  g_autoptr (GError) error = NULL;
  Asked asked = { session, text, 0 };
  g_autoptr (GArray) ids = zg_store_read (zg_book_store (small->book), search, &asked, &error);

  g_assert_no_error (error);
  if (first)
    g_assert_cmpint (g_array_index (ids, gint64, 0), ==, first);
  return ids->len;
}

static inline gpointer
find_as (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Asked *asked = data;

  asked->id = zg_book_find_as (asked->session, db, &buyer, asked->text, error);
  return asked->id ? asked : NULL;
}

static inline void
import_buyers (Small *small, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgBatch) batch = zg_batch_new (&buyer, n);

  for (guint i = 0; i < n; i++)
    {
      ZgCell *cells = zg_batch_row (batch);
      char    phone[16], name[24];

      g_snprintf (phone, sizeof phone, "139%08u", i);
      g_snprintf (name, sizeof name, "买家%u", i);
      zg_batch_text (batch, &cells[BUYER_NAME], name, -1);
      zg_batch_text (batch, &cells[BUYER_PHONE], phone, -1);
      zg_batch_text (batch, &cells[BUYER_HOME], "和平路 9 号", -1);
    }
  zg_book_import (small->admin, batch, "b.csv", NULL, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}
