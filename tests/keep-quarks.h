/* keep-quarks.h: GLib gives up its first table of 2048 quarks once there are more, on purpose (gquark.c: lookups take no lock).
 * LeakSanitizer takes it for a leak of ours, as its short stacks end in g_malloc (). Kept here it stays in reach. */
#pragma once

#ifdef __SANITIZE_ADDRESS__

#include <glib.h>
#include <link.h>
#include <string.h>

int    __sanitizer_get_ownership      (const volatile void *p);
size_t __sanitizer_get_allocated_size (const volatile void *p);

#define QUARK_TABLE (2048 * sizeof (char *))

static void *volatile quark_tables[4];

/* Whatever of that size the writable parts of libglib point to; its own pointer to the table has no name outside. */
static int
keep_of (struct dl_phdr_info *library, size_t size, void *data)
{
  guint *n = data;

  for (int i = 0; strstr (library->dlpi_name, "libglib-2.0") && i < library->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *part = &library->dlpi_phdr[i];
      void *const       *word = (void *const *) (library->dlpi_addr + part->p_vaddr);

      if (part->p_type != PT_LOAD || !(part->p_flags & PF_W))
        continue;
      for (gsize k = 0; k < part->p_memsz / sizeof *word && *n < G_N_ELEMENTS (quark_tables); k++)
        if (__sanitizer_get_ownership (word[k]) && __sanitizer_get_allocated_size (word[k]) == QUARK_TABLE)
          quark_tables[(*n)++] = word[k];
    }
  return 0;
}

__attribute__ ((constructor)) static void
keep_quarks (void)
{
  guint n = 0;

  dl_iterate_phdr (keep_of, &n);
}

#endif
