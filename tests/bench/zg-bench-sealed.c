/* Sealed fields of half a million people: finding a phone, a page of a list, changing the key while others write; and logging
 * in. */
#include "zg-bench.h"

#include "zg-book-private.h"
#include "zg-demo.h"
#include "zg-people.h"
#include "zg-sheet.h"
#include "zg-staff.h"

#define PEOPLE 500000
#define PART 50000
#define LOOKS 200

typedef struct
{
  ZgBook    *book;
  ZgSession *admin, *hr;
  double     times[LOOKS];
  gint       running; /* atomic */
  double     longest; /* a write of somebody else had to wait */
} Sealed;

static gpointer
unit_of (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_int (db, data, error, ZG_SQL ("SELECT min (id) FROM unit"), NULL) ? data : NULL;
}

static void
add_people (Sealed *sealed, gint64 unit, int from)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&zg_staff, PART);
  g_autoptr (GError)  error = NULL;

  for (int i = from; i < from + PART; i++)
    {
      ZgCell *cells = zg_batch_row (batch);
      char    text[24];

      g_snprintf (text, sizeof text, "P%d", i);
      zg_batch_text (batch, &cells[ZG_STAFF_NUMBER], text, -1);
      zg_batch_text (batch, &cells[ZG_STAFF_NAME], text, -1);
      g_snprintf (text, sizeof text, "139%08d", i);
      zg_batch_text (batch, &cells[ZG_STAFF_PHONE], text, -1);
      zg_batch_text (batch, &cells[ZG_STAFF_ADDRESS], "和平路 9 号", -1);
      zg_batch_int (&cells[ZG_STAFF_UNIT], unit);
      zg_batch_int (&cells[ZG_STAFF_EMPLOYMENT], 1);
      zg_batch_int (&cells[ZG_STAFF_CATEGORY], 1);
      zg_batch_text (batch, &cells[ZG_STAFF_JOINED], "2026-01-05", -1);
    }
  zg_book_import (sealed->hr, batch, "people.csv", NULL, NULL, NULL, NULL, NULL, NULL, &error);
  bench_must (error == NULL, error);
}

static gpointer
find_phones (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Sealed *sealed = data;

  for (int i = 0; i < LOOKS; i++)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      char   phone[16];
      double begin;

      g_snprintf (phone, sizeof phone, "139%08d", (int) ((gint64) i * 104729 % PEOPLE));
      begin = bench_wall ();
      if (!zg_blind_find (sealed->hr, db, &zg_staff, phone, ids, error))
        return NULL;
      sealed->times[i] = bench_wall () - begin;
      bench_must (ids->len == 1, NULL);
    }
  return sealed;
}

static gpointer
read_pages (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Sealed             *sealed = data;
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id ("staff"));
  g_autoptr (GArray)  ids = zg_query_ids (query, sealed->hr, db, NULL, error);

  for (int i = 0; ids && i < LOOKS; i++)
    {
      guint   first = (guint) ((gint64) i * 104729 % (ids->len - 50));
      double  begin = bench_wall ();
      ZgRows *rows = zg_query_rows (query, sealed->hr, db, &g_array_index (ids, gint64, first), 50, error);

      if (rows == NULL)
        return NULL;
      sealed->times[i] = bench_wall () - begin;
      zg_rows_free (rows);
    }
  return ids ? sealed : NULL;
}

static gpointer
nothing (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return data;
}

/* Somebody else who is writing all the time. */
static gpointer
write_on (gpointer data)
{
  Sealed *sealed = data;

  while (g_atomic_int_get (&sealed->running))
    {
      double begin = bench_wall ();

      zg_store_write (zg_book_store (sealed->book), nothing, sealed, NULL);
      sealed->longest = MAX (sealed->longest, bench_wall () - begin);
      g_usleep (2000);
    }
  return NULL;
}

static void
change_key (Sealed *sealed)
{
  g_autoptr (GError) error = NULL;
  GThread *other;
  double   begin = bench_wall (), took;

  g_atomic_int_set (&sealed->running, TRUE);
  other = g_thread_new ("other", write_on, sealed);
  zg_book_rotate (sealed->admin, "STAFF", &error);
  bench_must (error == NULL, error);
  zg_book_freshen (sealed->admin, NULL, NULL, NULL, &error);
  bench_must (error == NULL, error);
  took = bench_wall () - begin;
  g_atomic_int_set (&sealed->running, FALSE);
  g_thread_join (other);
  bench_say ("%d people sealed anew in %.1f s: %.1f µs each", PEOPLE, took, took * 1e6 / PEOPLE);
  bench_bound ("longest a write had to wait", sealed->longest * 1e3, 200, " ms");
}

static void
log_in (const char *folder)
{
  g_autofree char   *path = g_build_filename (folder, "real.zgb", NULL), *recovery = NULL;
  ZgBookSetup        setup = { .path = path, .name = "账套", .login = "lin", .person = "林小雨", .password = "Lantern+Harbor42" };
  g_autoptr (GError) error = NULL;
  ZgBook            *book = zg_book_create (&setup, &recovery, &error);
  ZgKdf              kdf;
  double             times[5], bare[5];

  bench_must (book != NULL, error);
  kdf = zg_book_kdf (book);
  for (int i = 0; i < 5; i++)
    {
      double     begin = bench_wall ();
      ZgSession *session = zg_book_login (book, "lin", "Lantern+Harbor42", &error);

      guint8     root[ZG_KEY_BYTES];

      bench_must (session != NULL, error);
      times[i] = bench_wall () - begin;
      zg_session_unref (session);
      begin = bench_wall ();
      bench_must (zg_kdf_root ("Lantern+Harbor42", &kdf, root, &error), error);
      bare[i] = bench_wall () - begin;
    }
  zg_book_unref (book);
  bench_say ("logging in: %.0f ms (200 to 500 is aimed at on a computer of its own)", bench_median (times, 5) * 1e3);
  bench_bound ("logging in ÷ Argon2 alone", bench_median (times, 5) / bench_median (bare, 5), 1.5, "");
}

void
bench_sealed (void)
{
  g_autofree char   *folder = g_dir_make_tmp ("zg-bench-XXXXXX", NULL), *recovery = NULL;
  g_autofree char   *path = g_build_filename (folder, "sealed.zgb", NULL);
  g_autoptr (GError) error = NULL;
  Sealed             sealed = { NULL };
  gint64             unit = 0;
  double             begin;

  bench_head ("sealed fields");
  log_in (folder);
  sealed.book = zg_demo_create (path, 12, 1, 1, &recovery, &error);
  bench_must (sealed.book != NULL, error);
  sealed.admin = zg_book_login_trial (sealed.book, NULL, &error);
  sealed.hr = zg_book_login_trial (sealed.book, "chenjing", &error);
  bench_must (sealed.admin && sealed.hr, error);
  zg_store_read (zg_book_store (sealed.book), unit_of, &unit, &error);
  bench_must (error == NULL, error);
  begin = bench_wall ();
  for (int from = 0; from < PEOPLE; from += PART)
    add_people (&sealed, unit, from);
  bench_say ("%d people read in, sealed and indexed in %.1f s", PEOPLE, bench_wall () - begin);
  zg_store_read (zg_book_store (sealed.book), find_phones, &sealed, &error);
  bench_must (error == NULL, error);
  bench_bound ("a phone among them", bench_median (sealed.times, LOOKS) * 1e3, 0.1, " ms");
  zg_store_read (zg_book_store (sealed.book), read_pages, &sealed, &error);
  bench_must (error == NULL, error);
  bench_bound ("a page of 50 of them", bench_median (sealed.times, LOOKS) * 1e3, 1, " ms");
  change_key (&sealed);
  zg_session_unref (sealed.admin);
  zg_session_unref (sealed.hr);
  zg_book_unref (sealed.book);
  remove_tree (folder);
}
