/* Refusals are audited too, in an entry of their own: the transaction that was refused leaves none. */
#include <string.h>

#include "zg-book-private.h"

typedef struct
{
  ZgBook     *book;
  ZgSession  *session; /* (nullable) */
  const char *step, *kind, *why;
  gint64      doc;
} Refusal;

static gboolean
refusal_transaction (ZgDb *db, gpointer data, GError **error)
{
  Refusal         *refusal = data;
  g_autofree char *step = g_strconcat ("refused:", refusal->step, NULL);
  ZgBook          *book = refusal->book;
  ZgSession       *session = refusal->session;
  gboolean         signs = session && (session->sign_sk || book->clock_sign == NULL); /* one that is locked has no key */
  gint64           at = 0;

  if (!zg_audit_append (db, book, signs ? session->person : book->clock_person, signs ? session->sign_sk : book->clock_sign, step,
                        refusal->kind, refusal->doc, NULL, 0, NULL, NULL, refusal->why ? refusal->why : "", &at, error))
    return FALSE;
  zg_book_set_last_audit (refusal->book, at);
  return TRUE;
}

static gpointer
write_refusal (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_db_transaction (db, refusal_transaction, data, error) ? data : NULL;
}

void
zg_refused (ZgBook *book, ZgSession *session, const char *step, const char *kind, gint64 doc, const char *why)
{
  Refusal refusal = { book, session, step, kind, why, doc };
  g_autoptr (GError) error = NULL;

  if (!book->read_only && !zg_store_write (session ? zg_session_store (session) : book->store, write_refusal, &refusal, &error))
    g_debug ("a refusal could not be noted: %s", error->message);
}
