/* zg-staff-handover-paper.c: the handover form 交接清单 (R56): the head, every item with its state, three signatures. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-module.h"
#include "zg-staff-handover.h"
#include "zg-staff.h"

static char *
name_of (ZgDb *db, const char *kind, gint64 id)
{
  return id ? zg_book_title (db, zg_kind_by_id (kind), id) : g_strdup ("");
}

static const int head[] = { ZG_HANDOVER_SORT, ZG_HANDOVER_DAY, ZG_HANDOVER_LEAVER, ZG_HANDOVER_SUCCESSOR, ZG_HANDOVER_WITNESS,
                            ZG_HANDOVER_NOTE, -1 };

static gboolean
add_items (ZgPaper *paper, ZgDb *db, const ZgRecord *handover, GError **error)
{
  const ZgPaperColumn columns[] = { { _ ("Row"), 12, 0, ZG_PAPER_CENTRE }, { _ ("Sort"), 26, 0, ZG_PAPER_LEFT },
                                    { _ ("Item"), 0, 3, ZG_PAPER_LEFT, .wrap = TRUE },
                                    { _ ("Handed over"), 20, 0, ZG_PAPER_CENTRE }, { _ ("Note"), 0, 2, .wrap = TRUE } };
  ZgPaperTable       *table = zg_paper_table (paper, columns, G_N_ELEMENTS (columns), NULL);
  g_autoptr (ZgStmt)  rows = zg_db_query (db, error,
                                          ZG_SQL ("SELECT sort, item, COALESCE (passed, 0), note FROM handover_item"
                                                   " WHERE parent_id = $1 AND state = 'active' ORDER BY position, id"),
                                          "i", handover->id);
  gboolean            row = FALSE;

  for (int n = 1; rows && zg_stmt_step (rows, &row, error); n++)
    {
      g_autofree char *number = g_strdup_printf ("%d", n);
      const ZgEnum    *sort = row ? zg_enum_by_number (zg_held_sorts, zg_stmt_int (rows, 0)) : NULL;

      if (!row)
        return TRUE;
      zg_paper_table_row (table,
                          (const char *[]){ number, sort ? g_dgettext (GETTEXT_PACKAGE, sort->title) : "", zg_stmt_text (rows, 1),
                                            zg_stmt_int (rows, 2) ? "✓" : "", zg_stmt_text (rows, 3) },
                          ZG_PAPER_ROW_PLAIN);
    }
  return FALSE;
}

/* The person named; where he signed on paper, who entered it stands behind in brackets. */
static char *
signed_name (ZgDb *db, gint64 named, gint64 signer)
{
  g_autofree char *name = name_of (db, "staff", named), *by = name_of (db, "person", signer);
  gint64           staff = 0;

  zg_db_int (db, &staff, NULL, ZG_SQL ("SELECT COALESCE (staff, 0) FROM person WHERE id = $1"), "i", signer);
  return staff == named ? g_steal_pointer (&name) : g_strdup_printf ("%s (%s)", name, by);
}

/* Who has not signed gets a line to sign on. */
static void
add_signatures (ZgPaper *paper, ZgDb *db, const ZgRecord *handover)
{
  static const int named[] = { ZG_HANDOVER_LEAVER, ZG_HANDOVER_SUCCESSOR, ZG_HANDOVER_WITNESS };
  static const int by[] = { ZG_HANDOVER_GIVEN_BY, ZG_HANDOVER_TAKEN_BY, ZG_HANDOVER_WITNESSED_BY };
  static const int at[] = { ZG_HANDOVER_GIVEN_AT, ZG_HANDOVER_TAKEN_AT, ZG_HANDOVER_WITNESSED_AT };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean              shift = zg_record_int (handover, ZG_HANDOVER_SORT) == ZG_HANDOVER_SHIFT;
  ZgPaperSign           signs[3] = { 0 };

  for (int i = 0; i < 3; i++)
    {
      gint64 signer = zg_record_int (handover, by[i]);

      signs[i].role = g_dgettext (GETTEXT_PACKAGE, zg_handover.fields[named[i]].title);
      if (signer == 0)
        continue;
      g_ptr_array_add (texts, signed_name (db, zg_record_int (handover, named[i]), signer));
      signs[i].name = texts->pdata[texts->len - 1];
      g_ptr_array_add (texts, g_malloc0 (11));
      signs[i].day = zg_day_format (zg_day_of_ms (zg_record_int (handover, at[i])), texts->pdata[texts->len - 1]);
    }
  zg_paper_signatures (paper, signs, shift ? 2 : 3);
}

static ZgPaper *
make_handover (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) handover = zg_book_get (db, &zg_handover, id, error);
  g_autoptr (ZgPaper)  paper = NULL;

  if (handover == NULL)
    return NULL;
  paper = zg_paper_begin (handover, NULL, _ ("Handover form"), FALSE, "D21-2.8");
  zg_paper_fields (paper, session, db, handover, head, 0);
  zg_paper_space (paper, 4);
  if (!add_items (paper, db, handover, error))
    return NULL;
  zg_paper_space (paper, 6);
  add_signatures (paper, db, handover);
  return g_steal_pointer (&paper);
}

static const ZgPaperDecl handover_paper = { "handover_form", N_ ("Handover form"), &zg_handover, make_handover };

void
zg_handover_init (void)
{
  zg_kinds_add (&zg_handover);
  zg_kinds_add (&zg_handover_item);
  zg_held_init ();
  zg_papers_add (&handover_paper);
}
