/* zg-form-private.h: what the files of the form share. */
#pragma once

#include "zg-editor.h"
#include "zg-facts.h"
#include "zg-form.h"
#include "zg-lines-editor.h"
#include "zg-who.h"

G_BEGIN_DECLS

/* A field on the form. */
typedef struct
{
  ZgForm        *form;
  int            index;
  const ZgField *def;
  ZgEditor      *editor;   /* owned; NULL where it is never typed */
  GtkWidget     *column;   /* the line and, below it, the error */
  GtkWidget     *control;  /* what the editor shows: itself or the adopted widget */
  GtkWidget     *label;    /* before it; (nullable) */
  GtkWidget     *hint;     /* (nullable) */
  GtkWidget     *chips;    /* clauses; (nullable) */
  GtkWidget     *value;    /* as text: computed, read-only, sealed */
  GtkWidget     *show;     /* button that opens a sealed value, then copies it */
  GtkWidget     *error, *error_text;
  gboolean       editable;
  gboolean       touched;  /* typed by the person since it was shown: only then it is read back */
  gboolean       revealed;
  char          *fault;
} ZgFormRow;

/* Lines of one child kind. */
typedef struct
{
  const ZgKind *kind;
  GtkWidget    *editor; /* ZgLinesEditor */
  GPtrArray    *records;
} ZgFormLines;

/* What a read brings. */
typedef struct
{
  ZgRecord   *record;
  GPtrArray  *lines;   /* of GPtrArray of ZgRecord, in the order of zg_form_children */
  GHashTable *titles;  /* "staff/17" → text */
  GPtrArray  *history; /* of ZgHistory */
  char       *title;
} ZgFormLoad;

struct _ZgForm
{
  AdwBin        parent;
  ZgSession    *session;
  const ZgKind *kind;
  gint64        id;
  ZgRecord     *record;     /* as typed; NULL until loaded */
  ZgRecord     *stored;     /* as read; (nullable): a new one */
  ZgRecord     *theirs;     /* what somebody else wrote meanwhile */
  ZgRecord     *seed;       /* a new record begins so; (nullable) */
  GHashTable   *titles;
  GPtrArray    *history;
  GPtrArray    *rows;       /* of ZgFormRow */
  GPtrArray    *lines;      /* of ZgFormLines */
  char         *title, *subtitle, *name;
  gboolean      modified, loading, laid_out, running, leaving;
  guint         generation, panel_generation;
  guint         panel_timer, draft_timer;
  GQueue        queue;      /* verbs still to run */
  char         *opinion;
  char          command[40];
  GPtrArray    *cards;      /* of GtkWidget, of a form laid out from the fields: hidden when all their rows are */
  GtkSizeGroup *labels;     /* all labels of fields are as wide as the widest */
  GtkWidget    *explain, *history_box, *panel_box;
  const ZgStep *signs;      /* (nullable): what somebody else has to do about it next, once it is handed in */
  GPtrArray    *receivers;  /* (nullable) (element-type ZgWho): who may; NULL: not known yet */

  GtkWidget *busy, *stepper, *stepper_edge, *bar, *notice, *notice_icon, *notice_text, *notice_chips, *body, *foot, *foot_left,
    *print, *reasons,
            *problems, *foot_steps, *save, *foot_primary, *primary,
            *waiting; /* (nullable): what the lines still lack */
};

/* zg-form.c */
void     zg_form_set_modified  (ZgForm *self, gboolean modified);
void     zg_form_set_titles    (ZgForm *self);
void     zg_form_emit_ready    (ZgForm *self);
void     zg_form_emit_saved    (ZgForm *self, const char *verb);
void     zg_form_emit_closed   (ZgForm *self);

/* zg-form-load.c */
void     zg_form_load_free     (gpointer load);
void     zg_form_load          (ZgForm *self);
GPtrArray *zg_form_children    (const ZgKind *kind);  /* (transfer full) (element-type ZgKind) */
ZgFormLoad *zg_form_read       (ZgSession *session, ZgDb *db, const ZgKind *kind, gint64 id, GError **error);
ZgRecord *zg_form_new_record   (ZgSession *session, const ZgKind *kind, const ZgRecord *seed);

/* zg-form-layout.c */
void     zg_form_lay_out       (ZgForm *self);

/* zg-form-fields.c */
ZgFormRow *zg_form_row_new     (ZgForm *self, int index);
void     zg_form_row_free      (gpointer row);
ZgFormRow *zg_form_row_by_field (ZgForm *self, int index); /* (nullable) */
void     zg_form_row_finish    (ZgFormRow *row); /* after .editor and the widgets are made */
void     zg_form_seal_row      (ZgFormRow *row, GtkWidget *line); /* the button that shows and copies, on its line */
void     zg_form_show_seal     (ZgFormRow *row, gboolean closed);
void     zg_form_show_fields   (ZgForm *self);
void     zg_form_refresh_computed (ZgForm *self);
void     zg_form_set_fault     (ZgFormRow *row, const char *message);
gboolean zg_form_collect       (ZgForm *self);     /* FALSE: some row has a fault */
gboolean zg_form_validate      (ZgForm *self, const char *to);
guint    zg_form_count_faults  (ZgForm *self);
void     zg_form_focus_fault   (ZgForm *self);
void     zg_form_show_faults   (ZgForm *self, GPtrArray *faults);
void     zg_form_show_problems (ZgForm *self);
char    *zg_form_cell_text     (ZgForm *self, const ZgRecord *record, int field); /* (transfer full) */

/* zg-form-side.c */
void     zg_form_show_stepper  (ZgForm *self);
void     zg_form_show_notice   (ZgForm *self);
void     zg_form_show_history  (ZgForm *self);

/* zg-form-aside.c: read beside the form whenever something is typed: explaining panels, and who has to decide */
void     zg_form_read_panels   (ZgForm *self);
void     zg_form_panels_later  (ZgForm *self);
const char *zg_form_signs_from (ZgForm *self);     /* (nullable): the state in which it waits for somebody else */
char    *zg_form_receivers_text (ZgForm *self);    /* (transfer full) (nullable): all, or that there is nobody */
char    *zg_form_receivers_near (ZgForm *self, const char *state); /* (transfer full) (nullable): who decides in it, in short */
void     zg_form_show_receivers (ZgForm *self);    /* on the button */

/* zg-form-steps.c */
void     zg_form_steps_install (GtkWidgetClass *klass);
void     zg_form_show_steps    (ZgForm *self);
const ZgStep *zg_form_create_step (ZgForm *self);  /* (nullable) */
/* zg_form_offered_state: (nullable): the state whose steps are offered; of a new record that of the draft it will be. */
const char *zg_form_offered_state (ZgForm *self);
const ZgStep *zg_form_save_step (ZgForm *self);    /* (nullable): what Save runs */
const ZgStep *zg_form_primary_step (ZgForm *self); /* (nullable) */
guint64  zg_form_writable      (ZgForm *self);     /* fields this person may write now */
gboolean zg_form_lines_writable (ZgForm *self);   /* whether some step this person may take now takes lines along */
gboolean zg_form_is_new        (ZgForm *self);
void     zg_form_save_now      (ZgForm *self);
void     zg_form_start         (ZgForm *self, const char *verb, const char *opinion);

/* zg-form-run.c */
void     zg_form_run_queue     (ZgForm *self);

/* zg-form-draft.c: what is typed survives a crash */
void     zg_form_draft_later   (ZgForm *self);
void     zg_form_draft_forget  (ZgForm *self);
void     zg_form_draft_offer   (ZgForm *self);

G_END_DECLS
