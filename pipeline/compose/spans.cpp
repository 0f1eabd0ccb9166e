// The runs of a block say which stretch of its text came from which node: each gives its stretch the
// look that its elements have.

#include "pipeline/compose/spans.h"

#include "pipeline/base/urls.h"
#include "pipeline/document/shown.h"
#include "pipeline/document/tag.h"

namespace winnow {
namespace {

constexpr TagSet kStrong = {Tag::b, Tag::strong};
constexpr TagSet kEmphasis = {Tag::i, Tag::em, Tag::cite, Tag::dfn};
constexpr TagSet kCode = {Tag::code, Tag::kbd, Tag::samp, Tag::tt};

class SpanWalk {
 public:
  SpanWalk(const Blocks& page, const Block& block, bool keep_links, std::string_view base)
      : page_(page), dom_(page.doc.dom), block_(block), keep_links_(keep_links), base_(base) {}

  std::vector<Span> run() {
    const std::span<const Run> runs = page_.runs_of(block_);
    for (std::size_t i = 0; i < runs.size(); ++i) add(page_.text_of(block_, runs, i), look_of(runs[i].node));
    if (spans_.empty()) return {Span{.text = page_.text_of(block_)}};
    return std::move(spans_);
  }

 private:
  /// Appends a stretch, or lengthens the span before it that looks the same.
  void add(std::string_view text, Span&& look) {
    // White space between two looks belongs to neither; a plain span takes it.
    const std::size_t end = look.looks_like({}) ? text.size() : text.find_last_not_of(" \n") + 1;
    if (!spans_.empty() && spans_.back().looks_like(look)) {
      const std::string_view before = spans_.back().text;
      spans_.back().text = {before.data(), before.size() + end};
    } else {
      look.text = text.substr(0, end);
      spans_.push_back(std::move(look));
    }
    if (end < text.size()) spans_.push_back({.text = text.substr(end)});
  }

  Span look_of(std::uint32_t node) const {
    constexpr int kDeepest = 64;  // nobody nests as many; a hostile page does each word within all before it
    Span look;
    int levels = 0;
    look.formula = dom_.nodes[node].tag == Tag::math || is_tex_script(dom_, node);
    for (std::uint32_t up = node; up != block_.node && up != 0 && ++levels <= kDeepest; up = dom_.nodes[up].parent) {
      const Tag tag = dom_.nodes[up].tag;
      look.strong |= kStrong.has(tag);
      look.emphasis |= kEmphasis.has(tag);
      look.code |= kCode.has(tag);
      if (tag == Tag::a && keep_links_) look.href = resolve_url(base_, dom_.attribute(up, "href"));
    }
    return look;
  }

  const Blocks& page_;
  const Dom& dom_;
  const Block& block_;
  bool keep_links_;
  std::string_view base_;
  std::vector<Span> spans_;
};

}  // namespace

std::vector<Span> spans_of(const Blocks& page, const Block& block, bool keep_links, std::string_view base) {
  if (page.doc.dom.nodes.empty() || block.kind == Kind::code) return {Span{.text = page.text_of(block)}};
  return SpanWalk(page, block, keep_links, base).run();
}

}  // namespace winnow
