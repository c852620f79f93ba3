/* zg-term.h: Term 保存期: how long personal data is kept. When the term of a kind (ZgTerm) is over, what is sealed in its rows is
 * erased by zg_book_freshen () and the rows stay: the order, its money and its course for good, the buyer's name, telephone
 * number and address no longer. Where they stood is said that they were erased; nothing finds the row by them; chain, digests
 * and ledgers hold.
 *
 * What entries of the audit hold of it, sealed, cannot be read any more once the key is destroyed, which follows: the key is
 * changed (once a month at most), what is kept is sealed anew, and the old key destroyed a day later (zg-rotate-retire.c).
 *
 * Kinds of buyers have a term. Staff, pay, passwords kept for the house and attachments have none: files of employees are kept
 * as the law of labour says, by people. What is not sealed stays with the order: the name a buyer has on the platform and what
 * he wrote to the shop. Nor does a term reach what lies outside the book: a backup keeps what it holds, and its keys, until its
 * own time is over (zg_backup_keep (): 30 days, 12 months, and the last of each year for good; a year's end older than the term
 * is for the house to put away), and so do exports and papers. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

/* zg_term_since: @since_ms: (out): of @kind, which has a term, what was taken before is over on @today; 0: nothing is, or the
 * clock is not to be trusted yet: the book has no entry between two months and a week ago. The last day of a term is the one of
 * the same number, so many months on. Thread of @db. */
gboolean zg_term_since (ZgDb *db, const ZgKind *kind, int today, gint64 *since_ms, GError **error);

/* zg_term_verify: no more rows are erased than the audit says: what somebody else erased, or before its time, is found. @n_rows:
 * (out): how many are. Errors: CORRUPT. Thread of @db. */
gboolean zg_term_verify (ZgDb *db, gint64 *n_rows, GError **error);

G_END_DECLS
