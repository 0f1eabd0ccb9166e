// Hostile pages through all stages, on a thread with a stack of 256 KiB: each ends as an article or
// as a drop with its reason, never as an internal error.

#include <gtest/gtest.h>
#include <pthread.h>

#include <functional>

#include "pipeline/winnow.h"
#include "tests/hostile_pages.h"

namespace winnow {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kStackBytes = std::size_t{2} << 20;  // sanitizers make frames larger
#else
constexpr std::size_t kStackBytes = std::size_t{256} << 10;
#endif

void run_on_small_stack(std::function<void()> body) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, kStackBytes), 0);
  const auto run = [](void* pointer) -> void* {
    (*static_cast<std::function<void()>*>(pointer))();
    return nullptr;
  };
  pthread_t thread;
  ASSERT_EQ(pthread_create(&thread, &attributes, run, &body), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

class HostilePages : public ::testing::TestWithParam<std::size_t> {};

TEST_P(HostilePages, EndAsAnArticleOrADropWithItsReason) {
  const auto rules = load_rules(std::filesystem::path(WINNOW_SOURCE_DIR) / "rules");
  run_on_small_stack([&] {
    const Cleaner clean(rules, {.markdown = true, .html = true, .blocks = true});
    for (auto& hostile : testing::hostile_pages(GetParam())) {
      const Outcome outcome = clean({.bytes = std::move(hostile.page), .input = Input::html});
      if (!outcome) {
        EXPECT_NE(outcome.error().reason, Reason::internal)
            << hostile.name << ": " << outcome.error().detail;
      }
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Sizes, HostilePages, ::testing::Values(1, 10));

}  // namespace
}  // namespace winnow
