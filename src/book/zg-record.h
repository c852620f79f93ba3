/* zg-record.h: one record: a plain array of cells with its kind, id, state and version. No database. Any thread, one at a
   time. */
#pragma once

#include "zg-kind.h"

G_BEGIN_DECLS

/* What a sealed field is found by: numbers that say nothing without the key of the class INDEX; 0: none. */
typedef struct
{
  gint64 whole, tail;
} ZgBlind;

struct _ZgRecord
{
  const ZgKind *kind;
  gint64        id;         /* 0: not yet in the book */
  gint64        parent;     /* 0: none */
  gint64        owner;      /* staff id, 0: none */
  gint64        unit;       /* unit id, 0: none */
  gint64        maker;      /* person id */
  gint64        created_ms;
  gint64        version;    /* 0: new; a step gives version + 1 */
  char         *state;
  char         *no;         /* (nullable): document number */
  guint64       changed;    /* fields set since it was read */
  ZgBlind      *blind;      /* (nullable): by field, made when it was sealed (zg_session_seal_record) */
  /* kind->n_fields; a sealed field is ZG_CELL_BYTES as stored, or ZG_CELL_TEXT once typed or revealed */
  ZgCell        cells[];
};

/* (transfer full): state of the kind's first step with no `from` stays "" until run */
ZgRecord   *zg_record_new       (const ZgKind *kind);
ZgRecord   *zg_record_copy      (const ZgRecord *record);
void        zg_record_free      (ZgRecord *record);
gboolean    zg_record_is_set    (const ZgRecord *record, int field);
gint64      zg_record_int       (const ZgRecord *record, int field); /* 0 where empty */
const char *zg_record_text      (const ZgRecord *record, int field); /* (nullable) */
int         zg_record_day       (const ZgRecord *record, int field); /* day number or ZG_NO_DAY */
/* Setters mark the field as changed where the value differs. */
void        zg_record_set_int   (ZgRecord *record, int field, gint64 value);
void        zg_record_set_text  (ZgRecord *record, int field, const char *text);
void        zg_record_set_day   (ZgRecord *record, int field, int day); /* ZG_NO_DAY clears */
void        zg_record_set_null  (ZgRecord *record, int field);
void        zg_record_set_cell  (ZgRecord *record, int field, const ZgCell *cell);

/* zg_record_begin: fields that are not set begin with their .initial; "me" is @person or @staff (0: none), by what they refer
 * to. */
void        zg_record_begin     (ZgRecord *record, gint64 person, gint64 staff);
/* zg_initial_text: what a field, a filter or an argument begins with, as text: "month" the current one, "last-month" the last
 * full one, "today", else itself. @buffer: 11 bytes. Returns: @initial or @buffer. */
const char *zg_initial_text     (const char *initial, char *buffer);
/* zg_field_parse: what a person or a file wrote, to a cell: dates, times, amounts, yes and no, names of an enum. A reference
 * takes an id here; names and numbers are looked up by zg_book_parse_ref. "" gives an empty cell.
 * Errors: ZG_ERROR_INVALID with a sentence that says what is wrong and the present value. */
gboolean    zg_field_parse      (const ZgField *field, const char *text, ZgCell *out, GError **error);
/* zg_cell_is_erased: a sealed value whose time is over. zg_sealed_words: Returns: (transfer none): translated: what is shown
 * for a value that is not opened: "****", or that it was erased. @cell: (nullable). */
gboolean    zg_cell_is_erased   (const ZgCell *cell);
const char *zg_sealed_words     (const ZgCell *cell);
/* zg_field_format: Returns: (transfer full): as people read it (desk.md 4), translated; a reference as its id; sealed bytes by
   zg_sealed_words (). */
char       *zg_field_format     (const ZgField *field, const ZgCell *cell);
/* zg_value_format: the same for a column that is no field. @names: (nullable). */
char       *zg_value_format     (ZgType type, const ZgEnum *names, const ZgCell *cell);
/* zg_record_validate: field rules: required (only where @to is no draft state), lengths, phone, ID number, enum numbers, days
 * that exist.
 * Adds faults. */
void        zg_record_validate  (const ZgRecord *record, const char *to, GPtrArray *faults);
/* zg_step_applies: whether @step is there for a record with these fields (its .when and .unless); not whether it may be taken. */
gboolean    zg_step_applies     (const ZgStep *step, const ZgRecord *record);
/* zg_record_roman: Returns: (transfer full): what the column NAME_key of a ZG_ROMAN field holds: `sortkey pinyin initials`. */
char       *zg_record_roman     (const char *han);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgRecord, zg_record_free)

G_END_DECLS
