#include "config.h"
#include "zg-stock-private.h"
