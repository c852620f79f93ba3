/* zg-signin-page.h: the sign-in desk 签到台: one big entry for a number, a card or a bar code; Enter is a punch of the desk's clock
 * and a big answer. A photo is added by file, drop or paste; the start of the day by one button. Main thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

#define ZG_TYPE_SIGNIN_PAGE (zg_signin_page_get_type ())
G_DECLARE_FINAL_TYPE (ZgSigninPage, zg_signin_page, ZG, SIGNIN_PAGE, AdwBin)

GtkWidget  *zg_signin_page_make       (ZgWindow *window, ZgSession *session); /* pushes the page */
/* For who stands at the desk, and the tests. */
GtkWidget  *zg_signin_page_get_entry  (ZgSigninPage *page);
const char *zg_signin_page_get_answer (ZgSigninPage *page);
guint       zg_signin_page_n_today    (ZgSigninPage *page);
gboolean    zg_signin_page_is_busy    (ZgSigninPage *page);
/* zg_signin_page_take_photo: of whoever has just signed in. */
void        zg_signin_page_take_photo (ZgSigninPage *page, const char *name, GBytes *photo);
GtkWidget  *zg_signin_page_get_start  (ZgSigninPage *page); /* the button for the start of the day */

G_END_DECLS
