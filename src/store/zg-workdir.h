/* zg-workdir.h: folders that hold a plain copy of a book for a while, and putting finished files in their place.
 *
 * A working folder is 0700, belongs to one job at a time (flock) and is removed with all that is in it when the job ends; what a
 * killed job left is swept by the next opening. Any thread; one ZgWorkdir by one thread at a time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ZgWorkdir ZgWorkdir;

/* zg_workdir_take: makes @path, or takes over what a killed job left there, and empties it. Errors: ZG_ERROR_BUSY: another job
 * is at work in it; _INVALID: something else is there; _FULL, _READ_ONLY, _IO. Returns: (transfer full) (nullable). */
ZgWorkdir  *zg_workdir_take  (const char *path, GError **error);
/* zg_workdir_free: removes the folder with everything in it. @workdir: (nullable) (transfer full). */
void        zg_workdir_free  (ZgWorkdir *workdir);
const char *zg_workdir_path  (const ZgWorkdir *workdir);
/* zg_workdir_file: Returns: (transfer full): path of @name in it. */
char       *zg_workdir_file  (const ZgWorkdir *workdir, const char *name);
/* zg_workdir_sweep: removes the folder unless a job is at work in it. Returns: whether nothing is left there. */
gboolean    zg_workdir_sweep (const char *path);
/* zg_workdir_is_busy: whether a job is at work in it. */
gboolean    zg_workdir_is_busy (const char *path);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZgWorkdir, zg_workdir_free)

/* zg_remove_tree: a folder with everything in it; links are removed, not followed. Returns: whether nothing is left. */
gboolean zg_remove_tree      (const char *path);

/* zg_file_begin: a new file of mode 0600 in @folder, under a name that zg_file_sweep () with the same @tag finds where it is left
 * behind. @temp: (out) (transfer full): its path. Returns: a descriptor for reading and writing, -1 with the error set. */
int      zg_file_begin       (const char *folder, const char *tag, char **temp, GError **error);
/* zg_file_publish: gives a finished file (or folder) of the same disk its name, for good, and only where nothing has that name.
 * A file is flushed first. Errors: ZG_ERROR_INVALID: the name is taken; _FULL, _READ_ONLY, _IO. */
gboolean zg_file_publish     (const char *temp, const char *path, GError **error);
/* zg_file_sweep: removes what interrupted zg_file_begin () left in @folder. Only while nobody writes there with this @tag. */
void     zg_file_sweep       (const char *folder, const char *tag);
/* zg_file_write: all of it. zg_file_read: Returns: the bytes read, fewer than @n only at the end; -1 with the error set. @path:
 * for the message. Errors: ZG_ERROR_FULL, _IO. */
gboolean zg_file_write       (int fd, const char *path, gconstpointer data, gsize n, GError **error);
gssize   zg_file_read        (int fd, const char *path, gpointer data, gsize n, GError **error);
/* zg_file_room: Errors: ZG_ERROR_FULL with the place and what is needed, where the disk of @folder has fewer than @need bytes. */
gboolean zg_file_room        (const char *folder, gint64 need, GError **error);

G_END_DECLS
