/* zg-marks.h: small things that say something: state pill, clause chip, stepper. Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "zg-book.h"

G_BEGIN_DECLS

/* -- State pill -- */
/* zg_tone_class: Returns: the style class of a tone of a pill: "neutral", "pending", "warn", "bad". */
const char *zg_tone_class (ZgTone tone);
/* zg_tone_text_class: of plain text: "" for neutral. */
const char *zg_tone_text_class (ZgTone tone);
GtkWidget  *zg_pill_new   (const char *text, ZgTone tone); /* a GtkLabel */
void        zg_pill_set   (GtkWidget *pill, const char *text, ZgTone tone); /* @text: (nullable): hides it */

/* -- Clause chip: a button with the id of a clause; shows the clause with its parameters. -- */
#define ZG_TYPE_CLAUSE_CHIP (zg_clause_chip_get_type ())
G_DECLARE_FINAL_TYPE (ZgClauseChip, zg_clause_chip, ZG, CLAUSE_CHIP, GtkWidget)
/* @clause: one id; where the catalogue does not know it the chip shows it all the same, without a popover. */
GtkWidget  *zg_clause_chip_new    (const char *clause);
void        zg_clause_chip_set_clause (ZgClauseChip *chip, const char *clause);
const char *zg_clause_chip_get_clause (ZgClauseChip *chip);
/* zg_clause_chip_popup: Shift+F1. "Open clause" activates `win.open-clause` (s). */
void        zg_clause_chip_popup  (ZgClauseChip *chip);
/* zg_clause_chips_new: chips for a list "D01-7.2 D02-3.3.2": two at most, then ＋n. (nullable): NULL gives an invisible box. */
GtkWidget  *zg_clause_chips_new   (const char *clauses);

/* zg_clause_chip_set_session: whose book the values in force are read from; (nullable): the printed ones are shown. Set at
 * log-in. */
void        zg_clause_chip_set_session (ZgSession *session);

/* -- Stepper -- */
typedef enum { ZG_STEP_DONE, ZG_STEP_NOW, ZG_STEP_LATER, ZG_STEP_SIDE } ZgStepPlace;

typedef struct
{
  const char *title;  /* translated */
  const char *detail; /* (nullable): who and when, or until when */
  const char *clause; /* (nullable) */
  ZgStepPlace place;
  ZgTone      tone;   /* of a ZG_STEP_SIDE */
} ZgStepItem;

#define ZG_TYPE_STEPPER (zg_stepper_get_type ())
G_DECLARE_FINAL_TYPE (ZgStepper, zg_stepper, ZG, STEPPER, GtkWidget)
GtkWidget  *zg_stepper_new      (void);
void        zg_stepper_set      (ZgStepper *stepper, const ZgStepItem *items, guint n); /* texts are copied */
void        zg_stepper_set_note (ZgStepper *stepper, const char *note); /* (nullable): at the right end */

G_END_DECLS
