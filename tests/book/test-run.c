/* The step runner: what it writes and every reason for which it refuses. */
#include "run-kinds.h"

/* -- Making and changing -- */

static void
test_create_edit_steps (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (room, "Taxi");
  g_autoptr (ZgRecord) read = NULL;
  g_autoptr (GError)   error = NULL;
  ZgOutcome            outcome;

  zg_book_run (room->s_zhang, claim, "create", NULL, NULL, NULL, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (claim->id, >, 0);
  g_assert_cmpint (outcome.id, ==, claim->id);
  g_assert_cmpint (outcome.version, ==, 1);
  g_assert_cmpstr (outcome.state, ==, "draft");
  g_assert_false (outcome.repeated);
  zg_record_set_text (claim, CLAIM_TITLE, "Taxi to the bank");
  run_ok (room->s_zhang, claim, "edit");
  run_ok (room->s_zhang, claim, "submit");
  read = small_get (&room->small, &run_claim, claim->id);
  g_assert_cmpint (read->version, ==, 3);
  g_assert_cmpint (claim->version, ==, 3);
  g_assert_cmpstr (read->state, ==, "pending");
  g_assert_cmpstr (zg_record_text (read, CLAIM_TITLE), ==, "Taxi to the bank");
  g_assert_cmpint (zg_record_int (read, CLAIM_DOUBLE), ==, 24690);
  g_assert_cmpint (read->owner, ==, room->zhang);
  g_assert_cmpint (read->unit, ==, room->unit);
  g_assert_cmpint (read->maker, ==, room->p_zhang);
  g_assert_cmpint (read->created_ms, >=, at ("2026-11-02 09:00"));
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM audit WHERE kind = 'claim' AND sig IS NOT NULL"), ==, 3);
}

static void
test_book_fields (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (room, "Taxi");
  g_autoptr (ZgRecord) read = NULL;

  claim->no = g_strdup ("BX-1999-0001");
  claim->maker = room->p_li;
  claim->unit = room->other;
  claim->created_ms = 1;
  run_ok (room->s_zhang, claim, "create");
  g_assert_null (claim->no);
  claim->maker = room->p_li;
  claim->created_ms = 1;
  claim->no = g_strdup ("BX-1999-0001");
  zg_record_set_text (claim, CLAIM_TITLE, "Bus");
  run_ok (room->s_zhang, claim, "submit");
  read = small_get (&room->small, &run_claim, claim->id);
  g_assert_cmpstr (read->no, ==, "BX-2026-0001");
  g_assert_cmpint (read->maker, ==, room->p_zhang);
  g_assert_cmpint (read->unit, ==, room->unit);
  g_assert_cmpint (read->created_ms, >, 1);
}

static void
test_numbers (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) first = claim_in (room, "One", "draft");
  g_autoptr (ZgRecord) second = claim_in (room, "Two", "draft");
  g_autoptr (ZgRecord) third = claim_in (room, "Three", "draft");

  g_assert_null (first->no);
  run_ok (room->s_zhang, second, "submit");
  g_assert_cmpstr (second->no, ==, "BX-2026-0001");
  zg_record_set_int (first, CLAIM_AMOUNT, -1); /* a refusal takes no number */
  refuse (room->s_zhang, first, "submit", NULL, ZG_ERROR_INVALID, NULL);
  zg_record_set_int (first, CLAIM_AMOUNT, 12345);
  run_ok (room->s_zhang, first, "submit");
  g_assert_cmpstr (first->no, ==, "BX-2026-0002");
  zg_clock_set (at ("2027-01-01 08:00"));
  run_ok (room->s_zhang, third, "submit");
  g_assert_cmpstr (third->no, ==, "BX-2027-0001");
  /* once given it stays, also through a return */
  zg_book_run (room->small.admin, third, "return", NULL, "again", NULL, NULL, NULL);
  g_assert_cmpstr (third->state, ==, "draft");
  run_ok (room->s_zhang, third, "submit");
  g_assert_cmpstr (third->no, ==, "BX-2027-0001");
}

static void
test_stamps (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "Taxi", "pending");
  g_autoptr (ZgRecord) read = small_get (&room->small, &run_claim, claim->id);

  g_assert_cmpint (zg_record_int (read, CLAIM_FIRST), ==, zg_session_person (room->small.admin));
  g_assert_cmpint (zg_record_int (read, CLAIM_FIRST_AT), >=, at ("2026-11-02 09:00"));
  g_assert_cmpint (zg_record_int (read, CLAIM_FIRST_AT), <, at ("2026-11-02 09:01"));
  g_assert_cmpstr (zg_record_text (read, CLAIM_FIRST_ON), ==, "2026-11-02");
  /* nobody types a signature */
  zg_record_set_int (claim, CLAIM_SECOND, room->p_zhang);
  refuse_field (room->s_li, claim, "approve", "second");
}

/* -- Refusals by state, version and right -- */

static void
test_wrong_state (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "Taxi", "draft");

  refuse (room->s_li, claim, "approve", NULL, ZG_ERROR_INVALID, "not possible now");
  refuse (room->s_li, claim, "dance", NULL, ZG_ERROR_USAGE, "dance");
  refuse (room->small.admin, claim, "create", NULL, ZG_ERROR_INVALID, NULL);
  run_ok (room->small.admin, claim, "delete");
  refuse (room->small.admin, claim, "edit", NULL, ZG_ERROR_INVALID, "Deleted");
  g_assert_cmpint (small_int (&room->small, "SELECT version FROM claim"), ==, 2);
}

static void
test_conflict (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) mine = claim_in (room, "Taxi", "draft");
  g_autoptr (ZgRecord) theirs = zg_record_copy (mine);
  g_autoptr (ZgRecord) forbidden = NULL;
  g_autoptr (ZgRecord) gone = claim_new (room, "Nowhere");

  zg_clock_set (at ("2026-11-02 10:17"));
  zg_record_set_text (theirs, CLAIM_TITLE, "Train");
  run_ok (room->s_zhang, theirs, "edit");
  zg_clock_set (at ("2026-11-02 11:00"));
  forbidden = zg_record_copy (theirs); /* a refusal of a third person is no change of his */
  refuse (room->s_li, forbidden, "submit", NULL, ZG_ERROR_DENIED, NULL);
  zg_record_set_text (mine, CLAIM_TITLE, "Bicycle");
  refuse (room->small.admin, mine, "edit", NULL, ZG_ERROR_CONFLICT, "张敏");
  refuse (room->small.admin, mine, "edit", NULL, ZG_ERROR_CONFLICT, "2026-11-02 10:17");
  g_assert_cmpstr (zg_record_text (mine, CLAIM_TITLE), ==, "Bicycle"); /* the input is kept */
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM claim WHERE title = 'Train'"), ==, 1);
  gone->id = 4711;
  gone->version = 1;
  refuse (room->small.admin, gone, "edit", NULL, ZG_ERROR_NOT_FOUND, NULL);
}

static void
test_no_right (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (room, "Taxi");
  g_autoptr (ZgRecord) foreign = claim_new (room, "Taxi");

  refuse (room->s_li, claim, "create", NULL, ZG_ERROR_DENIED, NULL);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM claim"), ==, 0);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM audit WHERE step = 'refused:claim.create' AND kind = 'claim'"),
                   ==, 1);
  /* of his own unit only */
  zg_record_set_int (foreign, CLAIM_STAFF, room->li);
  refuse (room->s_zhang, foreign, "create", NULL, ZG_ERROR_DENIED, NULL);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM audit WHERE step = 'refused:claim.create'"), ==, 2);
  g_assert_cmpint (small_int (&room->small,
      "SELECT COUNT(DISTINCT actor) FROM audit WHERE step = 'refused:claim.create' AND sig IS NOT NULL"), ==, 2);
}

/* Nobody moves a record out of his reach. */
static void
test_moving_out (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (room, "Taxi");

  run_ok (room->s_zhang, claim, "create");
  zg_record_set_int (claim, CLAIM_STAFF, room->li);
  refuse (room->s_zhang, claim, "edit", NULL, ZG_ERROR_DENIED, NULL);
}

static void
test_own_request (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) made = claim_in (room, "Taxi", "pending");
  g_autoptr (ZgRecord) owned = NULL;

  refuse (room->small.admin, made, "approve", NULL, ZG_ERROR_DENIED, NULL); /* the maker */
  owned = zg_record_copy (made);
  refuse (room->s_zhang, owned, "approve", NULL, ZG_ERROR_DENIED, NULL); /* the owner */
  run_ok (room->s_li, made, "approve");
}

static void
test_opinion (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "Taxi", "pending");
  g_autoptr (GError)   error = NULL;

  refuse (room->small.admin, claim, "return", NULL, ZG_ERROR_INVALID, "opinion");
  refuse (room->small.admin, claim, "return", "", ZG_ERROR_INVALID, "opinion");
  zg_book_run (room->small.admin, claim, "return", NULL, "票据不清", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (small_int (&room->small, "SELECT COUNT(*) FROM audit WHERE opinion = '票据不清' AND step = 'claim.return'"), ==,
                   1);
}

static void
test_differs (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "Taxi", "pending");

  refuse (room->small.admin, claim, "countersign", NULL, ZG_ERROR_DENIED, "Signed by");
  run_ok (room->s_zhang, claim, "countersign");
  g_assert_cmpint (zg_record_int (claim, CLAIM_SECOND), ==, room->p_zhang);
}

static void
test_one_time_password (Room *room, gconstpointer data)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (ZgSession) session = NULL;
  g_autoptr (ZgRecord)  claim = claim_new (room, "Taxi");
  g_autofree char      *once = zg_people_reset (room->small.admin, room->p_zhang, &error);

  g_assert_no_error (error);
  session = small_login (&room->small, "zhang", once);
  refuse (session, claim, "create", NULL, ZG_ERROR_DENIED, "one-time");
}

/* -- Refusals by field -- */

static void
test_writes (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "Taxi", "draft");

  zg_record_set_int (claim, CLAIM_AMOUNT, 99);
  refuse_field (room->small.admin, claim, "submit", "amount_fen");
  zg_record_set_int (claim, CLAIM_AMOUNT, 12345);
  zg_record_set_text (claim, CLAIM_TITLE, "Bus"); /* the step writes this one */
  run_ok (room->small.admin, claim, "submit");
  g_assert_cmpstr (zg_record_text (claim, CLAIM_TITLE), ==, "Bus");
}

static void
test_fixed (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_in (room, "Taxi", "draft");

  zg_record_set_text (claim, CLAIM_CAUSE, "rain"); /* still a draft */
  run_ok (room->small.admin, claim, "edit");
  run_ok (room->small.admin, claim, "submit");
  zg_record_set_text (claim, CLAIM_CAUSE, "snow");
  refuse_field (room->small.admin, claim, "correct", "cause");
}

static void
test_computed (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (room, "Taxi");
  g_autoptr (ZgRecord) read = NULL;

  zg_record_set_int (claim, CLAIM_DOUBLE, 1);
  run_ok (room->small.admin, claim, "create");
  zg_record_set_int (claim, CLAIM_DOUBLE, 1);
  run_ok (room->small.admin, claim, "submit");
  read = small_get (&room->small, &run_claim, claim->id);
  g_assert_cmpint (zg_record_int (read, CLAIM_DOUBLE), ==, 24690);
  g_assert_cmpint (zg_record_int (claim, CLAIM_DOUBLE), ==, 24690);
}

static void
test_references (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) unknown = claim_new (room, "Taxi");
  g_autoptr (ZgRecord) removed = claim_new (room, "Taxi");
  g_autoptr (ZgRecord) staff = small_get (&room->small, &small_staff, room->li);

  zg_record_set_int (unknown, CLAIM_STAFF, 4711);
  refuse_field (room->small.admin, unknown, "create", "staff");
  run_ok (room->small.admin, staff, "remove");
  zg_record_set_int (removed, CLAIM_STAFF, room->li);
  refuse_field (room->small.admin, removed, "create", "staff");
}

static void
test_required (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (room, "Taxi");

  zg_record_set_null (claim, CLAIM_TITLE);
  run_ok (room->small.admin, claim, "create"); /* a draft may be half filled */
  refuse_field (room->small.admin, claim, "submit", "title");
  zg_record_set_text (claim, CLAIM_TITLE, "一二三四五六七八九十一二三四五六七八九十一");
  refuse_field (room->small.admin, claim, "submit", "title");
  zg_record_set_text (claim, CLAIM_TITLE, "一二三四五六七八九十一二三四五六七八九十");
  run_ok (room->small.admin, claim, "submit");
}

/* All that is wrong is said at once. */
static void
test_all_faults (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) claim = claim_new (room, "Two\nlines");
  g_autoptr (GError)   error = NULL;

  zg_record_set_int (claim, CLAIM_STAFF, 4711);
  zg_record_set_text (claim, CLAIM_DAY, "2026-02-30");
  zg_record_set_int (claim, CLAIM_SECOND, room->p_li);
  g_assert_false (zg_book_run (room->small.admin, claim, "create", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  g_assert_cmpuint (zg_error_get_faults (error)->len, ==, 4);
}

static void
test_unique (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) first = claim_new (room, "One");
  g_autoptr (ZgRecord) second = claim_new (room, "Two");
  g_autoptr (ZgRecord) bare = claim_new (room, "Three");
  g_autoptr (ZgRecord) plain = claim_new (room, "Four");

  zg_record_set_text (first, CLAIM_CODE, "V-1");
  zg_record_set_text (second, CLAIM_CODE, "V-1");
  run_ok (room->small.admin, first, "create");
  refuse_field (room->small.admin, second, "create", "code");
  run_ok (room->small.admin, bare, "create"); /* empty is not equal to empty */
  run_ok (room->small.admin, plain, "create");
  run_ok (room->small.admin, first, "delete");
  run_ok (room->small.admin, second, "create");
}

static void
test_restore_unique (Room *room, gconstpointer data)
{
  g_autoptr (ZgRecord) first = zg_record_new (&small_staff);
  g_autoptr (ZgRecord) second = zg_record_new (&small_staff);

  zg_record_set_text (first, STAFF_NAME, "王一");
  zg_record_set_text (first, STAFF_NO, "1001");
  zg_record_set_text (second, STAFF_NAME, "王二");
  zg_record_set_text (second, STAFF_NO, "1001");
  run_ok (room->small.admin, first, "create");
  run_ok (room->small.admin, first, "remove");
  run_ok (room->small.admin, second, "create");
  refuse_field (room->small.admin, first, "restore", "no_");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (Room *room, gconstpointer data);
  } tests[] = {
    { "/run/create-edit-steps", test_create_edit_steps }, { "/run/book-fields", test_book_fields },
    { "/run/numbers", test_numbers },                     { "/run/stamps", test_stamps },
    { "/run/wrong-state", test_wrong_state },             { "/run/conflict", test_conflict },
    { "/run/no-right", test_no_right },                   { "/run/moving-out", test_moving_out },
    { "/run/own-request", test_own_request },             { "/run/opinion", test_opinion },
    { "/run/differs", test_differs },                     { "/run/one-time-password", test_one_time_password },
    { "/run/writes", test_writes },                       { "/run/fixed", test_fixed },
    { "/run/computed", test_computed },                   { "/run/references", test_references },
    { "/run/required", test_required },                   { "/run/all-faults", test_all_faults },
    { "/run/unique", test_unique },                       { "/run/restore-unique", test_restore_unique },
  };

  g_test_init (&argc, &argv, NULL);
  run_kinds ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Room, NULL, room_set_up, tests[i].run, room_tear_down);
  return g_test_run ();
}
