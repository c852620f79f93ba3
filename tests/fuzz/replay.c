/* The kept corpus through every target, then some thousand inputs made from it: what CI runs of the fuzzing, without clang. */
#include <stdio.h>
#include <string.h>

#include "fuzz.h"

#define DEEP 400000 /* bytes */
#define MADE 10000 /* inputs of a target that costs 1 */

static guint32 seed;

static GPtrArray *
read_corpus (const char *name)
{
  g_autofree char  *folder = g_build_filename (g_getenv ("ZG_FUZZ_CORPUS"), name, NULL);
  g_autoptr (GDir)  dir = g_dir_open (folder, 0, NULL);
  GPtrArray        *inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char       *file;

  while (dir && (file = g_dir_read_name (dir)))
    {
      g_autofree char   *path = g_build_filename (folder, file, NULL);
      g_autoptr (GError) error = NULL;
      char              *bytes = NULL;
      gsize              n = 0;

      g_file_get_contents (path, &bytes, &n, &error);
      g_assert_no_error (error);
      g_ptr_array_add (inputs, g_bytes_new_take (bytes, n));
    }
  return inputs;
}

static void
change (GByteArray *bytes, GRand *random, GBytes *other)
{
  static const guint8 telling[] = { 0, '\n', '\r', '\t', ',', '"', '-', '0', '9', '<', '>', '&', '\'', 0x7f, 0x80, 0xff };
  guint               at = bytes->len ? (guint) g_rand_int_range (random, 0, (gint32) bytes->len) : 0;
  gsize               n = 0;
  const guint8       *theirs = g_bytes_get_data (other, &n);

  switch (g_rand_int_range (random, 0, 6))
    {
    case 0:
      g_byte_array_set_size (bytes, at);
      break;
    case 1:
      g_byte_array_append (bytes, theirs + n / 2, n - n / 2);
      break;
    case 2:
      g_byte_array_append (bytes, &telling[g_rand_int_range (random, 0, G_N_ELEMENTS (telling))], 1);
      break;
    case 3:
      if (bytes->len)
        g_byte_array_remove_range (bytes, at, MIN (bytes->len - at, 3));
      break;
    case 4:
      if (bytes->len)
        bytes->data[at] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
      break;
    default:
      if (bytes->len)
        bytes->data[at] = telling[g_rand_int_range (random, 0, G_N_ELEMENTS (telling))];
      break;
    }
}

static void
make_inputs (const FuzzTarget *target, GPtrArray *corpus, GRand *random)
{
  for (guint i = 0; i < MADE / target->cost; i++)
    {
      GBytes                *from = corpus->pdata[g_rand_int_range (random, 0, (gint32) corpus->len)];
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      int                    n = g_rand_int_range (random, 1, 6);

      g_byte_array_append (bytes, g_bytes_get_data (from, NULL), g_bytes_get_size (from));
      for (int k = 0; k < n; k++)
        change (bytes, random, corpus->pdata[g_rand_int_range (random, 0, (gint32) corpus->len)]);
      g_byte_array_set_size (bytes, MIN (bytes->len, 2 * target->most));
      target->run (bytes->data, bytes->len);
    }
}

/* The first byte of some targets says what the rest is. */
static void
nest (const FuzzTarget *target)
{
  static const char *const units[] = { "[", "{\"a\":", "<a>", "(", "-" };
  static const char        heads[] = "\0\1\2\3\4\5\6\7stwy";

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    for (guint k = 0; k < sizeof heads; k++)
      {
        g_autoptr (GString) text = g_string_new_len (heads + k, k + 1 < sizeof heads ? 1 : 0);

        while (text->len < DEEP)
          g_string_append (text, units[i]);
        target->run ((const guint8 *) text->str, text->len);
      }
}

static void
test_target (gconstpointer data)
{
  const FuzzTarget     *target = data;
  g_autoptr (GPtrArray) corpus = read_corpus (target->name);
  g_autoptr (GRand)     random = g_rand_new_with_seed (seed);

  g_assert_cmpuint (corpus->len, >=, 3);
  for (guint i = 0; i < corpus->len; i++)
    target->run (g_bytes_get_data (corpus->pdata[i], NULL), g_bytes_get_size (corpus->pdata[i]));
  make_inputs (target, corpus, random);
  if (target->nests)
    nest (target);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  seed = g_getenv ("ZG_SEED") ? (guint32) g_ascii_strtoull (g_getenv ("ZG_SEED"), NULL, 10) : g_random_int ();
  g_test_message ("ZG_SEED=%u", seed);
  fuzz_start ();
  for (const FuzzTarget *target = fuzz_targets; target->name; target++)
    {
      g_autofree char *path = g_strconcat ("/fuzz/", target->name, NULL);

      g_test_add_data_func (path, target, test_target);
    }
  result = g_test_run ();
  fuzz_end ();
  return result;
}
