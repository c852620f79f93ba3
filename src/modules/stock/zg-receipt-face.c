/* zg-receipt-face.c: what differs in a line of a goods receipt, in words; what is still to be decided about it (D08-2, D08-3a);
 * how the lines are shown and typed. Pure. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-money.h"
#include "zg-receipt.h"

/* -- What differs -- */

static gboolean
is_over (const ZgRecord *line)
{
  return zg_record_is_set (line, ZG_RECEIPT_LINE_ORDERED) &&
         zg_record_int (line, ZG_RECEIPT_LINE_RECEIVED) > zg_record_int (line, ZG_RECEIPT_LINE_ORDERED);
}

static gint64
short_by (const ZgRecord *line)
{
  return zg_record_is_set (line, ZG_RECEIPT_LINE_NOTED) && zg_record_is_set (line, ZG_RECEIPT_LINE_RECEIVED)
             ? zg_record_int (line, ZG_RECEIPT_LINE_NOTED) - zg_record_int (line, ZG_RECEIPT_LINE_RECEIVED)
             : 0;
}

static const struct
{
  int         field;
  const char *words, *sentence;
} checks[] = {
  { ZG_RECEIPT_LINE_NAME_OK, N_ ("another name"), N_ ("The name is not the one on the note.") },
  { ZG_RECEIPT_LINE_QUALITY_OK, N_ ("faulty"), N_ ("The quality does not agree.") },
  { ZG_RECEIPT_LINE_SPEC_OK, N_ ("other specification"), N_ ("The specification does not agree.") },
  { ZG_RECEIPT_LINE_VARIETY_OK, N_ ("other variety"), N_ ("The variety does not agree.") },
};

/* Of another name, quality, specification or variety: figures do not say what is wrong. */
static gboolean
is_other (const ZgRecord *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!zg_record_int (line, checks[i].field))
      return TRUE;
  return FALSE;
}

gboolean
zg_receipt_mismatch (const ZgRecord *line)
{
  return (zg_record_is_set (line, ZG_RECEIPT_LINE_NOTED) &&
          zg_record_int (line, ZG_RECEIPT_LINE_NOTED) != zg_record_int (line, ZG_RECEIPT_LINE_RECEIVED)) ||
         is_over (line) || is_other (line);
}

gboolean
zg_receipt_line_differs (const ZgRecord *line)
{
  return zg_record_is_set (line, ZG_RECEIPT_LINE_RECEIVED) &&
         (zg_receipt_mismatch (line) || zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) > 0);
}

gboolean
zg_receipt_line_wants_words (const ZgRecord *line)
{
  return !zg_record_is_set (line, ZG_RECEIPT_LINE_DISCREPANCY) &&
         (is_other (line) || (zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) > 0 && short_by (line) == 0 && !is_over (line)));
}

gboolean
zg_receipt_line_undecided (const ZgRecord *line, const char *mismatch)
{
  if (!zg_record_is_set (line, ZG_RECEIPT_LINE_RECEIVED) || !zg_receipt_mismatch (line) || g_str_equal (mismatch, "quarantine"))
    return FALSE;
  if (g_str_equal (mismatch, "refuse"))
    return zg_record_int (line, ZG_RECEIPT_LINE_ACCEPTED) > 0;
  return !zg_record_is_set (line, ZG_RECEIPT_LINE_OUTCOME) && zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) == 0;
}

gboolean
zg_receipt_mismatch_is_fixed (const char *mismatch)
{
  return !g_str_equal (mismatch, "record");
}

gboolean
zg_receipt_line_needs_photo (const ZgRecord *line, const char *photo)
{
  if (zg_record_int (line, ZG_RECEIPT_LINE_REFUSED) <= 0)
    return FALSE;
  return g_str_equal (photo, "all") ||
         (g_str_equal (photo, "quality") && (!zg_record_int (line, ZG_RECEIPT_LINE_QUALITY_OK) ||
                                             !zg_record_int (line, ZG_RECEIPT_LINE_SPEC_OK)));
}

guint
zg_receipt_line_photos (const ZgRecord *line)
{
  guint n = 0;

  for (int i = ZG_RECEIPT_LINE_PHOTO; i <= ZG_RECEIPT_LINE_PHOTO_3; i++)
    n += zg_record_is_set (line, i);
  return n;
}

static char *
qty_of (const ZgRecord *line, int field)
{
  return zg_milli_format (zg_record_int (line, field), ZG_MONEY_PLAIN);
}

char *
zg_receipt_line_difference (const ZgRecord *line)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *noted = qty_of (line, ZG_RECEIPT_LINE_NOTED), *received = qty_of (line, ZG_RECEIPT_LINE_RECEIVED);
  g_autofree char *ordered = qty_of (line, ZG_RECEIPT_LINE_ORDERED);

  if (short_by (line))
    g_string_append_printf (text, _ ("On the note %s, received %s."), noted, received);
  if (is_over (line))
    g_string_append_printf (text, _ ("%sOpen of the order %s, received %s."), text->len ? " " : "", ordered, received);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!zg_record_int (line, checks[i].field))
      g_string_append_printf (text, "%s%s", text->len ? " " : "", g_dgettext (GETTEXT_PACKAGE, checks[i].sentence));
  return g_string_free (text, FALSE);
}

ZgTone
zg_receipt_line_verdict (const ZgRecord *line, char **words)
{
  gint64           less = short_by (line), open;
  g_autofree char *qty = zg_milli_format (ABS (less), ZG_MONEY_PLAIN), *order = NULL;

  if (!zg_record_is_set (line, ZG_RECEIPT_LINE_RECEIVED))
    {
      *words = g_strdup (_ ("not counted yet"));
      return ZG_TONE_PENDING;
    }
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!zg_record_int (line, checks[i].field))
      {
        *words = g_strdup (g_dgettext (GETTEXT_PACKAGE, checks[i].words));
        return ZG_TONE_BAD;
      }
  if (less)
    {
      *words = less > 0 ? g_strdup_printf (_ ("%s short"), qty) : g_strdup_printf (_ ("%s too many"), qty);
      return ZG_TONE_WARN;
    }
  open = zg_record_int (line, ZG_RECEIPT_LINE_ORDERED) - zg_record_int (line, ZG_RECEIPT_LINE_RECEIVED);
  order = zg_milli_format (ABS (open), ZG_MONEY_PLAIN);
  if (!zg_record_is_set (line, ZG_RECEIPT_LINE_ORDERED) || open == 0)
    *words = g_strdup (_ ("agrees"));
  else
    *words = open > 0 ? g_strdup_printf (_ ("%s still to come"), order) : g_strdup_printf (_ ("%s not ordered"), order);
  return is_over (line) ? ZG_TONE_WARN : ZG_TONE_NEUTRAL;
}

void
zg_receipt_line_decide (ZgRecord *line, int outcome)
{
  if (outcome == ZG_OUTCOME_PART)
    zg_record_set_null (line, ZG_RECEIPT_LINE_OUTCOME); /* how much is typed */
  else
    zg_record_set_int (line, ZG_RECEIPT_LINE_OUTCOME, outcome);
  zg_record_set_int (line, ZG_RECEIPT_LINE_REFUSED, 0);
  line->kind->recompute (line);
}

/* -- How it looks -- */

static gboolean
is_before (const ZgRecord *receipt, const char *const *states)
{
  return receipt->state == NULL || g_strv_contains (states, receipt->state);
}

static const char *const counting[] = { "", "draft", NULL };
static const char *const signing[] = { "checked", "refused", "labelled", "stuck", "kept_signed", NULL };

gboolean
zg_receipt_counting (const ZgRecord *receipt)
{
  return is_before (receipt, counting);
}

guint64
zg_receipt_line_typed (const ZgRecord *receipt)
{
  if (is_before (receipt, counting))
    return ZG_ALL_FIELDS & ~(guint64) (ZG_RECEIPT_LINE_OF_INSPECTION | ZG_F (ZG_RECEIPT_LINE_OUTCOME)); /* chosen beside it */
  return ZG_RECEIPT_LINE_OF_INSPECTION;
}

guint64
zg_receipt_line_table (const ZgRecord *receipt)
{
  guint64 counted = ZG_F (ZG_RECEIPT_LINE_ITEM) | ZG_F (ZG_RECEIPT_LINE_NOTED) | ZG_F (ZG_RECEIPT_LINE_RECEIVED);

  if (is_before (receipt, counting))
    return counted;
  counted |= ZG_F (ZG_RECEIPT_LINE_ACCEPTED) | ZG_F (ZG_RECEIPT_LINE_REFUSED);
  if (is_before (receipt, signing))
    return counted | ZG_F (ZG_RECEIPT_LINE_AMOUNT) | ZG_F (ZG_RECEIPT_LINE_DISCREPANCY);
  return (counted & ~(ZG_F (ZG_RECEIPT_LINE_NOTED) | ZG_F (ZG_RECEIPT_LINE_REFUSED))) | ZG_F (ZG_RECEIPT_LINE_PASSED) |
         ZG_F (ZG_RECEIPT_LINE_FAILED) | ZG_F (ZG_RECEIPT_LINE_LOCATION);
}
