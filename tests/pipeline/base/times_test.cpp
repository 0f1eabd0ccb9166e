#include <gtest/gtest.h>

#include "winnow/times.h"

namespace winnow {
namespace {

Times::StageNs page(std::uint64_t us) { return {us * 500, us * 500}; }

TEST(Times, KnowWhatAShareOfThePagesStayedWithin) {
  Times times;
  EXPECT_EQ(times.percentile_us(0.5), 0u);
  for (int i = 0; i < 98; ++i) times.count(page(100));
  for (int i = 0; i < 2; ++i) times.count(page(5000));
  EXPECT_GE(times.percentile_us(0.5), 100u);
  EXPECT_LE(times.percentile_us(0.5), 120u);
  EXPECT_GE(times.percentile_us(0.99), 5000u);
  EXPECT_LE(times.percentile_us(0.99), 6000u);
  EXPECT_EQ(times.stage_ns[0], (98 * 100 + 2 * 5000) * 500u);
}

TEST(Times, HoldPagesOfAnyLength) {
  Times times;
  times.count({});
  times.count(page(1));
  times.count(page(3'600'000'000));
  Times sum = times;
  sum += times;
  EXPECT_EQ(sum.pages.front(), 4u);
  EXPECT_EQ(sum.pages.back(), 2u);
}

}  // namespace
}  // namespace winnow
