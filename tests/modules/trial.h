/* trial.h: a trial book in a folder of its own for the tests of the modules: sixteen people, October 2026 behind them, and the
 * clock standing at Monday 2026-11-23 09:00. Nothing is imported for November. */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "pg-server.h"
#include "zg-attach.h"
#include "zg-attendance-kinds.h"
#include "zg-attendance.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-demo.h"
#include "zg-error.h"
#include "zg-leave.h"
#include "zg-module.h"
#include "zg-modules.h"
#include "zg-people.h"
#include "zg-policy.h"
#include "zg-roster.h"
#include "zg-staff.h"

typedef struct
{
  char      *folder, *path;
  ZgBook    *book;
  ZgSession *admin, *hr, *manager, *worker; /* worker: 张伟 1010, operations */
} Trial;

static Trial trial;

static inline gint64
at (const char *stamp)
{
  gint64 ms = 0;

  g_assert_true (zg_stamp_parse (stamp, &ms));
  return ms;
}

static inline int
day (const char *text)
{
  int number = 0;

  g_assert_true (zg_day_parse (text, &number));
  return number;
}

static inline ZgSession *
log_in (const char *login)
{
  GError    *error = NULL;
  ZgSession *session = zg_book_login_trial (trial.book, login, &error);

  g_assert_no_error (error);
  return session;
}

static inline void
trial_open (void)
{
  GError          *error = NULL;
  g_autofree char *recovery = NULL;

  trial.folder = g_dir_make_tmp ("zg-modules-XXXXXX", &error);
  g_assert_no_error (error);
  trial.path = engine_path (trial.folder, "trial.zg");
  zg_clock_set (at ("2026-11-23 09:00:00"));
  trial.book = zg_demo_create (trial.path, 16, 1, 7, &recovery, &error);
  g_assert_no_error (error);
  zg_clock_set (at ("2026-11-23 09:00:00"));
  trial.admin = log_in (NULL);
  trial.hr = log_in ("chenjing");
  trial.manager = log_in ("zhoumin");
  trial.worker = log_in ("zhangwei");
}

/* A picture for a file field of @record. */
static inline void
attach_picture (ZgRecord *record, int field)
{
  static const guint8 png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\3\10\2";
  g_autoptr (GBytes)  picture = g_bytes_new_static (png, sizeof png);
  GError             *error = NULL;
  const char         *name = record->kind->fields[field].name;
  gint64              file = zg_attach_add (trial.hr, record->kind, record->id, name, "a.png", picture, &error);

  g_assert_no_error (error);
  zg_record_set_int (record, field, file);
}

static inline void
trial_close (void)
{
  g_autoptr (GDir) dir = NULL;
  const char      *name;

  zg_session_unref (trial.admin);
  zg_session_unref (trial.hr);
  zg_session_unref (trial.manager);
  zg_session_unref (trial.worker);
  zg_book_unref (trial.book);
  engine_drop (trial.path);
  dir = g_dir_open (trial.folder, 0, NULL);
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (trial.folder, name, NULL);

      g_unlink (path);
      g_rmdir (path);
    }
  g_rmdir (trial.folder);
  g_free (trial.folder);
  zg_clock_set (0);
}

/* -- Reading -- */

typedef struct
{
  const char *sql, *text;
  gint64      number;
} Asked;

static inline gpointer
ask_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Asked *asked = data;

  if (asked->text)
    zg_db_int (db, &asked->number, error, asked->sql, "s", asked->text);
  else
    zg_db_int (db, &asked->number, error, asked->sql, NULL);
  return asked;
}

/* One number; @text (nullable) is $1. */
static inline gint64
ask (const char *sql, const char *text)
{
  GError *error = NULL;
  Asked   asked = { sql, text, 0 };

  zg_store_read (zg_book_store (trial.book), ask_db, &asked, &error);
  g_assert_no_error (error);
  return asked.number;
}

static inline gint64
staff_by (const char *number)
{
  return ask ("SELECT id FROM staff WHERE number = $1", number);
}

typedef struct
{
  const ZgKind *kind;
  gint64        id;
} Wanted;

static inline gpointer
get_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_book_get (db, ((Wanted *) data)->kind, ((Wanted *) data)->id, error);
}

static inline ZgRecord *
get (const ZgKind *kind, gint64 id)
{
  GError   *error = NULL;
  Wanted    wanted = { kind, id };
  ZgRecord *record = zg_store_read (zg_book_store (trial.book), get_db, &wanted, &error);

  g_assert_no_error (error);
  return record;
}

/* -- Steps -- */

static inline void
done (ZgSession *session, ZgRecord *record, const char *verb, const char *opinion)
{
  GError *error = NULL;

  zg_book_run (session, record, verb, NULL, opinion, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* A parameter of the policies, set by HR from a day on. */
static inline void
set_parameter (const char *key, const char *value, const char *from)
{
  g_autoptr (ZgRecord) record = zg_record_new (zg_kind_by_id ("parameter"));

  zg_record_set_text (record, zg_kind_field (record->kind, "key"), key);
  zg_record_set_text (record, zg_kind_field (record->kind, "value"), value);
  zg_record_set_text (record, zg_kind_field (record->kind, "from_day"), from);
  done (trial.hr, record, "create", NULL);
}

/* The step is refused with @code, on @field and by @clause (both nullable: not looked at). Nothing of the record moves. */
static inline void
refused (ZgSession *session, ZgRecord *record, const char *verb, int code, const char *field, const char *clause)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) copy = zg_record_copy (record);
  gboolean             found = field == NULL;
  GPtrArray           *faults;

  g_assert_false (zg_book_run (session, copy, verb, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, ZG_ERROR, code);
  faults = zg_error_get_faults (error);
  for (guint i = 0; faults && i < faults->len; i++)
    {
      const ZgFault *fault = faults->pdata[i];

      if (field && g_strcmp0 (fault->field, field) == 0)
        {
          found = TRUE;
          if (clause)
            g_assert_cmpstr (fault->clause, ==, clause);
        }
    }
  if (!found)
    g_error ("%s: no fault on %s: %s", verb, field, error->message);
  if (clause && field == NULL)
    g_assert_cmpstr (zg_error_get_clause (error), ==, clause);
  g_assert_cmpint (record->version, ==, copy->version);
}

/* The rosters of a month are published: taken back, so that single entries can be changed. */
static inline void
open_roster (const char *of)
{
  gint64 id;

  while ((id = ask ("SELECT id FROM roster_month WHERE month = $1 AND state = 'published'", of)))
    {
      g_autoptr (ZgRecord) month = get (&zg_roster_month, id);

      done (trial.manager, month, "reopen", "改班");
    }
}

/* What is entered for somebody on a day, or his last rest day of a month ("2026-11"), makes room. */
static inline void
clear_roster (const char *on, gint64 staff)
{
  g_autofree char *of_day = g_strdup_printf ("SELECT MAX (r.id) FROM roster r JOIN shift s ON s.id = r.shift"
                                             " WHERE r.state = 'active'"
                                             " AND r.staff = %" G_GINT64_FORMAT " AND (r.day = $1 OR (s.kind = 4 AND"
                                             " length ($1) = 7 AND substr (r.day, 1, 7) = $1))", staff);
  g_autofree char *month = g_strndup (on, 7);
  gint64           id;

  open_roster (month);
  while ((id = ask (of_day, on)))
    {
      g_autoptr (ZgRecord) entry = get (&zg_roster, id);

      done (trial.hr, entry, "delete", NULL);
      if (strlen (on) == 7)
        return;
    }
}

/* -- Imports -- */

typedef struct
{
  const ZgLayout *layout;
  const char     *name;
  GBytes         *bytes;
  const char     *value;
} Planning;

static inline GBytes *
data_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  char            *text = NULL;
  gsize            length = 0;
  GError          *error = NULL;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static inline gpointer
plan_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Planning   *planning = data;
  const char *values[2] = { planning->value, NULL };

  return planning->layout->plan (planning->layout, trial.hr, db, planning->name, planning->bytes, values, error);
}

static inline ZgImportPlan *
plan_bytes (const char *layout, const char *name, GBytes *bytes, const char *value, GError **error)
{
  Planning planning = { zg_layout_by_id (layout), name, bytes, value };

  g_assert_nonnull (planning.layout);
  return zg_store_read (zg_book_store (trial.book), plan_db, &planning, error);
}

static inline ZgImportPlan *
plan_file (const char *layout, const char *name, const char *value)
{
  GError            *error = NULL;
  g_autoptr (GBytes) bytes = data_file (name);
  ZgImportPlan      *plan = plan_bytes (layout, name, bytes, value, &error);

  g_assert_no_error (error);
  return plan;
}

static inline gint64
take (ZgImportPlan *plan, guint *n_new, guint *n_known)
{
  GError *error = NULL;
  gint64  id = zg_book_import (trial.hr, plan->batch, "test", NULL, n_new, n_known, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return id;
}

/* The note of the first line of the plan whose text holds @part. */
static inline const char *
note_of (const ZgImportPlan *plan, const char *part)
{
  for (guint i = 0; i < plan->lines->len; i++)
    {
      const ZgImportLine *line = plan->lines->pdata[i];

      if (strstr (line->text, part))
        return line->note;
    }
  return NULL;
}

/* -- A month -- */

typedef struct
{
  ZgSession  *session;
  const char *month;
  gint64      unit, staff;
} Judging;

static inline gpointer
month_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Judging *judging = data;
  int      first, n;

  g_assert_true (zg_month_parse (judging->month, &first, &n));
  return zg_attendance_month (judging->session, db, first, judging->unit, judging->staff, cancellable, error);
}

static inline ZgMonth *
judge (ZgSession *session, const char *month, gint64 unit, gint64 staff, GError **error)
{
  Judging judging = { session, month, unit, staff };

  return zg_store_read (zg_book_store (trial.book), month_db, &judging, error);
}

static inline int
mark_on (const ZgMonth *month, gint64 staff, int of_month)
{
  int line = zg_attendance_line (month, staff);

  g_assert_cmpint (line, >=, 0);
  return month->lines[line].days[of_month - 1].mark;
}

/* Starts the program the way every program does, then runs the tests in one trial book. */
static inline int
trial_run (void)
{
  int failed;

  trial_open ();
  failed = g_test_run ();
  trial_close ();
  return failed;
}

static inline void
trial_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  zg_book_init ();
  zg_modules_init ();
}
