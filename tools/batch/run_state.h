#pragma once
// Files that tell a later run what an earlier one did: the markers of finished shards and the
// checkpoints of a run into one file. Each is one line of JSON.
//
// A state is a struct with `template <class S, class F> static void for_each_member(S& state, F&& f)`,
// which calls `f(name, member)` for each member, in the order of the file.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/write/json_record.h"
#include "tools/batch/stats.h"
#include "tools/errors.h"

namespace winnow::tools {

/// Hashes of the options and rules that a run was made with.
struct MadeWith {
  std::string options, rules;
};

/// Throws UsageError, naming `what`, if it was made with other rules or options than are wanted now.
void require_same(const MadeWith& found, const MadeWith& wanted, const std::string& what);

/// Writes the members of a state as a line of JSON.
class StateWriter {
 public:
  StateWriter() = default;
  StateWriter(const StateWriter&) = delete;
  StateWriter& operator=(const StateWriter&) = delete;

  void operator()(std::string_view name, const std::string& text) { object_.text(name, text); }
  void operator()(std::string_view name, std::uint64_t number) { object_.number(name, number); }
  void operator()(std::string_view name, std::int64_t number) { object_.key(name) += std::to_string(number); }
  void operator()(std::string_view name, const Stats& stats) { object_.key(name) += stats.to_json(); }

  /// Writes the line, under a temporary name until it is whole. Throws FileError.
  void save(const std::string& path);

 private:
  std::string line_;
  write::JsonObject object_{line_};
};

/// Reads the members of a state from a file. Every function throws FileError, naming the file, if the
/// file holds something else.
class StateReader {
 public:
  /// Returns nullopt if there is no such file.
  static std::optional<StateReader> open(const std::string& path);
  StateReader(StateReader&&) noexcept;
  ~StateReader();

  void operator()(std::string_view name, std::string& text) const;
  void operator()(std::string_view name, std::uint64_t& number) const;
  void operator()(std::string_view name, std::int64_t& number) const;
  void operator()(std::string_view name, Stats& stats) const;

 private:
  struct Root;
  explicit StateReader(std::unique_ptr<const Root> root);
  template <class T>
  T get(std::string_view name) const;

  std::unique_ptr<const Root> root_;
};

/// Throws FileError.
template <class State>
void save_state(const State& state, const std::string& path) {
  StateWriter writer;
  State::for_each_member(state, writer);
  writer.save(path);
}

/// Returns nullopt if there is no such file. Throws FileError if it cannot be read.
template <class State>
std::optional<State> load_state(const std::string& path) {
  const auto reader = StateReader::open(path);
  if (!reader) return std::nullopt;
  State state;
  State::for_each_member(state, *reader);
  return state;
}

/// Prints on standard error that a state cannot be read, and the consequence.
void warn_of_state(const FileError& problem, std::string_view consequence);

/// Like load_state(), but warns of a state that cannot be read and returns nullopt.
template <class State>
std::optional<State> load_state_if_readable(const std::string& path, std::string_view consequence) {
  try {
    return load_state<State>(path);
  } catch (const FileError& problem) {
    warn_of_state(problem, consequence);
    return std::nullopt;
  }
}

}  // namespace winnow::tools
