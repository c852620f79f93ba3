/* sweep-records.h: valid records of every registered kind in every state, without knowing one of them: what the sweep and the
 * fault tests go through. In the trial book of trial.h. */
#pragma once

#include "handing-over.h"

/* What no one makes by hand, and why. */
static const char *const not_by_hand[] = {
  "import_run", /* follows what is done to an import */
  "backup", "restore_drill", /* say that it was done */
  "attachment", /* comes with the bytes of a file */
  "person",     /* comes with keys: zg_people_add */
  "rest_grant", /* balances: test-leave.c */
  "attendance_sheet", "attendance_result", "objection", "attendance_correction", /* a month's life: test-close.c */
  "handover", /* three people sign: test-handover.c */
  /* goods, two signatures, ledgers: test-stock.c */
  "purchase_order", "goods_receipt", "goods_issue", "refusal", "stock_move", "stock_day", "stock_month", "stock_agreement",
  "stocktake", "warehouse_check", "stock_correction",
  "review_standard", "review_period", "review_sheet", /* weights, facts and three people: test-review.c */
  "order_void", "order_backup",
  /* of the platforms, and what is done to their orders: test-orders.c */
  "sales_order", "sales_order_line", "order_item", "order_export", "order_event", "order_confirmation", "order_payment", "parcel",
  "order_void", "order_return", "manual_order", /* test-order-desk.c */
  "review_standard", "review_period", "review_sheet", /* weights, facts and three people: test-review.c */
  NULL,
};

/* Steps of a road most records do not go: the tests of the kind take them. */
static inline gboolean
is_side_road (const ZgStep *step)
{
  return step->when != 0 || (step->flags & ZG_FOLLOWS) || g_str_equal (step->verb, "import");
}

/* -- Plausible values -- */

static const struct
{
  const char *field, *value; /* "kind.field" */
} given[] = {
  { "parameter.key", "pwd.min_length" }, { "parameter.value", "14" },   { "role_holder.role", "emp" },
  { "role_right.role", "emp" },          { "role_right.permission", "leave.view" }, { "schedule_use.code", "A" },
  { "clock.sort", "2" },                 { "slip.type", "1" },          { "slip.side", "1" },
  { "leave.type", "annual" },            { "staff.joined", "2025-01-01" },     { "staff.left_on", "2026-11-20" },
  { "duty_log.day", "2026-11-20" },      { "coverage_rule.weekdays", "12345" }, { "coverage_rule.covered", "online" },
  { "call_log.rings", "2" },             { "visitor_log.people", "2" },        { "coverage_rule.min_staff", "1" },
  { "conduct.day", "2026-11-20" },       { "checklist.valid_from", "2000-01-01" },
  { "stock_opening.day", "2026-11-20" },
};

/* References that are no matter of chance: who swaps holds the shift, and who agrees is HR, who runs the step; the month is of a
 * unit without people, so that nothing speaks against it. */
#define SWAP_ENTRY "SELECT r.id FROM roster r JOIN staff s ON s.id = r.staff WHERE r.state = 'active' AND r.day >= '2026-11-24'" \
                   " AND s.name <> '陈静' AND r.id <= %" G_GINT64_FORMAT " ORDER BY r.day DESC LIMIT 1"
static const struct
{
  const char *field, *sql;
} found[] = {
  { "roster_swap.entry", SWAP_ENTRY },
  { "roster_swap.staff", "SELECT staff FROM roster WHERE id = (" SWAP_ENTRY ")" },
  { "roster_swap.partner", "SELECT id FROM staff WHERE name = '陈静'" },
  { "roster_month.unit", "SELECT id FROM unit WHERE name = '技术组'" },
  { "duty_log.handed_to", "SELECT id FROM staff WHERE name = '陈静'" },
};

/* Fields a person fills in although a draft could do without. */
static const char *const needed[] = {
  "staff.left_on", "shift.starts", "shift.ends",
  "schedule.start1", "schedule.end1", "schedule.in1", "schedule.out1", "schedule_notice.start1", "schedule_notice.end1", NULL,
};

static int serial;

static inline char *
later_day (int n)
{
  char text[11];

  return g_strdup (zg_day_format (day ("2027-01-01") + n, text));
}

/* A reference is to the newest record up to this id: of many that wait each then stands alone. */
static gint64 refer_until = G_MAXINT64;

/* Of staff somebody who stays: who leaves takes no shift. */
static inline gint64
newest_of (const char *kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT MAX (id) FROM %s WHERE state IN ('active', 'probation')%s", kind,
                                          g_str_equal (kind, "staff") ? " AND left_on IS NULL" : "");
  g_autofree char *older = g_strdup_printf ("%s AND id <= %" G_GINT64_FORMAT, sql, refer_until);
  gint64           id = ask (older, NULL);

  return id ? id : ask (sql, NULL);
}

static inline char *
value_of (const ZgKind *kind, int i)
{
  const ZgField   *field = &kind->fields[i];
  g_autofree char *name = g_strdup_printf ("%s.%s", kind->id, field->name);

  for (guint k = 0; k < G_N_ELEMENTS (given); k++)
    if (g_str_equal (given[k].field, name))
      return g_strdup (given[k].value);
  for (guint k = 0; k < G_N_ELEMENTS (found); k++)
    if (g_str_equal (found[k].field, name))
      {
        g_autofree char *sql = g_strdup_printf (found[k].sql, refer_until);

        return g_strdup_printf ("%" G_GINT64_FORMAT, ask (sql, NULL));
      }
  if (g_str_equal (name, "roster_month.month")) /* one roster a month, and of months that are over */
    {
      serial++;
      return g_strdup_printf ("%04d-%02d", 2025 - serial / 12, 1 + serial % 12);
    }
  switch (field->type)
    {
    case ZG_REF:
      if (g_str_equal (name, "leave.staff")) /* somebody with hours of work */
        return g_strdup_printf ("%" G_GINT64_FORMAT, staff_by ("1012"));
      return g_strdup_printf ("%" G_GINT64_FORMAT, newest_of (field->ref));
    case ZG_ENUM:
      return g_strdup (field->names[0].id);
    case ZG_PHONE:
      return g_strdup ("13800001234");
    case ZG_IDCARD:
      return g_strdup ("11010519491231002X");
    case ZG_DAY:
      if (g_str_equal (name, "check_sheet.day")) /* one sheet a day, none ahead */
        {
          char text[11];

          return g_strdup (zg_day_format (day ("2026-11-01") - ++serial, text));
        }
      /* later fields, later days; never the same twice */
      return later_day (++serial);
    case ZG_MONTH:
      return g_strdup ("2026-12");
    case ZG_TIME: /* a request looks ahead, everything else back */
      if (g_str_equal (kind->id, "leave")) /* on a day of work */
        {
          gboolean         ends = g_str_equal (field->name, "ends_at");
          g_autofree char *ahead = NULL;

          while (!ends && zg_day_weekday (day ("2027-01-01") + ++serial) > 5)
            ;
          ahead = later_day (serial);
          return g_strconcat (ahead, ends ? " 17:00" : " 09:00", NULL);
        }
      return g_strdup_printf ("2026-11-20 %02d:%02d", 8 + i % 12, serial++ % 60);
    case ZG_CLOCK:
      return g_strdup_printf ("%02d:30", 6 + i % 16);
    case ZG_BOOL:
      return g_strdup ("1");
    case ZG_TEXT:
    case ZG_LONG:
      return g_strdup_printf (field->max && field->max < 4 ? "%d" : "试%d",
                              ++serial % (field->max == 1   ? 10
                                          : field->max == 2 ? 100
                                                            : 1000));
    default:
      return g_strdup_printf ("%d", 500 + ++serial);
    }
}

static inline void
fill (ZgRecord *record, int i)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *text = value_of (record->kind, i);
  ZgCell             cell = { 0 };

  if (record->kind == &zg_leave && i == ZG_LEAVE_BACK_AT)
    {
      zg_record_set_int (record, i, zg_record_int (record, ZG_LEAVE_STARTS) + 3600000);
      return;
    }
  if (record->kind->fields[i].type == ZG_FILE)
    {
      attach_picture (record, i);
      return;
    }
  zg_field_parse (&record->kind->fields[i], text, &cell, &error);
  g_assert_no_error (error);
  zg_record_set_cell (record, i, &cell);
  zg_cell_clear (&cell);
}

/* Which field the first fault names, -1: none. */
static inline int
faulty_field (const ZgKind *kind, const GError *error)
{
  GPtrArray *faults = zg_error_get_faults (error);

  for (guint i = 0; faults && i < faults->len; i++)
    if (((ZgFault *) faults->pdata[i])->field)
      return zg_kind_field (kind, ((ZgFault *) faults->pdata[i])->field);
  return -1;
}

static inline void
fill_needed (ZgRecord *record, const ZgStep *step)
{
  for (int i = 0; i < record->kind->n_fields; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s.%s", record->kind->id, record->kind->fields[i].name);

      if ((step->writes & ZG_F (i)) && !zg_record_is_set (record, i) && g_strv_contains (needed, name))
        fill (record, i);
    }
}

/* Fills in what the step is told to miss or to be wrong, as a patient person would. @sent: (nullable) (out) (transfer full): what
 * was taken. */
static inline gboolean
run_patiently (ZgSession *session, ZgRecord *record, const ZgStep *step, ZgRecord **sent, GError **error)
{
  fill_needed (record, step);
  for (int try = 0; try < 12; try++)
    {
      GError *failed = NULL;
      int     field;

      if (sent)
        {
          g_clear_pointer (sent, zg_record_free);
          *sent = zg_record_copy (record);
        }
      if (zg_book_run (session, record, step->verb, NULL, "同意", NULL, NULL, &failed))
        return TRUE;
      field = g_error_matches (failed, ZG_ERROR, ZG_ERROR_INVALID) ? faulty_field (record->kind, failed) : -1;
      if (field < 0 || try == 11)
        {
          g_propagate_error (error, failed);
          return FALSE;
        }
      if (zg_record_is_set (record, field) && !(record->kind->fields[field].flags & (ZG_REQUIRED | ZG_UNIQUE)))
        zg_record_set_null (record, field);
      else
        fill (record, field);
      g_error_free (failed);
    }
  return FALSE;
}

/* -- Who -- */

static inline void
grant (const char *role, const char *right)
{
  g_autoptr (ZgRecord) record = zg_record_new (zg_kind_by_id ("role_right"));
  g_autoptr (GError)   error = NULL;

  zg_record_set_text (record, zg_kind_field (record->kind, "role"), role);
  zg_record_set_text (record, zg_kind_field (record->kind, "permission"), right);
  zg_record_set_int (record, zg_kind_field (record->kind, "reach"), ZG_REACH_ALL);
  zg_book_run (trial.admin, record, "create", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Two people may everything, so that one can decide what the other asked for: the administrator and HR. */
static inline void
grant_all (void)
{
  for (const ZgKind *const *kind = zg_kinds (NULL); *kind; kind++)
    for (int i = 0; i < (*kind)->n_steps; i++)
      {
        g_autofree char *right = g_strdup_printf ("%s.%s", (*kind)->id, (*kind)->steps[i].verb);

        if (zg_kind_verb (*kind, (*kind)->steps[i].verb) != &(*kind)->steps[i])
          continue;
        grant ("admin", right);
        grant ("hrd", right);
      }
}

/* -- Ways through a kind's life -- */

/* The shortest list of steps that ends in @state; NULL: none leads there. What only a side road leads to comes last. */
static inline GPtrArray *
way_to (const ZgKind *kind, const char *state)
{
  g_autoptr (GHashTable) by = g_hash_table_new (g_str_hash, g_str_equal); /* state → the step that first led there */
  GPtrArray             *way = g_ptr_array_new ();
  gboolean               grown = TRUE, aside = FALSE;

  while (grown || !aside)
    {
      aside = !grown;
      grown = FALSE;
      for (int i = 0; i < kind->n_steps; i++)
        {
          const char *from = kind->steps[i].from;

          if ((kind->steps[i].when && !aside) || g_str_equal (kind->steps[i].verb, "import")
              || g_hash_table_contains (by, kind->steps[i].to) || (from && !g_hash_table_contains (by, from)))
            continue;
          g_hash_table_insert (by, (gpointer) kind->steps[i].to, (gpointer) &kind->steps[i]);
          grown = TRUE;
        }
    }
  for (const ZgStep *step; state && (step = g_hash_table_lookup (by, state)) != NULL; state = step->from)
    {
      g_ptr_array_insert (way, 0, (gpointer) step);
      if (step->from == NULL)
        return way;
    }
  g_ptr_array_unref (way);
  return NULL;
}

static inline ZgRecord *
record_of (const ZgKind *kind)
{
  ZgRecord *record = zg_record_new (kind);

  for (int i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & ZG_REQUIRED) && !(kind->fields[i].flags & ZG_COMPUTED))
      fill (record, i);
  return record;
}

/* The maker asks, the other decides. */
static inline ZgSession *
who_runs (const ZgStep *step)
{
  return step->flags & ZG_NOT_OWN ? trial.admin : trial.hr;
}

static inline ZgRecord *
record_in (const ZgKind *kind, const char *state, GError **error)
{
  ZgRecord             *record = record_of (kind);
  g_autoptr (GPtrArray) way = way_to (kind, state);

  for (guint i = 0; state && way && i < way->len; i++)
    {
      if (!run_patiently (who_runs (way->pdata[i]), record, way->pdata[i], NULL, error))
        {
          zg_record_free (record);
          return NULL;
        }
      if (kind == &zg_staff && g_str_equal (record->state, "leaving")) /* nobody goes without */
        hand_over (ZG_HANDOVER_LEAVING, record->id);
    }
  return record;
}
