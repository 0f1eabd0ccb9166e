// Selectors: what CSS and XPath find in a page, and what is refused.

#include <gtest/gtest.h>

#include "pipeline/parse/parse.h"
#include "pipeline/rulepack/selector.h"

namespace winnow {
namespace {

Dom parse_page(std::string html) {
  Decoded page;
  page.text = std::move(html);
  Result<Document> doc = stage::Parse{}(std::move(page));
  if (!doc) throw std::runtime_error(doc.error().detail);
  return std::move(doc->dom);
}

/// The ids of the elements that a selector finds.
std::string ids_of(const Dom& dom, std::string_view selector) {
  std::string out;
  for (std::uint32_t node : Selector::parse(selector).find_all(dom))
    out += (out.empty() ? "" : " ") + dom.attribute(node, "id");
  return out;
}

TEST(Selector, FindsWhatCssAndXPathAskFor) {
  const Dom dom = parse_page(
      "<html><body><div id=a class='post main'><p id=b>1</p><p id=c class=lead>2</p>"
      "<section id=d data-role='share-bar'><p id=e>3</p><x-card id=f>4</x-card></section></div>"
      "<div id=g class='post'><p id=h lang=en-GB>5</p></div></body></html>");
  struct Case {
    std::string_view selector, ids;
  };
  const Case cases[] = {
      {"p", "b c e h"},
      {"div.post > p", "b c h"},
      {"div.main p", "b c e"},
      {".post.main", "a"},
      {"#g p, .lead", "c h"},
      {"[data-role]", "d"},
      {"[data-role=share-bar]", "d"},
      {"section[data-role^='share'] *", "e f"},
      {"[data-role$=bar]", "d"},
      {"[data-role*='re-b']", "d"},
      {"p[lang|=en]", "h"},
      {"div:not(.main)", "g"},
      {"div p:first-of-type", "b e h"},
      {"div p:last-of-type", "c e h"},
      {"div p:nth-of-type(2)", "c"},
      {"x-card", "f"},
      {"X-Card, P.lead", "c f"},
      {"//p", "b c e h"},
      {"//div[@class='post']/p", "h"},
      {"//div[contains(@class,'post')]/p", "b c h"},
      {"//div[contains(concat(' ', normalize-space(@class), ' '), ' main ')]//p", "b c e"},
      {"//*[@id='a' or @id='g']/p[1]", "b h"},
      {"//p[starts-with(@lang, 'en') and @id]", "h"},
      {"//p[not(@class)]", "b e h"},
      {"/html/body/div[2]", "g"},
      {"/html/body/div[last()]/p", "h"},
      {"//section | //p[@class='lead']", "c d"},
      {"//div[@class='post']/p/text()", "h"},
  };
  for (const Case& c : cases) EXPECT_EQ(ids_of(dom, c.selector), c.ids) << c.selector;
  EXPECT_EQ(Selector::parse("//p/@lang").attribute, "lang");
}

TEST(Selector, NearestLooksUpwards) {
  const Dom dom = parse_page("<body><div class=x id=a><div id=b><p id=c>1</p></div></div></body>");
  const std::uint32_t p = Selector::css("p").find_all(dom).at(0);
  EXPECT_EQ(dom.attribute(Selector::css(".x").nearest(dom, p), "id"), "a");
  EXPECT_EQ(Selector::css(".y").nearest(dom, p), 0u);
}

TEST(Selector, RefusesWhatItDoesNotUnderstand) {
  const char* const bad[] = {"",       "p >",       "p[",        "p:hover", "div:not(p q)", "p::before", "a + b",
                             "//",     "//p[",      "//p[@a=b]", "p,",      "//p[count(a)]", "//p[0]",    "//a/following::b"};
  for (const char* selector : bad) EXPECT_THROW(Selector::parse(selector), std::invalid_argument) << selector;
}

}  // namespace
}  // namespace winnow
