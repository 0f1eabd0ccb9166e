// A checkpoint is one line of JSON: {"options", "rules", "inputs", "pages", "digest", "unopened",
// "records", "drops", "errors", "seen", "stats"}. It is written after the files that it speaks of are
// on the disk, under a temporary name, so that whenever a run dies the last one holds.

#include "tools/batch/checkpoint.h"

#include <simdjson.h>

#include <filesystem>
#include <fstream>

#include "pipeline/write/json_record.h"
#include "tools/errors.h"
#include "tools/batch/output_file.h"

namespace winnow::tools {
namespace {

struct Number {
  const char* name;
  std::uint64_t Checkpoint::*value;
};
constexpr Number kNumbers[] = {{"inputs", &Checkpoint::inputs},
                               {"pages", &Checkpoint::pages},
                               {"digest", &Checkpoint::digest},
                               {"unopened", &Checkpoint::unopened}};

struct Size {
  const char* name;
  std::uint64_t LotSizes::*value;
};
constexpr Size kSizes[] = {{"records", &LotSizes::records},
                           {"drops", &LotSizes::drops},
                           {"errors", &LotSizes::errors},
                           {"seen", &LotSizes::seen}};

Checkpoint checkpoint_of(const simdjson::dom::element& root, const std::string& path) {
  Checkpoint checkpoint;
  for (const Number& n : kNumbers) checkpoint.*n.value = root[n.name].get_uint64();
  for (const Size& s : kSizes) checkpoint.sizes.*s.value = root[s.name].get_uint64();
  checkpoint.stats = Stats::from_json(simdjson::to_string(root["stats"].value()), path);
  return checkpoint;
}

}  // namespace

CheckpointFile::CheckpointFile(const std::string& output, std::string options, std::string rules)
    : path_(output + ".checkpoint"), output_(output), options_(std::move(options)), rules_(std::move(rules)) {}

std::optional<Checkpoint> CheckpointFile::load() const {
  std::ifstream in(path_, std::ios::binary);
  if (!in) return std::nullopt;
  const std::string line(std::istreambuf_iterator<char>(in), {});
  try {
    simdjson::dom::parser parser;
    const simdjson::dom::element root = parser.parse(line);
    const auto require = [&](const char* key, const std::string& wanted) {
      if (std::string_view(root[key]) != wanted)
        throw UsageError(output_ + ".partial was made with other " + key + "; leave --resume out to make everything anew");
    };
    require("rules", rules_);
    require("options", options_);
    return checkpoint_of(root, path_);
  } catch (const simdjson::simdjson_error& error) {
    throw FileError(path_ + ": not a checkpoint: " + error.what());
  }
}

void CheckpointFile::save(const Checkpoint& checkpoint) const {
  Output out(path_);
  write::JsonObject object(out.buffer());
  object.text("options", options_);
  object.text("rules", rules_);
  for (const Number& n : kNumbers) object.number(n.name, checkpoint.*n.value);
  for (const Size& s : kSizes) object.number(s.name, checkpoint.sizes.*s.value);
  object.key("stats") += checkpoint.stats.to_json();
  object.end();
  out.buffer() += '\n';
  out.close();
}

void CheckpointFile::remove() const {
  std::error_code absent;
  std::filesystem::remove(path_, absent);
}

bool CheckpointFile::is_there() const {
  std::error_code failed;
  return std::filesystem::exists(path_, failed);
}

}  // namespace winnow::tools
