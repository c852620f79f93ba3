/* zg-stock-count-papers.c: papers of counting and comparing: the count sheet, blind or not (R30), the report of differences
 * (R31), the three agreements (R28), the three checks (R34). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-stock-paper.h"

/* -- R30 -- */

static const int count_head[] = { ZG_STOCKTAKE_SORT,      ZG_STOCKTAKE_DAY,    ZG_STOCKTAKE_LOCATION,
                                  ZG_STOCKTAKE_FROZEN_AT, ZG_STOCKTAKE_REMARK, -1 };

static ZgPaper *
make_count (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  static const ZgStockColumn blind[] = { { ZG_STOCKTAKE_LINE_LOCATION, 24, 0 }, { ZG_STOCKTAKE_LINE_ITEM, 0, 3 },
                                         { ZG_STOCKTAKE_LINE_LOT, 30, 0 },      { ZG_STOCKTAKE_LINE_STATE, 20, 0 },
                                         { ZG_STOCKTAKE_LINE_COUNTED, 24, 0 },  { ZG_STOCKTAKE_LINE_DAMAGED, 24, 0 } };
  static const ZgStockColumn open[] = { { ZG_STOCKTAKE_LINE_LOCATION, 22, 0 }, { ZG_STOCKTAKE_LINE_ITEM, 0, 3 },
                                        { ZG_STOCKTAKE_LINE_STATE, 18, 0 },    { ZG_STOCKTAKE_LINE_BOOK, 20, 0 },
                                        { ZG_STOCKTAKE_LINE_COUNTED, 20, 0 },  { ZG_STOCKTAKE_LINE_SURPLUS, 18, 0 },
                                        { ZG_STOCKTAKE_LINE_SHORTAGE, 18, 0 }, { ZG_STOCKTAKE_LINE_DAMAGED, 18, 0 } };
  static const ZgPaperSigner signers[] = { { NULL, ZG_STOCKTAKE_COUNTED_BY, ZG_STOCKTAKE_COUNTED_AT },
                                           { NULL, ZG_STOCKTAKE_KEEPER, ZG_STOCKTAKE_KEEPER_AT },
                                           { NULL, ZG_STOCKTAKE_FINANCE, ZG_STOCKTAKE_FINANCE_AT } };
  g_autoptr (ZgRecord) count = zg_book_get (db, &zg_stocktake, id, error);
  g_autoptr (ZgPaper) paper = NULL;
  gboolean hidden;

  if (count == NULL)
    return NULL;
  /* without the book until everything is counted */
  hidden =
      zg_record_int (count, ZG_STOCKTAKE_BLIND)
      && (g_str_equal (count->state, "draft") || g_str_equal (count->state, "counting") || g_str_equal (count->state, "counted"));
  paper =
      zg_stock_paper_new (&zg_paper_a4, hidden ? _ ("Stocktake sheet (blind)") : _ ("Stocktake sheet"), count, NULL, "D08-7a");
  zg_paper_fields (paper, session, db, count, count_head, 0);
  zg_paper_space (paper, 3);
  if (!zg_stock_paper_lines (paper, session, db, &zg_stocktake_line, id, hidden ? blind : open,
                             hidden ? G_N_ELEMENTS (blind) : G_N_ELEMENTS (open), NULL, error))
    return NULL;
  zg_paper_space (paper, 4);
  zg_paper_signers (paper, db, count, signers, G_N_ELEMENTS (signers));
  return g_steal_pointer (&paper);
}

/* -- R31 -- */

static gboolean
differs (const ZgRecord *line)
{
  return zg_record_int (line, ZG_STOCKTAKE_LINE_SURPLUS) > 0 || zg_record_int (line, ZG_STOCKTAKE_LINE_SHORTAGE) > 0
         || zg_record_int (line, ZG_STOCKTAKE_LINE_DAMAGED) > 0;
}

static ZgPaper *
make_differences (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  static const int decision[] = { ZG_STOCKTAKE_DECISION, -1 };
  static const ZgStockColumn columns[] = { { ZG_STOCKTAKE_LINE_ITEM, 0, 3 },        { ZG_STOCKTAKE_LINE_BOOK, 18, 0 },
                                           { ZG_STOCKTAKE_LINE_COUNTED, 18, 0 },    { ZG_STOCKTAKE_LINE_SURPLUS, 16, 0 },
                                           { ZG_STOCKTAKE_LINE_SHORTAGE, 16, 0 },   { ZG_STOCKTAKE_LINE_DAMAGED, 18, 0 },
                                           { ZG_STOCKTAKE_LINE_FEN, 24, 0 },        { ZG_STOCKTAKE_LINE_CAUSE, 0, 3 },
                                           { ZG_STOCKTAKE_LINE_RESPONSIBLE, 0, 2 }, { ZG_STOCKTAKE_LINE_PROPOSAL, 0, 3 } };
  static const ZgPaperSigner signers[] = { { NULL, ZG_STOCKTAKE_REPORTED_BY, ZG_STOCKTAKE_REPORTED_AT },
                                           { NULL, ZG_STOCKTAKE_DECIDED_BY, ZG_STOCKTAKE_DECIDED_AT },
                                           { NULL, ZG_STOCKTAKE_KEEPER, ZG_STOCKTAKE_KEEPER_AT },
                                           { NULL, ZG_STOCKTAKE_FINANCE, ZG_STOCKTAKE_FINANCE_AT } };
  g_autoptr (ZgRecord) count = zg_book_get (db, &zg_stocktake, id, error);
  g_autoptr (ZgPaper) paper = NULL;

  if (count == NULL)
    return NULL;
  paper = zg_stock_paper_new (&zg_paper_a4_landscape, _ ("Report of surplus, shortage and damage"), count, NULL, "D08-7b");
  zg_stock_paper_to (paper, session, "stocktake.decide");
  if (!zg_stock_paper_lines (paper, session, db, &zg_stocktake_line, id, columns, G_N_ELEMENTS (columns), differs, error))
    return NULL;
  zg_paper_space (paper, 3);
  zg_paper_fields (paper, session, db, count, decision, 18);
  zg_paper_space (paper, 4);
  zg_paper_signers (paper, db, count, signers, G_N_ELEMENTS (signers));
  return g_steal_pointer (&paper);
}

/* -- R28 -- */

static ZgPaper *
make_agreement (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  static const int head[] = { ZG_AGREEMENT_MONTH, ZG_AGREEMENT_REMARK, -1 };
  static const ZgStockColumn columns[] = { { ZG_AGREEMENT_LINE_ITEM, 0, 3 },         { ZG_AGREEMENT_LINE_LEDGER, 24, 0 },
                                           { ZG_AGREEMENT_LINE_FINANCE, 24, 0 },     { ZG_AGREEMENT_LINE_GOODS, 24, 0 },
                                           { ZG_AGREEMENT_LINE_CARD, 22, 0 },        { ZG_AGREEMENT_LINE_OFF, 22, 0 },
                                           { ZG_AGREEMENT_LINE_LEDGER_FEN, 28, 0 },  { ZG_AGREEMENT_LINE_FINANCE_FEN, 28, 0 },
                                           { ZG_AGREEMENT_LINE_WHY, 0, 2 } };
  static const ZgPaperSigner signers[] = { { NULL, ZG_AGREEMENT_KEEPER, ZG_AGREEMENT_KEEPER_AT },
                                           { NULL, ZG_AGREEMENT_FINANCE, ZG_AGREEMENT_FINANCE_AT } };
  g_autoptr (ZgRecord) sheet = zg_book_get (db, &zg_stock_agreement, id, error);
  g_autoptr (ZgPaper) paper = NULL;

  if (sheet == NULL)
    return NULL;
  paper = zg_stock_paper_new (&zg_paper_a4_landscape, _ ("Three agreements"), sheet, NULL, "D08-5b");
  zg_paper_fields (paper, session, db, sheet, head, 0);
  zg_paper_space (paper, 3);
  if (!zg_stock_paper_lines (paper, session, db, &zg_stock_agreement_line, id, columns, G_N_ELEMENTS (columns), NULL, error))
    return NULL;
  zg_paper_space (paper, 4);
  zg_paper_signers (paper, db, sheet, signers, G_N_ELEMENTS (signers));
  return g_steal_pointer (&paper);
}

/* -- R34 -- */

static ZgPaper *
make_check (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  static const int head[] = { ZG_WCHECK_DAY, ZG_WCHECK_WHEN, ZG_WCHECK_STAFF, ZG_WCHECK_REMARK, ZG_WCHECK_MEASURES, -1 };
  static const ZgStockColumn columns[] = { { ZG_WCHECK_LINE_ITEM, 0, 3 },
                                           { ZG_WCHECK_LINE_RESULT, 28, 0 },
                                           { ZG_WCHECK_LINE_NOTE, 0, 3 } };
  static const ZgPaperSigner signers[] = { { NULL, ZG_WCHECK_BY, ZG_WCHECK_AT },
                                           { NULL, ZG_WCHECK_HANDLED_BY, ZG_WCHECK_HANDLED_AT } };
  g_autoptr (ZgRecord) sheet = zg_book_get (db, &zg_warehouse_check, id, error);
  g_autoptr (ZgPaper) paper = NULL;
  gboolean abnormal;

  if (sheet == NULL)
    return NULL;
  abnormal = g_str_equal (sheet->state, "reported") || g_str_equal (sheet->state, "handled");
  paper = zg_stock_paper_new (&zg_paper_a4, _ ("Three checks of the warehouse"), sheet, NULL, "D08-13a");
  if (abnormal)
    zg_stock_paper_to (paper, session, "warehouse_check.handle");
  zg_paper_fields (paper, session, db, sheet, head, abnormal ? 15 : 0);
  zg_paper_space (paper, 3);
  if (!zg_stock_paper_lines (paper, session, db, &zg_warehouse_check_line, id, columns, G_N_ELEMENTS (columns), NULL, error))
    return NULL;
  zg_paper_space (paper, 4);
  zg_paper_signers (paper, db, sheet, signers, abnormal ? 2 : 1);
  return g_steal_pointer (&paper);
}

static const ZgPaperDecl papers[] = {
  { "stocktake_sheet", N_ ("Stocktake sheet"), &zg_stocktake, make_count },
  { "stocktake_report", N_ ("Report of surplus, shortage and damage"), &zg_stocktake, make_differences },
  { "agreement_sheet", N_ ("Three agreements"), &zg_stock_agreement, make_agreement },
  { "warehouse_check_sheet", N_ ("Three checks of the warehouse"), &zg_warehouse_check, make_check },
};

void
zg_stock_count_papers_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    zg_papers_add (&papers[i]);
}
