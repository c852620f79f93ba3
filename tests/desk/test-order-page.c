/* The order desk and the packing table, from the keyboard alone. */
#include "order-hand.h"
#include "zg-backup-page.h"
#include "zg-order-page.h"
#include "zg-pack-page.h"
#include "zg-sheet-page.h"

#define HEAD "订单编号,买家会员名,买家应付货款,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址,联系手机,订单创建时间,订单付款时间,宝贝标题," \
             "宝贝总数量,店铺名称\n"
#define ROW(n, buyer, name, paid, title)                                                                                         \
  "\"=\"\"31840000000000000" n "\"\"\"," buyer ",368.00,368.00,368.00,\"买家已付款，等待卖家发货\",null," name                   \
  ",浙江省 杭州市 余杭区 示例街道1号,'1380000001" n ",2026-11-24 09:5" n ":00,2026-11-24 " paid "," title ",1,演示旗舰店\n"
#define LINE(n) "\"=\"\"31840000000000000" n "\"\"\",演示方巾,368.00,1,藏青,SKU-D\n"

static const char orders[] = HEAD ROW ("1", "买家甲", "王雅琴", "09:52:30", "演示方巾") ROW ("2", "买家乙", "陈可", "09:58:00", "演示方巾")
    ROW ("3", "买家丙", "刘一", "09:40:00", "演示方巾");
/* who is to have the second one, the platform says later, and where */
static const char other[] = HEAD "\"=\"\"318400000000000002\"\"\",买家乙,368.00,368.00,368.00,\"买家已付款，等待卖家发货\",null,孙七"
                                 ",浙江省 杭州市 西湖区 示例街道8号,'13900005678,2026-11-24 09:52:00,2026-11-24 09:58:00,演示方巾,1,演示旗舰店\n";
static const char lines[] = "订单编号,标题,价格,购买数量,商品属性,商家编码\n" LINE ("1") LINE ("2") LINE ("3");

static gboolean
is_done (gpointer page)
{
  return !zg_order_page_is_busy (page);
}

static gboolean
is_scanned (gpointer page)
{
  return !zg_pack_page_is_busy (page);
}

static void
at (int hour, int minute, int second)
{
  zg_clock_set (zg_day_to_ms (zg_day_from_ymd (2026, 11, 24), hour * 3600 + minute * 60 + second));
}

static void
test_desk (void)
{
  ZgWindow    *window;
  ZgSession   *session;
  ZgOrderPage *page;
  GtkWidget   *pane;

  at (10, 0, 0);
  for (const char *const *right = (const char *const[]){ "item.create", "parcel.pick", "parcel.pack", "parcel.ship",
                                                         "order_payment.create", NULL }; *right; right++)
    may_also (*right);
  window = shell_window (shell, "wufang");
  session = zg_window_get_session (window);
  make_item (session, "SKU-D", "方巾", "6901234567892");
  make_item (session, "SKU-E", "浴帽", "6909876543217");
  load (session, "taobao-orders", orders);
  load (session, "taobao-lines", lines);
  g_assert_true (zg_window_open_place (window, "order-desk"));
  shell_ready (window);
  page = ZG_ORDER_PAGE (zg_window_get_page (window));
  g_assert_true (zg_camera_wait (is_done, page, 30));
  g_assert_cmpuint (zg_order_page_n_waiting (page), ==, 3);
  g_assert_true (has_label (GTK_WIDGET (page), "订单导入于 10:0"));
  picture (window, "order-desk.png");
  /* who has waited longest comes first */
  g_assert_cmpint (zg_order_page_current (page), ==,
                   count (session, "SELECT id FROM sales_order WHERE number = '318400000000000003'"));
  zg_order_page_select (page, count (session, "SELECT id FROM sales_order WHERE number = '318400000000000001'"));
  g_assert_true (zg_camera_wait (is_done, page, 30));
  pane = gtk_widget_get_last_child (gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (page))));
  g_assert_true (ZG_IS_ORDER_PANE (pane));
  g_assert_true (zg_order_pane_key (ZG_ORDER_PANE (pane), GDK_KEY_a));
  g_assert_true (zg_order_pane_key (ZG_ORDER_PANE (pane), GDK_KEY_F5));
  g_assert_true (zg_camera_wait (is_done, page, 30));
  g_assert_cmpint (count (session, "SELECT count(*) FROM order_confirmation WHERE is_late = 0"), ==, 1);
  g_assert_true (zg_camera_wait (is_done, page, 30));
  g_assert_cmpuint (zg_order_page_n_waiting (page), ==, 2);
  /* and the next to be called is shown, the one due first */
  g_assert_cmpint (zg_order_page_current (page), ==,
                   count (session, "SELECT id FROM sales_order WHERE number = '318400000000000003'"));
  /* who was looked at is noted: the name and the address were read */
  g_assert_cmpint (count (session, "SELECT count(*) FROM audit WHERE step = 'sales_order.reveal'"), >=, 2);
  picture (window, "order-desk-2.png");
  /* nobody answers: it goes down to those that are called again, and the next one comes */
  g_assert_true (zg_order_pane_key (ZG_ORDER_PANE (pane), GDK_KEY_F7));
  g_assert_true (zg_camera_wait (is_done, page, 30));
  g_assert_cmpuint (zg_order_page_n_waiting (page), ==, 1);
  g_assert_true (has_label (GTK_WIDGET (page), "待再联系"));
  g_assert_true (has_label (GTK_WIDGET (page), "第 1 次未联系上"));
  g_assert_cmpint (zg_order_page_current (page), ==,
                   count (session, "SELECT id FROM sales_order WHERE number = '318400000000000002'"));
  picture (window, "order-desk-again.png");
  shell_close (window);
}

/* -- The receiver as he is now -- */

static char *
copied (GtkWidget *widget)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (widget));
  g_auto (GValue)     value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  return content && gdk_content_provider_get_value (content, &value, NULL) ? g_value_dup_string (&value) : NULL;
}

static gboolean
is_copied (gpointer widget)
{
  g_autofree char *text = copied (widget);

  return text != NULL;
}

/* What is gone through with the customer, and the number that is called, are those the platform has now. */
static void
test_receiver (void)
{
  ZgWindow        *window = shell_window (shell, "wufang");
  ZgSession       *session = zg_window_get_session (window);
  ZgOrderPage     *page;
  GtkWidget       *pane;
  gint64           n_copied = count (session, "SELECT count(*) FROM audit WHERE step = 'sales_order.copy'");
  g_autofree char *number = NULL;

  exported = "ExportOrderList202611241001.csv";
  load (session, "taobao-orders", other);
  exported = "ExportOrderList202611241000.csv";
  g_assert_true (zg_window_open_place (window, "order-desk"));
  shell_ready (window);
  page = ZG_ORDER_PAGE (zg_window_get_page (window));
  g_assert_true (zg_camera_wait (is_done, page, 30));
  zg_order_page_select (page, count (session, "SELECT id FROM sales_order WHERE number = '318400000000000002'"));
  g_assert_true (zg_camera_wait (is_done, page, 30));
  pane = gtk_widget_get_last_child (gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (page))));
  g_assert_true (has_label (pane, "孙七"));
  g_assert_true (has_label (pane, "139****5678"));
  g_assert_true (has_label (pane, "西湖区 示例街道8号"));
  g_assert_true (has_label (GTK_WIDGET (page), "孙**")); /* on the list as well */
  g_assert_false (has_label (GTK_WIDGET (page), "陈"));
  g_assert_false (has_label (pane, "余杭区"));
  picture (window, "order-desk-receiver.png");
  zg_order_pane_copy_phone (ZG_ORDER_PANE (pane));
  g_assert_true (zg_camera_wait (is_copied, pane, 30));
  number = copied (pane);
  g_assert_cmpstr (number, ==, "13900005678");
  g_assert_cmpint (count (session, "SELECT count(*) FROM audit WHERE step = 'sales_order.copy'"), ==, n_copied + 1);
  shell_close (window);
}

static GtkWidget *
find_bell (GtkWidget *root)
{
  GtkWidget *found = NULL;

  if (GTK_IS_TOGGLE_BUTTON (root) &&
      g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), "audio-volume-high-symbolic") == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child && !found; child = gtk_widget_get_next_sibling (child))
    found = find_bell (child);
  return found;
}

static guint expected; /* orders that wait */

static gboolean
has_expected (gpointer page)
{
  return !zg_order_page_is_busy (page) && zg_order_page_n_waiting (page) == expected;
}

static void
load_one (ZgOrderPage *page, const char *row)
{
  expected = zg_order_page_n_waiting (page) + 1;
  load (zg_window_get_session (ZG_WINDOW (gtk_widget_get_root (GTK_WIDGET (page)))), "taobao-orders", row);
  g_assert_true (zg_camera_wait (has_expected, page, 30));
}

/* D18-5.1: who comes in is heard, once; who was there is not, nor does anybody hear who does not want to. */
static void
test_bell (void)
{
  static const char fourth[] = HEAD ROW ("4", "买家丁", "周一", "09:59:00", "演示方巾");
  static const char fifth[] = HEAD ROW ("5", "买家戊", "吴一", "09:59:30", "演示方巾");
  static const char sixth[] = HEAD ROW ("6", "买家己", "郑一", "09:41:00", "演示方巾");
  ZgWindow    *window = shell_window (shell, "wufang");
  ZgOrderPage *page;
  GtkWidget   *bell;

  at (10, 0, 0);
  g_assert_true (zg_window_open_place (window, "order-desk"));
  shell_ready (window);
  page = ZG_ORDER_PAGE (zg_window_get_page (window));
  g_assert_true (zg_camera_wait (is_done, page, 30));
  g_assert_cmpuint (zg_order_page_n_waiting (page), >, 0);
  g_assert_cmpuint (zg_order_page_n_rung (page), ==, 0);
  load_one (page, fourth);
  g_assert_cmpuint (zg_order_page_n_rung (page), ==, 1);
  load_one (page, sixth); /* one that was late to come, older than those that wait */
  g_assert_cmpuint (zg_order_page_n_rung (page), ==, 2);
  bell = find_bell (GTK_WIDGET (window));
  g_assert_nonnull (bell);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (bell), FALSE);
  load_one (page, fifth);
  g_assert_cmpuint (zg_order_page_n_rung (page), ==, 2);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (bell), TRUE);
  shell_close (window);
}

static void
test_tones (void)
{
  gint64 since = 1000000000, due = since + 600000;

  g_assert_cmpstr (zg_order_ring_tone (since, due, 7, since), ==, "good");
  g_assert_cmpstr (zg_order_ring_tone (since, due, 7, since + 419999), ==, "good");
  g_assert_cmpstr (zg_order_ring_tone (since, due, 7, since + 420000), ==, "warn");
  g_assert_cmpstr (zg_order_ring_tone (since, due, 7, due), ==, "warn");
  g_assert_cmpstr (zg_order_ring_tone (since, due, 7, due + 1000), ==, "bad");
  g_assert_cmpstr (zg_order_ring_tone (since, 0, 7, due + 1000), ==, "good");
}

static void
run (ZgSession *session, ZgRecord *record, const char *verb)
{
  GError *error = NULL;

  zg_book_run (session, record, verb, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* A parcel that was picked. */
static void
pick (ZgSession *session, const char *number)
{
  g_autofree char     *sql = g_strdup_printf ("SELECT id FROM sales_order WHERE number = '%s'", number);
  g_autoptr (ZgRecord) payment = zg_record_new (&zg_order_payment), parcel = zg_record_new (&zg_parcel);
  gint64               order = count (session, sql);

  zg_record_begin (payment, 0, 0);
  zg_record_set_int (payment, ZG_PAYMENT_ORDER, order);
  zg_record_set_int (payment, ZG_PAYMENT_AMOUNT, 36800);
  run (session, payment, "create");
  zg_record_set_int (parcel, ZG_PARCEL_ORDER, order);
  run (session, parcel, "create");
  run (session, parcel, "pick");
}

static void
scan (ZgPackPage *page, const char *text)
{
  zg_pack_page_scan (page, text);
  g_assert_true (zg_camera_wait (is_scanned, page, 30));
}

static void
answered (ZgPackPage *page, const char *text)
{
  if (strstr (zg_pack_page_get_answer (page), text) == NULL)
    g_error ("“%s” is not in “%s”", text, zg_pack_page_get_answer (page));
}

static void
press (ZgPackPage *page, guint key)
{
  g_assert_true (shell_key (GTK_WIDGET (page), key, 0));
  g_assert_true (zg_camera_wait (is_scanned, page, 30));
}

static void
test_packing (void)
{
  ZgWindow   *window = shell_window (shell, "wufang");
  ZgSession  *session = zg_window_get_session (window);
  ZgPackPage *page;

  pick (session, "318400000000000001");
  g_assert_true (zg_window_open_place (window, "packing"));
  shell_ready (window);
  page = ZG_PACK_PAGE (zg_window_get_page (window));
  scan (page, "no such thing");
  scan (page, "318400000000000001");
  scan (page, "6901234567892");
  scan (page, "6901234567892"); /* one too many */
  answered (page, "方巾");
  scan (page, "YT8800000000001");
  picture (window, "packing.png");
  press (page, GDK_KEY_F9);
  press (page, GDK_KEY_F10);
  g_assert_cmpint (count (session, "SELECT count(*) FROM parcel WHERE state = 'shipped' AND carrier = 3"), ==, 1);
  shell_close (window);
}

static GtkEditable *
waybill_of (ZgPackPage *page)
{
  GtkWidget *foot = gtk_widget_get_last_child (gtk_widget_get_first_child (GTK_WIDGET (page)));

  return GTK_EDITABLE (shell_find (foot, GTK_TYPE_ENTRY, NULL));
}

static void
confirm (ZgSession *session, const char *number)
{
  g_autofree char     *sql = g_strdup_printf ("SELECT id FROM sales_order WHERE number = '%s'", number);
  g_autoptr (ZgRecord) call = zg_record_new (&zg_order_confirmation);

  zg_record_begin (call, 0, 0);
  zg_record_set_int (call, ZG_CONFIRM_ORDER, count (session, sql));
  for (int i = ZG_CONFIRM_CONSIGNEE; i <= ZG_CONFIRM_DELIVERY; i++)
    zg_record_set_int (call, i, 1);
  run (session, call, "create");
}

/* What the catalogue knows is never a waybill, be it there, there already or of another parcel; what nobody knows is one, and one
 * says whose (D10-1.7b). */
static void
test_waybills (void)
{
  ZgWindow    *window = shell_window (shell, "wufang");
  ZgSession   *session = zg_window_get_session (window);
  ZgPackPage  *page;
  GtkEditable *waybill;
  GtkWidget   *carrier;

  confirm (session, "318400000000000003");
  pick (session, "318400000000000003");
  g_assert_true (zg_window_open_place (window, "packing"));
  shell_ready (window);
  page = ZG_PACK_PAGE (zg_window_get_page (window));
  waybill = waybill_of (page);
  scan (page, "6909876543217"); /* nothing is on the table yet */
  answered (page, "浴帽");
  scan (page, "318400000000000003");
  scan (page, "ABC-556677"); /* not packed yet */
  g_assert_cmpstr (gtk_editable_get_text (waybill), ==, "");
  scan (page, "6901234567892");
  scan (page, "6909876543217");
  answered (page, "浴帽");
  scan (page, "6901234567892");
  g_assert_cmpstr (gtk_editable_get_text (waybill), ==, "");
  scan (page, "FH-2026-0001"); /* a parcel that is gone is none either */
  g_assert_cmpstr (gtk_editable_get_text (waybill), ==, "");
  scan (page, "ABC-556677");
  g_assert_cmpstr (gtk_editable_get_text (waybill), ==, "ABC-556677");
  picture (window, "packing-carrier.png");
  press (page, GDK_KEY_F9);
  scan (page, "6901234567892");
  answered (page, "方巾");
  scan (page, "SKU-E");
  answered (page, "浴帽");
  g_assert_cmpstr (gtk_editable_get_text (waybill), ==, "ABC-556677");
  press (page, GDK_KEY_F10); /* nobody has said who takes it */
  g_assert_cmpint (count (session, "SELECT count(*) FROM parcel WHERE state = 'packed'"), ==, 1);
  carrier = shell_find (GTK_WIDGET (page), GTK_TYPE_DROP_DOWN, NULL);
  g_assert_nonnull (carrier);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (carrier), ZG_CARRIER_DBL);
  press (page, GDK_KEY_F10);
  g_assert_cmpint (count (session, "SELECT count(*) FROM parcel WHERE state = 'shipped' AND carrier = 10 AND waybill ="
                                   " 'ABC-556677'"), ==, 1);
  shell_close (window);
}

/* -- What is offered under the rules in force -- */

static void
make (ZgSession *session, const char *kind, const char *const *pairs)
{
  g_autoptr (ZgRecord) record = zg_record_new (zg_kind_by_id (kind));

  for (; *pairs; pairs += 2)
    if (zg_type_is_text (record->kind->fields[zg_kind_field (record->kind, pairs[0])].type))
      zg_record_set_text (record, zg_kind_field (record->kind, pairs[0]), pairs[1]);
    else
      zg_record_set_int (record, zg_kind_field (record->kind, pairs[0]), g_ascii_strtoll (pairs[1], NULL, 10));
  run (session, record, "create");
}

static gboolean
is_entered (gpointer session)
{
  return count (session, "SELECT count(*) FROM sales_order WHERE platform = 5 AND payable_fen = 73600") == 1;
}

/* An order by telephone, typed. */
static void
enter_order (ZgWindow *window, const char *shot)
{
  shell_type (window, "客户\302\240*", "老客户");
  shell_type (window, "收货人\302\240*", "孙五");
  shell_type (window, "电话\302\240*", "13800000009");
  shell_write (window, "地址\302\240*", "浙江省 杭州市 九号");
  shell_choose (window, "商品", "方巾");
  shell_type (window, "数量", "2");
  shell_type (window, "单价", "368");
  g_signal_emit_by_name (shell_control (window, "单价", GTK_TYPE_ENTRY), "activate");
  picture (window, shot);
  shell_press (window, "保存(_S)");
  g_assert_true (zg_camera_wait (is_entered, zg_window_get_session (window), 30));
}

/* What the desk offers for the order whose customer is to be called. */
static void
offered (const char *login, gboolean calls, const char *shot)
{
  ZgWindow    *window = shell_window (shell, login);
  ZgOrderPage *page;
  GtkWidget   *button;

  g_assert_true (zg_window_open_place (window, "order-desk"));
  shell_ready (window);
  page = ZG_ORDER_PAGE (zg_window_get_page (window));
  g_assert_true (zg_camera_wait (is_done, page, 30));
  zg_order_page_select (page, count (zg_window_get_session (window),
                                     "SELECT id FROM sales_order WHERE number = '318400000000000002'"));
  g_assert_true (zg_camera_wait (is_done, page, 30));
  zg_camera_settle ();
  button = shell_find (GTK_WIDGET (page), GTK_TYPE_BUTTON, "确认有效  F5");
  g_assert_true (button && gtk_widget_get_mapped (button) == calls);
  button = shell_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "录入订单(_E)…");
  g_assert_true (button && gtk_widget_get_mapped (button) == calls);
  if (calls)
    {
      g_signal_emit_by_name (button, "clicked");
      shell_ready (window);
      if (shot)
        enter_order (window, shot);
    }
  shell_close (window);
}

static void
test_roles (void)
{
  ZgSession       *admin = shell_session (shell, NULL), *hr = shell_session (shell, "chenjing");
  g_autofree char *service = NULL, *logistics = NULL;

  service = g_strdup_printf ("%" G_GINT64_FORMAT, count (admin, "SELECT id FROM person WHERE login = 'liuyang'"));
  logistics = g_strdup_printf ("%" G_GINT64_FORMAT, count (admin, "SELECT id FROM person WHERE login = 'zhangwei'"));
  make (admin, "role_holder", (const char *const[]){ "person", service, "role", "csr", "from_day", "2026-11-01", NULL });
  make (admin, "role_holder", (const char *const[]){ "person", logistics, "role", "log", "from_day", "2026-11-01", NULL });
  offered ("liuyang", TRUE, "order-by-hand.png");
  offered ("zhangwei", FALSE, NULL);
  make (hr, "parameter", (const char *const[]){ "key", "order.roles", "value", "d14", "from_day", "2026-11-24", NULL });
  offered ("liuyang", FALSE, NULL);
  offered ("zhangwei", TRUE, NULL);
  zg_session_unref (admin);
  zg_session_unref (hr);
}

/* -- Many at once -- */

static void
call_and_confirm (ZgSession *session, const char *number)
{
  g_autoptr (ZgRecord) record = zg_record_new (&zg_order_confirmation);
  g_autofree char     *sql = g_strdup_printf ("SELECT id FROM sales_order WHERE number = '%s'", number);
  GError              *error = NULL;

  zg_record_begin (record, 0, 0);
  zg_record_set_int (record, ZG_CONFIRM_ORDER, count (session, sql));
  for (int i = ZG_CONFIRM_CONSIGNEE; i <= ZG_CONFIRM_DELIVERY; i++)
    zg_record_set_int (record, i, 1);
  zg_book_run (session, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
has_both (gpointer page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (zg_sheet_page_get_model (page))) == 2;
}

static const char *made; /* what is made of each */

static gboolean
is_asked (gpointer window)
{
  if (zg_camera_dialog (window) == NULL)
    gtk_widget_activate_action (zg_window_get_page (window), "sheet.make", "s", made);
  return zg_camera_dialog (window) != NULL;
}

static gboolean
has_result (gpointer window)
{
  GtkWidget *dialog = zg_camera_dialog (window);

  return dialog && has_label (dialog, "已办 2 条");
}

static void
make_all (ZgWindow *window, const char *place, const char *kind, const char *shot)
{
  GtkWidget *page;

  g_assert_true (zg_window_open_place (window, place));
  shell_ready (window);
  page = zg_window_get_page (window);
  g_assert_true (zg_camera_wait (has_both, page, 30));
  gtk_widget_activate_action (page, "sheet.select-all", NULL);
  picture (window, shot);
  made = kind;
  g_assert_true (zg_camera_wait (is_asked, window, 30));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (zg_camera_dialog (window)), "verb");
  gtk_window_destroy (GTK_WINDOW (zg_camera_dialog (window)));
  g_assert_true (zg_camera_wait (has_result, window, 30));
  g_assert_true (has_label (zg_camera_dialog (window), "✓  318400000000000007"));
  gtk_window_destroy (GTK_WINDOW (zg_camera_dialog (window)));
}

/* D09-16b, D13-3.2.2: all that wait are confirmed and the warehouse is told of them from their lists, with a line for each. */
static void
test_many (void)
{
  static const char two[] = HEAD ROW ("7", "买家庚", "冯一", "09:59:00", "演示方巾") ROW ("8", "买家辛", "卫一", "09:59:00", "演示方巾");
  static const char of_two[] = "订单编号,标题,价格,购买数量,商品属性,商家编码\n" LINE ("7") LINE ("8");
  ZgWindow  *window = shell_window (shell, "wufang");
  ZgSession *session = zg_window_get_session (window);
  gint64     n;

  load (session, "taobao-orders", two);
  load (session, "taobao-lines", of_two);
  n = count (session, "SELECT count(*) FROM sales_order WHERE state = 'confirmed'");
  g_assert_cmpint (n, ==, 0);
  call_and_confirm (session, "318400000000000007");
  call_and_confirm (session, "318400000000000008");
  make_all (window, "order_to_pay", "order_payment", "orders-to-pay.png");
  g_assert_cmpint (count (session, "SELECT count(*) FROM sales_order WHERE state = 'paid'"), ==, 2);
  make_all (window, "order_to_notify", "parcel", "orders-to-notify.png");
  g_assert_cmpint (count (session, "SELECT count(*) FROM sales_order WHERE state = 'notified'"), >=, 2);
  shell_close (window);
}

/* D18-5.4: the days of the month, those nobody backed up among them. */
static void
test_calendar (void)
{
  ZgWindow     *window = shell_window (shell, "wufang");
  ZgBackupPage *page;

  at (19, 0, 0);
  g_assert_true (zg_window_open_place (window, "backup-calendar"));
  shell_ready (window);
  page = ZG_BACKUP_PAGE (zg_window_get_page (window));
  zg_backup_page_set_day (page, zg_day_from_ymd (2026, 11, 24));
  shell_ready (window);
  g_assert_true (has_label (GTK_WIDGET (page), "2026-11"));
  g_assert_true (has_label (GTK_WIDGET (page), "当日未备份"));
  picture (window, "backup-calendar.png");
  shell_close (window);
}

int
main (int argc, char **argv)
{
  int result;

  shell = shell_test_init_on (&argc, &argv, "zh_CN", NULL, zg_day_from_ymd (2026, 11, 24));
  g_test_add_func ("/order-page/D18-5.1/D18-5.2/desk", test_desk);
  g_test_add_func ("/order-page/D13-3.2.1/D05-11/receiver", test_receiver);
  g_test_add_func ("/order-page/D18-5.1/D18-5.2/heard", test_bell);
  g_test_add_func ("/order-page/D18-5.2/tones", test_tones);
  g_test_add_func ("/order-page/D19-3.5.2/packing", test_packing);
  g_test_add_func ("/order-page/D10-1.7b/D19-3.5.2/waybills", test_waybills);
  g_test_add_func ("/order-page/D09-16b/D13-3.2.2/many", test_many);
  g_test_add_func ("/order-page/D18-5.4/calendar", test_calendar);
  g_test_add_func ("/order-page/D14-12.1/D13-3.2.1/D18-5.5a/roles", test_roles);
  result = g_test_run ();
  shell_test_free (shell);
  return result;
}
