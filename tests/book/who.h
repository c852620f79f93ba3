/* who.h: whom a step is handed to, asked by the connection of a session. */
#pragma once

#include "zg-book-private.h"
#include "zg-who.h"

typedef struct
{
  ZgSession      *session;
  const ZgRecord *record;
  const char     *verb;
} WhoAsk;

static inline gpointer
who_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  WhoAsk *ask = data;

  return zg_who_may (ask->session, db, ask->record, zg_kind_verb (ask->record->kind, ask->verb), error);
}

static inline GPtrArray *
who_may (ZgSession *session, const ZgRecord *record, const char *verb)
{
  g_autoptr (GError) error = NULL;
  WhoAsk             ask = { session, record, verb };
  GPtrArray         *all = zg_store_read (zg_session_store (session), who_db, &ask, &error);

  g_assert_no_error (error);
  return all;
}

/* Whether the person of @session is one of them. */
static inline gboolean
is_among (ZgSession *session, const ZgRecord *record, const char *verb)
{
  g_autoptr (GPtrArray) all = who_may (session, record, verb);

  for (guint i = 0; i < all->len; i++)
    if (((ZgWho *) all->pdata[i])->person == zg_session_person (session))
      return TRUE;
  return FALSE;
}
