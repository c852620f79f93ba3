/* Pulling on the roster board with the pointer of the X server. */
#include "pointer.h"
#include "roster-hand.h"

static void
move_to_cell (Pointer *pointer, ZgRosterGrid *grid, int person, int day)
{
  GdkRectangle rect;

  zg_roster_grid_cell_rect (grid, person, day, &rect);
  pointer_move (pointer, GTK_WIDGET (grid), rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
}

/* From one cell to another, with some cells between them. */
static void
pull (Pointer *pointer, ZgRosterGrid *grid, int person, int day, int to_person, int to_day)
{
  move_to_cell (pointer, grid, person, day);
  pointer_press (pointer, TRUE);
  for (int step = 1; step <= 4; step++)
    move_to_cell (pointer, grid, person + (to_person - person) * step / 4, day + (to_day - day) * step / 4);
  pointer_press (pointer, FALSE);
}

static void
test_pointer (void)
{
  g_autoptr (ZgRosterEdit) edit = zg_roster_edit_new (make_board (8));
  GtkWidget               *window;
  ZgRosterGrid            *grid = grid_of (edit, &window);
  Pointer                  pointer = { NULL };

  g_assert_true (pointer_open (&pointer)); /* libxtst6 is among the packages of this tree */
  zg_roster_edit_set (edit, 0, 0, EARLY);
  zg_roster_edit_set (edit, 5, 12, REST);
  zg_roster_grid_changed (grid);
  move_to_cell (&pointer, grid, 3, 4);
  pointer_press (&pointer, TRUE);
  pointer_press (&pointer, FALSE);
  assert_current (grid, 3, 4); /* a click chooses */
  pull (&pointer, grid, 0, 0, 4, 8);
  g_assert_cmpstr (signs (edit, 0, 0), ==, "");
  g_assert_cmpstr (signs (edit, 4, 8), ==, "早");
  assert_current (grid, 4, 8);
  pull (&pointer, grid, 4, 8, 5, 12); /* in place of what is there */
  g_assert_cmpstr (signs (edit, 4, 8), ==, "");
  g_assert_cmpstr (signs (edit, 5, 12), ==, "早");
  shell_key (GTK_WIDGET (grid), GDK_KEY_z, GDK_CONTROL_MASK); /* each pull is one step */
  g_assert_cmpstr (signs (edit, 5, 12), ==, "休");
  g_assert_cmpstr (signs (edit, 4, 8), ==, "早");
  pull (&pointer, grid, 6, 2, 7, 6); /* from an empty cell: a block, and nothing moves */
  shell_key (GTK_WIDGET (grid), GDK_KEY_x, 0);
  g_assert_cmpstr (signs (edit, 6, 2), ==, "休");
  g_assert_cmpstr (signs (edit, 7, 6), ==, "休");
  move_to_cell (&pointer, grid, 5, 12);
  pointer_press (&pointer, TRUE);
  pointer_move (&pointer, GTK_WIDGET (grid), 5, 5); /* let go over the head: it stays */
  pointer_press (&pointer, FALSE);
  g_assert_cmpstr (signs (edit, 5, 12), ==, "休");
  pointer_close (&pointer);
  close_grid (grid, window);
}

/* Who may not edit pulls nothing away. */
static void
test_pointer_reader (void)
{
  g_autoptr (ZgRosterEdit) edit = zg_roster_edit_new (make_board (3));
  GtkWidget               *window;
  ZgRosterGrid            *grid = grid_of (edit, &window);
  Pointer                  pointer = { NULL };

  g_assert_true (pointer_open (&pointer));
  zg_roster_edit_set (edit, 0, 0, EARLY);
  zg_roster_grid_set_edit (grid, edit, NULL, FALSE);
  pull (&pointer, grid, 0, 0, 2, 4);
  g_assert_cmpstr (signs (edit, 0, 0), ==, "早");
  g_assert_cmpstr (signs (edit, 2, 4), ==, "");
  pointer_close (&pointer);
  close_grid (grid, window);
}

int
main (int argc, char **argv)
{
  Shell *shell = shell_test_init (&argc, &argv, "zh_CN", NULL);
  int    failed;

  g_test_add_func ("/roster-pointer/pull", test_pointer);
  g_test_add_func ("/roster-pointer/reader", test_pointer_reader);
  failed = g_test_run ();
  shell_test_free (shell);
  return failed;
}
