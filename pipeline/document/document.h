#pragma once
// A page before it is cut into blocks: decoded, then parsed.
//
//   Page → Decoded → Document → Blocks (blocks.h) → Article

#include <string>

#include "pipeline/base/deadline.h"
#include "pipeline/document/dom.h"
#include "winnow/winnow.h"

namespace winnow {

/// A page as valid UTF-8 in NFC, without byte order mark.
struct Decoded {
  Page page;  ///< without its `bytes`
  std::string text;
  std::string charset;  ///< that `bytes` were in, by its WHATWG name: "windows-1252"
  bool is_html = true;  ///< false: a text dump
  Deadline deadline;
};

/// A parsed page. A text dump has no nodes: its text is `dom.source`.
struct Document {
  Page page;
  std::string charset;
  bool is_html = true;
  Dom dom;
  Deadline deadline;
};

}  // namespace winnow
