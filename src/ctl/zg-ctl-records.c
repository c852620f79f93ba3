/* kinds, new, edit, show, do, history, attach: what a form can do. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-attach.h"
#include "zg-ctl.h"
#include "zg-day.h"
#include "zg-error.h"

static const ZgKind *
kind_arg (ZgCtl *ctl, int i, GError **error)
{
  const ZgKind *kind = i < ctl->n_args ? zg_kind_by_id (ctl->args[i]) : NULL;

  if (kind == NULL)
    g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("There is no kind “%s”. See zgctl kinds."),
                 i < ctl->n_args ? ctl->args[i] : "");
  return kind;
}

static const char *
type_name (ZgType type)
{
  static const char *const names[] = { "text", "long", "int", "money", "qty", "days", "minutes", "bool", "enum", "day", "month",
                                       "time", "clock",
                                       "ref", "phone", "idcard", "file", "role", "right", "points", "weekdays" };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == ZG_WEEKDAYS + 1);

  return names[type];
}

static void
print_kind (const ZgKind *kind)
{
  zg_ctl_print ("%s  %s\n", kind->id, g_dgettext (GETTEXT_PACKAGE, kind->title));
  for (int i = 0; i < kind->n_fields; i++)
    {
      const ZgField *field = &kind->fields[i];

      zg_ctl_print ("  %-20s %-8s %s%s%s%s%s%s\n", field->name, type_name (field->type),
                    g_dgettext (GETTEXT_PACKAGE, field->title),
                    field->flags & ZG_REQUIRED ? " *" : "", field->ref ? " → " : "", field->ref ? field->ref : "",
                        field->clause ? "  " : "",
                    field->clause ? field->clause : "");
      for (const ZgEnum *name = field->names; name && name->id; name++)
        zg_ctl_print ("    %s  %s\n", name->id, g_dgettext (GETTEXT_PACKAGE, name->title));
    }
  for (int i = 0; i < kind->n_steps; i++)
    zg_ctl_print ("  %s: %s → %s  %s%s%s\n", kind->steps[i].verb, kind->steps[i].from ? kind->steps[i].from : "·",
                  kind->steps[i].to,
                  zg_step_title (&kind->steps[i]), kind->steps[i].clause ? "  " : "",
                      kind->steps[i].clause ? kind->steps[i].clause : "");
}

gboolean
zg_ctl_kinds (ZgCtl *ctl, GError **error)
{
  const ZgKind *kind;

  if (ctl->n_args == 1)
    {
      kind = kind_arg (ctl, 0, error);
      if (kind)
        print_kind (kind);
      return kind != NULL;
    }
  for (const ZgKind *const *each = zg_kinds (NULL); *each; each++)
    zg_ctl_print ("%-18s %s\n", (*each)->id, g_dgettext (GETTEXT_PACKAGE, (*each)->title));
  return TRUE;
}

/* -- Files -- */

/* "photo=sign-in.png": what is no number is a file to be stored; its id takes its place. */
static gboolean
is_path (const ZgField *field, const char *value)
{
  gint64 id;

  return field->type == ZG_FILE && *value && !g_ascii_string_to_signed (value, 10, 1, G_MAXINT64, &id, NULL);
}

static gboolean
store_file (ZgCtl *ctl, ZgRecord *record, int field, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char   *text = NULL, *name = g_path_get_basename (path);
  GError            *failed = NULL;
  gsize              n;
  gint64             file;

  if (!g_file_get_contents (path, &text, &n, &failed))
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("The file cannot be read: %s"), failed->message);
      g_error_free (failed);
      return FALSE;
    }
  bytes = g_bytes_new_take (g_steal_pointer (&text), n);
  file = zg_attach_add (ctl->session, record->kind, record->id, record->kind->fields[field].name, name, bytes, error);
  if (file)
    zg_record_set_int (record, field, file);
  return file != 0;
}

/* -- Reading one record -- */

typedef struct
{
  ZgSession    *session;
  const ZgKind *kind;
  const char   *text;   /* of the record */
  char        **pairs;  /* FIELD=VALUE */
  int           n_pairs;
  gboolean      make;   /* a new one */
  ZgRecord     *record;
  char        **values; /* per field, as people read it */
  GPtrArray    *entries;
} Work;

static gboolean
set_field (Work *work, ZgDb *db, char *pair, GError **error)
{
  g_autofree char *word = g_strdup (pair);
  char            *value = zg_ctl_split (word);
  int              i = value ? zg_kind_field (work->kind, word) : -1;
  ZgCell           cell = { 0 };
  GError          *failed = NULL;
  gint64           id;

  if (i < 0 && value && work->make && work->kind->parent && g_str_equal (word, "parent")) /* a line of a document */
    return (work->record->parent = zg_book_find_as (work->session, db, zg_kind_by_id (work->kind->parent), value, error)) != 0;
  if (i < 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("“%s” is no FIELD=VALUE of “%s”. See zgctl kinds %s."), pair,
                   work->kind->id, work->kind->id);
      return FALSE;
    }
  if (is_path (&work->kind->fields[i], value))
    return TRUE; /* store_files */
  if (work->kind->fields[i].type == ZG_REF && *value)
    {
      id = zg_book_find_as (work->session, db, zg_kind_by_id (work->kind->fields[i].ref), value, error);
      if (id == 0)
        return FALSE;
      zg_record_set_int (work->record, i, id);
      return TRUE;
    }
  if (!zg_field_parse (&work->kind->fields[i], value, &cell, &failed))
    {
      GPtrArray *faults = zg_faults_new ();

      zg_faults_add (faults, work->kind->id, work->kind->fields[i].name, -1, work->kind->fields[i].clause, "%s", failed->message);
      zg_error_set_faults (error, faults);
      g_error_free (failed);
      return FALSE;
    }
  zg_record_set_cell (work->record, i, &cell);
  zg_cell_clear (&cell);
  return TRUE;
}

static gpointer
prepare (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Work  *work = data;
  gint64 id;

  if (work->make)
    work->record = zg_record_new (work->kind);
  else if ((id = zg_book_find_as (work->session, db, work->kind, work->text, error)))
    work->record = zg_book_get (db, work->kind, id, error);
  if (work->record == NULL)
    return NULL;
  if (!work->make && !zg_session_sees (work->session, work->record))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_NOT_FOUND, _ ("There is no such record within your reach."));
      return NULL;
    }
  for (int i = 0; i < work->n_pairs; i++)
    if (!set_field (work, db, work->pairs[i], error))
      return NULL;
  if (work->make)
    zg_record_begin (work->record, zg_session_person (work->session), zg_session_staff (work->session));
  work->values = g_new0 (char *, work->kind->n_fields + 1);
  for (int i = 0; i < work->kind->n_fields; i++)
    work->values[i] = work->kind->fields[i].type == ZG_REF
                        ? zg_book_title (db, zg_kind_by_id (work->kind->fields[i].ref), zg_record_int (work->record, i))
                        : zg_field_format (&work->kind->fields[i], &work->record->cells[i]);
  return work;
}

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->record, zg_record_free);
  g_clear_pointer (&work->values, g_strfreev);
  g_clear_pointer (&work->entries, g_ptr_array_unref);
}

static gboolean
store_files (ZgCtl *ctl, Work *work, GError **error)
{
  for (int p = 0; p < work->n_pairs; p++)
    {
      g_autofree char *word = g_strdup (work->pairs[p]);
      char            *path = zg_ctl_split (word);
      int              i = zg_kind_field (work->kind, word);

      if (i >= 0 && is_path (&work->kind->fields[i], path) && !store_file (ctl, work->record, i, path, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load (ZgCtl *ctl, Work *work, GError **error)
{
  work->session = zg_ctl_session (ctl, error);
  return work->session && zg_store_read (zg_ctl_store (ctl), prepare, work, error) && store_files (ctl, work, error);
}

static void
print_json_value (const ZgField *field, const ZgCell *cell, const char *shown)
{
  g_autofree char *text = zg_ctl_json_text (shown);

  if (cell->type == ZG_CELL_NULL)
    zg_ctl_print ("null");
  else if (cell->type == ZG_CELL_INT && field->type == ZG_REF)
    zg_ctl_print ("{\"id\":\"%" G_GINT64_FORMAT "\",\"title\":%s}", cell->i, text);
  else if (cell->type == ZG_CELL_INT && field->type == ZG_ENUM && zg_enum_by_number (field->names, cell->i))
    zg_ctl_print ("\"%s\"", zg_enum_by_number (field->names, cell->i)->id);
  else if (cell->type == ZG_CELL_INT && field->type == ZG_FILE)
    zg_ctl_print ("\"%" G_GINT64_FORMAT "\"", cell->i);
  else if (cell->type == ZG_CELL_INT)
    zg_ctl_print ("%" G_GINT64_FORMAT, cell->i);
  else
    zg_ctl_print ("%s", text);
}

static void
print_record (ZgCtl *ctl, const Work *work)
{
  const ZgRecord *record = work->record;

  if (ctl->format == ZG_CTL_JSON)
    {
      zg_ctl_print ("{\"id\":\"%" G_GINT64_FORMAT "\",\"no\":\"%s\",\"state\":\"%s\",\"version\":%" G_GINT64_FORMAT, record->id,
                    record->no ? record->no : "", record->state, record->version);
      for (int i = 0; i < record->kind->n_fields; i++)
        {
          zg_ctl_print (",\"%s\":", record->kind->fields[i].name);
          print_json_value (&record->kind->fields[i], &record->cells[i], work->values[i]);
        }
      zg_ctl_print ("}\n");
      return;
    }
  zg_ctl_print ("%s %s  %s  (%" G_GINT64_FORMAT ")\n", g_dgettext (GETTEXT_PACKAGE, record->kind->title),
                record->no ? record->no : "",
                g_dgettext (GETTEXT_PACKAGE, zg_kind_state (record->kind, record->state)->title), record->id);
  for (int i = 0; i < record->kind->n_fields; i++)
    if (zg_record_is_set (record, i) && !(record->kind->fields[i].flags & ZG_HIDDEN))
      zg_ctl_print ("  %s: %s\n", g_dgettext (GETTEXT_PACKAGE, record->kind->fields[i].title), work->values[i]);
}

gboolean
zg_ctl_show (ZgCtl *ctl, GError **error)
{
  gboolean reveal = zg_ctl_flag (ctl, "--reveal");
  Work     work = { 0 };

  if (ctl->n_args != 2)
    return zg_ctl_usage (error, "show KIND ID [--reveal]");
  if (!(work.kind = kind_arg (ctl, 0, error)))
    return FALSE;
  work.text = ctl->args[1];
  if (!load (ctl, &work, error))
    {
      work_clear (&work);
      return FALSE;
    }
  for (int i = 0; reveal && i < work.kind->n_fields; i++)
    if (work.record->cells[i].type == ZG_CELL_BYTES)
      {
        char *plain = zg_book_reveal (ctl->session, work.record, i, error);

        if (plain == NULL)
          {
            work_clear (&work);
            return FALSE;
          }
        g_free (work.values[i]);
        work.values[i] = plain;
      }
  print_record (ctl, &work);
  work_clear (&work);
  return TRUE;
}

static gpointer
read_history (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;

  work->entries = zg_book_history (db, work->kind, work->record->id, error);
  return work->entries;
}

static void
print_entry (const ZgHistory *entry, const ZgKind *kind)
{
  const ZgStep *step = zg_kind_verb (kind, entry->verb);
  char          at[20];

  zg_ctl_print ("%s  %s  %s%s%s%s%s\n", zg_stamp_format (entry->at_ms, at), step ? zg_step_title (step) : entry->verb, entry->who,
                entry->changes ? "  " : "", entry->changes ? entry->changes : "", entry->opinion ? "  " : "",
                    entry->opinion ? entry->opinion : "");
}

static void
print_entry_json (const ZgHistory *entry)
{
  g_autofree char *verb = zg_ctl_json_text (entry->verb), *who = zg_ctl_json_text (entry->who);
  g_autofree char *changes = zg_ctl_json_text (entry->changes), *opinion = zg_ctl_json_text (entry->opinion);

  zg_ctl_print ("{\"seq\":%" G_GINT64_FORMAT ",\"at\":%" G_GINT64_FORMAT ",\"version\":%" G_GINT64_FORMAT
                ",\"verb\":%s,\"who\":%s,\"changes\":%s,\"opinion\":%s}",
                entry->seq, entry->at_ms, entry->version, verb, who, changes, opinion);
}

gboolean
zg_ctl_history (ZgCtl *ctl, GError **error)
{
  Work     work = { 0 };
  gboolean done;

  if (ctl->n_args != 2)
    return zg_ctl_usage (error, "history KIND ID");
  if (!(work.kind = kind_arg (ctl, 0, error)))
    return FALSE;
  work.text = ctl->args[1];
  done = load (ctl, &work, error) && zg_store_read (zg_ctl_store (ctl), read_history, &work, error);
  if (done && ctl->format == ZG_CTL_JSON)
    zg_ctl_print ("[");
  for (guint i = 0; done && i < work.entries->len; i++)
    if (ctl->format == ZG_CTL_JSON)
      {
        zg_ctl_print ("%s", i ? ",\n" : "");
        print_entry_json (work.entries->pdata[i]);
      }
    else
      print_entry (work.entries->pdata[i], work.kind);
  if (done && ctl->format == ZG_CTL_JSON)
    zg_ctl_print ("]\n");
  work_clear (&work);
  return done;
}

/* -- Steps -- */

static gboolean
run (ZgCtl *ctl, Work *work, const char *verb, const char *opinion, GError **error)
{
  char      command[40];
  ZgOutcome outcome;

  if (ctl->command)
    g_strlcpy (command, ctl->command, sizeof command);
  else
    zg_command_new (command);
  if (!zg_book_run (ctl->session, work->record, verb, NULL, opinion, command, &outcome, error))
    {
      if (error && g_error_matches (*error, ZG_ERROR, ZG_ERROR_UNKNOWN_OUTCOME))
        zg_ctl_print ("--command %s\n", command);
      return FALSE;
    }
  if (ctl->format == ZG_CTL_JSON)
    zg_ctl_print ("{\"id\":\"%" G_GINT64_FORMAT "\",\"no\":\"%s\",\"state\":\"%s\",\"version\":%" G_GINT64_FORMAT "}\n",
                  outcome.id, outcome.no,
                  outcome.state, outcome.version);
  else
    zg_ctl_print ("%" G_GINT64_FORMAT "%s%s\n", outcome.id, *outcome.no ? " " : "", outcome.no);
  return TRUE;
}

gboolean
zg_ctl_new (ZgCtl *ctl, GError **error)
{
  Work     work = { .make = TRUE };
  gboolean done;

  if (ctl->n_args < 1)
    return zg_ctl_usage (error, "new KIND FIELD=VALUE …");
  if (!(work.kind = kind_arg (ctl, 0, error)))
    return FALSE;
  work.pairs = ctl->args + 1;
  work.n_pairs = ctl->n_args - 1;
  done = load (ctl, &work, error) && run (ctl, &work, work.kind->n_steps && work.kind->steps[0].from == NULL
                                          ? work.kind->steps[0].verb : "create", NULL, error);
  work_clear (&work);
  return done;
}

gboolean
zg_ctl_edit (ZgCtl *ctl, GError **error)
{
  Work     work = { 0 };
  gboolean done;

  if (ctl->n_args < 3)
    return zg_ctl_usage (error, "edit KIND ID FIELD=VALUE …");
  if (!(work.kind = kind_arg (ctl, 0, error)))
    return FALSE;
  work.text = ctl->args[1];
  work.pairs = ctl->args + 2;
  work.n_pairs = ctl->n_args - 2;
  done = load (ctl, &work, error) && run (ctl, &work, "edit", NULL, error);
  work_clear (&work);
  return done;
}

gboolean
zg_ctl_do (ZgCtl *ctl, GError **error)
{
  g_autofree char *opinion = zg_ctl_option (ctl, "--opinion");
  Work             work = { 0 };
  gboolean         done;

  if (ctl->n_args < 3)
    return zg_ctl_usage (error, "do KIND ID VERB [FIELD=VALUE …] [--opinion TEXT]");
  if (!(work.kind = kind_arg (ctl, 0, error)))
    return FALSE;
  work.text = ctl->args[1];
  work.pairs = ctl->args + 3;
  work.n_pairs = ctl->n_args - 3;
  done = load (ctl, &work, error) && run (ctl, &work, ctl->args[2], opinion, error);
  work_clear (&work);
  return done;
}

gboolean
zg_ctl_attach (ZgCtl *ctl, GError **error)
{
  Work     work = { 0 };
  int      field;
  gboolean done;

  if (ctl->n_args != 4)
    return zg_ctl_usage (error, "attach KIND ID FIELD FILE");
  if (!(work.kind = kind_arg (ctl, 0, error)))
    return FALSE;
  field = zg_kind_field (work.kind, ctl->args[2]);
  if (field < 0 || work.kind->fields[field].type != ZG_FILE)
    return zg_ctl_usage (error, "attach KIND ID FIELD FILE");
  work.text = ctl->args[1];
  done = load (ctl, &work, error) && store_file (ctl, work.record, field, ctl->args[3], error) &&
         run (ctl, &work, "edit", NULL, error);
  work_clear (&work);
  return done;
}
