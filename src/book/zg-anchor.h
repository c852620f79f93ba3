/* zg-anchor.h: anchors 锚点: what somebody outside the book remembers of the ends of its audit chains. Cutting off the end of a
 * chain, or putting yesterday's file back, leaves a book without a flaw: only an anchor shows it. Three remember: every backup in
 * its manifest, every desk in the state folder of its person, and the printed day report as a code of 16 characters. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 chain, seq;
  guint8 hash[32];
} ZgAnchorHead;

/* zg_anchor_heads: Returns: (transfer full) (element-type ZgAnchorHead) (nullable): the last entry of every chain before
 * @before_ms, by chain. Thread of @db. */
GArray  *zg_anchor_heads  (ZgDb *db, gint64 before_ms, GError **error);
/* zg_anchor_text: Returns: (transfer full): "CHAIN SEQ HASH", a line each. zg_anchor_holds: @does: (out): whether the book has
 * every entry @text names; @first: (out) (transfer full) (optional): the first line it has not. Thread of @db. */
char    *zg_anchor_text   (const GArray *heads);
gboolean zg_anchor_holds  (ZgDb *db, const char *text, gboolean *does, char **first, GError **error);
/* zg_anchor_code: of those heads, "7Q2D-…": 16 characters of Crockford's Base32 (no I, L, O, U) in groups of 4. @buffer: 20
 * bytes. Returns: @buffer. Pure. */
char    *zg_anchor_code   (const GArray *heads, char *buffer);

/* zg_anchor_check: whether the book still holds what this desk saw of it last; one that was restored since says so itself and
 * passes. Errors: CORRUPT. Thread of @db. */
gboolean zg_anchor_check  (ZgBook *book, ZgDb *db, GError **error);
/* zg_anchor_keep: from now on this desk remembers the book as @db sees it, if the check let it pass. Best effort. Thread of
 * @db. */
void     zg_anchor_keep   (ZgBook *book, ZgDb *db);
/* zg_anchor_accept: the next book this program opens is taken as it is. zg_anchor_note_gap: what zg_anchor_check () would have
 * said of it is noted in its audit, by who may make backups; TRUE where it said nothing. Errors: DENIED. */
void     zg_anchor_accept   (void);
gboolean zg_anchor_note_gap (ZgSession *session, GError **error);

/* What was done on a day, a line a step; for the day report 日报 that carries the code. */
typedef struct
{
  char    *title;    /* "请假单 · 同意" */
  gboolean refused;
  gint64   n, n_people;
} ZgDayDeed;

/* zg_day_deeds: Returns: (transfer full) (element-type ZgDayDeed) (nullable): by kind and step, refusals last. Thread of @db. */
GPtrArray *zg_day_deeds (ZgDb *db, int day, GError **error);

G_END_DECLS
