/* zg-attendance-signin.h: signing in at a desk: who typed a number or held a card to the reader gets a punch of the desk's clock
 * and is told at once what it counts as. Functions wait for the book; call them in a thread of their own. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

typedef struct
{
  gint64      staff, at_ms;
  char       *number, *name, *unit;
  gboolean    judged;     /* a sign-in or sign-out was due at this time */
  gboolean    bad;        /* late or early */
  char       *result;     /* translated: normal, late 3 min, one punch more */
  const char *clause;     /* (nullable) static */
  gboolean    start_done; /* the start of the day is filled in */
} ZgSignin;

void       zg_signin_free  (ZgSignin *signin);
/* zg_signin_punch: @typed: a staff number, the user number of any clock, or a bar code that holds one of them. Needs
 * punch.create. Errors: NOT_FOUND: nobody has this number; INVALID: there is no desk. Returns: (transfer full) (nullable). */
ZgSignin  *zg_signin_punch (ZgSession *session, const char *typed, GError **error);
/* zg_signin_photo: a photo of @staff, taken now; kept by its content. Needs photo_signin.create. */
gboolean   zg_signin_photo (ZgSession *session, gint64 staff, const char *name, GBytes *photo, GError **error);
/* zg_signin_start: the start of the day (D21-2.4): both log-ins done. Needs check_sheet.create and .finish. */
gboolean   zg_signin_start (ZgSession *session, gint64 staff, GError **error);

/* One sign-in of today at the desk, the newest first. */
typedef struct
{
  gint64   at_ms;
  gboolean photo;
  char    *number, *name;
} ZgSigninLine;

/* zg_signin_today: Returns: (transfer full) (element-type ZgSigninLine) (nullable). Thread of @db. */
GPtrArray *zg_signin_today (ZgDb *db, int today, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgSignin, zg_signin_free)

G_END_DECLS
