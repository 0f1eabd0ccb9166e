/* Winnow's C interface: give it a page, get the article as JSON or field by field.
 *
 *   winnow_cleaner *cleaner = winnow_cleaner_new(NULL, NULL);
 *   winnow_result *result = winnow_clean(cleaner, bytes, length, url, "text/html; charset=utf-8");
 *   if (winnow_result_kept(result)) puts(winnow_result_text(result, "title"));
 *   winnow_result_free(result);
 *   winnow_cleaner_free(cleaner);
 *
 * All strings are UTF-8 and end in NUL. A function that fails returns NULL or -1 and leaves a message
 * for winnow_last_error(); none throws, prints or ends the program. One cleaner may be used by any
 * number of threads at once; options and results belong to one thread at a time. Link with -lwinnow.
 */
#ifndef WINNOW_H
#define WINNOW_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct winnow_options winnow_options;
typedef struct winnow_cleaner winnow_cleaner;
typedef struct winnow_result winnow_result;

/* The library's version, "0.1.0". */
const char* winnow_version(void);

/* What went wrong in the calling thread's last call that failed; "" if none did. Valid until the
 * thread's next failing call. */
const char* winnow_last_error(void);

/* Options with their defaults. NULL when memory is short. Free with winnow_options_free(). */
winnow_options* winnow_options_new(void);

/* Sets an option: max_bytes, max_tree_bytes, max_depth, max_time_ms, min_words; or 0 and 1 for
 * articles_only, markdown, html, tei, blocks, keep_captions, keep_comments, keep_links, keep_images,
 * keep_bylines, keep_tables (1 unless set), favor_precision (leaves out what is doubtful),
 * favor_recall (keeps it), wrapped_auto, wrapped_yes, wrapped_no (whether the lines of text dumps are
 * joined). 0, or -1 for a name that is none of these. */
int winnow_options_set(winnow_options* options, const char* name, size_t value);

/* NULL is allowed, here and in the other two. */
void winnow_options_free(winnow_options* options);

/* Loads rules from a folder, or with NULL those that came with the library, and gets ready to clean.
 * `options` may be NULL and is not kept. NULL with a message that names file, line and column when
 * the rules do not load. Costs about a hundred milliseconds: make one and keep it. */
winnow_cleaner* winnow_cleaner_new(const char* rules_folder, const winnow_options* options);
void winnow_cleaner_free(winnow_cleaner* cleaner);

/* Cleans one page. `bytes` is the body in any encoding and is not kept; `url` and `content_type` (as
 * in the HTTP header) may be NULL. The result says whether there is an article; NULL only for a NULL
 * cleaner, NULL bytes with a length, or short memory. Time is bounded by max_time_ms. */
winnow_result* winnow_clean(const winnow_cleaner* cleaner, const char* bytes, size_t length, const char* url,
                            const char* content_type);
void winnow_result_free(winnow_result* result);

/* 1 if the page gave an article, 0 if it was dropped. */
int winnow_result_kept(const winnow_result* result);

/* The record as one JSON object, or {"id", "url", "error", "stage", "detail"} for a dropped page.
 * NULL only when memory is short. The string is the result's. */
const char* winnow_result_json(winnow_result* result);

/* One field: id, url, canonical_url, type, title, date, date_modified, language, site_name,
 * description, image, source, license, next_page, text, text_from, markdown, html, tei; of a dropped page error
 * (the reason), stage, detail, url. NULL where the page has no such thing, or for another name, which leaves a
 * message. The string is the result's. */
const char* winnow_result_text(const winnow_result* result, const char* field);

/* Item `index` of a list: authors, tags, categories, comments. NULL behind the last one. */
const char* winnow_result_item(const winnow_result* result, const char* field, size_t index);

/* How much of the right text the result is expected to have: 0 to 1; 0 for a dropped page. */
float winnow_result_confidence(const winnow_result* result);

#ifdef __cplusplus
}
#endif

#endif
