// The table of the options of `winnow clean`, and the fingerprint that is made from it.

#include "tools/batch/clean_options.h"

#include <gtest/gtest.h>

#include <set>

namespace winnow::tools {
namespace {

/// Gives the option with a number in the table another value.
class ChangeOne {
 public:
  explicit ChangeOne(std::size_t number) : number_(number) {}

  OptionRow changed{};  ///< its row, without a name if the table has no such number

  void operator()(const OptionRow& row, bool& on) {
    if (is_meant(row)) on = !on;
  }
  void operator()(const OptionRow& row, std::size_t& number) {
    if (is_meant(row)) ++number;
  }
  void operator()(const OptionRow& row, std::optional<std::size_t>& number) {
    if (is_meant(row)) number = 3;
  }
  void operator()(const OptionRow& row, std::string& text) {
    if (is_meant(row)) text += "x";
  }
  void operator()(const OptionRow& row, std::vector<std::string>& texts) {
    if (is_meant(row)) texts.push_back("x");
  }
  template <class T>
  void operator()(const OptionRow& row, T& value, Choices<T> choices) {
    if (is_meant(row)) value = choices[value == choices[0].value ? 1 : 0].value;
  }

 private:
  bool is_meant(const OptionRow& row) {
    if (at_++ != number_) return false;
    changed = row;
    return true;
  }

  std::size_t number_, at_ = 0;
};

TEST(CleanOptions, EachOneThatRecordsDependOnChangesTheFingerprint) {
  std::set<std::string> fingerprints = {fingerprint_of({})}, without_effect;
  for (std::size_t number = 0;; ++number) {
    CleanOptions options;
    ChangeOne change(number);
    for_each_option(options, change);
    if (change.changed.name.empty()) break;
    const std::string name(change.changed.name);
    if (fingerprint_of(options) == fingerprint_of({})) without_effect.insert(name);
    else EXPECT_TRUE(fingerprints.insert(fingerprint_of(options)).second) << name;
  }
  const std::set<std::string> where_and_how = {"from",   "output", "compress",   "stats",    "jobs", "in_flight",
                                               "resume", "shard",  "max_errors", "progress", "quiet"};
  EXPECT_EQ(without_effect, where_and_how);
}

TEST(CleanOptions, HaveANameEach) {
  std::set<std::string_view> names, flags;
  CleanOptions options;
  for_each_option(options, [&](const OptionRow& row, const auto&...) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    if (*row.flag && std::string_view(row.flag) != kKeepFlag) {
      EXPECT_TRUE(flags.insert(row.flag).second) << row.flag;
      EXPECT_STRNE(row.help, "") << row.name;
    }
  });
}

TEST(CleanOptions, DoNotRunIntoEachOther) {
  CleanOptions fields, languages;
  fields.write.fields = {"a", "b"};
  languages.write.fields = {"a\nb"};
  EXPECT_NE(fingerprint_of(fields), fingerprint_of(languages));
  fields.write.fields = {"a"};
  languages.write.fields = {};
  languages.clean.languages = {"a"};
  EXPECT_NE(fingerprint_of(fields), fingerprint_of(languages));
}

TEST(CleanOptions, DependOnWhetherSideFilesAreWrittenNotOnTheirNames) {
  CleanOptions one, other;
  one.drops = "a";
  other.drops = "b";
  EXPECT_EQ(fingerprint_of(one), fingerprint_of(other));
  EXPECT_NE(fingerprint_of(one), fingerprint_of({}));
}

}  // namespace
}  // namespace winnow::tools
