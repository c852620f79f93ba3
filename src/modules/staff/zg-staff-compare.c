/* zg-staff-compare.c: what a list people bring says otherwise than the book does of somebody it knows. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-idcard.h"
#include "zg-seal.h"
#include "zg-staff-private.h"
#include "zg-text.h"

static const ZgKind *
target_of (const ZgField *field)
{
  return field->type == ZG_REF && field->ref ? zg_kind_by_id (field->ref) : NULL;
}

/* As people read it; of a sealed field only its ends. */
static char *
show (ZgDb *db, const ZgField *field, const ZgCell *cell, const char *plain)
{
  const ZgKind *target = target_of (field);

  if (zg_cell_is_null (cell) || (plain && *plain == '\0'))
    return g_strdup (_ ("(empty)"));
  if (target)
    return zg_book_title (db, target, cell->i);
  if (!(field->flags & ZG_SEALED))
    return zg_field_format (field, cell);
  if (field->type == ZG_PHONE)
    return zg_text_mask_phone (plain);
  return field->type == ZG_IDCARD ? zg_text_mask_id (plain) : g_strdup ("****");
}

/* Several posts are called 组长: a list names the post, not which. */
static gboolean
reads_alike (ZgDb *db, const ZgField *field, const ZgCell *was, const ZgCell *said)
{
  const ZgKind    *target = target_of (field);
  g_autofree char *old = NULL, *new = NULL;

  if (target == NULL || zg_cell_is_null (was))
    return FALSE;
  old = zg_book_title (db, target, was->i);
  new = zg_book_title (db, target, said->i);
  return g_str_equal (old, new);
}

static gboolean
same_secret (const ZgField *field, const char *was, const char *said)
{
  g_autofree char *plain = NULL;
  gboolean         same;

  if (field->type == ZG_IDCARD)
    return g_ascii_strcasecmp (was, said) == 0;
  if (field->type != ZG_PHONE)
    return g_str_equal (was, said);
  zg_phone_check (was, &plain); /* typed with blanks or dashes */
  same = g_str_equal (plain ? plain : was, said);
  zg_wipe_text (g_steal_pointer (&plain));
  return same;
}

static void
set_field (ZgDb *db, ZgRecord *staff, int index, const ZgCell *said, const char *plain, GString *differences)
{
  const ZgField   *field = &zg_staff.fields[index];
  g_autofree char *old = show (db, field, &staff->cells[index], plain), *new = show (db, field, said, plain ? said->s : NULL);

  g_string_append_printf (differences, _ ("%s%s: %s → %s"), differences->len ? _ ("; ") : "",
                          g_dgettext (GETTEXT_PACKAGE, field->title), old, new);
  zg_record_set_cell (staff, index, said);
}

static gboolean
compare_sealed (ZgSession *session, ZgDb *db, ZgRecord *staff, int index, const ZgCell *said, GString *differences,
                GString *notes)
{
  const ZgField *field = &zg_staff.fields[index];
  char          *plain = zg_session_open_cell (session, &zg_staff, index, staff->id, &staff->cells[index], NULL);
  gboolean       same;

  if (plain == NULL)
    {
      g_string_append_printf (notes, _ ("%s%s: you may not open it, so it was not compared and stays as it is."),
                              notes->len ? " " : "", g_dgettext (GETTEXT_PACKAGE, field->title));
      return FALSE;
    }
  same = same_secret (field, plain, said->s);
  if (!same)
    set_field (db, staff, index, said, plain, differences);
  zg_wipe_text (plain);
  return !same;
}

static gboolean
compare_field (ZgDb *db, ZgRecord *staff, int index, const ZgCell *said, GString *differences)
{
  const ZgField *field = &zg_staff.fields[index];
  const ZgCell  *was = &staff->cells[index];

  if (zg_cell_equal (was, said) || reads_alike (db, field, was, said))
    return FALSE;
  set_field (db, staff, index, said, NULL, differences);
  return TRUE;
}

guint
zg_staff_compare (ZgSession *session, ZgDb *db, ZgRecord *staff, const ZgCell *cells, GString *differences, GString *notes)
{
  guint n = 0;

  for (int i = 0; i < zg_staff.n_fields; i++)
    if (!zg_cell_is_null (&cells[i]))
      n += zg_staff.fields[i].flags & ZG_SEALED ? compare_sealed (session, db, staff, i, &cells[i], differences, notes)
                                                : compare_field (db, staff, i, &cells[i], differences);
  return n;
}
