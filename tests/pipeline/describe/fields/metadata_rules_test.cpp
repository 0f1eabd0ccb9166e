// The loader of rules/metadata: what it refuses, naming the place, and how packs lie over each other.

#include <gtest/gtest.h>

#include "pipeline/describe/fields/metadata_rules.h"
#include "tests/support/temp_folder.h"
#include "winnow/winnow.h"

namespace winnow {
namespace {

std::string error_of(std::string_view file, std::string_view yaml) {
  const TempFolder pack;
  pack.write("metadata/" + std::string(file), yaml);
  try {
    load_metadata_rules({pack.path()});
  } catch (const RuleError& e) {
    return e.what();
  }
  return "no error";
}

TEST(MetadataRules, ErrorsNamePlaceAndCause) {
  struct Case {
    std::string_view file, yaml, where, what;
  };
  for (const auto& [file, yaml, where, what] : {
           Case{"sources.yaml", "meta:\n  titel:\n    og:title: 70\n", "sources.yaml:", "did you mean 'title'"},
           Case{"sources.yaml", "meta:\n  title:\n    og:title: 700\n", "sources.yaml:3:", "700"},
           Case{"sources.yaml", "metas: {}\n", "sources.yaml:1:", "metas"},
           Case{"sources.yaml", "json_ld:\n  contents: {}\n", "sources.yaml:2:", "contents"},
           Case{"dates.yaml", "months:\n  13: [smarch]\n", "dates.yaml:", "is no month"},
           Case{"dates.yaml", "weekdays: [monday]\nzones: {abc: 9000}\n", "dates.yaml:2:", "9000"},
           Case{"dates.yaml", "units:\n  one: [hour]\n", "dates.yaml:", "whole number"},
           Case{"dates.yaml", "cues:\n  when: [posted]\n", "dates.yaml:", "no metadata field 'when'"},
           Case{"people.yaml", "bylines: [by]\n", "people.yaml:1:", "bylines"},
           Case{"people.yaml", "ranks: {sure_byline: 162}\n", "people.yaml:1:", "162"},
           Case{"people.yaml", "ranks: {sure_bylines: 62}\n", "people.yaml:1:", "did you mean 'sure_byline'"},
           Case{"tags.yaml", "tag_paths: {a: b}\n", "tags.yaml:1:", ""},
           Case{"other.yaml", "a: b\n", "other.yaml", "no such part"},
       }) {
    const std::string error = error_of(file, yaml);
    EXPECT_NE(error.find(where), std::string::npos) << error;
    EXPECT_NE(error.find(what), std::string::npos) << error;
  }
}

TEST(MetadataRules, LaterPacksOverrideRanksAndAddWords) {
  const TempFolder first, second;
  first.write("metadata/sources.yaml", "meta:\n  title: {og:title: 70, headline: 60}\n");
  first.write("metadata/people.yaml", "nobody: [admin]\n");
  second.write("metadata/sources.yaml", "meta:\n  title: {og:title: 10}\n");
  second.write("metadata/people.yaml", "nobody: [root]\n");
  const auto rules = load_metadata_rules({first.path(), second.path()});
  EXPECT_EQ(rules->meta.find("og:title")->second.rank, 10);
  EXPECT_EQ(rules->meta.find("headline")->second.rank, 60);
  EXPECT_TRUE(rules->people.nobody.contains("admin"));
  EXPECT_TRUE(rules->people.nobody.contains("root"));
}

TEST(MetadataRules, AFolderWithoutThemAddsNothing) {
  const TempFolder empty;
  EXPECT_TRUE(load_metadata_rules({empty.path()})->meta.empty());
}

TEST(MetadataRules, TheLongestOpeningPhraseThatFitsIsTaken) {
  OpeningPhrases phrases;
  for (const char* phrase : {"by", "by our", "written by"}) phrases.add(phrase);
  const auto at_blank = [](std::string_view rest) { return rest.starts_with(' '); };
  EXPECT_EQ(phrases.match("by our man", at_blank), 6u);
  EXPECT_EQ(phrases.match("by ann", at_blank), 2u);
  EXPECT_EQ(phrases.match("bystander", at_blank), 0u);
  EXPECT_EQ(phrases.match("", at_blank), 0u);
}

}  // namespace
}  // namespace winnow
