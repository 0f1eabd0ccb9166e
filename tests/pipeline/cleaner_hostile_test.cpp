// Hostile pages through all stages, on a thread with a stack of 256 KiB: each ends as an article or
// as a drop with its reason, never as an internal error, and none takes more than 128 MiB, with a
// report on each block. Hostile rules are refused or end in the same way. Time has its budget instead
// of a test with a clock: every stage that works on a page looks at it. (bench/hostile_bench.cpp has
// the clock.)

#include <gtest/gtest.h>
#include <pthread.h>

#include <cstdlib>
#include <functional>

#include "pipeline/cleaner.h"
#include "tests/support/cost_alone.h"
#include "tests/support/hostile_pages.h"
#include "tests/support/hostile_shapes.h"
#include "tests/support/support.h"
#include "tests/support/temp_folder.h"

namespace winnow {
namespace {

using namespace std::string_literals;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WINNOW_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WINNOW_SANITIZED 1
#endif
#endif

#ifdef WINNOW_SANITIZED  // sanitizers make frames larger and keep shadows of all memory
constexpr std::size_t kStackBytes = std::size_t{2} << 20;
constexpr double kMostMebibytes = 4096, kMostSeconds = 60;
#else
constexpr std::size_t kStackBytes = std::size_t{256} << 10;
constexpr double kMostMebibytes = 128, kMostSeconds = 1.2;
#endif

/// False when the thread could not be made.
bool run_on_small_stack(std::function<void()> body) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  const auto run = [](void* pointer) -> void* {
    (*static_cast<std::function<void()>*>(pointer))();
    return nullptr;
  };
  pthread_t thread;
  const bool is_made = pthread_create(&thread, &attributes, run, &body) == 0;
  if (is_made) pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  return is_made;
}

/// What cleaning the page costs; it went well if it ended as an article or as a drop of its own.
testing::Cost cost_of(const Cleaner& clean, const std::string& page) {
  return testing::cost_alone([&] {
    bool answer = false;
    const auto body = [&] {
      const Outcome outcome = clean({.bytes = page, .input = Input::html});
      answer = outcome || outcome.error().reason != Reason::internal;
    };
    return run_on_small_stack(body) && answer;
  });
}

class HostilePages : public ::testing::TestWithParam<std::size_t> {};

TEST_P(HostilePages, EndWithAReasonOnASmallStackAndIn128MiB) {
  const Cleaner clean(testing::shipped_rules(), {.markdown = true, .html = true, .blocks = true});
  for (const auto& hostile : testing::hostile_pages(GetParam())) {
    const testing::Cost cost = cost_of(clean, hostile.page);
    EXPECT_TRUE(cost.went_well) << hostile.name;
    EXPECT_LE(cost.mebibytes, kMostMebibytes) << hostile.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, HostilePages, ::testing::Values(1, 10));

// The promise is a second of processor time and 128 MiB; a page that takes more than its size asks for breaks it sooner
// or later. WINNOW_HOSTILE_SIZES=4 goes up to 4 MiB (`tools/dev/examine`).
TEST(HostileShapes, EndInTimeAndMemoryWhateverIsRepeated) {
  const char* const asked = std::getenv("WINNOW_HOSTILE_SIZES");
  const int sizes = asked ? std::atoi(asked) : 1;
  const Cleaner clean(testing::shipped_rules(), {.markdown = true, .html = true});
  EXPECT_TRUE(clean({.bytes = testing::news_page(1)}));  // fills what is made once
  double slowest = 0, largest = 0;
  std::size_t bytes = std::size_t{64} << 10;
  for (int k = 0; k < sizes; ++k, bytes *= 4)
    for (const auto& shape : testing::hostile_shapes(bytes)) {
      const testing::Cost cost = testing::cost_alone([&] {
        const Outcome outcome = clean({.bytes = shape.page, .input = shape.input});
        return outcome || outcome.error().reason != Reason::internal;
      });
      EXPECT_TRUE(cost.went_well) << shape.name;
      EXPECT_LE(cost.seconds, kMostSeconds) << shape.name << ", " << bytes << " bytes";
      EXPECT_LE(cost.mebibytes, kMostMebibytes) << shape.name << ", " << bytes << " bytes";
      slowest = std::max(slowest, cost.seconds);
      largest = std::max(largest, cost.mebibytes);
    }
  RecordProperty("slowest_ms", static_cast<int>(1000 * slowest));
  RecordProperty("largest_mebibytes", static_cast<int>(largest));
}

TEST(HostileRules, EndWithAReasonOnASmallStack) {
  const auto pages = testing::pages_for_hostile_conditions();
  for (const std::string& condition : testing::hostile_conditions()) {
    TempFolder folder;
    folder.write("news/a.yaml", testing::hostile_rule(condition));
    const Cleaner clean(load_rules(std::filesystem::path(folder.path())));
    for (const auto& hostile : pages) {
      const testing::Cost cost = cost_of(clean, hostile.page);
      EXPECT_TRUE(cost.went_well) << condition << " on " << hostile.name;
      EXPECT_LE(cost.mebibytes, kMostMebibytes) << condition << " on " << hostile.name;
    }
  }
}

TEST(HostileRules, AreRefusedWithTheirPlaceWhereTheirCostHasNoBound) {
  const std::string words = testing::numbered("|word", "", 20'000);
  for (const std::string& condition :
       {"pattern: '((a{100}){100}){100}'"s, "pattern: '(a?){900}(a){900}$'"s, "pattern: '[ab]*a[ab]{1900}c'"s,
        "pattern: 'x" + words + "'", "inside: 'div:has(p:has(b))'"s, "inside: '//p[count(//p)=3]'"s}) {
    TempFolder folder;
    folder.write("news/a.yaml", testing::hostile_rule(condition));
    std::string error;
    try {
      load_rules(std::filesystem::path(folder.path()));
    } catch (const RuleError& e) {
      error = e.what();
    }
    EXPECT_NE(error.find("news/a.yaml:2:"), error.npos) << condition.substr(0, 60) << ": " << error.substr(0, 200);
  }
}

/// A page that has come as far as the stage that takes a T.
class SpentBudget : public ::testing::Test {
 protected:
  static std::string page() {
    return "<title>Boats</title>" +
           testing::repeated("<p>Some words of text, and a full stop at their end.</p>", 1'000);
  }
  const Cleaner cleaner_{testing::shipped_rules(), {.limits = {.max_time_ms = 600'000}}};
  const Cleaner::Stages& stages_ = cleaner_.stages();

  auto decoded() { return stages_.decode({.bytes = page(), .input = Input::html}); }
  auto parsed() { return stages_.parse(std::move(*decoded())); }
  auto segmented() { return stages_.segment(std::move(*parsed())); }
  auto described() { return stages_.describe(std::move(*segmented())); }
  auto labelled() { return stages_.label(std::move(*described())); }
};

/// Hands `in` to the stage with no time left.
template <class Stage, class In>
void expect_too_slow(const Stage& stage, Result<In>&& in) {
  ASSERT_TRUE(in);
  *clock_of(*in) = Deadline(0);
  const auto out = stage(std::move(*in));
  ASSERT_FALSE(out) << Stage::name;
  EXPECT_EQ(out.error().reason, Reason::too_slow) << Stage::name;
  EXPECT_EQ(out.error().stage, Stage::name);
}

TEST_F(SpentBudget, IsNoticedByEveryStage) {
  expect_too_slow(stages_.parse, decoded());
  expect_too_slow(stages_.segment, parsed());
  expect_too_slow(stages_.describe, segmented());
  expect_too_slow(stages_.label, described());
  expect_too_slow(stages_.choose, labelled());
}

}  // namespace
}  // namespace winnow
