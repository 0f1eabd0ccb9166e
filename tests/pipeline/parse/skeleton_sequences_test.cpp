// The skeleton against the page itself on all short sequences of tags.
//
// Nearly every fault that real pages and fuzzing found in the skeleton shows in a page of three or
// four tags. So all sequences are numbered: three tags behind one of a few beginnings, with text,
// nothing or white space between them. The test takes one number in some hundreds; with
// WINNOW_EVERY_SEQUENCE=1 it takes all of them, which is a minute's work.

#include <gtest/gtest.h>

#include <cstdlib>
#include <iterator>

#include "tests/support/parse_agreement.h"

namespace winnow {
namespace {

constexpr std::string_view kBeginnings[] = {"",         "<body>w",  "<table>",   "<table><tr><td>",
                                            "<div><p>", "<select>", "<template>"};
constexpr std::string_view kFragments[] = {"<p>",
                                           "</p>",
                                           "<div>",
                                           "</div>",
                                           "<b>",
                                           "</b>",
                                           "<a>",
                                           "</a>",
                                           "<span>",
                                           "</span>",
                                           "<ul>",
                                           "</ul>",
                                           "<li>",
                                           "<h2>",
                                           "</h2>",
                                           "<table>",
                                           "</table>",
                                           "<caption>",
                                           "<colgroup>",
                                           "<col>",
                                           "<tbody>",
                                           "</tbody>",
                                           "<tr>",
                                           "</tr>",
                                           "<td>",
                                           "</td>",
                                           "<th>",
                                           "<form>",
                                           "</form>",
                                           "<input>",
                                           "<input type=hidden>",
                                           "<select>",
                                           "</select>",
                                           "<option>",
                                           "<button>",
                                           "</button>",
                                           "<textarea></textarea>",
                                           "<object>",
                                           "</object>",
                                           "<br>",
                                           "<hr>",
                                           "<img>",
                                           "<pre>",
                                           "<dt>",
                                           "</dl>",
                                           "<x-y>",
                                           "</x-y>",
                                           "<script></script>",
                                           "<title></title>",
                                           "<style></style>",
                                           "<meta>",
                                           "<iframe></iframe>",
                                           "<!x>",
                                           "</body>",
                                           "<body>",
                                           "<center>",
                                           "</center>",
                                           "<template>",
                                           "</template>"};
constexpr std::string_view kBetween[] = {"x", "", " ", " x "};
constexpr std::size_t kTagsOfAPage = 3;

constexpr std::size_t sequences() {
  std::size_t all = std::size(kBeginnings) * std::size(kBetween);
  for (std::size_t i = 0; i < kTagsOfAPage; ++i) all *= std::size(kFragments);
  return all;
}

std::string page_of(std::size_t number) {
  const auto take = [&](const auto& list) {
    const std::string_view taken = list[number % std::size(list)];
    number /= std::size(list);
    return taken;
  };
  const std::string_view between = take(kBetween);
  std::string page(take(kBeginnings));
  for (std::size_t i = 0; i < kTagsOfAPage; ++i) page.append(between).append(take(kFragments));
  return page.append(between).append("z");
}

TEST(Skeleton, AgreesOnShortSequencesOfTags) {
  constexpr std::size_t kStep = 499;  // a prime: all beginnings and tags come up
  const std::size_t step = std::getenv("WINNOW_EVERY_SEQUENCE") ? 1 : kStep;
  std::size_t faults = 0;
  for (std::size_t number = 0; number < sequences() && faults < 20; number += step) {
    const std::string page = page_of(number);
    const Dom by_skeleton = testing::parsed_by_skeleton(page), plain = testing::parsed_plainly(page);
    const std::string tree = testing::structure(by_skeleton), plain_tree = testing::structure(plain);
    const std::string text = testing::visible_text(by_skeleton), plain_text = testing::visible_text(plain);
    if (tree == plain_tree && text == plain_text) continue;
    ++faults;
    ADD_FAILURE() << page << "\nskeleton:\n" << tree << text << "page:\n" << plain_tree << plain_text;
  }
}

}  // namespace
}  // namespace winnow
