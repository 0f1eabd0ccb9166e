// Selectors: what CSS and XPath find in a page, and what is refused.

#include <gtest/gtest.h>

#include "pipeline/base/hash.h"
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
      {"//p[text()='5']/..", "g"},
      {"//p[.='3']/ancestor::div", "a"},
      {"//x-card/ancestor::*[1]", "d"},
      {"//p[@class='lead']/following-sibling::*", "d"},
      {"//p[@id='b']/following-sibling::*[2]", "d"},
      {"//section/preceding-sibling::p[1]", "c"},
      {"//section/preceding-sibling::p", "b c"},
      {"//p/parent::section/self::*[@data-role]", "d"},
      {"//div[contains(., '4')]", "a"},
      {"//p[contains(text(), '3') or starts-with(., '5')]", "e h"},
      {"//*[(@id='g') and (@class='post')]", "g"},
      {"//div[@class!='post']", "a"},
      {"//p[@class!='lead']", ""},
      {"(//p)[2]", "c"},
      {"(//p)[last()]", "h"},
      {"(//div | //section)[2]//p", "e"},
      {"(//div)[1]/p | //x-card", "b c f"},
  };
  for (const Case& c : cases) EXPECT_EQ(ids_of(dom, c.selector), c.ids) << c.selector;
  EXPECT_EQ(Selector::parse("//p/@lang").attribute, "lang");
}

TEST(Selector, CutsTextsAsXPathDoes) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"substring-after(//p, 'By ')", "Ann - Mill Post"},
      {"substring-before(//p, ' - ')", "By Ann"},
      {"substring-before(substring-after(//p, 'By '), ' - ')", "Ann"},
      {"normalize-space(substring-after(//p, 'of '))", ""},
      {"string(//p)", "By Ann - Mill Post"}};
  for (const auto& [selector, text] : cases) {
    EXPECT_EQ(Selector::parse(selector).cut("By Ann - Mill Post"), text) << selector;
    EXPECT_EQ(Selector::parse(selector).finds_elements(), selector.starts_with("string")) << selector;
  }
}

TEST(Selector, KnowsWhichItCanAskOfASingleElement) {
  for (const char* one : {"div > p", "//div[2]//p[@id]", "//p | //div"})
    EXPECT_TRUE(Selector::parse(one).can_match()) << one;
  EXPECT_FALSE(Selector::parse("//p/text()").finds_elements());
  for (const char* whole : {"(//p)[1]", "//p/..", "//p/following-sibling::p", "//p/@id"})
    EXPECT_FALSE(Selector::parse(whole).can_match()) << whole;
}

TEST(Selector, FindsInLinearTimeWhereManySiblingsAre) {
  std::string html = "<body>";
  for (int i = 0; i < 20000; ++i) html += "<p>a</p>";
  const Dom dom = parse_page(html);
  EXPECT_EQ(Selector::parse("//p/following-sibling::p[3]/preceding-sibling::p[1]").find_all(dom).size(), 19997u);
  EXPECT_EQ(Selector::parse("//p[19999]").find_all(dom).size(), 1u);
}

TEST(Selector, KnowsWithoutWhichClassesItFindsNothing) {
  struct Case {
    const char* text;
    std::vector<std::string_view> classes;
    bool last_has_class;
  };
  const Case cases[] = {
      {".a, .b", {"a", "b"}, true}, {"div.a > p, .b", {"a", "b"}, false},
      {".a, p", {}, false},         {"p:not(.a)", {}, false},
      {"[class=a]", {}, false},     {"//div[contains(concat(' ',normalize-space(@class),' '),' a ')]", {"a"}, true},
  };
  for (const Case& c : cases) {
    const Selector selector = Selector::parse(c.text);
    std::vector<std::uint32_t> classes;
    std::uint64_t bits = 0;
    for (const std::string_view name : c.classes) {
      classes.push_back(hash_of_class(name));
      bits |= class_bit(classes.back());
    }
    EXPECT_EQ(selector.classes, classes) << c.text;
    EXPECT_EQ(selector.class_bits, c.last_has_class ? bits : ~std::uint64_t{0}) << c.text;
  }
}

TEST(Selector, StopsWhenThePagesTimeIsUp) {
  std::string html = "<body>";
  for (int i = 0; i < 2000; ++i) html += "<p>one</p>";
  const Dom dom = parse_page(html);
  for (const char* text : {"p", "//p[contains(., 'one')]", "body > p:nth-of-type(1999)"}) {
    const Selector selector = Selector::parse(text);
    EXPECT_FALSE(selector.find_all(dom).empty()) << text;
    EXPECT_LT(selector.find_all(dom, Deadline(0)).size(), selector.find_all(dom).size()) << text;
  }
}

TEST(Selector, MatchesWhatItFinds) {
  const Dom dom = parse_page(
      "<div class=x id=a><p><i><div><i><p><b><div class=y><i><p><b><div><p><i><b></b></i></div>"
      "<section><div class=x><p></p><p><i></i><i></i></p></div></section></div>");
  for (std::string_view text :
       {"div p", "div > p", "div i > b", "div > i > p b", ".x i b", ".x > p i", "div div div i", ".y div i > b", "i p",
        "section i:nth-of-type(2)", "section p:nth-of-type(2) > i", "/html/body/div//i", "/html//p/i", "/div",
        "//body/div//div//i", "body > p i", "html > body > p > i", "i > div > i > p", "div:not(.x) p"}) {
    const Selector selector = Selector::parse(text);
    ASSERT_TRUE(selector.can_match()) << text;
    std::vector<std::uint32_t> matched;
    for (std::uint32_t node = 0; node < dom.nodes.size(); ++node)
      if (selector.matches(dom, node)) matched.push_back(node);
    EXPECT_EQ(matched, selector.find_all(dom)) << text;
  }
}

TEST(Selector, NearestLooksUpwards) {
  const Dom dom = parse_page("<body><div class=x id=a><div id=b><p id=c>1</p></div></div></body>");
  const std::uint32_t p = Selector::css("p").find_all(dom).at(0);
  EXPECT_EQ(dom.attribute(Selector::css(".x").nearest(dom, p), "id"), "a");
  EXPECT_EQ(Selector::css(".y").nearest(dom, p), 0u);
}

TEST(Selector, RefusesWhatItDoesNotUnderstand) {
  const char* const bad[] = {"",
                             "p >",
                             "p[",
                             "p:hover",
                             "div:not(p q)",
                             "p::before",
                             "a + b",
                             "//",
                             "//p[",
                             "//p[@a=b]",
                             "p,",
                             "//p[count(a)]",
                             "//p[0]",
                             "//a/following::b",
                             "(//p[1]",
                             "((//p)[1])[1]",
                             "//p[.//a]",
                             "substring-after(//p)",
                             "//div//..",
                             "(//p)[1][2]"};
  for (const char* selector : bad) EXPECT_THROW(Selector::parse(selector), std::invalid_argument) << selector;
}

}  // namespace
}  // namespace winnow
