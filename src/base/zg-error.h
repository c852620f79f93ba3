/* zg-error.h: the one error domain of the house, and faults that name a field.
 *
 * The message of every error says what happened, what was kept and what to do next, translated, without codes.
 * Runs in any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ZG_ERROR (zg_error_quark ())

typedef enum
{
  ZG_ERROR_DENIED,          /* no right, or separation of duties */
  ZG_ERROR_INVALID,         /* a rule refuses it; faults name field and clause */
  ZG_ERROR_CONFLICT,        /* somebody changed the record meanwhile; nothing overwritten */
  ZG_ERROR_NOT_FOUND,
  ZG_ERROR_BUSY,            /* try again */
  ZG_ERROR_UNKNOWN_OUTCOME, /* ask again by the command id */
  ZG_ERROR_FULL,            /* disk full */
  ZG_ERROR_READ_ONLY,
  ZG_ERROR_CORRUPT,
  ZG_ERROR_NOT_A_BOOK,
  ZG_ERROR_NEWER,           /* made by a newer version */
  ZG_ERROR_CONNECTION,
  ZG_ERROR_IO,
  ZG_ERROR_USAGE,           /* wrong use of a verb or an argument */
  ZG_N_ERRORS
} ZgErrorCode;

GQuark zg_error_quark (void);

/* zg_error_code_name: Returns: (transfer none): the stable English name used by `zgctl --format json`, e.g. "invalid". */
const char *zg_error_code_name (int code);

/* One thing wrong with one field. */
typedef struct
{
  const char *kind;   /* (nullable): kind id, static */
  const char *field;  /* (nullable): field name, static */
  int         row;    /* line of a child kind, -1 for the record itself */
  char       *message;
  char       *clause; /* (nullable): clause id, e.g. "D01-7.2" */
} ZgFault;

void       zg_fault_free  (ZgFault *fault);
GPtrArray *zg_faults_new  (void); /* of ZgFault, owns them */
void       zg_faults_add  (GPtrArray *faults, const char *kind, const char *field, int row, const char *clause,
                           const char *format, ...) G_GNUC_PRINTF (6, 7);

/* zg_error_set_faults: makes a ZG_ERROR_INVALID whose message is the first fault's (and how many more there are).
 * @faults: (transfer full): at least one. */
void zg_error_set_faults (GError **error, GPtrArray *faults);

/* zg_error_set_clause: as g_set_error, with the clause that refuses. @clause: (nullable). */
void zg_error_set_clause (GError **error, int code, const char *clause, const char *format, ...) G_GNUC_PRINTF (4, 5);

/* zg_error_get_faults: Returns: (transfer none) (nullable): of ZgFault. */
GPtrArray *zg_error_get_faults (const GError *error);

/* zg_error_get_clause: Returns: (transfer none) (nullable): the error's clause, else its first fault's. */
const char *zg_error_get_clause (const GError *error);

G_END_DECLS
