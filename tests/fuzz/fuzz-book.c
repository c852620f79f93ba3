/* What is read with the book beside it: layouts of files, search words, payloads in the audit. One trial book for all; whatever
 * writes is rolled back. */
#include <string.h>

#include "../modules/trial.h"
#include "fuzz.h"
#include "zg-audit-list.h"
#include "zg-sheet.h"

typedef struct
{
  const guint8 *data;
  gsize         size;
} Input;

static gboolean is_open;

static void
need_book (void)
{
  if (is_open)
    return;
  trial_open ();
  is_open = TRUE;
}

void
fuzz_start (void)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_FATAL_MASK);
  zg_book_init ();
  zg_modules_init ();
}

void
fuzz_end (void)
{
  if (is_open)
    trial_close ();
}

/* -- Layouts: the first byte says which -- */

static void
look_at_plan (const ZgImportPlan *plan)
{
  HOLDS (plan->summary == NULL || g_utf8_validate (plan->summary, -1, NULL));
  HOLDS (plan->batch == NULL || plan->batch->n_rows == plan->n_taken);
  for (guint i = 0; i < plan->lines->len; i++)
    {
      const ZgImportLine *line = plan->lines->pdata[i];

      IS_TEXT (line->text);
      HOLDS (line->note == NULL || g_utf8_validate (line->note, -1, NULL));
    }
}

static gpointer
plan_input (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Input              *input = data;
  guint                     n = 0;
  const ZgLayout *const    *layouts = zg_layouts (&n);
  const ZgLayout           *layout = layouts[input->size ? input->data[0] % n : 0];
  g_autoptr (GBytes)        bytes = g_bytes_new (input->data + MIN (input->size, 1), input->size - MIN (input->size, 1));
  g_autoptr (GPtrArray)     values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ZgImportPlan)  plan = NULL;

  HOLDS (layout->recognise ("1_attlog.dat", bytes) >= 0);
  for (int i = 0; i < layout->n_arguments; i++)
    g_ptr_array_add (values, layout->propose ? layout->propose (&layout->arguments[i], "1_attlog.dat", bytes, trial.hr, db)
                                             : NULL);
  g_ptr_array_add (values, NULL);
  plan = layout->plan (layout, trial.hr, db, "1_attlog.dat", bytes, (const char *const *) values->pdata, NULL);
  if (plan)
    look_at_plan (plan);
  return data;
}

void
fuzz_layout (const guint8 *data, gsize size)
{
  Input input = { data, size };

  need_book ();
  zg_store_read (zg_book_store (trial.book), plan_input, &input, NULL);
}

/* -- Search -- */

static gpointer
search_input (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const sheets[] = { "staff", "punch", "leave", "person" };
  const Input             *input = data;
  const ZgSheet           *sheet = zg_sheet_by_id (sheets[input->size ? input->data[0] % G_N_ELEMENTS (sheets) : 0]);
  g_autoptr (ZgQuery)      query = zg_query_new (sheet);
  g_autoptr (GArray)       all = zg_query_ids (query, trial.admin, db, NULL, NULL);
  g_autoptr (GArray)       found = NULL;
  g_autoptr (GError)       refused = NULL;
  g_autofree char         *raw = fuzz_text_of (input->data + MIN (input->size, 1), input->size - MIN (input->size, 1));
  g_autofree char         *words = NULL;

  query->search = g_utf8_make_valid (raw, -1);
  found = zg_query_ids (query, trial.admin, db, NULL, &refused);
  /* No word can break the query, and none finds more than there is. */
  HOLDS (all && found && refused == NULL && found->len <= all->len);
  words = zg_query_words (query, db);
  IS_TEXT (words);
  return data;
}

void
fuzz_search (const guint8 *data, gsize size)
{
  Input input = { data, size };

  need_book ();
  zg_store_read (zg_book_store (trial.book), search_input, &input, NULL);
}

/* -- Payloads: the history reads what stands in the audit, whoever wrote it -- */

static gboolean
read_payload (ZgDb *db, gpointer data, GError **error)
{
  g_autofree char       *body = fuzz_text_of (((Input *) data)->data, ((Input *) data)->size);
  g_autoptr (GBytes)     hash = g_bytes_new_static ("01234567890123456789012345678901", 32);
  g_autoptr (GPtrArray)  entries = NULL;
  g_autofree char       *words = NULL;

  if (!g_utf8_validate (body, -1, NULL) ||
      !zg_db_run (db, error, "INSERT INTO audit (chain, seq, at_ms, actor, step, kind, doc, cmd, version, body, body_hash, hash)"
                  " VALUES (2, 1, 0, 1, 'staff.edit', 'staff', 7, 'fuzz', 1, $1, $2, $2)", "sb", body, hash))
    return FALSE;
  words = zg_audit_changes (db, (G_GINT64_CONSTANT (2) << 40) + 1);
  HOLDS (words == NULL || g_utf8_validate (words, -1, NULL));
  entries = zg_book_history (db, zg_kind_by_id ("staff"), 7, error);
  HOLDS (entries && entries->len == 1);
  for (guint i = 0; i < entries->len; i++)
    {
      const ZgHistory *entry = entries->pdata[i];

      IS_TEXT (entry->verb);
      HOLDS (entry->changes == NULL || g_utf8_validate (entry->changes, -1, NULL));
    }
  return FALSE; /* nothing of it is kept */
}

static gpointer
payload_input (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) rolled_back = NULL;

  zg_db_transaction (db, read_payload, data, &rolled_back);
  return data;
}

void
fuzz_posting (const guint8 *data, gsize size)
{
  Input input = { data, size };

  need_book ();
  zg_store_write (zg_book_store (trial.book), payload_input, &input, NULL);
}
