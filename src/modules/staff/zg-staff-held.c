/* zg-staff-held.c: what somebody really holds: papers of his that wait, registers that name him, his log-in and roles, what he
 * was issued, the days he is on the roster, his artwork (D21-3.2.6). */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-people.h"
#include "zg-staff-handover.h"
#include "zg-staff.h"

#define MOST 100 /* of one kind: a list longer than this is named as one */

static GPtrArray *gatherers; /* of ZgGather, in order of registration */

static void
held_free (ZgHeld *held)
{
  g_free (held->key);
  g_free (held->text);
  g_free (held);
}

void
zg_held_add (GPtrArray *held, int sort, const char *key, const char *format, ...)
{
  ZgHeld *entry = g_new0 (ZgHeld, 1);
  va_list args;

  entry->sort = sort;
  entry->key = g_strdup (key);
  va_start (args, format);
  entry->text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (held, entry);
}

void
zg_gatherers_add (ZgGather gather)
{
  if (gatherers == NULL)
    gatherers = g_ptr_array_new ();
  g_ptr_array_add (gatherers, gather);
}

GPtrArray *
zg_held_by (ZgDb *db, gint64 staff, int today, GError **error)
{
  GPtrArray *held = g_ptr_array_new_with_free_func ((GDestroyNotify) held_free);

  for (guint i = 0; gatherers && i < gatherers->len; i++)
    if (!((ZgGather) gatherers->pdata[i]) (db, staff, today, held, error))
      {
        g_ptr_array_unref (held);
        return NULL;
      }
  return held;
}

static const char *
title_of (const ZgKind *kind)
{
  return g_dgettext (GETTEXT_PACKAGE, kind->title);
}

/* The records of @kind that @sql finds for the person. */
static gboolean
add_records (ZgDb *db, const ZgKind *kind, const char *sql, gint64 staff, int sort, const char *what, GPtrArray *held,
             GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (db, error, sql, "i", staff);
  gboolean           row = FALSE;

  while (rows && zg_stmt_step (rows, &row, error))
    {
      gint64           id = row ? zg_stmt_int (rows, 0) : 0;
      g_autofree char *key = g_strdup_printf ("%s/%" G_GINT64_FORMAT, kind->id, id), *title = NULL;

      if (!row)
        return TRUE;
      title = zg_book_title (db, kind, id);
      zg_held_add (held, sort, key, "%s%s%s: %s", title_of (kind), *what ? ", " : "", what, title);
    }
  return FALSE;
}

/* -- Papers of his that wait -- */

static gboolean
is_paper (const ZgKind *kind)
{
  return kind->owner && !g_str_equal (kind->owner, "id") && kind->view == NULL && kind->parent == NULL && !kind->append_only &&
         kind != &zg_handover;
}

static gboolean
gather_papers (ZgDb *db, gint64 staff, int today, GPtrArray *held, GError **error)
{
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    if (is_paper (*kind))
      {
        g_autofree char *sql = g_strdup_printf (
            ZG_SQL ("SELECT id FROM %s WHERE owner_id = $1 AND state IN ('draft', 'pending', 'endorsed', 'returned', 'open')"
                    " ORDER BY id LIMIT %d"),
            (*kind)->id, MOST);

        if (!add_records (db, *kind, sql, staff, ZG_HELD_TASK, "", held, error))
          return FALSE;
      }
  return TRUE;
}

/* -- Registers that name him: keys, clocks, units he leads, people he supervises -- */

static int
sort_of (const ZgKind *kind)
{
  if (g_str_equal (kind->id, "person") || g_str_equal (kind->id, "clock_pin"))
    return ZG_HELD_ACCOUNT;
  return kind == &zg_staff || kind == &zg_unit ? ZG_HELD_DUTY : ZG_HELD_THING;
}

/* What a person is the subject of is not what he holds. */
static gboolean
is_register (const ZgKind *kind)
{
  static const char *const subjects[] = { "schedule_use", "roster", "coverage_rule", NULL };

  return kind->view == NULL && kind->parent == NULL && !kind->append_only && !g_strv_contains (subjects, kind->id) &&
         (kind == &zg_staff || zg_kind_step (kind, "active", "edit"));
}

static gboolean
gather_register (ZgDb *db, const ZgKind *kind, int field, gint64 staff, GPtrArray *held, GError **error)
{
  const ZgField   *named = &kind->fields[field];
  gboolean         owner = kind->owner && g_str_equal (kind->owner, named->name);
  g_autofree char *sql = g_strdup_printf (ZG_SQL ("SELECT id FROM %s WHERE %s = $1 AND state IN (%s) ORDER BY id LIMIT %d"),
                                          kind->id, named->name,
                                          kind == &zg_staff ? "'probation', 'temp', 'active'" : "'active'", MOST);

  return add_records (db, kind, sql, staff, sort_of (kind), owner ? "" : g_dgettext (GETTEXT_PACKAGE, named->title), held, error);
}

static gboolean
gather_registers (ZgDb *db, gint64 staff, int today, GPtrArray *held, GError **error)
{
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    for (int i = 0; is_register (*kind) && i < (*kind)->n_fields; i++)
      if ((*kind)->fields[i].type == ZG_REF && g_str_equal ((*kind)->fields[i].ref, "staff") &&
          !gather_register (db, *kind, i, staff, held, error))
        return FALSE;
  return TRUE;
}

/* -- Roles of his log-in, things issued, the roster ahead -- */

static gboolean
gather_roles (ZgDb *db, gint64 staff, int today, GPtrArray *held, GError **error)
{
  g_autoptr (ZgStmt) rows = zg_db_query (db, error,
                                         ZG_SQL ("SELECT h.id, h.role FROM role_holder h JOIN person p ON p.id = h.person"
                                                 " WHERE p.staff = $1 AND h.state = 'active' AND h.role <> 'emp' ORDER BY h.id"),
                                         "i", staff);
  gboolean row = FALSE;

  while (rows && zg_stmt_step (rows, &row, error))
    {
      g_autofree char *key = row ? g_strdup_printf ("role_holder/%" G_GINT64_FORMAT, zg_stmt_int (rows, 0)) : NULL;

      if (!row)
        return TRUE;
      zg_held_add (held, ZG_HELD_ACCOUNT, key, _ ("Role to be taken back: %s"), zg_role_title (zg_stmt_text (rows, 1)));
    }
  return FALSE;
}

static gboolean
gather_issued (ZgDb *db, gint64 staff, int today, GPtrArray *held, GError **error)
{
  static const int     issued[] = { ZG_STAFF_PPE, ZG_STAFF_BADGE };
  g_autoptr (ZgRecord) file = zg_book_get (db, &zg_staff, staff, error);

  for (guint i = 0; file && i < G_N_ELEMENTS (issued); i++)
    if (zg_record_is_set (file, issued[i]))
      zg_held_add (held, ZG_HELD_THING, zg_staff.fields[issued[i]].name, "%s: %s",
                   g_dgettext (GETTEXT_PACKAGE, zg_staff.fields[issued[i]].title), zg_record_text (file, issued[i]));
  return file != NULL;
}

static gboolean
gather_roster (ZgDb *db, gint64 staff, int today, GPtrArray *held, GError **error)
{
  char               day[11];
  g_autoptr (ZgStmt) rows = NULL;
  gboolean           row = FALSE;

  if (zg_kind_by_id ("roster") == NULL)
    return TRUE;
  rows = zg_db_query (db, error,
                      ZG_SQL ("SELECT count(*), min(day), max(day) FROM roster WHERE staff = $1 AND day > $2"
                              " AND state NOT IN ('removed', 'deleted', 'cancelled', 'ended')"),
                      "is", staff, zg_day_format (today, day));
  if (rows == NULL || !zg_stmt_step (rows, &row, error))
    return FALSE;
  if (zg_stmt_int (rows, 0) > 0)
    zg_held_add (held, ZG_HELD_DUTY, "roster", _ ("Roster ahead: %d shifts from %s to %s"), (int) zg_stmt_int (rows, 0),
                 zg_stmt_text (rows, 1), zg_stmt_text (rows, 2));
  return TRUE;
}

/* -- What no book knows but everybody hands over; all artwork of whoever draws (D21-3.2.6) -- */

static gboolean
draws (ZgDb *db, gint64 staff, gboolean *artist, GError **error)
{
  gint64 n = 0;

  if (!zg_db_int (db, &n, error,
                  ZG_SQL ("SELECT count(*) FROM staff s JOIN post p ON p.id = s.post WHERE s.id = $1 AND (p.title LIKE '%美工%'"
                          " OR p.title LIKE '%设计%' OR p.title LIKE '%摄影%')"),
                  "i", staff))
    return FALSE;
  if (n == 0 && !zg_db_int (db, &n, error,
                            ZG_SQL ("SELECT count(*) FROM role_holder h JOIN person p ON p.id = h.person WHERE p.staff = $1"
                                    " AND h.role = 'art' AND h.state = 'active'"),
                            "i", staff))
    return FALSE;
  *artist = n > 0;
  return TRUE;
}

static gboolean
gather_always (ZgDb *db, gint64 staff, int today, GPtrArray *held, GError **error)
{
  gboolean artist = FALSE;

  if (!draws (db, staff, &artist, error))
    return FALSE;
  if (artist)
    zg_held_add (held, ZG_HELD_ARTWORK, "artwork", _ ("All artwork: sources, pictures, fonts and templates (D21-3.2.6)"));
  zg_held_add (held, ZG_HELD_FILES, "files", _ ("Files and documents, on paper and on the computer"));
  zg_held_add (held, ZG_HELD_TASK, "tasks", _ ("Tasks under way and who goes on with them"));
  zg_held_add (held, ZG_HELD_CUSTOMER, "customers", _ ("Customers, suppliers and contacts"));
  zg_held_add (held, ZG_HELD_ACCOUNT, "shop", _ ("Shop and other outside accounts, passwords changed"));
  zg_held_add (held, ZG_HELD_STOCK, "stock", _ ("Goods and samples in care"));
  return TRUE;
}

void
zg_held_init (void)
{
  zg_gatherers_add (gather_always);
  zg_gatherers_add (gather_registers);
  zg_gatherers_add (gather_roles);
  zg_gatherers_add (gather_issued);
  zg_gatherers_add (gather_papers);
  zg_gatherers_add (gather_roster);
}
