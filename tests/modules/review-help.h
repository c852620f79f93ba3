/* review-help.h: standards, periods and sheets of reviews for the tests, in the trial book of trial.h. */
#pragma once

#include "trial.h"
#include "zg-review-kinds.h"

static inline void
done_with (ZgSession *session, ZgRecord *record, const char *verb, GPtrArray *lines, const char *opinion)
{
  GError *error = NULL;

  zg_book_run (session, record, verb, lines, opinion, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Refused with @code; the whole message holds @part (nullable). */
static inline void
refused_with (ZgSession *session, ZgRecord *record, const char *verb, GPtrArray *lines, const char *opinion, int code,
              const char *clause, const char *part)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) copy = zg_record_copy (record);
  GPtrArray           *faults;
  gboolean             cited = FALSE;

  g_assert_false (zg_book_run (session, copy, verb, lines, opinion, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, code);
  if (part && strstr (error->message, part) == NULL)
    g_error ("%s: “%s” is not in: %s", verb, part, error->message);
  faults = zg_error_get_faults (error);
  for (guint i = 0; clause && faults && i < faults->len; i++)
    cited |= g_strcmp0 (((ZgFault *) faults->pdata[i])->clause, clause) == 0;
  if (clause && !cited)
    g_assert_cmpstr (zg_error_get_clause (error), ==, clause);
}

static inline gint64
count_of (const char *sql, gint64 id)
{
  g_autofree char *with = g_strdup_printf (sql, id);

  return ask (with, NULL);
}

/* -- Standards -- */

static inline ZgRecord *
new_standard (const char *post, const char *unit)
{
  ZgRecord        *standard = zg_record_new (&zg_review_standard);
  g_autofree char *name = g_strdup_printf ("%s标准", post);

  zg_record_set_text (standard, ZG_STANDARD_NAME, name);
  zg_record_set_int (standard, ZG_STANDARD_POST, ask ("SELECT MIN (id) FROM post WHERE title = $1 AND state = 'active'", post));
  zg_record_set_int (standard, ZG_STANDARD_UNIT, ask ("SELECT MIN (id) FROM unit WHERE name = $1", unit));
  zg_record_set_int (standard, ZG_STANDARD_TEMPLATE, 1);
  zg_record_set_int (standard, ZG_STANDARD_FULL, 10000);
  zg_record_set_text (standard, ZG_STANDARD_FROM, "2026-01-01");
  return standard;
}

static inline ZgRecord *
new_item (const char *name, int weight)
{
  ZgRecord *item = zg_record_new (&zg_review_item);

  zg_record_set_text (item, ZG_RITEM_NAME, name);
  zg_record_set_int (item, ZG_RITEM_WEIGHT, weight);
  zg_record_set_int (item, ZG_RITEM_HOW, ZG_REVIEW_BY_PEOPLE);
  return item;
}

static inline GPtrArray *
new_lines (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
}

/* -- Periods and sheets -- */

static inline ZgRecord *
new_period (const char *name, const char *from, const char *to)
{
  ZgRecord *period = zg_record_new (&zg_review_period);

  zg_record_set_text (period, ZG_PERIOD_NAME, name);
  zg_record_set_text (period, ZG_PERIOD_FROM, from);
  zg_record_set_text (period, ZG_PERIOD_TO, to);
  return period;
}

static inline ZgRecord *
opened (const char *name, const char *from, const char *to)
{
  ZgRecord *period = new_period (name, from, to);

  done (trial.hr, period, "create", NULL);
  done (trial.hr, period, "open", NULL);
  done (trial.hr, period, "take", NULL);
  return period;
}

static inline ZgRecord *
sheet_of (const ZgRecord *period, const char *number)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM review_sheet WHERE staff = (SELECT id FROM staff WHERE number = $1) AND period = %"
                       G_GINT64_FORMAT, period->id);

  return get (&zg_review_sheet, ask (sql, number));
}

typedef struct
{
  const ZgKind *kind;
  gint64        parent;
} Of;

static inline gpointer
lines_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_review_lines_of (db, ((Of *) data)->kind, ((Of *) data)->parent, error);
}

static inline GPtrArray *
lines_of (const ZgKind *kind, gint64 parent)
{
  GError    *error = NULL;
  Of         of = { kind, parent };
  GPtrArray *lines = zg_store_read (zg_book_store (trial.book), lines_db, &of, &error);

  g_assert_no_error (error);
  return lines;
}

/* The lines that people score, with @score in @field; no others. */
static inline GPtrArray *
scored (const ZgRecord *sheet, int field, gint64 score)
{
  GPtrArray *lines = lines_of (&zg_review_line, sheet->id);

  for (guint i = lines->len; i > 0; i--)
    if (zg_record_int (lines->pdata[i - 1], ZG_RLINE_HOW) != ZG_REVIEW_BY_PEOPLE)
      g_ptr_array_remove_index (lines, i - 1);
    else
      zg_record_set_int (lines->pdata[i - 1], field, score);
  return lines;
}

static inline void
score (ZgSession *session, ZgRecord *sheet, const char *verb, int field, gint64 value)
{
  g_autoptr (GPtrArray) lines = scored (sheet, field, value);

  done_with (session, sheet, verb, lines, NULL);
}

/* Scored 90 by everybody and shown to the person. @leader: of 1010. */
static inline ZgRecord *
shown_sheet (ZgSession *leader, const char *name, const char *from)
{
  g_autoptr (ZgRecord) period = opened (name, from, "2026-10-15");
  ZgRecord            *sheet = sheet_of (period, "1010");

  score (trial.worker, sheet, "rate", ZG_RLINE_SELF, 9000);
  score (leader, sheet, "supervise", ZG_RLINE_SUPERVISOR, 9000);
  score (trial.manager, sheet, "review", ZG_RLINE_MANAGER, 9000);
  return sheet;
}
