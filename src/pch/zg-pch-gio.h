/* Compiled once for each library below the desk (c_pch of meson) instead of being read for every file. A file still includes
 * what it uses: ./dev tsan and ./dev fuzz build without it.
 * No #pragma once: the compiler takes it as its main file. */
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>
