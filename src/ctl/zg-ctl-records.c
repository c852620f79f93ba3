/* kinds, new, edit, show, do, history, attach: what a form can do, its lines included. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-attach.h"
#include "zg-ctl.h"
#include "zg-day.h"
#include "zg-error.h"

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
  char        **pairs;  /* FIELD=VALUE, after LINE_KIND=NUMBER of a line */
  int           n_pairs;
  gboolean      make;   /* a new one */
  ZgRecord     *record;
  ZgRecord    **into;   /* per pair: what it is written into, NULL: it begins a line */
  GPtrArray    *lines;  /* that are given, NULL: none */
  gboolean      whole;  /* with the lines it has */
  char        **values; /* per field, as people read it */
  GPtrArray    *line_values; /* the same of each line */
  GPtrArray    *entries;
} Work;

static gboolean
set_field (Work *work, ZgDb *db, ZgRecord *record, char *pair, GError **error)
{
  g_autofree char *word = g_strdup (pair);
  char            *value = zg_ctl_split (word);
  const ZgKind    *kind = record->kind;
  int              i = value ? zg_kind_field (kind, word) : -1;
  ZgCell           cell = { 0 };
  GError          *failed = NULL;
  gint64           id;

  if (i < 0 && value && work->make && kind == work->kind && kind->parent && g_str_equal (word, "parent")) /* a line by itself */
    return (record->parent = zg_book_find_as (work->session, db, zg_kind_by_id (kind->parent), value, error)) != 0;
  if (i < 0)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("“%s” is no FIELD=VALUE of “%s”. See zgctl kinds %s."), pair,
                   kind->id, kind->id);
      return FALSE;
    }
  if (is_path (&kind->fields[i], value))
    return TRUE; /* store_files */
  if (kind->fields[i].type == ZG_REF && *value)
    {
      id = zg_book_find_as (work->session, db, zg_kind_by_id (kind->fields[i].ref), value, error);
      if (id == 0)
        return FALSE;
      zg_record_set_int (record, i, id);
      return TRUE;
    }
  if (!zg_field_parse (&kind->fields[i], value, &cell, &failed))
    {
      GPtrArray *faults = zg_faults_new ();

      zg_faults_add (faults, kind->id, kind->fields[i].name, -1, kind->fields[i].clause, "%s", failed->message);
      zg_error_set_faults (error, faults);
      g_error_free (failed);
      return FALSE;
    }
  zg_record_set_cell (record, i, &cell);
  zg_cell_clear (&cell);
  return TRUE;
}

/* -- Lines -- */

/* What the document has of @kind, as far as this person sees it: so `show` numbers the lines, and so the one that is named is
 * counted. Returns: (transfer full) (element-type ZgRecord). */
static GPtrArray *
lines_of (const Work *work, ZgDb *db, const ZgKind *kind, GError **error)
{
  g_autoptr (GArray)    ids = zg_book_children (db, kind, work->record->id, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      g_autoptr (ZgRecord) line = zg_book_get (db, kind, g_array_index (ids, gint64, i), error);

      if (line == NULL)
        return NULL;
      if (zg_session_sees (work->session, line))
        g_ptr_array_add (lines, g_steal_pointer (&line));
    }
  return ids ? g_steal_pointer (&lines) : NULL;
}

/* "goods_receipt_line=2" begins what is said of the second line, "=new" of a new one, "=-2" takes the second out. NULL and no
 * error: this is no such word. */
static ZgRecord *
begin_line (Work *work, ZgDb *db, const char *pair, GError **error)
{
  g_autofree char      *word = g_strdup (pair);
  char                 *value = zg_ctl_split (word);
  const ZgKind         *kind = value && zg_kind_field (work->kind, word) < 0 ? zg_kind_by_id (word) : NULL;
  gint64                number = 0;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (ZgRecord)  line = NULL;

  if (kind == NULL || g_strcmp0 (kind->parent, work->kind->id) != 0)
    return NULL;
  if (g_str_equal (value, "new"))
    line = zg_record_new (kind);
  else
    {
      lines = work->make ? g_ptr_array_new () : lines_of (work, db, kind, error);
      if (lines == NULL)
        return NULL;
      if (!g_ascii_string_to_signed (value, 10, -(gint64) lines->len, lines->len, &number, NULL) || number == 0)
        {
          g_set_error (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("“%s”: the document has %u such lines, and “new”."), pair, lines->len);
          return NULL;
        }
      line = zg_record_copy (lines->pdata[ABS (number) - 1]);
    }
  if (number < 0)
    {
      g_free (line->state);
      line->state = g_strdup ("removed");
    }
  if (work->lines == NULL)
    work->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  g_ptr_array_add (work->lines, line);
  return g_steal_pointer (&line);
}

static gboolean
set_pairs (Work *work, ZgDb *db, GError **error)
{
  ZgRecord *into = work->record;

  work->into = g_new0 (ZgRecord *, work->n_pairs + 1);
  for (int i = 0; i < work->n_pairs; i++)
    {
      GError   *failed = NULL;
      ZgRecord *line = begin_line (work, db, work->pairs[i], &failed);

      if (failed)
        {
          g_propagate_error (error, failed);
          return FALSE;
        }
      if (line)
        into = line;
      else if (!set_field (work, db, work->into[i] = into, work->pairs[i], error))
        return FALSE;
    }
  return TRUE;
}

static void
begin_new (Work *work)
{
  if (work->make)
    zg_record_begin (work->record, zg_session_person (work->session), zg_session_staff (work->session));
  for (guint i = 0; work->lines && i < work->lines->len; i++)
    if (((ZgRecord *) work->lines->pdata[i])->version == 0)
      zg_record_begin (work->lines->pdata[i], zg_session_person (work->session), zg_session_staff (work->session));
}

/* Per field, as people read it. */
static char **
values_of (ZgDb *db, const ZgRecord *record)
{
  char **values = g_new0 (char *, record->kind->n_fields + 1);

  for (int i = 0; i < record->kind->n_fields; i++)
    values[i] = record->kind->fields[i].type == ZG_REF
                  ? zg_book_title (db, zg_kind_by_id (record->kind->fields[i].ref), zg_record_int (record, i))
                  : zg_field_format (&record->kind->fields[i], &record->cells[i]);
  return values;
}

/* All the document holds. */
static gboolean
read_lines (Work *work, ZgDb *db, GError **error)
{
  work->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_record_free);
  work->line_values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    {
      GPtrArray *lines;

      if (g_strcmp0 ((*kind)->parent, work->kind->id) != 0)
        continue;
      if ((lines = lines_of (work, db, *kind, error)) == NULL)
        return FALSE;
      for (guint i = 0; i < lines->len; i++)
        g_ptr_array_add (work->line_values, values_of (db, lines->pdata[i]));
      g_ptr_array_extend_and_steal (work->lines, lines);
    }
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
  if (!set_pairs (work, db, error))
    return NULL;
  begin_new (work);
  work->values = values_of (db, work->record);
  if (work->whole && !read_lines (work, db, error))
    return NULL;
  return work;
}

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->record, zg_record_free);
  g_clear_pointer (&work->values, g_strfreev);
  g_clear_pointer (&work->into, g_free);
  g_clear_pointer (&work->lines, g_ptr_array_unref);
  g_clear_pointer (&work->line_values, g_ptr_array_unref);
  g_clear_pointer (&work->entries, g_ptr_array_unref);
}

static gboolean
store_files (ZgCtl *ctl, Work *work, GError **error)
{
  for (int p = 0; p < work->n_pairs; p++)
    {
      g_autofree char *word = g_strdup (work->pairs[p]);
      char            *path = zg_ctl_split (word);
      ZgRecord        *into = work->into[p];
      int              i = into ? zg_kind_field (into->kind, word) : -1;

      if (i >= 0 && is_path (&into->kind->fields[i], path) && !store_file (ctl, into, i, path, error))
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

/* A line is written without what is hidden: what is counted blind is not read here. */
static void
print_json_record (const ZgRecord *record, char **values, gboolean hidden)
{
  zg_ctl_print ("{\"id\":\"%" G_GINT64_FORMAT "\",\"no\":\"%s\",\"state\":\"%s\",\"version\":%" G_GINT64_FORMAT, record->id,
                record->no ? record->no : "", record->state, record->version);
  for (int i = 0; i < record->kind->n_fields; i++)
    {
      if (!hidden && record->kind->fields[i].flags & ZG_HIDDEN)
        continue;
      zg_ctl_print (",\"%s\":", record->kind->fields[i].name);
      print_json_value (&record->kind->fields[i], &record->cells[i], values[i]);
    }
}

static const ZgKind *
kind_of_line (const Work *work, guint i)
{
  return i < work->lines->len ? ((ZgRecord *) work->lines->pdata[i])->kind : NULL;
}

static void
print_json (const Work *work)
{
  print_json_record (work->record, work->values, work->record->kind->parent == NULL);
  for (guint i = 0; i < work->lines->len; i++)
    {
      const ZgKind *kind = kind_of_line (work, i);

      if (i == 0 || kind != kind_of_line (work, i - 1))
        zg_ctl_print (",\"%s\":[", kind->id);
      print_json_record (work->lines->pdata[i], work->line_values->pdata[i], FALSE);
      zg_ctl_print (kind == kind_of_line (work, i + 1) ? "}," : "}]");
    }
  zg_ctl_print ("}\n");
}

static void
print_fields (const ZgRecord *record, char **values)
{
  for (int i = 0; i < record->kind->n_fields; i++)
    if (zg_record_is_set (record, i) && !(record->kind->fields[i].flags & ZG_HIDDEN))
      zg_ctl_print ("  %s: %s\n", g_dgettext (GETTEXT_PACKAGE, record->kind->fields[i].title), values[i]);
}

static void
print_record (ZgCtl *ctl, const Work *work)
{
  const ZgRecord *record = work->record;
  guint           number = 0;

  if (ctl->format == ZG_CTL_JSON)
    {
      print_json (work);
      return;
    }
  zg_ctl_print ("%s %s  %s  (%" G_GINT64_FORMAT ")\n", g_dgettext (GETTEXT_PACKAGE, record->kind->title),
                record->no ? record->no : "",
                g_dgettext (GETTEXT_PACKAGE, zg_kind_state (record->kind, record->state)->title), record->id);
  print_fields (record, work->values);
  for (guint i = 0; i < work->lines->len; i++)
    {
      const ZgKind *kind = kind_of_line (work, i);

      number = i && kind == kind_of_line (work, i - 1) ? number + 1 : 1;
      zg_ctl_print ("%s=%u  %s\n", kind->id, number, g_dgettext (GETTEXT_PACKAGE, kind->title));
      print_fields (work->lines->pdata[i], work->line_values->pdata[i]);
    }
}

gboolean
zg_ctl_show (ZgCtl *ctl, GError **error)
{
  gboolean reveal = zg_ctl_flag (ctl, "--reveal");
  Work     work = { .whole = TRUE };

  if (ctl->n_args != 2)
    return zg_ctl_usage (error, "show KIND ID [--reveal]");
  if (!(work.kind = zg_ctl_kind (ctl, 0, error)))
    return FALSE;
  work.text = ctl->args[1];
  if (!load (ctl, &work, error))
    {
      work_clear (&work);
      return FALSE;
    }
  for (int i = 0; reveal && i < work.kind->n_fields; i++)
    if (work.record->cells[i].type == ZG_CELL_BYTES && !zg_cell_is_erased (&work.record->cells[i]))
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
  if (!(work.kind = zg_ctl_kind (ctl, 0, error)))
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
  if (!zg_book_run (ctl->session, work->record, verb, work->lines, opinion, command, &outcome, error))
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
  if (!(work.kind = zg_ctl_kind (ctl, 0, error)))
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
  if (!(work.kind = zg_ctl_kind (ctl, 0, error)))
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
  if (!(work.kind = zg_ctl_kind (ctl, 0, error)))
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
  if (!(work.kind = zg_ctl_kind (ctl, 0, error)))
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
