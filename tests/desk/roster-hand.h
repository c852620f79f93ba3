/* roster-hand.h: a board made by hand and a grid that shows it, without a book. */
#pragma once

#include <string.h>

#include "shell-test.h"
#include "zg-day.h"
#include "zg-roster-grid.h"
#include "zg-shots-camera.h"
#include "zg-staff.h"

enum { REST, EARLY, LATE, NIGHT, LUNCH };

static inline void
add_shift (ZgRosterBoard *board, const char *code, const char *name, const char *letter, int kind, int starts, int ends)
{
  ZgBoardShift shift = { .id = 100 + board->shifts->len, .code = code, .name = name, .letter = letter, .clause = "D18-7.1a",
                         .kind = kind, .starts = starts, .ends = ends, .needs_phone = ends > 1440, .weekdays = 0x7f };

  g_array_append_val (board->shifts, shift);
}

static inline void
add_person (ZgRosterBoard *board, int n)
{
  g_autofree char *name = g_strdup_printf ("员工%d", n);
  ZgStaffRow       row = { .id = 1000 + n, .joined = ZG_NO_DAY, .left = ZG_NO_DAY };
  ZgBoardPerson    person = { .staff = 1000 + n, .rotates = TRUE, .rostered = TRUE, .rest_due = 5, .rest_most = 5 };

  row.name = row.number = person.name = person.number = g_string_chunk_insert (board->texts, name);
  person.sort_key = person.post = "";
  g_array_append_val (board->roll->staff, row);
  g_array_append_val (board->people, person);
}

static inline ZgRosterBoard *
make_board (int people)
{
  ZgRosterBoard *board = g_new0 (ZgRosterBoard, 1);

  board->first_day = zg_day_from_ymd (2026, 12, 1);
  board->n_days = 31;
  board->today = board->first_day + 9;
  board->unit_title = "", board->state = "draft";
  board->texts = g_string_chunk_new (1024);
  board->roll = g_new0 (ZgStaffRoll, 1);
  board->roll->texts = g_string_chunk_new (16);
  board->roll->staff = g_array_new (FALSE, TRUE, sizeof (ZgStaffRow));
  board->roll->units = g_array_new (FALSE, TRUE, sizeof (ZgUnitRow));
  board->plan = g_new0 (ZgWorkPlan, 1);
  board->plan->n_days = 31;
  board->plan->off = g_new0 (guint8, 31);
  board->plan->names = g_new0 (char *, 31);
  board->plan->days = g_new0 (ZgPlanDay, 31 * people);
  board->shifts = g_array_new (FALSE, TRUE, sizeof (ZgBoardShift));
  board->people = g_array_new (FALSE, TRUE, sizeof (ZgBoardPerson));
  board->entries = g_array_new (FALSE, TRUE, sizeof (ZgBoardEntry));
  g_array_set_clear_func (board->entries, zg_board_entry_clear);
  board->aways = g_array_new (FALSE, TRUE, sizeof (ZgRosterAway));
  board->rules = g_array_new (FALSE, TRUE, sizeof (ZgBoardRule));
  board->windows = g_array_new (FALSE, TRUE, sizeof (ZgRosterWindow));
  board->masks = g_ptr_array_new_with_free_func (g_free);
  add_shift (board, "XIU", "轮休", "休", ZG_SHIFT_REST, 0, 0);
  add_shift (board, "KFZ", "早班", "早", ZG_SHIFT_WORK, 510, 990);
  add_shift (board, "KFW", "晚班", "晚", ZG_SHIFT_WORK, 780, 1260);
  add_shift (board, "YX", "夜班", "夜", ZG_SHIFT_DUTY, 1260, 1950);
  add_shift (board, "WJ", "午间", "午", ZG_SHIFT_DUTY, 720, 750);
  for (int i = 0; i < people; i++)
    add_person (board, i);
  return board;
}

static inline void
add_rule (ZgRosterBoard *board)
{
  ZgBoardRule rule = { 1, "在线", "D18-7.1a" };

  g_array_append_val (board->rules, rule);
  for (int day = 0; day < 31; day++)
    {
      ZgRosterWindow window = { .day = board->first_day + day, .from = 510, .to = 990, .need = 1, .clause = "D18-7.1a" };

      g_array_append_val (board->windows, window);
    }
}

static inline const char *
signs (ZgRosterEdit *edit, int person, int day)
{
  static char   text[32];
  const GArray *entries = zg_roster_edit_cell (edit, person, day);

  *text = '\0';
  for (guint i = 0; i < entries->len; i++)
    g_strlcat (text,
               g_array_index (zg_roster_edit_board (edit)->shifts, ZgBoardShift, g_array_index (entries, ZgBoardEntry, i).shift)
                   .letter,
               sizeof text);
  return text;
}

static inline gboolean
is_sized (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static inline ZgRosterGrid *
grid_of (ZgRosterEdit *edit, GtkWidget **window)
{
  GtkWidget *grid = zg_roster_grid_new (), *scroller = gtk_scrolled_window_new ();

  *window = gtk_window_new ();
  zg_roster_grid_set_edit (ZG_ROSTER_GRID (grid), edit, NULL, TRUE);
  gtk_window_set_decorated (GTK_WINDOW (*window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (*window), 1165, 500);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_window_set_child (GTK_WINDOW (*window), scroller);
  gtk_window_present (GTK_WINDOW (*window));
  g_assert_true (zg_camera_wait (is_sized, grid, 10));
  zg_camera_settle ();
  return ZG_ROSTER_GRID (grid);
}

static inline void
close_grid (ZgRosterGrid *grid, GtkWidget *window)
{
  zg_roster_grid_set_edit (grid, NULL, NULL, FALSE);
  gtk_window_destroy (GTK_WINDOW (window));
  zg_camera_settle ();
}

static inline void
assert_current (ZgRosterGrid *grid, int person, int day)
{
  int at_person = -1, at_day = -1;

  g_assert_true (zg_roster_grid_get_current (grid, &at_person, &at_day));
  g_assert_cmpint (at_person, ==, person);
  g_assert_cmpint (at_day, ==, day);
}
