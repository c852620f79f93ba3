/* What a person's own connection to a server does by functions, where the owner and a file have statements. */
#include "zg-server.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-error.h"

gboolean
zg_server_note (ZgDb *db, ZgBook *book, const ZgSecret *sign, const char *step, const char *kind, gint64 doc, gint64 version,
                const char *body, GError **error)
{
  g_autoptr (GBytes) signature = NULL;
  guint8             text[64], made[ZG_SIGNATURE_BYTES];
  char               command[40];
  gint64             at = 0;

  if (sign)
    {
      zg_sign (sign, text, zg_signed_bytes (book->uid, body, strlen (body), text), made);
      signature = g_bytes_new (made, sizeof made);
    }
  if (!zg_db_int (db, &at, error, ZG_SQL ("SELECT zg.note ($1, $2, $3, $4, $5, $6, $7)"), "ssiissb", step, kind, doc, version,
                  zg_command_new (command), body, signature))
    return FALSE;
  zg_book_set_last_audit (book, at);
  return TRUE;
}

gboolean
zg_server_past_add (ZgDb *db, gint64 person, const ZgKdf *kdf, GBytes *proof, gint64 keep, GError **error)
{
  g_autoptr (GBytes) salt = g_bytes_new (kdf->salt, ZG_SALT_BYTES);
  const char        *rule;

  if (zg_db_run (db, error, ZG_SQL ("SELECT 1 FROM zg.past_add ($1, $2, $3, $4, $5, $6)"), "iiibbi", person, kdf->ops,
                 kdf->mem, salt,
                 proof, keep))
    return TRUE;
  rule = zg_db_last_constraint (db);
  if (error && rule && g_str_equal (rule, "password used before"))
    {
      g_clear_error (error);
      zg_error_set_clause (error, ZG_ERROR_INVALID, "D12-11.3", _ ("This is one of your last %d passwords. Choose a new one."),
                           (int) keep);
    }
  return FALSE;
}
