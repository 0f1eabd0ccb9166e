/* Cleans one file and prints its title and text:
 *
 *   cc samples/c/clean.c -o clean $(pkg-config --cflags --libs winnow) && ./clean page.html
 */
#include <stdio.h>
#include <stdlib.h>
#include <winnow/c.h>

/* The bytes of a file, for the caller to free; NULL if it cannot be read. */
static char *read_file(const char *name, size_t *length) {
  FILE *file = fopen(name, "rb");
  char *bytes = NULL;
  if (file && fseek(file, 0, SEEK_END) == 0) {
    const long size = ftell(file);
    rewind(file);
    if (size >= 0 && (bytes = malloc((size_t)size + 1)) != NULL)
      *length = fread(bytes, 1, (size_t)size, file);
  }
  if (file) fclose(file);
  return bytes;
}

int main(int argc, char **argv) {
  size_t length = 0;
  char *bytes = argc == 2 ? read_file(argv[1], &length) : NULL;
  if (!bytes) {
    fprintf(stderr, "usage: clean FILE\n");
    return 2;
  }
  winnow_cleaner *cleaner = winnow_cleaner_new(NULL, NULL);
  if (!cleaner) {
    fprintf(stderr, "%s\n", winnow_last_error());
    free(bytes);
    return 2;
  }
  winnow_result *result = winnow_clean(cleaner, bytes, length, NULL, NULL);
  const int kept = winnow_result_kept(result);
  if (kept) {
    const char *title = winnow_result_text(result, "title");
    printf("%s\n\n%s\n", title ? title : "(no title)", winnow_result_text(result, "text"));
  } else {
    fprintf(stderr, "no article: %s\n", winnow_result_text(result, "error"));
  }
  winnow_result_free(result);
  winnow_cleaner_free(cleaner);
  free(bytes);
  return kept ? 0 : 1;
}
