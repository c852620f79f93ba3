/* zg-audit-list.h: the audit as a list: who did what, when, to which record, what it changed, by which clause; refusals too. The
 * kind is read only: a view over the chains, its id is chain and place. Seen by whoever holds audit_entry.view. */
#pragma once

#include "zg-kind.h"
#include "zg-db.h"

G_BEGIN_DECLS

typedef enum
{
  ZG_AUDIT_AT,
  ZG_AUDIT_WHO,
  ZG_AUDIT_STEP,    /* the permission, "leave.approve" */
  ZG_AUDIT_RESULT,  /* 1 done, 2 refused */
  ZG_AUDIT_OPINION,
  ZG_AUDIT_SUBJECT, /* kind of the record */
  ZG_AUDIT_DOC,     /* its id */
  ZG_AUDIT_DESK,
  ZG_AUDIT_SEQ,
  ZG_AUDIT_N_FIELDS
} ZgAuditField;

extern const ZgKind zg_audit_entry; /* registered with its sheet by zg_book_init */

/* Words about the entry @id. Returns: (transfer full) (nullable): NULL: nothing to say. Thread of @db. */
char *zg_audit_record  (ZgDb *db, gint64 id); /* title of the record */
char *zg_audit_changes (ZgDb *db, gint64 id); /* "开始 13:00 → 14:00; …", sealed fields as **** */
char *zg_audit_clause  (ZgDb *db, gint64 id); /* of the step */

void  zg_audit_list_init (void);

G_END_DECLS
