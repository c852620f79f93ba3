/* The handover: its list is what the person really holds, three people sign it, and without it nobody leaves or is
 * transferred. */
#include "handing-over.h"

#include "zg-module.h"
#include "zg-paper.h"

static gboolean
lists (GPtrArray *items, const char *part)
{
  for (guint i = 0; i < items->len; i++)
    if (strstr (zg_record_text (items->pdata[i], ZG_HANDOVER_ITEM_TEXT), part) ||
        g_strcmp0 (zg_record_text (items->pdata[i], ZG_HANDOVER_ITEM_KEY), part) == 0)
      return TRUE;
  return FALSE;
}

/* 张伟 1010 has a clock number, a log-in, a leave request that waits and a badge. */
static void
test_list (void)
{
  g_autoptr (ZgRecord)  file = get (&zg_staff, staff_by ("1010")), leave = zg_record_new (&zg_leave);
  g_autoptr (ZgRecord)  handover = handover_new (ZG_HANDOVER_LEAVING, file->id, staff_by ("1011"));
  g_autoptr (GPtrArray) items = NULL, again = NULL;
  g_autofree char      *draft = NULL;
  GError               *error = NULL;

  zg_record_set_text (file, ZG_STAFF_BADGE, "工牌 0110");
  done (trial.hr, file, "edit", NULL);
  done (trial.worker, handover, "create", NULL);
  items = items_of (handover);
  g_assert_true (lists (items, "工牌 0110"));
  g_assert_true (lists (items, "files") && lists (items, "shop") && lists (items, "customers"));
  g_assert_false (lists (items, "artwork"));
  zg_record_set_int (leave, ZG_LEAVE_STAFF, file->id); /* a draft begun afterwards is found when it is counted */
  done (trial.worker, leave, "create", NULL);
  draft = g_strdup_printf ("leave/%" G_GINT64_FORMAT, leave->id);
  g_assert_false (lists (items, draft));
  refused (trial.manager, handover, "count", ZG_ERROR_INVALID, "leaver", NULL); /* he gives, nobody for him */
  done (trial.worker, handover, "count", NULL);
  again = items_of (handover);
  g_assert_true (lists (again, draft));
  g_assert_cmpuint (again->len, ==, items->len + 1); /* nothing twice */
  zg_book_run (trial.worker, handover, "recount", NULL, "还差一把钥匙", NULL, NULL, &error);
  g_assert_no_error (error);
  done (trial.worker, handover, "delete", NULL);
}

/* HR sees all: the clock number, the log-in and the roles as well. */
static void
test_accounts (void)
{
  g_autoptr (ZgRecord)  handover = handover_new (ZG_HANDOVER_TRANSFER, staff_by ("1006"), staff_by ("1010"));
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char      *leads = NULL;

  done (trial.hr, handover, "create", NULL);
  items = items_of (handover);
  leads = g_strdup_printf ("unit/%" G_GINT64_FORMAT, ask ("SELECT id FROM unit WHERE name = $1", "运营组"));
  g_assert_true (lists (items, leads));
  leads[0] = '\0';
  g_assert_true (lists (items, "张伟")); /* whom he supervises */
  g_assert_cmpint (ask ("SELECT COUNT(*) FROM handover_item WHERE held_key LIKE 'clock_pin/%' AND state = $1", "active"), >, 0);
  g_assert_cmpint (ask ("SELECT COUNT(*) FROM handover_item WHERE held_key LIKE 'person/%' AND state = $1", "active"), >, 0);
  g_assert_cmpint (ask ("SELECT COUNT(*) FROM handover_item WHERE held_key LIKE 'role_holder/%' AND state = $1", "active"), >, 0);
  done (trial.hr, handover, "delete", NULL);
}

/* Whoever draws hands over all artwork, always. */
static void
test_artwork (void)
{
  g_autoptr (ZgRecord)  handover = handover_new (ZG_HANDOVER_LEAVING, staff_by ("1012"), staff_by ("1010"));
  g_autoptr (GPtrArray) items = NULL, out = g_ptr_array_new ();
  g_autoptr (GError)    error = NULL;

  done (trial.hr, handover, "create", NULL);
  items = items_of (handover);
  g_assert_true (lists (items, "artwork"));
  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (zg_record_text (items->pdata[i], ZG_HANDOVER_ITEM_KEY), "artwork") == 0)
      {
        ZgRecord *item = items->pdata[i];

        g_free (item->state);
        item->state = g_strdup ("removed");
        g_ptr_array_add (out, item);
      }
  g_assert_false (zg_book_run (trial.hr, handover, "edit", out, NULL, NULL, NULL, &error)); /* nor is it taken off */
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  done (trial.hr, handover, "delete", NULL);
}

static void
test_signatures (void)
{
  g_autoptr (ZgSession) successor = log_in ("liuyang"), witness = log_in ("wangjianguo");
  g_autoptr (ZgRecord)  handover = handover_new (ZG_HANDOVER_TRANSFER, staff_by ("1010"), staff_by ("1010"));
  g_autoptr (GPtrArray) items = NULL;

  refused (trial.worker, handover, "create", ZG_ERROR_INVALID, "successor", "D21-2.8");
  zg_record_set_int (handover, ZG_HANDOVER_SUCCESSOR, staff_by ("1011"));
  zg_record_set_int (handover, ZG_HANDOVER_WITNESS, staff_by ("1007"));
  refused (trial.worker, handover, "create", ZG_ERROR_INVALID, "witness", "D21-2.9"); /* not his line supervisor */
  zg_record_set_null (handover, ZG_HANDOVER_WITNESS);
  done (trial.worker, handover, "create", NULL);
  g_assert_cmpint (zg_record_int (handover, ZG_HANDOVER_WITNESS), ==, zg_session_staff (witness));
  refused (successor, handover, "accept", ZG_ERROR_INVALID, NULL, NULL); /* not counted yet */
  done (trial.worker, handover, "count", NULL);
  refused (trial.worker, handover, "accept", ZG_ERROR_DENIED, NULL, NULL); /* who gives does not take */
  refused (successor, handover, "accept", ZG_ERROR_INVALID, NULL, NULL);   /* nothing is ticked */
  items = items_of (handover);
  pass_all (items);
  zg_record_set_int (items->pdata[0], ZG_HANDOVER_ITEM_PASSED, 0);
  zg_record_set_text (items->pdata[0], ZG_HANDOVER_ITEM_NOTE, "没有此项");
  refused (witness, handover, "witness", ZG_ERROR_INVALID, NULL, NULL);
  run_with (successor, handover, "accept", items);
  refused (successor, handover, "witness", ZG_ERROR_DENIED, NULL, NULL);
  refused (trial.manager, handover, "witness", ZG_ERROR_INVALID, "witness", NULL); /* he has a log-in of his own */
  done (witness, handover, "witness", NULL);
  g_assert_cmpint (zg_record_int (handover, ZG_HANDOVER_WITNESSED_BY), ==, zg_session_person (witness));
  refused (trial.worker, handover, "finish", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, handover, "finish", NULL);
  refused (trial.hr, handover, "apply", ZG_ERROR_DENIED, NULL, NULL); /* only by the transfer itself */
}

/* The transfer is refused without it, uses it up, and a correction of the file is no way round. */
static void
test_transfer (void)
{
  g_autoptr (ZgRecord) file = get (&zg_staff, staff_by ("1014"));
  gint64               was = zg_record_int (file, ZG_STAFF_UNIT);

  zg_record_set_int (file, ZG_STAFF_UNIT, ask ("SELECT id FROM unit WHERE name = $1", "客服组"));
  refused (trial.hr, file, "transfer", ZG_ERROR_INVALID, NULL, "D21-2.8");
  refused (trial.hr, file, "edit", ZG_ERROR_INVALID, "unit", "D21-2.8");
  hand_over (ZG_HANDOVER_LEAVING, file->id);
  refused (trial.hr, file, "transfer", ZG_ERROR_INVALID, NULL, "D21-2.8"); /* of another kind */
  hand_over (ZG_HANDOVER_TRANSFER, file->id);
  done (trial.hr, file, "transfer", NULL);
  g_assert_cmpint (ask ("SELECT COUNT(*) FROM handover WHERE state = $1 AND kind = 1", "applied"), ==, 1);
  zg_record_set_int (file, ZG_STAFF_UNIT, was);
  refused (trial.hr, file, "transfer", ZG_ERROR_INVALID, NULL, "D21-2.8"); /* one handover, one transfer */
  zg_record_set_null (file, ZG_STAFF_SUPERVISOR);
  zg_record_set_int (file, ZG_STAFF_UNIT, ask ("SELECT id FROM unit WHERE name = $1", "客服组"));
  done (trial.hr, file, "transfer", NULL); /* another supervisor alone is no transfer in this sense */
}

static void
test_leaving (void)
{
  g_autoptr (ZgRecord) file = get (&zg_staff, staff_by ("1015"));

  zg_record_set_text (file, ZG_STAFF_LEFT, "2026-11-20");
  done (trial.hr, file, "leave", NULL);
  refused (trial.hr, file, "end", ZG_ERROR_INVALID, NULL, "D21-2.8");
  hand_over (ZG_HANDOVER_LEAVING, file->id);
  done (trial.hr, file, "end", NULL);
  g_assert_cmpstr (file->state, ==, "left");
  g_assert_cmpint (ask ("SELECT COUNT(*) FROM handover WHERE state = $1 AND kind = 2", "applied"), ==, 1);
}

/* Where everything must be handed over before anybody may say that he leaves. */
static void
test_leaving_first (void)
{
  g_autoptr (ZgRecord) file = get (&zg_staff, staff_by ("1013"));

  set_parameter ("staff.handover.before", "leave", "2026-11-23");
  zg_record_set_text (file, ZG_STAFF_LEFT, "2026-12-05");
  refused (trial.hr, file, "leave", ZG_ERROR_INVALID, NULL, "D21-2.8");
  hand_over (ZG_HANDOVER_TRANSFER, file->id);
  refused (trial.hr, file, "leave", ZG_ERROR_INVALID, NULL, "D21-2.8"); /* of another kind */
  hand_over (ZG_HANDOVER_LEAVING, file->id);
  done (trial.hr, file, "leave", NULL);
  g_assert_cmpstr (file->state, ==, "leaving");
}

/* A shift: two sign, the note is what counts. */
static void
test_shift (void)
{
  g_autoptr (ZgSession) successor = log_in ("huanglei");
  g_autoptr (ZgRecord)  handover = handover_new (ZG_HANDOVER_SHIFT, staff_by ("1011"), staff_by ("1012"));
  g_autoptr (ZgSession) leaver = log_in ("liuyang");
  g_autoptr (GPtrArray) items = NULL;

  zg_record_set_text (handover, ZG_HANDOVER_NOTE, "两单退款待客户回复，热线已转出");
  done (leaver, handover, "create", NULL);
  items = items_of (handover);
  g_assert_cmpuint (items->len, ==, 0);
  done (leaver, handover, "count", NULL);
  done (successor, handover, "accept", NULL);
  refused (trial.hr, handover, "witness", ZG_ERROR_DENIED, NULL, NULL);
  done (trial.hr, handover, "finish", NULL);
}

static gpointer
paper_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_paper_by_id ("handover_form")->make (trial.hr, db, *(gint64 *) data, error);
}

static void
test_paper (void)
{
  gint64              id = ask ("SELECT MAX (id) FROM handover WHERE state = $1", "applied");
  GError             *error = NULL;
  g_autoptr (ZgPaper) paper = zg_store_read (zg_book_store (trial.book), paper_db, &id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (zg_paper_layout (paper), ==, 1);
  g_assert_true (zg_paper_of (&zg_handover) == zg_paper_by_id ("handover_form")); /* what the window prints */
}

int
main (int argc, char **argv)
{
  trial_init (&argc, &argv);
  g_test_add_func ("/handover/D21-2.8/list", test_list);
  g_test_add_func ("/handover/D21-2.8/accounts", test_accounts);
  g_test_add_func ("/handover/D21-3.2.6/artwork", test_artwork);
  g_test_add_func ("/handover/D21-2.9/signatures", test_signatures);
  g_test_add_func ("/handover/D21-2.8/transfer", test_transfer);
  g_test_add_func ("/handover/D21-2.8/leaving", test_leaving);
  g_test_add_func ("/handover/D11-11/shift", test_shift);
  g_test_add_func ("/handover/D21-2.8/leaving-first", test_leaving_first);
  g_test_add_func ("/handover/D21-2.8/paper", test_paper);
  return trial_run ();
}
