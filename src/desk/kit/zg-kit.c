#include "zg-desk-util.h"

#include "zg-attach-field.h"
#include "zg-entries.h"
#include "zg-facts.h"
#include "zg-form.h"
#include "zg-lines-editor.h"
#include "zg-list-model.h"
#include "zg-marks.h"
#include "zg-print-preview.h"
#include "zg-resources.h"
#include "zg-sheet-page.h"

void
zg_kit_init (void)
{
  g_resources_register (zg_resources_get_resource ());
  /* types named in .ui files */
  g_type_ensure (ZG_TYPE_ATTACH_FIELD);
  g_type_ensure (ZG_TYPE_CLAUSE_CHIP);
  g_type_ensure (ZG_TYPE_DAY_ENTRY);
  g_type_ensure (ZG_TYPE_ERROR_BAR);
  g_type_ensure (ZG_TYPE_BUSY_BAR);
  g_type_ensure (ZG_TYPE_FACTS_VIEW);
  g_type_ensure (ZG_TYPE_FORM);
  g_type_ensure (ZG_TYPE_LINES_EDITOR);
  g_type_ensure (ZG_TYPE_MONEY_ENTRY);
  g_type_ensure (ZG_TYPE_PRINT_PREVIEW);
  g_type_ensure (ZG_TYPE_REF_ENTRY);
  g_type_ensure (ZG_TYPE_SHEET_PAGE);
  g_type_ensure (ZG_TYPE_STAMP_ENTRY);
  g_type_ensure (ZG_TYPE_STEPPER);
  g_type_ensure (ZG_TYPE_TIME_ENTRY);
}

void
zg_kit_add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/cn/zhanggui/Zhanggui/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}
