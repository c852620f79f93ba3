/* zg-who.h: who may take a step of a record: the people a request is handed to. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 person;
  char  *name;
  gint64 stands_for;  /* as deputy of this person; 0: in his own right */
  char  *stands_name; /* (nullable) */
  int    distance;    /* how many units above that of the record his right is held; a right over everything is the farthest */
} ZgWho;

void       zg_who_free  (ZgWho *who);
/* zg_who_may: everybody whose roles reach @record for @step today, whatever state it is in, a new one as it would be made by
 * @session. Left out are those it concerns and those who have signed it already, as the step says. Each person once: nearest
 * first, in his own right before as a deputy. Returns: (transfer full) (element-type ZgWho); empty: nobody. Errors: those of
 * reading. Thread of @db. */
GPtrArray *zg_who_may   (ZgSession *session, ZgDb *db, const ZgRecord *record, const ZgStep *step, GError **error);
/* zg_who_near: the names a button has room for: of the nearest only, "周敏", "周敏、李强", "周敏等 4 人". Returns: (transfer
 * full) (nullable): NULL where @all is empty. */
char      *zg_who_near  (const GPtrArray *all);
/* zg_who_names: everybody, deputies with whom they stand in for. Returns: (transfer full). */
char      *zg_who_names (const GPtrArray *all);

G_END_DECLS
