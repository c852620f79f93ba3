/* Personal data is kept for its term and then erased, while the document stays and everything still verifies: control 23, V8.3.8,
 * PIPL 47. What is erased no key opens any more. */
#include "erase-kinds.h"
#include "shoot.h"

#define TAKEN "2026-11-02 10:00"
#define AFTER_35_MONTHS "2029-10-02 10:00"
#define LAST_DAY "2029-11-02 18:00"
#define THREE_YEARS_ON "2029-11-03 09:00"
#define ERASED(table, field) "SELECT count (*) FROM " table " WHERE length (" field ") = 2"
#define ROWS "SELECT count (*) FROM "

/* -- The term -- */

static void
test_term (House *house, gconstpointer data)
{
  come_at (house, TAKEN);
  deal_new (house, "林一", "13800006620");
  import_deals (house, 900);
  talk_new (house, "order");
  import_talks (house, 900);
  client_new (house, "林一", "13800006620");
  come_at (house, AFTER_35_MONTHS);
  freshen (house);
  come_at (house, LAST_DAY);
  freshen (house);
  g_assert_cmpint (number (house, ROWS "audit WHERE step = 'data.erase'"), ==, 0);
  g_assert_cmpuint (found (house, &deal, "13800006620", "138****6620", "****"), ==, 1);
  come_at (house, THREE_YEARS_ON);
  freshen (house);
  g_assert_cmpint (number (house, ERASED ("deal", "phone") " AND length (home) = 2"), ==, 901);
  g_assert_cmpint (number (house, ROWS "deal WHERE phone_ix IS NOT NULL OR phone_tail IS NOT NULL"), ==, 0);
  g_assert_cmpint (number (house, ROWS "deal WHERE goods = '纸巾' AND version = 1 AND state = 'open'"), ==, 901); /* it stays */
  g_assert_cmpint (number (house, ERASED ("talk", "said")), ==, 601);
  g_assert_cmpint (number (house, ROWS "talk WHERE said IS NULL"), ==, 300); /* never filled in */
  g_assert_cmpint (number (house, ERASED ("client", "phone") " AND length (home) = 2 AND phone_ix IS NULL"), ==, 1);
  g_assert_cmpint (number (house, ROWS "audit WHERE step = 'data.erase' AND sig IS NOT NULL"), ==, 3 + 2 + 1); /* 400 at a time */
  g_assert_cmpuint (found (house, &deal, "13800006620", NULL, NULL), ==, 0);
  g_assert_cmpuint (found (house, &deal, "6620", NULL, NULL), ==, 0);
  g_assert_cmpuint (found (house, &deal, "林一", "erased, its time is over", "erased, its time is over"), ==, 1);
  verify (house, NULL);
  freshen (house); /* nothing is left to do */
  g_assert_cmpint (number (house, ROWS "audit WHERE step = 'data.erase'"), ==, 6);
}

/* A clock that runs years ahead erases nothing until the book has lived with it for a week: the first who looks sees it. */
static void
test_clock_ahead (House *house, gconstpointer data)
{
  come_at (house, TAKEN);
  deal_new (house, "林一", "13800006620");
  come_after (house, "2036-01-01 10:00", 0);
  freshen (house);
  come_after (house, "2036-01-07 10:00", 0);
  freshen (house);
  g_assert_cmpint (number (house, ERASED ("deal", "phone")), ==, 0);
  come_after (house, "2036-01-08 10:01", 0);
  freshen (house);
  g_assert_cmpint (number (house, ERASED ("deal", "phone")), ==, 1);
  verify (house, NULL);
}

static void
set_months (House *house, const char *months, const char *from)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_parameter);

  zg_record_set_text (record, ZG_PARAMETER_KEY, MONTHS);
  zg_record_set_text (record, ZG_PARAMETER_VALUE, months);
  zg_record_set_text (record, ZG_PARAMETER_FROM, from);
  zg_record_set_text (record, ZG_PARAMETER_REASON, "公司规定");
  post (house, record, "create");
}

/* The book's own figure, from its day on; none: for ever. */
static void
test_parameter (House *house, gconstpointer data)
{
  come_at (house, TAKEN);
  set_months (house, "0", "2026-11-02");
  set_months (house, "48", "2031-01-01");
  deal_new (house, "林一", "13800006620");
  come_at (house, "2030-12-31 09:00");
  freshen (house);
  g_assert_cmpint (number (house, ERASED ("deal", "phone")), ==, 0);
  come_at (house, "2031-01-01 09:00");
  freshen (house);
  g_assert_cmpint (number (house, ERASED ("deal", "phone")), ==, 1);
  verify (house, NULL);
}

/* Who bought again within the term is a client still. */
static void
test_needed (House *house, gconstpointer data)
{
  come_at (house, TAKEN);
  client_new (house, "林一", "13800006620");
  client_new (house, "吴二", "13800007731");
  deal_new (house, "吴二", "13800007731");
  come_at (house, "2028-05-01 10:00");
  deal_new (house, "林一", "13800006620");
  come_at (house, THREE_YEARS_ON);
  freshen (house);
  g_assert_cmpint (number (house, ERASED ("client", "phone") " AND name = '吴二'"), ==, 1);
  g_assert_cmpint (number (house, ERASED ("client", "phone")), ==, 1);
  g_assert_cmpuint (found (house, &client, "13800006620", "138****6620", NULL), ==, 1);
  come_at (house, "2031-05-02 10:00");
  freshen (house);
  g_assert_cmpint (number (house, ERASED ("client", "phone")), ==, 2);
}

/* -- What people meet -- */

static void
test_words (House *house, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) record = NULL;
  g_autofree char *shown = NULL, *plain = NULL;
  gint64 id;

  come_at (house, TAKEN);
  id = client_new (house, "林一", "13800006620");
  come_at (house, THREE_YEARS_ON);
  freshen (house);
  record = small_get (&house->small, &client, id);
  g_assert_true (zg_cell_is_erased (&record->cells[CLIENT_HOME]));
  shown = zg_field_format (&client_fields[CLIENT_HOME], &record->cells[CLIENT_HOME]);
  g_assert_cmpstr (shown, ==, "erased, its time is over");
  g_assert_null (zg_book_reveal (house->small.admin, record, CLIENT_HOME, &error));
  assert_refused (error, ZG_ERROR_NOT_FOUND, "was erased");
  /* he comes again: what is typed is there, what is not stays erased */
  zg_record_set_text (record, CLIENT_PHONE, "13800007731");
  post (house, record, "edit");
  g_assert_cmpuint (found (house, &client, "13800007731", "138****7731", "erased, its time is over"), ==, 1);
  zg_record_set_text (record, CLIENT_NAME, "林壹");
  post (house, record, "edit");
  g_assert_cmpuint (found (house, &client, "13800007731", NULL, NULL), ==, 1);
  g_assert_true (zg_cell_is_erased (&record->cells[CLIENT_HOME]));
  verify (house, NULL);
}

/* -- Digests -- */

/* Rows read in by an earlier program, whose digest has what is sealed in it: compared by it before, by a new one after. */
static void
test_old_digest (House *house, gconstpointer data)
{
  come_at (house, TAKEN);
  import_old (house, 30);
  import_old (house, 500);
  import_talks (house, 40);
  verify (house, NULL);
  come_at (house, THREE_YEARS_ON);
  freshen (house);
  g_assert_cmpint (number (house, ERASED ("talk", "said")), ==, 530 + 26);
  g_assert_cmpint (number (house, ROWS "audit WHERE step = 'data.digest' AND sig IS NOT NULL"), ==, 2); /* once for each */
  verify (house, NULL);
  tamper (house, &talk, "UPDATE talk SET at = 999 WHERE about = 'old' AND at = 7");
  verify (house, "old.csv");
}

/* Sealed anew under another key, nothing erased. */
static void
test_old_digest_resealed (House *house, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  come_at (house, TAKEN);
  import_old (house, 30);
  g_assert_true (zg_book_rotate (house->small.admin, "CUST", &error));
  freshen (house);
  g_assert_cmpint (number (house, ROWS "audit WHERE step = 'data.digest'"), ==, 1);
  g_assert_cmpint (number (house, ROWS "key_class WHERE class = 'CUST' AND state = 'retired'"), ==, 1);
  verify (house, NULL);
  tamper (house, &talk, "DELETE FROM talk WHERE at = 29");
  verify (house, "old.csv");
}

/* What was changed before is not made right by erasing, and stays as it is to be looked at. */
static void
test_tampered_before (House *house, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  come_at (house, TAKEN);
  import_old (house, 30);
  tamper (house, &talk, "UPDATE talk SET at = 999 WHERE at = 7");
  verify (house, "old.csv");
  come_at (house, THREE_YEARS_ON);
  g_assert_false (zg_book_freshen (house->small.admin, NULL, NULL, NULL, &error));
  assert_refused (error, ZG_ERROR_CORRUPT, "old.csv");
  g_assert_cmpint (number (house, ERASED ("talk", "said")), ==, 0);
  verify (house, "old.csv");
}

static void
test_tampered_after (House *house, gconstpointer data)
{
  come_at (house, TAKEN);
  import_deals (house, 30);
  come_at (house, THREE_YEARS_ON);
  freshen (house);
  verify (house, NULL);
  tamper (house, &deal, "UPDATE deal SET goods = 'x' WHERE client = '买家7'");
  verify (house, "file.csv");
}

/* A chunk and its rows are gone, the digest noted anew is not: it is missed. */
static void
test_cut_off (House *house, gconstpointer data)
{
  come_at (house, TAKEN);
  import_old (house, 30);
  come_at (house, THREE_YEARS_ON);
  freshen (house);
  tamper (house, &talk, "DELETE FROM talk");
  if (engine_is_server ())
    small_raw (&house->small, "ALTER TABLE import_chunk DISABLE TRIGGER USER");
  else
    small_raw (&house->small, "DROP TRIGGER import_chunk_no_delete");
  small_raw (&house->small, "DELETE FROM import_chunk");
  verify (house, "old.csv");
}

/* By somebody who got at the rows, before the time was over: the engine lets it pass, the audit knows of none. */
static void
test_erased_outside (House *house, gconstpointer data)
{
  come_at (house, TAKEN);
  deal_new (house, "林一", "13800006620");
  come_at (house, THREE_YEARS_ON);
  freshen (house);
  deal_new (house, "吴二", "13800007731");
  verify (house, NULL);
  small_raw (&house->small, engine_is_server () ? "UPDATE deal SET home = '\\x0100' WHERE client = '吴二'"
                                                : "UPDATE deal SET home = x'0100' WHERE client = '吴二'");
  verify (house, "the audit knows of 1");
}

/* -- Nothing but erasing -- */

static void
refused (House *house, const char *sql)
{
  g_autoptr (GError) error = NULL;
  Raw raw = { sql };

  if (zg_store_write (zg_book_store (house->small.book), small_raw_write, &raw, &error))
    g_error ("%s: it went", sql);
}

static void
test_trigger (House *house, gconstpointer data)
{
#define MARK (engine_is_server () ? "'\\x0100'" : "x'0100'")
  g_autofree char *mark = g_strdup_printf ("UPDATE talk SET said = %s", MARK);
  g_autofree char *both = g_strdup_printf ("UPDATE talk SET said = %s, at = 3", MARK);
  const char      *shorter = engine_is_server () ? "UPDATE talk SET said = '\\x010203'" : "UPDATE talk SET said = x'010203'";

  come_at (house, TAKEN);
  talk_new (house, "order");
  deal_new (house, "林一", "13800006620");
  refused (house, "UPDATE talk SET at = 3");
  refused (house, "UPDATE talk SET version = 2");
  refused (house, "UPDATE talk SET state = 'issued'");
  refused (house, "UPDATE talk SET created_ms = 1");
  refused (house, "UPDATE talk SET said = NULL");
  refused (house, shorter);
  refused (house, both);
  refused (house, "UPDATE deal SET goods = 'x'");
  refused (house, "UPDATE deal SET phone = NULL");
  refused (house, "UPDATE deal SET home = phone");
  refused (house, "DELETE FROM talk");
  small_raw (&house->small, mark); /* and that is for good */
  refused (house, "UPDATE talk SET said = (SELECT home FROM deal)");
  refused (house, "UPDATE talk SET said = NULL");
}

/* -- Keys -- */

/* What somebody kept who read the book before: of a talk the sealed text as its entry holds it. */
typedef struct
{
  House      *house;
  gint64      id;
  GBytes     *sealed;
  gboolean    opens;
} Kept;

static GBytes *
sealed_in (const char *body)
{
  const char      *mark = "\"said\":[\"", *from = strstr (body, mark);
  g_autofree char *text = from ? g_strndup (from + strlen (mark), strcspn (from + strlen (mark), "\"")) : NULL;
  gsize            n = 0;
  guchar          *bytes = text ? g_base64_decode (text, &n) : NULL;

  return bytes ? g_bytes_new_take (bytes, n) : NULL;
}

static gpointer
read_entry (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Kept              *kept = data;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, "SELECT body FROM audit WHERE kind = 'talk' AND doc = $1", "i", kept->id);
  gboolean           row = FALSE;

  g_assert_true (stmt && zg_stmt_step (stmt, &row, error) && row);
  kept->sealed = sealed_in (zg_stmt_text (stmt, 0));
  return kept->sealed ? kept : NULL;
}

/* By every version of the class that @keys hold, as the row it was sealed for. */
static gboolean
any_opens (GHashTable *keys, const Kept *kept)
{
  GPtrArray *versions = g_hash_table_lookup (keys, "CUST");

  for (guint v = 1; versions && v < versions->len; v++)
    {
      ZgSecret *key = versions->pdata[v];
      char     *plain = key ? zg_unseal_cell (zg_secret_data (key), "talk", "said", kept->id, "CUST", kept->sealed, NULL, NULL)
                            : NULL;
      gboolean  same = g_strcmp0 (plain, HOME) == 0;

      zg_wipe_text (plain);
      if (same)
        return TRUE;
    }
  return FALSE;
}

/* With the recovery key and everything the book holds. */
static gpointer
try_recovery (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Kept  *kept = data;
  guint8 key[ZG_KEY_BYTES], pk[ZG_KEY_BYTES], sk[ZG_KEY_BYTES];
  g_autoptr (GHashTable) keys = NULL;

  g_assert_true (zg_recovery_parse (kept->house->small.recovery, key, NULL));
  zg_recovery_pair (key, pk, sk);
  keys = zg_keys_open (db, kept->house->small.book, ZG_RECOVERY, pk, sk, error);
  g_assert_nonnull (keys);
  kept->opens = any_opens (keys, kept);
  return kept;
}

static gboolean
opens (Kept *kept, gpointer (*with) (ZgDb *, gpointer, GCancellable *, GError **))
{
  g_autoptr (GError) error = NULL;

  zg_store_read (zg_book_store (kept->house->small.book), with, kept, &error);
  g_assert_no_error (error);
  return kept->opens || any_opens (kept->house->small.admin->class_keys, kept);
}

/* The entry holds it sealed for ever, and its key is gone a day after the change that follows: for the recovery key too. What
 * is kept is opened by the new one. */
static void
test_key_destroyed (House *house, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) record = NULL;
  g_autofree char *plain = NULL, *once = NULL;
  Kept kept = { house };
  gint64 young;

  come_at (house, TAKEN);
  kept.id = talk_new (house, "order");
  zg_store_read (zg_book_store (house->small.book), read_entry, &kept, &error);
  g_assert_no_error (error);
  g_assert_true (opens (&kept, try_recovery)); /* so that it would be seen */
  come_at (house, "2028-01-01 09:00");
  young = talk_new (house, "young");
  come_at (house, THREE_YEARS_ON);
  freshen (house);
  g_assert_cmpint (number (house, ERASED ("talk", "said")), ==, 1);
  g_assert_cmpint (number (house, ROWS "key_class WHERE class = 'CUST' AND ver = 1 AND state = 'retired'"), ==, 1);
  g_assert_cmpint (number (house, ROWS "key_class WHERE class = 'CUST' AND ver = 2 AND state = 'active'"), ==, 1);
  freshen (house);
  g_assert_true (opens (&kept, try_recovery)); /* not yet */
  come_at (house, "2029-11-04 10:00");
  freshen (house);
  g_assert_cmpint (number (house, ROWS "key_grant WHERE class = 'CUST' AND ver = 1"), ==, 0);
  g_assert_cmpint (number (house, ROWS "audit WHERE step = 'key.destroy' AND sig IS NOT NULL"), ==, 1);
  g_assert_false (opens (&kept, try_recovery));
  log_in (house);
  g_assert_false (opens (&kept, try_recovery));
  verify (house, NULL);
  record = small_get (&house->small, &talk, young);
  plain = zg_book_reveal (house->small.admin, record, TALK_SAID, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (plain, ==, HOME);
  once = zg_book_recover (house->small.book, house->small.recovery, "lin", &error); /* it still opens what there is */
  g_assert_no_error (error);
  g_bytes_unref (kept.sealed);
}

/* For what is erased day by day a key is changed once a month. */
static void
test_seldom (House *house, gconstpointer data)
{
  come_at (house, TAKEN);
  talk_new (house, "a");
  come_at (house, "2026-11-05 09:00");
  talk_new (house, "b");
  come_at (house, THREE_YEARS_ON);
  freshen (house);
  come_at (house, "2029-11-06 09:00");
  freshen (house);
  g_assert_cmpint (number (house, ERASED ("talk", "said")), ==, 2);
  g_assert_cmpint (number (house, "SELECT ver FROM key_class WHERE class = 'CUST' AND state = 'active'"), ==, 2);
  come_at (house, "2029-12-04 09:00");
  freshen (house);
  g_assert_cmpint (number (house, "SELECT ver FROM key_class WHERE class = 'CUST' AND state = 'active'"), ==, 3);
  come_at (house, "2030-02-04 09:00");
  freshen (house); /* nothing was erased since */
  g_assert_cmpint (number (house, "SELECT ver FROM key_class WHERE class = 'CUST' AND state = 'active'"), ==, 3);
  g_assert_cmpint (number (house, ROWS "key_grant WHERE class = 'CUST' AND ver < 3"), ==, 0);
}

/* A file as a thief would find it: what a key was handed out in is not in it any more, no free page, no journal. */
static gboolean
stands_in (const char *folder, GBytes *wanted)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char        *path = g_build_filename (folder, name, NULL);
      g_autoptr (GMappedFile) file = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_mapped_file_new (path, FALSE, NULL) : NULL;

      if (file && g_mapped_file_get_length (file) &&
          memmem (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), g_bytes_get_data (wanted, NULL),
                  g_bytes_get_size (wanted)))
        return TRUE;
    }
  return FALSE;
}

static gpointer
read_grant (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, "SELECT sealed FROM key_grant WHERE class = 'CUST' AND ver = 1"
                                                    " AND person_id = 0", NULL);
  gboolean           row = FALSE;

  g_assert_true (stmt && zg_stmt_step (stmt, &row, error) && row);
  return zg_stmt_bytes (stmt, 0);
}

static void
test_gone_from_file (House *house, gconstpointer data)
{
  g_autoptr (GBytes) grant = NULL, sealed = NULL;
  g_autoptr (ZgRecord) record = NULL;

  if (engine_skips ())
    return;
  come_at (house, TAKEN);
  record = small_get (&house->small, &deal, deal_new (house, "林一", "13800006620"));
  sealed = g_bytes_ref (record->cells[DEAL_HOME].b);
  grant = zg_store_read (zg_book_store (house->small.book), read_grant, NULL, NULL);
  g_clear_pointer (&house->small.admin, zg_session_unref);
  small_reopen (&house->small);
  g_assert_true (stands_in (house->small.folder, sealed)); /* they would be seen */
  g_assert_true (stands_in (house->small.folder, grant));
  come_at (house, THREE_YEARS_ON);
  freshen (house);
  come_at (house, "2029-11-05 09:00");
  freshen (house);
  g_clear_pointer (&house->small.admin, zg_session_unref);
  small_reopen (&house->small);
  g_assert_false (stands_in (house->small.folder, sealed));
  g_assert_false (stands_in (house->small.folder, grant));
}

/* -- Kills -- */

static const char *self_path;

/* Shot in the middle, again and again: the book is whole each time, and what is left is done by the next. */
static void
test_kill (House *house, gconstpointer data)
{
  int kills = 0;

  come_at (house, TAKEN);
  import_deals (house, 1500); /* 4 chunks */
  import_old (house, 900);    /* 3 */
  come_at (house, "2029-11-03 09:00");
  g_clear_pointer (&house->small.admin, zg_session_unref);
  g_clear_pointer (&house->small.book, zg_book_unref);
  while (!shoot (self_path, house->small.path, "2029-11-03 10:00", house->password, 1 + kills % 2))
    {
      g_assert_cmpint (++kills, <, 40);
      small_reopen (&house->small);
      verify (house, NULL);
      g_clear_pointer (&house->small.book, zg_book_unref);
    }
  g_assert_cmpint (kills, >=, 2);
  small_reopen (&house->small);
  come_at (house, "2029-11-03 11:00");
  freshen (house);
  g_assert_cmpint (number (house, ERASED ("deal", "home")), ==, 1500);
  g_assert_cmpint (number (house, ERASED ("talk", "said")), ==, 900);
  g_assert_cmpint (number (house, ROWS "audit WHERE step = 'data.digest'"), ==, 1);
  verify (house, NULL);
}

#define ADD(path, function) g_test_add (path, House, NULL, house_set_up, function, house_tear_down)

int
main (int argc, char *argv[])
{
  self_path = argv[0];
  small_kinds ();
  zg_kinds_add (&deal);
  zg_kinds_add (&talk);
  zg_kinds_add (&client);
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return shot_child (argv);
  g_test_init (&argc, &argv, NULL);
  ADD ("/erase/D05-11/term", test_term);
  ADD ("/erase/clock-ahead", test_clock_ahead);
  ADD ("/erase/parameter", test_parameter);
  ADD ("/erase/needed", test_needed);
  ADD ("/erase/words", test_words);
  ADD ("/erase/digest/old", test_old_digest);
  ADD ("/erase/digest/old-resealed", test_old_digest_resealed);
  ADD ("/erase/digest/tampered-before", test_tampered_before);
  ADD ("/erase/digest/tampered-after", test_tampered_after);
  ADD ("/erase/digest/cut-off", test_cut_off);
  ADD ("/erase/outside", test_erased_outside);
  ADD ("/erase/trigger", test_trigger);
  ADD ("/erase/key/destroyed", test_key_destroyed);
  ADD ("/erase/key/seldom", test_seldom);
  ADD ("/erase/key/gone-from-file", test_gone_from_file);
  ADD ("/erase/kill", test_kill);
  return g_test_run ();
}
