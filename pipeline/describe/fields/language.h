#pragma once
// The language of the page's text.

#include <string>
#include <string_view>

#include "pipeline/describe/fields/findings.h"
#include "pipeline/document/blocks.h"

namespace winnow {

/// A language and how sure it is, 0 to 1.
struct Language {
  std::string tag;  ///< BCP 47; "" if unknown
  float score = 0;
};

/// What CLD2 makes of `text`; of long texts it sees the first few kilobytes.
Language detect_language(std::string_view text, std::string_view hint);

/// The page's language: of its longer blocks, with what the page declares as a hint and where the
/// text is too short to tell. Adds the detected language to the findings.
Language choose_language(const Blocks& page, Findings& findings);

}  // namespace winnow
