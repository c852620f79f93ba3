/* zg-order-told.h: what the book knows of an order by now, and whether a file says otherwise (pure but for the reading). Private.
 */
#pragma once

#include "zg-orders-private.h"

G_BEGIN_DECLS

/* One thing as it stands: from the order itself, or the newest event about it. */
typedef struct
{
  char    *text;     /* (nullable) owned: of texts, personal ones too */
  gint64   value;    /* of states, times and amounts */
  gboolean is_set;
  gboolean is_erased; /* it was known until its time was over: no file brings it back */
  gint64   exported;  /* of the file that said so */
} ZgTold;

/* One thing a file says. */
typedef struct
{
  const char *text;
  gint64      value;
  gboolean    is_set;
} ZgSaid;

typedef enum
{
  ZG_SAID_RANK,  /* never falls */
  ZG_SAID_TIME,  /* only grows; the same minute is the same time */
  ZG_SAID_MONEY, /* the newer file is right */
  ZG_SAID_TEXT,  /* the newer file is right; blanks do not count */
} ZgSaidSort;

/* zg_told_sort: of a told field. zg_told_is_sealed: personal. */
ZgSaidSort zg_told_sort      (int told);
gboolean   zg_told_is_sealed (int told);
/* zg_told_differs: whether what @said of a file made at @exported takes the place of @told. */
gboolean   zg_told_differs   (ZgSaidSort sort, const ZgTold *told, const ZgSaid *said, gint64 exported);

/* zg_told_read: all of @order, ZG_TOLD_N places. FALSE: something personal that is there cannot be opened; it is left unset. */
gboolean   zg_told_read      (ZgSession *session, ZgDb *db, const ZgRecord *order, ZgTold *told);
void       zg_told_clear     (ZgTold *told);
/* zg_said_of: @row in the same places. */
void       zg_said_of        (const ZgOrderRow *row, ZgSaid *said);

G_END_DECLS
