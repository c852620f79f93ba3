/* out-test.h: for the tests of this floor: a table of all types, and looking into what was written. */
#pragma once

#include <sys/stat.h>
#include <zip.h>

#include "../book/small-kinds.h"
#include "zg-report-csv.h"
#include "zg-report-paper.h"
#include "zg-report-xlsx.h"

static const ZgEnum out_sorts[] = { { 1, "leave", "Leave" }, { 7, "trip", "Trip" }, { 0 } };

enum { C_ID, C_NAME, C_SORT, C_COUNT, C_MONEY, C_QTY, C_DAYS, C_MIN, C_DAY, C_AT, C_CLOCK, C_BOOL, C_N };

static inline ZgTable *
out_table (ZgSession *session)
{
  static const struct
  {
    const char *title;
    ZgType      type;
    guint       flags;
  } columns[C_N] = {
    [C_ID] = { "Order no.", ZG_TEXT },
    [C_NAME] = { "Name", ZG_TEXT, ZG_OUT_NAME },
    [C_SORT] = { "Sort", ZG_ENUM },
    [C_COUNT] = { "Count", ZG_INT, ZG_OUT_SUM },
    [C_MONEY] = { "Amount", ZG_MONEY, ZG_OUT_SUM },
    [C_QTY] = { "Weight", ZG_QTY, ZG_OUT_SUM },
    [C_DAYS] = { "Days", ZG_DAYS, ZG_OUT_SUM },
    [C_MIN] = { "Late", ZG_MINUTES, ZG_OUT_SUM },
    [C_DAY] = { "Day", ZG_DAY },
    [C_AT] = { "At", ZG_TIME },
    [C_CLOCK] = { "Clock", ZG_CLOCK },
    [C_BOOL] = { "Paid", ZG_BOOL },
  };
  ZgTable *table = zg_table_new (session, "Things & <all>");

  for (int i = 0; i < C_N; i++)
    zg_table_column (table, columns[i].title, columns[i].type, columns[i].flags, i == C_SORT ? out_sorts : NULL);
  table->words = g_strdup ("Month: 2026-10");
  zg_table_note (table, g_strdup ("A note below."));
  zg_table_hold (table);
  return table;
}

static inline ZgCell *
out_row (ZgTable *table, const char *id, const char *name)
{
  ZgCell *row = zg_table_add_row (table);

  zg_cell_set_text (&row[C_ID], id);
  zg_cell_set_text (&row[C_NAME], name);
  zg_cell_set_int (&row[C_SORT], 7);
  zg_cell_set_int (&row[C_COUNT], 3);
  zg_cell_set_int (&row[C_MONEY], 60894);
  zg_cell_set_int (&row[C_QTY], 1125);
  zg_cell_set_int (&row[C_DAYS], 500);
  zg_cell_set_int (&row[C_MIN], 12);
  zg_cell_set_text (&row[C_DAY], "2026-10-31");
  zg_cell_set_int (&row[C_AT], at ("2026-10-31 08:30"));
  zg_cell_set_int (&row[C_CLOCK], 1500);
  zg_cell_set_int (&row[C_BOOL], 1);
  return row;
}

/* One part of a workbook as text. */
static inline char *
out_part (const char *path, const char *part)
{
  zip_t       *zip = zip_open (path, ZIP_RDONLY, NULL);
  zip_stat_t   stat;
  zip_file_t  *file;
  char        *text;

  g_assert_nonnull (zip);
  g_assert_cmpint (zip_stat (zip, part, 0, &stat), ==, 0);
  file = zip_fopen (zip, part, 0);
  text = g_malloc0 (stat.size + 1);
  g_assert_cmpint (zip_fread (file, text, stat.size), ==, (gint64) stat.size);
  zip_fclose (file);
  zip_discard (zip);
  return text;
}

static inline void
out_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %.1500s", part, text);
}

static inline void
out_lacks (const char *text, const char *part)
{
  if (strstr (text, part) != NULL)
    g_error ("“%s” is in: %.1500s", part, text);
}

static inline guint
out_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint            n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* The words of a PDF, NULL where nothing on this machine reads it. */
static inline char *
out_pdf_text (const char *path)
{
  g_autofree char *tool = g_find_program_in_path ("pdftotext");
  const char      *argv[] = { tool, "-layout", path, "-", NULL };
  char            *text = NULL;

  if (tool == NULL)
    return NULL;
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, NULL, NULL));
  return text;
}
