/* zg-people.h: log-in, passwords, keys and roles. Argon2id, lock-out after five failures, one-time passwords, recovery.
 * Key hierarchy: password → root → KEK → the person's X25519 and Ed25519 keys → class keys (STAFF, PAY, FILE, …) sealed to each
 * entitled person and to the recovery key. Functions without a ZgDb do their work on the writer's thread and wait. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

/* zg_book_login: Errors: DENIED with the tries left or the time until it unlocks; the same sentence for an unknown name.
 * A one-time password logs in once: zg_session_must_change is then TRUE and every step is refused until it is changed. */
ZgSession  *zg_book_login          (ZgBook *book, const char *login, const char *password, GError **error);
/* zg_book_login_own: the same for who has a password of his own: a one-time password is refused, and not used up by it. */
ZgSession  *zg_book_login_own      (ZgBook *book, const char *login, const char *password, GError **error);
/* zg_book_login_trial: only a trial book: without a password, as @login or (NULL) its administrator. */
ZgSession  *zg_book_login_trial    (ZgBook *book, const char *login, GError **error);
/* zg_book_login_clock: the person 系统, by the key in BOOK.clockkey. */
ZgSession  *zg_book_login_clock    (ZgBook *book, GError **error);
/* zg_session_lock: the keys go out of memory, at once or when what is being done (an import) has ended; the session stays, and
 * whoever has it may go on reading what is not sealed. Never waits; the main thread. zg_session_unlock: the same person logs in
 * again; Errors: as zg_book_login. Waits. */
void        zg_session_lock        (ZgSession *session);
/* zg_session_hold, _release: at work over several transactions: a lock meanwhile waits with wiping the keys. Any thread. */
void        zg_session_hold        (ZgSession *session);
void        zg_session_release     (ZgSession *session);
gboolean    zg_session_is_locked   (ZgSession *session);
gboolean    zg_session_unlock      (ZgSession *session, const char *password, GError **error);
/* zg_session_proof_due: whether the password must be given once more before what is dangerous (a step with ZG_PROOF, other
 * keys, ID numbers in full in a file): it was given, at the log-in or by zg_session_unlock (), more than session.proof.minutes
 * ago by the computer's uptime, as a clock may be set. FALSE of the person 系统 and in a trial book, whose password is shown.
 * A desk asks by itself; a server, which knows nobody without his password, does not know when it was typed. Any thread. */
gboolean    zg_session_proof_due   (ZgSession *session);
/* zg_session_check_proof: Errors: DENIED where it is due. */
gboolean    zg_session_check_proof (ZgSession *session, GError **error);
/* zg_session_lock_after_ms: session.lock.minutes; zg_session_ends_ms: when session.login.hours are over and the password is asked
 * for again. */
gint64      zg_session_lock_after_ms (ZgSession *session);
gint64      zg_session_ends_ms       (ZgSession *session);
gboolean    zg_session_must_change (ZgSession *session);
/* zg_password_check: by the rules as printed, for a book that is not there yet: length, classes, own names, the firm's, what is
 * guessed first. @firm: (nullable). Errors: INVALID. */
gboolean    zg_password_check      (const char *password, const char *login, const char *name, const char *firm, GError **error);
gboolean    zg_session_change_password (ZgSession *session, const char *old_password, const char *new_password, GError **error);
/* zg_people_reset: a one-time password (24 h) by a holder of person.reset; re-seals the classes the person is entitled to.
 * Returns: (transfer full): the password to hand over. */
char       *zg_people_reset        (ZgSession *session, gint64 person, GError **error);
/* zg_book_recover: the recovery key opens the book: sets a one-time password for @login. Returns: (transfer full) */
char       *zg_book_recover        (ZgBook *book, const char *recovery, const char *login, GError **error);
/* zg_people_new_recovery: a new recovery key in place of the old one, by a holder of person.recovery. Returns: (transfer full) */
char       *zg_people_new_recovery (ZgSession *session, GError **error);
/* zg_book_rotate: a new key for a class of sealed data, by a holder of person.recovery and of the class; what it seals is sealed
 * anew by zg_book_freshen (). Errors: DENIED, NOT_FOUND. */
gboolean    zg_book_rotate         (ZgSession *session, const char *klass, GError **error);
/* zg_book_freshen: seals anew what still is under an old key, fills in what sealed fields are found by, and changes the keys of
 * which somebody knows who has left; as far as this session holds the keys. Others are let in every few hundred rows; may be
 * cancelled or killed at any time and goes on where it was. Costs next to nothing where there is nothing to do. @progress:
 * (nullable): rows done. Any thread but the store's; waits. */
gboolean    zg_book_freshen        (ZgSession *session, ZgProgress progress, gpointer progress_data, GCancellable *cancellable,
                                    GError **error);
/* zg_people_add: a person (log-in) with a one-time password. @staff: 0 for none. @password: (out) (transfer full). Returns:
 * person id, 0 on error. */
gint64      zg_people_add          (ZgSession *session, const char *login, const char *name, gint64 staff, char **password,
                                    GError **error);
gboolean    zg_people_lock         (ZgSession *session, gint64 person, gboolean locked, GError **error);
/* zg_people_grant: a role from a day on; @unit: 0 = the person's own. Re-seals class keys where the role opens new ones. */
gboolean    zg_people_grant        (ZgSession *session, gint64 person, const char *role, gint64 unit, const char *from_day,
                                    const char *to_day, GError **error);
gboolean    zg_people_end_role     (ZgSession *session, gint64 person, const char *role, const char *to_day, GError **error);

/* zg_session_password_days: days the password may still be used, today included; G_MAXINT where it does not age (trial book,
 * pwd.max_age 0). */
int         zg_session_password_days (ZgSession *session);
/* zg_session_password_warns: whether that is to be said now (pwd.warn days before the end). */
gboolean    zg_session_password_warns (ZgSession *session);

/* Roles: data/policy/role-titles.tsv. All (transfer none). */
const char *const *zg_role_codes   (guint *n);          /* ends with NULL */
/* in the language of the interface; the code itself where it is unknown */
const char *zg_role_title          (const char *code);

/* What a role may do, by the book's own records. */
typedef struct
{
  char   *role, *permission;
  ZgReach reach;
  gint64  since_ms; /* when the record was made */
} ZgRoleRight;

void        zg_role_right_free     (ZgRoleRight *right);
/* zg_role_rights: Returns: (transfer full) (element-type ZgRoleRight): what holds now, by right and role. Thread of @db. */
GPtrArray  *zg_role_rights         (ZgDb *db, GError **error);

/* Kinds of this floor, registered by zg_book_init: person, role_holder, role_right, parameter, attachment, import_run (read
 * only). */
void        zg_book_init           (void); /* libsodium, the floor's own kinds; call once before modules register */

G_END_DECLS
