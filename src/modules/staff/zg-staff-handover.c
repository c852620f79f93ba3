/* zg-staff-handover.c: the kind handover 交接单: drafted, counted and given by the leaver, taken by the successor, witnessed by the
 * line supervisor, finished. Its list is made of what the leaver really holds. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-staff-handover.h"
#include "zg-staff.h"

const ZgEnum zg_handover_sorts[] = {
  { ZG_HANDOVER_TRANSFER, "transfer", N_ ("Transfer") },
  { ZG_HANDOVER_LEAVING, "leaving", N_ ("Leaving the company") },
  { ZG_HANDOVER_SHIFT, "shift", N_ ("Shift") },
  { 0 },
};

static const ZgField fields[ZG_HANDOVER_N_FIELDS] = {
  [ZG_HANDOVER_SORT] = { "kind", N_ ("Kind of handover"), ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = zg_handover_sorts,
                         .initial = "2", .clause = "D21-2.8", .section = N_ ("Handover") },
  [ZG_HANDOVER_LEAVER] = { "leaver", N_ ("Hands over"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff",
                           .initial = "me" },
  [ZG_HANDOVER_SUCCESSOR] = { "successor", N_ ("Takes over"), ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "staff",
                              .clause = "D21-2.8" },
  [ZG_HANDOVER_WITNESS] = { "witness", N_ ("Line supervisor as witness"), ZG_REF, ZG_LIST, .ref = "staff", .clause = "D21-2.9",
                            .hint = N_ ("empty: the line supervisor") },
  [ZG_HANDOVER_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_REQUIRED | ZG_LIST, .initial = "today" },
  [ZG_HANDOVER_NOTE] = { "note", N_ ("Handover note"), ZG_LONG, 0, .clause = "D11-11" },
  [ZG_HANDOVER_SCAN] = { "scan", N_ ("Signed sheet"), ZG_FILE, 0, .hint = N_ ("where somebody without a log-in signs on paper") },
  [ZG_HANDOVER_IS_SHIFT] = { "is_shift", N_ ("Shift"), ZG_BOOL, ZG_COMPUTED | ZG_HIDDEN },
  [ZG_HANDOVER_GIVEN_BY] = { "given_by", N_ ("Given by"), ZG_REF, ZG_COMPUTED, .ref = "person", .section = N_ ("Signatures") },
  [ZG_HANDOVER_GIVEN_AT] = { "given_at", N_ ("Given at"), ZG_TIME, ZG_COMPUTED },
  [ZG_HANDOVER_TAKEN_BY] = { "taken_by", N_ ("Taken by"), ZG_REF, ZG_COMPUTED, .ref = "person" },
  [ZG_HANDOVER_TAKEN_AT] = { "taken_at", N_ ("Taken over at"), ZG_TIME, ZG_COMPUTED },
  [ZG_HANDOVER_WITNESSED_BY] = { "witnessed_by", N_ ("Witnessed by"), ZG_REF, ZG_COMPUTED, .ref = "person", .clause = "D21-2.9" },
  [ZG_HANDOVER_WITNESSED_AT] = { "witnessed_at", N_ ("Witnessed at"), ZG_TIME, ZG_COMPUTED },
  [ZG_HANDOVER_DONE_AT] = { "done_at", N_ ("Finished"), ZG_TIME, ZG_COMPUTED | ZG_LIST },
};

static void
recompute (ZgRecord *handover)
{
  zg_record_set_int (handover, ZG_HANDOVER_IS_SHIFT, zg_record_int (handover, ZG_HANDOVER_SORT) == ZG_HANDOVER_SHIFT);
}

/* -- Who they are -- */

/* The line supervisor of @staff, or who leads the unit; of @not (the successor himself) his. 0: none is known. */
static gint64
line_supervisor (ZgWork *work, gint64 staff, gint64 not)
{
  gint64 above = 0, next = 0;

  zg_db_int (zg_work_db (work), &above, NULL,
             ZG_SQL ("SELECT COALESCE (s.supervisor, CASE WHEN u.leader = s.id THEN NULL ELSE u.leader END, 0) FROM staff s"
                     " LEFT JOIN unit u ON u.id = s.unit WHERE s.id = $1"),
             "i", staff);
  if (above == 0 || above != not)
    return above;
  zg_db_int (zg_work_db (work), &next, NULL, ZG_SQL ("SELECT COALESCE (supervisor, 0) FROM staff WHERE id = $1"), "i", above);
  return next;
}

static void
check_three (ZgWork *work)
{
  ZgRecord *handover = zg_work_record (work);
  gint64    leaver = zg_record_int (handover, ZG_HANDOVER_LEAVER), successor = zg_record_int (handover, ZG_HANDOVER_SUCCESSOR);
  gint64    above = leaver ? line_supervisor (work, leaver, successor) : 0;

  if (leaver && leaver == successor)
    zg_work_fault (work, ZG_HANDOVER_SUCCESSOR, -1, "D21-2.8", _ ("The work must be handed over to somebody else."));
  if (zg_record_int (handover, ZG_HANDOVER_SORT) == ZG_HANDOVER_SHIFT)
    return;
  if (!zg_record_is_set (handover, ZG_HANDOVER_WITNESS) && above)
    zg_record_set_int (handover, ZG_HANDOVER_WITNESS, above);
  if (above && zg_record_int (handover, ZG_HANDOVER_WITNESS) != above)
    zg_work_fault (work, ZG_HANDOVER_WITNESS, -1, "D21-2.9",
                   _ ("The line supervisor of who hands over is the witness. Leave this empty to have him put in."));
  else if (zg_record_int (handover, ZG_HANDOVER_WITNESS) &&
           (zg_record_int (handover, ZG_HANDOVER_WITNESS) == leaver ||
            zg_record_int (handover, ZG_HANDOVER_WITNESS) == successor))
    zg_work_fault (work, ZG_HANDOVER_WITNESS, -1, "D21-2.9", _ ("Three different people sign a handover."));
}

static void
check_draft (ZgWork *work)
{
  const ZgRecord *handover = zg_work_record (work);
  gint64          leaver = zg_record_int (handover, ZG_HANDOVER_LEAVER), others = 0;
  int             sort = zg_record_int (handover, ZG_HANDOVER_SORT);

  check_three (work);
  zg_work_guard (work, "handover/%" G_GINT64_FORMAT, leaver);
  if (sort != ZG_HANDOVER_SHIFT)
    zg_db_int (zg_work_db (work), &others, NULL,
               ZG_SQL ("SELECT count(*) FROM handover WHERE leaver = $1 AND kind = $2 AND id <> $3"
                       " AND state NOT IN ('deleted', 'applied')"),
               "iii", leaver, sort, handover->id);
  if (others)
    zg_work_fault (work, ZG_HANDOVER_LEAVER, -1, "D21-2.8",
                   _ ("A handover of this person is under way already. Go on with that."));
}

/* -- The list -- */

static void
add_item (ZgWork *work, const ZgHeld *held, int position)
{
  const ZgRecord *handover = zg_work_record (work);
  ZgRecord       *item = zg_work_also (work, &zg_handover_item, "create");

  item->parent = handover->id;
  item->owner = handover->owner;
  item->unit = handover->unit;
  zg_record_set_int (item, ZG_HANDOVER_ITEM_POSITION, position);
  zg_record_set_int (item, ZG_HANDOVER_ITEM_SORT, held->sort);
  zg_record_set_text (item, ZG_HANDOVER_ITEM_TEXT, held->text);
  zg_record_set_text (item, ZG_HANDOVER_ITEM_KEY, held->key);
}

/* What stands on the list already: keys; @last: the highest position. */
static GHashTable *
listed (ZgWork *work, int *last)
{
  GHashTable        *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (ZgStmt) rows = zg_db_query (zg_work_db (work), NULL,
                                         ZG_SQL ("SELECT held_key, position FROM handover_item WHERE parent_id = $1"), "i",
                                         zg_work_record (work)->id);
  gboolean           row = FALSE;

  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      if (zg_stmt_text (rows, 0))
        g_hash_table_add (keys, g_strdup (zg_stmt_text (rows, 0)));
      *last = MAX (*last, (int) zg_stmt_int (rows, 1));
    }
  return keys;
}

/* A shift hands over its note and what is under way, not what a person holds. */
static void
gather (ZgWork *work)
{
  const ZgRecord        *handover = zg_work_record (work);
  int                    last = 0;
  g_autoptr (GHashTable) keys = listed (work, &last);
  g_autoptr (GPtrArray)  held = NULL;

  if (zg_record_int (handover, ZG_HANDOVER_SORT) == ZG_HANDOVER_SHIFT)
    return;
  held = zg_held_by (zg_work_db (work), zg_record_int (handover, ZG_HANDOVER_LEAVER), zg_work_today (work), NULL);
  for (guint i = 0; held && i < held->len; i++)
    if (g_hash_table_add (keys, g_strdup (((ZgHeld *) held->pdata[i])->key)))
      add_item (work, held->pdata[i], ++last);
}

/* What was found to be held is not taken off the list; it is handed over, or a note says why not. */
static void
check_items (ZgWork *work)
{
  GPtrArray *children = zg_work_children (work);

  zg_work_guard (work, "handover_item/%" G_GINT64_FORMAT, zg_work_record (work)->id);
  for (guint i = 0; children && i < children->len; i++)
    if (g_str_equal (((ZgRecord *) children->pdata[i])->state, "removed") &&
        zg_record_is_set (children->pdata[i], ZG_HANDOVER_ITEM_KEY))
      zg_work_fault (work, -1, i, "D21-2.8", _ ("What is held stays on the list. Write in the note why it is not handed over."));
}

static void
check_edit (ZgWork *work)
{
  check_items (work);
  check_draft (work);
}

static const ZgRecord *
sent (ZgWork *work, gint64 id)
{
  GPtrArray *children = zg_work_children (work);

  for (guint i = 0; children && i < children->len; i++)
    if (((ZgRecord *) children->pdata[i])->id == id)
      return children->pdata[i];
  return NULL;
}

static void
check_passed (ZgWork *work)
{
  g_autoptr (ZgStmt) rows = zg_db_query (
      zg_work_db (work), NULL,
      ZG_SQL ("SELECT id, COALESCE (passed, 0), note, item FROM handover_item WHERE parent_id = $1 AND state = 'active' ORDER BY"
              " position, id"),
      "i", zg_work_record (work)->id);
  gboolean row = FALSE;

  while (rows && zg_stmt_step (rows, &row, NULL) && row)
    {
      const ZgRecord *line = sent (work, zg_stmt_int (rows, 0));
      gboolean        passed = line ? zg_record_int (line, ZG_HANDOVER_ITEM_PASSED) != 0 : zg_stmt_int (rows, 1) != 0;
      const char     *note = line ? zg_record_text (line, ZG_HANDOVER_ITEM_NOTE) : zg_stmt_text (rows, 2);

      if (!passed && note == NULL)
        zg_work_fault (work, -1, -1, "D21-2.8", _ ("“%s” is not handed over yet. Tick it, or write in its note why not."),
                       zg_stmt_text (rows, 3));
    }
}

/* -- Signatures: each by the person himself; who has no log-in signs on paper, which is hung on by who may finish it -- */

static void
check_signer (ZgWork *work, int field)
{
  const ZgRecord *handover = zg_work_record (work);
  gint64          named = zg_record_int (handover, field), logins = 0;

  if (named == 0 || named == zg_session_staff (zg_work_session (work)))
    return;
  zg_db_int (zg_work_db (work), &logins, NULL, ZG_SQL ("SELECT count(*) FROM person WHERE staff = $1 AND state = 'active'"), "i",
             named);
  if (logins || zg_session_reach (zg_work_session (work), "handover.finish") == ZG_REACH_NONE)
    zg_work_fault (work, field, -1, NULL, _ ("“%s” signs himself, with his own log-in."),
                   g_dgettext (GETTEXT_PACKAGE, fields[field].title));
  else if (!zg_record_is_set (handover, ZG_HANDOVER_SCAN))
    zg_work_fault (work, ZG_HANDOVER_SCAN, -1, NULL, _ ("“%s” has no log-in. Hang on the sheet he has signed."),
                   g_dgettext (GETTEXT_PACKAGE, fields[field].title));
}

static void
check_count (ZgWork *work)
{
  check_items (work);
  check_draft (work);
  check_signer (work, ZG_HANDOVER_LEAVER);
}

static void
check_accept (ZgWork *work)
{
  check_items (work);
  check_signer (work, ZG_HANDOVER_SUCCESSOR);
  check_passed (work);
}

static void
check_witness (ZgWork *work)
{
  if (!zg_record_is_set (zg_work_record (work), ZG_HANDOVER_WITNESS))
    zg_work_fault (work, ZG_HANDOVER_WITNESS, -1, "D21-2.9", _ ("Name the line supervisor who witnesses the handover."));
  check_signer (work, ZG_HANDOVER_WITNESS);
}

static void
check_finish (ZgWork *work)
{
  zg_work_guard (work, "handover/%" G_GINT64_FORMAT, zg_record_int (zg_work_record (work), ZG_HANDOVER_LEAVER));
}

/* -- Its life -- */

#define HEAD                                                                                                                     \
  (ZG_F (ZG_HANDOVER_SORT) | ZG_F (ZG_HANDOVER_LEAVER) | ZG_F (ZG_HANDOVER_SUCCESSOR) | ZG_F (ZG_HANDOVER_WITNESS) |             \
   ZG_F (ZG_HANDOVER_DAY))
#define NOTES (ZG_F (ZG_HANDOVER_NOTE) | ZG_F (ZG_HANDOVER_SCAN))
#define GIVEN (ZG_F (ZG_HANDOVER_GIVEN_BY) | ZG_F (ZG_HANDOVER_GIVEN_AT))
#define TAKEN (ZG_F (ZG_HANDOVER_TAKEN_BY) | ZG_F (ZG_HANDOVER_TAKEN_AT))
#define WITNESSED (ZG_F (ZG_HANDOVER_WITNESSED_BY) | ZG_F (ZG_HANDOVER_WITNESSED_AT))
#define SHIFT ZG_F (ZG_HANDOVER_IS_SHIFT)

static const ZgEffect makes_items[] = { { ZG_ALSO, "handover_item.create" }, { 0 } };

static const ZgState states[] = {
  { "counted", N_ ("Counted"), ZG_TONE_PENDING },
  { "taken", N_ ("Taken over"), ZG_TONE_PENDING },
  { "witnessed", N_ ("Witnessed"), ZG_TONE_PENDING },
  { "done", N_ ("Finished"), ZG_TONE_NEUTRAL },
  { "applied", N_ ("In effect"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgStep steps[] = {
  { NULL, "create", "draft", ZG_QUIET | ZG_WITH_LINES, HEAD | NOTES, .effects = makes_items, .check = check_draft, .done = gather,
    .clause = "D21-2.8" },
  { "draft", "edit", "draft", ZG_QUIET | ZG_WITH_LINES, HEAD | NOTES, .check = check_edit },
  { "draft", "count", "counted", ZG_PRIMARY | ZG_WITH_LINES, HEAD | NOTES, GIVEN, .effects = makes_items, .check = check_count,
    .done = gather, .clause = "D21-2.8", .title = N_ ("Counted, I hand over") },
  { "counted", "edit", "counted", ZG_QUIET | ZG_WITH_LINES, NOTES, .check = check_items },
  { "counted", "recount", "draft", ZG_NEEDS_OPINION, .title = N_ ("Count again") },
  { "counted", "accept", "taken", ZG_PRIMARY | ZG_WITH_LINES, NOTES, TAKEN, ZG_F (ZG_HANDOVER_GIVEN_BY), .check = check_accept,
    .clause = "D21-2.8", .title = N_ ("I take over") },
  { "taken", "witness", "witnessed", ZG_PRIMARY, NOTES, WITNESSED, ZG_F (ZG_HANDOVER_GIVEN_BY) | ZG_F (ZG_HANDOVER_TAKEN_BY),
    .check = check_witness, .clause = "D21-2.9", .title = N_ ("I witness"), .unless = SHIFT },
  { "taken", "finish", "done", ZG_PRIMARY, 0, ZG_F (ZG_HANDOVER_DONE_AT), .check = check_finish, .clause = "D11-11",
    .title = N_ ("Finish"), .when = SHIFT },
  { "witnessed", "finish", "done", ZG_PRIMARY, 0, ZG_F (ZG_HANDOVER_DONE_AT), .check = check_finish, .clause = "D21-2.8",
    .title = N_ ("Finish") },
  { "done", "apply", "applied", ZG_QUIET | ZG_FOLLOWS, .clause = "D21-2.8", .title = N_ ("In effect") },
  { "draft", "delete", "deleted", ZG_DESTROYS, .check = check_finish },
};

const ZgKind zg_handover = {
  "handover", N_ ("Handover"), "staff", "JJ",
  ZG_FIELDS (fields), ZG_STEPS (steps), .states = states,
  .owner = "leaver", .order = "t.day DESC, t.id DESC", .clause = "D21-2.8",
  .empty = N_ ("Handovers stand here. Nobody leaves or is transferred before his is finished."),
  .index = { "leaver, kind" },
  .recompute = recompute,
};

/* -- Items -- */

const ZgEnum zg_held_sorts[] = {
  { ZG_HELD_FILES, "files", N_ ("Files") },
  { ZG_HELD_ACCOUNT, "account", N_ ("Account") },
  { ZG_HELD_STOCK, "stock", N_ ("Goods") },
  { ZG_HELD_TASK, "task", N_ ("Task or paper") },
  { ZG_HELD_CUSTOMER, "customer", N_ ("Customers") },
  { ZG_HELD_ARTWORK, "artwork", N_ ("Artwork") },
  { ZG_HELD_THING, "thing", N_ ("Keys and things") },
  { ZG_HELD_DUTY, "duty", N_ ("Duty") },
  { 0 },
};

static const ZgField item_fields[ZG_HANDOVER_ITEM_N_FIELDS] = {
  [ZG_HANDOVER_ITEM_POSITION] = { "position", N_ ("Row"), ZG_INT, ZG_LIST | ZG_FIXED, .width = 48 },
  [ZG_HANDOVER_ITEM_SORT] = { "sort", N_ ("Sort"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = zg_held_sorts, .initial = "4",
                              .width = 96 },
  [ZG_HANDOVER_ITEM_TEXT] = { "item", N_ ("Item"), ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 200, .width = 260,
                              .clause = "D21-3.2.6" },
  [ZG_HANDOVER_ITEM_PASSED] = { "passed", N_ ("Handed over"), ZG_BOOL, ZG_LIST, .width = 72 },
  [ZG_HANDOVER_ITEM_NOTE] = { "note", N_ ("Note"), ZG_TEXT, ZG_LIST, .max = 200 },
  [ZG_HANDOVER_ITEM_KEY] = { "held_key", N_ ("Held"), ZG_TEXT, ZG_HIDDEN | ZG_FIXED, .max = 80 },
};

/* By itself (from the command line) a line is changed only until the successor has signed. */
static void
check_open (ZgWork *work)
{
  gint64 open = 0;

  zg_work_guard (work, "handover_item/%" G_GINT64_FORMAT, zg_work_record (work)->parent);
  zg_db_int (zg_work_db (work), &open, NULL,
             ZG_SQL ("SELECT count(*) FROM handover WHERE id = $1 AND state IN ('draft', 'counted')"), "i",
             zg_work_record (work)->parent);
  if (open == 0)
    zg_work_fault (work, -1, -1, "D21-2.8", _ ("The handover of this line is signed or gone."));
}

static const ZgStep item_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_open },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_open },
  { "active", "remove", "removed", ZG_FOLLOWS },
};

const ZgKind zg_handover_item = {
  "handover_item", N_ ("Items handed over"), "staff",
  ZG_FIELDS (item_fields), ZG_STEPS (item_steps), .parent = "handover", .name = "item", .order = "t.position, t.id",
};

/* -- What the staff file asks -- */

static gint64
finished (ZgWork *work, int sort)
{
  gint64 id = 0;

  zg_db_int (zg_work_db (work), &id, NULL,
             ZG_SQL ("SELECT COALESCE (min (id), 0) FROM handover WHERE leaver = $1 AND kind = $2 AND state = 'done'"), "ii",
             zg_work_record (work)->id, sort);
  return id;
}

void
zg_handover_demand (ZgWork *work, int sort)
{
  zg_work_guard (work, "handover/%" G_GINT64_FORMAT, zg_work_record (work)->id);
  if (finished (work, sort) == 0)
    zg_work_fault (work, -1, -1, "D21-2.8",
                   _ ("The handover “%s” of this person is not finished. Make it and have it signed by the successor and the "
                      "line supervisor first."),
                   g_dgettext (GETTEXT_PACKAGE, zg_enum_by_number (zg_handover_sorts, sort)->title));
}

void
zg_handover_use (ZgWork *work, int sort)
{
  gint64    id = finished (work, sort);
  ZgRecord *handover = id ? zg_book_get (zg_work_db (work), &zg_handover, id, NULL) : NULL;

  if (handover)
    zg_work_step (work, handover, "apply");
}

GArray *
zg_handovers_of (ZgDb *db, gint64 staff, int from, int to, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (ZgHandedOver));
  char               first[11], last[11];
  g_autoptr (ZgStmt) rows =
      zg_db_query (db, error,
                   ZG_SQL ("SELECT id, COALESCE (done_at, 0), day, COALESCE (no, '') FROM handover WHERE leaver = $1"
                           " AND day >= $2 AND day <= $3 AND state <> 'deleted' ORDER BY day, id"),
                   "iss", staff, zg_day_format (from, first), zg_day_format (to, last));
  gboolean row = TRUE;

  while (rows && zg_stmt_step (rows, &row, error) && row)
    {
      ZgHandedOver one = { zg_stmt_int (rows, 0), zg_stmt_int (rows, 1), ZG_NO_DAY };

      zg_day_parse (zg_stmt_text (rows, 2), &one.day);
      g_strlcpy (one.no, zg_stmt_text (rows, 3), sizeof one.no);
      g_array_append_val (all, one);
    }
  return rows && !row ? g_steal_pointer (&all) : NULL;
}
