// Addresses of made-up papers, and the lines that they hold.

#include "pipeline/describe/fields/slug.h"

#include <gtest/gtest.h>

#include "pipeline/rules.h"
#include "tests/support/support.h"

namespace winnow {
namespace {

using Words = std::vector<std::string>;

const TitleRules& rules() { return testing::shipped_rules()->metadata->titles; }

TEST(Slug, IsThePartOfTheAddressWithTheMostWords) {
  const struct {
    const char* url;
    Words words;
  } cases[] = {
      {"https://a.example/local/old-mill-opens-post123456.html", {"old", "mill", "opens"}},
      {"https://a.example/2024/03/05/the_old_mill?page=2", {"the", "old", "mill"}},
      {"https://a.example/o-to-boc-chay-198260720023243246.htm", {"o", "to", "boc", "chay"}},
      {"https://a.example/news/12345", {}},
      {"https://a.example/", {}},
      {"", {}},
      {"https://a.example/%E0%A4%AA%E0%A5%81%E0%A4%B2-%E0%A4%96%E0%A5%81%E0%A4%B2%E0%A4%BE-%E0%A4%86%E0%A4%9C-new",
       {"पल", "खला", "आज", "new"}},
      {"https://a.example/bad%", {}},
  };
  for (const auto& [url, words] : cases) EXPECT_EQ(slug_of(url, rules()).words, words) << url;
}

TEST(Slug, IsLikeItsTitleInAnyLanguageThatAddressesSpellInLatin) {
  const struct {
    const char *url, *title;
  } cases[] = {
      {"https://a.example/duong-ve-ben-cu-123456.html", "Đường về bến cũ"},
      {"https://a.example/muehle-oeffnet-fuer-gaeste", "Mühle öffnet für Gäste"},
      {"https://a.example/muhle-offnet-fur-gaste", "Mühle öffnet für Gäste"},
      {"https://a.example/le-vieux-moulin-rouvre-a-l-ete", "Le vieux moulin rouvre à l’été"},
      {"https://a.example/laka-nad-rzeka-znow-zielona", "Łąka nad rzeką znów zielona"},
      {"https://a.example/staraya-melnica-snova-otkryta", "Старая мельница снова открыта"},
      {"https://a.example/broen-aabner-igen-for-gaester", "Broen åbner igen for gæster"},
  };
  for (const auto& [url, title] : cases) EXPECT_GT(likeness(slug_of(url, rules()), title, rules()), 0.8F) << url;
}

TEST(Slug, IsUnlikeOtherLines) {
  const Slug slug = slug_of("https://a.example/the-old-mill-opens-its-doors", rules());
  EXPECT_LT(likeness(slug, "The town council meets", rules()), 0.35F);
  EXPECT_EQ(likeness(slug, "", rules()), 0);
  EXPECT_EQ(likeness({}, "The old mill opens its doors", rules()), 0);
}

}  // namespace
}  // namespace winnow
