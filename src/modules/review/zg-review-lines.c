/* zg-review-lines.c: what hangs on a sheet: review_line 考核项 with three people's scores, review_fact 事实来源 frozen with the
 * period, review_use 结果运用 with its clause. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-review-private.h"

/* -- Lines of a document, with what is sent along -- */

static gint64
position_of (const ZgRecord *line)
{
  int field = zg_kind_field (line->kind, "position");

  return field >= 0 ? zg_record_int (line, field) : 0;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const ZgRecord *left = *(ZgRecord *const *) a, *right = *(ZgRecord *const *) b;
  gint64          first = position_of (left), second = position_of (right);

  if (first != second)
    return first < second ? -1 : 1;
  return left->id < right->id ? -1 : left->id > right->id;
}

GPtrArray *
zg_review_lines_of (ZgDb *db, const ZgKind *child, gint64 parent, GError **error)
{
  g_autoptr (GArray)    ids = zg_book_children (db, child, parent, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      ZgRecord *line = zg_book_get (db, child, g_array_index (ids, gint64, i), error);

      if (line == NULL)
        return NULL;
      if (g_str_equal (line->state, "removed"))
        zg_record_free (line);
      else
        g_ptr_array_add (lines, line);
    }
  g_ptr_array_sort (lines, compare_lines);
  return ids ? g_steal_pointer (&lines) : NULL;
}

static int
place_of (const GPtrArray *lines, gint64 id)
{
  for (guint i = 0; i < lines->len; i++)
    if (((ZgRecord *) lines->pdata[i])->id == id)
      return (int) i;
  return -1;
}

static void
lay_over (GPtrArray *lines, const ZgRecord *sent)
{
  int       place = sent->version ? place_of (lines, sent->id) : -1;
  ZgRecord *copy;

  if (g_str_equal (sent->state, "removed"))
    {
      if (place >= 0)
        g_ptr_array_remove_index (lines, (guint) place);
      return;
    }
  copy = zg_record_copy (sent);
  if (copy->kind->recompute)
    copy->kind->recompute (copy);
  if (place >= 0)
    {
      zg_record_free (lines->pdata[place]);
      lines->pdata[place] = copy;
    }
  else
    g_ptr_array_add (lines, copy);
}

GPtrArray *
zg_review_merged (ZgWork *work, const ZgKind *child)
{
  GPtrArray *children = zg_work_children (work);
  GPtrArray *lines = zg_work_old (work) ? zg_review_lines_of (zg_work_db (work), child, zg_work_record (work)->id, NULL) : NULL;

  if (lines == NULL)
    lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  for (guint i = 0; children && i < children->len; i++)
    if (((ZgRecord *) children->pdata[i])->kind == child)
      lay_over (lines, children->pdata[i]);
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

/* -- Whose turn it is -- */

ZgReviewStage
zg_review_stage (const char *state)
{
  if (g_strcmp0 (state, "self") == 0)
    return ZG_STAGE_SELF;
  if (g_strcmp0 (state, "supervisor") == 0)
    return ZG_STAGE_SUPERVISOR;
  return g_strcmp0 (state, "manager") == 0 ? ZG_STAGE_MANAGER : ZG_STAGE_NONE;
}

guint64
zg_review_stage_fields (ZgReviewStage stage, int how)
{
  switch (stage)
    {
    case ZG_STAGE_SELF:
      return how == ZG_REVIEW_BY_FACTS ? 0 : ZG_F (ZG_RLINE_SELF);
    case ZG_STAGE_SUPERVISOR:
      return (how == ZG_REVIEW_BY_FACTS ? 0 : ZG_F (ZG_RLINE_SUPERVISOR)) | ZG_F (ZG_RLINE_NOTE);
    case ZG_STAGE_MANAGER:
      return ZG_F (ZG_RLINE_MANAGER) | ZG_F (ZG_RLINE_NOTE);
    case ZG_STAGE_NONE:
    default:
      return 0;
    }
}

static const char *
title_of (int field)
{
  return g_dgettext (GETTEXT_PACKAGE, zg_review_line.fields[field].title);
}

static void
check_scale (ZgWork *work, const ZgRecord *line, int field, int row)
{
  gint64 full = zg_record_int (line, ZG_RLINE_FULL), score = zg_record_int (line, field);

  if (zg_record_is_set (line, field) && (score < 0 || score > full))
    zg_work_fault (work, line->kind == zg_work_record (work)->kind ? field : -1, row, "D02-3.6.1",
                   _ ("“%s”: %s lies outside the scale of 0 to %d.%02d."), zg_record_text (line, ZG_RLINE_ITEM), title_of (field),
                   (int) (full / 100), (int) (full % 100));
}

static void
check_line (ZgWork *work, const ZgRecord *old, const ZgRecord *line, ZgReviewStage stage, int row)
{
  guint64 may = zg_review_stage_fields (stage, (int) zg_record_int (old, ZG_RLINE_HOW));

  for (int i = 0; i < ZG_RLINE_N_FIELDS; i++)
    if (!(may & ZG_F (i)) && !(zg_review_line.fields[i].flags & ZG_COMPUTED) && !zg_cell_equal (&old->cells[i], &line->cells[i]))
      zg_work_fault (work, -1, row, "D20-4.1", _ ("“%s”: “%s” is not entered by you, or not now."),
                     zg_record_text (old, ZG_RLINE_ITEM), title_of (i));
  check_scale (work, line, ZG_RLINE_SELF, row);
  check_scale (work, line, ZG_RLINE_SUPERVISOR, row);
  check_scale (work, line, ZG_RLINE_MANAGER, row);
  if (zg_record_int (line, ZG_RLINE_HOW) == ZG_REVIEW_BY_FACTS && zg_record_is_set (line, ZG_RLINE_MANAGER) &&
      !zg_record_is_set (line, ZG_RLINE_NOTE))
    zg_work_fault (work, -1, row, "D02-3.6.1",
                   _ ("“%s” is scored from facts. Who puts another score in its stead writes in the note why."),
                   zg_record_text (line, ZG_RLINE_ITEM));
}

/* -- Uses of the result: each by a clause that allows it -- */

static const struct
{
  int sort, clause; /* the first of a sort is the one proposed */
} allowed[] = {
  { ZG_USE_PAY, 44 },     { ZG_USE_PAY, 41 },     { ZG_USE_PROMOTION, 44 }, { ZG_USE_PROMOTION, 41 }, { ZG_USE_PROMOTION, 43 },
  { ZG_USE_REWARD, 44 },  { ZG_USE_REWARD, 40 },  { ZG_USE_REWARD, 42 },    { ZG_USE_REWARD, 43 },    { ZG_USE_PENALTY, 44 },
  { ZG_USE_PENALTY, 40 }, { ZG_USE_PENALTY, 42 }, { ZG_USE_PENALTY, 43 },   { ZG_USE_TRAINING, 45 },
};

static gboolean
is_allowed (int sort, int clause)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (allowed[i].sort == sort && allowed[i].clause == clause)
      return TRUE;
  return FALSE;
}

static void
recompute_use (ZgRecord *use)
{
  int sort = (int) zg_record_int (use, ZG_RUSE_SORT);

  for (guint i = 0; !zg_record_is_set (use, ZG_RUSE_CLAUSE) && i < G_N_ELEMENTS (allowed); i++)
    if (allowed[i].sort == sort)
      zg_record_set_int (use, ZG_RUSE_CLAUSE, allowed[i].clause);
}

static void
check_use (ZgWork *work, const ZgRecord *use, int row)
{
  int           sort = (int) zg_record_int (use, ZG_RUSE_SORT), clause = (int) zg_record_int (use, ZG_RUSE_CLAUSE);
  const ZgEnum *name = zg_enum_by_number (zg_review_use_sorts, sort);

  if (name && clause && !is_allowed (sort, clause))
    zg_work_fault (work, use->kind == zg_work_record (work)->kind ? ZG_RUSE_CLAUSE : -1, row, "D20-4.2",
                   _ ("This clause says nothing of “%s”. Choose another, or leave it empty for the first one."),
                   g_dgettext (GETTEXT_PACKAGE, name->title));
}

/* -- With a step of the sheet -- */

static void
check_child (ZgWork *work, const ZgRecord *child, ZgReviewStage stage, gboolean with_uses, int row)
{
  g_autoptr (ZgRecord) old = NULL;

  if (child->kind == &zg_review_use && with_uses)
    {
      g_autoptr (ZgRecord) use = zg_record_copy (child);

      recompute_use (use);
      check_use (work, use, row);
      return;
    }
  if (child->kind == &zg_review_line && child->version && !g_str_equal (child->state, "removed"))
    old = zg_book_get (zg_work_db (work), &zg_review_line, child->id, NULL);
  if (old)
    check_line (work, old, child, stage, row);
  else
    zg_work_fault (work, -1, row, "D20-4.1", _ ("The items of a sheet are those of its standard. None is added or taken out."));
}

void
zg_review_check_lines (ZgWork *work, ZgReviewStage stage, gboolean with_uses)
{
  GPtrArray *children = zg_work_children (work);

  zg_work_guard (work, "review_line/%" G_GINT64_FORMAT, zg_work_record (work)->id);
  for (guint i = 0; children && i < children->len; i++)
    check_child (work, children->pdata[i], stage, with_uses, (int) i);
}

void
zg_review_demand (ZgWork *work, int field)
{
  g_autoptr (GPtrArray) lines = zg_review_merged (work, &zg_review_line);

  for (guint i = 0; i < lines->len; i++)
    if (zg_record_int (lines->pdata[i], ZG_RLINE_HOW) == ZG_REVIEW_BY_PEOPLE && !zg_record_is_set (lines->pdata[i], field))
      zg_work_fault (work, -1, -1, "D02-3.6.1", _ ("“%s” has no score yet (%s). An empty score is none, not zero."),
                     zg_record_text (lines->pdata[i], ZG_RLINE_ITEM), title_of (field));
}

/* -- A line: what its score is -- */

static gint64
score_of (const ZgRecord *line, int field)
{
  return zg_record_is_set (line, field) ? zg_record_int (line, field) : ZG_REVIEW_NO_SCORE;
}

static gint64
what_counts (const ZgRecord *line)
{
  const gint64 scores[] = { score_of (line, ZG_RLINE_SELF), score_of (line, ZG_RLINE_SUPERVISOR),
                            score_of (line, ZG_RLINE_MANAGER) };
  const gint64 shares[] = { zg_record_int (line, ZG_RLINE_SHARE_SELF), zg_record_int (line, ZG_RLINE_SHARE_SUPERVISOR),
                            zg_record_int (line, ZG_RLINE_SHARE_MANAGER) };

  if (zg_record_int (line, ZG_RLINE_HOW) == ZG_REVIEW_BY_FACTS)
    return scores[2] >= 0 ? scores[2] : score_of (line, ZG_RLINE_FACT_SCORE);
  return zg_review_combine (scores, shares, 3, zg_record_int (line, ZG_RLINE_WAIVED) != 0);
}

static void
set_score (ZgRecord *line, int field, gint64 score)
{
  if (score >= 0)
    zg_record_set_int (line, field, score);
  else
    zg_record_set_null (line, field);
}

static void
recompute_line (ZgRecord *line)
{
  gint64 score = what_counts (line);

  set_score (line, ZG_RLINE_SCORE, score);
  set_score (line, ZG_RLINE_POINTS,
             zg_review_weighted (score, zg_record_int (line, ZG_RLINE_FULL), zg_record_int (line, ZG_RLINE_WEIGHT)));
}

#define OF_ITEM ZG_FIXED | ZG_LIST
#define HIDDEN ZG_FIXED | ZG_HIDDEN

static const ZgField line_fields[ZG_RLINE_N_FIELDS] = {
  [ZG_RLINE_POSITION] = { "position", N_ ("Row"), ZG_INT, OF_ITEM, .width = 36 },
  [ZG_RLINE_ITEM] = { "item", N_ ("Item"), ZG_TEXT, ZG_REQUIRED | OF_ITEM, .max = 60, .width = 110 },
  [ZG_RLINE_WEIGHT] = { "weight_bp", N_ ("Weight, %"), ZG_POINTS, OF_ITEM | ZG_TOTAL, .width = 62, .clause = "D02-3.6.1" },
  [ZG_RLINE_TARGET] = { "target", N_ ("Target"), ZG_TEXT, OF_ITEM, .max = 120, .width = 150 },
  [ZG_RLINE_HOW] = { "how", N_ ("How it is scored"), ZG_ENUM, HIDDEN, .names = zg_review_hows },
  [ZG_RLINE_FIGURE] = { "figure", N_ ("Figure"), ZG_POINTS, ZG_HIDDEN },
  [ZG_RLINE_FACT] = { "fact", N_ ("Facts"), ZG_TEXT, ZG_LIST, .max = 200, .width = 80 },
  [ZG_RLINE_FACT_SCORE] = { "fact_score", N_ ("By facts"), ZG_POINTS, ZG_LIST, .width = 62, .clause = "D02-3.6.1" },
  [ZG_RLINE_SELF] = { "self_score", N_ ("Own score"), ZG_POINTS, ZG_LIST, .width = 62 },
  [ZG_RLINE_SUPERVISOR] = { "supervisor_score", N_ ("Supervisor's score"), ZG_POINTS, ZG_LIST, .width = 62 },
  [ZG_RLINE_MANAGER] = { "manager_score", N_ ("Manager's score"), ZG_POINTS, ZG_LIST, .width = 62 },
  [ZG_RLINE_SCORE] = { "score", N_ ("Score"), ZG_POINTS, ZG_COMPUTED | ZG_LIST, .width = 62 },
  [ZG_RLINE_POINTS] = { "points", N_ ("Weighted"), ZG_POINTS, ZG_COMPUTED | ZG_LIST | ZG_TOTAL, .width = 62 },
  [ZG_RLINE_NOTE] = { "note", N_ ("Note"), ZG_TEXT, ZG_LIST, .max = 120, .width = 120 },
  [ZG_RLINE_CLAUSE] = { "clause", N_ ("Clause"), ZG_ENUM, HIDDEN, .names = zg_review_clauses },
  [ZG_RLINE_FULL] = { "full_marks", N_ ("Full marks of each item"), ZG_POINTS, HIDDEN },
  [ZG_RLINE_SOURCE] = { "source", N_ ("Facts from"), ZG_ENUM, HIDDEN, .names = zg_review_source_names },
  [ZG_RLINE_RULE] = { "rule", N_ ("Rule"), ZG_ENUM, HIDDEN, .names = zg_review_rules },
  [ZG_RLINE_EACH] = { "each_points", N_ ("Points off for each"), ZG_POINTS, HIDDEN },
  [ZG_RLINE_FREE] = { "free", N_ ("Of them free"), ZG_POINTS, HIDDEN },
  [ZG_RLINE_AIM] = { "aim", N_ ("Target figure"), ZG_POINTS, HIDDEN },
  [ZG_RLINE_BANDS] = { "bands", N_ ("Bands"), ZG_TEXT, HIDDEN, .max = 120 },
  [ZG_RLINE_FLOOR] = { "floor_points", N_ ("Never below"), ZG_POINTS, HIDDEN },
  [ZG_RLINE_SHARE_SELF] = { "share_self_bp", N_ ("Share of the own score"), ZG_POINTS, HIDDEN },
  [ZG_RLINE_SHARE_SUPERVISOR] = { "share_supervisor_bp", N_ ("Share of the supervisor's score"), ZG_POINTS, HIDDEN },
  [ZG_RLINE_SHARE_MANAGER] = { "share_manager_bp", N_ ("Share of the manager's score"), ZG_POINTS, HIDDEN },
  [ZG_RLINE_WAIVED] = { "waived", N_ ("Counts without what is missing"), ZG_BOOL, ZG_HIDDEN },
};

gboolean
zg_review_is_turn (ZgSession *session, const ZgRecord *sheet)
{
  gint64   me = zg_session_staff (session);
  gboolean own = me && zg_record_int (sheet, ZG_RSHEET_STAFF) == me;

  switch (zg_review_stage (sheet->state))
    {
    case ZG_STAGE_SELF:
      return own || zg_session_reach (session, "review_sheet.enter") != ZG_REACH_NONE;
    case ZG_STAGE_SUPERVISOR:
      return !own && zg_session_reach (session, "review_sheet.supervise") != ZG_REACH_NONE;
    case ZG_STAGE_MANAGER:
      return !own && zg_session_reach (session, "review_sheet.review") != ZG_REACH_NONE &&
             zg_record_int (sheet, ZG_RSHEET_SUPERVISED_BY) != zg_session_person (session);
    case ZG_STAGE_NONE:
    default:
      return FALSE;
    }
}

void
zg_review_demand_no_login (ZgWork *work, const ZgRecord *sheet)
{
  gint64 logins = 0;

  zg_db_int (zg_work_db (work), &logins, NULL, ZG_SQL ("SELECT count(*) FROM person WHERE staff = $1 AND state = 'active'"), "i",
             zg_record_int (sheet, ZG_RSHEET_STAFF));
  if (logins)
    zg_work_fault (work, -1, -1, "D20-4.1", _ ("The person has a log-in, and enters and signs himself."));
}

/* By itself (from the command line) a line is scored by whose turn it is, and by nobody else. */
static void
check_turn (ZgWork *work)
{
  const ZgRecord      *line = zg_work_record (work);
  ZgSession           *session = zg_work_session (work);
  g_autoptr (ZgRecord) sheet = NULL;
  ZgReviewStage        stage;

  zg_work_guard (work, "review_line/%" G_GINT64_FORMAT, line->parent);
  sheet = zg_book_get (zg_work_db (work), &zg_review_sheet, line->parent, NULL);
  if (sheet == NULL)
    return;
  stage = zg_review_stage (sheet->state);
  if (!zg_review_is_turn (session, sheet))
    zg_work_fault (work, -1, -1, "D20-4.1", _ ("The sheet is “%s”: it is not your turn to score it."),
                   g_dgettext (GETTEXT_PACKAGE, zg_kind_state (&zg_review_sheet, sheet->state)->title));
  else if (stage == ZG_STAGE_SELF && zg_record_int (sheet, ZG_RSHEET_STAFF) != zg_session_staff (session))
    zg_review_demand_no_login (work, sheet);
  if (zg_work_old (work))
    check_line (work, zg_work_old (work), line, stage, -1);
}

#define TYPED (ZG_F (ZG_RLINE_SELF) | ZG_F (ZG_RLINE_SUPERVISOR) | ZG_F (ZG_RLINE_MANAGER) | ZG_F (ZG_RLINE_NOTE))
#define FROZEN (ZG_F (ZG_RLINE_FIGURE) | ZG_F (ZG_RLINE_FACT) | ZG_F (ZG_RLINE_FACT_SCORE))

static const ZgState line_states[] = {
  { "waiting", N_ ("Facts not taken yet"), ZG_TONE_PENDING },
  { "frozen", N_ ("Facts taken"), ZG_TONE_NEUTRAL },
  { 0 },
};

static const ZgStep line_steps[] = {
  { NULL, "create", "waiting", ZG_QUIET | ZG_FOLLOWS, ZG_ALL_FIELDS & ~(TYPED | FROZEN) },
  { "waiting", "freeze", "frozen", ZG_QUIET | ZG_FOLLOWS, FROZEN, .clause = "D02-3.6.1", .title = N_ ("Facts taken") },
  { "waiting", "edit", "waiting", ZG_QUIET, TYPED, .check = check_turn },
  { "frozen", "edit", "frozen", ZG_QUIET, TYPED, .check = check_turn },
  { "frozen", "waive", "frozen", ZG_QUIET | ZG_FOLLOWS, ZG_F (ZG_RLINE_WAIVED), .title = N_ ("Counts without what is missing") },
};

const ZgKind zg_review_line = {
  "review_line", N_ ("Items reviewed"), "review",
  ZG_FIELDS (line_fields), ZG_STEPS (line_steps), .states = line_states, .parent = "review_sheet", .name = "item",
  .order = "t.position, t.id", .recompute = recompute_line,
};

/* -- Facts: the records a figure was counted from, never changed -- */

static const ZgField fact_fields[ZG_RFACT_N_FIELDS] = {
  [ZG_RFACT_LINE] = { "line", N_ ("Item"), ZG_REF, ZG_REQUIRED | ZG_FIXED | ZG_LIST, .ref = "review_line" },
  [ZG_RFACT_POSITION] = { "position", N_ ("Row"), ZG_INT, ZG_FIXED | ZG_LIST, .width = 48 },
  [ZG_RFACT_DAY] = { "day", N_ ("Day"), ZG_DAY, ZG_FIXED | ZG_LIST },
  [ZG_RFACT_WORDS] = { "words", N_ ("What it says"), ZG_TEXT, ZG_FIXED | ZG_LIST, .max = 200 },
  [ZG_RFACT_PART] = { "part", N_ ("Counts as"), ZG_POINTS, ZG_FIXED | ZG_LIST },
  [ZG_RFACT_SUBJECT] = { "subject", N_ ("Kind of record"), ZG_TEXT, ZG_FIXED, .max = 40 },
  [ZG_RFACT_RECORD] = { "record", N_ ("Record"), ZG_INT, ZG_FIXED },
};

static const ZgStep fact_steps[] = {
  { NULL, "create", "kept", ZG_QUIET | ZG_FOLLOWS, ZG_ALL_FIELDS, .clause = "D02-3.6.1" },
};

const ZgKind zg_review_fact = {
  "review_fact", N_ ("Sources of the facts"), "review",
  ZG_FIELDS (fact_fields), ZG_STEPS (fact_steps), .parent = "review_sheet", .order = "t.position, t.id", .append_only = TRUE,
  .clause = "D02-3.6.1",
};

/* -- What the result is used for -- */

const ZgEnum zg_review_use_sorts[] = {
  { ZG_USE_PAY, "pay", N_ ("Pay") },
  { ZG_USE_PROMOTION, "promotion", N_ ("Promotion") },
  { ZG_USE_REWARD, "reward", N_ ("Reward") },
  { ZG_USE_PENALTY, "penalty", N_ ("Penalty") },
  { ZG_USE_TRAINING, "training", N_ ("Training and improvement") },
  { 0 },
};

static const ZgField use_fields[ZG_RUSE_N_FIELDS] = {
  [ZG_RUSE_SORT] = { "sort", N_ ("Use of the result"), ZG_ENUM, ZG_REQUIRED | ZG_LIST, .names = zg_review_use_sorts, .width = 150,
                     .clause = "D20-4.2" },
  [ZG_RUSE_WORDS] = { "words", N_ ("Proposal"), ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 200, .width = 240 },
  [ZG_RUSE_CLAUSE] = { "clause", N_ ("Clause"), ZG_ENUM, ZG_LIST, .names = zg_review_clauses, .width = 220,
                       .hint = N_ ("empty: the first one that allows it") },
};

/* By itself: by who reviews, or by who puts the result in force, until it is. */
static void
check_use_open (ZgWork *work)
{
  ZgRecord            *use = zg_work_record (work);
  ZgSession           *session = zg_work_session (work);
  g_autoptr (ZgRecord) sheet = NULL;

  zg_work_guard (work, "review_line/%" G_GINT64_FORMAT, use->parent);
  sheet = use->parent ? zg_book_get (zg_work_db (work), &zg_review_sheet, use->parent, NULL) : NULL;
  if (sheet == NULL || !(g_str_equal (sheet->state, "manager") || g_str_equal (sheet->state, "confirmed") ||
                         g_str_equal (sheet->state, "answered")))
    zg_work_fault (work, -1, -1, "D20-4.2", _ ("Uses of the result are proposed when the manager reviews the sheet, and until "
                                               "the result is in force."));
  else if (zg_record_int (sheet, ZG_RSHEET_STAFF) == zg_session_staff (session) ||
           (zg_session_reach (session, "review_sheet.review") == ZG_REACH_NONE &&
            zg_session_reach (session, "review_sheet.conclude") == ZG_REACH_NONE))
    zg_work_fault (work, -1, -1, "D20-4.2", _ ("Uses of the result are proposed by who reviews, or by who puts it in force."));
  else
    {
      use->owner = sheet->owner;
      use->unit = sheet->unit;
    }
  check_use (work, use, -1);
}

#define CLAUSE ZG_F (ZG_RUSE_CLAUSE)

/* With a sheet its lines are made; by itself one is made by who may edit the sheet. */
static const ZgStep use_steps[] = {
  { NULL, "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_use_open, .fills = CLAUSE, .clause = "D20-4.2",
    .title = N_ ("Propose") },
  { NULL, "create", "active", ZG_QUIET | ZG_FOLLOWS, ZG_ALL_FIELDS, .fills = CLAUSE, .clause = "D20-4.2" },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS, .check = check_use_open, .fills = CLAUSE },
  { "active", "remove", "removed", ZG_FOLLOWS },
};

const ZgKind zg_review_use = {
  "review_use", N_ ("Uses of the result"), "review",
  ZG_FIELDS (use_fields), ZG_STEPS (use_steps), .parent = "review_sheet", .name = "words", .order = "t.sort, t.id",
  .recompute = recompute_use, .clause = "D20-4.2",
};
