/* The twins: the same random commands, forged ones among them, with one clock through a file and through zg.post () of a server:
 * every outcome and every table is the same. ZG_DIFFERENTIAL: how many; the seed is said and taken by --seed. */
#include "ledger-kinds.h"
#include "zg-post.h"
#include "zg-schema.h"

#define COMMANDS 10000
#define MOST_LIVE 400

typedef enum { HONEST, FOREIGN_FIELD, WRONG_VERSION, WRONG_STATE, WRONG_PERSON, WRONG_EFFECT, REPLAYED, N_FORGERIES } Forgery;

typedef struct
{
  const ZgKind *kind;
  gint64        id;
} Live;

typedef struct
{
  Room       file, server;
  GRand     *rand;
  gint64     next_id, now;
  GArray    *live;    /* of Live */
  ZgPosting *last;    /* (nullable): as it was sent, to be sent again */
  guint      n_done[N_FORGERIES], n_refused[N_FORGERIES];
} Twins;

static const ZgKind *const kinds[] = { &run_claim, &move_kind, &slip_kind, &end_kind, &run_log, &run_task };

static guint
below (Twins *twins, guint n)
{
  return (guint) g_rand_int_range (twins->rand, 0, (gint32) n);
}

static gboolean
one_in (Twins *twins, guint n)
{
  return below (twins, n) == 0;
}

/* -- Commands -- */

static void
set_any (Twins *twins, ZgRecord *record, int i)
{
  static const char *const words[] = { "Taxi", "Hotel", "Bus", "差旅费", "a \"quoted\" \\ word", "" };
  static const char *const days[] = { "2026-10-01", "2026-10-20", "2026-11-01", "2026-11-15", "2026-12-01" };
  static const char *const months[] = { "2026-08", "2026-09", "2026-10", "2026-12" };
  const ZgField *field = &record->kind->fields[i];

  switch (field->type)
    {
    case ZG_REF:
      zg_record_set_int (record, i, g_str_equal (field->ref, "staff") ? one_in (twins, 2) ? twins->file.zhang : twins->file.li
                                                                       : twins->file.p_zhang);
      break;
    case ZG_DAY:
      zg_record_set_text (record, i, one_in (twins, 3) ? NULL : days[below (twins, G_N_ELEMENTS (days))]);
      break;
    case ZG_MONTH:
      zg_record_set_text (record, i, months[below (twins, G_N_ELEMENTS (months))]);
      break;
    case ZG_TEXT:
      if (field->flags & ZG_UNIQUE)
        {
          g_autofree char *code = g_strdup_printf ("C%u", below (twins, 300));

          zg_record_set_text (record, i, one_in (twins, 3) ? code : NULL);
        }
      else
        zg_record_set_text (record, i, words[below (twins, G_N_ELEMENTS (words) - !!(field->flags & ZG_REQUIRED))]);
      break;
    case ZG_INT: /* few, so that they meet */
      zg_record_set_int (record, i, (gint64) below (twins, 2));
      break;
    default:
      zg_record_set_int (record, i, one_in (twins, 40) ? -3 : (gint64) below (twins, 5000));
      break;
    }
}

/* As the runner's place (): it is the server's own work there. */
static void
place (Twins *twins, ZgRecord *record, gboolean is_new)
{
  const ZgKind *kind = record->kind;
  gint64        was = record->owner;

  if (kind->owner == NULL)
    return;
  record->owner = zg_record_int (record, zg_kind_field (kind, kind->owner));
  if (record->owner && (is_new || record->owner != was))
    record->unit = record->owner == twins->file.zhang ? twins->file.unit : twins->file.other;
}

static guint64
type_fields (Twins *twins, ZgRecord *record, const ZgStep *step, gboolean all)
{
  guint64 mask = 0;

  for (int i = 0; i < record->kind->n_fields; i++)
    {
      const ZgField *field = &record->kind->fields[i];

      if (!(step->writes & ZG_F (i)) || (step->stamps & ZG_F (i)) || (field->flags & (ZG_COMPUTED | ZG_SEALED)))
        continue;
      if (all ? !(field->flags & ZG_REQUIRED) && one_in (twins, 3) : !one_in (twins, 3))
        continue;
      set_any (twins, record, i);
      mask |= ZG_F (i);
    }
  if (record->kind->recompute)
    {
      record->kind->recompute (record);
      for (int i = 0; i < record->kind->n_fields; i++)
        if (record->kind->fields[i].flags & ZG_COMPUTED)
          mask |= ZG_F (i);
    }
  return mask;
}

static ZgRecord *
record_new (Twins *twins, const ZgKind *kind)
{
  ZgRecord *record = zg_record_new (kind);

  record->id = twins->next_id++;
  return record;
}

static void
add_new (Twins *twins, ZgPosting *posting, const ZgKind *kind, const char *verb, const ZgRecord *parent)
{
  ZgRecord     *record = record_new (twins, kind);
  const ZgStep *step = zg_kind_step (kind, NULL, verb);
  guint64       mask = type_fields (twins, record, step, TRUE);

  place (twins, record, TRUE);
  if (parent)
    {
      record->parent = parent->id;
      record->owner = kind->owner ? record->owner : parent->owner;
      record->unit = kind->unit ? record->unit : parent->unit;
    }
  zg_posting_put (posting, step, record, mask);
}

static const ZgKind *
lines_of (const ZgKind *kind)
{
  return kind == &run_claim ? &run_line : kind == &slip_kind ? &goods_kind : NULL;
}

static void
add_more (Twins *twins, ZgPosting *posting, Forgery forgery)
{
  const ZgPut  *first = posting->puts->pdata[0];
  const ZgKind *lines = lines_of (first->record->kind);

  if (lines && (first->step->flags & ZG_WITH_LINES))
    for (guint n = below (twins, 3); n > 0; n--)
      add_new (twins, posting, lines, "create", first->record);
  if (first->step->effects && first->step->effects->op == ZG_ALSO && !one_in (twins, 3))
    add_new (twins, posting, &run_task, "create", NULL);
  if (forgery == WRONG_EFFECT) /* what the step does not declare; a line that hangs on another document */
    {
      ZgRecord stranger = { .id = 5 };

      if (one_in (twins, 2))
        add_new (twins, posting, &run_log, "create", NULL);
      else
        add_new (twins, posting, lines ? lines : &run_line, "create", &stranger);
    }
}

static gpointer
read_record (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Live *live = data;

  return zg_book_get (db, live->kind, live->id, error);
}

static const ZgStep *
any_step (Twins *twins, const ZgKind *kind, const char *from)
{
  const ZgStep *found = NULL;
  guint         n = 0;

  for (int i = 0; i < kind->n_steps; i++)
    if (from == NULL ? kind->steps[i].from == NULL && !g_str_equal (kind->steps[i].verb, "import")
                     : g_strcmp0 (kind->steps[i].from, from) == 0)
      if (one_in (twins, ++n))
        found = &kind->steps[i];
  return found;
}

/* A step out of another state than the record is in. */
static const ZgStep *
other_step (Twins *twins, const ZgKind *kind, const char *state)
{
  const ZgStep *step = &kind->steps[below (twins, kind->n_steps)];

  return step->from && g_strcmp0 (step->from, state) != 0 ? step : NULL;
}

static guint64
foreign_field (Twins *twins, ZgRecord *record, const ZgStep *step)
{
  int i = (int) below (twins, record->kind->n_fields);

  if ((record->kind->fields[i].flags & (ZG_SEALED | ZG_COMPUTED)) || ((step->writes & ~step->stamps) & ZG_F (i)))
    return 0;
  set_any (twins, record, i);
  return ZG_F (i);
}

static gboolean
add_first (Twins *twins, ZgPosting *posting, ZgRecord *record, const ZgStep *step, Forgery forgery)
{
  gboolean is_new = record->version == 0;
  guint64  mask = type_fields (twins, record, step, is_new);

  if (forgery == FOREIGN_FIELD)
    mask |= foreign_field (twins, record, step);
  if (forgery == WRONG_VERSION && !is_new)
    record->version += one_in (twins, 2) ? 1 : -1;
  place (twins, record, is_new);
  zg_posting_put (posting, step, record, mask);
  return record->version >= 0;
}

static ZgPosting *
posting_new (Twins *twins)
{
  g_autofree char *cmd = g_strdup_printf ("%08x-%" G_GINT64_FORMAT, g_rand_int (twins->rand), twins->next_id++);

  return zg_posting_new (cmd, one_in (twins, 2) ? "so be it" : NULL);
}

/* Returns: (nullable): the dice gave nothing. */
static ZgPosting *
make_posting (Twins *twins, Forgery forgery)
{
  g_autoptr (ZgPosting) posting = posting_new (twins);
  g_autoptr (ZgRecord)  record = NULL;
  const ZgStep         *step;

  if (twins->live->len < 20 || (twins->live->len < MOST_LIVE && one_in (twins, 3)))
    {
      const ZgKind *kind = kinds[one_in (twins, 12) ? below (twins, G_N_ELEMENTS (kinds)) : below (twins, 3)];

      record = record_new (twins, kind);
      step = any_step (twins, kind, NULL);
    }
  else
    {
      guint at_ = below (twins, twins->live->len);
      Live  live = g_array_index (twins->live, Live, at_);

      record = zg_store_read (zg_book_store (twins->file.small.book), read_record, &live, NULL);
      if (record == NULL)
        return NULL;
      step = forgery == WRONG_STATE ? other_step (twins, live.kind, record->state) : any_step (twins, live.kind, record->state);
      if (step == NULL && forgery != WRONG_STATE)
        g_array_remove_index_fast (twins->live, at_); /* at the end of its way */
    }
  if (step == NULL)
    return NULL;
  if (!add_first (twins, posting, g_steal_pointer (&record), step, forgery))
    return NULL;
  if (one_in (twins, 20))
    {
      ZgGuard guard = { g_strdup_printf ("g%u", below (twins, 3)), below (twins, 3) };

      g_array_append_val (posting->guards, guard);
    }
  add_more (twins, posting, forgery);
  return g_steal_pointer (&posting);
}

static ZgPosting *
posting_copy (const ZgPosting *from)
{
  ZgPosting *copy = zg_posting_new (from->cmd, from->opinion);

  for (guint i = 0; i < from->puts->len; i++)
    {
      const ZgPut *put = from->puts->pdata[i];

      zg_posting_put (copy, put->step, zg_record_copy (put->record), put->mask);
    }
  for (guint i = 0; i < from->guards->len; i++)
    {
      const ZgGuard *guard = &g_array_index (from->guards, ZgGuard, i);
      ZgGuard        same = { g_strdup (guard->key), guard->version };

      g_array_append_val (copy->guards, same);
    }
  return copy;
}

/* -- Through both -- */

typedef struct
{
  ZgSession *session;
  ZgPosting *posting;
  ZgOutcome  outcome;
  gboolean   stale;
  GError    *error;
} Sent;

static gpointer
send (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Sent *sent = data;

  if (!zg_posting_post (sent->session, db, sent->posting, NULL, NULL, &sent->outcome, &sent->stale, &sent->error) &&
      sent->error->code == ZG_ERROR_INVALID && zg_error_get_faults (sent->error))
    sent->error->message = (g_free (sent->error->message), g_strdup ("faults"));
  return sent;
}

static ZgSession *
session_of (Room *room, guint who)
{
  return who == 0 ? room->small.admin : who == 1 ? room->s_zhang : room->s_li;
}

static Sent
send_to (Room *room, const ZgPosting *posting, guint who)
{
  Sent sent = { session_of (room, who), posting_copy (posting) };

  g_assert_nonnull (zg_store_write (zg_book_store (room->small.book), send, &sent, NULL));
  zg_posting_free (sent.posting);
  return sent;
}

static void
differ (const ZgPosting *posting, const Sent *file, const Sent *server)
{
  g_autofree char *text = zg_posting_text (posting);

  g_error ("the twins differ over %s\n  file: %s\n  server: %s", text, file->error ? file->error->message : file->outcome.no,
           server->error ? server->error->message : server->outcome.no);
}

static gboolean
both (Twins *twins, const ZgPosting *posting, guint who)
{
  Sent     file = send_to (&twins->file, posting, who), server = send_to (&twins->server, posting, who);
  gboolean done = file.error == NULL;

  if (!file.error != !server.error || file.stale != server.stale || (file.error && file.error->code != server.error->code) ||
      (done && (file.outcome.id != server.outcome.id || file.outcome.version != server.outcome.version ||
                file.outcome.seq != server.outcome.seq || file.outcome.repeated != server.outcome.repeated ||
                !g_str_equal (file.outcome.no, server.outcome.no) || !g_str_equal (file.outcome.state, server.outcome.state))))
    differ (posting, &file, &server);
  g_clear_error (&file.error);
  g_clear_error (&server.error);
  return done;
}

static void
remember (Twins *twins, const ZgPosting *posting)
{
  for (guint i = 0; i < posting->puts->len; i++)
    {
      const ZgPut *put = posting->puts->pdata[i];
      Live         live = { put->record->kind, put->record->id };

      if (put->record->version == 0 && put->record->kind->parent == NULL)
        g_array_append_val (twins->live, live);
    }
}

static void
command (Twins *twins)
{
  Forgery              forgery = one_in (twins, 4) ? 1 + below (twins, N_FORGERIES - 1) : HONEST;
  g_autoptr (ZgPosting) posting = NULL;
  guint                who = one_in (twins, 5) ? 1 + below (twins, 2) : 0;
  gboolean             done;

  if (forgery == REPLAYED && twins->last)
    posting = posting_copy (twins->last);
  else
    posting = make_posting (twins, forgery);
  if (posting == NULL)
    return;
  if (forgery == WRONG_PERSON)
    who = 1 + below (twins, 2);
  twins->now += below (twins, 5) ? below (twins, 900) : 0; /* several within one ms */
  zg_clock_set (twins->now);
  done = both (twins, posting, who);
  if (done)
    {
      if (forgery != REPLAYED)
        remember (twins, posting);
      g_clear_pointer (&twins->last, zg_posting_free);
      twins->last = posting_copy (posting);
    }
  ++*(done ? &twins->n_done[forgery] : &twins->n_refused[forgery]);
}

/* -- Dumps -- */

typedef struct
{
  const char *sql;
  GPtrArray  *rows;
} Dump;

static gpointer
dump (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Dump              *self = data;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, self->sql, NULL);
  gboolean           row;

  self->rows = g_ptr_array_new_with_free_func (g_free);
  while (stmt && zg_stmt_step (stmt, &row, error) && row)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int i = 0; i < zg_stmt_n_columns (stmt); i++)
        {
          ZgCell cell = { 0 };

          zg_stmt_cell (stmt, i, &cell);
          if (cell.type == ZG_CELL_INT)
            g_string_append_printf (text, "%" G_GINT64_FORMAT, cell.i);
          g_string_append_printf (text, "%s|", cell.type == ZG_CELL_TEXT ? cell.s : cell.type == ZG_CELL_NULL ? "NULL" : "");
          zg_cell_clear (&cell);
        }
      g_ptr_array_add (self->rows, g_string_free (g_steal_pointer (&text), FALSE));
    }
  return stmt ? self : NULL;
}

static GPtrArray *
dump_of (Room *room, const char *sql)
{
  g_autoptr (GError) error = NULL;
  Dump self = { sql, NULL };

  zg_store_read (zg_book_store (room->small.book), dump, &self, &error);
  g_assert_no_error (error);
  return self.rows;
}

static guint
same_rows (Twins *twins, const char *sql)
{
  g_autoptr (GPtrArray) file = dump_of (&twins->file, sql), server = dump_of (&twins->server, sql);

  for (guint i = 0; i < MIN (file->len, server->len); i++)
    if (!g_str_equal (file->pdata[i], server->pdata[i]))
      g_error ("%s, row %u:\n  file: %s\n  server: %s", sql, i, (char *) file->pdata[i], (char *) server->pdata[i]);
  g_assert_cmpuint (file->len, ==, server->len);
  return file->len;
}

/* Everything but what is random in each: signatures, and the hashes they are in. */
static void
compare_tables (Twins *twins)
{
  static const char *const tables[] = {
    "SELECT chain, seq, at_ms, actor, step, kind, doc, cmd, version, no, opinion, body, length (sig) FROM audit"
    " WHERE kind IN ('claim', 'quota_move', 'slip', 'month_end', 'log', 'task') ORDER BY chain, seq",
    "SELECT * FROM audit_put ORDER BY kind, doc, chain, seq",
    "SELECT * FROM series ORDER BY prefix, year",
    "SELECT * FROM guard ORDER BY key",
    "SELECT chain, seq FROM chain ORDER BY chain",
    "SELECT * FROM balance ORDER BY ledger, k1, k2, k3, k4",
    "SELECT * FROM balance_month ORDER BY ledger, k1, k2, k3, k4, month",
    "SELECT * FROM ledger_line ORDER BY chain, seq, n",
    "SELECT * FROM closed ORDER BY period, month",
  };
  const ZgKind *const all[] = { &run_claim, &run_line, &move_kind, &slip_kind, &goods_kind, &end_kind, &run_log, &run_task };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_test_message ("%u rows: %s", same_rows (twins, tables[i]), tables[i]);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *columns = zg_schema_columns (all[i]);
      g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY id", columns, all[i]->id);

      g_test_message ("%u rows: %s", same_rows (twins, sql), all[i]->id);
    }
}

static void
sound (Room *room)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (zg_book_verify (room->small.book, FALSE, NULL, &error));
  g_assert_no_error (error);
}

static guint
how_many (void)
{
  const char *text = g_getenv ("ZG_DIFFERENTIAL");

  return text && *text ? (guint) g_ascii_strtoull (text, NULL, 10) : COMMANDS;
}

static void
test_twins (void)
{
  Twins  twins = { .next_id = 1000, .live = g_array_new (FALSE, FALSE, sizeof (Live)) };
  guint  n = how_many (), n_done = 0, n_forged = 0;

  g_unsetenv ("ZG_TEST_ENGINE");
  ledger_set_up (&twins.file, NULL);
  g_setenv ("ZG_TEST_ENGINE", "guarded", TRUE);
  ledger_set_up (&twins.server, NULL);
  g_assert_true (twins.server.small.book->posts_by_function);
  g_assert_cmpint (twins.file.zhang, ==, twins.server.zhang);
  g_assert_cmpint (twins.file.p_li, ==, twins.server.p_li);
  twins.rand = g_rand_new_with_seed (g_test_rand_int ());
  twins.now = at ("2026-11-02 10:00");
  for (guint i = 0; i < n; i++)
    command (&twins);
  compare_tables (&twins);
  sound (&twins.file);
  sound (&twins.server);
  for (int i = 0; i < N_FORGERIES; i++)
    {
      g_test_message ("forgery %d: %u done, %u refused", i, twins.n_done[i], twins.n_refused[i]);
      n_done += twins.n_done[i];
      n_forged += i ? twins.n_done[i] + twins.n_refused[i] : 0;
      if (i != REPLAYED)
        g_assert_cmpuint (twins.n_refused[i], >, 0);
    }
  g_assert_cmpuint (n_done, >, n / 4);   /* a test of refusals alone proves little */
  g_assert_cmpuint (n_forged, >, n / 10);
  g_clear_pointer (&twins.last, zg_posting_free);
  g_array_unref (twins.live);
  g_rand_free (twins.rand);
  room_tear_down (&twins.file, NULL);
  room_tear_down (&twins.server, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ledger_kinds ();
  g_test_add_func ("/differential/twins", test_twins);
  return g_test_run ();
}
