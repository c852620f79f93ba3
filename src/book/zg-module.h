/* zg-module.h: what a module brings beside its kinds and sheets: papers, reports, layouts of files it can read. Static
 * declarations; window and zgctl offer whatever is registered. */
#pragma once

#include "zg-book.h"
#include "zg-paper.h"
#include "zg-sheet.h"

G_BEGIN_DECLS

/* Paper 单: the printed face of one record. Every kind has a plain one under its own id; a module may declare better. */
typedef struct
{
  const char   *id, *title; /* title N_() */
  const ZgKind *kind;       /* needs its export right */
  ZgPaper    *(*make) (ZgSession *session, ZgDb *db, gint64 id, GError **error); /* (transfer full) */
} ZgPaperDecl;

/* Report: a document over many records with arguments (month, unit). Each writes what its `formats` name. */
typedef struct
{
  const char *name, *title; /* title N_() */
  ZgType      type;
  const char *ref;          /* ZG_REF */
  const ZgEnum *names;
  const char *initial;      /* (nullable): as of a field: "month", "last-month", "today", or a value as text */
  gboolean    required;
} ZgArgument;

typedef struct _ZgReport ZgReport;
struct _ZgReport
{
  const char       *id, *title; /* title N_() */
  const char       *right;      /* needed: "punch.export" */
  const ZgArgument *arguments;
  int               n_arguments;
  const char       *formats;    /* "xlsx pdf csv" */
  const char       *file_name;  /* N_() (nullable): proposed, "%s" is the month */
  gboolean          proof;      /* holds sealed fields in full: as a step with ZG_PROOF; .write asks zg_session_check_proof () */
  /* values: n_arguments texts (references as ids), NULL where not given. Writes @path (temp + rename). Runs on a reader's
     thread. */
  gboolean        (*write) (const ZgReport *report, ZgSession *session, ZgDb *db, const char *const *values, const char *format,
                            const char *path, GCancellable *cancellable, GError **error);
};

/* Layout: a file people bring. */
typedef struct
{
  int      line;       /* in the file */
  gboolean taken;      /* will be written */
  char    *text;       /* what the file says, raw or joined by ' · ' */
  char    *note;       /* (nullable): why not taken, or a warning */
} ZgImportLine;

/* A record the book has and the file writes otherwise: becomes a step of its own, with its own place in the history. */
typedef struct
{
  int         line;
  ZgRecord   *record; /* as the file wants it, at the version the preview saw */
  const char *verb;   /* static */
  char       *text;   /* which record, for people */
} ZgImportChange;

typedef struct
{
  ZgBatch   *batch;     /* what would be written; (nullable) */
  GPtrArray *more;      /* of ZgBatch: what else the same file makes: of other kinds, written after it and taken back with it */
  GPtrArray *changes;   /* of ZgImportChange */
  GPtrArray *refused;   /* of ZgImportLine: changes the book did not take when they were written, with the reason */
  GPtrArray *lines;     /* of ZgImportLine: every line not taken and every warning; taken lines without a word are only counted */
  guint      n_taken, n_known, n_bad; /* new, already in the book and the same, not understood */
  guint      n_changed; /* of @changes those that were written */
  char      *summary;   /* one sentence */
  GBytes    *digest;    /* (nullable): of the file, once somebody asked */
  char     **asked;     /* values used for the arguments, as shown */
} ZgImportPlan;

typedef struct _ZgLayout ZgLayout;
struct _ZgLayout
{
  const char       *id, *title;   /* title N_() */
  const ZgKind     *kind;
  const char       *files;        /* "dat,txt" */
  const ZgArgument *arguments;    /* asked before the preview: the clock */
  int               n_arguments;
  /* recognise: 0 no, 100 sure; looks at name and first bytes. */
  int             (*recognise) (const char *name, GBytes *bytes);
  /* propose: (nullable): value of an argument read from the file or its name, as text (transfer full) (nullable). */
  char           *(*propose) (const ZgArgument *argument, const char *name, GBytes *bytes, ZgSession *session, ZgDb *db);
  /* plan: reads and judges every line, writes nothing. Returns: (transfer full) */
  ZgImportPlan   *(*plan) (const ZgLayout *layout, ZgSession *session, ZgDb *db, const char *name, GBytes *bytes,
                           const char *const *values, GError **error);
};

/* zg_import_plan_write: what the person has seen becomes one import, with the digest of the file; then each change a step. A
 * change that is refused stops no other: it stands in @refused of the plan. Changes are not part of the import: taking it back
 * leaves them. @id: (out): 0 where nothing was new. @n_known: (out): with those the plan left out. Errors: those of
 * zg_book_import; INVALID where no line could be read. Any thread; waits for the writer. */
gboolean      zg_import_plan_write (ZgSession *session, ZgImportPlan *plan, const char *name, GBytes *bytes, gint64 *id,
                                    guint *n_new, guint *n_known, GCancellable *cancellable, GError **error);
void          zg_import_plan_free (ZgImportPlan *plan);
/* zg_import_plan_more: Returns: (transfer none): a further batch of the plan. */
ZgBatch      *zg_import_plan_more (ZgImportPlan *plan, const ZgKind *kind);
ZgImportPlan *zg_import_plan_new  (void);
/* zg_import_plan_digest: SHA-256 of the file the plan is made from. Returns: (transfer none). */
GBytes       *zg_import_plan_digest (ZgImportPlan *plan, GBytes *bytes);
void          zg_import_plan_line (ZgImportPlan *plan, int line, gboolean taken, const char *text, const char *note);
/* zg_import_plan_change: @record: (transfer full). @verb: static. */
void          zg_import_plan_change (ZgImportPlan *plan, int line, ZgRecord *record, const char *verb, const char *text);

/* zg_paper_begin: begins the paper of a record: @title, its state (unless @state is FALSE) and number, at the foot the rule
 * @clause. @size: (nullable): NULL is A4. Returns: (transfer full). */
ZgPaper *zg_paper_begin (const ZgRecord *record, const ZgPaperSize *size, const char *title, gboolean state, const char *clause);
/* zg_paper_value: what a field says, as it may stand on paper: a sealed one masked. Returns: (transfer full). Thread of @db. */
char *zg_paper_value (ZgSession *session, ZgDb *db, const ZgRecord *record, int field);
/* zg_paper_fields: labels and values of @fields (ends with -1), two a line; a long text takes a line of its own, with @room mm at
 * least to write in. Thread of @db. */
void  zg_paper_fields (ZgPaper *paper, ZgSession *session, ZgDb *db, const ZgRecord *record, const int *fields, double room);

/* One who signs: the fields that say who and when. */
typedef struct
{
  const char *role; /* (nullable): NULL: the title of @who */
  int         who, at; /* who: -1: somebody of another house, by hand */
} ZgPaperSigner;

/* zg_paper_signers: who has signed stands there with the day, who has not finds a line to sign on. At most 4. */
void  zg_paper_signers (ZgPaper *paper, ZgDb *db, const ZgRecord *record, const ZgPaperSigner *signers, int n);

void zg_papers_add  (const ZgPaperDecl *paper);
void zg_reports_add (const ZgReport *report);
void zg_layouts_add (const ZgLayout *layout);
const ZgPaperDecl *const *zg_papers  (guint *n);
const ZgReport *const    *zg_reports (guint *n);
const ZgLayout *const    *zg_layouts (guint *n);
const ZgPaperDecl *zg_paper_by_id  (const char *id);
const ZgPaperDecl *zg_paper_of     (const ZgKind *kind); /* (nullable): the face a module gave its records */
const ZgReport    *zg_report_by_id (const char *id);
const ZgLayout    *zg_layout_by_id (const char *id);

/* What a module adds to a new book (structures, schedules, calendar) and to the demo; called in order of registration. */
typedef struct
{
  const char *id;
  gboolean  (*set_up) (ZgSession *session, const char *structure, GError **error);          /* (nullable) */
} ZgModuleHooks;

void zg_module_hooks_add (const ZgModuleHooks *hooks);
gboolean zg_modules_set_up (ZgSession *session, const char *structure, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgImportPlan, zg_import_plan_free)

G_END_DECLS
