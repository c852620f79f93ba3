/* key-register.h: the key register of CONTRIBUTING.md: its kind is taken out of the text there when the tests are built. */
#pragma once

#include "zg-kind.h"

extern const ZgKind zg_key;

/* Whoever has followed the steps in this tree has it already. */
static inline void
key_register_add (void)
{
  if (zg_kind_by_id (zg_key.id) == NULL)
    zg_kinds_add (&zg_key);
}
