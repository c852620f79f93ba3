/* Verify: what somebody with the file in his hands changes is found, and where. */
#include "run-kinds.h"

static void
tamper (Room *room, const char *sql)
{
  small_tamper (&room->small, "audit", sql);
}

static void
sound (Room *room)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *report = NULL;

  g_assert_true (zg_book_verify (room->small.book, FALSE, &report, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (report, "every link"));
}

/* @words: (nullable): the message says so. */
static void
found (Room *room, gboolean deep, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *report = NULL;

  g_assert_false (zg_book_verify (room->small.book, deep, &report, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
  if (words)
    g_assert_nonnull (strstr (error->message, words));
}

/* -- The chain -- */

typedef struct
{
  const char *path, *sql, *words;
} Attack;

/* $S: the entry in the middle that is attacked. */
#define S "(SELECT MIN (seq) FROM audit WHERE step = 'claim.create')"

static const Attack attacks[] = {
  { "/verify/edit-text", "UPDATE audit SET body = replace (body, 'Taxi', 'Bus') WHERE seq = " S ";", "its text was changed" },
  { "/verify/edit-text-and-hash",
    "UPDATE audit SET body = replace (body, 'Taxi', 'Bus'), body_hash = (SELECT body_hash FROM audit WHERE seq = 1)"
    " WHERE seq = " S ";", NULL },
  { "/verify/change-actor", "UPDATE audit SET actor = (SELECT id FROM person WHERE login = 'li') WHERE seq = " S ";",
    "does not follow" },
  { "/verify/change-time", "UPDATE audit SET at_ms = at_ms + 1 WHERE seq = " S ";", "does not follow" },
  { "/verify/delete", "DELETE FROM audit WHERE seq = " S ";", "is missing" },
  { "/verify/delete-and-close-up",
    "DELETE FROM audit WHERE seq = " S "; UPDATE audit SET seq = -seq WHERE seq > (SELECT MIN (a.seq) FROM audit a"
    " WHERE NOT EXISTS (SELECT 1 FROM audit b WHERE b.seq = a.seq + 1)); UPDATE audit SET seq = -seq - 1 WHERE seq < 0;"
    " UPDATE chain SET seq = seq - 1;", "does not follow" },
  { "/verify/insert", "INSERT INTO audit (chain, seq, at_ms, actor, step, cmd, version, body, body_hash, hash, sig) SELECT "
                      "chain, seq + 1, at_ms, actor,"
    " step, 'forged', version, body, body_hash, hash, sig FROM audit WHERE seq = (SELECT MAX (seq) FROM audit);"
    " UPDATE chain SET seq = seq + 1;", "does not follow" },
  { "/verify/reorder", "UPDATE audit SET seq = 1000000 WHERE seq = (SELECT seq FROM chain);"
    " UPDATE audit SET seq = (SELECT seq FROM chain) WHERE seq = (SELECT seq - 1 FROM chain);"
    " UPDATE audit SET seq = (SELECT seq - 1 FROM chain) WHERE seq = 1000000;", "does not follow" },
  { "/verify/change-number", "UPDATE audit SET no = 'BX-2026-0009' WHERE step = 'claim.submit';", "does not follow" },
  { "/verify/cut-tail", "DELETE FROM audit WHERE seq = (SELECT MAX (seq) FROM audit);", "end of the audit was cut" },
  { "/verify/cut-all", "DELETE FROM audit;", "end of the audit was cut" },
  { "/verify/cut-all-and-head", "DELETE FROM audit; DELETE FROM chain;", "end of the audit was cut" },
  { "/verify/flip-signature", "UPDATE audit SET sig = (SELECT sig FROM audit WHERE step = 'claim.submit') WHERE seq = " S ";",
    "does not follow" },
  { "/verify/change-head", "UPDATE chain SET hash = (SELECT body_hash FROM audit WHERE seq = 1);", "end of the audit was cut" },
  { "/verify/head-back", "UPDATE chain SET seq = seq - 1;", "end of the audit was cut" },
};

static void
test_attack (Room *room, gconstpointer data)
{
  const Attack        *attack = data;
  g_autoptr (ZgRecord) first = claim_in (room, "Taxi", "pending");
  g_autoptr (ZgRecord) second = claim_in (room, "Train", "draft");

  sound (room);
  tamper (room, attack->sql);
  found (room, FALSE, attack->words);
}

/* Who also reckons the hashes anew stumbles over the signature. */
static gpointer
forge (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, "SELECT seq, at_ms, actor, no, body, sig FROM audit ORDER BY seq", NULL);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  guint8             hash[ZG_SHA256_BYTES] = { 0 }, next[ZG_SHA256_BYTES];
  gboolean           row;

  while (zg_stmt_step (stmt, &row, error) && row)
    {
      g_autoptr (GBytes) sig = zg_stmt_bytes (stmt, 5);

      zg_audit_link (hash, 1, zg_stmt_int (stmt, 0), zg_stmt_int (stmt, 1), zg_stmt_int (stmt, 2), zg_stmt_text (stmt, 3), sig,
                     zg_stmt_text (stmt, 4), next);
      memcpy (hash, next, sizeof hash);
      g_ptr_array_add (hashes, g_bytes_new (hash, sizeof hash));
    }
  zg_db_require_audit (db, FALSE);
  for (guint i = 0; i < hashes->len; i++)
    {
      zg_db_run (db, error, "UPDATE audit SET hash = $2 WHERE seq = $1", "ib", (gint64) i + 1, hashes->pdata[i]);
      zg_db_run (db, error, "UPDATE chain SET hash = $1", "b", hashes->pdata[i]);
    }
  zg_db_require_audit (db, TRUE);
  return data;
}

static void
test_forged_chain (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) first = claim_in (room, "Taxi", "pending");
  g_autoptr (GError)   error = NULL;

  tamper (room, "UPDATE audit SET actor = (SELECT id FROM person WHERE login = 'li') WHERE seq = " S ";");
  zg_store_write (zg_book_store (room->small.book), forge, "", &error);
  g_assert_no_error (error);
  found (room, FALSE, "signature does not hold");
}

static void
test_stripped_signature (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) first = claim_in (room, "Taxi", "pending");
  g_autoptr (GError)   error = NULL;

  tamper (room, "UPDATE audit SET actor = (SELECT id FROM person WHERE login = 'li'), sig = NULL WHERE seq = " S ";");
  zg_store_write (zg_book_store (room->small.book), forge, "", &error);
  g_assert_no_error (error);
  found (room, FALSE, "signature");
}

/* -- What the chain says nothing of -- */

static void
test_computed (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "Taxi", "pending");

  sound (room);
  small_raw (&room->small, "UPDATE claim SET double_fen = 1");
  found (room, FALSE, claim->no);
}

static void
test_imported_rows (Room *room, gconstpointer data)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&run_log, 2000);
  g_autoptr (GError)  error = NULL;

  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *word = g_strdup_printf ("word %d", i);

      zg_batch_text (batch, &zg_batch_row (batch)[LOG_WORD], word, -1);
    }
  zg_book_import (room->small.admin, batch, "words.txt", NULL, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (zg_book_verify (room->small.book, TRUE, NULL, &error));
  small_tamper (&room->small, "log", "UPDATE log SET word = 'other' WHERE word = 'word 1700';");
  sound (room);
  found (room, TRUE, "words.txt");
  small_raw (&room->small, "UPDATE log SET word = 'word 1700' WHERE word = 'other';");
  g_assert_true (zg_book_verify (room->small.book, TRUE, NULL, NULL));
  small_tamper (&room->small, "log", "DELETE FROM log WHERE word = 'word 1700';");
  found (room, TRUE, "words.txt");
}

static void
test_new_password (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "Taxi", "pending");
  g_autoptr (GError)   error = NULL;
  g_autofree char     *once = NULL;
  g_autoptr (ZgRecord) own = claim_new (room, "Bus");

  run_ok (room->s_zhang, own, "create");
  once = zg_people_reset (room->small.admin, room->p_zhang, &error); /* a new key pair; the old signatures still hold */
  g_assert_no_error (error);
  sound (room);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  run_kinds ();
  for (guint i = 0; i < G_N_ELEMENTS (attacks); i++)
    g_test_add (attacks[i].path, Room, &attacks[i], room_set_up, test_attack, room_tear_down);
  g_test_add ("/verify/forged-chain", Room, NULL, room_set_up, test_forged_chain, room_tear_down);
  g_test_add ("/verify/stripped-signature", Room, NULL, room_set_up, test_stripped_signature, room_tear_down);
  g_test_add ("/verify/computed", Room, NULL, room_set_up, test_computed, room_tear_down);
  g_test_add ("/verify/imported-rows", Room, NULL, room_set_up, test_imported_rows, room_tear_down);
  g_test_add ("/verify/new-password", Room, NULL, room_set_up, test_new_password, room_tear_down);
  return g_test_run ();
}
