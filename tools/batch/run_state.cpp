#include "tools/batch/run_state.h"

#include <simdjson.h>

#include <iostream>

#include "pipeline/base/files.h"
#include "tools/batch/output_file.h"

namespace winnow::tools {

struct StateReader::Root {
  std::string path;
  simdjson::dom::parser parser{};  ///< owns what `object` shows
  simdjson::dom::object object{};

  [[noreturn]] void fail(const std::string& problem) const {
    throw FileError(path + ": not what an earlier run noted: " + problem);
  }
};

void require_same(const MadeWith& found, const MadeWith& wanted, const std::string& what) {
  const char* const other = found.rules != wanted.rules       ? "rules"
                            : found.options != wanted.options ? "options"
                                                              : nullptr;
  if (other) throw UsageError(what + " was made with other " + other + "; leave --resume out to make everything anew");
}

void StateWriter::save(const std::string& path) {
  object_.end();
  Output out(path);
  out.buffer() = line_ + "\n";
  out.close();
}

StateReader::StateReader(std::unique_ptr<const Root> root) : root_(std::move(root)) {}
StateReader::StateReader(StateReader&&) noexcept = default;
StateReader::~StateReader() = default;

std::optional<StateReader> StateReader::open(const std::string& path) {
  const std::optional<std::string> line = contents_of(path);
  if (!line) return std::nullopt;
  auto root = std::make_unique<Root>(Root{.path = path});
  try {
    root->object = root->parser.parse(*line);
  } catch (const simdjson::simdjson_error& error) {
    root->fail(error.what());
  }
  return StateReader(std::move(root));
}

template <class T>
T StateReader::get(std::string_view name) const {
  try {
    return root_->object[name];
  } catch (const simdjson::simdjson_error& error) {
    root_->fail("'" + std::string(name) + "': " + error.what());
  }
}

void StateReader::operator()(std::string_view name, std::string& text) const { text = get<std::string_view>(name); }
void StateReader::operator()(std::string_view name, std::uint64_t& number) const { number = get<std::uint64_t>(name); }
void StateReader::operator()(std::string_view name, std::int64_t& number) const { number = get<std::int64_t>(name); }
void StateReader::operator()(std::string_view name, Stats& stats) const {
  stats = Stats::from_json(simdjson::to_string(get<simdjson::dom::element>(name)), root_->path);
}

void warn_of_state(const FileError& problem, std::string_view consequence) {
  std::cerr << "winnow: " << problem.what() << "; " << consequence << '\n';
}

}  // namespace winnow::tools
