/* zg-order-buyers.c: whose the orders of an export are (D21-3.5.5): by the name the platform gives him, else by the telephone
 * number of the receiver, else nobody's; and what he is reached by, as his newest order has it. */
#include "config.h"

#include "zg-order-buyers.h"

#include <string.h>

#include "zg-seal.h"

struct _ZgBuyers
{
  ZgSession    *session;
  ZgDb         *db;
  ZgImportPlan *plan;
  ZgBatch      *customers;
  int           platform;
  GHashTable   *fresh;  /* keys in the batch */
  GHashTable   *phones; /* number → key, of those without a name in this file */
  GHashTable   *newest; /* key → ZgOrderRow of those the book knows */
  GHashTable   *bought; /* keys of those of them who paid for an order */
};

ZgBuyers *
zg_buyers_new (ZgSession *session, ZgDb *db, ZgImportPlan *plan, ZgBatch *customers, int platform)
{
  ZgBuyers *self = g_new0 (ZgBuyers, 1);

  *self = (ZgBuyers){ session, db, plan, customers, platform };
  self->fresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->phones = g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) zg_wipe_text, g_free);
  self->newest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->bought = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
zg_buyers_free (ZgBuyers *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->fresh);
  g_hash_table_unref (self->phones);
  g_hash_table_unref (self->newest);
  g_hash_table_unref (self->bought);
  g_free (self);
}

/* -- Who it is -- */

/* The customer of this platform who is reached by @phone. Returns: (transfer full) (nullable). */
static char *
known_by_phone (ZgBuyers *self, const char *phone)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!zg_blind_find (self->session, self->db, &zg_customer, phone, ids, NULL))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (ZgRecord) customer = zg_book_get (self->db, &zg_customer, g_array_index (ids, gint64, i), NULL);

      if (customer && zg_record_int (customer, ZG_CUSTOMER_PLATFORM) == self->platform
          && zg_record_is_set (customer, ZG_CUSTOMER_KEY))
        return g_strdup (zg_record_text (customer, ZG_CUSTOMER_KEY));
    }
  return NULL;
}

char *
zg_buyers_key (ZgBuyers *self, const ZgOrderRow *row)
{
  const char *code = zg_platform_code (self->platform), *seen;
  char       *key;

  if (row->buyer)
    return g_strdup_printf ("%s:%s", code, row->buyer);
  if (row->phone == NULL)
    return NULL; /* nobody can say whose it is */
  seen = g_hash_table_lookup (self->phones, row->phone);
  if (seen)
    return g_strdup (seen);
  key = known_by_phone (self, row->phone);
  if (key == NULL) /* the number itself stands nowhere in the open: his first order names him */
    key = g_strdup_printf ("%s:#%s", code, row->number);
  g_hash_table_insert (self->phones, g_strdup (row->phone), g_strdup (key));
  return key;
}

/* "王**", where the platform tells no name of the buyer. Returns: (transfer full). */
static char *
name_of (const ZgOrderRow *row)
{
  g_autofree char *first = row->consignee && *row->consignee ? g_utf8_substring (row->consignee, 0, 1) : NULL;

  return row->buyer ? g_strdup (row->buyer) : first ? g_strdup_printf ("%s**", first) : g_strdup (row->number);
}

/* -- What he is reached by -- */

static const char *
said (const ZgOrderRow *row, int field)
{
  return field == ZG_CUSTOMER_CONSIGNEE ? row->consignee
         : field == ZG_CUSTOMER_PHONE   ? row->phone
         : row->address_now             ? row->address_now
                                        : row->address;
}

static gint64
placed (const ZgOrderRow *row)
{
  return row->placed ? row->placed : row->paid_at;
}

static void
put (ZgBuyers *self, ZgCell *cells, int field, const char *text)
{
  int         most = zg_customer.fields[field].max ? zg_customer.fields[field].max : 200;
  const char *end;

  if (text == NULL)
    return;
  end = g_utf8_strlen (text, -1) > most ? g_utf8_offset_to_pointer (text, most) : text + strlen (text);
  zg_batch_text (self->customers, &cells[field], text, end - text);
}

void
zg_buyers_add (ZgBuyers *self, const ZgOrderRow *row, const char *key)
{
  const ZgOrderRow *newest = g_hash_table_lookup (self->newest, key);
  g_autofree char  *name = NULL;
  gint64            known = 0;
  ZgCell           *cells;

  if (newest == NULL && !g_hash_table_contains (self->fresh, key)
      && !zg_db_int (self->db, &known, NULL, ZG_SQL ("SELECT id FROM customer WHERE buyer_key = $1"), "s", key))
    return;
  if (newest || known)
    {
      if (newest == NULL || placed (row) >= placed (newest))
        g_hash_table_insert (self->newest, g_strdup (key), (gpointer) row);
      if (row->status >= ZG_STATUS_PAID && row->status < ZG_STATUS_CLOSED)
        g_hash_table_add (self->bought, g_strdup (key));
      return;
    }
  if (!g_hash_table_add (self->fresh, g_strdup (key)))
    return;
  name = name_of (row);
  cells = zg_batch_row (self->customers);
  put (self, cells, ZG_CUSTOMER_NAME, name);
  zg_batch_int (&cells[ZG_CUSTOMER_PLATFORM], self->platform);
  put (self, cells, ZG_CUSTOMER_KEY, key);
  for (int i = ZG_CUSTOMER_CONSIGNEE; i <= ZG_CUSTOMER_ADDRESS; i++)
    put (self, cells, i, said (row, i));
}

/* Returns: whether the newest order says another one. */
static gboolean
refresh_field (ZgBuyers *self, ZgRecord *customer, int field, const ZgOrderRow *row)
{
  const ZgCell *cell = &customer->cells[field];
  const char   *now = said (row, field);
  char         *was = NULL;
  gboolean      differs;

  if (now == NULL || g_utf8_strlen (now, -1) > (zg_customer.fields[field].max ? zg_customer.fields[field].max : 200))
    return FALSE;
  if (cell->type == ZG_CELL_BYTES && !zg_cell_is_erased (cell))
    {
      was = zg_session_open_cell (self->session, &zg_customer, field, customer->id, cell, NULL);
      if (was == NULL)
        return FALSE; /* not for who loads it to read */
    }
  differs = was == NULL || !zg_order_same_text (was, now);
  if (differs)
    zg_record_set_text (customer, field, now);
  zg_wipe_text (was);
  return differs;
}

static void
refresh (ZgBuyers *self, const char *key, const ZgOrderRow *row)
{
  g_autoptr (ZgRecord) customer = NULL;
  gint64               id = 0, last = 0;
  gboolean             differs = FALSE;

  if (!zg_db_int (self->db, &last, NULL,
                  ZG_SQL ("SELECT COALESCE (MAX (placed_at), 0) FROM sales_order WHERE buyer_key = $1"), "s", key)
      || placed (row) < last
      || !zg_db_int (self->db, &id, NULL, ZG_SQL ("SELECT id FROM customer WHERE buyer_key = $1 AND state = 'active'"), "s", key)
      || id == 0 || (customer = zg_book_get (self->db, &zg_customer, id, NULL)) == NULL)
    return;
  for (int i = ZG_CUSTOMER_CONSIGNEE; i <= ZG_CUSTOMER_ADDRESS; i++)
    differs |= refresh_field (self, customer, i, row);
  if (zg_record_int (customer, ZG_CUSTOMER_POTENTIAL) && g_hash_table_contains (self->bought, key))
    {
      zg_record_set_int (customer, ZG_CUSTOMER_POTENTIAL, 0); /* he has bought; what was talked about first stays */
      differs = TRUE;
    }
  if (differs)
    zg_import_plan_change (self->plan, row->line, g_steal_pointer (&customer), "edit", row->number);
}

static int
by_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

void
zg_buyers_refresh (ZgBuyers *self)
{
  guint             n;
  g_autofree char **keys = (char **) g_hash_table_get_keys_as_array (self->newest, &n);

  if (zg_session_reach (self->session, "customer.edit") != ZG_REACH_ALL)
    return;
  qsort (keys, n, sizeof *keys, by_text);
  for (guint i = 0; i < n; i++)
    refresh (self, keys[i], g_hash_table_lookup (self->newest, keys[i]));
}
