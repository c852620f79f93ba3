/* zg-places.h: what the sidebar offers, by role, in the order of the day. A row is shown where the person holds its right. */
#pragma once

#include "zg-window.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *title;   /* N_() */
  const char *icon;
  const char *right;   /* (nullable): needed with any reach */
  const char *sheet;   /* (nullable): a sheet page of this id */
  GtkWidget *(*make) (ZgWindow *window, ZgSession *session); /* where it is no sheet: pushes nothing, returns the page */
  const char *open;    /* (nullable): kind to open a new record of at once */
} ZgPlace;

typedef struct
{
  const char *title;      /* N_() (nullable): no heading */
  const char *places[10]; /* ids */
} ZgPlaceGroup;

const ZgPlace      *zg_place_by_id   (const char *id);             /* (nullable) */
const ZgPlace      *zg_places        (guint *n);
/* zg_place_groups: Returns: (transfer none): for the main role of the session, ends with an entry without places. */
const ZgPlaceGroup *zg_place_groups  (ZgSession *session);
gboolean            zg_place_allowed (const ZgPlace *place, ZgSession *session);

G_END_DECLS
