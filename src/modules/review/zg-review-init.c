#include "zg-review-private.h"

void
zg_review_init (void)
{
  zg_kinds_add (&zg_review_standard);
  zg_kinds_add (&zg_review_item);
  zg_kinds_add (&zg_review_period);
  zg_kinds_add (&zg_review_sheet);
  zg_kinds_add (&zg_review_line);
  zg_kinds_add (&zg_review_fact);
  zg_kinds_add (&zg_review_use);
  zg_kinds_add (&zg_review_rank);
  zg_review_sources_init ();
  zg_review_goods_init ();
  zg_review_paper_init ();
  zg_review_duties_init ();
}
