/* The conduct log and the staff voice: who enters, who is told, who answers, who decides. */
#include "trial.h"

#include "zg-conduct.h"

/* An entry about 张伟 1010 as the manager writes it. */
static ZgRecord *
entry_of (int sort, int clause)
{
  ZgRecord *entry = zg_record_new (&zg_conduct);

  zg_record_set_text (entry, ZG_CONDUCT_DAY, "2026-11-20");
  zg_record_set_int (entry, ZG_CONDUCT_STAFF, staff_by ("1010"));
  zg_record_set_int (entry, ZG_CONDUCT_SORT, sort);
  if (clause)
    zg_record_set_int (entry, ZG_CONDUCT_CLAUSE, clause);
  zg_record_set_int (entry, ZG_CONDUCT_SEVERITY, ZG_SEVERITY_MINOR);
  zg_record_set_text (entry, ZG_CONDUCT_WHAT, "办公区内抽烟");
  return entry;
}

static int
number_of (const ZgEnum *names, const char *id)
{
  const ZgEnum *found = zg_enum_find (names, id);

  g_assert_nonnull (found);
  return found->number;
}

/* Every sort of conduct has a clause, every clause of the catalogue is one of the written rules and forbids something. */
static void
test_catalogue (void)
{
  for (const ZgEnum *sort = zg_conduct_sorts; sort->id; sort++)
    g_assert_cmpint (zg_conduct_clause_of (sort->number), >, 0);
  for (const ZgEnum *clause = zg_conduct_clauses; clause->id; clause++)
    {
      g_assert_nonnull (zg_clause_by_id (clause->id));
      g_assert_cmpint (zg_conduct_sort_of (clause->number), >, 0);
      g_assert_true (g_str_has_prefix (clause->title, clause->id));
    }
  g_assert_cmpstr (zg_enum_by_number (zg_conduct_clauses, zg_conduct_clause_of (number_of (zg_conduct_sorts, "equipment")))->id,
                   ==, "D01-4.2b");
  g_assert_cmpstr (zg_enum_by_number (zg_conduct_clauses, zg_conduct_clause_of (number_of (zg_conduct_sorts, "false-entry")))->id,
                   ==, "D01-7.1");
}

/* Work discipline is kept by sorts of conduct: nothing is entered against anybody without one. */
static void
test_sorted (void)
{
  g_autoptr (ZgRecord) entry = entry_of (number_of (zg_conduct_sorts, "unrelated"), 0);

  zg_record_set_null (entry, ZG_CONDUCT_SORT);
  refused (trial.manager, entry, "create", ZG_ERROR_INVALID, "kind", NULL);
  zg_record_set_int (entry, ZG_CONDUCT_SORT, number_of (zg_conduct_sorts, "unrelated"));
  done (trial.manager, entry, "create", NULL);
}

static void
test_life (void)
{
  g_autoptr (ZgRecord) entry = entry_of (number_of (zg_conduct_sorts, "smoking"), 0), seen = NULL;

  refused (trial.worker, entry, "create", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.manager, entry, "create", NULL);
  g_assert_cmpint (zg_record_int (entry, ZG_CONDUCT_CLAUSE), ==, number_of (zg_conduct_clauses, "D01-5.1b"));
  g_assert_cmpint (zg_record_int (entry, ZG_CONDUCT_ENTERED_BY), ==, zg_session_person (trial.manager));
  refused (trial.manager, entry, "confirm", ZG_ERROR_INVALID, NULL, NULL); /* nobody is found guilty unheard */
  done (trial.manager, entry, "tell", NULL);
  g_assert_true (zg_session_sees (trial.worker, entry));
  refused (trial.hr, entry, "delete", ZG_ERROR_INVALID, NULL, NULL); /* not once he was told */
  refused (trial.manager, entry, "edit", ZG_ERROR_INVALID, NULL, NULL);
  refused (trial.worker, entry, "answer", ZG_ERROR_INVALID, "statement", NULL);
  refused (trial.worker, entry, "dismiss", ZG_ERROR_DENIED, NULL, NULL);
  zg_record_set_text (entry, ZG_CONDUCT_STATEMENT, "当天我在室外");
  done (trial.worker, entry, "answer", NULL);
  g_assert_cmpstr (entry->state, ==, "answered");
  zg_record_set_text (entry, ZG_CONDUCT_FINDING, "监控确认在室内");
  refused (trial.manager, entry, "confirm", ZG_ERROR_DENIED, NULL, NULL); /* who entered it does not decide */
  refused (trial.worker, entry, "confirm", ZG_ERROR_DENIED, NULL, NULL);
}

/* Entered by HR, found by the manager, closed; or not confirmed, with a word. */
static void
test_decided (void)
{
  g_autoptr (ZgRecord) entry = entry_of (number_of (zg_conduct_sorts, "equipment"), 0);
  g_autoptr (ZgRecord) other = entry_of (number_of (zg_conduct_sorts, "quarrel"), 0);

  done (trial.hr, entry, "create", NULL);
  done (trial.hr, entry, "tell", NULL);
  refused (trial.manager, entry, "confirm", ZG_ERROR_INVALID, "finding", NULL);
  zg_record_set_text (entry, ZG_CONDUCT_FINDING, "打印机被私自搬走，已搬回");
  done (trial.manager, entry, "confirm", NULL);
  g_assert_cmpint (zg_record_int (entry, ZG_CONDUCT_DECIDED_BY), ==, zg_session_person (trial.manager));
  refused (trial.worker, entry, "close", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, entry, "close", NULL);
  g_assert_cmpstr (entry->state, ==, "closed");
  done (trial.hr, other, "create", NULL);
  done (trial.hr, other, "tell", NULL);
  refused (trial.manager, other, "dismiss", ZG_ERROR_INVALID, NULL, NULL);
  done (trial.manager, other, "dismiss", "双方均否认，无旁证");
  g_assert_cmpstr (other->state, ==, "dismissed");
}

static void
test_entry (void)
{
  g_autoptr (ZgRecord) entry = entry_of (number_of (zg_conduct_sorts, "dress"), number_of (zg_conduct_clauses, "D17-9"));

  refused (trial.hr, entry, "create", ZG_ERROR_INVALID, "clause", NULL);
  zg_record_set_int (entry, ZG_CONDUCT_CLAUSE, number_of (zg_conduct_clauses, "D01-5.3"));
  zg_record_set_text (entry, ZG_CONDUCT_DAY, "2026-11-24");
  refused (trial.hr, entry, "create", ZG_ERROR_INVALID, "day", NULL);
  zg_record_set_text (entry, ZG_CONDUCT_DAY, "2026-11-23");
  zg_record_set_int (entry, ZG_CONDUCT_WITNESS, staff_by ("1010"));
  refused (trial.hr, entry, "create", ZG_ERROR_INVALID, "witness", NULL);
  zg_record_set_int (entry, ZG_CONDUCT_WITNESS, staff_by ("1011"));
  done (trial.hr, entry, "create", NULL);
  refused (trial.worker, entry, "tell", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, entry, "delete", NULL); /* a slip of the pen, before anybody was told */
}

static void
test_voice (void)
{
  g_autoptr (ZgRecord) voice = zg_record_new (&zg_voice);

  zg_record_set_int (voice, ZG_VOICE_STAFF, staff_by ("1010"));
  zg_record_set_int (voice, ZG_VOICE_SORT, 3);
  zg_record_set_text (voice, ZG_VOICE_TITLE, "座椅坏了");
  zg_record_set_text (voice, ZG_VOICE_TEXT, "座椅升降坏了两周，报修没有回音");
  done (trial.worker, voice, "create", NULL);
  done (trial.worker, voice, "submit", NULL);
  refused (trial.worker, voice, "answer", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.manager, voice, "take", NULL);
  refused (trial.manager, voice, "answer", ZG_ERROR_INVALID, "answer", "D20-5.3");
  zg_record_set_text (voice, ZG_VOICE_ANSWER, "本周五更换");
  done (trial.manager, voice, "answer", NULL);
  refused (trial.worker, voice, "ask", ZG_ERROR_INVALID, NULL, NULL); /* without a word */
  done (trial.worker, voice, "ask", "周五没有换");
  done (trial.manager, voice, "answer", NULL);
  done (trial.worker, voice, "settle", NULL);
  g_assert_cmpstr (voice->state, ==, "settled");
}

/* Each clause of conduct is entered once by its own name. */
static const char *const entered[] = {
  "/conduct/D01-3/entered",     "/conduct/D02-3.2.1/entered", "/conduct/D09-5/entered",    "/conduct/D14-3/entered",
  "/conduct/D05-13b/entered",   "/conduct/D01-4.2b/entered",  "/conduct/D01-5.1a/entered", "/conduct/D01-5.2/entered",
  "/conduct/D01-5.3/entered",   "/conduct/D07-2-1/entered",   "/conduct/D01-5.1b/entered", "/conduct/D02-3.2.4/entered",
  "/conduct/D11-8/entered",     "/conduct/D07-1(7)/entered",  "/conduct/D07-1(10)/entered", "/conduct/D21-2.5/entered",
  "/conduct/D07-1(5)a/entered", "/conduct/D07-1(11)/entered", "/conduct/D07-1(5)b/entered", "/conduct/D11-3b/entered",
  "/conduct/D03-3.3.1/entered", "/conduct/D01-7.1/entered",   "/conduct/D18-5.5a/entered", "/conduct/D18-4.4/entered",
  "/conduct/D03-4.3/entered",   "/conduct/D17-9/entered",
};

static void
test_entered (gconstpointer data)
{
  g_auto (GStrv)       parts = g_strsplit (data, "/", -1);
  int                  clause = number_of (zg_conduct_clauses, parts[2]);
  g_autoptr (ZgRecord) entry = entry_of (zg_conduct_sort_of (clause), clause), found = NULL;

  done (trial.hr, entry, "create", NULL);
  found = get (&zg_conduct, entry->id);
  g_assert_cmpint (zg_record_int (found, ZG_CONDUCT_CLAUSE), ==, clause);
  g_assert_cmpint (found->owner, ==, staff_by ("1010"));
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/conduct/D01-4.2b/catalogue", test_catalogue);
  g_test_add_func ("/conduct/D11-5/sorted", test_sorted);
  g_test_add_func ("/conduct/D01-3/life", test_life);
  for (guint i = 0; i < G_N_ELEMENTS (entered); i++)
    g_test_add_data_func (entered[i], entered[i], test_entered);
  g_test_add_func ("/conduct/D01-4.2b/decided", test_decided);
  g_test_add_func ("/conduct/D01-5.3/entry", test_entry);
  g_test_add_func ("/voice/D20-5.3/life", test_voice);
  return trial_run ();
}
