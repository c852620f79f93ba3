/* duties: what is due, overdue, done, with the record that proves it. */
#include <glib/gi18n.h>

#include "zg-clock.h"
#include "zg-ctl.h"
#include "zg-day.h"
#include "zg-duty.h"
#include "zg-error.h"

static const char usage[] = "duties [--mine] [--at TIME]";

typedef struct
{
  ZgSession *session;
  gint64     now;
  gboolean   mine;
} Ask;

static gpointer
read_duties (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;

  return zg_duties_find (ask->session, db, ask->now, ask->mine, error);
}

/* A day is the end of it. */
static gboolean
parse_at (const char *text, gint64 *now, GError **error)
{
  int day;

  if (zg_stamp_parse (text, now))
    return TRUE;
  if (!zg_day_parse (text, &day))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("%s is no time. Write 2026-11-03 or 2026-11-03 18:00:00."), text);
      return FALSE;
    }
  *now = zg_day_to_ms (day + 1, 0) - 1;
  return TRUE;
}

static const char *const state_ids[] = { "overdue", "today", "ahead", "done" };

/* Returns: (transfer full): quoted; "null" for NULL. */
static char *
json_or_null (const char *text)
{
  return text ? zg_ctl_json_text (text) : g_strdup ("null");
}

static void
print_json (const ZgDutyItem *item, gboolean first)
{
  char             due[20], done[20], id[24];
  g_autofree char *about = zg_ctl_json_text (item->about), *no = json_or_null (item->no);
  g_autofree char *done_at = json_or_null (item->done_ms ? zg_stamp_format (item->done_ms, done) : NULL);
  g_autofree char *step = json_or_null (item->step ? item->step->verb : NULL), *doc = NULL;

  g_snprintf (id, sizeof id, "%" G_GINT64_FORMAT, item->doc);
  doc = json_or_null (item->doc ? id : NULL);
  zg_ctl_print ("%s\n  {\"duty\": \"%s\", \"state\": \"%s\", \"about\": %s, \"due\": \"%s\", \"done\": %s, ",
                first ? "" : ",", item->duty->id, state_ids[item->state], about, zg_stamp_format (item->due_ms, due), done_at);
  zg_ctl_print ("\"clause\": \"%s\", \"kind\": \"%s\", \"id\": %s, \"no\": %s, \"step\": %s}", item->duty->clause,
                item->kind->id, doc, no, step);
}

static void
print_text (const ZgDutyItem *item, gint64 now)
{
  g_autofree char *when = zg_duty_when (item, now), *proof = NULL;

  if (item->doc)
    proof = g_strdup_printf ("%s %s", g_dgettext (GETTEXT_PACKAGE, item->kind->title), item->no ? item->no : "");
  zg_ctl_print ("%s\t%s\t%s\t%s\t%s\n", when, g_dgettext (GETTEXT_PACKAGE, item->duty->title), item->about, item->duty->clause,
                proof ? g_strchomp (proof) : "");
}

gboolean
zg_ctl_duties (ZgCtl *ctl, GError **error)
{
  g_autofree char      *at = zg_ctl_option (ctl, "--at");
  Ask                   ask = { .mine = zg_ctl_flag (ctl, "--mine") };
  g_autoptr (GPtrArray) items = NULL;

  if (ctl->n_args)
    return zg_ctl_usage (error, usage);
  ask.session = zg_ctl_session (ctl, error);
  if (ask.session == NULL)
    return FALSE;
  ask.now = zg_book_now (ctl->book);
  if (at && !parse_at (at, &ask.now, error))
    return FALSE;
  items = zg_store_read (zg_ctl_store (ctl), read_duties, &ask, error);
  if (items == NULL)
    return FALSE;
  if (ctl->format == ZG_CTL_JSON)
    zg_ctl_print ("[");
  for (guint i = 0; i < items->len; i++)
    if (ctl->format == ZG_CTL_JSON)
      print_json (items->pdata[i], i == 0);
    else
      print_text (items->pdata[i], ask.now);
  if (ctl->format == ZG_CTL_JSON)
    zg_ctl_print ("%s]\n", items->len ? "\n" : "");
  else if (items->len == 0)
    zg_ctl_print ("%s\n", _ ("Nothing is due."));
  return TRUE;
}
