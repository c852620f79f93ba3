#include "zg-kind.h"

#include <glib/gi18n.h>
#include <string.h>

static GPtrArray  *kinds; /* of const ZgKind *, then NULL */
static GHashTable *by_id;

static const ZgState common_states[] = {
  { "draft", N_ ("Draft"), ZG_TONE_NEUTRAL, FALSE },
  { "pending", N_ ("Pending"), ZG_TONE_PENDING, FALSE },
  { "endorsed", N_ ("Endorsed"), ZG_TONE_PENDING, FALSE },
  { "approved", N_ ("Approved"), ZG_TONE_NEUTRAL, FALSE },
  { "returned", N_ ("Returned"), ZG_TONE_WARN, FALSE },
  { "withdrawn", N_ ("Withdrawn"), ZG_TONE_NEUTRAL, FALSE },
  { "cancelled", N_ ("Cancelled"), ZG_TONE_WARN, FALSE },
  { "active", N_ ("In use"), ZG_TONE_NEUTRAL, FALSE },
  { "issued", N_ ("Issued"), ZG_TONE_NEUTRAL, FALSE },
  { "kept", N_ ("Kept"), ZG_TONE_NEUTRAL, FALSE },
  { "ended", N_ ("Ended"), ZG_TONE_NEUTRAL, FALSE },
  { "removed", N_ ("Removed"), ZG_TONE_NEUTRAL, TRUE },
  { "deleted", N_ ("Deleted"), ZG_TONE_NEUTRAL, TRUE },
};

static const struct
{
  const char *verb, *title;
} common_verbs[] = {
  { "create", N_ ("Create") },     { "edit", N_ ("Save") },         { "submit", N_ ("Submit") },
  { "approve", N_ ("Approve") },   { "endorse", N_ ("Endorse") },   { "return", N_ ("Return") },
  { "withdraw", N_ ("Withdraw") }, { "cancel", N_ ("Cancel paper") }, { "delete", N_ ("Delete draft") },
  { "remove", N_ ("Remove") },     { "restore", N_ ("Restore") },   { "end", N_ ("End") },
  { "issue", N_ ("Issue") },       { "import", N_ ("Import") },     { "save", N_ ("Save draft") },
};

/* Rights that are no steps, and the one whose button says something else. */
static const struct
{
  const char *right, *title;
} right_titles[] = {
  { "view", N_ ("see") },
  { "export", N_ ("export and print") },
  { "reveal", N_ ("show sealed values") },
  { "copy", N_ ("copy sealed values") },
  { "edit", N_ ("change") },
};

const ZgStep zg_register_steps[4] = {
  { NULL, "create", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { "active", "edit", "active", ZG_QUIET, ZG_ALL_FIELDS },
  { "active", "remove", "removed", ZG_DESTROYS },
  { "removed", "restore", "active", 0 },
};

int
zg_kind_field (const ZgKind *kind, const char *name)
{
  for (int i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, name))
      return i;
  return -1;
}

gboolean
zg_kind_seals (const ZgKind *kind)
{
  for (int i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & ZG_SEALED)
      return TRUE;
  return FALSE;
}

const ZgStep *
zg_kind_step (const ZgKind *kind, const char *from, const char *verb)
{
  if (from && *from == '\0')
    from = NULL;
  for (int i = 0; i < kind->n_steps; i++)
    if (g_str_equal (kind->steps[i].verb, verb) && g_strcmp0 (kind->steps[i].from, from) == 0)
      return &kind->steps[i];
  return NULL;
}

const ZgStep *
zg_kind_verb (const ZgKind *kind, const char *verb)
{
  for (int i = 0; i < kind->n_steps; i++)
    if (g_str_equal (kind->steps[i].verb, verb))
      return &kind->steps[i];
  return NULL;
}

const ZgKind *
zg_kind_top (const ZgKind *kind)
{
  const ZgKind *parent;

  while (kind->parent && (parent = zg_kind_by_id (kind->parent)) != NULL)
    kind = parent;
  return kind;
}

const ZgState *
zg_kind_state (const ZgKind *kind, const char *state)
{
  static ZgState unknown = { "", "", ZG_TONE_NEUTRAL, FALSE };

  if (state == NULL)
    return &unknown;
  for (const ZgState *own = kind->states; own && own->id; own++)
    if (g_str_equal (own->id, state))
      return own;
  for (guint i = 0; i < G_N_ELEMENTS (common_states); i++)
    if (g_str_equal (common_states[i].id, state))
      return &common_states[i];
  return &unknown;
}

const char *
zg_step_title (const ZgStep *step)
{
  if (step->title)
    return g_dgettext (GETTEXT_PACKAGE, step->title);
  for (guint i = 0; i < G_N_ELEMENTS (common_verbs); i++)
    if (g_str_equal (common_verbs[i].verb, step->verb))
      return g_dgettext (GETTEXT_PACKAGE, common_verbs[i].title);
  return step->verb;
}

static const char *
right_title (const ZgKind *kind, const char *right)
{
  const ZgStep *step = zg_kind_verb (kind, right);

  for (guint i = 0; i < G_N_ELEMENTS (right_titles); i++)
    if (g_str_equal (right_titles[i].right, right))
      return g_dgettext (GETTEXT_PACKAGE, right_titles[i].title);
  return step ? zg_step_title (step) : right;
}

/* What is done to no record of a kind. */
static const ZgEnum deeds[] = {
  { 1, "session.login", N_ ("Logged in") },
  { 2, "session.password", N_ ("Change of the own password") },
  { 3, "book.create", N_ ("Making of the book") },
  { 4, "book.migrate", N_ ("Carrying the book to a new version") },
  { 5, "book.recover", N_ ("Opening by the recovery key") },
  { 6, "book.restore", N_ ("Restoring from a backup") },
  { 7, "book.move", N_ ("Moving the book to a server") },
  { 8, "book.accept", N_ ("Going on with an older book") },
  { 9, "data.erase", N_ ("Personal data erased, its time is over") },
  { 10, "data.digest", N_ ("Digest of imported rows noted anew") },
  { 11, "key.rotate", N_ ("Change of a key of sealed data") },
  { 12, "key.reseal", N_ ("Sealed anew under the newest key") },
  { 13, "key.retire", N_ ("Key out of use") },
  { 14, "key.destroy", N_ ("Key destroyed") },
  { 0 },
};

char *
zg_right_title (const char *permission)
{
  g_auto (GStrv) parts = g_strsplit (permission, ".", 2);
  const ZgKind  *kind = g_strv_length (parts) == 2 ? zg_kind_by_id (parts[0]) : NULL;

  if (kind == NULL)
    {
      const ZgEnum *deed = zg_enum_find (deeds, permission);

      return g_strdup (deed ? g_dgettext (GETTEXT_PACKAGE, deed->title) : permission);
    }
  return g_strdup_printf ("%s · %s", g_dgettext (GETTEXT_PACKAGE, kind->title), right_title (kind, parts[1]));
}

gboolean
zg_type_is_text (ZgType type)
{
  switch (type)
    {
    case ZG_TEXT:
    case ZG_LONG:
    case ZG_DAY:
    case ZG_MONTH:
    case ZG_PHONE:
    case ZG_IDCARD:
    case ZG_ROLE:
    case ZG_RIGHT:
    case ZG_WEEKDAYS:
      return TRUE;
    default:
      return FALSE;
    }
}

const ZgEnum *
zg_enum_by_number (const ZgEnum *names, gint64 number)
{
  for (; names && names->id; names++)
    if (names->number == number)
      return names;
  return NULL;
}

const ZgEnum *
zg_enum_find (const ZgEnum *names, const char *text)
{
  for (; names && names->id; names++)
    if (g_str_equal (names->id, text) || g_str_equal (names->title, text) ||
        g_str_equal (g_dgettext (GETTEXT_PACKAGE, names->title), text))
      return names;
  return NULL;
}

gboolean
zg_state_is_draft (const char *state)
{
  return g_strcmp0 (state, "draft") == 0 || g_strcmp0 (state, "returned") == 0 || g_strcmp0 (state, "withdrawn") == 0 ||
         g_strcmp0 (state, "deleted") == 0;
}

/* A slip in a declaration is the programmer's, so it stops the program at once and says where. */
static void
check_field (const ZgKind *kind, int i)
{
  const ZgField *field = &kind->fields[i];

  if (field->name == NULL || field->title == NULL)
    g_error ("kind %s: field %d has no name or title", kind->id, i);
  for (const char *p = field->name; *p; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '_')
      g_error ("kind %s: field name %s is not lower snake_case", kind->id, field->name);
  if (field->type == ZG_REF && field->ref == NULL)
    g_error ("kind %s: %s refers to nothing", kind->id, field->name);
  if (field->type == ZG_ENUM && field->names == NULL)
    g_error ("kind %s: %s has no names", kind->id, field->name);
  if ((field->flags & ZG_SEALED) && field->seal == NULL)
    g_error ("kind %s: %s is sealed without a class", kind->id, field->name);
  if ((field->flags & ZG_SEALED) && (field->flags & (ZG_UNIQUE | ZG_SEARCH)))
    g_error ("kind %s: %s is sealed, it can be neither unique nor searched", kind->id, field->name);
  if ((field->flags & ZG_FIND) && (!(field->flags & ZG_SEALED) || kind->append_only))
    g_error ("kind %s: %s is not sealed or never updated, it needs no blind index", kind->id, field->name);
  if (zg_kind_field (kind, field->name) != i)
    g_error ("kind %s: %s stands twice", kind->id, field->name);
}

/* On a server the row of a kind that only grows is written with its number, after the lines are entered: they would find none. */
static void
check_effects (const ZgKind *kind, const ZgStep *step)
{
  for (const ZgEffect *effect = step->effects; effect && effect->target; effect++)
    if (kind->append_only && effect->op != ZG_ALSO)
      g_error ("kind %s only grows: its step %s can enter nothing into %s", kind->id, step->verb, effect->target);
}

static void
check_kind (const ZgKind *kind)
{
  if (kind->n_fields > 64)
    g_error ("kind %s has more than 64 fields", kind->id);
  for (int i = 0; i < kind->n_fields; i++)
    check_field (kind, i);
  for (int i = 0; i < kind->n_steps; i++)
    if (zg_kind_step (kind, kind->steps[i].from, kind->steps[i].verb) != &kind->steps[i])
      g_error ("kind %s: step %s from %s stands twice", kind->id, kind->steps[i].verb, kind->steps[i].from);
  for (int i = 0; i < kind->n_steps; i++)
    check_effects (kind, &kind->steps[i]);
  if (kind->owner && !g_str_equal (kind->owner, "id") && zg_kind_field (kind, kind->owner) < 0)
    g_error ("kind %s: owner %s is no field", kind->id, kind->owner);
  if (kind->unit && !g_str_equal (kind->unit, "id") && zg_kind_field (kind, kind->unit) < 0)
    g_error ("kind %s: unit %s is no field", kind->id, kind->unit);
  if (kind->name && zg_kind_field (kind, kind->name) < 0)
    g_error ("kind %s: name %s is no field", kind->id, kind->name);
  if (kind->view && kind->n_steps)
    g_error ("kind %s is a view, it can have no steps", kind->id);
  if (kind->term && !zg_kind_seals (kind))
    g_error ("kind %s seals nothing, there is nothing in it to erase", kind->id);
  if (zg_kind_by_id (kind->id))
    g_error ("kind %s is registered twice", kind->id);
}

void
zg_kinds_add (const ZgKind *kind)
{
  if (kinds == NULL)
    {
      kinds = g_ptr_array_new ();
      by_id = g_hash_table_new (g_str_hash, g_str_equal);
      g_ptr_array_add (kinds, NULL);
    }
  check_kind (kind);
  g_hash_table_insert (by_id, (gpointer) kind->id, (gpointer) kind);
  kinds->pdata[kinds->len - 1] = (gpointer) kind;
  g_ptr_array_add (kinds, NULL);
}

const ZgKind *
zg_kind_by_id (const char *id)
{
  return by_id && id ? g_hash_table_lookup (by_id, id) : NULL;
}

const ZgKind *const *
zg_kinds (guint *n)
{
  static const ZgKind *const none[] = { NULL };

  if (n)
    *n = kinds ? kinds->len - 1 : 0;
  return kinds ? (const ZgKind *const *) kinds->pdata : none;
}
