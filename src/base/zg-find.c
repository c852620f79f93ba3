#include "zg-find.h"

#include <string.h>

#if defined (__x86_64__)
#include <immintrin.h>

#define STEP 128 /* four times 32 */

/* Two bytes of the needle far apart, the later ones of a Han character where there is one: the first is the same in most. */
static void
choose (const char *needle, gsize m, gsize *a, gsize *b)
{
  *a = m > 2 && (guchar) needle[0] >= 0xe0 ? 2 : 0;
  *b = m - 1;
  if (*a >= *b && m > 1)
    *a = *b - 1;
}

__attribute__ ((target ("avx2"))) static inline __m256i
fits (const char *a, const char *b, __m256i first, __m256i second)
{
  __m256i x = _mm256_cmpeq_epi8 (_mm256_loadu_si256 ((const __m256i *) a), first);
  __m256i y = _mm256_cmpeq_epi8 (_mm256_loadu_si256 ((const __m256i *) b), second);

  return _mm256_and_si256 (x, y);
}

/* The first place of the 32 at @p that is the needle. Returns: (nullable). */
__attribute__ ((target ("avx2"))) static const char *
place_of (const char *p, __m256i fit, const char *needle, gsize m)
{
  for (guint32 mask = (guint32) _mm256_movemask_epi8 (fit); mask; mask &= mask - 1)
    if (memcmp (p + __builtin_ctz (mask), needle, m) == 0)
      return p + __builtin_ctz (mask);
  return NULL;
}

/* Places where both bytes fit are few; those are compared. */
__attribute__ ((target ("avx2"))) static const char *
find_avx2 (const char *hay, gsize n, const char *needle, gsize m)
{
  gsize   a, b, at = 0;
  __m256i first, second;

  choose (needle, m, &a, &b);
  first = _mm256_set1_epi8 (needle[a]);
  second = _mm256_set1_epi8 (needle[b]);
  for (; at + b + STEP <= n; at += STEP)
    {
      const char *p = hay + at, *place;
      __m256i     fit[4] = { fits (p + a, p + b, first, second), fits (p + a + 32, p + b + 32, first, second),
                             fits (p + a + 64, p + b + 64, first, second), fits (p + a + 96, p + b + 96, first, second) };
      __m256i     any = _mm256_or_si256 (_mm256_or_si256 (fit[0], fit[1]), _mm256_or_si256 (fit[2], fit[3]));

      if (_mm256_testz_si256 (any, any))
        continue;
      for (int i = 0; i < 4; i++)
        if ((place = place_of (p + 32 * i, fit[i], needle, m)) != NULL)
          return place;
    }
  return memmem (hay + at, n - at, needle, m);
}
#endif

const char *
zg_find (const char *hay, gsize n, const char *needle, gsize m)
{
  if (m > n)
    return NULL;
  if (m == 1)
    return memchr (hay, needle[0], n);
#if defined (__x86_64__)
  if (__builtin_cpu_supports ("avx2"))
    return find_avx2 (hay, n, needle, m);
#endif
  return memmem (hay, n, needle, m);
}
