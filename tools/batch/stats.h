#pragma once
// The counts of a run, as JSON: for --stats, for the markers of finished shards, for merge-stats.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "winnow/winnow.h"

namespace winnow::tools {

/// Counts of pages. Sums of two runs are the counts of both.
struct Stats {
  std::uint64_t pages = 0, articles = 0, drops = 0, errors = 0;
  std::uint64_t input_bytes = 0;  ///< of input files, as they are on disk
  std::uint64_t text_bytes = 0;   ///< of the articles' texts
  std::map<std::string, std::uint64_t, std::less<>> reasons, languages, types;
  std::map<std::string, std::uint64_t, std::less<>> rules;  ///< articles in which each rule matched
  Times times;  ///< of this run only; shards finished by earlier runs add none

  void count(const Outcome& outcome);
  Stats& operator+=(const Stats& other);

  /// Returns {"pages":…, …} as one line, with keys sorted within each part. Times are left out if none were
  /// measured.
  std::string to_json() const;
  /// Returns the JSON Schema of to_json().
  static std::string json_schema();
  /// Reads the output of to_json() and ignores unknown members. Throws FileError naming `where`.
  static Stats from_json(std::string_view json, const std::string& where);

  bool operator==(const Stats&) const = default;
};

}  // namespace winnow::tools
