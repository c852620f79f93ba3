/* zg-policy.h: Policy 制度: clauses and dated parameters. A number that a clause sets is read here, never written as a constant.
 * Definitions and printed defaults come from data/policy/parameters.tsv; a book overrides them by records of the kind `parameter`
 * (key, value, scope, from, to). A past month is computed with what was in force on its days. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id, *doc, *clause, *kind, *zh, *en, *module, *conflict;
} ZgClause;

/* All (transfer none), static for the life of the program. */
const ZgClause        *zg_clause_by_id (const char *id); /* (nullable) */
const ZgClause *const *zg_clauses      (guint *n);
char                  *zg_clause_cite  (const char *id); /* (transfer full): 《电商部门管理制度》第 4.2.2 条 */

/* zg_policy_proofs: each test of this program that proves a clause: @proof gets the clause and "program:path" (transfer full). */
typedef void (*ZgPolicyProof) (char **cells, gpointer data);
void                   zg_policy_proofs (ZgPolicyProof proof, gpointer data);

typedef struct
{
  const char *key, *value, *type, *unit, *title_zh, *title_en, *clauses, *conflict, *choices;
  gboolean    in_source;
} ZgParameter;

const ZgParameter        *zg_parameter_by_key (const char *key); /* (nullable) */
const ZgParameter *const *zg_parameters       (guint *n);
/* Title in the language of the interface. (transfer none) */
const char               *zg_parameter_title  (const ZgParameter *parameter);

/* zg_parameter_words: Returns: (transfer full): a value as people read it: with its unit, or the title of the choice. */
char                     *zg_parameter_words   (const ZgParameter *parameter, const char *value);
/* zg_parameter_is_derived: it is printed, but a schedule or another parameter decides it; no book sets it. */
gboolean zg_parameter_is_derived (const ZgParameter *parameter);
/* zg_parameter_accepts: whether @value is of the parameter's type and among its choices; "" is not. */
gboolean                  zg_parameter_accepts (const ZgParameter *parameter, const char *value);
/* zg_interface_is_chinese: which of two titles that the data bring is shown. */
gboolean                  zg_interface_is_chinese (void);

/* What is in force: read once for a range of days, asked many times. */
typedef struct _ZgPolicy ZgPolicy;

/* zg_policy_load: all overrides that touch @from…@to. Returns: (transfer full) */
ZgPolicy   *zg_policy_load  (ZgDb *db, int from, int to, GError **error);
void        zg_policy_free  (ZgPolicy *policy);
/* zg_policy_text: the value in force for @category (staff category number, 0 any) and @unit (0 any) on @day: the narrowest scope
 * wins (unit, the nearest above it first; category; book), then the newest from-day, then the printed default. Returns: (transfer
 * none), never NULL for a known key. */
const char *zg_policy_text  (ZgPolicy *policy, const char *key, int category, gint64 unit, int day);
gint64      zg_policy_int   (ZgPolicy *policy, const char *key, int category, gint64 unit, int day);
/* zg_policy_pretend: from now on @key has this value for everybody and on every day of @policy, to see what would be: nothing is
 * written. Errors: NOT_FOUND for a key that is not there, INVALID for a value it does not take. */
gboolean    zg_policy_pretend (ZgPolicy *policy, const char *key, const char *value, GError **error);
/* zg_policy_edges: Returns: (transfer full) (element-type int): days within the range on which some value of a key in @prefix
 * changes, sorted. */
GArray     *zg_policy_edges (ZgPolicy *policy, const char *prefix);

/* zg_parameter_guard_add: @check is asked as well before a record of the kind `parameter` is made, changed, ended or taken away
 * (a month that was judged by it may be closed). @key: of the parameter; @from, @to: the days that would change, ZG_NO_DAY: open.
 * Once at start, before any thread. */
typedef void (*ZgParameterGuard) (ZgWork *work, const char *key, int from, int to);
void        zg_parameter_guard_add (ZgParameterGuard check);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgPolicy, zg_policy_free)

G_END_DECLS
