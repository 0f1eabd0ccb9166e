// The parse stage: the tree that later stages see, and its limits.

#include "pipeline/parse/parse.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace winnow {
namespace {

Decoded html(std::string text) {
  Decoded page;
  page.text = std::move(text);
  return page;
}

Dom parsed(std::string text) {
  auto document = stage::Parse{}(html(std::move(text)));
  EXPECT_TRUE(document.has_value());
  return document ? std::move(document->dom) : Dom{};
}

/// The tree as "html(head body(p("text")))".
std::string outline(const Dom& dom) {
  std::string out;
  std::vector<std::uint32_t> ends;
  for (std::uint32_t i = 0; i < dom.nodes.size(); ++i) {
    for (; !ends.empty() && ends.back() == i; ends.pop_back()) out += ')';
    if (!out.empty() && out.back() != '(') out += ' ';
    if (dom.nodes[i].tag == Tag::text) {
      out += '"';
      dom.append_text(i, out);
      out += '"';
      continue;
    }
    out += dom.name_of(i);
    if (dom.nodes[i].end == i + 1) continue;
    out += '(';
    ends.push_back(dom.nodes[i].end);
  }
  out.append(ends.size(), ')');
  return out;
}

TEST(Parse, GivesNodesInDocumentOrder) {
  struct Case {
    std::string_view page, tree;
  };
  const Case cases[] = {
      {"<p>a<p>b", R"(html(head body(p("a") p("b"))))"},
      {"<ul><li>a<li>b</ul>", R"(html(head body(ul(li("a") li("b")))))"},
      {"<b>x</b> <i>y</i>", R"(html(head body(b("x") " " i("y"))))"},
      {"<amp-img></amp-img><Picture></picture>", "html(head body(amp-img picture))"},
      {"<body><noscript><p>a</noscript>", R"(html(head body(noscript(p("a")))))"},
      {"a<svg><path/><text>no</text></svg>b<style>c</style><template>d</template>", R"(html(head body("a" "b")))"},
      {"<iframe><p>x</iframe>y", R"(html(head body(iframe "y")))"},
  };
  for (const auto& c : cases) EXPECT_EQ(outline(parsed(std::string(c.page))), c.tree) << c.page;
}

TEST(Parse, LinksNodesByParentEndAndDepth) {
  const Dom dom = parsed("<div><p>a</p></div><p>b");
  for (std::uint32_t i = 1; i < dom.nodes.size(); ++i) {
    const Node& parent = dom.nodes[dom.nodes[i].parent];
    EXPECT_LT(dom.nodes[i].parent, i);
    EXPECT_LE(dom.nodes[i].end, parent.end);
    EXPECT_EQ(dom.nodes[i].depth, parent.depth + 1);
  }
}

TEST(Parse, ReadsAttributesFromTheSource) {
  const Dom dom = parsed("<p CLASS='a&amp;b' hidden>x");
  const auto is_p = [](const Node& n) { return n.tag == Tag::p; };
  const auto p = static_cast<std::uint32_t>(std::find_if(dom.nodes.begin(), dom.nodes.end(), is_p) - dom.nodes.begin());
  EXPECT_EQ(dom.attribute(p, "class"), "a&b");
  EXPECT_TRUE(dom.has_attribute(p, "hidden"));
  EXPECT_FALSE(dom.has_attribute(p, "id"));
  EXPECT_EQ(dom.text_of(0), "x");
}

TEST(Parse, SetsAsideWhatDescribesThePage) {
  const Dom dom = parsed(
      "<title>A &amp; B</title><meta name=a content=b><link rel=canonical href=/>"
      "<script>1</script><script type='application/ld+json'>{\"a\":\"</p>\"}</script><p>x");
  ASSERT_EQ(dom.asides.size(), 4u);
  EXPECT_EQ(dom.contents(dom.asides[0]), "A &amp; B");
  EXPECT_EQ(attribute_of(dom.raw(dom.asides[1]), "content"), "b");
  EXPECT_EQ(dom.asides[2].tag, Tag::link);
  EXPECT_EQ(dom.contents(dom.asides[3]), "{\"a\":\"</p>\"}");
}

TEST(Parse, MarksPreformattedText) {
  const Dom dom = parsed("<pre><b>a</b></pre><p>b");
  for (const Node& n : dom.nodes) {
    if (n.tag == Tag::text) {
      EXPECT_EQ(n.preformatted, dom.raw(n) == "a");
    }
  }
}

TEST(Parse, LeavesTextDumpsAlone) {
  Decoded page = html("<p> not a tag");
  page.is_html = false;
  const auto document = stage::Parse{}(std::move(page));
  ASSERT_TRUE(document.has_value());
  EXPECT_TRUE(document->dom.nodes.empty());
  EXPECT_EQ(document->dom.source, "<p> not a tag");
}

TEST(Parse, DropsPagesBeyondTheByteLimit) {
  const stage::Parse parse{.limits = {.max_bytes = 10}};
  EXPECT_TRUE(parse(html("<p>1234567")).has_value());
  const auto too_long = parse(html("<p>12345678"));
  ASSERT_FALSE(too_long.has_value());
  EXPECT_EQ(too_long.error().reason, Reason::too_large);
}

TEST(Parse, DropsPagesWhoseTreeExceedsItsMemory) {
  std::string page;
  for (int i = 0; i < 20000; ++i) page += "<p>x";
  const stage::Parse parse{.limits = {.max_tree_bytes = 1u << 20}};
  const auto document = parse(html(page));
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().reason, Reason::too_large);
  EXPECT_TRUE(stage::Parse{}(html(page)).has_value()) << "the next page has its own budget";
}

TEST(Parse, DropsPagesBeyondTheirDeadline) {
  std::string page;
  for (int i = 0; i < 20000; ++i) page += "<p>x";
  Decoded in = html(page);
  in.deadline = Deadline(0);
  const auto document = stage::Parse{}(std::move(in));
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().reason, Reason::too_slow);
}

}  // namespace
}  // namespace winnow
