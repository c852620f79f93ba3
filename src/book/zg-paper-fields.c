/* What a record says, on a paper of a module's own. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-module.h"
#include "zg-policy.h"
#include "zg-text.h"

#define MOST_SIGNERS 4

ZgPaper *
zg_paper_begin (const ZgRecord *record, const ZgPaperSize *size, const char *title, gboolean state, const char *clause)
{
  ZgPaper         *paper = zg_paper_new (size);
  g_autofree char *rule = zg_clause_cite (clause);

  zg_paper_set_title (paper, title);
  if (state)
    zg_paper_set_subtitle (paper, g_dgettext (GETTEXT_PACKAGE, zg_kind_state (record->kind, record->state)->title));
  zg_paper_set_number (paper, record->no);
  zg_paper_set_footer (paper, rule);
  return paper;
}

static char *
masked (ZgSession *session, const ZgRecord *record, int field)
{
  ZgType           type = record->kind->fields[field].type;
  g_autofree char *plain = NULL;
  char            *text = NULL;

  if (type == ZG_PHONE || type == ZG_IDCARD)
    plain = zg_session_open_cell (session, record->kind, field, record->id, &record->cells[field], NULL);
  if (plain != NULL)
    {
      text = type == ZG_PHONE ? zg_text_mask_phone (plain) : zg_text_mask_id (plain);
      memset (plain, 0, strlen (plain));
    }
  return text != NULL ? text : g_strdup (zg_sealed_words (&record->cells[field]));
}

char *
zg_paper_value (ZgSession *session, ZgDb *db, const ZgRecord *record, int i)
{
  const ZgField *field = &record->kind->fields[i];
  const ZgKind  *ref = field->type == ZG_REF ? zg_kind_by_id (field->ref) : NULL;

  if (!zg_record_is_set (record, i))
    return g_strdup ("");
  if (field->flags & ZG_SEALED)
    return masked (session, record, i);
  if (ref != NULL)
    return zg_book_short_title (db, ref, zg_record_int (record, i));
  if (field->type == ZG_FILE)
    return g_strdup (_ ("attached"));
  return zg_field_format (field, &record->cells[i]);
}

void
zg_paper_fields (ZgPaper *paper, ZgSession *session, ZgDb *db, const ZgRecord *record, const int *fields, double room)
{
  g_autoptr (GArray)    pairs = g_array_new (FALSE, TRUE, sizeof (ZgPaperPair));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (; *fields >= 0; fields++)
    {
      const ZgField *field = &record->kind->fields[*fields];
      gboolean       is_long = field->type == ZG_LONG;
      ZgPaperPair    pair = { .label = g_dgettext (GETTEXT_PACKAGE, field->title), .whole = is_long,
                              .least = is_long ? room : 0 };

      g_ptr_array_add (texts, zg_paper_value (session, db, record, *fields));
      pair.value = texts->pdata[texts->len - 1];
      g_array_append_val (pairs, pair);
    }
  zg_paper_grid (paper, (const ZgPaperPair *) pairs->data, (int) pairs->len, 2, 0);
}

void
zg_paper_signers (ZgPaper *paper, ZgDb *db, const ZgRecord *record, const ZgPaperSigner *signers, int n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  ZgPaperSign           signs[MOST_SIGNERS] = { 0 };
  char                  days[MOST_SIGNERS][11];

  for (int i = 0; i < n; i++)
    {
      const ZgField *who = signers[i].who < 0 ? NULL : &record->kind->fields[signers[i].who];

      if (who == NULL)
        {
          signs[i].role = signers[i].role;
          continue;
        }
      signs[i].role = signers[i].role ? signers[i].role : g_dgettext (GETTEXT_PACKAGE, who->title);
      if (!zg_record_is_set (record, signers[i].who) || !zg_record_is_set (record, signers[i].at))
        continue;
      g_ptr_array_add (names, zg_book_short_title (db, zg_kind_by_id (who->ref), zg_record_int (record, signers[i].who)));
      signs[i].name = names->pdata[names->len - 1];
      signs[i].day = zg_day_format (zg_day_of_ms (zg_record_int (record, signers[i].at)), days[i]);
    }
  zg_paper_signatures (paper, signs, n);
}
