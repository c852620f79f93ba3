/* zg-report-record.c: any record as a plain form on paper. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-report-paper.h"

#define MAX_SIGNS 4
#define LONG_TEXT 40 /* characters that want a line of their own */

static const char *
translated (const char *title)
{
  return title != NULL && *title != '\0' ? g_dgettext (GETTEXT_PACKAGE, title) : "";
}

/* The sheet of the kind, asked for an export, says whether this record may leave the house. */
static gboolean
may_leave (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgQuery) query = zg_query_new (zg_sheet_by_id (kind->id));
  g_autoptr (ZgRows)  rows = NULL;

  query->to_export = TRUE;
  rows = zg_query_rows (query, session, db, &id, 1, error);
  if (rows == NULL)
    return FALSE;
  if (rows->versions[0] != 0)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
               _("You may not print this paper. Nothing was made; somebody whose rights reach it can print it."));
  return FALSE;
}

/* -- fields -- */

static gboolean
is_printed (const ZgRecord *record, int i)
{
  const ZgField *field = &record->kind->fields[i];

  if (field->flags & ZG_HIDDEN)
    return FALSE;
  return zg_record_is_set (record, i) || (field->flags & (ZG_REQUIRED | ZG_LIST));
}

static void
flush_grid (ZgPaper *paper, GArray *pairs, GPtrArray *texts)
{
  if (pairs->len > 0)
    zg_paper_grid (paper, (const ZgPaperPair *) pairs->data, (int) pairs->len, 2, 0);
  g_array_set_size (pairs, 0);
  g_ptr_array_set_size (texts, 0);
}

static void
add_fields (ZgPaper *paper, ZgSession *session, ZgDb *db, const ZgRecord *record)
{
  const ZgKind         *kind = record->kind;
  g_autoptr (GArray)    pairs = g_array_new (FALSE, TRUE, sizeof (ZgPaperPair));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const char           *section = NULL;

  for (int i = 0; i < kind->n_fields; i++)
    {
      ZgPaperPair pair = { .label = translated (kind->fields[i].title) };
      char       *text;

      if (kind->fields[i].section != NULL)
        section = kind->fields[i].section;
      if (!is_printed (record, i))
        continue;
      if (section != NULL)
        {
          flush_grid (paper, pairs, texts);
          zg_paper_heading (paper, translated (section));
          section = NULL;
        }
      text = zg_paper_value (session, db, record, i);
      g_ptr_array_add (texts, text);
      pair.value = text;
      pair.whole = kind->fields[i].type == ZG_LONG || g_utf8_strlen (text, -1) > LONG_TEXT;
      g_array_append_val (pairs, pair);
    }
  flush_grid (paper, pairs, texts);
}

/* -- lines -- */

static gboolean
is_right (ZgType type)
{
  return type == ZG_INT || type == ZG_MONEY || type == ZG_QTY || type == ZG_DAYS || type == ZG_MINUTES ||
         type == ZG_POINTS;
}

static ZgPaperTable *
lines_table (ZgPaper *paper, const ZgKind *child, GArray *fields)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (ZgPaperColumn));

  for (int i = 0; i < child->n_fields; i++)
    {
      const ZgField *field = &child->fields[i];
      ZgPaperColumn  column = { .title = translated (field->title),
                                .weight = field->type == ZG_LONG || field->type == ZG_TEXT ? 2 : 1,
                                .align = is_right (field->type) ? ZG_PAPER_RIGHT : ZG_PAPER_LEFT,
                                .wrap = !is_right (field->type) };

      if (!(field->flags & ZG_LIST))
        continue;
      g_array_append_val (columns, column);
      g_array_append_val (fields, i);
    }
  if (columns->len == 0)
    return NULL;
  zg_paper_heading (paper, translated (child->title));
  return zg_paper_table (paper, (const ZgPaperColumn *) columns->data, (int) columns->len, NULL);
}

static gboolean
add_lines (ZgPaper *paper, ZgSession *session, ZgDb *db, const ZgKind *child, gint64 parent, GError **error)
{
  g_autoptr (GArray) ids = zg_book_children (db, child, parent, error);
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (int));
  ZgPaperTable      *table;

  if (ids == NULL)
    return FALSE;
  table = ids->len > 0 ? lines_table (paper, child, fields) : NULL;
  for (guint i = 0; table != NULL && i < ids->len; i++)
    {
      g_autoptr (ZgRecord) line = zg_book_get (db, child, g_array_index (ids, gint64, i), error);
      g_auto (GStrv)       texts = g_new0 (char *, fields->len + 1);

      if (line == NULL)
        return FALSE;
      if (zg_kind_state (child, line->state)->hidden)
        continue;
      for (guint f = 0; f < fields->len; f++)
        texts[f] = zg_paper_value (session, db, line, g_array_index (fields, int, f));
      zg_paper_table_row (table, (const char *const *) texts, ZG_PAPER_ROW_PLAIN);
    }
  return TRUE;
}

/* -- what happened -- */

static const char *
verb_title (const ZgKind *kind, const char *verb)
{
  const ZgStep *step = zg_kind_verb (kind, verb);

  return step != NULL ? zg_step_title (step) : verb;
}

static void
add_history (ZgPaper *paper, const ZgKind *kind, GPtrArray *history)
{
  const ZgPaperColumn columns[] = {
    { .title = _("When"), .width = 32 }, { .title = _("Step"), .width = 24 }, { .title = _("Who"), .width = 24 },
    { .title = _("Opinion or change"), .wrap = TRUE },
  };
  ZgPaperTable *table;

  if (history->len == 0)
    return;
  zg_paper_heading (paper, _("History"));
  table = zg_paper_table (paper, columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < history->len; i++)
    {
      const ZgHistory *entry = g_ptr_array_index (history, i);
      char             when[20];
      const char      *cells[4];

      if (zg_kind_verb (kind, entry->verb) == NULL)
        continue; /* who looked is for the audit, not for the paper */
      zg_stamp_format (entry->at_ms, when);
      when[16] = '\0';
      cells[0] = when;
      cells[1] = verb_title (kind, entry->verb);
      cells[2] = entry->who;
      cells[3] = entry->opinion != NULL ? entry->opinion : i > 0 ? entry->changes : NULL;
      zg_paper_table_row (table, cells, ZG_PAPER_ROW_PLAIN);
    }
}

/* The steps people sign for. */
static const char *const signing[] = { "submit", "endorse", "approve", NULL };

static const ZgHistory *
last_signature (GPtrArray *history, const ZgKind *kind, const char *verb)
{
  const ZgHistory *found = NULL;

  for (guint i = 0; i < history->len; i++)
    {
      const ZgHistory *entry = g_ptr_array_index (history, i);

      if (entry->kind == kind && g_str_equal (entry->verb, verb))
        found = entry;
      else if (g_str_equal (entry->verb, "return") || g_str_equal (entry->verb, "withdraw"))
        found = NULL; /* a paper that came back is signed anew */
    }
  return found;
}

/* Who has signed is printed, who has still to sign finds a line to write on. */
static void
add_signatures (ZgPaper *paper, const ZgKind *kind, GPtrArray *history)
{
  ZgPaperSign signs[MAX_SIGNS] = { 0 };
  char        days[MAX_SIGNS][11];
  int         n = 0;

  for (int i = 0; signing[i] != NULL; i++)
    {
      const ZgHistory *entry = last_signature (history, kind, signing[i]);

      if (zg_kind_verb (kind, signing[i]) == NULL)
        continue;
      signs[n].role = verb_title (kind, signing[i]);
      signs[n].name = entry != NULL ? entry->who : NULL;
      signs[n].day = entry != NULL ? zg_day_format (zg_day_of_ms (entry->at_ms), days[n]) : NULL;
      n++;
    }
  if (n == 0)
    {
      signs[n++].role = _("Made by");
      signs[n++].role = _("Checked by");
      signs[n++].role = _("Approved by");
    }
  zg_paper_signatures (paper, signs, n);
}

ZgPaper *
zg_record_paper (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error)
{
  g_autoptr (ZgRecord)  record = zg_book_get (db, kind, id, error);
  g_autoptr (ZgPaper)   paper = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autofree char      *made = NULL;
  const ZgKind *const  *kinds = zg_kinds (NULL);

  if (record == NULL || !may_leave (session, db, kind, id, error))
    return NULL;
  history = zg_book_history (db, kind, id, error);
  if (history == NULL)
    return NULL;
  paper = zg_paper_new (&zg_paper_a4);
  made = zg_out_made (session);
  zg_paper_set_title (paper, translated (kind->title));
  zg_paper_set_subtitle (paper, translated (zg_kind_state (kind, record->state)->title));
  zg_paper_set_number (paper, record->no);
  zg_paper_set_made (paper, made);
  add_fields (paper, session, db, record);
  for (; *kinds != NULL; kinds++)
    if (g_strcmp0 ((*kinds)->parent, kind->id) == 0 && !add_lines (paper, session, db, *kinds, id, error))
      return NULL;
  add_history (paper, kind, history);
  add_signatures (paper, kind, history);
  return g_steal_pointer (&paper);
}

ZgPaper *
zg_record_print (ZgSession *session, ZgDb *db, const ZgKind *kind, const ZgPaperDecl *decl, gint64 id, GError **error)
{
  g_autofree char *made = zg_out_made (session);
  ZgPaper         *paper;

  if (decl == NULL)
    return zg_record_paper (session, db, kind, id, error);
  paper = may_leave (session, db, kind, id, error) ? decl->make (session, db, id, error) : NULL;
  if (paper)
    zg_paper_set_made (paper, made);
  return paper;
}
