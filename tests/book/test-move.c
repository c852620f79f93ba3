/* A book carried from its file to a server: the same there, the file closed; or nothing there and the file as it was. */
#include "run-kinds.h"
#include "zg-attach.h"
#include "zg-move.h"

typedef struct
{
  Room  room;
  char *address; /* of an empty database */
} Moving;

static void
set_up (Moving *moving, gconstpointer data)
{
  room_set_up (&moving->room, data);
  moving->address = pg_new_database (g_getenv ("ZG_TEST_PG"));
}

static void
close_room (Room *room)
{
  g_clear_pointer (&room->s_zhang, zg_session_unref);
  g_clear_pointer (&room->s_li, zg_session_unref);
  g_clear_pointer (&room->small.admin, zg_session_unref);
  g_clear_pointer (&room->small.book, zg_book_unref);
}

static void
tear_down (Moving *moving, gconstpointer data)
{
  room_tear_down (&moving->room, data);
  pg_drop_database (g_getenv ("ZG_TEST_PG"), moving->address);
}

/* @words: (nullable): what the report says. */
static gboolean
move (Moving *moving, const char *words, GError **error)
{
  g_autofree char *report = NULL;
  gboolean         done;

  close_room (&moving->room);
  done = zg_book_move (moving->room.small.path, moving->address, NULL, NULL, NULL, &report, error);
  g_assert_true (!done || !words || strstr (report, words));
  return done;
}

/* What any of them may say again. */
static void
same_there (Moving *moving, gint64 claim, gint64 picture)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (ZgBook)    book = zg_book_open (moving->address, FALSE, &error);
  g_autoptr (ZgSession) admin = NULL;
  g_autoptr (ZgRecord)  record = NULL;
  g_autoptr (GBytes)    bytes = NULL;
  Small                 there = { .book = book };

  g_assert_no_error (error);
  admin = zg_book_login (book, "lin", ADMIN_PASSWORD, &error);
  g_assert_no_error (error);
  bytes = zg_attach_read (admin, picture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 5);
  record = small_get (&there, &run_claim, claim);
  g_assert_cmpstr (record->state, ==, "pending");
  zg_book_run (admin, record, "return", NULL, "票据不清", NULL, NULL, &error); /* and it goes on */
  g_assert_no_error (error);
  g_assert_true (zg_book_verify (book, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (small_int (&there, "SELECT COUNT (*) FROM audit WHERE step = 'book.move'"), ==, 1);
}

static void
test_move (Moving *moving, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (&moving->room, "Taxi");
  g_autoptr (GBytes)   bytes = g_bytes_new_static ("hello", 5);
  g_autoptr (GError)   error = NULL;
  gint64               picture;

  zg_record_set_text (claim, CLAIM_CARD, CANARY);
  run_ok (moving->room.s_zhang, claim, "create");
  run_ok (moving->room.s_zhang, claim, "submit");
  picture = zg_attach_add (moving->room.small.admin, &run_claim, claim->id, "title", "a.txt", bytes, &error);
  g_assert_no_error (error);
  move (moving, "all the same on the server; 1 attachments, 0 missing", &error);
  g_assert_no_error (error);
  same_there (moving, claim->id, picture);
  g_assert_null (zg_book_open (moving->room.small.path, FALSE, &error)); /* it goes on over there */
  assert_refused (error, ZG_ERROR_READ_ONLY, "was moved to postgresql://");
  moving->room.small.book = zg_book_open (moving->room.small.path, TRUE, &error);
  g_assert_no_error (error);
  g_clear_pointer (&moving->room.small.book, zg_book_unref);
}

/* Where a book is already, it stays. */
static void
test_twice (Moving *moving, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *other = g_build_filename (moving->room.small.folder, "other.zgb", NULL), *report = NULL;
  ZgBookSetup        setup = { .path = other, .name = "另一个", .login = "lin", .person = "林小雨", .password = ADMIN_PASSWORD };

  zg_book_unref (zg_book_create (&setup, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (move (moving, NULL, &error));
  g_assert_false (zg_book_move (other, moving->address, NULL, NULL, NULL, &report, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_clear_error (&error);
  zg_book_unref (zg_book_open (other, FALSE, &error)); /* as it was */
  g_assert_no_error (error);
  zg_book_unref (zg_book_open (moving->address, FALSE, &error));
  g_assert_no_error (error);
}

/* A book somebody had his hands in stays where it is, and nothing of it is on the server. */
static void
test_tampered (Moving *moving, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (&moving->room, "Taxi");
  g_autoptr (GError)   error = NULL;

  run_ok (moving->room.s_zhang, claim, "create");
  small_tamper (&moving->room.small, "audit", "UPDATE audit SET actor = actor + 1 WHERE step = 'claim.create'");
  g_assert_false (move (moving, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
  g_assert_null (zg_book_open (moving->address, FALSE, NULL));
  moving->room.small.book = zg_book_open (moving->room.small.path, FALSE, NULL);
  g_assert_nonnull (moving->room.small.book);
}

static void
test_wrong_ends (Moving *moving, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *report = NULL;

  close_room (&moving->room);
  g_assert_false (zg_book_move (moving->address, moving->address, NULL, NULL, NULL, &report, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (zg_book_move (moving->room.small.path, "/tmp/other.zg", NULL, NULL, NULL, &report, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_USAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  run_kinds ();
  g_test_add ("/move/all", Moving, NULL, set_up, test_move, tear_down);
  g_test_add ("/move/twice", Moving, NULL, set_up, test_twice, tear_down);
  g_test_add ("/move/tampered", Moving, NULL, set_up, test_tampered, tear_down);
  g_test_add ("/move/wrong-ends", Moving, NULL, set_up, test_wrong_ends, tear_down);
  return g_test_run ();
}
