/* What the month page says about the month as a whole: whose, how far the calendar
 * is known, what to do where it is empty. */
#include <glib/gi18n.h>

#include "zg-day.h"
#include "zg-marks.h"
#include "zg-month-page-private.h"
#include "zg-report-month.h"

gboolean
zg_month_page_is_own (ZgMonthPage *self)
{
  return zg_session_reach (self->session, "punch.view") == ZG_REACH_OWN;
}

void
zg_month_page_show_empty (ZgMonthPage *self)
{
  const ZgMonth *month = self->data->month;
  gboolean       has_staff = month->n_lines > 0;
  const char    *title = has_staff ? _ ("No punches in this month yet") : _ ("Nobody is employed in this month"), *text;

  if (!has_staff)
    text = zg_month_page_is_own (self) ? _ ("Your log-in belongs to no employee, or not in this month. HR can change that.")
                         : _ ("Enter or import the staff first, then read the file of a time clock in.");
  else if (month->n_unassigned)
    text = _ ("The clocks have punches of this month under PINs nobody holds. Assign the PINs, and they count at once.");
  else
    text = zg_month_page_is_own (self) ? _ ("They appear when HR has read the clock's file in.")
      : _ ("Read the file of a time clock in: 1_attlog.dat, as it comes from the stick.");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty), text);
  gtk_widget_set_visible (self->empty_import, has_staff && zg_month_page_may (self, "punch.import"));
  gtk_widget_set_visible (self->empty_pins, month->n_unassigned && zg_month_page_may (self, "clock_pin.view"));
  gtk_widget_set_visible (self->empty_show, has_staff);
}

static void
show_official (ZgMonthPage *self)
{
  const ZgMonth   *month = self->data->month;
  gboolean         known = month->calendar[0].official;
  gboolean         noted = !known || month->silent;
  g_autofree char *text =
    g_strdup_printf (_ ("The national calendar of %d is not in the book; public holidays count as ordinary days."), month->year);
  g_autofree char *silent = zg_month_silent (month), *both = g_strjoin (" ", text, silent, NULL);

  gtk_label_set_text (GTK_LABEL (self->official_note), known ? silent : both);
  gtk_widget_set_visible (self->official_note, noted);
  gtk_widget_set_visible (self->filter_row, noted || !zg_month_page_is_own (self));
  adw_bin_set_child (ADW_BIN (self->official_chip), known ? NULL : zg_clause_chip_new ("D04-4.1.1e"));
}

static void
show_subtitle (ZgMonthPage *self)
{
  const ZgMonth   *month = self->data->month;
  g_autofree char *when = g_strdup_printf (_ ("%d-%02d"), month->year, month->month), *until = NULL, *all = NULL;
  g_autofree char *words = NULL;
  char             day[11];

  words = zg_month_page_is_own (self) ? g_strjoin (" · ", zg_session_name (self->session), when, NULL) : zg_month_words (month);
  if (month->official_until != ZG_NO_DAY && month->calendar[0].official)
    until = g_strdup_printf (_ ("national calendar until %s"), zg_day_format (month->official_until, day));
  else
    until = g_strdup (_ ("without a national calendar"));
  if (month->first_day + month->n_days > month->today)
    all = g_strjoin (" · ", words, _ ("running month"), until, NULL);
  else
    all = g_strjoin (" · ", words, until, NULL);
  if (self->window)
    zg_window_set_subtitle (self->window, GTK_WIDGET (self), all);
}

void
zg_month_page_show_about (ZgMonthPage *self)
{
  show_official (self);
  show_subtitle (self);
}
