/* zg-leave-paper.c: the leave slip 请假单 (R06, D01-7.2, D01-7.3) on half an A4, or on the 241 mm form: who, when, why, reachable
 * where, and who has agreed. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-leave.h"
#include "zg-module.h"

#define ROOM_TO_WRITE 12 /* mm */

static const int what[] = { ZG_LEAVE_STAFF, ZG_LEAVE_TYPE, ZG_LEAVE_STARTS, ZG_LEAVE_ENDS, ZG_LEAVE_DAYS, ZG_LEAVE_MOBILE,
                            ZG_LEAVE_REASON, ZG_LEAVE_HANDOVER, -1 };

static void
add_signers (ZgPaper *paper, ZgDb *db, const ZgRecord *leave)
{
  const ZgPaperSigner asks = { _ ("Asked for by"), ZG_LEAVE_STAFF, ZG_LEAVE_FILED_AT };
  const ZgPaperSigner decides = { NULL, ZG_LEAVE_APPROVER, ZG_LEAVE_DECIDED_AT };
  const ZgPaperSigner endorses = { NULL, ZG_LEAVE_ENDORSED_BY, ZG_LEAVE_ENDORSED_AT };

  if (zg_record_int (leave, ZG_LEAVE_LONG)) /* two agree to a long one */
    zg_paper_signers (paper, db, leave, (const ZgPaperSigner[]){ asks, endorses, decides }, 3);
  else
    zg_paper_signers (paper, db, leave, (const ZgPaperSigner[]){ asks, decides }, 2);
}

static ZgPaper *
make_slip (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) leave = zg_book_get (db, &zg_leave, id, error);
  g_autoptr (ZgPaper)  paper = NULL;

  if (leave == NULL)
    return NULL;
  paper = zg_paper_begin (leave, &zg_paper_a5_landscape, g_dgettext (GETTEXT_PACKAGE, zg_leave.title), TRUE, "D01-7.2");
  zg_paper_fields (paper, session, db, leave, what, ROOM_TO_WRITE);
  zg_paper_space (paper, 4);
  add_signers (paper, db, leave);
  return g_steal_pointer (&paper);
}

static const ZgPaperDecl leave_slip = { "leave_slip", N_ ("Leave request"), &zg_leave, make_slip };

void
zg_leave_paper_init (void)
{
  zg_papers_add (&leave_slip);
}
