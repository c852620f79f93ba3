#include "zg-record.h"

#include <glib/gi18n.h>
#include <string.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-idcard.h"
#include "zg-money.h"
#include "zg-people.h"
#include "zg-seal.h"
#include "zg-text.h"
#include "zg-weekdays.h"

ZgRecord *
zg_record_new (const ZgKind *kind)
{
  ZgRecord *record = g_malloc0 (sizeof *record + sizeof (ZgCell) * kind->n_fields);

  record->kind = kind;
  record->state = g_strdup ("");
  return record;
}

ZgRecord *
zg_record_copy (const ZgRecord *record)
{
  ZgRecord *copy = g_malloc0 (sizeof *copy + sizeof (ZgCell) * record->kind->n_fields);

  *copy = *record;
  copy->state = g_strdup (record->state);
  copy->no = g_strdup (record->no);
  copy->blind = record->blind ? g_memdup2 (record->blind, sizeof (ZgBlind) * record->kind->n_fields) : NULL;
  memset (copy->cells, 0, sizeof (ZgCell) * record->kind->n_fields);
  for (int i = 0; i < record->kind->n_fields; i++)
    zg_cell_copy (&record->cells[i], &copy->cells[i]);
  return copy;
}

void
zg_record_free (ZgRecord *record)
{
  if (record == NULL)
    return;
  for (int i = 0; i < record->kind->n_fields; i++)
    zg_cell_clear (&record->cells[i]);
  g_free (record->state);
  g_free (record->no);
  g_free (record->blind);
  g_free (record);
}

gboolean
zg_step_applies (const ZgStep *step, const ZgRecord *record)
{
  for (int i = 0; (step->when | step->unless) && i < record->kind->n_fields; i++)
    if (((step->when & ZG_F (i)) && zg_record_int (record, i) == 0) ||
        ((step->unless & ZG_F (i)) && zg_record_int (record, i) != 0))
      return FALSE;
  return TRUE;
}

gboolean
zg_record_is_set (const ZgRecord *record, int field)
{
  return record->cells[field].type != ZG_CELL_NULL;
}

gint64
zg_record_int (const ZgRecord *record, int field)
{
  return zg_cell_int (&record->cells[field]);
}

const char *
zg_record_text (const ZgRecord *record, int field)
{
  return zg_cell_text (&record->cells[field]);
}

int
zg_record_day (const ZgRecord *record, int field)
{
  const char *text = zg_record_text (record, field);
  int         day;

  return text && zg_day_parse (text, &day) ? day : ZG_NO_DAY;
}

void
zg_record_set_cell (ZgRecord *record, int field, const ZgCell *cell)
{
  g_return_if_fail (field >= 0 && field < record->kind->n_fields);
  if (zg_cell_equal (&record->cells[field], cell))
    return;
  zg_cell_copy (cell, &record->cells[field]);
  record->changed |= ZG_F (field);
}

void
zg_record_set_int (ZgRecord *record, int field, gint64 value)
{
  ZgCell cell = { .type = ZG_CELL_INT, .i = value };

  zg_record_set_cell (record, field, &cell);
}

void
zg_record_set_text (ZgRecord *record, int field, const char *text)
{
  ZgCell cell = { 0 };

  if (text && *text)
    {
      cell.type = ZG_CELL_TEXT;
      cell.s = (char *) text;
    }
  zg_record_set_cell (record, field, &cell);
}

void
zg_record_set_day (ZgRecord *record, int field, int day)
{
  char buffer[11];

  zg_record_set_text (record, field, day == ZG_NO_DAY ? NULL : zg_day_format (day, buffer));
}

void
zg_record_set_null (ZgRecord *record, int field)
{
  ZgCell cell = { 0 };

  zg_record_set_cell (record, field, &cell);
}

/* -- Text to cell -- */

static gboolean
refuse (GError **error, const char *format, const char *text)
{
  g_set_error (error, ZG_ERROR, ZG_ERROR_INVALID, format, text);
  return FALSE;
}

static gboolean
parse_int (const char *text, ZgCell *out, GError **error)
{
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return refuse (error, _ ("“%s” is not a whole number."), text);
  zg_cell_set_int (out, value);
  return TRUE;
}

static gboolean
parse_bool (const char *text, ZgCell *out, GError **error)
{
  static const char *const yes[] = { "1", "yes", "true", "y", "√", "是", "有", NULL };
  static const char *const no[] = { "0", "no", "false", "n", "×", "否", "无", NULL };
  g_autofree char *low = g_utf8_strdown (text, -1);

  if (!g_strv_contains (yes, low) && !g_strv_contains (no, low))
    return refuse (error, _ ("“%s” is neither yes nor no."), text);
  zg_cell_set_int (out, g_strv_contains (yes, low));
  return TRUE;
}

static gboolean
parse_day (const char *text, ZgCell *out, GError **error)
{
  char buffer[11];
  int  day;

  if (g_str_equal (text, "today"))
    day = zg_clock_today ();
  else if (!zg_day_parse_loose (text, &day))
    return refuse (error, _ ("“%s” is no day of the calendar. Write it like 2026-11-03."), text);
  zg_cell_set_text (out, zg_day_format (day, buffer));
  return TRUE;
}

static gboolean
parse_time (const char *text, ZgCell *out, GError **error)
{
  gint64 ms;
  int    day;

  if (g_str_equal (text, "now"))
    ms = zg_clock_now_ms ();
  else if (zg_day_parse_loose (text, &day))
    ms = zg_day_to_ms (day, 0);
  else if (!zg_stamp_parse (text, &ms) && !(g_ascii_string_to_signed (text, 10, G_GINT64_CONSTANT (100000000000), G_MAXINT64,
                                                                      &ms, NULL)))
    return refuse (error, _ ("“%s” is no day and time. Write it like 2026-11-03 14:30."), text);
  zg_cell_set_int (out, ms);
  return TRUE;
}

static gboolean
parse_month (const char *text, ZgCell *out, GError **error)
{
  char buffer[8];
  int  first, n;

  if (!zg_month_parse (text, &first, &n))
    return refuse (error, _ ("“%s” is no month. Write it like 2026-11."), text);
  zg_cell_set_text (out, zg_month_format (first, buffer));
  return TRUE;
}

/* Also as it is shown: "next day 08:30". */
static gboolean
parse_clock (const char *text, int *minute)
{
  g_autofree char *next = g_strdup_printf (_ ("next day %s"), "");
  gboolean         after = *next && g_str_has_prefix (text, g_strchomp (next));

  if (!zg_minute_parse (after ? text + strlen (next) : text, minute))
    return FALSE;
  if (after && *minute < 24 * 60)
    *minute += 24 * 60;
  return TRUE;
}

gboolean
zg_field_parse (const ZgField *field, const char *text, ZgCell *out, GError **error)
{
  g_autofree char *clean = text ? g_strstrip (g_strdup (text)) : NULL;
  const ZgEnum    *name;
  gint64           value;
  int              minute;
  char             days[8];

  zg_cell_clear (out);
  if (clean == NULL || *clean == '\0')
    return TRUE;
  switch (field->type)
    {
    case ZG_INT:
    case ZG_REF:
    case ZG_FILE:
      return parse_int (clean, out, error);
    case ZG_MINUTES:
      return parse_int (clean, out, error);
    case ZG_MONEY:
      if (!zg_money_eval (clean, &value))
        return refuse (error, _ ("“%s” is no amount."), clean);
      zg_cell_set_int (out, value);
      return TRUE;
    case ZG_POINTS:
      if (!zg_money_eval (clean, &value))
        return refuse (error, _ ("“%s” is no number with up to two decimals."), clean);
      zg_cell_set_int (out, value);
      return TRUE;
    case ZG_QTY:
    case ZG_DAYS:
      if (!zg_milli_parse (clean, &value))
        return refuse (error, _ ("“%s” is no quantity."), clean);
      zg_cell_set_int (out, value);
      return TRUE;
    case ZG_BOOL:
      return parse_bool (clean, out, error);
    case ZG_ENUM:
      name = zg_enum_find (field->names, clean);
      if (name == NULL && g_ascii_string_to_signed (clean, 10, G_MININT, G_MAXINT, &value, NULL))
        name = zg_enum_by_number (field->names, value);
      if (name == NULL)
        return refuse (error, _ ("“%s” is not one of the choices."), clean);
      zg_cell_set_int (out, name->number);
      return TRUE;
    case ZG_DAY:
      return parse_day (clean, out, error);
    case ZG_MONTH:
      return parse_month (clean, out, error);
    case ZG_TIME:
      return parse_time (clean, out, error);
    case ZG_CLOCK:
      if (!parse_clock (clean, &minute))
        return refuse (error, _ ("“%s” is no time of day. Write it like 08:30."), clean);
      zg_cell_set_int (out, minute);
      return TRUE;
    case ZG_WEEKDAYS:
      if (!zg_weekdays_parse (clean, days))
        return refuse (error, _ ("“%s” names no days of the week. Write them like Mo-Fr or 67."), clean);
      zg_cell_set_text (out, days);
      return TRUE;
    case ZG_TEXT:
    case ZG_LONG:
    case ZG_PHONE:
    case ZG_IDCARD:
    default:
      if (!g_utf8_validate (clean, -1, NULL))
        return refuse (error, _ ("The text is not valid UTF-8 (%s)."), field->name);
      zg_cell_take_text (out, g_steal_pointer (&clean));
      return TRUE;
    }
}

/* -- Cell to text -- */

static char *
format_minutes (gint64 minutes)
{
  if (minutes < 60)
    return g_strdup_printf (_ ("%d min"), (int) minutes);
  if (minutes % 60 == 0)
    return g_strdup_printf (_ ("%d h"), (int) (minutes / 60));
  return g_strdup_printf (_ ("%d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
}

static char *
format_clock (gint64 minute)
{
  char buffer[6];

  if (minute >= 1440 && minute != 1440)
    return g_strdup_printf (_ ("next day %s"), zg_minute_format ((int) minute - 1440, buffer));
  return g_strdup (zg_minute_format ((int) minute, buffer));
}

static char *
format_stamp (gint64 ms)
{
  char buffer[20];

  zg_stamp_format (ms, buffer);
  buffer[16] = '\0'; /* seconds only where they matter */
  return g_strdup (buffer);
}

static char *
format_int (ZgType type, const ZgEnum *names, gint64 value)
{
  const ZgEnum *name;

  switch (type)
    {
    case ZG_MONEY:
    case ZG_POINTS:
      return zg_money_format (value, ZG_MONEY_MINUS);
    case ZG_QTY:
    case ZG_DAYS:
      return zg_milli_format (value, ZG_MONEY_MINUS);
    case ZG_MINUTES:
      return format_minutes (value);
    case ZG_BOOL:
      return g_strdup (value ? _ ("yes") : _ ("no"));
    case ZG_ENUM:
      name = zg_enum_by_number (names, value);
      return name ? g_strdup (g_dgettext (GETTEXT_PACKAGE, name->title)) : g_strdup_printf ("%" G_GINT64_FORMAT, value);
    case ZG_TIME:
      return format_stamp (value);
    case ZG_CLOCK:
      return format_clock (value);
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    }
}

static char *
format_text (ZgType type, const char *text)
{
  switch (type)
    {
    case ZG_ROLE:
      return g_strdup (zg_role_title (text));
    case ZG_RIGHT:
      return zg_right_title (text);
    case ZG_WEEKDAYS:
      return zg_weekdays_text (text);
    default:
      return g_strdup (text);
    }
}

gboolean
zg_cell_is_erased (const ZgCell *cell)
{
  return cell->type == ZG_CELL_BYTES && zg_seal_is_erased (cell->b);
}

const char *
zg_sealed_words (const ZgCell *cell)
{
  return cell && zg_cell_is_erased (cell) ? _ ("erased, its time is over") : "****";
}

char *
zg_value_format (ZgType type, const ZgEnum *names, const ZgCell *cell)
{
  switch (cell->type)
    {
    case ZG_CELL_INT:
      return format_int (type, names, cell->i);
    case ZG_CELL_TEXT:
      return format_text (type, cell->s);
    case ZG_CELL_BYTES:
      return g_strdup (zg_sealed_words (cell));
    case ZG_CELL_NULL:
    default:
      return g_strdup ("");
    }
}

char *
zg_field_format (const ZgField *field, const ZgCell *cell)
{
  return zg_value_format (field->type, field->names, cell);
}

char *
zg_record_roman (const char *han)
{
  g_autofree char *key = zg_text_sort_key (han);
  g_autofree char *pinyin = zg_text_pinyin (han);
  g_autofree char *initials = zg_text_initials (han);

  return g_strdup_printf ("%s %s %s", key, pinyin, initials);
}

/* -- Rules of the fields -- */

static int
longest (const ZgField *field)
{
  return field->max ? field->max : field->type == ZG_LONG ? 2000 : 200;
}

static void
fault_phone (const ZgKind *kind, const ZgField *field, const char *text, GPtrArray *faults)
{
  int digits = 0;

  for (const char *p = text; *p; p++)
    digits += g_ascii_isdigit (*p) != 0;
  zg_faults_add (faults, kind->id, field->name, -1, field->clause, _ ("A mobile number has 11 digits, this one has %d."), digits);
}

static void
validate_text (const ZgRecord *record, int i, const char *text, GPtrArray *faults)
{
  const ZgField *field = &record->kind->fields[i];
  long           length = g_utf8_strlen (text, -1);
  ZgIdcardFault  why;
  int            day, n;

  if (length > longest (field))
    zg_faults_add (faults, record->kind->id, field->name, -1, field->clause, _ ("At most %d characters, this has %ld."),
                   longest (field), length);
  else if (field->type == ZG_TEXT && strpbrk (text, "\r\n"))
    zg_faults_add (faults, record->kind->id, field->name, -1, field->clause, _ ("One line only."));
  else if (field->type == ZG_PHONE && zg_phone_check (text, NULL) == ZG_PHONE_NONE)
    fault_phone (record->kind, field, text, faults);
  else if (field->type == ZG_IDCARD && !zg_idcard_check (text, zg_clock_today (), NULL, &why))
    zg_faults_add (faults, record->kind->id, field->name, -1, field->clause, "%s", zg_idcard_fault_text (why));
  else if (field->type == ZG_DAY && !zg_day_parse (text, &day))
    zg_faults_add (faults, record->kind->id, field->name, -1, field->clause,
                   _ ("“%s” is no day of the calendar. Write it like 2026-11-03."), text);
  else if (field->type == ZG_MONTH && !zg_month_parse (text, &day, &n))
    zg_faults_add (faults, record->kind->id, field->name, -1, field->clause, _ ("“%s” is no month. Write it like 2026-11."),
                   text);
}

static void
validate_cell (const ZgRecord *record, int i, GPtrArray *faults)
{
  const ZgField *field = &record->kind->fields[i];
  const ZgCell  *cell = &record->cells[i];
  gboolean       wrong;

  if (cell->type == ZG_CELL_BYTES)
    wrong = !(field->flags & ZG_SEALED);
  else
    wrong = zg_type_is_text (field->type) != (cell->type == ZG_CELL_TEXT);
  if (wrong)
    zg_faults_add (faults, record->kind->id, field->name, -1, field->clause, _ ("The value is of the wrong kind for “%s”."),
                   g_dgettext (GETTEXT_PACKAGE, field->title));
  else if (cell->type == ZG_CELL_TEXT)
    validate_text (record, i, cell->s, faults);
  else if (cell->type == ZG_CELL_INT && field->type == ZG_ENUM && zg_enum_by_number (field->names, cell->i) == NULL)
    zg_faults_add (faults, record->kind->id, field->name, -1, field->clause, _ ("Choose one of the names."));
  else if (cell->type == ZG_CELL_INT && field->type == ZG_BOOL && cell->i != 0 && cell->i != 1)
    zg_faults_add (faults, record->kind->id, field->name, -1, field->clause, _ ("Choose yes or no."));
  else if (cell->type == ZG_CELL_INT && field->type == ZG_CLOCK && (cell->i < 0 || cell->i >= 2880))
    zg_faults_add (faults, record->kind->id, field->name, -1, field->clause,
                   _ ("A time of day lies between 00:00 and 24:00 of this or the next day."));
}

void
zg_record_validate (const ZgRecord *record, const char *to, GPtrArray *faults)
{
  gboolean draft = zg_state_is_draft (to);

  for (int i = 0; i < record->kind->n_fields; i++)
    {
      const ZgField *field = &record->kind->fields[i];

      if (record->cells[i].type != ZG_CELL_NULL)
        validate_cell (record, i, faults);
      else if ((field->flags & ZG_REQUIRED) && !draft)
        zg_faults_add (faults, record->kind->id, field->name, -1, field->clause, _ ("“%s” is required."),
                       g_dgettext (GETTEXT_PACKAGE, field->title));
    }
}

const char *
zg_initial_text (const char *initial, char *buffer)
{
  if (g_str_equal (initial, "month"))
    return zg_month_format (zg_clock_today (), buffer);
  if (g_str_equal (initial, "last-month"))
    return zg_month_format (zg_month_first (zg_clock_today (), -1), buffer);
  if (g_str_equal (initial, "today"))
    return zg_day_format (zg_clock_today (), buffer);
  return initial;
}

void
zg_record_begin (ZgRecord *record, gint64 person, gint64 staff)
{
  for (int i = 0; i < record->kind->n_fields; i++)
    {
      const ZgField *field = &record->kind->fields[i];
      gboolean       me = g_strcmp0 (field->initial, "me") == 0;
      gint64         who = g_strcmp0 (field->ref, "person") == 0 ? person : staff;
      char           buffer[11];
      ZgCell         cell = { 0 };

      if (field->initial == NULL || zg_record_is_set (record, i))
        continue;
      if (me && who)
        zg_record_set_int (record, i, who);
      else if (!me && zg_field_parse (field, zg_initial_text (field->initial, buffer), &cell, NULL))
        zg_record_set_cell (record, i, &cell);
      zg_cell_clear (&cell);
    }
}
