#pragma once
// Pages cut into blocks by the shipped rules, for tests of segment.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "pipeline/cleaner.h"
#include "tests/support/support.h"

namespace winnow::testing {

inline Blocks segment(std::string bytes, Input input = Input::html) {
  const Cleaner cleaner(shipped_rules());
  const Cleaner::Stages& s = cleaner.stages();
  Page page{.bytes = std::move(bytes), .input = input};
  auto blocks = run_stage(s.segment, run_stage(s.parse, run_stage(s.decode, Result<Page>(std::move(page)))));
  EXPECT_TRUE(blocks);
  return blocks ? std::move(*blocks) : Blocks{};
}

using Texts = std::vector<std::string>;

inline Texts texts(const Blocks& page) {
  Texts out;
  for (const Block& block : page.blocks) out.emplace_back(page.text_of(block));
  return out;
}

/// A page and the texts of its blocks.
struct SegmentCase {
  const char* html;
  Texts blocks;
};

}  // namespace winnow::testing
