/* small-kinds.h: a house of three kinds for the tests of this floor, with the names the written roles know: unit, staff, leave.
 * And a
 * fixture: a real book (not a trial) with cheap passwords in a folder of its own, the clock standing at 2026-11-02 09:00. */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "../remove-tree.h"
#include "pg-server.h"
#include "zg-book-private.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-people.h"

/* @error is that code, says @part, and is cleared. */
#define assert_refused(error, code, part) \
  G_STMT_START \
  { \
    g_assert_error (error, ZG_ERROR, code); \
    if (strstr ((error)->message, part) == NULL) \
      g_error ("“%s” does not say “%s”", (error)->message, part); \
    g_clear_error (&(error)); \
  } \
  G_STMT_END

enum { UNIT_NAME, UNIT_PARENT, UNIT_N };
static const ZgField small_unit_fields[] = {
  [UNIT_NAME] = { "name", "Name", ZG_TEXT, ZG_REQUIRED | ZG_LIST },
  [UNIT_PARENT] = { "parent", "Above", ZG_REF, .ref = "unit" },
};
static const ZgKind small_unit = {
  .id = "unit", .title = "Unit", .module = "test", ZG_FIELDS (small_unit_fields), ZG_REGISTER, .unit = "id", .name = "name",
};

enum { STAFF_NO, STAFF_NAME, STAFF_UNIT, STAFF_CARD, STAFF_IDCARD, STAFF_PHONE, STAFF_N };
static const ZgField small_staff_fields[] = {
  [STAFF_NO] = { "no_", "No.", ZG_TEXT, ZG_UNIQUE },
  [STAFF_NAME] = { "name", "Name", ZG_TEXT, ZG_REQUIRED | ZG_ROMAN | ZG_LIST },
  [STAFF_UNIT] = { "unit", "Unit", ZG_REF, .ref = "unit" },
  [STAFF_CARD] = { "card", "Bank card", ZG_TEXT, ZG_SEALED, .seal = "STAFF" },
  [STAFF_IDCARD] = { "id_number", "ID number", ZG_IDCARD, ZG_SEALED | ZG_FIND, .seal = "STAFF" },
  [STAFF_PHONE] = { "phone", "Mobile", ZG_PHONE, ZG_SEALED | ZG_FIND, .seal = "STAFF" },
};
static const ZgKind small_staff = {
  .id = "staff", .title = "Employee", .module = "test", ZG_FIELDS (small_staff_fields), ZG_REGISTER, .owner = "id",
      .unit = "unit", .name = "name",
};

enum { LEAVE_STAFF, LEAVE_REASON, LEAVE_MOBILE, LEAVE_SIGNED, LEAVE_N };
static const ZgField small_leave_fields[] = {
  [LEAVE_STAFF] = { "staff", "Employee", ZG_REF, ZG_REQUIRED, .ref = "staff" },
  [LEAVE_REASON] = { "reason", "Reason", ZG_TEXT, ZG_REQUIRED },
  [LEAVE_MOBILE] = { "mobile", "Reachable on", ZG_TEXT, ZG_SEALED, .seal = "FORM" },
  [LEAVE_SIGNED] = { "signed_by", "Approved by", ZG_REF, .ref = "person" },
};
static const ZgStep small_leave_steps[] = {
  { NULL, "create", "draft", ZG_QUIET, ZG_F (LEAVE_STAFF) | ZG_F (LEAVE_REASON) | ZG_F (LEAVE_MOBILE) },
  { "draft", "submit", "pending", 0, ZG_F (LEAVE_REASON) },
  { "pending", "approve", "approved", ZG_NOT_OWN, .stamps = ZG_F (LEAVE_SIGNED), .clause = "D04-3.2" },
  { "approved", "cancel", "cancelled", ZG_BY_CLOCK, .differs = ZG_F (LEAVE_SIGNED) },
};
static const ZgKind small_leave = {
  .id = "leave", .title = "Leave request", .module = "test", .prefix = "QJ", ZG_FIELDS (small_leave_fields),
      ZG_STEPS (small_leave_steps),
  .owner = "staff",
};

static const ZgKdfPolicy small_kdf = { 1, 8192, 8192 };

#define ADMIN_PASSWORD "Lantern+Harbor42"

typedef struct
{
  char      *folder, *path, *recovery;
  ZgBook    *book;
  ZgSession *admin;
} Small;

static inline void
small_kinds (void)
{
  zg_book_init ();
  zg_kinds_add (&small_unit);
  zg_kinds_add (&small_staff);
  zg_kinds_add (&small_leave);
}

static inline gint64
at (const char *stamp)
{
  gint64 ms;

  g_assert_true (zg_stamp_parse (stamp, &ms));
  return ms;
}

static inline void
small_set_up (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZgBookSetup setup = { .name = "电商部账套", .login = "Lin", .person = "林小雨", .password = ADMIN_PASSWORD };

  zg_clock_set (at ("2026-11-02 09:00"));
  zg_kdf_set_policy (&small_kdf);
  small->folder = g_dir_make_tmp ("zg-book-XXXXXX", &error);
  g_assert_no_error (error);
  setup.path = small->path = engine_path (small->folder, "test.zgb");
  small->book = zg_book_create (&setup, &small->recovery, &error);
  g_assert_no_error (error);
  small->admin = zg_book_login (small->book, "lin", ADMIN_PASSWORD, &error);
  g_assert_no_error (error);
}

static inline void
small_tear_down (Small *small, gconstpointer data)
{
  g_clear_pointer (&small->admin, zg_session_unref);
  g_clear_pointer (&small->book, zg_book_unref);
  remove_tree (small->folder);
  g_free (small->folder);
  engine_drop (small->path);
  g_free (small->recovery);
  zg_clock_set (0);
}

static inline void
small_reopen (Small *small)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&small->admin, zg_session_unref);
  g_clear_pointer (&small->book, zg_book_unref);
  small->book = zg_book_open (small->path, FALSE, &error);
  g_assert_no_error (error);
}

/* Runs one statement on the writer, past everything: what somebody with the file in his hands could do. */
typedef struct
{
  const char *sql;
} Raw;

static inline gpointer
small_raw_write (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gpointer done;

  zg_db_require_audit (db, FALSE);
  done = zg_db_script (db, ((Raw *) data)->sql, error) ? data : NULL;
  zg_db_require_audit (db, TRUE);
  return done;
}

static inline void
small_raw (Small *small, const char *sql)
{
  g_autoptr (GError) error = NULL;
  Raw raw = { sql };

  zg_store_write (zg_book_store (small->book), small_raw_write, &raw, &error);
  g_assert_no_error (error);
}

/* As somebody would who owns the file or the server: the triggers of @table stand aside. */
static inline void
small_tamper (Small *small, const char *table, const char *sql)
{
  g_autofree char *script = NULL;

  if (engine_is_server ())
    script = g_strdup_printf ("ALTER TABLE %s DISABLE TRIGGER USER; %s", table, sql);
  else
    script = g_strdup_printf ("DROP TRIGGER IF EXISTS %s_no_update; DROP TRIGGER IF EXISTS %s_no_delete; %s", table, table, sql);
  small_raw (small, script);
}

typedef struct
{
  const char *sql;
  gint64      value;
} RawInt;

static inline gpointer
small_raw_read (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  RawInt *raw = data;

  return zg_db_int (db, &raw->value, error, raw->sql, NULL) ? raw : NULL;
}

static inline gint64
small_int (Small *small, const char *sql)
{
  g_autoptr (GError) error = NULL;
  RawInt raw = { sql, -1 };

  zg_store_read (zg_book_store (small->book), small_raw_read, &raw, &error);
  g_assert_no_error (error);
  return raw.value;
}

/* A log-in with one role of today on and a password of his own. */
static inline gint64
small_person (Small *small, const char *login, const char *name, gint64 staff, const char *role, const char *password)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) session = NULL;
  g_autofree char *once = NULL;
  gint64 person = zg_people_add (small->admin, login, name, staff, &once, &error);

  g_assert_no_error (error);
  if (role)
    zg_people_grant (small->admin, person, role, 0, NULL, NULL, &error);
  g_assert_no_error (error);
  session = zg_book_login (small->book, login, once, &error);
  g_assert_no_error (error);
  zg_session_change_password (session, once, password, &error);
  g_assert_no_error (error);
  return person;
}

static inline ZgSession *
small_login (Small *small, const char *login, const char *password)
{
  g_autoptr (GError) error = NULL;
  ZgSession *session = zg_book_login (small->book, login, password, &error);

  g_assert_no_error (error);
  return session;
}

/* The first administrator sets the book up; here he also gives himself what the tests need. */
static inline void
small_may (Small *small, const char *right)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&zg_role_right);

  zg_record_set_text (record, ZG_RIGHT_ROLE, "admin");
  zg_record_set_text (record, ZG_RIGHT_PERMISSION, right);
  zg_record_set_int (record, ZG_RIGHT_REACH, ZG_REACH_ALL);
  zg_book_run (small->admin, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static inline gint64
small_unit_new (Small *small, const char *name, gint64 parent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&small_unit);

  zg_record_set_text (record, UNIT_NAME, name);
  if (parent)
    zg_record_set_int (record, UNIT_PARENT, parent);
  zg_book_run (small->admin, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return record->id;
}

static inline gint64
small_staff_new (Small *small, const char *name, gint64 unit, const char *card)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&small_staff);

  zg_record_set_text (record, STAFF_NAME, name);
  if (unit)
    zg_record_set_int (record, STAFF_UNIT, unit);
  zg_record_set_text (record, STAFF_CARD, card);
  zg_book_run (small->admin, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return record->id;
}

typedef struct
{
  const ZgKind *kind;
  gint64        id;
} SmallGet;

static inline gpointer
small_get_read (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  SmallGet *get = data;

  return zg_book_get (db, get->kind, get->id, error);
}

static inline ZgRecord *
small_get (Small *small, const ZgKind *kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  SmallGet  get = { kind, id };
  ZgRecord *record = zg_store_read (zg_book_store (small->book), small_get_read, &get, &error);

  g_assert_no_error (error);
  return record;
}
