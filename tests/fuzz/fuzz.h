/* fuzz.h: targets that take foreign bytes: libFuzzer drives them (./dev fuzz), and "replay" gives them the kept corpus. A target
 * crashes where an invariant does not hold. */
#pragma once

#include <glib.h>
#include <stdlib.h>

typedef struct
{
  const char *name; /* of the folder in corpus/ */
  void      (*run) (const guint8 *data, gsize size);
  guint       most; /* bytes worth trying */
  guint       cost; /* 1: thousands a second; 10: hundreds */
  gboolean    nests; /* what is nested deeply must not use up the stack */
} FuzzTarget;

extern const FuzzTarget fuzz_targets[]; /* ends with a NULL name */

/* fuzz_start, fuzz_end: what the targets need: kinds, and a trial book for those that read one. */
void fuzz_start (void);
void fuzz_end   (void);

void fuzz_attlog (const guint8 *data, gsize size);
void fuzz_userdat (const guint8 *data, gsize size);
void fuzz_order   (const guint8 *data, gsize size);
void fuzz_csv (const guint8 *data, gsize size);
void fuzz_table (const guint8 *data, gsize size);
void fuzz_xlsx (const guint8 *data, gsize size);
void fuzz_decode (const guint8 *data, gsize size);
void fuzz_sniff (const guint8 *data, gsize size);
void fuzz_money (const guint8 *data, gsize size);
void fuzz_day (const guint8 *data, gsize size);
void fuzz_idcard (const guint8 *data, gsize size);
void fuzz_phone (const guint8 *data, gsize size);
void fuzz_text (const guint8 *data, gsize size);
void fuzz_recovery (const guint8 *data, gsize size);
void fuzz_sealed (const guint8 *data, gsize size);
void fuzz_head (const guint8 *data, gsize size);
void fuzz_layout (const guint8 *data, gsize size);
void fuzz_search (const guint8 *data, gsize size);
void fuzz_posting (const guint8 *data, gsize size);

/* fuzz_text_of: Returns: (transfer full): the bytes as a C string, up to a NUL. */
static inline char *
fuzz_text_of (const guint8 *data, gsize size)
{
  return g_strndup ((const char *) data, size);
}

#define HOLDS(condition)                                                                                                         \
  do                                                                                                                             \
    {                                                                                                                            \
      if (!(condition))                                                                                                          \
        {                                                                                                                        \
          g_printerr ("%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                                            \
          abort ();                                                                                                              \
        }                                                                                                                        \
    }                                                                                                                            \
  while (0)
#define IS_TEXT(text) HOLDS ((text) != NULL && g_utf8_validate ((text), -1, NULL))
