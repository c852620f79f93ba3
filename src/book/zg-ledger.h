/* zg-ledger.h: Ledger 台账: what is counted by keys: stock, leave and rest balances, funds. Declared once, written only by post().
 *
 * A ledger has a line for each movement (day, quantity, value, the record and the audit entry that caused it), a balance for each
 * combination of keys, and sums of each month; generic tables serve all. The lines are made from the rows of records by the
 * effects their steps declare (ZgEffect). Quantities are whole numbers of the ledger's unit: thousandths, minutes, fen. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;     /* "leave_quota": in effects and in the tables */
  const char *title;    /* N_() */
  ZgType      type;     /* of the quantity: ZG_QTY, ZG_DAYS, ZG_MINUTES, ZG_MONEY, ZG_INT */
  const char *keys[4];  /* (nullable) each: what the key is, "staff": whole numbers (ids, enum numbers), 0 where unused */
  gboolean    floored;  /* no balance ever falls below .floor, not on any later day either */
  gint64      floor;
  const char *period;   /* (nullable): its months can be closed (ZG_PERIOD_CLOSE) */
  gboolean    valued;   /* lines carry fen: what goes out takes its share, the last piece the rest; needs a floor of 0 or more */
  const char *right;    /* (nullable): who reads it on a server: "leave.view"; everybody without */
  int         own;      /* 1 … 4: the key that is the employee it belongs to; 0: none */
  const char *clause;   /* (nullable) */
} ZgLedger;

/* The registry, filled once at start like that of the kinds; a slip in a declaration stops the program. Any thread. */
void                   zg_ledgers_add    (const ZgLedger *ledger);
const ZgLedger        *zg_ledger_by_name (const char *name);  /* (nullable) */
const ZgLedger *const *zg_ledgers        (guint *n);          /* ends with NULL; @n: (out) (optional) */

/* zg_ledger_balance: of one combination of keys now. @keys: as declared, missing ones 0; @qty, @value_fen: (out) (optional): 0
 * where nothing was entered yet. Thread of @db. Errors: those of reading. */
gboolean zg_ledger_balance (ZgDb *db, const ZgLedger *ledger, const gint64 keys[4], gint64 *qty, gint64 *value_fen,
                            GError **error);
/* zg_ledger_balance_on: the same at the end of @day (a day number). */
gboolean zg_ledger_balance_on (ZgDb *db, const ZgLedger *ledger, const gint64 keys[4], int day, gint64 *qty, gint64 *value_fen,
                               GError **error);

/* A line, so that a balance explains itself. */
typedef struct
{
  gint64        chain, seq;     /* its audit entry */
  gint64        at_ms;          /* when it was entered */
  int           day;            /* it counts from */
  gint64        qty, value_fen; /* below 0: went out */
  const ZgKind *kind;           /* (nullable): one this program does not know */
  gint64        doc;            /* the record that caused it */
  char         *no;             /* (nullable): number of the paper */
} ZgLedgerLine;

/* zg_ledger_lines: @from, @to: day numbers, ZG_NO_DAY: open. Returns: (transfer full) (element-type ZgLedgerLine) (nullable): by
 * day, then as they were entered. Thread of @db. */
GPtrArray *zg_ledger_lines (ZgDb *db, const ZgLedger *ledger, const gint64 keys[4], int from, int to, GError **error);

/* zg_ledger_format: a quantity in the words of the ledger's unit. Returns: (transfer full) */
char      *zg_ledger_format (const ZgLedger *ledger, gint64 qty);

/* -- For the book alone -- */

/* zg_effect_sql: the SELECT that makes the lines of @effect from the record $1, the same text on both engines: qty, value,
 * k1 … k4, day. Returns: (transfer full) */
char    *zg_effect_sql   (const ZgKind *kind, const ZgEffect *effect);
/* zg_effects_text, zg_ledgers_text: what the declarations say, to be compared. @effects: (nullable). */
void     zg_effects_text (const ZgEffect *effects, GString *text);
void     zg_ledgers_text (GString *text);
/* zg_ledger_refuse: sets INVALID in words. @rule: "floor" with what is there and needed, "period" with the @month, or
 * "quantity". @month, @clause: (nullable). */
void     zg_ledger_refuse (const char *rule, const ZgLedger *ledger, gint64 have, gint64 need, const char *month,
                           const char *clause, GError **error);
/* zg_ledger_verify: balances and months are the sums of the lines, each line has its entry. Errors: CORRUPT. */
gboolean zg_ledger_verify (ZgDb *db, gint64 *n_lines, GError **error);

G_END_DECLS
