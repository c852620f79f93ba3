/* zg-entries.h: controls for days, times, amounts and references. Each is a ZgEditor and sized to its content.
 * Main thread only. */
#pragma once

#include "zg-editor.h"

G_BEGIN_DECLS

/* -- Pure reading of what is typed; @today is a day number. Return FALSE and leave the result where it is none. -- */

/* "t" today, "26" the 26th of the month of @base, "1126" and "11-26" this year's, "+3" and "-1" from @base, or any full date. */
gboolean zg_day_typed    (const char *text, int base, int today, int *day);
/* "n" now, "8" 08:00, "1330" 13:30, "+15" from @base. Minutes after midnight. */
gboolean zg_time_typed   (const char *text, int base, int now, int *minute);
/* A number of the type: ZG_MONEY takes sums "12*36.5+4"; ZG_MINUTES "1:30", "90", "1h30"; ZG_DAYS and ZG_QTY thousandths. */
gboolean zg_number_typed (ZgType type, const char *text, gint64 *value);

/* -- Day: ZG_DAY and ZG_MONTH: typed, ↑↓ a day, PgUp PgDn a month, calendar on F4. -- */
#define ZG_TYPE_DAY_ENTRY (zg_day_entry_get_type ())
G_DECLARE_FINAL_TYPE (ZgDayEntry, zg_day_entry, ZG, DAY_ENTRY, GtkWidget)
GtkWidget *zg_day_entry_new     (gboolean month);
int        zg_day_entry_get_day (ZgDayEntry *entry); /* ZG_NO_DAY where empty or wrong; of a month its first day */
void       zg_day_entry_set_day (ZgDayEntry *entry, int day);

/* -- Time of day: ZG_CLOCK. -- */
#define ZG_TYPE_TIME_ENTRY (zg_time_entry_get_type ())
G_DECLARE_FINAL_TYPE (ZgTimeEntry, zg_time_entry, ZG, TIME_ENTRY, GtkWidget)
GtkWidget *zg_time_entry_new        (void);
int        zg_time_entry_get_minute (ZgTimeEntry *entry); /* -1 where empty or wrong */
void       zg_time_entry_set_minute (ZgTimeEntry *entry, int minute);

/* -- Instant: ZG_TIME: a day and a time side by side. -- */
#define ZG_TYPE_STAMP_ENTRY (zg_stamp_entry_get_type ())
G_DECLARE_FINAL_TYPE (ZgStampEntry, zg_stamp_entry, ZG, STAMP_ENTRY, GtkWidget)
GtkWidget *zg_stamp_entry_new (void);

/* -- Numbers: ZG_MONEY, ZG_POINTS, ZG_QTY, ZG_DAYS, ZG_MINUTES, ZG_INT. -- */
#define ZG_TYPE_MONEY_ENTRY (zg_money_entry_get_type ())
G_DECLARE_FINAL_TYPE (ZgMoneyEntry, zg_money_entry, ZG, MONEY_ENTRY, GtkWidget)
GtkWidget *zg_money_entry_new       (ZgType type);
gboolean   zg_money_entry_get_value (ZgMoneyEntry *entry, gint64 *value); /* FALSE where empty or wrong */
void       zg_money_entry_set_value (ZgMoneyEntry *entry, gint64 value);

/* -- Reference: an entry with a list below it, found by name, pinyin initials or number over the main sheet of the kind. -- */
#define ZG_TYPE_REF_ENTRY (zg_ref_entry_get_type ())
G_DECLARE_FINAL_TYPE (ZgRefEntry, zg_ref_entry, ZG, REF_ENTRY, GtkWidget)
GtkWidget *zg_ref_entry_new    (ZgSession *session, const ZgKind *kind);
gint64     zg_ref_entry_get_id (ZgRefEntry *entry); /* 0: none */
/* zg_ref_entry_set: @shown: (nullable): how it reads; NULL: looked up. */
void       zg_ref_entry_set    (ZgRefEntry *entry, gint64 id, const char *shown);
/* zg_ref_entry_is_searching: an answer is under way. */
gboolean   zg_ref_entry_is_searching (ZgRefEntry *entry);

G_END_DECLS
