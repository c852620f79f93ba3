/* A key for what the desk keeps on this computer: stays the same when the password changes, says nothing of the person's other
   keys. */
#include <string.h>

#include "zg-book-private.h"

static gboolean
state_key (ZgSession *session, guint8 key[ZG_KEY_BYTES], guint8 half[ZG_DIGEST_BYTES])
{
  if (session->keys == NULL)
    return FALSE;
  zg_digest (zg_secret_data (session->keys->box_sk), "desk-state", "1", 1, half);
  memcpy (key, half, ZG_DIGEST_BYTES);
  zg_digest (zg_secret_data (session->keys->box_sk), "desk-state", "2", 1, half);
  memcpy (key + ZG_DIGEST_BYTES, half, ZG_DIGEST_BYTES);
  zg_wipe (half, ZG_DIGEST_BYTES);
  return TRUE;
}

gboolean
zg_session_state_key (ZgSession *session, guint8 key[ZG_KEY_BYTES])
{
  guint8   half[ZG_DIGEST_BYTES];
  gboolean has;

  g_mutex_lock (&session->lock);
  has = state_key (session, key, half);
  g_mutex_unlock (&session->lock);
  return has;
}
