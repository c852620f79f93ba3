/* order-hand.h: exports read in, rights given and labels looked for: for the tests of the order desk. */
#pragma once

#include "shell-test.h"

#include <string.h>

#include "zg-catalog.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-module.h"
#include "zg-shots-camera.h"

static Shell *shell;

typedef struct
{
  ZgSession  *session;
  const char *layout;
  GBytes     *bytes;
} Loading;

static const char *exported = "ExportOrderList202611241000.csv";

static inline gpointer
plan_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Loading        *loading = data;
  const char     *values[2] = { NULL, NULL };
  const ZgLayout *layout = zg_layout_by_id (loading->layout);

  return layout->plan (layout, loading->session, db, exported, loading->bytes, values, error);
}

static inline void
load (ZgSession *session, const char *layout, const char *text)
{
  g_autoptr (GBytes)       bytes = g_bytes_new_static (text, strlen (text));
  Loading                  loading = { session, layout, bytes };
  GError                  *error = NULL;
  g_autoptr (ZgImportPlan) plan = zg_store_read (zg_session_store (session), plan_db, &loading, &error);
  gint64                   id;
  guint                    n_new, n_known;

  g_assert_no_error (error);
  zg_import_plan_write (session, plan, exported, bytes, &id, &n_new, &n_known, NULL, &error);
  g_assert_no_error (error);
}

static inline gpointer
count_db (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *n = g_new0 (gint64, 1);

  zg_db_int (db, n, error, data, NULL);
  return n;
}

static inline gint64
count (ZgSession *session, const char *sql)
{
  g_autofree gint64 *n = zg_store_read (zg_session_store (session), count_db, (gpointer) sql, NULL);

  return *n;
}

static inline void
may_also (const char *right)
{
  ZgSession            *admin = shell_session (shell, NULL);
  g_autoptr (ZgRecord)  record = zg_record_new (zg_kind_by_id ("role_right"));

  zg_record_set_text (record, zg_kind_field (record->kind, "role"), "sup");
  zg_record_set_text (record, zg_kind_field (record->kind, "permission"), right);
  zg_record_set_int (record, zg_kind_field (record->kind, "reach"), ZG_REACH_ALL);
  zg_book_run (admin, record, "create", NULL, NULL, NULL, NULL, NULL);
  zg_session_unref (admin);
}

static inline void
make_item (ZgSession *session, const char *code, const char *name, const char *barcode)
{
  g_autoptr (ZgRecord) item = zg_record_new (&zg_item);
  GError              *error = NULL;

  zg_record_begin (item, 0, 0);
  zg_record_set_text (item, ZG_GOODS_CODE, code);
  zg_record_set_text (item, ZG_GOODS_NAME, name);
  zg_record_set_text (item, ZG_GOODS_BARCODE, barcode);
  zg_book_run (session, item, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static inline void
picture (ZgWindow *window, const char *name)
{
  const char *folder = g_getenv ("ZG_SHOTS");

  if (folder)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      zg_camera_settle ();
      zg_camera_take (GTK_WIDGET (window), path, NULL);
    }
}

static inline gboolean
has_label (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}
