// winnow schema: what the program writes, as JSON Schema.

#include <iostream>

#include "pipeline/write/json_schema.h"
#include "tools/batch/stats.h"
#include "tools/commands/command.h"

namespace winnow::tools {
namespace {

constexpr const char* kExamples = R"(Examples:
  winnow schema record > record.schema.json
  winnow clean --drops drops.jsonl crawl/ && winnow schema drop

record  a line of JSON lines, native names; drop, error  a line of --drops, --errors; blocks  the list of --blocks;
stats  what --stats writes.)";

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const std::string_view name : write::schema_names()) out.emplace_back(name);
  out.emplace_back("stats");
  return out;
}

}  // namespace

Action set_up_schema(CLI::App& app) {
  const auto name = std::make_shared<std::string>();
  app.footer(kExamples);
  app.add_option("NAME", *name, "record, drop, error, blocks or stats")->required()->check(CLI::IsMember(names()));
  return [name] {
    std::cout << (*name == "stats" ? Stats::json_schema() : write::json_schema(*name));
    return kDone;
  };
}

}  // namespace winnow::tools
