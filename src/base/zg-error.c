#include "zg-error.h"

#include <glib/gi18n.h>

typedef struct
{
  GPtrArray *faults;
  char      *clause;
} ZgErrorPrivate;

static void
zg_error_private_init (ZgErrorPrivate *priv)
{
  priv->faults = NULL;
  priv->clause = NULL;
}

static void
zg_error_private_copy (const ZgErrorPrivate *src, ZgErrorPrivate *dest)
{
  dest->faults = src->faults ? g_ptr_array_ref (src->faults) : NULL;
  dest->clause = g_strdup (src->clause);
}

static void
zg_error_private_clear (ZgErrorPrivate *priv)
{
  g_clear_pointer (&priv->faults, g_ptr_array_unref);
  g_clear_pointer (&priv->clause, g_free);
}

G_DEFINE_EXTENDED_ERROR (ZgError, zg_error)

const char *
zg_error_code_name (int code)
{
  static const char *const names[ZG_N_ERRORS] = {
    [ZG_ERROR_DENIED] = "denied",       [ZG_ERROR_INVALID] = "invalid",
    [ZG_ERROR_CONFLICT] = "conflict",   [ZG_ERROR_NOT_FOUND] = "not-found",
    [ZG_ERROR_BUSY] = "busy",           [ZG_ERROR_UNKNOWN_OUTCOME] = "unknown-outcome",
    [ZG_ERROR_FULL] = "full",           [ZG_ERROR_READ_ONLY] = "read-only",
    [ZG_ERROR_CORRUPT] = "corrupt",     [ZG_ERROR_NOT_A_BOOK] = "not-a-book",
    [ZG_ERROR_NEWER] = "newer",         [ZG_ERROR_CONNECTION] = "connection",
    [ZG_ERROR_IO] = "io",               [ZG_ERROR_USAGE] = "usage",
  };

  return code >= 0 && code < ZG_N_ERRORS ? names[code] : "error";
}

void
zg_fault_free (ZgFault *fault)
{
  g_free (fault->message);
  g_free (fault->clause);
  g_free (fault);
}

GPtrArray *
zg_faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) zg_fault_free);
}

void
zg_faults_add (GPtrArray *faults, const char *kind, const char *field, int row, const char *clause, const char *format, ...)
{
  ZgFault *fault = g_new0 (ZgFault, 1);
  va_list  args;

  fault->kind = kind;
  fault->field = field;
  fault->row = row;
  fault->clause = g_strdup (clause);
  va_start (args, format);
  fault->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (faults, fault);
}

void
zg_error_set_faults (GError **error, GPtrArray *faults)
{
  const ZgFault *first = faults->pdata[0];

  g_return_if_fail (faults->len > 0);
  if (error)
    {
      if (faults->len == 1)
        *error = g_error_new_literal (ZG_ERROR, ZG_ERROR_INVALID, first->message);
      else
        *error = g_error_new (ZG_ERROR, ZG_ERROR_INVALID,
                              g_dngettext (GETTEXT_PACKAGE, "%s (and %u more to correct)", "%s (and %u more to correct)",
                                           faults->len - 1),
                              first->message, faults->len - 1);
      zg_error_get_private (*error)->faults = g_ptr_array_ref (faults);
    }
  g_ptr_array_unref (faults);
}

void
zg_error_set_clause (GError **error, int code, const char *clause, const char *format, ...)
{
  va_list args;

  if (error == NULL)
    return;
  va_start (args, format);
  *error = g_error_new_valist (ZG_ERROR, code, format, args);
  va_end (args);
  zg_error_get_private (*error)->clause = g_strdup (clause);
}

GPtrArray *
zg_error_get_faults (const GError *error)
{
  return error && error->domain == ZG_ERROR ? zg_error_get_private (error)->faults : NULL;
}

const char *
zg_error_get_clause (const GError *error)
{
  ZgErrorPrivate *priv;

  if (error == NULL || error->domain != ZG_ERROR)
    return NULL;
  priv = zg_error_get_private (error);
  if (priv->clause)
    return priv->clause;
  return priv->faults && priv->faults->len ? ((ZgFault *) priv->faults->pdata[0])->clause : NULL;
}
