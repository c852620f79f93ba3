#include "config.h"
#include "zg-stock-private.h"
void
zg_stock_papers_init (void)
{
}
