// Gumbo's tree becomes the flat array of nodes that later stages walk.
//
// Gumbo allocates from an arena with a budget. When that is used up, the allocator leaves the
// parse by longjmp: Gumbo holds no locks and owns nothing outside the arena, and no frame with a
// destructor lies in between. max_errors is 0 because by default each parse error copies the stack
// of open elements (`<div>` × 10,000 took 768 MB). The tree is walked without recursion, and never
// destroyed: its arena goes back whole.

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
    table[static_cast<std::size_t>(tag)] =
        tag_from_name(gumbo_normalized_tagname(static_cast<GumboTag>(tag)));
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
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
         node.type == GUMBO_NODE_CDATA;
}

// ---- the walk ----------------------------------------------------------------------------------

/// Walks Gumbo's tree in document order and appends nodes. `Input` says what an element's tag and
/// a text stand for in the page's source.
template <class Input>
class Conversion {
 public:
  Conversion(Dom& dom, Input input) : dom_(dom), input_(std::move(input)) {}

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
    bool preformatted;
  };

  void visit(const GumboNode& node) {
    if (is_element(node)) enter(node);
    else if (is_text(node)) input_.append_text(dom_, node.v.text, text_node());
  }

  void enter(const GumboNode& gumbo_node) {
    const GumboElement& element = gumbo_node.v.element;
    const Tag tag = tag_of(element);
    if (kAsides.has(tag)) input_.append_aside(dom_, element, tag);
    if (kLeftOut.has(tag)) return;

    Node node = child_node();
    node.tag = tag;
    input_.set_span(node, element);
    const bool preformatted =
        kPreformatted.has(tag) || (!open_.empty() && open_.back().preformatted);
    const auto index = static_cast<std::uint32_t>(dom_.nodes.size());
    node.end = index + 1;
    dom_.nodes.push_back(node);
    if (!kWithoutChildren.has(tag)) open_.push_back({&element, 0, index, preformatted});
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
    node.preformatted = open_.back().preformatted;
    return node;
  }

  Dom& dom_;
  Input input_;
  std::vector<Open> open_;
};

/// The page as it came: spans lie in it, text is decoded by Gumbo and appended behind it.
class PlainInput {
 public:
  explicit PlainInput(std::string_view page) : page_(page) {}

  void set_span(Node& node, const GumboElement& element) const {
    const std::string_view tag = view_of(element.original_tag);
    if (tag.empty()) return;
    node.begin = offset_of(tag.data());
    node.length = static_cast<std::uint32_t>(tag.size());
  }

  void append_aside(Dom& dom, const GumboElement& element, Tag tag) const {
    Node span;
    set_span(span, element);
    Aside aside{.tag = tag, .begin = span.begin, .length = span.length};
    if (tag == Tag::script || tag == Tag::title) {
      const std::string_view end_tag = view_of(element.original_end_tag);
      const auto end =
          end_tag.empty() ? static_cast<std::uint32_t>(page_.size()) : offset_of(end_tag.data());
      aside.content_begin = span.begin + span.length;
      aside.content_length = end - aside.content_begin;
    }
    if (tag != Tag::script || is_json_script(dom.raw(aside))) dom.asides.push_back(aside);
  }

  void append_text(Dom& dom, const GumboText& text, Node node) const {
    node.begin = static_cast<std::uint32_t>(dom.source.size());
    for (const char *at = text.text, *end = at + std::char_traits<char>::length(at); at < end;)
      append_utf8(next_code_point(at, end), dom.source);
    node.length = static_cast<std::uint32_t>(dom.source.size()) - node.begin;
    node.end = static_cast<std::uint32_t>(dom.nodes.size()) + 1;
    dom.nodes.push_back(node);
  }

 private:
  std::uint32_t offset_of(const char* at) const noexcept {
    return static_cast<std::uint32_t>(at - page_.data());
  }

  std::string_view page_;
};

}  // namespace

void build_plainly(Dom& dom, Arena& arena) {
  const std::string page = dom.source;  // appending text moves the bytes that Gumbo points to
  Session session{arena, {}};
  if (const GumboNode* root = root_of(page, session))
    Conversion<PlainInput>(dom, PlainInput(page)).run(*root);
}

}  // namespace winnow
