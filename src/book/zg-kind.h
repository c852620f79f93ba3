/* zg-kind.h: Kind 单据种类 and Step 流程, the declarations everything else is made from.
 *
 * A kind is one table described once: its fields and the legal changes of state of its records. A step's id,
 * `leave.approve`, is at once its GAction name, permission, audit verb, `zgctl` verb and test path. All of it is static
 * data: nothing here is allocated or freed. Runs in any thread. */
#pragma once

#include <glib.h>

#include "zg-cell.h"

G_BEGIN_DECLS

typedef struct _ZgKind   ZgKind;
typedef struct _ZgRecord ZgRecord;
typedef struct _ZgWork   ZgWork;

typedef enum
{
  ZG_TEXT,    /* one line; .max characters */
  ZG_LONG,    /* several lines */
  ZG_INT,
  ZG_MONEY,   /* fen */
  ZG_QTY,     /* thousandths */
  ZG_DAYS,    /* day_milli: thousandths of a day */
  ZG_MINUTES, /* a duration */
  ZG_BOOL,    /* 0, 1 */
  ZG_ENUM,    /* the fixed number declared with its name */
  ZG_DAY,     /* text YYYY-MM-DD */
  ZG_MONTH,   /* text YYYY-MM */
  ZG_TIME,    /* an instant, ms UTC */
  ZG_CLOCK,   /* a time of day, minutes after midnight; 1440 and more: the day after */
  ZG_REF,     /* id of a record of the kind .ref */
  ZG_PHONE,
  ZG_IDCARD,  /* GB 11643 */
  ZG_FILE,    /* id of an attachment */
  ZG_ROLE,    /* code of a role, read as its title */
  ZG_RIGHT,   /* a permission, "leave.approve", read in words */
  ZG_POINTS,  /* hundredths: points of a score, per cent */
  ZG_WEEKDAYS, /* days of the week, "67", read in words (zg-weekdays.h) */
} ZgType;

/* zg_type_is_text: whether values of the type are text in the book. */
gboolean zg_type_is_text (ZgType type);

typedef enum
{
  ZG_REQUIRED = 1 << 0,  /* binds when the record leaves its draft state */
  ZG_COMPUTED = 1 << 1,  /* made by .recompute, never typed */
  ZG_SEALED = 1 << 2,    /* ciphertext in the book; plain only in a form that may reveal it */
  ZG_SEARCH = 1 << 3,    /* the search box of the kind's own sheet looks here */
  ZG_LIST = 1 << 4,      /* a column of the kind's own sheet */
  ZG_UNIQUE = 1 << 5,    /* among the records that are not removed, deleted or void */
  ZG_FIXED = 1 << 6,     /* written once, when the record is made */
  ZG_HIDDEN = 1 << 7,    /* not on the form */
  ZG_FILTER = 1 << 8,    /* a filter chip of the kind's own sheet */
  ZG_ROMAN = 1 << 9,     /* a name in Han: the column NAME_key holds pinyin, initials and sort key (see zg_record_roman) */
  ZG_FIND = 1 << 10,     /* sealed, and found by its whole value, a phone by its last four digits too: NAME_ix, NAME_tail */
  ZG_TOTAL = 1 << 11,    /* of a line: its sum stands below the lines (ZG_POINTS; amounts and quantities have theirs without) */
  ZG_BESIDE = 1 << 12,   /* on a form in the line of the field before it */
  ZG_ADDED = 1 << 14,    /* came after the blind columns of its kind: its column stands at the end, where a migration adds it */
  ZG_NO_SUM = 1 << 13,   /* the least or the most of something: of many records it adds up to nothing */
} ZgFieldFlags;

typedef struct
{
  int         number; /* stored; never changes once released */
  const char *id;     /* English, for zgctl */
  const char *title;  /* N_() */
} ZgEnum;

typedef struct
{
  const char   *name;    /* column, JSON key, widget id */
  const char   *title;   /* N_() */
  ZgType        type;
  guint         flags;   /* ZgFieldFlags */
  const char   *ref;     /* ZG_REF: kind id */
  const ZgEnum *names;   /* ZG_ENUM: ends with a NULL id */
  int           max;     /* longest text in characters, 0 = 200 (ZG_LONG 2000) */
  int           width;   /* pixels of its column on screen, 0 = by type */
  const char   *clause;  /* (nullable): the clause it fulfils */
  const char   *section; /* (nullable) N_(): begins a card of the form with this heading */
  const char   *hint;    /* (nullable) N_(): stands right of the control */
  const char   *initial; /* (nullable): value of a new record as text; "today", "me" (own staff record), "month", "last-month" */
  const char   *seal;    /* ZG_SEALED: class of the key, "STAFF", "PAY", … */
} ZgField;

/* A state: what it is called and how it looks. Every kind may use the common ones (zg_state_title): draft, pending, approved,
 * returned, withdrawn, cancelled, active, ended, removed, deleted, issued, kept. */
typedef enum { ZG_TONE_NEUTRAL, ZG_TONE_PENDING, ZG_TONE_WARN, ZG_TONE_BAD } ZgTone;

typedef struct
{
  const char *id;
  const char *title; /* N_() */
  ZgTone      tone;
  gboolean    hidden; /* left out of lists unless asked for: removed, deleted */
} ZgState;

/* Declared effects: what a posting of this step causes beside its own row. Lines of ledgers are made by post itself, from the row
 * as it is written; anything undeclared is refused. */
typedef enum
{
  ZG_ALSO,         /* may hold a further step application */
  ZG_LEDGER_IN,    /* post makes a line that comes in */
  ZG_LEDGER_OUT,   /* … that goes out */
  ZG_PERIOD_CLOSE, /* nothing is entered any more into the month of .day, in ledgers of this period */
  ZG_PERIOD_OPEN,  /* … into it again */
  ZG_LEDGER_VALUE, /* post makes a line of value alone, in a valued ledger: .value may be below 0, .qty is not read */
} ZgEffectOp;

typedef struct
{
  ZgEffectOp  op;
  const char *target;    /* "kind.verb", name of a ledger, name of a period; NULL ends the list */
  /* Of a line: fields of the record, or its columns id, parent_id, owner_id, unit_id; with .each_line of the lines of the
   * document, and of the document where a line has no such field. A key may be a number of its own: "3". */
  const char *qty;
  const char *value;     /* (nullable): fen that come in with it, into a valued ledger */
  const char *keys[4];   /* (nullable) each */
  const char *day;       /* (nullable): a ZG_DAY or ZG_MONTH; the day of the post without, and where it is empty */
  gboolean    each_line; /* once for each line of the child kind that has .qty */
} ZgEffect;

typedef enum
{
  ZG_NOT_OWN = 1 << 0,       /* neither the owner nor the maker may */
  ZG_NEEDS_OPINION = 1 << 1,
  ZG_BY_CLOCK = 1 << 2,      /* the person 系统 may, by itself when due */
  ZG_QUIET = 1 << 3,         /* no button of its own: create, edit */
  ZG_DESTROYS = 1 << 4,      /* asks before it runs; its button is red text at the left */
  ZG_PRIMARY = 1 << 5,       /* the blue button of the state it starts from */
  ZG_WITH_LINES = 1 << 6,    /* may bring new, changed and removed lines of child kinds */
  ZG_BY_DEED = 1 << 7,       /* only a command of its own makes such a record (a backup), never a form */
  ZG_PROOF = 1 << 9,         /* dangerous: needs a password given a few minutes ago, see zg_session_proof_due () */
  ZG_FOLLOWS = 1 << 8,       /* only within the posting of a step that declares it (ZG_ALSO): nobody takes it by itself */
} ZgStepFlags;

#define ZG_F(field) (G_GUINT64_CONSTANT (1) << (field))
#define ZG_ALL_FIELDS G_MAXUINT64

typedef struct
{
  const char *from;   /* (nullable): NULL: makes the record */
  const char *verb;
  const char *to;
  guint       flags;
  guint64     writes;  /* fields it may write, ZG_F (…) | … or ZG_ALL_FIELDS */
  guint64     stamps;  /* fields the book fills: me into a ZG_REF to person, now into a ZG_TIME, today into a ZG_DAY */
  guint64     differs; /* ZG_REF to person: must not be me */
  const ZgEffect *effects; /* (nullable), ends with a NULL target */
  void      (*check) (ZgWork *work);  /* (nullable): adds faults; reads by zg_work_db after naming a guard */
  void      (*done) (ZgWork *work);   /* (nullable): only what a declared effect cannot make */
  const char *clause; /* (nullable) */
  const char *title;  /* N_(): (nullable): the common verbs have their title (zg_verb_title) */
  guint64     fills;  /* fields its hooks may fill; nobody types them */
  guint64     when;   /* ZG_BOOL fields: the step is there only where all of them are yes … */
  guint64     unless; /* … and none of these is: of two roads a record goes one (a second signature) */
} ZgStep;

/* Personal data is kept for a term; then the sealed fields are erased (zg-term.h) and the record stays. */
typedef struct
{
  const char *months; /* policy parameter: counted from the day the book took the record; 0: for ever */
  /* (nullable): SQL over the row t: it is needed though its own term is over: what began $2 (ms) or later goes on */
  const char *needed;
} ZgTerm;

struct _ZgKind
{
  const char    *id;        /* table, GAction group, zgctl KIND */
  const char    *title;     /* N_() */
  const char    *module;    /* folder: "staff", "attendance" … */
  const char    *prefix;    /* (nullable): of its yearly numbers, "QJ"; given by the step that leaves the draft */
  const ZgField *fields;
  int            n_fields;
  const ZgStep  *steps;
  int            n_steps;
  const ZgState *states;    /* (nullable): its own beside the common ones, ends with a NULL id */
  const char    *parent;    /* (nullable): kind id, for lines of a document */
  /* (nullable): ZG_REF field to staff, or "id": the record itself; "own" reach goes by it, else by the maker */
  const char    *owner;
  const char    *unit;      /* (nullable): ZG_REF field to unit, or "id"; else the owner's unit of the day */
  const char    *name;      /* (nullable): the field that names a record in references and headings, else its number */
  const char    *order;     /* (nullable): default order of its own sheet, SQL over alias t, else newest first */
  /* rows are never updated: corrections are new records; what is sealed in them may be sealed anew or erased */
  gboolean       append_only;
  /* once written its fields stay for ever, sealed ones as above: post () moves state and version alone, the engines refuse
   * everything else */
  gboolean       frozen;
  const ZgTerm  *term;      /* (nullable): how long what is sealed is kept */
  const char    *empty;     /* (nullable) N_(): what its list is for, shown while it is empty */
  const char    *clause;    /* (nullable) */
  const char    *index[4];  /* further indexes: comma separated columns */
  const char    *view;      /* (nullable): a SELECT over tables of the book that gives its columns; has no steps */
  /* (nullable): of lines: the ZG_QTY that a scanned code counts up by one; the code names what the first ZG_REF refers to */
  const char    *scans;
  void         (*recompute) (ZgRecord *record); /* (nullable): pure; fills ZG_COMPUTED fields */
};

#define ZG_FIELDS(array) .fields = array, .n_fields = G_N_ELEMENTS (array)
#define ZG_STEPS(array) .steps = array, .n_steps = G_N_ELEMENTS (array)

/* Steps of a plain register (clocks, keys, posts): create and edit (active), remove and restore. */
extern const ZgStep zg_register_steps[4];
#define ZG_REGISTER .steps = zg_register_steps, .n_steps = 4

/* Lists end with a NULL entry. All (transfer none). */
int            zg_kind_field      (const ZgKind *kind, const char *name);      /* index or -1 */
gboolean       zg_kind_seals      (const ZgKind *kind);                        /* some field of it */
const ZgStep  *zg_kind_step       (const ZgKind *kind, const char *from, const char *verb); /* (nullable) */
const ZgStep  *zg_kind_verb       (const ZgKind *kind, const char *verb);      /* first row with that verb, (nullable) */
/* zg_kind_top: of the document a line belongs to, else itself: the lines of a document go with it. */
const ZgKind  *zg_kind_top        (const ZgKind *kind);
const ZgState *zg_kind_state      (const ZgKind *kind, const char *state);     /* never NULL; an unknown one has an empty title */
const char    *zg_step_title      (const ZgStep *step);                        /* translated */
/* zg_right_title: "leave.approve" as "请假单 · 同意". Returns: (transfer full): the permission itself where it is unknown. */
char          *zg_right_title     (const char *permission);
const ZgEnum  *zg_enum_by_number  (const ZgEnum *names, gint64 number);        /* (nullable) */
/* by id, English or translated title; (nullable) */
const ZgEnum  *zg_enum_find       (const ZgEnum *names, const char *text);
gboolean       zg_state_is_draft  (const char *state);

/* The registry: what the program knows. Filled once at start, before any thread; then read only. */
void           zg_kinds_add       (const ZgKind *kind); /* checks the declaration and aborts on a slip of the programmer */
const ZgKind  *zg_kind_by_id      (const char *id);     /* (nullable) */
const ZgKind *const *zg_kinds     (guint *n);           /* in order of registration */

G_END_DECLS
