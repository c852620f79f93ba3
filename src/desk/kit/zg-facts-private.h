/* zg-facts-private.h: what the facts hold; between zg-facts.c and the widget. */
#pragma once

#include "zg-facts.h"

G_BEGIN_DECLS

typedef enum { ZG_FACT_LINE, ZG_FACT_NOTE, ZG_FACT_SUM, ZG_FACT_LINK } ZgFactType;

typedef struct
{
  ZgFactType type;
  char      *label;  /* name of a line or a sum, text of a note or a link */
  char      *value;  /* of a line, number of a sum, count of a link */
  char      *clause;
  ZgTone     tone;
  char      *kind;   /* of a link */
  gint64     id;
} ZgFact;

typedef struct
{
  char      *heading, *clause;
  GPtrArray *facts;  /* of ZgFact */
} ZgFactBlock;

struct _ZgFacts
{
  char      *title, *subtitle, *pill;
  ZgTone     tone;
  GPtrArray *blocks; /* of ZgFactBlock */
};

G_END_DECLS
