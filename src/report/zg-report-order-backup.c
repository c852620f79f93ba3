/* zg-report-order-backup.c: the workbook of the orders since the last backup, which lies beside the book in the same sealed file
 * (D18-5.4): written from the verified copy, then read back and compared with it. */
#include "config.h"

#include <glib/gi18n.h>

#include "zg-backup.h"
#include "zg-clock.h"
#include "zg-day.h"
#include "zg-error.h"
#include "zg-money.h"
#include "zg-order-backup.h"
#include "zg-report-attendance.h"
#include "zg-report-xlsx.h"
#include "zg-xlsx-reader.h"

#define MOST 200000 /* rows of one workbook */
#define HEAD 4      /* row of its headings, from 1 */

typedef struct
{
  ZgDb             *db;
  ZgOrderBackupSpan span;
  gint64            first;
} Part;

static gboolean
each (ZgTable *table, ZgTableRow row, gpointer data, GCancellable *cancellable, GError **error)
{
  const Part *part = table->source;

  return !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         zg_order_backup_rows (part->db, &part->span, part->first, MOST, row, data, error);
}

static ZgTable *
table_of (ZgSession *session, Part *part, gint64 n)
{
  ZgTable *table = zg_table_new (session, _ ("Orders since the last backup"));
  char     from[20], to[20];

  table->words = g_strdup_printf (_ ("%s to %s · names, phones and addresses lie sealed in the backups of the book"),
                                  part->span.since ? zg_stamp_format (part->span.since, from) : "…",
                                  zg_stamp_format (part->span.made, to));
  table->kind = &zg_sales_order;
  table->n_rows = n;
  table->each = each;
  table->source = part;
  zg_table_column (table, _ ("Order number"), ZG_TEXT, ZG_OUT_NAME, NULL);
  zg_table_column (table, _ ("Platform"), ZG_ENUM, 0, zg_platforms);
  zg_table_column (table, _ ("Shop as the platform has it"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Placed at"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("Paid at"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("Accepted at"), ZG_TIME, 0, NULL);
  zg_table_column (table, _ ("Buyer"), ZG_TEXT, 0, NULL);
  zg_table_column (table, _ ("Goods"), ZG_TEXT, ZG_OUT_WIDE, NULL);
  zg_table_column (table, _ ("Pieces"), ZG_QTY, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Payable"), ZG_MONEY, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("Paid by the buyer"), ZG_MONEY, ZG_OUT_SUM, NULL);
  zg_table_column (table, _ ("State on the platform"), ZG_ENUM, 0, zg_order_statuses);
  zg_table_column (table, _ ("State"), ZG_TEXT, ZG_OUT_STATE, NULL);
  return table;
}

/* -- Reading back -- */

/* Each row is kept back until the next one: the last one is the total. */
typedef struct
{
  gint64   n, sum_fen, fen;
  gboolean held;
} Back;

static gboolean
read_row (int row, ZgCell *cells, int n, gpointer data)
{
  Back *back = data;

  if (row <= HEAD)
    return TRUE;
  back->n += back->held;
  back->sum_fen += back->fen;
  back->held = TRUE;
  back->fen = 0;
  if (n > ZG_BACKUP_ROW_PAYABLE && cells[ZG_BACKUP_ROW_PAYABLE].type == ZG_CELL_TEXT)
    zg_money_parse (cells[ZG_BACKUP_ROW_PAYABLE].s, &back->fen);
  return TRUE;
}

static gboolean
read_back (ZgBackupEnclosed *file, GError **error)
{
  g_autoptr (ZgXlsx) book = zg_xlsx_open (file->path, error);
  Back               back = { 0 };

  if (book == NULL || !zg_xlsx_read_sheet (book, 0, read_row, &back, NULL, error))
    return FALSE;
  file->n_rows = back.n;
  file->sum_fen = back.sum_fen;
  return TRUE;
}

/* -- The whole -- */

static gboolean
write_part (ZgSession *session, Part *part, gint64 n, const char *folder, GPtrArray *files, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (ZgTable) table = table_of (session, part, n);
  ZgBackupEnclosed   *file = g_new0 (ZgBackupEnclosed, 1);
  g_autofree char    *more = part->first ? g_strdup_printf ("-%u", files->len + 1) : g_strdup ("");
  char                at[20];

  zg_stamp_format (part->span.made, at);
  file->name = g_strdup_printf ("%s-%.10s-%.2s%.2s%s.xlsx", _ ("Orders"), at, at + 11, at + 14, more);
  file->path = g_strdup_printf ("%s/orders%s.xlsx", folder, more);
  g_ptr_array_add (files, file);
  return zg_table_write_xlsx (table, file->path, NULL, NULL, cancellable, error) && read_back (file, error);
}

static gboolean
enclose (ZgSession *session, ZgDb *copy, gint64 made_ms, const char *folder, GPtrArray *files, GCancellable *cancellable,
         GError **error)
{
  Part   part = { copy };
  gint64 n = 0, sum = 0, n_back = 0, sum_back = 0;

  if (!zg_order_backup_span (copy, made_ms, &part.span, error) || !zg_order_backup_count (copy, &part.span, &n, &sum, error))
    return FALSE;
  for (; part.first < n; part.first += MOST)
    {
      const ZgBackupEnclosed *file;

      if (!write_part (session, &part, MIN (n - part.first, MOST), folder, files, cancellable, error))
        return FALSE;
      file = files->pdata[files->len - 1];
      n_back += file->n_rows;
      sum_back += file->sum_fen;
    }
  if (n_back == n && sum_back == sum)
    return TRUE;
  g_set_error (error, ZG_ERROR, ZG_ERROR_CORRUPT,
               _ ("The workbook of the orders does not read back as it was written: %ld of %ld orders."), (long) n_back,
               (long) n);
  return FALSE;
}

void
zg_report_order_backup_init (void)
{
  zg_backup_enclose (enclose);
}
