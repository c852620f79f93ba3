/* What can be done from the month page: a slip for the day, its punches, its papers, print and payroll. */
#include <glib/gi18n.h>

#include "zg-attendance-kinds.h"
#include "zg-day.h"
#include "zg-desk-util.h"
#include "zg-form.h"
#include "zg-leave.h"
#include "zg-month-page-private.h"
#include "zg-report-dialog.h"
#include "zg-report-month.h"
#include "zg-sheet-page.h"
#include "zg-window-private.h"

static gboolean
current (ZgMonthPage *self, int *line, int *day)
{
  return self->data && self->window && zg_month_grid_get_current (ZG_MONTH_GRID (self->grid), line, day);
}

/* -- A slip for the day -- */

/* What would most likely be asked for: the missed time, or the whole of the working hours. */
static void
prefill (ZgRecord *slip, const ZgDayResult *result)
{
  const ZgSegmentResult *first = &result->segments[0], *last = &result->segments[MAX (result->n_segments, 1) - 1];

  zg_record_set_int (slip, ZG_SLIP_TYPE, result->mark == ZG_MARK_SINGLE ? ZG_SLIP_TYPE_CONFIRM : ZG_SLIP_TYPE_MISSED);
  if (result->n_segments == 0)
    return;
  zg_record_set_int (slip, ZG_SLIP_STARTS, zg_day_to_ms (result->day, first->start));
  zg_record_set_int (slip, ZG_SLIP_ENDS, zg_day_to_ms (result->day, last->end));
  if (result->mark == ZG_MARK_LATE || result->mark == ZG_MARK_EARLY)
    zg_record_set_int (slip, ZG_SLIP_TYPE, ZG_SLIP_TYPE_EXCUSE);
  for (int i = 0; i < result->n_segments; i++)
    {
      const ZgSegmentResult *segment = &result->segments[i];
      gboolean               in = segment->in.grade == ZG_GRADE_MISSED || segment->in.grade == ZG_GRADE_ABSENT;

      if (!in && segment->out.grade != ZG_GRADE_MISSED && segment->out.grade != ZG_GRADE_ABSENT)
        continue;
      zg_record_set_int (slip, ZG_SLIP_STATED, zg_day_to_ms (result->day, in ? segment->in.due : segment->end));
      zg_record_set_int (slip, ZG_SLIP_SIDE, in ? 1 : 2);
      return;
    }
}

static void
on_slip_cb (ZgMonthPage *self)
{
  g_autoptr (ZgRecord)    slip = NULL;
  g_autofree ZgDayResult *results = g_new0 (ZgDayResult, ZG_JUDGE_MONTH_DAYS);
  int                     line, day;

  if (!current (self, &line, &day))
    return;
  zg_attendance_days (self->data->month, line, results);
  slip = zg_record_new (&zg_slip);
  zg_record_set_int (slip, ZG_SLIP_STAFF, self->data->month->lines[line].staff);
  prefill (slip, &results[day]);
  zg_window_push_form (self->window, zg_form_new_from (self->session, slip));
}

/* -- Its punches -- */

static void
on_punches_cb (ZgMonthPage *self)
{
  const ZgSheet     *sheet = zg_sheet_by_id ("punch");
  const ZgMonthLine *person;
  ZgSheetPage       *page;
  g_autofree char   *id = NULL;
  char               text[11];
  int                line, day;

  if (!current (self, &line, &day) || sheet == NULL)
    return;
  person = &self->data->month->lines[line];
  id = g_strdup_printf ("%" G_GINT64_FORMAT, person->staff);
  page = zg_window_push_sheet (self->window, sheet, g_dgettext (GETTEXT_PACKAGE, sheet->title));
  zg_sheet_page_set_filter (page, "staff", id, person->name, NULL);
  zg_sheet_page_set_filter (page, "at", zg_day_format (self->data->month->first_day + day, text), text, NULL);
}

/* -- Its papers -- */

typedef struct
{
  ZgMonthPage  *page;
  char         *number;
  const ZgKind *kind;
} Paper;

static void
paper_free (Paper *paper)
{
  g_object_unref (paper->page);
  g_free (paper->number);
  g_free (paper);
}

static gpointer
find_paper (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Paper  *paper = data;
  gint64 *id = g_new0 (gint64, 1);

  *id = zg_book_find (db, paper->kind, paper->number, error);
  if (*id == 0)
    g_clear_pointer (&id, g_free);
  return id;
}

static void
on_paper_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Paper              *paper = data;
  g_autoptr (GError)  error = NULL;
  g_autofree gint64  *id = zg_desk_read_finish (paper->page->session, result, &error);

  if (paper->page->window && id)
    zg_window_open_record (paper->page->window, paper->kind, *id);
  else if (paper->page->window && error)
    zg_desk_error (GTK_WIDGET (paper->page), _ ("The paper could not be opened"), error);
  paper_free (paper);
}

static void
on_paper_cb (ZgMonthPage *self, const char *number)
{
  Paper *paper = g_new (Paper, 1);

  *paper = (Paper){ g_object_ref (self), g_strdup (number), g_str_has_prefix (number, zg_slip.prefix) ? &zg_slip : &zg_leave };
  zg_desk_read_async (self->session, find_paper, paper, NULL, g_free, NULL, on_paper_found_cb, paper);
}

/* -- The rest -- */

static void
on_explain_cb (ZgMonthPage *self)
{
  int line, day;

  if (current (self, &line, &day))
    zg_month_explain_present (GTK_WIDGET (self), self->data->month, line, day);
}

static void
on_typed_cb (ZgMonthPage *self, const char *text)
{
  if (!gtk_widget_get_visible (self->search))
    return;
  gtk_widget_grab_focus (self->search);
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
}

static void
on_copied_cb (ZgMonthPage *self)
{
  zg_desk_toast (GTK_WIDGET (self), _ ("The row is on the clipboard, ready for a spreadsheet."));
}

void
zg_month_page_print (ZgMonthPage *self)
{
  const ZgMonthStyle style = { .desk_marks = FALSE };
  g_autofree char   *made = NULL, *words = NULL;

  if (self->data == NULL || self->window == NULL || !zg_month_page_may (self, "punch.export"))
    return;
  made = zg_out_made (self->session);
  words = zg_month_words (self->data->month);
  zg_window_preview (self->window, zg_month_paper (self->data->month, &style, made), _ ("Department attendance sheet"), words,
                     "attendance-month");
}

void
zg_month_page_export (ZgMonthPage *self)
{
  char             month[8];
  g_autofree char *of_month = NULL, *of_unit = NULL;

  if (self->window == NULL || !zg_month_page_may (self, "punch.export"))
    return;
  of_month = g_strconcat ("month=", zg_month_format (self->first_day, month), NULL);
  of_unit = self->unit ? g_strdup_printf ("unit=%" G_GINT64_FORMAT, self->unit) : NULL;
  zg_report_dialog_present (self->window, self->session, "attendance-month", (const char *[]){ of_month, of_unit, NULL });
}

void
zg_month_page_init_acts (ZgMonthPage *self)
{
  g_signal_connect_object (self->detail, "slip", G_CALLBACK (on_slip_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->detail, "punches", G_CALLBACK (on_punches_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->detail, "explain", G_CALLBACK (on_explain_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->detail, "paper", G_CALLBACK (on_paper_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "detail", G_CALLBACK (on_explain_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "typed", G_CALLBACK (on_typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "copied", G_CALLBACK (on_copied_cb), self, G_CONNECT_SWAPPED);
}
