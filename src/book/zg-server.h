/* zg-server.h: a book on a server and its people: the owner's guard over what they may reach, the door they come in by, and the
 * functions of the server that stand for statements of the owner. Their text is in data/server. Private to this floor.
 *
 * The owner is the role of an address with a name: it owns the tables; who has its password is past every right. People have
 * roles of their own, made and closed by triggers on their log-ins, which may read what row level security lets through and call
 * functions that look at session_user. Role names begin with the name of the database, so that books stand side by side. */
#pragma once

#include "zg-book-private.h"

G_BEGIN_DECLS

#define ZG_DOOR_PASSWORD "door" /* no secret: its role may ask for salts and count tries */

/* zg_server_guard: makes roles, rights, row level security and functions on the book of @owner_db, as this program declares the
 * kinds now; once more changes nothing. The clock gets a role too, whose password is kept beside its key on this computer. An
 * owner
 * who may not make roles (CREATEROLE) keeps the book to himself: nothing is done.
 * Called when a book was made on a server, moved to one or migrated. One transaction. Errors: INVALID: a name too long; those of
 * the server. Thread of @owner_db. */
gboolean zg_server_guard     (ZgDb *owner_db, ZgBook *book, GError **error);
/* zg_server_post_facts: the tables zg.post () reads and the row functions it calls, as this program declares the kinds now.
 * Within zg_server_guard (). */
gboolean zg_server_post_facts (ZgDb *owner_db, GError **error);
/* zg_server_line_facts: the same for what postings enter into ledgers. Within zg_server_guard (). */
gboolean zg_server_line_facts (ZgDb *owner_db, GError **error);
/* zg_step_enters: whether a step enters into a ledger or closes a period. */
gboolean zg_step_enters       (const ZgStep *step);
/* zg_server_import_facts: the functions imports write and take back rows by. Within zg_server_guard (). */
gboolean zg_server_import_facts (ZgDb *owner_db, GError **error);
/* zg_server_value: the value of a field in the object "c". Returns: (transfer full). */
char    *zg_server_value       (const ZgField *field);
/* zg_server_guarded: Returns: whether people may come in by the door. Thread of @owner_db. */
gboolean zg_server_guarded   (ZgDb *owner_db);
/* zg_server_door: the address of the door of the book at @address. Returns: (transfer full). */
char    *zg_server_door      (const char *address);
/* zg_server_login: as zg_book_login, of a book that was opened by its door. */
ZgSession *zg_server_login   (ZgBook *book, const char *login, const char *password, gboolean own, GError **error);
/* zg_server_clock: the session of 系统 by the role it has on the server, whose password lies beside its key. */
ZgSession *zg_server_clock   (ZgBook *book, GError **error);

/* zg_server_keep_clock: gives the clock its role and keeps the password where the clock's key lies; one that fits already
 * stays. Thread of @owner_db. */
gboolean zg_server_keep_clock (ZgBook *book, ZgDb *owner_db, GError **error);

/* What a person's connection does in place of statements. */
gboolean zg_server_note      (ZgDb *db, ZgBook *book, const ZgSecret *sign, const char *step, const char *kind, gint64 doc,
                              gint64 version, const char *body, GError **error);
gboolean zg_server_past_add  (ZgDb *db, gint64 person, const ZgKdf *kdf, GBytes *proof, gint64 keep, GError **error);

/* Words of a refused log-in, the same on both engines (zg-login.c). */
void       zg_login_say_locked (gint64 until_ms, gint64 now, GError **error);
void       zg_login_say_early  (gint64 until_ms, gint64 now, GError **error);
void       zg_login_say_wrong  (gint64 left, GError **error);
void       zg_login_say        (const char *refusal, GError **error); /* "once", "used", "own", "state" */
/* zg_login_session: the session of who has come in. @keys: (transfer full). @store: (nullable) (transfer full). Thread of @db. */
ZgSession *zg_login_session    (ZgBook *book, ZgStore *store, gint64 person, gint64 staff, const char *login, const char *name,
                                const ZgUserKey *key, ZgPersonKeys *keys, const ZgPasswordRules *rules, ZgDb *db, GError **error);

G_END_DECLS
