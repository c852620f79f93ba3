/* zg-attendance-objection-paper.c: the objection in writing and its answer 考勤异议书 (D04-4.2.1e, D04-4.2.1f) on one sheet: filled in
 * at the desk, or printed empty and written by hand. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-attendance-close.h"
#include "zg-attendance-private.h"
#include "zg-module.h"

#define ROOM_TO_WRITE 32 /* mm */

static const int what[] = { ZG_OBJECTION_STAFF, ZG_OBJECTION_MONTH, ZG_OBJECTION_DAYS, ZG_OBJECTION_FILED_AT, ZG_OBJECTION_TEXT,
                            -1 };
static const int answer[] = { ZG_OBJECTION_CONSULTED, ZG_OBJECTION_REPLY, -1 };

static ZgPaper *
make_objection (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  const ZgPaperSigner  signers[] = { { _ ("Employee"), ZG_OBJECTION_STAFF, ZG_OBJECTION_FILED_AT },
                                     { _ ("Human resources"), ZG_OBJECTION_DECIDED_BY, ZG_OBJECTION_DECIDED_AT } };
  g_autoptr (ZgRecord) objection = zg_book_get (db, &zg_objection, id, error);
  g_autoptr (ZgPaper)  paper = NULL;

  if (objection == NULL)
    return NULL;
  paper = zg_paper_begin (objection, NULL, _ ("Objection to attendance"), TRUE, "D04-4.2.1e");
  zg_paper_fields (paper, session, db, objection, what, ROOM_TO_WRITE);
  zg_paper_space (paper, 4);
  zg_paper_heading (paper, _ ("Answer of HR"));
  zg_paper_fields (paper, session, db, objection, answer, ROOM_TO_WRITE);
  zg_paper_space (paper, 6);
  zg_paper_signers (paper, db, objection, signers, G_N_ELEMENTS (signers));
  return g_steal_pointer (&paper);
}

static const ZgPaperDecl objection_paper = { "objection_form", N_ ("Objection to attendance"), &zg_objection, make_objection };

void
zg_objection_paper_init (void)
{
  zg_papers_add (&objection_paper);
}
