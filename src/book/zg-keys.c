/* Rows of keys: a person's own under his password, the class keys sealed to whom his roles entitle, and to the recovery key. */
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <stdarg.h>
#include <string.h>

#include "zg-book-private.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-server.h"

/* Classes beyond what the kinds declare, and what opens them besides a kind's reveal and the steps that write its sealed
   fields. */
static const struct
{
  const char *klass, *right;
} opens[] = {
  { "FILE", "attachment.create" }, { "FILE", "attachment.view" }, { "INDEX", "staff.reveal" }, { "STAFF", "staff.reveal" },
  { "PAY", "pay.reveal" },         { "CUST", "customer.reveal" },
};

/* Who may hand out roles or passwords keeps the keys, or nobody could be given any. */
static const char *const keeper_rights[] = { "person.reset", "person.recovery", "role_holder.create" };

char *
zg_body (const char *step, ...)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  const char *name;
  va_list     args;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "step");
  json_builder_add_string_value (json, step);
  va_start (args, step);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      const char *value = va_arg (args, const char *);

      json_builder_set_member_name (json, name);
      json_builder_add_string_value (json, value ? value : "");
    }
  va_end (args);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

gboolean
zg_note (ZgDb *db, ZgBook *book, gint64 actor, const ZgSecret *sign, const char *step, const char *kind, gint64 doc,
         gint64 version, const char *body, GError **error)
{
  gint64 at_ms = 0;

  if (zg_db_is_guarded (db))
    return zg_server_note (db, book, sign, step, kind, doc, version, body, error);
  if (zg_audit_append (db, book, actor, sign, step, kind, doc, NULL, version, NULL, NULL, body, &at_ms, error) == 0)
    return FALSE;
  zg_book_set_last_audit (book, at_ms); /* a little too late where the transaction still fails: time only goes on */
  return TRUE;
}

/* -- A person's own keys -- */

void
zg_user_key_clear (ZgUserKey *key)
{
  g_clear_pointer (&key->box_sealed, g_bytes_unref);
  g_clear_pointer (&key->sign_sealed, g_bytes_unref);
  g_clear_pointer (&key->verifier, g_free);
}

static gboolean
take (ZgStmt *stmt, int col, guint8 *out, gsize n)
{
  g_autoptr (GBytes) bytes = zg_stmt_bytes (stmt, col);

  if (bytes == NULL || g_bytes_get_size (bytes) != n)
    return FALSE;
  memcpy (out, g_bytes_get_data (bytes, NULL), n);
  return TRUE;
}

gboolean
zg_user_key_read (ZgDb *db, gint64 person, ZgUserKey *key, gboolean *found, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT ver, kdf_ops, kdf_mem, kdf_salt, box_pk, sign_pk, box_sealed, "
                                                 "sign_sealed,"
                                                 " coalesce (one_time_until_ms, 0), password_at_ms, login_verifier FROM user_key"
                                                 " WHERE person_id = $1 AND retired_ms IS NULL ORDER BY ver DESC LIMIT 1"),
                                         "i", person);

  *found = FALSE;
  if (stmt == NULL || !zg_stmt_step (stmt, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  key->person = person;
  key->ver = zg_stmt_int (stmt, 0);
  key->kdf.ops = zg_stmt_int (stmt, 1);
  key->kdf.mem = zg_stmt_int (stmt, 2);
  key->box_sealed = zg_stmt_bytes (stmt, 6);
  key->sign_sealed = zg_stmt_bytes (stmt, 7);
  key->one_time_until_ms = zg_stmt_int (stmt, 8);
  key->password_at_ms = zg_stmt_int (stmt, 9);
  key->verifier = g_strdup (zg_stmt_text (stmt, 10));
  /* the clock has no password: empty salt and cost; so has a row somebody spoilt, and both cannot log in */
  *found = take (stmt, 3, key->kdf.salt, ZG_SALT_BYTES) && take (stmt, 4, key->box_pk, ZG_KEY_BYTES) &&
           take (stmt, 5, key->sign_pk, ZG_KEY_BYTES);
  if (!*found)
    zg_user_key_clear (key);
  return TRUE;
}

gboolean
zg_user_key_make (ZgUserKey *key, const ZgPersonKeys *keys, const char *password, const ZgKdf *kdf, GError **error)
{
  guint8 root[ZG_KEY_BYTES], kek[ZG_KEY_BYTES], login[ZG_KEY_BYTES];
  char  *secret;

  if (!zg_kdf_root (password, kdf, root, error))
    return FALSE;
  zg_kdf_split (root, kek, login);
  zg_user_key_clear (key);
  zg_person_keys_seal (keys, kek, &key->box_sealed, &key->sign_sealed);
  secret = zg_hex (login, sizeof login);
  key->verifier = zg_scram_verifier (secret);
  zg_wipe_text (secret);
  zg_wipe (root, sizeof root);
  zg_wipe (kek, sizeof kek);
  zg_wipe (login, sizeof login);
  key->kdf = *kdf;
  memcpy (key->box_pk, keys->box_pk, ZG_KEY_BYTES);
  memcpy (key->sign_pk, keys->sign_pk, ZG_KEY_BYTES);
  return TRUE;
}

gboolean
zg_user_key_insert (ZgDb *db, ZgUserKey *key, gint64 now, GError **error)
{
  g_autoptr (GBytes) salt = g_bytes_new (key->kdf.salt, key->kdf.ops ? ZG_SALT_BYTES : 0);
  g_autoptr (GBytes) box_pk = g_bytes_new (key->box_pk, ZG_KEY_BYTES);
  g_autoptr (GBytes) sign_pk = g_bytes_new (key->sign_pk, ZG_KEY_BYTES);
  gint64 last = 0;

  if (zg_db_is_guarded (db))
    return zg_db_int (db, &key->ver, error, ZG_SQL ("SELECT zg.key_issue ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"),
                      "iiibbbbbis",
                      key->person, key->kdf.ops, key->kdf.mem, salt, box_pk, sign_pk, key->box_sealed, key->sign_sealed,
                      key->one_time_until_ms, key->verifier);
  if (!zg_db_int (db, &last, error, ZG_SQL ("SELECT max (ver) FROM user_key WHERE person_id = $1"), "i", key->person) ||
      !zg_db_run (db, error, ZG_SQL ("UPDATE user_key SET retired_ms = $2 WHERE person_id = $1 AND retired_ms IS NULL"), "ii",
                  key->person, now))
    return FALSE;
  key->ver = last + 1;
  return zg_db_run (db, error,
                    ZG_SQL ("INSERT INTO user_key (person_id, ver, kdf_ops, kdf_mem, kdf_salt, box_pk, sign_pk, box_sealed, "
                            "sign_sealed,"
                            " one_time_until_ms, password_at_ms, created_ms, login_verifier)"
                            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, nullif ($10, 0), $11, $11, $12)"),
                    "iiiibbbbbiis", key->person, key->ver, key->kdf.ops, key->kdf.mem, salt, box_pk, sign_pk, key->box_sealed,
                    key->sign_sealed, key->one_time_until_ms, now, key->verifier);
}

gboolean
zg_user_key_replace (ZgDb *db, const ZgUserKey *key, GError **error)
{
  g_autoptr (GBytes) salt = g_bytes_new (key->kdf.salt, ZG_SALT_BYTES);

  if (zg_db_is_guarded (db))
    return zg_db_run (db, error, ZG_SQL ("SELECT 1 FROM zg.key_replace ($1, $2, $3, $4, $5, $6, $7, $8, $9)"), "iiibbbiis",
                      key->ver,
                      key->kdf.ops, key->kdf.mem, salt, key->box_sealed, key->sign_sealed, key->one_time_until_ms,
                      key->password_at_ms, key->verifier);
  return zg_db_run (db, error,
                    ZG_SQL ("UPDATE user_key SET kdf_ops = $3, kdf_mem = $4, kdf_salt = $5, box_sealed = $6, sign_sealed = $7,"
                            " one_time_until_ms = nullif ($8, 0), password_at_ms = $9, login_verifier = $10"
                            " WHERE person_id = $1 AND ver = $2"),
                    "iiiibbbiis", key->person, key->ver, key->kdf.ops, key->kdf.mem, salt, key->box_sealed, key->sign_sealed,
                    key->one_time_until_ms, key->password_at_ms, key->verifier);
}

/* -- Class keys in memory -- */

GHashTable *
zg_class_keys_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

void
zg_class_keys_take (GHashTable *class_keys, const char *klass, int version, ZgSecret *key)
{
  GPtrArray *versions = g_hash_table_lookup (class_keys, klass);

  if (versions == NULL)
    {
      versions = g_ptr_array_new_with_free_func ((GDestroyNotify) zg_secret_free);
      g_hash_table_insert (class_keys, g_strdup (klass), versions);
    }
  if (versions->len <= (guint) version)
    g_ptr_array_set_size (versions, version + 1);
  g_clear_pointer ((ZgSecret **) &versions->pdata[version], zg_secret_free);
  versions->pdata[version] = key;
}

static const ZgSecret *
class_key (GHashTable *class_keys, const char *klass, gint64 version)
{
  GPtrArray *versions = g_hash_table_lookup (class_keys, klass);

  return versions && version > 0 && version < versions->len ? versions->pdata[version] : NULL;
}

void
zg_granter_of (ZgSession *session, ZgGranter *granter)
{
  granter->book = session->book;
  granter->person = session->person;
  granter->sign = session->sign_sk;
  g_mutex_lock (&session->lock);
  granter->class_keys = g_hash_table_ref (session->class_keys);
  g_mutex_unlock (&session->lock);
}

GPtrArray *
zg_key_classes (void)
{
  GPtrArray *classes = g_ptr_array_new ();
  guint      n;
  const ZgKind *const *kinds = zg_kinds (&n);

  for (guint i = 0; i < G_N_ELEMENTS (opens); i++)
    if (!g_ptr_array_find_with_equal_func (classes, opens[i].klass, g_str_equal, NULL))
      g_ptr_array_add (classes, (gpointer) opens[i].klass);
  for (guint i = 0; i < n; i++)
    for (int j = 0; j < kinds[i]->n_fields; j++)
      if (kinds[i]->fields[j].seal && !g_ptr_array_find_with_equal_func (classes, kinds[i]->fields[j].seal, g_str_equal, NULL))
        g_ptr_array_add (classes, (gpointer) kinds[i]->fields[j].seal);
  return classes;
}

/* -- Grants -- */

/* What the granter signs: who gets which key, and the sealed key itself. */
static char *
grant_text (ZgBook *book, const char *klass, gint64 version, gint64 person, gint64 ts_ms, GBytes *sealed)
{
  g_autofree char *hash = zg_sha256_hex (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));

  return g_strdup_printf ("zgk1|%" G_GINT64_FORMAT "|%s|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%s",
                          book->uid, klass, version, person, ts_ms, hash);
}

gboolean
zg_keys_grant (ZgDb *db, const ZgGranter *granter, const char *klass, int version, gint64 person,
               const guint8 box_pk[ZG_KEY_BYTES], GError **error)
{
  const ZgSecret *key = class_key (granter->class_keys, klass, version);
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) sig = NULL;
  g_autofree char *text = NULL;
  gint64          now = zg_book_now (granter->book);
  guint8          signature[ZG_SIGNATURE_BYTES];

  if (key == NULL || granter->sign == NULL)
    {
      g_set_error (error, ZG_ERROR, ZG_ERROR_DENIED,
                   _ ("Nothing was changed: this gives access to sealed data of the class %s, whose key you do not hold. "
                      "Somebody who holds it has to do this."), klass);
      return FALSE;
    }
  sealed = zg_seal_to_person (box_pk, zg_secret_data (key), ZG_KEY_BYTES);
  text = grant_text (granter->book, klass, version, person, now, sealed);
  zg_sign (granter->sign, text, strlen (text), signature);
  sig = g_bytes_new (signature, sizeof signature);
  if (zg_db_is_guarded (db))
    return zg_db_run (db, error, ZG_SQL ("SELECT 1 FROM zg.grant_put ($1, $2, $3, $4, $5, $6)"), "siibib", klass,
                      (gint64) version, person,
                      sealed, now, sig);
  return zg_db_run (db, error, ZG_SQL ("DELETE FROM key_grant WHERE class = $1 AND ver = $2 AND person_id = $3"), "sii", klass,
                    (gint64) version, person) &&
         zg_db_run (db, error,
                    ZG_SQL ("INSERT INTO key_grant (class, ver, person_id, sealed, granted_by, ts_ms, sig) VALUES ($1, $2, $3, "
                            "$4, $5, $6, $7)"),
                    "siibiib", klass, (gint64) version, person, sealed, granter->person, now, sig);
}

/* Any key the granter ever had: grants outlive a change of his. */
static gboolean
grant_is_sound (ZgDb *db, ZgBook *book, ZgStmt *grant, gint64 person, GBytes *sealed)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, NULL, ZG_SQL ("SELECT sign_pk FROM user_key WHERE person_id = $1"), "i",
                                         zg_stmt_int (grant, 3));
  g_autofree char *text = grant_text (book, zg_stmt_text (grant, 0), zg_stmt_int (grant, 1), person, zg_stmt_int (grant, 4),
                                      sealed);
  guint8   sig[ZG_SIGNATURE_BYTES], pk[ZG_KEY_BYTES];
  gboolean row;

  if (!take (grant, 5, sig, sizeof sig))
    return FALSE;
  while (stmt && zg_stmt_step (stmt, &row, NULL) && row)
    if (take (stmt, 0, pk, sizeof pk) && zg_verify (pk, text, strlen (text), sig))
      return TRUE;
  return FALSE;
}

GHashTable *
zg_keys_open (ZgDb *db, ZgBook *book, gint64 person, const guint8 *box_pk, const guint8 *box_sk, GError **error)
{
  g_autoptr (GHashTable) class_keys = zg_class_keys_new ();
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT class, ver, sealed, granted_by, ts_ms, sig FROM key_grant WHERE "
                                                 "person_id = $1"),
                                         "i", person);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (zg_stmt_step (stmt, &row, error))
    {
      g_autoptr (GBytes) sealed = NULL;
      ZgSecret *key;

      if (!row)
        return g_steal_pointer (&class_keys);
      sealed = zg_stmt_bytes (stmt, 2);
      /* a forged grant would have new data sealed under a key of the forger's */
      if (sealed == NULL || !grant_is_sound (db, book, stmt, person, sealed))
        continue;
      key = zg_unseal_to_person (box_pk, box_sk, sealed, NULL);
      if (key && zg_secret_size (key) == ZG_KEY_BYTES && zg_stmt_int (stmt, 1) > 0 && zg_stmt_int (stmt, 1) < 256)
        zg_class_keys_take (class_keys, zg_stmt_text (stmt, 0), (int) zg_stmt_int (stmt, 1), key);
      else
        zg_secret_free (key);
    }
  return NULL;
}

/* -- Who is entitled -- */

static void
entitle (GHashTable *classes, const char *right)
{
  const char      *dot = strrchr (right, '.');
  g_autofree char *id = dot ? g_strndup (right, dot - right) : NULL;
  const ZgKind    *kind = zg_kind_by_id (id);

  for (guint i = 0; i < G_N_ELEMENTS (opens); i++)
    if (g_str_equal (opens[i].right, right))
      g_hash_table_add (classes, (gpointer) opens[i].klass);
  for (int i = 0; kind && i < kind->n_fields; i++)
    {
      gboolean writes = FALSE;

      if (kind->fields[i].seal == NULL)
        continue;
      for (int j = 0; j < kind->n_steps; j++)
        writes |= g_str_equal (kind->steps[j].verb, dot + 1) && (kind->steps[j].writes & ZG_F (i));
      if (!writes && !g_str_equal (dot, ".reveal"))
        continue;
      g_hash_table_add (classes, (gpointer) kind->fields[i].seal);
      if (kind->fields[i].flags & ZG_FIND)
        g_hash_table_add (classes, (gpointer) ZG_BLIND_CLASS);
    }
}

static void
entitle_keeper (GHashTable *classes, const char *right)
{
  g_autoptr (GPtrArray) all = NULL;

  if (!g_strv_contains ((const char *const[]){ keeper_rights[0], keeper_rights[1], keeper_rights[2], NULL }, right))
    return;
  all = zg_key_classes ();
  for (guint i = 0; i < all->len; i++)
    g_hash_table_add (classes, all->pdata[i]);
}

/* By every role held today or later; a role that has ended gives nothing. */
GHashTable *
zg_keys_entitled (ZgDb *db, gint64 person, int today, GError **error)
{
  g_autoptr (GHashTable) classes = g_hash_table_new (g_str_hash, g_str_equal);
  char day[11];
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT DISTINCT r.permission FROM role_holder h JOIN role_right r ON r.role = "
                                                 "h.role"
                                                 " JOIN person p ON p.id = h.person WHERE h.person = $1 AND h.state IN "
                                                 "('active', 'ended')"
                                                 " AND (h.to_day IS NULL OR h.to_day >= $2) AND r.state = 'active' AND p.state "
                                                 "<> 'ended' AND (h.stands_for IS NULL OR EXISTS (SELECT 1 FROM role_holder o"
                                                 " JOIN person q ON q.id = o.person WHERE o.person = h.stands_for AND o.role = "
                                                 "h.role AND o.stands_for IS NULL AND o.state IN ('active', 'ended') AND "
                                                 "(o.to_day IS NULL OR o.to_day >= $2) AND q.state <> 'ended'))"),
                                         "is", person, zg_day_format (today, day));
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&classes);
      entitle (classes, zg_stmt_text (stmt, 0));
      entitle_keeper (classes, zg_stmt_text (stmt, 0));
    }
  return NULL;
}

static gboolean
level_class (ZgDb *db, const ZgGranter *granter, const char *klass, gint64 version, gint64 person, const guint8 *box_pk,
             gboolean entitles, gboolean anew, GError **error)
{
  gint64 has = 0;

  if (!zg_db_int (db, &has, error, ZG_SQL ("SELECT 1 FROM key_grant WHERE class = $1 AND ver = $2 AND person_id = $3"), "sii",
                  klass, version, person))
    return FALSE;
  if (entitles && (!has || anew) && granter->class_keys)
    return zg_keys_grant (db, granter, klass, (int) version, person, box_pk, error);
  if (!entitles && has && zg_db_is_guarded (db)) /* the server notes that it is due */
    return zg_db_run (db, error, ZG_SQL ("SELECT 1 FROM zg.grant_take ($1, $2, $3)"), "sii", klass, version, person);
  if (!entitles && has) /* he has seen the key */
    return zg_db_run (db, error, ZG_SQL ("DELETE FROM key_grant WHERE class = $1 AND ver = $2 AND person_id = $3"), "sii", klass,
                      version, person) &&
           zg_keys_due (db, klass, error);
  return TRUE;
}

gboolean
zg_keys_level (ZgDb *db, const ZgGranter *granter, gint64 person, const guint8 box_pk[ZG_KEY_BYTES], gboolean anew,
               GError **error)
{
  g_autoptr (GHashTable) classes = zg_keys_entitled (db, person, zg_day_of_ms (zg_book_now (granter->book)), error);
  g_autoptr (ZgStmt) stmt = NULL;
  gboolean row;

  if (classes == NULL)
    return FALSE;
  stmt = zg_db_query (db, error, ZG_SQL ("SELECT class, ver FROM key_class WHERE state IN ('active', 'readable')"), NULL);
  if (stmt == NULL)
    return FALSE;
  while (zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (!level_class (db, granter, zg_stmt_text (stmt, 0), zg_stmt_int (stmt, 1), person, box_pk,
                        g_hash_table_contains (classes, zg_stmt_text (stmt, 0)), anew, error))
        return FALSE;
    }
  return FALSE;
}

/* -- After a step of the runner -- */

gboolean
zg_keys_moves (const ZgKind *kind)
{
  return kind == &zg_person || kind == &zg_role_holder || kind == &zg_role_right || g_str_equal (kind->id, "unit") ||
         g_str_equal (kind->id, "staff");
}

static gboolean
follow_person (ZgDb *db, const ZgGranter *granter, gint64 person, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error,
                                         ZG_SQL ("SELECT box_pk FROM user_key WHERE person_id = $1 AND retired_ms IS NULL"
                                                 " AND kdf_ops > 0 ORDER BY ver DESC LIMIT 1"),
                                         "i", person);
  guint8   box_pk[ZG_KEY_BYTES];
  gboolean row;

  if (stmt == NULL || !zg_stmt_step (stmt, &row, error))
    return FALSE;
  return !row || !take (stmt, 0, box_pk, sizeof box_pk) || /* without keys: at his first password */
         zg_keys_level (db, granter, person, box_pk, FALSE, error);
}

/* Who stands in for him goes by what he holds. */
static gboolean
follow_deputies (ZgDb *db, const ZgGranter *granter, gint64 person, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT DISTINCT person FROM role_holder WHERE stands_for = $1"), "i",
                                         person);
  gboolean row;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (!follow_person (db, granter, zg_stmt_int (stmt, 0), error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
follow_role (ZgDb *db, const ZgGranter *granter, const char *role, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT DISTINCT person FROM role_holder WHERE role = $1"), "s",
                                         role);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (!follow_person (db, granter, zg_stmt_int (stmt, 0), error))
        return FALSE;
    }
  return FALSE;
}

/* Whoever leaves has seen the keys he held. */
static gboolean
leave (ZgDb *db, gint64 person, GError **error)
{
  g_autoptr (ZgStmt) stmt = zg_db_query (db, error, ZG_SQL ("SELECT DISTINCT class FROM key_grant WHERE person_id = $1"), "i",
                                         person);
  gboolean row;

  while (stmt && zg_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (!zg_keys_due (db, zg_stmt_text (stmt, 0), error))
        return FALSE;
    }
  return FALSE;
}

gboolean
zg_keys_follow (ZgSession *session, ZgDb *db, const ZgRecord *record, const char *verb, GError **error)
{
  ZgGranter granter;
  gboolean  done = TRUE;

  zg_granter_of (session, &granter);
  if (record->kind == &zg_role_holder)
    done = follow_person (db, &granter, zg_record_int (record, ZG_HOLDER_PERSON), error) &&
           follow_deputies (db, &granter, zg_record_int (record, ZG_HOLDER_PERSON), error);
  else if (record->kind == &zg_role_right)
    done = follow_role (db, &granter, zg_record_text (record, ZG_RIGHT_ROLE), error);
  else if (record->kind == &zg_person && g_str_equal (verb, "end"))
    done = zg_db_is_guarded (db) ? zg_db_run (db, error, ZG_SQL ("SELECT 1 FROM zg.key_end ($1)"), "i", record->id)
           : leave (db, record->id, error) &&
           zg_db_run (db, error, ZG_SQL ("DELETE FROM key_grant WHERE person_id = $1"), "i", record->id) &&
           zg_db_run (db, error, ZG_SQL ("UPDATE user_key SET retired_ms = $2 WHERE person_id = $1 AND retired_ms IS NULL"),
                      "ii", record->id, zg_book_now (session->book));
  if (record->kind == &zg_person && g_str_equal (verb, "end"))
    done = done && follow_deputies (db, &granter, record->id, error);
  done = done && zg_keys_renew_due (db, &granter, error);
  g_hash_table_unref (granter.class_keys);
  return done;
}
