#include "zg-roster-edit.h"

#include "zg-day.h"

#define MOST_STEPS 100

typedef struct
{
  int     cell;
  GArray *before, *after; /* (nullable): of ZgBoardEntry */
} Stroke;

struct _ZgRosterEdit
{
  ZgRosterBoard    *board;
  GArray          **cells, **base; /* people × days, (nullable) each: as it shall be, as the book has it */
  GArray           *empty;         /* what an empty cell holds */
  GArray           *outside;       /* of ZgBoardEntry: the days beside the month */
  GPtrArray        *undo, *redo;   /* of GArray of Stroke */
  GArray           *step;          /* (nullable): being made */
  int               depth;
  ZgRosterFindings *findings;      /* (nullable): to be made */
};

/* -- Cells -- */

static GArray *
entries_new (void)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (ZgBoardEntry));

  g_array_set_clear_func (entries, zg_board_entry_clear);
  return entries;
}

static void
append_copy (GArray *entries, const ZgBoardEntry *entry)
{
  ZgBoardEntry copy = *entry;

  copy.phone = g_strdup (entry->phone);
  g_array_append_val (entries, copy);
}

static GArray *
entries_copy (const GArray *entries)
{
  GArray *copy = NULL;

  for (guint i = 0; entries && i < entries->len; i++)
    {
      if (copy == NULL)
        copy = entries_new ();
      append_copy (copy, &g_array_index (entries, ZgBoardEntry, i));
    }
  return copy;
}

static void
entries_free (GArray *entries)
{
  if (entries)
    g_array_unref (entries);
}

static gboolean
entries_equal (const GArray *one, const GArray *other)
{
  guint n = one ? one->len : 0;

  if (n != (other ? other->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const ZgBoardEntry *a = &g_array_index (one, ZgBoardEntry, i), *b = &g_array_index (other, ZgBoardEntry, i);

      if (a->id != b->id || a->shift != b->shift || g_strcmp0 (a->phone, b->phone) != 0)
        return FALSE;
    }
  return TRUE;
}

static int
n_cells (const ZgRosterEdit *edit)
{
  return edit->board->people->len * edit->board->n_days;
}

static gboolean
lies_within (const ZgRosterEdit *edit, int person, int day)
{
  return person >= 0 && person < (int) edit->board->people->len && day >= 0 && day < edit->board->n_days;
}

static int
cell_of (const ZgRosterEdit *edit, int person, int day)
{
  return person * edit->board->n_days + day;
}

static const ZgBoardShift *
shift_at (const ZgRosterEdit *edit, int shift)
{
  return &g_array_index (edit->board->shifts, ZgBoardShift, shift);
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer data)
{
  const ZgBoardEntry *one = a, *other = b;
  int left = shift_at (data, one->shift)->kind == ZG_SHIFT_DUTY, right = shift_at (data, other->shift)->kind == ZG_SHIFT_DUTY;

  if (left != right)
    return left - right;
  return shift_at (data, one->shift)->starts - shift_at (data, other->shift)->starts;
}

ZgRosterEdit *
zg_roster_edit_new (ZgRosterBoard *board)
{
  ZgRosterEdit *edit = g_new0 (ZgRosterEdit, 1);

  edit->board = board;
  edit->cells = g_new0 (GArray *, MAX (n_cells (edit), 1));
  edit->base = g_new0 (GArray *, MAX (n_cells (edit), 1));
  edit->empty = entries_new ();
  edit->outside = entries_new ();
  edit->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  edit->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < board->entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (board->entries, ZgBoardEntry, i);
      int                 day = entry->day - board->first_day, cell = cell_of (edit, entry->person, day);

      if (!lies_within (edit, entry->person, day))
        {
          append_copy (edit->outside, entry);
          continue;
        }
      if (edit->cells[cell] == NULL)
        edit->cells[cell] = entries_new ();
      append_copy (edit->cells[cell], entry);
    }
  for (int cell = 0; cell < n_cells (edit); cell++)
    {
      if (edit->cells[cell])
        g_array_sort_with_data (edit->cells[cell], compare_entries, edit);
      edit->base[cell] = entries_copy (edit->cells[cell]);
    }
  return edit;
}

void
zg_roster_edit_free (ZgRosterEdit *edit)
{
  if (edit == NULL)
    return;
  for (int cell = 0; cell < n_cells (edit); cell++)
    {
      entries_free (edit->cells[cell]);
      entries_free (edit->base[cell]);
    }
  g_free (edit->cells);
  g_free (edit->base);
  g_array_unref (edit->empty);
  g_array_unref (edit->outside);
  g_ptr_array_unref (edit->undo);
  g_ptr_array_unref (edit->redo);
  g_clear_pointer (&edit->step, g_array_unref);
  g_clear_pointer (&edit->findings, zg_roster_findings_free);
  zg_roster_board_free (edit->board);
  g_free (edit);
}

const ZgRosterBoard *
zg_roster_edit_board (ZgRosterEdit *edit)
{
  return edit->board;
}

const GArray *
zg_roster_edit_cell (ZgRosterEdit *edit, int person, int day)
{
  GArray *entries = lies_within (edit, person, day) ? edit->cells[cell_of (edit, person, day)] : NULL;

  return entries ? entries : edit->empty;
}

gboolean
zg_roster_edit_is_changed (ZgRosterEdit *edit, int person, int day)
{
  int cell = cell_of (edit, person, day);

  return lies_within (edit, person, day) && !entries_equal (edit->cells[cell], edit->base[cell]);
}

guint
zg_roster_edit_n_changed (ZgRosterEdit *edit)
{
  guint n = 0;

  for (int cell = 0; cell < n_cells (edit); cell++)
    n += !entries_equal (edit->cells[cell], edit->base[cell]);
  return n;
}

/* -- Findings -- */

const ZgRosterFindings *
zg_roster_edit_findings (ZgRosterEdit *edit)
{
  GArray *entries = edit->board->entries;

  if (edit->findings)
    return edit->findings;
  g_array_set_size (entries, 0);
  for (guint i = 0; i < edit->outside->len; i++)
    append_copy (entries, &g_array_index (edit->outside, ZgBoardEntry, i));
  for (int cell = 0; cell < n_cells (edit); cell++)
    for (guint i = 0; edit->cells[cell] && i < edit->cells[cell]->len; i++)
      append_copy (entries, &g_array_index (edit->cells[cell], ZgBoardEntry, i));
  edit->findings = zg_roster_findings (edit->board);
  return edit->findings;
}

const ZgRosterClash *
zg_roster_edit_clash (ZgRosterEdit *edit, int person, int day)
{
  const GArray *clashes = zg_roster_edit_findings (edit)->clashes;

  for (guint i = 0; i < clashes->len; i++)
    {
      const ZgRosterClash *clash = &g_array_index (clashes, ZgRosterClash, i);

      if (clash->person == person && clash->day == edit->board->first_day + day)
        return clash;
    }
  return NULL;
}

/* -- Strokes -- */

static void
stroke_clear (gpointer data)
{
  Stroke *stroke = data;

  entries_free (stroke->before);
  entries_free (stroke->after);
}

void
zg_roster_edit_begin (ZgRosterEdit *edit)
{
  if (edit->depth++ > 0)
    return;
  edit->step = g_array_new (FALSE, TRUE, sizeof (Stroke));
  g_array_set_clear_func (edit->step, stroke_clear);
}

void
zg_roster_edit_end (ZgRosterEdit *edit)
{
  if (--edit->depth > 0)
    return;
  if (edit->step->len == 0)
    {
      g_clear_pointer (&edit->step, g_array_unref);
      return;
    }
  g_ptr_array_add (edit->undo, g_steal_pointer (&edit->step));
  if (edit->undo->len > MOST_STEPS)
    g_ptr_array_remove_index (edit->undo, 0);
  g_ptr_array_set_size (edit->redo, 0);
}

/* @after: (transfer full) (nullable). */
static gboolean
replace (ZgRosterEdit *edit, int cell, GArray *after)
{
  Stroke stroke = { .cell = cell };

  if (after)
    g_array_sort_with_data (after, compare_entries, edit);
  if (entries_equal (edit->cells[cell], after))
    {
      entries_free (after);
      return FALSE;
    }
  zg_roster_edit_begin (edit);
  stroke.before = edit->cells[cell];
  stroke.after = entries_copy (after);
  edit->cells[cell] = after;
  g_array_append_val (edit->step, stroke);
  g_clear_pointer (&edit->findings, zg_roster_findings_free);
  zg_roster_edit_end (edit);
  return TRUE;
}

static gboolean
walk (ZgRosterEdit *edit, GPtrArray *from, GPtrArray *to, gboolean back)
{
  GArray *step;

  if (from->len == 0 || edit->depth)
    return FALSE;
  step = g_ptr_array_steal_index (from, from->len - 1);
  for (guint i = 0; i < step->len; i++)
    {
      const Stroke *stroke = &g_array_index (step, Stroke, back ? step->len - 1 - i : i);

      entries_free (edit->cells[stroke->cell]);
      edit->cells[stroke->cell] = entries_copy (back ? stroke->before : stroke->after);
    }
  g_ptr_array_add (to, step);
  g_clear_pointer (&edit->findings, zg_roster_findings_free);
  return TRUE;
}

gboolean
zg_roster_edit_undo (ZgRosterEdit *edit)
{
  return walk (edit, edit->undo, edit->redo, TRUE);
}

gboolean
zg_roster_edit_redo (ZgRosterEdit *edit)
{
  return walk (edit, edit->redo, edit->undo, FALSE);
}

gboolean
zg_roster_edit_can_undo (ZgRosterEdit *edit)
{
  return edit->undo->len > 0;
}

gboolean
zg_roster_edit_can_redo (ZgRosterEdit *edit)
{
  return edit->redo->len > 0;
}

/* -- Edits -- */

static gboolean
overlap (const ZgBoardShift *one, const ZgBoardShift *other)
{
  return one->ends > one->starts && other->ends > other->starts && one->starts < other->ends && other->starts < one->ends;
}

static gboolean
stand_together (const ZgBoardShift *one, const ZgBoardShift *other)
{
  if (one->kind == ZG_SHIFT_REST || other->kind == ZG_SHIFT_REST)
    return FALSE;
  return (one->kind == ZG_SHIFT_DUTY || other->kind == ZG_SHIFT_DUTY) && !overlap (one, other);
}

/* The number somebody last answered on goes with him. */
static char *
phone_of (const ZgRosterEdit *edit, int person)
{
  for (int day = edit->board->n_days - 1; day >= 0; day--)
    {
      const GArray *entries = edit->cells[cell_of (edit, person, day)];

      for (guint i = 0; entries && i < entries->len; i++)
        if (g_array_index (entries, ZgBoardEntry, i).phone)
          return g_strdup (g_array_index (entries, ZgBoardEntry, i).phone);
    }
  for (guint i = 0; i < edit->outside->len; i++)
    if (g_array_index (edit->outside, ZgBoardEntry, i).person == person && g_array_index (edit->outside, ZgBoardEntry, i).phone)
      return g_strdup (g_array_index (edit->outside, ZgBoardEntry, i).phone);
  return NULL;
}

/* An entry of the book that gives way lends its place to the new one: it is changed, not taken out and made anew. */
gboolean
zg_roster_edit_set (ZgRosterEdit *edit, int person, int day, int shift)
{
  const ZgBoardShift *wanted = shift_at (edit, shift);
  const GArray       *before;
  GArray             *after;
  ZgBoardEntry entry = { .person = person, .shift = shift, .day = edit->board->first_day + day };

  if (!lies_within (edit, person, day) || wanted->ended || !((wanted->weekdays >> (zg_day_weekday (entry.day) - 1)) & 1))
    return FALSE;
  before = zg_roster_edit_cell (edit, person, day);
  after = entries_new ();
  for (guint i = 0; i < before->len; i++)
    {
      const ZgBoardEntry *other = &g_array_index (before, ZgBoardEntry, i);

      if (other->shift == shift)
        {
          entries_free (after);
          return FALSE;
        }
      if (stand_together (wanted, shift_at (edit, other->shift)))
        append_copy (after, other);
      else if (entry.id == 0)
        {
          entry.id = other->id;
          entry.version = other->version;
        }
    }
  if (wanted->needs_phone)
    entry.phone = phone_of (edit, person);
  g_array_append_val (after, entry);
  return replace (edit, cell_of (edit, person, day), after);
}

gboolean
zg_roster_edit_clear (ZgRosterEdit *edit, int person, int day)
{
  return lies_within (edit, person, day) && replace (edit, cell_of (edit, person, day), NULL);
}

gboolean
zg_roster_edit_phone (ZgRosterEdit *edit, int person, int day, const char *phone)
{
  GArray *after = entries_copy (zg_roster_edit_cell (edit, person, day));

  for (guint i = 0; after && i < after->len; i++)
    {
      ZgBoardEntry *entry = &g_array_index (after, ZgBoardEntry, i);

      if (!shift_at (edit, entry->shift)->needs_phone)
        continue;
      g_free (entry->phone);
      entry->phone = phone && *phone ? g_strdup (phone) : NULL;
    }
  return after && replace (edit, cell_of (edit, person, day), after);
}

/* The same shifts, as new entries of another person or day; what is not held there stays behind. */
static gboolean
put (ZgRosterEdit *edit, const GArray *entries, int person, int day)
{
  gboolean changed = FALSE;

  zg_roster_edit_begin (edit);
  changed |= entries->len == 0 && zg_roster_edit_clear (edit, person, day);
  for (guint i = 0; i < entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (entries, ZgBoardEntry, i);

      if (i == 0 && zg_roster_edit_cell (edit, person, day)->len > 1)
        changed |= zg_roster_edit_clear (edit, person, day);
      changed |= zg_roster_edit_set (edit, person, day, entry->shift);
    }
  zg_roster_edit_end (edit);
  return changed;
}

gboolean
zg_roster_edit_move (ZgRosterEdit *edit, int person, int day, int to_person, int to_day)
{
  GArray  *moved;
  gboolean changed;

  if (!lies_within (edit, person, day) || !lies_within (edit, to_person, to_day) || (person == to_person && day == to_day) ||
      zg_roster_edit_cell (edit, person, day)->len == 0)
    return FALSE;
  moved = entries_copy (zg_roster_edit_cell (edit, person, day));
  zg_roster_edit_begin (edit);
  changed = put (edit, moved, to_person, to_day);
  if (changed)
    zg_roster_edit_clear (edit, person, day);
  zg_roster_edit_end (edit);
  g_array_unref (moved);
  return changed;
}

gboolean
zg_roster_edit_paste (ZgRosterEdit *edit, int person, int day, int width, int height, int to_person, int to_day)
{
  GPtrArray *block = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  gboolean   changed = FALSE;

  for (int row = 0; row < height; row++)
    for (int column = 0; column < width; column++)
      {
        GArray *copy = entries_copy (zg_roster_edit_cell (edit, person + row, day + column));

        g_ptr_array_add (block, copy ? copy : entries_new ());
      }
  zg_roster_edit_begin (edit);
  for (int row = 0; row < height; row++)
    for (int column = 0; column < width; column++)
      if (lies_within (edit, to_person + row, to_day + column))
        changed |= put (edit, block->pdata[row * width + column], to_person + row, to_day + column);
  zg_roster_edit_end (edit);
  g_ptr_array_unref (block);
  return changed;
}

gboolean
zg_roster_edit_add (ZgRosterEdit *edit, const GArray *entries)
{
  gboolean changed = FALSE;

  zg_roster_edit_begin (edit);
  for (guint i = 0; i < entries->len; i++)
    {
      const ZgBoardEntry *entry = &g_array_index (entries, ZgBoardEntry, i);

      changed |= zg_roster_edit_set (edit, entry->person, entry->day - edit->board->first_day, entry->shift);
    }
  zg_roster_edit_end (edit);
  return changed;
}

/* -- Changes -- */

void
zg_roster_change_free (ZgRosterChange *change)
{
  g_free (change->phone);
  g_free (change);
}

static const ZgBoardEntry *
by_id (const GArray *entries, gint64 id)
{
  for (guint i = 0; entries && i < entries->len; i++)
    if (g_array_index (entries, ZgBoardEntry, i).id == id)
      return &g_array_index (entries, ZgBoardEntry, i);
  return NULL;
}

static void
note (ZgRosterEdit *edit, GPtrArray *changes, const ZgBoardEntry *entry, gboolean taken_out)
{
  ZgRosterChange *change = g_new0 (ZgRosterChange, 1);

  *change = (ZgRosterChange){ entry->id, entry->version, g_array_index (edit->board->people, ZgBoardPerson, entry->person).staff,
                              taken_out ? 0 : shift_at (edit, entry->shift)->id, entry->day, g_strdup (entry->phone) };
  g_ptr_array_add (changes, change);
}

GPtrArray *
zg_roster_edit_changes (ZgRosterEdit *edit)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_roster_change_free);

  for (int cell = 0; cell < n_cells (edit); cell++)
    for (guint i = 0; edit->base[cell] && i < edit->base[cell]->len; i++)
      if (by_id (edit->cells[cell], g_array_index (edit->base[cell], ZgBoardEntry, i).id) == NULL)
        note (edit, changes, &g_array_index (edit->base[cell], ZgBoardEntry, i), TRUE);
  for (int cell = 0; cell < n_cells (edit); cell++)
    for (guint i = 0; edit->cells[cell] && i < edit->cells[cell]->len; i++)
      {
        const ZgBoardEntry *entry = &g_array_index (edit->cells[cell], ZgBoardEntry, i);
        const ZgBoardEntry *was = entry->id ? by_id (edit->base[cell], entry->id) : NULL;

        if (was == NULL || was->shift != entry->shift || g_strcmp0 (was->phone, entry->phone) != 0)
          note (edit, changes, entry, FALSE);
      }
  return changes;
}

void
zg_roster_edit_adopt (ZgRosterEdit *edit, const GPtrArray *changes)
{
  zg_roster_edit_begin (edit);
  for (guint i = 0; i < changes->len; i++)
    {
      const ZgRosterChange *change = changes->pdata[i];
      int person = zg_roster_board_person (edit->board, change->staff), day = change->day - edit->board->first_day;
      int shift = change->shift ? zg_roster_board_shift (edit->board, change->shift) : -1;

      if (change->shift == 0)
        zg_roster_edit_clear (edit, person, day);
      else if (shift >= 0 && zg_roster_edit_set (edit, person, day, shift) && change->phone)
        zg_roster_edit_phone (edit, person, day, change->phone);
    }
  zg_roster_edit_end (edit);
}
