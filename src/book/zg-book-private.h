/* zg-book-private.h: what the files of this floor know of one another. Nothing above src/book includes it.
 *
 * Columns of the table of every kind, before its fields (made by zg-schema.c, written by zg-post.c):
 *   id, parent_id, owner_id, unit_id, maker_id, created_ms, version, state, no; a field with the flag ROMAN brings NAME_key.
 * parent_id, owner_id, unit_id and no are NULL where there is none. The fixed tables are in zg-schema-fixed.c. */
#pragma once

#include "zg-book.h"
#include "zg-people.h"
#include "zg-seal.h"
/* zg_import_run: registered by zg_book_init; zg_import_sweep: called by zg_book_open on the writer's thread */
#include "zg-import.h"
#include "zg-post.h"   /* zg_record_insert */

G_BEGIN_DECLS

#define ZG_CHAIN_OF(book) ((gint64) MAX ((book)->desk, 1)) /* a desk waits for no other; a file has one, 1 */
#define ZG_RECOVERY 0     /* "person" of the recovery key in key_grant */
#define ZG_SCHEMA_VERSION 29

/* -- Book -- */

struct _ZgBook
{
  int        ref_count;
  ZgStore   *store;
  char      *path;            /* for people: without a password */
  char      *address;         /* as it was given: a file or postgresql://… */
  char      *name;
  gint64     uid;             /* what is signed names it */
  gboolean   trial;
  gboolean   read_only;
  gboolean   by_door;         /* on a server, its store is that of the door: it knows nobody yet */
  gboolean   migrated;        /* when it was opened */
  gboolean   anchored;        /* nothing speaks against this desk remembering it as it is */
  char      *trial_password;  /* (nullable) */
  ZgKdf      kdf;             /* cost of new passwords; its salt is not used */
  guint8     unknown[ZG_KEY_BYTES]; /* makes up salts for names nobody has */
  int        desk;            /* 0 … 1023 */
  gboolean   posts_by_function; /* on a server whose owner keeps people to their rights: zg.post () writes */
  gboolean   desk_taken;      /* on a server: it is this desk's own */
  gint64     clock_person;    /* id of 系统 */
  ZgSecret  *clock_sign;      /* (nullable): signing key in PATH.clockkey */
  GMutex     id_lock;
  gint64     id_ms;           /* of the last id, since 2024 */
  guint      id_next;         /* next counter within it, 0 … 4096 */
  gint64     last_audit_ms;   /* atomic: zg_book_set_last_audit */
  GMutex     sessions_lock;
  GPtrArray *sessions;        /* of ZgSession, not referenced */
  ZgDb      *twin;            /* (nullable) atomic: see zg_book_twin */
};

/* zg_book_open_unpacked: a file just taken out of a backup: this desk neither looks for what it saw there nor remembers it. */
ZgBook     *zg_book_open_unpacked (const char *path, GError **error);
/* zg_book_set_last_audit: the time of the newest audit entry; called after its COMMIT. Any thread. */
void   zg_book_set_last_audit (ZgBook *book, gint64 ms);
#define ZG_DESKS 1024 /* ten bits of an id */
/* zg_desk_take: the number of this desk, on a server taken at its first opening (zg-desk.c). */
/* @store: where it is asked for. */
gboolean zg_desk_take (ZgBook *book, ZgStore *store, GError **error);
gboolean zg_desk_keep (ZgBook *book, GError **error);
/* zg_attach_has_file: whether a sealed file of that name is stored. */
gboolean zg_attach_has_file (ZgBook *book, ZgDb *db, const char *name);
/* zg_book_meta: Returns: (transfer full) (nullable). */
char  *zg_book_meta           (ZgDb *db, const char *key);

/* -- Session -- */

typedef struct
{
  char   role[16];
  gint64 unit;      /* 0: the person's own; of a deputy: none */
  int    from, to;  /* day numbers, ZG_NO_DAY: open */
  gint64 stands_for, stands_staff; /* as deputy of this log-in, with this staff record; 0: none */
} ZgHolding;

/* What the roles of a person reach; read in one go, then only replaced as a whole. */
typedef struct
{
  GArray       *holdings;     /* of ZgHolding: with every day, so that midnight needs no reading */
  GHashTable   *role_rights;  /* role → GHashTable right → GINT reach */
  GHashTable   *tree;         /* unit → its parent; gint64 keys and values */
  GArray       *presets;      /* see zg_role_presets () */
  gint64        unit;         /* home unit of the staff record, 0: none */
} ZgGrants;

struct _ZgSession
{
  int           ref_count;
  ZgBook       *book;
  ZgStore      *store;        /* (nullable): his own, behind the door of a server */
  gint64        person;
  gint64        staff;        /* 0: none */
  char         *login;
  char         *name;
  gboolean      is_clock;     /* the person 系统 */
  gboolean      must_change;  /* atomic */
  gboolean      is_stale;     /* rights could not be read anew; writer's thread */
  int           password_day; /* day it was set, ZG_NO_DAY: does not age */
  int           max_age;      /* days */
  int           warn_days;    /* so many of them before the end it is said */
  gint64        login_ms, lock_minutes, login_hours, proof_minutes;
  gint64        proved_us;    /* monotonic: the password was given; with the lock held */
  ZgPersonKeys *keys;         /* (nullable): the clock has none */
  const ZgSecret *sign_sk;    /* (nullable): nothing can be signed */
  GMutex        lock;         /* all below, and .keys, .sign_sk where others run */
  gboolean      locked, wipes; /* the keys are to go as soon as nobody is at work with them */
  int           holds;
  ZgGrants     *grants;
  GHashTable   *rights;       /* right → what it reaches on .day */
  GHashTable   *class_keys;   /* "STAFF" → GPtrArray of ZgSecret (nullable) by version */
  GHashTable   *active;       /* "STAFF" → GINT version new fields are sealed under */
  GHashTable   *texts;        /* ZgSheet → ZgTexts: what he searches in */
  char        **roles;        /* held on .day */
  GPtrArray    *old_roles;    /* earlier values of .roles, still handed out */
  int           day;
};

/* -- What is searched (zg-sheet-text.c), as far as this person may read it -- */
typedef struct _ZgTexts ZgTexts;
void zg_texts_free (ZgTexts *texts);

/* -- Deputies (zg-deputy.c): a role held for another log-in. It counts within its days and while the other holds the role
 * himself; its unit lies within his, empty: his. -- */

/* zg_deputy_read: adds what @person holds for others, cut to the days that count. grants->tree is there. Thread of @db. */
gboolean    zg_deputy_read      (ZgGrants *grants, ZgDb *db, gint64 person, GError **error);
/* zg_deputy_check: of a role holder that is made or changed. */
void        zg_deputy_check     (ZgWork *work);
/* zg_deputy_of: by whose role a record of this @owner, @unit and @maker lies within @right. @apart: roles held for the very
 * person it concerns do not count. Returns: 0 his own, else the person he stands in for, -1 no role. Any thread. */
gint64      zg_deputy_of        (ZgSession *session, const char *right, gint64 owner, gint64 unit, gint64 maker, gboolean apart);
/* zg_deputy_name: for people. Returns: (transfer full) (nullable): none where @person is 0 or not there. Thread of @db. */
char       *zg_deputy_name      (ZgDb *db, gint64 person);
/* zg_deputy_for: of a step that is allowed. Returns: the person it is done for as deputy, 0: in his own right. */
gint64      zg_deputy_for       (ZgSession *session, const ZgRecord *record, const ZgStep *step);

/* -- Role maps (zg-role-map.c): of those who hold a right the roles for whom it counts under the rules in force (C11) -- */

typedef struct
{
  const char *key, *value;   /* of the parameter */
  const char *right, *clause;
  const char *const *roles;  /* ends with NULL */
} ZgRoleMap;

/* All (transfer none), static for the life of the program. */
const ZgRoleMap *const *zg_role_maps (guint *n);
/* zg_role_presets: the values of all days. Returns: (transfer full). Thread of @db. */
GArray      *zg_role_presets    (ZgDb *db, GError **error);
/* zg_role_map_of: Returns: (nullable): what governs @right on @day. */
const ZgRoleMap *zg_role_map_of (const GArray *presets, const char *right, int day);
/* zg_role_map_lets: whether @right counts for who holds @role. */
gboolean     zg_role_map_lets   (const GArray *presets, const char *right, const char *role, int day);
/* zg_session_map: Returns: (nullable): what governs @right today. zg_session_map_words: a sentence about it: what is in force
 * and who does it by which clause. Returns: (transfer full). Any thread. */
const ZgRoleMap *zg_session_map (ZgSession *session, const char *right);
char        *zg_session_map_words (ZgSession *session, const ZgRoleMap *map);
gboolean     zg_session_map_lets (ZgSession *session, const char *right, const char *role); /* today */

/* zg_session_new: not yet loaded. @keys: (nullable) (transfer full). @sign: (nullable), lives as long as @keys or the book. */
ZgSession  *zg_session_new      (ZgBook *book, gint64 person, gint64 staff, const char *login, const char *name,
                                 ZgPersonKeys *keys, const ZgSecret *sign);
/* zg_session_load: rights and class keys as the book has them now. What the roles give is read from the book unless @role_rights
 * (nullable) tells: a table of thousands of rows that changes rarely. Thread of @db. */
gboolean    zg_session_load     (ZgSession *session, ZgDb *db, GHashTable *role_rights, GError **error);
/* zg_session_refresh: reads them where zg_sessions_reload could not: nobody acts on rights he may have lost. Writer's thread. */
gboolean    zg_session_refresh  (ZgSession *session, ZgDb *db, GError **error);
gint64      zg_session_unit     (ZgSession *session); /* home unit, 0: none */
/* zg_session_sign: "zg1" ‖ uid ‖ SHA-256 (data): the signature of one audit body. Errors: DENIED: no key. */
gboolean    zg_session_sign     (ZgSession *session, gconstpointer data, gsize n, guint8 signature[ZG_SIGNATURE_BYTES],
                                 GError **error);
/* zg_signed_bytes: what zg_session_sign signs, for those who verify. Returns: bytes written to @out, which has 64. */
gsize       zg_signed_bytes     (gint64 uid, gconstpointer data, gsize n, guint8 out[64]);
/* zg_session_key: @klass: "STAFF"; @version: 0 the newest; @key: (out): a copy, to be wiped by the caller. Errors: DENIED. */
gboolean    zg_session_key      (ZgSession *session, const char *klass, int version, guint8 key[ZG_KEY_BYTES], int *version_out,
                                 GError **error);
/* zg_session_covers: whether the reach of @right holds a record of this @owner (staff), @unit and @maker (person); @owner 0:
 * goes by the maker. */
gboolean    zg_session_covers   (ZgSession *session, const char *right, gint64 owner, gint64 unit, gint64 maker);
/* zg_session_units: Returns: (transfer full) (element-type gint64): units within a reach of UNIT, with all below; empty else. */
GArray     *zg_session_units    (ZgSession *session, const char *right);
/* zg_units_hold: whether @unit is @top or lies below it in @tree (unit → its parent). */
gboolean    zg_units_hold       (GHashTable *tree, gint64 top, gint64 unit);
/* zg_session_seal_cell: a typed text to the cell that is stored. @cell may be @out. Errors: DENIED: no class key. */
gboolean    zg_session_seal_cell (ZgSession *session, const ZgKind *kind, int field, gint64 id, const ZgCell *cell, ZgCell *out,
                                  GError **error);

/* zg_session_seal_record: every sealed field of @typed, mostly its own cells, with what it is found by. zg_session_seal_fresh:
 * its own under the newest key: another desk may have changed it since these were read. Thread of @db. */
gboolean    zg_session_seal_record (ZgSession *session, ZgRecord *record, const ZgCell *typed, GError **error);
gboolean    zg_session_seal_fresh  (ZgSession *session, ZgDb *db, ZgRecord *record, GError **error);
/* zg_session_key_versions: versions of the class the session holds, ascending. Returns: how many, at most 255. */
guint       zg_session_key_versions (ZgSession *session, const char *klass, int versions[256]);

/* -- Blind indexes (zg-blind.c): numbers a sealed field is found by, the low byte the version of the key -- */

#define ZG_BLIND_CLASS "INDEX"
/* zg_blind_fill: of @plain into record->blind; nothing where the session does not hold the key: left to zg_book_freshen (). */
void        zg_blind_fill       (ZgSession *session, ZgRecord *record, int field, const char *plain);

/* Called by the runner, so that keys follow the roles however a step was asked for.
 * zg_keys_follow: inside the transaction, after the rows of the step: seals class keys to, or takes them from, those whose roles
 * moved.
 * zg_sessions_reload: on the writer's thread after its COMMIT: sessions that are open read rights and keys anew; @changed: the
 * kind that moved, NULL: anything. */
gboolean    zg_keys_moves       (const ZgKind *kind); /* person, role_holder, role_right, unit, staff */
gboolean    zg_keys_follow      (ZgSession *session, ZgDb *db, const ZgRecord *record, const char *verb, GError **error);
void        zg_sessions_reload  (ZgBook *book, ZgDb *db, const ZgKind *changed);

/* -- Keys (zg-keys.c), all inside a transaction of the writer but for zg_keys_open and _entitled -- */

typedef struct
{
  ZgBook         *book;
  gint64          person;     /* who grants, in the audit and in the signature */
  const ZgSecret *sign;
  GHashTable     *class_keys; /* as in ZgSession */
} ZgGranter;

typedef struct
{
  gint64  person;
  gint64  ver;
  ZgKdf   kdf;
  guint8  box_pk[ZG_KEY_BYTES], sign_pk[ZG_KEY_BYTES];
  GBytes *box_sealed, *sign_sealed;
  char   *verifier;          /* (nullable): see zg_scram_verifier () */
  gint64  one_time_until_ms; /* 0: a password of his own; 1: used */
  gint64  password_at_ms;
} ZgUserKey;

void        zg_user_key_clear   (ZgUserKey *key);
/* zg_user_key_read: the key in use. @found: (out). */
gboolean    zg_user_key_read    (ZgDb *db, gint64 person, ZgUserKey *key, gboolean *found, GError **error);
/* zg_user_key_make: Argon2 and sealing; no database. @keys: new or the ones to be kept. */
gboolean    zg_user_key_make    (ZgUserKey *key, const ZgPersonKeys *keys, const char *password, const ZgKdf *kdf,
                                 GError **error);
/* zg_user_key_insert: retires the earlier key and gives this one its version. zg_user_key_replace: the same keys under another
 * password. */
gboolean    zg_user_key_insert  (ZgDb *db, ZgUserKey *key, gint64 now, GError **error);
gboolean    zg_user_key_replace (ZgDb *db, const ZgUserKey *key, GError **error);
GHashTable *zg_class_keys_new   (void);
void        zg_class_keys_take  (GHashTable *class_keys, const char *klass, int version, ZgSecret *key);
/* zg_key_classes: Returns: (transfer full) (element-type utf8): every class the program knows. */
GPtrArray  *zg_key_classes      (void);
/* zg_keys_open: the class keys granted to @person; grants whose signature is not sound are left out. */
GHashTable *zg_keys_open        (ZgDb *db, ZgBook *book, gint64 person, const guint8 *box_pk, const guint8 *box_sk,
                                 GError **error);
/* zg_keys_grant: seals one key to one person (ZG_RECOVERY: the recovery key). */
gboolean    zg_keys_grant       (ZgDb *db, const ZgGranter *granter, const char *klass, int version, gint64 person,
                                 const guint8 box_pk[ZG_KEY_BYTES], GError **error);
/* zg_keys_level: gives @person the keys his roles entitle him to and takes the others. @anew: all are sealed again (new key
 * pair). A granter without class keys only takes. */
gboolean    zg_keys_level       (ZgDb *db, const ZgGranter *granter, gint64 person, const guint8 box_pk[ZG_KEY_BYTES],
                                 gboolean anew, GError **error);
/* zg_keys_entitled: classes the roles of @person open today or later. Returns: (transfer container) (nullable): a set. */
GHashTable *zg_keys_entitled    (ZgDb *db, gint64 person, int today, GError **error);
/* zg_keys_due: notes that a class is to get a new key, since somebody who has it is no longer entitled. zg_keys_renew_due: makes
 * those the granter can, each by zg_keys_renew: a new version granted to all entitled and to the recovery key; the old one stays
 * readable until no field is sealed under it. */
gboolean    zg_keys_due         (ZgDb *db, const char *klass, GError **error);
/* zg_keys_erased: notes that something sealed under the key was erased: it becomes due once it is a month old. zg_keys_all_due:
 * Returns: (transfer full) (element-type utf8) (nullable): the classes that are due. Thread of @db. */
gboolean    zg_keys_erased      (ZgDb *db, const char *klass, GError **error);
GPtrArray  *zg_keys_all_due     (ZgDb *db, ZgBook *book, GError **error);
/* zg_keys_retire: what nothing is sealed under any more goes out of use (zg-rotate-retire.c); a day later its grants are
 * destroyed, the recovery key's too, by who may change keys. Waits. */
gboolean    zg_keys_retire      (ZgSession *session, GError **error);
gboolean    zg_keys_renew       (ZgDb *db, const ZgGranter *granter, const char *klass, GError **error);
gboolean    zg_keys_rotate      (ZgSession *session, const char *klass, GError **error); /* NULL: those due; no right asked */
gboolean    zg_keys_renew_due   (ZgDb *db, const ZgGranter *granter, GError **error);
void        zg_granter_of       (ZgSession *session, ZgGranter *granter); /* class_keys is a reference, to be dropped */

/* -- Passwords (zg-password.c) -- */

typedef struct
{
  gint64 min_length, classes, history, max_age, warn, tries, lock_minutes, once_hours, idle_minutes, session_hours, proof_minutes;
} ZgPasswordRules;

gboolean    zg_password_rules   (ZgDb *db, int day, ZgPasswordRules *rules, GError **error);
/* zg_password_judge: @firm: (nullable): name of the book. Errors: INVALID. */
gboolean    zg_password_judge   (const ZgPasswordRules *rules, const char *password, const char *login, const char *name,
                                 const char *firm, GError **error);
#define ZG_PASSWORD_LONGEST 128 /* characters */
/* zg_password_worth: characters of a folded password that no word, name, run of keys, year or repetition covers; @own:
 * (nullable): further words, ends with NULL. zg_password_weak_count: words and names these are made of. Any thread. */
int         zg_password_worth   (const char *folded, const char *const *own);
guint       zg_password_weak_count (void);
/* What is known of a person's last passwords. _judge: INVALID where it is one of the @last; runs Argon2 at least cost, no
 * database. */
typedef struct _ZgPasswordMemory ZgPasswordMemory;
ZgPasswordMemory *zg_password_memory_read (ZgDb *db, gint64 person, GError **error);
void        zg_password_memory_free (ZgPasswordMemory *memory);
gboolean    zg_password_memory_judge (ZgPasswordMemory *memory, const char *password, gint64 last, GError **error);
/* the judged password becomes the newest */
gboolean    zg_password_memory_write (ZgPasswordMemory *memory, ZgDb *db, GError **error);
/* zg_book_kdf: the cost of a new password in this book, with a new salt. */
ZgKdf       zg_book_kdf         (ZgBook *book);
/* zg_note: an entry of the book's own: no number, no opinion, a command id made here. */
gboolean    zg_note             (ZgDb *db, ZgBook *book, gint64 actor, const ZgSecret *sign, const char *step, const char *kind,
                                 gint64 doc, gint64 version, const char *body, GError **error);
/* zg_body: Returns: (transfer full): a small audit body, {"step": …, NAME: VALUE …}; names and texts in pairs, ends with NULL. */
char       *zg_body             (const char *step, ...) G_GNUC_NULL_TERMINATED;

/* -- By the runner (zg-run.c, zg-post.c) -- */

/* zg_book_run_with: as zg_book_run; @extra: (nullable): called inside the transaction after the rows of the step; may be called
 * more than once. */
gboolean    zg_book_run_with    (ZgSession *session, ZgRecord *record, const char *verb, GPtrArray *children, const char *opinion,
                                 const char *command, ZgDbTx extra, gpointer extra_data, ZgOutcome *outcome, GError **error);
/* zg_work_has_extra: whether the step came by zg_book_run_with with an @extra: steps that also make keys ask for it. */
gboolean    zg_work_has_extra   (ZgWork *work);
/* zg_audit_append: one entry to the chain, inside a transaction. @actor: person id; @sign: (nullable): his signing key; @kind,
 * @cmd, @no, @opinion: (nullable); @cmd NULL: an id is made; @body: the text that is hashed and kept. @at_ms: (out) (optional).
 * Returns: its seq, 0 on error. */
gint64      zg_audit_append     (ZgDb *db, ZgBook *book, gint64 actor, const ZgSecret *sign, const char *step, const char *kind,
                                 gint64 doc,
                                 const char *cmd, gint64 version, const char *no, const char *opinion, const char *body,
                                     gint64 *at_ms,
                                 GError **error);
/* zg_audit_link: the chained hash of one entry: SHA-256 (previous ‖ chain|seq|at|actor|no|sig| ‖ body). @signature, @no:
 * (nullable). */
void        zg_audit_link       (const guint8 *previous, gint64 chain, gint64 seq, gint64 at_ms, gint64 actor, const char *no,
                                 GBytes *signature, const char *body, guint8 out[ZG_SHA256_BYTES]);
/* zg_refused: notes a refusal as an entry 'refused:STEP' of its own, on the writer's thread; never fails. @step:
 * "leave.approve". */
void        zg_refused          (ZgBook *book, ZgSession *session, const char *step, const char *kind, gint64 doc,
                                 const char *why);
/* The first rows of a book are written by zg_row_write (zg-post.h) with their version, state, maker and created_ms set. */

/* zg_verify_db: what zg_book_verify does, on any connection that only reads: of a book or of a copy of one. @uid,
 * @clock_person: as its table meta says. @report: lines for people are added. Errors: CORRUPT with the first bad place.
 * Thread of @db. */
gboolean    zg_verify_db        (ZgDb *db, gint64 uid, gint64 clock_person, gboolean deep, GString *report, GError **error);

/* zg_role_rights_seed: what the program's own list (policy/roles.tsv) gives the roles of rights the book has never heard of: of
 * a new book all, of one carried forward those of the kinds and steps that came. A right somebody took away never comes back.
 * @n: (out) (optional). Inside a transaction of the owner. */
gboolean    zg_role_rights_seed (ZgBook *book, ZgDb *db, gint64 maker, gint64 now, guint *n, GError **error);

/* -- Data the program carries (zg-data.c) -- */

/* zg_data_text: the file @path, "migrations/0007-month.sql". Returns: (transfer full) */
char       *zg_data_text            (const char *path);

/* zg_data_each: each row under the heading of a TSV file: @path: "policy/roles.tsv". @row gets the array's texts to keep or free
 * (at least @n_cells, missing ones as ""), not the array. A file that is not there stops the program: it was built wrongly. */
typedef void (*ZgDataRow) (char **cells, gpointer data);
void        zg_data_each        (const char *path, guint n_cells, ZgDataRow row, gpointer data);
/* zg_unit_tree: Returns: (transfer full) (nullable): unit → its parent, gint64 each; empty where no module brings units. */
GHashTable *zg_unit_tree        (ZgDb *db, GError **error);

/* -- Kinds of this floor (zg-people-kinds.c) -- */

enum { ZG_PERSON_LOGIN, ZG_PERSON_NAME, ZG_PERSON_STAFF, ZG_PERSON_N };
enum { ZG_HOLDER_PERSON, ZG_HOLDER_ROLE, ZG_HOLDER_UNIT, ZG_HOLDER_FROM, ZG_HOLDER_TO, ZG_HOLDER_STAFF, ZG_HOLDER_FOR,
       ZG_HOLDER_N };
enum { ZG_RIGHT_ROLE, ZG_RIGHT_PERMISSION, ZG_RIGHT_REACH, ZG_RIGHT_N };
enum { ZG_PARAMETER_KEY, ZG_PARAMETER_VALUE, ZG_PARAMETER_CATEGORY, ZG_PARAMETER_UNIT, ZG_PARAMETER_FROM, ZG_PARAMETER_TO,
       ZG_PARAMETER_REASON, ZG_PARAMETER_N };
enum { ZG_ATTACHMENT_KIND, ZG_ATTACHMENT_DOC, ZG_ATTACHMENT_FIELD, ZG_ATTACHMENT_NAME, ZG_ATTACHMENT_TYPE, ZG_ATTACHMENT_SIZE,
       ZG_ATTACHMENT_FILE, ZG_ATTACHMENT_DIGEST, ZG_ATTACHMENT_N };
extern const ZgKind zg_person, zg_role_holder, zg_role_right, zg_parameter, zg_attachment;
void        zg_people_kinds_init (void);

G_END_DECLS
