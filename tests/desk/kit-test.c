#include "kit-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../keep-quarks.h"
#include "../remove-tree.h"
#include "kit-test-resources.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-seal.h"

/* -- Kinds -- */

static const ZgField person_fields[] = {
  [T_PERSON_NAME] = { "name", "Name", ZG_TEXT, ZG_REQUIRED | ZG_ROMAN | ZG_SEARCH | ZG_LIST, .max = 40 },
  [T_PERSON_PHONE] = { "phone", "Phone", ZG_PHONE, ZG_LIST },
};
const ZgKind t_person = {
  .id = "zz_person", .title = "Person", .module = "test", ZG_FIELDS (person_fields), ZG_REGISTER, .name = "name",
  .empty = "Everybody who works here.",
};

static const ZgEnum types[] = { { 1, "sick", "Sick leave" }, { 2, "own", "Own affairs" }, { 3, "rest", "Rest in turn" }, { 0 } };

static const ZgField note_fields[] = {
  [T_NOTE_WHO] = { "who", "Employee", ZG_REF, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .ref = "zz_person", .hint = "group A" },
  [T_NOTE_TYPE] = { "type", "Type", ZG_ENUM, ZG_REQUIRED | ZG_LIST | ZG_FILTER, .names = types, .clause = "D02-3.3.3" },
  [T_NOTE_DAY] = { "day", "Day", ZG_DAY, ZG_LIST | ZG_FILTER, .initial = "today" },
  [T_NOTE_FROM] = { "from_at", "From", ZG_TIME, ZG_LIST },
  [T_NOTE_AMOUNT] = { "amount_fen", "Amount", ZG_MONEY, ZG_LIST },
  [T_NOTE_DOUBLE] = { "double_fen", "Twice that", ZG_MONEY, ZG_COMPUTED },
  [T_NOTE_REASON] = { "reason", "Reason", ZG_TEXT, ZG_REQUIRED | ZG_LIST | ZG_SEARCH, .max = 60, .clause = "D01-7.2",
                      .section = "Why" },
  [T_NOTE_MOBILE] = { "mobile", "Reachable on", ZG_PHONE, .clause = "D01-7.3" },
  [T_NOTE_SECRET] = { "secret", "Bank card", ZG_TEXT, ZG_SEALED, .seal = "STAFF" },
  [T_NOTE_URGENT] = { "urgent", "Urgent", ZG_BOOL },
  [T_NOTE_PHOTO] = { "photo", "Attachment", ZG_FILE },
  [T_NOTE_LONG] = { "remark", "Remark", ZG_LONG },
};

static void
recompute_note (ZgRecord *record)
{
  if (zg_record_is_set (record, T_NOTE_AMOUNT))
    zg_record_set_int (record, T_NOTE_DOUBLE, 2 * zg_record_int (record, T_NOTE_AMOUNT));
  else
    zg_record_set_null (record, T_NOTE_DOUBLE);
}

static const ZgStep note_steps[] = {
  { NULL, "create", "draft", ZG_QUIET | ZG_WITH_LINES, ZG_ALL_FIELDS },
  { "draft", "edit", "draft", ZG_QUIET | ZG_WITH_LINES, ZG_ALL_FIELDS },
  { "draft", "submit", "pending", ZG_PRIMARY, .clause = "D01-7.2" },
  { "draft", "delete", "deleted", ZG_DESTROYS },
  { "pending", "approve", "approved", ZG_PRIMARY, .clause = "D04-3.2" },
  { "pending", "return", "returned", ZG_NEEDS_OPINION },
  { "returned", "edit", "returned", ZG_QUIET, ZG_ALL_FIELDS },
  { "returned", "submit", "pending", 0 },
};
const ZgKind t_note = {
  .id = "zz_note", .title = "Leave request", .module = "test", .prefix = "ZZ", ZG_FIELDS (note_fields), ZG_STEPS (note_steps),
  .recompute = recompute_note, .empty = "Requests of your team appear here.",
};

static const ZgField line_fields[] = {
  [T_LINE_NAME] = { "name", "Item", ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 40 },
  [T_LINE_QTY] = { "qty_milli", "Quantity", ZG_QTY, ZG_REQUIRED | ZG_LIST },
  [T_LINE_PRICE] = { "price_fen", "Price", ZG_MONEY, ZG_LIST },
  [T_LINE_SUM] = { "sum_fen", "Sum", ZG_MONEY, ZG_COMPUTED | ZG_LIST },
};

static void
recompute_line (ZgRecord *record)
{
  zg_record_set_int (record, T_LINE_SUM, zg_record_int (record, T_LINE_QTY) * zg_record_int (record, T_LINE_PRICE) / 1000);
}

const ZgKind t_line = {
  .id = "zz_line", .title = "Items", .module = "test", ZG_FIELDS (line_fields), ZG_REGISTER, .parent = "zz_note", .recompute =
    recompute_line,
};

static const ZgField bound_fields[] = {
  { "name", "Name", ZG_TEXT, ZG_REQUIRED | ZG_LIST, .max = 40 },
  { "price_fen", "Price", ZG_MONEY, ZG_LIST },
  { "listed", "Listed", ZG_BOOL },
};
const ZgKind t_bound = { .id = "zz_bound", .title = "Item", .module = "test", ZG_FIELDS (bound_fields), ZG_REGISTER,
                         .name = "name" };

/* The book refers to these two by name. */
static const ZgField unit_fields[] = {
  { "name", "Name", ZG_TEXT, ZG_REQUIRED | ZG_LIST },
  { "parent", "Above", ZG_REF, .ref = "unit" },
};
static const ZgKind t_unit = { .id = "unit", .title = "Unit", .module = "test", ZG_FIELDS (unit_fields), ZG_REGISTER,
                               .unit = "id", .name = "name" };
static const ZgField staff_fields[] = {
  { "name", "Name", ZG_TEXT, ZG_REQUIRED | ZG_ROMAN | ZG_LIST },
  { "unit", "Unit", ZG_REF, .ref = "unit" },
};
static const ZgKind t_staff = {
  .id = "staff", .title = "Employee", .module = "test", ZG_FIELDS (staff_fields), ZG_REGISTER, .owner = "id", .unit = "unit",
    .name = "name",
};

/* -- The book -- */

static void
may (KitBook *book, const char *kind, const char *verb)
{
  g_autoptr (GError)   error = NULL;
  const ZgKind        *rights = zg_kind_by_id ("role_right");
  g_autoptr (ZgRecord) record = zg_record_new (rights);
  g_autofree char     *right = g_strdup_printf ("%s.%s", kind, verb);

  zg_record_set_text (record, zg_kind_field (rights, "role"), "admin");
  zg_record_set_text (record, zg_kind_field (rights, "permission"), right);
  zg_record_set_int (record, zg_kind_field (rights, "reach"), ZG_REACH_ALL);
  zg_book_run (book->session, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
grant_all (KitBook *book, const ZgKind *kind)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i < kind->n_steps; i++)
    if (g_hash_table_add (seen, (gpointer) kind->steps[i].verb))
      may (book, kind->id, kind->steps[i].verb);
  may (book, kind->id, "view");
  may (book, kind->id, "export");
}

void
kit_book_set_up (KitBook *book, gconstpointer data)
{
  static const ZgKdfPolicy cheap = { 1, 8192, 8192 };
  g_autoptr (GError)       error = NULL;
  g_autofree char         *path = NULL, *recovery = NULL;
  gint64                   ms;
  ZgBookSetup              setup = { .name = "Test book", .login = "lin", .person = "Lin Xiaoyu", .password = "Lantern+Harbor42",
                                     .trial = TRUE };

  g_assert_true (zg_stamp_parse ("2026-11-23 09:06", &ms));
  zg_clock_set (ms);
  zg_kdf_set_policy (&cheap);
  book->folder = g_dir_make_tmp ("zg-desk-XXXXXX", &error);
  g_assert_no_error (error);
  setup.path = path = g_build_filename (book->folder, "test.zgb", NULL);
  book->book = zg_book_create (&setup, &recovery, &error);
  g_assert_no_error (error);
  book->session = zg_book_login_trial (book->book, NULL, &error);
  g_assert_no_error (error);
  grant_all (book, &t_person);
  grant_all (book, &t_note);
  grant_all (book, &t_bound);
  may (book, "attachment", "create");
  may (book, "attachment", "view");
  may (book, t_note.id, "reveal");
}

void
kit_book_tear_down (KitBook *book, gconstpointer data)
{
  kit_spin ();
  g_clear_pointer (&book->session, zg_session_unref);
  g_clear_pointer (&book->book, zg_book_unref);
  kit_spin ();
  remove_tree (book->folder);
  g_free (book->folder);
  zg_clock_set (0);
}

gint64
kit_person_new (KitBook *book, const char *name)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&t_person);

  zg_record_set_text (record, T_PERSON_NAME, name);
  zg_book_run (book->session, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return record->id;
}

gint64
kit_note_new (KitBook *book, gint64 who, const char *reason, gint64 fen)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) record = zg_record_new (&t_note);

  if (who)
    zg_record_set_int (record, T_NOTE_WHO, who);
  zg_record_set_int (record, T_NOTE_TYPE, 1 + fen % 3);
  zg_record_set_text (record, T_NOTE_DAY, "2026-11-26");
  zg_record_set_int (record, T_NOTE_AMOUNT, fen);
  zg_record_set_text (record, T_NOTE_REASON, reason);
  zg_book_run (book->session, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return record->id;
}

typedef struct
{
  const ZgKind *kind;
  gint64        id;
} Get;

static gpointer
get_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return zg_book_get (db, ((Get *) data)->kind, ((Get *) data)->id, error);
}

ZgRecord *
kit_get (KitBook *book, const ZgKind *kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  Get                get = { kind, id };
  ZgRecord          *record = zg_store_read (zg_book_store (book->book), get_run, &get, &error);

  g_assert_no_error (error);
  return record;
}

void
kit_note_step (KitBook *book, gint64 id, const char *verb, const char *opinion)
{
  g_autoptr (GError)   error = NULL;
  g_autoptr (ZgRecord) record = kit_get (book, &t_note, id);

  zg_book_run (book->session, record, verb, NULL, opinion, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* -- Windows -- */

void
kit_test_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  zg_book_init ();
  zg_kinds_add (&t_unit);
  zg_kinds_add (&t_staff);
  zg_kinds_add (&t_person);
  zg_kinds_add (&t_note);
  zg_kinds_add (&t_line);
  zg_kinds_add (&t_bound);
  g_resources_register (kit_test_get_resource ());
  zg_kit_init ();
  zg_kit_add_style ();
}

GtkWidget *
kit_window (GtkWidget *child, int width, int height)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), child);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

void
kit_spin (void)
{
  for (int i = 0; i < 200 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

void
kit_close (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  kit_spin ();
}

static gboolean
on_wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
kit_wait (KitCondition condition, gpointer data)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  guint  wake = g_timeout_add (20, on_wake_cb, NULL);

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (wake);
}

gboolean
kit_gone (gpointer weak_location)
{
  return *(gpointer *) weak_location == NULL;
}

/* -- Looking -- */

void
kit_shot (GtkWidget *widget, const char *name)
{
  const char              *folder = g_getenv ("ZG_SHOTS");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture)   texture = NULL;
  g_autofree char         *path = NULL;
  GtkSnapshot             *snapshot;
  int                      width, height;

  if (folder == NULL)
    return;
  kit_spin ();
  gtk_test_widget_wait_for_draw (widget);
  width = gtk_widget_get_width (widget);
  height = gtk_widget_get_height (widget);
  paintable = gtk_widget_paintable_new (widget);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  path = g_strdup_printf ("%s/%s.png", folder, name);
  gdk_texture_save_to_png (texture, path);
}

static gboolean
reads (GtkWidget *widget, const char *text)
{
  g_autofree char *plain = NULL;

  if (text == NULL)
    return TRUE;
  if (GTK_IS_LABEL (widget))
    return g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
  if (GTK_IS_EDITABLE (widget))
    return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (widget)), text);
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)))
    {
      plain = zg_desk_plain (gtk_button_get_label (GTK_BUTTON (widget)));
      return g_str_equal (plain, text);
    }
  if (GTK_IS_INSCRIPTION (widget))
    return g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0;
  return FALSE;
}

GtkWidget *
kit_find (GtkWidget *root, GType type, const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && reads (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = kit_find (child, type, text);

      if (found)
        return found;
    }
  return NULL;
}

void
kit_click (GtkWidget *root, const char *text)
{
  GtkWidget *button = kit_find (root, GTK_TYPE_BUTTON, text);

  if (button == NULL)
    g_error ("no button “%s”", text);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_named (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static gboolean
has_words (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)))
    return TRUE;
  if (GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)))
    return TRUE;
  if (GTK_IS_MENU_BUTTON (widget) && gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)))
    return TRUE;
  return gtk_widget_get_tooltip_text (widget) != NULL;
}

static gboolean
needs_name (GtkWidget *widget)
{
  return GTK_IS_ENTRY (widget) || GTK_IS_SEARCH_ENTRY (widget) || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) ||
    GTK_IS_SWITCH (widget) ||
         GTK_IS_TEXT_VIEW (widget) || GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) ||
           GTK_IS_LIST_BOX (widget) ||
         GTK_IS_COLUMN_VIEW (widget) || GTK_IS_DRAWING_AREA (widget) || GTK_IS_CALENDAR (widget);
}

/* Inside of these GTK names its own parts, or not. */
static gboolean
is_composite (GtkWidget *widget)
{
  return GTK_IS_ENTRY (widget) || GTK_IS_SEARCH_ENTRY (widget) || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) ||
         GTK_IS_MENU_BUTTON (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_CALENDAR (widget) || GTK_IS_WINDOW_CONTROLS (widget);
}

guint
kit_audit (GtkWidget *root)
{
  gboolean button = GTK_IS_BUTTON (root) || GTK_IS_CHECK_BUTTON (root) || GTK_IS_MENU_BUTTON (root);
  guint    bad = 0;

  if (needs_name (root) && !is_named (root) && !(button && has_words (root)))
    {
      g_test_message ("no name: %s, %s, %s", G_OBJECT_TYPE_NAME (root), gtk_widget_get_css_name (root),
                      gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)));
      bad = 1;
    }
  if (is_composite (root))
    return bad;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    bad += kit_audit (child);
  return bad;
}
