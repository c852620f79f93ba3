/* fault-vfs.h: a disk whose flushing of the log fails when told to. */
#pragma once

void fault_vfs_install   (void);
void fault_vfs_fail_sync (int failing);
