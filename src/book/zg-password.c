/* What a password must be: length, classes, no name, nothing that is guessed first, not one of the last. Which rules hold is a
 * parameter of the policy: those that are written, or the modern ones. */
#include <glib/gi18n.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-error.h"
#include "zg-policy.h"
#include "zg-server.h"
#include "zg-text.h"

#define LEAST_WORTH 6       /* characters that are nothing a guesser would try */
#define MOST_PER_HOUR 100   /* wrong tries of one log-in name */

gboolean
zg_password_rules (ZgDb *db, int day, ZgPasswordRules *rules, GError **error)
{
  g_autoptr (ZgPolicy) policy = zg_policy_load (db, day, day, error);

  if (policy == NULL)
    return FALSE;
  memset (rules, 0, sizeof *rules);
  if (g_str_equal (zg_policy_text (policy, "pwd.profile", 0, 0, day), "modern"))
    rules->min_length = zg_policy_int (policy, "pwd.modern.min_length", 0, 0, day); /* no classes, no age */
  else
    {
      rules->min_length = zg_policy_int (policy, "pwd.min_length", 0, 0, day);
      rules->classes = zg_policy_int (policy, "pwd.classes", 0, 0, day);
      rules->history = zg_policy_int (policy, "pwd.history", 0, 0, day);
      rules->max_age = zg_policy_int (policy, "pwd.max_age", 0, 0, day);
      rules->warn = zg_policy_int (policy, "pwd.warn", 0, 0, day);
    }
  rules->history = MAX (1, rules->history);
  rules->tries = MAX (1, zg_policy_int (policy, "pwd.lock.tries", 0, 0, day));
  rules->lock_minutes = MAX (zg_policy_int (policy, "pwd.lock.minutes", 0, 0, day),
                             (rules->tries * 60 + MOST_PER_HOUR - 1) / MOST_PER_HOUR);
  rules->idle_minutes = CLAMP (zg_policy_int (policy, "session.lock.minutes", 0, 0, day), 1, 30);
  rules->session_hours = CLAMP (zg_policy_int (policy, "session.login.hours", 0, 0, day), 1, 24);
  rules->proof_minutes = CLAMP (zg_policy_int (policy, "session.proof.minutes", 0, 0, day), 1, 60);
  rules->once_hours = MAX (1, zg_policy_int (policy, "pwd.once.hours", 0, 0, day));
  return TRUE;
}

static int
count_classes (const char *password)
{
  int upper = 0, lower = 0, digit = 0, other = 0;

  for (const char *p = password; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isupper (c))
        upper = 1;
      else if (g_unichar_islower (c))
        lower = 1;
      else if (g_unichar_isdigit (c))
        digit = 1;
      else
        other = 1; /* signs, and Han, which has no case */
    }
  return upper + lower + digit + other;
}

static int
count_different (const char *password)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (const char *p = password; *p; p = g_utf8_next_char (p))
    g_hash_table_add (seen, GUINT_TO_POINTER (g_utf8_get_char (p)));
  return (int) g_hash_table_size (seen);
}

static gboolean
has_name (const char *folded, const char *name)
{
  g_autofree char *f = name ? zg_text_fold (name) : NULL;

  return f && g_utf8_strlen (f, -1) >= 2 && strstr (folded, f);
}

static gboolean
has_own_names (const char *folded, const char *login, const char *name)
{
  g_autofree char *pinyin = zg_text_pinyin (name);

  return has_name (folded, login) || has_name (folded, name) || (strlen (pinyin) >= 4 && strstr (folded, pinyin));
}

/* @ for a, 0 for o and the like are undone: they fool nobody. */
static char *
plain_letters (const char *folded)
{
  static const char from[] = "@40135$7!", to[] = "aaoiessti";
  char *plain = g_strdup (folded);

  for (char *p = plain; *p; p++)
    {
      const char *at = strchr (from, *p);

      if (at)
        *p = to[at - from];
    }
  return plain;
}

/* A mobile number (11 digits from 13 … 19) or an ID number (17 digits and more) somewhere in it. */
static gboolean
has_number (const char *folded)
{
  gsize n;

  for (const char *p = folded; *p; p += MAX (n, 1))
    {
      n = strspn (p, "0123456789");
      if (n >= 17)
        return TRUE;
      for (gsize i = 0; i + 11 <= n; i++)
        if (p[i] == '1' && p[i + 1] >= '3')
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_common (const char *folded, const char *firm)
{
  g_autofree char  *plain = plain_letters (folded);
  g_autofree char  *name = zg_text_fold (firm);
  g_autofree char  *pinyin = zg_text_pinyin (firm);
  const char *const own[] = { name, pinyin, NULL };
  gboolean          common = zg_password_worth (folded, own) < LEAST_WORTH || zg_password_worth (plain, own) < LEAST_WORTH;

  zg_wipe (plain, strlen (plain));
  return common;
}

static gboolean
refuse (GError **error, const char *clause, const char *sentence)
{
  zg_error_set_clause (error, ZG_ERROR_INVALID, clause, "%s", sentence);
  return FALSE;
}

gboolean
zg_password_judge (const ZgPasswordRules *rules, const char *password, const char *login, const char *name, const char *firm,
                   GError **error)
{
  g_autofree char *composed = password ? g_utf8_normalize (password, -1, G_NORMALIZE_NFC) : NULL;
  g_autofree char *folded = zg_text_fold (composed);
  glong            length = composed ? g_utf8_strlen (composed, -1) : 0;
  gboolean         fine = FALSE;

  if (composed == NULL)
    fine = refuse (error, NULL, _ ("The password holds bytes that are no characters. Choose another one."));
  else if (length < rules->min_length)
    zg_error_set_clause (error, ZG_ERROR_INVALID, "D12-11.3", _ ("The password is too short: it needs at least %d characters."),
                         (int) rules->min_length);
  else if (length > ZG_PASSWORD_LONGEST)
    fine = refuse (error, NULL, _ ("The password is too long: 128 characters are the most."));
  else if (count_classes (composed) < rules->classes)
    zg_error_set_clause (error, ZG_ERROR_INVALID, "D12-11.3",
                         _ ("The password is too simple: it needs %d of capital letters, small letters, digits and signs."),
                         (int) rules->classes);
  else if (has_own_names (folded, login, name))
    fine = refuse (error, "D12-11.3", _ ("The password holds your name or log-in name. Choose another one."));
  else if (has_number (folded))
    fine = refuse (error, "D12-11.3", _ ("The password holds a mobile number or an ID number. Choose another one."));
  else if (count_different (composed) < 6 || is_common (folded, firm))
    fine = refuse (error, "D12-11.3", _ ("The password is easily guessed: it is one that many people use. Choose another one."));
  else
    fine = TRUE;
  if (composed)
    zg_wipe (composed, strlen (composed));
  if (folded)
    zg_wipe (folded, strlen (folded));
  return fine;
}

static gint64
printed (const char *key)
{
  return g_ascii_strtoll (zg_parameter_by_key (key)->value, NULL, 10);
}

gboolean
zg_password_check (const char *password, const char *login, const char *name, const char *firm, GError **error)
{
  ZgPasswordRules rules = { .min_length = printed ("pwd.min_length"), .classes = printed ("pwd.classes") };

  return zg_password_judge (&rules, password, login, name, firm, error);
}

/* -- The last passwords: salt and a verifier each, never anything that opens a key -- */

typedef struct
{
  ZgKdf  kdf;
  gint64 n;
  guint8 verifier[ZG_SHA256_BYTES];
} Past;

struct _ZgPasswordMemory
{
  gint64   person;
  gint64   keep;
  GArray  *past;   /* of Past, newest first */
  gboolean judged;
  Past     next;
};

void
zg_password_memory_free (ZgPasswordMemory *memory)
{
  if (memory == NULL)
    return;
  g_array_unref (memory->past);
  g_free (memory);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgPasswordMemory, zg_password_memory_free)

static gboolean
take_bytes (ZgStmt *stmt, int col, guint8 *out, gsize n)
{
  g_autoptr (GBytes) bytes = zg_stmt_bytes (stmt, col);

  if (bytes == NULL || g_bytes_get_size (bytes) != n)
    return FALSE;
  memcpy (out, g_bytes_get_data (bytes, NULL), n);
  return TRUE;
}

ZgPasswordMemory *
zg_password_memory_read (ZgDb *db, gint64 person, GError **error)
{
  g_autoptr (ZgPasswordMemory) memory = g_new0 (ZgPasswordMemory, 1);
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT n, kdf_ops, kdf_mem, kdf_salt, verifier FROM password_history"
                                                 " WHERE person_id = $1 ORDER BY n DESC"),
                                         "i", person);
  gboolean row;

  memory->person = person;
  memory->past = g_array_new (FALSE, TRUE, sizeof (Past));
  if (stmt == NULL)
    return NULL;
  while (zg_stmt_step (stmt, &row, error))
    {
      Past past = { { { 0 } } };

      if (!row)
        return g_steal_pointer (&memory);
      past.n = zg_stmt_int (stmt, 0);
      past.kdf.ops = zg_stmt_int (stmt, 1);
      past.kdf.mem = zg_stmt_int (stmt, 2);
      if (take_bytes (stmt, 3, past.kdf.salt, ZG_SALT_BYTES) && take_bytes (stmt, 4, past.verifier, sizeof past.verifier))
        g_array_append_val (memory->past, past);
    }
  return NULL;
}

static gboolean
same_cost (const ZgKdf *a, const ZgKdf *b)
{
  return a->ops == b->ops && a->mem == b->mem && memcmp (a->salt, b->salt, sizeof a->salt) == 0;
}

static gboolean
verifier (const char *password, const ZgKdf *kdf, guint8 out[ZG_SHA256_BYTES], GError **error)
{
  guint8   text[ZG_KEY_BYTES + 8];
  gboolean made = zg_kdf_root (password, kdf, text, error);

  memcpy (text + ZG_KEY_BYTES, "zg-past1", 8);
  if (made)
    zg_sha256 (text, sizeof text, out);
  zg_wipe (text, sizeof text);
  return made;
}

gboolean
zg_password_memory_judge (ZgPasswordMemory *memory, const char *password, gint64 last, GError **error)
{
  ZgKdf  none = { { 0 } }, *known = &none;
  guint8 made[ZG_SHA256_BYTES];

  memory->keep = MAX (last, 1);
  for (guint i = 0; i < memory->past->len && i < last; i++)
    {
      Past *past = &g_array_index (memory->past, Past, i);

      /* all passwords of a person share one salt as long as the cost stays, so one run of Argon2 does for all */
      if (!same_cost (known, &past->kdf) && !verifier (password, &past->kdf, made, error))
        return FALSE;
      known = &past->kdf;
      if (memcmp (made, past->verifier, sizeof made) == 0)
        {
          if (last > 1)
            zg_error_set_clause (error, ZG_ERROR_INVALID, "D12-11.3",
                                 _ ("This is one of your last %d passwords. Choose a new one."), (int) last);
          else
            refuse (error, NULL, _ ("This is the password you have now. Choose a new one."));
          return FALSE;
        }
    }
  memory->next.n = memory->past->len ? g_array_index (memory->past, Past, 0).n + 1 : 1;
  memory->next.kdf = zg_kdf_minimum ();
  if (memory->past->len && g_array_index (memory->past, Past, 0).kdf.ops == memory->next.kdf.ops &&
      g_array_index (memory->past, Past, 0).kdf.mem == memory->next.kdf.mem)
    memory->next.kdf = g_array_index (memory->past, Past, 0).kdf;
  if (same_cost (known, &memory->next.kdf))
    memcpy (memory->next.verifier, made, sizeof made);
  else if (!verifier (password, &memory->next.kdf, memory->next.verifier, error))
    return FALSE;
  memory->judged = TRUE;
  return TRUE;
}

gboolean
zg_password_memory_write (ZgPasswordMemory *memory, ZgDb *db, GError **error)
{
  g_autoptr (GBytes) salt = g_bytes_new (memory->next.kdf.salt, ZG_SALT_BYTES);
  g_autoptr (GBytes) proof = g_bytes_new (memory->next.verifier, sizeof memory->next.verifier);

  g_return_val_if_fail (memory->judged, FALSE);
  if (zg_db_is_guarded (db))
    return zg_server_past_add (db, memory->person, &memory->next.kdf, proof, memory->keep, error);
  return zg_db_run (db, error,
                    ZG_SQL ("INSERT INTO password_history (person_id, n, kdf_ops, kdf_mem, kdf_salt, verifier)"
                            " VALUES ($1, $2, $3, $4, $5, $6)"),
                    "iiiibb", memory->person, memory->next.n, memory->next.kdf.ops, memory->next.kdf.mem, salt, proof) &&
         zg_db_run (db, error, ZG_SQL ("DELETE FROM password_history WHERE person_id = $1 AND n <= $2"), "ii", memory->person,
                    memory->next.n - memory->keep);
}
