/* zg-userdat.h: the people a ZKTeco clock knows (`user.dat`): records of 72 bytes (colour clocks) or 28 (old ones). Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int      uid;       /* the clock's own number of the record; not what punches carry */
  char     pin[25];   /* PIN2: what punches carry */
  char    *name;      /* UTF-8, "" where there is none */
  int      privilege; /* 0 user, 14 administrator */
  guint32  card;      /* 0: none */
} ZgUserdatRow;

/* zg_userdat_parse: empty records are passed over. Passwords in the file are not read.
 * Returns: (transfer full) (nullable): of ZgUserdatRow; g_array_unref frees all.
 * Errors: ZG_ERROR_INVALID: the size or the contents are not those of such a file. */
GArray *zg_userdat_parse (GBytes *bytes, GError **error);

G_END_DECLS
