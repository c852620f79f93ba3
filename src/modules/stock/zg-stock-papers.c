/* zg-stock-papers.c: papers of goods on their way: the receipt in three copies (R23), the refusal (R25), the exit pass (R26). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-error.h"
#include "zg-money.h"
#include "zg-policy.h"
#include "zg-stock-paper.h"

/* -- Shared -- */

ZgPaper *
zg_stock_paper_new (const ZgPaperSize *size, const char *title, const ZgRecord *record, const char *subtitle, const char *clause)
{
  ZgPaper         *paper = zg_paper_new (size);
  g_autofree char *rule = zg_clause_cite (clause);

  zg_paper_set_title (paper, title);
  zg_paper_set_subtitle (paper, subtitle ? subtitle
                                         : g_dgettext (GETTEXT_PACKAGE, zg_kind_state (record->kind, record->state)->title));
  zg_paper_set_number (paper, record->no);
  zg_paper_set_footer (paper, rule);
  return paper;
}

void
zg_stock_paper_to (ZgPaper *paper, ZgSession *session, const char *right)
{
  g_autofree char *roles = zg_roles_with (session, right, ZG_REACH_ALL);
  g_autofree char *text = g_strdup_printf (_ ("To: %s"), roles);

  zg_paper_paragraph (paper, text);
}

static gboolean
is_number (ZgType type)
{
  return type == ZG_QTY || type == ZG_MONEY || type == ZG_INT;
}

static ZgPaperTable *
table_of (ZgPaper *paper, const ZgKind *child, const ZgStockColumn *columns, int n_columns)
{
  g_autofree ZgPaperColumn *titles = g_new0 (ZgPaperColumn, n_columns + 1);

  titles[0] = (ZgPaperColumn){ _ ("Row"), 10, 0, ZG_PAPER_CENTRE };
  for (int i = 0; i < n_columns; i++)
    {
      const ZgField *field = &child->fields[columns[i].field];

      titles[i + 1].title = columns[i].title ? columns[i].title : g_dgettext (GETTEXT_PACKAGE, field->title);
      titles[i + 1].width = columns[i].width;
      titles[i + 1].weight = columns[i].weight;
      titles[i + 1].align = is_number (field->type) ? ZG_PAPER_RIGHT : ZG_PAPER_LEFT;
      titles[i + 1].wrap = !is_number (field->type);
    }
  return zg_paper_table (paper, titles, n_columns + 1, NULL);
}

static void
add_row (ZgPaperTable *table, ZgSession *session, ZgDb *db, const ZgRecord *line, const ZgStockColumn *columns, int n_columns,
         int position)
{
  g_auto (GStrv) cells = g_new0 (char *, n_columns + 2);

  cells[0] = g_strdup_printf ("%d", position);
  for (int i = 0; i < n_columns; i++)
    {
      const ZgField *field = &line->kind->fields[columns[i].field];

      if (field->type == ZG_BOOL)
        cells[i + 1] = g_strdup (zg_record_int (line, columns[i].field) ? "✓" : "✗");
      else
        cells[i + 1] = zg_paper_value (session, db, line, columns[i].field);
    }
  zg_paper_table_row (table, (const char *const *) cells, ZG_PAPER_ROW_PLAIN);
}

gboolean
zg_stock_paper_lines (ZgPaper *paper, ZgSession *session, ZgDb *db, const ZgKind *child, gint64 parent,
                      const ZgStockColumn *columns, int n_columns, gboolean (*keep) (const ZgRecord *line), GError **error)
{
  g_autoptr (GArray) ids = zg_book_children (db, child, parent, error);
  ZgPaperTable      *table = ids ? table_of (paper, child, columns, n_columns) : NULL;
  int                position = 0;

  for (guint i = 0; ids && i < ids->len; i++)
    {
      g_autoptr (ZgRecord) line = zg_book_get (db, child, g_array_index (ids, gint64, i), error);

      if (line == NULL)
        return FALSE;
      if (keep == NULL || keep (line))
        add_row (table, session, db, line, columns, n_columns, ++position);
    }
  return ids != NULL;
}

/* -- R23: the receipt, a copy each for the warehouse, finance and the supplier (D19-3.2.3, D19-3.2.4) -- */

static const int receipt_head[] = { ZG_RECEIPT_SUPPLIER, ZG_RECEIPT_NOTE, ZG_RECEIPT_DAY, ZG_RECEIPT_ORDER, ZG_RECEIPT_VOUCHER,
                                    ZG_RECEIPT_INSPECTOR, ZG_RECEIPT_DECISION, -1 };

/* What finance pays, in figures and in words. */
static gboolean
add_total (ZgPaper *paper, ZgDb *db, gint64 receipt, GError **error)
{
  g_autoptr (GArray) ids = zg_book_children (db, &zg_goods_receipt_line, receipt, error);
  g_autofree char   *figures = NULL, *words = NULL, *text = NULL;
  gint64             fen = 0;

  for (guint i = 0; ids && i < ids->len; i++)
    {
      g_autoptr (ZgRecord) line = zg_book_get (db, &zg_goods_receipt_line, g_array_index (ids, gint64, i), error);

      if (line == NULL)
        return FALSE;
      fen += zg_record_int (line, ZG_RECEIPT_LINE_AMOUNT);
    }
  figures = zg_money_format (fen, ZG_MONEY_YUAN);
  words = zg_money_capital (fen);
  text = g_strdup_printf (_ ("Total %s (in words: %s)"), figures, words);
  zg_paper_paragraph (paper, text);
  return ids != NULL;
}

static gboolean
add_copy (ZgPaper *paper, ZgSession *session, ZgDb *db, const ZgRecord *receipt, const char *copy, gboolean prices,
          GError **error)
{
  static const ZgStockColumn plain[] = {
    { ZG_RECEIPT_LINE_ITEM, 0, 3 },       { ZG_RECEIPT_LINE_NOTED, 16, 0 },  { ZG_RECEIPT_LINE_RECEIVED, 13, 0 },
    { ZG_RECEIPT_LINE_REFUSED, 13, 0 },   { ZG_RECEIPT_LINE_ACCEPTED, 13, 0 }, { ZG_RECEIPT_LINE_DISCREPANCY, 0, 3 },
    { ZG_RECEIPT_LINE_PASSED, 13, 0 },    { ZG_RECEIPT_LINE_FAILED, 15, 0 }, { ZG_RECEIPT_LINE_LOCATION, 16, 0 },
  };
  static const ZgStockColumn priced[] = {
    { ZG_RECEIPT_LINE_ITEM, 0, 3 },     { ZG_RECEIPT_LINE_NOTED, 20, 0 },    { ZG_RECEIPT_LINE_ACCEPTED, 20, 0 },
    { ZG_RECEIPT_LINE_PRICE, 22, 0 },   { ZG_RECEIPT_LINE_AMOUNT, 26, 0 },   { ZG_RECEIPT_LINE_DISCREPANCY, 0, 2 },
  };
  const ZgPaperSigner signers[] = { { NULL, ZG_RECEIPT_CHECKED_BY, ZG_RECEIPT_CHECKED_AT },
                                    { NULL, ZG_RECEIPT_KEEPER, ZG_RECEIPT_KEEPER_AT },
                                    { NULL, ZG_RECEIPT_SUPERVISOR, ZG_RECEIPT_SUPERVISOR_AT },
                                    { prices ? NULL : _ ("Delivered by"), prices ? ZG_RECEIPT_BOOKED_BY : -1,
                                      ZG_RECEIPT_BOOKED_AT } };

  zg_paper_heading (paper, copy);
  zg_paper_fields (paper, session, db, receipt, receipt_head, 10);
  zg_paper_space (paper, 3);
  if (!zg_stock_paper_lines (paper, session, db, &zg_goods_receipt_line, receipt->id, prices ? priced : plain,
                             prices ? G_N_ELEMENTS (priced) : G_N_ELEMENTS (plain), NULL, error))
    return FALSE;
  zg_paper_space (paper, 2);
  if (prices && !add_total (paper, db, receipt->id, error))
    return FALSE;
  zg_paper_space (paper, 4);
  zg_paper_signers (paper, db, receipt, signers, G_N_ELEMENTS (signers));
  return TRUE;
}

static ZgPaper *
make_receipt (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) receipt = zg_book_get (db, &zg_goods_receipt, id, error);
  g_autoptr (ZgPaper)  paper = NULL;
  const char *const    copies[] = { _ ("Copy of the warehouse"), _ ("Copy of finance"), _ ("Copy of the supplier") };

  if (receipt == NULL)
    return NULL;
  paper = zg_stock_paper_new (&zg_paper_a4, _ ("Goods receipt"), receipt, NULL, "D19-3.2.3");
  zg_paper_set_repeat_title (paper, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      if (i)
        zg_paper_new_page (paper);
      if (!add_copy (paper, session, db, receipt, copies[i], i == 1, error))
        return NULL;
    }
  return g_steal_pointer (&paper);
}

/* -- R25: the refusal (D08-3b, D08-4b) -- */

#define MOST_SIGNERS 4

static const int refusal_head[] = { ZG_REFUSAL_SORT, ZG_REFUSAL_REPORTED_AT, ZG_REFUSAL_RECEIPT, ZG_REFUSAL_ISSUE,
                                    ZG_REFUSAL_REASON, ZG_REFUSAL_DECISION, -1 };

static gboolean
is_refused (const ZgRecord *line)
{
  return zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) > 0;
}

static gboolean
add_refused (ZgPaper *paper, ZgSession *session, ZgDb *db, const ZgRecord *refusal, GError **error)
{
  static const ZgStockColumn received[] = { { ZG_RECEIPT_LINE_ITEM, 0, 3 },
                                            { ZG_RECEIPT_LINE_NOTED, 20, 0 },
                                            { ZG_RECEIPT_LINE_RECEIVED, 20, 0 },
                                            { ZG_RECEIPT_LINE_REFUSED, 22, 0 },
                                            { ZG_RECEIPT_LINE_DISCREPANCY, 0, 3 } };
  static const ZgStockColumn issued[] = { { ZG_ISSUE_LINE_ITEM, 0, 3 }, { ZG_ISSUE_LINE_QTY, 24, 0 },
                                          { ZG_ISSUE_LINE_REMARK, 0, 2 } };

  if (zg_record_is_set (refusal, ZG_REFUSAL_RECEIPT))
    return zg_stock_paper_lines (paper, session, db, &zg_goods_receipt_line, zg_record_int (refusal, ZG_REFUSAL_RECEIPT),
                                 received, G_N_ELEMENTS (received), is_refused, error);
  return zg_stock_paper_lines (paper, session, db, &zg_goods_issue_line, zg_record_int (refusal, ZG_REFUSAL_ISSUE), issued,
                               G_N_ELEMENTS (issued), NULL, error);
}

static ZgPaper *
make_refusal (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  g_autoptr (ZgRecord) refusal = zg_book_get (db, &zg_refusal, id, error);
  g_autoptr (ZgPaper)  paper = NULL;
  g_auto (GStrv)       roles = zg_role_titles_with (session, "refusal.decide", ZG_REACH_ALL);
  ZgPaperSigner        signers[MOST_SIGNERS] = { { NULL, ZG_REFUSAL_KEEPER, ZG_REFUSAL_REPORTED_AT },
                                                 { NULL, ZG_REFUSAL_DECIDED_BY, ZG_REFUSAL_DECIDED_AT } };
  int                  n = 2;

  if (refusal == NULL)
    return NULL;
  for (char **role = roles; *role && n < MOST_SIGNERS; role++) /* that they have read it */
    signers[n++] = (ZgPaperSigner){ *role, -1, ZG_REFUSAL_DECIDED_AT };
  paper = zg_stock_paper_new (&zg_paper_a4, _ ("Report of a refusal"), refusal, NULL,
                              zg_record_is_set (refusal, ZG_REFUSAL_RECEIPT) ? "D08-3b" : "D08-4b");
  zg_stock_paper_to (paper, session, "refusal.decide");
  zg_paper_fields (paper, session, db, refusal, refusal_head, 15);
  zg_paper_space (paper, 3);
  if (!add_refused (paper, session, db, refusal, error))
    return NULL;
  zg_paper_space (paper, 5);
  zg_paper_signers (paper, db, refusal, signers, n);
  return g_steal_pointer (&paper);
}

/* -- R26: the exit pass (D03-3.4.2) -- */

static const int issue_head[] = { ZG_ISSUE_SORT, ZG_ISSUE_DAY, ZG_ISSUE_PURPOSE, ZG_ISSUE_APPROVAL, ZG_ISSUE_RECEIVER,
                                  ZG_ISSUE_HANDED_TO, ZG_ISSUE_CARRIER, ZG_ISSUE_VEHICLE, -1 };
static const ZgStockColumn issue_columns[] = { { ZG_ISSUE_LINE_ITEM, 0, 3 },     { ZG_ISSUE_LINE_QTY, 22, 0 },
                                               { ZG_ISSUE_LINE_LOT, 30, 0 },     { ZG_ISSUE_LINE_LOCATION, 24, 0 },
                                               { ZG_ISSUE_LINE_REMARK, 0, 2 } };

static ZgPaper *
make_issue_paper (ZgSession *session, ZgDb *db, gint64 id, const ZgPaperSize *size, const char *title, const char *clause,
                  const ZgPaperSigner *signers, int n_signers, GError **error)
{
  g_autoptr (ZgRecord) issue = zg_book_get (db, &zg_goods_issue, id, error);
  g_autoptr (ZgPaper)  paper = NULL;

  if (issue == NULL)
    return NULL;
  paper = zg_stock_paper_new (size, title, issue, NULL, clause);
  zg_paper_fields (paper, session, db, issue, issue_head, 0);
  zg_paper_space (paper, 3);
  if (!zg_stock_paper_lines (paper, session, db, &zg_goods_issue_line, id, issue_columns, G_N_ELEMENTS (issue_columns), NULL,
                             error))
    return NULL;
  zg_paper_space (paper, 4);
  zg_paper_signers (paper, db, issue, signers, n_signers);
  return g_steal_pointer (&paper);
}

static ZgPaper *
make_issue (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  static const ZgPaperSigner signers[] = { { NULL, ZG_ISSUE_ASKED_BY, ZG_ISSUE_ASKED_AT },
                                           { NULL, ZG_ISSUE_PICKED_BY, ZG_ISSUE_PICKED_AT },
                                           { NULL, ZG_ISSUE_CHECKED_BY, ZG_ISSUE_CHECKED_AT },
                                           { NULL, ZG_ISSUE_ISSUED_BY, ZG_ISSUE_ISSUED_AT } };

  return make_issue_paper (session, db, id, &zg_paper_a4, _ ("Goods issue"), "D08-8a", signers, G_N_ELEMENTS (signers), error);
}

/* Whoever shows the pass is let out: it is for goods that were handed over, on their way to the gate or through it. */
static gboolean
may_leave (ZgDb *db, gint64 id, GError **error)
{
  static const char *const leaving[] = { "issued", "released", NULL };
  g_autoptr (ZgRecord)     issue = zg_book_get (db, &zg_goods_issue, id, error);

  if (issue == NULL || g_strv_contains (leaving, issue->state))
    return issue != NULL;
  zg_error_set_clause (error, ZG_ERROR_INVALID, "D03-3.4.2",
                       _ ("The issue is “%s”: an exit pass is for goods that were handed over. Nothing was printed."),
                       g_dgettext (GETTEXT_PACKAGE, zg_kind_state (issue->kind, issue->state)->title));
  return FALSE;
}

static ZgPaper *
make_pass (ZgSession *session, ZgDb *db, gint64 id, GError **error)
{
  static const ZgPaperSigner signers[] = { { NULL, ZG_ISSUE_ISSUED_BY, ZG_ISSUE_ISSUED_AT },
                                           { NULL, ZG_ISSUE_RELEASED_BY, ZG_ISSUE_RELEASED_AT } };

  if (!may_leave (db, id, error))
    return NULL;
  return make_issue_paper (session, db, id, &zg_paper_a5_landscape, _ ("Exit pass"), "D03-3.4.2", signers,
                           G_N_ELEMENTS (signers), error);
}

static const ZgPaperDecl papers[] = {
  { "goods_receipt_copies", N_ ("Goods receipt"), &zg_goods_receipt, make_receipt },
  { "refusal_report", N_ ("Report of a refusal"), &zg_refusal, make_refusal },
  { "goods_issue_form", N_ ("Goods issue"), &zg_goods_issue, make_issue },
  { "exit_pass", N_ ("Exit pass"), &zg_goods_issue, make_pass },
};

void
zg_stock_papers_init (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    zg_papers_add (&papers[i]);
  zg_stock_labels_init ();
  zg_stock_count_papers_init ();
}
