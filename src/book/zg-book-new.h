/* zg-book-new.h: between zg-book.c, which opens a book, and zg-book-create.c, which makes one. Private to the two. */
#pragma once

#include "zg-book-private.h"
#include "zg-migrate.h"

G_BEGIN_DECLS

const ZgMigration *zg_book_migrations (gsize *n);
ZgBook   *zg_book_alloc        (ZgStore *store, const char *path); /* takes the store */
void      zg_book_be_trial     (ZgBook *book);
gpointer  zg_book_read_meta    (ZgDb *db, gpointer book, GCancellable *cancellable, GError **error);
gboolean  zg_book_arm          (ZgBook *book, ZgStore *store, GError **error); /* now nothing is written without an audit entry */
char     *zg_book_declarations (void);                             /* hash of what the program thinks the tables are */
gboolean  zg_unhex             (const char *text, guint8 *out, gsize n);

G_END_DECLS
