/* A page that goes away, or the whole window, while something is being read or written for it: the answer comes to nobody. */
#include "shell-test.h"

#include <string.h>

#include "zg-catalog.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-places.h"
#include "zg-shots-camera.h"

static Shell *shell;

/* So many turns of the main loop, without waiting: an answer is taken at another moment each time. */
static void
turn (guint turns)
{
  for (guint i = 0; i < turns; i++)
    g_main_context_iteration (NULL, FALSE);
}

/* -- While a page is read -- */

/* Each place is left for the next one while it is being read. */
static void
leave_each (const char *login, guint turns)
{
  ZgWindow *window = shell_window (shell, login);
  guint     left = 0;

  for (const ZgPlaceGroup *group = zg_place_groups (zg_window_get_session (window)); group->places[0]; group++)
    for (guint i = 0; i < G_N_ELEMENTS (group->places) && group->places[i]; i++)
      if (zg_window_open_place (window, group->places[i]))
        {
          turn (turns);
          left++;
        }
  g_assert_cmpuint (left, >, 5);
  g_assert_true (zg_window_open_place (window, "today"));
  shell_ready (window); /* every answer has come */
  shell_close (window);
}

static void
test_places (void)
{
  static const char *const logins[] = { "chenjing", "wufang", NULL };

  for (const char *const *login = logins; *login; login++)
    for (guint turns = 0; turns < 4; turns += 3)
      leave_each (*login, turns);
}

/* The window is closed while its page is read anew. */
static void
close_reading (const char *login, const char *place, guint turns)
{
  ZgWindow *window = shell_window (shell, login);

  g_assert_true (zg_window_open_place (window, place));
  if (turns % 2)
    shell_ready (window);
  shell_key (zg_window_get_page (window), GDK_KEY_F9, 0);
  turn (turns);
  shell_close (window);
  zg_camera_settle (); /* the answer */
}

static void
test_window (void)
{
  for (guint turns = 0; turns < 3; turns++)
    {
      close_reading ("wufang", "order-desk", turns);
      close_reading ("chenjing", "month", turns);
      close_reading ("chenjing", "roster-board", turns);
    }
}

/* -- While a form is written -- */

static void
make_item (void)
{
  ZgSession           *admin = shell_session (shell, NULL), *buyer;
  g_autoptr (ZgRecord) right = zg_record_new (zg_kind_by_id ("role_right")), item = zg_record_new (&zg_item);
  GError              *error = NULL;

  zg_record_set_text (right, zg_kind_field (right->kind, "role"), "sup");
  zg_record_set_text (right, zg_kind_field (right->kind, "permission"), "item.create");
  zg_record_set_int (right, zg_kind_field (right->kind, "reach"), ZG_REACH_ALL);
  zg_book_run (admin, right, "create", NULL, NULL, NULL, NULL, NULL);
  zg_session_unref (admin);
  buyer = shell_session (shell, "wufang");
  zg_record_begin (item, 0, 0);
  zg_record_set_text (item, ZG_GOODS_CODE, "SKU-D");
  zg_record_set_text (item, ZG_GOODS_NAME, "方巾");
  zg_book_run (buyer, item, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  zg_session_unref (buyer);
}

static ZgWindow *
window_with_order (guint n)
{
  ZgWindow            *window = shell_window (shell, "wufang");
  ZgSession           *session = zg_window_get_session (window);
  g_autoptr (ZgRecord) order = zg_record_new (zg_kind_by_id ("manual_order"));
  g_autofree char     *name = g_strdup_printf ("老客户%u", n);

  zg_record_begin (order, zg_session_person (session), zg_session_staff (session));
  g_assert_true (zg_window_open_place (window, "order-desk"));
  shell_ready (window);
  zg_window_push_form (window, zg_form_new_from (session, order));
  shell_ready (window);
  shell_type (window, "客户\302\240*", name);
  shell_type (window, "收货人\302\240*", "孙五");
  shell_type (window, "电话\302\240*", "13800000009");
  shell_write (window, "地址\302\240*", "浙江省 杭州市 九号");
  shell_choose (window, "商品", "方巾");
  shell_type (window, "数量", "2");
  shell_type (window, "单价", "368");
  g_signal_emit_by_name (shell_control (window, "单价", GTK_TYPE_ENTRY), "activate");
  return window;
}

static gpointer
count_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *n = g_new0 (gint64, 1);

  zg_db_int (db, n, error, "SELECT count(*) FROM manual_order", NULL);
  return n;
}

static gboolean
are_written (gpointer wanted)
{
  g_autofree gint64 *n = zg_store_read (zg_book_store (shell->book), count_db, NULL, NULL);

  return *n >= *(gint64 *) wanted;
}

/* What was told to be saved is in the book, whatever became of the window; @turns 0: closed at once; odd: once it is written. */
static void
test_save (void)
{
  make_item ();
  for (gint64 n = 1; n <= 6; n++)
    {
      ZgWindow *window = window_with_order ((guint) n);

      shell_press (window, "保存(_S)");
      if (n % 2)
        g_assert_true (zg_camera_wait (are_written, &n, 30));
      turn ((guint) n / 2);
      shell_close (window);
      g_assert_true (zg_camera_wait (are_written, &n, 30));
      zg_camera_settle ();
    }
}

/* A form that is left while it is read or written; the window goes on. */
static void
test_leave (void)
{
  ZgWindow *window = shell_window (shell, "chenjing");

  for (guint turns = 0; turns < 12; turns++)
    {
      g_assert_true (zg_window_open_place (window, "staff"));
      zg_window_open_record (window, zg_kind_by_id ("staff"), 1 + turns);
      turn (turns);
      if (turns % 2)
        zg_window_back (window);
    }
  g_assert_true (zg_window_open_place (window, "today"));
  shell_ready (window);
  shell_close (window);
}

int
main (int argc, char **argv)
{
  int result;

  shell = shell_test_init (&argc, &argv, "zh_CN", NULL);
  g_test_add_func ("/closing/window", test_window);
  g_test_add_func ("/closing/places", test_places);
  g_test_add_func ("/closing/save", test_save);
  g_test_add_func ("/closing/leave", test_leave);
  result = g_test_run ();
  shell_test_free (shell);
  return result;
}
