#include "zg-list-private.h"

#include "zg-desk-util.h"
#include "zg-list-diff.h"

enum { PROP_0, PROP_LOADING, N_PROPS };
enum { LOADED, TOTALS, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint       signals[N_SIGNALS];

static const ZgListSource book_source = { zg_query_ids, zg_query_rows, zg_query_totals };

/* -- Ids -- */

typedef struct
{
  const ZgListSource *source;
  ZgSession          *session;
  ZgQuery            *query;
  GArray             *old_ids;
  GtkBitset          *old_selected;
} IdRead;

typedef struct
{
  GArray     *ids;
  ZgListDiff  diff;
  GtkBitset  *selected;
} IdResult;

typedef struct
{
  ZgListModel *model;
  guint64      generation, selection_serial;
} IdAnswer;

static void
id_read_free (gpointer data)
{
  IdRead *read = data;

  g_clear_pointer (&read->session, zg_session_unref);
  zg_query_free (read->query);
  g_array_unref (read->old_ids);
  gtk_bitset_unref (read->old_selected);
  g_free (read);
}

static void
id_result_free (gpointer data)
{
  IdResult *result = data;

  g_array_unref (result->ids);
  gtk_bitset_unref (result->selected);
  g_free (result);
}

static gpointer
id_read_run (ZgDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  IdRead   *read = data;
  GArray   *ids = read->source->ids (read->query, read->session, db, cancellable, error);
  IdResult *result;

  if (ids == NULL)
    return NULL;
  result = g_new0 (IdResult, 1);
  result->ids = ids;
  result->diff = zg_list_diff (read->old_ids, ids);
  result->selected = zg_list_carry_selection (read->old_ids, ids, &result->diff, read->old_selected);
  return result;
}

static void
set_loading (ZgListModel *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

/* Pages wholly before the difference stay, the others are cut anew out of the rows still alive. */
static void
drop_pages_from (ZgListModel *self, guint position)
{
  for (guint i = self->pages->len; i > 0; i--)
    {
      ZgListPage *page = self->pages->pdata[i - 1];

      if (page->number * ZG_LIST_PAGE_ROWS + page->n > position || page->n < ZG_LIST_PAGE_ROWS)
        g_ptr_array_remove_index_fast (self->pages, i - 1);
      else
        page->fresh = page->asked = FALSE;
    }
}

/* Rows outside the middle stay in the table without being asked for again, so their pages are asked for here. */
static void
refresh_alive (ZgListModel *self)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter     iter;
  gpointer           row;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      guint hint = ((ZgRow *) row)->hint;

      if (hint < self->ids->len && g_array_index (self->ids, gint64, hint) == ((ZgRow *) row)->id)
        g_array_append_val (seen, hint);
    }
  for (guint i = 0; i < seen->len; i++)
    zg_list_page_at (self, g_array_index (seen, guint, i));
}

static void
shift_hints (ZgListModel *self, const ZgListDiff *diff)
{
  GHashTableIter iter;
  gpointer       data;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      ZgRow *row = data;

      if (row->hint >= diff->prefix + diff->removed)
        row->hint = row->hint - diff->removed + diff->added;
    }
}

static void
apply_ids (ZgListModel *self, IdResult *result, guint64 selection_serial)
{
  ZgListDiff *diff = &result->diff;

  if (selection_serial != self->selection_serial)
    {
      gtk_bitset_unref (result->selected);
      result->selected = zg_list_carry_selection (self->ids, result->ids, diff, self->selected);
    }
  drop_pages_from (self, diff->removed || diff->added ? diff->prefix : self->ids->len);
  shift_hints (self, diff);
  g_array_unref (self->ids);
  self->ids = g_array_ref (result->ids);
  g_clear_pointer (&self->selected, gtk_bitset_unref);
  self->selected = gtk_bitset_ref (result->selected);
  refresh_alive (self);
  if (diff->removed || diff->added)
    g_list_model_items_changed (G_LIST_MODEL (self), diff->prefix, diff->removed, diff->added);
  zg_list_read_pages (self);
}

static void
on_ids_read_cb (GObject *source, GAsyncResult *async, gpointer data)
{
  g_autofree IdAnswer *answer = data;
  ZgListModel         *self = answer->model;
  g_autoptr (GError)   error = NULL;
  IdResult            *result = zg_desk_read_finish (self->session, async, &error);

  if (answer->generation == self->generation)
    {
      g_clear_error (&self->error);
      if (result)
        apply_ids (self, result, answer->selection_serial);
      else if (error)
        self->error = g_steal_pointer (&error);
      self->loaded = TRUE;
      set_loading (self, FALSE);
      g_signal_emit (self, signals[LOADED], 0);
    }
  g_clear_pointer (&result, id_result_free);
  g_object_unref (self);
}

void
zg_list_renew (GCancellable **cancellable)
{
  if (*cancellable)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
}

void
zg_list_model_reload (ZgListModel *self)
{
  IdRead   *read = g_new0 (IdRead, 1);
  IdAnswer *answer = g_new0 (IdAnswer, 1);

  g_return_if_fail (ZG_IS_LIST_MODEL (self));
  self->generation++;
  self->reading = 0;
  zg_list_renew (&self->cancel_ids);
  zg_list_renew (&self->cancel_pages);
  for (guint i = 0; i < self->pages->len; i++)
    ((ZgListPage *) self->pages->pdata[i])->asked = FALSE;
  read->source = self->source;
  read->session = self->session ? zg_session_ref (self->session) : NULL;
  read->query = zg_query_copy (self->query);
  read->old_ids = g_array_ref (self->ids);
  read->old_selected = gtk_bitset_copy (self->selected);
  answer->model = g_object_ref (self);
  answer->generation = self->generation;
  answer->selection_serial = self->selection_serial;
  zg_desk_read_async (self->session, id_read_run, read, id_read_free, id_result_free, self->cancel_ids, on_ids_read_cb, answer);
  set_loading (self, TRUE);
}

/* -- GListModel, GtkSelectionModel -- */

static GType
get_item_type (GListModel *model)
{
  return ZG_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return ZG_LIST_MODEL (model)->ids->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ZgListModel *self = ZG_LIST_MODEL (model);

  if (position >= self->ids->len)
    return NULL;
  return g_object_ref (zg_list_page_at (self, position)->rows[position % ZG_LIST_PAGE_ROWS]);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (ZG_LIST_MODEL (model)->selected, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_bitset_ref (ZG_LIST_MODEL (model)->selected);
}

/* @next: (transfer full). */
static gboolean
take_selection (ZgListModel *self, GtkBitset *next)
{
  g_autoptr (GtkBitset) differs = gtk_bitset_copy (self->selected);

  gtk_bitset_difference (differs, next);
  gtk_bitset_unref (self->selected);
  self->selected = next;
  if (!gtk_bitset_is_empty (differs))
    {
      guint first = gtk_bitset_get_minimum (differs), last = gtk_bitset_get_maximum (differs);

      self->selection_serial++;
      gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first, last - first + 1);
    }
  return TRUE;
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  ZgListModel          *self = ZG_LIST_MODEL (model);
  GtkBitset            *next = gtk_bitset_copy (self->selected);
  g_autoptr (GtkBitset) wanted = gtk_bitset_copy (selected);

  gtk_bitset_intersect (wanted, mask);
  gtk_bitset_subtract (next, mask);
  gtk_bitset_union (next, wanted);
  if (self->ids->len > 0)
    gtk_bitset_remove_range_closed (next, self->ids->len, G_MAXUINT);
  return take_selection (self, next);
}

static gboolean
select_all (GtkSelectionModel *model)
{
  ZgListModel *self = ZG_LIST_MODEL (model);

  return take_selection (self, gtk_bitset_new_range (0, self->ids->len));
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  return take_selection (ZG_LIST_MODEL (model), gtk_bitset_new_empty ());
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ZgListModel, zg_list_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_iface_init))

/* -- Object -- */

static void
zg_list_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LOADING)
    g_value_set_boolean (value, ZG_LIST_MODEL (object)->loading);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zg_list_model_finalize (GObject *object)
{
  ZgListModel   *self = ZG_LIST_MODEL (object);
  GHashTableIter iter;
  gpointer       row;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    ((ZgRow *) row)->model = NULL;
  g_ptr_array_unref (self->pages);
  g_hash_table_unref (self->alive);
  g_array_unref (self->ids);
  gtk_bitset_unref (self->selected);
  zg_query_free (self->query);
  g_clear_object (&self->cancel_ids);
  g_clear_object (&self->cancel_pages);
  g_clear_object (&self->cancel_totals);
  g_clear_error (&self->error);
  g_free (self->totals);
  g_clear_pointer (&self->session, zg_session_unref);
  G_OBJECT_CLASS (zg_list_model_parent_class)->finalize (object);
}

static void
zg_list_model_class_init (ZgListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zg_list_model_get_property;
  object_class->finalize = zg_list_model_finalize;
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[LOADED] = g_signal_new ("loaded", ZG_TYPE_LIST_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TOTALS] = g_signal_new ("totals", ZG_TYPE_LIST_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zg_list_model_init (ZgListModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->selected = gtk_bitset_new_empty ();
  self->alive = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->pages = g_ptr_array_new_with_free_func (zg_list_page_free);
  self->cancel_pages = g_cancellable_new ();
}

ZgListModel *
zg_list_model_new_with_source (ZgSession *session, const ZgSheet *sheet, const ZgListSource *source)
{
  ZgListModel *self = g_object_new (ZG_TYPE_LIST_MODEL, NULL);

  self->session = session ? zg_session_ref (session) : NULL;
  self->source = source;
  self->query = zg_query_new (sheet);
  return self;
}

ZgListModel *
zg_list_model_new (ZgSession *session, const ZgSheet *sheet)
{
  return zg_list_model_new_with_source (session, sheet, &book_source);
}

void
zg_list_model_set_query (ZgListModel *self, const ZgQuery *query)
{
  ZgQuery *copy = zg_query_copy (query);

  g_return_if_fail (ZG_IS_LIST_MODEL (self));
  zg_query_free (self->query);
  self->query = copy;
  zg_list_model_reload (self);
}

const ZgQuery *
zg_list_model_get_query (ZgListModel *self)
{
  return self->query;
}

gboolean
zg_list_model_is_loading (ZgListModel *self)
{
  return self->loading;
}

gboolean
zg_list_model_has_loaded (ZgListModel *self)
{
  return self->loaded;
}

const GError *
zg_list_model_get_error (ZgListModel *self)
{
  return self->error;
}

const gint64 *
zg_list_model_ids (ZgListModel *self, guint *n)
{
  *n = self->ids->len;
  return (const gint64 *) (void *) self->ids->data;
}

guint
zg_list_model_find (ZgListModel *self, gint64 id)
{
  ZgRow *row = g_hash_table_lookup (self->alive, &id);

  if (row && row->hint < self->ids->len && g_array_index (self->ids, gint64, row->hint) == id)
    return row->hint;
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

guint
zg_list_model_n_selected (ZgListModel *self)
{
  return (guint) gtk_bitset_get_size (self->selected);
}

GArray *
zg_list_model_selected (ZgListModel *self)
{
  GArray       *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint         position;
  gboolean      more = gtk_bitset_iter_init_first (&iter, self->selected, &position);

  for (; more; more = gtk_bitset_iter_next (&iter, &position))
    if (position < self->ids->len)
      g_array_append_val (ids, g_array_index (self->ids, gint64, position));
  return ids;
}

gboolean
zg_list_model_select_id (ZgListModel *self, gint64 id)
{
  guint position = zg_list_model_find (self, id);

  return position != GTK_INVALID_LIST_POSITION && gtk_selection_model_select_item (GTK_SELECTION_MODEL (self), position, TRUE);
}
