/* play.h: a book played through at the command line: who, when, what; it works, or is refused for these words. */
#pragma once

#include "ctl-test.h"

static char *book; /* of the run */

#define AT(login, now) "--lang", "en", "--book", book, "--password-file", "@pw", "--user", login, "--now", now

/* By @login at @now; it has to work. */
#define DONE(login, now, ...)                                                                                                    \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    g_auto (Ran) ran_ = zgctl (AT (login, now), __VA_ARGS__, NULL);                                                              \
    if (ran_.code != 0)                                                                                                          \
      g_error ("%s: %s", now, ran_.err);                                                                                         \
  }                                                                                                                              \
  G_STMT_END

/* The same; the id of what was made. */
#define MADE(id, login, now, ...)                                                                                                \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    g_auto (Ran) ran_ = zgctl (AT (login, now), __VA_ARGS__, NULL);                                                              \
    if (ran_.code != 0)                                                                                                          \
      g_error ("%s: %s", now, ran_.err);                                                                                         \
    (id) = g_strdup (g_strstrip (ran_.out));                                                                                     \
  }                                                                                                                              \
  G_STMT_END

/* It is refused, and @words say why. */
#define REFUSED(login, now, words, ...)                                                                                          \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    g_auto (Ran) ran_ = zgctl (AT (login, now), __VA_ARGS__, NULL);                                                              \
    g_assert_cmpint (ran_.code, !=, 0);                                                                                          \
    has (ran_.err, words);                                                                                                       \
  }                                                                                                                              \
  G_STMT_END

/* What @login has to do at @now: a line with @words is, or is not, among it. */
static inline void
due (const char *login, const char *now, gboolean is_there, const char *words)
{
  g_auto (Ran) ran = zgctl (AT (login, now), "duties", "--mine", NULL);

  g_assert_cmpint (ran.code, ==, 0);
  if ((strstr (ran.out, words) != NULL) != is_there)
    g_error ("%s at %s: \"%s\" is %s:\n%s", login, now, words, is_there ? "missing" : "there", ran.out);
}
