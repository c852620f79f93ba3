/* cases.h: every step of every registered kind, each with a record that waits for it in one trial book. A new kind comes in by
 * itself. */
#pragma once

#include "zg-book.h"

typedef struct
{
  const ZgKind *kind;
  const ZgStep *step;
  char         *name;   /* leave.approve pending */
  ZgRecord     *record; /* as it is sent, with its id */
  gboolean      decides; /* the other person runs it */
  guint         cycles, lost, broken; /* counted by the runs */
} Case;

/* The opened book of a cycle. */
typedef struct
{
  ZgBook    *book;
  ZgSession *maker, *decider;
} House;

/* cases_open: makes the trial book in a folder of its own and the records in it. Returns: (transfer none): of Case. */
GPtrArray  *cases_open   (void);
void        cases_close  (void);
const char *cases_path   (void);
GBytes     *cases_image  (void); /* (transfer none): the file of the book, every record waiting */

gboolean    house_open   (House *house, GError **error);
gboolean    house_enter  (House *house, GError **error); /* both log in, which the audit keeps */
void        house_close  (House *house);
/* house_state: a digest of every row of every table a step may write. Returns: (transfer full) (nullable). */
char       *house_state  (House *house, GError **error);
/* house_run: one case, by @command. */
gboolean    house_run    (House *house, const Case *test, const char *command, ZgOutcome *outcome, GError **error);
/* house_done: whether the command is in the book, and its record as the command left it; else as it was before, or not there.
 * Returns: FALSE with an error where it is neither. */
gboolean    house_done   (House *house, const Case *test, const char *command, gboolean *done, GError **error);
