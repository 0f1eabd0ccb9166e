// The strict YAML reader: what it accepts, and that each error names the place and what could be.

#include <gtest/gtest.h>

#include <functional>

#include "pipeline/rulepack/yaml.h"

namespace winnow {
namespace {

Yaml parse(std::string_view text) { return Yaml::parse(text, "a.yaml"); }

std::string error_of(const std::function<void()>& read) {
  try {
    read();
  } catch (const RuleError& e) {
    return e.what();
  }
  return "no error";
}

TEST(Yaml, ReadsMapsListsAndScalars) {
  const Yaml file = parse("id: a\nwords: [x, y]\nmin: 3\nshare: 0.5\non: true\nnested: {k: v}\n");
  EXPECT_EQ(file.at("id").text(), "a");
  EXPECT_EQ(file.at("words").texts(), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(file.at("id").texts(), std::vector<std::string>{"a"});
  EXPECT_EQ(file.at("min").integer(0, 9), 3);
  EXPECT_EQ(file.at("share").number(0, 1), 0.5);
  EXPECT_TRUE(file.at("on").boolean());
  EXPECT_EQ(file.at("nested").members().front().first, "k");
  EXPECT_EQ(file.at("words").items().at(1).place(), "a.yaml:2:12");
}

TEST(Yaml, ErrorsNamePlaceFindingAndWhatIsAllowed) {
  struct Case {
    std::string_view text;
    std::function<void(const Yaml&)> read;
    std::string_view error;
  };
  const Case cases[] = {
      {"id: a\nwehn: b\n",
       [](const Yaml& y) {
         y.keys({"id", "when"});
       },
       "a.yaml:2:1: unknown key 'wehn'; did you mean 'when'? Allowed: id, when"},
      {"id: a\nzzzzzz: b\n",
       [](const Yaml& y) {
         y.keys({"id", "when"});
       },
       "a.yaml:2:1: unknown key 'zzzzzz'; allowed: id, when"},
      {"a:\n  b: 1\n", [](const Yaml& y) { y.at("a").at("c"); }, "a.yaml:2:3: the key 'c' is missing"},
      {"a: [b, c,\n    b]", [](const Yaml& y) { y.at("a").texts(); }, "a.yaml:2:5: 'b' stands twice in this list"},
      {"n: 010", [](const Yaml& y) { y.at("n").integer(0, 99); },
       "a.yaml:1:4: found '010' where a whole number from 0 to 99 is needed"},
      {"n: '7'", [](const Yaml& y) { y.at("n").integer(0, 99); },
       "a.yaml:1:4: found '7' where a whole number from 0 to 99 is needed"},
      {"n: 100", [](const Yaml& y) { y.at("n").integer(0, 99); },
       "a.yaml:1:4: found '100' where a whole number from 0 to 99 is needed"},
      {"n: 1.5", [](const Yaml& y) { y.at("n").number(0, 1); },
       "a.yaml:1:4: found '1.5' where a number from 0 to 1 is needed"},
      {"n: .nan", [](const Yaml& y) { y.at("n").number(0, 1); },
       "a.yaml:1:4: found '.nan' where a number from 0 to 1 is needed"},
      {"n: yes", [](const Yaml& y) { y.at("n").boolean(); }, "a.yaml:1:4: found 'yes' where true or false is needed"},
      {"n: relatd",
       [](const Yaml& y) {
         y.at("n").one_of({"share", "related"});
       },
       "a.yaml:1:4: unknown value 'relatd'; did you mean 'related'? Allowed: share, related"},
      {"n: [a, b]", [](const Yaml& y) { y.at("n").text(); }, "a.yaml:1:4: found a list where a single value is needed"},
      {"n:\nm: 1", [](const Yaml& y) { y.at("n").text(); }, "a.yaml:1:1: found nothing where a single value is needed"},
  };
  for (const Case& c : cases) EXPECT_EQ(error_of([&] { c.read(parse(c.text)); }), c.error) << c.text;
}

TEST(Yaml, RefusesWhatYamlReadersTakeSilently) {
  EXPECT_EQ(error_of([] { parse("a: 1\nb: 2\na: 3\n"); }), "a.yaml:3:1: key 'a' stands twice, first on line 1");
  EXPECT_EQ(error_of([] { parse("a: &x 1\nb: *x\n"); }).substr(0, 38), "a.yaml:1:4: anchors and aliases (& and");
  EXPECT_EQ(error_of([] { parse("a: 1\n---\nb: 2\n"); }).substr(0, 13), "a.yaml:2:1: a");
  EXPECT_EQ(error_of([] { parse("# nothing\n"); }), "a.yaml:1:1: the file is empty");
  EXPECT_EQ(error_of([] { parse("[a, b]: 1\n"); }), "a.yaml:1:1: a key must be a word");
}

TEST(Yaml, BrokenSyntaxHasItsPlace) {
  EXPECT_EQ(error_of([] { parse("a: [1, 2\nb: 3\n"); }).substr(0, 8), "a.yaml:2");
  EXPECT_EQ(error_of([] { parse("a: 1\nb: \"c\n"); }).substr(0, 8), "a.yaml:3");
  EXPECT_EQ(error_of([] { parse("a: 1\nb: x\xFF\n"); }).substr(0, 11), "a.yaml:2:5:");
  EXPECT_EQ(error_of([] { Yaml::load("/no/such/file.yaml"); }), "/no/such/file.yaml: cannot be read");
}

TEST(Yaml, NearestNameHintsOnlyAtMisspellings) {
  EXPECT_EQ(nearest_name("wehn", {"id", "when", "why"}), "when");
  EXPECT_EQ(nearest_name("newslettr", {"share", "newsletter"}), "newsletter");
  EXPECT_EQ(nearest_name("banana", {"id", "when", "why"}), "");
}

}  // namespace
}  // namespace winnow
