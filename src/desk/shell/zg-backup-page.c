#include "zg-backup-page.h"

#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-marks.h"
#include "zg-money.h"
#include "zg-order-backup.h"
#include "zg-report-dialog.h"
#include "zg-weekdays.h"

struct _ZgBackupPage
{
  AdwBin parent;

  ZgWindow  *window; /* weak */
  ZgSession *session;
  GtkWidget *title, *summary, *grid, *detail, *export;
  GPtrArray *days;   /* (nullable): of ZgOrderBackupDay: of the month shown */
  int        first, chosen; /* day numbers: of the month, of the day whose backups stand below */
  guint      listener, busy;
  gboolean   again;
};

G_DEFINE_FINAL_TYPE (ZgBackupPage, zg_backup_page, ADW_TYPE_BIN)

static void reload (ZgBackupPage *self);
static void show_grid (ZgBackupPage *self);

/* -- What a day was -- */

typedef enum { NOTHING, ON_TIME, LATE, MISSED } Fate;

typedef struct
{
  Fate                    fate;
  const ZgOrderBackupDay *first; /* (nullable): the one the day is judged by */
  guint                   n;     /* of it in all */
  gboolean                doubtful; /* one of them was not read back */
} DayView;

/* A day is judged by its first backup of the book; the orders of an evening alone make none of it good. */
static DayView
view_of (const ZgBackupPage *self, int day)
{
  DayView view = { NOTHING };

  for (guint i = 0; self->days && i < self->days->len; i++)
    {
      const ZgOrderBackupDay *one = self->days->pdata[i];

      if (one->day != day)
        continue;
      if (one->file == NULL)
        return (DayView){ MISSED };
      view.n++;
      view.doubtful |= !one->verified;
      if (view.first == NULL || (view.first->only && !one->only))
        view.first = one;
    }
  if (view.first)
    view.fate = view.first->late || view.first->only ? LATE : ON_TIME;
  return view;
}

static const char *
fate_words (Fate fate)
{
  return fate == ON_TIME ? _ ("on time") : fate == LATE ? _ ("late") : fate == MISSED ? _ ("missed") : "";
}

static const char *
fate_css (Fate fate)
{
  return fate == ON_TIME ? "pill ok" : fate == LATE ? "pill warn" : fate == MISSED ? "pill bad" : "dim-label";
}

static char *
time_of (gint64 ms)
{
  char stamp[20];

  zg_stamp_format (ms, stamp);
  return g_strndup (stamp + 11, 5);
}

/* -- The month -- */

static void
on_day_cb (GtkWidget *button, ZgBackupPage *self)
{
  self->chosen = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "day"));
  show_grid (self);
}

static GtkWidget *
make_cell (ZgBackupPage *self, int day)
{
  DayView          view = view_of (self, day);
  GtkWidget       *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget       *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *number;
  int              year, month, of_month;
  char             name[11];
  g_autofree char *text = NULL, *below = NULL, *says = NULL, *at = view.first ? time_of (view.first->made_ms) : NULL;

  zg_day_to_ymd (day, &year, &month, &of_month);
  text = g_strdup_printf ("%d", of_month);
  number = zg_desk_label (text, day == zg_clock_today () ? "heading num" : "num");
  gtk_widget_set_hexpand (number, TRUE);
  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_box_append (GTK_BOX (head), number);
  if (view.fate != NOTHING)
    gtk_box_append (GTK_BOX (head), zg_desk_label (fate_words (view.fate), fate_css (view.fate)));
  below = view.first == NULL ? g_strdup ("")
          : view.n > 1       ? g_strdup_printf (_ ("%s and %u more"), at, view.n - 1)
                             : g_strdup (at);
  gtk_box_append (GTK_BOX (box), head);
  number = zg_desk_label (below, "dim-label small num");
  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_box_append (GTK_BOX (box), number);
  number = zg_desk_label (view.first == NULL ? "" : view.doubtful ? _ ("not verified") : _ ("verified"),
                          view.doubtful ? "bad small" : "dim-label small");
  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_box_append (GTK_BOX (box), number);
  gtk_button_set_child (GTK_BUTTON (button), box);
  if (day != self->chosen)
    gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_hexpand (button, TRUE);
  g_object_set_data (G_OBJECT (button), "day", GINT_TO_POINTER (day));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_day_cb), self, 0);
  zg_day_format (day, name);
  says = g_strdup_printf ("%s %s %s", name, fate_words (view.fate), below);
  zg_desk_name (button, says);
  return button;
}

static void
add_line (ZgBackupPage *self, const ZgOrderBackupDay *one)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *file;
  g_autofree char *at = zg_desk_when (one->made_ms), *sum = zg_money_format (one->sum_fen, ZG_MONEY_YUAN);
  g_autofree char *words = g_strdup_printf (_ ("%d orders, %s"), (int) one->n_orders, sum);

  gtk_box_append (GTK_BOX (box), zg_desk_label (at, "num"));
  gtk_box_append (GTK_BOX (box), zg_desk_label (one->only ? _ ("orders only") : one->late ? _ ("late") : _ ("on time"),
                                                one->only ? "pill neutral" : one->late ? "pill warn" : "pill ok"));
  gtk_box_append (GTK_BOX (box), zg_desk_label (one->verified ? _ ("verified") : _ ("not verified"),
                                                one->verified ? "dim-label" : "bad"));
  gtk_box_append (GTK_BOX (box), zg_desk_label (words, "num"));
  if (*one->by)
    gtk_box_append (GTK_BOX (box), zg_desk_label (one->by, NULL));
  file = zg_desk_label (one->file, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (file), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (file), 0);
  gtk_widget_set_hexpand (file, TRUE);
  gtk_box_append (GTK_BOX (box), file);
  gtk_widget_add_css_class (box, "rowbox");
  gtk_box_append (GTK_BOX (self->detail), box);
}

/* What is known of the day that was chosen. */
static void
show_detail (ZgBackupPage *self)
{
  DayView          view = view_of (self, self->chosen);
  g_autofree char *day = zg_desk_day (self->chosen);
  GtkWidget       *head;

  zg_desk_clear_box (self->detail);
  head = zg_desk_label (day, "sect");
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_box_append (GTK_BOX (self->detail), head);
  for (guint i = 0; view.n && i < self->days->len; i++)
    if (((const ZgOrderBackupDay *) self->days->pdata[i])->day == self->chosen)
      add_line (self, self->days->pdata[i]);
  if (view.n)
    return;
  head = zg_desk_label (view.fate == MISSED ? _ ("Nobody backed up this day. Its orders are in the next backup.")
                                            : _ ("Nothing was due on this day, or its hour has not come yet."),
                        view.fate == MISSED ? "bad" : "dim-label");
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_box_append (GTK_BOX (self->detail), head);
}

static void
show_grid (ZgBackupPage *self)
{
  int              n = zg_month_first (self->first, 1) - self->first, before = zg_day_weekday (self->first) - 1;
  guint            fates[MISSED + 1] = { 0 };
  char             month[8];
  g_autofree char *summary = NULL;
  GtkWidget       *old;

  while ((old = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), old);
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *weekday = zg_weekdays_text ((const char[]){ (char) ('1' + i), '\0' });

      gtk_grid_attach (GTK_GRID (self->grid), zg_desk_label (weekday, "dim-label small"), i, 0, 1, 1);
    }
  for (int i = 0; i < n; i++)
    {
      fates[view_of (self, self->first + i).fate]++;
      gtk_grid_attach (GTK_GRID (self->grid), make_cell (self, self->first + i), (before + i) % 7, 1 + (before + i) / 7, 1, 1);
    }
  gtk_label_set_text (GTK_LABEL (self->title), zg_month_format (self->first, month));
  summary = g_strdup_printf (_ ("%u days on time · %u late · %u missed"), fates[ON_TIME], fates[LATE], fates[MISSED]);
  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  gtk_widget_set_css_classes (self->summary,
                              (const char *[]){ "num", fates[MISSED] ? "bad" : fates[LATE] ? "warn" : "num", NULL });
  show_detail (self);
}

/* -- Reading -- */

typedef struct
{
  int    from, to;
  gint64 now;
} Ask;

static gpointer
read_days (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Ask *ask = data;

  return zg_order_backup_days (db, ask->from, ask->to, ask->now, error);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZgBackupPage) self = data;
  g_autoptr (GError)       error = NULL;
  GPtrArray               *days = zg_store_call_finish (result, &error);

  self->busy--;
  if (self->grid == NULL) /* closed meanwhile */
    {
      g_clear_pointer (&days, g_ptr_array_unref);
      return;
    }
  if (days)
    {
      g_clear_pointer (&self->days, g_ptr_array_unref);
      self->days = days;
      show_grid (self);
    }
  else
    zg_desk_toast (GTK_WIDGET (self), error->message);
  if (self->again)
    reload (self);
}

static void
reload (ZgBackupPage *self)
{
  Ask *ask;

  self->again = self->busy > 0;
  if (self->again)
    return;
  ask = g_new0 (Ask, 1);
  ask->from = self->first;
  ask->to = MIN (zg_month_first (self->first, 1) - 1, zg_clock_today ());
  ask->now = zg_book_now (zg_session_book (self->session));
  self->busy++;
  zg_store_read_async (zg_session_store (self->session), read_days, ask, g_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                       on_read_cb, g_object_ref (self));
}

static void
on_changed_tables (const char *const *tables, gpointer data)
{
  if (g_strv_contains (tables, "order_backup") || g_strv_contains (tables, "*"))
    reload (data);
}

/* -- From month to month -- */

void
zg_backup_page_set_day (ZgBackupPage *self, int day)
{
  self->first = zg_month_first (day, 0);
  self->chosen = day;
  g_clear_pointer (&self->days, g_ptr_array_unref);
  show_grid (self);
  reload (self);
}

static void
on_before_cb (ZgBackupPage *self)
{
  zg_backup_page_set_day (self, zg_month_first (self->first, -1));
}

static void
on_after_cb (ZgBackupPage *self)
{
  zg_backup_page_set_day (self, zg_month_first (self->first, 1));
}

static void
on_today_cb (ZgBackupPage *self)
{
  zg_backup_page_set_day (self, zg_clock_today ());
}

static void
on_export_cb (ZgBackupPage *self)
{
  char month[8];

  if (self->window)
    zg_report_dialog_present (self->window, self->session, "order-backup",
                              (const char *[]){ zg_month_format (self->first, month), NULL });
}

static void
on_list_cb (ZgBackupPage *self)
{
  if (self->window)
    zg_window_open_place (self->window, "order_backup");
}

/* -- Class -- */

static void
zg_backup_page_dispose (GObject *object)
{
  ZgBackupPage *self = ZG_BACKUP_PAGE (object);

  if (self->listener)
    zg_store_remove_listener (zg_session_store (self->session), self->listener);
  self->listener = 0;
  self->grid = NULL;
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->days, g_ptr_array_unref);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_backup_page_parent_class)->dispose (object);
}

static void
zg_backup_page_class_init (ZgBackupPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zg_backup_page_dispose;
}

static void
zg_backup_page_init (ZgBackupPage *self)
{
}

static GtkWidget *
button_of (ZgBackupPage *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_head (ZgBackupPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *before, *after;

  before = zg_desk_icon_button ("go-previous-symbolic", _ ("Month before"), NULL);
  after = zg_desk_icon_button ("go-next-symbolic", _ ("Next month"), NULL);
  g_signal_connect_object (before, "clicked", G_CALLBACK (on_before_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (after, "clicked", G_CALLBACK (on_after_cb), self, G_CONNECT_SWAPPED);
  self->title = zg_desk_label ("", "mid num");
  self->summary = zg_desk_label ("", "num");
  gtk_widget_set_hexpand (self->summary, TRUE);
  gtk_widget_set_halign (self->summary, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), after);
  gtk_box_append (GTK_BOX (box), button_of (self, _ ("_Today"), G_CALLBACK (on_today_cb)));
  gtk_box_append (GTK_BOX (box), self->summary);
  gtk_box_append (GTK_BOX (box), zg_clause_chip_new ("D18-5.4"));
  return box;
}

GtkWidget *
zg_backup_page_make (ZgWindow *window, ZgSession *session)
{
  ZgBackupPage *self = g_object_new (ZG_TYPE_BACKUP_PAGE, NULL);
  GtkWidget    *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *scroller = gtk_scrolled_window_new ();
  GtkWidget    *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  g_set_weak_pointer (&self->window, window);
  self->session = zg_session_ref (session);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 2);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 2);
  self->detail = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->detail, "card");
  gtk_widget_add_css_class (self->detail, "pad");
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), self->grid);
  gtk_box_append (GTK_BOX (box), self->detail);
  gtk_widget_add_css_class (box, "formbody");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  adw_bin_set_child (ADW_BIN (self), scroller);
  self->export = button_of (self, _ ("_Export…"), G_CALLBACK (on_export_cb));
  gtk_widget_set_visible (self->export, zg_session_reach (session, "order_backup.export") != ZG_REACH_NONE);
  gtk_box_append (GTK_BOX (end), button_of (self, _ ("_All backups"), G_CALLBACK (on_list_cb)));
  gtk_box_append (GTK_BOX (end), self->export);
  zg_window_push (window, GTK_WIDGET (self), _ ("Calendar of the order backups"), NULL, NULL, end);
  self->listener = zg_store_add_listener (zg_session_store (session), on_changed_tables, self);
  zg_backup_page_set_day (self, zg_clock_today ());
  return GTK_WIDGET (self);
}

gboolean
zg_backup_page_is_busy (ZgBackupPage *self)
{
  return self->busy > 0;
}
