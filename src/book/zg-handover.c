#include "zg-handover.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zg-book-private.h"
#include "zg-error.h"
#include "zg-json.h"
#include "zg-tick.h"

#define LONGEST_REQUEST (64 * 1024)
#define LONGEST_ANSWER (4 * 1024 * 1024)
#define ASKER_SECONDS 10 /* within which who connects has to say what he wants */

struct _ZgHandover
{
  int             ref_count; /* a request that comes at the end still finds it, and is told no */
  ZgBook         *book;
  char           *path;   /* of the socket */
  GSocketService *service;
  GCancellable   *ending;
  GMutex          lock;
  GCond           idle;
  guint           n_running;
};

/* -- The socket -- */

static char *
socket_path (const char *book)
{
  return g_strconcat (book, ".sock", NULL);
}

/* An address of a socket holds 107 bytes, a path may be longer: the folder is named by a descriptor. */
static GSocketAddress *
address_of (const char *path, int *folder)
{
  g_autofree char *dir = g_path_get_dirname (path), *base = g_path_get_basename (path);
  g_autofree char *name = NULL;

  *folder = open (dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
  name = g_strdup_printf ("/proc/self/fd/%d/%s", *folder, base);
  if (*folder >= 0 && strlen (name) < 107)
    return g_unix_socket_address_new (name);
  return NULL;
}

/* Nobody can connect before it listens, and then it is the owner's alone. */
static GSocket *
listen_at (const char *path, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  g_autoptr (GSocketAddress) address = NULL;
  int      folder = -1;
  gboolean done;

  g_unlink (path); /* what a killed program left: the book is locked by us */
  address = address_of (path, &folder);
  done = socket && address && g_socket_bind (socket, address, FALSE, error) && g_chmod (path, 0600) == 0
         && g_socket_listen (socket, error);
  if (folder >= 0)
    close (folder);
  if (!done && error && *error == NULL)
    g_set_error (error, ZG_ERROR, ZG_ERROR_IO, _ ("“%s” cannot be made (%s)."), path, g_strerror (errno));
  return done ? g_steal_pointer (&socket) : NULL;
}

static GSocketConnection *
connect_to (const char *path)
{
  g_autoptr (GSocketClient)  client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = NULL;
  GSocketConnection         *connection;
  int                        folder;

  address = address_of (path, &folder);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = address ? g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL) : NULL;
  if (folder >= 0)
    close (folder);
  return connection;
}

/* -- A line each way -- */

static JsonNode *
read_object (GSocketConnection *connection, gsize longest)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GByteArray) line = g_byte_array_new ();
  guint8        piece[4096];
  gssize        n;

  while (line->len < longest && (n = g_input_stream_read (in, piece, sizeof piece, NULL, NULL)) > 0)
    {
      g_byte_array_append (line, piece, (guint) n);
      if (piece[n - 1] == '\n')
        return zg_json_parse ((const char *) line->data, line->len);
    }
  return NULL;
}

static gboolean
write_object (GSocketConnection *connection, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char     *text = json_to_string (node, FALSE);
  g_autofree char     *line = g_strconcat (text, "\n", NULL);

  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), line, strlen (line), NULL, NULL,
                                    NULL);
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text)
    json_object_set_string_member (object, name, text);
}

/* -- A backup as an object and back -- */

static void
put_result (JsonObject *object, const ZgBackupResult *result)
{
  JsonArray *missing = json_array_new ();

  set_text (object, "path", result->path);
  set_text (object, "sha256", result->sha256);
  set_text (object, "report", result->report);
  set_text (object, "second", result->second_path);
  set_text (object, "second_failed", result->second_failed);
  json_object_set_int_member (object, "made_ms", result->made_ms);
  json_object_set_int_member (object, "bytes", result->bytes);
  json_object_set_int_member (object, "seq", result->seq);
  json_object_set_int_member (object, "files", result->n_files);
  json_object_set_int_member (object, "people", result->n_people);
  json_object_set_int_member (object, "removed", result->n_removed);
  for (guint i = 0; i < result->missing->len; i++)
    json_array_add_string_element (missing, result->missing->pdata[i]);
  json_object_set_array_member (object, "missing", missing);
}

static ZgBackupResult *
take_result (JsonObject *object)
{
  ZgBackupResult *result = g_new0 (ZgBackupResult, 1);
  JsonArray      *missing = zg_json_array (object, "missing");

  result->path = g_strdup (zg_json_text (object, "path"));
  result->sha256 = g_strdup (zg_json_text (object, "sha256"));
  result->report = g_strdup (zg_json_text (object, "report"));
  result->second_path = g_strdup (zg_json_text (object, "second"));
  result->second_failed = g_strdup (zg_json_text (object, "second_failed"));
  result->made_ms = zg_json_int (object, "made_ms", 0);
  result->bytes = zg_json_int (object, "bytes", 0);
  result->seq = zg_json_int (object, "seq", 0);
  result->n_files = (guint) zg_json_int (object, "files", 0);
  result->n_people = (guint) zg_json_int (object, "people", 0);
  result->n_removed = (guint) zg_json_int (object, "removed", 0);
  result->missing = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; missing && i < json_array_get_length (missing); i++)
    g_ptr_array_add (result->missing, g_strdup (zg_json_string (json_array_get_element (missing, i))));
  return result;
}

/* -- Who has the book -- */

static gboolean
do_backup (ZgHandover *self, JsonObject *request, JsonObject *answer, GError **error)
{
  const ZgBackupJob     job = { zg_json_text (request, "folder"), zg_json_text (request, "second"), NULL, NULL };
  g_autoptr (ZgSession) clock = zg_book_login_clock (self->book, error);
  g_autoptr (ZgBackupResult) result = clock ? zg_backup_make (clock, &job, self->ending, error) : NULL;

  if (result)
    put_result (answer, result);
  return result != NULL;
}

static gboolean
do_tick (ZgHandover *self, JsonObject *answer, GError **error)
{
  g_autofree char *report = NULL;
  gboolean         done = zg_tick_run (self->book, &report, error);

  set_text (answer, "report", report);
  return done;
}

static gboolean
do_request (ZgHandover *self, JsonObject *request, JsonObject *answer, GError **error)
{
  const char *verb = zg_json_text (request, "verb");

  if (g_strcmp0 (verb, "backup") == 0)
    return do_backup (self, request, answer, error);
  if (g_strcmp0 (verb, "tick") == 0)
    return do_tick (self, answer, error);
  g_set_error_literal (error, ZG_ERROR, ZG_ERROR_USAGE, _ ("The window that has the book open does not know this request."));
  return FALSE;
}

static void
handover_unref (gpointer data, GClosure *closure)
{
  ZgHandover *self = data;

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_object_unref (self->ending);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->idle);
  g_free (self->path);
  g_free (self);
}

static gboolean
begin (ZgHandover *self)
{
  gboolean open;

  g_mutex_lock (&self->lock);
  open = !g_cancellable_is_cancelled (self->ending);
  self->n_running += open;
  g_mutex_unlock (&self->lock);
  return open;
}

static void
end (ZgHandover *self)
{
  g_mutex_lock (&self->lock);
  if (--self->n_running == 0)
    g_cond_signal (&self->idle);
  g_mutex_unlock (&self->lock);
}

static gboolean
on_run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, ZgHandover *self)
{
  g_autoptr (JsonNode) request = NULL;
  JsonObject          *answer = json_object_new ();
  g_autoptr (GError)   error = NULL;

  if (begin (self))
    {
      g_socket_set_timeout (g_socket_connection_get_socket (connection), ASKER_SECONDS);
      request = read_object (connection, LONGEST_REQUEST);
      if (!do_request (self, zg_json_object (request), answer, &error))
        {
          set_text (answer, "message", error->message);
          json_object_set_int_member (answer, "error", error->domain == ZG_ERROR ? error->code : ZG_ERROR_BUSY);
        }
      write_object (connection, answer);
      end (self);
    }
  json_object_unref (answer);
  return TRUE;
}

ZgHandover *
zg_handover_serve (ZgBook *book, GError **error)
{
  g_autofree char    *path = socket_path (book->address);
  g_autoptr (GSocket) socket = listen_at (path, error);
  ZgHandover         *self;

  if (socket == NULL)
    return NULL;
  self = g_new0 (ZgHandover, 1);
  self->book = zg_book_ref (book);
  self->path = g_steal_pointer (&path);
  self->ending = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->idle);
  self->service = g_threaded_socket_service_new (2);
  self->ref_count = 2;
  g_signal_connect_data (self->service, "run", G_CALLBACK (on_run_cb), self, handover_unref, 0);
  g_socket_listener_add_socket (G_SOCKET_LISTENER (self->service), socket, NULL, NULL);
  return self;
}

void
zg_handover_free (ZgHandover *self)
{
  if (self == NULL)
    return;
  g_unlink (self->path);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_mutex_lock (&self->lock);
  g_cancellable_cancel (self->ending);
  while (self->n_running)
    g_cond_wait (&self->idle, &self->lock);
  g_mutex_unlock (&self->lock);
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_object_unref (self->service);
  zg_book_unref (self->book);
  handover_unref (self, NULL);
}

/* -- Who asks -- */

static JsonNode *
ask (const char *path, JsonObject *request, GError **error)
{
  g_autofree char *name = socket_path (path);
  g_autoptr (GSocketConnection) connection = connect_to (name);
  g_autoptr (JsonNode) answer = NULL;
  JsonObject          *object;
  gint64               code;

  if (connection == NULL || !write_object (connection, request))
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_CONNECTION, _ ("No window takes requests for this book."));
      return NULL;
    }
  answer = read_object (connection, LONGEST_ANSWER);
  object = zg_json_object (answer);
  if (object == NULL)
    {
      g_set_error_literal (error, ZG_ERROR, ZG_ERROR_BUSY,
                           _ ("The window that has the book open was closed before it answered. Try again."));
      return NULL;
    }
  code = zg_json_int (object, "error", -1);
  if (code < 0)
    return g_steal_pointer (&answer);
  g_set_error_literal (error, ZG_ERROR, (int) code, zg_json_text (object, "message") ? zg_json_text (object, "message") : "");
  return NULL;
}

ZgBackupResult *
zg_handover_backup (const char *path, const ZgBackupJob *job, GError **error)
{
  g_autofree char *folder = job->folder ? g_canonicalize_filename (job->folder, NULL) : NULL; /* the window stands elsewhere */
  g_autofree char *second = job->second ? g_canonicalize_filename (job->second, NULL) : NULL;
  g_autoptr (JsonObject) request = json_object_new ();
  g_autoptr (JsonNode)   answer = NULL;

  set_text (request, "verb", "backup");
  set_text (request, "folder", folder);
  set_text (request, "second", second);
  answer = ask (path, request, error);
  return answer ? take_result (zg_json_object (answer)) : NULL;
}

char *
zg_handover_tick (const char *path, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new ();
  g_autoptr (JsonNode)   answer = NULL;

  set_text (request, "verb", "tick");
  answer = ask (path, request, error);
  return answer ? g_strdup (zg_json_text (zg_json_object (answer), "report")) : NULL;
}
