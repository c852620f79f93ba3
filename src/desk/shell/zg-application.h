/* zg-application.h: the application: style, font, one window, the book named on the command line. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZG_TYPE_APPLICATION (zg_application_get_type ())
G_DECLARE_FINAL_TYPE (ZgApplication, zg_application, ZG, APPLICATION, AdwApplication)

ZgApplication *zg_application_new (GApplicationFlags flags);

G_END_DECLS
