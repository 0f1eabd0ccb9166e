#include "tools/json_lines/bounded_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace winnow::tools {
namespace {

TEST(BoundedQueue, GivesItemsInTheirOrder) {
  BoundedQueue<int> queue(3);
  for (int item : {1, 2, 3}) EXPECT_TRUE(queue.push(std::move(item)));
  for (const int item : {1, 2, 3}) EXPECT_EQ(queue.pop(), item);
}

TEST(BoundedQueue, HoldsNoMoreThanItsCapacity) {
  constexpr int kItems = 2000, kCapacity = 4;
  BoundedQueue<int> queue(kCapacity);
  std::atomic<int> pushed = 0;
  std::thread writer([&] {
    for (int i = 0; i < kItems; ++i) {
      queue.push(int{i});
      ++pushed;
    }
    queue.close();
  });
  int taken = 0;
  while (const auto item = queue.pop()) {
    EXPECT_EQ(*item, taken++);
    EXPECT_LE(pushed, taken + kCapacity);
  }
  EXPECT_EQ(taken, kItems);
  writer.join();
}

TEST(BoundedQueue, EmptiesAfterItIsClosedAndTakesNothingMore) {
  BoundedQueue<int> queue(2);
  EXPECT_TRUE(queue.push(1));
  EXPECT_FALSE(queue.closed());
  queue.close();
  EXPECT_TRUE(queue.closed());
  EXPECT_FALSE(queue.push(2));
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(BoundedQueue, WakesThoseWhoWaitWhenItCloses) {
  BoundedQueue<int> empty(1), full(1);
  EXPECT_TRUE(full.push(1));
  std::thread reader([&] { EXPECT_EQ(empty.pop(), std::nullopt); });
  std::thread writer([&] { EXPECT_FALSE(full.push(2)); });
  empty.close();
  full.close();
  reader.join();
  writer.join();
}

}  // namespace
}  // namespace winnow::tools
