// Gumbo's tree becomes the flat array of nodes that later stages walk.
//
// Gumbo allocates from an arena with a budget. When that is used up, the allocator leaves the
// parse by longjmp: Gumbo holds no locks and owns nothing outside the arena, and no frame with a
// destructor lies in between. max_errors is 0 because by default each parse error copies the stack
// of open elements (`<div>` × 10,000 took 768 MB). The tree is walked without recursion, and never
// destroyed: its arena is released as a whole.

#include "pipeline/parse/gumbo.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <limits>

#include "pipeline/base/text.h"

namespace winnow {
namespace {

/// Elements whose contents are never shown, or are shown in another way than as text.
constexpr TagSet kLeftOut = {Tag::script, Tag::style, Tag::template_, Tag::title,
                             Tag::meta,   Tag::link,  Tag::base,      Tag::svg};
constexpr TagSet kAsides = {Tag::script, Tag::title, Tag::meta, Tag::link, Tag::base};
constexpr TagSet kWithoutChildren = {Tag::iframe, Tag::noembed, Tag::noframes};
constexpr TagSet kPreformatted = {Tag::pre, Tag::textarea, Tag::listing, Tag::xmp, Tag::plaintext};

// ---- running Gumbo -----------------------------------------------------------------------------

struct Session {
  Arena& arena;
  std::jmp_buf leave;
};

extern "C" void* allocate_or_leave(void* session_pointer, std::size_t bytes) {
  Session& session = *static_cast<Session*>(session_pointer);
  void* const memory = session.arena.allocate(bytes);
  if (!memory) std::longjmp(session.leave, 1);
  return memory;
}

extern "C" void keep(void*, void*) {}

/// The tree of `html`, in the session's arena; null when the arena's budget ended it.
const GumboNode* root_of(std::string_view html, Session& session) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate_or_leave;
  options.deallocator = keep;
  options.userdata = &session;
  options.max_errors = 0;
  if (setjmp(session.leave)) return nullptr;
  return gumbo_parse_with_options(&options, html.data(), html.size())->root;
}

// ---- Gumbo's elements as ours ------------------------------------------------------------------

std::array<Tag, GUMBO_TAG_LAST + 1> make_tag_table() {
  std::array<Tag, GUMBO_TAG_LAST + 1> table{};
  table.fill(Tag::unknown);
  for (int tag = 0; tag < GUMBO_TAG_UNKNOWN; ++tag)
    table[static_cast<std::size_t>(tag)] = tag_from_name(gumbo_normalized_tagname(static_cast<GumboTag>(tag)));
  return table;
}

std::string_view view_of(const GumboStringPiece& piece) noexcept {
  return piece.data ? std::string_view(piece.data, piece.length) : std::string_view();
}

/// The element's tag. Gumbo of 2015 does not know dialog, picture and others: those by their name.
Tag tag_of(const GumboElement& element) {
  static const auto kTags = make_tag_table();
  if (element.tag != GUMBO_TAG_UNKNOWN) return kTags[static_cast<std::size_t>(element.tag)];
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return tag_from_name(view_of(name));
}

bool is_element(const GumboNode& node) noexcept {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

bool is_text(const GumboNode& node) noexcept {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

// ---- the walk ----------------------------------------------------------------------------------

void append_node(Dom& dom, Node node) {
  node.end = static_cast<std::uint32_t>(dom.nodes.size()) + 1;
  dom.nodes.push_back(node);
}

void set_source(Node& node, const SourceTag& source) noexcept {
  node.tag = source.tag;
  node.begin = source.begin;
  node.length = source.length;
  node.noted_begin = source.noted_begin;
  node.noted_count = source.noted_count;
}

/// Walks Gumbo's tree in document order and appends nodes. `Input` says what its elements and
/// texts stand for in the page.
template <class Input>
class Conversion {
 public:
  Conversion(Dom& dom, Input& input) : dom_(dom), input_(input) {}

  void run(const GumboNode& root) {
    enter(root);
    while (!open_.empty()) {
      Open& top = open_.back();
      const GumboVector& children = top.element->children;
      if (top.next_child == children.length) leave();
      else visit(*static_cast<const GumboNode*>(children.data[top.next_child++]));
    }
  }

 private:
  struct Open {
    const GumboElement* element;
    unsigned next_child;
    std::uint32_t node;
    bool is_preformatted;
  };

  void visit(const GumboNode& node) {
    if (is_element(node)) enter(node);
    else if (is_text(node)) input_.append_text(node.v.text.text, text_node());
  }

  void enter(const GumboNode& gumbo_node) {
    const GumboElement& element = gumbo_node.v.element;
    const WrittenTag tag = input_.tag_of(element);
    if (tag.piece != WrittenTag::kNoPiece) return input_.append_piece(tag.piece, text_node());
    const SourceTag& source = tag.source;
    if (kLeftOut.has(source.tag)) return;
    const auto index = static_cast<std::uint32_t>(dom_.nodes.size());
    Node node = child_node();
    set_source(node, source);
    append_node(dom_, node);
    const bool in_preformatted = !open_.empty() && open_.back().is_preformatted;
    if (!kWithoutChildren.has(source.tag))
      open_.push_back({&element, 0, index, in_preformatted || kPreformatted.has(source.tag)});
  }

  void leave() {
    dom_.nodes[open_.back().node].end = static_cast<std::uint32_t>(dom_.nodes.size());
    open_.pop_back();
  }

  Node child_node() const {
    constexpr std::size_t kDeepest = std::numeric_limits<decltype(Node::depth)>::max();
    Node node;
    if (open_.empty()) return node;
    node.parent = open_.back().node;
    node.depth = static_cast<decltype(Node::depth)>(std::min(open_.size(), kDeepest));
    return node;
  }

  Node text_node() const {
    Node node = child_node();
    node.tag = Tag::text;
    node.preformatted = open_.back().is_preformatted;
    return node;
  }

  Dom& dom_;
  Input& input_;
  std::vector<Open> open_;
};

// ---- from the skeleton -------------------------------------------------------------------------

/// Leads from the skeleton back to the page.
class SkeletonInput {
 public:
  SkeletonInput(Dom& dom, const Skeleton& skeleton) : dom_(dom), skeleton_(skeleton) {}

  WrittenTag tag_of(const GumboElement& element) {
    WrittenTag tag = written_tag(element.original_tag);
    if (tag.source.length == 0 && tag.piece == WrittenTag::kNoPiece) {
      const Tag implied = winnow::tag_of(element);
      if (implied == Tag::html) tag.source = skeleton_.html_tag;
      if (implied == Tag::body) tag.source = skeleton_.body_tag;
      tag.source.tag = implied;
    }
    return tag;
  }

  void append_text(const char* text, const Node& node) {
    std::uint32_t prefix = 0;
    for (const char *at = text, *end = at + std::char_traits<char>::length(at); at < end;) {
      const char* const begin = at;
      const char32_t c = next_code_point(at, end);
      if (c >= kFirstPrefix) {
        prefix = c - kFirstPrefix;
      } else if (c >= kFirstPlaceholder) {
        append_piece(prefix * kPiecesPerPrefix + (c - kFirstPlaceholder), node);
        prefix = 0;
      } else {
        while (at < end && is_space(static_cast<unsigned char>(*at))) ++at;
        append_space({begin, static_cast<std::size_t>(at - begin)}, node);
      }
    }
  }

  /// Appends a piece and those inside of it, a node each. `place`: a text node where it stands.
  void append_piece(std::uint32_t number, const Node& place) {
    const auto& pieces = skeleton_.pieces;
    const auto first = static_cast<std::uint32_t>(dom_.nodes.size());
    around_.clear();
    for (std::uint32_t i = number; i < pieces[number].end; ++i) {
      while (!around_.empty() && pieces[around_.back()].end <= i) around_.pop_back();
      Node node = place;
      if (!around_.empty()) node.parent = first + around_.back() - number;
      node.depth = static_cast<std::uint16_t>(place.depth + around_.size());
      set_source(node, pieces[i].source);
      node.end = first + pieces[i].end - number;
      if (node.tag == Tag::text) {
        set_text(node, pieces[i]);
      } else {
        node.preformatted = false;
        around_.push_back(i);
      }
      dom_.nodes.push_back(node);
    }
  }

 private:
  /// Tags come in the order in which they were written, but for a few that the tree moved.
  WrittenTag written_tag(const GumboStringPiece& original) {
    if (!original.length) return {};
    const auto& tags = skeleton_.tags;
    const auto at = static_cast<std::uint32_t>(original.data - skeleton_.html.data());
    if (next_tag_ >= tags.size() || tags[next_tag_].at != at) {
      const auto is_before = [](const WrittenTag& tag, std::uint32_t offset) { return tag.at < offset; };
      const auto found = std::lower_bound(tags.begin(), tags.end(), at, is_before);
      if (found == tags.end() || found->at != at) return {};
      next_tag_ = static_cast<std::size_t>(found - tags.begin());
    }
    return tags[next_tag_++];
  }

  void set_text(Node& node, const Piece& piece) {
    const std::string_view text = dom_.raw(node);
    if (piece.is_literal) {
      if (skeleton_.has_controls) append_without_controls(node);
    } else {
      node.has_references = skeleton_.has_controls || text.find('&') != std::string_view::npos ||
                            (node.preformatted && text.find('\r') != std::string_view::npos);
    }
  }

  /// Literal text cannot be marked for decoding, which would resolve its "&amp;" as well.
  void append_without_controls(Node& node) {
    const std::string text(dom_.raw(node));
    node.begin = static_cast<std::uint32_t>(dom_.source.size());
    append_literal(text, dom_.source);
    node.length = static_cast<std::uint32_t>(dom_.source.size()) - node.begin;
  }

  /// White space is the same everywhere but in preformatted text: there it is appended as it is.
  void append_space(std::string_view space, Node node) {
    if (!node.preformatted) {
      node.begin = place_of_a_space();
      node.length = 1;
    } else {
      node.begin = static_cast<std::uint32_t>(dom_.source.size());
      node.length = static_cast<std::uint32_t>(space.size());
      dom_.source.append(space);
    }
    append_node(dom_, node);
  }

  std::uint32_t place_of_a_space() {
    if (space_at_ == std::string::npos) {
      space_at_ = dom_.source.find(' ');
      if (space_at_ == std::string::npos) {
        space_at_ = dom_.source.size();
        dom_.source += ' ';
      }
    }
    return static_cast<std::uint32_t>(space_at_);
  }

  Dom& dom_;
  const Skeleton& skeleton_;
  std::vector<std::uint32_t> around_;  ///< numbers of the pieces that hold the next one
  std::size_t next_tag_ = 0;
  std::size_t space_at_ = std::string::npos;
};

// ---- from the page itself ----------------------------------------------------------------------

/// The page as it came: spans lie in it, text is decoded by Gumbo and appended behind it.
class PlainInput {
 public:
  PlainInput(Dom& dom, std::string_view page) : dom_(dom), page_(page) {}

  WrittenTag tag_of(const GumboElement& element) {
    SourceTag source{.noted_begin = static_cast<std::uint32_t>(dom_.noted.size()), .tag = winnow::tag_of(element)};
    const std::string_view tag = view_of(element.original_tag);
    if (!tag.empty()) {
      source.begin = offset_of(tag.data());
      source.length = static_cast<std::uint32_t>(tag.size());
      note_attributes(tag, source);
    }
    if (kAsides.has(source.tag)) append_aside(element, source);
    return {.source = source};
  }

  void append_piece(std::uint32_t, const Node&) noexcept {}  // it has none

  void append_text(const char* text, Node node) {
    node.begin = static_cast<std::uint32_t>(dom_.source.size());
    for (const char *at = text, *end = at + std::char_traits<char>::length(at); at < end;)
      append_utf8(next_code_point(at, end), dom_.source);
    node.length = static_cast<std::uint32_t>(dom_.source.size()) - node.begin;
    append_node(dom_, node);
  }

 private:
  std::uint32_t offset_of(const char* at) const noexcept { return static_cast<std::uint32_t>(at - page_.data()); }

  void note_attributes(std::string_view tag, SourceTag& source) {
    AttributeReader reader(tag);
    for (RawAttribute attribute; reader.next(attribute);) note(attribute, source);
  }

  void note(const RawAttribute& attribute, SourceTag& source) {
    const Noted noted = noted_from_name(attribute.name);
    if (noted == Noted::none || source.noted_count == 255) return;
    NotedAttribute place{.name = noted};
    place.begin = attribute.value.empty() ? 0 : offset_of(attribute.value.data());
    place.length = static_cast<std::uint32_t>(attribute.value.size()) & 0xFFFFFFu;
    dom_.noted.push_back(place);
    ++source.noted_count;
  }

  void append_aside(const GumboElement& element, const SourceTag& source) {
    Aside aside{.tag = source.tag, .begin = source.begin, .length = source.length};
    if (source.tag == Tag::script || source.tag == Tag::title) {
      const std::string_view end_tag = view_of(element.original_end_tag);
      const auto end = end_tag.empty() ? static_cast<std::uint32_t>(page_.size()) : offset_of(end_tag.data());
      aside.content_begin = source.begin + source.length;
      aside.content_length = end - aside.content_begin;
    }
    if (source.tag != Tag::script || is_json_script(dom_.raw(aside))) dom_.asides.push_back(aside);
  }

  Dom& dom_;
  std::string_view page_;
};

}  // namespace

void build_from(const Skeleton& skeleton, Dom& dom, Arena& arena) {
  Session session{arena, {}};
  const GumboNode* root = root_of(skeleton.html, session);
  if (!root) return;
  dom.nodes.reserve(skeleton.tags.size() + 2 * skeleton.pieces.size() + 3);
  SkeletonInput input(dom, skeleton);
  Conversion<SkeletonInput>(dom, input).run(*root);
}

void build_plainly(Dom& dom, Arena& arena) {
  const std::string page = dom.source;  // appending text moves the bytes that Gumbo points to
  Session session{arena, {}};
  const GumboNode* root = root_of(page, session);
  if (!root) return;
  PlainInput input(dom, page);
  Conversion<PlainInput>(dom, input).run(*root);
}

}  // namespace winnow
