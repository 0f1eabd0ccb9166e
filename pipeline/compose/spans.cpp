// The text nodes of a block hold the characters of its text, in order, with other white space
// between them. So both are read side by side: each text node takes the stretch of the block's text
// that its characters cover, and gives it the look that its elements have.

#include "pipeline/compose/spans.h"

#include "pipeline/base/text.h"
#include "pipeline/base/urls.h"
#include "pipeline/document/tag_sets.h"

namespace winnow {
namespace {

constexpr TagSet kStrong = {Tag::b, Tag::strong};
constexpr TagSet kEmphasis = {Tag::i, Tag::em, Tag::cite, Tag::dfn};
constexpr TagSet kCode = {Tag::code, Tag::kbd, Tag::samp, Tag::tt};

class SpanWalk {
 public:
  SpanWalk(const Blocks& page, const Block& block, bool keep_links)
      : page_(page), dom_(page.doc.dom), block_(block), keep_links_(keep_links), text_(page.text_of(block)) {}

  std::vector<Span> run() {
    for (std::uint32_t i = block_.first_node; i < block_.end_node;) {
      const Node& node = dom_.nodes[i];
      if (node.tag == Tag::text && !page_.is_stripped(i) && !take(i)) return {Span{.text = text_}};
      i = is_skipped(node.tag) ? node.end : i + 1;
    }
    if (spans_.empty()) return {Span{.text = text_}};
    extend(text_.size());
    return std::move(spans_);
  }

 private:
  /// Gives a text node its stretch of the block's text; false if the two do not agree.
  bool take(std::uint32_t i) {
    raw_.clear();
    dom_.append_text(i, raw_);
    bool begun = false;
    for (const char *at = raw_.data(), *end = at + raw_.size(); at < end;) {
      const char* const start = at;
      if (is_space(next_code_point(at, end))) continue;
      skip_space();
      const std::string_view character(start, static_cast<std::size_t>(at - start));
      if (!text_.substr(at_).starts_with(character)) return false;
      if (!begun) begin_span(look_of(i));
      begun = true;
      at_ += character.size();
    }
    if (begun) extend(at_);
    return true;
  }

  void skip_space() {
    while (at_ < text_.size()) {
      const char* next = text_.data() + at_;
      const char* const begin = next;
      if (!is_space(next_code_point(next, text_.data() + text_.size()))) return;
      at_ += static_cast<std::size_t>(next - begin);
    }
  }

  /// Ends the span before, unless the text that follows has the same look.
  void begin_span(Span&& look) {
    if (!spans_.empty() && spans_.back().looks_like(look)) return;
    // White space between two looks belongs to neither; the plainer span takes it.
    const std::size_t from = spans_.empty() ? 0 : end_;
    if (from < at_ && !spans_.empty()) spans_.push_back({.text = text_.substr(from, at_ - from)});
    look.text = text_.substr(spans_.empty() ? 0 : at_, 0);
    spans_.push_back(std::move(look));
  }

  void extend(std::size_t end) {
    Span& last = spans_.back();
    const auto begin = static_cast<std::size_t>(last.text.data() - text_.data());
    last.text = text_.substr(begin, end - begin);
    end_ = end;
  }

  Span look_of(std::uint32_t i) const {
    Span look;
    for (std::uint32_t up = dom_.nodes[i].parent; up != block_.node && up != 0; up = dom_.nodes[up].parent) {
      const Tag tag = dom_.nodes[up].tag;
      look.strong |= kStrong.has(tag);
      look.emphasis |= kEmphasis.has(tag);
      look.code |= kCode.has(tag);
      if (tag == Tag::a && keep_links_) look.href = resolve_url(page_.doc.page.url, dom_.attribute(up, "href"));
    }
    return look;
  }

  const Blocks& page_;
  const Dom& dom_;
  const Block& block_;
  bool keep_links_;
  std::string_view text_;
  std::size_t at_ = 0;   ///< bytes of text_ that nodes have taken
  std::size_t end_ = 0;  ///< where the last span ends
  std::string raw_;
  std::vector<Span> spans_;
};

}  // namespace

std::vector<Span> spans_of(const Blocks& page, const Block& block, bool keep_links) {
  if (page.doc.dom.nodes.empty() || block.kind == Kind::code) return {Span{.text = page.text_of(block)}};
  return SpanWalk(page, block, keep_links).run();
}

}  // namespace winnow
