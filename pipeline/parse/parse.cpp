#include "pipeline/parse/parse.h"

#include <algorithm>
#include <limits>

#include "pipeline/parse/gumbo.h"
#include "pipeline/parse/show.h"
#include "pipeline/rulepack/site_rules.h"

namespace winnow::stage {
namespace {

/// Offsets into the page are 32 bits wide, and text may be appended to it.
constexpr std::size_t kLargestPage = std::numeric_limits<std::uint32_t>::max() / 4;

Drop too_large(std::size_t bytes, std::size_t limit) {
  return Drop{Reason::too_large, Parse::name,
              std::to_string(bytes) + " bytes of UTF-8; the limit is " + std::to_string(limit)};
}

Scan build(Dom& dom, const Limits& limits, const Deadline& deadline) {
  thread_local Skeleton skeleton;
  thread_local Arena arena;
  Scan end = scan(dom, limits, deadline, skeleton);
  if (end == Scan::done) {
    arena.start(limits.max_tree_bytes, deadline);
    build_from(skeleton, dom, arena);
    end = arena.state() == Arena::State::good          ? Scan::done
          : arena.state() == Arena::State::out_of_time ? Scan::too_slow
                                                       : Scan::too_large;
  }
  arena.release();
  skeleton.release();
  return end;
}

}  // namespace

Result<Document> Parse::operator()(Decoded&& in) const {
  const std::size_t max_bytes = std::min(limits.max_bytes, kLargestPage);
  if (rules && in.is_html) replace_in_source(*rules, in.page, in.text);
  if (in.is_html) show_elements(in.text);
  if (in.text.size() > max_bytes) return too_large(in.text.size(), max_bytes);

  Document doc{.page = std::move(in.page),
               .charset = std::move(in.charset),
               .is_html = in.is_html,
               .dom = {},
               .deadline = in.deadline};
  doc.dom.source = std::move(in.text);
  if (!doc.is_html) return doc;

  switch (build(doc.dom, limits, doc.deadline)) {
    case Scan::done:
      return doc;
    case Scan::too_slow:
      return Drop{Reason::too_slow, name, "while parsing"};
    case Scan::too_large:
      break;
  }
  return Drop{Reason::too_large, name, "the tree needs more than " + std::to_string(limits.max_tree_bytes) + " bytes"};
}

}  // namespace winnow::stage
