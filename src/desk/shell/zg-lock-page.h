/* zg-lock-page.h: lies over everything while the window is locked: the same person's password, or the way out for another. Main
 * thread only. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

typedef enum
{
  ZG_LOCK_ASKED, /* by the person */
  ZG_LOCK_IDLE,  /* nobody touched anything for session.lock.minutes */
  ZG_LOCK_ENDED, /* session.login.hours are over */
} ZgLockReason;

/* zg_lock_page_new: @session: locked; unlocked by the page, which then calls zg_window_unlocked (). */
GtkWidget *zg_lock_page_new (ZgWindow *window, ZgSession *session, ZgLockReason reason);

G_END_DECLS
