// Plain text of small pages: what stands between blocks, and the markers of list items.

#include <gtest/gtest.h>

#include "pipeline/compose/text.h"
#include "pipeline/parse/parse.h"
#include "pipeline/rules.h"
#include "pipeline/segment/segment.h"

namespace winnow {
namespace {

std::string text_of(std::string html) {
  static const auto rules = load_rules(WINNOW_SOURCE_DIR "/rules");
  Decoded page;
  page.text = "<!doctype html><body>" + std::move(html);
  auto document = stage::Parse{}(std::move(page));
  auto blocks = stage::Segment{.classes = rules->classes, .inlines = rules->inlines}(std::move(*document));
  for (Block& block : blocks->blocks) block.kept = block.words > 0 && blocks->text_of(block) != "x";
  return compose_text(*blocks);
}

TEST(ComposeText, MarksTheFirstParagraphOfEachListItem) {
  struct Case {
    const char *html, *text;
  };
  const Case cases[] = {{"<ul><li>a<li>b</ul>", "- a\n- b"},
                        {"<ul><li><p>a</p><li><p>b</p></ul>", "- a\n- b"},
                        {"<ul><li><p>a<p>b<li><div>c</div></ul>", "- a\nb\n- c"},
                        {"<ol><li><p>a<p>b<li>c</ol>", "1. a\nb\n2. c"},
                        {"<ul><li><p>x<p>a<li>b</ul>", "- a\n- b"},
                        {"<ol><li><p>x<p>a<li>b</ol>", "a\n2. b"},
                        {"<ul><li><p>a<ul><li><p>b</ul><p>c</ul>", "- a\n- b\nc"},
                        {"<dl><dt>a<dd><p>b</dl>", "a\n\nb"}};
  for (const Case& c : cases) EXPECT_EQ(text_of(c.html), c.text) << c.html;
}

}  // namespace
}  // namespace winnow
