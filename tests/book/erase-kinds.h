/* erase-kinds.h: a house that sells: deals nobody changes, what was said about them, and clients who may buy again; all of them
 * hold sealed what a client is reached by, for a term. */
#pragma once

#include <json-glib/json-glib.h>

#include "small-kinds.h"
#include "zg-import.h"
#include "zg-sheet.h"

#define MONTHS "privacy.customer.months"
#define HOME "和平路 9 号"

enum { DEAL_CLIENT, DEAL_GOODS, DEAL_PHONE, DEAL_HOME, DEAL_N };
static const ZgField deal_fields[DEAL_N] = {
  [DEAL_CLIENT] = { "client", "Client", ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH },
  [DEAL_GOODS] = { "goods", "Goods", ZG_TEXT, ZG_LIST },
  [DEAL_PHONE] = { "phone", "Phone", ZG_PHONE, ZG_SEALED | ZG_LIST | ZG_FIND, .seal = "CUST" },
  [DEAL_HOME] = { "home", "Address", ZG_TEXT, ZG_SEALED | ZG_LIST, .seal = "CUST" },
};
static const ZgStep deal_steps[] = {
  { NULL, "create", "open", ZG_QUIET, ZG_ALL_FIELDS },
  { NULL, "import", "open", ZG_QUIET, ZG_ALL_FIELDS },
  { "open", "close", "closed" },
};
static const ZgTerm three_years = { .months = MONTHS };
static const ZgKind deal = {
  .id = "deal", .title = "Deal", .module = "test", ZG_FIELDS (deal_fields), ZG_STEPS (deal_steps), .name = "client",
  .frozen = TRUE, .term = &three_years,
};

enum { TALK_ABOUT, TALK_AT, TALK_SAID, TALK_N };
static const ZgField talk_fields[TALK_N] = {
  [TALK_ABOUT] = { "about", "About", ZG_TEXT, ZG_REQUIRED | ZG_LIST },
  [TALK_AT] = { "at", "Number", ZG_INT, ZG_LIST },
  [TALK_SAID] = { "said", "What was said", ZG_LONG, ZG_SEALED, .seal = "CUST" },
};
static const ZgStep talk_steps[] = {
  { NULL, "create", "kept", ZG_QUIET, ZG_ALL_FIELDS },
  { NULL, "jot", "issued", ZG_QUIET, ZG_ALL_FIELDS }, /* a state beside the other, for who would change it */
  { NULL, "import", "kept", ZG_QUIET, ZG_ALL_FIELDS },
};
static const ZgKind talk = {
  .id = "talk", .title = "Talk", .module = "test", ZG_FIELDS (talk_fields), ZG_STEPS (talk_steps), .name = "about",
  .append_only = TRUE, .term = &three_years,
};

enum { CLIENT_NAME, CLIENT_PHONE, CLIENT_HOME, CLIENT_N };
static const ZgField client_fields[CLIENT_N] = {
  [CLIENT_NAME] = { "name", "Name", ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH },
  [CLIENT_PHONE] = { "phone", "Phone", ZG_PHONE, ZG_SEALED | ZG_LIST | ZG_FIND, .seal = "CUST" },
  [CLIENT_HOME] = { "home", "Address", ZG_TEXT, ZG_SEALED | ZG_LIST, .seal = "CUST" },
};
static const ZgTerm while_he_buys = {
  .months = MONTHS, .needed = "EXISTS (SELECT 1 FROM deal d WHERE d.client = t.name AND d.created_ms >= $2)",
};
static const ZgKind client = {
  .id = "client", .title = "Client", .module = "test", ZG_FIELDS (client_fields), ZG_REGISTER, .name = "name",
  .term = &while_he_buys,
};

/* -- Time goes on -- */

#define DAY_MS G_GINT64_CONSTANT (86400000)

typedef struct
{
  Small       small;
  guint       n_passwords;
  const char *password;
} House;

static const char *const passwords[] = { "Quiet*Meadow77", "Amber%Canyon31", "Velvet&Orchard58", "Silver#Thicket64",
                                         "Marble!Lagoon29", "Cobalt?Prairie83", "Walnut@Glacier46", "Indigo^Hollow92" };

static inline void
log_in (House *house)
{
  g_clear_pointer (&house->small.admin, zg_session_unref);
  house->small.admin = small_login (&house->small, "lin", house->password);
}

/* He comes in at @stamp, the first time for long where he was not there @days before; where his password is too old by then he
 * takes a new one. */
static inline void
come_after (House *house, const char *stamp, int days)
{
  g_autoptr (GError) error = NULL;

  if (days)
    {
      zg_clock_set (at (stamp) - days * DAY_MS);
      log_in (house);
    }
  zg_clock_set (at (stamp));
  log_in (house);
  if (!zg_session_must_change (house->small.admin))
    return;
  g_assert_cmpuint (house->n_passwords, <, G_N_ELEMENTS (passwords));
  zg_session_change_password (house->small.admin, house->password, passwords[house->n_passwords], &error);
  g_assert_no_error (error);
  house->password = passwords[house->n_passwords++];
  log_in (house);
}

static inline void
come_at (House *house, const char *stamp)
{
  come_after (house, stamp, 10);
}

static inline void
freshen (House *house)
{
  g_autoptr (GError) error = NULL;

  zg_book_freshen (house->small.admin, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static inline void
house_set_up (House *house, gconstpointer data)
{
  static const char *const rights[] = { "deal.create", "deal.view", "deal.reveal", "deal.import", "deal.export", "deal.close",
                                        "talk.create", "talk.view", "talk.reveal", "talk.import", "talk.export", "client.create",
                                        "client.view", "client.edit", "client.reveal", "parameter.create" };

  small_set_up (&house->small, data);
  house->password = ADMIN_PASSWORD;
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    {
      g_autoptr (GError)   error = NULL;
      g_autoptr (ZgRecord) record = zg_record_new (&zg_role_right);

      zg_record_set_text (record, ZG_RIGHT_ROLE, "admin");
      zg_record_set_text (record, ZG_RIGHT_PERMISSION, rights[i]);
      zg_record_set_int (record, ZG_RIGHT_REACH, ZG_REACH_ALL);
      if (!zg_book_run (house->small.admin, record, "create", NULL, NULL, NULL, NULL, &error) && !strstr (rights[i], "parameter"))
        g_error ("%s", error->message);
    }
}

static inline void
house_tear_down (House *house, gconstpointer data)
{
  small_tear_down (&house->small, data);
}

static inline gint64
number (House *house, const char *sql)
{
  return small_int (&house->small, sql);
}

/* -- What it holds -- */

static inline gint64
post (House *house, ZgRecord *record, const char *verb)
{
  g_autoptr (GError) error = NULL;

  zg_book_run (house->small.admin, record, verb, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return record->id;
}

static inline gint64
deal_new (House *house, const char *name, const char *phone)
{
  g_autoptr (ZgRecord) record = zg_record_new (&deal);

  zg_record_set_text (record, DEAL_CLIENT, name);
  zg_record_set_text (record, DEAL_GOODS, "纸巾");
  zg_record_set_text (record, DEAL_PHONE, phone);
  zg_record_set_text (record, DEAL_HOME, HOME);
  return post (house, record, "create");
}

static inline gint64
talk_new (House *house, const char *about)
{
  g_autoptr (ZgRecord) record = zg_record_new (&talk);

  zg_record_set_text (record, TALK_ABOUT, about);
  zg_record_set_text (record, TALK_SAID, HOME);
  return post (house, record, "create");
}

static inline gint64
client_new (House *house, const char *name, const char *phone)
{
  g_autoptr (ZgRecord) record = zg_record_new (&client);

  zg_record_set_text (record, CLIENT_NAME, name);
  zg_record_set_text (record, CLIENT_PHONE, phone);
  zg_record_set_text (record, CLIENT_HOME, HOME);
  return post (house, record, "create");
}

static inline void
import (House *house, ZgBatch *batch)
{
  g_autoptr (GError) error = NULL;

  zg_book_import (house->small.admin, batch, "file.csv", NULL, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static inline void
import_deals (House *house, guint n)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&deal, n);

  for (guint i = 0; i < n; i++)
    {
      ZgCell *cells = zg_batch_row (batch);
      char    phone[16], name[24];

      g_snprintf (phone, sizeof phone, "139%08u", i);
      g_snprintf (name, sizeof name, "买家%u", i);
      zg_batch_text (batch, &cells[DEAL_CLIENT], name, -1);
      zg_batch_text (batch, &cells[DEAL_GOODS], "纸巾", -1);
      zg_batch_text (batch, &cells[DEAL_PHONE], phone, -1);
      zg_batch_text (batch, &cells[DEAL_HOME], HOME, -1);
    }
  import (house, batch);
}

static inline void
import_talks (House *house, guint n)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&talk, n);

  for (guint i = 0; i < n; i++)
    {
      ZgCell *cells = zg_batch_row (batch);

      zg_batch_text (batch, &cells[TALK_ABOUT], "order", -1);
      zg_batch_int (&cells[TALK_AT], i);
      if (i % 3)
        zg_batch_text (batch, &cells[TALK_SAID], HOME, -1);
    }
  import (house, batch);
}

/* As a program before version 20 wrote it: the digest of @n rows has what is sealed in it. */
typedef struct
{
  House *house;
  guint  n;
} Old;

static inline gboolean
old_rows (ZgDb *db, Small *small, gint64 first, guint n, GChecksum *sum, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZgRecord) record = zg_record_new (&talk);
      ZgCell               typed = { .type = ZG_CELL_TEXT, .s = (char *) HOME };
      g_autofree char     *head = g_strdup_printf ("%" G_GINT64_FORMAT "\x1f" "old\x1f%u\x1f", first + i, i);
      GBytes              *sealed;

      record->id = first + i;
      record->version = 1;
      record->maker = zg_session_person (small->admin);
      record->created_ms = zg_book_now (small->book);
      g_free (record->state);
      record->state = g_strdup ("kept");
      zg_record_set_text (record, TALK_ABOUT, "old");
      zg_record_set_int (record, TALK_AT, i);
      if (!zg_session_seal_cell (small->admin, &talk, TALK_SAID, record->id, &typed, &record->cells[TALK_SAID], error) ||
          !zg_row_write (db, record, 0, first, error))
        return FALSE;
      sealed = record->cells[TALK_SAID].b;
      g_checksum_update (sum, (const guchar *) head, -1);
      g_checksum_update (sum, g_bytes_get_data (sealed, NULL), (gssize) g_bytes_get_size (sealed));
      g_checksum_update (sum, (const guchar *) "\n", 1);
    }
  return TRUE;
}

/* The import has the number of its first row. */
static inline gboolean
old_tx (ZgDb *db, gpointer data, GError **error)
{
  Old                  *old = data;
  Small                *small = &old->house->small;
  gint64                first = zg_book_new_id (small->book, old->n), last = first + old->n - 1, person;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GBytes)    digest = NULL;
  g_autofree char      *body = NULL;

  person = zg_session_person (small->admin);
  if (!zg_db_run (db, error, "INSERT INTO import (id, kind, source, at_ms, person, state, n_rows)"
                             " VALUES ($1, 'talk', 'old.csv', $2, $3, 'done', $4)", "iiii", first, zg_book_now (small->book),
                  person, (gint64) old->n) ||
      !old_rows (db, small, first, old->n, sum, error))
    return FALSE;
  digest = g_bytes_new (g_checksum_get_string (sum), 64);
  body = g_strdup_printf ("{\"import\":%" G_GINT64_FORMAT ",\"k\":\"talk\",\"first\":%" G_GINT64_FORMAT ",\"last\":%"
                          G_GINT64_FORMAT ",\"rows\":%u,\"digest\":\"%s\"}", first, first, last, old->n,
                          g_checksum_get_string (sum));
  return zg_db_run (db, error, "INSERT INTO import_chunk (import_id, first_id, last_id, digest) VALUES ($1, $2, $3, $4)", "iiib",
                    first, first, last, digest) &&
         zg_note (db, small->book, person, small->admin->sign_sk, "talk.import", "import_run", first, 0, body, error);
}

static inline gpointer
old_write (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, old_tx, data, error) ? data : NULL;
}

static inline void
import_old (House *house, guint n)
{
  g_autoptr (GError) error = NULL;
  Old old = { house, n };

  zg_store_write (zg_book_store (house->small.book), old_write, &old, &error);
  g_assert_no_error (error);
}

/* -- What is looked at -- */

/* @words: (nullable): it is not whole, and why. */
static inline void
verify (House *house, const char *words)
{
  g_autoptr (GError) error = NULL;

  if (zg_book_verify (house->small.book, TRUE, NULL, &error) != (words == NULL))
    g_error ("verify: %s", error ? error->message : "nothing was found");
  if (words)
    assert_refused (error, ZG_ERROR_CORRUPT, words);
}

/* Past the triggers of @kind. */
static inline void
tamper (House *house, const ZgKind *kind, const char *sql)
{
  g_autofree char *script = g_strdup_printf (
      engine_is_server () ? "ALTER TABLE %s DISABLE TRIGGER USER; %s; ALTER TABLE %s ENABLE TRIGGER USER"
                          : "DROP TRIGGER IF EXISTS %s_no_delete; %s; SELECT '%s'", kind->id, sql, kind->id);

  if (!engine_is_server ())
    {
      g_autofree char *name = g_strdup_printf ("DROP TRIGGER IF EXISTS %s_%s", kind->id, kind->frozen ? "frozen" : "no_update");

      small_raw (&house->small, name);
    }
  small_raw (&house->small, script);
}

/* -- Looking for it -- */

typedef struct
{
  ZgSession    *session;
  const ZgKind *kind;
  const char   *text; /* looked for */
  char         *phone, *home; /* as the list shows them of the first row found */
  guint         n;
} Look;

static inline gpointer
look (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Look              *looked = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id (looked->kind->id));
  g_autoptr (GArray) ids = NULL;
  g_autoptr (ZgRows) rows = NULL;

  g_free (query->search);
  query->search = g_strdup (looked->text);
  ids = zg_query_ids (query, looked->session, db, NULL, error);
  if (ids == NULL || (looked->n = ids->len) == 0)
    return ids ? looked : NULL;
  rows = zg_query_rows (query, looked->session, db, (const gint64 *) ids->data, 1, error);
  for (int i = 0; rows && i < rows->n_columns; i++)
    if (g_str_equal (query->sheet->columns[i].name, "phone"))
      looked->phone = g_strdup (rows->cells[i].s);
    else if (g_str_equal (query->sheet->columns[i].name, "home"))
      looked->home = g_strdup (rows->cells[i].s);
  return rows ? looked : NULL;
}

static inline guint
found (House *house, const ZgKind *kind, const char *text, const char *phone, const char *home)
{
  g_autoptr (GError) error = NULL;
  Look looked = { house->small.admin, kind, text };

  zg_store_read (zg_book_store (house->small.book), look, &looked, &error);
  g_assert_no_error (error);
  if (phone)
    g_assert_cmpstr (looked.phone, ==, phone);
  if (home)
    g_assert_cmpstr (looked.home, ==, home);
  g_free (looked.phone);
  g_free (looked.home);
  return looked.n;
}
