/* Many desks on one server: how long a paper takes at the pace of an office, on the spot and over a slow line, and how many go
 * through without a pause. ZG_TEST_PG names the server (./dev bench starts one). Exits 1 over a bound. */
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "run-kinds.h"
#include "zg-post.h"

#define DESKS 50
#define ROUNDS 10          /* papers a desk, one every PACE */
#define PACE_US 2000000
#define RUSH_US 5000000    /* without a pause */
#define DELAY_US 10000     /* each way */
#define KINDS 10
#define IMPORT_ROWS 14000
#define WARM 8             /* papers before the first that counts: the server plans a statement anew five times */

static int over;

/* -- Kinds -- */

static const ZgField paper_fields[] = {
  { "title", "Subject", ZG_TEXT, ZG_REQUIRED },
  { "staff", "Employee", ZG_REF, .ref = "staff" },
  { "amount_fen", "Amount", ZG_MONEY },
};
static const ZgStep paper_steps[] = { { NULL, "create", "kept", ZG_QUIET, ZG_ALL_FIELDS } };

#define PAPER(n) { .id = "paper" #n, .title = "Paper", .module = "test", .prefix = "P" #n, ZG_FIELDS (paper_fields), \
                   ZG_STEPS (paper_steps), .owner = "staff" }
static const ZgKind papers[KINDS] = { PAPER (0), PAPER (1), PAPER (2), PAPER (3), PAPER (4),
                                      PAPER (5), PAPER (6), PAPER (7), PAPER (8), PAPER (9) };

/* -- A slow line: what is read goes on DELAY_US later -- */

typedef struct
{
  int from, to;
} Way;

static int
socket_at (const char *path, gboolean listens)
{
  struct sockaddr_un name = { .sun_family = AF_UNIX };
  int                fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_strlcpy (name.sun_path, path, sizeof name.sun_path);
  if (listens)
    g_assert_cmpint (bind (fd, (struct sockaddr *) &name, sizeof name) | listen (fd, 100), ==, 0);
  else
    g_assert_cmpint (connect (fd, (struct sockaddr *) &name, sizeof name), ==, 0);
  return fd;
}

static gpointer
carry (gpointer data)
{
  Way   *way = data;
  char   bytes[65536];
  gssize n;

  while ((n = read (way->from, bytes, sizeof bytes)) > 0)
    {
      g_usleep (DELAY_US);
      for (gssize sent = 0, now; sent < n; sent += now)
        if ((now = send (way->to, bytes + sent, n - sent, MSG_NOSIGNAL)) < 0)
          break;
    }
  shutdown (way->to, SHUT_RDWR);
  g_free (way);
  return NULL;
}

typedef struct
{
  char *folder, *to;
  int   listener;
} Slow;

static gpointer
take_clients (gpointer data)
{
  Slow *slow = data;
  int   client;

  while ((client = accept (slow->listener, NULL, NULL)) >= 0)
    {
      int server = socket_at (slow->to, FALSE);
      Way there = { client, server }, back = { server, client };

      g_thread_unref (g_thread_new ("there", carry, g_memdup2 (&there, sizeof there)));
      g_thread_unref (g_thread_new ("back", carry, g_memdup2 (&back, sizeof back)));
    }
  return NULL;
}

/* Returns: (transfer full): @address by the slow line. */
static char *
slow_start (Slow *slow, const char *address)
{
  const char      *at_host = strstr (address, "host="), *at_port = strstr (address, "port=");
  g_autofree char *host = g_strndup (at_host + 5, strcspn (at_host + 5, "&")), *head = g_strndup (address, at_host - address);
  g_autofree char *port = g_strndup (at_port + 5, strcspn (at_port + 5, "&")), *path = NULL;

  slow->folder = g_dir_make_tmp ("zg-slow-XXXXXX", NULL);
  slow->to = g_strdup_printf ("%s/.s.PGSQL.%s", host, port);
  path = g_strdup_printf ("%s/.s.PGSQL.%s", slow->folder, port);
  slow->listener = socket_at (path, TRUE);
  g_thread_unref (g_thread_new ("slow", take_clients, slow));
  return g_strdup_printf ("%shost=%s&port=%s", head, slow->folder, port);
}

/* -- Desks -- */

typedef struct
{
  Room       *room;
  const char *address;
  gint64      desk, first_id;
  int         n_kinds;
  gint64      pace_us, until; /* monotonic; pace 0: without a pause */
  GArray     *took;           /* double: ms */
} Desk;

typedef struct
{
  Desk            *desk;
  const char      *text;
  GBytes          *signature;
} Paper;

/* As zg-post.c posts, on a connection of the desk's own. */
static gboolean
post (ZgDb *db, gpointer data, GError **error)
{
  Paper             *paper = data;
  ZgSession         *admin = paper->desk->room->small.admin;
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT entry FROM zg.post ($1, $2, $3, $4, $5, $6)"), "sbisii",
                                         paper->text, paper->signature, paper->desk->desk, "[{}]", zg_session_person (admin),
                                         (gint64) 0);
  gboolean           row;

  return stmt && zg_stmt_step (stmt, &row, error) && row;
}

static void
one_paper (Desk *desk, ZgDb *db, const ZgKind *kind, gint64 id)
{
  char                  cmd[40];
  g_autoptr (ZgPosting) posting = zg_posting_new (zg_command_new (cmd), NULL);
  ZgRecord             *record = zg_record_new (kind);
  g_autofree char      *text = NULL;
  g_autoptr (GBytes)    signature = NULL;
  g_autoptr (GError)    error = NULL;
  guint8                sig[ZG_SIGNATURE_BYTES];
  Paper                 paper = { .desk = desk };
  gint64                from;
  double                took;

  record->id = id;
  zg_record_set_text (record, 0, "A paper of the usual length");
  zg_record_set_int (record, 1, desk->room->zhang);
  zg_record_set_int (record, 2, id % 100000);
  zg_posting_put (posting, &kind->steps[0], record, ZG_F (0) | ZG_F (1) | ZG_F (2));
  paper.text = text = zg_posting_text (posting);
  zg_session_sign (desk->room->small.admin, text, strlen (text), sig, NULL);
  paper.signature = signature = g_bytes_new (sig, sizeof sig);
  from = g_get_monotonic_time ();
  zg_db_alone (db, post, &paper, &error);
  took = (double) (g_get_monotonic_time () - from) / 1000;
  if (error)
    g_error ("%s: %s", error->message, zg_db_last_detail (db));
  g_array_append_val (desk->took, took);
}

/* Nobody begins before everybody has the plans of the server's functions. */
static struct
{
  GMutex mutex;
  GCond  cond;
  int    missing;
} gate;

static void
wait_for_all (void)
{
  g_mutex_lock (&gate.mutex);
  if (--gate.missing == 0)
    g_cond_broadcast (&gate.cond);
  while (gate.missing > 0)
    g_cond_wait (&gate.cond, &gate.mutex);
  g_mutex_unlock (&gate.mutex);
}

static gpointer
desk_thread (gpointer data)
{
  Desk              *desk = data;
  g_autoptr (GError) error = NULL;
  ZgDb              *db = zg_db_open (desk->address, ZG_DB_WRITE, &error);
  gint64             next, i = 0;

  g_assert_no_error (error);
  zg_db_require_audit (db, TRUE);
  for (; i < WARM; i++)
    one_paper (desk, db, &papers[(desk->desk + i) % desk->n_kinds], desk->first_id + i);
  g_array_set_size (desk->took, 0);
  wait_for_all ();
  desk->until = g_get_monotonic_time () + RUSH_US;
  next = g_get_monotonic_time () + desk->desk * desk->pace_us / DESKS;
  for (; desk->pace_us ? i < WARM + ROUNDS : g_get_monotonic_time () < desk->until; i++)
    {
      if (desk->pace_us)
        g_usleep ((gulong) MAX (0, next - g_get_monotonic_time ()));
      next += desk->pace_us;
      one_paper (desk, db, &papers[(desk->desk + i) % desk->n_kinds], desk->first_id + i);
    }
  zg_db_close (db);
  return NULL;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* All desks at once. Returns: (transfer full): how long each paper took, sorted. */
static GArray *
all_desks (Room *room, const char *address, int n_desks, int n_kinds, gint64 pace_us)
{
  static gint64 round;
  GArray       *all = g_array_new (FALSE, FALSE, sizeof (double));
  Desk          desks[DESKS];
  GThread      *threads[DESKS];

  round++;
  gate.missing = n_desks;
  for (int i = 0; i < n_desks; i++)
    {
      desks[i] = (Desk){ room, address, i + 2, round * 1000000000 + i * 1000000, n_kinds, pace_us, 0,
                         g_array_new (FALSE, FALSE, sizeof (double)) };
      threads[i] = g_thread_new ("desk", desk_thread, &desks[i]);
    }
  for (int i = 0; i < n_desks; i++)
    {
      g_thread_join (threads[i]);
      g_array_append_vals (all, desks[i].took->data, desks[i].took->len);
      g_array_unref (desks[i].took);
    }
  g_array_sort (all, compare);
  return all;
}

static double
percent (const GArray *sorted, guint p)
{
  return g_array_index (sorted, double, MIN (sorted->len - 1, sorted->len * p / 100));
}

static void
bound (const char *name, double value, double most, gboolean at_least, const char *unit)
{
  gboolean bad = at_least ? value < most : value > most;

  printf ("  %-44s %10.1f %s (%s %.0f)%s\n", name, value, unit, at_least ? "at least" : "at most", most, bad ? "  OVER" : "");
  over += bad;
}

static void
paced (Room *room, const char *address, const char *title, double most)
{
  g_autoptr (GArray) took = all_desks (room, address, DESKS, KINDS, PACE_US);

  printf ("%s: %u papers, p50 %.1f ms\n", title, took->len, percent (took, 50));
  bound ("p99", percent (took, 99), most, FALSE, "ms");
}

static void
rushed (Room *room, int n_kinds, const char *title, double least)
{
  g_autoptr (GArray) took = all_desks (room, room->small.path, 16, n_kinds, 0);

  bound (title, (double) took->len * G_USEC_PER_SEC / RUSH_US, least, TRUE, "papers/s");
}

/* A clock's file of 14,000 lines over the server's functions; the second time every row is known. */
static void
imported (Room *room, const char *title)
{
  g_autoptr (ZgBatch) batch = zg_batch_new (&run_log, IMPORT_ROWS);
  g_autoptr (GError)  error = NULL;
  gint64              begin;

  for (int i = 0; i < IMPORT_ROWS; i++)
    {
      ZgCell *cells = zg_batch_row (batch);

      zg_batch_text (batch, &cells[LOG_WORD], "4711\t2026-11-02 08:59:31\t1\t255", -1);
      zg_batch_int (&cells[LOG_AT], i);
    }
  begin = g_get_monotonic_time ();
  zg_book_import (room->small.admin, batch, "1_attlog.dat", NULL, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  bound (title, (g_get_monotonic_time () - begin) / 1000.0, 4000, FALSE, "ms");
}

int
main (int argc, char **argv)
{
  Room             room = { 0 };
  Slow             slow = { 0 };
  g_autofree char *by_slow = NULL;

  setvbuf (stdout, NULL, _IOLBF, 0);
  g_setenv ("ZG_TEST_ENGINE", "guarded", TRUE);
  run_kinds ();
  for (int i = 0; i < KINDS; i++)
    zg_kinds_add (&papers[i]);
  room_set_up (&room, NULL);
  for (int i = 0; i < KINDS; i++)
    {
      g_autofree char *right = g_strdup_printf ("%s.create", papers[i].id);

      grant (&room, "admin", right, ZG_REACH_ALL);
    }
  zg_clock_set (0);
  by_slow = slow_start (&slow, room.small.path);
  printf ("server: %d desks, a paper every %d s\n", DESKS, PACE_US / 1000000);
  paced (&room, room.small.path, "on the spot", 100);
  paced (&room, by_slow, "20 ms of delay", 250);
  printf ("without a pause, 16 desks\n");
  rushed (&room, KINDS, "ten kinds", 1000);
  rushed (&room, 1, "one kind (one series)", 400);
  printf ("%d lines of a time clock\n", IMPORT_ROWS);
  imported (&room, "read in");
  imported (&room, "once more");
  close (slow.listener);
  remove_tree (slow.folder);
  room_tear_down (&room, NULL);
  return over ? 1 : 0;
}
