/* run-kinds.h: a claim with lines, the tasks it causes and a log that only grows: kinds for the tests of the step runner. */
#pragma once

#include "small-kinds.h"

#define PASSWORD "Quiet*Meadow77"
#define CANARY "CANARY-6222020200112233445"

enum { CLAIM_STAFF, CLAIM_TITLE, CLAIM_CODE, CLAIM_CAUSE, CLAIM_AMOUNT, CLAIM_DOUBLE, CLAIM_CARD, CLAIM_FIRST, CLAIM_FIRST_AT,
       CLAIM_FIRST_ON,
       CLAIM_SECOND, CLAIM_DAY, CLAIM_N };
enum { LINE_TEXT, LINE_AMOUNT, LINE_N };
enum { TASK_TITLE, TASK_OWNER, TASK_TWICE, TASK_N };
enum { LOG_WORD, LOG_AT, LOG_N };

/* What the hooks of a claim shall do, set by each test. */
static struct
{
  int         bumps;     /* so often somebody else moves the guard */
  int         checks;    /* how often the check ran */
  gint64      finish;    /* task to finish */
  const char *also;      /* verb asked of zg_work_also */
  const char *also_title;
  gboolean    fill;      /* the check writes a field itself */
} hooks;

static const ZgField claim_fields[CLAIM_N] = {
  [CLAIM_STAFF] = { "staff", "Employee", ZG_REF, ZG_REQUIRED, .ref = "staff" },
  [CLAIM_TITLE] = { "title", "Subject", ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 20, .clause = "D01-7.2" },
  [CLAIM_CODE] = { "code", "Voucher", ZG_TEXT, ZG_UNIQUE },
  [CLAIM_CAUSE] = { "cause", "Cause", ZG_TEXT, ZG_FIXED },
  [CLAIM_AMOUNT] = { "amount_fen", "Amount", ZG_MONEY },
  [CLAIM_DOUBLE] = { "double_fen", "Twice", ZG_MONEY, ZG_COMPUTED },
  [CLAIM_CARD] = { "card", "Bank card", ZG_TEXT, ZG_SEALED, .seal = "STAFF" },
  [CLAIM_FIRST] = { "first", "Signed by", ZG_REF, .ref = "person" },
  [CLAIM_FIRST_AT] = { "first_at", "Signed at", ZG_TIME },
  [CLAIM_FIRST_ON] = { "first_on", "Signed on", ZG_DAY },
  [CLAIM_SECOND] = { "second", "Countersigned by", ZG_REF, .ref = "person" },
  [CLAIM_DAY] = { "day", "Day", ZG_DAY },
};

static inline void
claim_recompute (ZgRecord *record)
{
  zg_record_set_int (record, CLAIM_DOUBLE, 2 * zg_record_int (record, CLAIM_AMOUNT));
}

/* Somebody else, between the reading of the guard and the post. */
static inline gboolean
bump (ZgDb *db, gpointer data, GError **error)
{
  return zg_db_run (db, error,
      ZG_SQL ("INSERT INTO guard (key, version) VALUES ('claim', 7) ON CONFLICT (key) DO UPDATE SET version = guard.version + 1"),
                    NULL);
}

static inline void
claim_check (ZgWork *work)
{
  hooks.checks++;
  zg_work_guard (work, "claim");
  if (hooks.bumps > 0)
    {
      hooks.bumps--;
      zg_db_require_audit (zg_work_db (work), FALSE);
      g_assert_true (zg_db_transaction (zg_work_db (work), bump, NULL, NULL));
      zg_db_require_audit (zg_work_db (work), TRUE);
    }
  if (hooks.fill)
    zg_record_set_text (zg_work_record (work), CLAIM_CODE, "FILLED");
  if (zg_record_int (zg_work_record (work), CLAIM_AMOUNT) < 0)
    zg_work_fault (work, CLAIM_AMOUNT, -1, NULL, "Less than nothing.");
}

static const ZgKind run_task;

static inline void
claim_done (ZgWork *work)
{
  if (hooks.also)
    {
      ZgRecord *task = zg_work_also (work, &run_task, hooks.also);

      zg_record_set_text (task, TASK_TITLE, hooks.also_title);
    }
  if (hooks.finish)
    {
      ZgRecord *task = zg_book_get (zg_work_db (work), &run_task, hooks.finish, NULL);

      g_assert_nonnull (task);
      zg_work_step (work, task, "finish");
    }
}

#define CLAIM_TYPED \
  (ZG_F (CLAIM_STAFF) | ZG_F (CLAIM_TITLE) | ZG_F (CLAIM_CODE) | ZG_F (CLAIM_CAUSE) | ZG_F (CLAIM_AMOUNT) | ZG_F (CLAIM_CARD) \
   | ZG_F (CLAIM_DAY))

static const ZgEffect claim_effects[] = { { ZG_ALSO, "task.create" }, { ZG_ALSO, "task.finish" }, { 0 } };
static const ZgStep claim_steps[] = {
  { NULL, "create", "draft", ZG_QUIET | ZG_WITH_LINES, CLAIM_TYPED },
  { "draft", "edit", "draft", ZG_QUIET | ZG_WITH_LINES, CLAIM_TYPED },
  { "draft", "submit", "pending", 0, ZG_F (CLAIM_TITLE), ZG_F (CLAIM_FIRST) | ZG_F (CLAIM_FIRST_AT) | ZG_F (CLAIM_FIRST_ON),
    .check = claim_check, .fills = ZG_F (CLAIM_CODE) },
  { "pending", "return", "draft", ZG_NEEDS_OPINION, .clause = "D04-3.2" },
  { "pending", "correct", "pending", 0, ZG_F (CLAIM_TITLE) | ZG_F (CLAIM_CAUSE) },
  { "pending", "approve", "approved", ZG_NOT_OWN, .stamps = ZG_F (CLAIM_SECOND), .clause = "D04-3.2" },
  { "pending", "countersign", "approved", .stamps = ZG_F (CLAIM_SECOND), .differs = ZG_F (CLAIM_FIRST) },
  { "approved", "close", "ended", .effects = claim_effects, .done = claim_done },
  { "approved", "dodge", "ended", .done = claim_done },
  { "draft", "delete", "deleted" },
};
static const ZgKind run_claim = {
  "claim", "Claim", "test", "BX", ZG_FIELDS (claim_fields), ZG_STEPS (claim_steps), .owner = "staff", .name = "title",
  .recompute = claim_recompute,
};

static const ZgField line_fields[LINE_N] = {
  [LINE_TEXT] = { "text", "Text", ZG_TEXT, ZG_REQUIRED },
  [LINE_AMOUNT] = { "amount_fen", "Amount", ZG_MONEY },
};
static const ZgKind run_line = {
  "claim_line", "Line", "test", ZG_FIELDS (line_fields), ZG_REGISTER, .parent = "claim",
};

static const ZgField task_fields[TASK_N] = {
  [TASK_TITLE] = { "title", "Task", ZG_TEXT, ZG_REQUIRED },
  [TASK_OWNER] = { "owner", "For", ZG_REF, .ref = "staff" },
  [TASK_TWICE] = { "length", "Length", ZG_INT, ZG_COMPUTED },
};

static inline void
task_recompute (ZgRecord *record)
{
  zg_record_set_int (record, TASK_TWICE, zg_record_text (record, TASK_TITLE) ? strlen (zg_record_text (record, TASK_TITLE)) : 0);
}

static const ZgStep task_steps[] = {
  { NULL, "create", "active", ZG_QUIET, ZG_F (TASK_TITLE) | ZG_F (TASK_OWNER) },
  { "active", "finish", "ended" },
  { "active", "remove", "removed" },
};
static const ZgKind run_task = {
  .id = "task", .title = "Task", .module = "test", ZG_FIELDS (task_fields), ZG_STEPS (task_steps), .name = "title",
      .recompute = task_recompute,
};

static const ZgField log_fields[LOG_N] = {
  [LOG_WORD] = { "word", "Word", ZG_TEXT, ZG_REQUIRED | ZG_LIST },
  [LOG_AT] = { "at", "At", ZG_TIME, ZG_LIST },
};
static const ZgStep log_steps[] = {
  { NULL, "create", "kept", ZG_QUIET, ZG_ALL_FIELDS },
  { NULL, "import", "kept", ZG_QUIET, ZG_ALL_FIELDS },
};
static const ZgKind run_log = {
  .id = "log", .title = "Log", .module = "test", ZG_FIELDS (log_fields), ZG_STEPS (log_steps), .append_only = TRUE,
      .index = { "unique word, at", "at" },
};

typedef struct
{
  Small      small;
  gint64     unit, other;
  gint64     zhang, li;        /* staff */
  ZgSession *s_zhang, *s_li;
  gint64     p_zhang, p_li;    /* log-ins */
} Room;

static inline void
run_kinds (void)
{
  small_kinds ();
  zg_kinds_add (&run_claim);
  zg_kinds_add (&run_line);
  zg_kinds_add (&run_task);
  zg_kinds_add (&run_log);
}

static inline void
grant (Room *room, const char *role, const char *right, ZgReach reach)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&zg_role_right);

  zg_record_set_text (record, ZG_RIGHT_ROLE, role);
  zg_record_set_text (record, ZG_RIGHT_PERMISSION, right);
  zg_record_set_int (record, ZG_RIGHT_REACH, reach);
  zg_book_run (room->small.admin, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static inline void
room_rights (Room *room)
{
  static const char *const rights[] = { "unit.create", "unit.remove", "staff.create", "staff.edit", "staff.remove",
                                        "staff.restore", "claim.create",
                                       "claim.edit", "claim.submit", "claim.return", "claim.correct", "claim.approve",
                                       "claim.countersign",
                                       "claim.close", "claim.dodge", "claim.delete", "task.create", "task.remove", "log.create",
                                       "log.import" };

  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    grant (room, "admin", rights[i], ZG_REACH_ALL);
  for (guint i = 6; i < 16; i++)
    grant (room, "sup", rights[i], ZG_REACH_UNIT);
  grant (room, "hrd", "claim.edit", ZG_REACH_ALL);
  grant (room, "hrd", "claim.approve", ZG_REACH_ALL);
}

static inline void
room_set_up (Room *room, gconstpointer data)
{
  Small *small = &room->small;

  memset (&hooks, 0, sizeof hooks);
  small_set_up (small, data);
  room_rights (room);
  room->unit = small_unit_new (small, "客服组", 0);
  room->other = small_unit_new (small, "仓储", 0);
  room->zhang = small_staff_new (small, "张敏", room->unit, NULL);
  room->li = small_staff_new (small, "李强", room->other, NULL);
  room->p_zhang = small_person (small, "zhang", "张敏", room->zhang, "sup", PASSWORD);
  room->p_li = small_person (small, "li", "李强", room->li, "hrd", PASSWORD);
  room->s_zhang = small_login (small, "zhang", PASSWORD);
  room->s_li = small_login (small, "li", PASSWORD);
}

static inline void
room_tear_down (Room *room, gconstpointer data)
{
  g_clear_pointer (&room->s_zhang, zg_session_unref);
  g_clear_pointer (&room->s_li, zg_session_unref);
  small_tear_down (&room->small, data);
}

/* A claim of Zhang with everything it needs, not yet in the book. */
static inline ZgRecord *
claim_new (Room *room, const char *title)
{
  ZgRecord *claim = zg_record_new (&run_claim);

  zg_record_set_int (claim, CLAIM_STAFF, room->zhang);
  zg_record_set_text (claim, CLAIM_TITLE, title);
  zg_record_set_int (claim, CLAIM_AMOUNT, 12345);
  return claim;
}

static inline void
run_ok (ZgSession *session, ZgRecord *record, const char *verb)
{
  g_autoptr (GError) error = NULL;

  zg_book_run (session, record, verb, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* A claim of Zhang in @state, made by the administrator. */
static inline ZgRecord *
claim_in (Room *room, const char *title, const char *state)
{
  static const char *const way[] = { "create", "submit", "approve", "close" };
  static const char *const states[] = { "draft", "pending", "approved", "ended" };
  ZgRecord *claim = claim_new (room, title);

  for (guint i = 0; i < G_N_ELEMENTS (way) && !g_str_equal (claim->state, state); i++)
    {
      run_ok (g_str_equal (way[i], "approve") ? room->s_li : room->small.admin, claim, way[i]);
      g_assert_cmpstr (claim->state, ==, states[i]);
    }
  return claim;
}

/* Expects a refusal that writes nothing: neither the row nor the version in hand moves. */
static inline void
refuse (ZgSession *session, ZgRecord *record, const char *verb, const char *opinion, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  gint64             version = record->version;

  g_assert_false (zg_book_run (session, record, verb, NULL, opinion, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, code);
  if (words)
    g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpint (record->version, ==, version);
}

/* The same, and the fault names the field. */
static inline void
refuse_field (ZgSession *session, ZgRecord *record, const char *verb, const char *field)
{
  g_autoptr (GError) error = NULL;
  GPtrArray         *faults;

  g_assert_false (zg_book_run (session, record, verb, NULL, "ok", NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
  faults = zg_error_get_faults (error);
  g_assert_nonnull (faults);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_cmpstr (((ZgFault *) faults->pdata[0])->field, ==, field);
}
