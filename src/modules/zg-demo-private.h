/* zg-demo-private.h: shared by the files of the trial book. Everything in it follows from the numbers alone. */
#pragma once

#include "zg-book.h"

G_BEGIN_DECLS

typedef enum
{
  ZG_DEMO_DEPARTMENT,
  ZG_DEMO_OPERATIONS,
  ZG_DEMO_SERVICE,
  ZG_DEMO_TECHNICAL,
  ZG_DEMO_MARKETING,
  ZG_DEMO_N_UNITS
} ZgDemoUnit;

typedef struct
{
  char        number[12], name[16], login[32], id_number[19], phone[12];
  const char *post, *role; /* role: (nullable): none but an employee's */
  ZgDemoUnit  unit;
  int         leads;       /* unit led, -1 none */
  int         category, employment;
  int         joined, left; /* left: ZG_NO_DAY: still here */
  int         clock, pin;
  gint64      staff;       /* id in the book, 0 before */
  int         floated;     /* month of the last floating rest day, year × 12 + month */
} ZgDemoPerson;

/* What a rostered person does on a day. */
typedef enum { ZG_DEMO_NO_SHIFT, ZG_DEMO_REST, ZG_DEMO_ORDINARY, ZG_DEMO_EARLY, ZG_DEMO_LATE } ZgDemoShift;

/* What is unusual on a day; drives punches and papers alike. */
typedef enum
{
  ZG_DEMO_PLAIN,
  ZG_DEMO_IS_LATE,      /* up to 15 minutes */
  ZG_DEMO_IS_VERY_LATE, /* more, with a leave filed afterwards where .paper */
  ZG_DEMO_IS_EARLY,
  ZG_DEMO_NO_OUT,       /* slip where .paper */
  ZG_DEMO_NO_IN,        /* a photo instead */
  ZG_DEMO_ABSENT,
  ZG_DEMO_LEAVE,        /* .leave: type, .half: only the morning */
  ZG_DEMO_TRIP,
  ZG_DEMO_OUTING,       /* in the afternoon */
  ZG_DEMO_OVERTIME,
} ZgDemoTurn;

typedef struct
{
  gboolean   works;
  ZgDemoTurn turn;
  gboolean   paper, half;
  int        leave;       /* ZgJudgeLeave */
  int        n_segments;
  int        starts[2], ends[2]; /* minutes */
  int        n_punches;
  int        at[12];      /* seconds of the day, 86400 and more: the next */
  guint8     button[12];
  int        photo;       /* second, -1: none */
} ZgDemoDay;

typedef struct
{
  int         staff;
  guint       seed;
  int         first_day, last_day; /* of the months; for a file of the running month those of it */
  int         last_full;           /* first day of the last full month: one joins in it, one leaves */
  int         notice_day;          /* ZG_NO_DAY: none */
  GArray     *people;   /* of ZgDemoPerson */
  GHashTable *calendar; /* day → 1 off, 2 work */
} ZgDemo;

/* zg_demo_new: @last_full: see above. The notice lies in the month of @first_day where that is no later than the last full one.
 */
ZgDemo     *zg_demo_new   (int staff, guint seed, int first_day, int last_day, int last_full);
void        zg_demo_free  (ZgDemo *demo);
void        zg_demo_people (ZgDemo *demo);
ZgDemoShift zg_demo_shift (const ZgDemo *demo, int person, int day);
void        zg_demo_day   (const ZgDemo *demo, int person, int day, ZgDemoDay *out);
const char *zg_demo_unit_name (ZgDemoUnit unit);
/* zg_demo_line: one line as a clock writes it, without its end. @buffer: 64 bytes. */
char       *zg_demo_line  (char *buffer, const ZgDemoPerson *person, int day, int second, int button);

/* -- Writing the book (zg-demo-org.c, zg-demo-events.c) -- */

typedef struct
{
  ZgDemo    *demo;
  ZgBook    *book;
  ZgSession *admin, *hr, *manager;
  gint64     units[ZG_DEMO_N_UNITS];
  gint64     clocks[3];   /* 1, 2; [0] the desk */
  gint64     shifts[5];   /* by ZgDemoShift */
  gint64     now;         /* when the book is made: new orders have come minutes ago */
} ZgDemoBook;

gboolean    zg_demo_write_org    (ZgDemoBook *make, GError **error);
gboolean    zg_demo_write_events (ZgDemoBook *make, GError **error);
/* Rosters (zg-demo-roster.c): what must be covered; nights and lunches of a month and its publishing from @ms on, beside the rows
 * imported; a swap of two nights from @from on, by what becomes of it; the logs of @day, one of those before @today. */
gboolean    zg_demo_write_rules  (ZgDemoBook *make, GError **error);
gboolean    zg_demo_write_roster (ZgDemoBook *make, int first_day, gint64 ms, GError **error);
gboolean    zg_demo_write_swap   (ZgDemoBook *make, int first_day, int from, gboolean decided, const char *reason, gint64 ms,
                                  GError **error);
gboolean    zg_demo_write_logs   (ZgDemoBook *make, int today, int day, GError **error);
/* zg_demo_run: one step with the clock at @ms. */
gboolean zg_demo_run (ZgSession *session, ZgRecord *record, const char *verb, const char *opinion, gint64 ms, GError **error);

/* zg_demo_hand_over: what @leaver, who has no log-in, held goes to @successor, before the witness @witness_login. */
gboolean zg_demo_hand_over   (ZgDemoBook *make, gint64 leaver, gint64 successor, const char *successor_login,
                              const char *witness_login, gint64 ms, GError **error);
/* zg_demo_write_conduct: what comes into the conduct log on @day, and to the staff voice. */
gboolean zg_demo_write_conduct (ZgDemoBook *make, int today, int day, GError **error);
gboolean zg_demo_write_voice   (ZgDemoBook *make, int today, int day, GError **error);

/* zg_demo_write_review: standards of the posts and the last full month reviewed (zg-demo-review.c). */
gboolean zg_demo_write_review (ZgDemoBook *make, int today, GError **error);

/* -- The warehouse (zg-demo-stock.c) and the orders (zg-demo-orders.c): of books of ZG_DEMO_WITH_STOCK people and more -- */

#define ZG_DEMO_WITH_STOCK 40
#define ZG_DEMO_N_GOODS 8
#define ZG_DEMO_BACK 11 /* days before today the warehouse begins */

typedef struct
{
  const char *code, *name, *spec, *barcode, *category, *location, *care; /* care (nullable): special goods */
  int         opening, price, sold; /* pieces; fen each, bought and sold; sold 0: not in the shops */
} ZgDemoGoods;

extern const ZgDemoGoods zg_demo_goods[ZG_DEMO_N_GOODS];

typedef struct
{
  ZgDemoBook *make;
  ZgSession  *keeper, *supervisor, *buyer, *finance;
  gint64      items[ZG_DEMO_N_GOODS], places[ZG_DEMO_N_GOODS], quarantine, supplier, ms;
} ZgDemoStore;

/* zg_demo_store_open: log-ins for the people of the warehouse, the goods at their places. @store: to be cleared.
 * zg_demo_store_morning, _evening: the checks of @day, and the day settled. zg_demo_write_stock: deliveries, a sample, a count:
 * what is under way in the warehouse today. */
gboolean zg_demo_store_open    (ZgDemoStore *store, ZgDemoBook *make, int today, GError **error);
void     zg_demo_store_clear   (ZgDemoStore *store);
gboolean zg_demo_store_morning (ZgDemoStore *store, int day, GError **error);
gboolean zg_demo_store_evening (ZgDemoStore *store, int day, GError **error);
gboolean zg_demo_write_stock   (ZgDemoStore *store, int today, GError **error);

/* Two shops and their orders of the last weeks, each by the exports of its platform and the steps of those who handle it. */
typedef struct _ZgDemoOrders ZgDemoOrders;

ZgDemoOrders *zg_demo_orders_new   (ZgDemoStore *store, int today, GError **error);
void          zg_demo_orders_free  (ZgDemoOrders *orders);
/* zg_demo_orders_until: everything that happens to them up to @ms. */
gboolean      zg_demo_orders_until (ZgDemoOrders *orders, gint64 ms, GError **error);

/* zg_demo_picture: Returns: (transfer full): a PNG in place of a photo, another for every @day and @minute. */
GBytes  *zg_demo_picture (int day, int minute);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgDemo, zg_demo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgDemoOrders, zg_demo_orders_free)

G_END_DECLS
