#pragma once
// What browsers that run scripts never see. To them the content of <noscript> is plain text up to
// </noscript>; we parse it, since it may hold the article, and then an <iframe> in it that is never
// closed (tag managers' snippets, written as <iframe …/>) would swallow the rest of the page: the
// text of iframe, style and the like continues to its end tag
// (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody, "noscript", "iframe").

#include <cstddef>
#include <string>

namespace winnow {

/// Puts spaces over the start tags of raw-text elements inside noscript that are not closed there.
/// Offsets stay. Linear over all noscript elements of a page.
class NoscriptMender {
 public:
  /// `page` must outlive the mender.
  explicit NoscriptMender(std::string& page) noexcept : page_(page) {}

  /// Repairs the noscript element whose content begins at `begin`. Requires: calls in document order.
  void mend(std::size_t begin);

 private:
  std::string& page_;
  std::size_t end_ = 0;  ///< where the last noscript ended; npos: no further one has an end tag
};

}  // namespace winnow
