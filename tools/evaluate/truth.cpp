#include "tools/evaluate/truth.h"

#include <simdjson.h>

#include <fstream>
#include <stdexcept>

namespace winnow::tools {
namespace {

std::string text_or_empty(simdjson::dom::element row, const char* key) {
  std::string_view value;
  return row[key].get(value) ? std::string() : std::string(value);
}

Truth truth_of(simdjson::dom::element row) {
  Truth truth{.id = text_or_empty(row, "id"),
              .url = text_or_empty(row, "url"),
              .type = text_or_empty(row, "type"),
              .language = text_or_empty(row, "lang"),
              .charset = text_or_empty(row, "charset"),
              .corpus = {},
              .text = {},
              .flags = {}};
  if (std::string_view text; !row["text"].get(text)) truth.text = text;
  simdjson::dom::array flags;
  if (!row["flags"].get(flags)) {
    for (simdjson::dom::element flag : flags)
      if (std::string_view name; !flag.get(name)) truth.flags.emplace_back(name);
  }
  return truth;
}

}  // namespace

std::unordered_map<std::string, Truth> load_truth(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file.string() + ": cannot be opened");
  std::unordered_map<std::string, Truth> rows;
  simdjson::dom::parser parser;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty()) continue;
    simdjson::dom::element row;
    if (parser.parse(line).get(row) || text_or_empty(row, "id").empty())
      throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": not a JSON row with an id");
    Truth truth = truth_of(row);
    truth.corpus = file.parent_path().filename().string();
    rows.insert_or_assign(truth.id, std::move(truth));
  }
  return rows;
}

}  // namespace winnow::tools
