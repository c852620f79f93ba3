/* ctl-test.h: runs the built zgctl over a folder of its own. */
#pragma once

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "../remove-tree.h"

typedef struct
{
  char *out, *err;
  int   code;
} Ran;

static char *folder; /* of the run, removed at its end */

static inline char *
file_in (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static inline void
put_file (const char *name, gconstpointer bytes, gssize n)
{
  g_autofree char *path = file_in (name);

  g_assert_true (g_file_set_contents (path, bytes, n, NULL));
}

/* "@NAME" in an argument, or "FIELD=@NAME", stands for the file NAME of the folder. */
static inline void
add_word (GPtrArray *words, const char *word)
{
  g_autofree char *prefix = g_strconcat (folder, G_DIR_SEPARATOR_S, NULL);
  g_auto (GStrv)   parts = *word == '@' || strstr (word, "=@") ? g_strsplit (word, "@", 2) : g_strsplit (word, "\n", 1);

  g_ptr_array_add (words, g_strjoinv (prefix, parts));
}

static inline GPtrArray *
words_of (const char *first, va_list rest)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (words, g_strdup (g_getenv ("ZGCTL")));
  for (const char *word = first; word; word = va_arg (rest, const char *))
    add_word (words, word);
  g_ptr_array_add (words, NULL);
  return words;
}

static inline void
ran_clear (Ran *ran)
{
  g_clear_pointer (&ran->out, g_free);
  g_clear_pointer (&ran->err, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ran, ran_clear)

static inline Ran
zgctl_in (char **surroundings, const char *first, va_list rest)
{
  g_autoptr (GPtrArray) words = words_of (first, rest);
  g_autoptr (GError)    error = NULL;
  Ran ran = { 0 };
  int status;

  g_spawn_sync (folder, (char **) words->pdata, surroundings, G_SPAWN_DEFAULT, NULL, NULL, &ran.out, &ran.err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status)); /* not by a signal */
  ran.code = WEXITSTATUS (status);
  return ran;
}

static inline G_GNUC_NULL_TERMINATED Ran
zgctl (const char *first, ...)
{
  va_list rest;
  Ran     ran;

  va_start (rest, first);
  ran = zgctl_in (NULL, first, rest);
  va_end (rest);
  if (ran.code != 0)
    g_test_message ("%s %d: %s", first, ran.code, ran.err);
  return ran;
}

static inline JsonNode *
json_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode          *node = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

static inline void
has (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in: %s", words, text);
}

static inline void
is_kind_of_file (const char *name, const char *magic)
{
  g_autofree char *path = file_in (name);
  g_autofree char *bytes = NULL;
  gsize            n = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  g_assert_cmpuint (n, >, 40);
  g_assert_true (g_str_has_prefix (bytes, magic));
}
