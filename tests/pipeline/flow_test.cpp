// run(): every page read comes out once and in order, whatever the number of threads, and a reader
// or writer that throws or a request to stop loses nothing that was read.

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/support.h"

namespace winnow {
namespace {

/// Page `number` of a made-up input: news pages, with an empty page, a binary and a record that
/// could not be read among them.
Result<Page> mixed_page(std::size_t number) {
  const std::string id = "page-" + std::to_string(number);
  if (number % 13 == 5) return Drop{Reason::malformed_record, "read", "not JSON", id};
  if (number % 7 == 3) return Page{.id = id};
  if (number % 11 == 2) return Page{.id = id, .bytes = "%PDF-1.7\n\x01\x02\x03"};
  return Page{.id = id, .bytes = testing::news_page(number)};
}

Read mixed_pages(std::size_t count) {
  return [count, next = std::size_t{0}]() mutable -> std::optional<Result<Page>> {
    if (next == count) return std::nullopt;
    return mixed_page(next++);
  };
}

/// One line for an outcome, with everything that must not depend on the number of threads.
std::string line_of(const Outcome& outcome) {
  if (!outcome) return outcome.error().id + " " + std::string(name(outcome.error().reason));
  return outcome->id + " " + outcome->title + " " + outcome->text;
}

std::vector<std::string> lines_of_run(const Cleaner& cleaner, std::size_t pages, std::size_t jobs) {
  std::vector<std::string> lines;
  run(cleaner, mixed_pages(pages), [&](std::size_t, Outcome&& outcome) { lines.push_back(line_of(outcome)); },
      {.jobs = jobs});
  return lines;
}

class Flow : public ::testing::Test {
 protected:
  // No time budget: a busy machine must not turn pages into Drops here.
  Cleaner cleaner_{testing::shipped_rules(), {.limits = {.max_time_ms = 600'000}}};
};

TEST_F(Flow, GivesOneOutcomeAPageInOrder) {
  constexpr std::size_t kPages = 3000;
  std::size_t next = 0;
  const Counts counts = run(cleaner_, mixed_pages(kPages),
                            [&](std::size_t number, Outcome&& outcome) {
                              EXPECT_EQ(number, next);
                              EXPECT_EQ(outcome ? outcome->id : outcome.error().id, "page-" + std::to_string(next));
                              ++next;
                            },
                            {.jobs = 4});
  EXPECT_EQ(next, kPages);
  EXPECT_EQ(counts.read, kPages);
  EXPECT_EQ(counts.read, counts.kept + counts.dropped);
  EXPECT_GT(counts.kept, kPages / 2);
  EXPECT_GT(counts.dropped, kPages / 5);
}

TEST_F(Flow, GivesTheSameForOneAndEightJobs) {
  EXPECT_EQ(lines_of_run(cleaner_, 400, 1), lines_of_run(cleaner_, 400, 8));
}

TEST_F(Flow, GivesWhatTheCleanerGivesPageByPage) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < 60; ++i) {
    Result<Page> page = mixed_page(i);
    lines.push_back(line_of(page ? cleaner_(std::move(*page)) : Outcome(page.error())));
  }
  EXPECT_EQ(lines_of_run(cleaner_, 60, 3), lines);
}

TEST_F(Flow, KeepsNoMorePagesInFlightThanAsked) {
  for (const std::size_t in_flight : {1u, 2u, 9u}) {
    std::atomic<std::size_t> read = 0, written = 0, most = 0;
    Read pages = mixed_pages(300);
    run(
        cleaner_,
        [&] {
          auto page = pages();
          if (page) most = std::max(most.load(), ++read - written.load());
          return page;
        },
        [&](std::size_t, Outcome&&) { ++written; }, {.jobs = 4, .in_flight = in_flight});
    EXPECT_EQ(written, 300u);
    // The source holds one page more, read and not yet admitted.
    EXPECT_LE(most, in_flight + 1) << "in flight: " << in_flight;
  }
}

TEST_F(Flow, WritesWhatWasReadBeforeAStop) {
  std::stop_source stop;
  Read pages = mixed_pages(100'000);
  std::size_t read = 0, written = 0;
  const Counts counts = run(
      cleaner_,
      [&] {
        if (++read == 50) stop.request_stop();
        return pages();
      },
      [&](std::size_t, Outcome&&) { ++written; }, {.jobs = 4}, stop.get_token());
  EXPECT_EQ(counts.read, 50u);
  EXPECT_EQ(written, 50u);
}

TEST_F(Flow, RethrowsAReadersExceptionAfterWritingWhatWasRead) {
  Read pages = mixed_pages(100);
  std::size_t read = 0, written = 0;
  const auto failing = [&] {
    if (read == 40) throw std::runtime_error("the disk is gone");
    ++read;
    return pages();
  };
  EXPECT_THROW(run(cleaner_, failing, [&](std::size_t, Outcome&&) { ++written; }, {.jobs = 4}), std::runtime_error);
  EXPECT_EQ(written, 40u);
}

TEST_F(Flow, RethrowsAWritersExceptionAndWritesNoMore) {
  std::size_t written = 0;
  const auto failing = [&](std::size_t number, Outcome&&) {
    ++written;
    if (number == 20) throw std::runtime_error("the disk is full");
  };
  EXPECT_THROW(run(cleaner_, mixed_pages(100'000), failing, {.jobs = 4}), std::runtime_error);
  EXPECT_EQ(written, 21u);
}

TEST_F(Flow, EndsAtOnceWithoutPages) {
  const Counts counts = run(
      cleaner_, [] { return std::nullopt; }, [](std::size_t, Outcome&&) { FAIL(); });
  EXPECT_EQ(counts.read, 0u);
}

TEST_F(Flow, RunsTwiceInARow) { EXPECT_EQ(lines_of_run(cleaner_, 30, 2), lines_of_run(cleaner_, 30, 2)); }

}  // namespace
}  // namespace winnow
