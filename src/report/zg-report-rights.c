/* The rights of the roles: which role may do what, and how far, by the book's own records. On paper a right is a line that
 * names the
 * roles; in a workbook every role is a column. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-day.h"
#include "zg-error.h"
#include "zg-people.h"
#include "zg-report-attendance.h"
#include "zg-report-table.h"

/* One right, with the roles that hold it: by each reach. */
typedef struct
{
  const char *permission;
  gint64      since_ms;
  GHashTable *reach; /* role → GINT */
} Line;

static void
line_free (Line *line)
{
  g_hash_table_unref (line->reach);
  g_free (line);
}

static GPtrArray *
lines_of (const GPtrArray *rights)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);

  for (guint i = 0; i < rights->len; i++)
    {
      const ZgRoleRight *right = rights->pdata[i];
      Line              *line = lines->len ? lines->pdata[lines->len - 1] : NULL;

      if (line == NULL || strcmp (line->permission, right->permission) != 0)
        {
          line = g_new0 (Line, 1);
          line->permission = right->permission;
          line->reach = g_hash_table_new (g_str_hash, g_str_equal);
          g_ptr_array_add (lines, line);
        }
      line->since_ms = MAX (line->since_ms, right->since_ms);
      g_hash_table_insert (line->reach, right->role, GINT_TO_POINTER (right->reach));
    }
  return lines;
}

/* -- In the order of the kinds and their steps -- */

static int
place_of (const char *permission)
{
  g_auto (GStrv) parts = g_strsplit (permission, ".", 2);
  guint          n;
  const ZgKind *const *kinds = zg_kinds (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (kinds[i]->id, parts[0]) == 0)
      {
        for (int j = 0; parts[1] && j < kinds[i]->n_steps; j++)
          if (strcmp (kinds[i]->steps[j].verb, parts[1]) == 0)
            return (int) i * 100 + 10 + j;
        return (int) i * 100;
      }
  return G_MAXINT;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *one = *(Line *const *) a, *other = *(Line *const *) b;
  int         p = place_of (one->permission), q = place_of (other->permission);

  return p != q ? (p < q ? -1 : 1) : strcmp (one->permission, other->permission);
}

/* -- Words -- */

static const char *
reach_title (ZgReach reach)
{
  return reach == ZG_REACH_ALL ? _("All") : reach == ZG_REACH_UNIT ? _("Unit") : reach == ZG_REACH_OWN ? _("Own") : "";
}

static char *
joined (const Line *line, ZgReach reach, gboolean held)
{
  GString *text = g_string_new (NULL);

  for (const char *const *role = zg_role_codes (NULL); *role; role++)
    if ((GPOINTER_TO_INT (g_hash_table_lookup (line->reach, *role)) == (int) reach) == held)
      g_string_append_printf (text, "%s%s", text->len ? C_("between roles in a sentence", ", ") : "", zg_role_title (*role));
  return g_string_free (text, FALSE);
}

/* Nearly everybody is said by who is left out. */
static char *
roles_text (const Line *line, ZgReach reach)
{
  guint            n, n_held = 0;
  g_autofree char *names = NULL;

  for (const char *const *role = zg_role_codes (&n); *role; role++)
    n_held += GPOINTER_TO_INT (g_hash_table_lookup (line->reach, *role)) == (int) reach;
  if (n_held == n)
    return g_strdup (_("every role"));
  if (n_held <= n / 2)
    return joined (line, reach, TRUE);
  names = joined (line, reach, FALSE);
  return g_strdup_printf (_("every role but %s"), names);
}

/* -- The two tables -- */

static void
fill_paper (ZgTable *table, const GPtrArray *lines)
{
  zg_table_column (table, _("Right"), ZG_TEXT, ZG_OUT_NAME, NULL);
  for (int reach = ZG_REACH_ALL; reach >= ZG_REACH_OWN; reach--)
    zg_table_column (table, reach_title (reach), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_column (table, _("Last granted on"), ZG_DAY, 0, NULL);
  zg_table_hold (table);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line      *line = lines->pdata[i];
      ZgCell          *cells = zg_table_add_row (table);
      g_autofree char *title = zg_right_title (line->permission);
      char             day[11];

      zg_cell_set_text (&cells[0], title);
      for (int reach = ZG_REACH_ALL; reach >= ZG_REACH_OWN; reach--)
        {
          g_autofree char *roles = roles_text (line, reach);

          zg_cell_set_text (&cells[1 + ZG_REACH_ALL - reach], roles);
        }
      zg_cell_set_text (&cells[4], zg_day_format (zg_day_of_ms (line->since_ms), day));
    }
}

static void
fill_matrix (ZgTable *table, const GPtrArray *lines)
{
  zg_table_column (table, _("Right"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _("Code"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _("Last granted on"), ZG_DAY, 0, NULL);
  for (const char *const *role = zg_role_codes (NULL); *role; role++)
    zg_table_column (table, zg_role_title (*role), ZG_TEXT, 0, NULL);
  zg_table_hold (table);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line      *line = lines->pdata[i];
      ZgCell          *cells = zg_table_add_row (table);
      g_autofree char *title = zg_right_title (line->permission);
      char             day[11];
      int              column = 3;

      zg_cell_set_text (&cells[0], title);
      zg_cell_set_text (&cells[1], line->permission);
      zg_cell_set_text (&cells[2], zg_day_format (zg_day_of_ms (line->since_ms), day));
      for (const char *const *role = zg_role_codes (NULL); *role; role++)
        zg_cell_set_text (&cells[column++],
                          reach_title ((ZgReach) GPOINTER_TO_INT (g_hash_table_lookup (line->reach, *role))));
    }
}

static gboolean
write_rights (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
              const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rights = NULL, lines = NULL;
  g_autoptr (ZgTable)   table = NULL;

  if (zg_session_reach (session, report->right) != ZG_REACH_ALL)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED, _("The rights of all roles are for who may export them (%s). Nothing was "
                                                       "written."),
                   report->right);
      return FALSE;
    }
  rights = zg_role_rights (db, error);
  if (rights == NULL)
    return FALSE;
  lines = lines_of (rights);
  g_ptr_array_sort (lines, compare_lines);
  table = zg_table_new (session, _("Rights of the roles"));
  if (strcmp (format, "pdf") == 0)
    fill_paper (table, lines);
  else
    fill_matrix (table, lines);
  zg_table_note (table, g_strdup (_("Unit: the unit of the role, with all below. Own: what is the person's own or was made by "
                                    "him.")));
  zg_table_note (table, g_strdup (_("Signed: ____________    Date: ____________")));
  return zg_report_write_table (report, table, format, path, cancellable, error);
}

const ZgReport zg_report_rights = {
  .id = "rights", .title = N_("Rights of the roles"), .right = "role_right.export", .formats = "pdf xlsx csv",
  .file_name = N_("Rights of the roles"), .write = write_rights,
};
