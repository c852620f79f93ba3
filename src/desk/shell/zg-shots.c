#include "zg-shots.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "zg-application.h"
#include "zg-attendance-kinds.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-demo.h"
#include "zg-finder.h"
#include "zg-import-assistant.h"
#include "zg-leave.h"
#include "zg-month-grid.h"
#include "zg-month-page-private.h"
#include "zg-order-page.h"
#include "zg-people.h"
#include "zg-places.h"
#include "zg-report-dialog.h"
#include "zg-roster-grid.h"
#include "zg-roster-page-private.h"
#include "zg-roster.h"
#include "zg-shots-camera.h"
#include "zg-start-page.h"
#include "zg-window-private.h"

#define STAFF 40
#define MONTHS 2
#define SEED 1
#define WIDTH 1366
#define HEIGHT 768

typedef struct
{
  ZgWindow   *window;
  ZgBook     *book;
  const char *dir;
  char       *work;   /* folder of the book and of the clock's file */
  const char *scheme; /* "light", "dark" */
  int         number;
  gboolean    failed;
} Shots;

/* -- Taking one -- */

/* ZG_SHOTS: words, with commas: only pictures whose name has one of them, and only the light ones unless one word is "dark". */
static gboolean
is_wanted (const char *name)
{
  g_auto (GStrv) words = g_strsplit (g_getenv ("ZG_SHOTS") ? g_getenv ("ZG_SHOTS") : "", ",", -1);

  for (guint i = 0; words[i]; i++)
    if (strstr (name, words[i]))
      return TRUE;
  return words[0] == NULL;
}

static void
take (Shots *shots, GtkWidget *widget, const char *name)
{
  g_autofree char   *file = g_strdup_printf ("%02d-%s-%s.png", ++shots->number, name, shots->scheme);
  g_autofree char   *path = g_build_filename (shots->dir, file, NULL);
  g_autoptr (GError) error = NULL;

  if (is_wanted (name) && !zg_camera_take (widget, path, &error))
    {
      g_printerr ("%s\n", error->message);
      shots->failed = TRUE;
    }
}

static void
take_page (Shots *shots, const char *name)
{
  if (!zg_camera_wait (zg_camera_page_ready, shots->window, 30))
    {
      g_printerr ("%s has not come to rest\n", name);
      shots->failed = TRUE;
    }
  zg_camera_settle ();
  take (shots, GTK_WIDGET (shots->window), name);
}

static void
take_dialog (Shots *shots, const char *name)
{
  GtkWidget *dialog;

  zg_camera_settle ();
  dialog = zg_camera_dialog (shots->window);
  if (dialog == NULL)
    {
      g_printerr ("no window for %s\n", name);
      shots->failed = TRUE;
      return;
    }
  take (shots, dialog, name);
  gtk_window_destroy (GTK_WINDOW (dialog));
  zg_camera_settle ();
}

/* -- The door -- */

static void
shoot_door (Shots *shots)
{
  static const char *const names[] = { "start", "start-place", "start-administrator", "start-organisation", "start-recovery" };

  zg_window_show_start (shots->window);
  for (guint step = 0; step < G_N_ELEMENTS (names); step++)
    {
      zg_start_page_show (adw_bin_get_child (shots->window->door), (int) step);
      zg_camera_settle ();
      take (shots, GTK_WIDGET (shots->window), names[step]);
    }
  zg_window_take_book (shots->window, zg_book_ref (shots->book));
  zg_camera_settle ();
  take (shots, GTK_WIDGET (shots->window), "login");
}

/* -- Locked -- */

static void
shoot_lock (Shots *shots)
{
  zg_window_lock (shots->window, ZG_LOCK_IDLE);
  zg_camera_settle ();
  take (shots, GTK_WIDGET (shots->window), "locked");
}

/* -- The month -- */

static ZgMonthPage *
month_page (Shots *shots)
{
  zg_window_open_place (shots->window, "month");
  zg_camera_wait (zg_camera_page_ready, shots->window, 30);
  zg_camera_settle ();
  return ZG_MONTH_PAGE (zg_window_get_page (shots->window));
}

static void
shoot_month (Shots *shots)
{
  ZgMonthPage *page = month_page (shots);
  ZgMonthGrid *grid = ZG_MONTH_GRID (page->grid);

  for (int i = 0; i < 4; i++)
    zg_month_grid_next_exception (grid, 1);
  take_page (shots, "month");
  g_signal_emit_by_name (page->detail, "explain");
  take_dialog (shots, "month-explanation");
  zg_month_page_show_chart (page, TRUE);
  zg_month_page_show_exceptions (page, TRUE);
  take_page (shots, "month-chart-exceptions");
  zg_month_page_show_exceptions (page, FALSE);
  zg_month_page_show_chart (page, FALSE);
  zg_month_page_set_search (page, "zzz");
  take_page (shots, "month-nothing");
  zg_month_page_set_search (page, "");
  zg_month_page_print (page);
  take_dialog (shots, "month-print");
  zg_month_page_export (page);
  take_dialog (shots, "month-payroll");
  g_signal_emit_by_name (page->detail, "punches");
  take_page (shots, "month-punches");
  zg_window_back (shots->window);
  g_signal_emit_by_name (page->detail, "slip");
  take_page (shots, "month-slip");
  zg_month_page_set_month (ZG_MONTH_PAGE (month_page (shots)), zg_day_from_ymd (2027, 1, 1));
  take_page (shots, "month-empty");
}

/* -- Places -- */

static void
shoot_places (Shots *shots, const char *who)
{
  for (const ZgPlaceGroup *group = zg_place_groups (zg_window_get_session (shots->window)); group->places[0]; group++)
    for (guint i = 0; i < G_N_ELEMENTS (group->places) && group->places[i]; i++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%s", who, group->places[i]);

        if (!is_wanted (name))
          shots->number++;
        else if (zg_window_open_place (shots->window, group->places[i]))
          take_page (shots, name);
      }
}

static int
shift_by_letter (ZgRosterPage *page, const char *letter)
{
  const ZgRosterBoard *board = zg_roster_edit_board (page->edit);

  for (guint i = 0; i < board->shifts->len; i++)
    if (g_str_equal (g_array_index (board->shifts, ZgBoardShift, i).letter, letter))
      return i;
  return -1;
}

/* The board of the service group: a block chosen, some shifts not saved yet. */
static void
shoot_roster (Shots *shots)
{
  ZgRosterPage *page;
  ZgRosterGrid *grid;
  gint64        units[2] = { 0 };

  zg_window_open_place (shots->window, "roster-board");
  zg_camera_wait (zg_camera_page_ready, shots->window, 30);
  page = ZG_ROSTER_PAGE (zg_window_get_page (shots->window));
  grid = ZG_ROSTER_GRID (zg_roster_page_get_grid (page));
  zg_roster_page_units (page, units, G_N_ELEMENTS (units));
  zg_roster_page_show (page, zg_day_from_ymd (2026, 12, 1), units[1]);
  take_page (shots, "roster-empty");
  for (int day = 0; day < 31; day++)
    for (int person = 1; person < 12; person++)
      if (zg_roster_grid_set_current (grid, person, day))
        zg_roster_grid_paint (grid, shift_by_letter (page, (day + person) % 6 == 0 ? "休" : (day / 3 + person) % 2 ? "早" : "晚"));
  zg_roster_grid_set_current (grid, 2, 3);
  zg_roster_grid_paint (grid, -1);
  take_page (shots, "roster-edited");
  while (zg_roster_grid_undo (grid))
    ;
}

static void
shoot_staff (Shots *shots)
{
  ZgSheetPage *page;
  ZgListModel *model;

  zg_window_open_place (shots->window, "staff");
  zg_camera_wait (zg_camera_page_ready, shots->window, 30);
  zg_camera_settle ();
  page = ZG_SHEET_PAGE (zg_window_get_page (shots->window));
  model = zg_sheet_page_get_model (page);
  for (guint row = 2; row < 9; row += 3)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (model), row, row == 2);
  take_page (shots, "staff-selected");
  zg_sheet_page_set_search (page, "zzzz");
  take_page (shots, "staff-nothing");
}

/* -- Forms -- */

/* The first record of each of these lists; places end with NULL. */
static void
open_each (Shots *shots, const char *const *places)
{
  for (; *places; places++)
    {
      g_autofree char *name = g_strconcat ("form-", *places, NULL);
      const gint64    *ids;
      ZgSheetPage     *page;
      guint            n = 0;

      if (!is_wanted (name) || !zg_window_open_place (shots->window, *places))
        continue;
      zg_camera_wait (zg_camera_page_ready, shots->window, 30);
      page = ZG_SHEET_PAGE (zg_window_get_page (shots->window));
      ids = zg_list_model_ids (zg_sheet_page_get_model (page), &n);
      if (n == 0)
        continue;
      zg_window_open_record (shots->window, zg_sheet_page_get_sheet (page)->kind, ids[0]);
      take_page (shots, name);
    }
}

/* A leave without a number one can be reached under: the form says so under the field. */
static void
shoot_wrong_leave (Shots *shots)
{
  g_autoptr (ZgRecord) leave = zg_record_new (&zg_leave);
  gint64               staff = zg_session_staff (zg_window_get_session (shots->window));
  int                  today = zg_clock_today ();

  if (staff)
    zg_record_set_int (leave, ZG_LEAVE_STAFF, staff);
  zg_record_set_int (leave, ZG_LEAVE_TYPE, ZG_JUDGE_LEAVE_PERSONAL);
  zg_record_set_int (leave, ZG_LEAVE_STARTS, zg_day_to_ms (today + 3, 13 * 3600));
  zg_record_set_int (leave, ZG_LEAVE_ENDS, zg_day_to_ms (today + 3, 18 * 3600));
  zg_record_set_text (leave, ZG_LEAVE_REASON, "家中水管维修，需在场");
  zg_window_open_place (shots->window, "leave");
  zg_window_push_form (shots->window, zg_form_new_from (zg_window_get_session (shots->window), leave));
  zg_camera_wait (zg_camera_page_ready, shots->window, 30);
  zg_camera_settle ();
  zg_form_take_step (ZG_FORM (zg_window_get_page (shots->window)), "submit");
  take_page (shots, "form-leave-wrong");
}

static void
shoot_forms (Shots *shots)
{
  static const char *const kinds[] = { "staff", "leave", "slip", "roster", "roster_swap", "duty_log", "call_log",
                                       "coverage_rule", "clock_pin", "schedule", "schedule_notice", "photo_signin", "holiday" };
  static const char *const first[] = { "staff", "leave", "slip", "review_standard", "review_period", "review_sheet", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strconcat ("new-", kinds[i], NULL);

      if (!is_wanted (name))
        continue;
      zg_window_open_place (shots->window, kinds[i]);
      zg_window_open_record (shots->window, zg_kind_by_id (kinds[i]), 0);
      take_page (shots, name);
    }
  shoot_wrong_leave (shots);
  open_each (shots, first);
}

typedef struct
{
  const gint64 *ids;
  guint         n;
  gint64        found;
} Waiting;

static gpointer
find_waiting (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Waiting *waiting = data;

  for (guint i = 0; i < waiting->n && waiting->found == 0; i++)
    {
      g_autoptr (ZgRecord) sheet = zg_book_get (db, zg_kind_by_id ("review_sheet"), waiting->ids[i], error);

      if (sheet && g_str_equal (sheet->state, "supervisor"))
        waiting->found = sheet->id;
    }
  return waiting;
}

/* The leader of the technical group, whose turn it is to score a sheet. */
static void
shoot_scores (Shots *shots)
{
  Waiting waiting = { 0 };

  zg_window_open_place (shots->window, "review_sheet");
  zg_camera_wait (zg_camera_page_ready, shots->window, 30);
  waiting.ids = zg_list_model_ids (zg_sheet_page_get_model (ZG_SHEET_PAGE (zg_window_get_page (shots->window))), &waiting.n);
  zg_store_read (zg_book_store (shots->book), find_waiting, &waiting, NULL);
  if (waiting.found == 0)
    return;
  zg_window_open_record (shots->window, zg_kind_by_id ("review_sheet"), waiting.found);
  take_page (shots, "review-scores");
  gtk_widget_activate_action (GTK_WIDGET (zg_window_get_page (shots->window)), "form.print", NULL);
  take_dialog (shots, "review-print");
}

/* The draft that is being counted, and one that is at its places. */
static void
shoot_receipts (Shots *shots)
{
  const gint64 *ids;
  guint         n = 0;

  zg_window_open_place (shots->window, "goods_receipt");
  zg_camera_wait (zg_camera_page_ready, shots->window, 30);
  ids = zg_list_model_ids (zg_sheet_page_get_model (ZG_SHEET_PAGE (zg_window_get_page (shots->window))), &n);
  for (guint i = 0; i < n && i < 2; i++)
    {
      zg_window_open_record (shots->window, zg_kind_by_id ("goods_receipt"), ids[i]);
      take_page (shots, i ? "receipt-old" : "receipt-new");
      zg_window_back (shots->window);
    }
}

/* A receipt being typed, with its lines; what has come and gone; a count; a correction. */
static void
shoot_warehouse (Shots *shots)
{
  static const char *const places[] = { "goods_issue", "warehouse_check", "item", "refusal", "stocktake", NULL };

  zg_window_open_place (shots->window, "goods_receipt");
  zg_window_open_record (shots->window, zg_kind_by_id ("goods_receipt"), 0);
  take_page (shots, "new-goods_receipt");
  shoot_receipts (shots);
  open_each (shots, places);
  zg_window_open_place (shots->window, "stock_correction");
  zg_window_open_record (shots->window, zg_kind_by_id ("stock_correction"), 0);
  take_page (shots, "new-stock_correction");
  zg_window_open_place (shots->window, "stock_move");
  zg_window_open_record (shots->window, zg_kind_by_id ("stock_move"), 0);
  take_page (shots, "new-stock_move");
}

/* The order desk in the middle of a call; what is found; the forms behind its buttons. */
static void
shoot_orders (Shots *shots)
{
  static const char *const places[] = { "sales_order", "parcel", "customer", "order_confirmation", NULL };
  ZgOrderPage             *page;

  zg_window_open_place (shots->window, "order-desk");
  take_page (shots, "desk-first");
  page = ZG_ORDER_PAGE (zg_window_get_page (shots->window));
  for (guint key = GDK_KEY_1; key < GDK_KEY_5; key++)
    zg_order_page_key (page, key);
  take_page (shots, "desk-ticked");
  zg_order_page_step (page, 6);
  take_page (shots, "desk-following");
  open_each (shots, places);
}

/* -- Windows -- */

static char *
bad_clock_file (Shots *shots)
{
  g_autofree char *path = g_build_filename (shots->work, "1_attlog.dat", NULL), *text = NULL, *longer = NULL;

  if (!zg_demo_write_attlog (path, 1, STAFF, SEED, NULL, NULL) || !g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  longer = g_strconcat (text, "       12\t2026-13-45 08:21:00\t1\t0\t1\t0\r\n", "没有用的一行\r\n",
                        "     9999\t2026-11-20 08:25:41\t1\t0\t1\t0\r\n", NULL);
  return g_file_set_contents (path, longer, -1, NULL) ? g_steal_pointer (&path) : NULL;
}

static void
shoot_windows (Shots *shots)
{
  g_autofree char *file = bad_clock_file (shots);

  zg_window_open_place (shots->window, "punch");
  if (file)
    {
      zg_import_assistant_open (shots->window, zg_window_get_session (shots->window), &zg_punch, file);
      take_dialog (shots, "import");
    }
  zg_report_dialog_present (shots->window, zg_window_get_session (shots->window), NULL, NULL);
  take_dialog (shots, "reports");
  zg_finder_present (shots->window);
  take_dialog (shots, "finder");
  gtk_widget_activate_action (GTK_WIDGET (shots->window), "win.change-password", NULL);
  take_dialog (shots, "change-password");
}

/* -- Who looks -- */

/* ZG_SHOTS_AS: one of them: only what that one sees. */
static void
shoot_as (Shots *shots, const char *who, ZgSession *session)
{
  if (g_getenv ("ZG_SHOTS_AS") && !g_str_equal (g_getenv ("ZG_SHOTS_AS"), who))
    return;
  if (session == NULL)
    {
      g_printerr ("nobody logs in as %s\n", who);
      shots->failed = TRUE;
      return;
    }
  zg_window_set_session (shots->window, session);
  zg_camera_wait (zg_camera_page_ready, shots->window, 30);
  zg_camera_settle ();
  if (!g_str_equal (who, "leader"))
    shoot_places (shots, who);
  if (g_str_equal (who, "hr"))
    {
      shoot_month (shots);
      shoot_roster (shots);
      shoot_staff (shots);
      shoot_forms (shots);
      shoot_windows (shots);
    }
  else if (g_str_equal (who, "employee"))
    shoot_wrong_leave (shots);
  else if (g_str_equal (who, "keeper"))
    shoot_warehouse (shots);
  else if (g_str_equal (who, "service"))
    shoot_orders (shots);
  else if (g_str_equal (who, "leader"))
    shoot_scores (shots);
}

static void
shoot_all (Shots *shots)
{
  g_autoptr (ZgSession) hr = zg_book_login_trial (shots->book, "chenjing", NULL);
  g_autoptr (ZgSession) admin = zg_book_login_trial (shots->book, NULL, NULL);
  g_autoptr (ZgSession) employee = zg_book_login_trial (shots->book, "zhangwei", NULL); /* sees only himself */
  g_autoptr (ZgSession) keeper = zg_book_login_trial (shots->book, "wananyuan", NULL);
  g_autoptr (ZgSession) leader = zg_book_login_trial (shots->book, "zhaoqiang", NULL);
  g_autoptr (ZgSession) service = zg_book_login_trial (shots->book, "linxiaoyu", NULL);

  shots->number = 0;
  shoot_door (shots);
  shoot_as (shots, "hr", hr);
  shoot_as (shots, "admin", admin);
  shoot_as (shots, "employee", employee);
  shoot_as (shots, "leader", leader);
  shoot_as (shots, "keeper", keeper);
  shoot_as (shots, "service", service);
  shoot_lock (shots);
  zg_window_set_session (shots->window, NULL);
}

/* -- All of it -- */

static ZgBook *
make_book (const char *work)
{
  g_autofree char   *path = g_build_filename (work, "demo.zgb", NULL), *recovery = NULL;
  g_autoptr (GError) error = NULL;
  ZgBook            *book;

  zg_clock_set (zg_day_to_ms (zg_day_from_ymd (2026, 11, 23), 9 * 3600 + 5 * 60));
  book = zg_demo_create (path, STAFF, MONTHS, SEED, &recovery, &error);
  if (book == NULL)
    g_printerr ("%s\n", error->message);
  zg_clock_set (zg_day_to_ms (zg_day_from_ymd (2026, 11, 23), 9 * 3600 + 5 * 60));
  return book;
}

static void
remove_work (const char *work)
{
  g_autoptr (GDir) dir = g_dir_open (work, 0, NULL);
  const char      *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (work, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_work (path);
      else
        g_unlink (path);
    }
  g_rmdir (work);
}

/* Without a window manager a frame would be drawn around each window. */
static void
take_frame_off (void)
{
  static const char         frame[] = "window.csd, window.solid-csd { padding: 0; margin: 0; border: none; border-radius: 0;"
                                      " box-shadow: none; outline: none; }";
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (css, frame, -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER + 1);
}

static void
shoot_both (Shots *shots, GtkApplication *app)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  const char      *words = g_getenv ("ZG_SHOTS");

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  take_frame_off ();
  shots->window = zg_window_new (app);
  gtk_window_set_default_size (GTK_WINDOW (shots->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (shots->window));
  for (int dark = 0; dark < (words && !strstr (words, "dark") ? 1 : 2); dark++)
    {
      shots->scheme = dark ? "dark" : "light";
      adw_style_manager_set_color_scheme (style, dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
      shoot_all (shots);
    }
  gtk_window_destroy (GTK_WINDOW (shots->window));
  zg_camera_settle ();
}

int
zg_shots_take (const char *dir)
{
  Shots                     shots = { .dir = dir };
  GSettings                *settings = zg_window_settings ();
  g_autofree char          *last = settings ? g_settings_get_string (settings, "last-book") : NULL;
  g_autoptr (ZgApplication) app = zg_application_new (G_APPLICATION_NON_UNIQUE);
  g_autoptr (GError)        error = NULL;

  shots.work = g_dir_make_tmp ("zhanggui-shots-XXXXXX", &error);
  if (shots.work == NULL || g_mkdir_with_parents (dir, 0755) != 0 || !g_application_register (G_APPLICATION (app), NULL, &error))
    {
      g_printerr ("%s\n", error ? error->message : dir);
      return 1;
    }
  shots.book = make_book (shots.work);
  if (shots.book)
    shoot_both (&shots, GTK_APPLICATION (app));
  g_clear_pointer (&shots.book, zg_book_unref);
  if (settings)
    g_settings_set_string (settings, "last-book", last);
  zg_clock_set (0);
  remove_work (shots.work);
  g_free (shots.work);
  return shots.failed || shots.number == 0;
}
