/* zg-text.h: Chinese text: pinyin, sorting, searching, masking, peeling of file cells, decoding of files.
 * Every function takes NULL as "". Pure or with locked ICU objects inside: runs in any thread. Nothing here depends on the
 * locale. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* zg_text_pinyin: of a person's name: `张敏` → "zhangmin", `单晓` → "shanxiao" (a name of two to four Han characters has its
 * surname read as a surname), ü as v. Returns: (transfer full): lower-case, without blanks. It is a proposal, people may edit it.
 */
char *zg_text_pinyin   (const char *han);
/* zg_text_initials: `张敏` → "zm". Returns: (transfer full). */
char *zg_text_initials (const char *han);
/* zg_text_sort_key: Returns: (transfer full): lower-case hex text; compared byte by byte (C collation of both engines) it
 * sorts by pinyin, tones and strokes after it. "" for "". */
char *zg_text_sort_key (const char *text);
/* zg_text_fold: for searching: NFKC_Casefold of Unicode (what is not seen falls out), broken bytes replaced.
 * Returns: (transfer full). */
char *zg_text_fold     (const char *text);
/* zg_text_width: columns on a terminal or in a list: Chinese and full-width 2, marks that take no room 0. */
int   zg_text_width    (const char *text);

/* zg_text_mask_phone: 13800006620 → 138****6620; the extension of a privacy number all stars; 7 to 9 digits keep the last
 * four, fewer the last two. zg_text_mask_id: the first three and the last four characters. Returns: (transfer full). */
char *zg_text_mask_phone (const char *phone);
char *zg_text_mask_id    (const char *id);

/* zg_text_peel_id: an order number, waybill or phone as it stood before an export dressed it up: `="…"`, leading `'`, TABs,
 * blanks at the ends, full-width letters and digits. Returns: (transfer full). */
char    *zg_text_peel_id       (const char *cell);
/* zg_text_is_damaged_id: `9.9E+17`: a spreadsheet has rounded the digits away; never to be taken for an id. */
gboolean zg_text_is_damaged_id (const char *peeled);
/* zg_text_is_no_value: empty, `null`, `'null`, `=""`, `-`, `--`, `未打卡`: what exports write for "nothing". */
gboolean zg_text_is_no_value   (const char *cell);

/* zg_text_is_safe_line: valid UTF-8 without control characters, line ends, or marks that turn the direction of writing.
 * zg_text_is_safe_block: the same, line ends (LF) and TAB allowed. */
gboolean zg_text_is_safe_line  (const char *text);
gboolean zg_text_is_safe_block (const char *text);

/* zg_text_strip: Returns: (transfer full): without blanks (ASCII, no-break, ideographic) and byte order marks at both ends. */
char *zg_text_strip (const char *text);

/* zg_text_is_clean: valid UTF-8 that none of the functions above would change, take for no value or call unsafe: Han, ASCII
 * letters and digits without blanks at the ends, as nearly all cells of an export are. FALSE only says: ask them. */
gboolean zg_text_is_clean (const char *text);

/* zg_text_decode: bytes of a file to UTF-8: byte order mark (UTF-8, UTF-16), then strict UTF-8, then strict GB18030.
 * @utf8: (out): owned text without byte order mark; @encoding: (out) (optional): static: "UTF-8", "UTF-16LE", "UTF-16BE",
 * "GB18030". Errors: ZG_ERROR_INVALID: a NUL inside (no text file), or no encoding fits; the file is only read. */
gboolean zg_text_decode (GBytes *bytes, char **utf8, const char **encoding, GError **error);

/* zg_text_decode_as: @forced: (nullable): an encoding chosen by a person, by iconv name. @repaired: (nullable): array of int:
 * line by line where the whole fits no encoding: a line that is neither is read with U+FFFD; gets the numbers (from 1) of the
 * lines that were not in the file's main encoding. */
gboolean zg_text_decode_as (GBytes *bytes, const char *forced, char **utf8, const char **encoding, GArray *repaired,
                            GError **error);

G_END_DECLS
