/* kinds: what records there are, their fields, lines and steps. */
#include <glib/gi18n.h>

#include "zg-ctl.h"
#include "zg-error.h"

const ZgKind *
zg_ctl_kind (ZgCtl *ctl, int i, GError **error)
{
  const ZgKind *kind = i < ctl->n_args ? zg_kind_by_id (ctl->args[i]) : NULL;

  if (kind == NULL)
    g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("There is no kind “%s”. See zgctl kinds."),
                 i < ctl->n_args ? ctl->args[i] : "");
  return kind;
}

static const char *
type_name (ZgType type)
{
  static const char *const names[] = { "text", "long", "int", "money", "qty", "days", "minutes", "bool", "enum", "day", "month",
                                       "time", "clock",
                                       "ref", "phone", "idcard", "file", "role", "right", "points", "weekdays" };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == ZG_WEEKDAYS + 1);

  return names[type];
}

static void
print_kind (const ZgKind *kind)
{
  zg_ctl_print ("%s  %s\n", kind->id, g_dgettext (GETTEXT_PACKAGE, kind->title));
  for (int i = 0; i < kind->n_fields; i++)
    {
      const ZgField *field = &kind->fields[i];

      zg_ctl_print ("  %-20s %-8s %s%s%s%s%s%s\n", field->name, type_name (field->type),
                    g_dgettext (GETTEXT_PACKAGE, field->title),
                    field->flags & ZG_REQUIRED ? " *" : "", field->ref ? " → " : "", field->ref ? field->ref : "",
                        field->clause ? "  " : "",
                    field->clause ? field->clause : "");
      for (const ZgEnum *name = field->names; name && name->id; name++)
        zg_ctl_print ("    %s  %s\n", name->id, g_dgettext (GETTEXT_PACKAGE, name->title));
    }
  for (int i = 0; i < kind->n_steps; i++)
    zg_ctl_print ("  %s: %s → %s  %s%s%s\n", kind->steps[i].verb, kind->steps[i].from ? kind->steps[i].from : "·",
                  kind->steps[i].to,
                  zg_step_title (&kind->steps[i]), kind->steps[i].clause ? "  " : "",
                      kind->steps[i].clause ? kind->steps[i].clause : "");
}

gboolean
zg_ctl_kinds (ZgCtl *ctl, GError **error)
{
  const ZgKind *kind;

  if (ctl->n_args == 1)
    {
      kind = zg_ctl_kind (ctl, 0, error);
      if (kind)
        print_kind (kind);
      return kind != NULL;
    }
  for (const ZgKind *const *each = zg_kinds (NULL); *each; each++)
    zg_ctl_print ("%-18s %s\n", (*each)->id, g_dgettext (GETTEXT_PACKAGE, (*each)->title));
  return TRUE;
}
