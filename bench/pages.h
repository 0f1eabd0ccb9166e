#pragma once
// The pages that the benchmarks run on: those of a folder, unpacked into memory before anything is
// timed, and made-up pages of any size.

#include <cstddef>
#include <string>
#include <vector>

namespace winnow::bench {

/// All *.html and *.html.gz below the folder in WINNOW_CORPUS, by name; without it, the samples of
/// the source tree. Loaded at the first call.
const std::vector<std::string>& pages();

/// Bytes of all of them.
std::size_t total_bytes();

/// A news page of about `bytes` bytes: menu, paragraphs with links, lists, a footer.
std::string made_up_page(std::size_t bytes);

}  // namespace winnow::bench
