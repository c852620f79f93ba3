/* zg-lines-private.h: what the files of the lines editor share: its table, its strip, scanning, verdicts. */
#pragma once

#include "zg-editor.h"
#include "zg-lines-editor.h"

G_BEGIN_DECLS

#define ZG_TYPE_LINE (zg_line_get_type ())
G_DECLARE_FINAL_TYPE (ZgLine, zg_line, ZG, LINE, GObject)

struct _ZgLine
{
  GObject   parent;
  ZgRecord *record;
  gboolean  changed; /* against what the book has */
};

ZgLine  *zg_line_new             (ZgRecord *record, gboolean changed); /* @record: (transfer full) */

struct _ZgLinesEditor
{
  GtkWidget           parent;
  GtkWidget          *box, *strip, *error, *view, *totals, *take, *remove;
  ZgSession          *session;
  const ZgKind       *kind;
  GListStore         *lines;
  GtkSingleSelection *selection;
  GPtrArray          *removed;   /* of ZgRecord with state "removed" */
  GHashTable         *titles;    /* "staff/17" → text */
  GtkWidget         **editors;   /* n_fields, NULL where a field is not typed */
  int                 edited;    /* place of the line in the strip, -1: a new one */
  gboolean            modified, typing, editable;
  gboolean            grows;     /* lines are added and taken out by hand */
  gboolean            folds, adding; /* the strip is there only for a line that is changed, or for new ones */
  const ZgLinesFace  *face;      /* (nullable) */
  GtkColumnViewColumn **columns; /* n_fields, NULL where a field has none */
  GtkColumnViewColumn **extra;   /* of the face */
  GHashTable         *known;     /* (nullable): what was read about the lines */
  guint               reading;
  guint64             writable;  /* fields of the line in the strip that are typed now */
  ZgRecord           *document;  /* (nullable) */
  GtkWidget          *subject;   /* which line is in the strip, where none is added */
  /* of kinds with .scans */
  GtkWidget          *scan, *scanned; /* (nullable): where codes come in, and what the last one was */
  gint64              last;           /* what was scanned last, 0: nothing */
  int                 ref, qty;       /* fields */
};

/* zg-lines-editor.c */
gboolean zg_lines_is_shown       (const ZgKind *kind, int field);
int      zg_lines_field_width    (const ZgField *field);
gboolean zg_lines_has_mask       (ZgLinesEditor *self);
void     zg_lines_fold           (ZgLinesEditor *self); /* shows the strip where it is wanted, and where codes come in */
int      zg_lines_column_width   (ZgLinesEditor *self, int field);
void     zg_lines_announce       (ZgLinesEditor *self); /* something was changed by the person */
guint64  zg_lines_typed_now      (ZgLinesEditor *self, const ZgRecord *line); /* fields; @line: (nullable) */

/* zg-lines-scan.c */
void     zg_lines_build_scan     (ZgLinesEditor *self); /* only where the kind says what is counted */
/* zg_lines_return_from: after a click on @widget codes come in again. */
void     zg_lines_return_from    (ZgLinesEditor *self, GtkWidget *widget);

/* zg-lines-face.c */
void     zg_lines_find_face      (ZgLinesEditor *self);
void     zg_lines_build_verdict  (ZgLinesEditor *self); /* the column of the words, where there are any */
void     zg_lines_show_columns   (ZgLinesEditor *self); /* those of the document as it stands */
gboolean zg_lines_has_column     (ZgLinesEditor *self, int field);
/* zg_lines_verdicts: how many lines have a word that is no good one. */
guint    zg_lines_verdicts       (ZgLinesEditor *self);

/* zg-lines-known.c */
void     zg_lines_read_known     (ZgLinesEditor *self);
void     zg_lines_build_extra    (ZgLinesEditor *self, int before); /* a field, -1: behind all */
void     zg_lines_align_extra    (ZgLinesEditor *self);
gboolean zg_lines_has_extra      (ZgLinesEditor *self); /* they are shown now */
void     zg_lines_show_extra     (ZgLinesEditor *self);
void     zg_lines_add_extra_totals (ZgLinesEditor *self);
void     zg_lines_shown          (ZgLinesEditor *self); /* says so */

/* zg-lines-strip.c */
void     zg_lines_build_strip    (ZgLinesEditor *self);
void     zg_lines_load_strip     (ZgLinesEditor *self, int place); /* -1: empty, for a new line */
/* zg_lines_next: place of the next line after @place of which something is typed now; -1: none. */
int      zg_lines_next           (ZgLinesEditor *self, int place);
void     zg_lines_take_strip     (ZgLinesEditor *self);
void     zg_lines_edit           (ZgLinesEditor *self, int place); /* into the strip, with the focus */
void     zg_lines_remove         (ZgLinesEditor *self, int place);
void     zg_lines_show_error     (ZgLinesEditor *self, const char *text); /* (nullable) */
void     zg_lines_mark           (ZgLinesEditor *self, int field, gboolean bad);
void     zg_lines_focus_first    (ZgLinesEditor *self);

G_END_DECLS
