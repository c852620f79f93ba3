/* zg-facts.h: facts to show beside a list or a form: a heading, labelled lines, sums with their clause. Plain data made on a
 * reading thread, and the widget that shows it. Modules know no window: the shell registers a maker for a kind. */
#pragma once

#include <gtk/gtk.h>

#include "zg-book.h"

G_BEGIN_DECLS

typedef struct _ZgFacts ZgFacts;

/* A new ZgFacts has no block; lines go into the last block begun. All texts are copied, (nullable) unless said otherwise, and
 * already translated. Any thread. */
ZgFacts *zg_facts_new    (void);
void     zg_facts_free   (ZgFacts *facts);
/* zg_facts_head: who or what: large title, second line, state pill. */
void     zg_facts_head   (ZgFacts *facts, const char *title, const char *subtitle, const char *pill, ZgTone tone);
void     zg_facts_block  (ZgFacts *facts, const char *heading, const char *clause);
/* zg_facts_line: @value: not null. */
void     zg_facts_line   (ZgFacts *facts, const char *label, const char *value, ZgTone tone, const char *clause);
/* zg_facts_note: a sentence over the whole width. */
void     zg_facts_note   (ZgFacts *facts, const char *text, ZgTone tone, const char *clause);
/* zg_facts_sum: a big number with its name under it, next to the sums before it. */
void     zg_facts_sum    (ZgFacts *facts, const char *number, const char *name, ZgTone tone);
/* zg_facts_link: opens a record by `win.open-record` (kind, id), or where @id is 0 the sheet @kind by `win.open-sheet`. */
void     zg_facts_link   (ZgFacts *facts, const char *text, const char *count, const char *kind, gint64 id);

/* Returns: (transfer full) (nullable): NULL without an error: nothing to show. Runs on a reading thread. */
typedef ZgFacts *(*ZgFactsFunc) (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error);
/* For a form: @record as it stands in the form, with what is typed; id 0 for a new one. */
typedef ZgFacts *(*ZgPanelFunc) (ZgSession *session, ZgDb *db, const ZgRecord *record, GError **error);

/* zg_facts_title: zg_book_title, or, of a kind that names its records by nothing, whose it is, else "". Returns: (transfer full).
 * Runs on a reading thread. */
char *zg_facts_title (ZgDb *db, const ZgKind *kind, gint64 id);

/* Registered once, before the first window. @kind: static. */
void        zg_preview_register (const char *kind, ZgFactsFunc func); /* the preview panel of the sheets of a kind */
void        zg_panel_register   (const char *kind, ZgPanelFunc func); /* an explaining panel of its form; three at most */
ZgFactsFunc zg_preview_func     (const char *kind);                   /* never NULL: the generic one lists the fields */
GPtrArray  *zg_panel_funcs      (const char *kind);                   /* (transfer none) (nullable) (element-type ZgPanelFunc) */

/* The widget. */
#define ZG_TYPE_FACTS_VIEW (zg_facts_view_get_type ())
G_DECLARE_FINAL_TYPE (ZgFactsView, zg_facts_view, ZG, FACTS_VIEW, GtkWidget)

/* @cards: each block a white card of its own (forms), else divided by lines (preview). */
GtkWidget *zg_facts_view_new (gboolean cards);
void       zg_facts_view_set (ZgFactsView *view, const ZgFacts *facts); /* (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgFacts, zg_facts_free)

G_END_DECLS
