/* disk.h: a disk in memory under the engine. Only a flush makes data stable; every change is noted, so that the disk as it may
 * look after the power went can be made for any moment. It can fail at a call, from a call on, or be full.
 *
 * The file on the real disk at the same path stays as it is: locks and the shared index of the log are the real ones. */
#pragma once

#include <glib.h>

typedef enum { DISK_GOOD, DISK_FAILS_ONCE, DISK_FAILS, DISK_FULL } DiskFault;
typedef enum { DISK_HONEST, DISK_LIES } DiskFlush; /* LIES: a flush does nothing */

/* What happened since disk_note_begin (), and what the disk held then. */
typedef struct _DiskNotes DiskNotes;

/* disk_install: from now on the engine's default for the book at @path (which may not exist yet) and its log. */
void       disk_install    (const char *path);
/* disk_use: FALSE: the real disk again. */
void       disk_use        (gboolean on);
/* disk_load: what the file holds; there is no log. */
void       disk_load       (GBytes *image);
/* disk_image: Returns: (transfer full): what the file holds as the program sees it. */
GBytes    *disk_image      (void);

void       disk_note_begin (void);
DiskNotes *disk_note_end   (void);
guint      disk_position   (void); /* number of changes noted so far */
void       disk_notes_free (DiskNotes *notes);
/* disk_cut: the power went after the first @position changes: the disk as @random lets it be. */
void       disk_cut        (const DiskNotes *notes, guint position, GRand *random, DiskFlush flush);

/* disk_fail: @call: of all calls from now on, counted from 1. */
void       disk_fail       (DiskFault fault, guint call);
/* disk_heal: Returns: how many calls failed since disk_fail (). */
guint      disk_heal       (void);

/* disk_die: while the real disk is in use the program kills itself at its n-th change of a file, a write by half. */
void       disk_die        (guint n);
