/* What stands around the fields: stepper, notice line, explaining panels, history. */
#include "zg-form-private.h"

#include <glib/gi18n.h>

#include "zg-desk-util.h"
#include "zg-marks.h"

#define MOST_STATES 7
#define LONGEST_PATH 16

/* -- Stepper: the states of the straight path -- */

static gboolean
is_seen (GPtrArray *path, const char *state)
{
  return g_ptr_array_find_with_equal_func (path, state, g_str_equal, NULL);
}

static const ZgStep *
onward (const ZgRecord *record, const char *state, GPtrArray *path)
{
  const ZgKind *kind = record->kind;
  const ZgStep *best = NULL;

  for (int i = 0; i < kind->n_steps; i++)
    {
      const ZgStep *step = &kind->steps[i];

      if (g_strcmp0 (step->from, state) != 0 || (step->flags & (ZG_QUIET | ZG_DESTROYS)) || is_seen (path, step->to) ||
          !zg_step_applies (step, record))
        continue;
      if (step->flags & ZG_PRIMARY)
        return step;
      if (best == NULL && !zg_state_is_draft (step->to) && !zg_kind_state (kind, step->to)->hidden)
        best = step;
    }
  return best;
}

/* Side states (returned, cancelled) are ends of no straight path: a step that only warns is not followed. */
static GPtrArray *
straight_path (ZgForm *self)
{
  GPtrArray    *path = g_ptr_array_new ();
  const ZgStep *step = NULL;

  for (int i = 0; i < self->kind->n_steps && step == NULL; i++)
    if (self->kind->steps[i].from == NULL && !g_str_equal (self->kind->steps[i].verb, "import"))
      step = &self->kind->steps[i];
  for (; step && path->len < LONGEST_PATH; step = onward (self->record, step->to, path))
    {
      if (path->len > 0 && zg_kind_state (self->kind, step->to)->tone >= ZG_TONE_WARN)
        break;
      g_ptr_array_add (path, (gpointer) step->to);
    }
  return path;
}

static const ZgHistory *
entered (ZgForm *self, const char *state)
{
  for (guint i = self->history ? self->history->len : 0; i > 0; i--)
    {
      const ZgHistory *entry = self->history->pdata[i - 1];

      for (int s = 0; s < self->kind->n_steps; s++)
        if (g_str_equal (self->kind->steps[s].verb, entry->verb) && g_strcmp0 (self->kind->steps[s].to, state) == 0 &&
            g_strcmp0 (self->kind->steps[s].from, state) != 0)
          return entry;
    }
  return NULL;
}

/* When and by whom; where it waits for somebody else, since when and for whom. */
static char *
detail_of (ZgForm *self, const char *state)
{
  const ZgHistory *entry = entered (self, state);
  g_autofree char *when = entry ? zg_desk_when (entry->at_ms) : NULL;
  g_autofree char *near = g_strcmp0 (state, self->record->state) == 0 ? zg_form_receivers_near (self, state) : NULL;

  if (entry && near)
    /* Translators: a time and who has to decide */
    return g_strdup_printf (_ ("since %s · waits for %s"), when, near);
  return entry ? g_strdup_printf ("%s · %s", when, entry->who ? entry->who : "") : NULL;
}

static const char *
clause_into (ZgForm *self, const char *state)
{
  for (int i = 0; i < self->kind->n_steps; i++)
    if (self->kind->steps[i].clause && !(self->kind->steps[i].flags & ZG_BY_CLOCK) &&
        g_strcmp0 (self->kind->steps[i].to, state) == 0 &&
        g_strcmp0 (self->kind->steps[i].from, state) != 0)
      return self->kind->steps[i].clause;
  return NULL;
}

static void
add_step (ZgForm *self, GArray *items, GPtrArray *texts, const char *state, ZgStepPlace place)
{
  const ZgState *declared = zg_kind_state (self->kind, state);
  ZgStepItem     item = { .place = place, .tone = declared->tone };
  char          *title = g_strdup (*declared->title ? g_dgettext (GETTEXT_PACKAGE, declared->title) : state);
  char          *detail = place == ZG_STEP_LATER ? zg_form_receivers_near (self, state) : detail_of (self, state);

  g_ptr_array_add (texts, title);
  g_ptr_array_add (texts, detail);
  item.title = title;
  item.detail = detail;
  item.clause = clause_into (self, state);
  g_array_append_val (items, item);
}

void
zg_form_show_stepper (ZgForm *self)
{
  g_autoptr (GPtrArray) path = straight_path (self);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray)    items = g_array_new (FALSE, TRUE, sizeof (ZgStepItem));
  const char           *now = *self->record->state ? self->record->state : path->len ? path->pdata[0] : "";
  guint                 place = path->len, first, end;
  gboolean              shown = path->len >= 2;

  for (guint i = 0; i < path->len; i++)
    if (g_str_equal (path->pdata[i], now))
      place = i;
  if (place == path->len) /* aside of the path: it stands where the record left it */
    add_step (self, items, texts, now, ZG_STEP_SIDE);
  /* of a long path the part around where the record is */
  first = place < path->len && place + 2 > MOST_STATES ? MIN (place + 2, path->len) - MOST_STATES : 0;
  end = MIN (path->len, first + MOST_STATES);
  for (guint i = first; shown && i < end; i++)
    if (place < path->len || i > 0)
      add_step (self, items, texts, path->pdata[i], i < place && place < path->len ? ZG_STEP_DONE : i == place ? ZG_STEP_NOW
                : ZG_STEP_LATER);
  if (shown && place + 1 == path->len && items->len > 0) /* the last state is where it came to rest */
    g_array_index (items, ZgStepItem, items->len - 1).place = ZG_STEP_DONE;
  zg_stepper_set (ZG_STEPPER (self->stepper), (ZgStepItem *) (void *) items->data, shown ? items->len : 0);
  gtk_widget_set_visible (self->stepper_edge, shown);
}

/* -- Notice -- */

void
zg_form_show_notice (ZgForm *self)
{
  gboolean         readonly = zg_form_writable (self) == 0;
  const char      *text = NULL;
  const char      *state = self->record ? _ (zg_kind_state (self->kind, self->record->state)->title) : "";
  g_autofree char *closed = g_strdup_printf (_ ("%s: nothing can be changed here now."), state);

  if (readonly && !zg_form_is_new (self))
    text = *state ? closed : _ ("Nothing can be changed here now.");
  if (zg_form_is_new (self) && zg_form_create_step (self) == NULL)
    text = _ ("You may not make a record of this kind.");
  gtk_image_set_from_icon_name (GTK_IMAGE (self->notice_icon), readonly ? "system-lock-screen-symbolic"
                                : "dialog-information-symbolic");
  gtk_label_set_text (GTK_LABEL (self->notice_text), text ? text : "");
  zg_desk_clear_box (self->notice_chips);
  if (self->kind->clause)
    gtk_box_append (GTK_BOX (self->notice_chips), zg_clause_chips_new (self->kind->clause));
  gtk_widget_set_visible (self->notice, text != NULL);
}

/* -- History -- */

static GtkWidget *
wrapped (const char *text, const char *css)
{
  GtkWidget *label = zg_desk_label (text, css);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  return label;
}

static void
add_event (GtkWidget *grid, int row, const char *when, const char *what, const char *who, const char *css)
{
  GtkWidget *time = zg_desk_label (when, "small dim-label num");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_valign (time, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), wrapped (what, css));
  if (who && *who)
    gtk_box_append (GTK_BOX (box), zg_desk_label (who, "small dim-label"));
  gtk_grid_attach (GTK_GRID (grid), time, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), box, 1, row, 1, 1);
}

static int
add_entry (ZgForm *self, GtkWidget *grid, int row, const ZgHistory *entry)
{
  const ZgStep    *step = zg_kind_verb (entry->kind ? entry->kind : self->kind, entry->verb);
  g_autofree char *what = step ? zg_desk_plain (zg_step_title (step)) : g_strdup (entry->verb);
  g_autofree char *when = zg_desk_when (entry->at_ms);

  add_event (grid, row++, when, what, entry->who, NULL);
  if (entry->opinion && *entry->opinion)
    gtk_grid_attach (GTK_GRID (grid), wrapped (entry->opinion, "quote"), 1, row++, 1, 1);
  if (entry->changes && *entry->changes && entry->version > 1) /* what it began with stands in the fields */
    gtk_grid_attach (GTK_GRID (grid), wrapped (entry->changes, "small dim-label"), 1, row++, 1, 1);
  return row;
}

/* What may come next, in grey. Returns: (transfer full): "Approve or Return". */
static char *
steps_from (ZgForm *self, const char *state)
{
  GString *words = g_string_new (NULL);

  for (int i = 0; i < self->kind->n_steps; i++)
    {
      const ZgStep    *step = &self->kind->steps[i];
      g_autofree char *title = NULL;

      if (step->from == NULL || g_strcmp0 (step->from, state) != 0 || (step->flags & (ZG_QUIET | ZG_DESTROYS)) ||
          !zg_step_applies (step, self->record))
        continue;
      title = zg_desk_plain (zg_step_title (step));
      if (words->len > 0)
        g_string_append (words, _ (" or "));
      g_string_append (words, title);
    }
  return g_string_free (words, FALSE);
}

static void
add_future (ZgForm *self, GtkWidget *grid, int row)
{
  const char      *signs = zg_form_signs_from (self);
  gboolean         now = g_strcmp0 (signs, self->record->state) == 0;
  g_autofree char *next = steps_from (self, self->record->state), *then = signs && !now ? steps_from (self, signs) : NULL;
  g_autofree char *who = zg_form_receivers_text (self);

  if (*next)
    add_event (grid, row++, _ ("next"), next, now ? who : NULL, "dim-label");
  if (then && *then)
    add_event (grid, row, _ ("then"), then, who, "dim-label");
}

void
zg_form_show_history (ZgForm *self)
{
  GtkWidget *grid = gtk_grid_new ();
  int        row = 0;

  zg_desk_clear_box (self->history_box);
  gtk_widget_set_visible (self->history_box, self->history && self->history->len > 0);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 5);
  for (guint i = 0; self->history && i < self->history->len; i++)
    row = add_entry (self, grid, row, self->history->pdata[i]);
  add_future (self, grid, row);
  gtk_box_append (GTK_BOX (self->history_box), zg_desk_label (_ ("History"), "sect"));
  gtk_box_append (GTK_BOX (self->history_box), grid);
}
