/* Attachments: content told by bytes, hostile names, sealed on the disk, changed and missing files, the same photo twice. */
#include "small-kinds.h"
#include "zg-attach.h"
#include "zg-files.h"

#define PASSWORD "Quiet*Meadow77"

/* 2 × 3 picture: only the head matters here */
static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 2, 0, 0, 0,
                             3, 8, 2, 0, 0, 0 };
static const guint8 jpeg[] = { 0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 'J', 'F', 0xFF, 0xC0, 0, 11, 8, 0, 3, 0, 2, 1, 1, 0x11, 0, 0xFF,
                              0xD9 };

static GBytes *
with_tail (const guint8 *head, gsize n, const char *tail)
{
  GByteArray *all = g_byte_array_new ();

  g_byte_array_append (all, head, (guint) n);
  g_byte_array_append (all, (const guint8 *) tail, (guint) strlen (tail));
  return g_byte_array_free_to_bytes (all);
}

static gint64
attach (Small *small, const char *name, GBytes *bytes, char **kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) back = NULL;
  gint64 id = zg_attach_add (small->admin, &small_leave, 0, NULL, name, bytes, &error);

  g_assert_no_error (error);
  back = zg_attach_read (small->admin, id, kept, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back, bytes));
  return id;
}

static void
test_types (Small *small, gconstpointer data)
{
  static const struct
  {
    const char *name, *bytes, *mime, *kept;
  } table[] = {
    { "合同.pdf", "%PDF-1.7 …", "application/pdf", "合同.pdf" },
    { "合同.jpg", "%PDF-1.7 …", "application/pdf", "合同.jpg.pdf" }, /* the bytes say what it is */
    { "说明.txt", "第一行\r\n第二行\t。\r\n", "text/plain", "说明.txt" },
    { "打卡.dat", "1016\t2026-11-02 08:20\n", "text/plain", "打卡.dat" },
    { "run.desktop", "[Desktop Entry]\nExec=sh\n", "text/plain", "run.desktop.txt" },
    { "run.sh", "#!/bin/sh\n", "text/plain", "run.sh.txt" },
    { "表.XLSX", "PK\x03\x04 [Content_Types].xml xl/workbook.xml",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "表.XLSX" },
    { "包.zip", "PK\x03\x04 whatever", "application/zip", "包.zip" },
    { "旧.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 …", "application/x-ole-storage", "旧.xls" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (table[i].bytes, strlen (table[i].bytes));
      g_autofree char *kept = NULL;
      gint64 id = attach (small, table[i].name, bytes, &kept);
      g_autoptr (ZgRecord) record = small_get (small, &zg_attachment, id);

      g_assert_cmpstr (kept, ==, table[i].kept);
      g_assert_cmpstr (zg_record_text (record, ZG_ATTACHMENT_TYPE), ==, table[i].mime);
      g_assert_cmpstr (record->state, ==, "kept");
    }
}

static void
test_pictures (Small *small, gconstpointer data)
{
  g_autoptr (GBytes) small_png = with_tail (png, sizeof png, "rest");
  g_autoptr (GBytes) small_jpeg = with_tail (jpeg, sizeof jpeg, "rest");
  g_autofree char *name = NULL;

  attach (small, "打卡.jpeg", small_jpeg, &name);
  g_assert_cmpstr (name, ==, "打卡.jpeg");
  attach (small, "打卡.png", small_png, NULL);
  for (int i = 0; i < 3; i++) /* 60,000 × 60,000, no height, cut off */
    {
      guint8 head[sizeof png];
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      memcpy (head, png, sizeof png);
      if (i == 0)
        head[18] = head[22] = 0xEA;
      if (i == 1)
        head[23] = 0;
      bytes = g_bytes_new (head, i == 2 ? 20 : sizeof head);
      g_assert_cmpint (zg_attach_add (small->admin, &small_leave, 0, NULL, "x.png", bytes, &error), ==, 0);
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
    }
  for (gsize n = 3; n < sizeof jpeg; n++) /* a JPEG cut off anywhere */
    {
      g_autoptr (GBytes) bytes = g_bytes_new (jpeg, n);
      g_autoptr (GError) error = NULL;

      if (zg_attach_add (small->admin, &small_leave, 0, NULL, "x.jpg", bytes, &error) == 0)
        g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
    }
}

static void
test_refused (Small *small, gconstpointer data)
{
  GBytes *bad[4] = { g_bytes_new_static ("", 0), g_bytes_new_static ("\x7f" "ELF\0\0\0", 7), g_bytes_new_static ("MZ\0\0", 4),
                     g_bytes_new_take (g_strnfill (6 * 1024 * 1024, 'a'), 6 * 1024 * 1024) };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (zg_attach_add (small->admin, &small_leave, 0, NULL, "a.txt", bad[i], &error), ==, 0);
      g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
      g_bytes_unref (bad[i]);
    }
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM attachment"), ==, 0);
}

static void
test_names (Small *small, gconstpointer data)
{
  static const struct
  {
    const char *name, *kept;
  } table[] = {
    { "../../etc/passwd", "passwd.txt" },
    { "..\\..\\boot.ini", "boot.ini.txt" },
    { "/", "attachment.txt" },
    { "...", "attachment.txt" },
    { "", "attachment.txt" },
    { NULL, "attachment.txt" },
    { ".hidden.txt", "hidden.txt" },
    { "a\nb\x1b[31m.txt", "ab[31m.txt" },
    { "a<b>:\"|?*.txt", "ab.txt" },
    { "\xe2\x80\xaetxt.exe", "txt.exe.txt" },  /* the mark that turns the writing */
    { "\xff\xfe.txt", "txt.txt" },
    { "单据 (1).txt", "单据 (1).txt" },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("text", 4);
  g_autofree char *endless = g_strnfill (300, 'x');
  g_autofree char *kept = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *name = NULL;

      attach (small, table[i].name, bytes, &name);
      g_assert_cmpstr (name, ==, table[i].kept);
    }
  attach (small, endless, bytes, &kept);
  g_assert_cmpuint (strlen (kept), ==, 104);
}

static char *
stored_path (Small *small, gint64 id)
{
  g_autoptr (ZgRecord) record = small_get (small, &zg_attachment, id);
  g_autofree char *folder = zg_files_folder (small->path);
  g_autoptr (GPtrArray) names = zg_files_list (small->path, NULL);
  g_autofree char *flat = g_build_filename (folder, zg_record_text (record, ZG_ATTACHMENT_FILE), NULL);
  g_autofree char *prefix = g_strndup (zg_record_text (record, ZG_ATTACHMENT_FILE), 2);

  g_assert_cmpuint (names->len, >, 0);
  if (g_file_test (flat, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&flat);
  return g_build_filename (folder, prefix, zg_record_text (record, ZG_ATTACHMENT_FILE), NULL);
}

/* The same of a book on a server: its owner can reach the parts, not what is in them. */
static void
test_tampered_parts (Small *small, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("canary 6222020000000000", 23);
  g_autoptr (GError) error = NULL;
  gint64             id;

  if (!engine_is_server ())
    {
      g_test_skip ("a file has no parts");
      return;
    }
  id = attach (small, "a.txt", bytes, NULL);
  g_assert_cmpint (small_int (small, "SELECT position ('canary' IN encode (bytes, 'escape')) FROM file_part"), ==, 0);
  small_raw (small, "UPDATE file_part SET bytes = set_byte (bytes, 30, (get_byte (bytes, 30) + 1) % 256)");
  g_assert_null (zg_attach_read (small->admin, id, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
  g_clear_error (&error);
  small_raw (small, "DELETE FROM file_part");
  g_assert_null (zg_attach_read (small->admin, id, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
}

static void
test_sealed_and_tampered (Small *small, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("canary 6222020000000000", 23);
  g_autoptr (GError) error = NULL;
  gint64 id = attach (small, "a.txt", bytes, NULL);
  g_autofree char *path = NULL, *text = NULL;
  gsize n;

  if (engine_skips ())
    return;
  path = stored_path (small, id);
  g_assert_true (g_file_get_contents (path, &text, &n, NULL));
  g_assert_null (memmem (text, n, "canary", 6));
  text[n / 2] ^= 1;
  g_chmod (path, 0600);
  g_assert_true (g_file_set_contents (path, text, (gssize) n, NULL));
  g_assert_null (zg_attach_read (small->admin, id, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_null (zg_attach_read (small->admin, id, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_null (zg_attach_read (small->admin, 4711, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_NOT_FOUND);
}

static void
test_swapped (Small *small, gconstpointer data)
{
  g_autoptr (GBytes) one = g_bytes_new_static ("one", 3);
  g_autoptr (GBytes) two = g_bytes_new_static ("two", 3);
  g_autoptr (GError) error = NULL;
  gint64 a = attach (small, "a.txt", one, NULL), b = attach (small, "b.txt", two, NULL);
  g_autofree char *sql = g_strdup_printf ("UPDATE attachment SET file = (SELECT file FROM attachment WHERE id = %" G_GINT64_FORMAT
                                          ") WHERE id = %" G_GINT64_FORMAT, b, a);

  small_raw (small, sql); /* a row that names another's file */
  g_assert_null (zg_attach_read (small->admin, a, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_CORRUPT);
}

static void
test_same_twice (Small *small, gconstpointer data)
{
  g_autoptr (GBytes) photo = with_tail (png, sizeof png, "monday");
  g_autoptr (GBytes) other = with_tail (png, sizeof png, "tuesday");
  gint64 first = attach (small, "周一.png", photo, NULL), second = attach (small, "周二.png", other, NULL);
  gint64 again = attach (small, "renamed.png", photo, NULL);

  g_assert_cmpint (zg_attach_same (small->admin, first, NULL), ==, 0);
  g_assert_cmpint (zg_attach_same (small->admin, second, NULL), ==, 0);
  g_assert_cmpint (zg_attach_same (small->admin, again, NULL), ==, first);
}

static void
test_who_sees (Small *small, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("病历", 6);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgSession) zhang = NULL;
  g_autoptr (ZgSession) li = NULL;
  g_autoptr (ZgSession) wang = NULL;
  g_autoptr (ZgRecord) leave = zg_record_new (&small_leave);
  gint64 unit, id;

  small_may (small, "unit.create");
  small_may (small, "staff.create");
  unit = small_unit_new (small, "客服组", 0);
  small_person (small, "zhang", "张敏", small_staff_new (small, "张敏", unit, NULL), "emp", PASSWORD);
  small_person (small, "li", "李强", small_staff_new (small, "李强", unit, NULL), "mgr", PASSWORD);
  small_person (small, "wang", "王芳", small_staff_new (small, "王芳", unit, NULL), "emp", PASSWORD);
  zhang = small_login (small, "zhang", PASSWORD);
  li = small_login (small, "li", PASSWORD);
  wang = small_login (small, "wang", PASSWORD);
  zg_record_set_int (leave, LEAVE_STAFF, zg_session_staff (zhang));
  zg_record_set_text (leave, LEAVE_REASON, "看病");
  g_assert_true (zg_book_run (zhang, leave, "create", NULL, NULL, NULL, NULL, &error));
  id = zg_attach_add (zhang, &small_leave, leave->id, "proof", "病历.txt", bytes, &error);
  g_assert_no_error (error);
  back = zg_attach_read (li, id, NULL, &error); /* his manager sees the leave, so he sees its proof */
  g_assert_no_error (error);
  g_assert_null (zg_attach_read (wang, id, NULL, &error));
  g_assert_error (error, ZG_ERROR, ZG_ERROR_DENIED);
  g_assert_cmpint (small_int (small, "SELECT count (*) FROM audit WHERE step = 'refused:attachment.view'"), ==, 1);
}

static void
test_step_alone (Small *small, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&zg_attachment);

  zg_record_set_text (record, ZG_ATTACHMENT_KIND, "leave");
  zg_record_set_text (record, ZG_ATTACHMENT_NAME, "x.txt");
  zg_record_set_text (record, ZG_ATTACHMENT_TYPE, "text/plain");
  zg_record_set_int (record, ZG_ATTACHMENT_SIZE, 1);
  zg_record_set_text (record, ZG_ATTACHMENT_FILE, "../../etc/passwd");
  zg_record_set_text (record, ZG_ATTACHMENT_DIGEST, "00");
  g_assert_false (zg_book_run (small->admin, record, "create", NULL, NULL, NULL, NULL, &error)); /* a row without its file */
  g_assert_error (error, ZG_ERROR, ZG_ERROR_INVALID);
}

#define ADD(path, function) g_test_add (path, Small, NULL, small_set_up, function, small_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  small_kinds ();
  ADD ("/attach/types", test_types);
  ADD ("/attach/pictures", test_pictures);
  ADD ("/attach/refused", test_refused);
  ADD ("/attach/names", test_names);
  ADD ("/attach/sealed-and-tampered", test_sealed_and_tampered);
  ADD ("/attach/swapped", test_swapped);
  ADD ("/attach/tampered-parts", test_tampered_parts);
  ADD ("/attach/same-twice", test_same_twice);
  ADD ("/attach/who-sees", test_who_sees);
  ADD ("/attach/step-alone", test_step_alone);
  return g_test_run ();
}
