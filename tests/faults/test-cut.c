/* Connections cut while a paper is posted: a forwarder in front of the server tears them after any number of bytes, in either
 * direction. None is doubled, none is lost, and what became of each is found by its command. ZG_CUTS: how many. */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "run-kinds.h"

#define CUTS 50
#define MOST_LINKS 32

/* -- The forwarder -- */

typedef struct
{
  int client, server; /* -1: free */
} Link;

typedef struct
{
  char    *folder, *to; /* its socket lies in the folder; the server's */
  int      listener;
  Link     links[MOST_LINKS];
  int      left;        /* atomic: bytes until all is cut; below 0: never */
  int      ends;        /* atomic */
  int      n_cut;       /* atomic */
  GThread *thread;
} Forwarder;

static int
socket_at (const char *path, gboolean listens)
{
  struct sockaddr_un name = { .sun_family = AF_UNIX };
  int                fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_strlcpy (name.sun_path, path, sizeof name.sun_path);
  if (listens)
    g_assert_cmpint (bind (fd, (struct sockaddr *) &name, sizeof name) | listen (fd, 16), ==, 0);
  else
    g_assert_cmpint (connect (fd, (struct sockaddr *) &name, sizeof name), ==, 0);
  return fd;
}

static void
link_close (Link *link)
{
  close (link->client);
  close (link->server);
  link->client = link->server = -1;
}

static void
take_client (Forwarder *forwarder)
{
  int fd = accept (forwarder->listener, NULL, NULL);

  for (int i = 0; fd >= 0 && i < MOST_LINKS; i++)
    if (forwarder->links[i].client < 0)
      {
        forwarder->links[i] = (Link){ fd, socket_at (forwarder->to, FALSE) };
        return;
      }
  g_assert_cmpint (fd, <, 0);
}

static gboolean
pass (Forwarder *forwarder, int from, int to)
{
  char    bytes[4096];
  int     left = g_atomic_int_get (&forwarder->left);
  gssize  n = read (from, bytes, left >= 0 ? MIN (sizeof bytes, (gsize) left + 1) : sizeof bytes);
  gssize  sent = 0;

  if (n <= 0)
    return FALSE;
  if (left >= 0 && n > left) /* the last bytes do not arrive */
    {
      g_atomic_int_set (&forwarder->left, -2);
      return FALSE;
    }
  if (left >= 0)
    g_atomic_int_add (&forwarder->left, -(int) n);
  while (sent < n)
    {
      gssize now = send (to, bytes + sent, n - sent, MSG_NOSIGNAL);

      if (now < 0)
        return FALSE;
      sent += now;
    }
  return TRUE;
}

static void
cut_all (Forwarder *forwarder)
{
  for (int i = 0; i < MOST_LINKS; i++)
    if (forwarder->links[i].client >= 0)
      link_close (&forwarder->links[i]);
  g_atomic_int_set (&forwarder->left, -1);
  g_atomic_int_inc (&forwarder->n_cut);
}

static gpointer
forward (gpointer data)
{
  Forwarder *forwarder = data;

  while (!g_atomic_int_get (&forwarder->ends))
    {
      struct pollfd fds[1 + 2 * MOST_LINKS] = { { forwarder->listener, POLLIN, 0 } };

      for (int i = 0; i < MOST_LINKS; i++)
        {
          fds[1 + 2 * i] = (struct pollfd){ forwarder->links[i].client, POLLIN, 0 };
          fds[2 + 2 * i] = (struct pollfd){ forwarder->links[i].server, POLLIN, 0 };
        }
      if (poll (fds, G_N_ELEMENTS (fds), 50) <= 0)
        continue;
      for (int i = 0; i < MOST_LINKS; i++)
        {
          Link *link = &forwarder->links[i];

          if (link->client >= 0 && ((fds[1 + 2 * i].revents && !pass (forwarder, link->client, link->server)) ||
                                    (fds[2 + 2 * i].revents && !pass (forwarder, link->server, link->client))))
            link_close (link);
        }
      if (g_atomic_int_get (&forwarder->left) == -2)
        cut_all (forwarder);
      if (fds[0].revents)
        take_client (forwarder);
    }
  return NULL;
}

/* @address: postgresql://NAME:WORD@/DATABASE?host=FOLDER&port=PORT. Returns: (transfer full): the same by the forwarder. */
static char *
forwarder_start (Forwarder *forwarder, const char *address)
{
  g_autofree char *path = NULL, *port = NULL, *host = NULL, *head = NULL;
  const char      *at_host = strstr (address, "host="), *at_port = strstr (address, "port=");

  g_assert_true (at_host && at_port);
  host = g_strndup (at_host + 5, strcspn (at_host + 5, "&"));
  port = g_strndup (at_port + 5, strcspn (at_port + 5, "&"));
  head = g_strndup (address, at_host - address);
  forwarder->folder = g_dir_make_tmp ("zg-cut-XXXXXX", NULL);
  forwarder->to = g_strdup_printf ("%s/.s.PGSQL.%s", host, port);
  path = g_strdup_printf ("%s/.s.PGSQL.%s", forwarder->folder, port);
  forwarder->left = -1;
  for (int i = 0; i < MOST_LINKS; i++)
    forwarder->links[i] = (Link){ -1, -1 };
  forwarder->listener = socket_at (path, TRUE);
  forwarder->thread = g_thread_new ("forwarder", forward, forwarder);
  return g_strdup_printf ("%shost=%s&port=%s", head, forwarder->folder, port);
}

static void
forwarder_stop (Forwarder *forwarder)
{
  g_atomic_int_set (&forwarder->ends, 1);
  g_thread_join (forwarder->thread);
  close (forwarder->listener);
  remove_tree (forwarder->folder);
  g_free (forwarder->folder);
  g_free (forwarder->to);
}

/* -- Papers -- */

typedef struct
{
  guint n_done, n_unknown, n_settled, n_again;
} Count;

/* As a desk does: what is not known is asked for by its command until the server can be reached; what was not done is sent once
 * more under the same command. */
static void
settle (Room *room, ZgRecord *claim, const char *command, Count *count)
{
  for (int i = 0; i < 200; i++)
    {
      g_autoptr (GError) error = NULL;
      ZgOutcome          outcome;

      if (zg_book_outcome (room->small.admin, command, &outcome, &error))
        {
          g_assert_cmpint (outcome.id, ==, claim->id);
          count->n_settled++;
          return;
        }
      if (g_error_matches (error, ZG_ERROR, ZG_ERROR_NOT_FOUND))
        {
          g_clear_error (&error);
          if (zg_book_run (room->small.admin, claim, "create", NULL, NULL, command, &outcome, &error))
            {
              count->n_again++;
              return;
            }
        }
      if (!g_error_matches (error, ZG_ERROR, ZG_ERROR_CONNECTION) && !g_error_matches (error, ZG_ERROR, ZG_ERROR_BUSY) &&
          !g_error_matches (error, ZG_ERROR, ZG_ERROR_UNKNOWN_OUTCOME) && !g_error_matches (error, ZG_ERROR, ZG_ERROR_IO))
        g_error ("%s", error->message);
    }
  g_error ("the server is not reached again");
}

static void
post_one (Room *room, Forwarder *forwarder, Count *count)
{
  g_autoptr (ZgRecord) claim = claim_new (room, "Taxi");
  g_autoptr (GError)   error = NULL;
  char                 command[40];
  gint64               left = g_test_rand_int_range (0, 2600);

  claim->id = zg_book_new_id (room->small.book, 1);
  zg_command_new (command);
  g_atomic_int_set (&forwarder->left, (int) left);
  if (zg_book_run (room->small.admin, claim, "create", NULL, NULL, command, NULL, &error))
    count->n_done++;
  g_atomic_int_set (&forwarder->left, -1);
  if (error)
    {
      count->n_unknown += g_error_matches (error, ZG_ERROR, ZG_ERROR_UNKNOWN_OUTCOME);
      settle (room, claim, command, count);
    }
}

static void
test_cut (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char        *text = g_getenv ("ZG_CUTS");
  int                n = text && *text ? (int) g_ascii_strtoll (text, NULL, 10) : CUTS, i;
  Forwarder          forwarder = { 0 };
  g_autofree char   *straight = g_strdup (room->small.path), *cut = forwarder_start (&forwarder, straight);
  Count              count = { 0 };

  g_clear_pointer (&room->s_zhang, zg_session_unref);
  g_clear_pointer (&room->s_li, zg_session_unref);
  g_clear_pointer (&room->small.admin, zg_session_unref);
  g_clear_pointer (&room->small.book, zg_book_unref);
  room->small.book = zg_book_open (cut, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (room->small.book->posts_by_function);
  room->small.admin = small_login (&room->small, "lin", ADMIN_PASSWORD);
  for (i = 0; g_atomic_int_get (&forwarder.n_cut) < n; i++)
    post_one (room, &forwarder, &count);
  g_test_message ("%d papers, %d cuts: %u done, %u not known, of which %u had been done; %u sent again", i, n, count.n_done,
                  count.n_unknown, count.n_settled, count.n_again);
  g_assert_cmpint (small_int (&room->small, "SELECT count (*) FROM claim"), ==, i);
  g_assert_cmpint (small_int (&room->small, "SELECT count (*) FROM audit WHERE step = 'claim.create'"), ==, i);
  g_assert_cmpint (small_int (&room->small, "SELECT count (DISTINCT doc) FROM audit WHERE step = 'claim.create'"), ==, i);
  g_assert_cmpuint (count.n_again, >, 0);   /* some never came */
  g_assert_true (zg_book_verify (room->small.book, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_clear_pointer (&room->small.admin, zg_session_unref);
  g_clear_pointer (&room->small.book, zg_book_unref);
  forwarder_stop (&forwarder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("ZG_TEST_ENGINE", "guarded", TRUE);
  run_kinds ();
  g_test_add ("/faults/cut-connections", Room, NULL, room_set_up, test_cut, room_tear_down);
  return g_test_run ();
}
